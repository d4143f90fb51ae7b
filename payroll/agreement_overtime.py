"""Overtime pay that employer and employee agreed on as the personal assistants' agreement lets them.

The clause is known (``heta.overtime_deviation``), how it is agreed on is not: what was agreed is asked once for each
employment and holds from the day of the answer; before it and without it the Working Time Act's increases hold
(872/2019 20 §). The percentage is that of all overtime until somebody says another one of the hours beyond the first
of a day or of weekly overtime, which is asked when there are such hours. Emergency work keeps the act's increases, and
time off in place of money the act's length (21 §).
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


_REST, _WEEKLY = "working_time.overtime_rest_percent", "working_time.overtime_weekly_percent"
APART = {_REST: f"{TOPIC}_rest", _WEEKLY: f"{TOPIC}_weekly"}
"""The topics of overtime whose percentage may be another than that of a day's first hours, by the act's value."""
_EXCHANGED = ("overtime_50", "overtime_100", "overtime_weekly")


def _question_apart(topic: str, percent: str) -> Question:
    hours = "a day beyond its first hours" if topic == APART[_REST] else "a week"
    return Question(
        topic,
        f"Is the agreed {percent} % paid for the overtime of {hours} too? Answer its percentage, or no when the act's "
        "is paid.",
        "The act has an increase of its own for these hours. Without an answer the agreed percentage is used for them.",
        "The agreement with the employee on overtime.",
        facts=(("percent", percent),),
        blocks=False,
    )


def increase(draft: Draft, terms: Terms, name: str, day: date) -> tuple[Figure | None, bool]:
    """The percentage of overtime on a day, and whether it is the one agreed on; None after asking, or where none was
    agreed on.

    ``name``: the act's value. A lower percentage than the act's holds only where the agreement lets these parties agree
    on it (``overtime_open``).
    """
    by_act = draft.law(name, Days(work_day=day))
    agreed = agreed_on(draft, terms, day, name)
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


def rate(draft: Draft, terms: Terms, name: str, day: date) -> str:
    """Tells days apart whose overtime is paid by another agreed percentage; empty for the act's."""
    agreed = agreed_on(draft, terms, day, name)
    return "" if agreed is None else agreed.value


def agreed_on(draft: Draft, terms: Terms, day: date, name: str) -> Answer | None:
    """The percentage agreed on for a day and a value of the act, as a person answered; None after asking, or where the
    act's holds."""
    if not terms.bound(day) or not _clause_holds(draft, day):
        return None
    given = _given(draft, TOPIC)
    if not given:
        draft.ask(_QUESTION)
        return None
    agreed = _holding(given, day)
    if agreed is None or agreed.value == "no":
        return None
    if name in APART:
        own = _given(draft, APART[name])
        if not own:
            draft.ask(_question_apart(APART[name], agreed.value))
        agreed = _holding(own, day) or agreed
    return None if agreed.value == "no" else agreed


def tell_of_time_off(draft: Draft, terms: Terms, kind: str, day: date) -> None:
    """A notice that time off for overtime is as long as the act says although a percentage was agreed on for pay."""
    agreed = _holding(_given(draft, TOPIC), day)
    if agreed is None or agreed.value == "no" or kind not in _EXCHANGED or not terms.bound(day):
        return
    if _clause_holds(draft, day):
        draft.notice("time_off_by_law", day=day.isoformat())


def _given(draft: Draft, topic: str) -> list[Answer]:
    prefix, paid = f"{topic}:{draft.inputs.employment}:", draft.inputs.payment_day
    return [one for one in draft.inputs.answers if one.question.startswith(prefix) and one.day <= paid]


def _holding(given: list[Answer], day: date) -> Answer | None:
    """The newest answer of a day: unlike one about what always was so, it never holds before its own."""
    return max((one for one in given if one.day <= day), key=lambda one: one.day, default=None)


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
