"""The calculators of heta against results worked out by hand from the law."""

from __future__ import annotations

from tests.employer.law.calculators.facts import ask


def test_the_agreement_binds_everyone_since_may_2025_and_members_before() -> None:
    facts = {"job": "personal_assistance", "employer": "natural_person"}
    assert ask("heta-binding", day="2025-05-01", **facts)["outcome"]["binds"] is True
    assert ask("heta-binding", day="2025-04-30", **facts)["outcome"] is None
    assert ask("heta-binding", day="2025-04-30", **facts, member=False)["outcome"]["binds"] is False
    assert ask("heta-binding", day="2025-04-30", **facts, member=True)["outcome"]["binds"] is True


def test_pay_group_and_lowest_wage_of_a_known_table() -> None:
    assert ask("heta-pay-group", day="2025-03-03", tasks=["everyday_assistance", "stoma"])["outcome"] == {
        "pay_group": "B1"
    }
    found = ask("heta-wage", day="2024-11-04", pay_group="A", region="muu_suomi", experience_months=0)
    assert found["outcome"] == {"lowest_wage": "12.51", "steps": 0}


def test_an_unconfirmed_or_unknown_value_of_the_agreement_is_asked() -> None:
    for name, facts in (
        ("heta-pay-group", {"day": "2026-11-02", "tasks": ["stoma"]}),
        ("heta-wage", {"day": "2026-11-02", "pay_group": "A", "region": "muu_suomi", "experience_months": 0}),
    ):
        found = ask(name, **facts)
        assert found["outcome"] is None
        assert found["says"] == []
        assert len(found["questions"]) == 1


def test_the_weekday_holidays_of_2026() -> None:
    found = ask("weekday-holidays", year=2026)["outcome"]
    assert [one["day"] for one in found["days"]] == [
        "2026-01-01", "2026-01-06", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-06-19", "2026-12-24",
        "2026-12-25",
    ]  # fmt: skip
