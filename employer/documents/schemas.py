"""What the documents give back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Rendered:
    """One document in its three forms, all with the same words in the same order.

    ``part``: the HTML ``<article>`` that a page includes. ``html``: the same as a file of its own.
    ``pdf``: tagged PDF/UA-1. ``template_version``: fingerprint of the template, the style, the fonts and the texts.
    """

    title: str
    language: str
    part: str
    html: str
    pdf: bytes
    template_version: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it was kept; its bytes never change.

    ``kind``: the document's name, for example ``payslip``; ``subject``: what it is about, for example the payslip's
    number. ``html_sha256`` and ``pdf_sha256`` are the fingerprints of the bytes at the time of keeping.
    """

    id: int
    employer_id: int
    kind: str
    subject: str
    language: str
    title: str
    template_version: str
    html: bytes
    pdf: bytes
    html_sha256: str
    pdf_sha256: str
    kept_at: datetime


class DocumentError(Exception):
    """The document cannot be made from this data; the text says what is missing or wrong."""
