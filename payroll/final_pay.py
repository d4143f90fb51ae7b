"""Pay for a notice period that was not observed or had too little work, pay for waiting, a shift cancelled late, and
set-off.

What is due, and for how many days, is decided in ``rules.decisions``. A calendar day is worth a seventh of the agreed
weekly time at the plain price of an hour (``choice.notice_pay_price`` and ``choice.waiting_pay_price``).
Work missing in a notice period is priced by the hour (``choice.notice_loss``) and insured as wages.
Neither pay stands for time at work, so neither belongs to the base of holiday pay; by their income types no insurance
contribution is taken of them (``insured_pay``), while tax is withheld.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial

from payroll import garnishment, recovery
from payroll.agreement import Terms
from payroll.draft import Draft, Line
from payroll.earnings import Prices
from payroll.figures import Figure, price_text
from payroll.inputs import Answer, CancelledShift, NoticePay
from rules import Book, Days, Decision, Question, Reason, calendar
from rules.decisions import contract, ending, pay_grounds, personal_assistants, working_time
from rules.decisions.garnishment import protected_days

CENT = "cent_half_up"
INSURANCES = ("pension", "accident", "unemployment", "health")
UNINSURED_KINDS = ("notice_pay", "waiting_pay")
"""Lines whose income type has to be looked up; every other kind of pay is insured."""
_ONE_DAY = timedelta(days=1)


# -- lines -------------------------------------------------------------------------------------------------------------


def add_notice_pay(draft: Draft, prices: Prices, terms: Terms) -> None:
    """A line of full pay for the days of notice that the employer did not observe (ECA 6:4)."""
    notice = draft.inputs.notice
    if notice is None or notice.by != "employer":
        return
    found = _missing_notice(draft, prices, terms, notice)
    if found is not None:
        amount, days, first, last, reasons, price = found
        _add_day_line(draft, "notice_pay", amount, days, price, first, last, reasons)


def add_notice_loss(draft: Draft, prices: Prices) -> None:
    """A line for the hours by which the work offered in the notice period fell short of the average (ECA 6:4 a).

    What was offered is asked, as is an average that is not noted; whether there was a loss at all, when nobody has
    noted one, is asked without keeping the pay waiting. A loss of nothing is a notice.
    """
    loss, inputs, trace = draft.inputs.notice_loss, draft.inputs, draft.trace
    last = inputs.employment_last
    if loss is None or last is None:
        return
    known = _notice_known(draft, last) if loss.known is None else loss.known
    if known is None:
        return
    told = draft.answered("exceeded_fourfold")
    fourfold = None if told is None else told.value == "yes"

    def covers(book: Book) -> Decision[bool | None]:
        return ending.notice_loss_covers(
            variable_hours=loss.hours_vary, exceeded_fourfold=fourfold, known=known, book=book
        )

    covered = draft.decide(covers)
    if covered is None or not covered.outcome:
        if covered is not None and covered.outcome is False:
            draft.notice("notice_loss_not_covered")
        return
    average = _average_week(draft) if loss.average_minutes is None else None
    if average is None and loss.average_minutes is not None:
        average = trace.given("weekly_minutes", loss.average_minutes, "minutes")
    offered = _offered(draft)
    if average is None or offered is None:
        return
    days = (last - known).days

    def missing(book: Book) -> Decision[int]:
        return ending.variable_notice_loss(
            Fraction(average.value),
            math.floor(offered.value + Fraction(1, 2)),
            Fraction(days, 7),
            employment_start=inputs.employment_first,
            known=known,
            book=book,
        )

    decided = draft.decide(missing)
    if decided is None:
        return
    if not decided.outcome:
        draft.notice("no_notice_loss")
        return
    reasons = (*covered.reasons, *decided.reasons)
    minutes = trace.decision("notice_loss_minutes", decided.outcome, "minutes", reasons)
    price = prices.on(last if last in inputs.period else inputs.period.last).figure
    amount = trace.product("notice_loss", minutes, price, rounding=CENT)
    draft.add_line(
        amount,
        Line(
            kind="notice_loss",
            income_type=draft.income_type("notice_loss"),
            unit="hour",
            amount_cents=amount.cents,
            figure=amount.row,
            minutes=decided.outcome,
            unit_price=price_text(price.value),
            first=known + _ONE_DAY,
            last=last,
            reasons=reasons,
        ),
    )


def _notice_known(draft: Draft, last: date) -> date | None:
    """When a notice with less work became known, as answered; None when there was no less, and after asking."""
    answer = draft.answered("notice_loss")
    if answer is None:
        draft.ask(pay_grounds.question_notice_loss(last))
    elif answer.value != "no":
        return min(last, date.fromisoformat(answer.value))
    return None


def _offered(draft: Draft) -> Figure | None:
    """The minutes of work offered in the notice period; None after asking."""
    answered = _minutes_answered(draft, "notice_offered", "notice_offered")
    if answered is not None:
        return answered
    draft.ask(
        Question(
            "notice_offered",
            "How many hours of work were offered in the notice period?",
            "When it is less than the average before the last shift, the employee is paid the loss.",
            "The rosters and the list of hours. Work that the employee turned down was offered, too.",
        )
    )
    return None


def add_waiting_pay(draft: Draft, prices: Prices) -> None:
    """A line of full pay for the days waited on a late final pay (ECA 2:14)."""
    waiting, inputs = draft.inputs.waiting, draft.inputs
    if waiting is None:
        _tell_late_final_pay(draft)
        return
    paid = waiting.paid or inputs.payment_day

    def waited(book: Book) -> Decision[int]:
        return ending.waiting_days(
            waiting.due,
            paid,
            book,
            disputed=waiting.disputed,
            employment_end=inputs.employment_last,
            complained=waiting.complained,
        )

    decided = draft.decide(waited)
    minutes = _week(draft, waiting.weekly_minutes, waiting.hours_vary)
    if decided is None or minutes is None:
        return
    if not decided.outcome:
        draft.notice("no_waiting_pay", day=waiting.due.isoformat())
        return
    price = _day_price(draft, prices, minutes)
    days = draft.trace.decision("waiting_days", decided.outcome, "days", decided.reasons)
    amount = draft.trace.product("waiting_pay", price, days, rounding=CENT)
    _add_day_line(draft, "waiting_pay", amount, decided.outcome, price, None, None, decided.reasons)


def _tell_late_final_pay(draft: Draft) -> None:
    """The pay period ends with the employment (ECA 2:14): pay of its last days that is paid later is told of."""
    inputs = draft.inputs
    last = inputs.employment_last
    if last is None or last not in inputs.period or inputs.kind == "supplementary" or inputs.corrects is not None:
        return
    due = contract.pay_due(last).outcome
    if inputs.payment_day > due:
        draft.notice("final_pay_late", day=due.isoformat(), last=last.isoformat())


def add_cancelled_shifts(draft: Draft, terms: Terms) -> None:
    """Lines of the compensation for shifts of variable hours that were cancelled late (WTA 30 a §).

    The act says that it is reasonable, not how much: what was agreed is asked for each shift; nothing is an answer.
    What the agreement pays for one that was cancelled in time is asked where it binds.
    """
    for shift in draft.inputs.cancelled:
        day = shift.start.date()
        if day not in draft.inputs.period:
            continue
        decided = draft.decide(_cancelled_late, shift)
        if decided is None:
            continue
        if not decided.outcome:
            _add_cancelled_in_time(draft, terms, shift)
            continue
        start = shift.start.strftime("%Y-%m-%dT%H:%M")
        answer = draft.answered(f"cancelled_shift.{start}")
        if answer is None:
            draft.ask(pay_grounds.question_cancelled_shift(start))
            continue
        _add_cancelled(draft, day, answer, decided.reasons)


def _add_cancelled_in_time(draft: Draft, terms: Terms, shift: CancelledShift) -> None:
    """By the act a shift cancelled in time gives nothing; what the agreement pays for it nobody has seen."""
    day = shift.start.date()
    if not terms.unseen_clause("heta.cancelled_shift_percent", day, Days(work_day=day)):
        return
    if not terms.gives("cancelled_shift", "Does the agreement pay for a shift of the roster that was cancelled?"):
        return
    start = shift.start.strftime("%Y-%m-%dT%H:%M")
    answer = draft.answered(f"agreement_cancelled.{start}")
    if answer is None:
        draft.ask(
            Question(
                f"agreement_cancelled.{start}",
                f"What does the agreement pay, in euros, for the shift of {start} that was cancelled?",
                "It was cancelled in time by the act. Answer 0 when the agreement pays nothing for it.",
                "The agreement's clause on cancelled shifts.",
                facts=(("start", start),),
            )
        )
        return
    _add_cancelled(draft, day, answer, (pay_grounds.agreement_cancelled_shift(),))


def _add_cancelled(draft: Draft, day: date, answer: Answer, reasons: tuple[Reason, ...]) -> None:
    trace = draft.trace
    agreed = trace.answer("agreed_compensation", answer.value, "euros", answer.question, answer.document)
    amount = trace.total("cancelled_shift", (agreed,), rounding=CENT)
    if amount.value:
        draft.add_line(
            amount,
            Line(
                kind="cancelled_shift",
                income_type=draft.income_type("cancelled_shift"),
                unit="euro",
                amount_cents=amount.cents,
                figure=amount.row,
                first=day,
                last=day,
                reasons=reasons,
            ),
        )


def _cancelled_late(book: Book, shift: CancelledShift) -> Decision[bool]:
    return working_time.cancelled_shift_compensation(shift.cancelled, shift.start, paid_anyway=False, book=book)


def _add_day_line(
    draft: Draft,
    kind: str,
    amount: Figure,
    days: int,
    price: Figure,
    first: date | None,
    last: date | None,
    reasons: tuple[Reason, ...],
) -> None:
    draft.add_line(
        amount,
        Line(
            kind=kind,
            income_type=draft.income_type(kind),
            unit="day",
            amount_cents=amount.cents,
            figure=amount.row,
            days=Decimal(days),
            unit_price=price_text(price.value),
            first=first,
            last=last,
            reasons=reasons,
            facts=(("days", str(days)),),
        ),
    )


_Missing = tuple[Figure, int, date, date, tuple[Reason, ...], Figure]


def _missing_notice(
    draft: Draft, prices: Prices, terms: Terms, notice: NoticePay, name: str = "notice_pay"
) -> _Missing | None:
    """The pay for missing notice with its days, first and last day, reasons and the price of a day; None when no day
    is missing or something is asked."""
    inputs, trace = draft.inputs, draft.trace
    left = inputs.employment_last
    if left is None:
        return None
    decided = _notice_period(draft, terms, notice)
    minutes = _week(draft, notice.weekly_minutes, notice.hours_vary)
    if decided is None or minutes is None:
        return None
    last = decided.outcome.last_day
    missing = ending.missing_notice(notice.known, last, left)
    if not missing.outcome:
        return None
    reasons = (*decided.reasons, *missing.reasons)
    price = _day_price(draft, prices, minutes)
    days = trace.decision("missing_notice_days", missing.outcome, "days", reasons)
    amount = trace.product(name, price, days, rounding=CENT)
    return amount, missing.outcome, max(left, notice.known) + _ONE_DAY, last, reasons, price


def _notice_period(draft: Draft, terms: Terms, notice: NoticePay) -> Decision[ending.Notice] | None:
    """The notice period: as agreed in the contract, else as a binding agreement has it, else by law; after the
    employer's death as the law has it.

    Beside a binding agreement the contract's counts only where it is better for the employee: longer for the employer,
    shorter for the employee.
    """
    start, known = draft.inputs.employment_first, notice.known
    if notice.after_death:
        return draft.decide(_notice_after_death, known)
    employer, employee = _days(notice.employer_days), _days(notice.employee_days)
    reasons: tuple[Reason, ...] = ()
    if terms.bound(known):
        # begun months: the limit of years is passed by a single day
        agreed = draft.decide(_agreement_notice, calendar.begun_months(start, known), known)
        if agreed is None:
            return None
        length = ending.Length(agreed.outcome, "months")
        reasons = agreed.reasons
        if employer is None or employer.after(known) < length.after(known):
            employer = length
        if employee is None or employee.after(known) > length.after(known):
            employee = length

    def by(book: Book) -> Decision[ending.Notice]:
        return ending.notice_period(
            notice.by, known, book, employment_start=start, agreed_employer=employer, agreed_employee=employee
        )

    decided = draft.decide(by)
    return None if decided is None else replace(decided, reasons=(*reasons, *decided.reasons))


def _notice_after_death(book: Book, known: date) -> Decision[ending.Notice]:
    return ending.notice_after_death(known, book)


def _agreement_notice(book: Book, employment_months: int, known: date) -> Decision[int]:
    return personal_assistants.notice_months(employment_months, known, book)


def _days(amount: int | None) -> ending.Length | None:
    return None if amount is None else ending.Length(amount, "days")


def _week(draft: Draft, given: int | None, hours_vary: bool) -> Figure | None:
    """The minutes of a week that a day's pay is a seventh of; None after asking for the average of variable hours."""
    trace, inputs = draft.trace, draft.inputs
    if given is not None:
        return trace.given("weekly_minutes", given, "minutes")
    last = inputs.employment_last or inputs.period.last
    agreed = None
    for row in inputs.weekly_time:
        if row.first <= last:
            agreed = row
    if agreed is not None and not hours_vary:
        return trace.given("weekly_minutes", agreed.minutes, "minutes", since=agreed.first.isoformat())
    return _average_week(draft)


def _minutes_answered(draft: Draft, topic: str, name: str) -> Figure | None:
    """The minutes that a person answered to ``topic`` in hours, as a figure called ``name``; None without an answer."""
    answer = draft.answered(topic)
    if answer is None:
        return None
    hours = draft.trace.answer(f"{topic}_hours", answer.value, "hours", answer.question, answer.document)
    sixty = draft.trace.given("minutes_an_hour", 60, "minutes")
    return draft.trace.product(name, hours, sixty, unit="minutes")


def _average_week(draft: Draft) -> Figure | None:
    """The minutes of an average week as a person answered; None after asking."""
    answered = _minutes_answered(draft, "average_week", "weekly_minutes")
    if answered is not None:
        return answered
    draft.ask(
        Question(
            "average_week",
            "How many hours a week did the employee work on average before the end?",
            "The hours vary, so the contract does not say what a day of the time is worth.",
            "The list of hours; the twelve weeks before the last shift are a usual measure.",
        )
    )
    return None


def _day_price(draft: Draft, prices: Prices, weekly_minutes: Figure) -> Figure:
    """What a calendar day is worth: a seventh of the week at the plain price of the last day of the employment."""
    trace, inputs = draft.trace, draft.inputs
    last = inputs.employment_last
    day = last if last is not None and last in inputs.period else inputs.period.last
    week = trace.product("week_price", weekly_minutes, prices.on(day).figure)
    return trace.quotient("day_price", week, trace.given("days_a_week", 7, "days"), unit="euros_per_day")


# -- what is not insured -----------------------------------------------------------------------------------------------


def insured_pay(draft: Draft, taxable: Figure) -> dict[str, Figure]:
    """By insurance the taxable pay that its contribution is taken of: all but the lines whose income type the Incomes
    Register's list does not insure (pay in place of notice, pay for waiting)."""
    left_out: dict[str, list[Figure]] = {insurance: [] for insurance in INSURANCES}
    for amount, line in zip(draft.amounts, draft.lines, strict=True):
        without = draft.look_up(partial(uninsured, line=line, payment_day=draft.inputs.payment_day))
        for insurance in without or ():
            left_out[insurance].append(amount)
    return {
        insurance: draft.trace.less(f"insured_pay_{insurance}", taxable, *amounts) if amounts else taxable
        for insurance, amounts in left_out.items()
    }


def uninsured(book: Book, line: Line, payment_day: date) -> tuple[str, ...]:
    """The insurances that do not cover a line's pay, by its income type."""
    if not line.taxable or line.kind not in UNINSURED_KINDS or line.income_type is None:
        return ()
    row = book.value("codes.income_type_insurance", Days(payment_day=payment_day)).row(code=Decimal(line.income_type))
    return tuple(insurance for insurance in INSURANCES if row[insurance] == "no")


# -- set-off -----------------------------------------------------------------------------------------------------------


def add_claims(draft: Draft, prices: Prices, terms: Terms) -> None:
    """The employer's own due claims: those that are noted, and pay for notice that the employee did not observe; and
    what was paid in advance."""
    inputs = draft.inputs
    draft.claims += [draft.cents("claim", one.cents) for one in inputs.claims]
    if inputs.advances:
        _ask_about_advances(draft)
        paid = [draft.cents("advance_paid", one.cents) for one in inputs.advances]
        draft.advance = draft.trace.total("advances_paid", paid)
    if inputs.notice is not None and inputs.notice.by == "employee":
        owed = _missing_notice(draft, prices, terms, inputs.notice, "notice_owed")
        if owed is not None:
            draft.claims.append(owed[0])
            draft.notice("notice_owed", days=str(owed[1]), cents=str(owed[0].cents))


def _ask_about_advances(draft: Draft) -> None:
    """Pay in advance is told with the pay of its calendar month; of another month it belongs on a report of its own,
    which is asked (``choice.advance_report``)."""
    day = draft.inputs.payment_day
    others = sorted(
        one.paid for one in draft.inputs.advances if (one.paid.year, one.paid.month) != (day.year, day.month)
    )
    if others and draft.answered("advance_other_month") is None:
        draft.ask(
            Question(
                "advance_other_month",
                f"How is the pay that was paid in advance on {others[0]} reported?",
                "Pay in advance may be reported with the pay only when both are paid in the same calendar month.",
                "The Incomes Register's service number.",
                facts=(("day", others[0].isoformat()),),
                blocks=False,
            )
        )


def advance_taken(draft: Draft, left: Figure) -> Figure | None:
    """What was paid in advance, in euros, as far as the money that is left covers it; None without an advance.

    It is the employee's pay already, so that it may take the protected part too (ECA 2:17).
    """
    if draft.advance is None:
        return None
    taken = draft.trace.at_most("advance", draft.advance, left)
    if taken.value < draft.advance.value:
        rest = draft.trace.less("advance_left", draft.advance, taken)
        draft.notice("advance_left", cents=str(taken.cents), amount=price_text(rest.value))
    return taken


def set_off(draft: Draft, net: Figure, left: Figure, garnished: Figure, advance: Figure | None) -> Figure | None:
    """What the claims take from the pay, in euros: nothing that is protected from garnishment (ECA 2:17).

    ``net``: net pay with benefits; ``left``: the money left of it after the other deductions; ``garnished``: what an
    order has taken, which goes first (``choice.set_off_with_garnishment``); ``advance``: pay in advance, which counts
    first against the protected part and lessens the set-off only beyond it. None after asking.
    """
    trace = draft.trace
    highest = _highest(draft, net)
    if highest is None:
        return None
    nothing = trace.given("nothing", 0, "euros")
    before = [garnished, *draft.taken_off]
    if advance is not None:
        protected = trace.less("untouchable", net, highest)
        before.append(trace.at_least("advance_beyond", trace.less("advance_less", advance, protected), nothing))
    free = trace.at_least("set_off_free", trace.less("set_off_left", highest, *before), nothing)
    claimed = trace.total("claims", draft.claims)
    taken = trace.at_most("set_off", trace.at_most("set_off_allowed", claimed, free), left)
    recovery.share_out(draft, taken)
    if taken.value < claimed.value:
        rest = trace.less("claim_left", claimed, taken)
        draft.notice("set_off_limited", cents=str(taken.cents), amount=price_text(rest.value))
    return taken


def within_set_off(draft: Draft, net: Figure, garnished: Figure) -> bool:
    """Whether what was saved or earned elsewhere may be deducted at once: the same part of the pay is protected as from
    a set-off (ECA 2:12 and 2:17), measured from the net pay that is left. False after asking."""
    if not draft.taken_off:
        return True
    highest = _highest(draft, net)
    if highest is None:
        return False
    trace = draft.trace
    free = trace.at_least(
        "set_off_free", trace.less("set_off_left", highest, garnished), trace.given("nothing", 0, "euros")
    )
    taken = trace.total("hindrance_deductions", draft.taken_off)
    if taken.value <= free.value:
        return True
    draft.ask(
        Question(
            "hindrance_over_limit",
            f"Of this pay {price_text(free.value)} euros may be deducted at once: how much is left for later pay?",
            "The protected part of the pay limits what is deducted for savings and earnings elsewhere, too.",
            "Answer the question about what was saved or earned again, with a smaller sum.",
            facts=(("amount", price_text(free.value)),),
        )
    )
    return False


def _highest(draft: Draft, net: Figure) -> Figure | None:
    """The attachable part of the net pay, which is the most that may be set off; None after asking."""
    trace, inputs = draft.trace, draft.inputs
    if inputs.kind == "supplementary":  # a sum apart from the periods: a share of it, with no protected portion
        table = draft.value("garnishment.nonperiodic")
        if table is None:
            return None
        row = table.number[0]
        share = trace.quotient(
            "share",
            trace.law(table, row["numerator"], "number"),
            trace.law(table, row["denominator"], "number"),
            unit="number",
        )
        return trace.product("highest_set_off", net, share, rounding=CENT)
    protected = _protected(draft)
    if protected is None:
        return None
    attachable = draft.look_up(lambda book: garnishment.garnished(trace, book, inputs.payment_day, net, protected))
    return None if attachable is None else trace.total("highest_set_off", (attachable,))


def _protected(draft: Draft) -> Figure | None:
    trace, inputs = draft.trace, draft.inputs
    order = inputs.garnishment
    if order is not None and order.protected_cents is not None:
        return draft.cents("protected_portion", order.protected_cents)
    dependants = None
    if inputs.dependants is not None:
        dependants = trace.given("dependants", inputs.dependants, "persons")
    else:
        answer = draft.answered("set_off_dependants")
        if answer is not None:
            dependants = trace.answer("dependants", answer.value, "persons", answer.question, answer.document)
        else:
            draft.ask(
                Question(
                    "set_off_dependants",
                    "How many dependants (spouse without means, children) does the employee have?",
                    "The part of the pay that may not be touched by a set-off depends on it.",
                    "The employee.",
                )
            )
    own, each = draft.law("garnishment.protected_debtor_euros"), draft.law("garnishment.protected_dependant_euros")
    decided = draft.decide(protected_days, inputs.period, inputs.payment_day)
    if dependants is None or own is None or each is None or decided is None:
        return None
    per_day = trace.total("protected_per_day", (own, trace.product("protected_for_dependants", each, dependants)))
    days = trace.decision("protected_days", decided.outcome, "days", decided.reasons)
    return trace.product("protected_portion", per_day, days, rounding=CENT)
