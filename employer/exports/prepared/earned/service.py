"""What a report to the Incomes Register tells of a payslip: its income lines, deductions and insurances."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy.orm import Session

from employer import answers
from employer.exports.incomes_register.content.schemas import codes
from employer.exports.incomes_register.schemas import (
    CarBenefit,
    Payment,
    Recovery,
)
from employer.exports.incomes_register.service import (
    Earned,
)
from employer.exports.prepared.amounts.service import deduction_parts, inputs_of, newest, paid_already, rest_of
from employer.pay import recovering
from employer.pay.schemas import Issued
from payroll.figures import rows_of
from payroll.final_pay import UNINSURED_KINDS
from payroll.inputs import Expense
from payroll.recovery import recovered_of
from rules import Days, load_book

NO_HEALTH, NO_PENSION, NO_ACCIDENT, NO_UNEMPLOYMENT, NO_INSURANCE = 2, 3, 4, 5, 1
"""Exceptions to insurance on an earner's report: why a contribution is missing."""
DAILY_ALLOWANCE, MILEAGE, CAR, OTHER_BENEFITS = 331, 311, 304, 317
COLLECTED = (401, 407)
"""What is collected from the employee for a car, and for other benefits."""
HOUSING_AND_MEALS = (1, 3)
"""What full board holds among other benefits."""
WAGE = 201
COUNTY_PAID, COUNTY_PAID_FOR = 321, {"p": 322, "u": 323, "a": 324, "h": 325}
"""Wages that a substitute payer paid, for which the employer owes all four contributions, or one of them each."""
KELA_PART = (322, 325)
"""Earnings that another payer reports too: told again for pension (322) and for health insurance (325) only."""
ALLOWANCES = {
    "osapäiväraha": 2,
    "partiellt": 2,
    "partial": 2,
    "kokopäiväraha": 3,
    "helt": 3,
    "full": 3,
    "ulkomaanpäiväraha": 4,
    "utrikes": 4,
    "abroad": 4,
}
"""The words of an answer about a daily allowance, and the register's codes."""
TAXED_YEAR = "taxed_year"
"""The question whether the taxation of an overpaid pay's year is completed."""


def lines_of_county(issued: Sequence[Issued]) -> list[Earned]:
    """The wages that the county paid, as the employer tells them: what each of its own contributions is owed for.

    Source: the register's code list of income types, 321 to 325.
    """
    free = set(insurance_exceptions(issued))
    none_of = {NO_PENSION: "p", NO_UNEMPLOYMENT: "u", NO_ACCIDENT: "a", NO_HEALTH: "h"}
    owed = "" if NO_INSURANCE in free else "".join(letter for code, letter in none_of.items() if code not in free)
    types = codes().income_types
    found = []
    for one in issued:
        of_type = [
            (types[line.income_type].insured, line.amount_cents) for line in one.lines if line.income_type in types
        ]
        sums = {letter: sum(cents for insured, cents in of_type if letter in insured) for letter in owed}
        if len(sums) == len(COUNTY_PAID_FOR) and len(set(sums.values())) == 1:
            sums = {"": sums["p"]}
        found += [
            Earned(COUNTY_PAID_FOR.get(letter, COUNTY_PAID), cents, one.first, one.last)
            for letter, cents in sums.items()
        ]
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What the lines of a report need besides their sums; ``missing`` are the topics of what nobody has said."""

    allowances: tuple[int, ...] = ()
    kilometres: int | None = None
    car: CarBenefit | None = None
    missing: tuple[str, ...] = ()


def told_of(
    session: Session,
    employer_id: int,
    employment: str,
    payment_day: date,
    known_on: date,
    issued: Sequence[Issued],
) -> Told:
    """The facts of trips and of a car, from what the payslips were calculated from or as answered."""

    def answered(topic: str) -> str:
        question = f"{topic}:{employment}:{payment_day.isoformat()}"
        given = answers.answer(session, employer_id, question, date.max, known_on)
        return "" if given is None else given.value.strip()

    types = {line.income_type for one in issued for line in one.lines}
    missing = []
    allowances: tuple[int, ...] = ()
    if DAILY_ALLOWANCE in types:
        allowances = _allowances_of_trips(issued, payment_day) or _allowances(answered("per_diem_kind"))
        if not allowances:
            missing.append("per_diem_kind")
    car = None
    if CAR in types:
        codes = re.fullmatch(r"([12])[ ,;/]+([1-9])", answered("car_benefit_codes"))
        if codes is None:
            missing.append("car_benefit_codes")
        else:
            car = CarBenefit(int(codes[1]), int(codes[2]))
    return Told(allowances, _kilometres(issued), car, tuple(missing))


def _allowances_of_trips(issued: Iterable[Issued], day: date) -> tuple[int, ...]:
    """The codes of the per diems of known trips; nothing when one of them is not known."""
    paid = [one for slip in newest(issued) for one in _expenses(slip) if one.kind == "per_diem"]
    if not paid or any(one.per_diem is None for one in paid):
        return ()
    codes = load_book().value("codes.allowance", Days(payment_day=day))
    return tuple(sorted({int(codes.row(kind=one.per_diem)["code"]) for one in paid}))


def _expenses(one: Issued) -> list[Expense]:
    """The expenses that a payslip pays back: of pay that was added later those that it adds, whole or in part."""
    added = {(line.first, line.title): line.facts for line in one.lines if line.amount_cents}
    return [
        expense if not one.own_day or added[key].get("amount_paid_before") == "0" else replace(expense, number=None)
        for expense in inputs_of(one).expenses
        if (key := (expense.day, expense.title)) in added or not one.own_day
    ]


def _kilometres(issued: Iterable[Issued]) -> int | None:
    """Whole kilometres driven, half a kilometre up; None when a trip's are not known."""
    driven = [one.number for slip in newest(issued) for one in _expenses(slip) if one.kind == "mileage"]
    known = [number for number in driven if number is not None]
    if not driven or len(known) < len(driven):
        return None
    return int(sum(known, Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP))


def _allowances(answer: str) -> tuple[int, ...]:
    """Which daily allowance was paid, as a person answered in words; nothing when nobody did, or not clearly."""
    words = [part.strip().lower() for part in answer.split(",")]
    return tuple(ALLOWANCES[word] for word in words) if set(words) <= set(ALLOWANCES) else ()


def insurance_exceptions(issued: Sequence[Issued]) -> tuple[int, ...]:
    """Which insurances the pay is free of, as the payslips were issued."""

    def none(*keys: str) -> bool:
        return all(one.totals[key] == 0 for one in issued for key in keys)

    insured = [line for one in issued for line in one.lines if line.taxable and line.kind not in UNINSURED_KINDS]
    if not any(line.amount_cents for line in insured):
        return ()  # pay for waiting or in place of notice alone tells nothing of the person's insurances
    found = []
    if none("employer_health"):
        found.append(NO_HEALTH)
    if none("employer_pension", "pension_employee"):
        found.append(NO_PENSION)
    if none("employer_accident") and all(_without_accident(one) for one in issued):
        found.append(NO_ACCIDENT)
    if none("employer_unemployment", "unemployment_employee"):
        found.append(NO_UNEMPLOYMENT)
    return (NO_INSURANCE,) if len(found) == len((NO_HEALTH, NO_PENSION, NO_ACCIDENT, NO_UNEMPLOYMENT)) else tuple(found)


def _without_accident(one: Issued) -> bool:
    """A premium of 0 % is a policy; only pay under the yearly limit, or nobody insured, is an exception."""
    insurance = inputs_of(one).insurance
    return insurance.accident_percent is None or insurance.accident_percent != 0


def earned_lines(issued: Sequence[Issued], told: Told) -> list[Earned]:
    found = []
    for one in issued:
        boards = {benefit.title for benefit in inputs_of(one).benefits if benefit.kind == "full_board"}
        for line in one.lines:
            if line.income_type is None:
                continue
            price = None
            if line.unit == "hour" and line.unit_price is not None and "/" not in line.unit_price:
                price = Decimal(line.unit_price)
            code, minutes = line.income_type, line.minutes if line.unit == "hour" else None
            if one.own_day and minutes is not None and price is not None:
                # a raise is no hours: they are told where they make the sum
                minutes = minutes if price * minutes * 100 == line.amount_cents * 60 else None
            found.append(
                Earned(
                    code,
                    -line.amount_cents if code in COLLECTED else line.amount_cents,
                    line.first or one.first,
                    line.last or one.last,
                    minutes,
                    price,
                    told.allowances if code == DAILY_ALLOWANCE else (),
                    HOUSING_AND_MEALS if code == OTHER_BENEFITS and line.title in boards else (),
                    told.kilometres if code == MILEAGE else None,
                    told.car if code == CAR else None,
                )
            )
        found.extend(_kela_lines(one, issued, found))
    return found


def unjust_lines(session: Session, employer_id: int, issued: Sequence[Issued]) -> list[Earned]:
    """What was paid without grounds: the corrections take it off the pay, yet it was paid on this day.

    A pay of which exactly the corrected sum left the account was not overpaid.
    """
    chains: dict[int, list[Issued]] = defaultdict(list)
    for one in sorted(issued, key=lambda one: one.revision):
        chains[one.corrects or one.id].append(one)
    found = []
    for chain in chains.values():
        claim = recovering.overpaid_of(chain)
        if claim is None or _paid_as_corrected(session, employer_id, issued, chain[0]):
            continue
        found += [
            Earned(part.income_type, part.cents, claim.first, claim.last, unjust=True)
            for part in claim.parts
            if part.income_type is not None and codes().income_types[part.income_type].recoverable
        ]
    return found


def _paid_as_corrected(session: Session, employer_id: int, issued: Sequence[Issued], root: Issued) -> bool:
    """Whether the kept payment files of the day hold just what the payslips of the employment come to now."""
    whole = sum(one.totals["paid"] for one in issued if one.employment == root.employment)
    paid, _ = paid_already(session, employer_id, root.payment_day)
    rest, _ = rest_of(paid, whole, root.employment, root.payment_day.isoformat())
    return rest == 0 != whole


def recovered_lines(issued: Sequence[Issued]) -> list[Earned]:
    """What is taken back of pay that was paid on another day, before tax; its tax was corrected on its own report."""
    found = []
    for one in newest(issued):
        for claim, _, parts in recovered_of(inputs_of(one), one.trace):
            if claim.paid is None or claim.first is None or claim.last is None:
                continue
            back = Recovery(one.payment_day, (Payment(claim.paid, claim.first, claim.last),))
            found += [
                Earned(code, cents, claim.first, claim.last, recovery=back)
                for code, cents in parts
                if code is not None and cents and codes().income_types[code].recoverable
            ]
    return found


def year_unknown(
    session: Session, employer_id: int, issued: Iterable[Issued], claims: Iterable[recovering.Overpaid]
) -> bool:
    """Whether tax of an earlier year would be corrected on its report, and nobody has asked if it still can be."""
    answered = recovering.taxed_years(session, employer_id)
    over_year = {one.corrects for one in issued if recovering.late(one) and one.issued_at.year > one.payment_day.year}
    return any(one.payslip_id in over_year and one.tax_cents > 0 and one.number not in answered for one in claims)


def _kela_lines(one: Issued, issued: Sequence[Issued], earned: list[Earned]) -> list[Earned]:
    """Kela reports its part of the wage itself, with no pension or health insurance: the family tells it for those two
    only, and takes it out of its own wage line."""
    cents = deduction_parts(one, issued)["kela"]
    if not cents:
        return []
    for position in range(len(earned) - 1, -1, -1):
        line = earned[position]
        if line.code == WAGE and line.cents >= cents:
            # the hours of the whole wage no longer make this sum
            earned[position] = replace(line, cents=line.cents - cents, minutes=None, hour_price=None)
            break
    else:
        earned.append(Earned(WAGE, -cents, one.first, one.last))
    return [Earned(code, cents, one.first, one.last) for code in KELA_PART]


def deductions_of(issued: Sequence[Issued]) -> list[tuple[str, int]]:
    found = []
    for one in issued:
        for name in ("pension_employee", "unemployment_employee", "garnishment"):
            found.append((name, one.totals[name]))
        parts = deduction_parts(one, issued)  # what was collected for a benefit is a line of its own
        found.append(("source_health", parts["health"]))
        # overpaid pay that is taken back is told as such, and not as another deduction
        found.append(("other_deductions", parts["set_off"] - parts["recovered"] + parts["advance"]))
        found.append(("tax_at_source" if recovering.taxed_at_source(one) else "withholding", one.totals["withholding"]))
    found.extend(("tax_at_source_deduction", _source_deduction(one)) for one in newest(issued))
    return found


def _source_deduction(one: Issued) -> int:
    """What was left out of the pay before tax at source, in cents."""
    if not one.trace or not recovering.taxed_at_source(one):
        return 0
    rows = rows_of(one.trace)
    for _, name, value, _, parts, *_ in rows:
        if name == "pay_after_deduction":
            base = Decimal(rows[rows[parts[0]][4][0]][2])
            return int((base - Decimal(value)) * 100)
    return 0
