"""The agreement's other clauses, their limits and what has to be asked. Its cases: tests/cases/heta-tes.yaml."""

from datetime import date

import pytest

from rules import UnverifiedValue, load_book
from rules.decisions import personal_assistants as agreement

BOOK = load_book()
NOW, BEFORE = date(2026, 3, 2), date(2024, 3, 1)


def test_everyday_assistance_is_group_a():
    assert agreement.pay_group(["everyday_assistance"], BEFORE, BOOK).outcome == "A"
    assert agreement.pay_group([], BEFORE, BOOK).outcome == "A"
    assert agreement.pay_group(["everyday_assistance", "injections"], BEFORE, BOOK).outcome == "B2"


def test_tasks_of_several_groups_are_asked():
    decision = agreement.pay_group(["intimate_hygiene", "injections"], BEFORE, BOOK)
    assert decision.outcome is None
    assert [question.topic for question in decision.questions] == ["missing_law_value.heta.several_groups_rule"]


def test_the_new_wording_of_the_groups_is_asked():
    decision = agreement.pay_group(["injections"], NOW, BOOK)
    assert decision.outcome is None
    assert decision.questions[0].topic == "missing_law_value.heta.pay_group_tasks"


def test_an_unknown_task_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"unknown tasks: gardening; known are .*injections"):
        agreement.pay_group(["gardening"], BEFORE, BOOK)


def test_regions():
    assert agreement.region(" helsinki ", NOW, BOOK).outcome == agreement.CAPITAL
    assert agreement.region("Hämeenlinna", NOW, BOOK).outcome == agreement.ELSEWHERE


@pytest.mark.parametrize(("months", "steps"), [(11, 0), (12, 1), (95, 3), (96, 4), (168, 6)])
def test_experience_steps(months, steps):
    assert agreement.experience_steps(months, NOW, BOOK).outcome == steps


def test_a_certificate_is_due_from_the_fourth_day_or_as_agreed():
    assert agreement.certificate_required(4, False, NOW, BOOK).outcome is True
    assert agreement.certificate_required(3, False, NOW, BOOK).outcome is False
    assert agreement.certificate_required(1, True, NOW, BOOK).outcome is True


@pytest.mark.parametrize(
    ("first", "days"), [(date(2025, 4, 2), "2"), (date(2025, 4, 1), "2.5"), (date(2011, 4, 1), "3")]
)
def test_holiday_days_follow_service(first, days):
    assert str(agreement.holiday_days_per_month(first, date(2026, 3, 31), 0, BOOK).outcome) == days


def test_two_years_of_similar_work_are_worth_a_year_of_service():
    first, end = date(2025, 10, 1), date(2026, 3, 31)
    assert str(agreement.holiday_days_per_month(first, end, 23, BOOK).outcome) == "2"
    assert str(agreement.holiday_days_per_month(first, end, 24, BOOK).outcome) == "2.5"


@pytest.mark.parametrize(("months", "due"), [(4, False), (5, True)])
def test_bonus_on_compensation(months, due):
    assert agreement.bonus_on_compensation(months, date(2026, 3, 31), BOOK).outcome is due


@pytest.mark.parametrize(("months", "notice"), [(60, 1), (61, 2)])
def test_notice(months, notice):
    assert agreement.notice_months(months, NOW, BOOK).outcome == notice


def test_layoff():
    assert agreement.layoff_notice_days(True, NOW, BOOK).outcome == (5, False)
    assert agreement.layoff_notice_days(False, NOW, BOOK).outcome == (14, True)


@pytest.mark.parametrize(
    ("start", "sudden", "by"),
    [
        ("2026-05-31", False, ("2026-05-17", True)),
        ("2026-12-21", True, ("2026-12-16", False)),
        ("2026-06-02", True, ("2026-05-28", False)),
    ],
)
def test_the_day_to_tell_of_a_layoff(start, sudden, by):
    found = agreement.layoff_told_by(date.fromisoformat(start), sudden, BOOK).outcome
    assert (found[0].isoformat(), found[1]) == by


def test_the_clause_of_a_layoff_since_june_2026_was_not_seen():
    with pytest.raises(UnverifiedValue):
        agreement.layoff_told_by(date(2026, 12, 21), False, BOOK)
    assert agreement.layoff_safe_by(date(2026, 12, 21), BOOK).outcome == date(2026, 12, 7)


@pytest.mark.parametrize(("weeks", "allowed"), [(1, False), (2, True), (8, True), (9, False)])
def test_averaging(weeks, allowed):
    assert agreement.averaging_allowed(weeks, NOW, BOOK).outcome is allowed


@pytest.mark.parametrize(
    ("work", "monthly", "by"),
    [
        (date(2026, 11, 15), False, date(2026, 11, 30)),
        (date(2026, 11, 16), False, date(2026, 12, 15)),
        (date(2026, 11, 2), True, date(2026, 12, 15)),
        (date(2026, 2, 28), False, date(2026, 3, 15)),
    ],
)
def test_pay_days(work, monthly, by):
    assert agreement.pay_by(work, monthly, BOOK).outcome == by


@pytest.mark.parametrize(
    ("start", "end", "meals"),
    [(540, 1200, 2), (500, 1140, 2), (540, 1140, 0), (540, 1100, 1), (540, 1020, 0), (800, 1000, 0)],
)
def test_travel_meals(start, end, meals):
    # a day of exactly ten hours is not over ten; it covers both meals and is over eight only for one of them
    expected = 1 if (start, end) == (540, 1140) else meals
    assert agreement.travel_meals(start, end, date(2022, 9, 1), BOOK).outcome == expected


@pytest.mark.parametrize(
    ("minutes", "shortest", "short", "code"),
    [(120, 180, 60, "short_shift"), (180, 180, 0, "shift_long_enough"), (120, 0, 0, "no_shortest_shift")],
)
def test_a_shift_against_the_shortest_one_that_was_read(minutes, shortest, short, code):
    decision = agreement.short_of_shift(minutes, shortest, NOW, BOOK)
    assert (decision.outcome, [one.code for one in decision.reasons]) == (short, [code])


def test_the_shortest_shift_is_asked_and_stops_nothing():
    decision = agreement.short_of_shift(120, None, NOW, BOOK)
    assert (decision.outcome, decision.reasons) == (None, ())
    [question] = decision.questions
    assert (question.topic, question.blocks) == ("missing_law_value.heta.minimum_shift_minutes", False)


@pytest.mark.parametrize(
    ("on", "member", "confirmed", "may", "code"),
    [
        ("2022-07-31", True, None, False, "overtime_by_act"),
        ("2022-08-01", True, None, True, "overtime_may_be_agreed"),
        ("2023-06-01", True, None, False, "overtime_by_act"),  # no agreement was in force
        ("2026-03-02", False, True, True, "overtime_may_be_agreed"),
        ("2026-03-02", None, False, False, "overtime_members_only"),
    ],
)
def test_who_may_agree_on_another_overtime_pay(on, member, confirmed, may, code):
    decision = agreement.overtime_may_be_agreed(date.fromisoformat(on), member, confirmed, BOOK)
    assert (decision.outcome, [one.code for one in decision.reasons]) == (may, [code])


@pytest.mark.parametrize("member", [None, False])
def test_whether_an_outsider_may_is_a_question_for_a_person(member):
    decision = agreement.overtime_may_be_agreed(NOW, member, None, BOOK)
    assert decision.outcome is None
    assert [(one.topic, one.blocks) for one in decision.questions] == [("agreement_overtime_allowed", False)]
