"""Every decision of the law is a question that anybody may ask, or stands here with the reason why it is none."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from employer.config import ROOT

COUNTS = "it counts or measures; the decisions that use it are asked"
ASKS = "it makes the question of an open value; no decision"

NOT_ASKED = {
    "annual_holiday.lasted_a_year": COUNTS,
    "annual_holiday.weekly_time_before": COUNTS,
    "annual_holiday_pay.emergency_pay_in_base": "a part of what belongs to the base: holiday-base",
    "annual_holiday_pay.form_of_pay": "the unit of holiday-pay-method: the form of pay at the end of the credit year",
    "annual_holiday_giving.told_in_time": "whether a day is past the latest one of holiday-notice",
    "annual_holiday_giving.moved_limits": "the limits of holiday-moved, by the day on which the holiday was to begin",
    "annual_holiday_giving.saved_leave_paid_year": "the year of saved-leave-pay, by the day of the request",
    "contract.hindered_to": "the days of a noted absence: hindrance",
    "contract.no_ground_renewal": "a part of fixed-term-renewal",
    "contract.pay_due": "a part of the pay day: pay-day",
    "contract.right_to_work_data_until": "one of the records of keep-records",
    "coverage.binding_on": "heta-binding, with what the parties say beside it",
    "duties.keep_wage_records_until": "one of the records of keep-records",
    "duties.holiday_notice_due": "the same day as holiday-notice",
    "duties.occupational_health_plan_due": "a year after occupational-health, and every year: a duty of the front page",
    "duties.roster_due": "the same day as roster-change",
    "ending.notice_after_death": "a part of what the death means: employer-died",
    "insurance.insurance_age": COUNTS,
    "pay_grounds.of_year": "the name of what is asked for each credit year",
    "personal_assistants.layoff_safe_by": "a part of the guide of a lay-off, while the clause is not known",
    "personal_assistants.layoff_told_by": "the day of heta-layoff",
    "insurance.not_insured_by_age": "the answers of insured, as the register's codes",
    "sick_leave.exceeded_fourfold": COUNTS,
    "sick_leave.extra_work_months": COUNTS,
    "sick_leave.is_relapse": "a part of the days with pay: sick-pay",
    "sick_leave.weekdays_after": COUNTS,
    "supplements.kinds_at": "a part of the hours with supplements: heta-supplements",
    "supplements.stacks": "a part of the hours with supplements: heta-supplements",
    "terms.agreed_pay_day": "how an agreed pay day is written",
    "terms.terms": "every term of which-terms at once",
    "working_time.old_household_hours": "a notice of the payslip of an employment that began before 2015",
    "working_time.week_rests": COUNTS,
    "working_time.record_kept_until": "one of the records of keep-records",
    "withholding.ceiling_split": "a part of the tax withheld: withholding",
}


def public_functions() -> Iterator[str]:
    """What decides: a function that gives a bare reason answers nothing by itself."""
    for path in sorted((ROOT / "rules" / "decisions").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            bare = isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "Reason"
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not bare:
                yield f"{path.stem}.{node.name}"


def asked() -> set[str]:
    """What the calculators' answers take from the decisions, as ``module.function``."""
    found = set()
    folder: Path = ROOT / "employer" / "law" / "calculators"
    for path in folder.glob("*/service.py"):
        tree = ast.parse(path.read_text("utf-8"))
        modules = {
            one.asname or one.name: one.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "rules.decisions"
            for one in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
                found.add(f"{modules[node.value.id]}.{node.attr}")
    return found


def reason_not_to_ask(name: str) -> str | None:
    return ASKS if name.partition(".")[2].startswith("question_") else NOT_ASKED.get(name)


def test_every_decision_is_a_calculator_or_has_a_reason_not_to_be_one() -> None:
    taken = asked()
    assert [name for name in public_functions() if name not in taken and reason_not_to_ask(name) is None] == []


def test_the_list_of_what_is_not_asked_is_not_stale() -> None:
    known, taken = set(public_functions()), asked()
    assert [name for name in NOT_ASKED if name not in known or name in taken] == []
    assert all(NOT_ASKED.values())
