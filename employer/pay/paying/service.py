"""Goes through pay runs: which payslip is next, giving it, correcting it. Nothing here commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import audit, contracts, documents, effective, hours
from employer.contracts.schemas import PayRun
from employer.effective import Hand
from employer.errors import Conflict, Problems
from employer.hours import Choice
from employer.leave.schemas import Absence
from employer.pay import gathering, models, queries, service
from employer.pay.gathering import situation
from employer.pay.paying.schemas import Correcting, Giving, HolidayCost, Opened, RunRow, RunTyped
from employer.pay.schemas import MOVES, Draft, Issued, IssuePayslip, PayRunState
from employer.pay.showing.service import question_data, render
from employer.read_once import forget
from payroll import Line
from rules import calendar

_ONE_DAY = timedelta(days=1)
_LOOK_BACK = relativedelta(years=2)  # every credit year whose pay can price a holiday
_HOLIDAY = ("holiday_pay", "holiday_bonus")


def run_rows(session: Session, employer_id: int, known_on: date, employee_id: int | None = None) -> tuple[RunRow, ...]:
    """Every payslip of the declared pay runs, given or to come, latest pay day first; one employee's when named."""
    issued: dict[tuple[int, date, date, date], list[Issued]] = defaultdict(list)
    for one in queries.payslips(session, employer_id):
        issued[one.employment_id, one.first, one.last, one.corrects_day or one.payment_day].append(one)
    choices = hours.chosen(session, employer_id, known_on, employee_id)
    open_already: set[int] = set()
    rows = []
    for run in contracts.pay_runs(session, employer_id, known_on):
        for choice in choices:
            found = issued.pop((choice.id, run.first, run.until, run.pay_day), [])
            if not found and not _pays(run, choice):
                continue
            state = "given" if found else "waiting" if choice.id in open_already else "next"
            if not found:
                open_already.add(choice.id)
            ordered = sorted(found, key=lambda one: one.revision)
            rows.append(
                RunRow(
                    run=run,
                    employment_id=choice.id,
                    employee_id=choice.employee_id,
                    name=choice.name,
                    state=state,
                    issued=ordered[0] if ordered else None,
                    corrections=tuple(ordered[1:]),
                )
            )
    return tuple(reversed(rows))


def opened(session: Session, employer_id: int, run_id: int, employment_id: int, known_on: date) -> Opened:
    """The draft of one employment in a pay run. Raises ``LookupError``, and ``CannotCalculate``."""
    rows = [one for one in run_rows(session, employer_id, known_on) if one.employment_id == employment_id]
    row = next((one for one in rows if one.run.id == run_id), None)
    if row is None or row.issued is not None:
        raise LookupError(f"employer {employer_id} has no draft of employment {employment_id} in pay run {run_id}")
    draft = service.draft(session, employer_id, employment_id, row.run, known_on)
    earlier = next((one.run for one in rows if one.state == "next"), None)
    return Opened(row, draft, None if row.state == "next" else earlier)


def given_before(session: Session, employer_id: int, request_key: str) -> int | None:
    """The id of the payslip that a form has given already, or None: pressing the button twice gives one payslip."""
    row = queries.row_of_request(session, employer_id, request_key)
    return None if row is None else row.id


def give(
    session: Session, employer_id: int, run_id: int, employment_id: int, typed: Giving, hand: Hand
) -> Issued | None:
    """Gives the payslip that was approved: renders its document, issues it and notes how far the pay run has come.

    None when it waits for a second person's approval.

    Raises ``Conflict`` when the draft is no longer the one that was shown or is not its turn, ``Refused`` when a
    question is open, ``LookupError``.
    """
    found = opened(session, employer_id, run_id, employment_id, hand.day)
    draft = found.draft
    if draft.fingerprint != typed.fingerprint:
        raise Conflict("the draft is no longer the one that was shown")
    if found.first_open is not None:
        raise Conflict("an earlier payslip has to be given first")
    name = f"{draft.inputs.employment}-{draft.inputs.payment_day.isoformat()}"
    issued = _issue(session, employer_id, draft, name, typed.request_key, None, hand)
    if issued is None:
        return None
    _note_run(session, employer_id, found.row.run, hand)
    return issued


def correct(session: Session, employer_id: int, payslip_id: int, typed: Correcting, hand: Hand) -> Issued | None:
    """Gives the correction that was approved; None when it waits for a second person's approval.

    Raises ``Conflict`` when the differences are no longer those that were shown, ``Refused``, ``LookupError``.
    """
    draft = service.draft_correction(session, employer_id, payslip_id, hand.day)
    if draft.fingerprint != typed.fingerprint:
        raise Conflict("the differences are no longer those that were shown")
    chain = queries.chain(session, employer_id, payslip_id)
    name = f"{draft.inputs.employment}-{chain[0].payment_day.isoformat()}-c{len(chain)}"
    return _issue(session, employer_id, draft, name, typed.request_key, typed.reason, hand)


def proposed_pay_day(run: PayRun, today: date) -> date:
    """The day to propose when a pay day is changed: its own, or the first banking day from today when it has passed."""
    return run.pay_day if run.pay_day >= today else calendar.next_business_day(today)


def proposed_run(session: Session, employer_id: int, known_on: date) -> RunTyped:
    """The pay run that comes after the declared ones: the next calendar month, paid on its last banking day."""
    runs = [one for one in contracts.pay_runs(session, employer_id, known_on) if one.kind != "supplementary"]
    if runs:
        first = max(one.until for one in runs) + _ONE_DAY
    else:
        starts = [one.start for one in contracts.employments(session, employer_id, known_on)]
        first = min(starts, default=known_on).replace(day=1)
    last = first + relativedelta(day=31)
    return RunTyped(first, last, calendar.previous_business_day(last))


def declare(session: Session, employer_id: int, typed: RunTyped, hand: Hand) -> int:
    """Declares a pay run for every employment. Gives back its id. Raises ``Refused``."""
    problems = Problems()
    if typed.until < typed.first:
        problems.add("until", "ends_before_it_begins", first=typed.first, last=typed.until)
    _not_paid_before(problems, typed.pay_day, typed.first)
    problems.refuse()
    return contracts.declare_pay_run(
        session, employer_id, PayRun(typed.first, typed.until, typed.pay_day, typed.kind), hand
    )


def _not_paid_before(problems: Problems, pay_day: date, first: date) -> None:
    """Pay of work that has not begun is an advance, not a pay run."""
    if pay_day < first:
        problems.add("pay_day", "paid_before_period", first=first)


def change_pay_day(session: Session, employer_id: int, run_id: int, day: date, hand: Hand) -> int:
    """Moves the pay day of a run of which nothing has been given; gives the id of the run that takes its place.

    The tax card, the contributions and the report follow the new day. Raises ``LookupError``, ``Refused`` for a day
    before the run's first, and ``Conflict`` when a payslip of the run has been given.
    """
    run = next((one for one in contracts.pay_runs(session, employer_id, hand.day) if one.id == run_id), None)
    if run is None:
        raise LookupError(f"employer {employer_id} has no pay run {run_id}")
    if any(one.run.id == run_id and one.issued is not None for one in run_rows(session, employer_id, hand.day)):
        raise Conflict(f"a payslip of pay run {run_id} has been given")
    problems = Problems()
    _not_paid_before(problems, day, run.first)
    problems.refuse()
    contracts.withdraw_pay_run(session, employer_id, run_id, hand)
    moved = PayRun(run.first, run.until, day, run.kind, run.employment_ids)
    return contracts.declare_pay_run(session, employer_id, moved, hand)


def holiday_cost(session: Session, employer_id: int, planned: Absence, known_on: date, language: str) -> HolidayCost:
    """What a holiday that is only planned would cost: the pay runs that pay it and those of its days calculated with it
    and without it, nothing written.

    A long holiday is paid before it begins, so the run before it is tried too. Where the price rests on pay that has
    not been given yet, the shifts of the calendar stand for it, and the price is an estimate.
    """
    now = situation(session, employer_id, known_on)
    employment_id, first, last = planned.employment_id, planned.first, planned.last
    noted = (*now.absences.get(employment_id, ()), replace(planned, id=-1))
    ordered = tuple(sorted(noted, key=lambda one: (one.first, one.id)))
    employment, given_until = now.employments[employment_id], _paid_until(session, employer_id, employment_id)
    runs = _runs_around(planned, now.runs, max(given_until + _ONE_DAY, employment.start))
    now = replace(now, runs=(*now.runs, *(one for one in runs if one not in now.runs)))
    with_it = replace(now, absences={**now.absences, employment_id: ordered}, accounts={})
    drafts = [service.draft(session, employer_id, employment_id, run, known_on, with_it) for run in runs]
    open_runs = [run for run, one in zip(runs, drafts, strict=True) if _without_a_price(one, planned)]
    if open_runs and given_until < open_runs[-1].first - _ONE_DAY:
        begin = max(employment.start, runs[0].first - _LOOK_BACK)
        pay = gathering.planned_pay(session, employer_id, employment, with_it, begin, open_runs[-1].first)
        now, with_it = (replace(one, planned={employment_id: pay}) for one in (now, with_it))
        drafts = [service.draft(session, employer_id, employment_id, run, known_on, with_it) for run in runs]
    paid = [(run, _of_holiday(one, first, last)) for run, one in zip(runs, drafts, strict=True)]
    pay_days = tuple(run.pay_day for run, lines in paid if lines)
    if not pay_days or any(_without_a_price(one, planned) for one in drafts):
        asked = (question for one in drafts for question in one.payslip.questions if question.blocks)
        words = (documents.say_question(language, question_data(one)).asks for one in asked)
        return HolidayCost(pay_days, None, None, next(words, ""))
    change: int | None = 0
    for run, draft in zip(runs, drafts, strict=True):
        without = service.draft(session, employer_id, employment_id, run, known_on, now)
        cost, less = draft.payslip.totals["employer_cost"], without.payslip.totals["employer_cost"]
        change = None if change is None or cost is None or less is None else change + cost - less
    return HolidayCost(
        pay_days,
        sum(line.amount_cents for _, lines in paid for line in lines),
        change,
        estimated_until=_estimated_until(zip(runs, drafts, strict=True), planned, given_until),
    )


# -- how far the pay runs of a day have come ---------------------------------------------------------------------------


def day_states(session: Session, employer_id: int, day: date, known_on: date) -> tuple[str, ...]:
    """How far each pay run of a pay day has come; a run of which payslips are still to be given is a draft."""
    states = {one.pay_run_id: one.state for one in queries.run_states(session, employer_id)}
    whole = _given_runs(session, employer_id, day, known_on)
    return tuple(
        states.get(run.id, "approved") if run.id in whole else "draft"
        for run in contracts.pay_runs(session, employer_id, known_on)
        if run.pay_day == day
    )


def take_back_reported(
    session: Session,
    employer_id: int,
    day: date,
    told: Collection[str],
    hand: Hand,
    *,
    employees: Collection[int] = (),
) -> bool:
    """Moves the reported pay runs of a pay day back to paid when a payslip of theirs is not among those ``told``.

    ``told``: the numbers of the payslips of which a report stands. ``employees``: of whom the day's report still has
    something else to tell. False when nothing was moved. Raises ``Conflict``.
    """
    untold = {
        row.run.id
        for row in run_rows(session, employer_id, hand.day)
        if row.run.pay_day == day and row.issued is not None
        if row.employee_id in employees
        or any(one.number not in told for one in (row.issued, *row.corrections) if not one.own_day)
    }
    back = [one for one in queries.run_states(session, employer_id) if one.pay_run_id in untold]
    back = [one for one in back if one.state == "reported"]
    for seen in back:
        service.move_run(session, employer_id, seen, "paid", hand)
    return bool(back)


def move_day(session: Session, employer_id: int, day: date, to: str, hand: Hand) -> bool:
    """Moves the pay runs of a pay day on to a state, those that may go there; False when none may.

    A run of which payslips are still to be given stays where it is. Pay that was added later and is paid on the day has
    no run: that it is paid is noted. Raises ``Conflict``.
    """
    whole, moved = _given_runs(session, employer_id, day, hand.day), False
    if to == "paid" and _added(session, employer_id, day) - told_paid(session, employer_id, day, hand.day):
        session.add(effective.fill(models.AddedPayPaid(), hand, employer_id, {"day": day}))
        session.flush()
        forget(session)
        audit.record(session, employer_id, hand.by, "pay.change.added_paid", None, {"pay_day": day}, at=hand.at)
        moved = True
    for run in contracts.pay_runs(session, employer_id, hand.day):
        if run.id not in whole:
            continue
        _note_run(session, employer_id, run, hand)
        seen = service.open_run(session, employer_id, run.id, hand)
        if to in MOVES[seen.state]:
            service.move_run(session, employer_id, seen, to, hand)
            moved = True
    return moved


def told_paid(session: Session, employer_id: int, day: date, known_on: date) -> frozenset[str]:
    """The numbers of the payslips of a pay day whose pay a person has told to be paid.

    What corrects a payslip after that is to be paid (or has been told of again).
    """
    told_at = queries.added_pay_paid(session, employer_id).get(day)
    told = set() if told_at is None else _added(session, employer_id, day, told_at)
    by_run: dict[int, list[PayRunState]] = defaultdict(list)
    for one in queries.all_run_states(session, employer_id):
        by_run[one.pay_run_id].append(one)
    if not by_run:
        return frozenset(told)
    for row in run_rows(session, employer_id, known_on):
        states = by_run.get(row.run.id, [])
        if row.run.pay_day != day or row.issued is None or not states:
            continue
        newest, before = states[-1], states[:-1]
        paid = newest.state in ("paid", "reported")
        told |= {
            one.number
            for one in (row.issued, *row.corrections)
            if not one.own_day and (paid or (before and one.issued_at < before[-1].changed_at))
        }
    return frozenset(told)


def _added(session: Session, employer_id: int, day: date, until: datetime | None = None) -> set[str]:
    """The numbers of the payslips of pay that was added later and is paid on a day; those given before a moment."""
    return {
        one.number
        for one in queries.payslip_sums(session, employer_id)
        if one.payment_day == day and one.own_day and (until is None or one.issued_at <= until)
    }


def _given_runs(session: Session, employer_id: int, day: date, known_on: date) -> frozenset[int]:
    """The pay runs of a day of which every payslip has been given."""
    rows = [one for one in run_rows(session, employer_id, known_on) if one.run.pay_day == day]
    open_still = {one.run.id for one in rows if one.issued is None}
    return frozenset(one.run.id for one in rows) - open_still


# -- parts -------------------------------------------------------------------------------------------------------------


def _pays(run: PayRun, choice: Choice) -> bool:
    """Whether a run pays an employment: named or all, begun by the run's end, not over before an ordinary run,
    and not one whose employee never came."""
    if run.employment_ids is not None and choice.id not in run.employment_ids:
        return False
    if choice.start > run.until or (choice.end is not None and choice.end < choice.start):
        return False
    return choice.end is None or choice.end >= run.first or run.kind != "ordinary"


def _issue(
    session: Session, employer_id: int, draft: Draft, name: str, key: str, reason: str | None, hand: Hand
) -> Issued | None:
    if not service.approve(session, employer_id, draft, hand):
        return None
    language = draft.inputs.employee.language
    rendered = render(draft, language, hand.day, name, reason=reason)
    order = IssuePayslip(draft, (rendered,), request_key=key, reason=reason)
    return service.issue(session, employer_id, order, hand)


def _note_run(session: Session, employer_id: int, run: PayRun, hand: Hand) -> None:
    """A pay run is approved when each of its payslips has been given."""
    rows: Iterable[RunRow] = run_rows(session, employer_id, hand.day)
    if any(one.run.id == run.id and one.issued is None for one in rows):
        return
    seen = service.open_run(session, employer_id, run.id, hand)
    for state in ("calculated", "approved"):
        if seen.state in ("draft", "calculated") and seen.state != state:
            seen = service.move_run(session, employer_id, seen, state, hand)


def _of_holiday(draft: Draft, first: date, last: date) -> list[Line]:
    return [
        line
        for line in draft.payslip.lines
        if line.kind in _HOLIDAY and line.first is not None and first <= line.first <= last
    ]


def _without_a_price(draft: Draft, holiday: Absence) -> bool:
    """Whether the draft pays a part of a holiday whose price it does not know."""
    priced = {line.first for line in _of_holiday(draft, holiday.first, holiday.last)}
    return any(
        one.first is not None and holiday.first <= one.first <= holiday.last and one.first not in priced
        for one in draft.inputs.holidays
    )


def _estimated_until(paid: Iterable[tuple[PayRun, Draft]], holiday: Absence, given_until: date) -> date | None:
    """The last day of pay that the price of a holiday rests on and that no payslip has been given for; None when all
    has been given. A monthly wage that goes on rests on none."""
    days = [
        min(run.first - _ONE_DAY, part.credit_year.last)
        for run, draft in paid
        for part in draft.inputs.holidays
        if part.method in ("average_daily_pay", "percentage")
        and part.first is not None
        and holiday.first <= part.first <= holiday.last
    ]
    return max((day for day in days if day > given_until), default=None)


def _runs_around(holiday: Absence, runs: Sequence[PayRun], open_from: date) -> list[PayRun]:
    """The runs of a holiday's days, and the one before it where it has a day that no payslip has been given for."""
    found: list[PayRun] = []
    day = holiday.first
    while day <= holiday.last:
        found.append(_run_of(holiday.employment_id, day, runs))
        day = found[-1].until + _ONE_DAY
    before = _run_before(holiday.employment_id, holiday.first, runs)
    return [*([before] if before not in found and before.until >= open_from else ()), *found]


def _run_of(employment_id: int, day: date, runs: Sequence[PayRun]) -> PayRun:
    """The declared run that holds a day, or the one that would: what is left of its calendar month."""
    mine = [one for one in runs if _of(one, employment_id) and one.kind != "supplementary"]
    for one in mine:
        if one.first <= day <= one.until:
            return one
    first = max([day.replace(day=1), *(one.until + _ONE_DAY for one in mine if one.until < day)])
    month_end = day + relativedelta(day=31)
    return PayRun(first, month_end, month_end, "ordinary", (employment_id,))


def _run_before(employment_id: int, first: date, runs: Iterable[PayRun]) -> PayRun:
    """The last run whose pay day comes before the holiday: declared, or the calendar month before."""
    month_end = first.replace(day=1) - _ONE_DAY
    month = PayRun(month_end.replace(day=1), month_end, month_end, "ordinary", (employment_id,))
    declared = [one for one in runs if _of(one, employment_id) and one.pay_day < first]
    newest = max(declared, key=lambda one: one.pay_day, default=month)
    return newest if newest.until >= month.first else month


def _paid_until(session: Session, employer_id: int, employment_id: int) -> date:
    """The last day for which a payslip has been given; the first of all days when there is none."""
    issued = queries.payslips(session, employer_id)
    return max((one.last for one in issued if one.employment_id == employment_id), default=date.min)


def _of(run: PayRun, employment_id: int) -> bool:
    return run.employment_ids is None or employment_id in run.employment_ids
