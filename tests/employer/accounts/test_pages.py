"""Signing in and choosing whom to act for, in Chromium: axe, narrow screens, keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from employer import texts
from tests.conftest import Signer
from tests.pages import NARROW, look, resize, violations

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


@pytest.fixture
def onni(signer: Signer) -> int:
    """A carer for two employers."""
    person = signer.person("Onni Esimerkki")
    signer.relate(person, 1, "carer", "prepare")
    signer.relate(person, 2, "client")
    return person


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_sign_in_page_is_accessible_empty_and_with_errors(open_page: Open, onni: int, language: str) -> None:
    page = open_page()
    page.goto("/sign-in")
    if language != "fi":
        page.locator(f"button.language[value={language}]").click()
    look(page)
    page.locator("main form[action='/sign-in'] button:not([type=button])").click()
    page.locator("#error-summary:focus").wait_for()
    look(page)


def test_choosing_whom_to_act_for_and_the_opened_menu_are_accessible(open_page: Open, onni: int) -> None:
    page = open_page(onni)
    look(page, "/act-for")
    resize(page, NARROW)
    page.goto("/e/2/employer/delegates")
    for name in ("Kieli: Suomi", "Valikko"):
        page.get_by_role("button", name=name).click()
        assert not violations(page)
        page.keyboard.press("Escape")


def test_error_pages_are_accessible(open_page: Open, onni: int) -> None:
    page = open_page(onni)
    look(page, "/nowhere")


def test_the_keyboard_alone_signs_in(open_page: Open, onni: int) -> None:
    page = open_page()
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    for _ in range(20):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => { const style = getComputedStyle(document.activeElement);
                       return [style.outlineStyle, parseInt(style.outlineWidth)] }"""
        )
        assert style[0] != "none"
        assert style[1] >= 2
        if "Onni" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    assert "Kenen asioita hoidat?" in page.locator("h1").inner_text()


def test_signing_in_works_without_scripts(open_page: Open, onni: int) -> None:
    page = open_page(scripts=False)
    page.goto("/sign-in")
    page.get_by_role("button", name="Jatka: Onni Esimerkki").click()
    assert page.locator("h1").inner_text() == "Kenen asioita hoidat?"
    assert not page.locator("#stay").is_visible()


def test_on_a_phone_the_menu_waits_behind_its_button_without_scripts(open_page: Open, onni: int) -> None:
    page = open_page(onni, scripts=False, width=360)
    page.goto("/e/2/employer/delegates")
    assert page.locator("h1").bounding_box()["y"] < 150
    menu = page.get_by_role("navigation", name="Päävalikko")
    assert not menu.is_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Valikko"
    page.keyboard.press("Enter")
    menu.get_by_role("link", name="Palkat").wait_for()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    page.get_by_role("button", name="Kieli: Suomi").click()
    page.get_by_role("button", name="Svenska").click()
    assert page.get_by_role("button", name="Meny").is_visible()


def test_a_password_can_be_shown(open_page: Open) -> None:
    page = open_page()
    page.goto("/sign-in")
    page.fill("#password", "yhdeksän hevosta")
    page.get_by_role("button", name="Näytä salasana").click()
    assert page.locator("#password").get_attribute("type") == "text"
    page.get_by_role("button", name="Piilota salasana").click()
    assert page.locator("#password").get_attribute("type") == "password"


def test_the_page_asks_before_the_sign_in_ends(open_page: Open, onni: int) -> None:
    page = open_page(onni, own=True)
    page.clock.install()
    page.goto("/act-for")
    assert not page.locator("#stay").is_visible()
    page.clock.fast_forward(25 * 60 * 1000 + 1000)
    page.locator("#stay").wait_for(state="visible")
    page.locator("#stay button").click()
    page.locator("#stay").wait_for(state="hidden")


def test_text_spacing_and_large_zoom_lose_nothing(open_page: Open, onni: int) -> None:
    page = open_page(width=320)
    page.goto("/sign-in")
    page.evaluate(
        """() => { for (const one of document.querySelectorAll('*')) {
            one.style.lineHeight = '1.5'; one.style.letterSpacing = '0.12em'; one.style.wordSpacing = '0.16em'; } }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
