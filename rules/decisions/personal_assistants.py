"""What the personal assistants' agreement (Heta and JHL) says besides pay windows.

Editions: ``rules/data/agreements/heta``. Covered: pay groups, region, experience, raises, weekday holidays' dates, sick
certificate, paid days off, holiday days per month, holiday bonus on compensation, notice, lay-off, roster and
averaging, the shortest shift, agreeing otherwise on overtime, pay days, travel meals. Not covered, because the text was
not seen: eve, stand-by, cancelled shifts, family leave and young workers; they are ``unknown`` in the data and asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from rules.book import Book
from rules.decisions.grounds import Grounds
from rules.errors import NoValueForDay
from rules.values import Decision

ACT = "Heta"
LINK = "https://heta-liitto.fi/tyoehtosopimus/"
GROUPS = ("A", "B1", "B2", "C")
CAPITAL, ELSEWHERE = "paakaupunkiseutu", "muu_suomi"


def pay_group(tasks: Sequence[str], on: date, book: Book) -> Decision[str | None]:
    """Annex on pay groups: the group of the tasks that belong to the job permanently.

    A task that happens now and then does not move the group. Tasks of several lists: which group wins is not known, so
    it is asked; so is the wording of the edition where it was not seen.
    """
    g = Grounds(ACT, LINK, book)
    where = "The agreement's annex on pay groups, or the county's adviser."
    table = g.or_ask("heta.pay_group_tasks", where=where, work_day=on)
    if table is None:
        return g.decide(None)
    by_task = {band["task"]: band["group"] for band in table}
    unknown = [task for task in tasks if task not in by_task]
    if unknown:
        raise ValueError(f"unknown tasks: {', '.join(unknown)}; known are {', '.join(sorted(by_task))}")
    above = {by_task[task] for task in tasks} - {"A"}
    if not above:
        g.because("pay_group", "annex", "nothing but everyday assistance belongs to the job permanently", group="A")
        return g.decide("A")
    if len(above) > 1:
        g.or_ask("heta.several_groups_rule", where=where, work_day=on)
        return g.decide(None)
    (group,) = above
    g.because("pay_group", "annex", "a task of the group's list belongs to the job permanently", group=group)
    return g.decide(group)


def group_after_2024(before: str, on: date, book: Book) -> Decision[str]:
    """Change of 1.1.2024: an old group goes over by itself; a higher one needs a notice to disability services."""
    g = Grounds(ACT, LINK, book)
    group = str(g.law("heta.old_pay_group", work_day=on).row(before=before)["group"])
    g.because("pay_group_changed", "annex", "the old group goes over by itself", before=before, group=group)
    return g.decide(group)


def region(municipality: str, on: date, book: Book) -> Decision[str]:
    """Wage table: the region of the place of work."""
    g = Grounds(ACT, LINK, book)
    capital = {band["municipality"].casefold() for band in g.law("heta.capital_region", work_day=on).number}
    found = CAPITAL if municipality.strip().casefold() in capital else ELSEWHERE
    g.because("region", "wage table", "the region of the place of work", municipality=municipality, region=found)
    return g.decide(found)


def experience_steps(months: int, on: date, book: Book) -> Decision[int]:
    """Experience supplement: how many steps the full months of counted experience give."""
    g = Grounds(ACT, LINK, book)
    steps = sum(1 for step in g.law("heta.experience_steps", work_day=on).number if months >= int(step["months"]))
    g.because("experience_steps", "experience supplement", "steps reached with full months", months=months, steps=steps)
    return g.decide(steps)


def certificate_required(absence_days: int, agreed_from_first_day: bool, on: date, book: Book) -> Decision[bool]:
    """Absence: a doctor's certificate at the latest from the fourth day, from the first only if agreed beforehand."""
    g = Grounds(ACT, LINK, book)
    first = g.whole("heta.sick_certificate_from_day", absence_first=on)
    required = agreed_from_first_day or absence_days >= first
    g.because("certificate", "absence", f"required from day {first} unless agreed earlier", days=absence_days)
    return g.decide(required)


def paid_day_off(
    event: str, on: date, book: Book, *, is_working_day: bool = True, told_in_advance: bool = True
) -> Decision[int]:
    """Paid days off: how many days an event gives when it falls on a working day and was told in advance."""
    g = Grounds(ACT, LINK, book)
    days = {band["event"]: int(band["days"]) for band in g.law("heta.paid_days_off", work_day=on).number}
    found = days.get(event, 0) if is_working_day and told_in_advance else 0
    if event in days and not found:
        says = "no working day, or not told in advance"
    else:
        says = "the event is on the agreement's list" if found else "the event is not on the agreement's list"
    g.because("paid_day_off", "paid days off", says, event=event)
    return g.decide(found)


def holiday_days_per_month(
    employment_first: date,
    credit_year_end: date,
    similar_months_in_five_years: int | None,
    book: Book,
    *,
    experience_months: int | None = None,
) -> Decision[Decimal]:
    """Annual holiday: days for a full month, by the years of service or similar work by the credit year's end.

    ``similar_months_in_five_years``: months of similar work in the last five years; None: not known, which is asked
    where it decides, and the days are those of the service alone. ``experience_months``: all the experience known,
    which the similar work cannot exceed.
    """
    g = Grounds(ACT, LINK, book)
    years = relativedelta(credit_year_end + timedelta(days=1), employment_first).years
    similar = g.whole("heta.holiday_similar_work_years", credit_year_end=credit_year_end)
    table = g.law("heta.holiday_days_per_month", credit_year_end=credit_year_end)
    days: Decimal = table.row(service=years)["days"]
    by_similar: Decimal = table.row(service=1)["days"]
    if similar_months_in_five_years is None and experience_months is not None and experience_months < 12 * similar:
        similar_months_in_five_years = experience_months
    if similar_months_in_five_years is None:
        if by_similar > days:
            g.ask(
                "annual_holiday.similar_work",
                "How many months has the employee done similar work in the five years before?",
                f"With {similar} years of similar work more holiday is earned from the first year on.",
                "certificates of earlier employments",
                blocks=False,
            )
    elif similar_months_in_five_years >= 12 * similar:
        days = max(days, by_similar)
    known = 0 if similar_months_in_five_years is None else similar_months_in_five_years
    g.because("holiday_days", "annual holiday", "by service and similar work", years=years, similar=known)
    return g.decide(days)


def bonus_on_compensation(
    employment_months: int, period_end: date, book: Book, *, beyond_days: int = 0, months_over: int | None = None
) -> Decision[bool]:
    """Holiday bonus is paid on holiday compensation too when the employment lasted over four months.

    ``employment_months``: whole months; ``beyond_days``: days beyond them. ``months_over``: the limit as a person read
    it in the agreement, for a day of which the book has none.
    """
    g = Grounds(ACT, LINK, book)
    over = months_over
    if over is None:
        over = g.whole("heta.holiday_bonus_on_compensation_months_over", period_end=period_end)
    due = employment_months > over or (employment_months == over and beyond_days > 0)
    if due:
        g.because("bonus_on_compensation", "holiday bonus", f"the employment lasted over {over} months", months=over)
    else:
        g.because(
            "bonus_not_on_compensation", "holiday bonus", f"the employment lasted at most {over} months", months=over
        )
    return g.decide(due)


def notice_months(employment_months: int, on: date, book: Book, *, beyond_days: int = 0) -> Decision[int]:
    """Notice, both sides: one month; two when the employment has lasted over five years.

    ``employment_months``: whole months; ``beyond_days``: days beyond them.
    """
    g = Grounds(ACT, LINK, book)
    after = g.whole("heta.notice_long_after_years", notice_day=on)
    long = employment_months > 12 * after or (employment_months == 12 * after and beyond_days > 0)
    months = g.whole("heta.notice_long_months" if long else "heta.notice_months", notice_day=on)
    g.because("notice_agreement", "notice", f"over {after} years" if long else "up to that")
    return g.decide(months)


def layoff_notice_days(sudden: bool, on: date, book: Book) -> Decision[tuple[int, bool]]:
    """Lay-off: least days of notice, and whether the employee must be heard first (not in a sudden case)."""
    g = Grounds(ACT, LINK, book)
    if sudden:
        days = g.whole("heta.layoff_sudden_notice_days", notice_day=on)
        hearing = g.word("heta.layoff_sudden_hearing", notice_day=on) != "not_required"
        g.because("layoff_sudden", "lay-off", "the employer was suddenly hospitalised or rehabilitation began suddenly")
        return g.decide((days, hearing))
    days = g.whole("heta.layoff_notice_days", notice_day=on)
    g.because("layoff_notice", "lay-off", "the time of the Employment Contracts Act when the agreement was made")
    return g.decide((days, True))


def layoff_told_by(start: date, sudden: bool, book: Book) -> Decision[tuple[date, bool]]:
    """Lay-off: the last day to tell of one that begins on ``start``, by the clause in force on that day, and whether
    the employee must be heard first."""
    by = start
    for _ in range(2):  # the notice may fall before a change that the start is after
        decided = layoff_notice_days(sudden, by, book)
        by = start - timedelta(days=decided.outcome[0])
    return Decision((by, decided.outcome[1]), decided.reasons, decided.questions)


def layoff_safe_by(start: date, book: Book) -> Decision[date]:
    """Lay-off: the day by which telling of it is in time whichever the clause turns out to be, while its text is not
    known."""
    g = Grounds(ACT, LINK, book)
    days = g.whole("heta.layoff_safe_notice_days", notice_day=start)
    by = start - timedelta(days=days)
    g.because("layoff_safe", "lay-off", f"{days} days before is in time in any case", by=by)
    return g.decide(by)


def roster_by(first: date, book: Book) -> Decision[date]:
    """Roster: the latest day to give it, a week before its period begins."""
    g = Grounds(ACT, LINK, book)
    days = g.whole("heta.roster_notice_days", work_day=first)
    g.because("roster_notice", "roster", f"{days} days before the period begins", first=first)
    return g.decide(first - timedelta(days=days))


def averaging_allowed(weeks: int, on: date, book: Book) -> Decision[bool]:
    """Working time: an averaging period has two to eight weeks."""
    g = Grounds(ACT, LINK, book)
    least, most = g.whole("heta.averaging_least_weeks", work_day=on), g.whole("heta.averaging_most_weeks", work_day=on)
    g.because("averaging", "working time", f"{least} to {most} weeks", weeks=weeks)
    return g.decide(least <= weeks <= most)


def short_of_shift(minutes: int, shortest: int | None, on: date, book: Book) -> Decision[int | None]:
    """Working time: how many minutes a shift is short of the agreement's shortest one; None after asking.

    ``shortest``: minutes as a person read them in the agreement (0: it sets none), for a day without a value in the
    book.
    """
    g = Grounds(ACT, LINK, book)
    least = shortest
    if least is None:
        where = "The agreement's clause on working time, or the employers' association."
        least = g.or_ask("heta.minimum_shift_minutes", where=where, blocks=False, work_day=on)
    if least is None:
        return g.decide(None)
    short = max(0, int(least) - minutes)
    if not least:
        g.because("no_shortest_shift", "working time", "the agreement sets no shortest shift")
    else:
        code = "short_shift" if short else "shift_long_enough"
        says = f"the agreement's shortest shift is {least} minutes"
        g.because(code, "working time", says, minutes=minutes, shortest=int(least))
    return g.decide(short)


def overtime_may_be_agreed(on: date, member: bool | None, confirmed: bool | None, book: Book) -> Decision[bool | None]:
    """Working time: whether employer and employee may agree on another overtime pay than the act's; None after asking.

    They may since 1.8.2022, in the way that the agreement requires. Whether an employer that is bound without being a
    ``member`` may too is a legal question for a person: ``confirmed`` is the answer, None while there is none.
    """
    g = Grounds(ACT, LINK, book)
    try:
        may = g.word("heta.overtime_deviation", work_day=on) == "may_be_agreed"
    except NoValueForDay:
        may = False
    if not may:
        g.because("overtime_by_act", "working time", "no clause lets one agree otherwise on overtime pay on that day")
        return g.decide(False)
    if member is not True and confirmed is None:
        g.ask(
            "agreement_overtime_allowed",
            "May an employer that is not a member of the employers' association use the agreement's right to agree "
            "otherwise on overtime pay? Answer yes or no.",
            "The agreement binds without membership too, but whether its flexibility is open to all is a legal "
            "question. Until it is answered overtime is paid at least by the act.",
            "The employers' association, the occupational safety authority or a lawyer.",
            blocks=False,
        )
        return g.decide(None)
    if member is not True and not confirmed:
        g.because("overtime_members_only", "working time", "only members may agree otherwise, as answered")
        return g.decide(False)
    g.because("overtime_may_be_agreed", "working time", "the agreement lets one agree otherwise in the way it requires")
    return g.decide(True)


def pay_by(work_day: date, monthly_agreed: bool, book: Book) -> Decision[date]:
    """Pay days: work of the 1st–15th by the last day of the month, the rest (and a month's pay) by the next 15th."""
    g = Grounds(ACT, LINK, book)
    half = g.whole("heta.pay_day_second_half", work_day=work_day)
    month_last = work_day + relativedelta(day=31)
    if work_day.day <= half and not monthly_agreed:
        g.because("pay_by", "pay days", "the first half by the last day of the month")
        return g.decide(month_last)
    g.because("pay_by", "pay days", f"by the {half}th of the next month")
    return g.decide(month_last + timedelta(days=half))


def travel_meals(start_minute: int, end_minute: int, on: date, book: Book) -> Decision[int | None]:
    """Travel day: meals by the length of the day and by whether it covers lunch (11–13) and dinner (17–19)."""
    g = Grounds(ACT, LINK, book)
    table = g.or_ask("heta.travel_meals", where="The agreement's clause on travel.", work_day=on)
    if table is None:
        return g.decide(None)
    lunch, dinner = (start_minute <= 660 and end_minute >= 780), (start_minute <= 1020 and end_minute >= 1140)
    covered = {0: "none", 1: "one", 2: "both"}[lunch + dinner]
    length = end_minute - start_minute
    meals = 0
    for band in table:
        fits = band["lunch_and_dinner"] == covered or (band["lunch_and_dinner"] == "one" and covered == "both")
        if fits and length > int(band["hours_over"] * 60):
            meals = max(meals, int(band["meals"]))
    g.because("travel_meals", "travel", f"{length} minutes covering {covered} of the meals")
    return g.decide(meals)
