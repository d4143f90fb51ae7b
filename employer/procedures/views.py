"""The pages of procedures: guides through the life of a contract, its papers, and the papers of annual holiday."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from employer import access, clock, documents, formats, forms, hours, pay, training
from employer.access import policy
from employer.documents import Rendered
from employer.errors import NotFound, Refused
from employer.hours import Choice
from employer.procedures import ending, holidays
from employer.procedures.ending.schemas import FIELDS, SCHEMAS, Answered, CertificateSchema

blueprint = Blueprint("procedures", __name__)
SHOWN = {
    "day": lambda value, language: formats.day(value),
    "money": lambda value, language: formats.money(int(value)),
    "minutes": lambda value, language: formats.hours(int(value), language),
}


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>", endpoint="procedures")
@policy("prepare", "approve")
def procedures_page(employer_id: int, employment_id: int) -> str:
    """The guides and papers of one employment."""
    return render_template(
        "pages/procedures/procedures.html",
        employer_id=employer_id,
        choice=_named(employer_id, employment_id),
        guides=tuple(ending.GUIDES),
    )


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/<string:guide>", endpoint="guide")
@policy("prepare", "approve")
def guide_page(employer_id: int, employment_id: int, guide: str) -> str | tuple[str, int]:
    """A guide: its questions and, when they are answered, what the law asks. Nothing is kept."""
    choice = _named(employer_id, employment_id)
    if guide not in SCHEMAS:
        raise NotFound
    if not request.args:
        return _ask(employer_id, choice, guide, forms.Form(), None)
    form: forms.Form[dict[str, Any]] = forms.read(SCHEMAS[guide], request.args)
    if form.command is not None:
        try:
            session, today = access.session(), clock.today()
            found = ending.answer(session, employer_id, employment_id, guide, form.command, today)
            return _ask(employer_id, choice, guide, form, found)
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, choice, guide, form, None), 422


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/certificate", endpoint="certificate_page")
@policy("prepare", "approve")
def certificate_page(employer_id: int, employment_id: int) -> str:
    """Asks which certificate of employment the employee wants."""
    return _ask_certificate(employer_id, _named(employer_id, employment_id), forms.Form())


@blueprint.post("/e/<int:employer_id>/procedures/<int:employment_id>/certificate")
@policy("prepare", "approve")
def certificate(employer_id: int, employment_id: int) -> Response | tuple[str, int]:
    """The certificate of employment as a PDF, in the reader's language."""
    choice, form = _named(employer_id, employment_id), forms.read(CertificateSchema, request)
    if form.command is not None:
        try:
            session, today = access.session(), clock.today()
            found = ending.certificate(session, employer_id, employment_id, form.command, access.language(), today)
            return _pdf(found, f"{choice.code}-certificate")
        except Refused as refused:
            form.refused(refused)
    return _ask_certificate(employer_id, choice, form), 422


# -- annual holiday ----------------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/holidays", endpoint="holidays")
@policy("see_money", "employee")
def holidays_page(employer_id: int, employment_id: int) -> str:
    """The papers of annual holiday."""
    choice = _named(employer_id, employment_id)
    found = holidays.overview(access.session(), employer_id, employment_id, clock.today())
    return render_template("pages/procedures/holidays.html", employer_id=employer_id, choice=choice, found=found)


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/ledger.pdf")
@policy("see_money", "employee")
def ledger_pdf(employer_id: int, employment_id: int) -> Response:
    """The holiday ledger."""
    choice = _named(employer_id, employment_id)
    return _pdf(_ledger(employer_id, employment_id), f"{choice.code}-holidays")


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/ledger", endpoint="ledger")
@policy("see_money", "employee")
def ledger_page(employer_id: int, employment_id: int) -> str:
    """The holiday ledger as a page."""
    choice = _named(employer_id, employment_id)
    session, today = access.session(), clock.today()
    counted = _trainings(employer_id, employment_id, today)
    data = holidays.ledger_data(session, employer_id, employment_id, today, access.language(), counted)
    return render_template("pages/procedures/ledger.html", employer_id=employer_id, choice=choice, record=data)


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/<int:absence_id>/notice.pdf")
@policy("prepare", "approve")
def notice_pdf(employer_id: int, employment_id: int, absence_id: int) -> Response:
    """The notice of a holiday, to be given to the employee."""
    choice, today = _named(employer_id, employment_id), clock.today()
    found = holidays.overview(access.session(), employer_id, employment_id, today)
    if absence_id not in {one.absence_id for one in found.holidays}:
        raise NotFound
    made = holidays.notice(access.session(), employer_id, absence_id, access.language(), today)
    return _pdf(made, f"{choice.code}-notice")


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/paid/<int:payslip_id>.pdf")
@policy("see_money", "employee")
def statement_pdf(employer_id: int, employment_id: int, payslip_id: int) -> Response:
    """The calculation of the holiday pay of one payslip."""
    _named(employer_id, employment_id)
    issued = pay.payslip(access.session(), employer_id, payslip_id)
    if issued.employment_id != employment_id:
        raise NotFound
    made = holidays.statement(access.session(), employer_id, payslip_id, access.language(), clock.today())
    return _pdf(made, f"{issued.name}-holiday-pay")


# -- reading and showing -----------------------------------------------------------------------------------------------


def _named(employer_id: int, employment_id: int) -> Choice:
    right = access.right()
    own = (right.employee_id or 0) if right.role == "employee" else None
    for one in hours.chosen(access.session(), employer_id, clock.today(), own):
        if one.id == employment_id:
            return one
    raise NotFound


def _ledger(employer_id: int, employment_id: int) -> Rendered:
    session, today = access.session(), clock.today()
    counted = _trainings(employer_id, employment_id, today)
    return holidays.ledger(session, employer_id, employment_id, today, access.language(), counted)


def _trainings(employer_id: int, employment_id: int, today: date) -> list[tuple[date, int]]:
    found = training.trainings(access.session(), employer_id, employment_id, today)
    return [(one.day, one.minutes) for one in found if one.required or one.paid]


def _ask(employer_id: int, choice: Choice, guide: str, form: forms.Form[Any], found: Answered | None) -> str:
    language = access.language()
    reasons = () if found is None else found.reasons
    return render_template(
        "pages/procedures/guide.html",
        employer_id=employer_id,
        choice=choice,
        guide=guide,
        fields=FIELDS[guide],
        form=form,
        found=found,
        facts=[] if found is None else [_shown(*fact, language) for fact in found.facts],
        why=[(documents.say_reason(language, one.code, dict(one.facts), one.says), one.section) for one in reasons],
    )


def _shown(name: str, value: str, how: str, language: str) -> tuple[str, str, str]:
    """A fact's name, its value as shown, and how: a count is said with its unit by the page."""
    return name, SHOWN[how](value, language) if how in SHOWN else value, how


def _ask_certificate(employer_id: int, choice: Choice, form: forms.Form[Any]) -> str:
    return render_template("pages/procedures/certificate.html", employer_id=employer_id, choice=choice, form=form)


def _pdf(made: Rendered, name: str) -> Response:
    answer = Response(made.pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
