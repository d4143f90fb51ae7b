"""Pages of employees and of the employer: every language, wrong fields, masked codes, who may see what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import people, texts
from employer.accounts import service as account_service
from employer.effective import NOT_SAID
from tests.conftest import Demo, Signer
from tests.employer.households import stop_clock
from tests.pages import look, send, visit

pytestmark = pytest.mark.demo

Open = Callable[..., Any]
TODAY = date(2026, 11, 10)
PAGES = (
    "employees",
    "employees/1",
    "employees/new",
    "employees/1/change",
    "employees/1/account",
    "employees/1/tax-card",
    "employees/1/tax-card/1/withdraw",
    "employer",
    "employer/change",
    "employer/account",
    "employer/pension",
    "employer/accident",
    "employer/tax",
)
NEW = {"first_name": "Åke", "last_name": "Mallila", "identity_code": "010190-900P", "language": "sv"}
CARD = {"kind": "wage", "percent": "12,5", "first_day": "1", "first_month": "12", "first_year": "2026"}


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is November 2026."""
    stop_clock(monkeypatch)


@pytest.fixture
def salla(signer: Signer, demo: Demo) -> FlaskClient:
    return signer.client(demo.people["client"])


def facts(signer: Signer, demo: Demo) -> Any:
    with signer.unit() as session:
        return people.employer_facts(session, demo.employer_id, TODAY, TODAY)


def employee(signer: Signer, demo: Demo, place: int = 0) -> Any:
    with signer.unit() as session:
        return people.employees(session, demo.employer_id, TODAY)[place]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_page_in_every_language(signer: Signer, demo: Demo, salla: FlaskClient, language: str) -> None:
    with signer.unit() as session:
        account_service.choose_language(session, demo.people["client"], language)
    for page in PAGES:
        visit(salla, f"/e/{demo.employer_id}/{page}")


def test_identity_codes_and_accounts_are_never_shown_whole(demo: Demo, salla: FlaskClient) -> None:
    for page in ("employees", "employees/1", "employees/1/change", "employees/1/account", "employer"):
        text = visit(salla, f"/e/{demo.employer_id}/{page}").text
        for secret in ("904V", "902L", "FI8657810020088880", "FI2112345600000785"):
            assert secret not in text, page
    assert "140301A****" in visit(salla, f"/e/{demo.employer_id}/employees/1").words()
    assert "8880" in visit(salla, f"/e/{demo.employer_id}/employees/1").words()


def test_the_employer_register_is_told_and_stays_when_it_is_not_asked(
    signer: Signer, demo: Demo, salla: FlaskClient
) -> None:
    page = f"/e/{demo.employer_id}/employer/change"
    contacts = {"first_name": "Salla", "last_name": "Aallonkoski", "street": "Mallitie 1", "postal_code": "13100",
                "city": "Hämeenlinna"}  # fmt: skip
    for answer, expected in (({}, "none"), ({"registered": "yes"}, "regular"), ({}, "regular")):
        send(salla, page, {**contacts, **answer})
        assert facts(signer, demo).details.employer_register == expected
    assert "Työnantajarekisterissä Kyllä" in visit(salla, f"/e/{demo.employer_id}/employer").words()
    send(salla, page, {**contacts, "registered": "no"})
    assert facts(signer, demo).details.employer_register == "none"


def test_an_employee_is_added_and_what_is_missing_is_said(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    code = valid_code()
    after = send(salla, f"/e/{demo.employer_id}/employees/new", {**NEW, "identity_code": code})
    assert "Ilman sitä veroa menee 60 %." in after.words()
    added = employee(signer, demo, 1)
    assert (added.details.name.full, added.details.language, added.details.code) == ("Åke Mallila", "sv", "ake")
    assert added.details.identity_code == code


def valid_code() -> str:
    """A code of the 900 series with its right check sign."""
    signs = "0123456789ABCDEFHJKLMNPRSTUVWXY"
    return f"010190-900{signs[int('010190900') % 31]}"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"last_name": ""}, "last_name"),
        ({"identity_code": "010190-900?"}, "identity_code"),
        ({"identity_code": "140301A904V"}, "identity_code"),
        ({"identity_code": ""}, "born"),
        ({"email": "åke"}, "email"),
        ({"street": "Mallitie 1", "postal_code": "131", "city": "Hämeenlinna"}, "postal_code"),
        ({"right_to_work_until_day": "x"}, "right_to_work_until"),
    ],
)
def test_each_wrong_field_of_an_employee(demo: Demo, salla: FlaskClient, wrong: dict[str, str], field: str) -> None:
    typed = {**NEW, "identity_code": valid_code(), **wrong}
    page = send(salla, f"/e/{demo.employer_id}/employees/new", typed, status=422)
    assert f"#{field}" in [one.get("href") for one in page.all("a")]
    assert page.all("input", name="first_name")[0].get("value") == typed["first_name"]


def test_a_name_that_papers_cannot_show_is_told_on_its_page(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    page = f"/e/{demo.employer_id}/employees/1"
    assert "neliöinä" not in visit(salla, page).text
    send(salla, f"{page}/change", {**NEW, "first_name": "小明", "identity_code": ""})
    assert "neliöinä: 小明" in visit(salla, page).text
    own = signer.client(demo.people["employee"])
    assert "neliöinä" not in visit(own, page).text


def test_changed_details_keep_the_identity_code(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/employees/1/change"
    after = send(salla, address, {"first_name": "Ilona", "last_name": "Uusi", "language": "fi", "phone": "040 1"})
    assert "Tallensimme tiedot." in after.words()
    changed = employee(signer, demo).details
    assert (changed.name.last, changed.identity_code, changed.phone) == ("Uusi", "140301A904V", "040 1")


def test_an_account_holds_from_its_day(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/employees/1/account"
    wrong = send(salla, address, {"iban": "FI86 5781 0020 0888 81"}, status=422)
    assert "#iban" in [one.get("href") for one in wrong.all("a")]
    day = {"first_day": "1", "first_month": "11", "first_year": "2026"}
    after = send(salla, address, {"iban": "FI21 1234 5600 0007 85", **day})
    assert "0785" in after.words()
    assert [one.iban for one in employee(signer, demo).ibans] == ["FI8657810020088880", "FI2112345600000785"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"percent": "sata"}, "percent"),
        ({"percent": ""}, "percent"),
        ({"ceiling": "12000"}, "additional_percent"),
        ({"first_month": "15"}, "first"),
        ({"kind": "source", "ceiling": "12000", "additional_percent": "30"}, "ceiling"),
    ],
)
def test_each_wrong_field_of_a_tax_card(demo: Demo, salla: FlaskClient, wrong: dict[str, str], field: str) -> None:
    page = send(salla, f"/e/{demo.employer_id}/employees/1/tax-card", {**CARD, **wrong}, status=422)
    assert f"#{field}" in [one.get("href") for one in page.all("a")]


def test_a_tax_card_is_added_and_can_be_taken_back(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    base = f"/e/{demo.employer_id}/employees/1"
    send(salla, f"{base}/tax-card", {**CARD, "ceiling": "15 000", "additional_percent": "32"})
    card = employee(signer, demo).tax_cards[-1]
    assert (card.percent, card.ceiling, card.additional_percent) == (Decimal("12.5"), Decimal(15000), Decimal(32))
    after = send(salla, f"{base}/tax-card/{card.id}/withdraw", {})
    assert "Poistimme verokortin." in after.words()
    assert len(employee(signer, demo).tax_cards) == 1


def test_the_pension_insurance_keeps_what_is_not_said_apart(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    day = {"first_day": "1", "first_month": "11", "first_year": "2026"}
    send(salla, f"/e/{demo.employer_id}/employer/pension", {"kind": "contract", "provider_name": "Uusi Eläke", **day})
    known = facts(signer, demo).pension
    assert (known.kind, known.provider_name, known.total_percent) == ("contract", "Uusi Eläke", NOT_SAID)
    send(salla, f"/e/{demo.employer_id}/employer/pension", {"kind": "none", **day})
    assert facts(signer, demo).pension is None


def test_no_group_life_insurance_is_an_answer(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/employer/accident"
    day = {"first_day": "1", "first_month": "11", "first_year": "2026"}
    send(salla, address, {"insured": "yes", "percent": "0,9", **day})
    assert facts(signer, demo).accident.group_life_percent is NOT_SAID
    send(salla, address, {"insured": "yes", "percent": "0,9", "group_life": "no", **day})
    known = facts(signer, demo).accident
    assert (known.percent, known.group_life_percent) == (Decimal("0.9"), None)
    wrong = send(salla, address, {"percent": "200"}, status=422)
    assert {"#insured", "#percent"} <= {one.get("href") for one in wrong.all("a")}


def test_the_tax_reference_is_checked(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    address = f"/e/{demo.employer_id}/employer/tax"
    wrong = send(salla, address, {"reference": "1234567", "iban": "FI8333010001100775"}, status=422)
    assert "#reference" in [one.get("href") for one in wrong.all("a")]
    send(salla, address, {"reference": "99900020260119", "iban": "FI83 3301 0001 1007 75"})
    assert facts(signer, demo).details.self_assessed_tax.iban == "FI8333010001100775"


def test_the_employers_contacts_and_account_are_changed(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    base = f"/e/{demo.employer_id}/employer"
    typed = {"first_name": "Salla", "last_name": "Aallonkoski", "street": "Uusitie 1", "postal_code": "13100"}
    wrong = send(salla, f"{base}/change", typed, status=422)
    assert "#city" in [one.get("href") for one in wrong.all("a")]
    send(salla, f"{base}/change", {**typed, "city": "Hämeenlinna"})
    send(salla, f"{base}/account", {"iban": "FI8657810020088880"})
    known = facts(signer, demo)
    assert (known.details.address.street, known.iban) == ("Uusitie 1", "FI8657810020088880")


def test_an_employee_sees_only_their_own_page(signer: Signer, demo: Demo, salla: FlaskClient) -> None:
    send(salla, f"/e/{demo.employer_id}/employees/new", {**NEW, "identity_code": valid_code()})
    ilona = signer.client(demo.people["employee"])
    assert "Ilona Rantavirta" in visit(ilona, f"/e/{demo.employer_id}/employees").words()
    other = employee(signer, demo, 1).id
    for page in (f"employees/{other}", "employees/1/change", "employer", "employees/new"):
        visit(ilona, f"/e/{demo.employer_id}/{page}", status=404)


def test_a_helper_sees_no_tax_card_and_a_stranger_nothing(signer: Signer, demo: Demo) -> None:
    helper = signer.client(demo.people["helper"], acting_for=demo.employer_id)
    words = visit(helper, f"/e/{demo.employer_id}/employees/1").words()
    assert "Perusprosentti" not in words
    assert "8880" not in words
    stranger = signer.client(signer.person("Vieras Esimerkki"))
    for page in PAGES:
        visit(stranger, f"/e/{demo.employer_id}/{page}", status=404)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fi", "sv"])  # every language: tests/employer/test_every_page.py
def test_the_pages_of_people_are_accessible(open_page: Open, signer: Signer, demo: Demo, language: str) -> None:
    with signer.unit() as session:
        account_service.choose_language(session, demo.people["client"], language)
    page = open_page(demo.people["client"])
    for name in ("employees", "employees/1", "employees/1/tax-card", "employer", "employer/pension"):
        look(page, f"/e/{demo.employer_id}/{name}")
    page.goto(f"/e/{demo.employer_id}/employees/new")
    page.locator("main form button").click()
    page.locator("#error-summary:focus").wait_for()
    look(page)


@pytest.mark.browser
def test_a_tax_card_is_added_by_keyboard_without_scripts(open_page: Open, demo: Demo) -> None:
    page = open_page(demo.people["client"], scripts=False)
    page.goto(f"/e/{demo.employer_id}/employees/1/tax-card")
    page.locator("#percent").focus()
    for typed in ("14,5", "", "", "1", "12", "2026"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/employees/1")
    assert "Tallensimme verokortin." in page.locator("main").inner_text()
