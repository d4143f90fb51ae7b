"""The shape of the household file: every key, its type and its range, as marshmallow schemas.

The input is a tree of texts (see ``reading.service.tree``): every scalar is ``str`` or ``None``. A schema gives back a
plain mapping, so that the checks across the file can also look at the good parts of a file that has faults; ``make``
turns a faultless mapping into the frozen data of ``household.schemas``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, fields

from employer.arrangements.schemas import BENEFITS, VARIANTS
from employer.arrangements.time_off.schemas import KINDS as EXCHANGED
from employer.clock import HELSINKI
from employer.contracts.schemas import SCHOOLINGS
from employer.effective import NOT_SAID
from employer.household.schemas import (
    AbsenceRow,
    Accident,
    Account,
    Address,
    AdvanceRow,
    AgreementRow,
    AveragingRow,
    BenefitRow,
    Budget,
    BudgetDecision,
    BudgetLine,
    CaredFor,
    CriminalRecord,
    Delegate,
    Done,
    EmployeePart,
    EmployerPart,
    EmploymentPart,
    ExpenseRow,
    FamilyMember,
    Fault,
    GarnishmentRow,
    Gates,
    HolidayEntryRow,
    HolidayRow,
    Household,
    KelaPartRow,
    LateWorkRow,
    LongerRow,
    MissedRestRow,
    Name,
    Notice,
    NoticeLossRow,
    NoticePayRow,
    OccupationalHealth,
    Opening,
    OpeningHoliday,
    OpeningYear,
    Pattern,
    PayRunRow,
    PayTerms,
    Pension,
    Received,
    Returned,
    RightToWork,
    SchoolDays,
    SchoolingRow,
    SelfAssessedTax,
    SetOffRow,
    ShiftRow,
    TaxCardRow,
    TimeOffRow,
    TrainingRow,
    Unspent,
    VariableHours,
    WageRow,
    WaitingPayRow,
    WeeklyMinutes,
    WorkTimes,
)
from employer.leave.schemas import GROUNDS, NO_PAY
from employer.leave.schemas import KINDS as ABSENCE_KINDS
from employer.leave.told.schemas import ANSWERS, CHANGES
from employer.people.schemas import born_of, is_business_id, is_iban, is_identity_code, is_reference, sex_of
from rules import calendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ID = r"[A-Za-z0-9-]{1,40}"
LONGEST_SHIFT_MINUTES = 24 * 60
WEEK_MINUTES = 7 * 24 * 60
DAY_MINUTES = 24 * 60


class Broken:
    """Stands where the text itself was already refused (an alias, a second key): nothing more is said about it."""


BROKEN = Broken()


def refuse(code: str, **facts: object) -> ValidationError:
    """The error that carries one fault."""
    return ValidationError([Fault(code, tuple(sorted((name, str(fact)) for name, fact in facts.items())))])


def _shown(value: str) -> str:
    text = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in value)
    return text if len(text) <= 40 else text[:39] + "…"


class _Scalar(fields.Field[Any]):
    """A field whose value is one text. Silent about what the text reader has already refused."""

    default_error_messages: ClassVar[dict[str, str]] = {"required": "required", "null": "null"}

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_none", options.get("load_default", NOT_SAID) is None)
        super().__init__(**options)

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **rest: Any) -> Any:
        if value is BROKEN:
            raise ValidationError([])
        return super().deserialize(value, attr, data, **rest)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        if not isinstance(value, str):
            raise refuse("not_one_value")
        return self.read(value)

    def read(self, text: str) -> Any:
        """The value of a text; raises the fault when it cannot be read."""
        raise NotImplementedError


class Text(_Scalar):
    """Text of 1 to ``most`` characters, without control characters."""

    def __init__(self, most: int = 500, **options: Any) -> None:
        super().__init__(**options)
        self.most = most

    def read(self, text: str) -> str:
        value = unicodedata.normalize("NFC", text.strip())
        if not value:
            raise refuse("empty_text")
        if len(value) > self.most:
            raise refuse("long_text", length=len(value), most=self.most)
        if any(unicodedata.category(sign) in ("Cc", "Cs", "Cn", "Co") and sign not in "\n\t" for sign in value):
            raise refuse("odd_characters")
        return value


class Id(_Scalar):
    """A short name that other parts of the file refer to."""

    def read(self, text: str) -> str:
        if not re.fullmatch(ID, text):
            raise refuse("not_id", said=_shown(text))
        return text


class Word(_Scalar):
    """One of the listed words."""

    def __init__(self, *words: str, **options: Any) -> None:
        super().__init__(**options)
        self.words = words

    def read(self, text: str) -> str:
        if text not in self.words:
            raise refuse("not_word", said=_shown(text), words=", ".join(self.words))
        return text


class Flag(_Scalar):
    """true or false."""

    def read(self, text: str) -> bool:
        if text not in ("true", "false", "True", "False", "TRUE", "FALSE"):
            raise refuse("not_flag", said=_shown(text))
        return text.lower() == "true"


class Matching(_Scalar):
    """A text of a fixed form."""

    def __init__(self, form: str, code: str, **options: Any) -> None:
        super().__init__(**options)
        self.form, self.fault = re.compile(form), code

    def read(self, text: str) -> str:
        if not self.form.fullmatch(text.strip()):
            raise refuse(self.fault, said=_shown(text))
        return text.strip()


class Whole(_Scalar):
    """A whole number between ``least`` and ``most``, both included."""

    def __init__(self, least: int, most: int, **options: Any) -> None:
        super().__init__(**options)
        self.least, self.most = least, most

    def read(self, text: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise refuse("not_whole", said=_shown(text), least=self.least, most=self.most)
        if not self.least <= int(text) <= self.most:
            raise refuse("out_of_range", said=text, least=self.least, most=self.most)
        return int(text)


class _Number(_Scalar):
    fault = "not_euros"
    decimals = 2
    most = Decimal("99999999.99")
    least = Decimal(0)

    def read(self, text: str) -> Decimal:
        if not re.fullmatch(r"-?[0-9]{1,12}([.,][0-9]{1,6})?", text):
            raise refuse(self.fault, said=_shown(text))
        value = Decimal(text.replace(",", "."))
        if -int(value.as_tuple().exponent) > self.decimals:
            raise refuse("too_exact", said=text, decimals=self.decimals)
        if not self.least <= value <= self.most:
            raise refuse("out_of_range", said=text, least=self.least, most=self.most)
        return value


class Euros(_Number):
    """Euros, at most two decimals, not negative; ``positive``: more than zero."""

    def __init__(self, positive: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.least = Decimal("0.01") if positive else Decimal(0)

    def read(self, text: str) -> Decimal:
        return super().read(text).quantize(Decimal("0.01"))


class Percent(_Number):
    """A percentage as printed, from 0 to ``most``, at most four decimals."""

    fault = "not_percent"
    decimals = 4
    most = Decimal(100)


class Quantity(_Number):
    """A number of days that may have decimals."""

    fault = "not_quantity"
    most = Decimal(400)


class Amount(_Number):
    """How many of something: meals, square metres; at most two decimals."""

    fault = "not_quantity"
    most = Decimal(10_000)


class Day(_Scalar):
    """A day as YYYY-MM-DD, from 1900 to 2099: the calendar of public holidays reaches no further."""

    def read(self, text: str) -> date:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise refuse("not_day", said=_shown(text))
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise refuse("no_such_day", said=text) from None
        if not 1900 <= day.year < 2100:
            raise refuse("far_day", said=text)
        return day


class Clock(_Scalar):
    """A time of day as HH:MM."""

    def read(self, text: str) -> time:
        if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
            raise refuse("not_time", said=_shown(text))
        return time(int(text[:2]), int(text[3:]))


class LocalMoment(_Scalar):
    """A moment in Finnish time as YYYY-MM-DDTHH:MM.

    A time that the spring change skips does not exist and is refused. In autumn the repeated hour means its first
    occurrence. ``seconds``: seconds may follow.
    """

    def __init__(self, seconds: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.form = re.compile(
            r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])" + (r"(?::([0-5][0-9]))?" if seconds else "")
        )

    def read(self, text: str) -> datetime:
        match = self.form.fullmatch(text)
        if not match:
            raise refuse("not_moment", said=_shown(text))
        day = Day().read(match[1])
        clock = [int(part) for part in match.groups()[1:] if part]
        moment = datetime(day.year, day.month, day.day, *clock, tzinfo=HELSINKI)
        if not calendar.on_the_clock(moment):
            raise refuse("skipped_moment", said=text)
        return moment


class IdentityCode(_Scalar):
    """A Finnish personal identity code. The code itself is never repeated in a message."""

    def read(self, text: str) -> str:
        code = text.strip().upper()
        if not re.fullmatch(r"[0-9]{6}[-+ABCDEFUVWXY][0-9]{3}[0-9A-Y]", code):
            raise refuse("not_identity_code")
        if not is_identity_code(code):
            raise refuse("identity_code_check")
        return code


class BusinessId(_Scalar):
    """A Finnish business id."""

    def read(self, text: str) -> str:
        code = text.strip()
        if not re.fullmatch(r"[0-9]{7}-[0-9]", code):
            raise refuse("not_business_id", said=_shown(text))
        if not is_business_id(code):
            raise refuse("business_id_check", said=code)
        return code


class BankAccount(_Scalar):
    """An IBAN, with the domestic check digit where the country has one. Never repeated in a message."""

    def read(self, text: str) -> str:
        code = re.sub(r"[ \u00a0]", "", text).upper()
        if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}", code):
            raise refuse("not_iban")
        if not is_iban(code):
            raise refuse("iban_check")
        return code


class Reference(_Scalar):
    """A national reference number (7-3-1 check) or an RF reference that holds one."""

    def read(self, text: str) -> str:
        code = text.replace(" ", "").upper()
        national = code[4:] if code.startswith("RF") else code
        if not re.fullmatch(r"[0-9]{4,20}", national):
            raise refuse("not_reference")
        # An RF reference used in Finland holds a national one, whose own check digit must be right too.
        if not is_reference(national) or not is_reference(code):
            raise refuse("reference_check")
        return code


class CreditYear(_Scalar):
    """A holiday credit year, as in 2025-04-01/2026-03-31."""

    def read(self, text: str) -> tuple[date, date]:
        parts = text.split("/")
        if len(parts) != 2:
            raise refuse("not_credit_year", said=_shown(text))
        first, last = (Day().read(part.strip()) for part in parts)
        if (first.month, first.day, last.month, last.day, last.year) != (4, 1, 3, 31, first.year + 1):
            raise refuse("not_credit_year", said=_shown(text))
        return first, last


class Part(fields.Nested):
    """A mapping inside the mapping."""

    default_error_messages: ClassVar[dict[str, str]] = {"required": "required", "null": "null", "type": "not_mapping"}

    def __init__(self, schema: type[_Mapping], **options: Any) -> None:
        options.setdefault("allow_none", options.get("load_default", NOT_SAID) is None)
        super().__init__(schema, **options)

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **rest: Any) -> Any:
        if value is BROKEN:
            raise ValidationError([])
        return super().deserialize(value, attr, data, **rest)


class NoneOrPart(Part):
    """A mapping, null or false."""

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **rest: Any) -> Any:
        if value in ("false", "False", "FALSE"):
            return None
        return super().deserialize(value, attr, data, **rest)


class Several(_Scalar):
    """A list of one kind of scalar; ``unique`` refuses a value written twice."""

    def __init__(self, inner: _Scalar, unique: bool = False, single: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.inner, self.unique, self.single = inner, unique, single

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        if self.single and isinstance(value, str):
            return [self.inner.deserialize(value)]
        if not isinstance(value, list):
            raise refuse("not_list")
        if not value:
            raise refuse("empty_list")
        result, errors = [], {}
        for place, item in enumerate(value):
            try:
                read = self.inner.deserialize(item)
                if self.unique and read in result:
                    raise refuse("twice", said=read)
                result.append(read)
            except ValidationError as error:
                errors[place] = error.messages
        if errors:
            raise ValidationError(errors)
        return result


class Rows(_Scalar):
    """A list of mappings; ``filled``: at least one."""

    def __init__(self, schema: type[_Mapping], filled: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.schema, self.filled = schema(), filled

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        if not isinstance(value, list):
            raise refuse("not_list")
        if self.filled and not value:
            raise refuse("empty_list")
        return self._rows(value)

    def _rows(self, value: list[Any]) -> list[Any]:
        result: list[Any] = []
        errors: dict[Any, Any] = {}
        for place, item in enumerate(value):
            if item is BROKEN:
                errors[place] = []
                result.append({})
                continue
            try:
                result.append(self.schema.load(item))
            except ValidationError as error:
                errors[place] = error.messages
                result.append(error.valid_data or {})
        self.across(result, errors)
        if errors:
            raise ValidationError(errors, valid_data=result)  # type: ignore[arg-type]
        return result

    def across(self, rows: list[Any], errors: dict[Any, Any]) -> None:
        """Faults that show only when the rows are looked at together."""


class Dated(Rows):
    """Dated rows: a list of mappings with ``from`` and perhaps ``until``; a later row ends the earlier one.

    A row that never changes may be the mapping itself, and where ``scalar`` names its one field, the value itself.
    """

    def __init__(self, schema: type[_Mapping], scalar: str | None = None, **options: Any) -> None:
        super().__init__(schema, filled=True, **options)
        self.scalar = scalar

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        if isinstance(value, list):
            return super()._deserialize(value, attr, data, **rest)
        if self.scalar is not None and isinstance(value, str):
            return [{self.scalar: self.schema.fields[self.scalar].deserialize(value), "first": None, "until": None}]
        if not isinstance(value, dict):
            raise refuse("not_list")
        try:
            return [self.schema.load(value)]
        except ValidationError as error:
            raise ValidationError(error.messages, valid_data=[error.valid_data or {}]) from None

    def across(self, rows: list[Any], errors: dict[Any, Any]) -> None:
        if len(rows) > 1:
            for place, row in enumerate(rows):
                if "first" in row and row["first"] is None:
                    errors[place] = _with(errors.get(place), "from", Fault("from_missing"))
        _no_overlap(rows, errors)


class Following(Rows):
    """Rows with ``from``; a later row ends the earlier one. ``by``: the field whose values go side by side."""

    def __init__(self, schema: type[_Mapping], by: str | None = None, **options: Any) -> None:
        super().__init__(schema, **options)
        self.by = by

    def across(self, rows: list[Any], errors: dict[Any, Any]) -> None:
        sides = {row.get(self.by) for row in rows} if self.by is not None else {None}
        for side in sides:
            _no_overlap([row if self.by is None or row.get(self.by) == side else {} for row in rows], errors)


def _no_overlap(rows: list[Any], errors: dict[Any, Any]) -> None:
    dated = sorted((row["first"], place) for place, row in enumerate(rows) if row.get("first") is not None)
    for (_, earlier), (first, later) in pairwise(dated):
        until = rows[earlier].get("until")
        if rows[earlier]["first"] == first or (until is not None and until >= first):
            place = max(earlier, later) if rows[earlier]["first"] == first else later
            other = min(earlier, later) if rows[earlier]["first"] == first else earlier
            errors[place] = _with(
                errors.get(place), "", Fault("rows_overlap", (("day", first.isoformat()), ("other", str(other))))
            )


def _with(messages: Any, key: str, fault: Fault) -> dict[Any, Any]:
    known = messages if isinstance(messages, dict) else {"_schema": messages or []}
    name = key or "_schema"
    return {**known, name: [*known.get(name, []), fault]} if not isinstance(known.get(name), dict) else known


class _Mapping(Schema):
    """A mapping of the file. ``makes`` is the frozen type that a faultless one becomes."""

    class Meta:
        unknown = RAISE

    makes: ClassVar[type[Any] | None] = None
    # fields of days that must not be in the wrong order: (earlier, later)
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("first", "until"),)
    # what a null stands for, and a missing key whose default is null, once the file is known to be faultless
    stands_for: ClassVar[dict[str, Any]] = {}
    # fields whose missing key the checks tell from null, and nobody else needs to
    unsaid_is_none: ClassVar[tuple[str, ...]] = ()
    error_messages: ClassVar[dict[str, str]] = {"unknown": "unknown_key", "type": "not_mapping"}

    def load(self, data: Any, **options: Any) -> Any:
        errors: dict[Any, Any] = {}
        if not isinstance(data, Mapping):
            raise refuse("not_mapping")
        try:
            values = super().load(data, **options)
        except ValidationError as error:
            errors, values = dict(error.messages_dict), dict(error.valid_data or {})
        for earlier, later in self.in_order:
            if _both(values, earlier, later) and values[later] < values[earlier]:
                errors = _with(errors, self._key(later), Fault("ends_before", (("day", str(values[earlier])),)))
        for key, fault in self.agree(values, data):
            errors = _with(errors, key, fault)
        if errors:
            raise ValidationError(errors, valid_data=values)
        return values

    def _key(self, name: str) -> str:
        return self.fields[name].data_key or name if name in self.fields else name

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        """Faults between the fields of this mapping: key ('' for the mapping itself) and fault."""
        return []


def _both(values: Mapping[str, Any], *names: str) -> bool:
    return all(values.get(name) not in (None, NOT_SAID) for name in names)


def make(schema: _Mapping, values: Mapping[str, Any]) -> Any:
    """The frozen data of a faultless mapping."""
    made = {}
    for name, part in schema.fields.items():
        value = values[name]
        if isinstance(part, fields.Nested) and isinstance(value, Mapping):
            value = make(part.schema, value)  # type: ignore[arg-type]
        elif isinstance(part, Rows) and isinstance(value, list):
            value = tuple(make(part.schema, row) for row in value)
        elif isinstance(value, list):
            value = tuple(value)
        if value is None and name in schema.stands_for:
            value = schema.stands_for[name]
        if value is NOT_SAID and name in schema.unsaid_is_none:
            value = None
        made[name] = value
    if schema.makes is None:
        return made
    return schema.makes(**made)


def _from(**options: Any) -> Day:
    return Day(data_key="from", **options)


class NamePart(_Mapping):
    makes = Name
    in_order = ()
    first = Text(most=100, required=True)
    last = Text(most=100, required=True)


class AddressPart(_Mapping):
    makes = Address
    street = Text(most=200, required=True)
    postal_code = Text(most=16, required=True)
    city = Text(most=100, required=True)
    country = Matching(r"[A-Z]{2}", "not_country", load_default="FI")

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        code = values.get("postal_code")
        if values.get("country") == "FI" and code is not None and not re.fullmatch(r"[0-9]{5}", code):
            return [("postal_code", Fault("not_postal_code", (("said", _shown(code)),)))]
        return []


class _DatedRow(_Mapping):
    first = _from(load_default=None)
    until = Day(load_default=None)


class AccountRow(_DatedRow):
    makes = Account
    iban = BankAccount(required=True, allow_none=True)


class CaredForPart(_Mapping):
    makes = CaredFor
    name = Part(NamePart, load_default=None)
    born = Day(load_default=None)
    relation = Word("self", "child", "parent", "spouse", "other", required=True)

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        if values.get("relation", "self") == "self":
            return []
        return [(key, Fault("required")) for key in ("name", "born") if key in values and values[key] is None]


class PensionRow(_DatedRow):
    makes = Pension
    kind = Word("temporary", "contract", required=True, allow_none=True)
    provider = Matching(r"[0-9]{1,3}", "not_provider", load_default=NOT_SAID, allow_none=True)
    provider_name = Text(most=100, load_default=NOT_SAID, allow_none=True)
    policy_number = Text(most=40, load_default=NOT_SAID, allow_none=True)
    total_percent = Percent(load_default=NOT_SAID, allow_none=True)

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        if values.get("kind") == "temporary" and values.get("total_percent") not in (None, NOT_SAID):
            return [("total_percent", Fault("only_contract_employer"))]
        return []


class AccidentRow(_DatedRow):
    makes = Accident
    insurer = BusinessId(load_default=NOT_SAID, allow_none=True)
    insurer_name = Text(most=100, load_default=NOT_SAID, allow_none=True)
    policy_number = Text(most=40, load_default=NOT_SAID, allow_none=True)
    percent = Percent(load_default=NOT_SAID, allow_none=True)
    group_life_percent = Percent(load_default=NOT_SAID, allow_none=True)


class SelfAssessedTaxPart(_Mapping):
    makes = SelfAssessedTax
    reference = Reference(required=True)
    iban = BankAccount(required=True)


EMAIL = r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+"


class DelegatePart(_Mapping):
    makes = Delegate
    name = Part(NamePart, required=True)
    email = Matching(EMAIL, "not_email", required=True)
    organisation = Text(most=200, load_default=None)
    may = Several(
        Word("prepare", "approve", "see_money", "see_absence_reasons", "fill_rosters", "read", "supervise"),
        unique=True,
        required=True,
    )
    first = _from(load_default=None)
    until = Day(load_default=None)


class EmployerSchema(_Mapping):
    makes = EmployerPart
    stands_for: ClassVar[dict[str, Any]] = {"cared_for": CaredFor("self"), "delegates": ()}
    kind = Word("person", "estate", load_default="person")
    name = Part(NamePart, required=True)
    identity_code = IdentityCode(required=True)
    address = Part(AddressPart, required=True)
    municipality = Text(most=100, load_default=None)
    language = Word("fi", "sv", "en", load_default="fi")
    email = Matching(EMAIL, "not_email", load_default=None)
    phone = Text(most=40, load_default=None)
    iban = Dated(AccountRow, scalar="iban", load_default=NOT_SAID, allow_none=True)
    cared_for = Part(CaredForPart, load_default=None)
    pension = Dated(PensionRow, load_default=NOT_SAID, allow_none=True)
    accident = Dated(AccidentRow, load_default=NOT_SAID, allow_none=True)
    self_assessed_tax = Part(SelfAssessedTaxPart, load_default=NOT_SAID, allow_none=True)
    employer_register = Word("none", "regular", load_default="none")
    delegates = Rows(DelegatePart, load_default=None)


class DecisionPart(_Mapping):
    makes = BudgetDecision
    number = Text(most=100, required=True)
    authority = Text(most=200, required=True)
    authority_id = BusinessId(required=True)
    ground = Text(most=200, required=True)
    first = _from(required=True)
    until = Day(required=True)
    language = Word("fi", "sv", "en", load_default="fi")
    euros = Euros(load_default=None)
    minutes = Whole(0, 100_000_000, load_default=None)


class UnspentPart(_Mapping):
    makes = Unspent
    return_by = Day(required=True, allow_none=True)


MODELS = ("advance", "substitute_payer", "reimbursement", "voucher")


class LinePart(_Mapping):
    makes = BudgetLine
    id = Id(required=True)
    title = Text(most=200, required=True)
    covers = Several(
        Word("wages", "employer_contributions", "accident_insurance", "other"), unique=True, single=True, required=True
    )
    euros = Euros(load_default=None)
    minutes = Whole(0, 100_000_000, load_default=None)
    period = Word("decision", "year", "month", "week", required=True)
    money_model = Word(*MODELS, load_default=None)

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        if "euros" in values and "minutes" in values and values["euros"] is None and values["minutes"] is None:
            return [("", Fault("no_sum"))]
        return []


class ReceivedPart(_Mapping):
    makes = Received
    day = Day(required=True)
    euros = Euros(positive=True, required=True)
    line = Id(load_default=None)


class ReturnedPart(_Mapping):
    makes = Returned
    day = Day(required=True)
    euros = Euros(positive=True, required=True)
    kind = Word("unspent", "recovered", required=True)
    document = Text(most=200, required=True)
    note = Text(most=500, load_default=None)
    line = Id(load_default=None)


class BudgetSchema(_Mapping):
    makes = Budget
    stands_for: ClassVar[dict[str, Any]] = {"received": (), "returned": (), "unspent": Unspent(None)}
    decision = Part(DecisionPart, required=True)
    money_model = Word(*MODELS, required=True)
    carry_over = Word("none", "next_period", "within_decision", load_default="none")
    unspent = Part(UnspentPart, load_default=NOT_SAID, allow_none=True)
    lines = Rows(LinePart, filled=True, required=True)
    received = Rows(ReceivedPart, load_default=None)
    returned = Rows(ReturnedPart, load_default=None)


class CardPart(_Mapping):
    makes = TaxCardRow
    first = _from(required=True)
    until = Day(load_default=None)
    kind = Word("wage", "source", required=True)
    percent = Percent(required=True)
    additional_percent = Percent(load_default=None)
    ceiling = Euros(load_default=None)
    deduction = Flag(load_default=None)

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        faults = []
        if values.get("kind") == "source":
            faults += [
                (key, Fault("only_wage_card")) for key in ("additional_percent", "ceiling") if _both(values, key)
            ]
        elif values.get("kind") == "wage":
            if _both(values, "deduction"):
                faults.append(("deduction", Fault("only_source_card")))
            pair = ("additional_percent", "ceiling")
            for one, other in (pair, pair[::-1]):
                if _both(values, one) and other in values and values[other] is None:
                    faults.append((other, Fault("goes_with", (("other", one),))))
        return faults


class RightToWorkPart(_Mapping):
    makes = RightToWork
    basis = Text(most=200, required=True)
    until = Day(load_default=None)


class EmployeeSchema(_Mapping):
    makes = EmployeePart
    stands_for: ClassVar[dict[str, Any]] = {"tax_cards": ()}
    id = Id(required=True)
    name = Part(NamePart, required=True)
    identity_code = IdentityCode(load_default=None)
    born = Day(load_default=None)
    sex = Whole(1, 2, load_default=None)
    address = Part(AddressPart, load_default=None)
    language = Word("fi", "sv", "en", load_default="fi")
    email = Matching(EMAIL, "not_email", load_default=None)
    phone = Text(most=40, load_default=None)
    protected_address = Flag(load_default=False)
    iban = Dated(AccountRow, scalar="iban", load_default=NOT_SAID, allow_none=True)
    tax_cards = Following(CardPart, load_default=None)
    right_to_work = Part(RightToWorkPart, load_default=None)

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        if "identity_code" not in values:
            return []
        code = values["identity_code"]
        if code is None:
            return [(key, Fault("code_or_born")) for key in ("born", "sex") if key in values and values[key] is None]
        faults = []
        if _both(values, "born") and values["born"] != born_of(code):
            faults.append(("born", Fault("contradicts_code")))
        if _both(values, "sex") and values["sex"] != sex_of(code):
            faults.append(("sex", Fault("contradicts_code")))
        return faults


class AgreementPart(_DatedRow):
    makes = AgreementRow
    name = Word("none", "heta", "other", required=True)
    reason = Text(load_default=None)
    employer_is_member = Flag(load_default=NOT_SAID, allow_none=True)
    pay_group = Text(most=20, load_default=NOT_SAID, allow_none=True)
    experience_months = Whole(0, 900, load_default=NOT_SAID, allow_none=True)
    region = Text(most=40, load_default=NOT_SAID, allow_none=True)


class WeeklyRow(_DatedRow):
    makes = WeeklyMinutes
    minutes = Whole(0, WEEK_MINUTES, required=True)


class WorkTimesPart(_Mapping):
    makes = WorkTimes
    weekdays = Several(Word(*WEEKDAYS), unique=True, required=True)
    start = Clock(required=True)
    end = Clock(required=True)


class VariablePart(_Mapping):
    makes = VariableHours
    min_minutes = Whole(0, WEEK_MINUTES, required=True)
    max_minutes = Whole(0, WEEK_MINUTES, required=True)
    when = Text(load_default=None)
    times = Rows(WorkTimesPart, filled=True, load_default=None, allow_none=True)

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        if _both(values, "min_minutes", "max_minutes") and values["max_minutes"] < values["min_minutes"]:
            return [("max_minutes", Fault("less_than", (("least", str(values["min_minutes"])),)))]
        return []


class NoticePart(_Mapping):
    makes = Notice
    employer_days = Whole(0, 366, load_default=None)
    employee_days = Whole(0, 366, load_default=None)


class WagePart(_DatedRow):
    makes = WageRow
    unit = Word("hour", "month", required=True)
    euros = Euros(positive=True, required=True)


class HolidayPart(_DatedRow):
    makes = HolidayRow
    accrual = Word("by_law", "14_days", "35_hours", "none", load_default="by_law")
    bonus_percent = Percent(load_default=NOT_SAID, allow_none=True)
    seasonal = Flag(load_default=None)


class PayPart(_Mapping):
    makes = PayTerms
    rhythm = Word("monthly", "twice_a_month", required=True)
    pay_day = Several(Matching(r"[1-9]|[12][0-9]|3[01]|last", "not_pay_day"), unique=True, single=True, required=True)

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        wanted = {"monthly": 1, "twice_a_month": 2}.get(values.get("rhythm", ""))
        if wanted is not None and "pay_day" in values and len(values["pay_day"]) != wanted:
            return [("pay_day", Fault("pay_days", (("wanted", str(wanted)),)))]
        return []


class PatternPart(_Mapping):
    makes = Pattern
    first = _from(required=True)
    until = Day(load_default=None)
    weekdays = Several(Word(*WEEKDAYS), unique=True, required=True)
    start = Clock(required=True)
    end = Clock(required=True)
    break_minutes = Whole(0, DAY_MINUTES, load_default=0)
    skip = Word("none", "public_holidays", load_default="none")

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        if "start" in values and values["start"] == values.get("end"):
            return [("end", Fault("same_times"))]
        if {"start", "end", "break_minutes"} <= values.keys():
            length = pattern_minutes(values["start"], values["end"])
            if values["break_minutes"] >= length:
                return [("break_minutes", Fault("long_break", (("length", str(length)),)))]
        return []


def pattern_minutes(start: time, end: time) -> int:
    """Minutes by the clock from start to end, which is on the next day when it is earlier."""
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return minutes if minutes > 0 else minutes + DAY_MINUTES


class FamilyPart(_Mapping):
    makes = FamilyMember
    same_household = Flag(load_default=None)
    hours_fixed = Flag(load_default=None)
    hours_supervised = Flag(load_default=None)


class RecordPart(_Mapping):
    makes = CriminalRecord
    in_order = (("extract_day", "shown"),)
    shown = Day(load_default=None)
    extract_day = Day(load_default=None)


class DonePart(_Mapping):
    makes = Done
    done = Day(load_default=None)
    document = Text(most=200, load_default=None)


class HealthPart(_Mapping):
    makes = OccupationalHealth
    provider = Text(most=200, required=True)
    first = _from(load_default=None)


class GatesPart(_Mapping):
    makes = Gates
    criminal_record = Part(RecordPart, load_default=None)
    induction = Part(DonePart, load_default=None)
    risk_assessment = Part(DonePart, load_default=None)
    occupational_health = Part(HealthPart, load_default=None)
    young_health_check = Part(DonePart, load_default=None)
    young_list = Part(DonePart, load_default=None)
    tell_migri = Part(DonePart, load_default=None)
    tell_migri_end = Part(DonePart, load_default=None)
    right_to_work_data = Part(DonePart, load_default=None)
    variable_hours_review = Part(DonePart, load_default=None)
    end_papers = Part(DonePart, load_default=None)
    end_insurance = Part(DonePart, load_default=None)


class GarnishmentPart(_Mapping):
    makes = GarnishmentRow
    number = Text(most=60, required=True)
    first = _from(required=True)
    until = Day(load_default=None)
    protected = Euros(load_default=None)
    fixed = Euros(load_default=None)
    periodic = Flag(load_default=True)
    iban = BankAccount(load_default=None)
    reference = Text(most=40, load_default=None)  # what the account takes is checked where it is kept


class BenefitPart(_Mapping):
    makes = BenefitRow
    kind = Word(*BENEFITS, required=True)
    title = Text(most=100, required=True)
    first = _from(required=True)
    until = Day(load_default=None)
    euros = Euros(load_default=None)
    variant = Word(*(one for kind in VARIANTS.values() for one in kind), load_default=None)
    number = Amount(load_default=None)
    cost = Euros(positive=True, load_default=None)
    collected = Euros(load_default=Decimal(0))
    from_pay = Flag(load_default=True)


class KelaPartPart(_Mapping):
    makes = KelaPartRow
    euros = Euros(positive=True, required=True)
    first = _from(required=True)
    until = Day(load_default=None)


class LongerPart(_Mapping):
    makes = LongerRow
    day_minutes = Whole(0, DAY_MINUTES, required=True)
    week_minutes = Whole(0, WEEK_MINUTES, required=True)
    agreed_on = Day(required=True)
    agreed_by = Text(most=200, required=True)
    document = Text(most=200, load_default=None)
    first = _from(required=True)
    until = Day(load_default=None)


class AveragingPart(_Mapping):
    makes = AveragingRow
    first = _from(required=True)
    until = Day(load_default=None)
    week_minutes = Several(Whole(0, WEEK_MINUTES), load_default=None)


class SchoolDaysPart(_Mapping):
    makes = SchoolDays
    mon, tue, wed, thu, fri, sat, sun = (Whole(0, DAY_MINUTES, load_default=0) for _ in WEEKDAYS)


class SchoolingPart(_DatedRow):
    makes = SchoolingRow
    kind = Word(*SCHOOLINGS, required=True)
    school_minutes = Part(SchoolDaysPart, load_default=None)

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        days = values.get("school_minutes", BROKEN)
        if values.get("kind") == "term" and (days is None or (isinstance(days, dict) and not any(days.values()))):
            return [("school_minutes", Fault("required"))]
        return []


class LateWorkPart(_DatedRow):
    makes = LateWorkRow
    agreed = Flag(required=True)
    reason = Text(load_default=None)
    in_home = Flag(load_default=None)


class EmploymentSchema(_Mapping):
    makes = EmploymentPart
    stands_for: ClassVar[dict[str, Any]] = {
        "garnishments": (),
        "benefits": (),
        "kela_parts": (),
        "averaging": (),
        "longer_hours": (),
        "schooling": (),
        "late_work": (),
        "ledger_requests": (),
        "agreement": (AgreementRow("none", None, NOT_SAID, NOT_SAID, NOT_SAID, NOT_SAID),),
        "holiday": (HolidayRow("by_law", NOT_SAID),),
        "patterns": (),
        "gates": Gates(),
    }
    unsaid_is_none = ("fixed_term_ground",)
    in_order = ()
    id = Id(required=True)
    employee = Id(required=True)
    job = Word("childminding", "personal_assistance", "home_care", required=True)
    duties = Several(Text(), load_default=NOT_SAID, allow_none=True)
    workplace = Text(load_default=NOT_SAID, allow_none=True)
    occupation_code = Matching(r"[0-9]{1,5}", "not_occupation", load_default=NOT_SAID, allow_none=True)
    agreement = Dated(AgreementPart, load_default=NOT_SAID, allow_none=True)
    start = Day(required=True)
    end = Day(load_default=None)
    fixed_term_ground = Text(load_default=NOT_SAID, allow_none=True)
    end_reason = Word(
        "resignation",
        "notice_by_employer",
        "fixed_term_ended",
        "trial_period",
        "death_of_employer",
        "agreed",
        "cancelled_by_employer",
        "cancelled_by_employee",
        "absence_without_word",
        "age",
        load_default=None,
    )
    long_term_unemployed = Flag(load_default=None)
    renewals = Whole(0, 20, load_default=None)
    signed = Day(load_default=None)
    breach_known = Day(load_default=None)
    cancel_sent = Day(load_default=None)
    employee_heard = Flag(load_default=None)
    trial_months = Whole(0, 6, load_default=0)
    weekly_minutes = Dated(WeeklyRow, scalar="minutes", required=True)
    variable_hours = NoneOrPart(VariablePart, load_default=None)
    notice = Part(NoticePart, load_default=None)
    wages = Dated(WagePart, required=True)
    holiday = Dated(HolidayPart, load_default=None)
    pay = Part(PayPart, required=True)
    patterns = Rows(PatternPart, load_default=None)
    family_member = NoneOrPart(FamilyPart, load_default=None)
    gates = Part(GatesPart, load_default=None)
    garnishments = Following(GarnishmentPart, load_default=None)
    benefits = Following(BenefitPart, by="title", load_default=None)
    kela_parts = Following(KelaPartPart, load_default=None)
    averaging = Following(AveragingPart, load_default=None)
    longer_hours = Following(LongerPart, load_default=None)
    schooling = Dated(SchoolingPart, load_default=None)
    late_work = Dated(LateWorkPart, load_default=None)
    ledger_requests = Several(LocalMoment(seconds=True), load_default=None)

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        faults = []
        if {"end", "end_reason"} <= values.keys():
            if values["end"] is None and values["end_reason"] is not None:
                faults.append(("end_reason", Fault("no_end")))
            never_came = values["end_reason"] == "absence_without_word"  # absent from the first day
            first_end = values.get("start", date.min) - timedelta(days=1 if never_came else 0)
            if values["end"] is not None and values["end"] < first_end:
                faults.append(("end", Fault("ends_before", (("day", str(values["start"])),))))
            unsaid = values.get("fixed_term_ground") is NOT_SAID and not values.get("long_term_unemployed")
            fixed = values["end_reason"] in (None, "fixed_term_ended")
            if unsaid and fixed and values["end"] is not None and values["end"] >= values.get("start", date.min):
                faults.append(("fixed_term_ground", Fault("ground_missing")))
        return faults


class ShiftPart(_Mapping):
    makes = ShiftRow
    employment = Id(required=True)
    start = LocalMoment(required=True)
    end = LocalMoment(required=True)
    break_minutes = Whole(0, DAY_MINUTES, load_default=0)
    kind = Word("work", "standby", "emergency", load_default="work")
    status = Word("worked", "planned", "cancelled", load_default="worked")

    def agree(self, values: dict[str, Any], data: Mapping[str, Any]) -> list[tuple[str, Fault]]:
        if not _both(values, "start", "end"):
            return []
        # The clock's own arithmetic ignores daylight saving: the length is taken in universal time.
        length = (values["end"].astimezone(UTC) - values["start"].astimezone(UTC)) // timedelta(minutes=1)
        if length <= 0:
            return [("end", Fault("shift_ends_before"))]
        if length > LONGEST_SHIFT_MINUTES:
            return [("end", Fault("long_shift", (("hours", str(length // 60)),)))]
        if values.get("break_minutes", 0) >= length:
            return [("break_minutes", Fault("long_break", (("length", str(length)),)))]
        return []


class AbsencePart(_Mapping):
    makes = AbsenceRow
    in_order = (("first", "last"),)
    employment = Id(required=True)
    kind = Word(*ABSENCE_KINDS, required=True)
    first = Day(required=True)
    last = Day(required=True)
    certificate_seen = Day(load_default=None)
    same_illness_as = Day(load_default=None)
    child_born = Day(load_default=None)
    agreed_in_writing = Flag(load_default=None)
    own_risk_days = Whole(0, 48, load_default=None)
    no_pay = Word(*NO_PAY, load_default=None)
    moved_from = Day(load_default=None)
    start = Clock(load_default=None)
    end = Clock(load_default=None)
    told = Day(load_default=None)
    due = Day(load_default=None)
    change_ground = Word(*CHANGES, load_default=None)
    changed_from = Day(load_default=None)
    postponements = Whole(1, 20, load_default=None)
    answer = Word(*ANSWERS, load_default=None)
    answered = Day(load_default=None)
    answer_ground = Text(load_default=None)
    ill_since = Day(load_default=None)


class HolidayEntryPart(_Mapping):
    makes = HolidayEntryRow
    employment = Id(required=True)
    kind = Word(*GROUNDS, required=True)
    credit_year = CreditYear(required=True)
    days = Whole(1, 48, required=True)
    day = Day(required=True)
    ground = Word(*(one for grounds in GROUNDS.values() for one in grounds), load_default=None)
    asked = Day(load_default=None)
    asked_by = Text(most=100, load_default=None)
    moved_from = Day(load_default=None)


class TrainingPart(_Mapping):
    makes = TrainingRow
    employment = Id(required=True)
    title = Text(most=200, required=True)
    day = Day(required=True)
    minutes = Whole(0, DAY_MINUTES, required=True)
    required = Flag(required=True)
    paid = Flag(required=True)
    cost = Euros(load_default=None)
    line = Id(load_default=None)


class ExpensePart(_Mapping):
    makes = ExpenseRow
    day = Day(required=True)
    title = Text(most=200, required=True)
    euros = Euros(positive=True, required=True)
    line = Id(load_default=None)
    kind = Word("other", "mileage", "per_diem", "meal", load_default="other")
    employment = Id(load_default=None)


class AdvancePart(_Mapping):
    makes = AdvanceRow
    employment = Id(required=True)
    day = Day(required=True)
    paid = Day(required=True)
    euros = Euros(positive=True, required=True)


class MissedRestPart(_Mapping):
    makes = MissedRestRow
    employment = Id(required=True)
    day = Day(required=True)
    euros = Euros(positive=True, required=True)
    agreed = Day(required=True)


class TimeOffPart(_Mapping):
    makes = TimeOffRow
    employment = Id(required=True)
    day = Day(required=True)
    kind = Word(*EXCHANGED, required=True)
    minutes = Whole(1, 2 * DAY_MINUTES, required=True)
    agreed = Day(load_default=None)
    increase_only = Flag(load_default=False)
    by = Day(load_default=None)


class NoticePayPart(_Mapping):
    makes = NoticePayRow
    employment = Id(required=True)
    by = Word("employer", "employee", required=True)
    known = Day(required=True)
    weekly = Whole(1, WEEK_MINUTES, load_default=None)
    dependants = Whole(0, 20, load_default=None)


class NoticeLossPart(_Mapping):
    makes = NoticeLossRow
    employment = Id(required=True)
    known = Day(required=True)
    weekly = Whole(1, WEEK_MINUTES, load_default=None)


class WaitingPayPart(_Mapping):
    makes = WaitingPayRow
    employment = Id(required=True)
    due = Day(required=True)
    paid = Day(load_default=None)
    disputed = Flag(load_default=False)
    complained = Day(load_default=None)
    weekly = Whole(1, WEEK_MINUTES, load_default=None)


class SetOffPart(_Mapping):
    makes = SetOffRow
    employment = Id(required=True)
    day = Day(required=True)
    title = Text(most=100, required=True)
    euros = Euros(positive=True, required=True)
    dependants = Whole(0, 20, load_default=None)


LINE_KINDS = (
    "base_pay",
    "additional_hours",
    "overtime_50",
    "overtime_100",
    "sunday",
    "evening",
    "night",
    "saturday",
    "eve",
    "public_holiday",
    "public_holiday_off",
    "sick_pay",
    "child_sick_pay",
    "holiday_pay",
    "holiday_bonus",
    "holiday_compensation",
    "training_pay",
    "hindrance_pay",
    "notice_pay",
    "notice_loss",
    "waiting_pay",
    "cancelled_shift",
    "missed_weekly_rest",
    "time_off",
    "back_pay",
    "standby",
    "emergency",
    "mileage",
    "per_diem",
    "fringe_benefit",
    "other_taxable",
    "expense",
)


class ByKind(_Scalar):
    """Euros by payslip line kind."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        if not isinstance(value, dict):
            raise refuse("not_mapping")
        result, errors = [], {}
        for kind, euros in value.items():
            try:
                if kind not in LINE_KINDS:
                    raise refuse("unknown_key")
                result.append((kind, Euros().deserialize(euros)))
            except ValidationError as error:
                errors[kind] = error.messages
        if errors:
            raise ValidationError(errors)
        return result


class OpeningYearPart(_Mapping):
    makes = OpeningYear
    stands_for: ClassVar[dict[str, Any]] = {"by_kind": ()}
    gross = Euros(load_default=None)
    withholding = Euros(load_default=None)
    by_kind = ByKind(load_default=None)


class OpeningHolidayRow(_Mapping):
    makes = OpeningHoliday
    credit_year = CreditYear(required=True)
    days = Quantity(load_default=None)
    pay_base = Euros(load_default=None)
    work_days = Whole(0, 366, load_default=None)
    minutes = Whole(0, 366 * DAY_MINUTES, load_default=None)


class OneOrRows(Rows):
    """A list of mappings, or one mapping by itself."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        if isinstance(value, dict):
            try:
                return [self.schema.load(value)]
            except ValidationError as error:
                raise ValidationError(error.messages, valid_data=[error.valid_data or {}]) from None
        return super()._deserialize(value, attr, data, **rest)


class OpeningPart(_Mapping):
    makes = Opening
    stands_for: ClassVar[dict[str, Any]] = {"holiday": ()}
    employment = Id(required=True)
    day = Day(required=True)
    year_so_far = Part(OpeningYearPart, load_default=None)
    card_used = Euros(load_default=None)
    holiday = OneOrRows(OpeningHolidayRow, load_default=None)


class PayRunPart(_Mapping):
    makes = PayRunRow
    first = _from(required=True)
    until = Day(required=True)
    pay_day = Day(required=True)
    kind = Word("ordinary", "supplementary", "final", load_default="ordinary")
    employments = Several(Id(), unique=True, load_default=None)


class Kept(_Scalar):
    """What an export keeps of what was issued; its own writer reads it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        if not isinstance(value, dict):
            raise refuse("not_mapping")
        return value


class HouseholdSchema(_Mapping):
    makes = Household
    stands_for: ClassVar[dict[str, Any]] = {
        "shifts": (),
        "absences": (),
        "holiday_entries": (),
        "trainings": (),
        "expenses": (),
        "advances": (),
        "set_offs": (),
        "missed_rests": (),
        "time_off": (),
        "notice_pay": (),
        "notice_loss": (),
        "waiting_pay": (),
        "opening": (),
        "pay_runs": (),
        "kept": {},
    }
    format = Word("household/1", required=True)
    id = Id(required=True)
    employer = Part(EmployerSchema, required=True)
    budget = Part(BudgetSchema, load_default=None)
    employees = Rows(EmployeeSchema, required=True)
    employments = Rows(EmploymentSchema, required=True)
    shifts = Rows(ShiftPart, load_default=None)
    absences = Rows(AbsencePart, load_default=None)
    holiday_entries = Rows(HolidayEntryPart, load_default=None)
    trainings = Rows(TrainingPart, load_default=None)
    expenses = Rows(ExpensePart, load_default=None)
    advances = Rows(AdvancePart, load_default=None)
    set_offs = Rows(SetOffPart, load_default=None)
    missed_rests = Rows(MissedRestPart, load_default=None)
    time_off = Rows(TimeOffPart, load_default=None)
    notice_pay = Rows(NoticePayPart, load_default=None)
    notice_loss = Rows(NoticeLossPart, load_default=None)
    waiting_pay = Rows(WaitingPayPart, load_default=None)
    opening = Rows(OpeningPart, load_default=None)
    pay_runs = Rows(PayRunPart, load_default=None)
    kept = Kept(load_default=None)


class AnswerPart(_Mapping):
    """One entry of the answers file."""

    makes = None
    value = Text(required=True)
    document = Text(required=True)
    day = Day(required=True)
