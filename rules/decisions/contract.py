"""Employment Contracts Act (työsopimuslaki 55/2001), chapters 1 and 2: from signing to running pay.

https://www.finlex.fi/fi/laki/ajantasa/2001/20010055

Covered: 1:3 and 1:3 a fixed term (the rule before and since 1 June 2026), 1:4 trial period, 1:11 variable hours, 2:4
items of the written terms and their changes, 2:6 replies to requests, 2:12 hindrance, 2:13 how often wages are paid,
2:15 pay day, 6:1 and 6:5 what follows a fixed term; Guardianship Act 442/1999 32 § (who may not sign). Deadlines of the
written terms, the review and the extract of the criminal record are in ``duties``, ending in ``ending``, sick pay in
``sick_leave``, leaves in ``family_leave``.

Not covered: 1:7 assignment, 1:10 transfer of a business, 2:2 equal treatment and 2:5 more hours to part-timers: the
collected facts say nothing of them. That a fixed term without a ground is explained before its end is known, when is
not: it is a duty of the end day that says so (``employer/duties``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from rules import calendar
from rules.book import Book
from rules.decisions.grounds import Grounds
from rules.values import Decision

ACT = "55/2001"
LINK = "https://www.finlex.fi/fi/laki/ajantasa/2001/20010055"
GUARDIANSHIP_ACT = "442/1999"
GUARDIANSHIP_LINK = "https://www.finlex.fi/fi/laki/ajantasa/1999/19990442"
CONTINUING_POWERS_ACT = "648/2007"
CONTINUING_POWERS_LINK = "https://www.finlex.fi/fi/laki/ajantasa/2007/20070648"
_ONE_DAY = timedelta(days=1)

INDEFINITE = "indefinite"
FIXED_TERM = "fixed_term"

# 2:4: the items, whether they are due first, and whether they may refer to law or the agreement.
_ITEMS = (
    ("parties", True, False),
    ("start", True, False),
    ("fixed_term", True, False),
    ("trial_period", True, True),
    ("workplace", True, False),
    ("duties", True, False),
    ("pay", True, True),
    ("working_time", True, True),
    ("variable_hours", False, False),
    ("agency_work", False, False),
    ("training", False, True),
    ("annual_holiday", False, True),
    ("notice_period", False, True),
    ("agreement", False, True),
    ("insurers", False, True),
    ("work_abroad", False, False),
)
# 442/1999 32 §: with whom a guardian may not deal; a custodian acting for a minor may with the second group.
_NEVER = frozenset({"self", "spouse", "child", "represented"})
# 2:12: absences of the records by their reason in ``hindrance``.
HINDRANCES = {"hindrance": "employer", "hindrance_independent": "independent", "hindrance_strike": "strike"}
_RELATIVES = frozenset({"sibling", "parent", "grandchild", "grandparent", "spouse_of_relative"})


@dataclass(frozen=True, slots=True)
class TermsItem:
    """One item of the written terms: its number in 2:4, whether it is due first, whether it may refer to a rule."""

    number: int
    name: str
    first: bool
    may_refer: bool


@dataclass(frozen=True, slots=True)
class FixedTerm:
    """Whether the agreed end holds; otherwise the contract is ``indefinite``. ``ground`` says what it rests on."""

    valid: bool
    treated_as: str
    ground: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """The review of variable hours: whether a higher minimum is to be offered, which (minutes a week), and by when."""

    offer: bool
    weekly_minutes: int | None
    by: date | None


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Pay while work is prevented: whether it is due, and to which last day (None: no limit of days)."""

    paid: bool
    last: date | None


# --- 1:3 and 1:3 a: fixed term ----------------------------------------------------------------------------------------


def fixed_term(
    book: Book,
    *,
    signed: date,
    start: date,
    end: date | None,
    ground: str | None,
    earlier_end: date | None = None,
    earlier_known: bool = True,
    long_term_unemployed: bool = False,
    total_months_before: int = 0,
    total_days_before: int = 0,
    contracts_before: int = 0,
    renewals: int = 0,
    public_funding_only: bool = False,
    employee_asked: bool = False,
) -> Decision[FixedTerm | None]:
    """1:3 and 1:3 a: whether a fixed term holds, by the rule in force when the contract is signed.

    ``ground`` is the justified reason in words; ``earlier_end`` the end of the last employment between the parties
    (None: there was none, unless ``earlier_known`` is false); ``total_months_before`` and ``total_days_before`` the
    time already agreed as a long-term unemployed person, ``contracts_before`` in how many contracts; ``renewals``: how
    often this one has been extended, the extension in question counted in.
    ``public_funding_only``: the ground is nothing but the end of a budget decision; whether that is enough depends on
    the facts and is asked. Raises ``ValueError`` when the end is before the start.
    """
    g = Grounds(ACT, LINK, book)
    if end is None:
        g.because("contract.indefinite", "1:3", "a contract without an end is until further notice")
        return g.decide(FixedTerm(True, INDEFINITE, None))
    if end < start:
        raise ValueError(f"a fixed term cannot end ({end}) before it begins ({start})")
    if ground and public_funding_only and not employee_asked:
        g.ask(
            "contract.funding_ground",
            "Does the work end with the budget decision for a reason of its own?",
            "The end of public money alone may not be a justified reason; it depends on the facts (1:3).",
            "a lawyer, or the occupational safety authority",
        )
        return g.decide(None)
    if ground or employee_asked:
        g.because("contract.fixed_with_ground", "1:3", "a justified reason, or the employee's own wish")
        return g.decide(FixedTerm(True, FIXED_TERM, ground or "the employee's wish"))
    if long_term_unemployed:
        before = relativedelta(months=total_months_before, days=total_days_before)
        return _long_term_unemployed(g, signed, start, end, before, contracts_before + renewals)
    if g.word("contract_limit.no_ground", signing_day=signed) == "not_allowed":
        return _no_ground_before_the_reform(g, signed, start)
    return _no_ground_since_the_reform(g, signed, start, end, earlier_end, earlier_known)


def _long_term_unemployed(
    g: Grounds, signed: date, start: date, end: date, before: relativedelta, renewals: int
) -> Decision[FixedTerm | None]:
    """1:3 a: one unemployed for a year may be hired without a reason for a year in all, renewed at most twice.

    A contract that follows another and an extension are both renewals (``renewals``: how many so far, this one too).
    """
    limit = g.whole("contract_limit.long_unemployed_months", signing_day=signed)
    often = g.whole("contract_limit.long_unemployed_renewals", signing_day=signed)
    fits = end < start + relativedelta(months=limit) - before and renewals <= often
    g.because(
        "contract.long_unemployed" if fits else "contract.long_unemployed_over",
        "1:3 a",
        f"a long-term unemployed person, at most {limit} months in all and {often} renewals",
        months=limit,
        renewals=often,
    )
    return g.decide(FixedTerm(fits, FIXED_TERM if fits else INDEFINITE, "long-term unemployed" if fits else None))


def _no_ground_before_the_reform(g: Grounds, signed: date, start: date) -> Decision[FixedTerm | None]:
    """1:3 until 31 May 2026: on the employer's initiative a fixed term needs a justified reason."""
    g.because("contract.no_ground_before_reform", "1:3", f"signed on {signed}: a justified reason was needed")
    if g.law("contract_limit.no_ground", signing_day=start).number != "not_allowed":
        g.ask(
            "contract.no_ground_transition",
            "The contract was signed before the reform and begins after it. Which rule holds?",
            "The transitional provision was not seen; the rule of the day of signing is used (1:3).",
            "the act that changed the section, or a lawyer",
            blocks=False,
            signed=signed,
        )
    return g.decide(FixedTerm(False, INDEFINITE, None))


def _no_ground_since_the_reform(
    g: Grounds, signed: date, start: date, end: date, earlier_end: date | None, earlier_known: bool
) -> Decision[FixedTerm | None]:
    """1:3 since 1 June 2026: once, at most a year, and no employment between the parties in the five years before."""
    if earlier_end is None and not earlier_known:
        g.ask(
            "contract.earlier_employment",
            "Has there been an employment between you in the last five years, and when did it end?",
            "A fixed term without a ground is possible only after five years without one (1:3).",
            "earlier contracts and payslips",
        )
        return g.decide(None)
    months = g.whole("contract_limit.no_ground_months", signing_day=signed)
    years = g.whole("contract_limit.no_ground_gap_years", signing_day=signed)
    if earlier_end is not None and earlier_end + relativedelta(years=years) > signed:
        g.because(
            "contract.no_ground_too_soon",
            "1:3",
            f"an employment ended on {earlier_end}, under {years} years before signing",
            earlier_end=earlier_end,
            years=years,
        )
        return g.decide(FixedTerm(False, INDEFINITE, None))
    if end >= start + relativedelta(months=months):
        g.because("contract.no_ground_too_long", "1:3", f"over {months} months without a ground", months=months)
        return g.decide(FixedTerm(False, INDEFINITE, None))
    g.because("contract.no_ground_once", "1:3", f"once without a ground, at most {months} months", months=months)
    return g.decide(FixedTerm(True, FIXED_TERM, "without a ground (reform of 1 June 2026)"))


def extended(
    book: Book,
    *,
    agreed: date,
    start: date,
    end_before: date,
    end: date,
    ground: str | None,
    long_term_unemployed: bool = False,
    total_days_before: int = 0,
    contracts_before: int = 0,
    renewals: int = 0,
    employee_asked: bool = False,
) -> Decision[FixedTerm | None]:
    """1:3 and 1:3 a: whether a fixed term that began on ``start`` may be extended from ``end_before`` to ``end`` (last
    days) by an agreement made on ``agreed``.

    With a justified reason or on the employee's wish, yes. With a long-term unemployed person the year counts from the
    beginning and the extension is a renewal (``renewals``: how often this contract was extended before;
    ``contracts_before`` and ``total_days_before``: earlier such contracts and their days). Otherwise a reason is
    needed, for a fixed term without a ground is made once. Raises ``ValueError`` when the new end is not later.
    """
    if end <= end_before:
        raise ValueError(f"an extension ends later than {end_before}, not on {end}")
    if ground or employee_asked or long_term_unemployed:
        return fixed_term(
            book,
            signed=agreed,
            start=start,
            end=end,
            ground=ground,
            long_term_unemployed=long_term_unemployed,
            total_days_before=total_days_before,
            contracts_before=contracts_before,
            renewals=renewals + 1,
            employee_asked=employee_asked,
        )
    g = Grounds(ACT, LINK, book)
    return g.decide(g.include(no_ground_renewal()))


def no_ground_renewal() -> Decision[FixedTerm]:
    """1:3 since 1 June 2026: a fixed term without a ground is not extended or renewed without a ground."""
    g = Grounds(ACT, LINK)
    g.because("contract.no_ground_not_renewed", "1:3", "an extension or renewal needs a justified reason")
    return g.decide(FixedTerm(False, INDEFINITE, None))


def no_ground_may_be_given_notice(start: date, on: date, book: Book, *, signed: date) -> Decision[bool | None]:
    """The reform of 1 June 2026: whether notice may be given in a fixed term without a ground; asked, for only the
    bill's figure of six months was seen."""
    g = Grounds(ACT, LINK, book)
    months = g.or_ask(
        "contract_limit.no_ground_notice_months", where="the act that changed the section", signing_day=signed
    )
    if months is None:
        return g.decide(None)
    may = start + relativedelta(months=int(months)) <= on
    g.because("contract.no_ground_notice", "1:3", f"after {months} months either side may give notice", months=months)
    return g.decide(may)


def fixed_term_may_be_given_notice(start: date, on: date, book: Book, *, notice_agreed: bool) -> Decision[bool]:
    """6:1: a fixed term binds both until its end unless notice was agreed; one of over five years may be ended after
    them."""
    g = Grounds(ACT, LINK, book)
    years = g.whole("contract_limit.fixed_term_notice_years", signing_day=start)
    may = notice_agreed or start + relativedelta(years=years) <= on
    g.because(
        "contract.fixed_term_notice" if may else "contract.fixed_term_binds",
        "6:1",
        "notice was agreed, or the term has lasted long" if may else "a fixed term binds both until its end",
        years=years,
    )
    return g.decide(may)


def work_goes_on_after_end(end: date, worked_on: date) -> Decision[str]:
    """6:5: letting work go on after the agreed end makes the contract one until further notice."""
    g = Grounds(ACT, LINK)
    if worked_on > end:
        g.because("contract.tacit_extension", "6:5", f"work went on after {end}", end=end)
        return g.decide(INDEFINITE)
    g.because("contract.ends_as_agreed", "6:5", f"no work after {end}", end=end)
    return g.decide(FIXED_TERM)


# --- 1:4: trial period ------------------------------------------------------------------------------------------------


def longest_trial_months(contract_months: Fraction | int | None, start: date, book: Book) -> Decision[Fraction]:
    """1:4: the longest trial period in months: six, in a fixed term (``contract_months``) at most half of it."""
    g = Grounds(ACT, LINK, book)
    most = Fraction(g.whole("contract_limit.trial_months", employment_start=start))
    if contract_months is not None:
        most = min(most, Fraction(contract_months) / g.whole("contract_limit.trial_share", employment_start=start))
    g.because("contract.trial_longest", "1:4", f"at most {most} months", months=most)
    return g.decide(most)


def last_trial_day(start: date, end: date | None, trial_months: int, book: Book) -> Decision[date]:
    """1:4: the last day of an agreed trial period, shortened to what the section allows.

    Half of a fixed term is whole months where the term has an even number of them, if the project's choice is so
    (``contract_limit.trial_half_counted``); of any other term it is counted in days, a half day left out.
    """
    g = Grounds(ACT, LINK, book)
    most = g.whole("contract_limit.trial_months", employment_start=start)
    last = start + relativedelta(months=min(trial_months, most)) - _ONE_DAY
    if end is not None:
        share = g.whole("contract_limit.trial_share", employment_start=start)
        in_months = g.word("contract_limit.trial_half_counted", employment_start=start) == "whole_months"
        last = min(last, _half_of_term(start, end, share, in_months=in_months))
    g.because("contract.trial_last", "1:4", f"the trial period lasts to {last}", last=last)
    return g.decide(last)


def _half_of_term(start: date, end: date, share: int, *, in_months: bool) -> date:
    length = relativedelta(end + _ONE_DAY, start)
    months, rest = divmod(12 * length.years + length.months, share)
    if length.days or rest or not in_months:
        return start + timedelta(days=((end - start).days + 1) // share - 1)
    return start + relativedelta(months=months) - _ONE_DAY


def extended_trial(
    last: date, absence_days: int, told_on: date, book: Book, *, start: date, end: date | None = None
) -> Decision[date]:
    """1:4: the trial period's last day, a month later for each full 30 calendar days of incapacity or family leave in
    it.

    The employee has to be told before the trial period ends. In a fixed term (``end``) the extended period too is at
    most half of the term and at most six months.
    """
    g = Grounds(ACT, LINK, book)
    per = g.whole("contract_limit.trial_extension_days", employment_start=start)
    months = absence_days // per
    if not months:
        g.because("contract.trial_not_extended", "1:4", f"under {per} days of absence", days=absence_days, needed=per)
        return g.decide(last)
    if told_on > last:
        g.because("contract.trial_told_late", "1:4", f"told on {told_on}, after the end", told=told_on, last=last)
        return g.decide(last)
    new = last + relativedelta(months=months)
    if end is not None:
        most = g.include(
            last_trial_day(start, end, g.whole("contract_limit.trial_months", employment_start=start), book)
        )
        new = max(last, min(new, most))
        if new == last:
            g.because("contract.trial_half_reached", "1:4", f"half of the term ends on {most}", last=last)
            return g.decide(last)
    g.because("contract.trial_extended", "1:4", f"{months} months longer, to {new}", months=months, last=new)
    return g.decide(new)


# --- 1:11: variable hours ---------------------------------------------------------------------------------------------


def variable_hours_allowed(*, need_is_fixed: bool | None, employer_asked: bool) -> Decision[bool | None]:
    """1:11: variable hours are not agreed on the employer's initiative when the need for work is fixed."""
    g = Grounds(ACT, LINK)
    if not employer_asked:
        g.because("contract.variable_by_employee", "1:11", "agreed on the employee's initiative")
        return g.decide(True)
    if need_is_fixed is None:
        g.ask(
            "contract.need_is_fixed",
            "Is the need for work the same every week?",
            "Then variable hours may not be agreed on the employer's initiative (1:11).",
            "the service decision and the plan of the care",
        )
        return g.decide(None)
    g.because(
        "contract.variable_not_allowed" if need_is_fixed else "contract.variable_allowed",
        "1:11",
        "the need is fixed" if need_is_fixed else "the need varies",
    )
    return g.decide(not need_is_fixed)


def review_variable_hours(agreed_minimum: int, needed: int, reviewed_on: date, book: Book) -> Decision[Review]:
    """1:11: at the review (every 12 months): when the need is above the agreed minimum (minutes a week both), an
    amended contract is offered within a month."""
    g = Grounds(ACT, LINK, book)
    if needed <= agreed_minimum:
        g.because("contract.review_no_offer", "1:11", "the minimum matches the need")
        return g.decide(Review(False, None, None))
    months = g.whole("contract_limit.review_offer_months", employment_start=reviewed_on)
    by = reviewed_on + relativedelta(months=months)
    g.because("contract.review_offer", "1:11", f"{needed} minutes a week are offered by {by}", minutes=needed, by=by)
    return g.decide(Review(True, needed, by))


# --- 2:4 and 2:6: written terms ---------------------------------------------------------------------------------------


def written_items(
    *, fixed_term: bool, trial: bool, variable_hours: bool, abroad: bool = False, agency: bool = False
) -> Decision[tuple[TermsItem, ...]]:
    """2:4: the items that the written terms of this employment hold, in the order of the section."""
    g = Grounds(ACT, LINK)
    left_out = {
        name
        for name, present in (
            ("fixed_term", fixed_term),
            ("trial_period", trial),
            ("variable_hours", variable_hours),
            ("work_abroad", abroad),
            ("agency_work", agency),
        )
        if not present
    }
    items = tuple(
        TermsItem(number, name, first, may_refer)
        for number, (name, first, may_refer) in enumerate(_ITEMS, start=1)
        if name not in left_out
    )
    g.because("contract.written_items", "2:4", f"{len(items)} items", items=len(items))
    return g.decide(items)


def changed_term_by(effective: date, *, from_law_or_agreement: bool = False) -> Decision[date | None]:
    """2:4: a changed term is given in writing as soon as possible, at the latest when it takes effect; None: not
    needed, for the change comes from the law or the collective agreement."""
    g = Grounds(ACT, LINK)
    if from_law_or_agreement:
        g.because("contract.changed_by_law", "2:4", "the change comes from the law or the agreement")
        return g.decide(None)
    g.because("contract.changed_term", "2:4", f"in writing by {effective}", by=effective)
    return g.decide(effective)


def abroad_terms_by(departure: date, months_abroad: int) -> Decision[date | None]:
    """2:4: by when the terms of work abroad (item 16) are given: before the employee leaves; None: not needed, for the
    work there lasts under a month."""
    g = Grounds(ACT, LINK)
    if months_abroad < 1:
        g.because("contract.no_abroad_terms", "2:4", "under a month abroad")
        return g.decide(None)
    by = departure - _ONE_DAY
    g.because("contract.abroad_terms", "2:4", f"before leaving, by {by}", by=by)
    return g.decide(by)


def reply_to_request_by(
    requested: date, employment_start: date, last_request: date | None, employees: int, book: Book
) -> Decision[date | None]:
    """2:6: by when a reasoned written reply to a wish for longer hours or another contract is due; None: not owed."""
    g = Grounds(ACT, LINK, book)
    service = g.whole("contract_limit.reply_service_months", notice_day=requested)
    again = g.whole("contract_limit.reply_again_months", notice_day=requested)
    if employment_start + relativedelta(months=service) > requested:
        g.because("contract.reply_not_owed_service", "2:6", f"under {service} months of service", months=service)
        return g.decide(None)
    if last_request is not None and last_request + relativedelta(months=again) > requested:
        g.because("contract.reply_not_owed_again", "2:6", f"the last request is under {again} months old", months=again)
        return g.decide(None)
    small = employees <= g.whole("contract_limit.reply_small_employees", notice_day=requested)
    name = "contract_limit.reply_small_months" if small else "contract_limit.reply_months"
    months = g.whole(name, notice_day=requested)
    by = requested + relativedelta(months=months)
    g.because("contract.reply_by", "2:6", f"within {months} months, by {by}", months=months, by=by)
    return g.decide(by)


# --- 2:12 and 2:15: pay that runs -------------------------------------------------------------------------------------


def hindrance(
    reason: str, first: date, book: Book, *, employee_ready: bool, agreed_otherwise: bool = False
) -> Decision[Hindrance]:
    """2:12: pay when the employee is ready and work is prevented.

    ``reason``: ``employer`` (client in hospital, travelling, cancelled: full pay without a limit of days unless agreed
    otherwise), ``independent`` (fire, exceptional natural event: at most 14 days), ``strike`` (other workers': at
    most 7). What was saved, and earned or left unearned elsewhere, is deducted.
    """
    g = Grounds(ACT, LINK, book)
    if reason not in {"employer", "independent", "strike"}:
        raise ValueError(f"{reason} is no reason of 2:12")
    if not employee_ready:
        g.because("contract.not_ready", "2:12", "the employee was not ready to work")
        return g.decide(Hindrance(False, None))
    if reason == "employer":
        if agreed_otherwise:
            g.because("contract.hindrance_agreed", "2:12", "the parties have agreed otherwise")
            return g.decide(Hindrance(False, None))
        g.because("contract.hindrance_employer", "2:12", "a reason on the employer's side: full pay")
        return g.decide(Hindrance(True, None))
    name = "hindrance_independent_days" if reason == "independent" else "hindrance_strike_days"
    days = g.whole(f"contract_limit.{name}", absence_first=first)
    last = first + timedelta(days=days - 1)
    g.because(f"contract.hindrance_{reason}", "2:12", f"pay for at most {days} days, to {last}", days=days, last=last)
    return g.decide(Hindrance(True, last))


def hindered_to(
    kind: str, first: date, last: date, book: Book, *, agreed_otherwise: bool = False
) -> Decision[date | None]:
    """2:12: the last paid day of a noted absence (``kind`` of ``HINDRANCES``, ``first`` to ``last``) in which work was
    prevented; None when no day is paid. Raises ``KeyError`` for another kind."""
    g = Grounds(ACT, LINK, book)
    found = g.include(hindrance(HINDRANCES[kind], first, book, employee_ready=True, agreed_otherwise=agreed_otherwise))
    return g.decide(min(last, found.last or last) if found.paid else None)


def payments_a_month(unit: str, *, agreed_monthly: bool = False) -> Decision[int]:
    """2:13: how often wages are paid at least: twice a month when pay is by a time shorter than a week, such as the
    hour or the day, and otherwise once. ``agreed_monthly``: the parties have agreed on once a month.

    ``unit``: hour, day, week or month. Raises ``ValueError`` for another one.
    """
    if unit not in {"hour", "day", "week", "month"}:
        raise ValueError(f"pay is by hour, day, week or month, not {unit!r}")
    g = Grounds(ACT, LINK)
    if agreed_monthly or unit in {"week", "month"}:
        g.because("contract.paid_monthly", "2:13", "paid at least once a month")
        return g.decide(1)
    g.because("contract.paid_twice_a_month", "2:13", f"pay by the {unit} is paid at least twice a month")
    return g.decide(2)


def pay_due(nominal: date) -> Decision[date]:
    """2:15: when wages are due: on the pay day, or the business day before it when it is no business day."""
    g = Grounds(ACT, LINK)
    due = calendar.previous_business_day(nominal)
    code = "contract.pay_day" if due == nominal else "contract.pay_day_moved"
    g.because(code, "2:15", f"due on {due}", nominal=nominal, due=due)
    return g.decide(due)


# --- who may sign: 442/1999 32 § --------------------------------------------------------------------------------------


def may_represent(*, representative: str, worker: str) -> Decision[bool]:
    """442/1999 32 §: whether a guardian (or attorney, 648/2007 17 §) may sign the employment of this worker for the
    principal.

    ``representative``: ``guardian`` (edunvalvoja), ``attorney`` (continuing power, same list) or ``custodian`` (of a
    minor). ``worker`` is the worker's relation to the representative: self, spouse, child, represented, sibling,
    parent, grandchild, grandparent, spouse_of_relative or other. When not, a substitute guardian is needed.
    """
    if representative == "attorney":
        g, section = Grounds(CONTINUING_POWERS_ACT, CONTINUING_POWERS_LINK), "17"
    else:
        g, section = Grounds(GUARDIANSHIP_ACT, GUARDIANSHIP_LINK), "32"
    if representative not in {"guardian", "attorney", "custodian"}:
        raise ValueError(f"{representative} is no representative")
    if worker in _NEVER or (worker in _RELATIVES and representative != "custodian"):
        g.because("contract.conflict", section, "the other side is too close: a substitute guardian", worker=worker)
        return g.decide(False)
    if worker not in _RELATIVES and worker != "other":
        raise ValueError(f"{worker} is no relation of the section")
    g.because("contract.no_conflict", section, "no conflict of the section")
    return g.decide(True)


# --- before the first day: what may be noted and kept ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExtractNotes:
    """What the employer may do with an extract of the criminal record: never copy it; note only these."""

    may_copy: bool
    may_record: tuple[str, ...]


def criminal_extract_notes() -> Decision[ExtractNotes]:
    """504/2002 7 § and 741/2023 28 §: the extract is shown and given back; only the showing and its date are noted."""
    g = Grounds("504/2002", "https://www.finlex.fi/fi/laki/ajantasa/2002/20020504")
    g.because("contract.extract_notes", "7", "no copy; only that it was shown and the date of the extract")
    return g.decide(ExtractNotes(False, ("shown", "date_of_extract")))


def work_permit_end_report_by(ended_early_on: date, book: Book) -> Decision[date | None]:
    """301/2004 82 §: by when the early end of a work permit holder's job is reported; the days were not verified, so
    they are asked (None)."""
    g = Grounds("301/2004", "https://www.finlex.fi/fi/laki/alkup/2023/20230216", book)
    days = g.or_ask(
        "duty.foreigner_end_report_days", where="Migri's page for employers", blocks=False, payment_day=ended_early_on
    )
    return g.decide(None if days is None else ended_early_on + timedelta(days=int(days)))


def right_to_work_data_until(employment_end: date, book: Book) -> Decision[date]:
    """301/2004 82 §: until when data on the right to work is kept at the workplace: two years after the employment."""
    g = Grounds("301/2004", "https://www.finlex.fi/fi/laki/alkup/2023/20230216", book)
    years = g.whole("retention.right_to_work_years", payment_day=employment_end)
    until = employment_end + relativedelta(years=years)
    g.because("contract.right_to_work_data", "82", f"kept until {until}", until=until, years=years)
    return g.decide(until)
