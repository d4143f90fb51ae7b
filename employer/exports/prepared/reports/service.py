"""Reports to the Incomes Register from issued payslips and the facts in force, and the cancellation of one.

What a report needs and nobody has said becomes a question; it is then not made, and nothing else waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from lxml import etree
from sqlalchemy.orm import Session

from employer import answers, contracts, pay, people
from employer.answers.schemas import NOT_TOLD
from employer.clock import HELSINKI
from employer.contracts.schemas import EmploymentFacts
from employer.exports.incomes_register.content.service import separate_faults, wage_faults
from employer.exports.incomes_register.schemas import (
    NEW,
    REPLACEMENT,
    Cancellation,
    CancelledItem,
    Delivery,
    Ending,
    Identifier,
    IncomeLine,
    Payer,
    Payment,
    SeparateLine,
    SeparateReport,
    SeparateReports,
    WageReport,
    WageReports,
)
from employer.exports.incomes_register.service import (
    SOURCE,
    cancellation_xml,
    income_lines,
    report_reference,
    separate_report_xml,
    wage_report_xml,
)
from employer.exports.prepared.amounts.service import (
    ASKED,
    BY_COUNTY,
    COUNTY_REPORTS,
    CameBack,
    came_back,
    claims_with,
    county_part,
    of_month,
)
from employer.exports.prepared.earned.service import (
    TAXED_YEAR,
    Told,
    deductions_of,
    earned_lines,
    lines_of_county,
    recovered_lines,
    told_of,
    unjust_lines,
    year_unknown,
)
from employer.exports.prepared.needs.service import contact_needs, faults_besides, question_of, wage_needs
from employer.exports.prepared.parties.service import contact_of, earner_of, home_of, payer_of, provider_id
from employer.exports.prepared.schemas import Prepared
from employer.exports.queries import report, report_file, reports
from employer.exports.schemas import ExportRefused, Fault, KeptReport, NewReport
from employer.pay import recovering
from employer.pay.schemas import Issued
from employer.people.schemas import Address, EmployeeFacts, EmployerFacts
from rules import Days, Question, load_book
from rules.decisions import duties

HEALTH_CONTRIBUTION, NO_WAGES = 102, 101
CANCEL_FIRST, NOTHING_LEFT = "cancel_first", "nothing_left"
"""The faults of a replacement that are put right by cancelling the report that stands."""
TOLD_ANEW = "end "
"""Begins the mark of a report that tells another reason of the end than the report before it."""


def wage_report(
    session: Session,
    employer_id: int,
    employee_id: int,
    payment_day: date,
    made_at: datetime,
    known_on: date,
    *,
    production: bool = False,
    provider: str | None = None,
) -> Prepared[NewReport]:
    """The earnings payment report of one employee and one payment date, with every payslip of that day.

    ``made_at`` is the message's creation time, ``provider`` the Business ID of the service provider that sends it over
    the register's interface; without one the payer sends it. Corrections are added to what they correct, so that the
    report always tells the whole. Where the county pays the wages itself as the substitute payer, it reports them; the
    household tells only what it owes contributions for, unless the county does that too by a mandate: that is asked.
    Overpaid pay that came back outside the pay on the day is told with it, or alone (``choice.repaid_report``).
    Raises ``ExportRefused`` when the facts break a rule of the register.
    """
    day = _pay_day(session, employer_id, employee_id, payment_day, known_on)
    if day is None or day.county == BY_COUNTY:
        return Prepared(None)  # nothing was paid, or the county reports for the employer too
    needs, lines = _wage_needs(session, employer_id, day), _lines(session, employer_id, day)
    subject = day.employee.details.code
    reference, earlier, delivery = _standing(session, employer_id, "wage", "wage", subject, payment_day.isoformat())
    if not lines and earlier:
        raise ExportRefused((Fault("lines", NOTHING_LEFT),))
    if not lines:
        return Prepared(None)  # nothing was paid: there is nothing to tell
    over, ended, besides = _endings(session, employer_id, day, known_on)
    ids = tuple(one.id for one in day.issued)
    numbers = day.numbers() + _told_anew(session, employer_id, earlier, ended)
    if not needs and earlier and earlier[-1].payslips == numbers:
        return Prepared(_as_kept(session, employer_id, earlier[-1]), besides, ids)
    message = WageReports(
        delivery=Delivery(made_at, delivery, SOURCE, provider_id(provider), production),
        payment=day.payment(),
        contacts=(contact_of(day.employer),),
        payer=payer_of(day.employer, temporary=day.temporary_employer()),
        reports=(
            WageReport(
                reference,
                earner_of(
                    day.employer,
                    day.employee,
                    day.employments,
                    day.about,
                    payment_day,
                    day.home,
                    over or (day.main,),
                    ended.endings,
                ),
                lines,
                action=REPLACEMENT if earlier else NEW,
            ),
        ),
    )
    if needs:
        return _waiting([*needs, *besides], wage_faults(message), ids)
    replaces = report_file(session, employer_id, earlier[-1].id) if earlier else None
    report = NewReport(
        "wage",
        "replacement" if earlier else "new",
        reference,
        delivery,
        subject,
        payment_day,
        wage_report_xml(message, replaces=replaces),
        production,
        numbers,
        provider,
    )
    return Prepared(report, besides, ids)


@dataclass(frozen=True, slots=True)
class _PayDay:
    """What one employee was paid on a payment date, and the facts of that date."""

    day: date
    issued: list[Issued]
    repaid: list[CameBack]  # overpaid pay that came back outside the pay
    claims: list[recovering.Overpaid]
    employer: EmployerFacts
    employee: EmployeeFacts
    employments: list[EmploymentFacts]
    told: Told
    home: Address | None
    county: str

    @property
    def about(self) -> list[Issued]:
        """The payslips that the report is about: those of the day, or of what came back on it."""
        return self.issued or [slip for one in self.repaid for slip in one.chain]

    @property
    def main(self) -> EmploymentFacts:
        """The employment that questions are asked about."""
        return self.employments[0]

    def numbers(self) -> tuple[str, ...]:
        """What the report tells, by name: a kept report with the same names tells everything already."""
        numbers = tuple(one.number for one in self.issued)
        if self.county:
            return numbers
        gross = tuple(f"{one.number} gross" for one in self.claims if one.gross)
        return numbers + gross + tuple(one.name for one in self.repaid)

    def payment(self) -> Payment:
        """The payment date and the days that were paid."""
        days = [(one.first, one.last) for one in self.issued] or [(self.day, self.day)]
        return Payment(self.day, min(first for first, _ in days), max(last for _, last in days))

    def temporary_employer(self) -> bool:
        """Whether an insured pay was given by an employer with a temporary employer's pension insurance."""
        temporary = bool(self.employer.pension) and self.employer.pension.kind == "temporary"
        return temporary and any(one.totals["employer_pension"] or one.totals["pension_employee"] for one in self.about)


def _pay_day(session: Session, employer_id: int, employee_id: int, day: date, known_on: date) -> _PayDay | None:
    """What is known of an employee's payment date; None when nothing was paid or came back on it."""
    slips = pay.payslips(session, employer_id, first_pay_day=day, last_pay_day=day)
    issued = [one for one in slips if one.employee_id == employee_id]
    repaid = [
        one
        for one in came_back(session, employer_id)
        if one.money.day == day and one.chain[0].employee_id == employee_id
    ]
    about = issued or [slip for one in repaid for slip in one.chain]
    if not about:
        return None
    employee = people.employee(session, employer_id, employee_id, known_on)
    ids = dict.fromkeys(one.employment_id for one in about)
    employments = [contracts.employment(session, employer_id, one, known_on) for one in ids]
    county = county_part(session, employer_id, day, known_on)
    return _PayDay(
        day,
        issued,
        repaid,
        [] if county else claims_with(session, employer_id, issued),
        people.employer_facts(session, employer_id, day, known_on),
        employee,
        employments,
        told_of(session, employer_id, employments[0].code, day, known_on, issued),
        home_of(session, employer_id, employee, day, known_on),
        county,
    )


def _wage_needs(session: Session, employer_id: int, day: _PayDay) -> list[tuple[str, Question]]:
    needs = contact_needs(day.employer, day.main) + wage_needs(day.employer, day.main, day.about)
    topics = []
    if any(recovering.taxed_at_source(one) for one in day.about) and day.home is None:
        topics.append("home_abroad")
    elif day.employee.details.identity_code is None and day.employee.details.address is None:
        topics.append("employee_address")
    if day.county == ASKED:
        topics.append(COUNTY_REPORTS)
    if not day.county:
        topics += day.told.missing
        if year_unknown(session, employer_id, day.issued, day.claims):
            topics.append(TAXED_YEAR)
    return needs + [(day.main.code, question_of(topic, day.day)) for topic in topics]


def _lines(session: Session, employer_id: int, day: _PayDay) -> tuple[IncomeLine, ...]:
    if day.county:
        return income_lines(lines_of_county(day.issued), ())
    return income_lines(
        [
            *earned_lines(day.issued, day.told),
            *unjust_lines(session, employer_id, day.issued),
            *recovered_lines(day.issued),
            *(line for one in day.repaid for line in one.lines(day.day)),
        ],
        [*deductions_of(day.issued), *(("withholding", one.tax_cents) for one in day.claims if one.gross)],
    )


def cancellation(
    session: Session,
    employer_id: int,
    report_id: int,
    made_at: datetime,
    *,
    production: bool = False,
    provider: str | None = None,
) -> NewReport:
    """The message that cancels a kept report, whichever version of it stands: under the payer that it was given with.

    Raises ``LookupError`` when the employer has no such report.
    """
    kept = report(session, employer_id, report_id)
    file = report_file(session, employer_id, report_id)
    if kept is None or file is None:
        raise LookupError(f"employer {employer_id} has no report {report_id}")
    made = [one for one in reports(session, employer_id, kept.kind) if one.reference == kept.reference]
    delivery = _delivery_reference(kept.reference, made)
    payer = tuple(
        Identifier(int(one.findtext("Type", "")), one.findtext("Code", ""), one.findtext("CountryCode"))
        for one in etree.fromstring(file).iterfind("DeliveryData/Payer/PayerIds/Id")
    )
    message = Cancellation(
        Delivery(made_at, delivery, SOURCE, provider_id(provider), production),
        Payer(payer),
        kept.kind,
        (CancelledItem(kept.reference),),
    )
    return NewReport(
        kept.kind,
        "cancellation",
        kept.reference,
        delivery,
        kept.subject,
        kept.day,
        cancellation_xml(message),
        production,
        provider=provider,
    )


def report_months(pay_days: Iterable[date], registered: bool, until: date) -> list[date]:
    """The first days of the months that may need an employer's separate report.

    Those with a pay day; for an employer in the register also the months without pay between the first of them and
    the last whole month by ``until``.
    """
    months = sorted({day.replace(day=1) for day in pay_days})
    if not months or not registered:
        return months
    after = until + timedelta(days=1)
    whole = (after.year - months[0].year) * 12 + after.month - months[0].month
    return sorted({*months, *(months[0] + relativedelta(months=number) for number in range(whole))})


def separate_report(
    session: Session,
    employer_id: int,
    month: date,
    made_at: datetime,
    known_on: date,
    *,
    production: bool = False,
    provider: str | None = None,
) -> Prepared[NewReport]:
    """The employer's separate report of the wage payments of a calendar month (its first day), when one is needed.

    The health contribution is the sum of what the month's payslips were issued with. ``provider``: as of a wage report.
    """
    issued = of_month(session, employer_id, month)
    by_day = {day: county_part(session, employer_id, day, known_on) for day in {one.payment_day for one in issued}}
    health = sum(one.totals["employer_health"] for one in issued if by_day[one.payment_day] != BY_COUNTY)
    employer = people.employer_facts(session, employer_id, month, known_on)
    registered = employer.details.employer_register == "regular"
    needed = duties.separate_report_required(
        registered=registered, wages_in_month=bool(issued), anyone_over_limit=health > 0
    )
    if not needed.outcome or (not registered and health == 0):
        return Prepared(None)
    if issued and all(who == BY_COUNTY for who in by_day.values()):
        return Prepared(None)
    employments = contracts.employments(session, employer_id, known_on)
    needs = contact_needs(employer, employments[0]) if employments else []
    needs += [
        (one.employment, question_of(COUNTY_REPORTS, one.payment_day))
        for one in issued
        if by_day[one.payment_day] == ASKED
    ]
    numbers = tuple(one.number for one in issued)
    reference, earlier, delivery = _standing(session, employer_id, "separate", "separate", f"{month:%Y-%m}")
    if not needs and earlier and earlier[-1].payslips == numbers:
        return Prepared(_as_kept(session, employer_id, earlier[-1]), payslips=tuple(one.id for one in issued))
    # wages without a contribution (of a person too old for it, say) are no month without wages
    line = SeparateLine(HEALTH_CONTRIBUTION, health) if issued else SeparateLine(NO_WAGES)
    message = SeparateReports(
        Delivery(made_at, delivery, SOURCE, provider_id(provider), production),
        made_at.astimezone(HELSINKI).date(),
        (contact_of(employer),),
        payer_of(employer, temporary=False),
        (SeparateReport(reference, month, (line,), REPLACEMENT if earlier else NEW),),
        regular=registered,
    )
    if needs:
        return _waiting(needs, separate_faults(message), tuple(one.id for one in issued))
    report = NewReport(
        "separate",
        "replacement" if earlier else "new",
        reference,
        delivery,
        f"{month:%Y-%m}",
        month,
        separate_report_xml(message),
        production,
        numbers,
        provider,
    )
    return Prepared(report, payslips=tuple(one.id for one in issued))


def _waiting(
    needs: Sequence[tuple[str, Question]], faults: Iterable[Fault], payslips: tuple[int, ...]
) -> Prepared[NewReport]:
    """A report that waits for answers; raises ``ExportRefused`` with them when something is wrong besides."""
    wrong = faults_besides(needs, faults)
    if wrong:
        raise ExportRefused(wrong, tuple(needs))
    return Prepared(None, tuple(needs), payslips)


def _standing(session: Session, employer_id: int, kind: str, *parts: str) -> tuple[str, tuple[KeptReport, ...], str]:
    """The lasting reference of a report, what stands under it in the register, and the next message's own reference.

    A cancelled reference is never used again, nor one of which the register has refused everything: the register knows
    nothing of it, so the report is a new one.
    """
    kept = reports(session, employer_id, kind)
    for count in range(1, len(kept) + 2):
        reference = report_reference(*parts) if count == 1 else report_reference(*parts, str(count))
        made = tuple(one for one in kept if one.reference == reference)
        earlier = tuple(one for one in made if not one.refused)
        if not made or (earlier and earlier[-1].action != "cancellation"):
            return reference, earlier, _delivery_reference(reference, made)
    raise LookupError(f"no free reference for {parts}")


def _delivery_reference(reference: str, made: Sequence[KeptReport]) -> str:
    """The message's own reference: the report's for the first, numbered for those that were made after it."""
    return report_reference(reference, f"v{len(made) + 1}") if made else reference


def _as_kept(session: Session, employer_id: int, kept: KeptReport) -> NewReport:
    """A report that tells everything already, exactly as it was made."""
    return NewReport(
        kept.kind,
        kept.action,
        kept.reference,
        kept.delivery,
        kept.subject,
        kept.day,
        report_file(session, employer_id, kept.id) or b"",
        kept.production,
        kept.payslips,
    )


@dataclass(frozen=True, slots=True)
class _Ended:
    """What a report tells of why the employment ended. ``answered``: it rests on the employer's answer."""

    endings: tuple[Ending, ...] = ()
    answered: bool = False


def _endings(
    session: Session, employer_id: int, day: _PayDay, known_on: date
) -> tuple[tuple[EmploymentFacts, ...], _Ended, tuple[tuple[str, Question], ...]]:
    """Of a pay day the employments whose last pay it gives, why they ended, and what is asked about it.

    A report tells one reason. Of several employments that ended it is the one that they share; when they ended in
    different ways, or one of the reasons is not known, none is told.
    """
    over = tuple(
        one
        for one in day.employments
        if one.end is not None and any(slip.employment_id == one.id and slip.last >= one.end for slip in day.issued)
    )
    found = [_ended(session, employer_id, one, day.day, known_on) for one in over]
    told = {ended.endings for ended, _ in found}
    endings = told.pop() if len(told) == 1 else ()
    answered = any(ended.answered for ended, _ in found)
    return over, _Ended(endings, answered), tuple(asked for _, questions in found for asked in questions)


def _ended(
    session: Session, employer_id: int, employment: EmploymentFacts, payment_day: date, known_on: date
) -> tuple[_Ended, tuple[tuple[str, Question], ...]]:
    """Why an employment ended, in the register's words, or what is asked about it.

    A household may leave the register's code out, so that the question keeps nothing waiting. An ending whose code the
    register's guidance does not settle is asked (``codes.noted_end``).
    """
    end = employment.end
    if end is None:
        return _Ended(), ()
    topic = "end_ground"
    given = answers.answer(session, employer_id, f"{topic}:{employment.code}:{end.isoformat()}", date.max, known_on)
    if given is not None and given.value == NOT_TOLD:
        return _Ended(answered=True), ()
    book, on = load_book(), Days(payment_day=payment_day)
    noted = book.value("codes.noted_end", on).row(noted=employment.end_reason or "fixed_term_ended")
    if given is None and noted["ground"] == "asked":
        return _Ended(), ((employment.code, replace(question_of(topic, end), blocks=False)),)
    row = book.value("codes.employment_end", on).row(ground=noted["ground"] if given is None else given.value)
    return _Ended((Ending(str(int(row["code"]))),), given is not None), ()


def _told_anew(session: Session, employer_id: int, earlier: Sequence[KeptReport], ended: _Ended) -> tuple[str, ...]:
    """How the reports that stand mark that the reason of the end was answered or changed after the first of them; the
    reason itself stands in the report alone."""
    if not earlier:
        return ()
    marks = tuple(one for one in earlier[-1].payslips if one.startswith(TOLD_ANEW))
    file = report_file(session, employer_id, earlier[-1].id)
    told = (
        () if file is None else tuple(one.text for one in etree.fromstring(file).iterfind(".//EmploymentEnding/Code"))
    )
    if told == tuple(one.code for one in ended.endings) or not (ended.answered or marks):
        return marks
    return (f"{TOLD_ANEW}{len(earlier)}",)
