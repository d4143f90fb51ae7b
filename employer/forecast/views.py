"""The budget's pages: what is granted, used, planned and left; and noting received money and expenses.

They stand here because they show the forecast; their endpoints are named after the budget.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from employer import access, budget, clock, contracts, formats, forms, texts
from employer.access import policy
from employer.budget import schemas
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.forecast import picture, weeks

blueprint = Blueprint("budget", __name__)


@blueprint.record
def lend_weeks(state: BlueprintSetupState) -> None:
    """The pages of hours and rosters stand below this feature; they show the weeks that go beyond the budget."""
    state.app.extensions["budget_weeks"] = _weeks_over


def _weeks_over(employer_id: int, first: date, last: date) -> tuple[weeks.WeekOver, ...]:
    """What the budget grants is told to everybody who sees the hours but the employee."""
    if access.right().role == "employee":
        return ()
    return weeks.over(access.session(), employer_id, first, last, clock.today())


@blueprint.get("/e/<int:employer_id>/budget", endpoint="budget")
@policy("see_money")
def budget_page(employer_id: int) -> str:
    """The whole budget as numbers, sentences and a picture."""
    page = picture.budget_page(access.session(), employer_id, clock.today())
    return render_template("pages/budget/budget.html", page=page, employer_id=employer_id)


@blueprint.get("/e/<int:employer_id>/budget/received")
@policy("prepare")
def received_page(employer_id: int) -> str:
    """Asks for money that has come to the account."""
    return _ask(employer_id, "received", forms.Form())


@blueprint.post("/e/<int:employer_id>/budget/received")
@policy("prepare")
def add_received(employer_id: int) -> Response | tuple[str, int]:
    """Notes money that has come to the account."""
    form = forms.read(schemas.ReceivedSchema, request)
    if form.command is not None:
        try:
            budget.record_received(access.session(), employer_id, form.command, Hand.of(access.actor()))
            access.tell("budget.received.saved")
            return redirect(url_for("budget.after_change", employer_id=employer_id), 303)
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, "received", form), 422


@blueprint.get("/e/<int:employer_id>/budget/returned")
@policy("prepare")
def returned_page(employer_id: int) -> str:
    """Asks for money that has been paid back to the authority."""
    return _ask(employer_id, "returned", forms.Form())


@blueprint.post("/e/<int:employer_id>/budget/returned")
@policy("prepare")
def add_returned(employer_id: int) -> Response | tuple[str, int]:
    """Notes money that has been paid back to the authority."""
    form = forms.read(schemas.ReturnedSchema, request)
    if form.command is not None:
        try:
            budget.record_returned(access.session(), employer_id, form.command, Hand.of(access.actor()))
            access.tell("budget.returned.saved")
            return redirect(url_for("budget.after_change", employer_id=employer_id), 303)
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, "returned", form), 422


@blueprint.get("/e/<int:employer_id>/budget/expense")
@policy("prepare")
def expense_page(employer_id: int) -> str:
    """Asks for a cost other than pay."""
    return _ask(employer_id, "expense", forms.Form())


@blueprint.post("/e/<int:employer_id>/budget/expense")
@policy("prepare")
def add_expense(employer_id: int) -> Response | tuple[str, int]:
    """Notes a cost other than pay."""
    form = forms.read(schemas.ExpenseSchema, request)
    if form.command is not None:
        try:
            budget.record_expense(access.session(), employer_id, form.command, Hand.of(access.actor()))
            access.tell("budget.expense.saved")
            return redirect(url_for("budget.after_change", employer_id=employer_id), 303)
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, "expense", form), 422


@blueprint.get("/e/<int:employer_id>/budget/changed")
@policy("prepare")
def after_change(employer_id: int) -> Response:
    """Goes on to the budget, or to the front page for somebody who may not see money."""
    where = "budget.budget" if access.may("see_money") else "duties.front"
    return redirect(url_for(where, employer_id=employer_id), 303)


@blueprint.get("/e/<int:employer_id>/budget/<string:what>/<int:row_id>/remove")
@policy("prepare")
def removing(employer_id: int, what: str, row_id: int) -> str:
    """Asks before a note of money is taken back."""
    read: Any = {"received": budget.received, "expense": budget.expenses, "returned": budget.returned}.get(what)
    rows: Any = () if read is None else read(access.session(), employer_id, clock.today())
    row = next((one for one in rows if one.id == row_id), None)
    if row is None:
        raise NotFound
    return render_template("pages/budget/removing.html", what=what, row=row, employer_id=employer_id)


@blueprint.post("/e/<int:employer_id>/budget/received/<int:received_id>/remove")
@policy("prepare")
def remove_received(employer_id: int, received_id: int) -> Response:
    """Takes a note of received money back."""
    budget.remove_received(access.session(), employer_id, received_id, Hand.of(access.actor()))
    access.tell("budget.received.removed")
    return redirect(url_for("budget.after_change", employer_id=employer_id), 303)


@blueprint.post("/e/<int:employer_id>/budget/returned/<int:returned_id>/remove")
@policy("prepare")
def remove_returned(employer_id: int, returned_id: int) -> Response:
    """Takes a note of returned money back."""
    budget.remove_returned(access.session(), employer_id, returned_id, Hand.of(access.actor()))
    access.tell("budget.returned.removed")
    return redirect(url_for("budget.after_change", employer_id=employer_id), 303)


@blueprint.post("/e/<int:employer_id>/budget/expense/<int:expense_id>/remove")
@policy("prepare")
def remove_expense(employer_id: int, expense_id: int) -> Response:
    """Takes an expense back."""
    budget.remove_expense(access.session(), employer_id, expense_id, Hand.of(access.actor()))
    access.tell("budget.expense.removed")
    return redirect(url_for("budget.after_change", employer_id=employer_id), 303)


# The decision --------------------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/budget/decision")
@policy("prepare")
def decision_page(employer_id: int) -> str:
    """Asks for a new decision."""
    return _decision(employer_id, "decision", forms.Form({"language": texts.html_language(access.language())}))


@blueprint.post("/e/<int:employer_id>/budget/decision")
@policy("prepare")
def add_decision(employer_id: int) -> Response | tuple[str, int]:
    """Shows a new decision to be checked, then notes it."""
    return _record_decision(employer_id, None)


@blueprint.get("/e/<int:employer_id>/budget/decision/<int:decision_id>")
@policy("see_money")
def change_decision_page(employer_id: int, decision_id: int) -> str:
    """Asks for a decision that corrects a known one."""
    known = _known_decision(employer_id, decision_id)
    return _decision(employer_id, "decision", forms.Form(schemas.decision_values(known)), known)


@blueprint.post("/e/<int:employer_id>/budget/decision/<int:decision_id>")
@policy("see_money")
def change_decision(employer_id: int, decision_id: int) -> Response | tuple[str, int]:
    """Shows the corrected decision to be checked, then notes it in place of the known one."""
    return _record_decision(employer_id, _known_decision(employer_id, decision_id))


def _known_decision(employer_id: int, decision_id: int) -> schemas.Decision:
    if not access.may("prepare"):
        raise NotFound
    known = budget.decisions(access.session(), employer_id, clock.today())
    found = next((one for one in known if one.id == decision_id), None)
    if found is None:
        raise NotFound
    return found


def _record_decision(employer_id: int, known: schemas.Decision | None) -> Response | tuple[str, int]:
    typed = schemas.without_empty_rows(request.form)
    go = typed.pop("go", "check")
    if go in ("more", "back"):
        return _decision(employer_id, "decision", forms.Form(typed), known, more=go == "more"), 200
    form = forms.read(schemas.DecisionSchema, typed)
    if form.command is not None and go != "save":
        return _decision(employer_id, "decision_check", form, known), 200
    if form.command is not None:
        try:
            replaces = None if known is None else known.id
            budget.record_decision(access.session(), employer_id, form.command, Hand.of(access.actor()), replaces)
            access.tell("decision.saved")
            return redirect(url_for("budget.after_change", employer_id=employer_id), 303)
        except Refused as refused:
            form.refused(refused, {one.field: _field(one.field) for one in refused.problems})
    return _decision(employer_id, "decision", form, known), 422


def _field(name: str) -> str:
    """The service's name of a decision's field as the form calls it: ``lines[0].euros`` is ``lines-0-euros``."""
    plain = name.replace("[", "-").replace("].", "-").removeprefix("decision.").removeprefix("unspent.")
    return {"from": "first", "lines": "lines-0-title"}.get(plain, plain.replace("-covers", "-wages"))


def _decision(
    employer_id: int,
    page: str,
    form: forms.Form[Any],
    known: schemas.Decision | None = None,
    *,
    more: bool = False,
) -> str:
    rows = sum(name.startswith("lines-") and name.endswith("-title") for name in form.values)
    return render_template(
        f"pages/budget/{page}.html",
        form=form,
        known=known,
        rows=max(rows + more, 1),
        models=schemas.MONEY_MODELS,
        carry_overs=schemas.CARRY_OVERS,
        covers=schemas.COVERS,
        periods=schemas.PERIODS,
        unspent_answers=schemas.UNSPENT_ANSWERS,
        employer_id=employer_id,
    )


def _ask(employer_id: int, what: str, form: forms.Form[Any]) -> str:
    today = clock.today()
    known = budget.decisions(access.session(), employer_id, today)
    decision = budget.nearest(known, today)
    employments = contracts.employments_with_names(access.session(), employer_id, today)
    return render_template(
        f"pages/budget/{what}.html",
        form=form,
        lines=[] if decision is None else [(line.code, line.title) for line in decision.lines],
        decisions=[(formats.day(one.first), f"{one.number}, {formats.days(one.first, one.until)}") for one in known],
        employments=[(one.id, name) for one, name in employments],
        employer_id=employer_id,
    )
