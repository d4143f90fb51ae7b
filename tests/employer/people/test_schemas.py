"""Codes that carry check digits."""

from __future__ import annotations

from datetime import date

import pytest

from employer.people import schemas
from employer.people.schemas import Address, read_address


@pytest.mark.parametrize("code", ["020586-902L", "140301A904V"])
def test_right_identity_codes(code: str) -> None:
    assert schemas.is_identity_code(code)


@pytest.mark.parametrize(
    "code", ["020586-902M", "020586902L", "310201A904V", "140301a904v", " 140301A904V", "140301A904", ""]
)
def test_wrong_identity_codes(code: str) -> None:
    assert not schemas.is_identity_code(code)


def test_an_identity_code_tells_birth_and_sex() -> None:
    assert schemas.born_of("140301A904V") == date(2001, 3, 14)
    assert schemas.sex_of("140301A904V") == 2
    assert schemas.born_of("020586-902L") == date(1986, 5, 2)
    assert schemas.sex_of("020586Y903M") == 1


@pytest.mark.parametrize("sign", ["-", "Y", "X", "W", "V", "U"])
def test_every_sign_of_the_nineteen_hundreds(sign: str) -> None:
    assert schemas.born_of(f"020586{sign}902L").year == 1986


@pytest.mark.parametrize("sign", ["A", "B", "C", "D", "E", "F"])
def test_every_sign_of_the_two_thousands(sign: str) -> None:
    assert schemas.born_of(f"140301{sign}904V").year == 2001


def test_account_numbers() -> None:
    assert schemas.is_iban("FI2112345600000785")
    assert schemas.is_iban("FI21 1234 5600 0007 85")
    assert not schemas.is_iban("FI2112345600000786")
    assert not schemas.is_iban("")
    assert schemas.plain_iban("fi21 1234 5600 0007 85") == "FI2112345600000785"


def test_a_foreign_account_without_a_known_national_check_is_right_by_its_international_one() -> None:
    assert schemas.is_iban("SE4550000000058398257466")
    assert not schemas.is_iban("SE4550000000058398257467")


def test_a_finnish_account_needs_its_domestic_check_digit_too() -> None:
    # Right by the international check (mod 97), wrong by the domestic one.
    digits = "12345600000784"
    check = 98 - int(f"{digits}151800") % 97
    assert not schemas.is_iban(f"FI{check:02d}{digits}")


@pytest.mark.parametrize(("text", "right"), [("9876543-0", True), ("9876543-1", False), ("98765430", False)])
def test_business_ids(text: str, right: bool) -> None:
    assert schemas.is_business_id(text) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("99900020260119", True),
        ("99900020260118", False),
        ("1232", True),
        ("123", False),
        ("RF18539007547034", True),
        ("RF19539007547034", False),
        ("12a2", False),
        ("123456789012345678901", False),
    ],
)
def test_references(text: str, right: bool) -> None:
    assert schemas.is_reference(text) is right


def test_secrets_stay_out_of_the_printed_form() -> None:
    account = schemas.Account("FI2112345600000785")
    employee = schemas.EmployeeDetails("ilona", schemas.Name("Ilona", "Rantavirta"), "140301A904V")
    assert "FI21" not in repr(account)
    assert "140301" not in repr(employee)


def test_an_address_names_its_country_only_abroad() -> None:
    assert schemas.Address("Tie 1", "13100", "Hämeenlinna").lines == ("Tie 1", "13100 Hämeenlinna")
    assert schemas.Address("Tee 1", "10111", "Tallinn", "EE").lines == ("Tee 1", "10111 Tallinn", "EE")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Malliraitti 9, 13210 Hämeenlinna", Address("Malliraitti 9", "13210", "Hämeenlinna")),
        ("Malliraitti 9 B 2,13210  Hämeenlinna, fi", Address("Malliraitti 9 B 2", "13210", "Hämeenlinna")),
        ("Storgatan 1, 111 22 Stockholm, SE", Address("Storgatan 1", "111 22", "Stockholm", "SE")),
        (
            "c/o Ek, Storgatan 1, SE-111 22 Stockholm, SE",
            Address("c/o Ek, Storgatan 1", "SE-111 22", "Stockholm", "SE"),
        ),
        ("10 Mallet Street, EC1A 1BB London, GB", Address("10 Mallet Street", "EC1A 1BB", "London", "GB")),
        ("Pikk 5, 10123 Tallinn, EE", Address("Pikk 5", "10123", "Tallinn", "EE")),
        ("Hämeenlinna", None),
        ("Malliraitti 9, Hämeenlinna", None),
        ("", None),
    ],
)
def test_an_address_is_read_from_one_line(text: str, address: Address | None) -> None:
    assert read_address(text) == address
