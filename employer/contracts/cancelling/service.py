"""Looks at a contract that ended without notice (Employment Contracts Act 55/2001, chapters 8 and 9). Plain facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from employer.contracts.schemas import CANCELLED, WITHOUT_NOTICE, EmploymentFacts, Ending
from rules import Reason, load_book
from rules.decisions import ending

STEPS = {
    "cancelled_by_employer": (
        *("hear_the_employee", "cancel_in_time", "deliver_notice", "written_reasons_on_request"),
        *("final_pay", "certificate"),
    ),
    "cancelled_by_employee": ("cancel_in_time", "final_pay", "certificate"),
    "absence_without_word": ("try_to_reach", "tell_treated_as_ended", "deliver_notice", "final_pay", "certificate"),
}
"""What is gone through, in order, by why the employment ended; the sentences are those of the guides."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the law says of an ending without notice. ``by``: the last day to cancel (8:2); ``known``: when the message
    is deemed known at the latest (9:4); None: what it rests on was not said, or there is no such day. ``warnings`` and
    ``steps`` are codes of sentences."""

    by: date | None = None
    known: date | None = None
    warnings: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


def unsaid(one: Ending | EmploymentFacts) -> tuple[str, ...]:
    """What nobody has said of a cancelled contract: when the breach became known (8:2), when the cancelling was told or
    sent (9:4) and, of the employer's, whether the employee was heard (9:2). Names of the fields."""
    if one.end is None or one.end_reason not in CANCELLED:
        return ()
    asked = ("breach_known", "cancel_sent", *(("employee_heard",) if one.end_reason == "cancelled_by_employer" else ()))
    return tuple(name for name in asked if getattr(one, name) is None)


def looks(one: Ending | EmploymentFacts) -> Looked | None:
    """What the law looks at in an ending; None for one that is neither a cancelling nor an absence without word.

    It warns and decides nothing: an employment that was cancelled too late has ended all the same, and what it costs is
    settled by a court (12:2).
    """
    if one.end is None or one.end_reason not in WITHOUT_NOTICE:
        return None
    steps = STEPS[one.end_reason]
    if one.end_reason not in CANCELLED:
        return Looked(warnings=("undone_by_hindrance", "no_notice_pay", "get_advice"), steps=steps)
    book = load_book()
    by_employer = one.end_reason == "cancelled_by_employer"
    warnings = []
    by = known = None
    reasons: list[Reason] = []
    if unsaid(one):
        warnings.append("cancelling_not_said")
    if one.breach_known is not None:
        last = ending.cancel_by(one.breach_known, book)
        by = last.outcome
        reasons += last.reasons
        if one.cancel_sent is not None and one.cancel_sent > by:
            warnings.append("cancel_too_late")
    if one.cancel_sent is not None and one.cancel_sent != one.end:
        deemed = ending.known_on("letter", one.cancel_sent, book)
        known = deemed.outcome
        reasons += deemed.reasons
        if one.end > known:
            warnings.append("known_by_then")
    if by_employer and one.employee_heard is False:
        warnings.append("was_not_heard")
    warnings += ["cancel_is_for_the_gravest", "no_notice_pay", "get_advice"]
    return Looked(by, known, tuple(warnings), steps, tuple(reasons))
