"""Duties of the beginning and the end of an employment: a young worker, a fixed term without a ground."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from employer import contracts, hours, people
from employer.clock import HELSINKI
from employer.contracts.schemas import Ending, Gate, PayRun, Wage, WeeklyTime
from employer.duties import duties
from employer.effective import Hand
from employer.hours.schemas import Shift
from employer.people.schemas import AccidentInsurance, CaredFor, Name
from tests.employer.conftest import START


def test_a_young_worker_has_a_health_check_and_stands_on_a_list(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    young = an_employee(employer_id, identity_code=None, born=date(2009, 5, 2), sex=2)
    of_age = an_employee(employer_id, code="aino", identity_code=None, born=date(2008, 1, 12), sex=2)
    an_employment(employer_id, young, code="young", ending=Ending(date(2026, 4, 12), "sijaisuus"))
    an_employment(employer_id, young, code="short", ending=Ending(date(2026, 3, 10), "sijaisuus"))
    an_employment(employer_id, of_age, code="of-age")
    found = {(one.subject, one.code): one.day for one in duties(session, employer_id, date(2026, 1, 12))}
    assert {key: day for key, day in found.items() if key[1].startswith("young_")} == {
        ("young", "young_list"): date(2026, 1, 12),
        ("young", "young_health_check"): date(2026, 2, 12),
    }  # the other lasts under two months, so neither; the third is eighteen on the first day


def test_a_fixed_term_without_a_ground_is_explained_before_it_ends(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id)
    end = date(2027, 5, 31)
    an_employment(employer_id, employee_id, code="none", start=date(2026, 6, 1), ending=Ending(end), patterns=())
    an_employment(employer_id, employee_id, code="ground", ending=Ending(end, "sijaisuus"), patterns=())
    found = [one for one in duties(session, employer_id, date(2026, 6, 1)) if one.code == "no_ground_explanation"]
    assert [(one.subject, one.day) for one in found] == [("none", end)]


def test_shifts_after_the_end_are_told_and_work_done_makes_the_contract_indefinite(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    hand_on: Callable[[date], Hand],
) -> None:
    employer_id = an_employer()
    one = an_employment(employer_id, an_employee(employer_id), code="one", patterns=())
    before = hand_on(date(2026, 5, 1))
    shifts = [
        hours.add_shift(
            session, employer_id,
            Shift(one, begin := datetime(2026, month, day, 20, tzinfo=HELSINKI), begin.replace(hour=23)),
            before,
        )
        for month, day in ((5, 31), (6, 1), (6, 5))
    ]  # fmt: skip

    def told(day: date) -> list[tuple[str, date, tuple[tuple[str, int], ...]]]:
        kinds = ("work_after_end", "shifts_after_end")
        return [(duty.code, duty.day, duty.place) for duty in duties(session, employer_id, day) if duty.code in kinds]

    assert told(date(2026, 6, 1)) == []  # until further notice
    end = Ending(date(2026, 5, 31), None, "resignation")
    contracts.end_employment(session, employer_id, one, end, hand_on(date(2026, 5, 2)))
    assert told(date(2026, 5, 31)) == [("shifts_after_end", date(2026, 5, 31), ())]
    assert told(date(2026, 6, 1)) == [("work_after_end", date(2026, 6, 1), (("employment_id", one),))]
    hours.remove_shift(session, employer_id, shifts[1], hand_on(date(2026, 6, 2)))
    assert told(date(2026, 6, 2)) == [("shifts_after_end", date(2026, 5, 31), ())]
    hours.remove_shift(session, employer_id, shifts[2], hand_on(date(2026, 6, 3)))
    assert told(date(2026, 6, 6)) == []  # the shift of the last day is inside


def test_what_is_handed_over_at_the_end_is_a_duty_and_the_insurers_are_told_when_nobody_is_left(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    hand_on: Callable[[date], Hand],
) -> None:
    employer_id = an_employer()
    ilona = an_employee(employer_id)
    first = an_employment(employer_id, ilona, code="first", patterns=())
    second = an_employment(employer_id, ilona, code="second", patterns=())

    def told(day: date) -> dict[tuple[str, str], bool]:
        kinds = ("employment_ends", "end_papers", "end_insurance")
        return {(one.subject, one.code): one.done for one in duties(session, employer_id, day) if one.code in kinds}

    hand = hand_on(date(2026, 6, 1))
    contracts.end_employment(session, employer_id, first, Ending(date(2026, 5, 31), None, "resignation"), hand)
    open_still = {("first", "employment_ends"): False, ("first", "end_papers"): False}
    assert told(date(2026, 6, 1)) == open_still
    contracts.set_gate(session, employer_id, first, Gate("end_papers", date(2026, 6, 1), document="työtodistus"), hand)
    contracts.end_employment(session, employer_id, second, Ending(date(2026, 6, 30), None, "agreed"), hand)
    assert told(date(2026, 6, 1)) == {
        **open_still,
        ("first", "end_papers"): True,
        ("second", "employment_ends"): False,
        ("second", "end_papers"): False,
        ("second", "end_insurance"): False,
    }


def test_an_employment_that_ends_by_age_is_told_a_year_before(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    older = an_employee(employer_id, identity_code=None, born=date(1958, 6, 10), sex=2)  # 69 years on 10 June 2027
    an_employment(employer_id, older, code="open", patterns=())
    an_employment(employer_id, older, code="fixed", ending=Ending(date(2026, 12, 31), "sijaisuus"), patterns=())
    found = {
        day: [
            (one.subject, one.day, one.facts) for one in duties(session, employer_id, day) if one.code == "ends_by_age"
        ]
        for day in (date(2026, 6, 30), date(2026, 7, 1), date(2027, 6, 30), date(2027, 7, 1))
    }
    told = [("open", date(2027, 6, 30), (("years", "69"),))]
    assert list(found.values()) == [[], told, told, []]


def test_a_noted_right_to_work_is_told_to_the_authority_and_its_data_kept_for_two_years(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    foreigner = an_employee(employer_id, right_to_work_basis="oleskelulupa")
    native = an_employee(employer_id, code="aino", identity_code=None, born=date(1990, 1, 12), sex=2)
    an_employment(employer_id, foreigner, code="early", ending=Ending(date(2026, 3, 31), None, "resignation"))
    agreed = Ending(date(2026, 6, 30), "sijaisuus", "fixed_term_ended")
    an_employment(employer_id, foreigner, code="whole", start=date(2026, 4, 1), ending=agreed, patterns=())
    an_employment(employer_id, native, code="native", patterns=())
    found = [one for one in duties(session, employer_id, date(2026, 4, 1)) if one.section == "301/2004 82 §"]
    assert {(one.subject, one.code, one.day) for one in found} == {
        ("early", "tell_migri", date(2026, 1, 12)),
        ("early", "tell_migri_end", date(2026, 3, 31)),
        ("early", "right_to_work_data", date(2028, 3, 31)),
        ("whole", "tell_migri", date(2026, 4, 1)),
    }


def test_an_extract_is_asked_when_minors_are_cared_for_long_enough(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    born = date(2009, 1, 12)
    employer_id = an_employer(cared_for=CaredFor("child", Name("Otso", "Aallonkoski"), born))
    one = an_employee(employer_id)
    other = an_employee(employer_id, code="aino", identity_code=None, born=date(1990, 1, 12), sex=2)
    third = an_employee(employer_id, code="eeva", identity_code=None, born=date(1991, 1, 12), sex=2)
    for employee_id, code, start, end, gates in (
        (one, "three", date(2026, 1, 12), date(2026, 4, 11), ()),
        (other, "over", date(2026, 1, 12), date(2026, 4, 12), ()),
        (third, "first", date(2025, 9, 1), date(2025, 9, 30), ()),
        (third, "again", date(2026, 1, 12), date(2026, 4, 11), ()),
        (one, "old", date(2026, 5, 1), None, (Gate("criminal_record", date(2026, 4, 30), date(2025, 10, 29)),)),
        (other, "new", date(2026, 5, 1), None, (Gate("criminal_record", date(2026, 4, 30), date(2025, 10, 30)),)),
        (third, "undated", date(2026, 5, 1), None, (Gate("criminal_record", date(2026, 4, 30)),)),
    ):
        ending = Ending() if end is None else Ending(end, "sijaisuus")
        an_employment(employer_id, employee_id, code=code, start=start, ending=ending, gates=gates, patterns=())
    for code, start in (("seventeen", date(2027, 1, 11)), ("eighteen", date(2027, 1, 12))):
        an_employment(employer_id, one, code=code, job="home_care", start=start, patterns=())
    found = {
        one.subject: one.done for one in duties(session, employer_id, date(2026, 5, 1)) if one.code == "criminal_record"
    }
    assert found == {"over": False, "again": False, "old": False, "new": True, "undated": True, "seventeen": False}
    # up to three months within a year there is only a right to ask; an extract is six months old at most


def test_a_household_with_two_permanent_employees_registers_before_it_pays(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    hand: Hand,
) -> None:
    employer_id = an_employer()
    employees = [
        an_employee(employer_id, code=f"p{number}", identity_code=None, born=date(1990, 1, number), sex=2)
        for number in (1, 2, 3)
    ]
    for month in (1, 2, 3, 4):
        first = date(2026, month, 1)
        run = PayRun(first, date(2026, month, 28), date(2026, month, 28))
        contracts.declare_pay_run(session, employer_id, run, hand)

    def told(day: date) -> list[date]:
        return [one.day for one in duties(session, employer_id, day) if one.code == "employer_register"]

    an_employment(employer_id, employees[0], code="one", start=date(2026, 1, 12), patterns=())
    an_employment(employer_id, employees[0], code="same", start=date(2026, 1, 12), patterns=())
    an_employment(employer_id, employees[1], code="fixed", ending=Ending(date(2026, 12, 31), "sijaisuus"), patterns=())
    assert told(date(2026, 4, 1)) == []  # one is for a fixed term
    an_employment(employer_id, employees[2], code="two", start=date(2026, 2, 1), patterns=())
    assert told(date(2026, 1, 15)) == []  # the next pay day has one
    assert told(date(2026, 2, 1)) == told(date(2026, 4, 1)) == [date(2026, 2, 28)]
    details = people.employer_details(session, employer_id)
    people.change_employer(session, employer_id, replace(details, employer_register="regular"), hand)
    assert told(date(2026, 4, 1)) == []


def test_six_employees_at_the_same_time_are_regular_however_short_the_work(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    hand: Hand,
) -> None:
    employer_id = an_employer()
    contracts.declare_pay_run(
        session, employer_id, PayRun(date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 31)), hand
    )
    contracts.declare_pay_run(
        session, employer_id, PayRun(date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 28)), hand
    )
    for number in range(1, 7):
        code = f"p{number}"
        employee_id = an_employee(employer_id, code=code, identity_code=None, born=date(1990, 1, number), sex=2)
        last = date(2026, 2, 27 if number == 6 else 28)
        an_employment(employer_id, employee_id, code=code, ending=Ending(last, "sijaisuus"), patterns=())
    found = {day: [one.day for one in duties(session, employer_id, day) if one.code == "employer_register"]
             for day in (date(2026, 1, 15), date(2026, 2, 15))}  # fmt: skip
    assert found == {date(2026, 1, 15): [date(2026, 1, 31)], date(2026, 2, 15): []}  # five are left on the second


@pytest.mark.parametrize(
    ("weekly", "wage", "end", "told"),
    [
        (60, Wage("hour", Decimal("28.35"), START), None, False),  # 354 days of an hour a week: 1,433.70
        (60, Wage("hour", Decimal("29.66"), START), None, False),  # 1,499.95
        (60, Wage("hour", Decimal("29.67"), START), None, True),  # 1,500.46
        (960, Wage("hour", Decimal("13.20"), START), date(2026, 2, 11), False),  # 31 days: 935.31
        (0, Wage("month", Decimal("1000.00"), START), date(2026, 2, 11), False),  # 1,019.18
        (0, Wage("month", Decimal("1500.00"), START), date(2026, 2, 11), True),
    ],
)
def test_a_household_that_has_said_it_needs_no_accident_policy_is_told_when_it_does(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    hand: Hand,
    weekly: int,
    wage: Wage,
    end: date | None,
    told: bool,
) -> None:
    employer_id = an_employer()
    ending = Ending() if end is None else Ending(end, "sijaisuus")
    given = {"wages": (wage,), "weekly_times": (WeeklyTime(weekly),), "ending": ending, "patterns": ()}
    an_employment(employer_id, an_employee(employer_id), **given)

    def found() -> list[bool]:
        return [one.done for one in duties(session, employer_id, date(2026, 1, 12)) if one.code == "accident_policy"]

    assert found() == [False]  # nobody has said anything
    people.set_accident(session, employer_id, AccidentInsurance(insured=False, first=date(2026, 1, 1)), hand)
    assert found() == ([False] if told else [])
    people.set_accident(session, employer_id, AccidentInsurance(insured=True, first=date(2026, 1, 1)), hand)
    assert found() == [True]


def test_the_plan_of_occupational_health_care_is_checked_every_year(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    gates = (Gate("occupational_health", date(2024, 2, 29), provider="Mallin Työterveys Oy"),)
    one = an_employee(employer_id)
    an_employment(employer_id, one, gates=gates, ending=Ending(date(2026, 12, 31), "sijaisuus"), patterns=())

    def told(day: date) -> list[date]:
        return [one.day for one in duties(session, employer_id, day) if one.code == "occupational_health_plan"]

    assert told(date(2026, 1, 12)) == told(date(2026, 2, 28)) == [date(2026, 2, 28)]
    assert told(date(2026, 3, 1)) == [date(2027, 2, 28)]
    assert told(date(2027, 1, 1)) == []  # nobody is employed any more
    without = an_employer(code="muu")
    an_employment(without, an_employee(without), patterns=())
    assert [one for one in duties(session, without, date(2026, 2, 1)) if one.code == "occupational_health_plan"] == []
