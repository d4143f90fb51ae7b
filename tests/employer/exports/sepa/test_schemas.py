"""References and account numbers against published vectors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employer.exports.sepa.schemas import (
    bic_of,
    check_digit,
    compact_reference,
    iban_fault,
    is_bic,
    is_reference_for,
    is_rf_reference,
    is_viitenumero,
    rf_reference,
    viitenumero,
)


def test_published_check_digit() -> None:
    assert check_digit("86851625961989") == "7"
    assert viitenumero("86851625961989") == "868516259619897"


@pytest.mark.parametrize("base", ["", "12", "1" * 20, "12a", "١٢٣"])
def test_a_base_has_three_to_nineteen_digits(base: str) -> None:
    with pytest.raises(ValueError, match="3 to 19 digits"):
        viitenumero(base)


@pytest.mark.parametrize(
    "text",
    ["868516259619897", "86851 62596 19897", "00868516259619897", "559582243294671", "78777679656628687", "868624"],
)
def test_published_references(text: str) -> None:
    assert is_viitenumero(text)


@pytest.mark.parametrize("text", ["868516259619898", "868516259691897", "", "0000", "1" * 21, "RF10868624", "12 3a"])
def test_wrong_references(text: str) -> None:
    assert not is_viitenumero(text)


@pytest.mark.parametrize(("national", "rf"), [("868516259619897", "RF09868516259619897"), ("868624", "RF10868624")])
def test_published_rf_references(national: str, rf: str) -> None:
    assert rf_reference(national) == rf
    assert is_rf_reference(rf)
    assert is_rf_reference(f"{rf[:4].lower()} {rf[4:]}")


def test_rf_needs_right_check_digits() -> None:
    assert is_rf_reference("RF18 5390 0754 7034")  # the standard's own example
    assert not is_rf_reference("RF11868624")
    assert not is_rf_reference("868624")
    assert not is_rf_reference("RF1")
    with pytest.raises(ValueError, match="not a Finnish reference"):
        rf_reference("868625")


def test_a_finnish_account_takes_finnish_references_only() -> None:
    assert 98 - int("868625271500") % 97 == 80  # ISO's check digits fit, the Finnish one inside does not
    finnish, estonian = "FI21 1234 5600 0007 85", "EE382200221020145685"
    for reference, here, there in (
        ("868624", True, True),
        ("868625", False, False),
        ("RF10868624", True, True),
        ("RF80868625", False, True),
        ("RF18539007547034", False, True),
        ("RF81868625", False, False),
    ):
        assert (is_reference_for(finnish, reference), is_reference_for(estonian, reference)) == (here, there)


@given(st.text("0123456789", min_size=3, max_size=19).filter(lambda base: base.strip("0") and int(base) > 99))
def test_every_made_reference_is_right_and_one_changed_digit_is_not(base: str) -> None:
    made = viitenumero(base)
    assert is_viitenumero(made)
    assert is_rf_reference(rf_reference(made))
    last = str((int(made[-1]) + 1) % 10)
    assert not is_viitenumero(made[:-1] + last)


def test_compact_form() -> None:
    assert compact_reference(" 0086 8624 ") == "868624"
    assert compact_reference("rf10 8686 24") == "RF10868624"


@pytest.mark.parametrize(
    ("iban", "fault"),
    [
        ("FI2112345600000785", None),
        ("FI86 5781 0020 0888 80", None),
        ("FI8333010001100775", None),
        ("FI7944052020036082", None),
        ("FI5810171000000122", None),
        ("FI2112345600000786", "iban_wrong"),
        ("FI211234560000078", "iban_wrong"),
        ("", "iban_wrong"),
        ("FI21", "iban_wrong"),
        ("tili", "iban_wrong"),
        ("EE382200221020145685", None),
        ("SA0380000000608010167519", "iban_area"),
    ],
)
def test_accounts(iban: str, fault: str | None) -> None:
    assert iban_fault(iban) == fault


def test_the_domestic_check_digit_is_checked_too() -> None:
    # 12345600000786 fails the Luhn check; the ISO digits are then counted right: 98 - (…151800 mod 97)
    domestic = "12345600000786"
    iban = f"FI{98 - int(domestic + '151800') % 97:02d}{domestic}"
    assert iban_fault(iban) == "iban_domestic"


def test_bank_identifiers() -> None:
    assert is_bic("NDEAFIHH")
    assert not is_bic("NDEA")
    assert bic_of("FI2112345600000785") == "NDEAFIHH"
    assert bic_of("FI8657810020088880") == "OKOYFIHH"
