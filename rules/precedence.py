"""Statute, agreement, contract: which of them sets a term, and the reason in words.

Employment Contracts Act 55/2001, https://www.finlex.fi/fi/laki/ajantasa/2001/20010055: 2:7 (a term of the contract
that is worse than a generally binding agreement is void) and 13:6 (the act binds unless it lets one deviate) covered;
Collective Agreements Act 436/1946 4 and 6 § for members. 2:10 (customary pay when nothing binds) not covered: it is
asked elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rules.values import Decision, Question, Reason

ACT = "https://www.finlex.fi/fi/laki/ajantasa/2001/20010055"
STATUTE, AGREEMENT, CONTRACT = "statute", "agreement", "contract"
HIGHER, LOWER, NEITHER = "higher", "lower", "neither"


@dataclass(frozen=True, slots=True)
class Setting:
    """Which level sets the term, its number, and whether the contract's own number was replaced."""

    level: str
    number: Decimal
    replaced_contract: bool


def settle(
    *,
    what: str,
    statute: Decimal | None,
    agreement: Decimal | None,
    contract: Decimal | None,
    statute_is: str,
    better_for_employee: str,
    agreement_may_deviate: bool = False,
) -> Decision[Setting | None]:
    """Which of the three levels sets ``what``.

    ``statute_is``: ``minimum`` (nobody may go below), ``exact`` (nobody may change it), ``default`` (holds unless
    agreed), ``silent`` (sets nothing). ``better_for_employee``: the direction that favours the employee.
    ``agreement_may_deviate``: the act lets a collective agreement set less than its minimum (55/2001 13:7). A binding
    agreement is a minimum for the contract (2:7). Equal terms stay with the contract. Numbers of one kind and unit.
    When no level sets anything the term is asked. Raises ``ValueError`` for an unknown word.
    """
    if statute_is not in {"minimum", "exact", "default", "silent"}:
        raise ValueError(f"statute_is cannot be {statute_is!r}")
    if better_for_employee not in {HIGHER, LOWER, NEITHER}:
        raise ValueError(f"better_for_employee cannot be {better_for_employee!r}")
    law = None if statute_is == "silent" else statute
    if statute_is == "exact" and law is not None:
        return _exact(what, law, agreement, contract)
    floor: tuple[str, Decimal] | None = None
    reasons: list[Reason] = []
    if agreement is not None:
        floor = (AGREEMENT, agreement)
        if law is not None and statute_is == "minimum" and not agreement_may_deviate:
            floor = _better((AGREEMENT, agreement), (STATUTE, law), better_for_employee)
            if floor[0] == STATUTE:
                reasons.append(_says("agreement_below_statute", "55/2001 13:6", what, law, agreement))
    elif law is not None and statute_is == "minimum":
        floor = (STATUTE, law)
    if contract is None:
        return _without_contract(what, floor, law, reasons)
    if floor is None or _better((CONTRACT, contract), floor, better_for_employee)[0] == CONTRACT:
        reasons.append(_says("contract_holds", "55/2001 1:1", what, contract, None if floor is None else floor[1]))
        return Decision(Setting(CONTRACT, contract, replaced_contract=False), tuple(reasons))
    level, number = floor
    section = "55/2001 2:7" if level == AGREEMENT else "55/2001 13:6"
    reasons.append(_says(f"{level}_replaces_contract", section, what, number, contract))
    return Decision(Setting(level, number, replaced_contract=True), tuple(reasons))


def _exact(what: str, law: Decimal, agreement: Decimal | None, contract: Decimal | None) -> Decision[Setting | None]:
    other = next((each for each in (contract, agreement) if each is not None and each != law), None)
    replaced = contract is not None and contract != law
    reason = _says("statute_is_exact", "55/2001 13:6", what, law, other)
    return Decision(Setting(STATUTE, law, replaced_contract=replaced), (reason,))


def _without_contract(
    what: str, floor: tuple[str, Decimal] | None, law: Decimal | None, reasons: list[Reason]
) -> Decision[Setting | None]:
    if floor is None and law is not None:
        floor = (STATUTE, law)
    if floor is None:
        question = Question(
            topic="contract_term",
            asks=f"What has been agreed about {what}?",
            why="Neither the law nor a binding agreement sets it.",
            where_to_find="The employment contract.",
            facts=(("what", what),),
        )
        return Decision(None, tuple(reasons), (question,))
    level, number = floor
    section = "55/2001 2:7" if level == AGREEMENT else "55/2001 13:6"
    reasons.append(_says(f"{level}_sets", section, what, number, None))
    return Decision(Setting(level, number, replaced_contract=False), tuple(reasons))


def _better(first: tuple[str, Decimal], second: tuple[str, Decimal], direction: str) -> tuple[str, Decimal]:
    """The one that favours the employee; the first when they are equal or neither direction favours."""
    if direction == HIGHER:
        return second if second[1] > first[1] else first
    if direction == LOWER:
        return second if second[1] < first[1] else first
    return first


_WORDS = {
    "contract_holds": "your contract's {number} for {what} holds",
    "agreement_replaces_contract": "the agreement's {number} replaces your contract's {other} for {what}",
    "statute_replaces_contract": "the law's {number} replaces your contract's {other} for {what}",
    "agreement_below_statute": "the law's {number} replaces the agreement's {other} for {what}",
    "statute_is_exact": "the law sets {number} for {what}, and nobody can agree otherwise",
    "agreement_sets": "the agreement sets {number} for {what}",
    "statute_sets": "the law sets {number} for {what}",
}


def _says(code: str, section: str, what: str, number: Decimal, other: Decimal | None) -> Reason:
    facts = [("what", what), ("number", str(number))]
    if other is not None:
        facts.append(("other", str(other)))
    return Reason(code, section, _WORDS[code].format(what=what, number=number, other=other), tuple(facts), ACT)
