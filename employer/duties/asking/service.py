"""Gathers the open questions of a household: what the contract, the next pay run and the latest reports wait for.

Later pay runs wait for the next one, so only the next is asked. A question is answered either where its fact is kept
(an account, a tax card, an insurance) or, when it has no place of its own, as an answer with its document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from employer import answers, budget, contracts, leave, pay, people
from employer.answers.schemas import holds_for_all
from employer.clock import HELSINKI
from employer.contracts import cancelling
from employer.contracts.document import contract_document
from employer.contracts.schemas import EmploymentFacts, PayRun
from employer.effective import NOT_SAID
from employer.exports import ExportRefused, prepared
from employer.leave import limits
from employer.pay.schemas import Issued
from payroll import CannotCalculate
from rules import NoValueForDay, UnknownValue, UnverifiedValue, load_book

PLACES: Mapping[str, str] = {
    "iban_employer": "employer_account",
    "self_assessed_tax": "employer_tax",
    "contact_phone": "employer",
    "pension": "pension",
    "pension_total_percent": "pension",
    "policy_number": "pension",
    "accident": "accident",
    "accident_percent": "accident",
    "group_life": "accident",
    "iban_employee": "employee_account",
    "employee_address": "employee",
    "tax_card": "tax_card",
    "source_deduction": "tax_card",
    "duties": "terms",
    "workplace": "terms",
    "occupation_code": "terms",
    "variable_when": "agreed",
    "variable_times": "agreed",
    "agreement": "agreement",
    "holiday_bonus": "holiday",
    "averaging_period": "averaging",
    "averaging_plan": "averaging",
    "unconfirmed_shift": "hours",
    "breach_known": "ending",
    "cancel_sent": "ending",
    "employee_heard": "ending",
    "unspent": "budget",
    "taxed_year": "payslips",
}
"""Where a fact of a topic is kept. Other topics are answered as answers."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One open question. ``id`` is ``topic:subject:day``; ``words``: topic, facts, asks, why, where_to_find.

    ``blocks``: something cannot be done before it is answered. ``place``: where its fact is kept, None: an answer.
    """

    id: str
    topic: str
    subject: str
    day: date
    blocks: bool
    words: Mapping[str, Any] = field(repr=False)
    employment_id: int | None = None
    employee_id: int | None = None
    employee: str = ""

    @property
    def place(self) -> str | None:
        """The name of the place where the fact is kept (``PLACES``), or None for an answer."""
        return PLACES.get(self.topic)


def open_questions(session: Session, employer_id: int, as_of: date) -> tuple[OpenQuestion, ...]:
    """Every open question, those that stop something first, otherwise in the order in which they came up."""
    found: dict[tuple[str, str, str], OpenQuestion] = {}
    for one in _Asked(session, employer_id, as_of).everything():
        key = (one.topic, "" if holds_for_all(one.topic) else one.subject, str(one.words.get("facts")))
        known = found.get(key)
        if known is None or (one.blocks and not known.blocks):
            found[key] = one
    return tuple(sorted(found.values(), key=lambda one: not one.blocks))


def open_question(session: Session, employer_id: int, question_id: str, as_of: date) -> OpenQuestion:
    """One open question by its id. Raises ``LookupError`` when it is not open."""
    for one in open_questions(session, employer_id, as_of):
        if one.id == question_id:
            return one
    raise LookupError(f"employer {employer_id} has no open question {question_id}")


class _Asked:
    def __init__(self, session: Session, employer_id: int, as_of: date) -> None:
        self.session, self.employer_id, self.as_of = session, employer_id, as_of
        self.employments = contracts.employments(session, employer_id, as_of)
        self.by_code = {one.code: one for one in self.employments}
        self.names = {one.id: one.details.name.full for one in people.employees(session, employer_id, as_of)}
        self.issued = pay.payslips(session, employer_id)

    def everything(self) -> Iterator[OpenQuestion]:
        for employment in self.employments:
            made = contract_document(self.session, self.employer_id, employment.id, self.as_of)
            for topic in made.questions:
                yield self.question(topic, employment.code, employment.start, False, {"facts": {}})
            for topic in cancelling.unsaid(employment):
                yield self.question(topic, employment.code, employment.end or self.as_of, False, {"facts": {}})
        yield from self.of_pay()
        yield from self.of_compensations()
        yield from self.of_exports()
        decision = budget.decision_on(self.session, self.employer_id, self.as_of, self.as_of)
        if decision is not None and decision.unspent is NOT_SAID:
            yield self.question("unspent", "", decision.until, False, {"facts": {}})

    def of_pay(self) -> Iterator[OpenQuestion]:
        now = pay.situation(self.session, self.employer_id, self.as_of)
        for employment in self.employments:
            run = self.next_run(employment)
            if run is None:
                continue
            try:
                draft = pay.draft(self.session, self.employer_id, employment.id, run, self.as_of, now)
            except CannotCalculate:
                continue
            for one in draft.payslip.questions:
                words = {
                    "facts": dict(one.facts),
                    "suggestion": one.suggestion,
                    "asks": one.asks,
                    "why": one.why,
                    "where_to_find": one.where_to_find,
                }
                day = date.fromisoformat(one.id.rpartition(":")[2])
                yield self.question(one.topic, employment.code, day, one.blocks, words, one.id)

    def of_compensations(self) -> Iterator[OpenQuestion]:
        """What Kela's family leave compensation depends on, once a leave that may have it has ended."""
        given = answers.answers_known(self.session, self.employer_id, self.as_of)
        for employment in self.employments:
            noted = leave.absences(self.session, self.employer_id, employment.id, self.as_of)
            for one in noted:
                if one.kind not in ("pregnancy", "parental") or one.last > self.as_of:
                    continue
                sex = people.employee(self.session, self.employer_id, employment.employee_id, self.as_of).sex
                try:
                    decided = limits.compensation(one, noted, employment, sex, given, load_book())
                except (NoValueForDay, UnknownValue, UnverifiedValue):
                    continue
                for asked in () if decided is None else decided.questions:
                    words = {
                        "facts": dict(asked.facts),
                        "asks": asked.asks,
                        "why": asked.why,
                        "where_to_find": asked.where_to_find,
                    }
                    yield self.question(asked.topic, employment.code, one.last, False, words)

    def next_run(self, employment: EmploymentFacts) -> PayRun | None:
        """The first declared run of an employment that has not been issued, when its days have begun."""
        issued = {(one.first, one.payment_day) for one in self.issued if one.employment_id == employment.id}
        for run in contracts.pay_runs(self.session, self.employer_id, self.as_of):
            named = run.employment_ids is None or employment.id in run.employment_ids
            inside = employment.start <= run.until and (employment.end is None or employment.end >= run.first)
            if (
                named
                and inside
                and not employment.never_begun
                and run.first <= self.as_of
                and (run.first, run.pay_day) not in issued
            ):
                return run
        return None

    def of_exports(self) -> Iterator[OpenQuestion]:
        """What the latest pay day's report and bank file wait for."""
        if not self.issued:
            return
        day = self.issued[-1].payment_day
        of_day = [one for one in self.issued if one.payment_day == day]
        yield from self.of_files(day, of_day)

    def of_files(self, day: date, of_day: Iterable[Issued]) -> Iterator[OpenQuestion]:
        made_at = datetime(self.as_of.year, self.as_of.month, self.as_of.day, 12, tzinfo=HELSINKI)
        asked: list[tuple[str, Any]] = []
        reading: list[Callable[[], prepared.Prepared[Any]]] = [
            partial(prepared.wage_report, self.session, self.employer_id, employee_id, day, made_at, self.as_of)
            for employee_id in sorted({one.employee_id for one in of_day})
        ]
        reading.append(
            partial(prepared.payment, self.session, self.employer_id, day, made_at, self.as_of, with_tax=True)
        )
        for prepare in reading:
            try:
                asked += prepare().questions
            except ExportRefused as refused:
                asked += refused.questions
        for code, one in asked:
            yield self.question(one.topic, code, one.day or day, one.blocks, {"facts": dict(one.facts)})

    def question(
        self, topic: str, subject: str, day: date, blocks: bool, words: Mapping[str, Any], own_id: str | None = None
    ) -> OpenQuestion:
        employment = self.by_code.get(subject)
        return OpenQuestion(
            id=own_id or f"{topic}:{subject}:{day.isoformat()}",
            topic=topic,
            subject=subject,
            day=day,
            blocks=blocks,
            words={"asks": topic, "why": topic, "where_to_find": topic, **words, "topic": topic},
            employment_id=None if employment is None else employment.id,
            employee_id=None if employment is None else employment.employee_id,
            employee="" if employment is None else self.names[employment.employee_id],
        )
