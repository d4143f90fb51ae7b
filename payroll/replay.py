"""Does the arithmetic of a stored trace again, from its text alone.

Uses nothing but the standard library, so that a payslip can be checked with this one file in ten years:

    python replay.py TRACE.json

Ten operations and three roundings; see ``figures.py`` for how a trace is made. A trace that does not give the numbers
it states raises ``DoesNotReplay``.

Every number is exact: a pair of whole numbers, the upper and the lower one of a fraction, the lower one above zero.
They are not shortened (1267.20 is 126720 over 100): the same arithmetic as with ``fractions``, in a third of the time.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from math import lcm

Number = tuple[int, int]

_WRITTEN = re.compile(r"(-?[0-9]+)(?:\.([0-9]+)|/([0-9]*[1-9][0-9]*))?")


class DoesNotReplay(Exception):
    """A row of the trace does not give the number it states."""


def _read(text: str) -> Number:
    """A whole number, decimals or a fraction: ``-7``, ``13.20``, ``317/6``."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise DoesNotReplay(f"{text!r} is not a number of a trace")
    whole, decimals, lower = found.groups()
    if decimals is not None:
        return int(whole + decimals), 10 ** len(decimals)
    return int(whole), 1 if lower is None else int(lower)


def _text(number: Number) -> str:
    return f"{number[0]}/{number[1]}"


def _sum(numbers: Iterable[Number]) -> Number:
    total, below = 0, 1
    for upper, lower in numbers:
        if lower != below:
            common = lcm(lower, below)
            total, upper, below = total * (common // below), upper * (common // lower), common
        total += upper
    return total, below


def _quotient(dividend: Number, divisor: Number) -> Number:
    upper, lower = dividend[0] * divisor[1], dividend[1] * divisor[0]
    if lower == 0:
        raise DoesNotReplay("a division by nothing")
    return (upper, lower) if lower > 0 else (-upper, -lower)


def _is_less(one: Number, other: Number) -> bool:
    return one[0] * other[1] < other[0] * one[1]


def _rounded(number: Number, rounding: str) -> Number:
    upper, lower = number
    sign = -1 if upper < 0 else 1
    if rounding == "cent_half_up":
        return sign * ((200 * abs(upper) + lower) // (2 * lower)), 100
    if rounding == "euro_down":
        return sign * (abs(upper) // lower), 1
    if rounding == "day_up":
        return -(-upper // lower), 1
    raise DoesNotReplay(f"unknown rounding {rounding}")


def replay(trace_text: str) -> dict[str, int]:
    """The results of a trace in whole cents, worked out again row by row.

    Raises ``DoesNotReplay`` when a row does not give what it states, refers to a later row or is not understood, or
    when a result is not whole cents.
    """
    try:
        trace = json.loads(trace_text)
        rows, results = trace["rows"], trace["results"]
    except (ValueError, KeyError, TypeError) as problem:
        raise DoesNotReplay(f"the trace cannot be read: {problem}") from problem
    values: list[Number] = []
    units: list[str] = []
    for number, row in enumerate(rows):
        operation, name, stated_text, unit, parts, rounding, _about = row
        stated = _read(stated_text)
        if operation in ("given", "law", "decision", "answer"):
            if parts:
                raise DoesNotReplay(f"row {number} ({name}): {operation} is made from nothing")
            values.append(stated)
            units.append(unit)
            continue
        for part in parts:
            if not 0 <= part < number:
                raise DoesNotReplay(f"row {number} ({name}) refers to row {part}, which is not above it")
        value: Number
        if operation == "product":
            upper, lower = 1, 1
            by_hour = any(units[part] == "euros_per_hour" for part in parts)
            for part in parts:
                upper, lower = upper * values[part][0], lower * values[part][1]
                if units[part] == "percent":
                    lower *= 100
                elif by_hour and units[part] == "minutes":
                    lower *= 60
            value = upper, lower
        elif operation == "quotient":
            value = _quotient(values[parts[0]], values[parts[1]])
        elif operation == "total":
            value = _sum([values[part] for part in parts])
        elif operation == "less":
            value = _sum([values[parts[0]], *((-values[part][0], values[part][1]) for part in parts[1:])])
        elif operation == "at_most":
            one, other = values[parts[0]], values[parts[1]]
            value = one if _is_less(one, other) else other
        elif operation == "at_least":
            one, other = values[parts[0]], values[parts[1]]
            value = other if _is_less(one, other) else one
        else:
            raise DoesNotReplay(f"row {number} ({name}): unknown operation {operation}")
        if rounding is not None:
            value = _rounded(value, rounding)
        if value[0] * stated[1] != stated[0] * value[1]:
            raise DoesNotReplay(f"row {number} ({name}) states {stated_text} but gives {_text(value)}")
        values.append(value)
        units.append(unit)
    cents: dict[str, int] = {}
    for key, row_number in results.items():
        upper, lower = values[row_number]
        if 100 * upper % lower:
            raise DoesNotReplay(f"{key} is not whole cents: {_text(values[row_number])}")
        cents[key] = 100 * upper // lower
    return cents


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        for key, amount in replay(file.read()).items():
            sys.stdout.write(f"{key}: {'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}\n")
