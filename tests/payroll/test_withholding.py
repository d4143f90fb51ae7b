"""Tax withheld: cards, ceilings, tax at source. Plain cases stand in test_payslip."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

import payroll
from payroll import replay
from payroll.inputs import Answer, Wage
from rules import Period, load_book
from tests.payroll.builders import a_card, a_year, day, inputs

BOOK = load_book()


def result(*cards, **changes):
    return payroll.calculate(inputs(tax_cards=cards, **changes), BOOK)


def asked(payslip):
    return [question.topic for question in payslip.questions]


def test_what_a_card_has_used_before_the_records_is_asked():
    card = a_card(paid_cents=None)
    payslip = result(card)
    assert asked(payslip) == ["card_used"]
    assert payslip.totals["withholding"] is None
    answers = (Answer("card_used:ilona-1:2026-01-30", "11700.00", "payslips", day("2026-01-30")),)
    assert result(card, answers=answers).totals["withholding"] == 13608


def test_a_card_without_a_ceiling_never_passes_it():
    assert result(a_card(ceiling=None, paid_cents=None)).totals["withholding"] == 7603


def test_a_card_whose_additional_percentage_is_missing_is_asked_when_it_matters():
    card = a_card(additional_percent=None, paid_cents=1_170_000)
    assert asked(result(card)) == ["tax_card"]
    assert asked(result(a_card(additional_percent=None))) == []
    # 300.00 at 12 % and 333.60 at the answered 31 %
    given = (Answer("tax_card:ilona-1:2026-01-30", "31", "tax card", day("2026-01-30")),)
    assert result(card, answers=given).totals["withholding"] == 13942


def source(**changes):
    return a_card("35", ceiling=None, kind="source", **changes)


def health(value, topic="tax_at_source_health"):
    return (Answer(f"{topic}:ilona-1:2026-01-30", value, "Kela", day("2026-01-30")),)


ABROAD = health("no")
ALL_MONTH = {"employment_first": day("2025-12-01")}


def test_tax_at_source():
    assert result(source(deduction=False), answers=ABROAD).totals["withholding"] == 22176
    # (633.60 − 510.00) × 35 %
    assert result(source(deduction=True), answers=ABROAD, **ALL_MONTH).totals["withholding"] == 4326


@pytest.mark.parametrize(
    ("first", "last", "tax"),
    [
        ("2026-01-01", None, 4326),  # the whole month: (633.60 − 510.00) × 35 %
        ("2025-11-03", "2026-01-31", 4326),
        # begun or ended within the month: 12 days at work, (633.60 − 12 × 17.00) × 35 %
        ("2026-01-02", None, 15036),
        ("2025-11-03", "2026-01-30", 15036),
    ],
)
def test_the_months_deduction_needs_work_through_the_whole_month(first, last, tax):
    payslip = result(
        source(deduction=True),
        answers=ABROAD,
        employment_first=day(first),
        employment_last=None if last is None else day(last),
    )
    assert payslip.totals["withholding"] == tax


@pytest.mark.parametrize(("earlier", "tax"), [(0, 4326), (40_000, 18326), (51_000, 22176), (90_000, 22176)])
def test_the_months_deduction_is_made_once(earlier, tax):
    # 510.00 less what earlier pay of the month has used: (633.60 − 110.00) × 35 %
    payslip = result(source(deduction=True), answers=ABROAD, year=a_year(month_gross_cents=earlier), **ALL_MONTH)
    assert payslip.totals["withholding"] == tax


@pytest.mark.parametrize(("first", "over"), [("2025-08-01", False), ("2025-07-31", True)])
def test_tax_at_source_is_for_six_months(first, over):
    payslip = result(source(deduction=False), answers=ABROAD, employment_first=day(first))
    notices = [notice.facts for notice in payslip.notices if notice.code == "source_stay_over"]
    assert notices == ([(("months", "6"),)] if over else [])


def test_whether_a_person_taxed_at_source_is_insured_in_finland_is_asked():
    payslip = result(source(deduction=False))
    assert asked(payslip) == ["tax_at_source_health"]
    assert payslip.totals["paid"] is None


def test_the_health_contribution_of_a_person_insured_in_finland_is_taken_beside_the_tax():
    # planned wages of 10,000 stay below 17,255: only medical care, 1.10 %
    small = result(source(deduction=False), answers=health("yes"))
    assert small.totals["other_deductions"] == 697
    assert small.totals["paid"] == 63360 - 22176 - 4625 - 564 - 697
    # above it also the daily allowance contribution, 0.88 %
    large = result(source(deduction=False), answers=health("yes"), year=a_year(planned_gross_cents=1_700_000))
    assert large.totals["other_deductions"] == 1255


def test_a_part_of_a_month_deducts_by_the_day():
    half = Period.closed(day("2026-01-16"), day("2026-01-31"))
    payslip = result(source(deduction=True), period=half, answers=ABROAD)
    # eight afternoons: 422.40 − 8 × 17.00 = 286.40
    assert payslip.totals["withholding"] == 10024


@pytest.mark.parametrize(
    ("first", "last", "changes", "tax"),
    [
        # the employment runs through January: each half has 255.00; eight afternoons are 422.40, four 211.20
        ("2026-01-16", "2026-01-31", ALL_MONTH, 5859),
        ("2026-01-01", "2026-01-15", ALL_MONTH, 0),
        ("2026-01-16", "2026-01-30", ALL_MONTH, 10024),  # no half: eight days of 17.00
        ("2026-01-15", "2026-01-31", ALL_MONTH, 11277),  # nine days
        ("2026-01-16", "2026-01-31", {**ALL_MONTH, "employment_last": day("2026-01-30")}, 10024),
        ("2026-01-16", "2026-01-31", {"employment_first": day("2026-01-02")}, 10024),
    ],
)
def test_a_half_of_a_whole_month_has_a_half_of_the_months_deduction(first, last, changes, tax):
    period = Period.closed(day(first), day(last))
    payslip = result(source(deduction=True), period=period, answers=ABROAD, **changes)
    assert payslip.totals["withholding"] == tax
    assert replay(payslip.trace) == payslip.totals


def test_whether_a_source_card_grants_the_deduction_is_asked():
    assert asked(result(source(deduction=None), answers=ABROAD)) == ["source_deduction"]
    granted = Answer("source_deduction:ilona-1:2026-01-30", "yes", "tax card", day("2026-01-30"))
    # (633.60 − 510.00) × 35 %
    given = result(source(deduction=None), answers=(*ABROAD, granted), **ALL_MONTH)
    assert given.totals["withholding"] == 4326


def test_the_deduction_never_makes_tax_negative():
    small = Period.closed(day("2026-01-12"), day("2026-01-12"))
    assert result(source(deduction=True), period=small, answers=ABROAD).totals["withholding"] == 1253  # 52.80 − 17.00


def test_a_day_before_the_law_book_begins_is_asked():
    payslip = result(payment_day=day("2015-01-30"))
    assert "missing_law_value.withholding.yearly_limit_euros" in asked(payslip)


@pytest.mark.parametrize(("planned", "cents"), [(102_000, 0), (102_001, 528)])
def test_the_health_contribution_does_not_wait_for_tax_that_a_deduction_takes_away(planned, cents):
    """480.00 is below the deduction of 510.00; with 1,020.01 to come the year passes 1,500."""
    low = (Wage(day("2025-12-01"), None, "hour", Decimal("10.00")),)
    year = a_year(planned_gross_cents=planned)
    payslip = result(source(deduction=True), answers=health("yes"), wages=low, year=year, **ALL_MONTH)
    totals = payslip.totals
    assert (totals["gross"], totals["withholding"], totals["other_deductions"]) == (48_000, 0, cents)


def test_a_part_of_kela_that_is_larger_than_the_wage_is_asked():
    assert asked(result(a_card(), kela_allowance_cents=63_361)) == ["kela_over_wage"]
    # as large as the wage: nothing is left to take the contributions from
    assert asked(result(a_card(), kela_allowance_cents=63_360)) == ["cash_too_small"]


# --- every figure on the way, as the trace keeps it -------------------------------------------------------------------


def figures(payslip, *names):
    """The named rows of a trace: the operation, the value, the unit, the rounding and the facts of each."""
    found = {row[1]: row for row in json.loads(payslip.trace)["rows"] if row[1] in names}
    return {name: (row[0], row[2], row[3], row[5], row[6]) for name, row in found.items()}


SINCE = {"since": "2026-01-01"}


def test_a_passed_ceiling_leaves_each_figure_on_its_way():
    payslip = result(a_card(paid_cents=1_170_000))
    assert figures(
        payslip,
        *("card_percent", "paid_since_card_began", "card_ceiling", "ceiling_less_paid", "ceiling_left"),
        *("card_additional_percent", "pay_at_card_percent", "pay_at_additional_percent"),
        *("tax_at_card_percent", "tax_at_additional_percent", "withholding"),
    ) == {
        "card_percent": ("given", "12", "percent", None, SINCE),
        "paid_since_card_began": ("given", "11700", "euros", None, None),
        "card_ceiling": ("given", "12000", "euros", None, SINCE),
        "ceiling_less_paid": ("less", "300", "euros", None, None),
        "ceiling_left": ("at_least", "300", "euros", None, None),
        "card_additional_percent": ("given", "30", "percent", None, SINCE),
        "pay_at_card_percent": ("at_most", "300", "euros", None, None),
        "pay_at_additional_percent": ("less", "333.6", "euros", None, None),
        "tax_at_card_percent": ("product", "36", "euros", None, None),
        "tax_at_additional_percent": ("product", "100.08", "euros", None, None),
        "withholding": ("total", "136.08", "euros", "cent_half_up", None),
    }
    assert [(one.code, one.facts, one.values) for one in payslip.notices] == [("ceiling_passed", (), ())]


@pytest.mark.parametrize(
    ("paid", "tax", "passed"), [(1_136_640, 7603, False), (1_136_641, 7603, True), (1_300_000, 19008, True)]
)
def test_a_ceiling_that_is_just_enough_is_not_passed(paid, tax, passed):
    """12,000 less 633.60 is 11,366.40; beyond the whole ceiling all of the pay is at 30 %."""
    payslip = result(a_card(paid_cents=paid))
    assert payslip.totals["withholding"] == tax
    assert [one.code for one in payslip.notices] == (["ceiling_passed"] if passed else [])


def test_what_is_asked_of_a_card_says_which_card():
    (question,) = result(a_card(paid_cents=None)).questions
    assert dict(question.facts) == {"card": "2026-01-01"}
    assert "2026-01-01" in question.asks
    assert question.blocks
    (percent,) = result(a_card(additional_percent=None, paid_cents=1_170_000)).questions
    assert (percent.topic, percent.facts, percent.blocks) == ("tax_card", (), True)


def test_answers_stand_in_the_trace_with_their_question_and_paper():
    used = (Answer("card_used:ilona-1:2026-01-30", "11700.00", "payslips", day("2026-01-30")),)
    rows = figures(result(a_card(paid_cents=None), answers=used), "paid_since_card_began")
    assert rows == {
        "paid_since_card_began": (
            "answer", "11700", "euros", None, {"question": "card_used:ilona-1:2026-01-30", "document": "payslips"},
        )
    }  # fmt: skip
    more = (Answer("tax_card:ilona-1:2026-01-30", "31", "tax card", day("2026-01-30")),)
    rows = figures(
        result(a_card(additional_percent=None, paid_cents=1_170_000), answers=more), "card_additional_percent"
    )
    assert rows == {
        "card_additional_percent": (
            "answer", "31", "percent", None, {"question": "tax_card:ilona-1:2026-01-30", "document": "tax card"},
        )
    }  # fmt: skip


def test_no_card_tells_the_percentage_it_used():
    payslip = result()
    (notice,) = payslip.notices
    assert (notice.code, notice.facts) == ("no_card_60", ())
    assert [value.name for value in notice.values] == ["withholding.no_card_percent"]
    assert payslip.totals["withholding"] == 38016  # 633.60 at 60 %
    rows = figures(payslip, "withholding", "withholding.no_card_percent")
    assert rows["withholding"] == ("product", "380.16", "euros", "cent_half_up", None)
    assert rows["withholding.no_card_percent"][:3] == ("law", "60", "percent")


def test_last_years_card_holds_in_january_without_its_ceiling():
    old = a_card("11", "40", "100.00", first=day("2025-01-01"), until=day("2025-12-31"))
    payslip = result(old)
    assert payslip.totals["withholding"] == 6970  # 633.60 at 11 %
    assert [(one.code, one.facts, one.values) for one in payslip.notices] == [("january_card", (), ())]


def test_nothing_is_withheld_below_the_households_limit():
    payslip = result(year=a_year(planned_gross_cents=0))
    assert payslip.totals["withholding"] == 0
    assert ("household_limit_no_withholding", (), ()) in [(one.code, one.facts, one.values) for one in payslip.notices]
    rows = figures(payslip, "withholding")
    assert rows["withholding"][:3] == ("decision", "0", "euros")
    assert [section for section, _ in rows["withholding"][4]["because"]] == [
        "the Tax Administration's household guidance"
    ]


def test_a_deduction_of_shorter_time_than_a_month_tells_that_its_days_are_a_choice():
    def told(payslip):
        return [dict(one.facts)["name"] for one in payslip.notices if one.code == "single_source"]

    choice = "choice.source_deduction_days"
    assert told(result(source(deduction=True), answers=ABROAD)) == [choice]
    assert told(result(source(deduction=False), answers=ABROAD)) == []
    assert told(result(source(deduction=True), answers=ABROAD, **ALL_MONTH)) == []
    added = result(source(deduction=True), answers=ABROAD, first_paid_on=day("2026-01-15"))
    assert told(added) == ["choice.arrears_source_deduction"]


def test_each_figure_of_tax_at_source():
    payslip = result(source(deduction=True), answers=ABROAD, year=a_year(month_gross_cents=40_000), **ALL_MONTH)
    assert (
        figures(
            payslip,
            *(
                "source_percent",
                "deductions",
                "source_deduction",
                "paid_earlier_this_month",
                "source_deduction_less_paid",
            ),
            *("source_deduction_left", "pay_less_deduction", "pay_after_deduction", "withholding"),
        ).items()
        >= {
            "source_percent": ("given", "35", "percent", None, SINCE),
            "source_deduction": ("product", "510", "euros", None, None),
            "paid_earlier_this_month": ("given", "400", "euros", None, None),
            "source_deduction_less_paid": ("less", "110", "euros", None, None),
            "source_deduction_left": ("at_least", "110", "euros", None, None),
            "pay_less_deduction": ("less", "523.6", "euros", None, None),
            "pay_after_deduction": ("at_least", "523.6", "euros", None, None),
            "withholding": ("product", "183.26", "euros", "cent_half_up", None),
        }.items()
    )
    deductions = figures(payslip, "deductions")["deductions"]
    assert deductions[:3] == ("decision", "1", "number")
    assert [section for section, _ in deductions[4]["because"]] == ["627/1978"]


def test_each_figure_of_the_health_contribution_beside_it():
    large = result(source(deduction=False), answers=health("yes"), year=a_year(planned_gross_cents=1_700_000))
    rows = figures(large, "health_employee_percent", "health_employee")
    assert rows == {
        "health_employee_percent": ("total", "1.98", "percent", None, None),
        "health_employee": ("product", "12.55", "euros", "cent_half_up", None),
    }
    abroad = figures(result(source(deduction=False), answers=ABROAD), "health_employee")
    assert abroad["health_employee"][:3] == ("decision", "0", "euros")
    assert [section for section, _ in abroad["health_employee"][4]["because"]] == ["1224/2004"]


def test_tax_taken_from_a_later_pay_is_not_taken_again():
    payslip = result(a_card(), year=a_year(withheld_later_cents=60_000))
    assert figures(payslip, "taxed_on_a_later_pay", "not_yet_taxed", "taxable_now", "withholding") == {
        "taxed_on_a_later_pay": ("given", "600", "euros", None, None),
        "not_yet_taxed": ("less", "33.6", "euros", None, None),
        "taxable_now": ("at_least", "33.6", "euros", None, None),
        "withholding": ("product", "4.03", "euros", "cent_half_up", None),
    }
    assert result(a_card(), year=a_year(withheld_later_cents=70_000)).totals["withholding"] == 0
