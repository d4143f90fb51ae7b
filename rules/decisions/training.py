"""Training that the law requires: Employment Contracts Act 55/2001 2:19 and Occupational Safety and Health Act
738/2002 14 §.

https://www.finlex.fi/fi/laki/ajantasa/2001/20010055, https://www.finlex.fi/fi/laki/ajantasa/2002/20020738

Covered: 2:19 (training the employer must give: free, working time, in normal shifts where possible), 14 §
(orientation before work). Not covered: training plans of agreements (``precedence``) and study leave
(``family_leave``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.decisions.grounds import Grounds
from rules.values import Decision

ACT = "55/2001"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2001/20010055"
SAFETY_ACT = "738/2002"
SAFETY_LINK = "https://www.finlex.fi/fi/laki/ajantasa/2002/20020738"


@dataclass(frozen=True, slots=True)
class TrainingTerms:
    """Whether training is working time and paid, who bears its cost, and whether it is placed in normal shifts."""

    working_time: bool
    employer_pays_cost: bool
    in_normal_shifts: bool


def training_terms(
    *, required_by_law_or_agreement: bool, ordered_by_employer: bool, agreed_paid: bool | None = None
) -> Decision[TrainingTerms | None]:
    """2:19: what holds for a training. What law or agreement requires of the employer is free for the employee and
    working time; what the employer orders is work as well. The employee's own training is what was agreed, which is
    asked."""
    g = Grounds(ACT, LINK)
    if required_by_law_or_agreement:
        g.because("training.required", "2:19", "the employer must give it: free, working time, in normal shifts")
        return g.decide(TrainingTerms(True, True, True))
    if ordered_by_employer:
        g.because("training.ordered", "2:19", "ordered by the employer: work")
        return g.decide(TrainingTerms(True, True, False))
    if agreed_paid is None:
        g.ask(
            "training.agreed",
            "Was it agreed that the training is paid?",
            "Training that neither the law nor the employer requires is paid only when agreed (2:19).",
            "the agreement with the employee, and the budget decision",
        )
        return g.decide(None)
    g.because("training.own", "2:19", f"the employee's own training, {'paid' if agreed_paid else 'unpaid'} as agreed")
    return g.decide(TrainingTerms(agreed_paid, agreed_paid, False))


def orientation_by(first_work_day: date, new_task_day: date | None = None) -> Decision[date]:
    """738/2002 14 §: the day by which orientation is given: before the work or the new task begins, in working time."""
    g = Grounds(SAFETY_ACT, SAFETY_LINK)
    by = first_work_day if new_task_day is None else new_task_day
    g.because("training.orientation", "14", f"before the work begins on {by}", by=by)
    return g.decide(by)
