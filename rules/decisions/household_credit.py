"""Household tax credit (kotitalousvähennys): for which work it may be claimed. Income Tax Act 1535/1992.

https://www.finlex.fi/fi/laki/ajantasa/1992/19921535

Covered: 127 a § work that public support is received for, and work of a person of the same household. Not covered:
which work is household, care or renovation work, and whose home it is done in. Euros are those of
``payroll.household_credit``.
"""

from __future__ import annotations

from rules.decisions.grounds import Grounds
from rules.values import Decision

ACT = "1535/1992"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/1992/19921535"
SUPPORTS = ("none", "informal_care", "voucher", "day_care_allowance", "county_all", "county_part")
_EXCLUDED = {
    "informal_care": "support for informal care was received for the same work",
    "voucher": "a service voucher was received for the same work",
    "day_care_allowance": "the private day-care allowance was received for the same work",
    "county_all": "the county pays all of the work, so that nothing is left to claim",
}


def may_be_claimed(*, same_household: bool, support: str) -> Decision[bool | None]:
    """127 a §: whether the credit may be claimed for a work, for what the household itself pays.

    ``same_household``: the worker lives in the household. ``support``: what was received for the same work: none,
    informal_care, voucher (social and health care), day_care_allowance (Kela's), county_all or county_part (the county
    reimburses the wages, whole or in part; how a part counts was not found and is asked). Raises ``ValueError`` for
    another word.
    """
    if support not in SUPPORTS:
        raise ValueError(f"{support!r} is not one of {SUPPORTS}")
    g = Grounds(ACT, LINK)
    if same_household:
        g.because(
            "household_credit.same_household", "127 a", "no credit for the work of a person of the same household"
        )
        return g.decide(False)
    if support in _EXCLUDED:
        g.because(f"household_credit.{support}", "127 a", _EXCLUDED[support])
        return g.decide(False)
    if support == "county_part":
        g.ask(
            "household_credit_reimbursed",
            "May the credit be claimed for the part of the wages that the county does not reimburse?",
            "How wages that the county reimburses in part count was not found.",
            "The Tax Administration's guidance on the household credit, the chapter on public supports.",
        )
        return g.decide(None)
    g.because("household_credit.may_be_claimed", "127 a", "no support was received for the work")
    return g.decide(True)
