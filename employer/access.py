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

from flask import Flask, Response, current_app, g, has_request_context, redirect, request
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.datastructures import MultiDict

from employer import audit, clock, db
from employer.config import Settings, fresh_bytes
from employer.errors import Conflict, FormExpired, NotFound, SignInNeeded
from employer.texts import LANGUAGES

PUBLIC, SIGNED_IN = "public", "signed_in"
ROLES = ("client", "carer", "helper", "employee")
MANDATES = ("prepare", "approve", "see_money", "see_absence_reasons", "fill_rosters", "read", "supervise")
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
TOKEN_FIELD, TOKEN_HEADER = "form_token", "X-Form-Token"
KEY_FIELD, PAGE_FIELD = "form_key", "form_page"
EDGE_FIELDS = frozenset({TOKEN_FIELD, KEY_FIELD, PAGE_FIELD})
"""Hidden fields that every form carries for the edge; no schema sees them."""
_KEY_FIELDS = (KEY_FIELD, "request_key")
_LONGEST_KEY = 64
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

    def ended_person(self, session: Session, reference_hash: str) -> int | None:
        """The person whose sign-in with the reference has ended by itself, not by signing out."""

    def keep_form(
        self, session: Session, employer_id: int, person_id: int, page: str, fields: list[tuple[str, str]]
    ) -> None:
        """Keeps a form that came too late, for its person and page."""

    def kept_form(self, session: Session, employer_id: int, person_id: int, page: str) -> list[tuple[str, str]] | None:
        """The fields of the form that was kept for the page, or None."""

    def forget_form(self, session: Session, employer_id: int, person_id: int, page: str) -> None:
        """Forgets a kept form that has been sent again."""

    def first_answer(
        self, session: Session, employer_id: int, person_id: int, key: str, content_sha256: str
    ) -> tuple[str, str | None] | None:
        """What was sent and answered with the key before (hash, address); None takes the key for this request."""

    def keep_answer(self, session: Session, employer_id: int, key: str, location: str | None) -> None:
        """Keeps the answer for the key, or gives the key back when there is no address to go to."""


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


def moves_money(view: V) -> V:
    """Marks a changing route that moves money: its form must carry the key that the page made, so it works once."""
    view.moves_money = True  # type: ignore[attr-defined]
    return view


def moves_money_at(app: Flask, endpoint: str) -> bool:
    """Whether a route is marked as one that moves money."""
    return bool(getattr(app.view_functions[endpoint], "moves_money", False))


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
    succeeded = request.method in UNSAFE and response.status_code < 400
    if succeeded and g.get("right") is not None:
        _keep_answer(unit, response)
        edge().people.forget_form(unit, current_employer_id(), current_person(), _page_of_form())
    if succeeded or g.get("keep", False):
        unit.commit()
    else:
        unit.rollback()


def begin_again() -> None:
    """Forgets everything that this request has read, before it is done again whole."""
    close()
    for name in ("rights", "right", "visitor", "keep", "key", "kept_form"):
        g.pop(name, None)
    for file in request.files.values():
        file.stream.seek(0)


def close(_: BaseException | None = None) -> None:
    """Closes the unit of work; what was not kept is gone."""
    unit = g.pop("unit", None)
    if unit is not None:
        unit.close()


def admit() -> Response | None:
    """The first step of every request: who is it, may they, is the form ours, and has it been answered already.

    Gives the first answer of a form that came again. Raises ``NotFound``, ``SignInNeeded``, ``FormExpired``,
    ``ChooseFirst`` or ``Conflict``.
    """
    g.visitor, g.right = None, None
    if getattr(current_app.view_functions.get(request.endpoint or ""), "stateless", False):
        return None  # nobody is looked for, and nothing can be changed: a form of another site gains nothing
    if request.endpoint != "static":
        g.visitor = _recognise()
    if request.url_rule is None:
        return None
    terms = policy_of(current_app, request.url_rule.endpoint)
    of_household = "employer_id" in request.url_rule.arguments
    if terms != (PUBLIC,):
        if g.visitor is None:
            raise SignInNeeded(_keep_late_form() if of_household and request.method in UNSAFE else _ended())
        if of_household:
            if request.method in UNSAFE:
                db.serializable(session())
            g.right = _right_for(cast(int, (request.view_args or {})["employer_id"]), terms)
    if g.visitor is not None:
        audit.acting(session(), current_person(), None if g.right is None else g.right.role)
    if request.method in UNSAFE:
        _check_token()
        return _answered_already() if of_household else None
    if g.right is not None and g.right.role == "helper":
        # What county staff see of a client is written down with the reading, or it is not shown.
        audit.note(session(), "viewed_by_county", g.right.employer_id, route=request.url_rule.rule)
        keep_although_refused()
    return None


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
        raise Denied
    own = [one for one in mine if one.role in ("client", "employee")]
    if own:
        return own[0]
    if visitor().acting_for != employer_id:
        raise ChooseFirst(employer_id)
    return mine[0]


class Denied(NotFound):
    """The signed-in person may not: answered like anything that does not exist, and logged."""


def log_refusal(kind: str) -> None:
    """Logs, in a unit of work of its own, that this request was refused: ``denied`` or ``form_refused``."""
    found = current_visitor()
    if found is None or request.url_rule is None:
        return
    with db.unit_of_work(edge().sessions) as unit:
        asked = (request.view_args or {}).get("employer_id", audit.NOBODYS)
        rule = f"{request.method} {request.url_rule.rule}"
        audit.note(unit, kind, person_id=found.person_id, route=rule, employer=asked)


# Forms that come too late, and forms that come twice ------------------------------------------------------------------


def _ended() -> str:
    """Whether the visitor had a sign-in that ended by itself: ``ended``, else empty."""
    reference = request.cookies.get(session_cookie())
    return "ended" if reference and edge().people.ended_person(session(), hash_of(reference)) is not None else ""


def _keep_late_form() -> str:
    """Keeps the form of a person whose sign-in has ended by itself: ``kept``, ``ended`` or empty."""
    reference = request.cookies.get(session_cookie())
    person_id = edge().people.ended_person(session(), hash_of(reference)) if reference else None
    if reference is None or person_id is None:
        return ""
    given = request.form.get(TOKEN_FIELD, "")
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in EDGE_FIELDS]
    if not fields or not hmac.compare_digest(given.encode("utf-8"), token_for(reference).encode("ascii")):
        return "ended"
    employer_id = cast(int, (request.view_args or {})["employer_id"])
    edge().people.keep_form(session(), employer_id, person_id, _page_of_form(), fields)
    session().commit()
    return "kept"


def _page_of_form() -> str:
    """The page that the form stood on: where its sender goes back to."""
    page = internal(request.form.get(PAGE_FIELD))
    here = f"/e/{(request.view_args or {}).get('employer_id')}/"
    return page[:500] if page.startswith(here) else request.path[:500]


def page_after_sign_in() -> str | None:
    """Where to go after signing in: the page that was asked for, or that the form stood on."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return _page_of_form() if "employer_id" in (request.view_args or {}) else None


def kept_values() -> MultiDict[str, str] | None:
    """The fields that the person wrote on this page before the sign-in ended; None when there is nothing."""
    if not has_request_context() or request.method != "GET" or g.get("right") is None:
        return None
    if "kept_form" not in g:
        page = request.full_path.rstrip("?")[:500]
        fields = edge().people.kept_form(session(), current_employer_id(), current_person(), page)
        g.kept_form = None if fields is None else MultiDict(fields)
    return cast("MultiDict[str, str] | None", g.kept_form)


def form_page() -> str:
    """The page that a form stands on, also when it is shown again after a refusal."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return _page_of_form() if "employer_id" in (request.view_args or {}) else request.path


def form_key() -> str:
    """A new key for one form of a page: whatever is sent with it is done once."""
    return fresh_bytes(16).hex()


def _answered_already() -> Response | None:
    """The first answer of a form that was sent with the same key and content. Raises ``Conflict`` for other content."""
    key = next((found for name in _KEY_FIELDS if (found := request.form.get(name))), None)
    if key is None:
        if moves_money_at(current_app, cast(str, request.endpoint)):
            raise FormExpired
        return None
    if len(key) > _LONGEST_KEY:
        raise FormExpired
    content = _content_hash()
    before = edge().people.first_answer(session(), current_employer_id(), current_person(), key, content)
    if before is None:
        g.key = key
        return None
    if before[0] != content or before[1] is None:
        raise Conflict("the key of this form was used for something else")
    return cast(Response, redirect(before[1], 303))


def _content_hash() -> str:
    """What a form asks for: who asks, where, and with what, without the fields that only the edge reads."""
    parts = [str(current_person()), request.method, request.path]
    for name, value in request.form.items(multi=True):
        if name not in EDGE_FIELDS:
            parts += [name, value]
    for name, file in request.files.items(multi=True):
        parts += [name, hashlib.sha256(file.stream.read()).hexdigest()]
        file.stream.seek(0)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _keep_answer(unit: Session, response: Response) -> None:
    key = g.pop("key", None)
    if key is None:
        return
    location = response.headers.get("Location") if 300 <= response.status_code < 400 else None
    if location is None and moves_money_at(current_app, cast(str, request.endpoint)):
        raise RuntimeError(f"{request.endpoint} moves money and must answer with a redirect")
    edge().people.keep_answer(unit, current_employer_id(), key, location)


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


def may_see_absence_reasons() -> bool:
    """Whether the signed-in person may know why somebody was away: a mandate of its own, or one's own absences."""
    return may("see_absence_reasons") or right().role == "employee"


def only_own(employee_id: int) -> None:
    """Stops an employee from seeing another employee's matters. Raises ``NotFound``."""
    if right().role == "employee" and right().employee_id != employee_id:
        raise Denied


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
