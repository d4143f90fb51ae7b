"""Time off in place of money on the payslip: what was exchanged, what was taken, what is left.

An hourly wage pays the minutes of time off when they are taken, at the plain price of their day; a monthly wage goes
on. What is left when the employment ends is paid at the price of its last day. Sources: Working Time Act 872/2019, 21
and 28 §; ``choice.time_off_price``, ``choice.time_off_holiday_base``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from payroll import agreement_overtime
from payroll.agreement import Terms
from payroll.draft import Draft
from payroll.earnings import Prices, add_at_plain_price
from payroll.errors import CannotCalculate
from payroll.exchanged import INCREASE, REST, WEEKLY_REST, WORK, Credit, Share, credit, settle
from payroll.hours import split
from payroll.inputs import Absence
from payroll.sick_pay import TIME_OFF
from rules import Days, Reason
from rules.decisions import pay_grounds

_HOUR = 60
_CHOICES = ("choice.time_off_price", "choice.time_off_holiday_base")


def add_time_off(draft: Draft, prices: Prices, terms: Terms) -> None:
    """Tells what was exchanged in the period and what is left, and adds the lines of time off that an hourly wage pays
    and of what is left when the employment ends."""
    inputs = draft.inputs
    absences = [one for one in inputs.absences if one.kind == TIME_OFF]
    if not inputs.time_off and (not absences or inputs.kind == "supplementary"):
        return  # an additional run leaves time off to the ordinary one of its days
    of_period = [
        one for one in inputs.time_off if one.day <= inputs.period.last
    ]  # not the rest of the period's last week
    credits = [draft.look_up(partial(credit, one)) for one in of_period]
    known = [one for one in credits if one is not None]
    if len(known) < len(credits):
        return
    for one in known:
        if one.noted.day in inputs.period:
            _tell(draft, one)
            agreement_overtime.tell_of_time_off(draft, terms, one.noted.kind, one.noted.day)
    taken = [minutes for absence in absences for minutes in _taken(draft, absence)]
    settled = settle(known, [*inputs.time_off_taken, *taken])
    for day, minutes in (one for one in settled.beyond if one[0] in inputs.period):
        raise CannotCalculate(
            "time_off",
            f"{minutes} minutes more time off are taken on {day} than were exchanged",
            "Note what was exchanged, or another kind of absence for the rest",
            code="time_off_balance",
            day=day,
            minutes=minutes,
        )
    for of in (WORK, INCREASE, REST):
        shares = [one for one in settled.shares if one.of == of and one.day in inputs.period]
        _add(
            draft,
            prices,
            of,
            [one for one in shares if inputs.wages[prices.wage_on(one.day)].unit == "hour"],
            at_end=False,
        )
    last = inputs.employment_last
    left = settled.left_minutes
    if last is not None and last in inputs.period:
        worked = [Share(last, work, WORK, one) for one, work, _, _ in settled.left if work]
        _add(draft, prices, WORK, worked, at_end=True)
        grown = [Share(last, increase, INCREASE, one) for one, _, increase, _ in settled.left if increase]
        _add(draft, prices, INCREASE, grown, at_end=True)
        left = sum(rest for *_, rest in settled.left)
    by = min((one.by for one, *parts in settled.left if sum(parts)), default=None)
    used = sum(minutes for _, minutes in taken)
    if used or not left:
        draft.notice("time_off_used", hours=str(used), left=str(left))
    if left and by is not None:
        draft.notice("time_off_left", left=str(left), last=by.isoformat())


def _tell(draft: Draft, one: Credit) -> None:
    code = "time_off_rest" if one.noted.kind == WEEKLY_REST else "time_off_exchanged"
    if one.noted.increase_only:
        code = "time_off_increase"
    draft.notice(code, day=one.noted.day.isoformat(), hours=str(one.noted.minutes), time_off=str(one.minutes))


def _taken(draft: Draft, absence: Absence) -> list[tuple[date, int]]:
    """The minutes of time off of an absence in the period by day; asked where no roster has its shifts."""
    period = draft.inputs.period
    pieces = [piece for shift in absence.shifts for piece in split(shift) if piece.day in period]
    found = [(piece.day, piece.minutes) for piece in pieces if piece.kind == "work"]
    first, last = max(absence.first, period.first), min(absence.last, period.last)
    if found or last < first:
        return found
    topic = f"time_off_hours.{first.isoformat()}"
    answer = draft.answered(topic)
    if answer is None:
        draft.ask(pay_grounds.question_time_off_hours(topic, first, last))
        return []
    hours = draft.trace.answer("time_off_hours", answer.value, "hours", answer.question, answer.document)
    minutes = draft.trace.product(
        "time_off_minutes", hours, draft.trace.given("minutes_an_hour", _HOUR, "minutes"), unit="minutes"
    )
    return [(first, int(minutes.value))] if minutes.value else []


def _add(draft: Draft, prices: Prices, of: str, shares: Sequence[Share], *, at_end: bool) -> None:
    """The line of time off that stands for work, for its increase, or for rest, which is asked about."""
    if of == REST:
        shares = [one for one in shares if _rest_paid(draft, one)]
    if not shares or any(draft.value(name, Days(work_day=shares[0].day)) is None for name in _CHOICES):
        return
    reasons: dict[str, Reason] = {}
    for one in shares:
        for reason in one.credit.reasons:
            reasons.setdefault(reason.code, reason)
    add_at_plain_price(
        draft,
        prices,
        "time_off",
        [(one.day, one.minutes) for one in shares],
        holiday_base=of == WORK,
        reasons=tuple(reasons.values()),
        facts=(("of", of), *((("at_end", "yes"),) if at_end else ())),
    )


def _rest_paid(draft: Draft, share: Share) -> bool:
    topic = f"time_off_rest_paid.{share.day.isoformat()}"
    answer = draft.answered(topic)
    if answer is None:
        draft.ask(pay_grounds.question_rest_paid(topic, share.day))
        return False
    return answer.value == "yes"
