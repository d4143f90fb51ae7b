"""The pages of holidays and absences: balances with their reasons, planning a holiday, noting an absence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from employer import access, clock, documents, formats, forms, hours
from employer.access import policy
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.hours.months import Choice
from employer.leave import balances, illness, ledger, queries, service, told, wishing
from employer.leave.balances.schemas import AbsenceSchema, HolidayCalendar, HolidaySchema, HolidayTyped
from employer.leave.illness.schemas import REQUESTS, IllnessSchema, Moving
from employer.leave.ledger.schemas import SCHEMAS, EntryTyped
from employer.leave.schemas import GROUNDS, HOLIDAYS, KINDS, NO_PAY, Absence, Entry, HolidayPlan, Wish
from employer.leave.told.schemas import CHANGES
from employer.leave.wishing.schemas import AnswerSchema
from rules import Period, Reason

blueprint = Blueprint("leave", __name__)

_HOLIDAY_FIELDS = {"kind": "first", "moved_from": "first"}
_LEDGER = "/e/<int:employer_id>/leave/<int:employment_id>/ledger"


@blueprint.record
def lend_absences(state: BlueprintSetupState) -> None:
    """The pages of hours stand below this feature and show its absences."""
    state.app.extensions["absences"] = queries.absences


@blueprint.get("/e/<int:employer_id>/leave", endpoint="absences")
@policy("prepare", "approve", "read", "see_absence_reasons", "employee")
def absences_page(employer_id: int) -> str:
    """The holiday balance and the absences of one employment."""
    choices = hours.choices(employer_id)
    if not choices:
        return render_template("pages/leave/empty.html", employer_id=employer_id)
    choice = hours.named(employer_id, request.args.get("employment", type=int) or choices[0].id)
    today, session, language = clock.today(), access.session(), access.language()
    return render_template(
        "pages/leave/absences.html",
        employer_id=employer_id,
        choice=choice,
        choices=choices,
        balance=balances.balance(session, employer_id, choice.id, today, language, _trainings(employer_id, choice.id)),
        rows=balances.absence_rows(
            session, employer_id, choice.id, today, language, reasons=access.may_see_absence_reasons()
        ),
        wishes=queries.wishes(session, employer_id, choice.id, today),
        ledger=ledger.standing(session, employer_id, choice.id, today),
        may_see_reasons=access.may_see_absence_reasons(),
    )


@blueprint.get("/e/<int:employer_id>/leave/<int:employment_id>/holiday")
@policy("prepare", "approve")
def holiday_page(employer_id: int, employment_id: int) -> str:
    """Asks when the holiday is; days chosen in the calendar show at once what they use."""
    choice, chosen = hours.named(employer_id, employment_id), _chosen()
    form: forms.Form[HolidayTyped] = forms.read(HolidaySchema, chosen) if "last" in chosen else forms.Form(chosen)
    if form.command is not None:
        try:
            return _look(employer_id, choice, form.command)
        except Refused as refused:
            form.refused(refused, _HOLIDAY_FIELDS)
    return _ask_holiday(employer_id, choice, form)


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/holiday")
@policy("prepare", "approve")
def plan_holiday(employer_id: int, employment_id: int) -> Response | str | tuple[str, int]:
    """Shows what a holiday uses, leaves and costs; then notes it."""
    choice, form = hours.named(employer_id, employment_id), forms.read(HolidaySchema, request)
    if form.command is not None:
        try:
            if form.command.step == "look":
                return _look(employer_id, choice, form.command)
            trainings, hand = _trainings(employer_id, employment_id), Hand.of(access.actor())
            balances.plan(access.session(), employer_id, employment_id, form.command, hand, trainings)
            access.tell("leave.holiday.planned")
            return _back(employer_id, employment_id)
        except Refused as refused:
            return _refused_holiday(employer_id, choice, form, form.command, refused), 422
    return _ask_holiday(employer_id, choice, form), 422


@blueprint.get("/e/<int:employer_id>/leave/<int:employment_id>/wish")
@policy("employee")
def wish_page(employer_id: int, employment_id: int) -> str:
    """Asks the employee when they wish to be on holiday; chosen days show at once what they use."""
    choice, chosen = hours.named(employer_id, employment_id), _chosen()
    form: forms.Form[HolidayTyped] = forms.read(HolidaySchema, chosen) if "last" in chosen else forms.Form(chosen)
    return _ask_wish(employer_id, choice, form)


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/wish")
@policy("employee")
def make_wish(employer_id: int, employment_id: int) -> Response | str | tuple[str, int]:
    """Shows what a wished holiday would use; then keeps the wish for the employer to answer."""
    choice, form = hours.named(employer_id, employment_id), forms.read(HolidaySchema, request)
    if form.command is None or form.command.step == "look":
        page = _ask_wish(employer_id, choice, form)
        return (page, 422) if form.problems else page
    try:
        wishing.wish(access.session(), employer_id, employment_id, form.command, Hand.of(access.actor()))
        access.tell("leave.wish.sent")
        return _back(employer_id, employment_id)
    except Refused as refused:
        form.refused(refused)
    return _ask_wish(employer_id, choice, form), 422


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/wishes/<int:wish_id>/withdraw")
@policy("employee")
def withdraw_wish(employer_id: int, employment_id: int, wish_id: int) -> Response:
    """The employee takes a wish back."""
    _wish(employer_id, employment_id, wish_id)
    wishing.withdraw(access.session(), employer_id, wish_id, Hand.of(access.actor()))
    access.tell("leave.wish.withdrawn")
    return _back(employer_id, employment_id)


@blueprint.get("/e/<int:employer_id>/leave/<int:employment_id>/wishes/<int:wish_id>", endpoint="wish")
@policy("prepare", "approve")
def answer_page(employer_id: int, employment_id: int, wish_id: int) -> str:
    """Shows the employer a wish, and what it would use, cost and leave."""
    return _ask_answer(employer_id, employment_id, _wish(employer_id, employment_id, wish_id), forms.Form())


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/wishes/<int:wish_id>/<any(accept,decline):given>")
@policy("prepare", "approve")
def answer_wish(employer_id: int, employment_id: int, wish_id: int, given: str) -> Response | tuple[str, int]:
    """Accepts a wish, which plans the holiday, or declines it."""
    found, form = _wish(employer_id, employment_id, wish_id), forms.read(AnswerSchema, request)
    if form.command is not None:
        try:
            trainings, hand = _trainings(employer_id, employment_id), Hand.of(access.actor())
            accepted = given == "accept"
            wishing.answer(access.session(), employer_id, wish_id, form.command, hand, trainings, accepted=accepted)
            access.tell(f"leave.wish.{given}ed" if accepted else "leave.wish.declined")
            return _back(employer_id, employment_id)
        except Refused as refused:
            form.refused(refused, {"first": "agreed", "last": "agreed", "kind": "agreed"})
    return _ask_answer(employer_id, employment_id, found, form), 422


@blueprint.get("/e/<int:employer_id>/leave/<int:employment_id>/absence")
@policy("prepare")
def absence_page(employer_id: int, employment_id: int) -> str:
    """Asks about an absence; filled in when a noted one is corrected."""
    choice, noted = hours.named(employer_id, employment_id), request.args.get("absence", type=int)
    form = forms.Form({"kind": kind} if (kind := request.args.get("kind", "")) in KINDS else {})
    if noted is not None:
        form = forms.Form(_typed(_visible(employer_id, employment_id, noted)))
    return _ask_absence(employer_id, choice, form)


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/absence")
@policy("prepare")
def note_absence(employer_id: int, employment_id: int) -> Response | tuple[str, int]:
    """Notes or corrects an absence."""
    choice, form = hours.named(employer_id, employment_id), forms.read(AbsenceSchema, request)
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


@blueprint.get("/e/<int:employer_id>/leave/<int:employment_id>/absences/<int:absence_id>/told")
@policy("prepare")
def told_page(employer_id: int, employment_id: int, absence_id: int) -> str:
    """Asks when a leave was told, and why its dates change."""
    found = _visible(employer_id, employment_id, absence_id)
    names = ("told", "due", "change_ground", "changed_from", "postponements", "answer", "answered", "answer_ground")
    noted = {name: getattr(found, name) for name in names}
    return _ask_told(employer_id, employment_id, found, forms.Form(noted))


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/absences/<int:absence_id>/told")
@policy("prepare")
def note_told(employer_id: int, employment_id: int, absence_id: int) -> Response | tuple[str, int]:
    """Notes what was told of a leave."""
    found, form = _visible(employer_id, employment_id, absence_id), forms.read(told.ToldSchema, request)
    if form.command is not None:
        try:
            told.note(access.session(), employer_id, absence_id, form.command, Hand.of(access.actor()))
            access.tell("leave.absence.saved")
            return _back(employer_id, employment_id)
        except Refused as refused:
            form.refused(refused)
    return _ask_told(employer_id, employment_id, found, form), 422


@blueprint.get("/e/<int:employer_id>/leave/<int:employment_id>/absences/<int:absence_id>/remove")
@policy("prepare")
def remove_page(employer_id: int, employment_id: int, absence_id: int) -> str:
    """Asks whether an absence is really taken back."""
    choice, found = hours.named(employer_id, employment_id), _visible(employer_id, employment_id, absence_id)
    return render_template("pages/leave/remove.html", employer_id=employer_id, choice=choice, absence=found)


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/absences/<int:absence_id>/remove")
@policy("prepare")
def remove(employer_id: int, employment_id: int, absence_id: int) -> Response:
    """Takes an absence back."""
    hours.named(employer_id, employment_id)
    _visible(employer_id, employment_id, absence_id)
    service.remove_absence(access.session(), employer_id, absence_id, Hand.of(access.actor()))
    access.tell("leave.absence.removed")
    return _back(employer_id, employment_id)


@blueprint.get("/e/<int:employer_id>/leave/<int:employment_id>/absences/<int:absence_id>/illness")
@policy("prepare")
def illness_page(employer_id: int, employment_id: int, absence_id: int) -> str:
    """Asks on which days of a holiday the employee was ill, and whether moving it was asked for."""
    choice, found = hours.named(employer_id, employment_id), _holiday(employer_id, employment_id, absence_id)
    return _ask_illness(employer_id, choice, found, forms.Form())


@blueprint.post("/e/<int:employer_id>/leave/<int:employment_id>/absences/<int:absence_id>/illness")
@policy("prepare")
def move_holiday(employer_id: int, employment_id: int, absence_id: int) -> Response | str | tuple[str, int]:
    """Shows what an illness moves of a holiday; then moves it."""
    choice, found = hours.named(employer_id, employment_id), _holiday(employer_id, employment_id, absence_id)
    form = forms.read(IllnessSchema, request)
    if form.command is not None:
        try:
            trainings, hand = _trainings(employer_id, employment_id), Hand.of(access.actor())
            if form.command.step == "look":
                plan = illness.look(access.session(), employer_id, absence_id, form.command, hand.day, trainings)
                return _ask_illness(employer_id, choice, found, form, plan)
            plan = illness.move(access.session(), employer_id, absence_id, form.command, hand, trainings)
            access.tell("leave.illness.moved", count=plan.moved)
            return _back(employer_id, employment_id)
        except Refused as refused:
            form.refused(refused)
    return _ask_illness(employer_id, choice, found, form), 422


@blueprint.get(f"{_LEDGER}/<any({', '.join(SCHEMAS)}):kind>")
@policy("prepare")
def entry_page(employer_id: int, employment_id: int, kind: str) -> str:
    """Asks what is saved, or paid in money, of the holiday."""
    choice = hours.named(employer_id, employment_id)
    return _ask_entry(employer_id, choice, kind, forms.Form(_proposed_entry(employer_id, choice, kind)))


@blueprint.post(f"{_LEDGER}/<any({', '.join(SCHEMAS)}):kind>")
@policy("prepare")
def note_entry(employer_id: int, employment_id: int, kind: str) -> Response | tuple[str, int]:
    """Notes what is saved, or paid in money, of the holiday."""
    choice, form = hours.named(employer_id, employment_id), forms.read(SCHEMAS[kind], request)
    if form.command is not None:
        try:
            entry, hand = _entry(employment_id, kind, form.command), Hand.of(access.actor())
            ledger.note(access.session(), employer_id, entry, hand, _trainings(employer_id, employment_id))
            access.tell(f"leave.ledger.{kind}.noted")
            return _back(employer_id, employment_id)
        except Refused as refused:
            form.refused(refused, {"moved_from": "credit_year"})
    return _ask_entry(employer_id, choice, kind, form), 422


@blueprint.get(f"{_LEDGER}/<int:entry_id>/remove")
@policy("prepare")
def remove_entry_page(employer_id: int, employment_id: int, entry_id: int) -> str:
    """Asks whether an entry is really taken back."""
    choice, entry = hours.named(employer_id, employment_id), _noted_entry(employer_id, employment_id, entry_id)
    return render_template("pages/leave/ledger_remove.html", employer_id=employer_id, choice=choice, entry=entry)


@blueprint.post(f"{_LEDGER}/<int:entry_id>/remove")
@policy("prepare")
def remove_entry(employer_id: int, employment_id: int, entry_id: int) -> Response:
    """Takes an entry back."""
    hours.named(employer_id, employment_id)
    _noted_entry(employer_id, employment_id, entry_id)
    ledger.take_back(access.session(), employer_id, entry_id, Hand.of(access.actor()))
    access.tell("leave.ledger.removed")
    return _back(employer_id, employment_id)


# -- reading the request -----------------------------------------------------------------------------------------------


def _visible(employer_id: int, employment_id: int, absence_id: int) -> Absence:
    """An absence of the employment whose reason the visitor may know."""
    found = queries.absence(access.session(), employer_id, absence_id, clock.today())
    if found.employment_id != employment_id or not (access.may_see_absence_reasons() or found.kind in HOLIDAYS):
        raise NotFound
    return found


def _trainings(employer_id: int, employment_id: int) -> list[tuple[date, int]]:
    """Training that counts as work; its feature stands beside this one and lends it."""
    read = current_app.extensions["trainings"]
    found = read(access.session(), employer_id, employment_id, clock.today())
    return [(one.day, one.minutes) for one in found if one.required or one.paid]


def _wish(employer_id: int, employment_id: int, wish_id: int) -> Wish:
    """A wish of the employment that waits for its answer."""
    hours.named(employer_id, employment_id)
    found = wishing.open_wish(access.session(), employer_id, wish_id, clock.today())
    if found.employment_id != employment_id:
        raise NotFound
    return found


def _chosen() -> dict[str, str]:
    """The days that were chosen in the calendar, and the moved holiday they stand for; what is no day is left out."""
    named = {"first": "first", "last": "last", "moved": "moved_from"}
    given = {field: request.args.get(name, "") for name, field in named.items()}
    return {name: text for name, text in given.items() if re.fullmatch(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]", text)}


def _calendar(employer_id: int, choice: Choice, first: date | None, last: date | None) -> HolidayCalendar:
    """The month that is looked at: the asked one, that of the chosen days, or the running one."""
    asked = request.args.get("month", "")
    month = (first or clock.today()).replace(day=1)
    if re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", asked):
        month = date.fromisoformat(f"{asked}-01")
    return balances.holiday_calendar(access.session(), employer_id, choice.id, month, clock.today(), first, last)


def _one_day(form: forms.Form[Any]) -> date | None:
    try:
        return date.fromisoformat(form.value("first"))
    except ValueError:
        return None


def _plan(employer_id: int, choice: Choice, typed: HolidayTyped) -> HolidayPlan:
    trainings = _trainings(employer_id, choice.id)
    return balances.look_at_holiday(access.session(), employer_id, choice.id, typed, clock.today(), trainings)


def _ask_wish(employer_id: int, choice: Choice, form: forms.Form[HolidayTyped]) -> str:
    plan, typed = None, form.command
    if typed is not None:
        try:
            plan = _plan(employer_id, choice, typed)
        except Refused as refused:
            form.refused(refused)
    first, last = (_one_day(form), None) if typed is None else (typed.first, typed.last)
    return render_template(
        "pages/leave/wish.html",
        employer_id=employer_id,
        choice=choice,
        form=form,
        typed=typed,
        plan=None if form.problems else plan,
        why=[] if plan is None else _why(plan),
        calendar=_calendar(employer_id, choice, first, last),
    )


def _ask_answer(employer_id: int, employment_id: int, found: Wish, form: forms.Form[Any]) -> str:
    choice, typed = hours.named(employer_id, employment_id), HolidayTyped(found.first, found.last)
    plan, now = None, forms.Form[Any]()
    try:
        plan = _plan(employer_id, choice, typed)
    except Refused as refused:  # the days have become somebody's absence, or lie after the end: only no can be answered
        now.refused(refused)
    return render_template(
        "pages/leave/wished.html",
        employer_id=employer_id,
        choice=choice,
        wish=found,
        form=form,
        plan=plan,
        cannot=[words for _, words in now.summary(access.language())],
        why=[] if plan is None else _why(plan),
        to_know=[] if plan is None else _say(plan.to_know),
        cost=None if plan is None else _cost(employer_id, choice, typed),
    )


def _cost(employer_id: int, choice: Choice, typed: HolidayTyped) -> Any:
    """What the holiday costs; None for those who may not see money. The feature of pay lends it."""
    if not access.may("see_money"):
        return None
    cost = current_app.extensions["holiday_cost"]
    planned = balances.holiday_of(choice.id, typed)
    return cost(access.session(), employer_id, planned, clock.today(), access.language())


def _typed(absence: Absence) -> dict[str, str]:
    days = {
        "first": absence.first,
        "last": absence.last,
        "certificate_seen": absence.certificate_seen,
        "same_illness": absence.same_illness_as,
        "child_born": absence.child_born,
    }
    shown = {name: "" if day is None else day.isoformat() for name, day in days.items()}
    for name, minute in (("start", absence.start_minute), ("end", absence.end_minute)):
        shown[name] = "" if minute is None else formats.clock_time(minute)
    return {"kind": absence.kind, "no_pay": absence.no_pay or "", "absence": str(absence.id), **shown}


def _refused_holiday(
    employer_id: int, choice: Choice, form: forms.Form[Any], typed: HolidayTyped, refused: Refused
) -> str:
    """Back to the step that was refused: what the check asks about is answered there, not on the page before."""
    if typed.step == "plan":
        form.refused(refused, dict.fromkeys(("first", "last", "kind"), "agreed"))
        try:
            return _look(employer_id, choice, typed, form)
        except Refused:
            form.problems.clear()
    form.refused(refused, _HOLIDAY_FIELDS)
    return _ask_holiday(employer_id, choice, form)


def _look(employer_id: int, choice: Choice, typed: HolidayTyped, form: forms.Form[Any] | None = None) -> str:
    plan = _plan(employer_id, choice, typed)
    return render_template(
        "pages/leave/plan.html",
        employer_id=employer_id,
        choice=choice,
        typed=typed,
        plan=plan,
        form=form or forms.Form(),
        why=_why(plan),
        to_know=_say(plan.to_know),
        cost=_cost(employer_id, choice, typed),
        calendar=_calendar(employer_id, choice, typed.first, typed.last),
    )


def _why(plan: HolidayPlan) -> list[str]:
    return _say(plan.reasons)


def _say(reasons: Iterable[Reason]) -> list[str]:
    return [documents.say_reason(access.language(), one.code, dict(one.facts), one.says) for one in reasons]


def _ask_holiday(employer_id: int, choice: Choice, form: forms.Form[Any]) -> str:
    return render_template(
        "pages/leave/holiday.html",
        employer_id=employer_id,
        choice=choice,
        form=form,
        saved=sum(days for _, days in _entry_choices(employer_id, choice, "paid_saved")),
        calendar=_calendar(employer_id, choice, _one_day(form), None),
    )


def _ask_told(employer_id: int, employment_id: int, found: Absence, form: forms.Form[Any]) -> str:
    if found.kind not in told.TELLABLE:
        raise NotFound
    choice = hours.named(employer_id, employment_id)
    return render_template(
        "pages/leave/told.html",
        employer_id=employer_id,
        choice=choice,
        absence=found,
        form=form,
        changes=CHANGES,
        answers=[one for one in told.ANSWERS if one != "refused" or found.kind in told.REFUSABLE],
        by_agreement=found.kind in told.BY_AGREEMENT,
    )


def _ask_absence(employer_id: int, choice: Choice, form: forms.Form[Any]) -> str:
    noted = int(form.value("absence")) if form.value("absence").isdecimal() else 0
    illnesses = ()
    if access.may_see_absence_reasons():
        illnesses = balances.earlier_illnesses(access.session(), employer_id, choice.id, clock.today(), noted)
    return render_template(
        "pages/leave/absence.html",
        employer_id=employer_id,
        choice=choice,
        form=form,
        illnesses=illnesses,
        no_pay=tuple(NO_PAY),
    )


def _holiday(employer_id: int, employment_id: int, absence_id: int) -> Absence:
    found = _visible(employer_id, employment_id, absence_id)
    if found.kind not in HOLIDAYS or not access.may_see_absence_reasons():
        raise NotFound
    return found


def _ask_illness(
    employer_id: int, choice: Choice, holiday: Absence, form: forms.Form[Any], plan: Moving | None = None
) -> str:
    return render_template(
        "pages/leave/illness.html",
        employer_id=employer_id,
        choice=choice,
        holiday=holiday,
        form=form,
        plan=plan,
        why=() if plan is None else _say(plan.reasons),
        requests=REQUESTS,
        grounds=GROUNDS["moved"],
        absence_kind="" if form.command is None else illness.ABSENCES[form.command.cause],
    )


def _entry_choices(employer_id: int, choice: Choice, kind: str) -> tuple[tuple[Period, int], ...]:
    """The credit years that an entry may be of, with their days."""
    trainings = _trainings(employer_id, choice.id)
    return ledger.choices(access.session(), employer_id, choice.id, kind, clock.today(), trainings)


def _proposed_entry(employer_id: int, choice: Choice, kind: str) -> dict[str, str]:
    """What an entry's form begins with: today, who asks, and of a moved holiday its year and days."""
    values = {"day": clock.today().isoformat(), "asked_by": choice.name}
    if kind == "paid_moved":
        moves = ledger.standing(access.session(), employer_id, choice.id, clock.today()).moves
        for one in moves:
            if one.entry.day.isoformat() == request.args.get("moved", ""):
                values |= {
                    "moved_from": one.entry.day.isoformat(),
                    "credit_year": one.entry.credit_year.isoformat(),
                    "days": str(one.days),
                }
    return values


def _ask_entry(employer_id: int, choice: Choice, kind: str, form: forms.Form[Any]) -> str:
    if kind == "paid_moved" and not access.may_see_absence_reasons():
        raise NotFound
    return render_template(
        "pages/leave/ledger.html",
        employer_id=employer_id,
        choice=choice,
        kind=kind,
        form=form,
        years=_entry_choices(employer_id, choice, kind),
        grounds=GROUNDS[kind],
    )


def _entry(employment_id: int, kind: str, typed: EntryTyped) -> Entry:
    if kind == "paid_moved" and not access.may_see_absence_reasons():
        raise NotFound
    asked = typed.day if kind in ("paid_saved", "paid_service", "shortened") else None
    return Entry(
        employment_id, kind, typed.credit_year, typed.days, typed.day, typed.ground, asked, typed.asked_by,
        typed.moved_from,
    )  # fmt: skip


def _noted_entry(employer_id: int, employment_id: int, entry_id: int) -> Entry:
    """An entry of the employment; why a holiday moved is for those who may see reasons of absence."""
    for one in queries.entries(access.session(), employer_id, employment_id, clock.today()):
        if one.id == entry_id and access.may_see_absence_reasons():
            return one
    raise NotFound


def _back(employer_id: int, employment_id: int) -> Response:
    return redirect(url_for("leave.absences", employer_id=employer_id, employment=employment_id), 303)
