"""The written messages: valid against the register's own schemas, byte for byte, in every variant."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from employer.errors import Sentence
from employer.exports import ExportRefused, SchemaRefused, cancellation_xml, separate_report_xml, wage_report_xml
from employer.exports.incomes_register import service
from employer.exports.incomes_register.schemas import (
    NEW,
    REPLACEMENT,
    Absences,
    Address,
    CancelledItem,
    CarBenefit,
    Claim,
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
    Span,
    SubstitutePayer,
    UnitWage,
    UnpaidAbsence,
    WageReports,
)
from employer.exports.incomes_register.service import Earned, hours, income_lines, report_reference
from employer.exports.schemas import INCOMES_REGISTER
from tests.employer.exports.builders import (
    SALLA,
    cancellation_message,
    changed,
    lines,
    separate_message,
    temporary_message,
    wage_message,
)

GOLDEN = Path(__file__).parent.parent / "golden"
COUNTY = Identifier(1, "9990001-6")
PROVIDER = Identifier(1, "9990002-4")
EARNER = "reports.0.earner"


def valid(file: bytes, name: str) -> etree._Element:
    """The root of a file that is valid against the register's schema, read by a fresh schema and parser."""
    fresh = etree.XMLSchema(etree.parse(str(INCOMES_REGISTER / f"{name}.xsd")))
    root = etree.fromstring(file)
    fresh.assertValid(root)
    return root


def full_message() -> WageReports:
    """Every element that the messages can hold, on one report."""
    message = wage_message()
    message = changed(message, "delivery.provider", PROVIDER)
    message = changed(message, "payer", Payer((COUNTY, Identifier(3, "FI99900016", "FI")), (1,), language=1))
    message = changed(message, "payer.name", Name(company="Esimerkin hyvinvointialue"))
    message = changed(message, "payer.address", Address("13100", "Hämeenlinna", po_box="PL 1", co="Palkat"))
    message = changed(message, "payer.substitute", SubstitutePayer(Identifier(2, SALLA), "Salla Aallonkoski"))
    for field, value in {
        "identifiers": (Identifier(9, "TEST-0001", "EE"),),
        "name": Name("Näidis", "Proovi", born=date(1980, 1, 8)),
        "sex": 1,
        "addresses": (
            Address("10111", "Tallinn", street="Näidis 1", country="EE"),
            Address("13100", "Hämeenlinna", street="Esimerkkikatu 4", kind=2),
        ),
        "employment.part_time_percent": Decimal("42.67"),
        "employment.endings": (Ending("7"),),
        "professions": (Profession("53222", title="Henkilökohtainen avustaja"),),
        "place": PlaceOfBusiness(
            street="Esimerkkikatu 4", postal_code="13100", post_office="Hämeenlinna", country="FI"
        ),
        "exceptions": (2, 5),
        "international": International(True, "EE", True, 2, "EE"),
        "agreement": 35,
        "types": (1,),
        "payments": (EarnerPayment(2, "12345", "tarkenne"),),
    }.items():
        message = changed(message, f"{EARNER}.{field}", value)
    original = Payment(date(2025, 12, 31), date(2025, 12, 1), date(2025, 12, 31))
    given = (
        IncomeLine(201, 60000, one_off=True, units=(UnitWage(Decimal("13.2"), Decimal("45.45")),)),
        IncomeLine(201, 1000, unjust_enrichment=True),
        IncomeLine(201, 2000, recovery=Recovery(date(2026, 1, 15), (original,), 200, 100)),
        IncomeLine(
            216, 500, inclusions=(Inclusion(2, False), Inclusion(3, True)), earned=(Span(*[date(2026, 1, 1)] * 2),)
        ),
        IncomeLine(303, 1300),
        IncomeLine(304, 30000, no_money=True, car=CarBenefit(1, 2, 12000)),
        IncomeLine(311, 5900, kilometres=107),
        IncomeLine(317, 2500, benefits=(4,)),
        IncomeLine(331, 5300, allowances=(2, 3)),
        IncomeLine(334, None, meal_tax_value=True),
        *lines((404, 100), (412, -50), (413, 4500)),
    )
    message = changed(message, "reports.0.lines", given)
    sick = PaidAbsence(date(2026, 1, 19), 1, 5280, date(2026, 1, 20), 2, date(2026, 1, 20))
    unpaid = UnpaidAbsence(date(2026, 1, 21), 17, date(2026, 1, 31), 8)
    return changed(message, "reports.0.absences", Absences(date(2026, 1, 1), date(2026, 1, 31), (sick,), (unpaid,)))


def claim_message() -> WageReports:
    """A report with a claim to Kela."""
    sick = PaidAbsence(
        date(2026, 1, 19), 1, 5280, date(2026, 1, 20), claims=(Claim(1, "99"),), info="Lisätieto & muuta"
    )
    return changed(wage_message(), "reports.0.absences", Absences(date(2026, 1, 1), date(2026, 1, 31), (sick,)))


def without_payer_code() -> WageReports:
    """A payer without any identifier: a provider sends for it and the name, birth date and address are given."""
    message = changed(wage_message(), "payer.identifiers", ())
    message = changed(message, "delivery.provider", PROVIDER)
    message = changed(message, "payer.name", Name("Aallonkoski", "Salla", born=date(1986, 5, 2)))
    return changed(message, "payer.address", Address("13100", "Hämeenlinna", street="Esimerkkikatu 4 A 2"))


def replacement() -> WageReports:
    message = changed(wage_message(), "reports.0.action", REPLACEMENT)
    message = changed(message, "reports.0.version", 1)
    message = changed(message, "delivery.reference", "wage-ilona-2026-01-30-v2")
    return changed(message, "reports.0.lines", lines((201, 70000), (402, 8400), (413, 5110), (414, 623)))


GOLDEN_FILES: dict[str, tuple[bytes, str]] = {
    "wage-contract.xml": (wage_report_xml(wage_message()), "WageReportsToIR"),
    "wage-temporary.xml": (wage_report_xml(temporary_message()), "WageReportsToIR"),
    "wage-full.xml": (wage_report_xml(full_message()), "WageReportsToIR"),
    "wage-claim.xml": (wage_report_xml(claim_message()), "WageReportsToIR"),
    "wage-without-payer-code.xml": (wage_report_xml(without_payer_code()), "WageReportsToIR"),
    "wage-replacement.xml": (
        wage_report_xml(replacement(), replaces=wage_report_xml(wage_message())),
        "WageReportsToIR",
    ),
    "wage-real-time.xml": (wage_report_xml(wage_message(), real_time=True), "WageReportsToIR"),
    "separate.xml": (separate_report_xml(separate_message()), "PayerSummaryReportsToIR"),
    "cancellation.xml": (cancellation_xml(cancellation_message()), "InvalidationsToIR"),
}


@pytest.mark.parametrize("name", GOLDEN_FILES)
def test_a_known_message_byte_for_byte(name: str) -> None:
    written, schema_name = GOLDEN_FILES[name]
    valid(written, schema_name)
    assert written == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("name", GOLDEN_FILES)
def test_text_rules(name: str) -> None:
    written, _ = GOLDEN_FILES[name]
    assert written.startswith(b"<?xml")
    assert written.decode("utf-8")
    for pair in (b"--", b"/*", b"&#", b"\xef\xbb\xbf"):
        assert pair not in written
    for element in etree.fromstring(written).iter():
        assert len(element) or (element.text or "").strip(), f"{element.tag} is empty"


@pytest.mark.parametrize("name", [name for name in GOLDEN_FILES if name.startswith("wage")])
def test_sender_is_the_creator(name: str) -> None:
    root = etree.fromstring(GOLDEN_FILES[name][0])
    owner, creator, sender = (
        [child.text for child in root.find(f"DeliveryData/DeliveryData{part}")]
        for part in ("Owner", "Creator", "Sender")
    )
    assert creator == sender
    expected = {"wage-full.xml": (COUNTY, PROVIDER), "wage-without-payer-code.xml": (PROVIDER, PROVIDER)}
    owns, sends = expected.get(name, (Identifier(2, SALLA), Identifier(2, SALLA)))
    assert (owner, creator) == ([str(owns.type), owns.code], [str(sends.type), sends.code])


def test_a_business_id_owns_the_delivery_before_an_identity_code() -> None:
    message = changed(wage_message(), "payer.identifiers", (Identifier(2, SALLA), COUNTY))
    root = valid(wage_report_xml(message), "WageReportsToIR")
    assert root.findtext("DeliveryData/DeliveryDataOwner/Code") == "9990001-6"


def test_several_earners_in_one_message() -> None:
    first = wage_message().reports[0]
    second = changed(changed(first, "reference", "wage-oona-2026-01-30"), "earner.identifiers.0.code", "010594Y9032")
    message = changed(wage_message(), "reports", (first, second))
    root = valid(wage_report_xml(message), "WageReportsToIR")
    assert [report.text for report in root.iterfind(".//ReportId")] == [first.reference, second.reference]
    with pytest.raises(ExportRefused) as refused:
        wage_report_xml(message, real_time=True)
    assert [fault.rule for fault in refused.value.faults] == ["one_report_only"]


def test_cancellation_kinds() -> None:
    for of, whole, code in (
        ("wage", False, "105"),
        ("separate", False, "106"),
        ("wage", True, "109"),
        ("separate", True, "110"),
    ):
        message = changed(changed(cancellation_message(), "of", of), "whole_record", whole)
        root = valid(cancellation_xml(message), "InvalidationsToIR")
        assert root.findtext("DeliveryData/DeliveryDataType") == code
    both = changed(cancellation_message(), "items", (CancelledItem("wage-ilona-2026-01-30", "a" * 32),))
    root = valid(cancellation_xml(both), "InvalidationsToIR")
    assert [child.tag for child in root.find("DeliveryData/Items/Item")] == ["IRItemId", "ItemId"]


def test_a_broken_rule_stops_the_writing_and_says_everything() -> None:
    message = changed(changed(wage_message(), "contacts", ()), f"{EARNER}.pension", None)
    with pytest.raises(ExportRefused) as refused:
        wage_report_xml(message)
    contact, pension = refused.value.problems
    assert contact.field == "contacts"
    assert isinstance(pension.what, Sentence)
    assert pension.what.say("fi").startswith("Työeläkevakuutuksen tiedot puuttuvat")
    assert pension.what_to_do.startswith("Give the provider and policy number")
    for write, wrong in (
        (separate_report_xml, changed(separate_message(), "contacts", ())),
        (cancellation_xml, changed(cancellation_message(), "items", ())),
    ):
        with pytest.raises(ExportRefused):
            write(wrong)  # type: ignore[operator]


def test_a_replacement_of_unchangeable_data_is_refused() -> None:
    with pytest.raises(ExportRefused) as refused:
        wage_report_xml(
            changed(replacement(), f"{EARNER}.pension.policy", "46-12345679"), replaces=wage_report_xml(wage_message())
        )
    assert [fault.rule for fault in refused.value.faults] == ["cancel_first"]


def test_what_a_replacement_may_not_change_is_told_with_the_other_faults() -> None:
    wrong = changed(replacement(), f"{EARNER}.pension.policy", "46-12345679")
    with pytest.raises(ExportRefused) as refused:
        wage_report_xml(changed(wrong, "contacts", ()), replaces=wage_report_xml(wage_message()))
    assert [fault.rule for fault in refused.value.faults] == ["contact_missing", "cancel_first"]
    with pytest.raises(ExportRefused) as refused:  # a text that cannot be written at all comes first
        wage_report_xml(changed(wrong, "contacts.0.name", "A\x00"), replaces=wage_report_xml(wage_message()))
    assert [fault.rule for fault in refused.value.faults] == ["text_forbidden"]


def test_what_slips_past_the_rules_is_stopped_by_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.content, "wage_faults", lambda message: ())
    with pytest.raises(SchemaRefused) as refused:
        wage_report_xml(changed(wage_message(), "delivery.source", "x" * 31))
    assert "Source" in str(refused.value)
    assert SALLA not in str(refused.value)


def test_a_moment_without_its_zone_is_refused() -> None:
    naive = datetime(2026, 1, 31, 12)  # noqa: DTZ001 - that is the point
    with pytest.raises(ExportRefused) as refused:
        wage_report_xml(changed(wage_message(), "delivery.made_at", naive))
    assert [fault.place for fault in refused.value.faults] == ["delivery.made_at"]


def test_the_schemas_are_the_published_ones() -> None:
    for line in (INCOMES_REGISTER / "SHA256SUMS").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((INCOMES_REGISTER / name).read_bytes()).hexdigest() == digest


class TestReferences:
    """References are lasting, short and of the register's letters."""

    def test_a_plain_one_is_readable(self) -> None:
        assert report_reference("wage", "ilona", "2026-01-30") == "wage-ilona-2026-01-30"

    @pytest.mark.parametrize("parts", [("wage", "ä"), ("a--b",), ("x" * 41,), ("wage", "a b", "c" * 50), ("", "")])
    def test_others_are_allowed_too(self, parts: tuple[str, ...]) -> None:
        made = report_reference(*parts)
        message = changed(wage_message(), "delivery.reference", made)
        valid(wage_report_xml(message), "WageReportsToIR")
        assert made == report_reference(*parts)

    def test_different_parts_never_meet(self) -> None:
        many = [
            ("wage", "ä"),
            ("wage", "å"),
            ("wage", "_"),
            ("x" * 41,),
            ("x" * 42,),
            ("x" * 40 + "y",),
            ("a-", "b"),
            ("a", "-b"),
        ]
        assert len({report_reference(*parts) for parts in many}) == len(many)


class TestIncomeLines:
    """Payslip lines of one earner and payment date become the report's lines."""

    first, last = date(2026, 1, 1), date(2026, 1, 31)

    def earned(self, code: int, cents: int, minutes: int | None = None, price: str | None = None) -> Earned:
        return Earned(code, cents, self.first, self.last, minutes, None if price is None else Decimal(price))

    def test_the_same_income_type_is_one_line(self) -> None:
        made = income_lines([self.earned(201, 63360, 2880, "13.20"), self.earned(201, 6600, 300, "13.20")], [])
        assert made == (
            IncomeLine(
                201,
                69960,
                units=(UnitWage(Decimal("13.20"), Decimal(48)), UnitWage(Decimal("13.20"), Decimal(5))),
                earned=(Span(self.first, self.last),),
            ),
        )

    def test_hours_that_two_decimals_cannot_hold_are_left_out(self) -> None:
        (line,) = income_lines([self.earned(201, 63360, 2880, "13.20"), self.earned(201, 440, 20, "13.20")], [])
        assert (line.cents, line.units) == (63800, ())

    @pytest.mark.parametrize(
        ("minutes", "amount"), [(60, "1"), (90, "1.5"), (15, "0.25"), (3, "0.05"), (20, None), (1, None)]
    )
    def test_minutes_as_hours(self, minutes: int, amount: str | None) -> None:
        made = hours(minutes, Decimal("13.20"))
        assert (None if made is None else made.amount) == (None if amount is None else Decimal(amount))
        assert hours(60, Decimal("13.205")) is None

    def test_details_that_the_register_requires(self) -> None:
        per_diems = [
            Earned(331, cents, self.first, self.last, allowances=(kind,)) for cents, kind in ((5300, 3), (2400, 2))
        ]
        benefit, allowance = income_lines([self.earned(317, 2000), *per_diems], [])
        assert (benefit.code, benefit.benefits) == (317, (4,))
        assert (allowance.code, allowance.cents, allowance.allowances) == (331, 7700, (2, 3))

    def test_deductions_have_their_own_income_types(self) -> None:
        made = income_lines(
            [self.earned(221, 6600)],
            [
                ("garnishment", 100),
                ("unemployment_employee", 60),
                ("pension_employee", 500),
                ("withholding", 800),
                ("withholding", 200),
                ("tax_at_source", 0),
            ],
        )
        assert [(line.code, line.cents) for line in made] == [
            (221, 6600),
            (402, 1000),
            (413, 500),
            (414, 60),
            (417, 100),
        ]

    def test_an_unknown_deduction_is_a_mistake(self) -> None:
        with pytest.raises(KeyError):
            income_lines([], [("union_fee", 100)])


def test_new_and_replacement_have_different_action_codes() -> None:
    for message, code in ((wage_message(), NEW), (replacement(), REPLACEMENT)):
        root: Any = etree.fromstring(wage_report_xml(message))
        assert root.findtext(".//ActionCode") == str(code)


def test_pension_of_a_temporary_employer() -> None:
    root = valid(wage_report_xml(temporary_message()), "WageReportsToIR")
    assert [code.text for code in root.iterfind(".//PayerTypes/Code")] == ["2", "3"]
    assert root.findtext(".//Payer/Address/CountryCode") == "FI"
    assert root.findtext(".//PensionPolicyNo") == "46-99999999"
    own = valid(
        wage_report_xml(changed(wage_message(), f"{EARNER}.pension", Pension(1, 54, "54-7"))), "WageReportsToIR"
    )
    assert own.find(".//Payer/Address") is None
