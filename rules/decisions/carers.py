"""Who is an employee at all: a relative as a personal assistant, informal carers, foster and family carers.

Act on disability services 675/2023, https://www.finlex.fi/fi/laki/ajantasa/2023/20230675: 10 § covered. Act on support
for informal care 937/2005 10 § and Act on family care 263/2015 20 §: no employment, covered. Not covered: whether the
county grants a service; the county decides it.
"""

from __future__ import annotations

from datetime import date

from rules.book import Book
from rules.decisions.grounds import Grounds
from rules.errors import NoValueForDay
from rules.values import Decision, Reason

ACT = "675/2023"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2023/20230675"
CONTRACTS_LINK = "https://www.finlex.fi/fi/laki/ajantasa/2001/20010055"
EMPLOYED = ("assistant", "childminder", "home_carer")
COMMISSIONED = {
    "informal_carer": ("937/2005 10 §", "https://www.finlex.fi/fi/laki/ajantasa/2005/20050937"),
    "family_carer": ("263/2015 20 §", "https://www.finlex.fi/fi/laki/ajantasa/2015/20150263"),
}


def is_employed(carer: str) -> Decision[bool]:
    """Whether a carer works under an employment contract, so that the household pays wages and contributions.

    ``carer``: assistant, childminder, home_carer; informal_carer or family_carer (foster carers too), who have a
    commission contract with the county. Raises ``ValueError`` for another word.
    """
    if carer in EMPLOYED:
        return Decision(
            True, (Reason("carer_employed", "55/2001 1:1 §", "the household is the employer", link=CONTRACTS_LINK),)
        )
    if carer not in COMMISSIONED:
        raise ValueError(f"{carer!r} is not one of {(*EMPLOYED, *COMMISSIONED)}")
    section, link = COMMISSIONED[carer]
    says = "a commission contract with the county, no employment: the household pays no wages or contributions"
    return Decision(False, (Reason("carer_commissioned", section, says, link=link),))


def relative_as_assistant(
    book: Book, *, relative: bool, employment_start: date, county_allows: bool | None
) -> Decision[bool | None]:
    """10 §: whether somebody may be the personal assistant: a family member only for a special reason, by the county's
    decision (None is asked). The work is then ordinary employment, for accident insurance in the same household too.

    An employment that began before the section, on which nothing was found, is asked too.
    """
    g = Grounds(ACT, LINK, book)
    if not relative:
        g.because("assistant_no_relative", "10", "the assistant is no family member")
        return g.decide(True)
    try:
        g.law("assistant.relative_from", employment_start=employment_start)
    except NoValueForDay:
        county_allows = county_allows or None  # an earlier law: only a decision that allows it says enough
    if county_allows is None:
        g.ask(
            "relative_decision",
            "Does the county's decision say that a family member may be the assistant?",
            "A family member may be the assistant only for a special reason, and the county decides.",
            "The decision on personal assistance of the wellbeing services county.",
            blocks=False,
        )
        return g.decide(None)
    if county_allows:
        g.because("assistant_relative_allowed", "10", "the county has allowed a family member for a special reason")
    else:
        g.because("assistant_relative_not_allowed", "10", "the county has not allowed a family member")
    return g.decide(county_allows)
