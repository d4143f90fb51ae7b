"""Every case of annual holidays, as written in ``cases/annual-holidays.yaml`` and ``annual-holidays-further.yaml``,
against the decisions of the Act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rules import Period, calendar
from rules.book import load_book
from rules.decisions import annual_holiday as earn
from rules.decisions import annual_holiday_giving as giving
from rules.decisions import annual_holiday_pay as pay
from tests.soundness import everything_made_is_sound  # noqa: F401 - watches every case
from tests.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "cases"
FIRST: list[dict[str, Any]] = read_yaml(FOLDER / "annual-holidays.yaml")
FURTHER: list[dict[str, Any]] = read_yaml(FOLDER / "annual-holidays-further.yaml")
CASES = FIRST + [{"derived": True, **case} for case in FURTHER]
BOOK = load_book()
Facts = dict[str, Any]

RULES = {"14-day": "14_days", "35-hour": "35_hours", "none": "none"}
WRITTEN = {rule: text for text, rule in RULES.items()}
WEEKDAYS = {"Mon": 0, "Tue": 1, "Wed": 2, "Thu": 3, "Fri": 4, "Sat": 5, "Sun": 6}
FULL_DAY = 480


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(pair: Iterable[str]) -> Period:
    first, last = pair
    return Period.closed(day(first), day(last))


def weekdays(given: Any) -> list[int]:
    if given == "Mon-Fri":
        return [0, 1, 2, 3, 4]
    return [WEEKDAYS[name] for name in given]


def week(days: Iterable[int], minutes: int = FULL_DAY) -> tuple[tuple[int, ...], ...]:
    chosen = set(days)
    return (tuple(minutes if number in chosen else 0 for number in range(7)),)


def minutes(hours: str) -> int:
    exact = Decimal(hours) * 60
    assert exact == int(exact)
    return int(exact)


def number(value: Decimal) -> str:
    return format(value.normalize(), "f")


def work(period: Period, phases: list[earn.ContractPhase], away: Iterable[Period] = ()) -> list[tuple[date, int]]:
    """The pattern's days of a period, public holidays and absences left out."""
    absent = list(away)
    done = []
    for one in period:
        planned = earn.phase_on(phases, one).minutes_on(one) or 0
        if planned and not calendar.is_public_holiday(one) and not any(one in spell for spell in absent):
            done.append((one, planned))
    return done


def credit_year(
    year: Period,
    start: date,
    end: date | None,
    as_of: date,
    phases: list[earn.ContractPhase],
    spells: Iterable[earn.AbsenceSpell] = (),
    worked: list[tuple[date, int]] | None = None,
) -> earn.CreditYearOutcome:
    absences = tuple(spells)
    last = as_of if end is None else min(as_of, end)
    done = worked
    if done is None:
        done = work(Period.closed(start, last), phases, [Period.closed(spell.first, spell.last) for spell in absences])
    decision = earn.earning(earn.EarningFacts(year, start, end, as_of, tuple(phases), tuple(done), absences), BOOK)
    assert not decision.questions
    return decision.outcome


def five_days(first: date) -> list[earn.ContractPhase]:
    return [earn.ContractPhase(first, week=week(range(5)))]


# --- one function for each topic: what the given facts lead to ------------------------------------------------------


def accrual_rate(given: Facts) -> Facts:
    if "full_months" in given:
        rate = Decimal(given["days_per_full_month"])
        return {"holiday_days": [earn.round_up(rate * months) for months in given["full_months"]]}
    if "hours_each_month_between" in given:
        return six_months_by_hours(given)
    start = day(given["employment_start"])
    if "evaluated_on" in given:
        return {
            f"credit_year_{year.first.year}_{year.last.year % 100}": plain(
                credit_year(year, start, None, day(given["evaluated_on"]), five_days(start))
            )
            for year in calendar.credit_years(start, day(given["evaluated_on"]))
        }
    on = day(given["employment_continues_on"])
    year = span(given["credit_year"]) if "credit_year" in given else calendar.credit_year(on)
    return plain(credit_year(year, start, None, on, five_days(start)))


def plain(outcome: earn.CreditYearOutcome) -> Facts:
    return {
        "full_months": outcome.full_months,
        "days_per_full_month": number(outcome.days_per_month),
        "holiday_days": int(outcome.days_earned),
    }


def six_months_by_hours(given: Facts) -> Facts:
    low, high = given["hours_each_month_between"]
    start = date(2026, 10, 1)
    months = list(calendar.months(Period.closed(start, date(2027, 3, 31))))
    assert len(months) == given["employment_months"]
    worked = []
    for position, month in enumerate(months):
        hours = low + (high - low) * position // (len(months) - 1)
        worked += [(month.first + timedelta(days=number), hours * 60 // 8) for number in range(8)]
    phase = earn.ContractPhase(start, days_per_week=2, weekly_minutes=minutes("15"))
    outcome = credit_year(calendar.credit_year(start), start, None, months[-1].last, [phase], worked=worked)
    assert outcome.rule == RULES[given["accrual_rule"]]
    return plain(outcome)


def contract_phase(contract: Facts, first: date) -> earn.ContractPhase:
    """What a contract says: a week or weeks in turn, so many days a week, or so many days and hours a month."""
    if "days_per_month" in contract:
        return earn.ContractPhase(
            first, monthly_days=contract["days_per_month"], monthly_minutes=minutes(contract["hours_per_month"])
        )
    if "weeks" in contract:
        length = minutes(contract["hours_per_day"])
        return earn.ContractPhase(first, week=tuple(week(weekdays(days), length)[0] for days in contract["weeks"]))
    per_week = contract.get("days_per_week") or contract.get("shifts_per_week")
    hours = contract.get("hours_per_day")
    weekly = int(per_week) * minutes(hours) if hours else None
    if "hours_per_week" in contract:
        weekly = minutes(contract["hours_per_week"])
    return earn.ContractPhase(first, days_per_week=per_week, weekly_minutes=weekly)


def rule_choice(given: Facts) -> Facts:
    if "phases" in given:
        phases, hours = [], []
        for row in given["phases"]:
            days = weekdays(row["weekdays"]) if "weekdays" in row else range(row["days_per_week"])
            hours.append(minutes(row["hours_per_day"]))
            phases.append(earn.ContractPhase(day(row["start"]), day(row["end"]), week=week(days, hours[-1])))
        begin = day(given["phases"][0]["start"])
        start = begin - timedelta(days=400) if given["over_one_year"] else begin
        outcome = credit_year(calendar.credit_year(begin), start, None, phases[-1].last or begin, phases)
        return {
            "rule_by_phase": [
                WRITTEN[str(earn.accrual_rule(phase, outcome.credit_year.last, BOOK).outcome)] for phase in phases
            ],
            **plain(outcome),
        }
    phase = contract_phase(given["contract"], date(2026, 4, 1))
    rule = earn.accrual_rule(phase, date(2027, 3, 31), BOOK).outcome
    found: Facts = {"accrual_rule": WRITTEN[str(rule)], "part_time_hours_matter": rule != "14_days"}
    if given.get("ended"):
        start = date(2026, 10, 5)
        ten = [(start + timedelta(days=number + number // 5 * 2), 450) for number in range(given["worked"]["days"])]
        assert sum(done for _, done in ten) == minutes(given["worked"]["hours"])
        fixed = contract_phase(given["contract"], start)
        outcome = credit_year(calendar.credit_year(start), start, ten[-1][0], ten[-1][0], [fixed], worked=ten)
        method = pay.compensation_method(unit="month", rule=outcome.rule, full_months=outcome.full_months).outcome
        assert method == pay.COMPENSATION_PERCENTAGE
        percent = pay.percent(outcome.lasted_a_year, outcome.credit_year.last, BOOK).outcome
        found |= plain(outcome) | {"compensation_percent_by_act": number(percent)}
    return found


def accrual_month(given: Facts) -> Facts:
    rule = RULES[given["accrual_rule"]]
    on = date(2027, 3, 31)

    def full(days: int, done: int) -> bool:
        return earn.month_is_full(rule, days, done, on, BOOK).outcome

    if "month_hours" in given:
        return {"full_month": [full(0, minutes(hours)) for hours in given["month_hours"]]}
    if "shifts" in given:
        shifts = [(datetime.fromisoformat(one["start"]), datetime.fromisoformat(one["end"])) for one in given["shifts"]]
        days = earn.days_at_work(shifts)
        return {"days_at_work": len(days), "full_month": full(len(days), 0)}
    if "start_dates" in given:
        months = []
        for text in given["start_dates"]:
            start = day(text)
            phases = [earn.ContractPhase(start, week=week(weekdays(given["workdays"])))]
            last = date(start.year, start.month + 1, 1) - timedelta(days=1)
            months.append(credit_year(calendar.credit_year(start), start, None, last, phases).months[0])
        assert {month.month for month in months} == {given["month"]}
        return {"days_at_work": [month.days for month in months], "full_month": [month.full for month in months]}
    if "holiday" in given:
        return holiday_saturdays(given)
    return {"full_month": full(given["worked"]["days"], minutes(given["worked"]["hours"]))}


def holiday_saturdays(given: Facts) -> Facts:
    holiday = span(given["holiday"])
    first = day(given["month"] + "-01")
    last = date(first.year, first.month + 1, 1) - timedelta(days=1)
    phases = [earn.ContractPhase(date(2024, 4, 1), week=week(weekdays(given["workdays"])))]
    worked = [(day(one), FULL_DAY) for one in given["unpaid_leave_rest_of_month_except_workdays"]]
    spells = (
        earn.AbsenceSpell("annual_holiday", holiday.first, holiday.last),
        earn.AbsenceSpell("unpaid", holiday.after, last),
    )
    outcome = credit_year(calendar.credit_year(first), date(2024, 4, 1), None, last, phases, spells, worked)
    month = next(one for one in outcome.months if one.month == given["month"])
    return {
        "holiday_arkipaivat": calendar.holiday_days(holiday),
        "days_at_work": month.worked_days,
        "counted_days": month.days,
        "full_month": month.full,
    }


def accrual_absence(given: Facts) -> Facts:
    if "study_leave_workdays" in given:
        return {
            "equivalent_workdays": [
                counted(workdays_spell("study", given["study_leave_workdays"], returned))
                for returned in given["returns_directly_after"]
            ]
        }
    if "layoff_workdays_at_a_time" in given:
        return {"equivalent_workdays": counted(workdays_spell("layoff", given["layoff_workdays_at_a_time"] + 10, None))}
    if "layoff_without_return" in given:
        off = span(given["layoff_without_return"])
        assert given["holidays_are_not_workdays"]
        spell = earn.AbsenceSpell("layoff", off.first, off.last)
        days = equivalent([spell], weekdays(given["workdays"]), off)
        turn = calendar.credit_year(off.last).first
        return {
            "equivalent_workdays_total": len(days),
            "equivalent_before_april": sum(1 for one in days if one < turn),
            "equivalent_from_april": sum(1 for one in days if one >= turn),
            "last_counted_day": max(days).isoformat(),
        }
    return illness(given)


def workdays_spell(kind: str, count: int, returned: bool | None) -> earn.AbsenceSpell:
    first = date(2026, 9, 7)
    days = [one for one in Period(first, first + timedelta(days=200)) if one.weekday() < 5][:count]
    return earn.AbsenceSpell(
        kind, first, days[-1], days=tuple((one, FULL_DAY) for one in days), returned_after=returned
    )


def counted(spell: earn.AbsenceSpell) -> int:
    return len(equivalent([spell], range(5), Period.closed(spell.first, spell.last)))


def equivalent(spells: list[earn.AbsenceSpell], days: Iterable[int], off: Period) -> dict[date, str]:
    start = off.first - timedelta(days=800)
    phases = (earn.ContractPhase(start, week=week(days)),)
    facts = earn.EarningFacts(
        calendar.credit_year(off.last), start, None, off.last + timedelta(days=3), phases, (), tuple(spells)
    )
    return earn.equivalent_days(facts, BOOK).outcome


def illness(given: Facts) -> Facts:
    sick = span(given["sick"])
    days = weekdays(given.get("workdays", given.get("weekdays")))
    start = sick.first - timedelta(days=800)
    length = minutes(given["hours_per_day"]) if "hours_per_day" in given else FULL_DAY
    phases = [earn.ContractPhase(start, week=week(days, length))]
    spell = earn.AbsenceSpell("sick", sick.first, sick.last)
    year = calendar.credit_year(sick.first)
    as_of = max(sick.last, year.last)
    outcome = credit_year(year, start, None, as_of, phases, [spell])
    assert outcome.rule == RULES[given["accrual_rule"]]
    inside = [month for month in outcome.months if span((month.month + "-28",) * 2).first in sick]
    full = [month.month for month in inside if month.full]
    facts = earn.EarningFacts(year, start, None, as_of, tuple(phases), (), (spell,))
    by_month = {month.month: month.equivalent_days for month in inside if month.equivalent_days}
    hours = earn.equivalent_minutes(facts, BOOK).outcome
    last = max(hours)
    return {
        "equivalent_workdays": by_month,
        "full_months_in_sick_period": full,
        "days_from_sick_period_before_rounding": number(outcome.days_per_month * len(full)),
        "last_counted_calendar_day": last.isoformat(),
        "equivalent_hours_october": str(sum(done for one, done in hours.items() if one.month == 10) // 60),
    }


def earning(given: Facts) -> Facts:
    """An employment with its working days and absences, and what a credit year earns."""
    start, end = (text and day(text) for text in given["employment"])
    year = calendar.credit_year(date(given["credit_year"], 4, 1))
    phases = [earn.ContractPhase(start, week=week(weekdays(given["weekdays"])))]
    spells = [
        earn.AbsenceSpell(
            one["kind"],
            *(day(text) for text in one["days"]),
            returned_after=one.get("returned"),
            birth=one.get("birth"),
            limited=one.get("limited", False),
        )
        for one in given["absences"]
    ]
    outcome = credit_year(year, start, end, year.last, phases, spells)
    worked = work(Period.closed(start, year.last), phases, [Period.closed(spell.first, spell.last) for spell in spells])
    facts = earn.EarningFacts(year, start, end, year.last, tuple(phases), tuple(worked), tuple(spells))
    counted = [one for one in earn.equivalent_days(facts, BOOK).outcome if one in year]
    by_month: dict[str, int] = {}
    for one in counted:
        by_month[f"{one:%Y-%m}"] = by_month.get(f"{one:%Y-%m}", 0) + 1
    return {
        "rule": WRITTEN[outcome.rule],
        "equivalent_days": by_month,
        "equivalent_in": {month: by_month.get(month, 0) for month in given.get("months", ())},
        "last_equivalent_day": counted[-1].isoformat() if counted else None,
        "not_full": [month.month for month in outcome.months if not month.full],
        **plain(outcome),
    }


def supplementary_days(given: Facts) -> Facts:
    if "method" in given:
        return {}
    sick, year = span(given["sick"]), span(given["credit_year"])
    start = year.first - timedelta(days=365 * given["employment_years"])
    phases = [earn.ContractPhase(start, week=week(weekdays(given["workdays"])))]
    outcome = credit_year(year, start, None, year.last, phases, [earn.AbsenceSpell("sick", sick.first, sick.last)])
    extra = earn.supplementary_days(
        outcome, lost_to_illness=True, absent_since=sick.first, asked_on=year.last, book=BOOK
    )
    return plain(outcome) | {"supplementary_days": extra.outcome}


def free_time(given: Facts) -> Facts:
    start, year = day(given["employment_start"]), span(given["credit_year"])
    phase = earn.ContractPhase(
        start,
        monthly_days=given["contract_days_per_month"],
        monthly_minutes=minutes(given["contract_hours_per_month"]),
    )
    outcome = credit_year(year, start, None, year.last, [phase], worked=[])
    percent = pay.percent(outcome.lasted_a_year, year.last, BOOK).outcome
    assert outcome.days_earned == 0
    return {
        "accrual_rule": outcome.rule,
        "free_time_days": outcome.free_time_days,
        "compensation_percent": number(percent),
    }


def counting(given: Facts) -> Facts:
    if "holidays" in given:
        return {"holiday_days_used": [calendar.holiday_days(span(pair)) for pair in given["holidays"]]}
    first = day(given["first_day"])
    if "holiday_days" in given:
        return {"last_day": calendar.last_holiday_day(first, given["holiday_days"]).isoformat()}
    taken = Period.closed(first, day(given["last_day"]))
    return {
        "holiday_days_used": calendar.holiday_days(taken),
        "of_which_in_holiday_season": giving.days_in_season(taken),
    }


def placement(given: Facts) -> Facts:
    if "holiday_starts_weekday" in given:
        first = date(2026, 7, 6) + timedelta(days=WEEKDAYS[given["holiday_starts_weekday"]])
        last = first
        while last.weekday() != WEEKDAYS[given["holiday_ends_weekday"]]:
            last += timedelta(days=1)
        consent = giving.needs_consent(Period.closed(first, last), weekdays(given["work_weekdays"]), BOOK).outcome
        return {"shortens_holiday": consent, "needs_consent": consent}
    if "asked_by" in given:
        days = giving.shortened_working_time(
            given["holiday_days"], asked_by_employee=given["asked_by"] == "employee", on=date(2026, 3, 31), book=BOOK
        )
        written = "by a written agreement" in days.reasons[-1].says
        return {"max_days_as_shortened_time": days.outcome, "written_agreement_required": written}
    told = giving.notice(day(given["first_day"]), BOOK).outcome
    return {
        "announce_by_main_rule": told.by_main_rule.isoformat(),
        "announce_latest_if_not_possible": told.at_latest.isoformat(),
    }


def holiday_illness(given: Facts) -> Facts:
    on = date(2026, 3, 31)
    entitlement = given.get("entitlement_days", 24)
    if isinstance(entitlement, list):
        return {"max_deductible_days": [giving.own_risk_days(days, on, BOOK).outcome for days in entitlement]}
    if "parts" in given:
        parts = [giving.SickPart(part["sick_holiday_days"], part["began"]) for part in given["parts"]]
        moved = giving.moved_for_illness(entitlement, parts, on, BOOK).outcome
        return {
            "deductible_total": moved.own_risk_days,
            "moved_total": moved.moved_days,
            "moved_by_part": list(moved.moved_by_part),
        }
    if given.get("incapacity_on_first_holiday_day"):
        part = giving.SickPart(12, "before", given["requested"])
        moved = giving.moved_for_illness(entitlement, [part], on, BOOK).outcome
        whole = moved.moved_days == part.sick_days
        return {"moved": "whole holiday or part" if whole else "a part", "deductible": moved.own_risk_days}
    ill = given.get("sick_holiday_days")
    if ill is None:
        ill = giving.sick_holiday_days(span(given["holiday"]), span(given["incapacity"]))
    part = giving.SickPart(ill, given["began"], given["requested_without_delay"])
    moved = giving.moved_for_illness(entitlement, [part], on, BOOK).outcome
    return {"deductible": moved.own_risk_days, "moved": moved.moved_days}


def saved_leave(given: Facts) -> Facts:
    def saved(agreed: bool) -> int:
        return giving.saved_leave(
            given["holiday_days"], agreed=agreed, serious_harm=False, on=date(2026, 3, 31), book=BOOK
        ).outcome

    return {"max_saved_by_right": saved(False), "max_saved_by_agreement": saved(True)}


def pay_monthly(given: Facts) -> Facts:
    method = pay.pay_method(unit="month", rule="14_days").outcome
    assert method is not None
    assert method.method == "monthly_pay"
    if "holiday" not in given:
        return {}
    holiday = span(given["holiday"])
    days = set(weekdays(given["workdays"]))
    month = next(calendar.months(Period(holiday.first.replace(day=1), holiday.first.replace(day=28))))
    month = Period(month.first, (month.first + timedelta(days=32)).replace(day=1))
    return {
        "holiday_arkipaivat": calendar.holiday_days(holiday),
        "holiday_workdays": sum(1 for one in holiday if one.weekday() in days),
        "workdays_in_month": sum(1 for one in month if one.weekday() in days),
    }


def rule_change(given: Facts) -> Facts:
    full_time = span(given["full_time"])
    changed = day(given["part_time_from"])
    method = pay.pay_method(
        unit="month",
        rule="14_days",
        hours_changed_in_year=changed in full_time,
        hours_changed_after_year=full_time.after <= changed < day(given["holiday_after"]),
    ).outcome
    assert method is not None
    base = {
        "credit_year_hours": "full-time monthly pay of the credit year",
        "credit_year_pay": "pay of the credit year",
        "current_pay": "current pay",
    }
    return {"holiday_pay_base": base[method.base], "percentage_method": method.method == "percentage"}


def pay_average(given: Facts) -> Facts:
    on = date(2026, 3, 31)
    days = given["holiday_days"]
    if isinstance(days, list):
        return {"coefficient": [str(pay.coefficient(one, on, BOOK).outcome) for one in days]}
    return {"coefficient": str(pay.coefficient(days, on, BOOK).outcome)}


def pay_percent(given: Facts) -> Facts:
    if "over_one_year_by_31_march" not in given:
        return {}
    return {"percent": number(pay.percent(given["over_one_year_by_31_march"], date(2026, 3, 31), BOOK).outcome)}


def payment_date(given: Facts) -> Facts:
    ordinary = day(given["ordinary_pay_day"])
    found = []
    for holiday in given["holidays"]:
        first = day(holiday["first_day"])
        latest = pay.pay_latest(first, holiday["days"], ordinary, BOOK).outcome
        found.append(f"before {first}" if latest == first - timedelta(days=1) else latest.isoformat())
    return {"pay_at_latest": found}


def termination(given: Facts) -> Facts:
    if "employment" not in given:
        assert pay.compensation_method(unit="month", rule="14_days", full_months=6).outcome == "month_div_25"
        return {}
    employment = span(given["employment"])
    start, end = employment.first, employment.last
    phases = [earn.ContractPhase(start, week=week(range(5)))]
    years = {year.first.year: credit_year(year, start, end, end, phases) for year in calendar.credit_years(start, end)}
    last = years[max(years)]
    found: Facts = {
        "rate_current_credit_year": number(last.days_per_month),
        "full_months_current": last.full_months,
        "days_current": int(last.days_earned),
        "full_months": last.full_months,
        "days": int(last.days_earned),
        "merged_full_months": int(last.merged),
        "first_month_days": years[min(years)].months[0].days,
        "last_month_days": last.months[-1].days,
        "november_workdays": last.months[-1].worked_days,
    }
    for year, outcome in years.items():
        found[f"days_{year}_{year + 1}"] = int(outcome.days_earned)
    return found


def scope(given: Facts) -> Facts:
    decision = earn.scope(
        family_member="child" in given["employee"],
        outside_employees=given["other_employees"],
        same_household="living in the same household" in given["employee"],
    )
    outcome = decision.outcome
    method = pay.compensation_method(unit="hour", rule="none", full_months=0).outcome
    written = {pay.COMPENSATION_PERCENTAGE: "percentage (16)"}[method]
    return {
        "full_holiday": outcome == "full",
        "free_time_right": outcome == "free_time",
        "compensation": written,
        "asks": [question.topic for question in decision.questions],
    }


def days_of_calendar(given: Facts) -> Facts:
    if "year" in given:
        return {"dates": [one.isoformat() for one in calendar.uncounted_weekdays(given["year"])]}
    counts = [sum(1 for one in calendar.public_holidays(year) if one.weekday() < 5) for year in given["years"]]
    return {"count_mon_fri": counts}


def public_holiday_pay(given: Facts) -> Facts:
    days = [day(text) for text in given["worked_on"]]
    rates = [calendar.is_sunday_rate(one) for one in days]
    free = [one in calendar.heta_free_days(one.year) for one in days]
    # The pay of such a day is plain pay, the pay of the day off and the Sunday increase.
    return {"sunday_rate": rates, "sunday_rate_by_law": rates, "is_heta_arkipyha": free,
            "pay_multiple_if_worked_as_arkipyha": 1 + any(free) + any(rates)}  # fmt: skip


def records(given: Facts) -> Facts:
    if "compensation_due" in given:
        end = day(given["employment_end"]) if given["employment_ended"] else None
        return {"action_by": pay.claim_by(day(given["compensation_due"]), end, BOOK).outcome.isoformat()}
    return {"required_fields": list(pay.ledger_fields().outcome)}


TOPICS: dict[str, Callable[[Facts], Facts]] = {
    "accrual-rate": accrual_rate,
    "rule-choice": rule_choice,
    "accrual-month": accrual_month,
    "accrual-absence": accrual_absence,
    "earning": earning,
    "supplementary-days": supplementary_days,
    "free-time": free_time,
    "counting": counting,
    "placement": placement,
    "illness": holiday_illness,
    "saved-leave": saved_leave,
    "pay-monthly": pay_monthly,
    "rule-change": rule_change,
    "pay-average": pay_average,
    "pay-percent": pay_percent,
    "payment-date": payment_date,
    "termination": termination,
    "scope": scope,
    "calendar": days_of_calendar,
    "public-holiday-pay": public_holiday_pay,
    "records": records,
}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = TOPICS[case["topic"]](case["given"])
    expected = case["expect"]
    assert {key: found.get(key, "not computed") for key in expected} == expected


def test_no_case_is_missing() -> None:
    assert [case["id"] for case in FIRST] == [f"AH-S{number:02}" for number in range(1, 64)]
    assert [case["id"] for case in FURTHER] == [f"AH-F{number:02}" for number in range(1, len(FURTHER) + 1)]


def test_every_case_says_where_it_stands_and_how_sure_it_is() -> None:
    for case in CASES:
        assert case["source"], case["id"]
        assert case["confidence"] in {"confirmed", "single", "unverified"}
        assert case["expect"] or case["euros"]
        assert not case["derived"] or case["working"], case["id"]
