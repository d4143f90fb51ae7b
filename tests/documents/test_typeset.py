"""Tagged PDF: standard, language, row headers, fonts, and the same bytes."""

from __future__ import annotations

from datetime import date

import pytest
from pypdf.generic import DictionaryObject

from employer import documents
from employer.documents.typeset import TypesettingError, typeset
from employer.documents.typeset.service import FONTS, tie_row_headers
from tests.documents.reading import DOCUMENTS, LANGUAGES, MADE_ON, attribute, pdf_of, sample, tagged


def _pdf(name: str, language: str = "fi") -> bytes:
    return documents.render(name, sample(name), language, MADE_ON, "ilona-1").pdf


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_pdf_says_its_standard_language_and_title(name: str, language: str) -> None:
    reader = pdf_of(_pdf(name, language))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == {"fi": "fi", "selko": "fi", "sv": "sv", "en": "en"}[language]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Ilona Rantavirta" in reader.metadata.title
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata.creation_date.date() == MADE_ON


@pytest.mark.parametrize(("name", "pages"), [("payslip", 2), ("contract", 3)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_has_the_expected_pages(name: str, pages: int, language: str) -> None:
    assert len(pdf_of(_pdf(name, language)).pages) == pages


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_header_cell_has_a_scope_and_every_data_cell_names_its_headers(name: str) -> None:
    reader = pdf_of(_pdf(name))
    elements = tagged(reader)
    heads = {str(element["/ID"]): element for element in elements if element["/S"] == "/TH"}
    assert len(heads) == sum(element["/S"] == "/TH" for element in elements)
    assert {attribute(head, "/Scope") for head in heads.values()} == {"/Column", "/Row"}
    rows = [element for element in elements if element["/S"] == "/TR"]
    assert rows
    for row in rows:
        cells = [kid.get_object() for kid in row["/K"]]
        if len(cells) == 1:
            continue
        assert cells[0]["/S"] == "/TH"
        for cell in cells[1:]:
            named = [str(one) for one in attribute(cell, "/Headers") or ()]
            assert set(named) <= set(heads)
            if cell["/S"] == "/TD":
                assert str(cells[0]["/ID"]) in named
                assert any(attribute(heads[one], "/Scope") == "/Column" for one in named)


def test_the_tree_of_names_finds_every_header_cell_in_order() -> None:
    reader = pdf_of(_pdf("payslip"))
    names = reader.trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Names"]
    keys = [str(name) for name in names[::2]]
    assert keys == sorted(keys)
    for key, element in zip(keys, names[1::2], strict=True):
        found = element.get_object()
        assert isinstance(found, DictionaryObject)
        assert found["/S"] == "/TH"
        assert str(found["/ID"]) == key


def test_headings_and_lists_are_tagged() -> None:
    kinds = {str(element["/S"]) for element in tagged(pdf_of(_pdf("contract")))}
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/Link"} <= kinds


@pytest.mark.parametrize("name", DOCUMENTS)
def test_fonts_are_embedded_and_readable_as_text(name: str) -> None:
    reader = pdf_of(_pdf(name))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "SourceSans3" in descendant["/BaseFont"]
            assert "/FontFile2" in descendant["/FontDescriptor"]
            assert "/ToUnicode" in font.get_object()


def test_the_signs_of_finland_are_in_the_font() -> None:
    data = sample("payslip")
    data["employee"]["name"] = "åäö ÅÄÖ € š ž Š Ž ẞ đ ŋ \u2212 \u2013"
    text = "".join(
        page.extract_text() for page in pdf_of(documents.render("payslip", data, "fi", MADE_ON, "x").pdf).pages
    )
    for sign in "åäöÅÄÖ€šžŠŽẞđŋ\u2212\u2013":
        assert sign in text
    assert "\u25a1" not in text


def test_a_sign_that_the_font_lacks_is_an_open_square_on_paper_and_itself_on_the_page() -> None:
    data = sample("payslip")
    data["employee"]["name"] = "محمد Emma 🙂"
    made = documents.render("payslip", data, "fi", MADE_ON, "x")
    text = pdf_of(made.pdf).pages[0].extract_text()
    assert "Emma" in text
    assert text.count("\u25a1") == 5
    assert "محمد Emma 🙂" in made.part


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    first = documents.render(name, sample(name), "sv", MADE_ON, "ilona-1")
    between = documents.render(name, sample(name), "fi", date(2026, 4, 1), "other")
    second = documents.render(name, sample(name), "sv", MADE_ON, "ilona-1")
    assert first == second
    assert between.pdf != first.pdf


def test_what_typst_refuses_is_told() -> None:
    with pytest.raises(TypesettingError, match="unknown variable"):
        typeset("#nothing-like-this", MADE_ON)


def test_nothing_is_read_from_outside_the_templates() -> None:
    with pytest.raises(TypesettingError):
        typeset('#import "@preview/cetz:0.3.0"\n= x', MADE_ON)
    with pytest.raises(TypesettingError):
        typeset('#read("/../../pyproject.toml")', MADE_ON)


def test_a_font_that_does_not_come_with_the_installation_is_an_error() -> None:
    with pytest.raises(TypesettingError, match="unknown font family"):
        typeset('#set document(title: "t")\n#set text(font: "Helvetica")\n= x', MADE_ON)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\nstartxref\n5\n%%EOF", b"%PDF-1.7\nxref\n"])
def test_a_file_that_is_not_built_as_expected_is_refused(pdf: bytes) -> None:
    with pytest.raises(TypesettingError):
        tie_row_headers(pdf)


def test_the_fonts_are_small_and_their_licence_is_beside_them() -> None:
    fonts = sorted(FONTS.glob("SourceSans3-*.ttf"))
    assert [font.name for font in fonts] == ["SourceSans3-Bold.ttf", "SourceSans3-Regular.ttf"]
    assert all(font.stat().st_size < 400_000 for font in fonts)
    assert "SIL OPEN FONT LICENSE" in (FONTS / "SourceSans3-LICENSE.txt").read_text(encoding="utf-8")
