"""Working Time Act: overtime and additional work, rests and breaks, night work, rosters, records."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import load_book
from rules.decisions import working_time as work
from rules.decisions.working_time import Span, TimeSplit

BOOK = load_book()
MONDAY = date(2026, 11, 9)


def shift(day: int, start: str, end: str, pause: int = 0) -> Span:
    """A shift on a day of November 2026; an end not after the start is the next day's."""
    begin = datetime.fromisoformat(f"2026-11-{day:02}T{start}")
    finish = datetime.fromisoformat(f"2026-11-{day:02}T{end}")
    return Span(begin, finish if finish > begin else finish + timedelta(days=1), pause)


# --- 2 to 7 § ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "supervisable", "monitored", "applies"),
    [
        (False, True, None, True),
        (True, True, True, True),
        (True, True, False, False),
        (True, True, None, None),
        (False, False, False, False),
        (False, False, True, True),
    ],
)
def test_a_roster_brings_the_act_to_a_relative(family, supervisable, monitored, applies) -> None:
    decision = work.applies(family_member=family, supervisable=supervisable, hours_set_or_monitored=monitored)
    assert decision.outcome is applies
    assert bool(decision.questions) == (applies is None)


def test_standby_at_the_workplace_is_working_time() -> None:
    assert work.standby_is_working_time(must_stay_at_workplace=True).outcome is True
    assert work.standby_is_working_time(must_stay_at_workplace=False).outcome is False


def test_period_work_at_home_needs_an_agreement_or_a_permit() -> None:
    assert work.period_work(agreement_or_permit=True, day=MONDAY).outcome is True
    for unsaid in (False, None):
        asked = work.period_work(agreement_or_permit=unsaid, day=MONDAY)
        assert asked.outcome is None
        assert asked.questions


def test_impossible_shifts_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Span(datetime(2026, 11, 9, 8), datetime(2026, 11, 9, 8))  # noqa: DTZ001
    with pytest.raises(ValueError, match="shorter"):
        shift(9, "08:00", "09:00", 60)
    assert shift(9, "22:00", "06:00", 30).minutes == 450


# --- 16, 17, 20 and 21 § ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("worked", "agreed", "split"),
    [
        (480, None, TimeSplit(480, 0, 0, 0)),
        (481, None, TimeSplit(480, 0, 1, 0)),
        (600, None, TimeSplit(480, 0, 120, 0)),
        (601, None, TimeSplit(480, 0, 120, 1)),
        (540, 360, TimeSplit(360, 120, 60, 0)),
        (300, 360, TimeSplit(300, 0, 0, 0)),
        (0, 360, TimeSplit(0, 0, 0, 0)),
    ],
)
def test_a_day(worked, agreed, split) -> None:
    assert work.split_day(worked, MONDAY, BOOK, agreed=agreed).outcome == split


def test_a_day_of_an_averaging_system_follows_its_roster() -> None:
    assert work.split_day(660, MONDAY, BOOK, rostered=540, averaging=True).outcome == TimeSplit(540, 0, 120, 0)
    with pytest.raises(ValueError, match="rostered"):
        work.split_day(660, MONDAY, BOOK, averaging=True)


@pytest.mark.parametrize("worked", [-1, 1501])
def test_a_day_has_no_more_than_twenty_five_hours(worked) -> None:
    with pytest.raises(ValueError, match="no"):
        work.split_day(worked, MONDAY, BOOK)


@pytest.mark.parametrize(
    ("days", "agreed", "split"),
    [
        ([480] * 5 + [300, 0], None, TimeSplit(2400, 0, 0, 0, 300)),
        ([600] * 5 + [0, 0], None, TimeSplit(2400, 0, 600, 0, 0)),
        ([660] + [480] * 4 + [60, 0], None, TimeSplit(2400, 0, 120, 60, 60)),
        ([240] * 5 + [240, 0], 960, TimeSplit(960, 480, 0, 0, 0)),
        ([480] * 5 + [60, 0], 1200, TimeSplit(1200, 1200, 0, 0, 60)),
    ],
)
def test_a_week(days, agreed, split) -> None:
    assert work.split_week(days, MONDAY, BOOK, agreed_weekly=agreed).outcome == split


def test_the_reasons_of_a_week_name_each_day_of_overtime() -> None:
    reasons = work.split_week([480, 660, 480, 480, 600, 60, 0], MONDAY, BOOK).reasons
    assert [(one.code, dict(one.facts).get("day"), dict(one.facts)["over"]) for one in reasons] == [
        ("working_time.daily_overtime_on", "2026-11-10", "180"),
        ("working_time.daily_overtime_on", "2026-11-13", "120"),
        ("working_time.weekly_overtime", None, "60"),
    ]


def test_a_week_of_an_averaging_system_follows_its_roster() -> None:
    rostered = [540] * 5 + [0, 0]
    split = work.split_week([540] * 4 + [600, 60, 0], MONDAY, BOOK, rostered=rostered).outcome
    assert split == TimeSplit(2700, 0, 120, 0, 0)
    with pytest.raises(ValueError, match="seven days"):
        work.split_week([480] * 5, MONDAY, BOOK)
    with pytest.raises(ValueError, match="seven days"):
        work.split_week([480] * 7, MONDAY, BOOK, rostered=[480])


@given(st.lists(st.integers(0, 1440), min_size=7, max_size=7), st.integers(0, 2400))
def test_every_minute_of_a_week_stands_once(days, agreed) -> None:
    split = work.split_week(days, MONDAY, BOOK, agreed_weekly=agreed).outcome
    assert split.regular + split.additional + split.overtime_50 + split.overtime_100 + split.weekly_overtime == sum(
        days
    )
    assert split.regular <= agreed
    assert min(split.additional, split.weekly_overtime, split.overtime_100) >= 0


def test_sunday_work_carries_the_increase_on_every_minute() -> None:
    assert work.split_sunday(660, date(2026, 12, 6), BOOK).outcome == work.SundaySplit(660, 660, 120, 60)
    week = work.split_sunday(300, date(2026, 11, 15), BOOK, regular_before=2400)
    assert week.outcome == work.SundaySplit(300, 300, 0, 0, 300)
    assert "working_time.weekly_overtime" in [one.code for one in week.reasons]
    assert work.split_sunday(300, date(2026, 11, 15), BOOK, regular_before=2100).outcome.weekly_overtime == 0
    assert work.split_sunday(300, date(2026, 11, 15), BOOK, regular_before=2101).outcome.weekly_overtime == 1
    # nine hours after forty: the ninth is daily overtime, the eight others weekly
    assert work.split_sunday(540, date(2026, 11, 15), BOOK, regular_before=2400).outcome == work.SundaySplit(
        540, 540, 60, 0, 480
    )
    assert work.split_sunday(300, date(2026, 12, 24), BOOK).outcome.sunday == 0
    assert work.split_sunday(300, date(2026, 4, 4), BOOK).outcome.sunday == 0
    assert work.split_sunday(300, date(2026, 5, 1), BOOK).outcome.sunday == 300


def test_period_work_overtime() -> None:
    assert work.split_period_work(800, 2, MONDAY, BOOK).outcome == TimeSplit(0, 0, 720, 80)
    assert work.split_period_work(800, 3, MONDAY, BOOK).outcome == TimeSplit(0, 0, 800, 0)
    with pytest.raises(ValueError, match="two or three"):
        work.split_period_work(800, 4, MONDAY, BOOK)


@pytest.mark.parametrize(
    ("given_minutes", "off"),
    [({"daily": 180}, 300), ({"daily": 120}, 180), ({"weekly": 60}, 90), ({"additional": 45}, 45), ({}, 0)],
)
def test_overtime_as_time_off_grows_by_its_increases(given_minutes, off) -> None:
    assert work.time_off(MONDAY, BOOK, **given_minutes).outcome == off


def test_time_off_is_whole_minutes_within_half_a_year() -> None:
    with pytest.raises(ValueError, match="no whole number"):
        work.time_off(MONDAY, BOOK, weekly=1)
    assert work.time_off_by(date(2026, 8, 31), BOOK).outcome == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("kind", "variable", "agreed", "needs"),
    [
        ("overtime", False, True, "each_time"),
        ("additional", True, True, "each_time"),
        ("additional", False, True, "agreed"),
        ("additional", False, False, "in_contract"),
    ],
)
def test_consent_to_more_work(kind, variable, agreed, needs) -> None:
    assert work.overtime_consent(kind, variable_hours=variable, agreed_in_contract=agreed).outcome == needs


def test_an_unknown_kind_of_extra_work_is_refused() -> None:
    with pytest.raises(ValueError, match="overtime or additional"):
        work.overtime_consent("emergency", variable_hours=False, agreed_in_contract=False)


# --- 18 § -------------------------------------------------------------------------------------------------------------


def test_the_highest_average_is_48_hours_over_four_months() -> None:
    first, after = date(2026, 1, 1), date(2026, 5, 1)  # 120 days
    limit = 48 * 60 * 120 // 7
    assert work.within_highest_average(limit, first, after, BOOK).outcome is True
    assert work.within_highest_average(limit + 7, first, after, BOOK).outcome is False
    with pytest.raises(ValueError, match="4 months"):
        work.within_highest_average(0, first, date(2026, 5, 2), BOOK)
    with pytest.raises(ValueError, match="4 months"):
        work.within_highest_average(0, first, first, BOOK)


# --- 24 to 28 § -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "pause", "agreed", "presence", "enough"),
    [
        ("14:00", 0, False, False, True),  # exactly six hours
        ("14:01", 0, False, False, False),
        ("14:30", 30, False, False, True),  # half an hour of it is the employee's own: six hours of work
        ("14:31", 30, False, False, False),
        ("16:00", 59, False, False, False),
        ("16:00", 60, False, False, True),
        ("16:00", 30, True, False, True),
        ("16:00", 29, True, False, False),
        ("16:00", 0, False, True, True),
    ],
)
def test_breaks(end, pause, agreed, presence, enough) -> None:
    decision = work.break_is_enough(
        shift(9, "08:00", end, pause), BOOK, shorter_agreed=agreed, presence_necessary=presence
    )
    assert decision.outcome is enough
    assert work.break_is_enough(shift(9, "08:00", "16:00"), BOOK).outcome is False
    long = work.break_is_enough(shift(9, "08:00", "16:00"), BOOK, presence_necessary=True)
    assert [one.code for one in long.reasons] == ["working_time.presence_necessary"]


def test_eleven_hours_of_rest_in_the_day_after_a_shift_begins() -> None:
    def rest(*following: Span, first: Span, **changes: object) -> work.DailyRest:
        return work.daily_rest(first, following, BOOK, **changes).outcome

    long = shift(9, "08:00", "21:00")
    assert rest(first=long) == work.DailyRest(660, compliant=True, make_up_by=None)
    assert rest(shift(10, "07:59", "12:00"), first=long).rest_minutes == 659
    assert rest(shift(9, "22:00", "23:00"), first=shift(9, "08:00", "12:00")).rest_minutes == 600
    assert rest(shift(10, "09:00", "12:00"), first=shift(9, "08:00", "12:00")).rest_minutes == 1200
    again = rest(shift(10, "05:00", "12:00"), first=long, shortened_ground="work in several parts", shortened_before=2)
    assert again == work.DailyRest(480, compliant=True, make_up_by=date(2026, 11, 23))
    fourth = rest(shift(10, "05:00", "12:00"), first=long, shortened_ground="continuity", shortened_before=3)
    assert not fourth.compliant
    too_short = rest(shift(10, "01:59", "12:00"), first=long, shortened_ground="continuity")
    assert (too_short.rest_minutes, too_short.compliant) == (299, False)
    assert rest(first=shift(9, "08:00", "07:00")).rest_minutes == 60


@pytest.mark.parametrize(
    ("weeks", "longest", "kept"),
    [
        ([35 * 60], None, True),
        ([35 * 60 - 1], None, False),
        ([24 * 60, 46 * 60], None, True),
        ([24 * 60, 46 * 60 - 1], None, False),
        ([24 * 60 - 1, 100 * 60], None, False),
        ([24 * 60], 180, True),
        ([24 * 60], 181, False),
    ],
)
def test_weekly_rest(weeks, longest, kept) -> None:
    assert work.weekly_rest(weeks, MONDAY, BOOK, longest_day=longest).outcome is kept


def test_weekly_rest_is_looked_at_over_one_or_two_weeks() -> None:
    with pytest.raises(ValueError, match="one or two"):
        work.weekly_rest([1, 2, 3], MONDAY, BOOK)


def test_the_longest_rest_between_two_moments() -> None:
    begin, end = datetime.fromisoformat("2026-11-09T00:00"), datetime.fromisoformat("2026-11-10T00:00")
    assert work.longest_rest([], begin, end) == 1440
    assert work.longest_rest([shift(9, "08:00", "12:00"), shift(11, "08:00", "12:00")], begin, end) == 720
    assert work.longest_rest([shift(9, "10:00", "12:00"), shift(9, "22:00", "06:00")], begin, end) == 600


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [("08:00", "23:00", 0), ("22:00", "23:30", 30), ("22:00", "07:00", 420), ("05:00", "08:00", 60)],
)
def test_night_is_from_23_to_6(start, end, minutes) -> None:
    assert work.night_minutes(shift(9, start, end), BOOK) == minutes


# --- 30 and 30 a § ----------------------------------------------------------------------------------------------------


def test_a_roster_is_given_a_week_before() -> None:
    assert work.roster_notice(date(2026, 12, 7), BOOK).outcome == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("published", "consent", "reason", "allowed"),
    [(False, False, False, True), (True, True, False, True), (True, False, True, True), (True, False, False, False)],
)
def test_a_published_roster_binds(published, consent, reason, allowed) -> None:
    decision = work.roster_change(published=published, consent=consent, weighty_reason=reason)
    assert decision.outcome is allowed


@pytest.mark.parametrize(
    ("inside", "before", "length", "needed"),
    [(True, 300, 300, False), (True, 300, 301, True), (False, 0, 60, True)],
)
def test_variable_shifts_above_the_minimum_need_consent(inside, before, length, needed) -> None:
    decision = work.variable_shift_consent(
        within_agreed_times=inside, minutes_before=before, shift_minutes=length, agreed_minimum=600
    )
    assert decision.outcome is needed


@pytest.mark.parametrize(
    ("cancelled", "paid", "due"),
    [("2026-11-07T08:00", False, False), ("2026-11-07T08:01", False, True), ("2026-11-09T07:00", True, False)],
)
def test_a_late_cancelling_gives_compensation(cancelled, paid, due) -> None:
    start = datetime.fromisoformat("2026-11-09T08:00")
    decision = work.cancelled_shift_compensation(datetime.fromisoformat(cancelled), start, paid_anyway=paid, book=BOOK)
    assert decision.outcome is due


def codes(shifts: list[Span], **changes: object) -> list[str]:
    found = work.check_roster(shifts, BOOK, **changes).outcome
    assert list(found) == sorted(found, key=lambda one: one.day)
    return [breach.reason.code.removeprefix("working_time.") for breach in found]


def test_a_decent_roster_breaks_nothing() -> None:
    assert codes([shift(day, "08:00", "16:00", 60) for day in range(9, 14)], published_on=date(2026, 11, 2)) == []
    assert codes([]) == []


def test_a_roster_says_what_it_would_break() -> None:
    assert codes([shift(9, "08:00", "16:00")]) == ["break_short"]
    assert codes([shift(9, "08:00", "16:00")], presence_necessary=True) == []
    assert codes([shift(9, "08:00", "16:00", 30)], shorter_break_agreed=True) == []
    assert codes([shift(9, "08:00", "18:01", 60)]) == ["long_day"]
    assert codes([shift(9, "08:00", "13:00"), shift(9, "14:00", "17:00")]) == []
    assert codes([shift(9, "08:00", "13:00"), shift(9, "14:00", "17:01")]) == ["long_day"]  # together over eight hours
    # the break of a night is taken off once, on its first day: 7 hours and 1.01 hours on the 10th
    night = [shift(9, "23:00", "07:00", 30), shift(10, "18:00", "19:01")]
    assert codes(night, night_work_allowed=True, shorter_break_agreed=True) == ["long_day"]
    assert codes([shift(9, "08:00", "18:01", 60)], agreed_longer=True) == []
    assert codes([shift(9, "08:00", "19:01", 60)], agreed_longer=True) == ["long_day"]
    assert codes([shift(9, "22:00", "02:00")]) == ["night_work"]
    assert codes([shift(9, "22:00", "02:00")], night_work_allowed=True) == []
    assert codes([shift(15, "10:00", "14:00")]) == ["sunday_consent"]
    assert codes([shift(15, "10:00", "14:00")], sunday_work_agreed=True) == []
    assert codes([shift(9, "10:00", "14:00")], published_on=date(2026, 11, 3)) == ["roster_late"]
    assert codes([shift(12, "10:00", "14:00")], published_on=date(2026, 11, 3)) == ["roster_late"]  # its Monday counts
    late = work.check_roster([shift(9, "10:00", "14:00")], BOOK, published_on=date(2026, 11, 3)).outcome
    assert late[0].consent


def test_daily_rest_in_a_roster() -> None:
    evening_and_morning = [shift(9, "16:00", "22:00"), shift(10, "07:00", "11:00")]
    assert codes(evening_and_morning) == ["daily_rest_broken"]
    assert codes(evening_and_morning, shortened_rest_ground="continuity") == []


def test_weeks_over_forty_hours() -> None:
    six = [shift(day, "08:00", "16:00", 60) for day in range(9, 15)]
    assert codes(six) == ["long_week"]
    assert codes(six, averaging=True) == []
    assert codes(six, agreed_longer=True) == []
    seven = [shift(day, "08:00", "17:30", 60) for day in range(9, 15)]
    assert "long_week" in codes(seven, agreed_longer=True, averaging=True)


def test_weekly_rest_in_a_roster_may_average_with_a_neighbour() -> None:
    def week(first: int) -> list[Span]:
        return [shift(day, "10:00", "14:00") for day in range(first, first + 7)]

    every_day = {"sunday_work_agreed": True}
    assert codes(week(9), **every_day) == ["weekly_rest_broken"]
    assert codes(week(9), next_shift=datetime.fromisoformat("2026-11-17T01:00"), **every_day) == []  # 35 hours
    assert codes(week(9), next_shift=datetime.fromisoformat("2026-11-17T00:59"), **every_day) == ["weekly_rest_broken"]
    short = [shift(day, "10:00", "13:00") for day in range(9, 16)]
    assert codes(short, **every_day) == ["weekly_rest_broken"]  # 21 hours are under 24
    six = [one for one in week(9) if one.start.day != 13]
    assert codes(six, **every_day) == []  # 44 hours from Thursday to Saturday
    tight = [shift(day, "10:00", "14:00") for day in range(9, 15)] + [shift(15, "18:00", "20:00")]
    assert codes(tight, **every_day) == ["weekly_rest_broken"]  # 28 hours from Saturday to Sunday
    assert codes([*tight, shift(18, "10:00", "14:00")], **every_day) == []  # the next week has far more
    assert codes([shift(4, "10:00", "14:00"), *tight], **every_day) == []  # or the week before
    assert codes([*tight, shift(25, "10:00", "14:00")], **every_day) == []


def test_short_days_need_only_24_hours_in_their_own_week() -> None:
    short = [shift(day, "10:00", "13:00") for day in range(9, 15)] + [shift(15, "18:00", "20:00")]  # 29 hours
    longer = [shift(day, "10:00", "14:00") for day in range(16, 22)]
    monday = datetime.fromisoformat("2026-11-23T02:00")  # 36 hours after Saturday
    assert codes([*short, *longer], sunday_work_agreed=True, next_shift=monday) == []
    too_long = [*short[:-1], shift(15, "16:00", "19:01")]
    assert codes([*too_long, *longer], sunday_work_agreed=True, next_shift=monday) == ["weekly_rest_broken"]


def test_a_rest_over_the_turn_of_the_week_serves_one_of_the_weeks() -> None:
    every_day = {"sunday_work_agreed": True}
    # Sunday 12 to Tuesday 2: 38 hours. The first week needs 35 of them; the second has no other rest of 24 hours.
    first = [shift(day, "10:00", "14:00") for day in range(9, 15)] + [shift(15, "10:00", "12:00")]
    second = [shift(17, "02:00", "08:00")] + [shift(day, "06:00", "12:00") for day in range(18, 23)]
    tuesday_on = datetime.fromisoformat("2026-11-23T06:00")
    found = codes([*first, *second], night_work_allowed=True, next_shift=tuesday_on, **every_day)
    assert found == ["weekly_rest_broken"]


def test_what_consent_can_cure() -> None:
    sunday = work.check_roster([shift(15, "10:00", "14:00")], BOOK).outcome
    long = work.check_roster([shift(9, "08:00", "18:00", 60)], BOOK).outcome
    pause = work.check_roster([shift(9, "08:00", "16:00")], BOOK).outcome
    night = work.check_roster([shift(9, "22:00", "02:00")], BOOK).outcome
    assert [one.consent for one in (*sunday, *long, *pause, *night)] == [True, True, False, False]
    assert [one.day for one in (*sunday, *night)] == [date(2026, 11, 15), date(2026, 11, 9)]


def test_shifts_may_follow_each_other_at_once() -> None:
    assert codes([shift(9, "08:00", "12:00"), shift(9, "12:00", "14:00")]) == []


def test_overlapping_shifts_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        work.check_roster([shift(9, "08:00", "12:00"), shift(9, "11:00", "14:00")], BOOK)


def test_a_break_is_taken_off_the_day_its_shift_begins() -> None:
    long_night = [shift(9, "14:00", "04:00", 120)]  # ten hours less two of break before midnight, four after
    assert "long_day" not in codes(long_night)
    assert "long_day" in codes([shift(9, "14:00", "04:00", 60)])


# --- 5, 16 and 22 §: averaging ----------------------------------------------------------------------------------------

END = date(2026, 11, 22)


@pytest.mark.parametrize(("regular", "over"), [(4800, 0), (4801, 1), (5040, 240), (0, 0)])
def test_overtime_of_an_averaging_period_is_beyond_forty_hours_a_week(regular: int, over: int) -> None:
    assert work.averaging_overtime(regular, 2, END, BOOK).outcome == over


@pytest.mark.parametrize("weeks", [0, 53])
def test_an_averaging_period_has_at_most_52_weeks(weeks: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 52 weeks"):
        work.averaging_overtime(2400, weeks, END, BOOK)
    assert work.averaging_overtime(52 * 2400 + 60, 52, END, BOOK).outcome == 60


@pytest.mark.parametrize(
    ("plan", "fits"),
    [((2640, 2160), True), ((2640, 2161), False), ((2400,) * 52, True), ((2400,) * 53, False), ((), False)],
)
def test_a_plan_averages_at_most_forty_hours(plan: tuple[int, ...], fits: bool) -> None:
    assert work.averaging_plan(plan, END, BOOK).outcome is fits


def test_an_employment_may_end_before_its_averaging_period() -> None:
    assert work.averaging_ended(date(2026, 11, 21), END).outcome
    assert not work.averaging_ended(END, END).outcome


@pytest.mark.parametrize(
    ("days", "minutes", "over"),
    [(14, 4800, 0), (14, 4801, 1), (14, 5400, 600), (10, 3428, 0), (10, 3429, 1), (1, 342, 0), (1, 343, 1)],
)
def test_time_above_the_average_of_a_period_that_the_end_cuts_off(days: int, minutes: int, over: int) -> None:
    first = date(2026, 11, 2)
    assert work.ended_average(minutes, first, first + timedelta(days=days - 1), BOOK).outcome == over


def test_an_employment_that_ended_before_its_averaging_period_has_none() -> None:
    with pytest.raises(ValueError, match="before the period began"):
        work.ended_average(60, date(2026, 11, 2), date(2026, 11, 1), BOOK)


# --- 40 § -------------------------------------------------------------------------------------------------------------


def test_records_are_kept_until_no_claim_is_left() -> None:
    assert work.record_kept_until(date(2026, 3, 1), None, BOOK).outcome == date(2028, 12, 31)
    assert work.record_kept_until(date(2026, 3, 1), date(2026, 6, 30), BOOK).outcome == date(2028, 6, 30)


# --- the nights when summer time begins and ends ----------------------------------------------------------------------


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "end", "minutes", "night"),
    [
        ("2026-03-28T22:00", "2026-03-29T06:00", 420, 360),  # an hour is skipped: 22 to 3, 4 to 6
        ("2026-10-24T22:00", "2026-10-25T06:00", 540, 480),  # an hour comes twice
        ("2026-03-21T22:00", "2026-03-22T06:00", 480, 420),
    ],
)
def test_a_shift_is_as_long_as_the_time_that_passes(start: str, end: str, minutes: int, night: int) -> None:
    one = Span(at(start), at(end))
    assert (one.length, one.minutes, work.night_minutes(one, BOOK)) == (minutes, minutes, night)
    aware = Span(*(moment.replace(tzinfo=ZoneInfo("Europe/Helsinki")) for moment in (one.start, one.end)))
    assert (aware.length, work.night_minutes(aware, BOOK)) == (minutes, night)


def test_rest_over_the_lost_hour_is_shorter_than_the_clock_says() -> None:
    shifts = [
        Span(at("2026-03-28T08:00"), at("2026-03-28T21:00")),
        Span(at("2026-03-29T08:00"), at("2026-03-29T12:00")),
    ]
    assert work.daily_rest(shifts[0], shifts[1:], BOOK).outcome == work.DailyRest(600, False, None)
    assert work.longest_rest(shifts, at("2026-03-23T00:00"), at("2026-03-30T00:00")) == 5 * 1440 + 480
    # after the shift of Saturday alone: three hours of that day and the 23 of Sunday
    assert work.longest_rest(shifts[:1], at("2026-03-28T08:00"), at("2026-03-30T00:00")) == 26 * 60
    broken = [one.reason.code for one in work.check_roster(shifts, BOOK, sunday_work_agreed=True).outcome]
    assert "working_time.daily_rest_broken" in broken


def test_a_week_without_its_lost_hour_has_one_hour_less_of_rest() -> None:
    # from Saturday 12 to Sunday 24 by the clock 36 hours, in fact 35: just enough
    days = [Span(at(f"2026-03-{day}T06:00"), at(f"2026-03-{day}T18:00"), 60) for day in range(23, 28)]
    exact = [*days, Span(at("2026-03-28T06:00"), at("2026-03-28T12:00"))]
    over = [*days, Span(at("2026-03-28T06:00"), at("2026-03-28T12:01"))]

    def rest_broken(shifts: list[Span]) -> bool:
        found = work.check_roster(shifts, BOOK, next_shift=at("2026-03-30T00:00")).outcome
        return any(one.reason.code == "working_time.weekly_rest_broken" for one in found)

    assert not rest_broken(exact)
    assert rest_broken(over)


def test_a_day_of_twenty_three_hours_has_them_in_its_overtime() -> None:
    whole = [Span(at("2026-03-29T00:00"), at("2026-03-29T09:00"), 60)]
    assert work._by_day(whole) == {date(2026, 3, 29): 420}


@pytest.mark.parametrize(("cancelled", "due"), [("2026-03-28T07:00", False), ("2026-03-28T07:01", True)])
def test_forty_eight_hours_before_a_shift_of_the_short_night(cancelled: str, due: bool) -> None:
    decision = work.cancelled_shift_compensation(at(cancelled), at("2026-03-30T08:00"), paid_anyway=False, book=BOOK)
    assert decision.outcome is due


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ["emergency_work"]),
        ({"last": date(2026, 12, 14)}, ["emergency_work"]),  # 1.–14.12. are two weeks
        ({"last": date(2026, 12, 15)}, ["emergency_too_long"]),
        ({"unforeseen": False}, ["emergency_no_cause"]),
        ({"endangers": False}, ["emergency_no_cause"]),
        ({"can_wait": True}, ["emergency_can_wait"]),
        ({"beyond_regular_time": False}, ["emergency_regular_time"]),
        (
            {"unforeseen": False, "can_wait": True, "beyond_regular_time": False, "last": date(2026, 12, 31)},
            ["emergency_no_cause", "emergency_can_wait", "emergency_regular_time", "emergency_too_long"],
        ),
    ],
)
def test_emergency_work_is_unforeseen_cannot_wait_and_lasts_at_most_two_weeks(changes, codes) -> None:
    facts = {
        "unforeseen": True, "endangers": True, "can_wait": False, "beyond_regular_time": True,
        "first": date(2026, 12, 1), "last": date(2026, 12, 1),
    }  # fmt: skip
    decided = work.emergency_work(**(facts | changes), book=BOOK)
    assert [one.code.partition(".")[2] for one in decided.reasons] == codes
    assert decided.outcome is (codes == ["emergency_work"])
    if "emergency_too_long" in codes:
        assert dict(decided.reasons[-1].facts) == {"by": "2026-12-14"}
