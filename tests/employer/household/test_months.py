"""Households of several months with absences and persons of every kind, each cent worked out by hand."""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from employer.household.reading import read_answers
from employer.household.running import Outcome, run
from tests.employer.household.test_running import as_json, household

ONE = "ilona-1"
FIVE_DAYS = ["mon", "tue", "wed", "thu", "fri"]


def months(first: str, last: str) -> list[dict[str, str]]:
    """A pay run of each calendar month, paid on its last Monday to Friday."""
    year, month = (int(part) for part in first.split("-"))
    found: list[dict[str, str]] = []
    while f"{year}-{month:02}" <= last:
        end = date(year, month, monthrange(year, month)[1])
        paid = end - timedelta(days=max(0, end.weekday() - 4))
        found.append({"from": end.replace(day=1).isoformat(), "until": end.isoformat(), "pay_day": paid.isoformat()})
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def work(start: str, wage: str, unit: str = "hour", hours: tuple[str, str] = ("09:00", "14:00")) -> dict[str, Any]:
    """The terms of work from Monday to Friday."""
    minutes = (int(hours[1][:2]) - int(hours[0][:2])) * 60 + int(hours[1][3:]) - int(hours[0][3:])
    return {
        "start": start,
        "weekly_minutes": str(5 * minutes),
        "wages": [{"from": start, "unit": unit, "euros": wage}],
        "patterns": [
            {
                "from": start,
                "until": None,
                "weekdays": FIVE_DAYS,
                "start": hours[0],
                "end": hours[1],
                "break_minutes": 0,
                "skip": "public_holidays",
            }
        ],
    }


def paid(
    terms: dict[str, Any],
    runs: list[dict[str, str]],
    *changes: tuple[str, Any],
    absences: list[dict[str, Any]] | None = None,
    answers: dict[str, str] | None = None,
) -> Outcome:
    """What comes of a household with one employment on these terms; ``changes`` as in ``household``."""
    whole = household(
        ("shifts", []),
        ("trainings", []),
        ("expenses", []),
        ("pay_runs", runs),
        ("absences", [{"employment": ONE, **one} for one in absences or []]),
        *((f"employments.0.{name}", value) for name, value in terms.items()),
        *changes,
    )
    given = {
        key: {"value": value, "document": "note", "day": runs[0]["pay_day"]} for key, value in (answers or {}).items()
    }
    return run(whole, answers=read_answers(json.dumps(given).encode(), "fi"))


def slip(outcome: Outcome, day: str) -> dict[str, Any]:
    """The payslip of a pay day."""
    found: dict[str, Any] = as_json(outcome, f"payslips/{ONE}-{day}.json")
    return found


def lines(outcome: Outcome, day: str) -> list[tuple[str, str | None, str]]:
    """The lines of the payslip of a pay day: kind, quantity and euros."""
    return [(one["kind"], one["quantity"], one["amount"]) for one in slip(outcome, day)["lines"]]


def asked(outcome: Outcome) -> list[str]:
    """The topics of the open questions."""
    return [one["id"].partition(":")[0] for one in as_json(outcome, "questions.json")]


AT_SOURCE = [{"from": "2026-01-01", "kind": "source", "percent": "35.0", "deduction": "true"}]


def test_the_planned_year_decides_the_daily_allowance_contribution_beside_tax_at_source() -> None:
    """37.5 hours a week at 15.00 to the end of the year are over 17 255: 1.10 and 0.88 % of the pay, not 1.10."""
    terms = work("2026-01-12", "15.00", hours=("08:00", "15:30"))
    answers = {f"tax_at_source_health:{ONE}:2026-01-30": "yes"}
    runs = months("2026-01", "2026-02")
    long = paid(terms, runs, ("employees.0.tax_cards", AT_SOURCE), answers=answers)
    february = slip(long, "2026-02-27")
    assert february["gross"] == "2250.00"  # 20 days of 7.5 hours
    assert february["withholding"] == "609.00"  # 35 % of 2 250 less the month's 510
    assert february["other_deductions"] == "44.55"  # 1.98 % of 2 250
    ends = {**terms, "end": "2026-05-29", "fixed_term_ground": "sijaisuus"}
    short = paid(ends, runs, ("employees.0.tax_cards", AT_SOURCE), answers=answers)
    assert slip(short, "2026-02-27")["other_deductions"] == "24.75"  # 1.10 %: under the limit with its end


RECORDS = {
    "employment": ONE,
    "day": "2026-02-16",
    "year_so_far": {"gross": "1600.00", "withholding": "192.00"},
    "card_used": "1600.00",
}
HALVES = [
    {"from": "2026-02-16", "until": "2026-02-28", "pay_day": "2026-02-27"},
    {"from": "2026-03-01", "until": "2026-03-15", "pay_day": "2026-03-13"},
]


def test_pay_of_the_month_before_the_records_is_asked_where_the_pension_limit_depends_on_it() -> None:
    """An hour a week at 14.00, twice a month: 28.00 with 43.71 before is under 71.72, with 43.72 it reaches it."""
    terms = {
        **work("2025-10-06", "14.00", hours=("09:00", "10:00")),
        "holiday": {"accrual": "by_law", "bonus_percent": None},
        "pay": {"rhythm": "twice_a_month", "pay_day": ["15", "last"]},
    }
    terms |= {"weekly_minutes": "60", "patterns": [{**terms["patterns"][0], "weekdays": ["mon"]}]}
    before: tuple[str, Any] = ("opening", [RECORDS])
    assert asked(paid(terms, HALVES, before)) == ["opening_month"]
    topic = f"opening_month:{ONE}:2026-02-27"
    under = paid(terms, HALVES, before, answers={topic: "43.71"})
    assert [slip(under, day)["pension_employee"] for day in ("2026-02-27", "2026-03-13")] == ["0.00", "0.00"]
    reached = paid(terms, HALVES, before, answers={topic: "43.72"})
    # 7.30 % of 28.00; how the share of the earlier 43.72 is collected is asked; March is a month of its own
    assert [slip(reached, day)["pension_employee"] for day in ("2026-02-27", "2026-03-13")] == ["2.04", "0.00"]
    assert slip(reached, "2026-02-27")["employer"]["pension"] == "4.92"  # 24.85 % of 28.00 less 2.04
    assert asked(reached) == ["monthly_threshold"]
    monthly = {**terms, "pay": {"rhythm": "monthly", "pay_day": "last"}}
    whole = [{"from": "2026-02-01", "until": "2026-02-28", "pay_day": "2026-02-27"}]
    assert asked(paid(monthly, whole, ("opening", [{**RECORDS, "day": "2026-02-01"}]))) == []
