"""Statute, agreement, contract: which of them sets a term, and the reason in words.

Employment Contracts Act 55/2001, https://www.finlex.fi/fi/laki/ajantasa/2001/20010055: 2:7 (a term of the contract
that is worse than a generally binding agreement is void) and 13:6 (the act binds unless it lets one deviate) covered;
Collective Agreements Act 436/1946 4 and 6 § for members. 2:10 (customary pay when nothing binds) not covered: it is
asked elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    limit: bool = False,
) -> Decision[Setting | None]:
    """Which of the three levels sets ``what``.

    ``statute_is``: ``minimum`` (nobody may go below), ``exact`` (nobody may change it), ``default`` (holds unless
    agreed), ``silent`` (sets nothing). ``better_for_employee``: the direction that favours the employee.
    ``agreement_may_deviate``: the act lets a collective agreement set less than its minimum (55/2001 13:7). A binding
    agreement is a minimum for the contract (2:7). Equal terms stay with the contract. Numbers of one kind and unit.
    ``limit``: the act and the agreement set a limit (working time), which the reasons then call so.
    A reason's facts ``level`` and ``than`` name the levels of its ``number`` and ``other``.
    When no level sets anything the term is asked. Raises ``ValueError`` for an unknown word.
    """
    if statute_is not in {"minimum", "exact", "default", "silent"}:
        raise ValueError(f"statute_is cannot be {statute_is!r}")
    if better_for_employee not in {HIGHER, LOWER, NEITHER}:
        raise ValueError(f"better_for_employee cannot be {better_for_employee!r}")
    decided = _settled(what, statute, agreement, contract, statute_is, better_for_employee, agreement_may_deviate)
    return replace(decided, reasons=tuple(_of_limit(reason) for reason in decided.reasons)) if limit else decided


def _settled(
    what: str,
    statute: Decimal | None,
    agreement: Decimal | None,
    contract: Decimal | None,
    statute_is: str,
    better_for_employee: str,
    agreement_may_deviate: bool,
) -> Decision[Setting | None]:
    law = None if statute_is == "silent" or statute is None else (STATUTE, statute)
    if statute_is == "exact" and law is not None:
        return _exact(what, law, agreement, contract)
    reasons: list[Reason] = []
    floor = law if statute_is == "minimum" else None
    if agreement is not None:
        floor = _agreement_or_law(
            what, (AGREEMENT, agreement), floor, better_for_employee, agreement_may_deviate, reasons
        )
    if contract is None:
        return _without_contract(what, floor, law, statute_is, better_for_employee, reasons)
    own = (CONTRACT, contract)
    if floor is not None and _better(own, floor, better_for_employee)[0] != CONTRACT:
        section = "55/2001 2:7" if floor[0] == AGREEMENT else "55/2001 13:6"
        reasons.append(_says(f"{floor[0]}_replaces_contract", section, what, floor, own))
        return Decision(Setting(floor[0], floor[1], replaced_contract=True), tuple(reasons))
    reasons.append(_why_contract(what, own, floor, law, better_for_employee))
    return Decision(Setting(CONTRACT, contract, replaced_contract=False), tuple(reasons))


_Level = tuple[str, Decimal]


def _agreement_or_law(
    what: str, agreement: _Level, law: _Level | None, direction: str, may_deviate: bool, reasons: list[Reason]
) -> _Level:
    """What the contract may not go below: the agreement, or the act's minimum where that is better and binds it."""
    if law is None or _better(agreement, law, direction)[0] == AGREEMENT:
        return agreement
    if may_deviate:
        reasons.append(_says("agreement_may_differ", "55/2001 13:7", what, agreement, law))
        return agreement
    reasons.append(_says("agreement_below_statute", "55/2001 13:6", what, law, agreement))
    return law


def _why_contract(what: str, own: _Level, floor: _Level | None, law: _Level | None, direction: str) -> Reason:
    section = "55/2001 1:1"
    if floor is None and law is not None:
        return _says("contract_same_statute" if own[1] == law[1] else "contract_agreed", section, what, own, law)
    if floor is None:
        return _says("contract_alone", section, what, own, None)
    if direction == NEITHER:
        return _says("contract_holds", section, what, own, floor)
    return _says(f"contract_{'same' if own[1] == floor[1] else 'better'}_{floor[0]}", section, what, own, floor)


def _exact(what: str, law: _Level, agreement: Decimal | None, contract: Decimal | None) -> Decision[Setting | None]:
    others = ((CONTRACT, contract), (AGREEMENT, agreement))
    other = next(((level, number) for level, number in others if number is not None and number != law[1]), None)
    replaced = contract is not None and contract != law[1]
    reason = _says("statute_is_exact", "55/2001 13:6", what, law, other)
    return Decision(Setting(STATUTE, law[1], replaced_contract=replaced), (reason,))


def _without_contract(
    what: str, floor: _Level | None, law: _Level | None, statute_is: str, direction: str, reasons: list[Reason]
) -> Decision[Setting | None]:
    found = floor or law
    if found is None:
        question = Question(
            topic="contract_term",
            asks=f"What has been agreed about {what}?",
            why="Neither the law nor a binding agreement sets it.",
            where_to_find="The employment contract.",
            facts=(("what", what),),
        )
        return Decision(None, tuple(reasons), (question,))
    if found[0] == AGREEMENT:
        code = "agreement_sets"
        if law is not None and not reasons and direction != NEITHER:
            code = "agreement_same" if law[1] == found[1] else "agreement_better"
        if law is not None and statute_is == "default" and code == "agreement_better":
            code = "agreement_agreed"  # the act holds only where nothing is agreed: better or worse does not matter
        reasons.append(_says(code, "55/2001 2:7", what, found, None if code == "agreement_sets" else law))
    else:
        code = "statute_default" if statute_is == "default" else "statute_sets"
        reasons.append(_says(code, "55/2001 13:6", what, found, None))
    return Decision(Setting(found[0], found[1], replaced_contract=False), tuple(reasons))


def _better(first: _Level, second: _Level, direction: str) -> _Level:
    """The one that favours the employee; the first when they are equal or neither direction favours."""
    if direction == HIGHER:
        return second if second[1] > first[1] else first
    if direction == LOWER:
        return second if second[1] < first[1] else first
    return first


_WORDS = {
    "contract_alone": "your contract's {number} for {what} holds: neither the law nor an agreement sets it",
    "contract_agreed": "your contract's {number} for {what} holds: the law's {other} is for want of agreement",
    "contract_holds": "your contract's {number} for {what} holds",
    "contract_same_statute": "your contract's {number} for {what} holds; it is the law's",
    "contract_same_agreement": "your contract's {number} for {what} holds; it is the agreement's",
    "contract_better_statute": "your contract's {number} for {what} holds; it is better than the law's {other}",
    "contract_better_agreement": "your contract's {number} for {what} holds; it is better than the agreement's {other}",
    "contract_within": "your contract's {number} for {what} holds; the limit is {other}",
    "agreement_replaces_contract": "the agreement's {number} replaces your contract's {other} for {what}",
    "statute_replaces_contract": "the law's {number} replaces your contract's {other} for {what}",
    "agreement_below_statute": "the law's {number} replaces the agreement's {other} for {what}",
    "agreement_may_differ": "the law lets the agreement set {number} instead of {other} for {what}",
    "statute_is_exact": "the law sets {number} for {what}, and nobody can agree otherwise",
    "agreement_sets": "the agreement sets {number} for {what}",
    "agreement_same": "the agreement sets {number} for {what}, as the law does",
    "agreement_better": "the agreement's {number} for {what} is better than the law's {other}",
    "agreement_agreed": "the agreement's {number} for {what} holds: the law's {other} is for want of agreement",
    "statute_sets": "the law sets {number} for {what}",
    "statute_limits_contract": "the law's limit {number} for {what} replaces your contract's {other}",
    "agreement_limits_contract": "the agreement's limit {number} for {what} replaces your contract's {other}",
    "statute_limit": "the law's limit for {what} is {number}",
    "agreement_limit": "the agreement's limit for {what} is {number}",
    "statute_default": "the law sets {number} for {what}, as nothing else is agreed",
}
CODES = tuple(_WORDS)
"""The codes of the reasons; each has its sentence in the service's texts."""


_LIMITS = {
    "contract_same_statute": "contract_within",
    "contract_same_agreement": "contract_within",
    "contract_better_statute": "contract_within",
    "contract_better_agreement": "contract_within",
    "statute_replaces_contract": "statute_limits_contract",
    "agreement_replaces_contract": "agreement_limits_contract",
    "statute_sets": "statute_limit",
    "agreement_sets": "agreement_limit",
    "agreement_same": "agreement_limit",
    "agreement_better": "agreement_limit",
}


def _of_limit(reason: Reason) -> Reason:
    """The same reason in the words of a limit."""
    facts = dict(reason.facts)
    code = _LIMITS.get(reason.code, reason.code)
    return replace(reason, code=code, says=_WORDS[code].format(**{"other": None, **facts}))


def _says(code: str, section: str, what: str, number: _Level, other: _Level | None) -> Reason:
    facts = [("what", what), ("level", number[0]), ("number", str(number[1]))]
    if other is not None:
        facts += [("than", other[0]), ("other", str(other[1]))]
    says = _WORDS[code].format(what=what, number=number[1], other=None if other is None else other[1])
    return Reason(code, section, says, tuple(facts), ACT)
