"""The pay of hours that are still planned, for yearly limits and for the budget.

Plain pay only: planned minutes at the agreed price, with the statutory Sunday increase; what a real payslip adds beyond
that (overtime, supplements) is not planned. Amounts are exact until a month's or a contribution's sum is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from payroll.figures import cent_half_up
from payroll.hours import AT_WORK, split
from payroll.inputs import Insurance, Shift, Wage
from rules import Book, Days, NoValueForDay, UnknownValue, UnverifiedValue, Value, calendar
from rules.decisions import insurance as insurances


@dataclass(frozen=True, slots=True)
class Contributions:
    """The employer's contributions in percent of pay. ``None``: not known, so nothing can be planned for it."""

    pension: Decimal | None
    unemployment: Decimal | None
    health: Decimal | None
    accident: Decimal | None
    group_life: Decimal | None

    @property
    def unknown(self) -> tuple[str, ...]:
        """The contributions whose percentage is not known."""
        return tuple(name for name in self.__slots__ if getattr(self, name) is None)


def pay_by_day(
    shifts: Iterable[Shift],
    wages: Sequence[Wage],
    book: Book,
    workdays: Sequence[date] = (),
    *,
    plain: bool = False,
) -> dict[date, Fraction]:
    """Euros of plain pay for each day, exact.

    An hourly wage is paid for the minutes of the shifts, on the days of the Sunday rate with its increase (Working Time
    Act 20 §). A monthly wage is shared evenly over ``workdays``, which hold all workdays of the months they touch;
    its shifts add nothing here. A day without a wage in force earns nothing. ``plain``: time paid without having been
    worked, which has no Sunday increase.
    """
    paid: dict[date, Fraction] = {}
    for shift in shifts:
        if shift.kind not in AT_WORK:
            continue
        for piece in split(shift):
            wage = _wage_on(wages, piece.day)
            if wage is None or wage.unit != "hour":
                continue
            euros = Fraction(wage.euros) * piece.minutes / 60
            if not plain and calendar.is_sunday_rate(piece.day):
                increase = _percent(book, "working_time.sunday_percent", Days(work_day=piece.day))
                euros += euros * Fraction(increase or Decimal(0)) / 100
            paid[piece.day] = paid.get(piece.day, Fraction(0)) + euros
    in_month: dict[date, int] = {}
    for day in workdays:
        in_month[day.replace(day=1)] = in_month.get(day.replace(day=1), 0) + 1
    for day in workdays:
        wage = _wage_on(wages, day)
        if wage is not None and wage.unit == "month":
            paid[day] = paid.get(day, Fraction(0)) + Fraction(wage.euros) / in_month[day.replace(day=1)]
    return paid


def cents(euros: Fraction | int) -> int:
    """Exact euros as whole cents, half a cent upwards."""
    return int(cent_half_up(Fraction(euros)) * 100)


def pay_of_minutes(wages: Sequence[Wage], day: date, minutes: int) -> Fraction:
    """Exact euros of minutes at the hourly wage of a day; a monthly wage holds them already."""
    wage = _wage_on(wages, day)
    if wage is None or wage.unit != "hour":
        return Fraction(0)
    return Fraction(wage.euros) * minutes / 60


def by_month(paid: Mapping[date, Fraction]) -> dict[date, int]:
    """Cents for each calendar month (its first day), each month rounded once."""
    months: dict[date, Fraction] = {}
    for day, euros in paid.items():
        months[day.replace(day=1)] = months.get(day.replace(day=1), Fraction(0)) + euros
    return {month: cents(months[month]) for month in sorted(months)}


def contribution_percents(
    policy: Insurance,
    born: date,
    on: date,
    book: Book,
    *,
    year_over_limit: bool = True,
    everyone_over_limit: bool | None = None,
    ages_on: date | None = None,
) -> Contributions:
    """The employer's contributions at the rates of the day ``on``, for the age on the day ``ages_on`` (None: the same).

    ``year_over_limit``: whether the person's wages of the year pass the limit of health insurance; below it that is
    nothing. ``everyone_over_limit``: whether those of all employees pass the limit of unemployment and accident
    insurance (None: the same). The pension share is the total less the employee's percentage of that age, whatever a
    month's wages come to.
    """
    everyone = year_over_limit if everyone_over_limit is None else everyone_over_limit
    days = Days(payment_day=on, work_day=on, period_end=on)
    nothing: Decimal | None = Decimal(0)
    unemployment, health = nothing, nothing
    if everyone:
        insured = insurances.unemployment_insured(book, born, ages_on or on).outcome
        unemployment = _if_insured(insured, book, "unemployment.employer_percent", days)
    if year_over_limit:
        insured = insurances.health_insured(book, born, ages_on or on).outcome
        health = _if_insured(insured, book, "health.employer_percent", days)
    accident = policy.accident_percent
    if accident is None and not policy.accident_known and not everyone:
        accident = nothing
    group_life = policy.group_life_percent
    if group_life is None and policy.group_life_known:
        group_life = nothing
    pension = nothing
    if insurances.pension_insured(book, born, ages_on or on).outcome:
        pension = _pension(policy, insurances.insurance_age(born, ages_on or on), book, days)
    return Contributions(pension, unemployment, health, accident, group_life)


def contributions_of(pay_cents: int, percents: Contributions) -> dict[str, int]:
    """Cents of each known contribution for a sum of pay, each rounded once."""
    found: dict[str, int] = {}
    for name in percents.__slots__:
        percent: Decimal | None = getattr(percents, name)
        if percent is not None:
            found[name] = cents(Fraction(pay_cents, 100) * Fraction(percent) / 100)
    return found


def _pension(policy: Insurance, age: int, book: Book, days: Days) -> Decimal | None:
    if policy.pension_kind is None:
        return None
    total = policy.pension_total_percent
    if policy.pension_kind == "temporary":
        total = _percent(book, "pension.temporary_total_percent", days)
    table = _value(book, "pension.employee_percent", days)
    if total is None or table is None:
        return None
    employee: Decimal = table.row(age=age)["percent"]
    return total - employee


def _if_insured(insured: bool | None, book: Book, name: str, days: Days) -> Decimal | None:
    if insured is None:
        return None
    return _percent(book, name, days) if insured else Decimal(0)


def _value(book: Book, name: str, days: Days) -> Value | None:
    try:
        return book.value(name, days)
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return None


def _percent(book: Book, name: str, days: Days) -> Decimal | None:
    value = _value(book, name, days)
    if value is None:
        return None
    number: Decimal = value.number
    return number


def _wage_on(wages: Sequence[Wage], day: date) -> Wage | None:
    found = None
    for wage in wages:
        if wage.first <= day and (wage.until is None or day <= wage.until):
            found = wage
    return found
