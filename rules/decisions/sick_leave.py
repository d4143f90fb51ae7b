"""Sick pay: Employment Contracts Act 55/2001 2:11, with the waiting period of the Health Insurance Act 1224/2004 8:7.

https://www.finlex.fi/fi/laki/ajantasa/2001/20010055, https://www.finlex.fi/fi/laki/ajantasa/2004/20041224

Covered: 2:11 (window, full and half pay, variable hours, own fault, proof), 8:7 (waiting period and relapse), Workers'
Compensation Act 459/2015 56 § (accident: when the insurer pays).
Not covered: reports and deadlines (``duties``), partial sickness allowance, agreements that set another pay
(``precedence``), illness in annual holiday (``annual_holiday_giving``). The 2023 proposal of an unpaid first day is not
law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.days import Period
from rules.decisions.grounds import Grounds
from rules.errors import NoValueForDay
from rules.values import Decision, Question

ACT = "55/2001"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2001/20010055"
INSURANCE_ACT = "1224/2004"
INSURANCE_LINK = "https://www.finlex.fi/fi/laki/ajantasa/2004/20041224"
ACCIDENT_ACT = "459/2015"
ACCIDENT_LINK = "https://www.finlex.fi/fi/laki/ajantasa/2015/20150459"

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PayWindow:
    """The days whose shifts the employer pays: ``first`` to ``last``, at ``percent`` (100 or 50) of the pay.

    ``allowance_from`` is the first day of Kela's sickness allowance when the incapacity goes on that long;
    ``full_from`` the day from which half pay becomes full pay.
    """

    first: date
    last: date
    percent: int
    allowance_from: date | None
    full_from: date | None = None


@dataclass(frozen=True, slots=True)
class AccidentPay:
    """Days that the insurer pays for a work accident, and whether the employer owes sick pay for its window."""

    allowance_days: int
    employer_pays: bool


def weekdays_after(first: date, count: int) -> date:
    """The ``count``-th weekday (Monday to Saturday, no public holiday) after ``first``; ``first`` itself for zero."""
    day = first
    while count:
        day += _ONE_DAY
        if calendar.is_sick_weekday(day):
            count -= 1
    return day


def is_relapse(
    book: Book,
    *,
    first: date,
    earlier_first: date | None,
    earlier_last: date,
    earlier: Sequence[Period] = (),
) -> Decision[bool | None]:
    """1224/2004 8:7: whether the same illness has returned so soon that the waiting period is the first day only.

    It has when the new incapacity begins within 30 days of the last day for which allowance was paid: the last weekday
    of an earlier spell that reached beyond its waiting period. An earlier illness that ended inside its own waiting
    period had no allowance, so it shortens nothing. ``earlier``: every earlier spell of the illness in order, where
    there are several, for one that was itself a relapse had its allowance from the second weekday on.
    ``earlier_first`` None: asked. Raises ``ValueError`` for an illness that returns before it has ended.
    """
    g = Grounds(INSURANCE_ACT, INSURANCE_LINK, book)
    if first <= earlier_last:
        raise ValueError(f"an illness cannot return ({first}) before it has ended ({earlier_last})")
    limit = g.whole("sick_pay.relapse_days", absence_first=first)
    if (first - _last_weekday(earlier_last)).days > limit:
        g.because(
            "sick_leave.no_relapse", "8:7", f"over {limit} days since the earlier illness", earlier_last=earlier_last
        )
        return g.decide(False)
    if earlier_first is None:
        g.ask(
            "sick_leave.earlier_allowance",
            f"Did Kela pay sickness allowance for the earlier time of the same illness that ended on {earlier_last}?",
            "After paid allowance the waiting period, and sick pay with it, is one day (1224/2004 8:7).",
            "Kela's decision to the employee",
            earlier_last=earlier_last,
        )
        return g.decide(None)
    paid_until: date | None = None
    for spell in earlier or (Period.closed(earlier_first, earlier_last),):
        back = paid_until is not None and (spell.first - paid_until).days <= limit
        waiting = 0 if back else g.whole("sick_pay.weekdays_after_first", absence_first=spell.first)
        if weekdays_after(spell.first, waiting + 1) <= spell.last:
            paid_until = _last_weekday(spell.last)
    paid = paid_until is not None and (first - paid_until).days <= limit
    code = "sick_leave.relapse" if paid else "sick_leave.no_earlier_allowance"
    g.because(
        code,
        "8:7",
        "the same illness returned after paid allowance" if paid else "the earlier illness ended in its waiting period",
        earlier_last=earlier_last,
        days=limit,
    )
    return g.decide(paid)


def _last_weekday(day: date) -> date:
    """The day itself, or the last weekday before it: allowance is paid for weekdays."""
    while not calendar.is_sick_weekday(day):
        day -= _ONE_DAY
    return day


def pay_window(
    book: Book,
    *,
    first: date,
    last: date,
    employment_first: date,
    relapse_of_last: date | None = None,
    relapse_of_first: date | None = None,
    earlier: Sequence[Period] = (),
    kela_relapse: bool | None = None,
    own_fault: bool = False,
    after_other_allowance: bool = False,
    born: date | None = None,
    full_from_month: bool | None = None,
) -> Decision[PayWindow | None]:
    """2:11: the days of an incapacity (``first`` to ``last``) for which the employer pays, and at how many percent.

    From the day of falling ill to the end of the ninth weekday after it, at most to the day before the right to
    sickness allowance begins. Full pay when the employment has lasted at least a month when the incapacity begins,
    otherwise half. ``relapse_of_first`` and ``relapse_of_last`` are the earlier spell of the same illness, of which
    ``earlier`` has every spell; of a spell whose end is not known it is asked whether allowance was paid for it.
    ``kela_relapse`` says outright whether the waiting period is one day. Nothing is due for an incapacity caused on
    purpose or by gross negligence, and nothing when allowance is paid from the first day because the incapacity goes on
    directly after partial sickness allowance or rehabilitation allowance (``after_other_allowance``). Whether the pay
    becomes full when the employment reaches a month during the incapacity is not verified: ``full_from_month`` says so,
    and None asks, with half pay meanwhile. ``born`` tells
    whether the person is of an age that has the allowance (None: taken as one). Outcome None: nothing is due, or (with
    a question) not known. Raises ``ValueError`` when the days contradict.
    """
    if last < first:
        raise ValueError(f"an incapacity cannot end ({last}) before it begins ({first})")
    if first < employment_first:
        raise ValueError(f"the incapacity begins ({first}) before the employment ({employment_first})")
    g = Grounds(ACT, LINK, book)
    if own_fault:
        g.because("sick_leave.own_fault", "2:11", "caused on purpose or by gross negligence: no sick pay")
        return g.decide(None)
    if after_other_allowance:
        g.because("sick_leave.no_waiting", "2:11", "sickness allowance is paid from the first day: no sick pay")
        return g.decide(None)
    if kela_relapse is None and relapse_of_last is not None:
        kela_relapse = g.include(
            is_relapse(book, first=first, earlier_first=relapse_of_first, earlier_last=relapse_of_last, earlier=earlier)
        )
        if kela_relapse is None:
            return g.decide(None)
    elif kela_relapse is None and relapse_of_first is not None:
        g.ask(
            "sick_leave.earlier_illness",
            f"Did Kela pay sickness allowance for the illness that began on {relapse_of_first}, so lately that the "
            f"waiting period of its return on {first} is one day?",
            "The earlier illness is not in these records (1224/2004 8:7).",
            "Kela's decision to the employee",
            earlier_first=relapse_of_first,
            first=first,
        )
        return g.decide(None)
    waiting = 0 if kela_relapse else g.whole("sick_pay.weekdays_after_first", absence_first=first)
    window_last = weekdays_after(first, waiting)
    months = g.whole("sick_pay.full_pay_after_months", absence_first=first)
    long_enough = employment_first + relativedelta(months=months) <= first
    name = "sick_pay.full_percent" if long_enough else "sick_pay.short_employment_percent"
    percent = g.whole(name, absence_first=first)
    g.because(
        "sick_leave.window",
        "2:11",
        f"the day of falling ill and {waiting} weekdays after it, to {window_last}",
        first=first,
        window_last=window_last,
        weekdays=waiting,
    )
    g.because(
        "sick_leave.full_pay" if long_enough else "sick_leave.half_pay",
        "2:11",
        f"employed since {employment_first}: {percent} % of the pay",
        employment_first=employment_first,
        percent=percent,
    )
    full_from = None
    month = employment_first + relativedelta(months=months)
    if not long_enough and month <= min(last, window_last):
        full_from = _month_reached(g, month, full_from_month)
    allowance = weekdays_after(window_last, 1)
    if allowance > last or (born is not None and not g.include(of_allowance_age(born, allowance, book))):
        return g.decide(PayWindow(first, min(last, window_last), percent, None, full_from))
    return g.decide(PayWindow(first, min(last, window_last), percent, allowance, full_from))


def question_lasted(topic: str, first: date, last: date) -> Question:
    """2:11: asks whether an incapacity lasted over days between two notes of one illness, on which nothing was worked:
    one incapacity has one window, and an illness that returns has a new one or, after paid allowance, a single day."""
    return Question(
        topic,
        f"Did the same incapacity for work last over the days from {first} to {last}, which nobody noted?",
        "Sick pay counts from the first day of one incapacity; when it ended before these days and the illness "
        "returned, the days are counted anew (Employment Contracts Act 2:11).",
        "The certificate, or the employee.",
        facts=(("first", first.isoformat()), ("last", last.isoformat())),
    )


def _month_reached(g: Grounds, month: date, full: bool | None) -> date | None:
    """2:11: the day from which a person who has decided so pays in full; None with a question as long as nobody has."""
    if full is None:
        g.ask(
            "sick_leave.month_in_illness",
            f"The employment reaches a month on {month}, during the illness. Is the pay full from that day on?",
            "The section looks at the beginning of the incapacity; whether the rest is paid in full was not verified.",
            "the occupational safety authority, or a lawyer",
            blocks=False,
            day=month,
        )
    elif full:
        g.because("sick_leave.full_from_month", "2:11", f"full pay from {month}, as decided", day=month)
        return month
    return None


def of_allowance_age(born: date, on: date, book: Book) -> Decision[bool]:
    """1224/2004 8:1: whether a person has the age for sickness allowance on a day: 18 to 67 years, born before 2009
    from 16 on; until the end of 2024 from 16 on for everybody."""
    g = Grounds(INSURANCE_ACT, INSURANCE_LINK, book)
    ages = g.law("kela.sickness_ages", absence_first=on).row(born=born)
    age = relativedelta(on, born).years
    fits = int(ages["age_from"]) <= age < int(ages["age_below"])
    g.because(
        "sick_leave.allowance_age" if fits else "sick_leave.no_allowance_age",
        "8:1",
        f"{age} years; allowance from {ages['age_from']} and below {ages['age_below']}",
        age=age,
    )
    return g.decide(fits)


def shift_is_covered(
    *, variable_hours: bool, in_roster: bool, otherwise_agreed: bool, clear_anyway: bool | None
) -> Decision[bool | None]:
    """2:11.2: whether a shift of a sick person counts as one that would have been worked.

    With fixed hours it does. With variable hours (or fixed hours exceeded at least fourfold in the six months before)
    only when it stands in the roster, was otherwise agreed, or it is clear that the person would have worked.
    """
    g = Grounds(ACT, LINK)
    if not variable_hours:
        g.because("sick_leave.fixed_hours", "2:11", "the contract fixes the hours")
        return g.decide(True)
    if in_roster or otherwise_agreed or clear_anyway:
        g.because("sick_leave.shift_known", "2:11", "the shift was in the roster, agreed or otherwise clear")
        return g.decide(True)
    if clear_anyway is None:
        g.ask(
            "sick_leave.would_have_worked",
            "Is it clear that the employee would have worked if not ill?",
            "With variable hours sick pay is due only for shifts in the roster, agreed, or otherwise clear (2:11).",
            "the roster, messages about coming shifts, earlier weeks",
        )
        return g.decide(None)
    g.because("sick_leave.shift_unknown", "2:11", "variable hours, and the shift was neither rostered nor agreed")
    return g.decide(False)


def extra_work_months(book: Book, *, absence_first: date) -> int | None:
    """2:11.2: how many months before an incapacity the extra work of fixed hours is looked at; None: the incapacity
    began before there was such a rule."""
    try:
        return Grounds(ACT, LINK, book).whole("sick_pay.extra_work_months", absence_first=absence_first)
    except NoValueForDay:
        return None


def exceeded_fourfold(agreed_minutes: int, worked_minutes: int, book: Book, *, absence_first: date) -> bool:
    """2:11.2: whether the work of those months was as many times what was agreed as the section says (both minutes).

    Raises ``NoValueForDay`` for an incapacity before the rule.
    """
    times = Grounds(ACT, LINK, book).whole("sick_pay.extra_work_times", absence_first=absence_first)
    return agreed_minutes > 0 and worked_minutes >= times * agreed_minutes


def accident_at_work(incapable_days_after: int, book: Book, *, incident_day: date) -> Decision[AccidentPay]:
    """459/2015 56 §: an accident at work; ``incapable_days_after`` are days in a row after the day of the accident.

    The insurer pays every calendar day but the day of the accident, once there are three in a row; it is a condition
    and not a deductible. The employer pays sick pay as for any incapacity (2:11).
    """
    g = Grounds(ACCIDENT_ACT, ACCIDENT_LINK, book)
    needed = g.whole("absence_limit.accident_condition_days", incident_day=incident_day)
    days = incapable_days_after if incapable_days_after >= needed else 0
    g.because(
        "sick_leave.accident_paid" if days else "sick_leave.accident_too_short",
        "56",
        f"{incapable_days_after} days of incapacity after the accident, {needed} needed",
        days=incapable_days_after,
        needed=needed,
    )
    return g.decide(AccidentPay(days, True))


def proof(asked: bool, shown: bool) -> Decision[bool]:
    """2:11: whether sick pay may be held back for want of proof: only while asked for and not shown.

    A reliable account is given when the employer asks; the Act knows no number of days without one.
    """
    g = Grounds(ACT, LINK)
    missing = asked and not shown
    g.because(
        "sick_leave.proof_missing" if missing else "sick_leave.proof_enough",
        "2:11",
        "a reliable account was asked for and not shown" if missing else "no account is missing",
    )
    return g.decide(missing)
