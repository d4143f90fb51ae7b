"""What a decision stands on: values, reasons and questions in order."""

from __future__ import annotations

from datetime import date

import pytest

from employer import documents
from rules import Decision, UnverifiedValue, load_book
from rules.decisions.grounds import Grounds

BOOK = load_book()
DAY = date(2026, 11, 2)


def grounds() -> Grounds:
    return Grounds("55/2001", "https://example.invalid", BOOK)


def test_values_are_remembered_once_and_hours_become_minutes() -> None:
    g = grounds()
    assert g.whole("working_time_limit.daily_rest_hours", work_day=DAY) == 660
    assert g.whole("working_time_limit.daily_rest_hours", work_day=DAY) == 660
    assert g.word("contract_limit.no_ground", signing_day=DAY) == "once"
    assert [value.name for value in g.decide(None).values] == [
        "working_time_limit.daily_rest_hours", "contract_limit.no_ground",
    ]  # fmt: skip


def test_a_count_must_be_whole_and_a_book_is_needed() -> None:
    with pytest.raises(ValueError, match="no whole number"):
        grounds().whole("annual_holiday.days_per_month_full_year", credit_year_end=DAY)
    with pytest.raises(ValueError, match="without a book"):
        Grounds("55/2001", "").law("notice.employer", notice_day=DAY)


def test_an_unverified_value_becomes_a_question_with_its_suggestion() -> None:
    g = grounds()
    assert g.or_ask("absence_limit.study_application_days", where="the decree", absence_first=DAY) is None
    (question,) = g.decide(None).questions
    assert (question.topic, question.suggestion, question.blocks) == (
        "unverified_law_value.absence_limit.study_application_days",
        "45",
        True,
    )
    assert question.facts == (("name", "absence_limit.study_application_days"), ("day", "2026-11-02"))
    assert g.asked
    with pytest.raises(UnverifiedValue):
        grounds().number("absence_limit.study_application_days", absence_first=DAY)


def test_an_unknown_value_and_an_unverified_table_are_missing() -> None:
    g = grounds()
    assert g.or_ask("heta.night.percent", where="the agreement", blocks=False, work_day=DAY) is None
    assert g.or_ask("heta.travel_meals", where="the agreement", work_day=DAY) is None
    percent, table = g.decide(None).questions
    assert (percent.topic, percent.suggestion, percent.blocks) == ("missing_law_value.heta.night.percent", None, False)
    assert (table.topic, table.suggestion) == ("missing_law_value.heta.travel_meals", None)
    for language in ("fi", "selko", "sv", "en"):
        plain = {"topic": percent.topic, "facts": dict(percent.facts), "suggestion": None}
        assert "heta" not in documents.say_question(language, plain).asks  # the value is named by its title


def test_a_confirmed_value_is_not_asked() -> None:
    g = grounds()
    assert g.or_ask("notice.waiting_days", where="", notice_day=DAY) == 6
    assert not g.asked


def test_another_decision_is_taken_over_whole() -> None:
    other = grounds()
    other.because("a.code", "2:4", "because", day=DAY)
    other.ask("a.topic", "what", "why", "where", blocks=False, one=1)
    other.law("notice.waiting_days", notice_day=DAY)
    g = grounds()
    assert g.include(other.decide("outcome")) == "outcome"
    decision: Decision[None] = g.decide(None)
    assert decision.reasons[0].section == "55/2001 2:4 §"
    assert decision.reasons[0].facts == (("day", "2026-11-02"),)
    assert decision.questions[0].facts == (("one", "1"),)
    assert [value.name for value in decision.values] == ["notice.waiting_days"]
