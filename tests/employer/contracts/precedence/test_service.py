"""The terms of an employment: what is gathered for each level, in every language, and what a form shows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import answers, contracts, texts
from employer.contracts import precedence
from employer.contracts.precedence import PreviewFacts, preview
from employer.contracts.schemas import (
    Agreement,
    EmploymentFacts,
    Ending,
    FamilyMember,
    HolidayTerm,
    Notice,
    PayTerms,
    Terms,
    Wage,
)
from employer.documents import SaidTerm
from employer.effective import Hand

TODAY = date(2026, 2, 2)
START = date(2024, 1, 1)
IN_2024 = date(2024, 8, 1)
HETA = Agreement("heta", employer_is_member=True, pay_group="A", experience_months=0, region="muu_suomi")
ASSISTANT = PreviewFacts(job="personal_assistance", start=START, day=IN_2024, agreement=HETA)


def hourly(euros: str) -> Wage:
    return Wage("hour", Decimal(euros), START)


def terms_of(found: precedence.SettledTerms) -> dict[str, SaidTerm]:
    return {term.name: term for _, terms in found.groups for term in terms}


def shown(facts: PreviewFacts, *names: str) -> dict[str, SaidTerm]:
    return {term.name: term for term in preview(facts, names, "fi").terms}


def settled(session: Session, household: tuple[int, int], day: date = TODAY, language: str = "fi") -> Any:
    return precedence.settled_terms(session, *household, day, language)


def test_a_childminders_terms_come_from_the_law_and_the_contract(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    contracts.set_agreement(session, *household, Agreement("none", "childminding at home"), hand)
    found = terms_of(settled(session, household))
    wage = found["wage"]
    assert (wage.level, wage.raised, wage.agreement) == ("työsopimus", False, "ei sano")
    assert wage.contract.endswith("12.1.2026 alkaen")
    assert (found["sunday"].holds, found["sunday"].level) == ("100\xa0%", "laki")
    assert (found["notice_employer"].holds, found["pay_day"].holds) == ("14 päivää", "kuukauden viimeinen päivä")
    assert "evening" not in found
    assert settled(session, household).raised == ()


def test_until_the_agreement_is_said_every_term_leaves_it_open(session: Session, household: tuple[int, int]) -> None:
    found = terms_of(settled(session, household))
    assert found["sunday"].agreement == "ei tiedossa"
    assert "Ei ole kerrottu, sitooko jokin työehtosopimus." in found["sunday"].because


def test_what_the_contract_agreed_worse_is_raised(session: Session, household: tuple[int, int], hand: Hand) -> None:
    contracts.set_agreement(session, *household, replace(HETA, first=None), hand)
    known = contracts.employment(session, *household, TODAY).terms[-1]
    contracts.set_terms(session, *household, replace(known, notice=Notice(14, 14), first=None, id=0), hand)
    found = settled(session, household)
    assert {one.name for one in found.raised} == {"notice_employer"}
    (notice,) = found.raised
    assert notice.because.startswith("Työehtosopimuksen 1 kuukausi korvaa työsopimuksen luvun 14 päivää.")
    assert terms_of(found)["notice_employee"].level == "työsopimus"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_term_is_told_in_every_language(
    session: Session, household: tuple[int, int], hand: Hand, language: str
) -> None:
    contracts.set_agreement(session, *household, replace(HETA, first=None), hand)
    found = terms_of(settled(session, household, language=language))
    assert set(found) == {name for names in precedence.GROUPS.values() for name in names}
    for term in found.values():
        assert all((term.title, term.holds, term.because, term.statute, term.agreement, term.contract)), term
        assert "{" not in term.because


def test_an_answer_stands_in_for_the_agreements_unknown_number(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    contracts.set_agreement(session, *household, replace(HETA, first=None), hand)
    code = contracts.employment(session, *household, TODAY).code

    def answer(topic: str, value: str, employment: str = code) -> None:
        given = answers.Answer(f"{topic}:{employment}:2026-01-30", value, "sopimus 11 §", date(2026, 1, 30))
        answers.record_answer(session, household[0], given, hand)

    answer("missing_law_value.heta.evening.percent", "15")
    answer("missing_law_value.heta.night.percent", "20", "other-1")
    answer("agreement_wage", "14.58")
    answer("agreement_wage", "19.00", "other-1")
    found = settled(session, household)
    assert terms_of(found)["evening"].holds == "15\xa0%"
    assert (
        terms_of(found)["night"].holds == "20\xa0%"
    )  # what the agreement says holds for all, a person's wage does not
    (wage,) = found.raised
    assert wage.because.startswith("Työehtosopimuksen 14,58\xa0€ tunnilta korvaa")
    assert ("sopimus 11 §", "", "") in wage.sources


def test_the_lowest_wage_is_not_told_once_another_step_of_experience_may_be_full() -> None:
    row = replace(HETA, pay_group="B", region="paakaupunkiseutu", experience_months=30, first=date(2022, 8, 1))
    facts = replace(
        ASSISTANT,
        start=date(2022, 8, 1),
        agreement=row,
        wage=Wage("hour", Decimal("12.00"), date(2022, 8, 1)),
    )
    assert shown(replace(facts, day=date(2023, 1, 31)), "wage")["wage"].agreement == "12,87\xa0€ tunnilta"
    assert shown(replace(facts, day=date(2023, 2, 1)), "wage")["wage"].agreement == "ei tiedossa"
    said = answers.Answer("experience_months:ilona-1:2023-02-28", "36", "todistus", date(2023, 2, 1))
    newer = replace(facts, day=date(2023, 2, 1), answered=(said,))
    assert shown(newer, "wage")["wage"].agreement == "13,03\xa0€ tunnilta"
    table = answers.Answer("agreement_wage:ilona-1:2023-01-31", "13.50", "taulukko", date(2023, 1, 1))
    assert shown(replace(facts, day=date(2023, 1, 31), answered=(table,)), "wage")["wage"].agreement.startswith("13,50")
    assert shown(replace(facts, day=date(2023, 2, 1), answered=(table,)), "wage")["wage"].agreement == "ei tiedossa"


def test_a_young_workers_wage_is_told_by_the_answered_share_of_the_table() -> None:
    young = PreviewFacts(
        "personal_assistance",
        date(2024, 8, 1),
        date(2024, 8, 1),
        agreement=Agreement("heta", employer_is_member=True, pay_group="A", experience_months=0, region="muu_suomi"),
        wage=Wage("hour", Decimal("11.00"), date(2024, 8, 1)),
        born=date(2008, 3, 1),
    )
    grown = replace(young, born=date(2000, 3, 1))
    assert [shown(one, "wage")["wage"].raised for one in (grown, young)] == [True, False]
    answered = replace(young, answered=(_answered("missing_law_value.heta.young_wage_percent", "85", young.day),))
    assert shown(answered, "wage")["wage"].raised is False  # 10.63 of the table's 12.51
    below = replace(answered, wage=Wage("hour", Decimal("10.00"), young.day))
    assert "10,63" in str(shown(below, "wage")["wage"])
    assert shown(below, "wage")["wage"].raised is True


def test_the_newest_answer_holds_whatever_the_order() -> None:
    given = (
        answers.Answer("agreement_wage:ilona-1:2026-06-30", "13.94", "taulukko 2026", date(2026, 6, 1)),
        answers.Answer("agreement_wage:ilona-1:2025-06-30", "13.60", "taulukko 2025", date(2025, 6, 1)),
    )
    facts = replace(ASSISTANT, day=date(2026, 7, 1), start=date(2025, 6, 1), wage=hourly("13.00"), answered=given)
    row = replace(HETA, first=date(2026, 6, 1), region=None)
    assert shown(replace(facts, agreement=row), "wage")["wage"].agreement == "13,94\xa0€ tunnilta"


def test_a_wage_that_was_checked_after_doubt_is_told_in_place_of_the_slip() -> None:
    given = tuple(
        answers.Answer(f"{topic}:ilona-1:2026-06-30", value, "taulukko", date(2026, 6, 1))
        for topic, value in (("agreement_wage", "1.39"), ("agreement_wage_low", "13.09"))
    )
    row = replace(HETA, first=date(2026, 6, 1))
    facts = replace(
        ASSISTANT, day=date(2026, 7, 1), start=date(2026, 6, 1), wage=hourly("13.00"), agreement=row, answered=given
    )
    assert shown(facts, "wage")["wage"].agreement == "13,09\xa0€ tunnilta"


def test_a_raise_of_the_agreement_is_told_of_a_wage_above_the_table_and_asks_the_table_again() -> None:
    given = tuple(
        answers.Answer(f"{topic}:ilona-1:2026-06-30", value, "taulukko", date(2026, 6, 1))
        for topic, value in (("agreement_wage", "13.00"), ("agreement_raise_day.2026", "2026-08-01"))
    )
    later = answers.Answer("agreement_wage:ilona-1:2026-08-31", "13.20", "uusi taulukko", date(2026, 8, 1))
    row = replace(ASSISTANT.agreement, experience_months=0)
    facts = replace(
        ASSISTANT, day=date(2026, 8, 1), start=date(2026, 6, 1), wage=hourly("16.00"), agreement=row, answered=given
    )
    assert shown(facts, "wage")["wage"].agreement == "ei tiedossa"
    raised = shown(replace(facts, answered=(*given, later)), "wage")["wage"]
    assert (raised.agreement.partition("\u00a0")[0], raised.raised) == ("16,27", True)
    before = shown(replace(facts, day=date(2026, 7, 31)), "wage")["wage"]
    assert (before.agreement.partition("\u00a0")[0], before.raised) == ("13,00", False)


def test_a_trial_that_is_over_is_not_shown_and_a_fixed_term_halves_it(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    contracts.set_agreement(session, *household, Agreement("none"), hand)
    assert "trial" in terms_of(settled(session, household, date(2026, 7, 11)))
    assert "trial" not in terms_of(settled(session, household, date(2026, 7, 12)))
    contracts.end_employment(session, *household, Ending(date(2026, 3, 31), "sijaisuus"), hand)
    assert terms_of(settled(session, household))["trial"].statute == "39 päivää"
    assert settled(session, household, date(2026, 5, 1)).day == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("euros", "level", "raised"),
    [("12.50", "työehtosopimus", True), ("12.51", "työsopimus", False), ("12.52", "työsopimus", False)],
)
def test_a_typed_wage_is_measured_by_the_table(euros: str, level: str, raised: bool) -> None:
    wage = shown(replace(ASSISTANT, wage=hourly(euros)), "wage")["wage"]
    assert (wage.level, wage.raised) == (level, raised)


@pytest.mark.parametrize(("euros", "raised"), [("12.50", True), ("12.51", False)])
def test_a_table_that_is_not_known_warns_by_its_floor(euros: str, raised: bool) -> None:
    facts = replace(ASSISTANT, day=TODAY, wage=hourly(euros))
    found = preview(facts, ["wage"], "fi")
    assert [one.raised for one in found.terms] == [raised]
    assert bool(found.raised) == raised
    assert ("A", "muu_suomi", Decimal("12.51")) in found.floors


def test_a_monthly_wage_is_measured_by_the_weekly_time() -> None:
    def level(euros: str) -> str:
        wage = Wage("month", Decimal(euros), START)
        return shown(replace(ASSISTANT, wage=wage, weekly_minutes=1800), "wage")["wage"].level

    assert (level("1632.55"), level("1632.56")) == ("työehtosopimus", "työsopimus")


def test_as_long_as_the_agreement_is_open_a_form_tells_the_law_only() -> None:
    facts = PreviewFacts(job="childminding", start=TODAY, day=TODAY)
    found = preview(facts, ["sunday", "evening"], "fi")
    assert (found.agreement, [one.name for one in found.terms]) == (None, ["sunday"])
    bound = preview(replace(facts, job="personal_assistance"), ["sunday", "saturday"], "fi")
    assert (bound.agreement, len(bound.terms)) == ("heta", 2)


@pytest.mark.parametrize(
    ("fixed", "supervised", "shown_at_all"),
    [(False, False, False), (True, False, True), (False, True, True), (None, False, True)],
)
def test_a_relative_whose_hours_nobody_follows_is_outside_the_working_time_act(
    fixed: bool | None, supervised: bool, shown_at_all: bool
) -> None:
    family = Terms(family_member=FamilyMember(True, fixed, supervised))
    facts = PreviewFacts("childminding", TODAY, TODAY, agreement=Agreement("none"), terms=family)
    assert ("sunday" in shown(facts, "sunday")) == shown_at_all


@pytest.mark.parametrize(
    ("bonus", "holds"),
    [(Decimal(50), "50\xa0%"), (None, "0\xa0%")],
)
def test_an_agreed_bonus_and_an_agreed_no(bonus: Decimal | None, holds: str) -> None:
    facts = PreviewFacts(
        "childminding", TODAY, TODAY, agreement=Agreement("none"), holiday=HolidayTerm(bonus_percent=bonus)
    )
    assert shown(facts, "holiday_bonus")["holiday_bonus"].holds == holds
    assert "holiday_bonus" not in shown(replace(facts, holiday=HolidayTerm()), "holiday_bonus")


def test_pay_twice_a_month_is_measured_by_its_later_day() -> None:
    facts = replace(ASSISTANT, pay=PayTerms("twice_a_month", ("last", "15")))
    assert shown(facts, "pay_day")["pay_day"].holds == "kuukauden 15. päivä"


def test_the_steps_of_a_new_employment_are_read_as_far_as_they_are_typed() -> None:
    steps: dict[str, Any] = {"who": {"job": "personal_assistance", "start": IN_2024, "employee": 1}}
    assert precedence.typed_facts(steps) == PreviewFacts("personal_assistance", IN_2024, IN_2024, terms=Terms())
    steps |= {
        "length": {"length": "fixed", "end": date(2024, 12, 31), "trial_months": 3},
        "time": {"weekly": 1800},
        "pay": {"unit": "hour", "euros": Decimal("12.50"), "pay_day": "15"},
        "terms": {
            "agreement": "heta",
            "pay_group": "A",
            "region": "muu_suomi",
            "experience_months": 0,
            "accrual": "by_law",
            "bonus": True,
            "bonus_percent": Decimal(50),
        },
    }
    facts = precedence.typed_facts(steps)
    assert (facts.end, facts.weekly_minutes, facts.pay) == (date(2024, 12, 31), 1800, PayTerms("monthly", ("15",)))
    assert facts.holiday == HolidayTerm("by_law", Decimal(50))
    found = {one.name: one for one in preview(facts, precedence.OF_STEP["check"], "fi").terms}
    assert (found["wage"].raised, found["wage"].holds) == (True, "12,51\xa0€ tunnilta")
    assert found["trial"].holds == "76 päivää"  # half of the 153 days of the fixed term
    unknown = precedence.typed_facts(steps | {"terms": {"agreement": "unknown", "accrual": "by_law", "bonus": False}})
    assert unknown.agreement is None
    assert unknown.holiday == HolidayTerm("by_law", None)


def test_the_form_of_a_wage_leaves_the_old_wage_out_and_takes_the_typed_one(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    contracts.set_agreement(session, *household, Agreement("none"), hand)
    asked = precedence.preview_of(session, *household, TODAY, "wage", "fi")
    assert asked.terms == ()
    typed = precedence.preview_of(
        session, *household, TODAY, "wage", "fi", Wage("hour", Decimal("14.00"), date(2026, 3, 1))
    )
    assert [one.contract for one in typed.terms] == ["14,00\xa0€ tunnilta, 1.3.2026 alkaen"]
    agreed = precedence.preview_of(session, *household, TODAY, "agreed", "fi")
    assert {one.name: one.contract for one in agreed.terms} == {
        "weekly_time": "ei sano",
        "notice_employer": "ei sano",
        "notice_employee": "ei sano",
        "pay_day": "ei sano",
    }


def test_another_household_has_no_such_employment(session: Session, household: tuple[int, int]) -> None:
    one: EmploymentFacts = contracts.employment(session, *household, TODAY)
    with pytest.raises(LookupError):
        precedence.settled_terms(session, household[0] + 1, one.id, TODAY, "fi")


def _answered(topic: str, value: str, on: date = START) -> answers.Answer:
    return answers.Answer(f"{topic}:ilona-1:{on.isoformat()}", value, "sopimus ylityöstä", on)


@pytest.mark.parametrize(
    ("member", "given", "level", "raised", "holds"),
    [
        (True, (), "laki", False, "50 %"),
        (True, (("agreement_overtime", "25"),), "työsopimus", False, "25 %"),
        (None, (("agreement_overtime", "25"),), "laki", True, "50 %"),
        (None, (("agreement_overtime", "25"), ("agreement_overtime_allowed", "no")), "laki", True, "50 %"),
        (None, (("agreement_overtime", "25"), ("agreement_overtime_allowed", "yes")), "työsopimus", False, "25 %"),
        (None, (("agreement_overtime", "60"),), "työsopimus", False, "60 %"),
    ],
)
def test_overtime_pay_that_was_agreed_holds_where_the_agreement_lets(member, given, level, raised, holds) -> None:
    facts = replace(
        ASSISTANT,
        day=date(2025, 6, 2),
        agreement=replace(HETA, employer_is_member=member),
        answered=tuple(_answered(topic, value) for topic, value in given),
    )
    term = shown(facts, "overtime_first")["overtime_first"]
    assert (term.level, term.raised) == (level, raised)
    assert term.holds.replace("\u00a0", " ") == holds
    assert ("sallii" in term.because) is (given == () or member is None or member) or "vain" in term.because


def test_the_shortest_shift_is_the_agreement_s_as_a_person_read_it() -> None:
    assert shown(ASSISTANT, "shortest_shift")["shortest_shift"].level == ""
    name = "missing_law_value.heta.minimum_shift_minutes"
    told = shown(replace(ASSISTANT, answered=(_answered(name, "180"),)), "shortest_shift")["shortest_shift"]
    assert (told.level, told.holds) == ("työehtosopimus", "3\u00a0tuntia")
    assert shown(replace(ASSISTANT, answered=(_answered(name, "0"),)), "shortest_shift") == {}


def test_the_roster_s_shortest_shift_is_zero_until_it_is_known(
    session: Session, household: tuple[int, int], hand: Hand
) -> None:
    assert precedence.shortest_shift(session, *household, TODAY, TODAY) == 0


@pytest.mark.parametrize(
    ("given", "holds"),
    [
        ((("agreement_overtime", "25"), ("agreement_overtime_rest", "80")), ["25 %", "80 %", "25 %"]),
        ((("agreement_overtime", "25"), ("agreement_overtime_weekly", "no")), ["25 %", "25 %", "50 %"]),
        ((("agreement_overtime", "no"), ("agreement_overtime_rest", "80")), ["50 %", "100 %", "50 %"]),
    ],
)
def test_overtime_pay_that_was_agreed_may_differ_by_its_hours(given, holds) -> None:
    facts = replace(
        ASSISTANT,
        day=date(2025, 6, 2),
        agreement=replace(HETA, employer_is_member=True),
        answered=tuple(_answered(topic, value) for topic, value in given),
    )
    names = ("overtime_first", "overtime_rest", "overtime_weekly")
    found = shown(facts, *names)
    assert [found[name].holds.replace("\u00a0", " ") for name in names] == holds
