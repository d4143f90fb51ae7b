"""Makes the application, in named steps: config, database, features, errors, pages, commands."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import logging
import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from flask import Flask, Response, current_app, g, redirect, render_template, request, send_from_directory, url_for
from jinja2 import StrictUndefined
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from employer import access, clock, config, db, formats, sealed, texts
from employer.access import ChooseFirst, Edge, Right, Visitor, policy
from employer.accounts import queries as account_queries
from employer.accounts import service as account_service
from employer.accounts.queries import Limits
from employer.config import Settings
from employer.errors import FormExpired, SignInNeeded, answer_for, code_of, problems_of, said
from employer.people import queries as people_queries

FEATURES = (
    "household",
    "duties",
    "exports",
    "procedures",
    "forecast",
    "pay",
    "arrangements",
    "budget",
    "rosters",
    "leave",
    "training",
    "hours",
    "contracts",
    "answers",
    "people",
    "law",
    "documents",
    "accounts",
    "feedback",
)
"""Top to bottom; a feature may use those below it."""

NAVIGATION = (
    ("duties.front", "common.nav.home"),
    ("people.employees", "common.nav.employees"),
    ("contracts.employments", "common.nav.employments"),
    ("hours.months", "common.nav.hours"),
    ("leave.absences", "common.nav.leave"),
    ("training.trainings", "common.nav.training"),
    ("pay.payslips", "common.nav.pay"),
    ("budget.budget", "common.nav.budget"),
    ("exports.reports", "common.nav.reports"),
    ("duties.questions", "common.nav.questions"),
)
"""The pages of an employer that the header offers, to those who may open them."""

OWN = {"common.nav.employees": "common.nav.own"}
"""What a page of the header is called for an employee, who sees only their own there."""

PERMISSIONS_OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "sync-xhr", "usb", "web-share", "xr-spatial-tracking",
)  # fmt: skip

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in PERMISSIONS_OFF),
}

TEMPLATES = config.ROOT / "templates"
STATIC = TEMPLATES / "static"
LOG = logging.getLogger("employer.requests")
_MILLISECOND = timedelta(milliseconds=1)


class Application(Flask):
    """Flask, with our edge: the unit of work ends with the view, and no error's text reaches a log."""

    def dispatch_request(self) -> Response:  # type: ignore[override]
        """Admits, runs the view and ends the unit of work, so that an error in the commit is answered like any other.

        A request whose transaction only met another one is done again whole.
        """
        for number in range(1, db.MOST_TRIES + 1):
            try:
                response = access.admit() or cast(Response, self.make_response(super().dispatch_request()))
                access.finish(response)
                return response
            except DBAPIError as error:
                if number == db.MOST_TRIES or not db.must_try_again(error):
                    raise
                access.begin_again()
        raise AssertionError("unreachable")

    def log_exception(self, exc_info: Any) -> None:
        """Notes the class of an error and where it was raised: its text may hold personal data."""
        g.error = exc_info[0].__name__ if exc_info[0] else "unknown"
        LOG.error(_line(error=g.error, at=_places(exc_info[2])))


def create_app(settings: Settings | None = None) -> Application:
    """The application for the settings, the process's own when left out. Raises ``ConfigError``."""
    settings = settings or config.load()
    app = Application("employer", static_folder=None, template_folder=str(TEMPLATES), root_path=str(config.ROOT))
    set_config(app, settings)
    open_database(app, settings)
    add_features(app)
    add_errors(app)
    add_pages(app)
    add_commands(app)
    access.check_policies(app)
    return app


def set_config(app: Flask, settings: Settings) -> None:
    """Limits on what comes in, keys, proxies and the technical log."""
    app.config.update(
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_body_bytes,
        MAX_FORM_PARTS=settings.max_form_parts,
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
    )
    sealed.use_keys(settings)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    if not LOG.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        LOG.addHandler(handler)
        LOG.setLevel(logging.INFO)
        LOG.propagate = False


def open_database(app: Flask, settings: Settings) -> None:
    """The database and the edge of every request."""
    engine = db.make_engine(settings.database_url)
    app.extensions["engine"] = engine
    app.extensions["edge"] = Edge(settings, db.make_sessions(engine), _People(settings))
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(access.close)


class _People:
    """Answers what ``access`` asks about accounts and employers."""

    def __init__(self, settings: Settings) -> None:
        self._limits = Limits(settings.idle_minutes, settings.staff_idle_minutes, settings.absolute_minutes)

    def visitor(self, session: Session, reference_hash: str) -> Visitor | None:
        return account_queries.visitor(session, reference_hash, clock.now(), self._limits)

    def rights(self, session: Session, person_id: int, day: date) -> tuple[Right, ...]:
        return account_queries.rights(session, person_id, day, clock.now())

    def employer_name(self, session: Session, employer_id: int) -> str:
        try:
            name = people_queries.employer_details(session, employer_id).name
        except LookupError:
            return str(employer_id)
        return f"{name.first} {name.last}".strip()

    def keep_notice(self, session: Session, session_id: int, key: str | None, facts: Mapping[str, str]) -> None:
        account_service.keep_notice(session, session_id, key, facts)

    def ended_person(self, session: Session, reference_hash: str) -> int | None:
        return account_queries.ended_person(session, reference_hash, clock.now(), self._limits)

    def keep_form(
        self, session: Session, employer_id: int, person_id: int, page: str, fields: list[tuple[str, str]]
    ) -> None:
        account_service.keep_form(session, employer_id, person_id, page, fields)

    def kept_form(self, session: Session, employer_id: int, person_id: int, page: str) -> list[tuple[str, str]] | None:
        return account_queries.kept_form(session, employer_id, person_id, page, clock.now())

    def forget_form(self, session: Session, employer_id: int, person_id: int, page: str) -> None:
        account_service.forget_form(session, employer_id, person_id, page)

    def first_answer(
        self, session: Session, employer_id: int, person_id: int, key: str, content_sha256: str
    ) -> tuple[str, str | None] | None:
        return account_service.first_answer(session, employer_id, person_id, key, content_sha256)

    def keep_answer(self, session: Session, employer_id: int, key: str, location: str | None) -> None:
        account_service.keep_answer(session, employer_id, key, location)


# Features ------------------------------------------------------------------------------------------------------------


@cache
def feature_module(feature: str, name: str) -> ModuleType | None:
    """One of the modules a feature may have (models, schemas, queries, service, views, commands), or None."""
    full = f"employer.{feature}.{name}"
    if importlib.util.find_spec(f"employer.{feature}") is None or importlib.util.find_spec(full) is None:
        return None
    return importlib.import_module(full)


def import_models() -> None:
    """Imports the tables of every feature, so that the metadata is whole."""
    importlib.import_module("employer.audit")
    for feature in FEATURES:
        feature_module(feature, "models")


def add_features(app: Flask) -> None:
    """The pages of every feature, in the order of the design."""
    import_models()
    for feature in FEATURES:
        views = feature_module(feature, "views")
        if views is not None:
            app.register_blueprint(views.blueprint)


def add_commands(app: Flask) -> None:
    """The commands of every feature under ``flask --app wsgi``: the same as ``employer`` has."""
    from employer.cli import main

    app.cli = main  # type: ignore[assignment]


# Errors --------------------------------------------------------------------------------------------------------------


def add_errors(app: Flask) -> None:
    """Every error becomes a page in plain words; nothing of the inside is shown."""
    app.register_error_handler(SignInNeeded, _ask_to_sign_in)
    app.register_error_handler(ChooseFirst, _ask_for_whom)
    app.register_error_handler(Exception, _error_page)


def _ask_to_sign_in(error: Exception) -> Response:
    wanted, why = access.page_after_sign_in(), error.why if isinstance(error, SignInNeeded) else ""
    address = url_for("accounts.sign_in_page", next=None if wanted == "/" else wanted, why=why or None)
    return cast(Response, redirect(address, 303))


def _ask_for_whom(_: Exception) -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return cast(Response, redirect(url_for("accounts.act_for_page", next=wanted), 303))


def _error_page(error: Exception) -> Any:
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return error
    answer = answer_for(error)
    g.error = type(error).__name__
    if isinstance(error, SecurityError):  # a host that is not ours: no address of ours can be written on a page
        return Response(texts.say("fi", "errors.page.bad_request.what"), answer.status, mimetype="text/plain")
    unit = g.get("unit")
    if unit is not None:
        unit.rollback()
    if isinstance(error, (access.Denied, FormExpired)):
        access.log_refusal("denied" if isinstance(error, access.Denied) else "form_refused")
    if answer.status >= 500:
        if current_app.testing:
            raise error
        LOG.error(_line(error=g.error, at=_places(error.__traceback__)))
        g.right = None  # the page after a fault reads nothing from the database
    if request.path.startswith("/api/"):  # a program asks: the same words, without a page
        area = f"errors.program.{answer.words}"
        area = area if texts.has(f"{area}.what") else f"errors.page.{answer.words}"
        valid = getattr(error, "valid_methods", None) or ()
        methods = ", ".join(sorted(set(valid) - {"HEAD", "OPTIONS"}))
        what, do = (texts.say(access.language(), f"{area}.{part}", methods=methods) for part in ("what", "do"))
        problem = {"field": "", "code": code_of(area), "what": what, "what_to_do": do}
        told = Response(json.dumps({"problems": [problem]}), answer.status, mimetype="application/json")
        if isinstance(error, MethodNotAllowed):
            told.allow.update(error.valid_methods or ())
        return told
    language = access.language()
    problems = [(said(one.what, language), said(one.what_to_do, language)) for one in problems_of(error)]
    page = render_template(
        "shared/error.html", words=answer.words, problems=problems, request_id=g.get("request_id", "")
    )
    return page, answer.status


def _places(traceback: Any) -> list[str]:
    """Where an error passed, innermost last: files, lines and functions, without any values."""
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{traceback.tb_lineno}:{code.co_name}")
        traceback = traceback.tb_next
    return places[-12:]


# The technical log and the headers -----------------------------------------------------------------------------------


def _begin() -> None:
    g.began = clock.now()
    g.request_id = config.fresh_bytes(8).hex()


def _end(response: Response) -> Response:
    """Headers of every response, and one line of the technical log: no address, no names, no query."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    if "request_id" in g:
        response.headers["X-Request-Id"] = g.request_id
        access.remember_visit(response)
        if request.endpoint != "static":
            LOG.info(_line(status=response.status_code, **({"error": g.error} if "error" in g else {})))
    return response


def _line(**facts: object) -> str:
    """One JSON line; the route is the pattern, never the address that was asked for."""
    now = clock.now()
    began = g.get("began", now)
    return json.dumps(
        {
            "time": now.isoformat(timespec="milliseconds"),
            "request": g.get("request_id", ""),
            "method": request.method if request.method in ("GET", "HEAD", "OPTIONS", *access.UNSAFE) else "other",
            "route": request.url_rule.rule if request.url_rule is not None else None,
            "milliseconds": (now - began) // _MILLISECOND,
            **facts,
        }
    )


# Pages ---------------------------------------------------------------------------------------------------------------


def add_pages(app: Flask) -> None:
    """What every template may use, and the static files."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update({name: _in_language(do) for name, do in formats.FILTERS.items()})
    environment.globals.update(
        say=say,
        source_text=lambda source: texts.say_source(access.language(), source),
        language=access.language,
        languages=texts.LANGUAGES,
        html_language=texts.html_language,
        form_token=access.form_token,
        form_key=access.form_key,
        form_page=access.form_page,
        form_filled_in=lambda: access.kept_values() is not None,
        static_url=static_url,
        visitor=access.current_visitor,
        acting_for=access.acting_for,
        may=access.may,
        take_notice=access.take_notice,
        navigation=navigation,
        log_address=lambda: url_for("accounts.log_page", employer_id=access.current_employer_id()),
        help_contact=help_contact,
        warn_after_minutes=warn_after_minutes,
        here=lambda: request.full_path.rstrip("?") if request.method == "GET" else request.path,
    )
    app.add_url_rule("/static/<path:filename>", "static", static)


def say(key: str, /, **facts: object) -> str:
    """A text in the reader's language."""
    return texts.say(access.language(), key, **facts)


def _in_language(do: Callable[..., Any]) -> Callable[..., Any]:
    """A format, given the reader's language where it has words in it."""
    if "language" not in do.__code__.co_varnames[: do.__code__.co_argcount]:
        return do

    def formatted(value: Any, language: str | None = None) -> Any:
        return do(value, language or access.language())

    return formatted


@policy("public")
def static(filename: str) -> Response:
    """Our stylesheet, scripts and fonts; their addresses change with their content, so they may be kept."""
    return cast(Response, send_from_directory(STATIC, filename, max_age=31536000))


@cache
def _fingerprint(filename: str) -> str:
    return hashlib.sha256((STATIC / filename).read_bytes()).hexdigest()[:12]


def static_url(filename: str) -> str:
    """The address of a static file, with its fingerprint."""
    return url_for("static", filename=filename, v=_fingerprint(filename))


def navigation() -> list[tuple[str, str, bool]]:
    """The header's links at the current employer: address, words, whether it is this page."""
    found = g.get("right")
    if found is None:
        return []
    own = found.role == "employee"
    return [
        (
            url_for(endpoint, employer_id=found.employer_id),
            say(OWN.get(key, key) if own else key),
            request.endpoint == endpoint,
        )
        for endpoint, key in NAVIGATION
        if endpoint in current_app.view_functions
        and any(access.may(term) for term in access.policy_of(current_app, endpoint))
    ]


def help_contact() -> dict[str, str | bool]:
    """Phone and e-mail of the service, empty where there is none, and whether this is the demo."""
    settings = access.edge().settings
    return {"phone": settings.service_phone, "email": settings.service_email, "demo": settings.demo}


def warn_after_minutes() -> int:
    """After how many minutes without a request the page asks whether to stay: five before the sign-in ends."""
    return max(1, access.visitor().idle_minutes - 5)
