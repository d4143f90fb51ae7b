"""Which collective agreement, if any, binds an employment on a day.

Employment Contracts Act 55/2001, https://www.finlex.fi/fi/laki/ajantasa/2001/20010055: 2:7 (a generally binding
agreement binds every employer of its field) covered; 2:8 (when general bindingness begins and ends) through the
agreement's timeline. Collective Agreements Act 436/1946: 4 § (members are bound) covered; 6 § (void terms) in
``rules.precedence``. Not covered: agreements of other fields, transfer of an undertaking, peace duty.

Scope rules are those of the agreement of personal assistants (Heta and JHL); its 2025 scope clause itself was not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.book import Book
from rules.loading import Edition
from rules.values import Decision, Question, Reason

ACT = "https://www.finlex.fi/fi/laki/ajantasa/2001/20010055"
HETA, OTHER, NONE = "heta", "other", "none"
PERSONAL_ASSISTANCE, CHILDMINDING, HOME_CARE = "personal_assistance", "childminding", "home_care"
JOBS = frozenset({PERSONAL_ASSISTANCE, CHILDMINDING, HOME_CARE})
NATURAL_PERSON, COMPANY, COUNTY = "natural_person", "company", "county"
EMPLOYERS = frozenset({NATURAL_PERSON, COMPANY, COUNTY})


@dataclass(frozen=True, slots=True)
class Coverage:
    """What binds on the day. ``agreement`` and ``edition`` are None when no agreement binds.

    ``reason``: generally_binding, membership, not_a_member, outside_scope, other_agreement, no_agreement_in_force.
    ``other`` names the agreement that should be looked at instead (SOSTES for a company, SOTE for a county).
    """

    agreement: str | None
    edition: str | None
    binding: bool
    reason: str
    other: str | None = None


def agreement_on(
    book: Book,
    work_day: date,
    *,
    job: str,
    employer: str = NATURAL_PERSON,
    member: bool | None = None,
    member_since: date | None = None,
    assists_disabled_person: bool | None = None,
    ended: bool | None = None,
) -> Decision[Coverage | None]:
    """55/2001 2:7 and 436/1946 4 §: which agreement binds work done on ``work_day``.

    Personal assistance to a disabled person by a natural person's employee is bound by the edition of the day: everyone
    once it is generally binding, before that ordinary members from the first day of membership. Where the money comes
    from does not matter. A company is outside (private social services agreement), so is the county (its own one).
    A childminder, home help or carer who gives no personal assistance to a disabled person is outside the scope as far
    as known; whether minding a disabled child or care at home is personal assistance is asked.
    ``assists_disabled_person`` settles home care; membership is asked only where it decides. ``ended``: whether an
    edition that could be ended early was (None: nobody has said; it is taken as in force and asked).
    Raises ``ValueError`` for an unknown job or employer.
    """
    if job not in JOBS or employer not in EMPLOYERS:
        raise ValueError(f"unknown job {job!r} or employer {employer!r}")
    if (job == CHILDMINDING and not assists_disabled_person) or (job == HOME_CARE and assists_disabled_person is False):
        return _outside(job)
    if job in {CHILDMINDING, HOME_CARE}:
        return _home_care(work_day, assists_disabled_person)
    if assists_disabled_person is False:
        return _outside(job)
    if employer != NATURAL_PERSON:
        return _other_employer(employer)
    edition = _edition_on(book.editions(HETA), work_day)
    if edition is None or (ended and _may_have_ended(edition, work_day)):
        return _beyond_timeline(book, work_day)
    if edition.edition is None or edition.binds == "nobody":
        return _in_gap(edition)
    if edition.binds == "everyone":
        reason = Reason(
            "generally_binding",
            "55/2001 2:7",
            "the agreement is generally binding on the day, so membership does not matter",
            (("edition", edition.edition), ("from", edition.first.isoformat())),
            edition.source.link,
        )
        return Decision(
            Coverage(HETA, edition.edition, True, "generally_binding"),
            (reason,),
            _still_in_force(edition, work_day) if ended is None else (),
        )
    return _by_membership(edition, work_day, member, member_since)


def binding_on(
    book: Book,
    work_day: date,
    *,
    job: str,
    said: str | None,
    member: bool | None = None,
    ended: bool | None = None,
) -> Decision[str | None]:
    """Which agreement is followed on a day: ``heta``, ``other`` or ``none``; None with a question when nobody can say.

    ``said``: what the parties say (the same words, None: nothing). The law decides first (55/2001 2:7); an agreement
    that the parties agreed to follow is followed without it (1:1).
    """
    assists = None if job == PERSONAL_ASSISTANCE or said is None else said == HETA
    decision = agreement_on(book, work_day, job=job, member=member, assists_disabled_person=assists, ended=ended)
    by_law = decision.outcome is not None and decision.outcome.agreement == HETA
    if by_law or said == HETA:
        return Decision(HETA, decision.reasons, decision.questions) if by_law else Decision(HETA, ())
    if decision.outcome is None:
        return Decision(None, decision.reasons, decision.questions)
    if said is None:
        return Decision(None, decision.reasons, (QUESTION_SAID,))
    return Decision(OTHER if said == OTHER else NONE, decision.reasons)


QUESTION_SAID = Question(
    "agreement",
    "Which collective agreement, if any, applies to this employment? Answer heta or none.",
    "A generally binding agreement sets the lowest pay and terms (Employment Contracts Act 2:7).",
    "The decision letter, or the wellbeing services county's adviser.",
)


def _edition_on(editions: tuple[Edition, ...], day: date) -> Edition | None:
    found = [each for each in editions if each.first <= day and (each.last is None or day <= each.last)]
    return max(found, key=lambda each: each.recorded) if found else None


def _may_have_ended(edition: Edition, work_day: date) -> bool:
    return edition.may_end is not None and edition.may_end < work_day


def _still_in_force(edition: Edition, work_day: date) -> tuple[Question, ...]:
    if edition.may_end is None or not _may_have_ended(edition, work_day):
        return ()
    return (
        Question(
            topic="agreement_ended",
            asks=f"Was the agreement ended on {edition.may_end.isoformat()}? Answer yes or no.",
            why="A party could end it early by notice; the law book takes it as in force until told otherwise.",
            where_to_find="The union's or the employers' association's news.",
            day=work_day,
            blocks=False,
            facts=(("last", edition.may_end.isoformat()),),
        ),
    )


def _by_membership(
    edition: Edition, work_day: date, member: bool | None, member_since: date | None
) -> Decision[Coverage | None]:
    if member is None:
        question = Question(
            topic="agreement",
            asks="Was the employer an ordinary member of the employers' association Heta on this day?",
            why="Before general bindingness the agreement binds ordinary members only (436/1946 4 §).",
            where_to_find="The association's member letter.",
            day=work_day,
            facts=(("about", "member"), ("day", work_day.isoformat())),
        )
        return Decision(None, (), (question,))
    facts = (("edition", str(edition.edition)),)
    if member and (member_since is None or member_since <= work_day):
        says = "the employer is an ordinary member, bound from the first day of membership"
        reason = Reason("membership", "436/1946 4 §", says, facts, edition.source.link)
        return Decision(Coverage(HETA, edition.edition, True, "membership"), (reason,))
    says = "the agreement bound members only on the day, and the employer was none; statute and contract hold"
    reason = Reason("not_a_member", "436/1946 4 §", says, facts, edition.source.link)
    return Decision(Coverage(None, None, False, "not_a_member"), (reason,))


def _in_gap(edition: Edition) -> Decision[Coverage | None]:
    reason = Reason(
        "no_agreement_in_force",
        "agreement's timeline",
        f"no agreement was in force on the day; {edition.lives_on}",
        (("from", edition.first.isoformat()),),
        edition.source.link,
    )
    return Decision(Coverage(None, None, False, "no_agreement_in_force"), (reason,))


def _beyond_timeline(book: Book, work_day: date) -> Decision[Coverage | None]:
    spans = book.editions(HETA)
    known = f"{spans[0].first} to {spans[-1].last}" if spans else "nothing"
    question = Question(
        topic="agreement",
        asks="Is an agreement of personal assistants in force on this day, and whom does it bind?",
        why=f"The law book knows the agreement's timeline only for {known}.",
        where_to_find="The agreement in force and the decision on its general bindingness.",
        day=work_day,
        facts=(("about", "timeline"), ("day", work_day.isoformat())),
    )
    return Decision(None, (), (question,))


def _outside(job: str) -> Decision[Coverage | None]:
    reason = Reason(
        "outside_scope",
        "scope of the agreement",
        "the work is no personal assistance to a disabled person, and no generally binding agreement for such work "
        "in a private home was found; statute and contract hold",
        (("job", job),),
        "https://www.finlex.fi/sv/viranomaiset/tyoehto/paatokset/2022/4205",
    )
    return Decision(Coverage(None, None, False, "outside_scope"), (reason,))


def _home_care(work_day: date, assists_disabled_person: bool | None) -> Decision[Coverage | None]:
    asks = (
        "Is the work personal assistance to the disabled person, in the sense of the decision?"
        if assists_disabled_person
        else "Is the person cared for a disabled person who gets personal assistance?"
    )
    question = Question(
        topic="agreement",
        asks=asks,
        why="The agreement binds personal assistance to a disabled person, and no other care at home (55/2001 2:7).",
        where_to_find="The decision letter from the wellbeing services county.",
        day=work_day,
        facts=(("about", "home_care"),),
    )
    return Decision(None, (), (question,))


def _other_employer(employer: str) -> Decision[Coverage | None]:
    other = "sostes" if employer == COMPANY else "sote"
    says = (
        "the employer is a company, association or trader: at least the private social services agreement"
        if employer == COMPANY
        else "the employer is the wellbeing services county: its own agreement"
    )
    reason = Reason("other_agreement", "scope of the agreement", says, (("other", other),), ACT)
    return Decision(Coverage(None, None, False, "other_agreement", other), (reason,))


def question_agreement() -> Question:
    """2:7 § of 55/2001: which agreement, if any, applies to an employment of which nobody has said it."""
    return Question(
        "agreement",
        "Which collective agreement, if any, applies to this employment? Answer heta, other or none.",
        "A generally binding agreement sets the lowest pay and terms (Employment Contracts Act 2:7).",
        "The decision letter, or the wellbeing services county's adviser.",
    )
