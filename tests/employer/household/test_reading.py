"""Every defect of a household file is found at its place, and all of them together."""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from employer import texts
from employer.effective import NOT_SAID
from employer.household.commands import words_of
from employer.household.reading import read, read_answers
from employer.household.reading.service import tree, whole_periods
from employer.household.schemas import Household, Problem, Unreadable, Unspent
from rules import Days, load_book

EXAMPLE = Path(__file__).resolve().parents[3] / "employer" / "household" / "demo" / "hameenlinna-childminder.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
LEFT_OUT = object()

faults: list[Problem] = []
TREE = tree(TEXT.encode(), faults)
assert not faults


def changed(*changes: tuple[str, Any]) -> bytes:
    """The example as JSON with values at paths (``a.0.b``) replaced, added or left out."""
    whole = copy.deepcopy(TREE)
    for path, value in changes:
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        at: Any = whole
        for step in way:
            at = at[step]
        if value is LEFT_OUT:
            del at[last]
        elif isinstance(at, list) and last == len(at):
            at.append(value)
        else:
            at[last] = value
    return json.dumps(whole).encode()


def problems(content: bytes) -> list[tuple[str, str]]:
    """Place and code of every problem."""
    try:
        read(content)
    except Unreadable as unreadable:
        return [(problem.place, problem.fault.code) for problem in unreadable.problems]
    return []


SHIFT = {"employment": "ilona-1", "start": "2026-05-09T10:00", "end": "2026-05-09T12:00"}
ABSENCE = {"employment": "ilona-1", "kind": "unpaid", "first": "2026-05-18", "last": "2026-05-19"}
CARD = {"from": "2026-06-01", "kind": "wage", "percent": "14", "additional_percent": "33", "ceiling": "9000"}
PATTERN = {"from": "2026-01-12", "weekdays": ["mon"], "start": "17:00", "end": "19:00"}
LONGER = {
    "day_minutes": "600", "week_minutes": "2640", "agreed_on": "2026-01-05", "agreed_by": "Ilona Rantavirta",
    "from": "2026-02-01",
}  # fmt: skip
TERM_OF_LONG_DAYS = {"kind": "term", "school_minutes": {"mon": "1441"}}
E = "employments.0"
EMP = "employments[0]"

BROKEN = [
    # what is there at all
    ("format", LEFT_OUT, "format", "required"),
    ("format", "household/2", "format", "not_word"),
    ("id", "has a space", "id", "not_id"),
    ("id", "x" * 41, "id", "not_id"),
    ("id", "a/../b", "id", "not_id"),
    ("employer", LEFT_OUT, "employer", "required"),
    ("employer", None, "employer", "null"),
    ("employer", "Salla", "employer", "not_mapping"),
    ("employees", {}, "employees", "not_list"),
    ("employees.0", "ilona", "employees[0]", "not_mapping"),
    ("colour", "blue", "colour", "unknown_key"),
    ("employer.shoe_size", "38", "employer.shoe_size", "unknown_key"),
    # hours: longer by agreement, of young employees; requests for the ledger
    (f"{E}.longer_hours", [{**LONGER, "week_minutes": None}], f"{EMP}.longer_hours[0].week_minutes", "null"),
    (f"{E}.longer_hours", [LONGER, LONGER], f"{EMP}.longer_hours[1]", "rows_overlap"),
    (f"{E}.longer_hours", [{**LONGER, "day_minutes": "1441"}], f"{EMP}.longer_hours[0].day_minutes", "out_of_range"),
    (f"{E}.schooling", {"kind": "over"}, f"{EMP}.schooling.kind", "not_word"),
    (f"{E}.schooling", {"kind": "term"}, f"{EMP}.schooling.school_minutes", "required"),
    (f"{E}.schooling", {"kind": "term", "school_minutes": {}}, f"{EMP}.schooling.school_minutes", "required"),
    (f"{E}.schooling", TERM_OF_LONG_DAYS, f"{EMP}.schooling.school_minutes.mon", "out_of_range"),
    (f"{E}.late_work", {"reason": "iltatoimet"}, f"{EMP}.late_work.agreed", "required"),
    (f"{E}.ledger_requests", "2026-02-05T12:34", f"{EMP}.ledger_requests", "not_list"),
    (f"{E}.ledger_requests", ["2026-02-05"], f"{EMP}.ledger_requests[0]", "not_moment"),
    (f"{E}.ledger_requests", ["2026-02-05T12:34:60"], f"{EMP}.ledger_requests[0]", "not_moment"),
    ("shifts.0.start", "2026-02-05T12:34:56", "shifts[0].start", "not_moment"),  # shifts are whole minutes
    ("employees.0.tax_cards.0.colour", "blue", "employees[0].tax_cards[0].colour", "unknown_key"),
    # the employer
    ("employer.kind", "company", "employer.kind", "not_word"),
    ("employer.kind", None, "employer.kind", "null"),
    ("employer.name.first", "", "employer.name.first", "empty_text"),
    ("employer.name.last", "x" * 101, "employer.name.last", "long_text"),
    ("employer.name.last", "a\u0000b", "employer.name.last", "odd_characters"),
    ("employer.name.last", "a\ud800b", "employer.name.last", "odd_characters"),
    ("employer.name", ["Salla"], "employer.name", "not_mapping"),
    ("employer.identity_code", "020586-902K", "employer.identity_code", "identity_code_check"),
    ("employer.identity_code", "310286-902L", "employer.identity_code", "identity_code_check"),
    ("employer.identity_code", "020586902L", "employer.identity_code", "not_identity_code"),
    ("employer.identity_code", None, "employer.identity_code", "null"),
    ("employer.address.postal_code", "1310", "employer.address.postal_code", "not_postal_code"),
    ("employer.address.country", "Suomi", "employer.address.country", "not_country"),
    ("employer.address.street", LEFT_OUT, "employer.address.street", "required"),
    ("employer.language", "selko", "employer.language", "not_word"),
    ("employer.language", "se", "employer.language", "not_word"),
    ("employer.email", "salla", "employer.email", "not_email"),
    ("employer.iban", "FI2112345600000786", "employer.iban", "iban_check"),
    ("employer.iban", "FI9112345600000786", "employer.iban", "iban_check"),  # only the domestic digit is wrong
    ("employer.iban", "12345600000785", "employer.iban", "not_iban"),
    ("employer.iban", [], "employer.iban", "empty_list"),
    ("employer.cared_for.relation", "cousin", "employer.cared_for.relation", "not_word"),
    ("employer.cared_for.born", LEFT_OUT, "employer.cared_for.born", "required"),
    ("employer.pension.kind", "none", "employer.pension.kind", "not_word"),
    ("employer.pension.kind", "temporary", "employer.pension.total_percent", "only_contract_employer"),
    ("employer.pension.total_percent", "24,8,5", "employer.pension.total_percent", "not_percent"),
    ("employer.pension.total_percent", "101", "employer.pension.total_percent", "out_of_range"),
    ("employer.pension.provider", "Malli", "employer.pension.provider", "not_provider"),
    ("employer.accident.insurer", "9876543-1", "employer.accident.insurer", "business_id_check"),
    ("employer.accident.insurer", "Malli", "employer.accident.insurer", "not_business_id"),
    ("employer.accident.percent", "-1.20", "employer.accident.percent", "out_of_range"),
    ("employer.accident.percent", "1.20 %", "employer.accident.percent", "not_percent"),
    ("employer.self_assessed_tax.reference", "99900020260118", "employer.self_assessed_tax.reference",
     "reference_check"),
    ("employer.self_assessed_tax.reference", "RF18539007547034", "employer.self_assessed_tax.reference",
     "reference_check"),  # right as RF, but the national reference inside is not
    ("employer.self_assessed_tax.reference", "viite", "employer.self_assessed_tax.reference", "not_reference"),
    ("employer.self_assessed_tax.iban", LEFT_OUT, "employer.self_assessed_tax.iban", "required"),
    ("employer.employer_register", "big", "employer.employer_register", "not_word"),
    ("employer.delegates.0.may", ["everything"], "employer.delegates[0].may[0]", "not_word"),
    ("employer.delegates.0.may", ["read", "read"], "employer.delegates[0].may[1]", "twice"),
    ("employer.delegates.0.may", [], "employer.delegates[0].may", "empty_list"),
    ("employer.delegates.1.until", "2025-12-31", "employer.delegates[1].until", "ends_before"),
    # the budget
    ("budget.decision", LEFT_OUT, "budget.decision", "required"),
    ("budget.decision.number", LEFT_OUT, "budget.decision.number", "required"),
    ("budget.decision.authority_id", "9990001-7", "budget.decision.authority_id", "business_id_check"),
    ("budget.decision.until", "2025-12-31", "budget.decision.until", "ends_before"),
    ("budget.decision.from", "2026-02-30", "budget.decision.from", "no_such_day"),
    ("budget.decision.euros", "14000.00", "budget.lines[0].euros", "line_above_euros"),
    ("budget.decision.euros", "14399.99", "budget.lines", "lines_above_euros"),
    ("budget.money_model", "cash", "budget.money_model", "not_word"),
    ("budget.money_model", LEFT_OUT, "budget.money_model", "required"),
    ("budget.carry_over", "forever", "budget.carry_over", "not_word"),
    ("budget.unspent.return_by", "soon", "budget.unspent.return_by", "not_day"),
    ("budget.lines", [], "budget.lines", "empty_list"),
    ("budget.lines.0.covers", ["food"], "budget.lines[0].covers[0]", "not_word"),
    ("budget.lines.0.period", "day", "budget.lines[0].period", "not_word"),
    ("budget.lines.0.euros", "14 100", "budget.lines[0].euros", "not_euros"),
    ("budget.lines.0.euros", "14100.001", "budget.lines[0].euros", "too_exact"),
    ("budget.lines.0.euros", LEFT_OUT, "budget.lines[0]", "no_sum"),
    ("budget.received.0.line", "wage", "budget.received[0].line", "unknown_reference"),
    ("budget.received.0.euros", "0", "budget.received[0].euros", "out_of_range"),
    ("budget.received.0.day", "2.1.2026", "budget.received[0].day", "not_day"),
    # employees
    ("employees.0.id", LEFT_OUT, "employees[0].id", "required"),
    ("employees.0.identity_code", "140301A904X", "employees[0].identity_code", "identity_code_check"),
    ("employees.0.identity_code", "020586-902L", "employees[0].identity_code", "own_employee"),
    ("employees.0.born", "2001-03-15", "employees[0].born", "contradicts_code"),
    ("employees.0.sex", "1", "employees[0].sex", "contradicts_code"),
    ("employees.0.sex", "3", "employees[0].sex", "out_of_range"),
    ("employees.0.protected_address", "yes", "employees[0].protected_address", "not_flag"),
    ("employees.0.iban", "FI8657810020088881", "employees[0].iban", "iban_check"),
    ("employees.0.tax_cards.0.percent", LEFT_OUT, "employees[0].tax_cards[0].percent", "required"),
    ("employees.0.tax_cards.0.percent", "twelve", "employees[0].tax_cards[0].percent", "not_percent"),
    ("employees.0.tax_cards.0.percent", None, "employees[0].tax_cards[0].percent", "null"),
    ("employees.0.tax_cards.0.percent", "120", "employees[0].tax_cards[0].percent", "out_of_range"),
    ("employees.0.tax_cards.0.from", LEFT_OUT, "employees[0].tax_cards[0].from", "required"),
    ("employees.0.tax_cards.0.kind", "side", "employees[0].tax_cards[0].kind", "not_word"),
    ("employees.0.tax_cards.0.deduction", "true", "employees[0].tax_cards[0].deduction", "only_source_card"),
    ("employees.0.tax_cards.0.additional_percent", LEFT_OUT, "employees[0].tax_cards[0].additional_percent",
     "goes_with"),
    ("employees.0.tax_cards.0.ceiling", LEFT_OUT, "employees[0].tax_cards[0].ceiling", "goes_with"),
    ("employees.0.tax_cards.1", {**CARD, "from": "2026-01-01"}, "employees[0].tax_cards[1]", "rows_overlap"),
    ("employees.0.right_to_work", {"until": "2027-01-01"}, "employees[0].right_to_work.basis", "required"),
    # employments
    (f"{E}.id", "ilona_1", f"{EMP}.id", "not_id"),
    (f"{E}.employee", "irene", f"{EMP}.employee", "unknown_reference"),
    ("employees", [], f"{EMP}.employee", "nothing_to_refer_to"),
    (f"{E}.job", "gardening", f"{EMP}.job", "not_word"),
    (f"{E}.occupation_code", "lastenhoitaja", f"{EMP}.occupation_code", "not_occupation"),
    (f"{E}.duties", "hoito", f"{EMP}.duties", "not_list"),
    (f"{E}.duties.1", "", f"{EMP}.duties[1]", "empty_text"),
    (f"{E}.agreement.name", "heta-tes", f"{EMP}.agreement.name", "not_word"),
    (f"{E}.agreement.experience_months", "-1", f"{EMP}.agreement.experience_months", "out_of_range"),
    (f"{E}.start", "2026-13-01", f"{EMP}.start", "no_such_day"),
    (f"{E}.start", "1899-01-01", f"{EMP}.start", "far_day"),
    (f"{E}.end", "2026-01-11", f"{EMP}.end", "ends_before"),
    (f"{E}.end", "2026-12-31", f"{EMP}.fixed_term_ground", "ground_missing"),
    (f"{E}.end_reason", "resignation", f"{EMP}.end_reason", "no_end"),
    (f"{E}.trial_months", "4.5", f"{EMP}.trial_months", "not_whole"),
    (f"{E}.trial_months", "7", f"{EMP}.trial_months", "out_of_range"),
    (f"{E}.weekly_minutes", LEFT_OUT, f"{EMP}.weekly_minutes", "required"),
    (f"{E}.weekly_minutes", "16:00", f"{EMP}.weekly_minutes", "not_whole"),
    (f"{E}.weekly_minutes", "10081", f"{EMP}.weekly_minutes", "out_of_range"),
    (f"{E}.weekly_minutes", [{"minutes": "960"}, {"from": "2026-06-01", "minutes": "900"}],
     f"{EMP}.weekly_minutes[0].from", "from_missing"),
    (f"{E}.variable_hours", "true", f"{EMP}.variable_hours", "not_mapping"),
    (f"{E}.variable_hours", {"min_minutes": "900", "max_minutes": "600"}, f"{EMP}.variable_hours.max_minutes",
     "less_than"),
    (f"{E}.notice", {"employer_days": "x"}, f"{EMP}.notice.employer_days", "not_whole"),
    (f"{E}.wages", [], f"{EMP}.wages", "empty_list"),
    (f"{E}.wages.1.from", "2026-01-12", f"{EMP}.wages[1]", "rows_overlap"),
    (f"{E}.wages.0.until", "2026-06-01", f"{EMP}.wages[1]", "rows_overlap"),
    (f"{E}.wages.0.euros", "0", f"{EMP}.wages[0].euros", "out_of_range"),
    (f"{E}.wages.0.euros", "13.205", f"{EMP}.wages[0].euros", "too_exact"),
    (f"{E}.wages.0.euros", "1e3", f"{EMP}.wages[0].euros", "not_euros"),
    (f"{E}.wages.0.euros", "NaN", f"{EMP}.wages[0].euros", "not_euros"),
    (f"{E}.wages.0.unit", "day", f"{EMP}.wages[0].unit", "not_word"),
    (f"{E}.holiday.accrual", "35_hours", f"{EMP}.holiday.accrual", "accrual_35_hours"),
    (f"{E}.holiday.accrual", "none", f"{EMP}.holiday.accrual", "accrual_none"),
    (f"{E}.holiday.accrual", "14", f"{EMP}.holiday.accrual", "not_word"),
    (f"{E}.patterns.0.weekdays", ["mon", "tue"], f"{EMP}.holiday.accrual", "accrual_14_days"),
    (f"{E}.pay.rhythm", "weekly", f"{EMP}.pay.rhythm", "not_word"),
    (f"{E}.pay.pay_day", "32", f"{EMP}.pay.pay_day", "not_pay_day"),
    (f"{E}.pay.pay_day", ["15", "last"], f"{EMP}.pay.pay_day", "pay_days"),
    (f"{E}.pay.rhythm", "twice_a_month", f"{EMP}.pay.pay_day", "pay_days"),
    (f"{E}.patterns.0.weekdays", ["mon", "ma"], f"{EMP}.patterns[0].weekdays[1]", "not_word"),
    (f"{E}.patterns.0.start", "25:00", f"{EMP}.patterns[0].start", "not_time"),
    (f"{E}.patterns.0.break_minutes", "240", f"{EMP}.patterns[0].break_minutes", "long_break"),
    (f"{E}.patterns.0.end", "14:00", f"{EMP}.patterns[0].end", "same_times"),
    (f"{E}.patterns.0.skip", "all", f"{EMP}.patterns[0].skip", "not_word"),
    (f"{E}.patterns.0.from", LEFT_OUT, f"{EMP}.patterns[0].from", "required"),
    (f"{E}.patterns.1", PATTERN, f"{EMP}.patterns[1]", "patterns_overlap"),
    (f"{E}.wages.0.from", "2026-01-13", f"{EMP}.wages[0].from", "not_covered"),
    (f"{E}.wages.0.until", "2026-05-30", f"{EMP}.wages[1].from", "not_covered"),
    (f"{E}.weekly_minutes", [{"from": "2026-02-01", "minutes": 960}], f"{EMP}.weekly_minutes[0].from", "not_covered"),
    (f"{E}.gates.criminal_record.extract_day", "2026-02-15", f"{EMP}.gates.criminal_record.shown", "ends_before"),
    (f"{E}.gates.occupational_health.provider", LEFT_OUT, f"{EMP}.gates.occupational_health.provider", "required"),
    # shifts
    ("shifts.0.employment", "ilona-2", "shifts[0].employment", "unknown_reference"),
    ("shifts.0.start", "2026-03-08 12:00", "shifts[0].start", "not_moment"),
    ("shifts.0.start", "2026-03-08T24:00", "shifts[0].start", "not_moment"),
    ("shifts.0.start", "2026-02-30T12:00", "shifts[0].start", "no_such_day"),
    ("shifts.0.end", "2026-03-08T11:00", "shifts[0].end", "shift_ends_before"),
    ("shifts.0.end", "2026-03-09T13:01", "shifts[0].end", "long_shift"),
    ("shifts.0.break_minutes", "300", "shifts[0].break_minutes", "long_break"),
    ("shifts.0.kind", "party", "shifts[0].kind", "not_word"),
    ("shifts.0.status", "done", "shifts[0].status", "not_word"),
    ("shifts.2", {**SHIFT, "start": "2026-03-29T03:30", "end": "2026-03-29T06:00"}, "shifts[2].start",
     "skipped_moment"),
    ("shifts.2", {**SHIFT, "start": "2026-03-08T16:00", "end": "2026-03-08T18:00"}, "shifts[2]", "shifts_overlap"),
    ("shifts.2", {**SHIFT, "start": "2026-01-11T16:00", "end": "2026-01-11T18:00"}, "shifts[2].start",
     "outside_employment"),
    # absences
    ("absences.0.kind", "tired", "absences[0].kind", "not_word"),
    ("absences.0.last", "2026-02-04", "absences[0].last", "ends_before"),
    ("absences.0.first", "2025-12-31", "absences[0].first", "outside_employment"),
    ("absences.0.same_illness_as", "2026-01-20", "absences[0].same_illness_as", "no_such_illness"),
    ("absences.0.same_illness_as", "2026-02-05", "absences[0].same_illness_as", "not_earlier"),
    ("absences.3", {**ABSENCE, "first": "2026-07-09"}, "absences[3].last", "ends_before"),
    ("absences.3", {**ABSENCE, "first": "2026-07-09", "last": "2026-07-10"}, "absences[3]", "absences_overlap"),
    ("absences.3", {**ABSENCE, "kind": "child_sick", "first": "2026-02-11", "last": "2026-02-11", "end": "12:00"},
     "absences[3]", "absences_overlap"),
    ("absences.1.agreed_in_writing", "yes", "absences[1].agreed_in_writing", "not_flag"),
    # the rest
    ("trainings.0.minutes", "1441", "trainings[0].minutes", "out_of_range"),
    ("trainings.0.line", "courses", "trainings[0].line", "unknown_reference"),
    ("trainings.0.day", "2026-01-01", "trainings[0].day", "outside_employment"),
    ("trainings.0.paid", LEFT_OUT, "trainings[0].paid", "required"),
    ("expenses.0.line", "food", "expenses[0].line", "unknown_reference"),
    ("expenses.0.kind", "bus", "expenses[0].kind", "not_word"),
    ("expenses.0.euros", "-12.00", "expenses[0].euros", "out_of_range"),
    ("expenses.0.employment", "x", "expenses[0].employment", "unknown_reference"),
    ("opening", [{"employment": "ilona-1", "day": "2026-01-12", "holiday": {"credit_year": "2025-04-01/2026-04-01"}}],
     "opening[0].holiday.credit_year", "not_credit_year"),
    ("opening", [{"employment": "ilona-1", "day": "2026-01-12", "year_so_far": {"by_kind": {"tips": "1"}}}],
     "opening[0].year_so_far.by_kind.tips", "unknown_key"),
    ("pay_runs.0.until", "2025-12-31", "pay_runs[0].until", "ends_before"),
    ("pay_runs.1.from", "2026-01-31", "pay_runs[1]", "pay_runs_overlap"),
    ("pay_runs.1.pay_day", "2026-01-30", "pay_runs[1].pay_day", "second_pay_day"),
    ("pay_runs.0.pay_day", "2025-12-30", "pay_runs[0].pay_day", "paid_before_period"),
    ("pay_runs.1.pay_day", "2026-02-29", "pay_runs[1].pay_day", "no_such_day"),
    ("pay_runs.0.employments", ["ilona-1", "x"], "pay_runs[0].employments[1]", "unknown_reference"),
    ("pay_runs.0.kind", "extra", "pay_runs[0].kind", "not_word"),
]  # fmt: skip


def test_the_example_has_no_problems() -> None:
    household = read(TEXT.encode())
    assert household.id == "hameenlinna-childminder"
    assert household.employments[0].wages[1].euros == Decimal("13.60")
    assert household.employments[0].wages[1].first == date(2026, 6, 1)
    assert household.shifts[0].start.astimezone(UTC) == datetime(2026, 3, 8, 10, 0, tzinfo=UTC)
    assert household.budget is not None
    assert household.budget.unspent is not NOT_SAID
    assert household.employer.accident[0].group_life_percent is None  # type: ignore[index]
    assert len(household.pay_runs) == 10


@pytest.mark.parametrize(("path", "value", "place", "code"), BROKEN, ids=[f"{row[0]}-{row[3]}" for row in BROKEN])
def test_one_defect_is_reported_at_its_place_and_alone(path: str, value: Any, place: str, code: str) -> None:
    assert problems(changed((path, value))) == [(place, code)]


def test_all_defects_are_reported_together_in_the_order_of_the_file() -> None:
    found = problems(
        changed(
            ("employer.iban", "FI2112345600000786"),
            ("employer.name.first", LEFT_OUT),
            ("employees.0.tax_cards.1", {**CARD, "percent": "x"}),
            ("absences.0.kind", "tired"),
            ("shifts.0.employment", "nobody"),
            ("shifts.1.end", "2026-04-22T13:00"),
            ("pay_runs.1.from", "2026-01-31"),
        )
    )
    assert found == [
        ("employer.name.first", "required"),
        ("employer.iban", "iban_check"),
        ("employees[0].tax_cards[1].percent", "not_percent"),
        ("shifts[0].employment", "unknown_reference"),
        ("shifts[1].end", "shift_ends_before"),
        ("absences[0].kind", "not_word"),
        ("pay_runs[1]", "pay_runs_overlap"),
    ]


def test_a_key_left_out_is_asked_and_null_is_an_answer() -> None:
    left_out = read(changed(("employer.iban", LEFT_OUT), ("employer.pension", LEFT_OUT), (f"{E}.agreement", LEFT_OUT)))
    assert left_out.employer.iban is NOT_SAID
    assert left_out.employer.pension is NOT_SAID
    assert left_out.employments[0].agreement is NOT_SAID
    answered = read(changed(("employer.iban", None), ("budget.unspent", None), (f"{E}.holiday.bonus_percent", None)))
    assert answered.employer.iban is None
    assert answered.budget is not None
    assert answered.budget.unspent == Unspent(None)
    assert answered.employments[0].holiday[0].bonus_percent is None


def test_an_illness_may_go_on_from_an_accident_or_from_before_the_records() -> None:
    accident = {**ABSENCE, "kind": "accident", "first": "2026-03-02", "last": "2026-03-04"}
    after = {**ABSENCE, "kind": "sick", "first": "2026-03-10", "last": "2026-03-11", "same_illness_as": "2026-03-02"}
    read(changed(("absences.3", accident), ("absences.4", after)))
    opening = {"employment": "ilona-1", "day": "2026-02-01"}
    early = {**after, "same_illness_as": "2026-01-20"}
    read(changed(("absences.3", early), ("opening", [opening])))
    with pytest.raises(Unreadable) as refused:
        read(changed(("absences.3", {**early, "same_illness_as": "2026-02-02"}), ("opening", [opening])))
    assert [one.fault.code for one in refused.value.problems] == ["no_such_illness"]


def test_the_year_so_far_may_hold_every_kind_that_a_payslip_pays() -> None:
    """Every kind of the code list: the year's sums of an older employment may come from another payroll."""
    known = load_book().value("codes.line_income_type", Days(payment_day=date(2026, 1, 1)))
    kinds = [row["kind"] for row in known.number]
    opening = {"employment": "ilona-1", "day": "2026-02-01", "year_so_far": {"by_kind": dict.fromkeys(kinds, "1.00")}}
    (read_opening,) = read(changed(("opening", [opening]))).opening
    assert read_opening.year_so_far is not None
    assert [kind for kind, _ in read_opening.year_so_far.by_kind] == kinds


def test_what_has_a_default_may_be_left_out() -> None:
    household = read(
        changed(
            ("budget", LEFT_OUT),
            ("trainings", LEFT_OUT),
            ("expenses", LEFT_OUT),
            ("shifts", LEFT_OUT),
            ("absences", LEFT_OUT),
            ("pay_runs", LEFT_OUT),
            ("employer.cared_for", LEFT_OUT),
            ("employer.delegates", LEFT_OUT),
            ("employer.kind", LEFT_OUT),
            ("employer.language", LEFT_OUT),
            ("employees.0.tax_cards", LEFT_OUT),
            ("employees.0.address", LEFT_OUT),
            (f"{E}.holiday", LEFT_OUT),
            (f"{E}.gates", LEFT_OUT),
            (f"{E}.patterns", LEFT_OUT),
            (f"{E}.end", LEFT_OUT),
            (f"{E}.trial_months", LEFT_OUT),
            (f"{E}.variable_hours", LEFT_OUT),
        )
    )
    employment = household.employments[0]
    assert household.budget is None
    assert household.pay_runs == ()
    assert household.employer.cared_for.relation == "self"
    assert (household.employer.kind, household.employer.language) == ("person", "fi")
    assert employment.holiday[0].accrual == "by_law"
    assert employment.holiday[0].bonus_percent is NOT_SAID
    assert (employment.end, employment.trial_months, employment.patterns) == (None, 0, ())


def test_yaml_and_json_say_the_same() -> None:
    assert read(changed()) == read(TEXT.encode()) == read(b"\xef\xbb\xbf" + TEXT.encode())
    numbers = json.dumps(TREE).replace('"960"', "960").replace('"13.20"', "13.20").replace('"false"', "false")
    assert "960," in numbers
    assert read(numbers.encode()) == read(TEXT.encode())


def test_a_comma_is_a_decimal_sign() -> None:
    household = read(changed((f"{E}.wages.0.euros", "13,2"), ("employees.0.tax_cards.0.percent", "12,5")))
    assert str(household.employments[0].wages[0].euros) == "13.20"
    assert household.employees[0].tax_cards[0].percent == Decimal("12.5")


def test_dated_rows_may_stand_in_any_form() -> None:
    rows = [{"from": "2026-06-01", "minutes": "900"}, {"from": "2026-01-12", "until": "2026-05-31", "minutes": "960"}]
    household = read(
        changed(
            (f"{E}.weekly_minutes", rows),
            (f"{E}.wages", {"unit": "hour", "euros": "13.20"}),
            ("employer.iban", [{"from": "2026-01-01", "iban": "FI2112345600000785"}]),
        )
    )
    assert [row.minutes for row in household.employments[0].weekly_minutes] == [900, 960]
    assert household.employments[0].wages[0].first is None
    assert household.employer.iban[0].first == date(2026, 1, 1)  # type: ignore[index]


def test_the_repeated_hour_of_autumn_is_its_first_occurrence() -> None:
    shift = {**SHIFT, "start": "2026-10-25T03:30", "end": "2026-10-25T05:00"}
    household = read(changed(("shifts.2", shift)))
    assert household.shifts[2].start.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert household.shifts[2].end.astimezone(UTC) == datetime(2026, 10, 25, 3, 0, tzinfo=UTC)


def test_shifts_one_after_the_other_do_not_overlap() -> None:
    after = {**SHIFT, "start": "2026-03-08T17:00", "end": "2026-03-08T18:00"}
    assert problems(changed(("shifts.2", after))) == []


def test_shifts_of_one_person_in_two_employments_must_not_overlap() -> None:
    second = {**TREE["employments"][0], "id": "ilona-2", "patterns": []}
    shift = {**SHIFT, "employment": "ilona-2", "start": "2026-03-08T13:00", "end": "2026-03-08T14:00"}
    assert problems(changed(("employments.1", second), ("shifts.2", shift))) == [("shifts[2]", "shifts_overlap")]


def test_a_shift_must_not_meet_the_night_that_a_pattern_began() -> None:
    night = {"from": "2026-01-12", "weekdays": ["mon", "tue", "wed", "thu"], "start": "21:00", "end": "06:00"}
    early = {**SHIFT, "start": "2026-05-08T05:00", "end": "2026-05-08T07:00"}  # a Friday
    late = {**SHIFT, "start": "2026-05-08T06:00", "end": "2026-05-08T07:00"}
    off = {**SHIFT, "start": "2026-05-07T21:00", "end": "2026-05-07T22:00", "status": "cancelled"}
    patterns = (f"{E}.patterns", [night])
    assert problems(changed(patterns, ("shifts", [early]))) == [("shifts[0]", "shift_meets_pattern")]
    assert problems(changed(patterns, ("shifts", [late]))) == []
    assert problems(changed(patterns, ("shifts", [early, off]))) == []


def test_a_shift_must_not_go_on_into_the_next_days_pattern_unless_that_day_is_skipped() -> None:
    # The example works from 14 to 18 from Monday to Thursday, not on public holidays; 14 May 2026 is Ascension Day.
    into_tuesday = {**SHIFT, "start": "2026-05-18T22:00", "end": "2026-05-19T15:00"}
    until_it_begins = {**SHIFT, "start": "2026-05-18T22:00", "end": "2026-05-19T14:00"}
    into_a_holiday = {**SHIFT, "start": "2026-05-13T22:00", "end": "2026-05-14T15:00"}
    assert problems(changed(("shifts", [into_tuesday]))) == [("shifts[0]", "shift_meets_pattern")]
    assert problems(changed(("shifts", [until_it_begins]))) == []
    assert problems(changed(("shifts", [into_a_holiday]))) == []


def test_wages_of_an_older_employment_need_to_be_known_from_the_records_first_day_only() -> None:
    older = (f"{E}.start", "2024-05-06")
    pattern = (f"{E}.patterns.0.from", "2024-05-06")
    assert problems(changed(older, pattern)) == [(f"{EMP}.wages[0].from", "not_covered")]
    wages = (f"{E}.wages.0.from", "2026-01-01")
    assert problems(changed(older, pattern, wages)) == []
    opening = ("opening", [{"employment": "ilona-1", "day": "2026-01-12"}])
    assert problems(changed(older, pattern, opening)) == []


def test_two_patterns_on_one_day_are_fine_when_their_times_differ() -> None:
    morning = {**PATTERN, "start": "08:00", "end": "14:00"}
    assert problems(changed((f"{E}.patterns.1", morning))) == []
    night = {**PATTERN, "weekdays": ["sun"], "start": "22:00", "end": "14:01"}
    assert problems(changed((f"{E}.patterns.1", night))) == [(f"{EMP}.patterns[1]", "patterns_overlap")]


def test_an_employment_that_was_given_notice_needs_no_ground() -> None:
    assert problems(changed((f"{E}.end", "2026-12-31"), (f"{E}.end_reason", "resignation"))) == []
    assert problems(changed((f"{E}.end", "2026-12-31"), (f"{E}.fixed_term_ground", None))) == []


def test_only_an_absence_without_word_can_end_an_employment_before_its_first_day() -> None:
    absent = (f"{E}.end_reason", "absence_without_word")
    assert problems(changed((f"{E}.end", "2026-01-10"), absent)) == [(f"{EMP}.end", "ends_before")]
    found = problems(changed((f"{E}.end", "2026-01-11"), absent))
    assert (f"{EMP}.end", "ends_before") not in found  # what is noted after it is told instead
    assert (f"{EMP}.end", "ends_before") in problems(
        changed((f"{E}.end", "2026-01-11"), (f"{E}.end_reason", "trial_period"))
    )


def test_a_ground_of_a_fixed_term_needs_an_end() -> None:
    ground = (f"{E}.fixed_term_ground", "äitiysloman sijainen")
    assert problems(changed(ground)) == [(f"{EMP}.fixed_term_ground", "ground_without_end")]
    assert problems(changed((f"{E}.end", "2026-12-31"), ground)) == []
    assert problems(changed((f"{E}.fixed_term_ground", None))) == []
    assert problems(changed(ground, ("kept", {"made": "2026-10-31"}))) == []  # an export keeps what was noted


@pytest.mark.parametrize(
    ("day", "cards", "used", "refused"),
    [
        ("2026-06-01", [{**CARD, "from": "2026-05-31"}], "100", False),
        ("2026-06-01", [CARD], "100", True),  # the card begins on the opening's own day
        ("2026-06-01", [CARD], "0", False),
        ("2026-06-01", [CARD], None, False),
        ("2026-06-01", [{**CARD, "from": "2026-06-02"}], "100", True),
        ("2026-06-01", [{**CARD, "from": "2026-02-01", "until": "2026-05-30"}, CARD], "100", True),
        ("2026-06-01", [{**CARD, "from": "2026-02-01", "until": "2026-05-31"}, CARD], "100", False),
        ("2026-06-01", [{**CARD, "from": "2026-02-01"}, {**CARD, "from": "2026-06-01"}], "100", False),
        ("2026-06-01", [], "100", True),
    ],
)
def test_what_was_used_of_a_card_that_begins_only_later_is_refused(
    day: str, cards: list[dict[str, str]], used: str | None, refused: bool
) -> None:
    row = {"employment": "ilona-1", "day": day, "card_used": used}
    found = problems(changed(("employees.0.tax_cards", cards), ("opening", [row])))
    assert found == ([("opening[0].card_used", "card_not_used_yet")] if refused else [])


def test_a_passing_pattern_does_not_make_the_accrual_rule_wrong() -> None:
    usual = {**TREE["employments"][0]["patterns"][0], "until": "2026-05-31"}
    summer = {**usual, "from": "2026-06-01", "until": "2026-08-31", "weekdays": ["mon"]}
    autumn = {**usual, "from": "2026-09-01", "until": None}
    assert problems(changed((f"{E}.patterns", [usual, summer, autumn]))) == []
    assert problems(changed((f"{E}.patterns", [{**summer, "until": None}]))) == [
        (f"{EMP}.holiday.accrual", "accrual_14_days")
    ]


def test_the_rule_of_few_days_is_right_for_few_days() -> None:
    few = [(f"{E}.patterns.0.weekdays", ["mon", "tue"]), (f"{E}.patterns.0.end", "19:00")]
    assert problems(changed(*few, (f"{E}.holiday.accrual", "35_hours"))) == []
    assert problems(changed(*few, (f"{E}.holiday.accrual", "by_law"))) == []
    hour = [(f"{E}.patterns.0.weekdays", ["mon"]), (f"{E}.patterns.0.end", "15:00")]
    assert problems(changed(*hour, (f"{E}.holiday.accrual", "35_hours"))) == [
        (f"{EMP}.holiday.accrual", "accrual_35_never")
    ]
    assert problems(changed(*hour, (f"{E}.holiday.accrual", "none"))) == []


@pytest.mark.parametrize(
    ("first", "until", "period", "times"),
    [
        ("2026-01-01", "2026-12-31", "month", 12),
        ("2026-01-01", "2026-12-31", "week", 52),
        ("2026-01-01", "2026-12-31", "year", 1),
        ("2026-01-01", "2027-12-31", "year", 2),
        ("2026-01-15", "2026-02-13", "month", 1),
        ("2026-01-15", "2026-03-14", "month", 2),
        ("2026-01-01", "2026-12-31", "decision", 1),
    ],
)
def test_periods_of_a_decision(first: str, until: str, period: str, times: int) -> None:
    assert whole_periods(date.fromisoformat(first), date.fromisoformat(until), period) == times


def test_monthly_lines_are_multiplied_out() -> None:
    line = {**TREE["budget"]["lines"][0], "period": "month", "euros": "1200.00", "minutes": "4160"}
    lines = ("budget.lines", [line, TREE["budget"]["lines"][1]])
    assert problems(changed(lines, ("budget.decision.euros", "14700.00"))) == []
    assert problems(changed(lines, ("budget.decision.euros", "14399.99"))) == [
        ("budget.lines[0].euros", "line_above_euros")
    ]
    assert problems(changed(lines, ("budget.decision.minutes", "49919"))) == [
        ("budget.lines[0].minutes", "line_above_minutes")
    ]
    assert problems(changed(lines, ("budget.decision.minutes", "49920"))) == []


def test_supplementary_runs_may_cover_days_that_were_paid_already() -> None:
    extra = {"from": "2026-01-01", "until": "2026-01-31", "pay_day": "2026-02-06", "kind": "supplementary"}
    assert problems(changed(("pay_runs.10", extra))) == []
    assert problems(changed(("pay_runs.10", {**extra, "kind": "ordinary"}))) == [("pay_runs[10]", "pay_runs_overlap")]


def test_a_second_line_with_the_same_id_is_refused() -> None:
    assert problems(changed(("budget.lines.1.id", "wages"), ("trainings", []), ("expenses", []))) == [
        ("budget.lines[1].id", "second_id")
    ]


def test_ids_that_differ_in_capitals_only_are_the_same() -> None:
    second = {**TREE["employments"][0], "id": "ILONA-1"}
    assert ("employments[1].id", "second_id") in problems(changed(("employments.1", second)))


# The text


def text_problems(content: bytes) -> list[tuple[str, str]]:
    return problems(content)


@pytest.mark.parametrize(
    ("content", "place", "code"),
    [
        (b"", "", "not_mapping"),
        (b"[]", "", "not_mapping"),
        (b"hello", "", "not_mapping"),
        (b"null", "", "not_mapping"),
        (b"\xff\xfe\x00", "", "not_utf8"),
        (b"a: [1, 2", "", "not_yaml"),
        (b"a: b: c", "", "not_yaml"),
        (b"a: \x00", "", "odd_characters"),
        (b"a: 1\n---\nb: 2\n", "", "two_documents"),
        (b"? [a, b]\n: c\n", "", "odd_key"),
        (b"a: " + b"[" * 30 + b"]" * 30, "a" + "[0]" * 19, "too_deep"),
        (b'{"a": ' + b"[" * 3000 + b"]" * 3000 + b"}", "", "too_deep"),
        (b"#" * 2_000_001, "", "too_large"),
    ],
)
def test_a_text_that_cannot_be_read_says_why(content: bytes, place: str, code: str) -> None:
    assert text_problems(content) == [(place, code)]


def test_twenty_levels_are_read_and_twenty_one_are_not() -> None:
    deep = b"employer: " + b"[" * 19 + b"]" * 19
    deeper = b"employer: " + b"[" * 20 + b"]" * 20
    assert "too_deep" not in [code for _, code in text_problems(deep)]
    assert [code for _, code in text_problems(deeper)] == ["too_deep"]
    as_json = b'{"employer": ' + b"[" * 19 + b"]" * 19 + b"}"
    assert "too_deep" not in [code for _, code in text_problems(as_json)]


def test_a_second_key_is_refused_in_yaml_and_json() -> None:
    doubled = TEXT.replace("  municipality: Hämeenlinna\n", "  municipality: Hämeenlinna\n  municipality: Hattula\n")
    assert text_problems(doubled.encode()) == [("employer.municipality", "second_key")]
    as_json = changed().decode().replace('"municipality":', '"municipality": "Hattula", "municipality":')
    assert text_problems(as_json.encode()) == [("employer.municipality", "second_key")]


def test_aliases_anchors_and_tags_are_refused() -> None:
    anchored = TEXT.replace(
        "city: Hämeenlinna}\n  municipality: Hämeenlinna", "city: &c Hämeenlinna}\n  municipality: *c"
    )
    assert text_problems(anchored.encode()) == [("employer.address.city", "alias"), ("employer.municipality", "alias")]
    tagged = TEXT.replace("municipality: Hämeenlinna", "municipality: !!python/name:os.system Hämeenlinna")
    assert text_problems(tagged.encode()) == [("employer.municipality", "tag")]


def test_scalars_stay_what_was_written() -> None:
    found: list[Problem] = []
    assert tree(b"a: 7:30\nb: NO\nc: 7.30\nd: 0123\ne: null\nf: 'null'\ng:\nh: ~\n", found) == {
        "a": "7:30", "b": "NO", "c": "7.30", "d": "0123", "e": None, "f": "null", "g": None, "h": None,
    }  # fmt: skip
    assert tree(b'{"a": 7.30, "b": true, "c": 1e2, "d": 12345678901234567890}', found) == {
        "a": "7.30", "b": "true", "c": "1e2", "d": "12345678901234567890",
    }  # fmt: skip
    assert found == []


# The words


def test_every_fault_has_its_words_in_every_language() -> None:
    codes = {row[3] for row in BROKEN}
    for content in (b"", b"\xff", b"a: [", b"a: 1\n---\n", b"#" * 2_000_001, b"a: &x *x\nb: !t 1"):
        codes |= {code for _, code in text_problems(content)}
    for code in codes:
        for language in texts.COMPLETE:
            assert texts.has(f"household.problem.{code}"), code
            assert texts.catalogue()[f"household.problem.{code}"][language]


@pytest.mark.parametrize("row", BROKEN, ids=[f"{row[0]}-{row[3]}" for row in BROKEN])
def test_every_problem_can_be_said(row: tuple[str, Any, str, str]) -> None:
    with pytest.raises(Unreadable) as caught:
        read(changed((row[0], row[1])))
    for language in texts.COMPLETE:
        for problem in caught.value.problems:
            said = words_of(problem, language)
            assert said.startswith(f"{row[2]}: ")
            assert "{" not in said.removeprefix(row[2])


def test_codes_and_accounts_are_never_repeated() -> None:
    secrets = [("employer.identity_code", "020586-902K"), ("employer.iban", "FI2112345600000786")]
    with pytest.raises(Unreadable) as caught:
        read(changed(*secrets))
    said = " ".join(words_of(problem, "fi") for problem in caught.value.problems)
    assert "902K" not in said
    assert "0786" not in said


def test_the_words_are_in_the_files_own_language() -> None:
    with pytest.raises(Unreadable) as caught:
        read(changed(("employer.language", "sv"), ("employer.iban", "x")))
    assert caught.value.language == "sv"
    with pytest.raises(Unreadable) as caught:
        read(changed(("employer.language", "sv"), ("employer.iban", "x")), "en")
    assert caught.value.language == "en"


def test_answers() -> None:
    read_rows = read_answers(b"sick_pay:ilona-1:2026-02-05: {value: '1', document: Kelan ohje, day: '2026-02-20'}\n")
    assert (read_rows[0].question, read_rows[0].value) == ("sick_pay:ilona-1:2026-02-05", "1")
    with pytest.raises(Unreadable) as caught:
        read_answers(b"a:b:c: {value: '1', day: 'x', colour: blue}\nd: null\n")
    assert [(problem.place, problem.fault.code) for problem in caught.value.problems] == [
        ("a:b:c.day", "not_day"), ("a:b:c.colour", "unknown_key"), ("a:b:c.document", "required"),
        ("d", "not_mapping"),
    ] or {problem.place for problem in caught.value.problems} == {
        "a:b:c.day", "a:b:c.colour", "a:b:c.document", "d",
    }  # fmt: skip


# Anything at all


def refusal(content: bytes) -> tuple[Problem, ...]:
    """Why the content is refused, one reason at least; nothing when it is a household."""
    try:
        household = read(content)
    except Unreadable as unreadable:
        if not unreadable.problems:
            pytest.fail("refused without a reason")
        return unreadable.problems
    assert isinstance(household, Household)
    return ()


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, below in inner for path in paths(below, (*at, key)))]


PLACES = paths(TREE)[1:]
ANYTHING = st.recursive(
    st.none()
    | st.text(max_size=20)
    | st.sampled_from(["", "0", "-1", "true", "2026-02-30", "2026-12-31", "9999-12-31", "0001-01-01", "1e9", "last"])
    | st.integers().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), ANYTHING), min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused_with_words(damage: list[tuple[tuple[Any, ...], Any]]) -> None:
    whole = copy.deepcopy(TREE)
    for way, value in damage:
        at: Any = whole
        for step in way[:-1]:
            if not (
                (isinstance(at, dict) and step in at)
                or (isinstance(at, list) and isinstance(step, int) and step < len(at))
            ):
                break
            at = at[step]
        else:
            last = way[-1]
            if isinstance(at, dict) or (isinstance(at, list) and isinstance(last, int) and last < len(at)):
                at[last] = value
    for problem in refusal(json.dumps(whole).encode()):
        assert words_of(problem, "fi")


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_refused_with_words(content: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(content)
    for problem in caught.value.problems:
        assert words_of(problem, "en")


@settings(max_examples=60)
@given(st.integers(0, len(TEXT) - 1), st.integers(1, 30), st.text(max_size=5))
def test_a_cut_in_the_text_never_breaks_the_reader(place: int, length: int, instead: str) -> None:
    damaged = TEXT[:place] + instead + TEXT[place + length :]
    for problem in refusal(damaged.encode("utf-8", "surrogatepass")):
        assert words_of(problem, "sv")


def test_the_reader_agrees_with_the_plain_yaml_reader_about_the_example() -> None:
    plain = yaml.load(TEXT, Loader=yaml.BaseLoader)  # noqa: S506  (texts only)
    assert plain["employer"]["address"] == TREE["employer"]["address"]
    assert [run["pay_day"] for run in plain["pay_runs"]] == [run["pay_day"] for run in TREE["pay_runs"]]
