"""The register's content rules, checked before a message is written.

The rules are those of the register's schema descriptions for payment dates from 2022 on (wage reports, employer's
separate reports, cancellations) and the processing instructions on corrections. A schema cannot say them: which groups
go together, which codes exist, what must be given when. Everything found is told at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from lxml import etree
from stdnum.fi import hetu, ytunnus

from employer.clock import HELSINKI
from employer.exports.incomes_register.content.schemas import REGISTER_START, Codes, IncomeType, codes
from employer.exports.incomes_register.schemas import (
    BUSINESS_ID,
    IDENTITY_CODE,
    NEW,
    OTHER_IDENTIFIER,
    REPLACEMENT,
    Absences,
    Accident,
    Address,
    Cancellation,
    Contact,
    Delivery,
    Earner,
    Employment,
    Identifier,
    IncomeLine,
    Name,
    PaidAbsence,
    Payer,
    Payment,
    Pension,
    SeparateReport,
    SeparateReports,
    WageReport,
    WageReports,
)
from employer.exports.schemas import Fault, Faults

DAYS_AHEAD = timedelta(days=45)
FIRST_PERIOD_DAY = date(1800, 1, 1)
CLAIM_INFO_FROM = date(2021, 1, 1)
HIGHEST_CENTS = 10**15 - 1  # thirteen digits before the point
HOUSEHOLD, TEMPORARY, POOL = 2, 3, 10

_REFERENCE = re.compile(r"[0-9A-Za-z_-]{1,40}")
_FORBIDDEN = ("--", "/*", "&#")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_COUNTRY = re.compile(r"[A-Z]{2}")
_TK10 = re.compile(r"[0-9]{5}")

_TOTAL, _PARTS_OF_TOTAL = 101, {102: 2, 103: 1, 104: 3, 105: 5, 106: 6}
_INSURANCE_LETTERS = {2: "p", 3: "h", 5: "u", 6: "a"}
_BENEFITS_IN_KIND = frozenset({301, 302, 317, 330, 334})
_BEFORE_WITHHOLDING = (
    frozenset(range(101, 107))
    | frozenset(range(201, 208))
    | frozenset(range(209, 228))
    | frozenset(range(230, 240))
    | frozenset({308, 315, 316, 320, 326, 336, 339, 351, 353, 354, 355, 359})
)
_NO_PENSION = frozenset({1, 3, 6, 7})
_NO_ACCIDENT = frozenset({1, 4, 6, 8})
_VOLUNTARY_PENSION = 11
_FIXED_IN_MESSAGE = {
    "DeliveryData/PaymentPeriod": "payment",
    "DeliveryData/Payer/PayerIds": "payer.identifiers",
    "DeliveryData/Payer/SubstitutePayer/EmployerId": "payer.substitute",
}
_FIXED_IN_REPORT = {
    "IncomeEarner/IncomeEarnerIds": "earner.identifiers",
    "IncomeEarner/IncomeEarnerBasic/BirthDate": "earner.name.born",
    "IncomeEarner/PensionInsurance": "earner.pension",
    "IncomeEarner/AccidentInsurance": "earner.accident",
    "IncomeEarner/InsuranceExceptions": "earner.exceptions",
}
_PAYER_TYPES = "DeliveryData/Payer/PayerOther/PayerTypes/Code"
_EARNER_TYPES = "IncomeEarner/IncomeEarnerOther/IncomeEarnerTypes/IncomeEarnerType"
_CLAIM_CAUSES = {1: frozenset({1, 3, 4, 5}), 2: frozenset({3})}


def wage_faults(message: WageReports) -> tuple[Fault, ...]:
    """Everything in a message of wage reports that the register would refuse, in the order of the data."""
    faults = Faults()
    lists = codes()
    today = _day_made(message.delivery)
    _delivery(faults, message.delivery, message.payer)
    _payment(faults, message.payment, today)
    _contacts(faults, message.contacts)
    _payer(faults, message.payer, lists, message.delivery.production, most_identifiers=3)
    _references(faults, message.reports)
    for index, report in enumerate(message.reports):
        _wage_report(faults, f"reports[{index}]", report, message, lists, today)
    return tuple(faults.found)


def separate_faults(message: SeparateReports) -> tuple[Fault, ...]:
    """Everything in a message of employer's separate reports that the register would refuse."""
    faults = Faults()
    lists = codes()
    today = _day_made(message.delivery)
    _delivery(faults, message.delivery, message.payer)
    if message.report_day > today:
        faults.add("report_day", "report_day_ahead", day=message.report_day)
    if message.report_day < REGISTER_START:
        faults.add("report_day", "before_register", day=message.report_day)
    _contacts(faults, message.contacts)
    _payer(faults, message.payer, lists, message.delivery.production)
    if not set(message.payer.types) <= {HOUSEHOLD, POOL}:
        faults.add("payer.types", "separate_payer_type")
    if message.payer.substitute is not None:
        faults.add("payer.substitute", "separate_substitute")
    if message.pension is not None and message.accident is not None:
        faults.add("pension", "one_insurance_group")
    if message.pension is not None:
        _policy(faults, "pension", message.pension, lists)
    if message.accident is not None:
        _accident(faults, "accident", message.accident)
    _references(faults, message.reports)
    months = Counter(report.month for report in message.reports)
    for index, report in enumerate(message.reports):
        place = f"reports[{index}]"
        if months[report.month] > 1:
            faults.add(f"{place}.month", "month_repeated", month=_month(report.month))
        _separate_report(faults, place, report, message, lists, today)
    return tuple(faults.found)


def cancellation_faults(message: Cancellation) -> tuple[Fault, ...]:
    """Everything in a cancellation that the register would refuse."""
    faults = Faults()
    _delivery(faults, message.delivery, message.payer)
    _identifiers(faults, "payer.identifiers", message.payer.identifiers, message.delivery.production)
    if message.of not in ("wage", "separate"):
        faults.add("of", "code_unknown", code=message.of, list="wage, separate")
    if not message.items:
        faults.add("items", "reports_missing")
    if message.whole_record and len(message.items) > 1:
        faults.add("items", "one_record")
    for index, item in enumerate(message.items):
        place = f"items[{index}]"
        if item.reference is None and item.register_id is None:
            faults.add(place, "target_missing")
        _reference(faults, f"{place}.reference", item.reference)
        _register_id(faults, f"{place}.register_id", item.register_id)
        if item.version is not None and item.version < 1:
            faults.add(f"{place}.version", "version_below_one")
    return tuple(faults.found)


def cancel_first(before: etree._Element, after: etree._Element) -> tuple[Fault, ...]:
    """What the replacement reports of a message change although a replacement may not: payment, payer, earner,
    insurances, exceptions, substitute payer.

    ``before`` and ``after`` are the root elements of the message that was made and of the new one; reports are paired
    by their reference. A fault means that the earlier report is cancelled and a new one is made on the same day.
    Source: the register's instructions on correcting data.
    """
    faults = Faults()
    earlier = {
        report.findtext("ReportData/ReportId"): report for report in before.iterfind("DeliveryData/Reports/Report")
    }
    for index, report in enumerate(after.iterfind("DeliveryData/Reports/Report")):
        replaced = earlier.get(report.findtext("ReportData/ReportId"))
        if replaced is None or report.findtext("ReportData/ActionCode") != str(REPLACEMENT):
            continue
        for path, place in _FIXED_IN_MESSAGE.items():
            if _told(before, path) != _told(after, path):
                faults.add(place, "cancel_first", data=path.rpartition("/")[2])
        if _codes_of(before, _PAYER_TYPES, {TEMPORARY}) != _codes_of(after, _PAYER_TYPES, {TEMPORARY}):
            faults.add("payer.types", "cancel_first", data="PayerTypes")
        for path, place in _FIXED_IN_REPORT.items():
            if _told(replaced, path) != _told(report, path):
                faults.add(f"reports[{index}].{place}", "cancel_first", data=path.rpartition("/")[2])
        if _codes_of(replaced, _EARNER_TYPES, {8, 12}) != _codes_of(report, _EARNER_TYPES, {8, 12}):
            faults.add(f"reports[{index}].earner.types", "cancel_first", data="IncomeEarnerTypes")
    return tuple(faults.found)


def _told(element: etree._Element, path: str) -> list[str]:
    """Every name and text under a path, in an order that does not depend on how they were listed."""
    found = element.find(path)
    if found is None:
        return []
    parts = [[f"{leaf.tag}={leaf.text}" for leaf in child.iter() if not len(leaf)] for child in found] or [
        [found.text or ""]
    ]
    return sorted(" ".join(part) for part in parts)


def _codes_of(element: etree._Element, path: str, wanted: set[int]) -> set[int]:
    return {int(code.text or "0") for code in element.iterfind(path)} & wanted


# --- text, codes and identifiers ------------------------------------------------------------------------------------


def _text(faults: Faults, place: str, text: str | None, limit: int) -> None:
    if text is None:
        return
    if not text.strip():
        faults.add(place, "text_empty")
    elif len(text) > limit:
        faults.add(place, "text_long", limit=limit)
    elif any(pair in text for pair in _FORBIDDEN) or _CONTROL.search(text):
        faults.add(place, "text_forbidden")


def _code(faults: Faults, place: str, code: int | None, name: str, lists: Codes) -> None:
    if code is not None and code not in lists.lists[name]:
        faults.add(place, "code_unknown", code=code, list=", ".join(map(str, sorted(lists.lists[name]))))


def _country(faults: Faults, place: str, country: str | None) -> None:
    if country is not None and not _COUNTRY.fullmatch(country):
        faults.add(place, "country_form")


def _reference(faults: Faults, place: str, reference: str | None) -> None:
    if reference is not None and ("--" in reference or not _REFERENCE.fullmatch(reference)):
        faults.add(place, "reference_form")


def _register_id(faults: Faults, place: str, register_id: str | None) -> None:
    if register_id is not None and len(register_id) != 32:
        faults.add(place, "register_id_form")


def _identifiers(
    faults: Faults, place: str, identifiers: Sequence[Identifier], production: bool, most: int | None = None
) -> None:
    if most is not None and len(identifiers) > most:
        faults.add(place, "identifiers_many", most=most)
    for index, identifier in enumerate(identifiers):
        _identifier(faults, f"{place}[{index}]", identifier, production)


def _identifier(faults: Faults, place: str, identifier: Identifier, production: bool) -> None:
    _text(faults, f"{place}.code", identifier.code, 30)
    _country(faults, f"{place}.country", identifier.country)
    if identifier.type == BUSINESS_ID:
        if not _is_business_id(identifier.code):
            faults.add(f"{place}.code", "business_id_wrong")
    elif identifier.type == IDENTITY_CODE:
        _identity_code(faults, f"{place}.code", identifier.code, production)
    elif identifier.type not in codes().lists["identifier_types"]:
        _code(faults, f"{place}.type", identifier.type, "identifier_types", codes())
    else:
        if identifier.country is None:
            faults.add(f"{place}.country", "identifier_country")
        if identifier.type == OTHER_IDENTIFIER and (
            _is_business_id(identifier.code) or hetu.is_valid(identifier.code, allow_temporary=True)
        ):
            faults.add(f"{place}.code", "finnish_as_other")


def _identity_code(faults: Faults, place: str, code: str, production: bool) -> None:
    # The register compares letters exactly, and the library forgives small ones and spaces.
    if not hetu.is_valid(code, allow_temporary=True):
        faults.add(place, "identity_code_wrong")
    elif code != hetu.compact(code):
        faults.add(place, "identity_code_case")
    elif production and not hetu.is_valid(code):
        faults.add(place, "identity_code_artificial")


def _is_business_id(code: str) -> bool:
    return re.fullmatch(r"[0-9]{7}-[0-9]", code) is not None and ytunnus.is_valid(code)


def _has_finnish(identifiers: Iterable[Identifier]) -> bool:
    return any(identifier.type in (BUSINESS_ID, IDENTITY_CODE) for identifier in identifiers)


def _span(faults: Faults, place: str, first: date, last: date | None) -> None:
    if last is not None and last < first:
        faults.add(place, "ends_before_start", first=first, last=last)


def _decimal(faults: Faults, place: str, number: Decimal | None) -> None:
    if number is None:
        return
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -2 or abs(number) >= 10**13:
        faults.add(place, "two_decimals")


# --- envelope and payer ---------------------------------------------------------------------------------------------


def _day_made(delivery: Delivery) -> date:
    """The Finnish day of the message's creation; a moment without its zone is told separately."""
    moment = delivery.made_at
    return moment.date() if moment.tzinfo is None else moment.astimezone(HELSINKI).date()


def _delivery(faults: Faults, delivery: Delivery, payer: Payer) -> None:
    if delivery.made_at.tzinfo is None:
        faults.add("delivery.made_at", "moment_zone")
    _reference(faults, "delivery.reference", delivery.reference)
    _text(faults, "delivery.source", delivery.source, 30)
    if delivery.faulty_control not in (1, 2):
        faults.add("delivery.faulty_control", "code_unknown", code=delivery.faulty_control, list="1, 2")
    if delivery.provider is not None:
        _identifier(faults, "delivery.provider", delivery.provider, delivery.production)
        if delivery.provider.type != BUSINESS_ID:
            faults.add("delivery.provider.type", "provider_business_id")
    elif not payer.identifiers:
        faults.add("delivery.provider", "provider_needed")


def _payment(faults: Faults, payment: Payment, today: date) -> None:
    if payment.day < REGISTER_START:
        faults.add("payment.day", "before_register", day=payment.day)
    if payment.day > today + DAYS_AHEAD:
        faults.add("payment.day", "too_far_ahead", day=payment.day, latest=today + DAYS_AHEAD)
    if payment.first < FIRST_PERIOD_DAY:
        faults.add("payment.first", "period_too_early", day=payment.first)
    _span(faults, "payment.last", payment.first, payment.last)


def _contacts(faults: Faults, contacts: Sequence[Contact]) -> None:
    if not contacts:
        faults.add("contacts", "contact_missing")
    for index, contact in enumerate(contacts):
        place = f"contacts[{index}]"
        _text(faults, f"{place}.name", contact.name, 200)
        _text(faults, f"{place}.telephone", contact.telephone, 40)
        _text(faults, f"{place}.email", contact.email, 70)
        _code(faults, f"{place}.responsibility", contact.responsibility, "responsibilities", codes())


def _payer(faults: Faults, payer: Payer, lists: Codes, production: bool, most_identifiers: int | None = None) -> None:
    _identifiers(faults, "payer.identifiers", payer.identifiers, production, most_identifiers)
    for index, code in enumerate(payer.types):
        _code(faults, f"payer.types[{index}]", code, "payer_types", lists)
    _code(faults, "payer.language", payer.language, "languages", lists)
    finnish = _has_finnish(payer.identifiers)
    if not finnish or TEMPORARY in payer.types:
        _named(faults, "payer.name", payer.name, needs_birth=not finnish)
        if payer.address is None:
            faults.add("payer.address", "payer_address_missing")
        elif payer.address.country is None:
            faults.add("payer.address.country", "address_country")
    _name_texts(faults, "payer.name", payer.name)
    if payer.address is not None:
        _address(faults, "payer.address", payer.address)
    if payer.substitute is not None:
        place = "payer.substitute.employer"
        _identifier(faults, place, payer.substitute.employer, production)
        _text(faults, "payer.substitute.employer_name", payer.substitute.employer_name, 200)
        if payer.substitute.employer in payer.identifiers:
            faults.add(place, "employer_is_payer")


def _named(faults: Faults, place: str, name: Name | None, needs_birth: bool) -> None:
    if name is None or not (name.company or (name.last and name.first)):
        faults.add(place, "name_missing")
    elif needs_birth and not name.company and name.born is None:
        faults.add(f"{place}.born", "birth_missing")


def _name_texts(faults: Faults, place: str, name: Name | None) -> None:
    if name is not None:
        _text(faults, f"{place}.last", name.last, 200)
        _text(faults, f"{place}.first", name.first, 100)
        _text(faults, f"{place}.company", name.company, 200)


def _address(faults: Faults, place: str, address: Address) -> None:
    for name, limit in (
        ("co", 70),
        ("street", 100),
        ("po_box", 10),
        ("postal_code", 20),
        ("post_office", 200),
    ):
        _text(faults, f"{place}.{name}", getattr(address, name), limit)
    _country(faults, f"{place}.country", address.country)
    if address.street and address.po_box:
        faults.add(place, "street_and_box")
    if not address.street and not address.po_box:
        faults.add(place, "street_or_box")


def _references(faults: Faults, reports: Sequence[WageReport | SeparateReport]) -> None:
    if not reports:
        faults.add("reports", "reports_missing")
    counted = Counter(report.reference for report in reports if report.reference)
    registered = Counter(report.register_id for report in reports if report.register_id)
    for index, report in enumerate(reports):
        place = f"reports[{index}]"
        _reference(faults, f"{place}.reference", report.reference)
        _register_id(faults, f"{place}.register_id", report.register_id)
        if counted[report.reference or ""] > 1 or registered[report.register_id or ""] > 1:
            faults.add(f"{place}.reference", "report_repeated")
        if report.action == NEW:
            if report.reference is None:
                faults.add(f"{place}.reference", "new_needs_reference")
            if report.register_id is not None or report.version is not None:
                faults.add(place, "new_with_register_data")
        elif report.action == REPLACEMENT:
            if report.reference is None and report.register_id is None:
                faults.add(place, "target_missing")
            if report.version is not None and report.version < 1:
                faults.add(f"{place}.version", "version_below_one")
        else:
            faults.add(f"{place}.action", "code_unknown", code=report.action, list="1, 2")


# --- one wage report ------------------------------------------------------------------------------------------------


def _wage_report(
    faults: Faults, place: str, report: WageReport, message: WageReports, lists: Codes, today: date
) -> None:
    if not report.lines and report.absences is None:
        faults.add(place, "report_empty")
    insured = _insured(report.lines, lists)
    _earner(faults, f"{place}.earner", report, message, insured, lists, today)
    _lines(faults, place, report, message.payment, lists)
    if report.absences is not None:
        _absences(faults, place, report, report.absences, message, lists)


def _insured(lines: Sequence[IncomeLine], lists: Codes) -> frozenset[str]:
    """The letters of the insurances that some income of the report belongs to."""
    letters: set[str] = set()
    for line in lines:
        kind = lists.income_types.get(line.code)
        if kind is None or kind.group == "deduction":
            continue
        own = set(kind.insured)
        for inclusion in line.inclusions:
            meant = set("pauh") if inclusion.insurance == 1 else set(_INSURANCE_LETTERS.get(inclusion.insurance, ""))
            own = own | meant if inclusion.included else own - meant
        letters |= own
    return frozenset(letters)


def _earner(
    faults: Faults,
    place: str,
    report: WageReport,
    message: WageReports,
    insured: frozenset[str],
    lists: Codes,
    today: date,
) -> None:
    earner, payer = report.earner, message.payer
    _identifiers(faults, f"{place}.identifiers", earner.identifiers, message.delivery.production)
    _name_texts(faults, f"{place}.name", earner.name)
    _code(faults, f"{place}.sex", earner.sex, "sexes", lists)
    if set(earner.identifiers) & set(payer.identifiers):
        faults.add(f"{place}.identifiers", "earner_is_payer")
    if not _has_finnish(earner.identifiers):
        _named(faults, f"{place}.name", earner.name, needs_birth=True)
        if earner.sex is None and not (earner.name and earner.name.company):
            faults.add(f"{place}.sex", "sex_missing")
        if not earner.addresses:
            faults.add(f"{place}.addresses", "earner_address_missing")
    for index, address in enumerate(earner.addresses):
        _address(faults, f"{place}.addresses[{index}]", address)
        _code(faults, f"{place}.addresses[{index}].kind", address.kind, "address_types", lists)
        if address.country is None:
            faults.add(f"{place}.addresses[{index}].country", "address_country")
    if earner.employment is not None:
        _employment(faults, f"{place}.employment", earner.employment, lists, today)
    _professions(faults, f"{place}.professions", earner, payer, insured, lists)
    if earner.place is not None:
        _place_of_business(faults, f"{place}.place", earner)
    _insurances(faults, place, earner, payer, insured, bool(report.lines), lists)
    _international(faults, place, earner, report.lines)
    for index, code in enumerate(earner.types):
        _code(faults, f"{place}.types[{index}]", code, "earner_types", lists)
    for index, payment in enumerate(earner.payments):
        _code(faults, f"{place}.payments[{index}].kind", payment.kind, "earner_payments", lists)
        _text(faults, f"{place}.payments[{index}].reference", payment.reference, 50)
        _text(faults, f"{place}.payments[{index}].specifier", payment.specifier, 200)
        if payment.reference is None:
            faults.add(f"{place}.payments[{index}].reference", "payment_reference")


def _employment(faults: Faults, place: str, employment: Employment, lists: Codes, today: date) -> None:
    _code(faults, f"{place}.code", employment.code, "employment_codes", lists)
    _code(faults, f"{place}.term", employment.term, "term_codes", lists)
    for name, number, most in (
        ("part_time_percent", employment.part_time_percent, 100),
        ("hours_per_week", employment.hours_per_week, 168),
    ):
        _decimal(faults, f"{place}.{name}", number)
        if number is not None and not 0 <= number <= most:
            faults.add(f"{place}.{name}", "out_of_range", least=0, most=most)
    for index, kind in enumerate(employment.wage_kinds):
        _code(faults, f"{place}.wage_kinds[{index}]", kind, "wage_kinds", lists)
    for index, period in enumerate(employment.periods):
        _span(faults, f"{place}.periods[{index}]", period.first, period.last)
        if period.first > today + DAYS_AHEAD:
            faults.add(f"{place}.periods[{index}].first", "too_far_ahead", day=period.first, latest=today + DAYS_AHEAD)
    for index, ending in enumerate(employment.endings):
        _code(faults, f"{place}.endings[{index}].type", ending.type, "ending_types", lists)
        _text(faults, f"{place}.endings[{index}].code", ending.code, 20)
        if ending.type == 3 and ending.code not in {str(code) for code in lists.lists["ending_codes"]}:
            faults.add(f"{place}.endings[{index}].code", "code_unknown", code=ending.code, list="1–7")


def _professions(
    faults: Faults, place: str, earner: Earner, payer: Payer, insured: frozenset[str], lists: Codes
) -> None:
    for index, profession in enumerate(earner.professions):
        _code(faults, f"{place}[{index}].type", profession.type, "profession_types", lists)
        _text(faults, f"{place}[{index}].code", profession.code, 20)
        _text(faults, f"{place}[{index}].title", profession.title, 200)
        if profession.type == 1 and not _TK10.fullmatch(profession.code):
            faults.add(f"{place}[{index}].code", "profession_form")
    for kind, count in Counter(profession.type for profession in earner.professions).items():
        if count > 1:
            faults.add(place, "profession_repeated", type=kind)
    excused = payer.substitute is not None or set(earner.exceptions) & _NO_ACCIDENT
    if "a" in insured and not excused and all(profession.type != 1 for profession in earner.professions):
        faults.add(place, "profession_missing")


def _place_of_business(faults: Faults, place: str, earner: Earner) -> None:
    where = earner.place
    if where is None:
        return
    for name, limit in (("code", 20), ("street", 100), ("postal_code", 20), ("post_office", 200)):
        _text(faults, f"{place}.{name}", getattr(where, name), limit)
    _country(faults, f"{place}.country", where.country)
    if where.code is None and not (where.street and where.postal_code and where.post_office):
        faults.add(place, "place_incomplete")


def _policy(faults: Faults, place: str, pension: Pension, lists: Codes) -> None:
    if pension.provider is None or pension.policy is None:
        faults.add(place, "pension_incomplete")
        return
    _text(faults, f"{place}.policy", pension.policy, 11)
    if not lists.pension_provider(pension.provider):
        faults.add(f"{place}.provider", "pension_provider_unknown", code=pension.provider)
    elif not pension.policy.startswith(str(pension.provider)) or any(map(str.isspace, pension.policy)):
        faults.add(f"{place}.policy", "policy_of_other_provider", code=pension.provider)


def _accident(faults: Faults, place: str, accident: Accident) -> None:
    _text(faults, f"{place}.policy", accident.policy, 20)
    if accident.insurer.type != BUSINESS_ID or not _is_business_id(accident.insurer.code):
        faults.add(f"{place}.insurer", "insurer_business_id")
    if any(map(str.isspace, accident.policy)):
        faults.add(f"{place}.policy", "policy_with_space")


def _insurances(
    faults: Faults,
    place: str,
    earner: Earner,
    payer: Payer,
    insured: frozenset[str],
    with_income: bool,
    lists: Codes,
) -> None:
    exceptions = set(earner.exceptions)
    for index, code in enumerate(earner.exceptions):
        _code(faults, f"{place}.exceptions[{index}]", code, "exceptions", lists)
    if _VOLUNTARY_PENSION in exceptions and exceptions & _NO_PENSION:
        faults.add(f"{place}.exceptions", "voluntary_with_exception")
    if 14 in earner.types and not ({2, 3, 4, 5} <= exceptions or 1 in exceptions):
        faults.add(f"{place}.exceptions", "entrepreneur_exceptions")
    pension = earner.pension
    excused = payer.substitute is not None or exceptions & _NO_PENSION
    if pension is None and (_VOLUNTARY_PENSION in exceptions or ("p" in insured and not excused)):
        faults.add(f"{place}.pension", "pension_missing")
    if pension is not None:
        _code(faults, f"{place}.pension.act", pension.act, "pension_acts", lists)
        if pension.act == 1:
            _policy(faults, f"{place}.pension", pension, lists)
        else:
            if pension.provider is not None or pension.policy is not None:
                faults.add(f"{place}.pension", "pension_policy_not_given")
            if not {3, 4, 5} <= exceptions:
                faults.add(f"{place}.exceptions", "own_pension_exceptions")
    if earner.accident is not None:
        _accident(faults, f"{place}.accident", earner.accident)
    general = pension is not None and pension.general_number
    if TEMPORARY in payer.types:
        if pension is None or pension.act != 1 or (with_income and "p" not in insured):
            faults.add("payer.types", "temporary_without_pension")
        elif not general:
            faults.add(f"{place}.pension.policy", "general_number_needed")
    elif general:
        faults.add("payer.types", "temporary_type_needed")


def _international(faults: Faults, place: str, earner: Earner, lines: Sequence[IncomeLine]) -> None:
    abroad = earner.international
    non_resident = abroad is not None and abroad.non_resident
    if abroad is not None:
        _country(faults, f"{place}.international.country", abroad.country)
        _country(faults, f"{place}.international.treaty_country", abroad.treaty_country)
        _code(
            faults,
            f"{place}.international.posted_certificate",
            abroad.posted_certificate,
            "posted_certificates",
            codes(),
        )
    if non_resident and (
        abroad is None or abroad.country is None or all(address.kind != 1 for address in earner.addresses)
    ):
        faults.add(f"{place}.international", "non_resident_details")
    for line in lines:
        if line.code in (362, 412) and not non_resident:
            faults.add(f"{place}.international", "needs_non_resident", code=line.code)


# --- income lines ---------------------------------------------------------------------------------------------------


def _lines(faults: Faults, place: str, report: WageReport, payment: Payment, lists: Codes) -> None:
    lines = report.lines
    given = {line.code for line in lines}
    sums: Counter[int] = Counter()
    for line in lines:
        sums[line.code] += line.cents or 0
    recovering = any(line.recovery is not None for line in lines)
    for index, line in enumerate(lines):
        where = f"{place}.lines[{index}]"
        kind = lists.income_types.get(line.code)
        if kind is None:
            faults.add(f"{where}.code", "income_type_unknown", code=line.code)
            continue
        if payment.day < kind.first_payment_day:
            faults.add(f"{where}.code", "income_type_later", code=line.code, day=kind.first_payment_day)
        _amount(faults, where, line, kind, recovering)
        _inclusions(faults, where, line, kind, lists)
        _details(faults, where, line, given, lists)
        _repayment(faults, where, line, kind, payment)
    groups = {lists.income_types[code].group for code in given if code in lists.income_types}
    if {"total", "wage"} <= groups:
        faults.add(f"{place}.lines", "methods_mixed")
    if "total" in groups:
        _totals(faults, f"{place}.lines", lines, given, sums)
    _limits(faults, f"{place}.lines", report, given, sums)


def _amount(faults: Faults, where: str, line: IncomeLine, kind: IncomeType, recovering: bool) -> None:
    if line.cents is None:
        if not (line.code == 334 and line.meal_tax_value):
            faults.add(f"{where}.cents", "amount_missing", code=line.code)
        return
    if abs(line.cents) > HIGHEST_CENTS:
        faults.add(f"{where}.cents", "two_decimals")
    if line.cents < 0:
        if not kind.negative:
            faults.add(f"{where}.cents", "negative_amount", code=line.code)
        elif line.code in (402, 404) and recovering:
            faults.add(f"{where}.cents", "negative_with_recovery", code=line.code)


def _inclusions(faults: Faults, where: str, line: IncomeLine, kind: IncomeType, lists: Codes) -> None:
    if not line.inclusions:
        return
    place = f"{where}.inclusions"
    if not kind.own_insurance:
        faults.add(place, "inclusion_not_allowed", code=line.code)
    counted = Counter(inclusion.insurance for inclusion in line.inclusions)
    for code in counted:
        _code(faults, place, code, "insurance_codes", lists)
    if any(count > 1 for count in counted.values()):
        faults.add(place, "inclusion_repeated")
    if counted[1] and len(counted) > 1:
        faults.add(place, "inclusion_conflict")


def _details(faults: Faults, where: str, line: IncomeLine, given: set[int], lists: Codes) -> None:
    for index, unit in enumerate(line.units):
        _code(faults, f"{where}.units[{index}].unit", unit.unit, "units", lists)
        for name, number in (("price", unit.price), ("amount", unit.amount)):
            _decimal(faults, f"{where}.units[{index}].{name}", number)
            if number < 0:
                faults.add(f"{where}.units[{index}].{name}", "unit_negative")
    for index, span in enumerate(line.earned):
        if span.last is None:
            faults.add(f"{where}.earned[{index}].last", "end_missing")
        _span(faults, f"{where}.earned[{index}].last", span.first, span.last)
    only: tuple[tuple[str, Any, int], ...] = (
        ("car", line.car, 304),
        ("meal_tax_value", line.meal_tax_value, 334),
        ("benefits", line.benefits, 317),
        ("allowances", line.allowances, 331),
        ("kilometres", line.kilometres, 311),
    )
    for name, value, code in only:
        if value not in (None, False, ()) and line.code != code:
            faults.add(f"{where}.{name}", "detail_elsewhere", code=code)
    needed: tuple[tuple[str, Any, int], ...] = (
        ("car", line.car, 304),
        ("benefits", line.benefits, 317),
        ("allowances", line.allowances, 331),
    )
    for name, value, code in needed:
        if line.code == code and not value:
            faults.add(f"{where}.{name}", "detail_missing", code=code)
    if line.kilometres is not None and line.kilometres < 0:
        faults.add(f"{where}.kilometres", "unit_negative")
    for benefit in line.benefits:
        _code(faults, f"{where}.benefits", benefit, "benefits", lists)
    for benefit, code in ((1, 301), (2, 330), (3, 334)):
        if benefit in line.benefits and code in given:
            faults.add(f"{where}.benefits", "lines_exclude", code=line.code, other=code)
    for allowance in line.allowances:
        _code(faults, f"{where}.allowances", allowance, "allowances", lists)
    if 1 in line.allowances and 303 in given:
        faults.add(f"{where}.allowances", "lines_exclude", code=line.code, other=303)


def _repayment(faults: Faults, where: str, line: IncomeLine, kind: IncomeType, payment: Payment) -> None:
    if (line.unjust_enrichment or line.recovery is not None) and not kind.recoverable:
        faults.add(where, "not_recoverable", code=line.code)
    recovery = line.recovery
    if recovery is None:
        return
    if not REGISTER_START <= recovery.day <= payment.day:
        faults.add(f"{where}.recovery.day", "recovery_day", first=REGISTER_START, last=payment.day)
    if not recovery.original:
        faults.add(f"{where}.recovery.original", "recovery_original_missing")
    for index, original in enumerate(recovery.original):
        place = f"{where}.recovery.original[{index}]"
        _span(faults, f"{place}.last", original.first, original.last)
        if max(original.day, original.first, original.last) > recovery.day:
            faults.add(place, "recovery_original_late", day=recovery.day)
    for name, cents in (
        ("withheld_cents", recovery.withheld_cents),
        ("tax_at_source_cents", recovery.tax_at_source_cents),
    ):
        if cents is not None and cents < 0:
            faults.add(f"{where}.recovery.{name}", "unit_negative")


def _totals(faults: Faults, place: str, lines: Sequence[IncomeLine], given: set[int], sums: Counter[int]) -> None:
    """Reporting method 1: the total 101 and the parts that belong to some insurances only."""
    if _TOTAL not in given:
        faults.add(place, "total_missing")
        return
    plain = Counter(line.unjust_enrichment for line in lines if line.code == _TOTAL and line.recovery is None)
    if any(count > 1 for count in plain.values()):
        faults.add(place, "total_repeated")
    if 103 in given and given & {102, 104, 105, 106}:
        faults.add(place, "part_103_alone")
    left_out = {
        inclusion.insurance
        for line in lines
        if line.code == _TOTAL
        for inclusion in line.inclusions
        if not inclusion.included
    }
    for code, insurance in _PARTS_OF_TOTAL.items():
        if code not in given:
            continue
        if sums[code] > sums[_TOTAL]:
            faults.add(place, "part_above_total", code=code)
        if not left_out & {insurance, 1}:
            faults.add(place, "total_inclusion_missing", code=code, insurance=insurance)


def _limits(faults: Faults, place: str, report: WageReport, given: set[int], sums: Counter[int]) -> None:
    meal_by_value = any(line.code == 334 and line.meal_tax_value for line in report.lines)
    if 401 in given and sums[401] > sums[304]:
        faults.add(place, "above_their_sum", code=401, others="304")
    if 407 in given:
        benefits = given & _BENEFITS_IN_KIND
        others = ", ".join(map(str, sorted(_BENEFITS_IN_KIND)))
        if not benefits or (meal_by_value and benefits == {334}):
            faults.add(place, "needs_one_of", code=407, others=others)
        elif not meal_by_value and sums[407] > sum(sums[code] for code in _BENEFITS_IN_KIND):
            # With a meal benefit at its tax value the amount is the register's own, so the sum cannot be compared here.
            faults.add(place, "above_their_sum", code=407, others=others)
    if 419 in given:
        others = "101–106, 201–207, 209–227, 230–239, 308, 315, 316, 320, 326, 336, 339, 351, 353–355, 359"
        if not given & _BEFORE_WITHHOLDING:
            faults.add(place, "needs_one_of", code=419, others=others)
        elif sums[419] > _pay_before_withholding(sums):
            faults.add(place, "above_their_sum", code=419, others=others)
    if 402 in given and 362 in given:
        faults.add(place, "lines_exclude", code=402, other=362)
    if 402 in given and 4 in report.earner.types:
        faults.add(place, "key_person_withholding")


def _pay_before_withholding(sums: Counter[int]) -> int:
    # The parts 102 to 106 are inside the total 101 and must not be counted twice.
    codes_counted = _BEFORE_WITHHOLDING - set(_PARTS_OF_TOTAL) if sums[_TOTAL] else _BEFORE_WITHHOLDING
    return sum(sums[code] for code in codes_counted)


# --- absences -------------------------------------------------------------------------------------------------------


def _absences(
    faults: Faults, place: str, report: WageReport, absences: Absences, message: WageReports, lists: Codes
) -> None:
    where = f"{place}.absences"
    if absences.first is None or absences.last is None:
        faults.add(where, "absence_span_missing")
    else:
        _span(faults, f"{where}.last", absences.first, absences.last)
    if not absences.paid and not absences.unpaid:
        faults.add(where, "absences_empty")
    for index, unpaid in enumerate(absences.unpaid):
        at = f"{where}.unpaid[{index}]"
        _span(faults, f"{at}.last", unpaid.first, unpaid.last)
        _code(faults, f"{at}.cause", unpaid.cause, "unpaid_absence_causes", lists)
        if unpaid.days is not None and unpaid.days < 0:
            faults.add(f"{at}.days", "unit_negative")
    for index, paid in enumerate(absences.paid):
        _paid_absence(faults, f"{where}.paid[{index}]", paid, message, lists)
    paid_spans = [
        (period.first, period.last or date.max, f"{where}.paid[{i}]") for i, period in enumerate(absences.paid)
    ]
    unpaid_spans = [(period.first, period.last or date.max, "") for period in absences.unpaid]
    for (_, ends, _), (starts, _, at) in pairwise(sorted(paid_spans)):
        if starts <= ends:
            faults.add(at, "absences_overlap")
    for first, last, at in paid_spans:
        if any(first <= ends and starts <= last for starts, ends, _ in unpaid_spans):
            faults.add(at, "absences_overlap")
    kinds = {claim.kind for paid in absences.paid for claim in paid.claims}
    if kinds:
        _claim_conditions(faults, place, report, absences, kinds, message)


def _paid_absence(faults: Faults, at: str, paid: PaidAbsence, message: WageReports, lists: Codes) -> None:
    _span(faults, f"{at}.last", paid.first, paid.last)
    _code(faults, f"{at}.cause", paid.cause, "paid_absence_causes", lists)
    if paid.cents < 0:
        faults.add(f"{at}.cents", "unit_negative")
    if paid.days is not None and paid.days < 0:
        faults.add(f"{at}.days", "unit_negative")
    if paid.until is not None and paid.until < paid.first:
        faults.add(f"{at}.until", "ends_before_start", first=paid.first, last=paid.until)
    _text(faults, f"{at}.info", paid.info, 850)
    if paid.info is not None and not paid.claims:
        faults.add(f"{at}.info", "info_without_claim")
    if paid.info is not None and message.payment.day < CLAIM_INFO_FROM:
        faults.add(f"{at}.info", "info_too_early", day=CLAIM_INFO_FROM)
    if paid.claims and paid.last is None:
        faults.add(f"{at}.last", "end_missing")
    for index, claim in enumerate(paid.claims):
        where = f"{at}.claims[{index}]"
        _code(faults, f"{where}.kind", claim.kind, "claims", lists)
        _text(faults, f"{where}.reference", claim.reference, 50)
        _text(faults, f"{where}.specifier", claim.specifier, 200)
        if claim.kind in _CLAIM_CAUSES and paid.cause not in _CLAIM_CAUSES[claim.kind]:
            causes = ", ".join(map(str, sorted(_CLAIM_CAUSES[claim.kind])))
            faults.add(f"{at}.cause", "claim_cause", kind=claim.kind, causes=causes)
        if claim.reference is not None and claim.specifier is not None:
            faults.add(where, "claim_two_references")


def _claim_conditions(
    faults: Faults, place: str, report: WageReport, absences: Absences, kinds: set[int], message: WageReports
) -> None:
    """What must be on the report and in the message when it holds a claim to Kela."""
    earner = report.earner
    employment = earner.employment or Employment()
    if not _has_finnish(message.payer.identifiers):
        faults.add("payer.identifiers", "claim_payer")
    if all(identifier.type != IDENTITY_CODE for identifier in earner.identifiers):
        faults.add(f"{place}.earner.identifiers", "claim_earner")
    if all(contact.email is None or contact.responsibility != 1 for contact in message.contacts):
        faults.add("contacts", "claim_contact")
    if not set(employment.wage_kinds) & {1, 2}:
        faults.add(f"{place}.earner.employment.wage_kinds", "claim_wage_kind")
    if not employment.periods:
        faults.add(f"{place}.earner.employment.periods", "claim_employment_start")
    elif min(paid.first for paid in absences.paid if paid.claims) < min(period.first for period in employment.periods):
        faults.add(f"{place}.absences", "claim_before_employment")
    if 2 in kinds and employment.code is None:
        faults.add(f"{place}.earner.employment.code", "claim_employment_code")


# --- separate report ------------------------------------------------------------------------------------------------


def _separate_report(
    faults: Faults, place: str, report: SeparateReport, message: SeparateReports, lists: Codes, today: date
) -> None:
    if report.month.day != 1:
        faults.add(f"{place}.month", "month_form")
    if report.month < REGISTER_START:
        faults.add(f"{place}.month", "before_register", day=report.month)
    given = [line.code for line in report.lines]
    if not given:
        faults.add(f"{place}.lines", "report_empty")
    if len(set(given)) < len(given):
        faults.add(f"{place}.lines", "line_repeated")
    no_wages = 101 in given
    if no_wages and len(given) > 1:
        faults.add(f"{place}.lines", "no_wages_alone")
    if no_wages and not message.regular:
        faults.add(f"{place}.lines", "no_wages_casual")
    months_ahead = (report.month.year - today.year) * 12 + report.month.month - today.month
    most = 6 if no_wages else 1
    if months_ahead > most:
        faults.add(f"{place}.month", "month_far", month=_month(report.month), most=most)
    for index, line in enumerate(report.lines):
        where = f"{place}.lines[{index}]"
        _code(faults, f"{where}.code", line.code, "separate_types", lists)
        if line.code == 101:
            if line.cents is not None:
                faults.add(f"{where}.cents", "no_wages_amount")
        elif line.cents is None:
            faults.add(f"{where}.cents", "amount_missing", code=line.code)
        elif line.cents < 0:
            faults.add(f"{where}.cents", "negative_amount", code=line.code)
        elif line.cents > HIGHEST_CENTS:
            faults.add(f"{where}.cents", "two_decimals")


def _month(day: date) -> str:
    return f"{day.month}/{day.year}"
