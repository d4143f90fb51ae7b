"""Payslips of invented people, kept for ever as a program of its day issued them; ``test_issued.py`` tries them all.

    python -m tests.issued.keeping tests/issued/2027-01-02

writes the demo household's payslips and the samples below into a folder that must not be there yet. What is kept is
never written again: another program or another law book gets another folder, named by its day.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from employer import clock, config, contracts, db, pay, sealed
from employer.app import import_models
from employer.effective import Hand
from employer.household.reading.service import read
from employer.household.service import DEMO, load
from employer.pay.schemas import IssuePayslip
from payroll import Inputs, Line, Payslip, calculate
from payroll.inputs import (
    Absence,
    Advance,
    Agreement,
    Answer,
    Benefit,
    Claim,
    Expense,
    GarnishmentOrder,
    HolidayPart,
    NoticePay,
    TaxCard,
    Wage,
    WaitingPay,
    WeeklyTime,
    to_text,
)
from rules import Period, load_book
from tests.payroll.builders import a_card, a_month_of_shifts, a_shift, a_year, an_insurance, day, inputs


def main(folder: Path) -> None:
    """Keeps every sample in a new folder, one file each. Raises ``FileExistsError`` when the folder is there."""
    folder.mkdir(parents=True)
    book = load_book()
    for name, given, payslip in (*_household(), *((name, one, calculate(one, book)) for name, one in _samples())):
        if not payslip.can_be_issued:
            raise ValueError(f"{name} cannot be issued: {[one.id for one in payslip.questions]}")
        written = json.dumps(as_kept(given, payslip), ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(written + "\n", "utf-8")


def as_kept(given: Inputs, payslip: Payslip) -> dict[str, Any]:
    """What is kept of a payslip: the text of its inputs and trace with their fingerprints, its lines and totals."""
    texts = {"inputs": to_text(given), "trace": payslip.trace}
    hashes = {f"{name}_sha256": hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}
    return {
        "rules_edition": payslip.edition,
        "lines": lines_of(payslip.lines),
        "totals": payslip.totals,
        **hashes,
        **texts,
    }


def lines_of(lines: tuple[Line, ...]) -> list[str]:
    """Each line in one row: kind, income type, minutes or days, price, cents."""
    return [
        " | ".join(
            str("-" if one is None else one)
            for one in (line.kind, line.income_type, line.minutes or line.days, line.unit_price, line.amount_cents)
        )
        for line in lines
    ]


# What is kept --------------------------------------------------------------------------------------------------------


def _household() -> Iterator[tuple[str, Inputs, Payslip]]:
    """The ten pay runs of the family in Hämeenlinna: hours, sickness, training, holiday, a raise, an end."""
    import_models()
    sealed.use_keys(config.throwaway())
    engine = db.make_engine("sqlite://")
    db.Base.metadata.create_all(engine)
    household = read(DEMO.read_bytes())
    known_on, hand = clock.today() + timedelta(days=1), Hand("keeping", clock.now())
    with db.unit_of_work(db.make_sessions(engine)) as session:
        employer_id = load(session, household, hand, "fi")
        (employment,) = contracts.employments(session, employer_id, known_on)
        for run in contracts.pay_runs(session, employer_id, known_on):
            made = pay.draft(session, employer_id, employment.id, run, known_on)
            pay.issue(session, employer_id, IssuePayslip(made), hand)
            yield f"childminder-{run.pay_day}", made.inputs, made.payslip


_START = day("2024-01-01")


def _assistant(month: Period, wage: str, **changes: Any) -> Inputs:
    """A personal assistant bound by the agreement, with what its parties alone know answered."""
    asked = {"heta.evening.percent": "10", "heta.night.percent": "20", "heta.night.after": "06:00"}
    usual: dict[str, Any] = {
        "job": "personal_assistance",
        "period": month,
        "payment_day": month.last,
        "employment_first": _START,
        "wages": (Wage(_START, None, "hour", Decimal(wage)),),
        "weekly_time": (WeeklyTime(_START, None, 1800),),
        "agreements": (
            Agreement(
                month.first, None, "heta", employer_is_member=True, pay_group="A", experience_months=0,
                region="muu_suomi",
            ),
        ),
        "tax_cards": (a_card(first=date(month.first.year, 1, 1)),),
        "answers": tuple(
            Answer(f"missing_law_value.{name}:ilona-1:{_START}", value, "agreement", _START)
            for name, value in asked.items()
        ),
    }  # fmt: skip
    return inputs(**{**usual, **changes})


def _samples() -> Iterator[tuple[str, Inputs]]:
    august, october = (
        Period.closed(day("2024-08-01"), day("2024-08-31")),
        Period.closed(day("2024-10-01"), day("2024-10-31")),
    )
    yield (
        "assistant-evening-night-sunday",
        _assistant(
            august,
            "13.00",
            shifts=(
                a_shift("2024-08-03", "14:00", "22:00"),
                a_shift("2024-08-07", "20:00", "07:00"),
                a_shift("2024-08-11", "09:00", "15:00"),
            ),
        ),
    )
    yield (
        "assistant-night-of-the-clock-change",
        _assistant(october, "13.00", shifts=(a_shift("2024-10-26", "20:00", "06:00"),)),
    )
    yield "assistant-wage-raised-to-the-table", _assistant(august, "9.00", shifts=(a_shift("2024-08-07"),))
    sick = tuple(one for one in a_month_of_shifts("2026-01-12", "2026-01-29") if one.start.date() >= day("2026-01-26"))
    yield (
        "sick-after-two-weeks",
        inputs(
            shifts=a_month_of_shifts("2026-01-12", "2026-01-25"),
            absences=(Absence("sick", day("2026-01-26"), day("2026-01-29"), sick, day("2026-01-26")),),
        ),
    )
    yield (
        "monthly-wage-and-overtime",
        inputs(
            wages=(Wage(day("2025-06-01"), None, "month", Decimal("2400.00")),),
            employment_first=day("2025-06-01"),
            weekly_time=(WeeklyTime(day("2025-06-01"), None, 2400),),
            shifts=(
                *a_month_of_shifts("2026-01-05", "2026-01-29", "mon tue wed thu", start="08:00", end="16:00"),
                a_shift("2026-01-09", "08:00", "21:00", 30),
            ),
            workdays=tuple(one for one in Period.closed(day("2026-01-01"), day("2026-01-31")) if one.weekday() < 5),
            regular_minutes=((day("2026-01-01"), 10080),),
        ),
    )
    yield "no-card", inputs(tax_cards=())
    yield "over-the-card-ceiling", inputs(tax_cards=(a_card(ceiling="300.00"),))
    yield (
        "tax-at-source",
        inputs(
            tax_cards=(TaxCard(day("2026-01-01"), None, "source", Decimal("35"), None, None, True, 0),),
            answers=(Answer("tax_at_source_health:ilona-1:2026-01-30", "no", "Kela's decision", day("2026-01-30")),),
        ),
    )
    yield (
        "under-the-yearly-limit",
        inputs(year=a_year(planned_gross_cents=30_000, all_planned_gross_cents=30_000), tax_cards=()),
    )
    yield "temporary-employer", inputs(insurance=an_insurance(pension_kind="temporary", pension_total_percent=None))
    yield "over-67", inputs(born=day("1957-05-05"))
    yield (
        "garnished",
        inputs(
            wages=(Wage(day("2026-01-12"), None, "hour", Decimal("30.00")),),
            garnishment=GarnishmentOrder("1-2026", 90_000, None),
        ),
    )
    yield (
        "telephone-benefit",
        inputs(benefits=(Benefit("", None, kind="phone", first=day("2026-01-12"), last=day("2026-01-31")),)),
    )
    yield (
        "trip-by-car",
        inputs(expenses=(Expense(day("2026-01-15"), "To the doctor", 1_100, "mileage", Decimal("20"), vehicle="car"),)),
    )
    yield "paid-in-advance", inputs(advances=(Advance(5_000, day("2026-01-20")),))
    ended: dict[str, Any] = {
        "employment_last": day("2026-01-20"),
        "kind": "final",
        "shifts": a_month_of_shifts("2026-01-12", "2026-01-20"),
    }
    yield "notice-not-observed", inputs(**ended, notice=NoticePay("employer", day("2026-01-20")))
    yield "late-final-pay", inputs(**ended, waiting=WaitingPay(day("2026-01-22"), day("2026-01-27")))
    yield "claim-set-off", inputs(
        claims=(Claim("Avain", 2_000),), dependants=1,
        wages=(Wage(day("2026-01-12"), None, "hour", Decimal("40.00")),),
    )  # fmt: skip
    yield "holiday-by-percentage", replace(
        inputs(**ended),
        holidays=(
            HolidayPart(
                credit_year=Period.closed(day("2025-04-01"), day("2026-03-31")), rule="none", method="percentage",
                days=0, days_earned=0, full_months=0, days_per_month=Decimal(2), base_cents=0, base_known=True,
                work_days=6, excess_minutes=0, weekly_days_numerator=4, weekly_days_denominator=1,
                percent=Decimal(9), absence_pay_cents=0, first=None, last=None, compensation=True,
                include_this_payslip=True,
            ),
        ),
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
