"""Annual Holidays Act, chapters 1 and 2: what is earned, section by section, with its boundaries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from rules import Confidence, Decision, Period, calendar, load_book
from rules.decisions import annual_holiday as holiday
from rules.decisions.annual_holiday import AbsenceSpell, ContractPhase, EarningFacts

BOOK = load_book()
YEAR = Period.closed(date(2026, 4, 1), date(2027, 3, 31))
LONG_AGO = date(2020, 1, 1)


def weekly(days: Iterable[int], minutes: int = 480) -> tuple[tuple[int, ...], ...]:
    chosen = set(days)
    return (tuple(minutes if number in chosen else 0 for number in range(7)),)


FULL_TIME = ContractPhase(LONG_AGO, week=weekly(range(5)))


def facts(**changes: object) -> EarningFacts:
    usual = EarningFacts(YEAR, LONG_AGO, None, YEAR.last, (FULL_TIME,))
    return replace(usual, **changes)


def done(first: str, last: str, days: Iterable[int] = range(5), minutes: int = 480) -> tuple[tuple[date, int], ...]:
    chosen = set(days)
    return tuple(
        (one, minutes)
        for one in Period.closed(date.fromisoformat(first), date.fromisoformat(last))
        if one.weekday() in chosen and not calendar.is_public_holiday(one)
    )


def outcome(**changes: object) -> holiday.CreditYearOutcome:
    return holiday.earning(facts(**changes), BOOK).outcome


def equivalent(*spells: AbsenceSpell, **changes: object) -> list[date]:
    found = holiday.equivalent_days(facts(**({"as_of": date(2028, 3, 31)} | changes), spells=spells), BOOK)
    return sorted(found.outcome)


def spell(kind: str, first: str, last: str, **changes: object) -> AbsenceSpell:
    return AbsenceSpell(kind, date.fromisoformat(first), date.fromisoformat(last), **changes)


# --- plain facts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ContractPhase(date(2026, 4, 2), date(2026, 4, 1)),
        lambda: ContractPhase(LONG_AGO, week=((1, 2, 3),)),
        lambda: ContractPhase(LONG_AGO, week=((1441, 0, 0, 0, 0, 0, 0),)),
        lambda: ContractPhase(LONG_AGO, days_per_week=8),
        lambda: ContractPhase(LONG_AGO, days_per_week=0),
        lambda: spell("sick", "2026-04-02", "2026-04-01"),
        lambda: spell("sabbatical", "2026-04-01", "2026-04-02"),
        lambda: facts(employment_end=date(2019, 12, 31)),
        lambda: facts(phases=()),
        lambda: facts(credit_year=Period(date(2026, 5, 1), date(2027, 5, 1))),
        lambda: outcome(as_of=date(2026, 3, 31)),
    ],
)
def test_contradicting_facts_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wrong()


def test_a_one_day_phase_and_a_whole_day_pattern_are_allowed() -> None:
    assert ContractPhase(LONG_AGO, LONG_AGO, week=((1440,) * 7,)).weekly_days == 7
    assert ContractPhase(LONG_AGO, days_per_week=7).weekly_days == 7


def test_a_two_week_pattern_turns_with_its_anchor() -> None:
    phase = ContractPhase(
        date(2026, 4, 1), week=weekly([0]) + weekly([1, 2]), anchor=date(2026, 4, 8)
    )  # the anchor's week (6 April) is the first
    assert [phase.minutes_on(date(2026, 4, number)) for number in (6, 7, 13, 14)] == [480, 0, 0, 480]
    assert phase.minutes_on(date(2026, 3, 31)) == 480  # the week before the anchor's is the second one
    assert phase.weekly_days == Fraction(3, 2)
    assert phase.average_weekly_minutes == 720
    assert ContractPhase(LONG_AGO, weekly_minutes=900).average_weekly_minutes == 900
    assert ContractPhase(LONG_AGO).average_weekly_minutes is None
    assert ContractPhase(LONG_AGO).minutes_on(LONG_AGO) is None


def test_the_phase_in_force_is_the_last_one_begun() -> None:
    first = ContractPhase(date(2026, 1, 1), date(2026, 3, 31))
    second = ContractPhase(date(2026, 6, 1))
    assert holiday.phase_on([first, second], date(2026, 3, 31)) is first
    assert holiday.phase_on([first, second], date(2026, 4, 15)) is first  # a gap: what was agreed last
    assert holiday.phase_on([second, first], date(2026, 6, 1)) is second
    assert holiday.phase_on([second, first], date(2025, 1, 1)) is first
    lasting = replace(first, last=None)
    assert holiday.phase_on([lasting, second], date(2026, 6, 1)) is second
    assert holiday.phase_on([lasting, second], date(2026, 5, 31)) is lasting


# --- 2 § --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"family_member": False, "outside_employees": 0}, "full"),
        ({"family_member": True, "outside_employees": 0, "same_household": True}, "free_time"),
        ({"family_member": True, "outside_employees": 0}, "free_time"),
        ({"family_member": True, "outside_employees": 1, "same_household": True}, "full"),
        ({"family_member": True, "outside_employees": 0, "same_household": False}, None),
        ({"family_member": None, "outside_employees": 0}, None),
        ({"family_member": True, "outside_employees": None}, None),
        ({"family_member": False, "outside_employees": 3, "unsupervised_home_work": True}, "free_time"),
    ],
)
def test_scope(given, expected) -> None:
    decision = holiday.scope(**given)
    assert decision.outcome == expected
    assert bool(decision.questions) == (expected is None)


# --- 5 § --------------------------------------------------------------------------------------------------------------


def test_employments_without_a_break_are_one_and_any_break_is_asked() -> None:
    assert holiday.continuous(date(2026, 5, 31), date(2026, 6, 1)).outcome is True
    asked = holiday.continuous(date(2026, 5, 31), date(2026, 6, 3))
    assert asked.outcome is None
    assert "2 days" in asked.questions[0].asks


@pytest.mark.parametrize(
    ("start", "rate"),
    [(date(2026, 4, 1), "2.5"), (date(2026, 4, 2), "2"), (date(2026, 3, 31), "2.5")],
)
def test_a_year_is_full_when_work_began_by_the_first_of_april(start, rate) -> None:
    assert holiday.days_per_month(start, YEAR, None, BOOK).outcome == Decimal(rate)


@pytest.mark.parametrize(
    ("end", "rate", "section"),
    [
        (date(2026, 10, 13), "2", "162/2005 17 §"),
        (date(2026, 10, 14), "2.5", "162/2005 17 §"),
        (date(2027, 3, 31), "2.5", "162/2005 5 §"),
        (date(2028, 1, 1), "2.5", "162/2005 5 §"),
    ],
)
def test_an_employment_that_ends_is_looked_at_on_its_last_day(end, rate, section) -> None:
    decision = holiday.days_per_month(date(2025, 10, 15), YEAR, end, BOOK)
    assert decision.outcome == Decimal(rate)
    assert decision.reasons[0].section == section


def test_an_earlier_credit_year_keeps_its_rate_after_the_end() -> None:
    decision = holiday.days_per_month(date(2026, 9, 1), YEAR, date(2028, 6, 1), BOOK)
    assert decision.outcome == 2


def test_an_unbroken_chain_counts_from_its_first_day() -> None:
    start = date(2026, 9, 1)
    worked = done("2026-09-01", "2027-03-31")
    later = outcome(employment_start=start, worked=worked, phases=(replace(FULL_TIME, first=start),))
    chained = outcome(
        employment_start=start, worked=worked, phases=(replace(FULL_TIME, first=start),), continuous_since=LONG_AGO
    )
    assert (later.days_earned, chained.days_earned) == (14, 18)  # 7 × 2 and 7 × 2.5 = 17.5
    assert not later.lasted_a_year
    assert chained.lasted_a_year


@pytest.mark.parametrize(("days", "whole"), [("17.5", 18), ("17", 17), ("0", 0), ("0.1", 1)])
def test_rounding_is_up(days, whole) -> None:
    assert holiday.round_up(Decimal(days)) == whole


# --- 6 § --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "rule"),
    [
        (ContractPhase(LONG_AGO, week=weekly(range(4), 60)), "14_days"),
        (ContractPhase(LONG_AGO, week=weekly(range(3))), "35_hours"),
        (ContractPhase(LONG_AGO, week=weekly([0, 1, 2, 3]) + weekly([0, 1, 2])), "14_days"),  # always 14 in 28 days
        (ContractPhase(LONG_AGO, week=weekly([0, 1, 2]) * 2 + weekly([0, 1, 2, 3])), "35_hours"),  # 13 in some
        (ContractPhase(LONG_AGO, week=weekly([0])), "35_hours"),  # five Mondays of eight hours
        (ContractPhase(LONG_AGO, week=weekly([0], 419)), "none"),  # five times just under seven hours
        (ContractPhase(LONG_AGO, week=weekly([0], 420)), "35_hours"),
        (ContractPhase(LONG_AGO, days_per_week=4), "14_days"),
        (ContractPhase(LONG_AGO, days_per_week=Fraction(7, 2)), "14_days"),
        (ContractPhase(LONG_AGO, days_per_week=Fraction(17, 5), weekly_minutes=600), "35_hours"),
        (ContractPhase(LONG_AGO, days_per_week=3), "35_hours"),  # up to 15 days in a month
        (ContractPhase(LONG_AGO, days_per_week=2, weekly_minutes=480), "35_hours"),
        (ContractPhase(LONG_AGO, days_per_week=1, weekly_minutes=400), "none"),
        (ContractPhase(LONG_AGO, days_per_week=1), None),
        (ContractPhase(LONG_AGO, monthly_days=14, monthly_minutes=600), "14_days"),
        (ContractPhase(LONG_AGO, monthly_days=13, monthly_minutes=2100), "35_hours"),
        (ContractPhase(LONG_AGO, monthly_days=13, monthly_minutes=2099), "none"),
        (ContractPhase(LONG_AGO, weekly_minutes=600), None),
        (ContractPhase(LONG_AGO, week=weekly(range(5)), variable=True), None),
    ],
)
def test_the_contract_chooses_the_rule(phase, rule) -> None:
    decision = holiday.accrual_rule(phase, YEAR.last, BOOK)
    assert decision.outcome == rule
    assert decision.reasons


@pytest.mark.parametrize(
    ("months", "rule"),
    [
        ([(14, 100), (20, 0)], "14_days"),
        ([(14, 100), (13, 5000)], "35_hours"),
        ([(3, 2100), (1, 60)], "35_hours"),
        ([(3, 2099), (1, 60)], "none"),
        ([], "none"),
    ],
)
def test_without_agreed_hours_the_months_worked_choose_the_rule(months, rule) -> None:
    assert holiday.rule_by_actual_months(months, YEAR.last, BOOK).outcome == rule


@pytest.mark.parametrize(
    ("rule", "days", "minutes", "full"),
    [
        ("14_days", 14, 0, True),
        ("14_days", 13, 9999, False),
        ("35_hours", 0, 2100, True),
        ("35_hours", 31, 2099, False),
        ("none", 31, 9999, False),
    ],
)
def test_a_month_is_full_by_its_own_measure_only(rule, days, minutes, full) -> None:
    decision = holiday.month_is_full(rule, days, minutes, YEAR.last, BOOK)
    assert decision.outcome is full
    assert len(decision.reasons) == 1


def test_days_at_work_are_distinct_calendar_days() -> None:
    def moment(text: str) -> datetime:
        return datetime.fromisoformat(f"2026-09-{text}")

    twice = [(moment("01T08:00"), moment("01T10:00")), (moment("01T18:00"), moment("01T20:00"))]
    assert len(holiday.days_at_work(twice)) == 1
    nights = [(moment("01T22:00"), moment("02T06:00")), (moment("02T22:00"), moment("03T06:00"))]
    assert holiday.days_at_work(nights) == (date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3))
    until_midnight = [(moment("01T18:00"), moment("02T00:00"))]
    assert holiday.days_at_work(until_midnight) == (date(2026, 9, 1),)
    with pytest.raises(ValueError, match="cannot end"):
        holiday.days_at_work([(moment("01T10:00"), moment("01T10:00"))])


# --- 7 § --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(holiday.UNLIMITED | {"training"}))
def test_absences_without_a_limit_count_every_working_day(kind) -> None:
    days = equivalent(spell(kind, "2026-04-07", "2026-10-30"))
    assert days == [one for one, _ in done("2026-04-07", "2026-10-30")]


@pytest.mark.parametrize("kind", sorted(holiday.NOT_EARNING))
def test_these_absences_earn_nothing(kind) -> None:
    assert equivalent(spell(kind, "2026-04-07", "2026-10-30")) == []


def test_own_holiday_counts_its_holiday_days_saturdays_included() -> None:
    days = equivalent(spell("annual_holiday", "2026-06-15", "2026-06-21"))
    assert days == [date(2026, 6, number) for number in (15, 16, 17, 18)]  # Midsummer
    days = equivalent(spell("saved_holiday", "2026-07-06", "2026-07-12"))
    assert days == [date(2026, 7, number) for number in range(6, 12)]


def test_illness_counts_for_75_workdays_shared_by_all_illnesses_of_the_year() -> None:
    first = spell("sick", "2026-04-07", "2026-07-03")
    second = spell("accident", "2026-09-01", "2026-12-31")
    days = equivalent(first, second)
    assert len(days) == 75
    assert len([one for one in days if one < date(2026, 8, 1)]) == len(done("2026-04-07", "2026-07-03")) == 61


def test_the_next_credit_year_has_its_own_75_days() -> None:
    days = equivalent(spell("sick", "2026-06-01", "2026-12-31"), spell("sick", "2027-04-06", "2027-12-31"))
    assert len([one for one in days if one in YEAR]) == 75
    assert len([one for one in days if one not in YEAR]) == 75


def test_an_illness_over_the_turn_of_the_year_has_75_days_once_and_uses_up_the_new_year() -> None:
    over = spell("sick", "2027-02-01", "2027-09-30")
    days = equivalent(over)
    assert len(days) == 75
    old = [one for one in days if one in YEAR]
    assert len(old) == len(done("2027-02-01", "2027-03-31"))
    later = spell("sick", "2027-11-01", "2028-03-31")
    both = equivalent(over, later)
    new = [one for one in both if one > YEAR.last]
    assert len(new) == 75  # what the first illness used in the new year, and the rest for the second


def test_a_continued_certificate_is_the_same_illness_until_work_breaks_it() -> None:
    first, second = spell("sick", "2026-12-01", "2027-03-31"), spell("sick", "2027-04-01", "2027-08-31")
    goes_on = replace(second, same_illness_as=first.first)
    assert len(equivalent(first, second)) == 150
    assert len(equivalent(first, goes_on)) == 75
    back = replace(goes_on, first=date(2027, 4, 5))
    assert len(equivalent(first, back, worked=((date(2027, 4, 1), 480),))) == 150
    assert len(equivalent(first, back)) == 75  # only days off between them


def test_rehabilitation_has_its_own_75_days() -> None:
    days = equivalent(spell("sick", "2026-04-07", "2026-09-30"), spell("rehabilitation", "2026-10-01", "2027-03-31"))
    assert len(days) == 150


def test_a_day_begun_at_work_uses_no_day_of_the_limit() -> None:
    sick = spell("sick", "2026-06-01", "2026-12-31")
    worked = ((date(2026, 6, 1), 120),)
    days = equivalent(sick, worked=worked)
    assert len([one for one in days if one != date(2026, 6, 1)]) == 75


def test_under_the_hours_rule_illness_has_105_calendar_days() -> None:
    phase = ContractPhase(LONG_AGO, week=weekly([0, 1]))
    decision = holiday.equivalent_minutes(
        facts(phases=(phase,), spells=(spell("sick", "2026-04-01", "2026-12-31"),)), BOOK
    )
    last = date(2026, 4, 1) + timedelta(days=104)
    assert max(decision.outcome) <= last
    assert sum(decision.outcome.values()) == sum(minutes for _, minutes in done("2026-04-01", str(last), [0, 1]))


def test_two_illnesses_of_a_year_share_the_105_days() -> None:
    phase = ContractPhase(LONG_AGO, week=weekly([0, 1]))
    first, second = spell("sick", "2026-05-01", "2026-07-31"), spell("sick", "2026-10-01", "2026-12-31")
    decision = holiday.equivalent_minutes(facts(phases=(phase,), spells=(first, second)), BOOK)
    left = 105 - 92
    assert max(decision.outcome) <= date(2026, 10, 1) + timedelta(days=left - 1)


def test_family_leave_counts_160_days_for_each_birth() -> None:
    leave = spell("pregnancy", "2026-05-04", "2026-06-12", birth="a")
    rest = spell("parental", "2026-06-13", "2027-03-31", birth="a")
    days = equivalent(leave, rest)
    begin = date(2026, 5, 4)
    weekdays = 0
    while weekdays < 160:
        weekdays += calendar.is_sick_weekday(begin)
        begin += timedelta(days=1)
    assert max(days) <= begin - timedelta(days=1)
    assert equivalent(leave, replace(rest, birth="b")) > days


def test_family_leave_before_the_reform_counts_156_days() -> None:
    early = spell("parental", "2021-05-03", "2022-03-31", birth="x")
    late = spell("parental", "2022-08-01", "2023-03-31", birth="y")
    old = equivalent(early, credit_year=calendar.credit_year(early.first), as_of=date(2022, 3, 31))
    new = equivalent(late, credit_year=calendar.credit_year(late.first), as_of=date(2023, 3, 31))
    assert weekdays_until(early.first, old[-1]) <= 156 < weekdays_until(early.first, old[-1] + timedelta(days=4))
    assert weekdays_until(late.first, new[-1]) <= 160 < weekdays_until(late.first, new[-1] + timedelta(days=4))


def test_a_family_whose_leave_began_before_the_reform_keeps_its_limit() -> None:
    first = spell("parental", "2022-03-01", "2022-07-31", birth="x")
    rest = spell("parental", "2022-08-01", "2023-03-31", birth="x")
    days = equivalent(first, rest, credit_year=calendar.credit_year(rest.first), as_of=date(2023, 3, 31))
    assert weekdays_until(first.first, days[-1]) <= 156 < weekdays_until(first.first, days[-1] + timedelta(days=4))


def test_leaves_under_the_old_system_keep_its_limit_whenever_they_are_taken() -> None:
    late = spell("old_parental", "2022-08-01", "2023-03-31", birth="y")
    days = equivalent(late, credit_year=calendar.credit_year(late.first), as_of=date(2023, 3, 31))
    assert weekdays_until(late.first, days[-1]) <= 156 < weekdays_until(late.first, days[-1] + timedelta(days=4))
    # both systems count by themselves: a new child's leave is not shortened by the old one's
    new = spell("parental", "2022-08-01", "2023-03-31", birth="z")
    assert equivalent(new, credit_year=calendar.credit_year(new.first), as_of=date(2023, 3, 31)) > days


def weekdays_until(first: date, last: date) -> int:
    return sum(1 for one in Period.closed(first, last) if calendar.is_sick_weekday(one))


def test_family_leaves_of_unsaid_births_over_the_limit_are_asked() -> None:
    spells = (spell("pregnancy", "2026-04-07", "2026-05-30"), spell("parental", "2026-06-01", "2027-03-31"))
    decision = holiday.equivalent_days(facts(spells=spells), BOOK)
    assert [question.topic for question in decision.questions] == ["annual_holiday.birth"]
    assert not decision.questions[0].blocks
    alone = holiday.equivalent_days(facts(spells=(spell("parental", "2026-04-07", "2027-03-31"),)), BOOK)
    assert not alone.questions


@pytest.mark.parametrize(("last", "asked"), [("2026-10-13", False), ("2026-10-14", True)])
def test_a_leave_of_an_unsaid_birth_and_one_of_a_child_over_the_limit_are_asked(last: str, asked: bool) -> None:
    """40 weekdays from 7 April to 25 May; the 120th of the other leave is 13 October."""
    spells = (spell("pregnancy", "2026-04-07", "2026-05-25"), spell("parental", "2026-05-26", last, birth="a"))
    found = [one.topic for one in holiday.equivalent_days(facts(spells=spells), BOOK).questions]
    assert found == (["annual_holiday.birth"] if asked else [])


def test_a_lay_off_has_30_workdays_until_work_is_done_again() -> None:
    first, second = spell("layoff", "2026-05-04", "2026-06-12"), spell("layoff", "2026-06-22", "2026-08-28")
    assert len(equivalent(first, second)) == 30
    back = ((date(2026, 6, 15), 480),)
    assert len(equivalent(first, second, worked=back)) == len(done("2026-05-04", "2026-06-12")) + 30


def test_agreed_training_has_30_workdays_at_a_time() -> None:
    assert len(equivalent(spell("training", "2026-08-03", "2026-10-30", limited=True))) == 30
    assert len(equivalent(spell("training", "2026-08-03", "2026-10-30"))) > 30


def test_study_leave_counts_only_when_work_goes_on_directly() -> None:
    leave = spell("study", "2026-08-03", "2026-10-30")
    assert equivalent(replace(leave, returned_after=False)) == []
    assert len(equivalent(replace(leave, returned_after=True))) == 30
    asked = holiday.equivalent_days(facts(spells=(leave,)), BOOK)
    assert asked.outcome == {}
    assert [question.topic for question in asked.questions] == ["annual_holiday.study_return"]
    running = holiday.equivalent_days(facts(spells=(leave,), as_of=leave.last), BOOK)
    assert not running.questions


def test_study_leave_starts_again_in_a_new_credit_year() -> None:
    leave = spell("study", "2027-01-04", "2027-06-30", returned_after=True)
    days = equivalent(leave)
    assert len([one for one in days if one in YEAR]) == 30
    assert len([one for one in days if one not in YEAR]) == 30


def test_study_leave_under_the_hours_rule_has_42_calendar_days() -> None:
    phase = ContractPhase(LONG_AGO, week=weekly([0, 1]))
    leave = spell("study", "2026-08-03", "2026-10-30", returned_after=True)
    minutes = holiday.equivalent_minutes(facts(phases=(phase,), spells=(leave,)), BOOK).outcome
    assert max(minutes) <= date(2026, 8, 3) + timedelta(days=41)
    assert len(minutes) == 12


def test_a_shorter_working_week_counts_six_months_and_again_from_april() -> None:
    fridays = tuple((one, 480) for one, _ in done("2026-06-01", "2027-10-30", [4]))
    days = equivalent(spell("layoff_short_week", "2026-06-01", "2027-10-30", days=fridays))
    assert max(one for one in days if one in YEAR) <= date(2026, 11, 30)
    assert date(2026, 12, 4) not in days
    assert min(one for one in days if one not in YEAR) == date(2027, 4, 2)
    assert max(days) <= date(2027, 9, 30)


def test_days_off_of_a_shorter_working_week_noted_one_by_one_are_one_time_until_a_long_gap() -> None:
    def fridays(first: str, last: str) -> list[AbsenceSpell]:
        return [spell("layoff_short_week", str(one), str(one)) for one, _ in done(first, last, [4])]

    days = equivalent(*fridays("2026-06-05", "2026-12-31"))
    assert (min(days), max(days)) == (date(2026, 6, 5), date(2026, 12, 4))
    until_august = fridays("2026-06-05", "2026-07-31")
    assert max(equivalent(*until_august, *fridays("2026-08-28", "2026-12-31"))) == date(2026, 12, 4)  # 28 days between
    assert max(equivalent(*until_august, *fridays("2026-09-04", "2026-12-31"))) == date(2026, 12, 18)  # 35 days


def test_levelling_days_count_beyond_four_in_a_month_or_when_long() -> None:
    days = [date(2026, 5, number) for number in (4, 5, 11, 12, 18, 19)]
    spells = [spell("levelling", str(one), str(one)) for one in days]
    assert equivalent(*spells) == days[4:]
    long = spell("levelling", "2026-05-04", "2026-05-11")
    assert len(equivalent(long)) == 6
    six = spell("levelling", "2026-05-04", "2026-05-09")
    assert len(equivalent(six)) == 1  # six weekdays are not over six
    two_months = [
        date(2026, 5, 27),
        date(2026, 5, 28),
        date(2026, 5, 29),
        *(date(2026, 6, number) for number in (1, 2, 3)),
    ]
    assert equivalent(*(spell("levelling", str(one), str(one)) for one in two_months)) == []  # three in each month
    assert equivalent(spell("levelling", "2026-05-09", "2026-05-10")) == []  # a weekend is no working time


def test_public_holidays_in_an_absence_are_no_workdays() -> None:
    days = equivalent(spell("sick", "2026-12-21", "2027-01-06"))
    assert days == [one for one, _ in done("2026-12-21", "2027-01-06")]


def test_days_outside_the_employment_and_the_known_time_do_not_count() -> None:
    sick = spell("sick", "2026-05-25", "2026-06-30")
    assert equivalent(sick, as_of=date(2026, 5, 29)) == [one for one, _ in done("2026-05-25", "2026-05-29")]
    assert equivalent(sick, as_of=date(2026, 5, 1)) == []
    assert equivalent(sick, employment_end=date(2026, 6, 3))[-1] == date(2026, 6, 3)
    assert equivalent(sick, employment_start=date(2026, 6, 20), employment_end=date(2026, 6, 26))[0] == date(
        2026, 6, 22
    )
    assert equivalent(sick, employment_start=date(2026, 7, 20)) == []


def test_shifts_that_nobody_knows_are_asked() -> None:
    variable = (ContractPhase(LONG_AGO, variable=True),)
    asked = holiday.equivalent_days(facts(phases=variable, spells=(spell("sick", "2026-05-04", "2026-05-08"),)), BOOK)
    assert [question.topic for question in asked.questions] == ["annual_holiday.absence_days"]
    off = spell("annual_holiday", "2026-07-06", "2026-07-11")
    assert not holiday.equivalent_days(facts(phases=variable, spells=(off,)), BOOK).questions
    hours = (ContractPhase(LONG_AGO, agreed_rule="35_hours"),)
    assert holiday.equivalent_days(facts(phases=hours, spells=(off,)), BOOK).questions


# --- the credit year --------------------------------------------------------------------------------------------------


def test_a_full_year_of_full_time_work() -> None:
    result = outcome(worked=done("2026-04-01", "2027-03-31"))
    assert (result.rule, result.full_months, result.days_earned) == ("14_days", 12, 30)
    assert result.free_time_days == 0
    assert result.closed
    assert result.full_credit_year
    assert not result.merged
    assert result.weekly_days_factor == 1
    assert result.work_days == len(done("2026-04-01", "2027-03-31"))
    assert [month.month for month in result.months][:2] == ["2026-04", "2026-05"]
    assert result.months[0].why.code == "annual_holiday.month_full_days"


def test_a_running_year_is_not_rounded() -> None:
    result = outcome(as_of=date(2026, 6, 30), worked=done("2026-04-01", "2026-06-30"))
    assert (result.days_earned, result.closed) == (Decimal("7.5"), False)
    assert not result.full_credit_year
    month = outcome(as_of=date(2026, 6, 20), worked=done("2026-04-01", "2026-06-20")).months[-1]
    assert (month.month, month.days, month.full) == ("2026-06", 14, True)


def test_the_first_day_of_the_credit_year_can_be_the_last_known_one() -> None:
    result = outcome(as_of=YEAR.first, worked=((YEAR.first, 480),))
    assert (result.work_days, [month.month for month in result.months]) == (1, ["2026-04"])


def test_hours_beyond_eight_a_day_lengthen_the_divisor() -> None:
    worked = ((date(2026, 4, 7), 600), (date(2026, 4, 8), 480), (date(2026, 4, 9), 60), (date(2026, 5, 4), 481))
    result = outcome(worked=worked)
    assert (result.work_days, result.excess_minutes) == (4, 121)


def test_a_day_with_no_minutes_is_no_day_at_work() -> None:
    result = outcome(worked=((date(2026, 4, 7), 0), (date(2026, 4, 8), 1)))
    assert result.work_days == 1
    assert result.months[0].worked_days == 1


def test_work_before_the_credit_year_or_after_the_known_day_is_left_out() -> None:
    worked = done("2026-01-05", "2026-09-30")
    result = outcome(as_of=date(2026, 5, 31), worked=worked)
    assert result.work_days == len(done("2026-04-01", "2026-05-31"))


def test_free_time_when_the_contract_stays_below_both_limits() -> None:
    small = ContractPhase(LONG_AGO, monthly_days=4, monthly_minutes=960)
    result = outcome(phases=(small,), as_of=date(2026, 10, 15))
    assert (result.rule, result.days_earned, result.free_time_days) == ("none", 0, 14)
    assert result.months[0].why.code == "annual_holiday.month_no_rule"


@pytest.mark.parametrize("small_first", [True, False])
def test_a_year_of_free_time_and_of_holiday_counts_each_part_by_itself(small_first: bool) -> None:
    """14 §: four months of one Monday afternoon a month, eight of full time, in either order."""
    turn = date(2026, 8, 1) if small_first else date(2026, 12, 1)
    small = {"monthly_days": 4, "monthly_minutes": 960}
    if small_first:
        phases = (ContractPhase(LONG_AGO, date(2026, 7, 31), **small), ContractPhase(turn, week=weekly(range(5))))
        worked = done("2026-08-01", "2027-03-31")
    else:
        phases = (
            ContractPhase(LONG_AGO, date(2026, 11, 30), week=weekly(range(5))),
            ContractPhase(turn, **small),
        )
        worked = done("2026-04-01", "2026-11-30")
    result = outcome(phases=phases, worked=worked)
    assert result.rule == ("14_days" if small_first else "none")
    # 8 full months of 2.5 days; 4 calendar months of 2 days of free time
    assert (result.full_months, result.days_earned, result.free_time_days) == (8, 20, 8)


def test_a_passing_change_of_hours_leaves_the_rule_alone() -> None:
    passing = ContractPhase(date(2026, 9, 1), date(2026, 9, 30), week=weekly([0]), temporary=True)
    worked = done("2026-04-01", "2026-08-31") + done("2026-09-01", "2026-09-30", [0]) + done("2026-10-01", "2027-03-31")
    result = outcome(phases=(FULL_TIME, passing), worked=worked)
    assert {month.rule for month in result.months} == {"14_days"}
    assert result.full_months == 11
    lasting = outcome(phases=(FULL_TIME, replace(passing, temporary=False, last=None)), worked=worked)
    assert [month.rule for month in lasting.months][5:] == ["35_hours"] * 7
    only_passing = outcome(phases=(replace(FULL_TIME, temporary=True),), worked=worked)
    assert only_passing.rule == "14_days"


def test_a_change_inside_a_month_changes_the_rule_from_the_next_one() -> None:
    second = ContractPhase(date(2026, 9, 15), week=weekly([0, 1]))
    result = outcome(phases=(FULL_TIME, second), worked=done("2026-04-01", "2027-03-31"))
    assert [month.rule for month in result.months][4:7] == ["14_days", "14_days", "35_hours"]
    assert result.weekly_days_factor == Fraction(2, 5)


def test_the_agreed_rule_counts_only_when_the_hours_do_not_decide() -> None:
    worked = done("2026-04-01", "2027-03-31", [0], 480)
    variable = ContractPhase(LONG_AGO, variable=True, agreed_rule="35_hours")
    assert outcome(phases=(variable,), worked=worked).rule == "35_hours"
    assert outcome(phases=(replace(FULL_TIME, agreed_rule="35_hours"),), worked=worked).rule == "14_days"


def test_variable_hours_follow_the_whole_months_worked() -> None:
    variable = ContractPhase(date(2026, 6, 15), variable=True)
    worked = done("2026-06-15", "2026-09-10")
    result = outcome(phases=(variable,), employment_start=date(2026, 6, 15), worked=worked, as_of=date(2026, 9, 10))
    assert result.rule == "14_days"  # July and August; June and September are not whole
    assert result.full_months == 2
    assert result.weekly_days_factor == Fraction(len(worked) * 7, 88) / 5  # 88 days from 15 June to 10 September


def test_variable_hours_without_a_whole_month_are_uncertain() -> None:
    variable = ContractPhase(date(2026, 6, 15), variable=True)
    decision = holiday.earning(
        facts(
            phases=(variable,),
            employment_start=date(2026, 6, 15),
            worked=done("2026-06-15", "2026-06-26"),
            as_of=date(2026, 6, 26),
        ),
        BOOK,
    )
    assert [question.topic for question in decision.questions] == ["annual_holiday.rule_uncertain"]
    assert decision.outcome.rule == "35_hours"


def test_without_any_work_variable_hours_have_no_weekly_days() -> None:
    variable = ContractPhase(LONG_AGO, variable=True, agreed_rule="14_days")
    assert outcome(phases=(variable,)).weekly_days_factor is None


def test_own_holiday_does_not_thin_out_the_weekly_days_of_variable_hours() -> None:
    variable = ContractPhase(LONG_AGO, variable=True, agreed_rule="14_days")
    off = spell("annual_holiday", "2026-07-06", "2026-08-01")
    worked = tuple(row for row in done("2026-06-01", "2026-08-30", [0, 1]) if not off.first <= row[0] <= off.last)
    year = {"employment_start": date(2026, 6, 1), "phases": (replace(variable, first=date(2026, 6, 1)),)}
    result = outcome(**year, as_of=date(2026, 8, 30), worked=worked, spells=(off,))
    assert result.weekly_days_factor == Fraction(len(worked), 9) / 5  # thirteen weeks less four of holiday


# --- 17 §: merging ----------------------------------------------------------------------------------------------------


def ended(start: str, end: str, **changes: object) -> holiday.CreditYearOutcome:
    return ended_as(start, end, **changes).outcome


def ended_as(start: str, end: str, **changes: object) -> Decision[holiday.CreditYearOutcome]:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    usual = {
        "credit_year": calendar.credit_year(last),
        "employment_start": first,
        "employment_end": last,
        "as_of": last,
        "phases": (replace(FULL_TIME, first=first),),
        "worked": done(start, end),
    }
    return holiday.earning(EarningFacts(**(usual | changes)), BOOK)


def test_first_and_last_month_make_one_full_month_together() -> None:
    # 18-29 May has 9 working days (Ascension is before it), 3-7 August 5.
    merged = ended("2026-05-19", "2026-08-07")
    assert (merged.months[0].days, merged.months[-1].days) == (9, 5)
    assert merged.merged
    assert merged.full_months == 3
    assert not ended("2026-05-20", "2026-08-07").merged  # 13 together
    assert not ended("2026-05-19", "2026-08-07", first_month_compensated=True).merged


def test_merging_reaches_back_to_an_earlier_credit_year() -> None:
    merged = ended("2025-11-18", "2026-08-07")  # nine days in November 2025
    assert merged.merged
    assert merged.full_months == 5


def test_nothing_is_merged_when_one_of_the_months_is_full_alone_or_they_are_the_same() -> None:
    assert not ended("2026-05-04", "2026-08-07").merged
    assert not ended("2026-05-25", "2026-08-28").merged
    assert not ended("2026-05-04", "2026-05-08").merged


def test_nothing_is_merged_before_the_end_or_for_free_time() -> None:
    assert not ended("2026-05-19", "2026-08-07", as_of=date(2026, 8, 6)).merged
    small = (ContractPhase(date(2026, 5, 19), monthly_days=4, monthly_minutes=960),)
    assert not ended("2026-05-19", "2026-08-07", phases=small).merged


def test_hours_are_merged_under_the_hours_rule() -> None:
    phases = (ContractPhase(date(2026, 5, 19), week=weekly([0, 1])),)
    worked = done("2026-05-19", "2026-08-07", [0, 1])
    merged = ended("2026-05-19", "2026-08-07", phases=phases, worked=worked)
    assert merged.months[0].minutes + merged.months[-1].minutes == 5 * 480
    assert merged.merged


def test_days_equivalent_to_work_are_merged_too() -> None:
    sick = (spell("sick", "2026-05-19", "2026-05-22"),)
    worked = tuple(row for row in done("2026-05-19", "2026-08-07") if row[0] > date(2026, 5, 22))
    assert ended("2026-05-19", "2026-08-07", worked=worked, spells=sick).merged
    assert not ended("2026-05-19", "2026-08-07", worked=worked).merged


def test_months_of_different_rules_are_not_merged() -> None:
    phases = (
        ContractPhase(date(2026, 5, 19), date(2026, 6, 30), week=weekly(range(5))),
        ContractPhase(date(2026, 7, 1), week=weekly([0, 1])),
    )
    worked = done("2026-05-19", "2026-06-30") + done("2026-07-01", "2026-08-04", [0, 1])
    assert not ended("2026-05-19", "2026-08-04", phases=phases, worked=worked).merged
    same = (phases[0], ContractPhase(date(2026, 7, 1), week=weekly(range(4))))
    worked = done("2026-05-19", "2026-06-30") + done("2026-07-01", "2026-08-08", range(5))
    assert ended("2026-05-19", "2026-08-08", phases=same, worked=worked).merged


def unknown_start(start: str, end: str, **changes: object) -> tuple[bool, list[str]]:
    """Whether the months are merged and what is asked when the records begin on the first day of the second month."""
    after = date.fromisoformat(start) + relativedelta(day=1, months=1)
    worked = tuple(row for row in changes.pop("worked", done(start, end)) if row[0] >= after)
    decision = ended_as(start, end, **({"worked": worked, "first_month_known": False} | changes))
    return decision.outcome.merged, [one.topic for one in decision.questions]


def shortened(
    month: str, minutes: int, week: list[int] | None = None, **changes: object
) -> tuple[bool, int, list[str]]:
    """Whether a month in which holiday is taken as shorter days is full, its minutes, and what is asked."""
    phases = (ContractPhase(date(2024, 4, 1), week=weekly(week or [0, 1])),)
    first = date.fromisoformat(f"{month}-01")
    worked = tuple((first + timedelta(days=number), minutes // 5) for number in range(5))
    facts = {"shortened": ((date(2026, 9, 15), date(2027, 9, 30)),)} | changes
    decision = ended_as("2024-04-01", "2026-12-31", phases=phases, worked=worked, **facts)
    found = next(one for one in decision.outcome.months if one.month == month)
    return found.full, found.minutes, [one.topic for one in decision.questions if one.topic.endswith(month)]


@pytest.mark.parametrize(
    ("told", "full", "asked"),
    [(None, False, True), (0, False, False), (299, False, False), (300, True, False)],
)
def test_hours_of_holiday_as_shorter_days_count_as_work_under_the_hours_rule(
    told: int | None, full: bool, asked: bool
) -> None:
    """30 hours were worked; five are missing to 35."""
    changes = {} if told is None else {"shortened_minutes": (("2026-10", told),)}
    topics = ["holiday_shortened_hours.2026-10"] * asked
    assert shortened("2026-10", 1800, **changes) == (full, 1800 + (told or 0), topics)


def test_hours_of_shorter_days_are_asked_only_where_they_can_matter() -> None:
    assert shortened("2026-10", 2100) == (True, 2100, [])  # full alone
    assert shortened("2026-08", 1800) == (False, 1800, [])  # before the shorter days
    assert shortened("2026-09", 1800) == (False, 1800, ["holiday_shortened_hours.2026-09"])
    assert shortened("2026-12", 1800, as_of=date(2026, 12, 30)) == (False, 1800, [])  # the month is running
    assert shortened("2026-12", 1800) == (False, 1800, ["holiday_shortened_hours.2026-12"])
    over = {"shortened": ((date(2025, 9, 15), date(2026, 9, 30)),)}
    assert shortened("2026-10", 1800, **over) == (False, 1800, [])  # the time for them is over
    assert shortened("2026-10", 1800, [0, 1, 2, 3]) == (False, 1800, [])  # the 14-day rule counts days


DAYS, HOURS = "annual_holiday.first_month_days", "annual_holiday.first_month_hours"


@pytest.mark.parametrize(
    ("days", "merged"),
    [(0, False), (8, False), (9, True), (13, True), (14, False)],  # five days in August; 14 are full alone
)
def test_an_unknown_first_month_is_asked_and_its_days_are_used(days: int, merged: bool) -> None:
    assert unknown_start("2026-05-19", "2026-08-07") == (False, [DAYS])
    assert unknown_start("2026-05-19", "2026-08-07", first_month_days=days) == (merged, [])


def test_the_question_names_the_days_of_the_first_month_and_stops_the_final_pay() -> None:
    (asked,) = ended_as(
        "2026-05-19", "2026-08-07", worked=done("2026-06-01", "2026-08-07"), first_month_known=False
    ).questions
    assert (dict(asked.facts), asked.blocks) == ({"first": "2026-05-19", "last": "2026-05-31"}, True)


@pytest.mark.parametrize(("minutes", "merged"), [(1140 - 1, False), (1140, True), (2099, True), (2100, False)])
def test_the_hours_of_an_unknown_first_month_are_used_under_the_hours_rule(minutes: int, merged: bool) -> None:
    """Two eight-hour days in August, 35 hours needed: 2100 - 960 minutes."""
    phases = (ContractPhase(date(2026, 5, 19), week=weekly([0, 1])),)
    facts = {"phases": phases, "worked": done("2026-06-01", "2026-08-04", [0, 1])}
    assert unknown_start("2026-05-19", "2026-08-04", **facts) == (False, [HOURS])
    assert unknown_start("2026-05-19", "2026-08-04", **facts, first_month_days=20) == (False, [HOURS])
    assert unknown_start("2026-05-19", "2026-08-04", **facts, first_month_minutes=minutes) == (merged, [])


@pytest.mark.parametrize(
    ("start", "end", "changes", "asked"),
    [
        ("2026-05-02", "2026-08-07", {}, True),
        ("2026-05-01", "2026-08-07", {}, False),  # the whole month
        ("2026-05-23", "2026-08-07", {}, True),  # nine calendar days and five in August can make 14
        ("2026-05-24", "2026-08-07", {}, False),
        ("2026-05-19", "2026-08-19", {}, True),
        ("2026-05-19", "2026-08-20", {}, False),  # August is full alone
        ("2026-05-19", "2026-05-28", {}, False),  # one and the same month
        ("2026-05-19", "2026-08-07", {"as_of": date(2026, 8, 6)}, False),
        ("2026-05-19", "2026-08-07", {"first_month_compensated": True}, False),
    ],
)
def test_an_unknown_first_month_is_asked_only_when_it_can_matter(
    start: str, end: str, changes: dict[str, object], asked: bool
) -> None:
    assert unknown_start(start, end, **changes) == (False, [DAYS] * asked)


def test_a_first_month_that_is_full_by_what_is_known_is_not_asked() -> None:
    worked = done("2026-05-11", "2026-08-07")  # 14 days of May are in the records, Ascension Day is not
    may = sum(1 for day, _ in worked if day < date(2026, 6, 1))
    assert may == 14
    for known, asked in ((worked, []), (worked[1:], [DAYS])):
        decision = ended_as("2026-05-04", "2026-08-07", worked=known, first_month_known=False)
        assert (decision.outcome.merged, [one.topic for one in decision.questions]) == (False, asked)


def test_an_unknown_first_month_of_hours_that_were_not_fixed_is_asked_too() -> None:
    variable = ContractPhase(date(2026, 5, 19), date(2026, 6, 30), variable=True)
    later = ContractPhase(date(2026, 7, 1), week=weekly(range(5)))
    assert unknown_start("2026-05-19", "2026-08-07", phases=(variable, later)) == (False, [DAYS])
    fixed = replace(variable, variable=False, week=weekly([0, 1]))
    assert unknown_start("2026-05-19", "2026-08-07", phases=(fixed, later)) == (False, [])


MAY_1 = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("phase", "worked_on", "topic"),
    [
        (ContractPhase(MAY_1, variable=True, agreed_rule="14_days"), range(5), DAYS),
        (ContractPhase(MAY_1, variable=True, agreed_rule="35_hours"), [0], HOURS),
        (ContractPhase(MAY_1, week=weekly(range(5))), range(5), None),  # 19 working days with May Day and Ascension off
        (ContractPhase(MAY_1, week=weekly([0, 1])), [0], None),  # eight days of eight hours
        (ContractPhase(MAY_1, days_per_week=5), range(5), None),  # at least 20 days
        (ContractPhase(MAY_1, monthly_days=14), range(5), None),
        (ContractPhase(MAY_1, days_per_week=2, weekly_minutes=525), [0], None),  # four weeks are 35 hours
        (ContractPhase(MAY_1, days_per_week=2, weekly_minutes=524), [0], HOURS),
        (ContractPhase(MAY_1, monthly_days=9, monthly_minutes=2100), [0], None),
    ],
)
def test_a_whole_first_month_that_is_not_known_is_asked_unless_the_contract_fills_it(
    phase: ContractPhase, worked_on: Iterable[int], topic: str | None
) -> None:
    last = "2026-08-07" if topic != HOURS and phase.weekly_minutes is None else "2026-08-04"
    worked = done("2026-06-01", last, worked_on)
    result = unknown_start("2026-05-01", last, phases=(phase,), worked=worked)
    assert result == (False, [] if topic is None else [topic])


@pytest.mark.parametrize(("days", "merged"), [(8, False), (9, True), (13, True), (14, False)])
def test_a_whole_first_month_of_varying_hours_is_merged_as_told(days: int, merged: bool) -> None:
    """Five days in August and nine in May are 14; 14 in May are full alone."""
    facts = {"phases": (ContractPhase(MAY_1, variable=True, agreed_rule="14_days"),)}
    assert unknown_start("2026-05-01", "2026-08-07", **facts, first_month_days=days) == (merged, [])


# --- 12 § -------------------------------------------------------------------------------------------------------------


def test_added_absences_carry_the_agreed_time_at_their_start() -> None:
    phases = (ContractPhase(LONG_AGO, week=weekly([0, 1])),)
    spells = (spell("sick", "2026-09-07", "2026-09-27"), spell("study", "2026-10-05", "2026-10-09"))
    result = outcome(phases=phases, spells=spells)
    (added,) = result.added_absences
    assert (added.kind, added.calendar_days, added.weekly_minutes) == ("sick", 21, 960)
    assert added.minutes == 6 * 480
    assert (added.first, added.last) == (date(2026, 9, 7), date(2026, 9, 27))


@pytest.mark.parametrize("kind", ["compelling", "parental", "layoff"])
def test_these_absences_are_added_too(kind) -> None:
    result = outcome(spells=(spell(kind, "2026-09-07", "2026-09-13"),))
    assert [(row.kind, row.calendar_days, row.minutes) for row in result.added_absences] == [(kind, 7, 5 * 480)]


def test_only_the_days_of_the_credit_year_are_added() -> None:
    (added,) = outcome(spells=(spell("sick", "2026-03-23", "2026-04-05"),)).added_absences
    assert (added.first, added.calendar_days) == (date(2026, 4, 1), 5)
    (added,) = outcome(spells=(spell("sick", "2027-03-29", "2027-04-05"),)).added_absences
    assert (added.last, added.calendar_days) == (YEAR.last, 3)


def test_without_agreed_hours_the_twelve_weeks_before_give_the_weekly_time() -> None:
    variable = ContractPhase(date(2026, 8, 31), variable=True, weekly_minutes=60)
    known = facts(
        employment_start=date(2026, 8, 31), phases=(variable,), worked=done("2026-08-31", "2026-09-13", [0], 420)
    )
    assert holiday.weekly_time_before(known, date(2026, 9, 14)) == 420
    assert holiday.weekly_time_before(known, date(2026, 8, 31)) is None
    ill_at_noon = replace(known, worked=(*known.worked, (date(2026, 9, 14), 240)))
    assert holiday.weekly_time_before(ill_at_noon, date(2026, 9, 14)) == 420  # the day itself is not before it
    long = replace(known, employment_start=LONG_AGO, worked=((date(2026, 6, 21), 999), (date(2026, 6, 22), 1200)))
    assert holiday.weekly_time_before(long, date(2026, 9, 14)) == 100  # twelve weeks back is 22 June


# --- 7 a and 8 § ------------------------------------------------------------------------------------------------------


def sick_year(last: str = "2027-03-31") -> holiday.CreditYearOutcome:
    sick = spell("sick", "2026-08-03", last)
    return outcome(worked=done("2026-04-01", "2026-08-02"), spells=(sick,))


def supplementary(result: holiday.CreditYearOutcome, **changes: object):
    usual = {"lost_to_illness": True, "absent_since": date(2026, 8, 3), "asked_on": YEAR.last, "book": BOOK}
    return holiday.supplementary_days(result, **(usual | changes))


def test_supplementary_days_fill_the_holiday_up_to_24() -> None:
    result = sick_year()
    assert result.days_earned == 18
    assert supplementary(result).outcome == 6
    assert supplementary(outcome(worked=done("2026-04-01", "2027-03-31"))).outcome == 0


def test_no_supplementary_days_without_illness_or_after_twelve_months_away() -> None:
    result = sick_year()
    assert supplementary(result, lost_to_illness=False).outcome == 0
    assert supplementary(result, absent_since=date(2026, 3, 31)).outcome == 0
    assert supplementary(result, absent_since=date(2026, 4, 1)).outcome == 6
    assert supplementary(result, absent_since=None).outcome == 6


def test_supplementary_days_of_a_part_of_a_year_are_scaled_by_its_days() -> None:
    part = replace(sick_year(), full_credit_year=False)
    earned = holiday.round_up(part.days_unrounded)
    # 24 / 365 of each day, a part of a day is a whole one: 20 days need more than 288 days and at most 304.
    for days, filled_up_to in ((288, 19), (289, 20), (304, 20), (305, 21), (365, 24), (366, 24), (1, 1)):
        assert supplementary(part, days_of_year=days).outcome == max(0, filled_up_to - earned), days
    decision = supplementary(part, days_of_year=304)
    assert [one.code for one in decision.reasons] == [
        "annual_holiday.supplementary_scaled", "annual_holiday.supplementary_days",
    ]  # fmt: skip
    assert supplementary(sick_year(), days_of_year=100).outcome == 6  # a whole year is not scaled


def test_supplementary_days_of_a_part_of_a_year_were_asked_before_the_correction() -> None:
    """The first entry stays in the book: what was known on its day still asks."""
    part = replace(sick_year(), full_credit_year=False)
    name = "choice.supplementary_part_year"
    assert [(one.text, one.confidence.value) for one in BOOK.entry(name).items] == [
        ("asked", "confirmed"), ("scaled", "single"),
    ]  # fmt: skip
    before, now = BOOK.known_on(date(2026, 11, 22)), BOOK.known_on(date(2026, 11, 23))
    assert supplementary(part, days_of_year=304, book=before).outcome is None
    assert supplementary(part, days_of_year=304, book=now).outcome == 20 - holiday.round_up(part.days_unrounded)


def test_the_values_of_scaled_supplementary_days_say_that_they_rest_on_one_source() -> None:
    decision = supplementary(replace(sick_year(), full_credit_year=False), days_of_year=304)
    assert {one.name for one in decision.values if one.confidence is Confidence.SINGLE} == {
        "choice.supplementary_part_year",
        "holiday_limit.supplementary_year_days",
        "holiday_choice.supplementary_rounding",
    }


def test_supplementary_days_of_a_part_of_a_year_are_asked_where_the_sources_differ() -> None:
    decision = supplementary(replace(sick_year(), full_credit_year=False))
    assert decision.outcome is None
    assert decision.questions


@pytest.mark.parametrize(
    ("start", "end", "kinds", "days"),
    [
        ("2026-04-01", None, (), 365),
        ("2026-04-02", None, ("sick", "annual_holiday", "rehabilitation", "accident"), 364),
        ("2025-01-01", "2026-04-01", (), 1),
        ("2025-01-01", "2026-03-31", (), None),
        ("2026-04-02", None, ("unpaid",), None),
        ("2026-04-02", None, ("layoff",), None),
    ],
)
def test_the_days_by_which_supplementary_days_are_scaled(
    start: str, end: str | None, kinds: tuple[str, ...], days: int | None
) -> None:
    first, last = date.fromisoformat(start), None if end is None else date.fromisoformat(end)
    spells = [spell(kind, "2026-09-01", "2026-09-10") for kind in kinds]
    before = spell("unpaid", "2025-09-01", "2025-09-10")  # of another year
    assert holiday.supplementary_year_days(YEAR, first, last, [*spells, before]) == days


def test_illness_behind_a_short_holiday_and_how_long_it_has_gone_on() -> None:
    result = sick_year()
    assert holiday.illness_behind(result, [spell("sick", "2026-08-03", "2027-03-31")], YEAR.last) == (
        True, date(2026, 8, 3),
    )  # fmt: skip
    # over, and in full months only
    over = [spell("sick", "2026-05-04", "2026-05-08")]
    assert holiday.illness_behind(result, over, YEAR.last) == (False, None)
    assert not holiday.illness_behind(result, [spell("unpaid", "2026-08-03", "2027-03-31")], YEAR.last)[0]
    assert holiday.illness_behind(result, [spell("rehabilitation", "2026-11-02", "2027-03-31")], YEAR.last)[0]


def lost(worked: tuple[tuple[date, int], ...], *spells: AbsenceSpell, **changes: object) -> tuple[int, int, object]:
    """Full months, months lost to illness, and the supplementary days of a whole credit year."""
    known = facts(worked=worked, spells=spells, **changes)
    result = holiday.earning(known, BOOK).outcome
    months = holiday.months_lost_to_illness(known, result, BOOK)
    extra = supplementary(result, lost_to_illness=months > 0, absent_since=None, lost_months=months)
    return result.full_months, months, extra.outcome


def test_only_months_that_illness_cost_are_filled() -> None:
    spring = done("2026-04-01", "2026-08-02")
    ill = spell("sick", "2026-08-03", "2027-03-31")
    # 75 workdays of illness to mid-November: seven full months, five lost, 18 days filled up to 24
    assert lost(spring, ill) == (7, 5, 6)
    # unpaid from December: November is the only month that illness cost, so 20 days at most
    assert lost(spring, replace(ill, last=date(2026, 11, 30)), spell("unpaid", "2026-12-01", "2027-03-31")) == (7, 1, 2)
    # ill for a week of an unpaid autumn: within the 75 days, and the month is short because of the unpaid leave
    unpaid = spell("unpaid", "2026-08-03", "2026-11-01"), spell("unpaid", "2026-11-09", "2027-03-31")
    assert lost(spring, *unpaid, spell("sick", "2026-11-02", "2026-11-08")) == (4, 0, 0)


def test_hours_of_illness_cost_a_month_under_the_hours_rule() -> None:
    """Eight hours on Mondays and Tuesdays; 105 calendar days of illness from 3 August end on 15 November."""
    phases = (ContractPhase(LONG_AGO, week=weekly([0, 1])),)
    worked = done("2026-04-01", "2026-08-02", [0, 1])
    assert lost(worked, spell("sick", "2026-08-03", "2027-03-31"), phases=phases) == (7, 5, 6)
    assert lost(worked, spell("sick", "2026-08-03", "2026-11-15"), phases=phases) == (7, 0, 0)  # November has 32 hours


def test_another_choice_on_other_absences_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    result = sick_year()
    monkeypatch.setattr(holiday.Grounds, "word", lambda *_, **__: "all")
    with pytest.raises(ValueError, match="no rule is written for the choice all"):
        supplementary(result, lost_months=5)


def test_only_a_full_month_at_work_breaks_an_absence() -> None:
    first, second = spell("sick", "2026-08-03", "2026-10-31"), spell("sick", "2027-01-04", "2027-03-31")
    worked = outcome(
        worked=(*done("2026-04-01", "2026-08-02"), *done("2026-11-01", "2026-12-31")), spells=(first, second)
    )
    assert holiday.illness_behind(worked, [first, second], YEAR.last)[1] == date(2027, 1, 4)
    idle = outcome(worked=done("2026-04-01", "2026-08-02"), spells=(first, second))
    assert holiday.illness_behind(idle, [first, second], YEAR.last)[1] == date(2026, 8, 3)


def test_free_time_is_two_days_a_month_and_wished_before_the_season() -> None:
    assert holiday.free_time_days(12, YEAR.last, BOOK).outcome == 24
    assert holiday.free_time_wish_by(2027) == date(2027, 5, 1)


# --- properties -------------------------------------------------------------------------------------------------------


@given(st.sets(st.dates(date(2026, 4, 1), date(2027, 3, 31)), max_size=200), st.dates(YEAR.first, YEAR.last))
def test_more_days_at_work_never_earn_less(days, another) -> None:
    fewer = outcome(worked=tuple((one, 300) for one in sorted(days)))
    more = outcome(worked=tuple((one, 300) for one in sorted(days | {another})))
    assert more.days_earned >= fewer.days_earned


@given(st.dates(date(2026, 4, 1), date(2027, 2, 28)), st.integers(0, 120))
def test_one_illness_is_the_same_cut_in_two_as_whole(first, length) -> None:
    last = min(first + timedelta(days=length + 1), YEAR.last)
    middle = first + (last - first) // 2
    whole = AbsenceSpell("sick", first, last)
    parts = (
        AbsenceSpell("sick", first, middle),
        AbsenceSpell("sick", middle + timedelta(days=1), last, same_illness_as=first),
    )
    if middle < last:
        assert equivalent(whole) == equivalent(*parts)


# --- the personal assistants' agreement -------------------------------------------------------------------------------


def by_agreement(start: date, end: date | None = None, **facts: object) -> holiday.CreditYearOutcome:
    """A credit year of five days a week under the agreement."""
    phase = holiday.ContractPhase(start, week=((480,) * 5 + (0, 0),))
    as_of = end or YEAR.last
    return holiday.earning(
        holiday.EarningFacts(YEAR, start, end, as_of, (phase,), agreement_binds=True, **facts), BOOK
    ).outcome


def test_the_agreement_gives_three_days_after_fifteen_years() -> None:
    year = YEAR.last.year
    assert by_agreement(date(year - 15, 4, 1)).days_per_month == 3
    assert by_agreement(date(year - 15, 4, 2)).days_per_month == Decimal("2.5")


@pytest.mark.parametrize(
    ("similar", "experience", "days", "asked"),
    [(24, None, "2.5", 0), (23, None, "2", 0), (None, 23, "2", 0), (None, 24, "2", 1), (None, None, "2", 1)],
)
def test_similar_work_before_counts_under_the_agreement(similar, experience, days, asked) -> None:
    start = YEAR.last - timedelta(days=60)
    phase = holiday.ContractPhase(start, week=((480,) * 5 + (0, 0),))
    facts = holiday.EarningFacts(
        YEAR, start, None, YEAR.last, (phase,), agreement_binds=True, similar_work_months=similar,
        experience_months=experience,
    )  # fmt: skip
    decision = holiday.earning(facts, BOOK)
    assert str(decision.outcome.days_per_month) == days
    assert [one.topic for one in decision.questions] == ["annual_holiday.similar_work"] * asked


def test_an_agreement_that_the_book_does_not_hold_is_asked_and_the_act_holds() -> None:
    year = calendar.credit_year(date(2028, 10, 2))
    phase = holiday.ContractPhase(date(2010, 1, 4), week=((480,) * 5 + (0, 0),))
    facts = holiday.EarningFacts(year, date(2010, 1, 4), None, year.last, (phase,), agreement_binds=True)
    decision = holiday.earning(facts, BOOK)
    assert decision.outcome.days_per_month == Decimal("2.5")
    assert [one.topic for one in decision.questions] == ["missing_law_value.heta.holiday_days_per_month"]
