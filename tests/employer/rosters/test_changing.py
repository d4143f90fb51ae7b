"""A published roster changes only with the employee's consent or for a weighty reason; both are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy.orm import Session

from employer import audit, hours, rosters
from employer.clock import HELSINKI
from employer.effective import Hand
from employer.errors import Conflict, Refused
from employer.hours.months.schemas import DayTyped, ShiftTyped
from employer.hours.schemas import Shift
from employer.rosters import Publish, changing
from tests.employer.conftest import on

MARCH, TUESDAY = date(2026, 3, 1), date(2026, 3, 10)
ASKED, ANSWERED = on(date(2026, 3, 2)), on(date(2026, 3, 3), "Ilona Rantavirta")
MORNING = ShiftTyped(TUESDAY, time(12), time(16))

Household = tuple[int, int]


@pytest.fixture
def published(session: Session, household: Household) -> Household:
    """March has been given: Mondays to Thursdays from 14 to 18."""
    rosters.publish(session, *household, MARCH, Publish(), on(date(2026, 2, 10)))
    return household


def starts(session: Session, household: Household, day: date, known_on: date) -> list[int]:
    found = rosters.roster_of_month(session, *household, MARCH, known_on)
    return [one.start.hour for one in found.shifts if one.start.date() == day]


def alter(
    session: Session, household: Household, typed: ShiftTyped | DayTyped, hand: Hand = ASKED, verb: str = "shift"
) -> bool:
    return changing.alter(session, *household, verb, typed, hand, by_employee=False)


def history(session: Session, household: Household, known_on: date = date(2026, 4, 1)) -> list[rosters.Changed]:
    return list(rosters.changes(session, *household, MARCH, date(2026, 3, 31), known_on))


def last_change(session: Session, employer_id: int) -> str:
    session.flush()
    return audit.changes(session, employer_id)[-1].what


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (MORNING, "agreed"),
        (ShiftTyped(TUESDAY, time(12), time(16), agreed="weighty_reason"), "why"),
    ],
)
def test_nothing_changes_without_consent_or_a_told_reason(
    session: Session, published: Household, typed: ShiftTyped, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        alter(session, published, typed)
    assert [one.field for one in refused.value.problems] == [field]
    assert starts(session, published, TUESDAY, ASKED.day) == [14]
    assert history(session, published) == []


def test_an_employee_changes_no_roster_alone(session: Session, published: Household) -> None:
    typed = ShiftTyped(TUESDAY, time(12), time(16), agreed="consent")
    with pytest.raises(Refused) as refused:
        changing.alter(session, *published, "shift", typed, ASKED, by_employee=True)
    assert [one.field for one in refused.value.problems] == ["day"]
    assert starts(session, published, TUESDAY, ASKED.day) == [14]


def test_what_no_roster_binds_changes_freely(session: Session, published: Household) -> None:
    april = ShiftTyped(date(2026, 4, 8), time(12), time(16))
    assert alter(session, published, april)  # April has not been given
    worked = ShiftTyped(TUESDAY, time(12), time(16))
    assert alter(session, published, worked, on(TUESDAY))  # the day has come: these are hours, not a plan
    assert alter(session, published, DayTyped(date(2026, 3, 5)), on(date(2026, 3, 9)), "cancel")
    assert history(session, published) == []


def test_consent_that_was_told_changes_the_day_and_is_kept(session: Session, published: Household) -> None:
    assert alter(session, published, ShiftTyped(TUESDAY, time(12), time(16), agreed="consent"))
    assert starts(session, published, TUESDAY, ASKED.day) == [12]
    (one,) = history(session, published)
    assert (one.state, one.allowed_by, one.answered_here, one.answered_by) == ("done", "consent", False, ASKED.by)
    assert [shift.start.hour for shift in one.before] == [14]
    assert [shift.start.hour for shift in one.after] == [12]
    found = rosters.roster_of_month(session, *published, MARCH, ASKED.day)
    assert found.changes == ()
    assert found.published is not None
    assert (found.published.agreed, found.published.late) == ("consent", False)
    assert last_change(session, published[0]) == "rosters.change.consent"


def test_a_weighty_reason_is_kept_in_words(session: Session, published: Household) -> None:
    typed = DayTyped(TUESDAY, agreed="weighty_reason", why="Lapsi on sairaalassa")
    assert alter(session, published, typed, verb="cancel")
    (one,) = history(session, published)
    assert (one.allowed_by, one.why, one.after) == ("weighty_reason", "Lapsi on sairaalassa", ())
    assert starts(session, published, TUESDAY, ASKED.day) == []


def test_asking_changes_nothing_before_the_employee_agrees(session: Session, published: Household) -> None:
    assert not alter(session, published, ShiftTyped(TUESDAY, time(12), time(16), agreed="ask"))
    assert starts(session, published, TUESDAY, ASKED.day) == [14]
    (one,) = rosters.waiting(session, *published, ASKED)
    assert [shift.start.hour for shift in one.after] == [12]  # what would be
    changing.answer(session, published[0], one.id, "agree", ANSWERED)
    assert starts(session, published, TUESDAY, ANSWERED.day) == [12]
    (done,) = history(session, published)
    assert (done.state, done.allowed_by, done.answered_here) == ("done", "consent", True)
    assert (done.asked_by, done.answered_by) == (ASKED.by, "Ilona Rantavirta")
    assert (done.asked_at, done.answered_at) == (ASKED.at, ANSWERED.at)
    assert rosters.waiting(session, *published, ANSWERED) == ()
    assert rosters.roster_of_month(session, *published, MARCH, ANSWERED.day).changes == ()
    assert last_change(session, published[0]) == "rosters.change.done"


@pytest.mark.parametrize(("given", "state"), [("decline", "declined"), ("withdraw", "withdrawn")])
def test_a_no_or_a_change_of_mind_leaves_the_shift(
    session: Session, published: Household, given: str, state: str
) -> None:
    alter(session, published, ShiftTyped(TUESDAY, time(12), time(16), agreed="ask"))
    (one,) = rosters.waiting(session, *published, ASKED)
    changing.answer(session, published[0], one.id, given, ANSWERED)
    assert [change.state for change in history(session, published)] == [state]
    assert starts(session, published, TUESDAY, ANSWERED.day) == [14]
    with pytest.raises(LookupError):  # it was replaced by its answer
        changing.answer(session, published[0], one.id, "agree", ANSWERED)


@pytest.mark.parametrize(("hour", "kept"), [(9, True), (10, False)])
def test_consent_comes_before_the_shift_begins(session: Session, published: Household, hour: int, kept: bool) -> None:
    alter(session, published, ShiftTyped(TUESDAY, time(12), time(16), agreed="ask"))
    (one,) = rosters.waiting(session, *published, ASKED)
    late = Hand("Ilona Rantavirta", datetime(2026, 3, 10, hour, tzinfo=UTC))  # two hours behind Finland
    if kept:
        changing.answer(session, published[0], one.id, "agree", late)
        assert [change.state for change in history(session, published)] == ["done"]
        return
    with pytest.raises(Conflict):
        changing.answer(session, published[0], one.id, "agree", late)


def test_consent_is_to_the_change_that_was_asked_for(session: Session, published: Household) -> None:
    alter(session, published, ShiftTyped(TUESDAY, time(12), time(16), agreed="ask"))
    (one,) = rosters.waiting(session, *published, ASKED)
    assert alter(session, published, ShiftTyped(TUESDAY, time(15), time(17), agreed="consent"))
    with pytest.raises(Conflict):
        changing.answer(session, published[0], one.id, "agree", ANSWERED)
    assert starts(session, published, TUESDAY, ANSWERED.day) == [15]


def test_what_cannot_be_is_refused_when_it_is_asked(session: Session, published: Household) -> None:
    first = ShiftTyped(TUESDAY, time(12), time(16), agreed="consent")
    assert alter(session, published, first)
    with pytest.raises(Refused) as refused:
        alter(session, published, ShiftTyped(TUESDAY, time(15), time(19), agreed="ask"))
    assert [one.field for one in refused.value.problems] == ["start"]  # overlaps
    assert rosters.waiting(session, *published, ASKED) == ()
    assert starts(session, published, TUESDAY, ASKED.day) == [12]


@pytest.mark.parametrize(("hour", "binds"), [(11, True), (12, False)])
def test_the_shift_of_today_binds_until_it_begins(
    session: Session, published: Household, hour: int, binds: bool
) -> None:
    now = Hand("Salla Aallonkoski", datetime(2026, 3, 10, hour, tzinfo=UTC))  # the shift begins at 14 in Finland
    assert changing.binds(session, *published, "cancel", TUESDAY, now) is binds
    assert not changing.binds(session, *published, "shift", TUESDAY, now)


def test_cancelled_shifts_are_told_with_when_and_consent(session: Session, published: Household) -> None:
    alter(session, published, DayTyped(TUESDAY, agreed="consent"), verb="cancel")
    late = Hand("Salla Aallonkoski", datetime(2026, 3, 10, 6, tzinfo=UTC))
    alter(session, published, DayTyped(date(2026, 3, 11), agreed="weighty_reason", why="Hoitopaikka"), late, "cancel")
    found = rosters.cancelled(session, *published, MARCH, date(2026, 3, 31), date(2026, 4, 1))
    assert [(one.start.day, one.cancelled_at, one.consented) for one in found] == [
        (10, ASKED.at, True),
        (11, late.at, False),
    ]
    alter(session, published, DayTyped(TUESDAY, agreed="consent"), verb="restore")
    assert starts(session, published, TUESDAY, ASKED.day) == [14]


def test_other_days_of_the_roster_stay_as_they_were_given(session: Session, published: Household) -> None:
    # Somebody has altered another day behind the roster's back: the consent of Tuesday says nothing of Thursday.
    thursday = date(2026, 3, 12)
    start = datetime(2026, 3, 12, 9, tzinfo=HELSINKI)
    entered = Shift(published[1], start, start.replace(hour=13), status="planned")
    hours.add_shift(session, published[0], entered, ASKED)
    alter(session, published, ShiftTyped(TUESDAY, time(12), time(16), agreed="consent"))
    found = rosters.roster_of_month(session, *published, MARCH, ASKED.day)
    assert [one.day for one in found.changes] == [thursday]


def test_another_household_answers_nothing(
    session: Session, published: Household, an_employer: Callable[..., int]
) -> None:
    alter(session, published, ShiftTyped(TUESDAY, time(12), time(16), agreed="ask"))
    (one,) = rosters.waiting(session, *published, ASKED)
    stranger = an_employer(code="muu")
    with pytest.raises(LookupError):
        changing.answer(session, stranger, one.id, "agree", ANSWERED)
    assert rosters.changes(session, stranger, published[1], MARCH, date(2026, 3, 31), ASKED.day) == ()
