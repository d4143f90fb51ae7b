"""The registry of questions: pages, JSON addresses and their description all come from this one list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from employer.law.calculators import schemas, service
from employer.law.calculators.schemas import Question

GROUPS = ("contract", "holiday", "absence", "time", "pay", "heta", "people")
"""The groups of the index page, in order."""

_ALL = (
    Question(
        "notice-period",
        "contract",
        schemas.NoticePeriod,
        service.notice_period,
        {"by": "employer", "known": "2026-12-01", "employment_start": "2022-05-02"},
    ),
    Question(
        "notice-delivery",
        "contract",
        schemas.NoticeDelivery,
        service.notice_delivery,
        {"means": "letter", "sent": "2026-12-01"},
    ),
    Question(
        "trial-period",
        "contract",
        schemas.TrialPeriod,
        service.trial_period,
        {"employment_start": "2026-12-01", "employment_end": "2027-03-31", "trial_months": 6},
    ),
    Question(
        "fixed-term",
        "contract",
        schemas.FixedTerm,
        service.fixed_term,
        {
            "signed": "2026-12-01",
            "employment_start": "2027-01-01",
            "employment_end": "2027-06-30",
            "ground": False,
            "employee_asked": False,
            "long_term_unemployed": False,
            "earlier": "none",
        },
    ),
    Question(
        "written-terms",
        "contract",
        schemas.WrittenTerms,
        service.written_terms,
        {"employment_start": "2026-12-01", "weekly_hours": "16"},
    ),
    Question("layoff-notice", "contract", schemas.LayoffNotice, service.layoff_notice, {"layoff_start": "2026-12-21"}),
    Question(
        "waiting-pay",
        "contract",
        schemas.WaitingPay,
        service.waiting_pay,
        {"due": "2026-11-19", "paid": "2026-11-24", "disputed": False},
    ),
    Question("employer-died", "contract", schemas.EmployerDied, service.employer_died, {"death": "2026-11-10"}),
    Question(
        "trial-extension",
        "contract",
        schemas.TrialExtension,
        service.trial_extension,
        {"employment_start": "2026-06-01", "trial_last": "2026-11-30", "absence_days": 35, "told_on": "2026-11-20"},
    ),
    Question(
        "missing-notice",
        "contract",
        schemas.MissingNotice,
        service.missing_notice,
        {
            "known": "2026-12-01",
            "notice_last": "2026-12-15",
            "left": "2026-12-08",
            "weekly_hours": "16",
            "wage": "13.20",
        },
    ),
    Question(
        "hindrance",
        "contract",
        schemas.Hindrance,
        service.hindrance,
        {"cause": "employer_side", "first": "2026-12-01", "employee_ready": True, "agreed_otherwise": False},
    ),
    Question(
        "claim-deadline",
        "contract",
        schemas.ClaimDeadline,
        service.claim_deadline,
        {"claim": "pay", "due": "2026-11-30"},
    ),
    Question(
        "holiday-days",
        "holiday",
        schemas.HolidayDays,
        service.holiday_days,
        {
            "employment_start": "2025-01-07",
            "year": 2026,
            "weekdays": ["mon", "tue", "wed", "thu"],
            "daily_hours": "4",
            "public_holidays": False,
        },
    ),
    Question(
        "holiday-used",
        "holiday",
        schemas.HolidayUsed,
        service.holiday_used,
        {"first": "2026-06-15", "last": "2026-07-12"},
    ),
    Question(
        "holiday-pay",
        "holiday",
        schemas.HolidayPay,
        service.holiday_pay,
        {
            "method": "average_daily_pay",
            "year": 2026,
            "days_earned": 24,
            "days_taken": 12,
            "year_pay": "9800.00",
            "work_days": 190,
            "weekly_days": "4",
        },
    ),
    Question(
        "holiday-notice",
        "holiday",
        schemas.HolidayNotice,
        service.holiday_notice,
        {"first": "2026-06-15", "kind": "ordinary"},
    ),
    Question(
        "holiday-illness",
        "holiday",
        schemas.HolidayIllness,
        service.holiday_illness,
        {
            "first": "2026-07-06",
            "last": "2026-08-02",
            "sick_first": "2026-07-13",
            "sick_last": "2026-07-26",
            "days_earned": 30,
            "requested": True,
        },
    ),
    Question(
        "saved-leave",
        "holiday",
        schemas.SavedLeave,
        service.saved_leave,
        {"year": 2026, "days_earned": 30, "agreed_saving": True},
    ),
    Question(
        "sick-pay",
        "absence",
        schemas.SickPay,
        service.sick_pay,
        {
            "first": "2026-11-02",
            "last": "2026-11-20",
            "employment_start": "2025-01-07",
            "wage": "13.20",
            "weekdays": ["mon", "tue", "wed", "thu"],
            "daily_hours": "4",
        },
    ),
    Question(
        "sickness-allowance",
        "absence",
        schemas.SicknessAllowance,
        service.sickness_allowance,
        {"first": "2026-11-02", "year_wages": "18000.00"},
    ),
    Question(
        "family-leave-notice",
        "absence",
        schemas.FamilyLeaveNotice,
        service.family_leave_notice,
        {"leave": "parental", "first": "2027-03-01", "weekdays_count": 40},
    ),
    Question(
        "sick-child",
        "absence",
        schemas.SickChild,
        service.sick_child,
        {"first": "2026-12-01", "child_age": 6, "needed_days": 3, "other_parent": False},
    ),
    Question(
        "carers-leave",
        "absence",
        schemas.CarersLeave,
        service.carers_leave,
        {"first": "2026-12-01", "needed_days": 4, "used_days": 2},
    ),
    Question(
        "study-leave",
        "absence",
        schemas.StudyLeave,
        service.study_leave,
        {"first": "2027-01-11", "service_months": 18, "used_days": 0},
    ),
    Question(
        "shift-cost",
        "time",
        schemas.ShiftCost,
        service.shift_cost,
        {
            "wage": "13.20",
            "day": "2026-12-06",
            "start": "14:00",
            "end": "18:00",
            "born": "1990-05-20",
            "job": "childminding",
            "agreement": "none",
            "month_wages": "800.00",
            "year_wages": "9000.00",
            "pension": "contract",
            "pension_percent": "24.85",
            "accident_percent": "1.2",
            "group_life": "no",
        },
    ),
    Question(
        "overtime",
        "time",
        schemas.Overtime,
        service.overtime,
        {"day": "2026-12-02", "worked": "10:30", "agreed": "6:00", "wage": "13.20"},
    ),
    Question(
        "weekly-overtime",
        "time",
        schemas.WeeklyOvertime,
        service.weekly_overtime,
        {"monday": "2026-11-30", "mon": "8", "tue": "10", "wed": "8", "thu": "8", "fri": "8", "sat": "4"},
    ),
    Question(
        "roster-check",
        "time",
        schemas.RosterCheck,
        service.roster_check,
        {"shifts": ["2026-11-30 8:00-20:00 30", "2026-12-01 6:00-14:00 60"], "published_on": "2026-11-20"},
    ),
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
        "heta-binding",
        "heta",
        schemas.HetaBinding,
        service.heta_binding,
        {"day": "2026-11-30", "job": "personal_assistance", "employer": "natural_person"},
    ),
    Question(
        "heta-pay-group",
        "heta",
        schemas.HetaPayGroup,
        service.heta_pay_group,
        {"day": "2025-03-03", "tasks": ["everyday_assistance", "stoma"]},
    ),
    Question(
        "heta-wage",
        "heta",
        schemas.HetaWage,
        service.heta_wage,
        {"day": "2024-11-04", "pay_group": "A", "region": "muu_suomi", "experience_months": 0},
    ),
    Question("weekday-holidays", "heta", schemas.WeekdayHolidays, service.weekday_holidays, {"year": 2026}),
    Question(
        "young-worker",
        "people",
        schemas.YoungWorker,
        service.young_worker,
        {
            "born": "2010-05-20",
            "day": "2026-12-02",
            "start": "16:00",
            "end": "20:00",
            "light_work": True,
            "education_done": True,
            "school": "none",
        },
    ),
    Question(
        "criminal-record",
        "people",
        schemas.CriminalRecord,
        service.criminal_record,
        {"employment_start": "2026-12-01", "client_minor": True, "custodian_present": False, "months_in_year": 6},
    ),
)
_BY_NAME: Mapping[str, Question] = MappingProxyType({one.name: one for one in _ALL})


def questions() -> tuple[Question, ...]:
    """Every question, in the order of the index page."""
    return _ALL


def question(name: str) -> Question:
    """The question of an address. Raises ``LookupError`` when there is none."""
    found = _BY_NAME.get(name)
    if found is None:
        raise LookupError("there is no such question")
    return found
