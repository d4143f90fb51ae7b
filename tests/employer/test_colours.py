"""The colours of the pages, by day and in the dark: what is read on what, and how much they differ (WCAG 1.4.3)."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from employer.app import STATIC

STYLE = (STATIC / "style.css").read_text("utf-8")
PALETTES = [
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", block)) for block in re.findall(r":root \{(.*?)\}", STYLE, re.S)
]
DAY, NIGHT = PALETTES[0], PALETTES[0] | PALETTES[1]

READ = [
    *(
        (text, ground)
        for text in ("ink", "soft-ink", "link", "error")
        for ground in ("paper", "panel", "warm", "fresh")
    ),
    *(("brand", ground) for ground in ("paper", "panel")),
    ("on-top", "top"),
    ("on-top", "top-dark"),
    ("on-brand", "brand"),
    ("on-brand", "brand-dark"),
]
SEEN = [
    *(("edge", ground) for ground in ("paper", "panel", "warm")),
    *((sign, "paper") for sign in ("brand", "error", "done", "unsure", "spent", "returned", "accrued")),
]


def linear(part: Decimal) -> Decimal:
    """A part of an sRGB colour, 0 to 1, as an amount of light."""
    if part <= Decimal("0.04045"):
        return part / Decimal("12.92")
    return ((part + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")


def light(colour: str) -> Decimal:
    """The relative luminance of a colour, by the formula of WCAG."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    red, green, blue = (linear(Decimal(int(digits[at : at + 2], 16)) / 255) for at in (0, 2, 4))
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def contrast(one: str, other: str) -> Decimal:
    """How much two colours differ: from 1 to 21."""
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + Decimal("0.05")) / (darker + Decimal("0.05"))


def test_the_formula_is_the_known_one() -> None:
    assert contrast("#fff", "#000000") == 21
    assert round(contrast("#ffffff", "#235a9a"), 1) == 7


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["by day", "in the dark"])
def test_what_is_read_can_be_read(palette: dict[str, str]) -> None:
    faint = {pair: contrast(*(palette[name] for name in pair)) for pair in READ}
    assert not {pair: round(found, 3) for pair, found in faint.items() if found < 4.5}


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["by day", "in the dark"])
def test_what_is_seen_can_be_seen(palette: dict[str, str]) -> None:
    faint = {pair: contrast(*(palette[name] for name in pair)) for pair in SEEN}
    assert not {pair: round(found, 3) for pair, found in faint.items() if found < 3}


def test_no_rule_has_a_colour_that_the_dark_does_not_know() -> None:
    rules = re.sub(r":root \{.*?\}", "", STYLE, flags=re.S)
    assert not re.findall(r"#[0-9a-f]{3,6}\b(?=[;\s])", rules)
