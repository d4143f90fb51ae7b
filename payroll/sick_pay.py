"""Sick pay in euros, for the shifts that would have been worked inside the statutory window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from payroll.agreement import Terms
from payroll.draft import Draft, Line
from payroll.earnings import Prices, add_at_plain_price
from payroll.figures import Figure, as_text, exact, price_text
from payroll.hours import split
from payroll.inputs import Absence, Answer, Inputs
from rules import Book, Days, Decision, Period, Question, Reason
from rules.decisions import contract, pay_grounds, sick_leave

SICK = ("sick", "accident")
PRENATAL = "prenatal_check"
LEVELLING = "levelling"
TIME_OFF = "time_off"


def minutes_in_period(absence: Absence, inputs: Inputs) -> dict[date, int]:
    """The minutes that would have been worked in an absence, by day of the period."""
    minutes: dict[date, int] = {}
    for shift in absence.shifts:
        for piece in split(shift):
            if piece.day in inputs.period and piece.kind == "work":
                minutes[piece.day] = minutes.get(piece.day, 0) + piece.minutes
    return minutes


def days_not_worked(draft: Draft) -> frozenset[date]:
    """Workdays of a monthly wage whose pay stands on another line, or is not due at all."""
    return frozenset(
        day
        for absence in draft.inputs.absences
        for paid_to in (paid_as_work_to(draft, absence),)
        for day in whole_days(absence, draft.inputs.workdays)
        if paid_to is None or day > paid_to
    )


def whole_days(absence: Absence, workdays: Iterable[date]) -> list[date]:
    """The workdays that an absence takes whole."""
    parts = {part.day for part in absence.missed_parts}
    return [day for day in workdays if absence.first <= day <= absence.last and day not in parts]


def paid_as_work_to(draft: Draft, absence: Absence) -> date | None:
    """The last day of an absence on which the wage simply goes on: prevented work (ECA 2:12), prenatal checks (4:8),
    supplementary days, days that level out working time, whose work is done on others, and time off in place of money
    for overtime; None: it does not."""
    if absence.kind in ("supplementary_days", PRENATAL, LEVELLING, TIME_OFF):
        return absence.last
    if absence.kind not in contract.HINDRANCES:
        return None
    decided = hindered(draft, absence)
    return None if decided is None else decided.outcome


def hindered(draft: Draft, absence: Absence) -> Decision[date | None] | None:
    """To which day prevented work is paid, and why; None after asking.

    Notes of one hindrance have its days of pay together, also over days between them that nobody noted. Whether it is
    one is asked when it changes what is paid.
    """
    since = absence.since
    longest, runs = since, absence.earlier_spells
    for first, _ in absence.unnoted:
        longest, runs = _joined_at(first, longest, runs)
    decided = draft.decide(_hindered_to, absence, since)
    if longest == since:
        return decided
    at_least = draft.decide(_hindered_to, absence, longest)
    if decided is None or at_least is None or decided.outcome == at_least.outcome:
        return decided
    whole = _with_days_between(draft, absence, "hindrance_lasted", pay_grounds.question_hindrance_lasted)
    return None if whole is None else draft.decide(_hindered_to, absence, whole[0])


def _hindered_to(book: Book, absence: Absence, begun: date | None) -> Decision[date | None]:
    agreed = absence.no_pay == "agreed"
    since = begun or absence.first
    return contract.hindered_to(absence.kind, since, absence.last, book, agreed_otherwise=agreed)


def add_sick_pay(draft: Draft, prices: Prices) -> None:
    """Adds sick pay for each illness or accident: full or half price of the shifts in the window (ECA 2:11)."""
    inputs = draft.inputs
    for absence in inputs.absences:
        if absence.kind not in SICK:
            continue
        if absence.no_pay == "proof_missing" and sick_leave.proof(asked=True, shown=False).outcome:
            tell_of_no_pay(draft, absence)
            continue
        window = window_of(draft, absence)
        outcome = None if window is None else window.outcome
        if outcome is None and absence.no_pay is not None:
            tell_of_no_pay(draft, absence)
        if window is None or outcome is None:
            continue
        paid = {
            day: minutes
            for day, minutes in minutes_in_period(absence, inputs).items()
            if outcome.first <= day <= outcome.last
        }
        hourly = [(day, paid[day]) for day in sorted(paid) if inputs.wages[prices.wage_on(day)].unit == "hour"]
        facts = (
            ("sick_first", absence.first.isoformat()),
            ("sick_last", absence.last.isoformat()),
            ("window_last", outcome.last.isoformat()),
        )
        for part in pay_parts(outcome):
            days = [(day, minutes) for day, minutes in hourly if part.first <= day <= part.last]
            if days:
                half = part.percent == 50
                add_at_plain_price(draft, prices, "sick_pay", days, half=half, reasons=window.reasons, facts=facts)
            _add_monthly(draft, prices, absence, part, window.reasons, facts)
        if (absence.hours_vary and not paid) or (absence.worked_fourfold and not absence.hours_vary):
            _add_hours_asked(draft, prices, absence, outcome, window.reasons, facts)


def window_of(draft: Draft, absence: Absence) -> Decision[sick_leave.PayWindow | None] | None:
    """For which days the employer pays an illness or accident, and why; None after asking."""
    relapse_of_first, relapse_of_last = absence.same_illness_as, absence.earlier_last
    joined = _with_days_between(draft, absence, "illness_lasted", sick_leave.question_lasted)
    if joined is None:
        return None
    since, spells = joined
    if since is not None:
        relapse_of_first, relapse_of_last = spells[-1] if spells else (None, None)
        if absence.same_illness_as is not None and not spells and since == absence.first:
            relapse_of_first = absence.same_illness_as  # of before the records
    topic = "sick_leave.earlier_illness" if relapse_of_last is None else "sick_leave.earlier_allowance"
    earlier = None if relapse_of_first is None and relapse_of_last is None else draft.answered(topic)
    if earlier is not None and not _is_about(draft, absence, earlier):
        earlier = None
    full = draft.answered("sick_leave.month_in_illness")
    return draft.decide(
        sick_leave.pay_window,
        first=since or absence.first,
        last=absence.last,
        employment_first=draft.inputs.employment_first,
        relapse_of_first=relapse_of_first,
        relapse_of_last=relapse_of_last,
        earlier=[Period.closed(*spell) for spell in spells],
        kela_relapse=None if earlier is None else earlier.value == "yes",
        own_fault=absence.no_pay == "own_fault",
        after_other_allowance=absence.no_pay == "after_allowance",
        full_from_month=None if full is None else full.value == "yes",
    )


def _is_about(draft: Draft, absence: Absence, answer: Answer) -> bool:
    """Whether an answer can be about this illness: one that was asked with a pay before it began is about another."""
    asked_with = answer.question.rpartition(":")[2]  # the payment day, written so that its text sorts as the day does
    return asked_with == draft.inputs.payment_day.isoformat() or asked_with >= absence.first.isoformat()


def _with_days_between(
    draft: Draft, absence: Absence, name: str, question: Callable[[str, date, date], Question]
) -> tuple[date | None, tuple[tuple[date, date], ...]] | None:
    """Since when an absence has lasted and its earlier spells, with the days that nobody noted: what went on over a
    weekend is one absence. None after asking, by a ``question`` of that ``name`` for each such time, whether it did."""
    since, spells = absence.since, absence.earlier_spells
    asked = False
    for first, last in absence.unnoted:
        topic = f"{name}.{first.isoformat()}"
        answer = draft.answered(topic)
        if answer is None:
            asked = True
            draft.ask(question(topic, first, last))
        elif answer.value == "yes":
            since, spells = _joined_at(first, since, spells)
    return None if asked else (since, spells)


def _joined_at(
    gap: date, since: date | None, spells: tuple[tuple[date, date], ...]
) -> tuple[date | None, tuple[tuple[date, date], ...]]:
    """The spell that ends before the first day of a gap, joined to what follows it; as given when there is none."""
    before = next((one for one in spells if one[1] == gap - timedelta(days=1)), None)
    return (since, spells) if before is None else _joined(before, since, spells)


def _joined(
    before: tuple[date, date], since: date | None, spells: tuple[tuple[date, date], ...]
) -> tuple[date | None, tuple[tuple[date, date], ...]]:
    """An earlier spell and what follows it as one: the next spell, or the incapacity itself after the last."""
    place = spells.index(before)
    if place == len(spells) - 1:
        return before[0], spells[:place]
    return since, (*spells[:place], (before[0], spells[place + 1][1]), *spells[place + 2 :])


def _add_hours_asked(
    draft: Draft,
    prices: Prices,
    absence: Absence,
    window: sick_leave.PayWindow,
    reasons: tuple[Reason, ...],
    facts: tuple[tuple[str, str], ...],
) -> None:
    """With variable hours a shift that was agreed, or that would clearly have been worked, is paid although no roster
    has it (ECA 2:11): where the window has none at all, its hours are asked; none is an answer. Fixed hours that extra
    work has exceeded fourfold are treated alike: the hours beyond the roster's are asked."""
    period, trace = draft.inputs.period, draft.trace
    first, last = max(absence.first, window.first, period.first), min(window.last, period.last)
    if last < first or draft.inputs.wages[prices.wage_on(first)].unit != "hour":
        return
    topic = f"{'sick_hours' if absence.hours_vary else 'sick_extra_hours'}.{first.isoformat()}"
    answer = draft.answered(topic)
    if answer is None:
        draft.ask(pay_grounds.question_sick_hours(topic, first, last, vary=absence.hours_vary))
        return
    hours = trace.answer("sick_hours", answer.value, "hours", answer.question, answer.document)
    sixty = trace.given("minutes_an_hour", 60, "minutes")
    minutes = trace.product("sick_pay_minutes", hours, sixty, unit="minutes")
    if not minutes.value:
        return
    price = prices.on(first).figure
    if window.percent == 50:
        half = trace.decision("pay_percent", 50, "percent", reasons)
        price = trace.product("half_price", price, half, unit="euros_per_hour")
    amount = trace.product("sick_pay", minutes, price, rounding="cent_half_up")
    draft.add_line(
        amount,
        Line(
            kind="sick_pay",
            income_type=draft.income_type("sick_pay"),
            unit="hour",
            amount_cents=amount.cents,
            figure=amount.row,
            minutes=int(minutes.value),
            unit_price=price_text(price.value),
            first=first,
            last=last,
            reasons=reasons,
            facts=(("first", first.isoformat()), ("last", last.isoformat()), *facts),
        ),
    )


def pay_parts(window: sick_leave.PayWindow) -> tuple[sick_leave.PayWindow, ...]:
    """The days of a window by their share of the pay: half, and full from the day that was decided."""
    if window.full_from is None:
        return (window,)
    return (
        replace(window, last=window.full_from - timedelta(days=1)),
        replace(window, first=window.full_from, percent=100),
    )


def tell_of_no_pay(draft: Draft, absence: Absence) -> None:
    """Says on the payslip why an absence that the law has paid is not."""
    period = draft.inputs.period
    if absence.first <= period.last and absence.last >= period.first:
        draft.notice(f"no_pay_{absence.no_pay}", first=absence.first.isoformat(), last=absence.last.isoformat())


def add_child_sick_pay(draft: Draft, prices: Prices, terms: Terms) -> None:
    """A child's illness is unpaid by law (ECA 4:8); a binding agreement may pay its first working days."""
    inputs = draft.inputs
    for absence in inputs.absences:
        if absence.kind != "child_sick" or not terms.bound(absence.first):
            continue
        most = draft.law("heta.child_sick_paid_workdays", Days(absence_first=absence.first), unit="days")
        if most is None:
            continue
        days = child_days(draft, prices, absence)[: int(most.value)]
        parts = {part.day for part in absence.missed_parts}
        minutes = minutes_in_period(absence, inputs)
        hourly = [
            (day, minutes[day]) for day in days if day in minutes and inputs.wages[prices.wage_on(day)].unit == "hour"
        ]
        reasons = (pay_grounds.agreement_child_sick(as_text(most.value)),)
        add_at_plain_price(draft, prices, "child_sick_pay", hourly, reasons=reasons)
        monthly = [
            day
            for day in days
            if day in inputs.period and day not in parts and inputs.wages[prices.wage_on(day)].unit == "month"
        ]
        add_days_of_month(draft, prices, "child_sick_pay", monthly, 100, reasons, ())


def child_days(draft: Draft, prices: Prices, absence: Absence) -> list[date]:
    """The working days of a child's illness: those with a shift, and of a monthly wage the contract's workdays."""
    inputs = draft.inputs
    planned = {piece.day for shift in absence.shifts for piece in split(shift)}
    by_month = {day for day in inputs.workdays if absence.first <= day <= absence.last}
    return sorted(planned | {day for day in by_month if inputs.wages[prices.wage_on(day)].unit == "month"})


def add_isolation_pay(draft: Draft, prices: Prices, terms: Terms) -> None:
    """By law an order against a disease gives no wage; what a binding agreement pays is not known, so it is asked."""
    inputs = draft.inputs
    for absence in inputs.absences:
        if absence.kind != "isolation" or not terms.bound(absence.first):
            continue
        percent = draft.law("heta.quarantine_pay_percent", Days(absence_first=absence.first), unit="percent")
        if percent is None or not percent.value:
            continue
        minutes = minutes_in_period(absence, inputs)
        hourly = [(day, minutes[day]) for day in sorted(minutes) if inputs.wages[prices.wage_on(day)].unit == "hour"]
        reasons = (pay_grounds.agreement_isolation(as_text(percent.value)),)
        add_at_plain_price(draft, prices, "hindrance_pay", hourly, percent=percent, reasons=reasons)
        monthly = [
            day
            for day in inputs.workdays
            if day in inputs.period
            and absence.first <= day <= absence.last
            and inputs.wages[prices.wage_on(day)].unit == "month"
        ]
        add_days_of_month(
            draft, prices, "hindrance_pay", monthly, percent, reasons, (("percent", as_text(percent.value)),)
        )


def _add_monthly(
    draft: Draft,
    prices: Prices,
    absence: Absence,
    outcome: sick_leave.PayWindow,
    reasons: tuple[Reason, ...],
    facts: tuple[tuple[str, str], ...],
) -> None:
    inputs = draft.inputs
    days = [
        day
        for day in whole_days(absence, inputs.workdays)
        if day in inputs.period
        and outcome.first <= day <= outcome.last
        and inputs.wages[prices.wage_on(day)].unit == "month"
    ]
    add_days_of_month(draft, prices, "sick_pay", days, outcome.percent, reasons, facts)


def add_days_of_month(
    draft: Draft,
    prices: Prices,
    kind: str,
    paid: Iterable[date],
    percent: int | Figure,
    reasons: tuple[Reason, ...],
    facts: tuple[tuple[str, str], ...],
) -> None:
    """Adds a line for the workdays of each month and wage: the monthly wage × days ÷ the month's workdays."""
    inputs, trace = draft.inputs, draft.trace
    by_month: dict[tuple[date, int, str], list[date]] = {}
    for day in paid:
        by_month.setdefault((day.replace(day=1), prices.wage_on(day), prices.monthly_key(day)), []).append(day)
    for (month, *_), days in by_month.items():
        month_days = sum(1 for day in inputs.workdays if day.replace(day=1) == month)
        share = trace.quotient(
            "part_of_month",
            trace.given("days", len(days), "days"),
            trace.given("month_days", month_days, "days"),
            unit="number",
        )
        monthly = prices.monthly_wage(days[0])
        if not isinstance(percent, Figure) and percent != 100:
            part = trace.decision("pay_percent", exact(percent), "percent", reasons)
            monthly = trace.product("half_month_price", monthly, part, unit="euros_per_month")
        factors = [monthly, share, percent] if isinstance(percent, Figure) else [monthly, share]
        amount = trace.product(kind, *factors, rounding="cent_half_up")
        draft.add_line(
            amount,
            Line(
                kind=kind,
                income_type=draft.income_type(kind),
                unit="month",
                amount_cents=amount.cents,
                figure=amount.row,
                days=Decimal(len(days)),
                unit_price=price_text(monthly.value),
                first=days[0],
                last=days[-1],
                reasons=reasons,
                facts=(*facts, ("days", str(len(days))), ("month_days", str(month_days))),
                by_day=tuple((day, 1) for day in days),
            ),
        )
