"""Annual Holidays Act, chapters 5 and 6: seasons, splitting, notice, days off, illness, saved leave."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rules import Period, calendar, load_book
from rules.decisions import annual_holiday_giving as giving
from rules.decisions.annual_holiday_giving import SickPart

BOOK = load_book()
ON = date(2026, 3, 31)
MON_FRI = range(5)


def period(first: str, last: str) -> Period:
    return Period.closed(date.fromisoformat(first), date.fromisoformat(last))


def test_thirty_days_are_placed_in_the_season_and_before_the_next_one() -> None:
    placed = giving.placement(30, calendar.credit_year(ON), BOOK).outcome
    assert (placed.season_days, placed.winter_days, placed.one_piece_days) == (24, 6, 12)
    assert placed.season == period("2026-05-02", "2026-09-30")
    assert placed.winter_by == date(2027, 4, 30)  # 1 May is never counted
    assert (placed.agreed_from, placed.agreed_until) == (date(2026, 1, 1), date(2027, 5, 1))
    assert placed.agreed_rest_until == date(2027, 9, 30)


def test_seasonal_work_may_have_its_summer_holiday_in_the_whole_calendar_year() -> None:
    decision = giving.placement(30, calendar.credit_year(ON), BOOK, seasonal_difficulty=True)
    placed = decision.outcome
    assert (placed.season_days, placed.winter_days, placed.winter_by) == (24, 6, date(2027, 4, 30))
    assert placed.season == period("2026-01-01", "2026-12-31")
    assert [one.code for one in decision.reasons] == [
        "annual_holiday.placed_in_year",
        "annual_holiday.placed_in_winter",
    ]
    assert placed.agreed_rest_until == date(2027, 9, 30)  # what may be agreed stays


def test_a_short_holiday_has_no_winter_part() -> None:
    decision = giving.placement(10, calendar.credit_year(ON), BOOK)
    assert (decision.outcome.season_days, decision.outcome.winter_days, decision.outcome.one_piece_days) == (10, 0, 10)
    assert len(decision.reasons) == 1


def test_days_in_the_season_over_two_years() -> None:
    assert giving.days_in_season(period("2026-09-28", "2026-10-03")) == 3
    assert giving.days_in_season(period("2026-12-28", "2027-01-03")) == 0
    assert giving.days_in_season(period("2026-09-30", "2027-05-02")) == 1  # 2 May 2027 is a Sunday


@pytest.mark.parametrize(
    ("parts", "agreed", "necessary", "allowed"),
    [
        ([24], False, False, True),
        ([], False, False, True),
        ([12, 12], False, False, False),
        ([12, 12], True, False, True),
        ([12, 6, 6], False, True, True),
        ([11, 13], True, False, True),
        ([11, 11, 2], True, True, False),
        ([4, 4], True, False, False),  # eight days stay in one piece
    ],
)
def test_twelve_days_stay_in_one_piece(parts, agreed, necessary, allowed) -> None:
    decision = giving.split_is_allowed(parts, agreed=agreed, necessary_for_work=necessary, on=ON, book=BOOK)
    assert decision.outcome is allowed


@pytest.mark.parametrize(("earned", "asked", "days"), [(30, True, 6), (30, False, 0), (24, True, 0), (27, True, 3)])
def test_shorter_working_days(earned, asked, days) -> None:
    assert giving.shortened_working_time(earned, asked_by_employee=asked, on=ON, book=BOOK).outcome == days


def test_notice_is_a_month_or_two_weeks() -> None:
    told = giving.notice(date(2026, 3, 31), BOOK).outcome
    assert told == giving.Notice(date(2026, 2, 28), date(2026, 3, 17))


@pytest.mark.parametrize(
    ("first", "last", "consent"),
    [
        ("2026-07-11", "2026-07-17", False),  # Saturday to Friday: a whole week
        ("2026-07-11", "2026-07-15", True),  # Saturday to Wednesday: a day lost
        ("2026-07-06", "2026-07-18", False),
        ("2026-07-04", "2026-07-25", True),  # a Saturday at both ends: begun on Monday it would free a day more
        ("2026-07-09", "2026-07-11", True),  # three days, one a Saturday
        ("2026-07-08", "2026-07-11", False),  # four days
        ("2026-07-12", "2026-07-12", False),  # a Sunday uses no holiday day
        ("2026-07-06", "2026-07-08", False),
    ],
)
def test_days_off_of_the_roster(first, last, consent) -> None:
    assert giving.needs_consent(period(first, last), MON_FRI, BOOK).outcome is consent


def test_days_off_of_an_irregular_roster() -> None:
    week = period("2026-07-06", "2026-07-11")
    off = [date(2026, 7, 6), date(2026, 7, 7)]
    assert giving.needs_consent(week, (), BOOK, roster_days_off=off).outcome is True
    unknown = giving.needs_consent(week, (), BOOK)
    assert (unknown.outcome, [one.code for one in unknown.reasons]) == (False, ["annual_holiday.days_off_not_known"])
    assert giving.needs_consent(week, (), BOOK, roster_days_off=[date(2026, 7, 11)]).outcome is False


@pytest.mark.parametrize(("earned", "days"), [(24, 0), (25, 1), (30, 6), (31, 6), (0, 0)])
def test_own_risk_never_cuts_below_four_weeks(earned, days) -> None:
    assert giving.own_risk_days(earned, ON, BOOK).outcome == days


def moved(*parts: SickPart, earned: int = 30) -> giving.Moved:
    return giving.moved_for_illness(earned, parts, ON, BOOK).outcome


def test_own_risk_days_are_shared_by_all_parts() -> None:
    assert moved(SickPart(3, "during"), SickPart(6, "during")) == giving.Moved(6, 3, (0, 3))
    assert moved(SickPart(7, "during"), SickPart(2, "during")) == giving.Moved(6, 3, (1, 2))
    assert moved(SickPart(5, "during"), earned=28) == giving.Moved(4, 1, (1,))


def test_incapable_at_the_start_has_no_own_risk() -> None:
    assert moved(SickPart(6, "before"), SickPart(6, "during")) == giving.Moved(6, 6, (6, 0))


def test_only_asked_and_without_own_fault_is_moved() -> None:
    assert moved(SickPart(9, "during", requested=False), SickPart(9, "before", own_fault=True)) == giving.Moved(
        0, 0, (0, 0)
    )
    with pytest.raises(ValueError, match="before or during"):
        moved(SickPart(1, "later"))


def test_sundays_of_an_illness_are_no_holiday_days() -> None:
    off, sick = period("2026-07-06", "2026-07-31"), period("2026-07-10", "2026-07-14")
    assert giving.sick_holiday_days(off, sick) == 4
    assert giving.sick_holiday_days(off, period("2026-08-10", "2026-08-14")) == 0


def test_moved_holiday_has_its_own_times() -> None:
    summer = giving.moved_by("summer", 2026)
    assert summer.outcome == giving.MovedBy(date(2026, 9, 30), date(2027, 9, 30), date(2027, 12, 31))
    assert [one.code for one in summer.reasons] == ["annual_holiday.moved_by"]
    assert giving.moved_by("winter", 2026).outcome.first == date(2027, 4, 30)
    with pytest.raises(ValueError, match="summer or winter"):
        giving.moved_by("autumn", 2026)
    told = giving.moved_notice(date(2026, 9, 14), BOOK).outcome
    assert told == giving.Notice(date(2026, 8, 31), date(2026, 9, 7))


@pytest.mark.parametrize(
    ("first", "limit"),
    [
        ("2026-05-02", "2026-09-30"),  # the first day of the season
        ("2026-09-30", "2026-09-30"),
        ("2026-10-01", "2027-04-30"),  # winter holiday of the season before
        ("2027-01-11", "2027-04-30"),
        ("2027-04-30", "2027-04-30"),
    ],
)
def test_a_moved_holiday_is_of_summer_or_winter_by_the_day_it_was_to_begin(first: str, limit: str) -> None:
    assert giving.moved_limits(date.fromisoformat(first)).outcome.first == date.fromisoformat(limit)


@pytest.mark.parametrize(
    ("first", "last", "placed", "section"),
    [
        ("2026-09-24", "2026-09-30", "in_time", "26"),
        ("2026-09-28", "2026-10-03", "agreement", "21"),
        ("2027-04-26", "2027-05-03", "agreement", "21"),
        ("2027-05-03", "2027-05-08", "next_season", "26"),
        ("2027-09-25", "2027-09-30", "next_season", "26"),
        ("2027-09-27", "2027-10-02", "year_end", "26"),
        ("2027-12-27", "2027-12-31", "year_end", "26"),
        ("2027-12-27", "2028-01-01", "too_late", "26"),
    ],
)
def test_a_new_time_is_looked_at_against_the_three_limits(first: str, last: str, placed: str, section: str) -> None:
    limits = giving.moved_by("summer", 2026).outcome
    decided = giving.moved_placing(period(first, last), limits)
    assert (decided.outcome, decided.reasons[0].section) == (placed, f"162/2005 {section} §")


@pytest.mark.parametrize(
    ("earned", "agreed", "harm", "days"),
    [(30, True, None, 12), (30, False, False, 6), (30, False, True, 0), (30, True, True, 12), (18, True, None, 0)],
)
def test_saved_leave(earned, agreed, harm, days) -> None:
    assert giving.saved_leave(earned, agreed=agreed, serious_harm=harm, on=ON, book=BOOK).outcome == days


def test_saved_leave_is_told_four_months_before() -> None:
    assert giving.saved_leave_notice(date(2026, 10, 5), BOOK).outcome == date(2026, 6, 5)


def test_reasons_name_their_section() -> None:
    decision = giving.placement(30, calendar.credit_year(ON), BOOK)
    assert {reason.section for reason in decision.reasons} == {"162/2005 20 §"}
    assert all(value.confidence for value in decision.values)
    assert period("2026-05-02", "2026-05-02").after - timedelta(days=1) == decision.outcome.season.first


@pytest.mark.parametrize(
    ("first", "last", "told", "left", "moved", "expected"),
    [
        ("2026-06-15", "2026-06-27", "2026-06-01", 10, False, ["notice_time_ordered"]),  # 15.–27.6.: 10 weekdays
        ("2026-06-15", "2026-06-27", "2026-06-02", 10, False, ["notice_time_told_late"]),
        ("2026-06-15", "2026-06-27", "2026-06-08", 10, True, ["notice_time_ordered"]),  # a moved one: a week
        ("2026-06-15", "2026-06-27", "2026-06-09", 10, True, ["notice_time_told_late"]),
        ("2026-06-15", "2026-06-27", "2026-06-01", 9, False, ["notice_time_not_earned"]),
        ("2026-09-28", "2026-09-30", "2026-08-03", 3, False, ["notice_time_ordered"]),
        ("2026-09-28", "2026-10-01", "2026-08-03", 4, False, ["notice_time_outside_season"]),
        ("2026-05-01", "2026-05-02", "2026-03-03", 1, False, ["notice_time_ordered"]),  # May Day is never counted
        ("2026-04-30", "2026-05-02", "2026-03-03", 2, False, ["notice_time_outside_season"]),
        (
            "2026-11-02", "2026-11-07", "2026-10-30", 0, False,
            ["notice_time_not_earned", "notice_time_outside_season", "notice_time_told_late"],
        ),
    ],
)  # fmt: skip
def test_in_the_notice_time_only_earned_holiday_in_the_season_told_in_time_is_ordered(
    first: str, last: str, told: str, left: int, moved: bool, expected: list[str]
) -> None:
    decided = giving.in_notice_time(
        Period.closed(date.fromisoformat(first), date.fromisoformat(last)),
        BOOK,
        told_on=date.fromisoformat(told),
        days_earned_before=left,
        moved=moved,
    )
    codes = [one.code.partition(".")[2] for one in decided.reasons]
    assert [one for one in codes if one.startswith("notice_time")] == expected
    assert decided.outcome is (expected == ["notice_time_ordered"])


@pytest.mark.parametrize(("asked", "year"), [("2026-04-01", 2025), ("2026-03-31", 2024)])
def test_saved_leave_paid_on_request_is_priced_by_the_credit_year_before(asked: str, year: int) -> None:
    """As if it were taken on the day: from the pay of the year before the one in which that day is."""
    decided = giving.saved_leave_paid_year(date.fromisoformat(asked), BOOK)
    assert decided.outcome == period(f"{year}-04-01", f"{year + 1}-03-31")
    assert [one.section for one in decided.reasons] == ["162/2005 27 §"]
    assert [one.name for one in decided.values] == ["holiday_choice.saved_leave_paid_out"]


def test_holiday_stays_out_of_family_leave() -> None:
    leave = period("2026-05-04", "2026-08-31")
    inside, outside = period("2026-08-24", "2026-09-05"), period("2026-09-01", "2026-09-05")
    assert giving.during_family_leave(inside, leave, BOOK, consent=False).outcome == date(2027, 2, 28)
    assert giving.during_family_leave(inside, leave, BOOK, consent=True).outcome is None
    assert giving.during_family_leave(outside, leave, BOOK, consent=False).outcome is None


def test_a_holiday_is_told_in_time_until_its_last_day_for_telling() -> None:
    latest = giving.notice(date(2026, 7, 6), BOOK).outcome.at_latest
    assert (latest, giving.told_in_time(latest, latest).outcome) == (date(2026, 6, 22), True)
    late = giving.told_in_time(latest, latest + timedelta(days=1))
    assert (late.outcome, [one.code for one in late.reasons]) == (False, ["annual_holiday.told_late"])
