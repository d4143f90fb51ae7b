"""What is gathered for a payslip: time, holidays, tax cards, the year so far and what is planned, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import answers, arrangements, contracts, documents, formats, leave, pay, people, texts, training
from employer.answers.schemas import Answer
from employer.arrangements.schemas import KelaPart
from employer.budget.schemas import Expense
from employer.budget.service import record_expense
from employer.clock import HELSINKI
from employer.contracts.schemas import (
    Agreement,
    Ending,
    HolidayTerm,
    Opening,
    OpeningHoliday,
    OpeningYear,
    Pattern,
    PayRun,
    Terms,
    VariableHours,
    Wage,
    WeeklyTime,
)
from employer.effective import Hand
from employer.hours.schemas import Shift
from employer.hours.service import add_shift
from employer.leave.schemas import Absence
from employer.pay import queries
from employer.pay.schemas import Draft, Issued, IssuePayslip
from employer.people.schemas import Card
from employer.training.schemas import Training
from payroll.inputs import HolidayPart, MissedPart, VaryingHours, from_text
from tests.employer.conftest import START, on
from tests.employer.pay.conftest import KNOWN, month_run

Drafts = Callable[..., Draft]
Issue = Callable[..., Issued]
AS_LONG = date(2026, 1, 5)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in Finland."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HELSINKI)


def holiday(
    session: Session, payer: tuple[int, int], first: date, last: date, hand: Hand, kind: str = "annual_holiday"
) -> None:
    """Notes an absence."""
    leave.add_absence(session, payer[0], Absence(payer[1], kind, first, last), hand)


# -- time --------------------------------------------------------------------------------------------------------------


def test_whole_weeks_around_the_period_are_gathered(a_draft: Drafts) -> None:
    shifts = a_draft(4).inputs.shifts  # April 2026 begins on a Wednesday and ends on a Thursday
    assert shifts[0].start == at(date(2026, 3, 30), 14)
    assert shifts[-1].start.date() == date(2026, 4, 30)


def test_a_planned_shift_of_the_period_is_asked_and_the_answer_counts(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    day = date(2026, 1, 17)
    add_shift(session, payer[0], Shift(payer[1], at(day, 10), at(day, 12), status="planned"), hand)
    before = a_draft(1)
    assert [shift.start for shift in before.inputs.unconfirmed] == [at(day, 10)]
    (question,) = before.payslip.questions
    answers.record_answer(session, payer[0], Answer(question.id, "kyllä", "työvuorolista", day), hand)
    after = a_draft(1)
    assert after.inputs.unconfirmed == ()
    assert after.payslip.hours.worked == before.payslip.hours.worked + 120


def test_an_answer_that_it_was_not_worked_leaves_the_shift_out(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    day = date(2026, 1, 17)
    add_shift(session, payer[0], Shift(payer[1], at(day, 10), at(day, 12), status="planned"), hand)
    before = a_draft(1)
    answers.record_answer(session, payer[0], Answer(before.payslip.questions[0].id, "ei", "kalenteri", day), hand)
    after = a_draft(1)
    assert after.inputs.unconfirmed == ()
    assert after.payslip.hours.worked == 2880


def test_shifts_inside_an_absence_go_with_it(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    holiday(session, payer, date(2026, 2, 5), date(2026, 2, 11), hand, "sick")
    inputs = a_draft(2).inputs
    (absence,) = inputs.absences
    assert [shift.start.date().day for shift in absence.shifts] == [5, 9, 10, 11]
    assert all(shift.start.date().day not in (5, 9, 10, 11) for shift in inputs.shifts)


def test_an_absence_takes_along_why_it_is_not_paid_and_whether_the_hours_vary(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    unpaid = Absence(payer[1], "sick", date(2026, 2, 5), date(2026, 2, 6), no_pay="own_fault")
    leave.add_absence(session, payer[0], unpaid, hand)
    (absence,) = a_draft(2).inputs.absences
    assert (absence.no_pay, absence.hours_vary) == ("own_fault", False)
    assert "no_pay_own_fault" in [one.code for one in a_draft(2).payslip.notices]


def test_a_prenatal_check_of_a_part_of_a_day_is_paid_and_the_rest_is_worked(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    whole = a_draft(2).payslip
    check = Absence(
        payer[1], "prenatal_check", date(2026, 2, 5), date(2026, 2, 5), start_minute=15 * 60, end_minute=16 * 60 + 30
    )
    leave.add_absence(session, payer[0], check, hand)
    draft = a_draft(2)
    paid = {one.kind: one.minutes for one in draft.payslip.lines}
    before = {one.kind: one.minutes for one in whole.lines}
    assert paid["hindrance_pay"] == 90
    assert paid["base_pay"] == before["base_pay"] - 90
    assert draft.payslip.totals["gross"] == whole.totals["gross"]
    assert [one.start.hour for one in draft.inputs.shifts if one.start.day == 5] == [14, 16]


@pytest.mark.parametrize(("extra", "fourfold"), [(12 * 60 - 1, False), (12 * 60, True)])
def test_extra_work_of_fourfold_the_fixed_hours_is_seen_before_an_illness(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand, extra: int, fourfold: bool
) -> None:
    # from Monday 12 January to Sunday 18 January the contract has an hour a day; the pattern's four hours are cancelled
    contracts.set_weekly_time(session, *payer, WeeklyTime(7 * 60, START), hand)
    for number in (12, 13, 14, 15):
        start = datetime(2026, 1, number, 14, tzinfo=HELSINKI)
        add_shift(session, payer[0], Shift(payer[1], start, start + timedelta(hours=4), status="cancelled"), hand)
    for number, minutes in ((13, 16 * 60), (15, extra)):
        start = datetime(2026, 1, number, 5, tzinfo=HELSINKI)
        add_shift(session, payer[0], Shift(payer[1], start, start + timedelta(minutes=minutes)), hand)
    leave.add_absence(session, payer[0], Absence(payer[1], "sick", date(2026, 1, 19), date(2026, 1, 20)), hand)
    (absence,) = a_draft(1).inputs.absences
    assert absence.worked_fourfold is fourfold


def test_an_illness_that_began_in_a_holiday_is_paid_from_its_true_first_day(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    # ill since Monday 2 March, nine weekdays to Thursday 12 March; noted from the 9th, after the own-risk days
    ill = Absence(payer[1], "sick", date(2026, 3, 9), date(2026, 3, 22), ill_since=date(2026, 3, 2))
    leave.add_absence(session, payer[0], ill, hand)
    (line,) = (one for one in a_draft(3).payslip.lines if one.kind == "sick_pay")
    assert (line.first, line.last, line.minutes) == (date(2026, 3, 9), date(2026, 3, 12), 4 * 240)


def test_two_notes_of_one_hindrance_share_its_paid_days(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    # a fire from Monday 2 March: fourteen days are paid, to Sunday 15 March, noted in two or three parts
    def paid(*days: tuple[int, int]) -> int:
        noted = [
            leave.add_absence(
                session,
                payer[0],
                Absence(payer[1], "hindrance_independent", date(2026, 3, first), date(2026, 3, last)),
                hand,
            )
            for first, last in days
        ]
        minutes = sum(one.minutes or 0 for one in a_draft(3).payslip.lines if one.kind == "hindrance_pay")
        for absence_id in noted:
            leave.remove_absence(session, payer[0], absence_id, hand)
        return minutes

    once = 8 * 240
    assert paid((2, 22)) == once
    assert paid((2, 8), (9, 22)) == once
    assert paid((2, 8), (9, 17), (18, 22)) == once
    assert paid((2, 8), (10, 22)) == 4 * 240 + 7 * 240  # a day between: another hindrance


def test_two_notes_of_one_illness_have_one_window(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    whole = Absence(payer[1], "sick", date(2026, 3, 2), date(2026, 3, 22))
    absence_id = leave.add_absence(session, payer[0], whole, hand)
    once = a_draft(3).payslip.totals["gross"]
    leave.change_absence(session, payer[0], absence_id, replace(whole, last=date(2026, 3, 6)), hand)
    rest = replace(whole, first=date(2026, 3, 7), same_illness_as=date(2026, 3, 2))
    leave.add_absence(session, payer[0], rest, hand)
    assert a_draft(3).payslip.totals["gross"] == once
    found = a_draft(3).inputs.absences[1]
    assert (found.since, found.earlier_spells) == (date(2026, 3, 2), ())


def test_falling_ill_at_work_pays_the_worked_hours_as_work_and_half_of_the_missed_ones_in_the_first_month(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    # employed from 12 January, four hours from two o'clock; ill from three on 5 February to the next day
    ill = Absence(payer[1], "sick", date(2026, 2, 5), date(2026, 2, 9), start_minute=15 * 60)
    whole = {one.kind: one.minutes for one in a_draft(2).payslip.lines}
    leave.add_absence(session, payer[0], ill, hand)
    lines = {one.kind: (one.minutes, one.unit_price) for one in a_draft(2).payslip.lines}
    assert lines["sick_pay"] == (180 + 240, "6.60")
    assert lines["base_pay"] == (whole["base_pay"] - 420, "13.20")


def test_a_partial_leave_takes_no_shift_away(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    before = a_draft(2).inputs
    holiday(session, payer, date(2026, 2, 1), date(2026, 3, 31), hand, "partial_childcare")
    assert a_draft(2).inputs == before


def test_an_illness_that_goes_on_knows_the_earlier_spell(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    holiday(session, payer, date(2026, 1, 19), date(2026, 1, 20), hand, "sick")
    leave.add_absence(
        session,
        payer[0],
        Absence(payer[1], "sick", date(2026, 2, 2), date(2026, 2, 3), same_illness_as=date(2026, 1, 19)),
        hand,
    )
    (absence,) = a_draft(2).inputs.absences
    assert absence.earlier_last == date(2026, 1, 20)


def test_a_skipped_public_holiday_is_kept_apart(a_draft: Drafts) -> None:
    inputs = a_draft(4).inputs
    assert [shift.start.date() for shift in inputs.free_public_holidays] == [date(2026, 4, 6)]  # Easter Monday


def test_trainings_and_expenses_of_the_period_are_paid(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    training.add_training(session, payer[0], Training(payer[1], "Ensiapu", date(2026, 3, 14), 240, True, True), hand)
    record_expense(session, payer[0], Expense(date(2026, 3, 12), "Bussi", 580, employment_id=payer[1]), hand)
    record_expense(session, payer[0], Expense(date(2026, 3, 13), "Lelut", 900), hand)
    march, april = a_draft(3), a_draft(4)
    assert [one.title for one in march.inputs.trainings] == ["Ensiapu"]
    assert march.payslip.totals["tax_free"] == 580
    assert april.inputs.trainings == ()
    assert april.inputs.expenses == ()


def test_a_supplementary_run_leaves_the_days_of_ordinary_runs_to_them(
    session: Session, payer: tuple[int, int], hand: Hand
) -> None:
    contracts.declare_pay_run(session, payer[0], month_run(1), hand)
    extra = PayRun(date(2026, 1, 1), date(2026, 2, 5), date(2026, 2, 6), "supplementary")
    made = pay.draft(session, *payer, extra, KNOWN)
    assert {shift.start.month for shift in made.inputs.shifts} == {2}


# -- insurances, cards, the year so far --------------------------------------------------------------------------------


def test_what_nobody_said_of_insurance_stays_open(session: Session, household: tuple[int, int]) -> None:
    insurance = pay.draft(session, *household, month_run(1), KNOWN).inputs.insurance
    assert insurance.pension_kind is None
    assert not insurance.accident_known
    assert not insurance.group_life_known


def test_what_was_answered_of_the_law_for_another_employment_holds_here_too_and_its_own_goes_first(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    day = date(2026, 1, 20)

    def say(topic: str, subject: str, value: str) -> None:
        answers.record_answer(session, payer[0], Answer(f"{topic}:{subject}:2026-01-30", value, "sopimus", day), hand)

    own = a_draft(1).inputs.employment
    say("missing_law_value.heta.night.percent", "zz-9", "20")
    say("missing_law_value.heta.evening.percent", own, "15")
    say("missing_law_value.heta.evening.percent", "zz-9", "16")
    say("agreement_stacking.sunday.evening", "zz-9", "ei")
    say("agreement_raise_day.2026", "zz-9", "1.10.2026")
    say("agreement_wage", "zz-9", "13,00")
    given = a_draft(1).inputs.answers
    assert {one.question.split(":")[0] for one in given} == {
        "missing_law_value.heta.night.percent",
        "missing_law_value.heta.evening.percent",
        "agreement_stacking.sunday.evening",
        "agreement_raise_day.2026",
    }
    assert {one.question.split(":")[1] for one in given} == {own}
    assert [one.value for one in given if "evening.percent" in one.question] == ["16", "15"]  # the last one is used


def test_the_time_in_which_the_hours_vary_is_gathered(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    assert a_draft(2).inputs.varying_hours == ()
    (earlier,) = contracts.employment(session, *payer, KNOWN).terms
    varying = replace(earlier, variable_hours=VariableHours(300, 1200), first=date(2026, 2, 16))
    contracts.set_terms(session, *payer, varying, hand)
    assert a_draft(2).inputs.varying_hours == (VaryingHours(date(2026, 2, 16), None, 300),)


def test_each_card_counts_from_its_own_first_day(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    employee_id = contracts.employment(session, *payer, KNOWN).employee_id
    card = Card("wage", Decimal("9.0"), Decimal("28.0"), Decimal("8000.00"), first=date(2026, 2, 15))
    people.add_tax_card(session, payer[0], employee_id, card, hand)
    january, february = pay_month(*payer, 1), pay_month(*payer, 2)
    old, new = a_draft(3).inputs.tax_cards
    assert old.until == date(2026, 2, 14)
    assert old.paid_cents == january.totals["taxable"] + february.totals["taxable"]
    assert new.paid_cents == february.totals["taxable"]


def test_the_year_so_far_is_what_was_paid_before(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts
) -> None:
    paid = [pay_month(*payer, month) for month in (1, 2)]
    year = a_draft(3).inputs.year
    assert year.known
    for found, key in (
        (year.gross_cents, "taxable"),
        (year.withheld_cents, "withholding"),
        (year.pension_employee_cents, "pension_employee"),
        (year.net_cents, "net"),
    ):
        assert found == sum(one.totals[key] for one in paid)
    assert year.month_gross_cents == 0


def test_the_months_health_contribution_is_rounded_once_over_its_payslips(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts
) -> None:
    first = pay_month(*payer, PayRun(date(2026, 1, 1), date(2026, 1, 20), date(2026, 1, 21)))
    second = pay.draft(session, *payer, PayRun(date(2026, 1, 21), date(2026, 1, 31), date(2026, 1, 30)), KNOWN)
    assert second.inputs.year.month_health_base_cents == first.totals["taxable"]
    assert second.inputs.year.month_health_cents == first.totals["employer_health"]
    month = first.totals["taxable"] + (second.payslip.totals["taxable"] or 0)
    whole = (Decimal(month) * Decimal("1.91") / 100).quantize(Decimal(1))
    assert first.totals["employer_health"] + (second.payslip.totals["employer_health"] or 0) == whole


def test_planned_pay_settles_the_yearly_limits_from_the_first_payment(a_draft: Drafts) -> None:
    made = a_draft(1)
    assert made.inputs.year.planned_gross_cents is not None
    assert made.inputs.year.planned_gross_cents > 150_000
    assert made.payslip.totals["withholding"] == 7603


@pytest.fixture
def without_roster(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    insured: Callable[..., None],
) -> Callable[..., tuple[Callable[..., Draft], int, int]]:
    """A household whose shifts are written as they are worked: one of four hours on 27 January; gives its drafts, and
    the ids of employer and employment."""

    def make(
        *, absences: tuple[tuple[str, date, date], ...] = (), **changes: Any
    ) -> tuple[Callable[..., Draft], int, int]:
        employer_id = an_employer()
        insured(employer_id)
        employment_id = an_employment(employer_id, an_employee(employer_id), **{"patterns": (), **changes})
        contracts.set_agreement(session, employer_id, employment_id, Agreement("none", "childminding"), hand)
        add_shift(
            session, employer_id, Shift(employment_id, at(date(2026, 1, 27), 14), at(date(2026, 1, 27), 18)), hand
        )
        for kind, first, last in absences:
            leave.add_absence(session, employer_id, Absence(employment_id, kind, first, last), hand)
        return (lambda run: pay.draft(session, employer_id, employment_id, run, KNOWN)), employer_id, employment_id

    return make


FRIDAYS = Pattern(START, None, (4,), 840, 900, 0, "public_holidays")
HOURS_VARY = Terms(variable_hours=VariableHours(120, 1200, "as needed"))


@pytest.mark.parametrize(
    ("changes", "absences", "planned"),
    [
        # 16 hours at 13.20 are 211.20 a week: 27 days of February 814.63, a month of 31 days 935.31, one of 30 905.14
        ({}, (), 81_463 + 6 * 93_531 + 4 * 90_514),
        # two hours a week are sure: 26.40; February 101.83, 116.91, 113.14
        ({"terms": HOURS_VARY}, (), 10_183 + 6 * 11_691 + 4 * 11_314),
        ({"terms": Terms(variable_hours=VariableHours(0, 1200, "as needed"))}, (), 0),
        # away to the end of March: nine months, five of 31 days
        ({}, (("parental", date(2026, 2, 2), date(2026, 3, 31)),), 5 * 93_531 + 4 * 90_514),
        ({}, (("annual_holiday", date(2026, 7, 6), date(2026, 7, 9)),), 81_463 + 6 * 93_531 + 4 * 90_514),
        # a pattern of Fridays says what is planned, also in the weeks of Good Friday, 1 May, Midsummer and Christmas:
        # an hour on each of the other 43 Fridays from February on
        ({"patterns": (FRIDAYS,), "holiday_terms": (HolidayTerm("by_law", None),)}, (), 43 * 1_320),
        # a monthly wage is planned by its own months, whatever the weekly time
        ({"wages": (Wage("month", Decimal("600.00"), START),)}, (), 11 * 60_000),
    ],
)
def test_the_agreed_time_of_weeks_to_come_counts_towards_the_yearly_limits(
    without_roster: Callable[..., Any],
    changes: dict[str, Any],
    absences: tuple[tuple[str, date, date], ...],
    planned: int,
) -> None:
    draft, _, _ = without_roster(absences=absences, **changes)
    made = draft(month_run(1))
    assert made.inputs.year.planned_gross_cents == planned
    over = (made.payslip.totals["taxable"] or 0) + planned > 150_000
    assert ((made.payslip.totals["withholding"] or 0) > 0) is over
    assert ((made.payslip.totals["employer_health"] or 0) > 0) is over


def test_a_week_with_a_planned_shift_and_the_time_after_the_end_have_no_agreed_time_besides(
    session: Session, without_roster: Callable[..., Any], hand: Hand
) -> None:
    draft, employer_id, employment_id = without_roster()
    shift = Shift(employment_id, at(date(2026, 2, 4), 14), at(date(2026, 2, 4), 15), status="planned")
    add_shift(session, employer_id, shift, hand)
    ending = Ending(date(2026, 2, 15), "sijaisuus", "fixed_term_ended")
    contracts.end_employment(session, employer_id, employment_id, ending, hand)
    # an hour in the week of 2 February and the agreed 211.20 in the next one
    assert draft(month_run(1)).inputs.year.planned_gross_cents == 1320 + 21_120


def test_the_agreed_time_of_a_later_pay_of_the_month_counts_towards_the_pension_limit(
    session: Session, without_roster: Callable[..., Any], hand: Hand
) -> None:
    draft, employer_id, _ = without_roster(weekly_times=(WeeklyTime(60),))
    later = PayRun(date(2026, 1, 16), date(2026, 1, 25), date(2026, 1, 31))
    contracts.declare_pay_run(session, employer_id, later, hand)
    first = draft(PayRun(date(2026, 1, 12), date(2026, 1, 15), date(2026, 1, 15)))
    assert first.inputs.year.month_planned_gross_cents == 1886  # ten days of 13.20 a week


@pytest.mark.parametrize(
    ("run", "end", "planned"),
    [
        # the second half is paid on the 31st: eight weeks' sevenths of 13.20 each
        (PayRun(date(2026, 3, 1), date(2026, 3, 15), date(2026, 3, 15)), None, 3017),
        (PayRun(date(2026, 3, 1), date(2026, 3, 15), date(2026, 3, 15)), date(2026, 3, 22), 1320),
        (PayRun(date(2026, 3, 1), date(2026, 3, 15), date(2026, 3, 15)), date(2026, 3, 15), 0),
        (PayRun(date(2026, 3, 1), date(2026, 3, 15), date(2026, 3, 31)), None, 0),  # a half month later: in April
        (PayRun(date(2026, 2, 16), date(2026, 2, 28), date(2026, 3, 2)), None, 2829),  # the 15 days paid on the 17th
        (PayRun(date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 31)), None, 0),
        # two weeks at a time: the next two are paid on the 22nd, those after it in April
        (PayRun(date(2026, 2, 23), date(2026, 3, 8), date(2026, 3, 8)), None, 2640),
    ],
)
def test_pay_of_the_month_whose_run_nobody_has_declared_counts_towards_the_pension_limit(
    without_roster: Callable[..., Any], run: PayRun, end: date | None, planned: int
) -> None:
    draft, _, _ = without_roster(weekly_times=(WeeklyTime(60),), ending=Ending(end, "sijaisuus"))
    assert draft(run).inputs.year.month_planned_gross_cents == planned


def test_another_employment_of_the_person_counts_towards_the_pension_limit_once(
    session: Session, payer: tuple[int, int], an_employment: Callable[..., int], a_draft: Drafts, pay_month: Issue
) -> None:
    """Both are paid on one day: of the first the other is planned, of the second the first is paid."""
    contracts.declare_pay_run(session, payer[0], month_run(1), on(START))
    employee = contracts.employment(session, *payer, KNOWN).employee_id
    other = an_employment(payer[0], employee, code="ilona-2")
    contracts.set_agreement(session, payer[0], other, Agreement("none", "childminding"), on(START))
    planned = a_draft(1).inputs.year.month_planned_gross_cents
    assert planned == pay.draft(session, payer[0], other, month_run(1), KNOWN).payslip.totals["gross"]
    first = pay_month(*payer, 1)
    second = pay_month(payer[0], other, 1)
    assert pay.draft_correction(session, payer[0], first.id, KNOWN).inputs.year.month_planned_gross_cents == planned
    year = pay.draft_correction(session, payer[0], second.id, KNOWN).inputs.year
    assert (year.month_gross_cents, year.month_planned_gross_cents) == (first.totals["taxable"], 0)


def test_nothing_is_planned_once_paid_pay_has_passed_the_limits(
    pay_month: Issue, payer: tuple[int, int], a_draft: Drafts
) -> None:
    for month in (1, 2):
        pay_month(*payer, month)
    year = a_draft(3).inputs.year
    assert year.planned_gross_cents is None
    assert year.all_planned_gross_cents is None


def test_under_the_limits_nothing_is_withheld_and_the_payslip_remembers_it(
    session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand
) -> None:
    contracts.end_employment(
        session, payer[0], payer[1], Ending(date(2026, 1, 31), "sijaisuus", "fixed_term_ended"), hand
    )
    made = pay_month(*payer, 1)
    assert made.totals["withholding"] == 0
    assert made.totals["employer_health"] == 0
    assert made.bases["without_withholding"] == made.totals["taxable"]
    assert made.bases["without_health"] == made.totals["taxable"]
    assert made.totals["unemployment_employee"] > 0


def test_a_limit_passed_in_the_middle_of_the_year_becomes_a_question(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    contracts.end_employment(
        session, payer[0], payer[1], Ending(date(2026, 2, 5), "sijaisuus", "fixed_term_ended"), hand
    )
    january = pay_month(*payer, 1)
    later = on(date(2026, 2, 1))
    contracts.end_employment(session, payer[0], payer[1], Ending(None), later)
    february = a_draft(2)
    assert february.inputs.year.gross_not_withheld_cents == january.totals["taxable"]
    assert (february.payslip.totals["withholding"] or 0) > 0  # on itself only
    topics = {question.topic: question.blocks for question in february.payslip.questions}
    assert topics["limit_passed_withholding"] is False
    assert february.payslip.can_be_issued


def test_the_earlier_payments_are_listed_for_tax_at_source(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    contracts.end_employment(
        session, payer[0], payer[1], Ending(date(2026, 2, 5), "sijaisuus", "fixed_term_ended"), hand
    )
    january = pay_month(*payer, 1)
    later = on(date(2026, 2, 1))
    contracts.end_employment(session, payer[0], payer[1], Ending(None), later)
    assert a_draft(2).inputs.year.not_withheld == ()  # the person's card is not for tax at source
    employee_id = contracts.employment(session, *payer, KNOWN).employee_id
    card = Card("source", Decimal("35.0"), deduction=True, first=date(2026, 2, 1))
    people.add_tax_card(session, payer[0], employee_id, card, later)
    drafted = a_draft(2)
    [one] = drafted.inputs.year.not_withheld
    days = {shift.start.date() for shift in from_text(january.inputs_text).shifts if shift.start.month == 1}
    assert (one.paid, one.cents, one.whole_month) == (january.payment_day, january.totals["taxable"], False)
    assert one.work_days == len(days)
    for topic, value in (("tax_at_source_health", "ei"), ("limit_passed_source", "palkasta")):
        [asked] = [question for question in a_draft(2).payslip.questions if question.topic == topic]
        given = Answer(asked.id, value, "OmaVeron viesti", date(2026, 2, 1))
        answers.record_answer(session, payer[0], given, on(date(2026, 2, 2)))
    missed = (one.cents - 1700 * one.work_days) * 35 // 100
    deductions = {line["kind"]: line for line in pay.payslip_data(a_draft(2))["deductions"]}
    assert deductions["tax_at_source"]["because"] == "tax_at_source.because_deduction_missed"
    assert deductions["tax_at_source"]["facts"]["due"] == missed
    for language in texts.LANGUAGES:
        said = documents.say_line(language, deductions["tax_at_source"])
        assert formats.money(missed) in said
    february = pay_month(*payer, 2)
    assert february.bases["without_withholding"] == -january.totals["taxable"]
    assert february.totals["withholding"] == missed + (february.totals["taxable"] - 51_000) * 35 // 100
    assert a_draft(3).inputs.year.not_withheld == ()  # nothing is left to tell of


def test_tax_taken_from_an_addition_that_passes_the_limit_is_not_taken_again(
    session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand
) -> None:
    contracts.end_employment(
        session, payer[0], payer[1], Ending(date(2026, 1, 31), "sijaisuus", "fixed_term_ended"), hand
    )
    january = pay_month(*payer, 1)
    assert january.totals["withholding"] == 0
    wage = Wage("hour", Decimal("33.20"), date(2026, 1, 12))  # 48 hours at twenty euros more
    contracts.set_wage(session, *payer, wage, on(date(2026, 3, 6)))
    day = date(2026, 3, 9)
    asked = pay.draft_correction(session, payer[0], january.id, day)
    [question] = [one for one in asked.payslip.questions if one.topic == "limit_passed_withholding"]
    given = Answer(question.id, "palkasta", "OmaVeron viesti", day)
    answers.record_answer(session, payer[0], given, on(day))
    made = pay.draft_correction(session, payer[0], january.id, day)
    added = pay.issue(session, payer[0], IssuePayslip(made, reason="palkankorotus"), on(day))
    untaxed = january.totals["taxable"]
    assert untaxed == 63360 + 5702  # nine percent of holiday compensation
    assert (added.own_day, added.totals["gross"]) == (True, 96000 + 8640)
    assert added.totals["withholding"] == 12557 + 8287  # 12 % of it, and of January's 690.62
    assert added.bases["without_withholding"] == -untaxed
    assert queries.withheld_later(session, payer[0], january.id) == untaxed
    again = pay.draft_correction(session, payer[0], january.id, date(2026, 3, 10))
    assert (again.payslip.totals["gross"], again.payslip.totals["withholding"]) == (0, 0)


def test_the_tax_that_was_missed_leaves_out_what_kela_paid(
    session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand
) -> None:
    arrangements.set_kela_part(session, *payer, KelaPart(20_000, date(2026, 1, 1)), hand)
    contracts.end_employment(
        session, payer[0], payer[1], Ending(date(2026, 2, 5), "sijaisuus", "fixed_term_ended"), hand
    )
    january = pay_month(*payer, 1)
    assert january.totals["withholding"] == 0
    kela = 12_903  # 20 of the 31 days of January
    assert january.bases["without_withholding"] == january.totals["taxable"] - kela
    assert january.bases["without_health"] == january.totals["taxable"]  # contributions are of the whole wage


def test_tax_taken_afterwards_is_taken_once_and_not_again_from_a_correction(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    contracts.end_employment(
        session, payer[0], payer[1], Ending(date(2026, 2, 5), "sijaisuus", "fixed_term_ended"), hand
    )
    january = pay_month(*payer, 1)
    contracts.end_employment(session, payer[0], payer[1], Ending(None), on(date(2026, 2, 1)))
    asked = a_draft(2)
    [question] = [one for one in asked.payslip.questions if one.topic == "limit_passed_withholding"]
    missed = january.totals["taxable"] * 12 // 100  # the card's 12 % of whole tens of euros
    assert dict(question.facts)["due"] == f"{missed // 100}.{missed % 100:02d}"
    given = Answer(question.id, "palkasta", "OmaVeron viesti", date(2026, 2, 1))
    answers.record_answer(session, payer[0], given, on(date(2026, 2, 2)))
    february = pay_month(*payer, 2)
    assert february.totals["withholding"] == (asked.payslip.totals["withholding"] or 0) + missed
    assert february.bases["without_withholding"] == -january.totals["taxable"]
    march = a_draft(3)
    assert march.inputs.year.gross_not_withheld_cents == 0
    assert "limit_passed_withholding" not in {one.topic for one in march.payslip.questions}
    correction = pay.draft_correction(session, payer[0], january.id, KNOWN)
    assert correction.inputs.year.withheld_later_cents == january.totals["taxable"]
    assert correction.payslip.totals["withholding"] == 0


def test_an_older_employment_without_an_opening_is_not_known(
    session: Session, payer: tuple[int, int], a_draft: Drafts
) -> None:
    made = a_draft(3)
    assert not made.inputs.year.known
    assert made.inputs.tax_cards[0].paid_cents is None
    assert "card_used" in {question.topic for question in made.payslip.questions}


def test_an_opening_counts_into_the_year_and_the_card(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    contracts.set_opening(
        session,
        payer[0],
        Opening(
            employment_id=payer[1],
            day=date(2026, 3, 1),
            year_so_far=OpeningYear(120_000, 14_400, (("pension_employee", 8_760),)),
            card_used_cents=120_000,
            holidays=(OpeningHoliday((date(2025, 4, 1), date(2026, 3, 31)), Decimal(2), 110_000, 24, 5760),),
        ),
        hand,
    )
    inputs = a_draft(3).inputs
    assert inputs.year.known
    assert inputs.year.gross_cents == 120_000
    assert inputs.year.withheld_cents == 14_400
    assert inputs.year.pension_employee_cents == 8_760
    assert inputs.tax_cards[0].paid_cents == 120_000


# -- holidays ----------------------------------------------------------------------------------------------------------


def test_a_short_holiday_is_paid_on_the_ordinary_pay_day(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    holiday(session, payer, date(2026, 7, 6), date(2026, 7, 9), hand)
    paid = [pay_month(*payer, month).totals["gross"] for month in (1, 2, 3, 4, 5, 6)]
    base = sum(paid[:3])  # January to March belong to the credit year that ended in March
    (part,) = a_draft(7).inputs.holidays
    assert (part.days, part.days_earned, part.rule, part.method) == (4, 4, "14_days", "average_daily_pay")
    assert part.base_cents == base
    assert part.base_known
    assert (part.weekly_days_numerator, part.weekly_days_denominator) == (4, 5)
    assert (part.first, part.last) == (date(2026, 7, 6), date(2026, 7, 9))
    assert not part.include_this_payslip
    assert a_draft(6).inputs.holidays == ()
    assert a_draft(8).inputs.holidays == ()


def test_saved_leave_is_priced_by_the_year_before_it_is_taken(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    paid = [pay_month(*payer, month).totals["gross"] for month in (1, 2, 3, 4)]
    taken = on(date(2027, 5, 1))
    for kind, day in (("annual_holiday", date(2027, 5, 3)), ("saved_holiday", date(2027, 5, 4))):
        leave.add_absence(session, payer[0], Absence(payer[1], kind, day, day), taken)
    run = PayRun(date(2027, 5, 1), date(2027, 5, 31), date(2027, 5, 31))
    parts = pay.draft(session, *payer, run, date(2027, 5, 31)).inputs.holidays
    # both days were earned by March 2026; the saved one is priced by the credit year before the one it is taken in
    assert [(one.credit_year.first.year, one.first.day, one.base_cents) for one in parts] == [
        (2025, 3, sum(paid[:3])),
        (2025, 4, paid[3]),
    ]


def test_a_monthly_wage_follows_the_credit_years_hours_and_its_supplements(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    contracts.set_wage(session, *payer, Wage("month", Decimal("915.00"), START), hand)
    holiday(session, payer, date(2026, 7, 6), date(2026, 7, 9), hand)
    paid = [pay_month(*payer, month) for month in (1, 2, 3)]
    beside = sum(
        line.amount_cents
        for payslip in paid
        for line in payslip.lines
        if line.kind in ("sunday", "saturday", "evening")
    )
    (part,) = a_draft(7).inputs.holidays
    assert (part.method, part.credit_year_weekly_minutes, part.supplements_cents) == ("monthly_pay", None, beside)
    contracts.set_weekly_time(session, *payer, WeeklyTime(480, date(2026, 5, 1)), hand)
    (part,) = a_draft(7).inputs.holidays
    assert part.credit_year_weekly_minutes is None  # the pay has not changed with the hours
    contracts.set_wage(session, *payer, Wage("month", Decimal("457.50"), date(2026, 5, 1)), hand)
    (part,) = a_draft(7).inputs.holidays
    assert (part.method, part.credit_year_weekly_minutes, part.weekly_minutes_now) == ("monthly_pay", 960, 480)


def test_a_longer_holiday_is_paid_in_the_last_pay_run_before_it(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    for month in range(1, 9):
        contracts.declare_pay_run(session, payer[0], month_run(month), hand)
    # two holidays with only a Sunday between them are one of eight days
    for first, last in ((date(2026, 7, 1), date(2026, 7, 4)), (date(2026, 7, 6), date(2026, 7, 9))):
        leave.add_absence(
            session, payer[0], Absence(payer[1], "annual_holiday", first, last, agreed_in_writing=True), hand
        )
    for month in range(1, 6):
        pay_month(*payer, month)
    june = a_draft(6)
    assert sum(part.days for part in june.inputs.holidays) == 8
    assert {part.in_advance for part in june.inputs.holidays} == {False, True}
    pay_month(*payer, 6)
    assert a_draft(7).inputs.holidays == ()


def test_a_long_holiday_noted_too_late_is_paid_in_the_next_run(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    for month in range(1, 9):
        contracts.declare_pay_run(session, payer[0], month_run(month), hand)
    for month in range(1, 7):
        pay_month(*payer, month)
    leave.add_absence(
        session,
        payer[0],
        Absence(payer[1], "annual_holiday", date(2026, 7, 6), date(2026, 7, 14), agreed_in_writing=True),
        on(date(2026, 7, 2)),
    )
    july = a_draft(7)
    assert sum(part.days for part in july.inputs.holidays) == 8


def test_the_final_run_pays_what_is_left_and_says_so(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    contracts.end_employment(session, payer[0], payer[1], Ending(date(2026, 5, 29), None, "resignation"), hand)
    for month in (1, 2, 3, 4):
        pay_month(*payer, month)
    made = a_draft(5)
    assert made.inputs.kind == "final"
    parts = {part.credit_year.first.year: part for part in made.inputs.holidays}
    assert set(parts) == {2025, 2026}
    assert all(part.compensation for part in parts.values())
    assert parts[2025].days == 4  # February and March are full, January is not
    assert parts[2026].days == 4  # April and May
    assert parts[2026].include_this_payslip
    kinds = [line.kind for line in made.payslip.lines]
    assert kinds.count("holiday_compensation") == 2


def test_an_employment_without_a_full_month_is_compensated_by_percentage(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    contracts.end_employment(
        session, payer[0], payer[1], Ending(date(2026, 1, 22), "sijaisuus", "fixed_term_ended"), hand
    )
    made = a_draft(1)
    (part,) = made.inputs.holidays
    assert (part.method, part.percent, part.days) == ("percentage", Decimal(9), 0)
    found = {line.kind: line.amount_cents for line in made.payslip.lines}
    # 8 shifts of four hours at 13.20 are 422.40, and 9 % of them
    assert found == {"base_pay": 42240, "holiday_compensation": 3802}


def test_free_time_that_was_not_used_is_paid_by_the_end_of_the_season(
    session: Session, payer: tuple[int, int], an_employee: Callable[..., int], an_employment: Callable[..., int]
) -> None:
    """Four hours every Monday earn no holiday: below 14 days and 35 hours in every month."""
    monday = an_employment(
        payer[0], an_employee(payer[0], code="monday", identity_code="010190-9411"), code="monday-1",
        weekly_times=(WeeklyTime(240),), holiday_terms=(HolidayTerm("none", None),),
        patterns=(Pattern(START, None, (0,), 840, 1080, 0, "public_holidays"),),
    )  # fmt: skip

    def parts(month: int) -> list[HolidayPart]:
        return list(pay.draft(session, payer[0], monday, month_run(month), KNOWN).inputs.holidays)

    # no run after the drafted one is declared, and until the end of the season others may follow
    assert parts(2) == parts(4) == parts(8) == []
    (part,) = parts(9)
    # January to March are three calendar months of employment: six days of free time
    assert (part.rule, part.compensation, part.days, part.percent) == ("none", True, 6, Decimal(9))
    (by,) = [one for one in part.grounds if one.code == "annual_holiday.free_time_paid_by"]
    assert dict(by.facts) == {"by": "2026-09-30"}
    late = replace(month_run(9), pay_day=date(2026, 10, 9))
    assert [one.days for one in pay.draft(session, payer[0], monday, late, KNOWN).inputs.holidays] == [6]
    # the next pay day, 9 October, would come after the end of the season
    earlier = replace(month_run(8), pay_day=date(2026, 9, 9))
    assert [one.days for one in pay.draft(session, payer[0], monday, earlier, KNOWN).inputs.holidays] == [6]
    end = Ending(date(2026, 6, 10), None, "resignation")
    contracts.end_employment(session, payer[0], monday, end, on(date(2026, 5, 20)))
    assert parts(4) == parts(5) == []
    assert sum(one.days for one in parts(6)) > 6  # the final pay holds April and May too


def test_holiday_moves_to_a_following_employment_by_a_written_agreement_only(
    session: Session, payer: tuple[int, int], an_employment: Callable[..., int], a_draft: Drafts, hand: Hand
) -> None:
    def left() -> list[tuple[str, int]]:
        return [(part.method, part.days) for part in a_draft(3).inputs.holidays]

    ends = Ending(date(2026, 3, 31), "sijaisuus", "fixed_term_ended")
    contracts.end_employment(session, payer[0], payer[1], ends, hand)
    paid = [("average_daily_pay", 4)]  # February and March are full
    assert left() == paid
    begins = date(2026, 4, 1)
    employee = contracts.employment(session, payer[0], payer[1], KNOWN).employee_id
    an_employment(
        payer[0], employee, code="ilona-2", start=begins, wages=(Wage("hour", Decimal("13.20"), begins),),
        patterns=(Pattern(begins, None, (0, 1, 2, 3), 840, 1080, 0, "public_holidays"),),
    )  # fmt: skip
    (question,) = [one for one in a_draft(3).payslip.questions if one.topic == "holiday_carried_over"]
    assert question.blocks
    answers.record_answer(session, payer[0], Answer(question.id, "ei", "sopimus", START), hand)
    assert left() == paid
    answers.record_answer(session, payer[0], Answer(question.id, "kyllä", "sopimus", START), hand)
    assert left() == [("carried_over", 4)]
    made = a_draft(3).payslip
    assert "holiday_compensation" not in [line.kind for line in made.lines]
    assert [dict(one.facts) for one in made.notices if one.code == "holiday_carried_over"] == [
        {"days": "4", "start": "2026-04-01"}
    ]


def test_holiday_in_advance_that_was_not_earned_by_the_end_is_told_and_stays_paid(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    """February and March give four days, April and May four more: of the eleven from 4 to 16 May three are too many."""
    away = Absence(payer[1], "annual_holiday", date(2026, 5, 4), date(2026, 5, 16), agreed_in_writing=True)
    leave.add_absence(session, payer[0], away, hand)
    contracts.end_employment(
        session, payer[0], payer[1], Ending(date(2026, 5, 31), "sijaisuus", "fixed_term_ended"), hand
    )
    made = a_draft(5)
    assert ("beyond_earned", 3) in [(one.method, one.days) for one in made.inputs.holidays]
    assert [dict(one.facts) for one in made.payslip.notices if one.code == "holiday_beyond_earned"] == [{"days": "3"}]
    assert "holiday_compensation" not in [one.kind for one in made.payslip.lines]


def test_supplementary_days_of_a_part_of_a_year_are_calculated_and_paid_at_the_end(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    """7 a §: 183 days from April to September give 24 x 183 / 365 = 12.03. The 75 workdays of the illness end in June:
    four days were earned, and without the illness there were twelve, two for each of six months."""
    away = Absence(payer[1], "sick", date(2026, 2, 2), date(2026, 9, 30))
    leave.add_absence(session, payer[0], away, hand)
    contracts.end_employment(
        session, payer[0], payer[1], Ending(date(2026, 9, 30), "sijaisuus", "fixed_term_ended"), hand
    )
    made = a_draft(9)
    assert [(one.method, one.days) for one in made.inputs.holidays] == [
        ("average_daily_pay", 4), ("average_daily_pay", 4), ("supplementary_days", 8),
    ]  # fmt: skip
    told = {dict(one.facts)["name"] for one in made.payslip.notices if one.code == "single_source"}
    assert told >= {"choice.supplementary_part_year", "holiday_limit.supplementary_year_days"}
    assert "supplementary_day" in [one.topic for one in made.payslip.questions]


def test_supplementary_days_are_asked_where_another_absence_falls_in_the_time(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    for kind, first, last in (
        ("sick", date(2026, 2, 2), date(2026, 3, 31)),
        ("unpaid", date(2026, 4, 1), date(2026, 4, 2)),
        ("sick", date(2026, 4, 3), date(2026, 9, 30)),
    ):
        leave.add_absence(session, payer[0], Absence(payer[1], kind, first, last), hand)
    contracts.end_employment(
        session, payer[0], payer[1], Ending(date(2026, 9, 30), "sijaisuus", "fixed_term_ended"), hand
    )
    topic = "annual_holiday.supplementary_part_year"
    open_ = next(one for one in a_draft(9).payslip.questions if one.topic == topic)
    answers.record_answer(session, payer[0], Answer(open_.id, "3", "advice", date(2026, 1, 12)), hand)
    made = a_draft(9)
    assert topic not in [one.topic for one in made.payslip.questions]
    assert [(one.method, one.days) for one in made.inputs.holidays][-1:] == [("supplementary_days", 3)]


@pytest.mark.parametrize(("days", "compensated"), [("9", 2), ("10", 4)])
def test_the_final_pay_asks_the_first_month_before_the_records_and_pays_what_it_gives(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand, days: str, compensated: int
) -> None:
    """17 §: February is full; four days of March and ten of January make one full month more."""
    year = (date(2025, 4, 1), date(2026, 3, 31))
    opening = Opening(payer[1], date(2026, 2, 1), holidays=(OpeningHoliday(year, Decimal(0)),))
    contracts.set_opening(session, payer[0], opening, hand)
    contracts.end_employment(session, *payer, Ending(date(2026, 3, 5), "sijaisuus", "fixed_term_ended"), hand)
    topic = "annual_holiday.first_month_days"
    open_ = next(one for one in a_draft(3).payslip.questions if one.topic == topic)
    assert open_.blocks
    answers.record_answer(session, payer[0], Answer(open_.id, days, "old rosters", date(2026, 1, 12)), hand)
    made = a_draft(3)
    assert topic not in [one.topic for one in made.payslip.questions]
    assert [one.days for one in made.inputs.holidays if one.compensation] == [compensated]


def test_holiday_pay_is_asked_when_a_part_of_the_credit_year_was_not_paid_here(
    session: Session, payer: tuple[int, int], pay_month: Issue, a_draft: Drafts, hand: Hand
) -> None:
    holiday(session, payer, date(2026, 7, 6), date(2026, 7, 9), hand)
    pay_month(*payer, 1)
    (part,) = a_draft(7).inputs.holidays  # February to June have not been paid
    assert not part.base_known


# -- monthly pay -------------------------------------------------------------------------------------------------------


@pytest.fixture
def monthly(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    insured: Callable[..., None],
) -> tuple[int, int]:
    """Monday to Friday from 8 to 16 for 2200 euros a month, from 12 January."""
    employer_id = an_employer()
    start = date(2026, 1, 12)
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        wages=(Wage("month", Decimal("2200.00"), start),),
        weekly_times=(WeeklyTime(2400),),
        holiday_terms=(HolidayTerm("by_law", None),),
        patterns=(Pattern(start, None, (0, 1, 2, 3, 4), 480, 960, 0, "public_holidays"),),
    )
    insured(employer_id)
    return employer_id, employment_id


def test_of_a_monthly_wage_an_absence_takes_the_part_of_its_day(
    session: Session, monthly: tuple[int, int], hand: Hand
) -> None:
    def draft() -> Any:
        return pay.draft(session, *monthly, month_run(2), KNOWN)

    whole = sum(one.amount_cents for one in draft().payslip.lines)
    called_home = Absence(monthly[1], "compelling", date(2026, 2, 5), date(2026, 2, 6), start_minute=14 * 60)
    absence_id = leave.add_absence(session, monthly[0], called_home, hand)
    made = draft()
    (absence,) = made.inputs.absences
    assert absence.missed_parts == (MissedPart(date(2026, 2, 5), 120, 480),)
    # February has 20 workdays of 110 euros: a quarter of Thursday and the whole Friday
    assert [one.amount_cents for one in made.payslip.lines] == [whole - 11_000, -2_750]
    # two of Thursday's hours and Friday's eight are not of the wage: work in their place would come on top
    assert dict(made.inputs.minutes_paid_without_work) == {date(2026, 2, 2): 600}
    extra = replace(called_home, first=date(2026, 2, 6), start_minute=16 * 60)
    leave.change_absence(session, monthly[0], absence_id, extra, hand)
    assert sum(one.amount_cents for one in draft().payslip.lines) == whole  # nothing of the day was left to miss


def test_a_part_of_a_month_divides_by_the_whole_months_workdays(session: Session, monthly: tuple[int, int]) -> None:
    made = pay.draft(session, *monthly, month_run(1), KNOWN)
    assert len(made.inputs.workdays) == 22  # all of January 2026, New Year's Day and Epiphany included
    (line,) = made.payslip.lines
    assert line.amount_cents == 150_000  # 15 workdays of 22
    assert dict(made.inputs.regular_minutes) == {date(2026, 1, 1): 22 * 480}


def test_a_draft_of_another_day_knows_less(session: Session, payer: tuple[int, int], hand: Hand) -> None:
    contracts.set_wage(
        session, payer[0], payer[1], Wage("hour", Decimal("14.20"), date(2026, 1, 12)), on(date(2026, 3, 1))
    )
    before = pay.draft(session, *payer, month_run(1), date(2026, 2, 1))
    after = pay.draft(session, *payer, month_run(1), date(2026, 3, 1))
    assert (before.payslip.totals["gross"], after.payslip.totals["gross"]) == (63360, 68160)


def test_the_same_situation_gives_the_same_draft(session: Session, payer: tuple[int, int], a_draft: Drafts) -> None:
    now = pay.situation(session, payer[0], KNOWN)
    one = pay.draft(session, *payer, month_run(1), KNOWN, now)
    assert one == a_draft(1)
    assert replace(one.inputs, known_on=AS_LONG) != one.inputs


def test_a_monthly_wage_knows_the_hours_that_need_no_work(
    session: Session, monthly: tuple[int, int], hand: Hand
) -> None:
    holiday(session, monthly, date(2026, 4, 15), date(2026, 4, 16), hand, "unpaid")
    run = month_run(4)
    inputs = pay.draft(session, *monthly, run, KNOWN).inputs
    # Good Friday, Easter Monday and the two days away, 8 h each
    assert inputs.minutes_paid_without_work == (
        (date(2026, 3, 30), 480),
        (date(2026, 4, 6), 480),
        (date(2026, 4, 13), 960),
        (date(2026, 4, 27), 480),
    )
    begins = pay.draft(session, *monthly, month_run(1), KNOWN).inputs
    assert dict(begins.minutes_paid_without_work)[date(2026, 1, 5)] == 4 * 480 + 480


def test_work_at_another_time_makes_up_for_a_day_that_levels_out_a_monthly_wages_hours(
    session: Session, monthly: tuple[int, int], hand: Hand
) -> None:
    whole = pay.draft(session, *monthly, month_run(2), KNOWN)
    holiday(session, monthly, date(2026, 2, 5), date(2026, 2, 5), hand, "levelling")
    start = datetime(2026, 2, 6, 16, tzinfo=HELSINKI)
    add_shift(session, monthly[0], Shift(monthly[1], start, start + timedelta(hours=4)), hand)
    made = pay.draft(session, *monthly, month_run(2), KNOWN)
    assert dict(made.inputs.minutes_paid_without_work).get(date(2026, 2, 2), 0) == 0
    base = [one.amount_cents for one in made.payslip.lines if one.kind == "base_pay"]
    assert base == [one.amount_cents for one in whole.payslip.lines if one.kind == "base_pay"] == [220000]


def _short_employment(session: Session, household: tuple[int, int], hand: Hand, last: date | None) -> Draft:
    """January's payslip, 633.60 euros, of an employment that lasts to a day (844.80 euros of February)."""
    if last is not None:
        contracts.end_employment(session, *household, Ending(last, None, "resignation"), hand)
    return pay.draft(session, *household, month_run(1), KNOWN)


def test_planned_wages_hold_the_holiday_compensation_of_a_known_end(
    session: Session, payer: tuple[int, int], hand: Hand
) -> None:
    made = _short_employment(session, payer, hand, date(2026, 2, 28))
    # 633.60 + 844.80 = 1,478.40 are under 1,500; 9 % of them, 133.06, comes with the final pay
    assert made.inputs.year.planned_gross_cents == 84480 + 13306
    assert made.payslip.totals["withholding"] == 7603  # 12 % of 633.60 from the first payment on


def test_the_final_run_has_the_compensation_in_its_own_pay(
    session: Session, payer: tuple[int, int], hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    contracts.end_employment(session, *payer, Ending(date(2026, 2, 28), None, "resignation"), hand)
    pay_month(*payer, 1)
    assert pay.draft(session, *payer, month_run(2), KNOWN).inputs.year.planned_gross_cents == 0


def test_an_employment_without_an_end_plans_no_compensation(
    session: Session, payer: tuple[int, int], hand: Hand
) -> None:
    planned = _short_employment(session, payer, hand, None).inputs.year.planned_gross_cents
    assert planned is not None
    assert planned % 5280 == 0  # whole shifts of four hours, and nothing else


def test_the_contract_s_pay_day_stands_among_the_payslip_s_terms(pay_month: Issue, payer: tuple[int, int]) -> None:
    made = pay_month(*payer, 1)
    [term] = [one for one in made.shown.terms if one["name"] == "pay_day"]
    assert (term["level"], term["contract"]["number"], term["contract"]["unit"]) == ("contract", "0", "pay_day")
