"""Who is insured: ages by month, monthly and yearly limits, temporary and contract employer."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rules import Book, NoValueForDay, load_book
from rules.decisions import insurance
from rules.loading import Entry, Item

BOOK = load_book()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("born", "payment", "age"),
    [
        ("1973-01-10", "2026-01-31", 52),
        ("1973-01-10", "2026-02-01", 53),
        ("1973-02-01", "2026-02-28", 52),
        ("1973-02-01", "2026-03-01", 53),
        ("1973-01-31", "2026-02-01", 53),
        ("2008-02-29", "2025-02-28", 16),
        ("2008-02-29", "2025-03-01", 17),
        ("2004-02-29", "2025-03-01", 21),
        ("2026-01-15", "2026-01-20", 0),
        ("2026-01-15", "2025-06-20", 0),
    ],
)
def test_the_age_is_that_of_the_end_of_the_month_before(born, payment, age):
    assert insurance.insurance_age(day(born), day(payment)) == age


@pytest.mark.parametrize(
    ("born", "payment", "insured"),
    [
        # 395/2006 4 §: from the month after the 17th birthday month
        ("2009-03-15", "2026-03-31", False),
        ("2009-03-15", "2026-04-01", True),
        # to the end of the month of 68 (born 1957 or before), 69 (1958 to 1961), 70 (1962 or later)
        ("1957-06-10", "2025-06-30", True),
        ("1957-06-10", "2025-07-01", False),
        ("1957-12-31", "2025-12-31", True),
        ("1957-12-31", "2026-01-01", False),
        ("1958-01-01", "2026-12-31", True),
        ("1956-04-01", "2024-04-30", True),
        ("1956-04-01", "2024-05-02", False),
        ("1958-05-01", "2026-06-30", True),
        ("1961-12-01", "2026-06-30", True),
        ("1962-01-01", "2026-06-30", True),
    ],
)
def test_pension_insurance_by_age(born, payment, insured):
    decision = insurance.pension_insured(BOOK, day(born), day(payment))
    assert decision.outcome is insured
    assert decision.reasons[0].section == "395/2006 4 §"
    assert {value.name for value in decision.values} == {"pension.age_from_years", "pension.age_until_years"}


@pytest.mark.parametrize(
    ("born", "until"), [("1957-07-07", 68), ("1958-07-07", 69), ("1961-07-07", 69), ("1962-07-07", 70)]
)
def test_the_upper_pension_age_goes_by_the_year_of_birth(born, until):
    last_month_end = date(int(born[:4]) + until, 7, 31)
    assert insurance.pension_insured(BOOK, day(born), last_month_end).outcome is True
    assert insurance.pension_insured(BOOK, day(born), last_month_end + timedelta(days=1)).outcome is False


@pytest.mark.parametrize(
    ("born", "payment", "insured"),
    [
        ("2008-03-15", "2026-03-31", False),
        ("2008-03-15", "2026-04-01", True),
        ("1961-03-15", "2026-03-31", True),
        ("1961-03-15", "2026-04-01", False),
        ("1964-12-31", "2026-04-01", True),
        ("1965-01-01", "2026-04-01", True),
        ("1990-01-01", "2026-04-01", True),
        ("2009-01-01", "2026-04-01", False),
    ],
)
def test_unemployment_insurance_by_age(born, payment, insured):
    decision = insurance.unemployment_insured(BOOK, day(born), day(payment))
    assert decision.outcome is insured
    assert decision.questions == ()


def test_the_lowest_retirement_age_of_later_years_is_asked_when_it_can_matter():
    # Born 1965: 63 in January 2028, so the question begins in February 2028.
    assert insurance.unemployment_insured(BOOK, day("1965-01-20"), day("2028-01-31")).outcome is True
    decision = insurance.unemployment_insured(BOOK, day("1965-01-20"), day("2028-02-01"))
    assert decision.outcome is None
    assert [question.topic for question in decision.questions] == ["retirement_age"]


@pytest.mark.parametrize(
    ("born", "payment", "insured"),
    [
        ("2010-03-15", "2026-03-31", False),
        ("2010-03-15", "2026-04-01", True),
        ("1958-03-15", "2026-03-31", True),
        ("1958-03-15", "2026-04-01", False),
    ],
)
def test_health_contribution_by_age(born, payment, insured):
    assert insurance.health_insured(BOOK, day(born), day(payment)).outcome is insured


@pytest.mark.parametrize(
    ("born", "payment", "left_out"),
    [
        ("2011-05-05", "2026-06-15", ("pension", "health", "unemployment")),
        ("2009-05-05", "2026-05-15", ("pension", "unemployment")),
        ("2008-05-05", "2026-05-15", ("unemployment",)),
        ("1980-05-05", "2026-05-15", ()),
        ("1960-05-05", "2026-05-15", ("unemployment",)),
        ("1958-03-05", "2026-05-15", ("health", "unemployment")),
        ("1955-03-05", "2026-05-15", ("pension", "health", "unemployment")),
    ],
)
def test_what_the_age_leaves_out_of_the_report(born, payment, left_out):
    decision = insurance.not_insured_by_age(BOOK, day(born), day(payment))
    assert decision.outcome == left_out
    assert len(decision.reasons) == len(left_out)


def test_reasons_of_ages_say_too_young_and_too_old():
    young = insurance.pension_insured(BOOK, day("2015-01-01"), day("2026-01-30"))
    old = insurance.pension_insured(BOOK, day("1940-01-01"), day("2026-01-30"))
    assert (young.reasons[0].code, old.reasons[0].code) == ("pension_too_young", "pension_too_old")
    assert dict(old.reasons[0].facts)["until"] == "68"


def test_the_monthly_threshold_says_both_ways():
    assert insurance.pension_threshold_reached(True).reasons[0].code == "pension_threshold_reached"
    below = insurance.pension_threshold_reached(False)
    assert (below.outcome, below.reasons[0].code) == (False, "pension_below_threshold")


@pytest.mark.parametrize("kind", ["unemployment", "health", "accident", "withholding"])
@pytest.mark.parametrize(
    ("paid", "planned", "exceeded"),
    [(150_000, 0, False), (150_001, 0, True), (1_000, 149_000, False), (1, 150_000, True)],
)
def test_a_yearly_limit_counts_paid_and_planned_and_must_be_exceeded(kind, paid, planned, exceeded):
    decision = insurance.yearly_limit_exceeded(
        BOOK, kind, paid_cents=paid, planned_cents=planned, payment_day=day("2026-03-31")
    )
    assert decision.outcome is exceeded
    assert decision.reasons[0].code == f"{kind}_{'over' if exceeded else 'under'}_limit"


def test_the_unemployment_limit_of_2023_was_lower():
    asked = {"paid_cents": 145_000, "planned_cents": 0}
    in_2023 = insurance.yearly_limit_exceeded(BOOK, "unemployment", payment_day=day("2023-06-30"), **asked)
    in_2024 = insurance.yearly_limit_exceeded(BOOK, "unemployment", payment_day=day("2024-06-30"), **asked)
    assert (in_2023.outcome, in_2024.outcome) == (True, False)


def test_a_limit_that_nobody_has_set_stops():
    with pytest.raises(NoValueForDay, match=r"accident\.yearly_limit_euros"):
        insurance.yearly_limit_exceeded(BOOK, "accident", paid_cents=1, planned_cents=0, payment_day=day("2027-01-29"))


def _with_unverified_limit() -> Book:
    from dataclasses import replace

    from rules.values import Confidence

    entries: list[Entry] = []
    for name in BOOK.names():
        entry = BOOK.entry(name)
        if name == "accident.yearly_limit_euros":
            items: tuple[Item, ...] = tuple(replace(item, confidence=Confidence.UNVERIFIED) for item in entry.items)
            entry = replace(entry, items=items)
        entries.append(entry)
    return Book(entries)


@pytest.mark.parametrize(
    ("cents", "outcome"), [(134_999, False), (135_000, None), (150_000, None), (165_000, None), (165_001, True)]
)
def test_an_unverified_limit_asks_only_within_a_tenth_of_it(cents, outcome):
    decision = insurance.yearly_limit_exceeded(
        _with_unverified_limit(), "accident", paid_cents=cents, planned_cents=0, payment_day=day("2026-03-31")
    )
    assert decision.outcome is outcome
    assert bool(decision.questions) is (outcome is None)
    assert len(decision.values) == 1  # how near is near: a documented choice
    if outcome is None:
        assert decision.questions[0].suggestion == "1500.00"


def test_accident_insurance_three_employees_of_six_hundred_euros():
    """Published example of the accident insurance centre: three times 600 euros exceed 1500."""
    assert insurance.accident_insurance_required(
        BOOK, paid_or_agreed_cents=3 * 60_000, payment_day=day("2026-01-30")
    ).outcome


@pytest.mark.parametrize(
    ("permanent", "wages", "policy", "kind"),
    [
        (0, 1_027_199, False, "temporary"),
        (0, 1_027_200, False, "contract"),
        (1, 100, False, "contract"),
        (0, 100, True, "contract"),
        (None, None, True, "contract"),
        (None, 2_000_000, None, "contract"),
        (None, 100, False, None),
        (0, None, False, None),
        (0, 100, None, None),
    ],
)
def test_temporary_and_contract_employer(permanent, wages, policy, kind):
    decision = insurance.pension_employer_kind(
        BOOK,
        permanent_employees=permanent,
        wages_six_months_cents=wages,
        has_policy=policy,
        payment_day=day("2026-05-29"),
    )
    assert decision.outcome == kind
    assert bool(decision.questions) is (kind is None or (wages or 0) >= 1_027_200)


def test_passing_the_six_months_limit_asks_about_wages_already_paid():
    decision = insurance.pension_employer_kind(
        BOOK, permanent_employees=0, wages_six_months_cents=1_200_000, has_policy=False, payment_day=day("2026-05-29")
    )
    assert decision.questions[0].topic == "temporary_employer"
    assert decision.questions[0].blocks is False


def test_questions_name_their_topics_and_block_only_what_they_must():
    asked = {
        insurance.question_retirement_age(day("2028-02-01")): ("retirement_age", True),
        insurance.question_threshold_passed(5_000, 365): ("monthly_threshold", False),
        insurance.question_pension_kind(): ("pension", True),
        insurance.question_pension_percent(): ("pension_total_percent", True),
        insurance.question_accident(known=True): ("accident_percent", True),
        insurance.question_accident(known=False): ("accident", True),
        insurance.question_group_life(): ("group_life", True),
        insurance.question_limit_passed("withholding", 123_456, 14_815): ("limit_passed_withholding", False),
    }
    for question, (topic, blocks) in asked.items():
        assert (question.topic, question.blocks) == (topic, blocks)
        assert question.asks.endswith("?")
        assert question.why
        assert question.where_to_find


def test_a_limit_passed_tells_the_sum_it_is_about():
    question = insurance.question_limit_passed("health", 123_456, 2_358)
    assert dict(question.facts) == {"euros": "1234.56", "due": "23.58"}
    assert Decimal(dict(question.facts)["euros"]) * 100 == 123_456


@pytest.mark.parametrize("kind", ["unemployment", "health", "accident", "withholding"])
def test_under_a_limit_nothing_is_due(kind):
    decision = insurance.under_yearly_limit(kind)
    assert (decision.outcome, decision.reasons[0].code) == (False, f"{kind}_under_limit")


def test_no_group_life_is_the_parties_own_choice():
    assert insurance.no_group_life_agreed().outcome is False
