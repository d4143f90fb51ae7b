"""Two persons approve, where the household has chosen so: nobody does both steps, whatever sessions or roles they have.

A person is an account (``audit.acting_person``); a command acts for no account, so it never counts as one of the two.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from employer import audit
from employer.effective import Hand
from employer.errors import Conflict
from employer.people import models, queries

_EMPLOYER: Any = models.Employer.__table__
_SINCE = select(_EMPLOYER.c.two_person_since).where(_EMPLOYER.c.id == bindparam("of_employer"))


def two_needed(session: Session, employer_id: int) -> bool:
    """Whether the household has chosen that two persons approve each payslip."""
    return session.connection().scalar(_SINCE, {"of_employer": employer_id}) is not None


def require_two(session: Session, employer_id: int, hand: Hand) -> None:
    """From now on two persons approve. Chosen twice, it changes nothing."""
    row = queries.employer_row(session, employer_id)
    if row.two_person_since is not None:
        return
    row.two_person_since = hand.at
    audit.record(session, employer_id, hand.by, "changes.two_person_on", None, None, at=hand.at)
    audit.note(session, "two_person_on", employer_id, at=hand.at)


def stop_requiring_two(session: Session, employer_id: int, hand: Hand) -> bool:
    """One person's approval of going back to one; it ends when a second person approves it too. True when it ended."""
    row = queries.employer_row(session, employer_id)
    if row.two_person_since is None:
        return True
    content = _sha256(row.two_person_since.isoformat())
    if not approve(session, employer_id, "two_person_off", content, hand):
        return False
    row.two_person_since = None
    audit.record(session, employer_id, hand.by, "changes.two_person_off", None, None, at=hand.at)
    audit.note(session, "two_person_off", employer_id, at=hand.at)
    return True


def approve(session: Session, employer_id: int, subject: str, content_sha256: str, hand: Hand) -> bool:
    """Notes the acting person's approval of a content; True when somebody else has approved the same content too.

    Raises ``Conflict`` when no person acts.
    """
    person_id = audit.acting_person(session)
    if person_id is None:
        raise Conflict("an approval needs a person")
    row = models.Approval
    content = (row.employer_id == employer_id, row.subject == subject, row.content_sha256 == content_sha256)
    if session.scalar(select(row.id).where(*content, row.person_id == person_id)) is not None:
        return approved_by_another(session, employer_id, subject, content_sha256)
    made: Any = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    session.execute(
        made(models.Approval)
        .values(
            employer_id=employer_id,
            subject=subject,
            content_sha256=content_sha256,
            person_id=person_id,
            approved_at=hand.at,
            approved_by=hand.by,
        )
        .on_conflict_do_nothing()
    )
    return approved_by_another(session, employer_id, subject, content_sha256)


def approved_by_another(session: Session, employer_id: int, subject: str, content_sha256: str) -> bool:
    """Whether a person other than the one who acts has approved the content; never for a command."""
    person_id = audit.acting_person(session)
    row = models.Approval
    others = session.scalars(
        select(row.person_id).where(
            row.employer_id == employer_id,
            row.subject == subject,
            row.content_sha256 == content_sha256,
            row.person_id != (person_id or 0),
        )
    ).all()
    return person_id is not None and bool(others)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
