"""Employments and their dated terms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from employer import audit, contracts
from employer.contracts.schemas import (
    Agreement,
    Ending,
    FamilyMember,
    Gate,
    HolidayTerm,
    Notice,
    Opening,
    OpeningHoliday,
    OpeningYear,
    Pattern,
    PayRun,
    PayTerms,
    Terms,
    VariableHours,
    Wage,
    WeeklyTime,
)
from employer.effective import NOT_SAID, Hand
from employer.errors import Refused

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
        variable_hours=VariableHours(600, 1200, "kesällä"),
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
    ]
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
        ((0, 480, 480), (1, 480, 500), False),  # a whole day long
        ((0, 480, 480), (1, 479, 500), True),
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
