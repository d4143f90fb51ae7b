"""Every case of the personal assistants' agreement: ``cases/heta-tes.yaml`` and ``cases/heta-tes-further.yaml``.

Days and outcomes come from the decisions, euros from the payroll. A case that needs a person's answer fails on any
number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

import payroll
from payroll import agreement_pay
from payroll.figures import Figure, Trace, as_text
from payroll.inputs import Agreement, Answer, Wage, WeeklyTime
from rules import Days, Period, UnknownValue, UnverifiedValue, calendar, load_book
from rules.decisions import coverage, ending, personal_assistants, sick_leave, supplements
from tests.payroll.builders import a_card, a_shift, a_year, inputs
from tests.soundness import everything_made_is_sound  # noqa: F401 - watches every case
from tests.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "cases"
FIRST: list[dict[str, Any]] = read_yaml(FOLDER / "heta-tes.yaml")
FURTHER: list[dict[str, Any]] = read_yaml(FOLDER / "heta-tes-further.yaml")
CASES = FIRST + FURTHER
BOOK = load_book()
Facts = dict[str, Any]
START = date(2020, 1, 1)
ASK = "needs_human_input"


def day(text: str) -> date:
    return date.fromisoformat(text)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def euros(figure: Figure) -> str:
    return f"{figure.cents // 100}.{figure.cents % 100:02}"


def hours(minutes: int) -> str:
    return format((Decimal(minutes) / 60).normalize(), "f")


def terms(**changes: Any) -> Agreement:
    usual = Agreement(
        START, None, "heta", employer_is_member=True, pay_group="A", experience_months=0, region="muu_suomi"
    )
    return replace(usual, **changes)


def a_payslip(first: date, wage: str, *shifts: Any, weekly: int = 0, **changes: Any) -> payroll.Payslip:
    """A payslip of the month of ``first`` under the agreement; its lowest wage is answered with the agreed one.

    The experience of a case is that of the month.
    """
    month = Period(first.replace(day=1), first.replace(day=1) + relativedelta(months=1))
    settings: dict[str, Any] = {
        "job": "personal_assistance",
        "period": month,
        "payment_day": month.last,
        "employment_first": START,
        "wages": (Wage(START, None, "hour", Decimal(wage)),),
        "weekly_time": (WeeklyTime(START, None, weekly),),
        "agreements": (terms(),),
        "tax_cards": (a_card(first=date(first.year, 1, 1)),),
        "shifts": shifts,
        "year": a_year(),
        "answers": (Answer(f"agreement_wage:ilona-1:{START}", wage, "case", START),),
    }
    settings |= changes
    settings["agreements"] = tuple(replace(row, first=max(row.first, month.first)) for row in settings["agreements"])
    settings["answers"] = tuple(replace(one, day=max(one.day, month.first)) for one in settings["answers"])
    return payroll.calculate(inputs(**settings), BOOK)


def amount(payslip: payroll.Payslip, *kinds: str) -> int:
    return sum(line.amount_cents for line in payslip.lines if line.kind in kinds)


def cents(text: str) -> int:
    return int(Decimal(text).scaleb(2))


def applicability(given: Facts, expect: Facts) -> None:
    job = {"child_minding": "childminding"}.get(given["job"], given["job"])
    decision = coverage.agreement_on(
        BOOK, day(given["work_date"]), job=job, employer=given["employer"], member=given["heta_member"]
    )
    assert decision.outcome is not None
    assert decision.reasons
    if "agreement" in expect:
        assert decision.outcome.edition == expect["agreement"]
    if "binding" in expect:
        assert decision.outcome.binding is expect["binding"]
    if "reason" in expect:
        assert decision.outcome.reason == expect["reason"]
    if "heta_applies" in expect:
        assert (decision.outcome.agreement == "heta") is expect["heta_applies"]


def lowest_wage(given: Facts, on: date) -> tuple[str | None, list[str]]:
    """What an hour costs at least, found through a payslip whose agreed wage is one cent."""
    eighth = on.replace(day=8)
    wednesday = eighth + timedelta(days=(2 - eighth.weekday()) % 7)
    agreement = terms(pay_group=given["group"], region=given["region"], experience_months=given["experience_months"])
    payslip = a_payslip(
        on, "0.01", a_shift(wednesday.isoformat(), "10:00", "11:00"), agreements=(agreement,), answers=(), weekly=60
    )
    asked = [question.topic for question in payslip.questions if question.blocks]
    if "agreement_wage" in asked:
        return None, asked
    paid = amount(payslip, "base_pay", "additional_hours")
    return f"{paid // 100}.{paid % 100:02}", asked


def wage_table(given: Facts, expect: Facts) -> None:
    for on, wage in zip(listed(given.get("dates") or given["date"]), listed(expect["eur_per_h"]), strict=True):
        found, asked = lowest_wage(given, day(on))
        assert found == wage
        assert "agreement_wage" not in asked


def unknown_value(given: Facts, expect: Facts) -> None:
    assert expect["result"] == ASK
    found, asked = lowest_wage(given, day(given["date"]))
    assert found is None
    assert asked == ["agreement_wage"]


def region(given: Facts, expect: Facts) -> None:
    found = personal_assistants.region(given["workplace_municipality"], date(2022, 9, 1), BOOK)
    assert found.outcome == expect["region"]


def experience_steps(given: Facts, expect: Facts) -> None:
    trace = Trace()
    percent = BOOK.value("heta.experience_step_percent", Days(work_day=date(2022, 9, 1)))
    assert as_text(Trace().law(percent).value) == given["percent_per_step"]
    wage = trace.given("base", given["base"], "euros_per_hour")
    plus = trace.total("with_step", (trace.given("whole", 100, "percent"), trace.law(percent)), unit="percent")
    values = []
    for _ in range(given["steps"]):
        wage = trace.product("step", wage, plus, unit="euros_per_hour", rounding="cent_half_up")
        values.append(f"{Decimal(as_text(wage.value)):.2f}")
    if "values" in expect:
        assert values == expect["values"]
    else:
        assert values[-1] == expect["value"]


def wage_raise(given: Facts, expect: Facts) -> None:
    trace = Trace()
    wage = trace.given("wage", given["wage_before"], "euros_per_hour")
    if "increases" in given:
        found = []
        for year in given["increases"]:
            increase = BOOK.value("heta.above_table_raise_euros", Days(work_day=date(year, 12, 1)))
            wage = agreement_pay.raised_wage(trace, wage, trace.law(increase))
            found.append(as_text(wage.value))
        assert found == expect["wages_after"]
        return
    on = day(given["date"])
    increase = BOOK.value("heta.raise_at_least_euros", Days(work_day=on))
    assert str(increase.number) == expect["raise_min"]
    table, _ = lowest_wage(given, on)
    lowest = trace.given("table", str(table), "euros_per_hour")
    raised = agreement_pay.raised_wage(trace, wage, trace.law(increase), lowest)
    assert as_text(raised.value) == expect["wage_after_min"]


def wage_bounds(given: Facts, expect: Facts) -> None:
    floor = BOOK.value("heta.wage_floor_euros", Days(work_day=date(2026, 3, 1)))
    base = floor.row(group=given["group"], region=given["region"])["euros"]
    assert str(base) == given["base_2024_07_01"]
    increases = BOOK.value("heta.table_increase_euros", Days(work_day=date(2026, 3, 1)))
    low = high = base
    for year in (2025, 2026):
        low, high = low + increases.row(year=year)["lowest_euros"], high + increases.row(year=year)["highest_euros"]
        assert {"min": str(low), "max": str(high)} == expect[f"after_{year}"]


def compensation_2023(given: Facts, expect: Facts) -> None:
    trace = Trace()
    share = trace.given("share", given["working_time_share"], "number")
    paid = agreement_pay.one_off_compensation(trace, BOOK, day(f"{given['paid']}-15"), share)
    assert euros(paid) == expect["amount"]
    assert given["full_time_amount"] == str(
        BOOK.value("heta.compensation_euros", Days(work_day=date(2023, 12, 1))).number
    )


def pay_group(given: Facts, expect: Facts) -> None:
    on = day(given["date"])
    if "group_before" in given:
        assert personal_assistants.group_after_2024(given["group_before"], on, BOOK).outcome == expect["group"]
    else:
        assert personal_assistants.pay_group(given["permanent_tasks"], on, BOOK).outcome == expect["group"]


def supplement_hours(given: Facts, expect: Facts) -> None:
    payslip = a_payslip(day(given["date"]), "12.51", a_shift(given["date"], given["start"], given["end"]))
    found = {line.kind for line in payslip.lines}
    asked = {question.topic for question in payslip.questions if question.blocks}
    if "asks" in expect:
        assert asked == set(expect["asks"])
        return
    # evening and night carry no line while their percentages are unknown: their minutes are seen once answered
    assert asked == {
        f"missing_law_value.heta.{kind}.percent" for kind in ("evening", "night") if kind in expect["hours"]
    }
    answers = tuple(Answer(f"{topic}:ilona-1:{START}", "10", "case", START) for topic in asked)
    wage = (Answer(f"agreement_wage:ilona-1:{START}", "12.51", "case", START),)
    known = a_payslip(
        day(given["date"]), "12.51", a_shift(given["date"], given["start"], given["end"]), answers=answers + wage
    )
    minutes = {line.kind: line.minutes for line in known.lines}
    assert {kind: hours(minutes[kind]) for kind in expect["hours"]} == expect["hours"]
    assert hours(minutes["additional_hours"]) == expect["base_hours"]
    assert {kind for kind in expect["hours"] if kind in ("saturday", "sunday")} == found & {"saturday", "sunday"}


def supplement_euros(given: Facts, expect: Facts) -> None:
    payslip = a_payslip(date(2024, 8, 3), given["personal_wage"], a_shift("2024-08-03", "14:00", "22:00"))
    assert amount(payslip, "base_pay", "additional_hours") == cents(expect["base_pay"])
    assert amount(payslip, "saturday") == cents(expect["saturday"])
    assert amount(payslip, "sunday") == cents(expect["sunday"])
    for kind in ("evening", "night"):
        assert expect[kind] == ASK
        assert f"missing_law_value.heta.{kind}.percent" in {question.topic for question in payslip.questions}
        assert amount(payslip, kind) == 0
    assert payslip.totals["gross"] is None


def supplement_stacking(given: Facts, expect: Facts) -> None:
    wage = given.get("personal_wage") or given["experience_wage"]
    percent = given.get("evening_pct_test_input", "10")
    answers = (
        Answer(f"missing_law_value.heta.evening.percent:ilona-1:{START}", percent, "case", START),
        Answer(f"agreement_wage:ilona-1:{START}", wage, "case", START),
    )
    saturday = date(2024, 8, 3)
    if "hour" in given:
        payslip = a_payslip(saturday, wage, a_shift("2024-08-03", "19:00", "20:00"), answers=answers)
        assert payslip.totals["gross"] == cents(expect["hour_pay"])
    else:
        end = f"{14 + int(given['hours']):02}:00"
        payslip = a_payslip(saturday, wage, a_shift("2024-08-03", "14:00", end), answers=answers)
        assert amount(payslip, "saturday") == cents(expect["saturday"])


def arkipyha_dates(given: Facts, expect: Facts) -> None:
    if "year" in given:
        found = calendar.heta_free_days(given["year"])
        assert sorted(found) == [day(text) for text in expect["dates"]]
        assert not found & {day(text) for text in expect["not_arkipyha"]}
    else:
        assert supplements.weekday_holiday(day(given["date"])) is expect["arkipyha"]
        assert not supplements.weekday_holiday(date(2024, 5, 9))  # Ascension Day the year before


def arkipyha_pay(given: Facts, expect: Facts) -> None:
    on = day(given["date"])
    week = Period(on - timedelta(days=on.weekday()), on - timedelta(days=on.weekday()) + timedelta(days=7))
    wage, weekly = given.get("hourly_wage", "12.51"), int(given.get("weekly_hours", "0")) * 60
    changes: Facts = {"period": week, "payment_day": week.last}
    if "employment_days_total" in given:
        first = on - timedelta(days=3)
        changes |= {
            "employment_first": first,
            "employment_last": first + timedelta(days=given["employment_days_total"] - 1),
            "wages": (Wage(first, None, "hour", Decimal(wage)),),
            "weekly_time": (WeeklyTime(first, None, weekly),),
        }
    if given.get("worked") is False:
        payslip = a_payslip(on, wage, weekly=weekly, **changes)
        paid = sum(line.minutes or 0 for line in payslip.lines if line.kind == "public_holiday_off")
        assert hours(paid) == expect["paid_hours"]
        if "pay" in expect:
            assert payslip.totals["gross"] == cents(expect["pay"])
            assert hours(weekly - paid) == expect["remaining_week_hours"]
        return
    start, end = given["window"].split("-")
    payslip = a_payslip(on, wage, a_shift(given["date"], start, end), **changes)
    assert payslip.totals["gross"] == cents(expect["pay"])
    if "parts" in expect:
        double = cents(expect["parts"]["holiday_compensation"]) + cents(expect["parts"]["sunday_compensation"])
        assert amount(payslip, "public_holiday") == double
        assert amount(payslip, "additional_hours") == cents(expect["parts"]["normal"])
    if "arkipyha" in expect:
        assert supplements.weekday_holiday(on) is expect["arkipyha"]
        assert amount(payslip, "saturday") == cents(expect["saturday_supplement"])


def sick_pay(given: Facts, expect: Facts) -> None:
    first = day(given["first_sick_day"])
    employed = first - relativedelta(months=given["employment_months"])
    window = sick_leave.pay_window(BOOK, first=first, last=first + timedelta(days=40), employment_first=employed)
    assert window.outcome is not None
    if "last_paid_day" in expect:
        assert window.outcome.last == day(expect["last_paid_day"])
        return
    from payroll.inputs import Absence

    rostered = tuple(a_shift(on, "08:00", f"{8 + int(length):02}:00") for on, length in given["rostered"].items())
    absence = Absence("sick", first, first + timedelta(days=20), rostered)
    payslip = a_payslip(
        first,
        given["hourly_wage"],
        absences=(absence,),
        employment_first=employed,
        wages=(Wage(employed, None, "hour", Decimal(given["hourly_wage"])),),
        weekly_time=(WeeklyTime(employed, None, 0),),
        agreements=(terms(first=employed),),
    )
    (line,) = [line for line in payslip.lines if line.kind == "sick_pay"]
    assert hours(line.minutes or 0) == expect["paid_hours"]
    assert line.amount_cents == cents(expect["pay"])


def sick_certificate(given: Facts, expect: Facts) -> None:
    decision = personal_assistants.certificate_required(
        given["absence_days"], given["agreed_from_day_1"], date(2026, 3, 2), BOOK
    )
    assert decision.outcome is expect["certificate_required"]


def annual_holiday(given: Facts, expect: Facts) -> None:
    decision = personal_assistants.holiday_days_per_month(
        day(given["employment_start"]), day(given["date"]), given.get("similar_tasks_months_last_5_years", 0), BOOK
    )
    assert str(decision.outcome) == expect["days_per_month"]
    assert format((decision.outcome * given["full_months"]).normalize(), "f") == expect["days"]


def lomaraha(given: Facts, expect: Facts) -> None:
    on = day(given["date"])
    due = personal_assistants.bonus_on_compensation(given["employment_months"], on, BOOK)
    assert due.outcome is expect["lomaraha_on_lomakorvaus"]
    assert expect["percent"] == ASK
    with pytest.raises((UnknownValue, UnverifiedValue)):
        BOOK.value("heta.holiday_bonus_percent", Days(credit_year_end=date(2023, 3, 31)))


def paid_day_off(given: Facts, expect: Facts) -> None:
    days = personal_assistants.paid_day_off(given["event"], date(2026, 3, 2), BOOK).outcome
    if expect.get("entitled") is False:
        assert days == 0
        return
    assert days == 1
    trace = Trace()
    pay = trace.product(
        "paid_day_off",
        trace.given("minutes", int(given["rostered_hours"]) * 60, "minutes"),
        trace.given("wage", given["hourly_wage"], "euros_per_hour"),
        rounding="cent_half_up",
    )
    assert euros(pay) == expect["pay"]
    assert expect["supplements"] == "0.00"  # the personal wage only


def notice_period(given: Facts, expect: Facts) -> None:
    on = date(2026, 11, 2)
    months = int(Decimal(given["employment_years"]) * 12)
    if given["agreement"] == "heta":
        found = personal_assistants.notice_months(months, on, BOOK).outcome
        assert expect["notice"] == f"{found} month{'s' if found > 1 else ''}"
        return
    period = ending.notice_period(given["who"], on, BOOK, employment_start=on - relativedelta(months=months)).outcome
    assert f"{period.length.amount} {period.length.unit}" == expect["notice"]


def layoff(given: Facts, expect: Facts) -> None:
    days, hearing = personal_assistants.layoff_notice_days(
        given["cause"] == "sudden_hospital", date(2026, 3, 2), BOOK
    ).outcome
    assert (days, hearing) == (expect["min_notice_days"], expect["hearing_required"])


def roster(given: Facts, expect: Facts) -> None:
    if "roster_start" in given:
        assert personal_assistants.roster_by(day(given["roster_start"]), BOOK).outcome == day(expect["give_by"])
    else:
        decision = personal_assistants.averaging_allowed(given["averaging_weeks"], date(2026, 3, 2), BOOK)
        assert decision.outcome is expect["allowed"]
        assert personal_assistants.averaging_allowed(9, date(2026, 3, 2), BOOK).outcome is False


def travel_meals(given: Facts, expect: Facts) -> None:
    def minute(text: str) -> int:
        hour, rest = text.split(":")
        return int(hour) * 60 + int(rest)

    start, end = minute(given["start"]), minute(given["end"])
    assert personal_assistants.travel_meals(start, end, date(2022, 9, 1), BOOK).outcome == expect["meals"]
    asked = personal_assistants.travel_meals(start, end, date(2026, 3, 2), BOOK)  # the later text was not seen
    assert asked.outcome is None
    assert asked.questions


def pay_day(given: Facts, expect: Facts) -> None:
    first, last = given["work"].split("..")
    for one in (first, last):
        assert personal_assistants.pay_by(day(one), given["monthly_agreed"], BOOK).outcome == day(expect["pay_by"])


def county_table(given: Facts, expect: Facts) -> None:
    on = Days(work_day=day(given["date"]))
    outside = coverage.agreement_on(BOOK, day(given["date"]), job="personal_assistance", member=given["heta_member"])
    assert outside.outcome is not None
    assert outside.outcome.agreement is None
    if given["county"] == "Varsinais-Suomi":
        paid = BOOK.value("county.varha_hourly_euros", on).row(group=given["group"])["euros"]
        assert str(paid) == expect["eur_per_h"]
        table = BOOK.value("heta.base_wage_euros", on).row(group=given["group"], region="muu_suomi")["euros"]
        assert str(table - paid) == expect["difference_to_heta_table"]
        return
    wage = BOOK.value("county.keusote_hourly_euros", on).row(group="all")["euros"]
    start, end = given["window"].split("-")
    payslip = a_payslip(
        day(given["date"]),
        str(wage),
        a_shift(given["date"], start, end),
        answers=(),
        agreements=(terms(name="none", employer_is_member=False),),
    )
    assert payslip.totals["gross"] == cents(expect["pay"])


def back_pay(given: Facts, expect: Facts) -> None:
    on = Days(work_day=day(f"{given['month']}-15"))
    floor = BOOK.value("heta.wage_floor_euros", on).row(group=given["group"], region=given["region"])["euros"]
    assert str(floor) == expect["floor_eur_per_h_at_least"]
    trace = Trace()
    owed = agreement_pay.shortfall(
        trace,
        trace.given("minutes", int(given["hours"]) * 60, "minutes"),
        trace.given("paid", given["paid_eur_per_h"], "euros_per_hour"),
        trace.given("floor", floor, "euros_per_hour"),
    )
    assert euros(owed) == expect["shortfall_at_least"]


def mll(given: Facts, expect: Facts) -> None:
    on = Days(work_day=date(2019, 6, 3))
    suggested = {}
    for name in ("mll.hourly_euros", "mll.least_minutes"):
        with pytest.raises(UnverifiedValue) as asked:  # of about 2019: never used without a person's word
            BOOK.value(name, on)
        suggested[name] = asked.value.suggestion
    assert suggested["mll.hourly_euros"] == given["eur_per_h"]
    least = int(suggested["mll.least_minutes"])
    trace = Trace()
    worked = trace.given("minutes", int(given["hours"]) * 60, "minutes")
    paid = trace.at_least("paid_minutes", worked, trace.given("least", least, "minutes"))
    assert hours(int(paid.value)) == expect["paid_hours"]
    price = trace.given("price", given["eur_per_h"], "euros_per_hour")
    pay = trace.product("pay", paid, price, rounding="cent_half_up")
    assert euros(pay) == expect["pay"]


def sostes_compare(given: Facts, expect: Facts) -> None:
    on = date(2026, 1, 3)  # a Saturday
    minutes = dict.fromkeys(expect["hours"], 0)
    for kind in minutes:
        for window in BOOK.value(f"sostes.{kind}", Days(work_day=on)).number:
            if on.weekday() in window.weekdays:
                start, end = (int(given[edge].split(":")[0]) * 60 for edge in ("start", "end"))
                minutes[kind] += max(0, min(end, window.after_minute) - max(start, window.first_minute))
                assert str(window.percent) == expect["percent"][kind]
    assert {kind: hours(count) for kind, count in minutes.items()} == expect["hours"]


def monthly_pay(given: Facts, expect: Facts) -> None:
    trace = Trace()
    assert str(BOOK.value("heta.monthly_multiplier", Days(work_day=date(2022, 9, 1))).number) == given["multiplier"]
    pay = agreement_pay.even_monthly_pay(
        trace,
        BOOK,
        date(2022, 9, 1),
        trace.given("weekly", int(given["weekly_hours"]) * 60, "minutes"),
        trace.given("wage", given["hourly_wage"], "euros_per_hour"),
    )
    assert euros(pay) == expect["monthly_pay"]


TOPICS: dict[str, Callable[[Facts, Facts], None]] = {
    function.__name__: function
    for function in (
        applicability,
        wage_table,
        unknown_value,
        region,
        experience_steps,
        wage_raise,
        wage_bounds,
        compensation_2023,
        pay_group,
        supplement_hours,
        supplement_euros,
        supplement_stacking,
        arkipyha_dates,
        arkipyha_pay,
        sick_pay,
        sick_certificate,
        annual_holiday,
        lomaraha,
        paid_day_off,
        notice_period,
        layoff,
        roster,
        travel_meals,
        pay_day,
        county_table,
        back_pay,
        mll,
        sostes_compare,
        monthly_pay,
    )
}


def test_all_cases_are_here():
    assert [case["id"] for case in FIRST] == [f"HETA-S-{number:03}" for number in range(1, 52)]
    names = [case["id"] for case in CASES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    TOPICS[case["topic"]](case["given"], case["expect"])
