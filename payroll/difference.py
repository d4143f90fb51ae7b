"""What changes between what was paid for a period and what its calculation gives now: one difference per line.

A line of the new calculation meets the paid lines of the same kind, title and credit year. Where the days of the two
sides agree they are compared span by span, otherwise the kind as a whole. Zero is a difference too, so that a
correction shows everything that was looked at. The trace of the result is the whole new calculation with the
differences after it, and replays by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from payroll.draft import Line
from payroll.figures import Figure, Trace, exact, results_of, rows_of
from payroll.payslip import TOTALS, Payslip


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line of an issued payslip, as it was kept. Money in cents, time in minutes."""

    kind: str
    income_type: int | None
    unit: str
    amount_cents: int
    minutes: int | None = None
    days: Decimal | None = None
    unit_price: str | None = None
    first: date | None = None
    last: date | None = None
    taxable: bool = True
    cash: bool = True
    holiday_base: date | None = None
    title: str | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Key:
    kind: str
    income_type: int | None
    taxable: bool
    cash: bool
    title: str | None
    holiday_base: date | None


_Span = tuple[date | None, date | None]


@dataclass(slots=True)
class _Pair:
    """The two sides of one difference."""

    paid: list[PaidLine]
    now: list[Line]


def difference(paid_lines: Iterable[PaidLine], paid_totals: Mapping[str, int], now: Payslip) -> Payslip:
    """The payslip of the differences between what was paid and ``now``, the period's new calculation.

    ``paid_lines`` and ``paid_totals`` (cents) are those of the first payslip and all its earlier corrections together.
    Questions and notices are those of the new calculation; a total that it withholds is withheld here too. Hours are
    the period's whole hours as they are known now. Raises ``KeyError`` when a paid total is missing.
    """
    trace = Trace()
    figures = [trace.repeated(row) for row in rows_of(now.trace)]
    lines, amounts = line_differences(trace, paid_lines, now.lines, lambda line: figures[line.figure])
    totals: dict[str, int | None] = dict.fromkeys(TOTALS)
    for key_name, row in results_of(now.trace).items():
        if key_name == "gross":
            figure = _total(trace, key_name, amounts, [line.taxable and line.cash for line in lines])
        elif key_name == "tax_free":
            figure = _total(trace, key_name, amounts, [not line.taxable for line in lines])
        else:
            figure = _less(trace, f"{key_name}_difference", [figures[row]], paid_totals[key_name])
        totals[key_name] = trace.result(key_name, figure).cents
    return replace(now, lines=tuple(lines), totals=totals, holiday_base=_holiday_base(lines), trace=trace.text())


def line_differences(
    trace: Trace, paid_lines: Iterable[PaidLine], now_lines: Sequence[Line], figure_of: Callable[[Line], Figure]
) -> tuple[list[Line], list[Figure]]:
    """What the lines of a calculation exceed the paid ones by, each with its figure in ``trace``; zero is a line too.

    ``figure_of``: the figure in ``trace`` of a line of the calculation, in euros.
    """
    lines: list[Line] = []
    amounts: list[Figure] = []
    for key, pair in _pairs(paid_lines, now_lines):
        amount = _less(
            trace,
            f"{key.kind}_difference",
            [figure_of(line) for line in pair.now],
            sum(line.amount_cents for line in pair.paid),
        )
        amounts.append(amount)
        lines.append(_line(pair, amount))
    return lines, amounts


def _pairs(paid_lines: Iterable[PaidLine], now_lines: Sequence[Line]) -> list[tuple[_Key, _Pair]]:
    """What is compared with what, in the order of the new calculation; lines that only were paid come last."""
    groups: dict[_Key, _Pair] = {}
    for line in now_lines:
        groups.setdefault(_key(line), _Pair([], [])).now.append(line)
    for paid in paid_lines:
        groups.setdefault(_key(paid), _Pair([], [])).paid.append(paid)
    found: list[tuple[_Key, _Pair]] = []
    for key, group in groups.items():
        spans: dict[_Span, _Pair] = {}
        for line in group.now:
            spans.setdefault((line.first, line.last), _Pair([], [])).now.append(line)
        for paid in group.paid:
            spans.setdefault((paid.first, paid.last), _Pair([], [])).paid.append(paid)
        agree = all(pair.paid and pair.now for pair in spans.values())
        found.extend((key, pair) for pair in (spans.values() if agree else (group,)))
    return found


def _key(line: Line | PaidLine) -> _Key:
    return _Key(line.kind, line.income_type, line.taxable, line.cash, line.title, line.holiday_base)


def _less(trace: Trace, name: str, now: Sequence[Figure], paid_cents: int) -> Figure:
    whole = now[0] if len(now) == 1 else trace.total("amount_now", now)
    paid = trace.given("amount_paid_before", exact(Decimal(paid_cents).scaleb(-2)), "euros")
    return trace.less(name, whole, paid)


def _line(pair: _Pair, amount: Figure) -> Line:
    everything: list[Line | PaidLine] = [*pair.now, *pair.paid]
    model = everything[0]
    newest = pair.now[-1] if pair.now else None
    minutes = _change([one.minutes for one in pair.now], [one.minutes for one in pair.paid])
    days = _change([one.days for one in pair.now], [one.days for one in pair.paid])
    now_cents = sum(one.amount_cents for one in pair.now)
    paid_cents = sum(one.amount_cents for one in pair.paid)
    prices = {one.unit_price for one in (pair.now or pair.paid)}
    return Line(
        kind=model.kind,
        income_type=model.income_type,
        unit=model.unit,
        amount_cents=amount.cents,
        figure=amount.row,
        minutes=None if minutes is None else int(minutes),
        days=None if days is None else Decimal(days),
        unit_price=prices.pop() if len(prices) == 1 else None,
        first=min((one.first for one in everything if one.first is not None), default=None),
        last=max((one.last for one in everything if one.last is not None), default=None),
        taxable=model.taxable,
        cash=model.cash,
        holiday_base=model.holiday_base,
        reasons=newest.reasons if newest is not None else (),
        values=newest.values if newest is not None else (),
        facts=(
            *(newest.facts if newest is not None else pair.paid[0].facts),
            ("amount_now", str(now_cents)),
            ("amount_paid_before", str(paid_cents)),
        ),
        title=model.title,
    )


def _change(now: Sequence[int | Decimal | None], paid: Sequence[int | Decimal | None]) -> int | Decimal | None:
    """The change of a count; None when neither side counts."""
    if all(one is None for one in (*now, *paid)):
        return None
    return sum((one for one in now if one is not None), 0) - sum((one for one in paid if one is not None), 0)


def _total(trace: Trace, name: str, amounts: Sequence[Figure], wanted: Sequence[bool]) -> Figure:
    return trace.total(f"{name}_difference", [one for one, chosen in zip(amounts, wanted, strict=True) if chosen])


def _holiday_base(lines: Iterable[Line]) -> tuple[tuple[date, int], ...]:
    cents: dict[date, int] = {}
    for line in lines:
        if line.holiday_base is not None:
            cents[line.holiday_base] = cents.get(line.holiday_base, 0) + line.amount_cents
    return tuple(sorted(cents.items()))
