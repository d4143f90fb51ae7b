"""Holiday pay, holiday bonus and holiday compensation in euros.

The whole entitlement of a credit year is priced once; a part of it is its days' share (a documented choice:
``choice.holiday_part_price``). Sources: Annual Holidays Act 162/2005, 10–12, 16 and 17 §.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from payroll.agreement import Terms
from payroll.draft import Draft, Line
from payroll.earnings import Prices, monthly_part
from payroll.figures import Figure, as_text, price_text
from payroll.holiday_absences import calculated_pay
from payroll.inputs import Answer, HolidayPart
from rules import Days, NoValueForDay, Question, Reason, UnknownValue, UnverifiedValue, Value, calendar
from rules.decisions import pay_grounds, personal_assistants

_ONE_DAY = timedelta(days=1)
SHORTENED = "shortened"  # method: days taken as shorter working days
TWO_SYSTEMS = "two_systems"  # method: a year of holiday and of free time, each part paid by itself


def add_holiday_pay(draft: Draft, prices: Prices, terms: Terms) -> None:
    """Adds a line for each holiday part that this pay run pays, and its bonus where one was agreed."""
    for part in draft.inputs.holidays:
        for question in part.questions:
            if draft.answered(question.topic) is None:
                draft.ask(question)
        if not part.days and not part.compensation:
            continue
        draft.note_single_sources(part.single_sources)
        if part.method == "carried_over" and part.first is not None:
            draft.notice("holiday_carried_over", days=str(part.days), start=part.first.isoformat())
            continue
        if part.method == "beyond_earned":
            draft.notice("holiday_beyond_earned", days=str(part.days))
            continue
        if part.method == "supplementary_days":
            _add_supplementary_days(draft, prices, part)
            continue
        if (
            not part.base_known
            and part.method not in ("monthly_pay", SHORTENED, TWO_SYSTEMS)
            and _answer(draft, part, "opening_holiday") is None
        ):
            draft.ask(pay_grounds.question_opening_holiday(part.credit_year))
            continue
        amount = _amount(draft, prices, part)
        if amount is None:
            continue
        figure, facts, values = amount
        kind = "holiday_compensation" if part.compensation else "holiday_pay"
        line = Line(
            kind=kind,
            income_type=draft.income_type(kind),
            unit="day",
            amount_cents=figure.cents,
            figure=figure.row,
            days=Decimal(part.days),
            first=part.first,
            last=part.last,
            reasons=_reasons(part),
            values=values,
            facts=(
                ("method", part.method),
                ("credit_year", f"{part.credit_year.first.isoformat()}/{part.credit_year.last.isoformat()}"),
                ("days", str(part.days)),
                ("days_earned", str(part.days_earned)),
                *facts,
            ),
        )
        draft.add_line(figure, line)
        addition = _addition(draft, part)
        if addition is not None:
            added, more, law = addition
            draft.add_line(
                added,
                replace(line, amount_cents=added.cents, figure=added.row, values=law, facts=(*line.facts[:4], *more)),
            )
            figure = draft.trace.total("holiday_pay_with_addition", (figure, added))
        reasons: tuple[Reason, ...] | None = ()
        if part.paid_on is not None:
            reasons = _bonus_on_paid_out(draft, part.paid_on, terms)
        elif part.compensation:
            reasons = _bonus_on_compensation(draft, terms)
        bonus = None if reasons is None else _bonus_percent(draft, part, terms)
        if bonus is not None and bonus.value > 0:
            _add_bonus(draft, part, figure, bonus, reasons or ())
            if part.first is not None:
                _tell_bonus_pay_day(draft, part, part.first, terms)


def _add_supplementary_days(draft: Draft, prices: Prices, part: HolidayPart) -> None:
    """Supplementary days that were not taken by the end: each paid like a working day, not as holiday (7 a §).

    A day of a monthly wage is its share of the month's workdays (``choice.supplementary_day_value``); of an hourly
    wage it is asked.
    """
    inputs, trace = draft.inputs, draft.trace
    last = inputs.employment_last or inputs.period.last
    values: tuple[Value, ...] = ()
    if inputs.wages[prices.wage_on(last)].unit == "month":
        choice = draft.value("choice.supplementary_day_value")
        workdays = sum(1 for one in inputs.workdays if one.replace(day=1) == last.replace(day=1))
        if choice is None:
            return
        values = (choice,)
        divisor = trace.given("divisor_days", workdays, "days")
        price = trace.quotient("supplementary_day", prices.monthly_wage(last), divisor, unit="euros_per_day")
    else:
        answer = draft.answered("supplementary_day")
        if answer is None:
            draft.ask(pay_grounds.question_supplementary_day(part.days))
            return
        price = trace.answer("supplementary_day", answer.value, "euros_per_day", answer.question, answer.document)
    amount = trace.product(
        "holiday_compensation", price, trace.given("supplementary_days", part.days, "days"), rounding="cent_half_up"
    )
    draft.add_line(
        amount,
        Line(
            kind="holiday_compensation",
            income_type=draft.income_type("holiday_compensation"),
            unit="day",
            amount_cents=amount.cents,
            figure=amount.row,
            days=Decimal(part.days),
            values=values,
            reasons=(pay_grounds.supplementary_day(),),
            facts=(("method", "supplementary_days"), ("days", str(part.days))),
        ),
    )


def _amount(
    draft: Draft, prices: Prices, part: HolidayPart
) -> tuple[Figure, tuple[tuple[str, str], ...], tuple[Value, ...]] | None:
    if part.method == "average_daily_pay":
        return by_average_daily_pay(draft, part)
    if part.method == "percentage":
        return by_percentage(draft, part, calculated_pay(draft, prices, part.absences))
    if part.method == SHORTENED:
        return _as_told(draft, part)
    if part.method == TWO_SYSTEMS:
        return _of_two_systems(draft, part)
    return _by_monthly_pay(draft, prices, part)


def _as_told(draft: Draft, part: HolidayPart) -> tuple[Figure, tuple[tuple[str, str], ...], tuple[Value, ...]] | None:
    """Days taken as shorter working days (21 §): no source says how their pay is divided, so the sum is asked."""
    day = "" if part.shortened_from is None else part.shortened_from.isoformat()
    answer = draft.answered(f"holiday_shortened_pay.{day}")
    if answer is None:
        draft.ask(pay_grounds.question_shortened_holiday(day, part.days))
        return None
    trace = draft.trace
    told = trace.answer("shortened_holiday_pay", answer.value, "euros", answer.question, answer.document)
    return trace.total("holiday_pay", (told,), rounding="cent_half_up"), (("first", day),), ()


def _of_two_systems(
    draft: Draft, part: HolidayPart
) -> tuple[Figure, tuple[tuple[str, str], ...], tuple[Value, ...]] | None:
    """Days of a year a part of which earned holiday and a part free time (14 §): the sum of both parts is asked."""
    which = "left" if part.first is None else part.first.isoformat()
    asked = pay_grounds.question_two_systems(part.credit_year, which, part.days)
    answer = draft.answered(asked.topic)
    if answer is None:
        draft.ask(asked)
        return None
    trace = draft.trace
    told = trace.answer("holiday_of_two_systems", answer.value, "euros", answer.question, answer.document)
    kind = "holiday_compensation" if part.compensation else "holiday_pay"
    return trace.total(kind, (told,), rounding="cent_half_up"), (), ()


def _answer(draft: Draft, part: HolidayPart, topic: str) -> Answer | None:
    """What was answered of the part's credit year; before topics named their year one answer held for all."""
    return draft.answered(pay_grounds.of_year(topic, part.credit_year)) or draft.answered(topic)


def _opening(draft: Draft, part: HolidayPart) -> tuple[Figure, Figure] | None:
    """Euros and days at work before the records, as a person answered; None when the records hold them."""
    answer = None if part.base_known else _answer(draft, part, "opening_holiday")
    if answer is None:
        return None
    euros, _, days = answer.value.partition("/")
    trace = draft.trace
    return (
        trace.answer("paid_before_records", euros.strip(), "euros", answer.question, answer.document),
        trace.answer("days_before_records", days.strip() or "0", "days", answer.question, answer.document),
    )


def _days(draft: Draft, part: HolidayPart) -> Days:
    return replace(draft.days, credit_year_end=part.credit_year.last)


def _base(draft: Draft, part: HolidayPart) -> Figure:
    """Pay for time at work in the credit year: earlier payslips', and this one's while the credit year runs."""
    trace = draft.trace
    parts = [draft.cents("pay_for_time_at_work_before", part.base_cents)]
    opening = _opening(draft, part)
    if opening is not None:
        parts.append(opening[0])
    if part.include_this_payslip:
        parts += [
            amount
            for amount, line in zip(draft.amounts, draft.lines, strict=True)
            if line.holiday_base == part.credit_year.first
        ]
    return trace.total("pay_for_time_at_work", parts)


def _share(draft: Draft, part: HolidayPart) -> tuple[Figure, ...]:
    """The part's share of the whole entitlement; nothing when the part is the whole.

    Average daily pay has no rule for parts (``choice.holiday_part_price``). Raises ``ValueError`` for another choice.
    """
    if part.days == part.days_earned:
        return ()
    if part.method == "average_daily_pay":
        choice = draft.value("choice.holiday_part_price", _days(draft, part))
        if choice is not None and choice.number != "whole_entitlement_by_days":
            raise ValueError(f"no rule is written for the choice {choice.number}")
    trace = draft.trace
    return (
        trace.quotient(
            "share_of_holiday",
            trace.given("holiday_days", part.days, "days"),
            trace.decision("holiday_days_earned", part.days_earned, "days", _reasons(part)),
            unit="number",
        ),
    )


def _reasons(part: HolidayPart) -> tuple[Reason, ...]:
    """Why so much is earned and paid so; the inputs of older payslips have sections and English words only."""
    return part.grounds or tuple(Reason("holiday", section, says) for section, says in part.reasons)


def by_average_daily_pay(
    draft: Draft, part: HolidayPart
) -> tuple[Figure, tuple[tuple[str, str], ...], tuple[Value, ...]] | None:
    """Average daily pay × weekly days ÷ 5 × coefficient (11 §), for the part's share of the days earned.

    Average daily pay = pay for time at work ÷ (days at work + hours beyond the daily regular time ÷ 8), unrounded.
    None after a question when the year has no day at work to average over.
    """
    days_of = _days(draft, part)
    coefficients, daily = draft.value("annual_holiday.coefficients", days_of), draft.value("working_time.daily_minutes")
    if coefficients is None or daily is None:
        return None
    opening = _opening(draft, part)
    if part.work_days == 0 and part.excess_minutes == 0 and (opening is None or not opening[1].value):
        told = _answer(draft, part, "average_pay_without_work")
        if told is None:
            draft.ask(pay_grounds.question_average_without_work(part.credit_year))
            return None
        average = draft.trace.answer("average_daily_pay", told.value, "euros_per_day", told.question, told.document)
        times = _times_coefficient(draft, part, average, coefficients)
        if times is None:
            return None
        return times[0], (("average", as_text(average.value)), *times[1]), (coefficients,)
    averaged = _averaged(draft, part, lambda: _base(draft, part), opening, coefficients, daily)
    if averaged is None:
        return None
    figure, facts = averaged
    return figure, facts, (coefficients,)


def _averaged(
    draft: Draft,
    part: HolidayPart,
    base_of: Callable[[], Figure],
    opening: tuple[Figure, Figure] | None,
    coefficients: Value,
    daily: Value,
) -> tuple[Figure, tuple[tuple[str, str], ...]] | None:
    """The daily average of a base × weekly days ÷ 5 × coefficient, for the part's share of the days earned (11 §)."""
    trace = draft.trace
    days = trace.given("days_at_work", part.work_days, "days")
    if opening is not None:
        days = trace.total("days_with_answer", (days, opening[1]), unit="days")
    if part.excess_minutes:
        excess = trace.quotient(
            "excess_days", trace.given("excess_minutes", part.excess_minutes, "minutes"), trace.law(daily), unit="days"
        )
        days = trace.total("days_to_divide_by", (days, excess), unit="days")
    base = base_of()
    average = trace.quotient("average_daily_pay", base, days, unit="euros_per_day")
    times = _times_coefficient(draft, part, average, coefficients)
    if times is None:
        return None
    facts = (
        ("average", as_text(average.value)),
        ("base", as_text(base.value)),
        ("work_days", as_text(days.value)),
    )
    return times[0], (*facts, *times[1])


def _times_coefficient(
    draft: Draft, part: HolidayPart, average: Figure, coefficients: Value
) -> tuple[Figure, tuple[tuple[str, str], ...]] | None:
    """The average daily pay × weekly days ÷ 5 × coefficient, for the part's share of the days earned (11 §)."""
    trace = draft.trace
    factors: list[Figure] = []
    if part.weekly_days_numerator != part.weekly_days_denominator:
        factors.append(
            trace.quotient(
                "weekly_days_factor",
                trace.given("weekly_workdays_a", part.weekly_days_numerator, "days"),
                trace.given("weekly_workdays_b", part.weekly_days_denominator, "days"),
                unit="number",
            )
        )
    coefficient = _coefficient(draft, coefficients, part.days_earned, _days(draft, part))
    if coefficient is None:
        return None
    figure = trace.product(
        "holiday_compensation" if part.compensation else "holiday_pay",
        average,
        *factors,
        coefficient,
        *_share(draft, part),
        rounding="cent_half_up",
    )
    return figure, (
        ("coefficient", as_text(coefficient.value)),
        ("factor", f"{part.weekly_days_numerator}/{part.weekly_days_denominator}"),
    )


def _addition(draft: Draft, part: HolidayPart) -> tuple[Figure, tuple[tuple[str, str], ...], tuple[Value, ...]] | None:
    """What regular supplements beside monthly pay add to the holiday pay: their daily average × the coefficient (10 §).

    Whether they were regular is asked; occasional ones add nothing. None where there is nothing to add.
    """
    if part.method != "monthly_pay" or part.compensation or not part.supplements_cents or not part.work_days:
        return None
    days_of = _days(draft, part)
    choice = draft.value("holiday_choice.regular_sunday_pay_of_monthly_paid", days_of)
    coefficients, daily = draft.value("annual_holiday.coefficients", days_of), draft.value("working_time.daily_minutes")
    if choice is None or coefficients is None or daily is None:
        return None
    answer = _answer(draft, part, "regular_supplements")
    if answer is None:
        draft.ask(pay_grounds.question_regular_supplements(part.credit_year))
        return None
    if answer.value != "yes":
        return None
    cents = part.supplements_cents
    averaged = _averaged(
        draft, part, lambda: draft.cents("supplements_of_credit_year", cents), None, coefficients, daily
    )
    return None if averaged is None else (*averaged, (coefficients, choice))


def _coefficient(draft: Draft, table: Value, days: int, days_of: Days) -> Figure | None:
    """The coefficient of a number of days; beyond the table's last row a step for each further day."""
    trace = draft.trace
    rows = {int(band["days"]): band["coefficient"] for band in table.number}
    if days in rows:
        return trace.law(table, rows[days], "number")
    longest = max(rows)
    if days > longest:
        step = draft.law("annual_holiday.coefficient_step", days_of, unit="number")
        if step is None:
            return None
        further = trace.given("days_beyond_table", days - longest, "days")
        return trace.total(
            "coefficient",
            (trace.law(table, rows[longest], "number"), trace.product("beyond_table", step, further, unit="number")),
            unit="number",
        )
    return draft.law("choice.one_day_coefficient", days_of, unit="number")


def by_percentage(
    draft: Draft, part: HolidayPart, absences: tuple[Figure, ...] = ()
) -> tuple[Figure, tuple[tuple[str, str], ...], tuple[Value, ...]] | None:
    """A percentage of the pay for time at work and of the calculated pay for ``absences`` (12 and 16 §)."""
    trace = draft.trace
    if part.percent is None:
        return None
    days_of = _days(draft, part)
    full = draft.value("annual_holiday.percent_full_year", days_of)
    if full is None:
        return None
    full_year = part.percent == full.number
    name = "annual_holiday.percent_full_year" if full_year else "annual_holiday.percent_under_year"
    most = draft.value("annual_holiday.days_per_month_full_year", days_of)
    by_agreement = part.rule != "none" and most is not None and part.days_per_month > most.number
    if by_agreement:  # three days a month: the act's percentages are for fewer, and the agreement's own is asked
        percent, value = draft.law("heta.holiday_percent_three_days", days_of), None
    else:
        percent, value = draft.law(name, days_of), draft.value(name, days_of)
    if percent is None:
        return None
    base = _base(draft, part)
    if part.absence_pay_cents:
        absences = (draft.cents("calculated_pay_for_absences", part.absence_pay_cents), *absences)
    if absences:
        base = trace.total("pay_with_absences", (base, *absences))
    figure = trace.product(
        "holiday_compensation" if part.compensation else "holiday_pay",
        base,
        percent,
        *_share(draft, part),
        rounding="cent_half_up",
    )
    facts = (("percent", as_text(percent.value)), ("base", as_text(base.value)))
    return figure, facts, (value,) if value is not None else ()


def _by_monthly_pay(
    draft: Draft, prices: Prices, part: HolidayPart
) -> tuple[Figure, tuple[tuple[str, str], ...], tuple[Value, ...]] | None:
    """Monthly pay goes on (10 §); compensation is monthly pay ÷ 25 × days (17 §)."""
    trace, inputs = draft.trace, draft.inputs
    day = part.first or part.paid_on or inputs.employment_last or inputs.period.last
    if part.hourly_since:
        told = _answer(draft, part, "holiday_monthly_pay")
        if told is None:
            then = price_text(prices.monthly_wage(part.credit_year.last).value)
            draft.ask(pay_grounds.question_monthly_pay(part.credit_year, then))
            return None
        monthly = trace.answer("wage", told.value, "euros_per_month", told.question, told.document)
    else:
        monthly = prices.monthly_wage(day)
    if part.credit_year_weekly_minutes and part.weekly_minutes_now:
        # hours changed for good after the credit year: its hours decide (10 §)
        share = trace.quotient(
            "credit_year_hours_share",
            trace.given("credit_year_weekly_minutes", part.credit_year_weekly_minutes, "minutes"),
            trace.given("weekly_minutes", part.weekly_minutes_now, "minutes"),
            unit="number",
        )
        monthly = trace.product("credit_year_monthly_pay", monthly, share, unit="euros_per_month")
    wage = price_text(monthly.value)
    if part.compensation:
        divisor = draft.law("annual_holiday.monthly_pay_divisor", unit="days")
        value = draft.value("annual_holiday.monthly_pay_divisor")
        if divisor is None:
            return None
        daily = trace.quotient("holiday_day_price", monthly, divisor, unit="euros_per_day")
        figure = trace.product(
            "holiday_compensation", daily, trace.given("holiday_days", part.days, "days"), rounding="cent_half_up"
        )
        return figure, (("wage", wage),), (value,) if value is not None else ()
    month_days = sum(1 for one in inputs.workdays if one.replace(day=1) == day.replace(day=1))
    figure = monthly_part(draft, "holiday_pay", monthly, part.holiday_workdays, month_days)
    return figure, (("wage", wage), ("workdays", str(part.holiday_workdays))), ()


def _bonus_on_compensation(draft: Draft, terms: Terms) -> tuple[Reason, ...] | None:
    """Why a binding agreement's bonus is paid on compensation too; None where it is not, or the limit has to be asked.

    Only the length of the employment decides; a bonus of the contract is of holiday pay.
    """
    inputs, name = draft.inputs, "heta.holiday_bonus_on_compensation_months_over"
    last = min(inputs.employment_last or inputs.period.last, inputs.period.last)
    if terms.never or not terms.bound(last):
        return None
    over = draft.law(name, replace(draft.days, period_end=last))
    if over is None:
        return None
    lasted = calendar.begun_months(inputs.employment_first, last + _ONE_DAY)
    decided = personal_assistants.bonus_on_compensation(lasted, last, draft.book, months_over=int(over.value))
    if decided.outcome:
        return decided.reasons
    if all(one.code != "bonus_not_on_compensation" for one in draft.notices):
        draft.notice("bonus_not_on_compensation", months=as_text(over.value))
    return None


def _bonus_on_paid_out(draft: Draft, day: date, terms: Terms) -> tuple[Reason, ...] | None:
    """The empty reasons of a bonus on holiday paid in money while the employment goes on, where a binding agreement is
    answered to give one; None where it does not, or after asking."""
    if terms.never or not terms.bound(day):
        return None
    answer = draft.answered("holiday_bonus_paid_out")
    if answer is None:
        draft.ask(
            Question(
                "holiday_bonus_paid_out",
                "Does the agreement pay a holiday bonus on holiday that is paid in money while the employment goes on? "
                "Answer yes or no.",
                "The agreement gives a bonus on the compensation of the final pay; of this compensation its text was "
                "not seen.",
                "The agreement's clause on holiday bonus.",
                facts=(("day", day.isoformat()),),
            )
        )
        return None
    return () if answer.value == "yes" else None


def _bonus_percent(draft: Draft, part: HolidayPart, terms: Terms) -> Figure | None:
    """The agreed bonus percentage, but not less than a binding agreement's, which is asked where it is not known."""
    trace, inputs = draft.trace, draft.inputs
    day = part.first or min(inputs.employment_last or inputs.period.last, inputs.period.last)
    agreed = None
    if part.bonus_percent is not None:
        agreed = trace.given("holiday_bonus_percent", part.bonus_percent, "percent")
    if terms.never or not terms.bound(day):
        return agreed
    lowest = draft.law("heta.holiday_bonus_percent", _days(draft, part))
    if agreed is None or lowest is None:
        return agreed or lowest
    return trace.at_least("holiday_bonus_percent", agreed, lowest)


def _tell_bonus_pay_day(draft: Draft, part: HolidayPart, day: date, terms: Terms) -> None:
    """A notice that the bonus is paid with the holiday pay, as nobody has seen when the agreement has it paid."""
    if terms.never or not terms.bound(day) or any(one.code == "bonus_pay_day_not_known" for one in draft.notices):
        return
    try:
        draft.book.value("heta.holiday_bonus_pay_day", _days(draft, part))
    except (UnknownValue, UnverifiedValue):
        draft.notice("bonus_pay_day_not_known")
    except NoValueForDay:
        pass


def _add_bonus(
    draft: Draft, part: HolidayPart, holiday_pay: Figure, percent: Figure, reasons: tuple[Reason, ...]
) -> None:
    trace = draft.trace
    amount = trace.product("holiday_bonus", holiday_pay, percent, rounding="cent_half_up")
    draft.add_line(
        amount,
        Line(
            kind="holiday_bonus",
            income_type=draft.income_type("holiday_bonus"),
            unit="euro",
            amount_cents=amount.cents,
            figure=amount.row,
            days=Decimal(part.days),
            first=part.first,
            last=part.last,
            reasons=reasons,
            facts=(("percent", as_text(percent.value)), ("base", as_text(holiday_pay.value))),
        ),
    )
