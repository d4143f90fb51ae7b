"""Loads a household into the database through the same verbs that the pages use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from employer import arrangements, budget, contracts, documents, exports, hours, leave, pay, people, training
from employer.accounts import service as accounts
from employer.accounts.schemas import NewAccount, NewRelation
from employer.arrangements import Benefit, Garnishment, KelaPart, averaging, final_pay, longer, time_off
from employer.arrangements.averaging.schemas import AveragingTyped
from employer.budget import schemas as money
from employer.contracts import schemas as terms
from employer.contracts.document import contract_document
from employer.effective import NOT_SAID, Hand
from employer.errors import Refused, Sentence
from employer.exports import outbox, paydays
from employer.exports.paydays.schemas import Making
from employer.hours.schemas import Shift
from employer.household.keeping import decisions_of, restore, since, trip_of
from employer.household.reading import read
from employer.household.reading.schemas import WEEKDAYS
from employer.household.schemas import (
    Account,
    Address,
    Budget,
    EmployeePart,
    EmploymentPart,
    Fault,
    Gates,
    Household,
    Name,
    Opening,
    Problem,
    Returned,
    Unreadable,
)
from employer.leave import ledger, requesting
from employer.leave.schemas import HOLIDAYS, Absence, Entry
from employer.people import schemas as persons
from employer.training.schemas import Training
from rules import NoValueForDay, UnknownValue, UnverifiedValue

CENTS = 100
IMPORTER = "household file"
DEMO = Path(__file__).resolve().parent / "demo" / "hameenlinna-childminder.yaml"
ACCIDENT_FACTS = ("insurer", "insurer_name", "policy_number", "percent", "group_life_percent")
FORMER_NAMES = {
    "weekly_times": "weekly_minutes",
    "agreements": "agreement",
    "holiday_terms": "holiday",
    "terms.": "",
}


def load(session: Session, household: Household, hand: Hand, language: str | None = None) -> int:
    """Writes a household that was read, and gives back its ``employer_id``.

    ``hand`` says who imports and when: everything counts as known from that moment on. Raises ``Unreadable`` with every
    rule that a service found broken, at its place in the file; the caller's unit of work then rolls everything back.
    """
    loader = _Loader(session, household, hand, language or household.employer.language)
    loader.everything()
    if loader.problems:
        raise Unreadable(tuple(loader.problems), loader.language)
    return loader.employer_id


def import_file(session: Session, household: Household, language: str | None = None) -> int:
    """Loads a household into the installation, with everything that its file kept, and gives back its ``employer_id``.

    An export's facts count as known from the moment when its records began. Raises ``Unreadable``.
    """
    try:
        began = since(household.kept)
        hand = Hand.of(IMPORTER) if began is None else Hand(IMPORTER, began)
        employer_id = load(session, household, hand, language)
        if household.kept:
            restore(session, employer_id, household.kept, hand)
    except Unreadable as refused:
        raise Unreadable(refused.problems, language or household.employer.language) from None
    return employer_id


def make_demo(session: Session, *, reported: bool = False) -> int | None:
    """The example household with its people, who sign in by one click; None when it is there already.

    The persons are invented: the employer, the delegates of the file and the employee. The last pay run waits for the
    visitor; with ``reported`` the reports and payments of the earlier ones have been made.
    """
    household = read(DEMO.read_bytes())
    if people.employer_id_of(session, household.id) is not None:
        return None
    employer_id = import_file(session, household)
    part = household.employer
    first = min(employment.start for employment in household.employments)
    person = _demo_person(session, part.name, part.email, part.language)
    accounts.relate(session, employer_id, NewRelation(person, "client", first), actor=IMPORTER)
    for delegate in part.delegates:
        role = "helper" if "supervise" in delegate.may else "carer"
        person = _demo_person(session, delegate.name, delegate.email, part.language)
        accounts.relate(
            session,
            employer_id,
            NewRelation(
                person,
                role,
                delegate.first or first,
                delegate.until,
                frozenset(delegate.may),
                organisation=delegate.organisation or "",
            ),
            actor=IMPORTER,
        )
    for employee in household.employees:
        employee_id = people.employee_id_of(session, employer_id, employee.id)
        person = _demo_person(session, employee.name, employee.email, employee.language)
        accounts.relate(
            session,
            employer_id,
            NewRelation(person, "employee", first, employee_id=employee_id),
            actor=IMPORTER,
        )
    hand = Hand.of(household.employer.name.last)
    _give_the_contracts(session, employer_id, household, hand)
    _issue_all_but_the_last(session, employer_id, hand)
    if reported:
        _report_and_pay(session, employer_id, hand)
    return employer_id


def _give_the_contracts(session: Session, employer_id: int, household: Household, hand: Hand) -> None:
    for employment in contracts.employments(session, employer_id, hand.day):
        trainings = [one.title for one in household.trainings if one.employment == employment.code]
        made = contract_document(session, employer_id, employment.id, hand.day, trainings)
        rendered = documents.render("contract", made.data, made.language, employment.start, employment.code)
        documents.keep(session, employer_id, "contract", employment.code, made.language, rendered, hand)


def _issue_all_but_the_last(session: Session, employer_id: int, hand: Hand) -> None:
    """Issues the example's payslips up to its last pay run, which waits for its visitor."""
    known_on = hand.day
    for run in contracts.pay_runs(session, employer_id, known_on)[:-1]:
        for employment in contracts.employments(session, employer_id, known_on):
            draft = pay.draft(session, employer_id, employment.id, run, known_on)
            name = f"{employment.code}-{run.pay_day.isoformat()}"
            employee = people.employee(session, employer_id, employment.employee_id, known_on)
            document = pay.render(draft, employee.details.language, run.pay_day, name)
            pay.issue(session, employer_id, pay.IssuePayslip(draft, (document,), request_key=name), hand)


def _report_and_pay(session: Session, employer_id: int, hand: Hand) -> None:
    """Makes the reports and the bank's files of the payslips that were issued; the reports are noted as sent."""
    issued = pay.payslips(session, employer_id)
    for day in sorted({one.payment_day for one in issued}):
        steps = [Making("payment")]
        steps += [Making("wage", one.employee_id) for one in issued if one.payment_day == day]
        steps.append(Making("separate"))
        for step in steps:
            paydays.make(session, employer_id, day, step, hand, production=False)
    for report in exports.reports(session, employer_id):
        outbox.carried(session, employer_id, report.id, hand)


def _demo_person(session: Session, name: Name, email: str | None, language: str) -> int:
    address = email or f"{name.first}.{name.last}@example.invalid".lower()
    return accounts.create_account(session, NewAccount(address, f"{name.first} {name.last}", language, None, demo=True))


class _Loader:
    def __init__(self, session: Session, household: Household, hand: Hand, language: str) -> None:
        self.session, self.household, self.hand, self.language = session, household, hand, language
        self.problems: list[Problem] = []
        self.employer_id = 0
        self.employees: dict[str, int] = {}
        self.employments: dict[str, int] = {}
        self.trainings: dict[str, list[tuple[date, int]]] = {}
        for row in household.trainings:
            if row.required or row.paid:
                self.trainings.setdefault(row.employment, []).append((row.day, row.minutes))

    def everything(self) -> None:
        with self.at("employer"):
            self.employer_id = people.new_employer(self.session, _employer(self.household), self.hand)
        if not self.employer_id:
            return
        self.employer_history()
        for number, employee in enumerate(self.household.employees):
            self.employee(f"employees[{number}]", employee)
        for number, employment in enumerate(self.household.employments):
            self.employment(f"employments[{number}]", employment)
        self.budget()
        for number, row in enumerate(self.household.opening):
            if row.employment in self.employments:
                with self.at(f"opening[{number}]"):
                    self.do(contracts.set_opening, _opening(self.employments[row.employment], row))
        for number, shift in enumerate(self.household.shifts):
            if shift.employment in self.employments:
                with self.at(f"shifts[{number}]"):
                    self.do(
                        hours.add_shift,
                        Shift(
                            self.employments[shift.employment],
                            shift.start,
                            shift.end,
                            shift.break_minutes,
                            shift.kind,
                            shift.status,
                        ),
                    )
        for number, row in enumerate(self.household.trainings):
            if row.employment in self.employments:
                with self.at(f"trainings[{number}]"):
                    self.do(
                        training.add_training,
                        Training(
                            self.employments[row.employment],
                            row.title,
                            row.day,
                            row.minutes,
                            row.required,
                            row.paid,
                            cents(row.cost),
                            row.line,
                        ),
                    )
        self.absences()
        self.single_sums()
        for number, run in enumerate(self.household.pay_runs):
            ids = None if run.employments is None else tuple(self.employments.get(name, 0) for name in run.employments)
            if ids is None or all(ids):
                with self.at(f"pay_runs[{number}]"):
                    self.do(contracts.declare_pay_run, terms.PayRun(run.first, run.until, run.pay_day, run.kind, ids))

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Whatever a service refuses inside is a problem of this place of the file."""
        try:
            yield
        except Refused as refused:
            for problem in refused.problems:
                name = problem.field
                for former, here in FORMER_NAMES.items():
                    if name.startswith(former):
                        name = here + name.removeprefix(former)
                says = " ".join(
                    part.say(self.language) if isinstance(part, Sentence) else part
                    for part in (problem.what, problem.what_to_do)
                )
                whole = f"{place}.{name}" if name else place
                whole = "id" if whole == "employer.id" else whole  # the household's own id stands at the top
                self.problems.append(Problem(whole, Fault("service", (("says", says),))))

    def do(self, verb: Callable[..., Any], *given: Any) -> Any:
        """One verb of a service for this household."""
        return verb(self.session, self.employer_id, *given, self.hand)

    def employer_history(self) -> None:
        part = self.household.employer
        if part.iban is not NOT_SAID:
            with self.at("employer.iban"):
                for account in _accounts(part.iban):
                    self.do(people.set_employer_account, account)
        if part.pension is not NOT_SAID:
            with self.at("employer.pension"):
                rows = [
                    persons.PensionInsurance(
                        row.kind,
                        row.provider,
                        row.provider_name,
                        row.policy_number,
                        row.total_percent,
                        row.first,
                        row.until,
                    )
                    for row in part.pension or ()
                ]
                for pension in rows or [persons.PensionInsurance(None, None, None, None, None)]:
                    self.do(people.set_pension, pension)
        if part.accident is not NOT_SAID:
            with self.at("employer.accident"):
                insured = [
                    persons.AccidentInsurance(
                        row.insurer,
                        row.insurer_name,
                        row.policy_number,
                        row.percent,
                        row.group_life_percent,
                        any(getattr(row, name) is not None for name in ACCIDENT_FACTS),
                        row.first,
                        row.until,
                    )
                    for row in part.accident or ()
                ]
                nothing = persons.AccidentInsurance(None, None, None, None, None, insured=False)
                for accident in insured or [nothing]:
                    self.do(people.set_accident, accident)
        for number, delegate in enumerate(part.delegates):
            with self.at(f"employer.delegates[{number}]"):
                self.do(
                    people.add_delegate,
                    persons.Mandate(
                        _name(delegate.name),
                        delegate.email,
                        delegate.may,
                        delegate.organisation,
                        delegate.first,
                        delegate.until,
                    ),
                )

    def employee(self, place: str, part: EmployeePart) -> None:
        with self.at(place):
            right = part.right_to_work
            self.employees[part.id] = self.do(
                people.add_employee,
                persons.EmployeeDetails(
                    code=part.id,
                    name=_name(part.name),
                    identity_code=part.identity_code,
                    born=part.born,
                    sex=part.sex,
                    address=None if part.address is None else _address(part.address),
                    language=part.language,
                    email=part.email,
                    phone=part.phone,
                    protected_address=part.protected_address,
                    right_to_work_basis=None if right is None else right.basis,
                    right_to_work_until=None if right is None else right.until,
                ),
            )
        employee_id = self.employees.get(part.id)
        if employee_id is None:
            return
        if part.iban is not NOT_SAID:
            with self.at(f"{place}.iban"):
                for account in _accounts(part.iban):
                    self.do(people.set_employee_account, employee_id, account)
        for number, card in enumerate(part.tax_cards):
            with self.at(f"{place}.tax_cards[{number}]"):
                self.do(
                    people.add_tax_card,
                    employee_id,
                    persons.Card(
                        card.kind,
                        card.percent,
                        card.additional_percent,
                        card.ceiling,
                        card.deduction,
                        card.first,
                        card.until,
                    ),
                )

    def budget(self) -> None:
        part, refused = self.household.budget, False
        for one in decisions_of(self.household.kept):
            with self.at("kept.decisions"):
                self.do(budget.record_decision, _decision(one))
                for given in one.returned:
                    self.do(budget.record_returned, _returned(one, given))
        if part is not None:
            before = len(self.problems)
            with self.at("budget"):
                self.do(budget.record_decision, _decision(part))
            # What names a line of a refused decision would be refused for that alone.
            refused = len(self.problems) > before
            for number, row in enumerate(part.received):
                if refused and row.line is not None:
                    continue
                with self.at(f"budget.received[{number}]"):
                    self.do(budget.record_received, money.Received(row.day, cents(row.euros), row.line))
            for number, given in enumerate(() if refused else part.returned):
                with self.at(f"budget.returned[{number}]"):
                    self.do(budget.record_returned, _returned(part, given))
        for number, expense in enumerate(self.household.expenses):
            employment_id = None if expense.employment is None else self.employments.get(expense.employment, 0)
            if employment_id == 0 or (refused and expense.line is not None):
                continue
            with self.at(f"expenses[{number}]"):
                self.do(
                    budget.record_expense,
                    money.Expense(
                        expense.day,
                        expense.title,
                        cents(expense.euros),
                        expense.line,
                        expense.kind,
                        employment_id,
                        **trip_of(self.household.kept, number),
                    ),
                )

    def absences(self) -> None:
        """Other absences first, then holidays in order: whether a holiday is earned depends on what came before it.

        What was saved or moved comes before the holidays, which leave it alone or stand for it; what was paid after.
        """
        self.away(holidays=False)
        self.holiday_entries("saved", "moved")
        self.away(holidays=True)
        self.holiday_entries("paid_saved", "paid_moved", "paid_service", "shortened")

    def holiday_entries(self, *kinds: str) -> None:
        for number, row in enumerate(self.household.holiday_entries):
            employment_id = self.employments.get(row.employment)
            if employment_id is None or row.kind not in kinds:
                continue
            facts = (row.days, row.day, row.ground, row.asked, row.asked_by, row.moved_from)
            with self.at(f"holiday_entries[{number}]"):
                ledger.note(
                    self.session,
                    self.employer_id,
                    Entry(employment_id, row.kind, row.credit_year[0], *facts),
                    self.hand,
                    self.trainings.get(row.employment, ()),
                )

    def away(self, *, holidays: bool) -> None:
        numbered = [
            (row.first, number, row)
            for number, row in enumerate(self.household.absences)
            if (row.kind in HOLIDAYS) is holidays
        ]
        for _, number, row in sorted(numbered, key=lambda one: one[:2]):
            employment_id = self.employments.get(row.employment)
            if employment_id is None:
                continue
            absence = Absence(
                employment_id,
                row.kind,
                row.first,
                row.last,
                row.certificate_seen,
                row.same_illness_as,
                row.child_born,
                row.agreed_in_writing,
                row.own_risk_days,
                row.no_pay,
                row.moved_from,
                *(None if one is None else one.hour * 60 + one.minute for one in (row.start, row.end)),
                row.told,
                row.due,
                row.change_ground,
                row.changed_from,
                row.postponements,
                row.answer,
                row.answered,
                row.answer_ground,
                row.ill_since,
            )
            with self.at(f"absences[{number}]"):
                if holidays and self.balance_is_known(employment_id, row.first):
                    leave.plan_holiday(
                        self.session, self.employer_id, absence, self.hand, self.trainings.get(row.employment, ())
                    )
                else:
                    self.do(leave.add_absence, absence)

    def balance_is_known(self, employment_id: int, before: date) -> bool:
        """Whether the records, with the opening, cover the credit years that a holiday may come from."""
        try:
            years = leave.holiday_account(
                self.session, self.employer_id, employment_id, before - timedelta(days=1), known_on=self.hand.day
            )
        except (NoValueForDay, UnknownValue, UnverifiedValue):
            return False  # older than the law book: asked when the holiday is paid
        return not any(year.before_records and year.opening_days is None for year in years)

    def employment(self, place: str, part: EmploymentPart) -> None:
        if part.employee not in self.employees:
            return
        with self.at(place):
            self.employments[part.id] = self.do(
                contracts.add_employment, _employment(self.employees[part.employee], part)
            )
        employment_id = self.employments.get(part.id)
        if employment_id is not None:
            self.arrangements(place, employment_id, part)
            self.hours_of(place, employment_id, part)
            for number, asked_at in enumerate(part.ledger_requests):
                with self.at(f"{place}.ledger_requests[{number}]"):
                    asked = Hand(self.hand.by, asked_at)
                    requesting.request_ledger(self.session, self.employer_id, employment_id, asked)

    def arrangements(self, place: str, employment_id: int, part: EmploymentPart) -> None:
        """What changes the pay of an employment besides its wage."""
        for number, order in enumerate(part.garnishments):
            with self.at(f"{place}.garnishments[{number}]"):
                given = Garnishment(
                    order.number,
                    order.first,
                    cents(order.protected),
                    cents(order.fixed),
                    order.until,
                    periodic=order.periodic,
                    iban=order.iban,
                    reference=order.reference,
                )
                self.do(arrangements.set_garnishment, employment_id, given)
        for number, row in enumerate(part.benefits):
            with self.at(f"{place}.benefits[{number}]"):
                benefit = Benefit(
                    row.kind,
                    row.title,
                    cents(row.euros),
                    row.first,
                    row.until,
                    variant=row.variant,
                    number=row.number,
                    cost_cents=cents(row.cost),
                    collected_cents=cents(row.collected),
                    from_pay=row.from_pay,
                )
                self.do(arrangements.set_benefit, employment_id, benefit)
        for number, kela in enumerate(part.kela_parts):
            with self.at(f"{place}.kela_parts[{number}]"):
                self.do(arrangements.set_kela_part, employment_id, KelaPart(cents(kela.euros), kela.first, kela.until))

    def hours_of(self, place: str, employment_id: int, part: EmploymentPart) -> None:
        """What bounds the hours of an employment besides its agreed week."""
        for number, period in enumerate(part.averaging):
            with self.at(f"{place}.averaging[{number}]"):
                weeks = period.week_minutes
                plan = None if weeks is None else " ".join(f"{one // 60}:{one % 60:02}" for one in weeks)
                typed = AveragingTyped(period.first, period.until, plan)
                self.do(averaging.note_averaging, employment_id, typed)
        for number, row in enumerate(part.longer_hours):
            with self.at(f"{place}.longer_hours[{number}]"):
                agreed = longer.LongerTime(
                    row.day_minutes,
                    row.week_minutes,
                    row.agreed_on,
                    row.agreed_by,
                    row.document,
                    row.first,
                    row.until,
                )
                self.do(longer.note_longer, employment_id, agreed)
        for number, school in enumerate(part.schooling):
            with self.at(f"{place}.schooling[{number}]"):
                days = school.school_minutes
                told = None if days is None else tuple(getattr(days, day) for day in WEEKDAYS)
                self.do(
                    contracts.set_schooling,
                    employment_id,
                    terms.Schooling(school.kind, told, school.first, school.until),
                )
        for number, late in enumerate(part.late_work):
            with self.at(f"{place}.late_work[{number}]"):
                consent = terms.LateWork(late.agreed, late.reason, late.first, late.until, in_home=late.in_home)
                self.do(contracts.set_late_work, employment_id, consent)

    def single_sums(self) -> None:
        """Pay in advance and the employer's own claims; what was paid in advance may lie after *as of*."""
        for number, advance in enumerate(self.household.advances):
            if advance.employment in self.employments:
                with self.at(f"advances[{number}]"):
                    final_pay.note_advance(
                        self.session,
                        self.employer_id,
                        self.employments[advance.employment],
                        final_pay.Advance(cents(advance.euros), advance.paid, advance.day),
                        self.hand,
                        to_come=True,
                    )
        for number, claim in enumerate(self.household.set_offs):
            if claim.employment in self.employments:
                with self.at(f"set_offs[{number}]"):
                    set_off = final_pay.SetOff(claim.title, cents(claim.euros), claim.day, claim.dependants)
                    self.do(final_pay.note_set_off, self.employments[claim.employment], set_off)
        for number, rest in enumerate(self.household.missed_rests):
            if rest.employment in self.employments:
                with self.at(f"missed_rests[{number}]"):
                    final_pay.note_missed_rest(
                        self.session,
                        self.employer_id,
                        self.employments[rest.employment],
                        final_pay.MissedRest(cents(rest.euros), rest.day, rest.agreed),
                        self.hand,
                        to_come=True,
                    )
        self.exchanged()
        self.sums_of_the_end()

    def exchanged(self) -> None:
        """Overtime, additional work and missed weekly rest that are taken as time off."""
        for number, row in enumerate(self.household.time_off):
            if row.employment in self.employments:
                with self.at(f"time_off[{number}]"):
                    time_off.note_time_off(
                        self.session,
                        self.employer_id,
                        self.employments[row.employment],
                        time_off.TimeOff(row.day, row.kind, row.minutes, row.agreed, row.increase_only, row.by),
                        self.hand,
                        to_come=True,
                    )

    def sums_of_the_end(self) -> None:
        """Pay in place of notice, the loss of a notice period, and waiting for a late final pay."""
        whole = self.household
        for number, notice in enumerate(whole.notice_pay):
            told = final_pay.NoticePay(notice.by, notice.known, notice.weekly, notice.dependants)
            self.sum_of_the_end("notice_pay", number, notice.employment, final_pay.note_notice, told)
        for number, loss in enumerate(whole.notice_loss):
            less = final_pay.NoticeLoss(loss.known, loss.weekly)
            self.sum_of_the_end("notice_loss", number, loss.employment, final_pay.note_loss, less)
        for number, late in enumerate(whole.waiting_pay):
            waited = final_pay.WaitingPay(late.due, late.paid, late.disputed, late.complained, late.weekly)
            self.sum_of_the_end("waiting_pay", number, late.employment, final_pay.note_waiting, waited)

    def sum_of_the_end(self, part: str, number: int, employment: str, note: Callable[..., int], told: Any) -> None:
        if employment in self.employments:
            with self.at(f"{part}[{number}]"):
                self.do(note, self.employments[employment], told)


def _name(name: Name) -> persons.Name:
    return persons.Name(name.first, name.last)


def _address(address: Address) -> persons.Address:
    return persons.Address(address.street, address.postal_code, address.city, address.country)


def _accounts(rows: Any) -> list[persons.Account]:
    given: tuple[Account, ...] = rows or ()
    return [persons.Account(row.iban, row.first, row.until) for row in given] or [persons.Account(None)]


def _employer(household: Household) -> persons.EmployerDetails:
    part = household.employer
    cared_for, tax = part.cared_for, part.self_assessed_tax
    return persons.EmployerDetails(
        code=household.id,
        name=_name(part.name),
        identity_code=part.identity_code,
        address=_address(part.address),
        kind=part.kind,
        municipality=part.municipality,
        language=part.language,
        email=part.email,
        phone=part.phone,
        cared_for=persons.CaredFor(
            cared_for.relation, None if cared_for.name is None else _name(cared_for.name), cared_for.born
        ),
        self_assessed_tax=tax if not tax else persons.SelfAssessedTax(tax.reference, tax.iban),
        employer_register=part.employer_register,
    )


def _decision(part: Budget) -> money.Decision:
    decision = part.decision
    return money.Decision(
        number=decision.number,
        authority=decision.authority,
        authority_id=decision.authority_id,
        ground=decision.ground,
        first=decision.first,
        until=decision.until,
        money_model=part.money_model,
        lines=tuple(
            money.Line(line.id, line.title, line.covers, cents(line.euros), line.minutes, line.period, line.money_model)
            for line in part.lines
        ),
        language=decision.language,
        cents=cents(decision.euros),
        minutes=decision.minutes,
        carry_over=part.carry_over,
        unspent=part.unspent if part.unspent is NOT_SAID else money.Unspent(part.unspent.return_by),
    )


def _returned(part: Budget, row: Returned) -> money.Returned:
    return money.Returned(row.day, cents(row.euros), row.kind, part.decision.first, row.document, row.note, row.line)


def _employment(employee_id: int, part: EmploymentPart) -> terms.NewEmployment:
    variable, notice, family = part.variable_hours, part.notice, part.family_member

    def said(value: Any) -> Any:
        return None if value is NOT_SAID else value

    return terms.NewEmployment(
        code=part.id,
        employee_id=employee_id,
        job=part.job,
        start=part.start,
        ending=terms.Ending(
            part.end,
            part.fixed_term_ground,
            part.end_reason,
            long_term_unemployed=bool(part.long_term_unemployed),
            renewals=part.renewals or 0,
            signed=part.signed,
            breach_known=part.breach_known,
            cancel_sent=part.cancel_sent,
            employee_heard=part.employee_heard,
        ),
        terms=terms.Terms(
            duties=part.duties,
            workplace=part.workplace,
            occupation_code=part.occupation_code,
            trial_months=part.trial_months,
            variable_hours=(
                None
                if variable is None
                else terms.VariableHours(
                    variable.min_minutes,
                    variable.max_minutes,
                    variable.when,
                    None if variable.times is None else tuple(terms.WorkTime(*_clock(row)) for row in variable.times),
                )
            ),
            notice=None if notice is None else terms.Notice(notice.employer_days, notice.employee_days),
            family_member=(
                None
                if family is None
                else terms.FamilyMember(family.same_household, family.hours_fixed, family.hours_supervised)
            ),
            pay=terms.PayTerms(part.pay.rhythm, part.pay.pay_day),
        ),
        wages=tuple(terms.Wage(row.unit, row.euros, row.first, row.until) for row in part.wages),
        weekly_times=tuple(terms.WeeklyTime(row.minutes, row.first, row.until) for row in part.weekly_minutes),
        agreements=tuple(
            terms.Agreement(
                row.name,
                row.reason,
                said(row.employer_is_member),
                said(row.pay_group),
                said(row.experience_months),
                said(row.region),
                row.first,
                row.until,
            )
            for row in part.agreement or ()
        ),
        holiday_terms=tuple(
            terms.HolidayTerm(row.accrual, row.bonus_percent, row.first, row.until, seasonal=row.seasonal)
            for row in part.holiday
        ),
        patterns=tuple(
            terms.Pattern(
                row.first,
                row.until,
                *_clock(row),
                row.break_minutes,
                row.skip,
            )
            for row in part.patterns
        ),
        gates=_gates(part.gates),
    )


def _clock(row: Any) -> tuple[tuple[int, ...], int, int]:
    """The weekdays of a row of weekly times, its start and its end in minutes from midnight."""
    weekdays = tuple(WEEKDAYS.index(word) for word in row.weekdays)
    return weekdays, _minute(row.start), _minute(row.end)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _gates(gates: Gates) -> tuple[terms.Gate, ...]:
    found: list[terms.Gate] = []
    record, health = gates.criminal_record, gates.occupational_health
    if record is not None:
        found.append(terms.Gate("criminal_record", record.shown, record.extract_day))
    for kind in terms.DOCUMENTED:
        done = getattr(gates, kind)
        if done is not None:
            found.append(terms.Gate(kind, done.done, document=done.document))
    if health is not None:
        found.append(terms.Gate("occupational_health", health.first, provider=health.provider))
    return tuple(found)


def _opening(employment_id: int, row: Opening) -> terms.Opening:
    year = row.year_so_far
    return terms.Opening(
        employment_id=employment_id,
        day=row.day,
        year_so_far=None
        if year is None
        else terms.OpeningYear(
            cents(year.gross), cents(year.withholding), tuple((kind, cents(euros) or 0) for kind, euros in year.by_kind)
        ),
        card_used_cents=cents(row.card_used),
        holidays=tuple(
            terms.OpeningHoliday(one.credit_year, one.days, cents(one.pay_base), one.work_days, one.minutes)
            for one in row.holiday
        ),
    )


def cents(euros: Any) -> Any:
    """Euros with two decimals as whole cents; what is None or not said stays so."""
    return euros if euros is None or euros is NOT_SAID else int(euros * CENTS)


def last_day(household: Household) -> date:
    """The day *as of* when none is named: the last pay run's last day, or else the latest start in the file."""
    if household.pay_runs:
        return max(run.until for run in household.pay_runs)
    days = [employment.start for employment in household.employments]
    if household.budget is not None:
        days.append(household.budget.decision.first)
    return max(days, default=date(2026, 1, 1))
