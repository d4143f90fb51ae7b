"""What comes in and goes out about answers: frozen plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marshmallow import ValidationError, post_load

from employer import forms
from employer.people.schemas import read_address
from payroll.agreement import REGIONS
from rules import load_book
from rules.decisions.personal_assistants import GROUPS
from rules.values import Unit

OF_EMPLOYER = frozenset(
    {
        "pension",
        "pension_provider",
        "pension_total_percent",
        "policy_number",
        "accident",
        "accident_percent",
        "group_life",
        "iban_employer",
        "self_assessed_tax",
        "contact_phone",
    }
)
"""Topics about the employer itself: asked once, and an answer holds for every employment."""
OF_THE_LAW = frozenset(
    {
        "missing_law_value",
        "unverified_law_value",
        "agreement_stacking",
        "agreement_raise_day",
        "agreement_gives",
        "agreement_overtime_allowed",
        "agreement_ended",
    }
)
"""Heads of topics about the law and the agreement themselves: they too are the same for every employment."""
NONE_AGREED = ("none", "null", "no", "ei", "ei ole", "nej", "inget")
YES = ("yes", "true", "worked", "kyllä", "joo", "ja")
NO = ("no", "false", "ei", "nej")
_NUMBERS = frozenset(
    {
        "pension_total_percent",
        "accident",
        "accident_percent",
        "group_life",
        "opening_year",
        "opening_month",
        "opening_days",
        "annual_holiday.similar_work",
        "annual_holiday.first_month_days",
        "annual_holiday.first_month_hours",
        "annual_holiday.supplementary_part_year",
        "card_used",
        "standby_pay",
        "supplementary_day",
        "holiday_shortened_pay",
        "holiday_monthly_pay",
        "holiday_two_systems",
        "average_pay_without_work",
        "holiday_shortened_hours",
        "average_week",
        "notice_offered",
        "averaging_settlement",
        "cancelled_shift",
        "agreement_cancelled",
        "agreement_eve",
        "hindrance_taken_off",
        "sick_hours",
        "sick_extra_hours",
        "missed_hours",
        "missed_hours_other",
        "rostered_day",
        "time_off_hours",
        "free_day_hours",
        "set_off_dependants",
        "benefit_in_compensation",
        "benefit_in_money",
        "benefit_value",
        "garnishment_holiday",
        "agreement_wage",
        "agreement_wage_high",
        "agreement_wage_low",
        "experience_months",
        "tax_card",
    }
)
_YES_OR_NO = frozenset(
    {
        "unconfirmed_shift",
        "agreement_stacking",
        "time_off_rest_paid",
        "benefit_in_holiday",
        "holiday_carried_over",
        "holiday_by_month",
        "illness_lasted",
        "hindrance_lasted",
        "family_leave_adoption",
        "family_leave_time",
        "family_leave_paid",
        "sick_leave.earlier_allowance",
        "sick_leave.earlier_illness",
        "sick_leave.month_in_illness",
        "annual_holiday.birth",
        "annual_holiday.short_break",
        "annual_holiday.every_month_35",
        "holiday_hours_temporary",
        "pension_age",
        "tax_at_source_health",
        "source_deduction",
        "garnishment_year_average",
        "exceeded_fourfold",
        "garnishment_kela_part",
        "relative_decision",
        "young_worker.education",
        "young_worker.light_work",
        "regular_supplements",
        "rostered_as_worked",
        "holiday_bonus_paid_out",
        "free_day_right",
        "agreement_day_off",
        "agreement_gives",
        "agreement_overtime_allowed",
        "agreement_ended",
        "agreement_training",
        "county_reports",
        "employee_heard",
        "limit_passed_health",
        "limit_passed_unemployment",
    }
)
_DAYS_OR_NO = frozenset({"agreement_raise_day", "agreement_sick_pay", "agreement_leave_pay", "notice_loss"})
_NUMBERS_OR_NO = frozenset({"agreement_overtime", "agreement_overtime_rest", "agreement_overtime_weekly"})
_NONE = dict.fromkeys(("none", "ei", "ei mitään", "ei ole", "nej", "no", "inget"), "none")
_FROM_PAY = {
    **dict.fromkeys(("from_pay", "palkasta", "av lönen", "from the pay"), "from_pay"),
    **dict.fromkeys(("not", "ei", "ei palkasta", "nej", "inte av lönen", "no"), "not"),
}
END_GROUNDS = ("resignation", "person", "economic", "agreed", "retirement", "fixed_term_ended", "other")
"""Why an employment ended, as the Incomes Register tells the reasons apart (``codes.employment_end``)."""
NOT_TOLD = "not_told"
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "agreement": {"heta": "heta", "other": "other", "muu": "other", "annat": "other", **_NONE},
    "agreement_other": _NONE,
    "pay_group": {group.lower(): group for group in (*GROUPS, "B")},  # B: before 2024
    "region": REGIONS,
    "end_ground": {word: word for word in (*END_GROUNDS, NOT_TOLD)},
    "limit_passed_withholding": _FROM_PAY,
    "limit_passed_source": _FROM_PAY,
}
"""Topics that are answered with one of a few words: what may be written, and the word that calculations read."""
PICKED: Mapping[str, tuple[str, ...]] = {
    "end_ground": (*END_GROUNDS, NOT_TOLD),
    "pay_group": GROUPS,
    "region": tuple(dict.fromkeys(REGIONS.values())),
    "limit_passed_withholding": ("from_pay", "not"),
    "limit_passed_source": ("from_pay", "not"),
    "limit_passed_health": ("yes", "no"),
    "limit_passed_unemployment": ("yes", "no"),
}
"""Topics whose answer is picked from a few; a page says them in words."""


def choices(topic: str) -> tuple[str, ...]:
    """The few words that a topic is answered with, as calculations read them; none when it is answered otherwise."""
    return PICKED.get(topic) or (("yes", "no") if topic in _YES_OR_NO or topic.partition(".")[0] in _YES_OR_NO else ())


_ADDRESSES = ("employee_address", "home_abroad")
_OF_LAW = ("missing_law_value.", "unverified_law_value.")
_UNITS = ("%", "€", "eur", "euroa", "euro")


def asked_about(question: str) -> tuple[str, str]:
    """Topic and subject of a question's id ``topic:subject:day``; a topic may hold a time of day."""
    topic, _, subject = question.rpartition(":")[0].rpartition(":")
    return topic, subject


def holds_for_all(topic: str) -> bool:
    """Whether an answer to the topic holds for every employment of the employer, whichever was asked about first."""
    return topic in OF_EMPLOYER or topic.partition(".")[0] in OF_THE_LAW


def read_value(question: str, value: str) -> tuple[str, str | None]:
    """An answer's value as calculations read it, and what was expected when it cannot be read: number, time, yes_no,
    euros_and_days, employee_address, home_abroad, earlier_employment, or the topic's head when it is answered with a
    day or with one of a few words.

    ``question``: the id ``topic:subject:day``. "24,85 %" becomes "24.85", "ei" to group life "0", "kyllä" "yes".
    """
    topic, _ = asked_about(question)
    plain = forms.tidy(value)
    if topic in _YES_OR_NO or topic.partition(".")[0] in _YES_OR_NO:
        if plain.lower() in YES:
            return "yes", None
        return ("no", None) if plain.lower() in NO else (plain, "yes_no")
    if topic == "contract.earlier_employment" or topic.partition(".")[0] in _DAYS_OR_NO:
        return _day_or_no(plain, topic.rpartition("contract.")[2].partition(".")[0])
    if topic in _NUMBERS_OR_NO:
        return ("no", None) if plain.lower() in NO else _number(plain)
    if topic == "retirement_age":
        found, wrong = _day_or_no(plain, topic)
        return found, topic if found == "no" else wrong
    if topic in _CHOICES:
        word = _CHOICES[topic].get(plain.lower())
        return (plain, topic) if word is None else (word, None)
    if topic.partition(".")[0] == "opening_holiday":
        return _euros_and_days(plain)
    if topic.startswith(_OF_LAW):
        return _value_of_law(topic.partition(".")[2], plain)
    if topic in _ADDRESSES:
        address = read_address(plain)
        right = address is not None and (topic != "home_abroad" or address.country != "FI")
        return plain, None if right else topic
    if topic not in _NUMBERS and topic.partition(".")[0] not in _NUMBERS:
        return plain, None
    if topic == "group_life" and plain.lower() in NONE_AGREED:
        return "0", None
    return _number(plain)


def _day_or_no(plain: str, expected: str) -> tuple[str, str | None]:
    """A day, or "no"."""
    if plain.lower() in NO:
        return "no", None
    try:
        return forms.Day().deserialize(plain).isoformat(), None
    except ValidationError:
        return plain, expected


def _euros_and_days(plain: str) -> tuple[str, str | None]:
    """Euros and days with a stroke between ("2 349,60 € / 43"); the days may be left out."""
    euros, stroke, days = plain.partition("/")
    (paid, wrong), (counted, too) = _number(euros.strip()), _number(days.strip()) if stroke else ("0", None)
    return (plain, "euros_and_days") if wrong or too else (f"{paid}/{counted}", None)


def _value_of_law(name: str, plain: str) -> tuple[str, str | None]:
    book = load_book()
    unit = book.entry(name).unit if name in book.names() else None
    if unit in (Unit.WORD, Unit.WINDOWS, Unit.DAY, None):
        return plain, None
    if unit == Unit.TIME:
        found = re.fullmatch(r"([01]?[0-9]|2[0-4])(?:[.:]([0-5][0-9]))?", plain)
        return (f"{int(found[1]):02d}:{found[2] or '00'}", None) if found else (plain, "time")
    return _number(plain)


def _number(plain: str) -> tuple[str, str | None]:
    number = forms.decimal_number(plain, words=_UNITS)
    if number is None or number < 0:
        return plain, "number"
    return format(number, "f"), None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answered: the question's id (``topic:employment:day``), the value as text, the document, from when.

    ``by`` and ``at`` say who answered and when; they are filled in when an answer is read back.
    """

    question: str
    value: str
    document: str
    day: date
    by: str = ""
    at: datetime | None = None
    id: int = 0

    @property
    def topic(self) -> str:
        """What the question is about."""
        return self.question.partition(":")[0]


class AnswerText(forms.Text):
    """An answer as text; a number in any usual writing ("24,85 %") becomes the plain number that calculations read."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **given: Any) -> str:
        read = super()._deserialize(value, attr, data, **given)
        number = forms.decimal_number(read, words=("%", "€", "eur", "euroa", "euro"))
        return read if number is None else format(number, "f")


class AnswerSchema(forms.FormSchema):
    """The form for an answer; which question it answers is said by the address."""

    value = AnswerText(500, required=True)
    document = forms.Text(500, required=True)
    day = forms.Day(required=True, metadata={"missing": "day"})

    @post_load
    def as_command(self, data: dict[str, Any], **_: Any) -> Answer:
        """The answer, still without its question."""
        return Answer("", data["value"], data["document"], data["day"])
