"""Pay in place of notice, pay for waiting, shifts cancelled late, and what may be set off."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

import payroll
from payroll.errors import CannotCalculate
from payroll.inputs import (
    Advance,
    Agreement,
    Answer,
    CancelledShift,
    Claim,
    GarnishmentOrder,
    NoticeLoss,
    NoticePay,
    TaxCard,
    Wage,
    WaitingPay,
    WeeklyTime,
    from_text,
    to_text,
)
from payroll.payslip import parts_of_other_deductions
from rules import Period, load_book
from tests.payroll.builders import HELSINKI, a_card, a_month_of_shifts, a_shift, a_year, an_insurance, day, inputs

BOOK = load_book()


def ended(**changes):
    """Employed 16 hours a week at 13.20 until 20 January: six afternoons of January, 316.80 euros."""
    usual = {
        "employment_last": day("2026-01-20"),
        "kind": "final",
        "shifts": a_month_of_shifts("2026-01-12", "2026-01-20"),
    }
    return inputs(**{**usual, **changes})


def result(given):
    payslip = payroll.calculate(given, BOOK)
    if None not in payslip.totals.values():
        assert payroll.replay(payslip.trace) == payslip.totals
    return payslip


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({}, "2026-01-20"),  # ended on a Tuesday, paid on the 30th
        ({"payment_day": day("2026-01-21")}, "2026-01-20"),
        ({"payment_day": day("2026-01-20")}, None),
        ({"employment_last": day("2026-01-18"), "payment_day": day("2026-01-19")}, "2026-01-16"),  # a Sunday
        ({"employment_last": day("2026-01-18"), "payment_day": day("2026-01-16")}, None),
        ({"employment_last": day("2026-01-30")}, None),
        ({"employment_last": day("2026-02-01")}, None),  # not in this period
        ({"employment_last": None}, None),
        ({"kind": "ordinary"}, "2026-01-20"),
        ({"waiting": WaitingPay(day("2026-01-20"))}, None),  # it is paid for
    ],
)
def test_late_final_pay_is_told(changes, due):
    payslip = result(ended(**{"tax_cards": (a_card(),), **changes}))
    told = [dict(one.facts) for one in payslip.notices if one.code == "final_pay_late"]
    assert [one["day"] for one in told] == ([] if due is None else [due])


def line(payslip, kind):
    (found,) = [one for one in payslip.lines if one.kind == kind]
    return found


def topics(payslip):
    return [question.topic for question in payslip.questions]


# -- pay in place of notice ----------------------------------------------------------------------------------------


def test_notice_that_the_employer_did_not_observe_is_paid_in_full():
    payslip = result(ended(notice=NoticePay("employer", day("2026-01-20"))))
    pay = line(payslip, "notice_pay")
    # 14 days × 16 h ÷ 7 × 13.20
    assert (pay.amount_cents, pay.income_type, pay.days) == (42240, 208, 14)
    assert (pay.first, pay.last) == (day("2026-01-21"), day("2026-02-03"))


def test_it_is_taxed_but_not_insured_and_no_base_of_holiday_pay():
    payslip = result(ended(notice=NoticePay("employer", day("2026-01-20"))))
    totals = payslip.totals
    assert totals["gross"] == 73920
    assert totals["withholding"] == 8870  # 12 % of 739.20
    assert totals["pension_employee"] == 2313  # 7.30 % of 316.80
    assert totals["unemployment_employee"] == 282
    assert totals["employer_pension"] == 7872 - 2313
    assert totals["employer_health"] == 605
    assert totals["employer_accident"] == 380
    assert totals["net"] == 73920 - 8870 - 2313 - 282
    assert payslip.holiday_base == ((day("2025-04-01"), 31680),)


def test_only_the_days_that_are_missing_are_paid():
    almost = result(ended(notice=NoticePay("employer", day("2026-01-07"))))  # the 14 days end on the 21st
    assert line(almost, "notice_pay").amount_cents == 3017  # 16 h × 13.20 ÷ 7 = 30.1714…
    kept = result(ended(notice=NoticePay("employer", day("2026-01-06"))))
    assert [one.kind for one in kept.lines] == ["base_pay"]


def test_an_agreed_notice_goes_before_the_act():
    payslip = result(ended(notice=NoticePay("employer", day("2026-01-20"), employer_days=28)))
    assert line(payslip, "notice_pay").amount_cents == 84480


def test_after_the_employers_death_the_notice_is_fourteen_days_whatever_was_agreed():
    notice = NoticePay("employer", day("2026-01-20"), employer_days=28, after_death=True)
    payslip = result(ended(notice=notice, employment_first=day("2015-01-12")))
    pay = line(payslip, "notice_pay")
    assert (pay.amount_cents, pay.days) == (42240, 14)
    assert "ending.death_notice" in [reason.code for reason in pay.reasons]


@pytest.mark.parametrize(
    ("start", "agreed", "last"),
    [
        ("2026-01-12", None, "2026-02-20"),  # a month, whatever the act says
        ("2021-01-20", None, "2026-02-20"),  # five years to the day
        ("2021-01-19", None, "2026-03-20"),  # a day over five years: two months
        ("2026-01-12", 14, "2026-02-20"),  # a shorter time in the contract does not count
        ("2026-01-12", 60, "2026-03-21"),
    ],
)
def test_the_personal_assistants_agreement_has_its_own_notice(start, agreed, last):
    bound = ended(
        job="personal_assistance",
        employment_first=day(start),
        wages=(Wage(day(start), None, "hour", Decimal("20.00")),),
        agreements=(Agreement(day(start), None, "heta", None, True, "A", 0, "muu_suomi"),),
        notice=NoticePay("employer", day("2026-01-20"), employer_days=agreed),
    )
    found = [one for one in result(bound).lines if one.kind == "notice_pay"]
    assert [one.last for one in found] == [day(last)]


@pytest.mark.parametrize(
    ("agreed", "days"),
    [
        (None, "31"),  # the agreement's month, 21 January to 20 February
        (60, "31"),  # a longer time for the employee in the contract does not count
        (14, "14"),  # a shorter one does
    ],
)
def test_beside_the_personal_assistants_agreement_the_employee_s_notice_is_the_shorter_one(agreed, days):
    bound = ended(
        job="personal_assistance",
        wages=(Wage(day("2026-01-12"), None, "hour", Decimal("20.00")),),
        agreements=(Agreement(day("2026-01-12"), None, "heta", None, True, "A", 0, "muu_suomi"),),
        notice=NoticePay("employee", day("2026-01-20"), employee_days=agreed),
    )
    owed = [dict(notice.facts) for notice in result(bound).notices if notice.code == "notice_owed"]
    assert [one["days"] for one in owed] == [days]


def test_a_change_of_hours_after_the_end_does_not_count():
    later = (*inputs().weekly_time, WeeklyTime(day("2026-02-01"), None, 2400))
    payslip = result(ended(notice=NoticePay("employer", day("2026-01-20")), weekly_time=later))
    assert line(payslip, "notice_pay").amount_cents == 42240  # of 16 hours a week still


def test_an_average_week_stands_for_hours_that_vary():
    payslip = result(ended(notice=NoticePay("employer", day("2026-01-20"), weekly_minutes=1200, hours_vary=True)))
    assert line(payslip, "notice_pay").amount_cents == 52800  # 2 × 20 h × 13.20


def test_hours_that_vary_are_asked():
    asked = result(ended(notice=NoticePay("employer", day("2026-01-20"), hours_vary=True)))
    assert topics(asked) == ["average_week"]
    assert asked.totals["gross"] is None
    answer = (Answer("average_week:ilona-1:2026-01-20", "20", "list of hours", day("2026-01-20")),)
    told = result(ended(notice=NoticePay("employer", day("2026-01-20"), hours_vary=True), answers=answer))
    assert line(told, "notice_pay").amount_cents == 52800


def test_notice_pay_needs_an_end():
    with pytest.raises(CannotCalculate) as refused:
        payroll.calculate(inputs(notice=NoticePay("employer", day("2026-01-20"))), BOOK)
    assert refused.value.field == "notice"


# -- less work than the average in the notice period -------------------------------------------------------------------


def offered(hours, *more):
    """What was offered in the notice period, and further answers ``(topic, value)``."""
    told = (("notice_offered", hours), *more)
    return tuple(Answer(f"{topic}:ilona-1:2026-02-20", value, "list", day("2026-02-20")) for topic, value in told)


def notice_of(known="2026-02-12", last="2026-02-26", **changes):
    """Variable hours since 12 January until 26 February, notice of two weeks, ten hours a week on average before."""
    usual = {
        "employment_last": day(last),
        "period": Period(day("2026-02-01"), day("2026-03-01")),
        "payment_day": day("2026-02-27"),
        "kind": "final",
        "shifts": (),
        "notice_loss": NoticeLoss(day(known), 600),
    }
    return inputs(**{**usual, **changes})


@pytest.mark.parametrize(
    ("hours", "minutes", "cents"),
    [("0", 1200, 26400), ("12.5", 450, 9900), ("19.98", 1, 22), ("20", None, None), ("26", None, None)],
)
def test_work_missing_from_the_average_is_paid(hours, minutes, cents):
    payslip = result(notice_of(answers=offered(hours)))
    found = [(one.kind, one.minutes, one.amount_cents, one.income_type) for one in payslip.lines]
    assert found == ([] if minutes is None else [("notice_loss", minutes, cents, 201)])
    assert [one.code for one in payslip.notices if "loss" in one.code] == ([] if minutes else ["no_notice_loss"])


def test_it_is_wages_that_are_insured_but_no_time_at_work():
    payslip = result(notice_of(answers=offered("12.5")))
    pay = line(payslip, "notice_loss")
    assert (pay.first, pay.last) == (day("2026-02-13"), day("2026-02-26"))
    assert payslip.totals["pension_employee"] == 723  # 7.30 % of 99.00
    assert payslip.holiday_base == ()
    (reason,) = [one for one in pay.reasons if one.code == "ending.variable_loss"]
    assert dict(reason.facts) == {"minutes": "450", "usual": "1200", "offered": "750"}


@pytest.mark.parametrize(("known", "paid"), [("2026-02-11", False), ("2026-02-12", True)])
def test_an_employment_of_under_a_month_before_the_notice_gives_nothing(known, paid):
    payslip = result(notice_of(known, answers=offered("0")))
    assert ("notice_loss" in [one.kind for one in payslip.lines]) is paid


def test_a_notice_of_no_whole_weeks_is_paid_to_the_whole_minute():
    payslip = result(notice_of(last="2026-02-20", answers=offered("0")))
    assert line(payslip, "notice_loss").minutes == 686  # 600 × 8 ÷ 7 = 685.71…


def test_what_is_not_known_of_the_notice_period_is_asked():
    asked = result(notice_of(notice_loss=NoticeLoss(day("2026-02-12"))))
    assert topics(asked) == ["average_week", "notice_offered"]
    assert asked.totals["gross"] is None
    told = result(notice_of(notice_loss=NoticeLoss(day("2026-02-12")), answers=offered("0", ("average_week", "7"))))
    assert line(told, "notice_loss").minutes == 840


def test_whether_the_notice_period_had_less_work_is_asked_and_the_pay_does_not_wait():
    asked = result(notice_of(notice_loss=NoticeLoss(None)))
    assert [(one.topic, one.blocks) for one in asked.questions] == [("notice_loss", False)]
    assert asked.totals["gross"] == 0
    assert topics(result(notice_of(notice_loss=NoticeLoss(None), answers=offered("0", ("notice_loss", "no"))))) == []
    more = (("notice_loss", "2026-02-12"), ("average_week", "10"))
    told = result(notice_of(notice_loss=NoticeLoss(None), answers=offered("12.5", *more)))
    assert (line(told, "notice_loss").minutes, line(told, "notice_loss").amount_cents) == (450, 9900)
    late = (("notice_loss", "2026-03-30"), ("average_week", "10"))  # after the end: no time is left
    assert topics(result(notice_of(notice_loss=NoticeLoss(None), answers=offered("0", *late)))) == []


@pytest.mark.parametrize(("answer", "kinds"), [("yes", ["notice_loss"]), ("no", [])])
def test_fixed_hours_count_when_they_were_exceeded_fourfold(answer, kinds):
    fixed = NoticeLoss(day("2026-02-12"), 600, hours_vary=False)
    assert topics(result(notice_of(notice_loss=fixed))) == ["exceeded_fourfold"]
    payslip = result(notice_of(notice_loss=fixed, answers=offered("0", ("exceeded_fourfold", answer))))
    assert [one.kind for one in payslip.lines] == kinds
    assert ("notice_loss_not_covered" in [one.code for one in payslip.notices]) is (answer == "no")


def test_a_notice_known_after_the_end_is_refused():
    assert result(notice_of("2026-02-26", answers=offered("0"))).lines == ()
    with pytest.raises(CannotCalculate) as refused:
        payroll.calculate(notice_of("2026-02-27"), BOOK)
    assert refused.value.field == "notice_loss.known"
    with pytest.raises(CannotCalculate, match="the employment goes on"):
        payroll.calculate(notice_of(employment_last=None), BOOK)


def test_a_payslip_of_before_there_was_such_a_line_is_read():
    whole = notice_of()
    assert from_text(to_text(whole)) == whole
    old = json.loads(to_text(whole))
    del old["notice_loss"]
    assert from_text(json.dumps(old)).notice_loss is None


# -- pay for waiting -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paid", "days", "cents"),
    [("2026-01-21", 1, 3017), ("2026-01-24", 4, 12069), ("2026-01-26", 6, 18103), ("2026-02-20", 6, 18103)],
)
def test_a_late_final_pay_gives_full_pay_for_at_most_six_days(paid, days, cents):
    payslip = result(ended(waiting=WaitingPay(day("2026-01-20"), day(paid))))
    pay = line(payslip, "waiting_pay")
    assert (pay.days, pay.amount_cents, pay.income_type) == (days, cents, 217)
    assert payslip.totals["pension_employee"] == 2313


def test_a_final_pay_in_time_gives_nothing():
    payslip = result(ended(waiting=WaitingPay(day("2026-01-30"))))
    assert [one.kind for one in payslip.lines] == ["base_pay"]
    assert "no_waiting_pay" in [notice.code for notice in payslip.notices]


def test_a_disputed_pay_waits_for_a_complaint_and_three_weekdays():
    silent = WaitingPay(day("2026-01-20"), day("2026-02-10"), disputed=True)
    assert [one.kind for one in result(ended(waiting=silent)).lines] == ["base_pay"]
    # complained on Thursday: Friday, Saturday and Monday pass, the 27th is the first day
    told = WaitingPay(day("2026-01-20"), day("2026-01-28"), disputed=True, complained=day("2026-01-22"))
    assert line(result(ended(waiting=told)), "waiting_pay").days == 2


# -- shifts cancelled late -----------------------------------------------------------------------------------------

START = datetime(2026, 1, 13, 14, 0, tzinfo=HELSINKI)
TOPIC = "cancelled_shift.2026-01-13T14:00"


def cancelled(hours_before):
    return (CancelledShift(START, START - timedelta(hours=hours_before)),)


def test_a_shift_cancelled_late_is_asked_and_paid_as_agreed():
    asked = result(inputs(shifts=(), cancelled=cancelled(47)))
    assert topics(asked) == [TOPIC]
    answers = (Answer(f"{TOPIC}:ilona-1:2026-01-30", "26.40", "message", day("2026-01-30")),)
    pay = line(result(inputs(shifts=(), cancelled=cancelled(47), answers=answers)), "cancelled_shift")
    assert (pay.amount_cents, pay.income_type, pay.first) == (2640, 216, day("2026-01-13"))


def test_nothing_is_an_answer_and_makes_no_line():
    answers = (Answer(f"{TOPIC}:ilona-1:2026-01-30", "0", "asked by the employee", day("2026-01-30")),)
    payslip = result(inputs(shifts=(), cancelled=cancelled(1), answers=answers))
    assert (payslip.lines, payslip.questions) == ((), ())


def test_a_shift_cancelled_two_days_before_is_free():
    payslip = result(inputs(shifts=(), cancelled=cancelled(48)))
    assert (payslip.lines, payslip.questions) == ((), ())


def test_a_cancelled_shift_of_another_period_is_not_asked():
    later = (CancelledShift(START + timedelta(days=31), START + timedelta(days=31)),)
    assert result(inputs(shifts=(), cancelled=later)).questions == ()


# -- set-off -------------------------------------------------------------------------------------------------------


def two_thousand(**changes):
    """2,000 euros gross with a card of 20 %: tax 400.00, pension 146.00, unemployment 17.80, net 1,436.20."""
    usual = {
        "wages": (Wage(day("2026-01-12"), None, "hour", Decimal("2000.00")),),
        "shifts": (a_shift("2026-01-13", "10:00", "11:00"),),
        "tax_cards": (a_card("20"),),
        "dependants": 0,
    }
    return inputs(**{**usual, **changes})


@pytest.mark.parametrize(
    ("dependants", "claim", "taken"),
    [
        (0, 50_000, 29687),  # 2/3 × (1,436.20 − 990.90)
        (1, 50_000, 10387),  # 2/3 × (1,436.20 − 1,280.40)
        (2, 50_000, 0),  # 1,569.90 is protected
        (0, 10_000, 10_000),
    ],
)
def test_the_protected_part_is_not_set_off(dependants, claim, taken):
    payslip = result(two_thousand(dependants=dependants, claims=(Claim("Broken window", claim),)))
    assert payslip.totals["net"] == 143620
    assert payslip.totals["other_deductions"] == taken
    assert payslip.totals["paid"] == 143620 - taken
    limited = [dict(notice.facts) for notice in payslip.notices if notice.code == "set_off_limited"]
    assert bool(limited) is (taken < claim)


def test_two_claims_are_added_up():
    payslip = result(two_thousand(claims=(Claim("Key", 2_000), Claim("Window", 3_000))))
    assert payslip.totals["other_deductions"] == 5_000


def test_half_a_month_protects_half():
    half = two_thousand(period=Period.closed(day("2026-01-01"), day("2026-01-15")), claims=(Claim("Key", 90_000),))
    assert result(half).totals["other_deductions"] == 47873  # 1,436.20 is between 2 and 4 × 495.45: a third


def test_a_supplementary_pay_gives_a_third():
    payslip = result(two_thousand(kind="supplementary", claims=(Claim("Key", 90_000),)))
    assert payslip.totals["other_deductions"] == 47873


def test_a_garnishment_goes_first():
    order = GarnishmentOrder("1", 99_090, None)
    payslip = result(two_thousand(garnishment=order, claims=(Claim("Key", 10_000),)))
    assert (payslip.totals["garnishment"], payslip.totals["other_deductions"]) == (29687, 0)
    small = GarnishmentOrder("1", None, 20_000)
    payslip = result(two_thousand(garnishment=small, claims=(Claim("Key", 90_000),)))
    assert (payslip.totals["garnishment"], payslip.totals["other_deductions"]) == (20_000, 9_687)


@pytest.mark.parametrize(
    ("advance", "claim", "taken"),
    [
        (50_000, 0, 50_000),  # more than a set-off could take: it is pay that the employee has had
        (143_620, 0, 143_620),
        (143_621, 0, 143_620),  # the money that there is
        (113_933, 90_000, 143_620),  # 1,139.33 is untouchable: the set-off is whole, 296.87
        (113_934, 90_000, 143_620),  # the last cent beyond it lessens the set-off
        (113_933, 10_000, 123_933),
    ],
)
def test_an_advance_counts_first_against_the_protected_part(advance, claim, taken):
    claims = (Claim("Window", claim),) if claim else ()
    payslip = result(two_thousand(advances=(Advance(advance, day("2026-01-15")),), claims=claims))
    assert payslip.totals["net"] == 143620
    assert payslip.totals["other_deductions"] == taken
    assert payslip.totals["paid"] == 143620 - taken
    parts = parts_of_other_deductions(payslip.trace)
    assert parts["advance"] == min(advance, 143_620)
    assert parts["set_off"] == min(claim, 29_687, 143_620 - parts["advance"])
    assert {notice.code for notice in payslip.notices if "advance" in notice.code} == (
        {"advance_left"} if advance > 143_620 else set()
    )


def test_beyond_the_protected_part_an_advance_lessens_the_set_off():
    twice = (Advance(100_000, day("2026-01-15")), Advance(23_933, day("2026-01-20")))
    payslip = result(two_thousand(advances=twice, claims=(Claim("Window", 90_000),)))
    # 1,239.33 is 100.00 over the untouchable 1,139.33: 296.87 − 100.00
    assert parts_of_other_deductions(payslip.trace)["set_off"] == 19_687
    assert payslip.totals["paid"] == 0


def test_an_order_goes_before_an_advance():
    order = GarnishmentOrder("1", 99_090, None)
    payslip = result(two_thousand(garnishment=order, advances=(Advance(120_000, day("2026-01-15")),)))
    assert (payslip.totals["garnishment"], payslip.totals["other_deductions"]) == (29_687, 113_933)
    assert (payslip.totals["paid"], payslip.questions) == (0, ())


@pytest.mark.parametrize(
    ("advance", "field"),
    [(Advance(0, day("2026-01-15")), "cents"), (Advance(1, day("2026-01-31")), "paid")],
)
def test_an_advance_that_cannot_be_is_refused(advance, field):
    with pytest.raises(CannotCalculate) as refused:
        payroll.calculate(inputs(advances=(advance,)), BOOK)
    assert refused.value.field == f"advances[0].{field}"


def test_an_advance_of_another_month_asks_how_it_is_reported():
    def asked(paid: str, *answered: Answer) -> list[tuple[str, bool]]:
        given = two_thousand(advances=(Advance(100, day(paid)),), answers=answered)
        return [(one.topic, one.blocks) for one in result(given).questions]

    assert asked("2026-01-01") == []  # the month of the pay, from its first day on
    assert asked("2025-12-31") == [("advance_other_month", False)]
    said = Answer("advance_other_month:ilona-1:2026-01-30", "oma ilmoitus", "tulorekisteri", day("2026-01-30"))
    assert asked("2025-12-31", said) == []


def test_dependants_are_asked_only_where_something_is_set_off():
    assert result(two_thousand(dependants=None)).questions == ()
    asked = result(two_thousand(dependants=None, claims=(Claim("Key", 10_000),)))
    assert topics(asked) == ["set_off_dependants"]
    assert asked.totals["paid"] is None
    answer = (Answer("set_off_dependants:ilona-1:2026-01-30", "1", "told", day("2026-01-30")),)
    told = result(two_thousand(dependants=None, claims=(Claim("Key", 50_000),), answers=answer))
    assert told.totals["other_deductions"] == 10387


def test_notice_that_the_employee_did_not_observe_is_set_off_within_the_limit():
    poor = result(ended(notice=NoticePay("employee", day("2026-01-20")), dependants=0))
    assert [one.kind for one in poor.lines] == ["base_pay"]
    assert (poor.totals["other_deductions"], poor.totals["paid"]) == (0, poor.totals["net"])
    owed = {notice.code: dict(notice.facts) for notice in poor.notices}
    assert owed["notice_owed"] == {"days": "14", "cents": "42240"}
    assert owed["set_off_limited"] == {"cents": "0", "amount": "422.40"}
    week = {"weekly_minutes": 12}  # 2,000 euros an hour: 2 × 12 minutes are 800 euros
    rich = two_thousand(employment_last=day("2026-01-20"), notice=NoticePay("employee", day("2026-01-20"), **week))
    assert result(rich).totals["other_deductions"] == 29687


def test_an_employee_who_keeps_the_notice_owes_nothing():
    payslip = result(ended(notice=NoticePay("employee", day("2026-01-06"))))
    assert (payslip.questions, payslip.totals["other_deductions"]) == ((), 0)


def test_kela_and_a_set_off_stand_together_in_the_other_deductions():
    payslip = result(two_thousand(kela_allowance_cents=50_000, claims=(Claim("Key", 10_000),)))
    # the family withholds of 1,500: 300.00, so the net is 1,536.20
    assert payslip.totals["other_deductions"] == 60_000
    assert payslip.totals["paid"] == 153620 - 60_000


def test_claims_of_nothing_are_refused():
    with pytest.raises(CannotCalculate) as refused:
        payroll.calculate(inputs(claims=(Claim("Key", 0),)), BOOK)
    assert refused.value.field == "claims[0].cents"


def test_dependants_below_none_are_refused():
    with pytest.raises(CannotCalculate):
        payroll.calculate(inputs(dependants=-1), BOOK)


def test_the_yearly_limit_of_withholding_counts_it():
    small = a_year(planned_gross_cents=0, all_planned_gross_cents=0, gross_cents=100_000, all_gross_cents=100_000)
    card: TaxCard = a_card("12.0")
    without = result(ended(year=small, tax_cards=(card,)))
    assert without.totals["withholding"] == 0
    passed = result(ended(year=small, tax_cards=(card,), notice=NoticePay("employer", day("2026-01-20"))))
    assert passed.totals["withholding"] == 8870


@pytest.mark.parametrize(("earlier", "over"), [(76_080, False), (76_081, True)])
def test_pay_that_is_not_insured_counts_towards_the_yearly_limits(earlier, over):
    year = a_year(planned_gross_cents=0, all_planned_gross_cents=0, gross_cents=earlier, all_gross_cents=earlier)
    no_policy = an_insurance(accident_percent=None, accident_known=False)
    both = {"year": year, "notice": NoticePay("employer", day("2026-01-20"))}  # 316.80 + 422.40
    totals = result(ended(**both)).totals
    assert (totals["employer_unemployment"], totals["employer_health"]) == ((98, 605) if over else (0, 0))
    assert bool(totals["withholding"]) is over
    asked = topics(result(ended(**both, insurance=no_policy)))
    assert ("accident" in asked) is over


def test_inputs_survive_their_text_and_old_ones_take_the_defaults():
    full = ended(
        notice=NoticePay("employer", day("2026-01-20")),
        waiting=WaitingPay(day("2026-01-20")),
        claims=(Claim("Key", 100),),
        advances=(Advance(100, day("2026-01-15")),),
        cancelled=cancelled(1),
    )
    assert from_text(to_text(full)) == full
    import json

    old = json.loads(to_text(ended()))
    for name in ("notice", "waiting", "claims", "dependants", "cancelled", "averaging", "advances"):
        del old[name]
    assert from_text(json.dumps(old)) == ended()
