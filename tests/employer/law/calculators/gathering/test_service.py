"""What an answer stands on: reasons and values once, an open value as the question that ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from employer.errors import Refused, said
from employer.law.calculators import answer, question
from employer.law.calculators.gathering.service import (
    Gathered,
    answering,
    in_euros,
    paid_besides,
    payslip_inputs,
    to_cents,
)
from employer.law.calculators.schemas import Answer, Facts, Said
from payroll import CannotCalculate
from rules import Decision, NoValueForDay, Reason, load_book
from rules.decisions import ending

DAY = date(2026, 12, 1)


def test_what_a_decision_stands_on_is_noted_once() -> None:
    g = Gathered(load_book())
    for _ in range(2):
        assert g.take(lambda: ending.layoff_notice_by(DAY, g.book)) == date(2026, 11, 24)
    assert [one.section for one in g.reasons] == ["55/2001 5:4 §"]
    assert len(g.values) == 1


def test_an_open_value_of_the_book_ends_the_answer_with_its_question() -> None:
    def unknown() -> Decision[int]:
        raise NoValueForDay("health.employer_percent", DAY, "Which percentage?")

    @answering
    def unanswered(g: Gathered, facts: Facts) -> Answer:
        g.reasons.append(Reason("law.set_off", "1 §", "known before", (), ""))
        return g.answer({"percent": g.take(unknown)})

    found = unanswered({})
    assert (found.outcome, found.sentences) == (None, ())
    assert [one.says for one in found.reasons] == ["known before"]
    assert [(one.topic, one.asks) for one in found.questions] == [("health.employer_percent", "Which percentage?")]
    assert found.edition == load_book().edition


def test_an_answer_holds_its_sentences_and_outcome() -> None:
    g = Gathered(load_book())
    found = g.answer({"days": 3}, Said("leave_days", {"days": 3}))
    assert (found.outcome, found.sentences[0].facts, found.questions) == ({"days": 3}, {"days": 3}, ())


def test_inputs_hold_nothing_but_what_a_question_gives() -> None:
    inputs = payslip_inputs(DAY, year=paid_besides(900_00, 100_00))
    assert (inputs.period.first, inputs.payment_day) == (DAY, DAY)
    assert (inputs.shifts, inputs.wages, inputs.tax_cards) == ((), (), ())
    assert (inputs.year.planned_gross_cents, inputs.year.month_planned_gross_cents) == (900_00, 100_00)


def test_euros_and_cents_are_exact_and_half_a_cent_goes_up() -> None:
    assert str(in_euros(1320)) == "13.20"
    assert [to_cents(one) for one in ("1.004", "1.005", "1/3")] == [100, 101, 33]


def test_what_the_calculation_refuses_is_refused_with_its_own_words() -> None:
    def refuse(facts: Facts) -> Answer:
        raise CannotCalculate("wages", "no wage", "Add it", code="no_wage", day=DAY)

    def contradict(facts: Facts) -> Answer:
        raise ValueError("days that cannot be")

    asked = question("insured")
    with pytest.raises(Refused) as refused:
        answer(replace(asked, answers=refuse), {})
    assert said(refused.value.problems[0].what, "fi") == "Palkasta ei ole sovittu päivälle 1.12.2026."
    with pytest.raises(Refused) as general:
        answer(replace(asked, answers=contradict), {})
    assert said(general.value.problems[0].what, "sv") == "Uppgifterna stämmer inte överens."
