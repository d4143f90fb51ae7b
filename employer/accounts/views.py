"""Signing in and out, the language, and choosing for whom one acts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, clock, forms
from employer.access import policy
from employer.accounts import queries, schemas, service
from employer.errors import NotFound, Sentence

blueprint = Blueprint("accounts", __name__)

_YEAR_SECONDS = 365 * 24 * 3600


@blueprint.get("/")
@policy("signed_in")
def home() -> Response | str:
    """The only employer's front page, or the list of whose matters one may handle."""
    rights = access.rights()
    if len(rights) == 1 and rights[0].role in ("client", "employee"):
        return redirect(f"/e/{rights[0].employer_id}/", 303)
    return _choose(request.args.get("next", ""))


@blueprint.get("/sign-in")
@policy("public")
def sign_in_page() -> Response | str:
    """The sign-in page; somebody who has signed in goes on."""
    if access.current_visitor() is not None:
        return redirect(access.internal(request.args.get("next")), 303)
    return _sign_in_page(forms.Form({"next": request.args.get("next", "")}), request.args.get("why", ""))


@blueprint.post("/sign-in")
@policy("public")
def sign_in() -> Response | tuple[str, int]:
    """Signs in with e-mail and password."""
    form = forms.read(schemas.CredentialsSchema, request)
    if form.command is None:
        return _sign_in_page(form), 422
    try:
        _, reference = service.sign_in(access.session(), form.command, request.remote_addr or "")
    except service.SignInRefused as refused:
        access.keep_although_refused()
        form.add("email", refused.sentence)
        return _sign_in_page(form), 422
    return _signed_in(reference, form.command.next)


@blueprint.post("/sign-in/demo")
@policy("public")
def sign_in_to_demo() -> Response:
    """Signs a demo person in with one click; there is no such page outside a demo."""
    form = forms.read(schemas.DemoSchema, request)
    if not access.edge().settings.demo or form.command is None:
        raise NotFound
    return _signed_in(service.sign_in_to_demo(access.session(), form.command.person), form.command.next)


@blueprint.post("/sign-out")
@policy("signed_in")
def sign_out() -> Response:
    """Ends the sign-in and forgets what the browser kept."""
    service.sign_out(access.session(), access.visitor().session_id)
    response = redirect(url_for("accounts.sign_in_page"), 303)
    response.delete_cookie(
        access.session_cookie(), path="/", secure=access.edge().settings.https, httponly=True, samesite="Lax"
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.post("/stay")
@policy("signed_in")
def stay() -> Response:
    """Prolongs the sign-in: that the session was used has been noted on the way here."""
    return make_response("", 204)


@blueprint.post("/language")
@policy("public")
def language() -> Response:
    """Changes the language, for a signed-in person for good, and comes back to the same page."""
    form = forms.read(schemas.LanguageSchema, request)
    if form.command is None:
        raise NotFound
    if access.current_visitor() is not None:
        service.choose_language(access.session(), access.current_person(), form.command.language)
    response = redirect(access.internal(form.command.back), 303)
    access.set_cookie(response, access.LANGUAGE_COOKIE, form.command.language, _YEAR_SECONDS)
    return response


@blueprint.get("/act-for")
@policy("signed_in")
def act_for_page() -> str:
    """Whose matters one may handle."""
    return _choose(request.args.get("next", ""))


@blueprint.post("/act-for")
@policy("signed_in")
def act_for() -> Response | tuple[str, int]:
    """Begins to act for an employer, on purpose, with a new session reference; county staff say why first."""
    form = forms.read(schemas.ActForSchema, request)
    command = form.command
    roles = {right.role for right in access.rights() if command is not None and right.employer_id == command.employer}
    if command is None or not roles:
        raise NotFound
    if roles == {"helper"} and command.purpose is None:
        return _ask_purpose(form, command)
    reference = service.renew(
        access.session(), access.visitor().session_id, acting_for=command.employer, purpose=command.purpose
    )
    start = f"/e/{command.employer}/"
    wanted = access.internal(command.next)
    return _with_session(reference, wanted if wanted.startswith(start) else start)


@blueprint.post("/act-for/stop")
@policy("signed_in")
def stop_acting() -> Response:
    """Stops acting for anybody."""
    reference = service.renew(access.session(), access.visitor().session_id, acting_for=None)
    return _with_session(reference, "/act-for")


@blueprint.get("/break-glass")
@policy("signed_in")
def break_glass_page() -> str:
    """Asks a county's supervisor which household to open, and why."""
    return _ask_to_break(forms.Form())


@blueprint.post("/break-glass")
@policy("signed_in")
def break_glass() -> Response | tuple[str, int]:
    """Opens a household for an hour; the client sees who did it and why."""
    form = forms.read(schemas.BreakingGlassSchema, request)
    if form.command is None:
        return _ask_to_break(form), 422
    who, session_id = access.current_person(), access.visitor().session_id
    reference = service.break_glass(access.session(), form.command.employer, who, form.command, session_id)
    return _with_session(reference, f"/e/{form.command.employer}/")


@blueprint.get("/e/<int:employer_id>/log")
@policy("client", "employee")
def log_page(employer_id: int) -> str:
    """Who has looked at the reader's data or acted for the client: who, when, what and why."""
    read = queries.employees_log if access.may("employee") else queries.log
    rows = read(access.session(), employer_id)
    return render_template("pages/accounts/log.html", employer_id=employer_id, rows=rows)


def _ask_purpose(form: forms.Form[Any], command: schemas.ActFor) -> tuple[str, int]:
    if command.asked:
        form.add("purpose", Sentence("accounts.refused.no_purpose", {}))
    name = access.edge().people.employer_name(access.session(), command.employer)
    page = render_template("pages/accounts/purpose.html", form=form, name=name, purposes=schemas.PURPOSES)
    return page, 422 if command.asked else 200


def _ask_to_break(form: forms.Form[Any]) -> str:
    counties = queries.supervised(access.session(), access.current_person(), clock.today())
    if not counties:
        raise access.Denied
    names = [
        (str(one), access.edge().people.employer_name(access.session(), one))
        for one in queries.households_of(access.session(), counties)
    ]
    return render_template("pages/accounts/break_glass.html", form=form, names=names)


def _choose(wanted: str) -> str:
    names = {
        right.employer_id: access.edge().people.employer_name(access.session(), right.employer_id)
        for right in access.rights()
    }
    supervisor = bool(queries.supervised(access.session(), access.current_person(), clock.today()))
    return render_template(
        "pages/accounts/act_for.html", rights=access.rights(), names=names, wanted=wanted, supervisor=supervisor
    )


def _sign_in_page(form: forms.Form[Any], why: str = "") -> str:
    persons = queries.demo_persons(access.session()) if access.edge().settings.demo else ()
    return render_template(
        "pages/accounts/sign_in.html", form=form, persons=persons, why=why if why in ("ended", "kept") else ""
    )


def _signed_in(reference: str, wanted: str) -> Response:
    old = access.current_visitor()
    if old is not None:
        service.sign_out(access.session(), old.session_id)
    return _with_session(reference, access.internal(wanted))


def _with_session(reference: str, address: str) -> Response:
    response = redirect(address, 303)
    access.set_cookie(response, access.session_cookie(), reference)
    return response
