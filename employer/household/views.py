"""The pages on which a household comes in from a file and goes out as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from employer import access, clock, forms
from employer.access import policy
from employer.effective import Hand
from employer.errors import NotFound
from employer.household import carrying
from employer.household.carrying import schemas
from employer.household.commands import words_of
from employer.household.schemas import Problem, Unreadable

blueprint = Blueprint("household", __name__)

MOST_SHOWN = 200
"""So many problems of a file stand on the page; how many there are in all is said."""


@blueprint.get("/bring-in")
@policy("signed_in")
def bring_in_page() -> str:
    """Asks for the file of a household."""
    return _bring_in(forms.Form())


@blueprint.post("/bring-in")
@policy("signed_in")
def bring_in() -> Response | tuple[str, int]:
    """Loads the household of a file, or shows everything that is wrong with it."""
    form, given = forms.read(schemas.BroughtSchema, request), request.files.get("file")
    if given is None or not given.filename:
        form.add("file", forms.sentence("file"))
    if form.command is None or given is None or not form.ok:
        return _bring_in(form), 422
    person, whose, hand = access.current_person(), form.command.whose, Hand.of(access.actor())
    try:
        made = carrying.bring_in(access.session(), person, given.read(), whose, hand, access.language())
    except Unreadable as refused:
        form.add("file", forms.sentence("household_file", count=len(refused.problems)))
        return _bring_in(form, refused.problems), 422
    access.tell("carrying.done")
    return redirect(f"/e/{made}/", 303)


def _bring_in(form: forms.Form[Any], problems: Sequence[Problem] = ()) -> str:
    language = access.language()
    return render_template(
        "pages/household/bring_in.html",
        form=form,
        choices=carrying.choices(access.session(), access.current_person(), clock.today()),
        problems=[words_of(one, language).partition(": ")[::2] for one in problems[:MOST_SHOWN]],
        count=len(problems),
    )


@blueprint.get("/e/<int:employer_id>/take-out")
@policy("client", "prepare")
def take_out_page(employer_id: int) -> str:
    """Says what the two files hold, and gives them."""
    _may_take_out()
    protected = carrying.has_protected(access.session(), employer_id, clock.today())
    return render_template("pages/household/take_out.html", employer_id=employer_id, protected=protected)


@blueprint.post("/e/<int:employer_id>/take-out")
@policy("client", "prepare")
def take_out(employer_id: int) -> Response:
    """Gives the household as a file."""
    _may_take_out()
    form = forms.read(schemas.WantedSchema, request)
    if form.command is None:
        raise NotFound
    today, what = clock.today(), form.command.what
    text = carrying.take_out(access.session(), employer_id, today, with_kept=what == schemas.EVERYTHING)
    name = f"household-{what}-{today.isoformat()}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8"), content_type="application/yaml; charset=utf-8", headers=headers)


def _may_take_out() -> None:
    """The file holds all of it: money, reasons of absence and what is needed to prepare."""
    if not all(access.may(one) for one in ("prepare", "see_money", "see_absence_reasons")):
        raise NotFound
