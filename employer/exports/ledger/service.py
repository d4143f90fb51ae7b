"""The ledger as a file for the bookkeeper: double entry, every voucher balanced, no identity codes.

UTF-8, semicolons, a header row, ISO days and a decimal point. A payslip's voucher posts pay and the employer's
contributions as costs and what is owed to whom as debts; payments clear the debts from the bank account.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from employer import texts
from employer.exports.ledger.schemas import (
    Chart,
    ClaimedTax,
    Entry,
    IssuedPay,
    OverpaidWages,
    PaidAdvance,
    PaidEnforcement,
    PaidExpense,
    PaidTaxes,
    PaidWages,
    ReceivedMoney,
    RepaidWages,
    ReturnedMoney,
    chart,
)
from employer.exports.schemas import Faults, holds_identity_code

COLUMNS = ("day", "voucher", "account", "account_title", "debit", "credit", "line", "cost_centre", "about")
_DANGEROUS_START = ("=", "+", "-", "@")
_EMPLOYERS_OWN = ("pension", "unemployment", "health", "accident", "group_life")


@dataclass(frozen=True, slots=True)
class _Row:
    use: str
    cents: int  # debit plus, credit minus
    line: str = ""
    cost_centre: str | None = None  # None: the entry's own


def ledger_csv(entries: Iterable[Entry], language: str = "fi", accounts: Chart | None = None) -> bytes:
    """The ledger of the entries as UTF-8 bytes, in the order of day and voucher.

    ``entries``: issued payslips, payments of wages, advances, enforcement and taxes, expenses and received money, in
    cents. ``language`` chooses account titles and the column ``about``; ``accounts`` is another chart than the default.
    Rows of nothing are left out. Raises ``ExportRefused`` when a voucher does not balance (the payslip's lines and
    totals disagree), a chart lacks an account, or a text holds an identity code.
    """
    book = accounts or chart()
    faults = Faults()
    ordered = sorted(entries, key=lambda entry: (entry.day, entry.voucher))
    written: list[tuple[str, ...]] = []
    balance: dict[str, int] = {}
    for entry in ordered:
        rows = list(_rows(entry, book))
        about = _about(entry, language)
        balance[entry.voucher] = balance.get(entry.voucher, 0) + sum(row.cents for row in rows)
        for text in (entry.voucher, about, entry.cost_centre, *(f"{row.line} {row.cost_centre}" for row in rows)):
            if holds_identity_code(text):
                faults.add(f"{entry.day.isoformat()} {type(entry).__name__}", "holds_identity_code")
                break
        for row in rows:
            account = book.accounts.get(row.use)
            if account is None:
                faults.add("accounts", "account_missing", use=row.use)
            elif row.cents:
                written.append(
                    (
                        entry.day.isoformat(),
                        entry.voucher,
                        account.number,
                        account.title[texts.html_language(language)],
                        _euros(max(row.cents, 0)),
                        _euros(max(-row.cents, 0)),
                        row.line,
                        entry.cost_centre if row.cost_centre is None else row.cost_centre,
                        about,
                    )
                )
    for voucher, cents in balance.items():
        if cents:
            faults.add(voucher, "voucher_unbalanced", voucher=voucher, difference=_euros(cents))
    faults.refuse()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(tuple(_cell(text) for text in row) for row in written)
    return out.getvalue().encode("utf-8")


def _rows(entry: Entry, book: Chart) -> Iterator[_Row]:
    match entry:
        case IssuedPay():
            yield from _pay_rows(entry, book)
        case PaidWages():
            yield _Row("wages_debt", entry.cents)
            yield _Row("bank", -entry.cents)
        case OverpaidWages():
            yield _Row("wage_claims", entry.cents)
            yield _Row("wages_debt", -entry.cents)
        case RepaidWages():
            yield _Row("bank", entry.cents)
            yield _Row("wage_claims", -entry.cents)
        case ClaimedTax():
            yield _Row("wage_claims", entry.cents)
            yield _Row("tax_debt", -entry.cents)
        case PaidAdvance():
            yield _Row("advances", entry.cents)
            yield _Row("bank", -entry.cents)
        case PaidEnforcement():
            yield _Row("garnishment_debt", entry.cents)
            yield _Row("bank", -entry.cents)
        case PaidTaxes():
            yield _Row("tax_debt", entry.withheld_cents)
            yield _Row("health_debt", entry.health_cents)
            if entry.employee_health_cents:
                yield _Row("employee_health_debt", entry.employee_health_cents)
            yield _Row("bank", -entry.withheld_cents - entry.health_cents - entry.employee_health_cents)
        case PaidExpense():
            yield _Row("expenses", entry.cents, entry.line)
            yield _Row("bank", -entry.cents)
        case ReceivedMoney():
            yield _Row("bank", entry.cents)
            yield _Row("received", -entry.cents, entry.line)
        case ReturnedMoney():
            yield _Row("received", entry.cents, entry.line)
            yield _Row("bank", -entry.cents)


def _pay_rows(pay: IssuedPay, book: Chart) -> Iterator[_Row]:
    costs: dict[tuple[str, str], int] = {}
    expenses: list[_Row] = []
    for paid in pay.lines:
        use = book.use_of_kind.get(paid.kind, "wages")
        if paid.taxed:
            place = use, paid.line or pay.wages_line
            costs[place] = costs.get(place, 0) + paid.cents
        else:
            expenses.append(_Row(use, paid.cents, paid.line or pay.wages_line, paid.cost_centre or None))
    in_kind = sum(paid.cents for paid in pay.lines if not paid.cash)
    wages = [_Row(use, cents, line) for (use, line), cents in costs.items()]
    wages.append(_Row("benefits_contra", -in_kind - pay.collected_cents, pay.wages_line))
    # Kela pays its part of the wage itself: it is no cost of the household
    wages.append(_Row("wages", -pay.kela_cents, pay.wages_line))
    totals = pay.totals
    contributions, accident = (
        [_Row(kind, totals[f"employer_{kind}"], line) for kind in kinds]
        for kinds, line in (
            (("pension", "unemployment", "health"), pay.contributions_line),
            (("accident", "group_life"), pay.accident_line),
        )
    )
    yield from _borne(wages, [(one.cost_centre, one.wages_line, one.wages) for one in pay.others])
    yield from expenses
    yield from _borne(
        contributions, [(one.cost_centre, one.contributions_line, one.contributions) for one in pay.others]
    )
    yield from _borne(accident, [(one.cost_centre, one.accident_line, one.accident) for one in pay.others])
    yield from _by_county(pay) if pay.county else _owed(pay)
    if pay.advance_cents:
        yield _Row("advances", -pay.advance_cents)
    if pay.recovered_cents:
        yield _Row("wage_claims", -pay.recovered_cents)
    elsewhere = pay.kela_cents + pay.collected_cents + pay.employee_health_cents
    elsewhere += pay.advance_cents + pay.recovered_cents
    yield _Row("other_debt", elsewhere - totals["other_deductions"])


def _borne(rows: list[_Row], others: Iterable[tuple[str, str, int]]) -> Iterator[_Row]:
    """The rows of one cost, shared with other decisions (cost centre, line, cents): each gets exactly its cents.

    Every row gives its part in proportion, what the rows up to it give together rounded down to the cent.
    """
    left = [row.cents for row in rows]
    for centre, line, cents in others:
        whole, reached, before = sum(left), 0, 0
        for place, row in enumerate(rows):
            reached += left[place]
            upto = cents * reached // whole if whole else cents
            yield _Row(row.use, upto - before, line, centre)
            left[place] -= upto - before
            before = upto
    for row, cents in zip(rows, left, strict=True):
        yield replace(row, cents=cents)


def _owed(pay: IssuedPay) -> Iterator[_Row]:
    """To whom the household owes what a payslip costs."""
    totals = pay.totals
    yield _Row("wages_debt", -totals["paid"])
    yield _Row("tax_debt", -totals["withholding"])
    for kind in _EMPLOYERS_OWN:
        yield _Row(f"{kind}_debt", -totals[f"employer_{kind}"] - totals.get(f"{kind}_employee", 0))
    yield _Row("garnishment_debt", -totals["garnishment"])
    if pay.employee_health_cents:
        yield _Row("employee_health_debt", -pay.employee_health_cents)


def _by_county(pay: IssuedPay) -> Iterator[_Row]:
    """What the county pays as the substitute payer is no debt of the household, and no money of its account.

    The employer's own contributions stay the employer's, unless the county has a mandate to pay them; until somebody
    has said so, they stand on an account of their own. Of the employee's contributions, which the county withholds, it
    is not known who passes them on to the insurers when it has no mandate: they have an account of their own too.
    """
    totals, whole = pay.totals, pay.county == "county"
    withheld = totals["pension_employee"] + totals["unemployment_employee"]
    own = sum(totals[f"employer_{kind}"] for kind in _EMPLOYERS_OWN)
    paid = totals["paid"] + totals["withholding"] + totals["garnishment"] + pay.employee_health_cents
    yield _Row("paid_by_county", -paid - (withheld + own if whole else 0))
    if not whole:
        yield _Row("withheld_by_county", -withheld)
        if pay.county == "asked":
            yield _Row("own_part_open", -own)
        else:
            for kind in _EMPLOYERS_OWN:
                yield _Row(f"{kind}_debt", -totals[f"employer_{kind}"])


def _about(entry: Entry, language: str) -> str:
    match entry:
        case IssuedPay():
            return texts.say(
                language, "exports.ledger.wages", employment=entry.employment, period=_period(entry.first, entry.last)
            )
        case PaidWages():
            period = _period(entry.first, entry.last)
            return texts.say(language, "exports.ledger.wage_payment", employment=entry.employment, period=period)
        case OverpaidWages():
            period = _period(entry.first, entry.last)
            return texts.say(language, "exports.ledger.overpaid", employment=entry.employment, period=period)
        case RepaidWages():
            period = _period(entry.first, entry.last)
            return texts.say(language, "exports.ledger.repaid", employment=entry.employment, period=period)
        case ClaimedTax():
            period = _period(entry.first, entry.last)
            return texts.say(language, "exports.ledger.claimed_tax", employment=entry.employment, period=period)
        case PaidEnforcement():
            period = _period(entry.first, entry.last)
            return texts.say(language, "exports.ledger.enforcement_payment", employment=entry.employment, period=period)
        case PaidAdvance():
            return texts.say(language, "exports.ledger.advance_payment", employment=entry.employment)
        case PaidTaxes():
            return texts.say(language, "exports.ledger.tax_payment", period=f"{entry.month:%Y-%m}")
        case PaidExpense():
            return entry.title
        case ReceivedMoney():
            return texts.say(language, "exports.ledger.received")
        case ReturnedMoney():
            return texts.say(language, "exports.ledger.returned")


def _period(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"


def _euros(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _cell(text: str) -> str:
    """One cell: on one line, and never something that a spreadsheet would take for a formula."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain.startswith(_DANGEROUS_START) else plain
