"""Which of statute, agreement and contract decided each term that a payslip used, as ``rules`` settles it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from dateutil.relativedelta import relativedelta

from payroll import agreement_overtime
from payroll.agreement import REGIONS, Terms, group_on, table_wage
from payroll.agreement_pay import even_monthly_pay, raised_wage
from payroll.draft import Draft, Line
from payroll.earnings import Prices
from payroll.figures import Figure, Trace, price_text
from payroll.inputs import Inputs
from rules import Book, Days, NoValueForDay, Source, UnknownValue, UnverifiedValue, calendar
from rules.decisions import coverage, terms
from rules.decisions.terms import Amount, Case, Term

_OF_LINE = {
    "base_pay": ("wage",),
    "additional_hours": ("wage",),
    "emergency": ("wage",),
    "training_pay": ("wage",),
    "hindrance_pay": ("wage",),
    "time_off": ("wage",),
    "overtime_50": ("overtime_first",),
    "overtime_100": ("overtime_rest",),
    "evening": ("evening",),
    "night": ("night",),
    "saturday": ("saturday",),
    "sunday": ("sunday",),
    "public_holiday": ("public_holiday",),
    "sick_pay": ("sick_days", "sick_percent"),
    "child_sick_pay": ("child_sick_days",),
    "holiday_pay": ("holiday_days",),
    "holiday_compensation": ("holiday_days",),
    "holiday_bonus": ("holiday_bonus",),
}
"""The terms that a kind of line rests on."""


def terms_of_line(kind: str, *, weekly: bool = False, agreement: bool = False) -> tuple[str, ...]:
    """The names of the terms that a line of a kind rests on; none for a line that no term decides.

    ``weekly``: overtime by the week. ``agreement``: a day off that the agreement pays, not the act.
    """
    if kind == "overtime_50" and weekly:
        return ("overtime_weekly",)
    if kind == "public_holiday_off":
        return ("free_days",) if agreement else ("independence_day",)
    return _OF_LINE.get(kind, ())


def terms_used(draft: Draft, prices: Prices, agreement: Terms) -> tuple[Term, ...]:
    """The terms that the payslip's lines rest on, each once, in the order of the lines.

    Nothing is asked here: what a calculation could not do without, it has asked already.
    """
    found: dict[tuple[str, Amount | None], Term] = {}
    for line in draft.lines:
        if line.first is None and line.kind != "holiday_compensation":
            continue
        day = line.first or draft.inputs.employment_last or draft.inputs.period.last
        fallen_ill = dict(line.facts).get("sick_first")
        if fallen_ill is not None:
            day = date.fromisoformat(fallen_ill)  # an illness that began earlier keeps the terms of its first day
        for name in _names(line, agreement, day):
            one = _settled(draft, prices, agreement, name, day, line)
            found.setdefault((one.name, one.amount), one)
    inputs = draft.inputs
    if draft.lines and inputs.pay_days and inputs.kind == "ordinary":
        found["pay_day", None] = _settled(draft, prices, agreement, "pay_day", inputs.period.last, draft.lines[0])
    return tuple(found.values())


def _pay_day(inputs: Inputs) -> Amount:
    """The contract's pay day that is nearest to the payment day: with two a month, the one of this pay."""

    def away(word: str) -> int:
        month_last = inputs.payment_day + relativedelta(day=31)
        return abs(inputs.payment_day.day - (month_last.day if word == "last" else int(word)))

    return terms.agreed_pay_day(min(inputs.pay_days, key=away))


def _names(line: Line, agreement: Terms, day: date) -> tuple[str, ...]:
    off = agreement.binding(day) == coverage.HETA and calendar.is_public_holiday(day)
    return terms_of_line(line.kind, weekly=dict(line.facts).get("weekly") == "yes", agreement=off)


def _settled(draft: Draft, prices: Prices, agreement: Terms, name: str, day: date, line: Line) -> Term:
    inputs = draft.inputs
    case = Case(
        day=day,
        employment_start=inputs.employment_first,
        employment_end=inputs.employment_last,
        binding=agreement.binding(day),
        answers=answered(inputs),
    )
    if name == "wage":
        agreed, lowest = prices.wages_compared(day)
        case = replace(case, agreed={"wage": agreed}, lowest_wage=lowest)
    elif name in terms.OVERTIME:
        case = _with_overtime(draft, agreement, case, name)
    elif name == "pay_day":
        case = replace(case, agreed={"pay_day": _pay_day(inputs)})
    elif name == "holiday_bonus":
        part = next((one for one in inputs.holidays if one.first == line.first), None)
        if part is not None and part.bonus_percent is not None:
            case = replace(case, agreed={"holiday_bonus": Amount(part.bonus_percent, "percent")})
    elif name == "holiday_days":
        part = next((one for one in inputs.holidays if one.first == line.first), None)
        if part is not None:
            case = replace(case, day=part.credit_year.last)
    return terms.term(name, case, draft.book)


def _with_overtime(draft: Draft, agreement: Terms, case: Case, name: str) -> Case:
    """The case with what the parties agreed on overtime pay, and whether they may agree on less than the act."""
    if agreement.binding(case.day) != coverage.HETA:
        return case
    case = replace(case, overtime_open=agreement_overtime.overtime_open(draft, agreement, case.day))
    agreed = agreement_overtime.agreed_on(draft, agreement, case.day, f"working_time.{name}_percent")
    if agreed is None:
        return case
    amount = Amount(Decimal(agreed.value), "percent", Source(agreed.document, "", ""))
    return replace(case, agreed={name: amount})


@dataclass(frozen=True, slots=True)
class WageFacts:
    """What the agreement's lowest wage depends on; None: not said. ``answer``: an answered wage and its document.

    ``agreed``: the contract's wage and since when; ``raise_days``: the days on which wages rose by the agreement.
    ``young``: the employee is a young worker on the day; ``young_percent``: the answered share of the table's wage.
    """

    unit: str  # hour | month
    pay_group: str | None = None
    region: str | None = None
    experience_months: int | None = None
    weekly_minutes: int = 0
    answer: tuple[Decimal, str] | None = None
    agreed: tuple[Decimal, date] | None = None
    raise_days: tuple[date, ...] = ()
    young: bool = False
    young_percent: Decimal | None = None


def lowest_wage(book: Book, day: date, facts: WageFacts) -> Amount | None:
    """The agreement's lowest wage of a day in the wage's own unit, in euros; None when it is not known.

    A monthly wage: weekly hours × lowest hourly wage × the agreement's multiplier, rounded to the cent. A wage above
    the table is at least the agreed one with the agreement's raises since.
    """
    trace = Trace()
    region = REGIONS.get((facts.region or "").strip().casefold())
    wage: Figure | None = None
    if facts.answer is not None:
        wage = trace.given("agreement_wage", facts.answer[0], "euros_per_hour")
    elif facts.pay_group is not None and region is not None and facts.experience_months is not None:
        group = group_on(book, facts.pay_group, day)
        wage = table_wage(trace, book, day, group, region, facts.experience_months)
    if wage is None or (facts.unit == "month" and not facts.weekly_minutes):
        return None
    if facts.answer is not None:
        source = Source(facts.answer[1], "", "")
    else:
        source = book.value("heta.base_wage_euros", Days(work_day=day)).source
    if facts.unit == "month":
        minutes = trace.given("weekly_minutes", facts.weekly_minutes, "minutes")
        wage = even_monthly_pay(trace, book, day, minutes, wage)
    if below_for_the_young(facts, Decimal(price_text(wage.value))):
        percent = _young_percent(book, day, facts)
        if percent is None:
            return None
        share = trace.given("young_wage_percent", percent, "percent")
        wage = trace.product("young_wage", wage, share, unit=f"euros_per_{facts.unit}", rounding="cent_half_up")
    table = Amount(Decimal(price_text(wage.value)), f"euros_per_{facts.unit}", source)
    raised = _raised(trace, book, day, facts)
    return table if raised is None or raised.number <= table.number else raised


def below_for_the_young(facts: WageFacts, table: Decimal) -> bool:
    """Whether a young worker's agreed wage is below the table, so that the agreement's share of it decides. An answered
    lowest wage is the employee's own already."""
    return facts.young and facts.answer is None and facts.agreed is not None and facts.agreed[0] < table


def _young_percent(book: Book, day: date, facts: WageFacts) -> Decimal | None:
    """The share of the table's wage for a young worker, as the agreement says or as answered; None: not known."""
    if facts.young_percent is not None:
        return facts.young_percent
    try:
        return Decimal(book.value("heta.young_wage_percent", Days(work_day=day)).number)
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return None


def _raised(trace: Trace, book: Book, day: date, facts: WageFacts) -> Amount | None:
    """The agreed wage with the raises that the agreement gives wages above its table; None where there is none."""
    if facts.agreed is None:
        return None
    euros, since = facts.agreed
    unit = f"euros_per_{facts.unit}"
    wage, source = trace.given("wage", euros, unit), None
    for rises in facts.raise_days:
        if not since < rises <= day:
            continue
        try:
            value = book.value("heta.above_table_raise_euros", Days(work_day=rises))
        except (NoValueForDay, UnknownValue, UnverifiedValue):
            continue
        more, source = trace.law(value, unit="euros_per_hour"), value.source
        if facts.unit == "month":
            minutes = trace.given("weekly_minutes", facts.weekly_minutes, "minutes")
            more = even_monthly_pay(trace, book, day, minutes, more)
        wage = raised_wage(trace, wage, more, unit=unit)
    return None if source is None else Amount(Decimal(price_text(wage.value)), unit, source)


def wage_floors(book: Book, day: date) -> tuple[tuple[str, str, Amount], ...]:
    """What an hour costs at least where the day's own table is not known: (pay group, region, amount), else nothing."""
    try:
        table = book.value("heta.wage_floor_euros", Days(work_day=day))
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return ()
    return tuple(
        (str(band["group"]), str(band["region"]), Amount(band["euros"], "euros_per_hour", table.source))
        for band in table.number
        if band["euros"] is not None
    )


def wage_floor(book: Book, day: date, facts: WageFacts) -> Amount | None:
    """What the lowest hourly wage is at least: that of the group where it is said, else that of the lowest group."""
    group = group_on(book, facts.pay_group or "", day)
    floors = [one for one in wage_floors(book, day) if one[0] == group] or list(wage_floors(book, day))
    if facts.unit != "hour" or not floors:
        return None
    if below_for_the_young(facts, min(amount.number for _, _, amount in floors)):
        return None  # the floor is of the whole table: the share of it is asked with the pay
    return min((amount for _, _, amount in floors), key=lambda amount: amount.number)


def answered(inputs: Inputs) -> dict[str, Decimal]:
    """What people answered to values that the book lacks or is not sure of, by the value's name; the newest wins."""
    found = {}
    for answer in inputs.answers:
        topic, _, employment = answer.question.rpartition(":")[0].rpartition(":")
        head, _, name = topic.partition(".")
        if head not in _OF_LAW or employment != inputs.employment or answer.day > inputs.payment_day:
            continue
        try:
            found[name] = Decimal(answer.value)
        except InvalidOperation:
            continue  # a time or a word: no term is one
    return found


_OF_LAW = ("missing_law_value", "unverified_law_value")
