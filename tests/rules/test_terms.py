"""Each term of an employment: what the act, the agreement and the contract say, and which of them decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules import load_book
from rules.decisions import terms
from rules.decisions.terms import Amount, Case

BOOK = load_book()
START = date(2024, 1, 1)
DAY = date(2024, 8, 1)
BOUND = Case(day=DAY, employment_start=START, binding="heta")
FREE = replace(BOUND, binding="none")


def amount(text, unit="percent"):
    return Amount(Decimal(text), unit)


def decided(name, case, contract=None):
    agreed = {} if contract is None else {name: contract}
    return terms.term(name, replace(case, agreed=agreed), BOOK)


def shown(term):
    found = term.amount
    return term.level, None if found is None else f"{found.number} {found.unit}", term.reasons[0].code


@pytest.mark.parametrize(
    ("name", "case", "expected"),
    [
        ("saturday", BOUND, ("agreement", "25 percent", "agreement_sets")),
        ("saturday", FREE, (None, None, "term_not_set")),
        ("sunday", BOUND, ("agreement", "100 percent", "agreement_same")),
        ("sunday", FREE, ("statute", "100 percent", "statute_sets")),
        ("overtime_first", BOUND, ("statute", "50 percent", "statute_sets")),
        ("overtime_rest", FREE, ("statute", "100 percent", "statute_sets")),
        ("overtime_weekly", FREE, ("statute", "50 percent", "statute_sets")),
        ("public_holiday", BOUND, ("agreement", "200 percent", "agreement_better")),
        ("public_holiday", FREE, ("statute", "100 percent", "statute_sets")),
        ("free_days", FREE, (None, None, "term_not_set")),
        ("independence_day", FREE, ("statute", "100 percent", "statute_sets")),
        ("weekly_time", FREE, ("statute", "2400 minutes", "statute_limit")),
        ("weekly_time", BOUND, ("agreement", "2400 minutes", "agreement_limit")),
        ("daily_time", BOUND, ("statute", "480 minutes", "statute_limit")),
        ("daily_rest", FREE, ("statute", "660 minutes", "statute_sets")),
        ("weekly_rest", FREE, ("statute", "2100 minutes", "statute_sets")),
        ("trial", FREE, ("statute", "6 months", "statute_limit")),
        ("layoff_notice", BOUND, ("agreement", "14 days", "agreement_same")),
        ("sick_days", BOUND, ("agreement", "9 weekdays", "agreement_same")),
        ("sick_days", FREE, ("statute", "9 weekdays", "statute_sets")),
        ("sick_percent", FREE, ("statute", "100 percent", "statute_sets")),
        ("child_sick_days", BOUND, ("agreement", "3 workdays", "agreement_sets")),
        ("child_sick_days", FREE, (None, None, "term_not_set")),
        ("training_days", BOUND, ("agreement", "2 days", "agreement_sets")),
        ("meals", BOUND, ("agreement", "2 meals", "agreement_sets")),
        ("meals", FREE, (None, None, "term_not_set")),
        ("pay_day", FREE, ("statute", "0 pay_day", "statute_default")),
        ("pay_day", BOUND, ("agreement", "15 pay_day_next", "agreement_agreed")),
    ],
)
def test_without_a_term_in_the_contract(name, case, expected):
    assert shown(decided(name, case)) == expected


@pytest.mark.parametrize(
    "name", ["notice_employer", "notice_employee", "trial", "weekly_time", "holiday_days", "pay_day"]
)
def test_what_act_and_agreement_say_names_its_source(name):
    of_agreement, of_act = decided(name, BOUND).amount, decided(name, FREE).amount
    assert "heta-liitto.fi" in of_agreement.source.link
    assert "finlex.fi" in of_act.source.link


@pytest.mark.parametrize(
    ("contract", "level", "replaced", "code"),
    [
        ("13.57", "agreement", True, "agreement_replaces_contract"),
        ("13.58", "contract", False, "contract_same_agreement"),
        ("13.59", "contract", False, "contract_better_agreement"),
    ],
)
def test_a_wage_below_the_agreements_is_replaced(contract, level, replaced, code):
    case = replace(BOUND, lowest_wage=amount("13.58", "euros_per_hour"))
    found = decided("wage", case, amount(contract, "euros_per_hour"))
    assert (found.level, found.replaced_contract, found.reasons[0].code) == (level, replaced, code)


def test_a_wage_that_no_agreement_binds_is_the_contracts():
    found = decided("wage", FREE, amount("9.00", "euros_per_hour"))
    assert (found.level, found.unknown) == ("contract", ())
    assert [one.code for one in found.reasons] == ["contract_alone"]


@pytest.mark.parametrize(("contract", "codes"), [
    ("12.50", ["agreement_not_known", "wage_below_floor"]),
    ("12.51", ["agreement_not_known"]),
])  # fmt: skip
def test_a_wage_table_that_is_not_known_is_said_and_its_floor_warns(contract, codes):
    case = replace(BOUND, wage_floor=amount("12.51", "euros_per_hour"))
    found = decided("wage", case, amount(contract, "euros_per_hour"))
    assert (found.level, found.unknown) == ("contract", ("agreement",))
    assert [one.code for one in found.reasons] == codes


def test_a_monthly_wage_is_not_measured_by_an_hourly_floor():
    case = replace(BOUND, wage_floor=amount("12.51", "euros_per_hour"))
    found = decided("wage", case, amount("9.00", "euros_per_month"))
    assert [one.code for one in found.reasons] == ["agreement_not_known"]


@pytest.mark.parametrize("name", ["evening", "night", "eve", "holiday_bonus"])
def test_what_the_agreement_leaves_unknown_is_not_zero(name):
    found = decided(name, BOUND)
    assert (found.level, found.amount, found.unknown) == (None, None, ("agreement",))
    assert found.reasons[0].code == "agreement_not_known"
    assert decided(name, FREE).unknown == ()


def test_an_answer_stands_in_for_what_the_book_does_not_know():
    case = replace(BOUND, answers={"heta.evening.percent": Decimal(15)})
    assert shown(decided("evening", case)) == ("agreement", "15 percent", "agreement_sets")


def test_the_shortest_shift_is_the_agreement_s_as_a_person_read_it():
    assert decided("shortest_shift", BOUND).unknown == ("agreement",)
    three_hours = replace(BOUND, answers={"heta.minimum_shift_minutes": Decimal(180)})
    assert shown(decided("shortest_shift", three_hours)) == ("agreement", "180 minutes", "agreement_sets")
    none = replace(BOUND, answers={"heta.minimum_shift_minutes": Decimal(0)})
    assert shown(decided("shortest_shift", none)) == (None, None, "term_not_set")


@pytest.mark.parametrize(
    ("percent", "level", "code"),
    [("49", "agreement", "agreement_replaces_contract"), ("50", "contract", "contract_same_agreement"),
     ("51", "contract", "contract_better_agreement")],
)  # fmt: skip
def test_holiday_bonus_of_contract_and_agreement(percent, level, code):
    case = replace(BOUND, answers={"heta.holiday_bonus_percent": Decimal(50)})
    found = decided("holiday_bonus", case, amount(percent))
    assert (found.level, found.reasons[0].code) == (level, code)


def test_an_agreed_bonus_without_an_agreement_is_the_contracts():
    assert shown(decided("holiday_bonus", FREE, amount("50"))) == ("contract", "50 percent", "contract_alone")


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ("2399", ("contract", "2399 minutes", "contract_within")),
        ("2400", ("contract", "2400 minutes", "contract_within")),
        ("2401", ("statute", "2400 minutes", "statute_limits_contract")),
    ],
)
def test_weekly_time_has_a_limit(minutes, expected):
    assert shown(decided("weekly_time", FREE, amount(minutes, "minutes"))) == expected


def test_outside_the_working_time_act_its_limits_do_not_decide():
    outside = replace(FREE, working_time_act=False)
    assert decided("weekly_time", outside, amount("2401", "minutes")).level == "contract"
    assert decided("sunday", outside).level is None
    assert decided("sunday", replace(BOUND, working_time_act=False)).level == "agreement"
    assert "sunday" not in {one.name for one in terms.terms(outside, BOOK)}


@pytest.mark.parametrize(
    ("months", "end", "expected"),
    [
        ("6", None, ("contract", "6 months", "contract_within")),
        ("7", None, ("statute", "6 months", "statute_limits_contract")),
        ("3", date(2024, 6, 30), ("contract", "3 months", "contract_within")),
        ("4", date(2024, 6, 30), ("statute", "91 days", "statute_limits_contract")),
        ("6", date(2024, 12, 31), ("contract", "6 months", "contract_within")),
    ],
)
def test_the_trial_period_is_six_months_and_half_of_a_fixed_term(months, end, expected):
    assert shown(decided("trial", replace(FREE, employment_end=end), amount(months, "months"))) == expected


@pytest.mark.parametrize(
    ("by", "contract", "case", "expected"),
    [
        ("employer", None, FREE, ("statute", "14 days", "statute_default")),
        ("employer", None, replace(FREE, day=date(2025, 1, 2)), ("statute", "1 months", "statute_default")),
        ("employer", ("7", "days"), FREE, ("contract", "7 days", "contract_agreed")),
        ("employer", ("30", "days"), BOUND, ("agreement", "1 months", "agreement_replaces_contract")),
        ("employer", ("31", "days"), BOUND, ("contract", "31 days", "contract_same_agreement")),
        ("employer", ("32", "days"), BOUND, ("contract", "32 days", "contract_better_agreement")),
        ("employee", None, FREE, ("statute", "14 days", "statute_default")),
        ("employee", ("31", "days"), BOUND, ("contract", "31 days", "contract_same_agreement")),
        ("employee", ("32", "days"), BOUND, ("agreement", "1 months", "agreement_replaces_contract")),
        ("employee", ("14", "days"), BOUND, ("contract", "14 days", "contract_better_agreement")),
    ],
)
def test_notice_periods_are_compared_by_their_days(by, contract, case, expected):
    # August has 31 days: a month's notice on 1 August ends on 1 September
    agreed = None if contract is None else amount(*contract)
    assert shown(decided(f"notice_{by}", case, agreed)) == expected


def test_the_agreements_notice_is_two_months_after_five_years():
    five = replace(BOUND, employment_start=date(2019, 8, 1))
    assert shown(decided("notice_employer", five))[1] == "1 months"
    assert shown(decided("notice_employer", replace(five, day=date(2024, 8, 2))))[1] == "2 months"


@pytest.mark.parametrize(("day", "percent"), [(date(2024, 1, 31), "50"), (date(2024, 2, 1), "100")])
def test_sick_pay_is_half_in_the_first_month(day, percent):
    assert decided("sick_percent", replace(FREE, day=day)).amount.number == Decimal(percent)


@pytest.mark.parametrize(
    ("start", "case", "expected"),
    [
        (date(2024, 4, 2), FREE, ("statute", "2 weekdays", "statute_sets")),
        (date(2024, 4, 1), FREE, ("statute", "2.5 weekdays", "statute_sets")),
        (date(2024, 4, 2), BOUND, ("agreement", "2 weekdays", "agreement_same")),
        (date(2010, 4, 1), BOUND, ("agreement", "3 weekdays", "agreement_better")),
        (date(2010, 4, 1), FREE, ("statute", "2.5 weekdays", "statute_sets")),
    ],
)
def test_holiday_days_of_a_month(start, case, expected):
    assert shown(decided("holiday_days", replace(case, employment_start=start))) == expected


@pytest.mark.parametrize(
    ("day", "case", "codes"),
    [
        ("0", FREE, ["contract_same_statute"]),
        ("20", FREE, ["contract_agreed"]),
        ("0", BOUND, ["contract_better_agreement"]),
        ("15", BOUND, ["contract_same_agreement"]),
        ("16", BOUND, ["contract_agreed", "pay_day_in_doubt"]),
    ],
)
def test_the_pay_day(day, case, codes):
    found = decided("pay_day", case, amount(day, "pay_day"))
    assert found.level == "contract"
    assert [one.code for one in found.reasons] == codes


@pytest.mark.parametrize(("binding", "code"), [("other", "agreement_not_held"), (None, "agreement_not_said")])
def test_an_agreement_that_cannot_be_read_may_say_more(binding, code):
    found = decided("sunday", replace(FREE, binding=binding))
    assert (found.level, found.unknown) == ("statute", ("agreement",))
    assert [one.code for one in found.reasons] == ["statute_sets", code]


def test_a_day_before_the_book_leaves_the_law_open():
    found = decided("sunday", replace(FREE, day=date(1990, 1, 1), employment_start=date(1989, 1, 1)))
    assert (found.level, found.unknown) == (None, ("statute",))
    assert found.reasons[0].code == "statute_not_known"


def test_every_term_is_listed_once_and_those_that_nobody_sets_are_left_out():
    bound = [one.name for one in terms.terms(BOUND, BOOK)]
    free = [one.name for one in terms.terms(FREE, BOOK)]
    assert bound == list(terms.KINDS)
    assert {"evening", "meals", "free_days"} <= set(bound) - set(free)
    assert all(one.level is not None for one in terms.terms(FREE, BOOK))


def test_an_unknown_term_is_refused():
    with pytest.raises(KeyError):
        terms.term("horse", FREE, BOOK)


@pytest.mark.parametrize(
    ("end", "of_the_act"),
    [(None, "2.5"), (date(2026, 3, 15), "2"), (date(2026, 3, 31), "2.5"), (date(2026, 6, 30), "2.5")],
)
def test_holiday_days_of_an_employment_that_ends_are_looked_at_on_its_last_day(end, of_the_act):
    """162/2005 17 §, KKO 2005:61: begun on 1 April 2025, a year is full on 31 March 2026."""
    case = Case(day=date(2025, 8, 1), employment_start=date(2025, 4, 1), employment_end=end, binding="none")
    assert shown(decided("holiday_days", case))[1] == f"{of_the_act} weekdays"
    bound = decided("holiday_days", replace(case, binding="heta"))
    assert bound.agreement.number == Decimal(of_the_act)
