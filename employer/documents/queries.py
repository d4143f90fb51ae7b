"""Kept documents as they were kept."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from employer import sealed
from employer.documents.models import Document
from employer.documents.schemas import StoredDocument

_KEPT_AT = (
    select(Document.kept_at)
    .where(
        Document.employer_id == bindparam("of_employer"),
        Document.kind == bindparam("of_kind"),
        Document.subject == bindparam("of_subject"),
    )
    .order_by(Document.id)
)


def find(session: Session, employer_id: int, document_id: int) -> StoredDocument | None:
    """The employer's document with this id, or None: another employer's document is not found either."""
    row = session.scalar(select(Document).where(Document.employer_id == employer_id, Document.id == document_id))
    return None if row is None else stored(row)


def kept(session: Session, employer_id: int, kind: str, subject: str) -> tuple[StoredDocument, ...]:
    """The employer's documents of one kind about one subject, oldest first."""
    rows = session.scalars(
        select(Document)
        .where(Document.employer_id == employer_id, Document.kind == kind, Document.subject == subject)
        .order_by(Document.id)
    )
    return tuple(stored(row) for row in rows)


def spoiled(session: Session, employer_id: int) -> tuple[int, ...]:
    """The ids of the employer's documents that do not open, or whose bytes are not those that were kept."""
    found = []
    for document_id in session.scalars(select(Document.id).where(Document.employer_id == employer_id)).all():
        try:
            one = find(session, employer_id, document_id)
        except sealed.SealError:
            found.append(document_id)
            continue
        kept_as = None if one is None else (_sha256(one.html), _sha256(one.pdf))
        if one is not None and kept_as != (one.html_sha256, one.pdf_sha256):
            found.append(document_id)
    return tuple(sorted(found))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kept_at(session: Session, employer_id: int, kind: str, subject: str) -> tuple[datetime, ...]:
    """When the employer's documents of one kind about one subject were kept (UTC), oldest first; none is opened."""
    of = {"of_employer": employer_id, "of_kind": kind, "of_subject": subject}
    return tuple(session.scalars(_KEPT_AT, of))


def stored(row: Document) -> StoredDocument:
    """A row as plain data."""
    return StoredDocument(
        id=row.id,
        employer_id=row.employer_id,
        kind=row.kind,
        subject=row.subject,
        language=row.language,
        title=row.title,
        template_version=row.template_version,
        html=row.html,
        pdf=row.pdf,
        html_sha256=row.html_sha256,
        pdf_sha256=row.pdf_sha256,
        kept_at=row.kept_at,
    )
