"""Employment Contracts Act, chapters 1 and 2: fixed terms, trial period, variable hours, written terms, hindrance."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest

from rules import Book, Days, Value, load_book
from rules.decisions import contract

BOOK = load_book()
START = date(2026, 9, 1)


def fixed(**changes: object):
    usual = {"signed": date(2026, 8, 20), "start": START, "end": date(2027, 8, 31), "ground": None}
    return contract.fixed_term(BOOK, **(usual | changes))


def test_without_an_end_or_with_a_ground_there_is_nothing_to_ask() -> None:
    assert fixed(end=None).outcome == contract.FixedTerm(True, "indefinite", None)
    for signed in (date(2020, 1, 1), date(2026, 8, 20)):
        ground = fixed(signed=signed, ground="substitute for a family leave", end=date(2030, 1, 1))
        assert ground.outcome.valid
        assert fixed(signed=signed, employee_asked=True).outcome.valid
    with pytest.raises(ValueError, match="cannot end"):
        fixed(end=date(2026, 8, 31))


@pytest.mark.parametrize(
    ("end", "earlier", "valid"),
    [
        (date(2027, 8, 31), None, True),
        (date(2027, 9, 1), None, False),
        (date(2027, 8, 31), date(2021, 8, 20), True),
        (date(2027, 8, 31), date(2021, 8, 21), False),
        (date(2026, 12, 31), date(2026, 6, 1), False),
    ],
)
def test_since_june_2026_one_year_once_in_five_without_a_ground(end, earlier, valid) -> None:
    decision = fixed(end=end, earlier_end=earlier)
    assert decision.outcome.valid is valid
    assert decision.outcome.treated_as == ("fixed_term" if valid else "indefinite")
    assert not decision.questions


def test_an_unknown_earlier_employment_is_asked() -> None:
    decision = fixed(earlier_known=False)
    assert decision.outcome is None
    assert decision.questions[0].blocks


@pytest.mark.parametrize(("signed", "valid"), [(date(2026, 5, 31), False), (date(2026, 6, 1), True)])
def test_the_day_of_signing_chooses_the_rule(signed, valid) -> None:
    assert fixed(signed=signed, start=date(2026, 6, 1), end=date(2027, 5, 31)).outcome.valid is valid


def test_a_contract_over_the_reform_is_flagged() -> None:
    over = fixed(signed=date(2026, 5, 20), start=date(2026, 6, 1), end=date(2026, 12, 31))
    assert [question.blocks for question in over.questions] == [False]
    before = fixed(signed=date(2026, 1, 20), start=date(2026, 2, 1), end=date(2026, 12, 31))
    assert not before.questions
    assert not before.outcome.valid


@pytest.mark.parametrize(
    ("end", "before", "valid"),
    [(date(2027, 8, 31), 0, True), (date(2027, 9, 1), 0, False), (date(2027, 2, 28), 6, True),
     (date(2027, 3, 1), 6, False), (date(2026, 9, 1), 13, False)],
)  # fmt: skip
def test_the_long_term_unemployed_for_a_year_in_all(end, before, valid) -> None:
    decision = fixed(end=end, long_term_unemployed=True, total_months_before=before)
    assert decision.outcome.valid is valid
    assert decision.outcome.ground == ("long-term unemployed" if valid else None)


def extension(**facts):
    usual = {"agreed": date(2026, 8, 20), "start": START, "end_before": date(2026, 11, 30), "ground": None}
    return contract.extended(BOOK, **{**usual, **facts})


@pytest.mark.parametrize(
    ("end", "renewals", "contracts", "valid"),
    [
        (date(2027, 8, 31), 0, 0, True),
        (date(2027, 8, 31), 1, 0, True),
        (date(2027, 8, 31), 2, 0, False),  # the third renewal
        (date(2027, 8, 31), 1, 1, False),  # a contract before and two extensions
        (date(2027, 9, 1), 0, 0, False),  # over the year
    ],
)
def test_an_extension_is_one_of_the_renewals_of_the_long_term_unemployed(end, renewals, contracts, valid) -> None:
    decision = extension(end=end, long_term_unemployed=True, renewals=renewals, contracts_before=contracts)
    assert decision.outcome.valid is valid


def test_other_fixed_terms_are_extended_with_a_reason_or_on_the_employees_wish() -> None:
    end = date(2027, 3, 31)
    assert extension(end=end).outcome == contract.FixedTerm(False, "indefinite", None)
    assert [reason.code for reason in extension(end=end).reasons] == ["contract.no_ground_not_renewed"]
    assert extension(end=end, ground="substitution").outcome.valid
    assert extension(end=end, employee_asked=True).outcome.ground == "the employee's wish"
    with pytest.raises(ValueError, match="later"):
        extension(end=date(2026, 11, 30), ground="substitution")


def test_what_follows_a_fixed_term() -> None:
    assert contract.no_ground_renewal().outcome.treated_as == "indefinite"
    asked = contract.no_ground_may_be_given_notice(START, date(2027, 4, 1), BOOK, signed=date(2026, 8, 20))
    assert asked.outcome is None
    assert asked.questions[0].suggestion == "6"
    assert contract.work_goes_on_after_end(date(2026, 6, 30), date(2026, 7, 1)).outcome == "indefinite"
    assert contract.work_goes_on_after_end(date(2026, 6, 30), date(2026, 6, 30)).outcome == "fixed_term"


class ConfirmedBook:
    """The book, with the bill's six months confirmed."""

    def value(self, name: str, days: Days) -> Value:
        return replace(
            BOOK.value("notice.variable_service_months", Days(notice_day=START)), name=name, number=Decimal(6)
        )


@pytest.mark.parametrize(("on", "may"), [(date(2027, 2, 28), False), (date(2027, 3, 1), True)])
def test_once_confirmed_notice_is_open_after_six_months(on, may) -> None:
    book = cast(Book, ConfirmedBook())
    assert contract.no_ground_may_be_given_notice(START, on, book, signed=date(2026, 8, 20)).outcome is may


@pytest.mark.parametrize(
    ("on", "agreed", "may"),
    [(date(2026, 12, 1), False, False), (date(2026, 12, 1), True, True), (date(2031, 9, 1), False, True),
     (date(2031, 8, 31), False, False)],
)  # fmt: skip
def test_a_fixed_term_binds_for_five_years(on, agreed, may) -> None:
    assert contract.fixed_term_may_be_given_notice(START, on, BOOK, notice_agreed=agreed).outcome is may


# --- 1:4 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "most"), [(None, 6), (8, 4), (12, 6), (24, 6), (5, Fraction(5, 2)), (Fraction(1, 2), Fraction(1, 4))]
)
def test_the_longest_trial_period(length, most) -> None:
    assert contract.longest_trial_months(length, START, BOOK).outcome == most


@pytest.mark.parametrize(
    ("end", "months", "last"),
    [
        (None, 4, date(2026, 12, 31)),
        (None, 6, date(2027, 2, 28)),
        (None, 8, date(2027, 2, 28)),
        (date(2026, 9, 30), 4, date(2026, 9, 15)),
        (date(2027, 8, 31), 4, date(2026, 12, 31)),
        (date(2026, 9, 29), 4, date(2026, 9, 14)),  # half of 29 days is 14 whole ones
        (date(2027, 4, 30), 6, date(2026, 12, 31)),  # half of eight months is four, though 242 days have 121
        (date(2027, 4, 29), 6, date(2026, 12, 29)),  # a day less: half of 241 days
        (date(2027, 3, 31), 6, date(2026, 12, 15)),  # seven months: half of 212 days
        (date(2027, 9, 30), 6, date(2027, 2, 28)),  # of thirteen months six, not six and a half
    ],
)
def test_the_last_trial_day(end, months, last) -> None:
    assert contract.last_trial_day(START, end, months, BOOK).outcome == last


def test_half_of_a_fixed_term_is_counted_as_the_choice_says(tmp_path: Path) -> None:
    shutil.copytree(Path(str(files("rules"))) / "data", tmp_path / "data")
    limits = tmp_path / "data" / "statutes" / "contract_limits.yaml"
    words = limits.read_text("utf-8").replace("whole_months", "days")
    limits.write_text(words, "utf-8")
    days = load_book(tmp_path / "data")
    assert contract.last_trial_day(START, date(2027, 4, 30), 6, days).outcome == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("days", "told", "last"),
    [
        (29, date(2026, 12, 1), date(2026, 12, 31)),
        (30, date(2026, 12, 1), date(2027, 1, 31)),
        (60, date(2026, 12, 31), date(2027, 2, 28)),
        (60, date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_each_full_thirty_days_of_absence_extend_the_trial(days, told, last) -> None:
    assert contract.extended_trial(date(2026, 12, 31), days, told, BOOK, start=START).outcome == last


# --- 1:11, 2:4 and 2:6 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fixed_need", "employer", "allowed"),
    [(True, True, False), (False, True, True), (True, False, True), (None, True, None), (None, False, True)],
)
def test_variable_hours_only_for_a_varying_need(fixed_need, employer, allowed) -> None:
    decision = contract.variable_hours_allowed(need_is_fixed=fixed_need, employer_asked=employer)
    assert decision.outcome is allowed
    assert bool(decision.questions) == (allowed is None)


def test_the_review_offers_a_higher_minimum() -> None:
    assert contract.review_variable_hours(600, 600, date(2026, 9, 1), BOOK).outcome == contract.Review(
        False, None, None
    )
    assert contract.review_variable_hours(600, 601, date(2026, 8, 31), BOOK).outcome == contract.Review(
        True, 601, date(2026, 9, 30)
    )


def test_the_items_of_the_written_terms() -> None:
    everything = contract.written_items(fixed_term=True, trial=True, variable_hours=True, abroad=True, agency=True)
    assert [item.number for item in everything.outcome] == list(range(1, 17))
    assert [item.number for item in everything.outcome if item.first] == list(range(1, 9))
    usual = contract.written_items(fixed_term=False, trial=False, variable_hours=False).outcome
    assert [item.number for item in usual] == [1, 2, 5, 6, 7, 8, 11, 12, 13, 14, 15]
    assert [item.number for item in usual if item.first] == [1, 2, 5, 6, 7, 8]
    assert [item.number for item in everything.outcome if item.may_refer] == [4, 7, 8, 11, 12, 13, 14, 15]
    assert contract.changed_term_by(START).outcome == START
    by_law = contract.changed_term_by(START, from_law_or_agreement=True)
    assert (by_law.outcome, [one.code for one in by_law.reasons]) == (None, ["contract.changed_by_law"])


@pytest.mark.parametrize(
    ("start", "last_request", "employees", "by"),
    [
        (date(2026, 3, 1), None, 1, date(2026, 12, 1)),
        (date(2026, 3, 2), None, 1, None),
        (date(2020, 1, 1), date(2025, 9, 1), 250, date(2026, 12, 1)),
        (date(2020, 1, 1), date(2025, 9, 2), 250, None),
        (date(2020, 1, 1), None, 251, date(2026, 10, 1)),
    ],
)
def test_replies_to_requests(start, last_request, employees, by) -> None:
    assert contract.reply_to_request_by(START, start, last_request, employees, BOOK).outcome == by


# --- 2:12 and 2:15 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "changes", "expected"),
    [
        ("employer", {}, contract.Hindrance(True, None)),
        ("employer", {"agreed_otherwise": True}, contract.Hindrance(False, None)),
        ("employer", {"employee_ready": False}, contract.Hindrance(False, None)),
        ("independent", {}, contract.Hindrance(True, date(2026, 9, 14))),
        ("strike", {}, contract.Hindrance(True, date(2026, 9, 7))),
    ],
)
def test_pay_while_work_is_prevented(reason, changes, expected) -> None:
    given = {"employee_ready": True} | changes
    assert contract.hindrance(reason, START, BOOK, **given).outcome == expected


def test_an_unknown_hindrance_is_refused() -> None:
    with pytest.raises(ValueError, match="no reason"):
        contract.hindrance("weather", START, BOOK, employee_ready=True)


@pytest.mark.parametrize(
    ("nominal", "due"),
    [
        (date(2026, 10, 31), date(2026, 10, 30)),
        (date(2026, 10, 30), date(2026, 10, 30)),
        (date(2026, 12, 24), date(2026, 12, 23)),
        (date(2027, 5, 1), date(2027, 4, 30)),
        (date(2026, 4, 5), date(2026, 4, 2)),
    ],
)
def test_pay_is_due_on_the_weekday_before(nominal, due) -> None:
    assert contract.pay_due(nominal).outcome == due


# --- who may sign, what is noted --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("representative", "worker", "may"),
    [
        ("guardian", "spouse", False),
        ("guardian", "sibling", False),
        ("guardian", "other", True),
        ("attorney", "grandchild", False),
        ("custodian", "spouse", False),
        ("custodian", "child", False),
        ("custodian", "sibling", True),
        ("custodian", "other", True),
    ],
)
def test_a_guardian_does_not_hire_the_nearest(representative, worker, may) -> None:
    assert contract.may_represent(representative=representative, worker=worker).outcome is may


def test_unknown_roles_are_refused() -> None:
    with pytest.raises(ValueError, match="no representative"):
        contract.may_represent(representative="neighbour", worker="other")
    with pytest.raises(ValueError, match="no relation"):
        contract.may_represent(representative="guardian", worker="friend")


def test_what_may_be_noted_and_kept() -> None:
    assert contract.criminal_extract_notes().outcome == contract.ExtractNotes(False, ("shown", "date_of_extract"))
    assert contract.right_to_work_data_until(date(2028, 2, 29), BOOK).outcome == date(2030, 2, 28)
