"""The questions of pay."""

from __future__ import annotations

from employer.law.calculators.pay import schemas, service
from employer.law.calculators.schemas import Question

QUESTIONS = (
    Question("pay-day", "pay", schemas.PayDay, service.pay_day, {"year": 2026, "month": 12, "day_of_month": 26}),
    Question(
        "report-deadlines",
        "pay",
        schemas.ReportDeadlines,
        service.report_deadlines,
        {"payment_day": "2026-11-30", "registered": False},
    ),
    Question("insured", "pay", schemas.Insured, service.insured, {"born": "2009-02-14", "payment_day": "2026-11-30"}),
    Question(
        "accident-insurance",
        "pay",
        schemas.AccidentInsurance,
        service.accident_insurance,
        {"payment_day": "2026-11-30", "all_wages": "9000.00"},
    ),
    Question(
        "pension-employer",
        "pay",
        schemas.PensionEmployer,
        service.pension_employer,
        {"payment_day": "2026-11-30", "permanent_employees": 0, "six_months_wages": "5000.00", "has_policy": False},
    ),
    Question(
        "withholding",
        "pay",
        schemas.Withholding,
        service.tax_withheld,
        {
            "pay": "900.00",
            "payment_day": "2026-11-30",
            "year_wages": "9000.00",
            "card": "wage",
            "card_first": "2026-01-01",
            "card_percent": "14.5",
            "additional_percent": "32",
            "ceiling": "9500.00",
            "paid_before": "9000.00",
        },
    ),
    Question(
        "set-off",
        "pay",
        schemas.SetOff,
        service.set_off,
        {"payment_day": "2026-11-30", "net_pay": "1500.00", "dependants": 1},
    ),
    Question(
        "protected-portion",
        "pay",
        schemas.ProtectedPortion,
        service.protected,
        {"payment_day": "2026-11-30", "dependants": 1, "days": 30},
    ),
    Question(
        "household-credit",
        "pay",
        schemas.HouseholdCredit,
        service.household_credit,
        {"year": 2026, "county_pays": False, "wages": "3000.00", "side_costs": "700.00"},
    ),
    Question(
        "separate-report",
        "pay",
        schemas.SeparateReport,
        service.separate_report,
        {"registered": False, "wages_in_month": True, "anyone_over_limit": True},
    ),
    Question(
        "regular-employer",
        "pay",
        schemas.RegularEmployer,
        service.regular_employer,
        {"day": "2026-12-01", "permanent_employees": 1, "at_the_same_time": 1},
    ),
    Question(
        "insurance-deadlines",
        "pay",
        schemas.InsuranceDeadlines,
        service.insurance_deadlines,
        {"employment_start": "2026-12-01", "first_payment": "2026-12-31"},
    ),
    Question(
        "yearly-limit",
        "pay",
        schemas.YearlyLimit,
        service.yearly_limit,
        {"limit": "withholding", "payment_day": "2026-11-30", "paid_wages": "1000.00", "planned_wages": "600.00"},
    ),
    Question(
        "tax-at-source",
        "pay",
        schemas.TaxAtSource,
        service.tax_at_source,
        {
            "payment_day": "2026-11-30",
            "pay": "1800.00",
            "card_percent": "35",
            "deduction_on_card": True,
            "full_month": True,
            "insured_in_finland": True,
        },
    ),
)
