"""What decided the terms that a payslip used: each line's own, with the numbers of statute, agreement and contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import payroll
from payroll.difference import difference
from payroll.inputs import Absence, Agreement, Answer, HolidayPart, Wage
from payroll.terms import WageFacts, answered, lowest_wage, terms_of_line, wage_floor, wage_floors
from rules import Days, Period, Source, load_book
from tests.payroll.builders import a_month_of_shifts, a_shift, day, inputs
from tests.payroll.test_agreement import GROUP_A, answer, result

BOOK = load_book()


def told(payslip):
    """Each term with its level, what holds, and why."""
    return {
        one.name: (one.level, None if one.amount is None else str(one.amount.number), one.reasons[0].code)
        for one in payslip.terms
    }


def test_a_childminders_terms_are_the_contracts_and_the_laws():
    payslip = payroll.calculate(inputs(shifts=(a_shift("2026-01-18", "10:00", "14:00"),)), BOOK)
    assert told(payslip) == {
        "wage": ("contract", "13.20", "contract_alone"),
        "sunday": ("statute", "100", "statute_sets"),
    }
    (wage, _) = payslip.terms
    assert wage.contract.since == date(2026, 1, 12)


@pytest.mark.parametrize(
    ("wage", "expected"),
    [
        ("12.50", ("agreement", "12.51", "agreement_replaces_contract")),
        ("12.51", ("contract", "12.51", "contract_same_agreement")),
        ("12.52", ("contract", "12.52", "contract_better_agreement")),
    ],
)
def test_a_wage_is_settled_against_the_agreements_table(wage, expected):
    payslip = result(wage=wage, shifts=(a_shift("2024-08-07"),))
    assert told(payslip) == {"wage": expected}
    assert payslip.lines[0].unit_price == max(wage, "12.51")
    assert payslip.terms[0].agreement.source.title


def test_an_answered_wage_names_its_document():
    payslip = result(
        wage="13.00",
        agreement=replace(GROUP_A, region="paakaupunkiseutu"),
        shifts=(a_shift("2024-08-07"),),
        answers=(answer("agreement_wage", "13.58", "2024-08-01"),),
    )
    (wage,) = payslip.terms
    assert (wage.level, wage.replaced_contract, wage.amount.number) == ("agreement", True, Decimal("13.58"))
    assert wage.agreement.source.title == "agreement 2023-2025"


def test_a_wage_whose_table_is_open_says_that_the_agreement_is_not_known():
    payslip = result(agreement=replace(GROUP_A, pay_group=None), shifts=(a_shift("2024-08-07"),))
    (wage,) = payslip.terms
    assert (wage.level, wage.unknown) == ("contract", ("agreement",))


def test_supplements_of_the_agreement_and_answers_to_it():
    answers = (
        answer("missing_law_value.heta.evening.percent", "10"),
        answer("missing_law_value.heta.night.percent", "20"),
    )
    payslip = result(wage="13.00", shifts=(a_shift("2024-08-03", "14:00", "22:00"),), answers=answers)
    assert told(payslip) == {
        "wage": ("contract", "13.00", "contract_better_agreement"),
        "evening": ("agreement", "10", "agreement_sets"),
        "night": ("agreement", "20", "agreement_sets"),
        "saturday": ("agreement", "25", "agreement_sets"),
        "sunday": ("agreement", "100", "agreement_same"),
    }


def test_overtime_by_the_day_and_by_the_week():
    long_days = a_month_of_shifts("2024-08-05", "2024-08-10", "mon tue wed thu fri sat", start="07:00", end="18:00")
    found = told(result(shifts=long_days, answers=(answer("missing_law_value.heta.saturday.first", "14:00"),)))
    assert found["overtime_first"] == ("statute", "50", "statute_default")  # the agreement lets its members agree
    assert found["overtime_rest"] == ("statute", "100", "statute_default")
    assert found["overtime_weekly"] == ("statute", "50", "statute_default")


def test_a_weekday_holiday_off_and_worked():
    may = {"month": "2024-05", "employment_first": day("2024-01-01")}
    assert "free_days" in told(result(**may, shifts=()))
    worked = told(result(**may, shifts=(a_shift("2024-05-01"),)))
    assert worked["public_holiday"] == ("agreement", "200", "agreement_better")


def test_independence_day_off_is_the_laws():
    free = a_shift("2023-12-06")
    payslip = payroll.calculate(
        inputs(
            period=Period.closed(day("2023-12-01"), day("2023-12-31")),
            payment_day=day("2023-12-31"),
            employment_first=day("2023-01-01"),
            wages=(Wage(day("2023-01-01"), None, "hour", Decimal("13.20")),),
            agreements=(Agreement(day("2023-01-01"), None, "none"),),
            shifts=(),
            free_public_holidays=(free,),
        ),
        BOOK,
    )
    assert told(payslip) == {"independence_day": ("statute", "100", "statute_sets")}


@pytest.mark.parametrize(("first", "percent"), [("2026-02-11", "50"), ("2026-02-12", "100")])
def test_sick_pay_days_and_share(first, percent):
    absence = Absence("sick", day(first), day(first), (a_shift(first),))
    payslip = payroll.calculate(
        inputs(
            period=Period.closed(day("2026-02-01"), day("2026-02-28")),
            payment_day=day("2026-02-27"),
            shifts=(),
            absences=(absence,),
        ),
        BOOK,
    )
    found = told(payslip)
    assert found["sick_days"] == ("statute", "9", "statute_sets")
    assert found["sick_percent"] == ("statute", percent, "statute_sets")


def test_an_illness_keeps_the_share_of_its_first_day():
    absence = Absence("sick", day("2026-02-11"), day("2026-02-12"), (a_shift("2026-02-12"),))
    february = Period.closed(day("2026-02-01"), day("2026-02-28"))
    payslip = payroll.calculate(
        inputs(period=february, payment_day=day("2026-02-27"), shifts=(), absences=(absence,)), BOOK
    )
    assert told(payslip)["sick_percent"] == ("statute", "50", "statute_sets")


def a_part(**changes):
    part = HolidayPart(
        credit_year=Period.closed(day("2025-04-01"), day("2026-03-31")),
        rule="14_days",
        method="percentage",
        days=6,
        days_earned=6,
        full_months=3,
        days_per_month=Decimal(2),
        base_cents=100_000,
        base_known=True,
        work_days=40,
        excess_minutes=0,
        weekly_days_numerator=4,
        weekly_days_denominator=4,
        percent=Decimal(9),
        absence_pay_cents=0,
        first=day("2026-01-19"),
        last=day("2026-01-24"),
    )
    return replace(part, **changes)


@pytest.mark.parametrize(
    ("bonus", "expected"),
    [(None, None), (Decimal(50), ("contract", "50", "contract_alone"))],
)
def test_holiday_days_and_an_agreed_bonus(bonus, expected):
    found = told(payroll.calculate(inputs(shifts=(), holidays=(a_part(bonus_percent=bonus),)), BOOK))
    assert found["holiday_days"] == ("statute", "2", "statute_sets")
    assert found.get("holiday_bonus") == expected


@pytest.mark.parametrize(
    ("agreed", "paid", "level"),
    [(None, 2250, "agreement"), (Decimal(49), 2250, "agreement"), (Decimal(50), 2250, "contract"),
     (Decimal(60), 2700, "contract")],
)  # fmt: skip
def test_a_bonus_is_at_least_the_binding_agreements(agreed, paid, level):
    # 500.00 × 9 % is 45.00 of holiday pay; half of it is 22.50
    part = a_part(
        credit_year=Period.closed(day("2023-04-01"), day("2024-03-31")),
        base_cents=50_000,
        first=day("2024-08-05"),
        last=day("2024-08-10"),
        bonus_percent=agreed,
    )
    bonus = answer("missing_law_value.heta.holiday_bonus_percent", "50")
    payslip = result(wage="13.00", holidays=(part,), answers=(bonus,))
    assert [line.amount_cents for line in payslip.lines] == [4500, paid]
    assert told(payslip)["holiday_bonus"][0] == level
    asked = [one.topic for one in result(wage="13.00", holidays=(part,)).questions]
    assert asked == ["missing_law_value.heta.holiday_bonus_percent"]


BONUS = answer("missing_law_value.heta.holiday_bonus_percent", "50")


def at_the_end(first: str, last: str = "2024-08-20", **changes):
    """Compensation of 45.00 euros in the final pay of an employment."""
    part = a_part(
        credit_year=Period.closed(day("2024-04-01"), day("2025-03-31")), base_cents=50_000, first=None, last=None,
        compensation=True,
    )  # fmt: skip
    days = {"employment_first": day(first), "employment_last": day(last)}
    return result(wage="13.00", kind="final", holidays=(part,), **{**days, **changes})


@pytest.mark.parametrize(("first", "due"), [("2024-04-21", False), ("2024-04-20", True)])
def test_a_bonus_on_compensation_needs_more_than_four_months(first, due):
    payslip = at_the_end(first, answers=(BONUS,))
    paid = [(line.kind, line.amount_cents) for line in payslip.lines]
    assert paid == [("holiday_compensation", 4500)] + [("holiday_bonus", 2250)] * due
    assert [one.code for one in payslip.lines[-1].reasons if "bonus" in one.code] == ["bonus_on_compensation"] * due
    assert [dict(one.facts) for one in payslip.notices if one.code == "bonus_not_on_compensation"] == (
        [] if due else [{"months": "4"}]
    )
    assert not payslip.questions


def test_the_bonus_percentage_is_asked_only_where_the_compensation_has_a_bonus():
    topic = "missing_law_value.heta.holiday_bonus_percent"
    assert topic in [one.topic for one in at_the_end("2024-04-20").questions]
    assert topic not in [one.topic for one in at_the_end("2024-04-21").questions]


def test_who_follows_no_agreement_gets_no_bonus_on_compensation_and_what_is_not_said_is_asked():
    none = Agreement(day("2024-01-01"), None, "none", employer_is_member=False)
    assert [line.kind for line in at_the_end("2024-04-20", agreement=none).lines] == ["holiday_compensation"]
    later = Agreement(day("2024-09-01"), None, "heta", employer_is_member=True)
    asked = at_the_end("2024-04-20", agreement=later)
    assert [line.kind for line in asked.lines] == ["holiday_compensation"]
    assert "agreement" in [one.topic for one in asked.questions]


def test_the_limit_is_asked_of_an_edition_that_has_none():
    """The edition of 2021 ended before the clause of 9 May 2022."""
    name = "heta.holiday_bonus_on_compensation_months_over"
    days = {"last": "2022-04-29", "period": Period.closed(day("2022-04-01"), day("2022-04-30"))}
    member = Agreement(day("2021-05-01"), None, "heta", employer_is_member=True)
    asked = at_the_end("2021-06-01", agreement=member, **days)
    assert f"missing_law_value.{name}" in [one.topic for one in asked.questions]
    said = answer(f"missing_law_value.{name}", "12")
    known = at_the_end("2021-06-01", agreement=member, answers=(said,), **days)
    assert [dict(one.facts) for one in known.notices if one.code == "bonus_not_on_compensation"] == [{"months": "12"}]


MONTHLY = {
    "wages": (Wage(day("2024-01-01"), None, "month", Decimal("1600.00")),),
    "workdays": tuple(one for one in Period.closed(day("2024-08-01"), day("2024-08-31")) if one.weekday() < 5),
    "regular_minutes": ((day("2024-08-01"), 22 * 360),),
}


@pytest.mark.parametrize(
    ("euros", "level", "paid"),
    [("1632.55", "agreement", 163256), ("1632.56", "contract", 163256), ("1700.00", "contract", 170000)],
)
def test_a_monthly_wage_is_at_least_the_agreements(euros, level, paid):
    # 30 h × 12.51 × 4.35 = 1632.555 → 1632.56
    changes = {**MONTHLY, "wages": (Wage(day("2024-01-01"), None, "month", Decimal(euros)),)}
    payslip = result(**changes)
    assert [line.amount_cents for line in payslip.lines if line.kind == "base_pay"] == [paid]
    assert told(payslip)["wage"][0] == level
    notices = [one.code for one in payslip.notices if one.code == "wage_raised_to_minimum"]
    assert notices == (["wage_raised_to_minimum"] if level == "agreement" else [])
    assert payroll.replay(payslip.trace) == payslip.totals


def test_a_monthly_wage_that_no_agreement_binds_stays_as_agreed():
    none = Agreement(day("2024-01-01"), None, "none", employer_is_member=False)
    payslip = result(agreement=none, **MONTHLY)
    assert [line.amount_cents for line in payslip.lines] == [160000]
    assert told(payslip) == {"wage": ("contract", "1600.00", "contract_alone")}


def test_a_new_wage_table_raises_from_its_own_day():
    payslip = result(
        "2024-07",
        wage="11.80",
        period=Period.closed(day("2024-06-24"), day("2024-07-07")),
        shifts=(a_shift("2024-06-26"), a_shift("2024-07-03")),
    )
    assert [(line.minutes, line.unit_price) for line in payslip.lines] == [(240, "11.80"), (240, "12.51")]
    assert [(one.level, str(one.amount.number)) for one in payslip.terms] == [
        ("contract", "11.80"),
        ("agreement", "12.51"),
    ]


def test_another_agreement_is_not_held_until_it_was_checked():
    other = Agreement(day("2024-01-01"), None, "other")
    shift = (a_shift("2026-01-13"),)
    (wage,) = payroll.calculate(inputs(agreements=(other,), shifts=shift), BOOK).terms
    assert (wage.level, wage.unknown, wage.reasons[-1].code) == ("contract", ("agreement",), "agreement_not_held")
    checked = (Answer("agreement_other:ilona-1:2026-01-01", "none", "agreement", day("2026-01-01")),)
    (wage,) = payroll.calculate(inputs(agreements=(other,), shifts=shift, answers=checked), BOOK).terms
    assert (wage.level, wage.unknown) == ("contract", ())


def test_the_terms_of_a_correction_are_those_of_the_new_calculation():
    now = payroll.calculate(inputs(shifts=(a_shift("2026-01-18", "10:00", "14:00"),)), BOOK)
    assert difference((), dict.fromkeys(now.totals, 0), now).terms == now.terms


@pytest.mark.parametrize(
    ("kind", "facts", "names"),
    [
        ("overtime_50", {}, ("overtime_first",)),
        ("overtime_50", {"weekly": True}, ("overtime_weekly",)),
        ("public_holiday_off", {}, ("independence_day",)),
        ("public_holiday_off", {"agreement": True}, ("free_days",)),
        ("mileage", {}, ()),
    ],
)
def test_the_terms_of_a_line(kind, facts, names):
    assert terms_of_line(kind, **facts) == names


def test_answers_count_for_this_employment_up_to_the_pay_day_and_the_newest_wins():
    def say(topic, value, on="2026-01-01", employment="ilona-1"):
        return Answer(f"{topic}:{employment}:{on}", value, "paper", day(on))

    given = (
        say("missing_law_value.a", "1"),
        say("missing_law_value.a", "2", "2026-01-15"),
        say("unverified_law_value.b", "3"),
        say("missing_law_value.c", "4", "2026-02-15"),
        say("missing_law_value.d", "5", employment="other-1"),
        say("missing_law_value.e", "21:00"),
        say("agreement", "heta"),
    )
    assert answered(inputs(answers=given)) == {"a": Decimal(2), "b": Decimal(3)}


IN_2024, IN_2026 = date(2024, 8, 7), date(2026, 3, 2)
TABLE = "keusote.fi: wage page"


@pytest.mark.parametrize(
    ("facts", "euros"),
    [
        (WageFacts("hour", "A", "muu_suomi", 0), "12.51"),
        (WageFacts("hour", " b1 ", " Elsewhere ", 11), "13.05"),
        (WageFacts("month", "A", "muu_suomi", 0, weekly_minutes=1800), "1632.56"),  # 30 × 12.51 × 4.35 = 1632.555
        (WageFacts("month", "A", "muu_suomi", 0, weekly_minutes=60), "54.42"),
    ],
)
def test_the_lowest_wage_of_a_day_in_the_wages_own_unit(facts, euros):
    found = lowest_wage(BOOK, IN_2024, facts)
    assert (found.number, found.unit) == (Decimal(euros), f"euros_per_{facts.unit}")
    assert found.source == BOOK.value("heta.base_wage_euros", Days(work_day=IN_2024)).source


@pytest.mark.parametrize(("months", "euros"), [(35, "12.87"), (36, "13.03"), (131, "13.35"), (132, "13.52")])
def test_experience_raises_the_lowest_wage_step_by_step(months, euros):
    assert lowest_wage(BOOK, date(2022, 8, 1), WageFacts("hour", "B", "espoo", months)).number == Decimal(euros)


@pytest.mark.parametrize(
    "facts",
    [
        WageFacts("hour", None, "muu_suomi", 0),
        WageFacts("hour", "A", "muu_suomi", 12),  # the step of 2024 is not verified
        WageFacts("hour", "A", None, 0),
        WageFacts("hour", "A", "somewhere", 0),
        WageFacts("hour", "A", "muu_suomi", None),
        WageFacts("hour", "C", "muu_suomi", 0),  # not in the table from 1.7.2024
        WageFacts("hour", "A", "paakaupunkiseutu", 0),
        WageFacts("month", "A", "muu_suomi", 0),  # no weekly time
    ],
)
def test_the_lowest_wage_is_not_guessed(facts):
    assert lowest_wage(BOOK, IN_2024, facts) is None


def test_a_young_workers_lowest_wage_is_the_share_of_the_table_once_it_is_known():
    agreed = (Decimal("11.00"), IN_2024)
    facts = WageFacts("hour", "A", "muu_suomi", 0, agreed=agreed, young=True)
    assert lowest_wage(BOOK, IN_2024, replace(facts, young=False)).number == Decimal("12.51")
    assert lowest_wage(BOOK, IN_2024, facts) is None  # the share is asked
    known = replace(facts, young_percent=Decimal("85"))
    assert lowest_wage(BOOK, IN_2024, known).number == Decimal("10.63")  # 12.51 × 85 % = 10.6335
    monthly = replace(known, unit="month", weekly_minutes=1200, agreed=(Decimal("900.00"), IN_2024))
    assert lowest_wage(BOOK, IN_2024, monthly).number == Decimal("925.11")  # 20 × 12.51 × 4.35 = 1,088.37; × 85 %
    at_the_table = replace(facts, agreed=(Decimal("12.51"), IN_2024))
    assert lowest_wage(BOOK, IN_2024, at_the_table).number == Decimal("12.51")  # nothing to ask
    assert wage_floor(BOOK, IN_2026, replace(facts, young=False)) is not None
    assert wage_floor(BOOK, IN_2026, facts) is None


def test_an_answered_lowest_wage_goes_before_the_table_and_names_its_document():
    facts = WageFacts("hour", "A", "muu_suomi", 0, answer=(Decimal("13.70"), "wage table 2026"))
    found = lowest_wage(BOOK, IN_2026, facts)
    assert (found.number, found.unit, found.source) == (
        Decimal("13.70"), "euros_per_hour", Source("wage table 2026", "", ""),
    )  # fmt: skip
    monthly = replace(facts, unit="month", weekly_minutes=1200)
    assert lowest_wage(BOOK, IN_2026, monthly).number == Decimal("1191.90")  # 20 × 13.70 × 4.35
    assert lowest_wage(BOOK, IN_2026, replace(monthly, weekly_minutes=0)) is None


def test_a_wage_above_the_table_is_at_least_the_agreed_one_with_the_raises_since():
    since, rises = date(2026, 1, 1), date(2026, 3, 2)
    table = (Decimal("13.20"), "wage table 2026")
    facts = WageFacts("hour", answer=table, agreed=(Decimal("16.00"), since), raise_days=(date(2025, 11, 1), rises))
    found = lowest_wage(BOOK, rises, facts)
    assert (found.number, found.source.title) == (Decimal("16.27"), "jhl.fi: agreement of 2025")
    assert lowest_wage(BOOK, date(2026, 3, 1), facts).number == Decimal("13.20")  # the day before the raise
    assert lowest_wage(BOOK, rises, replace(facts, agreed=(Decimal("16.00"), rises))).number == Decimal("13.20")
    assert lowest_wage(BOOK, rises, replace(facts, agreed=(Decimal("12.90"), since))).number == Decimal("13.20")
    monthly = replace(facts, unit="month", weekly_minutes=1800, agreed=(Decimal("2200.00"), since))
    assert lowest_wage(BOOK, rises, monthly).number == Decimal("2235.24")  # + 30 × 0.27 × 4.35 = 35.235
    of_2024 = replace(facts, agreed=(Decimal("16.00"), date(2024, 1, 1)), raise_days=(date(2024, 7, 1),))
    assert lowest_wage(BOOK, IN_2026, of_2024).number == Decimal("13.20")  # no such raise before the agreement of 2025


def test_the_floors_are_those_of_the_last_table_that_is_known():
    found = wage_floors(BOOK, IN_2026)
    assert [(group, region, str(amount.number), amount.unit) for group, region, amount in found] == [
        ("A", "muu_suomi", "12.51", "euros_per_hour"),
        ("B1", "muu_suomi", "13.05", "euros_per_hour"),
        ("B2", "muu_suomi", "13.55", "euros_per_hour"),
    ]
    assert {amount.source for _, _, amount in found} == {
        BOOK.value("heta.wage_floor_euros", Days(work_day=IN_2026)).source
    }
    assert wage_floors(BOOK, IN_2024) == ()  # the day's own table is known


@pytest.mark.parametrize(
    ("facts", "euros"),
    [
        (WageFacts("hour"), "12.51"),
        (WageFacts("hour", "b2"), "13.55"),
        (WageFacts("hour", " B1 "), "13.05"),
        (WageFacts("hour", "C"), "12.51"),  # no floor of its own: the lowest group's
    ],
)
def test_the_floor_is_the_groups_or_the_lowest(facts, euros):
    floor = wage_floor(BOOK, IN_2026, facts)
    assert (floor.number, floor.unit) == (Decimal(euros), "euros_per_hour")


def test_a_monthly_wage_and_a_day_with_a_table_have_no_floor():
    assert wage_floor(BOOK, IN_2026, WageFacts("month", "A")) is None
    assert wage_floor(BOOK, IN_2024, WageFacts("hour", "A")) is None


def test_answers_to_the_law_count_on_the_payment_day_itself_and_a_time_does_not_stop_the_reading():
    percent = "missing_law_value.heta.evening.percent"
    given = inputs(
        payment_day=day("2026-01-30"),
        answers=(
            answer(percent, "10", "2026-01-01"),
            Answer("missing_law_value.heta.night.after:ilona-1:2026-01-01", "06:00", "a", day("2026-01-01")),
            Answer("pay_group:ilona-1:2026-01-01", "1", "a", day("2026-01-01")),
            Answer("missing_law_value.heta.night.percent:other-2:2026-01-01", "20", "a", day("2026-01-01")),
            Answer(
                "unverified_law_value.heta.child_sick_paid_workdays:ilona-1:2026-01-30", "3", "a", day("2026-01-30")
            ),
            Answer("missing_law_value.heta.eve_percent:ilona-1:2026-01-31", "30", "a", day("2026-01-31")),
        ),
    )
    assert answered(given) == {"heta.evening.percent": Decimal(10), "heta.child_sick_paid_workdays": Decimal(3)}


@pytest.mark.parametrize(
    ("pay_days", "paid", "told_as"),
    [
        (("last",), "2026-01-30", ("contract", "0", "contract_same_statute")),
        (("15",), "2026-01-15", ("contract", "15", "contract_agreed")),
        (("15", "last"), "2026-01-15", ("contract", "15", "contract_agreed")),
        (("15", "last"), "2026-01-30", ("contract", "0", "contract_same_statute")),
    ],
)
def test_the_pay_day_is_settled_from_the_act_and_the_contract(pay_days, paid, told_as):
    payslip = payroll.calculate(inputs(pay_days=pay_days, payment_day=day(paid)), BOOK)
    assert told(payslip)["pay_day"] == told_as


def test_the_agreement_s_latest_pay_day_counts_beside_the_contract_s():
    found = told(result(shifts=(a_shift("2024-08-07"),), pay_days=("10",)))
    assert found["pay_day"][:2] == ("contract", "10")
    doubted = result(shifts=(a_shift("2024-08-07"),), pay_days=("20",)).terms[-1]
    assert doubted.reasons[-1].code == "pay_day_in_doubt"


@pytest.mark.parametrize("changes", [{"pay_days": ()}, {"kind": "supplementary"}, {"kind": "final"}, {"shifts": ()}])
def test_no_pay_day_is_told_where_none_is_known_or_nothing_is_paid_on_it(changes):
    assert "pay_day" not in told(payroll.calculate(inputs(**{"pay_days": ("last",), **changes}), BOOK))


# --- holiday: the year and the end of the employment decide -----------------------------------------------------------


@pytest.mark.parametrize(("since", "days"), [("2025-04-02", "2"), ("2025-04-01", "2.5")])
def test_the_days_of_a_holiday_are_those_of_its_credit_year_not_of_its_own_day(since, days):
    """In July 2026 both have lasted a year; on 31 March one day decides."""
    july = Period.closed(day("2026-07-01"), day("2026-07-31"))
    part = a_part(first=day("2026-07-06"), last=day("2026-07-11"))
    changes = {"period": july, "payment_day": day("2026-07-31"), "known_on": day("2026-07-31"), "shifts": ()}
    wages = (Wage(day(since), None, "hour", Decimal("13.20")),)
    payslip = payroll.calculate(inputs(holidays=(part,), employment_first=day(since), wages=wages, **changes), BOOK)
    assert told(payslip)["holiday_days"] == ("statute", days, "statute_sets")


@pytest.mark.parametrize(("last", "days"), [("2026-03-15", "2"), ("2026-03-31", "2.5")])
def test_the_days_of_a_compensation_look_at_the_end_of_the_employment(last, days):
    """Begun on 1 April 2025: a year is full on 31 March 2026, not on the 15th."""
    march = Period.closed(day("2026-03-01"), day("2026-03-31"))
    since = day("2025-04-01")
    part = a_part(first=None, last=None, compensation=True, bonus_percent=Decimal(50))
    payslip = payroll.calculate(
        inputs(
            kind="final",
            period=march,
            payment_day=day("2026-03-31"),
            known_on=day("2026-03-31"),
            employment_first=since,
            employment_last=day(last),
            wages=(Wage(since, None, "hour", Decimal("13.20")),),
            shifts=(),
            holidays=(part,),
        ),
        BOOK,
    )
    assert told(payslip)["holiday_days"] == ("statute", days, "statute_sets")


def test_an_agreed_bonus_is_a_percentage():
    payslip = payroll.calculate(inputs(shifts=(), holidays=(a_part(bonus_percent=Decimal(50)),)), BOOK)
    (bonus,) = [one for one in payslip.terms if one.name == "holiday_bonus"]
    assert (bonus.amount.number, bonus.amount.unit) == (Decimal(50), "percent")


def test_overtime_of_days_alone_rests_on_no_weekly_term():
    found = told(result(shifts=(a_shift("2024-08-05", "07:00", "18:00"),)))
    assert {"overtime_first", "overtime_rest"} <= set(found)
    assert "overtime_weekly" not in found


def test_terms_of_a_line_without_more_are_those_of_the_act_and_the_day():
    assert terms_of_line("overtime_50") == ("overtime_first",)
    assert terms_of_line("public_holiday_off") == ("independence_day",)
