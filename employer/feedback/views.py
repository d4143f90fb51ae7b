"""The accessibility statement with its form. Open to everybody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, forms
from employer.access import policy
from employer.errors import Sentence
from employer.feedback import queries, schemas, service

blueprint = Blueprint("feedback", __name__)

WRITTEN = date(2026, 11, 22)
"""The day on which the statement was last compared with the results of the tests."""


@blueprint.get("/accessibility")
@policy("public")
def statement() -> str:
    """What meets the rules and what does not; after sending the form, when it came and when it is answered."""
    return _page(forms.Form(), _moment(request.args.get("received", "")))


@blueprint.post("/accessibility")
@policy("public")
def send() -> Response | tuple[str, int]:
    """Receives feedback and says at once when it came."""
    form = forms.read(schemas.FeedbackSchema, request)
    if form.command is not None:
        try:
            made = service.receive(access.session(), form.command, access.language())
            return redirect(url_for("feedback.statement", received=made.received_at.isoformat(timespec="seconds")), 303)
        except service.TooMuch:
            form.add("message", Sentence("feedback.refused.too_much", {}))
    return _page(form, None), 422


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _page(form: forms.Form[Any], received: datetime | None) -> str:
    last = None if received is None else queries.last_day(received)
    return render_template(
        "pages/feedback/statement.html", form=form, received=received, last_day=last, written=WRITTEN
    )
