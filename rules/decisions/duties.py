"""What an employer must do, and by when.

Incomes Register Act 53/2018 12 §, https://www.finlex.fi/fi/laki/ajantasa/2018/20180053 (report days) covered; what a
report holds is in the exports. Act on Assessment Procedure for Self-Assessed Taxes 768/2016: payment day and 28 §
(keeping) covered. Employees' pensions act 395/2006: 142 § and the due day covered. Employment Contracts Act 55/2001:
1:11, 2:4, 2:13 and 2:15 covered. Act 504/2002: 2, 3 and 5b to 8 § covered as far as asking goes. Act 741/2023: 28 §
covered. Workers' Compensation Act 459/2015: 111 and 156 § covered. Occupational Health Care Act 1383/2001: 4, 10 a,
11 and 12 § covered. Annual Holidays Act 162/2005 23 § and Working Time Act 872/2019 19 and 30 §: the notice days only.
Kela's claims: days only, not sums, and the conditions of the family leave compensation.
Not covered: duties of an employer with more than twenty employees,
co-determination, posted workers.

A deadline to an authority that falls on a Saturday, Sunday or public holiday moves to the next business day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.days import Days, Period
from rules.errors import NoValueForDay, UnknownValue, UnverifiedValue
from rules.values import Decision, Question, Reason, Value

REGISTER_ACT = "https://www.finlex.fi/fi/laki/ajantasa/2018/20180053"
TAX_GUIDE = "https://www.vero.fi/"
CONTRACTS_ACT = "https://www.finlex.fi/fi/laki/ajantasa/2001/20010055"
CRIMINAL_ACT = "https://www.finlex.fi/fi/laki/ajantasa/2002/20020504"
SUPERVISION_ACT = "https://www.finlex.fi/fi/laki/ajantasa/2023/20230741"
ACCIDENT_ACT = "https://www.finlex.fi/fi/laki/ajantasa/2015/20150459"
HEALTH_CARE_ACT = "https://www.finlex.fi/fi/laki/ajantasa/2001/20011383"
WORKING_TIME_ACT = "https://www.finlex.fi/fi/laki/ajantasa/2019/20190872"
KELA = "https://www.kela.fi/tyonantajat"

DUTY, RIGHT, NONE = "duty", "right", "none"
_QUARTER_MONTHS = 3
_COMPENSATION = "Kela, family leave compensation"


@dataclass(frozen=True, slots=True)
class WrittenTerms:
    """The last days for the two groups of items of the written terms; None when none are due."""

    first_items_by: date | None
    other_items_by: date | None


@dataclass(frozen=True, slots=True)
class Notice:
    """The day by which something should be told, and the last day on which it still can be."""

    by: date
    at_the_latest: date


def _count(value: Value) -> int:
    return int(value.number)


def _day_of_next_month(day: date, number: int) -> date:
    return calendar.next_business_day(day.replace(day=1) + relativedelta(months=1, day=number))


# -- the Incomes Register and the Tax Administration -----------------------------------------------------------------


def wage_report_due(book: Book, payment_day: date, *, registered: bool, on_paper: bool = False) -> Decision[date]:
    """53/2018 12 §: the last day to report a payment.

    A household outside the employer register reports by the 5th (on paper the 8th) of the month after the payment; a
    registered employer within five (on paper eight) calendar days of it.
    """
    name = {
        (False, False): "incomes_register.casual_day_of_next_month",
        (False, True): "incomes_register.paper_casual_day_of_next_month",
        (True, False): "incomes_register.regular_days_after_payment",
        (True, True): "incomes_register.paper_regular_days_after_payment",
    }[registered, on_paper]
    value = book.value(name, Days(payment_day=payment_day))
    if registered:
        due = calendar.next_business_day(payment_day + timedelta(days=_count(value)))
        says = "a registered employer reports within some calendar days of the payment"
    else:
        due = _day_of_next_month(payment_day, _count(value))
        says = "a household outside the employer register reports early in the month after the payment"
    return _due("wage_report", "53/2018 12 §", says, due, (value,), REGISTER_ACT)


def wage_report_earliest(book: Book, payment_day: date) -> Decision[date]:
    """The first day on which a payment can be reported beforehand: at most 45 days ahead."""
    value = book.value("incomes_register.earliest_days_before", Days(payment_day=payment_day))
    first = payment_day - timedelta(days=_count(value))
    says = "a report can be sent some days before the payment"
    return _due("wage_report_earliest", "53/2018", says, first, (value,), REGISTER_ACT)


def separate_report_required(*, registered: bool, wages_in_month: bool, anyone_over_limit: bool) -> Decision[bool]:
    """Whether the month needs an employer's separate report.

    A registered employer gives one every month, also without wages; a household only for a month with wages and only
    when someone's year exceeds the household's limit, because otherwise no health contribution is due.
    """
    if registered:
        says = "a registered employer gives the report every month"
        return Decision(True, (Reason("separate_report_registered", "53/2018", says, link=REGISTER_ACT),))
    if wages_in_month and anyone_over_limit:
        says = "wages were paid in the month to someone whose year exceeds the limit"
        return Decision(True, (Reason("separate_report_household", "53/2018", says, link=REGISTER_ACT),))
    says = "no wages in the month" if not wages_in_month else "nobody's year exceeds the limit"
    return Decision(False, (Reason("no_separate_report", "53/2018", says, link=REGISTER_ACT),))


def separate_report_due(book: Book, payment_day: date, *, on_paper: bool = False) -> Decision[date]:
    """53/2018 12 §: the employer's separate report is due on the 5th (on paper the 8th) of the next month."""
    name = "incomes_register.separate_report_paper_day" if on_paper else "incomes_register.separate_report_day"
    value = book.value(name, Days(payment_day=payment_day))
    says = "the separate report is due early in the month after the wages"
    due = _day_of_next_month(payment_day, _count(value))
    return _due("separate_report", "53/2018 12 §", says, due, (value,), REGISTER_ACT)


def self_assessed_tax_due(book: Book, payment_day: date) -> Decision[date]:
    """Withheld tax and the health contribution are paid by the 12th of the next month, or the next business day."""
    value = book.value("tax.due_day_of_next_month", Days(payment_day=payment_day))
    says = "withheld tax and the health contribution are paid in the month after the wages"
    due = _day_of_next_month(payment_day, _count(value))
    return _due("self_assessed_tax", "768/2016", says, due, (value,), TAX_GUIDE)


def is_regular_employer(book: Book, *, permanent: int, at_the_same_time: int, day: date) -> Decision[bool]:
    """1118/1996 31 §: an employer with at least two permanent employees, or six at the same time, is regular and must
    be in the employer register before paying. Not the same test as that of the pension act.
    """
    two = book.value("incomes_register.regular_permanent_employees", Days(payment_day=day))
    six = book.value("incomes_register.regular_simultaneous_employees", Days(payment_day=day))
    regular = permanent >= two.number or at_the_same_time >= six.number
    says = "pays wages regularly" if regular else "one permanent employee or a few short ones: casual"
    facts = (("permanent", str(permanent)), ("at_the_same_time", str(at_the_same_time)))
    code = "regular_employer" if regular else "casual_employer"
    return Decision(regular, (Reason(code, "1118/1996 31 §", says, facts, TAX_GUIDE),), (), (two, six))


# -- insurers --------------------------------------------------------------------------------------------------------


def pension_due(book: Book, payment_day: date) -> Decision[date]:
    """The pension contribution is due on the last day of the month after the payment. A contract employer may agree
    with the pension company on a month more, with interest. Raises what ``Book.value`` raises.
    """
    value = book.value("pension.due_rule", Days(payment_day=payment_day))
    if value.number != "last_day_of_next_month":
        raise ValueError(f"no rule is written for the due day {value.number}")
    due = payment_day + relativedelta(months=1, day=31)
    decided = _due(
        "pension_payment", "395/2006", "due on the last day of the next month", due, (value,), value.source.link
    )
    try:
        interest = book.value("pension.deferral_interest_percent", Days(payment_day=payment_day))
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return decided  # what a later day would cost does not change when it is due
    facts = (
        ("day", (payment_day + relativedelta(months=2, day=31)).isoformat()),
        ("percent", str(interest.number)),
    )
    says = "a contract employer may agree on a month more, with interest"
    later = Reason("pension_deferral", "395/2006", says, facts, interest.source.link)
    return Decision(decided.outcome, (*decided.reasons, later), (), (*decided.values, interest))


def unemployment_invoice_month(book: Book, payment_day: date) -> Decision[date]:
    """The first day of the month in which the Employment Fund invoices the quarter of the payment; the due day stands
    on the invoice.
    """
    quarter = (payment_day.month - 1) // _QUARTER_MONTHS + 1
    value = book.value("unemployment.billing_months", Days(payment_day=payment_day))
    month = int(value.row(quarter=quarter)["month"])
    year = payment_day.year if month > payment_day.month else payment_day.year + 1
    says = "the quarter is invoiced afterwards"
    return _due("unemployment_invoice", "555/1998", says, date(year, month, 1), (value,), value.source.link)


def pension_policy_due(book: Book, first_payment_day: date) -> Decision[date]:
    """395/2006 142 §: a contract employer takes the policy by the end of the month after the first pay."""
    value = book.value("duty.pension_application_months", Days(payment_day=first_payment_day))
    due = first_payment_day + relativedelta(months=_count(value), day=31)
    says = "the policy is taken by the end of the month after the first pay"
    return _due("pension_policy", "395/2006 142 §", says, due, (value,), value.source.link)


def accident_policy_due(employment_first: date) -> Decision[date]:
    """459/2015 156 §: the policy is in force before work begins; nothing is covered backwards. The last day to take
    it.
    """
    due = employment_first - timedelta(days=1)
    return _due("accident_policy", "459/2015 156 §", "in force before work begins", due, (), ACCIDENT_ACT)


def accident_report_due(book: Book, known_on: date) -> Decision[date]:
    """459/2015 111 §: an accident at work is reported without delay, at the latest on the 10th weekday after it was
    known.
    """
    value = book.value("duty.accident_report_weekdays", Days(incident_day=known_on))
    due, left = known_on, _count(value)
    while left:
        due += timedelta(days=1)
        left -= calendar.is_sick_weekday(due)
    says = "without delay, at the latest some weekdays after the employer knew"
    return _due("accident_report", "459/2015 111 §", says, due, (value,), ACCIDENT_ACT)


def emergency_notice_due(first_day: date) -> Decision[date]:
    """872/2019 19 §: emergency work is told to the occupational safety authority in writing without delay: its cause,
    extent and likely duration. The day on which it began."""
    says = "in writing without delay: cause, extent and likely duration"
    return _due("emergency_notice", "872/2019 19 §", says, first_day, (), WORKING_TIME_ACT)


# -- the contract and the first day ----------------------------------------------------------------------------------


def written_terms_due(
    book: Book, employment_first: date, *, average_weekly_minutes: int | None
) -> Decision[WrittenTerms]:
    """55/2001 2:4: the first items of the written terms within 7 days, the rest within one month.

    Not required when working time averages at most three hours a week over four consecutive weeks. Unknown hours are
    taken as hours that need the terms, which harms nobody.
    """
    days = Days(employment_start=employment_first)
    hours = book.value("duty.written_terms_hours_over", days)
    if average_weekly_minutes is not None and average_weekly_minutes <= hours.number * 60:
        says = "working time averages so little that written terms are not required"
        reason = Reason("no_written_terms", "55/2001 2:4", says, link=CONTRACTS_ACT)
        return Decision(WrittenTerms(None, None), (reason,), (), (hours,))
    first, rest = book.value("duty.written_terms_first_days", days), book.value("duty.written_terms_rest_months", days)
    outcome = WrittenTerms(
        employment_first + timedelta(days=_count(first)), employment_first + relativedelta(months=_count(rest))
    )
    facts = (("first_items_by", str(outcome.first_items_by)), ("other_items_by", str(outcome.other_items_by)))
    says = "the first items within days, the rest within a month of the beginning of work"
    reason = Reason("written_terms", "55/2001 2:4", says, facts, CONTRACTS_ACT)
    return Decision(outcome, (reason,), (), (hours, first, rest))


def criminal_record(
    book: Book,
    employment_first: date,
    *,
    client_is_minor: bool | None,
    custodian_present: bool | None,
    months_within_year: int | None,
    employer_model: bool | None,
) -> Decision[str | None]:
    """504/2002 2 § and 741/2023 28 §: whether the employer must, may or may not ask for a criminal record extract.

    Work with minors that lastingly and essentially means caring for them without a custodian present: a ``duty`` when
    it lasts over three months within a year, otherwise a ``right``. An adult disabled client in the employer model: a
    ``right`` whatever the length. Other homes: ``none``. A fact that decides and is None is asked.
    """
    if client_is_minor is None:
        return _ask_criminal("Is the person cared for under 18?", employment_first)
    if not client_is_minor:
        if employer_model is None:
            return _ask_criminal("Is the work paid under the employer model of the disability act?", employment_first)
        if employer_model:
            says = "an adult disabled client in the employer model: the employer may ask"
            return _criminal(RIGHT, "741/2023 28 §", says, SUPERVISION_ACT)
        return _criminal(NONE, "504/2002 2 §", "no right to ask was found for such work", CRIMINAL_ACT)
    if custodian_present is None:
        return _ask_criminal("Is the child's custodian present during the work?", employment_first)
    if custodian_present:
        return _criminal(NONE, "504/2002 2 §", "a custodian is present during the work", CRIMINAL_ACT)
    if months_within_year is None:
        return _ask_criminal("How many months within a year does the work last?", employment_first)
    limit = book.value("duty.criminal_record_months_over", Days(employment_start=employment_first))
    if months_within_year > limit.number:
        says = "care of minors without a custodian for longer than the limit: the employer must ask before work begins"
        return _criminal(DUTY, "504/2002 2 §", says, CRIMINAL_ACT, (limit,))
    says = "care of minors without a custodian, but not longer than the limit: the employer may ask"
    return _criminal(RIGHT, "504/2002 2 and 3 §", says, CRIMINAL_ACT, (limit,))


def criminal_extract_valid(book: Book, *, extract_day: date, shown: date) -> Decision[bool]:
    """504/2002: the extract shown is at most six months old. Only the showing and the date are noted."""
    value = book.value("duty.criminal_record_extract_months", Days(employment_start=shown))
    valid = extract_day <= shown <= extract_day + relativedelta(months=_count(value))
    says = "the extract is recent enough" if valid else "the extract is too old or dated after its showing"
    code = "extract_valid" if valid else "extract_too_old"
    return Decision(valid, (Reason(code, "504/2002", says, link=CRIMINAL_ACT),), (), (value,))


def occupational_health_due(employment_first: date) -> Decision[date]:
    """1383/2001 4 §: preventive care is arranged from the first employee on; the act sets no day, so the first one
    counts.
    """
    says = "preventive occupational health care from the first employee on; also in a household"
    return _due("occupational_health", "1383/2001 4 §", says, employment_first, (), HEALTH_CARE_ACT)


def occupational_health_plan_due(book: Book, last_check_or_begin: date) -> Decision[date]:
    """1383/2001 11 §: the action plan of occupational health care is checked every year: by when after the last check,
    or after the care began."""
    value = book.value("duty.occupational_health_plan_months", Days(employment_start=last_check_or_begin))
    due = last_check_or_begin + relativedelta(months=_count(value))
    says = "the action plan is checked once a year"
    return _due("occupational_health_plan", "1383/2001 11 §", says, due, (value,), HEALTH_CARE_ACT)


def occupational_health_absence_due(book: Book, absence_first: date) -> Decision[date]:
    """1383/2001 10 a §: an absence is told to occupational health care when it has lasted one month, at the latest."""
    value = book.value("duty.occupational_health_absence_months", Days(absence_first=absence_first))
    due = absence_first + relativedelta(months=_count(value))
    says = "told to occupational health care when the absence has lasted a month"
    return _due("occupational_health_absence", "1383/2001 10 a §", says, due, (value,), HEALTH_CARE_ACT)


def capacity_opinion_due(book: Book, allowance: Sequence[Period]) -> Decision[date | None]:
    """1383/2001: the day on which sickness allowance has been paid for 90 weekdays; by then occupational health care
    has given its opinion on the capacity to work to Kela. None while the days of ``allowance`` are fewer.

    ``allowance``: the spells of one illness for which allowance is paid, in order. Raises what ``Book.value`` raises.
    """
    if not allowance:
        return Decision(None, ())
    value = book.value("duty.capacity_opinion_allowance_days", Days(absence_first=allowance[0].first))
    left = _count(value)
    for spell in allowance:
        for day in spell:
            left -= calendar.is_sick_weekday(day)
            if not left:
                says = "given to Kela by the time the allowance has been paid so many weekdays"
                reason = Reason(
                    "capacity_opinion",
                    "1383/2001",
                    says,
                    (("day", day.isoformat()), ("weekdays", str(_count(value)))),
                    HEALTH_CARE_ACT,
                )
                return Decision(day, (reason,), (), (value,))
    return Decision(None, (), (), (value,))


def variable_hours_review_due(book: Book, last_review_or_start: date) -> Decision[date]:
    """55/2001 1:11: the minimum of variable hours is compared with the hours done at least every 12 months."""
    value = book.value("duty.variable_hours_review_months", Days(employment_start=last_review_or_start))
    due = last_review_or_start + relativedelta(months=_count(value))
    says = "the agreed minimum is compared with the hours done"
    return _due("variable_hours_review", "55/2001 1:11", says, due, (value,), CONTRACTS_ACT)


# -- pay, rosters and holidays ---------------------------------------------------------------------------------------


def pay_day(month: date, day_of_month: int | None) -> Decision[date]:
    """55/2001 2:15: the pay day of a month; ``day_of_month`` None is the last day.

    A day number that the month does not have is its last day. When it falls on a Saturday, Sunday, church holiday,
    1 May, 6 December, Christmas Eve or Midsummer Eve, pay is due on the weekday before.
    """
    agreed = month.replace(day=1) + relativedelta(day=day_of_month or 31)
    due = calendar.previous_business_day(agreed)
    says = "the agreed day" if due == agreed else "the agreed day is no banking day, so pay is due on the one before"
    facts = (("agreed", agreed.isoformat()),)
    return Decision(due, (Reason("pay_day", "55/2001 2:15", says, facts, CONTRACTS_ACT),))


def roster_due(book: Book, roster_first: date) -> Decision[date]:
    """872/2019 30 §: the roster is given in writing at least one week before its period begins."""
    value = book.value("duty.roster_notice_days", Days(work_day=roster_first))
    due = roster_first - timedelta(days=_count(value))
    return _due("roster", "872/2019 30 §", "given at least a week before", due, (value,), value.source.link)


def holiday_notice_due(book: Book, holiday_first: date) -> Decision[Notice]:
    """162/2005 23 §: a holiday is told at least one month before, or when that is not possible at least two weeks
    before.
    """
    days = Days(absence_first=holiday_first)
    month, least = book.value("duty.holiday_notice_months", days), book.value("duty.holiday_notice_days_at_least", days)
    outcome = Notice(holiday_first - relativedelta(months=_count(month)), holiday_first - timedelta(days=_count(least)))
    facts = (("by", outcome.by.isoformat()), ("at_the_latest", outcome.at_the_latest.isoformat()))
    says = "a month before; two weeks before when a month is not possible"
    return Decision(
        outcome, (Reason("holiday_notice", "162/2005 23 §", says, facts, month.source.link),), (), (month, least)
    )


# -- Kela ------------------------------------------------------------------------------------------------------------


def sickness_claim_due(book: Book, absence_first: date) -> Decision[date]:
    """The employer who paid for sick time claims the allowance within two months of its beginning."""
    value = book.value("kela.sickness_claim_months", Days(absence_first=absence_first))
    due = absence_first + relativedelta(months=_count(value))
    return _due("sickness_claim", "Kela, sickness allowance", "claimed within two months", due, (value,), KELA)


def holiday_cost_claim_due(book: Book, month: date) -> Decision[date]:
    """Kela's holiday cost compensation is claimed within two years of the month it is for."""
    value = book.value("kela.holiday_cost_claim_years", Days(absence_first=month))
    due = month + relativedelta(years=_count(value), day=31)
    return _due(
        "holiday_cost_claim",
        "Kela, holiday cost compensation",
        "claimed within two years of the month",
        due,
        (value,),
        KELA,
    )


def holiday_cost_months(book: Book, leave: Period) -> Decision[tuple[date, ...]]:
    """The months (first days) of a leave with allowance for which Kela compensates holiday costs: those with at least
    14 days of allowance, counted as weekdays from Monday to Saturday. Of a longer leave the first 160 such days earn
    holiday, so that only they count."""
    on = Days(absence_first=leave.first)
    value, most = book.value("kela.holiday_cost_allowance_days", on), book.value("kela.holiday_cost_highest_days", on)
    days: dict[date, int] = {}
    left = _count(most)
    for day in leave:
        if left and calendar.is_sick_weekday(day):
            month = day.replace(day=1)
            days[month], left = days.get(month, 0) + 1, left - 1
    months = tuple(month for month, count in days.items() if count >= value.number)
    facts = (("days", str(_count(value))), ("months", str(len(months))))
    says = "months with so many days of allowance"
    reason = Reason("holiday_cost_months", "Kela, holiday cost compensation", says, facts, KELA)
    return Decision(months, (reason,), (), (value, most))


def holiday_cost_days(book: Book, month: date) -> Decision[Decimal]:
    """For how many days of holiday of a month Kela compensates the cost at most; not for a holiday bonus."""
    value = book.value("kela.holiday_cost_days_per_month", Days(absence_first=month))
    facts = (("days", str(value.number)),)
    reason = Reason("holiday_cost_days", "Kela, holiday cost compensation", "at most so many a month", facts, KELA)
    return Decision(value.number, (reason,), (), (value,))


def family_leave_claim_due(book: Book, allowance_last: date) -> Decision[date | None]:
    """Kela's family leave compensation: the length of the time to claim is not verified, so it is asked."""
    try:
        value = book.value("kela.family_leave_claim_months", Days(absence_first=allowance_last))
    except UnverifiedValue as unverified:
        question = Question(
            topic=f"unverified_law_value.{unverified.name}",
            asks=unverified.question,
            why="Only secondary sources give a deadline.",
            where_to_find="Kela's service for employers.",
            day=allowance_last,
            suggestion=unverified.suggestion,
            blocks=False,
            facts=(("name", unverified.name), ("day", allowance_last.isoformat())),
        )
        return Decision(None, (), (question,))
    due = allowance_last + relativedelta(months=_count(value))
    outcome = _due(
        "family_leave_claim",
        "Kela, family leave compensation",
        "claimed after the allowance period",
        due,
        (value,),
        KELA,
    )
    return Decision(outcome.outcome, outcome.reasons, (), outcome.values)


def family_leave_compensation(
    book: Book,
    *,
    leave_first: date,
    employment_first: date,
    contract_last: date | None,
    weekly_minutes: int | None,
    full_time_enough: bool | None = None,
    paid: bool | None = None,
    parental: bool = False,
    adopted: bool | None = None,
) -> Decision[bool | None]:
    """Kela's family leave compensation for the employer of a woman who gave birth or adopts: whether its conditions are
    met.

    Of a birth it belongs to the pregnancy leave. Of a leave that is ``parental`` it is asked whether the child is
    ``adopted``.
    ``contract_last``: the last day of a fixed term. ``weekly_minutes``: agreed on average; None: not agreed. Enough of
    the Working Time Act's full week is enough; whether less is enough of a shorter full time is asked
    (``full_time_enough``), and so is whether the wage was ``paid`` for the time that is needed. None: asked.
    """
    days = Days(absence_first=leave_first)
    service = book.value("kela.family_leave_service_months", days)
    length = book.value("kela.family_leave_contract_years", days)
    percent = book.value("kela.family_leave_time_percent", days)
    months = book.value("kela.family_leave_paid_months", days)
    euros = book.value("kela.family_leave_euros", days)
    full = book.value("working_time.weekly_minutes", Days(work_day=leave_first))
    values = (service, length, percent, months, euros, full)

    def no(code: str, says: str, value: Value) -> Decision[bool | None]:
        reason = Reason(code, _COMPENSATION, says, (("number", str(value.number)),), KELA)
        return Decision(False, (reason,), (), values)

    if employment_first + relativedelta(months=_count(service)) > leave_first:
        return no("family_leave_compensation.new", "the employment began too short a time before the leave", service)
    year_full = employment_first + relativedelta(years=_count(length)) - timedelta(days=1)
    if contract_last is not None and contract_last < year_full:
        return no("family_leave_compensation.short_contract", "the contract is shorter than is needed", length)
    enough = weekly_minutes is not None and weekly_minutes * 100 >= percent.number * full.number
    if not enough and full_time_enough is False:
        return no("family_leave_compensation.part_time", "the working time is too small a share of full time", percent)
    if paid is False:
        return no("family_leave_compensation.unpaid", "the wage was not paid for long enough of the leave", months)
    day = leave_first.isoformat()
    if parental and adopted is False:
        says = "parental leave after a birth: the compensation belongs to the pregnancy leave"
        return Decision(False, (Reason("family_leave_compensation.no_adoption", _COMPENSATION, says, (), KELA),))
    if parental and adopted is None:
        adoption = Question(
            topic=f"family_leave_adoption.{day}",
            asks=f"Does the parental leave that began on {day} belong to an adoption?",
            why="Kela's family leave compensation is paid once for each pregnancy (of its leave) or adoption.",
            where_to_find="The employee.",
            day=leave_first,
            blocks=False,
            facts=(("first", day),),
        )
        return Decision(None, (), (adoption,), values)
    asked: list[Question] = []
    if not enough and full_time_enough is None:
        asked.append(
            Question(
                topic=f"family_leave_time.{day}",
                asks=f"Is the agreed working time at least {percent.number} % of full time in this work?",
                why="Kela's family leave compensation needs so much.",
                where_to_find="The contract, and the collective agreement's full working time.",
                day=leave_first,
                blocks=False,
                facts=(("percent", str(percent.number)), ("first", day)),
            )
        )
    if paid is None:
        asked.append(
            Question(
                topic=f"family_leave_paid.{day}",
                asks=f"Was the wage paid for at least {_count(months)} month of the leave that began on {day}, by the "
                "contract or a collective agreement?",
                why="Without pay by the contract or an agreement Kela compensates nothing.",
                where_to_find="The contract, the agreement and the payslips of the leave.",
                day=leave_first,
                blocks=False,
                facts=(("months", str(_count(months))), ("first", day)),
            )
        )
    if asked:
        return Decision(None, (), tuple(asked), values)
    facts = (("amount", str(euros.number)),)
    says = "the conditions are met; once for each pregnancy or adoption"
    return Decision(True, (Reason("family_leave_compensation.due", _COMPENSATION, says, facts, KELA),), (), values)


def occupational_health_claim_due(book: Book, year: int) -> Decision[date]:
    """A household claims the costs of a calendar year's occupational health care by 30 June of the next year."""
    value = book.value("occupational_health.claim_day", Days(period_end=date(year, 12, 31)))
    month, day = (int(part) for part in value.number.split("-"))
    says = "claimed by the end of June of the next year"
    return _due(
        "occupational_health_claim", "Kela, occupational health care", says, date(year + 1, month, day), (value,), KELA
    )


# -- keeping ---------------------------------------------------------------------------------------------------------


def keep_wage_records_until(book: Book, payment_day: date) -> Decision[date]:
    """768/2016 28 § with 4 §: wage notes and vouchers are kept six years from the end of the year of the payment."""
    value = book.value("retention.wage_records_years", Days(payment_day=payment_day))
    until = date(payment_day.year + _count(value), 12, 31)
    says = "kept some years from the end of the year of the payment"
    return _due("keep_wage_records", "768/2016 28 §", says, until, (value,), value.source.link)


def _due(code: str, section: str, says: str, due: date, values: tuple[Value, ...], link: str) -> Decision[date]:
    return Decision(due, (Reason(code, section, says, (("day", due.isoformat()),), link),), (), values)


def _ask_criminal(asks: str, day: date) -> Decision[str | None]:
    question = Question(
        topic="criminal_record",
        asks=asks,
        why="It decides whether a criminal record extract must, may or may not be asked (504/2002 2 §, 741/2023 28 §).",
        where_to_find="The employer knows it.",
        day=day,
        blocks=False,
    )
    return Decision(None, (), (question,))


def _criminal(outcome: str, section: str, says: str, link: str, values: tuple[Value, ...] = ()) -> Decision[str | None]:
    return Decision(outcome, (Reason(f"criminal_record_{outcome}", section, says, link=link),), (), values)
