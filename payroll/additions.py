"""Training pay, the paid free Independence Day, pay for hindered work, and money paid back free of tax."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from payroll import travel
from payroll.agreement import Terms
from payroll.draft import Draft, Line
from payroll.earnings import Prices, add_at_plain_price, monthly_part
from payroll.figures import Figure, Trace, exact, price_text, rows_of
from payroll.hours import split
from payroll.inputs import Absence, Expense
from payroll.sick_pay import LEVELLING, PRENATAL, TIME_OFF, hindered, paid_as_work_to, tell_of_no_pay
from rules import Days, NoValueForDay, Question, Reason, UnknownValue, UnverifiedValue, Value
from rules.decisions import contract, family_leave, pay_grounds, public_holidays


def add_training_pay(draft: Draft, prices: Prices) -> None:
    """Training that the employer must give is working time and paid (ECA 2:19); other training is paid when agreed."""
    for training in draft.inputs.trainings:
        if not training.required and not training.paid:
            continue
        if not training.paid:
            draft.notice("training_paid_by_law", title=training.title, day=training.day.isoformat())
        add_at_plain_price(
            draft,
            prices,
            "training_pay",
            [(training.day, training.minutes)],
            holiday_base=True,
            reasons=(pay_grounds.training(required=training.required),),
            title=training.title,
        )


def add_agreement_training(draft: Draft, prices: Prices, terms: Terms) -> None:
    """The agreement has a few paid days of training in a year: whether an own training is one of them is asked."""
    for training in draft.inputs.trainings:
        if training.required or training.paid or not terms.bound(training.day):
            continue
        try:
            days = draft.book.value("heta.training_days_per_year", Days(work_day=training.day))
        except (NoValueForDay, UnknownValue, UnverifiedValue):
            continue
        topic = f"agreement_training.{training.day.isoformat()}"
        answer = draft.answered(topic)
        if answer is None:
            draft.ask(
                Question(
                    topic,
                    f"Is the training of {training.day.isoformat()} one of the {days.number} paid training days a year "
                    "that the agreement gives? Answer yes or no.",
                    "It was noted as unpaid. Without an answer it is not paid.",
                    "The agreement's clause on training, and the trainings of the year.",
                    blocks=False,
                    facts=(("day", training.day.isoformat()), ("days", str(days.number))),
                )
            )
        elif answer.value == "yes":
            draft.value("heta.training_days_per_year", Days(work_day=training.day))  # notes its single source
            reason = pay_grounds.agreement_training()
            minutes = [(training.day, training.minutes)]
            add_at_plain_price(
                draft, prices, "training_pay", minutes, holiday_base=True, reasons=(reason,), title=training.title
            )


def add_free_public_holidays(draft: Draft, prices: Prices, terms: Terms) -> None:
    """Independence Day off on a day that would have been a working day is paid as its Act says (388/1937).

    A weekday holiday of a binding agreement is paid by the agreement instead (``earnings``).
    """
    for shift in draft.inputs.free_public_holidays:
        for piece in split(shift):
            if terms.holiday(piece.day):
                continue
            decision = draft.decide(public_holidays.independence_day_pay, piece.day, draft.inputs.employment_first)
            if (
                decision is not None
                and decision.outcome
                and draft.inputs.wages[prices.wage_on(piece.day)].unit == "hour"
            ):
                add_at_plain_price(
                    draft, prices, "public_holiday_off", [(piece.day, piece.minutes)], reasons=decision.reasons
                )


def add_hindrance_pay(draft: Draft, prices: Prices) -> None:
    """Work that the employee was ready for but was prevented (ECA 2:12): in full for a reason on the employer's side,
    for a limited time for a reason of neither, less what the employee saved or earned elsewhere meanwhile. Prenatal
    checks that cannot be outside working time (4:8) and supplementary days are paid like days at work."""
    for absence in draft.inputs.absences:
        # hours levelled out were paid when they were worked, time off has lines of its own; a monthly wage goes on
        if absence.kind in (LEVELLING, TIME_OFF):
            continue
        paid_to = paid_as_work_to(draft, absence)
        if paid_to is None:
            if absence.no_pay == "agreed":
                tell_of_no_pay(draft, absence)
            continue
        kind = "holiday_pay" if absence.kind == "supplementary_days" else "hindrance_pay"
        before = len(draft.amounts)
        minutes = [
            (piece.day, piece.minutes)
            for shift in absence.shifts
            for piece in split(shift)
            if piece.day in draft.inputs.period
            and piece.day <= paid_to
            and draft.inputs.wages[prices.wage_on(piece.day)].unit == "hour"
        ]
        if minutes:
            add_at_plain_price(draft, prices, kind, minutes, reasons=_why_paid(draft, absence))
        if absence.kind in contract.HINDRANCES:
            _take_off(draft, prices, absence, paid_to, draft.amounts[before:])


def _take_off(draft: Draft, prices: Prices, absence: Absence, paid_to: date, hourly: Sequence[Figure]) -> None:
    """What was saved, or earned elsewhere, while work was prevented may be deducted (ECA 2:12): it is asked, and a line
    takes it off, at most as much as the ``hourly`` lines and the monthly wage pay for these days. It does not stand in
    the way of the pay: until it is answered, all is paid and a notice says so. Pay that ends before the absence is
    told."""
    period, trace = draft.inputs.period, draft.trace
    if paid_to < absence.last and absence.first <= period.last and absence.last >= period.first:
        draft.notice("hindrance_paid_to", day=paid_to.isoformat())
    first, last = max(absence.first, period.first), min(paid_to, period.last)
    monthly = _workdays_of_month(draft, prices, first, last)
    if not hourly and not monthly:
        return
    topic = f"hindrance_taken_off.{first.isoformat()}"
    answer = draft.answered(topic)
    if answer is None:
        draft.notice("hindrance_deductions")
        draft.ask(pay_grounds.question_hindrance_taken_off(topic, first, last))
        return
    told = trace.answer("saved_or_earned", answer.value, "euros", answer.question, answer.document)
    if not told.value:
        return
    in_months = [
        monthly_part(draft, "hindrance_pay", prices.monthly_wage(days[0]), len(days), month_days)
        for days, month_days in monthly
    ]
    paid = trace.total("hindrance_paid", [*hourly, *in_months])
    cents = trace.total("saved_or_earned", (told,), rounding="cent_half_up")
    taken = trace.at_most("hindrance_deductions", cents, paid)
    if not taken.value:
        return
    draft.taken_off.append(taken)
    amount = trace.less("hindrance_taken_off", trace.given("nothing", 0, "euros"), taken)
    draft.add_line(
        amount,
        Line(
            kind="hindrance_pay",
            income_type=draft.income_type("hindrance_pay"),
            unit="euro",
            amount_cents=amount.cents,
            figure=amount.row,
            first=first,
            last=last,
            reasons=(pay_grounds.hindrance_taken_off(),),
            facts=(("first", first.isoformat()), ("last", last.isoformat())),
        ),
    )


def _workdays_of_month(draft: Draft, prices: Prices, first: date, last: date) -> list[tuple[list[date], int]]:
    """The workdays from ``first`` to ``last`` that a monthly wage pays, by month and wage, each with the number of
    workdays of the month."""
    workdays, wages = draft.inputs.workdays, draft.inputs.wages
    parts: dict[tuple[date, int], list[date]] = {}
    for day in workdays:
        if first <= day <= last and wages[prices.wage_on(day)].unit == "month":
            parts.setdefault((day.replace(day=1), prices.wage_on(day)), []).append(day)
    return [(days, sum(1 for day in workdays if day.replace(day=1) == month)) for (month, _), days in parts.items()]


def _why_paid(draft: Draft, absence: Absence) -> tuple[Reason, ...]:
    if absence.kind == "supplementary_days":
        return (pay_grounds.supplementary_day(),)
    if absence.kind == "hindrance":
        return (pay_grounds.hindrance(),)
    if absence.kind == PRENATAL:  # noted as such only when it could not be outside working time
        return family_leave.pay_by_law(PRENATAL, prenatal_check_outside_hours_impossible=True).reasons
    decided = hindered(draft, absence)
    return () if decided is None else decided.reasons


def add_standby(draft: Draft) -> None:
    """Stand-by needs a compensation that was agreed beforehand (WTA 4 §); what it is has to be asked."""
    inputs = draft.inputs
    for shift in inputs.shifts:
        if shift.kind != "standby":
            continue
        minutes = [piece.minutes for piece in split(shift) if piece.day in inputs.period]
        if not minutes:
            continue
        answer = draft.answered("standby_pay")
        if answer is None:
            draft.ask(pay_grounds.question_standby())
            return
        trace = draft.trace
        price = trace.answer("standby_price", answer.value, "euros_per_hour", answer.question, answer.document)
        amount = trace.product(
            "standby", trace.given("standby_minutes", sum(minutes), "minutes"), price, rounding="cent_half_up"
        )
        draft.add_line(
            amount,
            Line(
                kind="standby",
                income_type=draft.income_type("standby"),
                unit="hour",
                amount_cents=amount.cents,
                figure=amount.row,
                minutes=sum(minutes),
                unit_price=price_text(price.value),
                reasons=(pay_grounds.standby(),),
            ),
        )


_EXPENSE_KINDS = {"other": "expense", "mileage": "mileage", "per_diem": "per_diem", "meal": "per_diem"}


def _income_type(draft: Draft, kind: str) -> int | None:
    """The income type of money paid back; None for what is paid against a receipt: it is not income."""
    value = draft.value("codes.expense_income_type")
    if value is None:
        return None
    return next((int(row["code"]) for row in value.number if row["kind"] == kind), None)


def add_expenses(draft: Draft) -> None:
    """Money paid back with the pay, free of tax: outside gross pay and every contribution.

    Where the trip is known, its own numbers make the sum; a sum that they do not make is shown as it was given.
    """
    for expense in draft.inputs.expenses:
        amount, values = _worked_out(draft, expense)
        days = expense.number if expense.kind == "per_diem" and values else None
        draft.add_line(
            amount,
            Line(
                kind=_EXPENSE_KINDS[expense.kind],
                income_type=_income_type(draft, expense.kind),
                unit="day" if days is not None else "euro",
                amount_cents=amount.cents,
                figure=amount.row,
                days=days,
                unit_price=None if days is None else price_text(exact(expense.cents) / Fraction(100) / exact(days)),
                first=expense.day,
                last=expense.day,
                taxable=False,
                title=expense.title,
                values=values,
            ),
        )


def _worked_out(draft: Draft, expense: Expense) -> tuple[Figure, tuple[Value, ...]]:
    trial = Trace()
    try:
        figure = travel.of_expense(trial, draft.book, expense)
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        figure = None
    if figure is None or figure.cents != expense.cents:
        return draft.cents(_EXPENSE_KINDS[expense.kind], expense.cents), ()
    made = travel.of_expense(draft.trace, draft.book, expense)
    names = {name for operation, name, *_ in rows_of(trial.text()) if operation == "law"}
    on = Days(work_day=expense.day)
    return made or figure, tuple(draft.book.value(name, on) for name in sorted(names))
