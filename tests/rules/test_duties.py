"""What an employer must do, and by when; each deadline on both sides of its boundary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules import Book, NoValueForDay, Period, load_book
from rules.decisions import duties
from rules.loading import Entry

BOOK = load_book()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("paid", "registered", "on_paper", "due"),
    [
        ("2026-01-30", False, False, "2026-02-05"),
        ("2026-02-01", False, False, "2026-03-05"),
        ("2026-03-31", False, False, "2026-04-07"),  # 5 April is Easter Sunday, the 6th Easter Monday
        ("2026-08-31", False, False, "2026-09-07"),  # a Saturday
        ("2026-11-30", False, False, "2026-12-07"),
        ("2025-12-31", False, False, "2026-01-05"),
        ("2026-01-30", False, True, "2026-02-09"),  # the 8th is a Sunday
        ("2026-02-27", False, True, "2026-03-09"),
        ("2026-05-29", False, True, "2026-06-08"),
        ("2026-01-30", True, False, "2026-02-04"),
        ("2026-12-21", True, False, "2026-12-28"),  # the 26th is a public holiday and a Saturday
        ("2026-01-30", True, True, "2026-02-09"),
        ("2026-04-01", True, False, "2026-04-07"),  # the 6th is Easter Monday
    ],
)
def test_report_of_a_payment(paid, registered, on_paper, due):
    decision = duties.wage_report_due(BOOK, day(paid), registered=registered, on_paper=on_paper)
    assert decision.outcome == day(due)
    assert dict(decision.reasons[0].facts)["day"] == due


def test_a_report_can_be_sent_forty_five_days_ahead():
    assert duties.wage_report_earliest(BOOK, day("2026-03-31")).outcome == day("2026-02-14")


@pytest.mark.parametrize(
    ("registered", "wages", "over", "required"),
    [
        (True, False, False, True),
        (True, True, True, True),
        (False, True, True, True),
        (False, True, False, False),
        (False, False, True, False),
        (False, False, False, False),
    ],
)
def test_which_months_need_a_separate_report(registered, wages, over, required):
    decision = duties.separate_report_required(registered=registered, wages_in_month=wages, anyone_over_limit=over)
    assert decision.outcome is required
    assert decision.reasons


@pytest.mark.parametrize(("on_paper", "due"), [(False, "2026-02-05"), (True, "2026-02-09")])
def test_the_separate_report_is_due_in_the_next_month(on_paper, due):
    assert duties.separate_report_due(BOOK, day("2026-01-30"), on_paper=on_paper).outcome == day(due)


@pytest.mark.parametrize(
    ("paid", "due"),
    [
        ("2026-01-30", "2026-02-12"),
        ("2026-08-31", "2026-09-14"),  # a Saturday
        ("2026-06-30", "2026-07-13"),  # a Sunday
        ("2026-12-31", "2027-01-12"),
        ("2024-04-30", "2024-05-13"),
    ],
)
def test_withheld_tax_is_paid_on_the_twelfth_or_the_next_business_day(paid, due):
    assert duties.self_assessed_tax_due(BOOK, day(paid)).outcome == day(due)


@pytest.mark.parametrize(
    ("permanent", "together", "regular"), [(0, 0, False), (1, 5, False), (2, 2, True), (0, 6, True), (1, 6, True)]
)
def test_a_regular_employer_of_the_register(permanent, together, regular):
    decision = duties.is_regular_employer(BOOK, permanent=permanent, at_the_same_time=together, day=day("2026-01-30"))
    assert decision.outcome is regular


@pytest.mark.parametrize(
    ("paid", "due"), [("2026-01-30", "2026-02-28"), ("2024-01-31", "2024-02-29"), ("2026-12-01", "2027-01-31")]
)
def test_the_pension_contribution_is_due_on_the_last_day_of_the_next_month(paid, due):
    assert duties.pension_due(BOOK, day(paid)).outcome == day(due)


@pytest.mark.parametrize(
    ("paid", "later"),
    [("2026-01-30", ("2026-03-31", "2.20")), ("2025-12-31", ("2026-02-28", "2.10")), ("2025-06-30", None)],
)
def test_a_pension_contribution_paid_a_month_later_by_agreement_bears_interest(paid, later):
    found = [dict(one.facts) for one in duties.pension_due(BOOK, day(paid)).reasons if one.code == "pension_deferral"]
    assert found == ([] if later is None else [{"day": later[0], "percent": later[1]}])


def test_another_due_rule_needs_its_own_function():
    from dataclasses import replace

    entry: Entry = BOOK.entry("pension.due_rule")
    other = Book([replace(entry, items=(replace(entry.items[0], text="twentieth", number="twentieth"),))])
    with pytest.raises(ValueError, match="twentieth"):
        duties.pension_due(other, day("2026-01-30"))


@pytest.mark.parametrize(
    ("paid", "month"),
    [
        ("2026-01-01", "2026-04-01"),
        ("2026-03-31", "2026-04-01"),
        ("2026-04-01", "2026-07-01"),
        ("2026-09-30", "2026-10-01"),
        ("2026-10-01", "2027-01-01"),
        ("2026-12-31", "2027-01-01"),
    ],
)
def test_the_quarter_is_invoiced_afterwards(paid, month):
    assert duties.unemployment_invoice_month(BOOK, day(paid)).outcome == day(month)


def test_the_pension_policy_is_taken_by_the_end_of_the_month_after_the_first_pay():
    assert duties.pension_policy_due(BOOK, day("2026-01-30")).outcome == day("2026-02-28")


def test_the_accident_policy_is_taken_before_work_begins():
    assert duties.accident_policy_due(day("2026-01-12")).outcome == day("2026-01-11")


@pytest.mark.parametrize(
    ("known", "due"),
    [
        ("2026-11-02", "2026-11-13"),
        ("2026-12-17", "2026-12-31"),  # Christmas Eve counts, 25 and 26 December and Sundays do not
    ],
)
def test_an_accident_is_reported_within_ten_weekdays(known, due):
    assert duties.accident_report_due(BOOK, day(known)).outcome == day(due)


@pytest.mark.parametrize(
    ("start", "minutes", "first", "rest"),
    [
        ("2026-01-12", 960, "2026-01-19", "2026-02-12"),
        ("2026-01-31", 181, "2026-02-07", "2026-02-28"),
        ("2026-01-12", None, "2026-01-19", "2026-02-12"),
        ("2026-01-12", 180, None, None),
    ],
)
def test_written_terms(start, minutes, first, rest):
    outcome = duties.written_terms_due(BOOK, day(start), average_weekly_minutes=minutes).outcome
    assert outcome.first_items_by == (None if first is None else day(first))
    assert outcome.other_items_by == (None if rest is None else day(rest))


def test_written_terms_of_before_the_reform_are_not_in_the_book():
    with pytest.raises(NoValueForDay):
        duties.written_terms_due(BOOK, day("2022-07-31"), average_weekly_minutes=960)


@pytest.mark.parametrize(
    ("minor", "custodian", "months", "model", "outcome"),
    [
        (True, False, 4, None, "duty"),
        (True, False, 3, None, "right"),
        (True, True, 12, None, "none"),
        (False, None, None, True, "right"),
        (False, None, None, False, "none"),
        (None, False, 12, True, None),
        (True, None, 12, True, None),
        (True, False, None, True, None),
        (False, None, None, None, None),
    ],
)
def test_criminal_record_extract(minor, custodian, months, model, outcome):
    decision = duties.criminal_record(
        BOOK,
        day("2026-01-12"),
        client_is_minor=minor,
        custodian_present=custodian,
        months_within_year=months,
        employer_model=model,
    )
    assert decision.outcome == outcome
    assert bool(decision.questions) is (outcome is None)


@pytest.mark.parametrize(
    ("extract", "shown", "valid"),
    [
        ("2025-12-15", "2026-01-09", True),
        ("2025-07-09", "2026-01-09", True),
        ("2025-07-08", "2026-01-09", False),
        ("2026-01-10", "2026-01-09", False),
    ],
)
def test_an_extract_is_at_most_six_months_old(extract, shown, valid):
    assert duties.criminal_extract_valid(BOOK, extract_day=day(extract), shown=day(shown)).outcome is valid


def test_occupational_health_care_from_the_first_day():
    assert duties.occupational_health_due(day("2026-01-12")).outcome == day("2026-01-12")


def test_a_month_of_absence_is_told_to_occupational_health_care():
    assert duties.occupational_health_absence_due(BOOK, day("2026-01-31")).outcome == day("2026-02-28")


@pytest.mark.parametrize(
    ("last", "due"),
    # fifteen weeks of six days from Monday 5 January, less 6 January, Good Friday and Easter Monday, and three days
    [("2026-04-21", None), ("2026-04-22", "2026-04-22"), ("2026-06-30", "2026-04-22")],
)
def test_an_opinion_on_the_capacity_to_work_is_given_in_ninety_days_of_allowance(last, due):
    found = duties.capacity_opinion_due(BOOK, [Period.closed(day("2026-01-05"), day(last))])
    assert found.outcome == (None if due is None else day(due))


def test_days_of_allowance_of_one_illness_are_counted_together():
    spells = [Period.closed(day("2026-01-05"), day("2026-03-31")), Period.closed(day("2026-04-20"), day("2026-06-30"))]
    first = sum(1 for one in spells[0] if one.weekday() < 6) - 1  # Epiphany
    counted = [one for one in spells[1] if one.weekday() < 6 and one.isoformat() not in ("2026-05-01", "2026-05-14")]
    assert duties.capacity_opinion_due(BOOK, spells).outcome == counted[90 - first - 1]
    assert duties.capacity_opinion_due(BOOK, []).outcome is None


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-02-01", "2026-02-17", ["2026-02-01"]),  # fourteen weekdays
        ("2026-02-01", "2026-02-16", []),
        ("2026-02-14", "2026-04-15", ["2026-03-01"]),  # 13 and, without the days of Easter, 11 in the others
        # 25, 24, 26, 24, 24 and 25 weekdays to June, so that July has 12 of the first 160; a weekday later 13, then 14
        ("2026-01-02", "2026-08-31", [f"2026-{month:02}-01" for month in range(1, 7)]),
        ("2026-01-03", "2026-08-31", [f"2026-{month:02}-01" for month in range(1, 7)]),
        ("2026-01-05", "2026-08-31", [f"2026-{month:02}-01" for month in range(1, 8)]),
    ],
)
def test_holiday_costs_are_compensated_for_months_with_fourteen_days_of_allowance(first, last, months):
    found = duties.holiday_cost_months(BOOK, Period.closed(day(first), day(last)))
    assert found.outcome == tuple(day(one) for one in months)


def test_holiday_costs_are_compensated_for_two_and_a_half_days_a_month_at_most():
    assert duties.holiday_cost_days(BOOK, day("2026-02-01")).outcome == Decimal("2.5")


def test_variable_hours_are_reviewed_every_twelve_months():
    assert duties.variable_hours_review_due(BOOK, day("2024-02-29")).outcome == day("2025-02-28")
    assert duties.occupational_health_plan_due(BOOK, day("2024-02-29")).outcome == day("2025-02-28")


@pytest.mark.parametrize(
    ("month", "number", "due"),
    [
        ("2026-01-01", None, "2026-01-30"),  # the 31st is a Saturday
        ("2026-02-15", None, "2026-02-27"),
        ("2026-02-01", 31, "2026-02-27"),
        ("2026-04-01", 6, "2026-04-02"),  # Easter Monday: Thursday before Good Friday
        ("2026-05-01", 1, "2026-04-30"),
        ("2026-12-01", 24, "2026-12-23"),
        ("2026-06-01", 19, "2026-06-18"),
        ("2026-06-01", 15, "2026-06-15"),
        ("2025-01-01", 6, "2025-01-03"),
    ],
)
def test_pay_that_falls_on_no_banking_day_is_due_the_weekday_before(month, number, due):
    assert duties.pay_day(day(month), number).outcome == day(due)


def test_the_roster_is_given_a_week_before():
    assert duties.roster_due(BOOK, day("2026-11-30")).outcome == day("2026-11-23")


def test_a_holiday_is_told_a_month_before_and_two_weeks_at_the_latest():
    outcome = duties.holiday_notice_due(BOOK, day("2026-07-06")).outcome
    assert (outcome.by, outcome.at_the_latest) == (day("2026-06-06"), day("2026-06-22"))


def test_kela_claims():
    assert duties.sickness_claim_due(BOOK, day("2026-12-31")).outcome == day("2027-02-28")
    assert duties.holiday_cost_claim_due(BOOK, day("2026-02-01")).outcome == day("2028-02-29")
    assert duties.occupational_health_claim_due(BOOK, 2026).outcome == day("2027-06-30")


@pytest.mark.parametrize(
    ("changes", "outcome", "code"),
    [
        ({}, True, "family_leave_compensation.due"),
        ({"employment_first": day("2025-12-02")}, True, "family_leave_compensation.due"),  # three months on the day
        ({"employment_first": day("2025-12-03")}, False, "family_leave_compensation.new"),
        ({"contract_last": day("2026-01-06")}, True, "family_leave_compensation.due"),  # exactly a year
        ({"contract_last": day("2026-01-05")}, False, "family_leave_compensation.short_contract"),
        ({"weekly_minutes": 1920}, True, "family_leave_compensation.due"),  # 80 % of 40 hours
        ({"weekly_minutes": 1919, "full_time_enough": True}, True, "family_leave_compensation.due"),
        ({"weekly_minutes": 1919, "full_time_enough": False}, False, "family_leave_compensation.part_time"),
        ({"paid": False}, False, "family_leave_compensation.unpaid"),
        ({"parental": True, "adopted": True}, True, "family_leave_compensation.due"),
        ({"parental": True, "adopted": False}, False, "family_leave_compensation.no_adoption"),
    ],
)
def test_the_conditions_of_the_family_leave_compensation(changes, outcome, code):
    facts = {
        "leave_first": day("2026-03-02"), "employment_first": day("2025-01-07"), "contract_last": None,
        "weekly_minutes": 2250, "paid": True,
    }  # fmt: skip
    found = duties.family_leave_compensation(BOOK, **{**facts, **changes})
    assert (found.outcome, [one.code for one in found.reasons]) == (outcome, [code])


def test_what_the_family_leave_compensation_needs_is_asked():
    facts = {"leave_first": day("2026-03-02"), "employment_first": day("2025-01-07"), "contract_last": None}
    for minutes, topics in ((None, ["time", "paid"]), (960, ["time", "paid"]), (1920, ["paid"])):
        found = duties.family_leave_compensation(BOOK, weekly_minutes=minutes, **facts)
        assert found.outcome is None
        assert [(one.topic, one.blocks) for one in found.questions] == [
            (f"family_leave_{topic}.2026-03-02", False) for topic in topics
        ]


def test_whether_a_parental_leave_belongs_to_an_adoption_is_asked_alone():
    facts = {"leave_first": day("2026-03-02"), "employment_first": day("2025-01-07"), "contract_last": None}
    found = duties.family_leave_compensation(BOOK, weekly_minutes=None, parental=True, **facts)
    assert found.outcome is None
    assert [one.topic for one in found.questions] == ["family_leave_adoption.2026-03-02"]
    early = {**facts, "leave_first": day("2025-02-03")}  # it fails anyway: nothing is asked
    assert duties.family_leave_compensation(BOOK, weekly_minutes=None, parental=True, **early).outcome is False


def test_the_unverified_deadline_of_the_family_leave_compensation_is_asked():
    decision = duties.family_leave_claim_due(BOOK, day("2026-06-30"))
    assert decision.outcome is None
    assert decision.questions[0].suggestion == "6"
    assert decision.questions[0].blocks is False


def test_once_confirmed_the_family_leave_deadline_is_counted():
    from dataclasses import replace

    from rules.values import Confidence

    entry = BOOK.entry("kela.family_leave_claim_months")
    confirmed = Book([replace(entry, items=(replace(entry.items[0], confidence=Confidence.CONFIRMED),))])
    assert duties.family_leave_claim_due(confirmed, day("2026-06-30")).outcome == day("2026-12-30")


def test_wage_records_are_kept_six_years_from_the_end_of_the_year():
    assert duties.keep_wage_records_until(BOOK, day("2026-01-30")).outcome == day("2032-12-31")


def test_emergency_work_is_told_to_the_authority_on_its_first_day() -> None:
    decided = duties.emergency_notice_due(date(2026, 12, 5))  # a Saturday: without delay, not the next business day
    assert decided.outcome == date(2026, 12, 5)
    assert [(one.code, one.section) for one in decided.reasons] == [("emergency_notice", "872/2019 19 §")]
