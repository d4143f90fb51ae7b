"""Sets a document with Typst as PDF/UA-1 and ties data cells to the header of their row.

Typst reads nothing but the templates' folder and the font folder that come with the installation, and never the
network. A character that the fonts do not have is shown as an open square: PDF/UA forbids text without a glyph, and a
paper must not fail because of a name in another script. The page shows such names as written.

Typst's tables mark the headers of columns only; the Python package cannot switch on Typst's own marking of row headers,
so ``tie_row_headers`` completes the structure tree afterwards: it reads the objects that Typst writes uncompressed,
changes those of the rows and writes the table of offsets anew.
"""

from __future__ import annotations

import re
import struct
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from threading import Lock

import typst

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTS = ROOT / "templates" / "documents"
FONTS = ROOT / "templates" / "static" / "fonts"
STANDARD = "ua-1"
OPEN_SQUARE = "\u25a1"
_INVISIBLE = "\n\u00ad\u200b\u200c\u200d\u2060"

_one_at_a_time = Lock()


class TypesettingError(Exception):
    """The document could not be set, or the PDF is not built as expected; the text says where."""


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        root=str(DOCUMENTS),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]),
        ignore_system_fonts=True,
    )


def _characters(font: Path) -> set[int]:
    """The characters a TrueType font has glyphs for, from its ``cmap`` table (the formats 4 and 12)."""
    data = font.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    start = tables[b"cmap"]
    found: set[int] = set()
    for record in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">I", data, start + 4 + 8 * record + 4)[0]
        kind = struct.unpack_from(">H", data, at)[0]
        if kind == 12:
            for group in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last = struct.unpack_from(">II", data, at + 16 + 12 * group)
                found.update(range(first, last + 1))
        elif kind == 4:
            count = struct.unpack_from(">H", data, at + 6)[0] // 2
            lasts = struct.unpack_from(f">{count}H", data, at + 14)
            firsts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
            for first, last in zip(firsts, lasts, strict=True):
                found.update(range(first, min(last, 0xFFFE) + 1))
    return found


@lru_cache(maxsize=1)
def _not_in_the_fonts() -> re.Pattern[str]:
    fonts = [_characters(path) for path in sorted(FONTS.glob("*.ttf"))]
    known = sorted(set.intersection(*fonts) | {ord(character) for character in _INVISIBLE})
    ranges: list[list[int]] = []
    for code in known:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return re.compile("[^" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]")


def not_on_paper(text: str) -> str:
    """The characters of a text that a paper shows as open squares, each once, in their order."""
    return "".join(dict.fromkeys(_not_in_the_fonts().findall(text)))


def typeset(source: str, made_on: date) -> bytes:
    """The PDF of a Typst source that imports its style by a path from ``templates/documents``.

    ``made_on`` is the day written as the document's date, so that the same input gives the same bytes.
    Raises ``TypesettingError`` when Typst refuses the source or warns, for example of a font that is missing.
    """
    moment = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
    try:
        with _one_at_a_time:
            made, warnings = _compiler().compile_with_warnings(
                input=_not_in_the_fonts().sub(OPEN_SQUARE, source).encode(),
                format="pdf",
                pdf_standards=[STANDARD],
                timestamp=int(moment.timestamp()),
            )
    except typst.TypstError as error:
        raise TypesettingError(error.diagnostic) from error
    if warnings:
        raise TypesettingError("; ".join(warning.message for warning in warnings))
    if not isinstance(made, bytes):
        raise TypesettingError("Typst gave no PDF")
    return tie_row_headers(made)


_XREF = re.compile(rb"xref\r?\n0 (\d+)\r?\n")
_ROW = re.compile(rb"/S/TR/P \d+ 0 R(?:/[A-Z][^\[]*)?/K\[([^\]]*)\]")
_KID = re.compile(rb"(\d+) 0 R")


def tie_row_headers(pdf: bytes) -> bytes:
    """The same PDF with the first data cell of every row of several cells marked as that row's header.

    The cell becomes a ``TH`` with ``/Scope /Row`` and an identifier, and every other cell of the row names it among its
    ``/Headers``. Raises ``TypesettingError`` when the file is not built as Typst builds it.
    """
    found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", pdf)
    table = _XREF.match(pdf, int(found.group(1))) if found else None
    if found is None or table is None:
        raise TypesettingError("the PDF has no plain table of offsets")
    count = int(table.group(1))
    offsets = [int(pdf[table.end() + 20 * at : table.end() + 20 * at + 10]) for at in range(count)]
    borders = [*sorted(offsets[1:]), int(found.group(1))]
    following = dict(pairwise(borders))
    objects = {number: pdf[offset : following[offset]] for number, offset in enumerate(offsets) if number}

    changed = dict(objects)
    named: list[tuple[bytes, int]] = []
    for body in objects.values():
        if b"/Type/StructElem/S/TR" not in body:
            continue
        row = _ROW.search(body)
        if row is None:
            raise TypesettingError("a table row is not built as expected")
        kids = [int(kid) for kid in _KID.findall(row.group(1))]
        if len(kids) < 2 or b"/S/TD" not in objects[kids[0]]:
            continue
        name = b"(R%d)" % kids[0]
        head = objects[kids[0]]
        if head.count(b"<</O/Table") != 1:
            raise TypesettingError("a table cell is not built as expected")
        head = head.replace(b"/S/TD", b"/S/TH/ID" + name, 1).replace(b"<</O/Table", b"<</O/Table/Scope/Row", 1)
        changed[kids[0]] = head
        named.append((name, kids[0]))
        for kid in kids[1:]:
            if objects[kid].count(b"/Headers[") != 1:
                raise TypesettingError("a table cell does not name its headers")
            changed[kid] = objects[kid].replace(b"/Headers[", b"/Headers[" + name, 1)
    if not named:
        return pdf
    for number, body in objects.items():
        if b"/Type/StructTreeRoot" in body:
            changed[number] = _with_names(body, named)
    return _rewritten(pdf, changed, offsets, table.end(), table.end() + 20 * count)


def _with_names(root: bytes, named: list[tuple[bytes, int]]) -> bytes:
    """The structure tree's root with more names in its tree of identifiers, which has to be in order."""
    names = re.search(rb"/IDTree<</Names\[([^\]]*)\]>>", root)
    if names is None:
        raise TypesettingError("the structure tree has no names")
    entries = [(name, int(number)) for name, number in re.findall(rb"(\([^)]*\)) ?(\d+) 0 R", names.group(1))]
    written = b" ".join(b"%s %d 0 R" % entry for entry in sorted(entries + named))
    return root[: names.start(1)] + written + root[names.end(1) :]


def _rewritten(pdf: bytes, objects: dict[int, bytes], offsets: list[int], table: int, trailer: int) -> bytes:
    """The file with the given objects in their old order and a fresh table of offsets.

    ``table`` and ``trailer`` are where the old table's entries begin and end.
    """
    order = sorted(objects, key=lambda number: offsets[number])
    parts = [pdf[: offsets[order[0]]]]
    at = len(parts[0])
    places: dict[int, int] = {}
    for number in order:
        places[number] = at
        parts.append(objects[number])
        at += len(objects[number])
    rows = [pdf[table : table + 20], *(b"%010d 00000 n \n" % places[number] for number in range(1, len(offsets)))]
    end = re.sub(rb"startxref\s+\d+", b"startxref\n%d" % at, pdf[trailer:])
    return b"".join([*parts, b"xref\n0 %d\n" % len(offsets), *rows, end])
