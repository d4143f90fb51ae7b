"""Pay for absences that the agreement may give beyond the law: asked, and paid as answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from payroll.inputs import Absence, Answer, Averaging, CancelledShift, Training, Wage
from payroll.replay import replay
from rules import Book, Days, NoValueForDay, Period
from tests.payroll.builders import a_shift, day
from tests.payroll.test_agreement import BOOK, GROUP_A, NO_RAISE, answer, asked, lines, result

WAGE = answer("agreement_wage", "13.00", "2026-03-01")


def march(absence: Absence, *given: Answer, **changes):
    return result("2026-03", "13.00", absences=(absence,), answers=(WAGE, NO_RAISE, *given), **changes)


def away(kind: str, first: str, last: str, *days: int, **facts) -> Absence:
    shifts = tuple(a_shift(f"2026-03-{number:02}", "10:00", "14:00") for number in days)
    return Absence(kind, day(first), day(last), shifts, **facts)


# ill on Monday 2 March: by law paid to Thursday 12 March (the day of falling ill and nine weekdays)
ILL = away("sick", "2026-03-02", "2026-03-20", 2, 12, 13, 18)
SICK_PAY = "agreement_sick_pay.2026-03-02"
YES, NO = answer("agreement_gives.sick_pay", "yes"), answer("agreement_gives.sick_pay", "no")


def test_whether_the_agreement_pays_longer_is_asked_once_and_then_to_which_day():
    payslip = march(ILL)
    assert [(one.topic, one.blocks) for one in payslip.questions] == [("agreement_gives.sick_pay", True)]
    assert payslip.totals["gross"] is None
    no = march(ILL, NO)
    assert (asked(no), lines(no)) == ([], [("sick_pay", 480, "13.00", 10400)])
    [question] = march(ILL, YES).questions
    assert (question.topic, question.blocks) == (SICK_PAY, True)
    assert dict(question.facts) == {"first": "2026-03-02", "last": "2026-03-12"}


@pytest.mark.parametrize(
    ("told", "further"),
    [("no", None), ("2026-03-12", None), ("2026-03-13", 240), ("2026-03-18", 480), ("2026-04-30", 480)],
)
def test_sick_pay_goes_on_to_the_day_that_was_answered(told: str, further: int | None):
    payslip = march(ILL, YES, answer(SICK_PAY, told))
    assert asked(payslip) == []
    found = [line for line in payslip.lines if "sick_pay_agreement" in {one.code for one in line.reasons}]
    assert [line.minutes for line in found] == ([] if further is None else [further])
    assert payslip.totals["gross"] == 10400 + (further or 0) * 1300 // 60
    replay(payslip.trace)


# 30 hours a week: a weekday holiday off is six hours, at 13.00 an hour 78.00
GOOD_FRIDAY_WEEK = {"month": "2026-04", "agreement": replace(GROUP_A, first=day("2026-04-01"))}
GIVES_FREE_DAY = "agreement_gives.free_day_in_"


def april(absence: Absence, *given: Answer, **changes):
    wage = answer("agreement_wage", "13.00", "2026-04-01")
    changes = GOOD_FRIDAY_WEEK | changes
    return result(wage="13.00", absences=(absence,), answers=(wage, NO_RAISE, *given), **changes)


@pytest.mark.parametrize(
    ("kind", "first", "last", "days"),
    [
        # Good Friday 3 April and Easter Monday 6 April, of an illness that began on 1 April and is paid to the 14th
        ("sick", "2026-04-01", "2026-04-30", ("2026-04-03", "2026-04-06")),
        ("sick", "2026-03-24", "2026-04-30", ("2026-04-03",)),  # to Saturday 4 April
        ("sick", "2026-03-23", "2026-04-30", ()),  # to Thursday
        ("annual_holiday", "2026-03-30", "2026-04-04", ("2026-04-03",)),
        ("annual_holiday", "2026-04-04", "2026-04-06", ("2026-04-06",)),
        ("annual_holiday", "2026-04-07", "2026-04-11", ()),
        ("annual_holiday", "2026-05-01", "2026-05-02", ()),  # of another period
        ("unpaid", "2026-04-01", "2026-04-02", ()),
    ],
)
def test_a_weekday_holiday_within_an_absence_is_asked_once_and_paid_as_answered(kind, first, last, days):
    absence = Absence(kind, day(first), day(last), ())
    topic = GIVES_FREE_DAY + ("illness" if kind == "sick" else "holiday")
    others = answer("agreement_gives.sick_pay", "no")
    open_ones = [one for one in april(absence, others).questions if one.topic.startswith(GIVES_FREE_DAY)]
    assert [(one.topic, one.blocks) for one in open_ones] == ([(topic, True)] if days else [])

    def paid(payslip):
        return [
            (line.first.isoformat(), line.last.isoformat(), line.minutes, line.amount_cents)
            for line in payslip.lines
            if line.kind == "public_holiday_off" and line.first <= day(last) and line.last >= day(first)
        ]

    yes, no = april(absence, others, answer(topic, "yes")), april(absence, others, answer(topic, "no"))
    assert paid(no) == []
    expected = [(days[0], days[-1], 360 * len(days), 7800 * len(days))] if days else []
    assert paid(yes) == expected
    assert not [one for one in (*asked(yes), *asked(no)) if one.startswith(GIVES_FREE_DAY)]


def test_a_weekday_holiday_in_an_absence_is_left_to_the_shift_the_monthly_wage_and_to_illness_without_pay():
    yes = answer(GIVES_FREE_DAY + "illness", "yes")
    friday = Absence("sick", day("2026-04-03"), day("2026-04-03"), (a_shift("2026-04-03", "10:00", "14:00"),))
    monthly = (Wage(day("2024-01-01"), None, "month", Decimal("2000.00")),)
    whole = {"wages": monthly, "workdays": (day("2026-04-02"),), "regular_minutes": ((day("2026-04-01"), 7800),)}
    for absence, changes in (
        (friday, {}),
        (replace(friday, shifts=()), whole),
        (replace(friday, shifts=(), no_pay="own_fault"), {}),
    ):
        found = april(absence, yes, **changes)
        assert not [one for one in found.lines if one.kind == "public_holiday_off" and one.first == friday.first]


def test_an_illness_within_the_law_s_days_asks_nothing_more():
    assert asked(march(away("sick", "2026-03-02", "2026-03-12", 2))) == []
    assert asked(march(away("sick", "2026-03-02", "2026-03-13", 2, 13))) == ["agreement_gives.sick_pay"]
    assert asked(march(replace(ILL, no_pay="own_fault"))) == []
    later = result("2026-04", "13.00", absences=(replace(ILL, shifts=()),), answers=(WAGE, NO_RAISE))
    assert asked(later) == []  # it ended in March


def test_a_monthly_wage_gets_the_further_days_too():
    workdays = tuple(one for one in Period(day("2026-03-01"), day("2026-04-01")) if one.weekday() < 5)
    payslip = march(
        replace(ILL, shifts=()),
        YES,
        answer(SICK_PAY, "2026-03-16"),
        wages=(Wage(day("2026-01-01"), None, "month", Decimal("2200.00")),),
        workdays=workdays,
        regular_minutes=((day("2026-03-01"), 360 * len(workdays)),),
    )
    # 22 workdays, 100.00 each: 7 worked, 9 by law (2 to 12 March), 2 by the agreement (13 and 16 March)
    assert [(line.kind, line.amount_cents) for line in payslip.lines] == [
        ("base_pay", 70000),
        ("sick_pay", 90000),
        ("sick_pay", 20000),
    ]


@pytest.mark.parametrize("kind", ["pregnancy", "special_pregnancy", "parental", "childcare"])
def test_pay_during_a_family_leave_is_asked_and_paid_as_answered(kind: str):
    leave = away(kind, "2026-03-02", "2026-05-29", 2, 9, 16)
    topic, gives = "agreement_leave_pay.2026-03-02", "agreement_gives.leave_pay"
    assert asked(march(leave)) == [gives]
    no = march(leave, answer(gives, "no"))
    assert (asked(no), lines(no)) == ([], [])
    yes = answer(gives, "yes")
    assert asked(march(leave, yes)) == [topic]
    assert lines(march(leave, yes, answer(topic, "no"))) == []
    assert lines(march(leave, yes, answer(topic, "2026-03-09"))) == [("hindrance_pay", 480, "13.00", 10400)]


def test_what_the_agreement_did_not_know_is_not_asked():
    # the agreement of 2022 has no such clause
    row = replace(GROUP_A, first=day("2023-03-01"), pay_group="B")
    ill = Absence("sick", day("2023-03-01"), day("2023-03-31"), ())
    payslip = result(
        "2023-03",
        agreements=(row,),
        absences=(ill,),
        employment_first=day("2022-01-01"),
        wages=(Wage(day("2022-01-01"), None, "hour", Decimal("13.00")),),
    )
    assert not [topic for topic in asked(payslip) if topic.startswith(("agreement_sick_pay", "agreement_gives"))]


@pytest.mark.parametrize("kind", ["compelling", "unpaid"])
def test_a_paid_day_off_is_asked_of_a_single_day_that_would_have_been_worked(kind: str):
    topic = "agreement_day_off.2026-03-07"  # a Saturday
    free = away(kind, "2026-03-07", "2026-03-07", 7)
    payslip = march(free)
    assert [(one.topic, one.blocks) for one in payslip.questions] == [(topic, True)]
    assert lines(payslip) == []
    # the personal wage without the Saturday supplement: 4 × 13.00
    assert lines(march(free, answer(topic, "yes"))) == [("hindrance_pay", 240, "13.00", 5200)]
    assert (asked(march(free, answer(topic, "no"))), lines(march(free, answer(topic, "no")))) == ([], [])


def test_a_day_without_a_shift_and_a_longer_absence_are_no_paid_day_off():
    assert asked(march(away("compelling", "2026-03-07", "2026-03-07"))) == []
    assert asked(march(away("compelling", "2026-03-06", "2026-03-07", 6, 7))) == []
    other_month = replace(
        away("unpaid", "2026-03-07", "2026-03-07", 7), first=day("2026-02-07"), last=day("2026-02-07")
    )
    assert asked(march(other_month)) == []


class Otherwise(Book):
    """The book when an edition has no such clauses (``missing``), or when somebody has added what they say."""

    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def value(self, name, days):
        if name in self.missing:
            raise NoValueForDay(name, days.work_day or days.absence_first, "no such clause")
        if name in self.added:
            return replace(super().value("heta.layoff_sudden_hearing", Days(notice_day=day("2026-03-02"))), name=name)
        return super().value(name, days)


def book(*, missing: tuple[str, ...] = (), added: tuple[str, ...] = ()) -> Otherwise:
    found = Otherwise([BOOK.entry(name) for name in BOOK.names()], BOOK.editions("heta"))
    found.missing, found.added = missing, added
    return found


def test_a_clause_that_an_edition_does_not_have_and_one_that_was_added_are_not_asked():
    clauses = ("heta.sick_pay_longer_scale", "heta.family_leave_pay", "heta.paid_days_off")
    free = away("unpaid", "2026-03-07", "2026-03-07", 7)
    for other in (book(missing=clauses), book(added=clauses[:2])):
        assert asked(march(ILL, book=other)) == []
        assert asked(march(away("parental", "2026-03-02", "2026-05-29", 2), book=other)) == []
    assert asked(march(free, book=book(missing=clauses))) == []


def test_what_the_agreement_pays_for_a_shift_cancelled_in_time_is_asked():
    start = a_shift("2026-03-10", "14:00", "18:00").start
    settings = {"cancelled": (CancelledShift(start, start - timedelta(hours=48)),)}
    gives, topic = "agreement_gives.cancelled_shift", "agreement_cancelled.2026-03-10T14:00"

    def paid(*given: Answer, **changes):
        return result("2026-03", "13.00", **{"answers": (WAGE, NO_RAISE, *given), **settings, **changes})

    assert asked(paid()) == [gives]
    assert (asked(paid(answer(gives, "no"))), lines(paid(answer(gives, "no")))) == ([], [])
    yes = answer(gives, "yes")
    assert asked(paid(yes)) == [topic]
    assert lines(paid(yes, answer(topic, "0"))) == []
    [line] = paid(yes, answer(topic, "26.00")).lines
    assert (line.kind, line.amount_cents, [one.code for one in line.reasons]) == (
        "cancelled_shift", 2600, ["cancelled_shift_agreement"],
    )  # fmt: skip
    late = {"cancelled": (CancelledShift(start, start - timedelta(hours=47)),)}
    assert asked(paid(**late)) == ["cancelled_shift.2026-03-10T14:00"]
    assert asked(paid(job="childminding", agreements=(replace(GROUP_A, name="none"),), answers=())) == []
    assert asked(paid(book=book(missing=("heta.cancelled_shift_percent",)))) == []


def test_clauses_on_working_time_that_an_edition_does_not_have_say_nothing():
    names = ("heta.averaging_least_weeks", "heta.overtime_deviation", "heta.training_days_per_year")
    other = book(missing=names)
    long_day = (a_shift("2026-03-04", "08:00", "17:00"),)
    weeks = (Averaging(day("2026-02-23"), day("2026-03-01"), (2400,)),)
    course = (Training(day("2026-03-05"), "kurssi", 60, required=False, paid=False),)
    settings = {"shifts": long_day, "averaging": weeks, "trainings": course}
    payslip = result("2026-03", "13.00", answers=(WAGE, NO_RAISE), book=other, **settings)
    assert asked(payslip) == []
    assert not {one.code for one in payslip.notices} & {"overtime_by_law", "averaging_beyond_agreement"}
    told = result("2026-03", "13.00", answers=(WAGE, NO_RAISE), **settings)
    assert asked(told) == ["agreement_overtime", "agreement_training.2026-03-05"]
    assert {one.code for one in told.notices} >= {"overtime_by_law", "averaging_beyond_agreement"}


def test_a_monthly_wage_asks_the_multiplier_that_an_edition_does_not_have():
    workdays = tuple(one for one in Period(day("2026-03-01"), day("2026-04-01")) if one.weekday() < 5)
    payslip = result(
        "2026-03",
        answers=(WAGE, NO_RAISE),
        book=book(missing=("heta.monthly_multiplier",)),
        wages=(Wage(day("2026-01-01"), None, "month", Decimal("2200.00")),),
        workdays=workdays,
        regular_minutes=((day("2026-03-01"), 360 * len(workdays)),),
    )
    assert asked(payslip) == ["missing_law_value.heta.monthly_multiplier"]
    assert [line.amount_cents for line in payslip.lines] == [220000]


def test_a_raise_that_an_edition_does_not_have_is_asked():
    raised = answer("agreement_raise_day.2026", "2026-03-01", "2026-02-01")
    given = (answer("agreement_wage", "13.00", "2026-03-01"), raised)
    shifts = (a_shift("2026-03-04", "10:00", "14:00"),)
    other = book(missing=("heta.above_table_raise_euros",))
    payslip = result("2026-03", "16.00", answers=given, shifts=shifts, book=other)
    assert "missing_law_value.heta.above_table_raise_euros" in asked(payslip)
    assert lines(payslip) == [("base_pay", 240, "16.00", 6400)]


def test_outside_the_agreement_nothing_is_asked():
    outside = {"job": "childminding", "agreements": (replace(GROUP_A, name="none"),)}
    for absence in (
        ILL,
        away("parental", "2026-03-02", "2026-05-29", 2),
        away("unpaid", "2026-03-07", "2026-03-07", 7),
    ):
        payslip = result("2026-03", "13.00", absences=(absence,), **outside)
        assert asked(payslip) == []
