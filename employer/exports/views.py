"""The pages of reports and payments: for each pay day what to do by when, its files to make and download."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, budget, clock, forms
from employer.access import moves_money, policy
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.exports import outbox, paper, paydays, queries, service
from employer.exports.paydays.schemas import MakingSchema, SendingSchema

blueprint = Blueprint("exports", __name__)


@blueprint.get("/e/<int:employer_id>/reports", endpoint="reports")
@policy("see_money")
def reports_page(employer_id: int) -> str:
    """Every pay day, the months without pay that are reported too, and the ledger."""
    days = paydays.pay_days(access.session(), employer_id)
    unpaid = paydays.months_without_pay(
        access.session(),
        employer_id,
        Hand.of(access.actor()),
        access.language(),
        production=access.edge().settings.register_production,
    )
    return render_template(
        "pages/exports/reports.html",
        employer_id=employer_id,
        days=days,
        unpaid=unpaid,
        can_send=access.edge().settings.register is not None,
        sends=outbox.sends_for(access.session(), employer_id),
    )


@blueprint.get("/e/<int:employer_id>/papers/<string:month>.pdf")
@policy("see_money")
def papers(employer_id: int, month: str) -> Response:
    """The papers of a month with everything that a reader of paper needs, to print: lines that tell of absences too."""
    if not access.may_see_absence_reasons():
        raise NotFound
    found = paper.month_pack(access.session(), employer_id, _day(f"{month}-01"), clock.today(), access.language())
    return _download(found.pdf, f"{month}.pdf", "application/pdf")


@blueprint.get("/e/<int:employer_id>/papers/hours/<int:employment_id>/<string:month>.pdf")
@policy("prepare", "approve", "fill_rosters")
def hours_sheet(employer_id: int, employment_id: int, month: str) -> Response:
    """A sheet for a month's hours, to print and to fill in by hand."""
    first = _day(f"{month}-01")
    found = paper.empty_sheet(access.session(), employer_id, employment_id, first, clock.today(), access.language())
    return _download(found.pdf, f"tunnit-{month}.pdf", "application/pdf")


@blueprint.get("/e/<int:employer_id>/reports/<string:day>")
@policy("see_money")
def pay_day_page(employer_id: int, day: str) -> str:
    """What one pay day needs."""
    session, today, language = access.session(), clock.today(), access.language()
    production = access.edge().settings.register_production
    hand = Hand.of(access.actor())
    found = paydays.pay_day(session, employer_id, _day(day), hand, language, production=production)
    return render_template(
        "pages/exports/pay_day.html",
        employer_id=employer_id,
        found=found,
        county_pays=budget.county_pays_wages(session, employer_id, found.day, today),
        by_hand=paper.by_hand(session, employer_id, found.day, today, language, with_tax=found.with_tax),
        today=today,
    )


@blueprint.post("/e/<int:employer_id>/reports/<string:day>")
@policy("approve")
@moves_money
def make_file(employer_id: int, day: str) -> Response:
    """Makes one file of a pay day, or the report of a month without pay."""
    paid_on = _day(day)
    form = forms.read(MakingSchema, request)
    if form.command is None or not access.may("see_money"):
        raise NotFound
    paydays.make(
        access.session(),
        employer_id,
        paid_on,
        form.command,
        Hand.of(access.actor()),
        production=access.edge().settings.register_production,
        register=access.edge().settings.register,
    )
    access.tell(f"exports_pages.made.{_made(employer_id, form.command.kind)}")
    if not any(one == paid_on for one, *_ in paydays.pay_days(access.session(), employer_id)):
        return redirect(url_for("exports.reports", employer_id=employer_id), 303)
    return redirect(url_for("exports.pay_day_page", employer_id=employer_id, day=paid_on.isoformat()), 303)


@blueprint.post("/e/<int:employer_id>/reports/<string:day>/paid")
@policy("approve")
@moves_money
def tell_paid(employer_id: int, day: str) -> Response:
    """Somebody has paid the wages of a pay day."""
    if not access.may("see_money"):
        raise NotFound
    paydays.tell_paid(access.session(), employer_id, _day(day), Hand.of(access.actor()))
    access.tell("exports_pages.told_paid")
    return redirect(url_for("exports.pay_day_page", employer_id=employer_id, day=_day(day).isoformat()), 303)


@blueprint.post("/e/<int:employer_id>/reports/carried/<int:report_id>")
@policy("prepare", "approve")
def mark_carried(employer_id: int, report_id: int) -> Response:
    """Somebody has taken a report's file to the register's e-service."""
    if not access.may("see_money"):
        raise NotFound
    found = queries.report(access.session(), employer_id, report_id)
    if found is None:
        raise NotFound
    outbox.carried(access.session(), employer_id, report_id, Hand.of(access.actor()))
    access.tell("exports_pages.carried")
    if found.kind == "wage":
        paydays.note_reported(access.session(), employer_id, found.day, Hand.of(access.actor()))
        return redirect(url_for("exports.pay_day_page", employer_id=employer_id, day=found.day.isoformat()), 303)
    return redirect(url_for("exports.reports", employer_id=employer_id), 303)


@blueprint.post("/e/<int:employer_id>/reports/sending")
@policy("approve")
def choose_sending(employer_id: int) -> Response:
    """The employer lets the service send its reports to the register, or takes that back."""
    form = forms.read(SendingSchema, request)
    if form.command is None or not access.may("see_money") or access.edge().settings.register is None:
        raise NotFound
    outbox.choose_sending(access.session(), employer_id, form.command.given, Hand.of(access.actor()))
    access.tell(f"exports_pages.sending.{'on' if form.command.given else 'off'}")
    return redirect(url_for("exports.reports", employer_id=employer_id), 303)


@blueprint.get("/e/<int:employer_id>/reports/answers", endpoint="answers")
@policy("see_money")
def answers_page(employer_id: int) -> str:
    """What the Incomes Register has answered, and where its answer is brought in."""
    return _answers(employer_id, forms.Form())


@blueprint.post("/e/<int:employer_id>/reports/answers")
@policy("prepare", "approve")
def record_answer(employer_id: int) -> Response | tuple[str, int]:
    """Reads an answer of the register and keeps it with the reports that it is about."""
    if not access.may("see_money"):
        raise NotFound
    given, form = request.files.get("file"), forms.Form[None]()
    if given is None or not given.filename:
        form.add("file", forms.sentence("file"))
        return _answers(employer_id, form), 422
    try:
        found = service.record_feedback(access.session(), employer_id, given.read(), Hand.of(access.actor()))
    except Refused as refused:
        form.refused(refused)
        return _answers(employer_id, form), 422
    paydays.note_answered(access.session(), employer_id, (one.report_id for one in found), Hand.of(access.actor()))
    rejected = any(one.state == "rejected" for one in found)
    access.tell("exports_pages.answers.rejected" if rejected else "exports_pages.answers.kept")
    return redirect(url_for("exports.answers", employer_id=employer_id), 303)


@blueprint.get("/e/<int:employer_id>/reports/files/report/<int:file_id>")
@policy("see_money")
def report_file(employer_id: int, file_id: int) -> Response:
    """A report's bytes as they were made."""
    found = queries.report(access.session(), employer_id, file_id)
    if found is None:
        raise NotFound
    name = f"{found.kind}-{found.day.isoformat()}-{found.version}.xml"
    return _download(queries.report_file(access.session(), employer_id, file_id), name, "application/xml")


@blueprint.get("/e/<int:employer_id>/reports/files/payment/<int:file_id>")
@policy("see_money")
def payment_file(employer_id: int, file_id: int) -> Response:
    """A payment file's bytes as they were made."""
    found = next((one for one in queries.payment_files(access.session(), employer_id) if one.id == file_id), None)
    if found is None:
        raise NotFound
    name = f"payment-{found.pay_day.isoformat()}-{found.id}.xml"
    return _download(queries.payment_file(access.session(), employer_id, file_id), name, "application/xml")


@blueprint.get("/e/<int:employer_id>/reports/ledger.csv")
@policy("see_money")
def ledger_file(employer_id: int) -> Response:
    """Everything that was paid by today, for the bookkeeper."""
    today = clock.today()
    file = paydays.ledger(access.session(), employer_id, today, access.language())
    return _download(file, f"ledger-{today.isoformat()}.csv", "text/csv; charset=utf-8")


def _answers(employer_id: int, form: forms.Form[None]) -> str:
    found = paydays.answers(access.session(), employer_id, clock.today())
    return render_template("pages/exports/answers.html", employer_id=employer_id, form=form, answers=found)


def _made(employer_id: int, kind: str) -> str:
    """The words of what was made: a report that the service sends needs nobody to carry it."""
    sent = access.edge().settings.register is not None and outbox.sends_for(access.session(), employer_id)
    return "sending" if sent and kind != "payment" else kind


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound from None


def _download(file: bytes | None, name: str, content_type: str) -> Response:
    if file is None:
        raise NotFound
    return Response(file, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
