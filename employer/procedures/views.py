"""The pages of procedures: guides through the life of a contract, its papers, and the papers of annual holiday."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, clock, documents, formats, forms, hours, leave, pay, people, training
from employer.access import policy
from employer.documents import Rendered
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.hours import Choice
from employer.leave import requesting
from employer.procedures import ending, holidays, leaves, papers
from employer.procedures.ending.schemas import FIELDS, SCHEMAS, Answered, CertificateSchema, HoursDone
from employer.procedures.papers.schemas import READERS, Paper

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
    choice = hours.named(employer_id, employment_id)
    return render_template(
        "pages/procedures/procedures.html",
        employer_id=employer_id,
        choice=choice,
        guides=tuple(ending.GUIDES),
        kept=_kept(employer_id, choice),
    )


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/<string:guide>", endpoint="guide")
@policy("prepare", "approve")
def guide_page(employer_id: int, employment_id: int, guide: str) -> str | tuple[str, int]:
    """A guide: its questions and, when they are answered, what the law asks. Nothing is kept before it is asked."""
    choice = hours.named(employer_id, employment_id)
    if guide not in SCHEMAS:
        raise NotFound
    if not request.args:
        return _begin(employer_id, choice, guide)
    form: forms.Form[dict[str, Any]] = forms.read(SCHEMAS[guide], request.args)
    if form.command is not None:
        try:
            session, today = access.session(), clock.today()
            found = ending.answer(session, employer_id, employment_id, guide, form.command, today)
            return _ask(employer_id, choice, guide, form, found)
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, choice, guide, form, None), 422


@blueprint.post("/e/<int:employer_id>/procedures/<int:employment_id>/<string:guide>/keep")
@policy("prepare", "approve")
def keep_guide(employer_id: int, employment_id: int, guide: str) -> Response | tuple[str, int]:
    """Keeps what was answered to a guide and what it told, as a paper."""
    choice = hours.named(employer_id, employment_id)
    if guide not in SCHEMAS:
        raise NotFound
    form: forms.Form[dict[str, Any]] = forms.read(SCHEMAS[guide], request)
    if form.command is not None:
        try:
            session, today, language = access.session(), clock.today(), access.language()
            made = ending.record(session, employer_id, employment_id, guide, form.command, language, today)
            return _keep(employer_id, choice, "guide", made, "procedures.procedures")
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, choice, guide, form, None), 422


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/papers/<int:paper_id>.pdf")
@policy("prepare", "approve", "see_money", "see_absence_reasons", "employee")
def paper_pdf(employer_id: int, employment_id: int, paper_id: int) -> Response:
    """A kept paper, byte for byte as it was made."""
    choice = hours.named(employer_id, employment_id)
    found = papers.find(access.session(), employer_id, choice.code, paper_id)
    if found is None or not any(access.may(term) for term in READERS[found.kind]):
        raise NotFound
    return _file(found.pdf, f"{choice.code}-{found.kind}-{found.id}")


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/certificate", endpoint="certificate_page")
@policy("prepare", "approve")
def certificate_page(employer_id: int, employment_id: int) -> str:
    """Asks which certificate of employment the employee wants."""
    return _ask_certificate(employer_id, hours.named(employer_id, employment_id), forms.Form())


@blueprint.post("/e/<int:employer_id>/procedures/<int:employment_id>/certificate")
@policy("prepare", "approve")
def certificate(employer_id: int, employment_id: int) -> Response | tuple[str, int]:
    """The certificate of employment as a PDF, in the employee's language; it is kept as it was given."""
    choice, form = hours.named(employer_id, employment_id), forms.read(CertificateSchema, request)
    if form.command is not None:
        try:
            session, today, language = access.session(), clock.today(), _theirs(employer_id, choice)
            found = ending.certificate(session, employer_id, employment_id, form.command, language, today)
            papers.keep(session, employer_id, "certificate", choice.code, found, Hand.of(access.actor()))
            return _pdf(found, f"{choice.code}-certificate")
        except Refused as refused:
            form.refused(refused)
    return _ask_certificate(employer_id, choice, form), 422


# -- annual holiday ----------------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/holidays", endpoint="holidays")
@policy("see_money", "employee")
def holidays_page(employer_id: int, employment_id: int) -> str:
    """The papers of annual holiday."""
    choice = hours.named(employer_id, employment_id)
    found = holidays.overview(access.session(), employer_id, employment_id, clock.today())
    kept = [one for one in _kept(employer_id, choice) if one.kind.startswith(("holiday_", "leave_"))]
    asked = requesting.ledger_requests(access.session(), employer_id, employment_id, clock.today())
    given = max((one.kept_at for one in kept if one.kind == "holiday_ledger"), default=None)
    return render_template(
        "pages/procedures/holidays.html",
        employer_id=employer_id,
        choice=choice,
        found=found,
        kept=kept,
        waits_since=next((day for day, at in asked if given is None or given < at), None),
    )


@blueprint.post("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/request")
@policy("employee")
def request_ledger(employer_id: int, employment_id: int) -> Response:
    """The employee asks for a written account of the holiday ledger: it becomes a duty of the employer."""
    hours.named(employer_id, employment_id)
    requesting.request_ledger(access.session(), employer_id, employment_id, Hand.of(access.actor()))
    access.tell("procedures.holidays.requested")
    return redirect(url_for("procedures.holidays", employer_id=employer_id, employment_id=employment_id), 303)


@blueprint.post("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/ledger")
@policy("see_money")
def keep_ledger(employer_id: int, employment_id: int) -> Response:
    """Keeps the holiday ledger as it is today."""
    choice = hours.named(employer_id, employment_id)
    made = _ledger(employer_id, choice, reasons=False)  # who may see the money reads what is kept
    return _keep(employer_id, choice, "holiday_ledger", made, "procedures.holidays")


@blueprint.post("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/<int:absence_id>/notice")
@policy("prepare", "approve")
def give_notice(employer_id: int, employment_id: int, absence_id: int) -> Response:
    """Gives the notice of a holiday to the employee: it is kept, and they see it in the service."""
    choice, today = hours.named(employer_id, employment_id), clock.today()
    found = holidays.overview(access.session(), employer_id, employment_id, today)
    if absence_id not in {one.absence_id for one in found.holidays}:
        raise NotFound
    made = holidays.notice(access.session(), employer_id, absence_id, _theirs(employer_id, choice), today)
    return _keep(employer_id, choice, "holiday_notice", made, "procedures.holidays")


@blueprint.post("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/paid/<int:payslip_id>")
@policy("see_money")
def keep_statement(employer_id: int, employment_id: int, payslip_id: int) -> Response:
    """Keeps the calculation of the holiday pay of one payslip."""
    choice = hours.named(employer_id, employment_id)
    if pay.payslip(access.session(), employer_id, payslip_id).employment_id != employment_id:
        raise NotFound
    made = holidays.statement(access.session(), employer_id, payslip_id, _theirs(employer_id, choice), clock.today())
    return _keep(employer_id, choice, "holiday_statement", made, "procedures.holidays")


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/ledger.pdf")
@policy("see_money", "employee")
def ledger_pdf(employer_id: int, employment_id: int) -> Response:
    """The holiday ledger as a paper, in the employee's language; the page is in the reader's."""
    choice = hours.named(employer_id, employment_id)
    made = _ledger(employer_id, choice, reasons=access.may_see_absence_reasons())
    return _pdf(made, f"{choice.code}-holidays")


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/ledger", endpoint="ledger")
@policy("see_money", "employee")
def ledger_page(employer_id: int, employment_id: int) -> str:
    """The holiday ledger as a page."""
    choice = hours.named(employer_id, employment_id)
    session, today = access.session(), clock.today()
    counted = _trainings(employer_id, employment_id, today)
    reasons = access.may_see_absence_reasons()
    data = holidays.ledger_data(session, employer_id, employment_id, today, access.language(), counted, reasons=reasons)
    return render_template("pages/procedures/ledger.html", employer_id=employer_id, choice=choice, record=data)


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/<int:absence_id>/notice.pdf")
@policy("prepare", "approve")
def notice_pdf(employer_id: int, employment_id: int, absence_id: int) -> Response:
    """The notice of a holiday, to be given to the employee."""
    choice, today = hours.named(employer_id, employment_id), clock.today()
    found = holidays.overview(access.session(), employer_id, employment_id, today)
    if absence_id not in {one.absence_id for one in found.holidays}:
        raise NotFound
    made = holidays.notice(access.session(), employer_id, absence_id, _theirs(employer_id, choice), today)
    return _pdf(made, f"{choice.code}-notice")


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/holidays/paid/<int:payslip_id>.pdf")
@policy("see_money", "employee")
def statement_pdf(employer_id: int, employment_id: int, payslip_id: int) -> Response:
    """The calculation of the holiday pay of one payslip."""
    choice = hours.named(employer_id, employment_id)
    issued = pay.payslip(access.session(), employer_id, payslip_id)
    if issued.employment_id != employment_id:
        raise NotFound
    made = holidays.statement(access.session(), employer_id, payslip_id, _theirs(employer_id, choice), clock.today())
    return _pdf(made, f"{issued.name}-holiday-pay")


# -- other leaves ------------------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/procedures/<int:employment_id>/leaves/<int:absence_id>/refusal.pdf")
@policy("see_absence_reasons")
def refusal_pdf(employer_id: int, employment_id: int, absence_id: int) -> Response:
    """The reasons of a refused leave, to be given to the employee."""
    choice = hours.named(employer_id, employment_id)
    return _pdf(_refusal(employer_id, choice, absence_id), f"{choice.code}-refusal")


@blueprint.post("/e/<int:employer_id>/procedures/<int:employment_id>/leaves/<int:absence_id>/refusal")
@policy("see_absence_reasons")
def give_refusal(employer_id: int, employment_id: int, absence_id: int) -> Response:
    """Gives the reasons of a refused leave to the employee: they are kept, and seen in the service."""
    choice = hours.named(employer_id, employment_id)
    made = _refusal(employer_id, choice, absence_id)
    papers.keep(access.session(), employer_id, "leave_refusal", choice.code, made, Hand.of(access.actor()))
    access.tell("procedures.kept.done")
    return redirect(url_for("leave.absences", employer_id=employer_id, employment=employment_id), 303)


# -- reading and showing -----------------------------------------------------------------------------------------------


def _theirs(employer_id: int, choice: Choice) -> str:
    """The language in which the employee gets letters: that of the contract and the payslips."""
    return people.employee(access.session(), employer_id, choice.employee_id, clock.today()).details.language


def _ledger(employer_id: int, choice: Choice, *, reasons: bool) -> Rendered:
    session, today, language = access.session(), clock.today(), _theirs(employer_id, choice)
    counted = _trainings(employer_id, choice.id, today)
    return holidays.ledger(session, employer_id, choice.id, today, language, counted, reasons=reasons)


def _refusal(employer_id: int, choice: Choice, absence_id: int) -> Rendered:
    session, today = access.session(), clock.today()
    found = leave.absences(session, employer_id, choice.id, today, partial=True)
    if not any(one.id == absence_id and one.answer == "refused" for one in found):
        raise NotFound
    return leaves.refusal(session, employer_id, absence_id, _theirs(employer_id, choice), today)


def _trainings(employer_id: int, employment_id: int, today: date) -> list[tuple[date, int]]:
    found = training.trainings(access.session(), employer_id, employment_id, today)
    return [(one.day, one.minutes) for one in found if one.required or one.paid]


def _begin(employer_id: int, choice: Choice, guide: str) -> str:
    """A guide that nobody has answered; what the records know stands in its fields."""
    today = clock.today()
    done = ending.hours_to_review(access.session(), employer_id, choice.id, today) if guide == "review" else None
    if done is None:
        return _ask(employer_id, choice, guide, forms.Form(), None)
    filled: dict[str, Any] = {"reviewed": today}
    if done.weekly_minutes is not None:
        filled["needed"] = formats.clock_hours(done.weekly_minutes)
    return _ask(employer_id, choice, guide, forms.Form(filled), None, done)


def _ask(
    employer_id: int,
    choice: Choice,
    guide: str,
    form: forms.Form[Any],
    found: Answered | None,
    done: HoursDone | None = None,
) -> str:
    language = access.language()
    reasons = () if found is None else found.reasons
    return render_template(
        "pages/procedures/guide.html",
        employer_id=employer_id,
        choice=choice,
        guide=guide,
        fields=FIELDS[guide],
        form=form,
        sent=[] if found is None else [(name, value) for name, value in request.args.items(multi=True)],
        found=found,
        to_note={} if found is None or form.command is None else ending.to_note(guide, form.command, found),
        done=done,
        facts=[] if found is None else [_shown(*fact, language) for fact in found.facts],
        why=[(documents.say_reason(language, one.code, dict(one.facts), one.says), one.section) for one in reasons],
    )


def _shown(name: str, value: str, how: str, language: str) -> tuple[str, str, str]:
    """A fact's name, its value as shown, and how: a count is said with its unit by the page."""
    return name, SHOWN[how](value, language) if how in SHOWN else value, how


def _ask_certificate(employer_id: int, choice: Choice, form: forms.Form[Any]) -> str:
    return render_template("pages/procedures/certificate.html", employer_id=employer_id, choice=choice, form=form)


def _kept(employer_id: int, choice: Choice) -> list[Paper]:
    """The kept papers that this visitor may see, the newest first."""
    seen = [kind for kind, terms in READERS.items() if any(access.may(term) for term in terms)]
    return list(papers.kept(access.session(), employer_id, choice.code, seen))


def _keep(employer_id: int, choice: Choice, kind: str, made: Rendered, page: str) -> Response:
    papers.keep(access.session(), employer_id, kind, choice.code, made, Hand.of(access.actor()))
    access.tell("procedures.kept.done")
    return redirect(url_for(page, employer_id=employer_id, employment_id=choice.id), 303)


def _pdf(made: Rendered, name: str) -> Response:
    return _file(made.pdf, name)


def _file(pdf: bytes, name: str) -> Response:
    answer = Response(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
