"""Pages of the people: employees with their accounts and tax cards, and the employer's own details and insurances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from employer import access, clock, documents, effective, forms
from employer.access import policy
from employer.effective import NOT_SAID, Hand
from employer.errors import NotFound, Refused
from employer.people import approving, queries, schemas, service, starting

blueprint = Blueprint("people", __name__)

Answered = Response | tuple[str, int]
NAMES = {
    "name.first": "first_name",
    "name.last": "last_name",
    "address.street": "street",
    "address.postal_code": "postal_code",
    "address.city": "city",
    "from": "first",
    "self_assessed_tax.reference": "reference",
    "self_assessed_tax.iban": "iban",
    "cared_for.relation": "relation",
}
"""The services' names of fields that a form calls otherwise."""


# How a household begins ----------------------------------------------------------------------------------------------


@blueprint.get("/start")
@policy("signed_in")
def start_page() -> str:
    """Asks who the employer is, for a person who has no household yet."""
    first, _, last = access.visitor().name.rpartition(" ")
    return _start(forms.Form({"first_name": first, "last_name": last}))


@blueprint.post("/start")
@policy("signed_in")
def start() -> Answered:
    """Begins a household and goes on to its front page."""
    form = forms.read(schemas.StartSchema, request)
    if form.command is not None:
        try:
            made = starting.start_household(
                access.session(), access.current_person(), form.command, access.language(), _hand()
            )
            access.tell("starting.done")
            return redirect(url_for("duties.front", employer_id=made), 303)
        except Refused as refused:
            form.refused(refused, NAMES)
    return _start(form), 422


def _start(form: forms.Form[Any]) -> str:
    if any(right.role == "client" for right in access.rights()):
        raise NotFound
    return render_template("pages/people/start.html", form=form, relations=schemas.RELATIONS)


# Employees -----------------------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/employees")
@policy("prepare", "approve", "read", "supervise", "employee")
def employees(employer_id: int) -> Response | str:
    """The list of employees; an employee goes straight to their own page."""
    right = access.right()
    if right.role == "employee":
        return redirect(url_for("people.employee", employer_id=employer_id, employee_id=right.employee_id), 303)
    found = queries.employees(access.session(), employer_id, clock.today())
    rows = [
        {
            "id": one.id,
            "name": one.details.name.full,
            "account": effective.at(one.ibans, clock.today()) is not None,
            "card": effective.at(one.tax_cards, clock.today()) is not None,
        }
        for one in found
    ]
    return render_template("pages/people/employees.html", employees=rows, employer_id=employer_id)


@blueprint.get("/e/<int:employer_id>/employees/<int:employee_id>")
@policy("prepare", "approve", "read", "supervise", "employee")
def employee(employer_id: int, employee_id: int) -> str:
    """One employee's details, account and tax cards."""
    access.only_own(employee_id)
    today = clock.today()
    found = queries.employee(access.session(), employer_id, employee_id, today)
    return render_template(
        "pages/people/employee.html",
        employee=found,
        account=effective.at(found.ibans, today),
        card=effective.at(found.tax_cards, today),
        own=access.right().role == "employee",
        not_on_paper=documents.not_on_paper(found.details.name.full),
        employer_id=employer_id,
    )


@blueprint.get("/e/<int:employer_id>/employees/new")
@policy("prepare")
def add_employee_page(employer_id: int) -> str:
    """Asks for a new employee's details."""
    return _employee_form(employer_id, forms.Form({"language": "fi"}), None)


@blueprint.post("/e/<int:employer_id>/employees/new")
@policy("prepare")
def add_employee(employer_id: int) -> Answered:
    """Adds an employee and goes on to their page, which says what is still missing."""
    form = forms.read(schemas.EmployeeSchema, request)
    added: list[int] = []

    def do(command: schemas.EmployeeForm) -> None:
        code = queries.free_employee_code(access.session(), employer_id, command.first_name)
        added.append(service.add_employee(access.session(), employer_id, command.details(code), _hand()))

    if _did(form, do, "people.added"):
        return redirect(url_for("people.employee", employer_id=employer_id, employee_id=added[0]), 303)
    return _employee_form(employer_id, form, None), 422


@blueprint.get("/e/<int:employer_id>/employees/<int:employee_id>/change")
@policy("prepare")
def change_employee_page(employer_id: int, employee_id: int) -> str:
    """Asks for changed details of an employee."""
    found = queries.employee(access.session(), employer_id, employee_id, clock.today())
    return _employee_form(employer_id, forms.Form(_values(found.details)), found)


@blueprint.post("/e/<int:employer_id>/employees/<int:employee_id>/change")
@policy("prepare")
def change_employee(employer_id: int, employee_id: int) -> Answered:
    """Changes an employee's details."""
    found = queries.employee(access.session(), employer_id, employee_id, clock.today())
    form = forms.read(schemas.EmployeeSchema, request)

    def do(command: schemas.EmployeeForm) -> None:
        details = command.details(found.details.code, found.details)
        service.change_employee(access.session(), employer_id, employee_id, details, _hand())

    if _did(form, do, "common.saved"):
        return redirect(url_for("people.employee", employer_id=employer_id, employee_id=employee_id), 303)
    return _employee_form(employer_id, form, found), 422


@blueprint.get("/e/<int:employer_id>/employees/<int:employee_id>/account")
@policy("prepare")
def employee_account_page(employer_id: int, employee_id: int) -> str:
    """Asks for the account that the wages are paid to."""
    return _of_employee(employer_id, employee_id, "account", forms.Form())


@blueprint.post("/e/<int:employer_id>/employees/<int:employee_id>/account")
@policy("prepare")
def employee_account(employer_id: int, employee_id: int) -> Answered:
    """Notes the account that the wages are paid to."""
    form = forms.read(schemas.AccountSchema, request)

    def do(command: schemas.Account) -> None:
        service.set_employee_account(access.session(), employer_id, employee_id, command, _hand())

    if _did(form, do, "people.account.saved"):
        return redirect(url_for("people.employee", employer_id=employer_id, employee_id=employee_id), 303)
    return _of_employee(employer_id, employee_id, "account", form), 422


@blueprint.get("/e/<int:employer_id>/employees/<int:employee_id>/tax-card")
@policy("prepare")
def tax_card_page(employer_id: int, employee_id: int) -> str:
    """Asks for a tax card."""
    return _of_employee(employer_id, employee_id, "tax_card", forms.Form({"kind": "wage"}))


@blueprint.post("/e/<int:employer_id>/employees/<int:employee_id>/tax-card")
@policy("prepare")
def tax_card(employer_id: int, employee_id: int) -> Answered:
    """Adds a tax card; it ends the one before."""
    form = forms.read(schemas.CardSchema, request)

    def do(command: schemas.Card) -> None:
        service.add_tax_card(access.session(), employer_id, employee_id, command, _hand())

    if _did(form, do, "people.card.saved"):
        return redirect(url_for("people.employee", employer_id=employer_id, employee_id=employee_id), 303)
    return _of_employee(employer_id, employee_id, "tax_card", form), 422


@blueprint.get("/e/<int:employer_id>/employees/<int:employee_id>/tax-card/<int:card_id>/withdraw")
@policy("prepare")
def withdraw_card_page(employer_id: int, employee_id: int, card_id: int) -> str:
    """Asks before a tax card is taken back."""
    cards = queries.tax_cards(access.session(), employer_id, employee_id, clock.today())
    card = next((one for one in cards if one.id == card_id), None)
    if card is None:
        raise NotFound
    return _of_employee(employer_id, employee_id, "withdraw_card", forms.Form(), card=card)


@blueprint.post("/e/<int:employer_id>/employees/<int:employee_id>/tax-card/<int:card_id>/withdraw")
@policy("prepare")
def withdraw_card(employer_id: int, employee_id: int, card_id: int) -> Response:
    """Takes back a tax card that should not have been entered."""
    service.withdraw_tax_card(access.session(), employer_id, card_id, _hand())
    access.tell("people.card.withdrawn")
    return redirect(url_for("people.employee", employer_id=employer_id, employee_id=employee_id), 303)


# The employer's own details ------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/employer")
@policy("prepare", "approve", "read")
def employer(employer_id: int) -> str:
    """The employer's contacts, account, insurances and tax reference."""
    today = clock.today()
    facts = queries.employer_facts(access.session(), employer_id, today, today)
    names = [facts.details.name.full]
    if facts.details.cared_for.name is not None:
        names.append(facts.details.cared_for.name.full)
    return render_template(
        "pages/people/employer.html",
        facts=_said(facts),
        not_on_paper=documents.not_on_paper("".join(names)),
        employer_id=employer_id,
    )


@blueprint.get("/e/<int:employer_id>/employer/change")
@policy("prepare")
def change_employer_page(employer_id: int) -> str:
    """Asks for changed contacts of the employer."""
    details = queries.employer_details(access.session(), employer_id)
    return _of_employer(employer_id, "change_employer", forms.Form(_values(details)))


@blueprint.post("/e/<int:employer_id>/employer/change")
@policy("prepare")
def change_employer(employer_id: int) -> Answered:
    """Changes the employer's contacts."""
    form = forms.read(schemas.EmployerSchema, request)

    def do(command: schemas.EmployerForm) -> None:
        details = command.details(queries.employer_details(access.session(), employer_id))
        service.change_employer(access.session(), employer_id, details, _hand())

    return _answered(employer_id, "change_employer", form, do)


@blueprint.get("/e/<int:employer_id>/employer/account")
@policy("prepare")
def employer_account_page(employer_id: int) -> str:
    """Asks for the account that pays the wages."""
    return _of_employer(employer_id, "employer_account", forms.Form())


@blueprint.post("/e/<int:employer_id>/employer/account")
@policy("prepare")
def employer_account(employer_id: int) -> Answered:
    """Notes the account that pays the wages."""
    form = forms.read(schemas.AccountSchema, request)

    def do(command: schemas.Account) -> None:
        service.set_employer_account(access.session(), employer_id, command, _hand())

    return _answered(employer_id, "employer_account", form, do)


@blueprint.get("/e/<int:employer_id>/employer/pension")
@policy("prepare")
def pension_page(employer_id: int) -> str:
    """Asks how the pension is insured."""
    today = clock.today()
    known = queries.employer_facts(access.session(), employer_id, today, today).pension
    return _of_employer(employer_id, "pension", forms.Form(_insurance_values(known, "kind")))


@blueprint.post("/e/<int:employer_id>/employer/pension")
@policy("prepare")
def pension(employer_id: int) -> Answered:
    """Notes the pension insurance from a day on."""
    form = forms.read(schemas.PensionSchema, request)

    def do(command: schemas.PensionInsurance) -> None:
        service.set_pension(access.session(), employer_id, command, _hand())

    return _answered(employer_id, "pension", form, do)


@blueprint.get("/e/<int:employer_id>/employer/accident")
@policy("prepare")
def accident_page(employer_id: int) -> str:
    """Asks for the accident and group life insurance."""
    today = clock.today()
    known = queries.employer_facts(access.session(), employer_id, today, today).accident
    return _of_employer(employer_id, "accident", forms.Form(_insurance_values(known, "insured")))


@blueprint.post("/e/<int:employer_id>/employer/accident")
@policy("prepare")
def accident(employer_id: int) -> Answered:
    """Notes the accident and group life insurance from a day on."""
    form = forms.read(schemas.AccidentSchema, request)

    def do(command: schemas.AccidentInsurance) -> None:
        service.set_accident(access.session(), employer_id, command, _hand())

    return _answered(employer_id, "accident", form, do)


@blueprint.get("/e/<int:employer_id>/employer/tax")
@policy("prepare")
def tax_page(employer_id: int) -> str:
    """Asks for the reference and account of the Tax Administration."""
    known = queries.employer_details(access.session(), employer_id).self_assessed_tax
    values = {"reference": known.reference} if known else {}  # an account is never shown whole
    return _of_employer(employer_id, "tax", forms.Form(values))


@blueprint.post("/e/<int:employer_id>/employer/tax")
@policy("prepare")
def tax(employer_id: int) -> Answered:
    """Notes the reference and account of the Tax Administration."""
    form = forms.read(schemas.TaxSchema, request)

    def do(command: schemas.SelfAssessedTax) -> None:
        details = replace(queries.employer_details(access.session(), employer_id), self_assessed_tax=command)
        service.change_employer(access.session(), employer_id, details, _hand())

    return _answered(employer_id, "tax", form, do)


# Reading forms and showing pages -------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/employer/two-people")
@policy("approve")
def two_people_page(employer_id: int) -> str:
    """Whether two persons approve the pay."""
    on = approving.two_needed(access.session(), employer_id)
    return render_template("pages/people/two_people.html", employer_id=employer_id, on=on)


@blueprint.post("/e/<int:employer_id>/employer/two-people")
@policy("approve")
def two_people(employer_id: int) -> Response:
    """Two persons approve from now on; or one of two persons approves that one is enough again."""
    if approving.two_needed(access.session(), employer_id):
        if not approving.stop_requiring_two(access.session(), employer_id, _hand()):
            access.tell("people.two_people.waits")
    else:
        approving.require_two(access.session(), employer_id, _hand())
    return redirect(url_for("people.two_people_page", employer_id=employer_id), 303)


# Who else may act ----------------------------------------------------------------------------------------------------


@blueprint.get("/e/<int:employer_id>/employer/delegates")
@policy("client")
def delegates(employer_id: int) -> str:
    """Who may act for the household, and what each may do."""
    today = clock.today()
    facts = queries.employer_facts(access.session(), employer_id, today, today)
    now = [one for one in facts.delegates if one.until is None or one.until >= today]
    return render_template("pages/people/delegates.html", delegates=now, employer_id=employer_id)


@blueprint.get("/e/<int:employer_id>/employer/delegates/new")
@policy("client")
def add_delegate_page(employer_id: int) -> str:
    """Asks who may act, and what they may do."""
    return _delegate_form(employer_id, forms.Form())


@blueprint.post("/e/<int:employer_id>/employer/delegates/new")
@policy("client")
def add_delegate(employer_id: int) -> Answered:
    """Gives a mandate."""
    form = forms.read(schemas.DelegateSchema, request)

    def do(command: schemas.Mandate) -> None:
        starting.let_act(access.session(), employer_id, command, _hand())

    if _did(form, do, "delegates.saved"):
        return redirect(url_for("people.delegates", employer_id=employer_id), 303)
    return _delegate_form(employer_id, form), 422


@blueprint.post("/e/<int:employer_id>/employer/delegates/<int:mandate_id>/rights")
@policy("client")
def give_rights(employer_id: int, mandate_id: int) -> Response:
    """Gives the rights of a mandate again, for a person whose account was made later."""
    starting.give_rights(access.session(), employer_id, mandate_id, _hand())
    access.tell("delegates.given")
    return redirect(url_for("people.delegates", employer_id=employer_id), 303)


@blueprint.get("/e/<int:employer_id>/employer/delegates/<int:mandate_id>/end")
@policy("client")
def end_delegate_page(employer_id: int, mandate_id: int) -> str:
    """Asks for the last day of a mandate."""
    return _end_delegate(employer_id, mandate_id, forms.Form({"last": clock.today()}))


@blueprint.post("/e/<int:employer_id>/employer/delegates/<int:mandate_id>/end")
@policy("client")
def end_delegate(employer_id: int, mandate_id: int) -> Answered:
    """Ends a mandate and the right to sign in for the household."""
    form = forms.read(schemas.EndDelegateSchema, request)

    def do(command: dict[str, Any]) -> None:
        starting.end_mandate(access.session(), employer_id, mandate_id, command["last"], _hand())

    if _did(form, do, "delegates.ended"):
        return redirect(url_for("people.delegates", employer_id=employer_id), 303)
    return _end_delegate(employer_id, mandate_id, form), 422


def _delegate_form(employer_id: int, form: forms.Form[Any]) -> str:
    return render_template(
        "pages/people/delegate_form.html", form=form, mandates=schemas.GIVEN_MANDATES, employer_id=employer_id
    )


def _end_delegate(employer_id: int, mandate_id: int, form: forms.Form[Any]) -> str:
    today = clock.today()
    known = queries.employer_facts(access.session(), employer_id, today, today).delegates
    one = next((one for one in known if one.id == mandate_id), None)
    if one is None:
        raise NotFound
    return render_template("pages/people/end_delegate.html", form=form, one=one, employer_id=employer_id)


def _hand() -> Hand:
    return Hand.of(access.actor())


def _did(form: forms.Form[Any], do: Callable[[Any], None], told: str) -> bool:
    """Does what a form asks; what the service refuses is noted beside its fields."""
    if form.command is None:
        return False
    try:
        do(form.command)
    except Refused as refused:
        form.refused(refused, NAMES)
        return False
    access.tell(told)
    return True


def _answered(employer_id: int, page: str, form: forms.Form[Any], do: Callable[[Any], None]) -> Answered:
    if _did(form, do, "common.saved"):
        return redirect(url_for("people.employer", employer_id=employer_id), 303)
    return _of_employer(employer_id, page, form), 422


def _employee_form(employer_id: int, form: forms.Form[Any], known: schemas.EmployeeFacts | None) -> str:
    return render_template("pages/people/employee_form.html", form=form, known=known, employer_id=employer_id)


def _of_employee(employer_id: int, employee_id: int, page: str, form: forms.Form[Any], **more: Any) -> str:
    found = queries.employee(access.session(), employer_id, employee_id, clock.today())
    return render_template(
        f"pages/people/{page}.html",
        form=form,
        name=found.details.name.full,
        employee=found,
        employer_id=employer_id,
        **more,
    )


def _of_employer(employer_id: int, page: str, form: forms.Form[Any]) -> str:
    return render_template(f"pages/people/{page}.html", form=form, employer_id=employer_id)


def _values(details: schemas.EmployeeDetails | schemas.EmployerDetails) -> dict[str, Any]:
    """What a form of contacts holds before anybody types; identity codes are never filled in."""
    address = details.address
    values: dict[str, Any] = {
        "first_name": details.name.first,
        "last_name": details.name.last,
        "email": details.email,
        "phone": details.phone,
        "language": details.language,
        "street": None if address is None else address.street,
        "postal_code": None if address is None else address.postal_code,
        "city": None if address is None else address.city,
    }
    if isinstance(details, schemas.EmployerDetails):
        registered = "yes" if details.employer_register == "regular" else "no"
        return values | {"municipality": details.municipality, "registered": registered}
    if details.protected_address:
        values |= dict.fromkeys(("email", "phone", "street", "postal_code", "city"))
    return values | {
        "born": None if details.identity_code else details.born,
        "sex": None if details.identity_code else str(details.sex),
        "protected_address": "yes" if details.protected_address else "",
        "right_to_work_basis": details.right_to_work_basis,
        "right_to_work_until": details.right_to_work_until,
    }


def _insurance_values(known: Any, first_question: str) -> Mapping[str, Any]:
    """What an insurance's form holds before anybody types. What is not said stays empty; no day is filled in."""
    if known is NOT_SAID:
        return {}
    if known is None:
        return {first_question: "no" if first_question == "insured" else "none"}
    names = (
        "kind",
        "provider",
        "provider_name",
        "policy_number",
        "total_percent",
        "insurer",
        "insurer_name",
        "percent",
    )
    values = {name: getattr(known, name) for name in names if getattr(known, name, NOT_SAID) is not NOT_SAID}
    values = {
        name: str(value).replace(".", ",") if name.endswith("percent") else value
        for name, value in values.items()
        if value is not None
    }
    if first_question == "insured":
        group_life = known.group_life_percent
        values["insured"] = "yes"
        if group_life is not NOT_SAID:
            values["group_life"] = "no" if group_life is None else "yes"
            values["group_life_percent"] = "" if group_life is None else str(group_life).replace(".", ",")
    return values


def _said(facts: schemas.EmployerFacts) -> dict[str, Any]:
    """The employer's facts as plain data; a fact that nobody has said is None, and its page is offered."""

    def plain(value: Any) -> Any:
        return None if value is NOT_SAID else value

    pension, accident, tax = facts.pension, facts.accident, facts.details.self_assessed_tax
    return {
        "details": facts.details,
        "iban": plain(facts.iban),
        "pension": "not_said" if pension is NOT_SAID else "none" if pension is None else pension.kind,
        "pension_name": plain(pension.provider_name) if pension else None,
        "pension_number": plain(pension.policy_number) if pension else None,
        "pension_percent": plain(pension.total_percent) if pension else None,
        "accident": "not_said" if accident is NOT_SAID else "none" if accident is None else "insured",
        "accident_name": plain(accident.insurer_name) if accident else None,
        "accident_number": plain(accident.policy_number) if accident else None,
        "accident_percent": plain(accident.percent) if accident else None,
        "group_life_said": bool(accident) and accident.group_life_percent is not NOT_SAID,
        "group_life": plain(accident.group_life_percent) if accident else None,
        "tax_reference": tax.reference if tax else None,
        "tax_iban": tax.iban if tax else None,
    }
