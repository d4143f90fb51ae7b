"""The table of kept documents: rows are added, never changed; the database refuses it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Moment
from employer.marks import marked
from employer.sealed import SealedBytes, SealedText


class Document(Base):
    """One document as issued, in its language, with its title and the bytes that were given to people, kept
    encrypted. The hashes are of the bytes in the clear.

    ``employer_id`` names the household without a foreign key: this feature stands below the people it keeps papers for.
    """

    __tablename__ = "document"
    __table_args__ = (Index(None, "employer_id", "kind", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(5))
    title: Mapped[str] = mapped_column(SealedText(associated="document.title", was=String(400)))
    template_version: Mapped[str] = mapped_column(String(64))
    html: Mapped[bytes] = mapped_column(SealedBytes(associated="document.html"))
    pdf: Mapped[bytes] = mapped_column(SealedBytes(associated="document.pdf"))
    html_sha256: Mapped[str] = mapped_column(String(64))
    pdf_sha256: Mapped[str] = mapped_column(String(64))
    kept_at: Mapped[datetime] = mapped_column(Moment)


marked(Document.__table__)
