"""One payslip: the lines in order, their totals, the questions and the notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll import (
    additions,
    agreement_absence,
    agreement_eve,
    agreement_shifts,
    benefit_increases,
    benefits,
    contradictions,
    contributions,
    earnings,
    final_pay,
    garnishment,
    holiday_benefits,
    holiday_pay,
    missed,
    missed_parts,
    sick_pay,
    time_off,
)
from payroll.agreement import Terms
from payroll.draft import Draft, Line, Notice, OpenQuestion
from payroll.figures import Figure, results_of, rows_of
from payroll.hours import TRAINING, Sorted
from payroll.inputs import Inputs
from payroll.terms import terms_used
from payroll.withholding import source_health, taxed_at_source, withheld
from rules import Book, Question, calendar
from rules.decisions.terms import Term

TOTALS = (
    "gross",
    "taxable",
    "withholding",
    "pension_employee",
    "unemployment_employee",
    "garnishment",
    "other_deductions",
    "tax_free",
    "net",
    "paid",
    "employer_pension",
    "employer_unemployment",
    "employer_health",
    "employer_accident",
    "employer_group_life",
    "employer_total",
    "employer_cost",
)


_CASH_TOO_SMALL = Question(
    "cash_too_small",
    "The money part of the pay does not cover the deductions: what is agreed?",
    "Large fringe benefits leave less money than the tax and contributions to withhold.",
    "Ask the Tax Administration; agree with the employee.",
)
_KELA_OVER_WAGE = Question(
    "kela_over_wage",
    "Kela's part is larger than the whole wage of the period: how much of the wage does Kela pay?",
    "Kela pays a part of the wage that was earned; more than the wage cannot be its part.",
    "Kela's decision; note the right sum as Kela's part of the wage.",
)


@dataclass(frozen=True, slots=True)
class Hours:
    """Whole minutes of the period."""

    worked: int
    plain: int
    additional: int
    overtime: int
    sunday: int
    training: int
    absent: tuple[tuple[str, int], ...]  # absence kind, minutes that would have been worked
    by_day: tuple[tuple[date, int], ...] = ()  # the worked ones by the day on which they fall


@dataclass(frozen=True, slots=True)
class Payslip:
    """The result of one calculation. A total is None while a question that it depends on is open."""

    lines: tuple[Line, ...]
    totals: dict[str, int | None]
    notices: tuple[Notice, ...]
    questions: tuple[OpenQuestion, ...]
    hours: Hours
    holiday_base: tuple[tuple[date, int], ...]  # credit year's first day, cents of pay for time at work
    trace: str
    edition: str
    terms: tuple[Term, ...] = ()  # what decided the terms that the lines rest on

    @property
    def can_be_issued(self) -> bool:
        """Whether every total is known and no open question stands in the way."""
        return not any(question.blocks for question in self.questions) and None not in self.totals.values()


@dataclass(slots=True)
class Earned:
    """A calculation whose lines are made and whose totals are still to come."""

    draft: Draft
    minutes: list[Sorted]
    terms: tuple[Term, ...]


def calculate(inputs: Inputs, book: Book) -> Payslip:
    """The payslip of these inputs by this book: pure, the same inputs give the same result.

    Order: gross, withholding, pension and unemployment insurance, net, deductions, tax-free additions.
    Raises ``CannotCalculate`` when the inputs contradict themselves; what is not known becomes a question instead.
    """
    return with_totals(earned(inputs, book))


def earned(inputs: Inputs, book: Book) -> Earned:
    """The lines of the period, before any total. Raises ``CannotCalculate`` as ``calculate``."""
    contradictions.refuse(inputs)
    draft = Draft(inputs, book)
    terms = Terms(draft)
    prices = earnings.Prices(draft, terms)
    _ask_about_unconfirmed(draft)
    earnings.add_monthly_pay(draft, prices, sick_pay.days_not_worked(draft))
    sorted_minutes = earnings.add_working_time(draft, prices, terms)
    additions.add_free_public_holidays(draft, prices, terms)
    sick_pay.add_sick_pay(draft, prices)
    sick_pay.add_child_sick_pay(draft, prices, terms)
    sick_pay.add_isolation_pay(draft, prices, terms)
    agreement_absence.add_agreement_pay(draft, prices, terms)
    agreement_shifts.add_short_shifts(draft, prices, terms)
    agreement_eve.add_eve_pay(draft, terms, sorted_minutes)
    additions.add_hindrance_pay(draft, prices)
    missed_parts.take_off(draft, prices, terms)
    time_off.add_time_off(draft, prices, terms)
    additions.add_training_pay(draft, prices)
    additions.add_agreement_training(draft, prices, terms)
    holiday_pay.add_holiday_pay(draft, prices, terms)
    additions.add_standby(draft)
    final_pay.add_notice_pay(draft, prices, terms)
    final_pay.add_notice_loss(draft, prices)
    final_pay.add_waiting_pay(draft, prices)
    final_pay.add_cancelled_shifts(draft, terms)
    final_pay.add_claims(draft, prices, terms)
    benefits.add_benefits(draft)
    holiday_benefits.add_benefits_in_money(draft)
    benefit_increases.add_to_increases(draft)
    additions.add_expenses(draft)
    terms.tell_pay_day()
    terms.tell_of_working_time()
    earnings.tell_of_old_hours(draft)
    earnings.tell_of_unfollowed_hours(draft)
    return Earned(draft, sorted_minutes, terms_used(draft, prices, terms))


def with_totals(made: Earned) -> Payslip:
    """The payslip of lines that are made: the totals by the inputs and the book of their draft."""
    draft = made.draft
    totals = _totals(draft)
    draft.tell_single_sources()
    return Payslip(
        lines=tuple(draft.lines),
        totals=totals,
        notices=tuple(draft.notices),
        questions=tuple(draft.questions.values()),
        hours=_hours(draft.inputs, made.minutes),
        holiday_base=_holiday_base(draft),
        trace=draft.trace.text(),
        edition=draft.book.edition,
        terms=made.terms,
    )


def _ask_about_unconfirmed(draft: Draft) -> None:
    for shift in draft.inputs.unconfirmed:
        start = shift.start.strftime("%Y-%m-%dT%H:%M")
        if draft.answered(f"unconfirmed_shift.{start}") is None:
            draft.ask(
                Question(
                    f"unconfirmed_shift.{start}",
                    f"Was the shift planned for {start} worked?",
                    "It stands in the roster of a period that is being paid, but nobody has said that it was worked.",
                    "The employee, or the list of hours.",
                    facts=(("start", start),),
                )
            )


def _totals(draft: Draft) -> dict[str, int | None]:
    trace = draft.trace
    figures: dict[str, Figure | None] = dict.fromkeys(TOTALS)
    pairs = list(zip(draft.amounts, draft.lines, strict=True))
    figures["tax_free"] = trace.total("tax_free", [amount for amount, line in pairs if not line.taxable])
    kela = draft.cents("paid_by_kela", draft.inputs.kela_allowance_cents)
    figures["other_deductions"] = _with(draft, kela, draft.collected)
    if draft.inputs.kela_allowance_cents:
        draft.notice("kela_part", cents=str(draft.inputs.kela_allowance_cents))
    gross = trace.total("gross", [amount for amount, line in pairs if line.taxable and line.cash])
    in_kind = [amount for amount, line in pairs if not line.cash]
    taxable = trace.total("taxable", (gross, *in_kind)) if in_kind else gross
    if any(question.blocks for question in draft.questions.values()):
        _ask_the_rest(draft, gross, taxable, kela)
    else:
        figures["gross"], figures["taxable"] = gross, taxable
        _after_gross(draft, figures, gross, taxable, kela)
    for key, figure in figures.items():
        if figure is not None:
            trace.result(key, figure)
    return {key: None if figure is None else figure.cents for key, figure in figures.items()}


def _ask_the_rest(draft: Draft, gross: Figure, taxable: Figure, kela: Figure) -> None:
    """Collects what the totals would ask, so that everything is asked at once; their numbers are thrown away."""
    notices = len(draft.notices)
    _after_gross(draft, dict.fromkeys(TOTALS), gross, taxable, kela)
    del draft.notices[notices:]


def _after_gross(draft: Draft, figures: dict[str, Figure | None], gross: Figure, taxable: Figure, kela: Figure) -> None:
    trace = draft.trace
    other = figures["other_deductions"]
    tax_base = trace.less("taxable_here", taxable, kela) if kela.value else taxable
    tax = figures["withholding"] = withheld(draft, tax_base, taxable)
    besides, health = other, None
    if tax is not None and taxed_at_source(draft):
        health = source_health(draft, tax_base, taxable)
        missed.ask_source(draft)
        figures["other_deductions"] = other = None if other is None or health is None else _with(draft, other, [health])
        if other is None:
            tax = None
    insured = final_pay.insured_pay(draft, taxable)
    pension_employee, pension_employer = contributions.pension(draft, insured["pension"])
    unemployment_employee, unemployment_employer = contributions.unemployment(draft, insured["unemployment"], taxable)
    figures["pension_employee"], figures["employer_pension"] = pension_employee, pension_employer
    figures["unemployment_employee"], figures["employer_unemployment"] = unemployment_employee, unemployment_employer
    figures["employer_health"] = contributions.health(draft, insured["health"], taxable)
    figures["employer_accident"], figures["employer_group_life"] = contributions.accident_and_group_life(
        draft, insured["accident"], taxable
    )
    tax_free = figures["tax_free"]
    if tax is not None and pension_employee is not None and unemployment_employee is not None and tax_free is not None:
        if draft.missed_tax is not None and other is not None:
            kept = trace.less("left_of_pay", gross, tax, pension_employee, unemployment_employee, other)
            if health is None or besides is None:
                tax = missed.with_missed_tax(draft, tax, kept)
            else:
                tax, health = missed.with_missed_source(draft, tax, health, kept)
                figures["other_deductions"] = other = _with(draft, besides, [health])
            figures["withholding"] = tax
        deductions = (tax, pension_employee, unemployment_employee)
        net = figures["net"] = trace.less("net", gross, *deductions)
        with_benefits = trace.less("net_with_benefits", taxable, *deductions)
        taken = figures["garnishment"] = garnishment.taken(draft, with_benefits)
        left = trace.less("left", net, *(figure for figure in (taken, other) if figure is not None and figure.value))
        if left.value < 0:
            draft.ask(_KELA_OVER_WAGE if kela.value > taxable.value else _CASH_TOO_SMALL)
        elif taken is not None and not final_pay.within_set_off(draft, with_benefits, taken):
            figures["other_deductions"] = None
        elif taken is not None and not draft.claims and draft.advance is None:
            figures["paid"] = trace.total("paid", (left, tax_free))
        elif taken is not None:
            figures["other_deductions"] = None
            deducted = _own_deductions(draft, with_benefits, left, taken)
            if deducted is not None and other is not None:
                figures["other_deductions"] = _with(draft, other, deducted)
                figures["paid"] = trace.total("paid", (trace.less("left_to_pay", left, *deducted), tax_free))
    parts = [figures[f"employer_{kind}"] for kind in ("pension", "unemployment", "health", "accident", "group_life")]
    known = [part for part in parts if part is not None]
    if len(known) == len(parts):
        total = figures["employer_total"] = trace.total("employer_total", known)
        own = trace.less("gross_here", gross, kela) if kela.value else gross
        figures["employer_cost"] = trace.total("employer_cost", (own, total))


def _own_deductions(draft: Draft, net: Figure, left: Figure, garnished: Figure) -> list[Figure] | None:
    """What the employer takes off for itself: pay in advance first, then its claims; None after asking."""
    advance = final_pay.advance_taken(draft, left)
    found = [] if advance is None else [advance]
    if draft.claims:
        rest = left if advance is None else draft.trace.less("left_after_advance", left, advance)
        claimed = final_pay.set_off(draft, net, rest, garnished, advance)
        if claimed is None:
            return None
        found.append(claimed)
    return found


def _with(draft: Draft, one: Figure, others: Sequence[Figure]) -> Figure:
    """The deductions from net pay together; a single one stands for itself."""
    parts = [part for part in (one, *others) if part.value]
    return draft.trace.total("other_deductions", parts) if len(parts) > 1 else (parts or [one])[0]


def _holiday_base(draft: Draft) -> tuple[tuple[date, int], ...]:
    cents: dict[date, int] = {}
    for line in draft.lines:
        if line.holiday_base is not None:
            cents[line.holiday_base] = cents.get(line.holiday_base, 0) + line.amount_cents
    return tuple(sorted(cents.items()))


def _hours(inputs: Inputs, sorted_minutes: list[Sorted]) -> Hours:
    absent: dict[str, int] = {}
    for absence in inputs.absences:
        for minutes in sick_pay.minutes_in_period(absence, inputs).values():
            absent[absence.kind] = absent.get(absence.kind, 0) + minutes
    training = sum(one.minutes for one in sorted_minutes if one.start_minute == TRAINING)
    by_day: dict[date, int] = {}
    for one in sorted_minutes:
        by_day[one.day] = by_day.get(one.day, 0) + one.minutes
    return Hours(
        worked=sum(one.minutes for one in sorted_minutes),
        plain=sum(one.plain for one in sorted_minutes),
        additional=sum(one.additional for one in sorted_minutes),
        overtime=sum(one.overtime_first + one.overtime_rest + one.overtime_weekly for one in sorted_minutes),
        sunday=sum(one.minutes for one in sorted_minutes if calendar.is_sunday_rate(one.day)),
        training=training,
        absent=tuple(sorted(absent.items())),
        by_day=tuple(by_day.items()),
    )


_PARTS = {"paid_by_kela": "kela", "health_employee": "health", "set_off": "set_off", "advance": "advance"}


def parts_of_other_deductions(trace_text: str) -> dict[str, int]:
    """What the other deductions of a stored trace are made of, in cents: ``kela``, ``health`` (beside tax at source),
    ``set_off``, ``advance`` and ``collected`` (for benefits). Of a correction: as it is calculated now."""
    rows, found = rows_of(trace_text), dict.fromkeys((*_PARTS.values(), "collected"), 0)

    def add(number: int) -> None:
        operation, name, value, _, parts, _, _ = rows[number]
        if name == "other_deductions_difference":
            add(parts[0])
        elif name == "other_deductions" and operation == "total":
            for part in parts:
                add(part)
        else:
            found[_PARTS.get(name, "collected")] += int(Decimal(value) * 100)

    row = results_of(trace_text).get("other_deductions")
    if row is not None:
        add(row)
    return found
