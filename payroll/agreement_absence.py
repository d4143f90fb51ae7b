"""Pay for absences that the personal assistants' agreement may give beyond the law: longer sick pay, family leave, its
paid days off, and its weekday holidays within a holiday or a paid illness.

The agreement's text was not seen (``heta.sick_pay_longer_scale``, ``heta.family_leave_pay``): whether it pays at all is
asked once, and to which day it pays an absence of each absence. Of the paid days off the agreement's list is known
(``heta.paid_days_off``), but not why a day was taken off. That a weekday holiday off is paid is known, but not whether
it is when the employee would have been away anyway: that is asked, of an annual holiday and of a paid illness.
"""

from __future__ import annotations

from datetime import date, timedelta

from payroll.agreement import Terms
from payroll.draft import Draft
from payroll.earnings import Prices, add_at_plain_price
from payroll.inputs import Absence
from payroll.sick_pay import SICK, add_days_of_month, minutes_in_period, whole_days, window_of
from rules import Days, NoValueForDay, Period, Question, UnknownValue, UnverifiedValue, calendar
from rules.decisions import pay_grounds

FAMILY = ("pregnancy", "special_pregnancy", "parental", "childcare", "old_maternity", "old_paternity", "old_parental")
FREE = ("compelling", "unpaid")
FREE_DAYS = {"annual_holiday": "free_day_in_holiday", **dict.fromkeys(SICK, "free_day_in_illness")}
_ONE_DAY = timedelta(days=1)


def add_agreement_pay(draft: Draft, prices: Prices, terms: Terms) -> None:
    """Adds what people answered that the agreement pays of each absence, and asks what nobody has answered."""
    for absence in draft.inputs.absences:
        if absence.kind in FREE_DAYS:
            _free_days(draft, prices, terms, absence)
        if absence.kind in SICK:
            _longer_sick_pay(draft, prices, terms, absence)
        elif absence.kind in FAMILY:
            _leave_pay(draft, prices, terms, absence)
        elif absence.kind in FREE:
            _day_off(draft, prices, terms, absence)


def _longer_sick_pay(draft: Draft, prices: Prices, terms: Terms, absence: Absence) -> None:
    """Sick pay after the days that the law has paid (ECA 2:11)."""
    if absence.no_pay is not None or not terms.unseen_clause(
        "heta.sick_pay_longer_scale", absence.first, Days(absence_first=absence.first)
    ):
        return
    window = window_of(draft, absence)
    if window is None or window.outcome is None:
        return
    law_last = window.outcome.last
    first = law_last + _ONE_DAY
    if not _touches(draft, first, absence.last):
        return
    if not terms.gives("sick_pay", "Does the agreement pay sick pay for longer than the law?"):
        return
    last = _paid_to(draft, f"agreement_sick_pay.{absence.first.isoformat()}", absence, law_last)
    if last is None:
        return
    facts = (
        ("sick_first", absence.first.isoformat()),
        ("sick_last", absence.last.isoformat()),
        ("window_last", last.isoformat()),
    )
    _add(draft, prices, absence, "sick_pay", (first, last), "sick_pay_agreement", facts)


def _free_days(draft: Draft, prices: Prices, terms: Terms, absence: Absence) -> None:
    """Weekday holidays off in an annual holiday or a paid illness, by the average daily hours. A monthly wage has them,
    and one on which the employee should have worked is paid as that shift."""
    inputs, missed = draft.inputs, minutes_in_period(absence, draft.inputs)
    first, last = max(absence.first, inputs.period.first), min(absence.last, inputs.period.last)
    found = [
        (day, minutes)
        for day in (Period.closed(first, last) if first <= last else ())
        if calendar.is_public_holiday(day)
        and day not in missed
        and inputs.wages[prices.wage_on(day)].unit == "hour"
        and terms.holiday(day)
        and (minutes := terms.day_minutes(day))
    ]
    if found and absence.kind in SICK:
        window = None if absence.no_pay is not None else window_of(draft, absence)
        paid = None if window is None else window.outcome
        found = [one for one in found if paid is not None and paid.first <= one[0] <= paid.last]
    if not found or not terms.gives(
        FREE_DAYS[absence.kind], "Does the agreement pay a weekday holiday off that falls in this absence?"
    ):
        return
    reason = pay_grounds.weekday_holiday_off()
    add_at_plain_price(draft, prices, "public_holiday_off", found, reasons=(reason,))


def _leave_pay(draft: Draft, prices: Prices, terms: Terms, absence: Absence) -> None:
    """Pay during a family leave, which the law leaves without (ECA 4:8)."""
    first = absence.first
    if not _touches(draft, first, absence.last):
        return
    if not terms.unseen_clause("heta.family_leave_pay", first, Days(absence_first=first)):
        return
    if not terms.gives("leave_pay", "Does the agreement pay during a family leave?"):
        return
    last = _paid_to(draft, f"agreement_leave_pay.{absence.first.isoformat()}", absence, None)
    if last is not None:
        _add(draft, prices, absence, "hindrance_pay", (absence.first, last), "family_leave_agreement", ())


def _day_off(draft: Draft, prices: Prices, terms: Terms, absence: Absence) -> None:
    """A paid day off by the agreement: an absence of a single day that would have been worked."""
    day = absence.first
    worked = day in minutes_in_period(absence, draft.inputs) or day in draft.inputs.workdays
    if day != absence.last or day not in draft.inputs.period or not worked or not terms.bound(day):
        return
    if not _has_clause(draft, "heta.paid_days_off", Days(work_day=day)):
        return
    topic = f"agreement_day_off.{day.isoformat()}"
    answer = draft.answered(topic)
    if answer is None:
        draft.ask(
            Question(
                topic,
                f"Was {day.isoformat()} a paid day off by the agreement: a birthday on its list, or the funeral of a "
                "family member or close relative, told in advance? Answer yes or no.",
                "The agreement pays such a day when it would have been a working day.",
                "The employee; the agreement's clause on paid days off.",
                facts=(("day", day.isoformat()),),
            )
        )
    elif answer.value == "yes":
        draft.value("heta.paid_days_off", Days(work_day=day))  # asked where nobody is sure of it
        _add(draft, prices, absence, "hindrance_pay", (day, day), "day_off_agreement", ())


def _has_clause(draft: Draft, name: str, days: Days) -> bool:
    try:
        draft.book.value(name, days)
    except NoValueForDay:
        return False
    except (UnknownValue, UnverifiedValue):
        pass
    return True


def _touches(draft: Draft, first: date, last: date) -> bool:
    return first <= last and first <= draft.inputs.period.last and last >= draft.inputs.period.first


def _paid_to(draft: Draft, topic: str, absence: Absence, law_last: date | None) -> date | None:
    """The last day that the agreement pays, as a person answered; None: it pays none, or it has been asked now."""
    answer = draft.answered(topic)
    if answer is not None:
        return None if answer.value == "no" else min(absence.last, date.fromisoformat(answer.value))
    first = absence.first.isoformat()
    if law_last is None:
        asks = f"To which day does the agreement pay the full wage during the family leave that began on {first}?"
        why = "By law the leave is unpaid."
        facts: tuple[tuple[str, str], ...] = (("first", first),)
    else:
        asks = f"To which day does the agreement pay full sick pay for the illness that began on {first}?"
        why = f"By law it is paid to {law_last.isoformat()}."
        facts = (("first", first), ("last", law_last.isoformat()))
    draft.ask(
        Question(
            topic,
            f"{asks} Answer the day, or no when it pays nothing beyond the law.",
            why,
            "The agreement's clause on absence, or the employers' association.",
            facts=facts,
        )
    )
    return None


def _add(
    draft: Draft,
    prices: Prices,
    absence: Absence,
    kind: str,
    span: tuple[date, date],
    code: str,
    facts: tuple[tuple[str, str], ...],
) -> None:
    inputs, (first, last) = draft.inputs, span
    reasons = (pay_grounds.agreement_absence(code),)
    minutes = minutes_in_period(absence, inputs)
    hourly = [
        (day, minutes[day])
        for day in sorted(minutes)
        if first <= day <= last and inputs.wages[prices.wage_on(day)].unit == "hour"
    ]
    add_at_plain_price(draft, prices, kind, hourly, reasons=reasons, facts=facts)
    monthly = [
        day
        for day in whole_days(absence, inputs.workdays)
        if day in inputs.period and first <= day <= last and inputs.wages[prices.wage_on(day)].unit == "month"
    ]
    add_days_of_month(draft, prices, kind, monthly, 100, reasons, facts)
