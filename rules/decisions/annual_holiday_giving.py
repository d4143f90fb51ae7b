"""Annual Holidays Act (vuosilomalaki 162/2005), chapters 5 and 6: when holiday is given, moved and saved.

https://www.finlex.fi/fi/laki/ajantasa/2005/20050162

Covered: 20 and 21 § (season, splitting, agreements, holiday in the notice time), 22–23 § (hearing, equal treatment and
notice), 24 § (days off of the roster, family leave), 25–26 § (illness), 27 § (saved leave).
Not covered: what a collective agreement sets otherwise on the same matters (30 §: ``precedence``). Earning and length
stand in ``annual_holiday``, pay and records in ``annual_holiday_pay``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.days import Period
from rules.decisions.grounds import Grounds
from rules.values import Decision

ACT = "162/2005"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2005/20050162"
_ONE_DAY = timedelta(days=1)
_LONGEST_SEARCH_DAYS = 31  # a roster repeats itself long before


@dataclass(frozen=True, slots=True)
class Placement:
    """How the holiday of a credit year is placed: days of the season and of the winter, with their last days.

    ``agreed_from`` and ``agreed_until`` bound what the parties may agree; ``agreed_rest_until`` bounds what is beyond
    the days in one piece.
    """

    season: Period
    season_days: int
    winter_days: int
    winter_by: date
    one_piece_days: int
    agreed_from: date
    agreed_until: date
    agreed_rest_until: date


@dataclass(frozen=True, slots=True)
class Notice:
    """Latest days to tell when a holiday begins: the main rule, and when that is not possible."""

    by_main_rule: date
    at_latest: date


@dataclass(frozen=True, slots=True)
class SickPart:
    """A part of a holiday with holiday days of incapacity; ``began`` says ``before`` (or at its start) or
    ``during``.

    ``part_days``: all holiday days of the part, which move as a whole when the employee is incapable as it begins
    (None: the days of incapacity alone). ``own``: the employee's own incapacity, not a child's illness. ``delayed``:
    the request came late without a reason for the delay (None: late, and whether there was a reason is not known).
    ``proof``: the statement that the employer asked for was given.
    """

    sick_days: int
    began: str
    requested: bool = True
    own_fault: bool = False
    own: bool = True
    delayed: bool | None = False
    proof: bool = True
    part_days: int | None = None

    @property
    def refusal(self) -> tuple[str, str] | None:
        """Why nothing of the part is moved: the code and the words of the reason; None when it may be moved."""
        if not self.own:
            return "annual_holiday.not_moved_other", "somebody else's illness, a child's for example, moves no holiday"
        if self.own_fault:
            return "annual_holiday.not_moved_fault", "caused on purpose or by gross negligence"
        if not self.requested:
            return "annual_holiday.not_moved_unasked", "nobody asked to move the holiday"
        if self.delayed:
            return "annual_holiday.not_moved_late", "asked late without a reason for the delay"
        if not self.proof:
            return "annual_holiday.not_moved_proof", "the statement that the employer asked for is missing"
        return None


@dataclass(frozen=True, slots=True)
class Moved:
    """Own-risk days and moved days, in all and part by part."""

    own_risk_days: int
    moved_days: int
    moved_by_part: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MovedBy:
    """Until when moved holiday is given: first choice, the next year's season, the end of that year; then it is
    paid."""

    first: date
    second: date
    last: date


# --- 20 and 21 § ------------------------------------------------------------------------------------------------------


def placement(
    days_earned: int, credit_year: Period, book: Book, *, seasonal_difficulty: bool = False
) -> Decision[Placement]:
    """20 and 21 §: where the holiday earned in a credit year is placed.

    24 days go to the season of the year in which the credit year ends, the rest to before the next season. By
    agreement any time from 1 January of that year to the next season, and what is beyond 12 days until a year after
    the season. ``seasonal_difficulty``: in seasonal work, where giving holiday in the season makes serious difficulty,
    the 24 days may be given outside it in the same calendar year.
    """
    g = Grounds(ACT, LINK, book)
    last = credit_year.last
    in_season = min(days_earned, g.whole("holiday_limit.season_days", credit_year_end=last))
    one_piece = min(in_season, g.whole("holiday_limit.one_piece_days", credit_year_end=last))
    season = calendar.holiday_season(last.year)
    next_season = calendar.holiday_season(last.year + 1)
    if seasonal_difficulty:
        g.because(
            "annual_holiday.placed_in_year", "20", f"{in_season} days in the calendar year: seasonal work",
            days=in_season,
        )  # fmt: skip
    else:
        g.because("annual_holiday.placed_in_season", "20", f"{in_season} days in the season", days=in_season)
    if days_earned > in_season:
        g.because(
            "annual_holiday.placed_in_winter", "20", f"{days_earned - in_season} days before the next season",
            days=days_earned - in_season,
        )  # fmt: skip
    return g.decide(
        Placement(
            season=Period.closed(date(last.year, 1, 1), date(last.year, 12, 31)) if seasonal_difficulty else season,
            season_days=in_season,
            winter_days=days_earned - in_season,
            winter_by=_last_winter_day(last.year),
            one_piece_days=one_piece,
            agreed_from=date(last.year, 1, 1),
            agreed_until=next_season.first - _ONE_DAY,
            agreed_rest_until=season.last + relativedelta(years=1),
        )
    )


def placing(
    holiday: Period,
    days_earned: int,
    credit_year: Period,
    book: Book,
    *,
    days_elsewhere: int = 0,
    days_late: int = 0,
    after_family_leave: date | None = None,
    seasonal_difficulty: bool = False,
) -> Decision[str]:
    """20, 21 and 24 §: who may decide that holiday of a credit year is at a time: ``employer``, only both by an
    ``agreement``, or neither (``too_late``).

    ``days_elsewhere``: days of the credit year's holiday given outside its season already; ``days_late``: those of them
    after what may be agreed for the whole. ``after_family_leave``: the day by which holiday that a pregnancy leave or
    the birthing parent's leave stood in the way of may be given. ``seasonal_difficulty``: as in ``placement``.
    """
    g = Grounds(ACT, LINK, book)
    place = placement(days_earned, credit_year, book, seasonal_difficulty=seasonal_difficulty).outcome
    elsewhere = sum(1 for day in holiday if day not in place.season and calendar.uses_holiday_day(day))
    late = sum(1 for day in holiday if day > place.agreed_until and calendar.uses_holiday_day(day))
    in_winter = holiday.first > place.season.last and holiday.last <= place.winter_by
    if after_family_leave is not None and holiday.first >= place.season.first and holiday.last <= after_family_leave:
        g.because("annual_holiday.placed_after_leave", "24", f"by {after_family_leave}", by=after_family_leave)
        return g.decide("employer")
    if seasonal_difficulty and not elsewhere:
        days = calendar.holiday_days(holiday)
        g.because("annual_holiday.placed_in_year", "20", f"{days} days in the calendar year: seasonal work", days=days)
        return g.decide("employer")
    if not elsewhere or (in_winter and days_elsewhere + elsewhere <= place.winter_days):
        g.because("annual_holiday.employer_decides", "20", "the employer decides the time after hearing the employee")
        return g.decide("employer")
    if not late or (days_late + late <= days_earned - place.one_piece_days and holiday.last <= place.agreed_rest_until):
        g.because(
            "annual_holiday.only_by_agreement",
            "21",
            f"outside the season {place.season.first} to {place.season.last}: only by agreement",
            first=place.season.first,
            last=place.season.last,
        )
        return g.decide("agreement")
    by = place.agreed_rest_until if days_late + late <= days_earned - place.one_piece_days else place.agreed_until
    g.because("annual_holiday.placed_too_late", "21", f"could be agreed up to {by} only", by=by)
    return g.decide("too_late")


def hearing(*, wished: bool, employees: int) -> Decision[bool]:
    """22 §: whether the employee has been heard before the time of the holiday is decided (``wished``: has told a
    wish). ``employees``: how many the employer has; several are treated equally."""
    g = Grounds(ACT, LINK)
    if wished:
        g.because("annual_holiday.heard", "22", "the employee has told a wish")
    else:
        g.because("annual_holiday.hear_first", "22", "tell the principles and let the employee state a wish first")
    if employees > 1:
        g.because("annual_holiday.treated_equally", "22", f"{employees} employees: equally", employees=employees)
    return g.decide(wished)


def _last_winter_day(year: int) -> date:
    """The last day of the winter period after a year's season: 30 April, for 1 May is never counted."""
    return calendar.holiday_season(year + 1).first - 2 * _ONE_DAY


def days_in_season(holiday: Period) -> int:
    """20 §: how many holiday days of a period fall in a holiday season."""
    total = 0
    for year in range(holiday.first.year, holiday.last.year + 1):
        common = holiday.overlap(calendar.holiday_season(year))
        total += calendar.holiday_days(common) if common else 0
    return total


def split_is_allowed(
    parts: Sequence[int], *, agreed: bool, necessary_for_work: bool, on: date, book: Book
) -> Decision[bool]:
    """20 and 21 §: whether the season's holiday may be given in these parts (days each).

    At least 12 days (or all, when fewer) stay in one piece, agreed or not. What is beyond may be split by agreement,
    or by the employer when it is necessary to keep work going.
    """
    g = Grounds(ACT, LINK, book)
    one_piece = min(sum(parts), g.whole("holiday_limit.one_piece_days", credit_year_end=on))
    if len(parts) <= 1:
        g.because("annual_holiday.one_piece", "20", "the holiday is in one piece")
        return g.decide(True)
    if max(parts) < one_piece:
        g.because(
            "annual_holiday.split_too_small", "21", f"no part has {one_piece} days in one piece", one_piece=one_piece
        )
        return g.decide(False)
    if agreed or necessary_for_work:
        g.because(
            "annual_holiday.split_agreed" if agreed else "annual_holiday.split_necessary",
            "21" if agreed else "20",
            "the rest may be split",
        )
        return g.decide(True)
    g.because("annual_holiday.split_needs_agreement", "20", "splitting needs an agreement or the needs of the work")
    return g.decide(False)


def shortened_working_time(
    days_earned: int, *, asked_by_employee: bool, on: date, book: Book, written: bool = True
) -> Decision[int]:
    """21 §: how many days may be agreed to be taken as shorter working days: those beyond 24.

    Only on the employee's own initiative, and ``written``: the agreement is in writing.
    """
    g = Grounds(ACT, LINK, book)
    if not asked_by_employee:
        g.because("annual_holiday.shortened_not_asked", "21", "only on the employee's own initiative")
        return g.decide(0)
    if not written:
        g.because("annual_holiday.shortened_not_written", "21", "the agreement has to be in writing")
        return g.decide(0)
    days = max(0, days_earned - g.whole("holiday_limit.season_days", credit_year_end=on))
    g.because("annual_holiday.shortened_time", "21", f"{days} days, by a written agreement", days=days)
    return g.decide(days)


# --- 23 § -------------------------------------------------------------------------------------------------------------


def notice(first_day: date, book: Book) -> Decision[Notice]:
    """23 §: the latest days to tell when a holiday begins: a month before, or two weeks when that is not possible."""
    g = Grounds(ACT, LINK, book)
    months = g.whole("duty.holiday_notice_months", absence_first=first_day)
    days = g.whole("duty.holiday_notice_days_at_least", absence_first=first_day)
    told = Notice(first_day - relativedelta(months=months), first_day - timedelta(days=days))
    g.because(
        "annual_holiday.notice", "23", f"told by {told.by_main_rule}", by=told.by_main_rule, latest=told.at_latest
    )
    return g.decide(told)


def told_in_time(latest: date, told_on: date) -> Decision[bool]:
    """23 §: whether the employer alone can still order a holiday that is told on a day. ``latest``: the last day for
    telling it. After that its time has to be agreed on with the employee."""
    g = Grounds(ACT, LINK)
    if told_on > latest:
        g.because("annual_holiday.told_late", "23", f"to be told by {latest}: its time has to be agreed", latest=latest)
    return g.decide(told_on <= latest)


def in_notice_time(
    holiday: Period, book: Book, *, told_on: date, days_earned_before: int, moved: bool = False
) -> Decision[bool]:
    """20, 21 and 23 §: whether the employer alone may order a holiday into the notice time of an ending employment.

    The notice time changes nothing in how the time of a holiday is decided: it has to be earned in credit years that
    have ended (``days_earned_before``: their days that are left), lie in the season, and be told in time (``told_on``;
    ``moved``: a holiday moved for illness is told later). Anything else needs an agreement, which 21 § lets the parties
    make of the current credit year's days too. Source: Tehy's page on holiday compensation (single).
    """
    g = Grounds(ACT, LINK, book)
    used = calendar.holiday_days(holiday)
    latest = g.include(moved_notice(holiday.first, book) if moved else notice(holiday.first, book)).at_latest
    may = True
    if used > days_earned_before:
        g.because(
            "annual_holiday.notice_time_not_earned",
            "21",
            f"{used} days, of which {days_earned_before} were earned in credit years that have ended",
            days=used,
            available=days_earned_before,
        )
        may = False
    if days_in_season(holiday) < used:
        g.because("annual_holiday.notice_time_outside_season", "21", "a part of the holiday lies outside the season")
        may = False
    if told_on > latest:
        g.because("annual_holiday.notice_time_told_late", "23", f"told on {told_on}, after {latest}", latest=latest)
        may = False
    if may:
        g.because(
            "annual_holiday.notice_time_ordered", "20", "earned, in the season and told in time: the employer may order"
        )
    return g.decide(may)


# --- 24 § -------------------------------------------------------------------------------------------------------------


def needs_consent(
    holiday: Period, workdays: Collection[int], book: Book, *, roster_days_off: Iterable[date] | None = None
) -> Decision[bool]:
    """24 §: whether a holiday (or part) needs the employee's consent because of the roster's days off.

    It does when it begins on a day off and thereby gives fewer days off work than the same number of holiday days
    begun on the next working day would; and when it has at most three holiday days and one of them is a day off.
    ``workdays`` are the roster's weekdays (0 = Monday); ``roster_days_off`` says the days off outright where the
    roster is no weekly pattern. Neither: the days off are not known, and only that is told.
    """
    g = Grounds(ACT, LINK, book)
    if not workdays and roster_days_off is None:
        g.because(
            "annual_holiday.days_off_not_known", "24", "the roster is not known: the holiday may not begin on a day off"
        )
        return g.decide(False)
    off = None if roster_days_off is None else frozenset(roster_days_off)

    def is_off(day: date) -> bool:
        return day in off if off is not None else day.weekday() not in workdays

    used = [day for day in holiday if calendar.uses_holiday_day(day)]
    short = g.whole("holiday_limit.short_part_days", credit_year_end=calendar.credit_year(holiday.first).last)
    if len(used) <= short and any(is_off(day) for day in used):
        g.because("annual_holiday.short_part_on_day_off", "24", f"a part of at most {short} days has a day off in it")
        return g.decide(True)
    begin = _next_working_day(holiday.first, is_off) if used and is_off(holiday.first) else None
    if begin is not None:
        other = Period.closed(begin, calendar.last_holiday_day(begin, len(used)))
        freed = sum(1 for day in used if not is_off(day))
        would_free = sum(1 for day in other if calendar.uses_holiday_day(day) and not is_off(day))
        if would_free > freed:
            g.because(
                "annual_holiday.begins_on_day_off",
                "24",
                f"begun on a day off it frees {freed} working days, otherwise {would_free}",
                freed=freed,
                would_free=would_free,
            )
            return g.decide(True)
    g.because("annual_holiday.no_consent_needed", "24", "the roster's days off cost the employee no holiday")
    return g.decide(False)


def _next_working_day(first: date, is_off: Callable[[date], bool]) -> date | None:
    """The first day from ``first`` on that is a working day and uses a holiday day; None when a month has none, as for
    one who works on Sundays only."""
    days = (first + timedelta(days=number) for number in range(_LONGEST_SEARCH_DAYS))
    return next((day for day in days if calendar.uses_holiday_day(day) and not is_off(day)), None)


def during_family_leave(holiday: Period, leave: Period, book: Book, *, consent: bool) -> Decision[date | None]:
    """24 §: holiday is not put into pregnancy leave or the birthing parent's parental leave without consent.

    None: nothing stands in the way. Otherwise the last day by which the holiday may be given instead: six months after
    the leave.
    """
    g = Grounds(ACT, LINK, book)
    if consent or holiday.overlap(leave) is None:
        g.because("annual_holiday.no_family_leave", "24", "no family leave at that time, or the employee agrees")
        return g.decide(None)
    months = g.whole("holiday_limit.after_family_leave_months", credit_year_end=calendar.credit_year(leave.last).last)
    by = leave.last + relativedelta(months=months)
    g.because("annual_holiday.after_family_leave", "24", f"may be given by {by}", by=by)
    return g.decide(by)


# --- 25 and 26 § ------------------------------------------------------------------------------------------------------


def own_risk_days(days_earned: int, on: date, book: Book) -> Decision[int]:
    """25 §: own-risk days of a credit year: at most six, and never so many that under 24 days of holiday are left."""
    g = Grounds(ACT, LINK, book)
    most = g.whole("holiday_limit.own_risk_days", credit_year_end=on)
    floor = g.whole("holiday_limit.own_risk_floor_days", credit_year_end=on)
    days = min(most, max(0, days_earned - floor))
    g.because(
        "annual_holiday.own_risk", "25", f"{days} own-risk days of {days_earned}", days=days, days_earned=days_earned
    )
    return g.decide(days)


def sick_holiday_days(holiday: Period, incapacity: Period) -> int:
    """25 §: holiday days of a holiday that fall in an incapacity; Sundays and uncounted days are none."""
    common = holiday.overlap(incapacity)
    return calendar.holiday_days(common) if common else 0


def moved_for_illness(days_earned: int, parts: Sequence[SickPart], on: date, book: Book) -> Decision[Moved]:
    """25 §: how many days are moved when the employee is incapable in parts of one credit year's holiday, in their
    order.

    Incapable when the part begins: the whole part is moved. Falling ill during it: what is beyond the
    own-risk days, which all parts of the credit year share. Only on request without undue delay, with the proof that
    was asked for, and not for one's own gross fault or somebody else's illness. Whether a late request had a reason is
    asked when nobody has said; until then nothing of the part is moved.
    """
    g = Grounds(ACT, LINK, book)
    left = risk = g.include(own_risk_days(days_earned, on, book))
    moved: list[int] = []
    for part in parts:
        if part.began not in {"before", "during"}:
            raise ValueError(f"an incapacity begins before or during the holiday, not {part.began!r}")
        refusal = part.refusal
        if refusal is not None:
            g.because(refusal[0], "25", refusal[1])
            moved.append(0)
        elif part.delayed is None:
            g.ask(
                "annual_holiday.late_request",
                "Why was the move of the holiday asked for only later?",
                "Moving has to be asked for without undue delay; a delay with a reason does no harm (25 §).",
                "the employee",
            )
            moved.append(0)
        elif part.began == "before":
            g.because("annual_holiday.moved_whole", "25", "incapable when it began: moved without own-risk days")
            moved.append(part.sick_days if part.part_days is None else part.part_days)
        else:
            taken = min(left, part.sick_days)
            left -= taken
            moved.append(part.sick_days - taken)
            g.because(
                "annual_holiday.moved_beyond_risk",
                "25",
                f"{taken} own-risk days, {part.sick_days - taken} moved",
                own_risk=taken,
                days=part.sick_days - taken,
            )
    return g.decide(Moved(risk - left, sum(moved), tuple(moved)))


def moved_by(part: str, year: int) -> Decision[MovedBy]:
    """26 §: until when holiday moved for illness is given. ``part`` is ``summer`` or ``winter``; ``year`` the
    season's year.

    Summer holiday in the season, winter holiday before the next season; failing that in the next calendar year's
    season, and then by the end of that calendar year. What illness still prevents is paid.
    """
    if part not in {"summer", "winter"}:
        raise ValueError(f"a holiday is summer or winter holiday, not {part!r}")
    g = Grounds(ACT, LINK)
    season, following = calendar.holiday_season(year), calendar.holiday_season(year + 1)
    by = MovedBy(season.last if part == "summer" else _last_winter_day(year), following.last, date(year + 1, 12, 31))
    g.because(
        "annual_holiday.moved_by",
        "26",
        f"by {by.first}, or by {by.second}, or by {by.last}; then it is paid",
        first=by.first,
        second=by.second,
        last=by.last,
    )
    return g.decide(by)


def moved_limits(first_day: date) -> Decision[MovedBy]:
    """26 §: until when a moved holiday is given that was to begin on ``first_day``: a summer holiday when that day is
    in a season, otherwise the winter holiday of the season before it."""
    season = calendar.holiday_season(first_day.year)
    if first_day in season:
        return moved_by("summer", first_day.year)
    return moved_by("winter", first_day.year if first_day > season.last else first_day.year - 1)


def moved_placing(holiday: Period, by: MovedBy) -> Decision[str]:
    """26 §: how a new time of a moved holiday stands to its limits.

    ``in_time``: by the first limit. ``next_season``: in the next calendar year's season, when the first was not
    possible. ``year_end``: by the end of that year, when the season was not possible either. ``agreement``: between
    these times, so only when both agree (21 §). ``too_late``: after all of them; what illness prevents is paid.
    """
    g = Grounds(ACT, LINK)
    season = calendar.holiday_season(by.second.year)
    if holiday.last <= by.first:
        g.because("annual_holiday.moved_in_time", "26", f"in the first time, by {by.first}", by=by.first)
        return g.decide("in_time")
    if holiday.last > by.last:
        g.because("annual_holiday.moved_too_late", "26", f"after {by.last}", by=by.last)
        return g.decide("too_late")
    if holiday.first < season.first:
        g.because(
            "annual_holiday.moved_by_agreement",
            "21",
            f"after {by.first} and before {season.first}: only by agreement",
            by=by.first,
            first=season.first,
        )
        return g.decide("agreement")
    if holiday.last <= by.second:
        g.because("annual_holiday.moved_next_season", "26", f"not possible by {by.first}", by=by.first)
        return g.decide("next_season")
    g.because("annual_holiday.moved_year_end", "26", f"not possible by {by.second}", by=by.second)
    return g.decide("year_end")


def moved_notice(first_day: date, book: Book) -> Decision[Notice]:
    """26 §: the latest days to tell when a moved holiday begins: two weeks before, or one when that is not possible."""
    g = Grounds(ACT, LINK, book)
    on = calendar.credit_year(first_day).last
    weeks = g.whole("holiday_limit.moved_announce_weeks", credit_year_end=on)
    latest = g.whole("holiday_limit.moved_announce_latest_weeks", credit_year_end=on)
    told = Notice(first_day - timedelta(weeks=weeks), first_day - timedelta(weeks=latest))
    g.because("annual_holiday.moved_notice", "26", f"told by {told.by_main_rule}", by=told.by_main_rule)
    return g.decide(told)


# --- 27 § -------------------------------------------------------------------------------------------------------------


def saved_leave(
    days_earned: int, *, agreed: bool, serious_harm: bool | None, on: date, book: Book
) -> Decision[int | None]:
    """27 §: how many days of a credit year may be saved for later seasons.

    By agreement what is beyond 18 days; as a right what is beyond 24, unless it does serious harm to the work. Whether
    it does is asked (outcome None) when nobody has said and there is something to save.
    """
    g = Grounds(ACT, LINK, book)
    above = "holiday_limit.saved_above_by_agreement_days" if agreed else "holiday_limit.saved_above_by_right_days"
    limit = g.whole(above, credit_year_end=on)
    if not agreed and serious_harm:
        g.because("annual_holiday.saving_refused", "27", "saving would do serious harm to the work")
        return g.decide(0)
    days = max(0, days_earned - limit)
    if days and not agreed and serious_harm is None:
        g.ask(
            "annual_holiday.serious_harm",
            "Would saving the holiday do serious harm to the work?",
            "The employee may save what is beyond 24 days unless it does serious harm (27 §).",
            "how the work can be arranged",
        )
        return g.decide(None)
    g.because(
        "annual_holiday.saved_by_agreement" if agreed else "annual_holiday.saved_by_right",
        "27",
        f"what is beyond {limit} days: {days}",
        limit=limit,
        days=days,
    )
    return g.decide(days)


def saved_leave_pay_year(taken_on: date) -> Decision[Period]:
    """27 §: the credit year from whose pay saved leave taken on a day is paid when pay is by the average or by
    percentage: the one before the year in which the leave is taken. Monthly and weekly pay goes on as usual."""
    g = Grounds(ACT, LINK)
    year = calendar.credit_year(taken_on - relativedelta(years=1))
    g.because(
        "annual_holiday.saved_pay_year", "27", f"the credit year {year.first} to {year.last}", first=year.first,
        last=year.last,
    )  # fmt: skip
    return g.decide(year)


def saved_leave_paid_year(asked_on: date, book: Book) -> Decision[Period]:
    """27 §: the credit year whose pay prices saved leave that is paid in money on a request of a day. The Act does not
    say; as if the leave were taken then is the project's choice (``holiday_choice.saved_leave_paid_out``). Raises
    ``ValueError`` for another choice."""
    g = Grounds(ACT, LINK, book)
    year = g.include(saved_leave_pay_year(asked_on))
    choice = g.word("holiday_choice.saved_leave_paid_out", credit_year_end=year.last)
    if choice != "as_if_taken":
        raise ValueError(f"no rule is written for the choice {choice}")
    return g.decide(year)


def saved_leave_paid_out(*, employment_ends: bool, became_part_time: bool, laid_off_open_ended: bool) -> Decision[bool]:
    """27 §: whether saved leave that was not taken is paid in money: at the end of the employment, and if the employee
    wishes when the work becomes part-time or the employee is laid off until further notice."""
    g = Grounds(ACT, LINK)
    paid = employment_ends or became_part_time or laid_off_open_ended
    g.because(
        "annual_holiday.saved_paid_out" if paid else "annual_holiday.saved_not_paid_out",
        "27",
        "the employment ends, becomes part-time or is laid off" if paid else "saved leave is taken as time off",
    )
    return g.decide(paid)


def saved_leave_notice(first_day: date, book: Book) -> Decision[date]:
    """27 §: the last day for the employee to tell of saved leave whose time is not agreed: four months before."""
    g = Grounds(ACT, LINK, book)
    months = g.whole("holiday_limit.saved_notice_months", credit_year_end=calendar.credit_year(first_day).last)
    by = first_day - relativedelta(months=months)
    g.because("annual_holiday.saved_notice", "27", f"told by {by}", by=by)
    return g.decide(by)
