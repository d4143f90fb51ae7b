"""Overtime pay that the agreement lets one agree on: asked once, used from its day, and only where it may be less."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.inputs import Agreement, Averaging, Benefit, Shift, TimeOff
from payroll.replay import replay
from tests.payroll.builders import a_shift, day
from tests.payroll.test_agreement import GROUP_A, NO_RAISE, answer, asked, lines, result
from tests.payroll.test_terms import told

# Wednesday 7 August 2024: 12 hours, of which two first hours of overtime and two further
LONG = (a_shift("2024-08-07", "08:00", "20:00"),)
OUTSIDER = replace(GROUP_A, name="heta", employer_is_member=False)
AGREED, ALLOWED = "agreement_overtime", "agreement_overtime_allowed"
REST, WEEKLY = "agreement_overtime_rest", "agreement_overtime_weekly"
EVENING = answer("missing_law_value.heta.evening.percent", "0")


def august(*given, agreement: Agreement = GROUP_A, shifts: tuple[Shift, ...] = LONG, **changes):
    return result(agreement=agreement, shifts=shifts, answers=(EVENING, *given), **changes)


def increases(payslip):
    return [line[2:] for line in lines(payslip) if line[0].startswith("overtime")]


def test_it_is_asked_once_and_until_then_the_act_holds():
    payslip = august()
    assert [(one.topic, one.blocks) for one in payslip.questions] == [(AGREED, False)]
    # 12.51 x 50 % x 2 h and 12.51 x 100 % x 2 h
    assert increases(payslip) == [("6.255", 1251), ("12.51", 2502)]
    no = august(answer(AGREED, "no"))
    assert (asked(no), increases(no)) == ([], increases(payslip))
    assert "overtime_by_law" not in [one.code for one in no.notices]


@pytest.mark.parametrize(
    ("percent", "paid"),
    [("25", [("3.1275", 626), ("3.1275", 626)]), ("0", []), ("60", [("7.506", 1501)] * 2)],
)
def test_a_member_pays_what_was_agreed_and_the_line_says_so(percent, paid):
    payslip = august(answer(AGREED, percent), answer(REST, percent))
    assert (asked(payslip), increases(payslip)) == ([], paid)
    for line in payslip.lines:
        if line.kind.startswith("overtime"):
            assert [one.code for one in line.reasons] == ["overtime_agreed"]
            assert [one.name for one in line.values] == ["heta.overtime_deviation"]
    if paid:
        assert told(payslip)["overtime_first"] == ("contract", percent, "contract_agreed")
    assert ("overtime_agreed_none" in [one.code for one in payslip.notices]) is (percent == "0")
    replay(payslip.trace)


def test_hours_beyond_the_first_of_a_day_may_have_a_percentage_of_their_own_and_are_asked_about():
    unsaid = august(answer(AGREED, "25"))
    [question] = unsaid.questions
    assert (question.topic, question.blocks, dict(question.facts)) == (REST, False, {"percent": "25"})
    assert "beyond its first hours" in question.asks
    assert increases(unsaid) == [("3.1275", 626)] * 2
    # 12.51 x 80 % x 2 h; by the act 12.51 x 100 % x 2 h
    for said, rest in (("80", ("10.008", 2002)), ("no", ("12.51", 2502))):
        payslip = august(answer(AGREED, "25"), answer(REST, said))
        assert (asked(payslip), increases(payslip)) == ([], [("3.1275", 626), rest])
    assert told(august(answer(AGREED, "25"), answer(REST, "80")))["overtime_rest"] == (
        "contract",
        "80",
        "contract_agreed",
    )
    later = august(answer(AGREED, "25"), answer(REST, "80", "2024-08-08"))
    assert (asked(later), increases(later)) == ([], [("3.1275", 626)] * 2)
    none = august(answer(AGREED, "no"), answer(REST, "80"))
    assert increases(none) == [("6.255", 1251), ("12.51", 2502)]


def test_weekly_overtime_is_asked_apart_too():
    six_days = tuple(a_shift(f"2024-08-{number:02}", "08:00", "16:00") for number in range(5, 11))
    saturday = answer("missing_law_value.heta.saturday.first", "16:00")
    unsaid = august(answer(AGREED, "25"), saturday, shifts=six_days)
    assert asked(unsaid) == [WEEKLY]
    assert "of a week" in unsaid.questions[0].asks
    said = august(answer(AGREED, "25"), answer(WEEKLY, "60"), saturday, shifts=six_days)
    assert (increases(unsaid), increases(said)) == ([("3.1275", 2502)], [("7.506", 6005)])


@pytest.mark.parametrize(
    ("given", "kind", "told_of"),
    [
        ((answer(AGREED, "25"),), "overtime_50", True),
        ((answer(AGREED, "25"),), "additional", False),
        ((answer(AGREED, "no"),), "overtime_50", False),
        ((answer(AGREED, "25", "2024-08-08"),), "overtime_50", False),
        ((), "overtime_50", False),
    ],
)
def test_time_off_is_as_long_as_the_act_says_and_the_payslip_tells_it(given, kind, told_of):
    off = TimeOff(day("2024-08-07"), kind, 120)
    payslip = august(*given, answer(REST, "25"), shifts=(*LONG, *MORE), time_off=(off,))
    codes = [one.code for one in payslip.notices]
    assert ("time_off_by_law" in codes) is told_of
    # two hours of overtime give three hours off
    [found] = [one for one in payslip.notices if one.code == "time_off_exchanged"]
    assert dict(found.facts)["time_off"] == ("180" if kind == "overtime_50" else "120")


# 32 hours more in the same week of 30 agreed ones
MORE = tuple(a_shift(f"2024-08-{number:02}", "08:00", "16:00") for number in (5, 6, 8, 9))


def test_it_holds_from_its_own_day_and_never_before_it():
    days = (*LONG, a_shift("2024-08-14", "08:00", "20:00"))
    payslip = august(answer(AGREED, "25", "2024-08-14"), shifts=days)
    assert asked(payslip) == [REST]
    assert increases(payslip) == [("6.255", 1251), ("3.1275", 626), ("12.51", 2502), ("3.1275", 626)]


def test_what_was_agreed_last_holds():
    days = (*LONG, a_shift("2024-08-14", "08:00", "20:00"))
    given = (answer(AGREED, "60", "2024-08-14"), answer(AGREED, "25", "2024-08-01"))
    # 12.51 x 25 % x 2 h on the 7th and 12.51 x 60 % x 2 h on the 14th, the two further hours alike
    assert increases(august(*given, shifts=days)) == [("3.1275", 626), ("7.506", 1501)] * 2


def test_who_is_no_member_is_asked_whether_less_may_be_agreed():
    # bound by general bindingness or by the parties' own word: the clause's use is a legal question
    agreed = answer(AGREED, "25")
    given = (agreed, answer(REST, "25"), answer("agreement_wage", "13.00", "2026-08-01"), NO_RAISE)
    payslip = august(*given, agreement=OUTSIDER, **BOUND)
    assert [(one.topic, one.blocks) for one in payslip.questions] == [(ALLOWED, False)]
    assert increases(payslip) == [("6.50", 1300), ("13.00", 2600)]
    assert "overtime_agreed_not_used" in [one.code for one in payslip.notices]
    no = august(*given, answer(ALLOWED, "no"), agreement=OUTSIDER, **BOUND)
    assert (asked(no), increases(no)) == ([], increases(payslip))
    assert told(no)["overtime_first"] == ("statute", "50", "statute_replaces_contract")
    yes = august(*given, answer(ALLOWED, "yes"), agreement=OUTSIDER, **BOUND)
    assert (asked(yes), increases(yes)) == ([], [("3.25", 650)] * 2)


BOUND = {"month": "2026-08", "wage": "13.00", "shifts": (a_shift("2026-08-05", "08:00", "20:00"),)}


def test_emergency_work_and_other_agreements_keep_the_act():
    given = answer(AGREED, "0")
    emergency = (a_shift("2024-08-07", "08:00", "16:00"), Shift(*_span("2024-08-07", "16:00", "18:00"), 0, "emergency"))
    payslip = august(given, shifts=emergency)
    assert increases(payslip) == [("6.255", 1251)]
    outside = august(given, agreement=replace(GROUP_A, name="none", employer_is_member=False))
    assert (asked(outside), increases(outside)) == ([], [("6.255", 1251), ("12.51", 2502)])


def _span(on: str, start: str, end: str):
    shift = a_shift(on, start, end)
    return shift.start, shift.end


def test_the_settlement_of_averaged_weeks_and_a_benefit_use_it_too():
    weeks = Averaging(day("2024-08-05"), day("2024-08-18"), (2400, 2400))
    work = tuple(
        a_shift(f"2024-08-{number:02}", "08:00", "16:00") for number in (5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16)
    )
    saturday = answer("missing_law_value.heta.saturday.first", "16:00")
    payslip = august(answer(AGREED, "25"), saturday, shifts=work, averaging=(weeks,))
    [line] = [one for one in payslip.lines if one.kind == "overtime_50"]
    # 88 hours in two weeks: 8 above 80, at 12.51 x 25 %
    assert (line.minutes, line.unit_price, line.amount_cents) == (480, "3.1275", 2502)
    assert "overtime_agreed" in [one.code for one in line.reasons]
    assert dict(line.facts)["agreed"] == "yes"
    assert [one.name for one in line.values] == ["heta.overtime_deviation"]
    nothing = august(answer(AGREED, "0"), saturday, shifts=work, averaging=(weeks,))
    assert "overtime_50" not in [one.kind for one in nothing.lines]
    assert "overtime_agreed_none" in [one.code for one in nothing.notices]
    phone = Benefit("puhelin", None, kind="phone", first=day("2024-08-01"), last=day("2024-08-31"))
    by_act, agreed = august(benefits=(phone,)), august(answer(AGREED, "20"), benefits=(phone,))

    def of_benefit(payslip):
        return sum(one.amount_cents for one in payslip.lines if one.kind.startswith("overtime") and one.unit == "euro")

    # the benefit's hour with its increase: 2 h x 150 % + 2 h x 200 % by the act, 4 h x 120 % as agreed
    assert of_benefit(by_act) > of_benefit(agreed) > 0
    assert abs(Decimal(of_benefit(by_act)) / of_benefit(agreed) - Decimal(7) / Decimal("4.8")) < Decimal("0.02")
