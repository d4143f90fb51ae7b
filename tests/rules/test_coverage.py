"""Which collective agreement binds. The applicability cases of the shared list keep their ids."""

from __future__ import annotations

from datetime import date

import pytest

from rules import Book, load_book
from rules.decisions.coverage import agreement_on, binding_on

BOOK = load_book()


def covered(day: str, **facts):
    return agreement_on(BOOK, date.fromisoformat(day), **{"job": "personal_assistance", **facts})


@pytest.mark.parametrize(
    ("day", "facts", "edition", "reason"),
    [
        pytest.param("2025-06-10", {"member": False}, "heta-2025", "generally_binding", id="HETA-S-001"),
        pytest.param("2026-03-02", {"job": "childminding", "member": False}, None, "outside_scope", id="HETA-S-002"),
        pytest.param("2025-05-01", {"member": False}, "heta-2025", "generally_binding", id="HETA-S-003"),
        pytest.param("2024-09-02", {"member": True}, "heta-2023", "membership", id="HETA-S-004"),
        pytest.param("2025-04-30", {"member": False}, None, "not_a_member", id="last day before general bindingness"),
        pytest.param("2025-04-30", {"member": True}, "heta-2023", "membership", id="member on that day"),
        pytest.param("2025-05-01", {"member": True}, "heta-2025", "generally_binding", id="membership stops mattering"),
        pytest.param("2025-05-01", {}, "heta-2025", "generally_binding", id="membership is not even asked"),
        pytest.param("2023-05-01", {"member": True}, None, "no_agreement_in_force", id="months without an agreement"),
        pytest.param("2023-09-30", {"member": True}, None, "no_agreement_in_force", id="the last of them"),
        pytest.param("2023-10-01", {"member": True}, "heta-2023", "membership", id="the next edition"),
        pytest.param("2022-05-09", {"member": True}, "heta-2022", "membership", id="edition of 2022 begins"),
        pytest.param("2022-04-30", {"member": True}, "heta-2021", "membership", id="edition of 2021 ends"),
        pytest.param(
            "2024-09-02",
            {"member": True, "member_since": date(2024, 9, 3)},
            None,
            "not_a_member",
            id="the day before membership",
        ),
        pytest.param(
            "2024-09-03",
            {"member": True, "member_since": date(2024, 9, 3)},
            "heta-2023",
            "membership",
            id="the first day of membership",
        ),
        pytest.param("2026-01-02", {"employer": "company"}, None, "other_agreement", id="company"),
        pytest.param("2026-01-02", {"employer": "county"}, None, "other_agreement", id="county"),
        pytest.param(
            "2026-01-02", {"job": "home_care", "assists_disabled_person": False}, None, "outside_scope", id="old person"
        ),
        pytest.param("2026-01-02", {"assists_disabled_person": False}, None, "outside_scope", id="nobody disabled"),
    ],
)
def test_which_agreement_binds(day, facts, edition, reason):
    outcome = covered(day, **facts).outcome
    assert outcome is not None
    assert (outcome.edition, outcome.reason) == (edition, reason)
    assert outcome.agreement == (None if edition is None else "heta")
    assert outcome.binding is (edition is not None)


@pytest.mark.parametrize(
    ("day", "facts", "about"),
    [
        ("2024-09-02", {}, "member"),
        ("2026-01-02", {"job": "home_care"}, "home_care"),
        ("2026-01-02", {"job": "home_care", "assists_disabled_person": True}, "home_care"),
        ("2022-05-04", {"member": True}, "timeline"),
        ("2020-01-01", {"member": True}, "timeline"),
        ("2028-05-01", {}, "timeline"),
        ("2027-05-01", {"ended": True}, "timeline"),
    ],
)
def test_what_is_not_known_is_asked(day, facts, about):
    decision = covered(day, **facts)
    assert decision.outcome is None
    assert [question.topic for question in decision.questions] == ["agreement"]
    assert dict(decision.questions[0].facts)["about"] == about
    assert decision.questions[0].day == date.fromisoformat(day)
    assert all(question.blocks for question in decision.questions)


@pytest.mark.parametrize(("employer", "other"), [("company", "sostes"), ("county", "sote")])
def test_another_employer_is_told_where_to_look(employer, other):
    outcome = covered("2026-01-02", employer=employer).outcome
    assert outcome is not None
    assert outcome.other == other


def test_after_the_day_on_which_a_party_may_end_it_a_question_stays_open():
    assert covered("2027-04-30").questions == ()
    decision = covered("2027-05-01")
    assert decision.outcome is not None
    assert decision.outcome.edition == "heta-2025"
    assert [(one.topic, one.blocks) for one in decision.questions] == [("agreement_ended", False)]
    assert dict(decision.questions[0].facts) == {"last": "2027-04-30"}
    kept = covered("2027-05-01", ended=False)
    assert (kept.outcome, kept.questions) == (decision.outcome, ())
    assert covered("2027-04-30", ended=True).outcome == covered("2027-04-30").outcome


def test_a_book_without_the_timeline_asks():
    decision = agreement_on(Book(()), date(2026, 1, 2), job="personal_assistance")
    assert decision.outcome is None
    assert "nothing" in decision.questions[0].why


@pytest.mark.parametrize("facts", [{"job": "gardening"}, {"employer": "estate agent"}])
def test_unknown_words_are_refused(facts):
    with pytest.raises(ValueError, match="unknown job"):
        covered("2026-01-02", **facts)


@pytest.mark.parametrize(
    ("day", "group", "region", "euros"),
    [
        pytest.param("2022-09-01", "A", "muu_suomi", "11.31", id="base of the table of HETA-S-005"),
        pytest.param("2024-06-30", "A", "muu_suomi", "11.76", id="HETA-S-008 before"),
        pytest.param("2024-07-01", "A", "muu_suomi", "12.51", id="HETA-S-008 after"),
        pytest.param("2024-02-01", "B2", "muu_suomi", "13.00", id="HETA-S-009 before"),
        pytest.param("2024-08-01", "B2", "muu_suomi", "13.55", id="HETA-S-009 after"),
        pytest.param("2024-02-01", "B1", "paakaupunkiseutu", None, id="HETA-S-010"),
    ],
)
def test_wage_tables_as_published(day, group, region, euros):
    from rules import Days

    value = BOOK.value("heta.base_wage_euros", Days(work_day=date.fromisoformat(day)))
    cell = value.row(group=group, region=region)["euros"]
    assert (None if cell is None else str(cell)) == euros


@pytest.mark.parametrize(
    ("day", "group", "region", "months", "euros"),
    [
        pytest.param("2022-09-01", "A", "muu_suomi", 96, "11.88", id="HETA-S-005"),
        pytest.param("2021-12-01", "A", "paakaupunkiseutu", 60, "11.66", id="HETA-S-006"),
        pytest.param("2022-09-01", "A", "muu_suomi", 95, "11.73", id="HETA-S-007"),
        pytest.param("2022-09-01", "B", "paakaupunkiseutu", 500, "13.52", id="the highest step"),
    ],
)
def test_wages_with_experience_as_published(day, group, region, months, euros):
    from rules import Days

    value = BOOK.value("heta.step_wage_euros", Days(work_day=date.fromisoformat(day)))
    assert str(value.row(group=group, region=region, experience=months)["euros"]) == euros


@pytest.mark.parametrize(
    ("day", "job", "said", "member", "followed"),
    [
        ("2025-05-01", "personal_assistance", None, None, "heta"),
        ("2025-05-01", "personal_assistance", "none", False, "heta"),
        ("2025-04-30", "personal_assistance", "none", False, "none"),
        ("2025-04-30", "personal_assistance", "none", True, "heta"),
        ("2025-04-30", "personal_assistance", "heta", False, "heta"),
        ("2025-04-30", "personal_assistance", "none", None, None),
        ("2025-04-30", "personal_assistance", None, False, None),
        ("2026-03-02", "childminding", "none", None, "none"),
        ("2026-03-02", "childminding", "other", None, "other"),
        ("2026-03-02", "childminding", "heta", None, "heta"),
        ("2026-03-02", "childminding", None, None, None),
        ("2026-03-02", "home_care", "none", None, "none"),
        ("2026-03-02", "home_care", "other", None, "other"),
        ("2026-03-02", "home_care", "heta", None, "heta"),
        ("2026-03-02", "home_care", None, None, None),
    ],
)
def test_which_agreement_is_followed(day, job, said, member, followed):
    decision = binding_on(BOOK, date.fromisoformat(day), job=job, said=said, member=member)
    assert decision.outcome == followed
    assert bool(decision.questions) == (followed is None)
