"""What goes into the Incomes Register's messages and what comes back, as frozen plain data.

The fields follow the register's schemas; only what a household employer, a pool of households, a substitute payer or a
service provider can need is here (no sailors, athletes, leased or posted workers, car benefits of company fleets).
Money is whole cents, days are ``date``, numbers of the register's code lists stay numbers. ``None`` means that the
element is left out. Place names of faults are the field names of these classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

NEW, REPLACEMENT = 1, 2
BUSINESS_ID, IDENTITY_CODE, OTHER_IDENTIFIER = 1, 2, 99


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier with its type: 1 Business ID, 2 Finnish personal identity code, others with their country."""

    type: int
    code: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address: street or post office box, never both. ``kind`` is for earners: 1 home, 2 place of work."""

    postal_code: str
    post_office: str
    street: str | None = None
    po_box: str | None = None
    co: str | None = None
    country: str | None = "FI"
    kind: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    """A person's or a company's name, with the birth date where no Finnish identity code is given."""

    last: str | None = None
    first: str | None = None
    company: str | None = None
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person whom the register may ask. ``responsibility`` 1 substance, 2 technical."""

    name: str
    telephone: str
    email: str | None = None
    responsibility: int | None = None


@dataclass(frozen=True, slots=True)
class SubstitutePayer:
    """Said by a county or municipality that pays a household's employee: who the actual employer is."""

    employer: Identifier
    employer_name: str | None = None


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays. Household: type 2, and 3 (temporary employer) or 10 (pool of households) when true."""

    identifiers: tuple[Identifier, ...]
    types: tuple[int, ...] = (2,)
    name: Name | None = None
    address: Address | None = None
    language: int | None = None
    substitute: SubstitutePayer | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """The envelope of one message.

    ``made_at`` (with its time zone) is the message's creation time and the day against which "ahead" is counted.
    ``reference`` is the DeliveryId, unique for the owner and the kind of data. ``source`` is the software's name.
    ``provider`` is a service provider that sends for the payer; ``None`` when the payer sends itself.
    """

    made_at: datetime
    reference: str
    source: str
    provider: Identifier | None = None
    production: bool = False
    faulty_control: int = 1


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included; an open end only where the register allows one."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """The payment of a wage report: the day on which the pay can be drawn, and the pay period."""

    day: date
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Pension:
    """Pension insurance. Act 1 is the employee's (provider and policy needed), 2 farmer's, 3 self-employed's.

    ``general_number`` says that ``policy`` is the provider's shared number for temporary employers.
    """

    act: int = 1
    provider: int | None = None
    policy: str | None = None
    general_number: bool = False


@dataclass(frozen=True, slots=True)
class Accident:
    """Accident insurance: the insurer (Business ID) and the policy number."""

    insurer: Identifier
    policy: str


@dataclass(frozen=True, slots=True)
class Profession:
    """An occupation: type 1 is Statistics Finland's TK10, five digits."""

    code: str
    type: int = 1
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """Why the employment ended: type 3 is the register's own list, codes 1 to 7."""

    code: str
    type: int = 3


@dataclass(frozen=True, slots=True)
class Employment:
    """The employment, all optional except with a claim to Kela. Percent and hours as decimal numbers, two decimals."""

    employed: bool | None = None
    code: int | None = None
    term: int | None = None
    part_time_percent: Decimal | None = None
    hours_per_week: Decimal | None = None
    wage_kinds: tuple[int, ...] = ()
    periods: tuple[Span, ...] = ()
    endings: tuple[Ending, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceOfBusiness:
    """Where the work is done: a code, or an address."""

    code: str | None = None
    street: str | None = None
    postal_code: str | None = None
    post_office: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class International:
    """A person taxed as a non-resident."""

    non_resident: bool = False
    country: str | None = None
    subject_to_withholding: bool = False
    posted_certificate: int | None = None
    treaty_country: str | None = None


@dataclass(frozen=True, slots=True)
class EarnerPayment:
    """A payment made to somebody else for the earner: kind 2 (pension provider) with its reference."""

    kind: int
    reference: str | None = None
    specifier: str | None = None


@dataclass(frozen=True, slots=True)
class Earner:
    """The income earner. Without identifiers the name, birth date, sex and a home address are needed."""

    identifiers: tuple[Identifier, ...]
    name: Name | None = None
    sex: int | None = None
    addresses: tuple[Address, ...] = ()
    employment: Employment | None = None
    professions: tuple[Profession, ...] = ()
    place: PlaceOfBusiness | None = None
    pension: Pension | None = None
    accident: Accident | None = None
    exceptions: tuple[int, ...] = ()
    international: International | None = None
    agreement: int | None = None
    types: tuple[int, ...] = ()
    payments: tuple[EarnerPayment, ...] = ()


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Overrides an income type's insurance treatment: 1 all, 2 pension, 3 health, 5 unemployment, 6 accident."""

    insurance: int
    included: bool


@dataclass(frozen=True, slots=True)
class UnitWage:
    """A price per unit in euros and how many units; unit 1 hour, 2 day, 3 week, 5 period. At most two decimals."""

    price: Decimal
    amount: Decimal
    unit: int = 1


@dataclass(frozen=True, slots=True)
class CarBenefit:
    """A car benefit: kind of benefit and age group by the register's lists, kilometres from the odometer."""

    code: int
    age_group: int
    kilometres: int | None = None


@dataclass(frozen=True, slots=True)
class Recovery:
    """Money collected back: when, what tax was left out of it (cents), and the payments it belonged to."""

    day: date
    original: tuple[Payment, ...]
    withheld_cents: int | None = None
    tax_at_source_cents: int | None = None


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """One income type with its amount in cents and its further data."""

    code: int
    cents: int | None
    no_money: bool = False
    one_off: bool = False
    unjust_enrichment: bool = False
    recovery: Recovery | None = None
    inclusions: tuple[Inclusion, ...] = ()
    earned: tuple[Span, ...] = ()
    units: tuple[UnitWage, ...] = ()
    car: CarBenefit | None = None
    meal_tax_value: bool = False
    benefits: tuple[int, ...] = ()
    allowances: tuple[int, ...] = ()
    kilometres: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim to Kela for a paid absence: kind 1 daily allowance, 2 family leave compensation."""

    kind: int
    reference: str | None = None
    specifier: str | None = None


@dataclass(frozen=True, slots=True)
class PaidAbsence:
    """An absence with pay: its days, cause and the pay for it in cents."""

    first: date
    cause: int
    cents: int
    last: date | None = None
    days: int | None = None
    until: date | None = None
    claims: tuple[Claim, ...] = ()
    info: str | None = None


@dataclass(frozen=True, slots=True)
class UnpaidAbsence:
    """An absence without pay."""

    first: date
    cause: int
    last: date | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Absences:
    """The absences of a reporting period; the period is given with both ends."""

    first: date | None
    last: date | None
    paid: tuple[PaidAbsence, ...] = ()
    unpaid: tuple[UnpaidAbsence, ...] = ()


@dataclass(frozen=True, slots=True)
class WageReport:
    """One earner's report. ``reference`` is our lasting ReportId; a replacement repeats it or the register's id."""

    reference: str | None
    earner: Earner
    lines: tuple[IncomeLine, ...]
    absences: Absences | None = None
    action: int = NEW
    register_id: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class WageReports:
    """A message of earnings payment reports: one payer, one payment, one or more earners."""

    delivery: Delivery
    payment: Payment
    contacts: tuple[Contact, ...]
    payer: Payer
    reports: tuple[WageReport, ...]


@dataclass(frozen=True, slots=True)
class SeparateLine:
    """101 no wages (no amount), 102 employer's health contribution, 103 deduction from it; cents."""

    code: int
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class SeparateReport:
    """The employer's separate report of one calendar month (``month`` is its first day)."""

    reference: str | None
    month: date
    lines: tuple[SeparateLine, ...]
    action: int = NEW
    register_id: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SeparateReports:
    """A message of separate reports. ``regular`` says that the payer is in the employer register."""

    delivery: Delivery
    report_day: date
    contacts: tuple[Contact, ...]
    payer: Payer
    reports: tuple[SeparateReport, ...]
    regular: bool = False
    pension: Pension | None = None
    accident: Accident | None = None


@dataclass(frozen=True, slots=True)
class CancelledItem:
    """What is cancelled: our reference, the register's id, or both."""

    reference: str | None = None
    register_id: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A message that cancels reports, or one whole record. ``of`` is wage or separate."""

    delivery: Delivery
    payer: Payer
    of: str
    items: tuple[CancelledItem, ...]
    whole_record: bool = False


@dataclass(frozen=True, slots=True)
class RegisterError:
    """An error as the register wrote it; kept and shown as received, because its full list is not ours to repeat."""

    code: str
    message: str
    details: str | None = None


@dataclass(frozen=True, slots=True)
class FeedbackItem:
    """One report in the register's answer: our reference, the register's id and version, and the errors, if any."""

    reference: str | None
    register_id: str | None
    version: int | None
    errors: tuple[RegisterError, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """The register's answer to a message. ``status``: 2 in process, 3 valid, 4, 5 rejected, 6 cancelled, 0 unknown."""

    status: int
    answered_at: datetime
    response_id: str
    data_type: int | None
    delivery_reference: str | None
    register_delivery_id: str | None
    production: bool | None
    valid: tuple[FeedbackItem, ...] = ()
    invalid: tuple[FeedbackItem, ...] = ()
    errors: tuple[RegisterError, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the message stands and none of its reports was rejected."""
        return self.status == 3 and not self.invalid and not self.errors
