"""Duties that follow from absences: what is told to whom and by when, and what Kela pays back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import answers, contracts, hours, leave, texts
from employer.answers.schemas import Answer
from employer.clock import HELSINKI
from employer.contracts.schemas import Ending, Gate, PayRun, WeeklyTime
from employer.duties import asking, duties
from employer.duties.queries import _Asked
from employer.duties.schemas import Duty
from employer.effective import Hand
from employer.hours.schemas import Shift
from employer.leave import ledger
from employer.leave.schemas import Absence, Entry
from employer.procedures import leaves, papers
from rules import Period, calendar, load_book

AS_OF = date(2026, 6, 30)


@pytest.fixture
def found(session: Session, household: tuple[int, int], hand: Hand) -> Callable[..., dict[str, Duty]]:
    """The duties of the household after an absence has been noted, by their code."""

    def note(kind: str, first: date, last: date) -> dict[str, Duty]:
        leave.add_absence(session, household[0], Absence(household[1], kind, first, last), hand)
        return {one.code: one for one in duties(session, household[0], AS_OF)}

    return note


def test_an_accident_is_reported_in_ten_weekdays(found: Callable[..., dict[str, Duty]]) -> None:
    duty = found("accident", date(2026, 4, 13), date(2026, 4, 15))["accident_report"]
    assert duty.day == date(2026, 4, 24)  # Monday to Saturday count, the day itself does not
    assert duty.section == "459/2015 111 §"
    assert dict(duty.facts) == {"first": "13.4.2026", "days": "3"}  # the condition of the insurer's allowance


@pytest.mark.parametrize(
    ("born", "claimed"),
    [
        (date(1958, 4, 24), False),  # 68 on the first day of the allowance
        (date(1958, 4, 25), True),
        (date(2008, 4, 25), True),  # born before 2009: from 16 on
    ],
)
def test_no_allowance_is_claimed_for_one_who_is_too_old_for_it(
    session: Session, an_employer: Any, an_employee: Any, an_employment: Any, hand: Hand, born: date, claimed: bool
) -> None:
    employer_id = an_employer()
    one = an_employment(employer_id, an_employee(employer_id, identity_code=None, born=born, sex=2))
    leave.add_absence(session, employer_id, Absence(one, "sick", date(2026, 4, 13), date(2026, 5, 3)), hand)
    codes = {duty.code for duty in duties(session, employer_id, AS_OF)}
    assert ("sickness_claim" in codes) is claimed


def test_emergency_work_is_told_to_the_authority_once_for_days_that_follow_each_other(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    def night(on: date, status: str = "worked", kind: str = "emergency") -> None:
        start = datetime(on.year, on.month, on.day, 20, tzinfo=HELSINKI)
        shift = Shift(household[1], start, start.replace(hour=22), 0, kind, status)
        hours.add_shift(session, household[0], shift, hand)

    for day in (date(2026, 4, 30), date(2026, 5, 4), date(2026, 5, 5), date(2026, 6, 30), date(2026, 7, 1)):
        night(day)
    night(date(2026, 5, 20), kind="work")
    night(date(2026, 5, 22), status="cancelled")
    found = [one for one in duties(session, household[0], AS_OF) if one.code == "emergency_notice"]
    # 30 April is longer ago than duties are looked at, 1 July is to come
    assert [(one.day, dict(one.facts)) for one in found] == [
        (date(2026, 5, 4), {"first": "4.5.2026"}), (date(2026, 6, 30), {"first": "30.6.2026"}),
    ]  # fmt: skip
    assert {(one.section, one.done) for one in found} == {("872/2019 19 §", False)}


def test_an_absence_of_a_month_is_told_to_occupational_health(found: Callable[..., dict[str, Duty]]) -> None:
    assert "occupational_health_absence" not in found("sick", date(2026, 3, 2), date(2026, 4, 1))


def test_the_day_a_month_is_full_makes_the_duty(found: Callable[..., dict[str, Duty]]) -> None:
    duty = found("sick", date(2026, 3, 2), date(2026, 4, 2))["occupational_health_absence"]
    assert duty.day == date(2026, 4, 2)


def test_a_long_illness_is_claimed_from_kela_in_two_months(found: Callable[..., dict[str, Duty]]) -> None:
    listed = found("sick", date(2026, 4, 13), date(2026, 5, 3))
    assert listed["sickness_claim"].day == date(2026, 6, 13)
    # the day of falling ill and nine weekdays are the employer's; Kela pays from Friday 24 April on
    assert dict(listed["sickness_claim"].facts) == {"first": "13.4.2026", "since": "24.4.2026"}
    assert "sickness_claim_amount" not in listed  # no year of pay before it is known here


def note(session: Session, household: tuple[int, int], hand: Hand, *absences: Absence) -> dict[str, list[Duty]]:
    """The duties after several absences, by their code."""
    for one in absences:
        leave.add_absence(session, household[0], replace(one, employment_id=household[1]), hand)
    found: dict[str, list[Duty]] = {}
    for duty in duties(session, household[0], AS_OF):
        found.setdefault(duty.code, []).append(duty)
    return found


def sick(first: date, last: date, **more: Any) -> Absence:
    return Absence(0, "sick", first, last, **more)


@pytest.mark.parametrize(("second", "told"), [(date(2026, 3, 20), True), (date(2026, 3, 21), False)])
def test_notes_that_follow_each_other_are_one_absence(
    session: Session, household: tuple[int, int], hand: Hand, second: date, told: bool
) -> None:
    listed = note(session, household, hand, sick(date(2026, 3, 2), date(2026, 3, 19)), sick(second, date(2026, 4, 2)))
    assert [one.day for one in listed.get("occupational_health_absence", [])] == ([date(2026, 4, 2)] if told else [])
    assert [dict(one.facts)["first"] for one in listed["certificate"]] == (
        ["2.3.2026"] if told else ["2.3.2026", "21.3.2026"]
    )


@pytest.mark.parametrize(("last", "claimed"), [(date(2026, 4, 23), False), (date(2026, 4, 24), True)])
def test_kela_pays_back_from_the_day_after_the_nine_weekdays(
    found: Callable[..., dict[str, Duty]], last: date, claimed: bool
) -> None:
    assert ("sickness_claim" in found("sick", date(2026, 4, 13), last)) is claimed


ASKED = "agreement_sick_pay.2026-04-13:ilona-1:2026-05-29"
GIVES = "agreement_gives.sick_pay:ilona-1:2026-05-29"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, {"sickness_claim": ("24.4.2026", None)}),
        ({GIVES: "no"}, {"sickness_claim": ("24.4.2026", None)}),
        ({GIVES: "yes", ASKED: "no"}, {"sickness_claim": ("24.4.2026", None)}),
        # the whole illness is paid; it cannot be paid beyond its end
        ({GIVES: "yes", ASKED: "2026-05-03"}, {"sickness_claim_paid": ("24.4.2026", "3.5.2026")}),
        ({GIVES: "yes", ASKED: "2026-06-30"}, {"sickness_claim_paid": ("24.4.2026", "3.5.2026")}),
        # after Saturday 2 May only a Sunday is left, for which no allowance is paid
        ({GIVES: "yes", ASKED: "2026-05-02"}, {"sickness_claim_paid": ("24.4.2026", "2.5.2026")}),
        (
            {GIVES: "yes", ASKED: "2026-04-28"},
            {"sickness_claim_paid": ("24.4.2026", "28.4.2026"), "sickness_claim": ("29.4.2026", None)},
        ),
        ({GIVES: "yes", ASKED.replace("ilona-1", "aino-1"): "2026-05-03"}, {"sickness_claim": ("24.4.2026", None)}),
        ({ASKED: "2026-05-03", GIVES: "no"}, {"sickness_claim": ("24.4.2026", None)}),
    ],
)
def test_kelas_allowance_is_the_employers_for_as_long_as_the_agreement_prolongs_the_pay(
    session: Session,
    household: tuple[int, int],
    hand: Hand,
    given: dict[str, str],
    told: dict[str, tuple[str, str | None]],
) -> None:
    code = contracts.employment(session, *household, AS_OF).code
    for question, value in given.items():
        answer = Answer(question.replace("ilona-1", code), value, "agreement", date(2026, 5, 29))
        answers.record_answer(session, household[0], answer, hand)
    listed = note(session, household, hand, sick(date(2026, 4, 13), date(2026, 5, 3)))
    claims = [duty for name in listed for duty in listed[name] if name.startswith("sickness_claim")]
    assert {one.code: (dict(one.facts)["since"], dict(one.facts).get("until")) for one in claims} == told
    assert {one.day for one in claims} == {date(2026, 6, 13)}


def test_the_same_illness_again_is_claimed_after_one_day(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    first = sick(date(2026, 4, 13), date(2026, 4, 30))
    again = sick(date(2026, 5, 11), date(2026, 5, 12), same_illness_as=first.first)
    other = sick(date(2026, 5, 25), date(2026, 5, 26))
    listed = note(session, household, hand, first, again, other)
    assert [dict(one.facts)["first"] for one in listed["sickness_claim"]] == ["13.4.2026", "11.5.2026"]


@pytest.mark.parametrize(("last", "due"), [(date(2026, 5, 11), None), (date(2026, 5, 12), date(2026, 5, 12))])
def test_ninety_days_of_allowance_ask_for_an_opinion(
    found: Callable[..., dict[str, Duty]], last: date, due: date | None
) -> None:
    # Ill from 13 January: allowance from Saturday 24 January (1); fourteen weeks to 2 May, less Good Friday, Easter
    # Monday and May Day (82); the week of 4 May (88); Monday and Tuesday (90).
    duty = found("sick", date(2026, 1, 13), last).get("capacity_opinion")
    assert (None if duty is None else duty.day) == due


@pytest.mark.parametrize(("seen", "done"), [(None, False), (date(2026, 4, 15), True)])
def test_an_account_of_an_illness_can_be_asked_before_the_pay(
    session: Session, household: tuple[int, int], hand: Hand, seen: date | None, done: bool
) -> None:
    listed = note(session, household, hand, sick(date(2026, 4, 13), date(2026, 4, 14), certificate_seen=seen))
    (duty,) = listed["certificate"]
    assert (duty.day, duty.done, duty.section) == (date(2026, 4, 14), done, "55/2001 2:11")


def test_the_day_of_the_account_is_the_pay_day_when_it_is_declared(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    run = PayRun(date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 8))
    contracts.declare_pay_run(session, household[0], run, hand)
    (duty,) = note(session, household, hand, sick(date(2026, 4, 13), date(2026, 4, 14)))["certificate"]
    assert duty.day == date(2026, 5, 8)


def test_an_accident_asks_for_no_certificate(found: Callable[..., dict[str, Duty]]) -> None:
    assert "certificate" not in found("accident", date(2026, 4, 13), date(2026, 4, 15))


def test_holiday_costs_of_a_family_leave_are_claimed_in_two_years(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    leaves = (
        Absence(0, "pregnancy", date(2026, 3, 2), date(2026, 4, 10)),
        Absence(0, "parental", date(2026, 4, 13), date(2026, 4, 20)),  # seven weekdays in no month's fourteen
        Absence(0, "parental", date(2026, 6, 1), date(2026, 7, 31)),  # not over yet
    )
    listed = note(session, household, hand, *leaves)
    assert [(one.day, dict(one.facts)["first"]) for one in listed["holiday_cost_claim"]] == [
        (date(2028, 3, 31), "2.3.2026")
    ]
    # the employment had not lasted three months before the leave
    assert not [code for code in listed if code.startswith("family_leave_claim")]


@pytest.mark.parametrize(("paid", "codes"), [("no", []), ("yes", ["family_leave_claim_met"])])
def test_what_kela_pays_for_a_family_leave_follows_the_answers(
    session: Session, household: tuple[int, int], hand: Hand, paid: str, codes: list[str]
) -> None:
    pregnancy = Absence(0, "pregnancy", date(2026, 4, 20), date(2026, 6, 5))  # three months after the beginning
    asked = [
        one
        for one in asking.open_questions(session, household[0], date(2026, 12, 31))
        if one.topic.startswith("family_leave_")
    ]
    assert asked == []
    listed = note(session, household, hand, pregnancy)
    (unknown,) = listed["family_leave_claim_ask"]  # the book does not know the deadline: it is asked, not guessed
    assert unknown.day == date(2026, 6, 5)
    assert "family_leave_claim" not in listed
    asked = [
        one
        for one in asking.open_questions(session, household[0], date(2026, 12, 31))
        if one.topic.startswith("family_leave_")
    ]
    assert [one.topic for one in asked] == ["family_leave_time.2026-04-20", "family_leave_paid.2026-04-20"]
    for one, value in zip(asked, ("yes", paid), strict=True):
        answers.record_answer(session, household[0], Answer(one.id, value, "contract", date(2026, 6, 6)), hand)
    listed = note(session, household, hand)
    assert [code for code in listed if code.startswith("family_leave_claim")] == codes
    for duty in (one for code in codes for one in listed[code]):
        assert dict(duty.facts)["amount"] == "2 500,00 €".replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(("adopted", "codes"), [("no", []), ("yes", ["family_leave_claim_met"]), (None, [])])
def test_of_a_womans_parental_leave_without_a_pregnancy_leave_it_is_asked_whether_she_adopted(
    session: Session, household: tuple[int, int], hand: Hand, adopted: str | None, codes: list[str]
) -> None:
    def asked() -> list[Any]:
        found = asking.open_questions(session, household[0], date(2026, 12, 31))
        return [one for one in found if one.topic.startswith("family_leave_")]

    parental = Absence(0, "parental", date(2026, 4, 20), date(2026, 6, 5), child_born=date(2025, 3, 1))
    later = Absence(0, "parental", date(2026, 6, 15), date(2026, 6, 29), child_born=date(2025, 3, 1))
    listed = note(session, household, hand, parental, later)
    assert [code for code in listed if code.startswith("family_leave_claim")] == []
    (first,) = asked()
    assert first.topic == "family_leave_adoption.2026-04-20"
    if adopted is not None:
        answers.record_answer(session, household[0], Answer(first.id, adopted, "Kela", date(2026, 6, 6)), hand)
    for one in asked():
        if not one.topic.startswith("family_leave_adoption"):
            answers.record_answer(session, household[0], Answer(one.id, "yes", "contract", date(2026, 6, 6)), hand)
    listed = note(session, household, hand)
    assert [code for code in listed if code.startswith("family_leave_claim")] == codes


def test_parental_leave_after_a_pregnancy_leave_asks_of_no_adoption(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    pregnancy = Absence(0, "pregnancy", date(2026, 3, 9), date(2026, 4, 24))
    parental = Absence(0, "parental", date(2026, 4, 27), date(2026, 6, 5), child_born=date(2026, 4, 10))
    note(session, household, hand, pregnancy, parental)
    found = asking.open_questions(session, household[0], date(2026, 12, 31))
    assert [one.topic for one in found if one.topic.startswith("family_leave_adoption")] == []


@pytest.mark.parametrize(
    ("began", "as_of", "due"),
    [
        (date(2026, 2, 1), date(2027, 1, 2), date(2027, 6, 30)),
        (date(2026, 2, 1), date(2026, 12, 31), None),  # the year is not over
        (date(2027, 1, 1), date(2027, 1, 2), None),  # it began after the year
        (None, date(2027, 1, 2), None),
    ],
)
def test_the_costs_of_occupational_health_care_are_claimed_by_june(
    session: Session, household: tuple[int, int], hand: Hand, began: date | None, as_of: date, due: date | None
) -> None:
    if began is not None:
        contracts.set_gate(session, *household, Gate("occupational_health", began, provider="Terveys"), hand)
    listed = [one for one in duties(session, household[0], as_of) if one.code == "occupational_health_claim"]
    assert [one.day for one in listed] == ([] if due is None else [due])


@pytest.mark.parametrize(
    ("kind", "last", "told"),
    [
        ("parental", date(2026, 9, 30), date(2026, 6, 1)),
        ("parental", date(2026, 8, 13), date(2026, 7, 1)),  # at most twelve weekdays: a month
        ("childcare", date(2026, 12, 31), date(2026, 6, 1)),
    ],
)
def test_a_family_leave_shows_when_it_had_to_be_told(
    found: Callable[..., dict[str, Duty]], kind: str, last: date, told: date
) -> None:
    assert found(kind, date(2026, 8, 1), last)["family_leave_notice"].day == told


def test_a_leave_is_answered_before_it_begins_and_a_refusal_reasoned(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    def listed(as_of: date) -> dict[str, Duty]:
        return {one.code: one for one in duties(session, household[0], as_of, hand.day)}

    leave_of = Absence(household[1], "childcare", date(2026, 8, 1), date(2026, 12, 31), told=date(2026, 6, 2))
    absence_id = leave.add_absence(session, household[0], leave_of, hand)
    found = listed(date(2026, 7, 31))["leave_answer"]
    assert (found.day, found.section, found.done) == (date(2026, 8, 1), "55/2001 4:3 a", False)
    assert "leave_answer" not in listed(date(2026, 8, 1))  # the employer let it begin
    leave.remove_absence(session, household[0], absence_id, hand)
    in_time = replace(leave_of, told=date(2026, 6, 1))
    leave.remove_absence(session, household[0], leave.add_absence(session, household[0], in_time, hand), hand)
    assert "leave_answer" not in listed(date(2026, 7, 31))
    asked = replace(leave_of, kind="partial_parental", told=date(2026, 3, 1))
    absence_id = leave.add_absence(session, household[0], asked, hand)
    assert "leave_answer" in listed(date(2026, 7, 31))
    refused = replace(asked, answer="refused", answered=date(2026, 3, 9), answer_ground="Illat jäisivät auki")
    absence_id = leave.change_absence(session, household[0], absence_id, refused, hand)
    found = listed(date(2026, 7, 31))["leave_refusal"]
    assert (found.day, found.done) == (date(2026, 3, 9), False)
    code = contracts.employment(session, *household, hand.day).code
    for language in ("fi", "sv", "en"):
        made = leaves.refusal(session, household[0], absence_id, language, hand.day)
        assert "Illat jäisivät auki" in made.html
    papers.keep(session, household[0], "leave_refusal", code, made, hand)
    assert listed(date(2026, 7, 31))["leave_refusal"].done
    assert "leave_answer" not in listed(date(2026, 7, 31))
    another = replace(asked, first=date(2027, 1, 1), last=date(2027, 1, 31))
    not_refused = leave.add_absence(session, household[0], another, hand)
    with pytest.raises(LookupError):
        leaves.refusal(session, household[0], not_refused, "fi", hand.day)


def test_a_holiday_is_announced_a_month_before(found: Callable[..., dict[str, Duty]]) -> None:
    assert found("annual_holiday", date(2026, 7, 6), date(2026, 7, 11))["holiday_notice"].day == date(2026, 6, 6)


@pytest.mark.parametrize(
    ("as_of", "by"),
    [
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2027, 9, 30)),
        (date(2027, 10, 1), date(2027, 12, 31)),
    ],
)
def test_moved_holiday_is_given_by_its_next_limit(
    session: Session, household: tuple[int, int], hand: Hand, as_of: date, by: date
) -> None:
    employer_id, employment_id = household
    entry = Entry(employment_id, "moved", date(2026, 4, 1), 6, date(2026, 7, 6), "sick", date(2026, 7, 6))
    ledger.note(session, employer_id, entry, hand)
    (duty,) = [one for one in duties(session, employer_id, as_of) if one.code.startswith("holiday_moved")]
    assert (duty.code, duty.day, duty.section) == ("holiday_moved", by, "162/2005 26 §")
    assert dict(duty.facts) == {"days": "6", "first": "6.7.2026"}
    again = Absence(
        employment_id, "annual_holiday", date(2026, 9, 7), date(2026, 9, 12), moved_from=entry.day,
        agreed_in_writing=True,
    )  # fmt: skip
    leave.add_absence(session, employer_id, again, hand)
    listed = {one.code: one for one in duties(session, employer_id, date(2026, 8, 1))}
    assert "holiday_moved" not in listed
    assert (listed["holiday_notice"].day, listed["holiday_notice"].section) == (date(2026, 8, 24), "162/2005 26 §")


@pytest.mark.parametrize(("ill_from", "code"), [("2027-12-12", "holiday_moved"), ("2027-12-11", "holiday_moved_pay")])
def test_what_illness_leaves_no_time_for_is_paid(
    session: Session, household: tuple[int, int], hand: Hand, ill_from: str, code: str
) -> None:
    employer_id, employment_id = household
    entry = Entry(employment_id, "moved", date(2026, 4, 1), 6, date(2026, 7, 6), "sick", date(2026, 7, 6))
    ledger.note(session, employer_id, entry, hand)
    ill = Absence(employment_id, "sick", date.fromisoformat(ill_from), date(2027, 12, 31))
    leave.add_absence(session, employer_id, ill, hand)
    # after Friday 3.12. come Sat 4. and Tue 7. to Sat 11.: six days, for Monday 6.12. is Independence Day
    (duty,) = [one for one in duties(session, employer_id, date(2027, 12, 3)) if one.code.startswith("holiday_moved")]
    assert (duty.code, duty.day) == (code, date(2027, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 7, 6), date(2026, 7, 10), []),
        (date(2026, 7, 27), date(2026, 7, 31), []),  # its last day is the employment's
        (date(2026, 7, 27), date(2026, 8, 1), [("27.7.2026", "1.8.2026")]),
        (date(2026, 8, 3), date(2026, 8, 7), [("3.8.2026", "7.8.2026")]),
    ],
)
def test_a_holiday_beyond_an_end_noted_later_is_to_be_moved_or_paid(
    session: Session, household: tuple[int, int], hand: Hand, first: date, last: date, told: list[tuple[str, str]]
) -> None:
    employer_id, one = household
    holiday = Absence(one, "annual_holiday", first, last, agreed_in_writing=True)
    number = leave.add_absence(session, employer_id, holiday, hand)

    def found() -> list[Duty]:
        return [duty for duty in duties(session, employer_id, AS_OF) if duty.code == "holiday_after_end"]

    assert found() == []  # until further notice
    contracts.end_employment(session, employer_id, one, Ending(date(2026, 7, 31), None, "resignation"), hand)
    assert [(dict(duty.facts)["first"], dict(duty.facts)["last"]) for duty in found()] == told
    assert {(duty.day, duty.section) for duty in found()} <= {(date(2026, 7, 31), "162/2005 17 §")}
    notices = [duty for duty in duties(session, employer_id, AS_OF) if duty.code == "holiday_notice"]
    assert bool(notices) is not bool(told)  # nobody is told of a holiday that cannot be held
    leave.remove_absence(session, employer_id, number, hand)
    assert found() == []


def test_a_partial_leave_needs_the_shorter_hours_in_the_contract(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    partial = Absence(0, "partial_childcare", date(2026, 6, 1), date(2026, 8, 31), child_born=date(2022, 5, 5))
    (found,) = note(session, household, hand, partial)["partial_leave_hours"]
    assert (found.day, found.section, found.done) == (date(2026, 6, 1), "55/2001 4:4", False)
    contracts.set_weekly_time(session, *household, WeeklyTime(480, date(2026, 6, 1)), hand)
    (found,) = note(session, household, hand)["partial_leave_hours"]
    assert found.done
    assert "31.8.2026" in texts.say("fi", "duties.partial_leave_hours", **dict(found.facts))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_duty_of_absences_has_its_words(language: str) -> None:
    facts = {"first": "27.7.2026", "last": "1.8.2026", "end": "31.7.2026"}
    assert all(day in texts.say(language, "duties.holiday_after_end", **facts) for day in facts.values())
    for code in ("occupational_health_absence", "family_leave_notice"):
        assert "1.4.2026" in texts.say(language, f"duties.{code}", first="1.4.2026")
    assert "1.4.2026" in texts.say(language, "duties.accident_report", first="1.4.2026", days="3")
    for code in ("certificate", "capacity_opinion"):
        assert "1.4.2026" in texts.say(language, f"duties.{code}", first="1.4.2026")
    for code in ("holiday_moved", "holiday_moved_pay"):
        assert "6.7.2026" in texts.say(language, f"duties.{code}", first="6.7.2026", days="6")
    for code in ("family_leave_claim_met", "family_leave_claim_met_by"):
        said = texts.say(language, f"duties.{code}", first="1.4.2026", last="30.4.2026", amount="2500,00 €")
        assert "30.4.2026" in said
        assert "2500,00" in said
    for code in ("holiday_cost_claim", "family_leave_claim", "family_leave_claim_ask"):
        assert "30.4.2026" in texts.say(language, f"duties.{code}", first="1.4.2026", last="30.4.2026")
    assert "2026" in texts.say(language, "duties.occupational_health_claim", year="2026")
    facts = {"first": "1.4.2026", "since": "15.4.2026"}
    said = texts.say(language, "duties.sickness_claim_amount", **facts, amount="100,00 €")
    assert "100,00" in said
    assert "15.4.2026" in said
    assert "15.4.2026" in texts.say(language, "duties.sickness_claim", **facts)
    said = texts.say(language, "duties.sickness_claim_paid", **facts, until="30.4.2026")
    assert "15.4.2026–30.4.2026" in said
    said = texts.say(language, "duties.sickness_claim_paid_amount", **facts, until="30.4.2026", amount="100,00 €")
    assert "100,00" in said


@pytest.mark.parametrize(
    ("wages_cents", "begun", "cents"),
    [
        # 20 000 less 9.07 % is 18 186.00; 70 % of it over 300 days is 42.43 a day; seven days
        (2_000_000, date(2024, 1, 1), 29701),
        (0, date(2024, 1, 1), None),  # nothing is known of the year before
        (2_000_000, date(2025, 6, 1), None),  # the year before is not whole
    ],
)
def test_kelas_amount_needs_a_whole_year_of_pay(
    session: Session, household: tuple[int, int], wages_cents: int, begun: date, cents: int | None
) -> None:
    asked = _Asked(session, household[0], AS_OF, AS_OF, load_book())
    one = replace(asked.employments[0], start=begun)
    paid = SimpleNamespace(totals={"taxable": wages_cents}, employee_id=one.employee_id, payment_day=date(2025, 6, 30))
    asked.issued = (paid,)  # type: ignore[assignment]
    # ten weekdays are the employer's: 13 to 23 April; then seven weekdays, May Day left out
    absence = Absence(one.id, "sick", date(2026, 4, 13), date(2026, 5, 3))
    since = asked.allowance_from(one, absence, [absence])
    assert since is not None
    weekdays = [day for day in Period.closed(since, absence.last) if calendar.is_sick_weekday(day)]
    found = asked.allowance(one, absence, weekdays)
    assert found == cents
