"""Tax withheld: the card's percentage up to its ceiling, the additional percentage above it, 60 % without a card."""

from __future__ import annotations

from calendar import monthrange
from datetime import timedelta
from decimal import Decimal

from payroll import missed
from payroll.contributions import CENT, year_over_limit, year_reaches
from payroll.draft import Draft
from payroll.figures import Figure
from payroll.hours import split
from payroll.inputs import Inputs, TaxCard, UntaxedPay
from rules import Days, Question
from rules.decisions import insurance, withholding


def withheld(draft: Draft, base: Figure, wages: Figure) -> Figure | None:
    """The tax to withhold from the taxable pay ``base``, in euros; None where something must be asked.

    ``wages``: the whole wage, with the part that Kela pays; it counts towards the household's yearly limit
    (``choice.yearly_limit_wages``).

    Source: Withholding Act 1118/1996 and decree 1124/1996; the limit of private households by the Tax Administration.
    """
    inputs, trace = draft.inputs, draft.trace
    over = year_over_limit(draft, wages, "withholding.yearly_limit_euros", everyone=False)
    if over is None:
        return None
    if not over:
        draft.notice("household_limit_no_withholding")
        return trace.decision("withholding", 0, "euros", insurance.under_yearly_limit("withholding").reasons)
    if inputs.year.withheld_later_cents:
        # the tax of this pay was taken from a later one: only what a correction adds is taxed here
        later = draft.cents("taxed_on_a_later_pay", inputs.year.withheld_later_cents)
        rest = trace.less("not_yet_taxed", base, later)
        base = trace.at_least("taxable_now", rest, trace.given("nothing", 0, "euros"))
    chosen = withholding.card_for(
        [(card.first, card.until, card.kind) for card in inputs.tax_cards], inputs.payment_day
    )
    for question in chosen.questions:
        draft.ask(question)
    if chosen.outcome is None:
        percent = draft.law("withholding.no_card_percent")
        if percent is None:
            return None
        value = draft.value("withholding.no_card_percent")
        draft.notice("no_card_60", *((value,) if value is not None else ()))
        _ask_about_missed(draft, percent)
        return trace.product("withholding", base, percent, rounding=CENT)
    position, base_percent_only = chosen.outcome
    card = inputs.tax_cards[position]
    if base_percent_only:
        draft.notice("january_card")
    if card.kind == "source":
        return _at_source(draft, base, card)
    percent = trace.given("card_percent", card.percent, "percent", since=card.first.isoformat())
    _ask_about_missed(draft, percent)
    if base_percent_only or card.ceiling_euros is None:
        return trace.product("withholding", base, percent, rounding=CENT)
    return _with_ceiling(draft, base, card, percent)


def _ask_about_missed(draft: Draft, percent: Figure) -> None:
    """What was paid below the yearly limit without tax: at the card's percentage (``choice.missed_withholding``)."""
    cents = draft.inputs.year.gross_not_withheld_cents
    if cents > 0:
        missed.ask(draft, "withholding", cents, percent)


def _with_ceiling(draft: Draft, base: Figure, card: TaxCard, percent: Figure) -> Figure | None:
    """The card's percentage until its ceiling is used up since the card began, the additional percentage beyond it."""
    trace = draft.trace
    if card.paid_cents is None:
        answer = draft.answered("card_used")
        if answer is None:
            draft.ask(
                Question(
                    "card_used",
                    "How much pay has this employer paid under the tax card of "
                    f"{card.first.isoformat()} before these records?",
                    "The card's income ceiling is counted from the card's first day.",
                    "The earlier payslips of the year.",
                    facts=(("card", card.first.isoformat()),),
                )
            )
            return None
        paid = trace.answer("paid_since_card_began", answer.value, "euros", answer.question, answer.document)
    else:
        paid = draft.cents("paid_since_card_began", card.paid_cents)
    ceiling = trace.given("card_ceiling", card.ceiling_euros or Decimal(0), "euros", since=card.first.isoformat())
    nothing = trace.given("nothing", 0, "euros")
    remaining = trace.at_least("ceiling_left", trace.less("ceiling_less_paid", ceiling, paid), nothing)
    if remaining.value >= base.value:
        return trace.product("withholding", base, percent, rounding=CENT)
    additional = _additional_percent(draft, card)
    if additional is None:
        draft.ask(
            Question(
                "tax_card",
                "What is the additional percentage of the tax card?",
                "The card's income ceiling is used up by this pay.",
                "The tax card.",
            )
        )
        return None
    draft.notice("ceiling_passed")
    at_base = trace.at_most("pay_at_card_percent", base, remaining)
    above = trace.less("pay_at_additional_percent", base, at_base)
    return trace.total(
        "withholding",
        (
            trace.product("tax_at_card_percent", at_base, percent),
            trace.product("tax_at_additional_percent", above, additional),
        ),
        rounding=CENT,
    )


def taxed_at_source(draft: Draft) -> bool:
    """Whether the card that holds on the payment day is a card for tax at source."""
    inputs = draft.inputs
    cards = [(card.first, card.until, card.kind) for card in inputs.tax_cards]
    chosen = withholding.card_for(cards, inputs.payment_day).outcome
    return chosen is not None and inputs.tax_cards[chosen[0]].kind == "source"


def source_health(draft: Draft, gross: Figure, wages: Figure) -> Figure | None:
    """The employee's health contribution beside tax at source, for a person insured in Finland; None after asking.

    Medical care on the whole pay, also where a deduction leaves nothing to tax; the daily allowance contribution when
    the year's pay reaches its limit. Nothing under the household's yearly limit, to which ``wages`` count.
    """
    trace = draft.trace
    over = year_over_limit(draft, wages, "withholding.yearly_limit_euros", everyone=False)
    if not over:
        return None if over is None else trace.given("nothing", 0, "euros")
    answer = draft.answered("tax_at_source_health")
    decided = withholding.source_health_contribution(
        insured_in_finland=None if answer is None else answer.value == "yes"
    )
    for question in decided.questions:
        draft.ask(question)
    if decided.outcome is None:
        return None
    if not decided.outcome:
        return trace.decision("health_employee", 0, "euros", decided.reasons)
    medical = draft.law("health.employee_medical_percent")
    daily = draft.law("health.employee_daily_allowance_percent")
    reached = year_reaches(draft, gross, "health.employee_daily_allowance_limit_euros")
    if medical is None or daily is None or reached is None:
        return None
    percent = trace.total("health_employee_percent", (medical, daily), unit="percent") if reached else medical
    missed.note_source_health(draft, percent)
    return trace.product("health_employee", gross, percent, rounding=CENT)


def _additional_percent(draft: Draft, card: TaxCard) -> Figure | None:
    """The card's additional percentage, as it stands on the card or as a person has answered; None while it is open."""
    name = "card_additional_percent"
    if card.additional_percent is not None:
        return draft.trace.given(name, card.additional_percent, "percent", since=card.first.isoformat())
    answer = draft.answered("tax_card")
    return (
        None if answer is None else draft.trace.answer(name, answer.value, "percent", answer.question, answer.document)
    )


def _at_source(draft: Draft, base: Figure, card: TaxCard) -> Figure | None:
    """Tax at source of a person who lives abroad: the card's percentage, after the deduction if the card gives it."""
    trace, inputs = draft.trace, draft.inputs
    stay = draft.decide(
        withholding.source_stay_over,
        first=inputs.employment_first,
        until=inputs.period.last if inputs.employment_last is None else min(inputs.period.last, inputs.employment_last),
        payment_day=inputs.payment_day,
    )
    if stay is not None and stay.outcome:
        draft.notice("source_stay_over", *stay.values, months=str(stay.values[0].number))
    percent = trace.given("source_percent", card.percent, "percent", since=card.first.isoformat())
    whole, half, days = month_and_days(inputs)
    answer = draft.answered("source_deduction")
    on_card = answer.value == "yes" if card.deduction is None and answer is not None else card.deduction
    decided = withholding.source_deduction(
        draft.book,
        on_card=on_card,
        full_month=whole,
        half_month=half,
        work_days=days,
        payment_day=inputs.payment_day,
    )
    for question in decided.questions:
        draft.ask(question)
    if decided.outcome is None:
        return None
    missed.note_source(draft, percent, lambda one: _deduction_of(draft, one) if on_card else None)
    name, times = decided.outcome
    if on_card and not whole:  # which days have a deduction is a choice, of which the payslip tells
        added = inputs.first_paid_on is not None
        draft.value("choice.arrears_source_deduction" if added else "choice.source_deduction_days")
    if not times:
        return trace.product("withholding", base, percent, rounding=CENT)
    each = draft.law(name)
    if each is None:
        return None
    deduction = trace.product("source_deduction", each, trace.decision("deductions", times, "number", decided.reasons))
    if whole and inputs.year.month_gross_cents:
        # the month's deduction is made once: earlier pay of the month has had its part of it
        earlier = draft.cents("paid_earlier_this_month", inputs.year.month_gross_cents)
        left = trace.less("source_deduction_less_paid", deduction, earlier)
        deduction = trace.at_least("source_deduction_left", left, trace.given("nothing", 0, "euros"))
    taxable = trace.at_least(
        "pay_after_deduction", trace.less("pay_less_deduction", base, deduction), trace.given("nothing", 0, "euros")
    )
    return trace.product("withholding", taxable, percent, rounding=CENT)


def month_and_days(inputs: Inputs) -> tuple[bool, bool, int]:
    """What the deduction before tax at source goes by: whether the pay is that of a whole calendar month inside the
    employment, or of a half of such a month (to the 15th, or from the 16th on), and on how many days of its period work
    was done."""
    period = inputs.period
    first = period.first.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    employed = inputs.employed_on(first) and inputs.employed_on(last)
    if inputs.first_paid_on is not None:
        return False, False, 0  # the days had theirs when they were paid first (``choice.arrears_source_deduction``)
    middle = first.replace(day=15)
    halves = ((first, middle), (middle + timedelta(days=1), last))
    paid = (period.first, period.last)
    days = {piece.day for shift in inputs.shifts for piece in split(shift) if piece.day in period}
    return employed and paid == (first, last), employed and paid in halves, len(days)


def _deduction_of(draft: Draft, one: UntaxedPay) -> Figure | None:
    """The card's deduction of an earlier payment, in euros, less what earlier pay of its month has had; None: none."""
    trace = draft.trace
    decided = withholding.source_deduction(
        draft.book,
        on_card=True,
        full_month=one.whole_month,
        half_month=one.half_month,
        work_days=one.work_days,
        payment_day=one.paid,
    )
    name, times = decided.outcome or ("none", 0)
    each = draft.law(name, Days(payment_day=one.paid)) if times else None
    if each is None:
        return None
    count = trace.decision("deductions", times, "number", decided.reasons)
    deduction = trace.product("source_deduction", each, count)
    if not one.whole_month or not one.month_before_cents:
        return deduction
    left = trace.less(
        "source_deduction_less_paid", deduction, draft.cents("paid_earlier_this_month", one.month_before_cents)
    )
    return trace.at_least("source_deduction_left", left, trace.given("nothing", 0, "euros"))
