"""What a yearly limit that was passed late left uncollected: asked with its sum, and taken only as a person answered.

How the earlier payments are treated was not found in the authorities' guidance, so that nothing is caught up by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from payroll.draft import Draft
from payroll.figures import Figure, price_text
from payroll.inputs import Answer, UntaxedPay
from rules.decisions import insurance

CENT = "cent_half_up"
FROM_PAY = "from_pay"
SETTLED = "settled_without_withholding"
"""The row of a trace that tells of how much earlier pay the missed tax was taken."""


def ask(draft: Draft, kind: str, cents: int, percent: Figure) -> None:
    """Asks how what was not collected at ``percent`` of ``cents`` of earlier pay is settled, unless it was answered
    this year. ``kind``: withholding, health or unemployment."""
    trace = draft.trace
    earlier = draft.cents(f"paid_without_{kind}", cents)
    due = trace.product(f"missed_{kind}", earlier, percent, rounding=CENT)
    if kind == "withholding":
        draft.missed_tax = (earlier, due)
    answer = _answered(draft, kind)
    settled = answer is not None and (kind == "withholding" or answer.value == "yes")
    if due.value and not settled:
        draft.ask(insurance.question_limit_passed(kind, cents, due.cents))


def note_source(draft: Draft, percent: Figure, deduction: Callable[[UntaxedPay], Figure | None]) -> None:
    """Works out the tax at source of earlier pay that was given below the limit: each payment less its own deduction.

    ``deduction``: what the card takes off a payment before its tax, less what earlier pay of the month has had; None:
    nothing. Of payments whose tax was taken in part already, the share of what is left. ``ask_source`` asks about it.
    Where the payments are not listed, it is asked at once, with the tax of the whole sum.
    """
    year, trace = draft.inputs.year, draft.trace
    if year.gross_not_withheld_cents <= 0:
        return
    whole = sum(one.cents for one in year.not_withheld)
    earlier = draft.cents("paid_without_source", year.gross_not_withheld_cents)
    if whole < year.gross_not_withheld_cents:
        if _answered(draft, "source") is None:
            most = trace.product("missed_source", earlier, percent, rounding=CENT)
            draft.ask(insurance.question_limit_passed("source", earlier.cents, most.cents))
        return
    nothing = trace.given("nothing", 0, "euros")
    parts = []
    for one in year.not_withheld:
        base, less = draft.cents("paid_without_source", one.cents), deduction(one)
        if less is not None:
            base = trace.at_least("missed_after_deduction", trace.less("pay_less_deduction", base, less), nothing)
        parts.append(trace.product("missed_source", base, percent, rounding=CENT))
    due = trace.total("missed_source", parts)
    if whole > year.gross_not_withheld_cents:
        left = trace.quotient("missed_share_left", earlier, draft.cents("paid_without_source", whole), unit="number")
        due = trace.product("missed_source", due, left, rounding=CENT)
    draft.missed_tax = (earlier, due)


def note_source_health(draft: Draft, percent: Figure) -> None:
    """The employee's health contribution beside the tax that ``note_source`` worked out, at this pay's ``percent``."""
    if draft.missed_tax is not None:
        draft.missed_health = draft.trace.product("missed_health_employee", draft.missed_tax[0], percent, rounding=CENT)


def ask_source(draft: Draft) -> None:
    """Asks how the missed tax at source, with the health contribution beside it, is settled, unless it was answered
    this year."""
    if draft.missed_tax is None:
        return
    earlier, due = draft.missed_tax
    cents = due.cents + (0 if draft.missed_health is None else draft.missed_health.cents)
    if cents and _answered(draft, "source") is None:
        draft.ask(insurance.question_limit_passed("source", earlier.cents, cents))


def ask_pension(draft: Draft, percent: Figure, before: Figure | None = None) -> None:
    """Asks how the employee's pension share of the month's earlier pay, paid below the month's limit, is collected,
    unless it was answered in this month. Nothing of it is taken before. ``before``: what was paid in the month before
    the records, in euros, where the limit is reached with it."""
    year, day = draft.inputs.year, draft.inputs.payment_day
    cents = year.month_gross_cents - year.month_pension_base_cents + (0 if before is None else before.cents)
    answer = draft.answered("monthly_threshold")
    if cents <= 0 or (answer is not None and (answer.day.year, answer.day.month) == (day.year, day.month)):
        return
    earlier = draft.cents("paid_without_pension", cents)
    due = draft.trace.product("missed_pension", earlier, percent, rounding=CENT)
    draft.ask(insurance.question_threshold_passed(cents, due.cents))


def _answered(draft: Draft, kind: str) -> Answer | None:
    """The answer of this year: the next year has its own limit."""
    answer = draft.answered(f"limit_passed_{kind}")
    return answer if answer is not None and answer.day.year == draft.inputs.payment_day.year else None


def with_missed_tax(draft: Draft, tax: Figure, left: Figure) -> Figure:
    """This pay's tax with the tax of earlier pay that was left out below the limit, when that was answered.

    ``left``: the money that this pay's own deductions leave, in euros; what it does not cover waits for the next pay.
    """
    answer, trace = _answered(draft, "withholding"), draft.trace
    if draft.missed_tax is None or answer is None or answer.value != FROM_PAY:
        return tax
    earlier, due = draft.missed_tax
    nothing = trace.given("nothing", 0, "euros")
    taken = trace.at_most("missed_tax_taken", due, trace.at_least("left_for_missed_tax", left, nothing))
    if not taken.value:
        return tax
    share = trace.quotient("missed_tax_share", taken, due, unit="number")
    settled = trace.product(SETTLED, earlier, share, rounding=CENT)
    draft.notice("missed_tax_taken", cents=str(taken.cents), amount=price_text(settled.value))
    return trace.total("withholding", (tax, taken), rounding=CENT)


def with_missed_source(draft: Draft, tax: Figure, health: Figure, left: Figure) -> tuple[Figure, Figure]:
    """This pay's tax at source and the employee's health contribution with those of earlier pay, when it was answered
    that they are taken from the pay; ``left`` as in ``with_missed_tax``. Of both alike is taken what it covers."""
    answer, trace = _answered(draft, "source"), draft.trace
    if draft.missed_tax is None or answer is None or answer.value != FROM_PAY:
        return tax, health
    earlier, due = draft.missed_tax
    whole = trace.total("missed_with_health", (due,) if draft.missed_health is None else (due, draft.missed_health))
    nothing = trace.given("nothing", 0, "euros")
    taken = trace.at_most("missed_taken", whole, trace.at_least("left_for_missed_tax", left, nothing))
    if not taken.value:
        return tax, health
    share = trace.quotient("missed_tax_share", taken, whole, unit="number")
    settled = trace.product(SETTLED, earlier, share, rounding=CENT)
    of_tax = trace.product("missed_tax_taken", due, share, rounding=CENT)
    of_health = trace.less("missed_health_taken", taken, of_tax)
    draft.notice("missed_source_taken", cents=str(taken.cents), amount=price_text(settled.value))
    with_tax = trace.total("withholding", (tax, of_tax), rounding=CENT)
    return with_tax, trace.total("health_employee", (health, of_health)) if of_health.value else health
