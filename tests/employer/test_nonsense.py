"""No nonsense in a form makes a page fail: every form of the household is sent with odd, missing and doubled fields.

The forms are found by following links. What is sent is drawn from a fixed seed, so that a failure comes again;
``NONSENSE=10000`` (``make campaign``) tries more.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

import pytest

from employer.app import Application
from tests.conftest import Demo, Signer
from tests.employer.households import stop_clock
from tests.employer.test_every_page import reached
from tests.pages import Opened, faults, parse

pytestmark = pytest.mark.demo

TRIES = int(os.environ.get("NONSENSE", "200"))
ODD = (
    "", " ", "0", "-1", "-0,01", "1e9", "NaN", "Infinity", "99999999999999999999", "0,005", "1.234,56", "٣", "7:61",
    "24:00", "25:00", "31.2.2026", "2026-02-30", "1.1.0001", "31.12.9999", "1.1.2027", "yes", "on", "None", "null",
    "x" * 10_001, "Ä" * 300, "😀", "a\x00b", "‮txt", "<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}", "../../x",
    "FI2112345600000785", "FI2112345600000786", "010101-900C", "010199-9999", "a@b", "50,0", "101", "12.0", "sick",
)  # fmt: skip
Body = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is November 2026."""
    stop_clock(monkeypatch)


def body_of(form: Element) -> Body:
    """What a browser would send of a form that nobody has touched."""
    found: Body = []
    for one in form.iter():
        name = one.get("name")
        if not name:
            continue
        if one.tag == "input" and (one.get("type") not in ("radio", "checkbox") or one.get("checked") is not None):
            found.append((name, one.get("value", "")))
        elif one.tag == "textarea":
            found.append((name, "".join(one.itertext())))
        elif one.tag == "select":
            options = list(one.iter("option"))
            chosen = next((each for each in options if each.get("selected") is not None), options[0])
            found.append((name, chosen.get("value", "")))
    return found


def offered(form: Element) -> Body:
    """The choices of a form that its untouched body leaves out."""
    found = [
        (one.get("name", ""), one.get("value", ""))
        for one in form.iter("input")
        if one.get("type") in ("radio", "checkbox")
    ]
    for select in form.iter("select"):
        found += [(select.get("name", ""), one.get("value", "")) for one in select.iter("option")]
    return found


def spoilt(chance: random.Random, form: Element) -> Body:
    """A form's body with up to four of its fields made odd, left out, doubled or unknown; its token stays."""
    body = body_of(form)
    choices = offered(form)
    for _ in range(chance.randint(1, 4)):
        places = [place for place, (name, _) in enumerate(body) if name != "form_token"]
        way = chance.choice(("odd", "odd", "odd", "left out", "doubled", "unknown", "chosen"))
        if way == "unknown" or not places:
            body.append((f"unknown-{chance.randint(0, 9)}", chance.choice(ODD)))
            continue
        place = chance.choice(places)
        name = body[place][0]
        if way == "odd":
            body[place] = (name, chance.choice(ODD))
        elif way == "left out":
            del body[place]
        elif way == "doubled":
            body.append((name, chance.choice(ODD)))
        elif choices:
            name, value = chance.choice(choices)
            body = [one for one in body if one[0] != name] + [(name, value)]
    return body


def forms(pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Element]]:
    """Every form that changes something, with where it is sent to. ``pages``: each address and what it answers."""
    for address, text in pages:
        for form in parse(text).iter("form"):
            if form.get("method", "get").lower() == "post" and "sign-out" not in form.get("action", ""):
                yield form.get("action") or address.partition("?")[0], form


@pytest.mark.parametrize("who", ["client", "carer", "helper", "employee"])
def test_no_nonsense_in_a_form_makes_a_page_fail(app: Application, signer: Signer, demo: Demo, who: str) -> None:
    acting = demo.employer_id if who in ("carer", "helper") else None
    client, chance = signer.client(demo.people[who], acting), random.Random(who)
    home = f"/e/{demo.employer_id}/"
    found = list(forms(reached(app, client, home).values()))
    assert found
    for number in range(TRIES // 4):
        action, form = found[number % len(found)] if number < len(found) else chance.choice(found)
        body = spoilt(chance, form)
        told = f"try {number}: {action} {[(name, value[:60]) for name, value in body if name != 'form_token']}"
        answer = client.post(action, data=_many(body))
        assert answer.status_code < 500, f"{told} answers {answer.status_code}"
        if answer.status_code in (200, 422) and answer.mimetype == "text/html":
            opened = Opened(answer.status_code, answer.text, parse(answer.text), action)
            assert not faults(opened), f"{told}: {faults(opened)}"
            if answer.status_code == 422:
                assert opened.all("div", id="error-summary"), f"{told} is refused without words"


def _many(body: Body) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in body:
        found.setdefault(name, []).append(value)
    return found
