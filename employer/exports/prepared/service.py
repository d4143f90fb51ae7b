"""Turns issued payslips and the facts in force into the plain data of the files for others, and writes the files.

Amounts come from what was issued and are never calculated again. What a file needs and nobody has said becomes a
question; the file is then not made, and nothing else waits for it.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from lxml import etree
from sqlalchemy.orm import Session

from employer import answers, arrangements, budget, contracts, pay, people
from employer.answers.schemas import NOT_TOLD, YES, asked_about
from employer.arrangements import final_pay
from employer.budget.schemas import Decision
from employer.budget.schemas import Entry as BudgetEntry
from employer.clock import HELSINKI
from employer.contracts.schemas import EmploymentFacts
from employer.effective import NOT_SAID, at
from employer.exports.incomes_register.content.schemas import codes
from employer.exports.incomes_register.content.service import separate_faults, wage_faults
from employer.exports.incomes_register.schemas import (
    BUSINESS_ID,
    NEW,
    REPLACEMENT,
    Accident,
    Address,
    Cancellation,
    CancelledItem,
    CarBenefit,
    Contact,
    Delivery,
    Earner,
    Employment,
    Ending,
    Identifier,
    International,
    Name,
    Payer,
    Payment,
    Pension,
    Profession,
    Recovery,
    SeparateLine,
    SeparateReport,
    SeparateReports,
    Span,
    WageReport,
    WageReports,
)
from employer.exports.incomes_register.service import (
    SOURCE,
    Earned,
    cancellation_xml,
    income_lines,
    report_reference,
    separate_report_xml,
    wage_report_xml,
)
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
from employer.exports.prepared.schemas import Prepared
from employer.exports.queries import payment_file, payment_files, report, report_file, reports
from employer.exports.schemas import ExportRefused, Fault, KeptReport, NewPaymentFile, NewReport
from employer.exports.sepa.schemas import PaymentFile, TaxTransfer, Transfer
from employer.exports.sepa.service import bank_name, payment_faults, payment_xml, tax_day, transfers_of, wage_day
from employer.pay import paying, recovering
from employer.pay.schemas import Issued
from employer.people.schemas import Address as PostalAddress
from employer.people.schemas import EmployeeFacts, EmployerFacts, read_address
from payroll.figures import rows_of
from payroll.final_pay import UNINSURED_KINDS
from payroll.inputs import Expense, Inputs, from_text
from payroll.payslip import parts_of_other_deductions
from payroll.recovery import recovered_of, repaid_of
from rules import Days, NoValueForDay, Question, load_book
from rules.decisions import duties
from rules.decisions.insurance import pension_insured

ENFORCEMENT = "Ulosottolaitos"
HOUSEHOLD, TEMPORARY_EMPLOYER = 2, 3
PERSONAL_ASSISTANTS, NO_AGREEMENT, OTHER_AGREEMENT = 35, 195, 194
"""Agreement codes of the Incomes Register."""
UNTIL_FURTHER_NOTICE, FIXED_TERM = 1, 2
MONTHLY, HOURLY = 1, 2
NO_HEALTH, NO_PENSION, NO_ACCIDENT, NO_UNEMPLOYMENT, NO_INSURANCE = 2, 3, 4, 5, 1
"""Exceptions to insurance on an earner's report: why a contribution is missing."""
HEALTH_CONTRIBUTION, NO_WAGES = 102, 101
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
CANCEL_FIRST, NOTHING_LEFT = "cancel_first", "nothing_left"
"""The faults of a replacement that are put right by cancelling the report that stands."""
SAME_IN_THE_LIST = ("resignation", "agreed", "fixed_term_ended")
"""Noted ends of an employment that the register's code list names in the same words; the others are asked."""
TOLD_ANEW = "end "
"""Begins the mark of a report that tells another reason of the end than the report before it."""
COUNTY_REPORTS = "county_reports"
"""The question whether the county has a mandate to report and pay the employer's own part."""
TAXED_YEAR = "taxed_year"
"""The question whether the taxation of an overpaid pay's year is completed."""
BY_COUNTY, BY_EMPLOYER, ASKED = "county", "employer", "asked"
LONGEST_OWN_REFERENCE, LONGEST_FILE_REFERENCE = 35, 31


def wage_report(
    session: Session,
    employer_id: int,
    employee_id: int,
    payment_day: date,
    made_at: datetime,
    known_on: date,
    *,
    production: bool = False,
    provider: str | None = None,
) -> Prepared[NewReport]:
    """The earnings payment report of one employee and one payment date, with every payslip of that day.

    ``made_at`` is the message's creation time, ``provider`` the Business ID of the service provider that sends it over
    the register's interface; without one the payer sends it. Corrections are added to what they correct, so that the
    report always tells the whole. Where the county pays the wages itself as the substitute payer, it reports them; the
    household tells only what it owes contributions for, unless the county does that too by a mandate: that is asked.
    Overpaid pay that came back outside the pay on the day is told with it, or alone (``choice.repaid_report``).
    Raises ``ExportRefused`` when the facts break a rule of the register.
    """
    issued = [
        one
        for one in pay.payslips(session, employer_id, first_pay_day=payment_day, last_pay_day=payment_day)
        if one.employee_id == employee_id
    ]
    repaid = [
        one
        for one in _repaid(session, employer_id)
        if one.money.day == payment_day and one.chain[0].employee_id == employee_id
    ]
    if not issued and not repaid:
        return Prepared(None)
    about = issued or [slip for one in repaid for slip in one.chain]
    employer = people.employer_facts(session, employer_id, payment_day, known_on)
    employee = people.employee(session, employer_id, employee_id, known_on)
    employments = {
        one.employment_id: contracts.employment(session, employer_id, one.employment_id, known_on) for one in about
    }
    main = employments[about[0].employment_id]
    told = _told(session, employer_id, main.code, payment_day, known_on, issued)
    needs = _contact_needs(employer, main) + _wage_needs(employer, main, about)
    home = _home(session, employer_id, employee, payment_day, known_on)
    if any(recovering.taxed_at_source(one) for one in about) and home is None:
        needs.append((main.code, _question("home_abroad", payment_day)))
    elif employee.details.identity_code is None and employee.details.address is None:
        needs.append((main.code, _question("employee_address", payment_day)))
    county = county_part(session, employer_id, payment_day, known_on)
    if county == BY_COUNTY:
        return Prepared(None)  # the county reports for the employer too
    if county == ASKED:
        needs.append((main.code, _question(COUNTY_REPORTS, payment_day)))
    if county:
        lines = income_lines(_paid_by_county(issued), ())
    else:
        needs += [(main.code, _question(topic, payment_day)) for topic in told.missing]
        claims = _claims(session, employer_id, issued)
        if _year_unknown(session, employer_id, issued, claims):
            needs.append((main.code, _question(TAXED_YEAR, payment_day)))
        lines = income_lines(
            [
                *_earned(issued, told),
                *_unjust(session, employer_id, issued),
                *_recovered(issued),
                *(line for one in repaid for line in one.lines(payment_day)),
            ],
            [*_deductions(issued), *(("withholding", one.tax_cents) for one in claims if one.gross)],
        )
    if not lines and _standing(session, employer_id, "wage", "wage", employee.details.code, payment_day.isoformat())[1]:
        raise ExportRefused((Fault("lines", NOTHING_LEFT),))
    if not lines:
        return Prepared(None)  # nothing was paid: there is nothing to tell
    ended, besides = _ended(session, employer_id, main, issued, payment_day, known_on)
    ids = tuple(one.id for one in issued)
    numbers = tuple(one.number for one in issued)
    if not county:
        numbers += tuple(f"{one.number} gross" for one in claims if one.gross)
        numbers += tuple(one.name for one in repaid)
    reference, earlier, delivery = _standing(
        session, employer_id, "wage", "wage", employee.details.code, payment_day.isoformat()
    )
    numbers += _told_anew(session, employer_id, earlier, ended)
    if not needs and earlier and earlier[-1].payslips == numbers:
        return Prepared(_as_kept(session, employer_id, earlier[-1]), besides, ids)
    temporary = bool(employer.pension) and employer.pension.kind == "temporary"
    insured = any(one.totals["employer_pension"] or one.totals["pension_employee"] for one in about)
    days = [(one.first, one.last) for one in issued] or [(payment_day, payment_day)]
    message = WageReports(
        delivery=Delivery(made_at, delivery, SOURCE, _provider(provider), production),
        payment=Payment(payment_day, min(first for first, _ in days), max(last for _, last in days)),
        contacts=(_contact(employer),),
        payer=_payer(employer, temporary=temporary and insured),
        reports=(
            WageReport(
                reference,
                _earner(employer, employee, list(employments.values()), about, payment_day, home, ended.endings),
                lines,
                action=REPLACEMENT if earlier else NEW,
            ),
        ),
    )
    if needs:
        return _waiting([*needs, *besides], wage_faults(message), ids)
    replaces = report_file(session, employer_id, earlier[-1].id) if earlier else None
    report = NewReport(
        "wage",
        "replacement" if earlier else "new",
        reference,
        delivery,
        employee.details.code,
        payment_day,
        wage_report_xml(message, replaces=replaces),
        production,
        numbers,
        provider,
    )
    return Prepared(report, besides, ids)


def cancellation(
    session: Session,
    employer_id: int,
    report_id: int,
    made_at: datetime,
    *,
    production: bool = False,
    provider: str | None = None,
) -> NewReport:
    """The message that cancels a kept report, whichever version of it stands: under the payer that it was given with.

    Raises ``LookupError`` when the employer has no such report.
    """
    kept = report(session, employer_id, report_id)
    file = report_file(session, employer_id, report_id)
    if kept is None or file is None:
        raise LookupError(f"employer {employer_id} has no report {report_id}")
    made = [one for one in reports(session, employer_id, kept.kind) if one.reference == kept.reference]
    delivery = _delivery_reference(kept.reference, made)
    payer = tuple(
        Identifier(int(one.findtext("Type", "")), one.findtext("Code", ""), one.findtext("CountryCode"))
        for one in etree.fromstring(file).iterfind("DeliveryData/Payer/PayerIds/Id")
    )
    message = Cancellation(
        Delivery(made_at, delivery, SOURCE, _provider(provider), production),
        Payer(payer),
        kept.kind,
        (CancelledItem(kept.reference),),
    )
    return NewReport(
        kept.kind,
        "cancellation",
        kept.reference,
        delivery,
        kept.subject,
        kept.day,
        cancellation_xml(message),
        production,
        provider=provider,
    )


def report_months(pay_days: Iterable[date], registered: bool, until: date) -> list[date]:
    """The first days of the months that may need an employer's separate report.

    Those with a pay day; for an employer in the register also the months without pay between the first of them and
    the last whole month by ``until``.
    """
    months = sorted({day.replace(day=1) for day in pay_days})
    if not months or not registered:
        return months
    after = until + timedelta(days=1)
    whole = (after.year - months[0].year) * 12 + after.month - months[0].month
    return sorted({*months, *(months[0] + relativedelta(months=number) for number in range(whole))})


def tax_cents(session: Session, employer_id: int, issued: Iterable[Issued], known_on: date) -> int:
    """What the payslips of a month owe the Tax Administration: tax, the health contribution, and the employee's own
    health contribution beside tax at source. Tax that the employee gives back with the pay stays paid.

    Where the county pays the wages itself, it pays the withheld tax; the health contribution stays the employer's
    unless the county pays it too.
    """
    together = tuple(issued)
    owed = 0
    for one in together:
        county = county_part(session, employer_id, one.payment_day, known_on)
        if not county:
            owed += one.totals["withholding"] + _other_deductions(one, together)["health"]
        if county != BY_COUNTY:
            owed += one.totals["employer_health"]
    return owed + sum(one.tax_cents for one in _claims(session, employer_id, together) if one.gross)


def separate_report(
    session: Session,
    employer_id: int,
    month: date,
    made_at: datetime,
    known_on: date,
    *,
    production: bool = False,
    provider: str | None = None,
) -> Prepared[NewReport]:
    """The employer's separate report of the wage payments of a calendar month (its first day), when one is needed.

    The health contribution is the sum of what the month's payslips were issued with. ``provider``: as of a wage report.
    """
    issued = _of_month(session, employer_id, month)
    by_day = {day: county_part(session, employer_id, day, known_on) for day in {one.payment_day for one in issued}}
    health = sum(one.totals["employer_health"] for one in issued if by_day[one.payment_day] != BY_COUNTY)
    employer = people.employer_facts(session, employer_id, month, known_on)
    registered = employer.details.employer_register == "regular"
    needed = duties.separate_report_required(
        registered=registered, wages_in_month=bool(issued), anyone_over_limit=health > 0
    )
    if not needed.outcome or (not registered and health == 0):
        return Prepared(None)
    if issued and all(who == BY_COUNTY for who in by_day.values()):
        return Prepared(None)
    employments = contracts.employments(session, employer_id, known_on)
    needs = _contact_needs(employer, employments[0]) if employments else []
    needs += [
        (one.employment, _question(COUNTY_REPORTS, one.payment_day))
        for one in issued
        if by_day[one.payment_day] == ASKED
    ]
    numbers = tuple(one.number for one in issued)
    reference, earlier, delivery = _standing(session, employer_id, "separate", "separate", f"{month:%Y-%m}")
    if not needs and earlier and earlier[-1].payslips == numbers:
        return Prepared(_as_kept(session, employer_id, earlier[-1]), payslips=tuple(one.id for one in issued))
    # wages without a contribution (of a person too old for it, say) are no month without wages
    line = SeparateLine(HEALTH_CONTRIBUTION, health) if issued else SeparateLine(NO_WAGES)
    message = SeparateReports(
        Delivery(made_at, delivery, SOURCE, _provider(provider), production),
        made_at.astimezone(HELSINKI).date(),
        (_contact(employer),),
        _payer(employer, temporary=False),
        (SeparateReport(reference, month, (line,), REPLACEMENT if earlier else NEW),),
        regular=registered,
    )
    if needs:
        return _waiting(needs, separate_faults(message), tuple(one.id for one in issued))
    report = NewReport(
        "separate",
        "replacement" if earlier else "new",
        reference,
        delivery,
        f"{month:%Y-%m}",
        month,
        separate_report_xml(message),
        production,
        numbers,
        provider,
    )
    return Prepared(report, payslips=tuple(one.id for one in issued))


def payment(
    session: Session,
    employer_id: int,
    pay_day: date,
    made_at: datetime,
    known_on: date,
    *,
    with_tax: bool,
    version: str = "09",
) -> Prepared[NewPaymentFile]:
    """The bank's file of one pay day's net wages; ``with_tax``: the month's self-assessed taxes too.

    An employee without an account, and a tax transfer without its reference, become questions; the rest is written.
    What the month's kept files hold already is not paid again: the file holds the rest, under references of its own.
    """
    issued = pay.payslips(session, employer_id, first_pay_day=pay_day, last_pay_day=pay_day)
    paid, earlier = _paid_already(session, employer_id, pay_day)
    employer = people.employer_facts(session, employer_id, pay_day, known_on)
    code = issued[0].employment if issued else ""
    needs: list[tuple[str, Question]] = []
    if employer.iban is NOT_SAID:
        needs.append((code, _question("iban_employer", pay_day)))
    transfers, held = [], []
    county = county_part(session, employer_id, pay_day, known_on)
    # What the county pays itself is never paid from here, nor what a person has told to be paid without a file.
    told = frozenset() if earlier else paying.told_paid(session, employer_id, pay_day, known_on)
    own_wages = () if county else tuple(one for one in issued if one.number not in told)
    for employment, payslips in _by_employment(own_wages).items():
        whole = sum(one.totals["paid"] for one in payslips)
        cents, own = _rest(paid, whole, employment, pay_day.isoformat())
        if cents <= 0:
            continue
        employee = people.employee(session, employer_id, payslips[0].employee_id, known_on)
        account = at(employee.ibans, pay_day)
        if account is None or account.iban is None:
            if account is None:
                needs.append((employment, _question("iban_employee", pay_day)))
            continue
        transfers.append(
            Transfer(
                bank_name(employee.details.name.full),
                account.iban,
                cents,
                own,
                text=_message(employee.details.language, payslips[0]),
            )
        )
        held += [one.number for one in payslips]
    enforcement, unsaid_accounts = _enforcement(session, employer_id, own_wages, pay_day, known_on, paid)
    needs.extend((one, _question("enforcement_account", pay_day)) for one in unsaid_accounts)
    month = {one.payment_day for one in _of_month(session, employer_id, pay_day.replace(day=1))}
    taxes_known = with_tax and all(county_part(session, employer_id, day, known_on) != ASKED for day in month)
    tax, missing = _tax(session, employer_id, employer, pay_day, paid, known_on) if taxes_known else (None, False)
    if county == ASKED:
        needs.append((code, _question(COUNTY_REPORTS, pay_day)))
    if missing:
        needs.append((code, _question("self_assessed_tax", pay_day)))
    ids = tuple(one.id for one in issued)
    if employer.iban is None or not (transfers or enforcement or tax):
        return Prepared(None, tuple(needs), ids)
    number = f"-v{earlier + 1}" if earlier else ""
    reference = _short(f"{employer.details.code}-{pay_day.isoformat()}{number}", LONGEST_FILE_REFERENCE)
    content = PaymentFile(
        reference,
        made_at,
        bank_name(employer.details.name.full),
        employer.iban if isinstance(employer.iban, str) else "",
        pay_day,
        tuple(transfers),
        tax,
        enforcement=enforcement,
    )
    wrong = _besides(needs, payment_faults(content))
    if wrong:
        raise ExportRefused(wrong, tuple(needs))
    if not content.payer_iban:
        return Prepared(None, tuple(needs), ids)
    file = payment_xml(content, version)
    cents = sum(transfer.cents for transfer in (*transfers, *enforcement)) + (0 if tax is None else tax.cents)
    made = NewPaymentFile(reference, pay_day, version, cents, file, tuple(held))
    return Prepared(made, tuple(needs), ids)


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
        parts = _other_deductions(one, issued)
        own = _bearer(budget.nearest(decisions, one.last))
        borne = _shares(decisions, posted[f"payslip {one.number}"])
        common: dict[str, Any] = {
            "employment": one.employment,
            "first": one.first,
            "last": one.last,
            "cost_centre": own.cost_centre,
        }
        entries.append(
            IssuedPay(
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
                county=county[one.payment_day],
                **common,
            )
        )
        day = wage_day(one.payment_day)
        claimed = _claimed(one, issued)
        if one.totals["paid"] + claimed and not county[one.payment_day]:
            entries.append(PaidWages(f"M{one.number}", day, cents=one.totals["paid"] + claimed, **common))
        if claimed and not county[one.payment_day]:
            entries.append(OverpaidWages(f"K{one.number}", day, cents=claimed, **common))
        if one.totals["garnishment"] and not county[one.payment_day]:
            entries.append(PaidEnforcement(f"U{one.number}", day, cents=one.totals["garnishment"], **common))
    codes = {one.employment_id: one.employment for one in issued}
    for employment_id, sums in final_pay.sums(session, employer_id, None, until).items():
        entries.extend(
            PaidAdvance(f"E{one.id}", one.paid, codes[employment_id], one.cents, cost_centre_on(decisions, one.paid))
            for one in sums.advances
            if employment_id in codes and one.paid <= until
        )
    entries.extend(_got_back(session, employer_id, issued, decisions, until))
    for month in sorted({one.payment_day.replace(day=1) for one in issued}):
        of_month = [one for one in issued if one.payment_day.replace(day=1) == month]
        own_pay = [one for one in of_month if not county[one.payment_day]]
        withheld = sum(one.totals["withholding"] for one in own_pay)
        withheld += sum(one.tax_cents for one in _claims(session, employer_id, own_pay) if one.gross)
        health = sum(
            one.totals["employer_health"] for one in of_month if county[one.payment_day] not in (BY_COUNTY, ASKED)
        )
        own_health = sum(_other_deductions(one, issued)["health"] for one in own_pay)
        if withheld or health or own_health:
            centre = cost_centre_on(decisions, max(one.last for one in of_month))
            entries.append(PaidTaxes(f"V{month:%Y-%m}", tax_day(month), month, withheld, health, centre, own_health))
    return tuple(entries)


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


_COSTS = {"wages": "wages", "employer_contributions": "contributions", "accident_insurance": "accident"}


# --- what is asked, and what is wrong besides -------------------------------------------------------------------------

_UNKNOWN_UNTIL_ANSWERED: Mapping[str, tuple[str, ...]] = {
    "contact_phone": ("contacts",),
    "pension": (".pension", "payer.types"),
    "pension_provider": (".pension", "payer.types"),
    "policy_number": (".pension", "payer.types"),
    "occupation_code": (".professions",),
    "home_abroad": (".addresses", ".international"),
    "employee_address": (".addresses",),
    "per_diem_kind": (".lines",),
    "car_benefit_codes": (".lines",),
    COUNTY_REPORTS: (".lines", ".professions", ".pension"),
    "iban_employer": ("payer_iban",),
}
"""Which places of a file an open question leaves empty: what is found there is no fault of the data."""


def _besides(needs: Sequence[tuple[str, Question]], faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults that are there whatever is answered."""
    parts = tuple(part for _, one in needs for part in _UNKNOWN_UNTIL_ANSWERED.get(one.topic, ()))
    return tuple(fault for fault in faults if not any(part in fault.place for part in parts))


def _waiting(
    needs: Sequence[tuple[str, Question]], faults: Iterable[Fault], payslips: tuple[int, ...]
) -> Prepared[NewReport]:
    """A report that waits for answers; raises ``ExportRefused`` with them when something is wrong besides."""
    wrong = _besides(needs, faults)
    if wrong:
        raise ExportRefused(wrong, tuple(needs))
    return Prepared(None, tuple(needs), payslips)


# --- what has been reported already -----------------------------------------------------------------------------------


def _standing(session: Session, employer_id: int, kind: str, *parts: str) -> tuple[str, tuple[KeptReport, ...], str]:
    """The lasting reference of a report, what stands under it in the register, and the next message's own reference.

    A cancelled reference is never used again, nor one of which the register has refused everything: the register knows
    nothing of it, so the report is a new one.
    """
    kept = reports(session, employer_id, kind)
    for count in range(1, len(kept) + 2):
        reference = report_reference(*parts) if count == 1 else report_reference(*parts, str(count))
        made = tuple(one for one in kept if one.reference == reference)
        earlier = tuple(one for one in made if not one.refused)
        if not made or (earlier and earlier[-1].action != "cancellation"):
            return reference, earlier, _delivery_reference(reference, made)
    raise LookupError(f"no free reference for {parts}")


def _delivery_reference(reference: str, made: Sequence[KeptReport]) -> str:
    """The message's own reference: the report's for the first, numbered for those that were made after it."""
    return report_reference(reference, f"v{len(made) + 1}") if made else reference


def _as_kept(session: Session, employer_id: int, kept: KeptReport) -> NewReport:
    """A report that tells everything already, exactly as it was made."""
    return NewReport(
        kept.kind,
        kept.action,
        kept.reference,
        kept.delivery,
        kept.subject,
        kept.day,
        report_file(session, employer_id, kept.id) or b"",
        kept.production,
        kept.payslips,
    )


# --- the county as the substitute payer -------------------------------------------------------------------------------


def county_part(session: Session, employer_id: int, pay_day: date, known_on: date) -> str:
    """Who reports and pays the employer's own part of a pay day when the county pays its wages: BY_COUNTY, BY_EMPLOYER,
    or ASKED while nobody has said; empty when the household pays the wages itself.
    """
    if not budget.county_pays_wages(session, employer_id, pay_day, known_on):
        return ""
    said = ASKED
    for given in sorted(answers.answers_known(session, employer_id, known_on), key=lambda answer: answer.day):
        if asked_about(given.question)[0] == COUNTY_REPORTS and given.day <= pay_day:
            said = BY_COUNTY if given.value in YES else BY_EMPLOYER
    return said


def _paid_by_county(issued: Sequence[Issued]) -> list[Earned]:
    """The wages that the county paid, as the employer tells them: what each of its own contributions is owed for.

    Source: the register's code list of income types, 321 to 325.
    """
    free = set(_exceptions(issued))
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


# --- the parts of a report --------------------------------------------------------------------------------------------


def _of_month(session: Session, employer_id: int, month: date) -> tuple[Issued, ...]:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return tuple(
        one
        for one in pay.payslips(session, employer_id, first_pay_day=month, last_pay_day=following)
        if one.payment_day < following
    )


def _by_employment(issued: Iterable[Issued]) -> dict[str, list[Issued]]:
    found: dict[str, list[Issued]] = defaultdict(list)
    for one in issued:
        found[one.employment].append(one)
    return found


def _question(topic: str, day: date) -> Question:
    """A question whose words are in the catalogue under its topic."""
    return Question(topic, topic, topic, topic, day=day)


def _contact_needs(employer: EmployerFacts, employment: EmploymentFacts) -> list[tuple[str, Question]]:
    if employer.details.phone is None:
        return [(employment.code, _question("contact_phone", employer.on))]
    return []


def unsaid(
    session: Session, employer_id: int, employment_id: int, pay_day: date, known_on: date
) -> tuple[tuple[str, Question], ...]:
    """What the reports and the payments of a payslip will ask, told while the payslip itself still waits for answers.

    Each is (employment's code, question). Raises ``LookupError`` for an unknown employment.
    """
    employer = people.employer_facts(session, employer_id, pay_day, known_on)
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    employee = people.employee(session, employer_id, employment.employee_id, known_on)
    needs = _contact_needs(employer, employment)
    needs += _report_needs(employer, employment, pay_day, insured=employer.pension not in (NOT_SAID, None))
    if employer.pension is NOT_SAID and _of_pension_age(employee.born, pay_day):
        needs.append((employment.code, _question("policy_number", pay_day)))  # with the question of the pension itself
    if employer.iban is NOT_SAID:
        needs.append((employment.code, _question("iban_employer", pay_day)))
    if at(employee.ibans, pay_day) is None:
        needs.append((employment.code, _question("iban_employee", pay_day)))
    if employer.details.self_assessed_tax is NOT_SAID:
        needs.append((employment.code, _question("self_assessed_tax", pay_day)))
    return tuple(needs)


def _of_pension_age(born: date, pay_day: date) -> bool:
    try:
        return bool(pension_insured(load_book(), born, pay_day).outcome)
    except NoValueForDay:
        return True  # the calculation asks for the age limits of such a day itself


def _wage_needs(
    employer: EmployerFacts, employment: EmploymentFacts, issued: Sequence[Issued]
) -> list[tuple[str, Question]]:
    insured = any(one.totals["employer_pension"] or one.totals["pension_employee"] for one in issued)
    work_insured = not {NO_ACCIDENT, NO_INSURANCE} & set(_exceptions(issued))
    return _report_needs(employer, employment, issued[0].payment_day, insured=insured, work_insured=work_insured)


def _report_needs(
    employer: EmployerFacts, employment: EmploymentFacts, day: date, *, insured: bool, work_insured: bool = True
) -> list[tuple[str, Question]]:
    """``insured``: for a pension; ``work_insured``: against accidents, which is what the occupation is told for."""
    topics = []
    if insured:
        pension = employer.pension
        if pension is NOT_SAID or pension is None:
            topics.append("pension")
        else:
            if not isinstance(pension.provider, str):
                topics.append("pension_provider")
            if not isinstance(pension.policy_number, str):
                topics.append("policy_number")
    terms = at(employment.terms, day) or employment.terms[-1]
    if work_insured and not isinstance(terms.occupation_code, str):
        topics.append("occupation_code")
    return [(employment.code, _question(topic, day)) for topic in topics]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the lines of a report need besides their sums; ``missing`` are the topics of what nobody has said."""

    allowances: tuple[int, ...] = ()
    kilometres: int | None = None
    car: CarBenefit | None = None
    missing: tuple[str, ...] = ()


def _told(
    session: Session,
    employer_id: int,
    employment: str,
    payment_day: date,
    known_on: date,
    issued: Sequence[Issued],
) -> _Told:
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
    return _Told(allowances, _kilometres(issued), car, tuple(missing))


def _newest(issued: Iterable[Issued]) -> list[Issued]:
    """The payslips, each in its newest calculation: a correction stands for what it corrects.

    Pay that was added later on a day of its own stands for itself.
    """
    found: dict[int, Issued] = {}
    for one in issued:
        root = one.id if one.own_day else one.corrects or one.id
        if root not in found or one.revision > found[root].revision:
            found[root] = one
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Ended:
    """What a report tells of why the employment ended. ``answered``: it rests on the employer's answer."""

    endings: tuple[Ending, ...] = ()
    answered: bool = False


def _ended(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    issued: Sequence[Issued],
    payment_day: date,
    known_on: date,
) -> tuple[_Ended, tuple[tuple[str, Question], ...]]:
    """Why the employment ended, in the report of the pay of its last day and later, and what is asked about it.

    A household may leave the register's code out, so that the question keeps nothing waiting. An ending that the code
    list does not name in the same words is asked (``codes.employment_end``).
    """
    end = employment.end
    if end is None or not any(one.employment_id == employment.id and one.last >= end for one in issued):
        return _Ended(), ()
    topic = "end_ground"
    given = answers.answer(session, employer_id, f"{topic}:{employment.code}:{end.isoformat()}", date.max, known_on)
    if given is not None and given.value == NOT_TOLD:
        return _Ended(answered=True), ()
    noted = employment.end_reason or "fixed_term_ended"
    if given is None and noted not in SAME_IN_THE_LIST:
        return _Ended(), ((employment.code, replace(_question(topic, end), blocks=False)),)
    ground = noted if given is None else given.value
    row = load_book().value("codes.employment_end", Days(payment_day=payment_day)).row(ground=ground)
    return _Ended((Ending(str(int(row["code"]))),), given is not None), ()


def _told_anew(session: Session, employer_id: int, earlier: Sequence[KeptReport], ended: _Ended) -> tuple[str, ...]:
    """How the reports that stand mark that the reason of the end was answered or changed after the first of them; the
    reason itself stands in the report alone."""
    if not earlier:
        return ()
    marks = tuple(one for one in earlier[-1].payslips if one.startswith(TOLD_ANEW))
    file = report_file(session, employer_id, earlier[-1].id)
    told = (
        () if file is None else tuple(one.text for one in etree.fromstring(file).iterfind(".//EmploymentEnding/Code"))
    )
    if told == tuple(one.code for one in ended.endings) or not (ended.answered or marks):
        return marks
    return (f"{TOLD_ANEW}{len(earlier)}",)


def _allowances_of_trips(issued: Iterable[Issued], day: date) -> tuple[int, ...]:
    """The codes of the per diems of known trips; nothing when one of them is not known."""
    paid = [one for slip in _newest(issued) for one in _expenses(slip) if one.kind == "per_diem"]
    if not paid or any(one.per_diem is None for one in paid):
        return ()
    codes = load_book().value("codes.allowance", Days(payment_day=day))
    return tuple(sorted({int(codes.row(kind=one.per_diem)["code"]) for one in paid}))


def _expenses(one: Issued) -> list[Expense]:
    """The expenses that a payslip pays back: of pay that was added later those that it adds, whole or in part."""
    added = {(line.first, line.title): line.facts for line in one.lines if line.amount_cents}
    return [
        expense if not one.own_day or added[key].get("amount_paid_before") == "0" else replace(expense, number=None)
        for expense in _inputs(one).expenses
        if (key := (expense.day, expense.title)) in added or not one.own_day
    ]


def _kilometres(issued: Iterable[Issued]) -> int | None:
    """Whole kilometres driven, half a kilometre up; None when a trip's are not known."""
    driven = [one.number for slip in _newest(issued) for one in _expenses(slip) if one.kind == "mileage"]
    known = [number for number in driven if number is not None]
    if not driven or len(known) < len(driven):
        return None
    return int(sum(known, Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP))


def _allowances(answer: str) -> tuple[int, ...]:
    """Which daily allowance was paid, as a person answered in words; nothing when nobody did, or not clearly."""
    words = [part.strip().lower() for part in answer.split(",")]
    return tuple(ALLOWANCES[word] for word in words) if set(words) <= set(ALLOWANCES) else ()


def _home(
    session: Session, employer_id: int, employee: EmployeeFacts, day: date, known_on: date
) -> PostalAddress | None:
    """The address abroad of a person taxed at source: the kept one, or else as a person answered."""
    kept = employee.details.address
    if kept is not None and kept.country != "FI":
        return kept
    own = {one.code for one in contracts.employments(session, employer_id, known_on) if one.employee_id == employee.id}
    found = None
    for one in sorted(answers.answers_known(session, employer_id, known_on), key=lambda given: given.day):
        if asked_about(one.question)[0] == "home_abroad" and asked_about(one.question)[1] in own and one.day <= day:
            found = one
    return None if found is None else read_address(found.value)


def _provider(business_id: str | None) -> Identifier | None:
    return None if business_id is None else Identifier(BUSINESS_ID, business_id)


def _contact(employer: EmployerFacts) -> Contact:
    return Contact(employer.details.name.full, employer.details.phone or "", employer.details.email, 1)


def _payer(employer: EmployerFacts, *, temporary: bool) -> Payer:
    """A household by its identity code; a temporary employer with the name and address that the register then wants."""
    details = employer.details
    identifiers = (Identifier(2, details.identity_code),)
    if not temporary:
        return Payer(identifiers, (HOUSEHOLD,))
    return Payer(
        identifiers,
        (HOUSEHOLD, TEMPORARY_EMPLOYER),
        Name(details.name.last, details.name.first),
        _address(details.address),
    )


def _address(address: Any) -> Address:
    return Address(address.postal_code, address.city, street=address.street, country=address.country)


def _earner(
    employer: EmployerFacts,
    employee: EmployeeFacts,
    employments: Sequence[EmploymentFacts],
    issued: Sequence[Issued],
    day: date,
    home: PostalAddress | None,
    endings: tuple[Ending, ...],
) -> Earner:
    """``issued``: the payslips that the report is about; ``home``: the address in the country of residence, for a
    person who is taxed at source; ``endings``: why the employment ended."""
    details, main = employee.details, employments[0]
    terms = at(main.terms, day) or main.terms[-1]
    agreement = at(main.agreements, day)
    exceptions = _exceptions(issued)
    known_by_code = details.identity_code is not None
    non_resident = any(recovering.taxed_at_source(one) for one in issued)
    address = home if non_resident else None if known_by_code else details.address
    return Earner(
        identifiers=(Identifier(2, details.identity_code),) if details.identity_code is not None else (),
        name=Name(details.name.last, details.name.first, born=None if known_by_code else employee.born),
        sex=None if known_by_code else employee.sex,
        addresses=() if address is None else (_address(address),),
        employment=replace(_employment(main, day), endings=endings),
        professions=(Profession(terms.occupation_code),) if isinstance(terms.occupation_code, str) else (),
        pension=_pension(employer) if not {NO_PENSION, NO_INSURANCE} & set(exceptions) else None,
        accident=_accident(employer),
        exceptions=exceptions,
        international=None if address is None or not non_resident else International(True, address.country),
        agreement=None
        if agreement is None
        else {"none": NO_AGREEMENT, "heta": PERSONAL_ASSISTANTS}.get(agreement.name, OTHER_AGREEMENT),
    )


def _employment(employment: EmploymentFacts, day: date) -> Employment:
    weekly, wage = at(employment.weekly_times, day), at(employment.wages, day)
    hours = None
    if weekly is not None and weekly.minutes * 5 % 3 == 0:  # whole hundredths of an hour
        hours = Decimal(weekly.minutes * 5 // 3).scaleb(-2)
    return Employment(
        employed=True,
        term=UNTIL_FURTHER_NOTICE if employment.agreed_end is None else FIXED_TERM,
        hours_per_week=hours,
        wage_kinds=() if wage is None else (MONTHLY if wage.unit == "month" else HOURLY,),
        periods=(Span(employment.start, employment.end),),
    )


def _pension(employer: EmployerFacts) -> Pension | None:
    pension = employer.pension
    if pension is NOT_SAID or pension is None:
        return None
    if not isinstance(pension.provider, str) or not isinstance(pension.policy_number, str):
        return None  # asked
    return Pension(1, int(pension.provider), pension.policy_number, pension.kind == "temporary")


def _accident(employer: EmployerFacts) -> Accident | None:
    """Optional in a report, so it is left out where it is not known in full."""
    accident = employer.accident
    if accident is NOT_SAID or accident is None or not accident.insured:
        return None
    if not isinstance(accident.insurer, str) or not isinstance(accident.policy_number, str):
        return None
    return Accident(Identifier(1, accident.insurer), "".join(accident.policy_number.split()))


def _exceptions(issued: Sequence[Issued]) -> tuple[int, ...]:
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
    insurance = _inputs(one).insurance
    return insurance.accident_percent is None or insurance.accident_percent != 0


def _inputs(one: Issued) -> Inputs:
    return from_text(one.inputs_text)


def _earned(issued: Sequence[Issued], told: _Told) -> list[Earned]:
    found = []
    for one in issued:
        boards = {benefit.title for benefit in _inputs(one).benefits if benefit.kind == "full_board"}
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


def _unjust(session: Session, employer_id: int, issued: Sequence[Issued]) -> list[Earned]:
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
    paid, _ = _paid_already(session, employer_id, root.payment_day)
    rest, _ = _rest(paid, whole, root.employment, root.payment_day.isoformat())
    return rest == 0 != whole


def _recovered(issued: Sequence[Issued]) -> list[Earned]:
    """What is taken back of pay that was paid on another day, before tax; its tax was corrected on its own report."""
    found = []
    for one in _newest(issued):
        for claim, _, parts in recovered_of(_inputs(one), one.trace):
            if claim.paid is None or claim.first is None or claim.last is None:
                continue
            back = Recovery(one.payment_day, (Payment(claim.paid, claim.first, claim.last),))
            found += [
                Earned(code, cents, claim.first, claim.last, recovery=back)
                for code, cents in parts
                if code is not None and cents and codes().income_types[code].recoverable
            ]
    return found


def _claims(session: Session, employer_id: int, issued: Iterable[Issued]) -> list[recovering.Overpaid]:
    """What is overpaid with the payslips of a day or a month, one claim for each payslip with late corrections."""
    roots = {one.corrects or one.id for one in issued if recovering.late(one)}
    employments = {one.employment_id for one in issued if recovering.late(one)}
    return [
        claim
        for employment_id in sorted(employments)
        for claim in recovering.overpaid(session, employer_id, employment_id).values()
        if claim.payslip_id in roots
    ]


def _year_unknown(
    session: Session, employer_id: int, issued: Iterable[Issued], claims: Iterable[recovering.Overpaid]
) -> bool:
    """Whether tax of an earlier year would be corrected on its report, and nobody has asked if it still can be."""
    answered = recovering.taxed_years(session, employer_id)
    over_year = {one.corrects for one in issued if recovering.late(one) and one.issued_at.year > one.payment_day.year}
    return any(one.payslip_id in over_year and one.tax_cents > 0 and one.number not in answered for one in claims)


@dataclass(frozen=True, slots=True)
class _Repaid:
    """Money that came back outside the pay, the overpaid pay, and its payslips."""

    money: recovering.Repaid
    claim: recovering.Overpaid
    chain: tuple[Issued, ...]

    @property
    def name(self) -> str:
        """What tells it apart among what a report tells."""
        return f"{self.money.payslip} +{self.money.before_cents}-{self.money.before_cents + self.money.cents}"

    def lines(self, day: date) -> list[Earned]:
        """The recovered pay before tax; of a pay whose year is taxed its tax is recovered with it."""
        claim, money = self.claim, self.money
        back = Recovery(day, (Payment(claim.payment_day, claim.first, claim.last),))
        return [
            Earned(code, cents, claim.first, claim.last, recovery=back)
            for code, cents in repaid_of(claim.parts, claim.cents, money.before_cents, money.cents)
            if code is not None and cents and codes().income_types[code].recoverable
        ]


def _repaid(session: Session, employer_id: int) -> list[_Repaid]:
    """What came back outside the pay; not of a pay that a later correction gave back to the employee."""
    found = []
    for one in recovering.repayments(session, employer_id):
        claim = recovering.overpaid(session, employer_id, one.employment_id).get(one.payslip)
        if claim is not None:
            found.append(_Repaid(one, claim, pay.chain(session, employer_id, claim.payslip_id)))
    return found


def repaid_names(session: Session, employer_id: int) -> dict[date, list[str]]:
    """The days on which overpaid pay came back outside the pay, with what a report that tells it is known by."""
    found: dict[date, list[str]] = defaultdict(list)
    for one in _repaid(session, employer_id):
        found[one.money.day].append(one.name)
    return found


def repaid_by(session: Session, employer_id: int, day: date, told: Collection[str] = ()) -> tuple[int, ...]:
    """The employees whose overpaid pay came back outside the pay on a day, but for what is named in ``told``."""
    found = (one for one in _repaid(session, employer_id) if one.money.day == day and one.name not in told)
    return tuple(dict.fromkeys(one.chain[0].employee_id for one in found))


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


def _kela_lines(one: Issued, issued: Sequence[Issued], earned: list[Earned]) -> list[Earned]:
    """Kela reports its part of the wage itself, with no pension or health insurance: the family tells it for those two
    only, and takes it out of its own wage line."""
    cents = _other_deductions(one, issued)["kela"]
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


def _other_deductions(one: Issued, issued: Sequence[Issued]) -> dict[str, int]:
    """What the other deductions of a payslip are made of, in cents: ``kela``, ``health``, ``set_off`` (of which
    ``recovered`` is overpaid pay), ``advance``, ``collected``.

    Of a correction the change of each since the payslip before it; of pay that was added later on a day of its own all
    of them. ``issued``: the payslips it is told with.
    """
    now = _parts(one)
    earlier = [
        other
        for other in issued
        if one.revision
        and not one.own_day
        and not other.own_day
        and (other.corrects or other.id) == one.corrects
        and other.revision < one.revision
    ]
    if not earlier:
        return now
    before = _parts(max(earlier, key=lambda other: other.revision))
    return {name: cents - before[name] for name, cents in now.items()}


def _claimed(one: Issued, issued: Sequence[Issued]) -> int:
    """By how many cents a correction changes what the employee has to give back of a pay that was out already."""
    root = one.corrects or one.id
    chain = sorted(
        (other for other in issued if (other.corrects or other.id) == root), key=lambda other: other.revision
    )

    def claim(upto: int) -> int:
        found = recovering.overpaid_of([other for other in chain if other.revision <= upto])
        return 0 if found is None else found.cents

    return claim(one.revision) - claim(one.revision - 1) if one.revision else 0


def _parts(one: Issued) -> dict[str, int]:
    back = recovered_of(_inputs(one), one.trace) if "recovered" in one.trace else ()
    return {**parts_of_other_deductions(one.trace), "recovered": sum(net for _, net, _ in back)}


def _deductions(issued: Sequence[Issued]) -> list[tuple[str, int]]:
    found = []
    for one in issued:
        for name in ("pension_employee", "unemployment_employee", "garnishment"):
            found.append((name, one.totals[name]))
        parts = _other_deductions(one, issued)  # what was collected for a benefit is a line of its own
        found.append(("source_health", parts["health"]))
        # overpaid pay that is taken back is told as such, and not as another deduction
        found.append(("other_deductions", parts["set_off"] - parts["recovered"] + parts["advance"]))
        found.append(("tax_at_source" if recovering.taxed_at_source(one) else "withholding", one.totals["withholding"]))
    found.extend(("tax_at_source_deduction", _source_deduction(one)) for one in _newest(issued))
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


# --- the parts of a payment -------------------------------------------------------------------------------------------


def _paid_already(session: Session, employer_id: int, pay_day: date) -> tuple[dict[str, int], int]:
    """What the kept payment files of a pay day's month hold, cents by own reference; and how many are of the day."""
    kept = [one for one in payment_files(session, employer_id) if f"{one.pay_day:%Y-%m}" == f"{pay_day:%Y-%m}"]
    paid = {
        reference: cents
        for one in kept
        for reference, cents in transfers_of(payment_file(session, employer_id, one.id) or b"")
    }
    return paid, sum(one.pay_day == pay_day for one in kept)


def _rest(paid: Mapping[str, int], cents: int, *parts: str) -> tuple[int, str]:
    """What is left of a sum after the kept files, in cents, and the first own reference for it that is unused."""
    base, count = "-".join(parts), 1
    while (own := _short(base if count == 1 else f"{base}-v{count}", LONGEST_OWN_REFERENCE)) in paid:
        cents -= paid[own]
        count += 1
    return cents, own


def _tax(
    session: Session,
    employer_id: int,
    employer: EmployerFacts,
    pay_day: date,
    paid: Mapping[str, int],
    known_on: date,
) -> tuple[TaxTransfer | None, bool]:
    """The month's transfer to the Tax Administration, and whether it lacks its reference and account."""
    whole = tax_cents(session, employer_id, _of_month(session, employer_id, pay_day.replace(day=1)), known_on)
    cents, own = _rest(paid, whole, "tax", f"{pay_day:%Y-%m}", employer.details.code)
    if cents <= 0:
        return None, False
    details = employer.details.self_assessed_tax
    if details is NOT_SAID:
        return None, True
    if details is None:
        return None, False
    return TaxTransfer(details.iban, cents, details.reference, own, pay_day), False


def _enforcement(
    session: Session,
    employer_id: int,
    issued: Sequence[Issued],
    pay_day: date,
    known_on: date,
    paid: Mapping[str, int],
) -> tuple[tuple[Transfer, ...], tuple[str, ...]]:
    """What was taken from the pay for enforcement: a payment for each employment, to the account and with the reference
    of its order; and the employments whose order has none."""
    transfers, missing = [], []
    for employment, payslips in _by_employment(issued).items():
        whole = sum(one.totals["garnishment"] for one in payslips)
        cents, own = _rest(paid, whole, "enf", employment, pay_day.isoformat())
        if cents <= 0:
            continue
        orders = arrangements.of_employment(session, employer_id, payslips[0].employment_id, known_on).garnishments
        order = at(orders, pay_day)
        if order is None or order.iban is None or order.reference is None:
            missing.append(employment)
            continue
        transfers.append(Transfer(ENFORCEMENT, order.iban, cents, own, reference=order.reference))
    return tuple(transfers), tuple(missing)


def _message(language: str, one: Issued) -> str:
    """Neutral words for the bank statement: only what it is and for when."""
    word = {"sv": "Lön", "en": "Pay"}.get(language, "Palkka")
    return f"{word} {one.last.month}/{one.last.year}"


def _short(text: str, longest: int) -> str:
    """A text of at most ``longest`` signs; what is longer ends in a fingerprint, so that two are never the same."""
    if len(text) <= longest:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:8].translate(str.maketrans("0123456789", "ghijklmnop"))
    return f"{text[: longest - 9].rstrip('-')}-{digest}"
