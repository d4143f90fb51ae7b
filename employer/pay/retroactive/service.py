"""Calculates issued payslips of a past period again, oldest first, and issues the differences. Nothing here commits.

A collective agreement that became binding later, a wage or an answer recorded afterwards: whatever is known on the
day of the run counts. A payslip whose calculation gives what was paid is left alone, so
that a second run makes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from employer import texts
from employer.effective import Hand
from employer.errors import Problem, cannot_calculate
from employer.pay import queries, service
from employer.pay.retroactive.schemas import Recalculated
from employer.pay.schemas import Issued, IssuePayslip
from employer.pay.showing.service import render
from payroll import CannotCalculate, OpenQuestion
from payroll.agreement import followed_on
from rules import load_book

MOST_ROUNDS = 4
"""A correction may move a yearly limit of an earlier payment: rounds go on until none makes anything."""


def recalculate(
    session: Session, employer_id: int, first: date, last: date, hand: Hand, *, papers: bool = True
) -> tuple[Recalculated, ...]:
    """Makes the difference payslips of every issued payslip whose period touches ``first`` to ``last`` (both included).

    Works oldest payment first, because each correction moves the year so far of the next. ``papers``: false leaves the
    documents unmade, for a trial that is rolled back. Raises ``ValueError`` when ``last`` is before ``first``.
    """
    if last < first:
        raise ValueError("the last day is before the first")
    rows: dict[str, Recalculated] = {}
    for _ in range(MOST_ROUNDS):
        made = False
        waiting: set[int] = set()
        for root in _roots(session, employer_id, first, last):
            row = _one(session, employer_id, root, waiting, hand, papers)
            if row.outcome in ("waits", "fails"):
                waiting.add(root.employment_id)
            made = made or row.outcome == "corrected"
            rows[root.number] = _joined(rows.get(root.number), row)
        if not made:
            break
    return tuple(rows.values())


def _roots(session: Session, employer_id: int, first: date, last: date) -> list[Issued]:
    found = [
        one
        for one in queries.payslips(session, employer_id)
        if not one.revision and one.first <= last and first <= one.last
    ]
    return sorted(found, key=lambda one: (one.payment_day, one.id))


def _one(session: Session, employer_id: int, root: Issued, waiting: set[int], hand: Hand, papers: bool) -> Recalculated:
    try:
        draft = service.draft_correction(session, employer_id, root.id, hand.day)
    except CannotCalculate as error:
        return _row(root, "none", "fails", problem=cannot_calculate(error))
    agreement = followed_on(draft.inputs, load_book(), root.last) or "none"
    blocking = tuple(one for one in draft.payslip.questions if one.blocks)
    if blocking or root.employment_id in waiting:
        # the year so far of a later payslip would be wrong, so it waits for the earlier one of its employment
        return _row(root, agreement, "waits", questions=blocking)
    differences = {key: cents for key, cents in draft.payslip.totals.items() if cents}
    lines: dict[str, int] = {}
    for line in draft.payslip.lines:
        if line.amount_cents:
            lines[line.kind] = lines.get(line.kind, 0) + line.amount_cents
    if not differences and not lines:
        return _row(root, agreement, "same")
    revision = len(queries.chain(session, employer_id, root.id))
    language = draft.inputs.employee.language
    reason = texts.say(language, "pay.retroactive.reason")
    name = f"{root.employment}-{root.payment_day.isoformat()}-c{revision}"
    documents = (render(draft, language, hand.day, name, reason=reason),) if papers else ()
    issued = service.issue(session, employer_id, IssuePayslip(draft, documents, reason=reason), hand)
    return replace(
        _row(root, agreement, "corrected"),
        correction=issued.number,
        differences={key: cents for key, cents in differences.items() if cents is not None},
        lines=lines,
    )


def _row(
    root: Issued,
    agreement: str,
    outcome: str,
    *,
    questions: tuple[OpenQuestion, ...] = (),
    problem: Problem | None = None,
) -> Recalculated:
    return Recalculated(
        number=root.number,
        employment=root.employment,
        first=root.first,
        last=root.last,
        payment_day=root.payment_day,
        agreement=agreement,
        outcome=outcome,
        questions=questions,
        problem=problem,
    )


def _joined(before: Recalculated | None, now: Recalculated) -> Recalculated:
    """What all the rounds made of one payslip together."""
    if before is None or before.outcome != "corrected":
        return now
    if now.outcome != "corrected":
        return before
    return replace(now, differences=_sum(before.differences, now.differences), lines=_sum(before.lines, now.lines))


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in dict.fromkeys((*one, *other))}
