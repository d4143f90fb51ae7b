"""Overpaid pay taken back from a later pay: which part of a set-off it is, and what it is before tax.

The money that is taken is net of tax and contributions, which were corrected with the overpaid pay. The Incomes
Register wants the pay itself: each income type gives the share that the recovered money is of the whole claim, so that
the shares of several pays add up to it (``choice.recovery_share``).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from payroll.draft import Draft
from payroll.figures import Figure, rows_of
from payroll.inputs import Claim, Inputs, RecoveredPart

CENT = "cent_half_up"


def share_out(draft: Draft, taken: Figure) -> None:
    """Tells of a set-off which claims it pays, in their order, and what the recovered pay is before tax."""
    claims = draft.inputs.claims
    if not any(one.payslip for one in claims):
        return
    trace, left = draft.trace, taken
    for claim, figure in zip(claims, draft.claims, strict=False):
        part = trace.at_most("recovered" if claim.payslip else "claim_paid", figure, left)
        left = trace.less("set_off_rest", left, part)
        if claim.payslip:
            _before_tax(draft, claim, part)


def _before_tax(draft: Draft, claim: Claim, part: Figure) -> None:
    trace = draft.trace
    whole = draft.cents("overpaid", claim.whole_cents)
    before = draft.cents("recovered_before", claim.before_cents)
    share_before = trace.quotient("recovered_share_before", before, whole, unit="number")
    after = trace.total("recovered_after", (before, part))
    share = trace.quotient("recovered_share", after, whole, unit="number")
    for one in claim.parts:
        pay = draft.cents("overpaid_pay", one.cents)
        so_far = trace.product("recovered_pay_after", pay, share, rounding=CENT)
        earlier = trace.product("recovered_pay_before", pay, share_before, rounding=CENT)
        trace.less("recovered_pay", so_far, earlier)
    if part.value and claim.agreed is not None:
        draft.notice("pay_recovered", cents=str(part.cents), number=claim.payslip, day=claim.agreed.isoformat())


def recovered_of(inputs: Inputs, trace_text: str) -> tuple[tuple[Claim, int, tuple[tuple[int | None, int], ...]], ...]:
    """What a stored payslip recovered: each claim with the cents of money, and the cents of pay by income type."""
    claims = [one for one in inputs.claims if one.payslip]
    if not claims:
        return ()
    cents: dict[str, list[int]] = {"recovered": [], "recovered_pay": []}
    for _, name, value, *_ in rows_of(trace_text):
        if name in cents:
            cents[name].append(int(Decimal(value) * 100))
    pay, found = iter(cents["recovered_pay"]), []
    for claim, net in zip(claims, cents["recovered"], strict=True):
        found.append((claim, net, tuple((one.income_type, next(pay)) for one in claim.parts)))
    return tuple(found)


def repaid_of(
    parts: Iterable[RecoveredPart], whole_cents: int, before_cents: int, cents: int
) -> tuple[tuple[int | None, int], ...]:
    """The pay before tax, in cents by income type, of money that came back outside the pay.

    ``whole_cents``: all the money to get back (above zero), ``before_cents``: what had come back before, ``cents``:
    what came now. Each part is the share so far, rounded half up to the cent, less the share before
    (``choice.recovery_share``), as on a payslip.
    """
    after = before_cents + cents

    def share(pay: int, money: int) -> int:
        return (2 * pay * money + whole_cents) // (2 * whole_cents)

    return tuple((one.income_type, share(one.cents, after) - share(one.cents, before_cents)) for one in parts)
