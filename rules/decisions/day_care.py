"""Private day-care allowance (yksityisen hoidon tuki): when Kela pays a part of a childminder's wage. Act 1128/1996.

https://www.kela.fi/jos-palkkaat-yksityisen-lastenhoitajan

Covered: the work and the household of the childminder. Not covered: whether the family is granted the allowance and how
much; Kela decides it.
"""

from __future__ import annotations

from rules.values import Decision, Question, Reason

ACT = "1128/1996"
LINK = "https://www.kela.fi/jos-palkkaat-yksityisen-lastenhoitajan"


def day_care_allowance(*, childminding: bool, same_household: bool | None) -> Decision[bool | None]:
    """Whether Kela can pay a part of the wage: for minding children only, and not when the childminder lives in the
    family's household (None is asked). With a shared childminder every family has a contract of its own.
    """
    if not childminding:
        return _decided(False, "kela_only_childminding", "the allowance is for minding children")
    if same_household is None:
        question = Question(
            "kela_same_household",
            "Does the childminder live in the family's household?",
            "Kela does not pay the allowance for a childminder of the same household.",
            "The family.",
        )
        return Decision(None, (), (question,))
    if same_household:
        return _decided(False, "kela_same_household", "the childminder lives in the family's household")
    return _decided(True, "kela_pays", "a childminder of another household minds the children")


def _decided(outcome: bool, code: str, says: str) -> Decision[bool | None]:
    return Decision(outcome, (Reason(code, ACT, says, link=LINK),))
