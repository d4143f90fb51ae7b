"""Makes a named document from plain data, and keeps its bytes.

A document is a folder in ``templates/documents``: ``document.html`` is its one source of words, ``style.typ`` its look
on paper, ``sample.json`` an example of the data it takes. The words come from the catalogue through ``say``; numbers
arrive as plain data (cents and minutes as whole numbers, days as ISO text, other numbers as decimal text) and get their
look from ``employer.formats``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from sqlalchemy.orm import Session

from employer import audit, formats, marks, texts
from employer.documents.markup import MarkupError, parse, to_html, to_typst
from employer.documents.models import Document
from employer.documents.queries import stored
from employer.documents.schemas import DocumentError, Rendered, StoredDocument
from employer.documents.typeset import DOCUMENTS, FONTS, TypesettingError, typeset
from employer.effective import Hand
from rules import load_book
from rules.decisions.terms import Amount, Term

UNUSABLE = (
    TemplateError,
    MarkupError,
    texts.TextError,
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,
    AttributeError,
    AssertionError,
)
"""What a template, a text or a format raises for data that lacks something or has the wrong kind."""
PAGE_STYLE = FONTS.parent / "document.css"


# -- facts in sentences -----------------------------------------------------------------------------------------------


def _exact(number: str) -> Decimal:
    """A decimal text as it is; a quotient such as ``317/6`` to four decimals, for the eye only."""
    upper, stroke, lower = number.partition("/")
    if not stroke:
        return Decimal(number)
    with localcontext(prec=50):
        return (Decimal(upper) / Decimal(lower)).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _money(fact: object) -> str:
    return formats.money(fact) if isinstance(fact, int) else formats.price(_exact(str(fact)))


def _span(fact: object) -> str:
    first, _, last = str(fact).partition("/")
    return formats.days(first, last)


_SHOWN: dict[str, Callable[[Any], str]] = {
    "days": lambda fact: formats.number(_exact(str(fact))),
    "days_earned": lambda fact: formats.number(_exact(str(fact))),
    "coefficient": lambda fact: formats.number(_exact(str(fact))),
    "percent": lambda fact: formats.percent(_exact(str(fact))),
    "additional_percent": lambda fact: formats.percent(_exact(str(fact))),
    "price": _money,
    "amount": _money,
    "base": _money,
    "additional_base": _money,
    "average": _money,
    "agreed": _money,
    "minimum": _money,
    "limit": _money,
    "cents": lambda fact: formats.money(int(fact)),
    "euros": _money,
    "due": _money,
    "credit_year": _span,
    "first": lambda fact: formats.day(str(fact)),
    "last": lambda fact: formats.day(str(fact)),
    "day": lambda fact: formats.day(str(fact)),
    "card": lambda fact: formats.day(str(fact)),
    "earlier_last": lambda fact: formats.day(str(fact)),
}


def _shown(language: str, facts: Mapping[str, object]) -> dict[str, str]:
    """Facts as a sentence shows them; each name has one kind. Money: whole cents, or euros as decimal text."""
    shown = {
        name: _SHOWN[name](fact) if name in _SHOWN else str(fact) for name, fact in facts.items() if fact is not None
    }
    for name in {"hours", "time_off", "left"} & shown.keys():
        shown[name] = formats.hours(int(shown[name]), language)
    if "start" in shown:
        shown["start"] = formats.moment(shown["start"], language)
    if facts.get("first") is not None and facts.get("last") is not None:
        shown["span"] = formats.days(str(facts["first"]), str(facts["last"]))
    return shown


def _facts_of(line: Mapping[str, Any]) -> dict[str, object]:
    """What a line itself says, overruled by the facts given with it."""
    own = {
        "hours": line.get("minutes"),
        "days": line.get("quantity") if line.get("unit") == "day" else None,
        "price": line.get("unit_price"),
        "amount": line.get("amount_cents"),
        "percent": line.get("percent"),
        "base": line.get("base_cents"),
    }
    return {**own, **(line.get("facts") or {})}


def say_title(language: str, line: Mapping[str, Any]) -> str:
    """The title of a payslip line, deduction or cost: the one a person gave, else the catalogue's for its sentence
    (``because_…`` has ``title_…``) or its kind."""
    if line.get("title"):
        return str(line["title"])
    own = f"lines.{str(line.get('because')).replace('.because_', '.title_')}"
    if ".title_" in own and texts.has(own):
        return texts.say(language, own, **_shown(language, _facts_of(line)))
    return texts.say(language, f"lines.{line['kind']}.title", **_shown(language, _facts_of(line)))


def say_line(language: str, line: Mapping[str, Any]) -> str:
    """Why a payslip line, deduction or cost is there, as a sentence.

    ``because`` names the sentence in ``lines.yaml``; None chooses ``<kind>.because``. Facts the line itself holds
    (minutes, price, percent, base, amount) need not be repeated in ``facts``.
    """
    key = line.get("because") or f"{line['kind']}.because"
    return texts.say(language, f"lines.{key}", **_shown(language, _facts_of(line)))


def say_notice(language: str, notice: Mapping[str, Any]) -> str:
    """A notice (``code``, ``facts``) in words. A value of law is named by its title in the law data."""
    facts = {**(notice.get("facts") or {})}
    if notice["code"] == "single_source":
        facts["name"] = _law_title(language, str(facts["name"]))
    return texts.say(language, f"notices.{notice['code']}", **_shown(language, facts))


def _law_title(language: str, name: str) -> str:
    """The title of a value of law; the name itself when the law data does not hold it any more."""
    book = load_book()
    return dict(book.entry(name).title)["fi" if language == "selko" else language] if name in book.names() else name


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def say_reason(language: str, code: str, facts: Mapping[str, str], says: str) -> str:
    """A reason of the rules in words: ``code``, ``facts`` and ``says`` as in ``rules.Reason``.

    Days are given as ISO text, ``minutes``, ``over``, ``usual`` and ``offered`` as whole minutes, ``percent`` as
    printed. A code without a sentence of its own is told as the rules say it, in English.
    """
    if not texts.has(f"reasons.{code}"):
        return says
    shown = {}
    for name, fact in facts.items():
        if _DAY.fullmatch(fact):
            shown[name] = formats.day(fact)
        elif name in {"minutes", "over", "usual", "offered", "shortest"} and fact.isdigit():
            shown[name] = formats.hours(int(fact), language)
        elif name == "percent":
            shown[name] = formats.percent(fact)
        else:
            shown[name] = formats.number(fact) if _DECIMAL.fullmatch(fact) else fact
    return texts.say(language, f"reasons.{code}", **shown)


# -- terms ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaidTerm:
    """A term in words: what holds and why, and what each level says.

    ``raised``: the contract's own number does not hold. ``sources``: (title, clause, link) of what the levels say.
    """

    name: str
    title: str
    holds: str
    level: str
    because: str
    statute: str
    agreement: str
    contract: str
    raised: bool
    sources: tuple[tuple[str, str, str], ...]


def plain_term(term: Term) -> dict[str, Any]:
    """A settled term as plain data that survives JSON: numbers as text, days as ISO text."""
    return {
        "name": term.name,
        "level": term.level,
        "raised": term.replaced_contract,
        "unknown": list(term.unknown),
        **{level: _plain_amount(getattr(term, level)) for level in LEVELS},
        "because": [{"code": one.code, "facts": dict(one.facts), "says": one.says} for one in term.reasons],
    }


def _plain_amount(amount: Amount | None) -> dict[str, Any] | None:
    if amount is None:
        return None
    source = amount.source
    return {
        "number": format(amount.number, "f"),
        "unit": amount.unit,
        "source": None if source is None else [source.title, source.clause, source.link],
        "since": None if amount.since is None else amount.since.isoformat(),
    }


LEVELS = ("statute", "agreement", "contract")


def say_term(language: str, term: Mapping[str, Any]) -> SaidTerm:
    """A plain term in words."""
    amounts = {level: term[level] for level in LEVELS}
    level = term["level"]
    return SaidTerm(
        name=term["name"],
        title=texts.say(language, f"terms.name.{term['name']}"),
        holds=texts.say(language, "terms.not_decided") if level is None else _amount(language, amounts[level]),
        level="" if level is None else texts.say(language, f"terms.level.{level}"),
        because=" ".join(_because(language, one, amounts) for one in term["because"]),
        **{one: _of_level(language, one, term) for one in LEVELS},
        raised=term["raised"] or any(one["code"] == "wage_below_floor" for one in term["because"]),
        sources=tuple(tuple(one["source"]) for one in amounts.values() if one is not None and one["source"]),
    )


def _of_level(language: str, level: str, term: Mapping[str, Any]) -> str:
    if level in term["unknown"]:
        return texts.say(language, "terms.not_known")
    amount = term[level]
    if amount is None:
        return texts.say(language, "terms.nothing")
    shown = _amount(language, amount)
    since = amount["since"]
    return shown if since is None else texts.say(language, "terms.since", value=shown, day=formats.day(since))


def _because(language: str, reason: Mapping[str, Any], amounts: Mapping[str, Any]) -> str:
    """A reason of the term's settling, its numbers with the unit of the level they come from."""
    facts = dict(reason["facts"])
    for fact, level in (("number", facts.get("level")), ("other", facts.get("than"))):
        if level in LEVELS and amounts[level] is not None:
            facts[fact] = _amount(language, amounts[level])
        elif level == "floor":
            facts[fact] = _amount(language, {**amounts["contract"], "number": facts[fact]})
    if not texts.has(f"reasons.{reason['code']}"):
        return str(reason["says"])
    return texts.say(language, f"reasons.{reason['code']}", **facts)


def _amount(language: str, amount: Mapping[str, Any]) -> str:
    number, unit = Decimal(amount["number"]), amount["unit"]
    if unit in ("euros_per_hour", "euros_per_month"):
        return texts.say(language, f"pay.unit.{unit}", price=formats.price(number))
    if unit == "percent":
        return formats.percent(number)
    if unit == "minutes":
        return formats.hours(int(number), language)
    if unit == "pay_day" and not number:
        return texts.say(language, "terms.unit.last_day")
    one = f"terms.unit.{unit}_one"
    key = one if number == 1 and texts.has(one) else f"terms.unit.{unit}"
    return texts.say(language, key, count=formats.number(number))


_OF_LAW = ("missing_law_value", "unverified_law_value")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words."""

    asks: str
    why: str
    where_to_find: str


def say_question(language: str, question: Mapping[str, Any]) -> Asked:
    """A question in words: ``topic`` and ``facts``, and for a topic without words of its own ``asks``, ``why``,
    ``where_to_find`` as the rules wrote them.

    A topic may carry a detail after a dot (``missing_law_value.pension.employee_percent``); the words are the topic's,
    unless the whole topic has words of its own; a fact ``about`` chooses among a topic's. A value of law is named by
    its title in the law data.
    """
    whole = str(question["topic"])
    topic = whole if texts.has(f"questions.{whole}.asks") else whole.partition(".")[0]
    about = dict(question.get("facts") or {}).get("about")
    topic = f"{topic}.{about}" if texts.has(f"questions.{topic}.{about}.asks") else topic
    parts = ("asks", "why", "where_to_find")
    if not texts.has(f"questions.{topic}.asks"):
        return Asked(*(str(question[part]) for part in parts))
    facts = {**(question.get("facts") or {})}
    if question.get("suggestion") is not None:
        facts["suggestion"] = question["suggestion"]
    if topic in _OF_LAW and "name" in facts:
        facts["name"] = _law_title(language, str(facts["name"]))
    if topic == "agreement_wage":
        facts |= _facts_of_wage(language, facts)
    if topic == "agreement_stacking":
        facts |= {name: say_title(language, {"kind": facts[name], "facts": {}}).lower() for name in ("one", "other")}
    shown = _shown(language, facts)
    return Asked(*(texts.say(language, f"questions.{topic}.{part}", **shown) for part in parts))


def _facts_of_wage(language: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """What a lowest wage depends on, in words; what is not known is asked beside it."""
    said = {name: str(facts.get(name) or texts.say(language, "terms.not_known")) for name in ("group", "months")}
    region = facts.get("region")
    return said | {"region": texts.say(language, f"terms.region.{region}" if region else "terms.not_known")}


# -- rendering --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(DOCUMENTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        {
            name: show
            for name, show in formats.FILTERS.items()
            if name not in {"long_day", "weekday", "hours", "clock_time"}
        }
    )
    return environment


def _words(language: str) -> dict[str, Any]:
    """What a template says things with."""
    return {
        "language": language,
        "html_language": texts.html_language(language),
        "say": partial(texts.say, language),
        "title": partial(say_title, language),
        "source_text": partial(texts.say_source, language),
        "because": partial(say_line, language),
        "notice_text": partial(say_notice, language),
        "term_text": partial(say_term, language),
        "asked": partial(say_question, language),
        "missing": _missing,
        "long_day": partial(formats.long_day, language=language),
        "weekday": partial(formats.weekday, language=language),
        "hours_in_words": partial(formats.hours, language=language),
        "clock_time": partial(formats.clock_time, language=language),
    }


@lru_cache(maxsize=16)
def _facts_wanted(name: str) -> frozenset[str]:
    """The names of the facts a document takes: those of its sample."""
    return frozenset(json.loads((DOCUMENTS / name / "sample.json").read_text(encoding="utf-8")))


def _missing(what: str) -> str:
    """A fact that may be open in a draft only."""
    raise DocumentError(f"{what!r} is not known; only a draft may leave it open")


@lru_cache(maxsize=16)
def template_version(name: str) -> str:
    """Fingerprint (sha256, hexadecimal) of everything that decides a document's words and look besides its data."""
    digest = hashlib.sha256()
    files = [*sorted((DOCUMENTS / name).glob("*")), DOCUMENTS / "style.typ", PAGE_STYLE, *sorted(FONTS.glob("*.ttf"))]
    for path in [*files, *sorted(texts.FOLDER.glob("*.yaml"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _page_style() -> str:
    return PAGE_STYLE.read_text(encoding="utf-8").strip()


def _made(name: str, data: Mapping[str, Any], language: str, made_on: date, identifier: str) -> tuple[str, Any]:
    """The document's title and its tree."""
    if name not in TITLES:
        raise DocumentError(f"there is no document {name!r}")
    if set(data) != _facts_wanted(name):
        wrong = sorted(set(data) ^ _facts_wanted(name))
        raise DocumentError(f"the data of {name!r} has too much or too little: {wrong}; compare with sample.json")
    words = _words(language)
    try:
        html = (
            _environment()
            .get_template(f"{name}/document.html")
            .render({**data, **words, "made_on": made_on.isoformat(), "identifier": identifier})
        )
        return TITLES[name](language, data, identifier), parse(html)
    except UNUSABLE as error:
        raise DocumentError(f"the document {name!r} cannot be made: {error}") from error


def _payslip_title(language: str, data: Mapping[str, Any], identifier: str) -> str:
    kind = "payslip.title" if data["kind"] == "ordinary" else f"payslip.title.{data['kind']}"
    return texts.say(
        language,
        "payslip.document_title",
        title=texts.say(language, kind),
        day=formats.day(data["pay_day"]),
        employee=data["employee"]["name"],
    )


def _contract_title(language: str, data: Mapping[str, Any], identifier: str) -> str:
    return texts.say(language, "contract.document_title", employee=data["employee"]["name"])


def _record_title(language: str, data: Mapping[str, Any], identifier: str) -> str:
    return str(data["heading"])


TITLES: dict[str, Callable[[str, Mapping[str, Any], str], str]] = {
    "record": _record_title,
    "large": _record_title,
    "payslip": _payslip_title,
    "contract": _contract_title,
}
"""The documents there are, and what each is called in a window's or file's title."""


def render_html(name: str, data: Mapping[str, Any], language: str, made_on: date, identifier: str) -> str:
    """The document as one HTML ``<article>`` with its own ``<h1>``, for a page to include; no PDF is made.

    ``data`` as in ``templates/documents/<name>/sample.json``; ``language``: fi, selko, sv, en; ``made_on``: the day the
    document bears; ``identifier``: its number. Raises ``DocumentError`` when the data lacks something.
    """
    _, tree = _made(name, data, language, made_on, identifier)
    return to_html(tree)


def render(name: str, data: Mapping[str, Any], language: str, made_on: date, identifier: str) -> Rendered:
    """The document as a page part, a file of its own and a tagged PDF; the same input gives the same bytes.

    Parameters as for ``render_html``. Raises ``DocumentError``.
    """
    title, tree = _made(name, data, language, made_on, identifier)
    part = to_html(tree)
    try:
        pdf = typeset(_typst(name, title, language, identifier, bool(data["draft"]), to_typst(tree)), made_on)
    except TypesettingError as error:
        raise DocumentError(f"the document {name!r} cannot be set: {error}") from error
    return Rendered(
        title=title,
        language=language,
        part=part,
        html=_standalone(title, language, part),
        pdf=pdf,
        template_version=template_version(name),
    )


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typst(name: str, title: str, language: str, identifier: str, draft: bool, body: str) -> str:
    between = texts.say(language, "documents.page", page="\0", pages="\0").split("\0")
    facts = {
        "title": _string(title),
        "language": _string(texts.html_language(language)),
        "foot": _string(identifier),
        "page-words": f"({_string(between[0])}, {_string(between[1])})",
        "mark": _string(texts.say(language, "documents.draft") if draft else ""),
    }
    return (
        f'#import "/{name}/style.typ": *\n'
        f"#show: document-of.with({', '.join(f'{fact}: {value}' for fact, value in facts.items())})\n"
        f"{body}"
    )


def _standalone(title: str, language: str, part: str) -> str:
    heading = _environment().from_string(
        '<!DOCTYPE html>\n<html lang="{{ language }}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{{ title }}</title>\n'
    )
    return (
        heading.render(language=texts.html_language(language), title=title)
        + f"<style>\n{_page_style()}\n</style>\n</head>\n<body>\n<main>\n{part}</main>\n</body>\n</html>\n"
    )


# -- keeping ----------------------------------------------------------------------------------------------------------


def keep(
    session: Session,
    employer_id: int,
    kind: str,
    subject: str,
    language: str,
    rendered: Rendered,
    hand: Hand,
) -> StoredDocument:
    """Keeps a rendered document for ever, with the fingerprints of its bytes, and tells who did. Does not commit.

    ``kind``: the document's name; ``subject``: what it is about, for example a payslip's number. The database refuses
    to change or remove the row later, and its mark in the chain of changes shows it when that was got round.
    """
    html = rendered.html.encode()
    row = Document(
        employer_id=employer_id,
        kind=kind,
        subject=subject,
        language=language,
        title=rendered.title,
        template_version=rendered.template_version,
        html=html,
        pdf=rendered.pdf,
        html_sha256=hashlib.sha256(html).hexdigest(),
        pdf_sha256=hashlib.sha256(rendered.pdf).hexdigest(),
        kept_at=hand.at,
    )
    session.add(row)
    session.flush()
    about = {"kind": kind, "subject": subject, "language": language, **marks.of_row(row)}
    audit.record(session, employer_id, hand.by, "changes.document_kept", None, about, at=hand.at)
    return stored(row)
