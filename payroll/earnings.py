"""Base pay, additional hours, overtime and Sunday work, and the price of an hour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

from payroll import agreement_overtime, averaging
from payroll.agreement import Terms
from payroll.agreement_pay import even_monthly_pay, month_minutes, raised_wage
from payroll.draft import Draft, Line
from payroll.errors import CannotCalculate
from payroll.exchanged import without_exchanged
from payroll.figures import Figure, as_text, price_text
from payroll.hours import AT_WORK, EMERGENCY, TRAINING, Limits, Piece, Sorted, sort_minutes, split
from payroll.inputs import Inputs, Wage
from rules import Book, Days, Decision, Reason, Source, Value, calendar
from rules.decisions import annual_holiday_pay, pay_grounds, working_time, young_workers
from rules.decisions.terms import Amount

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Price:
    """What an hour costs on some days, as a figure."""

    key: tuple[str, str]  # tells two prices apart: the wage row, and the month for a monthly wage
    figure: Figure
    wage: Wage
    lowest: Figure | None = None  # the agreement's, in the wage's unit, where one binds and is known
    lowest_source: Source | None = None


@dataclass(frozen=True, slots=True)
class _Lowest:
    """The lowest wage that the agreement allows. ``by_raise``: the agreed wage with the agreement's raises is above the
    table's."""

    figure: Figure
    source: Source
    by_raise: bool = False


class Prices:
    """The price of an hour by day, made once for each wage (and month). A binding minimum raises it, with a notice."""

    def __init__(self, draft: Draft, terms: Terms) -> None:
        self._draft = draft
        self._terms = terms
        self._prices: dict[tuple[int, date | None, int | None, date | None], Price] = {}
        self._by_day: dict[date, int] = {}
        self._monthly: dict[tuple[int, int, date | None], tuple[Figure, _Lowest | None]] = {}
        self._told: set[tuple[object, object]] = set()

    def wage_on(self, day: date) -> int:
        """The position of the wage in force on a day. Raises ``CannotCalculate`` when none is."""
        found = self._by_day.get(day)
        if found is None:
            for position, wage in enumerate(self._draft.inputs.wages):
                if wage.first <= day and (wage.until is None or day <= wage.until):
                    found = position
            if found is None:
                raise CannotCalculate(
                    "wages",
                    f"{self._draft.inputs.employment} has no agreed wage on {day.isoformat()}",
                    "Add the wage from that day",
                    code="no_wage",
                    day=day,
                )
            self._by_day[day] = found
        return found

    def on(self, day: date) -> Price:
        """The price of an hour on a day: the hourly wage, or the monthly wage by its month's regular hours
        (``choice.monthly_hour_divisor``)."""
        position = self.wage_on(day)
        wage = self._draft.inputs.wages[position]
        month = day.replace(day=1) if wage.unit == "month" else None
        bound = self._terms.bound(day)
        turn = self._terms.wage_since(day) if bound else None
        weekly = None if not bound else 0 if month is None else self._terms.weekly_minutes(day)
        price = self._prices.get((position, month, weekly, turn))
        if price is None:
            if month is None:
                lowest = self._lowest(wage, day) if bound else None
                figure = self._raised(self._agreed(wage), lowest, day)
            else:
                monthly, lowest = self._month(day)
                figure = self._by_month(monthly, month, weekly or 0, day)
            price = self._price(position, month, weekly, day, figure, lowest)
            self._prices[position, month, weekly, turn] = price
        return price

    def _price(
        self, position: int, month: date | None, weekly: int | None, day: date, figure: Figure, lowest: _Lowest | None
    ) -> Price:
        """The price of a day; that of an earlier day with the same table and sums where there is one."""
        bound = weekly is not None
        wage, table = self._draft.inputs.wages[position], self._terms.table_since(day) if bound else None
        alike = [price for key, price in self._prices.items() if key[:3] == (position, month, weekly)]
        key = f"{month} {bound} {table} {weekly or ''}".strip()
        under = [price for price in alike if price.key[1].startswith(key)]
        same = [price.key[1] for price in under if price.figure.value == figure.value]
        if same:
            key = same[-1]
        elif under:
            key = f"{key} {day}"  # another sum under the same table: raised, or said later
        figures = (None, None) if lowest is None else (lowest.figure, lowest.source)
        return Price((wage.first.isoformat(), key), figure, wage, *figures)

    def monthly_wage(self, day: date) -> Figure:
        """The monthly wage of a day as a figure: as agreed, or the agreement's lowest where that is higher."""
        return self._month(day)[0]

    def monthly_key(self, day: date) -> str:
        """Tells the monthly wages of two days apart: empty where no agreement raises it, else its sum."""
        if not self._terms.bound(day) or not self._terms.weekly_minutes(day):
            return ""
        return price_text(self._month(day)[0].value)

    def wages_compared(self, day: date) -> tuple[Amount, Amount | None]:
        """The contract's wage on a day and the agreement's lowest in the same unit: None where none is known."""
        wage = self._draft.inputs.wages[self.wage_on(day)]
        unit = f"euros_per_{wage.unit}"
        agreed = Amount(wage.euros, unit, since=wage.first)
        if wage.unit == "hour":
            price = self.on(day)
            lowest, source = price.lowest, price.lowest_source
        else:
            _, monthly = self._month(day)
            lowest, source = (None, None) if monthly is None else (monthly.figure, monthly.source)
        if lowest is None:
            return agreed, None
        return agreed, Amount(Decimal(price_text(lowest.value)), unit, source)

    def _month(self, day: date) -> tuple[Figure, _Lowest | None]:
        """The monthly wage of a day, at least the agreement's lowest, and that lowest where it binds and is known.

        The lowest monthly wage is the agreement's own: weekly hours × lowest hourly wage × its multiplier.
        """
        position = self.wage_on(day)
        wage = self._draft.inputs.wages[position]
        weekly = self._terms.weekly_minutes(day) if self._terms.bound(day) else 0
        if not weekly:
            return self._agreed(wage), None
        key = (position, weekly, self._terms.wage_since(day))
        found = self._monthly.get(key)
        if found is None:
            lowest = self._lowest(wage, day, weekly)
            found = self._monthly[key] = self._raised(self._agreed(wage), lowest, day), lowest
        return found

    def _lowest(self, wage: Wage, day: date, weekly: int = 0) -> _Lowest | None:
        """The agreement's lowest wage of a day in the wage's own unit; None after asking.

        The table's, or the agreed wage with the raises that the agreement has given it since (wages above the table).
        """
        draft, trace, terms = self._draft, self._draft.trace, self._terms
        hourly = terms.lowest_wage(day)
        if hourly is None:
            return None
        table = hourly if wage.unit == "hour" else self._monthly_of(day, weekly, hourly)
        if table is None:
            return None
        table = self._of_young(wage, day, table)
        lowest = _Lowest(table, terms.wage_source(day))
        above = wage.euros > Decimal(price_text(table.value))
        raises = terms.personal_raises(max(wage.first, draft.inputs.employment_first), day, ask=above)
        raised, source = (self._agreed(wage) if raises else table), None
        for one, stands in raises:
            more = one if wage.unit == "hour" else self._monthly_of(day, weekly, one)
            if more is not None:
                raised, source = raised_wage(trace, raised, more, unit=f"euros_per_{wage.unit}"), stands
        if raised.value <= table.value:
            return lowest
        return _Lowest(raised, source or lowest.source, by_raise=True)

    def _of_young(self, wage: Wage, day: date, table: Figure) -> Figure:
        """The table's wage, or the agreement's share of it for a young worker: asked only where it decides the pay.

        A lowest wage that a person answered is the employee's own already. Whole cents, as the table's steps.
        """
        draft = self._draft
        if wage.euros >= Decimal(price_text(table.value)) or draft.answered("agreement_wage", day) is not None:
            return table
        if not draft.look_up(lambda book: young_workers.is_young(draft.inputs.born, day, book)):
            return table
        percent = draft.law("heta.young_wage_percent", Days(work_day=day))
        if percent is None:
            return table
        return draft.trace.product("young_wage", table, percent, unit=f"euros_per_{wage.unit}", rounding="cent_half_up")

    def _monthly_of(self, day: date, weekly: int, hourly: Figure) -> Figure | None:
        if self._draft.value("heta.monthly_multiplier", Days(work_day=day)) is None:
            return None
        minutes = self._draft.trace.given("weekly_minutes", weekly, "minutes")
        return even_monthly_pay(self._draft.trace, self._draft.book, day, minutes, hourly)

    def _raised(self, agreed: Figure, lowest: _Lowest | None, day: date) -> Figure:
        """The agreed wage, or the agreement's lowest wage where that is higher (ECA 2:7)."""
        if lowest is None or agreed.value >= lowest.figure.value:
            return agreed
        if (agreed.value, lowest.figure.value) not in self._told:
            self._told.add((agreed.value, lowest.figure.value))
            self._draft.notice(
                "wage_raised_by_agreement" if lowest.by_raise else "wage_raised_to_minimum",
                day=day.isoformat(),
                agreed=as_text(agreed.value),
                minimum=as_text(lowest.figure.value),
            )
        return self._draft.trace.at_least("price_at_least_minimum", agreed, lowest.figure)

    def _agreed(self, wage: Wage) -> Figure:
        return self._draft.trace.given("wage", wage.euros, f"euros_per_{wage.unit}", since=wage.first.isoformat())

    def _by_month(self, monthly: Figure, month: date, weekly: int, day: date) -> Figure:
        """The price of an hour of a monthly wage: by its month's regular hours, and at least the personal hourly wage
        that the agreement makes it from with ``weekly`` minutes (0: it does not bind or none are agreed)."""
        trace = self._draft.trace
        regular = trace.given("regular_minutes", self._regular_minutes(month), "minutes")
        price = self._an_hour(monthly, regular, "hourly_price")
        if not weekly or self._draft.value("heta.monthly_multiplier", Days(work_day=day)) is None:
            return price
        minutes = month_minutes(trace, self._draft.book, day, trace.given("weekly_minutes", weekly, "minutes"))
        return trace.at_least("hourly_price_larger", price, self._an_hour(monthly, minutes, "personal_hourly_wage"))

    def _an_hour(self, monthly: Figure, minutes: Figure, name: str) -> Figure:
        trace = self._draft.trace
        hours = trace.quotient("regular_hours", minutes, trace.given("minutes_an_hour", 60, "minutes"), unit="hours")
        return trace.quotient(name, monthly, hours, unit="euros_per_hour")

    def _regular_minutes(self, month: date) -> int:
        minutes = dict(self._draft.inputs.regular_minutes).get(month)
        if not minutes:
            raise CannotCalculate(
                "regular_minutes",
                f"the price of an hour of a monthly wage needs the regular working time of {month:%Y-%m}",
                "Give the minutes of that month",
                code="regular_minutes",
                month=month,
            )
        return minutes


def credit_year_first(day: date) -> date:
    """The first day of the holiday credit year of a day."""
    return calendar.credit_year(day).first


@dataclass(slots=True)
class _Run:
    """Minutes of one kind at one price, and on which days they fall."""

    first: date
    last: date
    minutes: int = 0
    days: dict[date, int] = field(default_factory=dict)
    emergency: bool = False
    rostered: bool = False  # beyond the day of the roster, in averaged time

    def add(self, day: date, minutes: int) -> None:
        """Adds minutes of a day, in order of time."""
        self.last = day
        self.minutes += minutes
        self.days[day] = self.days.get(day, 0) + minutes


def _pieces(inputs: Inputs, cuts: tuple[int, ...]) -> list[Piece]:
    shifts = [split(shift, cuts) for shift in inputs.shifts if shift.kind in AT_WORK]
    trainings = [
        Piece(training.day, TRAINING, training.minutes, "training")
        for training in inputs.trainings
        if training.required or training.paid
    ]
    return [*chain.from_iterable(shifts), *trainings]


def add_working_time(draft: Draft, prices: Prices, terms: Terms) -> list[Sorted]:
    """Adds the lines of worked time: plain, additional, overtime, Sunday and the agreement's supplements.

    Gives the sorted minutes of the period's days. Sources: Working Time Act 872/2019, 16, 17, 19 and 20 §, and on days
    on which it binds the agreement's clauses on supplements and weekday holidays. Emergency work has a line of its own;
    what is paid for it on top stands apart from the pay of other work, for it is not in the base of holiday pay.
    """
    inputs = draft.inputs
    pieces = _pieces(inputs, terms.cuts())
    daily, weekly = draft.value("working_time.daily_minutes"), draft.value("working_time.weekly_minutes")
    step = draft.value("working_time.overtime_first_minutes")
    if daily is None or weekly is None or step is None:
        return []
    worked_days = frozenset(piece.day for piece in pieces)
    agreed = _agreed_weeks(inputs, terms, worked_days)
    limits = Limits(int(daily.number), int(weekly.number), int(step.number))
    first, after = inputs.period.first, inputs.period.after
    averaging.ask_what_is_missing(draft)
    longer = [(one.first, one.last, one.minutes) for one in inputs.longer_days]
    worked = dict.fromkeys(worked_days, 0)
    for piece in pieces:
        worked[piece.day] += 0 if piece.kind == EMERGENCY else piece.minutes
    rostered = averaging.rostered_minutes(draft, worked)
    averaged_weeks = averaging.averaged_mondays(inputs)
    everything = sort_minutes(pieces, agreed, limits, averaged_weeks, longer, rostered)
    sorted_pieces = [one for one in everything if first <= one.day < after]
    runs: dict[tuple[str, tuple[str, str], date, str, bool], _Run] = {}

    def add(kind: str, minutes: int, day: date, emergency: bool = False) -> None:
        rate = _rate(draft, _INCREASES[kind], day) if kind in _OF_AGREEMENT else ""
        if kind in _OVERTIME and not emergency:
            rate = agreement_overtime.rate(draft, terms, _INCREASES[kind], day)
        key = (kind, prices.on(day).key, credit_year_first(day), rate, emergency)
        run = runs.setdefault(key, _Run(day, day, emergency=emergency))
        run.add(day, minutes)
        run.rostered = run.rostered or (kind in _DAILY_OVERTIME and bool(rostered.get(day)))

    hourly = {
        day: inputs.wages[prices.wage_on(day)].unit == "hour" for day in dict.fromkeys(one.day for one in sorted_pieces)
    }
    paid_pieces = sorted_pieces
    if inputs.time_off:
        left = without_exchanged(
            inputs, everything, lambda day: inputs.wages[prices.wage_on(day)].unit == "hour", averaged_weeks
        )
        paid_pieces = [one for one in left if first <= one.day < after]
    for one in paid_pieces:
        day = one.day
        training = one.start_minute == TRAINING  # its plain price stands on the training's own line
        emergency = one.kind == EMERGENCY
        if emergency:
            add("emergency", one.minutes, day, emergency)
        elif not training:
            if one.plain and hourly[day]:
                add("base_pay", one.plain, day)
            if one.additional:
                add("additional_hours", one.additional, day)
        if one.overtime_first:
            add("overtime_50", one.overtime_first, day, emergency)
        if one.overtime_rest:
            add("overtime_100", one.overtime_rest, day, emergency)
        if one.overtime_weekly:
            add("overtime_50_weekly", one.overtime_weekly, day, emergency)
        if training or not terms.bound(day):
            if calendar.is_sunday_rate(day):
                add("sunday", one.minutes, day, emergency)
        else:
            for kind in terms.kinds(day, one.start_minute):
                add(kind, one.minutes, day, emergency)
    for free in terms.free_days(first, after, worked_days):
        if inputs.wages[prices.wage_on(free.day)].unit == "hour":
            add("public_holiday_off", free.minutes, free.day)
    for kind in _ORDER:
        for (run_kind, *_), run in runs.items():
            if run_kind == kind:
                _add_run(draft, prices, terms, kind, run)
    _settle_averaging(draft, prices, terms, everything)
    add_missed_rests(draft)
    return sorted_pieces


def tell_of_old_hours(draft: Draft) -> None:
    """A notice when overtime was paid by the act of today although the contract is so old that it may have longer
    regular hours (``choice.old_household_overtime``)."""
    overtime = [one.first for one in draft.lines if one.kind in _DAILY_OVERTIME and one.first is not None]
    if not overtime:
        return
    decided = draft.decide(
        lambda book: working_time.old_household_hours(draft.inputs.employment_first, overtime[0], book)
    )
    choice = draft.value("choice.old_household_overtime", Days(work_day=overtime[0]))
    if decided is not None and decided.outcome and choice is not None:
        draft.notice("old_household_hours", choice, day=draft.inputs.employment_first.isoformat())


def tell_of_unfollowed_hours(draft: Draft) -> None:
    """A notice when increases were paid by the act to a relative whose hours the contract says nobody follows up: hours
    that are noted are followed up."""
    increases = (*_DAILY_OVERTIME, "sunday")
    if draft.inputs.hours_unfollowed and any(one.kind in increases for one in draft.lines):
        draft.notice("relative_hours_followed")


def add_missed_rests(draft: Draft) -> None:
    """Lines of weekly rest that was missed in the period and is paid in money (Working Time Act 28 §).

    The act names no price that was collected: the sum is the one agreed on (``choice.missed_weekly_rest``).
    """
    trace = draft.trace
    for rest in draft.inputs.missed_rests:
        if rest.day not in draft.inputs.period:
            continue
        decided = draft.decide(_rest_in_money, rest.day)
        if decided is None:
            continue
        agreed = draft.cents("missed_rest_agreed", rest.cents)
        amount = trace.total("missed_weekly_rest", (agreed,), rounding="cent_half_up")
        draft.add_line(
            amount,
            Line(
                kind="missed_weekly_rest",
                income_type=draft.income_type("missed_weekly_rest"),
                unit="euro",
                amount_cents=amount.cents,
                figure=amount.row,
                first=rest.day,
                last=rest.day,
                reasons=decided.reasons,
                facts=(("agreed", rest.agreed.isoformat()),),
            ),
        )


def _rest_in_money(book: Book, day: date) -> Decision[date | None]:
    return working_time.missed_weekly_rest(day, book, money_agreed=True)


def _settle_averaging(draft: Draft, prices: Prices, terms: Terms, everything: list[Sorted]) -> None:
    inputs = draft.inputs
    if inputs.averaging:

        def price_on(day: date) -> Figure:
            return prices.on(day).figure

        averaging.add_settlement(draft, price_on, terms, everything)
        last = inputs.employment_last
        monthly = last is not None and inputs.wages[prices.wage_on(last)].unit == "month"
        averaging.add_ended(draft, price_on, monthly=monthly)


def _agreed_weeks(inputs: Inputs, terms: Terms, worked: frozenset[date]) -> list[tuple[date, int]]:
    """The agreed weekly minutes by day.

    A week is shorter by the minutes of its paid weekday holidays off, and by what a monthly wage pays without work:
    what is worked in their place comes on top of that wage.
    """
    agreed = averaging.with_plans(inputs, [(row.first, row.minutes) for row in inputs.weekly_time])
    covered = dict(inputs.minutes_paid_without_work)
    if terms.never and not covered:
        return agreed
    monday = inputs.period.first - _DAY * inputs.period.first.weekday()
    while monday < inputs.period.after:
        after = monday + 7 * _DAY
        off = covered.get(monday, 0) + sum(free.minutes for free in terms.free_days(monday, after, worked))
        if off:
            earlier = [row for row in agreed if row[0] < monday]
            before = earlier[-1:] if not any(row[0] == monday for row in agreed) else []
            here = [(monday, minutes) for _, minutes in before] + [row for row in agreed if monday <= row[0] < after]
            later = [row for row in agreed if row[0] >= after]
            if not later or later[0][0] != after:
                later = [(after, minutes) for _, minutes in here[-1:]] + later
            agreed = [*earlier, *((first, max(0, minutes - off)) for first, minutes in here), *later]
        monday = after
    return agreed


_ORDER = (
    "base_pay",
    "additional_hours",
    "emergency",
    "overtime_50",
    "overtime_50_weekly",
    "overtime_100",
    "evening",
    "night",
    "saturday",
    "sunday",
    "public_holiday",
    "public_holiday_off",
)
_INCREASES = {
    "overtime_50": "working_time.overtime_first_percent",
    "overtime_50_weekly": "working_time.overtime_weekly_percent",
    "overtime_100": "working_time.overtime_rest_percent",
    "sunday": "working_time.sunday_percent",
    "evening": "heta.evening.percent",
    "night": "heta.night.percent",
    "saturday": "heta.saturday.percent",
    "public_holiday": "heta.free_day_worked_percent",
}
_OF_AGREEMENT = ("evening", "night", "saturday", "public_holiday")
_DAILY_OVERTIME = ("overtime_50", "overtime_100")
_OVERTIME = (*_DAILY_OVERTIME, "overtime_50_weekly")
_OUTSIDE_HOLIDAY_BASE = ("overtime_50", "overtime_50_weekly", "overtime_100", "public_holiday_off")


def _rate(draft: Draft, name: str, day: date) -> str:
    """The percentage of a day as the book or a person says it; empty where it has to be asked."""
    value = draft.value(name, Days(work_day=day))
    if value is not None:
        return str(value.number)
    answer = draft.answered(f"missing_law_value.{name}", day) or draft.answered(f"unverified_law_value.{name}", day)
    return "" if answer is None else answer.value


def _base_year(draft: Draft, kind: str, run: _Run) -> date | None:
    """The credit year whose base of holiday pay a line belongs to (162/2005 11 and 12 §); None: to none. Of emergency
    work at most the basic pay, by the project's choice."""
    year = credit_year_first(run.first)
    if kind in _OUTSIDE_HOLIDAY_BASE or (run.emergency and kind != EMERGENCY):
        return None
    if run.emergency:
        last = calendar.credit_year(year).last
        decided = draft.decide(lambda book: annual_holiday_pay.emergency_pay_in_base(last, book))
        return year if decided is not None and decided.outcome else None
    return year


_OWN_REASONS = {
    EMERGENCY: (pay_grounds.emergency_work(),),
    "public_holiday_off": (pay_grounds.weekday_holiday_off(),),
}


def _reasons(kind: str, run: _Run) -> tuple[Reason, ...]:
    return _OWN_REASONS.get(kind) or ((pay_grounds.beyond_roster(),) if run.rostered else ())


def _add_run(draft: Draft, prices: Prices, terms: Terms, kind: str, run: _Run) -> None:
    trace = draft.trace
    price = prices.on(run.first)
    unit_price = price.figure
    values: tuple[Value, ...] = ()
    reasons = _reasons(kind, run)
    name = kind
    facts = [("first", run.first.isoformat()), ("last", run.last.isoformat())]
    if kind in _INCREASES:
        name = "overtime_50" if kind == "overtime_50_weekly" else kind
        days = Days(work_day=run.first)
        percent, agreed = draft.law(_INCREASES[kind], days), False
        if kind in _OVERTIME and not run.emergency:
            percent, agreed = agreement_overtime.increase(draft, terms, _INCREASES[kind], run.first)
        value = draft.value(agreement_overtime.CLAUSE if agreed else _INCREASES[kind], days)
        if percent is None:
            return
        if agreed:
            reasons = (*reasons, agreement_overtime.AGREED)
            facts.append(("agreed", "yes"))
        values = (value,) if value is not None else ()
        unit_price = trace.product(f"{name}_price", price.figure, percent, unit="euros_per_hour")
        facts += [("percent", as_text(percent.value)), ("hour_price", as_text(price.figure.value))]
        if kind == "overtime_50_weekly":
            facts.append(("weekly", "yes"))
    minutes = trace.given(f"{name}_minutes", run.minutes, "minutes")
    amount = trace.product(name, minutes, unit_price, rounding="cent_half_up")
    draft.add_line(
        amount,
        Line(
            kind=name,
            income_type=draft.income_type(name),
            unit="hour",
            amount_cents=amount.cents,
            figure=amount.row,
            minutes=run.minutes,
            unit_price=price_text(unit_price.value),
            first=run.first,
            last=run.last,
            holiday_base=_base_year(draft, kind, run),
            values=values,
            facts=tuple(facts),
            reasons=reasons,
            by_day=tuple(run.days.items()),
        ),
    )


def add_monthly_pay(draft: Draft, prices: Prices, absent_days: frozenset[date]) -> None:
    """Adds the lines of a monthly wage: wage × workdays worked or free with pay ÷ workdays of the month.

    ``absent_days`` are workdays whose pay stands on another line or is not due. A part of a month is a part of its
    workdays, public holidays included.
    """
    inputs = draft.inputs
    by_month: dict[date, list[date]] = {}
    for day in inputs.workdays:
        by_month.setdefault(day.replace(day=1), []).append(day)
    for month_first, month_days in sorted(by_month.items()):
        parts: dict[tuple[int, str, date], list[date]] = {}
        for day in month_days:
            if day in inputs.period and inputs.employed_on(day):
                position = prices.wage_on(day)
                if inputs.wages[position].unit == "month":
                    parts.setdefault((position, prices.monthly_key(day), credit_year_first(day)), []).append(day)
        for (_, _, year), days in parts.items():
            paid = [day for day in days if day not in absent_days]
            if not paid:
                continue
            monthly = prices.monthly_wage(paid[0])
            amount = monthly_part(draft, "base_pay", monthly, len(paid), len(month_days))
            draft.add_line(
                amount,
                Line(
                    kind="base_pay",
                    income_type=draft.income_type("base_pay"),
                    unit="month",
                    amount_cents=amount.cents,
                    figure=amount.row,
                    days=Decimal(len(paid)),
                    unit_price=price_text(monthly.value),
                    first=paid[0],
                    last=paid[-1],
                    holiday_base=year,
                    facts=(
                        ("first", paid[0].isoformat()),
                        ("last", paid[-1].isoformat()),
                        ("days", str(len(paid))),
                        ("month_days", str(len(month_days))),
                        ("month", month_first.isoformat()),
                    ),
                    by_day=tuple((day, 1) for day in paid),
                ),
            )


def monthly_part(draft: Draft, name: str, monthly: Figure, days: int, month_days: int) -> Figure:
    """A part of a monthly wage: wage × days ÷ the month's workdays, rounded once."""
    trace = draft.trace
    share = trace.quotient(
        "part_of_month", trace.given("days", days, "days"), trace.given("month_days", month_days, "days"), unit="number"
    )
    return trace.product(name, monthly, share, rounding="cent_half_up")


def add_at_plain_price(
    draft: Draft,
    prices: Prices,
    kind: str,
    minutes_by_day: list[tuple[date, int]],
    *,
    half: bool = False,
    percent: Figure | None = None,
    holiday_base: bool = False,
    reasons: tuple[Reason, ...] = (),
    facts: tuple[tuple[str, str], ...] = (),
    title: str | None = None,
) -> None:
    """Adds lines of time paid at the plain price of its days, at half or a ``percent`` of it, one for each price."""
    trace = draft.trace
    runs: dict[tuple[tuple[str, str], date], _Run] = {}
    for day, minutes in minutes_by_day:
        key = (prices.on(day).key, credit_year_first(day))
        runs.setdefault(key, _Run(day, day)).add(day, minutes)
    for (_, year), run in runs.items():
        unit_price = prices.on(run.first).figure
        if half:
            unit_price = trace.product(
                "half_price", unit_price, trace.decision("pay_percent", 50, "percent", reasons), unit="euros_per_hour"
            )
        elif percent is not None:
            unit_price = trace.product("part_price", unit_price, percent, unit="euros_per_hour")
        amount = trace.product(
            kind, trace.given(f"{kind}_minutes", run.minutes, "minutes"), unit_price, rounding="cent_half_up"
        )
        draft.add_line(
            amount,
            Line(
                kind=kind,
                income_type=draft.income_type(kind),
                unit="hour",
                amount_cents=amount.cents,
                figure=amount.row,
                minutes=run.minutes,
                unit_price=price_text(unit_price.value),
                first=run.first,
                last=run.last,
                holiday_base=year if holiday_base else None,
                reasons=reasons,
                facts=(("first", run.first.isoformat()), ("last", run.last.isoformat()), *facts),
                title=title,
                by_day=tuple(run.days.items()),
            ),
        )
