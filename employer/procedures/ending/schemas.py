"""The questions of each guide and the shape of its answer. Days, whole cents and minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from employer.forms import Choice, Day, Duration, Euros, FormSchema, Text, Ticked, Whole
from rules import Reason

CAUSES = ("breach", "ability", "work_ends")
STARTING_TICKS = ("foreigner", "medicine", "lifting", "alone", "small_child", "camera", "light_work")
SIGNERS = ("employer", "guardian", "attorney", "custodian")
RELATIONS = (
    *("other", "self", "spouse", "child", "represented", "sibling", "parent", "grandchild", "grandparent"),
    "spouse_of_relative",
)
"""Who the worker is to the one who signs for the employer (442/1999 32 §)."""
MEANS = ("in_person", "letter", "message")


@dataclass(frozen=True, slots=True)
class Answered:
    """What a guide tells: facts (name, value as text in no language: ISO day, whole number or cents), the steps to go
    through in order, warnings, and why. ``shown`` says how each value is shown: day, count, money, minutes, word."""

    facts: tuple[tuple[str, str, str], ...]
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class HoursDone:
    """The hours done in the whole weeks from ``first`` to ``last``, by the records: minutes in all, and a week on
    average over those without an absence; None when every week has one. ``away_weeks``: how many are left out."""

    first: date
    last: date
    minutes: int
    weekly_minutes: int | None
    away_weeks: int


class TrialSchema(FormSchema):
    """The trial period: absences in it, and when the employee was told."""

    away_days = Whole(load_default=0, highest=400)
    told = Day(required=True, metadata={"missing": "day"})


class StartingSchema(FormSchema):
    """The time before the first day: what the work is like and who does it."""

    cared = Choice(("adult", "child"), required=True, metadata={"missing": "choice"})
    signer = Choice(SIGNERS, load_default="employer")
    relation = Choice(RELATIONS, load_default=None)
    foreigner = Ticked()
    medicine = Ticked()
    lifting = Ticked()
    alone = Ticked()
    small_child = Ticked()
    camera = Ticked()
    light_work = Ticked()


class NoticeSchema(FormSchema):
    """Notice by either side."""

    by = Choice(("employer", "employee"), required=True, metadata={"missing": "choice"})
    means = Choice(MEANS, required=True, metadata={"missing": "choice"})
    sent = Day(required=True, metadata={"missing": "day"})
    received = Day(load_default=None)
    cause = Choice(CAUSES, load_default=None)
    very_serious = Ticked()
    lasting = Ticked()
    other_work = Ticked()
    hired = Ticked()


class LayoffSchema(FormSchema):
    """A lay-off."""

    start = Day(required=True, metadata={"missing": "day"})
    days = Whole(required=True, highest=2000)
    lasting = Ticked()
    other_work = Ticked()
    sudden = Ticked()
    substitute = Ticked()
    work_begins = Day(load_default=None)


class AbsenceSchema(FormSchema):
    """An absence without a word: when it began, the day that is looked at, and what was told."""

    away_from = Day(required=True, metadata={"missing": "day"})
    checked = Day(required=True, metadata={"missing": "day"})
    reason_told = Ticked()
    could_not_tell = Ticked()


class CancellingSchema(FormSchema):
    """Ending the contract at once: when the ground became known, how and when the contract is cancelled."""

    by = Choice(("employer", "employee"), required=True, metadata={"missing": "choice"})
    learned = Day(required=True, metadata={"missing": "day"})
    cancelled = Day(required=True, metadata={"missing": "day"})
    means = Choice(MEANS, required=True, metadata={"missing": "choice"})
    heard = Ticked()
    warned = Ticked()


class DeathSchema(FormSchema):
    """The employer's death."""

    died = Day(required=True, metadata={"missing": "day"})
    notice = Day(load_default=None)


class FinalPaySchema(FormSchema):
    """The final pay when it is late."""

    due = Day(required=True, metadata={"missing": "day"})
    paid = Day(required=True, metadata={"missing": "day"})
    daily = Euros(required=True)
    disputed = Ticked()
    complained = Day(load_default=None)


class ReviewSchema(FormSchema):
    """The review of variable hours."""

    reviewed = Day(required=True, metadata={"missing": "day"})
    needed = Duration(required=True, highest_minutes=60 * 60)


class RequestSchema(FormSchema):
    """The employee's wish for longer hours or another contract."""

    requested = Day(required=True, metadata={"missing": "day"})
    earlier = Day(load_default=None)
    employees = Whole(load_default=1, highest=100000)


class ChangeSchema(FormSchema):
    """A changed term."""

    effective = Day(required=True, metadata={"missing": "day"})
    by_law = Ticked()
    agreed = Ticked()


class ReemploymentSchema(FormSchema):
    """Work offered back after a dismissal on economic grounds."""

    known = Day(required=True, metadata={"missing": "day"})
    ended = Day(required=True, metadata={"missing": "day"})
    employees = Whole(required=True, highest=100000)


class SetOffSchema(FormSchema):
    """Setting off the employer's own claim."""

    pay_day = Day(required=True, metadata={"missing": "day"})
    net = Euros(required=True)
    dependants = Whole(load_default=0, highest=20)


class CertificateSchema(FormSchema):
    """The certificate of employment: plain, or with the reason and the assessment that the employee has asked for."""

    with_reason = Ticked()
    asked = Ticked()
    reason = Text(500)
    assessment = Text(500)


SCHEMAS: Mapping[str, type[FormSchema]] = {
    "starting": StartingSchema,
    "trial": TrialSchema,
    "notice": NoticeSchema,
    "absence": AbsenceSchema,
    "cancelling": CancellingSchema,
    "layoff": LayoffSchema,
    "death": DeathSchema,
    "final_pay": FinalPaySchema,
    "review": ReviewSchema,
    "request": RequestSchema,
    "change": ChangeSchema,
    "reemployment": ReemploymentSchema,
    "set_off": SetOffSchema,
}

FIELDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "starting": (
        ("cared", "choice:adult,child"),
        ("signer", f"choice?:{','.join(SIGNERS)}"),
        ("relation", f"choice?:{','.join(RELATIONS)}"),
        *((name, "tick") for name in STARTING_TICKS),
    ),
    "trial": (("away_days", "whole"), ("told", "day")),
    "notice": (
        ("by", "choice:employer,employee"),
        ("means", "choice:in_person,letter,message"),
        ("sent", "day"),
        ("received", "day?"),
        ("cause", "choice?:breach,ability,work_ends"),
        ("very_serious", "tick"),
        ("lasting", "tick"),
        ("other_work", "tick"),
        ("hired", "tick"),
    ),
    "absence": (("away_from", "day"), ("checked", "day"), ("reason_told", "tick"), ("could_not_tell", "tick")),
    "cancelling": (
        ("by", "choice:employer,employee"),
        ("learned", "day"),
        ("cancelled", "day"),
        ("means", "choice:in_person,letter,message"),
        ("heard", "tick"),
        ("warned", "tick"),
    ),
    "layoff": (
        ("start", "day"),
        ("days", "whole"),
        ("lasting", "tick"),
        ("other_work", "tick"),
        ("sudden", "tick"),
        ("substitute", "tick"),
        ("work_begins", "day?"),
    ),
    "death": (("died", "day"), ("notice", "day?")),
    "final_pay": (
        ("due", "day"),
        ("paid", "day"),
        ("daily", "euros"),
        ("disputed", "tick"),
        ("complained", "day?"),
    ),
    "review": (("reviewed", "day"), ("needed", "text")),
    "request": (("requested", "day"), ("earlier", "day?"), ("employees", "whole")),
    "change": (("effective", "day"), ("by_law", "tick"), ("agreed", "tick")),
    "reemployment": (("known", "day"), ("ended", "day"), ("employees", "whole")),
    "set_off": (("pay_day", "day"), ("net", "euros"), ("dependants", "whole")),
}
"""The fields of each guide in order, as the page shows them; a question mark: may stay empty."""
