"""The budget's money to the decision's end: what is spent, earned as holiday pay, planned and left.

Accrued holiday pay is estimated as a percentage of the pay for time at work in the credit year (9 %, or 11.5 % when the
employment will have lasted a year by the credit year's end), whatever method will pay it, less what was paid for it;
its contributions go by the age when it can be paid first: at the season's beginning, or at the employment's end.
Planned time is priced plainly (``payroll.forecast``); the employer's contributions are at the rates of the day asked.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import budget, effective, leave, pay
from employer.arrangements import time_off
from employer.budget.schemas import BudgetState, Decision, Entry
from employer.contracts.schemas import EmploymentFacts
from employer.forecast.schemas import BudgetForecast, LineForecast, MonthForecast, Sums
from employer.leave.schemas import CreditYear
from employer.pay import gathering
from payroll import forecast
from payroll.exchanged import WEEKLY_REST
from payroll.hours import AT_WORK, split
from payroll.inputs import Shift
from rules import Days, NoValueForDay, Period, UnknownValue, UnverifiedValue, calendar, load_book
from rules.decisions import annual_holiday, annual_holiday_pay, contract, public_holidays, sick_leave

_ONE_DAY = timedelta(days=1)
_ACCOUNTS = {
    "wages": "wages",
    "pension": "employer_contributions",
    "unemployment": "employer_contributions",
    "health": "employer_contributions",
    "accident": "accident_insurance",
    "group_life": "accident_insurance",
}
_BUDGET_ACCOUNTS = ("wages", "employer_contributions", "accident_insurance")
_SICK = ("sick", "accident")


@dataclass(frozen=True, slots=True)
class _Plan:
    """The planned pay of one employment in exact euros by day, and what Kela pays of it.

    ``rates``: what a euro of it costs each account; ``shares``: the holiday pay that a euro earns in a credit year.
    """

    paid: Mapping[date, Fraction]
    by_kela: Mapping[date, Fraction]
    rates: Mapping[str, Fraction]
    shares: Mapping[Period, Fraction]

    def add_to(self, days: dict[date, Fraction], accounts: Iterable[str], *, with_holidays: bool) -> None:
        """Adds what the days cost the accounts, with or without the holiday pay that they earn."""
        rate = sum((self.rates[account] for account in accounts), Fraction(0))
        rates = {year: rate * (1 + share) if with_holidays else rate for year, share in self.shares.items()}
        for day, euros in self.paid.items():
            days[day] += euros * rates[calendar.credit_year(day)]
        if "wages" in accounts:
            for day, euros in self.by_kela.items():
                days[day] -= euros


@dataclass(slots=True)
class _Money:
    """Cents by account, gathered employment by employment, and what is planned for each day."""

    accrued: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    committed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    accrues: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    months: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    plans: list[_Plan] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def days(self, accounts: Collection[str], *, with_holidays: bool) -> dict[date, Fraction]:
        """Exact euros that the planned days cost some of the accounts, by day."""
        found: dict[date, Fraction] = defaultdict(Fraction)
        for plan in self.plans if accounts else ():
            plan.add_to(found, accounts, with_holidays=with_holidays)
        return found


def budget_forecast(
    session: Session, employer_id: int, as_of: date, known_on: date | None = None
) -> BudgetForecast | None:
    """The budget in force on ``as_of`` and how it will end; None when there is no decision.

    ``known_on``: the day whose knowledge is used (``as_of`` when left out). Work done after the last closed pay run
    counts as committed, so that nothing falls between the two.
    """
    seen = as_of if known_on is None else known_on
    state = budget.state(session, employer_id, as_of, seen)
    if state is None:
        return None
    now = pay.situation(session, employer_id, seen)
    money = _gathered(session, employer_id, now, state)
    return _forecast(session, employer_id, state, money, seen)


def planned_costs(session: Session, employer_id: int, as_of: date, known_on: date) -> tuple[Entry, ...]:
    """What the work that no pay run has paid yet will cost the decision in force on ``as_of``, day by day.

    Cents and minutes of its shifts, worked and planned, with the employer's contributions, without the holiday pay
    that they earn; a day's cents are rounded, because they are an estimate.
    """
    state = budget.state(session, employer_id, as_of, known_on)
    if state is None:
        return ()
    now = pay.situation(session, employer_id, known_on)
    money = _gathered(session, employer_id, now, state)
    minutes = _open_minutes(session, employer_id, now, state.decision)
    found = [
        Entry(account, forecast.cents(euros), "payslip", day, day, "forecast")
        for account in _BUDGET_ACCOUNTS
        for day, euros in money.days((account,), with_holidays=False).items()
    ]
    return (
        *found,
        *(Entry("wages", 0, "payslip", day, day, "forecast", minutes=many) for day, many in minutes.items()),
    )


def _gathered(session: Session, employer_id: int, now: pay.Situation, state: BudgetState) -> _Money:
    """The planned money of every employment."""
    money, decision = _Money(), state.decision
    planned = {
        one.id: _planned(session, employer_id, one, now, state.as_of, decision.first, decision.until)
        for one in now.employments.values()
        if one.start <= decision.until
    }
    for employment in now.employments.values():
        if employment.id in planned:
            _add(session, employer_id, employment, now, state, money, planned)
    return money


def _open_minutes(session: Session, employer_id: int, now: pay.Situation, decision: Decision) -> dict[date, int]:
    """The minutes of the shifts that no pay run has paid yet, by day."""
    minutes: dict[date, int] = defaultdict(int)
    for employment in now.employments.values():
        if employment.start > decision.until:
            continue
        first, after = _open_days(session, employer_id, employment, now, decision.first, decision.until)
        if first < after:
            for span in gathering.roster(session, employer_id, employment.id, now, first, after).spans:
                for piece in split(gathering.shift_of(span)):
                    if piece.kind in AT_WORK and first <= piece.day < after:
                        minutes[piece.day] += piece.minutes
    return minutes


def _add(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    now: pay.Situation,
    state: BudgetState,
    money: _Money,
    plans: Mapping[int, Mapping[date, Fraction]],
) -> None:
    as_of, decision = state.as_of, state.decision
    planned = plans[employment.id]
    employee = now.employees[employment.employee_id]
    own = [plans[one.id] for one in now.employments.values() if one.id in plans and one.employee_id == employee.id]
    book = load_book()
    percents_at = partial(
        forecast.contribution_percents,
        gathering.insurance_on(now, as_of),
        employee.born,
        as_of,
        book,
        year_over_limit=_over_limit(session, employer_id, employment, as_of, own),
        everyone_over_limit=_over_limit(session, employer_id, employment, as_of, plans.values(), everyone=True),
    )
    percents = percents_at()
    money.unknown.update(percents.unknown)
    years = gathering.holiday_accounts(session, employer_id, employment, as_of, now)
    for year, cents in _accrued(session, employer_id, employment, years, as_of):
        of_holiday = percents_at(ages_on=_holiday_paid(employment, year, as_of))
        money.unknown.update(of_holiday.unknown)
        _with_contributions(money.accrued, cents, of_holiday)
    below, of_months = _months_below(own, as_of), {}
    for month, cents in forecast.by_month(planned).items():
        # holiday pay is paid at once, so that its month reaches the pension insurance's limit sooner than the others
        of_month = percents_at(ages_on=month + relativedelta(day=31))
        money.unknown.update(of_month.unknown)
        of_months[month] = replace(of_month, pension=Decimal(0)) if month in below else of_month
        money.months[f"{month:%Y-%m}"] += _with_contributions(money.committed, cents, of_months[month])
    by_kela = _paid_by_kela(session, employer_id, employment, now, decision.first, decision.until, planned)
    for month, cents in forecast.by_month(by_kela).items():
        money.committed["wages"] -= cents
        money.months[f"{month:%Y-%m}"] -= cents
    by_year: dict[Period, Fraction] = defaultdict(Fraction)
    for day, euros in planned.items():
        by_year[calendar.credit_year(day)] += euros
    share: dict[Period, Fraction] = {}
    for year, euros in by_year.items():
        percent = Fraction(annual_holiday_pay.percent(_lasts_a_year(employment, year), year.last, book).outcome)
        share[year] = percent / 100
        of_holiday = percents_at(ages_on=_holiday_paid(employment, year, as_of))
        _with_contributions(money.accrues, forecast.cents(euros * share[year]), of_holiday)
    for month, of_month in of_months.items():
        money.plans.append(_Plan(_in_month(planned, month), _in_month(by_kela, month), _rates(of_month), share))


def _in_month(days: Mapping[date, Fraction], month: date) -> dict[date, Fraction]:
    return {day: euros for day, euros in days.items() if day.replace(day=1) == month}


def _rates(percents: forecast.Contributions) -> dict[str, Fraction]:
    """What a euro of pay costs each account."""
    rates = {account: Fraction(account == "wages") for account in _BUDGET_ACCOUNTS}
    for name in percents.__slots__:
        rates[_ACCOUNTS[name]] += Fraction(getattr(percents, name) or 0) / 100
    return rates


def _with_contributions(into: dict[str, int], cents: int, percents: forecast.Contributions) -> int:
    """Adds a sum of pay and its contributions to their accounts; gives the whole."""
    parts = {"wages": cents, **forecast.contributions_of(cents, percents)}
    for name, part in parts.items():
        into[_ACCOUNTS[name]] += part
    return sum(parts.values())


def _lasts_a_year(employment: EmploymentFacts, year: Period) -> bool:
    end = year.last if employment.end is None else min(year.last, employment.end)
    return annual_holiday.lasted_a_year(employment.start, end)


def _accrued(
    session: Session, employer_id: int, employment: EmploymentFacts, years: Iterable[CreditYear], as_of: date
) -> list[tuple[Period, int]]:
    """Cents of holiday pay earned and not paid, by credit year, of those of which something is left."""
    base = pay.holiday_base(session, employer_id, employment.id, as_of)
    paid: dict[date, int] = defaultdict(int)
    for line in pay.holiday_paid(session, employer_id, employment.id):
        paid[line.credit_year] += line.cents
    found = []
    for year in years:
        if year.closed and year.days_left <= 0:
            continue
        first, last = year.credit_year.first, year.credit_year.last
        percent = annual_holiday_pay.percent(_lasts_a_year(employment, year.credit_year), last, load_book()).outcome
        cents = base.get(first, 0) + (year.opening_pay_base_cents or 0)
        earned = forecast.cents(Fraction(cents, 100) * Fraction(percent) / 100)
        found.append((year.credit_year, max(0, earned - paid[first])))
    return found


def _holiday_paid(employment: EmploymentFacts, year: Period, as_of: date) -> date:
    """The first day on which holiday of a credit year can be expected to be paid: its season's first, or the
    employment's end before it; not before ``as_of``."""
    season = calendar.holiday_season(year.last.year).first
    return max(as_of, season if employment.end is None else min(season, employment.end))


def _over_limit(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    as_of: date,
    plans: Iterable[Mapping[date, Fraction]],
    *,
    everyone: bool = False,
) -> bool:
    """Whether the year's pay passes the limit of a private household: of the employee, or of everyone the limit of
    unemployment insurance; an unknown limit counts as passed. ``plans``: the planned pay by day that counts."""
    name = "unemployment.yearly_limit_euros" if everyone else "health.yearly_limit_euros"
    try:
        limit = load_book().value(name, Days(payment_day=as_of)).number
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return True
    sums = gathering.paid_before(session, employer_id, employment.employee_id, as_of, None)
    paid = (sums.everyone_year if everyone else sums.year)["taxable"]
    this_year = sum((euros for plan in plans for day, euros in plan.items() if day.year == as_of.year), Fraction(0))
    return Fraction(paid, 100) + this_year > limit


def _months_below(plans: Iterable[Mapping[date, Fraction]], as_of: date) -> frozenset[date]:
    """The months of which the planned pay stays below the pension insurance's limit: all of them or none, since one
    may be planned in part only. None by an unknown limit."""
    months: dict[date, Fraction] = defaultdict(Fraction)
    for plan in plans:
        for day, euros in plan.items():
            months[day.replace(day=1)] += euros
    try:
        limit = load_book().value("pension.monthly_threshold_euros", Days(payment_day=as_of)).number
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return frozenset()
    return frozenset(months) if months and max(months.values()) < limit else frozenset()


# -- planned pay -------------------------------------------------------------------------------------------------------


def _planned(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    now: pay.Situation,
    as_of: date,
    decision_first: date,
    decision_until: date,
) -> dict[date, Fraction]:
    """Plain pay by day from the last closed pay run's end to the decision's end: shifts, patterns, paid absences."""
    first, after = _open_days(session, employer_id, employment, now, decision_first, decision_until)
    if after <= first:
        return {}
    paid: dict[date, Any] = gathering.planned_pay(session, employer_id, employment, now, first, after)
    roster = gathering.roster(session, employer_id, employment.id, now, first, after)
    absences = now.absences.get(employment.id, ())
    lasted = [day for day, yes in leave.lasted_over(now.answers, employment.code).items() if yes]
    extra: list[Shift] = []
    for span in roster.absent:
        if span.absence is not None and _pays(absences[span.absence], absences, span.start.date(), employment, lasted):
            extra.append(gathering.shift_of(span))
    for span in roster.skipped:
        day = span.start.date()
        if span.absence is None and public_holidays.independence_day_pay(load_book(), day, employment.start).outcome:
            extra.append(gathering.shift_of(span))
    wages, book = gathering.wages_of(employment), load_book()
    for day, euros in forecast.pay_by_day(extra, wages, book, plain=True).items():
        if first <= day < after:
            paid[day] = paid.get(day, Fraction(0)) + euros
    for training in now.trainings.get(employment.id, ()):
        if first <= training.day < after and (training.required or training.paid):
            euros = forecast.pay_of_minutes(wages, training.day, training.minutes)
            paid[training.day] = paid.get(training.day, Fraction(0)) + euros
    for day, euros in _exchanged(session, employer_id, employment, now, first, after).items():
        paid[day] = paid.get(day, Fraction(0)) + euros
    return paid


def _exchanged(
    session: Session, employer_id: int, employment: EmploymentFacts, now: pay.Situation, first: date, after: date
) -> dict[date, Fraction]:
    """What exchanging work for time off changes in the planned pay: the work is not paid when it is done, and what is
    left of the time off is paid when the employment ends. Time off that is taken before takes the place of work that is
    planned, whose pay is planned already."""
    found: dict[date, Fraction] = {}
    noted = now.time_off.get(employment.id, ())
    wages = gathering.wages_of(employment)
    for one in noted:
        if first <= one.day < after and one.kind != WEEKLY_REST and not one.increase_only:
            euros = forecast.pay_of_minutes(wages, one.day, one.minutes)
            found[one.day] = found.get(one.day, Fraction(0)) - euros
    end = employment.end
    if noted and end is not None and first <= end < after:
        left = time_off.balance(session, employer_id, employment, end, now.known_on).left
        minutes = sum(count for one, _, count in left if one.kind != WEEKLY_REST)
        found[end] = found.get(end, Fraction(0)) + gathering.pay_of_minutes(employment, end, minutes)
    return found


def _open_days(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    now: pay.Situation,
    decision_first: date,
    decision_until: date,
) -> tuple[date, date]:
    """The first day that no closed pay run has paid, and the day after the decision or the employment."""
    issued = pay.issued_periods(session, employer_id, employment.id)
    closed = [last for begun, last, _ in issued if begun <= decision_until]
    first = (
        max(closed) + _ONE_DAY if closed else max(gathering.records_first(employment, now, issued), employment.start)
    )
    after = (decision_until if employment.end is None else min(decision_until, employment.end)) + _ONE_DAY
    return max(first, decision_first), after


def _paid_by_kela(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    now: pay.Situation,
    decision_first: date,
    decision_until: date,
    planned: Mapping[date, Fraction],
) -> dict[date, Fraction]:
    """What Kela pays of the planned pay, by day: its monthly part over the days of the months with planned pay."""
    found = now.arrangements.get(employment.id)
    if found is None or not found.kela_parts or not planned:
        return {}
    months = {(day.year, day.month) for day in planned}
    first, after = _open_days(session, employer_id, employment, now, decision_first, decision_until)
    by_day: dict[date, Fraction] = {}
    for day in Period(first, after):
        part = effective.at(found.kela_parts, day)
        if part is not None and (day.year, day.month) in months:
            by_day[day] = Fraction(part.cents, 100 * monthrange(day.year, day.month)[1])
    return by_day


def _pays(
    absence: Any, absences: Iterable[Any], day: date, employment: EmploymentFacts, lasted: Collection[date] = ()
) -> bool:
    """Whether time inside a known absence is paid as time: prevented work, supplementary days, the sick pay window.

    Holidays are not: they are paid from what has accrued.
    """
    if absence.no_pay is not None:
        return False
    if absence.kind in ("supplementary_days", "prenatal_check", "time_off"):
        return True
    if absence.kind in contract.HINDRANCES:
        paid_to = contract.hindered_to(
            absence.kind, leave.unbroken(absence, absences, lasted), absence.last, load_book()
        ).outcome
        return paid_to is not None and day <= paid_to
    if absence.kind not in _SICK:
        return False
    since, spells = leave.incapacity(absence, absences, lasted)
    window = sick_leave.pay_window(
        load_book(),
        first=since,
        last=absence.last,
        employment_first=employment.start,
        relapse_of_first=spells[-1].first if spells else None,
        relapse_of_last=spells[-1].last if spells else None,
        earlier=spells,
    ).outcome
    return window is not None and window.first <= day <= window.last


# -- the sums ----------------------------------------------------------------------------------------------------------


def _forecast(session: Session, employer_id: int, state: BudgetState, money: _Money, seen: date) -> BudgetForecast:
    decision = state.decision
    by_line: dict[str | None, _Money] = defaultdict(lambda: _Money(plans=money.plans))
    accounts: dict[str | None, list[str]] = defaultdict(list)
    for account in _BUDGET_ACCOUNTS:
        entry = Entry(account, 0, "payslip", state.as_of, state.as_of, "forecast")
        code = budget.line_of(decision, entry)
        accounts[code].append(account)
        mine = by_line[code]
        mine.accrued[account] += money.accrued[account]
        mine.committed[account] += money.committed[account]
        mine.accrues[account] += money.accrues[account]
    spent: dict[str | None, list[tuple[date, int]]] = defaultdict(list)
    for one in budget.costs(session, employer_id, seen):
        if one.day <= state.as_of and decision.first <= one.for_day <= decision.until:
            spent[budget.line_of(decision, one)].append((one.day, one.cents))
    lines = []
    for line in state.lines:
        mine = by_line[line.line.code]
        sums = _sums(line.granted_cents, line.received_cents, line.spent_cents, mine, line.returned_cents)
        runs_out = _runs_out(sums, spent[line.line.code], mine, accounts[line.line.code])
        lines.append(LineForecast(line.line.code, line.line.title, sums, runs_out))
    total = _sums(state.granted_cents, state.received_cents, state.spent_cents, money, state.returned_cents)
    months = {one.month: one for one in state.months}
    return BudgetForecast(
        as_of=state.as_of,
        decision=decision,
        total=total,
        runs_out=_runs_out(total, [one for rows in spent.values() for one in rows], money, _BUDGET_ACCOUNTS),
        lines=tuple(lines),
        months=tuple(
            MonthForecast(
                month=month,
                received=months[month].received_cents if month in months else 0,
                spent=months[month].spent_cents if month in months else 0,
                committed=money.months.get(month, 0),
            )
            for month in sorted({*months, *money.months})
        ),
        not_included=tuple(sorted(money.unknown)),
        state=state,
    )


def _sums(granted: int | None, received: int, spent: int, money: _Money, returned: int) -> Sums:
    return Sums(
        granted=granted,
        received=received,
        spent=spent,
        accrued=sum(money.accrued.values()),
        committed=sum(money.committed.values()),
        accrues=sum(money.accrues.values()),
        returned=returned,
    )


def _runs_out(sums: Sums, spent: Iterable[tuple[date, int]], money: _Money, accounts: Collection[str]) -> date | None:
    """The day on which the granted money is used up, or None when it lasts."""
    if sums.granted is None or sums.forecast_end is None or sums.forecast_end >= 0:
        return None
    left = sums.granted
    for day, cents in sorted(spent):
        left -= cents
        if left < 0:
            return day
    euros = Fraction(left - sums.accrued - sums.returned, 100)
    days = money.days(accounts, with_holidays=True)
    last = None
    for day in sorted(days):
        last = day
        euros -= days[day]
        if euros < 0:
            return day
    return last
