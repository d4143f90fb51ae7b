"""Marks of what was issued: a kept row changed, dropped or added behind the database's back is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from employer import chain, clock, documents, marks, pay
from employer.documents import Rendered
from employer.documents.models import Document
from employer.effective import Hand
from employer.household import queries, service
from employer.household.reading import EXPORT_MARK, read
from employer.household.writing import text_of
from employer.pay.models import IssuedLine, IssuedPayslip

KEPT = ("issued_payslip", "issued_line", "document", "report", "payment_file")


def without_triggers(session: Session) -> None:
    """Somebody with the owner's rights."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    for table in KEPT:
        if sqlite:
            for verb in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
        else:
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


@pytest.fixture
def household(session: Session) -> int:
    """The example with its contract, payslips, reports and bank files."""
    employer_id = service.make_demo(session, reported=True)
    assert employer_id is not None
    return employer_id


TRIALS = (
    ("document", "min", "DELETE FROM document WHERE id = :number", "was removed"),
    ("document", "max", "DELETE FROM document WHERE id = :number", "was removed"),
    ("document", "min", "UPDATE document SET kind = 'other' WHERE id = :number", "is not what was kept"),
    ("document", "min", "UPDATE document SET title = 'x' WHERE id = :number", "is not what was kept"),
    ("issued_payslip", "min", "UPDATE issued_payslip SET issued_by = 'X' WHERE id = :number", "is not what was kept"),
    ("issued_payslip", "min", "UPDATE issued_payslip SET year = 2025 WHERE id = :number", "is not what was kept"),
    ("issued_payslip", "max", "UPDATE issued_line SET unit = '' WHERE payslip_id = :number", "is not what was kept"),
    ("issued_payslip", "max", "DELETE FROM issued_line WHERE payslip_id = :number", "is not what was kept"),
    ("report", "max", "UPDATE report SET made_by = 'X' WHERE id = :number", "is not what was kept"),
    ("payment_file", "max", "UPDATE payment_file SET cents = cents + 1 WHERE id = :number", "is not what was kept"),
    ("payment_file", "min", "DELETE FROM payment_file WHERE id = :number", "was removed"),
)


def test_what_was_issued_is_marked_and_whole(session: Session, household: int) -> None:
    assert marks.unlike(session, household) == ()
    assert marks.unlike(session, household + 1) == ()
    told = marks.of_all(session, household)
    for table in ("issued_payslip", "document", "report", "payment_file"):
        places = {place for place in told if place.startswith(f"{table}/")}
        there = session.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - names of ours
        assert len(places) == there > 1, table


def test_tampering_is_found(session: Session, household: int) -> None:
    numbers = {}
    for table, which, _, _ in TRIALS:
        numbers[table, which] = session.scalar(text(f"SELECT {which}(id) FROM {table}"))  # noqa: S608 - names of ours
    for table, which, statement, _ in TRIALS:
        with pytest.raises(DatabaseError, match="kept as they are"), session.begin_nested():
            session.execute(text(statement), {"number": numbers[table, which]})
    without_triggers(session)
    for table, which, statement, told in TRIALS:
        with session.begin_nested() as trial:
            session.execute(text(statement), {"number": numbers[table, which]})
            found = marks.unlike(session, household)
            assert found == (f"{table} {numbers[table, which]} {told}",), statement
            trial.rollback()
    assert marks.unlike(session, household) == ()


def test_what_an_export_brings_back_is_marked_too(session: Session, household: int) -> None:
    before = len(marks.of_all(session, household))
    whole = read((EXPORT_MARK + text_of(queries.household(session, household, clock.today(), with_kept=True))).encode())
    session.execute(text("UPDATE employer SET code = 'moved-away'"))
    other = service.import_file(session, whole)
    assert other != household
    assert marks.unlike(session, other) == ()
    assert len(marks.of_all(session, other)) == before
    assert chain.verify(session) == ()
    number = min(one.id for one in pay.payslips(session, other))
    without_triggers(session)
    session.execute(text("UPDATE issued_payslip SET issued_by = 'X' WHERE id = :number"), {"number": number})
    assert marks.unlike(session, other) == (f"issued_payslip {number} is not what was kept",)


def test_rows_of_before_the_marks_are_left_alone(session: Session, an_employer: Callable[..., int], hand: Hand) -> None:
    """What an earlier program kept has no marks, and nothing is wrong; what comes unmarked after a mark is."""
    employer_id = an_employer()
    paper = Rendered("Palkkalaskelma", "fi", "<article></article>", "<html></html>", b"%PDF-", "0" * 64)
    said = {"kind": "payslip", "language": "fi", "title": "t", "template_version": "1", "html": b"h", "pdf": b"p"}
    said |= {"html_sha256": "0" * 64, "pdf_sha256": "0" * 64, "kept_at": hand.at}
    session.add(Document(employer_id=employer_id, subject="before", **said))
    session.flush()
    assert marks.unlike(session, employer_id) == ()
    documents.keep(session, employer_id, "payslip", "2026-0001", "fi", paper, hand)
    assert marks.unlike(session, employer_id) == ()
    session.add(late := Document(employer_id=employer_id, subject="after", **said))
    session.flush()
    assert marks.unlike(session, employer_id) == (f"document {late.id} was added past the service",)


def test_a_mark_is_of_the_row_its_place_and_its_lines() -> None:
    row = dict.fromkeys(IssuedPayslip.__table__.columns.keys()) | {"id": 7, "issued_by": "A", "inputs": "x"}
    line = dict.fromkeys(IssuedLine.__table__.columns.keys()) | {"amount": 100}
    table = IssuedPayslip.__table__
    plain = marks.of(table, row, [line])
    assert set(plain) == {"issued_payslip/7"}
    assert marks.of(table, {**row, "inputs": "y"}, [line]) == plain  # its own hash stands beside it
    others = [
        marks.of(table, {**row, "issued_by": "B"}, [line]),
        marks.of(table, {**row, "inputs_sha256": "y"}, [line]),
        marks.of(table, row, [{**line, "amount": 101}]),
        marks.of(table, row, [line, line]),
        marks.of(table, row),
    ]
    assert len({tuple(one.values()) for one in [plain, *others]}) == 6
