"""Runs a household file in a database of its own and gives back every file as bytes; nothing is read from outside.

Known and made at *as of* (noon in Finland on ``until``, or else on the last pay run's last day), so that the same input
gives the same bytes. A payslip with an open question is not issued; nor are later ones of the same employment, because
their year so far would be wrong.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy.orm import Session

from employer import answers as answered
from employer import clock, config, contracts, db, documents, leave, pay, people, sealed, texts, training
from employer.answers.schemas import Answer, asked_about, holds_for_all
from employer.contracts import cancelling
from employer.contracts.document import contract_document
from employer.contracts.schemas import EmploymentFacts, PayRun
from employer.duties import duties, facts_told
from employer.effective import NOT_SAID, Hand
from employer.errors import Refused, Sentence, cannot_calculate, said
from employer.exports import ExportRefused, paydays, prepared
from employer.forecast import budget_forecast, budget_json
from employer.household.reading.readable import of_the_file, readable
from employer.household.reading.service import in_order
from employer.household.running import papers
from employer.household.running.answering import fill
from employer.household.running.schemas import Outcome, Questions, employment_of
from employer.household.schemas import AnswerRow, Fault, Household, Problem, Unreadable
from employer.household.service import last_day, load
from employer.leave.schemas import Absence, CreditYear
from employer.pay.schemas import Issued, IssuePayslip
from payroll import CannotCalculate
from rules import NoValueForDay, Period, UnknownValue, UnverifiedValue, calendar

TABLES = (
    "accounts",
    "people",
    "answers",
    "contracts",
    "hours",
    "training",
    "leave",
    "budget",
    "arrangements",
    "pay",
    "exports",
)
FILE = "household file"
UNANSWERED = (NoValueForDay, UnknownValue, UnverifiedValue)
PLACES = (
    (".pension", "employer.pension"),
    (".accident", "employer.accident"),
    ("contacts", "employer"),
    ("payer", "employer"),
    ("tax", "employer.self_assessed_tax"),
    ("payer_iban", "employer.iban"),
)
"""Where a fault of a report or a payment stands in the household file."""
HOLIDAY_PAY = ("holiday_pay", "holiday_compensation")
ALIKE = 0.75
"""How much of two topics must be the same for one to be a slip of the pen of the other, of 1."""
FROM_EARLIER = ("opening_holiday",)
"""Topics that an earlier payslip of the same employment answers once it is issued."""


def run(
    household: Household,
    *,
    answers: Sequence[AnswerRow] = (),
    until: date | None = None,
    pain: str = "09",
    language: str | None = None,
) -> Outcome:
    """Every file of the main job for a household that was read.

    ``until``: pay runs paid after this day are left out; ``pain``: version of the bank's file (09 or 03). Raises
    ``Unreadable`` with every rule that a service found broken; nothing is written then.
    """
    spoken = language or household.employer.language
    household, problems = fill(household, answers)
    problems += _unreadable(answers, spoken)
    as_of = until or last_day(household)
    hand = _hand(as_of)
    with _database_of_its_own() as session:
        try:
            employer_id = load(session, household, hand, language)
        except Unreadable as refused:
            raise Unreadable(_once([*refused.problems, *problems]), spoken) from None
        if problems:
            raise Unreadable(_once(problems), spoken)
        runner = _Run(session, employer_id, household, as_of, hand, spoken)
        runner.answers(answers)
        return runner.everything(until, pain)


def service_problems(household: Household, language: str) -> tuple[Problem, ...]:
    """What the services refuse of a household that was read; empty when they take all of it."""
    try:
        with _database_of_its_own() as session:
            load(session, household, _hand(last_day(household)), language)
    except Unreadable as refused:
        return refused.problems
    return ()


def _unreadable(answers: Iterable[AnswerRow], language: str) -> Iterator[Problem]:
    """The answers that no calculation could read."""
    for row in answers:
        try:
            answered.check_answer(Answer(row.question, row.value, row.document, row.day))
        except Refused as refused:
            yield from _problems(row.question, refused, language)


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in their order; of an answer that two readers refuse, what the first one said."""
    found: dict[str, Problem] = {}
    for problem in dict.fromkeys(problems):
        key = problem.place if problem.place.endswith(".value") else f"{problem.place} {problem.fault}"
        found.setdefault(key, problem)
    return tuple(found.values())


def with_the_rest(content: bytes, refused: Unreadable) -> Unreadable:
    """A refusal of a household file with what the services refuse in its readable parts, in the order of the file."""
    rest = readable(content, refused.problems)
    if rest is None:
        return refused
    more = service_problems(rest.household, refused.language)
    found = [*refused.problems, *(there for one in more if (there := of_the_file(rest, one)) is not None)]
    return Unreadable(in_order(found, rest.tree), refused.language)


def _hand(as_of: date) -> Hand:
    return Hand(FILE, datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=clock.HELSINKI))


@contextmanager
def _database_of_its_own() -> Iterator[Session]:
    """A session in an empty database that is gone afterwards."""
    for feature in TABLES:
        importlib.import_module(f"employer.{feature}.models")
    importlib.import_module("employer.documents.models")
    importlib.import_module("employer.audit")
    _keys_for_a_moment()
    engine = db.make_engine("sqlite://")
    try:
        db.Base.metadata.create_all(engine)
        with db.unit_of_work(db.make_sessions(engine)) as session:
            yield session
    finally:
        engine.dispose()


def unasked(
    household: Household,
    answers: Sequence[AnswerRow],
    outcome: Outcome,
    *,
    until: date | None = None,
    language: str | None = None,
) -> tuple[tuple[str, str | None], ...]:
    """The ids of answers that no question of the household has, each with the open question that it resembles or None.

    ``outcome``: the run with these answers and this ``until``. What is asked is seen by running without the answers,
    and again with those that fit, because an answer may bring a new question. A question of a later pay run than
    ``until`` is a question too.
    """
    asked, fitting = set(outcome.asked), None
    while True:
        fits = [row for row in answers if _subject_of(row.question) in {_subject_of(one) for one in asked}]
        if len(fits) == len(answers) or fitting == fits:
            break
        fitting = fits
        for last in dict.fromkeys((until, None)):
            with suppress(Unreadable):  # without the other answers there may be nothing to run
                asked.update(run(household, answers=fitting, until=last, language=language).asked)
    still_open = {_subject_of(one) for one in outcome.asked}
    return tuple(
        (row.question, _resembled(row.question, outcome.asked))
        for row in answers
        # of the right topic and subject, but for a day that nothing is asked about
        if row not in fits or (row.question not in asked and _subject_of(row.question) in still_open)
    )


def _subject_of(question: str) -> tuple[str, str]:
    """Topic and subject; the topics of the employer and of the law are the same question whichever employment asks."""
    topic, subject = asked_about(question)
    return topic, "" if holds_for_all(topic) else subject


def _resembled(question: str, asked: Iterable[str]) -> str | None:
    """The open question whose topic is nearly that of an id that nothing asks, the nearest one of them."""

    def likeness(other: str, whole: bool) -> float:
        pair = (question, other) if whole else (question.partition(":")[0], other.partition(":")[0])
        return SequenceMatcher(None, *(text.strip().lower() for text in pair)).ratio()

    near = [one for one in asked if likeness(one, whole=False) >= ALIKE]
    return max(near, key=lambda one: (likeness(one, whole=False), likeness(one, whole=True)), default=None)


def _keys_for_a_moment() -> None:
    """The database of a run lives only while it runs: where no keys are in use, it gets keys that nobody keeps."""
    try:
        sealed.seal("", "household.run")
    except sealed.SealError:
        sealed.use_keys(config.throwaway())


class _Run:
    def __init__(
        self, session: Session, employer_id: int, household: Household, as_of: date, hand: Hand, language: str
    ) -> None:
        self.session, self.employer_id, self.household = session, employer_id, household
        self.as_of, self.hand, self.language = as_of, hand, language
        self.files: dict[str, bytes] = {}
        self.questions = Questions()
        self.employments = contracts.employments(session, employer_id, as_of)
        self.employees = {one.id: one for one in people.employees(session, employer_id, as_of)}
        self.problems: list[Problem] = []
        self.waiting: set[str] = set()  # employments with a payslip that waits for an answer
        self.unissued: set[tuple[int, date]] = set()  # employee and pay day of the payslips that wait
        self.answered: set[tuple[str, str]] = set()  # topic and employment; the employer's own topics without one

    def answers(self, rows: Iterable[AnswerRow]) -> None:
        """Keeps the answers, which were checked before."""
        for row in rows:
            topic, subject = asked_about(row.question)
            self.answered.add((topic, "" if holds_for_all(topic) else subject))
            answer = Answer(row.question, row.value, row.document, row.day)
            answered.record_answer(self.session, self.employer_id, answer, self.hand)

    def everything(self, until: date | None, pain: str) -> Outcome:
        self.contracts()
        runs = [
            one
            for one in contracts.pay_runs(self.session, self.employer_id, self.as_of)
            if until is None or one.pay_day <= until
        ]
        for one in runs:
            self.pay_run(one)
        issued = pay.payslips(self.session, self.employer_id)
        for one in issued:
            self.payslip_json(one)
        self.holidays(issued)
        self.budget()
        self.reports(issued)
        self.payments(issued, pain)
        if self.problems:
            raise Unreadable(tuple(dict.fromkeys(self.problems)), self.language)
        self.ledger()
        self.duties()
        self.unspent()
        plain = self.questions.plain()
        self.files["questions.json"] = papers.as_json(plain)
        asked = tuple(question["id"] for question in plain)
        return Outcome(self.files, len(self.questions), self.questions.blocked, asked)

    # -- contracts and payslips ------------------------------------------------------------------------------------

    def contracts(self) -> None:
        for employment in self.employments:
            titles = [one.title for one in self.household.trainings if one.employment == employment.code]
            made = contract_document(self.session, self.employer_id, employment.id, self.as_of, titles)
            rendered = documents.render("contract", made.data, made.language, self.as_of, employment.code)
            self.files[f"contracts/{employment.code}.html"] = rendered.html.encode("utf-8")
            self.files[f"contracts/{employment.code}.pdf"] = rendered.pdf
            documents.keep(
                self.session, self.employer_id, "contract", employment.code, made.language, rendered, self.hand
            )
            for topic in made.questions:
                if (topic, employment.code) not in self.answered and (topic, "") not in self.answered:
                    self.ask(topic, employment.code, employment.start)
            for topic in cancelling.unsaid(employment):
                self.ask(topic, employment.code, employment.end or self.as_of)

    def pay_run(self, one: PayRun) -> None:
        for employment in self.employments:
            if not _pays(one, employment):
                continue
            name = f"{employment.code}-{one.pay_day.isoformat()}"
            try:
                draft = pay.draft(self.session, self.employer_id, employment.id, one, self.as_of)
            except CannotCalculate as error:
                self.cannot_calculate(f"pay_runs[{self._place(one)}]", error, employment.code)
                self.waiting.add(employment.code)
                self.unissued.add((employment.employee_id, one.pay_day))
                continue
            except UNANSWERED as missing:
                self.ask_for_law(missing, employment.code, one.pay_day, name)
                self.waiting.add(employment.code)
                self.unissued.add((employment.employee_id, one.pay_day))
                self.questions.block(employment.code, name)
                continue
            for question in draft.payslip.questions:
                if question.topic.partition(".")[0] in FROM_EARLIER and employment.code in self.waiting:
                    continue  # the payslips that wait hold the answer
                self.ask(
                    question.topic,
                    employment.code,
                    one.pay_day,
                    name if question.blocks else None,
                    {
                        "facts": dict(question.facts),
                        "suggestion": question.suggestion,
                        "asks": question.asks,
                        "why": question.why,
                        "where_to_find": question.where_to_find,
                    },
                )
            if employment.code in self.waiting or not draft.payslip.can_be_issued:
                self.waiting.add(employment.code)
                self.unissued.add((employment.employee_id, one.pay_day))
                self.questions.block(employment.code, name)
                unsaid = prepared.unsaid(self.session, self.employer_id, employment.id, one.pay_day, self.as_of)
                self.ask_all(unsaid, [name])
                continue
            language = self.employees[employment.employee_id].details.language
            data = pay.as_issued(pay.payslip_data(draft))
            rendered = documents.render("payslip", data, language, self.as_of, name)
            issued = pay.issue(
                self.session, self.employer_id, IssuePayslip(draft, (rendered,), request_key=name), self.hand
            )
            self.files[f"payslips/{issued.name}.html"] = rendered.html.encode("utf-8")
            self.files[f"payslips/{issued.name}.pdf"] = rendered.pdf

    def cannot_calculate(self, place: str, error: CannotCalculate, employment: str) -> None:
        """Notes what the calculation refuses, once: the same contradiction would return in every later pay run."""
        told = cannot_calculate(error)
        says = f"{employment}, {told.field}: {said(told.what, self.language)} {said(told.what_to_do, self.language)}"
        fault = Fault("service", (("says", says),))
        if all(known.fault != fault for known in self.problems):
            self.problems.append(Problem(place, fault))

    def _place(self, one: PayRun) -> int:
        for number, row in enumerate(self.household.pay_runs):
            if (row.first, row.until, row.pay_day) == (one.first, one.until, one.pay_day):
                return number
        return 0

    def payslip_json(self, one: Issued) -> None:
        self.files[f"payslips/{one.name}.json"] = papers.as_json(pay.payslip_json(one))

    def holidays(self, issued: Sequence[Issued]) -> None:
        found: dict[str, Any] = {}
        for employment in self.employments:
            trained = [
                (one.day, one.minutes)
                for one in training.trainings(self.session, self.employer_id, employment.id, self.as_of)
                if one.required or one.paid
            ]
            try:
                years = leave.holiday_account(
                    self.session, self.employer_id, employment.id, self.as_of, known_on=self.as_of, trainings=trained
                )
            except UNANSWERED as missing:
                self.ask_for_law(missing, employment.code, missing.day, None)
                years = ()
            paid = [
                papers.HolidayPay(line.facts["credit_year"], line.amount_cents, line.facts, paid=True)
                for one in issued
                if one.employment_id == employment.id
                for line in one.lines
                if line.kind in HOLIDAY_PAY and "credit_year" in line.facts
            ]
            known = {one.credit_year for one in paid}
            for year in years:
                if year.closed and year.days_free > 0 and papers.span(year) not in known:
                    paid += self.holiday_pay_of(employment, year)
            found[employment.code] = papers.holidays(years, paid, self.language)
        self.files["holidays.json"] = papers.as_json(found)

    def holiday_pay_of(self, employment: EmploymentFacts, year: CreditYear) -> list[papers.HolidayPay]:
        """What the rest of a credit year's holiday would be paid, if it began on the next free Monday."""
        busy = [self.as_of, year.credit_year.last]
        busy += [one.until for one in contracts.pay_runs(self.session, self.employer_id, self.as_of)]
        now = pay.situation(self.session, self.employer_id, self.as_of)
        absences = now.absences.get(employment.id, ())
        busy += [one.last for one in absences]
        first = max(busy) + timedelta(days=1)
        first += timedelta(days=-first.weekday() % 7)
        if employment.end is not None and first > employment.end:
            return []
        last = first
        while calendar.holiday_days(Period.closed(first, last)) < int(year.days_free):
            last += timedelta(days=1)
        holiday = Absence(employment.id, "annual_holiday", first, last, agreed_in_writing=True)
        imagined = replace(now, absences={**now.absences, employment.id: (*absences, holiday)}, shifts={}, accounts={})
        eve = first - timedelta(days=1)
        run = PayRun(eve, last, eve, "ordinary", (employment.id,))
        try:
            draft = pay.draft(self.session, self.employer_id, employment.id, run, self.as_of, imagined)
        except (*UNANSWERED, CannotCalculate):
            return []
        lines = [line for line in draft.payslip.lines if line.kind == "holiday_pay"]
        return [
            papers.HolidayPay(facts["credit_year"], line.amount_cents, facts, paid=False)
            for line in lines
            if (facts := dict(line.facts))["credit_year"] == papers.span(year)
        ]

    # -- money -----------------------------------------------------------------------------------------------------

    def budget(self) -> None:
        try:
            found = budget_forecast(self.session, self.employer_id, self.as_of)
        except UNANSWERED as missing:
            self.ask_for_law(missing, self.household.id, missing.day, None)
            found = None
        except CannotCalculate as error:
            self.cannot_calculate("pay_runs", error, self.household.id)
            found = None
        nothing: dict[str, Any] = {"as_of": self.as_of.isoformat(), "total": None, "lines": {}, "months": []}
        self.files["budget.json"] = papers.as_json(nothing if found is None else budget_json(found))

    def reports(self, issued: Sequence[Issued]) -> None:
        """The reports whose payslips have all been issued: half of a day or of a month would be a wrong report."""
        for employee_id, pay_day in sorted({(one.employee_id, one.payment_day) for one in issued} - self.unissued):
            name = f"incomes-register/wage-{self.employees[employee_id].details.code}-{pay_day.isoformat()}.xml"
            with self.refused_at(name):
                made = prepared.wage_report(
                    self.session, self.employer_id, employee_id, pay_day, self.hand.at, self.as_of
                )
                self.report(name, made, issued)
        registered = self.household.employer.employer_register == "regular"
        for month in prepared.report_months((one.payment_day for one in issued), registered, self.as_of):
            if self.is_open(month):
                continue
            name = f"incomes-register/separate-{month:%Y-%m}.xml"
            with self.refused_at(name):
                made = prepared.separate_report(self.session, self.employer_id, month, self.hand.at, self.as_of)
                self.report(name, made, issued)

    def payments(self, issued: Sequence[Issued], pain: str) -> None:
        days = sorted({one.payment_day for one in issued})
        last_of_month = {(day.year, day.month): day for day in days}
        for pay_day in days:
            name = f"payments/{pay_day.isoformat()}.xml"
            with self.refused_at(name):
                made = prepared.payment(
                    self.session,
                    self.employer_id,
                    pay_day,
                    self.hand.at,
                    self.as_of,
                    with_tax=last_of_month[pay_day.year, pay_day.month] == pay_day and not self.is_open(pay_day),
                    version=pain,
                )
                self.report(name, made, issued)

    def is_open(self, day: date) -> bool:
        """Whether a payslip of the day's month still waits: the month's taxes and contributions are not known yet."""
        return any((pay_day.year, pay_day.month) == (day.year, day.month) for _, pay_day in self.unissued)

    def report(self, name: str, made: prepared.Prepared[Any], issued: Sequence[Issued]) -> None:
        self.ask_all(made.questions, _names(issued, made.payslips))
        if made.file is not None:
            self.files[name] = made.file.file

    @contextmanager
    def refused_at(self, name: str) -> Iterator[None]:
        """What a receiver refuses is a problem of the household file, or else of the file that was to be made."""
        try:
            yield
        except ExportRefused as refused:
            self.ask_all(refused.questions, ())
            for problem in _problems(name, refused, self.language):
                place = next((place for part, place in PLACES if part in problem.place.removeprefix(name)), name)
                self.problems.append(Problem(place, problem.fault))

    def ledger(self) -> None:
        self.files["ledger.csv"] = paydays.ledger(self.session, self.employer_id, self.as_of, self.language)

    def duties(self) -> None:
        rows = [
            {
                "day": duty.day.isoformat(),
                "what": texts.say(self.language, f"duties.{duty.code}", **facts_told(duty.facts, self.language)),
                "why": duty.section,
                "done": duty.done,
                "about": duty.subject or None,
            }
            for duty in duties(self.session, self.employer_id, self.as_of, self.as_of)
        ]
        self.files["duties.json"] = papers.as_json(rows)

    # -- questions -------------------------------------------------------------------------------------------------

    def unspent(self) -> None:
        budget = self.household.budget
        if budget is not None and budget.unspent is NOT_SAID:
            self.ask("unspent", self.household.id, budget.decision.until)

    def ask_all(self, questions: Iterable[tuple[str, Any]], blocked: Sequence[str]) -> None:
        for employment, question in questions:
            for name in (blocked if question.blocks else ()) or (None,):
                if name is None or employment_of(name) == employment or employment == "":
                    self.ask(question.topic, employment, question.day, name)

    def ask_for_law(self, missing: Any, subject: str, day: date, blocks: str | None) -> None:
        """A figure that the law book does not have for a day."""
        words = {"facts": {"name": missing.name, "day": missing.day.isoformat()}, "why": missing.question}
        self.ask(f"missing_law_value.{missing.name}", subject, day, blocks, words)

    def ask(
        self,
        topic: str,
        subject: str,
        day: date,
        blocks: str | None = None,
        words: Mapping[str, Any] | None = None,
    ) -> None:
        said = documents.say_question(
            self.language, {"asks": topic, "why": topic, "where_to_find": topic, **(words or {}), "topic": topic}
        )
        if texts.has(f"household.answer.{topic}"):  # an answers file has no page: it is told how to write the answer
            said = replace(said, asks=f"{said.asks} {texts.say(self.language, f'household.answer.{topic}')}")
        facts = (words or {}).get("facts") or {}
        # A figure of one year is one question, whatever the days of the payslips that need it.
        same = str(sorted({**facts, "day": facts["day"][:4]}.items())) if facts.get("day") else None
        self.questions.ask(topic, subject, day, said, blocks, same)


def _pays(one: PayRun, employment: EmploymentFacts) -> bool:
    """Whether a run pays an employment: named or all, begun by the run's end, not over before an ordinary run,
    and not one whose employee never came."""
    if one.employment_ids is not None and employment.id not in one.employment_ids:
        return False
    if employment.start > one.until or employment.never_begun:
        return False
    return employment.end is None or employment.end >= one.first or one.kind != "ordinary"


def _names(issued: Sequence[Issued], ids: Iterable[int]) -> list[str]:
    wanted = set(ids)
    return [f"{one.employment}-{one.payment_day.isoformat()}" for one in issued if one.id in wanted]


def _problems(place: str, refused: Refused, language: str) -> list[Problem]:
    found = []
    for problem in refused.problems:
        says = " ".join(
            part.say(language) if isinstance(part, Sentence) else part for part in (problem.what, problem.what_to_do)
        )
        found.append(Problem(f"{place}.{problem.field}", Fault("service", (("says", says),))))
    return found
