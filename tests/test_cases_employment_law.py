"""Every case of employment law, as written in ``cases/employment-law.yaml`` and ``employment-law-further.yaml``.

They are held against the decisions of the law. What a case says in euros is in ``test_cases_euros.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from rules import Days
from rules.book import load_book
from rules.decisions import annual_holiday_giving as giving
from rules.decisions import contract, duties, ending, family_leave, insurance, sick_leave, working_time, young_workers
from tests.soundness import everything_made_is_sound  # noqa: F401 - watches every case
from tests.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "cases"
FIRST: list[dict[str, Any]] = read_yaml(FOLDER / "employment-law.yaml")
FURTHER: list[dict[str, Any]] = read_yaml(FOLDER / "employment-law-further.yaml")
CASES = FIRST + FURTHER
BOOK = load_book()
Facts = dict[str, Any]
IDS = (
    "sick-01 sick-04 sick-05 sick-08 acc-01 hol-01 leave-01 leave-04 notice-01 notice-03 notice-05 "
    "notice-08 notice-10 death-01 layoff-01 absent-01 terms-01 trial-01 fixed-01 fixed-04 ot-01 ot-03 "
    "ot-05 ot-07 ot-09 ot-11 sun-01 sun-03 roster-01 rest-01 young-01 setoff-01 setoff-04 wait-01 due-01 "
    "hinder-01 crim-01 crim-03 foreign-01 ret-02 ins-01 who-01"
)
MONDAY = date(2026, 11, 9)


def day(text: str) -> date:
    return date.fromisoformat(text)


def minutes(hours: str) -> int:
    exact = Decimal(hours) * 60
    assert exact == int(exact)
    return int(exact)


def hours(done: int) -> str:
    return format((Decimal(done) / 60).normalize(), "f")


def length(text: str) -> ending.Length:
    amount, unit = text.split()
    return ending.Length(int(amount), unit if unit.endswith("s") else unit + "s")


def written(one: ending.Length) -> str:
    return f"{one.amount} {one.unit if one.amount > 1 else one.unit[:-1]}"


def began(text: str, at: date) -> date:
    """The first day of an employment that has lasted ``text`` (8 months, 9 days) on a day."""
    amount, unit = text.split()
    return at - relativedelta(**{unit if unit.endswith("s") else unit + "s": int(amount)})


def sick(given: Facts) -> Facts:
    if "rostered_shifts" in given:
        covered = sick_leave.shift_is_covered(
            variable_hours="variable" in given["contract"],
            in_roster=bool(given["rostered_shifts"]),
            otherwise_agreed=False,
            clear_anyway=given["otherwise_clear"],
        )
        assert covered.outcome is False
        return {}
    first, last = (day(text) for text in given["incapacity"])
    assert given["cause"] == "illness"
    window = sick_leave.pay_window(
        BOOK,
        first=first,
        last=last,
        employment_first=began(given["employment_lasted"], first),
        kela_relapse=given["kela_relapse"],
    ).outcome
    assert window is not None
    paid = [one for one in map(day, given["shift_dates"]) if window.first <= one <= window.last]
    return {
        "window_first_day": window.first.isoformat(),
        "window_last_day": window.last.isoformat(),
        "paid_shifts": len(paid),
        "paid_hours": hours(len(paid) * minutes(given["hours_per_shift"])),
        "pay_percent": window.percent,
        "kela_allowance_from": None if window.allowance_from is None else window.allowance_from.isoformat(),
    }


def accident(given: Facts) -> Facts:
    pay = sick_leave.accident_at_work(
        given["incapable_days_after_accident_day"], BOOK, incident_day=day(given["accident"])
    ).outcome
    return {"insurer_daily_allowance_days": pay.allowance_days, "employer_sick_pay_due": pay.employer_pays}


def holiday(given: Facts) -> Facts:
    part = giving.SickPart(given["sick_holiday_days"], "during", given["request_made"])
    moved = giving.moved_for_illness(given["holiday_days_earned"], [part], date(2026, 3, 31), BOOK).outcome
    return {"own_risk_days": moved.own_risk_days, "moved_days": moved.moved_days}


def leave(given: Facts) -> Facts:
    if "child_age" in given:
        found = family_leave.sick_child(given["child_age"], given["need_working_days"], MONDAY, BOOK).outcome
        return {"leave_working_days": found.working_days, "paid_by_law": found.paid_by_law}
    if "used_this_year" in given:
        days = (given["need_working_days"], given["used_this_year"])
        found = family_leave.carers_leave(*days, MONDAY, BOOK).outcome
        return {"leave_working_days": found.working_days, "paid_by_law": found.paid_by_law}
    by = family_leave.notice_by(given["leave"], day(given["start"]), BOOK, weekdays=given.get("weekdays")).outcome
    return {"notify_latest": by and by.isoformat()}


def notice(given: Facts) -> Facts:
    if "observed_days" in given:
        known = date(2026, 11, 2)
        last = known + timedelta(days=given["notice_period_days"])
        missing = ending.missing_notice(known, last, known + timedelta(days=given["observed_days"])).outcome
        assert missing == given["notice_period_days"] - given["observed_days"]
        return {}
    agreed = given["agreed"] or {}
    found = ending.notice_period(
        given["by"],
        day(given["notice_known"]),
        BOOK,
        employment_start=day(given["employment_start"]) if "employment_start" in given else None,
        agreed_employer=length(agreed["employer"]) if "employer" in agreed else None,
        agreed_employee=length(agreed["employee"]) if "employee" in agreed else None,
    ).outcome
    text = written(found.length)
    return {"notice_period": text, "employee_may_use": text, "last_day": found.last_day.isoformat()}


def death(given: Facts) -> Facts:
    found = ending.employer_died(day(given["death"]), day(given["estate_gives_notice"]), BOOK).outcome
    assert found.notice is not None
    return {
        "contract_ended_by_death": found.contract_ended,
        "notice_period": written(found.notice.length),
        "last_day": found.notice.last_day.isoformat(),
        "right_expires": found.right_expires.isoformat(),
    }


def layoff(given: Facts) -> Facts:
    return {"notify_latest": ending.layoff_notice_by(day(given["layoff_start"]), BOOK).outcome.isoformat()}


def absent(given: Facts) -> Facts:
    found = ending.absent_without_word(
        day(given["absent_from"]),
        day(given["checked"]),
        BOOK,
        reason_told=given["notice_of_reason"],
        could_not_tell=given["acceptable_hindrance"],
    ).outcome
    return {"may_treat_as_dissolved": found.may_treat_as_ended, "effective": found.effective and str(found.effective)}


def terms(given: Facts) -> Facts:
    due = duties.written_terms_due(
        BOOK, day(given["start"]), average_weekly_minutes=minutes(given["average_weekly_hours"])
    ).outcome
    return {
        "items_1_8_latest": due.first_items_by and due.first_items_by.isoformat(),
        "items_9_15_latest": due.other_items_by and due.other_items_by.isoformat(),
    }


def trial(given: Facts) -> Facts:
    most = contract.longest_trial_months(given["contract_months"], MONDAY, BOOK).outcome
    return {
        "max_trial_months": int(most)
        if most.denominator == 1
        else format(Decimal(most.numerator) / most.denominator, "f")
    }


FIXED_TERM_FACTS = ("long_term_unemployed", "total_months_before", "contracts_before", "employee_asked")


def fixed(given: Facts) -> Facts:
    earlier = given.get("earlier_employment_end")
    found = contract.fixed_term(
        BOOK,
        signed=day(given["signed"]),
        start=day(given["start"]),
        end=day(given["end"]),
        ground=given["ground"],
        earlier_end=None if earlier is None else day(earlier),
        **{name: given[name] for name in FIXED_TERM_FACTS if name in given},
    ).outcome
    assert found is not None
    return {"valid_fixed_term": found.valid, "treated_as": found.treated_as}


def extended(given: Facts) -> Facts:
    """An extension of a fixed term."""
    found = contract.extended(
        BOOK,
        agreed=day(given["agreed"]),
        start=day(given["start"]),
        end_before=day(given["end_before"]),
        end=day(given["end"]),
        ground=given.get("ground"),
        **{name: given[name] for name in ("long_term_unemployed", "renewals") if name in given},
    ).outcome
    assert found is not None
    return {"valid_fixed_term": found.valid, "treated_as": found.treated_as}


def after_end(given: Facts) -> Facts:
    return {"treated_as": contract.work_goes_on_after_end(day(given["end"]), day(given["worked"])).outcome}


def longer_trial(given: Facts) -> Facts:
    last = contract.extended_trial(
        day(given["last"]),
        given["away_days"],
        day(given["told"]),
        BOOK,
        start=day(given["start"]),
        end=day(given["end"]) if "end" in given else None,
    ).outcome
    return {"last_day": last.isoformat()}


def by_age(given: Facts) -> Facts:
    return {"last_day": ending.ends_by_age(day(given["born"]), day(given["asked"]), BOOK).outcome.isoformat()}


def ground(given: Facts) -> Facts:
    return {"ground": ending.dismissal_ground(day(given["notice"]), BOOK).outcome}


def cancel(given: Facts) -> Facts:
    return {"cancel_latest": ending.cancel_by(day(given["learned"]), BOOK).outcome.isoformat()}


def search(given: Facts) -> Facts:
    known = day(given["known"])
    notice = ending.notice_period("employer", known, BOOK, employment_start=day(given["employment_start"])).outcome
    return {"days": ending.job_search_days(notice, known, given["age"], given["service_years"], BOOK).outcome}


def reply(given: Facts) -> Facts:
    earlier = given["earlier"] and day(given["earlier"])
    by = contract.reply_to_request_by(day(given["asked"]), day(given["start"]), earlier, given["employees"], BOOK)
    return {"reply_latest": by.outcome and by.outcome.isoformat()}


def certificate(given: Facts) -> Facts:
    until = ending.certificate_until(day(given["end"]), BOOK, with_assessment=given["assessment"]).outcome
    return {"until": until.isoformat()}


def pregnancy(given: Facts) -> Facts:
    found = family_leave.pregnancy_leave(day(given["due"]), BOOK).outcome
    return {
        "first": found.first.isoformat(),
        "latest_agreed": found.latest_agreed.isoformat(),
        "no_work_from": found.no_work.first.isoformat(),
        "no_work_to": found.no_work.last.isoformat(),
    }


def change(given: Facts) -> Facts:
    found = family_leave.changed(
        given["kind"], day(given["start"]), BOOK, ground=given["ground"], told=day(given["told"])
    ).outcome
    assert found is not None
    return {"in_time": found.in_time, "change_latest": found.by and found.by.isoformat()}


def overtime(given: Facts) -> Facts:
    if "regular_hours_in_month" in given or "ot_hours_50" in given:
        return {}
    if given.get("as_time_off"):
        off = working_time.time_off(MONDAY, BOOK, daily=minutes(given["ot_hours"])).outcome
        return {"time_off_hours": hours(off)}
    if isinstance(given["hours"], dict):
        days = [minutes(given["hours"]["mon_fri_each"])] * 5 + [minutes(given["hours"]["sat"]), 0]
        split = working_time.split_week(days, MONDAY, BOOK).outcome
        percent = BOOK.value("working_time.overtime_weekly_percent", Days(work_day=MONDAY)).number
        return {
            "regular_hours": hours(split.regular),
            "daily_ot": hours(split.overtime_50 + split.overtime_100),
            "weekly_ot": hours(split.weekly_overtime),
            "weekly_ot_increase_percent": int(percent),
        }
    split = working_time.split_day(
        minutes(given["hours"]),
        MONDAY,
        BOOK,
        agreed=minutes(given["agreed_daily"]) if "agreed_daily" in given else None,
        rostered=minutes(given["rostered"]) if "rostered" in given else None,
        averaging=given.get("system") == "averaged",
    ).outcome
    return {
        "additional_hours": hours(split.additional),
        "ot_hours_50": hours(split.overtime_50),
        "daily_ot": hours(split.overtime_50 + split.overtime_100),
    }


def sunday(given: Facts) -> Facts:
    worked_on = date(2026, 11, 15) if given["day"] == "Sunday" else day(given["day"])
    split = working_time.split_sunday(minutes(given["hours"]), worked_on, BOOK).outcome
    assert split.sunday == split.minutes
    return {"ot_hours_50": hours(split.overtime_50), "ot_hours_100": hours(split.overtime_100)}


def roster(given: Facts) -> Facts:
    if "cancelled" in given:
        moments = (datetime.fromisoformat(given["cancelled"]), datetime.fromisoformat(given["shift_start"]))
        due = working_time.cancelled_shift_compensation(*moments, paid_anyway=given["paid_anyway"], book=BOOK)
        return {"compensation_due": due.outcome}
    return {"publish_latest": working_time.roster_notice(day(given["period_start"]), BOOK).outcome.isoformat()}


def rest(given: Facts) -> Facts:
    start, end = (datetime.fromisoformat(text) for text in given["shift"])
    again = datetime.fromisoformat(given["next_shift"])
    found = working_time.daily_rest(
        working_time.Span(start, end),
        [working_time.Span(again, again + timedelta(hours=4))],
        BOOK,
        shortened_ground=given["exception"],
    ).outcome
    return {"rest_hours_in_24h": found.rest_minutes // 60, "compliant": found.compliant}


def young(given: Facts) -> Facts:
    if "hours_in_week" in given:
        week = young_workers.weekly_hours(given["age"], minutes(given["hours_in_week"]), MONDAY, BOOK).outcome
        return {"allowed": week.allowed, "limit": hours(week.limit_minutes)}
    found = young_workers.daily_hours(given["age"], minutes(given["hours_in_day"]), MONDAY, BOOK).outcome
    return {"allowed": found.allowed, "limit": hours(found.limit_minutes)}


def nothing_but_euros(given: Facts) -> Facts:
    assert given["net_pay_eur"]
    return {}


def wait(given: Facts) -> Facts:
    days = ending.waiting_days(
        day(given["due"]),
        day(given["paid"]),
        BOOK,
        disputed=given["disputed"],
        **{name: day(given[name]) for name in ("employment_end", "complained") if name in given},
    ).outcome
    return {"waiting_days_paid": days}


def due(given: Facts) -> Facts:
    return {"due": contract.pay_due(day(given["nominal"])).outcome.isoformat()}


def hinder(given: Facts) -> Facts:
    if "cause" in given:
        agreed = given.get("agreed_otherwise", False)
        found = contract.hindrance(
            given["cause"], day(given["start"]), BOOK, employee_ready=given["employee_ready"], agreed_otherwise=agreed
        ).outcome
        return {"paid": found.paid, "paid_until": found.last and found.last.isoformat()}
    found = contract.hindrance("employer", MONDAY, BOOK, employee_ready=given["employee_ready"]).outcome
    assert found == contract.Hindrance(paid=True, last=None)
    return {}


def criminal(given: Facts) -> Facts:
    decision = duties.criminal_record(
        BOOK,
        MONDAY,
        client_is_minor=given["client"] == "minor",
        custodian_present=not given.get("without_guardian", False),
        months_within_year=given["months_in_year"],
        employer_model=given.get("model") == "employer_model",
    )
    noted = contract.criminal_extract_notes().outcome
    return {"extract": decision.outcome, "may_copy": noted.may_copy, "may_record": list(noted.may_record)}


def foreign(given: Facts) -> Facts:
    end = day(given["employment_end"])
    return {"keep_until": contract.right_to_work_data_until(end, BOOK).outcome.isoformat()}


def retention(given: Facts) -> Facts:
    ended = given["employment_ended"] and day(given["employment_ended"])
    until = working_time.record_kept_until(day(given["record_month"] + "-01"), ended, BOOK).outcome
    return {"claim_period_ends": until.isoformat()}


def insured(given: Facts) -> Facts:
    payment_day = date(given["year"], 6, 30)
    limit = BOOK.value("accident.yearly_limit_euros", Days(payment_day=payment_day)).number
    required = insurance.accident_insurance_required(
        BOOK, paid_or_agreed_cents=int(Decimal(given["wages_of_year_eur"]) * 100), payment_day=payment_day
    ).outcome
    return {"limit_eur": str(limit), "insurance_required": required}


def who(given: Facts) -> Facts:
    roles = {"edunvalvoja of adult": "guardian", "custodian of minor": "custodian", "attorney": "attorney"}
    relation = given["worker"].partition(" of ")[0]
    may = contract.may_represent(
        representative=roles[given["employer_representative"]], worker={"unrelated": "other"}.get(relation, relation)
    ).outcome
    return {"may_represent": may, "action": "none" if may else "substitute guardian"}


TOPICS: dict[str, Callable[[Facts], Facts]] = {
    "sick": sick,
    "acc": accident,
    "hol": holiday,
    "leave": leave,
    "notice": notice,
    "death": death,
    "layoff": layoff,
    "absent": absent,
    "terms": terms,
    "trial": trial,
    "fixed": fixed,
    "extended": extended,
    "after_end": after_end,
    "longer_trial": longer_trial,
    "age": by_age,
    "ground": ground,
    "cancel": cancel,
    "search": search,
    "reply": reply,
    "certificate": certificate,
    "pregnancy": pregnancy,
    "change": change,
    "ot": overtime,
    "sun": sunday,
    "roster": roster,
    "rest": rest,
    "young": young,
    "setoff": nothing_but_euros,
    "wait": wait,
    "due": due,
    "hinder": hinder,
    "crim": criminal,
    "foreign": foreign,
    "ret": retention,
    "ins": insured,
    "who": who,
}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = TOPICS[case["topic"]](case["given"])
    expected = case["expect"]
    assert {key: found.get(key, "not computed") for key in expected} == expected


def test_no_case_is_missing() -> None:
    assert [case["id"] for case in FIRST] == IDS.split()
    names = [case["id"] for case in CASES]
    assert len(names) == len(set(names))


def test_every_case_says_where_it_stands_and_how_sure_it_is() -> None:
    for case in CASES:
        assert case["source"], case["id"]
        assert case["confidence"] in {"confirmed", "single", "unverified"}
        assert case["expect"] or case["euros"]
