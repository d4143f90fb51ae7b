"""Working Time Act (työaikalaki 872/2019): https://www.finlex.fi/fi/laki/ajantasa/2019/20190872

Covered: 2 § scope, 3–4 § working time and stand-by, 5 and 11 § regular time, 7 § period work, 8 § night work, 16, 17
and 20–21 § additional work, overtime and time off, 18 § highest average, 19 § emergency work, 20.5 § Sunday work,
24–25 § breaks and daily rest, 27–28 § weekly rest, 30 and 30 a § roster and variable hours, 32 and 40 § records.
Minutes throughout; euros are ``payroll``'s.

Not covered: 6 § shift work, 12–15 § flexible time and working-time banks, 34 § agreements (``precedence``), 37–39 §
permits, 42 § another change of day or week by agreement: the day begins at midnight and the week on Monday. Whether
period work (7 §) is open to a private home without an agreement or a permit is not settled: asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.decisions.grounds import Grounds
from rules.values import Decision, Reason

ACT = "872/2019"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2019/20190872"
_DAYS_OF_WEEK = 7
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A shift: start and end in Finland, and the break inside it in minutes. Its length is the time that passes."""

    start: datetime
    end: datetime
    break_minutes: int = 0

    def __post_init__(self) -> None:
        if self.length <= 0:
            raise ValueError(f"a shift cannot end ({self.end}) before it begins ({self.start})")
        if not 0 <= self.break_minutes < self.length:
            raise ValueError("a break is shorter than its shift")

    @property
    def length(self) -> int:
        """Minutes from start to end, the break included."""
        return _passed(self.start, self.end)

    @property
    def minutes(self) -> int:
        """Working time of the shift."""
        return self.length - self.break_minutes


def _passed(start: datetime, end: datetime) -> int:
    return (calendar.in_utc(end) - calendar.in_utc(start)) // _MINUTE


@dataclass(frozen=True, slots=True)
class TimeSplit:
    """Minutes of a day or a week by kind; every minute stands once."""

    regular: int
    additional: int
    overtime_50: int
    overtime_100: int
    weekly_overtime: int = 0


@dataclass(frozen=True, slots=True)
class SundaySplit:
    """Minutes of a day on which the Sunday increase is paid; overtime increases come on top, from the plain pay."""

    minutes: int
    sunday: int
    overtime_50: int
    overtime_100: int
    weekly_overtime: int = 0


@dataclass(frozen=True, slots=True)
class DailyRest:
    """The longest unbroken rest in the 24 hours after a shift began, and whether it is enough."""

    rest_minutes: int
    compliant: bool
    make_up_by: date | None


@dataclass(frozen=True, slots=True)
class AgreedTime:
    """Whether longer regular hours may be agreed, and whether the agreement has to be in writing."""

    allowed: bool
    in_writing: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a roster would break (``consent``: unless the employee agrees), on which day."""

    day: date
    reason: Reason
    consent: bool = False


# --- 2 to 4 §: scope and working time ---------------------------------------------------------------------------------


def applies(*, family_member: bool, supervisable: bool, hours_set_or_monitored: bool | None) -> Decision[bool | None]:
    """2 §: whether the Act applies: always, except to a family member's work or work that the employer cannot be
    expected to supervise, and only if the hours are neither set in advance nor monitored.

    A roster or a timesheet brings the Act to a relative as well. There is no exception for private households.
    """
    g = Grounds(ACT, LINK)
    if not family_member and supervisable:
        g.because("working_time.applies", "1", "an ordinary employment: the Act applies")
        return g.decide(True)
    if hours_set_or_monitored is None:
        g.ask(
            "working_time.monitored",
            "Are the hours set in advance or followed up, for example with a roster or a timesheet?",
            "Then the Act applies to a relative as well (2 §).",
            "how the work is arranged",
        )
        return g.decide(None)
    if hours_set_or_monitored:
        g.because("working_time.applies_monitored", "2", "the hours are set or followed up: the Act applies")
    else:
        g.because("working_time.not_applied", "2", "the employee decides the hours and nobody follows them up")
    return g.decide(hours_set_or_monitored)


def standby_is_working_time(*, must_stay_at_workplace: bool) -> Decision[bool]:
    """3 and 4 §: stand-by is working time only when the employee must stay at the workplace or right next to it."""
    g = Grounds(ACT, LINK)
    g.because(
        "working_time.standby_work" if must_stay_at_workplace else "working_time.standby",
        "4",
        "staying at the workplace is working time" if must_stay_at_workplace else "stand-by is not working time",
    )
    return g.decide(must_stay_at_workplace)


def period_work(*, agreement_or_permit: bool | None, day: date) -> Decision[bool | None]:
    """7 §: whether period work (120 h in three weeks, 80 h in two) is open to a private household.

    Work in one private home is not in the section's list; without an agreement or a permit it is asked.
    """
    g = Grounds(ACT, LINK)
    if agreement_or_permit:
        g.because("working_time.period_work", "39", "an agreement or a permit allows period work", day=day)
        return g.decide(True)
    g.ask(
        "working_time.period_work",
        "On what ground is period work used?",
        "Work in a private home is not in the section's list (7 §); an agreement or a permit is needed.",
        "the collective agreement, or the permit of the supervising authority",
    )
    return g.decide(None)


# --- 5, 11, 16, 17, 20 and 21 §: additional work and overtime ---------------------------------------------------------


def split_day(
    worked: int,
    day: date,
    book: Book,
    *,
    agreed: int | None = None,
    rostered: int | None = None,
    averaging: bool = False,
    longer: int | None = None,
) -> Decision[TimeSplit]:
    """16, 17 and 20 §: a day's minutes as regular, additional and overtime at 50 and 100 %.

    Daily overtime is beyond 8 hours; in an averaging system beyond the rostered day, with an agreement on longer hours
    (11 §) beyond the ``longer`` day in minutes. Additional work is beyond the agreed day
    without being overtime. The first two hours of overtime carry 50 %, the rest 100 %.
    """
    g = Grounds(ACT, LINK, book)
    if not 0 <= worked <= 24 * 60 + 60:
        raise ValueError(f"a day has no {worked} minutes of work")
    limit = g.whole("working_time.daily_minutes", work_day=day)
    if longer is not None:
        limit = max(limit, longer)
    if averaging:
        if rostered is None:
            raise ValueError("an averaging system needs the rostered minutes of the day")
        limit = rostered
    over = max(0, worked - limit)
    first = min(over, g.whole("working_time.overtime_first_minutes", work_day=day))
    plain = worked - over
    own = plain if agreed is None else min(plain, agreed)
    g.because("working_time.daily_overtime", "20", f"{over} minutes beyond {limit}", over=over, limit=limit)
    if plain > own:
        g.because("working_time.additional", "16", f"{plain - own} minutes of additional work", minutes=plain - own)
    return g.decide(TimeSplit(own, plain - own, first, over - first))


def split_week(
    days: Sequence[int],
    monday: date,
    book: Book,
    *,
    agreed_weekly: int | None = None,
    rostered: Sequence[int] | None = None,
    longer: Sequence[int | None] = (None,) * 7,
) -> Decision[TimeSplit]:
    """16, 17 and 20 §: a week's minutes (Monday to Sunday) as regular, additional, daily and weekly overtime.

    Weekly overtime is beyond 40 hours (in an averaging system beyond the rostered week), without what already is daily
    overtime; all of it carries 50 %. Additional work is beyond the agreed week without being overtime.
    """
    if len(days) != 7 or (rostered is not None and len(rostered) != 7):
        raise ValueError("a week has seven days")
    g = Grounds(ACT, LINK, book)
    regular = first = rest = 0
    for offset, worked in enumerate(days):
        split = split_day(
            worked,
            monday + timedelta(days=offset),
            book,
            rostered=None if rostered is None else rostered[offset],
            averaging=rostered is not None,
            longer=longer[offset],
        ).outcome
        regular += split.regular
        first += split.overtime_50
        rest += split.overtime_100
        over, day = split.overtime_50 + split.overtime_100, monday + timedelta(days=offset)
        if over:
            g.because("working_time.daily_overtime_on", "20", f"{over} minutes on {day}", over=over, day=day)
    limit = g.whole("working_time.weekly_minutes", work_day=monday) if rostered is None else sum(rostered)
    weekly = max(0, regular - limit)
    g.because("working_time.weekly_overtime", "20", f"{weekly} minutes beyond {limit}", over=weekly, limit=limit)
    plain = regular - weekly
    own = plain if agreed_weekly is None else min(plain, agreed_weekly)
    if plain > own:
        g.because("working_time.additional", "16", f"{plain - own} minutes of additional work", minutes=plain - own)
    return g.decide(TimeSplit(own, plain - own, first, rest, weekly))


def averaging_overtime(regular: int, weeks: int, last: date, book: Book) -> Decision[int]:
    """5, 16 and 20 §: minutes of weekly overtime of an averaging period of whole ``weeks`` that ends on ``last``.

    ``regular``: the minutes worked in it that are not daily overtime. Overtime is what goes beyond 40 hours a week on
    average; all of it carries 50 %. A period has at most 52 weeks. Raises ``ValueError`` for another length.
    """
    g = Grounds(ACT, LINK, book)
    longest = g.whole("working_time_limit.average_weeks", work_day=last)
    if not 0 < weeks <= longest:
        raise ValueError(f"an averaging period has from 1 to {longest} weeks, not {weeks}")
    limit = g.whole("working_time.weekly_minutes", work_day=last) * weeks
    over = max(0, regular - limit)
    g.because(
        "working_time.averaging_overtime",
        "16",
        f"{over} minutes beyond {limit} in {weeks} weeks",
        over=over,
        minutes=limit,
        weeks=weeks,
    )
    return g.decide(over)


def averaging_plan(week_minutes: Sequence[int], last: date, book: Book) -> Decision[bool]:
    """5 and 29 §: whether a written plan (minutes of each week) averages at most 40 hours over at most 52 weeks."""
    g = Grounds(ACT, LINK, book)
    longest = g.whole("working_time_limit.average_weeks", work_day=last)
    limit = g.whole("working_time.weekly_minutes", work_day=last)
    weeks = len(week_minutes)
    fits = 0 < weeks <= longest and sum(week_minutes) <= limit * weeks
    g.because(
        "working_time.averaging_plan" if fits else "working_time.averaging_plan_too_much",
        "5",
        f"{weeks} weeks, {sum(week_minutes)} minutes; at most {longest} weeks and {limit} minutes a week on average",
        weeks=weeks,
        longest=longest,
        minutes=limit,
    )
    return g.decide(fits)


def averaging_ended(employment_end: date, period_end: date) -> Decision[bool]:
    """22 §: whether the employment ends before its averaging period does; then the time above the average is paid at
    the plain price, and a shortfall may be taken off."""
    g = Grounds(ACT, LINK)
    ended = employment_end < period_end
    g.because(
        "working_time.averaging_ended" if ended else "working_time.averaging_whole",
        "22",
        f"the employment ends on {employment_end}, the averaging period on {period_end}",
        end=period_end,
        day=employment_end,
    )
    return g.decide(ended)


def ended_average(regular: int, first: date, employment_end: date, book: Book) -> Decision[int]:
    """22 §: minutes above the average week in an averaging period that began on ``first`` and is cut off by the
    employment's end: they are paid at the plain price.

    ``regular``: the minutes worked to the end that are not daily overtime. A part of a week counts as its days' share,
    a part of a minute left out. Raises ``ValueError`` for an end before the first day.
    """
    if employment_end < first:
        raise ValueError(f"the employment ended on {employment_end}, before the period began on {first}")
    g = Grounds(ACT, LINK, book)
    days = (employment_end - first).days + 1
    limit = g.whole("working_time.weekly_minutes", work_day=employment_end) * days // _DAYS_OF_WEEK
    over = max(0, regular - limit)
    g.because(
        "working_time.averaging_cut_off",
        "22",
        f"{over} minutes beyond {limit} in {days} days",
        over=over,
        minutes=limit,
        days=days,
    )
    return g.decide(over)


def split_sunday(
    worked: int, day: date, book: Book, *, longer: int | None = None, regular_before: int = 0
) -> Decision[SundaySplit]:
    """17 and 20.5 §: a day's minutes when it is a Sunday or a national holiday; every minute then has the Sunday
    increase.

    Overtime on it has its own increase, computed from the pay without the Sunday increase. ``regular_before``: the
    minutes of the week's earlier days that are no daily overtime; what then goes beyond the week is weekly overtime.
    """
    g = Grounds(ACT, LINK, book)
    split = g.include(split_day(worked, day, book, longer=longer))
    regular = split.regular + split.additional
    limit = g.whole("working_time.weekly_minutes", work_day=day) if regular_before else regular
    weekly = min(regular, max(0, regular_before + regular - limit))
    if weekly:
        g.because("working_time.weekly_overtime", "20", f"{weekly} minutes beyond {limit}", over=weekly, limit=limit)
    sunday = worked if calendar.is_sunday_rate(day) else 0
    g.because(
        "working_time.sunday" if sunday else "working_time.no_sunday",
        "20",
        "a Sunday or a national holiday" if sunday else "no Sunday and no national holiday",
        day=day,
    )
    return g.decide(SundaySplit(worked, sunday, split.overtime_50, split.overtime_100, weekly))


def split_period_work(overtime: int, weeks: int, day: date, book: Book) -> Decision[TimeSplit]:
    """20 §: overtime of a period (two or three weeks) in minutes: the first 12 or 18 hours at 50 %, the rest at 100
    %."""
    if weeks not in {2, 3}:
        raise ValueError("a period of period work has two or three weeks")
    g = Grounds(ACT, LINK, book)
    name = "two" if weeks == 2 else "three"
    first = min(overtime, g.whole(f"working_time_limit.period_{name}_weeks_first_hours", work_day=day))
    g.because("working_time.period_overtime", "20", f"{first} minutes at 50 %, {overtime - first} at 100 %")
    return g.decide(TimeSplit(0, 0, first, overtime - first))


def time_off(
    day: date,
    book: Book,
    *,
    daily: int = 0,
    weekly: int = 0,
    additional: int = 0,
    daily_rest: int = 0,
    increase_only: bool = False,
) -> Decision[int]:
    """21 §: minutes of time off for overtime and additional work taken as time off, grown by the same increases.

    ``daily`` are the minutes of one day's overtime, ``daily_rest`` those known to lie beyond its first hours.
    ``increase_only``: the work itself is paid, and its increase alone is exchanged, which additional work does not
    have. Raises ``ValueError`` when the time off would be no whole minute.
    """
    g = Grounds(ACT, LINK, book)
    first = min(daily, g.whole("working_time.overtime_first_minutes", work_day=day))
    worked = 0 if increase_only else 1
    total = Fraction(additional * worked)
    for minutes, name in (
        (first, "overtime_first_percent"),
        (daily - first + daily_rest, "overtime_rest_percent"),
        (weekly, "overtime_weekly_percent"),
    ):
        total += minutes * (worked + Fraction(g.number(f"working_time.{name}", work_day=day)) / 100)
    if total.denominator != 1:
        raise ValueError(f"{total} is no whole number of minutes; take overtime off in even minutes")
    code = "working_time.time_off_increase" if increase_only else "working_time.time_off"
    g.because(code, "21", f"{total} minutes of time off", minutes=total)
    return g.decide(int(total))


def time_off_by(overtime_day: date, book: Book) -> Decision[date]:
    """21 §: the last day for time off unless agreed otherwise: six months from the overtime."""
    g = Grounds(ACT, LINK, book)
    months = g.whole("working_time_limit.time_off_months", work_day=overtime_day)
    by = overtime_day + relativedelta(months=months)
    g.because("working_time.time_off_by", "21", f"within {months} months, by {by}", by=by)
    return g.decide(by)


def overtime_consent(kind: str, *, variable_hours: bool, agreed_in_contract: bool) -> Decision[str]:
    """17 §: what work beyond the agreed time needs: ``each_time``, ``in_contract`` or ``agreed`` already.

    Overtime each time (or for a short time at once). Additional work too, unless the contract has agreed to it; with
    variable hours each time beyond the roster. ``kind`` is ``overtime`` or ``additional``.
    """
    if kind not in {"overtime", "additional"}:
        raise ValueError(f"work beyond the agreed time is overtime or additional, not {kind!r}")
    g = Grounds(ACT, LINK)
    if kind == "overtime" or variable_hours:
        g.because("working_time.consent_each_time", "17", "consent each time")
        return g.decide("each_time")
    g.because("working_time.consent_contract", "17", "the contract may agree to additional work")
    return g.decide("agreed" if agreed_in_contract else "in_contract")


def old_household_hours(employment_first: date, work_day: date, book: Book) -> Decision[bool]:
    """Whether a contract may still have the regular hours of the household workers' act 951/1977, which was repealed by
    1002/2014: when it was made while that act was in force. An employment's first day stands for the day of its
    contract."""
    g = Grounds(ACT, LINK, book)
    last = g.law("working_time_limit.household_act_last_day", work_day=work_day).number
    may = bool(employment_first <= last)
    if may:
        g.because(
            "working_time.old_household_hours", "5", f"a contract of {last} or before may have other hours", by=last
        )
    else:
        g.because("working_time.regular_hours_of_act", "5", "the regular hours are those of the Working Time Act")
    return g.decide(may)


# --- 18 §: highest average --------------------------------------------------------------------------------------------


def within_highest_average(minutes: int, first: date, after: date, book: Book) -> Decision[bool]:
    """18 §: whether the working time between two days (overtime included) averages at most 48 hours a week.

    The period looked at is four months; a shorter one (a new employment) is averaged over itself.
    """
    g = Grounds(ACT, LINK, book)
    limit = g.whole("working_time_limit.highest_average_hours", work_day=first)
    months = g.whole("working_time_limit.highest_average_months", work_day=first)
    if not first < after <= first + relativedelta(months=months):
        raise ValueError(f"the highest average is counted over at most {months} months")
    # a part of a minute counts as one, so that what is told is over the limit exactly when the average is
    average = ceil(Fraction(minutes * 7, (after - first).days))
    within = average <= limit
    g.because(
        "working_time.average_kept" if within else "working_time.average_broken",
        "18",
        f"{average} minutes a week on average, at most {limit}",
        average=average,
        limit=limit,
    )
    return g.decide(within)


# --- 19 §: emergency work ---------------------------------------------------------------------------------------------


def emergency_work(
    *, unforeseen: bool, endangers: bool, can_wait: bool, beyond_regular_time: bool, first: date, last: date, book: Book
) -> Decision[bool]:
    """19 §: whether work from ``first`` to ``last`` is emergency work, which needs no consent and may go beyond the
    rules of night work, rest and Sunday work, and is not counted into the highest average.

    An ``unforeseen`` event interrupts the ordinary work or threatens to, or ``endangers`` life, health, property or the
    environment, and the work cannot wait. It extends the regular time (``beyond_regular_time``): what is done within it
    is ordinary work. At most two weeks at a time. Source: the occupational safety authority's page.
    """
    g = Grounds(ACT, LINK, book)
    weeks = g.whole("working_time_limit.emergency_weeks", work_day=first)
    by = first + timedelta(weeks=weeks) - _DAY
    reasons = {
        "working_time.emergency_no_cause": (
            not (unforeseen and endangers),
            "no unforeseen event interrupts the work or endangers anything",
        ),
        "working_time.emergency_can_wait": (can_wait, "the work can wait"),
        "working_time.emergency_regular_time": (not beyond_regular_time, "work within the regular time is ordinary"),
    }
    refused = [(code, says) for code, (holds, says) in reasons.items() if holds]
    for code, says in refused:
        g.because(code, "19", says)
    if last > by:
        g.because("working_time.emergency_too_long", "19", f"for at most {weeks} weeks at a time: until {by}", by=by)
    if not refused and last <= by:
        g.because("working_time.emergency_work", "19", "emergency work: the authority is told in writing without delay")
    return g.decide(not refused and last <= by)


# --- 24 to 28 §: breaks and rest --------------------------------------------------------------------------------------


def break_is_enough(
    shift: Span, book: Book, *, shorter_agreed: bool = False, presence_necessary: bool = False
) -> Decision[bool]:
    """24 §: whether a shift has the break it needs: an hour in over six hours, at least 30 minutes when agreed.

    Whether the six hours are the shift's working time or its length is the project's choice
    (``working_time_limit.break_counted_time``). None is needed when the employee's presence is necessary for the work;
    meals are then taken during it.
    """
    g = Grounds(ACT, LINK, book)
    day = shift.start.date()
    by_length = g.word("working_time_limit.break_counted_time", work_day=day) == "length"
    counted = shift.length if by_length else shift.minutes
    if counted <= g.whole("working_time_limit.break_after_hours", work_day=day):
        g.because("working_time.no_break_needed", "24", "no break is needed", minutes=counted)
        return g.decide(True)
    if presence_necessary:
        g.because("working_time.presence_necessary", "24", "the work cannot go on without the employee: meals at work")
        return g.decide(True)
    name = "agreed_break_minutes" if shorter_agreed else "break_hours"
    need = g.whole(f"working_time_limit.{name}", work_day=day)
    enough = shift.break_minutes >= need
    g.because(
        "working_time.break_enough" if enough else "working_time.break_short",
        "24",
        f"a break of {shift.break_minutes} minutes, {need} needed",
        minutes=shift.break_minutes,
        need=need,
    )
    return g.decide(enough)


def agreed_longer_time(
    day_minutes: int,
    week_minutes: int,
    average_week_minutes: int,
    weeks: int | None,
    day: date,
    book: Book,
    *,
    agreed_week: int | None = None,
) -> Decision[AgreedTime]:
    """11 §: whether longer regular hours may be agreed, and whether in writing: the day up to two hours longer, the
    week at most 48 hours, on average 40 within four months; in writing until further notice (``weeks`` None) or for two
    weeks or longer. Minutes throughout; ``average_week_minutes`` is over the time in which they even out;
    ``agreed_week``: the longest week that was agreed, when the week is one of a roster."""
    g = Grounds(ACT, LINK, book)
    longest_day = g.whole("working_time.daily_minutes", work_day=day) + g.whole(
        "working_time_limit.agreed_longer_day_hours", work_day=day
    )
    longest_week = g.whole("working_time_limit.agreed_longest_week_hours", work_day=day)
    average = g.whole("working_time.weekly_minutes", work_day=day)
    months = g.whole("working_time_limit.agreed_average_months", work_day=day)
    allowed = day_minutes <= longest_day and week_minutes <= longest_week and average_week_minutes <= average
    written = weeks is None or weeks >= g.whole("working_time_limit.written_agreement_weeks", work_day=day)
    if allowed and agreed_week is not None and week_minutes > agreed_week:
        says = f"a week of {week_minutes} minutes, {agreed_week} were agreed"
        g.because("working_time.beyond_agreed_week", "11", says, minutes=week_minutes, limit=agreed_week)
        return g.decide(AgreedTime(False, written))
    g.because(
        "working_time.agreed_longer" if allowed else "working_time.agreed_too_long",
        "11",
        f"at most {longest_day} minutes a day and {longest_week} a week, {average} on average in {months} months",
        day=longest_day,
        week=longest_week,
        average=average,
        months=months,
    )
    return g.decide(AgreedTime(allowed, written))


def long_day_break(day_minutes: int, day: date, book: Book) -> Decision[int]:
    """24 §: minutes of the further break that the employee may take after eight hours of work when the day's working
    time is over ten hours: up to 30; 0 in a shorter day."""
    g = Grounds(ACT, LINK, book)
    limit = g.whole("working_time_limit.long_day_hours", work_day=day)
    minutes = g.whole("working_time_limit.long_day_break_minutes", work_day=day) if day_minutes > limit else 0
    g.because(
        "working_time.long_day_break" if minutes else "working_time.no_long_day_break",
        "24",
        f"a day of {day_minutes} minutes, over {limit} a further break of up to {minutes}"
        if minutes
        else f"a day of {day_minutes} minutes is not over {limit}",
        minutes=minutes,
        limit=limit,
    )
    return g.decide(minutes)


def missed_weekly_rest(missed_on: date, book: Book, *, money_agreed: bool) -> Decision[date | None]:
    """28 §: how weekly rest that was not given is made good: the regular time is shortened by the latest day given back
    (three months), or with the employee's consent (``money_agreed``) it is paid separately (None)."""
    g = Grounds(ACT, LINK, book)
    if money_agreed:
        g.because("working_time.missed_rest_paid", "28", "paid separately, as the employee agreed")
        return g.decide(None)
    by = missed_on + relativedelta(months=g.whole("working_time_limit.missed_rest_months", work_day=missed_on))
    g.because("working_time.missed_rest_given", "28", f"given back as shorter time by {by}", by=by)
    return g.decide(by)


def travel_is_working_time(*, is_the_work_itself: bool) -> Decision[bool]:
    """3 §: travel is working time only when it is itself the work, such as accompanying the person assisted."""
    g = Grounds(ACT, LINK)
    g.because(
        "working_time.travel_work" if is_the_work_itself else "working_time.travel",
        "3",
        "the travel is the work" if is_the_work_itself else "travel is not working time",
    )
    return g.decide(is_the_work_itself)


def daily_rest(
    shift: Span,
    following: Sequence[Span],
    book: Book,
    *,
    shortened_ground: str | None = None,
    shortened_before: int = 0,
) -> Decision[DailyRest]:
    """25 §: the rest in the 24 hours after a shift begins: 11 hours unbroken, 5 hours on a ground of the section.

    ``shortened_ground`` names that ground (work in several parts of the day, necessary for continuity, …);
    ``shortened_before`` counts the shortened rests just before this one: at most three follow each other. A shortened
    rest is made up within 14 days.
    """
    g = Grounds(ACT, LINK, book)
    day = shift.start.date()
    need = g.whole("working_time_limit.daily_rest_hours", work_day=day)
    after = calendar.in_utc(shift.start) + _DAY
    free = longest_rest([shift, *following], calendar.in_utc(shift.start), after)
    make_up: date | None = None
    compliant = free >= need
    if not compliant and shortened_ground is not None:
        least = g.whole("working_time_limit.short_daily_rest_hours", work_day=day)
        in_a_row = g.whole("working_time_limit.short_daily_rests_in_a_row", work_day=day)
        days = g.whole("working_time_limit.rest_compensated_days", work_day=day)
        compliant = free >= least and shortened_before < in_a_row
        make_up = day + timedelta(days=days) if compliant else None
    g.because(
        "working_time.daily_rest_kept" if compliant else "working_time.daily_rest_broken",
        "25",
        f"{free} minutes of rest, {need} needed",
        minutes=free,
        need=need,
        day=day,
    )
    return g.decide(DailyRest(free, compliant, make_up))


def longest_rest(shifts: Sequence[Span], begin: datetime, end: datetime) -> int:
    """27 §: the longest unbroken free time between two moments, in minutes."""
    free, at, after = 0, calendar.in_utc(begin), calendar.in_utc(end)
    for start, stop in sorted((calendar.in_utc(shift.start), calendar.in_utc(shift.end)) for shift in shifts):
        if start >= after:
            break
        free = max(free, (start - at) // _MINUTE)
        at = max(at, stop)
    return max(free, (after - at) // _MINUTE)


def weekly_rest(weeks: Sequence[int], day: date, book: Book, *, longest_day: int | None = None) -> Decision[bool]:
    """27 and 28 §: whether the longest rests of one week, or of two weeks together, in minutes, are enough.

    35 hours in seven days; two weeks may average 35 when neither is under 24. When no day has over three hours of work
    (``longest_day``), 24 hours are enough.
    """
    if len(weeks) not in {1, 2}:
        raise ValueError("weekly rest is looked at over one or two weeks")
    g = Grounds(ACT, LINK, book)
    need = g.whole("working_time_limit.weekly_rest_hours", work_day=day)
    least = g.whole("working_time_limit.shortest_weekly_rest_hours", work_day=day)
    if longest_day is not None and longest_day <= g.whole("working_time_limit.short_day_hours", work_day=day):
        need = least
    kept = min(weeks) >= least and sum(weeks) >= need * len(weeks)
    g.because(
        "working_time.weekly_rest_kept" if kept else "working_time.weekly_rest_broken",
        "27",
        f"{' and '.join(str(week) for week in weeks)} minutes of rest, {need} needed",
        minutes=min(weeks),
        need=need,
    )
    return g.decide(kept)


def night_minutes(shift: Span, book: Book) -> int:
    """8 §: minutes of a shift between 23 and 06, the break not taken off."""
    begin = _clock(book, "working_time_limit.night_from", shift.start.date())
    end = _clock(book, "working_time_limit.night_until", shift.start.date())
    total = 0
    day = shift.start.replace(hour=0, minute=0, second=0, microsecond=0)
    while day < shift.end:
        for first, after in ((0, end), (begin, 24 * 60)):
            low, high = max(shift.start, day + first * _MINUTE), min(shift.end, day + after * _MINUTE)
            total += max(0, _passed(low, high))
        day += _DAY
    return total


def _clock(book: Book, name: str, day: date) -> int:
    minutes: int = Grounds(ACT, LINK, book).law(name, work_day=day).number
    return minutes


# --- 30 and 30 a §: the roster ----------------------------------------------------------------------------------------


def roster_notice(period_start: date, book: Book) -> Decision[date]:
    """30 §: the last day to give the roster in writing: a week before its period begins. It is shortest a week long."""
    g = Grounds(ACT, LINK, book)
    days = g.whole("duty.roster_notice_days", work_day=period_start)
    by = period_start - timedelta(days=days)
    g.because("working_time.roster_notice", "30", f"given by {by}", by=by, period_start=period_start)
    return g.decide(by)


def roster_change(*, published: bool, consent: bool, weighty_reason: bool) -> Decision[bool]:
    """30 §: whether a roster may be changed: freely before it is published, then with consent or for a weighty
    reason."""
    g = Grounds(ACT, LINK)
    allowed = not published or consent or weighty_reason
    g.because(
        "working_time.roster_may_change" if allowed else "working_time.roster_binds",
        "30",
        "the change is allowed" if allowed else "a published roster changes only with consent or for a weighty reason",
    )
    return g.decide(allowed)


def variable_shift_consent(
    *, within_agreed_times: bool, minutes_before: int, shift_minutes: int, agreed_minimum: int
) -> Decision[bool]:
    """30 a §: whether a rostered shift of variable hours needs consent: outside the agreed days and times, or when it
    takes the period above the agreed minimum (all in minutes)."""
    g = Grounds(ACT, LINK)
    if not within_agreed_times:
        g.because("working_time.variable_outside_times", "30 a", "outside the agreed days and times")
        return g.decide(True)
    needed = minutes_before + shift_minutes > agreed_minimum
    g.because(
        "working_time.variable_consent" if needed else "working_time.variable_no_consent",
        "30 a",
        "above the agreed minimum" if needed else "inside the agreed times and minimum",
    )
    return g.decide(needed)


def cancelled_shift_compensation(
    cancelled: datetime, shift_start: datetime, *, paid_anyway: bool, book: Book
) -> Decision[bool]:
    """30 a §: whether a cancelled shift of variable hours gives reasonable compensation: cancelled under 48 hours
    before it begins, and not paid on another ground."""
    g = Grounds(ACT, LINK, book)
    hours = g.whole("working_time_limit.cancel_hours", work_day=shift_start.date())
    due = not paid_anyway and _passed(cancelled, shift_start) < hours
    g.because(
        "working_time.cancel_compensation" if due else "working_time.cancel_free",
        "30 a",
        "cancelled late" if due else "cancelled in time, or paid on another ground",
    )
    return g.decide(due)


def check_roster(
    shifts: Sequence[Span],
    book: Book,
    *,
    published_on: date | None = None,
    shorter_break_agreed: bool = False,
    presence_necessary: bool = False,
    averaging: bool = False,
    agreed_longer: bool = False,
    night_work_allowed: bool | None = None,
    shortened_rest_ground: str | None = None,
    sunday_work_agreed: bool = False,
    next_shift: datetime | None = None,
) -> Decision[tuple[Breach, ...]]:
    """5, 8, 11, 17, 24, 25, 27 and 30 §: what a roster of whole weeks would break, in order of days.

    ``agreed_longer``: the day is by agreement up to two hours longer, the week up to 48 hours (11 §). ``averaging``:
    the weeks average out over a longer plan (5 §), so one week may exceed 40. Raises ``ValueError`` for overlapping
    shifts.
    """
    g = Grounds(ACT, LINK, book)
    ordered = sorted(shifts, key=lambda one: one.start)
    for earlier, later in pairwise(ordered):
        if later.start < earlier.end:
            raise ValueError(f"the shifts from {earlier.start} and {later.start} overlap")
    breaches: list[Breach] = []
    if not ordered:
        return g.decide(())
    first_day = ordered[0].start.date()
    monday = first_day - timedelta(days=first_day.weekday())
    if published_on is not None:
        by = g.include(roster_notice(monday, book))
        if published_on > by:
            says = f"given on {published_on}, at the latest {by} without consent"
            breaches.append(Breach(monday, g.reason("working_time.roster_late", "30", says, by=by), consent=True))
    for position, shift in enumerate(ordered):
        day = shift.start.date()
        pause = break_is_enough(shift, book, shorter_agreed=shorter_break_agreed, presence_necessary=presence_necessary)
        if not pause.outcome:
            breaches.append(Breach(day, pause.reasons[-1]))
        rest = daily_rest(shift, ordered[position + 1 :], book, shortened_ground=shortened_rest_ground)
        if not rest.outcome.compliant:
            breaches.append(Breach(day, rest.reasons[-1]))
        night = night_minutes(shift, book)
        if night and not night_work_allowed:
            says = f"{night} minutes between 23 and 06 need a ground of the section, a permit or an agreement"
            breaches.append(Breach(day, g.reason("working_time.night_work", "8", says, minutes=night), consent=False))
    worked = _by_day(ordered)
    if not sunday_work_agreed:
        for day in worked:
            if calendar.is_sunday_rate(day):
                says = "work on a Sunday or a national holiday needs consent"
                breaches.append(Breach(day, g.reason("working_time.sunday_consent", "17", says, day=day), consent=True))
    breaches += _limits(g, worked, averaging=averaging, agreed_longer=agreed_longer)
    breaches += _rests(ordered, worked, book, next_shift)
    return g.decide(tuple(sorted(breaches, key=lambda breach: (breach.day, breach.reason.section))))


def _by_day(shifts: Sequence[Span]) -> dict[date, int]:
    """Working minutes by calendar day; a break is taken off the day on which its shift begins."""
    worked: dict[date, int] = {}
    for shift in shifts:
        at = shift.start
        left = shift.break_minutes
        while at < shift.end:
            midnight = at.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
            stop = min(shift.end, midnight)
            minutes = _passed(at, stop)
            taken = min(left, minutes)
            left -= taken
            worked[at.date()] = worked.get(at.date(), 0) + minutes - taken
            at = stop
    return worked


def _limits(g: Grounds, worked: Mapping[date, int], *, averaging: bool, agreed_longer: bool) -> list[Breach]:
    """5 and 11 §: days and weeks beyond the regular time: they are overtime, which needs consent."""
    breaches: list[Breach] = []
    weeks: dict[date, int] = {}
    for day, minutes in sorted(worked.items()):
        limit = g.whole("working_time.daily_minutes", work_day=day)
        if agreed_longer:
            limit += g.whole("working_time_limit.agreed_longer_day_hours", work_day=day)
        if minutes > limit:
            says = f"{minutes} minutes in a day, {limit} are regular"
            reason = g.reason(
                "working_time.long_day", "11" if agreed_longer else "5", says, minutes=minutes, limit=limit
            )
            breaches.append(Breach(day, reason, consent=True))
        monday = day - timedelta(days=day.weekday())
        weeks[monday] = weeks.get(monday, 0) + minutes
    for monday, minutes in weeks.items():
        limit = g.whole("working_time.weekly_minutes", work_day=monday)
        if agreed_longer:
            limit = g.whole("working_time_limit.agreed_longest_week_hours", work_day=monday)
        elif averaging:
            continue
        if minutes > limit:
            says = f"{minutes} minutes in a week, {limit} are regular"
            reason = g.reason(
                "working_time.long_week", "11" if agreed_longer else "5", says, minutes=minutes, limit=limit
            )
            breaches.append(Breach(monday, reason, consent=True))
    return breaches


def _rests(shifts: Sequence[Span], worked: Mapping[date, int], book: Book, next_shift: datetime | None) -> list[Breach]:
    """27 §: the weekly rest of each week of the roster; a short one may average out with the week after or before."""
    first_day = min(worked)
    monday = first_day - timedelta(days=first_day.weekday())
    mondays: list[date] = []
    while monday <= max(worked):
        mondays.append(monday)
        monday += timedelta(weeks=1)
    goes_on = next_shift or shifts[0].start + timedelta(weeks=len(mondays))
    need = Grounds(ACT, LINK, book).whole("working_time_limit.weekly_rest_hours", work_day=mondays[0])
    rests = week_rests(shifts, mondays, goes_on, need)
    breaches: list[Breach] = []
    for position, monday in enumerate(mondays):
        longest_day = max(
            (minutes for day, minutes in worked.items() if monday <= day < monday + timedelta(weeks=1)), default=0
        )
        alone = weekly_rest(rests[position : position + 1], monday, book, longest_day=longest_day)
        pairs = [rests[position - 1 : position + 1]] if position else []
        pairs += [rests[position : position + 2]] if position + 1 < len(rests) else []
        if not alone.outcome and not any(weekly_rest(pair, monday, book).outcome for pair in pairs):
            breaches.append(Breach(monday, alone.reasons[-1]))
    return breaches


def week_rests(shifts: Sequence[Span], mondays: Sequence[date], goes_on: datetime, need_minutes: int) -> list[int]:
    """The longest rest of each week in minutes: of shifts in order and weeks that follow each other, by their Mondays.

    A rest may run on into the next week; what one week has used of it, up to what it needs, is not there for the next.
    ``goes_on``: the first moment of work after the weeks.
    """
    need = timedelta(minutes=need_minutes)
    zone = shifts[0].start.tzinfo
    begin = datetime(mondays[0].year, mondays[0].month, mondays[0].day, tzinfo=zone)
    starts = [begin, *(shift.end for shift in shifts)]
    stops = [*(shift.start for shift in shifts), goes_on]
    gaps = list(zip(map(calendar.in_utc, starts), map(calendar.in_utc, stops), strict=True))
    rests: list[int] = []
    used_until = calendar.in_utc(begin)
    for number in range(len(mondays)):
        week = calendar.in_utc(begin + timedelta(weeks=number))
        after = calendar.in_utc(begin + timedelta(weeks=number + 1))
        free_from = max(week, used_until)
        found = [(end - max(start, free_from), max(start, free_from)) for start, end in gaps if start < after]
        longest, from_ = max(found)
        if from_ + longest > after:
            used_until = min(from_ + longest, max(after, from_ + need))
        rests.append(max(0, longest // _MINUTE))
    return rests


# --- 32 and 40 §: records ---------------------------------------------------------------------------------------------


def record_kept_until(record_day: date, employment_end: date | None, book: Book) -> Decision[date]:
    """32 and 40 §: until when a working-time record is kept: two years after its calendar year, or after the
    employment."""
    g = Grounds(ACT, LINK, book)
    years = g.whole("working_time_limit.record_years", work_day=record_day)
    begin = date(record_day.year, 12, 31)
    if employment_end is not None and employment_end <= begin + relativedelta(years=years):
        begin = employment_end  # what lapsed while the employment went on stays lapsed
    until = begin + relativedelta(years=years)
    g.because("working_time.record_kept", "40", f"{years} years from {begin}: until {until}", until=until)
    return g.decide(until)
