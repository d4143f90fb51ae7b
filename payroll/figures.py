"""Figures: numbers that carry how they came about, made by ten named operations and written out as the trace.

A figure is a row of one ``Trace``. Values are exact: whole numbers or fractions, never floats. A percentage is
multiplied as printed and divided by one hundred in ``scaled_product``, the only place; there, too, minutes meet a
price per hour. Rounding happens only when an operation is told a rounding by name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from rules import Reason, Value

Number = int | Fraction


def cent_half_up(value: Number) -> Number:
    """The nearest cent of an amount in euros; half a cent goes away from zero."""
    if isinstance(value, int):
        return value
    numerator, denominator = value.numerator * 200, value.denominator
    if numerator < 0:
        return -Fraction((denominator - numerator) // (2 * denominator), 100)
    return Fraction((numerator + denominator) // (2 * denominator), 100)


def euro_down(value: Number) -> Number:
    """Whole euros, cents left out."""
    return int(value)


def day_up(value: Number) -> Number:
    """Whole days, a part of a day up to the next."""
    return -int(-value // 1)


ROUNDINGS: Final[dict[str, Callable[[Number], Number]]] = {
    "cent_half_up": cent_half_up,
    "euro_down": euro_down,
    "day_up": day_up,
}


class Figure:
    """One number of a calculation: its row in the trace, its value and its unit. Never changed once made."""

    __slots__ = ("row", "unit", "value")

    def __init__(self, row: int, value: Number, unit: str) -> None:
        self.row = row
        self.value = value
        self.unit = unit

    @property
    def cents(self) -> int:
        """The amount in whole cents. Raises ``ValueError`` for an amount that has not been rounded."""
        cents = self.value * 100
        if isinstance(cents, Fraction):
            if cents.denominator != 1:
                raise ValueError(f"{as_text(self.value)} euros is not whole cents")
            return cents.numerator
        return cents

    def __repr__(self) -> str:
        return f"Figure({self.row}: {as_text(self.value)} {self.unit})"


@lru_cache(maxsize=4096, typed=True)
def exact(number: int | Decimal | Fraction | str) -> Number:
    """The exact value of a whole number, a decimal or its text. Raises ``TypeError`` for a float or a truth value."""
    if isinstance(number, bool) or not isinstance(number, int | Decimal | Fraction | str):
        raise TypeError(f"{number!r} is not an exact number")
    if isinstance(number, int):
        return number
    fraction = Fraction(number)
    return fraction.numerator if fraction.denominator == 1 else fraction


@lru_cache(maxsize=8192)
def as_text(value: Number) -> str:
    """Decimal text where the number has one, ``n/d`` where it has not."""
    if isinstance(value, int):
        return str(value)
    numerator, denominator = value.numerator, value.denominator
    if denominator == 1:
        return str(numerator)
    places, rest = 0, denominator
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        return f"{numerator}/{denominator}"
    places = max(twos, fives)
    digits = str(abs(numerator) * 10**places // denominator).rjust(places + 1, "0")
    return f"{'-' if numerator < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def price_text(value: Number) -> str:
    """A price as text: exact, with two decimals at least where it has an end; ``n/d`` where it has none."""
    text = as_text(value)
    if "/" in text:
        return text
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"


def scaled_product(values: Sequence[Number], units: Sequence[str]) -> Number:
    """The product of the values, percentages taken as hundredths and minutes times a price per hour as hours."""
    number: Number = 1
    divisor = 1
    priced_by_hour = "euros_per_hour" in units
    for value, unit in zip(values, units, strict=True):
        number = number * value
        if unit == "percent":
            divisor *= 100
        elif unit == "minutes" and priced_by_hour:
            divisor *= 60
    if divisor == 1:
        return number
    return Fraction(number) / divisor


@lru_cache(maxsize=2048)
def _law_about(value: Value) -> str:
    return json.dumps(
        {
            "since": value.first.isoformat(),
            "source": value.source.title,
            "clause": value.source.clause,
            "link": value.source.link,
            "says": value.says,
        },
        ensure_ascii=False,
    )


@lru_cache(maxsize=2048)
def _reasons_about(reasons: tuple[Reason, ...]) -> str:
    return json.dumps(
        {"because": [[reason.section, reason.says] for reason in reasons]},
        ensure_ascii=False,
    )


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class Trace:
    """The rows of one calculation, in the order in which they were made.

    Row: operation, name, value, unit, rows it was made from, rounding, and what it rests on.
    """

    __slots__ = ("_rows", "results")

    def __init__(self) -> None:
        self._rows: list[str] = []
        self.results: dict[str, Figure] = {}

    def _add(
        self, operation: str, name: str, value: Number, unit: str, parts: str, rounding: str | None, about: str
    ) -> Figure:
        rows = self._rows
        if rounding is not None:
            value = ROUNDINGS[rounding](value)
            rounded = f'"{rounding}"'
        else:
            rounded = "null"
        rows.append(f'["{operation}",{_quoted(name)},"{as_text(value)}","{unit}",[{parts}],{rounded},{about}]')
        return Figure(len(rows) - 1, value, unit)

    def repeated(self, row: Sequence[Any]) -> Figure:
        """A row of an earlier trace, read by ``rows_of``, added as it stands: a correction goes on from a calculation.

        The earlier trace's rows must be added from its first one on, so that they keep their places.
        """
        operation, name, value, unit, parts, rounding, about = row
        written = json.dumps(about, ensure_ascii=False) if about is not None else "null"
        return self._add(operation, name, exact(value), unit, ",".join(str(part) for part in parts), rounding, written)

    def given(self, name: str, number: int | Decimal | Fraction | str, unit: str, **about: str) -> Figure:
        """An input."""
        written = json.dumps(about, ensure_ascii=False) if about else "null"
        return self._add("given", name, exact(number), unit, "", None, written)

    def law(self, value: Value, number: Decimal | None = None, unit: str | None = None) -> Figure:
        """A value of the book. ``number`` names the one taken from a table's row."""
        return self._add(
            "law",
            value.name,
            exact(value.number if number is None else number),
            unit or str(value.unit),
            "",
            None,
            _law_about(value),
        )

    def decision(
        self, name: str, number: int | Decimal | Fraction, unit: str, reasons: tuple[Reason, ...] = ()
    ) -> Figure:
        """An outcome of the rules."""
        return self._add("decision", name, exact(number), unit, "", None, _reasons_about(reasons))

    def answer(self, name: str, number: Decimal | str, unit: str, question: str, document: str) -> Figure:
        """What a person answered, on a document."""
        about = json.dumps({"question": question, "document": document}, ensure_ascii=False)
        return self._add("answer", name, exact(number), unit, "", None, about)

    def product(self, name: str, *parts: Figure, unit: str = "euros", rounding: str | None = None) -> Figure:
        """The parts multiplied; see ``scaled_product``."""
        value = scaled_product([part.value for part in parts], [part.unit for part in parts])
        return self._add("product", name, value, unit, _listed(parts), rounding, "null")

    def quotient(
        self, name: str, dividend: Figure, divisor: Figure, *, unit: str, rounding: str | None = None
    ) -> Figure:
        """The first divided by the second, exact until it is rounded. Raises ``ZeroDivisionError``."""
        value = Fraction(dividend.value) / divisor.value
        return self._add("quotient", name, value, unit, f"{dividend.row},{divisor.row}", rounding, "null")

    def total(self, name: str, parts: Iterable[Figure], unit: str = "euros", rounding: str | None = None) -> Figure:
        """The sum of the parts; of none it is zero."""
        figures = tuple(parts)
        value: Number = 0
        for part in figures:
            value = value + part.value
        return self._add("total", name, value, unit, _listed(figures), rounding, "null")

    def less(self, name: str, whole: Figure, *parts: Figure, unit: str = "euros") -> Figure:
        """The whole less the parts."""
        value = whole.value
        for part in parts:
            value = value - part.value
        return self._add("less", name, value, unit, _listed((whole, *parts)), None, "null")

    def at_most(self, name: str, number: Figure, limit: Figure) -> Figure:
        """The number, but not more than the limit."""
        value = min(number.value, limit.value)
        return self._add("at_most", name, value, number.unit, f"{number.row},{limit.row}", None, "null")

    def at_least(self, name: str, number: Figure, limit: Figure) -> Figure:
        """The number, but not less than the limit."""
        value = max(number.value, limit.value)
        return self._add("at_least", name, value, number.unit, f"{number.row},{limit.row}", None, "null")

    def result(self, key: str, figure: Figure) -> Figure:
        """Marks a figure as one of the payslip's results."""
        self.results[key] = figure
        return figure

    def text(self) -> str:
        """The whole trace as JSON text, one row a line."""
        results = ",".join(f'"{key}":{figure.row}' for key, figure in self.results.items())
        return '{"format":"trace/1","results":{' + results + '},"rows":[\n' + ",\n".join(self._rows) + "\n]}"


def _listed(parts: Sequence[Figure]) -> str:
    return ",".join([str(part.row) for part in parts])


def rows_and_results(trace_text: str) -> tuple[list[list[Any]], dict[str, int]]:
    """The rows of a stored trace, and its results: key to the number of its row."""
    trace = json.loads(trace_text)
    return trace["rows"], trace["results"]


def rows_of(trace_text: str) -> list[list[Any]]:
    """The rows of a stored trace, for showing how an amount was calculated."""
    return rows_and_results(trace_text)[0]


def results_of(trace_text: str) -> dict[str, int]:
    """The results of a stored trace: key to the number of its row."""
    return rows_and_results(trace_text)[1]
