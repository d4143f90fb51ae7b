"""What comes in and goes out about people: frozen plain data, and the checks of codes that carry check digits.

The same shape is command and fact; ``id`` is 0 in a command. ``NOT_SAID`` is a fact nobody stated, ``None`` an answer.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from marshmallow import ValidationError, post_load, validates_schema
from schwifty import IBAN
from schwifty.exceptions import NationalChecksumNotVerified, SchwiftyException
from stdnum import iso11649
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fi import hetu, ytunnus

from employer import forms
from employer.effective import NOT_SAID, NotSaid

LANGUAGES = ("fi", "sv", "en")
EMPLOYER_KINDS = ("person", "estate")
RELATIONS = ("self", "child", "parent", "spouse", "other")
PENSION_KINDS = ("temporary", "contract")
REGISTERS = ("none", "regular")
MANDATES = ("prepare", "approve", "see_money", "see_absence_reasons", "fill_rosters", "read", "supervise")
GIVEN_MANDATES = tuple(one for one in MANDATES if one != "supervise")
"""What a client can give. Supervising is the county's own task, given by the installation."""
CARD_KINDS = ("wage", "source")

_CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's first and last name."""

    first: str
    last: str

    @property
    def full(self) -> str:
        """Both, as read aloud."""
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; ``country`` is the two-letter code."""

    street: str
    postal_code: str
    city: str
    country: str = "FI"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of a letter."""
        home = (self.street, f"{self.postal_code} {self.city}")
        return home if self.country == "FI" else (*home, self.country)


_ADDRESS = re.compile(
    r"(?P<street>[^\n]+), *(?P<postal_code>(?=[^,]*[0-9])[0-9A-Z-]+(?: [0-9A-Z-]*[0-9][0-9A-Z-]*)?) +(?P<city>[^,\n]+?)"
    r"(?:, *(?P<country>[A-Za-z]{2}))?"
)


def read_address(text: str) -> Address | None:
    """The address of a text "street, postal code and city", with ", SE" after it abroad; None when it is not one."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        return None
    parts = found.groupdict()
    return Address(parts["street"].strip(), parts["postal_code"], parts["city"], (parts["country"] or "FI").upper())


@dataclass(frozen=True, slots=True)
class CaredFor:
    """For whom the help is; a name and a day of birth when it is not the employer."""

    relation: str = "self"
    name: Name | None = None
    born: date | None = None


@dataclass(frozen=True, slots=True)
class SelfAssessedTax:
    """The reference and the account of the Tax Administration for withheld tax and health contributions."""

    reference: str
    iban: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account from ``first`` until ``until`` (last day); ``iban`` None: there is none."""

    iban: str | None = field(repr=False)
    first: date | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class PensionInsurance:
    """The pension insurance from a day on; ``kind`` None: there is none. ``total_percent`` belongs to a contract."""

    kind: str | None
    provider: str | NotSaid | None = NOT_SAID
    provider_name: str | NotSaid | None = NOT_SAID
    policy_number: str | NotSaid | None = NOT_SAID
    total_percent: Decimal | NotSaid | None = NOT_SAID
    first: date | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class AccidentInsurance:
    """The accident insurance from a day on; not ``insured``: none. A group life percent of None: none agreed."""

    insurer: str | NotSaid | None = NOT_SAID
    insurer_name: str | NotSaid | None = NOT_SAID
    policy_number: str | NotSaid | None = NOT_SAID
    percent: Decimal | NotSaid | None = NOT_SAID
    group_life_percent: Decimal | NotSaid | None = NOT_SAID
    insured: bool = True
    first: date | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Mandate:
    """Somebody who may act for the household: what (``MANDATES``), and on which days."""

    name: Name
    email: str | None
    may: tuple[str, ...]
    organisation: str | None = None
    first: date | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class EmployerDetails:
    """Everything about the household that is not dated."""

    code: str
    name: Name
    identity_code: str = field(repr=False)
    address: Address
    kind: str = "person"
    municipality: str | None = None
    language: str = "fi"
    email: str | None = None
    phone: str | None = None
    cared_for: CaredFor = CaredFor()
    self_assessed_tax: SelfAssessedTax | NotSaid | None = NOT_SAID
    employer_register: str = "none"


@dataclass(frozen=True, slots=True)
class EmployerFacts:
    """The household on a day, as known on a day: its details, what is in force, and the whole history of dated facts.

    ``iban``, ``pension`` and ``accident`` are ``NOT_SAID`` where nobody has stated them for the day.
    """

    id: int
    details: EmployerDetails
    on: date
    iban: str | NotSaid | None = field(repr=False)
    pension: PensionInsurance | NotSaid | None
    accident: AccidentInsurance | NotSaid | None
    ibans: tuple[Account, ...]
    pensions: tuple[PensionInsurance, ...]
    accidents: tuple[AccidentInsurance, ...]
    delegates: tuple[Mandate, ...]


@dataclass(frozen=True, slots=True)
class EmployeeDetails:
    """What is not dated about an employee. ``born`` and ``sex`` (1 man, 2 woman) follow from an identity code.

    ``right_to_work_until`` None with a basis: without an end.
    """

    code: str
    name: Name
    identity_code: str | None = field(default=None, repr=False)
    born: date | None = None
    sex: int | None = None
    address: Address | None = None
    language: str = "fi"
    email: str | None = None
    phone: str | None = None
    protected_address: bool = False
    right_to_work_basis: str | None = None
    right_to_work_until: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A tax card. Percent as printed on it, ``ceiling`` in euros; ``deduction`` belongs to a card for tax at source."""

    kind: str
    percent: Decimal
    additional_percent: Decimal | None = None
    ceiling: Decimal | None = None
    deduction: bool | None = None
    first: date | None = None
    until: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class EmployeeFacts:
    """An employee as known on a day. ``born`` and ``sex`` are always there."""

    id: int
    details: EmployeeDetails
    born: date
    sex: int
    ibans: tuple[Account, ...]
    tax_cards: tuple[Card, ...]


def is_identity_code(text: str) -> bool:
    """Whether the text is a Finnish personal identity code with a right check character (the 900 series included)."""
    try:
        return str(hetu.validate(text, allow_temporary=True)) == text
    except NumberError:
        return False


def born_of(identity_code: str) -> date:
    """The day of birth that a right identity code tells."""
    day, month, year = int(identity_code[:2]), int(identity_code[2:4]), int(identity_code[4:6])
    return date(_CENTURIES[identity_code[6]] + year, month, day)


def sex_of(identity_code: str) -> int:
    """1 for a man, 2 for a woman, as a right identity code tells (an odd individual number is a man's)."""
    return 1 if int(identity_code[7:10]) % 2 else 2


def is_iban(text: str) -> bool:
    """Whether the text is an account number whose check digits are right, the national ones where they are known."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NationalChecksumNotVerified)
        try:
            IBAN(text, validate_bban=True)
        except SchwiftyException:
            return False
    return True


def plain_iban(text: str) -> str:
    """The account number without its spaces, in capital letters."""
    return "".join(text.split()).upper()


def is_business_id(text: str) -> bool:
    """Whether the text is a Finnish business id (1234567-8) with a right check digit."""
    try:
        ytunnus.validate(text)
    except NumberError:
        return False
    return len(text) == 9 and text[7] == "-"


def is_reference(text: str) -> bool:
    """Whether the text is a payment reference: national (check digit by weights 7, 3, 1) or international (RF)."""
    compact = "".join(text.split()).upper()
    if compact.startswith("RF"):
        try:
            iso11649.validate(compact)
        except NumberError:
            return False
        return True
    if not (compact.isascii() and compact.isdigit() and 4 <= len(compact) <= 20):
        return False
    total = sum(int(digit) * (7, 3, 1)[place % 3] for place, digit in enumerate(reversed(compact[:-1])))
    return (10 - total % 10) % 10 == int(compact[-1])


# Forms of the pages -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EmployeeForm:
    """What the employee's page asks. An identity code left empty keeps the one that is known."""

    first_name: str
    last_name: str
    identity_code: str | None = field(default=None, repr=False)
    born: date | None = None
    sex: int | None = None
    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    language: str = "fi"
    email: str | None = None
    phone: str | None = None
    protected_address: bool = False
    right_to_work_basis: str | None = None
    right_to_work_until: date | None = None

    def details(self, code: str, known: EmployeeDetails | None = None) -> EmployeeDetails:
        """The employee's details with their code; ``known`` is what the form changes."""
        address = None
        if self.street or self.postal_code or self.city:
            country = "FI" if known is None or known.address is None else known.address.country
            address = Address(self.street or "", self.postal_code or "", self.city or "", country)
        kept = None if known is None else known.identity_code
        email, phone = self.email, self.phone
        if known is not None and known.protected_address and self.protected_address:
            # What is protected is not filled in for anybody, so an empty field changes nothing.
            address, email, phone = address or known.address, email or known.email, phone or known.phone
        return EmployeeDetails(
            code=code,
            name=Name(self.first_name, self.last_name),
            identity_code=self.identity_code or kept,
            born=self.born,
            sex=self.sex,
            address=address,
            language=self.language,
            email=email,
            phone=phone,
            protected_address=self.protected_address,
            right_to_work_basis=self.right_to_work_basis,
            right_to_work_until=self.right_to_work_until,
        )


class EmployeeSchema(forms.FormSchema):
    """The form of an employee's details."""

    command = EmployeeForm

    first_name = forms.Name(required=True)
    last_name = forms.Name(required=True)
    identity_code = forms.IdentityCode(load_default=None)
    born = forms.Day(load_default=None)
    sex = forms.Whole(lowest=1, highest=2, load_default=None)
    street = forms.Text(200, load_default=None)
    postal_code = forms.Text(20, load_default=None)
    city = forms.Text(100, load_default=None)
    language = forms.Choice(LANGUAGES, load_default="fi")
    email = forms.Email(load_default=None)
    phone = forms.Text(40, load_default=None)
    protected_address = forms.Ticked()
    right_to_work_basis = forms.Text(200, load_default=None)
    right_to_work_until = forms.Day(load_default=None)


class AccountSchema(forms.FormSchema):
    """The form of a bank account from a day on."""

    command = Account

    iban = forms.Iban(required=True, metadata={"missing": "iban"})
    first = forms.Day(load_default=None)


class CardSchema(forms.FormSchema):
    """The form of a tax card."""

    command = Card

    kind = forms.Choice(CARD_KINDS, required=True, metadata={"missing": "choice"})
    percent = forms.Percent(required=True, metadata={"missing": "percent"})
    additional_percent = forms.Percent(load_default=None)
    ceiling = forms.Number(decimals=2, highest="10000000", load_default=None)
    deduction = forms.YesNo(load_default=None)
    first = forms.Day(required=True, metadata={"missing": "day"})
    until = forms.Day(load_default=None)


@dataclass(frozen=True, slots=True)
class EmployerForm:
    """What the employer's page asks about contacts."""

    first_name: str
    last_name: str
    street: str
    postal_code: str
    city: str
    municipality: str | None = None
    email: str | None = None
    phone: str | None = None
    registered: bool | None = None

    def details(self, known: EmployerDetails) -> EmployerDetails:
        """The household's details with what the form changes; an unanswered register stays as it is."""
        register = known.employer_register if self.registered is None else REGISTERS[self.registered]
        return replace(
            known,
            name=Name(self.first_name, self.last_name),
            address=Address(self.street, self.postal_code, self.city, known.address.country),
            municipality=self.municipality,
            email=self.email,
            phone=self.phone,
            employer_register=register,
        )


class EmployerSchema(forms.FormSchema):
    """The form of the employer's contacts."""

    command = EmployerForm

    first_name = forms.Name(required=True)
    last_name = forms.Name(required=True)
    street = forms.Text(200, required=True)
    postal_code = forms.Text(20, required=True)
    city = forms.Text(100, required=True)
    municipality = forms.Text(100, load_default=None)
    email = forms.Email(load_default=None)
    phone = forms.Text(40, load_default=None)
    registered = forms.YesNo(load_default=None)


class PensionSchema(forms.FormSchema):
    """The form of the pension insurance; what is left empty is not said, and asked when it is needed."""

    kind = forms.Choice((*PENSION_KINDS, "none"), required=True, metadata={"missing": "choice"})
    provider = forms.Text(20)
    provider_name = forms.Text(200)
    policy_number = forms.Text(40)
    total_percent = forms.Percent()
    first = forms.Day(load_default=None)

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> PensionInsurance:
        """The insurance; without one nothing else is kept."""
        if data["kind"] == "none":
            return PensionInsurance(None, None, None, None, None, data["first"])
        return PensionInsurance(**data)


class AccidentSchema(forms.FormSchema):
    """The form of the accident and group life insurance; what is left empty is not said."""

    insured = forms.YesNo(required=True, metadata={"missing": "choice"})
    insurer = forms.Text(20)
    insurer_name = forms.Text(200)
    policy_number = forms.Text(40)
    percent = forms.Percent()
    group_life = forms.YesNo(load_default=None)
    group_life_percent = forms.Percent()
    first = forms.Day(load_default=None)

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> AccidentInsurance:
        """The insurance; "no group life insurance" is an answer, an empty field is not."""
        group_life = data.pop("group_life")
        if not data["insured"]:
            return AccidentInsurance(None, None, None, None, None, insured=False, first=data["first"])
        if group_life is False:
            data["group_life_percent"] = None
        return AccidentInsurance(**data)


class TaxSchema(forms.FormSchema):
    """The form of the reference and account for the Tax Administration."""

    command = SelfAssessedTax

    reference = forms.Text(40, required=True)
    iban = forms.Iban(required=True, metadata={"missing": "iban"})


@dataclass(frozen=True, slots=True)
class StartForm:
    """What begins a household: who the employer is, and for whom the help is."""

    first_name: str
    last_name: str
    identity_code: str = field(repr=False)
    street: str
    postal_code: str
    city: str
    municipality: str
    relation: str
    email: str | None = None
    phone: str | None = None
    cared_first_name: str | None = None
    cared_last_name: str | None = None
    cared_born: date | None = None

    def details(self, code: str, language: str) -> EmployerDetails:
        """The household's details with its code."""
        cared_for = CaredFor()
        if self.relation != "self":
            name = Name(self.cared_first_name or "", self.cared_last_name or "")
            cared_for = CaredFor(self.relation, name, self.cared_born)
        return EmployerDetails(
            code=code,
            name=Name(self.first_name, self.last_name),
            identity_code=self.identity_code,
            address=Address(self.street, self.postal_code, self.city),
            municipality=self.municipality,
            language=language if language in LANGUAGES else "fi",
            email=self.email,
            phone=self.phone,
            cared_for=cared_for,
        )


class StartSchema(forms.FormSchema):
    """The form that begins a household."""

    command = StartForm

    first_name = forms.Name(required=True)
    last_name = forms.Name(required=True)
    identity_code = forms.IdentityCode(required=True, metadata={"missing": "identity_code"})
    street = forms.Text(200, required=True)
    postal_code = forms.Text(20, required=True)
    city = forms.Text(100, required=True)
    municipality = forms.Text(100, required=True)
    email = forms.Email(load_default=None)
    phone = forms.Text(40, load_default=None)
    relation = forms.Choice(RELATIONS, required=True, metadata={"missing": "choice"})
    cared_first_name = forms.Name(load_default=None)
    cared_last_name = forms.Name(load_default=None)
    cared_born = forms.Day(load_default=None)

    @validates_schema
    def cared_for_is_named(self, data: dict[str, Any], **_: Any) -> None:
        """Somebody else who gets the help has a name."""
        if data.get("relation") not in (None, "self"):
            names = ("cared_first_name", "cared_last_name")
            missing = {name: [forms.sentence("required")] for name in names if not data.get(name)}
            if missing:
                raise ValidationError(cast(dict[str, Any], missing))


class DelegateSchema(forms.FormSchema):
    """The form of somebody who may act for the household."""

    first_name = forms.Name(required=True)
    last_name = forms.Name(required=True)
    email = forms.Email(required=True)
    organisation = forms.Text(200, load_default=None)
    may = forms.Choices(GIVEN_MANDATES)
    first = forms.Day(load_default=None)
    until = forms.Day(load_default=None)

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> Mandate:
        """The mandate."""
        name = Name(data.pop("first_name"), data.pop("last_name"))
        return Mandate(name=name, **data)


class EndDelegateSchema(forms.FormSchema):
    """The form of a mandate's last day."""

    last = forms.Day(required=True, metadata={"missing": "day"})
