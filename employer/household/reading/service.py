"""Reads the text of a household file and checks everything in it, listing all problems with their places.

Three steps, each only as far as the one before allows: the text becomes a tree of texts, the tree is checked for shape
and ranges, and the parts are checked against each other. Nothing here reads or writes a database.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Any

import yaml
from marshmallow import ValidationError

from employer.clock import HELSINKI
from employer.effective import NOT_SAID
from employer.household.reading.schemas import (
    BROKEN,
    DAY_MINUTES,
    ID,
    WEEKDAYS,
    AnswerPart,
    HouseholdSchema,
    make,
    pattern_minutes,
)
from employer.household.schemas import AnswerRow, Fault, Household, Problem, Unreadable
from employer.leave.schemas import ILLNESSES
from employer.people.schemas import born_of
from rules import BookError, NoValueForDay, UnknownValue, UnverifiedValue, calendar, load_book
from rules.decisions.annual_holiday import RULE_14_DAYS, RULE_35_HOURS, RULE_NONE, ContractPhase, accrual_rule
from rules.decisions.family_leave import PARTIAL

MOST_BYTES = 2_000_000
EXPORT_MARK = "# Written by: employer household export\n"
DEEPEST = 20
LANGUAGES = ("fi", "sv", "en")
_NULLS = ("", "~", "null", "Null", "NULL")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DAYS_IN_WEEK = 7
_ONE_DAY = timedelta(days=1)


def read(content: bytes, language: str | None = None, most_bytes: int = MOST_BYTES) -> Household:
    """The household of a YAML or JSON file's bytes.

    ``most_bytes`` is for files that begin with the mark of an export; any other may have 2 MB.
    Raises ``Unreadable`` with every problem of the file, worded in ``language`` or else in the file's own.
    """
    most = most_bytes if content.startswith(EXPORT_MARK.encode()) else MOST_BYTES
    tree, problems = _tree_or_refuse(content, language, most)
    spoken = language or _language_of(tree)
    household, problems = household_of(tree, problems)
    if household is None:
        raise Unreadable(in_order(problems, tree), spoken)
    return household


def household_of(tree: Values, problems: Iterable[Problem] = ()) -> tuple[Household | None, list[Problem]]:
    """The household of a file's tree, and its problems with those that the text had; None when there is any."""
    schema = HouseholdSchema()
    problems = list(problems)
    values: Any = {}
    try:
        values = schema.load(tree)
    except ValidationError as error:
        problems += _places(error.messages, "")
        values = error.valid_data or {}
    problems += _across(values, tree)
    return (None if problems else make(schema, values)), problems


def read_answers(content: bytes, language: str | None = None) -> tuple[AnswerRow, ...]:
    """The answers of an answers file, ``{id: {value, document, day}}``. Raises ``Unreadable`` like ``read``."""
    tree, problems = _tree_or_refuse(content, language)
    schema = AnswerPart()
    answers = []
    for name, entry in tree.items():
        try:
            values = schema.load(entry)
            answers.append(AnswerRow(name, values["value"], values["document"], values["day"]))
        except ValidationError as error:
            problems += _places(error.messages, name)
    if problems:
        raise Unreadable(in_order(problems, tree), language or "fi")
    return tuple(answers)


def _tree_or_refuse(
    content: bytes, language: str | None, most_bytes: int = MOST_BYTES
) -> tuple[dict[str, Any], list[Problem]]:
    faults: list[Problem] = []
    try:
        read_tree = tree(content, faults, most_bytes)
    except _Stop as stop:
        raise Unreadable((*faults, stop.problem), language or "fi") from None
    if not isinstance(read_tree, dict):
        raise Unreadable((*faults, Problem("", Fault("not_mapping"))), language or "fi")
    return read_tree, faults


def tree_or_none(content: bytes, most_bytes: int = MOST_BYTES) -> dict[str, Any] | None:
    """The tree of a file as far as its text can be read; None when it cannot be read to its end."""
    try:
        read_tree = tree(content, [], most_bytes)
    except _Stop:
        return None
    return read_tree if isinstance(read_tree, dict) else None


def _language_of(tree: Mapping[str, Any]) -> str:
    employer = tree.get("employer")
    said = employer.get("language") if isinstance(employer, dict) else None
    return said if said in LANGUAGES else "fi"


# The text


class _Stop(Exception):
    """The text cannot be read any further."""

    def __init__(self, place: str, code: str, **facts: object) -> None:
        super().__init__(code)
        self.problem = Problem(place, Fault(code, tuple(sorted((key, str(fact)) for key, fact in facts.items()))))


def tree(content: bytes, faults: list[Problem], most_bytes: int = MOST_BYTES) -> Any:
    """The text as mappings, lists, ``str`` and ``None``: every scalar as it is written.

    Second keys, anchors, aliases and tags are added to ``faults`` and leave ``BROKEN`` behind. Stops at a text that is
    too large, too deep, not UTF-8 or not YAML or JSON at all.
    """
    if len(content) > most_bytes:
        raise _Stop("", "too_large", most=most_bytes)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Stop("", "not_utf8") from None
    if text.lstrip()[:1] in ("{", "["):
        try:
            return _json_tree(text, faults)
        except ValueError:
            faults.clear()  # a YAML file may begin with the same brackets
    return _yaml_tree(text, faults)


class _Pairs(list[tuple[str, Any]]):
    """The pairs of a JSON object, second keys included."""


def _json_tree(text: str, faults: list[Problem]) -> Any:
    def refuse_constant(name: str) -> Any:
        raise ValueError(name)

    depth = 0
    for sign in re.sub(r'"(?:[^"\\]|\\.)*"', "", text):
        depth += (sign in "{[") - (sign in "}]")
        if depth > DEEPEST:
            raise _Stop("", "too_deep", most=DEEPEST)
    loaded = json.loads(
        text,
        parse_float=str,
        parse_int=str,
        parse_constant=refuse_constant,
        object_pairs_hook=_Pairs,
    )
    return _from_json(loaded, "", faults)


def _from_json(value: Any, place: str, faults: list[Problem]) -> Any:
    if isinstance(value, _Pairs):
        mapping: dict[str, Any] = {}
        for key, inner in value:
            here = inside(place, key)
            if key in mapping:
                faults.append(Problem(here, Fault("second_key")))
                mapping[key] = BROKEN
            else:
                mapping[key] = _from_json(inner, here, faults)
        return mapping
    if isinstance(value, list):
        return [_from_json(inner, f"{place}[{number}]", faults) for number, inner in enumerate(value)]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _yaml_tree(text: str, faults: list[Problem]) -> Any:
    events = iter(yaml.parse(text, Loader=_Loader))
    try:
        documents = []
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if documents:
                    raise _Stop("", "two_documents", line=event.start_mark.line + 1)
                documents.append(_node(next(events), events, "", 1, faults))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Stop("", "not_yaml", line=mark.line + 1 if mark else 1) from None
    except (yaml.YAMLError, UnicodeError, ValueError):
        raise _Stop("", "odd_characters") from None
    return documents[0] if documents else None


def _node(event: Any, events: Iterator[Any], place: str, depth: int, faults: list[Problem]) -> Any:
    if isinstance(event, yaml.AliasEvent):
        faults.append(Problem(place, Fault("alias", (("line", str(event.start_mark.line + 1)),))))
        return BROKEN
    if event.anchor is not None:
        faults.append(Problem(place, Fault("alias", (("line", str(event.start_mark.line + 1)),))))
    if event.tag is not None and event.tag != "!":
        faults.append(Problem(place, Fault("tag", (("line", str(event.start_mark.line + 1)),))))
    if isinstance(event, yaml.ScalarEvent):
        plain = event.style in (None, "")
        return None if plain and event.value in _NULLS else event.value
    if depth > DEEPEST:
        raise _Stop(place, "too_deep", most=DEEPEST)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_node(inner, events, f"{place}[{len(items)}]", depth + 1, faults))
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent) or key.anchor is not None or key.tag not in (None, "!"):
            raise _Stop(place, "odd_key", line=key.start_mark.line + 1)
        here = inside(place, key.value)
        value = _node(next(events), events, here, depth + 1, faults)
        if key.value in mapping:
            faults.append(Problem(here, Fault("second_key")))
            value = BROKEN
        mapping[key.value] = value
    return mapping


def inside(place: str, key: str) -> str:
    """The place of a key inside another place."""
    shown = key if key.isprintable() and len(key) <= 60 else ascii(key[:60])
    return f"{place}.{shown}" if place else shown


def _places(messages: Any, place: str) -> list[Problem]:
    """The problems of marshmallow's nested messages."""
    if isinstance(messages, dict):
        found = []
        for key, inner in messages.items():
            if key == "_schema":
                here = place
            elif isinstance(key, int):
                here = f"{place}[{key}]"
            else:
                here = inside(place, str(key))
            found += _places(inner, here)
        return found
    return [Problem(place, said if isinstance(said, Fault) else Fault(str(said))) for said in messages]


def in_order(problems: Iterable[Problem], tree: Any) -> tuple[Problem, ...]:
    """The problems without repetition, in the order in which their places stand in the file."""
    order: dict[str, int] = {}

    def walk(value: Any, place: str) -> None:
        order[place] = len(order)
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, inside(place, key))
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                walk(inner, f"{place}[{number}]")

    walk(tree, "")

    def position(problem: Problem) -> int:
        place = problem.place
        while place not in order:  # a key that is missing stands with what should hold it
            place = place.rpartition(".")[0]
        return order[place]

    return tuple(sorted(dict.fromkeys(problems), key=position))


# The parts against each other: every check reads only what the shape found good

Values = Mapping[str, Any]


def _across(values: Values, tree: Values) -> list[Problem]:
    problems: list[Problem] = []

    def report(place: str, code: str, **facts: object) -> None:
        problems.append(Problem(place, Fault(code, tuple(sorted((key, str(fact)) for key, fact in facts.items())))))

    _second_ids(values, report)
    _references(values, tree, report)
    _budget_sums(values, report)
    _people(values, report)
    _employments(values, tree, report)
    _shifts(values, report)
    _absences(values, report)
    _outside_employment(values, report)
    if not tree.get("kept"):  # an export holds what was noted as it was noted
        _without_effect(values, report)
    _pay_runs(values, report)
    return problems


Report = Callable[..., None]


def _rows(values: Values, key: str) -> list[Values]:
    return values.get(key) or []


def _said(value: Any) -> bool:
    return value is not None and value is not NOT_SAID


def _row_of(tree: Values, key: str, number: int) -> Any:
    rows = tree.get(key)
    return rows[number] if isinstance(rows, list) and number < len(rows) else None


def _budget_lines(values: Values) -> list[Values]:
    return (values.get("budget") or {}).get("lines") or []


def _second_ids(values: Values, report: Report) -> None:
    groups = {
        "employees": _rows(values, "employees"),
        "employments": _rows(values, "employments"),
        "budget.lines": _budget_lines(values),
    }
    for place, rows in groups.items():
        seen: dict[str, int] = {}
        for number, row in enumerate(rows):
            name = row.get("id")
            if name is None:
                continue
            # File names are made of ids, and not every disk tells small letters from capitals.
            if name.lower() in seen:
                report(f"{place}[{number}].id", "second_id", said=name, other=f"{place}[{seen[name.lower()]}]")
            else:
                seen[name.lower()] = number
    codes: dict[str, int] = {}
    for number, row in enumerate(_rows(values, "employees")):
        code = row.get("identity_code")
        if code is not None and codes.setdefault(code, number) != number:
            report(f"employees[{number}].identity_code", "second_code", other=f"employees[{codes[code]}]")


def _names(tree: Values, *path: str) -> set[str] | None:
    """The ids as the file writes them; None when a row's own fault hides them, so that one fault is not two."""
    at: Any = tree
    for key in path:
        at = at.get(key) if isinstance(at, dict) else None
    if not at and path[0] == "budget":
        return set() if tree.get("budget") is None else None
    if not isinstance(at, list) or not all(isinstance(row, dict) for row in at):
        return None
    names = [row.get("id") for row in at]
    if not all(isinstance(name, str) and re.fullmatch(ID, name) for name in names):
        return None
    return set(names)


def _kept_decisions(tree: Values) -> list[Any]:
    kept = tree.get("kept")
    found = kept.get("decisions") if isinstance(kept, dict) else None
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def _references(values: Values, tree: Values, report: Report) -> None:
    lines, employees = _names(tree, "budget", "lines"), _names(tree, "employees")
    employments = _names(tree, "employments")
    if lines is not None:  # an export's money may belong to a decision before the one in force
        lines |= {name for part in _kept_decisions(tree) for name in _names({"budget": part}, "budget", "lines") or ()}

    def known(place: str, row: Values, key: str, names: set[str] | None) -> None:
        said = row.get(key)
        if said is not None and names is not None and said not in names:
            unknown(f"{place}.{key}", said, names)

    def unknown(place: str, said: str, names: set[str]) -> None:
        if names:
            report(place, "unknown_reference", said=said, known=", ".join(sorted(names)))
        else:
            report(place, "nothing_to_refer_to", said=said)

    for part in ("received", "returned"):
        for number, row in enumerate((values.get("budget") or {}).get(part) or []):
            known(f"budget.{part}[{number}]", row, "line", lines)
    for number, row in enumerate(_rows(values, "employments")):
        known(f"employments[{number}]", row, "employee", employees)
    for part in (
        *("shifts", "absences", "holiday_entries", "trainings", "expenses", "advances", "set_offs", "opening"),
        *("notice_pay", "notice_loss", "waiting_pay", "missed_rests", "time_off"),
    ):
        for number, row in enumerate(_rows(values, part)):
            known(f"{part}[{number}]", row, "employment", employments)
            known(f"{part}[{number}]", row, "line", lines)
    for number, row in enumerate(_rows(values, "pay_runs")):
        for place, said in enumerate(row.get("employments") or []):
            if employments is not None and said not in employments:
                unknown(f"pay_runs[{number}].employments[{place}]", said, employments)


def whole_periods(first: date, until: date, period: str) -> int:
    """How many whole periods (``decision``, ``year``, ``month``, ``week``) a closed span of days holds, at least one.

    Whole ones only, so that a budget line is refused for certain excess alone.
    """
    after = until + _ONE_DAY
    if period == "week":
        return max(1, (after - first).days // 7)
    months = (after.year - first.year) * 12 + after.month - first.month - (after.day < first.day)
    if period == "month":
        return max(1, months)
    return max(1, months // 12) if period == "year" else 1


def _budget_sums(values: Values, report: Report) -> None:
    decision = (values.get("budget") or {}).get("decision") or {}
    first, until = decision.get("first"), decision.get("until")
    if first is None or until is None or until < first:
        return
    for unit in ("euros", "minutes"):
        granted = decision.get(unit)
        if granted is None:
            continue
        total, above = Decimal(0), False
        for number, line in enumerate(_budget_lines(values)):
            if not _said(line.get(unit)) or "period" not in line:
                continue
            times = whole_periods(first, until, line["period"])
            total += line[unit] * times
            if line[unit] * times > granted:
                above = True
                report(f"budget.lines[{number}].{unit}", f"line_above_{unit}", sum=line[unit] * times, granted=granted)
        if total > granted and not above:
            report("budget.lines", f"lines_above_{unit}", sum=total, granted=granted)


def _people(values: Values, report: Report) -> None:
    employer = values.get("employer") or {}
    for number, row in enumerate(_rows(values, "employees")):
        code = row.get("identity_code")
        if code is not None and code == employer.get("identity_code"):
            report(f"employees[{number}].identity_code", "own_employee")


def _born(row: Values) -> date | None:
    code = row.get("identity_code")
    return born_of(code) if code else row.get("born")


def _employments(values: Values, tree: Values, report: Report) -> None:
    born = {row.get("id"): _born(row) for row in _rows(values, "employees")}
    for number, row in enumerate(_rows(values, "employments")):
        place = f"employments[{number}]"
        start = row.get("start")
        birth = born.get(row.get("employee"))
        if start is not None and birth is not None and birth >= start:
            report(f"{place}.start", "before_birth", born=birth)
        _uncovered(values, tree, number, report)
        _pattern_overlaps(row, place, report)
        _accrual(row, place, _row_of(tree, "employments", number), report)


def _uncovered(values: Values, tree: Values, number: int, report: Report) -> None:
    """From the first day of the records on, each day of an employment needs a wage and an agreed time."""
    row = _rows(values, "employments")[number]
    if row.get("start") is None or "end" not in row or not row.get("id"):
        return
    begins = [one.get("day") for one in _rows(values, "opening") if one.get("employment") == row["id"]]
    if not begins:
        runs = _rows(values, "pay_runs")
        begins = [one.get("first") for one in runs if row["id"] in (one.get("employments") or [row["id"]])]
    days = [day for day in begins if day is not None]
    begin = max(row["start"], min(days)) if days else row["start"]
    for field in ("wages", "weekly_minutes"):
        terms = row.get(field) or []
        if not terms or not all({"first", "until"} <= term.keys() for term in terms):
            continue
        written = (_row_of(tree, "employments", number) or {}).get(field)
        ordered = sorted(enumerate(terms), key=lambda one: one[1]["first"] or date.min)
        needed = begin
        for (position, term), following in zip_longest(ordered, [one[1] for one in ordered[1:]]):
            if term["first"] is not None and term["first"] > needed and (row["end"] is None or needed <= row["end"]):
                at = f"employments[{number}].{field}" + (f"[{position}]" if isinstance(written, list) else "")
                report(f"{at}.from", "not_covered", day=needed)
            after = None if term["until"] is None else term["until"] + _ONE_DAY
            ends = [day for day in (after, following["first"] if following else None) if day is not None]
            needed = max([needed, *([min(ends)] if ends else [])])


def _pattern_overlaps(row: Values, place: str, report: Report) -> None:
    patterns = [
        (number, pattern)
        for number, pattern in enumerate(row.get("patterns") or [])
        if {"first", "until", "weekdays", "start", "end"} <= pattern.keys()
    ]
    for later in range(len(patterns)):
        for earlier in range(later):
            if _patterns_meet(patterns[earlier][1], patterns[later][1]):
                report(
                    f"{place}.patterns[{patterns[later][0]}]",
                    "patterns_overlap",
                    other=f"{place}.patterns[{patterns[earlier][0]}]",
                )


def _patterns_meet(one: Values, other: Values) -> bool:
    """Whether two patterns ever give shifts at the same time; tried on each of their common days."""
    first = max(one["first"], other["first"]) - _ONE_DAY
    until = min(one["until"] or date.max, other["until"] or date.max)
    until = min(until, date.max - _ONE_DAY) + _ONE_DAY
    day = first
    # Two weeks show every meeting of weekly patterns, at the beginning of the common time as well as later.
    while day <= min(until, first + timedelta(days=15)):
        for mine, theirs in ((one, other), (other, one)):
            here = _on(mine, day)
            if here and any(_meet(here, there) for step in (-1, 0, 1) if (there := _on(theirs, day + step * _ONE_DAY))):
                return True
        day += _ONE_DAY
    return False


def _on(pattern: Values, day: date) -> tuple[datetime, datetime] | None:
    if day < pattern["first"] or (pattern["until"] is not None and day > pattern["until"]):
        return None
    if WEEKDAYS[day.weekday()] not in pattern["weekdays"]:
        return None
    return _span(day, pattern["start"], pattern["end"])


def _span(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    begins = datetime.combine(day, start, HELSINKI)
    return begins, datetime.combine(day + _ONE_DAY if end <= start else day, end, HELSINKI)


def _meet(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    # Compared in universal time: the clock alone would be an hour off around a change of daylight saving.
    return one[0].astimezone(UTC) < other[1].astimezone(UTC) and other[0].astimezone(UTC) < one[1].astimezone(UTC)


def _accrual(row: Values, place: str, written: Any, report: Report) -> None:
    """An agreed accrual rule must be the one that the contract's hours lead to on every stretch that it covers.

    A passing stretch alone (a summer's pattern) does not change the rule, so one stretch that agrees is enough.
    """
    variable = row.get("variable_hours")
    if not {"start", "end"} <= row.keys() or "variable_hours" not in row or variable is not None:
        return
    holiday = row.get("holiday") or []
    single = not (isinstance(written, dict) and isinstance(written.get("holiday"), list))
    for number, term in enumerate(holiday):
        agreed = term.get("accrual")
        if agreed not in (RULE_14_DAYS, RULE_35_HOURS, RULE_NONE) or not {"first", "until"} <= term.keys():
            continue
        first = max(row["start"], term["first"] or date.min)
        later = [other["first"] for other in holiday if other.get("first") and other["first"] > first]
        ends = [day for day in (row["end"], term["until"], *(day - _ONE_DAY for day in later)) if day is not None]
        lawful = _lawful_rules(row, first, min(ends, default=None))
        if lawful and agreed not in lawful:
            at = f"{place}.holiday.accrual" if single else f"{place}.holiday[{number}].accrual"
            never = agreed == RULE_35_HOURS and RULE_14_DAYS not in lawful
            report(at, f"accrual_{'35_never' if never else agreed}", lawful=", ".join(sorted(lawful)))


def _lawful_rules(row: Values, first: date, last: date | None) -> set[str]:
    """The rules that the contract's hours lead to between two days; empty when they do not decide."""
    patterns = [
        pattern
        for pattern in row.get("patterns") or []
        if {"first", "until", "weekdays", "start", "end", "break_minutes"} <= pattern.keys()
    ]
    if len(patterns) != len(row.get("patterns") or []):
        return set()
    edges = {first} | {pattern["first"] for pattern in patterns if pattern["first"] > first}
    edges |= {pattern["until"] + _ONE_DAY for pattern in patterns if pattern["until"] and pattern["until"] >= first}
    found: set[str] = set()
    for day in sorted(edges):
        if last is not None and day > last:
            break
        rule = _lawful_rule(day, [pattern for pattern in patterns if _in_force(pattern, day)])
        if rule is not None:
            found.add(rule)
    return found


def _lawful_rule(day: date, patterns: list[Values]) -> str | None:
    book = load_book()
    year_end = calendar.credit_year(day).last
    try:
        if patterns:
            phase = ContractPhase(first=day, week=(_week(patterns),))
            return accrual_rule(phase, year_end, book).outcome
        return None  # without a pattern the contract does not fix the days
    except (BookError, NoValueForDay, UnknownValue, UnverifiedValue):
        return None


def _in_force(row: Values, day: date) -> bool:
    return (row["first"] is None or row["first"] <= day) and (row["until"] is None or day <= row["until"])


def _week(patterns: list[Values]) -> tuple[int, ...]:
    """Minutes of work from Monday to Sunday; a shift over midnight belongs to both of its days."""
    minutes = [0] * DAYS_IN_WEEK
    for pattern in patterns:
        start = pattern["start"].hour * 60 + pattern["start"].minute
        length = pattern_minutes(pattern["start"], pattern["end"])
        before = min(length, DAY_MINUTES - start)
        after = length - before
        pause = pattern["break_minutes"]
        kept_before = max(1, before - pause) if before >= after else before
        kept_after = after if before >= after else max(1, after - pause)
        for word in pattern["weekdays"]:
            weekday = WEEKDAYS.index(word)
            minutes[weekday] += kept_before
            minutes[(weekday + 1) % DAYS_IN_WEEK] += kept_after if after else 0
    return tuple(min(DAY_MINUTES, each) for each in minutes)


def _shifts(values: Values, report: Report) -> None:
    employees = {row.get("id"): row.get("employee") for row in _rows(values, "employments")}
    of_person: dict[str, list[tuple[datetime, datetime, int]]] = defaultdict(list)
    for number, row in enumerate(_rows(values, "shifts")):
        if row.get("status") == "cancelled" or not {"employment", "start", "end", "kind"} <= row.keys():
            continue
        person = employees.get(row["employment"])
        if person is not None and row["end"].astimezone(UTC) > row["start"].astimezone(UTC):
            of_person[person].append((row["start"], row["end"], number))
    for spans in of_person.values():
        latest: tuple[datetime, datetime, int] | None = None
        for span in sorted(spans, key=lambda span: (span[0].astimezone(UTC), span[2])):
            if latest is not None and _meet(latest[:2], span[:2]):
                earlier, later = sorted((latest[2], span[2]))
                report(f"shifts[{later}]", "shifts_overlap", other=f"shifts[{earlier}]")
            if latest is None or span[1].astimezone(UTC) > latest[1].astimezone(UTC):
                latest = span
    _cancelled_twice(values, report)
    _pattern_neighbours(values, report)


def _cancelled_twice(values: Values, report: Report) -> None:
    seen: dict[tuple[str, datetime], int] = {}
    for number, row in enumerate(_rows(values, "shifts")):
        if {"employment", "start", "status"} <= row.keys() and row["status"] == "cancelled":
            key = (row["employment"], row["start"])
            if key in seen:
                report(f"shifts[{number}]", "shifts_overlap", other=f"shifts[{seen[key]}]")
            seen[key] = number


def _pattern_neighbours(values: Values, report: Report) -> None:
    """A shift must not meet a pattern's shift that began the day before or begins the day after and still stands."""
    patterns = {row.get("id"): row.get("patterns") or [] for row in _rows(values, "employments")}
    limits = {row.get("id"): (row.get("start"), row.get("end")) for row in _rows(values, "employments")}
    replaced = {
        (row["employment"], row["start"].date())
        for row in _rows(values, "shifts")
        if {"employment", "start"} <= row.keys()
    }
    away = defaultdict(list)
    for row in _rows(values, "absences"):
        if {"employment", "first", "last"} <= row.keys() and row.get("kind") not in PARTIAL:
            away[row["employment"]].append((row["first"], row["last"]))
    for number, row in enumerate(_rows(values, "shifts")):
        if row.get("status") == "cancelled" or not {"employment", "start", "end"} <= row.keys():
            continue
        name, day = row["employment"], row["start"].date()
        start, end = limits.get(name, (None, None))
        for step in (-1, 1):
            near = day + step * _ONE_DAY
            if (name, near) in replaced or (start and near < start) or (end and near > end):
                continue
            if any(first <= near <= last for first, last in away[name]):
                continue
            for pattern in patterns.get(name, []):
                whole = {"first", "until", "weekdays", "start", "end", "skip"} <= pattern.keys()
                if not whole or (pattern["skip"] != "none" and calendar.is_public_holiday(near)):
                    continue
                there = _on(pattern, near)
                if there and _meet(there, (row["start"], row["end"])):
                    report(f"shifts[{number}]", "shift_meets_pattern", day=near)


def _absences(values: Values, report: Report) -> None:
    rows = _rows(values, "absences")
    employees = {row.get("id"): row.get("employee") for row in _rows(values, "employments")}
    of_person: dict[str, list[tuple[tuple[date, int], tuple[date, int], int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        if {"employment", "first", "last"} <= row.keys() and row["last"] >= row["first"]:
            person = employees.get(row["employment"])
            if person is not None:
                begins, ends = _minute(row.get("start"), 0), _minute(row.get("end"), DAY_MINUTES)
                of_person[person].append(((row["first"], begins), (row["last"], ends), number))
    for spells in of_person.values():
        for later in range(len(spells)):
            for earlier in range(later):
                one, other = spells[earlier], spells[later]
                same = rows[one[2]]["employment"] == rows[other[2]]["employment"]
                # A person with two employments is ill in both at once: that is two rows, one for each.
                alike = rows[one[2]].get("kind") == rows[other[2]].get("kind")
                if (rows[one[2]].get("kind") in PARTIAL) != (rows[other[2]].get("kind") in PARTIAL):
                    continue  # an illness or a holiday may fall in a partial leave
                if one[0] < other[1] and other[0] < one[1] and (same or not alike):
                    report(f"absences[{other[2]}]", "absences_overlap", other=f"absences[{one[2]}]")
    for number, row in enumerate(rows):
        earlier_first = row.get("same_illness_as")
        if earlier_first is None or not {"employment", "kind", "first"} <= row.keys():
            continue
        place = f"absences[{number}].same_illness_as"
        if earlier_first >= row["first"]:
            report(place, "not_earlier", first=row["first"])
        elif not any(
            other.get("first") == earlier_first
            and other.get("employment") == row["employment"]
            and other.get("kind") in ILLNESSES
            for other in rows
        ) and not any(
            one.get("employment") == row["employment"] and one.get("day", earlier_first) > earlier_first
            for one in _rows(values, "opening")
        ):
            report(place, "no_such_illness", said=earlier_first)


def _minute(clock_time: time | None, otherwise: int) -> int:
    return otherwise if clock_time is None else clock_time.hour * 60 + clock_time.minute


def _outside_employment(values: Values, report: Report) -> None:
    limits = {
        row["id"]: (row["start"], row["end"])
        for row in _rows(values, "employments")
        if {"id", "start", "end"} <= row.keys() and (row["end"] is None or row["end"] >= row["start"])
    }

    def inside(place: str, name: str, *days: tuple[str, date]) -> None:
        if name not in limits:
            return
        start, end = limits[name]
        for key, day in days:
            if day < start or (end is not None and day > end):
                report(f"{place}.{key}", "outside_employment", day=day, start=start, end=end or "")
                return

    for number, row in enumerate(_rows(values, "shifts")):
        if {"employment", "start"} <= row.keys():
            inside(f"shifts[{number}]", row["employment"], ("start", row["start"].date()))
    for number, row in enumerate(_rows(values, "absences")):
        if {"employment", "first", "last"} <= row.keys():
            inside(f"absences[{number}]", row["employment"], ("first", row["first"]), ("last", row["last"]))
    for part in ("holiday_entries", "trainings", "advances", "set_offs", "missed_rests", "time_off", "opening"):
        for number, row in enumerate(_rows(values, part)):
            if {"employment", "day"} <= row.keys():
                inside(f"{part}[{number}]", row["employment"], ("day", row["day"]))


def _without_effect(values: Values, report: Report) -> None:
    """What is said and would change nothing: a ground without a fixed term, and pay of a card that began only later."""
    employees = {row.get("id"): row for row in _rows(values, "employees")}
    employee_of = {row.get("id"): employees.get(row.get("employee")) for row in _rows(values, "employments")}
    for number, row in enumerate(_rows(values, "employments")):
        if "end" in row and row["end"] is None and _said(row.get("fixed_term_ground")):
            report(f"employments[{number}].fixed_term_ground", "ground_without_end")
    for number, row in enumerate(_rows(values, "opening")):
        employee, day = employee_of.get(row.get("employment")), row.get("day")
        if not row.get("card_used") or day is None or employee is None or "tax_cards" not in employee:
            continue
        cards = employee["tax_cards"] or []
        if not any(_in_use_before(card, day) for card in cards):
            report(f"opening[{number}].card_used", "card_not_used_yet", day=day)


def _in_use_before(card: Values, day: date) -> bool:
    """Whether a card may have been used up to the day before, as the pay counts it; a faulty one is not judged."""
    if not {"first", "until"} <= card.keys():
        return True
    first = card["first"] or date(day.year, 1, 1)
    return first < day and (card["until"] is None or card["until"] >= day - _ONE_DAY)


def _pay_runs(values: Values, report: Report) -> None:
    rows = _rows(values, "pay_runs")
    everybody = [row["id"] for row in _rows(values, "employments") if "id" in row]
    of_employment: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if {"first", "until", "pay_day", "kind", "employments"} <= row.keys() and row["until"] >= row["first"]:
            for name in row["employments"] or everybody:
                of_employment[name].append(number)
    reported: set[tuple[int, str]] = set()
    for numbers in of_employment.values():
        for later, earlier in _pairs(numbers):
            one, other = rows[earlier], rows[later]
            overlap = one["first"] <= other["until"] and other["first"] <= one["until"]
            if overlap and "supplementary" not in (one["kind"], other["kind"]) and (later, "o") not in reported:
                reported.add((later, "o"))
                report(f"pay_runs[{later}]", "pay_runs_overlap", other=f"pay_runs[{earlier}]")
            if one["pay_day"] == other["pay_day"] and (later, "d") not in reported and (later, "o") not in reported:
                reported.add((later, "d"))
                report(f"pay_runs[{later}].pay_day", "second_pay_day", other=f"pay_runs[{earlier}]")
    for number, row in enumerate(rows):
        if {"first", "pay_day"} <= row.keys() and row["pay_day"] < row["first"] and (number, "d") not in reported:
            report(f"pay_runs[{number}].pay_day", "paid_before_period", first=row["first"])


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    for later in range(len(numbers)):
        for earlier in range(later):
            yield numbers[later], numbers[earlier]
