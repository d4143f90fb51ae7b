"""The pages of hours: a month's planned and worked shifts; entering, correcting, cancelling and approving them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, clock, documents, forms
from employer.access import policy
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.hours import choosing, queries
from employer.hours import months as pages
from employer.hours.months.schemas import ApprovalSchema, Choice, DaySchema, DayTyped, ShiftSchema, ShiftTyped
from employer.hours.schemas import Shift
from rules import Reason

blueprint = Blueprint("hours", __name__)

DAY_VERBS = ("cancel", "confirm", "restore")


@blueprint.get("/e/<int:employer_id>/hours", endpoint="months")
@policy("prepare", "approve", "read", "fill_rosters", "employee")
def months_page(employer_id: int) -> str:
    """A month of one employment; the running month and the first employment when nothing is chosen."""
    today, choices = clock.today(), choosing.choices(employer_id)
    if not choices:
        return render_template("pages/hours/empty.html", employer_id=employer_id)
    choice = _choice(choices, request.args.get("employment", ""))
    month = _month(request.args.get("month", ""), choice, today)
    away = _absences(employer_id, choice.id, month)
    found = pages.month_of_hours(access.session(), employer_id, choice, month, today, *away)
    return render_template(
        "pages/hours/months.html",
        employer_id=employer_id,
        month=found,
        weeks_over=current_app.extensions["budget_weeks"](employer_id, found.first, found.last),
        choices=choices,
        today=today,
        given=_given(employer_id, choice.id, found.first, found.last),
        young=_told(found.young),
        beside=[_beside(month, step, choice, today) for step in (-1, 1)],
    )


@blueprint.get("/e/<int:employer_id>/hours/<int:employment_id>/shift")
@policy("prepare", "fill_rosters", "employee")
def shift_page(employer_id: int, employment_id: int) -> str:
    """Asks for the times of a shift; filled in when one is corrected."""
    choice = choosing.named(employer_id, employment_id)
    shift_id = int(request.args.get("shift", "0")) if request.args.get("shift", "0").isdecimal() else 0
    shift = queries.shift(access.session(), employer_id, shift_id, clock.today()) if shift_id else None
    if shift is not None and shift.employment_id != employment_id:
        raise NotFound
    return _ask(employer_id, choice, forms.Form(_typed(shift)))


@blueprint.post("/e/<int:employer_id>/hours/<int:employment_id>/shift")
@policy("prepare", "fill_rosters", "employee")
def enter_shift(employer_id: int, employment_id: int) -> Response | tuple[str, int]:
    """Enters or corrects a shift."""
    choice = choosing.named(employer_id, employment_id)
    form = forms.read(ShiftSchema, request)
    if form.command is not None:
        try:
            done = _alter(employer_id, employment_id, "shift", form.command)
            return _back(employer_id, employment_id, form.command.day, "hours.saved" if done else "hours.asked")
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, choice, form, None if form.command is None else form.command.day), 422


@blueprint.get("/e/<int:employer_id>/hours/<int:employment_id>/cancel")
@policy("prepare", "fill_rosters", "employee")
def cancel_page(employer_id: int, employment_id: int) -> str:
    """Asks whether a shift is really not worked."""
    choice, form = choosing.named(employer_id, employment_id), forms.read(DaySchema, request.args)
    if form.command is None:
        raise NotFound
    return _ask_day(employer_id, choice, "cancel", forms.Form(), form.command)


@blueprint.post("/e/<int:employer_id>/hours/<int:employment_id>/<string:verb>")
@policy("prepare", "fill_rosters", "employee")
def change_day(employer_id: int, employment_id: int, verb: str) -> Response | tuple[str, int]:
    """Cancels or confirms a shift, or takes back what was entered."""
    choice, form = choosing.named(employer_id, employment_id), forms.read(DaySchema, request)
    if form.command is None or verb not in DAY_VERBS:
        raise NotFound
    try:
        done = _alter(employer_id, employment_id, verb, form.command)
    except Refused as refused:
        form.refused(refused, {"start": "day", "end": "day", "break_minutes": "day"})
        return _ask_day(employer_id, choice, verb, form, form.command), 422
    return _back(employer_id, employment_id, form.command.day, f"hours.done.{verb}" if done else "hours.asked")


@blueprint.post("/e/<int:employer_id>/hours/<int:employment_id>/approve")
@policy("approve")
def approve(employer_id: int, employment_id: int) -> Response:
    """Approves one day, or the month so far."""
    choice, form = choosing.named(employer_id, employment_id), forms.read(ApprovalSchema, request)
    if form.command is None:
        raise NotFound
    absences, _ = _absences(employer_id, employment_id, form.command.first.replace(day=1))
    pages.approve(access.session(), employer_id, choice, form.command, Hand.of(access.actor()), absences)
    whole = form.command.first != form.command.until
    return _back(employer_id, employment_id, form.command.first, "hours.done.approve", top=whole)


# -- reading the request -----------------------------------------------------------------------------------------------


def _choice(choices: Sequence[Choice], given: str) -> Choice:
    if not given:
        return choices[0]
    for one in choices:
        if str(one.id) == given:
            return one
    raise NotFound


def _month(given: str, choice: Choice, today: date) -> date:
    if re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", given):
        return date.fromisoformat(f"{given}-01")
    latest = today if choice.end is None or choice.end >= today else choice.end
    return max(latest, choice.start).replace(day=1)


def _told(found: Sequence[tuple[date, Reason]]) -> list[tuple[date, str, str]]:
    """Reasons of days in the reader's words, each with its section."""
    language = access.language()
    return [
        (day, documents.say_reason(language, one.code, dict(one.facts), one.says), one.section) for day, one in found
    ]


def _beside(month: date, step: int, choice: Choice, today: date) -> date | None:
    """The month before or after, when the employment reaches it; at most a year ahead."""
    other = (month - timedelta(days=1)).replace(day=1) if step < 0 else (month + timedelta(days=32)).replace(day=1)
    ends = choice.end or today + timedelta(days=366)
    return other if choice.start.replace(day=1) <= other <= ends else None


def _absences(employer_id: int, employment_id: int, month: date) -> tuple[Sequence[Any], Sequence[str]]:
    """The absences of a month, and what each is called for this reader; holidays are no secret."""
    read = current_app.extensions["absences"]
    after = (month + timedelta(days=32)).replace(day=1)
    found = read(access.session(), employer_id, employment_id, clock.today(), month, after)
    may_see = access.may_see_absence_reasons()
    return found, [one.kind if may_see or one.kind in ("annual_holiday", "saved_holiday") else "" for one in found]


def _typed(shift: Shift | None) -> dict[str, str]:
    """What stands in the form: the corrected shift, or the times that the address proposes."""
    if shift is None:
        return {name: request.args.get(name, "") for name in ("day", "start", "end", "break_minutes")} | {
            "kind": "work"
        }
    return {
        "day": shift.start.date().isoformat(),
        "start": f"{shift.start:%-H.%M}",
        "end": f"{shift.end:%-H.%M}",
        "break_minutes": f"{shift.break_minutes} min" if shift.break_minutes else "",
        "kind": shift.kind,
        "shift": str(shift.id),
    }


def _alter(employer_id: int, employment_id: int, verb: str, typed: ShiftTyped | DayTyped) -> bool:
    """Carries out what was typed, or asks the employee first where a published roster binds; whether it was done."""
    session, hand = access.session(), Hand.of(access.actor())
    if verb == "confirm" and isinstance(typed, DayTyped):
        pages.confirm(session, employer_id, employment_id, typed, hand)
        return True
    alter, by_employee = current_app.extensions["roster_alter"], access.right().role == "employee"
    return bool(alter(session, employer_id, employment_id, verb, typed, hand, by_employee=by_employee))


def _given(employer_id: int, employment_id: int, first: date, last: date) -> list[tuple[date, date]]:
    """The periods touching the month whose pay has been given; the pay stands above this feature and lends them."""
    periods = current_app.extensions["given_pay"](access.session(), employer_id, employment_id)
    return [(begins, ends) for begins, ends, _ in periods if begins <= last and ends >= first]


def _binds(employer_id: int, choice: Choice, verb: str, day: date | None) -> bool:
    """Whether a published roster binds the day: then the page asks what allows the change."""
    if day is None:
        return False
    binds, hand = current_app.extensions["roster_binds"], Hand.of(access.actor())
    return bool(binds(access.session(), employer_id, choice.id, verb, day, hand))


def _ask(employer_id: int, choice: Choice, form: forms.Form[Any], day: date | None = None) -> str:
    given = form.value("day")
    if day is None and re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]", given):
        day = _real(given)
    binds = _binds(employer_id, choice, "shift", day)
    return render_template("pages/hours/shift.html", employer_id=employer_id, choice=choice, form=form, binds=binds)


def _real(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def _ask_day(employer_id: int, choice: Choice, verb: str, form: forms.Form[Any], typed: DayTyped) -> str:
    binds = _binds(employer_id, choice, verb, typed.day)
    return render_template(
        "pages/hours/cancel.html",
        employer_id=employer_id,
        choice=choice,
        verb=verb,
        typed=typed,
        form=form,
        binds=binds,
    )


def _back(employer_id: int, employment_id: int, day: date, told: str, *, top: bool = False) -> Response:
    """On to the month, at the day that was changed, where it is told too; or to its top."""
    address = url_for("hours.months", employer_id=employer_id, employment=employment_id, month=f"{day:%Y-%m}")
    place = "" if top else f"d-{day.isoformat()}"
    access.tell(told, place=place)
    return redirect(f"{address}#{place}" if place else address, 303)
