"""The contract's document data: what was agreed, what the law adds, and what is still open."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from employer import contracts, documents, texts
from employer.clock import HELSINKI
from employer.contracts.document import ContractDocument, contract_document
from employer.contracts.schemas import EmploymentFacts, Schooling
from employer.effective import NOT_SAID, Hand
from employer.household import service
from employer.household.reading import read
from employer.household.schemas import AgreementRow, EmploymentPart, Notice, VariableHours, WorkTimes

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = read((ROOT / "employer" / "household" / "demo" / "hameenlinna-childminder.yaml").read_bytes())
SAMPLE = json.loads((ROOT / "templates" / "documents" / "contract" / "sample.json").read_text(encoding="utf-8"))
HAND = Hand("Salla Aallonkoski", datetime(2026, 1, 10, 12, tzinfo=HELSINKI))
TODAY = date(2026, 1, 10)


def made(session: Session, employment: EmploymentPart | None = None, **employer: object) -> EmploymentFacts:
    part = employment or EXAMPLE.employments[0]
    household = replace(
        EXAMPLE,
        employer=replace(EXAMPLE.employer, **employer),
        employments=(part,),
        shifts=(),
        absences=(),
        trainings=(),
    )
    employer_id = service.load(session, household, HAND)
    return contracts.employments(session, employer_id, TODAY)[0]


def test_the_example_has_the_shape_of_the_sample_and_its_facts(session: Session) -> None:
    one = made(session)
    found = contract_document(session, one.employer_id, one.id, TODAY, ["Hätäensiapu 4 h"])
    assert found.questions == ()
    assert set(found.data) == set(SAMPLE)
    for key in ("start", "end", "trial", "workplace", "duties", "working_time", "pay", "holiday", "notice", "pension"):
        assert found.data[key] == SAMPLE[key]
    assert [source["clause"] for source in found.data["sources"]][:3] == ["6:3", "20 § 5", "20 § 2"]
    assert found.data["trial"] == {"months": 4, "last": "2026-05-11"}
    for language in ("fi", "sv", "en"):
        assert documents.render_html("contract", found.data, language, TODAY, "ilona-1")


@pytest.mark.parametrize(("start", "signs"), [(date(2026, 3, 31), True), (date(2026, 4, 1), False)])
def test_the_custodian_signs_for_one_who_may_not_make_the_contract_alone(
    session: Session, an_employer: Any, an_employee: Any, an_employment: Any, start: date, signs: bool
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id, identity_code=None, born=date(2011, 4, 1), sex=2)
    one = an_employment(employer_id, employee_id, start=start, patterns=())
    assert contract_document(session, employer_id, one, start).data["custodian_signs"] is signs


@pytest.mark.parametrize(
    ("born", "told", "expected"),
    [
        (date(2010, 5, 1), {}, "young_worker.education"),  # fifteen at the beginning
        (date(2010, 5, 1), {"young_worker.education": "yes"}, None),
        (date(2010, 5, 1), {"young_worker.education": "no"}, "young_worker.light_work"),
        (date(2010, 5, 1), {"young_worker.education": "no", "young_worker.light_work": "yes"}, None),
        (
            date(2010, 5, 1),
            {"young_worker.education": "no", "young_worker.light_work": "no"},
            "young_worker.light_work",
        ),
        (date(2011, 5, 1), {}, "young_worker.light_work"),  # fourteen
        (date(2011, 5, 1), {"young_worker.light_work": "yes"}, None),
        (date(2008, 1, 12), {}, None),  # eighteen
    ],
)
def test_one_in_school_or_too_young_for_other_work_is_hired_for_light_work_only(
    session: Session,
    an_employer: Any,
    an_employee: Any,
    an_employment: Any,
    born: date,
    told: dict[str, str],
    expected: str | None,
) -> None:
    from employer import answers
    from employer.answers.schemas import Answer

    employer_id = an_employer()
    one = an_employment(employer_id, an_employee(employer_id, identity_code=None, born=born, sex=2), patterns=())
    for topic, value in told.items():
        given = Answer(f"{topic}:ilona-1:2026-01-12", value, "Keskustelu", date(2026, 1, 12))
        answers.record_answer(session, employer_id, given, HAND)
    asked = contract_document(session, employer_id, one, date(2026, 1, 12)).questions
    assert [topic for topic in asked if topic.startswith("young")] == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("finished", []), ("term", ["young_worker.light_work"]), ("holiday", ["young_worker.light_work"])],
)
def test_the_noted_schooling_answers_whether_basic_education_is_finished(
    session: Session, an_employer: Any, an_employee: Any, an_employment: Any, kind: str, expected: list[str]
) -> None:
    employer_id = an_employer()
    employee_id = an_employee(employer_id, identity_code=None, born=date(2010, 5, 1), sex=2)
    one = an_employment(employer_id, employee_id, patterns=())
    minutes = (360, 360, 360, 360, 360, 0, 0) if kind == "term" else None
    contracts.set_schooling(session, employer_id, one, Schooling(kind, minutes, date(2026, 1, 12)), HAND)
    asked = contract_document(session, employer_id, one, date(2026, 1, 12)).questions
    assert [topic for topic in asked if topic.startswith("young")] == expected


def test_what_nobody_has_said_is_open_and_the_contract_a_draft(session: Session) -> None:
    part = replace(EXAMPLE.employments[0], duties=NOT_SAID, workplace=NOT_SAID, agreement=NOT_SAID)
    one = made(session, part, pension=NOT_SAID, accident=NOT_SAID)
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert found.questions == ("duties", "workplace", "agreement", "pension", "accident")
    assert found.data["draft"] is True
    assert documents.render_html("contract", found.data, "fi", TODAY, "ilona-1")


def _wage_followed(found: ContractDocument) -> dict[str, Any]:
    groups = {group["name"]: group["terms"] for group in found.data["followed"]["groups"]}
    return {term["name"]: term for term in groups["pay"]}["wage"]


@pytest.mark.parametrize(("euros", "level", "raised"), [("12.50", "agreement", True), ("12.51", "contract", False)])
def test_the_contract_says_when_its_wage_is_below_the_binding_agreement(
    session: Session, euros: str, level: str, raised: bool
) -> None:
    bound = AgreementRow("heta", None, True, "A", 0, "muu_suomi")
    part = replace(
        EXAMPLE.employments[0],
        job="personal_assistance",
        start=date(2024, 9, 2),
        wages=(replace(EXAMPLE.employments[0].wages[0], euros=Decimal(euros), first=None),),
        agreement=(bound,),
    )
    one = made(session, part)
    found = contract_document(session, one.employer_id, one.id, TODAY)
    wage = _wage_followed(found)
    assert (wage["level"], wage["raised"]) == (level, raised)
    assert found.data["followed"]["agreement"] == "heta"
    told = documents.render_html("contract", found.data, "fi", TODAY, "ilona-1")
    assert ("Työsopimuksen ehto, joka ei päde" in told) is raised
    lengths = [
        (row["more_than_years"], row["at_most_years"], row["employee"]) for row in found.data["notice"]["by_law"]
    ]
    assert lengths == [(None, 5, {"count": 1, "unit": "months"}), (5, None, {"count": 2, "unit": "months"})]
    assert "Irtisanomisaika on työehtosopimuksen mukainen:" in told
    assert "12,51" in told


@pytest.mark.parametrize(
    ("trial_months", "end", "expected"),
    [
        (6, None, {"months": 6, "last": "2026-07-11"}),
        (7, None, {"months": None, "last": "2026-07-11"}),
        (4, date(2026, 7, 10), {"months": None, "last": "2026-04-11"}),  # half of 180 days
        (3, date(2026, 7, 10), {"months": 3, "last": "2026-04-11"}),
    ],
)
def test_a_trial_period_beyond_the_law_is_written_as_long_as_the_law_allows(
    session: Session, trial_months: int, end: date | None, expected: dict[str, Any]
) -> None:
    ground = "äitiysloman sijainen" if end else None
    part = replace(EXAMPLE.employments[0], trial_months=trial_months, end=end, fixed_term_ground=ground, patterns=())
    one = made(session, part)
    data = contract_document(session, one.employer_id, one.id, TODAY).data
    assert data["trial"] == expected
    for language, words in (
        ("fi", "laki enintään sallii"),
        ("sv", "lagen högst tillåter"),
        ("en", "longest that the law"),
    ):
        html = documents.render_html("contract", data, language, TODAY, "ilona-1")
        assert (words in html) == (expected["months"] is None)


def test_a_first_day_older_than_the_law_data_is_told_by_todays_law(session: Session) -> None:
    part = replace(EXAMPLE.employments[0], start=date(2019, 8, 1), trial_months=0)
    one = made(session, part)
    assert contract_document(session, one.employer_id, one.id, TODAY).data["followed"]["day"] == "2026-01-10"


def test_variable_hours_without_their_times_are_asked(session: Session) -> None:
    varying = VariableHours(300, 1200, None)
    one = made(session, replace(EXAMPLE.employments[0], variable_hours=varying))
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert found.questions == ("variable_when", "variable_times")


def test_variable_hours_with_their_times_stand_in_the_contract(session: Session) -> None:
    times = (WorkTimes(("mon", "sat"), time(8), time(20)),)
    varying = VariableHours(300, 1200, "koulujen lomat", times)
    one = made(session, replace(EXAMPLE.employments[0], variable_hours=varying))
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert found.questions == ()
    assert found.data["working_time"]["variable"]["times"] == [
        {"weekdays": ["mon", "sat"], "start": "08:00", "end": "20:00"}
    ]


def test_agreed_notice_takes_the_place_of_the_table(session: Session) -> None:
    one = made(session, replace(EXAMPLE.employments[0], notice=Notice(30, 14)))
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert found.data["notice"] == {
        "agreed": {"employer_days": 30, "employee_days": 14},
        "set_by": "law",
        "by_law": [],
    }


@pytest.mark.parametrize("language", ["fi", "selko", "sv", "en"])
def test_half_agreed_notice_stands_beside_the_table_of_the_law(session: Session, language: str) -> None:
    one = made(session, replace(EXAMPLE.employments[0], notice=Notice(45, None)))
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert found.data["notice"]["agreed"] == {"employer_days": 45, "employee_days": None}
    assert len(found.data["notice"]["by_law"]) == 6
    html = documents.render_html("contract", found.data, language, TODAY, "ilona-1")
    assert texts.say(language, "contract.notice.agreed_employer", days=45) in html
    assert texts.say(language, "contract.notice.column.employee") in html
    assert texts.say(language, "contract.notice.column.employer") not in html  # the agreed side is not in the table
    assert texts.say(language, "contract.notice.shorter") in html


def test_the_table_of_one_side_has_two_columns_on_paper_too(session: Session) -> None:
    one = made(session, replace(EXAMPLE.employments[0], notice=Notice(45, None)))
    found = contract_document(session, one.employer_id, one.id, TODAY)
    pdf = documents.render("contract", found.data, "fi", TODAY, "ilona-1").pdf
    words = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert re.search(r"^yli 1 vuosi, enintään 4 vuotta 14 päivää$", words, re.MULTILINE)


@pytest.mark.parametrize(("employer", "employee", "told"), [(10, 20, True), (20, 20, False), (30, 14, False)])
def test_an_employee_with_the_longer_notice_is_told_of_the_shorter(
    session: Session, employer: int, employee: int, told: bool
) -> None:
    one = made(session, replace(EXAMPLE.employments[0], notice=Notice(employer, employee)))
    found = contract_document(session, one.employer_id, one.id, TODAY)
    html = documents.render_html("contract", found.data, "fi", TODAY, "ilona-1")
    assert (texts.say("fi", "contract.notice.shorter") in html) is told


@pytest.mark.parametrize("said", ["none", "other", None])
def test_the_contract_names_the_agreement_that_binds_by_law_whatever_the_parties_say(
    session: Session, said: str | None
) -> None:
    rows = (
        () if said is None else (AgreementRow(said, "the employer is no member", False, NOT_SAID, NOT_SAID, NOT_SAID),)
    )
    assistant = replace(EXAMPLE.employments[0], job="personal_assistance", start=date(2026, 1, 12), agreement=rows)
    one = made(session, assistant)
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert found.data["agreement"] == {"name": "heta", "title": None, "reason": None}
    assert "agreement" not in found.questions
    told = documents.render_html("contract", found.data, "fi", TODAY, "ilona-1")
    assert texts.say("fi", "contract.agreement.heta") in told
    assert texts.say("fi", "contract.agreement.none") not in told


def test_another_agreement_without_its_name_is_open(session: Session) -> None:
    other = AgreementRow("other", None, NOT_SAID, NOT_SAID, NOT_SAID, NOT_SAID)
    one = made(session, replace(EXAMPLE.employments[0], agreement=(other,)))
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert found.questions == ("agreement",)
    assert documents.render_html("contract", found.data, "fi", TODAY, "ilona-1")


def test_an_assistant_who_is_no_family_member_asks_nothing(session: Session) -> None:
    assistant = replace(EXAMPLE.employments[0], job="personal_assistance")
    assert contract_document(session, (one := made(session, assistant)).employer_id, one.id, TODAY).questions == ()


def test_the_county_decides_on_a_family_member_as_assistant(session: Session) -> None:
    from employer import answers
    from employer.answers.schemas import Answer
    from employer.household.schemas import FamilyMember

    family = FamilyMember(same_household=True, hours_fixed=True, hours_supervised=True)
    one = made(session, replace(EXAMPLE.employments[0], job="personal_assistance", family_member=family))

    def asked() -> tuple[str, ...]:
        return contract_document(session, one.employer_id, one.id, TODAY).questions

    assert asked() == ("relative_decision",)
    question = f"relative_decision:{one.code}:{one.start.isoformat()}"
    for value, open_still in (("no", True), ("yes", False)):
        answers.record_answer(session, one.employer_id, Answer(question, value, "Päätös", one.start), HAND)
        assert asked() == (("relative_decision",) if open_still else ())


def test_a_fixed_term_with_a_long_term_unemployed_person_is_stated(session: Session) -> None:
    facts = replace(
        EXAMPLE.employments[0], end=date(2026, 12, 31), fixed_term_ground=None, long_term_unemployed=True, patterns=()
    )
    one = made(session, facts)
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert (found.data["end_kind"], found.questions) == ("long_term_unemployed", ())


def test_a_fixed_term_without_a_ground_asks_about_an_earlier_employment(session: Session) -> None:
    from employer import answers
    from employer.answers.schemas import Answer

    facts = replace(
        EXAMPLE.employments[0], start=date(2026, 6, 1), end=date(2027, 5, 31), fixed_term_ground=None, patterns=()
    )
    one = made(session, facts)
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert found.data["end_kind"] == "no_ground"
    assert found.questions == ("contract.signed", "contract.earlier_employment")
    contracts.set_signed(session, one.employer_id, one.id, date(2026, 6, 1), HAND)
    question = f"contract.earlier_employment:{one.code}:{one.start.isoformat()}"
    for value, open_still in (("2.6.2021", True), ("1.6.2021", False), ("ei", False)):
        answers.record_answer(session, one.employer_id, Answer(question, value, "Muistiinpano", one.start), HAND)
        assert bool(contract_document(session, one.employer_id, one.id, TODAY).questions) is open_still


def test_an_earlier_employment_is_held_against_the_day_of_the_contract(session: Session) -> None:
    from employer import answers
    from employer.answers.schemas import Answer

    facts = replace(
        EXAMPLE.employments[0],
        start=date(2026, 9, 1),
        end=date(2027, 5, 31),
        fixed_term_ground=None,
        signed=date(2026, 8, 15),
        patterns=(),
    )
    one = made(session, facts)
    question = f"contract.earlier_employment:{one.code}:{one.start.isoformat()}"
    for value, asked in (("15.8.2021", ()), ("16.8.2021", ("contract.earlier_employment",))):  # five years before it
        answers.record_answer(session, one.employer_id, Answer(question, value, "Muistiinpano", one.start), HAND)
        assert contract_document(session, one.employer_id, one.id, TODAY).questions == asked


def test_an_employment_until_further_notice_that_has_ended_is_no_fixed_term(session: Session) -> None:
    one = made(session, replace(EXAMPLE.employments[0], end=date(2026, 8, 31), end_reason="resignation"))
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert (found.data["end_kind"], found.data["end"], found.questions) == (None, None, ())
    assert found.data["trial"] == {"months": 4, "last": "2026-05-11"}  # the end did not shorten it
    for language in ("fi", "selko", "sv", "en"):
        html = documents.render_html("contract", found.data, language, TODAY, "ilona-1")
        assert "31.8.2026" not in html
        assert "31 August" not in html


def test_a_fixed_term_that_was_ended_early_keeps_its_ground(session: Session) -> None:
    part = replace(
        EXAMPLE.employments[0], end=date(2026, 8, 31), end_reason="agreed", fixed_term_ground="äitiysloman sijainen"
    )
    one = made(session, part)
    found = contract_document(session, one.employer_id, one.id, TODAY)
    assert (found.data["end"], found.data["end_ground"]) == ("2026-08-31", "äitiysloman sijainen")
