"""The budget's pages: what is granted, used, planned and left; and noting received money and expenses.

They stand here because they show the forecast; their endpoints are named after the budget.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, budget, clock, contracts, forms
from employer.access import policy
from employer.budget import schemas
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.forecast import picture

blueprint = Blueprint("budget", __name__)


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
    read = {"received": budget.received, "expense": budget.expenses}.get(what)
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


@blueprint.post("/e/<int:employer_id>/budget/expense/<int:expense_id>/remove")
@policy("prepare")
def remove_expense(employer_id: int, expense_id: int) -> Response:
    """Takes an expense back."""
    budget.remove_expense(access.session(), employer_id, expense_id, Hand.of(access.actor()))
    access.tell("budget.expense.removed")
    return redirect(url_for("budget.after_change", employer_id=employer_id), 303)


def _ask(employer_id: int, what: str, form: forms.Form[Any]) -> str:
    today = clock.today()
    decision = budget.decision_on(access.session(), employer_id, today, today)
    employments = contracts.employments_with_names(access.session(), employer_id, today)
    return render_template(
        f"pages/budget/{what}.html",
        form=form,
        lines=[] if decision is None else [(line.code, line.title) for line in decision.lines],
        employments=[(one.id, name) for one, name in employments],
        employer_id=employer_id,
    )
