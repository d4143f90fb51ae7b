"""The paper of a refused leave: what it says, and that there is none of a leave that was not refused."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from employer import formats, leave
from employer.effective import Hand
from employer.leave.schemas import Absence
from employer.procedures import leaves


def test_a_refusal_tells_the_leave_the_days_and_the_reasons(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    asked = Absence(household[1], "partial_parental", date(2026, 8, 1), date(2026, 12, 31))
    told = {"told": date(2026, 3, 1), "answer": "refused", "answered": date(2026, 3, 9)}
    refused = Absence(asked.employment_id, asked.kind, asked.first, asked.last, **told, answer_ground="Illat\nYöt")
    absence_id = leave.add_absence(session, household[0], refused, hand)
    for language, word in (("fi", "Perustelut"), ("sv", "Motivering"), ("en", "Reasons")):
        made = leaves.refusal(session, household[0], absence_id, language, hand.day)
        assert made.language == language
        for words in (
            word,
            formats.days(date(2026, 8, 1), date(2026, 12, 31)),
            "1.3.2026",
            "9.3.2026",
            "Illat",
            "Yöt",
            "4",
        ):
            assert words in made.html
        assert made.pdf.startswith(b"%PDF")
    with pytest.raises(LookupError):
        leaves.refusal(session, household[0] + 1, absence_id, "fi", hand.day)
    leave.change_absence(session, household[0], absence_id, asked, hand)
    (kept,) = leave.absences(session, household[0], household[1], hand.day, partial=True)
    with pytest.raises(LookupError, match="not refused"):
        leaves.refusal(session, household[0], kept.id, "fi", hand.day)
