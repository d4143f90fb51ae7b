"""Doing things with pay: drafts, issuing, corrections, checks of what was issued, and the states of pay runs.

Nothing here commits, and nothing changes what was issued: a correction is a new payslip with the differences.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from employer import audit, budget, contracts, documents, effective, marks, sealed
from employer.contracts.schemas import PayRun
from employer.effective import Hand
from employer.errors import Conflict, Problem, Refused, Sentence
from employer.pay import models, queries
from employer.pay.gathering import (
    Situation,
    gather,
    gather_again,
    gather_for_own_day,
    holiday_balances,
    paid_before,
    situation,
)
from employer.pay.recovering.queries import open_claim_of
from employer.pay.schemas import (
    MOVES,
    SUMS,
    Compared,
    Draft,
    Issued,
    IssuedLine,
    IssuePayslip,
    PayRunState,
    Shown,
    ShownNotice,
    issued_line,
    no_sums,
)
from employer.people import approving
from employer.read_once import forget
from payroll import TOTALS, DoesNotReplay, Inputs, Notice, Payslip, calculate, final_pay, missed, replay
from payroll.arrears import left_to_pay, only_adds
from payroll.cost_days import DayCost, cost_by_day
from payroll.difference import PaidLine, difference
from payroll.figures import rows_and_results
from payroll.inputs import from_text, to_text
from rules import Unit, calendar, load_book
from rules.decisions import insurance

_PAYSLIPS: Any = models.IssuedPayslip.__table__
_LINES: Any = models.IssuedLine.__table__
_ISSUED_PAYSLIP, _ISSUED_LINE = insert(_PAYSLIPS), insert(_LINES)
_COUNTER: Any = models.PayslipCounter.__table__
_STEP = (
    update(_COUNTER)
    .where(_COUNTER.c.employer_id == bindparam("of_employer"), _COUNTER.c.year == bindparam("of_year"))
    .values(last=_COUNTER.c.last + 1)
    .returning(_COUNTER.c.last)
)
_WORK = ("base_pay", "additional_hours", "emergency", "training_pay")


@cache
def code_version() -> str:
    """The version of this program, kept with every payslip."""
    return version("employer")


# -- drafts ------------------------------------------------------------------------------------------------------------


def draft(
    session: Session,
    employer_id: int,
    employment_id: int,
    run: PayRun,
    known_on: date,
    now: Situation | None = None,
) -> Draft:
    """The payslip of one employment in a pay run, calculated and not kept.

    ``known_on``: what was recorded later is left out. ``now`` may be given when several drafts are made of one moment
    (``gathering.situation``). Raises ``LookupError`` for an unknown employment and ``CannotCalculate``.
    """
    now = now or situation(session, employer_id, known_on)
    inputs = gather(session, employer_id, employment_id, run, known_on, now)
    payslip = calculate(inputs, load_book())
    return _draft(session, employer_id, employment_id, inputs, payslip, payslip, now, None)


def draft_correction(session: Session, employer_id: int, payslip_id: int, known_on: date) -> Draft:
    """The correction of an issued payslip: its period calculated with what is known now, less what was paid for it.

    Pay that is only added when the pay was out is paid on the first banking day from ``known_on``, with the tax and
    contributions of that day (``choice.arrears_day``); anything else corrects the payslip's own day, and so does what
    is added while overpaid pay of the payslip has not come back. Any payslip of the chain may be named. Every line is a
    difference, zero too. Raises ``LookupError``.
    """
    corrected = queries.chain(session, employer_id, payslip_id)
    root = corrected[0]
    now = situation(session, employer_id, known_on)
    inputs = gather_again(session, employer_id, root, known_on, now)
    payslip, whole = _corrected(inputs, corrected)
    day = calendar.next_business_day(known_on)
    claim = open_claim_of(session, employer_id, corrected)
    out = known_on >= root.payment_day and (claim is None or not claim.open_cents)
    if out and day > root.payment_day and only_adds(payslip.lines):
        inputs = gather_for_own_day(session, employer_id, root, inputs, day, now)
        payslip, whole = _corrected(inputs, corrected)
    return _draft(session, employer_id, root.employment_id, inputs, payslip, whole, now, root.id)


def _corrected(inputs: Inputs, before: Sequence[Issued], whole: Payslip | None = None) -> tuple[Payslip, Payslip]:
    """A correction by its inputs and the payslips of its chain before it, and the whole calculation that its day holds.

    ``whole``: the calculation of the period when it is made already.
    """
    added = inputs.first_paid_on is not None
    beside = [one for one in before if added or one.own_day]
    if whole is None or beside:
        whole = left_to_pay(inputs, _paid(beside)[0], load_book())
    return whole if added else difference(*_paid(one for one in before if not one.own_day), whole), whole


def paid_beside(session: Session, employer_id: int, one: Issued) -> tuple[PaidLine, ...]:
    """What other payslips of a correction's chain had paid before it on other days than its own."""
    before = [each for each in queries.chain(session, employer_id, one.id) if each.revision < one.revision]
    return _paid(each for each in before if one.own_day or each.own_day)[0]


def _draft(
    session: Session,
    employer_id: int,
    employment_id: int,
    inputs: Inputs,
    payslip: Payslip,
    whole: Payslip,
    now: Situation,
    corrects: int | None,
) -> Draft:
    employment = now.employments[employment_id]
    shown = Shown(
        account_last_four=_account(now, employment.employee_id, inputs.payment_day),
        holidays=holiday_balances(session, employer_id, employment_id, inputs.period.last, now),
        hours=_hours(payslip),
        year=_year(inputs, whole.totals),
        notices=(*map(_notice, payslip.notices), *_by_county(session, employer_id, inputs)),
        terms=tuple(documents.plain_term(one) for one in payslip.terms),
    )
    texts = to_text(inputs), queries.shown_text(shown)
    return Draft(
        employment_id=employment_id,
        employee_id=employment.employee_id,
        inputs=inputs,
        payslip=payslip,
        whole=whole,
        shown=shown,
        inputs_text=texts[0],
        shown_text=texts[1],
        fingerprint=_fingerprint(employment_id, payslip, *texts),
        days=() if None in whole.totals.values() else cost_by_day(whole, inputs.period),
        corrects=corrects,
    )


def _fingerprint(employment_id: int, payslip: Payslip, inputs_text: str, shown_text: str) -> str:
    return _sha256("\n".join((str(employment_id), inputs_text, payslip.trace, shown_text)))


def _account(now: Situation, employee_id: int, on: date) -> str | None:
    for account in now.employees[employee_id].ibans:
        if effective.holds(account, on) and account.iban is not None:
            return account.iban[-4:]
    return None


def _hours(payslip: Payslip) -> tuple[tuple[str, int], ...]:
    hours = payslip.hours
    listed = (
        ("worked", hours.worked),
        ("additional", hours.additional),
        ("overtime", hours.overtime),
        ("sunday", hours.sunday),
        ("training", hours.training),
        *((f"absent.{kind}", minutes) for kind, minutes in hours.absent),
    )
    return tuple((kind, minutes) for kind, minutes in listed if minutes or kind == "worked")


def _by_county(session: Session, employer_id: int, inputs: Inputs) -> tuple[ShownNotice, ...]:
    """That the wellbeing services county pays the wages itself, as the substitute payer, when its decision says so."""
    if not budget.county_pays_wages(session, employer_id, inputs.payment_day, inputs.known_on):
        return ()
    return (ShownNotice("county_pays", (("employer", inputs.employer.name),)),)


def _notice(notice: Notice) -> ShownNotice:
    """A notice with the facts of its sentence; a percentage comes from the law it rests on."""
    facts = dict(notice.facts)
    for value in notice.values:
        if value.unit is Unit.PERCENT:
            facts.setdefault("percent", str(value.number))
    return ShownNotice(notice.code, tuple(facts.items()))


def _year(inputs: Inputs, totals: Mapping[str, int | None]) -> tuple[tuple[str, int], ...]:
    """The year so far with this payslip; ``totals`` are those of the whole calculation, also in a correction. What
    nobody has told of the pay before the records has no sum."""
    year = inputs.year
    told = (("gross", year.gross_cents, "gross"), ("withheld", year.withheld_cents, "withholding"))
    recorded = (
        ("pension", year.pension_employee_cents, "pension_employee"),
        ("unemployment", year.unemployment_employee_cents, "unemployment_employee"),
        ("net", year.net_cents, "net"),
    )
    before = told if year.opened else (*told, *recorded)
    return tuple((name, cents + (totals[key] or 0)) for name, cents, key in before)


# -- issuing -----------------------------------------------------------------------------------------------------------


def issue(session: Session, employer_id: int, command: IssuePayslip, hand: Hand) -> Issued:
    """Issues a draft: checks it against the rules and payments of now, replays it, and keeps all in this unit of work.

    It is not calculated again: a calculation gives the same for the same inputs and the same edition of the rules, and
    both are checked. The documents come rendered. Raises ``Refused`` when a question is open, the days have been paid
    already or a second person's approval is missing, ``Conflict`` when the rules or what was paid before have changed
    since the draft was made or the request key was used for something else, and ``DoesNotReplay`` when the trace does
    not give the payslip's amounts.
    """
    again = _answered_before(session, employer_id, command)
    if again is not None:
        return again
    given = command.draft
    connection = session.connection()
    number = _next_number(connection, employer_id, given.inputs.payment_day.year)
    corrected = () if given.corrects is None else queries.chain(session, employer_id, given.corrects)
    _refuse_double(session, employer_id, given)
    payslip = _corrected(given.inputs, corrected, given.whole)[0] if corrected else given.whole
    _refuse_stale(session, employer_id, given, payslip)
    _refuse_open(payslip)
    _refuse_alone(session, employer_id, given)
    totals = _replayed(payslip)
    added = given.inputs.first_paid_on is not None
    same_day = () if added else tuple(one for one in corrected if not one.own_day)
    sums = _sums(given.whole, totals, same_day, given.inputs.payment_day)
    row = _row(employer_id, command, number, hand, payslip, totals, sums, len(corrected))
    row.id = sealed.next_id(connection, _PAYSLIPS)
    connection.execute(_ISSUED_PAYSLIP, sealed.tied(_PAYSLIPS, vars(row)))
    lines = tuple(issued_line(line, position) for position, line in enumerate(payslip.lines))
    written = [_line(row, line) for line in lines]
    if written:
        connection.execute(_ISSUED_LINE, [sealed.tied(_LINES, line) for line in written])
    forget(session)  # written past the session: what was read of payslips is read anew
    _add_sums(connection, employer_id, given.employee_id, given.inputs.payment_day, sums)
    root = queries.payslip_row(session, employer_id, corrected[0].id) if corrected else None
    issued = queries.issued_of(row, lines, given.shown, root)
    for rendered in command.documents:
        documents.keep(session, employer_id, "payslip", issued.number, rendered.language, rendered, hand)
    minutes = _paid_minutes(payslip, bool(corrected))
    others = [one.number for one in corrected if one not in same_day]
    budget.post_pay(session, employer_id, budget_entry(issued, minutes, given.days, others), hand)
    about = {"payslip": issued.number, "employment": issued.employment, "pay_day": issued.payment_day}
    about |= marks.of(_PAYSLIPS, vars(row), written)
    change = "pay.change.corrected" if corrected else "pay.change.issued"
    audit.record(session, employer_id, hand.by, change, None, about, at=hand.at)
    if corrected and not added:
        _revise_run(session, employer_id, corrected[0], hand)
    return issued


def approve(session: Session, employer_id: int, given: Draft, hand: Hand) -> bool:
    """The acting person approves a draft; True when it may be issued now.

    Where the household wants two persons, that is when another person has approved the same calculation too.
    """
    if not approving.two_needed(session, employer_id):
        return True
    return approving.approve(session, employer_id, "payslip", _approved(given), hand)


def _refuse_alone(session: Session, employer_id: int, given: Draft) -> None:
    if not approving.two_needed(session, employer_id):
        return
    if not approving.approved_by_another(session, employer_id, "payslip", _approved(given)):
        raise Refused([_problem("approval", "second_person")])


def _approved(given: Draft) -> str:
    """What two persons must agree on: whose payslip, of which days, and the whole calculation."""
    inputs = given.inputs
    parts = (given.employment_id, inputs.period.first, inputs.period.last, inputs.payment_day, inputs.kind)
    return _sha256("\n".join((*map(str, parts), str(given.corrects), given.payslip.trace)))


def budget_entry(issued: Issued, minutes: int, days: Sequence[DayCost], others: Sequence[str] = ()) -> budget.PayEntry:
    """What a payslip costs the budget, in plain sums; what is paid back for expenses is a cost of its own already.

    ``days``: the cost of the payslip's days, of a correction as they are known now. ``others``: the numbers of the
    payslips of its chain that were paid on another day, whose cost is not in ``days``.
    """
    totals = issued.totals
    contributions = ("employer_pension", "employer_unemployment", "employer_health")
    return budget.PayEntry(
        payslip=issued.number,
        employment=issued.employment,
        day=issued.payment_day,
        first=issued.first,
        last=issued.last,
        wages_cents=totals["employer_cost"] - totals["employer_total"],  # without the part that Kela pays
        contributions_cents=sum(totals[key] for key in contributions),
        accident_cents=totals["employer_accident"] + totals["employer_group_life"],
        minutes=minutes,
        correction=issued.corrects is not None,
        corrects=issued.corrects_number,
        other_days=tuple(others),
        by_account={
            "wages": tuple((one.day, one.wages, one.minutes) for one in days),
            "employer_contributions": tuple((one.day, one.contributions, 0) for one in days),
            "accident_insurance": tuple((one.day, one.accident, 0) for one in days),
        },
    )


def _paid_minutes(payslip: Payslip, corrected: bool) -> int:
    """Time paid as work; of a correction the change of it."""
    if not corrected:
        return payslip.hours.worked
    return sum(line.minutes or 0 for line in payslip.lines if line.kind in _WORK)


def _answered_before(session: Session, employer_id: int, command: IssuePayslip) -> Issued | None:
    if command.request_key is None:
        return None
    row = queries.row_of_request(session, employer_id, command.request_key)
    if row is None:
        return None
    if row.request_sha256 != command.draft.fingerprint:
        raise Conflict("this form has already issued another payslip")
    return queries.payslip(session, employer_id, row.id)


def _next_number(connection: Connection, employer_id: int, year: int) -> int:
    """The next number of the year; its row stays locked until the unit of work ends, so issuers wait for each other."""
    this = {"of_employer": employer_id, "of_year": year}
    number = connection.scalar(_STEP, this)
    if number is None:
        first = {"employer_id": employer_id, "year": year, "last": 0}
        connection.execute(_insert(connection)(_COUNTER).on_conflict_do_nothing(), first)
        number = connection.scalar(_STEP, this)
    return int(number or 0)


def _insert(connection: Connection) -> Any:
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert


def _refuse_double(session: Session, employer_id: int, given: Draft) -> None:
    inputs = given.inputs
    if given.corrects is not None or inputs.kind == "supplementary":
        return
    number = queries.overlapping(session, employer_id, given.employment_id, inputs.period.first, inputs.period.last)
    if number is not None:
        raise Refused([_problem("period", "days_paid", number=number)])


def _refuse_stale(session: Session, employer_id: int, given: Draft, payslip: Payslip) -> None:
    """Raises ``Conflict`` when the rules, or what was paid before, are no longer what the draft was made from."""
    if given.whole.edition != load_book().edition:
        raise Conflict("the payslip is not the one that was approved: the rules have changed since")
    approved = _fingerprint(given.employment_id, payslip, given.inputs_text, given.shown_text)
    if payslip.trace != given.payslip.trace or given.fingerprint != approved:
        raise Conflict("the payslip is not the one that was approved: its content has changed since")
    year = given.inputs.year
    again = given.corrects if given.inputs.first_paid_on is None else None
    paid = paid_before(session, employer_id, given.employee_id, given.inputs.payment_day, again)
    seen = (
        year.net_cents,
        year.month_gross_cents,
        year.month_health_cents,
        year.gross_not_withheld_cents,
        year.all_gross_without_accident_cents,
    )
    found = (
        paid.year["net"],
        paid.month["taxable"] - paid.month_uninsured,
        paid.everyone_month["employer_health"],
        paid.year["without_withholding"],
        paid.everyone_year["without_accident"],
    )
    if seen != found:
        raise Conflict("the payslip is not the one that was approved: something else was paid since")


def _refuse_open(payslip: Payslip) -> None:
    if not payslip.can_be_issued:
        raise Refused(
            _problem(question.id, "question_open", topic=question.topic)
            for question in payslip.questions
            if question.blocks
        )


def _problem(field: str, code: str, **facts: object) -> Problem:
    return Problem(field, Sentence(f"pay.refused.{code}.what", facts), Sentence(f"pay.refused.{code}.do", facts))


def _replayed(payslip: Payslip) -> dict[str, int]:
    """The totals, as the independent replay of the trace gives them. Raises ``DoesNotReplay``."""
    found = replay(payslip.trace)
    if found != payslip.totals:
        raise DoesNotReplay("the trace gives other totals than the payslip")
    return found


def _paid(corrected: Iterable[Issued]) -> tuple[tuple[PaidLine, ...], dict[str, int]]:
    """The lines and the totals of a payslip and its corrections together."""
    lines: list[PaidLine] = []
    totals = dict.fromkeys(TOTALS, 0)
    for one in corrected:
        lines.extend(
            PaidLine(
                kind=line.kind,
                income_type=line.income_type,
                unit=line.unit,
                amount_cents=line.amount_cents,
                minutes=line.minutes,
                days=line.days,
                unit_price=line.unit_price,
                first=line.first,
                last=line.last,
                taxable=line.taxable,
                cash=line.cash,
                holiday_base=line.holiday_base,
                title=line.title,
                facts=tuple(line.facts.items()),
            )
            for line in one.lines
        )
        for key, cents in one.totals.items():
            totals[key] += cents
    return tuple(lines), totals


def _sums(
    whole: Payslip, totals: Mapping[str, int], corrected: tuple[Issued, ...], payment_day: date
) -> dict[str, int]:
    """What the payslip adds to the running totals. A correction adds what its bases changed by."""
    sums = {key: totals[key] for key in SUMS if key in totals}
    bases = _bases(whole, payment_day)
    for one in corrected:
        for key, cents in one.bases.items():
            bases[key] -= cents
    return {**sums, **bases}


def _bases(payslip: Payslip, payment_day: date) -> dict[str, int]:
    """Of which pay each contribution was taken, and which was left without because the year stays under a limit.

    Read from the trace: a contribution that the rules set to nothing is a decision, with its reason.
    """
    rows, results = rows_and_results(payslip.trace)
    taxable = payslip.totals["taxable"] or 0
    insured = dict.fromkeys(final_pay.INSURANCES, taxable)
    for line in payslip.lines:
        for kind in final_pay.uninsured(load_book(), line, payment_day):
            insured[kind] -= line.amount_cents

    settled = sum(int(Decimal(value) * 100) for _, name, value, *_ in rows if name == missed.SETTLED)
    # Kela withholds of its part of the wage itself
    kela = next((int(Decimal(value) * 100) for _, name, value, *_ in rows if name == "paid_by_kela"), 0)

    def decided(key: str) -> list[Any] | None:
        operation, *_, about = rows[results[key]]
        return about["because"] if operation == "decision" else None

    def under_limit(key: str, kind: str) -> int:
        reasons = [[one.section, one.says] for one in insurance.under_yearly_limit(kind).reasons]
        return insured.get(kind, taxable) if decided(key) == reasons else 0

    return {
        "pension_base": insured["pension"] if decided("pension_employee") is None else 0,
        "health_base": insured["health"] if decided("employer_health") is None else 0,
        "without_withholding": max(0, under_limit("withholding", "withholding") - kela) - settled,
        "without_health": under_limit("employer_health", "health"),
        "without_unemployment": under_limit("employer_unemployment", "unemployment"),
        "without_accident": under_limit("employer_accident", "accident"),
    }


def _row(
    employer_id: int,
    command: IssuePayslip,
    number: int,
    hand: Hand,
    payslip: Payslip,
    totals: Mapping[str, int],
    sums: Mapping[str, int],
    revision: int,
) -> SimpleNamespace:
    """The payslip's row, with the names of its columns; plain, because every issue makes one."""
    given = command.draft
    inputs = given.inputs
    return SimpleNamespace(
        employer_id=employer_id,
        employment_id=given.employment_id,
        employee_id=given.employee_id,
        employment_code=inputs.employment,
        year=inputs.payment_day.year,
        number=number,
        first=inputs.period.first,
        last=inputs.period.last,
        payment_day=inputs.payment_day,
        kind=inputs.kind,
        revision=revision,
        corrects_id=given.corrects,
        reason=command.reason,
        known_on=inputs.known_on,
        inputs=given.inputs_text,
        trace=payslip.trace,
        inputs_sha256=_sha256(given.inputs_text),
        trace_sha256=_sha256(payslip.trace),
        rules_edition=payslip.edition,
        code_version=code_version(),
        shown=given.shown_text,
        issued_at=hand.at,
        issued_by=hand.by,
        request_key=command.request_key,
        request_sha256=given.fingerprint if command.request_key is not None else None,
        **{**sums, **totals},
    )


def _line(row: Any, line: IssuedLine) -> dict[str, Any]:
    """A line's row, with the names of its columns."""
    why = {"reasons": line.reasons, "sources": line.sources, "facts": line.facts}
    return {
        "employer_id": row.employer_id,
        "employment_id": row.employment_id,
        "payslip_id": row.id,
        "position": line.position,
        "kind": line.kind,
        "income_type": line.income_type,
        "unit": line.unit,
        "minutes": line.minutes,
        "days": line.days,
        "unit_price": line.unit_price,
        "amount": line.amount_cents,
        "first": line.first,
        "last": line.last,
        "taxable": line.taxable,
        "cash": line.cash,
        "holiday_base": line.holiday_base,
        "credit_year": _credit_year(line),
        "title": line.title,
        "figure": line.figure,
        "why": json.dumps(why, ensure_ascii=False, separators=(",", ":")),
    }


def _credit_year(line: IssuedLine) -> date | None:
    written = line.facts.get("credit_year")
    return None if written is None else date.fromisoformat(written.partition("/")[0])


def _add_sums(
    connection: Connection, employer_id: int, employee_id: int, payment_day: date, sums: Mapping[str, int]
) -> None:
    whole = {**no_sums(), **sums}
    connection.execute(
        _sums_upsert(connection.dialect.name),
        [
            {"employer_id": employer_id, "employee_id": owner, "payment_day": payment_day, **whole}
            for owner in (employee_id, models.EVERYONE)
        ],
    )


@cache
def _sums_upsert(dialect: str) -> Any:
    """Adds to the running totals of a day, or begins them; made once for each database."""
    table = models.PaidOnDay.__table__
    wanted = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    return wanted.on_conflict_do_update(
        index_elements=["employer_id", "employee_id", "payment_day"],
        set_={name: table.c[name] + wanted.excluded[name] for name in SUMS},
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# -- checks of what was issued -----------------------------------------------------------------------------------------


def replay_issued(session: Session, employer_id: int, payslip_id: int | None = None) -> tuple[Compared, ...]:
    """Replays the kept trace of one issued payslip, or of all: with nothing but what is kept.

    Checks the fingerprints of inputs and trace, the trace against the totals, and the totals against the lines.
    """
    return tuple(_replay_one(one) for one in _chosen(session, employer_id, payslip_id))


def _replay_one(one: Issued) -> Compared:
    if _sha256(one.inputs_text) != one.inputs_sha256 or _sha256(one.trace) != one.trace_sha256:
        return Compared(one.number, one.id, False, {}, "fingerprint")
    try:
        found: Mapping[str, int | None] = replay(one.trace)
    except DoesNotReplay as problem:
        return Compared(one.number, one.id, False, {}, str(problem))
    differences = _unlike(one.totals, found)
    gross = sum(line.amount_cents for line in one.lines if line.taxable and line.cash)
    tax_free = sum(line.amount_cents for line in one.lines if not line.taxable)
    if (gross, tax_free) != (one.totals["gross"], one.totals["tax_free"]):
        return Compared(one.number, one.id, False, differences, "lines")
    return Compared(one.number, one.id, not differences, differences)


def uneven_days(session: Session, employer_id: int) -> tuple[date, ...]:
    """The payment days whose running totals are not the sums of the payslips that were issued for them."""
    kept, worked_out = queries.running_totals(session, employer_id), queries.totals_from_payslips(session, employer_id)
    return tuple(sorted({key[1] for key in {*kept, *worked_out} if kept.get(key) != worked_out.get(key)}))


def spoiled(session: Session, employer_id: int) -> tuple[str, ...]:
    """What of the issued payslips and kept documents was changed past the service, in sentences for who runs it.

    A payslip that does not open or replay, a payment day whose running totals are not the payslips', a document whose
    bytes are not those that were kept. Nothing but what is kept is needed.
    """
    found = []
    for payslip_id in queries.payslip_ids(session, employer_id):
        try:
            (one,) = replay_issued(session, employer_id, payslip_id)
        except (sealed.SealError, ValueError, TypeError, KeyError):
            found.append(f"issued_payslip {payslip_id} cannot be opened: it was changed")
            continue
        if not one.agrees:
            found.append(f"issued_payslip {payslip_id} ({one.number}) was changed: {one.problem or 'its totals'}")
    if not found:
        days = uneven_days(session, employer_id)
        found += [f"{day.isoformat()}: the running totals are not the sums of the payslips" for day in days]
    kept = documents.spoiled(session, employer_id)
    return (*found, *(f"document {document_id} was changed" for document_id in kept))


def compare_issued(session: Session, employer_id: int, payslip_id: int | None = None) -> tuple[Compared, ...]:
    """Calculates the kept inputs of one issued payslip, or of all, with the rules as they are now, and compares.

    A difference is nothing wrong by itself: the law may have been corrected since. A total that a question withholds
    today is compared as None.
    """
    found = []
    for one in _chosen(session, employer_id, payslip_id):
        inputs = from_text(one.inputs_text)
        if one.revision:
            before = [each for each in queries.chain(session, employer_id, one.id) if each.revision < one.revision]
            payslip, _ = _corrected(inputs, before)
        else:
            payslip = calculate(inputs, load_book())
        differences = _unlike(one.totals, payslip.totals)
        found.append(Compared(one.number, one.id, not differences, differences))
    return tuple(found)


def _chosen(session: Session, employer_id: int, payslip_id: int | None) -> tuple[Issued, ...]:
    if payslip_id is not None:
        return (queries.payslip(session, employer_id, payslip_id),)
    return queries.payslips(session, employer_id)


def _unlike(kept: Mapping[str, int], found: Mapping[str, int | None]) -> dict[str, tuple[int, int | None]]:
    return {key: (cents, found.get(key)) for key, cents in kept.items() if found.get(key) != cents}


# -- the states of pay runs --------------------------------------------------------------------------------------------


def open_run(session: Session, employer_id: int, pay_run_id: int, hand: Hand) -> PayRunState:
    """The state of a pay run in its newest revision; a run that nobody has touched begins as a draft."""
    newest = _newest_state(session, employer_id, pay_run_id)
    if newest is None:
        values = {"state": "draft", "version": 1, "changed_at": hand.at, "changed_by": hand.by}
        session.execute(
            _insert(session.connection())(models.RunState)
            .values(employer_id=employer_id, pay_run_id=pay_run_id, revision=0, **values)
            .on_conflict_do_nothing()
        )
        newest = _newest_state(session, employer_id, pay_run_id)
    if newest is None:
        raise LookupError(f"employer {employer_id} has no pay run {pay_run_id}")
    return queries.run_state_of(newest)


def move_run(session: Session, employer_id: int, seen: PayRunState, to: str, hand: Hand) -> PayRunState:
    """Moves a pay run from the state and version that were seen to another state, in one conditional update.

    Raises ``Conflict`` when somebody moved it since, and ``ValueError`` for a move that there is not.
    """
    if to not in MOVES[seen.state]:
        raise ValueError(f"a pay run does not go from {seen.state} to {to}")
    row = models.RunState
    moved = session.execute(
        update(row)
        .where(
            row.employer_id == employer_id,
            row.pay_run_id == seen.pay_run_id,
            row.revision == seen.revision,
            row.state == seen.state,
            row.version == seen.version,
        )
        .values(state=to, version=seen.version + 1, changed_at=hand.at, changed_by=hand.by)
        .execution_options(synchronize_session="fetch")
    )
    if moved.rowcount != 1:
        raise Conflict("somebody else has moved the pay run since this page was opened")
    audit.record(
        session,
        employer_id,
        hand.by,
        "pay.change.run_moved",
        {"state": seen.state},
        {"state": to, "pay_run": seen.pay_run_id},
        at=hand.at,
    )
    return PayRunState(seen.pay_run_id, seen.revision, to, seen.version + 1, hand.at, hand.by)


def _revise_run(session: Session, employer_id: int, root: Issued, hand: Hand) -> None:
    """A pay run that was paid already and is corrected begins a new revision, in which the difference is paid."""
    days = (root.payment_day, root.first, root.last)
    for run in contracts.pay_runs(session, employer_id, hand.day):
        newest = _newest_state(session, employer_id, run.id) if (run.pay_day, run.first, run.until) == days else None
        if newest is None or newest.state not in ("paid", "reported"):
            continue
        seen = move_run(session, employer_id, queries.run_state_of(newest), "corrected", hand)
        values = {"state": "approved", "version": 1, "changed_at": hand.at, "changed_by": hand.by}
        keys = {"employer_id": employer_id, "pay_run_id": run.id, "revision": seen.revision + 1}
        session.execute(_insert(session.connection())(models.RunState).values(**keys, **values))


def _newest_state(session: Session, employer_id: int, pay_run_id: int) -> models.RunState | None:
    row = models.RunState
    return session.scalar(
        select(row)
        .where(row.employer_id == employer_id, row.pay_run_id == pay_run_id)
        .order_by(row.revision.desc())
        .limit(1)
    )
