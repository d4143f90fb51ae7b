"""Annual Holidays Act (vuosilomalaki 162/2005), chapters 3, 4 and 7: which pay, from what, when; records and claims.

https://www.finlex.fi/fi/laki/ajantasa/2005/20050162

Covered: 9–12 § (fringe benefits, choice of method, what belongs to the base), 14 § (which form of pay decides; read on
vuosilomaopas.fi and laki24.fi), 15 and 19 § (payment time), 16 and 17 § (compensation), 18 § (carrying benefits over),
28 and 29 § (calculation and ledger), 34 § (limitation). Euros are ``payroll``'s. Not covered: 13 § (its text was found
in no source; nothing rests on it).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.decisions import benefits
from rules.decisions.grounds import Grounds
from rules.values import Decision

ACT = "162/2005"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2005/20050162"

MONTHLY_PAY = "monthly_pay"
AVERAGE_DAILY_PAY = "average_daily_pay"
PERCENTAGE = "percentage"
COMPENSATION_PERCENTAGE = "compensation_percentage"

# 11 and 12 §: which lines of a payslip are pay for time at work. The lines of overtime carry only the increase.
IN_BASE = frozenset(
    {
        "base_pay",
        "additional_hours",
        "sunday",
        "evening",
        "night",
        "saturday",
        "eve",
        "public_holiday",
        "training_pay",
    }
)
NOT_IN_BASE = frozenset(
    {
        "overtime_50",
        "overtime_100",
        "public_holiday_off",
        "sick_pay",
        "child_sick_pay",
        "holiday_pay",
        "holiday_bonus",
        "holiday_compensation",
        "hindrance_pay",
        "notice_pay",
        "standby",
        "emergency",
        "mileage",
        "per_diem",
        "fringe_benefit",
        "expense",
    }
)
AT_WORK_ONLY = frozenset({"meal", "full_board", "other"})  # 9 §: benefits that may hang on being at work
ASKED_IN_BASE = frozenset({"back_pay", "other_taxable"})
EMERGENCY = "emergency"  # pay for emergency work: in the base or not by the project's choice

LEDGER = (
    "length and dates of holiday",
    "saved leave",
    "supplementary days",
    "amount of pay or compensation",
    "basis of calculation",
)


_FORMS_OF_PAY = {"hour": "hour", "piece": "hour", "month": "month", "week": "week"}


def _form_of_pay(unit: str) -> str:
    """``hour``, ``week`` or ``month``: piece and other performance pay is treated like hourly pay (11 and 12 §)."""
    if unit not in _FORMS_OF_PAY:
        raise ValueError(f"pay is by hour, piece, week or month, not {unit!r}")
    return _FORMS_OF_PAY[unit]


@dataclass(frozen=True, slots=True)
class PayMethod:
    """How holiday is paid. ``base`` says of what: the current pay, or for 10 § the pay of the credit year's hours."""

    method: str
    base: str  # current_pay | credit_year_hours | credit_year_pay
    section: str


# --- 9 to 12 §: method and base ---------------------------------------------------------------------------------------


def pay_method(
    *,
    unit: str,
    rule: str,
    hours_changed_in_year: bool = False,
    hours_changed_after_year: bool = False,
    every_month_35_hours: bool | None = None,
) -> Decision[PayMethod | None]:
    """9–12 and 16 §: the method by the form of pay (``hour``, ``piece``, ``month``, ``week``) and the accrual rule on
    31 March. Piece and other performance pay goes like hourly pay.

    ``hours_changed_in_year``: working time and with it pay changed during the credit year (a raise alone is no change);
    for weekly and monthly pay the whole year then is by percentage. ``hours_changed_after_year``: changed after it,
    so the pay follows the credit year's hours. ``every_month_35_hours`` matters for monthly pay under the 35-hour rule.
    """
    g = Grounds(ACT, LINK)
    unit = _form_of_pay(unit)
    if rule == "none":
        g.because("annual_holiday.pay_free_time", "16", "free time: percentage compensation")
        return g.decide(PayMethod(COMPENSATION_PERCENTAGE, "credit_year_pay", "16"))
    if unit == "hour":
        if rule == "14_days":
            g.because("annual_holiday.pay_average", "11", "hourly pay under the 14-day rule: average daily pay")
            method = PayMethod(AVERAGE_DAILY_PAY, "credit_year_pay", "11")
        else:
            g.because("annual_holiday.pay_percentage", "12", "hourly pay under the 35-hour rule: percentage")
            method = PayMethod(PERCENTAGE, "credit_year_pay", "12")
        if hours_changed_in_year:
            _flag_hourly_change(g)
        return g.decide(method)
    if hours_changed_in_year:
        g.because(
            "annual_holiday.pay_changed_in_year", "12", "hours and pay changed during the credit year: percentage"
        )
        return g.decide(PayMethod(PERCENTAGE, "credit_year_pay", "12"))
    if rule == "35_hours" and every_month_35_hours is None:
        _ask_every_month(g)
        return g.decide(None)
    if rule == "35_hours" and not every_month_35_hours:
        g.because("annual_holiday.pay_percentage_month", "12", "not every month has 35 hours: percentage")
        return g.decide(PayMethod(PERCENTAGE, "credit_year_pay", "12"))
    if hours_changed_after_year:
        g.because("annual_holiday.pay_credit_year_hours", "10", "hours changed after the credit year: its hours decide")
        return g.decide(PayMethod(MONTHLY_PAY, "credit_year_hours", "10"))
    g.because("annual_holiday.pay_goes_on", "10", "weekly or monthly pay goes on during the holiday")
    return g.decide(PayMethod(MONTHLY_PAY, "current_pay", "10"))


def form_of_pay(
    *, at_year_end: str, now: str, agreed_in_writing: bool | None = None, credit_year_first: date
) -> Decision[str]:
    """14 §: the form of pay (``hour``, ``week``, ``month``) by which a holiday of an ended credit year is paid: that
    of the year's last day.

    Who is paid by the month before the holiday begins (``now``) may have agreed in writing with the employer that the
    monthly pay of the holiday's time is paid. Whether they have is asked (None); until then the main rule holds.
    """
    g = Grounds(ACT, LINK)
    form = _form_of_pay(at_year_end)
    if _form_of_pay(now) == "month" and form != "month":
        if agreed_in_writing:
            g.because("annual_holiday.form_agreed", "14", "agreed in writing: the monthly pay of the holiday's time")
            return g.decide("month")
        if agreed_in_writing is None:
            g.ask(
                f"holiday_by_month.{credit_year_first.isoformat()}",
                "Was it agreed in writing that the holiday is paid by the monthly pay?",
                "The form of pay at the end of the holiday credit year decides unless it was agreed otherwise (14 §).",
                "the written agreement",
                blocks=False,
                credit_year=f"{credit_year_first.isoformat()}/{calendar.credit_year(credit_year_first).last.isoformat()}",
            )
    if form != _form_of_pay(now):
        g.because("annual_holiday.form_at_year_end", "14", "the form of pay at the end of the credit year decides")
    return g.decide(form)


def _ask_every_month(g: Grounds) -> None:
    """10, 12 and 17 §: under the 35-hour rule weekly or monthly pay is by percentage where a month has fewer hours."""
    g.ask(
        "annual_holiday.every_month_35",
        "Does every month have at least 35 hours under the contract?",
        "Monthly pay goes on in the holiday only then; otherwise it is by percentage (10 and 12 §).",
        "the contract",
    )


def _flag_hourly_change(g: Grounds) -> None:
    g.ask(
        "annual_holiday.hourly_change",
        "The hours changed for good during the credit year. Is the method fair for this year?",
        "For hourly pay the method follows the rule in force on 31 March; the Act speaks only of weekly and "
        "monthly pay when hours change (12 §).",
        "occupational safety authority or a lawyer",
        blocks=False,
    )


def emergency_pay_in_base(credit_year_end: date, book: Book) -> Decision[bool]:
    """11 and 12 §: whether the basic pay for emergency work belongs to the base; its increases never do. The project's
    choice (``holiday_choice.emergency_pay``). Raises ``ValueError`` for another choice."""
    g = Grounds(ACT, LINK, book)
    choice = g.word("holiday_choice.emergency_pay", credit_year_end=credit_year_end)
    if choice not in ("left_out", "increase_left_out"):
        raise ValueError(f"no rule is written for the choice {choice}")
    inside = choice == "increase_left_out"
    g.because(
        "annual_holiday.emergency_in_base" if inside else "annual_holiday.emergency_not_in_base",
        "11",
        "the basic pay for emergency work is in the base" if inside else "pay for emergency work is not in the base",
    )
    return g.decide(inside)


def belongs_to_base(kind: str, book: Book | None = None, credit_year_end: date | None = None) -> Decision[bool | None]:
    """11 and 12 §: whether a payslip line is pay for time at work: the numerator of the average, the base of the
    percentage.

    Supplements and the doubled part of Sundays are in; increases of overtime, emergency work, pay for time not at
    work and repaid costs are out. Back pay and other pay follow what they are paid for: asked. Of emergency work the
    ``book`` has a choice for a credit year; without it, its pay is out, as the choice has been from the beginning.
    """
    g = Grounds(ACT, LINK, book)
    if kind == EMERGENCY and book is not None and credit_year_end is not None:
        return g.decide(g.include(emergency_pay_in_base(credit_year_end, book)))
    if kind in IN_BASE:
        g.because("annual_holiday.in_base", "11", f"{kind} is pay for time at work", kind=kind)
        return g.decide(True)
    if kind in NOT_IN_BASE:
        g.because("annual_holiday.not_in_base", "11", f"{kind} is not pay for time at work", kind=kind)
        return g.decide(False)
    if kind not in ASKED_IN_BASE:
        raise ValueError(f"{kind} is no kind of payslip line")
    g.ask(
        "annual_holiday.line_in_base",
        f"Is the line {kind} pay for time at work?",
        "It then belongs to the base of holiday pay (11 and 12 §).",
        "what it was paid for",
        kind=kind,
    )
    return g.decide(None)


def benefit_in_holiday(
    kind: str, *, available: bool | None = None, employment_ends: bool = False, title: str = ""
) -> Decision[bool | None]:
    """9 and 17 §: whether a fringe benefit goes on during a holiday (True) or is paid in money (False).

    ``kind``: phone, housing, car, meal, full_board or other. ``available``: whether the employee has it during the
    holiday; None: nobody has said. A telephone, a dwelling and a car go on as the section says; meals, full board and
    other benefits may hang on being at work, so that it is asked (outcome None). ``employment_ends``: the holiday is
    paid as compensation, and every benefit has ended. ``title``: the benefit's name in the question. Raises
    ``ValueError`` for another kind.
    """
    if kind not in benefits.KINDS:
        raise ValueError(f"{kind!r} is not one of {benefits.KINDS}")
    g = Grounds(ACT, LINK)
    if employment_ends:
        g.because("annual_holiday.benefit_after_end", "17", "the benefit ends with the employment")
        return g.decide(False)
    if available is None and kind in AT_WORK_ONLY:
        g.ask(
            f"benefit_in_holiday.{kind}",
            f"Does the employee have the benefit {title or kind} during a holiday too?",
            "A fringe benefit goes on during the holiday; one that cannot be used then is paid in money (9 §).",
            "the contract, and whether the benefit can be used when the employee is not at work",
            title=title or kind,
        )
        return g.decide(None)
    if available is False:
        g.because("annual_holiday.benefit_in_money", "9", "the benefit cannot be used in the holiday: paid in money")
        return g.decide(False)
    g.because("annual_holiday.benefit_goes_on", "9", "the benefit goes on during the holiday")
    return g.decide(True)


def coefficient(days: int, on: date, book: Book) -> Decision[Decimal]:
    """11 §: the coefficient of a number of holiday days: the table, beyond its end the step, for one day the choice.

    Raises ``ValueError`` below one day. ``on`` is the last day of the credit year.
    """
    if days < 1:
        raise ValueError("a coefficient is for at least one day")
    g = Grounds(ACT, LINK, book)
    if days == 1:
        number = g.number("choice.one_day_coefficient", period_end=on)
    else:
        table = g.law("annual_holiday.coefficients", credit_year_end=on)
        longest = max(int(band["days"]) for band in table.number)
        number = table.row(days=Decimal(min(days, longest)))["coefficient"]
        if days > longest:
            number += (days - longest) * g.number("annual_holiday.coefficient_step", credit_year_end=on)
    g.because("annual_holiday.coefficient", "11", f"{days} days: coefficient {number}", days=days, coefficient=number)
    return g.decide(number)


def percent(lasted_a_year: bool, on: date, book: Book) -> Decision[Decimal]:
    """12 and 16 §: 9 %, or 11.5 % when the employment has lasted a year by the end of the credit year (``on``)."""
    g = Grounds(ACT, LINK, book)
    name = "annual_holiday.percent_full_year" if lasted_a_year else "annual_holiday.percent_under_year"
    number = g.number(name, credit_year_end=on)
    code = "annual_holiday.percent_year" if lasted_a_year else "annual_holiday.percent_under_year"
    g.because(code, "12", f"{number} %", percent=number)
    return g.decide(number)


# --- 15 and 19 §: payment time ----------------------------------------------------------------------------------------


def pay_latest(first_day: date, days: int, ordinary_pay_day: date, book: Book) -> Decision[date]:
    """15 §: the last day to pay for a holiday or a part of it.

    The day before it begins; for at most six days the ordinary pay day of the period will do.
    """
    g = Grounds(ACT, LINK, book)
    short = g.whole("holiday_limit.pay_day_part_days", credit_year_end=first_day)
    before = first_day - timedelta(days=1)
    if days <= short:
        latest = max(before, ordinary_pay_day)
        g.because("annual_holiday.paid_on_pay_day", "15", f"at most {short} days: by {latest}", latest=latest)
        return g.decide(latest)
    g.because("annual_holiday.paid_before", "15", f"over {short} days: before {first_day}", first_day=first_day)
    return g.decide(before)


def free_time_compensation_by(credit_year_end: date, employment_end: date | None) -> Decision[date]:
    """16 and 19 §: the last day for compensation of free time not used: the end of the season, or of the employment."""
    g = Grounds(ACT, LINK)
    season_end = calendar.holiday_season(credit_year_end.year).last
    by = season_end if employment_end is None else min(season_end, employment_end)
    g.because("annual_holiday.free_time_paid_by", "19", f"free time that was not used is paid by {by}", by=by)
    return g.decide(by)


# --- 16 to 18 §: compensation -----------------------------------------------------------------------------------------


def compensation_method(
    *,
    unit: str,
    rule: str,
    full_months: int,
    percentage_year: bool = False,
    every_month_35_hours: bool | None = None,
) -> Decision[str | None]:
    """16 and 17 §: how what is owed at the end of the employment is priced.

    ``month_div_25``, ``week_div_6``, ``average_daily_pay``, ``percentage`` (12 §) or ``compensation_percentage`` (16
    §, when no full month was earned or free time was the right). ``percentage_year``: the hours and the pay changed
    during the credit year, which makes weekly or monthly pay a percentage; the method of hourly pay follows its rule,
    and somebody is asked to look at it. ``every_month_35_hours`` False: weekly or monthly pay under the 35-hour rule
    that is by percentage; None: asked where it matters, and the outcome is None.
    """
    g = Grounds(ACT, LINK)
    unit = _form_of_pay(unit)
    if rule == "none" or full_months == 0:
        g.because("annual_holiday.compensation_16", "16", "no full month or only free time: a percentage of the pay")
        return g.decide(COMPENSATION_PERCENTAGE)
    by_hours = rule == "35_hours" and (unit == "hour" or every_month_35_hours is False)
    if percentage_year and unit == "hour":
        _flag_hourly_change(g)
    if (percentage_year and unit != "hour") or by_hours:
        g.because("annual_holiday.compensation_percentage", "17", "percentage of the pay not yet compensated")
        return g.decide(PERCENTAGE)
    if rule == "35_hours" and unit != "hour" and every_month_35_hours is None:
        _ask_every_month(g)
        return g.decide(None)
    if unit == "hour":
        g.because("annual_holiday.compensation_average", "17", "average daily pay times the coefficient")
        return g.decide(AVERAGE_DAILY_PAY)
    g.because(f"annual_holiday.compensation_{unit}", "17", f"{unit}ly pay divided for each day")
    return g.decide("month_div_25" if unit == "month" else "week_div_6")


def may_be_paid_instead(
    *, employment_ends: bool, free_time_right: bool, illness_prevents: bool, service_begins: bool = False
) -> Decision[bool]:
    """16, 19 and 26 §: whether money may stand for holiday: not while the employment goes on, but for free time, for
    moved holiday that illness prevents, and when military or civil service begins (``service_begins``). Saved leave
    has its own rule in ``annual_holiday_giving``."""
    g = Grounds(ACT, LINK)
    allowed = employment_ends or free_time_right or illness_prevents or service_begins
    g.because(
        "annual_holiday.may_be_paid" if allowed else "annual_holiday.not_for_sale",
        "26" if illness_prevents else "19" if service_begins else "16",
        "compensation is due" if allowed else "holiday is taken as time off while the employment lasts",
    )
    return g.decide(allowed)


def may_carry_over(*, written: bool, agreed_on: date, employment_end: date, same_employer: bool) -> Decision[bool]:
    """18 §: whether benefits move to a following employment: same employer, in writing, before the first one ends."""
    g = Grounds(ACT, LINK)
    allowed = written and same_employer and agreed_on <= employment_end
    g.because(
        "annual_holiday.carried_over" if allowed else "annual_holiday.not_carried_over",
        "18",
        "written agreement before the end" if allowed else "no written agreement with the same employer before the end",
    )
    return g.decide(allowed)


# --- 28, 29 and 34 §: records and claims ------------------------------------------------------------------------------


def calculation_fields(method: str) -> Decision[tuple[str, ...]]:
    """28 §: what the calculation given with holiday pay or compensation shows: the amount and what it was made from."""
    g = Grounds(ACT, LINK)
    made_from = {
        MONTHLY_PAY: ("monthly or weekly pay", "days"),
        AVERAGE_DAILY_PAY: ("average daily pay", "coefficient", "days"),
        PERCENTAGE: ("pay of the credit year", "percent", "days"),
        COMPENSATION_PERCENTAGE: ("pay for time at work", "percent"),
    }
    if method not in made_from:
        raise ValueError(f"{method} is no method of holiday pay")
    g.because("annual_holiday.calculation", "28", "the amount and its grounds")
    return g.decide(("amount", *made_from[method]))


def ledger_fields() -> Decision[tuple[str, ...]]:
    """29 §: what the holiday ledger holds for each employee."""
    g = Grounds(ACT, LINK)
    g.because("annual_holiday.ledger", "29", "dates and lengths, amounts and how each was calculated")
    return g.decide(LEDGER)


def claim_by(due: date, employment_end: date | None, book: Book) -> Decision[date]:
    """34 §: the last day for an action: two years from the end of the calendar year, or of the employment.

    What lapsed while the employment went on stays lapsed when it ends.
    """
    g = Grounds(ACT, LINK, book)
    years = g.whole("holiday_limit.claim_years", credit_year_end=due)
    begin = date(due.year, 12, 31)
    ended = employment_end is not None and employment_end <= begin + relativedelta(years=years)
    if employment_end is not None and ended:
        begin = employment_end
    by = begin + relativedelta(years=years)
    code = "annual_holiday.claim_ended" if ended else "annual_holiday.claim_running"
    g.because(code, "34", f"{years} years from {begin}", begin=begin, years=years, by=by)
    return g.decide(by)


def bonus_claim_by(due: date, employment_end: date | None, book: Book) -> Decision[date]:
    """The last day for an action for an agreed holiday bonus. The Supreme Court (1997:120) read the two years of 34 §,
    later practice five years; which is told is the project's choice (``choice.holiday_bonus_claim``). Raises
    ``ValueError`` for another choice."""
    g = Grounds(ACT, LINK, book)
    choice = g.word("choice.holiday_bonus_claim", credit_year_end=due)
    if choice != "as_holiday_pay":
        raise ValueError(f"no rule is written for the choice {choice}")
    by = g.include(claim_by(due, employment_end, book))
    g.because("annual_holiday.bonus_claim", "34", f"a bonus is claimed like holiday pay, by {by}", by=by)
    return g.decide(by)
