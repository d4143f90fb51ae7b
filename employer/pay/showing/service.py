"""How a payslip is shown: the data of its document, its JSON file, and "how was this calculated?" for every amount.

Everything is read from what was calculated and kept (lines and trace); nothing is calculated again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from employer import documents, formats, texts
from employer.pay.schemas import Draft, Issued, IssuedLine, Shown, issued_line
from payroll import DoesNotReplay, OpenQuestion, replay
from payroll.figures import rows_and_results, rows_of
from payroll.inputs import Inputs, from_text
from rules import Days, load_book

DEDUCTIONS = ("withholding", "pension_employee", "unemployment_employee", "garnishment", "other_deductions")
CHARGES = (
    "employer_pension",
    "employer_unemployment",
    "employer_health",
    "employer_accident",
    "employer_group_life",
)
_ALWAYS = ("withholding", "pension_employee", "unemployment_employee")
_ABSENT = {
    "sick": "sick",
    "accident": "sick",
    "child_sick": "child_sick",
    "annual_holiday": "holiday",
    "saved_holiday": "holiday",
    "supplementary_days": "paid_absence",
    "hindrance": "paid_absence",
    "hindrance_independent": "paid_absence",
    "hindrance_strike": "paid_absence",
    "prenatal_check": "paid_absence",
    "levelling": "levelling",
    "time_off": "time_off",
}
_HOURS = {"overtime": "overtime_50"}
_PLAIN_LINE_FACTS = (
    *("first", "last", "percent", "credit_year"),
    *("days", "days_earned", "coefficient", "average", "factor", "title"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of "how was this calculated?": what it is, its value, and the steps it was made from.

    ``operation`` is one of the ten of the trace; ``source`` and ``says`` belong to a value of law, ``because`` to a
    decision (section, words), ``document`` to an answer or a policy, ``since`` to an input that holds from a day on.
    """

    row: int
    operation: str
    name: str
    title: str
    value: str
    unit: str
    shown: str
    rounding: str | None
    source: str | None
    link: str | None
    says: str | None
    because: tuple[tuple[str, str], ...]
    document: str | None
    since: str | None
    parts: tuple[Step, ...]


def explanation(trace: str, row: int, language: str = "fi") -> Step:
    """The tree of steps that led to a row of a trace, for the page "how was this calculated?".

    ``row`` is a line's ``figure`` or a row of ``results``. Raises ``IndexError`` for a row that is not there.
    """
    rows = rows_of(trace)
    if not 0 <= row < len(rows):
        raise IndexError(f"the trace has no row {row}")
    return _step(rows, row, language)


def explanations(trace: str, language: str = "fi") -> dict[str, Step]:
    """The tree of every result of a trace, by the result's name (``gross``, ``withholding`` …)."""
    rows, results = rows_and_results(trace)
    return {key: _step(rows, row, language) for key, row in results.items()}


def _step(rows: Sequence[Sequence[Any]], number: int, language: str) -> Step:
    operation, name, value, unit, parts, rounding, about = rows[number]
    about = about or {}
    source = None
    if "source" in about:
        source = ", ".join(texts.say_source(language, part) for part in (about["source"], about["clause"]) if part)
    return Step(
        row=number,
        operation=operation,
        name=name,
        title=figure_title(language, name),
        value=value,
        unit=unit,
        shown=_value(value, unit, language),
        rounding=None if rounding is None else texts.say(language, f"pay.rounding.{rounding}"),
        source=source,
        link=about.get("link"),
        says=about.get("says"),
        because=tuple((section, says) for section, says in about.get("because", ())),
        document=about.get("document"),
        since=about.get("since"),
        parts=tuple(_step(rows, part, language) for part in parts),
    )


def figure_title(language: str, name: str) -> str:
    """The words for a figure's name: ours, or the law book's title for a value of law."""
    if texts.has(f"pay.figure.{name}"):
        return texts.say(language, f"pay.figure.{name}")
    for ending in ("_minutes", "_price", "_difference"):
        kind = name.removesuffix(ending)
        if kind != name and texts.has(f"lines.{kind}.title"):
            return texts.say(
                language, f"pay.figure_of{ending}", title=texts.say(language, f"lines.{kind}.title", percent="").strip()
            )
    if texts.has(f"lines.{name}.title"):
        return texts.say(language, f"lines.{name}.title", percent="").strip()
    book = load_book()
    if name in book.names():
        titles = dict(book.entry(name).title)
        return titles["fi" if language == "selko" else language]
    return name.replace("_", " ").replace(".", " ")


def decimal_text(value: str) -> str:
    """An exact value as decimal text; a quotient without an end to four decimals, for the eye only."""
    upper, stroke, lower = value.partition("/")
    if not stroke:
        return value
    with localcontext(prec=60):
        return str((Decimal(upper) / Decimal(lower)).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def price_text(value: str) -> str:
    """A price as decimal text with at least two decimals: ``13.20``."""
    whole, _, part = decimal_text(value).partition(".")
    return f"{whole}.{part.ljust(2, '0')}"


def _value(value: str, unit: str, language: str) -> str:
    number = Decimal(decimal_text(value))
    if unit in ("euros", "euros_per_hour", "euros_per_month", "euros_per_day"):
        shown = formats.price(number)
        return shown if unit == "euros" else texts.say(language, f"pay.unit.{unit}", price=shown)
    if unit == "percent":
        return formats.percent(number)
    if unit == "minutes" and number == int(number):
        return formats.hours(int(number), language)
    if unit in ("days", "hours", "months", "years", "weekdays"):
        return texts.say(language, f"pay.unit.{unit}", count=formats.number(number))
    return formats.number(number)


# -- the document ------------------------------------------------------------------------------------------------------


def payslip_data(shown_of: Draft | Issued, *, reason: str | None = None) -> dict[str, Any]:
    """The plain data of the payslip document, as ``templates/documents/payslip/sample.json``: of a draft or as issued.

    ``reason``: why a correction is made, in the employer's words, when the draft does not hold it yet. A draft that is
    about to be issued is shown as issued once ``as_issued`` has taken the mark of a draft off.
    """
    sources = _Sources()
    if isinstance(shown_of, Issued):
        inputs, trace, lines = from_text(shown_of.inputs_text), shown_of.trace, list(shown_of.lines)
        totals: Mapping[str, int | None] = shown_of.totals
        questions: list[dict[str, Any]] = []
        draft, reason = False, shown_of.reason
    else:
        payslip = shown_of.payslip
        inputs, trace, lines = shown_of.inputs, payslip.trace, [issued_line(line) for line in payslip.lines]
        totals = payslip.totals
        questions = [question_data(question) for question in payslip.questions]
        draft = True
    shown = shown_of.shown
    rows, results = rows_and_results(trace)
    earned = [_line(line, rows, sources) for line in lines if line.taxable]
    return {
        "kind": "correction" if inputs.corrects is not None else inputs.kind,
        "draft": draft,
        "period": {"first": inputs.period.first.isoformat(), "last": inputs.period.last.isoformat()},
        "pay_day": inputs.payment_day.isoformat(),
        "job": inputs.job,
        "employer": {"name": inputs.employer.name, "address": list(inputs.employer.address)},
        "employee": {"name": inputs.employee.name, "born": inputs.born.isoformat()},
        "account_last_four": shown.account_last_four,
        "earnings": earned,
        "deductions": [
            _charge(key, rows, results, totals, inputs, sources) for key in DEDUCTIONS if key in _ALWAYS or totals[key]
        ],
        "tax_free": [_line(line, rows, sources) for line in lines if not line.taxable],
        "totals": {
            "gross": totals["gross"],
            "taxable": totals["taxable"],
            "deductions": _deducted(totals),
            "net": totals["net"],
            "tax_free": totals["tax_free"],
            "paid": totals["paid"],
            "employer_total": totals["employer_total"],
            "employer_cost": totals["employer_cost"],
        },
        "employer_charges": [_charge(key, rows, results, totals, inputs, sources) for key in CHARGES],
        "hours": _hours(shown),
        "holidays": [
            {
                "first": year.first.isoformat(),
                "last": year.last.isoformat(),
                "earned": year.earned,
                "taken": year.taken,
                "left": year.left,
                "closed": year.closed,
            }
            for year in shown.holidays
        ],
        "year": {
            "year": inputs.payment_day.year,
            **{f"{name}_cents": cents for name, cents in shown.year},
        },
        "notices": [{"code": one.code, "facts": dict(one.facts)} for one in shown.notices],
        "terms": [{**one, "sources": _of_term(one, sources)} for one in shown.terms],
        "questions": questions,
        "corrects": None
        if inputs.corrects is None
        else _corrects({"results": results, "totals": totals}, reason, inputs, lines, rows),
        "sources": sources.listed,
    }


def render(
    draft: Draft, language: str, made_on: date, identifier: str, *, reason: str | None = None
) -> documents.Rendered:
    """The payslip's document as it will be issued, rendered before the unit of work that issues it.

    ``identifier`` is the payslip's name (``ilona-1-2026-01-30``), ``made_on`` the day the document bears.
    """
    return documents.render("payslip", as_issued(payslip_data(draft, reason=reason)), language, made_on, identifier)


def as_issued(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a draft as the issued document shows it: the documents are rendered before the issuing."""
    return {**data, "draft": False, "questions": []}


def _deducted(totals: Mapping[str, int | None]) -> int | None:
    """What is taken off before the net pay; a garnishment and other deductions come off it too."""
    parts = [totals[key] for key in DEDUCTIONS]
    return None if any(part is None for part in parts) else sum(part for part in parts if part is not None)


def _hours(shown: Shown) -> list[dict[str, Any]]:
    minutes: dict[str, int] = {}
    for kind, count in shown.hours:
        head, _, absent = kind.partition(".")
        name = _ABSENT.get(absent, "unpaid_absence") if head == "absent" else _HOURS.get(kind, kind)
        minutes[name] = minutes.get(name, 0) + count
    return [{"kind": kind, "minutes": count} for kind, count in minutes.items()]


CONTRACT = "employment contract"
"""The source of an agreed wage, as ``texts/sources.yaml`` has it in English."""


_SECTION = re.compile(r"(?:[^0-9]+ )?([0-9]+/[0-9]{4}) (.+)")


class _Sources:
    """The legal sources of a payslip in the order in which they are first named; each has its number at the foot."""

    def __init__(self) -> None:
        self.listed: list[dict[str, Any]] = []
        self._numbers: dict[tuple[str, str | None], int] = {}

    def number(self, title: str, clause: str | None, link: str | None) -> int:
        """The source's number at the foot, new or old.

        An act's section counts once, however it is named (``2:11``, ``2:11 §``; ``6:4a``, ``6:4 a §``).
        """
        section = _SECTION.fullmatch(f"{title} {clause or ''}".strip())
        key = (section[1], section[2].removesuffix("§").replace(" ", "")) if section else (title, clause or None)
        if key in self._numbers:
            listed = self.listed[self._numbers[key] - 1]
            listed["link"] = listed["link"] or link or None
        else:
            self.listed.append({"title": title, "clause": clause or None, "link": link or None, "says": None})
            self._numbers[key] = len(self.listed)
        return self._numbers[key]


def _line(line: IssuedLine, rows: Sequence[Sequence[Any]], sources: _Sources) -> dict[str, Any]:
    numbers = [sources.number(one["title"], one["clause"], one["link"]) for one in line.sources]
    numbers += [sources.number(one["section"], None, one["link"]) for one in line.reasons if one["section"]]
    numbers += [sources.number(CONTRACT, _wage_from(since), None) for since in _wages_since(rows, line.figure)]
    unit, quantity = _quantity(line)
    price = None if line.unit_price is None or unit is None else price_text(line.unit_price)
    same_hours = _same_hours(line)
    if same_hours:
        unit = quantity = None  # no hours times a price do not give the sum
    return {
        "kind": line.kind,
        "title": line.title,
        "because": "difference.because_price" if same_hours else _because(line, rows),
        "facts": _facts(line),
        "unit": unit,
        "minutes": line.minutes if unit == "hour" else None,
        "quantity": quantity,
        "unit_price": price,
        "amount_cents": line.amount_cents,
        "sources": sorted(set(numbers)),
    }


def _same_hours(line: IssuedLine) -> bool:
    """Whether a difference comes from another price alone: the hours are as they were."""
    changed = "amount_paid_before" in line.facts and line.amount_cents != 0
    return changed and line.unit == "hour" and line.minutes == 0 and line.unit_price is not None


def _wages_since(rows: Sequence[Sequence[Any]], row: int) -> list[str | None]:
    """Since when the agreed wages hold that an amount was made from; None for one that does not say it."""
    _, name, _, _, parts, _, about = rows[row]
    if name == "wage":
        return [(about or {}).get("since")]
    return [since for part in parts for since in _wages_since(rows, part)]


def _wage_from(since: str | None) -> str | None:
    """The clause of an agreed wage's source."""
    return None if since is None else f"wage from {formats.day(since)}"


def _of_term(term: Mapping[str, Any], sources: _Sources) -> list[int]:
    """The numbers at the foot of what decided a term: the act, the agreement and the contract that say something."""
    numbers = set()
    for level in documents.LEVELS:
        amount = term[level]
        if amount is None:
            continue
        if amount["source"] is not None:
            title, clause, link = amount["source"]
            numbers.add(sources.number(title, clause, link))
        elif term["name"] == "wage":
            numbers.add(sources.number(CONTRACT, _wage_from(amount["since"]), None))
    return sorted(numbers)


def _quantity(line: IssuedLine) -> tuple[str | None, str | None]:
    """Unit and quantity for the eye; the amount comes from the minutes."""
    if line.unit == "hour" and line.minutes is not None:
        return "hour", hours_text(line.minutes)
    if line.unit == "day" and line.days is not None:
        return "day", format(line.days, "f")
    if line.unit == "month":
        days, month_days = line.facts.get("days"), line.facts.get("month_days")
        if days is not None and month_days is not None:
            return "month", decimal_text(f"{days}/{month_days}" if days != month_days else "1")
        return None, None
    return None, None


def hours_text(minutes: int) -> str:
    """Whole minutes as hours with two decimals."""
    return str((Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _facts(line: IssuedLine) -> dict[str, Any]:
    facts: dict[str, Any] = {name: line.facts[name] for name in _PLAIN_LINE_FACTS if name in line.facts}
    for name, day in (("first", line.first), ("last", line.last)):
        if day is not None:
            facts[name] = day.isoformat()
    if line.kind in ("holiday_pay", "holiday_compensation") and "method" in line.facts:
        facts["price"] = line.facts.get("wage")
        facts["base"] = line.facts.get("base")
    if "missed_part" in line.facts:
        facts["price"] = line.unit_price
    if line.kind == "holiday_bonus":
        facts["base"] = line.facts.get("base")
    if "month_days" in line.facts:
        days, month_days = line.facts["days"], line.facts["month_days"]
        facts["factor"] = f"{days}/{month_days}"
        facts["price"] = line.unit_price
    if "first" in facts and "last" not in facts:
        facts["last"] = facts["first"]
    return {name: value for name, value in facts.items() if value is not None}


_BY_REASON = {
    "hindrance_pay": {
        "family_leave.prenatal_paid": "hindrance_pay.because_prenatal",
        "family_leave_agreement": "hindrance_pay.because_family_leave",
        "day_off_agreement": "hindrance_pay.because_day_off",
        "short_shift_agreement": "hindrance_pay.because_short_shift",
    },
    "cancelled_shift": {"cancelled_shift_agreement": "cancelled_shift.because_agreement"},
    "eve": {"eve_agreement": "eve.because_agreement"},
    "public_holiday_off": {"weekday_holiday_off": "public_holiday_off.because_agreement"},
    "training_pay": {"training_agreement": "training_pay.because_agreement"},
}
"""Lines whose sentence depends on why they are paid: kind of line, code of the reason, key of the sentence."""


def _because(line: IssuedLine, rows: Sequence[Sequence[Any]]) -> str:
    kind, facts = line.kind, line.facts
    if kind == "fringe_benefit" and line.amount_cents < 0 and _is_collected(rows, line.figure):
        return "benefit.because_line"
    if kind == "base_pay" and line.unit == "month":
        whole = facts.get("days") == facts.get("month_days")
        return "base_pay.because_month" if whole else "base_pay.because_part_month"
    if kind == "base_pay" and "missed_part" in facts:
        return "base_pay.because_missed_part"
    if kind == "holiday_bonus" and line.first is None:
        return "holiday_bonus.because_compensation"
    if "benefits" in facts:
        return "benefit.because_increase"
    if kind == "overtime_50" and "averaged" in facts:
        return "overtime_50.because_averaged"
    if kind == "sick_pay":
        half = any(rows[part][1] in ("half_price", "pay_percent") for part in _parts(rows, line.figure))
        month = "_month" if line.unit == "month" else ""
        return f"sick_pay.because{month}{'_half' if half else ''}"
    if kind == "time_off":
        end = "_end" if "at_end" in facts else ""
        return {"increase": f"time_off.because{end}_increase", "rest": "time_off.because_rest"}.get(
            str(facts.get("of")), f"time_off.because{end}"
        )
    if kind == "hindrance_pay" and line.unit == "euro":
        return "hindrance_pay.because_taken_off"
    for code, words in _BY_REASON.get(kind, {}).items():
        if any(one["code"] == code for one in line.reasons):
            return words + ("_month" if line.unit == "month" else "")
    if kind in ("child_sick_pay", "hindrance_pay") and line.unit == "month":
        return f"{kind}.because_month"
    if kind in ("holiday_pay", "holiday_compensation"):
        words = {
            "average_daily_pay": "average",
            "percentage": "percentage",
            "monthly_pay": "month",
            "benefit": "benefit",
            "supplementary_days": "supplementary_left",
            "shortened": "shortened",
            "two_systems": "two_systems",
        }
        method = facts.get("method")
        if method == "average_daily_pay":
            return f"{kind}.because_average{_average_parts(facts)}"
        if method == "percentage" and kind == "holiday_compensation" and facts.get("days") != facts.get("days_earned"):
            return "holiday_compensation.because_percentage_part"
        return f"{kind}.because_{words[method]}" if method is not None else f"{kind}.because_supplementary"
    return f"{kind}.because"


def _average_parts(facts: Mapping[str, Any]) -> str:
    """Which numbers besides the coefficient the average daily pay was multiplied by: the sentence names them all."""
    weekly = "" if facts.get("factor", "1/1") == "1/1" else "_weekly"
    part = "" if facts.get("days") == facts.get("days_earned") else "_part"
    return weekly + part


def _is_collected(rows: Sequence[Sequence[Any]], row: int) -> bool:
    """Whether a benefit's line is what the employee pays for it."""
    names = {rows[row][1], *(rows[part][1] for part in rows[row][4])}
    return "benefit_collected" in names


def _parts(rows: Sequence[Sequence[Any]], row: int) -> list[int]:
    """The rows that a line was made from; in a correction those of the amount as it is now."""
    operation, *_, parts, _, _ = rows[row]
    if operation == "less" and parts:
        return list(rows[parts[0]][4])
    return list(parts)


# -- deductions and the employer's costs -------------------------------------------------------------------------------


def _charge(
    key: str,
    rows: Sequence[Sequence[Any]],
    results: Mapping[str, int],
    totals: Mapping[str, int | None],
    inputs: Inputs,
    sources: _Sources,
) -> dict[str, Any]:
    amount = totals[key]
    charge: dict[str, Any] = {
        "kind": "other_deduction" if key == "other_deductions" else key,
        "title": None,
        "because": f"{key}.because",
        "facts": {},
        "percent": None,
        "base_cents": None,
        "amount_cents": amount,
        "sources": [],
    }
    if key == "other_deductions":
        charge["because"], row = _why_deducted(rows, results.get(key))
        if row is not None and rows[row][1] == "health_employee":
            if rows[row][0] == "total":  # with that of earlier pay, which a notice tells
                row = rows[row][4][0]
            base, percent = _base_and_percent(rows, rows[row][4])
            charge["facts"] = {"percent": percent, "base": base}
        return charge
    if key not in results:
        charge["because"] = "open.because"
        return charge
    row = results[key]
    difference = inputs.corrects is not None and inputs.first_paid_on is None
    if difference and rows[row][0] == "less":
        row = rows[row][4][0]
    numbers: set[int] = set()
    _collect(rows, row, sources, numbers, set())
    charge["sources"] = sorted(numbers)
    _explain(charge, key, rows, row, inputs)
    if difference:
        charge["percent"] = charge["base_cents"] = None
    return charge


_DEDUCTED = {
    "paid_by_kela": "paid_by_kela",
    "health_employee": "health_employee",
    "benefit_paid_at_most": "benefit",
    "set_off": "set_off",
    "advance": "advance",
}


def _why_deducted(rows: Sequence[Sequence[Any]], row: int | None) -> tuple[str, int | None]:
    """The sentence of the other deductions and the row of the one that there is; of several a common sentence."""
    if row is None:
        return "other_deduction.because", None
    operation, name, _, _, parts, _, _ = rows[row]
    if name == "other_deductions_difference":
        return _why_deducted(rows, parts[0])
    if name == "other_deductions" and operation == "total":
        return "other_deduction.because_several", None
    return f"{_DEDUCTED.get(name, 'other_deduction')}.because", row


def _collect(rows: Sequence[Sequence[Any]], row: int, sources: _Sources, numbers: set[int], seen: set[int]) -> None:
    """The legal sources that an amount itself rests on; the lines it was taken from name their own."""
    if row in seen:
        return
    seen.add(row)
    operation, name, _, _, parts, _, about = rows[row]
    if operation == "law" and about:
        numbers.add(sources.number(about["source"], about["clause"], about["link"]))
    elif operation == "decision" and about:
        for section, _ in about["because"]:
            numbers.add(sources.number(section, None, None))
    if name in ("gross", "taxable", "taxable_here"):
        return
    for part in parts:
        _collect(rows, part, sources, numbers, seen)


def _explain(charge: dict[str, Any], key: str, rows: Sequence[Sequence[Any]], row: int, inputs: Inputs) -> None:
    operation, _, _, _, parts, _, about = rows[row]
    if operation == "decision":
        charge["because"] = _why_nothing(key, about)
        if charge["because"] == "pension_employee.because_threshold":
            charge["facts"] = {"base": _limit("pension.monthly_threshold_euros", inputs)}
        return
    if key == "withholding":
        _explain_tax(charge, rows, row, inputs)
        return
    if key == "garnishment":
        charge["facts"] = {"base": _net(rows)}
        return
    if operation == "less" and key == "employer_health":
        parts = rows[parts[0]][4]
    if operation == "less" and key == "employer_pension":
        charge["facts"]["amount"] = _cents(rows[parts[1]][2])
        parts = rows[parts[0]][4]
    base, percent = _base_and_percent(rows, parts)
    charge["percent"], charge["base_cents"] = percent, base
    charge["facts"].update({"percent": percent, "base": base})


def _why_nothing(key: str, about: Mapping[str, Any] | None) -> str:
    if key.startswith("employer_"):
        return f"{key}.because_none"
    if key == "withholding":
        return "withholding.because_household_limit"
    sections = [section for section, _ in (about or {}).get("because", ())]
    says = " ".join(words for _, words in (about or {}).get("because", ()))
    if key == "pension_employee" and "limit" in says and sections:
        return "pension_employee.because_threshold"
    return f"{key}.because_age"


_WITH_MISSED = {
    "withholding.because": ("withholding.because_missed", "amount"),
    "tax_at_source.because": ("tax_at_source.because_missed", "due"),
    "tax_at_source.because_deduction": ("tax_at_source.because_deduction_missed", "due"),
}
"""The sentence when the tax of earlier pay is in the sum too, and the fact that tells how much of it."""


def _explain_tax(charge: dict[str, Any], rows: Sequence[Sequence[Any]], row: int, inputs: Inputs) -> None:
    operation, *_, parts, _, _ = rows[row]
    taken = next((rows[part] for part in parts if rows[part][1] == "missed_tax_taken"), None)
    if taken is not None:
        _explain_tax(charge, rows, parts[0], inputs)
        if charge["because"] in _WITH_MISSED:
            charge["because"], fact = _WITH_MISSED[charge["because"]]
            charge["facts"][fact] = _cents(taken[2])
        return
    if operation == "product":
        base, percent = _base_and_percent(rows, parts)
        charge["percent"], charge["base_cents"] = percent, base
        charge["facts"] = {"percent": percent, "base": base}
        names = {rows[part][1] for part in parts}
        if "source_percent" in names:
            charge["kind"], charge["because"] = "tax_at_source", "tax_at_source.because"
            deducted = next((rows[part] for part in parts if rows[part][1] == "pay_after_deduction"), None)
            if deducted is not None:
                less = rows[deducted[4][0]]
                charge["because"] = "tax_at_source.because_deduction"
                charge["facts"]["amount"] = _cents(rows[less[4][1]][2])
        elif "withholding.no_card_percent" in names:
            charge["because"] = "withholding.because_no_card"
        elif _january(inputs):
            charge["because"] = "withholding.because_january"
        return
    at_card, at_additional = (rows[part] for part in parts)
    base, percent = _base_and_percent(rows, at_card[4])
    more_base, more_percent = _base_and_percent(rows, at_additional[4])
    facts = {"additional_percent": more_percent, "additional_base": more_base}
    if base:
        charge["because"] = "withholding.because_split"
        facts |= {"percent": percent, "base": base}
    else:
        charge["because"] = "withholding.because_over_ceiling"
        charge["percent"], charge["base_cents"] = more_percent, more_base
    charge["facts"] = facts


def _january(inputs: Inputs) -> bool:
    """Whether the percentage of last year's card was used: no card of the payment day's own year has begun."""
    return all(card.first.year < inputs.payment_day.year for card in inputs.tax_cards)


def _base_and_percent(rows: Sequence[Sequence[Any]], parts: Iterable[int]) -> tuple[int | None, str | None]:
    base, percent = None, None
    for part in parts:
        _, _, value, unit, _, _, _ = rows[part]
        if unit == "percent":
            percent = decimal_text(value)
        elif unit == "euros":
            base = _cents(value)
    return base, percent


def _net(rows: Sequence[Sequence[Any]]) -> int:
    return next((_cents(row[2]) for row in rows if row[1] == "net_with_benefits"), 0)


def _limit(name: str, inputs: Inputs) -> int:
    return int(load_book().value(name, Days(payment_day=inputs.payment_day)).number * 100)


def _cents(value: str) -> int:
    return int((Decimal(decimal_text(value)) * 100).to_integral_value(ROUND_HALF_UP))


# -- notices, questions, corrections -----------------------------------------------------------------------------------


def question_data(question: OpenQuestion) -> dict[str, Any]:
    """An open question as documents and pages take it."""
    return {
        "id": question.id,
        "topic": question.topic,
        "asks": question.asks,
        "why": question.why,
        "where_to_find": question.where_to_find,
        "facts": dict(question.facts),
        "suggestion": question.suggestion,
        "blocks": question.blocks,
    }


def _corrects(
    data: Mapping[str, Any], reason: str | None, inputs: Inputs, lines: Sequence[IssuedLine], rows: Sequence[Any]
) -> dict[str, Any]:
    """What a correction says about itself: each line before, now and the difference, and the money paid.

    Pay that was added later and is paid on a day of its own (``own_day``) has no sum before it.
    """
    differences = [
        {
            "kind": line.kind,
            "title": line.title,
            "facts": _facts(line),
            "minutes": line.minutes,
            "before_cents": int(line.facts["amount_paid_before"]),
            "after_cents": int(line.facts["amount_now"]),
            "difference_cents": line.amount_cents,
        }
        for line in lines
    ]
    own_day = inputs.first_paid_on is not None
    before = _before(rows, data["results"]["paid"]) if "paid" in data["results"] and not own_day else 0
    paid = data["totals"]["paid"]
    return {
        "number": inputs.corrects,
        "pay_day": (inputs.first_paid_on or inputs.payment_day).isoformat(),
        "own_day": inputs.payment_day.isoformat() if own_day else None,
        "why": reason,
        "differences": differences,
        "paid_before_cents": before,
        "paid_after_cents": before + (paid or 0),
        "paid_difference_cents": paid or 0,
    }


def _before(rows: Sequence[Sequence[Any]], row: int) -> int:
    """The amount paid before of a difference."""
    return _cents(rows[rows[row][4][1]][2])


# -- the file ----------------------------------------------------------------------------------------------------------


def payslip_json(shown_of: Draft | Issued, language: str | None = None) -> dict[str, Any]:
    """One payslip as the household's ``payslips/*.json``: amounts as text with two decimals, lines in their order.

    ``language``: of titles and reasons; the employee's when left out. ``replays``: whether the trace gives the totals.
    """
    if isinstance(shown_of, Issued):
        inputs, trace, lines = from_text(shown_of.inputs_text), shown_of.trace, list(shown_of.lines)
        totals: Mapping[str, int | None] = shown_of.totals
        edition = shown_of.rules_edition
    else:
        payslip = shown_of.payslip
        inputs, trace, lines = shown_of.inputs, payslip.trace, [issued_line(line) for line in payslip.lines]
        totals, edition = payslip.totals, payslip.edition
    rows = rows_of(trace)
    language = language or inputs.employee.language
    return {
        "employment": inputs.employment,
        "period": {"first": inputs.period.first.isoformat(), "last": inputs.period.last.isoformat()},
        "pay_day": inputs.payment_day.isoformat(),
        "kind": "correction" if inputs.corrects is not None else inputs.kind,
        "lines": [_json_line(line, rows, language) for line in lines],
        **{key: euros(totals[key]) for key in _JSON_TOTALS},
        "employer": {
            name: euros(totals[f"employer_{name}"])
            for name in ("pension", "unemployment", "health", "accident", "group_life", "total")
        },
        "employer_cost": euros(totals["employer_cost"]),
        "rules_edition": edition,
        "replays": replays(trace, totals),
    }


_JSON_TOTALS = (
    "gross",
    "taxable",
    "withholding",
    "pension_employee",
    "unemployment_employee",
    "garnishment",
    "other_deductions",
    "tax_free",
    "net",
    "paid",
)


def _json_line(line: IssuedLine, rows: Sequence[Sequence[Any]], language: str) -> dict[str, Any]:
    sources = _Sources()
    data = _line(line, rows, sources)
    quantity, unit = data["quantity"], line.unit
    return {
        "kind": line.kind,
        "income_type": line.income_type,
        "title": documents.say_title(language, data),
        "minutes": line.minutes,
        "quantity": quantity,
        "unit": unit,
        "unit_price": None if line.unit_price is None else price_text(line.unit_price),
        "amount": euros(line.amount_cents),
        "because": documents.say_line(language, data),
        "sources": [
            ", ".join(texts.say_source(language, part) for part in (one["title"], one["clause"]) if part)
            for one in sources.listed
        ],
    }


def euros(cents: int | None) -> str | None:
    """Cents as text with two decimals; None for an amount that an open question withholds."""
    if cents is None:
        return None
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def replays(trace: str, totals: Mapping[str, int | None]) -> bool:
    """Whether the trace, worked out again on its own, gives exactly the totals."""
    try:
        return replay(trace) == {key: cents for key, cents in totals.items() if cents is not None}
    except DoesNotReplay:
        return False
