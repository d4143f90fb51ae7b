"""What fringe benefits add to the pay of overtime, additional work and Sundays: they belong to the price of an hour.

Source: Working Time Act 872/2019, 23 §: the hour from which increases are counted is the contractual pay of the period,
benefits included, divided by its regular hours. What a benefit counts for, and which hours those are, is a documented
choice (``choice.benefits_in_increases``).
"""

from __future__ import annotations

from calendar import monthrange
from fractions import Fraction

from payroll.draft import Draft, Line
from payroll.figures import Figure
from payroll.inputs import Inputs
from rules import Days

CENT = "cent_half_up"
_PERCENTS = {
    "overtime_50": "working_time.overtime_first_percent",
    "overtime_100": "working_time.overtime_rest_percent",
    "sunday": "working_time.sunday_percent",
}
_OVERTIME = ("overtime_50", "overtime_100")
_PLAIN = ("additional_hours", "emergency")


def add_to_increases(draft: Draft) -> None:
    """A further line for each line of overtime, of a Sunday and, with a monthly wage, of additional or emergency work:
    the benefits' part of it in euros. Called when the benefits have their lines; without any, or without such work, it
    adds nothing.

    An hourly wage pays an hour of overtime without the benefits, so that their whole hour is added with its increase.
    """
    raised = [line for line in draft.lines if _is_raised(draft.inputs, line)]
    worth = [amount for amount, line in zip(draft.amounts, draft.lines, strict=True) if line.kind == "fringe_benefit"]
    if not raised or sum(one.value for one in worth) <= 0:
        return
    hour = _hour(draft, worth)
    choice = draft.value("choice.benefits_in_increases")
    if hour is None or choice is None:
        return
    for line in raised:
        amount = _amount(draft, line, hour)
        if amount is None or not amount.value:
            continue
        draft.add_line(
            amount,
            Line(
                kind=line.kind,
                income_type=line.income_type,
                unit="euro",
                amount_cents=amount.cents,
                figure=amount.row,
                first=line.first,
                last=line.last,
                holiday_base=line.holiday_base,
                values=(choice,),
                facts=(
                    *((name, told) for name, told in line.facts if name in ("first", "last", "percent")),
                    ("benefits", "yes"),
                ),
                by_day=line.by_day,
            ),
        )


def _is_raised(inputs: Inputs, line: Line) -> bool:
    if line.unit != "hour" or line.minutes is None or line.first is None:
        return False
    return line.kind in _PERCENTS or (line.kind in _PLAIN and _monthly(inputs, line))


def _monthly(inputs: Inputs, line: Line) -> bool:
    units = [one.unit for one in inputs.wages if line.first is not None and one.first <= line.first]
    return units[-1:] == ["month"]


def _amount(draft: Draft, line: Line, hour: Figure) -> Figure | None:
    trace = draft.trace
    minutes = trace.given("benefit_minutes", line.minutes or 0, "minutes")
    if line.kind in _PLAIN:
        return trace.product("benefit_in_increase", minutes, hour, rounding=CENT)
    told = dict(line.facts)
    percent = draft.law(_PERCENTS[line.kind], Days(work_day=line.first))
    if "agreed" in told:
        percent = trace.given("overtime_agreed_percent", told["percent"], "percent")
    if percent is None:
        return None
    if line.kind in _OVERTIME and not _monthly(draft.inputs, line):
        plain = trace.given("plain_percent", 100, "percent")
        percent = trace.total("raised_percent", (plain, percent), unit="percent")
    return trace.product("benefit_in_increase", minutes, hour, percent, rounding=CENT)


def _hour(draft: Draft, worth: list[Figure]) -> Figure | None:
    """The benefits of the period for one of its regular hours, in euros per hour; None when it has none."""
    trace = draft.trace
    minutes = _regular_minutes(draft)
    if not minutes:
        return None
    hours = trace.quotient(
        "period_regular_hours",
        trace.given("period_regular_minutes", minutes, "minutes"),
        trace.given("minutes_an_hour", 60, "minutes"),
        unit="hours",
    )
    return trace.quotient("benefit_hour", trace.total("benefits_of_period", worth), hours, unit="euros_per_hour")


def _regular_minutes(draft: Draft) -> Fraction:
    """The regular working time of the period's days of employment: of a monthly wage its months' (a part by calendar
    days), else the agreed weekly time, and without one the time worked in the period that is not overtime."""
    inputs = draft.inputs
    days = [day for day in inputs.period if inputs.employed_on(day)]
    months = dict(inputs.regular_minutes)
    if months:
        return sum(
            (Fraction(months.get(day.replace(day=1), 0), monthrange(day.year, day.month)[1]) for day in days),
            Fraction(0),
        )
    agreed = Fraction(0)
    for day in days:
        rows = [one.minutes for one in inputs.weekly_time if one.first <= day]
        agreed += Fraction(rows[-1] if rows else 0, 7)
    if agreed:
        return agreed
    worked = sum(line.minutes or 0 for line in draft.lines if line.kind in ("base_pay", "additional_hours"))
    return Fraction(worked - sum(line.minutes or 0 for line in draft.lines if line.kind in _OVERTIME))
