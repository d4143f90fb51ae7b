"""Reading what people type: one validation for forms, JSON bodies and uploaded sheets.

A schema turns what came in into a frozen command. Its fields accept what people here write ("7,5", "7:30", "12,50 €",
"klo 7.05", "1.12.2026") and refuse, with what to do, what they cannot mean. All problems come together and the
typed values stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any, ClassVar, Generic, TypeVar, cast

from babel import Locale
from flask import Request
from marshmallow import RAISE, Schema, ValidationError, fields, post_load, pre_load
from stdnum import iban as iban_number
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fi import hetu
from werkzeug.datastructures import MultiDict

from employer.access import EDGE_FIELDS as EDGE_FIELDS
from employer.access import kept_values
from employer.errors import Refused, Sentence

C = TypeVar("C")

_SPACES = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]+")
_DASHES = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{NON-BREAKING HYPHEN}": "-"})
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_GROUPED_NUMBER = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_AMBIGUOUS = re.compile(r"-?[0-9]{1,3}[.,][0-9]{3}")


def sentence(key: str, **facts: object) -> Sentence:
    """What is wrong with a field and what to do, in every language: ``errors.field.<key>``."""
    return Sentence(f"errors.field.{key}", facts)


def refuse(key: str, **facts: object) -> ValidationError:
    """The error that a field raises for ``errors.field.<key>``."""
    return ValidationError(cast(str, sentence(key, **facts)))


def tidy(text: str) -> str:
    """Typed text in one form: composed signs, single spaces, ordinary hyphens, nothing around it."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_DASHES)).strip()


def decimal_number(text: str, *, words: Iterable[str] = ()) -> Decimal | None:
    """The number that a text surely means, or None.

    Accepts a comma or point before the decimals and spaces between groups of three. Ambiguous: one sign and three
    digits ("1.234" may be a thousand or a bit over one). ``words`` may stand after the number ("€", "%").
    """
    plain = tidy(text)
    for word in sorted(words, key=len, reverse=True):
        if plain.lower().endswith(word):
            plain = plain[: -len(word)].strip()
            break
    if _AMBIGUOUS.fullmatch(plain) and not plain.lstrip("-").startswith("0"):
        return None
    if not (_PLAIN_NUMBER.fullmatch(plain) or _GROUPED_NUMBER.fullmatch(plain)):
        return None
    return Decimal(plain.replace(" ", "").replace(",", "."))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise refuse("text")
    return value


# Fields --------------------------------------------------------------------------------------------------------------


class Text(fields.Field[str]):
    """Free text of ``shortest`` to ``longest`` characters, without control characters; the case stays as typed."""

    def __init__(self, longest: int = 500, *, shortest: int = 0, lines: bool = False, **given: Any) -> None:
        super().__init__(**given)
        self.longest, self.shortest, self.lines = longest, shortest, lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        read = unicodedata.normalize("NFC", _text(value)).replace("\r\n", "\n").strip()
        read = read if self.lines else _SPACES.sub(" ", read)
        if len(read) > self.longest:
            raise refuse("too_long", longest=self.longest)
        if len(read) < self.shortest:
            raise refuse("too_short", shortest=self.shortest)
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n" for sign in read):
            raise refuse("text")
        return read


class Name(Text):
    """A name in any script, at most 100 characters."""

    def __init__(self, **given: Any) -> None:
        super().__init__(100, **given)


class Euros(fields.Field[int]):
    """Money as whole cents, from "12,50 €", "12.5", "1 234,50". More than two decimals are asked again."""

    def __init__(self, *, lowest_cents: int = 0, highest_cents: int = 10_000_000_00, **given: Any) -> None:
        super().__init__(**given)
        self.lowest_cents, self.highest_cents = lowest_cents, highest_cents

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        number = decimal_number(_text(value), words=("€", "eur", "euroa", "euro", "e"))
        if number is None or number * 100 != int(number * 100):
            raise refuse("euros")
        cents = int(number * 100)
        if not self.lowest_cents <= cents <= self.highest_cents:
            raise refuse("euros_range", lowest=_shown(self.lowest_cents), highest=_shown(self.highest_cents))
        return cents


class Number(fields.Field[Decimal]):
    """A decimal number between two limits, for example a unit price with more than two decimals."""

    words: ClassVar[tuple[str, ...]] = ()
    wrong = "number"

    def __init__(
        self, *, lowest: str = "0", highest: str = "1000000", decimals: int | None = None, **given: Any
    ) -> None:
        super().__init__(**given)
        self.lowest, self.highest, self.decimals = Decimal(lowest), Decimal(highest), decimals

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Decimal:
        number = decimal_number(_text(value), words=self.words)
        if number is None:
            raise refuse(self.wrong)
        if self.decimals is not None and -cast(int, number.as_tuple().exponent) > self.decimals:
            raise refuse("decimals", decimals=self.decimals)
        if not self.lowest <= number <= self.highest:
            raise refuse("number_range", lowest=_plain(self.lowest), highest=_plain(self.highest))
        return number


class Percent(Number):
    """A percentage from 0 to 100 as printed: "14,5 %" is 14.5."""

    words = ("%", "prosenttia", "procent", "percent")
    wrong = "percent"

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"lowest": "0", "highest": "100", "decimals": 4, **given})


class Whole(fields.Field[int]):
    """A whole number between two limits."""

    def __init__(self, *, lowest: int = 0, highest: int = 1_000_000, **given: Any) -> None:
        super().__init__(**given)
        self.lowest, self.highest = lowest, highest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        plain = tidy(_text(value)).replace(" ", "")
        if not re.fullmatch(r"-?[0-9]{1,9}", plain):
            raise refuse("whole")
        if not self.lowest <= int(plain) <= self.highest:
            raise refuse("number_range", lowest=self.lowest, highest=self.highest)
        return int(plain)


class Duration(fields.Field[int]):
    """A length of time as whole minutes: "7,5", "7.5", "7:30", "7 h 30 min", "45 min". At most ``highest_minutes``."""

    _pairs = re.compile(
        r"(?:(?P<hours>[0-9]{1,5}) ?(?:h|t|tuntia|tunti|timmar|timme|hours|hour))?"
        r"(?: ?(?P<minutes>[0-9]{1,4}) ?(?:min|m|minuuttia|minuutti|minuter|minut|minutes|minute))?"
    )

    def __init__(self, *, highest_minutes: int = 24 * 60, **given: Any) -> None:
        super().__init__(**given)
        self.highest_minutes = highest_minutes

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        minutes = self._minutes(tidy(_text(value)).lower())
        if minutes is None:
            raise refuse("duration")
        if minutes > self.highest_minutes:
            raise refuse("duration_range", highest=self.highest_minutes // 60)
        return minutes

    def _minutes(self, text: str) -> int | None:
        clock = re.fullmatch(r"([0-9]{1,5}):([0-5][0-9])", text)
        if clock:
            return int(clock[1]) * 60 + int(clock[2])
        pair = self._pairs.fullmatch(text) if text else None
        if pair and (pair["hours"] or pair["minutes"]):
            return int(pair["hours"] or 0) * 60 + int(pair["minutes"] or 0)
        number = decimal_number(text, words=("h", "t", "tuntia", "tunti", "timmar", "timme", "hours", "hour"))
        if number is None or number < 0 or number * 60 != int(number * 60):
            return None
        return int(number * 60)


class ClockTime(fields.Field[time]):
    """A time of day: "7.05", "7:05", "klo 7.05", "0705", "7"."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> time:
        text = re.sub(r"^(klo|kl|at)\.? ?", "", tidy(_text(value)).lower())
        found = re.fullmatch(r"([0-9]{1,2})(?:[.:,]?([0-9]{2}))?", text)
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise refuse("clock_time")
        return time(int(found[1]), int(found[2] or 0))


def _month_numbers() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for code in ("fi", "sv", "en"):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, word in Locale(code).months[context][width].items():
                    numbers[word.lower().rstrip(".")] = number
    return numbers


class Day(fields.Field[date]):
    """A day: "1.12.2026", "2026-12-01", or three fields ``…_day``, ``…_month`` (a number or a name) and ``…_year``."""

    months: ClassVar[Mapping[str, int]] = _month_numbers()

    def __init__(self, *, earliest: date = date(1900, 1, 1), latest: date = date(2100, 12, 31), **given: Any) -> None:
        super().__init__(**given)
        self.earliest, self.latest = earliest, latest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> date:
        parts = self._parts(tidy(_text(value)).lower())
        if parts is None:
            raise refuse("day")
        try:
            read = date(*parts)
        except ValueError:
            raise refuse("no_such_day") from None
        if not self.earliest <= read <= self.latest:
            raise refuse("day_range", earliest=_shown_day(self.earliest), latest=_shown_day(self.latest))
        return read

    def _parts(self, text: str) -> tuple[int, int, int] | None:
        iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
        if iso:
            return int(iso[1]), int(iso[2]), int(iso[3])
        found = re.fullmatch(r"([0-9]{1,2})(?:[./ ]\s?|\. ?)([^\W0-9_]+|[0-9]{1,2})(?:[./ ]\s?|\. ?)([0-9]{4})", text)
        if not found:
            return None
        month = int(found[2]) if found[2].isdecimal() else self.months.get(found[2].removesuffix("ta"))
        month = month or self.months.get(found[2])
        return (int(found[3]), month, int(found[1])) if month is not None else None


class Choice(fields.Field[str]):
    """One of the given words."""

    def __init__(self, choices: Iterable[str], **given: Any) -> None:
        super().__init__(**given)
        self.choices = tuple(choices)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        if value not in self.choices:
            raise refuse("choice")
        return cast(str, value)


class Choices(fields.Field[tuple[str, ...]]):
    """Any of the given words, from checkboxes of one name; none when nothing is ticked."""

    several: ClassVar[bool] = True

    def __init__(self, choices: Iterable[str], **given: Any) -> None:
        super().__init__(**{"load_default": (), **given})
        self.choices = tuple(choices)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[str, ...]:
        chosen = (value,) if isinstance(value, str) else tuple(value)
        if not set(chosen) <= set(self.choices):
            raise refuse("choice")
        return tuple(choice for choice in self.choices if choice in chosen)


class YesNo(fields.Field[bool]):
    """Radios "yes" and "no"."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> bool:
        if value not in ("yes", "no"):
            raise refuse("choice")
        return bool(value == "yes")


class Ticked(fields.Field[bool]):
    """One checkbox: true when ticked."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"load_default": False, **given})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> bool:
        if value != "yes":
            raise refuse("choice")
        return True


class Email(fields.Field[str]):
    """An e-mail address, as typed."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        read = tidy(_text(value))
        if len(read) > 254 or not re.fullmatch(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+", read):
            raise refuse("email")
        return read


class IdentityCode(fields.Field[str]):
    """A Finnish personal identity code with a right check sign; the separator is part of the code."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        read = tidy(_text(value)).replace(" ", "").upper()
        if not hetu.is_valid(read, allow_temporary=True) or len(read) != 11:
            raise refuse("identity_code")
        return read


class Iban(fields.Field[str]):
    """A bank account number with right check digits, without spaces."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        read = tidy(_text(value)).replace(" ", "").upper()
        try:
            return cast(str, iban_number.validate(read))
        except NumberError:
            raise refuse("iban") from None


def _shown(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def _plain(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def _shown_day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


# Schemas and forms ---------------------------------------------------------------------------------------------------


class FormSchema(Schema):
    """Base of what comes in. ``command`` is the frozen dataclass it becomes; unknown fields are refused.

    A field's ``metadata={"missing": "key"}`` names the sentence for an empty field (``errors.field.<key>``).
    """

    class Meta:
        unknown = RAISE

    command: ClassVar[type[Any] | None] = None

    @pre_load
    def as_written(self, data: Any, **_: Any) -> dict[str, Any]:
        """Empty fields are left out, three-part days joined, repeated rows gathered."""
        return {
            name: value
            for name, value in _gathered(self, data).items()
            if not (isinstance(value, str) and not value.strip())
        }

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Missing values are told in our words."""
        field_obj.error_messages = {
            **field_obj.error_messages,
            "required": cast(str, sentence(field_obj.metadata.get("missing", "required"))),
            "null": cast(str, sentence(field_obj.metadata.get("missing", "required"))),
        }

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> Any:
        """The frozen command."""
        return self.command(**data) if self.command is not None else data


def _gathered(schema: Schema, data: Any) -> dict[str, Any]:
    """One plain mapping from a form or a JSON object, in the shape that the schema's fields expect."""
    given: dict[str, Any] = {}
    for name in data:
        if name in EDGE_FIELDS:
            continue
        known = schema.fields.get(name)
        several = getattr(known, "several", False)
        given[name] = data.getlist(name) if several and isinstance(data, MultiDict) else data[name]
    for name, known in schema.fields.items():
        if isinstance(known, Day) and name not in given:
            parts = [str(given.pop(f"{name}_{part}", "")).strip() for part in ("day", "month", "year")]
            if any(parts):
                given[name] = ".".join(part.rstrip(".") for part in parts)
        if isinstance(known, fields.Nested) and known.many and name not in given:
            given[name] = _rows(name, given)
    return given


def _rows(name: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    """Takes ``name-0-field`` entries out of the form as a list of rows, in the order of their numbers."""
    rows: dict[int, dict[str, Any]] = {}
    for key in [key for key in given if key.startswith(f"{name}-")]:
        number, _, rest = key[len(name) + 1 :].partition("-")
        if number.isdecimal() and rest and len(number) <= 4:
            rows.setdefault(int(number), {})[rest] = given.pop(key)
    return [{**rows[number]} for number in sorted(rows)]


@dataclass(slots=True)
class Form(Generic[C]):
    """A form as a page shows it: what was typed, what is wrong, and the command when nothing is."""

    values: Mapping[str, Any] = field(default_factory=dict)
    command: C | None = None
    problems: dict[str, list[Sentence]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A page that is opened again after the sign-in ended shows what was written on it then."""
        kept = kept_values()
        if kept is not None:
            self.values = kept

    @property
    def ok(self) -> bool:
        """Whether there is a command and nothing is wrong."""
        return self.command is not None and not self.problems

    def value(self, name: str) -> str:
        """What stands in a field; empty when nothing does."""
        found = self.values.get(name)
        return "" if found is None else str(found)

    def day_parts(self, name: str) -> tuple[str, str, str]:
        """What stands in the three fields of a day: as typed, or from the day that was given."""
        typed = tuple(self.value(f"{name}_{part}") for part in ("day", "month", "year"))
        if any(typed):
            return cast(tuple[str, str, str], typed)
        given = self.values.get(name)
        if isinstance(given, str) and (iso := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", given)):
            # As typed: there may be no such day.
            return str(int(iso[3])), str(int(iso[2])), iso[1]
        if isinstance(given, date):
            return str(given.day), str(given.month), str(given.year)
        return ("", "", "")

    def chosen(self, name: str, choice: object) -> bool:
        """Whether a radio or checkbox is on."""
        if isinstance(self.values, MultiDict):
            return choice in self.values.getlist(name)
        found = self.values.get(name)
        return choice == found or (isinstance(found, (list, tuple, set, frozenset)) and choice in found)

    def problem(self, name: str, language: str) -> str:
        """The sentences beside a field; empty when it is fine."""
        return " ".join(_said(one, language) for one in self.problems.get(name, ()))

    def summary(self, language: str) -> list[tuple[str, str]]:
        """Every problem with the field it belongs to, for the summary at the top of the page.

        What the form itself misses ("choose one") is told with its field's label, for the summary stands far from the
        field; so is what two fields have in common. A refusal says by itself what it is about.
        """
        said = [(name, one, _said(one, language)) for name, found in self.problems.items() for one in found]
        often = Counter(words for *_, words in said)
        return [
            (name, words if isinstance(one, Both) and often[words] == 1 else self._labelled(name, words))
            for name, one, words in said
        ]

    def called(self, name: str, label: str) -> str:
        """Notes the label under which a field stands on the page; says nothing itself."""
        self.labels[name] = str(label)
        return ""

    def _labelled(self, name: str, words: str) -> str:
        label = self.labels.get(name, "")
        return f"{label}{'' if label.endswith('?') else ':'} {words}" if label else words

    def add(self, name: str, problem: Sentence) -> None:
        """Adds a problem found after reading."""
        self.problems.setdefault(name, []).append(problem)

    def refused(self, error: Refused, names: Mapping[str, str] | None = None) -> None:
        """Adds what a service refused; ``names`` maps its field names to the form's where they differ."""
        for problem in error.problems:
            name = (names or {}).get(problem.field, problem.field)
            self.problems.setdefault(name, []).append(Both(problem.what, problem.what_to_do))


class Both(Sentence):
    """Two sentences of a refusal as one: what is wrong, and what to do."""

    __slots__ = ("parts",)

    def __new__(cls, what: str, do: str) -> Both:
        both = str.__new__(cls, f"{what} {do}".strip())
        both.parts = (what, do)
        return both

    def say(self, language: str) -> str:
        """Both sentences in a language."""
        return " ".join(_said(part, language) for part in self.parts if part)


def _said(text: str, language: str) -> str:
    return text.say(language) if isinstance(text, Sentence) else text


def read(schema: type[Schema], source: Request | Mapping[str, Any]) -> Form[Any]:
    """Reads a request's form or JSON body, or a mapping, through a schema.

    The form that comes back holds the command, or every problem together with the values as typed.
    """
    data: Mapping[str, Any]
    if isinstance(source, Request):
        data = (source.get_json() if source.is_json else source.form) or {}
    else:
        data = source
    if not isinstance(data, Mapping) and not isinstance(data, MultiDict):
        return Form({}, None, {"": [sentence("text")]})
    values: Mapping[str, Any] = {name: data[name] for name in data if name not in EDGE_FIELDS}
    if isinstance(data, MultiDict):
        values = MultiDict((name, value) for name, value in data.items(multi=True) if name not in EDGE_FIELDS)
    try:
        return Form(values, schema().load(cast(Any, data)))
    except ValidationError as error:
        return Form(values, None, dict(_flat(error.normalized_messages())))


def _flat(messages: Mapping[Any, Any], before: str = "") -> Iterable[tuple[str, list[Sentence]]]:
    """marshmallow's nested messages as field names of the form (``shift-0-start``)."""
    for name, found in messages.items():
        full = f"{before}-{name}" if before else str(name)
        if isinstance(found, Mapping):
            yield from _flat(found, full)
        else:
            yield (
                full,
                [one if isinstance(one, Sentence) else sentence("unexpected") for one in found],
            )
