"""Employment Contracts Act (työsopimuslaki 55/2001), chapters 5 to 9 and 13: lay-off, notice, ending, final pay.

https://www.finlex.fi/fi/laki/ajantasa/2001/20010055

Covered: 2:14 final pay and waiting time, 5:2–5:7 lay-off (before and since 1 June 2026), 6:1 a end by age, 6:2–6:4 a
notice periods, 6:6 re-employment, 6:7 certificate, 7:2 ground and procedure (before and since 1 January 2026), 7:3 and
7:11 economic ground and change to part-time, 7:8 death of the employer, 7:12 job-search leave, 8:2 and 8:3 cancellation
and absence, 9:4 delivery, 12:2 compensation, 13:9 limitation. Euros are ``payroll``'s.

Not covered: bankruptcy (7:8.1) and the death of the employee, of which the collected facts say nothing. The checklists
help; they never decide whether a ground is enough.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.days import Period
from rules.decisions.grounds import Grounds
from rules.values import Decision

ACT = "55/2001"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2001/20010055"
_ONE_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Length:
    """A length of days or of months."""

    amount: int
    unit: str  # days | months

    def __post_init__(self) -> None:
        if self.unit not in {"days", "months"} or self.amount < 0:
            raise ValueError(f"{self.amount} {self.unit} is no length of days or months")

    def after(self, day: date) -> date:
        """The day this length after a day; the same day of a month, or the month's last day when there is none."""
        return day + (timedelta(days=self.amount) if self.unit == "days" else relativedelta(months=self.amount))


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice period and the last day of the employment. The day on which notice becomes known is not counted."""

    length: Length
    last_day: date


@dataclass(frozen=True, slots=True)
class AfterDeath:
    """What the employer's death means: the contract goes on, both may give notice until ``right_expires``."""

    contract_ended: bool
    right_expires: date
    notice: Notice | None


@dataclass(frozen=True, slots=True)
class Absent:
    """Whether an absence may be treated as the end of the contract, and since when."""

    may_treat_as_ended: bool
    effective: date | None


# --- 2:14: final pay --------------------------------------------------------------------------------------------------


def waiting_days(
    due: date,
    paid: date,
    book: Book,
    *,
    disputed: bool,
    employment_end: date | None = None,
    complained: date | None = None,
) -> Decision[int]:
    """2:14: days of full pay for waiting when the final pay is late: at most six calendar days.

    Undisputed: from the day after the due day. Unclear, disputed or late through an error: only when the employee
    complains within a month of the end and is not paid within three weekdays of it; then from the days after those.
    Whether the payment day counts is a documented choice.
    """
    g = Grounds(ACT, LINK, book)
    most = g.whole("notice.waiting_days", notice_day=due)
    begin = due
    if disputed:
        if employment_end is None:
            raise ValueError("a disputed final pay needs the day the employment ended")
        months = g.whole("notice.waiting_complaint_months", notice_day=due)
        weekdays = g.whole("notice.waiting_grace_weekdays", notice_day=due)
        if complained is None or complained > employment_end + relativedelta(months=months):
            g.because("ending.no_complaint", "2:14", f"no complaint within {months} month of the end", months=months)
            return g.decide(0)
        begin = complained
        while weekdays:
            begin += _ONE_DAY
            weekdays -= calendar.is_sick_weekday(begin)
    counted = g.word("notice.waiting_counts_payment_day", notice_day=due) == "counted"
    days = max(0, (paid - begin).days - (0 if counted else 1))
    days = min(most, days)
    g.because("ending.waiting", "2:14", f"{days} days after {begin}, at most {most}", days=days, begin=begin, most=most)
    return g.decide(days)


# --- 5:4 to 5:7: lay-off ----------------------------------------------------------------------------------------------


def layoff_notice_by(start: date, book: Book) -> Decision[date]:
    """5:4: the last day to tell of a lay-off that begins on ``start``: 14 days before until 31 May 2026, then 7.

    The rule in force on the day of the notice holds.
    """
    g = Grounds(ACT, LINK, book)
    by = start
    for _ in range(2):  # the notice may fall before a change of the law that the start is after
        by = start - timedelta(days=g.whole("notice.layoff_days", notice_day=by))
    days = (start - by).days
    g.because("ending.layoff_notice", "5:4", f"told {days} days before, by {by}", days=days, by=by)
    return g.decide(by)


def layoff_is_temporary(estimated_days: int, other_work: bool, on: date, book: Book) -> Decision[bool]:
    """5:2: whether a temporary lay-off has its ground: work is short for at most 90 days and nothing else is on
    offer."""
    g = Grounds(ACT, LINK, book)
    days = g.whole("notice.layoff_temporary_days", notice_day=on)
    allowed = estimated_days <= days and not other_work
    g.because(
        "ending.layoff_temporary" if allowed else "ending.layoff_no_ground",
        "5:2",
        f"estimated {estimated_days} days, at most {days}; other work: {'yes' if other_work else 'no'}",
        days=estimated_days,
    )
    return g.decide(allowed)


def fixed_term_layoff(*, replaces_someone: bool, that_one_could_be_laid_off: bool | None) -> Decision[bool | None]:
    """5:2: whether one in a fixed-term contract may be laid off: only a substitute, when the one replaced could be."""
    g = Grounds(ACT, LINK)
    if replaces_someone and that_one_could_be_laid_off is None:
        g.ask(
            "ending.replaced_layoff",
            "Could the person whose work the substitute does be laid off, if at work?",
            "A fixed-term substitute is laid off only when the one replaced could be (5:2).",
            "the ground of the lay-off",
        )
        return g.decide(None)
    may = replaces_someone and bool(that_one_could_be_laid_off)
    g.because(
        "ending.layoff_substitute" if may else "ending.layoff_not_fixed_term",
        "5:2",
        "a substitute of one who could be laid off" if may else "a fixed-term contract is not laid off",
    )
    return g.decide(may)


def resigns_without_notice(on: date, layoff_ends: date | None, book: Book) -> Decision[bool]:
    """5:7: whether one who is laid off may resign on a day without notice: not in the last seven days when the end of
    the lay-off (``layoff_ends``: its last day; None: not known) is known."""
    g = Grounds(ACT, LINK, book)
    days = g.whole("notice.layoff_last_days", notice_day=on)
    may = layoff_ends is None or on <= layoff_ends - timedelta(days=days)
    g.because(
        "ending.layoff_resigns" if may else "ending.layoff_resigns_with_notice",
        "5:7",
        "without notice during the lay-off" if may else f"the lay-off ends within {days} days",
        days=days,
    )
    return g.decide(may)


def layoff_return_call_by(work_begins: date, book: Book) -> Decision[date]:
    """5:6: the last day to call back one laid off until further notice: seven days before."""
    g = Grounds(ACT, LINK, book)
    days = g.whole("notice.layoff_return_days", notice_day=work_begins)
    by = work_begins - timedelta(days=days)
    g.because("ending.layoff_return", "5:6", f"called by {by}", by=by)
    return g.decide(by)


# --- 6:2 to 6:4 a: notice ---------------------------------------------------------------------------------------------


def notice_period(
    by: str,
    known: date,
    book: Book,
    *,
    employment_start: date | None = None,
    agreed_employer: Length | None = None,
    agreed_employee: Length | None = None,
) -> Decision[Notice]:
    """6:2 and 6:3: the notice period of the employer or the employee (``by``) and the last day of the employment.

    By law it follows the unbroken length of the employment when notice becomes known: over a year begins the day after
    the anniversary. An agreed period goes first, at most six months; when the employer's (agreed or by law) is shorter
    than the employee's, the employee may use the employer's. Raises ``ValueError`` when the start is needed and
    missing.
    """
    if by not in {"employer", "employee"}:
        raise ValueError(f"notice is given by the employer or the employee, not {by!r}")
    g = Grounds(ACT, LINK, book)
    own = _notice_of(by, known, book, employment_start, agreed_employer if by == "employer" else agreed_employee)
    if by == "employee" and (agreed_employer is not None or employment_start is not None):
        other = _notice_of("employer", known, book, employment_start, agreed_employer)
        if other.outcome.after(known) < own.outcome.after(known):
            g.because("ending.employee_uses_shorter", "6:2", "the employer's time is shorter and may be used")
            own = other
    length = g.include(own)
    return g.decide(Notice(length, length.after(known)))


def _notice_of(
    by: str, known: date, book: Book, employment_start: date | None, agreed: Length | None
) -> Decision[Length]:
    """The agreed period of one side, at most the longest that may be agreed, or its period by law."""
    g = Grounds(ACT, LINK, book)
    if agreed is not None:
        longest = Length(g.whole("notice.longest_agreed_months", notice_day=known), "months")
        if agreed.after(known) > longest.after(known):
            g.because("ending.agreed_too_long", "6:2", f"at most {longest.amount} months are agreed")
            agreed = longest
        g.because("ending.agreed_notice", "6:2", f"agreed: {agreed.amount} {agreed.unit}", amount=agreed.amount)
        return g.decide(agreed)
    if employment_start is None:
        raise ValueError("the notice period by law follows the length of the employment")
    rows = g.law(f"notice.{by}", notice_day=known).number
    fitting = [
        row for row in rows
        if row["over_years"] == 0 or employment_start + relativedelta(years=int(row["over_years"])) < known
    ]  # fmt: skip
    row = max(fitting, key=lambda one: one["over_years"])
    length = Length(int(row["amount"]), str(row["unit"]))
    g.because(
        "ending.notice_by_law",
        "6:3",
        f"employed since {employment_start}: {length.amount} {length.unit}",
        since=employment_start,
        amount=length.amount,
        unit=length.unit,
    )
    return g.decide(length)


def known_on(
    means: str,
    sent: date,
    book: Book,
    *,
    received: date | None = None,
    leave: Period | None = None,
    leave_levels_hours: bool = False,
) -> Decision[date]:
    """9:4: the day on which notice is deemed known.

    In person at once; a letter or an electronic message (``letter``, ``message``) when received, at the latest on the
    seventh day after sending. During annual holiday (``leave``), or levelling leave of at least two weeks
    (``leave_levels_hours``), at the earliest the day after it.
    """
    if means not in {"in_person", "letter", "message"}:
        raise ValueError(f"{means} is no way to deliver notice")
    g = Grounds(ACT, LINK, book)
    if means == "in_person":
        g.because("ending.known_at_once", "9:4", "handed over in person", known=sent)
        return g.decide(sent)
    days = g.whole("notice.deemed_delivered_days", notice_day=sent)
    latest = sent + timedelta(days=days)
    known = latest if received is None else min(received, latest)
    if leave is not None and leave_levels_hours:
        weeks = g.whole("notice.levelling_leave_weeks", notice_day=sent)
        leave = leave if leave.first + timedelta(weeks=weeks) <= leave.after else None
    if leave is not None and known in leave:
        known = leave.after
        g.because("ending.known_after_leave", "9:4", f"known after the leave, on {known}", known=known)
        return g.decide(known)
    g.because("ending.known_after_sending", "9:4", f"known at the latest on {latest}", known=known, days=days)
    return g.decide(known)


def missing_notice(known: date, last_day_of_notice: date, left: date) -> Decision[int]:
    """6:4: calendar days of a notice period that were not observed: pay for them is due from the side that left
    early."""
    g = Grounds(ACT, LINK)
    end = max(left, known)
    days = max(0, (last_day_of_notice - end).days)
    g.because("ending.missing_notice", "6:4", f"{days} days of the notice period are missing", days=days)
    return g.decide(days)


def missing_notice_minutes(days: int, weekly_minutes: int) -> Fraction:
    """6:4: the working time, in minutes, of missing days of notice at the agreed weekly time."""
    return Fraction(days * weekly_minutes, _WEEK)


def notice_loss_covers(
    *, variable_hours: bool, exceeded_fourfold: bool | None, known: date, book: Book
) -> Decision[bool | None]:
    """6:4 a: whether work that is missing in the notice period is paid: with variable hours, and with fixed hours that
    extra work exceeded as many times over as the section says, which None asks. ``known``: when the notice was."""
    g = Grounds(ACT, LINK, book)
    if variable_hours:
        g.because("ending.loss_variable", "6:4 a", "the contract has variable hours")
        return g.decide(True)
    months = g.whole("notice.extra_work_months", notice_day=known)
    times = g.whole("notice.extra_work_times", notice_day=known)
    if exceeded_fourfold is None:
        g.ask(
            "exceeded_fourfold",
            f"Was the work of the last {months} months at least {times} times what the contract has?",
            "With fixed hours, work that is missing in the notice period is paid only then (6:4 a).",
            "The list of hours and the contract.",
            months=months,
            times=times,
        )
        return g.decide(None)
    if exceeded_fourfold:
        g.because("ending.loss_fourfold", "6:4 a", f"extra work exceeded the fixed hours at least {times} times over")
    else:
        g.because("ending.loss_fixed", "6:4 a", f"the hours are fixed and were not exceeded {times} times over")
    return g.decide(exceeded_fourfold)


def variable_notice_loss(
    average_weekly: Fraction, offered: int, weeks: Fraction, *, employment_start: date, known: date, book: Book
) -> Decision[int]:
    """6:4 a: minutes of variable hours to be paid in the notice period: the average of the twelve weeks before the
    last shift (minutes a week) over its ``weeks``, less what was offered, to the whole minute
    (``choice.notice_loss``). Nothing when the employment had lasted under a month."""
    g = Grounds(ACT, LINK, book)
    months = g.whole("notice.variable_service_months", notice_day=known)
    if employment_start + relativedelta(months=months) > known:
        g.because("ending.variable_too_new", "6:4 a", f"employed under {months} month before notice", months=months)
        return g.decide(0)
    usual = math.floor(average_weekly * weeks + Fraction(1, 2))
    loss = max(0, usual - offered)
    says = f"{offered} minutes of the usual {usual} were offered, the missing {loss} are paid"
    g.because("ending.variable_loss", "6:4 a", says, minutes=loss, usual=usual, offered=offered)
    return g.decide(loss)


def ends_by_age(born: date, on: date, book: Book) -> Decision[date]:
    """6:1 a: the day on which the employment ends by age without notice: the last of the month of reaching 68, 69 or
    70.

    Unless the parties agree to go on. ``on`` is the day that is asked about.
    """
    g = Grounds(ACT, LINK, book)
    years = int(g.law("notice.resignation_age", notice_day=on).row(born=Decimal(born.year))["years"])
    reached = born + relativedelta(years=years)
    end = reached + relativedelta(day=31)
    g.because("ending.by_age", "6:1 a", f"{years} years in {reached:%Y-%m}: ends on {end}", years=years, end=end)
    return g.decide(end)


# --- 6:6 and 6:7: after the end ---------------------------------------------------------------------------------------


def reemployment_until(
    ended: date,
    notice_known: date,
    service_years: int,
    employees: int,
    book: Book,
    *,
    registered_jobseeker: bool = True,
) -> Decision[date | None]:
    """6:6: until when work is offered back after a dismissal on economic grounds; None: no duty.

    The duty is towards one who is a registered jobseeker. Since 1 June 2026 only employers of at least fifty have it;
    which rule holds for a dismissal across the change is the day of notice here, and that is asked.
    """
    g = Grounds(ACT, LINK, book)
    size = g.whole("notice.reemployment_employees", notice_day=notice_known)
    if employees < size:
        g.because("ending.no_reemployment", "6:6", f"fewer than {size} employees", size=size)
        return g.decide(None)
    if not registered_jobseeker:
        g.because("ending.no_reemployment_jobseeker", "6:6", "no longer a registered jobseeker")
        return g.decide(None)
    long = service_years >= g.whole("notice.reemployment_long_service_years", notice_day=notice_known)
    name = "notice.reemployment_long_months" if long else "notice.reemployment_months"
    months = g.whole(name, notice_day=notice_known)
    until = ended + relativedelta(months=months)
    if g.whole("notice.reemployment_employees", notice_day=until) != size:
        g.ask(
            "ending.reemployment_transition",
            "Notice was given before the reform and the time runs past it. Does the duty go on?",
            "The transitional provision was not seen (6:6).",
            "the act that changed the section, or a lawyer",
            blocks=False,
        )
    g.because("ending.reemployment", "6:6", f"work is offered until {until}", until=until, months=months)
    return g.decide(until)


def certificate_until(employment_end: date, book: Book, *, with_assessment: bool) -> Decision[date]:
    """6:7: until when a certificate is asked for: ten years, an assessment five. Nothing but what is asked is
    written."""
    g = Grounds(ACT, LINK, book)
    name = "notice.assessment_years" if with_assessment else "notice.certificate_years"
    until = employment_end + relativedelta(years=g.whole(name, notice_day=employment_end))
    g.because("ending.certificate", "6:7", f"asked for until {until}", until=until)
    return g.decide(until)


# --- 7 and 8: ground, death, absence ----------------------------------------------------------------------------------


def dismissal_ground(notice_day: date, book: Book) -> Decision[str]:
    """7:2: what a dismissal related to the person needs: ``proper_and_weighty`` until 2025, ``proper`` since 2026."""
    g = Grounds(ACT, LINK, book)
    ground = g.word("notice.dismissal_ground", notice_day=notice_day)
    g.because("ending.dismissal_ground", "7:2", f"a {ground.replace('_', ' ')} reason", ground=ground)
    return g.decide(ground)


def dismissal_steps(
    cause: str, notice_day: date, book: Book, *, very_serious: bool = False, ability_changed: bool = False
) -> Decision[tuple[str, ...]]:
    """7:2–7:4, 9:1–9:5: what the employer goes through before giving notice, in order. It warns; it decides nothing.

    ``cause``: ``breach``, ``ability`` (the employee no longer copes) or ``work_ends`` (economic or production ground).
    Other work was looked for also after a breach, unless it was very serious, until the end of 2025; since 2026 only
    when the ability to work has changed.
    """
    if cause not in {"breach", "ability", "work_ends"}:
        raise ValueError(f"{cause} is no cause of a dismissal")
    g = Grounds(ACT, LINK, book)
    steps: list[str] = []
    if cause == "breach" and not very_serious:
        steps.append("warning_and_chance_to_correct")
    after_breach = ability_changed or (
        not very_serious and g.word("notice.other_work_after_breach", notice_day=notice_day) == "looked_for"
    )
    if cause != "breach" or after_breach:
        steps.append("look_for_other_work")
    steps.append("explain_the_ground" if cause == "work_ends" else "hear_the_employee")
    steps += ["within_reasonable_time", "deliver_notice", "written_reasons_on_request"]
    g.because("ending.dismissal_steps", "9:1-9:5", f"{len(steps)} steps", steps=", ".join(steps))
    return g.decide(tuple(steps))


def economic_ground(*, reduced: bool, lasting: bool, other_work: bool, hired_for_similar: bool) -> Decision[bool]:
    """7:3 and 7:11: whether the facts told make an economic or production ground: work is ``reduced`` essentially and
    for good (``lasting``), no ``other_work`` can be offered, and nobody is ``hired_for_similar`` duties.

    The same ground and the notice period allow a change to part-time without agreement. A check that warns: whether
    the ground is enough is judged as a whole.
    """
    g = Grounds(ACT, LINK)
    if hired_for_similar:
        g.because("ending.economic_hired", "7:3", "somebody is hired for similar duties: there is no ground")
        return g.decide(False)
    if not reduced:
        g.because("ending.economic_not_reduced", "7:3", "the work is not essentially reduced: there is no ground")
        return g.decide(False)
    if not lasting:
        g.because("ending.economic_passing", "7:3", "the work is reduced for a time only: a lay-off is looked at first")
        return g.decide(False)
    if other_work:
        g.because("ending.economic_other_work", "7:3", "there is other work or training to offer")
        return g.decide(False)
    g.because("ending.economic_ground", "7:3", "work is reduced essentially and for good, and there is no other work")
    g.because("ending.economic_part_time", "7:11", "the same ground allows a change to part-time with notice")
    return g.decide(True)


def job_search_days(notice: Notice, known: date, age: int, service_years: int, book: Book) -> Decision[int]:
    """7:12 and 7:12 a: paid working days to look for work in the notice period after notice on economic grounds.

    5, 10 when notice is over a month and 20 when over four; from 55 years with five years of service 5, 15 and 25.
    """
    g = Grounds(ACT, LINK, book)
    rows = g.law("notice.job_search_days", notice_day=known).number
    older = age >= g.whole("notice.job_search_older_age", notice_day=known) and service_years >= g.whole(
        "notice.job_search_older_service_years", notice_day=known
    )
    fitting = [row for row in rows if known + relativedelta(months=int(row["over_months"])) < notice.last_day]
    row = max(fitting or rows[:1], key=lambda one: one["over_months"])
    days = int(row["days_from_55"] if older else row["days"])
    g.because("ending.job_search", "7:12", f"{days} paid working days to look for work", days=days)
    return g.decide(days)


def employer_died(death: date, notice_known: date | None, book: Book) -> Decision[AfterDeath]:
    """7:8: the employer's death does not end the contract; the estate and the employee may each give notice of 14
    days, and the right is used within three months. ``notice_known`` None: nobody has given notice."""
    g = Grounds(ACT, LINK, book)
    months = g.whole("notice.death_months", incident_day=death)
    expires = death + relativedelta(months=months)
    g.because("ending.death_goes_on", "7:8", f"the contract goes on; the right lasts to {expires}", expires=expires)
    if notice_known is None:
        return g.decide(AfterDeath(False, expires, None))
    if notice_known < death:
        raise ValueError(f"notice ({notice_known}) was given before the death ({death})")
    if notice_known > expires:
        g.because("ending.death_right_expired", "7:8", f"notice on {notice_known} came too late", known=notice_known)
        return g.decide(AfterDeath(False, expires, None))
    return g.decide(AfterDeath(False, expires, g.include(notice_after_death(notice_known, book))))


def notice_after_death(known: date, book: Book) -> Decision[Notice]:
    """7:8: the notice of the estate or the employee after the employer's death, become ``known``: 14 days whatever the
    length of the employment and whatever was agreed. Whether the right was still there is ``employer_died``'s."""
    g = Grounds(ACT, LINK, book)
    length = Length(g.whole("notice.death_days", incident_day=known), "days")
    g.because("ending.death_notice", "7:8", f"{length.amount} days whatever the service", days=length.amount)
    return g.decide(Notice(length, length.after(known)))


def cancel_by(learned: date, book: Book) -> Decision[date]:
    """8:2: the last day to cancel the contract at once for an extremely serious breach: 14 days from learning of it."""
    g = Grounds(ACT, LINK, book)
    days = g.whole("notice.cancellation_days", incident_day=learned)
    by = learned + timedelta(days=days)
    g.because("ending.cancel_by", "8:2", f"by {by}", by=by)
    return g.decide(by)


def absent_without_word(
    absent_from: date, checked: date, book: Book, *, reason_told: bool, could_not_tell: bool
) -> Decision[Absent]:
    """8:3: after seven days of absence without a valid reason told, the contract may be treated as ended since its
    beginning; undone when telling was impossible for an acceptable hindrance."""
    g = Grounds(ACT, LINK, book)
    needed = g.whole("notice.absence_days", incident_day=absent_from)
    days = (checked - absent_from).days
    may = days >= needed and not reason_told and not could_not_tell
    g.because(
        "ending.absent_ended" if may else "ending.absent_goes_on",
        "8:3",
        f"{days} days away, {needed} needed; reason told: {'yes' if reason_told else 'no'}",
        days=days,
        needed=needed,
    )
    return g.decide(Absent(may, absent_from if may else None))


def groundless_compensation_months(notice_day: date, book: Book) -> Decision[tuple[int, int]]:
    """12:2: the least and the most months of pay that a court may order for ending a contract without a ground."""
    g = Grounds(ACT, LINK, book)
    least = g.whole("notice.groundless_lowest_months", notice_day=notice_day)
    most = g.whole("notice.groundless_highest_months", notice_day=notice_day)
    g.because("ending.groundless", "12:2", f"{least} to {most} months of pay", least=least, most=most)
    return g.decide((least, most))


# --- 13:9: limitation -------------------------------------------------------------------------------------------------


def pay_claim_by(due: date, employment_end: date | None, book: Book) -> Decision[date]:
    """13:9: the last day for a claim of pay: five years from its due day, and after the end two years from the end."""
    g = Grounds(ACT, LINK, book)
    by = due + relativedelta(years=g.whole("notice.pay_claim_years", notice_day=due))
    if employment_end is not None:
        after = employment_end + relativedelta(years=g.whole("notice.pay_claim_after_end_years", notice_day=due))
        by = min(by, after)
    g.because("ending.pay_claim", "13:9", f"by {by}", by=by)
    return g.decide(by)
