"""Writes the Incomes Register's messages: content rules first, then the XML, then the register's own schema.

Text rules: UTF-8 without a byte order mark, no empty elements, no comments and no numeric character references. Only
the root element is in a namespace, and the order of elements is fixed by the schema. The same input gives the same
bytes: the creation time and every reference are given in, nothing is read from the outside.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from lxml import etree

from employer.exports.incomes_register.content import service as content
from employer.exports.incomes_register.schemas import (
    BUSINESS_ID,
    Absences,
    Accident,
    Address,
    Cancellation,
    CancelledItem,
    CarBenefit,
    Contact,
    Delivery,
    Earner,
    Employment,
    Identifier,
    IncomeLine,
    International,
    Name,
    Payer,
    Pension,
    PlaceOfBusiness,
    Recovery,
    SeparateReport,
    SeparateReports,
    Span,
    UnitWage,
    WageReport,
    WageReports,
)
from employer.exports.schemas import INCOMES_REGISTER, ExportRefused, Fault, SchemaRefused, schema_errors

SOURCE = "employer"
"""The software's name in every message."""

OTHER_BENEFITS, OTHER_BENEFIT = 317, 4
"""The income type of benefits without a type of their own, and its benefit code."""

_NAMESPACE = "http://www.tulorekisteri.fi/2017/1/"
_LONGEST_REFERENCE = 40
_HASH_LETTERS = 12
Member = TypeVar("Member")

_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_DATA_TYPES = {("wage", False): 105, ("separate", False): 106, ("wage", True): 109, ("separate", True): 110}


def report_reference(*parts: str) -> str:
    """A lasting reference made of its parts, the same every time: for ReportId and DeliveryId.

    Parts are joined with hyphens, for example ``wage-ilona-2026-01-30``. Letters that the register does not allow are
    replaced, and what is longer than 40 characters is cut; in both cases the end is a fingerprint of the parts, so that
    different parts never give the same reference. Never give it an identity code.
    """
    joined = "-".join(parts)
    clean = re.sub(r"[^0-9A-Za-z_-]", "_", joined)
    if clean == joined and len(clean) <= _LONGEST_REFERENCE and "--" not in clean:
        return clean
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_HASH_LETTERS]
    # Letters only, so that a fingerprint is never taken for an identity code.
    fingerprint = digest.translate(_LETTERS)
    short = re.sub(r"-+", "-", clean)[: _LONGEST_REFERENCE - _HASH_LETTERS - 1].rstrip("-")
    return f"{short}-{fingerprint}"


def hours(minutes: int, price: Decimal) -> UnitWage | None:
    """Minutes as hours at a price per hour in euros, or None when two decimals cannot hold the hours or the price.

    The register takes two decimals and unit wages are optional, so an inexact number is left out instead of rounded.
    """
    if minutes % 60 * 100 % 60:
        return None
    amount = Decimal(minutes) / 60
    exponent = price.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -2:
        return None
    return UnitWage(price, amount)


@dataclass(frozen=True, slots=True)
class Earned:
    """One line of an issued payslip: income type, cents, when it was earned, and its hours when paid by the hour.

    ``allowances`` says which daily allowance a line of type 331 is (2 partial, 3 full, 4 abroad), ``benefits`` what a
    line of type 317 holds (1 housing, 3 meals, 4 others), ``kilometres`` how far a line of type 311 was driven, ``car``
    what a line of type 304 is. ``unjust``: it was paid without grounds; ``recovery``: it is taken back.
    """

    code: int
    cents: int
    first: date
    last: date
    minutes: int | None = None
    hour_price: Decimal | None = None
    allowances: tuple[int, ...] = ()
    benefits: tuple[int, ...] = ()
    kilometres: int | None = None
    car: CarBenefit | None = None
    unjust: bool = False
    recovery: Recovery | None = None


DEDUCTION_TYPES = {
    "withholding": 402,
    "tax_at_source": 404,
    "tax_at_source_deduction": 405,
    "other_deductions": 408,
    "source_health": 412,
    "pension_employee": 413,
    "unemployment_employee": 414,
    "garnishment": 417,
}
"""A payslip's totals (household file's names) and the income type each is reported with."""


def income_lines(earned: Iterable[Earned], deductions: Iterable[tuple[str, int]]) -> tuple[IncomeLine, ...]:
    """One report's lines from the lines and deductions of the payslips of one earner and one payment date.

    Lines of the same income type become one (what was paid without grounds, and what is taken back of each pay, stand
    by themselves), with their hours when every one of them has hours that the register can
    take. Benefits of type 317 are told as other benefits unless the line says what they hold: housing, telephone and
    meals have types of their own.
    ``deductions`` are pairs of a name in ``DEDUCTION_TYPES`` and cents; sums of nothing are left out. Lines come
    in the order of their codes. Raises ``KeyError`` for an unknown deduction.
    """
    by_code: dict[tuple[int, bool, Recovery | None], list[Earned]] = {}
    for line in earned:
        by_code.setdefault((line.code, line.unjust, line.recovery), []).append(line)
    totals: dict[int, int] = {}
    for name, cents in deductions:
        code = DEDUCTION_TYPES[name]
        totals[code] = totals.get(code, 0) + cents
    lines = [
        replace(_summed(code, rows), unjust_enrichment=unjust, recovery=recovery)
        for (code, unjust, recovery), rows in by_code.items()
    ]
    lines += [IncomeLine(code, cents) for code, cents in totals.items()]
    return tuple(sorted((line for line in lines if line.cents), key=lambda line: line.code))


def _summed(code: int, rows: Sequence[Earned]) -> IncomeLine:
    units: list[UnitWage] = []
    for minutes, price in _hours_at(rows):
        unit = None if minutes is None or price is None or minutes < 0 else hours(minutes, price)
        if unit is None:
            units.clear()
            break
        units.append(unit)
    spans = sorted({(row.first, row.last) for row in rows})
    return IncomeLine(
        code,
        sum(row.cents for row in rows),
        units=tuple(units),
        benefits=_benefits(rows) if code == OTHER_BENEFITS else (),
        allowances=tuple(sorted({allowance for row in rows for allowance in row.allowances})),
        earned=tuple(Span(first, last) for first, last in spans),
        kilometres=next((row.kilometres for row in rows if row.kilometres is not None), None),
        car=next((row.car for row in rows if row.car is not None), None),
    )


def _hours_at(rows: Sequence[Earned]) -> list[tuple[int | None, Decimal | None]]:
    """Minutes and price of each row; where a correction takes hours off, the hours of each price are summed."""
    if all(row.minutes is None or row.minutes >= 0 for row in rows):
        return [(row.minutes, row.hour_price) for row in rows]
    if any(row.minutes is None for row in rows):
        return [(None, None)]
    sums: dict[Decimal | None, int] = {}
    for row in rows:
        sums[row.hour_price] = sums.get(row.hour_price, 0) + (row.minutes or 0)
    return [(minutes, price) for price, minutes in sums.items() if minutes]


def _benefits(rows: Iterable[Earned]) -> tuple[int, ...]:
    return tuple(sorted({benefit for row in rows for benefit in row.benefits or (OTHER_BENEFIT,)}))


def wage_report_xml(message: WageReports, *, real_time: bool = False, replaces: bytes | None = None) -> bytes:
    """An earnings payment report message as UTF-8 bytes, ready for the e-service's upload.

    ``message``: one payer, one payment date, one or more earners; amounts in cents. ``real_time`` gives the root
    element of the real-time service, which takes exactly one report. ``replaces`` is the file that replacement reports
    in ``message`` correct: data that a replacement may not change is then compared.

    Raises ``ExportRefused`` with every broken content rule, and ``SchemaRefused`` if the result were not valid against
    the register's WageReportsToIR schema. Source of the rules: the register's schema descriptions of wage reports.
    """
    faults = list(content.wage_faults(message))
    if real_time and len(message.reports) != 1:
        faults.append(Fault("reports", "one_report_only"))
    if any(fault.rule == "text_forbidden" for fault in faults):
        _refuse(faults)  # such a text cannot be written at all
    name = "WageReportRequestToIR" if real_time else "WageReportsRequestToIR"
    root = _root("WageReportsToIR", name)
    data = _delivery(root, message.delivery, 100, message.payer)
    period = etree.SubElement(data, "PaymentPeriod")
    _add(period, "PaymentDate", message.payment.day)
    _add(period, "StartDate", message.payment.first)
    _add(period, "EndDate", message.payment.last)
    _contacts(data, message.contacts)
    _payer(data, message.payer)
    reports = etree.SubElement(data, "Reports")
    for report in message.reports:
        _wage_report(etree.SubElement(reports, "Report"), report)
    if replaces is not None:
        faults += content.cancel_first(etree.fromstring(replaces), root)
    _refuse(faults)
    return _bytes(root, "WageReportsToIR")


def separate_report_xml(message: SeparateReports, *, real_time: bool = False) -> bytes:
    """The employer's separate report (health insurance contribution of a month) as UTF-8 bytes.

    ``message``: one payer, one report per calendar month; amounts in cents. Raises ``ExportRefused`` with every broken
    content rule and ``SchemaRefused`` if the result were not valid against the PayerSummaryReportsToIR schema.
    Source of the rules: the register's schema description of separate reports.
    """
    faults = list(content.separate_faults(message))
    if real_time and len(message.reports) != 1:
        faults.append(Fault("reports", "one_report_only"))
    _refuse(faults)
    name = "PayerSummaryReportRequestToIR" if real_time else "PayerSummaryReportsRequestToIR"
    root = _root("PayerSummaryReportsToIR", name)
    data = _delivery(root, message.delivery, 101, message.payer)
    _contacts(data, message.contacts)
    _add(data, "ReportDate", message.report_day)
    _payer(data, message.payer, message.pension, message.accident)
    reports = etree.SubElement(data, "Reports")
    for report in message.reports:
        _separate_report(etree.SubElement(reports, "Report"), report)
    return _bytes(root, "PayerSummaryReportsToIR")


def cancellation_xml(message: Cancellation, *, real_time: bool = False) -> bytes:
    """A cancellation of wage reports, separate reports or one whole record as UTF-8 bytes.

    Raises ``ExportRefused`` with every broken content rule and ``SchemaRefused`` if the result were not valid against
    the InvalidationsToIR schema.
    """
    faults = list(content.cancellation_faults(message))
    if real_time and len(message.items) != 1:
        faults.append(Fault("items", "one_report_only"))
    _refuse(faults)
    name = "InvalidationRequestToIR" if real_time else "InvalidationsRequestToIR"
    root = _root("InvalidationsToIR", name)
    data = _delivery(root, message.delivery, _DATA_TYPES[message.of, message.whole_record], message.payer)
    items = etree.SubElement(data, "Items")
    for item in message.items:
        _cancelled(etree.SubElement(items, "Item"), item)
    return _bytes(root, "InvalidationsToIR")


@lru_cache(maxsize=8)
def schema(name: str) -> etree.XMLSchema:
    """A schema of the register by its file's name without the ending, compiled once and without the network."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    return etree.XMLSchema(etree.parse(str(INCOMES_REGISTER / f"{name}.xsd"), parser))


# --- elements -------------------------------------------------------------------------------------------------------


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise ExportRefused(tuple(faults))


def _root(namespace: str, name: str) -> etree._Element:
    address = f"{_NAMESPACE}{namespace}"
    return etree.Element(etree.QName(address, name), nsmap={"ir": address})


def _bytes(root: etree._Element, schema_name: str) -> bytes:
    checked = schema(schema_name)
    if not checked.validate(root):
        raise SchemaRefused(schema_errors(checked))
    etree.indent(root, space="  ")
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
    if any(pair in written for pair in (b"--", b"/*", b"&#")):
        raise SchemaRefused("a pair of characters that the register refuses")
    return written


def _add(parent: etree._Element, name: str, value: object) -> None:
    """Adds an element with the value's text; nothing for None, so that there are never empty elements."""
    if value is not None:
        etree.SubElement(parent, name).text = _written(value)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return str(value)


def _cents(parent: etree._Element, name: str, cents: int | None) -> None:
    if cents is not None:
        sign = "-" if cents < 0 else ""
        _add(parent, name, f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}")


def _true(parent: etree._Element, name: str, said: bool) -> None:
    """Adds an element of the type that can only say true."""
    if said:
        _add(parent, name, True)


def _group(
    parent: etree._Element,
    group: str,
    element: str,
    members: Sequence[Member],
    write: Callable[[etree._Element, Member], None],
) -> None:
    if members:
        container = etree.SubElement(parent, group)
        for member in members:
            write(etree.SubElement(container, element), member)


def _values(parent: etree._Element, group: str, element: str, values: Sequence[int]) -> None:
    if values:
        container = etree.SubElement(parent, group)
        for value in values:
            _add(container, element, value)


def _delivery(root: etree._Element, delivery: Delivery, data_type: int, payer: Payer) -> etree._Element:
    """The envelope. Owner is the payer (its Business ID first); the creator and sender are the provider, if any."""
    data = etree.SubElement(root, "DeliveryData")
    _add(data, "Timestamp", delivery.made_at)
    _add(data, "Source", delivery.source)
    _add(data, "DeliveryDataType", data_type)
    _add(data, "DeliveryId", delivery.reference)
    _add(data, "FaultyControl", delivery.faulty_control)
    _add(data, "ProductionEnvironment", delivery.production)
    own = sorted(payer.identifiers, key=lambda identifier: (identifier.type != BUSINESS_ID, identifier.type))
    known = [identifier for identifier in (*own, delivery.provider) if identifier is not None]
    owner, creator = known[0], delivery.provider or known[0]
    _identifier(etree.SubElement(data, "DeliveryDataOwner"), owner)
    _identifier(etree.SubElement(data, "DeliveryDataCreator"), creator)
    _identifier(etree.SubElement(data, "DeliveryDataSender"), creator)
    return data


def _identifier(element: etree._Element, identifier: Identifier) -> None:
    _add(element, "Type", identifier.type)
    _add(element, "Code", identifier.code)
    _add(element, "CountryCode", identifier.country)


def _contacts(data: etree._Element, contacts: Sequence[Contact]) -> None:
    _group(data, "ContactPersons", "ContactPerson", contacts, _contact)


def _contact(element: etree._Element, contact: Contact) -> None:
    _add(element, "Name", contact.name)
    _add(element, "Telephone", contact.telephone)
    _add(element, "Email", contact.email)
    _add(element, "ResponsibilityCode", contact.responsibility)


def _payer(
    data: etree._Element, payer: Payer, pension: Pension | None = None, accident: Accident | None = None
) -> None:
    element = etree.SubElement(data, "Payer")
    _group(element, "PayerIds", "Id", payer.identifiers, _identifier)
    if payer.name is not None or payer.language is not None or not payer.identifiers:
        basic = etree.SubElement(element, "PayerBasic")
        _true(basic, "MissingId", not payer.identifiers)
        _name(basic, payer.name)
        _add(basic, "Language", payer.language)
    if payer.address is not None:
        _address(etree.SubElement(element, "Address"), payer.address)
    if pension is not None:
        insurance = etree.SubElement(etree.SubElement(element, "PensionInsurances"), "PensionInsurance")
        _add(insurance, "PensionProvIdCode", pension.provider)
        _add(insurance, "PensionPolicyNo", pension.policy)
    if accident is not None:
        _accident(etree.SubElement(etree.SubElement(element, "AccidentInsurances"), "AccidentInsurance"), accident)
    if payer.types:
        _values(etree.SubElement(element, "PayerOther"), "PayerTypes", "Code", payer.types)
    if payer.substitute is not None:
        substitute = etree.SubElement(element, "SubstitutePayer")
        _add(substitute, "Acts", True)
        _identifier(etree.SubElement(substitute, "EmployerId"), payer.substitute.employer)
        _add(substitute, "EmployerName", payer.substitute.employer_name)


def _name(element: etree._Element, name: Name | None) -> None:
    if name is not None:
        _add(element, "CompanyName", name.company)
        _add(element, "LastName", name.last)
        _add(element, "FirstName", name.first)
        _add(element, "BirthDate", name.born)


def _address(element: etree._Element, address: Address) -> None:
    _add(element, "Co", address.co)
    _add(element, "Street", address.street)
    _add(element, "POBox", address.po_box)
    _add(element, "PostalCode", address.postal_code)
    _add(element, "PostOffice", address.post_office)
    _add(element, "CountryCode", address.country)


def _typed_address(element: etree._Element, address: Address) -> None:
    _add(element, "AddressType", address.kind)
    _address(element, address)


def _span(element: etree._Element, span: Span) -> None:
    _add(element, "StartDate", span.first)
    _add(element, "EndDate", span.last)


def _report_data(element: etree._Element, report: WageReport | SeparateReport) -> None:
    data = etree.SubElement(element, "ReportData")
    _add(data, "ActionCode", report.action)
    _add(data, "IRReportId", report.register_id)
    _add(data, "ReportId", report.reference)
    _add(data, "ReportVersion", report.version)


def _wage_report(element: etree._Element, report: WageReport) -> None:
    _report_data(element, report)
    _earner(etree.SubElement(element, "IncomeEarner"), report.earner)
    _group(element, "Transactions", "Transaction", report.lines, _line)
    if report.absences is not None:
        _absences(etree.SubElement(element, "Absence"), report.absences)


def _earner(element: etree._Element, earner: Earner) -> None:
    _group(element, "IncomeEarnerIds", "Id", earner.identifiers, _identifier)
    if earner.name is not None or earner.sex is not None or not earner.identifiers:
        basic = etree.SubElement(element, "IncomeEarnerBasic")
        _true(basic, "MissingId", not earner.identifiers)
        _name(basic, earner.name)
        _add(basic, "Gender", earner.sex)
    _group(element, "Addresses", "TypedAddress", earner.addresses, _typed_address)
    if earner.employment is not None and earner.employment != Employment():
        _employment(etree.SubElement(element, "Employment"), earner.employment)
    if earner.professions:
        professions = etree.SubElement(element, "Professions")
        for profession in earner.professions:
            one = etree.SubElement(professions, "Profession")
            _add(one, "Type", profession.type)
            _add(one, "Code", profession.code)
            _add(one, "Title", profession.title)
    if earner.place is not None:
        _place(etree.SubElement(element, "PlaceOfBusiness"), earner.place)
    if earner.pension is not None:
        insurance = etree.SubElement(element, "PensionInsurance")
        _add(insurance, "PensionActCode", earner.pension.act)
        _add(insurance, "PensionProvIdCode", earner.pension.provider)
        _add(insurance, "PensionPolicyNo", earner.pension.policy)
    if earner.accident is not None:
        _accident(etree.SubElement(element, "AccidentInsurance"), earner.accident)
    _values(element, "InsuranceExceptions", "ExceptionCode", earner.exceptions)
    if earner.international is not None and earner.international != International():
        _international(etree.SubElement(element, "InternationalData"), earner.international)
    if earner.agreement is not None or earner.types or earner.payments:
        other = etree.SubElement(element, "IncomeEarnerOther")
        _add(other, "CBACode", earner.agreement)
        _values(other, "IncomeEarnerTypes", "IncomeEarnerType", earner.types)
        if earner.payments:
            payments = etree.SubElement(other, "Payments")
            for payment in earner.payments:
                _payment(etree.SubElement(payments, "Payment"), payment.kind, payment.reference, payment.specifier)


def _payment(element: etree._Element, kind: int, reference: str | None, specifier: str | None) -> None:
    _add(element, "PaymentType", kind)
    _add(element, "PaymentRef", reference)
    _add(element, "PaymentSpecifier", specifier)


def _employment(element: etree._Element, employment: Employment) -> None:
    _add(element, "Employed", employment.employed)
    _add(element, "EmploymentCode", employment.code)
    _add(element, "TermCode", employment.term)
    _add(element, "PartTime", employment.part_time_percent)
    _add(element, "HoursPerWeek", employment.hours_per_week)
    _values(element, "PaymentTypes", "PaymentType", employment.wage_kinds)
    _group(element, "EmploymentPeriods", "Period", employment.periods, _span)
    if employment.endings:
        endings = etree.SubElement(element, "EmploymentEndings")
        for ending in employment.endings:
            one = etree.SubElement(endings, "EmploymentEnding")
            _add(one, "Type", ending.type)
            _add(one, "Code", ending.code)


def _place(element: etree._Element, place: PlaceOfBusiness) -> None:
    _add(element, "Code", place.code)
    _add(element, "Street", place.street)
    _add(element, "PostalCode", place.postal_code)
    _add(element, "PostOffice", place.post_office)
    _add(element, "CountryCode", place.country)


def _accident(element: etree._Element, accident: Accident) -> None:
    _identifier(etree.SubElement(element, "AccInsProvId"), accident.insurer)
    _add(element, "AccInsPolicyNo", accident.policy)


def _international(element: etree._Element, abroad: International) -> None:
    _add(element, "PostedCertCode", abroad.posted_certificate)
    _true(element, "NonResident", abroad.non_resident)
    _add(element, "NonResidentCountryCode", abroad.country)
    _true(element, "SubToWithhold", abroad.subject_to_withholding)
    _add(element, "TaxTreatyCountryCode", abroad.treaty_country)


def _line(element: etree._Element, line: IncomeLine) -> None:
    basic = etree.SubElement(element, "TransactionBasic")
    _add(basic, "TransactionCode", line.code)
    _cents(basic, "Amount", line.cents)
    _true(basic, "NoMoney", line.no_money)
    _true(basic, "OneOff", line.one_off)
    _true(basic, "UnjustEnrichment", line.unjust_enrichment)
    _true(basic, "Recovery", line.recovery is not None)
    if line.inclusions:
        insurance = etree.SubElement(element, "InsuranceData")
        for inclusion in line.inclusions:
            one = etree.SubElement(insurance, "TransactionInclusion")
            _add(one, "InsuranceCode", inclusion.insurance)
            _add(one, "Included", inclusion.included)
    _group(element, "EarningPeriods", "EarningPeriod", line.earned, _span)
    if line.units:
        units = etree.SubElement(element, "UnitWages")
        for unit in line.units:
            one = etree.SubElement(units, "UnitWage")
            _add(one, "UnitPrice", unit.price)
            _add(one, "UnitAmount", unit.amount)
            _add(one, "UnitCode", unit.unit)
    if line.car is not None:
        car = etree.SubElement(element, "CarBenefit")
        _add(car, "CarBenefitCode", line.car.code)
        _add(car, "AgeGroupCode", line.car.age_group)
        _add(car, "Kilometers", line.car.kilometres)
    if line.meal_tax_value:
        _add(etree.SubElement(element, "MealBenefit"), "TaxValue", True)
    _values(element, "OtherBenefit", "BenefitCode", line.benefits)
    if line.recovery is not None:
        recovery = etree.SubElement(element, "RecoveryData")
        _add(recovery, "RecoveryDate", line.recovery.day)
        _cents(recovery, "Withhold", line.recovery.withheld_cents)
        _cents(recovery, "TaxAtSource", line.recovery.tax_at_source_cents)
        periods = etree.SubElement(recovery, "OrigPaymentPeriods")
        for original in line.recovery.original:
            one = etree.SubElement(periods, "OrigPaymentPeriod")
            _add(one, "PaymentDate", original.day)
            _add(one, "StartDate", original.first)
            _add(one, "EndDate", original.last)
    _values(element, "DailyAllowance", "AllowanceCode", line.allowances)
    if line.kilometres is not None:
        _add(etree.SubElement(element, "KmAllowance"), "Kilometers", line.kilometres)


def _absences(element: etree._Element, absences: Absences) -> None:
    _add(element, "AbsenceRepStartDate", absences.first)
    _add(element, "AbsenceRepEndDate", absences.last)
    if absences.unpaid:
        periods = etree.SubElement(etree.SubElement(element, "UnpaidAbsence"), "UnpaidAbsencePeriods")
        for unpaid in absences.unpaid:
            one = etree.SubElement(periods, "UnpaidAbsencePeriod")
            _add(one, "StartDate", unpaid.first)
            _add(one, "EndDate", unpaid.last)
            _add(one, "AbsenceDays", unpaid.days)
            _add(one, "CauseCode", unpaid.cause)
    if absences.paid:
        periods = etree.SubElement(etree.SubElement(element, "PaidAbsence"), "PaidAbsencePeriods")
        for paid in absences.paid:
            one = etree.SubElement(periods, "PaidAbsencePeriod")
            _add(one, "StartDate", paid.first)
            _add(one, "EndDate", paid.last)
            _add(one, "AbsenceDays", paid.days)
            _add(one, "AbsenceUntil", paid.until)
            _add(one, "CauseCode", paid.cause)
            _cents(one, "Amount", paid.cents)
            if paid.claims:
                claims = etree.SubElement(one, "ReimbApp")
                for claim in paid.claims:
                    _payment(etree.SubElement(claims, "ReimbPayment"), claim.kind, claim.reference, claim.specifier)
            _add(one, "PaidAbsencePeriodInfo", paid.info)


def _separate_report(element: etree._Element, report: SeparateReport) -> None:
    _report_data(element, report)
    month = etree.SubElement(element, "PaymentMonth")
    _add(month, "Month", report.month.month)
    _add(month, "Year", report.month.year)
    lines = etree.SubElement(element, "Transactions")
    for line in report.lines:
        basic = etree.SubElement(etree.SubElement(lines, "Transaction"), "TransactionBasic")
        _add(basic, "SummaryTransactionCode", line.code)
        _cents(basic, "Amount", line.cents)


def _cancelled(element: etree._Element, item: CancelledItem) -> None:
    _add(element, "IRItemId", item.register_id)
    _add(element, "ItemId", item.reference)
    _add(element, "ItemVersion", item.version)
