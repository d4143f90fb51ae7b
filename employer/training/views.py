"""The pages of training: what is required, planned and done; noting, correcting and taking back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from employer import access, clock, forms, hours
from employer.access import policy
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.hours import Choice
from employer.training import queries, service
from employer.training.schemas import Training, TrainingSchema

blueprint = Blueprint("training", __name__)


@blueprint.record
def lend_trainings(state: BlueprintSetupState) -> None:
    """The holiday pages stand beside this feature and count its trainings as work."""
    state.app.extensions["trainings"] = queries.trainings


@blueprint.get("/e/<int:employer_id>/training", endpoint="trainings")
@policy("prepare", "approve", "read", "employee")
def trainings_page(employer_id: int) -> str:
    """The trainings of one employment: those to come and those that are done."""
    choices, today = hours.choices(employer_id), clock.today()
    if not choices:
        return render_template("pages/training/empty.html", employer_id=employer_id)
    choice = hours.named(employer_id, request.args.get("employment", type=int) or choices[0].id)
    found = queries.trainings(access.session(), employer_id, choice.id, today)
    return render_template(
        "pages/training/trainings.html",
        employer_id=employer_id,
        choice=choice,
        choices=choices,
        coming=[one for one in found if one.day > today],
        done=[one for one in reversed(found) if one.day <= today],
    )


@blueprint.get("/e/<int:employer_id>/training/<int:employment_id>/note")
@policy("prepare")
def note_page(employer_id: int, employment_id: int) -> str:
    """Asks about a training; filled in when a noted one is corrected."""
    choice, noted = hours.named(employer_id, employment_id), request.args.get("training", type=int)
    form = forms.Form() if noted is None else forms.Form(_typed(_own(employer_id, employment_id, noted)))
    return _ask(employer_id, choice, form)


@blueprint.post("/e/<int:employer_id>/training/<int:employment_id>/note")
@policy("prepare")
def note(employer_id: int, employment_id: int) -> Response | tuple[str, int]:
    """Notes or corrects a training."""
    choice, form = hours.named(employer_id, employment_id), forms.read(TrainingSchema, request)
    if form.command is not None:
        if form.command.training:
            _own(employer_id, employment_id, form.command.training)
        try:
            service.note_training(access.session(), employer_id, choice.id, form.command, Hand.of(access.actor()))
            access.tell("training.saved")
            return redirect(url_for("training.trainings", employer_id=employer_id, employment=employment_id), 303)
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, choice, form), 422


@blueprint.get("/e/<int:employer_id>/training/<int:employment_id>/<int:training_id>/remove")
@policy("prepare")
def remove_page(employer_id: int, employment_id: int, training_id: int) -> str:
    """Asks whether a training is really taken back."""
    choice, found = hours.named(employer_id, employment_id), _own(employer_id, employment_id, training_id)
    return render_template("pages/training/remove.html", employer_id=employer_id, choice=choice, training=found)


@blueprint.post("/e/<int:employer_id>/training/<int:employment_id>/<int:training_id>/remove")
@policy("prepare")
def remove(employer_id: int, employment_id: int, training_id: int) -> Response:
    """Takes a training back."""
    hours.named(employer_id, employment_id)
    _own(employer_id, employment_id, training_id)
    service.remove_training(access.session(), employer_id, training_id, Hand.of(access.actor()))
    access.tell("training.removed")
    return redirect(url_for("training.trainings", employer_id=employer_id, employment=employment_id), 303)


def _own(employer_id: int, employment_id: int, training_id: int) -> Training:
    found = queries.training(access.session(), employer_id, training_id, clock.today())
    if found.employment_id != employment_id:
        raise NotFound
    return found


def _typed(training: Training) -> dict[str, str]:
    return {
        "title": training.title,
        "day": training.day.isoformat(),
        "minutes": f"{training.minutes // 60}:{training.minutes % 60:02d}",
        "required": "yes" if training.required else "no",
        "paid": "yes" if training.paid else "no",
        "cost": "" if training.cost_cents is None else f"{training.cost_cents // 100},{training.cost_cents % 100:02d}",
        "training": str(training.id),
    }


def _ask(employer_id: int, choice: Choice, form: forms.Form[Any]) -> str:
    return render_template("pages/training/note.html", employer_id=employer_id, choice=choice, form=form)
