"""Who is insured, from when and until when, and which limits free a household from a contribution.

Employees Pensions Act 395/2006 4 §, 147 and 152 § (https://www.finlex.fi/fi/laki/ajantasa/2006/20060395),
Act on the Financing of Unemployment Benefits 555/1998 12 a–b § (https://www.finlex.fi/fi/lainsaadanto/1998/555),
Health Insurance Act 1224/2004 18 ch. and 771/2016 (https://www.finlex.fi/fi/lainsaadanto/2004/1224),
Workers' Compensation Act 459/2015 3 and 285 § (https://www.finlex.fi/fi/laki/ajantasa/2015/20150459).
Covered: ages, monthly and yearly limits, contract and temporary employers. Not covered: self-employed persons (YEL), posted
workers, the rates themselves (``rules/data/yearly``).

Every age here changes at the end of a calendar month, so one age decides: the one reached by the last day of the
month before the payment day (a payment for earlier work follows its payment day: ``choice.age_decided_by``).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from rules.book import Book
from rules.days import Days
from rules.errors import NoValueForDay, UnknownValue, UnverifiedValue
from rules.values import Decision, Question, Reason

_PENSION_LINK = "https://www.finlex.fi/fi/laki/ajantasa/2006/20060395"
_UNEMPLOYMENT_LINK = "https://www.finlex.fi/fi/lainsaadanto/1998/555"
_HEALTH_LINK = "https://www.finlex.fi/fi/lainsaadanto/2004/1224"
_ACCIDENT_LINK = "https://www.finlex.fi/fi/laki/ajantasa/2015/20150459"


@lru_cache(maxsize=4096)
def insurance_age(born: date, payment_day: date) -> int:
    """Whole years reached by the last day of the month before the payment day."""
    return relativedelta(payment_day.replace(day=1) - timedelta(days=1), born).years


def _facts(born: date, age: int, limit: object) -> tuple[tuple[str, str], ...]:
    return (("born", born.isoformat()), ("age", str(age)), ("limit", str(limit)))


@lru_cache(maxsize=4096)
def pension_insured(book: Book, born: date, payment_day: date) -> Decision[bool | None]:
    """395/2006 4 §: insured from the month after the 17th birthday to the end of the month of the upper age.

    The upper age depends on the year of birth. None with a question when the book cannot say.
    """
    days, age = Days(payment_day=payment_day), insurance_age(born, payment_day)
    try:
        lower = book.value("pension.age_from_years", days)
        upper = book.value("pension.age_until_years", days)
    except (NoValueForDay, UnknownValue, UnverifiedValue) as missing:
        return _missing(missing)
    until = upper.row(born=born.year)["years"]
    if age < lower.number:
        reason = Reason(
            "pension_too_young",
            "395/2006 4 §",
            "pension insurance begins in the month after the 17th birthday",
            _facts(born, age, lower.number),
            _PENSION_LINK,
        )
        return Decision(False, (reason,), values=(lower,))
    if age >= until:
        reason = Reason(
            "pension_too_old",
            "395/2006 4 §",
            "pension insurance ends with the month in which the upper age is reached",
            _facts(born, age, until),
            _PENSION_LINK,
        )
        return Decision(False, (reason,), values=(upper,))
    reason = Reason("pension_insured", "395/2006 4 §", "insured by age", _facts(born, age, until), _PENSION_LINK)
    return Decision(True, (reason,), values=(lower, upper))


def pension_threshold_reached(reached: bool) -> Decision[bool]:
    """395/2006 4 §: below the monthly threshold nothing is withheld or paid; at or above it the whole month is insured."""
    says = (
        "the month's pay reaches the monthly threshold"
        if reached
        else "the month's pay stays below the monthly threshold, so no pension contribution is due"
    )
    return Decision(reached, (Reason("pension_threshold", "395/2006 4 §", says, link=_PENSION_LINK),))


@lru_cache(maxsize=4096)
def unemployment_insured(book: Book, born: date, payment_day: date) -> Decision[bool | None]:
    """555/1998 12 a §: from the month after the 18th birthday to the end of the month of the upper age.

    The upper age is 65 for a person born before 1965 and the lowest retirement age for a person born later, which the
    book does not know: it is asked only when the person may have reached it.
    """
    days, age = Days(payment_day=payment_day), insurance_age(born, payment_day)
    try:
        lower = book.value("unemployment.age_from_years", days)
        if age < lower.number:
            reason = Reason(
                "unemployment_too_young",
                "555/1998 12 a §",
                "insured from the month after the 18th birthday",
                _facts(born, age, lower.number),
                _UNEMPLOYMENT_LINK,
            )
            return Decision(False, (reason,), values=(lower,))
        upper = book.value("unemployment.age_until_years", days)
    except (NoValueForDay, UnknownValue, UnverifiedValue) as missing:
        return _missing(missing)
    until = upper.row(born=born.year)["years"]
    if until is None:  # the lowest retirement age of people born later is not lower than the last known upper age
        known = max(band["years"] for band in upper.number if band["years"] is not None)
        if age >= known:
            return Decision(None, (), (_question_retirement_age(),))
        until = known
    if age >= until:
        reason = Reason(
            "unemployment_too_old",
            "555/1998 12 a §",
            "insured to the end of the month in which the upper age is reached",
            _facts(born, age, until),
            _UNEMPLOYMENT_LINK,
        )
        return Decision(False, (reason,), values=(upper,))
    reason = Reason(
        "unemployment_insured", "555/1998 12 a §", "insured by age", _facts(born, age, until), _UNEMPLOYMENT_LINK
    )
    return Decision(True, (reason,), values=(lower, upper))


@lru_cache(maxsize=4096)
def health_insured(book: Book, born: date, payment_day: date) -> Decision[bool | None]:
    """1224/2004: wages paid from the month after the 16th birthday to the end of the month of the 68th birthday."""
    days, age = Days(payment_day=payment_day), insurance_age(born, payment_day)
    try:
        lower, upper = book.value("health.age_from_years", days), book.value("health.age_until_years", days)
    except (NoValueForDay, UnknownValue, UnverifiedValue) as missing:
        return _missing(missing)
    if lower.number <= age < upper.number:
        reason = Reason("health_insured", "1224/2004", "insured by age", _facts(born, age, upper.number), _HEALTH_LINK)
        return Decision(True, (reason,), values=(lower, upper))
    code, says = (
        ("health_too_young", "the contribution begins in the month after the 16th birthday")
        if age < lower.number
        else ("health_too_old", "the contribution ends with the month of the 68th birthday")
    )
    reason = Reason(code, "1224/2004", says, _facts(born, age, lower.number), _HEALTH_LINK)
    return Decision(False, (reason,), values=(lower, upper))


_UNDER_LIMIT = {
    "unemployment": (
        "555/1998 12 a §",
        "all wages of the employer in the year are at most the limit: nothing is invoiced",
        _UNEMPLOYMENT_LINK,
    ),
    "health": ("771/2016", "this employee's pay from the household in the year is at most the limit", _HEALTH_LINK),
    "accident": (
        "459/2015 3 §",
        "all wages of the employer in the year are at most the limit: no duty to insure",
        _ACCIDENT_LINK,
    ),
    "withholding": ("1118/1996", "this employee's pay from the household in the year is at most the limit", ""),
}


@lru_cache(maxsize=16)
def under_yearly_limit(kind: str) -> Decision[bool]:
    """That a yearly limit of households frees from a contribution: unemployment, health, accident or withholding."""
    section, says, link = _UNDER_LIMIT[kind]
    return Decision(False, (Reason(f"under_limit_{kind}", section, says, link=link),))


@lru_cache(maxsize=1)
def no_group_life_agreed() -> Decision[bool]:
    """Group life insurance comes from an agreement only; the parties have said that there is none."""
    return Decision(
        False,
        (Reason("no_group_life", "TSL 1:1", "group life insurance is due only by an agreement, and none binds here"),),
    )


def question_threshold_passed() -> Question:
    """The month's earlier payment was below the threshold, this one lifts the month over it (procedure unverified)."""
    return Question(
        "monthly_threshold",
        "How is the employee's pension contribution on this month's earlier payment collected?",
        "The month's pay reached the pension threshold only with this payment (395/2006 4 §).",
        "Ask the pension company; agree with the employee before taking it from a later pay.",
        blocks=False,
    )


def question_limit_passed(kind: str, cents: int) -> Question:
    """A yearly limit was passed unexpectedly: what was not withheld or paid on earlier payments has to be settled."""
    authority = {
        "withholding": "the Tax Administration",
        "health": "the Tax Administration",
        "unemployment": "the Employment Fund",
        "accident": "the accident insurance company",
    }[kind]
    return Question(
        f"limit_passed_{kind}",
        f"What is done about {kind} on the {cents // 100}.{cents % 100:02d} euros paid earlier this year below the limit?",
        "The yearly limit was passed by this payment; nothing was withheld or counted on the earlier ones.",
        f"Ask {authority}; nothing is taken from the employee without an answer.",
        facts=(("cents", str(cents)),),
        blocks=False,
    )


def question_pension_kind() -> Question:
    """Whether the employer has a pension policy is not known."""
    return Question(
        "pension",
        "Has the employer taken a pension policy (contract employer), or is it a temporary employer?",
        "The pension contribution's total percentage depends on it (395/2006 147 §).",
        "The pension company's policy; with one permanent employee a policy is compulsory.",
    )


def question_pension_percent() -> Question:
    """A contract employer's total percentage stands in its policy."""
    return Question(
        "pension_total_percent",
        "What is the total percentage of the pension policy?",
        "A contract employer's percentage is set by its pension company.",
        "The pension company's decision on the contribution, or its online service.",
    )


def question_accident(*, known: bool) -> Question:
    """The accident policy, or its percentage, is not known."""
    if known:
        return Question(
            "accident_percent",
            "What percentage of the wages does the accident insurance cost?",
            "The premium is set in the policy for the kind of work.",
            "The accident insurance policy or its latest invoice.",
        )
    return Question(
        "accident",
        "Which accident insurance does the employer have, and what percentage of the wages does it cost?",
        "The year's wages exceed the limit above which insurance is compulsory before work begins (459/2015 3 §).",
        "The accident insurance policy.",
    )


def _question_retirement_age() -> Question:
    return Question(
        "retirement_age",
        "In which month does the employee reach the lowest age for the old-age pension?",
        "Unemployment insurance ends with that month (555/1998 12 a §); for people born in 1965 or later it is personal.",
        "The employee's own pension record.",
    )


def question_group_life() -> Question:
    """Whether group life insurance has been agreed is not known."""
    return Question(
        "group_life",
        "Has group life insurance been agreed, and at what percentage? Answer 0 when there is none.",
        "It is due only by an agreement; the file does not say whether there is one.",
        "The accident insurance policy: the group life insurance is usually beside it.",
    )


def _missing(missing: NoValueForDay | UnknownValue | UnverifiedValue) -> Decision[bool | None]:
    topic = "unverified_law_value" if isinstance(missing, UnverifiedValue) else "missing_law_value"
    return Decision(
        None,
        (),
        (
            Question(
                f"{topic}.{missing.name}",
                f"What is {missing.name} on {missing.day.isoformat()}?",
                missing.question,
                "The authority's decision or page for that year.",
                missing.day,
                facts=(("name", missing.name), ("day", missing.day.isoformat())),
            ),
        ),
    )
