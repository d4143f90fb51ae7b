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
from employer.leave.told import ToldTyped, asked, carried, change_is_open, note, waits_for_answer, warnings
from rules import load_book

BOOK = load_book()
LATE = ["family_leave.told_late", "family_leave.notice_kept"]
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
        (away(told=date(2026, 7, 2)), LATE),
        (away(last=date(2026, 9, 14), told=date(2026, 8, 1)), []),  # twelve weekdays: a month
        (away(last=date(2026, 9, 15), told=date(2026, 8, 1)), LATE),
        (away(told=date(2026, 7, 2), answer="agreed", answered=date(2026, 7, 3)), []),
        (away(told=date(2026, 7, 1), changed_from=date(2026, 8, 1), change_ground="notice_kept"), []),
        (away(told=date(2026, 7, 2), changed_from=date(2026, 8, 1), change_ground="notice_kept"), LATE),
        (away("partial_parental", told=date(2026, 8, 31)), []),  # by agreement
        (away("close_person", told=date(2026, 8, 31)), []),
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
        (away(told=date(2026, 7, 2), changed_from=START, change_ground="mistake"), LATE),
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
        ("parental", ToldTyped(answer="refused", answered=date(2026, 3, 1), answer_ground="Hoito"), "answer"),
        ("close_person", ToldTyped(answer="refused", answered=date(2026, 3, 1), answer_ground="Hoito"), "answer"),
        ("partial_parental", ToldTyped(answer="refused", answered=date(2026, 3, 1)), "answer_ground"),
        ("partial_parental", ToldTyped(answer="agreed"), "answered"),
        ("childcare", ToldTyped(answer="agreed", told=date(2026, 5, 2), answered=date(2026, 5, 1)), "answered"),
        ("parental", ToldTyped(change_ground="notice_kept", changed_from=date(2026, 5, 1)), "told"),
        (
            "parental",
            ToldTyped(change_ground="notice_kept", changed_from=date(2026, 5, 1), told=date(2026, 4, 2)),
            "change_ground",
        ),
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


@pytest.mark.parametrize(
    ("absence", "waits"),
    [
        (away(), False),  # nobody has said when it was told
        (away(told=date(2026, 7, 1)), False),
        (away(told=date(2026, 7, 2)), True),
        (away(told=date(2026, 7, 2), answer="agreed", answered=date(2026, 7, 3)), False),
        (away(told=date(2026, 7, 2), changed_from=date(2026, 8, 1), change_ground="notice_kept"), False),
        (away("partial_parental", told=date(2026, 1, 1)), True),
        (away("close_person", told=date(2026, 1, 1)), True),
        (away("close_person", told=date(2026, 1, 1), answer="agreed", answered=date(2026, 1, 2)), False),
        (away("study", told=date(2026, 8, 31)), False),
        (away("carer", told=date(2026, 8, 31)), False),
    ],
)
def test_a_leave_that_was_told_late_or_is_by_agreement_waits_for_an_answer(absence: Absence, waits: bool) -> None:
    assert waits_for_answer(absence, BOOK) is waits


def test_what_decides_the_answer_is_asked_of_a_late_parental_leave_only() -> None:
    topics = [one.topic for one in asked(away(told=date(2026, 7, 2)), BOOK)]
    assert topics == ["family_leave.other_parent_to_work"]
    assert asked(away(told=date(2026, 7, 1)), BOOK) == asked(away("childcare", told=date(2026, 8, 31)), BOOK) == ()


def test_an_answer_is_kept_and_stays_while_the_dates_do(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    employer_id, employment_id = household
    absence = Absence(employment_id, "childcare", date(2026, 6, 1), date(2026, 7, 31))
    noted = leave.add_absence(session, employer_id, absence, hand)
    typed = ToldTyped(told=date(2026, 5, 1), answer="agreed", answered=date(2026, 5, 4))
    told = note(session, employer_id, noted, typed, hand)
    kept = queries.absence(session, employer_id, told, hand.day)
    assert (kept.answer, kept.answered, kept.answer_ground) == ("agreed", date(2026, 5, 4), None)
    same = AbsenceTyped("childcare", date(2026, 6, 1), date(2026, 7, 31), child_born=date(2025, 1, 1), absence=told)
    corrected = balances.note(session, employer_id, employment_id, same, hand)
    assert queries.absence(session, employer_id, corrected, hand.day).answer == "agreed"
    moved = replace(same, first=date(2026, 7, 1), absence=corrected)
    later = balances.note(session, employer_id, employment_id, moved, hand)
    assert queries.absence(session, employer_id, later, hand.day).answer is None
    # told on 1 May, two months are full on 1 July
    kept_to = ToldTyped(told=date(2026, 5, 1), change_ground="notice_kept", changed_from=date(2026, 6, 1))
    last = note(session, employer_id, later, kept_to, hand)
    assert warnings(queries.absence(session, employer_id, last, hand.day), 1, BOOK) == ()


def test_a_refused_partial_leave_keeps_its_ground_when_its_dates_change(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    employer_id, employment_id = household
    absence = Absence(employment_id, "partial_parental", date(2026, 6, 1), date(2026, 7, 31))
    noted = leave.add_absence(session, employer_id, absence, hand)
    typed = ToldTyped(date(2026, 4, 1), answer="refused", answered=date(2026, 4, 9), answer_ground="Yöt jäisivät auki")
    told = note(session, employer_id, noted, typed, hand)
    moved = AbsenceTyped("partial_parental", date(2026, 6, 8), date(2026, 7, 31), absence=told)
    kept = queries.absence(
        session, employer_id, balances.note(session, employer_id, employment_id, moved, hand), hand.day
    )
    assert (kept.answer, kept.answer_ground, kept.changed_from) == ("refused", "Yöt jäisivät auki", None)
    (row,) = balances.absence_rows(session, employer_id, employment_id, hand.day, "fi", reasons=True)
    assert (row.answer, row.answered, row.answer_waits, row.change_asked) == ("refused", date(2026, 4, 9), False, False)
    (hidden,) = balances.absence_rows(session, employer_id, employment_id, hand.day, "fi", reasons=False)
    assert (hidden.answer, hidden.answered) == (None, None)
