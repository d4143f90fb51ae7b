"""A payslip, draft or issued, as plain words and numbers for its page. Nothing is calculated here.

Every amount has a name: ``line-3`` for a line, a result's key (``gross``, ``withholding``) for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from employer import documents, formats, texts
from employer.pay.schemas import Draft, Issued
from employer.pay.showing.service import (
    Step,
    explanation,
    figure_title,
    payslip_data,
)
from payroll.figures import results_of
from payroll.terms import terms_of_line

WORDS = {
    "base_pay": "hourly_wage",
    "additional_hours": "additional_work",
    "overtime": "overtime",
    "emergency": "emergency_work",
    "sunday": "sunday_increase",
    "evening": "evening_supplement",
    "night": "night_supplement",
    "saturday": "saturday_supplement",
    "standby": "standby",
    "sick_pay": "sick_pay",
    "holiday_pay": "holiday_pay",
    "holiday_bonus": "holiday_bonus",
    "holiday_compensation": "holiday_compensation",
    "fringe_benefit": "benefit_in_kind",
    "fringe_benefit_not_cash": "benefit_in_kind",
    "mileage": "kilometre_allowance",
    "per_diem": "daily_allowance",
    "withholding": "withholding",
    "tax_at_source": "withholding",
    "pension_employee": "pension_contribution",
    "unemployment_employee": "unemployment_insurance_contribution",
    "garnishment": "wage_garnishment",
    "set_off": "set_off",
    "wage_advance": "wage_advance",
    "employer_pension": "pension_contribution",
    "employer_unemployment": "unemployment_insurance_contribution",
    "employer_health": "health_insurance_contribution",
    "employer_accident": "accident_insurance",
}
"""The kind of a line or charge, and the word of the glossary (``words.<word>``) that explains it."""
TOTALS = ("gross", "taxable", "net", "tax_free", "paid", "employer_total", "employer_cost")


_TELLING_LINES = frozenset({"sick_pay", "child_sick_pay", "hindrance_pay"})
_TELLING_HOURS = frozenset({"sick", "child_sick", "paid_absence", "unpaid_absence"})
"""The lines and the sums of hours that tell why somebody was away."""


def tells_of_absence(shown_of: Draft | Issued) -> bool:
    """Whether a payslip tells why somebody was away: that is for those to see who may know it."""
    return _tells(payslip_data(shown_of))


def sheet(shown_of: Draft | Issued, language: str, *, reasons: bool = True) -> dict[str, Any]:
    """Everything that the page of a payslip shows, in the reader's language; amounts in cents, None when withheld.

    ``reasons``: whether the reader may know why somebody was away. To others every sum is shown, and nothing of how it
    came about (``hidden``).
    """
    data = payslip_data(shown_of)
    hidden = not reasons and _tells(data)
    lines = _lines_of(shown_of)
    results = {} if hidden else results_of(_trace_of(shown_of))
    data = _without_reasons(data) if hidden else data
    taxed = [f"line-{number}" for number, line in enumerate(lines) if line.taxable]
    free = [f"line-{number}" for number, line in enumerate(lines) if not line.taxable]
    return {
        **{name: data[name] for name in ("kind", "draft", "period", "pay_day", "employee", "employer", "totals")},
        **{name: data[name] for name in ("account_last_four", "holidays", "hours", "corrects", "sources", "year")},
        "hidden": hidden,
        "earnings": [_line(n, row, language, not hidden) for n, row in zip(taxed, data["earnings"], strict=True)],
        "tax_free": [_line(n, row, language, not hidden) for n, row in zip(free, data["tax_free"], strict=True)],
        "deductions": [_charge(_key(one), one, results, language) for one in data["deductions"]],
        "charges": [_charge(_key(one), one, results, language) for one in data["employer_charges"]],
        "explained": frozenset(key for key in TOTALS if key in results),
        "words": _words(data),
        "notices": [documents.say_notice(language, one) for one in data["notices"]],
        "terms": [documents.say_term(language, one) for one in data["terms"]],
        "questions": [{**one, "words": documents.say_question(language, one)} for one in data["questions"]],
        "differences": [] if data["corrects"] is None else _differences(data["corrects"], language),
    }


def explained(shown_of: Draft | Issued, amount: str, language: str, *, reasons: bool = True) -> tuple[str, str, Step]:
    """What an amount is called, why it is there, and the steps that led to it. Raises ``LookupError``."""
    page = sheet(shown_of, language, reasons=reasons)
    trace = _trace_of(shown_of)
    for one in (*page["earnings"], *page["tax_free"], *page["deductions"], *page["charges"]):
        if one["name"] == amount and one["explained"]:
            return one["title"], one["because"], explanation(trace, _row(shown_of, amount), language)
    if amount in page["explained"]:
        return figure_title(language, amount), "", explanation(trace, _row(shown_of, amount), language)
    raise LookupError(f"the payslip has no amount {amount}")


def terms_of(shown_of: Draft | Issued, amount: str, language: str) -> list[documents.SaidTerm]:
    """What decided the terms that an amount rests on; none for a total, or for a payslip of before they were kept."""
    if not amount.startswith("line-"):
        return []
    line = _lines_of(shown_of)[int(amount.removeprefix("line-"))]
    terms = shown_of.shown.terms
    by_agreement = any(one["name"] == "free_days" for one in terms)
    names = terms_of_line(line.kind, weekly=dict(line.facts).get("weekly") == "yes", agreement=by_agreement)
    return [documents.say_term(language, one) for one in terms if one["name"] in names]


def _tells(data: Mapping[str, Any]) -> bool:
    kinds = {row["kind"] for row in (*data["earnings"], *data["tax_free"])}
    return bool(kinds & _TELLING_LINES or {one["kind"] for one in data["hours"]} & _TELLING_HOURS)


def _without_reasons(data: dict[str, Any]) -> dict[str, Any]:
    """The same sums without a word on why somebody was away, or on what follows from it."""

    def plain(row: dict[str, Any]) -> dict[str, Any]:
        if row["kind"] not in _TELLING_LINES:
            return row
        told = {"kind": "absence_pay", "title": None, "because": None, "facts": {}}
        return {**row, **told, "unit": None, "minutes": None, "quantity": None, "unit_price": None}

    away = sum(one["minutes"] for one in data["hours"] if one["kind"] in _TELLING_HOURS)
    hours = [one for one in data["hours"] if one["kind"] not in _TELLING_HOURS]
    corrects = data["corrects"]
    if corrects is not None:
        told = [
            {**one, "kind": "absence_pay"} if one["kind"] in _TELLING_LINES else one for one in corrects["differences"]
        ]
        corrects = {**corrects, "differences": told}
    return {
        **data,
        "earnings": [plain(row) for row in data["earnings"]],
        "hours": [*hours, *([{"kind": "away", "minutes": away}] if away else [])],
        "corrects": corrects,
        "notices": [],
        "terms": [],
        "sources": [],
    }


def _row(shown_of: Draft | Issued, amount: str) -> int:
    if amount.startswith("line-"):
        return int(_lines_of(shown_of)[int(amount.removeprefix("line-"))].figure)
    return results_of(_trace_of(shown_of))[amount]


def _trace_of(shown_of: Draft | Issued) -> str:
    return shown_of.trace if isinstance(shown_of, Issued) else shown_of.payslip.trace


def _lines_of(shown_of: Draft | Issued) -> Sequence[Any]:
    return shown_of.lines if isinstance(shown_of, Issued) else shown_of.payslip.lines


def _words(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The glossary's words that this payslip needs, each once, in the order in which they are met."""
    earned = [str(row["kind"]) for row in (*data["earnings"], *data["tax_free"])]
    # An hour's wage explains nothing where the pay is by the month.
    by_hour = any(row["kind"] == "base_pay" and row["unit"] == "hour" for row in data["earnings"])
    kinds = [kind for kind in earned if kind != "base_pay" or by_hour]
    taken = [str(row["kind"]) for row in data["deductions"]]
    charged = [str(row["kind"]) for row in data["employer_charges"]]
    met = [
        *(WORDS[kind] for kind in kinds if kind in WORDS),
        "gross_wage",
        *(WORDS[kind] for kind in taken if kind in WORDS),
        *(["tax_card"] if "withholding" in taken else []),
        "net_wage",
        *(WORDS[kind] for kind in charged if kind in WORDS),
        *(["holiday_credit_year"] if data["holidays"] else []),
    ]
    return tuple(dict.fromkeys(met))


def _key(charge: Mapping[str, Any]) -> str:
    """The result that a deduction shows: its kind, but for the two that are shown under another name."""
    kind = str(charge["kind"])
    return {"other_deduction": "other_deductions", "tax_at_source": "withholding"}.get(kind, kind)


def _line(name: str, row: Mapping[str, Any], language: str, explained: bool) -> dict[str, Any]:
    quantity = ""
    if row["unit"] == "hour":
        quantity = formats.clock_hours(row["minutes"])
    elif row["unit"] is not None:
        quantity = texts.say(language, f"payslip.unit.{row['unit']}", count=formats.number(row["quantity"]))
    price = ""
    if row["unit_price"] is not None and row["unit"] is not None:
        price = texts.say(language, f"payslip.per.{row['unit']}", price=formats.price(row["unit_price"]))
    return {
        "name": name,
        "title": documents.say_title(language, row),
        "because": documents.say_line(language, row),
        "quantity": quantity,
        "price": price,
        "amount": row["amount_cents"],
        "explained": explained,
    }


def _charge(key: str, row: Mapping[str, Any], results: Mapping[str, int], language: str) -> dict[str, Any]:
    return {
        "name": key,
        "title": documents.say_title(language, row),
        "because": documents.say_line(language, row),
        "quantity": "" if row["percent"] is None else formats.percent(row["percent"]),
        "price": "" if row["base_cents"] is None else formats.money(row["base_cents"]),
        "amount": row["amount_cents"],
        "explained": key in results,
    }


def _differences(corrects: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    return [
        {
            "title": documents.say_title(language, row),
            "before": row["before_cents"],
            "after": row["after_cents"],
            "difference": row["difference_cents"],
        }
        for row in corrects["differences"]
    ]
