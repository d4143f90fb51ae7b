"""Training: what the law requires is free and working time; the employee's own is what was agreed."""

from __future__ import annotations

from datetime import date

import pytest

from rules.decisions import training
from rules.decisions.training import TrainingTerms


@pytest.mark.parametrize(
    ("required", "ordered", "agreed", "terms"),
    [
        (True, False, None, TrainingTerms(True, True, True)),
        (True, True, False, TrainingTerms(True, True, True)),
        (False, True, False, TrainingTerms(True, True, False)),
        (False, False, True, TrainingTerms(True, True, False)),
        (False, False, False, TrainingTerms(False, False, False)),
        (False, False, None, None),
    ],
)
def test_terms(required, ordered, agreed, terms) -> None:
    decision = training.training_terms(
        required_by_law_or_agreement=required, ordered_by_employer=ordered, agreed_paid=agreed
    )
    assert decision.outcome == terms
    assert bool(decision.questions) == (terms is None)


def test_orientation_comes_before_the_work_and_every_new_task() -> None:
    assert training.orientation_by(date(2026, 1, 12)).outcome == date(2026, 1, 12)
    assert training.orientation_by(date(2026, 1, 12), date(2026, 5, 4)).outcome == date(2026, 5, 4)
