"""The pages of arrangements: an enforcement order, benefits in kind, Kela's part, and work trips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, clock, documents, formats, forms, hours, texts
from employer.access import policy
from employer.arrangements import queries, schemas, service, travel
from employer.arrangements.final_pay import views as final_pay_views
from employer.arrangements.time_off import views as time_off_views
from employer.arrangements.travel.schemas import VEHICLES, Trip, TripPay, TripSchema
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.hours import Choice
from rules import Days, load_book

blueprint = Blueprint("arrangements", __name__)
blueprint.register_blueprint(final_pay_views.blueprint)
blueprint.register_blueprint(time_off_views.blueprint)

SCHEMAS: Mapping[str, type[forms.FormSchema]] = {
    "garnishment": schemas.GarnishmentSchema,
    "benefit": schemas.BenefitSchema,
    "kela": schemas.KelaSchema,
}


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>", endpoint="arrangements")
@policy("see_money")
def arrangements_page(employer_id: int, employment_id: int) -> str:
    """Everything that is arranged for one employment."""
    choice = hours.named(employer_id, employment_id, "see_money")
    return render_template(
        "pages/arrangements/arrangements.html",
        employer_id=employer_id,
        choice=choice,
        found=queries.of_employment(access.session(), employer_id, employment_id, clock.today()),
        today=clock.today(),
    )


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>/<any(garnishment, benefit, kela):kind>")
@policy("prepare")
def note_page(employer_id: int, employment_id: int, kind: str) -> str:
    """Asks about an arrangement."""
    return _ask(employer_id, hours.named(employer_id, employment_id, "see_money"), kind, forms.Form())


@blueprint.post("/e/<int:employer_id>/arrangements/<int:employment_id>/<any(garnishment, benefit, kela):kind>")
@policy("prepare")
def note(employer_id: int, employment_id: int, kind: str) -> Response | tuple[str, int]:
    """Notes an arrangement from its day on."""
    choice, form = hours.named(employer_id, employment_id, "see_money"), forms.read(SCHEMAS[kind], request)
    if form.command is not None:
        try:
            hand = Hand.of(access.actor())
            service.SETTERS[kind](access.session(), employer_id, employment_id, form.command, hand)
            access.tell("arrangements.saved")
            return _back(employer_id, employment_id)
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, choice, kind, form), 422


@blueprint.get(
    "/e/<int:employer_id>/arrangements/<int:employment_id>/<any(garnishment, benefit, kela):kind>/<int:row_id>/remove"
)
@policy("prepare")
def remove_page(employer_id: int, employment_id: int, kind: str, row_id: int) -> str:
    """Asks whether an arrangement is really taken back."""
    choice = hours.named(employer_id, employment_id, "see_money")
    row = queries.row_of(access.session(), employer_id, kind, row_id, clock.today())
    if row.employment_id != employment_id:
        raise NotFound
    return render_template(
        "pages/arrangements/remove.html", employer_id=employer_id, choice=choice, kind=kind, row_id=row_id
    )


@blueprint.post(
    "/e/<int:employer_id>/arrangements/<int:employment_id>/<any(garnishment, benefit, kela):kind>/<int:row_id>/remove"
)
@policy("prepare")
def remove(employer_id: int, employment_id: int, kind: str, row_id: int) -> Response:
    """Takes an arrangement back."""
    hours.named(employer_id, employment_id, "see_money")
    service.take_back(access.session(), employer_id, employment_id, kind, row_id, Hand.of(access.actor()))
    access.tell("arrangements.removed")
    return _back(employer_id, employment_id)


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>/trip")
@policy("prepare")
def trip_page(employer_id: int, employment_id: int) -> str:
    """Asks about a work trip."""
    return _ask_trip(employer_id, hours.named(employer_id, employment_id, "see_money"), forms.Form(), None)


@blueprint.post("/e/<int:employer_id>/arrangements/<int:employment_id>/trip")
@policy("prepare")
def trip(employer_id: int, employment_id: int) -> Response | str | tuple[str, int]:
    """Shows what a trip gives, then notes it to be paid back with the pay."""
    choice, form = hours.named(employer_id, employment_id, "see_money"), forms.read(TripSchema, request)
    if form.command is not None:
        try:
            if form.command.step == "look":
                return _ask_trip(employer_id, choice, form, travel.look_at(form.command))
            travel.claim(access.session(), employer_id, employment_id, form.command, Hand.of(access.actor()))
            access.tell("arrangements.trip.saved")
            return _back(employer_id, employment_id)
        except Refused as refused:
            form.refused(refused)
    return _ask_trip(employer_id, choice, form, None), 422


# -- reading and showing -----------------------------------------------------------------------------------------------


def _ask(employer_id: int, choice: Choice, kind: str, form: forms.Form[Any]) -> str:
    chosen = ""
    if kind == "benefit":
        chosen = form.value("kind") or request.args.get("kind", "")
        if chosen not in schemas.BENEFITS:
            chosen = ""
            form.problems = {"kind": form.problems["kind"]} if "kind" in form.problems else {}
        elif not form.values:
            form = forms.Form({"title": texts.say(access.language(), f"arrangements.benefit.{chosen}")})
    return render_template(
        "pages/arrangements/note.html",
        employer_id=employer_id,
        choice=choice,
        kind=kind,
        form=form,
        kinds=schemas.BENEFITS,
        chosen=chosen,
        variants=schemas.VARIANTS.get(chosen, ()),
    )


def _ask_trip(employer_id: int, choice: Choice, form: forms.Form[Trip], pay: TripPay | None) -> str:
    language = access.language()
    reasons = () if pay is None else pay.reasons
    return render_template(
        "pages/arrangements/trip.html",
        employer_id=employer_id,
        choice=choice,
        form=form,
        pay=pay,
        vehicles=VEHICLES,
        night=_night(),
        why=[(documents.say_reason(language, code, dict(facts), says), where) for code, where, says, facts in reasons],
    )


def _night() -> dict[str, str]:
    """The night time of a night's allowance, as its hint says it."""
    book, on = load_book(), Days(work_day=clock.today())
    start, end = (
        formats.clock_time(book.value(f"travel.night_{one}", on).number, access.language()) for one in ("from", "until")
    )
    return {"hours": str(book.value("travel.night_least_hours", on).number), "start": start, "end": end}


def _back(employer_id: int, employment_id: int) -> Response:
    address = url_for("arrangements.arrangements", employer_id=employer_id, employment_id=employment_id)
    return redirect(address, 303)
