"""Who is asking, for whom they may act, and the edge of every request.

Every route declares its policy beside itself with ``@policy(...)``; a route without one stops the start. Rights are
read from the database at every request. What is not yours does not exist: both answer 404 in the same words.
The unit of work of a request is opened here and kept only when a changing request succeeded.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session, sessionmaker

from employer import clock
from employer.config import Settings, fresh_bytes
from employer.errors import FormExpired, NotFound, SignInNeeded
from employer.texts import LANGUAGES

PUBLIC, SIGNED_IN = "public", "signed_in"
ROLES = ("client", "carer", "helper", "employee")
MANDATES = ("prepare", "approve", "see_money", "see_absence_reasons", "fill_rosters", "read", "supervise")
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
TOKEN_FIELD, TOKEN_HEADER = "form_token", "X-Form-Token"
_REFERENCE_BYTES = 32

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person. ``acting_for`` is the employer whose matters a carer or helper chose to handle.

    ``idle_minutes``: after so long without a request the sign-in ends.
    """

    person_id: int
    name: str
    language: str
    session_id: int
    acting_for: int | None
    idle_minutes: int
    notice: tuple[str, Mapping[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """One valid relation of a person to an employer.

    A client holds every mandate over their own matters, but nobody supervises themselves.
    """

    employer_id: int
    role: str
    mandates: frozenset[str]
    employee_id: int | None
    first: date
    last: date | None

    def covers(self, term: str) -> bool:
        """Whether the relation satisfies one term of a policy: a role, or a mandate that is held."""
        if term in ROLES:
            return self.role == term
        if self.role == "client":
            return term != "supervise"
        return self.role in ("carer", "helper") and term in self.mandates


class People(Protocol):
    """What ``access`` asks of the features above it; ``app`` plugs the answers in."""

    def visitor(self, session: Session, reference_hash: str) -> Visitor | None:
        """The signed-in person of a session that has not ended; notes that it was used."""

    def rights(self, session: Session, person_id: int, day: date) -> tuple[Right, ...]:
        """The person's relations that are valid on the day."""

    def employer_name(self, session: Session, employer_id: int) -> str:
        """The employer's name for the banner."""

    def keep_notice(self, session: Session, session_id: int, key: str | None, facts: Mapping[str, str]) -> None:
        """Keeps one status message for the next page, or forgets it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What every request works with."""

    settings: Settings
    sessions: sessionmaker[Session]
    people: People


# Policies ------------------------------------------------------------------------------------------------------------


def policy(*terms: str) -> Callable[[V], V]:
    """Declares who may use a route: ``public``, ``signed_in``, or any of the given roles and mandates.

    Roles: client, carer, helper, employee. A mandate stands for the client, and for a carer or helper who holds it.
    """
    known = {PUBLIC, SIGNED_IN, *ROLES, *MANDATES}
    if not terms or not set(terms) <= known:
        raise ValueError(f"a policy is made of {sorted(known)}, not {terms}")
    if len(terms) > 1 and {PUBLIC, SIGNED_IN} & set(terms):
        raise ValueError(f"{PUBLIC} and {SIGNED_IN} stand alone, not {terms}")

    def declare(view: V) -> V:
        view.policy = terms  # type: ignore[attr-defined]
        return view

    return declare


def stateless(view: V) -> V:
    """Declares that a route keeps nothing and does not look who asks, so no form's token is needed. Public only."""
    if getattr(view, "policy", ()) not in ((), (PUBLIC,)):
        raise ValueError("only a public route can be stateless")
    view.stateless = True  # type: ignore[attr-defined]
    return view


def policy_of(app: Flask, endpoint: str) -> tuple[str, ...]:
    """The declared policy of a route; empty when it has none."""
    return cast(tuple[str, ...], getattr(app.view_functions[endpoint], "policy", ()))


def check_policies(app: Flask) -> None:
    """Raises ``RuntimeError`` for a route without a policy, or whose policy does not fit its address."""
    for rule in app.url_map.iter_rules():
        terms = policy_of(app, rule.endpoint)
        if not terms:
            raise RuntimeError(f"the route {rule.rule} ({rule.endpoint}) declares no policy")
        of_household = "employer_id" in rule.arguments
        if getattr(app.view_functions[rule.endpoint], "stateless", False) and terms != (PUBLIC,):
            raise RuntimeError(f"the route {rule.rule} ({rule.endpoint}) is stateless and must be public")
        if of_household == bool({PUBLIC, SIGNED_IN} & set(terms)):
            raise RuntimeError(f"the route {rule.rule} ({rule.endpoint}) cannot have the policy {terms}")
        if of_household and not rule.rule.startswith("/e/<int:employer_id>/"):
            raise RuntimeError(f"the route {rule.rule} ({rule.endpoint}) must begin with /e/<int:employer_id>/")


# The request ---------------------------------------------------------------------------------------------------------


def edge() -> Edge:
    """What this application's requests work with."""
    return cast(Edge, current_app.extensions["edge"])


def session() -> Session:
    """The request's unit of work, opened when first asked for. Views pass it on and never commit it."""
    if "unit" not in g:
        g.unit = edge().sessions()
    return cast(Session, g.unit)


def keep_although_refused() -> None:
    """Keeps what this request wrote even though its answer is a refusal: failed sign-ins must be counted."""
    g.keep = True


def finish(response: Response) -> None:
    """Commits a changing request that succeeded; everything else is rolled back."""
    if "unit" not in g:
        return
    unit = cast(Session, g.unit)
    if (request.method in UNSAFE and response.status_code < 400) or g.get("keep", False):
        unit.commit()
    else:
        unit.rollback()


def close(_: BaseException | None = None) -> None:
    """Closes the unit of work; what was not kept is gone."""
    unit = g.pop("unit", None)
    if unit is not None:
        unit.close()


def admit() -> None:
    """The first step of every request: who is it, may they, and is the form ours.

    Raises ``NotFound``, ``SignInNeeded`` or ``FormExpired``.
    """
    g.visitor, g.right = None, None
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "stateless", False):
        return
    if request.endpoint != "static":
        g.visitor = _recognise()
    if request.url_rule is None:
        return
    terms = policy_of(current_app, request.url_rule.endpoint)
    if terms != (PUBLIC,):
        if g.visitor is None:
            raise SignInNeeded
        if terms != (SIGNED_IN,):
            g.right = _right_for(cast(int, (request.view_args or {})["employer_id"]), terms)
    if request.method in UNSAFE:
        _check_token()


def _recognise() -> Visitor | None:
    reference = request.cookies.get(session_cookie())
    if not reference:
        return None
    found = edge().people.visitor(session(), hash_of(reference))
    # The note that the session was used must outlive a page that only reads.
    session().commit()
    return found


def _right_for(employer_id: int, terms: tuple[str, ...]) -> Right:
    mine = [one for one in rights() if one.employer_id == employer_id and any(one.covers(term) for term in terms)]
    if not mine:
        raise NotFound
    own = [one for one in mine if one.role in ("client", "employee")]
    if own:
        return own[0]
    if visitor().acting_for != employer_id:
        raise ChooseFirst(employer_id)
    return mine[0]


class ChooseFirst(Exception):
    """A carer or helper has not yet chosen to act for this employer; acting for somebody is never automatic."""

    def __init__(self, employer_id: int) -> None:
        super().__init__(str(employer_id))
        self.employer_id = employer_id


# Who is it -----------------------------------------------------------------------------------------------------------


def visitor() -> Visitor:
    """The signed-in person. Raises ``SignInNeeded`` when nobody is."""
    found = current_visitor()
    if found is None:
        raise SignInNeeded
    return found


def current_visitor() -> Visitor | None:
    """The signed-in person, or None."""
    return cast("Visitor | None", g.get("visitor"))


def current_person() -> int:
    """The id of the signed-in person's account."""
    return visitor().person_id


def actor() -> str:
    """The person who acts, as it is written into records: the name and the account's number."""
    return f"{visitor().name} ({visitor().person_id})"


def rights() -> tuple[Right, ...]:
    """Every valid relation of the signed-in person today, read once per request."""
    if "rights" not in g:
        g.rights = edge().people.rights(session(), current_person(), clock.today())
    return cast(tuple[Right, ...], g.rights)


def right() -> Right:
    """The relation by which this request is allowed. Only on routes of a household."""
    if g.get("right") is None:
        raise NotFound
    return cast(Right, g.right)


def current_employer_id() -> int:
    """The employer whose data this request is limited to."""
    return right().employer_id


def may(term: str) -> bool:
    """Whether the signed-in person has the role or mandate at the current employer: for what a page offers."""
    found = g.get("right")
    if found is None:
        return False
    return any(one.covers(term) for one in rights() if one.employer_id == found.employer_id)


def only_own(employee_id: int) -> None:
    """Stops an employee from seeing another employee's matters. Raises ``NotFound``."""
    if right().role == "employee" and right().employee_id != employee_id:
        raise NotFound


def acting_for() -> str | None:
    """The name of the person whose matters are handled, for the banner; None when they are one's own."""
    found = g.get("right")
    if found is None or found.role not in ("carer", "helper"):
        return None
    return edge().people.employer_name(session(), found.employer_id)


def tell(key: str, **facts: object) -> None:
    """Says something once on the next page: a text key and its facts."""
    edge().people.keep_notice(session(), visitor().session_id, key, {name: str(value) for name, value in facts.items()})


def take_notice() -> tuple[str, Mapping[str, str]] | None:
    """What the page before wanted to say; forgotten once it is read."""
    found = current_visitor()
    if found is None or found.notice is None or request.method in UNSAFE:
        return None
    edge().people.keep_notice(session(), found.session_id, None, {})
    keep_although_refused()
    return found.notice


# Language ------------------------------------------------------------------------------------------------------------

LANGUAGE_COOKIE = "language"


def language() -> str:
    """The language of this page: the person's own, else the visitor's choice, else the browser's, else Finnish."""
    found = current_visitor()
    if found is not None:
        return found.language
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return cast(str, chosen)
    return request.accept_languages.best_match(("fi", "sv", "en"), default="fi") or "fi"


# Cookies, forms, addresses -------------------------------------------------------------------------------------------


def session_cookie() -> str:
    """The cookie's name: ``__Host-`` can only be set over https, which a demo on this machine does not have."""
    return "__Host-session" if edge().settings.https else "session"


def _anonymous_cookie() -> str:
    return "__Host-visit" if edge().settings.https else "visit"


def new_reference() -> str:
    """A random 256-bit reference for a cookie; the database keeps only its hash."""
    return base64.urlsafe_b64encode(fresh_bytes(_REFERENCE_BYTES)).rstrip(b"=").decode("ascii")


def hash_of(reference: str) -> str:
    """What the database keeps of a reference."""
    return hashlib.sha256(reference.encode("utf-8")).hexdigest()


def set_cookie(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Sets one of our cookies: this host only, not readable by scripts, never sent by a form of another site."""
    response.set_cookie(
        name, value, max_age=seconds, secure=edge().settings.https, httponly=True, samesite="Lax", path="/"
    )


def _bound_to() -> str:
    """The reference that this visitor's forms are bound to: the session's, or an anonymous one made for the form."""
    if current_visitor() is not None:
        return request.cookies[session_cookie()]
    if "visit" not in g:
        given = request.cookies.get(_anonymous_cookie())
        g.visit, g.visit_is_new = (given, False) if given else (new_reference(), True)
    return cast(str, g.visit)


def token_for(reference: str) -> str:
    """The form token that belongs to a reference."""
    return hmac.new(edge().settings.form_key, reference.encode("utf-8"), hashlib.sha256).hexdigest()


def form_token() -> str:
    """The token that every form of this page carries."""
    return token_for(_bound_to())


def _check_token() -> None:
    given = request.form.get(TOKEN_FIELD) or request.headers.get(TOKEN_HEADER, "")
    if not hmac.compare_digest(given.encode("utf-8"), form_token().encode("ascii")):
        raise FormExpired
    if request.mimetype not in ("application/x-www-form-urlencoded", "multipart/form-data", "application/json", ""):
        raise FormExpired


def remember_visit(response: Response) -> None:
    """Gives a first visitor the reference that the page's forms are bound to."""
    if g.get("visit_is_new", False):
        set_cookie(response, _anonymous_cookie(), g.visit)


def internal(address: str | None) -> str:
    """An address of this service to go to, or the front page when it is anything else."""
    if not address or not address.startswith("/") or "\\" in address or any(ord(sign) < 33 for sign in address):
        return "/"
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("//"):
        return "/"
    return address
