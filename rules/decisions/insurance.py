"""Who is insured in an employment, and from which limit on.

Employees' pensions act 395/2006, https://www.finlex.fi/fi/laki/ajantasa/2006/20060395: 4 § (ages and the monthly
limit), 147 § (temporary employer) covered; the percentages are values of the book; all else not covered.
Act on the financing of unemployment benefits 555/1998: 12 a and 12 b § covered; billing and the upper tier not. Act
on the employer's health insurance contribution 771/2016 and Health Insurance Act 1224/2004: ages and the household's
limit covered; who counts as insured in Finland not covered. Workers' Compensation Act 459/2015: 3, 156, 268, 269 and
285 § covered; benefits and the premium not covered.

Every age here is the age reached by the end of the month before the payment: insurance begins with the month after a
birthday month and ends with the month in which the upper age is reached, so one whole number decides both ends.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from rules.book import Book
from rules.days import Days
from rules.errors import UnverifiedValue
from rules.values import Decision, Question, Reason, Value

PENSIONS_ACT = "https://www.finlex.fi/fi/laki/ajantasa/2006/20060395"
UNEMPLOYMENT_ACT = "https://www.finlex.fi/fi/lainsaadanto/1998/555"
HEALTH_ACT = "https://www.finlex.fi/fi/laki/ajantasa/2004/20041224"
ACCIDENT_ACT = "https://www.finlex.fi/fi/laki/ajantasa/2015/20150459"
HOUSEHOLD_GUIDE = "https://www.vero.fi/"

LIMITS = {
    "unemployment": ("unemployment.yearly_limit_euros", "555/1998 12 a §", UNEMPLOYMENT_ACT),
    "health": ("health.yearly_limit_euros", "771/2016; the Tax Administration's household guidance", HOUSEHOLD_GUIDE),
    "accident": ("accident.yearly_limit_euros", "459/2015 3 §", ACCIDENT_ACT),
    "withholding": ("withholding.yearly_limit_euros", "the Tax Administration's household guidance", HOUSEHOLD_GUIDE),
}


def insurance_age(born: date, payment_day: date) -> int:
    """The age in whole years reached by the end of the month before ``payment_day``; never below zero.

    395/2006 4 §, 555/1998 12 a § and 771/2016: each limit begins or ends at the turn of the month after a birthday.
    """
    last = payment_day.replace(day=1) - timedelta(days=1)
    age = last.year - born.year - ((last.month, last.day) < _birthday_in(last.year, born))
    return max(age, 0)


def _birthday_in(year: int, born: date) -> tuple[int, int]:
    # Someone born on 29 February comes of age at the latest on the last day of that February.
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (2, 28) if (born.month, born.day) == (2, 29) and not leap else (born.month, born.day)


@lru_cache(maxsize=4096)
def pension_insured(book: Book, born: date, payment_day: date) -> Decision[bool]:
    """395/2006 4 §: insured from the month after the 17th birthday month to the end of the month of the upper age.

    Born 1957 or earlier 68, 1958 to 1961 69, 1962 or later 70. Old-age pensioners who work are insured alike.
    Raises what ``Book.value`` raises.
    """
    days = Days(payment_day=payment_day)
    low, high = book.value("pension.age_from_years", days), book.value("pension.age_until_years", days)
    until: Decimal = high.row(born=born.year)["years"]
    return _by_age(born, payment_day, low, high, int(until), kind="pension", section="395/2006 4 §", link=PENSIONS_ACT)


@lru_cache(maxsize=4096)
def unemployment_insured(
    book: Book, born: date, payment_day: date, retirement: date | None = None
) -> Decision[bool | None]:
    """555/1998 12 a §: insured from the month after the 18th birthday month to the end of the month of the upper age.

    The upper age is 65 for people born before 1965 and the person's own lowest retirement age for later ones; that one
    is not in the book and is asked once the person is old enough for it to matter. ``retirement``: a day of the month
    in which the person reaches it, as answered. Raises what ``Book.value`` raises.
    """
    days = Days(payment_day=payment_day)
    low, high = book.value("unemployment.age_from_years", days), book.value("unemployment.age_until_years", days)
    until: Decimal | None = high.row(born=born.year)["years"]
    section, kind = "555/1998 12 a §", "unemployment"
    if until is not None:
        known = _by_age(born, payment_day, low, high, int(until), kind=kind, section=section, link=UNEMPLOYMENT_ACT)
        return Decision(known.outcome, known.reasons, known.questions, known.values)
    asked_from = book.value("choice.retirement_age_asked_from_years", days)
    age = insurance_age(born, payment_day)
    if age < asked_from.number:
        certain = _by_age(
            born, payment_day, low, high, int(asked_from.number), kind=kind, section=section, link=UNEMPLOYMENT_ACT
        )
        return Decision(certain.outcome, certain.reasons, (), (*certain.values, asked_from))
    if retirement is None:
        return Decision(None, (), (question_retirement_age(payment_day),), (low, high, asked_from))
    ended = payment_day.replace(day=1) > retirement.replace(day=1)
    code = "unemployment_too_old" if ended else "unemployment_insured"
    says = "insurance ended with" if ended else "insured to the end of"
    last = retirement.year - born.year - ((retirement.month, retirement.day) < _birthday_in(retirement.year, born))
    facts = (("age", str(age)), ("from", str(int(low.number))), ("until", str(last)), ("born_year", str(born.year)))
    reason = Reason(code, section, f"{says} the month of the lowest retirement age", facts, UNEMPLOYMENT_ACT)
    return Decision(not ended, (reason,), (), (low, high, asked_from))


@lru_cache(maxsize=4096)
def health_insured(book: Book, born: date, payment_day: date) -> Decision[bool]:
    """771/2016: the employer's contribution is due on wages paid after the month of the 16th birthday, through the
    month in which the person turns 68. Raises what ``Book.value`` raises.
    """
    days = Days(payment_day=payment_day)
    low, high = book.value("health.age_from_years", days), book.value("health.age_until_years", days)
    return _by_age(born, payment_day, low, high, int(high.number), kind="health", section="771/2016", link=HEALTH_ACT)


def _by_age(
    born: date, payment_day: date, low: Value, high: Value, until: int, *, kind: str, section: str, link: str
) -> Decision[bool]:
    age = insurance_age(born, payment_day)
    begins = int(low.number)
    facts = (("age", str(age)), ("from", str(begins)), ("until", str(until)), ("born_year", str(born.year)))
    if age < begins:
        says = f"the month after the {begins}th birthday month has not come"
        return Decision(False, (Reason(f"{kind}_too_young", section, says, facts, link),), (), (low, high))
    if age >= until:
        says = f"insurance ended with the month in which the age of {until} was reached"
        return Decision(False, (Reason(f"{kind}_too_old", section, says, facts, link),), (), (low, high))
    says = f"insured from the month after the {begins}th birthday month to the month of the {until}th birthday"
    return Decision(True, (Reason(f"{kind}_insured", section, says, facts, link),), (), (low, high))


def pension_threshold_reached(reached: bool) -> Decision[bool]:
    """395/2006 4 §: below the monthly limit nothing is withheld or paid; at or above it the whole month is insured."""
    if reached:
        return Decision(
            True,
            (
                Reason(
                    "pension_threshold_reached",
                    "395/2006 4 §",
                    "the month's earnings reach the limit, so all of them are insured",
                    link=PENSIONS_ACT,
                ),
            ),
        )
    return Decision(
        False,
        (
            Reason(
                "pension_below_threshold",
                "395/2006 4 §",
                "the month's earnings stay below the limit, so nothing is withheld or paid; they are still reported",
                link=PENSIONS_ACT,
            ),
        ),
    )


def under_yearly_limit(kind: str) -> Decision[bool]:
    """The outcome when the year's paid and planned wages stay at or below the limit of ``kind``: nothing is due.

    ``kind``: unemployment, health, accident or withholding. Raises ``KeyError`` for another word.
    """
    _, section, link = LIMITS[kind]
    says = "the year's paid and planned wages do not exceed the limit"
    return Decision(False, (Reason(f"{kind}_under_limit", section, says, link=link),))


def yearly_limit_exceeded(
    book: Book, kind: str, *, paid_cents: int, planned_cents: int, payment_day: date
) -> Decision[bool | None]:
    """Whether paid plus planned wages of the calendar year exceed the yearly limit of ``kind``; passed from the first
    payment when they do.

    555/1998 12 a–b §, 459/2015 3 §, and the household's limits of withholding and of the health contribution. For
    unemployment and accident insurance the wages of everyone count, for the other two those of one person. An
    unverified limit is asked only within the margin that the project has chosen. Raises what ``Book.value`` raises
    otherwise.
    """
    name, section, link = LIMITS[kind]
    days = Days(payment_day=payment_day)
    total = Decimal(paid_cents + planned_cents) / 100
    try:
        limit = book.value(name, days)
    except UnverifiedValue as unverified:
        margin = book.value("choice.unverified_limit_margin_percent", days)
        figure = Decimal(unverified.suggestion)
        if abs(total - figure) * 100 <= figure * margin.number:
            question = Question(
                topic=f"unverified_law_value.{name}",
                asks=f"Is {unverified.suggestion} euros the limit?",
                why=unverified.question,
                where_to_find="The authority's page or decision for the year.",
                day=payment_day,
                suggestion=unverified.suggestion,
                facts=(("name", name), ("day", payment_day.isoformat())),
            )
            return Decision(None, (), (question,), (margin,))
        reason = Reason(
            f"{kind}_far_from_limit",
            section,
            "the year's wages are so far from the limit that its exact figure does not matter",
            (("limit", unverified.suggestion), ("total", f"{total:.2f}")),
            link,
        )
        return Decision(total > figure, (reason,), (), (margin,))
    facts = (("limit", f"{limit.number:.2f}"), ("total", f"{total:.2f}"))
    if total > limit.number:
        says = "the year's paid and planned wages exceed the limit, so the whole sum counts from the first euro"
        return Decision(True, (Reason(f"{kind}_over_limit", section, says, facts, link),), (), (limit,))
    says = "the year's paid and planned wages do not exceed the limit"
    return Decision(False, (Reason(f"{kind}_under_limit", section, says, facts, link),), (), (limit,))


def pension_employer_kind(
    book: Book,
    *,
    permanent_employees: int | None,
    wages_six_months_cents: int | None,
    has_policy: bool | None,
    payment_day: date,
) -> Decision[str | None]:
    """395/2006 147 §: ``temporary`` without permanent employees, with wages below the limit within six months and
    without a policy; otherwise ``contract``.

    ``wages_six_months_cents``: wages of the fixed-term employees in the six months, in cents. A fact that is None and
    decides is asked. What happens to wages already paid when the limit is passed was not found and is asked, too.
    """
    section = "395/2006 147 §"
    if has_policy or (permanent_employees is not None and permanent_employees > 0):
        why = "a policy is in force" if has_policy else "someone is employed permanently or regularly"
        code = "pension_policy_in_force" if has_policy else "pension_permanent_employee"
        return Decision("contract", (Reason(code, section, why, link=PENSIONS_ACT),))
    limit = book.value("pension.temporary_six_months_euros", Days(payment_day=payment_day))
    if wages_six_months_cents is not None and wages_six_months_cents >= limit.number * 100:
        reason = Reason(
            "pension_six_months_limit",
            section,
            "wages within six months reach the limit",
            (("limit", f"{limit.number:.2f}"),),
            PENSIONS_ACT,
        )
        question = Question(
            topic="temporary_employer",
            asks="From which day is the pension policy in force?",
            why="Wages of six months reach the limit of a temporary employer; a policy must be taken, and how wages "
            "already paid are treated is for the pension company to say.",
            where_to_find="The pension company.",
            day=payment_day,
            blocks=False,
        )
        return Decision("contract", (reason,), (question,), (limit,))
    if permanent_employees is None or wages_six_months_cents is None or has_policy is None:
        return Decision(None, (), (question_pension_kind(),), (limit,))
    reason = Reason(
        "pension_temporary_employer",
        section,
        "no permanent employee, no policy, and wages within six months stay below the limit",
        (("limit", f"{limit.number:.2f}"),),
        PENSIONS_ACT,
    )
    return Decision("temporary", (reason,), (), (limit,))


def accident_insurance_required(book: Book, *, paid_or_agreed_cents: int, payment_day: date) -> Decision[bool | None]:
    """459/2015 3 §: a policy is required before work begins when the wages paid or agreed for all employees in the
    calendar year exceed the limit. No age limit; a relative with an employment contract counts.
    """
    return yearly_limit_exceeded(
        book, "accident", paid_cents=paid_or_agreed_cents, planned_cents=0, payment_day=payment_day
    )


def not_insured_by_age(book: Book, born: date, payment_day: date) -> Decision[tuple[str, ...]]:
    """Which of pension, health and unemployment insurance the age leaves out, for the report's exceptions.

    An open lowest retirement age leaves its question and is taken as insured in the outcome.
    """
    kinds = (
        ("pension", pension_insured(book, born, payment_day)),
        ("health", health_insured(book, born, payment_day)),
        ("unemployment", unemployment_insured(book, born, payment_day)),
    )
    return Decision(
        tuple(kind for kind, insured in kinds if insured.outcome is False),
        tuple(reason for _, insured in kinds for reason in insured.reasons if insured.outcome is False),
        tuple(question for _, insured in kinds for question in insured.questions),
        tuple(value for _, insured in kinds for value in insured.values),
    )


def no_group_life_agreed() -> Decision[bool]:
    """Group life insurance is agreed or comes from an agreement; here the parties have said that there is none."""
    says = "the employer has said that no group life insurance is agreed"
    return Decision(False, (Reason("no_group_life", "agreement of the parties", says),))


def question_retirement_age(payment_day: date) -> Question:
    """The lowest retirement age of a person born in 1965 or later: 555/1998 12 a §."""
    return Question(
        topic="retirement_age",
        asks="In which month does the employee reach the lowest age for the old-age pension (a day of it)?",
        why="Unemployment insurance ends with that month for people born in 1965 or later (555/1998 12 a §).",
        where_to_find="The employee's pension record from the pension company.",
        day=payment_day,
    )


def question_pension_age(first: date, last: date, payment_day: date) -> Question:
    """Work and payment lie on different sides of an age limit of the pension act: which of them decides was not found.

    395/2006 4 §. ``first`` and ``last``: the days that are paid.
    """
    return Question(
        topic="pension_age",
        asks=f"Is the pay for {first} to {last}, paid on {payment_day}, insured for a pension?",
        why="Insurance begins or ends with the employee's age between the work and its payment; whether the day of "
        "work or of payment decides was not found (395/2006 4 §).",
        where_to_find="The pension company.",
        facts=(("first", first.isoformat()), ("last", last.isoformat()), ("day", payment_day.isoformat())),
    )


def question_threshold_passed(cents: int, due_cents: int) -> Question:
    """An earlier payment of the month (``cents``) was made below the limit; the employee's share of it (``due_cents``)
    belongs to the later one, but how it is collected was not found. 395/2006 4 §.
    """
    euros, due = (f"{Decimal(sum_cents) / 100:.2f}" for sum_cents in (cents, due_cents))
    return Question(
        topic="monthly_threshold",
        asks="How is the pension contribution of the month's earlier payment collected?",
        why="That payment stayed below the monthly limit, and this one lifts the month to it (395/2006 4 §). The "
        "whole month is insured now; nothing is collected without being agreed.",
        where_to_find="The pension company.",
        facts=(("euros", euros), ("due", due)),
        blocks=False,
    )


def question_pension_kind() -> Question:
    """Temporary or contract employer: 395/2006 147 §."""
    return Question(
        topic="pension",
        asks="Has the employer a pension policy, or is it a temporary employer?",
        why="The percentage depends on it. One permanent employee or regular wages need a policy (395/2006 147 §).",
        where_to_find="The pension company's letter or online service.",
    )


def question_pension_percent(*, kind_known: bool = True) -> Question:
    """The whole percentage of a contract employer stands in its policy.

    Asked together with the kind of employer (``kind_known`` false) it does not wait for an answer: a temporary employer
    needs none.
    """
    return Question(
        topic="pension_total_percent",
        asks="What is the whole pension contribution percentage of the policy?",
        why="The company adds its own loading and bonus to the basic contribution.",
        where_to_find="The pension company's contribution notice for the year.",
        blocks=kind_known,
    )


def question_accident(*, known: bool) -> Question:
    """The accident insurance, or only its percentage when the policy is known."""
    if known:
        return Question(
            topic="accident_percent",
            asks="What is the premium percentage of the accident insurance?",
            why="The insurer sets it by the kind of work (459/2015); there is no common percentage.",
            where_to_find="The insurer's policy or invoice.",
        )
    return Question(
        topic="accident",
        asks="Which accident insurance covers the work, and at what percentage?",
        why="A policy must be in force before work begins when the year's wages exceed the limit (459/2015 3 §).",
        where_to_find="The insurer's policy.",
    )


def question_group_life() -> Question:
    """Whether group life insurance is agreed, and at what percentage."""
    return Question(
        topic="group_life",
        asks="Is group life insurance agreed, and at what percentage?",
        why="Many agreements require it; it is collected with the accident premium.",
        where_to_find="The accident insurer's policy, or the collective agreement.",
    )


def question_opening_year() -> Question:
    """What was paid in the year before the records begin decides whether a yearly limit is exceeded."""
    return Question(
        "opening_year",
        "How many euros of wages were paid this year before these records begin?",
        "The year's wages decide whether tax is withheld and contributions are due (1,500 euros).",
        "The earlier payslips of the year, or the Incomes Register.",
    )


def question_opening_month(day: date) -> Question:
    """What was paid in the calendar month of a payment (``day``) before the records begin: the pension insurance's
    limit is the month's. 395/2006 4 §."""
    return Question(
        "opening_month",
        f"How many euros of wages were paid in the month of {day} before these records begin?",
        "The pension insurance looks at all the pay of a calendar month together (395/2006 4 §). Answer 0 when there "
        "was none.",
        "The earlier payslips of the month.",
        facts=(("day", day.isoformat()),),
    )


def question_limit_passed(kind: str, cents: int, due_cents: int) -> Question:
    """A yearly limit was passed unexpectedly: what was not collected from ``cents`` earlier is asked, never caught up
    silently. ``due_cents``: what it comes to. ``kind``: withholding, source (tax at source), health, unemployment or
    accident.
    """
    _, section, _ = LIMITS["withholding" if kind == "source" else kind]
    euros, due = (f"{Decimal(sum_cents) / 100:.2f}" for sum_cents in (cents, due_cents))
    return Question(
        topic=f"limit_passed_{kind}",
        asks=f"How are the {due} euros that were not collected from {euros} euros paid earlier this year settled?",
        why=f"The year's wages now exceed the limit ({section}); earlier payments were made below it.",
        where_to_find="The Tax Administration, the Employment Fund or the insurer, and the employee's agreement.",
        facts=(("euros", euros), ("due", due)),
        blocks=False,
    )
