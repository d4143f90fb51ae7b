"""Invented messages, whole and right; a test states only what it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from employer.clock import HELSINKI
from employer.exports.incomes_register.schemas import (
    Accident,
    Address,
    Cancellation,
    CancelledItem,
    Contact,
    Delivery,
    Earner,
    Employment,
    Identifier,
    IncomeLine,
    Name,
    Payer,
    Payment,
    Pension,
    Profession,
    SeparateLine,
    SeparateReport,
    SeparateReports,
    Span,
    UnitWage,
    WageReport,
    WageReports,
)
from employer.exports.sepa.schemas import PaymentFile, TaxTransfer, Transfer

SALLA, ILONA = "020586-902L", "140301A904V"
MADE = datetime(2026, 1, 31, 12, 0, tzinfo=HELSINKI)
PERIOD = Span(date(2026, 1, 1), date(2026, 1, 31))
HOME = Address("13100", "Hämeenlinna", street="Esimerkkikatu 4 A 2")


def lines(*pairs: tuple[int, int]) -> tuple[IncomeLine, ...]:
    """Plain income lines from pairs of an income type and cents."""
    return tuple(IncomeLine(code, cents) for code, cents in pairs)


def wage_message() -> WageReports:
    """January's report of a casual household employer with a pension contract."""
    earner = Earner(
        identifiers=(Identifier(2, ILONA),),
        name=Name("Rantavirta", "Ilona"),
        employment=Employment(True, 2, 1, None, Decimal("16"), (2,), (Span(date(2026, 1, 12)),)),
        professions=(Profession("53112"),),
        pension=Pension(1, 46, "46-12345678"),
        accident=Accident(Identifier(1, "9876543-0"), "TT1002003"),
        agreement=195,
    )
    base = IncomeLine(201, 63360, earned=(PERIOD,), units=(UnitWage(Decimal("13.20"), Decimal("48.00")),))
    report = WageReport("wage-ilona-2026-01-30", earner, (base, *lines((402, 7603), (413, 4625), (414, 564))))
    return WageReports(
        Delivery(MADE, "wage-ilona-2026-01-30", "employer"),
        Payment(date(2026, 1, 30), date(2026, 1, 1), date(2026, 1, 31)),
        (Contact("Salla Aallonkoski", "+358401234567", "salla.aallonkoski@example.invalid", 1),),
        Payer((Identifier(2, SALLA),)),
        (report,),
    )


def temporary_message() -> WageReports:
    """The same report of a temporary employer: payer type 3, name and address, the provider's general number."""
    message = changed(wage_message(), "payer.types", (2, 3))
    message = changed(message, "payer.name", Name("Aallonkoski", "Salla"))
    message = changed(message, "payer.address", HOME)
    return changed(message, "reports.0.earner.pension", Pension(1, 46, "46-99999999", general_number=True))


def separate_message() -> SeparateReports:
    """January's separate report with the employer's health insurance contribution."""
    return SeparateReports(
        Delivery(MADE, "separate-2026-01", "employer"),
        date(2026, 1, 31),
        (Contact("Salla Aallonkoski", "+358401234567"),),
        Payer((Identifier(2, SALLA),)),
        (SeparateReport("separate-2026-01", date(2026, 1, 1), (SeparateLine(102, 1210),)),),
    )


def cancellation_message() -> Cancellation:
    """A cancellation of January's wage report."""
    return Cancellation(
        Delivery(MADE, "cancel-wage-ilona-2026-01-30", "employer"),
        Payer((Identifier(2, SALLA),)),
        "wage",
        (CancelledItem("wage-ilona-2026-01-30", version=1),),
    )


def payment_file() -> PaymentFile:
    """January's net wage and the month's self-assessed taxes."""
    return PaymentFile(
        "hameenlinna-2026-01-30",
        MADE,
        "Salla Aallonkoski",
        "FI2112345600000785",
        date(2026, 1, 30),
        (Transfer("Ilona Rantavirta", "FI8657810020088880", 50568, "ilona-1-2026-01-30", text="Palkka 1/2026"),),
        TaxTransfer("FI8333010001100775", 8813, "99900020260119", "tax-2026-01", date(2026, 1, 30)),
    )


def changed(thing: Any, path: str, value: Any) -> Any:
    """A copy with one field changed: ``changed(message, "reports.0.earner.pension", None)``."""
    name, _, rest = path.partition(".")
    if isinstance(thing, tuple):
        index = int(name)
        return (*thing[:index], changed(thing[index], rest, value) if rest else value, *thing[index + 1 :])
    return replace(thing, **{name: changed(getattr(thing, name), rest, value) if rest else value})
