"""Reads a document's HTML subset strictly, and writes it as tidy HTML and as Typst.

The subset is small on purpose: what both a screen reader and a tagged PDF can show in the same words and the same
order. Anything outside it is a mistake in the template and is refused, so that the PDF can never silently lose a part
of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

INLINE = frozenset({"strong", "em", "br", "a", "span"})
_BLOCKS = frozenset({"h1", "h2", "h3", "p", "ul", "ol", "dl", "table", "section", "header", "footer", "div"})
_CONTENT: dict[str, frozenset[str]] = {
    "article": _BLOCKS,
    "section": _BLOCKS,
    "header": _BLOCKS,
    "footer": _BLOCKS,
    "div": _BLOCKS,
    "h1": INLINE,
    "h2": INLINE,
    "h3": INLINE,
    "p": INLINE,
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "li": INLINE,
    "dl": frozenset({"dt", "dd"}),
    "dt": INLINE,
    "dd": INLINE,
    "table": frozenset({"caption", "thead", "tbody", "tfoot"}),
    "caption": INLINE,
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "th": INLINE,
    "td": INLINE,
    "strong": INLINE,
    "em": INLINE,
    "span": INLINE,
    "a": frozenset({"strong", "em"}),
    "br": frozenset(),
}
_TEXT = frozenset({"h1", "h2", "h3", "p", "li", "dt", "dd", "caption", "th", "td", "strong", "em", "span", "a"})
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "article": frozenset({"class", "lang"}),
    "th": frozenset({"class", "scope", "colspan"}),
    "td": frozenset({"class", "colspan"}),
    "a": frozenset({"href"}),
    "span": frozenset({"class", "lang"}),
    "br": frozenset(),
}
_LONGEST_WORD = 26
# A compound of letters alone (arbetslöshetsförsäkringspremie) stays whole: a break anywhere in it looks like a mistake.
_LONGEST_COMPOUND = 34
_SPACES = re.compile(r"[ \t\r\n]+")


class MarkupError(Exception):
    """A document's template made something outside the subset; the text says what and on which line."""


@dataclass(slots=True)
class Element:
    """One element of the subset with its children in order."""

    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def elements(self, *names: str) -> Iterator[Element]:
        """The child elements with one of the names, or all of them."""
        for child in self.children:
            if isinstance(child, Element) and (not names or child.name in names):
                yield child

    @property
    def style(self) -> str:
        """The element's one class, or an empty text."""
        return self.attributes.get("class", "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: Element | None = None
        self.open: list[Element] = []

    def complain(self, what: str) -> MarkupError:
        line, column = self.getpos()
        return MarkupError(f"line {line}, column {column + 1}: {what}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _CONTENT:
            raise self.complain(f"<{tag}> is not in the subset")
        allowed = _ATTRIBUTES.get(tag, frozenset({"class"}))
        attributes: dict[str, str] = {}
        for name, value in attrs:
            if name not in allowed or value is None or name in attributes:
                raise self.complain(f"<{tag}> may not have {name}={value!r}")
            attributes[name] = value
        if tag == "a" and not attributes.get("href", "").startswith("https://"):
            raise self.complain("a link needs an https address")
        element = Element(tag, attributes)
        if not self.open:
            if self.root is not None or tag != "article":
                raise self.complain("a document is one <article>")
            self.root = element
        else:
            parent = self.open[-1]
            if tag not in _CONTENT[parent.name]:
                raise self.complain(f"<{tag}> cannot stand in <{parent.name}>")
            parent.children.append(element)
        if tag != "br":
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].name != tag:
            raise self.complain(f"</{tag}> closes nothing that is open")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1].name in _TEXT:
            self.open[-1].children.append(data)
        elif data.strip():
            raise self.complain(f"the text {data.strip()[:40]!r} stands outside a paragraph or cell")

    def handle_comment(self, data: str) -> None:
        raise self.complain("comments do not belong in a document")

    def handle_decl(self, decl: str) -> None:
        raise self.complain("a document is one <article>, without a declaration")


def parse(html: str) -> Element:
    """The tree of a document in the subset.

    Spaces are gathered as a browser would. Raises ``MarkupError`` for anything outside the subset, for a table whose
    header cells do not say their scope, and for a row of several cells that does not begin with its header.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.root is None or reader.open:
        raise MarkupError(f"the document does not end: {[element.name for element in reader.open]} still open")
    _gather_spaces(reader.root)
    for table in _find(reader.root, "table"):
        _check_table(table)
    if len(list(_find(reader.root, "h1"))) != 1:
        raise MarkupError("a document has exactly one <h1>")
    return reader.root


def _find(element: Element, name: str) -> Iterator[Element]:
    for child in element.elements():
        if child.name == name:
            yield child
        yield from _find(child, name)


def _gather_spaces(element: Element) -> None:
    """Runs of ordinary spaces become one; none is left at the edges of a block. No-break spaces stay."""
    if element.name in _TEXT and element.name not in INLINE:
        previous_ends_in_space = True
        last: tuple[Element, int] | None = None
        for owner, at in _texts(element):
            if at < 0:
                previous_ends_in_space = True
                continue
            text = _SPACES.sub(" ", str(owner.children[at]))
            if previous_ends_in_space:
                text = text.removeprefix(" ")
            owner.children[at] = text
            if text:
                previous_ends_in_space = text.endswith(" ")
                last = (owner, at)
        if last is not None:
            owner, at = last
            owner.children[at] = str(owner.children[at]).removesuffix(" ")
        return
    for child in element.elements():
        _gather_spaces(child)


def _texts(element: Element) -> Iterator[tuple[Element, int]]:
    """Every text in order as (owner, place); a line break as place -1."""
    for at, child in enumerate(element.children):
        if isinstance(child, str):
            yield element, at
        elif child.name == "br":
            yield child, -1
        else:
            yield from _texts(child)


def _width(row: Element) -> int:
    return sum(int(cell.attributes.get("colspan", "1")) for cell in row.elements())


def _check_table(table: Element) -> None:
    rows = [(part.name, row) for part in table.elements("thead", "tbody", "tfoot") for row in part.elements()]
    heads = [row for part, row in rows if part == "thead"]
    if len(heads) != 1 or any(cell.name != "th" for cell in heads[0].elements()):
        raise MarkupError("a table has one header row of <th> cells")
    width = _width(heads[0])
    for part, row in rows:
        cells = list(row.elements())
        if _width(row) != width:
            raise MarkupError(f"a row of {_width(row)} cells in a table of {width}")
        for at, cell in enumerate(cells):
            scope = cell.attributes.get("scope")
            wanted = None if cell.name == "td" else ("col" if part == "thead" else "row")
            if scope != wanted or (cell.name == "th" and part != "thead" and at != 0):
                raise MarkupError(f"a <{cell.name}> in <{part}> has the scope {scope!r}")
        if part != "thead" and len(cells) > 1 and cells[0].name != "th":
            raise MarkupError("a row of several cells begins with its header cell")


def to_html(element: Element) -> str:
    """The tree as tidy HTML: one block a line, text escaped, attributes in a fixed order."""
    return "".join(_html(element)).strip() + "\n"


def _html(element: Element) -> Iterator[str]:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in sorted(element.attributes.items()))
    if element.name == "br":
        yield "<br>"
        return
    inline = element.name in INLINE
    holds_text = element.name in _TEXT
    yield f"<{element.name}{attributes}>" + ("" if inline or holds_text else "\n")
    for child in element.children:
        if isinstance(child, str):
            yield escape(child, quote=False)
        else:
            yield from _html(child)
    yield f"</{element.name}>" + ("" if inline else "\n")


def _quoted(text: str) -> str:
    """The text as a Typst string: safe whatever it holds. Very long words may break, so that they stay on the paper."""
    text = re.sub(rf"\S{{{_LONGEST_WORD},}}", _breakable, text)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _breakable(found: re.Match[str]) -> str:
    word = found.group()
    if len(word) <= _LONGEST_COMPOUND and word.strip(".,;:()").isalpha():
        return word
    parts = re.split(r"(?<=[-/@])", word)
    if all(len(part) < _LONGEST_WORD for part in parts):
        return word
    step = _LONGEST_WORD // 2
    return "\u200b".join(word[at : at + step] for at in range(0, len(word), step))


def to_typst(element: Element) -> str:
    """The tree as Typst code: calls of the style's functions with the document's texts as strings.

    The style (``templates/documents/style.typ``) gives a function for each call: ``heading-of``, ``paragraph``,
    ``bullets``, ``numbered``, ``facts``, ``grid-of`` and ``block-of``.
    """
    return "\n".join(f"#{call}" for call in _calls(element.elements())) + "\n"


def _calls(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        style = _quoted(element.style)
        match element.name:
            case "h1" | "h2" | "h3":
                yield f"heading-of({element.name[1]}, {style}, {_inline(element)})"
            case "p":
                yield f"paragraph({style}, {_inline(element)})"
            case "ul" | "ol":
                name = "bullets" if element.name == "ul" else "numbered"
                yield f"{name}({style}, ({_list(_inline(item) for item in element.elements())}))"
            case "dl":
                pairs = [_inline(child) for child in element.elements()]
                yield f"facts({style}, ({_list(pairs)}))"
            case "table":
                yield _table(element, style)
            case _:
                inner = "\n".join(_calls(element.elements()))
                yield f"block-of({_quoted(element.name)}, {style}, {{\n{inner}\n}})"


def _list(items: Iterable[str]) -> str:
    return "".join(f"{item}, " for item in items)


def _table(table: Element, style: str) -> str:
    parts: dict[str, list[str]] = {"thead": [], "tbody": [], "tfoot": []}
    width = 0
    caption = '""'
    for part in table.elements():
        if part.name == "caption":
            caption = _inline(part)
            continue
        for row in part.elements():
            width = _width(row)
            parts[part.name] += [_cell(cell) for cell in row.elements()]
    head, body, foot = (f"({_list(parts[name])})" for name in ("thead", "tbody", "tfoot"))
    return f"grid-of({style}, {width}, {caption}, {head}, {body}, {foot})"


def _cell(cell: Element) -> str:
    span = int(cell.attributes.get("colspan", "1"))
    return f"cell({_quoted(cell.name)}, {span}, {_quoted(cell.style)}, {_inline(cell)})"


def _inline(element: Element) -> str:
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            if child:
                parts.append(f"text({_quoted(child)})")
        elif child.name == "br":
            parts.append("linebreak()")
        elif child.name == "a":
            parts.append(f"link({_quoted(child.attributes['href'])}, {_inline(child)})")
        elif child.name == "span":
            language = child.attributes.get("lang", "")
            parts.append(f"span-of({_quoted(child.style)}, {_quoted(language)}, {_inline(child)})")
        else:
            parts.append(f"{'strong' if child.name == 'strong' else 'emph'}({_inline(child)})")
    return "{" + "; ".join(parts) + "}" if parts else "[]"
