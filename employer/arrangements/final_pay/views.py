"""The pages of the sums of the end of an employment, and of averaging periods: both are noted for the payslip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, clock, contracts, forms, hours
from employer.access import policy
from employer.arrangements import averaging, longer
from employer.arrangements.averaging.schemas import AveragingSchema
from employer.arrangements.final_pay import queries, schemas, service
from employer.arrangements.longer.schemas import LongerSchema
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.hours import Choice

blueprint = Blueprint("final_pay", __name__)

SCHEMAS: Mapping[str, type[forms.FormSchema]] = {
    "notice": schemas.NoticeSchema,
    "loss": schemas.LossSchema,
    "waiting": schemas.WaitingSchema,
    "set_off": schemas.SetOffSchema,
    "advance": schemas.AdvanceSchema,
    "missed_rest": schemas.MissedRestSchema,
}


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>/final-pay", endpoint="page")
@policy("see_money")
def final_pay_page(employer_id: int, employment_id: int) -> str:
    """What is noted of the end of an employment."""
    choice = hours.named(employer_id, employment_id, "see_money")
    found = queries.sums_of(access.session(), employer_id, employment_id, clock.today())
    return render_template("pages/arrangements/final_pay.html", employer_id=employer_id, choice=choice, found=found)


@blueprint.get(f"/e/<int:employer_id>/arrangements/<int:employment_id>/final-pay/<any({', '.join(SCHEMAS)}):kind>")
@policy("prepare")
def note_page(employer_id: int, employment_id: int, kind: str) -> str:
    """Asks about a sum; the address may propose what a guide was told."""
    return _ask(employer_id, hours.named(employer_id, employment_id, "see_money"), kind, forms.Form(_proposed(kind)))


@blueprint.post(f"/e/<int:employer_id>/arrangements/<int:employment_id>/final-pay/<any({', '.join(SCHEMAS)}):kind>")
@policy("prepare")
def note(employer_id: int, employment_id: int, kind: str) -> Response | tuple[str, int]:
    """Notes a sum for the payslip."""
    choice, form = hours.named(employer_id, employment_id, "see_money"), forms.read(SCHEMAS[kind], request)
    if form.command is not None:
        try:
            hand = Hand.of(access.actor())
            service.NOTERS[kind](access.session(), employer_id, employment_id, form.command, hand)
            access.tell("final_pay.saved")
            return _back("page", employer_id, employment_id)
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, choice, kind, form), 422


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>/final-pay/<int:row_id>/remove")
@policy("prepare")
def remove_page(employer_id: int, employment_id: int, row_id: int) -> str:
    """Asks whether a sum is really taken back."""
    choice = hours.named(employer_id, employment_id, "see_money")
    if queries.row_of(access.session(), employer_id, row_id, clock.today()).employment_id != employment_id:
        raise NotFound
    return _ask_removing(employer_id, choice, "final_pay", "page")


@blueprint.post("/e/<int:employer_id>/arrangements/<int:employment_id>/final-pay/<int:row_id>/remove")
@policy("prepare")
def remove(employer_id: int, employment_id: int, row_id: int) -> Response:
    """Takes a sum back."""
    hours.named(employer_id, employment_id, "see_money")
    service.take_back(access.session(), employer_id, employment_id, row_id, Hand.of(access.actor()))
    access.tell("final_pay.removed")
    return _back("page", employer_id, employment_id)


# -- averaging ---------------------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>/averaging", endpoint="averaging")
@policy("see_money")
def averaging_page(employer_id: int, employment_id: int) -> str:
    """The averaging periods of an employment, and a form for one."""
    return _show_averaging(employer_id, hours.named(employer_id, employment_id, "see_money"), forms.Form())


@blueprint.post("/e/<int:employer_id>/arrangements/<int:employment_id>/averaging")
@policy("prepare")
def note_averaging(employer_id: int, employment_id: int) -> Response | tuple[str, int]:
    """Notes an averaging period."""
    choice, form = hours.named(employer_id, employment_id, "see_money"), forms.read(AveragingSchema, request)
    if form.command is not None:
        try:
            hand = Hand.of(access.actor())
            averaging.note_averaging(access.session(), employer_id, employment_id, form.command, hand)
            access.tell("averaging.saved")
            return _back("averaging", employer_id, employment_id)
        except Refused as refused:
            form.refused(refused)
    return _show_averaging(employer_id, choice, form), 422


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>/averaging/<int:row_id>/remove")
@policy("prepare")
def remove_averaging_page(employer_id: int, employment_id: int, row_id: int) -> str:
    """Asks whether an averaging period is really taken back."""
    choice = hours.named(employer_id, employment_id, "see_money")
    known = averaging.averaging_of(access.session(), employer_id, employment_id, clock.today())
    if row_id not in {one.id for one in known}:
        raise NotFound
    return _ask_removing(employer_id, choice, "averaging", "averaging")


@blueprint.post("/e/<int:employer_id>/arrangements/<int:employment_id>/averaging/<int:row_id>/remove")
@policy("prepare")
def remove_averaging(employer_id: int, employment_id: int, row_id: int) -> Response:
    """Takes an averaging period back."""
    hours.named(employer_id, employment_id, "see_money")
    averaging.take_back(access.session(), employer_id, employment_id, row_id, Hand.of(access.actor()))
    access.tell("averaging.removed")
    return _back("averaging", employer_id, employment_id)


# -- longer hours by agreement -----------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>/longer", endpoint="longer")
@policy("see_money")
def longer_page(employer_id: int, employment_id: int) -> str:
    """The agreements on longer regular hours, and a form for one."""
    return _show_longer(employer_id, hours.named(employer_id, employment_id, "see_money"), forms.Form())


@blueprint.post("/e/<int:employer_id>/arrangements/<int:employment_id>/longer")
@policy("prepare")
def note_longer(employer_id: int, employment_id: int) -> Response | tuple[str, int]:
    """Notes an agreement on longer regular hours."""
    choice, form = hours.named(employer_id, employment_id, "see_money"), forms.read(LongerSchema, request)
    if form.command is not None:
        try:
            longer.note_longer(access.session(), employer_id, employment_id, form.command, Hand.of(access.actor()))
            access.tell("longer.saved")
            return _back("longer", employer_id, employment_id)
        except Refused as refused:
            form.refused(refused)
    return _show_longer(employer_id, choice, form), 422


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>/longer/<int:row_id>/remove")
@policy("prepare")
def remove_longer_page(employer_id: int, employment_id: int, row_id: int) -> str:
    """Asks whether an agreement on longer hours is really taken back."""
    choice = hours.named(employer_id, employment_id, "see_money")
    known = longer.longer_of(access.session(), employer_id, employment_id, clock.today())
    if row_id not in {one.id for one in known}:
        raise NotFound
    return _ask_removing(employer_id, choice, "longer", "longer")


@blueprint.post("/e/<int:employer_id>/arrangements/<int:employment_id>/longer/<int:row_id>/remove")
@policy("prepare")
def remove_longer(employer_id: int, employment_id: int, row_id: int) -> Response:
    """Takes an agreement on longer hours back."""
    hours.named(employer_id, employment_id, "see_money")
    longer.take_back(access.session(), employer_id, employment_id, row_id, Hand.of(access.actor()))
    access.tell("longer.removed")
    return _back("longer", employer_id, employment_id)


# -- reading and showing -----------------------------------------------------------------------------------------------


def _proposed(kind: str) -> dict[str, str]:
    """What a guide was told, in the fields of the form that it shares; a day comes in three parts."""
    fields = SCHEMAS[kind]().fields
    return {
        name: value
        for name, value in request.args.items()
        if name in fields or (name.endswith(("_day", "_month", "_year")) and name.rpartition("_")[0] in fields)
    }


def _ask(employer_id: int, choice: Choice, kind: str, form: forms.Form[Any]) -> str:
    one = contracts.employment(access.session(), employer_id, choice.id, clock.today())
    return render_template(
        "pages/arrangements/sum.html",
        employer_id=employer_id,
        choice=choice,
        kind=kind,
        form=form,
        varies=service.hours_vary(one),
    )


def _ask_removing(employer_id: int, choice: Choice, words: str, endpoint: str) -> str:
    back = url_for(f".{endpoint}", employer_id=employer_id, employment_id=choice.id)
    return render_template(
        "pages/arrangements/remove_sum.html", employer_id=employer_id, choice=choice, words=words, back=back
    )


def _show_averaging(employer_id: int, choice: Choice, form: forms.Form[Any]) -> str:
    return render_template(
        "pages/arrangements/averaging.html",
        employer_id=employer_id,
        choice=choice,
        form=form,
        found=averaging.averaging_of(access.session(), employer_id, choice.id, clock.today()),
    )


def _show_longer(employer_id: int, choice: Choice, form: forms.Form[Any]) -> str:
    return render_template(
        "pages/arrangements/longer.html",
        employer_id=employer_id,
        choice=choice,
        form=form,
        found=longer.longer_of(access.session(), employer_id, choice.id, clock.today()),
    )


def _back(endpoint: str, employer_id: int, employment_id: int) -> Response:
    return redirect(url_for(f".{endpoint}", employer_id=employer_id, employment_id=employment_id), 303)
