"""Pay of a period that is paid on another day than the rest of it: lines of the whole calculation less what was paid.

Pay that is added when the period's pay was out already is new pay of the day on which it is paid: its tax and
contributions are those of that day, and it is reported for that day (``choice.arrears_day``). The lines come from the
calculation of the whole period, as on the day on which the period was paid first; the totals are the ordinary ones of
a payslip. The trace begins with the rows of the lines and replays by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from payroll.difference import PaidLine, line_differences
from payroll.draft import Line
from payroll.inputs import Inputs
from payroll.payslip import Payslip, calculate, earned, with_totals
from rules import Book


def only_adds(lines: Sequence[Line]) -> bool:
    """Whether differences of lines add money to the pay and take none off."""
    adds = any(line.amount_cents > 0 and (line.cash or not line.taxable) for line in lines)
    return adds and all(line.amount_cents >= 0 for line in lines)


def left_to_pay(inputs: Inputs, paid_lines: Iterable[PaidLine], book: Book) -> Payslip:
    """The payslip of what the period's lines exceed ``paid_lines`` by, one line for each difference, zero too.

    With ``inputs.first_paid_on`` it is pay added later: ``paid_lines`` is all that was paid for the period before, the
    lines are calculated as for that day, and deductions and contributions follow ``inputs``, those of the payment day
    (its tax cards, year so far, insurance); its advances, claims and Kela's part are left out. Without it, it is what
    the period's own payment day pays, and ``paid_lines`` is what was added to it on other days. Raises
    ``CannotCalculate`` as ``calculate``.
    """
    paid_lines = tuple(paid_lines)
    if inputs.first_paid_on is None and not paid_lines:
        return calculate(inputs, book)
    made = earned(replace(inputs, payment_day=inputs.first_paid_on or inputs.payment_day, first_paid_on=None), book)
    draft = made.draft
    figures = {line.figure: amount for line, amount in zip(draft.lines, draft.amounts, strict=True)}
    draft.lines, draft.amounts = line_differences(draft.trace, paid_lines, draft.lines, lambda one: figures[one.figure])
    if inputs.first_paid_on is not None:
        made.draft = draft.paid_on_its_own_day(replace(inputs, advances=(), claims=(), kela_allowance_cents=0))
    return with_totals(made)
