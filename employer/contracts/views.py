"""Pages of the employments: the list, making one step by step, its contract, and changing terms from a day on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from employer import access, clock, documents, effective, forms, people
from employer.access import policy
from employer.contracts import cancelling, precedence, queries, schemas, service
from employer.contracts.document import ContractDocument, contract_document, tells_protected
from employer.effective import NOT_SAID, Hand
from employer.errors import NotFound, Refused

blueprint = Blueprint("contracts", __name__)

Answered = AnyResponse | tuple[str, int]
Typed = MultiDict[str, str]
NAMES = {
    "from": "first",
    "wages": "euros",
    "break_minutes": "break",
    "notice": "first",
    "variable_hours": "least",
    "notice.employer_days": "employer_days",
    "notice.employee_days": "employee_days",
    "pay.pay_day": "pay_day",
    "year_so_far.gross": "gross",
    "year_so_far.withholding": "withholding",
}
"""The services' names of fields that a form calls otherwise."""
READERS = ("prepare", "approve", "read", "employee")


@blueprint.get("/e/<int:employer_id>/contracts")
@policy(*READERS)
def employments(employer_id: int) -> str:
    """The employments; an employee sees their own."""
    today = clock.today()
    right = access.right()
    found = [
        (one, name)
        for one, name in queries.employments_with_names(access.session(), employer_id, today)
        if right.role != "employee" or one.employee_id == right.employee_id
    ]
    return render_template(
        "pages/contracts/employments.html",
        running=[one for one in found if one[0].end is None or one[0].end >= today],
        ended=[one for one in found if one[0].end is not None and one[0].end < today],
        has_employees=bool(people.employee_codes(access.session(), employer_id)),
        employer_id=employer_id,
    )


# Making an employment, one matter at a time --------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/contracts/new")
@policy("prepare")
def new_page(employer_id: int) -> str:
    """The first step of a new employment."""
    return _step_page(employer_id, "who", forms.Form(), MultiDict())


@blueprint.post("/e/<int:employer_id>/contracts/new")
@policy("prepare")
def new(employer_id: int) -> Answered:
    """The next step, the check of all answers, or the employment. Nothing is kept before the last."""
    typed: Typed = MultiDict(request.form)
    step, go = typed.get("step", ""), typed.get("go", "")
    if go in schemas.STEPS:
        return _step_page(employer_id, go, forms.Form(typed), typed), 200
    if step == "check":
        return _make(employer_id, typed)
    form = _read(step, typed)
    if form.problems:
        return _step_page(employer_id, step, form, typed), 422
    following = _after(step)
    if following is None or typed.get("checked") == "yes":
        return _check_page(employer_id, typed, forms.Form(typed))
    return _step_page(employer_id, following, forms.Form(typed), typed), 200


def _after(step: str) -> str | None:
    names = list(schemas.STEPS)
    place = names.index(step)
    return names[place + 1] if place + 1 < len(names) else None


def _read(step: str, typed: Typed) -> forms.Form[Any]:
    if step not in schemas.STEPS:
        raise NotFound
    schema = schemas.STEPS[step]
    own = _own_names(step)
    form = forms.read(schema, MultiDict((name, value) for name, value in typed.items(multi=True) if name in own))
    form.values = typed
    return form


def _own_names(step: str) -> set[str]:
    """The names of a step's fields on the page, the parts of its days too."""
    names = {field.data_key or name for name, field in schemas.STEPS[step]().fields.items()}
    return names | {f"{name}_{part}" for name in names for part in ("day", "month", "year")}


def _make(employer_id: int, typed: Typed) -> Answered:
    read = {name: _read(name, typed) for name in schemas.STEPS}
    wrong = next((name for name, form in read.items() if form.problems), None)
    if wrong is not None:
        return _step_page(employer_id, wrong, read[wrong], typed), 422
    facts = {name: form.command for name, form in read.items()}
    check = forms.Form(typed)
    try:
        code = queries.free_employment_code(access.session(), employer_id, facts["who"]["employee"])
        made = service.add_employment(access.session(), employer_id, schemas.new_employment(code, facts), _hand())
    except (Refused, KeyError) as error:
        if not isinstance(error, Refused):
            raise NotFound from error
        check.refused(error, {one.field: "" for one in error.problems})
        return _check_page(employer_id, typed, check)
    access.tell("contracts.new.made")
    return redirect(url_for("contracts.contract", employer_id=employer_id, employment_id=made), 303)


def _step_page(employer_id: int, step: str, form: forms.Form[Any], typed: Typed) -> str:
    names = list(schemas.STEPS)
    before = {name: _read(name, typed).command for name in names[: names.index(step)]}
    says = None
    if step in precedence.OF_STEP and None not in before.values():
        says = precedence.preview(precedence.typed_facts(before), precedence.OF_STEP[step], access.language())
    own = _own_names(step) | {"step", "go", *forms.EDGE_FIELDS}
    place = names.index(step)
    found = people.employees(access.session(), employer_id, clock.today())
    return render_template(
        "pages/contracts/new.html",
        form=form,
        step=step,
        number=place + 1,
        count=len(names),
        before=names[place - 1] if place else None,
        kept=[(name, value) for name, value in typed.items(multi=True) if name not in own],
        employees=[(str(one.id), one.details.name.full) for one in found],
        says=says,
        employer_id=employer_id,
    )


def _check_page(employer_id: int, typed: Typed, form: forms.Form[Any]) -> Answered:
    read = {name: _read(name, typed) for name in schemas.STEPS}
    wrong = next((name for name, one in read.items() if one.problems), None)
    if wrong is not None:
        return _step_page(employer_id, wrong, read[wrong], typed), 422
    facts = {name: one.command for name, one in read.items()}
    names = {one.id: one.details.name.full for one in people.employees(access.session(), employer_id, clock.today())}
    if facts["who"]["employee"] not in names:
        raise NotFound
    page = render_template(
        "pages/contracts/check.html",
        form=form,
        facts=facts,
        duties=schemas.lines_of(facts["work"].duties),
        name=names[facts["who"]["employee"]],
        says=precedence.preview(precedence.typed_facts(facts), precedence.OF_STEP["check"], access.language()),
        kept=[
            (name, value)
            for name, value in typed.items(multi=True)
            if name not in ("step", "go", "checked", *forms.EDGE_FIELDS)
        ],
        employer_id=employer_id,
    )
    return page, 422 if form.problems else 200


# The contract --------------------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>")
@policy(*READERS)
def contract(employer_id: int, employment_id: int) -> str:
    """An employment's terms in force, what is missing, and its contract."""
    one, name = _employment(employer_id, employment_id)
    made = contract_document(access.session(), employer_id, employment_id, clock.today())
    return render_template(
        "pages/contracts/contract.html",
        one=one,
        name=name,
        questions=[_question(employer_id, one, topic) for topic in made.questions],
        kept=_kept(employer_id, one),
        gate_kinds=_gate_kinds(employer_id, one),
        settled=precedence.settled_terms(
            access.session(), employer_id, employment_id, clock.today(), access.language()
        ),
        employer_id=employer_id,
        **_looked(one),
        **_in_force(one, clock.today()),
    )


def _gate_kinds(employer_id: int, one: schemas.EmploymentFacts) -> tuple[str, ...]:
    employee = people.employee(access.session(), employer_id, one.employee_id, clock.today())
    foreign = employee.details.right_to_work_basis is not None
    return service.gate_kinds(one, employee.born, foreign=foreign, as_of=clock.today())


def _in_force(one: schemas.EmploymentFacts, today: date) -> dict[str, Any]:
    """The terms that hold on a day, or on the first day of an employment that has not begun."""
    on = max(today, one.start)
    return {
        "terms": effective.at(one.terms, on) or one.terms[-1],
        "wages": [_when(one, row, today) for row in one.wages],
        "weekly": effective.at(one.weekly_times, on),
        "agreement": effective.at(one.agreements, on),
        "holiday": effective.at(one.holiday_terms, on),
        "patterns": [row for row in one.patterns if row.until is None or row.until >= today],
        "gates": {gate.kind: gate for gate in one.gates},
        "not_said": NOT_SAID,
        "over": one.end is not None and one.end < today,
    }


def _when(one: schemas.EmploymentFacts, row: Any, today: date) -> tuple[Any, date, date | None, bool]:
    """A dated row with its first day, its last (None: until further notice) and whether it is in force today."""
    now = one.runs_on(today) and effective.holds(row, today)
    return row, row.first or one.start, row.until or one.end, now


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/followed")
@policy("see_money", "employee")
def followed(employer_id: int, employment_id: int) -> str:
    """What is followed in the employment, term by term: which of law, agreement and contract decides, and why."""
    one, name = _employment(employer_id, employment_id)
    settled = precedence.settled_terms(access.session(), employer_id, employment_id, clock.today(), access.language())
    return render_template(
        "pages/contracts/followed.html",
        one=one,
        name=name,
        settled=settled,
        employer_id=employer_id,
    )


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/document")
@policy("see_money", "employee")
def document(employer_id: int, employment_id: int) -> str:
    """The contract as a page, in the employee's language."""
    one, _ = _employment(employer_id, employment_id)
    made = contract_document(access.session(), employer_id, employment_id, clock.today())
    # The renderer escapes every value itself; what it gives is a finished part of a page.
    part = Markup(documents.render_html("contract", made.data, made.language, clock.today(), one.code))  # noqa: S704
    return render_template(
        "pages/contracts/document.html", part=part, one=one, draft=bool(made.questions), employer_id=employer_id
    )


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/document.pdf")
@policy("see_money", "employee")
def document_pdf(employer_id: int, employment_id: int) -> Response:
    """The contract as a PDF: a draft while a question is open."""
    one, _ = _employment(employer_id, employment_id)
    made = contract_document(access.session(), employer_id, employment_id, clock.today())
    return _pdf(documents.render("contract", made.data, made.language, clock.today(), one.code).pdf, one.code)


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/keep")
@policy("approve")
def keep(employer_id: int, employment_id: int) -> Answered:
    """Keeps the contract as it stands, to be signed. A draft is not kept: its questions come first."""
    one, _ = _employment(employer_id, employment_id)
    made: ContractDocument = contract_document(access.session(), employer_id, employment_id, clock.today())
    if made.questions:
        access.tell("contracts.keep.questions_first")
    else:
        rendered = documents.render("contract", made.data, made.language, clock.today(), one.code)
        documents.keep(
            access.session(), employer_id, "contract", one.code, made.language, rendered, Hand.of(access.actor())
        )
        access.tell("contracts.kept")
    return redirect(url_for("contracts.contract", employer_id=employer_id, employment_id=employment_id), 303)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/kept/<int:document_id>.pdf")
@policy("see_money", "employee")
def kept_pdf(employer_id: int, employment_id: int, document_id: int) -> Response:
    """A contract that was kept, byte for byte."""
    one, _ = _employment(employer_id, employment_id)
    found = documents.find(access.session(), employer_id, document_id)
    if found is None or (found.kind, found.subject) != ("contract", one.code) or _hidden(employer_id, one, found):
        raise NotFound
    return _pdf(found.pdf, one.code)


# Changing terms from a day on ----------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/wage")
@policy("prepare")
def wage_page(employer_id: int, employment_id: int) -> str:
    """Asks for a changed wage."""
    one, _ = _employment(employer_id, employment_id)
    return _ask(employer_id, employment_id, "wage", forms.Form({"unit": one.wages[-1].unit}))


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/wage")
@policy("prepare")
def wage(employer_id: int, employment_id: int) -> Answered:
    """Shows the changed wage to be checked, then notes it from its day on."""
    form = forms.read(schemas.WageSchema, _without_confirmed(request.form))
    if form.ok and request.form.get("confirmed") != "yes":
        return _ask(employer_id, employment_id, "wage_check", form), 200
    return _set(employer_id, employment_id, "wage", form, service.set_wage)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/weekly-time")
@policy("prepare")
def weekly_time_page(employer_id: int, employment_id: int) -> str:
    """Asks for a changed weekly time."""
    return _ask(employer_id, employment_id, "weekly_time", forms.Form())


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/weekly-time")
@policy("prepare")
def weekly_time(employer_id: int, employment_id: int) -> Answered:
    """Notes the weekly time from a day on."""
    form = forms.read(schemas.WeeklyTimeSchema, request)
    return _set(employer_id, employment_id, "weekly_time", form, service.set_weekly_time)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/terms")
@policy("prepare")
def terms_page(employer_id: int, employment_id: int) -> str:
    """Asks for the duties and the workplace."""
    one, _ = _employment(employer_id, employment_id)
    terms = one.terms[-1]
    duties = terms.duties if isinstance(terms.duties, tuple) else ()
    values = {
        "duties": "\n".join(duties),
        "workplace": terms.workplace or None,
        "occupation_code": terms.occupation_code or None,
    }
    return _ask(employer_id, employment_id, "terms", forms.Form(values))


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/terms")
@policy("prepare")
def terms(employer_id: int, employment_id: int) -> Answered:
    """Notes the duties and the workplace in place of those that stand."""
    form = forms.read(schemas.WorkSchema, request)
    one, _ = _employment(employer_id, employment_id)

    def do(session: Any, employer: int, employment: int, command: schemas.WorkForm, hand: Hand) -> int:
        return service.set_terms(session, employer, employment, command.terms(one.terms[-1]), hand)

    return _set(employer_id, employment_id, "terms", form, do)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/agreed")
@policy("prepare")
def agreed_page(employer_id: int, employment_id: int) -> str:
    """Asks what is agreed besides: varying hours, notice, pay days, and whether they are of one family."""
    one, _ = _employment(employer_id, employment_id)
    known = effective.at(one.terms, clock.today()) or one.terms[-1]
    form = forms.Form(schemas.AgreedForm.values(known))
    return _ask(employer_id, employment_id, "agreed", form, time_rows=schemas.TIME_ROWS)


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/agreed")
@policy("prepare")
def agreed(employer_id: int, employment_id: int) -> Answered:
    """Notes what is agreed besides, from a day on."""
    form = forms.read(schemas.AgreedSchema, request)
    one, _ = _employment(employer_id, employment_id)

    def do(session: Any, employer: int, employment: int, command: schemas.AgreedForm, hand: Hand) -> int:
        known = effective.at(one.terms, command.first or one.start) or one.terms[-1]
        return service.set_terms(session, employer, employment, command.terms(known), hand)

    return _set(employer_id, employment_id, "agreed", form, do, time_rows=schemas.TIME_ROWS)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/opening")
@policy("prepare")
def opening_page(employer_id: int, employment_id: int) -> str:
    """Asks how an older employment stood when these records begin."""
    known = queries.opening(access.session(), employer_id, employment_id, clock.today())
    values = {} if known is None else schemas.opening_values(known)
    return _ask(employer_id, employment_id, "opening", forms.Form(values))


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/opening")
@policy("prepare")
def opening(employer_id: int, employment_id: int) -> Answered:
    """Notes how an older employment stood, in place of an earlier note."""
    form = forms.read(schemas.OpeningSchema, request)

    def do(session: Any, employer: int, employment: int, command: schemas.OpeningForm, hand: Hand) -> int:
        known = queries.opening(session, employer, employment, hand.day)
        return service.set_opening(session, employer, command.opening(employment, known), hand)

    return _set(employer_id, employment_id, "opening", form, do)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/agreement")
@policy("prepare")
def agreement_page(employer_id: int, employment_id: int) -> str:
    """Asks which collective agreement applies."""
    return _ask(employer_id, employment_id, "agreement", forms.Form())


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/agreement")
@policy("prepare")
def agreement(employer_id: int, employment_id: int) -> Answered:
    """Notes which collective agreement applies."""
    form = forms.read(schemas.AgreementSchema, request)
    return _set(employer_id, employment_id, "agreement", form, service.set_agreement)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/holiday")
@policy("prepare")
def holiday_page(employer_id: int, employment_id: int) -> str:
    """Asks for the holiday terms."""
    one, _ = _employment(employer_id, employment_id)
    accrual = one.holiday_terms[-1].accrual if one.holiday_terms else ""
    seasonal = {True: "yes", False: "no", None: None}[one.holiday_terms[-1].seasonal if one.holiday_terms else None]
    return _ask(employer_id, employment_id, "holiday", forms.Form({"accrual": accrual, "seasonal": seasonal}))


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/holiday")
@policy("prepare")
def holiday(employer_id: int, employment_id: int) -> Answered:
    """Notes the holiday terms from a day on."""
    form = forms.read(schemas.HolidaySchema, request)
    return _set(employer_id, employment_id, "holiday", form, service.set_holiday_term)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/pattern")
@policy("prepare")
def pattern_page(employer_id: int, employment_id: int) -> str:
    """Asks for weekly repeating work."""
    return _ask(employer_id, employment_id, "pattern", forms.Form({"skip": "public_holidays"}))


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/pattern")
@policy("prepare")
def pattern(employer_id: int, employment_id: int) -> Answered:
    """Notes weekly repeating work."""
    form = forms.read(schemas.PatternSchema, request)
    return _set(employer_id, employment_id, "pattern", form, service.add_pattern)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/pattern/<int:pattern_id>/end")
@policy("prepare")
def end_pattern_page(employer_id: int, employment_id: int, pattern_id: int) -> str:
    """Asks for the last day of weekly repeating work."""
    _pattern(employer_id, employment_id, pattern_id)
    return _ask(employer_id, employment_id, "end_pattern", forms.Form())


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/pattern/<int:pattern_id>/end")
@policy("prepare")
def end_pattern(employer_id: int, employment_id: int, pattern_id: int) -> Answered:
    """Ends weekly repeating work."""
    form = forms.read(schemas.EndPatternSchema, request)
    known = _pattern(employer_id, employment_id, pattern_id)

    def do(session: Any, employer: int, employment: int, command: dict[str, Any], hand: Hand) -> int:
        changed = replace(known, until=command["until"], id=0)
        return service.change_pattern(session, employer, employment, pattern_id, changed, hand)

    return _set(employer_id, employment_id, "end_pattern", form, do)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/gate/<string:kind>")
@policy("prepare")
def gate_page(employer_id: int, employment_id: int, kind: str) -> str:
    """Asks when something that must be in order was done."""
    if kind not in schemas.GATES:
        raise NotFound
    return _ask(employer_id, employment_id, "gate", forms.Form(), kind=kind, documented=kind in schemas.DOCUMENTED)


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/gate/<string:kind>")
@policy("prepare")
def gate(employer_id: int, employment_id: int, kind: str) -> Answered:
    """Notes that something is in order."""
    if kind not in schemas.GATES:
        raise NotFound
    form = forms.read(schemas.GateSchema, request)

    def do(session: Any, employer: int, employment: int, command: dict[str, Any], hand: Hand) -> int:
        return service.set_gate(session, employer, employment, schemas.Gate(kind, **command), hand)

    return _set(employer_id, employment_id, "gate", form, do, kind=kind, documented=kind in schemas.DOCUMENTED)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/schooling")
@policy("prepare")
def schooling_page(employer_id: int, employment_id: int) -> str:
    """Asks how a young employee's basic education goes; shows what is noted."""
    return _ask(employer_id, employment_id, "schooling", forms.Form(), school_days=schemas.SCHOOL_DAYS)


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/schooling")
@policy("prepare")
def schooling(employer_id: int, employment_id: int) -> Answered:
    """Notes how the basic education goes from a day on."""
    form = forms.read(schemas.SchoolingSchema, request)
    return _set(employer_id, employment_id, "schooling", form, service.set_schooling, school_days=schemas.SCHOOL_DAYS)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/late")
@policy("prepare")
def late_page(employer_id: int, employment_id: int) -> str:
    """Asks whether a young employee agrees to work late in the evening; shows what is noted."""
    return _ask(employer_id, employment_id, "late", forms.Form())


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/late")
@policy("prepare")
def late(employer_id: int, employment_id: int) -> Answered:
    """Notes the consent, or that there is none, from a day on."""
    form = forms.read(schemas.LateWorkSchema, request)
    return _set(employer_id, employment_id, "late", form, service.set_late_work)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/end")
@policy("prepare")
def end_page(employer_id: int, employment_id: int) -> str:
    """Asks when and why the employment ends; filled in with what a guide told, or with what is noted of a contract that
    was cancelled, to be checked."""
    one, _ = _employment(employer_id, employment_id)
    names = ("end", "end_reason", "breach_known", "cancel_sent", "employee_heard")
    told: dict[str, Any] = {name: request.args[name] for name in names if name in request.args}
    if not told and one.end_reason in schemas.CANCELLED:
        heard = {True: "yes", False: "no", None: None}[one.employee_heard]
        told = {name: getattr(one, name) for name in names} | {"employee_heard": heard}
    return _ask(employer_id, employment_id, "end", forms.Form(told))


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/end")
@policy("prepare")
def end(employer_id: int, employment_id: int) -> Answered:
    """Shows the end of the employment to be checked, then notes it."""
    form = forms.read(schemas.EndingSchema, _without_confirmed(request.form))
    if form.ok and request.form.get("confirmed") != "yes":
        return _ask(employer_id, employment_id, "end_check", form, **_looked(form.command)), 200
    return _set(employer_id, employment_id, "end", form, service.end_employment)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/undone")
@policy("prepare")
def undone_page(employer_id: int, employment_id: int) -> str:
    """Asks whether the absent employee could not tell, which undoes the ending."""
    _ended_by_absence(employer_id, employment_id)
    return _ask(employer_id, employment_id, "undone", forms.Form())


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/undone")
@policy("prepare")
def undone(employer_id: int, employment_id: int) -> Answered:
    """Notes that the absent employee could not tell: the employment goes on."""
    _ended_by_absence(employer_id, employment_id)
    form = forms.read(schemas.UndoneSchema, request)

    def do(session: Any, employer: int, employment: int, command: dict[str, Any], hand: Hand) -> int:
        return service.undo_absence(session, employer, employment, hand)

    return _set(employer_id, employment_id, "undone", form, do)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/signed")
@policy("prepare")
def signed_page(employer_id: int, employment_id: int) -> str:
    """Asks on which day the contract was made."""
    one, _ = _employment(employer_id, employment_id)
    return _ask(employer_id, employment_id, "signed", forms.Form({"signed": one.signed}))


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/signed")
@policy("prepare")
def signed(employer_id: int, employment_id: int) -> Answered:
    """Notes the day on which the contract was made."""
    form = forms.read(schemas.SigningSchema, request)

    def do(session: Any, employer: int, employment: int, command: schemas.SigningForm, hand: Hand) -> int:
        return service.set_signed(session, employer, employment, command.signed, hand)

    return _set(employer_id, employment_id, "signed", form, do)


@blueprint.get("/e/<int:employer_id>/contracts/<int:employment_id>/goes-on")
@policy("prepare")
def goes_on_page(employer_id: int, employment_id: int) -> str:
    """Tells what follows when work goes on after the end (6:5), and asks to note it."""
    one, _ = _employment(employer_id, employment_id)
    if one.end is None or one.end >= clock.today():
        raise NotFound
    return _ask(employer_id, employment_id, "goes_on", forms.Form())


@blueprint.post("/e/<int:employer_id>/contracts/<int:employment_id>/goes-on")
@policy("prepare")
def goes_on(employer_id: int, employment_id: int) -> Answered:
    """Notes that the contract is until further notice."""
    form = forms.read(schemas.GoesOnSchema, request)

    def do(session: Any, employer: int, employment: int, command: object, hand: Hand) -> int:
        return service.go_on(session, employer, employment, hand)

    return _set(employer_id, employment_id, "goes_on", form, do)


# Reading and showing -------------------------------------------------------------------------------------------------


def _hand() -> Hand:
    return Hand.of(access.actor())


def _without_confirmed(given: MultiDict[str, str]) -> Typed:
    return MultiDict((name, value) for name, value in given.items(multi=True) if name != "confirmed")


def _ended_by_absence(employer_id: int, employment_id: int) -> None:
    one, _ = _employment(employer_id, employment_id)
    if one.end_reason != "absence_without_word":
        raise NotFound


def _looked(one: schemas.Ending | schemas.EmploymentFacts) -> dict[str, Any]:
    """What the law looks at in a cancelling or an absence without word, and why in the reader's words."""
    found = cancelling.looks(one)
    reasons = () if found is None else found.reasons
    why = [
        (documents.say_reason(access.language(), each.code, dict(each.facts), each.says), each.section)
        for each in reasons
    ]
    return {"looked": found, "why": why}


def _employment(employer_id: int, employment_id: int) -> tuple[schemas.EmploymentFacts, str]:
    """The employment with the employee's name; an employee finds only their own."""
    one = queries.employment(access.session(), employer_id, employment_id, clock.today())
    access.only_own(one.employee_id)
    return one, people.employee(access.session(), employer_id, one.employee_id, clock.today()).details.name.full


def _kept(employer_id: int, one: schemas.EmploymentFacts) -> list[tuple[documents.StoredDocument, bool]]:
    """The contracts that were kept, each with whether it is hidden from the reader."""
    rows = documents.kept(access.session(), employer_id, "contract", one.code)
    return [(row, _hidden(employer_id, one, row)) for row in rows]


def _hidden(employer_id: int, one: schemas.EmploymentFacts, paper: documents.StoredDocument) -> bool:
    """Whether a kept paper tells where a protected employee lives, and the reader is somebody else."""
    own = access.right().role == "employee"
    return not own and tells_protected(access.session(), employer_id, one.employee_id, paper, clock.today())


def _pattern(employer_id: int, employment_id: int, pattern_id: int) -> schemas.Pattern:
    one, _ = _employment(employer_id, employment_id)
    found = next((row for row in one.patterns if row.id == pattern_id), None)
    if found is None:
        raise NotFound
    return found


def _ask(employer_id: int, employment_id: int, page: str, form: forms.Form[Any], **more: Any) -> str:
    one, name = _employment(employer_id, employment_id)
    step = page.removesuffix("_check")
    if step in precedence.OF_STEP:
        more["says"] = precedence.preview_of(
            access.session(),
            employer_id,
            employment_id,
            clock.today(),
            step,
            access.language(),
            form.command if page == "wage_check" else None,
        )
    return render_template(
        f"pages/contracts/{page}.html", form=form, one=one, name=name, employer_id=employer_id, **more
    )


def _set(
    employer_id: int, employment_id: int, page: str, form: forms.Form[Any], do: Callable[..., int], **more: Any
) -> Answered:
    if form.command is not None:
        try:
            do(access.session(), employer_id, employment_id, form.command, _hand())
            access.tell("contracts.ending.saved" if page == "end" else "common.saved")
            return redirect(url_for("contracts.contract", employer_id=employer_id, employment_id=employment_id), 303)
        except Refused as refused:
            form.refused(refused, NAMES)
    return _ask(employer_id, employment_id, page, form, **more), 422


def _pdf(content: bytes, code: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{code}.pdf")
    return answer


def _question(employer_id: int, one: schemas.EmploymentFacts, topic: str) -> dict[str, Any]:
    """A question of the contract in the reader's words, with the address that answers it."""
    words = {"topic": topic, "facts": {}, "asks": topic, "why": topic, "where_to_find": topic}
    said = documents.say_question(access.language(), words)
    of_employment = {"duties": "terms_page", "workplace": "terms_page", "agreement": "agreement_page"}
    of_employment |= {"variable_when": "agreed_page", "variable_times": "agreed_page"}
    of_employment |= {"contract.signed": "signed_page"}
    if topic in of_employment:
        address = url_for(f"contracts.{of_employment[topic]}", employer_id=employer_id, employment_id=one.id)
    elif topic in ("pension", "accident"):
        address = url_for(f"people.{topic}_page", employer_id=employer_id)
    else:
        question_id = f"{topic}:{one.code}:{one.start.isoformat()}"
        address = url_for("duties.answer_page", employer_id=employer_id, question_id=question_id)
    return {"asks": said.asks, "why": said.why, "where": said.where_to_find, "address": address}
