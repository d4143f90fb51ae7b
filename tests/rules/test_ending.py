"""Employment Contracts Act, chapters 2 and 5 to 13: notice, delivery, lay-off, death, final pay, claims."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rules import NoValueForDay, Period, load_book
from rules.decisions import ending
from rules.decisions.ending import Length, Notice

BOOK = load_book()
KNOWN = date(2026, 11, 20)


def by_law(by: str, start: date) -> Length:
    return ending.notice_period(by, KNOWN, BOOK, employment_start=start).outcome.length


@pytest.mark.parametrize(
    ("start", "employer", "employee"),
    [
        (date(2026, 11, 1), "14 days", "14 days"),
        (date(2025, 11, 20), "14 days", "14 days"),
        (date(2025, 11, 19), "1 months", "14 days"),
        (date(2022, 11, 20), "1 months", "14 days"),
        (date(2022, 11, 19), "2 months", "14 days"),
        (date(2021, 11, 20), "2 months", "14 days"),
        (date(2021, 11, 19), "2 months", "1 months"),
        (date(2018, 11, 20), "2 months", "1 months"),
        (date(2018, 11, 19), "4 months", "1 months"),
        (date(2014, 11, 20), "4 months", "1 months"),
        (date(2014, 11, 19), "6 months", "1 months"),
        (date(1990, 1, 1), "6 months", "1 months"),
    ],
)
def test_notice_by_law(start, employer, employee) -> None:
    for by, expected in (("employer", employer), ("employee", employee)):
        amount, unit = expected.split()
        assert by_law(by, start) == Length(int(amount), unit)


@pytest.mark.parametrize(
    ("known", "length", "last"),
    [
        (date(2026, 10, 1), Length(14, "days"), date(2026, 10, 15)),
        (date(2027, 1, 31), Length(1, "months"), date(2027, 2, 28)),
        (date(2026, 12, 31), Length(2, "months"), date(2027, 2, 28)),
        (date(2026, 11, 20), Length(1, "months"), date(2026, 12, 20)),
    ],
)
def test_the_day_of_notice_is_not_counted(known, length, last) -> None:
    decision = ending.notice_period("employer", known, BOOK, agreed_employer=length)
    assert decision.outcome == Notice(length, last)


def test_agreed_periods() -> None:
    month, two = Length(1, "months"), Length(2, "months")
    usual = {"agreed_employer": month, "agreed_employee": two}
    assert ending.notice_period("employee", KNOWN, BOOK, **usual).outcome.length == month
    assert ending.notice_period("employer", KNOWN, BOOK, **usual).outcome.length == month
    other = {"agreed_employer": two, "agreed_employee": month}
    assert ending.notice_period("employee", KNOWN, BOOK, **other).outcome.length == month
    assert ending.notice_period("employer", KNOWN, BOOK, **other).outcome.length == two
    fortnight = ending.notice_period("employee", KNOWN, BOOK, agreed_employer=Length(14, "days"), agreed_employee=month)
    assert fortnight.outcome.length == Length(14, "days")
    only_employer = ending.notice_period(
        "employee", KNOWN, BOOK, agreed_employer=two, employment_start=date(2026, 1, 1)
    )
    assert only_employer.outcome.length == Length(14, "days")


def test_an_agreed_period_is_at_most_six_months() -> None:
    too_long = ending.notice_period("employer", KNOWN, BOOK, agreed_employer=Length(8, "months"))
    assert too_long.outcome == Notice(Length(6, "months"), date(2027, 5, 20))


def test_what_the_notice_needs() -> None:
    with pytest.raises(ValueError, match="follows the length"):
        ending.notice_period("employer", KNOWN, BOOK)
    with pytest.raises(ValueError, match="employer or the employee"):
        ending.notice_period("union", KNOWN, BOOK)
    with pytest.raises(ValueError, match="no length"):
        Length(1, "years")
    with pytest.raises(ValueError, match="no length"):
        Length(-1, "days")
    assert Length(0, "days").after(KNOWN) == KNOWN


@pytest.mark.parametrize(
    ("means", "received", "leave", "known"),
    [
        ("in_person", None, None, date(2026, 11, 20)),
        ("letter", None, None, date(2026, 11, 27)),
        ("letter", date(2026, 11, 23), None, date(2026, 11, 23)),
        ("message", date(2026, 12, 5), None, date(2026, 11, 27)),
        ("message", None, (date(2026, 11, 16), date(2026, 12, 5)), date(2026, 12, 6)),
        ("letter", None, (date(2026, 11, 16), date(2026, 11, 26)), date(2026, 11, 27)),
        ("in_person", None, (date(2026, 11, 16), date(2026, 12, 5)), date(2026, 11, 20)),
    ],
)
def test_when_notice_is_known(means, received, leave, known) -> None:
    period = None if leave is None else Period.closed(*leave)
    assert ending.known_on(means, KNOWN, BOOK, received=received, leave=period).outcome == known


def test_an_unknown_way_to_deliver_is_refused() -> None:
    with pytest.raises(ValueError, match="no way"):
        ending.known_on("rumour", KNOWN, BOOK)


@pytest.mark.parametrize(
    ("left", "days"), [(KNOWN, 14), (date(2026, 11, 27), 7), (date(2026, 12, 4), 0), (date(2026, 12, 9), 0),
                       (date(2026, 11, 1), 14)]
)  # fmt: skip
def test_missing_notice(left, days) -> None:
    assert ending.missing_notice(KNOWN, date(2026, 12, 4), left).outcome == days
    assert ending.missing_notice_minutes(14, 1200) == 2400
    assert ending.missing_notice_minutes(1, 100) == Fraction(100, 7)


@pytest.mark.parametrize(
    ("start", "offered", "loss"),
    [
        (date(2026, 1, 1), 1000, 200),
        (date(2026, 1, 1), 1300, 0),
        (date(2026, 10, 21), 0, 0),
        (date(2026, 10, 20), 0, 1200),
    ],
)
def test_variable_hours_in_the_notice_period(start, offered, loss) -> None:
    decision = ending.variable_notice_loss(
        Fraction(600), offered, Fraction(2), employment_start=start, known=KNOWN, book=BOOK
    )
    assert decision.outcome == loss


@pytest.mark.parametrize(
    ("variable", "fourfold", "covered", "because"),
    [
        (True, None, True, "ending.loss_variable"),
        (False, True, True, "ending.loss_fourfold"),
        (False, False, False, "ending.loss_fixed"),
    ],
)
def test_whose_missing_work_is_paid(variable, fourfold, covered, because) -> None:
    decision = ending.notice_loss_covers(variable_hours=variable, exceeded_fourfold=fourfold, known=KNOWN, book=BOOK)
    assert (decision.outcome, [one.code for one in decision.reasons]) == (covered, [because])


def test_fixed_hours_ask_whether_they_were_exceeded() -> None:
    decision = ending.notice_loss_covers(variable_hours=False, exceeded_fourfold=None, known=KNOWN, book=BOOK)
    assert decision.outcome is None
    assert [(one.topic, dict(one.facts)) for one in decision.questions] == [
        ("exceeded_fourfold", {"months": "6", "times": "4"})
    ]
    assert {one.name for one in decision.values} == {"notice.extra_work_months", "notice.extra_work_times"}


@pytest.mark.parametrize("variable", [True, False])
def test_before_the_rule_of_extra_work_the_book_has_no_figure(variable) -> None:
    facts = {"exceeded_fourfold": None, "book": BOOK}
    began = date(2018, 6, 1)
    assert ending.notice_loss_covers(variable_hours=variable, known=began, **facts).outcome is (variable or None)
    if not variable:
        with pytest.raises(NoValueForDay):
            ending.notice_loss_covers(variable_hours=variable, known=date(2018, 5, 31), **facts)


@pytest.mark.parametrize(("days", "loss"), [(8, 686), (9, 771)])  # 685.71… and 771.43…
def test_missing_work_is_counted_to_the_whole_minute(days, loss) -> None:
    decision = ending.variable_notice_loss(
        Fraction(600), 0, Fraction(days, 7), employment_start=date(2026, 1, 1), known=KNOWN, book=BOOK
    )
    assert decision.outcome == loss


# --- 2:14 -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paid", "days"),
    [(date(2026, 11, 20), 0), (date(2026, 11, 21), 1), (date(2026, 11, 24), 4), (date(2026, 11, 26), 6),
     (date(2026, 12, 24), 6), (date(2026, 11, 13), 0)],
)  # fmt: skip
def test_waiting_for_undisputed_pay(paid, days) -> None:
    assert ending.waiting_days(date(2026, 11, 20), paid, BOOK, disputed=False).outcome == days


def disputed(paid: date, complained: date | None) -> int:
    return ending.waiting_days(
        date(2026, 11, 20), paid, BOOK, disputed=True, employment_end=date(2026, 11, 20), complained=complained
    ).outcome


def test_waiting_for_disputed_pay_needs_a_complaint_within_a_month() -> None:
    # Complaint on Monday 30 November; three weekdays end on Thursday 3 December.
    assert disputed(date(2026, 12, 3), date(2026, 11, 30)) == 0
    assert disputed(date(2026, 12, 5), date(2026, 11, 30)) == 2
    assert disputed(date(2026, 12, 31), date(2026, 11, 30)) == 6
    assert disputed(date(2026, 12, 31), date(2026, 12, 21)) == 0
    assert disputed(date(2026, 12, 31), None) == 0
    # 5 December is a Saturday, 6 December Independence Day: Friday, Saturday, Monday.
    assert disputed(date(2026, 12, 8), date(2026, 12, 3)) == 1
    with pytest.raises(ValueError, match="ended"):
        ending.waiting_days(KNOWN, KNOWN, BOOK, disputed=True)


# --- 5 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "by"),
    [
        (date(2026, 11, 30), date(2026, 11, 23)),
        (date(2026, 5, 31), date(2026, 5, 17)),
        (date(2026, 6, 8), date(2026, 6, 1)),
        (date(2026, 6, 7), date(2026, 5, 24)),  # seven days before would be in May: the old rule
    ],
)
def test_lay_off_notice_by_the_rule_of_its_day(start, by) -> None:
    assert ending.layoff_notice_by(start, BOOK).outcome == by


def test_lay_off_grounds_and_the_call_back() -> None:
    assert ending.layoff_is_temporary(90, False, KNOWN, BOOK).outcome is True
    assert ending.layoff_is_temporary(91, False, KNOWN, BOOK).outcome is False
    assert ending.layoff_is_temporary(10, True, KNOWN, BOOK).outcome is False
    assert ending.layoff_return_call_by(date(2026, 11, 30), BOOK).outcome == date(2026, 11, 23)


# --- 6:6 and 6:7 ------------------------------------------------------------------------------------------------------


def test_re_employment_before_and_since_the_reform() -> None:
    before = ending.reemployment_until(date(2026, 1, 31), date(2026, 1, 1), 3, 1, BOOK)
    assert before.outcome == date(2026, 5, 31)
    assert not before.questions
    long = ending.reemployment_until(date(2025, 6, 30), date(2025, 1, 1), 12, 1, BOOK)
    assert long.outcome == date(2025, 12, 30)
    over = ending.reemployment_until(date(2026, 5, 31), date(2026, 5, 1), 3, 1, BOOK)
    assert over.outcome == date(2026, 9, 30)
    assert [question.blocks for question in over.questions] == [False]
    assert ending.reemployment_until(date(2026, 7, 31), date(2026, 6, 1), 3, 49, BOOK).outcome is None
    assert ending.reemployment_until(date(2026, 7, 31), date(2026, 6, 1), 3, 50, BOOK).outcome == date(2026, 11, 30)


def test_certificates() -> None:
    assert ending.certificate_until(date(2026, 6, 30), BOOK, with_assessment=False).outcome == date(2036, 6, 30)
    assert ending.certificate_until(date(2026, 6, 30), BOOK, with_assessment=True).outcome == date(2031, 6, 30)


# --- 7 and 8 ----------------------------------------------------------------------------------------------------------


def test_the_ground_of_a_dismissal_by_its_day() -> None:
    assert ending.dismissal_ground(date(2025, 12, 31), BOOK).outcome == "proper_and_weighty"
    assert ending.dismissal_ground(date(2026, 1, 1), BOOK).outcome == "proper"


def test_the_steps_of_a_dismissal() -> None:
    def steps(cause: str, **facts: bool) -> tuple[str, ...]:
        return ending.dismissal_steps(cause, date(2026, 1, 1), BOOK, **facts).outcome

    breach = steps("breach")
    assert breach[:2] == ("warning_and_chance_to_correct", "hear_the_employee")
    assert "look_for_other_work" not in breach
    assert steps("breach", very_serious=True)[0] == "hear_the_employee"
    assert "look_for_other_work" in steps("breach", ability_changed=True)
    assert steps("ability")[0] == "look_for_other_work"
    assert steps("work_ends")[:2] == ("look_for_other_work", "explain_the_ground")
    with pytest.raises(ValueError, match="no cause"):
        steps("mood")


def test_other_work_was_looked_for_after_a_breach_until_the_end_of_2025() -> None:
    before = date(2025, 12, 31)
    assert ending.dismissal_steps("breach", before, BOOK).outcome[:3] == (
        "warning_and_chance_to_correct", "look_for_other_work", "hear_the_employee",
    )  # fmt: skip
    assert ending.dismissal_steps("breach", before, BOOK, very_serious=True).outcome[0] == "hear_the_employee"


def test_notice_after_the_employers_death_is_fourteen_days() -> None:
    assert ending.notice_after_death(date(2026, 9, 1), BOOK).outcome == ending.Notice(
        ending.Length(14, "days"), date(2026, 9, 15)
    )


def test_the_employers_death() -> None:
    death = date(2026, 9, 1)
    assert ending.employer_died(death, None, BOOK).outcome == ending.AfterDeath(False, date(2026, 12, 1), None)
    last_chance = ending.employer_died(death, date(2026, 12, 1), BOOK).outcome
    assert last_chance.notice == Notice(Length(14, "days"), date(2026, 12, 15))
    assert not last_chance.contract_ended
    assert ending.employer_died(death, date(2026, 12, 2), BOOK).outcome.notice is None
    with pytest.raises(ValueError, match="before the death"):
        ending.employer_died(death, date(2026, 8, 31), BOOK)


def test_cancelling_within_fourteen_days() -> None:
    assert ending.cancel_by(date(2026, 11, 9), BOOK).outcome == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("checked", "told", "could_not", "may"),
    [
        (date(2026, 11, 16), False, False, True),
        (date(2026, 11, 15), False, False, False),
        (date(2026, 11, 30), True, False, False),
        (date(2026, 11, 30), False, True, False),
    ],
)
def test_a_week_away_without_a_word(checked, told, could_not, may) -> None:
    away = date(2026, 11, 9)
    found = ending.absent_without_word(away, checked, BOOK, reason_told=told, could_not_tell=could_not).outcome
    assert found == ending.Absent(may, away if may else None)


def test_pay_claims() -> None:
    assert ending.pay_claim_by(date(2026, 1, 30), None, BOOK).outcome == date(2031, 1, 30)
    assert ending.pay_claim_by(date(2026, 1, 30), date(2026, 6, 30), BOOK).outcome == date(2028, 6, 30)
    assert ending.pay_claim_by(date(2022, 1, 31), date(2026, 6, 30), BOOK).outcome == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("born", "end"),
    [(date(1957, 12, 31), date(2025, 12, 31)), (date(1958, 1, 1), date(2027, 1, 31)),
     (date(1961, 2, 10), date(2030, 2, 28)), (date(1962, 2, 10), date(2032, 2, 29))],
)  # fmt: skip
def test_employment_ends_by_age(born, end) -> None:
    assert ending.ends_by_age(born, KNOWN, BOOK).outcome == end


@pytest.mark.parametrize(
    ("length", "age", "service", "days"),
    [
        (Length(14, "days"), 30, 1, 5),
        (Length(1, "months"), 60, 9, 5),
        (Length(2, "months"), 54, 9, 10),
        (Length(2, "months"), 55, 4, 10),
        (Length(2, "months"), 55, 5, 15),
        (Length(4, "months"), 30, 9, 10),
        (Length(6, "months"), 30, 13, 20),
        (Length(6, "months"), 55, 13, 25),
        (Length(0, "days"), 30, 1, 5),
    ],
)
def test_paid_days_to_look_for_work(length, age, service, days) -> None:
    notice = Notice(length, length.after(KNOWN))
    assert ending.job_search_days(notice, KNOWN, age, service, BOOK).outcome == days


def test_compensation_for_a_groundless_ending() -> None:
    assert ending.groundless_compensation_months(KNOWN, BOOK).outcome == (3, 24)
