"""Doing things with arrangements: noting them from a day on, taking them back, and the share of a pay period.

Nothing here commits. A correction is a new row from the same day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy.orm import Session

from employer import audit, contracts, effective
from employer.arrangements import models, queries
from employer.arrangements.schemas import (
    BENEFITS,
    OTHER_HEATING,
    VALUED_BY_LAW,
    VARIANTS,
    ZONES,
    Arrangements,
    Benefit,
    Garnishment,
    KelaPart,
    Shares,
)
from employer.effective import Dated, Hand, Overlap
from employer.errors import Problem, Refused, Sentence
from employer.people.schemas import is_iban, is_reference, plain_iban
from rules.decisions.day_care import day_care_allowance

_ONE_DAY = timedelta(days=1)
_UNSAID = {"garnishment": ("id", "number", "iban", "reference"), "benefit": ("id",), "kela": ("id",)}
"""Left out of the log of changes."""


def set_garnishment(session: Session, employer_id: int, employment_id: int, order: Garnishment, hand: Hand) -> int:
    """Notes a payment prohibition from its day on; gives back the row's id.

    Raises ``Refused`` unless an order of periodic pay states exactly one of the protected sum and the sum to be taken,
    one of other pay at most one; and for an account or a reference that cannot be right.
    """
    problems = _days(order.first, order.until)
    stated = (order.protected_cents is not None) + (order.fixed_cents is not None)
    if stated > 1 or (order.periodic and not stated):
        problems.append(_problem("protected", "one_sum"))
    if order.iban is not None and not is_iban(order.iban):
        problems.append(_problem("iban", "iban_wrong"))
    elif (order.iban is None) != (order.reference is None):
        problems.append(_problem("reference" if order.reference is None else "iban", "both_or_neither"))
    elif order.iban is not None and order.reference is not None and not _takes(order.iban, order.reference):
        problems.append(_problem("reference", "reference_wrong"))
    facts = {
        "number": order.number,
        "protected": order.protected_cents,
        "fixed": order.fixed_cents,
        "periodic": order.periodic,
        "iban": order.iban,
        "reference": order.reference,
    }
    others = _others(session, employer_id, models.GarnishmentOrder, employment_id, hand)
    return _add(session, employer_id, employment_id, models.GarnishmentOrder(), facts, order, others, problems, hand)


def _takes(iban: str, reference: str) -> bool:
    """Whether the account takes the reference: a Finnish one an international reference only around a national one."""
    compact = plain_iban(reference)
    if compact.startswith("RF") and plain_iban(iban).startswith("FI"):
        return is_reference(compact) and is_reference(compact[4:])
    return is_reference(compact)


def set_benefit(session: Session, employer_id: int, employment_id: int, benefit: Benefit, hand: Hand) -> int:
    """Notes a benefit in kind from its day on; gives back the row's id.

    The value of a month is kept only where the year's decision does not set it. Raises ``Refused`` for facts that the
    kind lacks or that cannot be.
    """
    problems = [*_days(benefit.first, benefit.until), *_benefit_problems(benefit)]
    by_law = benefit.kind in VALUED_BY_LAW or (benefit.kind == "housing" and benefit.variant != OTHER_HEATING)
    facts = {
        "kind": benefit.kind,
        "title": benefit.title,
        "cents": None if by_law else benefit.cents,
        "variant": benefit.variant,
        "number": benefit.number,
        "cost": benefit.cost_cents,
        "collected": benefit.collected_cents,
        "from_pay": benefit.from_pay,
    }
    others = [
        row
        for row in _others(session, employer_id, models.FringeBenefit, employment_id, hand)
        if row.title == benefit.title
    ]
    return _add(session, employer_id, employment_id, models.FringeBenefit(), facts, benefit, others, problems, hand)


def _benefit_problems(benefit: Benefit) -> list[Problem]:
    if benefit.kind not in BENEFITS:
        return [_problem("kind", "no_such_kind")]
    problems = []
    wanted = VARIANTS.get(benefit.kind, (None,))
    if benefit.variant not in wanted:
        problems.append(_problem("variant", "choose_variant"))
    by_table = benefit.kind == "housing" and benefit.variant in ZONES
    given = benefit.kind in ("car", "other") or (benefit.kind == "housing" and benefit.variant == OTHER_HEATING)
    if given and (benefit.cents is None or benefit.cents <= 0):
        problems.append(_problem("euros", "more_than_nothing"))
    if by_table and (benefit.number is None or benefit.number <= 0):
        problems.append(_problem("number", "area_needed"))
    if benefit.kind == "meal":
        if benefit.number is None or benefit.number <= 0 or benefit.number != int(benefit.number):
            problems.append(_problem("number", "meals_needed"))
        if benefit.variant == "ordinary" and benefit.cost_cents is None:
            problems.append(_problem("cost", "cost_needed"))
    return problems


def set_kela_part(session: Session, employer_id: int, employment_id: int, part: KelaPart, hand: Hand) -> int:
    """Notes what Kela pays of a childminder's monthly wage; gives back the row's id.

    Raises ``Refused`` for other work than childminding, and for a childminder who lives in the family's household or of
    whom nobody has said that.
    """
    problems = _days(part.first, part.until)
    if part.cents <= 0:
        problems.append(_problem("euros", "more_than_nothing"))
    employment = contracts.employment(session, employer_id, employment_id, hand.day)
    family = (effective.at(employment.terms, part.first) or employment.terms[-1]).family_member
    decided = day_care_allowance(
        childminding=employment.job == "childminding", same_household=False if family is None else family.same_household
    )
    if decided.outcome is not True:
        problems.append(_problem("euros", "kela_asks_household" if decided.questions else decided.reasons[0].code))
    others = _others(session, employer_id, models.KelaPart, employment_id, hand)
    return _add(
        session, employer_id, employment_id, models.KelaPart(), {"cents": part.cents}, part, others, problems, hand
    )


SETTERS: Mapping[str, Callable[[Session, int, int, Any, Hand], int]] = {
    "garnishment": set_garnishment,
    "benefit": set_benefit,
    "kela": set_kela_part,
}


def take_back(session: Session, employer_id: int, employment_id: int, kind: str, row_id: int, hand: Hand) -> None:
    """Takes a row back that should never have been noted. Raises ``LookupError``."""
    row = queries.row_of(session, employer_id, kind, row_id, hand.day)
    if row.employment_id != employment_id:
        raise LookupError(f"employment {employment_id} has no {kind} {row_id}")
    effective.withdraw(session, row, hand)
    about = {"employment": _code(session, employer_id, employment_id, hand), "first": row.valid_from}
    audit.record(session, employer_id, hand.by, f"arrangements.change.{kind}_removed", about, None, at=hand.at)


def shares(found: Arrangements, first: date, last: date, pay_day: date, start: date, end: date | None) -> Shares:
    """What a pay period from ``first`` to ``last`` gets of monthly sums, by the calendar days of the employment in it.

    Of Kela's part a whole calendar month gives the whole sum; a part of a month its days ÷ the month's days, to the
    nearest cent. Benefits come with their days in the period; what they are worth the calculation says. The payment
    prohibition that holds on the pay day is the one to follow: a newer one replaces the older.
    """
    begin, finish = max(first, start), last if end is None else min(last, end)
    benefits = tuple(
        replace(one, first=days[0], until=days[1])
        for one in found.benefits
        if (days := (max(begin, one.first), finish if one.until is None else min(finish, one.until)))
        and days[0] <= days[1]
    )
    kela = sum(_share(one.cents, one.first, one.until, begin, finish) for one in found.kela_parts)
    return Shares(benefits, kela, effective.at(found.garnishments, pay_day))


def _share(cents: int, first: date, until: date | None, begin: date, finish: date) -> int:
    begin = max(begin, first)
    finish = finish if until is None else min(finish, until)
    whole = Decimal(0)
    while begin <= finish:
        days = monthrange(begin.year, begin.month)[1]
        month_end = begin.replace(day=days)
        stop = min(finish, month_end)
        whole += Decimal(cents * ((stop - begin).days + 1)) / days
        begin = stop + _ONE_DAY
    return int(whole.quantize(Decimal(1), ROUND_HALF_UP))


# -- parts -------------------------------------------------------------------------------------------------------------


def _others(session: Session, employer_id: int, table: Any, employment_id: int, hand: Hand) -> list[Any]:
    known = effective.known(table, employer_id, hand.day).where(table.employment_id == employment_id)
    return list(session.scalars(known))


def _add(
    session: Session,
    employer_id: int,
    employment_id: int,
    row: Dated,
    facts: dict[str, Any],
    command: Garnishment | Benefit | KelaPart,
    others: Iterable[Any],
    problems: list[Problem],
    hand: Hand,
) -> int:
    code = _code(session, employer_id, employment_id, hand)
    if problems:
        raise Refused(problems)
    days = {"valid_from": command.first, "valid_until": command.until}
    effective.fill(row, hand, employer_id, {"employment_id": employment_id, **facts, **days})
    try:
        effective.add(session, row, tuple(others))
    except Overlap as overlap:
        raise Refused([_problem("first", "overlaps")]) from overlap
    kind = next(name for name, table in queries.TABLES.items() if isinstance(row, table))
    said = {name: value for name, value in asdict(command).items() if value is not None and name not in _UNSAID[kind]}
    audit.record(
        session, employer_id, hand.by, f"arrangements.change.{kind}", None, {"employment": code, **said}, at=hand.at
    )
    return row.id


def _code(session: Session, employer_id: int, employment_id: int, hand: Hand) -> str:
    return contracts.employment(session, employer_id, employment_id, hand.day).code


def _days(first: date, until: date | None) -> list[Problem]:
    return [_problem("until", "ends_first")] if until is not None and until < first else []


def _problem(field: str, code: str, **facts: object) -> Problem:
    key = f"arrangements.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", facts), Sentence(f"{key}.do", facts))
