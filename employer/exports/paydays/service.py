"""The reports and payments of each pay day: what is needed by when, and making their files. Nothing commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from employer import budget, documents, pay, people, training
from employer.config import RegisterInterface
from employer.effective import Hand
from employer.errors import Conflict
from employer.exports import outbox, prepared, queries
from employer.exports.ledger.schemas import PaidExpense, ReceivedMoney, ReturnedMoney
from employer.exports.ledger.service import ledger_csv
from employer.exports.outbox.schemas import ANSWERED, FAILED
from employer.exports.paydays.schemas import CANCEL_WAGE, NEWEST_VERSION, Answered, Making, PayDay, Step, StepFile
from employer.exports.prepared.schemas import Prepared
from employer.exports.schemas import ExportRefused, KeptReport, Receipt
from employer.exports.sepa.service import tax_day, wage_day
from employer.exports.service import keep_payment_file, keep_report
from employer.pay import paying
from employer.pay.schemas import Issued
from rules import Question, load_book
from rules.decisions import duties

CANCELLED_FIRST = frozenset({prepared.CANCEL_FIRST, prepared.NOTHING_LEFT})
"""The faults of a replacement that are put right by cancelling the report that stands."""


def pay_days(session: Session, employer_id: int) -> tuple[tuple[date, int, int, str], ...]:
    """The pay days with given payslips, and the days on which overpaid pay came back, latest first.

    Each is its day, cents paid, payslips, and how far reporting it is: ``reported``, ``carry`` (everything is made, and
    a person has still to send some of it) or ``open``.
    """
    left = outbox.left_to_people(session, employer_id)
    standing = queries.standing(session, employer_id, "wage")
    made = {number for one in standing for number in one.payslips}
    carried = {number for one in standing if one.id in left for number in one.payslips}
    by_day: dict[date, list[Issued]] = defaultdict(list)
    for one in pay.payslips(session, employer_id):
        by_day[one.payment_day].append(one)
    back = prepared.repaid_names(session, employer_id)
    return tuple(
        (
            day,
            sum(one.totals["paid"] for one in by_day.get(day, ())),
            len(by_day.get(day, ())),
            _how_far({one.number for one in by_day.get(day, ())} | set(back.get(day, ())), made, carried),
        )
        for day in sorted({*by_day, *back}, reverse=True)
    )


def _how_far(told: set[str], made: set[str], carried: set[str]) -> str:
    if not told <= made:
        return "open"
    return "carry" if told & carried else "reported"


def months_without_pay(
    session: Session, employer_id: int, hand: Hand, language: str, *, production: bool
) -> tuple[tuple[date, Step], ...]:
    """The whole months without pay that an employer in the register reports too, latest first: first day, the report.

    ``hand``: who looks, and when. Empty for a household that is not in the register, and before the first pay day.
    """
    paid = {one.payment_day.replace(day=1) for one in pay.payslips(session, employer_id)}
    if not paid:
        return ()
    registered = _registered(session, employer_id, hand.day, hand.day)
    months = prepared.report_months(paid, registered, hand.day)
    steps = (
        (month, _separate(session, employer_id, month, (), hand, language, production))
        for month in reversed(months)
        if month not in paid
    )
    return tuple((month, step) for month, step in steps if step.state != "not_needed")


def pay_day(session: Session, employer_id: int, day: date, hand: Hand, language: str, *, production: bool) -> PayDay:
    """One pay day with its steps. ``hand``: who looks, and when. Raises ``LookupError`` when nothing was paid on it."""
    issued = pay.payslips(session, employer_id, first_pay_day=day, last_pay_day=day)
    back = prepared.repaid_by(session, employer_id, day)
    if not issued and not back:
        raise LookupError(f"employer {employer_id} has paid nothing on {day}")
    of_month = _of_month(session, employer_id, day)
    names = {one.id: one.details.name.full for one in people.employees(session, employer_id, hand.day)}
    with_tax = bool(issued) and day == max(one.payment_day for one in of_month)
    told = paying.told_paid(session, employer_id, day, hand.day)
    all_told = bool(issued) and all(one.number in told for one in issued)
    steps = [_payment(session, employer_id, day, with_tax, all_told, hand, language)] if issued else []
    can_be_told = bool(issued) and not all_told and steps[0].state in ("made", "not_needed")
    for employee_id in dict.fromkeys([*(one.employee_id for one in issued), *back]):
        steps.append(_wage(session, employer_id, day, employee_id, names[employee_id], hand, language, production))
    if issued:
        steps.append(_separate(session, employer_id, day, of_month, hand, language, production))
    return PayDay(
        day=day,
        paid_cents=sum(one.totals["paid"] for one in issued),
        payslips=len(issued),
        steps=tuple(steps),
        tax_cents=prepared.tax_cents(session, employer_id, of_month, hand.day) if issued else 0,
        tax_due=tax_day(day),
        with_tax=with_tax,
        can_be_told=can_be_told and not prepared.county_part(session, employer_id, day, hand.day),
    )


def tell_paid(session: Session, employer_id: int, day: date, hand: Hand) -> None:
    """A person tells that the wages of a pay day have been paid, once its bank file is made or none can be made.

    Raises ``Conflict`` when a file can be made first, or when payslips of the day are still to be given.
    """
    found = pay_day(session, employer_id, day, hand, "fi", production=False)
    if not found.can_be_told or not paying.move_day(session, employer_id, day, "paid", hand):
        raise Conflict("the wages of the day cannot be told to be paid now")
    note_reported(session, employer_id, day, hand)


def note_answered(session: Session, employer_id: int, report_ids: Iterable[int], hand: Hand) -> None:
    """Moves the pay runs of wage reports as the register has answered: on to reported, or back to paid when it refused
    what was told (or did not take it), as long as no other report of the same payslips stands."""
    ids = set(report_ids)
    for day in sorted({one.day for one in queries.reports(session, employer_id, "wage") if one.id in ids}):
        note_reported(session, employer_id, day, hand)
        told = _gone(session, employer_id)
        back = prepared.repaid_by(session, employer_id, day, told)
        paying.take_back_reported(session, employer_id, day, told, hand, employees=back)


def note_reported(session: Session, employer_id: int, day: date, hand: Hand) -> None:
    """Moves the paid pay runs of a day on when the report of each payslip, and of what came back outside the pay on
    the day, stands and has gone to the register."""
    gone = _gone(session, employer_id)
    issued = pay.payslips(session, employer_id, first_pay_day=day, last_pay_day=day)
    if all(one.number in gone for one in issued) and not prepared.repaid_by(session, employer_id, day, gone):
        paying.move_day(session, employer_id, day, "reported", hand)


def _gone(session: Session, employer_id: int) -> frozenset[str]:
    """The payslips, and what came back outside the pay, of which a wage report stands that has gone to the register."""
    items = outbox.on_its_way(session, employer_id)
    gone: set[str] = set()
    for one in queries.standing(session, employer_id, "wage"):
        item = items.get(one.id)  # none: a report older than the outbox
        if item is None or item.state == ANSWERED or (item.sent_at is not None and item.state != FAILED):
            gone |= set(one.payslips)
    return frozenset(gone)


def make(
    session: Session,
    employer_id: int,
    day: date,
    making: Making,
    hand: Hand,
    *,
    production: bool,
    register: RegisterInterface | None = None,
) -> int:
    """Makes and keeps the file of one step. Gives back its id. Raises ``ExportRefused``, and ``Conflict`` when a
    question has to be answered first or there is nothing to tell.

    ``register``: the installation's line to the register; it takes the report when the employer has let it.
    """
    made: Prepared[Any]
    provider = register.provider if register is not None and outbox.sends_for(session, employer_id) else None
    if making.kind == "payment":
        days = [one.payment_day for one in _of_month(session, employer_id, day)]
        made = prepared.payment(
            session,
            employer_id,
            day,
            hand.at,
            hand.day,
            with_tax=bool(days) and day == max(days),
            version=making.version,
        )
    elif making.kind == CANCEL_WAGE:
        return _cancel(session, employer_id, day, making.subject, hand, production, provider)
    elif making.kind == "wage":
        made = prepared.wage_report(
            session, employer_id, making.subject, day, hand.at, hand.day, production=production, provider=provider
        )
    else:
        month = day.replace(day=1)
        made = prepared.separate_report(
            session, employer_id, month, hand.at, hand.day, production=production, provider=provider
        )
    if made.file is None:
        raise Conflict("there is nothing to make, or a question is open")
    if making.kind == "payment":
        file_id = keep_payment_file(session, employer_id, made.file, hand)
        paying.move_day(session, employer_id, day, "payment_file", hand)
        return file_id
    report_id = keep_report(session, employer_id, made.file, hand)
    if making.kind == "wage":
        note_reported(session, employer_id, day, hand)
    return report_id


def _cancel(
    session: Session,
    employer_id: int,
    day: date,
    employee_id: int,
    hand: Hand,
    production: bool,
    provider: str | None,
) -> int:
    """Keeps the cancellation of an employee's standing report, when what has changed can be told in no other way."""
    code = people.employee(session, employer_id, employee_id, hand.day).details.code
    found = [one for one in queries.standing(session, employer_id, "wage") if (one.subject, one.day) == (code, day)]
    _, _, rules = _tried(
        lambda: prepared.wage_report(session, employer_id, employee_id, day, hand.at, hand.day, production=production),
        "fi",
    )
    if not found or not rules & CANCELLED_FIRST:
        raise Conflict("the report can be replaced, or nothing stands")
    made = prepared.cancellation(session, employer_id, found[-1].id, hand.at, production=production, provider=provider)
    return keep_report(session, employer_id, made, hand)


def ledger(session: Session, employer_id: int, as_of: date, language: str) -> bytes:
    """The ledger of everything that was paid by a day, for the bookkeeper: CSV."""
    decisions = budget.decisions(session, employer_id, as_of)
    entries = list(prepared.ledger_entries(session, employer_id, as_of))
    costs = [
        (one.day, one.title, one.cents, one.line)
        for one in budget.expenses(session, employer_id, as_of)
        if one.employment_id is None
    ] + [
        (one.day, one.title, one.cost_cents, one.line)
        for one in training.trainings(session, employer_id, None, as_of)
        if one.cost_cents
    ]
    for number, (paid_on, title, cents, line) in enumerate(sorted(costs, key=lambda one: one[:2]), 1):
        centre = prepared.cost_centre_on(decisions, paid_on)
        entries.append(PaidExpense(f"K{paid_on.year}-{number:04d}", paid_on, title, cents, line or "", centre))
    for number, got in enumerate(budget.received(session, employer_id, as_of), 1):
        centre = prepared.cost_centre_on(decisions, got.day)
        entries.append(ReceivedMoney(f"T{got.day.year}-{number:04d}", got.day, got.cents, got.line or "", centre))
    for number, back in enumerate(budget.returned(session, employer_id, as_of), 1):
        centre = prepared.cost_centre_on(decisions, back.decision_day)
        entries.append(ReturnedMoney(f"R{back.day.year}-{number:04d}", back.day, back.cents, back.line or "", centre))
    return ledger_csv([one for one in entries if one.day <= as_of], language)


def answers(session: Session, employer_id: int, known_on: date) -> tuple[Answered, ...]:
    """What the register last answered about each report, the latest answer first."""
    names = {one.details.code: one.details.name.full for one in people.employees(session, employer_id, known_on)}
    found = [
        Answered(one.kind, names.get(one.subject, ""), one.day, newest.state, newest.answered_at, _errors(newest))
        for one in queries.reports(session, employer_id)
        if one.receipts
        for newest in (max(one.receipts, key=lambda receipt: receipt.answered_at),)
    ]
    return tuple(sorted(found, key=lambda one: one.answered_at, reverse=True))


# -- the steps ---------------------------------------------------------------------------------------------------------


def _payment(
    session: Session,
    employer_id: int,
    day: date,
    with_tax: bool,
    told: bool,
    hand: Hand,
    language: str,
) -> Step:
    files = queries.payment_files(session, employer_id)
    kept = [one for one in files if one.pay_day == day]
    made, words, _ = _tried(
        lambda: prepared.payment(session, employer_id, day, hand.at, hand.day, with_tax=with_tax), language
    )
    file = None if made is None else made.file
    if file is not None:
        state = "changed" if kept else "ready"
    elif words:
        state = "refused" if made is None else "asked"
    else:
        state = "paid" if told else "made" if kept else "not_needed"
    return Step(
        "payment",
        "",
        0,
        state,
        wage_day(day),
        cents=None if file is None else file.cents,
        words=words,
        files=tuple(StepFile(one.id, one.made_at, one.cents) for one in kept),
        version=files[-1].schema_version if files else NEWEST_VERSION,
    )


def _wage(
    session: Session,
    employer_id: int,
    day: date,
    employee_id: int,
    name: str,
    hand: Hand,
    language: str,
    production: bool,
) -> Step:
    code = people.employee(session, employer_id, employee_id, hand.day).details.code
    kept = [one for one in queries.reports(session, employer_id, "wage") if (one.subject, one.day) == (code, day)]
    due = duties.wage_report_due(load_book(), day, registered=_registered(session, employer_id, day, hand.day))
    made, words, rules = _tried(
        lambda: prepared.wage_report(session, employer_id, employee_id, day, hand.at, hand.day, production=production),
        language,
    )
    numbers = () if made is None or made.file is None else made.file.payslips
    standing = [one for one in queries.standing(session, employer_id, "wage") if (one.subject, one.day) == (code, day)]
    return Step(
        "wage",
        name,
        employee_id,
        _state(made, words, standing, numbers),
        due.outcome,
        words=words,
        cancels=bool(rules & CANCELLED_FIRST),
        **_told_of(session, employer_id, kept, hand),
    )


def _separate(
    session: Session,
    employer_id: int,
    day: date,
    of_month: Sequence[Issued],
    hand: Hand,
    language: str,
    production: bool,
) -> Step:
    month = day.replace(day=1)
    kept = [one for one in queries.reports(session, employer_id, "separate") if one.day == month]
    made, words, _ = _tried(
        lambda: prepared.separate_report(session, employer_id, month, hand.at, hand.day, production=production),
        language,
    )
    due = duties.separate_report_due(load_book(), day).outcome
    needed = made is None or made.file is not None or bool(made.questions)
    standing = [one for one in queries.standing(session, employer_id, "separate") if one.day == month]
    state = _state(made, words, standing, tuple(one.number for one in of_month)) if needed else "not_needed"
    return Step("separate", "", 0, state, due, words=words, **_told_of(session, employer_id, kept, hand))


def _tried(
    prepare: Callable[[], Prepared[Any]], language: str
) -> tuple[Prepared[Any] | None, tuple[str, ...], frozenset[str]]:
    """What would be made, with the words of its open questions; None with the words of what the receiver refuses and of
    what is asked besides, and with the rules that were broken.
    """
    try:
        made = prepare()
    except ExportRefused as refused:
        wrong = [
            f"{one.what.say(language)} {one.what_to_do.say(language)}"  # type: ignore[attr-defined]
            for one in refused.problems
        ]
        words = (*wrong, *(_asked(question, language) for _, question in refused.questions))
        return None, words, frozenset(fault.rule for fault in refused.faults)
    return made, tuple(_asked(question, language) for _, question in made.questions if question.blocks), frozenset()


def _asked(question: Question, language: str) -> str:
    words = {"asks": question.asks, "why": question.why, "where_to_find": question.where_to_find}
    return documents.say_question(language, {"topic": question.topic, "facts": dict(question.facts), **words}).asks


def _state(
    made: Prepared[Any] | None,
    words: tuple[str, ...],
    kept: Sequence[KeptReport],
    numbers: tuple[str, ...],
) -> str:
    if kept and set(kept[-1].payslips) == set(numbers):
        return "made"
    if made is None:
        return "refused"
    if made.file is None:
        return "asked" if words else "not_needed"
    return "changed" if kept else "ready"


def _told_of(session: Session, employer_id: int, kept: Sequence[KeptReport], hand: Hand) -> dict[str, Any]:
    """The files of a report that matter still, and what the register last answered about the newest."""
    if not kept:
        return {}
    items = outbox.on_its_way(session, employer_id)
    files = []
    for one in kept:
        item = items.get(one.id)
        way = None if item is None else "overdue" if item.overdue(hand.at) else item.state
        if one is kept[-1] or way not in (None, "answered"):
            at = None if item is None else item.sent_at
            files.append(StepFile(one.id, one.made_at, None, one.action, way, at))
    receipts = kept[-1].receipts
    return {
        "files": tuple(files),
        "receipt": receipts[-1].state if receipts else None,
        "errors": _errors(receipts[-1]) if receipts else (),
    }


def _errors(receipt: Receipt) -> tuple[str, ...]:
    """What the register found wrong, as it wrote it: the code, the message and the details."""
    return tuple(
        f"{code}: {message}" + (f" ({details})" if details else "") for code, message, details in receipt.errors
    )


def _registered(session: Session, employer_id: int, on: date, known_on: date) -> bool:
    facts = people.employer_facts(session, employer_id, on, known_on)
    return bool(facts.details.employer_register == "regular")


def _of_month(session: Session, employer_id: int, day: date) -> tuple[Issued, ...]:
    first = day.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    found = pay.payslips(session, employer_id, first_pay_day=first, last_pay_day=following)
    return tuple(one for one in found if one.payment_day < following)
