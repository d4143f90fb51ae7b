"""The household file as frozen data: one employer's whole situation, checked and complete.

Money is ``Decimal`` euros as written, time is whole minutes, percentages are as printed. ``effective.NOT_SAID`` stands
where the file left a key out and the answer has to be asked; ``None`` is an answer of its own (agreed that there is
none, no end). In every dated row ``first`` is the row's first day (``None``: always) and ``until`` its last day as
written (``None``: until a later row, or without end).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from employer.effective import NotSaid


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value: a code of the text catalogue and the facts that fill its sentence."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault and its place, written as in ``employees[0].tax_cards[1].percent``; empty for the file as a whole."""

    place: str
    fault: Fault


class Unreadable(Exception):
    """The file cannot be used; ``problems`` lists everything that is wrong with it, in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...], language: str) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
        self.language = language


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; ``country`` is a two-letter code."""

    street: str
    postal_code: str
    city: str
    country: str = "FI"


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account from a day on; ``iban`` None: there is none."""

    iban: str | None = field(repr=False)
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CaredFor:
    """Whom the work is done for; ``name`` and ``born`` are not needed when it is the employer."""

    relation: str
    name: Name | None = None
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Pension:
    """Pension insurance from a day on; ``kind`` None: there is none."""

    kind: str | None
    provider: str | NotSaid | None
    provider_name: str | NotSaid | None
    policy_number: str | NotSaid | None
    total_percent: Decimal | NotSaid | None
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Accident:
    """Accident insurance, with group life insurance, from a day on; every field None: there is none."""

    insurer: str | NotSaid | None
    insurer_name: str | NotSaid | None
    policy_number: str | NotSaid | None
    percent: Decimal | NotSaid | None
    group_life_percent: Decimal | NotSaid | None
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SelfAssessedTax:
    """The payer's own reference and the Tax Administration's account for self-assessed taxes."""

    reference: str
    iban: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person who acts for the employer within a mandate."""

    name: Name
    email: str
    organisation: str | None
    may: tuple[str, ...]
    first: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class EmployerPart:
    """The employer."""

    kind: str
    name: Name
    identity_code: str = field(repr=False)
    address: Address
    municipality: str | None
    language: str
    email: str | None
    phone: str | None
    iban: tuple[Account, ...] | NotSaid | None
    cared_for: CaredFor
    pension: tuple[Pension, ...] | NotSaid | None
    accident: tuple[Accident, ...] | NotSaid | None
    self_assessed_tax: SelfAssessedTax | NotSaid | None
    employer_register: str
    delegates: tuple[Delegate, ...]


@dataclass(frozen=True, slots=True)
class BudgetDecision:
    """The authority's decision; ``euros`` and ``minutes`` are its own sums over the whole decision."""

    number: str
    authority: str
    authority_id: str
    ground: str
    first: date
    until: date
    language: str
    euros: Decimal | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Unspent:
    """What happens to unspent money; ``return_by`` None: nothing agreed."""

    return_by: date | None


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of the decision: what it covers, and euros or minutes for each ``period``."""

    id: str
    title: str
    covers: tuple[str, ...]
    euros: Decimal | None
    minutes: int | None
    period: str
    money_model: str | None


@dataclass(frozen=True, slots=True)
class Received:
    """Money received on a day; ``line`` None: for all lines."""

    day: date
    euros: Decimal
    line: str | None


@dataclass(frozen=True, slots=True)
class Returned:
    """Money of the decision paid back to the authority on a day; ``line`` None: for no line in particular."""

    day: date
    euros: Decimal
    kind: str
    document: str
    note: str | None
    line: str | None


@dataclass(frozen=True, slots=True)
class Budget:
    """The granted budget."""

    decision: BudgetDecision
    money_model: str
    carry_over: str
    unspent: Unspent | NotSaid | None
    lines: tuple[BudgetLine, ...]
    received: tuple[Received, ...]
    returned: tuple[Returned, ...] = ()


@dataclass(frozen=True, slots=True)
class TaxCardRow:
    """A tax card from its first day on."""

    first: date
    until: date | None
    kind: str
    percent: Decimal
    additional_percent: Decimal | None
    ceiling: Decimal | None
    deduction: bool | None


@dataclass(frozen=True, slots=True)
class RightToWork:
    """On what the right to work rests, and until when."""

    basis: str
    until: date | None


@dataclass(frozen=True, slots=True)
class EmployeePart:
    """An employee."""

    id: str
    name: Name
    identity_code: str | None = field(repr=False)
    born: date | None
    sex: int | None
    address: Address | None
    language: str
    email: str | None
    phone: str | None
    protected_address: bool
    iban: tuple[Account, ...] | NotSaid | None
    tax_cards: tuple[TaxCardRow, ...]
    right_to_work: RightToWork | None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Which collective agreement applies from a day on."""

    name: str
    reason: str | None
    employer_is_member: bool | NotSaid | None
    pay_group: str | NotSaid | None
    experience_months: int | NotSaid | None
    region: str | NotSaid | None
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class WeeklyMinutes:
    """Agreed weekly working time from a day on."""

    minutes: int
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class WorkTimes:
    """Weekdays and times of day in which work of variable hours may be given without asking."""

    weekdays: tuple[str, ...]
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class VariableHours:
    """Agreed bounds of weekly working time, when the variation is used, and in which times; None: not said."""

    min_minutes: int
    max_minutes: int
    when: str | None
    times: tuple[WorkTimes, ...] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Agreed notice periods in days; None in a field: by law."""

    employer_days: int | None
    employee_days: int | None


@dataclass(frozen=True, slots=True)
class WageRow:
    """Agreed pay from a day on."""

    unit: str
    euros: Decimal
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """The holiday terms from a day on."""

    accrual: str
    bonus_percent: Decimal | NotSaid | None
    first: date | None = None
    until: date | None = None
    seasonal: bool | None = None


@dataclass(frozen=True, slots=True)
class PayTerms:
    """When pay is due: the days are numbers of the month or ``last``; two of them when paid twice a month."""

    rhythm: str
    pay_day: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A repeating shift; it ends the next day when ``end`` is not later than ``start``."""

    first: date
    until: date | None
    weekdays: tuple[str, ...]
    start: time
    end: time
    break_minutes: int
    skip: str


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """The employee is a relative: facts that decide whether the working time rules apply."""

    same_household: bool | None
    hours_fixed: bool | None
    hours_supervised: bool | None


@dataclass(frozen=True, slots=True)
class CriminalRecord:
    """The day the extract was shown and its own day; the extract itself is never kept."""

    shown: date | None
    extract_day: date | None


@dataclass(frozen=True, slots=True)
class Done:
    """A day on which something was done, None: not yet; and which paper shows it."""

    done: date | None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class OccupationalHealth:
    """Who provides occupational health care, and from when."""

    provider: str
    first: date | None


@dataclass(frozen=True, slots=True)
class Gates:
    """What has to be in order before or soon after the work begins; None: nothing said, a duty."""

    criminal_record: CriminalRecord | None = None
    induction: Done | None = None
    risk_assessment: Done | None = None
    occupational_health: OccupationalHealth | None = None
    young_health_check: Done | None = None
    young_list: Done | None = None
    tell_migri: Done | None = None
    tell_migri_end: Done | None = None
    right_to_work_data: Done | None = None
    variable_hours_review: Done | None = None
    end_papers: Done | None = None
    end_insurance: Done | None = None


@dataclass(frozen=True, slots=True)
class GarnishmentRow:
    """A payment prohibition: the protected sum of a month that it states, or the sum that it orders to be taken."""

    number: str
    first: date
    until: date | None
    protected: Decimal | None
    fixed: Decimal | None
    periodic: bool
    iban: str | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """A benefit in kind; ``euros`` is its value of a month where the year's decision does not set it."""

    kind: str
    title: str
    first: date
    until: date | None
    euros: Decimal | None
    variant: str | None
    number: Decimal | None
    cost: Decimal | None
    collected: Decimal
    from_pay: bool


@dataclass(frozen=True, slots=True)
class KelaPartRow:
    """What Kela pays of a childminder's wage of a month."""

    euros: Decimal
    first: date
    until: date | None


@dataclass(frozen=True, slots=True)
class LongerRow:
    """An agreement on longer regular hours: the longest day and week in minutes, who agreed with the employer and when,
    and where it is written."""

    day_minutes: int
    week_minutes: int
    agreed_on: date
    agreed_by: str
    document: str | None
    first: date
    until: date | None


@dataclass(frozen=True, slots=True)
class AveragingRow:
    """Whole weeks over which the working time is averaged; ``week_minutes``: the written plan, week by week."""

    first: date
    until: date | None
    week_minutes: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """Minutes of school by weekday; 0 without school."""

    mon: int
    tue: int
    wed: int
    thu: int
    fri: int
    sat: int
    sun: int


@dataclass(frozen=True, slots=True)
class SchoolingRow:
    """How a young employee's basic education goes from a day on; ``school_minutes``: of a term."""

    kind: str
    school_minutes: SchoolDays | None
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LateWorkRow:
    """Whether a young employee agrees to work late in the evening from a day on, and the special reason; ``in_home``:
    whether that work is done in the employer's home."""

    agreed: bool
    reason: str | None
    in_home: bool | None
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class EmploymentPart:
    """An employment and its terms, and what changes its pay besides the wage."""

    id: str
    employee: str
    job: str
    duties: tuple[str, ...] | NotSaid | None
    workplace: str | NotSaid | None
    occupation_code: str | NotSaid | None
    agreement: tuple[AgreementRow, ...] | NotSaid
    start: date
    end: date | None
    fixed_term_ground: str | None
    end_reason: str | None
    long_term_unemployed: bool | None
    renewals: int | None
    signed: date | None
    breach_known: date | None
    cancel_sent: date | None
    employee_heard: bool | None
    trial_months: int
    weekly_minutes: tuple[WeeklyMinutes, ...]
    variable_hours: VariableHours | None
    notice: Notice | None
    wages: tuple[WageRow, ...]
    holiday: tuple[HolidayRow, ...]
    pay: PayTerms
    patterns: tuple[Pattern, ...]
    family_member: FamilyMember | None
    gates: Gates
    garnishments: tuple[GarnishmentRow, ...] = ()
    benefits: tuple[BenefitRow, ...] = ()
    kela_parts: tuple[KelaPartRow, ...] = ()
    averaging: tuple[AveragingRow, ...] = ()
    longer_hours: tuple[LongerRow, ...] = ()
    schooling: tuple[SchoolingRow, ...] = ()
    late_work: tuple[LateWorkRow, ...] = ()
    ledger_requests: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift; moments carry the Finnish time zone."""

    employment: str
    start: datetime
    end: datetime
    break_minutes: int
    kind: str
    status: str


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One absence, whole days or the time from ``start`` to ``end`` of one day."""

    employment: str
    kind: str
    first: date
    last: date
    certificate_seen: date | None
    same_illness_as: date | None
    child_born: date | None
    agreed_in_writing: bool | None
    own_risk_days: int | None
    no_pay: str | None
    moved_from: date | None = None
    start: time | None = None
    end: time | None = None
    told: date | None = None
    due: date | None = None
    change_ground: str | None = None
    changed_from: date | None = None
    postponements: int | None = None
    answer: str | None = None
    answered: date | None = None
    answer_ground: str | None = None
    ill_since: date | None = None


@dataclass(frozen=True, slots=True)
class HolidayEntryRow:
    """Earned holiday that was saved, moved by an incapacity for work, or paid in money."""

    employment: str
    kind: str
    credit_year: tuple[date, date]
    days: int
    day: date
    ground: str | None
    asked: date | None
    asked_by: str | None
    moved_from: date | None


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """Training on a day."""

    employment: str
    title: str
    day: date
    minutes: int
    required: bool
    paid: bool
    cost: Decimal | None
    line: str | None


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """A cost; with ``employment`` it is paid back to that employee."""

    day: date
    title: str
    euros: Decimal
    line: str | None
    kind: str
    employment: str | None


@dataclass(frozen=True, slots=True)
class AdvanceRow:
    """Pay that was paid on the day ``paid``, before its pay day; taken off the pay whose period holds ``day``."""

    employment: str
    day: date
    paid: date
    euros: Decimal


@dataclass(frozen=True, slots=True)
class MissedRestRow:
    """Weekly rest missed on ``day`` and paid in money; ``agreed``: the day on which the employee agreed to it."""

    employment: str
    day: date
    euros: Decimal
    agreed: date


@dataclass(frozen=True, slots=True)
class TimeOffRow:
    """Minutes of a day's overtime or additional work, or of missed weekly rest, that are taken as time off."""

    employment: str
    day: date
    kind: str
    minutes: int
    agreed: date | None = None
    increase_only: bool = False
    by: date | None = None


@dataclass(frozen=True, slots=True)
class NoticePayRow:
    """A notice period that was not observed. ``by``: whose notice; ``weekly``: the average week in minutes."""

    employment: str
    by: str
    known: date
    weekly: int | None
    dependants: int | None


@dataclass(frozen=True, slots=True)
class NoticeLossRow:
    """Less work than the average in a notice period. ``weekly``: the average week before the last shift, in minutes."""

    employment: str
    known: date
    weekly: int | None


@dataclass(frozen=True, slots=True)
class WaitingPayRow:
    """A late final pay. ``paid``: when it was really paid; None: on the payslip's payment day."""

    employment: str
    due: date
    paid: date | None
    disputed: bool
    complained: date | None
    weekly: int | None


@dataclass(frozen=True, slots=True)
class SetOffRow:
    """The employer's own due claim, taken from the pay whose period holds ``day`` as far as the law lets it."""

    employment: str
    day: date
    title: str
    euros: Decimal
    dependants: int | None


@dataclass(frozen=True, slots=True)
class OpeningYear:
    """What this employer had paid in the calendar year before the records begin; ``by_kind``: pay by line kind."""

    gross: Decimal | None
    withholding: Decimal | None
    by_kind: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class OpeningHoliday:
    """A holiday credit year as it stood when the records begin."""

    credit_year: tuple[date, date]
    days: Decimal | None
    pay_base: Decimal | None
    work_days: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Opening:
    """How an older employment stood on ``day``, the first day of these records."""

    employment: str
    day: date
    year_so_far: OpeningYear | None
    card_used: Decimal | None
    holiday: tuple[OpeningHoliday, ...]


@dataclass(frozen=True, slots=True)
class PayRunRow:
    """One pay run; ``employments`` None: all."""

    first: date
    until: date
    pay_day: date
    kind: str
    employments: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Household:
    """One employer's whole situation."""

    format: str
    id: str
    employer: EmployerPart
    budget: Budget | None
    employees: tuple[EmployeePart, ...]
    employments: tuple[EmploymentPart, ...]
    shifts: tuple[ShiftRow, ...] = ()
    absences: tuple[AbsenceRow, ...] = ()
    holiday_entries: tuple[HolidayEntryRow, ...] = ()
    trainings: tuple[TrainingRow, ...] = ()
    expenses: tuple[ExpenseRow, ...] = ()
    advances: tuple[AdvanceRow, ...] = ()
    set_offs: tuple[SetOffRow, ...] = ()
    missed_rests: tuple[MissedRestRow, ...] = ()
    time_off: tuple[TimeOffRow, ...] = ()
    notice_pay: tuple[NoticePayRow, ...] = ()
    notice_loss: tuple[NoticeLossRow, ...] = ()
    waiting_pay: tuple[WaitingPayRow, ...] = ()
    opening: tuple[Opening, ...] = ()
    pay_runs: tuple[PayRunRow, ...] = ()
    kept: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A person's answer to a question: its value as text, the document it rests on, and from which day."""

    question: str
    value: str
    document: str
    day: date
