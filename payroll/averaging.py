"""Working time that is averaged over weeks: the plan's weeks, and the weekly overtime settled at the period's end.

Source: Working Time Act 872/2019, 5, 16, 20, 22 and 29 §. That weekly overtime is settled at the end, and against which
time, is a documented choice (``choice.averaging_overtime``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from payroll import agreement_overtime
from payroll.agreement import Terms
from payroll.draft import Draft, Line
from payroll.exchanged import exchanged_at_end
from payroll.figures import Figure, as_text, price_text
from payroll.hours import Sorted
from payroll.inputs import Averaging, Inputs
from rules import Book, Days, Decision
from rules.decisions import pay_grounds, working_time

_DAY = timedelta(days=1)
_WEEK = 7
_HOUR = 60
PriceOn = Callable[[date], Figure]
"""Gives the plain price of an hour on a day, in euros per hour."""


def averaged_mondays(inputs: Inputs) -> frozenset[date]:
    """The Mondays of the averaged weeks around the period; a period without a known end goes on through them."""
    found = set()
    for one in inputs.averaging:
        monday = one.first
        last = one.last or inputs.period.last
        while monday <= last:
            found.add(monday)
            monday += _WEEK * _DAY
    return frozenset(found)


def with_plans(inputs: Inputs, agreed: list[tuple[date, int]]) -> list[tuple[date, int]]:
    """The agreed weekly minutes by day (first day, minutes), with each planned week in its place."""
    for one in inputs.averaging:
        if one.week_minutes is None:
            continue
        after = one.first + _WEEK * len(one.week_minutes) * _DAY
        before = [row for row in agreed if row[0] < one.first]
        inside = [row for row in agreed if row[0] < after]
        later = [row for row in agreed if row[0] >= after]
        if inside and not (later and later[0][0] == after):
            later = [(after, inside[-1][1]), *later]
        weeks = [(one.first + _WEEK * number * _DAY, minutes) for number, minutes in enumerate(one.week_minutes)]
        agreed = [*before, *weeks, *later]
    return agreed


def ask_what_is_missing(draft: Draft) -> None:
    """Averaging needs its period and a written plan (5 and 29 §); what nobody has said is asked."""
    for one in draft.inputs.averaging:
        first = one.first.isoformat()
        if one.last is None:
            draft.ask(pay_grounds.question_averaging_period(first))
        if one.week_minutes is None:
            draft.ask(pay_grounds.question_averaging_plan(first))


def rostered_minutes(draft: Draft, worked: Mapping[date, int]) -> dict[date, int]:
    """The roster's minutes of averaged days, as kept or answered; of another ``worked`` day (minutes) they are asked.

    Several days of the period are asked about at once: whether all went as the roster said; only if not, day by day.
    Only days whose overtime this payslip pays or settles are asked about. Nothing for a payslip of before rosters were
    looked at. Source: Working Time Act 872/2019 16 §; ``choice.averaging_daily_overtime``.
    """
    inputs = draft.inputs
    if inputs.rostered is None:
        return {}
    found = {one.day: one.minutes for one in inputs.rostered}
    averaged = averaged_mondays(inputs)
    settled = [one for one in inputs.averaging if one.last is not None and one.last in inputs.period]
    unknown = [
        day
        for day in sorted(set(worked) - set(found))
        if day - _DAY * day.weekday() in averaged and (day in inputs.period or any(one.first <= day for one in settled))
    ]
    open_days = [day for day in unknown if day in inputs.period and draft.answered(_of_day(day)) is None]
    as_worked = _as_worked(draft, open_days)
    for day in unknown:
        topic = _of_day(day)
        answer = draft.answered(topic)
        if day in open_days and as_worked != "no":
            if as_worked == "yes":
                found[day] = worked[day]
            continue
        if answer is None:
            draft.ask(pay_grounds.question_rostered_day(topic, day))
            continue
        hours = draft.trace.answer("rostered_hours", answer.value, "hours", answer.question, answer.document)
        sixty = draft.trace.given("minutes_an_hour", _HOUR, "minutes")
        minutes = draft.trace.product("rostered_minutes", hours, sixty, unit="minutes").value
        found[day] = int(minutes)
    return found


def _of_day(day: date) -> str:
    return f"rostered_day.{day.isoformat()}"


def _as_worked(draft: Draft, days: Sequence[date]) -> str | None:
    """Whether the roster had the hours that were worked on the period's days: yes, no, or None after asking; a single
    day is asked by itself."""
    period = draft.inputs.period
    topic = f"rostered_as_worked.{period.first.isoformat()}_{period.last.isoformat()}"
    answer = draft.answered(topic)
    if answer is not None:
        return answer.value
    if len(days) < 2:
        return "no"
    draft.ask(pay_grounds.question_rostered_as_worked(topic, period.first, period.last))
    return None


def add_settlement(draft: Draft, price_on: PriceOn, terms: Terms, sorted_minutes: Iterable[Sorted]) -> None:
    """The line of the weekly overtime of an averaging period that ends in this payslip's period.

    ``sorted_minutes``: those of all weeks that the inputs hold, back to the averaging period's first.
    """
    rows = list(sorted_minutes)
    for one in draft.inputs.averaging:
        if one.last is None or one.week_minutes is None or one.last not in draft.inputs.period:
            continue
        last = draft.inputs.employment_last
        if last is not None and last < one.last:
            continue  # ended in the middle: see ``add_ended``
        _settle(draft, price_on, terms, one, one.last, rows)


def _settle(draft: Draft, price_on: PriceOn, terms: Terms, one: Averaging, last: date, rows: list[Sorted]) -> None:
    trace = draft.trace
    on = Days(work_day=last)
    regular = one.training_minutes + sum(
        row.minutes - row.overtime_first - row.overtime_rest for row in rows if one.first <= row.day <= last
    )
    weeks = ((last - one.first).days + 1) // _WEEK

    def over(book: Book) -> Decision[int]:
        return working_time.averaging_overtime(regular, weeks, last, book)

    decided = draft.decide(over)
    limit, weekly = draft.law("working_time.weekly_minutes", on), "working_time.overtime_weekly_percent"
    if decided is None or limit is None:
        return
    exchanged = exchanged_at_end(draft.inputs, last, decided.outcome)
    if decided.outcome == exchanged:
        return
    percent, agreed = agreement_overtime.increase(draft, terms, weekly, last)
    value = draft.value(agreement_overtime.CLAUSE if agreed else weekly, on)
    if percent is None:
        return
    whole = trace.product("averaging_limit", limit, trace.given("weeks", weeks, "weeks"), unit="minutes")
    minutes = trace.less(
        "overtime_weekly_minutes", trace.given("averaging_minutes", regular, "minutes"), whole, unit="minutes"
    )
    if exchanged:
        off = trace.given("time_off_exchanged_minutes", exchanged, "minutes")
        minutes = trace.less("overtime_weekly_minutes_paid", minutes, off, unit="minutes")
    price = price_on(last)
    unit_price = trace.product("overtime_50_price", price, percent, unit="euros_per_hour")
    amount = trace.product("overtime_50", minutes, unit_price, rounding="cent_half_up")
    draft.add_line(
        amount,
        Line(
            kind="overtime_50",
            income_type=draft.income_type("overtime_50"),
            unit="hour",
            amount_cents=amount.cents,
            figure=amount.row,
            minutes=int(minutes.value),
            unit_price=price_text(unit_price.value),
            first=one.first,
            last=last,
            reasons=(*decided.reasons, agreement_overtime.AGREED) if agreed else decided.reasons,
            values=(value,) if value is not None else (),
            facts=(
                ("first", one.first.isoformat()),
                ("last", last.isoformat()),
                ("percent", as_text(percent.value)),
                ("hour_price", as_text(price.value)),
                *((("agreed", "yes"),) if agreed else ()),
                ("averaged", str(weeks)),
            ),
        ),
    )


def add_ended(draft: Draft, price_on: PriceOn, *, monthly: bool) -> None:
    """When the employment ends before its averaging period does, the time above the average is paid without an
    increase (22 §). An hourly wage has paid every hour already; of a ``monthly`` wage the hours are asked."""
    inputs = draft.inputs
    last = inputs.employment_last
    for one in inputs.averaging:
        if last is None or last not in inputs.period or not one.first <= last or one.last is None or one.last <= last:
            continue
        reasons = working_time.averaging_ended(last, one.last).reasons
        if not monthly:
            draft.notice("averaging_ended", day=last.isoformat(), last=one.last.isoformat())
            continue
        answer = draft.answered("averaging_settlement")
        if answer is None:
            draft.ask(pay_grounds.question_averaging_settlement(one.first, last))
            continue
        trace = draft.trace
        hours = trace.answer("hours_above_average", answer.value, "hours", answer.question, answer.document)
        minutes = trace.product(
            "additional_hours_minutes", hours, trace.given("minutes_an_hour", 60, "minutes"), unit="minutes"
        )
        if not minutes.value:
            continue
        price = price_on(last)
        amount = trace.product("additional_hours", minutes, price, rounding="cent_half_up")
        draft.add_line(
            amount,
            Line(
                kind="additional_hours",
                income_type=draft.income_type("additional_hours"),
                unit="hour",
                amount_cents=amount.cents,
                figure=amount.row,
                minutes=int(minutes.value),
                unit_price=price_text(price.value),
                first=one.first,
                last=last,
                reasons=reasons,
                facts=(("first", one.first.isoformat()), ("last", last.isoformat())),
            ),
        )
