"""A corrected value and the payslips that rested on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from employer.law.corrections import Paid, affected, corrections, service
from payroll import CannotCalculate, calculate
from payroll.inputs import to_text
from rules import Book, load_book
from rules.checking import check
from tests.employer.law.corrections.corrected import corrected_data, split_data
from tests.payroll import builders

BOOK = load_book()
ISSUED = date(2026, 11, 30)


def paid(issued_on: date = ISSUED, **changes: object) -> Paid:
    """January 2026 of the childminder: 633.60 euros, paid by the book as it is."""
    inputs = builders.inputs(**changes)
    payslip = calculate(inputs, BOOK)
    totals = {key: cents for key, cents in payslip.totals.items() if cents is not None}
    return Paid(to_text(inputs), payslip.trace, totals, issued_on)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The employee's unemployment contribution of 2026 was 0.95 % after all."""
    folder = tmp_path_factory.mktemp("law")
    data = corrected_data(
        folder, "yearly/unemployment.yaml", "unemployment.employee_percent", "2026-01-01", "0.89", "0.95", "2026-12-15"
    )
    assert check(data) == []
    return load_book(data)


@pytest.fixture(scope="module")
def other_age(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Health contributions begin at 26 after all: a value that only decides, and leaves no number in a trace."""
    folder = tmp_path_factory.mktemp("law")
    path = next(path for path in (Path(__file__).parents[4] / "rules" / "data").rglob("*.yaml")
                if "- name: health.age_from_years\n" in path.read_text("utf-8"))  # fmt: skip
    entry = BOOK.entries("health.age_from_years")[-1]
    data = corrected_data(
        folder, f"{path.parent.name}/{path.name}", "health.age_from_years", entry.first.isoformat(), "16", "26",
        "2026-12-15",
    )  # fmt: skip
    return load_book(data)


def test_the_book_as_it_is_has_no_corrections_or_none_that_concern() -> None:
    assert affected(paid(), BOOK, corrections(BOOK)) is None


def test_a_correction_of_the_confidence_alone_concerns_no_payslip() -> None:
    same = "choice.one_day_coefficient"
    assert BOOK.entries(same)[-1].corrects is not None
    names = [one.name for one in corrections(BOOK)]
    assert same not in names
    assert "choice.supplementary_part_year" in names


def test_a_corrected_percentage_says_what_changed_and_what_it_means(corrected: Book) -> None:
    """633.60 euros: 0.89 % is 5.64, 0.95 % is 6.02; net pay falls by 38 cents."""
    found = affected(paid(), corrected)
    assert found is not None
    (change,) = found.changes
    assert (change.name, change.since, change.recorded) == (
        "unemployment.employee_percent", date(2026, 1, 1), date(2026, 12, 15),
    )  # fmt: skip
    assert (change.before, change.after, change.why) == ("0.89", "0.95", "the decree was read wrongly")
    assert found.differences["unemployment_employee"] == (564, 602)
    assert found.euros == {"gross": 0, "net": -38, "employer_cost": 0}


def test_a_payslip_of_another_year_is_not_concerned(corrected: Book) -> None:
    year = {"period": builders.Period.closed(date(2025, 3, 1), date(2025, 3, 31)), "payment_day": date(2025, 3, 31)}
    one = paid(
        **year,
        known_on=date(2025, 3, 31),
        employment_first=date(2025, 1, 1),
        wages=(replace(builders.inputs().wages[0], first=date(2025, 1, 1)),),
        weekly_time=(replace(builders.inputs().weekly_time[0], first=date(2025, 1, 1)),),
        tax_cards=(builders.a_card(first=date(2025, 1, 1)),),
        shifts=builders.a_month_of_shifts("2025-03-03", "2025-03-28"),
    )
    assert affected(one, corrected) is None


def test_a_payslip_made_with_the_right_value_is_not_concerned(corrected: Book) -> None:
    inputs = builders.inputs()
    payslip = calculate(inputs, corrected)
    totals = {key: cents for key, cents in payslip.totals.items() if cents is not None}
    assert affected(Paid(to_text(inputs), payslip.trace, totals, ISSUED), corrected) is None


def test_once_corrected_in_pay_nothing_is_left(corrected: Book) -> None:
    one = paid()
    right = calculate(builders.inputs(), corrected)
    totals = {key: cents for key, cents in right.totals.items() if cents is not None}
    assert affected(replace(one, totals=totals), corrected) is None


def test_a_corrected_limit_that_only_decides_is_found_too(other_age: Book) -> None:
    """The employee is 24: no health contribution is due after all, 1.91 % of 633.60 or 12.10 euros."""
    found = affected(paid(), other_age)
    assert found is not None
    assert [(one.name, one.before, one.after) for one in found.changes] == [("health.age_from_years", "16", "26")]
    assert found.euros == {"gross": 0, "net": 0, "employer_cost": -1210}
    assert affected(paid(issued_on=date(2026, 12, 16)), other_age) is None


def test_a_payslip_that_cannot_be_calculated_any_more_is_still_told(
    corrected: Book, other_age: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise CannotCalculate("tax_cards[1].first", "two begin on one day", "Change one of them", code="cards")

    monkeypatch.setattr(service, "left_to_pay", refuse)
    found = affected(paid(), corrected)
    assert found is not None
    assert [one.name for one in found.changes] == ["unemployment.employee_percent"]
    assert found.euros == {"gross": None, "net": None, "employer_cost": None}
    assert affected(paid(), other_age) is None  # no number of that value stands in the trace


def test_a_total_that_is_asked_now_has_no_euros(corrected: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    one = paid()
    uninsured = builders.inputs(insurance=builders.an_insurance(accident_percent=None, accident_known=False))
    found = affected(replace(one, inputs_text=to_text(uninsured)), corrected)
    assert found is not None
    assert found.euros["employer_cost"] is None


def test_a_change_that_was_written_after_its_first_day_is_told(tmp_path: Path) -> None:
    """The limit rose on 1 January, the book heard of it in December: 12.10 euros were paid for nothing."""
    data = split_data(
        tmp_path, "yearly/health.yaml", "health.yearly_limit_euros", "2025-12-31", "2026-01-01", "1500", "99500",
        "2026-12-15",
    )  # fmt: skip
    assert check(data) == []
    found = affected(paid(), load_book(data))
    assert found is not None
    assert [(one.name, one.before, one.after) for one in found.changes] == [
        ("health.yearly_limit_euros", "1500", "99500")
    ]
    assert found.euros == {"gross": 0, "net": 0, "employer_cost": -1210}
    assert affected(paid(issued_on=date(2026, 12, 16)), load_book(data)) is not None  # it still used the old one


def test_a_change_that_was_written_in_time_concerns_no_payslip(tmp_path: Path) -> None:
    data = split_data(
        tmp_path, "yearly/health.yaml", "health.yearly_limit_euros", "2026-12-31", "2027-01-01", "1500", "99500",
        "2026-12-15",
    )  # fmt: skip
    assert [one.name for one in corrections(load_book(data))] == [one.name for one in corrections(BOOK)]
    assert affected(paid(), load_book(data)) is None


def test_a_value_that_turns_out_to_be_unknown_is_told_without_euros(tmp_path: Path) -> None:
    data = corrected_data(
        tmp_path, "yearly/unemployment.yaml", "unemployment.employee_percent", "2026-01-01", "value: '0.89'",
        "value: unknown\n    question: 'What is the contribution of 2026? The decree tells it.'", "2026-12-15",
    )  # fmt: skip
    assert check(data) == []
    found = affected(paid(), load_book(data))
    assert found is not None
    assert [(one.before, one.after) for one in found.changes] == [("0.89", "")]
    assert found.euros["net"] is None
