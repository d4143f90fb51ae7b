"""Every content rule of the Incomes Register refused, with its place; and what must not be refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from employer import exports, texts
from employer.exports import wage_report_xml
from employer.exports.incomes_register.content.schemas import codes
from employer.exports.incomes_register.content.service import (
    cancel_first,
    cancellation_faults,
    separate_faults,
    wage_faults,
)
from employer.exports.incomes_register.schemas import (
    REPLACEMENT,
    Absences,
    Accident,
    Address,
    CancelledItem,
    CarBenefit,
    Claim,
    Contact,
    EarnerPayment,
    Ending,
    Identifier,
    Inclusion,
    IncomeLine,
    International,
    Name,
    PaidAbsence,
    Payer,
    Payment,
    Pension,
    PlaceOfBusiness,
    Profession,
    Recovery,
    SeparateLine,
    Span,
    SubstitutePayer,
    UnitWage,
    UnpaidAbsence,
    WageReports,
)
from tests.employer.exports.builders import (
    HOME,
    ILONA,
    SALLA,
    cancellation_message,
    changed,
    lines,
    separate_message,
    temporary_message,
    wage_message,
)

EARNER = "reports.0.earner"
LINES = "reports.0.lines"
JANUARY = Payment(date(2026, 1, 30), date(2026, 1, 1), date(2026, 1, 31))
COUNTY = Identifier(1, "9990001-6")
SICK = PaidAbsence(date(2026, 1, 19), 1, 5280, date(2026, 1, 20), 2)


def with_lines(*given: IncomeLine) -> WageReports:
    return changed(wage_message(), LINES, given)


def with_absences(*paid: PaidAbsence, unpaid: tuple[UnpaidAbsence, ...] = ()) -> WageReports:
    return changed(wage_message(), "reports.0.absences", Absences(date(2026, 1, 1), date(2026, 1, 31), paid, unpaid))


def with_claim(kind: int = 1, cause: int = 1, **more: Any) -> WageReports:
    return with_absences(changed(changed(SICK, "cause", cause), "claims", (Claim(kind, **more),)))


def recovery(code: int = 201, day: date = date(2026, 1, 15), original: Payment | None = None) -> IncomeLine:
    first = original or Payment(date(2025, 12, 31), date(2025, 12, 1), date(2025, 12, 31))
    return IncomeLine(code, 1000, recovery=Recovery(day, (first,), 100))


def foreigner(message: WageReports | None = None) -> WageReports:
    """An earner without a Finnish code: the details that are then needed are all there."""
    message = message or wage_message()
    message = changed(message, f"{EARNER}.identifiers", (Identifier(9, "TEST-0001", "EE"),))
    message = changed(message, f"{EARNER}.name", Name("Näidis", "Proovi", born=date(1980, 1, 8)))
    message = changed(message, f"{EARNER}.sex", 1)
    return changed(message, f"{EARNER}.addresses", (Address("10111", "Tallinn", street="Näidis 1", country="EE"),))


WHOLE = [
    wage_message(),
    temporary_message(),
    foreigner(),
    # reporting method 1 with a part that is under pension insurance only
    with_lines(IncomeLine(101, 60000, inclusions=(Inclusion(2, False),)), *lines((102, 30000))),
    with_lines(IncomeLine(101, 60000, inclusions=(Inclusion(1, False),)), *lines((103, 30000), (402, 100))),
    # a negative correction of the employee's contributions
    with_lines(*lines((201, 60000), (413, -100), (414, -10), (402, -5))),
    # a meal benefit at its tax value needs no amount
    with_lines(IncomeLine(201, 60000), IncomeLine(334, None, meal_tax_value=True)),
    with_lines(IncomeLine(201, 60000), IncomeLine(317, 2000, benefits=(4,)), IncomeLine(407, 2000)),
    with_lines(IncomeLine(201, 60000), IncomeLine(331, 5300, allowances=(3,)), IncomeLine(303, 1300)),
    with_lines(IncomeLine(201, 60000), IncomeLine(311, 5900, kilometres=100)),
    with_lines(IncomeLine(201, 60000), IncomeLine(304, 30000, car=CarBenefit(1, 1, 12000)), IncomeLine(401, 30000)),
    with_lines(IncomeLine(201, 60000), recovery()),
    with_lines(IncomeLine(201, 60000), IncomeLine(201, 1000, unjust_enrichment=True)),
    with_lines(*lines((201, 60000), (419, 60000))),
    # an income that no insurance covers needs neither an occupation nor a pension provider
    changed(changed(with_lines(*lines((208, 60000))), f"{EARNER}.pension", None), f"{EARNER}.professions", ()),
    # exceptions 3 and 4: no pension, no accident insurance
    changed(
        changed(changed(wage_message(), f"{EARNER}.exceptions", (3, 4)), f"{EARNER}.pension", None),
        f"{EARNER}.professions",
        (),
    ),
    changed(
        changed(
            changed(wage_message(), "payer", Payer((COUNTY,), (1,), substitute=SubstitutePayer(Identifier(2, SALLA)))),
            f"{EARNER}.pension",
            None,
        ),
        f"{EARNER}.professions",
        (),
    ),
    changed(
        changed(with_lines(*lines((201, 60000))), f"{EARNER}.pension", Pension(3)), f"{EARNER}.exceptions", (3, 4, 5)
    ),
    with_absences(SICK, unpaid=(UnpaidAbsence(date(2026, 1, 21), 17),)),
    with_claim(),
    with_claim(2, 3, reference="12345"),
    changed(with_absences(SICK), LINES, ()),
    changed(wage_message(), f"{EARNER}.employment.endings", (Ending("7"),)),
    changed(wage_message(), f"{EARNER}.place", PlaceOfBusiness("1")),
    changed(wage_message(), f"{EARNER}.payments", (EarnerPayment(2, "123456"),)),
    changed(wage_message(), "payment.day", date(2026, 3, 17)),  # 45 days ahead
    # the artificial person of the test environment is right outside production
    changed(wage_message(), "delivery.production", False),
]


@pytest.mark.parametrize("message", WHOLE)
def test_what_is_right_is_not_refused(message: WageReports) -> None:
    assert wage_faults(message) == ()


def change(path: str, value: Any) -> Callable[[], Any]:
    return lambda: changed(wage_message(), path, value)


WRONG: list[tuple[Any, str, str]] = [
    # text and form
    (change("contacts.0.name", " "), "contacts[0].name", "text_empty"),
    (change("contacts.0.name", "x" * 201), "contacts[0].name", "text_long"),
    (change("contacts.0.name", "Salla -- A"), "contacts[0].name", "text_forbidden"),
    (change("contacts.0.name", "Salla /* A"), "contacts[0].name", "text_forbidden"),
    (change("contacts.0.name", "Salla &# A"), "contacts[0].name", "text_forbidden"),
    (change("contacts.0.name", "Salla\x07"), "contacts[0].name", "text_forbidden"),
    (change("contacts.0.responsibility", 3), "contacts[0].responsibility", "code_unknown"),
    (change("contacts", ()), "contacts", "contact_missing"),
    (change("delivery.reference", "wage ilona"), "delivery.reference", "reference_form"),
    (change("delivery.reference", "wage--ilona"), "delivery.reference", "reference_form"),
    (change("delivery.reference", "w" * 41), "delivery.reference", "reference_form"),
    (change("delivery.source", "x" * 31), "delivery.source", "text_long"),
    (change("delivery.faulty_control", 3), "delivery.faulty_control", "code_unknown"),
    # identifiers
    (change("delivery.provider", Identifier(2, SALLA)), "delivery.provider.type", "provider_business_id"),
    (change("payer.identifiers", ()), "delivery.provider", "provider_needed"),
    (change("payer.identifiers.0.code", "020586-902M"), "payer.identifiers[0].code", "identity_code_wrong"),
    (change("payer.identifiers.0.code", "020586-902l"), "payer.identifiers[0].code", "identity_code_case"),
    (change("payer.identifiers.0", Identifier(1, "1234567-8")), "payer.identifiers[0].code", "business_id_wrong"),
    (change("payer.identifiers.0", Identifier(1, "99900024")), "payer.identifiers[0].code", "business_id_wrong"),
    (change("payer.identifiers.0", Identifier(99, SALLA, "FI")), "payer.identifiers[0].code", "finnish_as_other"),
    (change("payer.identifiers.0", Identifier(99, "9990002-4", "FI")), "payer.identifiers[0].code", "finnish_as_other"),
    (change("payer.identifiers.0", Identifier(9, "TEST-0001")), "payer.identifiers[0].country", "identifier_country"),
    (change("payer.identifiers.0", Identifier(9, "TEST-0001", "ee")), "payer.identifiers[0].country", "country_form"),
    (change("payer.identifiers.0", Identifier(8, "TEST-0001", "EE")), "payer.identifiers[0].type", "code_unknown"),
    (change("payer.identifiers", (Identifier(2, SALLA),) * 4), "payer.identifiers", "identifiers_many"),
    (change("delivery.production", True), "payer.identifiers[0].code", "identity_code_artificial"),
    (change("delivery.production", True), "reports[0].earner.identifiers[0].code", "identity_code_artificial"),
    # payment
    (change("payment.day", date(2018, 12, 31)), "payment.day", "before_register"),
    (change("payment.day", date(2026, 3, 18)), "payment.day", "too_far_ahead"),
    (change("payment.first", date(1799, 12, 31)), "payment.first", "period_too_early"),
    (change("payment.last", date(2025, 12, 31)), "payment.last", "ends_before_start"),
    # payer
    (change("payer.types", (2, 5)), "payer.types[1]", "code_unknown"),
    (change("payer.language", 4), "payer.language", "code_unknown"),
    (change("payer.identifiers.0", Identifier(9, "TEST-0001", "EE")), "payer.name", "name_missing"),
    (change("payer.identifiers.0", Identifier(9, "TEST-0001", "EE")), "payer.address", "payer_address_missing"),
    (lambda: changed(temporary_message(), "payer.name", None), "payer.name", "name_missing"),
    (lambda: changed(temporary_message(), "payer.address", None), "payer.address", "payer_address_missing"),
    (lambda: changed(temporary_message(), "payer.address.country", None), "payer.address.country", "address_country"),
    (lambda: changed(temporary_message(), "payer.address.po_box", "PL 1"), "payer.address", "street_and_box"),
    (lambda: changed(temporary_message(), "payer.address.street", None), "payer.address", "street_or_box"),
    (
        lambda: changed(
            changed(wage_message(), "payer.identifiers.0", Identifier(9, "TEST-0001", "EE")),
            "payer.name",
            Name("Aallonkoski", "Salla"),
        ),
        "payer.name.born",
        "birth_missing",
    ),
    (
        change("payer.substitute", SubstitutePayer(Identifier(2, SALLA))),
        "payer.substitute.employer",
        "employer_is_payer",
    ),
    (change(f"{EARNER}.identifiers.0.code", SALLA), "reports[0].earner.identifiers", "earner_is_payer"),
    # temporary employer
    (change("payer.types", (2, 3)), "reports[0].earner.pension.policy", "general_number_needed"),
    (change(f"{EARNER}.pension.general_number", True), "payer.types", "temporary_type_needed"),
    (lambda: changed(temporary_message(), f"{EARNER}.pension", None), "payer.types", "temporary_without_pension"),
    (lambda: changed(temporary_message(), f"{EARNER}.pension", Pension(3)), "payer.types", "temporary_without_pension"),
    (lambda: changed(temporary_message(), LINES, lines((208, 100))), "payer.types", "temporary_without_pension"),
    # earner
    (lambda: changed(foreigner(), f"{EARNER}.name", None), "reports[0].earner.name", "name_missing"),
    (lambda: changed(foreigner(), f"{EARNER}.name.born", None), "reports[0].earner.name.born", "birth_missing"),
    (lambda: changed(foreigner(), f"{EARNER}.sex", None), "reports[0].earner.sex", "sex_missing"),
    (lambda: changed(foreigner(), f"{EARNER}.addresses", ()), "reports[0].earner.addresses", "earner_address_missing"),
    (
        lambda: changed(foreigner(), f"{EARNER}.addresses.0.country", None),
        "reports[0].earner.addresses[0].country",
        "address_country",
    ),
    (change(f"{EARNER}.sex", 3), "reports[0].earner.sex", "code_unknown"),
    (
        change(f"{EARNER}.employment.part_time_percent", Decimal("100.01")),
        "reports[0].earner.employment.part_time_percent",
        "out_of_range",
    ),
    (
        change(f"{EARNER}.employment.hours_per_week", Decimal("168.5")),
        "reports[0].earner.employment.hours_per_week",
        "out_of_range",
    ),
    (
        change(f"{EARNER}.employment.hours_per_week", Decimal("16.125")),
        "reports[0].earner.employment.hours_per_week",
        "two_decimals",
    ),
    (
        change(f"{EARNER}.employment.periods.0", Span(date(2026, 3, 18))),
        "reports[0].earner.employment.periods[0].first",
        "too_far_ahead",
    ),
    (change(f"{EARNER}.employment.wage_kinds", (4,)), "reports[0].earner.employment.wage_kinds[0]", "code_unknown"),
    (
        change(f"{EARNER}.employment.endings", (Ending("8"),)),
        "reports[0].earner.employment.endings[0].code",
        "code_unknown",
    ),
    (change(f"{EARNER}.professions", ()), "reports[0].earner.professions", "profession_missing"),
    (change(f"{EARNER}.professions.0.code", "5311"), "reports[0].earner.professions[0].code", "profession_form"),
    (
        change(f"{EARNER}.professions", (Profession("53112"), Profession("53222"))),
        "reports[0].earner.professions",
        "profession_repeated",
    ),
    (change(f"{EARNER}.place", PlaceOfBusiness(street="Katu 1")), "reports[0].earner.place", "place_incomplete"),
    (change(f"{EARNER}.pension", None), "reports[0].earner.pension", "pension_missing"),
    (change(f"{EARNER}.pension", Pension(1, 46)), "reports[0].earner.pension", "pension_incomplete"),
    (
        change(f"{EARNER}.pension", Pension(1, 47, "47-12345678")),
        "reports[0].earner.pension.provider",
        "pension_provider_unknown",
    ),
    (change(f"{EARNER}.pension.policy", "54-12345678"), "reports[0].earner.pension.policy", "policy_of_other_provider"),
    (change(f"{EARNER}.pension.policy", "46-1234 678"), "reports[0].earner.pension.policy", "policy_of_other_provider"),
    (change(f"{EARNER}.pension.policy", "46-123456789"), "reports[0].earner.pension.policy", "text_long"),
    (
        lambda: changed(changed(wage_message(), f"{EARNER}.pension.act", 3), f"{EARNER}.exceptions", (3, 4, 5)),
        "reports[0].earner.pension",
        "pension_policy_not_given",
    ),
    (change(f"{EARNER}.pension", Pension(2)), "reports[0].earner.exceptions", "own_pension_exceptions"),
    (change(f"{EARNER}.exceptions", (11, 3)), "reports[0].earner.exceptions", "voluntary_with_exception"),
    (
        lambda: changed(
            changed(with_lines(*lines((208, 1))), f"{EARNER}.pension", None), f"{EARNER}.exceptions", (11,)
        ),
        "reports[0].earner.pension",
        "pension_missing",
    ),
    (change(f"{EARNER}.exceptions", (12,)), "reports[0].earner.exceptions[0]", "code_unknown"),
    (
        lambda: changed(changed(wage_message(), f"{EARNER}.types", (14,)), f"{EARNER}.exceptions", (2, 3, 4)),
        "reports[0].earner.exceptions",
        "entrepreneur_exceptions",
    ),
    (
        change(f"{EARNER}.accident", Accident(Identifier(1, "9876543-1"), "1")),
        "reports[0].earner.accident.insurer",
        "insurer_business_id",
    ),
    (change(f"{EARNER}.accident.policy", "TT 100"), "reports[0].earner.accident.policy", "policy_with_space"),
    (
        change(f"{EARNER}.international", International(True, "EE")),
        "reports[0].earner.international",
        "non_resident_details",
    ),
    (
        lambda: changed(
            changed(wage_message(), f"{EARNER}.international", International(True)), f"{EARNER}.addresses", (HOME,)
        ),
        "reports[0].earner.international",
        "non_resident_details",
    ),
    (lambda: with_lines(*lines((201, 1), (412, 1))), "reports[0].earner.international", "needs_non_resident"),
    (lambda: with_lines(*lines((362, 1))), "reports[0].earner.international", "needs_non_resident"),
    (change(f"{EARNER}.types", (18,)), "reports[0].earner.types[0]", "code_unknown"),
    (
        change(f"{EARNER}.payments", (EarnerPayment(2),)),
        "reports[0].earner.payments[0].reference",
        "payment_reference",
    ),
    # income types
    (lambda: with_lines(*lines((228, 1))), "reports[0].lines[0].code", "income_type_unknown"),
    (
        lambda: changed(with_lines(*lines((366, 1))), "payment.day", date(2023, 12, 31)),
        "reports[0].lines[0].code",
        "income_type_later",
    ),
    (lambda: with_lines(IncomeLine(201, None)), "reports[0].lines[0].cents", "amount_missing"),
    (lambda: with_lines(IncomeLine(334, None)), "reports[0].lines[0].cents", "amount_missing"),
    (lambda: with_lines(*lines((201, 10**15))), "reports[0].lines[0].cents", "two_decimals"),
    (lambda: with_lines(*lines((201, -1))), "reports[0].lines[0].cents", "negative_amount"),
    (lambda: with_lines(*lines((417, -1), (201, 1))), "reports[0].lines[0].cents", "negative_amount"),
    (lambda: with_lines(recovery(), *lines((402, -1))), "reports[0].lines[1].cents", "negative_with_recovery"),
    (
        lambda: with_lines(IncomeLine(201, 1, inclusions=(Inclusion(2, False),))),
        "reports[0].lines[0].inclusions",
        "inclusion_not_allowed",
    ),
    (
        lambda: with_lines(IncomeLine(216, 1, inclusions=(Inclusion(2, False), Inclusion(2, True)))),
        "reports[0].lines[0].inclusions",
        "inclusion_repeated",
    ),
    (
        lambda: with_lines(IncomeLine(216, 1, inclusions=(Inclusion(1, False), Inclusion(2, True)))),
        "reports[0].lines[0].inclusions",
        "inclusion_conflict",
    ),
    (
        lambda: with_lines(IncomeLine(216, 1, inclusions=(Inclusion(4, False),))),
        "reports[0].lines[0].inclusions",
        "code_unknown",
    ),
    (
        lambda: with_lines(IncomeLine(201, 1, units=(UnitWage(Decimal("-1"), Decimal(1)),))),
        "reports[0].lines[0].units[0].price",
        "unit_negative",
    ),
    (
        lambda: with_lines(IncomeLine(201, 1, units=(UnitWage(Decimal(1), Decimal(1), 4),))),
        "reports[0].lines[0].units[0].unit",
        "code_unknown",
    ),
    (
        lambda: with_lines(IncomeLine(201, 1, units=(UnitWage(Decimal(1), Decimal("0.333")),))),
        "reports[0].lines[0].units[0].amount",
        "two_decimals",
    ),
    (
        lambda: with_lines(IncomeLine(201, 1, earned=(Span(date(2026, 1, 2), date(2026, 1, 1)),))),
        "reports[0].lines[0].earned[0].last",
        "ends_before_start",
    ),
    (
        lambda: with_lines(IncomeLine(201, 1, earned=(Span(date(2026, 1, 2)),))),
        "reports[0].lines[0].earned[0].last",
        "end_missing",
    ),
    (lambda: with_lines(IncomeLine(201, 1, kilometres=1)), "reports[0].lines[0].kilometres", "detail_elsewhere"),
    (lambda: with_lines(IncomeLine(201, 1, benefits=(4,))), "reports[0].lines[0].benefits", "detail_elsewhere"),
    (lambda: with_lines(IncomeLine(317, 1, allowances=(1,))), "reports[0].lines[0].allowances", "detail_elsewhere"),
    (lambda: with_lines(IncomeLine(317, 1)), "reports[0].lines[0].benefits", "detail_missing"),
    (lambda: with_lines(IncomeLine(331, 1)), "reports[0].lines[0].allowances", "detail_missing"),
    (lambda: with_lines(IncomeLine(304, 1)), "reports[0].lines[0].car", "detail_missing"),
    (
        lambda: with_lines(IncomeLine(331, 1, allowances=(1,)), IncomeLine(303, 1)),
        "reports[0].lines[0].allowances",
        "lines_exclude",
    ),
    (
        lambda: with_lines(IncomeLine(317, 1, benefits=(2,)), IncomeLine(330, 1)),
        "reports[0].lines[0].benefits",
        "lines_exclude",
    ),
    (lambda: with_lines(*lines((402, 1), (362, 1))), "reports[0].lines", "lines_exclude"),
    (change(f"{EARNER}.types", (4,)), "reports[0].lines", "key_person_withholding"),
    (lambda: with_lines(recovery(402)), "reports[0].lines[0]", "not_recoverable"),
    (lambda: with_lines(IncomeLine(311, 1, unjust_enrichment=True)), "reports[0].lines[0]", "not_recoverable"),
    (lambda: with_lines(recovery(day=date(2018, 12, 31))), "reports[0].lines[0].recovery.day", "recovery_day"),
    (lambda: with_lines(recovery(day=date(2026, 1, 31))), "reports[0].lines[0].recovery.day", "recovery_day"),
    (
        lambda: with_lines(recovery(original=JANUARY)),
        "reports[0].lines[0].recovery.original[0]",
        "recovery_original_late",
    ),
    (
        lambda: with_lines(changed(recovery(), "recovery.original", ())),
        "reports[0].lines[0].recovery.original",
        "recovery_original_missing",
    ),
    # reporting method 1
    (lambda: with_lines(*lines((101, 1), (201, 1))), "reports[0].lines", "methods_mixed"),
    (lambda: with_lines(*lines((102, 1))), "reports[0].lines", "total_missing"),
    (lambda: with_lines(*lines((101, 1), (101, 1))), "reports[0].lines", "total_repeated"),
    (
        lambda: with_lines(IncomeLine(101, 5, inclusions=(Inclusion(1, False),)), *lines((103, 1), (102, 1))),
        "reports[0].lines",
        "part_103_alone",
    ),
    (
        lambda: with_lines(IncomeLine(101, 5, inclusions=(Inclusion(6, False),)), *lines((106, 6))),
        "reports[0].lines",
        "part_above_total",
    ),
    (
        lambda: with_lines(IncomeLine(101, 5, inclusions=(Inclusion(3, False),)), *lines((105, 5))),
        "reports[0].lines",
        "total_inclusion_missing",
    ),
    (
        lambda: with_lines(IncomeLine(101, 5, inclusions=(Inclusion(3, True),)), *lines((104, 5))),
        "reports[0].lines",
        "total_inclusion_missing",
    ),
    # sums
    (
        lambda: with_lines(IncomeLine(304, 1, car=CarBenefit(1, 1)), IncomeLine(401, 2)),
        "reports[0].lines",
        "above_their_sum",
    ),
    (lambda: with_lines(*lines((330, 1), (407, 2))), "reports[0].lines", "above_their_sum"),
    (lambda: with_lines(*lines((201, 1), (407, 1))), "reports[0].lines", "needs_one_of"),
    (
        lambda: with_lines(IncomeLine(334, None, meal_tax_value=True), IncomeLine(407, 1)),
        "reports[0].lines",
        "needs_one_of",
    ),
    (lambda: with_lines(*lines((208, 5), (419, 1))), "reports[0].lines", "needs_one_of"),
    (lambda: with_lines(*lines((201, 5), (419, 6))), "reports[0].lines", "above_their_sum"),
    (
        lambda: with_lines(IncomeLine(101, 5, inclusions=(Inclusion(2, False),)), *lines((102, 5), (419, 6))),
        "reports[0].lines",
        "above_their_sum",
    ),
    # absences
    (
        change("reports.0.absences", Absences(date(2026, 1, 1), None, (SICK,))),
        "reports[0].absences",
        "absence_span_missing",
    ),
    (
        change("reports.0.absences", Absences(date(2026, 2, 1), date(2026, 1, 31), (SICK,))),
        "reports[0].absences.last",
        "ends_before_start",
    ),
    (
        change("reports.0.absences", Absences(date(2026, 1, 1), date(2026, 1, 2))),
        "reports[0].absences",
        "absences_empty",
    ),
    (lambda: with_absences(SICK, SICK), "reports[0].absences.paid[1]", "absences_overlap"),
    (
        lambda: with_absences(SICK, unpaid=(UnpaidAbsence(date(2026, 1, 20), 1, date(2026, 1, 21)),)),
        "reports[0].absences.paid[0]",
        "absences_overlap",
    ),
    (lambda: with_absences(changed(SICK, "cause", 9)), "reports[0].absences.paid[0].cause", "code_unknown"),
    (
        lambda: with_absences(unpaid=(UnpaidAbsence(date(2026, 1, 20), 21),)),
        "reports[0].absences.unpaid[0].cause",
        "code_unknown",
    ),
    (lambda: with_absences(changed(SICK, "cents", -1)), "reports[0].absences.paid[0].cents", "unit_negative"),
    (lambda: with_absences(changed(SICK, "days", -1)), "reports[0].absences.paid[0].days", "unit_negative"),
    (
        lambda: with_absences(changed(SICK, "until", date(2026, 1, 18))),
        "reports[0].absences.paid[0].until",
        "ends_before_start",
    ),
    (lambda: with_absences(changed(SICK, "info", "x")), "reports[0].absences.paid[0].info", "info_without_claim"),
    (
        lambda: changed(
            changed(with_claim(), "reports.0.absences.paid.0.info", "x"),
            "payment",
            Payment(date(2020, 12, 31), date(2020, 12, 1), date(2020, 12, 31)),
        ),
        "reports[0].absences.paid[0].info",
        "info_too_early",
    ),
    (lambda: with_claim(1, 21), "reports[0].absences.paid[0].cause", "claim_cause"),
    (lambda: with_claim(2, 1), "reports[0].absences.paid[0].cause", "claim_cause"),
    (
        lambda: with_claim(reference="1", specifier="2"),
        "reports[0].absences.paid[0].claims[0]",
        "claim_two_references",
    ),
    (
        lambda: changed(with_claim(), "reports.0.absences.paid.0.last", None),
        "reports[0].absences.paid[0].last",
        "end_missing",
    ),
    (
        lambda: changed(with_claim(), "payer.identifiers.0", Identifier(9, "TEST-0001", "EE")),
        "payer.identifiers",
        "claim_payer",
    ),
    (lambda: foreigner(with_claim()), "reports[0].earner.identifiers", "claim_earner"),
    (lambda: changed(with_claim(), "contacts", (Contact("A", "1", None, 1),)), "contacts", "claim_contact"),
    (lambda: changed(with_claim(), "contacts.0.responsibility", 2), "contacts", "claim_contact"),
    (
        lambda: changed(with_claim(), f"{EARNER}.employment.wage_kinds", (3,)),
        "reports[0].earner.employment.wage_kinds",
        "claim_wage_kind",
    ),
    (
        lambda: changed(with_claim(), f"{EARNER}.employment.periods", ()),
        "reports[0].earner.employment.periods",
        "claim_employment_start",
    ),
    (
        lambda: changed(with_claim(), f"{EARNER}.employment.periods.0.first", date(2026, 1, 20)),
        "reports[0].absences",
        "claim_before_employment",
    ),
    (
        lambda: changed(with_claim(2, 3), f"{EARNER}.employment.code", None),
        "reports[0].earner.employment.code",
        "claim_employment_code",
    ),
    # references
    (change("reports", ()), "reports", "reports_missing"),
    (lambda: changed(wage_message(), "reports", wage_message().reports * 2), "reports[1].reference", "report_repeated"),
    (change("reports.0.reference", None), "reports[0].reference", "new_needs_reference"),
    (change("reports.0.register_id", "a" * 32), "reports[0]", "new_with_register_data"),
    (change("reports.0.version", 1), "reports[0]", "new_with_register_data"),
    (change("reports.0.action", 3), "reports[0].action", "code_unknown"),
    (
        lambda: changed(changed(wage_message(), "reports.0.action", REPLACEMENT), "reports.0.reference", None),
        "reports[0]",
        "target_missing",
    ),
    (
        lambda: changed(changed(wage_message(), "reports.0.action", REPLACEMENT), "reports.0.version", 0),
        "reports[0].version",
        "version_below_one",
    ),
    (
        lambda: changed(changed(wage_message(), "reports.0.action", REPLACEMENT), "reports.0.register_id", "a"),
        "reports[0].register_id",
        "register_id_form",
    ),
    (change(LINES, ()), "reports[0]", "report_empty"),
]


@pytest.mark.parametrize(("made", "place", "rule"), WRONG, ids=[f"{rule}:{place}" for _, place, rule in WRONG])
def test_each_rule_refuses(made: Callable[[], WageReports], place: str, rule: str) -> None:
    found = {(fault.place, fault.rule) for fault in wage_faults(made())}
    assert (place, rule) in found


def test_faults_are_told_all_at_once() -> None:
    message = changed(changed(wage_message(), "contacts", ()), f"{EARNER}.pension", None)
    assert [fault.rule for fault in wage_faults(message)] == ["contact_missing", "pension_missing"]


def test_a_fault_never_tells_the_identity_code() -> None:
    message = changed(wage_message(), "payer.identifiers.0.code", "020586-902M")
    for fault in wage_faults(message):
        assert "902M" not in repr(fault)


class TestReplacement:
    """What a replacement may not change has to be cancelled first."""

    def replaced(self, path: str, value: Any) -> list[str]:
        after = changed(changed(wage_message(), "reports.0.action", REPLACEMENT), path, value)
        return self.compared(wage_message(), after)

    def compared(self, before: WageReports, after: WageReports) -> list[str]:
        roots = (etree.fromstring(wage_report_xml(message)) for message in (before, after))
        return [fault.place for fault in cancel_first(*roots)]

    @pytest.mark.parametrize(
        ("path", "value", "place"),
        [
            ("payment.day", date(2026, 1, 29), "payment"),
            ("payment.first", date(2026, 1, 2), "payment"),
            ("payer.identifiers", (Identifier(2, "010594Y9032"),), "payer.identifiers"),
            ("payer.substitute", SubstitutePayer(Identifier(2, ILONA)), "payer.substitute"),
            (f"{EARNER}.identifiers", (Identifier(2, "010594Y9032"),), "reports[0].earner.identifiers"),
            (f"{EARNER}.name.born", date(2001, 3, 14), "reports[0].earner.name.born"),
            (f"{EARNER}.pension.policy", "46-12345679", "reports[0].earner.pension"),
            (f"{EARNER}.accident.policy", "TT1002004", "reports[0].earner.accident"),
            (f"{EARNER}.exceptions", (5,), "reports[0].earner.exceptions"),
            (f"{EARNER}.types", (8,), "reports[0].earner.types"),
        ],
    )
    def test_what_may_not_change(self, path: str, value: Any, place: str) -> None:
        assert self.replaced(path, value) == [place]

    def test_becoming_a_temporary_employer(self) -> None:
        after = changed(temporary_message(), "reports.0.action", REPLACEMENT)
        assert self.compared(wage_message(), after) == ["payer.types", "reports[0].earner.pension"]

    def test_new_reports_are_not_compared(self) -> None:
        assert self.compared(wage_message(), changed(wage_message(), "payment.day", date(2026, 1, 29))) == []

    def test_the_order_of_codes_is_no_change(self) -> None:
        before = changed(wage_message(), f"{EARNER}.exceptions", (2, 5))
        after = changed(changed(wage_message(), f"{EARNER}.exceptions", (5, 2)), "reports.0.action", REPLACEMENT)
        assert self.compared(before, after) == []

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (LINES, lines((201, 70000))),
            (f"{EARNER}.name.last", "Rantavirta-Niemi"),
            (f"{EARNER}.professions", (Profession("53222"),)),
            ("payer.types", (2, 10)),
            ("contacts", (Contact("Onni Aallonkoski", "+358401234568"),)),
        ],
    )
    def test_what_may_change(self, path: str, value: Any) -> None:
        assert self.replaced(path, value) == []


SEPARATE_WRONG: list[tuple[str, Any, str, str]] = [
    ("report_day", date(2026, 2, 1), "report_day", "report_day_ahead"),
    ("report_day", date(2018, 12, 31), "report_day", "before_register"),
    ("payer.types", (2, 3), "payer.types", "separate_payer_type"),
    ("payer.substitute", SubstitutePayer(Identifier(2, ILONA)), "payer.substitute", "separate_substitute"),
    ("contacts", (), "contacts", "contact_missing"),
    ("reports", (), "reports", "reports_missing"),
    ("reports.0.reference", None, "reports[0].reference", "new_needs_reference"),
    ("reports.0.month", date(2026, 1, 2), "reports[0].month", "month_form"),
    ("reports.0.month", date(2018, 12, 1), "reports[0].month", "before_register"),
    ("reports.0.month", date(2026, 3, 1), "reports[0].month", "month_far"),
    ("reports.0.lines", (), "reports[0].lines", "report_empty"),
    ("reports.0.lines", (SeparateLine(102, 1), SeparateLine(102, 1)), "reports[0].lines", "line_repeated"),
    ("reports.0.lines", (SeparateLine(101), SeparateLine(102, 1)), "reports[0].lines", "no_wages_alone"),
    ("reports.0.lines", (SeparateLine(101),), "reports[0].lines", "no_wages_casual"),
    ("reports.0.lines", (SeparateLine(101, 0),), "reports[0].lines[0].cents", "no_wages_amount"),
    ("reports.0.lines", (SeparateLine(102),), "reports[0].lines[0].cents", "amount_missing"),
    ("reports.0.lines", (SeparateLine(103, -1),), "reports[0].lines[0].cents", "negative_amount"),
    ("reports.0.lines", (SeparateLine(104, 1),), "reports[0].lines[0].code", "code_unknown"),
    ("pension", Pension(1, 46, "54-1"), "pension.policy", "policy_of_other_provider"),
    ("accident", Accident(Identifier(1, "9876543-1"), "1"), "accident.insurer", "insurer_business_id"),
]


@pytest.mark.parametrize(("path", "value", "place", "rule"), SEPARATE_WRONG)
def test_each_rule_of_the_separate_report_refuses(path: str, value: Any, place: str, rule: str) -> None:
    found = {(fault.place, fault.rule) for fault in separate_faults(changed(separate_message(), path, value))}
    assert (place, rule) in found


def test_a_separate_report_takes_one_insurance_group() -> None:
    message = changed(separate_message(), "pension", Pension(1, 46, "46-1"))
    assert separate_faults(message) == ()
    message = changed(message, "accident", Accident(Identifier(1, "9876543-0"), "1"))
    assert [fault.rule for fault in separate_faults(message)] == ["one_insurance_group"]


def test_a_month_stands_once_in_a_message() -> None:
    first = separate_message().reports[0]
    message = changed(separate_message(), "reports", (first, changed(first, "reference", "other")))
    assert {fault.rule for fault in separate_faults(message)} == {"month_repeated"}


def test_a_regular_employer_says_no_wages_up_to_six_months_ahead() -> None:
    regular = changed(changed(separate_message(), "regular", True), "reports.0.lines", (SeparateLine(101),))
    assert separate_faults(changed(regular, "reports.0.month", date(2026, 7, 1))) == ()
    late = separate_faults(changed(regular, "reports.0.month", date(2026, 8, 1)))
    assert [fault.rule for fault in late] == ["month_far"]


@pytest.mark.parametrize(
    ("path", "value", "place", "rule"),
    [
        ("of", "benefit", "of", "code_unknown"),
        ("items", (), "items", "reports_missing"),
        ("items.0", CancelledItem(), "items[0]", "target_missing"),
        ("items.0.register_id", "abc", "items[0].register_id", "register_id_form"),
        ("items.0.reference", "a b", "items[0].reference", "reference_form"),
        ("items.0.version", 0, "items[0].version", "version_below_one"),
        ("payer.identifiers", (), "delivery.provider", "provider_needed"),
    ],
)
def test_each_rule_of_a_cancellation_refuses(path: str, value: Any, place: str, rule: str) -> None:
    found = {(fault.place, fault.rule) for fault in cancellation_faults(changed(cancellation_message(), path, value))}
    assert (place, rule) in found


def test_whole_records_are_cancelled_one_at_a_time() -> None:
    message = changed(cancellation_message(), "whole_record", True)
    assert cancellation_faults(message) == ()
    two = changed(message, "items", (CancelledItem("a"), CancelledItem("b")))
    assert [fault.rule for fault in cancellation_faults(two)] == ["one_record"]


def test_every_rule_has_its_sentences_and_every_sentence_its_rule() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(exports.__path__[0]).rglob("*.py"))
    told = {key.split(".")[2] for key in texts.catalogue() if key.startswith("exports.fault.")}
    assert {rule for rule in told if f'"{rule}"' not in source} == set()
    for rule in told:
        assert texts.has(f"exports.fault.{rule}.what")
        assert texts.has(f"exports.fault.{rule}.do")
    tested = {rule for _, _, rule in WRONG} | {rule for _, _, _, rule in SEPARATE_WRONG}
    assert tested <= told


def test_code_lists_hold_what_the_register_printed() -> None:
    lists = codes()
    groups = Counter(kind.group for kind in lists.income_types.values())
    assert (groups["total"], groups["wage"], groups["deduction"]) == (6, 38, 20)
    assert lists.income_types[201].insured == frozenset("pauh")
    assert lists.income_types[355].insured == frozenset("au")
    assert lists.income_types[208].insured == frozenset()
    assert {code for code, kind in lists.income_types.items() if kind.negative} == {402, 404, 412, 413, 414}
    assert lists.pension_provider(46)
    assert lists.pension_provider(70010)
    assert not lists.pension_provider(47)
