"""What a yearly limit that was passed late left uncollected: asked with its sum, and taken only as a person answered.

How the earlier payments are treated was not found in the authorities' guidance, so that nothing is caught up by itself.
"""

from __future__ import annotations

from payroll.draft import Draft
from payroll.figures import Figure, price_text
from payroll.inputs import Answer
from rules.decisions import insurance

CENT = "cent_half_up"
FROM_PAY = "from_pay"
SETTLED = "settled_without_withholding"
"""The row of a trace that tells of how much earlier pay the missed tax was taken."""


def ask(draft: Draft, kind: str, cents: int, percent: Figure) -> None:
    """Asks how what was not collected at ``percent`` of ``cents`` of earlier pay is settled, unless it was answered
    this year. ``kind``: withholding, source, health or unemployment."""
    trace = draft.trace
    earlier = draft.cents(f"paid_without_{kind}", cents)
    due = trace.product(f"missed_{kind}", earlier, percent, rounding=CENT)
    if kind == "withholding":
        draft.missed_tax = (earlier, due)
    answer = _answered(draft, kind)
    settled = answer is not None and (kind in ("withholding", "source") or answer.value == "yes")
    if due.value and not settled:
        draft.ask(insurance.question_limit_passed(kind, cents, due.cents))


def ask_pension(draft: Draft, percent: Figure) -> None:
    """Asks how the employee's pension share of the month's earlier pay, paid below the month's limit, is collected,
    unless it was answered in this month. Nothing of it is taken before."""
    year, day = draft.inputs.year, draft.inputs.payment_day
    cents = year.month_gross_cents - year.month_pension_base_cents
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
