"""Opening pages in tests: every page that is opened is checked.

``visit(client, path)`` opens a page without a browser and checks its HTML: valid, one heading, labels, language, ids,
links of the error summary, no inline styles or scripts. ``look(page, path)`` opens it in Chromium and checks what only
a browser knows: axe's rules, no sideways scrolling, targets that can be hit, nothing refused by the content policy.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

import html5lib
from axe_playwright_python.base import AXE_FILE_PATH

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from playwright.sync_api import ConsoleMessage, Request, Response
    from playwright.sync_api import Page as BrowserPage

SERVICE = {"fi": "Työnantajatuki", "sv": "Arbetsgivarstödet", "en": "Employer Support"}
ERROR_WORD = {"fi": "Virhe:", "sv": "Fel:", "en": "Error:"}
NARROW, PHONE, WIDE = 320, 360, 1280
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FORBIDDEN_WORDS = re.compile(
    r"\b(toimenpide|edellä mainittu|kyseinen|mikäli|virheellinen|epäkelpo|kirjautumisistunto|validointi)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Opened:
    """A page as it came, with its tree."""

    status: int
    text: str
    tree: Element
    address: str

    def words(self) -> str:
        """The page's text, spaces made single."""
        return squeezed(self.tree)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a kind with the given attributes."""
        return [one for one in self.tree.iter(tag) if all(one.get(name) == value for name, value in attributes.items())]

    def token(self) -> str:
        """The token of the page's forms."""
        return self.all("input", name="form_token")[0].get("value", "")


def squeezed(element: Element) -> str:
    """The text of an element, spaces made single."""
    return " ".join("".join(element.itertext()).split())


def parse(text: str) -> Element:
    """The tree of a page that is valid HTML; raises ``html5lib.html5parser.ParseError`` otherwise."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def visit(client: FlaskClient, path: str, *, status: int = 200) -> Opened:
    """Opens a page, follows where it sends, and checks everything a page must have."""
    return _checked(client.get(path, follow_redirects=True), status)


def send(client: FlaskClient, path: str, data: dict[str, Any], *, on: str | None = None, status: int = 200) -> Opened:
    """Sends a form with the token and key of the page ``on`` (or of its own address), and checks the page after it."""
    page = visit(client, on or path)
    key = [one.get("value", "") for one in page.all("input", name="form_key")][:1]
    hidden = {"form_token": page.token()} | ({"form_key": key[0]} if key else {})
    return _checked(client.post(path, data={**hidden, **data}, follow_redirects=True), status)


def _checked(response: Any, status: int) -> Opened:
    assert response.status_code == status, f"{response.request.path}: {response.status_code}\n{response.text[:2000]}"
    opened = Opened(response.status_code, response.text, parse(response.text), response.request.path)
    problems = faults(opened)
    assert not problems, f"{opened.address}: " + "; ".join(problems)
    return opened


def faults(page: Opened) -> list[str]:
    """Everything that is wrong with a page's HTML, in words."""
    tree = page.tree
    found = [*_head(tree), *_headings(tree), *_ids(tree), *_fields(tree), *_tables(tree), *_inline(tree)]
    for form in tree.iter("form"):
        if form.get("method", "get").lower() == "post" and not any(
            one.get("name") == "form_token" for one in form.iter("input")
        ):
            found.append(f"the form to {form.get('action')} has no token")
    for link in tree.iter("a"):
        if not squeezed(link) and not link.get("aria-label"):
            found.append(f"a link to {link.get('href')} has no words")
    for button in tree.iter("button"):
        if not squeezed(button):
            found.append("a button has no words")
    main = next(tree.iter("main"), None)
    if main is None:
        found.append("there is no main")
    else:
        primary = [one for one in main.iter("button") if not one.get("class") and one.get("type") != "button"]
        if len(primary) > 1:
            found.append(f"there are {len(primary)} main buttons: {[squeezed(one) for one in primary]}")
        words = squeezed(main)
        found += [f"the page says {word!r}" for word in FORBIDDEN_WORDS.findall(words)]
        if re.search(r"\bNone\b|\bUndefined\b|\{\{|\}\}|<built-in", words):
            found.append("the page shows a value of the program")
    return found


def _head(tree: Element) -> list[str]:
    found = []
    language = tree.get("lang")
    if language not in SERVICE:
        return [f"lang is {language!r}"]
    title = squeezed(next(tree.iter("title")))
    if not title.endswith(f" – {SERVICE[language]}") or title.startswith("–"):
        found.append(f"the title is {title!r}")
    summary = [one for one in tree.iter("div") if one.get("id") == "error-summary"]
    if bool(summary) != title.startswith(ERROR_WORD[language]):
        found.append("the title must begin with the word for error exactly when the page has an error summary")
    return found + [f"there is no {tag}" for tag in ("header", "footer") if next(tree.iter(tag), None) is None]


def _headings(tree: Element) -> list[str]:
    levels = [int(one.tag[1]) for one in tree.iter() if isinstance(one.tag, str) and re.fullmatch("h[1-6]", one.tag)]
    found = []
    if levels.count(1) != 1:
        found.append(f"there are {levels.count(1)} headings of level 1")
    main = next(tree.iter("main"), tree)
    inside = [int(one.tag[1]) for one in main.iter() if isinstance(one.tag, str) and re.fullmatch("h[1-6]", one.tag)]
    # The error summary's heading stands before the page's own.
    inside = inside[inside.index(1) :] if 1 in inside else inside
    found += [f"h{one} is followed by h{other}" for one, other in pairwise(inside) if other > one + 1]
    return found


def _ids(tree: Element) -> list[str]:
    ids = Counter(one.get("id") for one in tree.iter() if one.get("id"))
    found = [f"the id {name!r} stands {count} times" for name, count in ids.items() if count > 1]
    for one in tree.iter():
        for attribute in ("aria-describedby", "aria-labelledby", "for", "aria-controls"):
            found += [
                f"{attribute} names {name!r}, which is nowhere"
                for name in (one.get(attribute) or "").split()
                if name not in ids
            ]
    for link in tree.iter("a"):
        target = link.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            found.append(f"a link goes to {target!r}, which is nowhere")
    return found


def _fields(tree: Element) -> list[str]:
    labelled = {one.get("for") for one in tree.iter("label")}
    found = []
    for tag in ("input", "select", "textarea"):
        for one in tree.iter(tag):
            if one.get("type") in ("hidden", "submit"):
                continue
            if one.get("id") not in labelled and not one.get("aria-label") and not one.get("aria-labelledby"):
                found.append(f"the field {one.get('name')!r} has no label")
            if one.get("placeholder"):
                found.append(f"the field {one.get('name')!r} has a placeholder")
            if one.get("type") == "number":
                found.append(f"the field {one.get('name')!r} is of type number")
    for one in tree.iter("fieldset"):
        if next(one.iter("legend"), None) is None:
            found.append("a fieldset has no legend")
    return found + [f"the picture {one.get('src')} has no alt" for one in tree.iter("img") if one.get("alt") is None]


def _tables(tree: Element) -> list[str]:
    found = []
    for table in tree.iter("table"):
        if next(table.iter("caption"), None) is None:
            found.append("a table has no caption")
        found += [
            f"the heading {squeezed(one)!r} of a table has no scope" for one in table.iter("th") if not one.get("scope")
        ]
    return found


def _inline(tree: Element) -> list[str]:
    found = [f"<{one.tag}> has a style of its own" for one in tree.iter() if one.get("style") is not None]
    found += ["there is a style element" for one in tree.iter("style")]
    found += ["there is an inline script" for one in tree.iter("script") if not one.get("src")]
    found += [
        f"<{one.tag}> has {name}" for one in tree.iter() for name in one.attrib if str(name).lower().startswith("on")
    ]
    return found + [
        f"something comes from outside: {one.get(name)}"
        for one in tree.iter()
        for name in ("src", "data", "poster")
        if (one.get(name) or "").startswith(("http:", "https:", "//"))
    ]


# In the browser ------------------------------------------------------------------------------------------------------

AT_TWICE_THE_TEXT = """() => {
    const root = document.documentElement, usual = parseFloat(getComputedStyle(root).fontSize);
    root.style.fontSize = `${2 * usual}px`;
    const over = root.scrollWidth - root.clientWidth;
    root.style.fontSize = "";
    return over;
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter((one) => {
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    if (style.visibility === 'hidden' || style.display === 'none' || !box.width || one.closest('.skip')) return false;
    if (one.matches('input[type=radio], input[type=checkbox]')) return false;
    if (one.tagName === 'A' && style.display === 'inline') {
      const around = one.parentElement.textContent.trim();
      if (around !== one.textContent.trim()) return false;
    }
    return box.height < 43.5 || box.width < 43.5;
  })
  .map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 40)} `
    + JSON.stringify(one.getBoundingClientRect()))"""


_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SETTLED = "() => document.fonts.ready.then(() => true)"
_VIOLATIONS = """(options) => axe.run(document, {...options, resultTypes: ['violations'], preload: false})
  .then((all) => all.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html)}`))"""
# What axe asks of where things are and how they look; all its other rules ask the same of a page at every width.
OF_LAYOUT = ("color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable")


def violations(page: BrowserPage, *, contrast: bool = True, layout: bool = False) -> list[str]:
    """What axe finds on the page that is open: WCAG 2.2 A and AA, and good practice.

    Perhaps without contrast, which is half of the work, or by the rules of layout alone.
    """
    if page.evaluate("() => typeof axe === 'undefined'"):
        page.evaluate(AXE_FILE_PATH.read_text("utf-8"))
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": AXE_RULES}}
    if layout:
        options = {"runOnly": {"type": "rule", "values": OF_LAYOUT}}
    if not contrast:
        options["rules"] = {"color-contrast": {"enabled": False}}
    found: list[str] = page.evaluate(_VIOLATIONS, options)
    return found


def in_order(page: BrowserPage) -> tuple[int, ...]:
    """The widths to look at a page, from the one that it has: laying out anew is not free."""
    widths = (WIDE, NARROW, PHONE)
    return widths if (page.viewport_size or {}).get("width") == WIDE else widths[::-1]


def resize(page: BrowserPage, width: int) -> None:
    """Makes the screen so wide, unless it is."""
    size = {"width": width, "height": 900}
    if page.viewport_size != size:
        page.set_viewport_size(size)


class Complaints:
    """What the browser complains of from now on: errors, refused and missing files."""

    def __init__(self, page: BrowserPage) -> None:
        self.said: list[str] = []
        self._page = page
        self._heard: dict[Any, Callable[..., None]] = {
            "console": self._console,
            "pageerror": lambda error: self.said.append(str(error)),
            "response": self._response,
            "requestfailed": self._failed,
        }
        for event, hear in self._heard.items():
            page.on(event, hear)

    def _console(self, message: ConsoleMessage) -> None:
        # What could not be loaded is heard below, without the pages that tell errors and are answered with 422: what
        # Chromium says of them comes at any time, even while the next page is open.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.said.append(message.text)

    def _response(self, answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            self.said.append(f"{answer.url} answers {answer.status}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page was left before it had everything
            self.said.append(f"{request.url}: {request.failure}")

    def stop(self) -> list[str]:
        """Everything that was complained of; nothing more is heard."""
        self._page.evaluate("() => 0")  # what the browser still had to say has come now
        for event, hear in self._heard.items():
            self._page.remove_listener(event, hear)
        return self.said


def look(page: BrowserPage, path: str | None = None) -> None:
    """Opens an address in Chromium (or takes the page that is open) and checks it at a narrow and a wide screen."""
    complaints = Complaints(page)
    if path is not None:
        assert page.goto(path) is not None
    page.wait_for_load_state()
    page.evaluate(_SETTLED)
    for width in in_order(page):
        resize(page, width)
        if width == PHONE:
            over = page.evaluate(AT_TWICE_THE_TEXT)
            assert over <= 0, f"{page.url} is {over} px wider than a phone when the text is twice as large"
            continue
        over = page.evaluate(_TOO_WIDE)
        assert over <= 0, f"{page.url} is {over} px wider than the screen at {width} px"
        small = page.evaluate(SMALL_TARGETS)
        assert not small, f"{page.url} at {width} px has targets under 44 px: {small}"
        found = violations(page, layout=width == NARROW)
        assert not found, f"{page.url} at {width} px: {found}"
    said = complaints.stop()
    assert not said, f"{page.url}: {said}"
