"""Settles the terms of an employment, kept or only being typed, between act, agreement and contract.

Everything is decided by ``rules``; what is not known is said, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import answers, documents, people
from employer.answers.schemas import asked_about, holds_for_all
from employer.contracts import queries
from employer.contracts.schemas import Agreement, EmploymentFacts, HolidayTerm, Notice, PayTerms, Terms, Wage
from employer.documents import SaidTerm
from employer.effective import NOT_SAID, at
from payroll.agreement import step_between
from payroll.terms import WageFacts, lowest_wage, wage_floor, wage_floors
from rules import NoValueForDay, load_book
from rules.decisions import coverage, terms, working_time, young_workers
from rules.decisions.terms import Amount, Case, Term, agreed_pay_day
from rules.precedence import STATUTE
from rules.values import Source

GROUPS: Mapping[str, tuple[str, ...]] = {
    "pay": (
        "wage",
        "evening",
        "night",
        "saturday",
        "sunday",
        "eve",
        "overtime_first",
        "overtime_rest",
        "overtime_weekly",
        "public_holiday",
        "free_days",
        "independence_day",
        "meals",
        "pay_day",
    ),
    "time": ("weekly_time", "daily_time", "shortest_shift", "daily_rest", "weekly_rest"),
    "absence": ("sick_days", "sick_percent", "child_sick_days", "holiday_days", "holiday_bonus", "training_days"),
    "contract": ("trial", "notice_employer", "notice_employee", "layoff_notice"),
}
"""The terms of the page, by heading."""
OF_STEP: Mapping[str, tuple[str, ...]] = {
    "length": ("trial", "notice_employer", "notice_employee"),
    "time": GROUPS["time"],
    "pay": ("wage", "evening", "night", "saturday", "sunday", "overtime_first", "pay_day"),
    "terms": ("holiday_days", "holiday_bonus", "sick_days", "public_holiday"),
    "check": ("wage", "pay_day", "weekly_time", "trial", "holiday_bonus"),
    "wage": ("wage",),
    "agreed": ("weekly_time", "notice_employer", "notice_employee", "pay_day"),
    "holiday": ("holiday_days", "holiday_bonus"),
}
"""The terms that a form asks about, and that it therefore shows."""


@dataclass(frozen=True, slots=True)
class PreviewFacts:
    """What is known of an employment while its terms are typed; None: not said yet."""

    job: str
    start: date
    day: date
    end: date | None = None
    agreement: Agreement | None = None
    wage: Wage | None = None
    weekly_minutes: int | None = None
    terms: Terms | None = None
    pay: PayTerms | None = None
    holiday: HolidayTerm | None = None
    unit: str = "hour"  # of a wage that is not typed yet
    answered: tuple[answers.Answer, ...] = ()
    born: date | None = None


@dataclass(frozen=True, slots=True)
class SettledTerms:
    """The terms in words by heading, and those of the contract that do not hold.

    ``agreement``: the one that is followed (``heta``, ``other``, ``none``), ``unknown`` when nobody can say.
    """

    day: date
    agreement: str
    groups: tuple[tuple[str, tuple[SaidTerm, ...]], ...]
    raised: tuple[SaidTerm, ...]


def settled_terms(
    session: Session, employer_id: int, employment_id: int, known_on: date, language: str
) -> SettledTerms:
    """Every term of an employment as it holds on a day, or on the first day of one that has not begun.

    Raises ``LookupError``.
    """
    _, facts = _known(session, employer_id, employment_id, known_on)
    return _in_groups(facts, language)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the act and the agreement say about a form's terms. ``agreement``: the one followed, None: not said yet.

    ``floors``: what an hour costs at least by pay group and region, where the agreement's own table is not known.
    """

    terms: tuple[SaidTerm, ...]
    agreement: str | None
    floors: tuple[tuple[str, str, Decimal], ...] = ()

    @property
    def raised(self) -> tuple[SaidTerm, ...]:
        """The contract's terms that do not hold."""
        return tuple(one for one in self.terms if one.raised)


def preview(facts: PreviewFacts, names: Sequence[str], language: str) -> Preview:
    """Some terms in words as they hold with what is known while a form is filled in.

    As long as nobody has said which agreement applies, only the act is told.
    """
    case = _case(facts)
    known = case if case.binding is not None else replace(case, binding=coverage.NONE)
    found = (terms.term(name, known, load_book()) for name in names)
    said = tuple(_said(one, language) for one in found if one.level is not None or one.unknown)
    floors = ()
    if "wage" in names and case.binding == coverage.HETA and case.lowest_wage is None:
        floors = tuple((group, region, one.number) for group, region, one in wage_floors(load_book(), facts.day))
    return Preview(said, case.binding, floors)


def preview_of(
    session: Session,
    employer_id: int,
    employment_id: int,
    known_on: date,
    step: str,
    language: str,
    wage: Wage | None = None,
) -> Preview:
    """What the act and the agreement say about the terms of a form that changes an employment.

    ``step``: one of ``OF_STEP``. ``wage``: the wage that was typed; the contract's own words are left out otherwise, as
    the form is about to replace them. Raises ``LookupError``.
    """
    employment, facts = _known(session, employer_id, employment_id, known_on)
    if wage is not None:
        day = max(wage.first or facts.day, employment.start)
        _, facts = _known(session, employer_id, employment_id, known_on, day)
        return preview(replace(facts, wage=_since(wage, employment.start)), OF_STEP[step], language)
    unit = "hour" if facts.wage is None else facts.wage.unit
    weekly = facts.weekly_minutes if step == "wage" else None  # a monthly wage's lowest follows the weekly time
    bare = replace(
        facts, weekly_minutes=weekly, terms=_without_agreed(facts.terms), pay=None, holiday=None, wage=None, unit=unit
    )
    return preview(bare, OF_STEP[step], language)


def _without_agreed(agreed: Terms | None) -> Terms | None:
    """Only what decides whether an act applies."""
    return None if agreed is None else Terms(family_member=agreed.family_member)


def typed_facts(steps: Mapping[str, Any]) -> PreviewFacts:
    """What the steps of a new employment say so far: each step's read form by its name; ``who`` is needed."""
    who, length, time, pay = (steps.get(name, {}) for name in ("who", "length", "time", "pay"))
    agreed = steps.get("terms", {})
    name = agreed.get("agreement")
    bonus = agreed.get("bonus_percent", NOT_SAID) if agreed.get("bonus") is not False else None
    return PreviewFacts(
        job=who["job"],
        start=who["start"],
        day=who["start"],
        end=length.get("end") if length.get("length") == "fixed" else None,
        agreement=None
        if name in (None, "unknown")
        else Agreement(
            name,
            pay_group=agreed.get("pay_group"),
            experience_months=agreed.get("experience_months"),
            region=agreed.get("region"),
        ),
        wage=Wage(pay["unit"], pay["euros"], who["start"]) if pay else None,
        weekly_minutes=time.get("weekly"),
        terms=Terms(trial_months=length.get("trial_months") or 0),
        pay=PayTerms("monthly", (pay["pay_day"],)) if pay else None,
        holiday=HolidayTerm(agreed["accrual"], bonus) if agreed else None,
    )


def _known(
    session: Session, employer_id: int, employment_id: int, known_on: date, on: date | None = None
) -> tuple[EmploymentFacts, PreviewFacts]:
    """An employment, and what is known of it on a day: by default today, or its first or last day."""
    employment = queries.employment(session, employer_id, employment_id, known_on)
    day = on or max(known_on, employment.start)
    day = day if employment.end is None else min(day, employment.end)
    return employment, _facts_on(session, employer_id, employment, known_on, day)


def _facts_on(
    session: Session, employer_id: int, employment: EmploymentFacts, known_on: date, day: date
) -> PreviewFacts:
    """What is known of an employment on a day, with the employee's birth date, which the act on the young asks for."""
    facts = _facts_of(employment, day, _answers(session, employer_id, employment, known_on, day))
    return replace(facts, born=people.employee(session, employer_id, employment.employee_id, known_on).born)


def shortest_shift(session: Session, employer_id: int, employment_id: int, known_on: date, day: date) -> int:
    """The agreement's shortest shift on a day in minutes, as the book or an answer says; 0 where none is known.

    Raises ``LookupError``.
    """
    _, facts = _known(session, employer_id, employment_id, known_on, day)
    amount = terms.term("shortest_shift", _case(facts), load_book()).amount
    return 0 if amount is None else int(amount.number)


def _answers(
    session: Session, employer_id: int, employment: EmploymentFacts, known_on: date, day: date
) -> tuple[answers.Answer, ...]:
    """What has been answered about an employment, or about the law and the agreement, until a day."""
    return tuple(
        one
        for one in answers.answers_known(session, employer_id, known_on)
        for topic, subject in (asked_about(one.question),)
        if (subject == employment.code or holds_for_all(topic)) and one.day <= day
    )


def _facts_of(employment: EmploymentFacts, day: date, known: tuple[answers.Answer, ...]) -> PreviewFacts:
    weekly = at(employment.weekly_times, day)
    agreed = at(employment.terms, day) or employment.terms[-1]
    return PreviewFacts(
        job=employment.job,
        start=employment.start,
        day=day,
        end=employment.end if employment.fixed_term_ground is not None or employment.end_reason is None else None,
        agreement=at(employment.agreements, day),
        wage=_since(at(employment.wages, day), employment.start),
        weekly_minutes=None if weekly is None else weekly.minutes,
        terms=agreed,
        pay=agreed.pay,
        holiday=at(employment.holiday_terms, day),
        answered=known,
    )


def _since(wage: Wage | None, start: date) -> Wage | None:
    return None if wage is None else replace(wage, first=wage.first or start)


def written_terms(session: Session, employer_id: int, employment: EmploymentFacts, known_on: date) -> dict[str, Any]:
    """The terms that the written contract tells: those of its first day, as plain data for the document.

    ``agreement`` is the one that is followed (``unknown`` when nobody can say) and ``groups`` the terms by heading. A
    first day that is older than the law data is told by the law of ``known_on``. The share of sick pay is left out: it
    is another a month later.
    """
    facts = _facts_on(session, employer_id, employment, known_on, employment.start)
    case, book = _case(facts), load_book()
    settled = terms.terms(case, book)
    if known_on > facts.day and any(STATUTE in one.unknown for one in settled):
        facts = replace(facts, day=known_on)
        case = _case(facts)
        settled = terms.terms(case, book)
    found = {one.name: documents.plain_term(one) for one in settled if one.name != "sick_percent"}
    groups = [
        {"name": group, "terms": [found[name] for name in names if name in found]} for group, names in GROUPS.items()
    ]
    return {
        "day": facts.day.isoformat(),
        "agreement": _followed(facts, case),
        "groups": [group for group in groups if group["terms"]],
    }


def _followed(facts: PreviewFacts, case: Case) -> str:
    """The agreement that binds by law, else the one that the parties say."""
    if case.binding == coverage.HETA:
        return coverage.HETA
    return _said_agreement(facts) or "unknown"


def _in_groups(facts: PreviewFacts, language: str) -> SettledTerms:
    case = _case(facts)
    found = {one.name: one for one in terms.terms(case, load_book())}
    trial = found.get("trial")
    if trial is not None and _is_over(trial, facts):
        del found["trial"]
    said = {name: _said(one, language) for name, one in found.items()}
    groups = tuple(
        (group, tuple(said[name] for name in names if name in said)) for group, names in GROUPS.items()
    )  # fmt: skip
    return SettledTerms(facts.day, _followed(facts, case), groups, tuple(one for one in said.values() if one.raised))


def _is_over(trial: Term, facts: PreviewFacts) -> bool:
    """Whether the trial period is over, or too old for the book to know."""
    amount = trial.amount
    if amount is None:
        return True
    unit = {"days": relativedelta(days=1), "months": relativedelta(months=1)}[amount.unit]
    return facts.start + unit * int(amount.number) <= facts.day


def _said(term: Term, language: str) -> SaidTerm:
    return documents.say_term(language, documents.plain_term(term))


# -- the facts ---------------------------------------------------------------------------------------------------------


def _case(facts: PreviewFacts) -> Case:
    book, agreement = load_book(), facts.agreement
    ended = _answer(facts, "agreement_ended")
    binding = coverage.binding_on(
        book,
        facts.day,
        job=facts.job,
        said=_said_agreement(facts),
        member=None if agreement is None else agreement.employer_is_member,
        ended=None if ended is None else ended.value == "yes",
    ).outcome
    checked = _answer(facts, "agreement_other")
    if binding == coverage.OTHER and checked is not None and checked.value.strip().casefold() == coverage.NONE:
        binding = coverage.NONE
    wage = _wage_facts(facts)
    return Case(
        day=facts.day,
        employment_start=facts.start,
        employment_end=facts.end,
        binding=binding,
        agreed=_agreed(facts),
        answers=_answers_to_law(facts.answered),
        lowest_wage=lowest_wage(book, facts.day, wage) if binding == coverage.HETA else None,
        wage_floor=wage_floor(book, facts.day, wage) if binding == coverage.HETA else None,
        working_time_act=_working_time_act(facts.terms),
        overtime_open=_overtime_open(facts),
    )


def _overtime_open(facts: PreviewFacts) -> bool | None:
    """Whether the agreement lets these parties agree on less overtime pay than the act; None: nobody has said."""
    if facts.agreement is not None and facts.agreement.employer_is_member:
        return True
    answer = _answer(facts, "agreement_overtime_allowed")
    return None if answer is None else answer.value == "yes"


def _said_agreement(facts: PreviewFacts) -> str | None:
    """What the parties say; an answer to the question counts like the contract's own word."""
    answer = _answer(facts, "agreement")
    if answer is not None:
        word = answer.value.strip().casefold()
        return word if word in (coverage.HETA, coverage.OTHER, coverage.NONE) else None
    return None if facts.agreement is None else facts.agreement.name


def _wage_facts(facts: PreviewFacts) -> WageFacts:
    agreement = facts.agreement or Agreement("none")
    group, region = _answer(facts, "pay_group"), _answer(facts, "region")
    said, book = _experience(facts, agreement), load_book()
    experience = None if said is None or step_between(book, said, said[0], facts.day) else said[1]
    given = (_answer(facts, topic) for topic in ("agreement_wage_low", "agreement_wage_high", "agreement_wage"))
    wage = max((one for one in given if one is not None), key=lambda one: one.day, default=None)
    if wage is not None and said is not None and step_between(book, said, wage.day, facts.day):
        wage = None  # another step may be full since: it is asked again with the next pay
    raises = _raise_days(facts)
    if wage is not None and any(wage.day < day <= facts.day for day in raises):
        wage = None  # the table rose since: it is asked again with the next pay
    number = None if wage is None else _decimal(wage.value)
    return WageFacts(
        unit=facts.unit if facts.wage is None else facts.wage.unit,
        pay_group=agreement.pay_group or (None if group is None else group.value),
        region=agreement.region or (None if region is None else region.value),
        experience_months=experience,
        weekly_minutes=facts.weekly_minutes or 0,
        answer=None if wage is None or number is None else (number, wage.document),
        agreed=None if facts.wage is None else (facts.wage.euros, max(facts.wage.first or facts.start, facts.start)),
        raise_days=raises,
        young=facts.born is not None and _is_young(facts.born, facts.day),
        young_percent=_answers_to_law(facts.answered).get("heta.young_wage_percent"),
    )


def _is_young(born: date, day: date) -> bool:
    """Whether the Young Workers Act protects the employee on a day; a day before its figures is not looked at."""
    try:
        return young_workers.is_young(born, day, load_book())
    except NoValueForDay:
        return False


def _raise_days(facts: PreviewFacts) -> tuple[date, ...]:
    """The days on which the agreement's wages rose, as people answered them; the newest answer of a year holds."""
    found = {}
    for one in sorted(facts.answered, key=lambda answer: answer.day):
        topic = asked_about(one.question)[0]
        if topic.startswith("agreement_raise_day."):
            found[topic] = one.value
    return tuple(sorted(date.fromisoformat(value) for value in found.values() if value != "no"))


def _experience(facts: PreviewFacts, agreement: Agreement) -> tuple[date, int] | None:
    """The newest word on the months of experience: on which day, and how many."""
    said = []
    answer = _answer(facts, "experience_months")
    if answer is not None and answer.value.strip().isdecimal():
        said.append((answer.day, int(answer.value.strip())))
    if agreement.experience_months is not None:
        said.append((max(agreement.first or facts.start, facts.start), agreement.experience_months))
    return max(said, key=lambda one: one[0]) if said else None


def _agreed(facts: PreviewFacts) -> dict[str, Amount]:
    """What the contract says, by the term's name."""
    found: dict[str, Amount] = {}
    if facts.wage is not None:
        found["wage"] = Amount(facts.wage.euros, f"euros_per_{facts.wage.unit}", since=facts.wage.first)
    if facts.weekly_minutes is not None:
        found["weekly_time"] = Amount(Decimal(facts.weekly_minutes), "minutes")
    if facts.terms is not None:
        if facts.terms.trial_months:
            found["trial"] = Amount(Decimal(facts.terms.trial_months), "months")
        found |= _agreed_notice(facts.terms.notice)
    found |= _agreed_pay_day(facts.pay)
    found |= _agreed_overtime(facts)
    if facts.holiday is not None and facts.holiday.bonus_percent is not NOT_SAID:
        percent = facts.holiday.bonus_percent
        found["holiday_bonus"] = Amount(percent if isinstance(percent, Decimal) else Decimal(0), "percent")
    return found


def _agreed_overtime(facts: PreviewFacts) -> dict[str, Amount]:
    """What was answered to be agreed on overtime pay, until the day: one percentage, and those that differ from it."""
    found: dict[str, Amount] = {}
    for name in sorted(terms.OVERTIME):
        for topic in (_OVERTIME_APART.get(name), "agreement_overtime"):
            answer = None if topic is None else _answer(facts, topic)
            if answer is None or answer.day > facts.day:
                continue
            percent = _decimal(answer.value)
            if percent is not None:
                found[name] = Amount(percent, "percent", Source(answer.document, "", ""))
            break
    overall = _answer(facts, "agreement_overtime")
    return {} if overall is None or _decimal(overall.value) is None else found


_OVERTIME_APART = {"overtime_rest": "agreement_overtime_rest", "overtime_weekly": "agreement_overtime_weekly"}


def _agreed_notice(notice: Notice | None) -> dict[str, Amount]:
    if notice is None:
        return {}
    days = {"notice_employer": notice.employer_days, "notice_employee": notice.employee_days}
    return {name: Amount(Decimal(count), "days") for name, count in days.items() if count is not None}


def _agreed_pay_day(pay: PayTerms | None) -> dict[str, Amount]:
    """The month's last pay day: ``last`` is the last day of the month."""
    if pay is None:
        return {}
    last = pay.pay_days[-1]
    return {"pay_day": agreed_pay_day(last)}


def _working_time_act(agreed: Terms | None) -> bool:
    """Whether the Working Time Act applies; as long as a relative's facts are open it does, to be safe."""
    family = None if agreed is None else agreed.family_member
    if family is None:
        return True
    facts = (family.hours_fixed, family.hours_supervised)
    monitored = True if True in facts else (None if None in facts else False)
    applies = working_time.applies(family_member=True, supervisable=True, hours_set_or_monitored=monitored)
    return applies.outcome is not False


def _answer(facts: PreviewFacts, topic: str) -> answers.Answer | None:
    """The answer to a topic that holds: the newest of them."""
    found: answers.Answer | None = None
    for one in facts.answered:
        if asked_about(one.question)[0] == topic and (found is None or one.day >= found.day):
            found = one
    return found


def _answers_to_law(known: Iterable[answers.Answer]) -> dict[str, Decimal]:
    """Answers to values that the law book lacks, by the value's name; times and words belong to no term."""
    found: dict[str, Decimal] = {}
    for one in known:
        head, _, name = asked_about(one.question)[0].partition(".")
        number = _decimal(one.value)
        if head in ("missing_law_value", "unverified_law_value") and number is not None:
            found[name] = number
    return found


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
