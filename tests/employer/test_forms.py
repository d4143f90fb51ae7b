"""What people type: what is understood, what is asked again, and how a form comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError, fields
from werkzeug.datastructures import MultiDict

from employer import forms
from employer.errors import Problem, Refused, Sentence

NBSP = "\N{NO-BREAK SPACE}"


def read(field: Any, typed: object) -> Any:
    return field.deserialize(typed)


def refused(field: Any, typed: object) -> str:
    with pytest.raises(ValidationError) as error:
        field.deserialize(typed)
    (sentence,) = error.value.messages
    assert isinstance(sentence, Sentence)
    for language in ("fi", "sv", "en", "selko"):
        assert sentence.say(language)
    return sentence.key.removeprefix("errors.field.")


# Euros and numbers


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12,50 €", 1250),
        ("12,50", 1250),
        ("12.50", 1250),
        ("12.5", 1250),
        ("12", 1200),
        ("0", 0),
        ("0,05", 5),
        ("1 234,50", 123450),
        (f"1{NBSP}234,50{NBSP}€", 123450),
        ("1 234 567", 123456700),
        ("12 euroa", 1200),
        ("  13,20EUR ", 1320),
    ],
)
def test_euros_are_read_as_people_write_them(typed: str, cents: int) -> None:
    assert read(forms.Euros(), typed) == cents


@pytest.mark.parametrize(
    "typed",
    ["1.234", "1,234", "12,505", "1.234,50", "1,234.50", "1 23", "12,", ",5", "kaksi", "1e3", "١٢", "--1", "€", "NaN"],
)
def test_euros_that_could_mean_something_else_are_asked_again(typed: str) -> None:
    assert refused(forms.Euros(), typed) == "euros"


def test_euros_stay_within_their_limits() -> None:
    assert refused(forms.Euros(), "-1") == "euros_range"
    assert refused(forms.Euros(lowest_cents=100, highest_cents=200), "2,01") == "euros_range"
    assert read(forms.Euros(lowest_cents=-100), "\N{MINUS SIGN}1") == -100


@given(st.integers(min_value=0, max_value=10**9))
def test_every_sum_that_we_show_can_be_typed_back(cents: int) -> None:
    from employer import formats

    assert forms.Euros(highest_cents=10**9).deserialize(formats.money(cents)) == cents


@pytest.mark.parametrize(("typed", "number"), [("14,5 %", "14.5"), ("14.5", "14.5"), ("0", "0"), ("7,15%", "7.15")])
def test_percentages(typed: str, number: str) -> None:
    assert read(forms.Percent(), typed) == Decimal(number)


@pytest.mark.parametrize(("typed", "why"), [("101", "number_range"), ("-1", "number_range"), ("puolet", "percent")])
def test_percentages_asked_again(typed: str, why: str) -> None:
    assert refused(forms.Percent(), typed) == why


@pytest.mark.parametrize(("typed", "number"), [("3", 3), (" 40 ", 40), ("1 000", 1000)])
def test_whole_numbers(typed: str, number: int) -> None:
    assert read(forms.Whole(), typed) == number


@pytest.mark.parametrize(
    ("typed", "why"), [("3,0", "whole"), ("x", "whole"), ("²", "whole"), ("1000001", "number_range")]
)
def test_whole_numbers_asked_again(typed: str, why: str) -> None:
    assert refused(forms.Whole(), typed) == why


# Time


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("7,5", 450),
        ("7.5", 450),
        ("7:30", 450),
        ("7 h 30 min", 450),
        ("7h30min", 450),
        ("7 tuntia 30 minuuttia", 450),
        ("7 timmar 30 minuter", 450),
        ("7,5 h", 450),
        ("7,25", 435),
        ("45 min", 45),
        ("8", 480),
        ("0:05", 5),
    ],
)
def test_durations(typed: str, minutes: int) -> None:
    assert read(forms.Duration(), typed) == minutes


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("7,33", "duration"),
        ("7:60", "duration"),
        ("", "duration"),
        ("-1", "duration"),
        ("25", "duration_range"),
        ("7,125", "duration"),
    ],
)
def test_durations_asked_again(typed: str, why: str) -> None:
    assert refused(forms.Duration(), typed) == why


@given(st.integers(min_value=0, max_value=24 * 60))
def test_every_duration_that_we_show_can_be_typed_back(minutes: int) -> None:
    from employer import formats

    for language in ("fi", "sv", "en"):
        assert forms.Duration().deserialize(formats.hours(minutes, language)) == minutes
    assert forms.Duration().deserialize(formats.clock_hours(minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("klo 7.05", time(7, 5)),
        ("7:05", time(7, 5)),
        ("0705", time(7, 5)),
        ("7", time(7)),
        ("kl. 23.59", time(23, 59)),
        ("0.00", time(0)),
    ],
)
def test_times_of_day(typed: str, read_as: time) -> None:
    assert read(forms.ClockTime(), typed) == read_as


@pytest.mark.parametrize("typed", ["24.00", "7.5", "7.60", "aamulla", "12345"])
def test_times_of_day_asked_again(typed: str) -> None:
    assert refused(forms.ClockTime(), typed) == "clock_time"


@pytest.mark.parametrize(
    "typed",
    [
        "1.12.2026",
        "01.12.2026",
        "1. 12. 2026",
        "2026-12-01",
        "1.joulukuuta.2026",
        "1. joulukuuta 2026",
        "1 december 2026",
        "1/12/2026",
        "1.dec.2026",
    ],
)
def test_days(typed: str) -> None:
    assert read(forms.Day(), typed) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31.4.2026", "no_such_day"),
        ("29.2.2026", "no_such_day"),
        ("0.1.2026", "no_such_day"),
        ("1.13.2026", "no_such_day"),
        ("1.12.26", "day"),
        ("huomenna", "day"),
        ("1.foo.2026", "day"),
        ("1.1.1899", "day_range"),
        ("1.1.2101", "day_range"),
    ],
)
def test_days_asked_again(typed: str, why: str) -> None:
    assert refused(forms.Day(), typed) == why


# Texts and codes


def test_texts_keep_case_and_script_and_lose_nothing_inside() -> None:
    assert read(forms.Name(), "  Ñandú  O’Brien-von\tÅ ") == "Ñandú O’Brien-von Å"
    assert read(forms.Name(), "e\N{COMBINING ACUTE ACCENT}") == "é"
    assert read(forms.Text(lines=True), "a\r\nb") == "a\nb"


@pytest.mark.parametrize(("typed", "why"), [("x" * 101, "too_long"), ("a\x00b", "text"), (["x"], "text"), (5, "text")])
def test_texts_asked_again(typed: object, why: str) -> None:
    assert refused(forms.Name(), typed) == why


@pytest.mark.parametrize("typed", ["010190-900P", "010190-900p", " 140301A904V "])
def test_identity_codes(typed: str) -> None:
    assert read(forms.IdentityCode(), typed) == typed.strip().upper()


@pytest.mark.parametrize("typed", ["010190-900A", "010190900P", "310290-900P", "x", "010190+9"])
def test_identity_codes_asked_again(typed: str) -> None:
    assert refused(forms.IdentityCode(), typed) == "identity_code"


def test_accounts_are_pasted_in_any_form() -> None:
    assert read(forms.Iban(), f"fi21 1234{NBSP}5600 0007 85") == "FI2112345600000785"
    assert refused(forms.Iban(), "FI2112345600000786") == "iban"


@pytest.mark.parametrize("typed", ["a@b.fi", "salla.aallonkoski@example.invalid"])
def test_email(typed: str) -> None:
    assert read(forms.Email(), typed) == typed


@pytest.mark.parametrize("typed", ["a@b", "@b.fi", "a b@c.fi", "a@b.fi" + "i" * 250])
def test_email_asked_again(typed: str) -> None:
    assert refused(forms.Email(), typed) == "email"


# Whole forms


@dataclass(frozen=True)
class Shift:
    start: time
    minutes: int = 0


@dataclass(frozen=True)
class Roster:
    day: date
    title: str
    shift: tuple[Shift, ...] = ()
    kinds: tuple[str, ...] = ()
    sure: bool = False


class ShiftSchema(forms.FormSchema):
    command: ClassVar[type] = Shift
    start = forms.ClockTime(required=True)
    minutes = forms.Duration()


class RosterSchema(forms.FormSchema):
    command: ClassVar[type] = Roster
    day = forms.Day(required=True)
    title = forms.Text(required=True)
    shift = fields.Nested(ShiftSchema, many=True)
    kinds = forms.Choices(("a", "b"))
    sure = forms.Ticked()


TYPED = [
    ("form_token", "t"),
    ("day_day", "1"),
    ("day_month", "joulukuu"),
    ("day_year", "2026"),
    ("title", "Viikko"),
    ("kinds", "b"),
    ("kinds", "a"),
    ("shift-0-start", "7"),
    ("shift-0-minutes", "7,5"),
    ("shift-1-start", "12.30"),
    ("shift-1-minutes", ""),
    ("sure", "yes"),
]


def test_a_form_becomes_a_command() -> None:
    form = forms.read(RosterSchema, MultiDict(TYPED))
    assert form.ok
    command = form.command
    assert (command.day, command.title, command.kinds, command.sure) == (date(2026, 12, 1), "Viikko", ("a", "b"), True)
    assert command.shift == [Shift(time(7), 450), Shift(time(12, 30), 0)]


def test_all_problems_come_together_and_the_typed_values_stay() -> None:
    typed = MultiDict(
        [("day_day", "31"), ("day_month", "4"), ("day_year", "2026"), ("shift-0-start", "99"), ("title", " ")]
    )
    form = forms.read(RosterSchema, typed)
    assert not form.ok
    assert {name for name, _ in form.summary("fi")} == {"day", "title", "shift-0-start"}
    assert form.day_parts("day") == ("31", "4", "2026")
    assert form.value("shift-0-start") == "99"
    assert "kalenterissa" in form.problem("day", "fi")
    assert "kalendern" in form.problem("day", "sv")
    assert form.problem("kinds", "fi") == ""


def test_a_json_body_goes_through_the_same_schema() -> None:
    body = {"day": "2026-12-01", "title": "Viikko", "kinds": ["a"], "shift": [{"start": "7:00"}]}
    assert forms.read(RosterSchema, body).command.shift == [Shift(time(7))]


def test_unknown_fields_are_refused() -> None:
    form = forms.read(RosterSchema, MultiDict([*TYPED, ("is_admin", "yes")]))
    assert form.command is None
    assert list(form.problems) == ["is_admin"]


@pytest.mark.parametrize("body", [[], "text", 5])
def test_a_body_that_is_no_object_is_refused(body: Any) -> None:
    assert not forms.read(RosterSchema, body).ok


@given(st.dictionaries(st.sampled_from([name for name, _ in TYPED]), st.text(max_size=40)))
def test_nothing_that_is_typed_breaks_the_reading(typed: dict[str, str]) -> None:
    form = forms.read(RosterSchema, MultiDict(typed))
    assert form.ok or form.summary("fi")


def test_what_a_service_refuses_stands_beside_its_field() -> None:
    form: forms.Form[Any] = forms.Form({"pay": "1"}, command=object())
    form.refused(
        Refused([Problem("wages", forms.sentence("euros"), "Gör så."), Problem("day", "Väärä.", "")]), {"wages": "pay"}
    )
    assert not form.ok
    assert form.problem("pay", "sv").startswith("Skriv beloppet i euro")
    assert form.problem("pay", "sv").endswith("Gör så.")
    assert form.problem("day", "fi") == "Väärä."


def test_given_values_fill_the_fields() -> None:
    form: forms.Form[Any] = forms.Form({"day": date(2026, 2, 1), "other": "2026-03-09", "kinds": ("a",), "none": None})
    assert form.day_parts("day") == ("1", "2", "2026")
    assert form.day_parts("other") == ("9", "3", "2026")
    assert form.day_parts("missing") == ("", "", "")
    assert form.chosen("kinds", "a")
    assert not form.chosen("kinds", "b")
    assert form.value("none") == ""


def test_the_same_problem_of_two_fields_is_told_with_their_labels() -> None:
    form: forms.Form[Any] = forms.Form()
    for name in ("first", "last", "reason"):
        form.add(name, forms.sentence("choice" if name == "reason" else "day"))
    form.called("first", "Mikä on ensimmäinen päivä?")
    form.called("last", "Viimeinen päivä")
    (_, one), (_, other), (_, alone) = form.summary("fi")
    beside = form.problem("first", "fi")
    assert (one, other) == (f"Mikä on ensimmäinen päivä? {beside}", f"Viimeinen päivä: {beside}")
    assert alone == form.problem("reason", "fi")


def test_what_a_form_misses_is_told_with_its_label_and_a_refusal_by_itself() -> None:
    form: forms.Form[Any] = forms.Form()
    form.called("kind", "Millainen palkka tämä on?")
    form.called("first", "Mikä on ensimmäinen päivä?")
    form.add("kind", forms.sentence("choice"))
    form.add("first", forms.Both("Ajalle on jo tieto.", "Muuta päiviä."))
    (_, missed), (_, refused) = form.summary("fi")
    assert missed == f"Millainen palkka tämä on? {form.problem('kind', 'fi')}"
    assert refused == "Ajalle on jo tieto. Muuta päiviä."
