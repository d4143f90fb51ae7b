"""Guides through the life of a contract, the certificate, and the papers of annual holiday."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import contracts, effective, leave, pay
from employer.contracts.schemas import Agreement, Ending, Notice, Terms, VariableHours
from employer.duties import duties
from employer.effective import Hand
from employer.errors import Refused
from employer.leave.models import HolidayEntry
from employer.leave.schemas import Absence
from employer.procedures import ending, holidays, papers
from employer.procedures.ending.schemas import STARTING_TICKS, Answered
from tests.documents.reading import pdf_of
from tests.employer.conftest import START
from tests.employer.pay.conftest import KNOWN, month_run

TODAY = date(2026, 11, 20)


@pytest.fixture
def ask(session: Session, household: tuple[int, int]) -> Callable[..., Answered]:
    """Asks a guide about the household's employment."""

    def answer(guide: str, **asked: Any) -> Answered:
        return ending.answer(session, *household, guide, asked, TODAY)

    return answer


def values(found: Answered) -> dict[str, str]:
    return {name: value for name, value, _ in found.facts}


def notice(**changes: Any) -> dict[str, Any]:
    given = {"by": "employee", "means": "in_person", "sent": date(2026, 11, 20), "received": None}
    ticks = dict.fromkeys(("very_serious", "lasting", "other_work", "hired"), False)
    return {**given, "cause": None, **ticks, **changes}


def terms(session: Session, household: tuple[int, int], hand: Hand, **changes: Any) -> None:
    contracts.set_terms(session, *household, Terms(first=START, **changes), hand)


STARTING = {**dict.fromkeys(STARTING_TICKS, False), "signer": "employer", "relation": None}


def test_before_the_first_day_the_work_decides_the_steps(ask: Callable[..., Answered]) -> None:
    plain = ask("starting", **STARTING, cared="adult")
    assert values(plain) == {
        "insured_by": "2026-01-11", "taught_by": "2026-01-12",
        "terms_first": "2026-01-19", "terms_rest": "2026-02-12",
    }  # fmt: skip
    always = ("insure", "health_care", "assess_risks", "first_aid", "instruct", "health_data", "laws_at_hand")
    assert plain.steps == ("extract_adult", *always)
    every = ask("starting", **{**STARTING, **dict.fromkeys(STARTING_TICKS, True)}, cared="child")
    added = {"right_to_work", "tell_migri", "tuberculosis", "lifting_aids", "call_for_help", "medicine", "camera"}
    assert set(every.steps) == {"extract_child", *always, *added}


@pytest.mark.parametrize(
    ("signer", "relation", "close"),
    [
        ("guardian", "other", False),
        ("guardian", "sibling", True),
        ("attorney", "parent", True),
        ("custodian", "sibling", False),  # a custodian acting for the minor
        ("custodian", "spouse", True),
    ],
)
def test_who_signs_for_the_employer_may_not_hire_those_close_to_them(
    ask: Callable[..., Answered], signer: str, relation: str, close: bool
) -> None:
    found = ask("starting", **{**STARTING, "signer": signer, "relation": relation}, cared="adult")
    assert (f"signer_{signer}" in found.steps, "substitute_guardian" in found.steps) == (True, close)
    assert ("signer_too_close" in found.warnings) is close
    assert ("contract.conflict" in [one.code for one in found.reasons]) is close
    with pytest.raises(Refused) as refused:
        ask("starting", **{**STARTING, "signer": signer}, cared="adult")
    assert [one.field for one in refused.value.problems] == ["relation"]


@pytest.mark.parametrize(("born", "light", "steps"), [
    (date(2008, 1, 12), False, ()),  # eighteen on the first day
    (date(2008, 1, 13), False, ("age_evidence", "young_safe_work", "young_list", "young_health_check")),
    (date(2008, 1, 13), True, ("age_evidence", "young_safe_work", "young_list")),
])  # fmt: skip
def test_before_the_first_day_of_a_young_worker(
    session: Session, household: tuple[int, int], born: date, light: bool, steps: tuple[str, ...]
) -> None:
    one = contracts.employment(session, *household, TODAY)
    found = ending.GUIDES["starting"](one, {**STARTING, "light_work": light, "cared": "adult"}, [], born)
    assert tuple(step for step in found.steps if step.startswith(("age", "young"))) == steps
    assert (found.warnings == ("young_hours",)) is bool(steps)


def test_the_employees_notice_by_law_is_fourteen_days(ask: Callable[..., Answered]) -> None:
    found = ask("notice", **notice())
    assert values(found) == {
        "notice_known": "2026-11-20",
        "notice_length": "14",
        "last_day": "2026-12-04",
        "final_pay_day": "2026-12-04",
    }
    assert found.warnings == ("agreement_notice_asked",)  # nobody has said which agreement is followed


def test_the_employers_notice_needs_a_cause_and_shows_the_procedure(ask: Callable[..., Answered]) -> None:
    with pytest.raises(Refused) as refused:
        ask("notice", **notice(by="employer"))
    assert [one.field for one in refused.value.problems] == ["cause"]
    found = ask("notice", **notice(by="employer", means="letter", cause="breach"))
    assert values(found)["notice_known"] == "2026-11-27"  # the seventh day after sending
    assert found.steps[:2] == ("warning_and_chance_to_correct", "hear_the_employee")
    assert "ground_is_judged" in found.warnings
    serious = ask("notice", **notice(by="employer", cause="breach", very_serious=True))
    assert "warning_and_chance_to_correct" not in serious.steps
    economic = ask("notice", **notice(by="employer", cause="work_ends"))
    assert values(economic)["job_search"] == "5"
    assert "no_economic_ground" in economic.warnings
    ground = ask("notice", **notice(by="employer", cause="work_ends", lasting=True))
    assert "no_economic_ground" not in ground.warnings


def test_an_economic_ground_is_told_by_its_own_section(ask: Callable[..., Answered]) -> None:
    found = ask("notice", **notice(by="employer", cause="work_ends", lasting=True))
    sections = {one.section for one in found.reasons}
    assert "55/2001 7:3 §" in sections
    assert "55/2001 7:2 §" not in sections  # the proper reason of the person is another matter
    assert "economic_is_judged" in found.warnings
    assert "ground_is_judged" not in found.warnings


def test_who_receives_a_notice_is_not_told_to_give_one(ask: Callable[..., Answered]) -> None:
    assert ask("notice", **notice()).steps[0] == "notice_received"
    assert "deliver_notice" in ask("notice", **notice(by="employer", cause="ability")).steps


def test_a_layoff_whose_notice_is_late_already_says_so(ask: Callable[..., Answered]) -> None:
    def late(start: str) -> bool:
        found = ask("layoff", start=date.fromisoformat(start), days=30, other_work=False, **AT_HOME)
        return "layoff_notice_passed" in found.warnings

    assert not late("2026-11-27")  # told today at the latest
    assert late("2026-11-26")
    assert late("2026-11-20")
    assert not late("2026-11-19")  # one of the past


def test_agreed_notice_goes_before_the_law(
    session: Session, household: tuple[int, int], hand: Hand, ask: Callable[..., Answered]
) -> None:
    terms(session, household, hand, notice=Notice(30, 7))
    assert values(ask("notice", **notice()))["last_day"] == "2026-11-27"


@pytest.mark.parametrize(
    ("agreement", "contract_days", "by", "last"),
    [
        ("none", None, "employee", "2026-12-04"),  # the law's 14 days
        ("heta", None, "employee", "2026-12-20"),  # the agreement's month
        ("heta", None, "employer", "2026-12-20"),
        ("heta", (60, 7), "employer", "2027-01-19"),  # what is better for the employee
        ("heta", (60, 7), "employee", "2026-11-27"),
        ("heta", (7, 60), "employer", "2026-12-20"),
    ],
)
def test_a_binding_agreement_has_its_own_notice(
    session: Session,
    household: tuple[int, int],
    hand: Hand,
    ask: Callable[..., Answered],
    agreement: str,
    contract_days: tuple[int, int] | None,
    by: str,
    last: str,
) -> None:
    contracts.set_agreement(session, *household, Agreement(agreement), hand)
    if contract_days is not None:
        terms(session, household, hand, notice=Notice(*contract_days))
    found = ask("notice", **notice(by=by, cause="breach"))
    assert values(found)["last_day"] == last
    assert "agreement_notice_asked" not in found.warnings


def test_another_agreements_notice_is_not_known(
    session: Session, household: tuple[int, int], hand: Hand, ask: Callable[..., Answered]
) -> None:
    contracts.set_agreement(session, *household, Agreement("other", "SOSTES"), hand)
    assert "agreement_notice_asked" in ask("notice", **notice()).warnings


def test_notice_during_a_holiday_is_known_after_it(
    session: Session, household: tuple[int, int], hand: Hand, ask: Callable[..., Answered]
) -> None:
    holiday = Absence(household[1], "annual_holiday", date(2026, 11, 23), date(2026, 12, 5))
    leave.add_absence(session, household[0], holiday, hand)
    found = ask("notice", **notice(by="employee", means="letter"))
    assert values(found)["notice_known"] == "2026-12-06"


@pytest.mark.parametrize(("last", "known"), [(date(2026, 12, 5), "2026-11-27"), (date(2026, 12, 6), "2026-12-07")])
def test_notice_during_leave_that_levels_out_working_time_is_known_after_a_long_one(
    session: Session, household: tuple[int, int], hand: Hand, ask: Callable[..., Answered], last: date, known: str
) -> None:
    """Two weeks from Monday 23 November end on Sunday 6 December."""
    off = Absence(household[1], "levelling", date(2026, 11, 23), last)
    leave.add_absence(session, household[0], off, hand)
    assert values(ask("notice", **notice(by="employee", means="letter")))["notice_known"] == known


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"received": date(2026, 11, 1)}, "received"), ({"sent": date(2025, 11, 1)}, "sent")],
)
def test_days_that_cannot_be_are_refused(ask: Callable[..., Answered], changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        ask("notice", **notice(**changes))
    assert [one.field for one in refused.value.problems] == [field]


def test_the_trial_period_and_its_extension(
    session: Session, household: tuple[int, int], hand: Hand, ask: Callable[..., Answered]
) -> None:
    assert ask("trial", away_days=0, told=date(2026, 3, 1)).warnings == ("no_trial",)
    terms(session, household, hand, trial_months=4)
    assert values(ask("trial", away_days=29, told=date(2026, 3, 1))) == {"trial_last": "2026-05-11"}
    found = ask("trial", away_days=61, told=date(2026, 3, 1))
    assert values(found)["trial_extended"] == "2026-07-11"


AT_HOME = {"sudden": False, "substitute": False, "work_begins": None}


def test_a_layoff_is_told_by_the_rule_of_its_day(ask: Callable[..., Answered]) -> None:
    new = ask("layoff", start=date(2026, 7, 1), days=60, other_work=False, **AT_HOME)
    old = ask("layoff", start=date(2026, 5, 1), days=91, other_work=False, **AT_HOME)
    assert values(new)["layoff_notice_by"] == "2026-06-24"
    assert values(old)["layoff_notice_by"] == "2026-04-17"
    asked = "layoff_agreement_asked"  # nobody has said which agreement is followed
    assert (new.warnings, old.warnings) == ((asked,), (asked, "layoff_no_ground"))


@pytest.mark.parametrize(
    ("agreement", "start", "sudden", "told", "warnings"),
    [
        ("none", "2026-12-21", False, {"layoff_notice_by": "2026-12-14"}, ()),
        ("none", "2026-12-21", True, {"layoff_notice_by": "2026-12-14"}, ("layoff_sudden_by_agreement",)),
        ("other", "2026-12-21", True, {"layoff_notice_by": "2026-12-14"}, ("layoff_agreement_asked",)),
        ("heta", "2026-12-21", True, {"layoff_notice_by": "2026-12-16"}, ()),
        ("heta", "2026-05-20", False, {"layoff_notice_by": "2026-05-06"}, ()),
        (
            *("heta", "2026-12-21", False),
            {"layoff_notice_by": "2026-12-14", "layoff_safe_by": "2026-12-07"},
            ("layoff_agreement_not_seen",),
        ),
    ],
)
def test_a_binding_agreement_has_its_own_notice_of_a_layoff(
    session: Session,
    household: tuple[int, int],
    hand: Hand,
    ask: Callable[..., Answered],
    agreement: str,
    start: str,
    sudden: bool,
    told: dict[str, str],
    warnings: tuple[str, ...],
) -> None:
    contracts.set_agreement(session, *household, Agreement(agreement, "SOSTES"), hand)
    found = ask("layoff", start=date.fromisoformat(start), days=60, other_work=False, **{**AT_HOME, "sudden": sudden})
    assert values(found) == {**told, "layoff_start": start}
    assert found.warnings == warnings
    shorter = agreement == "heta" and sudden  # then nobody has to be heard first
    assert ("explain_the_ground" in found.steps, "ask_rostered_pay" in found.steps) == (not shorter, shorter)
    assert ("hear_before_layoff" in found.steps) is not shorter


def test_one_in_a_fixed_term_is_laid_off_only_as_a_substitute(
    session: Session, household: tuple[int, int], hand: Hand, ask: Callable[..., Answered]
) -> None:
    contracts.end_employment(session, *household, Ending(date(2027, 3, 31), "Sijaisuus"), hand)
    given = {"start": date(2026, 12, 21), "days": 60, "other_work": False}
    for substitute in (False, True):
        found = ask("layoff", **given, **{**AT_HOME, "substitute": substitute})
        assert ("layoff_fixed_term" in found.warnings) is not substitute


def test_one_laid_off_until_further_notice_is_called_back_a_week_before(ask: Callable[..., Answered]) -> None:
    given = {"start": date(2026, 12, 21), "days": 60, "other_work": False}
    found = ask("layoff", **given, **{**AT_HOME, "work_begins": date(2027, 2, 1)})
    assert values(found)["layoff_call_by"] == "2027-01-25"
    assert "layoff_call_by" not in values(ask("layoff", **given, **AT_HOME))
    with pytest.raises(Refused) as refused:
        ask("layoff", **given, **{**AT_HOME, "work_begins": date(2026, 12, 21)})
    assert [one.field for one in refused.value.problems] == ["work_begins"]


@pytest.mark.parametrize(
    ("requested", "earlier", "by"),
    [
        (date(2026, 7, 11), None, None),  # employed since 12 January: under six months
        (date(2026, 7, 12), None, "2026-10-12"),
        (date(2026, 11, 20), date(2026, 7, 12), None),  # the request before is under a year old
        (date(2027, 7, 12), date(2026, 7, 12), "2027-10-12"),
    ],
)
def test_a_wish_for_longer_hours_is_answered_in_writing(
    ask: Callable[..., Answered], requested: date, earlier: date | None, by: str | None
) -> None:
    found = ask("request", requested=requested, earlier=earlier, employees=1)
    assert (values(found).get("reply_by"), found.warnings) == (by, () if by else ("no_reply_owed",))
    for wrong in ({"requested": date(2026, 1, 11)}, {"earlier": requested}):
        with pytest.raises(Refused):
            ask("request", **{"requested": requested, "earlier": None, "employees": 1} | wrong)


def test_the_employers_death_gives_both_a_right_to_fourteen_days(ask: Callable[..., Answered]) -> None:
    found = ask("death", died=date(2026, 10, 1), notice=date(2026, 10, 10))
    assert values(found) == {"right_expires": "2027-01-01", "notice_length": "14", "last_day": "2026-10-24"}
    assert found.steps[0] == "estate_is_employer"
    with pytest.raises(Refused):
        ask("death", died=date(2026, 10, 1), notice=date(2026, 9, 1))


def test_the_estate_explains_the_ground_and_is_told_when_its_right_is_over(ask: Callable[..., Answered]) -> None:
    in_time = ask("death", died=date(2026, 10, 1), notice=date(2027, 1, 1))
    assert ("explain_the_ground" in in_time.steps, "estate_pays" in in_time.steps) == (True, True)
    assert in_time.warnings == ("get_advice",)
    late = ask("death", died=date(2026, 10, 1), notice=date(2027, 1, 2))
    assert (late.warnings, "last_day" in values(late)) == (("death_right_over", "get_advice"), False)
    assert ask("death", died=date(2026, 10, 1), notice=None).warnings == ("get_advice",)


@pytest.mark.parametrize(
    ("by", "sent", "last_day", "at_once"),
    [
        ("employee", date(2026, 11, 23), "2026-11-23", True),  # the lay-off ends on the 30th
        ("employee", date(2026, 11, 24), "2026-12-08", False),  # in its last seven days
        ("employee", date(2026, 11, 8), "2026-11-22", False),  # before it
        ("employer", date(2026, 11, 23), "2026-12-07", False),
    ],
)
def test_one_laid_off_resigns_without_notice(
    session: Session,
    household: tuple[int, int],
    hand: Hand,
    ask: Callable[..., Answered],
    by: str,
    sent: date,
    last_day: str,
    at_once: bool,
) -> None:
    leave.add_absence(
        session, household[0], Absence(household[1], "layoff", date(2026, 11, 9), date(2026, 11, 30)), hand
    )
    found = ask("notice", **notice(by=by, sent=sent, cause="ability"))
    assert values(found)["last_day"] == last_day
    assert ("laid_off_resigns" in found.warnings) is at_once
    assert ("ending.layoff_resigns" in [one.code for one in found.reasons]) is at_once


@pytest.mark.parametrize(
    ("kind", "last", "told"),
    [
        ("parental", date(2026, 11, 20), True),
        ("parental", date(2026, 11, 19), False),
        ("pregnancy", date(2027, 1, 10), True),
        ("unpaid", date(2026, 12, 1), False),
    ],
)
def test_a_dismissal_beside_a_family_leave_is_warned_of(
    session: Session,
    household: tuple[int, int],
    hand: Hand,
    ask: Callable[..., Answered],
    kind: str,
    last: date,
    told: bool,
) -> None:
    leave.add_absence(session, household[0], Absence(household[1], kind, date(2026, 11, 2), last), hand)
    found = ask("notice", **notice(by="employer", cause="ability"))
    assert ("family_leave_noted" in found.warnings) is told
    assert "never_a_reason" in found.warnings
    assert "never_a_reason" not in ask("notice", **notice()).warnings


@pytest.mark.parametrize(("sent", "last_day", "due"), [
    (date(2026, 11, 20), "2026-12-04", "2026-12-04"),
    (date(2026, 11, 22), "2026-12-06", "2026-12-04"),  # Independence Day on a Sunday
])  # fmt: skip
def test_final_pay_is_due_on_the_business_day_before_a_holiday(
    ask: Callable[..., Answered], sent: date, last_day: str, due: str
) -> None:
    found = values(ask("notice", **notice(sent=sent)))
    assert (found["last_day"], found["final_pay_day"]) == (last_day, due)


def test_the_ground_of_a_dismissal_lays_off_without_a_limit_of_days(ask: Callable[..., Answered]) -> None:
    given = {"start": date(2026, 12, 21), "days": 91, **AT_HOME}
    assert "layoff_no_ground" in ask("layoff", **given, other_work=False, lasting=False).warnings
    assert "layoff_no_ground" not in ask("layoff", **given, other_work=False, lasting=True).warnings
    assert "layoff_no_ground" in ask("layoff", **given, other_work=True, lasting=True).warnings


def test_a_change_by_law_or_agreement_needs_no_paper(ask: Callable[..., Answered]) -> None:
    found = ask("change", effective=TODAY, agreed=False, by_law=True)
    assert (found.facts, found.steps, found.warnings) == ((), (), ("changed_by_law",))
    assert [one.code for one in found.reasons] == ["contract.changed_by_law"]


def test_late_final_pay_has_default_interest_too(ask: Callable[..., Answered]) -> None:
    late = {"due": date(2026, 10, 1), "paid": date(2026, 10, 20), "daily": 5280, "complained": None}
    assert ask("final_pay", disputed=False, **late).steps == ("pay_at_once", "default_interest", "waiting_on_payslip")


def test_late_final_pay_gives_pay_for_waiting(ask: Callable[..., Answered]) -> None:
    late = {"due": date(2026, 10, 1), "paid": date(2026, 10, 20), "daily": 5280, "complained": None}
    assert values(ask("final_pay", disputed=False, **late)) == {"waiting_days": "6", "waiting_pay": "31680"}
    with pytest.raises(Refused) as refused:
        ask("final_pay", disputed=True, **late)
    assert [one.field for one in refused.value.problems] == ["disputed"]


def test_variable_hours_are_offered_when_more_is_needed(
    session: Session, household: tuple[int, int], hand: Hand, ask: Callable[..., Answered]
) -> None:
    assert ask("review", reviewed=TODAY, needed=900).warnings == ("not_variable",)
    terms(session, household, hand, variable_hours=VariableHours(600, 1200))
    found = ask("review", reviewed=TODAY, needed=900)
    assert values(found) == {"agreed_minimum": "600", "offer_minutes": "900", "offer_by": "2026-12-20"}
    assert ask("review", reviewed=TODAY, needed=600).steps == ("note_review", "explain_no_work")


def test_a_term_changes_by_agreement_or_on_a_ground(ask: Callable[..., Answered]) -> None:
    assert ask("change", effective=TODAY, agreed=True).warnings == ()
    alone = ask("change", effective=TODAY, agreed=False)
    assert alone.warnings == ("no_change_alone",)
    assert "change_needs_ground" in alone.steps


def test_a_household_need_not_take_back_since_june_2026(ask: Callable[..., Answered]) -> None:
    new = ask("reemployment", known=date(2026, 6, 10), ended=date(2026, 6, 24), employees=2)
    assert "no_reemployment" in new.warnings
    old = ask("reemployment", known=date(2026, 2, 10), ended=date(2026, 2, 24), employees=2)
    assert values(old) == {"offer_until": "2026-06-24"}
    with pytest.raises(Refused):
        ask("reemployment", known=date(2026, 2, 10), ended=date(2026, 2, 1), employees=2)


def test_set_off_leaves_the_protected_portion(ask: Callable[..., Answered]) -> None:
    found = ask("set_off", pay_day=date(2026, 3, 31), net=150000, dependants=0)
    assert [one.code for one in found.reasons] == ["ending.set_off"]
    # protected 33.03 × 30 = 990.90; two thirds of what exceeds it
    assert values(found) == {"protected": "99090", "untouchable": "116060", "highest": "33940"}


def test_a_certificate_says_only_what_is_asked_for(session: Session, household: tuple[int, int]) -> None:
    plain = {"with_reason": False, "asked": False, "reason": None, "assessment": "Ahkera"}
    made = ending.certificate(session, *household, plain, "fi", TODAY)
    assert "Ilona Rantavirta" in made.html
    assert "12.1.2026" in made.html
    assert "Ahkera" not in made.html
    full = {"with_reason": True, "asked": True, "reason": "Työ loppui", "assessment": "Ahkera"}
    made = ending.certificate(session, *household, full, "sv", TODAY)
    assert "Ahkera" in made.html
    assert "Arbetsintyg" in made.html
    for wrong, field in (({**full, "asked": False}, "asked"), ({**full, "assessment": ""}, "assessment")):
        with pytest.raises(Refused) as refused:
            ending.certificate(session, *household, wrong, "fi", TODAY)
        assert [one.field for one in refused.value.problems] == [field]


# -- annual holiday ----------------------------------------------------------------------------------------------------


def test_the_ledger_holds_dates_lengths_pay_and_its_basis(
    session: Session, payer: tuple[int, int], hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    for month in (1, 2, 3):
        pay_month(*payer, month)
    holiday = Absence(payer[1], "annual_holiday", date(2026, 4, 13), date(2026, 4, 15))
    absence_id = leave.add_absence(session, payer[0], holiday, hand)
    issued = pay_month(*payer, 4)
    paid = sum(line.amount_cents for line in issued.lines if line.kind == "holiday_pay")
    assert paid > 0
    found = holidays.overview(session, *payer, KNOWN)
    assert [(one.days, one.told_by) for one in found.holidays] == [(3, date(2026, 3, 13))]
    assert [(one.number, one.cents) for one in found.paid] == [(issued.number, paid)]
    ledger = holidays.ledger(session, *payer, KNOWN, "fi", reasons=True)
    assert "13.4.–15.4.2026" in ledger.html
    assert issued.number in ledger.html
    assert ledger.pdf.startswith(b"%PDF")
    statement = holidays.statement(session, payer[0], issued.id, "en", KNOWN)
    assert "Calculation of holiday pay" in statement.html
    notice = holidays.notice(session, payer[0], absence_id, "fi", date(2026, 2, 1))
    assert "13.3.2026" in notice.html
    assert "myöhässä" not in notice.html
    assert "myöhässä" in holidays.notice(session, payer[0], absence_id, "fi", date(2026, 4, 10)).html


ENTRIES = [  # kind, days, day, ground and what stands beside it
    ("saved", 6, date(2026, 4, 20), {"ground": "agreement"}),
    ("moved", 5, date(2026, 7, 6), {"ground": "accident", "asked": date(2026, 7, 7)}),
    ("paid_saved", 4, date(2026, 9, 15), {"ground": "part_time", "asked_by": "Ilona Rantavirta"}),
    ("paid_moved", 3, date(2027, 12, 15), {"moved_from": date(2026, 7, 6)}),
]


@pytest.mark.parametrize(
    ("language", "heading", "grounds"),
    [
        (
            "fi",
            "Säästetty, siirretty ja rahana maksettu loma",
            [
                "Säästämisestä sovittiin.",
                "Tapaturma. Siirto työntekijän pyynnöstä. Pyydetty 7.7.2026.",
                "Työ muuttuu osa-aikaiseksi. Pyytäjä: Ilona Rantavirta.",
                "Siirretylle lomalle (6.7.2026) ei ollut enää aikaa.",
            ],
        ),
        (
            "selko",
            "Säästetty ja siirretty loma",
            [
                "Säästämisestä sovittiin.",
                "Tapaturma. Työntekijä pyysi loman siirtoa. Pyydetty 7.7.2026.",
                "Työaika lyhenee. Pyytäjä: Ilona Rantavirta.",
                "Loma siirtyi 6.7.2026. Sille ei ollut enää aikaa.",
            ],
        ),
        (
            "sv",
            "Sparad, flyttad och i pengar betald semester",
            [
                "Sparandet avtalades.",
                "Olycksfall. Flyttad på arbetstagarens begäran. Begärt 7.7.2026.",
                "Arbetet blir deltidsarbete. Begärt av: Ilona Rantavirta.",
                "För den flyttade semestern (6.7.2026) fanns ingen tid kvar.",
            ],
        ),
        (
            "en",
            "Holiday saved, moved and paid in money",
            [
                "The saving was agreed.",
                "Accident. Moved at the employee's request. Asked on 7.7.2026.",
                "The work becomes part-time. Asked by: Ilona Rantavirta.",
                "No time was left for the moved holiday (6.7.2026).",
            ],
        ),
    ],
)
def test_the_ledger_holds_what_was_saved_moved_and_paid_in_money(
    session: Session, payer: tuple[int, int], hand: Hand, language: str, heading: str, grounds: list[str]
) -> None:
    assert entries_of(session, payer, language, heading) == []
    note_entries(session, payer, hand)
    rows = entries_of(session, payer, language, heading)
    assert [(row[0], row[2]) for row in rows] == [
        ("20.4.2026", "6"), ("6.7.2026", "5"), ("15.9.2026", "4"), ("15.12.2027", "3"),
    ]  # fmt: skip
    assert [row[3] for row in rows] == grounds
    made = holidays.ledger(session, *payer, date(2027, 12, 31), language, reasons=True)
    shown = html.unescape(made.html)
    assert [words for words in (heading, *grounds) if words not in shown] == []
    assert column_of(made.pdf, "5") - column_of(made.pdf, "6.7.2026") > 100  # beside each other, not on each other


def test_a_ledger_for_who_may_not_know_reasons_of_absences_does_not_tell_what_moved_the_holiday(
    session: Session, payer: tuple[int, int], hand: Hand
) -> None:
    note_entries(session, payer, hand)
    made = holidays.ledger(session, *payer, date(2027, 12, 31), "fi", reasons=False)
    assert "Siirto työntekijän pyynnöstä. Pyydetty 7.7.2026." in made.html
    assert "Säästämisestä sovittiin." in made.html
    assert "Tapaturma" not in made.html


def note_entries(session: Session, payer: tuple[int, int], hand: Hand) -> None:
    year = date(2025, 4, 1)
    for kind, days, day, facts in ENTRIES:
        row = effective.fill(
            HolidayEntry(), hand, payer[0],
            {"employment_id": payer[1], "kind": kind, "credit_year": year, "days": days, "day": day, **facts},
        )  # fmt: skip
        session.add(row)
    session.flush()


def column_of(pdf: bytes, words: str) -> float:
    """Where words stand in a PDF, in points from its left edge."""
    found: list[float] = []

    def look(text: str, matrix: list[float], *_: object) -> None:
        if text.strip() == words:
            found.append(matrix[4])

    for page in pdf_of(pdf).pages:
        page.extract_text(visitor_text=look)
    return found[0]


def entries_of(session: Session, payer: tuple[int, int], language: str, heading: str) -> list[list[str]]:
    data = holidays.ledger_data(session, *payer, date(2027, 12, 31), language, reasons=True)
    (part,) = [one for one in data["parts"] if one["heading"] == heading]
    rows: list[list[str]] = part["rows"]
    assert bool(part["text"]) is not bool(rows)  # nothing yet is said in words
    return rows


def test_a_kept_notice_of_a_holiday_does_its_duty_until_the_holiday_moves(
    session: Session, payer: tuple[int, int], hand: Hand
) -> None:
    def told() -> list[bool]:
        return [one.done for one in duties(session, payer[0], date(2026, 2, 1), KNOWN) if one.code == "holiday_notice"]

    holiday = Absence(payer[1], "annual_holiday", date(2026, 4, 13), date(2026, 4, 14), agreed_in_writing=True)
    absence_id = leave.add_absence(session, payer[0], holiday, hand)
    assert told() == [False]
    code = contracts.employment(session, *payer, KNOWN).code
    papers.keep(
        session, payer[0], "holiday_notice", code, holidays.notice(session, payer[0], absence_id, "fi", KNOWN), hand
    )
    assert told() == [True]
    later = Absence(payer[1], "annual_holiday", date(2026, 4, 13), date(2026, 4, 15), agreed_in_writing=True)
    leave.remove_absence(session, payer[0], absence_id, hand)
    leave.add_absence(session, payer[0], later, hand)
    assert told() == [False]


def test_papers_of_what_is_not_there_are_not_made(
    session: Session,
    payer: tuple[int, int],
    hand: Hand,
    pay_month: Callable[..., pay.Issued],
    an_employer: Callable[..., int],
) -> None:
    january = pay_month(*payer, month_run(1))
    with pytest.raises(LookupError):
        holidays.statement(session, payer[0], january.id, "fi", KNOWN)
    sick = leave.add_absence(session, payer[0], Absence(payer[1], "sick", date(2026, 2, 2), date(2026, 2, 2)), hand)
    with pytest.raises(LookupError):
        holidays.notice(session, payer[0], sick, "fi", KNOWN)
    stranger = an_employer(code="muu")
    with pytest.raises(LookupError):
        holidays.overview(session, stranger, payer[1], KNOWN)
    with pytest.raises(LookupError):
        ending.answer(session, stranger, payer[1], "change", {"effective": TODAY, "agreed": True}, TODAY)


# Absence without a word, cancelling


def absence(**changes: Any) -> dict[str, Any]:
    given = {"away_from": date(2026, 11, 2), "checked": date(2026, 11, 9)}
    return {**given, "reason_told": False, "could_not_tell": False, **changes}


@pytest.mark.parametrize(
    ("changes", "ended"),
    [
        ({}, "2026-11-02"),  # seven days
        ({"checked": date(2026, 11, 8)}, None),
        ({"reason_told": True}, None),
        ({"could_not_tell": True}, None),
    ],
)
def test_seven_days_without_a_word_may_end_the_contract(
    ask: Callable[..., Answered], changes: dict[str, Any], ended: str | None
) -> None:
    found = ask("absence", **absence(**changes))
    assert values(found).get("ended_from") == ended
    assert ("contract_goes_on" in found.warnings) is (ended is None)
    assert ("undone_by_hindrance" in found.warnings) is (ended is not None)
    assert ("final_pay" in found.steps) is (ended is not None)
    assert found.reasons[-1].section == "55/2001 8:3 §"


def test_a_noted_absence_is_not_without_a_word(
    ask: Callable[..., Answered], session: Session, household: tuple[int, int], hand: Hand
) -> None:
    noted = Absence(household[1], "sick", date(2026, 11, 2), date(2026, 11, 30))
    leave.add_absence(session, household[0], noted, hand)
    found = ask("absence", **absence())
    assert found.warnings[:2] == ("absence_noted", "contract_goes_on")
    assert "ended_from" not in values(found)
    assert "ended_from" in values(ask("absence", **absence(away_from=date(2026, 10, 26))))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"checked": date(2026, 11, 1)}, "checked"), ({"away_from": date(2026, 1, 11)}, "away_from")],
)
def test_days_of_an_absence_that_cannot_be(ask: Callable[..., Answered], changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        ask("absence", **absence(**changes))
    assert [one.field for one in refused.value.problems] == [field]


def cancelling(**changes: Any) -> dict[str, Any]:
    given = {"by": "employer", "learned": date(2026, 11, 2), "cancelled": date(2026, 11, 16), "means": "in_person"}
    return {**given, "heard": True, "warned": True, **changes}


@pytest.mark.parametrize(("day", "late"), [(date(2026, 11, 16), False), (date(2026, 11, 17), True)])
def test_the_contract_is_cancelled_in_fourteen_days_of_learning(
    ask: Callable[..., Answered], day: date, late: bool
) -> None:
    found = ask("cancelling", **cancelling(cancelled=day))
    assert values(found)["cancel_by"] == "2026-11-16"
    assert ("cancel_too_late" in found.warnings) is late
    assert "cancel_is_for_the_gravest" in found.warnings


def test_the_employer_hears_and_warns_and_risks_a_compensation(ask: Callable[..., Answered]) -> None:
    found = ask("cancelling", **cancelling(heard=False, warned=False))
    assert (values(found)["groundless_least"], values(found)["groundless_most"]) == ("3", "24")
    assert {"not_heard", "not_warned"} <= set(found.warnings)
    assert found.steps[0] == "hear_the_employee"
    assert not {"not_heard", "not_warned"} & set(ask("cancelling", **cancelling()).warnings)
    employee = ask("cancelling", **cancelling(by="employee", heard=False, warned=False))
    assert "groundless_least" not in values(employee)
    assert not {"not_heard", "not_warned"} & set(employee.warnings)
    assert "hear_the_employee" not in employee.steps


def test_what_a_guide_told_fills_the_page_on_which_the_end_is_noted(ask: Callable[..., Answered]) -> None:
    def noted(guide: str, asked: dict[str, Any]) -> dict[str, str]:
        return ending.to_note(guide, asked, ask(guide, **asked))

    assert noted("absence", absence()) == {"end": "2026-11-01", "end_reason": "absence_without_word"}
    assert noted("absence", absence(reason_told=True)) == {}
    assert noted("cancelling", cancelling(means="letter", heard=False)) == {
        "end": "2026-11-23",
        "end_reason": "cancelled_by_employer",
        "breach_known": "2026-11-02",
        "cancel_sent": "2026-11-16",
        "employee_heard": "no",
    }
    assert "employee_heard" not in noted("cancelling", cancelling(by="employee"))
    died = {"died": date(2026, 10, 1), "notice": date(2026, 10, 5)}
    assert noted("death", died) == {"end": "2026-10-19", "end_reason": "death_of_employer"}
    assert noted("death", {**died, "notice": None}) == {}


def test_a_letter_is_known_in_seven_days(ask: Callable[..., Answered]) -> None:
    assert values(ask("cancelling", **cancelling(means="letter")))["cancel_known"] == "2026-11-23"
    assert values(ask("cancelling", **cancelling()))["cancel_known"] == "2026-11-16"


@pytest.mark.parametrize(
    "changes", [{"cancelled": date(2026, 11, 1)}, {"learned": date(2026, 1, 5), "cancelled": date(2026, 1, 11)}]
)
def test_days_of_a_cancelling_that_cannot_be(ask: Callable[..., Answered], changes: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        ask("cancelling", **cancelling(**changes))
    assert [one.field for one in refused.value.problems] == ["cancelled"]
