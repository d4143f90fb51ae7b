"""Reading the budget: always within one employer, always as known on a day, always as frozen plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from employer import effective, training
from employer.budget import models
from employer.budget.schemas import (
    OWED,
    OWN_ACCOUNT,
    BudgetState,
    Ceiling,
    Decision,
    Entry,
    Expense,
    Line,
    LineState,
    MonthState,
    OwnAccount,
    Received,
    Returned,
    SharedCost,
    Unspent,
)
from employer.effective import NOT_SAID
from employer.read_once import every, read_once

_POSTED = models.LedgerEntry
_COSTS_OF = (
    select(
        *(_POSTED.id, _POSTED.account, _POSTED.cents, _POSTED.minutes, _POSTED.reason, _POSTED.day, _POSTED.for_day),
        *(_POSTED.line, _POSTED.belongs_to, _POSTED.original, _POSTED.employment, _POSTED.by_day),
    )
    .where(
        _POSTED.employer_id == bindparam("of_employer"),
        _POSTED.recorded_on <= bindparam("known_on"),
        _POSTED.account != OWED,
    )
    .order_by(_POSTED.id)
)


@read_once
def decisions(session: Session, employer_id: int, known_on: date) -> tuple[Decision, ...]:
    """The decisions in order of their first day, each with its lines in the order of the decision."""
    rows = effective.rows(session, models.BudgetDecision, employer_id, known_on)
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in every(session, models.BudgetLine, employer_id):
        lines[line.decision_id].append(
            Line(
                code=line.code,
                title=line.title,
                covers=tuple(line.covers.split()),
                cents=line.euros,
                minutes=line.minutes,
                period=line.period,
                money_model=line.money_model,
                id=line.id,
            )
        )
    found = (
        Decision(
            number=row.number,
            authority=row.authority,
            authority_id=row.authority_id,
            ground=row.ground,
            first=row.first,
            until=row.until,
            money_model=row.money_model,
            lines=tuple(lines[row.id]),
            language=row.language,
            cents=row.euros,
            minutes=row.minutes,
            carry_over=row.carry_over,
            unspent=_unspent(row),
            id=row.id,
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda decision: decision.first))


def decision_on(session: Session, employer_id: int, on: date, known_on: date) -> Decision | None:
    """The decision in force on a day; failing that the last one before it, or else the first one after it."""
    return nearest(decisions(session, employer_id, known_on), on)


def nearest(found: Sequence[Decision], on: date) -> Decision | None:
    """Of decisions in order the one in force on a day, the last one before it, or else the first one after it."""
    begun = [one for one in found if one.first <= on]
    return begun[-1] if begun else found[0] if found else None


def county_pays_wages(session: Session, employer_id: int, on: date, known_on: date) -> bool:
    """Whether the decision in force on a day says that the county pays the wages itself, as the substitute payer."""
    for one in decisions(session, employer_id, known_on):
        if one.first <= on <= one.until:
            return wages_by_county(one)
    return False


def wages_by_county(decision: Decision) -> bool:
    """Whether a decision says that the county pays the wages itself, as the substitute payer."""
    models = {line.money_model or decision.money_model for line in decision.lines if "wages" in line.covers}
    return "substitute_payer" in (models or {decision.money_model})


def received(session: Session, employer_id: int, known_on: date) -> tuple[Received, ...]:
    """Money received, in order of its day."""
    rows = effective.rows(session, models.BudgetReceived, employer_id, known_on)
    return tuple(
        sorted((Received(row.day, row.cents, row.line, row.id) for row in rows), key=lambda one: (one.day, one.id))
    )


def returned(
    session: Session, employer_id: int, known_on: date, decision: Decision | None = None
) -> tuple[Returned, ...]:
    """Money paid back to the authority, in order of its day; with a decision only that of its money."""
    rows = effective.rows(session, models.BudgetReturned, employer_id, known_on)
    found = (
        Returned(row.day, row.cents, row.kind, row.decision_day, row.document, row.note, row.line, row.id)
        for row in rows
    )
    if decision is not None:
        every = decisions(session, employer_id, known_on)
        found = (one for one in found if (its := nearest(every, one.decision_day)) and its.id == decision.id)
    return tuple(sorted(found, key=lambda one: (one.day, one.id)))


@read_once
def expenses(session: Session, employer_id: int, known_on: date) -> tuple[Expense, ...]:
    """Expenses, in order of their day."""
    rows = effective.rows(session, models.Expense, employer_id, known_on)
    found = (
        Expense(
            row.day,
            row.title,
            row.cents,
            row.line,
            row.kind,
            row.employment_id,
            row.id,
            number=row.number,
            per_diem=row.per_diem,
            halved=bool(row.halved),
            vehicle=row.vehicle,
            passengers=row.passengers or 0,
            trailer=bool(row.trailer),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.id)))


@read_once
def entries(session: Session, employer_id: int, known_on: date) -> tuple[Entry, ...]:
    """The costs in the ledger as it stood on a day, in the order of posting; not what stands against them."""
    rows = session.execute(_COSTS_OF, {"of_employer": employer_id, "known_on": known_on})
    return tuple(
        Entry(
            account=row.account,
            cents=row.cents,
            reason=row.reason,
            day=row.day,
            for_day=row.for_day,
            belongs_to=row.belongs_to,
            line=row.line,
            employment=row.employment,
            minutes=row.minutes,
            id=row.id,
            original=row.original,
            by_day=days_of(row.by_day),
        )
        for row in rows
    )


def days_of(written: str | None) -> tuple[tuple[date, int, int], ...]:
    """Day, cents and minutes of each day of a posting, as ``days_text`` wrote them."""
    rows = (part.split() for part in (written or "").split(";") if part)
    return tuple((date.fromisoformat(day), int(cents), int(minutes)) for day, cents, minutes in rows)


def days_text(days: Iterable[tuple[date, int, int]]) -> str | None:
    """The days of a posting as one text; None without any."""
    return ";".join(f"{day.isoformat()} {cents} {minutes}" for day, cents, minutes in days) or None


def out_of_balance(session: Session, employer_id: int) -> tuple[tuple[str, int], ...]:
    """The journals of the ledger that do not sum to nothing, with their sums in cents: there must be none."""
    row = models.LedgerEntry
    total = func.sum(row.cents)
    found = session.execute(
        select(row.journal, total).where(row.employer_id == employer_id).group_by(row.journal).having(total != 0)
    )
    return tuple((journal, int(cents)) for journal, cents in found)


@read_once
def costs(session: Session, employer_id: int, known_on: date) -> tuple[Entry, ...]:
    """Everything that costs the budget money, by day: the ledger, the expenses and the prices of trainings."""
    found = [part for entry in entries(session, employer_id, known_on) for part in entry.parts]
    for expense in expenses(session, employer_id, known_on):
        name = f"expense {expense.id}"
        found.append(Entry("other", expense.cents, "expense", expense.day, expense.day, name, expense.line))
    for one in training.trainings(session, employer_id, None, known_on):
        if one.cost_cents:
            name = f"training {one.id}"
            found.append(Entry("other", one.cost_cents, "training", one.day, one.day, name, one.line))
    return tuple(found)


def state(session: Session, employer_id: int, as_of: date, known_on: date | None = None) -> BudgetState | None:
    """What is granted, received and spent as of a day, by line and by month, of the decision in force on that day.

    ``known_on``: the day whose knowledge is used (``as_of`` when left out). None when there is no decision. What is
    still to come is not in it: accrued, committed and forecast money belongs to the forecast.
    """
    seen = as_of if known_on is None else known_on
    decision = decision_on(session, employer_id, as_of, seen)
    if decision is None:
        return None
    got = [
        one
        for one in received(session, employer_id, seen)
        if decision.first <= one.day <= decision.until and one.day <= as_of
    ]
    back = [one for one in returned(session, employer_id, seen, decision) if one.day <= as_of]
    return of_decision(decision, got, costs(session, employer_id, seen), as_of, back)


def other_states(session: Session, employer_id: int, as_of: date) -> tuple[BudgetState, ...]:
    """The states as of a day of the decisions that had begun by then, but for the one in force; the latest first."""
    begun = [one for one in decisions(session, employer_id, as_of) if one.first <= as_of]
    if len(begun) < 2:
        return ()
    got, spent = received(session, employer_id, as_of), costs(session, employer_id, as_of)
    return tuple(
        of_decision(
            one,
            [row for row in got if one.first <= row.day <= one.until and row.day <= as_of],
            spent,
            as_of,
            [row for row in returned(session, employer_id, as_of, one) if row.day <= as_of],
        )
        for one in reversed(begun[:-1])
    )


def of_decision(
    decision: Decision, got: Iterable[Received], spent: Iterable[Entry], as_of: date, back: Iterable[Returned] = ()
) -> BudgetState:
    """The state of one decision from plain facts; reads nothing but its arguments.

    A cost belongs to the decision when the day of the work it pays does, and to the month in which it is due.
    """
    codes = {line.code for line in decision.lines}
    received_by: dict[str | None, int] = defaultdict(int)
    spent_by: dict[str | None, int] = defaultdict(int)
    minutes_by: dict[str | None, int] = defaultdict(int)
    months_received: dict[str, int] = defaultdict(int)
    months_spent: dict[str, dict[str | None, int]] = defaultdict(lambda: defaultdict(int))
    for money in got:
        received_by[money.line if money.line in codes else None] += money.cents
        months_received[f"{money.day:%Y-%m}"] += money.cents
    returned_by: dict[str | None, int] = defaultdict(int)
    for given in back:
        returned_by[given.line if given.line in codes else None] += given.cents
    line_by: dict[tuple[str | None, str], str | None] = {}
    for entry in spent:
        if not (decision.first <= entry.for_day <= decision.until and entry.day <= as_of):
            continue
        named = entry.line, entry.account
        if named not in line_by:
            line_by[named] = line_of(decision, entry)
        code = line_by[named]
        spent_by[code] += entry.cents
        minutes_by[code] += entry.minutes
        months_spent[entry.day.isoformat()[:7]][code] += entry.cents
    lines = tuple(
        LineState(
            line=line,
            granted_cents=None if line.cents is None else line.cents * whole_periods(decision, line.period),
            granted_minutes=None if line.minutes is None else line.minutes * whole_periods(decision, line.period),
            received_cents=received_by[line.code],
            spent_cents=spent_by[line.code],
            used_minutes=minutes_by[line.code],
            returned_cents=returned_by[line.code],
        )
        for line in decision.lines
    )
    # A line granted in hours only has no euros: what is granted in all is then known from the decision alone.
    cents = [line.granted_cents for line in lines if line.granted_cents is not None]
    minutes = [line.granted_minutes for line in lines if line.granted_minutes is not None]
    return BudgetState(
        as_of=as_of,
        decision=decision,
        granted_cents=decision.cents
        if decision.cents is not None
        else sum(cents)
        if len(cents) == len(lines)
        else None,
        granted_minutes=decision.minutes if decision.minutes is not None else sum(minutes) if minutes else None,
        received_cents=sum(received_by.values()),
        spent_cents=sum(spent_by.values()),
        used_minutes=sum(minutes_by.values()),
        uncovered_cents=spent_by[None],
        lines=lines,
        months=tuple(
            MonthState(
                month=month,
                received_cents=months_received[month],
                spent_cents=sum(months_spent[month].values()),
                by_line=tuple(
                    (code, months_spent[month][code])
                    for code in (*(line.code for line in decision.lines), None)
                    if months_spent[month].get(code)
                ),
            )
            for month in _months(decision, as_of, [*months_received, *months_spent])
        ),
        returned_cents=sum(returned_by.values()),
    )


def shared_costs(session: Session, employer_id: int, as_of: date) -> tuple[SharedCost, ...]:
    """The pay runs due by a day whose days fall in more than one decision, or partly in none; the latest first."""
    known = decisions(session, employer_id, as_of)
    runs: dict[tuple[date, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for entry in entries(session, employer_id, as_of):
        if entry.day <= as_of:
            run = runs[entry.day, entry.employment or ""]
            for for_day, cents, _ in entry.days:
                run[for_day] += cents
    found = []
    for (day, employment), run in sorted(runs.items(), reverse=True):
        by_decision: dict[str | None, list[date]] = defaultdict(list)
        for for_day in sorted(run):
            number = next((one.number for one in known if one.first <= for_day <= one.until), None)
            by_decision[number].append(for_day)
        if len(by_decision) > 1:
            borne = tuple(
                (number, days[0], days[-1], sum(run[one] for one in days)) for number, days in by_decision.items()
            )
            found.append(SharedCost(employment, day, sum(run.values()), borne))
    return tuple(found)


def own_account(state: BudgetState, overpaid_cents: int = 0) -> OwnAccount | None:
    """The money that goes through the employer's own account; None when none does, as where the county pays all.

    Money received for no line in particular is for the lines that the employer pays. ``overpaid_cents``: of pay that
    was too much, what has not come back; its cost is taken off the budget already.
    """
    decision = state.decision
    others = [one for one in state.lines if (one.line.money_model or decision.money_model) not in OWN_ACCOUNT]
    own = [one for one in state.lines if one not in others]
    if not own:
        return None
    granted = [one.granted_cents for one in own]
    received = state.received_cents - sum(one.received_cents for one in others)
    euros = [one for one in granted if one is not None]
    to_come = max(0, sum(euros) - received) if len(euros) == len(granted) else None
    back = state.returned_cents - sum(one.returned_cents for one in others)
    return OwnAccount(received, sum(one.spent_cents for one in own), to_come, back, overpaid_cents)


def ceilings(decision: Decision, line: Line, spent: Iterable[Entry], as_of: date) -> tuple[Ceiling, ...]:
    """The months or weeks of a line that is granted by them, up to the one of ``as_of``; none for other lines.

    Months are counted from the decision's first day; weeks run from Monday to Sunday, and one that the decision begins
    or ends in grants the part of its days (``choice.budget_week``). A cost belongs to the day of the work it pays. What
    is not used lapses at the end, comes over to the next one, or to all that follow, as the decision says.
    """
    costs = [one for one in spent if line_of(decision, one) == line.code and one.day <= as_of]
    found: list[Ceiling] = []
    over, over_minutes = 0, 0
    for first, last, days in _spans(decision, line.period):
        if first > as_of:
            break
        own, own_minutes = (
            None if granted is None else granted if days is None else granted * days // 7
            for granted in (line.cents, line.minutes)
        )
        mine = [one for one in costs if first <= one.for_day <= last]
        used, used_minutes = sum(one.cents for one in mine), sum(one.minutes for one in mine)
        runs = as_of <= last
        lapsed, over_next = _lapsed(decision.carry_over, own, over, used)
        lapsed_minutes, over_minutes_next = _lapsed(decision.carry_over, own_minutes, over_minutes, used_minutes)
        found.append(
            Ceiling(
                first=first,
                last=last,
                granted=None if own is None else own + over,
                used=used,
                lapsed=None if own is None else 0 if runs else lapsed,
                granted_minutes=None if own_minutes is None else own_minutes + over_minutes,
                used_minutes=used_minutes,
                lapsed_minutes=None if own_minutes is None else 0 if runs else lapsed_minutes,
            )
        )
        over, over_minutes = over_next, over_minutes_next
    return tuple(found)


def _spans(decision: Decision, period: str) -> Iterator[tuple[date, date, int | None]]:
    """First and last day of the decision's months or weeks; of a week also how many of its days it has."""
    if period == "month":
        for number in range(whole_periods(decision, "month")):
            after = decision.first + relativedelta(months=number + 1)
            yield decision.first + relativedelta(months=number), after - timedelta(days=1), None
    elif period == "week":
        monday = decision.first - timedelta(days=decision.first.weekday())
        while monday <= decision.until:
            first, last = max(monday, decision.first), min(monday + timedelta(days=6), decision.until)
            yield first, last, (last - first).days + 1
            monday += timedelta(days=7)


def _lapsed(carry_over: str, own: int | None, over: int, used: int) -> tuple[int, int]:
    """What lapses at the end of a month or week and what comes over to the next; what came over is used first."""
    left = max(0, (own or 0) + over - used)
    if carry_over == "within_decision":
        return 0, left
    if carry_over == "next_period":
        kept = min(left, own or 0)
        return left - kept, kept
    return left, 0


def line_of(decision: Decision, entry: Entry) -> str | None:
    """The code of the line that bears an entry: the one it names, else the first that covers its account, else None."""
    if entry.line is not None:
        return entry.line if any(line.code == entry.line for line in decision.lines) else None
    return next((line.code for line in decision.lines if entry.account in line.covers), None)


def whole_periods(decision: Decision, period: str) -> int:
    """How many whole periods (``decision``, ``year``, ``month``, ``week``) the decision holds, at least one."""
    after = decision.until + timedelta(days=1)
    if period == "week":
        return max(1, (after - decision.first).days // 7)
    months = (
        (after.year - decision.first.year) * 12 + after.month - decision.first.month - (after.day < decision.first.day)
    )
    if period == "month":
        return max(1, months)
    return max(1, months // 12) if period == "year" else 1


def _months(decision: Decision, as_of: date, others: Iterable[str]) -> list[str]:
    """Every month from the decision's first to ``as_of`` or its end, and any other that has money in it."""
    found = set(others)
    day = decision.first.replace(day=1)
    while day <= min(as_of, decision.until):
        found.add(f"{day:%Y-%m}")
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return sorted(found)


def _unspent(row: models.BudgetDecision) -> Any:
    if not row.unspent_said:
        return NOT_SAID
    return Unspent(row.return_by)
