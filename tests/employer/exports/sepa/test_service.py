"""Payment files: valid against ISO's schema, byte for byte, and what they refuse."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from employer.exports import ExportRefused, SchemaRefused, payment_xml
from employer.exports.sepa import service
from employer.exports.sepa.schemas import Transfer, iban_fault
from employer.exports.sepa.service import bank_name, bank_text, tax_day, wage_day
from tests.employer.exports.builders import ILONA, SALLA, changed, payment_file

GOLDEN = Path(__file__).parent.parent / "golden"


def valid(file: bytes, version: str) -> etree._Element:
    """The root of a file that is valid against ISO's schema, its namespace taken off for reading."""
    schema = etree.XMLSchema(
        etree.fromstring(files("sepaxml").joinpath(f"schemas/pain.001.001.{version}.xsd").read_bytes())
    )
    root = etree.fromstring(file)
    schema.assertValid(root)
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root


@pytest.mark.parametrize("version", ["09", "03"])
def test_a_known_file_byte_for_byte(version: str) -> None:
    written = payment_xml(payment_file(), version)
    valid(written, version)
    assert written == (GOLDEN / f"payment-{version}.xml").read_bytes()


@pytest.mark.parametrize(("version", "day", "bic"), [("09", "ReqdExctnDt/Dt", "BICFI"), ("03", "ReqdExctnDt", "BIC")])
def test_wages_and_taxes_are_batches_of_their_own(version: str, day: str, bic: str) -> None:
    root = valid(payment_xml(payment_file(), version), version)
    wages, tax = root.iterfind(".//PmtInf")
    assert wages.findtext("PmtTpInf/CtgyPurp/Cd") == "SALA"
    assert tax.find("PmtTpInf/CtgyPurp") is None
    assert (wages.findtext(day), tax.findtext(day)) == ("2026-01-30", "2026-02-12")
    assert wages.findtext(f"DbtrAgt/FinInstnId/{bic}") == "NDEAFIHH"
    for batch in (wages, tax):
        assert batch.findtext("PmtTpInf/SvcLvl/Cd") == "SEPA"
        assert batch.findtext("ChrgBr") == "SLEV"
        assert batch.findtext("PmtMtd") == "TRF"
    assert root.findtext(".//GrpHdr/CtrlSum") == "593.81"
    assert root.findtext(".//GrpHdr/NbOfTxs") == "2"
    assert (wages.findtext("CtrlSum"), tax.findtext("CtrlSum")) == ("505.68", "88.13")


def test_nothing_personal_but_name_and_account() -> None:
    for version in ("09", "03"):
        written = payment_xml(payment_file(), version).decode()
        assert SALLA not in written
        assert ILONA not in written
        assert "PstlAdr" not in written


def test_the_national_reference_has_no_issuer_and_rf_has() -> None:
    national = valid(payment_xml(payment_file()), "09").find(".//Strd/CdtrRefInf")
    assert national.findtext("Tp/CdOrPrtry/Cd") == "SCOR"
    assert national.find("Tp/Issr") is None
    assert national.findtext("Ref") == "99900020260119"
    with_rf = payment_xml(changed(payment_file(), "tax.reference", "RF10 8686 24"))
    rf = valid(with_rf, "09").find(".//Strd/CdtrRefInf")
    assert (rf.findtext("Tp/Issr"), rf.findtext("Ref")) == ("ISO", "RF10868624")
    text = with_rf.decode()
    strd = text[text.index("<Strd>") : text.index("</Strd>") + len("</Strd>")]
    assert len(strd) <= 140


def test_only_wages_or_only_taxes() -> None:
    wages = valid(payment_xml(changed(payment_file(), "tax", None)), "09")
    assert [batch.findtext("PmtInfId") for batch in wages.iterfind(".//PmtInf")] == ["hameenlinna-2026-01-30-wag"]
    tax = valid(payment_xml(changed(payment_file(), "wages", ())), "09")
    assert [batch.findtext("PmtInfId") for batch in tax.iterfind(".//PmtInf")] == ["hameenlinna-2026-01-30-tax"]


def test_an_unknown_bank_is_said_to_be_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "bic_of", lambda iban: None)
    for version in ("09", "03"):
        root = valid(payment_xml(payment_file(), version), version)
        assert root.findtext(".//DbtrAgt/FinInstnId/Othr/Id") == "NOTPROVIDED"


def test_the_identifiers_given_by_the_bank() -> None:
    file = changed(changed(payment_file(), "service_id", "012345678900000"), "payer_bic", "OKOYFIHH")
    file = changed(file, "wages.0.bic", "DABAFIHH")
    root = valid(payment_xml(file), "09")
    assert root.findtext(".//Dbtr/Id/OrgId/Othr/Id") == "012345678900000"
    assert root.findtext(".//Dbtr/Id/OrgId/Othr/SchmeNm/Cd") == "BANK"
    assert root.findtext(".//DbtrAgt/FinInstnId/BICFI") == "OKOYFIHH"
    assert root.findtext(".//CdtrAgt/FinInstnId/BICFI") == "DABAFIHH"


@pytest.mark.parametrize(
    ("path", "value", "place", "rule"),
    [
        ("payer_iban", "FI2112345600000786", "payer_iban", "iban_wrong"),
        ("wages.0.iban", "FI2112345600000786", "wages[0].iban", "iban_wrong"),
        ("tax.iban", "", "tax.iban", "iban_wrong"),
        ("wages.0.iban", "SA0380000000608010167519", "wages[0].iban", "iban_area"),
        ("tax.reference", "99900020260118", "tax.reference", "payment_reference_wrong"),
        ("tax.reference", "RF11868624", "tax.reference", "payment_reference_wrong"),
        ("wages.0.cents", 0, "wages[0].cents", "amount_not_positive"),
        ("wages.0.cents", -1, "wages[0].cents", "amount_not_positive"),
        ("tax.cents", 0, "tax.cents", "amount_not_positive"),
        ("wages.0.cents", 100_000_000_000, "wages[0].cents", "amount_not_positive"),
        ("wages.0.reference", "868624", "wages[0]", "text_and_reference"),
        ("wages.0.own_reference", "tax-2026-01", "tax.own_reference", "payment_repeated"),
        ("wages.0.own_reference", "palkka/ilona", "wages[0].own_reference", "payment_id_form"),
        ("wages.0.own_reference", "x" * 36, "wages[0].own_reference", "payment_id_form"),
        ("wages.0.own_reference", "", "wages[0].own_reference", "payment_id_form"),
        ("wages.0.own_reference", f"palkka-{ILONA}", "wages[0].own_reference", "holds_identity_code"),
        ("reference", "x" * 32, "reference", "payment_id_form"),
        ("wages.0.text", f"Palkka {ILONA}", "wages[0].text", "holds_identity_code"),
        ("wages.0.text", "Palkka 010594y9032 tammikuu", "wages[0].text", "holds_identity_code"),
        ("wages.0.text", "x" * 141, "wages[0].text", "text_long"),
        ("wages.0.name", f"Ilona {ILONA}", "wages[0].name", "holds_identity_code"),
        ("wages.0.name", "Ilona //", "wages[0].name", "bank_letters"),
        ("wages.0.name", " ", "wages[0].name", "text_empty"),
        ("wages.0.name", "x" * 71, "wages[0].name", "text_long"),
        ("wages.0.bic", "NDEA", "wages[0].bic", "bic_wrong"),
        ("payer_bic", "NDEA", "payer_bic", "bic_wrong"),
    ],
)
def test_what_is_refused(path: str, value: Any, place: str, rule: str) -> None:
    with pytest.raises(ExportRefused) as refused:
        payment_xml(changed(payment_file(), path, value))
    assert [(fault.place, fault.rule) for fault in refused.value.faults] == [(place, rule)]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ExportRefused) as refused:
        payment_xml(changed(changed(payment_file(), "wages", ()), "tax", None))
    assert [fault.rule for fault in refused.value.faults] == ["payments_missing"]


def test_an_unknown_version_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="'10'"):
        payment_xml(payment_file(), "10")


def test_what_slips_past_the_checks_is_stopped_by_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "payment_faults", lambda file: ())
    with pytest.raises(SchemaRefused):
        payment_xml(changed(payment_file(), "reference", "x" * 36))


def test_names_in_the_letters_of_banks() -> None:
    assert bank_text("Åke Öhman-Äijälä") == "Åke Öhman-Äijälä"
    assert bank_text("Žofia  Šťastná Łukasz Đorđe Øyvind O’Neill") == "Zofia Stastna Lukasz Dorde Öyvind O'Neill"
    assert bank_text("Ａ") == "A"
    name = "Žofia Ågren"
    written = payment_xml(changed(payment_file(), "wages", (Transfer(name, "FI8657810020088880", 1, "a"),)))
    assert valid(written, "09").findtext(".//Cdtr/Nm") == "Zofia Ågren"


@pytest.mark.parametrize(
    ("paid_in", "day"),
    [
        (date(2026, 1, 30), date(2026, 2, 12)),
        (date(2026, 3, 31), date(2026, 4, 13)),  # the 12th is a Sunday
        (date(2026, 8, 31), date(2026, 9, 14)),  # a Saturday
        (date(2026, 12, 31), date(2027, 1, 12)),
        (date(2024, 12, 30), date(2025, 1, 13)),
        (date(2020, 3, 31), date(2020, 4, 14)),  # Easter Sunday, then Easter Monday
        (date(2033, 4, 29), date(2033, 5, 12)),
        (date(2039, 4, 29), date(2039, 5, 12)),
        (date(2022, 5, 31), date(2022, 6, 13)),
    ],
)
def test_taxes_are_paid_on_the_12th_or_the_next_banking_day(paid_in: date, day: date) -> None:
    assert tax_day(paid_in) == day


@pytest.mark.parametrize(
    ("pay_day", "day"),
    [
        (date(2026, 1, 30), date(2026, 1, 30)),
        (date(2026, 1, 31), date(2026, 1, 30)),  # Saturday
        (date(2026, 4, 6), date(2026, 4, 2)),  # Easter Monday
        (date(2026, 5, 1), date(2026, 4, 30)),
        (date(2026, 5, 14), date(2026, 5, 13)),  # Ascension Day
        (date(2026, 6, 19), date(2026, 6, 18)),  # Midsummer Eve
        (date(2026, 12, 26), date(2026, 12, 23)),
    ],
)
def test_wages_leave_on_a_banking_day_and_never_late(pay_day: date, day: date) -> None:
    assert wage_day(pay_day) == day
    root = valid(payment_xml(changed(changed(payment_file(), "pay_day", pay_day), "tax", None)), "09")
    assert root.findtext(".//ReqdExctnDt/Dt") == day.isoformat()


def test_a_name_longer_than_a_payment_carries_is_cut_in_the_letters_of_banks() -> None:
    assert bank_name("Đặng O'Brien Őrség") == "Dang O'Brien Orseg"
    assert bank_name("Ł" * 100 + " " + "Ż" * 100) == "L" * 70
    assert bank_name("L" * 69 + " Virtanen") == "L" * 69


def test_a_swedish_account_is_paid() -> None:
    assert iban_fault("SE4550000000058398257466") is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Đặng Thị Őrség", "Dang Thi Orseg"),
        ("Иван Петров", "Ivan Petrov"),
        ("Aalto & Pojat", "Aalto + Pojat"),
        ("Åke Söderström", "Åke Söderström"),
        ("Ilona* <Rantavirta>", "Ilona Rantavirta"),
    ],
)
def test_names_of_every_script_fit_a_payment(name, written):
    assert bank_text(name) == written
