"""Inputs that cannot be true: refused before anything is calculated, with the field, the reason and the way out.

What is missing is not a contradiction: it becomes a question where it matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from payroll.errors import CannotCalculate
from payroll.hours import AT_WORK
from payroll.inputs import Absence, Averaging, HolidayPart, Inputs, Shift, TaxCard

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_DAY_MINUTES = 24 * 60
_HUNDRED = 100
_OLDEST_YEARS = 100  # whoever seems older bears a mistaken century in the identity code


def refuse(inputs: Inputs) -> None:
    """Raises ``CannotCalculate`` for the first contradiction found."""
    if inputs.period.first == inputs.period.after:
        raise CannotCalculate(
            "period",
            f"the period of {inputs.period.first} has no days",
            "Give its last day",
            code="no_days",
            first=inputs.period.first,
        )
    _not_before("employment_last", inputs.employment_last, inputs.employment_first)
    if inputs.born > inputs.employment_first:
        raise CannotCalculate(
            "born",
            f"born on {inputs.born}, employed from {inputs.employment_first}",
            "Correct one of the two days",
            code="born_later",
            born=inputs.born,
            first=inputs.employment_first,
        )
    if inputs.employment_first.year - inputs.born.year > _OLDEST_YEARS:
        raise CannotCalculate(
            "born",
            f"born on {inputs.born}, employed from {inputs.employment_first}",
            "Look at the sign in the middle of the identity code: A is of this century, a hyphen of the last one",
            code="born_long_ago",
            born=inputs.born,
            first=inputs.employment_first,
        )
    _rows("wages", inputs.wages)
    _rows("weekly_time", inputs.weekly_time)
    _rows("agreements", inputs.agreements)
    _rows("tax_cards", inputs.tax_cards)
    for number, wage in enumerate(inputs.wages):
        if wage.euros < 0:
            raise CannotCalculate(
                f"wages[{number}].euros",
                f"a wage of {wage.euros}",
                "Give a wage of 0 or more",
                code="negative_wage",
                euros=wage.euros,
            )
    for number, card in enumerate(inputs.tax_cards):
        _tax_card(f"tax_cards[{number}]", card)
    _shifts("shifts", inputs.shifts)
    _shifts("free_public_holidays", inputs.free_public_holidays)
    _absences(inputs.absences)
    for number, training in enumerate(inputs.trainings):
        if not 0 < training.minutes <= _DAY_MINUTES:
            raise CannotCalculate(
                f"trainings[{number}].minutes",
                f"{training.minutes} minutes of training on {training.day}",
                "Give a whole day's training as one row for each day",
                code="training_minutes",
                minutes=training.minutes,
                day=training.day,
            )
    for number, part in enumerate(inputs.holidays):
        _holiday(f"holidays[{number}]", part)
    _final_pay(inputs)
    for number, one in enumerate(inputs.averaging):
        _averaging(f"averaging[{number}]", one)


class _Dated(Protocol):
    @property
    def first(self) -> date: ...
    @property
    def until(self) -> date | None: ...


def _not_before(field: str, last: date | None, first: date) -> None:
    if last is not None and last < first:
        raise CannotCalculate(
            field,
            f"the end {last} is before the start {first}",
            "Correct one of the two days",
            code="end_before_start",
            first=first,
            last=last,
        )


def _rows(field: str, rows: Iterable[_Dated]) -> None:
    for number, row in enumerate(rows):
        _not_before(f"{field}[{number}].until", row.until, row.first)


def _tax_card(field: str, card: TaxCard) -> None:
    for name, percent in (("percent", card.percent), ("additional_percent", card.additional_percent)):
        # a card read from a file may lack what its type promises
        if percent is None and name == "percent":
            raise CannotCalculate(
                f"{field}.percent",
                f"the card from {card.first} has no percent",
                "Copy the percent from the card, or leave the card out: tax is then withheld as without a card",
                code="card_without_percent",
                first=card.first,
            )
        if percent is not None and not 0 <= percent <= _HUNDRED:
            raise CannotCalculate(
                f"{field}.{name}",
                f"{percent} percent of tax",
                "Copy the percent from the card, from 0 to 100",
                code="card_percent",
                percent=percent,
            )
    if card.ceiling_euros is not None and card.ceiling_euros < 0:
        raise CannotCalculate(
            f"{field}.ceiling_euros",
            f"a ceiling of {card.ceiling_euros}",
            "Copy the income ceiling from the card",
            code="card_ceiling",
            euros=card.ceiling_euros,
        )


def _shifts(field: str, shifts: Sequence[Shift]) -> None:
    ends: dict[bool, tuple[datetime, int]] = {}  # of the latest shift at work, and of the latest stand-by
    spans = [(shift.start.astimezone(UTC), shift.end.astimezone(UTC), row) for row, shift in enumerate(shifts)]
    for start, end, number in sorted(spans):
        shift = shifts[number]
        minutes = (end - start) // _MINUTE
        if minutes <= 0:
            raise CannotCalculate(
                f"{field}[{number}].end",
                f"the shift of {shift.start:%Y-%m-%d %H:%M} ends at {shift.end:%Y-%m-%d %H:%M}",
                "Correct the start or the end",
                code="shift_ends_early",
                start=shift.start,
                end=shift.end,
            )
        # by the clock: a day and night of work in October, when summer time ends, lasts 25 hours
        if shift.end.replace(tzinfo=None) - shift.start.replace(tzinfo=None) > _DAY:
            raise CannotCalculate(
                f"{field}[{number}].end",
                f"the shift of {shift.start:%Y-%m-%d %H:%M} is longer than 24 hours",
                "Correct the end, or give each day's work as its own shift",
                code="shift_too_long",
                start=shift.start,
            )
        if not 0 <= shift.break_minutes <= minutes:
            raise CannotCalculate(
                f"{field}[{number}].break_minutes",
                f"a break of {shift.break_minutes} minutes in a shift of {minutes}",
                "Correct the break or the shift",
                code="break_too_long",
                minutes=shift.break_minutes,
                start=shift.start,
            )
        at_work = shift.kind in AT_WORK
        before = ends.get(at_work)
        if before is not None and start < before[0]:
            raise CannotCalculate(
                f"{field}[{number}].start",
                f"the shift of {shift.start:%Y-%m-%d %H:%M} begins before {field}[{before[1]}] has ended",
                "The same minutes are not paid twice: shorten or remove one of the shifts",
                code="shifts_overlap",
                start=shift.start,
            )
        ends[at_work] = (end, number)


def _absences(absences: Sequence[Absence]) -> None:
    before: tuple[Absence, int] | None = None
    for number, absence in sorted(enumerate(absences), key=lambda one: (one[1].first, one[1].start_minute or 0)):
        field = f"absences[{number}]"
        _not_before(f"{field}.last", absence.last, absence.first)
        if before is not None and (absence.first, absence.start_minute or 0) < _end_of(before[0]):
            raise CannotCalculate(
                f"{field}.first",
                f"the absence {absence.kind} from {absence.first} overlaps absences[{before[1]}] "
                f"({before[0].kind}, to {before[0].last})",
                "An hour has one ground of absence: shorten or remove one of the two",
                code="absences_overlap",
                first=absence.first,
                last=before[0].last,
            )
        _shifts(f"{field}.shifts", absence.shifts)
        before = (absence, number)


def _end_of(absence: Absence) -> tuple[date, int]:
    return absence.last, _DAY_MINUTES if absence.end_minute is None else absence.end_minute


def _holiday(field: str, part: HolidayPart) -> None:
    if part.first is not None:
        _not_before(f"{field}.last", part.last, part.first)
    if part.days < 0 or part.full_months < 0:
        raise CannotCalculate(
            f"{field}.days",
            f"{part.days} days, {part.full_months} months",
            "Give 0 or more",
            code="negative_holiday",
            days=part.days,
            months=part.full_months,
        )


def _final_pay(inputs: Inputs) -> None:
    for field, asked in (("notice", inputs.notice), ("waiting", inputs.waiting), ("notice_loss", inputs.notice_loss)):
        if asked is not None and inputs.employment_last is None:
            raise CannotCalculate(
                field, "the employment goes on", "Give the last day of the employment first", code="employment_goes_on"
            )
    if inputs.notice_loss is not None and inputs.notice_loss.known and inputs.employment_last is not None:
        _not_before("notice_loss.known", inputs.employment_last, inputs.notice_loss.known)
    for number, claim in enumerate(inputs.claims):
        if claim.cents <= 0:
            raise CannotCalculate(
                f"claims[{number}].cents",
                f"a claim of {claim.cents} cents",
                "Give more than nothing",
                code="claim_of_nothing",
            )
    for number, advance in enumerate(inputs.advances):
        if advance.cents <= 0:
            raise CannotCalculate(
                f"advances[{number}].cents",
                f"an advance of {advance.cents} cents",
                "Give more than nothing",
                code="advance_of_nothing",
            )
        if advance.paid > inputs.payment_day:
            raise CannotCalculate(
                f"advances[{number}].paid",
                f"an advance of {advance.paid} is after the pay day {inputs.payment_day}",
                "Take it off a later pay",
                code="advance_after_pay_day",
                paid=advance.paid,
                day=inputs.payment_day,
            )
    if inputs.dependants is not None and inputs.dependants < 0:
        raise CannotCalculate(
            "dependants",
            f"{inputs.dependants} dependants",
            "Give 0 or more",
            code="negative_dependants",
            count=inputs.dependants,
        )


def _averaging(field: str, one: Averaging) -> None:
    if one.first.weekday() != 0:
        raise CannotCalculate(
            f"{field}.first",
            f"{one.first} is no Monday",
            "A week begins on Monday: give that day",
            code="no_monday",
            day=one.first,
        )
    if one.last is None:
        return
    _not_before(f"{field}.last", one.last, one.first)
    days = (one.last - one.first).days + 1
    if days % 7:
        raise CannotCalculate(
            f"{field}.last", f"{one.last} is no Sunday", "The period has whole weeks", code="no_sunday", day=one.last
        )
    if one.week_minutes is not None and len(one.week_minutes) != days // 7:
        raise CannotCalculate(
            f"{field}.week_minutes",
            f"a plan of {len(one.week_minutes)} weeks for {days // 7}",
            "Give the minutes of every week of the period",
            code="plan_of_other_weeks",
            planned=len(one.week_minutes),
            weeks=days // 7,
        )
