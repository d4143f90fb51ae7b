"""The pages of rosters and of the working-time register."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from employer import access, clock, documents, forms, hours
from employer.access import policy
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.hours import Choice
from employer.rosters import changing, queries, register, service
from employer.rosters.register.schemas import Register
from employer.rosters.schemas import Publish, PublishSchema

blueprint = Blueprint("rosters", __name__)
READERS = ("prepare", "approve", "read", "fill_rosters", "employee")


@blueprint.record
def lend_rosters(state: BlueprintSetupState) -> None:
    """The pages of hours stand below this feature; a published roster binds what they change."""
    state.app.extensions["roster_alter"], state.app.extensions["roster_binds"] = changing.alter, changing.binds


@blueprint.get("/e/<int:employer_id>/rosters/<int:employment_id>", endpoint="roster")
@policy(*READERS)
def roster_page(employer_id: int, employment_id: int) -> str:
    """A month's roster, what it would break, and whether it has been published."""
    return _show(employer_id, hours.named(employer_id, employment_id), _month(), forms.Form())


@blueprint.post("/e/<int:employer_id>/rosters/<int:employment_id>/publish")
@policy("prepare", "fill_rosters")
def publish(employer_id: int, employment_id: int) -> Response | tuple[str, int]:
    """Publishes the month, as it stands."""
    choice, month, form = hours.named(employer_id, employment_id), _month(), forms.read(PublishSchema, request)
    if form.command is not None:
        try:
            service.publish(access.session(), employer_id, employment_id, month, form.command, Hand.of(access.actor()))
            access.tell("rosters.published")
            address = url_for("rosters.roster", employer_id=employer_id, employment_id=employment_id)
            return redirect(f"{address}?month={month:%Y-%m}", 303)
        except Refused as refused:
            form.refused(refused)
    return _show(employer_id, choice, month, form), 422


@blueprint.post("/e/<int:employer_id>/rosters/<int:employment_id>/changes/<int:change_id>/<any(agree,decline):given>")
@policy("employee")
def answer_change(employer_id: int, employment_id: int, change_id: int, given: str) -> Response:
    """The employee agrees to a change of the roster, or declines it."""
    return _answered(employer_id, employment_id, change_id, given)


@blueprint.post("/e/<int:employer_id>/rosters/<int:employment_id>/changes/<int:change_id>/withdraw")
@policy("prepare", "fill_rosters")
def withdraw_change(employer_id: int, employment_id: int, change_id: int) -> Response:
    """The employer no longer asks for a change of the roster."""
    return _answered(employer_id, employment_id, change_id, "withdraw")


@blueprint.get("/e/<int:employer_id>/rosters/<int:employment_id>/register", endpoint="register")
@policy(*READERS)
def register_page(employer_id: int, employment_id: int) -> str:
    """The working-time register of a month."""
    choice, month = hours.named(employer_id, employment_id), _month()
    return render_template(
        "pages/rosters/register.html",
        employer_id=employer_id,
        choice=choice,
        found=_register(employer_id, employment_id, month),
        month=month,
        paid_columns=register.paid_columns,
        **_beside(month, choice),
    )


@blueprint.get("/e/<int:employer_id>/rosters/<int:employment_id>/register.csv")
@policy(*READERS)
def register_csv(employer_id: int, employment_id: int) -> Response:
    """The register as a table file."""
    hours.named(employer_id, employment_id)
    found = _register(employer_id, employment_id, _month())
    return _file(register.as_csv(found), "text/csv; charset=utf-8", f"{found.employment}-{found.first:%Y-%m}.csv")


@blueprint.get("/e/<int:employer_id>/rosters/<int:employment_id>/register.pdf")
@policy(*READERS)
def register_pdf(employer_id: int, employment_id: int) -> Response:
    """The register as a PDF."""
    hours.named(employer_id, employment_id)
    found = _register(employer_id, employment_id, _month())
    pdf = register.as_document(found, access.language(), clock.today()).pdf
    return _file(pdf, "application/pdf", f"{found.employment}-{found.first:%Y-%m}.pdf")


def _answered(employer_id: int, employment_id: int, change_id: int, given: str) -> Response:
    hours.named(employer_id, employment_id)
    row = queries.change_row(access.session(), employer_id, change_id, clock.today())
    if row.employment_id != employment_id:
        raise NotFound
    month = f"{row.day:%Y-%m}"
    changing.answer(access.session(), employer_id, change_id, given, Hand.of(access.actor()))
    access.tell(f"rosters.answered.{given}")
    address = url_for("rosters.roster", employer_id=employer_id, employment_id=employment_id, month=month)
    return redirect(address, 303)


# -- reading and showing -----------------------------------------------------------------------------------------------


def _register(employer_id: int, employment_id: int, month: date) -> Register:
    last, session = month + relativedelta(day=31), access.session()
    found = register.register(session, employer_id, employment_id, month, last, clock.today())
    if not access.may("see_money") and access.right().role != "employee":
        return found
    paid = current_app.extensions["pay_of_hours"](session, employer_id, employment_id, month, last)
    return replace(found, paid=paid)


def _month() -> date:
    given = request.args.get("month", "")
    if re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", given):
        return date.fromisoformat(f"{given}-01")
    return clock.today().replace(day=1)


def _beside(month: date, choice: Choice) -> dict[str, date | None]:
    earlier, later = (month - timedelta(days=1)).replace(day=1), (month + timedelta(days=32)).replace(day=1)
    return {
        "earlier": earlier if earlier >= choice.start.replace(day=1) else None,
        "later": later if choice.end is None or later <= choice.end else None,
    }


def _show(employer_id: int, choice: Choice, month: date, form: forms.Form[Publish]) -> str:
    found = service.roster_of_month(access.session(), employer_id, choice.id, month, clock.today())
    language = access.language()
    breaches = [(one, documents.say_reason(language, one.code, dict(one.facts), one.says)) for one in found.breaches]
    return render_template(
        "pages/rosters/roster.html",
        employer_id=employer_id,
        choice=choice,
        roster=found,
        breaches=breaches,
        weeks_over=current_app.extensions["budget_weeks"](employer_id, found.first, found.last),
        month=month,
        form=form,
        **_beside(month, choice),
    )


def _file(body: bytes, kind: str, name: str) -> Response:
    made = Response(body, mimetype=None, content_type=kind)
    made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return made
