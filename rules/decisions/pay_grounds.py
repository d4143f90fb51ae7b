"""Where nothing is left to decide: the section or clause that says that a line is paid, and what has to be asked for a
sum that no section sets.

Reasons and questions, each in the order of the acts. Covered: Employment Contracts Act (55/2001) 2:1, 2:11, 2:12 and
2:19 §, Annual Holidays Act (162/2005) 7 a, 9, 10–12 and 17 §, Working Time Act (872/2019) 4, 5, 16, 19, 21, 22, 28, 29
and 30 a §, and clauses of the personal assistants' agreement (Heta) whose content a person has answered. Not covered:
every line whose payment depends on something; the decision that settles it gives its reasons.
"""

from __future__ import annotations

from datetime import date

from rules.days import Period
from rules.decisions import annual_holiday, contract, personal_assistants, working_time
from rules.decisions.grounds import Grounds
from rules.values import Question, Reason

_CONTRACTS = Grounds(contract.ACT, contract.LINK)
_HOLIDAYS = Grounds(annual_holiday.ACT, annual_holiday.LINK)
_TIME = Grounds(working_time.ACT, working_time.LINK)
_AGREEMENT = Grounds(personal_assistants.ACT, personal_assistants.LINK)
_AS_ANSWERED = "paid by the agreement, as answered"


def training(*, required: bool) -> Reason:
    """2:19 § of 55/2001: training that the employer must give is working time; else 2:1 §: paid as agreed."""
    if required:
        return _CONTRACTS.reason("training", "2:19", "required training is free, is working time and is paid")
    return _CONTRACTS.reason("training", "2:1", "agreed to be paid")


def hindrance() -> Reason:
    """2:12 § of 55/2001: work that was prevented for a reason on the employer's side."""
    return _CONTRACTS.reason("hindrance", "2:12", "prevented for a reason on the employer's side")


def hindrance_taken_off() -> Reason:
    """2:12 § of 55/2001: what was saved or earned elsewhere while work was prevented."""
    return _CONTRACTS.reason("contract.hindrance_taken_off", "2:12", "what was saved or earned elsewhere is deducted")


def supplementary_day() -> Reason:
    """7 a § of 162/2005: a day that makes four weeks of holiday whole."""
    return _HOLIDAYS.reason("supplementary_days", "7 a", "a supplementary day is paid like a day at work")


def standby() -> Reason:
    """4 § of 872/2019: stand-by."""
    return _TIME.reason("standby", "4", "stand-by is paid as agreed beforehand")


def beyond_roster() -> Reason:
    """16 § of 872/2019: daily overtime of averaged working time."""
    return _TIME.reason(
        "overtime_beyond_roster", "16", "in averaged time daily overtime is what goes beyond the day of the roster"
    )


def emergency_work() -> Reason:
    """19 § of 872/2019: emergency work."""
    return _TIME.reason("emergency_work", "19", "emergency work is working time: paid, with the same increases")


def weekday_holiday_off() -> Reason:
    """The agreement's clause on weekday holidays: one that is free."""
    return _AGREEMENT.reason(
        "weekday_holiday_off", "weekday holidays", "a weekday holiday off pays the average daily hours"
    )


def agreement_eve() -> Reason:
    """What was answered of the agreement on working time: work on the eve of a holiday."""
    return _AGREEMENT.reason("eve_agreement", "working time", _AS_ANSWERED)


def agreement_short_shift() -> Reason:
    """The agreement's clause on working time: a shift shorter than its shortest is paid up to it."""
    return _AGREEMENT.reason("short_shift_agreement", "working time", _AS_ANSWERED)


def agreement_overtime() -> Reason:
    """The agreement's clause on working time: an overtime increase agreed on instead of the act's."""
    return _AGREEMENT.reason("overtime_agreed", "working time", "the increase was agreed on as the agreement lets")


def agreement_training() -> Reason:
    """The agreement's clause on training: an own training that a person counts among its paid days."""
    return _AGREEMENT.reason("training_agreement", "training", _AS_ANSWERED)


def agreement_cancelled_shift() -> Reason:
    """The agreement's clause on cancelled shifts: one cancelled in time by the act."""
    return _AGREEMENT.reason("cancelled_shift_agreement", "cancelled shifts", _AS_ANSWERED)


def agreement_absence(kind: str) -> Reason:
    """The agreement's clause on absences that it pays. ``kind`` is the reason's name, for its sentence."""
    return _AGREEMENT.reason(kind, "absence", _AS_ANSWERED)


def agreement_child_sick(days: str) -> Reason:
    """The agreement's clause on absences: its first ``days`` working days of a child's illness."""
    return _AGREEMENT.reason("child_sick_agreement", "absence", f"the first {days} working days are paid")


def agreement_isolation(percent: str) -> Reason:
    """The agreement's clause on absences: pay in ``percent`` during an order against a disease."""
    return _AGREEMENT.reason(
        "isolation_agreement", "absence", f"the agreement pays {percent} % during an isolation order"
    )


def _span(first: date, last: date) -> tuple[tuple[str, str], ...]:
    return ("first", first.isoformat()), ("last", last.isoformat())


def question_sick_hours(topic: str, first: date, last: date, *, vary: bool) -> Question:
    """2:11 § of 55/2001: hours beyond the roster that an illness took, of variable hours or (not ``vary``) of fixed
    hours that extra work has exceeded fourfold."""
    if vary:
        asks = f"How many hours would the employee have worked from {first} to {last}, had they not been ill?"
        why = (
            "With variable hours sick pay is due for shifts in the roster, for those otherwise agreed and those that "
            "would clearly have been worked (Employment Contracts Act 2:11). The roster has none. Answer 0 when there "
            "were none."
        )
    else:
        asks = (
            f"How many hours beyond the roster's would the employee have worked from {first} to {last}, had they not "
            "been ill?"
        )
        why = (
            "Extra work has exceeded the fixed hours fourfold, so that sick pay is due also for shifts that were "
            "otherwise agreed or would clearly have been worked (Employment Contracts Act 2:11). Answer 0 when there "
            "were none."
        )
    return Question(topic, asks, why, "Messages about coming shifts, and earlier weeks.", facts=_span(first, last))


def question_hindrance_lasted(topic: str, first: date, last: date) -> Question:
    """2:12 § of 55/2001: whether work was prevented by the same cause also from ``first`` to ``last``, days between two
    notes on which nothing was worked."""
    return Question(
        topic,
        f"Did the same cause prevent work also from {first} to {last}, which nobody noted?",
        "A hindrance of neither side is paid for a limited time from its first day; a new one has a time of its own "
        "(Employment Contracts Act 2:12).",
        "The messages about what prevented the work.",
        facts=_span(first, last),
    )


def question_hindrance_taken_off(topic: str, first: date, last: date) -> Question:
    """2:12 § of 55/2001: what was saved or earned elsewhere from ``first`` to ``last``, in euros."""
    return Question(
        topic,
        f"How many euros did the employee save, or earn elsewhere, from {first} to {last}, while work was prevented?",
        "It may be deducted from the pay for that time, as may what was left unearned on purpose (Employment Contracts "
        "Act 2:12). Answer 0 when there was nothing. Without an answer all is paid.",
        "The employee.",
        blocks=False,
        facts=_span(first, last),
    )


def question_supplementary_day(days: int) -> Question:
    """7 a § of 162/2005: the price of one of ``days`` supplementary days that were not taken, in euros."""
    return Question(
        "supplementary_day",
        f"What is paid for one of the {days} supplementary days that were not taken, in euros?",
        "It is paid like a day at work (Annual Holidays Act 7 a §); the Act sets no price for it.",
        "The pay of an ordinary day at work, or the occupational safety authority's advice.",
        facts=(("days", str(days)),),
    )


def question_benefit_in_holiday(topic: str, title: str, days: tuple[date, date] | None) -> Question:
    """9 and 17 § of 162/2005: the price, in euros, of a benefit that is not had on a holiday; with no ``days``, its
    part of the compensation at the end."""
    if days is None:
        return Question(
            topic,
            f"How many euros of {title} belong to the holiday compensation? Answer 0 if nothing does.",
            "The benefit ends with the employment, and the days of holiday that are left are paid with everything that "
            "holiday pay has (Annual Holidays Act 9 and 17 §).",
            "The contract, or the occupational safety authority's advice.",
            facts=(("title", title),),
        )
    first, last = days
    return Question(
        topic,
        f"How many euros are paid for {title}? The employee does not have it on the holiday {first} – {last}.",
        "A fringe benefit that cannot be used during the holiday is paid in money (Annual Holidays Act 9 §); the Act "
        "sets no price for it.",
        "The contract, or the Tax Administration's value of the benefit.",
        facts=(("title", title), *_span(first, last)),
    )


def question_shortened_holiday(day: str, days: int) -> Question:
    """9 § of 162/2005: the pay, in euros, of ``days`` holiday days taken as shorter working days from ``day``."""
    return Question(
        f"holiday_shortened_pay.{day}",
        f"What is paid for {days} holiday days taken as shorter working days from {day}, in euros?",
        "Holiday is paid at least at the regular or average pay (Annual Holidays Act 9 §); how that is divided over "
        "shorter days is not said.",
        "The written agreement on the shorter days.",
        facts=(("days", str(days)), ("day", day)),
    )


def question_two_systems(credit_year: Period, which: str, days: int) -> Question:
    """14 § of 162/2005: the pay, in euros, of ``days`` of a ``credit_year`` a part of which earned holiday and a part
    the right to free time. ``which``: the days' first day, or ``left``."""
    return Question(
        f"{of_year('holiday_two_systems', credit_year)}.{which}",
        f"A part of the holiday credit year {credit_year.first} – {credit_year.last} earned holiday and a part free "
        f"time. How many euros are paid for these {days} days?",
        "The pay and the compensation of each part are calculated by themselves (Annual Holidays Act 14 §).",
        "The payslips of each part: of free time a percentage of its own pay, of holiday by its own rule.",
        facts=(("credit_year", f"{credit_year.first}/{credit_year.last}"), ("days", str(days))),
    )


def of_year(topic: str, credit_year: Period) -> str:
    """The topic of what is asked for each holiday credit year: an answer holds for its own year only."""
    return f"{topic}.{credit_year.first.isoformat()}"


def question_regular_supplements(credit_year: Period) -> Question:
    """10 § of 162/2005: whether the supplements beside a monthly wage were regular in a ``credit_year``."""
    return Question(
        of_year("regular_supplements", credit_year),
        f"Were the supplements beside the monthly pay regular in the holiday credit year {credit_year.first} – "
        f"{credit_year.last}? Answer yes or no.",
        "Regular supplements belong to the holiday pay of a monthly wage, occasional ones do not (Annual Holidays Act "
        "10 §).",
        "The rosters of the credit year.",
        facts=(("credit_year", f"{credit_year.first}/{credit_year.last}"),),
    )


def question_average_without_work(credit_year: Period) -> Question:
    """11 § of 162/2005: the average daily pay of a ``credit_year`` without a day at work, in euros."""
    return Question(
        of_year("average_pay_without_work", credit_year),
        f"No day at work in {credit_year.first} – {credit_year.last}: what is the average daily pay in euros?",
        "The holiday pay is made from the pay of a day at work (Annual Holidays Act 11 §), and the year has none.",
        "Agree on the amount with the employee, or ask the occupational safety authority's advice.",
        facts=(("credit_year", f"{credit_year.first}/{credit_year.last}"),),
    )


def question_monthly_pay(credit_year: Period, monthly: str) -> Question:
    """10 § of 162/2005: the monthly pay of a holiday of a ``credit_year`` at whose end the wage was monthly, where it
    is hourly since. ``monthly``: that wage, in euros."""
    return Question(
        of_year("holiday_monthly_pay", credit_year),
        f"On {credit_year.last} the wage was by the month, since then it is by the hour. By which monthly pay, in "
        "euros, is the holiday of that year paid?",
        "The form of pay at the end of the holiday credit year decides: monthly pay goes on during the holiday (Annual "
        "Holidays Act 10 §). What it is when the wage is by the hour, no source says.",
        "The agreement on the change, or the occupational safety authority's advice. At least the monthly pay of the "
        "credit year's hours.",
        facts=(("credit_year", f"{credit_year.first}/{credit_year.last}"), ("euros", monthly)),
        suggestion=monthly,
    )


def question_opening_holiday(credit_year: Period) -> Question:
    """11 and 12 § of 162/2005: pay for time at work, and its days, before the records of a ``credit_year`` begin."""
    return Question(
        of_year("opening_holiday", credit_year),
        f"What was paid for time at work, and on how many days, in the holiday credit year {credit_year.first} – "
        f"{credit_year.last} before these records begin? Answer as euros/days, for example 2349.60/43.",
        "Holiday pay is calculated from the whole credit year (Annual Holidays Act 11 and 12 §).",
        "The earlier payslips, or the earlier payroll's holiday ledger.",
        facts=(("credit_year", f"{credit_year.first}/{credit_year.last}"),),
    )


def question_standby() -> Question:
    """4 § of 872/2019: the price of an hour of stand-by, in euros."""
    return Question(
        "standby_pay",
        "What was agreed to be paid for an hour of stand-by, in euros?",
        "Stand-by is paid as agreed beforehand (Working Time Act 4 §); the agreement was not given.",
        "The employment contract, or the agreement on stand-by.",
    )


def question_averaging_period(first: str) -> Question:
    """5 and 16 § of 872/2019: the end of the averaging period that began on ``first``."""
    return Question(
        "averaging_period",
        f"When does the averaging period that began on {first} end?",
        "Weekly overtime is settled at the end of the period (Working Time Act 5 and 16 §).",
        "The contract, or the written plan. Note the period on the page of the employment's pay.",
        facts=(("first", first),),
    )


def question_time_off_hours(topic: str, first: date, last: date) -> Question:
    """21 § of 872/2019: the hours of time off where no shift of its days is noted."""
    return Question(
        topic,
        f"How many hours of work does the time off from {first} to {last} take the place of?",
        "Time off for overtime is taken from working time (Working Time Act 21 §), and no shift of these days is "
        "noted.",
        "What was agreed about the time off; the usual hours of these days.",
        facts=_span(first, last),
    )


def question_rest_paid(topic: str, day: date) -> Question:
    """28 § of 872/2019: whether an hourly wage is paid for working time that is shortened by rest that was missed."""
    return Question(
        topic,
        f"Are the hours off on {day} paid, which stand for weekly rest that was missed? Answer yes or no.",
        "Working time is shortened by the rest that was missed (Working Time Act 28 §). What was collected of the act "
        "does not say whether an hourly wage is paid for it.",
        "What you agreed with the employee; the occupational safety authority advises.",
        facts=(("day", day.isoformat()),),
    )


def question_rostered_day(topic: str, day: date) -> Question:
    """16 § of 872/2019: the roster's hours of a worked day in averaged working time."""
    return Question(
        topic,
        f"How many hours did the roster have for {day}?",
        "In averaged working time daily overtime is what goes beyond the day of the roster (Working Time Act 16 §). "
        "Answer 0 when the roster left the day free.",
        "The roster as it was given to the employee before the day.",
        facts=_span(day, day),
    )


def question_rostered_as_worked(topic: str, first: date, last: date) -> Question:
    """16 § of 872/2019: whether the days of averaged working time had the roster's hours."""
    return Question(
        topic,
        f"Did the roster have from {first} to {last} the same hours as were worked on each day?",
        "In averaged working time daily overtime is what goes beyond the day of the roster (Working Time Act 16 §). "
        "Answer no when a day differed; the hours of each day are asked then.",
        "The roster as it was given to the employee before the days, and the list of hours.",
        facts=_span(first, last),
    )


def question_notice_loss(last: date) -> Question:
    """6:4 a of 55/2001: whether less work than usual was offered in the notice period of variable hours."""
    return Question(
        "notice_loss",
        f"Was less work offered in the notice period before {last} than on average before it?",
        "The hours vary: the employee is paid what the work of the notice period falls short of the average before the "
        "last shift (Employment Contracts Act 6:4 a). Answer the day on which the notice became known, or no.",
        "The notice, the rosters and the list of hours.",
        blocks=False,
        facts=_span(last, last),
    )


def question_averaging_settlement(first: date, last: date) -> Question:
    """22 § of 872/2019: hours above the average when the employment ends inside an averaging period."""
    return Question(
        "averaging_settlement",
        f"How many hours above the average have been worked from {first} to {last} and not been paid?",
        "The employment ends in the middle of an averaging period: those hours are paid at the plain price (Working "
        "Time Act 22 §). Answer 0 when there are none.",
        "The list of hours and the plan: hours worked less 40 hours, or the agreed week, for each week.",
        facts=_span(first, last),
    )


def question_averaging_plan(first: str) -> Question:
    """29 § of 872/2019: the written plan's weeks of the averaging period that began on ``first``."""
    return Question(
        "averaging_plan",
        f"What does the written plan say of each week of the averaging period that began on {first}?",
        "Averaged working time needs a written plan for its weeks (Working Time Act 29 §).",
        "The plan. Note its hours week by week on the page of the employment's pay.",
        facts=(("first", first),),
    )


def question_cancelled_shift(start: str) -> Question:
    """30 a § of 872/2019: the compensation, in euros, of a shift of variable hours that was cancelled late."""
    return Question(
        f"cancelled_shift.{start}",
        f"What compensation, in euros, is paid for the shift of {start} that was cancelled late?",
        "A shift of variable hours that the employer cancels late gives reasonable compensation, unless it is paid "
        "otherwise (Working Time Act 30 a §). The Act sets no sum. Answer 0 when the employee asked for it, it was "
        "cancelled in time, or it is paid otherwise.",
        "Agree on it with the employee.",
        facts=(("start", start),),
    )
