"""Doing things with the budget: note decisions, money and expenses, and post what pay has cost. None of it commits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from employer import audit, chain, contracts, effective
from employer.budget import models, queries, schemas
from employer.budget.schemas import Decision, Entry, Expense, Line, PayEntry, Received, Returned
from employer.effective import Hand, NotSaid
from employer.errors import Problems
from employer.people.schemas import LANGUAGES, is_business_id
from employer.read_once import forget


def record_decision(
    session: Session, employer_id: int, decision: Decision, hand: Hand, replaces: int | None = None
) -> int:
    """Notes a decision with its lines and gives back its id. ``replaces``: the id of a decision that it corrects.

    Raises ``Refused`` for lines above the decision's own sums, days that another decision has, and every wrong field;
    ``LookupError`` when there is no decision to replace.
    """
    others = queries.decisions(session, employer_id, hand.day)
    if replaces is not None and all(other.id != replaces for other in others):
        raise LookupError(f"employer {employer_id} has no budget decision {replaces}")
    problems = Problems()
    _check_decision(problems, decision)
    for number, line in enumerate(decision.lines):
        _check_line(problems, f"lines[{number}]", decision, line)
        if any(line.code == other.code for other in decision.lines[:number]):
            problems.add(f"lines[{number}].id", "code_taken", code=line.code)
    if not problems.found:
        _check_sums(problems, decision)
        for other in others:
            if other.id != replaces and other.first <= decision.until and decision.first <= other.until:
                problems.add("decision.from", "overlaps", first=other.first, last=other.until)
    problems.refuse()
    unspent = decision.unspent
    row: models.BudgetDecision = effective.fill(
        models.BudgetDecision(),
        hand,
        employer_id,
        {
            "number": decision.number,
            "authority": decision.authority,
            "authority_id": decision.authority_id,
            "ground": decision.ground,
            "first": decision.first,
            "until": decision.until,
            "language": decision.language,
            "euros": decision.cents,
            "minutes": decision.minutes,
            "money_model": decision.money_model,
            "carry_over": decision.carry_over,
            "unspent_said": not isinstance(unspent, NotSaid),
            "return_by": None if unspent is None or isinstance(unspent, NotSaid) else unspent.return_by,
            "replaces_id": replaces,
        },
    )
    session.add(row)
    session.flush()
    for line in decision.lines:
        session.add(
            models.BudgetLine(
                employer_id=employer_id,
                decision_id=row.id,
                code=line.code,
                title=line.title,
                covers=" ".join(line.covers),
                euros=line.cents,
                minutes=line.minutes,
                period=line.period,
                money_model=line.money_model,
            )
        )
        session.flush()
    words = {"number": decision.number, "from": decision.first, "until": decision.until, "cents": decision.cents}
    audit.record(session, employer_id, hand.by, "changes.budget_decision", None, words, at=hand.at)
    return row.id


def record_received(session: Session, employer_id: int, received: Received, hand: Hand) -> int:
    """Notes money received and gives back its id. Raises ``Refused`` for no money or an unknown line."""
    problems = Problems()
    if received.cents <= 0:
        problems.add("euros", "more_than_zero", text=received.cents)
    _check_line_known(session, employer_id, problems, received.line, hand)
    problems.refuse()
    row = effective.fill(
        models.BudgetReceived(),
        hand,
        employer_id,
        {"day": received.day, "cents": received.cents, "line": received.line},
    )
    session.add(row)
    session.flush()
    words = {"day": received.day, "cents": received.cents, "line": received.line}
    audit.record(session, employer_id, hand.by, "changes.budget_received", None, words, at=hand.at)
    return int(row.id)


def remove_received(session: Session, employer_id: int, received_id: int, hand: Hand) -> None:
    """Takes a note of received money back. Raises ``LookupError``."""
    _take_back(
        session,
        employer_id,
        models.BudgetReceived,
        received_id,
        ("day", "cents", "line"),
        "changes.received_removed",
        hand,
    )


def record_returned(session: Session, employer_id: int, returned: Returned, hand: Hand) -> int:
    """Notes money paid back to the authority and gives back its id.

    Raises ``Refused`` for no money, no document, an unknown line, or days of no decision.
    """
    problems = Problems()
    if returned.cents <= 0:
        problems.add("euros", "more_than_zero", text=returned.cents)
    _choice(problems, "kind", returned.kind, schemas.RETURN_KINDS)
    if not returned.document.strip():
        problems.add("document", "text_needed")
    known = queries.decisions(session, employer_id, hand.day)
    if not any(one.first <= returned.decision_day <= one.until for one in known):
        problems.add("decision", "no_decision_then", day=returned.decision_day)
    _check_line_known(session, employer_id, problems, returned.line, hand)
    problems.refuse()
    facts = {
        name: getattr(returned, name) for name in ("day", "cents", "kind", "decision_day", "document", "note", "line")
    }
    row = effective.fill(models.BudgetReturned(), hand, employer_id, facts)
    session.add(row)
    session.flush()
    words = {"day": returned.day, "cents": returned.cents, "kind": returned.kind, "line": returned.line}
    audit.record(session, employer_id, hand.by, "changes.budget_returned", None, words, at=hand.at)
    return int(row.id)


def remove_returned(session: Session, employer_id: int, returned_id: int, hand: Hand) -> None:
    """Takes a note of returned money back. Raises ``LookupError``."""
    _take_back(
        session,
        employer_id,
        models.BudgetReturned,
        returned_id,
        ("day", "cents", "kind"),
        "changes.returned_removed",
        hand,
    )


def record_expense(session: Session, employer_id: int, expense: Expense, hand: Hand) -> int:
    """Notes an expense and gives back its id.

    Raises ``Refused`` for no money or an unknown line, ``LookupError`` for an unknown employment.
    """
    problems = Problems()
    if expense.employment_id is not None:
        contracts.employment(session, employer_id, expense.employment_id, hand.day)
    if not expense.title.strip():
        problems.add("title", "text_needed")
    elif len(expense.title) > 200:
        problems.add("title", "text_too_long", most=200)
    if expense.cents <= 0:
        problems.add("euros", "more_than_zero", text=expense.cents)
    _choice(problems, "kind", expense.kind, schemas.EXPENSE_KINDS)
    _check_line_known(session, employer_id, problems, expense.line, hand)
    problems.refuse()
    row = effective.fill(
        models.Expense(),
        hand,
        employer_id,
        {
            "day": expense.day,
            "title": expense.title,
            "cents": expense.cents,
            "line": expense.line,
            "kind": expense.kind,
            "employment_id": expense.employment_id,
            "number": expense.number,
            "per_diem": expense.per_diem,
            "halved": expense.halved,
            "vehicle": expense.vehicle,
            "passengers": expense.passengers,
            "trailer": expense.trailer,
        },
    )
    session.add(row)
    session.flush()
    words = {"day": expense.day, "title": expense.title, "cents": expense.cents, "line": expense.line}
    audit.record(session, employer_id, hand.by, "changes.expense", None, words, at=hand.at)
    return int(row.id)


def remove_expense(session: Session, employer_id: int, expense_id: int, hand: Hand) -> None:
    """Takes an expense back. Raises ``LookupError``."""
    _take_back(
        session,
        employer_id,
        models.Expense,
        expense_id,
        ("day", "title", "cents", "line"),
        "changes.expense_removed",
        hand,
    )


def _take_back(
    session: Session, employer_id: int, table: Any, row_id: int, told: tuple[str, ...], change: str, hand: Hand
) -> None:
    """Takes a noted row back by adding its withdrawal, and tells what it was. Raises ``LookupError``."""
    row = session.scalar(effective.known(table, employer_id, hand.day).where(table.id == row_id))
    if row is None:
        raise LookupError(f"employer {employer_id} has no row {row_id} in {table.__tablename__}")
    effective.withdraw(session, row, hand)
    words = {name: getattr(row, name) for name in told}
    audit.record(session, employer_id, hand.by, change, words, None, at=hand.at)


def post(
    session: Session, employer_id: int, entries: Iterable[Entry], hand: Hand, *, ids: bool = True
) -> tuple[int, ...]:
    """Posts entries to the ledger as one journal and gives back the ids of the rows (none when ``ids`` is off).

    Rows are only ever added; entries of nothing are left out. Against the entries stands what is owed for them, so that
    the journal sums to nothing. Raises ``ValueError`` for an account or a reason that the ledger does not have: a
    mistake of the program.
    """
    posted = [entry for entry in entries if entry.cents or entry.minutes or entry.by_day]
    for entry in posted:
        if entry.account not in schemas.COVERS or entry.reason not in schemas.REASONS:
            raise ValueError(f"the ledger has no account {entry.account!r} for {entry.reason!r}")
    if not posted:
        return ()
    total = sum(entry.cents for entry in posted)
    sides = [*posted, replace(posted[0], account=schemas.OWED, cents=-total, minutes=0, line=None, by_day=())]
    journal = f"{hand.at.isoformat(timespec='microseconds')} {posted[0].belongs_to}"
    rows = [
        {
            "journal": journal,
            "account": entry.account,
            "cents": entry.cents,
            "minutes": entry.minutes,
            "reason": entry.reason,
            "day": entry.day,
            "for_day": entry.for_day,
            "line": entry.line,
            "belongs_to": entry.belongs_to,
            "original": entry.original,
            "employment": entry.employment,
            "recorded_at": hand.at,
            "recorded_on": hand.day,
            "recorded_by": hand.by,
            "by_day": queries.days_text(entry.by_day),
        }
        for entry in sides
    ]
    made = chain.append(session, models.LedgerEntry.__table__, employer_id, rows, ids=ids)  # type: ignore[arg-type]
    forget(session)  # the chain is written past the session: what was read of the ledger is read anew
    return made


def post_pay(session: Session, employer_id: int, pay: PayEntry, hand: Hand) -> None:
    """Posts what an issued payslip (or its correction, by the differences) costs: wages, contributions, insurance.

    Where its days are known they go with it; a correction's are what the days cost now less what was posted for them,
    so that every decision bears what it would have borne had the payslip been right at once. What was paid for them on
    another day is no part of what they cost on this one; the time of the days is one all the same.
    """
    reason = "correction" if pay.correction else "payslip"
    days: dict[str, dict[date, list[int]]] = {
        account: {day: [cents, minutes] for day, cents, minutes in rows} for account, rows in pay.by_account.items()
    }
    if pay.corrects is not None and days:
        for before in queries.entries(session, employer_id, hand.day):
            if f"payslip {pay.corrects}" in (before.belongs_to, before.original):
                other = any(f"payslip {number}" == before.belongs_to for number in pay.other_days)
                for part in before.parts:
                    cost = days.setdefault(part.account, {}).setdefault(part.for_day, [0, 0])
                    cost[0], cost[1] = cost[0] - (0 if other else part.cents), cost[1] - part.minutes
    spread = {
        account: tuple((day, cost[0], cost[1]) for day, cost in sorted(rows.items()) if any(cost))
        for account, rows in days.items()
    }
    post(
        session,
        employer_id,
        (
            Entry(
                account=account,
                cents=cents,
                reason=reason,
                day=pay.day,
                for_day=pay.last,
                belongs_to=f"payslip {pay.payslip}",
                employment=pay.employment,
                minutes=sum(one[2] for one in spread[account]) if spread.get(account) else minutes,
                original=None if pay.corrects is None else f"payslip {pay.corrects}",
                by_day=spread.get(account, ()),
            )
            for account, cents, minutes in (
                ("wages", pay.wages_cents, pay.minutes),
                ("employer_contributions", pay.contributions_cents, 0),
                ("accident_insurance", pay.accident_cents, 0),
            )
        ),
        hand,
        ids=False,
    )


# --- checks -----------------------------------------------------------------------------------------------------------


def _choice(problems: Problems, field: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        problems.add(field, "not_a_choice", text=value, choices=", ".join(choices))


def _check_decision(problems: Problems, decision: Decision) -> None:
    for field, text in (
        ("number", decision.number),
        ("authority", decision.authority),
        ("ground", decision.ground),
    ):
        if not text.strip():
            problems.add(f"decision.{field}", "text_needed")
    if not is_business_id(decision.authority_id):
        problems.add("decision.authority_id", "business_id_wrong", text=decision.authority_id)
    if decision.until < decision.first:
        problems.add("decision.until", "ends_before_it_begins", first=decision.first, last=decision.until)
    returned = decision.unspent.return_by if decision.unspent else None
    if returned is not None and returned < decision.first:
        problems.add("unspent.return_by", "returned_before", day=returned, first=decision.first)
    _choice(problems, "decision.language", decision.language, LANGUAGES)
    for field, amount in (("euros", decision.cents), ("minutes", decision.minutes)):
        if amount is not None and amount < 0:
            problems.add(f"decision.{field}", "not_negative", text=amount)
    _choice(problems, "money_model", decision.money_model, schemas.MONEY_MODELS)
    _choice(problems, "carry_over", decision.carry_over, schemas.CARRY_OVERS)
    if not decision.lines:
        problems.add("lines", "lines_needed")


def _check_line(problems: Problems, place: str, decision: Decision, line: Line) -> None:
    for field, text in (("id", line.code), ("title", line.title)):
        if not text.strip():
            problems.add(f"{place}.{field}", "text_needed")
    if not line.covers:
        problems.add(f"{place}.covers", "choose_one_at_least", choices=", ".join(schemas.COVERS))
    for word in line.covers:
        _choice(problems, f"{place}.covers", word, schemas.COVERS)
    _choice(problems, f"{place}.period", line.period, schemas.PERIODS)
    if line.money_model is not None:
        _choice(problems, f"{place}.money_model", line.money_model, schemas.MONEY_MODELS)
    if line.cents is None and line.minutes is None:
        problems.add(f"{place}.euros", "euros_or_minutes_needed")
    for field, amount in (("euros", line.cents), ("minutes", line.minutes)):
        if amount is not None and amount < 0:
            problems.add(f"{place}.{field}", "not_negative", text=amount)


def _check_sums(problems: Problems, decision: Decision) -> None:
    for field, granted, amounts in (
        ("euros", decision.cents, [line.cents for line in decision.lines]),
        ("minutes", decision.minutes, [line.minutes for line in decision.lines]),
    ):
        if granted is None:
            continue
        total = sum(
            (amount or 0) * queries.whole_periods(decision, line.period)
            for amount, line in zip(amounts, decision.lines, strict=True)
        )
        if total > granted:
            code = "lines_above_euros" if field == "euros" else "lines_above_minutes"
            problems.add("lines", code, total=_shown(field, total), granted=_shown(field, granted))


def _shown(field: str, amount: int) -> str:
    return f"{amount // 100},{amount % 100:02d}" if field == "euros" else str(amount)


def _check_line_known(session: Session, employer_id: int, problems: Problems, line: str | None, hand: Hand) -> None:
    if line is None:
        return
    known = [one.code for decision in queries.decisions(session, employer_id, hand.day) for one in decision.lines]
    if line not in known:
        problems.add("line", "unknown_line", line=line, lines=", ".join(dict.fromkeys(known)) or "–")
