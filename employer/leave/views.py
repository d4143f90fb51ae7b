"""The pages of holidays and absences: balances with their reasons, planning a holiday, noting an absence."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from employer import access, clock, documents, forms, hours
from employer.access import policy
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.hours.months import Choice
from employer.leave import balances, queries, service
from employer.leave.balances.schemas import AbsenceSchema, HolidaySchema, HolidayTyped
from employer.leave.schemas import HOLIDAYS, Absence, HolidayPlan

blueprint = Blueprint("leave", __name__)


@blueprint.record
def lend_absences(state: BlueprintSetupState) -> None:
    """The pages of hours stand below this feature and show its absences."""
    state.app.extensions["absences"] = queries.absences


@blueprint.get("/e/<int:employer_id>/leave", endpoint="absences")
@policy("prepare", "approve", "read", "see_absence_reasons", "employee")
def absences_page(employer_id: int) -> str:
    """The holiday balance and the absences of one employment."""
    choices = _choices(employer_id)
    if not choices:
        return render_template("pages/leave/empty.html", employer_id=employer_id)
    choice = _named(employer_id, request.args.get("employment", type=int) or choices[0].id)
    today, session = clock.today(), access.session()
    return render_template(
        "pages/leave/absences.html",
        employer_id=employer_id,
        choice=choice,
        choices=choices,
        balance=balances.balance(
            session, employer_id, choice.id, today, access.language(), _trainings(employer_id, choice.id)
        ),
        rows=balances.absence_rows(session, employer_id, choice.id, today, reasons=_may_see_reasons()),
        may_see_reasons=_may_see_reasons(),
    )


@blueprint.get("/e/<int:employer_id>/leave/<int:employment_id>/holiday")
@policy("prepare", "approve")
def holiday_page(employer_id: int, employment_id: int) -> str:
    """Asks when the holiday is."""
    return _ask_holiday(employer_id, _named(employer_id, employment_id), forms.Form())


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/holiday")
@policy("prepare", "approve")
def plan_holiday(employer_id: int, employment_id: int) -> Response | str | tuple[str, int]:
    """Shows what a holiday uses, leaves and costs; then notes it."""
    choice, form = _named(employer_id, employment_id), forms.read(HolidaySchema, request)
    if form.command is not None:
        try:
            if form.command.step == "look":
                return _look(employer_id, choice, form.command)
            trainings, hand = _trainings(employer_id, employment_id), Hand.of(access.actor())
            balances.plan(access.session(), employer_id, employment_id, form.command, hand, trainings)
            access.tell("leave.holiday.planned")
            return _back(employer_id, employment_id)
        except Refused as refused:
            form.refused(refused, {"kind": "first"})
    return _ask_holiday(employer_id, choice, form), 422


@blueprint.get("/e/<int:employer_id>/leave/<int:employment_id>/absence")
@policy("prepare")
def absence_page(employer_id: int, employment_id: int) -> str:
    """Asks about an absence; filled in when a noted one is corrected."""
    choice, noted = _named(employer_id, employment_id), request.args.get("absence", type=int)
    form = forms.Form()
    if noted is not None:
        form = forms.Form(_typed(_visible(employer_id, employment_id, noted)))
    return _ask_absence(employer_id, choice, form)


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/absence")
@policy("prepare")
def note_absence(employer_id: int, employment_id: int) -> Response | tuple[str, int]:
    """Notes or corrects an absence."""
    choice, form = _named(employer_id, employment_id), forms.read(AbsenceSchema, request)
    if form.command is not None:
        try:
            if form.command.absence:
                _visible(employer_id, employment_id, form.command.absence)
            balances.note(access.session(), employer_id, employment_id, form.command, Hand.of(access.actor()))
            access.tell("leave.absence.saved")
            return _back(employer_id, employment_id)
        except Refused as refused:
            form.refused(refused, {"same_illness_as": "same_illness"})
    return _ask_absence(employer_id, choice, form), 422


@blueprint.get("/e/<int:employer_id>/leave/<int:employment_id>/absences/<int:absence_id>/remove")
@policy("prepare")
def remove_page(employer_id: int, employment_id: int, absence_id: int) -> str:
    """Asks whether an absence is really taken back."""
    choice, found = _named(employer_id, employment_id), _visible(employer_id, employment_id, absence_id)
    return render_template("pages/leave/remove.html", employer_id=employer_id, choice=choice, absence=found)


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/absences/<int:absence_id>/remove")
@policy("prepare")
def remove(employer_id: int, employment_id: int, absence_id: int) -> Response:
    """Takes an absence back."""
    _named(employer_id, employment_id)
    _visible(employer_id, employment_id, absence_id)
    service.remove_absence(access.session(), employer_id, absence_id, Hand.of(access.actor()))
    access.tell("leave.absence.removed")
    return _back(employer_id, employment_id)


# -- reading the request -----------------------------------------------------------------------------------------------


def _choices(employer_id: int) -> tuple[Choice, ...]:
    right = access.right()
    if right.role == "employee" and right.employee_id is None:
        return ()
    own = right.employee_id if right.role == "employee" else None
    return hours.chosen(access.session(), employer_id, clock.today(), own)


def _named(employer_id: int, employment_id: int) -> Choice:
    for one in _choices(employer_id):
        if one.id == employment_id:
            return one
    raise NotFound


def _may_see_reasons() -> bool:
    return access.may("see_absence_reasons") or access.right().role == "employee"


def _visible(employer_id: int, employment_id: int, absence_id: int) -> Absence:
    """An absence of the employment whose reason the visitor may know."""
    found = queries.absence(access.session(), employer_id, absence_id, clock.today())
    if found.employment_id != employment_id or not (_may_see_reasons() or found.kind in HOLIDAYS):
        raise NotFound
    return found


def _trainings(employer_id: int, employment_id: int) -> list[tuple[date, int]]:
    """Training that counts as work; its feature stands beside this one and lends it."""
    read = current_app.extensions["trainings"]
    found = read(access.session(), employer_id, employment_id, clock.today())
    return [(one.day, one.minutes) for one in found if one.required or one.paid]


def _typed(absence: Absence) -> dict[str, str]:
    days = {
        "first": absence.first,
        "last": absence.last,
        "certificate_seen": absence.certificate_seen,
        "same_illness": absence.same_illness_as,
        "child_born": absence.child_born,
    }
    shown = {name: "" if day is None else day.isoformat() for name, day in days.items()}
    return {"kind": absence.kind, "absence": str(absence.id), **shown}


def _look(employer_id: int, choice: Choice, typed: HolidayTyped) -> str:
    trainings = _trainings(employer_id, choice.id)
    plan = balances.look_at_holiday(access.session(), employer_id, choice.id, typed, clock.today(), trainings)
    cost = current_app.extensions["holiday_cost"] if access.may("see_money") else None
    return render_template(
        "pages/leave/plan.html",
        employer_id=employer_id,
        choice=choice,
        typed=typed,
        plan=plan,
        why=_why(plan),
        cost=cost
        and cost(access.session(), employer_id, choice.id, typed.first, typed.last, clock.today(), access.language()),
    )


def _why(plan: HolidayPlan) -> list[str]:
    return [documents.say_reason(access.language(), one.code, dict(one.facts), one.says) for one in plan.reasons]


def _ask_holiday(employer_id: int, choice: Choice, form: forms.Form[Any]) -> str:
    return render_template("pages/leave/holiday.html", employer_id=employer_id, choice=choice, form=form)


def _ask_absence(employer_id: int, choice: Choice, form: forms.Form[Any]) -> str:
    noted = int(form.value("absence")) if form.value("absence").isdecimal() else 0
    illnesses = ()
    if _may_see_reasons():
        illnesses = balances.earlier_illnesses(access.session(), employer_id, choice.id, clock.today(), noted)
    return render_template(
        "pages/leave/absence.html", employer_id=employer_id, choice=choice, form=form, illnesses=illnesses
    )


def _back(employer_id: int, employment_id: int) -> Response:
    return redirect(url_for("leave.absences", employer_id=employer_id, employment=employment_id), 303)
