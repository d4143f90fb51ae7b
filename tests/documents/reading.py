"""Reads made documents back with other tools than those that made them."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

SAMPLES = Path(__file__).resolve().parents[2] / "templates" / "documents"
MADE_ON = date(2026, 3, 30)
LANGUAGES = ("fi", "selko", "sv", "en")
DOCUMENTS = ("contract", "payslip")


def sample(name: str) -> dict[str, Any]:
    """A fresh copy of a document's sample data."""
    data = json.loads((SAMPLES / name / "sample.json").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


class _Text(HTMLParser):
    """The text of a page, one block a line, cells with a bar between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"style", "title"}:
            self.skipped += 1
        elif tag in {"td", "th"} and self.line:
            self.line += " | "
        elif tag == "br":
            self.line += " / "

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "title"}:
            self.skipped -= 1
        elif tag in {"h1", "h2", "h3", "p", "li", "dt", "dd", "tr", "caption"}:
            self.lines.append(" ".join(self.line.replace("\u00a0", " ").split()))
            self.line = ""

    def handle_data(self, data: str) -> None:
        if not self.skipped and data.strip():
            self.line += data


def text_of(html: str) -> str:
    """The words of a page, line by line, no-break spaces as plain ones."""
    reader = _Text()
    reader.feed(html)
    return "\n".join(reader.lines) + "\n"


def pdf_of(pdf: bytes) -> PdfReader:
    """The PDF opened strictly: a wrong table of offsets is an error."""
    return PdfReader(io.BytesIO(pdf), strict=True)


def words_of(pdf: bytes, identifier: str) -> str:
    """The text of the pages in order without spaces, page feet and list marks."""
    pages = []
    for page in pdf_of(pdf).pages:
        text = page.extract_text()
        text = re.sub(rf"^{re.escape(identifier)}.*\n?.*\d+ / \d+$", "", text, flags=re.MULTILINE)
        pages.append(text)
    return tight("\n".join(pages))


def tight(text: str) -> str:
    """Text without spaces, invisible break marks, cell bars and list marks."""
    text = re.sub(r"^\s*(•|\d+\.(?=\s))", "", text, flags=re.MULTILINE)
    return re.sub(r"[\s\u200b\u00ad|]|(?<=\s)/(?=\s)", "", text)


def tagged(reader: PdfReader) -> list[DictionaryObject]:
    """Every structure element in reading order."""
    found: list[DictionaryObject] = []

    def walk(node: Any) -> None:
        if isinstance(node, IndirectObject):
            node = node.get_object()
        if isinstance(node, ArrayObject):
            for one in node:
                walk(one)
        elif isinstance(node, DictionaryObject) and node.get("/S") is not None:
            found.append(node)
            walk(node.get("/K"))

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def attribute(element: DictionaryObject, name: str) -> Any:
    """A layout or table attribute of a structure element, or None."""
    attributes = element.get("/A")
    for one in attributes if isinstance(attributes, ArrayObject) else [attributes]:
        if one is not None and name in one.get_object():
            return one.get_object()[name]
    return None
