"""Pay: drafts, issuing, corrections, the year so far, and how a payslip is shown and explained."""

from employer.pay.gathering import Situation, gather, gather_again, situation
from employer.pay.queries import (
    added_pay_paid,
    chain,
    holiday_base,
    holiday_paid,
    issued_periods,
    payslip,
    payslip_sums,
    payslips,
    run_states,
)
from employer.pay.schemas import Compared, Draft, Issued, IssuePayslip, PayRunState, Shown
from employer.pay.service import (
    compare_issued,
    draft,
    draft_correction,
    issue,
    move_run,
    open_run,
    paid_beside,
    replay_issued,
    spoiled,
)
from employer.pay.showing.service import as_issued, explanation, explanations, payslip_data, payslip_json, render

__all__ = [
    "Compared",
    "Draft",
    "IssuePayslip",
    "Issued",
    "PayRunState",
    "Shown",
    "Situation",
    "added_pay_paid",
    "as_issued",
    "chain",
    "compare_issued",
    "draft",
    "draft_correction",
    "explanation",
    "explanations",
    "gather",
    "gather_again",
    "holiday_base",
    "holiday_paid",
    "issue",
    "issued_periods",
    "move_run",
    "open_run",
    "paid_beside",
    "payslip",
    "payslip_data",
    "payslip_json",
    "payslip_sums",
    "payslips",
    "render",
    "replay_issued",
    "run_states",
    "situation",
    "spoiled",
]
