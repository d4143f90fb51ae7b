"""Reads a household file without its faulty parts, so that what is wrong with the rest can be told at the same time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from employer.household.reading.readable.schemas import Readable
from employer.household.reading.service import MOST_BYTES, household_of, inside, tree_or_none
from employer.household.schemas import Problem

ROUNDS = 12
"""A part that is left out may leave others without what they need; so many times they are left out in turn."""
_NAME = {"first": "–", "last": "–"}
_ADDRESS = {"street": "–", "postal_code": "00100", "city": "–"}
STAND_INS: Mapping[str, Any] = {
    "format": "household/1",
    "id": "household",
    "employer.name": _NAME,
    "employer.identity_code": "010190-900P",
    "employer.address": _ADDRESS,
    "employer": {"name": _NAME, "identity_code": "010190-900P", "address": _ADDRESS},
}
"""What a file cannot be read without, and what no problem of its other parts depends on."""
_BORN = {"born": "1990-01-01", "sex": "1"}
_OF_EMPLOYMENT = (
    "employments",
    "shifts",
    "absences",
    "holiday_entries",
    "trainings",
    "advances",
    "set_offs",
    "missed_rests",
    "time_off",
    "notice_pay",
    "notice_loss",
    "waiting_pay",
    "opening",
)
_LAST_STEP = re.compile(r"(?:^|\.)[^.\[\]]*$|\[[0-9]+\]$")
_PART = re.compile(r"[a-z_]+(?:\[[0-9]+\])?")


def readable(content: bytes, problems: Iterable[Problem], most_bytes: int = MOST_BYTES) -> Readable | None:
    """The household of a file without the parts that its ``problems`` are about; None when too little is left.

    Nobody is shown this household: it only serves to find what is wrong with the rest.
    """
    whole = tree_or_none(content, most_bytes)
    if whole is None:
        return None
    left_out: set[str] = set()
    found = list(problems)
    for _ in range(ROUNDS):
        for problem in found:
            place = problem.place
            while place in left_out:
                place = _parent(place)
            if not place:
                return None
            left_out.add(place)
        was: dict[str, str] = {}
        household, found = household_of(_without(whole, left_out, was))
        if household is not None:
            return Readable(household, whole, frozenset(left_out), was)
        found = [replace(problem, place=_in_file(problem.place, was)) for problem in found]
    return None


def of_the_file(rest: Readable, problem: Problem) -> Problem | None:
    """A problem found in the rest of a file, at its place in the file.

    None when it lies in a part with a fault of its own, or depends on one: it may be there because of that fault.
    """
    place = _in_file(problem.place, rest.was)
    match = _PART.match(place)
    part = match[0] if match else ""
    if any((found := _PART.match(one)) and found[0] == part for one in rest.left_out):
        return None
    kind, _, number = part.partition("[")
    if kind == "expenses" and any(one.startswith("budget") for one in rest.left_out):
        return None
    if kind in _OF_EMPLOYMENT and number:
        row = rest.tree[kind][int(number[:-1])]
        code = row["id" if kind == "employments" else "employment"]
        if not _all_read(rest, code):
            return None
    return replace(problem, place=place)


def _all_read(rest: Readable, code: str) -> bool:
    """Whether every row of an employment was read, and every row that may be its own."""
    others = False
    for one in rest.left_out:
        kind, bracket, after = one.partition("[")
        if kind not in _OF_EMPLOYMENT or one.endswith((".line", ".cost")):
            continue
        rows = rest.tree.get(kind)
        if not bracket or not isinstance(rows, list):
            return False
        row = rows[int(after.partition("]")[0])]
        named = row.get("id" if kind == "employments" else "employment") if isinstance(row, dict) else None
        if not isinstance(named, str) or named == code or named not in _codes(rest.tree):
            return False
        others = others or kind == "employments"
    # how many others the household employs decides which rules hold for a relative
    return not (others and any(row.get("family_member") for row in _rows(rest.tree) if row.get("id") == code))


def _rows(whole: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = whole.get("employments")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _codes(whole: Mapping[str, Any]) -> set[Any]:
    return {row.get("id") for row in _rows(whole) if isinstance(row.get("id"), str)}


def _without(value: Any, left_out: set[str], was: dict[str, str], place: str = "", here: str = "") -> Any:
    """A copy without what is left out. ``place``: where it stands in the file, ``here``: in the copy."""
    if isinstance(value, list):
        kept: list[Any] = []
        for number, item in enumerate(value):
            old, new = f"{place}[{number}]", f"{here}[{len(kept)}]"
            if old not in left_out:
                was[new] = old
                kept.append(_without(item, left_out, was, old, new))
        return kept
    if not isinstance(value, dict):
        return value
    copy = {
        key: _without(inner, left_out, was, inside(place, key), inside(here, key))
        for key, inner in value.items()
        if inside(place, key) not in left_out
    }
    for missing, stand_in in STAND_INS.items():
        if missing in left_out and _parent(missing) == place:
            copy[missing.rpartition(".")[2]] = stand_in
    if re.fullmatch(r"employees\[[0-9]+\]", place):
        if f"{place}.name" in left_out:
            copy["name"] = _NAME
        if any(f"{place}.{key}" in left_out for key in ("identity_code", "born", "sex")):
            copy = {**copy, **_BORN} if "identity_code" not in copy else copy
    return copy


def _in_file(place: str, was: Mapping[str, str]) -> str:
    """The place in the file of a place in the copy: the nearest row around it may have had another number."""
    start = place
    while start and start not in was:
        start = _parent(start)
    return was[start] + place[len(start) :] if start else place


def _parent(place: str) -> str:
    return _LAST_STEP.sub("", place)
