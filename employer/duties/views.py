"""The front page and the questions that wait for an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, answers, clock, contracts, documents, forms, people, texts
from employer.access import policy
from employer.answers.schemas import PICKED, AnswerSchema, choices
from employer.contracts.schemas import GATES
from employer.duties import asking, clients, front
from employer.duties.asking import OpenQuestion
from employer.duties.schemas import Duty, facts_told
from employer.effective import Hand
from employer.errors import NotFound, Refused

blueprint = Blueprint("duties", __name__)

_NEED_COOKIE = "clients"

DUTY_PAGES: Mapping[str, str] = {
    "wage_report": "exports.reports",
    "repayment_report": "exports.reports",
    "report_changed": "exports.reports",
    "separate_report": "exports.reports",
    "report_refused": "exports.answers",
    "self_assessed_tax": "exports.reports",
    "pay_wages": "exports.reports",
    "pay_enforcement": "exports.reports",
    "pay_run": "pay.payslips",
    "decision_ends": "budget.budget",
    "return_unspent": "budget.budget",
    "right_to_work": "people.employees",
    "tax_card": "people.employees",
    "tax_card_missing": "people.employees",
    "written_terms": "contracts.employments",
    "employment_ends": "contracts.employments",
    "ends_by_age": "contracts.employments",
    "work_after_end": "contracts.employments",
    "shifts_after_end": "hours.months",
    "holiday_after_end": "leave.absences",
    "no_ground_explanation": "contracts.employments",
    "accident_policy": "people.employer",
    "pension_policy": "people.employer",
    "employer_register": "people.employer",
    "pension_permanent_employee": "people.employer",
    "pension_six_months_limit": "people.employer",
    "holiday_moved": "leave.absences",
    "holiday_moved_pay": "leave.absences",
    "holiday_notice": "leave.absences",
    "holiday_wish": "leave.absences",
    "leave_answer": "leave.absences",
    "leave_refusal": "leave.absences",
    "partial_leave_hours": "contracts.employments",
    "holiday_ledger_request": "leave.absences",
    "certificate": "leave.absences",
    "law_corrected": "pay.payslips",
    "law_corrected_asked": "pay.payslips",
    "pay_changed": "pay.payslips",
}
"""On which page a duty is done; a thing that has to be in order (``GATES``) is noted on its own page."""

DUTY_PLACES: Mapping[str, str] = {
    "pay_run": "pay.draft_page",
    "pay_changed": "pay.correct_page",
    "work_after_end": "contracts.goes_on_page",
    "wage_report": "exports.pay_day_page",
    "report_changed": "exports.pay_day_page",
    "separate_report": "exports.pay_day_page",
    "self_assessed_tax": "exports.pay_day_page",
    "pay_wages": "exports.pay_day_page",
    "pay_enforcement": "exports.pay_day_page",
}
"""The page of one single thing, for a duty that knows its ids (``Duty.place``)."""

OWN_PAGES: Mapping[str, tuple[str, str]] = {
    "written_terms": ("contracts.contract", "employment_id"),
    "employment_ends": ("contracts.contract", "employment_id"),
    "ends_by_age": ("contracts.contract", "employment_id"),
    "no_ground_explanation": ("contracts.contract", "employment_id"),
    "partial_leave_hours": ("contracts.contract", "employment_id"),
    "shifts_after_end": ("hours.months", "employment"),
    "holiday_after_end": ("leave.absences", "employment"),
    "holiday_moved": ("leave.absences", "employment"),
    "holiday_moved_pay": ("leave.absences", "employment"),
    "holiday_notice": ("leave.absences", "employment"),
    "holiday_wish": ("leave.absences", "employment"),
    "holiday_ledger_request": ("leave.absences", "employment"),
    "certificate": ("leave.absences", "employment"),
    "time_off": ("arrangements.time_off.page", "employment_id"),
    "weekly_rest_given": ("arrangements.time_off.page", "employment_id"),
    "right_to_work": ("people.employee", "employee_id"),
    "tax_card": ("people.employee", "employee_id"),
    "tax_card_missing": ("people.employee", "employee_id"),
}
"""The page of the one employment or employee that a duty is about, and the name of the id there."""

QUESTION_PAGES: Mapping[str, tuple[str, str]] = {
    "employer": ("people.change_employer_page", ""),
    "employer_account": ("people.employer_account_page", ""),
    "employer_tax": ("people.tax_page", ""),
    "pension": ("people.pension_page", ""),
    "accident": ("people.accident_page", ""),
    "employee_account": ("people.employee_account_page", "employee_id"),
    "employee": ("people.change_employee_page", "employee_id"),
    "tax_card": ("people.tax_card_page", "employee_id"),
    "averaging": ("arrangements.final_pay.averaging", "employment_id"),
    "terms": ("contracts.terms_page", "employment_id"),
    "agreed": ("contracts.agreed_page", "employment_id"),
    "agreement": ("contracts.agreement_page", "employment_id"),
    "holiday": ("contracts.holiday_page", "employment_id"),
    "ending": ("contracts.end_page", "employment_id"),
    "hours": ("hours.months", ""),
    "budget": ("budget.budget", ""),
    "payslips": ("pay.payslips", ""),
}
"""The page on which the fact of a question is kept, and which id it needs."""


@blueprint.get("/e/<int:employer_id>/", endpoint="front")
@policy("prepare", "approve", "see_money", "see_absence_reasons", "fill_rosters", "read", "supervise", "employee")
def front_page(employer_id: int) -> str:
    """What to do now, what is coming, how much money is left; to an employee their own work."""
    right = access.right()
    if right.role == "employee" and right.employee_id is not None:
        mine = front.employee_page(access.session(), employer_id, right.employee_id, clock.now())
        return render_template("pages/duties/employee.html", employments=mine, employer_id=employer_id)
    page = front.front_page(
        access.session(),
        employer_id,
        clock.today(),
        with_money=access.may("see_money"),
        with_absence_reasons=access.may("see_absence_reasons"),
    )
    return render_template(
        "pages/duties/front.html",
        page=page,
        tasks={name: _tasks(getattr(page, name), employer_id) for name in ("now", "more", "coming", "check")},
        employer_id=employer_id,
    )


@blueprint.get("/clients", endpoint="clients")
@policy("signed_in")
def client_list() -> Response:
    """A helper's clients, the most pressing first: all, those of a name, or those with the need last chosen."""
    found = _clients("/clients")
    name = request.args.get("name", "").strip()
    asked = request.args.get("need", request.cookies.get(_NEED_COOKIE, ""))
    chosen = asked if asked in clients.NEEDS else ""
    seen = clients.named(found, name) if name else [one for one in found if chosen in ("", one.need)]
    told = [replace(one, facts=facts_told(one.facts.items(), access.language())) for one in seen]
    counts = Counter(one.need for one in found)
    needs = [(need, counts[need]) for need in clients.NEEDS if counts[need] or need == chosen]
    shown = {"clients": told, "chosen": "" if name else chosen, "needs": needs, "total": len(found), "name": name}
    page = render_template("pages/duties/clients.html", **shown)
    response = make_response(page)
    access.set_cookie(response, _NEED_COOKIE, chosen)
    return response


@blueprint.get("/clients.csv")
@policy("signed_in")
def clients_file() -> Response:
    """The same clients with their money, as far as the helper may see it, for a spreadsheet."""
    file = clients.overview_csv(access.session(), _clients("/clients.csv"))
    name = f"clients-{clock.today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file, content_type="text/csv; charset=utf-8", headers=headers)


def _clients(route: str) -> tuple[clients.Client, ...]:
    if not any(right.role == "helper" for right in access.rights()):
        raise NotFound
    found = clients.client_list(access.session(), access.rights(), clock.today(), route)
    access.keep_although_refused()  # the notes that the county looked
    return found


@blueprint.get("/e/<int:employer_id>/questions")
@policy("prepare", "approve", "read")
def questions(employer_id: int) -> str:
    """Every open question, and what has been answered."""
    today = clock.today()
    found = asking.open_questions(access.session(), employer_id, today)
    return render_template(
        "pages/duties/questions.html",
        questions=[_said(one, employer_id) for one in found],
        answered=[
            (one, _topic_words(one.topic)) for one in answers.answers_known(access.session(), employer_id, today)
        ],
        employer_id=employer_id,
    )


@blueprint.get("/e/<int:employer_id>/questions/<string:question_id>")
@policy("prepare")
def answer_page(employer_id: int, question_id: str) -> str:
    """Asks one question that has no other place for its answer."""
    question = asking.open_question(access.session(), employer_id, question_id, clock.today())
    return _ask(employer_id, question, forms.Form({"day": question.day}))


@blueprint.post("/e/<int:employer_id>/questions/<string:question_id>")
@policy("prepare")
def answer(employer_id: int, question_id: str) -> Response | tuple[str, int]:
    """Keeps the answer to one question."""
    question = asking.open_question(access.session(), employer_id, question_id, clock.today())
    form = forms.read(AnswerSchema, request)
    if form.command is not None:
        try:
            given = replace(form.command, question=question.id)
            answers.record_answer(access.session(), employer_id, given, Hand.of(access.actor()))
            access.tell("asked.saved")
            return redirect(url_for("duties.questions", employer_id=employer_id), 303)
        except Refused as refused:
            form.refused(refused)
    return _ask(employer_id, question, form), 422


@blueprint.post("/e/<int:employer_id>/answers/<int:answer_id>/withdraw")
@policy("prepare")
def withdraw_answer(employer_id: int, answer_id: int) -> Response:
    """Takes an answer back: its question is open again."""
    answers.withdraw_answer(access.session(), employer_id, answer_id, Hand.of(access.actor()))
    access.tell("asked.withdrawn")
    return redirect(url_for("duties.questions", employer_id=employer_id), 303)


def _ask(employer_id: int, question: OpenQuestion, form: forms.Form[Any]) -> str:
    said = _said(question, employer_id)
    return render_template("pages/duties/answer.html", question=said, form=form, employer_id=employer_id)


def _said(question: OpenQuestion, employer_id: int) -> dict[str, Any]:
    """A question in the reader's words, with the address of the page that answers it."""
    language = access.language()
    said = documents.say_question(language, question.words)
    return {
        "asks": said.asks,
        "why": said.why,
        "where": said.where_to_find,
        "blocks": question.blocks,
        "employee": question.employee,
        "suggestion": question.words.get("suggestion"),
        "picked": [(one, _choice_words(question.topic, one)) for one in choices(question.topic)],
        "address": _address_of(question, employer_id),
    }


def _choice_words(topic: str, choice: str) -> str:
    """One of the few answers to a question, in the reader's words."""
    own = f"asked.picked.{topic}.{choice}"
    shared = f"asked.picked.{choice}" if topic in PICKED else f"common.{choice}"
    return texts.say(access.language(), own if texts.has(own) else shared)


def _topic_words(topic: str) -> str:
    """What an answered question asked, where its words need no facts of the time when it was asked."""
    key = f"questions.{topic.partition('.')[0]}.asks"
    plain = texts.has(key) and not texts.places(texts.catalogue()[key]["fi"])
    return texts.say(access.language(), key if plain else "asked.topic.other")


def _address_of(question: OpenQuestion, employer_id: int) -> str | None:
    if question.place is None:
        return url_for("duties.answer_page", employer_id=employer_id, question_id=question.id)
    endpoint, needs = QUESTION_PAGES[question.place]
    ids = {"employee_id": question.employee_id, "employment_id": question.employment_id}
    if endpoint not in current_app.view_functions or (needs and ids[needs] is None):
        return None
    return url_for(endpoint, employer_id=employer_id, **({needs: ids[needs]} if needs else {}))


def _tasks(duties: Iterable[Duty], employer_id: int) -> list[dict[str, Any]]:
    """Duties as the page shows them: each with its sentence's key and facts, its day and where it is done."""
    today, duties = clock.today(), tuple(duties)
    names = _names(duties, employer_id)
    return [
        {
            "key": f"duties.{one.code}",
            "about": names.get(one.subject, ""),
            "facts": facts_told(one.facts, access.language()),
            "day": one.day,
            "late": one.day < today,
            "days": (one.day - today).days,
            "section": one.section,
            "link": one.link,
            "address": _page_of(one, employer_id),
        }
        for one in duties
    ]


def _page_of(duty: Duty, employer_id: int) -> str | None:
    if duty.code in GATES and access.may("prepare"):
        employment_id = contracts.employment_id_of(access.session(), employer_id, duty.subject)
        return url_for("contracts.gate_page", employer_id=employer_id, employment_id=employment_id, kind=duty.code)
    elsewhere = "contracts.employments" if duty.code in GATES else None
    endpoint = DUTY_PLACES[duty.code] if duty.place else DUTY_PAGES.get(duty.code, elsewhere)
    place: dict[str, Any] = dict(duty.place)
    if not place and duty.subject and duty.code in OWN_PAGES:
        endpoint, place = _own_page(duty, employer_id)
    if endpoint is None or endpoint not in current_app.view_functions:
        return None
    if not any(access.may(term) for term in access.policy_of(current_app, endpoint)):
        return None
    return url_for(endpoint, employer_id=employer_id, **place)


def _own_page(duty: Duty, employer_id: int) -> tuple[str, dict[str, Any]]:
    """The page of the duty's own employment or employee."""
    endpoint, name = OWN_PAGES[duty.code]
    find = people.employee_id_of if name == "employee_id" else contracts.employment_id_of
    return endpoint, {name: find(access.session(), employer_id, duty.subject)}


def _names(duties: Iterable[Duty], employer_id: int) -> dict[str, str]:
    """Whom each employment is with, by its code, where a household has several employees and its duties need a name."""
    if not any(one.subject for one in duties):
        return {}
    employments = contracts.employments(access.session(), employer_id, clock.today())
    if len({one.employee_id for one in employments}) < 2:
        return {}
    known = people.employees(access.session(), employer_id, clock.today())
    full = {one.id: one.details.name.full for one in known}
    return {one.code: full[one.employee_id] for one in employments}
