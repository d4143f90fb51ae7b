"""The pages of pay: pay runs, draft payslips with their explanations, giving and correcting them, and downloads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from employer import access, clock, config, documents, formats, forms
from employer.access import moves_money, policy
from employer.effective import Hand
from employer.errors import NotFound, Refused
from employer.pay import paying, queries, recovering, service, sheet
from employer.pay.paying.schemas import CorrectingSchema, DaySchema, GivingSchema, Opened, RunSchema, RunTyped
from employer.pay.recovering.schemas import RecoverySchema, RepaidSchema, TaxedYearSchema
from employer.pay.schemas import Draft, Issued

blueprint = Blueprint("pay", __name__)

DOWNLOADS = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


@blueprint.record
def lend_costs(state: BlueprintSetupState) -> None:
    """Pages below this feature show what a holiday costs, of which days the pay has been given, and what for hours."""
    state.app.extensions["holiday_cost"] = paying.holiday_cost
    state.app.extensions["given_pay"] = queries.issued_periods
    state.app.extensions["pay_of_hours"] = queries.pay_of_hours


@blueprint.get("/e/<int:employer_id>/pay", endpoint="payslips")
@policy("see_money", "employee")
def payslips_page(employer_id: int) -> str:
    """What is next to pay, and every payslip; an employee sees the own ones."""
    right, session = access.right(), access.session()
    own = (right.employee_id or 0) if right.role == "employee" else None
    rows = paying.run_rows(session, employer_id, clock.today(), own)
    if right.role == "employee":
        return render_template("pages/pay/own.html", employer_id=employer_id, rows=[one for one in rows if one.issued])
    coming = [one for one in reversed(rows) if one.state == "next"]
    return render_template("pages/pay/payslips.html", employer_id=employer_id, rows=rows, coming=coming)


@blueprint.get("/e/<int:employer_id>/pay/runs/new")
@policy("prepare")
def run_page(employer_id: int) -> str:
    """Asks for the days and the pay day of a pay run; the next month is proposed."""
    proposed = paying.proposed_run(access.session(), employer_id, clock.today())
    return _ask_run(employer_id, forms.Form(_run_typed(proposed)))


@blueprint.post("/e/<int:employer_id>/pay/runs/new")
@policy("prepare")
def declare_run(employer_id: int) -> Response | tuple[str, int]:
    """Declares a pay run."""
    form = forms.read(RunSchema, request)
    if form.command is not None:
        try:
            paying.declare(access.session(), employer_id, form.command, Hand.of(access.actor()))
            access.tell("pay_pages.run.saved")
            return redirect(url_for("pay.payslips", employer_id=employer_id), 303)
        except Refused as refused:
            form.refused(refused, {"from": "first"})
    return _ask_run(employer_id, form), 422


# -- drafts ------------------------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/pay/runs/<int:run_id>/<int:employment_id>")
@policy("see_money")
def draft_page(employer_id: int, run_id: int, employment_id: int) -> Response | str:
    """The draft payslip: the sum first, every amount with its explanation, and what is still asked."""
    found = _opened(employer_id, run_id, employment_id)
    if isinstance(found, int):
        return redirect(url_for("pay.payslip_page", employer_id=employer_id, payslip_id=found), 303)
    page = sheet.sheet(found.draft, access.language(), reasons=access.may_see_absence_reasons())
    return render_template(
        "pages/pay/draft.html", employer_id=employer_id, opened=found, page=page, today=clock.today()
    )


@blueprint.get("/e/<int:employer_id>/pay/runs/<int:run_id>/<int:employment_id>/pay-day")
@policy("prepare")
def pay_day_page(employer_id: int, run_id: int, employment_id: int) -> Response | str:
    """Asks for another pay day; for one that has passed the next banking day is proposed."""
    found = _opened(employer_id, run_id, employment_id)
    if isinstance(found, int):
        return redirect(url_for("pay.payslip_page", employer_id=employer_id, payslip_id=found), 303)
    proposed = paying.proposed_pay_day(found.row.run, clock.today())
    return _ask_pay_day(employer_id, found, forms.Form({"pay_day": proposed}))


@blueprint.post("/e/<int:employer_id>/pay/runs/<int:run_id>/<int:employment_id>/pay-day")
@policy("prepare")
def change_pay_day(employer_id: int, run_id: int, employment_id: int) -> Response | tuple[str, int]:
    """Moves the pay day of a run of which nothing has been given."""
    form = forms.read(DaySchema, request)
    if form.command is None:
        found = _opened(employer_id, run_id, employment_id)
        if isinstance(found, int):
            raise NotFound
        return _ask_pay_day(employer_id, found, form), 422
    hand = Hand.of(access.actor())
    moved = paying.change_pay_day(access.session(), employer_id, run_id, form.command.pay_day, hand)
    access.tell("pay_pages.pay_day.saved")
    if not access.may("see_money"):
        return redirect(url_for("pay.payslips", employer_id=employer_id), 303)
    return redirect(url_for("pay.draft_page", employer_id=employer_id, run_id=moved, employment_id=employment_id), 303)


@blueprint.get("/e/<int:employer_id>/pay/runs/<int:run_id>/<int:employment_id>/how/<string:amount>")
@policy("see_money")
def draft_how_page(employer_id: int, run_id: int, employment_id: int, amount: str) -> Response | str:
    """How an amount of a draft was calculated."""
    found = _opened(employer_id, run_id, employment_id)
    if isinstance(found, int):
        return redirect(url_for("pay.how_page", employer_id=employer_id, payslip_id=found, amount=amount), 303)
    back = url_for("pay.draft_page", employer_id=employer_id, run_id=run_id, employment_id=employment_id)
    return _how(found.draft, amount, back)


@blueprint.get("/e/<int:employer_id>/pay/runs/<int:run_id>/<int:employment_id>/give")
@policy("approve")
def give_page(employer_id: int, run_id: int, employment_id: int) -> Response | str:
    """Everything once more before the payslip is given."""
    found = _opened(employer_id, run_id, employment_id)
    if isinstance(found, int):
        return redirect(url_for("pay.payslip_page", employer_id=employer_id, payslip_id=found), 303)
    if not access.may("see_money") or not found.may_be_given:
        raise NotFound
    return render_template(
        "pages/pay/give.html",
        employer_id=employer_id,
        opened=found,
        key=config.fresh_bytes(16).hex(),
        today=clock.today(),
    )


@blueprint.post("/e/<int:employer_id>/pay/runs/<int:run_id>/<int:employment_id>/give")
@policy("approve")
@moves_money
def give(employer_id: int, run_id: int, employment_id: int) -> Response:
    """Gives the payslip that was shown."""
    form = forms.read(GivingSchema, request)
    if form.command is None or not access.may("see_money"):
        raise NotFound
    payslip_id = paying.given_before(access.session(), employer_id, form.command.request_key)
    if payslip_id is None:
        hand = Hand.of(access.actor())
        given = paying.give(access.session(), employer_id, run_id, employment_id, form.command, hand)
        payslip_id = None if given is None else given.id
    return _given(employer_id, payslip_id)


# -- given payslips ----------------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/given")
@policy("see_money")
def given_page(employer_id: int, payslip_id: int) -> str:
    """What happened, and what happens next."""
    issued = _issued(employer_id, payslip_id)
    return render_template(
        "pages/pay/given.html", employer_id=employer_id, issued=issued, whole=_whole(issued), today=clock.today()
    )


@blueprint.get("/e/<int:employer_id>/pay/payslips/<int:payslip_id>")
@policy("see_money", "employee")
def payslip_page(employer_id: int, payslip_id: int) -> str:
    """A payslip as it was given: the sum and its day first, then everything with its explanation."""
    chain = queries.chain(access.session(), employer_id, payslip_id)
    issued = _own(next(one for one in chain if one.id == payslip_id))
    return render_template(
        "pages/pay/payslip.html",
        employer_id=employer_id,
        issued=issued,
        page=sheet.sheet(issued, access.language(), reasons=access.may_see_absence_reasons()),
        chain=chain,
        **_overpaid(employer_id, chain),
    )


@blueprint.get("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/recover")
@policy("approve")
def recover_page(employer_id: int, payslip_id: int) -> str:
    """What was paid too much, and from which pay it is taken back."""
    return _ask_recovery(employer_id, payslip_id, None)


@blueprint.post("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/recover")
@policy("approve")
@moves_money
def recover(employer_id: int, payslip_id: int) -> Response | tuple[str, int]:
    """Notes that a later pay gives back what was overpaid."""
    _issued(employer_id, payslip_id)
    form = forms.read(RecoverySchema, request)
    if form.command is not None:
        try:
            recovering.note(access.session(), employer_id, payslip_id, form.command, Hand.of(access.actor()))
            access.tell("pay_pages.overpaid.saved")
            return redirect(url_for("pay.payslip_page", employer_id=employer_id, payslip_id=payslip_id), 303)
        except Refused as refused:
            form.refused(refused, {"cents": "euros"})
    return _ask_recovery(employer_id, payslip_id, form), 422


@blueprint.get("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/repaid")
@policy("approve")
def repaid_page(employer_id: int, payslip_id: int) -> str:
    """Asks for the money that came back outside the pay."""
    return _ask_of_claim("repaid", employer_id, payslip_id, None)


@blueprint.post("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/repaid")
@policy("approve")
@moves_money
def repaid(employer_id: int, payslip_id: int) -> Response | tuple[str, int]:
    """Notes money of an overpaid pay that came back outside the pay."""
    _issued(employer_id, payslip_id)
    form = forms.read(RepaidSchema, request)
    if form.command is not None:
        try:
            recovering.note_repaid(access.session(), employer_id, payslip_id, form.command, Hand.of(access.actor()))
            access.tell("pay_pages.overpaid.repaid.saved")
            return redirect(url_for("pay.payslip_page", employer_id=employer_id, payslip_id=payslip_id), 303)
        except Refused as refused:
            form.refused(refused, {"cents": "euros"})
    return _ask_of_claim("repaid", employer_id, payslip_id, form), 422


@blueprint.post("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/repaid/<int:row_id>/remove")
@policy("approve")
@moves_money
def remove_repaid(employer_id: int, payslip_id: int, row_id: int) -> Response:
    """Takes the note of money that came back outside the pay back."""
    _issued(employer_id, payslip_id)
    recovering.remove_repaid(access.session(), employer_id, payslip_id, row_id, Hand.of(access.actor()))
    access.tell("pay_pages.overpaid.repaid.removed")
    return redirect(url_for("pay.payslip_page", employer_id=employer_id, payslip_id=payslip_id), 303)


@blueprint.get("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/taxed-year")
@policy("approve")
def taxed_year_page(employer_id: int, payslip_id: int) -> str:
    """Asks whether the taxation of the overpaid pay's year is completed."""
    return _ask_of_claim("taxed_year", employer_id, payslip_id, None)


@blueprint.post("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/taxed-year")
@policy("approve")
@moves_money
def taxed_year(employer_id: int, payslip_id: int) -> Response | tuple[str, int]:
    """Notes what the Tax Administration answered about the year of an overpaid pay."""
    _issued(employer_id, payslip_id)
    form = forms.read(TaxedYearSchema, request)
    if form.command is not None:
        try:
            recovering.note_taxed_year(access.session(), employer_id, payslip_id, form.command, Hand.of(access.actor()))
            access.tell("pay_pages.overpaid.year.saved")
            return redirect(url_for("pay.payslip_page", employer_id=employer_id, payslip_id=payslip_id), 303)
        except Refused as refused:
            form.refused(refused)
    return _ask_of_claim("taxed_year", employer_id, payslip_id, form), 422


@blueprint.get("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/how/<string:amount>")
@policy("see_money", "employee")
def how_page(employer_id: int, payslip_id: int, amount: str) -> str:
    """How an amount of a payslip was calculated."""
    back = url_for("pay.payslip_page", employer_id=employer_id, payslip_id=payslip_id)
    return _how(_issued(employer_id, payslip_id), amount, back)


@blueprint.get("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/file/<string:kind>")
@policy("see_money", "employee")
def payslip_file(employer_id: int, payslip_id: int, kind: str) -> Response:
    """The document's bytes as they were kept."""
    issued = _issued(employer_id, payslip_id)
    kept = documents.kept(access.session(), employer_id, "payslip", issued.number)
    if not kept or kind not in DOWNLOADS or not _whole(issued):
        raise NotFound
    return Response(
        getattr(kept[0], kind),
        content_type=DOWNLOADS[kind],
        headers={"Content-Disposition": f'attachment; filename="{issued.name}.{kind}"'},
    )


@blueprint.get("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/correct")
@policy("approve")
def correct_page(employer_id: int, payslip_id: int) -> str:
    """What has changed since the payslip was given, and why it is corrected."""
    return _ask_correction(employer_id, _issued(employer_id, payslip_id), forms.Form())


@blueprint.post("/e/<int:employer_id>/pay/payslips/<int:payslip_id>/correct")
@policy("approve")
@moves_money
def correct(employer_id: int, payslip_id: int) -> Response | tuple[str, int]:
    """Gives the correction that was shown."""
    issued, form = _issued(employer_id, payslip_id), forms.read(CorrectingSchema, request)
    if form.command is None:
        return _ask_correction(employer_id, issued, form), 422
    made = paying.given_before(access.session(), employer_id, form.command.request_key)
    if made is None:
        given = paying.correct(access.session(), employer_id, payslip_id, form.command, Hand.of(access.actor()))
        made = None if given is None else given.id
    return _given(employer_id, made)


def _given(employer_id: int, payslip_id: int | None) -> Response:
    """On to what was given; what waits for a second person goes back to the list and says so."""
    if payslip_id is None:
        access.tell("pay_pages.give.waits")
        return redirect(url_for("pay.payslips", employer_id=employer_id), 303)
    return redirect(url_for("pay.given_page", employer_id=employer_id, payslip_id=payslip_id), 303)


# -- reading the request -----------------------------------------------------------------------------------------------


def _opened(employer_id: int, run_id: int, employment_id: int) -> Opened | int:
    """The draft, or the id of the payslip that has been given already."""
    rows = paying.run_rows(access.session(), employer_id, clock.today())
    for one in rows:
        if (one.run.id, one.employment_id) == (run_id, employment_id) and one.issued is not None:
            return one.issued.id
    return paying.opened(access.session(), employer_id, run_id, employment_id, clock.today())


def _issued(employer_id: int, payslip_id: int) -> Issued:
    return _own(queries.payslip(access.session(), employer_id, payslip_id))


def _own(issued: Issued) -> Issued:
    access.only_own(issued.employee_id)
    if access.right().role != "employee" and not access.may("see_money"):
        raise NotFound
    return issued


def _whole(issued: Issued) -> bool:
    """Whether the reader may see all that a payslip says: its document cannot leave anything out."""
    return access.may_see_absence_reasons() or not sheet.tells_of_absence(issued)


def _how(shown_of: Draft | Issued, amount: str, back: str) -> str:
    reasons = access.may_see_absence_reasons()
    title, because, step = sheet.explained(shown_of, amount, access.language(), reasons=reasons)
    terms = sheet.terms_of(shown_of, amount, access.language())
    return render_template("pages/pay/how.html", title=title, because=because, step=step, terms=terms, back=back)


def _ask_correction(employer_id: int, issued: Issued, form: forms.Form[Any]) -> str:
    draft = service.draft_correction(access.session(), employer_id, issued.id, clock.today())
    return render_template(
        "pages/pay/correct.html",
        employer_id=employer_id,
        issued=issued,
        draft=draft,
        page=sheet.sheet(draft, access.language(), reasons=access.may_see_absence_reasons()),
        form=form,
        key=form.value("request_key") or config.fresh_bytes(16).hex(),
    )


def _overpaid(employer_id: int, chain: Sequence[Issued]) -> dict[str, Any]:
    """What is overpaid with a payslip, what came back outside the pay, and what was answered about its year."""
    claim = recovering.open_claim_of(access.session(), employer_id, chain)
    number = "" if claim is None else claim.number
    back = recovering.repayments(access.session(), employer_id) if claim else ()
    return {
        "claim": claim,
        "repaid": [one for one in back if one.payslip == number],
        "taxed": recovering.taxed_years(access.session(), employer_id).get(number) if claim else None,
    }


def _ask_of_claim(page: str, employer_id: int, payslip_id: int, form: forms.Form[Any] | None) -> str:
    _issued(employer_id, payslip_id)
    claim = recovering.open_claim(access.session(), employer_id, payslip_id)
    if claim is None:
        raise NotFound
    suggested = {"euros": formats.number(Decimal(claim.open_cents).scaleb(-2), 2)} if page == "repaid" else {}
    return render_template(
        f"pages/pay/{page}.html", employer_id=employer_id, claim=claim, form=form or forms.Form(suggested)
    )


def _ask_recovery(employer_id: int, payslip_id: int, form: forms.Form[Any] | None) -> str:
    _issued(employer_id, payslip_id)
    claim = recovering.open_claim(access.session(), employer_id, payslip_id)
    if claim is None:
        raise NotFound
    runs = recovering.runs_to_come(access.session(), employer_id, claim, clock.today())
    return render_template(
        "pages/pay/recover.html",
        employer_id=employer_id,
        claim=claim,
        runs=runs,
        form=form or forms.Form({"euros": formats.number(Decimal(claim.open_cents).scaleb(-2), 2)}),
    )


def _run_typed(typed: RunTyped) -> dict[str, date | str]:
    return {"first": typed.first, "until": typed.until, "pay_day": typed.pay_day, "kind": typed.kind}


def _ask_pay_day(employer_id: int, opened: Opened, form: forms.Form[Any]) -> str:
    return render_template("pages/pay/pay_day.html", employer_id=employer_id, opened=opened, form=form)


def _ask_run(employer_id: int, form: forms.Form[Any]) -> str:
    return render_template("pages/pay/run.html", employer_id=employer_id, form=form)
