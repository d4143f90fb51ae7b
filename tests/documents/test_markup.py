"""The HTML subset: what is refused, how spaces are gathered, and that text can never become code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employer.documents.markup import MarkupError, parse, to_html, to_typst
from employer.documents.typeset import typeset
from tests.documents.reading import MADE_ON, pdf_of, tight

_HEAD = '<thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'


def _document(inside: str) -> str:
    return f'<article lang="fi"><h1>t</h1>{inside}</article>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        "<p><img></p>",
        "<p onclick='1'>x</p>",
        "<p style='color:red'>x</p>",
        "<p id='a'>x</p>",
        "loose words",
        "<p>one<p>two</p></p>",
        "<p>open",
        "<ul><p>x</p></ul>",
        "<h1>second</h1>",
        "<!-- note -->",
        '<p><a href="http://example.invalid/">x</a></p>',
        '<p><a href="javascript:1">x</a></p>',
        '<p class="a" class="b">x</p>',
    ],
)
def test_what_is_outside_the_subset_is_refused(inside: str) -> None:
    with pytest.raises(MarkupError):
        parse(_document(inside))


@pytest.mark.parametrize("html", ["", "<p>x</p>", "<article lang='fi'></article>", _document("") + _document("")])
def test_a_document_is_one_article_with_one_heading(html: str) -> None:
    with pytest.raises(MarkupError):
        parse(html)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("<tbody><tr><td>1</td><td>2</td></tr></tbody>", "begins with its header"),
        ('<tbody><tr><th scope="col">1</th><td>2</td></tr></tbody>', "scope"),
        ("<tbody><tr><th>1</th><td>2</td></tr></tbody>", "scope"),
        ('<tbody><tr><th scope="row">1</th></tr></tbody>', "cells in a table of"),
        ('<tbody><tr><th scope="row">1</th><th scope="row">2</th></tr></tbody>', "scope"),
    ],
)
def test_every_row_is_tied_to_its_header(rows: str, why: str) -> None:
    with pytest.raises(MarkupError, match=why):
        parse(_document(f"<table>{_HEAD}{rows}</table>"))


def test_a_table_without_a_header_row_is_refused() -> None:
    with pytest.raises(MarkupError, match="header row"):
        parse(_document('<table><tbody><tr><th scope="row">1</th><td>2</td></tr></tbody></table>'))


def test_a_row_of_one_wide_cell_needs_no_header() -> None:
    parse(_document(f'<table>{_HEAD}<tbody><tr><td colspan="2">why</td></tr></tbody></table>'))


def test_spaces_are_gathered_as_a_browser_does_and_no_break_spaces_stay() -> None:
    html = to_html(parse(_document("<p>\n  1\u00a0234   <strong> bold </strong>\n end <br>\n next </p>")))
    assert "<p>1\u00a0234 <strong>bold </strong>end <br>next</p>" in html


def test_text_stays_text_in_html() -> None:
    html = to_html(parse(_document("<p>a &lt;b&gt; &amp; c</p>")))
    assert "<p>a &lt;b&gt; &amp; c</p>" in html


_STYLE = '#import "/payslip/style.typ": *\n#show: document-of.with(title: "t", page-words: ("", ""))\n'


@given(st.text(alphabet=st.sampled_from("ab\"\\#$*_[]{}()@<>/=-~`'.,:;0 &%!?|äö€\u2212"), min_size=1, max_size=60))
def test_no_text_becomes_typst_code(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    tree = parse(_document(f"<p>x{escaped}x</p>"))
    text = "".join(page.extract_text() for page in pdf_of(typeset(_STYLE + to_typst(tree), MADE_ON)).pages)
    assert "".join(f"x{words}x".split()) in tight_of(text)


def tight_of(text: str) -> str:
    """The text without any space or invisible break mark."""
    return "".join(text.replace("\u200b", "").split())


def test_a_very_long_word_may_break_on_paper_but_not_on_the_page() -> None:
    tree = parse(_document(f"<p>{'A' * 90}</p>"))
    assert "\u200b" in to_typst(tree)
    assert "\u200b" not in to_html(tree)


def test_a_long_compound_stays_whole_on_paper() -> None:
    assert "\u200b" not in to_typst(parse(_document("<p>Arbetstagarens arbetslöshetsförsäkringspremie.</p>")))
    assert "\u200b" in to_typst(parse(_document("<p>arbetslöshetsförsäkringspremie1234567</p>")))


def test_reading_strips_what_the_paper_adds() -> None:
    assert tight("• one\n1. two a | b / c\u200bd") == "onetwoabcd"
