"""Answers about paying wages: days, reports, insurance, tax."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from employer.law.calculators.gathering.service import (
    HELSINKI,
    YEAR,
    Gathered,
    Open,
    answering,
    in_euros,
    paid_besides,
    payslip_inputs,
    to_cents,
    yes_or_no,
)
from employer.law.calculators.schemas import (
    Answer,
    Cents,
    Facts,
    Said,
    Word,
)
from payroll import travel
from payroll.benefits import add_benefits
from payroll.draft import Draft
from payroll.figures import Figure, Trace
from payroll.garnishment import protected_portion, taken
from payroll.household_credit import credit
from payroll.inputs import Answer as AnswerToQuestion
from payroll.inputs import (
    Benefit,
    GarnishmentOrder,
    Inputs,
    Insurance,
    Shift,
    TaxCard,
    Wage,
)
from payroll.single_amounts import set_off as most_set_off
from payroll.withholding import source_health, withheld
from rules import (
    Days,
    Decision,
    Period,
    Reason,
    calendar,
)
from rules.decisions import (
    benefits,
    contract,
    day_care,
    duties,
    insurance,
    withholding,
)
from rules.decisions import garnishment as law_of_garnishment
from rules.decisions import household_credit as law_of_credit
from rules.decisions import travel as law_of_travel


@answering
def pay_day(g: Gathered, facts: Facts) -> Answer:
    """On which day the pay of a month is due."""
    month = date(facts["year"], facts["month"], 1)
    due = g.take(lambda: duties.pay_day(month, facts.get("day_of_month")))
    return g.answer({"pay_day": due}, Said("pay_day", {"day": due}))


@answering
def report_deadlines(g: Gathered, facts: Facts) -> Answer:
    """Until when a payment is reported and its tax and contributions are paid."""
    day, registered = facts["payment_day"], facts["registered"]
    outcome: dict[str, Any] = {}
    for name, decide in (
        ("wage_report", lambda: duties.wage_report_due(g.book, day, registered=registered)),
        ("earliest_report", lambda: duties.wage_report_earliest(g.book, day)),
        ("separate_report", lambda: duties.separate_report_due(g.book, day)),
        ("tax_payment", lambda: duties.self_assessed_tax_due(g.book, day)),
        ("pension_payment", lambda: duties.pension_due(g.book, day)),
        ("unemployment_invoice", lambda: duties.unemployment_invoice_month(g.book, day)),
    ):
        with suppress(Open):
            outcome[name] = g.take(decide)
    if not outcome:
        return g.answer(None)
    said = [Said(f"report_deadlines.{name}", {"day": due}) for name, due in outcome.items()]
    return g.answer(outcome, *said)


@answering
def insured(g: Gathered, facts: Facts) -> Answer:
    """Which insurances cover a person of this age."""
    born, day = facts["born"], facts["payment_day"]
    outcome: dict[str, Any] = {}
    for name, decide in (
        ("pension", insurance.pension_insured),
        ("unemployment", insurance.unemployment_insured),
        ("health", insurance.health_insured),
    ):
        outcome[name] = None
        with suppress(Open):
            outcome[name] = g.take(lambda decide=decide: decide(g.book, born, day))
    known = {name: insured for name, insured in outcome.items() if insured is not None}
    if not known:
        return g.answer(None)
    said = [Said(f"insured.{name}.{'yes' if insured else 'no'}", {}) for name, insured in known.items()]
    return g.answer(known, *said, Said("insured.accident", {}))


@answering
def accident_insurance(g: Gathered, facts: Facts) -> Answer:
    """Whether accident insurance is compulsory."""
    required = g.take(
        lambda: insurance.accident_insurance_required(
            g.book, paid_or_agreed_cents=facts["all_wages"], payment_day=facts["payment_day"]
        )
    )
    if required is None:
        return g.answer(None)
    limit = next(one for one in g.values.values() if one.unit == "euros")
    return g.answer(
        {"compulsory": required, "limit": to_cents(str(limit.number))},
        Said("accident_insurance.yes" if required else "accident_insurance.no", {}),
    )


@answering
def pension_employer(g: Gathered, facts: Facts) -> Answer:
    """Whether the household is a temporary or a contract employer."""
    kind = g.take(
        lambda: insurance.pension_employer_kind(
            g.book,
            permanent_employees=facts.get("permanent_employees"),
            wages_six_months_cents=facts.get("six_months_wages"),
            has_policy=facts.get("has_policy"),
            payment_day=facts["payment_day"],
        )
    )
    if kind is None:
        return g.answer(None)
    return g.answer({"employer_kind": Word(kind)}, Said(f"pension_employer.{kind}", {}))


def _cards(facts: Facts) -> tuple[TaxCard, ...]:
    """The wage card that was told; none where there is none."""
    if facts["card"] != "wage":
        return ()
    ceiling = facts.get("ceiling")
    return (
        TaxCard(
            facts["card_first"],
            None,
            "wage",
            facts["card_percent"],
            facts.get("additional_percent"),
            None if ceiling is None else in_euros(ceiling),
            None,
            facts.get("paid_before") if ceiling is not None else 0,
        ),
    )


@answering
def tax_withheld(g: Gathered, facts: Facts) -> Answer:
    """How much tax is withheld from a payment."""
    day = facts["payment_day"]
    cards = _cards(facts)
    g.take(lambda: withholding.withholding_required(
        g.book, paid_cents=0, planned_cents=facts["year_wages"] + facts["pay"], payment_day=day
    ))  # fmt: skip
    g.take(lambda: withholding.card_for([(card.first, card.until, card.kind) for card in cards], day))
    draft = Draft(
        payslip_inputs(day, payment_day=day, tax_cards=cards, year=paid_besides(facts["year_wages"], 0)), g.book
    )
    paid = draft.cents("taxable", facts["pay"])
    amount = g.take(lambda: Decision(withheld(draft, paid, paid), ()))
    g.draft(draft)
    if amount is None:
        return g.answer(None)
    left = Cents(facts["pay"] - amount.cents)
    outcome: dict[str, Any] = {"withholding": Cents(amount.cents), "left": left}
    if "ceiling" in facts and "paid_before" in facts:
        outcome["ceiling_left"] = Cents(max(0, facts["ceiling"] - facts["paid_before"] - facts["pay"]))
    return g.answer(
        outcome,
        Said("tax_withheld", {"amount": Cents(amount.cents), "left": left}),
    )


@answering
def net_pay(g: Gathered, facts: Facts) -> Answer:
    """What is left of a month's pay, and what it costs the employer: tax, contributions and insurances."""
    day = facts["payment_day"]
    month = Period.closed(day.replace(day=1), day + relativedelta(day=31))
    plain = next(one for one in month if one.weekday() < _FRIDAY and not calendar.is_public_holiday(one))
    begins = datetime.combine(plain, time(10), tzinfo=HELSINKI)
    gross = facts["pay"]
    cards = _cards(facts)
    so_far = replace(
        paid_besides(facts["year_wages"], facts["month_wages"]),
        all_planned_gross_cents=facts["year_wages"] + facts["others_wages"],
    )
    inputs = payslip_inputs(
        month.first,
        last=month.last,
        payment_day=day,
        born=facts["born"],
        wages=(Wage(month.first - YEAR, None, "hour", in_euros(gross)),),
        shifts=(Shift(begins, begins + timedelta(hours=1)),),
        insurance=Insurance(
            pension_kind=facts["pension"],
            pension_total_percent=facts.get("pension_percent"),
            accident_percent=facts.get("accident_percent"),
            accident_known="accident_percent" in facts,
            group_life_percent=facts.get("group_life_percent"),
            group_life_known="group_life" in facts,
        ),
        tax_cards=cards,
        year=so_far,
        benefits=(Benefit("", facts["benefits_value"], BENEFIT_INCOME_TYPE),) if "benefits_value" in facts else (),
        kela_allowance_cents=facts.get("kela_part", 0),
    )
    payslip = g.calculate(inputs)
    g.payslip(payslip)
    g.rows(payslip.trace)
    for decide in (insurance.pension_insured, insurance.unemployment_insured, insurance.health_insured):
        with suppress(Open):
            g.take(lambda decide=decide: decide(g.book, facts["born"], day))
    known = {name: Cents(amount) for name, amount in payslip.totals.items() if amount is not None}
    if "net" not in known:
        return g.answer(None)
    outcome: dict[str, Any] = {name: known.get(name) for name in _OF_NET_PAY}
    pension = (known.get("pension_employee"), known.get("employer_pension"))
    outcome["pension_total"] = None if None in pension else Cents(sum(one or 0 for one in pension))
    said = [Said("net_pay", {"net": known["net"]})]
    if "employer_cost" in known:
        said.append(Said("net_pay.cost", {"amount": known["employer_cost"]}))
    return g.answer(outcome, *said)


_FRIDAY = 5  # the first day of the week-end
BENEFIT_INCOME_TYPE = 317
"""The register's income type of other fringe benefits."""
_OF_NET_PAY = (
    "gross",
    "taxable",
    "withholding",
    "pension_employee",
    "unemployment_employee",
    "net",
    "paid",
    "employer_pension",
    "employer_unemployment",
    "employer_health",
    "employer_accident",
    "employer_group_life",
    "employer_cost",
)


@answering
def set_off(g: Gathered, facts: Facts) -> Answer:
    """What the employer may set off, or must garnish, at most."""
    trace = Trace()
    day, periodic = facts["payment_day"], facts.get("periodic", True)

    def amounts() -> Decision[tuple[Figure, Figure, Figure]]:
        found = most_set_off(
            trace,
            g.book,
            day,
            in_euros(facts["net_pay"]),
            facts["dependants"],
            periodic=periodic,
            advance_euros=in_euros(facts.get("advance", 0)),
        )
        return Decision((found.protected, found.untouchable, found.highest), ())

    protected, untouchable, highest = g.take(amounts)
    g.trace(trace)
    g.reasons.append(Reason("law.set_off", "55/2001 2:17 §", "as in garnishment", (), contract.LINK))
    outcome = {"left_at_least": Cents(untouchable.cents), "highest": Cents(highest.cents)}
    if not periodic:
        g.take(
            lambda: law_of_garnishment.not_periodic_share(
                g.book, over_four_times=False, year_over_four_times=None, payment_day=day
            )
        )
        return g.answer(outcome, Said("set_off.single", {"amount": outcome["highest"]}))
    g.reasons.append(Reason("law.garnishment", "705/2007 4:48 §", "the table of garnishment", (), ENFORCEMENT_CODE))
    return g.answer(
        {"protected": Cents(protected.cents)} | outcome,
        Said("set_off", {"amount": outcome["highest"], "protected": Cents(protected.cents)}),
    )


ENFORCEMENT_CODE = "https://www.finlex.fi/fi/laki/ajantasa/2007/20070705"


@answering
def protected(g: Gathered, facts: Facts) -> Answer:
    """The protected portion of a debtor."""
    trace = Trace()
    portion = g.take(
        lambda: Decision(protected_portion(trace, g.book, facts["payment_day"], facts["dependants"], facts["days"]), ())
    )
    g.trace(trace)
    g.reasons.append(Reason("law.protected", "705/2007 4:48 §", "a sum for each day", (), ENFORCEMENT_CODE))
    return g.answer(
        {"protected": Cents(portion.cents)}, Said("protected", {"amount": Cents(portion.cents), "days": facts["days"]})
    )


@answering
def household_credit(g: Gathered, facts: Facts) -> Answer:
    """What of wages may be claimed as household credit in the tax return."""
    claimed = g.take(
        lambda: law_of_credit.may_be_claimed(same_household=facts["same_household"], support=facts["support"])
    )
    if claimed is None:
        return g.answer(None)
    if not claimed:
        return g.answer({"credit": Cents(0)}, Said("household_credit.none", {}))
    trace = Trace()

    def figure(name: str) -> Figure | None:
        return trace.given(name, in_euros(facts[name]), "euros") if name in facts else None

    amount = g.take(
        lambda: Decision(
            credit(
                trace,
                g.book,
                date(facts["year"], 12, 31),
                wages=figure("wages"),
                side_costs=figure("side_costs"),
                company=figure("company"),
            ),
            (),
        )
    )
    g.trace(trace)
    return g.answer({"credit": Cents(amount.cents)}, Said("household_credit", {"amount": Cents(amount.cents)}))


@answering
def separate_report(g: Gathered, facts: Facts) -> Answer:
    """Whether the employer's separate report is given for a month."""
    required = g.take(
        lambda: duties.separate_report_required(
            registered=facts["registered"],
            wages_in_month=facts["wages_in_month"],
            anyone_over_limit=facts["anyone_over_limit"],
        )
    )
    return g.answer({"report_required": required}, Said(f"separate_report.{yes_or_no(required)}", {}))


@answering
def regular_employer(g: Gathered, facts: Facts) -> Answer:
    """Whether the household is a regular employer, who belongs in the employer register."""
    regular = g.take(
        lambda: duties.is_regular_employer(
            g.book,
            permanent=facts["permanent_employees"],
            at_the_same_time=facts["at_the_same_time"],
            day=facts["day"],
        )
    )
    return g.answer({"must_register": regular}, Said(f"regular_employer.{yes_or_no(regular)}", {}))


@answering
def insurance_deadlines(g: Gathered, facts: Facts) -> Answer:
    """By when the employer takes its insurances."""
    accident = g.take(lambda: duties.accident_policy_due(facts["employment_start"]))
    pension = g.take(lambda: duties.pension_policy_due(g.book, facts["first_payment"]))
    return g.answer(
        {"accident_policy": accident, "pension_policy": pension},
        Said("insurance_deadlines.accident", {"day": accident}),
        Said("insurance_deadlines.pension", {"day": pension}),
    )


@answering
def yearly_limit(g: Gathered, facts: Facts) -> Answer:
    """Whether a year's wages exceed a limit."""
    kind = facts["limit"]
    exceeded = g.take(
        lambda: insurance.yearly_limit_exceeded(
            g.book,
            kind,
            paid_cents=facts["paid_wages"],
            planned_cents=facts["planned_wages"],
            payment_day=facts["payment_day"],
        )
    )
    if exceeded is None:
        return g.answer(None)
    total = Cents(facts["paid_wages"] + facts["planned_wages"])
    return g.answer(
        {"exceeded": exceeded, "wages_in_all": total},
        Said(f"yearly_limit.{kind}.{yes_or_no(exceeded)}", {}),
    )


@answering
def tax_at_source(g: Gathered, facts: Facts) -> Answer:
    """How much tax at source is withheld from a person who lives abroad."""
    day = facts["payment_day"]
    on_card = facts.get("deduction_on_card")
    found = g.take(
        lambda: withholding.source_deduction(
            g.book,
            on_card=on_card,
            full_month=facts["full_month"] and not facts.get("half_month"),
            half_month=facts["full_month"] and facts.get("half_month", False),
            work_days=facts.get("work_days", 0),
            payment_day=day,
        )
    )
    separately = g.take(
        lambda: withholding.source_health_contribution(insured_in_finland=facts.get("insured_in_finland"))
    )
    if found is None:
        return g.answer(None)
    outcome: dict[str, Any] = {"deductions": Decimal(found[1].numerator) / found[1].denominator}
    said = []
    if "employment_start" in facts:
        over = g.take(
            lambda: withholding.source_stay_over(g.book, first=facts["employment_start"], until=day, payment_day=day)
        )
        outcome["stay_over"] = over
        if over:
            said.append(Said("tax_at_source.stay_over", {}))
    if separately is not None:
        outcome["health_separately"] = separately
        said.append(Said(f"tax_at_source.health.{yes_or_no(separately)}", {}))
    if "card_percent" not in facts:
        return g.answer(outcome, *said)
    card = TaxCard(date(day.year, 1, 1), None, "source", facts["card_percent"], None, None, on_card, 0)
    limit = to_cents(str(g.book.value("withholding.yearly_limit_euros", Days(payment_day=day)).number))
    untold = "year_wages" not in facts and facts["pay"] <= limit
    if untold:
        said.append(Said("tax_at_source.year_untold", {"limit": limit}))
    besides = limit if untold else facts.get("year_wages", 0)  # untold: the tax of a year above the limit
    answers = (AnswerToQuestion("tax_at_source_health:calculator:", yes_or_no(bool(separately)), "", day),)
    draft = Draft(replace(_month_of(facts, card), year=paid_besides(besides, 0), answers=answers), g.book)
    paid = draft.cents("taxable", facts["pay"])
    amount = g.take(lambda: Decision(withheld(draft, paid, paid), ()))
    if separately and "year_wages" in facts:  # the year's wages decide the percentage
        health = g.take(lambda: Decision(source_health(draft, paid, paid), ()))
        if health is not None:
            outcome["health_employee"] = Cents(health.cents)
            said.append(Said("tax_at_source.health.amount", {"amount": Cents(health.cents)}))
    g.draft(draft)
    if amount is None:
        return g.answer(None)
    left = Cents(facts["pay"] - amount.cents)
    outcome |= {"withholding": Cents(amount.cents), "left": left}
    return g.answer(outcome, Said("tax_withheld", {"amount": Cents(amount.cents), "left": left}), *said)


def _month_of(facts: Facts, card: TaxCard) -> Inputs:
    """A payment of tax at source: a whole calendar month, a half of one, or the days of work in a period that is
    neither."""
    day = facts["payment_day"]
    if facts["full_month"] and facts.get("half_month"):
        return payslip_inputs(day.replace(day=1), last=day.replace(day=15), payment_day=day, tax_cards=(card,))
    if facts["full_month"]:
        return payslip_inputs(day.replace(day=1), last=day + relativedelta(day=31), payment_day=day, tax_cards=(card,))
    first = day.replace(day=2)
    shifts = tuple(
        Shift(begins, begins + timedelta(hours=1))
        for number in range(facts["work_days"])
        for begins in (datetime.combine(first + timedelta(days=number), time(12), tzinfo=HELSINKI),)
    )
    return payslip_inputs(first, last=first + timedelta(days=30), payment_day=day, tax_cards=(card,), shifts=shifts)


@answering
def pay_times(g: Gathered, facts: Facts) -> Answer:
    """How often pay is due at least."""
    times = g.take(lambda: contract.payments_a_month(facts["unit"], agreed_monthly=facts["agreed_monthly"]))
    return g.answer({"times_a_month": times}, Said("pay_times", {"times": times}))


@answering
def private_day_care(g: Gathered, facts: Facts) -> Answer:
    """Whether Kela can pay a part of a childminder's wage."""
    can = g.take(
        lambda: day_care.day_care_allowance(
            childminding=facts["childminding"], same_household=facts.get("same_household")
        )
    )
    if can is None:
        return g.answer(None)
    return g.answer({"kela_can_pay": can}, Said(f"private_day_care.{yes_or_no(can)}", {}))


@answering
def garnishment(g: Gathered, facts: Facts) -> Answer:
    """What a payment prohibition takes of a pay, and by when it is transferred."""
    day, book = facts["payment_day"], g.book
    period = Period.closed(facts["first"], facts["last"])
    outcome: dict[str, Any] = {}
    if facts["periodic"]:
        days = g.take(lambda: law_of_garnishment.protected_days(book, period, day))
        outcome["protected_days"] = days
    else:
        share = g.take(
            lambda: law_of_garnishment.not_periodic_share(
                book,
                over_four_times=facts["pay"] > 4 * facts["protected"],
                year_over_four_times=facts.get("year_over_four_times"),
                payment_day=day,
            )
        )
        if share is None:
            return g.answer(None)
    order = GarnishmentOrder("", facts["protected"], None, periodic=facts["periodic"])
    answers = ()
    if "year_over_four_times" in facts:
        value = "yes" if facts["year_over_four_times"] else "no"
        answers = (AnswerToQuestion("garnishment_year_average:calculator:", value, "", day),)
    draft = Draft(
        payslip_inputs(facts["first"], last=facts["last"], payment_day=day, garnishment=order, answers=answers),
        book,
    )
    amount = g.take(lambda: Decision(taken(draft, draft.cents("net_pay", facts["pay"])), ()))
    g.draft(draft)
    if amount is None:
        return g.answer(None)
    by = g.take(lambda: law_of_garnishment.transfer_due(book, day))
    left = Cents(facts["pay"] - amount.cents)
    outcome |= {"taken": Cents(amount.cents), "left": left, "transferred_by": by}
    return g.answer(
        outcome,
        Said("garnishment", {"amount": Cents(amount.cents), "left": left}),
        Said("garnishment.transfer", {"day": by}),
    )


@answering
def mileage(g: Gathered, facts: Facts) -> Answer:
    """The tax-free kilometre allowance of a trip."""
    if not g.take(lambda: law_of_travel.is_work_trip(between_home_and_work=facts["commuting"])):
        return g.answer({"amount": Cents(0)}, Said("mileage.none", {}))
    trace = Trace()
    amount = g.take(
        lambda: Decision(
            travel.mileage(
                trace,
                g.book,
                facts["day"],
                facts["kilometres"],
                facts["passengers"],
                vehicle=facts["vehicle"],
                trailer=facts["trailer"],
            ),
            (),
        )
    )
    g.trace(trace)
    return g.answer({"amount": Cents(amount.cents)}, Said("mileage", {"amount": Cents(amount.cents)}))


@answering
def per_diem(g: Gathered, facts: Facts) -> Answer:
    """The tax-free per diems of a work trip."""
    day, length = facts["day"], facts["length"]
    if length <= 24 * 60:
        g.take(lambda: law_of_travel.per_diem(length, facts["home_km"], facts["work_km"], day, g.book))
    found = g.take(
        lambda: law_of_travel.travel_days(
            length,
            facts["home_km"],
            facts["work_km"],
            day,
            g.book,
            full_with_meals=facts.get("full_with_meals", 0),
            partial_with_meals=facts.get("partial_with_meals", 0),
        )
    )
    nights = g.take(lambda: law_of_travel.nights_at_most(length, len(found), day, g.book))
    trace = Trace()
    rows = []
    for one in found:
        amount = g.take(
            lambda one=one: Decision(travel.per_diem(trace, g.book, one.day, one.per_diem, halved=one.halved), ())
        )
        rows.append(
            {
                "day": one.day,
                "per_diem": Word(f"per_diem_{one.per_diem}"),
                "halved": one.halved,
                "amount": Cents(amount.cents),
            }
        )
    g.trace(trace)
    total = Cents(sum(row["amount"] for row in rows))
    key = "per_diem" if rows else "per_diem.none"
    return g.answer({"amount": total, "travel_days": rows, "nights_at_most": nights}, Said(key, {"amount": total}))


@answering
def meal_allowance(g: Gathered, facts: Facts) -> Answer:
    """The tax-free meal allowance of a trip without a per diem."""
    name = g.take(
        lambda: law_of_travel.meal_allowance(
            facts["meals"],
            per_diem_paid=facts["per_diem_paid"],
            usual_place=facts["usual_place"],
            day=facts["day"],
            book=g.book,
        )
    )
    if name is None:
        if any(one.blocks for one in g.questions.values()):
            return g.answer(None)
        return g.answer({"amount": Cents(0)}, Said("meal_allowance.none", {}))
    trace = Trace()
    amount = g.take(lambda: Decision(travel.meals(trace, g.book, facts["day"], name), ()))
    g.trace(trace)
    return g.answer({"amount": Cents(amount.cents)}, Said("meal_allowance", {"amount": Cents(amount.cents)}))


@answering
def meal_benefit(g: Gathered, facts: Facts) -> Answer:
    """The taxable value of a meal that the employer gives."""
    cost = in_euros(facts["cost"]) if "cost" in facts else None
    day = facts["payment_day"]
    name = g.take(lambda: benefits.meal_value(g.book, facts["meal"], cost, day))
    if name is None or (name == "cost" and cost is None):
        return g.answer(None)
    value = in_euros(facts["cost"]) if name == "cost" else g.book.value(name, Days(payment_day=day)).number
    taxed = g.take(lambda: benefits.taxable(value, in_euros(facts["collected"])))
    cents = to_cents(str(value))
    rest = Cents(max(0, cents - facts["collected"]))
    return g.answer(
        {"value": cents, "taxable": taxed, "taxable_value": rest},
        Said(f"meal_benefit.{yes_or_no(taxed)}", {"amount": rest if taxed else cents}),
    )


def _benefit_last(facts: Facts, first: date) -> date:
    """The last day of a benefit in a month: of so many days as were told, or of the whole month."""
    last = first + relativedelta(day=31)
    return min(last, first + timedelta(days=facts.get("benefit_days", 31) - 1))


@answering
def fringe_benefit(g: Gathered, facts: Facts) -> Answer:
    """The taxable value of a benefit for a month, less what the employee pays for it."""
    first = date(facts["year"], facts["month"], 1)
    kind = facts["benefit"]
    given = Benefit(
        kind,
        None,
        kind=kind,
        variant=facts.get("zone") if kind == "housing" else facts.get("room"),
        number=facts.get("square_metres"),
        first=first,
        last=_benefit_last(facts, first),
        collected_cents=facts["collected"],
    )
    draft = Draft(payslip_inputs(first, last=first + relativedelta(day=31), benefits=(given,)), g.book)
    g.take(lambda: Decision(add_benefits(draft), ()))
    g.draft(draft)
    if any(one.blocks for one in g.questions.values()):
        return g.answer(None)
    for line in draft.lines:
        g.reasons.extend(reason for reason in line.reasons if reason not in g.reasons)
    sums = [line.amount_cents for line in draft.lines]
    value, taxed = Cents(sum(one for one in sums if one > 0)), Cents(sum(sums))
    return g.answer({"value": value, "taxable_value": taxed}, Said("fringe_benefit", {"amount": taxed, "value": value}))
