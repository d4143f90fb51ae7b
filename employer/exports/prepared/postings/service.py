"""What issued payslips, their payment and what came back post to the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from employer import budget, pay
from employer.arrangements import final_pay
from employer.budget.schemas import Decision
from employer.budget.schemas import Entry as BudgetEntry
from employer.exports.ledger.schemas import (
    Bearer,
    ClaimedTax,
    Entry,
    IssuedPay,
    OverpaidWages,
    PaidAdvance,
    PaidEnforcement,
    PaidLine,
    PaidTaxes,
    PaidWages,
    RepaidWages,
)
from employer.exports.prepared.amounts.service import (
    ASKED,
    BY_COUNTY,
    claimed,
    claims_with,
    county_part,
    deduction_parts,
)
from employer.exports.sepa.service import tax_day, wage_day
from employer.pay import recovering
from employer.pay.schemas import Issued

_COSTS = {"wages": "wages", "employer_contributions": "contributions", "accident_insurance": "accident"}


def ledger_entries(session: Session, employer_id: int, until: date) -> tuple[Entry, ...]:
    """What the issued payslips of pay days up to ``until`` post to the ledger: the pay, its payment, the
    payment of what was taken for enforcement, and the taxes.

    Costs carry the budget decision of their days and its lines; a payslip whose days fall in several decisions is
    shared among them as the budget is. What the county pays itself as the substitute payer is no payment of the
    household. A payment is posted on its banking day, which may come after ``until``.
    """
    issued = pay.payslips(session, employer_id, last_pay_day=until)
    decisions = budget.decisions(session, employer_id, until)
    posted: dict[str, list[BudgetEntry]] = defaultdict(list)
    for entry in budget.entries(session, employer_id, until):
        posted[entry.belongs_to].append(entry)
    county = {day: county_part(session, employer_id, day, until) for day in {one.payment_day for one in issued}}
    chosen = {
        (expense.employment_id, expense.day, expense.title): expense.line or ""
        for expense in budget.expenses(session, employer_id, until)
    }
    entries: list[Entry] = []
    for one in issued:
        borne = _shares(decisions, posted[f"payslip {one.number}"])
        entries += _of_payslip(one, issued, decisions, borne, chosen, county[one.payment_day])
    codes = {one.employment_id: one.employment for one in issued}
    for employment_id, sums in final_pay.sums(session, employer_id, None, until).items():
        entries.extend(
            PaidAdvance(f"E{one.id}", one.paid, codes[employment_id], one.cents, cost_centre_on(decisions, one.paid))
            for one in sums.advances
            if employment_id in codes and one.paid <= until
        )
    entries.extend(_got_back(session, employer_id, issued, decisions, until))
    for month in sorted({one.payment_day.replace(day=1) for one in issued}):
        entries += _taxes(session, employer_id, month, issued, decisions, county)
    return tuple(entries)


def _of_payslip(
    one: Issued,
    issued: Sequence[Issued],
    decisions: Sequence[Decision],
    borne: tuple[Bearer, ...],
    chosen: Mapping[tuple[int, date, str], str],
    county: str,
) -> Iterator[Entry]:
    """The pay of a payslip and, where the household pays it itself, what leaves the account for it.

    ``borne``: what each budget decision bears; ``chosen``: the budget line of an expense, where one was chosen;
    ``county``: as ``county_part`` says.
    """
    parts = deduction_parts(one, issued)
    own = _bearer(budget.nearest(decisions, one.last))
    common: dict[str, Any] = {
        "employment": one.employment,
        "first": one.first,
        "last": one.last,
        "cost_centre": own.cost_centre,
    }
    yield IssuedPay(
        voucher=f"P{one.number}",
        day=one.payment_day,
        lines=tuple(
            PaidLine(
                line.kind,
                line.amount_cents,
                "" if line.taxable else chosen.get((one.employment_id, line.first, line.title), ""),
                line.cash,
                line.taxable,
                "" if line.taxable else cost_centre_on(decisions, line.first or one.last),
            )
            for line in one.lines
        ),
        totals=one.totals,
        kela_cents=parts["kela"],
        collected_cents=parts["collected"],
        employee_health_cents=parts["health"],
        advance_cents=parts["advance"],
        recovered_cents=parts["recovered"],
        wages_line=own.wages_line,
        contributions_line=own.contributions_line,
        accident_line=own.accident_line,
        others=tuple(share for share in borne if share.cost_centre != own.cost_centre),
        county=county,
        **common,
    )
    if county:
        return
    day, given_back = wage_day(one.payment_day), claimed(one, issued)
    if one.totals["paid"] + given_back:
        yield PaidWages(f"M{one.number}", day, cents=one.totals["paid"] + given_back, **common)
    if given_back:
        yield OverpaidWages(f"K{one.number}", day, cents=given_back, **common)
    if one.totals["garnishment"]:
        yield PaidEnforcement(f"U{one.number}", day, cents=one.totals["garnishment"], **common)


def _taxes(
    session: Session,
    employer_id: int,
    month: date,
    issued: Sequence[Issued],
    decisions: Sequence[Decision],
    county: Mapping[date, str],
) -> Iterator[PaidTaxes]:
    """The self-assessed taxes of the pay days of a month (its first day), when there are any."""
    of_month = [one for one in issued if one.payment_day.replace(day=1) == month]
    own_pay = [one for one in of_month if not county[one.payment_day]]
    withheld = sum(one.totals["withholding"] for one in own_pay)
    withheld += sum(one.tax_cents for one in claims_with(session, employer_id, own_pay) if one.gross)
    health = sum(one.totals["employer_health"] for one in of_month if county[one.payment_day] not in (BY_COUNTY, ASKED))
    own_health = sum(deduction_parts(one, issued)["health"] for one in own_pay)
    if withheld or health or own_health:
        centre = cost_centre_on(decisions, max(one.last for one in of_month))
        yield PaidTaxes(f"V{month:%Y-%m}", tax_day(month), month, withheld, health, centre, own_health)


def cost_centre_on(decisions: Sequence[Decision], day: date) -> str:
    """The number of the budget decision that a day belongs to, or of the nearest; empty without any."""
    return _bearer(budget.nearest(decisions, day)).cost_centre


def _bearer(decision: Decision | None) -> Bearer:
    lines: dict[str, str] = {}
    for line in () if decision is None else decision.lines:
        for cost in line.covers:
            lines.setdefault(cost, line.code)
    return Bearer(
        "" if decision is None else decision.number,
        lines.get("wages", ""),
        lines.get("employer_contributions", ""),
        lines.get("accident_insurance", ""),
    )


def _shares(decisions: Sequence[Decision], posted: Iterable[BudgetEntry]) -> tuple[Bearer, ...]:
    """What each decision bears of a payslip, by the days of its cost; days without a decision go to the nearest."""
    sums: dict[str, dict[str, int]] = {}
    bearers: dict[str, Bearer] = {}
    for part in (part for entry in posted for part in entry.parts):
        bearer = _bearer(budget.nearest(decisions, part.for_day))
        bearers[bearer.cost_centre] = bearer
        borne = sums.setdefault(bearer.cost_centre, dict.fromkeys(_COSTS, 0))
        borne[part.account] += part.cents
    return tuple(
        replace(bearer, **{name: sums[centre][account] for account, name in _COSTS.items()})
        for centre, bearer in bearers.items()
    )


def _got_back(
    session: Session, employer_id: int, issued: Sequence[Issued], decisions: Sequence[Decision], until: date
) -> Iterator[Entry]:
    """What came back outside the pay, and the tax that is got back from the employee with the pay."""
    repaid, answered = recovering.repayments(session, employer_id), recovering.taxed_years(session, employer_id)
    if not repaid and not answered:
        return
    names = {one.employment_id: one.employment for one in issued}
    claims = {one.number: one for one in recovering.claims_of(session, employer_id) if one.employment_id in names}
    for one in repaid:
        claim = claims.get(one.payslip)
        if claim is not None and one.day <= until:
            centre, about = cost_centre_on(decisions, claim.last), names[claim.employment_id]
            yield RepaidWages(f"B{one.id}", one.day, about, claim.first, claim.last, one.cents, centre)
    for number, told in answered.items():
        claim = claims.get(number)
        if claim is not None and claim.gross and told.asked <= until:
            centre, about = cost_centre_on(decisions, claim.last), names[claim.employment_id]
            yield ClaimedTax(f"G{number}", told.asked, about, claim.first, claim.last, claim.tax_cents, centre)
