"""Garnishment of wages: the protected portion, what may be taken above it, and what a payment prohibition takes.

Source: Enforcement Code 705/2007 4:48–50. The payment prohibition's own sums come before the table.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from payroll.draft import Draft
from payroll.figures import Figure, Trace, exact
from payroll.inputs import GarnishmentOrder, HolidayPart
from rules import Book, Days, Question, Value
from rules.decisions import garnishment as law

CENT = "cent_half_up"
_HOLIDAYS = ("annual_holiday", "saved_holiday")


def protected_portion(trace: Trace, book: Book, payment_day: date, dependants: int, days: int) -> Figure:
    """Protected euros: (the debtor's sum + each dependant's) × days; a month has 30 days, half a month 15."""
    on = Days(payment_day=payment_day)
    own = trace.law(book.value("garnishment.protected_debtor_euros", on))
    each = trace.law(book.value("garnishment.protected_dependant_euros", on))
    dependant = trace.product("protected_for_dependants", each, trace.given("dependants", dependants, "persons"))
    per_day = trace.total("protected_per_day", (own, dependant))
    return trace.product("protected_portion", per_day, trace.given("days", days, "days"), rounding=CENT)


def garnished(trace: Trace, book: Book, payment_day: date, net: Figure, protected: Figure) -> Figure:
    """Euros to take from the net pay of a period whose protected portion is ``protected``, rounded once.

    Nothing up to P; two thirds of what exceeds P up to 2 P; a third of the net up to 4 P; above it a third of 4 P and
    four fifths of the rest, at most half of the net.
    """
    on = Days(payment_day=payment_day)
    bands = book.value("garnishment.bands", on)
    band = next(
        one
        for one in bands.number  # in order; at a border both neighbours give the same sum
        if one["net_below"] is None or net.value <= protected.value * exact(one["net_below"])
    )

    def share(name: str, above: str, below: str) -> Figure:
        return trace.quotient(
            name,
            _number(trace, bands, band[above]),
            _number(trace, bands, band[below]),
            unit="number",
        )

    fixed = trace.product(
        "share_of_protected", protected, share("protected_share", "protected_numerator", "protected_denominator")
    )
    free = trace.product("not_counted", protected, _number(trace, bands, band["share_above"]))
    above = trace.product(
        "share_above", trace.less("net_above", net, free), share("share", "share_numerator", "share_denominator")
    )
    highest = trace.product("highest", net, trace.law(book.value("garnishment.highest_percent", on)))
    return trace.total(
        "garnishment", (trace.at_most("taken", trace.total("table", (fixed, above)), highest),), rounding=CENT
    )


def taken(draft: Draft, net: Figure) -> Figure | None:
    """What the payment prohibition takes of a payslip's net pay, benefits included; None after asking.

    Pay that was paid earlier for the same days counts with it: the portion is protected only once.
    """
    order, trace = draft.inputs.garnishment, draft.trace
    if order is None:
        return trace.given("garnishment", 0, "euros")
    counted = _without_kela(draft, net)
    if counted is None:
        return None
    if order.earlier_net_cents:
        counted = trace.total("net_of_the_days", (draft.cents("net_paid_earlier", order.earlier_net_cents), counted))
    whole = _whole(draft, order, counted)
    if whole is None or not order.earlier_taken_cents:
        return whole
    earlier = draft.cents("garnished_earlier", order.earlier_taken_cents)
    return trace.at_least(
        "garnishment", trace.less("garnishment_left", whole, earlier), trace.given("nothing", 0, "euros")
    )


def _whole(draft: Draft, order: GarnishmentOrder, net: Figure) -> Figure | None:
    trace = draft.trace
    if order.fixed_cents is not None:
        return trace.at_most("garnishment", draft.cents("ordered_sum", order.fixed_cents), net)
    if not order.periodic:
        return _not_periodic(draft, order, net)
    protected = _protected_here(draft, order)
    if protected is None:
        return None
    return draft.look_up(lambda book: garnished(trace, book, draft.inputs.payment_day, net, protected))


def _without_kela(draft: Draft, net: Figure) -> Figure | None:
    """The net pay that the order counts: whether Kela's part of the wage belongs to it has to be asked."""
    cents = draft.inputs.kela_allowance_cents
    if not cents:
        return net
    answer = draft.answered("garnishment_kela_part")
    if answer is None:
        draft.ask(law.question_kela_part())
        return None
    return (
        net if answer.value == "yes" else draft.trace.less("net_of_own_part", net, draft.cents("paid_by_kela", cents))
    )


def _protected_here(draft: Draft, order: GarnishmentOrder) -> Figure | None:
    """The protected portion of the pay period: the order's monthly sum for the period's days."""
    trace, inputs = draft.trace, draft.inputs
    if order.protected_cents is None:
        draft.ask(
            Question(
                "protected_portion",
                "What protected portion does the payment prohibition state?",
                "The order decides it; the table of the Enforcement Code is not used instead.",
                "The payment prohibition of the enforcement office.",
            )
        )
        return None
    if _holiday_paid_on_another_day(draft):
        question = law.question_holiday_in_advance(inputs.payment_day)
        answer = draft.answered(question.topic)
        if answer is None:
            draft.ask(question)
            return None
        return trace.answer("protected_portion", answer.value, "euros", answer.question, answer.document)
    month = draft.cents("protected_portion", order.protected_cents)
    decided = draft.decide(law.protected_days, inputs.period, inputs.payment_day)
    whole = draft.law("garnishment.days_per_month")
    if decided is None or whole is None:
        return None
    if decided.outcome == whole.value:
        return month
    days = trace.decision("protected_days", decided.outcome, "days", decided.reasons)
    share = trace.quotient("protected_share_of_month", days, whole, unit="number")
    return trace.product("protected_of_period", month, share, rounding=CENT)


def _holiday_paid_on_another_day(draft: Draft) -> bool:
    """Whether this pay holds holiday pay of days after its period, or its period has a holiday that is paid already."""
    inputs = draft.inputs
    if any(part.last is not None and part.last not in inputs.period for part in inputs.holidays):
        return True
    if not any(wage.unit == "hour" for wage in inputs.wages):
        return False
    return any(
        absence.kind in _HOLIDAYS and absence.shifts and not any(_pays(part, absence.first) for part in inputs.holidays)
        for absence in inputs.absences
    )


def _pays(part: HolidayPart, first: date) -> bool:
    return part.first is not None and part.last is not None and part.first <= first <= part.last


def _not_periodic(draft: Draft, order: GarnishmentOrder, net: Figure) -> Figure | None:
    """A third of the instalment; by the table's highest band when the year's pay averages above four times P."""
    trace, inputs = draft.trace, draft.inputs
    day = inputs.payment_day
    protected = _month_of(draft, order)
    if protected is None:
        return None
    answer = draft.answered("garnishment_year_average")
    decided = draft.decide(
        law.not_periodic_share,
        over_four_times=net.value > protected.value * 4,
        year_over_four_times=None if answer is None else answer.value == "yes",
        payment_day=day,
    )
    if decided is None or decided.outcome is None:
        return None
    if decided.outcome == "table":
        return draft.look_up(lambda book: garnished(trace, book, day, net, protected))
    row = draft.value("garnishment.nonperiodic", Days(payment_day=day))
    if row is None:
        return None
    share = trace.quotient(
        "share",
        _number(trace, row, row.number[0]["numerator"]),
        _number(trace, row, row.number[0]["denominator"]),
        unit="number",
    )
    return trace.product("garnishment", net, share, rounding=CENT)


def _month_of(draft: Draft, order: GarnishmentOrder) -> Figure | None:
    """The protected portion of a month: the order's, or the debtor's own by the yearly sum where it states none."""
    if order.protected_cents is not None:
        return draft.cents("protected_portion", order.protected_cents)
    own, days = draft.law("garnishment.protected_debtor_euros"), draft.law("garnishment.days_per_month")
    if own is None or days is None:
        return None
    return draft.trace.product("protected_portion", own, days, rounding=CENT)


def _number(trace: Trace, bands: Value, number: Decimal) -> Figure:
    return trace.law(bands, number, "number")
