"""Puts the parts of a month together on paper: nothing is calculated here, and what is not known is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import arrangements, contracts, documents, formats, pay, people, texts
from employer.documents import Rendered
from employer.effective import at
from employer.exports import prepared
from employer.exports.sepa.service import tax_day, wage_day
from employer.forecast import budget_forecast
from employer.forecast.picture.service import left
from employer.pay.schemas import Issued
from employer.people.schemas import EmployeeFacts, SelfAssessedTax
from employer.rosters import register
from rules import load_book
from rules.decisions import duties

_DEDUCTIONS = ("withholding", "pension_employee", "unemployment_employee", "garnishment", "other_deductions")


def month_pack(session: Session, employer_id: int, month: date, known_on: date, language: str) -> Rendered:
    """The papers of a calendar month (``month``: its first day) as one document in large type.

    The payslips paid in the month, the hours that they pay with places to sign, what to pay to whom, what is left of
    the budget, and what to report on the Incomes Register's paper form. Raises ``LookupError`` when nothing was paid.
    """
    last = month + relativedelta(day=31)
    issued = pay.payslips(session, employer_id, first_pay_day=month, last_pay_day=last)
    if not issued:
        raise LookupError(f"employer {employer_id} has paid nothing in {month:%Y-%m}")
    say = partial(texts.say, language)
    employer = people.employer_facts(session, employer_id, known_on, known_on)
    employees = {one.id: one for one in people.employees(session, employer_id, known_on)}
    parts = [_payslip(one, employees[one.employee_id], language) for one in issued]
    for one in {(one.employment_id, one.first): one for one in issued}.values():
        parts.append(_hours(session, employer_id, one, employees[one.employee_id], known_on, language))
    parts += _payments(session, employer_id, issued, issued, employees, known_on, language)
    budget_left = _left(session, employer_id, last, known_on, language)
    parts += [] if budget_left is None else [budget_left]
    parts.append(_report(session, employer_id, issued, employees, known_on, language))
    names = [employees[number].details.name.full for number in dict.fromkeys(one.employee_id for one in issued)]
    data = {
        "draft": False,
        "heading": say("exports.paper.title", month=formats.month(month, language)),
        "lead": [say("exports.paper.lead")],
        "facts": [[say("exports.paper.employer"), employer.details.name.full]],
        "parts": parts,
        "signatures": [employer.details.name.full, *names],
    }
    return documents.render("large", data, language, known_on, f"{month:%Y-%m}")


def empty_sheet(
    session: Session, employer_id: int, employment_id: int, month: date, known_on: date, language: str
) -> Rendered:
    """A sheet of a month's days to write the hours on by hand, in large type. Raises ``LookupError``."""
    say = partial(texts.say, language)
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    employee = people.employee(session, employer_id, employment.employee_id, known_on).details.name.full
    employer = people.employer_facts(session, employer_id, known_on, known_on).details.name.full
    days = (month + relativedelta(day=31) - month).days + 1
    named = [month + timedelta(days=number) for number in range(days)]
    rows = [[f"{formats.weekday(one, language)} {one.day}.{one.month}.", "", "", "", ""] for one in named]
    columns = [say(f"exports.paper.sheet.{name}") for name in ("day", "from", "until", "break", "hours")]
    data = {
        "draft": False,
        "heading": say("exports.paper.sheet", month=formats.month(month, language)),
        "lead": [say("exports.paper.sheet.how")],
        "facts": [[say("exports.paper.employee"), employee], [say("exports.paper.employer"), employer]],
        "parts": [_part(say("exports.paper.hours_of", employee=employee), rows=rows, columns=columns)],
        "signatures": [employee, employer],
    }
    return documents.render("large", data, language, known_on, f"{employment.code} {month:%Y-%m}")


def by_hand(
    session: Session, employer_id: int, day: date, known_on: date, language: str, *, with_tax: bool
) -> list[dict[str, Any]]:
    """What to pay to whom for a pay day, for who pays in the bank without a file: the advice first, then each payee.

    ``with_tax``: the taxes of the whole month are paid with it. Each part has a ``heading``, ``text`` and ``facts``.
    """
    employees = {one.id: one for one in people.employees(session, employer_id, known_on)}
    issued = pay.payslips(session, employer_id, first_pay_day=day, last_pay_day=day)
    taxed: Sequence[Issued] = ()
    if with_tax:
        last = day + relativedelta(day=31)
        taxed = pay.payslips(session, employer_id, first_pay_day=day.replace(day=1), last_pay_day=last)
    return _payments(session, employer_id, issued, taxed, employees, known_on, language)


# -- the parts ---------------------------------------------------------------------------------------------------------


def _part(
    heading: str,
    text: Sequence[str] = (),
    facts: Sequence[Sequence[str]] = (),
    rows: Sequence[Sequence[str]] = (),
    columns: Sequence[str] = (),
    numbers: Sequence[int] = (),
) -> dict[str, Any]:
    return {
        "heading": heading,
        "text": list(text),
        "facts": [list(one) for one in facts],
        "columns": list(columns),
        "numbers": list(numbers),
        "rows": [list(one) for one in rows],
    }


def _payslip(one: Issued, employee: EmployeeFacts, language: str) -> dict[str, Any]:
    say, data = partial(texts.say, language), pay.payslip_data(one)
    rows = [
        [documents.say_title(language, line), formats.money(line["amount_cents"])]
        for line in (*data["earnings"], *data["tax_free"])
    ]
    totals = [(key, one.totals[key]) for key in ("gross", *_DEDUCTIONS, "paid")]
    return _part(
        say("exports.paper.payslip", employee=employee.details.name.full, days=formats.days(one.first, one.last)),
        facts=[
            (say("exports.paper.pay_day"), formats.day(one.payment_day)),
            (say("exports.paper.number"), one.number),
            *(
                (say(f"exports.paper.{key}"), formats.money(cents))
                for key, cents in totals
                if cents or key in ("gross", "paid")
            ),
        ],
        rows=rows,
        columns=[say("exports.paper.what"), say("exports.paper.euros")],
        numbers=[1],
    )


def _hours(
    session: Session, employer_id: int, one: Issued, employee: EmployeeFacts, known_on: date, language: str
) -> dict[str, Any]:
    say = partial(texts.say, language)
    found = register.register(session, employer_id, one.employment_id, one.first, one.last, known_on)
    rows = [
        [
            formats.day(day.day),
            ", ".join(f"{formats.clock_time(start)}–{formats.clock_time(end)}" for start, end in day.times),
            formats.clock_hours(day.worked),
        ]
        for day in found.days
    ]
    return _part(
        say("exports.paper.hours_of", employee=employee.details.name.full),
        [say("exports.paper.hours.sign") if rows else say("exports.paper.hours.none")],
        rows=rows,
        columns=[say("exports.paper.sheet.day"), say("exports.paper.times"), say("exports.paper.sheet.hours")],
        numbers=[2],
    )


def _payments(
    session: Session,
    employer_id: int,
    issued: Sequence[Issued],
    taxed: Sequence[Issued],
    employees: dict[int, EmployeeFacts],
    known_on: date,
    language: str,
) -> list[dict[str, Any]]:
    """What to pay to whom: the wages and enforcement of ``issued``, the taxes of ``taxed`` (the payslips of a month);
    what the county pays is not among them."""
    say, rows = partial(texts.say, language), []
    unknown = say("exports.paper.unknown")
    own = [one for one in issued if not prepared.county_part(session, employer_id, one.payment_day, known_on)]
    for one in own:
        employee, due = employees[one.employee_id], formats.day(wage_day(one.payment_day))
        if one.totals["paid"] > 0:
            account = at(employee.ibans, one.payment_day)
            iban = _ending(None if account is None else account.iban, language)
            rows.append([employee.details.name.full, iban, one.number, due, formats.money(one.totals["paid"])])
        if one.totals["garnishment"] > 0:
            orders = arrangements.of_employment(session, employer_id, one.employment_id, known_on).garnishments
            order = at(orders, one.payment_day)
            iban = _ending(None if order is None else order.iban, language)
            reference = unknown if order is None or order.reference is None else order.reference
            rows.append([prepared.ENFORCEMENT, iban, reference, due, formats.money(one.totals["garnishment"])])
    cents = prepared.tax_cents(session, employer_id, taxed, known_on) if taxed else 0
    if cents > 0:
        tax = people.employer_facts(session, employer_id, known_on, known_on).details.self_assessed_tax
        iban, reference = _ending(None, language), unknown
        if isinstance(tax, SelfAssessedTax):
            iban, reference = _ending(tax.iban, language), tax.reference
        due = formats.day(tax_day(taxed[0].payment_day))
        rows.append([say("exports.paper.tax_administration"), iban, reference, due, formats.money(cents)])
    text = [say("exports.paper.invoices"), say("exports.paper.accounts")]
    if len(own) < len(issued):
        text.append(say("exports.paper.county_pays"))
    if any(unknown in row for row in rows):
        text.append(say("exports.paper.unknown.do"))
    names = ("account", "reference", "due", "euros")
    return [
        _part(say("exports.paper.payments"), text),
        *(
            _part(payee, facts=[(say(f"exports.paper.{name}"), fact) for name, fact in zip(names, facts, strict=True)])
            for payee, *facts in rows
        ),
    ]


def _left(session: Session, employer_id: int, last: date, known_on: date, language: str) -> dict[str, Any] | None:
    """What is left of the budget on the last day of the month, or today if the month runs still; None without one."""
    say, as_of = partial(texts.say, language), min(last, known_on)
    forecast = budget_forecast(session, employer_id, as_of, known_on)
    if forecast is None:
        return None
    total = forecast.total
    sums = [
        ("granted", total.granted),
        ("spent", total.spent),
        ("returned", total.returned or None),
        ("accrued", total.accrued if as_of == known_on else None),
        ("planned", total.committed + total.accrues if as_of == known_on else None),  # from today on
        ("left", left(total)),
    ]
    facts = [(say(f"budget.{name}"), formats.money(cents)) for name, cents in sums if cents is not None]
    number = forecast.decision.number
    return _part(
        say("exports.paper.budget", day=formats.day(as_of)), [say("exports.paper.decision", number=number)], facts
    )


def _report(
    session: Session,
    employer_id: int,
    issued: Sequence[Issued],
    employees: dict[int, EmployeeFacts],
    known_on: date,
    language: str,
) -> dict[str, Any]:
    """What a private person reports on paper, by when and where; not the fields of the form, which are not known here.

    Source of the days: 53/2018 12 § (``duties.wage_report_due``).
    """
    say, rows, due = partial(texts.say, language), [], set()
    for one in issued:
        county = prepared.county_part(session, employer_id, one.payment_day, known_on)
        if county:
            continue
        details = people.employer_facts(session, employer_id, one.payment_day, known_on).details
        registered = details.employer_register == "regular"
        due.add(duties.wage_report_due(load_book(), one.payment_day, registered=registered, on_paper=True).outcome)
        name = employees[one.employee_id].details.name.full
        for line in (*pay.payslip_data(one)["earnings"], *pay.payslip_data(one)["tax_free"]):
            rows.append([f"{name}, {formats.day(one.payment_day)}", documents.say_title(language, line), line])
        for key in ("withholding", "pension_employee", "unemployment_employee"):
            if one.totals[key]:
                said = say(f"exports.paper.{key}")
                rows.append([f"{name}, {formats.day(one.payment_day)}", said, {"amount_cents": one.totals[key]}])
    text = [say("exports.paper.report.about")]
    text += [say("exports.paper.report.due", day=formats.day(day)) for day in sorted(due)]
    if len(rows) == 0:
        text = [say("exports.paper.report.county")]
    shown = [[who, what, formats.money(line["amount_cents"])] for who, what, line in rows]
    columns = [say("exports.paper.payee"), say("exports.paper.what"), say("exports.paper.euros")]
    return _part(say("exports.paper.report"), text, rows=shown, columns=columns, numbers=[2])


def _ending(iban: str | None, language: str) -> str:
    """An account by its last four characters, which are all that a page or a document shows of one."""
    if iban is None:
        return texts.say(language, "exports.paper.unknown")
    return texts.say(language, "payslip.to_account", last_four=iban[-4:])
