"""Making accounts and relations; signing in and out; the person's own choices."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from employer import access, audit, clock, sealed
from employer.accounts import queries
from employer.accounts.models import (
    BreakGlass,
    FailedSignIn,
    KeptForm,
    MoneyForm,
    Person,
    Relation,
    SignIn,
    Supervisor,
)
from employer.accounts.queries import normal_email
from employer.accounts.schemas import BreakingGlass, Credentials, NewAccount, NewRelation
from employer.errors import NotFound, Problem, Problems, Sentence
from employer.texts import LANGUAGES

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128
FREE_FAILURES = 3
LONGEST_WAIT = timedelta(minutes=15)
_FORGET_AFTER = timedelta(hours=24)
BREAK_GLASS_LASTS = timedelta(minutes=60)
_KEEP_ANSWERS = timedelta(days=30)
_GUESSABLE = ("password", "salasana", "lösenord", "työnantaja", "tyonantaja", "arbetsgivare", "employer", "qwerty")

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
# Compared when there is no such account, so that the answer takes as long as for one that exists.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$wGWi/MM35qJ0hYaBPTqs+Q$aKmCPCGlF/YkaiBgR1x0WT7tVP4jC3ny2WbQXdpme5U"


# Accounts and relations ----------------------------------------------------------------------------------------------


def create_account(session: Session, command: NewAccount) -> int:
    """Makes an account and gives its id.

    Raises ``Refused`` when the address is taken, the language unknown, or the password too easy to guess.
    """
    problems = Problems()
    email = normal_email(command.email)
    if not command.name.strip():
        problems.found.append(_problem("name", "no_name"))
    if "@" not in email:
        problems.found.append(_problem("email", "bad_email"))
    if session.scalar(select(Person.id).where(Person.email == email)) is not None:
        problems.found.append(_problem("email", "email_taken"))
    if command.language not in LANGUAGES:
        problems.found.append(_problem("language", "unknown_language"))
    if command.password is None and not command.demo:
        problems.found.append(_problem("password", "no_password"))
    if command.password is not None:
        problems.found.extend(password_problems(command.password, email, command.name))
    problems.refuse()
    person = Person(
        email=email,
        name=command.name.strip(),
        password_hash=None if command.password is None else _hasher.hash(command.password),
        language=command.language,
        active=True,
        demo=command.demo,
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    audit.note(session, "account_made", account=person.id)
    return person.id


def password_problems(password: str, email: str, name: str) -> list[Problem]:
    """What is wrong with a new password: its length, or that it can be guessed from words we know."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return [_problem("password", "password_length", shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)]
    plain = password.casefold()
    known = [*_GUESSABLE, email.partition("@")[0], *name.casefold().split()]
    rest = plain
    for word in sorted((word for word in known if len(word) >= 3), key=len, reverse=True):
        rest = rest.replace(word, "")
    if len(set(plain)) < 5 or len(rest) < SHORTEST_PASSWORD // 2 or plain in "0123456789" * 13:
        return [_problem("password", "password_guessable")]
    return []


def relate(session: Session, employer_id: int, command: NewRelation, *, actor: str = "") -> int:
    """Gives a person a relation to the employer and records it; gives the relation's id.

    Raises ``ValueError`` for an unknown role or mandate, or a relation that ends before it begins.
    """
    if command.role not in access.ROLES or not command.mandates <= set(access.MANDATES):
        raise ValueError(f"unknown role or mandate: {command.role}, {sorted(command.mandates)}")
    if (command.role == "employee") != (command.employee_id is not None):
        raise ValueError("an employee's relation, and no other, names the employee")
    if command.last is not None and command.last < command.first:
        raise ValueError("a relation cannot end before it begins")
    relation = Relation(
        employer_id=employer_id,
        person_id=command.person_id,
        role=command.role,
        mandates=" ".join(sorted(command.mandates)),
        employee_id=command.employee_id,
        organisation=command.organisation,
        valid_from=command.first,
        valid_until=command.last,
    )
    session.add(relation)
    session.flush()
    after = {"person": command.person_id, "role": command.role, "mandates": relation.mandates, "until": command.last}
    audit.record(session, employer_id, actor or "installation", "accounts.change.relation_given", None, after)
    audit.note(session, "rights_given", employer_id, to=command.person_id, to_role=command.role)
    return relation.id


def end_relation(session: Session, employer_id: int, relation_id: int, last: date, *, actor: str) -> None:
    """Ends a relation with its last valid day. Raises ``NotFound`` when it is not the employer's."""
    relation = session.scalar(select(Relation).where(Relation.id == relation_id, Relation.employer_id == employer_id))
    if relation is None:
        raise NotFound
    before = {"until": relation.valid_until}
    relation.valid_until = last
    audit.record(session, employer_id, actor, "accounts.change.relation_ended", before, {"until": last})
    audit.note(session, "rights_ended", employer_id, to=relation.person_id, to_role=relation.role, until=last)


def end_relations(session: Session, employer_id: int, person_id: int, role: str, last: date, *, actor: str) -> None:
    """Ends what a person is to the employer in a role, with the last valid day, where it would go on longer."""
    found = session.scalars(
        select(Relation).where(
            Relation.employer_id == employer_id, Relation.person_id == person_id, Relation.role == role
        )
    )
    for relation in found.all():
        if relation.valid_until is None or relation.valid_until > last:
            end_relation(session, employer_id, relation.id, last, actor=actor)


def close_account(session: Session, person_id: int) -> None:
    """Closes an account and ends its sign-ins at once."""
    session.execute(update(Person).where(Person.id == person_id).values(active=False))
    session.execute(delete(SignIn).where(SignIn.person_id == person_id))
    audit.note(session, "account_closed", account=person_id)


def end_sign_ins(session: Session, person_id: int) -> int:
    """Ends every sign-in of a person at once, and says how many there were."""
    ended = session.execute(delete(SignIn).where(SignIn.person_id == person_id)).rowcount  # type: ignore[attr-defined]
    audit.note(session, "sign_ins_ended", account=person_id, count=ended)
    return int(ended)


# Signing in ----------------------------------------------------------------------------------------------------------


class SignInRefused(Exception):
    """Signing in did not succeed; the sentence does not tell whether the account exists."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def sign_in(session: Session, command: Credentials, address: str) -> tuple[int, str]:
    """Signs a person in with e-mail and password; gives the person's id and the new session reference.

    Failures slow down the account and the address and never lock anybody out for good.
    Raises ``SignInRefused``; the caller keeps the unit of work, so that failures are counted.
    """
    now = clock.now()
    email = normal_email(command.email)
    subjects = (_subject("account", email), _subject("address", address))
    wait = max(_waiting(session, subject, now) for subject in subjects)
    if wait > timedelta(0):
        audit.note(session, "sign_in_failed", why="wait")
        raise SignInRefused(_sentence("wait", minutes=-(-int(wait.total_seconds()) // 60)))
    person = session.scalar(select(Person).where(Person.email == email))
    fits = _fits(person.password_hash if person is not None else None, command.password)
    if person is None or not fits or not person.active:
        for subject in subjects:
            _note_failure(session, subject, now)
        audit.note(session, "sign_in_failed", person_id=None if person is None else person.id, why="not_matched")
        raise SignInRefused(_sentence("not_matched"))
    session.execute(delete(FailedSignIn).where(FailedSignIn.subject == subjects[0]))
    if person.password_hash is not None and _hasher.check_needs_rehash(person.password_hash):
        person.password_hash = _hasher.hash(command.password)
    audit.note(session, "signed_in", person_id=person.id, by="password")
    return person.id, start(session, person.id)


def sign_in_to_demo(session: Session, person_id: int) -> str:
    """Signs a demo person in with one click; gives the new session reference. Raises ``NotFound`` for anybody else."""
    person = session.get(Person, person_id)
    if person is None or not person.demo or not person.active:
        raise NotFound
    audit.note(session, "signed_in", person_id=person.id, by="demo")
    return start(session, person.id)


def start(session: Session, person_id: int) -> str:
    """Starts a sign-in of the person and gives its reference, which only the cookie holds."""
    now = clock.now()
    session.execute(delete(SignIn).where(SignIn.started_at < now - _FORGET_AFTER))
    session.execute(delete(KeptForm).where(KeptForm.kept_at < now - queries.KEEP_FORMS))
    session.execute(delete(MoneyForm).where(MoneyForm.at < now - _KEEP_ANSWERS))
    reference = access.new_reference()
    session.add(
        SignIn(
            person_id=person_id,
            reference_hash=access.hash_of(reference),
            started_at=now,
            used_at=now,
            acting_for=None,
            notice=None,
        )
    )
    session.flush()
    return reference


def renew(session: Session, session_id: int, *, acting_for: int | None, purpose: str | None = None) -> str:
    """Gives a sign-in a new reference, as every change of role does, and notes for whom the person acts.

    ``purpose``: why county staff open the client's matters, one of ``schemas.PURPOSES``.
    """
    found = session.get(SignIn, session_id)
    if found is None:
        raise NotFound
    reference = access.new_reference()
    kind, employer_id = ("acting_ended", found.acting_for) if acting_for is None else ("acting_begun", acting_for)
    if employer_id is not None:
        audit.note(session, kind, employer_id, person_id=found.person_id, **({"purpose": purpose} if purpose else {}))
    found.reference_hash, found.acting_for = access.hash_of(reference), acting_for
    return reference


def sign_out(session: Session, session_id: int) -> None:
    """Ends a sign-in at once."""
    person_id = session.scalar(delete(SignIn).where(SignIn.id == session_id).returning(SignIn.person_id))
    if person_id is not None:
        audit.note(session, "signed_out", person_id=person_id)


def keep_notice(session: Session, session_id: int, key: str | None, facts: Mapping[str, str]) -> None:
    """Keeps one message for the next page, or forgets it when ``key`` is None."""
    kept = None if key is None else json.dumps({"key": key, "facts": dict(facts)}, ensure_ascii=False)
    row = sealed.tied(SignIn.__table__, {"id": session_id, "notice": kept})  # type: ignore[arg-type]
    session.execute(update(SignIn).where(SignIn.id == session_id).values(notice=row["notice"]))


def choose_language(session: Session, person_id: int, language: str) -> None:
    """Keeps the language that the person wants to read. Raises ``ValueError`` for one we do not have."""
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not one of {LANGUAGES}")
    session.execute(update(Person).where(Person.id == person_id).values(language=language))


# Forms that come too late, and forms that come twice ----------------------------------------------------------------


def keep_form(session: Session, employer_id: int, person_id: int, page: str, fields: list[tuple[str, str]]) -> None:
    """Keeps what a person wrote on a page when the sign-in had ended; a later form of the page takes its place."""
    forget_form(session, employer_id, person_id, page)
    content, place = json.dumps(fields, ensure_ascii=False), sealed.search_key(page)
    session.add(
        KeptForm(employer_id=employer_id, person_id=person_id, page=place, content=content, kept_at=clock.now())
    )
    session.flush()


def forget_form(session: Session, employer_id: int, person_id: int, page: str) -> None:
    """Forgets the form that was kept for a page."""
    row, place = KeptForm, sealed.search_key(page)
    session.execute(delete(row).where(row.person_id == person_id, row.employer_id == employer_id, row.page == place))


def first_answer(
    session: Session, employer_id: int, person_id: int, key: str, content_sha256: str
) -> tuple[str, str | None] | None:
    """The content and the answer of the form that used the key first; None when it is this one, which takes the key.

    Somebody else's use of the key counts as other content. Another request with the key waits for this one to end.
    """
    made: Any = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    taken = session.scalar(
        made(MoneyForm)
        .values(employer_id=employer_id, key=key, person_id=person_id, content_sha256=content_sha256, at=clock.now())
        .on_conflict_do_nothing()
        .returning(MoneyForm.key)
    )
    if taken is not None:
        return None
    row = session.get_one(MoneyForm, (employer_id, key))
    return row.content_sha256, row.location


def keep_answer(session: Session, employer_id: int, key: str, location: str | None) -> None:
    """Keeps where the form with the key was sent on to; without an address the key is free again."""
    this = (MoneyForm.employer_id == employer_id, MoneyForm.key == key)
    if location is None:
        session.execute(delete(MoneyForm).where(*this))
    else:
        row = {"employer_id": employer_id, "key": key, "location": location[:1000]}
        row = sealed.tied(MoneyForm.__table__, row)  # type: ignore[arg-type]
        session.execute(update(MoneyForm).where(*this).values(location=row["location"]))


# The county's supervisor ----------------------------------------------------------------------------------------------


def appoint_supervisor(session: Session, person_id: int, organisation: str, first: date, last: date | None) -> None:
    """Makes a person a supervisor of a county's helpers."""
    session.execute(
        insert(Supervisor).values(person_id=person_id, organisation=organisation, valid_from=first, valid_until=last)
    )
    audit.note(session, "rights_given", to=person_id, to_role="supervisor", organisation=organisation)


def break_glass(session: Session, employer_id: int, person_id: int, command: BreakingGlass, session_id: int) -> str:
    """Opens a household of the supervisor's county for an hour and gives the sign-in's new reference.

    The reason is kept for ever and shown to the client. Raises ``NotFound`` when the person supervises no county, or
    the household is not of it.
    """
    now = clock.now()
    counties = queries.supervised(session, person_id, now.astimezone(clock.HELSINKI).date())
    mine = [one for one in counties if employer_id in queries.households_of(session, (one,))]
    if not mine:
        raise NotFound
    session.add(
        BreakGlass(
            employer_id=employer_id,
            person_id=person_id,
            organisation=mine[0],
            reason=command.reason,
            opened_at=now,
            until=now + BREAK_GLASS_LASTS,
        )
    )
    audit.note(
        session,
        "break_glass",
        employer_id,
        person_id=person_id,
        role="supervisor",
        reason=command.reason,
        organisation=mine[0],
        until=now + BREAK_GLASS_LASTS,
    )
    return renew(session, session_id, acting_for=employer_id)


def _fits(kept: str | None, password: str) -> bool:
    try:
        return _hasher.verify(kept or _NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def _subject(kind: str, value: str) -> str:
    return sealed.search_key(f"sign-in/{kind}/{value}")


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: nothing at first, then doubling from a minute."""
    if failures < FREE_FAILURES:
        return timedelta(0)
    return min(LONGEST_WAIT, timedelta(minutes=2 ** min(failures - FREE_FAILURES, 10)))


def _waiting(session: Session, subject: str, now: datetime) -> timedelta:
    failed = session.get(FailedSignIn, subject)
    return timedelta(0) if failed is None else failed.last_at + wait_after(failed.failures) - now


def _note_failure(session: Session, subject: str, now: datetime) -> None:
    failed = session.get(FailedSignIn, subject)
    if failed is None:
        session.add(FailedSignIn(subject=subject, failures=1, last_at=now))
        return
    failed.failures = 1 if now - failed.last_at > _FORGET_AFTER else failed.failures + 1
    failed.last_at = now


def _sentence(key: str, **facts: object) -> Sentence:
    return Sentence(f"accounts.refused.{key}", facts)


def _problem(field: str, key: str, **facts: object) -> Problem:
    return Problem(field, _sentence(key, **facts), "")
