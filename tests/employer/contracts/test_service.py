"""Employments and their dated terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import audit, contracts, people
from employer.contracts.schemas import (
    Agreement,
    Ending,
    FamilyMember,
    Gate,
    HolidayTerm,
    LateWork,
    Notice,
    Opening,
    OpeningHoliday,
    OpeningYear,
    Pattern,
    PayRun,
    PayTerms,
    Schooling,
    Terms,
    VariableHours,
    Wage,
    WeeklyTime,
    WorkTime,
)
from employer.contracts.service import gate_kinds
from employer.effective import NOT_SAID, Hand
from employer.errors import Refused
from employer.people.schemas import Card

START = date(2026, 1, 12)
JANUARY = date(2026, 1, 31)


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.field for problem in refused.value.problems]


def test_an_employment_comes_back_with_all_its_terms(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    terms = Terms(
        duties=("lapsen hoito kotona", "välipalan\nvalmistus"),
        workplace=None,
        trial_months=4,
        variable_hours=VariableHours(600, 1200, "kesällä", (WorkTime((0, 4), 480, 960), WorkTime((5,), 1320, 360))),
        notice=Notice(30, None),
        family_member=FamilyMember(True, None, False),
        pay=PayTerms("twice_a_month", ("15", "last")),
    )
    employment_id = an_employment(
        employer_id,
        an_employee(employer_id),
        ending=Ending(date(2026, 8, 31), "sijaisuus", "fixed_term_ended"),
        terms=terms,
        agreements=(Agreement("heta", "yleissitova", False, "B1", 14, "pk"),),
        gates=(
            Gate("criminal_record", date(2026, 1, 9), date(2025, 12, 15)),
            Gate("occupational_health", START, provider="Mallin Työterveys Oy"),
            Gate("young_list", START, document="luettelo, kansio 2"),
        ),
    )
    session.expire_all()
    facts = contracts.employment(session, employer_id, employment_id, JANUARY)
    read = facts.terms[0]
    assert read.duties == ("lapsen hoito kotona", "välipalan\nvalmistus")
    assert (read.workplace, read.occupation_code) == (None, NOT_SAID)
    assert (read.trial_months, read.variable_hours, read.notice) == (4, terms.variable_hours, Notice(30, None))
    assert (read.family_member, read.pay) == (terms.family_member, terms.pay)
    assert (facts.end, facts.fixed_term_ground, facts.end_reason) == (
        date(2026, 8, 31),
        "sijaisuus",
        "fixed_term_ended",
    )
    assert (facts.agreements[0].pay_group, facts.agreements[0].employer_is_member) == ("B1", False)
    assert (facts.holiday_terms[0].accrual, facts.holiday_terms[0].bonus_percent) == ("14_days", None)
    assert [(gate.kind, gate.day, gate.provider) for gate in facts.gates] == [
        ("criminal_record", date(2026, 1, 9), None),
        ("occupational_health", START, "Mallin Työterveys Oy"),
        ("young_list", START, None),
    ]
    assert facts.gates[2].document == "luettelo, kansio 2"
    assert (facts.patterns[0].weekdays, facts.patterns[0].start_minute) == ((0, 1, 2, 3), 840)
    assert facts.employee_code == "ilona"
    assert contracts.employment_id_of(session, employer_id, "ilona-1") == employment_id


def test_a_bonus_that_nobody_mentioned_is_not_said(
    session: Session,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    employment_id = an_employment(employer_id, an_employee(employer_id), holiday_terms=(HolidayTerm(),))
    facts = contracts.employment(session, employer_id, employment_id, JANUARY)
    assert facts.holiday_terms[0].bonus_percent is NOT_SAID
    assert facts.agreements == ()


def test_every_problem_of_an_employment_is_told_at_once_with_its_place(
    an_employer: Callable[..., int], an_employee: Callable[..., int], an_employment: Callable[..., int]
) -> None:
    employer_id = an_employer()
    with pytest.raises(Refused) as refused:
        an_employment(
            employer_id,
            an_employee(employer_id),
            job="gardening",
            ending=Ending(date(2026, 1, 1)),
            terms=Terms(trial_months=-1, variable_hours=VariableHours(900, 600), pay=PayTerms("monthly", ("32",))),
            wages=(Wage("hour", Decimal("13.20")), Wage("week", Decimal("0"))),
            weekly_times=(WeeklyTime(10081),),
            agreements=(Agreement("union"),),
            holiday_terms=(HolidayTerm("16_days", Decimal("101")),),
            patterns=(
                Pattern(START, None, (), 840, 1080),
                Pattern(START, date(2026, 1, 1), (0, 0), 840, 1080, 240, "sundays"),
                Pattern(START, None, (7,), 840, 1440),
            ),
            gates=(Gate("passport", None), Gate("criminal_record", date(2026, 1, 1), date(2026, 1, 2))),
        )
    assert fields(refused) == [
        "job",
        "end",
        "fixed_term_ground",
        "trial_months",
        "variable_hours",
        "pay.pay_day",
        "wages[1].unit",
        "wages[1].euros",
        "weekly_minutes[0].minutes",
        "agreement[0].name",
        "holiday[0].accrual",
        "holiday[0].bonus_percent",
        "patterns[0].weekdays",
        "patterns[1].until",
        "patterns[1].skip",
        "patterns[1].weekdays",
        "patterns[1].break_minutes",
        "patterns[2].weekdays",
        "patterns[2].end",
        "gates[0].kind",
        "gates[1].extract_day",
    ]


def test_a_wage_and_a_weekly_time_are_required(
    an_employer: Callable[..., int], an_employee: Callable[..., int], an_employment: Callable[..., int]
) -> None:
    employer_id = an_employer()
    with pytest.raises(Refused) as refused:
        an_employment(employer_id, an_employee(employer_id), wages=(), weekly_times=())
    assert fields(refused) == ["wages", "weekly_minutes"]


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ((0, 840, 1080), (0, 1080, 1200), False),
        ((0, 840, 1080), (0, 1079, 1200), True),
        ((0, 840, 1080), (1, 840, 1080), False),
        ((0, 1320, 360), (1, 300, 600), True),  # Monday night reaches into Tuesday morning
        ((0, 1320, 360), (1, 360, 600), False),
        ((6, 1320, 360), (0, 300, 600), True),  # and Sunday night into Monday
        ((0, 480, 479), (1, 479, 500), False),  # almost a day and a night
        ((0, 480, 479), (1, 478, 500), True),
        ((0, 840, 0), (1, 0, 840), False),  # a day and a night, as two that meet at midnight
    ],
)
def test_patterns_may_touch_but_not_overlap(
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    one: tuple[int, int, int],
    other: tuple[int, int, int],
    clash: bool,
) -> None:
    employer_id = an_employer()
    patterns = tuple(Pattern(START, None, (day,), start, end) for day, start, end in (one, other))
    employee_id = an_employee(employer_id)
    if not clash:
        an_employment(employer_id, employee_id, patterns=patterns, holiday_terms=(HolidayTerm(),))
        return
    with pytest.raises(Refused) as refused:
        an_employment(employer_id, employee_id, patterns=patterns)
    assert fields(refused) == ["patterns"]


def test_a_pattern_whose_ends_are_the_same_time_is_asked_again(
    an_employer: Callable[..., int], an_employee: Callable[..., int], an_employment: Callable[..., int]
) -> None:
    employer_id = an_employer()
    with pytest.raises(Refused) as refused:
        an_employment(employer_id, an_employee(employer_id), patterns=(Pattern(START, None, (0,), 840, 840),))
    ((field, what, _),) = refused.value.problems
    assert (field, getattr(what, "key", None)) == ("patterns[0].end", "refused.shift_same_time.what")


def test_a_weekly_time_of_nothing_contradicts_work_that_repeats(
    session: Session,
    hand: Hand,
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id)
    none = (WeeklyTime(0),)
    with pytest.raises(Refused) as refused:
        an_employment(employer_id, employee_id, weekly_times=none)
    ((field, what, _),) = refused.value.problems
    assert field == "weekly_minutes"
    assert "0 hours" in what
    assert "16:00 h a week" in what
    varying = Terms(variable_hours=VariableHours(0, 600))
    an_employment(employer_id, employee_id, code="varying", weekly_times=none, terms=varying)
    other = an_employment(
        employer_id, employee_id, code="later", start=date(2027, 1, 4), weekly_times=none, patterns=()
    )
    with pytest.raises(Refused) as refused:
        contracts.add_pattern(session, employer_id, other, Pattern(date(2027, 1, 4), None, (0,), 540, 600), hand)
    assert fields(refused) == ["weekdays"]
    contracts.set_weekly_time(session, employer_id, other, WeeklyTime(60, date(2027, 2, 1)), hand)
    contracts.add_pattern(session, employer_id, other, Pattern(date(2027, 2, 1), None, (0,), 540, 600), hand)
    with pytest.raises(Refused) as refused:
        contracts.set_weekly_time(session, employer_id, other, WeeklyTime(0, date(2027, 3, 1)), hand)
    assert fields(refused) == ["minutes"]


def test_patterns_of_different_times_do_not_clash(
    session: Session, hand: Hand, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    facts = contracts.employment(session, *household, JANUARY)
    evening = Pattern(date(2026, 3, 1), None, (0,), 900, 1080)
    with pytest.raises(Refused):
        contracts.add_pattern(session, *household, evening, hand)
    old = facts.patterns[0]
    ended = Pattern(old.first, date(2026, 2, 28), old.weekdays, old.start_minute, old.end_minute, 0, old.skip)
    later = hand_on(date(2026, 2, 20))
    contracts.change_pattern(session, *household, old.id, ended, later)
    contracts.add_pattern(session, *household, evening, later)
    known = contracts.employment(session, *household, date(2026, 2, 20)).patterns
    assert [(pattern.first, pattern.until) for pattern in known] == [
        (START, date(2026, 2, 28)),
        (date(2026, 3, 1), None),
    ]
    assert [pattern.until for pattern in contracts.employment(session, *household, date(2026, 2, 19)).patterns] == [
        None
    ]
    with pytest.raises(LookupError):
        contracts.change_pattern(session, *household, old.id, ended, later)


def test_an_end_is_agreed_and_taken_back(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    contracts.end_employment(
        session, *household, Ending(date(2026, 5, 31), None, "resignation"), hand_on(date(2026, 5, 1))
    )
    contracts.end_employment(session, *household, Ending(), hand_on(date(2026, 5, 10)))
    ends = [
        contracts.employment(session, *household, day).end
        for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 10))
    ]
    assert ends == [None, date(2026, 5, 31), None]


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        (Ending(date(2026, 1, 11), None, "resignation"), ["end"]),
        (Ending(None, None, "resignation"), ["end"]),
        (Ending(date(2026, 6, 30)), ["fixed_term_ground"]),
        (Ending(date(2026, 6, 30), None, "fixed_term_ended"), ["fixed_term_ground"]),
        (Ending(date(2026, 6, 30), None, "boredom"), ["end_reason"]),
    ],
)
def test_endings_that_cannot_be(
    session: Session, hand: Hand, household: tuple[int, int], ending: Ending, expected: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        contracts.end_employment(session, *household, ending, hand)
    assert fields(refused) == expected


@pytest.mark.parametrize(
    ("start", "end", "earlier", "refused_for"),
    [
        (date(2026, 5, 31), date(2026, 8, 31), None, "fixed_term_ground_needed"),  # the day before the reform
        (date(2026, 6, 1), date(2027, 5, 31), None, None),  # a whole year
        (date(2026, 6, 1), date(2027, 6, 1), None, "fixed_term_too_long"),
        (date(2026, 6, 1), date(2026, 8, 31), date(2021, 6, 2), "fixed_term_too_soon"),
        (date(2026, 6, 1), date(2026, 8, 31), date(2021, 6, 1), None),  # five years have passed
    ],
)
def test_a_fixed_term_without_a_ground(
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    start: date,
    end: date,
    earlier: date | None,
    refused_for: str | None,
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id)
    if earlier is not None:
        before = {"start": date(2021, 1, 4), "ending": Ending(earlier, None, "resignation")}
        an_employment(employer_id, employee_id, code="before", **before, patterns=(), weekly_times=(WeeklyTime(960),))
    found = None
    try:
        an_employment(employer_id, employee_id, code="now", start=start, ending=Ending(end), patterns=())
    except Refused as refused:
        (problem,) = refused.problems
        found = (problem.field, problem.what.key)
    assert found == (refused_for and ("fixed_term_ground", f"refused.{refused_for}.what"))


@pytest.mark.parametrize(
    ("start", "end", "earlier", "refused_for"),
    [
        (date(2026, 1, 12), date(2027, 1, 11), (), None),  # a whole year, also before the reform
        (date(2026, 1, 12), date(2027, 1, 12), (), "fixed_term_unemployed_over"),
        (date(2026, 1, 12), date(2026, 7, 12), ((date(2025, 1, 1), date(2025, 7, 2)),), None),  # 182 and 183 days
        (date(2026, 1, 12), date(2026, 7, 14), ((date(2025, 1, 1), date(2025, 7, 2)),), "fixed_term_unemployed_over"),
        (
            *(date(2026, 1, 12), date(2026, 1, 31)),
            tuple((date(2025, month, 1), date(2025, month, 28)) for month in (1, 3)),  # the second renewal
            None,
        ),
        (
            *(date(2026, 1, 12), date(2026, 1, 31)),
            tuple((date(2025, month, 1), date(2025, month, 28)) for month in (1, 3, 5)),
            "fixed_term_unemployed_over",
        ),
    ],
)
def test_a_fixed_term_with_a_long_term_unemployed_person(
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    start: date,
    end: date,
    earlier: tuple[tuple[date, date], ...],
    refused_for: str | None,
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id)
    usual: dict[str, Any] = {"patterns": (), "weekly_times": (WeeklyTime(960),)}
    for number, (first, last) in enumerate(earlier):
        ending = Ending(last, long_term_unemployed=True)
        an_employment(employer_id, employee_id, code=f"before-{number}", start=first, ending=ending, **usual)
    found = None
    try:
        ending = Ending(end, long_term_unemployed=True)
        an_employment(employer_id, employee_id, code="now", start=start, ending=ending, **usual)
    except Refused as refused:
        (problem,) = refused.problems
        found = (problem.field, problem.what.key)
    assert found == (refused_for and ("fixed_term_ground", f"refused.{refused_for}.what"))


@pytest.mark.parametrize(
    ("signed", "earlier_end", "refused_for"),
    [
        (None, date(2021, 6, 14), None),  # nobody has said: the most lenient day would allow it
        (None, date(2021, 6, 16), "fixed_term_too_soon"),  # no day would
        (date(2026, 6, 1), date(2021, 6, 1), None),  # five years before the contract was made
        (date(2026, 6, 1), date(2021, 6, 2), "fixed_term_too_soon"),
        (date(2026, 5, 31), None, "fixed_term_ground_needed"),  # made before the reform
        (date(2026, 6, 15), None, None),
        (date(2026, 6, 16), None, "signed_after_start"),
    ],
)
def test_a_fixed_term_without_a_ground_goes_by_the_day_of_the_contract(
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    signed: date | None,
    earlier_end: date | None,
    refused_for: str | None,
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id)
    usual: dict[str, Any] = {"patterns": (), "weekly_times": (WeeklyTime(960),)}
    if earlier_end is not None:
        ending = Ending(earlier_end, "Sijaisuus")
        an_employment(employer_id, employee_id, code="before", start=date(2021, 1, 1), ending=ending, **usual)
    found = None
    try:
        ending = Ending(date(2026, 12, 31), signed=signed)
        an_employment(employer_id, employee_id, code="now", start=date(2026, 6, 15), ending=ending, **usual)
    except Refused as refused:
        found = refused.problems[0].what.key
    assert found == (refused_for and f"refused.{refused_for}.what")


def test_the_day_of_the_contract_is_noted_and_stays_when_the_end_changes(
    session: Session, hand: Hand, an_employer: Callable[..., int], an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:  # fmt: skip
    employer_id = an_employer()
    start, ending = date(2026, 6, 15), Ending(date(2026, 12, 31))
    one = an_employment(employer_id, an_employee(employer_id), start=start, ending=ending, patterns=())
    for wrong in (date(2026, 5, 31), date(2026, 6, 16)):
        with pytest.raises(Refused):
            contracts.set_signed(session, employer_id, one, wrong, hand)
    contracts.set_signed(session, employer_id, one, date(2026, 6, 1), hand)
    contracts.end_employment(session, employer_id, one, Ending(date(2026, 11, 30), None, "agreed"), hand)
    known = contracts.employment(session, employer_id, one, hand.day)
    assert (known.signed, known.end) == (date(2026, 6, 1), date(2026, 11, 30))
    with pytest.raises(LookupError):
        contracts.set_signed(session, employer_id + 1, one, date(2026, 6, 1), hand)


def test_a_contract_with_a_long_term_unemployed_person_stays_one_unless_a_ground_is_written(
    session: Session, hand: Hand, an_employer: Callable[..., int], an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:  # fmt: skip
    employer_id = an_employer()
    ending = Ending(date(2026, 6, 30), long_term_unemployed=True)
    one = an_employment(employer_id, an_employee(employer_id), ending=ending, patterns=())
    made = contracts.employment(session, employer_id, one, hand.day)
    assert (made.long_term_unemployed, made.fixed_without_ground) == (True, False)

    def later(end: date, ground: str | None = None) -> Ending:
        return Ending(end, ground, "fixed_term_ended", later="extended")

    contracts.end_employment(session, employer_id, one, later(date(2026, 8, 31)), hand)
    extended = contracts.employment(session, employer_id, one, hand.day)
    assert (extended.long_term_unemployed, extended.renewals) == (True, 1)
    with pytest.raises(Refused) as refused:  # longer than a year
        contracts.end_employment(session, employer_id, one, later(date(2027, 3, 31)), hand)
    assert refused.value.problems[0].what.key == "refused.fixed_term_unemployed_over.what"
    contracts.end_employment(session, employer_id, one, later(date(2027, 3, 31), "Sijaisuus"), hand)
    assert not contracts.employment(session, employer_id, one, hand.day).long_term_unemployed


def test_the_third_extension_of_the_long_term_unemployed_is_refused_and_a_wrong_day_is_none(
    session: Session, hand: Hand, an_employer: Callable[..., int], an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:  # fmt: skip
    employer_id = an_employer()
    employee_id = an_employee(employer_id)
    first = Ending(date(2026, 3, 31), long_term_unemployed=True)
    one = an_employment(employer_id, employee_id, ending=first, patterns=())
    for end, why, renewals in (
        (date(2026, 4, 30), "extended", 1),
        (date(2026, 5, 1), "corrected", 1),
        (date(2026, 5, 31), "extended", 2),
    ):
        contracts.end_employment(session, employer_id, one, Ending(end, later=why), hand)
        assert contracts.employment(session, employer_id, one, hand.day).renewals == renewals
    with pytest.raises(Refused) as refused:
        contracts.end_employment(session, employer_id, one, Ending(date(2026, 6, 30), later="extended"), hand)
    assert refused.value.problems[0].what.key == "refused.fixed_term_unemployed_over.what"
    contracts.end_employment(session, employer_id, one, Ending(date(2026, 5, 30), None, "fixed_term_ended"), hand)
    assert contracts.employment(session, employer_id, one, hand.day).renewals == 2  # an earlier day is no extension
    another = Ending(date(2026, 8, 31), long_term_unemployed=True)
    with pytest.raises(Refused):  # a contract and its two extensions: this would be the third renewal
        an_employment(
            employer_id, employee_id, code="another", start=date(2026, 7, 1), ending=another, patterns=(),
            weekly_times=(WeeklyTime(960),),
        )  # fmt: skip


@pytest.mark.parametrize("ground", [None, "Sijaisuus"])
def test_a_fixed_term_is_extended_with_its_own_ground_only(
    session: Session, hand: Hand, an_employer: Callable[..., int], an_employee: Callable[..., int],
    an_employment: Callable[..., int], ground: str | None,
) -> None:  # fmt: skip
    """Without a ground it would be within its year, but it is made once; the old ground does not carry on."""
    employer_id = an_employer()
    made = Ending(date(2026, 8, 31), ground)
    one = an_employment(
        employer_id, an_employee(employer_id), start=date(2026, 6, 1), ending=made, patterns=(),
        weekly_times=(WeeklyTime(960),),
    )  # fmt: skip

    def end(ending: Ending) -> str | None:
        try:
            contracts.end_employment(session, employer_id, one, ending, hand)
        except Refused as refused:
            return refused.problems[0].what.key
        return None

    later = date(2026, 10, 31)
    assert end(Ending(later)) == "refused.later_end_needed.what"
    assert end(Ending(later, later="extended")) == "refused.fixed_term_not_extended.what"
    assert end(Ending(date(2026, 9, 1), later="corrected")) is None
    assert contracts.employment(session, employer_id, one, hand.day).fixed_term_ground == ground
    assert end(Ending(date(2026, 9, 1), None, "fixed_term_ended")) is None  # the end is noted, the ground stays
    assert contracts.employment(session, employer_id, one, hand.day).fixed_term_ground == ground
    assert end(Ending(later, "Projekti jatkuu", later="extended")) is None
    known = contracts.employment(session, employer_id, one, hand.day)
    assert (known.end, known.fixed_term_ground, known.renewals) == (later, "Projekti jatkuu", 1)


def test_work_that_went_on_after_the_end_makes_the_contract_indefinite(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    end = Ending(date(2026, 5, 31), None, "resignation")
    with pytest.raises(Refused) as refused:
        contracts.go_on(session, *household, hand_on(date(2026, 5, 1)))  # there is no end
    assert fields(refused) == ["end"]
    contracts.end_employment(session, *household, end, hand_on(date(2026, 5, 1)))
    with pytest.raises(Refused):
        contracts.go_on(session, *household, hand_on(date(2026, 5, 31)))  # the last day
    contracts.go_on(session, *household, hand_on(date(2026, 6, 1)))
    known = contracts.employment(session, *household, date(2026, 6, 1))
    assert (known.end, known.end_reason, known.fixed_term) == (None, None, False)


def test_a_cancelled_contract_keeps_its_days(session: Session, household: tuple[int, int], hand: Hand) -> None:
    told = {"breach_known": date(2026, 1, 20), "cancel_sent": date(2026, 1, 28), "employee_heard": True}
    contracts.end_employment(session, *household, Ending(JANUARY, None, "cancelled_by_employer", **told), hand)
    known = contracts.employment(session, *household, JANUARY)
    assert (known.end_reason, known.breach_known, known.cancel_sent, known.employee_heard) == (
        "cancelled_by_employer",
        *told.values(),
    )
    assert known.fixed_term is False


@pytest.mark.parametrize(
    ("reason", "told", "wrong"),
    [
        ("cancelled_by_employer", {"cancel_sent": date(2026, 1, 30)}, ["cancel_sent"]),  # after the last day
        ("cancelled_by_employee", {"breach_known": date(2026, 1, 30)}, ["breach_known"]),
        (
            "cancelled_by_employee",
            {"breach_known": date(2026, 1, 29), "cancel_sent": date(2026, 1, 28)},
            ["breach_known"],
        ),
        ("resignation", {"breach_known": date(2026, 1, 20)}, ["breach_known"]),
        ("agreed", {"employee_heard": False}, ["employee_heard"]),
    ],
)
def test_the_days_of_a_cancelling_that_cannot_be(
    session: Session, household: tuple[int, int], hand: Hand, reason: str, told: dict[str, Any], wrong: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        contracts.end_employment(session, *household, Ending(date(2026, 1, 29), None, reason, **told), hand)
    assert fields(refused) == wrong


def test_an_absence_without_word_ends_the_contract_after_seven_days(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    away = Ending(date(2026, 5, 10), None, "absence_without_word")
    with pytest.raises(Refused) as refused:
        contracts.end_employment(session, *household, away, hand_on(date(2026, 5, 17)))
    assert dict(refused.value.problems[0].what.facts)["days"] == "6"
    contracts.end_employment(session, *household, away, hand_on(date(2026, 5, 18)))
    assert contracts.employment(session, *household, date(2026, 5, 18)).end == date(2026, 5, 10)


def test_an_employee_who_never_came_has_an_end_before_the_first_day(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    start = contracts.employment(session, *household, date(2026, 5, 18)).start
    eve = start - timedelta(days=1)
    for wrong in (Ending(eve - timedelta(days=1), None, "absence_without_word"), Ending(eve, None, "trial_period")):
        with pytest.raises(Refused) as refused:
            contracts.end_employment(session, *household, wrong, hand_on(date(2026, 5, 18)))
        assert fields(refused) == ["end"]
    contracts.end_employment(session, *household, Ending(eve, None, "absence_without_word"), hand_on(date(2026, 5, 18)))
    known = contracts.employment(session, *household, date(2026, 5, 18))
    assert (known.end, known.never_begun, known.runs_on(start)) == (eve, True, False)


def test_an_absence_whose_reason_could_not_be_told_gives_the_earlier_end_back(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    with pytest.raises(Refused) as refused:
        contracts.undo_absence(session, *household, hand_on(date(2026, 5, 1)))
    assert fields(refused) == ["end"]
    fixed = Ending(date(2026, 8, 31), "Sijaisuus", "fixed_term_ended")
    contracts.end_employment(session, *household, fixed, hand_on(date(2026, 5, 1)))
    for first in (date(2026, 5, 10), date(2026, 5, 11)):  # the day was corrected once
        away = Ending(first, None, "absence_without_word")
        contracts.end_employment(session, *household, away, hand_on(date(2026, 5, 19)))
    assert contracts.employment(session, *household, date(2026, 5, 19)).end == date(2026, 5, 11)
    contracts.undo_absence(session, *household, hand_on(date(2026, 5, 25)))
    known = contracts.employment(session, *household, date(2026, 5, 25))
    assert (known.end, known.end_reason, known.fixed_term_ground) == (
        date(2026, 8, 31),
        "fixed_term_ended",
        "Sijaisuus",
    )
    assert contracts.employment(session, *household, date(2026, 5, 24)).end == date(2026, 5, 11)  # as it was known then


@pytest.mark.parametrize(("born", "too_young"), [(date(2012, 12, 31), False), (date(2013, 1, 1), True)])
def test_nobody_is_hired_before_the_year_of_light_work(
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    born: date,
    too_young: bool,
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id, born=born, sex=2, identity_code=None)
    if not too_young:
        assert an_employment(employer_id, employee_id)
        return
    with pytest.raises(Refused) as refused:
        an_employment(employer_id, employee_id)
    assert fields(refused) == ["employee"]


def test_the_first_and_the_last_day_are_days_of_employment(
    session: Session, hand: Hand, household: tuple[int, int]
) -> None:
    contracts.end_employment(session, *household, Ending(date(2026, 1, 15), None, "trial_period"), hand)
    facts = contracts.employment(session, *household, JANUARY)
    assert [facts.runs_on(date(2026, 1, day)) for day in (11, 12, 15, 16)] == [False, True, True, False]
    assert contracts.workdays(facts, date(2026, 1, 1), date(2026, 2, 1)) == tuple(
        date(2026, 1, day) for day in (12, 13, 14, 15)
    )


def test_workdays_include_public_holidays(session: Session, household: tuple[int, int]) -> None:
    facts = contracts.employment(session, *household, JANUARY)
    april = contracts.workdays(facts, date(2026, 4, 1), date(2026, 5, 1))
    assert date(2026, 4, 6) in april  # Easter Monday
    assert len(april) == 18
    assert contracts.weekly_workdays(facts, date(2026, 4, 1)) == (4, 1)
    assert contracts.weekly_workdays(facts, date(2026, 1, 11)) is None


def test_times_of_variable_hours_have_weekdays_and_at_most_seven_rows(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    def refused_fields(*times: WorkTime) -> list[str]:
        with pytest.raises(Refused) as refused:
            contracts.set_terms(session, *household, Terms(variable_hours=VariableHours(0, 600, None, times)), hand)
        return fields(refused)

    assert refused_fields(WorkTime((), 0, 60)) == ["times_1_weekdays"]
    assert refused_fields(WorkTime((0,), 0, 60), WorkTime((1, 1), 0, 1440)) == ["times_2_weekdays", "times_2_end"]
    rows = tuple(WorkTime((day,), 480, 960) for day in range(7))
    assert refused_fields(*rows, WorkTime((0,), 960, 1000)) == ["variable_hours"]
    contracts.set_terms(
        session, *household, Terms(variable_hours=VariableHours(0, 600, None, rows), first=date(2026, 2, 1)), hand
    )
    known = contracts.employment(session, *household, hand.day).terms[-1].variable_hours
    assert known is not None
    assert known.times == rows


def test_school_of_a_young_employee_is_noted_from_a_day(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    days = (360, 360, 300, 360, 240, 0, 0)
    contracts.set_schooling(session, *household, Schooling("term", days, date(2026, 1, 12)), hand)
    contracts.set_schooling(session, *household, Schooling("finished", None, date(2026, 6, 1)), hand)
    known = contracts.employment(session, *household, hand.day).schooling
    assert [(one.kind, one.school_minutes, one.until) for one in known] == [
        ("term", days, date(2026, 5, 31)),
        ("finished", None, None),
    ]
    for wrong in (None, (0,) * 7, (360,) * 6, (1441, 0, 0, 0, 0, 0, 0)):
        with pytest.raises(Refused) as refused:
            contracts.set_schooling(session, *household, Schooling("term", wrong, date(2026, 8, 1)), hand)
        assert fields(refused) == ["mon"]


def test_what_has_to_be_in_order_depends_on_age_permit_and_end(session: Session, household: tuple[int, int]) -> None:
    one = contracts.employment(session, *household, JANUARY)
    common = ("criminal_record", "induction", "risk_assessment", "occupational_health")
    born = date(one.start.year - 18, one.start.month, one.start.day)
    assert gate_kinds(one, born, foreign=False, as_of=one.start) == common
    young = (*common, "young_health_check", "young_list")
    assert gate_kinds(one, born + timedelta(days=1), foreign=False, as_of=one.start) == young
    assert gate_kinds(one, born, foreign=True, as_of=one.start) == (*common, "tell_migri")
    ended = replace(one, end=date(2026, 3, 31))
    told = (*common, "tell_migri", "tell_migri_end")
    assert gate_kinds(ended, born, foreign=True, as_of=date(2026, 3, 30)) == told
    over = (*told, "right_to_work_data", "end_papers", "end_insurance")
    assert gate_kinds(ended, born, foreign=True, as_of=date(2026, 3, 31)) == over
    varying = replace(one, terms=(Terms(variable_hours=VariableHours(0, 600)),))
    assert gate_kinds(varying, born, foreign=False, as_of=one.start) == (*common, "variable_hours_review")
    noted = replace(one, gates=(Gate("young_list", one.start),))
    assert gate_kinds(noted, born, foreign=False, as_of=one.start) == (*common, "young_list")


def test_of_a_criminal_record_no_document_is_noted(session: Session, household: tuple[int, int], hand: Hand) -> None:
    with pytest.raises(Refused) as refused:
        contracts.set_gate(session, *household, Gate("criminal_record", START, document="ote"), hand)
    assert fields(refused) == ["document"]


def test_a_gate_of_the_same_kind_is_replaced(
    session: Session, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    contracts.set_gate(session, *household, Gate("induction", None), hand_on(date(2026, 1, 10)))
    contracts.set_gate(session, *household, Gate("induction", START), hand_on(date(2026, 1, 12)))
    contracts.set_gate(session, *household, Gate("risk_assessment", START), hand_on(date(2026, 1, 12)))
    gates = contracts.employment(session, *household, date(2026, 1, 12)).gates
    assert [(gate.kind, gate.day) for gate in gates] == [("induction", START), ("risk_assessment", START)]
    assert [gate.day for gate in contracts.employment(session, *household, date(2026, 1, 11)).gates] == [None]


def test_changed_terms_are_recorded_in_words(session: Session, hand: Hand, household: tuple[int, int]) -> None:
    contracts.set_weekly_time(session, *household, WeeklyTime(1200, date(2026, 6, 1)), hand)
    contracts.set_agreement(session, *household, Agreement("none", "no agreement covers it"), hand)
    contracts.set_holiday_term(session, *household, HolidayTerm("by_law", Decimal("50.0"), date(2026, 4, 1)), hand)
    contracts.set_terms(session, *household, Terms(workplace="toinen koti", first=date(2026, 6, 1)), hand)
    last = audit.changes(session, household[0])[-4:]
    assert [change.what for change in last] == [
        "changes.weekly_time",
        "changes.agreement",
        "changes.holiday_term",
        "changes.terms",
    ]
    assert last[0].after == {"employment": "ilona-1", "from": "2026-06-01", "minutes": "1200", "until": None}
    facts = contracts.employment(session, *household, JANUARY)
    assert [(row.minutes, row.until) for row in facts.weekly_times] == [(960, date(2026, 5, 31)), (1200, None)]
    assert [row.workplace for row in facts.terms] == [NOT_SAID, "toinen koti"]


def test_another_households_employment_is_not_found(
    session: Session, hand: Hand, household: tuple[int, int], an_employer: Callable[..., int]
) -> None:
    other = an_employer(code="other")
    with pytest.raises(LookupError):
        contracts.employment(session, other, household[1], JANUARY)
    with pytest.raises(LookupError):
        contracts.set_wage(session, other, household[1], Wage("hour", Decimal("20")), hand)
    with pytest.raises(LookupError):
        contracts.declare_pay_run(session, other, PayRun(START, JANUARY, JANUARY, employment_ids=(household[1],)), hand)
    assert contracts.employments(session, other, JANUARY) == ()


def test_an_opening_holds_the_year_and_the_holidays(
    session: Session, hand: Hand, household: tuple[int, int], hand_on: Callable[[date], Hand]
) -> None:
    given = Opening(
        household[1],
        date(2026, 3, 1),
        OpeningYear(120_000, 14_400, (("base_pay", 100_000), ("sunday", 20_000))),
        120_000,
        (OpeningHoliday((date(2025, 4, 1), date(2026, 3, 31)), Decimal("4.5"), 500_000, 61, 14_640),),
    )
    with pytest.raises(Refused) as refused:  # nothing can have been used of a card that nobody has
        contracts.set_opening(session, household[0], given, hand)
    assert [(one.field, one.what.say("en")[:18]) for one in refused.value.problems] == [
        ("card_used", "No tax card was in")
    ]
    employee = contracts.employment(session, *household, JANUARY).employee_id
    people.add_tax_card(session, household[0], employee, Card("wage", Decimal(12), first=date(2026, 2, 28)), hand)
    over = replace(given, card_used_cents=120_001)
    with pytest.raises(Refused) as refused:  # nor more than the pay of the card's year
        contracts.set_opening(session, household[0], over, hand)
    assert fields(refused) == ["card_used"]
    contracts.set_opening(session, household[0], replace(over, year_so_far=None), hand)
    contracts.set_opening(session, household[0], given, hand)
    read = contracts.opening(session, *household, JANUARY)
    assert read is not None
    assert (read.year_so_far, read.card_used_cents, read.holidays) == (
        given.year_so_far,
        given.card_used_cents,
        given.holidays,
    )
    contracts.set_opening(session, household[0], Opening(household[1], date(2026, 3, 1)), hand_on(JANUARY))
    assert len(contracts.openings(session, household[0], JANUARY)) == 1
    assert contracts.openings(session, household[0], JANUARY)[0].year_so_far is None


def test_openings_that_cannot_be(session: Session, hand: Hand, household: tuple[int, int]) -> None:
    wrong = Opening(
        household[1],
        date(2026, 1, 11),
        OpeningYear(-1, -1),
        -1,
        (OpeningHoliday((date(2025, 4, 1), date(2026, 3, 30)), Decimal(-1), -1, -1, -1),),
    )
    with pytest.raises(Refused) as refused:
        contracts.set_opening(session, household[0], wrong, hand)
    assert fields(refused) == [
        "day",
        "year_so_far.gross",
        "year_so_far.withholding",
        "card_used",
        "holiday[0].credit_year",
        "holiday[0].days",
        "holiday[0].pay_base",
        "holiday[0].work_days",
        "holiday[0].minutes",
    ]


def test_pay_runs_come_in_order_and_do_not_overlap(session: Session, hand: Hand, household: tuple[int, int]) -> None:
    employer_id, employment_id = household
    february = PayRun(date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 27), employment_ids=(employment_id,))
    january = PayRun(date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 30))
    extra = PayRun(date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 13), "supplementary")
    run_id = contracts.declare_pay_run(session, employer_id, february, hand)
    contracts.declare_pay_run(session, employer_id, january, hand)
    contracts.declare_pay_run(session, employer_id, extra, hand)
    runs = contracts.pay_runs(session, employer_id, JANUARY)
    assert [(run.pay_day.month, run.pay_day.day, run.employment_ids) for run in runs] == [
        (1, 30, None),
        (2, 13, None),
        (2, 27, (employment_id,)),
    ]
    overlapping = PayRun(date(2026, 2, 28), date(2026, 3, 31), date(2026, 3, 31))
    with pytest.raises(Refused) as refused:
        contracts.declare_pay_run(session, employer_id, overlapping, hand)
    assert fields(refused) == ["from"]
    contracts.withdraw_pay_run(session, employer_id, run_id, hand)
    contracts.declare_pay_run(session, employer_id, overlapping, hand)
    with pytest.raises(LookupError):
        contracts.withdraw_pay_run(session, employer_id, run_id, hand)


def test_pay_runs_of_different_employments_may_share_days(
    session: Session,
    hand: Hand,
    household: tuple[int, int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
) -> None:
    employer_id, first = household
    other = an_employee(employer_id, code="b", identity_code=None, born=date(1990, 1, 1), sex=1)
    second = an_employment(employer_id, other, code="b-1")
    for employment_id in (first, second):
        contracts.declare_pay_run(
            session, employer_id, PayRun(START, JANUARY, JANUARY, employment_ids=(employment_id,)), hand
        )
    with pytest.raises(Refused) as refused:
        contracts.declare_pay_run(session, employer_id, PayRun(JANUARY, START, JANUARY, "weekly", (first, first)), hand)
    assert fields(refused) == ["until", "kind", "employments[1]"]


@pytest.mark.parametrize(
    ("accrual", "weekdays", "minutes", "refused"),
    [
        ("14_days", (0, 1, 2, 3), 240, False),
        ("35_hours", (0, 1, 2, 3), 240, True),
        ("none", (0, 1, 2, 3), 240, True),
        ("14_days", (0, 3), 300, True),
        ("35_hours", (0, 3), 300, False),
        ("35_hours", (5,), 120, True),
        ("none", (5,), 120, False),
        ("by_law", (5,), 120, False),
    ],
)
def test_an_accrual_rule_must_fit_the_contracts_hours(
    an_employer: Callable[..., int],
    an_employee: Callable[..., int],
    an_employment: Callable[..., int],
    accrual: str,
    weekdays: tuple[int, ...],
    minutes: int,
    refused: bool,
) -> None:
    employer_id = an_employer()
    given = {
        "patterns": (Pattern(START, None, weekdays, 600, 600 + minutes),),
        "holiday_terms": (HolidayTerm(accrual, None),),
    }
    employee_id = an_employee(employer_id)
    if not refused:
        an_employment(employer_id, employee_id, **given)
        return
    with pytest.raises(Refused) as problem:
        an_employment(employer_id, employee_id, **given)
    assert fields(problem) == ["holiday[0].accrual"]


def test_variable_hours_leave_the_accrual_rule_to_the_parties(
    an_employer: Callable[..., int], an_employee: Callable[..., int], an_employment: Callable[..., int]
) -> None:
    employer_id = an_employer()
    an_employment(
        employer_id,
        an_employee(employer_id),
        terms=Terms(variable_hours=VariableHours(0, 1200)),
        holiday_terms=(HolidayTerm("35_hours", None),),
    )


def test_a_later_accrual_rule_must_fit_the_hours_of_its_own_time(
    session: Session, hand: Hand, household: tuple[int, int]
) -> None:
    with pytest.raises(Refused) as refused:
        contracts.set_holiday_term(session, *household, HolidayTerm("35_hours", None, date(2026, 9, 1)), hand)
    assert fields(refused) == ["accrual"]
    old = contracts.employment(session, *household, JANUARY).patterns[0]
    until_august = Pattern(old.first, date(2026, 8, 31), old.weekdays, old.start_minute, old.end_minute)
    contracts.change_pattern(session, *household, old.id, until_august, hand)
    contracts.add_pattern(session, *household, Pattern(date(2026, 9, 1), None, (0, 3), 600, 900), hand)
    contracts.set_holiday_term(session, *household, HolidayTerm("35_hours", None, date(2026, 9, 1)), hand)


def test_contract_phases_follow_every_change(session: Session, household: tuple[int, int], hand: Hand) -> None:
    contracts.set_weekly_time(session, *household, WeeklyTime(1200, date(2026, 6, 1), date(2026, 8, 31)), hand)
    facts = contracts.employment(session, *household, date(2026, 12, 31))
    phases = contracts.phases(facts)
    assert [(phase.first, phase.last, phase.weekly_minutes) for phase in phases] == [
        (START, date(2026, 5, 31), 960),
        (date(2026, 6, 1), date(2026, 8, 31), 1200),
        (date(2026, 9, 1), None, None),
    ]
    assert phases[0].week == ((240, 240, 240, 240, 0, 0, 0),)
    assert phases[0].agreed_rule == "14_days"


def test_a_sunday_night_reaches_into_mondays_minutes(session: Session, household: tuple[int, int], hand: Hand) -> None:
    nights = Pattern(date(2026, 6, 1), None, (6,), 1320, 360, 60)
    contracts.add_pattern(session, *household, nights, hand)
    phases = contracts.phases(contracts.employment(session, *household, date(2026, 12, 31)))
    assert phases[1].week == ((240 + 300, 240, 240, 240, 0, 0, 120),)


def test_consent_to_late_work_is_noted_with_its_reason_and_taken_back(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    contracts.set_late_work(session, *household, LateWork(True, "Iltatoimet", date(2026, 1, 12)), hand)
    contracts.set_late_work(session, *household, LateWork(False, None, date(2026, 3, 1)), hand)
    known = contracts.employment(session, *household, hand.day).late_work
    assert [(one.agreed, one.reason, one.until) for one in known] == [
        (True, "Iltatoimet", date(2026, 2, 28)),
        (False, None, None),
    ]
    for wrong in (LateWork(True, None, date(2026, 4, 1)), LateWork(True, " ", date(2026, 4, 1))):
        with pytest.raises(Refused) as refused:
            contracts.set_late_work(session, *household, wrong, hand)
        assert fields(refused) == ["reason"]
    elsewhere = LateWork(True, "Teatteri", date(2026, 4, 1), in_home=False)
    with pytest.raises(Refused) as refused:
        contracts.set_late_work(session, *household, elsewhere, hand)
    assert fields(refused) == ["in_home"]
    with pytest.raises(Refused) as refused:
        contracts.set_late_work(session, *household, LateWork(False, None, date(2026, 4, 2), date(2026, 4, 1)), hand)
    assert fields(refused) == ["until"]
