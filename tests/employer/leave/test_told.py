"""What is told of a leave: noted, carried over a correction, and held against the law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from employer import leave
from employer.effective import Hand
from employer.errors import Refused
from employer.leave import balances, queries
from employer.leave.balances.schemas import AbsenceTyped
from employer.leave.schemas import Absence
from employer.leave.told import ToldTyped, carried, change_is_open, note, warnings
from rules import load_book

BOOK = load_book()
START, END = date(2026, 9, 1), date(2026, 11, 30)


def away(kind: str = "parental", first: date = START, last: date = END, **facts: object) -> Absence:
    return replace(Absence(1, kind, first, last), **facts)  # type: ignore[arg-type]


def codes(absence: Absence, employees: int = 1) -> list[str]:
    return [reason.code for reason in warnings(absence, employees, BOOK)]


@pytest.mark.parametrize(
    ("absence", "found"),
    [
        (away(), []),  # nobody has said
        (away(told=date(2026, 7, 1)), []),
        (away(told=date(2026, 7, 2)), ["family_leave.told_late"]),
        (away(last=date(2026, 9, 14), told=date(2026, 8, 1)), []),  # twelve weekdays: a month
        (away(last=date(2026, 9, 15), told=date(2026, 8, 1)), ["family_leave.told_late"]),
        (away("study", told=date(2026, 8, 31)), []),
        (away("unpaid", told=date(2026, 8, 31)), []),
        (away(told=date(2026, 8, 1), changed_from=START, change_ground="reasoned"), []),
        (away(told=date(2026, 8, 2), changed_from=START, change_ground="reasoned"), ["family_leave.changed_late"]),
        (away(told=date(2026, 8, 31), changed_from=START, change_ground="agreed"), []),
        (away(told=date(2026, 8, 31), changed_from=START, change_ground="birth_or_health"), []),
        (
            away("childcare", told=date(2026, 8, 31), changed_from=START, change_ground="birth_or_health"),
            ["family_leave.changed_late"],
        ),
        (away(told=date(2026, 7, 1), changed_from=START, change_ground="mistake"), []),
        (away(told=date(2026, 7, 2), changed_from=START, change_ground="mistake"), ["family_leave.told_late"]),
        # due on 24 December: from 19 November, by agreement to 8 December; no work to 7 January
        (away("pregnancy", date(2026, 11, 19), date(2027, 1, 7), due=date(2026, 12, 24)), []),
        (
            away("pregnancy", date(2026, 11, 18), date(2027, 1, 7), due=date(2026, 12, 24)),
            ["family_leave.pregnancy_early"],
        ),
        (
            away(
                "pregnancy", date(2026, 11, 18), date(2027, 1, 7), due=date(2026, 12, 24),
                changed_from=date(2026, 11, 18), change_ground="birth_or_health",
            ),
            [],
        ),
        (
            away("pregnancy", date(2026, 12, 9), date(2027, 1, 6), due=date(2026, 12, 24)),
            ["family_leave.pregnancy_late", "family_leave.pregnancy_short"],
        ),
    ],
)  # fmt: skip
def test_what_is_told_is_held_against_the_law(absence: Absence, found: list[str]) -> None:
    assert codes(absence) == found


@pytest.mark.parametrize(
    ("first", "times", "employees", "found"),
    [
        (date(2026, 9, 1), 1, 1, []),  # half a year from 1 March
        (date(2026, 9, 2), 1, 1, ["family_leave.study_postponed_late"]),
        (date(2026, 9, 1), 3, 4, []),
        (date(2026, 9, 1), 3, 5, ["family_leave.study_postponed_twice"]),
    ],
)
def test_a_study_leave_is_postponed_so_far_and_so_often(
    first: date, times: int, employees: int, found: list[str]
) -> None:
    postponed = away("study", first, date(2026, 12, 31), changed_from=date(2026, 3, 1), postponements=times)
    assert codes(postponed, employees) == found


def test_days_before_the_law_book_are_not_judged() -> None:
    assert codes(away(first=date(1999, 9, 1), last=date(1999, 9, 30), told=date(1999, 8, 31))) == []


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [
        (date(2026, 8, 1), END, date(2026, 8, 1)),
        (date(2026, 10, 1), END, START),
        (START, date(2026, 10, 31), date(2026, 11, 1)),
        (START, date(2026, 12, 31), date(2026, 12, 1)),
        (START, END, None),
    ],
)
def test_why_the_dates_changed_is_asked_from_the_first_day_that_the_change_touches(
    first: date, last: date, touched: date | None
) -> None:
    before = away(told=date(2026, 6, 1))
    after = carried(before, away(first=first, last=last))
    assert after.changed_from == touched
    assert change_is_open(after) is (touched is not None)
    assert after.told == (None if touched else date(2026, 6, 1))
    if touched:
        assert not change_is_open(replace(after, change_ground="reasoned", told=date(2026, 6, 20)))
        assert change_is_open(replace(after, change_ground="reasoned"))
        assert not change_is_open(replace(after, change_ground="agreed"))


def test_what_is_told_is_kept_through_a_correction(session: Session, household: tuple[int, int], hand: Hand) -> None:
    employer_id, employment_id = household
    absence = Absence(employment_id, "pregnancy", date(2026, 6, 1), date(2026, 7, 10))
    noted = leave.add_absence(session, employer_id, absence, hand)
    due = date(2026, 7, 7)
    told = note(session, employer_id, noted, ToldTyped(told=date(2026, 3, 1), due=due), hand)
    kept = queries.absence(session, employer_id, told, hand.day)
    assert (kept.told, kept.due, kept.changed_from) == (date(2026, 3, 1), due, None)
    typed = AbsenceTyped("pregnancy", date(2026, 5, 28), date(2026, 7, 10), absence=told)
    moved = balances.note(session, employer_id, employment_id, typed, hand)
    kept = queries.absence(session, employer_id, moved, hand.day)
    assert (kept.told, kept.due, kept.changed_from) == (None, due, date(2026, 5, 28))
    (row,) = balances.absence_rows(session, employer_id, employment_id, hand.day, "fi", reasons=True)
    assert (row.tellable, row.change_asked) == (True, True)
    (hidden,) = balances.absence_rows(session, employer_id, employment_id, hand.day, "fi", reasons=False)
    assert (hidden.tellable, hidden.change_asked, hidden.told) == (False, False, ())


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("unpaid", ToldTyped(told=date(2026, 3, 1)), "told"),
        ("parental", ToldTyped(due=date(2026, 7, 7)), "due"),
        ("parental", ToldTyped(postponements=1), "postponements"),
        ("parental", ToldTyped(change_ground="agreed"), "changed_from"),
        ("study", ToldTyped(postponements=1), "changed_from"),
        ("study", ToldTyped(changed_from=date(2026, 5, 1)), "postponements"),
        ("study", ToldTyped(changed_from=date(2026, 6, 1), postponements=1), "changed_from"),
    ],
)
def test_what_cannot_be_told_is_refused(
    session: Session, household: tuple[int, int], hand: Hand, kind: str, typed: ToldTyped, field: str
) -> None:
    employer_id, employment_id = household
    absence = Absence(employment_id, kind, date(2026, 6, 1), date(2026, 7, 10))
    noted = leave.add_absence(session, employer_id, absence, hand)
    with pytest.raises(Refused) as refused:
        note(session, employer_id, noted, typed, hand)
    assert [problem.field for problem in refused.value.problems] == [field]
