"""Reading pay: always within one employer, always as frozen plain data."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from employer.pay import models
from employer.pay.schemas import (
    BASES,
    SUMS,
    HolidayBalance,
    Issued,
    IssuedLine,
    IssuedSums,
    PaidHoliday,
    PayRunState,
    Shown,
    ShownNotice,
    no_sums,
    totals_of,
)
from employer.read_once import every, read_once
from employer.rosters.register.schemas import PAID_AS, PaidFor
from payroll import TOTALS


def payslip_ids(session: Session, employer_id: int) -> tuple[int, ...]:
    """The ids of the employer's issued payslips, oldest first, without opening what they hold."""
    wanted = select(models.IssuedPayslip.id).where(models.IssuedPayslip.employer_id == employer_id)
    return tuple(session.scalars(wanted.order_by(models.IssuedPayslip.id)))


# Asked at every issue: made once, because making a statement costs more than asking it.
_ISSUED: Any = models.IssuedPayslip.__table__
_OVERLAPPING = (
    select(_ISSUED.c.year, _ISSUED.c.number)
    .where(
        _ISSUED.c.employer_id == bindparam("of_employer"),
        _ISSUED.c.employment_id == bindparam("of_employment"),
        _ISSUED.c.revision == 0,
        _ISSUED.c.first <= bindparam("to_last"),
        _ISSUED.c.last >= bindparam("to_first"),
    )
    .limit(1)
)
_DAYS: Any = models.PaidOnDay.__table__
_PAID_DAYS = select(_DAYS.c.employee_id, _DAYS.c.payment_day, *(_DAYS.c[name] for name in SUMS)).where(
    _DAYS.c.employer_id == bindparam("of_employer"),
    or_(_DAYS.c.employee_id == models.EVERYONE, _DAYS.c.employee_id == bindparam("of_employee")),
    _DAYS.c.payment_day.between(bindparam("from_day"), bindparam("to_day")),
)
_ROOT = aliased(models.IssuedPayslip)
_IN_SHORT = (
    select(
        _ROOT.payment_day.label("corrects_day"),
        *(
            getattr(models.IssuedPayslip, name)
            for name in (
                *("id", "employment_id", "employment_code", "employee_id", "year", "number", "first", "last"),
                *("payment_day", "revision", "corrects_id", *TOTALS, "inputs_sha256", "trace_sha256", "issued_at"),
            )
        ),
    )
    .outerjoin(_ROOT, _ROOT.id == models.IssuedPayslip.corrects_id)
    .where(models.IssuedPayslip.employer_id == bindparam("of_employer"))
    .order_by(models.IssuedPayslip.payment_day, models.IssuedPayslip.id)
)
_NAMED = (
    select(func.coalesce(models.IssuedPayslip.corrects_id, models.IssuedPayslip.id))
    .where(models.IssuedPayslip.id == bindparam("named"), models.IssuedPayslip.employer_id == bindparam("of_employer"))
    .scalar_subquery()
)
_CHAIN = (
    select(models.IssuedPayslip)
    .where(
        models.IssuedPayslip.employer_id == bindparam("of_employer"),
        or_(models.IssuedPayslip.id == _NAMED, models.IssuedPayslip.corrects_id == _NAMED),
    )
    .order_by(models.IssuedPayslip.revision)
)
_LINES = (
    select(models.IssuedLine)
    .where(models.IssuedLine.employer_id == bindparam("of_employer"))
    .order_by(models.IssuedLine.payslip_id, models.IssuedLine.position)
)
_LINES_OF = _LINES.where(models.IssuedLine.payslip_id.in_(bindparam("payslips", expanding=True)))
_LINES_OF_ALL = _LINES.where(
    models.IssuedLine.payslip_id.in_(
        select(models.IssuedPayslip.id).where(models.IssuedPayslip.employer_id == bindparam("of_employer"))
    )
)
_PERIODS = (
    select(models.IssuedPayslip.first, models.IssuedPayslip.last, models.IssuedPayslip.payment_day)
    .where(
        models.IssuedPayslip.employer_id == bindparam("of_employer"),
        models.IssuedPayslip.employment_id == bindparam("of_employment"),
        models.IssuedPayslip.revision == 0,
    )
    .order_by(models.IssuedPayslip.first)
)
_LINE = models.IssuedLine
_HOLIDAY_BASE = (
    select(_LINE.holiday_base, func.sum(_LINE.amount))
    .join(models.IssuedPayslip, models.IssuedPayslip.id == _LINE.payslip_id)
    .where(
        _LINE.employer_id == bindparam("of_employer"),
        models.IssuedPayslip.employer_id == bindparam("of_employer"),
        models.IssuedPayslip.employment_id == bindparam("of_employment"),
        _LINE.holiday_base.is_not(None),
        models.IssuedPayslip.first <= bindparam("until"),
    )
    .group_by(_LINE.holiday_base)
)
_HOLIDAY_PAID = (
    select(_LINE.credit_year, _LINE.first, _LINE.last, _LINE.days, _LINE.amount, _LINE.kind)
    .where(
        _LINE.employer_id == bindparam("of_employer"),
        _LINE.employment_id == bindparam("of_employment"),
        _LINE.credit_year.is_not(None),
    )
    .order_by(_LINE.id)
)
_BALANCE = tuple(one.name for one in fields(HolidayBalance))
_SUPPLEMENTS = ("evening", "night", "saturday", "sunday", "eve", "public_holiday")
_PAID_HOLIDAY = ("holiday_pay", "holiday_compensation")


def payslips(
    session: Session,
    employer_id: int,
    *,
    employment_id: int | None = None,
    first_pay_day: date | None = None,
    last_pay_day: date | None = None,
) -> tuple[Issued, ...]:
    """The issued payslips and corrections in order of pay day; of one employment, or between two pay days."""
    row = models.IssuedPayslip
    wanted = select(row).where(row.employer_id == employer_id)
    if employment_id is not None:
        wanted = wanted.where(row.employment_id == employment_id)
    if first_pay_day is not None:
        wanted = wanted.where(row.payment_day >= first_pay_day)
    if last_pay_day is not None:
        wanted = wanted.where(row.payment_day <= last_pay_day)
    return _issued(session, employer_id, session.scalars(wanted.order_by(row.payment_day, row.id)).all())


@read_once
def payslip_sums(session: Session, employer_id: int) -> tuple[IssuedSums, ...]:
    """The issued payslips and corrections in short, in order of pay day: nothing is decrypted."""
    return tuple(
        IssuedSums(
            id=row.id,
            employment_id=row.employment_id,
            employment=row.employment_code,
            employee_id=row.employee_id,
            number=number_text(row.year, row.number),
            first=row.first,
            last=row.last,
            payment_day=row.payment_day,
            revision=row.revision,
            corrects=row.corrects_id,
            totals=totals_of(row),
            inputs_sha256=row.inputs_sha256,
            trace_sha256=row.trace_sha256,
            issued_at=row.issued_at,
            corrects_day=row.corrects_day,
        )
        for row in session.execute(_IN_SHORT, {"of_employer": employer_id})
    )


def payslip(session: Session, employer_id: int, payslip_id: int) -> Issued:
    """One issued payslip. Raises ``LookupError``, also for another household's payslip."""
    return _issued(session, employer_id, [payslip_row(session, employer_id, payslip_id)])[0]


def payslip_row(session: Session, employer_id: int, payslip_id: int) -> models.IssuedPayslip:
    """One issued payslip's own row. Raises ``LookupError``."""
    row = session.get(models.IssuedPayslip, payslip_id)
    if row is None or row.employer_id != employer_id:
        raise LookupError(f"employer {employer_id} has no payslip {payslip_id}")
    return row


def chain(session: Session, employer_id: int, payslip_id: int) -> tuple[Issued, ...]:
    """A payslip and its corrections, oldest first, whichever of them is named. Raises ``LookupError``."""
    rows = session.scalars(_CHAIN, {"of_employer": employer_id, "named": payslip_id}).all()
    if not rows:
        raise LookupError(f"employer {employer_id} has no payslip {payslip_id}")
    return _issued(session, employer_id, rows)


@read_once
def issued_periods(session: Session, employer_id: int, employment_id: int) -> tuple[tuple[date, date, date], ...]:
    """First day, last day and pay day of every payslip of an employment that is no correction, in order."""
    found = session.execute(_PERIODS, {"of_employer": employer_id, "of_employment": employment_id})
    return tuple((first, last, day) for first, last, day in found)


def pay_of_hours(
    session: Session, employer_id: int, employment_id: int, first: date, last: date
) -> tuple[PaidFor, ...]:
    """What issued payslips that touch the days have paid for hours, each with its corrections, in order of issue."""
    line, row = models.IssuedLine, models.IssuedPayslip
    wanted = (
        select(
            *(func.coalesce(row.corrects_id, row.id), row.year, row.number, row.first, row.last, row.payment_day),
            *(line.kind, line.amount),
        )
        .join(row, row.id == line.payslip_id)
        .where(
            line.employer_id == employer_id,
            row.employer_id == employer_id,
            row.employment_id == employment_id,
            row.first <= last,
            row.last >= first,
        )
        .order_by(row.id, line.position)
    )
    found: dict[int, PaidFor] = {}
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for root, year, number, begins, ends, payment_day, kind, cents in session.execute(wanted):
        found.setdefault(root, PaidFor(number_text(year, number), begins, ends, payment_day))
        if kind in PAID_AS:
            sums[root][PAID_AS[kind]] += cents
    return tuple(replace(one, cents=dict(sums[root])) for root, one in found.items())


def paid_for_same_days(
    session: Session, employer_id: int, employment_id: int, first: date, last: date, since: date, before: int | None
) -> tuple[int, int]:
    """Net pay with benefits, and what was garnished of it, in payslips that pay some of the same days, in cents.

    Payslips with a pay day from ``since`` on, corrections included. ``before``: only those issued before this payslip,
    its own corrections left out.
    """
    row = models.IssuedPayslip
    root = func.coalesce(row.corrects_id, row.id)
    net = row.taxable - row.withholding - row.pension_employee - row.unemployment_employee
    wanted = select(func.coalesce(func.sum(net), 0), func.coalesce(func.sum(row.garnishment), 0)).where(
        row.employer_id == employer_id,
        row.employment_id == employment_id,
        row.first <= last,
        row.last >= first,
        row.payment_day >= since,
    )
    if before is not None:
        wanted = wanted.where(root < before)
    earlier, garnished = session.execute(wanted).one()
    return int(earlier), int(garnished)


def overlapping(session: Session, employer_id: int, employment_id: int, first: date, last: date) -> str | None:
    """The number of a payslip that already pays some of the days, or None."""
    days = {"of_employer": employer_id, "of_employment": employment_id, "to_first": first, "to_last": last}
    found = session.connection().execute(_OVERLAPPING, days).first()
    return None if found is None else number_text(found.year, found.number)


def paid_days(
    session: Session, employer_id: int, employee_id: int, first: date, last: date
) -> tuple[tuple[bool, date, Mapping[str, int]], ...]:
    """The running totals of each payment day from ``first`` to ``last``: (everyone's, the day, sums in cents).

    Both the employee's own and everyone's together.
    """
    values = {"of_employer": employer_id, "of_employee": employee_id, "from_day": first, "to_day": last}
    return tuple(
        (owner == models.EVERYONE, day, dict(zip(SUMS, sums, strict=True)))
        for owner, day, *sums in session.connection().execute(_PAID_DAYS, values)
    )


def paid_with_or_after(
    session: Session, employer_id: int, root_id: int, payment_day: date
) -> tuple[tuple[int, Mapping[str, int]], ...]:
    """The sums of a payslip with its corrections, and of those issued after it for the same day: (employee, sums).

    What a new calculation of the payslip must not count as paid before it.
    """
    row = models.IssuedPayslip
    root = func.coalesce(row.corrects_id, row.id)
    found = session.execute(
        select(row.employee_id, *(getattr(row, name) for name in SUMS)).where(
            row.employer_id == employer_id, row.payment_day == payment_day, root >= root_id
        )
    )
    return tuple((employee, dict(zip(SUMS, sums, strict=True))) for employee, *sums in found)


def paid_of_kinds(
    session: Session,
    employer_id: int,
    employee_id: int,
    kinds: Sequence[str],
    first: date,
    last: date,
    root_id: int | None = None,
) -> int:
    """Cents that issued lines of some kinds hold of an employee's payments from ``first`` to ``last``.

    ``root_id``: a payslip that is calculated again; it, its corrections and those issued after it for the last day are
    left out.
    """
    line, row = models.IssuedLine, models.IssuedPayslip
    wanted = (
        select(line.kind, line.amount)
        .join(row, row.id == line.payslip_id)
        .where(
            row.employer_id == employer_id,
            row.employee_id == employee_id,
            row.payment_day >= first,
            row.payment_day <= last,
        )
    )
    if root_id is not None:
        again = and_(row.payment_day == last, func.coalesce(row.corrects_id, row.id) >= root_id)
        wanted = wanted.where(not_(again))
    return sum(cents for kind, cents in session.execute(wanted) if kind in kinds)


def withheld_later(session: Session, employer_id: int, root_id: int) -> int:
    """Cents of a payslip's pay, given without tax below the yearly limit, whose tax later payslips of its year took."""
    row = models.IssuedPayslip
    root = session.scalar(select(row).where(row.employer_id == employer_id, row.id == root_id))
    if root is None or root.without_withholding <= 0:
        return 0
    settled = session.scalar(
        select(func.coalesce(func.sum(row.without_withholding), 0))
        .outerjoin(_ROOT, _ROOT.id == row.corrects_id)
        .where(
            row.employer_id == employer_id,
            row.employee_id == root.employee_id,
            row.payment_day >= root.payment_day,
            row.payment_day <= date(root.payment_day.year, 12, 31),
            row.without_withholding < 0,
            or_(row.revision == 0, row.payment_day != _ROOT.payment_day),
        )
    )
    return min(root.without_withholding, -int(settled or 0))


def without_tax(
    session: Session, employer_id: int, employee_id: int, payment_day: date, root_id: int | None = None
) -> tuple[tuple[int, str], ...]:
    """The payments of a year up to a day that were given without tax below the yearly limit, in their order: cents, and
    the inputs that the newest calculation of each was made from.

    ``root_id``: as in ``paid_of_kinds``.
    """
    row = models.IssuedPayslip
    cents: dict[tuple[int, date], int] = {}
    inputs: dict[tuple[int, date], str] = {}
    for one in session.scalars(
        select(row)
        .where(
            row.employer_id == employer_id,
            row.employee_id == employee_id,
            row.payment_day >= date(payment_day.year, 1, 1),
            row.payment_day <= payment_day,
        )
        .order_by(row.payment_day, row.id)
    ):
        root = one.corrects_id or one.id
        if root_id is None or one.payment_day < payment_day or root < root_id:
            payment = root, one.payment_day
            cents[payment] = cents.get(payment, 0) + one.without_withholding
            inputs[payment] = one.inputs
    return tuple((sum_cents, inputs[payment]) for payment, sum_cents in cents.items() if sum_cents > 0)


def paid_by_kela(
    session: Session, employer_id: int, employee_id: int, first: date, last: date, root_id: int | None = None
) -> dict[date, int]:
    """Cents that Kela has paid of an employee's wages, by payment day from ``first`` to ``last``.

    Of a payslip with corrections, what the newest was calculated with. ``root_id``: as in ``paid_of_kinds``.
    """
    row = models.IssuedPayslip
    newest: dict[tuple[int, date], models.IssuedPayslip] = {}
    for one in session.scalars(
        select(row)
        .where(
            row.employer_id == employer_id,
            row.employee_id == employee_id,
            row.payment_day >= first,
            row.payment_day <= last,
        )
        .order_by(row.revision)
    ):
        newest[one.corrects_id or one.id, one.payment_day] = one
    found: dict[date, int] = {}
    for (root, _), one in newest.items():
        if root_id is None or one.payment_day < last or root < root_id:
            cents = int(json.loads(one.inputs).get("kela_allowance_cents", 0))
            found[one.payment_day] = found.get(one.payment_day, 0) + cents
    return found


def holiday_base(
    session: Session, employer_id: int, employment_id: int, until: date, *, but_not: int | None = None
) -> dict[date, int]:
    """Cents of pay for time at work that issued payslips hold, by the first day of the credit year.

    Payslips of periods that begin by ``until``. ``but_not``: a payslip that is left out with its corrections.
    """
    wanted = _HOLIDAY_BASE
    if but_not is not None:
        wanted = wanted.where(models.IssuedLine.payslip_id.not_in(_chain_ids(but_not)))
    of = {"of_employer": employer_id, "of_employment": employment_id, "until": until}
    return {first: int(cents) for first, cents in session.execute(wanted, of)}


def holiday_supplements(
    session: Session, employer_id: int, employment_id: int, until: date, *, but_not: int | None = None
) -> dict[date, int]:
    """Cents of supplements for time at work that issued payslips hold, by the first day of the credit year.

    As ``holiday_base``, of the lines that are paid beside a monthly wage for the hours of the day and the week.
    """
    line, row = models.IssuedLine, models.IssuedPayslip
    wanted = (
        select(line.holiday_base, line.kind, line.amount)
        .join(row, row.id == line.payslip_id)
        .where(
            line.employer_id == employer_id,
            row.employer_id == employer_id,
            row.employment_id == employment_id,
            line.holiday_base.is_not(None),
            row.first <= until,
        )
    )
    if but_not is not None:
        wanted = wanted.where(line.payslip_id.not_in(_chain_ids(but_not)))
    found: dict[date, int] = {}
    for first, kind, cents in session.execute(wanted):
        if kind in _SUPPLEMENTS:
            found[first] = found.get(first, 0) + cents
    return found


def holiday_paid(
    session: Session, employer_id: int, employment_id: int, *, but_not: int | None = None
) -> tuple[PaidHoliday, ...]:
    """What issued payslips paid for holidays, line by line; a correction's line holds the change."""
    wanted = _HOLIDAY_PAID
    if but_not is not None:
        wanted = wanted.where(models.IssuedLine.payslip_id.not_in(_chain_ids(but_not)))
    of = {"of_employer": employer_id, "of_employment": employment_id}
    return tuple(
        PaidHoliday(credit_year, first, last, int(days or 0), int(cents), kind == "holiday_compensation")
        for credit_year, first, last, days, cents, kind in session.execute(wanted, of)
        if kind in _PAID_HOLIDAY
    )


def _chain_ids(root_id: int) -> Any:
    row = models.IssuedPayslip
    return select(row.id).where(or_(row.id == root_id, row.corrects_id == root_id))


def run_states(session: Session, employer_id: int) -> tuple[PayRunState, ...]:
    """How far each pay run has come, in its newest revision."""
    return tuple({one.pay_run_id: one for one in all_run_states(session, employer_id)}.values())


def all_run_states(session: Session, employer_id: int) -> tuple[PayRunState, ...]:
    """How far each revision of each pay run has come, a run's newest revision last."""
    rows = sorted(every(session, models.RunState, employer_id), key=lambda one: (one.pay_run_id, one.revision))
    return tuple(map(run_state_of, rows))


def run_state_of(row: models.RunState) -> PayRunState:
    """A pay run's row as plain data."""
    return PayRunState(row.pay_run_id, row.revision, row.state, row.version, row.changed_at, row.changed_by)


def added_pay_paid(session: Session, employer_id: int) -> dict[date, datetime]:
    """The pay days of pay that was added later of which a person told that it is paid, and when that was told last."""
    rows = sorted(every(session, models.AddedPayPaid, employer_id), key=lambda one: one.recorded_at)
    return {one.day: one.recorded_at for one in rows}


def totals_from_payslips(session: Session, employer_id: int) -> dict[tuple[int, date], dict[str, int]]:
    """The running totals worked out again from every payslip: (employee or 0 for everyone, payment day) to sums."""
    row = models.IssuedPayslip
    found: dict[tuple[int, date], dict[str, int]] = defaultdict(no_sums)
    rows = session.execute(
        select(row.employee_id, row.payment_day, *(getattr(row, name) for name in SUMS)).where(
            row.employer_id == employer_id
        )
    )
    for employee, day, *sums in rows:
        for owner in (employee, models.EVERYONE):
            into = found[owner, day]
            for name, cents in zip(SUMS, sums, strict=True):
                into[name] += cents
    return dict(found)


def running_totals(session: Session, employer_id: int) -> dict[tuple[int, date], dict[str, int]]:
    """The running totals as they are kept; they must equal ``totals_from_payslips``."""
    row = models.PaidOnDay
    rows = session.scalars(select(row).where(row.employer_id == employer_id))
    return {(one.employee_id, one.payment_day): {name: getattr(one, name) for name in SUMS} for one in rows}


def number_text(year: int, number: int) -> str:
    """A payslip's number as people read it: ``2026-0001``."""
    return f"{year}-{number:04d}"


def _issued(session: Session, employer_id: int, rows: Sequence[models.IssuedPayslip]) -> tuple[Issued, ...]:
    if not rows:
        return ()
    lines: dict[int, list[IssuedLine]] = defaultdict(list)
    row_ = models.IssuedPayslip
    of: dict[str, Any] = {"of_employer": employer_id}
    if len(rows) <= 100:
        of["payslips"] = [row.id for row in rows]
    for one in session.scalars(_LINES_OF if len(rows) <= 100 else _LINES_OF_ALL, of):
        lines[one.payslip_id].append(_line(one))
    corrected: dict[int, Any] = {row.id: row for row in rows}
    missing = {row.corrects_id for row in rows if row.corrects_id is not None} - corrected.keys()
    if missing:
        corrected.update(
            (found.id, found)
            for found in session.execute(
                select(row_.id, row_.year, row_.number, row_.payment_day).where(
                    and_(row_.employer_id == employer_id, row_.id.in_(missing))
                )
            )
        )
    return tuple(
        issued_of(
            row,
            tuple(lines[row.id]),
            shown_of(row.shown),
            None if row.corrects_id is None else corrected[row.corrects_id],
        )
        for row in rows
    )


def issued_of(row: Any, lines: tuple[IssuedLine, ...], shown: Shown, root: Any | None) -> Issued:
    """A payslip's row with its lines as plain data. ``root``: the row of what it corrects."""
    return Issued(
        id=row.id,
        employer_id=row.employer_id,
        employment_id=row.employment_id,
        employment=row.employment_code,
        employee_id=row.employee_id,
        number=number_text(row.year, row.number),
        first=row.first,
        last=row.last,
        payment_day=row.payment_day,
        kind="correction" if row.revision else row.kind,
        run_kind=row.kind,
        revision=row.revision,
        corrects=row.corrects_id,
        corrects_number=None if root is None else number_text(root.year, root.number),
        reason=row.reason,
        known_on=row.known_on,
        totals=totals_of(row),
        bases={name: getattr(row, name) for name in BASES},
        lines=lines,
        rules_edition=row.rules_edition,
        code_version=row.code_version,
        inputs_sha256=row.inputs_sha256,
        trace_sha256=row.trace_sha256,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        shown=shown,
        inputs_text=row.inputs,
        trace=row.trace,
        corrects_day=None if root is None else root.payment_day,
    )


def row_of_request(session: Session, employer_id: int, request_key: str) -> models.IssuedPayslip | None:
    """The payslip that a form's key has issued, or None."""
    row = models.IssuedPayslip
    return session.scalar(select(row).where(row.employer_id == employer_id, row.request_key == request_key))


def _line(row: models.IssuedLine) -> IssuedLine:
    why = json.loads(row.why)
    return IssuedLine(
        position=row.position,
        kind=row.kind,
        income_type=row.income_type,
        unit=row.unit,
        amount_cents=row.amount,
        minutes=row.minutes,
        days=row.days,
        unit_price=row.unit_price,
        first=row.first,
        last=row.last,
        taxable=row.taxable,
        cash=row.cash,
        holiday_base=row.holiday_base,
        title=row.title,
        figure=row.figure,
        reasons=tuple(why["reasons"]),
        sources=tuple(why["sources"]),
        facts=why["facts"],
    )


def shown_text(shown: Shown) -> str:
    """What is shown beside a calculation, as JSON text."""
    plain = {
        "account_last_four": shown.account_last_four,
        "holidays": [{name: getattr(one, name) for name in _BALANCE} for one in shown.holidays],
        "hours": shown.hours,
        "year": shown.year,
        "notices": [{"code": one.code, "facts": one.facts} for one in shown.notices],
        "terms": shown.terms,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=lambda day: day.isoformat())


def shown_of(text: str) -> Shown:
    """What is shown beside a calculation, read back."""
    plain = json.loads(text)
    return Shown(
        account_last_four=plain["account_last_four"],
        holidays=tuple(
            HolidayBalance(
                **{
                    **one,
                    "first": date.fromisoformat(one["first"]),
                    "last": date.fromisoformat(one["last"]),
                }
            )
            for one in plain["holidays"]
        ),
        hours=tuple((kind, minutes) for kind, minutes in plain["hours"]),
        year=tuple((name, cents) for name, cents in plain["year"]),
        notices=tuple(
            ShownNotice(one["code"], tuple((name, fact) for name, fact in one["facts"])) for one in plain["notices"]
        ),
        terms=tuple(plain.get("terms", ())),
    )
