"""The pages of time off in place of money: what was exchanged, what is left, and a form for one exchange."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, clock, contracts, forms, hours
from employer.access import policy
from employer.arrangements.time_off import queries, service
from employer.arrangements.time_off.schemas import KINDS, TimeOffSchema
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.hours import Choice
from payroll import exchanged
from rules import load_book

blueprint = Blueprint("time_off", __name__)
_PROPOSED = ("kind", "day_day", "day_month", "day_year")


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>/time-off", endpoint="page")
@policy("see_money")
def time_off_page(employer_id: int, employment_id: int) -> str:
    """What is taken as time off, its balance, and a form; the address may propose a kind and a day."""
    proposed = {name: request.args[name] for name in _PROPOSED if name in request.args}
    return _show(employer_id, hours.named(employer_id, employment_id, "see_money"), forms.Form(proposed))


@blueprint.post("/e/<int:employer_id>/arrangements/<int:employment_id>/time-off")
@policy("prepare")
def note(employer_id: int, employment_id: int) -> Response | tuple[str, int]:
    """Notes work that is taken as time off."""
    choice, form = hours.named(employer_id, employment_id, "see_money"), forms.read(TimeOffSchema, request)
    if form.command is not None:
        try:
            service.note_time_off(access.session(), employer_id, employment_id, form.command, Hand.of(access.actor()))
            access.tell("time_off.saved")
            return _back(employer_id, employment_id)
        except Refused as refused:
            form.refused(refused)
    return _show(employer_id, choice, form), 422


@blueprint.get("/e/<int:employer_id>/arrangements/<int:employment_id>/time-off/<int:row_id>/remove")
@policy("prepare")
def remove_page(employer_id: int, employment_id: int, row_id: int) -> str:
    """Asks whether an exchange is really taken back."""
    choice = hours.named(employer_id, employment_id, "see_money")
    known = queries.time_off_of(access.session(), employer_id, employment_id, clock.today())
    if row_id not in {one.id for one in known}:
        raise NotFound
    back = url_for(".page", employer_id=employer_id, employment_id=employment_id)
    return render_template(
        "pages/arrangements/remove_sum.html", employer_id=employer_id, choice=choice, words="time_off", back=back
    )


@blueprint.post("/e/<int:employer_id>/arrangements/<int:employment_id>/time-off/<int:row_id>/remove")
@policy("prepare")
def remove(employer_id: int, employment_id: int, row_id: int) -> Response:
    """Takes an exchange back."""
    hours.named(employer_id, employment_id, "see_money")
    service.take_back(access.session(), employer_id, employment_id, row_id, Hand.of(access.actor()))
    access.tell("time_off.removed")
    return _back(employer_id, employment_id)


# -- reading and showing -----------------------------------------------------------------------------------------------


def _show(employer_id: int, choice: Choice, form: forms.Form[Any]) -> str:
    session, today = access.session(), clock.today()
    employment = contracts.employment(session, employer_id, choice.id, today)
    noted = queries.time_off_of(session, employer_id, choice.id, today)
    given = [(one, exchanged.credit(queries.exchange(one), load_book())) for one in noted]
    return render_template(
        "pages/arrangements/time_off.html",
        employer_id=employer_id,
        choice=choice,
        form=form,
        found=[(one, credit.minutes, credit.by) for one, credit in given],
        balance=queries.balance(session, employer_id, employment, today, today),
        kinds=KINDS,
    )


def _back(employer_id: int, employment_id: int) -> Response:
    return redirect(url_for(".page", employer_id=employer_id, employment_id=employment_id), 303)
