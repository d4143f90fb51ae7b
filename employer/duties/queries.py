"""The list of duties, worked out from the records each time it is asked; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import answers, arrangements, budget, clock, contracts, documents, formats, hours, leave, pay, people
from employer.answers.schemas import asked_about
from employer.arrangements import time_off
from employer.contracts.schemas import EmploymentFacts, PayRun
from employer.duties.schemas import Duty
from employer.effective import NOT_SAID, at
from employer.exports import outbox, prepared
from employer.exports import queries as reports
from employer.exports.schemas import KeptReport
from employer.law.corrections import Affected, Paid, affected, corrections
from employer.leave import ledger, limits, placing, requesting, told
from employer.leave.schemas import HOLIDAYS, Absence
from employer.pay.outdated import outdated
from employer.pay.schemas import IssuedSums
from employer.people.schemas import EmployerFacts
from payroll.exchanged import WEEKLY_REST
from payroll.figures import Trace
from payroll.sickness_allowance import allowance_income, allowance_per_weekday
from rules import Book, Decision, NoValueForDay, Period, UnknownValue, UnverifiedValue, calendar, load_book
from rules.decisions import (
    annual_holiday_giving,
    contract,
    ending,
    family_leave,
    insurance,
    sick_leave,
    working_time,
    young_workers,
)
from rules.decisions import duties as law
from rules.decisions.garnishment import transfer_due

CRIMINAL_RECORD_LAW = "504/2002 2 §"
HOLIDAY_AT_END = "162/2005 17 §"
"""What is left of the holidays when the employment ends is paid; nobody has a holiday after it."""
_EMERGENCY_LOOKED_AT = timedelta(days=60)
SAFETY_LAW = "738/2002 10 §, 14 §"


def duties(
    session: Session, employer_id: int, as_of: date, known_on: date | None = None, book: Book | None = None
) -> tuple[Duty, ...]:
    """What is to be done, in order of its day: everything about employments that run and pay runs up to the next one.

    ``as_of``: the day from which "next" is seen. ``known_on``: the day whose knowledge is used. A duty whose figure the
    book does not know for its day is left out here: the payslip that needs the figure asks for it.
    """
    seen = known_on or as_of
    asked = _Asked(session, employer_id, as_of, seen, book or load_book())
    found = [*asked.of_household(), *(duty for one in asked.employments for duty in asked.of_employment(one))]
    return tuple(sorted(found, key=lambda duty: (duty.day, duty.code, duty.subject, duty.facts)))


class _Asked:
    def __init__(self, session: Session, employer_id: int, as_of: date, known_on: date, book: Book) -> None:
        self.session, self.employer_id, self.as_of, self.known_on, self.book = (
            session,
            employer_id,
            as_of,
            known_on,
            book,
        )
        self.employer: EmployerFacts = people.employer_facts(session, employer_id, as_of, known_on)
        self.employments = contracts.employments(session, employer_id, known_on)
        self.issued = pay.payslip_sums(session, employer_id)
        self.runs = contracts.pay_runs(session, employer_id, known_on)
        self.registered = self.employer.details.employer_register == "regular"
        self.decisions = budget.decisions(session, employer_id, known_on)
        self.exchanged = time_off.time_off(session, employer_id, None, known_on)
        self._counties: dict[date, str] = {}
        self._notices: dict[str, tuple[documents.StoredDocument, ...]] = {}

    # -- the household ---------------------------------------------------------------------------------------------

    def of_household(self) -> Iterator[Duty]:
        yield from self.of_pay()
        yield from self.of_corrected_law()
        yield from self.of_changed_days()
        yield from self.of_budget()
        yield from self.of_people()
        yield from self.of_health_care()
        yield from self.of_temporary_employer()
        yield from self.of_register()

    def of_pay(self) -> Iterator[Duty]:
        made = reports.reports(self.session, self.employer_id)
        standing = reports.standing(self.session, self.employer_id)
        left = outbox.left_to_people(self.session, self.employer_id)  # a file that nobody has sent reports nothing
        kept = {
            (one.kind, one.day, one.subject if one.kind == "wage" else "") for one in standing if one.id not in left
        }
        yield from self.of_refused(made)
        states = {one.pay_run_id: one.state for one in pay.run_states(self.session, self.employer_id)}
        paid_days = {one.pay_day for one in reports.payment_files(self.session, self.employer_id)}
        paid_days |= {run.pay_day for run in self.runs if states.get(run.id) in ("payment_file", "paid", "reported")}
        paid_days |= pay.added_pay_paid(self.session, self.employer_id).keys()
        days = sorted({one.payment_day for one in self.issued})
        for day in days:
            yield from self.of_pay_day(day, kept, day in paid_days)
        wages = [one for one in standing if one.kind == "wage" and one.id not in left]
        yield from self.of_repaid(set(days), wages)
        yield from self.of_changed(wages)
        for month in prepared.report_months(days, self.registered, self.as_of):
            yield from self.of_month(month, kept)
        nearest = self.next_run()
        if nearest is not None:
            run, waiting = nearest
            place = (("run_id", run.id), ("employment_id", waiting[0])) if len(waiting) == 1 else ()
            facts = (("pay_day", _shown(run.pay_day)),)
            yield Duty(run.pay_day, "pay_run", "55/2001 2:13, 2:16", False, facts=facts, place=place)

    def of_pay_day(self, day: date, kept: set[tuple[str, date, str]], paid: bool) -> Iterator[Duty]:
        """Reporting and paying the wages of a day; what the county does itself is not asked of the household."""
        county = self.county_of(day)
        facts, place = (("pay_day", _shown(day)),), _of_day(day)
        if county != prepared.BY_COUNTY:
            yield from self.due(
                "wage_report",
                lambda: law.wage_report_due(self.book, day, registered=self.registered),
                done=all(("wage", day, self.code_of(one)) in kept for one in self.issued if one.payment_day == day),
                facts=facts,
                place=place,
            )
        if not county:
            yield Duty(day, "pay_wages", "55/2001 2:13", paid, facts=facts, place=place)
            yield from self.of_enforcement(day, paid)

    def of_repaid(self, paid: set[date], standing: Sequence[KeptReport]) -> Iterator[Duty]:
        """Reporting overpaid pay that came back outside the pay; on a pay day it is told with the pay."""
        told = {name for one in standing for name in one.payslips}
        for day, names in prepared.repaid_names(self.session, self.employer_id).items():
            done = set(names) <= told
            if day not in paid or any(one.day == day for one in standing):
                yield from self.due(
                    "repayment_report",
                    partial(law.wage_report_due, self.book, day, registered=self.registered),
                    done=done,
                    facts=(("day", _shown(day)),),
                )

    def of_changed(self, standing: Iterable[KeptReport]) -> Iterator[Duty]:
        """A report given before its pay was corrected: what was paid without grounds is told without delay, and at the
        latest a month after it was found."""
        newest = {one.reference: one for one in standing}
        for report in newest.values():
            later = [
                one.issued_at.astimezone(clock.HELSINKI).date()
                for one in self.issued
                if one.revision
                and not one.own_day
                and one.payment_day == report.day
                and self.code_of(one) == report.subject
                and one.number not in report.payslips
            ]
            if later and self.county_of(report.day) != prepared.BY_COUNTY:
                facts = (("pay_day", _shown(report.day)),)
                place = _of_day(report.day)
                yield Duty(min(later), "report_changed", "53/2018 12 §", False, "", facts, place=place)

    def of_enforcement(self, day: date, paid: bool) -> Iterator[Duty]:
        """What was taken from the pay of a day is sent with it; the payment file does so where the account is known."""
        taken: dict[int, int] = {}
        for one in self.issued:
            if one.payment_day == day:
                taken[one.employment_id] = taken.get(one.employment_id, 0) + one.totals["garnishment"]
        for employment_id, cents in taken.items():
            if cents <= 0:
                continue
            orders = arrangements.of_employment(
                self.session, self.employer_id, employment_id, self.known_on
            ).garnishments
            order = at(orders, day)
            yield from self.due(
                "pay_enforcement",
                lambda: transfer_due(self.book, day),
                done=paid and order is not None and order.iban is not None,
                facts=(("pay_day", _shown(day)), ("euros", formats.money(cents))),
                place=_of_day(day),
            )

    def of_corrected_law(self) -> Iterator[Duty]:
        """A payslip that rested on a value of law corrected since: what changed, and what it means in euros.

        The euros are not known when the right value is not: then the correction asks first.
        """
        for newest, found in corrected_payslips(self.session, self.employer_id, self.issued, self.book):
            known = None not in found.euros.values()
            for change in found.changes:
                yield Duty(
                    change.recorded,
                    "law_corrected" if known else "law_corrected_asked",
                    change.source,
                    False,
                    newest.employment,
                    (
                        ("number", newest.number),
                        ("law", change.name),
                        ("before", change.before.replace(".", ",") or "–"),
                        ("after", change.after.replace(".", ",") or "–"),
                        ("source", change.source),
                        *((key, _change_in_euros(cents)) for key, cents in found.euros.items()),
                    ),
                    change.link,
                )

    def of_changed_days(self) -> Iterator[Duty]:
        """A payslip whose hours or absences were changed after it was given: the pay is put right with a correction."""
        for one in outdated(self.session, self.employer_id, self.issued, self.known_on, self.book):
            facts = (("first", _shown(one.newest.first)), ("last", _shown(one.newest.last)))
            yield Duty(
                one.changed_at.astimezone(clock.HELSINKI).date(),
                "pay_changed",
                "55/2001 2:13, 2:16",
                False,
                one.newest.employment,
                facts,
                place=(("payslip_id", one.newest.id),),
            )

    def code_of(self, one: IssuedSums) -> str:
        return people.employee_codes(self.session, self.employer_id)[one.employee_id]

    def of_refused(self, made: Sequence[KeptReport]) -> Iterator[Duty]:
        """A report that the register has refused, until another is made about the same: it is put right at once."""
        newest = {(one.kind, one.day, one.subject): one for one in made}
        for one in newest.values():
            if one.refused:
                answered = max(receipt.answered_at for receipt in one.receipts).astimezone(clock.HELSINKI).date()
                facts = (("pay_day", _shown(one.day)),)
                yield Duty(answered, "report_refused", "53/2018 12 §", False, "", facts)

    def county_of(self, day: date) -> str:
        """``prepared.county_part`` of a pay day, asked once, and only where a decision lets the county pay wages."""
        if not any(budget.wages_by_county(one) for one in self.decisions):
            return ""
        if day not in self._counties:
            self._counties[day] = prepared.county_part(self.session, self.employer_id, day, self.known_on)
        return self._counties[day]

    def of_month(self, month: date, kept: set[tuple[str, date, str]]) -> Iterator[Duty]:
        whole = [one for one in self.issued if one.payment_day.replace(day=1) == month]
        days = {one.payment_day for one in whole}
        county = {day: self.county_of(day) for day in days}
        of_month = [one for one in whole if county[one.payment_day] != prepared.BY_COUNTY]
        if whole and not of_month:
            return  # the county does everything of the month
        facts = (("month", f"{month.month}/{month.year}"),)
        place = _of_day(max(days)) if days else ()
        health = sum(one.totals["employer_health"] for one in of_month)
        withheld = sum(one.totals["withholding"] for one in of_month if not county[one.payment_day])
        pension = sum(one.totals["employer_pension"] + one.totals["pension_employee"] for one in of_month)
        required = law.separate_report_required(
            registered=self.registered, wages_in_month=bool(of_month), anyone_over_limit=health > 0
        )
        if required.outcome:
            yield from self.due(
                "separate_report",
                lambda: law.separate_report_due(self.book, month),
                done=("separate", month, "") in kept,
                facts=facts,
                place=place,
            )
        if health or withheld:
            due = partial(law.self_assessed_tax_due, self.book, month)
            yield from self.due("self_assessed_tax", due, facts=facts, place=place)
        if pension:
            yield from self.due("pension", lambda: law.pension_due(self.book, month), facts=facts)

    def next_run(self) -> tuple[PayRun, list[int]] | None:
        """The first declared pay run with payslips that are not issued yet, and the employments they are for."""
        issued = {(one.employment_id, one.first, one.payment_day) for one in self.issued}
        for run in self.runs:
            waiting = []
            for employment in self.employments:
                named = run.employment_ids is None or employment.id in run.employment_ids
                runs = employment.start <= run.until and (employment.end is None or employment.end >= run.first)
                if (
                    named
                    and runs
                    and not employment.never_begun
                    and (employment.id, run.first, run.pay_day) not in issued
                ):
                    waiting.append(employment.id)
            if waiting:
                return run, waiting
        return None

    def of_budget(self) -> Iterator[Duty]:
        decision = budget.decision_on(self.session, self.employer_id, self.as_of, self.known_on)
        if decision is None:
            return
        facts = (("number", decision.number),)
        yield Duty(decision.until, "decision_ends", "SHL 1301/2014 45 §", False, facts=facts)
        for one in self.decisions:
            returned = one.unspent.return_by if one.unspent else None
            # The money of the decision before is often returned when the next one runs already.
            if returned is not None and one.first <= decision.first <= returned:
                back = budget.returned(self.session, self.employer_id, self.known_on, one)
                done = any(row.kind == "unspent" and row.day <= self.as_of for row in back)
                yield Duty(returned, "return_unspent", one.number, done, facts=(("number", one.number),))

    def of_people(self) -> Iterator[Duty]:
        for employee in people.employees(self.session, self.employer_id, self.known_on):
            facts = (("employee", employee.details.name.full),)
            until = employee.details.right_to_work_until
            if until is not None:
                yield Duty(until, "right_to_work", "301/2004 82 §", False, employee.details.code, facts)
            if employee.tax_cards:
                last = employee.tax_cards[-1]
                year_end = date((last.first or self.as_of).year, 12, 31)
                until = min(last.until or year_end, year_end)
                yield Duty(until, "tax_card", "1118/1996 9 §", False, employee.details.code, facts)
            elif any(one.employee_id == employee.id for one in self.employments):
                start = min(one.start for one in self.employments if one.employee_id == employee.id)
                yield Duty(start, "tax_card_missing", "1118/1996 9 §", False, employee.details.code, facts)

    # -- an employment ---------------------------------------------------------------------------------------------

    def of_employment(self, one: EmploymentFacts) -> Iterator[Duty]:
        yield from self.of_beginning(one)
        yield from self.of_insurance(one)
        yield from self.of_absences(one)
        yield from self.of_emergency_work(one)
        yield from self.of_time_off(one)
        yield from self.of_wishes(one)
        yield from self.of_ledger_requests(one)
        terms = one.terms[-1]
        if terms.variable_hours is not None:
            yield from self.of_variable_hours(one)
        yield from self.of_foreigner(one)
        if one.fixed_without_ground and one.end is not None:
            yield Duty(one.end, "no_ground_explanation", "55/2001 1:3", False, one.code)
        if one.end is not None:
            yield from self.of_end(one, one.end)
            yield from self.of_work_after_end(one, one.end)
        else:
            yield from self.of_age(one)

    def of_emergency_work(self, one: EmploymentFacts) -> Iterator[Duty]:
        """Emergency work of late is told to the authority (872/2019 19 §): days that follow each other are one. Nothing
        records whether it was told, so that older work is not looked at."""
        since = self.as_of - _EMERGENCY_LOOKED_AT
        noted = hours.shifts(self.session, self.employer_id, one.id, self.known_on, since)
        days = {
            at.start.astimezone(clock.HELSINKI).date()
            for at in noted
            if at.kind == "emergency" and at.status != "cancelled"
        }
        for day in sorted(days):
            if day - timedelta(days=1) in days or day > self.as_of:
                continue
            facts = (("first", _shown(day)),)
            yield from self.due(
                "emergency_notice", partial(law.emergency_notice_due, day), subject=one.code, facts=facts
            )

    def of_time_off(self, one: EmploymentFacts) -> Iterator[Duty]:
        """Time off that stands for overtime or for missed weekly rest is given by its day (872/2019 21 and 28 §); what
        is noted to be taken later counts. What is left when the employment ends is paid."""
        if one.id not in self.exchanged or (one.end is not None and one.end < self.as_of):
            return
        year = self.as_of + relativedelta(years=1)
        for noted, by, minutes in time_off.balance(self.session, self.employer_id, one, year, self.known_on).left:
            code = "weekly_rest_given" if noted.kind == WEEKLY_REST else "time_off"
            section = "872/2019 28 §" if noted.kind == WEEKLY_REST else "872/2019 21 §"
            facts = (("minutes", str(minutes)), ("first", _shown(noted.day)))
            last = by if one.end is None else min(by, one.end)
            yield Duty(last, code, section, False, one.code, facts, working_time.LINK)

    def of_end(self, one: EmploymentFacts, end: date) -> Iterator[Duty]:
        """What is paid and handed over at the end: the final pay is done when the pay of the last day has been given.
        The insurers are told when nobody is left in work; no act sets a day for it."""
        if one.never_begun:
            return
        paid = any(slip.employment_id == one.id and slip.last >= end for slip in self.issued)
        yield Duty(end, "employment_ends", "55/2001 2:14", paid, one.code)
        yield Duty(end, "end_papers", "55/2001 6:7", _is_done(one, "end_papers"), one.code)
        others = [other for other in self.employments if other.id != one.id and not other.never_begun]
        if all(other.end is not None and other.end <= end for other in others):
            yield Duty(end, "end_insurance", "395/2006 142 §", _is_done(one, "end_insurance"), one.code)

    def of_work_after_end(self, one: EmploymentFacts, end: date) -> Iterator[Duty]:
        """Shifts that are noted after the end: letting work go on makes the contract one until further notice (6:5);
        those still to come are taken off, or going on is agreed before the end."""
        after = end + timedelta(days=1)
        noted = hours.shifts(self.session, self.employer_id, one.id, self.known_on, after)
        days = [at.start.astimezone(clock.HELSINKI).date() for at in noted if at.status != "cancelled"]
        first = min((day for day in days if day > end), default=None)
        if first is None:
            return
        facts = (("end", _shown(end)), ("first", _shown(first)))
        if first > self.as_of:
            yield Duty(end, "shifts_after_end", "55/2001 6:5", False, one.code, facts, contract.LINK)
            return
        reason = contract.work_goes_on_after_end(end, first).reasons[0]
        place = (("employment_id", one.id),)
        yield Duty(first, "work_after_end", reason.section, False, one.code, facts, contract.LINK, place)

    def of_age(self, one: EmploymentFacts) -> Iterator[Duty]:
        """An employment without an end that ends by age within a year (6:1 a)."""
        born = people.employee(self.session, self.employer_id, one.employee_id, self.known_on).born
        decided = self.asked(lambda: ending.ends_by_age(born, self.as_of, self.book))
        if decided is not None and self.as_of <= decided.outcome < self.as_of + relativedelta(years=1):
            years = (("years", dict(decided.reasons[0].facts)["years"]),)
            yield Duty(decided.outcome, "ends_by_age", "55/2001 6:1 a", False, one.code, years, ending.LINK)

    def of_variable_hours(self, one: EmploymentFacts) -> Iterator[Duty]:
        """The review of varying hours: a year after the last one that is noted; where none is, the next of the years
        from the beginning."""
        noted = _gate_day(one, "variable_hours_review")
        review = one.start
        while noted is None and review <= self.as_of:
            due = self.asked(lambda review=review: law.variable_hours_review_due(self.book, review))
            if due is None:
                return
            review = due.outcome
        before = _year_before(review) if noted is None else noted
        yield from self.due(
            "variable_hours_review", lambda: law.variable_hours_review_due(self.book, before), subject=one.code
        )

    def of_beginning(self, one: EmploymentFacts) -> Iterator[Duty]:
        weekly = at(one.weekly_times, one.start)
        written = self.asked(
            lambda: law.written_terms_due(
                self.book, one.start, average_weekly_minutes=None if weekly is None else weekly.minutes
            )
        )
        made = bool(documents.kept_at(self.session, self.employer_id, "contract", one.code))
        if written is not None and written.outcome.first_items_by is not None:
            reason = written.reasons[0]
            yield Duty(
                written.outcome.first_items_by, "written_terms", reason.section, made, one.code, link=reason.link
            )
        for kind in ("induction", "risk_assessment"):
            yield Duty(one.start, kind, SAFETY_LAW, _is_done(one, kind), one.code)
        yield from self.of_criminal_record(one)
        yield from self.of_young(one)
        yield from self.due(
            "occupational_health",
            lambda: law.occupational_health_due(one.start),
            done=any(gate.kind == "occupational_health" for gate in one.gates),
            subject=one.code,
        )

    def of_criminal_record(self, one: EmploymentFacts) -> Iterator[Duty]:
        """The extract of one who cares for minors, a duty when the work lasts long enough within a year; shorter work
        gives a right only. An extract that was too old when it was shown does not do."""
        if not self.cares_for_minor(one):
            return
        decided = self.asked(
            lambda: law.criminal_record(
                self.book,
                one.start,
                client_is_minor=True,
                custodian_present=False,
                months_within_year=self.months_within_year(one),
                employer_model=None,
            )
        )
        if decided is not None and decided.outcome != law.DUTY:
            return
        gate = next((gate for gate in one.gates if gate.kind == "criminal_record" and gate.day is not None), None)
        done = gate is not None
        if gate is not None and gate.day is not None and gate.extract_day is not None:
            valid = self.asked(
                lambda extract_day=gate.extract_day, shown=gate.day: law.criminal_extract_valid(
                    self.book, extract_day=extract_day, shown=shown
                )
            )
            done = valid is None or valid.outcome
        yield Duty(one.start, "criminal_record", CRIMINAL_RECORD_LAW, done, one.code)

    def months_within_year(self, one: EmploymentFacts) -> int:
        """The begun months of work within the year from the first day, those of the same person's other employments in
        the year before the end counted in. Until further notice is a whole year."""
        year = one.start + relativedelta(years=1)
        if one.end is None:
            return 12
        after = min(one.end + timedelta(days=1), year)
        months = calendar.begun_months(one.start, after)
        for other in self.employments:
            if other.employee_id == one.employee_id and other.id != one.id and other.start < one.start:
                first = max(other.start, after - relativedelta(years=1))
                last = one.start if other.end is None else min(other.end + timedelta(days=1), one.start)
                months += calendar.begun_months(first, last) if first < last else 0
        return months

    def of_foreigner(self, one: EmploymentFacts) -> Iterator[Duty]:
        """A right to work that is noted: the hiring is told to Migri where it has to be, as is an early end; the data
        are kept for some years after the employment."""
        known = people.employee(self.session, self.employer_id, one.employee_id, self.known_on).details
        if known.right_to_work_basis is None:
            return
        section, facts = "301/2004 82 §", (("employee", known.name.full),)
        yield Duty(one.start, "tell_migri", section, _is_done(one, "tell_migri"), one.code, facts)
        if one.end is not None and one.end_reason not in (None, "fixed_term_ended"):
            yield Duty(one.end, "tell_migri_end", section, _is_done(one, "tell_migri_end"), one.code, facts)
        if one.end is not None and one.end <= self.as_of:
            kept = self.asked(lambda end=one.end: contract.right_to_work_data_until(end, self.book))
            if kept is not None:
                done = _is_done(one, "right_to_work_data")
                yield Duty(kept.outcome, "right_to_work_data", section, done, one.code, facts)

    def of_young(self, one: EmploymentFacts) -> Iterator[Duty]:
        """The health check and the list of one under eighteen; a certificate or light work may make it needless."""
        born = people.employee(self.session, self.employer_id, one.employee_id, self.known_on).born
        young = self.asked(
            lambda: young_workers.health_check_by(one.start, one.end, self.book, light_work=False, certificate=None)
        )
        if young is None or not young_workers.is_young(born, one.start, self.book):
            return
        section, link = young.reasons[-1].section, young.reasons[-1].link or ""
        if young.outcome is not None:
            done = _is_done(one, "young_health_check")
            yield Duty(young.outcome, "young_health_check", section, done, one.code, link=link)
        listed = young_workers.belongs_on_list(one.start, one.end, self.book)
        if listed.outcome:
            done = _is_done(one, "young_list")
            yield Duty(one.start, "young_list", listed.reasons[-1].section, done, one.code, link=link)

    def cares_for_minor(self, one: EmploymentFacts) -> bool:
        """Childminding is care of minors; other work is when the person cared for is under 18 at its beginning."""
        born = self.employer.details.cared_for.born
        minor = born is not None and relativedelta(one.start, born).years < _ADULT
        return one.job == "childminding" or minor

    def of_insurance(self, one: EmploymentFacts) -> Iterator[Duty]:
        on_start = people.employer_facts(self.session, self.employer_id, one.start, self.known_on)
        accident = on_start.accident
        insured = accident is not NOT_SAID and accident is not None and accident.insured
        if accident is not None or self.accident_policy_needed(one):  # None: the household has said that there is none
            yield from self.due(
                "accident_policy", lambda: law.accident_policy_due(one.start), done=insured, subject=one.code
            )
        paid = sorted(run.payment_day for run in self.issued if run.employment_id == one.id)
        planned = sorted(run.pay_day for run in self.runs if run.until >= one.start)
        first = next(iter(paid or planned), None)
        pension = on_start.pension
        known = pension is not NOT_SAID and pension is not None and pension.kind is not None
        if first is not None:
            yield from self.due(
                "pension_policy",
                lambda: law.pension_policy_due(self.book, first),
                done=known,
                subject=one.code,
            )

    def accident_policy_needed(self, one: EmploymentFacts) -> bool:
        """Whether wages agreed or paid to all employees exceed the limit of the accident insurance (459/2015 3 §), in
        the year in which the employment begins or in the one that is looked at."""
        for year in sorted({one.start.year, max(one.start.year, self.as_of.year)}):
            agreed = sum(_agreed_cents(other, year) for other in self.employments)
            paid = sum(run.totals["taxable"] for run in self.issued if run.payment_day.year == year)
            required = partial(
                insurance.accident_insurance_required,
                self.book,
                paid_or_agreed_cents=max(agreed, paid),
                payment_day=date(year, 12, 31),
            )
            decided = self.asked(required)
            if decided is None or decided.outcome is not False:
                return True
        return False

    def of_temporary_employer(self) -> Iterator[Duty]:
        """A household that pays as a temporary employer takes a policy when it is none: from the first pay day with a
        permanent employee, or with wages of six months at the limit."""
        if not any(one.kind == "temporary" for one in self.employer.pensions):
            return
        now = at(self.employer.pensions, self.as_of)
        for day in sorted({one.payment_day for one in self.issued}):
            pension = at(self.employer.pensions, day)
            if pension is None or pension.kind != "temporary":
                continue
            since = day - relativedelta(months=6)
            wages = sum(one.totals["taxable"] for one in self.issued if since < one.payment_day <= day)
            permanent = sum(one.end is None and one.start <= day for one in self.employments)
            decided = self.asked(
                lambda day=day, wages=wages, permanent=permanent: insurance.pension_employer_kind(
                    self.book,
                    permanent_employees=permanent,
                    wages_six_months_cents=wages,
                    has_policy=False,
                    payment_day=day,
                )
            )
            if decided is not None and decided.outcome == "contract":
                reason = decided.reasons[0]
                done = now is not None and now.kind == "contract"
                yield Duty(day, reason.code, reason.section, done, facts=reason.facts, link=reason.link)
                return

    def of_register(self) -> Iterator[Duty]:
        """A household with so many employees that it pays wages regularly registers as an employer before it pays: from
        the first pay day on which it has had them without a break up to the one that is looked at."""
        if self.registered:
            return
        since: date | None = None
        reason = None
        for day in sorted({one.payment_day for one in self.issued} | {run.pay_day for run in self.runs}):
            now = [one for one in self.employments if one.runs_on(day)]
            permanent = len({one.employee_id for one in now if not one.fixed_term})
            everybody = len({one.employee_id for one in now})
            decided = self.asked(
                lambda day=day, permanent=permanent, everybody=everybody: law.is_regular_employer(
                    self.book, permanent=permanent, at_the_same_time=everybody, day=day
                )
            )
            regular = decided is not None and decided.outcome
            since = (since or day) if regular else None
            reason = decided.reasons[0] if decided is not None and regular else None
            if day >= self.as_of:
                break
        if since is not None and reason is not None:
            yield Duty(since, "employer_register", reason.section, False, link=reason.link or "")

    def of_wishes(self, one: EmploymentFacts) -> Iterator[Duty]:
        """A wish for a holiday is answered before the employee must know of the holiday."""
        for wish in leave.wishes(self.session, self.employer_id, one.id, self.known_on):
            if wish.state == "wished" and wish.first > self.as_of:
                notice = self.asked(lambda first=wish.first: law.holiday_notice_due(self.book, first))
                if notice is not None:
                    reason, days = notice.reasons[0], (notice.outcome.by, notice.outcome.at_the_latest)
                    day = next((day for day in days if day >= self.as_of), self.as_of)
                    facts = (("first", _shown(wish.first)), ("last", _shown(wish.last)))
                    yield Duty(day, "holiday_wish", "162/2005 22 §, 23 §", False, one.code, facts, reason.link)

    def of_ledger_requests(self, one: EmploymentFacts) -> Iterator[Duty]:
        """A written account of the holiday ledger that the employee asked for, until a ledger is kept for them. The Act
        sets no time: it is given at once."""
        requests = requesting.ledger_requests(self.session, self.employer_id, one.id, self.known_on)
        if not requests:
            return
        kept = documents.kept_at(self.session, self.employer_id, "holiday_ledger", one.code)
        given = max(kept, default=None)
        for day, asked_at in requests:
            done = given is not None and asked_at <= given
            facts = (("day", _shown(day)),)
            yield Duty(
                day, "holiday_ledger_request", "162/2005 29 §", done, one.code, facts, annual_holiday_giving.LINK
            )

    def of_absences(self, one: EmploymentFacts) -> Iterator[Duty]:
        noted = leave.absences(self.session, self.employer_id, one.id, self.known_on, partial=True)
        for spell in _spells(noted):
            yield from self.of_illness(one, spell, noted)
        yield from self.of_capacity(one, _spells(noted))
        for absence in noted:
            if absence.kind in HOLIDAYS and one.end is not None and absence.last > one.end:
                facts = (("first", _shown(absence.first)), ("last", _shown(absence.last)), ("end", _shown(one.end)))
                yield Duty(
                    one.end, "holiday_after_end", HOLIDAY_AT_END, False, one.code, facts, annual_holiday_giving.LINK
                )
            elif absence.kind in HOLIDAYS:
                notice = self.asked(lambda absence=absence: placing.told_by(absence, self.book))
                if notice is not None:
                    reason = notice.reasons[0]
                    yield Duty(
                        notice.outcome.by_main_rule,
                        "holiday_notice",
                        reason.section,
                        absence.first <= self.as_of or self.holiday_told(one, absence),
                        one.code,
                        (("first", _shown(absence.first)),),
                        reason.link,
                    )
            if absence.kind in _FAMILY:
                yield from self.of_family(one, absence, noted)
            if absence.kind in _PARTIAL and absence.answer != "refused":
                yield from self.of_shorter_hours(one, absence)
            yield from self.of_answer(one, absence)
        yield from self.of_moved(one, noted)

    def of_moved(self, one: EmploymentFacts, noted: Sequence[Absence]) -> Iterator[Duty]:
        """Moved holiday is given by its next limit; what illness leaves no time for is paid (26 §)."""
        if not one.runs_on(self.as_of):
            return
        for move in ledger.open_moves(leave.entries(self.session, self.employer_id, one.id, self.known_on), noted):
            prevented = ledger.days_for(move, self.as_of, noted) < move.days
            facts = (("days", str(move.days)), ("first", _shown(move.entry.day)))
            reason = annual_holiday_giving.moved_limits(move.entry.day).reasons[0]
            day = move.limits.last if prevented else move.next_limit(self.as_of)
            code = "holiday_moved_pay" if prevented else "holiday_moved"
            yield Duty(day, code, reason.section, False, one.code, facts, reason.link)

    def holiday_told(self, one: EmploymentFacts, absence: Absence) -> bool:
        """Whether a kept notice tells exactly these days: when the holiday moves, it is told anew."""
        told = f">{formats.days(absence.first, absence.last)}<".encode()
        return any(told in paper.html for paper in self.notices(one.code))

    def notices(self, code: str) -> tuple[documents.StoredDocument, ...]:
        """The kept notices of holidays of an employment."""
        if code not in self._notices:
            self._notices[code] = documents.kept(self.session, self.employer_id, "holiday_notice", code)
        return self._notices[code]

    def of_illness(self, one: EmploymentFacts, absence: Absence, noted: Sequence[Absence]) -> Iterator[Duty]:
        """An illness or an accident, whole: its proof, what is told to whom, and what Kela pays back."""
        shown: tuple[tuple[str, str], ...] = (("first", _shown(absence.first)),)
        if absence.kind == "sick":
            yield Duty(
                self.sick_pay_day(one, absence),
                "certificate",
                "55/2001 2:11",
                absence.certificate_seen is not None,
                one.code,
                shown,
                sick_leave.LINK,
            )
        since = self.allowance_from(one, absence, noted)
        if absence.kind == "sick" and absence.no_pay is None and since is not None:
            begun, _ = leave.incapacity(absence, noted, [day for day, yes in self.lasted(one).items() if yes])
            yield from self.of_allowance(one, replace(absence, first=begun), since)
        if absence.kind == "accident":
            after = (absence.last - absence.first).days
            paid = self.asked(lambda: sick_leave.accident_at_work(after, self.book, incident_day=absence.first))
            if paid is not None:
                yield from self.due(
                    "accident_report",
                    lambda: law.accident_report_due(self.book, absence.first),
                    subject=one.code,
                    facts=(*shown, ("days", dict(paid.reasons[0].facts)["needed"])),
                )
        month = self.asked(lambda: law.occupational_health_absence_due(self.book, absence.first))
        if month is not None and absence.last >= month.outcome:
            yield from self.due(
                "occupational_health_absence",
                lambda: law.occupational_health_absence_due(self.book, absence.first),
                subject=one.code,
                facts=shown,
            )

    def of_allowance(self, one: EmploymentFacts, absence: Absence, since: date) -> Iterator[Duty]:
        """Kela's allowance of an illness: the employer's for as long as it pays (55/2001 2:11), then the employee's."""
        paid = self.paid_by_agreement(one, absence)
        parts = [("sickness_claim", since, absence.last)]
        if paid is not None and paid >= since:
            parts = [("sickness_claim_paid", since, paid), ("sickness_claim", paid + timedelta(days=1), absence.last)]
        for code, begins, last in parts:
            weekdays = [day for day in _days(begins, last) if calendar.is_sick_weekday(day)]
            if not weekdays:
                continue
            cents = self.allowance(one, absence, weekdays)
            facts = [("first", _shown(absence.first)), ("since", _shown(weekdays[0]))]
            facts += [("until", _shown(last))] if code == "sickness_claim_paid" else []
            yield from self.due(
                code if cents is None else f"{code}_amount",
                lambda: law.sickness_claim_due(self.book, absence.first),
                subject=one.code,
                facts=facts if cents is None else (*facts, ("amount", formats.money(cents))),
            )

    def paid_by_agreement(self, one: EmploymentFacts, absence: Absence) -> date | None:
        """To which day the agreement prolongs the pay of an illness, as people answered; None: nothing is known."""
        gives, paid = "yes", {}
        for given in answers.answers_known(self.session, self.employer_id, self.known_on):
            topic, subject = asked_about(given.question)
            head, _, first = topic.partition(".")
            if topic == "agreement_gives.sick_pay":
                gives = given.value
            elif head == "agreement_sick_pay" and subject == one.code:
                paid[date.fromisoformat(first)] = given.value
        noted = [value for first, value in paid.items() if absence.first <= first <= absence.last and value != "no"]
        if gives != "yes" or not noted:
            return None
        return min(absence.last, max(map(date.fromisoformat, noted)))

    def of_capacity(self, one: EmploymentFacts, spells: Sequence[Absence]) -> Iterator[Duty]:
        """An illness whose days of allowance reach the limit: occupational health care's opinion goes to Kela."""
        illnesses: dict[date, list[Period]] = {}
        begun: dict[date, date] = {}
        for spell in spells:
            earlier = spell.same_illness_as
            start = spell.first if earlier is None else begun.get(earlier, earlier)
            begun[spell.first] = start
            since = self.allowance_from(one, spell, spells)
            if spell.kind == "sick" and since is not None:
                illnesses.setdefault(start, []).append(Period.closed(since, spell.last))
        for start, periods in illnesses.items():
            yield from self.due(
                "capacity_opinion",
                lambda periods=periods: law.capacity_opinion_due(self.book, periods),
                subject=one.code,
                facts=(("first", _shown(start)),),
            )

    def allowance_from(self, one: EmploymentFacts, absence: Absence, noted: Sequence[Absence]) -> date | None:
        """The first day of an illness for which Kela's allowance is due, None when it is too short, not known or not
        for one of this age."""
        lasted = self.lasted(one)
        gaps = leave.days_between(absence, noted)
        if any(gap.first not in lasted and not self.is_worked(one, gap) for gap in gaps):
            return None  # whether the incapacity lasted is asked with the pay
        since, earlier = leave.incapacity(absence, noted, [day for day, yes in lasted.items() if yes])
        if since < one.start:
            return None
        window = self.asked(
            lambda: sick_leave.pay_window(
                self.book,
                first=since,
                last=absence.last,
                employment_first=one.start,
                relapse_of_first=earlier[-1].first if earlier else None,
                relapse_of_last=earlier[-1].last if earlier else None,
                earlier=earlier,
                born=people.employee(self.session, self.employer_id, one.employee_id, self.known_on).born,
            )
        )
        return None if window is None or window.outcome is None else window.outcome.allowance_from

    def lasted(self, one: EmploymentFacts) -> dict[date, bool]:
        """What people answered of the days between two notes of one illness, by their first day: whether it lasted."""
        return leave.lasted_over(answers.answers_known(self.session, self.employer_id, self.known_on), one.code)

    def is_worked(self, one: EmploymentFacts, days: Period) -> bool:
        """Whether a shift of the calendar lies on some days."""
        shifts = hours.shifts(self.session, self.employer_id, one.id, self.known_on)
        return bool(hours.expand(one, shifts, days.first, days.after).spans)

    def sick_pay_day(self, one: EmploymentFacts, absence: Absence) -> date:
        """The pay day of the period in which the illness begins; its own last day when no such pay day is declared."""
        named = (run for run in self.runs if run.employment_ids is None or one.id in run.employment_ids)
        return next((run.pay_day for run in named if run.first <= absence.first <= run.until), absence.last)

    def of_family(self, one: EmploymentFacts, absence: Absence, noted: Sequence[Absence]) -> Iterator[Duty]:
        """A family leave: the day by which the employee tells of it, and what Kela compensates."""
        if absence.kind in _WITH_ALLOWANCE:
            yield from self.of_compensations(one, absence, noted)
        weekdays = family_leave.leave_weekdays(Period.closed(absence.first, absence.last))
        notice = self.asked(
            lambda: family_leave.notice_by(_FAMILY[absence.kind], absence.first, self.book, weekdays=weekdays)
        )
        if notice is not None and notice.outcome is not None:
            yield Duty(
                notice.outcome,
                "family_leave_notice",
                notice.reasons[-1].section,
                True,  # the employee's own notice: it is noted, so it has been given
                one.code,
                (("first", _shown(absence.first)),),
                notice.reasons[-1].link or "",
            )

    def of_shorter_hours(self, one: EmploymentFacts, absence: Absence) -> Iterator[Duty]:
        """A partial leave is worked with shorter hours: the weekly time of its days is changed in the contract."""
        during = at(one.weekly_times, absence.first)
        before = [row.minutes for row in one.weekly_times if (row.first or one.start) < absence.first]
        if during is not None and before:
            facts = (("first", _shown(absence.first)), ("last", _shown(absence.last)))
            section, done = _PARTIAL[absence.kind], during.minutes < max(before)
            yield Duty(absence.first, "partial_leave_hours", section, done, one.code, facts, family_leave.LINK)

    def of_answer(self, one: EmploymentFacts, absence: Absence) -> Iterator[Duty]:
        """A leave that was told late, or that is by agreement, is answered before it begins; the reasons of a refusal
        are given in writing."""
        facts = (("first", _shown(absence.first)),)
        if absence.first > self.as_of and told.waits_for_answer(absence, self.book):
            section = "55/2001 4:3 a" if absence.kind not in told.BY_AGREEMENT else "55/2001 4:2 a, 4:7 a"
            yield Duty(absence.first, "leave_answer", section, False, one.code, facts, family_leave.LINK)
        if absence.answer == "refused" and absence.answered is not None:
            named = f">{formats.days(absence.first, absence.last)}<".encode()
            kept = documents.kept(self.session, self.employer_id, "leave_refusal", one.code)
            done = any(named in paper.html for paper in kept)
            yield Duty(absence.answered, "leave_refusal", "55/2001 4:2 a", done, one.code, facts, family_leave.LINK)

    def of_compensations(self, one: EmploymentFacts, absence: Absence, noted: Sequence[Absence]) -> Iterator[Duty]:
        """Kela's compensations of a leave with allowance, from its end on; the first day that is too late counts."""
        facts = (("first", _shown(absence.first)), ("last", _shown(absence.last)))
        if absence.last > self.as_of:
            return
        months = self.asked(lambda: law.holiday_cost_months(self.book, Period.closed(absence.first, absence.last)))
        if months is not None and months.outcome:
            yield from self.due(
                "holiday_cost_claim",
                lambda: law.holiday_cost_claim_due(self.book, months.outcome[0]),
                subject=one.code,
                facts=facts,
            )
        given = answers.answers_known(self.session, self.employer_id, self.known_on)
        sex = people.employee(self.session, self.employer_id, one.employee_id, self.known_on).sex
        met = self.asked(lambda: limits.compensation(absence, noted, one, sex, given, self.book))
        if (
            met is None
            or met.outcome is False
            or any(one.topic.startswith("family_leave_adoption") for one in met.questions)
        ):
            return
        claim = self.asked(lambda: law.family_leave_claim_due(self.book, absence.last))
        if claim is not None:
            # The book does not know the deadline: asking Kela is the duty, at once.
            day = absence.last if claim.outcome is None else claim.outcome
            code = "family_leave_claim_ask" if claim.outcome is None else "family_leave_claim"
            if met.outcome:
                cents = int(Decimal(dict(met.reasons[0].facts)["amount"]) * 100)
                facts = (*facts, ("amount", formats.money(cents)))
                code = "family_leave_claim_met" if claim.outcome is None else "family_leave_claim_met_by"
            section = "Kela, family leave compensation"
            yield Duty(day, code, section, False, one.code, facts, law.KELA)

    def of_health_care(self) -> Iterator[Duty]:
        """What a calendar year of occupational health care has cost is claimed from Kela in the next."""
        began = [
            gate.day
            for one in self.employments
            for gate in one.gates
            if gate.kind == "occupational_health" and gate.day is not None
        ]
        if began and any(one.runs_on(self.as_of) for one in self.employments):
            yield from self.of_health_care_plan(min(began))
        year = self.as_of.year - 1
        runs = [one for one in self.employments if one.start.year <= year and (one.end is None or one.end.year >= year)]
        if runs and any(day.year <= year for day in began):
            yield from self.due(
                "occupational_health_claim",
                lambda: law.occupational_health_claim_due(self.book, year),
                facts=(("year", str(year)),),
            )

    def of_health_care_plan(self, began: date) -> Iterator[Duty]:
        """The yearly check of the action plan that the health care has made: the next one, counted from its beginning.
        Nothing records whether it was done."""
        checked = began
        while True:
            due = self.asked(partial(law.occupational_health_plan_due, self.book, checked))
            if due is None or due.outcome >= self.as_of:
                break
            checked = due.outcome
        yield from self.due("occupational_health_plan", partial(law.occupational_health_plan_due, self.book, checked))

    def allowance(self, one: EmploymentFacts, absence: Absence, weekdays: Sequence[date]) -> int | None:
        """Cents that Kela pays for weekdays of an illness, from what this employer paid in the year before, or None."""
        last = absence.first.replace(day=1) - relativedelta(months=1) - timedelta(days=1)
        first = last + timedelta(days=1) - relativedelta(months=12)
        wages = sum(
            run.totals["taxable"]
            for run in self.issued
            if run.employee_id == one.employee_id and first <= run.payment_day <= last
        )
        if not wages or one.start > first:
            return None
        trace = Trace()
        try:
            income = allowance_income(
                trace, self.book, absence.first, trace.given("wages", Decimal(wages) / 100, "euros")
            )
            daily = allowance_per_weekday(trace, self.book, absence.first, income)
        except (NoValueForDay, UnknownValue, UnverifiedValue):
            return None
        return daily.cents * len(weekdays)

    # -- one duty --------------------------------------------------------------------------------------------------

    def asked(self, decide: Any) -> Decision[Any] | None:
        try:
            return decide()  # type: ignore[no-any-return]
        except (NoValueForDay, UnknownValue, UnverifiedValue):
            return None

    def due(
        self,
        code: str,
        decide: Any,
        *,
        done: bool = False,
        subject: str = "",
        facts: Sequence[tuple[str, str]] = (),
        place: tuple[tuple[str, int | str], ...] = (),
    ) -> Iterator[Duty]:
        decision = self.asked(decide)
        if decision is not None and decision.outcome is not None:
            reason = decision.reasons[0]
            yield Duty(decision.outcome, code, reason.section, done, subject, tuple(facts), reason.link, place)


def corrected_payslips(
    session: Session, employer_id: int, issued: Sequence[IssuedSums], book: Book
) -> tuple[tuple[IssuedSums, Affected], ...]:
    """The payslips, each with its corrections, that corrected values of law concern: the newest, and what it means."""
    if not corrections(book):
        return ()
    chains: dict[int, list[IssuedSums]] = {}
    for one in issued:
        chains.setdefault(one.id if one.own_day else one.corrects or one.id, []).append(one)
    found: list[tuple[IssuedSums, Affected]] = []
    for chain in chains.values():
        newest = max(chain, key=lambda one: one.revision)
        totals = {key: sum(one.totals[key] for one in chain) for key in newest.totals}
        means = _means(session, employer_id, newest, totals, book)
        if means is not None:
            found.append((newest, means))
    return tuple(found)


_MEANS: dict[tuple[object, ...], Affected | None] = {}
"""What corrections mean for a payslip: an issued one never changes, so it is calculated once while the program runs."""
_MEANS_KEPT = 10_000


def _means(
    session: Session, employer_id: int, newest: IssuedSums, totals: dict[str, int], book: Book
) -> Affected | None:
    issued_on = newest.issued_at.astimezone(clock.HELSINKI).date()
    key = (newest.inputs_sha256, newest.trace_sha256, tuple(sorted(totals.items())), issued_on, book.edition)
    if key not in _MEANS:
        if len(_MEANS) >= _MEANS_KEPT:
            _MEANS.clear()
        whole = pay.payslip(session, employer_id, newest.id)
        beside = pay.paid_beside(session, employer_id, whole) if whole.revision else ()
        _MEANS[key] = affected(Paid(whole.inputs_text, whole.trace, totals, issued_on, beside), book)
    return _MEANS[key]


def _of_day(day: date) -> tuple[tuple[str, int | str], ...]:
    """The place of a pay day's own page."""
    return (("day", day.isoformat()),)


def _change_in_euros(cents: int | None) -> str:
    if cents is None:
        return "–"
    return ("+" if cents > 0 else "") + formats.money(cents)


_ADULT = 18
_FAMILY = {one: one for one in ("pregnancy", "parental", "childcare", "partial_childcare")}
"""Family leaves with a notice time, by their name in the records."""
_PARTIAL = {"partial_parental": "55/2001 4:2 a", "partial_childcare": "55/2001 4:4"}
"""Leaves in which shorter hours are worked, with their section."""
_WITH_ALLOWANCE = ("pregnancy", "parental")
"""Leaves for which Kela pays an allowance that compensates the employer's holiday costs."""


def _days(first: date, last: date) -> Iterable[date]:
    return Period.closed(first, last) if first <= last else ()


def _spells(noted: Sequence[Absence]) -> list[Absence]:
    """Illnesses and accidents, each whole: notes that follow each other without a day between are one absence."""
    spells: list[Absence] = []
    for one in noted:
        if one.kind not in ("sick", "accident"):
            continue
        before = spells[-1] if spells else None
        if before is None or before.kind != one.kind or one.first > before.last + timedelta(days=1):
            spells.append(one)
            continue
        seen = before.certificate_seen if one.certificate_seen is None else one.certificate_seen
        spells[-1] = replace(before, last=max(before.last, one.last), certificate_seen=seen)
    return spells


def _agreed_cents(one: EmploymentFacts, year: int) -> int:
    """The wages that the contract promises in a calendar year, in cents: of an hourly wage for the agreed weekly time,
    of a monthly wage for its days, at the highest wage and time of the year."""
    first = max(one.start, date(year, 1, 1))
    last = date(year, 12, 31) if one.end is None else min(one.end, date(year, 12, 31))
    if last < first:
        return 0
    days = (last - first).days + 1
    wages = [row for row in one.wages if _in_force(row, first, last)]
    weekly = max((row.minutes for row in one.weekly_times if _in_force(row, first, last)), default=0)
    hourly = max((row.euros for row in wages if row.unit == "hour"), default=Decimal(0)) * weekly * days / 420
    monthly = max((row.euros for row in wages if row.unit == "month"), default=Decimal(0)) * days * 12 / 365
    return int(max(hourly, monthly) * 100)


def _in_force(row: Any, first: date, last: date) -> bool:
    return (row.first is None or row.first <= last) and (row.until is None or row.until >= first)


def _gate_day(one: EmploymentFacts, kind: str) -> date | None:
    """The day on which something was noted as done, None: not yet."""
    return next((gate.day for gate in one.gates if gate.kind == kind), None)


def _is_done(one: EmploymentFacts, kind: str) -> bool:
    return _gate_day(one, kind) is not None


def _shown(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)
