"""Answers the calculators' questions: asks the decisions and the payroll, and gathers what the answer stands on.

Every answer is made from its facts and the book alone; nothing is read or kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from employer import documents, formats, texts
from employer.errors import Refused, Sentence
from employer.forms import Both, Form, Ticked, Whole, YesNo, read
from employer.law.calculators.schemas import (
    WEEKDAYS,
    Answer,
    Asked,
    Cents,
    Facts,
    Minutes,
    Percents,
    Question,
    QuestionSchema,
    Rate,
    Said,
    Used,
    Word,
    wrong,
)
from payroll import CannotCalculate, Payslip, calculate
from payroll.agreement import Terms
from payroll.draft import Draft
from payroll.figures import Figure, Trace, results_of, rows_of
from payroll.garnishment import protected_portion
from payroll.household_credit import credit
from payroll.inputs import (
    Absence,
    Agreement,
    HolidayPart,
    Inputs,
    Insurance,
    Party,
    Shift,
    TaxCard,
    Wage,
    WeeklyTime,
    YearSoFar,
)
from payroll.sickness_allowance import allowance_income, allowance_per_weekday
from payroll.single_amounts import set_off as most_set_off
from payroll.single_amounts import time_at_price, worked_pay
from payroll.withholding import withheld
from rules import (
    Decision,
    NoValueForDay,
    Period,
    Reason,
    UnknownValue,
    UnverifiedValue,
    Value,
    calendar,
    load_book,
)
from rules.book import Book
from rules.decisions import (
    annual_holiday,
    annual_holiday_giving,
    annual_holiday_pay,
    contract,
    coverage,
    duties,
    ending,
    family_leave,
    insurance,
    personal_assistants,
    sick_leave,
    supplements,
    withholding,
    working_time,
    young_workers,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
_ONE_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)
_FULL_WEEK = 2400
T = TypeVar("T")

EMPLOYER_COSTS = (
    "employer_pension",
    "employer_unemployment",
    "employer_health",
    "employer_accident",
    "employer_group_life",
)


# What an answer is gathered from --------------------------------------------------------------------------------------


class _Open(Exception):
    """The book cannot answer: the question that it raised is the answer."""


@dataclass(slots=True)
class _Gathered:
    """Reasons, values and questions in the order in which they came; one object for each answer."""

    book: Book
    reasons: list[Reason] = field(default_factory=list)
    values: dict[tuple[str, str], Used] = field(default_factory=dict)
    questions: dict[str, Asked] = field(default_factory=dict)

    def take(self, decide: Callable[[], Decision[T]]) -> T:
        """The outcome of a decision, with what it stands on. Raises ``_Open`` when the book cannot answer."""
        try:
            decision = decide()
        except (NoValueForDay, UnknownValue, UnverifiedValue) as unanswered:
            self.ask_for(unanswered)
            raise _Open from unanswered
        return self.include(decision)

    def include(self, decision: Decision[T]) -> T:
        """Takes over what a decision stands on, and gives its outcome."""
        self.reasons.extend(reason for reason in decision.reasons if reason not in self.reasons)
        for value in decision.values:
            self.use(value)
        for one in decision.questions:
            self.ask(Asked(one.topic, one.asks, one.why, one.where_to_find, one.facts, one.suggestion, one.blocks))
        return decision.outcome

    def use(self, value: Value) -> None:
        """Notes a value of the book."""
        number = value.number
        shown = None if isinstance(number, tuple) else str(number)
        source = value.source
        self.values[value.name, value.first.isoformat()] = Used(
            value.name,
            shown,
            str(value.unit),
            value.first.isoformat(),
            source.title,
            source.clause,
            source.link,
            str(value.confidence),
        )

    def ask(self, asked: Asked) -> None:
        """Notes a question once."""
        self.questions.setdefault(asked.topic, asked)

    def ask_for(self, unanswered: NoValueForDay | UnknownValue | UnverifiedValue) -> None:
        """Notes what the book cannot answer."""
        facts = (("name", unanswered.name), ("day", unanswered.day.isoformat()))
        suggestion = unanswered.suggestion if isinstance(unanswered, UnverifiedValue) else None
        self.ask(Asked(unanswered.name, unanswered.question, "", "", facts, suggestion))

    def trace(self, trace: Trace) -> None:
        """Notes the values and decisions that a calculation used."""
        for operation, name, number, unit, _, _, about in rows_of(trace.text()):
            if operation == "law":
                confidence = str(self.book.entry(name).items[-1].confidence or "")
                self.values.setdefault(
                    (name, about["since"]),
                    Used(
                        name, number, unit, about["since"], about["source"], about["clause"], about["link"], confidence
                    ),
                )

    def calculate(self, inputs: Inputs) -> Payslip:
        """The payslip of the inputs. Raises ``_Open`` when the book cannot answer."""
        return self.take(lambda: Decision(calculate(inputs, self.book), ()))

    def payslip(self, payslip: Payslip) -> None:
        """Takes over the questions of a calculation."""
        for one in payslip.questions:
            self.ask(Asked(one.topic, one.asks, one.why, one.where_to_find, one.facts, one.suggestion, one.blocks))

    def draft(self, draft: Draft) -> None:
        """Takes over what a part of a calculation asked and used."""
        for one in draft.questions.values():
            self.ask(Asked(one.topic, one.asks, one.why, one.where_to_find, one.facts, one.suggestion, one.blocks))
        self.trace(draft.trace)

    def answer(self, outcome: Mapping[str, Any] | None, *sentences: Said) -> Answer:
        """The answer with everything gathered."""
        return Answer(
            outcome,
            sentences,
            tuple(self.reasons),
            tuple(self.values.values()),
            tuple(self.questions.values()),
            self.book.edition,
        )


def _gathered() -> _Gathered:
    return _Gathered(load_book())


def answer(question: Question, facts: Facts) -> Answer:
    """The answer to facts that the question's schema has read.

    Raises ``Refused`` when the facts contradict each other in a way that only the law's own conditions show.
    """
    try:
        return question.answers(facts)
    except (ValueError, CannotCalculate) as contradiction:
        both = wrong("contradiction").messages[0]
        raise Refused([("", *both.parts)]) from contradiction


def answering(decide: Callable[[_Gathered, Facts], Answer]) -> Callable[[Facts], Answer]:
    """Makes a function of facts from one that gathers: an open value of the book ends it with its question."""

    def answered(facts: Facts) -> Answer:
        g = _gathered()
        try:
            return decide(g, facts)
        except _Open:
            return g.answer(None)

    return answered


# The contract and its end ---------------------------------------------------------------------------------------------


@answering
def notice_period(g: _Gathered, facts: Facts) -> Answer:
    """How long the notice period is, and the last day of the employment."""
    agreed = None
    if "agreed_amount" in facts:
        agreed = ending.Length(facts["agreed_amount"], facts["agreed_unit"])
    by = facts["by"]
    notice = g.take(
        lambda: ending.notice_period(
            by,
            facts["known"],
            g.book,
            employment_start=facts["employment_start"],
            agreed_employer=agreed if by == "employer" else None,
            agreed_employee=agreed if by == "employee" else None,
        )
    )
    length = notice.length
    return g.answer(
        {"amount": length.amount, "unit": Word(length.unit), "last_day": notice.last_day},
        Said("notice_period.length", {"amount": length.amount, "unit": Word(length.unit)}),
        Said("notice_period.last_day", {"day": notice.last_day}),
    )


@answering
def notice_delivery(g: _Gathered, facts: Facts) -> Answer:
    """On which day notice is deemed known."""
    leave = Period.closed(facts["leave_first"], facts["leave_last"]) if "leave_first" in facts else None
    known = g.take(
        lambda: ending.known_on(facts["means"], facts["sent"], g.book, received=facts.get("received"), leave=leave)
    )
    return g.answer({"known": known}, Said("notice_delivery", {"day": known}))


@answering
def trial_period(g: _Gathered, facts: Facts) -> Answer:
    """The last day of an agreed trial period."""
    start, end = facts["employment_start"], facts.get("employment_end")
    last = g.take(lambda: contract.last_trial_day(start, end, facts["trial_months"], g.book))
    return g.answer({"last_day": last}, Said("trial_period", {"day": last}))


@answering
def fixed_term(g: _Gathered, facts: Facts) -> Answer:
    """Whether a fixed term holds."""
    decided = g.take(
        lambda: contract.fixed_term(
            g.book,
            signed=facts["signed"],
            start=facts["employment_start"],
            end=facts["employment_end"],
            ground="a justified reason" if facts["ground"] else None,
            earlier_end=facts.get("earlier_end") if facts["earlier"] == "ended" else None,
            earlier_known=facts["earlier"] != "not_known",
            long_term_unemployed=facts["long_term_unemployed"],
            employee_asked=facts["employee_asked"],
        )
    )
    if decided is None:
        return g.answer(None)
    said = Said("fixed_term.valid" if decided.valid else "fixed_term.indefinite", {"day": facts["employment_end"]})
    return g.answer({"allowed": decided.valid, "treated_as": Word(decided.treated_as)}, said)


@answering
def written_terms(g: _Gathered, facts: Facts) -> Answer:
    """By when the written terms are given."""
    due = g.take(
        lambda: duties.written_terms_due(
            g.book, facts["employment_start"], average_weekly_minutes=facts.get("weekly_hours")
        )
    )
    if due.first_items_by is None:
        return g.answer({"required": False}, Said("written_terms.none", {}))
    return g.answer(
        {"required": True, "first_items_by": due.first_items_by, "other_items_by": due.other_items_by},
        Said("written_terms.due", {"first": due.first_items_by, "rest": due.other_items_by}),
    )


@answering
def layoff_notice(g: _Gathered, facts: Facts) -> Answer:
    """By when a lay-off is told."""
    by = g.take(lambda: ending.layoff_notice_by(facts["layoff_start"], g.book))
    return g.answer({"told_by": by}, Said("layoff_notice", {"day": by}))


@answering
def waiting_pay(g: _Gathered, facts: Facts) -> Answer:
    """Days of pay for waiting when the final pay is late."""
    days = g.take(
        lambda: ending.waiting_days(
            facts["due"],
            facts["paid"],
            g.book,
            disputed=facts["disputed"],
            employment_end=facts.get("employment_end"),
            complained=facts.get("complained"),
        )
    )
    return g.answer({"days": days}, Said("waiting_pay" if days else "waiting_pay.none", {"days": days}))


@answering
def employer_died(g: _Gathered, facts: Facts) -> Answer:
    """What the employer's death means for the employment."""
    after = g.take(lambda: ending.employer_died(facts["death"], facts.get("notice_known"), g.book))
    said = [Said("employer_died", {"day": after.right_expires})]
    outcome: dict[str, Any] = {"right_expires": after.right_expires}
    if after.notice is not None:
        outcome["last_day"] = after.notice.last_day
        said.append(Said("notice_period.last_day", {"day": after.notice.last_day}))
    return g.answer(outcome, *said)


# Annual holiday ---------------------------------------------------------------------------------------------------


@answering
def holiday_days(g: _Gathered, facts: Facts) -> Answer:
    """How many holiday days a credit year gives when the work goes by a weekly pattern."""
    year = Period(date(facts["year"] - 1, 4, 1), date(facts["year"], 4, 1))
    start, end = facts["employment_start"], facts.get("employment_end")
    minutes = facts["daily_hours"]
    week = tuple(minutes if day in facts["weekdays"] else 0 for day in WEEKDAYS)
    spells = ()
    if "absence_kind" in facts:
        spells = (annual_holiday.AbsenceSpell(facts["absence_kind"], facts["absence_first"], facts["absence_last"]),)
    last = year.last if end is None else min(end, year.last)
    away = Period.closed(spells[0].first, spells[0].last) if spells else Period(start, start)
    # Days before the credit year matter only for the employment's first month (17 §).
    known = [*Period.closed(max(start, year.first), last)]
    if start < year.first:
        known = [*Period(start, _next_month(start)), *known]
    worked = tuple(
        (day, minutes)
        for day in dict.fromkeys(known)
        if week[day.weekday()] and day not in away and (facts["public_holidays"] or not calendar.is_public_holiday(day))
    )
    phase = annual_holiday.ContractPhase(start, week=(week,), agreed_rule=None)
    earned = g.take(
        lambda: annual_holiday.earning(
            annual_holiday.EarningFacts(year, start, end, year.last, (phase,), worked, spells), g.book
        )
    )
    g.take(lambda: annual_holiday.accrual_rule(phase, year.last, g.book))
    months = [
        {
            "month": one.month,
            "days_at_work": one.days,
            "time_at_work": Minutes(one.minutes),
            "full": one.full,
        }
        for one in earned.months
    ]
    outcome = {
        "rule": Word(earned.rule),
        "full_months": earned.full_months,
        "days_per_month": earned.days_per_month,
        "days_earned": earned.days_earned,
        "free_time_days": earned.free_time_days,
        "months": months,
    }
    if earned.rule == annual_holiday.RULE_NONE:
        return g.answer(outcome, Said("holiday_days.free_time", {"days": earned.free_time_days}))
    return g.answer(
        outcome,
        Said("holiday_days", {"days": earned.days_earned, "months": earned.full_months, "rule": Word(earned.rule)}),
    )


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@answering
def holiday_used(g: _Gathered, facts: Facts) -> Answer:
    """How many holiday days a time off uses."""
    away = Period.closed(facts["first"], facts["last"])
    days = calendar.holiday_days(away)
    free = [{"day": day} for day in away if day.weekday() != 6 and not calendar.uses_holiday_day(day)]
    g.reasons.append(Reason("law.holiday_used", "162/2005 4 §", "Sundays and public holidays use no holiday", (), LINK))
    return g.answer(
        {"days": days, "season_days": annual_holiday_giving.days_in_season(away), "days_not_counted": free},
        Said("holiday_used", {"days": days, "first": facts["first"], "last": facts["last"]}),
    )


LINK = annual_holiday.LINK


@answering
def holiday_pay(g: _Gathered, facts: Facts) -> Answer:
    """Holiday pay by the average daily pay or by percentage."""
    year = Period(date(facts["year"] - 1, 4, 1), date(facts["year"], 4, 1))
    percent = None
    if facts["method"] == "percentage":
        percent = g.take(lambda: annual_holiday_pay.percent(facts["lasted_a_year"], year.last, g.book))
    else:
        g.take(lambda: annual_holiday_pay.coefficient(facts["days_earned"], year.last, g.book))
    weekly = Fraction(facts.get("weekly_days", 5))
    after = date(facts["year"], 6, 1)
    part = HolidayPart(
        credit_year=year,
        rule="14_days" if percent is None else "35_hours",
        method=facts["method"],
        days=facts["days_taken"],
        days_earned=facts["days_earned"],
        full_months=0,
        days_per_month=Decimal(0),
        base_cents=facts["year_pay"],
        base_known=True,
        work_days=facts.get("work_days", 0),
        excess_minutes=facts.get("excess_hours", 0),
        weekly_days_numerator=weekly.numerator,
        weekly_days_denominator=5 * weekly.denominator,
        percent=percent,
        absence_pay_cents=0,
        first=after,
        last=after,
    )
    payslip = g.calculate(_month(after, holidays=(part,)))
    line = next((one for one in payslip.lines if one.kind == "holiday_pay"), None)
    if line is None:
        g.payslip(payslip)
        return g.answer(None)
    for value in line.values:
        g.use(value)
    outcome: dict[str, Any] = {"amount": Cents(line.amount_cents)}
    told = dict(line.facts)
    if "average" in told:
        outcome["average_daily_pay"] = _rounded(told["average"])
        outcome["coefficient"] = Decimal(told["coefficient"])
    return g.answer(outcome, Said("holiday_pay", {"amount": Cents(line.amount_cents), "days": facts["days_taken"]}))


def _rounded(text: str) -> Cents:
    hundredfold = Fraction(text) * 100
    return Cents((2 * hundredfold.numerator + hundredfold.denominator) // (2 * hundredfold.denominator))


@answering
def holiday_notice(g: _Gathered, facts: Facts) -> Answer:
    """By when the time of a holiday is told."""
    first = facts["first"]
    if facts["kind"] == "saved":
        by = g.take(lambda: annual_holiday_giving.saved_leave_notice(first, g.book))
        return g.answer({"told_by": by}, Said("holiday_notice.saved", {"day": by}))
    decide = annual_holiday_giving.moved_notice if facts["kind"] == "moved" else annual_holiday_giving.notice
    told = g.take(lambda: decide(first, g.book))
    return g.answer(
        {"told_by": told.by_main_rule, "at_the_latest": told.at_latest},
        Said("holiday_notice", {"day": told.by_main_rule, "latest": told.at_latest}),
    )


# Sickness and family --------------------------------------------------------------------------------------------------


@answering
def sick_pay(g: _Gathered, facts: Facts) -> Answer:
    """For which days sick pay is due, and in euros when the wage and the shifts are told."""
    first, last, start = facts["first"], facts["last"], facts["employment_start"]
    earlier_first, earlier_last = facts.get("earlier_first"), facts.get("earlier_last")
    window = g.take(
        lambda: sick_leave.pay_window(
            g.book,
            first=first,
            last=last,
            employment_first=start,
            relapse_of_first=earlier_first,
            relapse_of_last=earlier_last,
        )
    )
    if window is None:
        return g.answer(None)
    said = [Said("sick_pay.window", {"first": window.first, "last": window.last, "percent": Rate(window.percent)})]
    outcome: dict[str, Any] = {"first": window.first, "last": window.last, "percent": Rate(window.percent)}
    if window.allowance_from is not None:
        outcome["allowance_from"] = window.allowance_from
        said.append(Said("sick_pay.allowance", {"day": window.allowance_from}))
    if "wage" in facts:
        shifts = _shifts(window.first, window.last, facts["weekdays"], facts["daily_hours"])
        absence = Absence(
            "sick", first, last, shifts, same_illness_as=earlier_first or earlier_last, earlier_last=earlier_last
        )
        month = _month(
            first,
            last=window.last,
            employment_first=start,
            wages=(Wage(start, None, "hour", facts["wage"]),),
            absences=(absence,),
        )
        payslip = g.calculate(month)
        line = next((one for one in payslip.lines if one.kind == "sick_pay"), None)
        cents = Cents(0 if line is None else line.amount_cents)
        outcome["amount"] = cents
        outcome["paid_time"] = Minutes(0 if line is None else line.minutes or 0)
        said.append(Said("sick_pay.amount", {"amount": cents, "time": outcome["paid_time"]}))
    return g.answer(outcome, *said)


def _shifts(first: date, last: date, weekdays: Sequence[str], minutes: int) -> tuple[Shift, ...]:
    """The shifts of a weekly pattern between two days; the hour of the day does not matter for sick pay."""
    found = []
    for day in Period.closed(first, last):
        if WEEKDAYS[day.weekday()] in weekdays and minutes:
            begins = datetime(day.year, day.month, day.day, tzinfo=HELSINKI)
            found.append(Shift(begins, begins + timedelta(minutes=minutes)))
    return tuple(found)


@answering
def sickness_allowance(g: _Gathered, facts: Facts) -> Answer:
    """Kela's sickness allowance for a weekday."""
    trace = Trace()
    wages = trace.given("wages_12_months", _euros(facts["year_wages"]), "euros")

    def daily() -> Decision[Figure]:
        income = allowance_income(trace, g.book, facts["first"], wages)
        return Decision(allowance_per_weekday(trace, g.book, facts["first"], income), ())

    amount = g.take(daily)
    g.trace(trace)
    g.reasons.append(
        Reason(
            "law.sickness_allowance",
            "1224/2004 11:1 §",
            "from the wages of twelve months",
            (),
            sick_leave.INSURANCE_LINK,
        )
    )
    cents = _rounded(str(Fraction(amount.value)))
    return g.answer({"per_weekday": cents}, Said("sickness_allowance", {"amount": cents}))


@answering
def family_leave_notice(g: _Gathered, facts: Facts) -> Answer:
    """By when a family leave is told."""
    by = g.take(
        lambda: family_leave.notice_by(facts["leave"], facts["first"], g.book, weekdays=facts.get("weekdays_count"))
    )
    if by is None:
        if any(one.blocks for one in g.questions.values()):
            return g.answer(None)
        agreed = facts["leave"] in ("partial_parental", "close_person")
        return g.answer(
            {"told_by": None, "how": Word("by_agreement" if agreed else "at_once")},
            Said("family_leave_notice.by_agreement" if agreed else "family_leave_notice.at_once", {}),
        )
    return g.answer({"told_by": by, "how": Word("in_time")}, Said("family_leave_notice", {"day": by}))


# Working time -----------------------------------------------------------------------------------------------------


@answering
def shift_cost(g: _Gathered, facts: Facts) -> Answer:
    """What a shift costs: gross by lines, and the employer's contributions."""
    day = facts["day"]
    begins = datetime.combine(day, facts["start"], tzinfo=HELSINKI)
    ends = datetime.combine(day if facts["end"] > facts["start"] else day + _ONE_DAY, facts["end"], tzinfo=HELSINKI)
    agreement = Agreement(
        day,
        None,
        facts["agreement"],
        pay_group=facts.get("pay_group"),
        region=facts.get("region"),
        experience_months=facts.get("experience_months"),
    )
    group_life = facts.get("group_life")
    month = _month(
        day,
        last=day + _ONE_DAY,
        payment_day=day,
        born=facts["born"],
        job=facts["job"],
        wages=(Wage(day - _YEAR, None, "hour", facts["wage"]),),
        shifts=(Shift(begins, ends, facts.get("break_minutes", 0)),),
        agreements=(agreement,),
        insurance=Insurance(
            pension_kind=facts.get("pension"),
            pension_total_percent=facts.get("pension_percent"),
            accident_percent=facts.get("accident_percent"),
            accident_known="accident_percent" in facts,
            group_life_percent=facts.get("group_life_percent") if group_life == "yes" else None,
            group_life_known=group_life is not None,
        ),
        year=_year(facts["year_wages"], facts["month_wages"]),
    )
    payslip = g.calculate(month)
    g.payslip(payslip)
    trace, results = rows_of(payslip.trace), results_of(payslip.trace)
    rows = [
        {
            "part": Word(f"line.{line.kind}"),
            "time": None if line.minutes is None else Minutes(line.minutes),
            "price": None if line.unit_price is None else _price(line.unit_price),
            "by": _percents(trace, line.figure),
            "amount": Cents(line.amount_cents),
        }
        for line in payslip.lines
    ]
    for line in payslip.lines:
        g.reasons.extend(reason for reason in line.reasons if reason not in g.reasons)
    for decide in (insurance.pension_insured, insurance.unemployment_insured, insurance.health_insured):
        with suppress(_Open):
            g.take(lambda decide=decide: decide(g.book, facts["born"], day))
    costs = [
        {"part": Word(f"line.{key}"), "by": _percents(trace, results[key]), "amount": Cents(amount)}
        for key in EMPLOYER_COSTS
        if (amount := payslip.totals[key]) is not None
    ]
    _law_rows(g, trace)
    gross = sum(line.amount_cents for line in payslip.lines)
    total = payslip.totals["employer_cost"]
    outcome: dict[str, Any] = {"gross": Cents(gross), "lines": rows, "employer_costs": costs}
    if any(
        one.topic.startswith(("missing_law_value.", "agreement", "unverified_law_value.")) for one in payslip.questions
    ):
        # Supplements or a lowest wage are not known: the sum of what is known would be too little.
        outcome.pop("gross")
        return g.answer({**outcome, "employer_cost": None}, Said("shift_cost.open", {}))
    if total is None:
        return g.answer({**outcome, "employer_cost": None}, Said("shift_cost.gross", {"amount": Cents(gross)}))
    return g.answer(
        {**outcome, "employer_cost": Cents(total)},
        Said("shift_cost", {"amount": Cents(total), "gross": Cents(gross)}),
    )


def _price(text: str) -> Decimal | None:
    return None if "/" in text else Decimal(text)


def _percents(trace: Sequence[Sequence[Any]], row: int) -> Percents:
    """The percentages that a figure was made with, in their order, each once."""
    found: dict[tuple[str, str], None] = {}

    def look(number: int) -> None:
        _, name, value, unit, parts, _, _ = trace[number]
        if unit == "percent":
            found[name, value] = None
        for part in parts:
            if trace[part][1] not in ("gross", "taxable"):
                look(part)

    look(row)
    return Percents(found)


def _law_rows(g: _Gathered, trace: Sequence[Sequence[Any]]) -> None:
    """Notes what a calculation used; this question leaves the employee's tax out."""
    for operation, name, number, unit, _, _, about in trace:
        if operation == "law" and not name.startswith("withholding."):
            confidence = str(g.book.entry(name).items[-1].confidence or "")
            used = Used(name, number, unit, about["since"], about["source"], about["clause"], about["link"], confidence)
            g.values.setdefault((name, about["since"]), used)
        elif operation == "decision" and about:
            for section, says in about["because"]:
                reason = next((one for one in _INSURANCE_REASONS if one.says == says and one.section == section), None)
                if reason is not None and reason not in g.reasons:
                    g.reasons.append(reason)


_INSURANCE_REASONS = tuple(
    reason
    for decision in (
        insurance.pension_threshold_reached(False),
        insurance.no_group_life_agreed(),
        *(insurance.under_yearly_limit(kind) for kind in insurance.LIMITS),
    )
    for reason in decision.reasons
)
"""Reasons of decisions that set a contribution to nothing; the trace keeps their words only."""


@answering
def overtime(g: _Gathered, facts: Facts) -> Answer:
    """How a day's work splits into regular time, additional work and overtime, and its pay."""
    day = facts["day"]
    sunday = calendar.is_sunday_rate(day)
    split = g.take(lambda: working_time.split_day(facts["worked"], day, g.book, agreed=facts.get("agreed")))
    outcome: dict[str, Any] = {
        "regular": Minutes(split.regular),
        "additional": Minutes(split.additional),
        "overtime_50": Minutes(split.overtime_50),
        "overtime_100": Minutes(split.overtime_100),
    }
    said = [Said("overtime", {"time": Minutes(split.overtime_50 + split.overtime_100)})]
    priced: working_time.TimeSplit | working_time.SundaySplit = split
    if sunday:
        priced = g.take(lambda: working_time.split_sunday(facts["worked"], day, g.book))
        outcome["sunday"] = Minutes(facts["worked"])
        said.append(Said("overtime.sunday", {}))
    return _with_pay(g, facts, day, priced, outcome, said)


@answering
def weekly_overtime(g: _Gathered, facts: Facts) -> Answer:
    """How a week's work splits into regular time, additional work, daily and weekly overtime."""
    monday = facts["monday"]
    days = tuple(facts[day] for day in WEEKDAYS)
    split = g.take(lambda: working_time.split_week(days, monday, g.book, agreed_weekly=facts.get("agreed_weekly")))
    outcome = {
        "regular": Minutes(split.regular),
        "additional": Minutes(split.additional),
        "overtime_50": Minutes(split.overtime_50),
        "overtime_100": Minutes(split.overtime_100),
        "weekly_overtime": Minutes(split.weekly_overtime),
    }
    over = split.overtime_50 + split.overtime_100 + split.weekly_overtime
    return _with_pay(g, facts, monday, split, outcome, [Said("overtime", {"time": Minutes(over)})])


def _with_pay(
    g: _Gathered,
    facts: Facts,
    day: date,
    split: working_time.TimeSplit | working_time.SundaySplit,
    outcome: dict[str, Any],
    said: list[Said],
) -> Answer:
    if "wage" in facts:
        trace = Trace()
        pay = g.take(lambda: Decision(worked_pay(trace, g.book, day, facts["wage"], split), ()))
        g.trace(trace)
        outcome["base_pay"] = Cents(pay.base.cents)
        outcome["overtime_pay"] = Cents(pay.overtime.cents)
        outcome["sunday_pay"] = Cents(pay.sunday.cents)
        outcome["amount"] = Cents(pay.total.cents)
        said.append(Said("overtime.pay", {"amount": Cents(pay.total.cents)}))
    return g.answer(outcome, *said)


@answering
def roster_check(g: _Gathered, facts: Facts) -> Answer:
    """What a roster would break."""
    breaches = g.take(
        lambda: working_time.check_roster(
            facts["shifts"],
            g.book,
            published_on=facts.get("published_on"),
            shorter_break_agreed=facts["shorter_break_agreed"],
            presence_necessary=facts["presence_necessary"],
            averaging=facts["averaging"],
            agreed_longer=facts["agreed_longer"],
            night_work_allowed=facts["night_work_allowed"],
            sunday_work_agreed=facts["sunday_work_agreed"],
        )
    )
    g.reasons.extend(one.reason for one in breaches if one.reason not in g.reasons)
    rows = [
        {"day": one.day, "section": one.reason.section, "why": one.reason, "consent_is_enough": one.consent}
        for one in breaches
    ]
    total = Minutes(sum(shift.minutes for shift in facts["shifts"]))
    said = Said("roster_check.fine", {}) if not breaches else Said("roster_check.broken", {"count": len(breaches)})
    return g.answer({"kept": not breaches, "working_time": total, "breaches": rows}, said)


# Pay, reports, insurance, tax -----------------------------------------------------------------------------------------


@answering
def pay_day(g: _Gathered, facts: Facts) -> Answer:
    """On which day the pay of a month is due."""
    month = date(facts["year"], facts["month"], 1)
    due = g.take(lambda: duties.pay_day(month, facts.get("day_of_month")))
    return g.answer({"pay_day": due}, Said("pay_day", {"day": due}))


@answering
def report_deadlines(g: _Gathered, facts: Facts) -> Answer:
    """Until when a payment is reported and its tax and contributions are paid."""
    day, registered = facts["payment_day"], facts["registered"]
    outcome: dict[str, Any] = {}
    for name, decide in (
        ("wage_report", lambda: duties.wage_report_due(g.book, day, registered=registered)),
        ("separate_report", lambda: duties.separate_report_due(g.book, day)),
        ("tax_payment", lambda: duties.self_assessed_tax_due(g.book, day)),
        ("pension_payment", lambda: duties.pension_due(g.book, day)),
    ):
        with suppress(_Open):
            outcome[name] = g.take(decide)
    if not outcome:
        return g.answer(None)
    said = [Said(f"report_deadlines.{name}", {"day": due}) for name, due in outcome.items()]
    return g.answer(outcome, *said)


@answering
def insured(g: _Gathered, facts: Facts) -> Answer:
    """Which insurances cover a person of this age."""
    born, day = facts["born"], facts["payment_day"]
    outcome: dict[str, Any] = {}
    for name, decide in (
        ("pension", insurance.pension_insured),
        ("unemployment", insurance.unemployment_insured),
        ("health", insurance.health_insured),
    ):
        outcome[name] = None
        with suppress(_Open):
            outcome[name] = g.take(lambda decide=decide: decide(g.book, born, day))
    known = {name: insured for name, insured in outcome.items() if insured is not None}
    if not known:
        return g.answer(None)
    said = [Said(f"insured.{name}.{'yes' if insured else 'no'}", {}) for name, insured in known.items()]
    return g.answer(known, *said, Said("insured.accident", {}))


@answering
def tax_withheld(g: _Gathered, facts: Facts) -> Answer:
    """How much tax is withheld from a payment."""
    day = facts["payment_day"]
    cards: tuple[TaxCard, ...] = ()
    if facts["card"] == "wage":
        ceiling = facts.get("ceiling")
        cards = (
            TaxCard(
                facts["card_first"],
                None,
                "wage",
                facts["card_percent"],
                facts.get("additional_percent"),
                None if ceiling is None else _euros(ceiling),
                None,
                facts.get("paid_before") if ceiling is not None else 0,
            ),
        )
    g.take(lambda: withholding.withholding_required(
        g.book, paid_cents=0, planned_cents=facts["year_wages"] + facts["pay"], payment_day=day
    ))  # fmt: skip
    g.take(lambda: withholding.card_for([(card.first, card.until, card.kind) for card in cards], day))
    draft = Draft(_month(day, payment_day=day, tax_cards=cards, year=_year(facts["year_wages"], 0)), g.book)
    amount = g.take(lambda: Decision(withheld(draft, draft.cents("taxable", facts["pay"])), ()))
    g.draft(draft)
    if amount is None:
        return g.answer(None)
    left = Cents(facts["pay"] - amount.cents)
    return g.answer(
        {"withholding": Cents(amount.cents), "left": left},
        Said("tax_withheld", {"amount": Cents(amount.cents), "left": left}),
    )


@answering
def set_off(g: _Gathered, facts: Facts) -> Answer:
    """What the employer may set off, or must garnish, at most."""
    trace = Trace()
    day = facts["payment_day"]

    def amounts() -> Decision[tuple[Figure, Figure]]:
        found = most_set_off(trace, g.book, day, _euros(facts["net_pay"]), facts["dependants"])
        return Decision((found.protected, found.highest), ())

    protected, highest = g.take(amounts)
    g.trace(trace)
    g.reasons.append(Reason("law.set_off", "55/2001 2:17 §", "as in garnishment", (), contract.LINK))
    g.reasons.append(Reason("law.garnishment", "705/2007 4:48 §", "the table of garnishment", (), ENFORCEMENT_CODE))
    return g.answer(
        {"protected": Cents(protected.cents), "highest": Cents(highest.cents)},
        Said("set_off", {"amount": Cents(highest.cents), "protected": Cents(protected.cents)}),
    )


ENFORCEMENT_CODE = "https://www.finlex.fi/fi/laki/ajantasa/2007/20070705"


@answering
def protected(g: _Gathered, facts: Facts) -> Answer:
    """The protected portion of a debtor."""
    trace = Trace()
    portion = g.take(
        lambda: Decision(protected_portion(trace, g.book, facts["payment_day"], facts["dependants"], facts["days"]), ())
    )
    g.trace(trace)
    g.reasons.append(Reason("law.protected", "705/2007 4:48 §", "a sum for each day", (), ENFORCEMENT_CODE))
    return g.answer(
        {"protected": Cents(portion.cents)}, Said("protected", {"amount": Cents(portion.cents), "days": facts["days"]})
    )


@answering
def household_credit(g: _Gathered, facts: Facts) -> Answer:
    """What of wages may be claimed as household credit in the tax return."""
    g.reasons.append(
        Reason("law.household_credit", "1535/1992 127 a §", "not for work that a county pays", (), INCOME_TAX_ACT)
    )
    if facts["county_pays"]:
        return g.answer({"credit": Cents(0)}, Said("household_credit.county", {}))
    trace = Trace()

    def figure(name: str) -> Figure | None:
        return trace.given(name, _euros(facts[name]), "euros") if name in facts else None

    amount = g.take(
        lambda: Decision(
            credit(
                trace,
                g.book,
                date(facts["year"], 12, 31),
                wages=figure("wages"),
                side_costs=figure("side_costs"),
                company=figure("company"),
            ),
            (),
        )
    )
    g.trace(trace)
    return g.answer({"credit": Cents(amount.cents)}, Said("household_credit", {"amount": Cents(amount.cents)}))


INCOME_TAX_ACT = "https://www.finlex.fi/fi/laki/ajantasa/1992/19921535"


# The personal assistants' agreement -----------------------------------------------------------------------------------


@answering
def heta_binding(g: _Gathered, facts: Facts) -> Answer:
    """Whether the personal assistants' agreement binds on a day."""
    found = g.take(
        lambda: coverage.agreement_on(
            g.book,
            facts["day"],
            job=facts["job"],
            employer=facts["employer"],
            member=facts.get("member"),
            member_since=facts.get("member_since"),
            assists_disabled_person=facts.get("assists_disabled"),
        )
    )
    if found is None:
        return g.answer(None)
    outcome = {"binds": found.binding, "edition": found.edition, "why": Word(found.reason)}
    return g.answer(outcome, Said("heta_binding.yes" if found.binding else "heta_binding.no", {"day": facts["day"]}))


@answering
def heta_pay_group(g: _Gathered, facts: Facts) -> Answer:
    """The pay group of permanent tasks."""
    group = g.take(lambda: personal_assistants.pay_group(facts["tasks"], facts["day"], g.book))
    if group is None:
        return g.answer(None)
    return g.answer({"pay_group": group}, Said("heta_pay_group", {"group": group}))


@answering
def heta_wage(g: _Gathered, facts: Facts) -> Answer:
    """The agreement's lowest hourly wage."""
    day = facts["day"]
    steps = g.take(lambda: personal_assistants.experience_steps(facts["experience_months"], day, g.book))
    row = Agreement(
        day,
        None,
        "heta",
        pay_group=facts["pay_group"],
        region=facts["region"],
        experience_months=facts["experience_months"],
    )
    draft = Draft(_month(day, job=coverage.PERSONAL_ASSISTANCE, agreements=(row,)), g.book)
    wage = g.take(lambda: Decision(Terms(draft).lowest_wage(day), ()))
    g.draft(draft)
    if wage is None:
        return g.answer(None)
    cents = _rounded(str(Fraction(wage.value)))
    return g.answer({"lowest_wage": cents, "steps": steps}, Said("heta_wage", {"amount": cents, "steps": steps}))


@answering
def weekday_holidays(g: _Gathered, facts: Facts) -> Answer:
    """The paid weekday holidays of the agreement in a year."""
    year = facts["year"]
    days = [{"day": day, "weekday": Word(WEEKDAYS[day.weekday()])} for day in sorted(calendar.heta_free_days(year))]
    with suppress(_Open):
        g.take(
            lambda: supplements.weekday_holiday_right(g.book, days[0]["day"], date(year - 1, 1, 1), None)  # type: ignore[arg-type]
        )
    return g.answer({"count": len(days), "days": days}, Said("weekday_holidays", {"count": len(days), "year": year}))


# Who may do the work --------------------------------------------------------------------------------------------------


@answering
def young_worker(g: _Gathered, facts: Facts) -> Answer:
    """Whether a young person may be hired and may work a shift."""
    born, day, book = facts["born"], facts["day"], g.book
    hired = g.take(
        lambda: young_workers.may_be_hired(
            born, day, book, basic_education_done=facts.get("education_done"), light_work=facts["light_work"]
        )
    )
    age = young_workers.age_on(born, day)
    begins, ends = datetime.combine(day, facts["start"]), datetime.combine(day, facts["end"])
    rest = facts.get("break_minutes", 0)
    minutes = int((ends - begins).total_seconds()) // 60 - rest
    school = None if facts["school"] == "none" else facts["school"]
    daily = g.take(
        lambda: young_workers.daily_hours(
            age, minutes, day, book, school=school, school_minutes=facts.get("school_hours", 0)
        )
    )
    outcome: dict[str, Any] = {
        "may_be_hired": hired,
        "age": age,
        "hours_allowed": daily.allowed,
        "daily_limit": Minutes(daily.limit_minutes),
    }
    allowed = daily.allowed
    if "week_hours" in facts:
        weekly = g.take(
            lambda: young_workers.weekly_hours(age, facts["week_hours"], day, book, in_term=school is not None)
        )
        outcome["week_allowed"] = weekly.allowed
        outcome["weekly_limit"] = Minutes(weekly.limit_minutes)
        allowed = allowed and weekly.allowed
    broken = g.take(lambda: young_workers.shift_breaches(age, begins, ends, rest, None, book))
    g.reasons.extend(reason for reason in broken if reason not in g.reasons)
    outcome["time_allowed"] = not broken
    if hired is None:
        return g.answer(outcome)
    key = "hire" if not hired else "yes" if allowed and not broken else "no"
    return g.answer(outcome, Said(f"young_worker.{key}", {"age": age}))


@answering
def criminal_record(g: _Gathered, facts: Facts) -> Answer:
    """Whether an extract of the criminal record must, may or may not be asked for."""
    found = g.take(
        lambda: duties.criminal_record(
            g.book,
            facts["employment_start"],
            client_is_minor=facts["client_minor"],
            custodian_present=facts.get("custodian_present"),
            months_within_year=facts.get("months_in_year"),
            employer_model=facts.get("employer_model"),
        )
    )
    if found is None:
        return g.answer(None)
    return g.answer({"extract": Word(found)}, Said(f"criminal_record.{found}", {}))


# More of the contract, the holiday and the absences -------------------------------------------------------------------


@answering
def trial_extension(g: _Gathered, facts: Facts) -> Answer:
    """The trial period's last day after an absence."""
    last = g.take(
        lambda: contract.extended_trial(
            facts["trial_last"], facts["absence_days"], facts["told_on"], g.book, start=facts["employment_start"]
        )
    )
    longer = last > facts["trial_last"]
    return g.answer(
        {"extended": longer, "last_day": last},
        Said("trial_extension" if longer else "trial_extension.none", {"day": last}),
    )


@answering
def missing_notice(g: _Gathered, facts: Facts) -> Answer:
    """Days of a notice period that were not observed, and in euros when the wage and the hours are told."""
    days = g.take(lambda: ending.missing_notice(facts["known"], facts["notice_last"], facts["left"]))
    outcome: dict[str, Any] = {"days": days}
    said = [Said("missing_notice", {"days": days})]
    if "wage" in facts:
        minutes = ending.missing_notice_minutes(days, facts["weekly_hours"])
        amount = Cents(time_at_price(Trace(), "missing_notice", minutes, facts["wage"]).cents)
        outcome["amount"] = amount
        said.append(Said("missing_notice.amount", {"amount": amount}))
    return g.answer(outcome, *said)


@answering
def claim_deadline(g: _Gathered, facts: Facts) -> Answer:
    """Until when a claim of pay or of holiday can be made."""
    decide = ending.pay_claim_by if facts["claim"] == "pay" else annual_holiday_pay.claim_by
    by = g.take(lambda: decide(facts["due"], facts.get("employment_end"), g.book))
    return g.answer({"claim_by": by}, Said("claim_deadline", {"day": by}))


@answering
def hindrance(g: _Gathered, facts: Facts) -> Answer:
    """Whether pay is due while work is prevented."""
    cause = "employer" if facts["cause"] == "employer_side" else facts["cause"]
    found = g.take(
        lambda: contract.hindrance(
            cause,
            facts["first"],
            g.book,
            employee_ready=facts["employee_ready"],
            agreed_otherwise=facts["agreed_otherwise"],
        )
    )
    outcome: dict[str, Any] = {"paid": found.paid}
    if not found.paid:
        return g.answer(outcome, Said("hindrance.none", {}))
    if found.last is None:
        return g.answer(outcome, Said("hindrance", {}))
    return g.answer({**outcome, "last": found.last}, Said("hindrance.until", {"day": found.last}))


@answering
def holiday_illness(g: _Gathered, facts: Facts) -> Answer:
    """How many holiday days are moved because of illness."""
    holiday = Period.closed(facts["first"], facts["last"])
    sick = Period.closed(facts["sick_first"], facts["sick_last"])
    days = annual_holiday_giving.sick_holiday_days(holiday, sick)
    began = "before" if facts["sick_first"] <= facts["first"] else "during"
    part = annual_holiday_giving.SickPart(days, began, requested=facts["requested"])
    on = calendar.credit_year(facts["first"]).first - _ONE_DAY  # the credit year whose holiday is taken
    moved = g.take(lambda: annual_holiday_giving.moved_for_illness(facts["days_earned"], (part,), on, g.book))
    return g.answer(
        {"sick_days": days, "own_risk_days": moved.own_risk_days, "moved_days": moved.moved_days},
        Said("holiday_illness", {"days": moved.moved_days, "risk": moved.own_risk_days}),
    )


@answering
def saved_leave(g: _Gathered, facts: Facts) -> Answer:
    """How many days of a credit year may be saved."""
    days = g.take(
        lambda: annual_holiday_giving.saved_leave(
            facts["days_earned"],
            agreed=facts["agreed_saving"],
            serious_harm=facts.get("serious_harm"),
            on=date(facts["year"], 3, 31),
            book=g.book,
        )
    )
    return g.answer({"days": days}, Said("saved_leave", {"days": days}))


@answering
def accident_insurance(g: _Gathered, facts: Facts) -> Answer:
    """Whether accident insurance is compulsory."""
    required = g.take(
        lambda: insurance.accident_insurance_required(
            g.book, paid_or_agreed_cents=facts["all_wages"], payment_day=facts["payment_day"]
        )
    )
    if required is None:
        return g.answer(None)
    return g.answer(
        {"compulsory": required}, Said("accident_insurance.yes" if required else "accident_insurance.no", {})
    )


@answering
def pension_employer(g: _Gathered, facts: Facts) -> Answer:
    """Whether the household is a temporary or a contract employer."""
    kind = g.take(
        lambda: insurance.pension_employer_kind(
            g.book,
            permanent_employees=facts.get("permanent_employees"),
            wages_six_months_cents=facts.get("six_months_wages"),
            has_policy=facts.get("has_policy"),
            payment_day=facts["payment_day"],
        )
    )
    if kind is None:
        return g.answer(None)
    return g.answer({"employer_kind": Word(kind)}, Said(f"pension_employer.{kind}", {}))


@answering
def carers_leave(g: _Gathered, facts: Facts) -> Answer:
    """How many days of carer's leave are left."""
    leave = g.take(lambda: family_leave.carers_leave(facts["needed_days"], facts["used_days"], facts["first"], g.book))
    return _leave(g, leave)


@answering
def sick_child(g: _Gathered, facts: Facts) -> Answer:
    """How many days of leave a child's sudden illness gives."""
    leave = g.take(
        lambda: family_leave.sick_child(
            facts["child_age"],
            facts["needed_days"],
            facts["first"],
            g.book,
            other_parent_at_home=facts["other_parent"],
        )
    )
    return _leave(g, leave)


def _leave(g: _Gathered, leave: family_leave.Leave) -> Answer:
    said = Said("leave_days" if leave.working_days else "leave_days.none", {"days": leave.working_days})
    return g.answer({"days": leave.working_days, "paid": leave.paid_by_law}, said)


@answering
def study_leave(g: _Gathered, facts: Facts) -> Answer:
    """How long study leave may be."""
    days = g.take(
        lambda: family_leave.longest_study_leave(facts["service_months"], facts["used_days"], facts["first"], g.book)
    )
    return g.answer({"days": days}, Said("study_leave" if days else "study_leave.none", {"days": days}))


# Inputs of a calculation ----------------------------------------------------------------------------------------------


def _month(first: date, *, last: date | None = None, **changes: Any) -> Inputs:
    """Inputs of one calculation with nothing in them but what a question needs."""
    begin = first - _YEAR
    given: dict[str, Any] = {
        "employment": "calculator",
        "kind": "ordinary",
        "period": Period.closed(first, last or first),
        "payment_day": last or first,
        "known_on": last or first,
        "employer": Party(""),
        "employee": Party(""),
        "born": date(first.year - 40, 1, 1),
        "job": "childminding",
        "employment_first": begin,
        "employment_last": None,
        "insurance": Insurance(None, None, None, False, None, False),
        "wages": (),
        "weekly_time": (WeeklyTime(begin, None, _FULL_WEEK),),
        "agreements": (Agreement(begin, None, "none"),),
        "tax_cards": (),
        "shifts": (),
        "year": _year(0, 0),
    }
    return Inputs(**(given | changes))


def _year(year_cents: int, month_cents: int) -> YearSoFar:
    """What is paid besides in the year and in the month, all of it as planned."""
    return YearSoFar(
        known=True,
        gross_cents=0,
        withheld_cents=0,
        pension_employee_cents=0,
        unemployment_employee_cents=0,
        planned_gross_cents=year_cents,
        all_gross_cents=0,
        all_planned_gross_cents=year_cents,
        month_gross_cents=0,
        month_planned_gross_cents=month_cents,
        month_pension_base_cents=0,
        month_health_base_cents=0,
        month_health_cents=0,
    )


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


# Reading and telling --------------------------------------------------------------------------------------------------


def reads(question: Question, given: Any) -> Form[Any]:
    """The facts as they came, read through the question's schema.

    A JSON body may hold true and false for yes and no, and whole numbers for counts; other numbers are text. In an
    address the problem of an unknown field stands under no field, for the page has none to lead to.
    """
    if not isinstance(given, MultiDict):
        return read(question.schema, _plain(question.schema, given))
    form = read(question.schema, given)
    known = question.schema().fields
    for name in [name for name in form.problems if name and name not in known]:
        form.problems.setdefault("", []).extend(form.problems.pop(name))
    return form


def _plain(schema: type[QuestionSchema], given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in given.items():
        known = schema._declared_fields.get(name)
        if value is None:
            continue
        if isinstance(value, bool) and isinstance(known, (YesNo, Ticked)):
            if value or isinstance(known, YesNo):
                found[name] = "yes" if value else "no"
        elif isinstance(value, int) and not isinstance(value, bool) and isinstance(known, Whole):
            found[name] = str(value) if abs(value) < 10**9 else "too large"
        else:
            found[name] = value
    return found


def problems(form: Form[Any], language: str) -> list[dict[str, str]]:
    """Every problem of a form as field, what is wrong, and what to do."""
    found = []
    for name, sentences in form.problems.items():
        for one in sentences:
            what, do = _what_and_do(one, language)
            found.append({"field": name, "what": what, "what_to_do": do})
    return found


def sentence_of(code: str) -> Sentence:
    """The two sentences of ``law.wrong.<code>`` as one problem."""
    both: Sentence = wrong(code).messages[0]
    return both


def choice_word(choice: str, language: str) -> str:
    """A choice of a question in words."""
    return texts.say(language, f"law.word.{choice}")


def _what_and_do(one: Sentence, language: str) -> tuple[str, str]:
    if isinstance(one, Both):
        what, do = one.parts
        return (
            what.say(language) if isinstance(what, Sentence) else what,
            do.say(language) if isinstance(do, Sentence) else do,
        )
    if one.key == "errors.field.unexpected":
        return texts.say(language, "law.wrong.unknown.what"), texts.say(language, "law.wrong.unknown.do")
    code = "missing" if one.key == "errors.field.required" else "unreadable"
    return texts.say(language, f"law.wrong.{code}.what"), one.say(language)


def told(answered: Answer, language: str) -> dict[str, Any]:
    """An answer in words and plain data, as JSON has it and the page shows it.

    Money and decimals are text, days ISO, lengths of time whole minutes.
    """
    return {
        "outcome": _as_json(answered.outcome),
        "says": [said(one, language) for one in answered.sentences],
        "reasons": [
            {"section": one.section, "words": reason_words(one, language), "link": one.link} for one in answered.reasons
        ],
        "values": [
            {
                "name": one.name,
                "title": title_of(one.name, language),
                "number": one.number,
                "unit": one.unit,
                "since": one.since,
                "source": one.source,
                "clause": one.clause,
                "link": one.link,
                "confidence": one.confidence,
            }
            for one in answered.values
        ],
        "questions": [asked_words(one, language) for one in answered.questions],
        "edition": answered.edition,
    }


def said(one: Said, language: str) -> str:
    """A sentence of an answer in a language."""
    return texts.say(
        language, f"law.answer.{one.key}", **{name: show(fact, language) for name, fact in one.facts.items()}
    )


def show(fact: Any, language: str) -> str:
    """One plain value for the eye."""
    if fact is None:
        return texts.say(language, "common.not_known")
    if isinstance(fact, bool):
        return texts.say(language, "common.yes" if fact else "common.no")
    if isinstance(fact, Cents):
        return formats.money(int(fact))
    if isinstance(fact, Minutes):
        return formats.hours(int(fact), language)
    if isinstance(fact, Rate):
        return formats.percent(fact)
    if isinstance(fact, Percents):
        return "; ".join(f"{_percent_title(name, language)} {formats.percent(number)}" for name, number in fact) or "–"
    if isinstance(fact, Word):
        return word(fact, language)
    if isinstance(fact, Reason):
        return reason_words(fact, language)
    if isinstance(fact, date):
        return formats.day(fact)
    if isinstance(fact, (int, Decimal)):
        return formats.number(fact) if abs(fact) < 1900 or abs(fact) > 2200 else str(fact)
    return str(fact)


def _percent_title(name: str, language: str) -> str:
    if texts.has(f"law.percent.{name}"):
        return texts.say(language, f"law.percent.{name}")
    return title_of(name, language)


def word(one: str, language: str) -> str:
    """A word of the program in words: a kind of pay line, or a choice of a question."""
    if one.startswith("line."):
        return texts.say(language, f"lines.{one.removeprefix('line.')}.title", percent="").strip()
    return texts.say(language, f"law.word.{one}")


def _as_json(value: Any) -> Any:
    """Plain data without words of any language."""
    if isinstance(value, Percents):
        return [{"name": name, "percent": number} for name, number in value]
    if isinstance(value, Mapping):
        return {name: _as_json(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_json(one) for one in value]
    if isinstance(value, Cents):
        return f"{_euros(value):.2f}"
    if isinstance(value, Minutes):
        return int(value)
    if isinstance(value, Word):
        return str(value).removeprefix("line.")
    if isinstance(value, Reason):
        return value.code
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, (bool, int)) or value is None else str(value)


def reason_words(one: Reason, language: str) -> str:
    """A reason in words."""
    own = one.code.removeprefix("law.")
    if texts.has(f"law.reason.{own}"):
        shown = {name: formats.day(fact) if _is_day(fact) else fact for name, fact in one.facts}
        return texts.say(language, f"law.reason.{own}", **shown)
    return documents.say_reason(language, one.code, dict(one.facts), one.says)


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4:5] == text[7:8] == "-"


def title_of(name: str, language: str) -> str:
    """The law book's title of a value."""
    return dict(load_book().entry(name).title)["fi" if language == "selko" else language]


def asked_words(one: Asked, language: str) -> dict[str, str]:
    """A question in words: what is asked, why, and where the answer is found."""
    name = one.topic.removeprefix("missing_law_value.").removeprefix("unverified_law_value.")
    if texts.has(f"law.ask.{one.topic}.asks"):
        facts = {key: formats.day(fact) if _is_day(fact) else fact for key, fact in one.facts}
        parts = {part: texts.say(language, f"law.ask.{one.topic}.{part}", **facts) for part in ("asks", "why", "where")}
        return {"asks": parts["asks"], "why": parts["why"], "where_to_find": parts["where"]}
    if name in load_book().names():
        day = dict(one.facts).get("day")
        facts = {"title": title_of(name, language), "day": formats.day(day) if day else ""}
        return {
            "asks": texts.say(language, "law.ask.value.asks" if day else "law.ask.value.asks_any", **facts),
            "why": texts.say(language, "law.ask.value.unverified" if one.suggestion else "law.ask.value.why"),
            "where_to_find": texts.say(language, "law.ask.value.where"),
        }
    plain = {
        "topic": one.topic,
        "asks": one.asks,
        "why": one.why,
        "where_to_find": one.where_to_find,
        "facts": dict(one.facts),
        "suggestion": one.suggestion,
    }
    words = documents.say_question(language, plain)
    return {"asks": words.asks, "why": words.why, "where_to_find": words.where_to_find}


def rows_of_outcome(answered: Answer, language: str) -> tuple[list[tuple[str, str]], list[dict[str, Any]]]:
    """The outcome for a page: named values, and tables with a caption, column headings and rows."""
    facts: list[tuple[str, str]] = []
    tables: list[dict[str, Any]] = []
    for name, value in (answered.outcome or {}).items():
        if not isinstance(value, list):
            facts.append((texts.say(language, f"law.out.{name}"), show(value, language)))
        elif value:
            columns = [texts.say(language, f"law.out.{column}") for column in value[0]]
            rows = [[_cell(column, cell, language) for column, cell in row.items()] for row in value]
            numbers = [at for at, cell in enumerate(value[0].values()) if isinstance(cell, (Cents, Minutes))]
            caption = texts.say(language, f"law.out.{name}")
            tables.append({"caption": caption, "columns": columns, "rows": rows, "numbers": numbers})
    return facts, tables


def _cell(column: str, cell: Any, language: str) -> str:
    if column == "price" and isinstance(cell, Decimal):
        return formats.price(cell)
    if column == "month":
        return formats.month(cell, language)
    return "–" if cell is None else show(cell, language)


def used_number(one: Used, language: str) -> str:
    """A used value's number for the eye; empty for a table."""
    if one.number is None:
        return ""
    if one.unit == "percent":
        return formats.percent(one.number)
    if one.unit in ("euros", "euros_per_hour"):
        return formats.price(one.number)
    try:
        return formats.number(one.number)
    except (ArithmeticError, ValueError):
        return one.number
