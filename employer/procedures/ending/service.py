"""Answers of the guides from the decisions of the law, and the certificate of employment. Nothing here commits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from employer import contracts, documents, effective, formats, hours, leave, people, texts
from employer.contracts.schemas import EmploymentFacts, Terms
from employer.documents import Rendered
from employer.errors import Problem, Refused, Sentence
from employer.leave.schemas import HOLIDAYS, Absence
from employer.procedures.ending.schemas import FIELDS, Answered, HoursDone
from payroll.figures import Trace
from payroll.single_amounts import set_off
from rules import (
    Book,
    Days,
    Decision,
    NoValueForDay,
    Period,
    Reason,
    UnknownValue,
    UnverifiedValue,
    calendar,
    load_book,
)
from rules.decisions import (
    annual_holiday,
    contract,
    coverage,
    duties,
    ending,
    personal_assistants,
    training,
    young_workers,
)
from rules.decisions.ending import Length

Asked = Mapping[str, Any]
_ONE_DAY = timedelta(days=1)
FAMILY_LEAVES = (
    *("pregnancy", "special_pregnancy", "parental", "partial_parental", "childcare", "partial_childcare"),
    *("child_sick", "compelling", "carer", "close_person", "prenatal_check"),
)
"""Absences of chapter 4 of the Employment Contracts Act, for which nobody is dismissed (7:9)."""
_DAYS_OF_WEEK = 7


def answer(
    session: Session, employer_id: int, employment_id: int, guide: str, asked: Asked, known_on: date
) -> Answered:
    """What a guide tells of an employment. Raises ``Refused`` for days that cannot be, ``KeyError`` for a guide that
    there is not, ``LookupError``."""
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    noted = leave.absences(session, employer_id, employment_id, known_on)
    away = [Period.closed(one.first, one.last) for one in noted if one.kind in HOLIDAYS]
    born = people.employee(session, employer_id, employment.employee_id, known_on).born
    if guide == "absence" and any(one.first <= asked["away_from"] <= one.last for one in noted):
        # The records know why the employee is away: it is no absence without a word.
        found = GUIDES[guide](employment, {**asked, "reason_told": True}, away, born)
        return replace(found, warnings=("absence_noted", *found.warnings))
    if guide == "notice":
        asked = {**asked, "noted": noted}
    if guide == "layoff":
        asked = {**asked, "today": known_on}
    return GUIDES[guide](employment, asked, away, born)


def to_note(guide: str, asked: Asked, found: Answered) -> dict[str, str]:
    """What the page on which the end is noted can be filled in with, by its fields; empty where nothing ends."""
    facts = {name: value for name, value, _ in found.facts}
    if guide == "notice":
        reason = "notice_by_employer" if asked["by"] == "employer" else "resignation"
        return {"end": facts["last_day"], "end_reason": reason}
    if guide == "death" and "last_day" in facts:
        return {"end": facts["last_day"], "end_reason": "death_of_employer"}
    if guide == "absence" and "ended_from" in facts:
        last = date.fromisoformat(facts["ended_from"]) - _ONE_DAY
        return {"end": last.isoformat(), "end_reason": "absence_without_word"}
    if guide != "cancelling":
        return {}
    noted = {
        "end": facts["cancel_known"],
        "end_reason": f"cancelled_by_{asked['by']}",
        "breach_known": asked["learned"].isoformat(),
        "cancel_sent": asked["cancelled"].isoformat(),
    }
    return {**noted, **({"employee_heard": "yes" if asked["heard"] else "no"} if asked["by"] == "employer" else {})}


def _starting(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    """What is in order before the first day: insurance, terms, safety; who may do the work is checked first."""
    book = load_book()
    weekly = effective.at(one.weekly_times, one.start)
    terms = duties.written_terms_due(book, one.start, average_weekly_minutes=None if weekly is None else weekly.minutes)
    insured = duties.accident_policy_due(one.start)
    cared = duties.occupational_health_due(one.start)
    taught = training.orientation_by(one.start)
    facts = [("insured_by", insured.outcome.isoformat(), "day"), ("taught_by", taught.outcome.isoformat(), "day")]
    for name, day in (("terms_first", terms.outcome.first_items_by), ("terms_rest", terms.outcome.other_items_by)):
        if day is not None:
            facts.append((name, day.isoformat(), "day"))
    reasons = [*insured.reasons, *terms.reasons, *cared.reasons, *taught.reasons]
    steps, warnings = [], []
    if asked["signer"] != "employer":
        if asked["relation"] is None:
            raise Refused([_problem("relation", "relation_needed")])
        may = contract.may_represent(representative=asked["signer"], worker=asked["relation"])
        reasons += may.reasons
        steps.append(f"signer_{asked['signer']}")
        if not may.outcome:
            steps.append("substitute_guardian")
            warnings.append("signer_too_close")
    if young_workers.is_young(born, one.start, book):
        check = young_workers.health_check_by(
            one.start, one.end, book, light_work=asked["light_work"], certificate=None
        )
        listed = young_workers.belongs_on_list(one.start, one.end, book)
        steps += ["age_evidence", "young_safe_work", *(("young_list",) if listed.outcome else ())]
        if check.outcome is not None:
            facts.append(("health_check_by", check.outcome.isoformat(), "day"))
            steps.append("young_health_check")
        reasons += [*check.reasons, *listed.reasons]
        warnings.append("young_hours")
    steps.append(f"extract_{asked['cared']}")
    steps += [step for fact, step in _BEFORE_WORK if fact is None or asked[fact]]
    return Answered(tuple(facts), tuple(steps), tuple(warnings), tuple(reasons))


_BEFORE_WORK: tuple[tuple[str | None, str], ...] = (
    ("foreigner", "right_to_work"),
    ("foreigner", "tell_migri"),
    ("small_child", "tuberculosis"),
    (None, "insure"),
    (None, "health_care"),
    (None, "assess_risks"),
    ("lifting", "lifting_aids"),
    ("alone", "call_for_help"),
    (None, "first_aid"),
    (None, "instruct"),
    ("medicine", "medicine"),
    (None, "health_data"),
    ("camera", "camera"),
    (None, "laws_at_hand"),
)
"""The steps before the first day, in order, each with the fact that calls for it (None: always)."""


def _trial(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    months = _terms(one, one.start).trial_months
    if not months:
        return Answered((), warnings=("no_trial",))
    book = load_book()
    last = contract.last_trial_day(one.start, one.end, months, book)
    extended = contract.extended_trial(
        last.outcome, asked["away_days"], asked["told"], book, start=one.start, end=one.end
    )
    facts = [("trial_last", last.outcome.isoformat(), "day")]
    if extended.outcome != last.outcome:
        facts.append(("trial_extended", extended.outcome.isoformat(), "day"))
    return Answered(
        tuple(facts),
        ("tell_in_writing", "no_discrimination", "hear_the_employee"),
        (),
        (*last.reasons, *extended.reasons),
    )


def _notice(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    book, by = load_book(), asked["by"]
    if asked["received"] is not None and asked["received"] < asked["sent"]:
        raise Refused([_problem("received", "before_sending")])
    if asked["sent"] < one.start:
        raise Refused([_problem("sent", "before_start")])
    leave_then = next(
        (period for period in away if asked["sent"] <= period.last and period.first <= asked["sent"] + _WEEK), None
    )
    levelling = next(
        (
            Period.closed(row.first, row.last)
            for row in asked.get("noted", ())
            if row.kind in annual_holiday.LEVELLING and asked["sent"] <= row.last and row.first <= asked["sent"] + _WEEK
        ),
        None,
    )
    known = ending.known_on(
        asked["means"],
        asked["sent"],
        book,
        received=asked["received"],
        leave=leave_then or levelling,
        leave_levels_hours=leave_then is None,
    )
    terms = _terms(one, asked["sent"])
    agreed = terms.notice
    employer_length = _days(None if agreed is None else agreed.employer_days)
    employee_length = _days(None if agreed is None else agreed.employee_days)
    bound, why_bound, open_ = _notice_of_agreement(one, known.outcome, book)
    if bound is not None:
        # the contract's counts only where it is better for the employee
        if employer_length is None or employer_length.after(known.outcome) < bound.after(known.outcome):
            employer_length = bound
        if employee_length is None or employee_length.after(known.outcome) > bound.after(known.outcome):
            employee_length = bound
    decided = ending.notice_period(
        by,
        known.outcome,
        book,
        employment_start=one.start,
        agreed_employer=employer_length,
        agreed_employee=employee_length,
    )
    noted: Sequence[Absence] = asked.get("noted", ())
    laid_off = next((row for row in noted if row.kind == "layoff" and row.first <= known.outcome <= row.last), None)
    resigns = False
    if laid_off is not None and by == "employee":  # the noted last day is the known end of the lay-off
        free = ending.resigns_without_notice(known.outcome, laid_off.last, book)
        resigns = free.outcome
        at_once = ending.Notice(Length(0, "days"), known.outcome) if resigns else decided.outcome
        decided = replace(decided, outcome=at_once, reasons=(*(() if resigns else decided.reasons), *free.reasons))
    length = decided.outcome.length
    due = contract.pay_due(decided.outcome.last_day)
    facts: tuple[tuple[str, str, str], ...] = (
        ("notice_known", known.outcome.isoformat(), "day"),
        ("notice_length", str(length.amount), length.unit),
        ("last_day", decided.outcome.last_day.isoformat(), "day"),
        ("final_pay_day", due.outcome.isoformat(), "day"),
    )
    steps: tuple[str, ...] = ("notice_received", "holiday_in_notice", "final_pay", "certificate")
    warnings: list[str] = ["agreement_notice_asked"] if open_ else []
    reasons: list[Reason] = [*known.reasons, *why_bound, *decided.reasons, *due.reasons]
    if resigns:
        warnings = ["laid_off_resigns"]
    elif one.fixed_without_ground:
        may = contract.no_ground_may_be_given_notice(one.start, known.outcome, book, signed=one.signed or one.start)
        warnings.append("no_ground_notice_asked" if may.outcome is None else "fixed_term_binds")
    elif one.end is not None and one.end_reason in (None, "fixed_term_ended"):
        held = contract.fixed_term_may_be_given_notice(one.start, known.outcome, book, notice_agreed=agreed is not None)
        reasons += held.reasons
        if not held.outcome:
            warnings.append("fixed_term_binds")
    if by == "employer":
        if asked["cause"] is None:
            raise Refused([_problem("cause", "cause_needed")])
        found = ending.dismissal_steps(asked["cause"], known.outcome, book, very_serious=asked["very_serious"])
        steps = (*found.outcome, "holiday_in_notice", "final_pay", "certificate")
        economic_cause = asked["cause"] == "work_ends"
        warnings += ["economic_is_judged" if economic_cause else "ground_is_judged", "never_a_reason", "get_advice"]
        reasons += found.reasons
        if not economic_cause:
            reasons += ending.dismissal_ground(known.outcome, book).reasons
        if any(row.kind in FAMILY_LEAVES and row.last >= known.outcome for row in noted):
            warnings.insert(0, "family_leave_noted")
        if economic_cause:
            economic = ending.economic_ground(
                reduced=asked["lasting"],
                lasting=asked["lasting"],
                other_work=asked["other_work"],
                hired_for_similar=asked["hired"],
            )
            reasons += economic.reasons
            if not economic.outcome:
                warnings.insert(0, "no_economic_ground")
            years = relativedelta(known.outcome, one.start).years
            age = relativedelta(known.outcome, born).years
            search = ending.job_search_days(decided.outcome, known.outcome, age, years, book)
            facts += (("job_search", str(search.outcome), "days"),)
            reasons += search.reasons
    return Answered(facts, steps, tuple(warnings), tuple(reasons))


def _notice_of_agreement(
    one: EmploymentFacts, known: date, book: Book
) -> tuple[Length | None, tuple[Reason, ...], bool]:
    """The notice of the personal assistants' agreement where it binds on a day, why, and whether it is not known."""
    binds = _binding(one, known, book)
    if binds.outcome != coverage.HETA:
        return None, (), binds.outcome is None or binds.outcome == coverage.OTHER
    try:
        found = personal_assistants.notice_months(calendar.begun_months(one.start, known), known, book)
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return None, binds.reasons, True
    return Length(found.outcome, "months"), (*binds.reasons, *found.reasons), False


def _binding(one: EmploymentFacts, day: date, book: Book) -> Decision[str | None]:
    """Which agreement is followed on a day."""
    said = effective.at(one.agreements, day)
    return coverage.binding_on(
        book,
        day,
        job=one.job,
        said=None if said is None else said.name,
        member=None if said is None else said.employer_is_member,
    )


def _absence(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    if asked["away_from"] < one.start:
        raise Refused([_problem("away_from", "before_start")])
    if asked["checked"] < asked["away_from"]:
        raise Refused([_problem("checked", "before_absence")])
    found = ending.absent_without_word(
        asked["away_from"],
        asked["checked"],
        load_book(),
        reason_told=asked["reason_told"],
        could_not_tell=asked["could_not_tell"],
    )
    facts: tuple[tuple[str, str, str], ...] = (
        ("days_away", str((asked["checked"] - asked["away_from"]).days), "days"),
    )
    if not found.outcome.may_treat_as_ended or found.outcome.effective is None:
        return Answered(facts, ("try_to_reach", "note_absence"), ("contract_goes_on",), found.reasons)
    facts += (("ended_from", found.outcome.effective.isoformat(), "day"),)
    steps = ("try_to_reach", "tell_treated_as_ended", "deliver_notice", "final_pay", "certificate")
    return Answered(facts, steps, ("undone_by_hindrance", "get_advice"), found.reasons)


def _cancelling(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    if asked["cancelled"] < asked["learned"]:
        raise Refused([_problem("cancelled", "before_learning")])
    if asked["cancelled"] < one.start:
        raise Refused([_problem("cancelled", "before_start")])
    book = load_book()
    by = ending.cancel_by(asked["learned"], book)
    known = ending.known_on(asked["means"], asked["cancelled"], book)
    facts: tuple[tuple[str, str, str], ...] = (
        ("cancel_by", by.outcome.isoformat(), "day"),
        ("cancel_known", known.outcome.isoformat(), "day"),
    )
    reasons = [*by.reasons, *known.reasons]
    warnings = ["cancel_is_for_the_gravest"]
    if asked["cancelled"] > by.outcome:
        warnings.insert(0, "cancel_too_late")
    steps: tuple[str, ...] = ("cancel_in_time", "deliver_notice", "final_pay", "certificate")
    if asked["by"] == "employer":
        least, most = (groundless := ending.groundless_compensation_months(asked["cancelled"], book)).outcome
        facts += (("groundless_least", str(least), "months"), ("groundless_most", str(most), "months"))
        reasons += groundless.reasons
        steps = ("hear_the_employee", "cancel_in_time", "deliver_notice", "written_reasons_on_request", *steps[2:])
        warnings += [
            code for code, done in (("not_heard", asked["heard"]), ("not_warned", asked["warned"])) if not done
        ]
    return Answered(facts, steps, (*warnings, "get_advice"), tuple(reasons))


def _layoff(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    book = load_book()
    start, binds = asked["start"], _binding(one, asked["start"], book)
    by_law = ending.layoff_notice_by(start, book)
    told_by, heard, safe = by_law.outcome, True, None
    reasons = by_law.reasons
    warnings: tuple[str, ...] = ()
    if binds.outcome == coverage.HETA:
        try:  # the agreement's own clause goes before the Act's
            agreed = personal_assistants.layoff_told_by(start, asked["sudden"], book)
            told_by, heard = agreed.outcome
            reasons = (*binds.reasons, *agreed.reasons)
        except UnverifiedValue:
            known = personal_assistants.layoff_safe_by(start, book)
            safe, reasons = known.outcome, (*binds.reasons, *by_law.reasons, *known.reasons)
            warnings = ("layoff_agreement_not_seen",)
        except (NoValueForDay, UnknownValue):
            warnings = ("layoff_agreement_asked",)
    elif binds.outcome is None or binds.outcome == coverage.OTHER:
        warnings = ("layoff_agreement_asked",)
    elif asked["sudden"]:
        warnings = ("layoff_sudden_by_agreement",)
    temporary = ending.layoff_is_temporary(asked["days"], asked["other_work"], told_by, book)
    if asked.get("lasting"):  # the ground of a dismissal is one of a lay-off too, without a limit of days
        temporary = ending.economic_ground(
            reduced=True, lasting=True, other_work=asked["other_work"], hired_for_similar=False
        )
    if not temporary.outcome:
        warnings = (*warnings, "layoff_no_ground")
    if told_by < asked["today"] <= start:
        warnings = (*warnings, "layoff_notice_passed")
    if one.end is not None:
        fixed = ending.fixed_term_layoff(replaces_someone=asked["substitute"], that_one_could_be_laid_off=True)
        reasons = (*reasons, *fixed.reasons)
        if not fixed.outcome:
            warnings = (*warnings, "layoff_fixed_term")
    facts = [("layoff_notice_by", told_by.isoformat(), "day"), ("layoff_start", start.isoformat(), "day")]
    if safe is not None:
        facts.insert(1, ("layoff_safe_by", safe.isoformat(), "day"))
    begins = asked["work_begins"]
    if begins is not None:
        if begins <= start:
            raise Refused([_problem("work_begins", "before_layoff")])
        call = ending.layoff_return_call_by(begins, book)
        facts.append(("layoff_call_by", call.outcome.isoformat(), "day"))
        reasons = (*reasons, *call.reasons)
    explained = ("explain_the_ground", "hear_before_layoff") if heard else ()
    rostered = () if heard else ("ask_rostered_pay",)
    steps = ("look_for_other_work", *explained, "layoff_notice", *rostered, "layoff_certificate")
    return Answered(tuple(facts), steps, warnings, (*reasons, *temporary.reasons))


def _death(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    if asked["notice"] is not None and asked["notice"] < asked["died"]:
        raise Refused([_problem("notice", "before_death")])
    found = ending.employer_died(asked["died"], asked["notice"], load_book())
    facts: tuple[tuple[str, str, str], ...] = (("right_expires", found.outcome.right_expires.isoformat(), "day"),)
    if found.outcome.notice is not None:
        facts += (
            ("notice_length", str(found.outcome.notice.length.amount), found.outcome.notice.length.unit),
            ("last_day", found.outcome.notice.last_day.isoformat(), "day"),
        )
    late = asked["notice"] is not None and found.outcome.notice is None
    steps = (
        *("estate_is_employer", "tell_insurers", "estate_pays", "explain_the_ground"),
        *("deliver_notice", "final_pay", "certificate"),
    )
    return Answered(facts, steps, (*(("death_right_over",) if late else ()), "get_advice"), found.reasons)


def _final_pay(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    if asked["disputed"] and one.end is None:
        raise Refused([_problem("disputed", "end_first")])
    found = ending.waiting_days(
        asked["due"],
        asked["paid"],
        load_book(),
        disputed=asked["disputed"],
        employment_end=one.end,
        complained=asked["complained"],
    )
    facts = (
        ("waiting_days", str(found.outcome), "days"),
        ("waiting_pay", str(found.outcome * asked["daily"]), "money"),
    )
    return Answered(facts, ("pay_at_once", "default_interest", "waiting_on_payslip"), (), found.reasons)


def _review(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    bounds = _terms(one, asked["reviewed"]).variable_hours
    if bounds is None:
        return Answered((), warnings=("not_variable",))
    found = contract.review_variable_hours(bounds.min_minutes, asked["needed"], asked["reviewed"], load_book())
    facts: list[tuple[str, str, str]] = [("agreed_minimum", str(bounds.min_minutes), "minutes")]
    steps: tuple[str, ...] = ("note_review", "explain_no_work")
    if found.outcome.offer and found.outcome.by is not None:
        facts += [
            ("offer_minutes", str(found.outcome.weekly_minutes), "minutes"),
            ("offer_by", found.outcome.by.isoformat(), "day"),
        ]
        steps = ("offer_contract", *steps)
    return Answered(tuple(facts), steps, (), found.reasons)


def hours_to_review(session: Session, employer_id: int, employment_id: int, day: date) -> HoursDone | None:
    """55/2001 1:11: the hours done in the whole weeks that a review of variable hours made on ``day`` looks at: since
    the last review, the beginning or the first day of the records, at most the time between two reviews.

    None without variable hours or a whole week. Weeks with a day of absence do not lower the average: they are left out
    of it (``choice.variable_review_absences``). Raises ``LookupError``.
    """
    one = contracts.employment(session, employer_id, employment_id, day)
    if one.start > day or _terms(one, day).variable_hours is None:
        return None
    opened = contracts.opening(session, employer_id, employment_id, day)
    noted = [gate.day for gate in one.gates if gate.kind == "variable_hours_review" and gate.day is not None]
    book, on = load_book(), Days(employment_start=day)
    months = book.value("duty.variable_hours_review_months", on).number
    begins = [one.start, day - relativedelta(months=int(months)), *noted, *([] if opened is None else [opened.day])]
    begin = max(begins)
    first = begin + timedelta(days=-begin.weekday() % _DAYS_OF_WEEK)
    end = day if one.end is None else min(day, one.end + _ONE_DAY)
    weeks = (end - first).days // _DAYS_OF_WEEK
    if weeks < 1:
        return None
    after = first + timedelta(weeks=weeks)
    entered = hours.shifts(session, employer_id, employment_id, day, first - _ONE_DAY, after + _ONE_DAY)
    away = leave.absences(session, employer_id, employment_id, day, first, after)
    spans = hours.expand(one, entered, first, after, away).spans
    by_day = hours.minutes_by_day(one for one in spans if one.kind == "work")
    by_week = [0] * weeks
    for at, count in by_day.items():
        if first <= at < after:
            by_week[(at - first).days // _DAYS_OF_WEEK] += count
    days = {at for absence in away for at in Period.closed(absence.first, absence.last) if first <= at < after}
    leaves_out = book.value("choice.variable_review_absences", on).number == "weeks_left_out"
    left_out = {(at - first).days // _DAYS_OF_WEEK for at in days if leaves_out}
    kept = [count for number, count in enumerate(by_week) if number not in left_out]
    weekly = (2 * sum(kept) + len(kept)) // (2 * len(kept)) if kept else None
    return HoursDone(first, after - _ONE_DAY, sum(by_week), weekly, len(left_out))


def _request(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    """2:6: a wish for longer hours or another contract: whether a reasoned written reply is owed, and by when."""
    if asked["requested"] < one.start:
        raise Refused([_problem("requested", "before_start")])
    if asked["earlier"] is not None and asked["earlier"] >= asked["requested"]:
        raise Refused([_problem("earlier", "not_earlier_request")])
    found = contract.reply_to_request_by(
        asked["requested"], one.start, asked["earlier"], asked["employees"], load_book()
    )
    if found.outcome is None:
        return Answered((), (), ("no_reply_owed",), found.reasons)
    return Answered((("reply_by", found.outcome.isoformat(), "day"),), ("reply_in_writing",), (), found.reasons)


def _change(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    if asked.get("by_law"):
        by_itself = contract.changed_term_by(asked["effective"], from_law_or_agreement=True)
        return Answered((), (), ("changed_by_law",), by_itself.reasons)
    found = contract.changed_term_by(asked["effective"])
    steps = (
        ("agree_change", "change_in_writing")
        if asked["agreed"]
        else ("agree_change", "change_needs_ground", "change_in_writing")
    )
    warnings = () if asked["agreed"] else ("no_change_alone",)
    facts = () if found.outcome is None else (("change_written_by", found.outcome.isoformat(), "day"),)
    return Answered(facts, steps, warnings, found.reasons)


def _reemployment(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    if asked["ended"] < asked["known"]:
        raise Refused([_problem("ended", "before_notice")])
    years = relativedelta(asked["ended"], one.start).years
    found = ending.reemployment_until(asked["ended"], asked["known"], years, asked["employees"], load_book())
    warnings = ("reemployment_asked",) if found.questions else ()
    if found.outcome is None:
        return Answered((), (), (*warnings, "no_reemployment"), found.reasons)
    facts = (("offer_until", found.outcome.isoformat(), "day"),)
    return Answered(facts, ("ask_employment_office", "offer_work"), warnings, found.reasons)


def _set_off(one: EmploymentFacts, asked: Asked, away: list[Period], born: date) -> Answered:
    found = set_off(Trace(), load_book(), asked["pay_day"], Decimal(asked["net"]) / 100, asked["dependants"])
    facts = (
        ("protected", str(found.protected.cents), "money"),
        ("untouchable", str(found.untouchable.cents), "money"),
        ("highest", str(found.highest.cents), "money"),
    )
    reason = Reason("ending.set_off", "55/2001 2:17 §", "only what could be garnished may be set off", (), ending.LINK)
    return Answered(facts, ("claim_is_due", "agree_set_off"), ("advance_is_other",), (reason,))


GUIDES: Mapping[str, Callable[[EmploymentFacts, Asked, list[Period], date], Answered]] = {
    "starting": _starting,
    "trial": _trial,
    "notice": _notice,
    "absence": _absence,
    "cancelling": _cancelling,
    "layoff": _layoff,
    "death": _death,
    "final_pay": _final_pay,
    "review": _review,
    "request": _request,
    "change": _change,
    "reemployment": _reemployment,
    "set_off": _set_off,
}
"""The guides in the order in which they are offered."""


def certificate(
    session: Session, employer_id: int, employment_id: int, asked: Asked, language: str, made_on: date
) -> Rendered:
    """55/2001 6:7: the certificate of employment. Plain: how long and which work. Reason and assessment only when the
    employee has asked for them (``asked``). Raises ``Refused``, ``LookupError``."""
    one = contracts.employment(session, employer_id, employment_id, made_on)
    if asked["with_reason"] and not asked["asked"]:
        raise Refused([_problem("asked", "only_when_asked")])
    if asked["with_reason"] and not (asked.get("reason") and asked.get("assessment")):
        raise Refused([_problem("reason" if not asked.get("reason") else "assessment", "words_needed")])
    employee = people.employee(session, employer_id, one.employee_id, made_on)
    employer = people.employer_facts(session, employer_id, made_on, made_on)

    def say(key: str, **facts: object) -> str:
        return texts.say(language, f"procedures.paper.{key}", **facts)

    tasks = _terms(one, made_on).duties
    facts = [
        [say("employee"), employee.details.name.full],
        [say("born"), formats.day(employee.born)],
        [say("employer"), employer.details.name.full],
        [say("began"), formats.day(one.start)],
        [say("ended"), say("goes_on") if one.end is None else formats.day(one.end)],
        [say("work"), texts.say(language, f"contracts.job.{one.job}")],
    ]
    if isinstance(tasks, tuple) and tasks:
        facts.append([say("duties"), ", ".join(tasks)])
    parts = []
    if asked["with_reason"]:
        parts = [_words(say("reason"), asked["reason"]), _words(say("assessment"), asked["assessment"])]
    data = {
        "draft": False,
        "heading": say("certificate"),
        "lead": [],
        "facts": facts,
        "parts": parts,
        "signatures": [employer.details.name.full],
    }
    return documents.render("record", data, language, made_on, one.code)


def record(
    session: Session,
    employer_id: int,
    employment_id: int,
    guide: str,
    asked: Asked,
    language: str,
    made_on: date,
) -> Rendered:
    """What was asked of a guide and what it told, as a paper that can be kept. Raises what ``answer`` raises."""
    found = answer(session, employer_id, employment_id, guide, asked, made_on)
    one = contracts.employment(session, employer_id, employment_id, made_on)

    def say(key: str, **facts: object) -> str:
        return texts.say(language, f"procedures.{key}", **facts)

    questions = [
        [say(f"{guide}.ask.{name}"), _as_asked(asked.get(name), kind, f"{guide}.{name}", language)]
        for name, kind in FIELDS[guide]
    ]
    told = [[say(f"fact.{name}"), _as_told(value, how, language)] for name, value, how in found.facts]
    why = [
        f"{documents.say_reason(language, reason.code, dict(reason.facts), reason.says)}"
        f" ({texts.say_source(language, reason.section)})"
        for reason in found.reasons
    ]
    parts = [
        {**_words(say("asked"), ""), "text": [], "facts": questions},
        {**_words(say("found"), ""), "text": [say(f"warning.{code}") for code in found.warnings], "facts": told},
    ]
    if found.steps:
        parts.append({**_words(say("steps"), ""), "text": [say(f"step.{code}") for code in found.steps]})
    if why:
        parts.append({**_words(say("why"), ""), "text": why})
    employee = people.employee(session, employer_id, one.employee_id, made_on)
    employer = people.employer_facts(session, employer_id, made_on, made_on)
    data = {
        "draft": False,
        "heading": say(f"{guide}.title"),
        "lead": [say("helps")],
        "facts": [
            [say("paper.employer"), employer.details.name.full],
            [say("paper.employee"), employee.details.name.full],
            [say("paper.kept_on"), formats.day(made_on)],
        ],
        "parts": parts,
        "signatures": [],
    }
    return documents.render("record", data, language, made_on, one.code)


# -- parts -------------------------------------------------------------------------------------------------------------

_WEEK = relativedelta(days=7)


def _terms(one: EmploymentFacts, on: date) -> Terms:
    return effective.at(one.terms, max(on, one.start)) or one.terms[-1]


def _days(amount: int | None) -> Length | None:
    return None if amount is None else Length(amount, "days")


def _as_asked(value: Any, kind: str, key: str, language: str) -> str:
    """What was typed into a field of a guide, in words."""
    if value is None:
        return texts.say(language, "common.no_answer")
    if kind == "tick":
        return texts.say(language, "common.yes" if value else "common.no")
    if kind.startswith("choice"):
        return texts.say(language, f"procedures.{key}.{value}")
    if kind == "euros":
        return formats.money(int(value))
    if kind == "text":
        return formats.hours(int(value), language)
    return formats.day(value) if isinstance(value, date) else str(value)


def _as_told(value: str, how: str, language: str) -> str:
    """A fact that a guide tells, in words."""
    if how in ("days", "months"):
        return texts.say(language, f"procedures.unit.{how}", count=value)
    if how == "money":
        return formats.money(int(value))
    if how == "minutes":
        return formats.hours(int(value), language)
    return formats.day(value) if how == "day" else value


def _words(heading: str, text: str) -> dict[str, Any]:
    return {"heading": heading, "text": [text], "facts": [], "columns": [], "numbers": [], "rows": []}


def _problem(field: str, code: str) -> Problem:
    key = f"procedures.refused.{code}"
    return Problem(field, Sentence(f"{key}.what", {}), Sentence(f"{key}.do", {}))
