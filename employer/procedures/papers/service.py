"""Keeps papers of an employment among the documents that never change, and finds them again. Nothing commits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy.orm import Session

from employer import audit, documents
from employer.documents import Rendered, StoredDocument
from employer.effective import Hand
from employer.procedures.papers.schemas import READERS, Paper

KINDS = tuple(READERS)


def keep(session: Session, employer_id: int, kind: str, employment: str, made: Rendered, hand: Hand) -> int:
    """Keeps a paper of an employment (its code) for ever and gives its id; the same paper again gives the same id.

    Raises ``KeyError`` for a kind that there is not.
    """
    if kind not in READERS:
        raise KeyError(kind)
    digest = hashlib.sha256(made.html.encode()).hexdigest()
    for one in reversed(documents.kept(session, employer_id, kind, employment)):
        if (one.html_sha256, one.language) == (digest, made.language):
            return one.id
    stored = documents.keep(session, employer_id, kind, employment, made.language, made, hand)
    about = {"employment": employment, "paper": made.title, "language": made.language}
    audit.record(session, employer_id, hand.by, "procedures.change.kept", None, about, at=hand.at)
    return stored.id


def kept(session: Session, employer_id: int, employment: str, kinds: Iterable[str] = KINDS) -> tuple[Paper, ...]:
    """The kept papers of an employment of these kinds, the newest first."""
    found = [
        Paper(one.id, one.kind, one.title, one.language, one.kept_at)
        for kind in kinds
        for one in documents.kept(session, employer_id, kind, employment)
    ]
    return tuple(sorted(found, key=lambda one: (one.kept_at, one.id), reverse=True))


def find(session: Session, employer_id: int, employment: str, paper_id: int) -> StoredDocument | None:
    """A kept paper of the employment with its bytes, or None: another's is not found either."""
    found = documents.find(session, employer_id, paper_id)
    if found is None or found.kind not in READERS or found.subject != employment:
        return None
    return found
