"""Shifts shorter than the personal assistants' agreement's shortest one.

The agreement's text was not seen (``heta.minimum_shift_minutes``): how long the shortest shift is, and whether a
shorter one is paid up to it, are asked once for all employments. Until then a shift pays its own length.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from payroll.agreement import Terms
from payroll.draft import Draft
from payroll.earnings import Prices, add_at_plain_price
from payroll.hours import split
from payroll.inputs import Shift
from rules import Days, NoValueForDay, UnknownValue, UnverifiedValue
from rules.decisions import pay_grounds, personal_assistants

_SHORTEST, _ASKED_BELOW = "heta.minimum_shift_minutes", "choice.short_shift_asked_below_minutes"


def add_short_shifts(draft: Draft, prices: Prices, terms: Terms) -> None:
    """Lines of what the agreement pays beyond the length of short shifts; asks for what nobody has answered.

    Only of hourly wages: a monthly wage does not go by the length of a shift.
    """
    if terms.never:
        return
    missing: dict[int, list[tuple[date, int]]] = {}
    for start, minutes in _shifts(draft):
        day = start.date()
        if not terms.bound(day) or draft.inputs.wages[prices.wage_on(day)].unit != "hour":
            continue
        least = _shortest(draft, day, minutes)
        short = 0 if least is None else _short(draft, minutes, least, day)
        if short and least is not None and terms.gives("short_shift", _ASKS):
            missing.setdefault(least, []).append((day, short))
    for least, days in missing.items():
        facts = (("least", str(least)), ("shifts", str(len(days))))
        add_at_plain_price(
            draft, prices, "hindrance_pay", days, reasons=(pay_grounds.agreement_short_shift(),), facts=facts
        )


_ASKS = "Does the agreement pay a shift that is shorter than its shortest one as if it had been that long?"


def _shifts(draft: Draft) -> Iterator[tuple[datetime, int]]:
    """The shifts that begin in the period: start and minutes of work; those that follow without a pause are one."""
    joined: list[list[Shift]] = []
    for shift in sorted((one for one in draft.inputs.shifts if one.kind == "work"), key=lambda one: one.start):
        if joined and joined[-1][-1].end == shift.start:
            joined[-1].append(shift)
        else:
            joined.append([shift])
    for parts in joined:
        if parts[0].start.date() in draft.inputs.period:
            yield parts[0].start, sum(piece.minutes for shift in parts for piece in split(shift))


def _shortest(draft: Draft, day: date, minutes: int) -> int | None:
    """The shortest shift in minutes by the book or a person's answer; None where there is none, or after asking."""
    days = Days(work_day=day)
    try:
        return int(draft.book.value(_SHORTEST, days).number)
    except NoValueForDay:
        return None
    except (UnknownValue, UnverifiedValue):
        pass
    answer = draft.answered(f"missing_law_value.{_SHORTEST}", day)
    if answer is not None:
        return int(Decimal(answer.value))
    below = draft.value(_ASKED_BELOW, days)
    if below is not None and minutes < int(below.number):
        draft.decide(lambda book: personal_assistants.short_of_shift(minutes, None, day, book))
    return None


def _short(draft: Draft, minutes: int, least: int, day: date) -> int:
    decided = draft.decide(lambda book: personal_assistants.short_of_shift(minutes, least, day, book))
    return 0 if decided is None else decided.outcome or 0
