"""Kept documents: the bytes stay, belong to one employer, and the database refuses to change them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from employer import documents
from employer.documents import StoredDocument
from employer.effective import Hand
from tests.documents.reading import MADE_ON, sample

MOMENT = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)


def _keep(session: Session, employer_id: int = 1) -> StoredDocument:
    made = documents.render("payslip", sample("payslip"), "sv", MADE_ON, "ilona-1")
    return documents.keep(session, employer_id, "payslip", "ilona-1", "sv", made, Hand("Salla Esimerkki", MOMENT))


def test_what_is_kept_comes_back_with_its_fingerprints(session: Session) -> None:
    made = documents.render("payslip", sample("payslip"), "sv", MADE_ON, "ilona-1")
    kept = _keep(session)
    session.expire_all()
    found = documents.find(session, 1, kept.id)
    assert found == kept
    assert found is not None
    assert found.pdf == made.pdf
    assert found.html == made.html.encode()
    assert found.pdf_sha256 == hashlib.sha256(made.pdf).hexdigest()
    assert found.html_sha256 == hashlib.sha256(made.html.encode()).hexdigest()
    assert found.template_version == made.template_version
    assert (found.language, found.kept_at) == ("sv", MOMENT)


def test_another_employers_document_is_not_found(session: Session) -> None:
    kept = _keep(session, employer_id=1)
    assert documents.find(session, 2, kept.id) is None
    assert documents.kept(session, 2, "payslip", "ilona-1") == ()


def test_documents_about_one_subject_come_oldest_first(session: Session) -> None:
    first, second = _keep(session), _keep(session)
    assert [one.id for one in documents.kept(session, 1, "payslip", "ilona-1")] == [first.id, second.id]


@pytest.mark.parametrize("statement", ["UPDATE document SET title = 'x'", "DELETE FROM document"])
def test_the_database_refuses_to_change_a_kept_document(session: Session, statement: str) -> None:
    _keep(session)
    with pytest.raises(DatabaseError, match="kept as they are"), session.begin_nested():
        session.execute(text(statement))
