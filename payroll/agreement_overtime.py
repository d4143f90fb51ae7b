"""Overtime pay that employer and employee agreed on as the personal assistants' agreement lets them.

The clause is known (``heta.overtime_deviation``), how it is agreed on is not: what was agreed is asked once for each
employment and holds from the day of the answer; before it and without it the Working Time Act's increases hold
(872/2019 20 §). Emergency work keeps the act's increases.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from payroll.agreement import Terms
from payroll.draft import Draft
from payroll.figures import Figure, as_text
from payroll.inputs import Answer
from rules import Days, NoValueForDay, Question, UnknownValue, UnverifiedValue
from rules.decisions import pay_grounds, personal_assistants

TOPIC, ALLOWED = "agreement_overtime", "agreement_overtime_allowed"
CLAUSE = "heta.overtime_deviation"
AGREED = pay_grounds.agreement_overtime()
_QUESTION = Question(
    TOPIC,
    "Have you agreed with the employee on another overtime pay than the act's? Answer the percentage that is paid on "
    "top of an hour of overtime, or no.",
    "The agreement lets one agree otherwise in the way that it requires. Without an answer the act's increases are "
    "paid.",
    "The agreement with the employee on overtime; the agreement's clause on working time.",
    blocks=False,
)


def increase(draft: Draft, terms: Terms, name: str, day: date) -> tuple[Figure | None, bool]:
    """The percentage of overtime on a day, and whether it is the one agreed on; None after asking, or where none was
    agreed on.

    ``name``: the act's value. A lower percentage than the act's holds only where the agreement lets these parties agree
    on it (``overtime_open``).
    """
    by_act = draft.law(name, Days(work_day=day))
    agreed = agreed_on(draft, terms, day)
    if by_act is None or agreed is None:
        return by_act, False
    if Decimal(agreed.value) < by_act.value and not _may_be_less(draft, terms, day):
        draft.notice("overtime_agreed_not_used", percent=agreed.value, law=as_text(by_act.value), day=day.isoformat())
        return by_act, False
    draft.value(CLAUSE, Days(work_day=day))  # notes its single source
    figure = draft.trace.answer("overtime_agreed_percent", agreed.value, "percent", agreed.question, agreed.document)
    if not figure.value:
        draft.notice("overtime_agreed_none", day=day.isoformat())
        return None, True
    return figure, True


def rate(draft: Draft, terms: Terms, day: date) -> str:
    """Tells days apart whose overtime is paid by another agreed percentage; empty for the act's."""
    agreed = agreed_on(draft, terms, day)
    return "" if agreed is None else agreed.value


def agreed_on(draft: Draft, terms: Terms, day: date) -> Answer | None:
    """The percentage agreed on for a day, as a person answered; None after asking, or where the act's holds."""
    if not terms.bound(day) or not _clause_holds(draft, day):
        return None
    prefix = f"{TOPIC}:{draft.inputs.employment}:"
    given = [
        one for one in draft.inputs.answers if one.question.startswith(prefix) and one.day <= draft.inputs.payment_day
    ]
    if not given:
        draft.ask(_QUESTION)
        return None
    # unlike an answer about what always was so, one about what was agreed on never holds before its day
    holds = max((one for one in given if one.day <= day), key=lambda one: one.day, default=None)
    return None if holds is None or holds.value == "no" else holds


def overtime_open(draft: Draft, terms: Terms, day: date) -> bool | None:
    """Whether the agreement lets these parties agree on less than the act, as far as it is known; asks nothing."""
    row, answer = terms.row(day), draft.answered(ALLOWED)
    if row is not None and row.employer_is_member:
        return True
    return None if answer is None else answer.value == "yes"


def _may_be_less(draft: Draft, terms: Terms, day: date) -> bool:
    """As ``overtime_open``; what is not known is asked."""
    known = overtime_open(draft, terms, day)
    decided = draft.decide(lambda book: personal_assistants.overtime_may_be_agreed(day, known or None, known, book))
    return decided is not None and decided.outcome is True


def _clause_holds(draft: Draft, day: date) -> bool:
    try:
        draft.book.value(CLAUSE, Days(work_day=day))
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return False
    return True
