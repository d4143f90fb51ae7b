"""Family leaves, carer's leave, compelling reasons and study leave."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rules import Period, calendar, load_book
from rules.decisions import family_leave
from rules.decisions.family_leave import Leave

BOOK = load_book()
DAY = date(2026, 9, 1)


def period(first: str, last: str) -> Period:
    return Period.closed(date.fromisoformat(first), date.fromisoformat(last))


def test_pregnancy_leave_is_counted_in_weekdays() -> None:
    due = date(2026, 10, 5)
    found = family_leave.pregnancy_leave(due, BOOK).outcome
    assert found.first == date(2026, 8, 31)  # five weeks of six weekdays
    assert found.latest_agreed == date(2026, 9, 18)
    assert found.no_work == period("2026-09-21", "2026-10-19")
    over_christmas = family_leave.pregnancy_leave(date(2027, 1, 7), BOOK).outcome
    weekdays = [one for one in Period(over_christmas.first, date(2027, 1, 7)) if calendar.is_sick_weekday(one)]
    assert len(weekdays) == 30


def test_parental_periods() -> None:
    fine = [period("2026-09-01", "2026-09-14"), period("2026-10-01", "2026-11-30")]
    assert family_leave.parental_periods(fine, BOOK).outcome == ()
    assert family_leave.parental_periods([], BOOK).outcome == ()
    short = family_leave.parental_periods([period("2026-09-01", "2026-09-13")], BOOK).outcome  # eleven weekdays
    assert [reason.code for reason in short] == ["family_leave.short_period"]
    many = [period(f"2026-{month:02}-01", f"2026-{month:02}-20") for month in (2, 4, 6, 9, 11)]
    codes = [reason.code for reason in family_leave.parental_periods(many, BOOK).outcome]
    assert codes == ["family_leave.too_many_periods", "family_leave.too_many_starts"]
    assert family_leave.parental_periods(many[1:], BOOK).outcome == ()  # four, all begun in one year
    over_two_years = [*many[1:], period("2027-02-01", "2027-02-28")]
    codes = [reason.code for reason in family_leave.parental_periods(over_two_years, BOOK).outcome]
    assert codes == ["family_leave.too_many_periods"]


BORN = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("leave", "earlier", "fits"),
    [
        (("2026-09-01", "2027-05-09"), 0, True),
        (("2026-09-01", "2027-05-10"), 0, False),
        (("2026-09-01", "2026-09-30"), 1, True),
        (("2026-09-01", "2026-09-29"), 0, False),
        (("2026-09-01", "2026-12-31"), 2, False),
    ],
)
def test_child_care_leave(leave, earlier, fits) -> None:
    assert family_leave.childcare_leave(BORN, period(*leave), earlier, BOOK).outcome is fits


def test_the_leave_of_an_adopted_child_is_asked() -> None:
    decision = family_leave.childcare_leave(BORN, period("2026-09-01", "2026-12-31"), 0, BOOK, adopted=True)
    assert decision.outcome is None
    assert decision.questions


def test_partial_child_care_leave() -> None:
    def partial(months: int, born: date, ill: bool):
        return family_leave.partial_childcare_leave(months, DAY, born, BOOK, disabled_or_ill=ill)

    assert partial(5, BORN, False).outcome is False
    assert partial(6, BORN, False).outcome is None
    assert partial(6, BORN, False).questions
    assert partial(6, date(2008, 9, 2), True).outcome is True
    assert partial(6, date(2008, 9, 1), True).outcome is False


@pytest.mark.parametrize(
    ("kind", "weekdays", "by"),
    [
        ("parental", 12, date(2026, 8, 1)),
        ("parental", 13, date(2026, 7, 1)),
        ("pregnancy", None, date(2026, 7, 1)),
        ("childcare", None, date(2026, 7, 1)),
        ("partial_childcare", None, date(2026, 7, 1)),
        ("sick_child", None, None),
        ("carer", None, None),
        ("compelling", None, None),
        ("partial_parental", None, None),
        ("close_person", None, None),
    ],
)
def test_notice(kind, weekdays, by) -> None:
    decision = family_leave.notice_by(kind, DAY, BOOK, weekdays=weekdays)
    assert decision.outcome == by
    assert not decision.questions


@pytest.mark.parametrize(
    ("kind", "section"),
    [("partial_parental", "4:2 a"), ("close_person", "4:7 a"), ("carer", "4:7 b"), ("compelling", "4:7")],
)
def test_a_leave_without_a_time_for_telling_names_its_section(kind, section) -> None:
    assert [one.section for one in family_leave.notice_by(kind, DAY, BOOK).reasons] == [f"55/2001 {section} §"]


def test_the_length_of_parental_leave_is_asked() -> None:
    assert family_leave.notice_by("parental", DAY, BOOK).questions
    for kind in ("holiday", "study"):
        with pytest.raises(ValueError, match="leave"):
            family_leave.notice_by(kind, DAY, BOOK)
    assert family_leave.change_by(DAY, BOOK).outcome == date(2026, 8, 1)


@pytest.mark.parametrize(
    ("age", "needed", "other", "days"), [(9, 6, False, 4), (9, 2, False, 2), (10, 2, False, 0), (0, 4, True, 0)]
)
def test_a_sick_child(age, needed, other, days) -> None:
    found = family_leave.sick_child(age, needed, DAY, BOOK, other_parent_at_home=other).outcome
    assert found == Leave(days, paid_by_law=False)


def test_nobody_said_to_be_at_home_takes_nothing_away() -> None:
    assert family_leave.sick_child(9, 4, DAY, BOOK).outcome.working_days == 4


@pytest.mark.parametrize(("needed", "used", "days"), [(3, 0, 3), (9, 0, 5), (3, 4, 1), (3, 5, 0), (3, 6, 0)])
def test_carers_leave(needed, used, days) -> None:
    assert family_leave.carers_leave(needed, used, DAY, BOOK).outcome == Leave(days, paid_by_law=False)


@pytest.mark.parametrize(
    ("presence", "unforeseen", "given"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_compelling_reasons(presence, unforeseen, given) -> None:
    decision = family_leave.compelling_reasons(presence_necessary=presence, unforeseen=unforeseen)
    assert decision.outcome is given


def test_no_family_leave_is_paid_by_law() -> None:
    assert not any(family_leave.pay_by_law(kind).outcome for kind in family_leave.KINDS)
    assert family_leave.pay_by_law("prenatal_check", prenatal_check_outside_hours_impossible=True).outcome is True
    assert family_leave.pay_by_law("prenatal_check").outcome is False
    with pytest.raises(ValueError, match="no family leave"):
        family_leave.pay_by_law("holiday")


@pytest.mark.parametrize(
    ("months", "used", "days"), [(2, 0, 0), (3, 0, 5), (11, 2, 3), (12, 0, 731), (12, 700, 31), (12, 800, 0), (3, 9, 0)]
)
def test_study_leave(months, used, days) -> None:
    assert family_leave.longest_study_leave(months, used, DAY, BOOK).outcome == days  # 2028 has a leap day


def test_the_time_to_apply_for_study_leave_is_asked() -> None:
    for short in (True, False):
        decision = family_leave.study_application_by(DAY, BOOK, short=short)
        assert decision.outcome is None
        assert [question.blocks for question in decision.questions] == [False]


@pytest.mark.parametrize(
    ("before", "employees", "until"),
    [(0, 1, date(2027, 3, 1)), (5, 4, date(2027, 3, 1)), (1, 5, date(2027, 3, 1)), (2, 5, None)],
)
def test_postponing_study_leave(before, employees, until) -> None:
    assert family_leave.study_leave_may_be_postponed(before, employees, DAY, BOOK).outcome == until


# --- told, changed, postponed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "told", "weekdays", "in_time"),
    [
        ("pregnancy", date(2026, 7, 1), None, True),
        ("pregnancy", date(2026, 7, 2), None, False),
        ("parental", date(2026, 8, 1), 12, True),
        ("parental", date(2026, 7, 2), 13, False),
        ("parental", date(2026, 1, 1), None, None),
        ("carer", date(2026, 9, 1), None, True),
    ],
)
def test_a_leave_is_told_in_time(kind, told, weekdays, in_time) -> None:
    decision = family_leave.told_in_time(kind, date(2026, 9, 1), told, BOOK, weekdays=weekdays)
    assert decision.outcome is in_time
    assert ("family_leave.told_late" in [reason.code for reason in decision.reasons]) is (in_time is False)


@pytest.mark.parametrize(
    ("kind", "first", "told", "weekdays", "answer"),
    [
        ("childcare", date(2026, 9, 1), date(2026, 7, 1), None, (False, False, None)),  # told in time
        ("childcare", date(2026, 9, 1), date(2026, 7, 2), None, (False, False, date(2026, 9, 2))),
        ("childcare", date(2026, 9, 1), date(2026, 8, 15), None, (False, False, date(2026, 10, 15))),
        ("pregnancy", date(2027, 2, 1), date(2026, 12, 31), None, (False, False, date(2027, 3, 1))),
        ("parental", date(2026, 9, 1), date(2026, 8, 2), 12, (False, False, date(2026, 9, 2))),
        ("parental", date(2026, 9, 1), date(2026, 8, 2), None, None),
        ("partial_parental", date(2026, 9, 1), date(2026, 8, 31), None, (True, True, None)),
        ("close_person", date(2026, 9, 1), date(2026, 8, 31), None, (True, False, None)),
        ("carer", date(2026, 9, 1), date(2026, 9, 1), None, (False, False, None)),
    ],
)
def test_what_the_employer_may_answer(kind, first, told, weekdays, answer) -> None:
    decision = family_leave.employers_answer(kind, first, told, BOOK, weekdays=weekdays)
    found = decision.outcome
    assert (found if found is None else (found.may_refuse, found.in_writing, found.earliest)) == answer
    late = found is not None and found.earliest is not None
    assert ("family_leave.notice_kept" in [one.code for one in decision.reasons]) is late
    if late:  # the earliest day is in time, and the day before it is not
        assert family_leave.told_in_time(kind, found.earliest, told, BOOK, weekdays=weekdays).outcome
        before = found.earliest - timedelta(days=1)
        assert not family_leave.told_in_time(kind, before, told, BOOK, weekdays=weekdays).outcome
    asks = ["family_leave.other_parent_to_work"] if late and kind == "parental" else []
    assert [one.topic for one in decision.questions if not one.blocks] == asks


def test_a_change_of_dates_has_its_ground_and_its_day() -> None:
    def changed(kind: str, ground: str | None, told: date | None) -> family_leave.Change | None:
        return family_leave.changed(kind, date(2027, 3, 31), BOOK, ground=ground, told=told).outcome

    by = date(2027, 2, 28)
    assert changed("parental", "reasoned", by) == family_leave.Change(True, by)
    assert changed("parental", "reasoned", date(2027, 3, 1)) == family_leave.Change(False, by)
    for kind in ("pregnancy", "special_pregnancy", "parental"):
        assert changed(kind, "birth_or_health", None) == family_leave.Change(True, None)
    assert changed("childcare", "birth_or_health", date(2027, 3, 1)) == family_leave.Change(False, by)
    assert changed("childcare", "agreed", None) == family_leave.Change(True, None)
    assert changed("parental", "reasoned", None) is None
    assert changed("parental", None, by) is None
    with pytest.raises(ValueError, match="ground"):
        changed("parental", "whim", by)


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (date(2026, 11, 19), date(2027, 1, 7), []),
        (date(2026, 11, 18), date(2027, 1, 7), ["family_leave.pregnancy_early"]),
        (date(2026, 11, 20), date(2027, 1, 7), ["family_leave.pregnancy_agreed"]),
        (date(2026, 12, 8), date(2027, 1, 7), ["family_leave.pregnancy_agreed"]),
        (date(2026, 12, 9), date(2027, 1, 6), ["family_leave.pregnancy_late", "family_leave.pregnancy_short"]),
    ],
)
def test_pregnancy_leave_is_held_against_the_due_day(first, last, codes) -> None:
    """30 weekdays before 24 December is 19 November, 14 are 8 December; two weeks after it is 7 January."""
    found = family_leave.pregnancy_leave_fits(date(2026, 12, 24), Period.closed(first, last), BOOK)
    assert [reason.code for reason in found.outcome] == codes


@pytest.mark.parametrize(
    ("first", "times", "employees", "lawful"),
    [
        (date(2027, 7, 11), 1, 1, True),
        (date(2027, 7, 12), 1, 1, False),
        (date(2027, 7, 11), 2, 5, True),
        (date(2027, 7, 11), 3, 5, False),
        (date(2027, 7, 11), 3, 4, True),
    ],
)
def test_study_leave_is_postponed_half_a_year_and_by_larger_employers_twice(first, times, employees, lawful) -> None:
    found = family_leave.study_leave_postponed(date(2027, 1, 11), first, times, employees, BOOK)
    assert found.outcome is lawful
