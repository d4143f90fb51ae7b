"""Does the arithmetic of a stored trace again, from its text alone.

Uses nothing but the standard library, so that a payslip can be checked with this one file in ten years:

    python replay.py TRACE.json

Ten operations and three roundings; see ``figures.py`` for how a trace is made. A trace that does not give the numbers
it states raises ``DoesNotReplay``.
"""

from __future__ import annotations

import json
import sys
from fractions import Fraction


class DoesNotReplay(Exception):
    """A row of the trace does not give the number it states."""


def _read(text: str, seen: dict[str, int | Fraction]) -> int | Fraction:
    known = seen.get(text)
    if known is None:
        known = int(text) if "." not in text and "/" not in text else Fraction(text)
        seen[text] = known
    return known


def _rounded(value: int | Fraction, rounding: str) -> int | Fraction:
    if rounding == "cent_half_up":
        sign = -1 if value < 0 else 1
        hundredfold = Fraction(value) * 100 * sign
        whole = (2 * hundredfold.numerator + hundredfold.denominator) // (2 * hundredfold.denominator)
        return Fraction(sign * whole, 100)
    if rounding == "euro_down":
        return int(value)
    if rounding == "day_up":
        return -(-Fraction(value).numerator // Fraction(value).denominator)
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
    values: list[int | Fraction] = []
    units: list[str] = []
    seen: dict[str, int | Fraction] = {}
    for number, row in enumerate(rows):
        operation, name, stated_text, unit, parts, rounding, _about = row
        stated = _read(stated_text, seen)
        if operation in ("given", "law", "decision", "answer"):
            if parts:
                raise DoesNotReplay(f"row {number} ({name}): {operation} is made from nothing")
            values.append(stated)
            units.append(unit)
            continue
        for part in parts:
            if not 0 <= part < number:
                raise DoesNotReplay(f"row {number} ({name}) refers to row {part}, which is not above it")
        value: int | Fraction
        if operation == "product":
            value, divisor = 1, 1
            by_hour = any(units[part] == "euros_per_hour" for part in parts)
            for part in parts:
                value = value * values[part]
                if units[part] == "percent":
                    divisor *= 100
                elif by_hour and units[part] == "minutes":
                    divisor *= 60
            if divisor != 1:
                value = Fraction(value) / divisor
        elif operation == "quotient":
            value = Fraction(values[parts[0]]) / values[parts[1]]
        elif operation == "total":
            value = sum([values[part] for part in parts])
        elif operation == "less":
            value = values[parts[0]] - sum([values[part] for part in parts[1:]])
        elif operation == "at_most":
            value = min(values[parts[0]], values[parts[1]])
        elif operation == "at_least":
            value = max(values[parts[0]], values[parts[1]])
        else:
            raise DoesNotReplay(f"row {number} ({name}): unknown operation {operation}")
        if rounding is not None:
            value = _rounded(value, rounding)
        if value != stated:
            raise DoesNotReplay(f"row {number} ({name}) states {stated_text} but gives {value}")
        values.append(value)
        units.append(unit)
    cents: dict[str, int] = {}
    for key, row_number in results.items():
        amount = values[row_number] * 100
        if amount != int(amount):
            raise DoesNotReplay(f"{key} is not whole cents: {values[row_number]}")
        cents[key] = int(amount)
    return cents


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        for key, amount in replay(file.read()).items():
            sys.stdout.write(f"{key}: {'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}\n")
