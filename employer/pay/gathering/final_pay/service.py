"""The facts of the end of an employment, of shifts cancelled late and of averaging periods that a pay run takes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from employer import effective, rosters
from employer.arrangements.final_pay import NO_SUMS, Recovery, Sums
from employer.contracts.schemas import NO_NOTICE_PERIOD, WITH_NOTICE, EmploymentFacts, PayRun
from employer.hours.schemas import Roster
from employer.pay.gathering.schemas import Situation
from employer.pay.recovering.queries import overpaid
from payroll.inputs import (
    Advance,
    Averaging,
    CancelledShift,
    Claim,
    MissedRest,
    NoticeLoss,
    NoticePay,
    RosteredDay,
    WaitingPay,
)

_ONE_DAY = timedelta(days=1)


def averaging_in(employment_id: int, run: PayRun, now: Situation) -> tuple[Averaging, ...]:
    """The averaging periods that touch a run; an additional run leaves them to the ordinary ones of its days."""
    if run.kind == "supplementary":
        return ()
    counted = [one for one in now.trainings.get(employment_id, ()) if one.required or one.paid]
    return tuple(
        Averaging(
            one.first,
            one.until,
            one.plan,
            sum(training.minutes for training in counted if one.first <= training.day < run.first),
        )
        for one in now.averaging.get(employment_id, ())
        if one.first <= run.until and (one.until is None or one.until >= run.first)
    )


def looks_back_to(monday: date, run: PayRun, averaged: tuple[Averaging, ...]) -> date:
    """From which Monday on a run's shifts are needed: back to an averaging period that ends in it."""
    ending = [one.first for one in averaged if one.last is not None and run.first <= one.last <= run.until]
    return min([monday, *ending])


def rostered_in(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    now: Situation,
    calendar: Roster,
    first: date,
    last: date,
) -> tuple[RosteredDay, ...]:
    """The roster's minutes of the averaged days from ``first`` to ``last`` that a roster is known for."""
    given = rosters.publications(session, employer_id, employment.id, first - _ONE_DAY, last, now.known_on)
    periods = now.averaging.get(employment.id, ())
    found = rosters.rostered_minutes(employment, given, calendar, periods, first, last)
    return tuple(RosteredDay(day, minutes) for day, minutes in sorted(found.items()))


def ending(
    session: Session,
    employer_id: int,
    employment: EmploymentFacts,
    run: PayRun,
    now: Situation,
    root_id: int | None,
    *,
    alone: bool,
) -> dict[str, Any]:
    """Notice, waiting, claims and cancelled shifts, as fields of the inputs.

    Notice and waiting belong to the run that holds the last day of the employment. ``alone``: no ordinary run holds the
    run's days, so that an additional run takes them.
    """
    if run.kind == "supplementary" and not alone:
        return {}
    sums: Sums = now.sums.get(employment.id, NO_SUMS)
    found: dict[str, Any] = {}
    if employment.end is not None and run.first <= employment.end <= run.until:
        found |= _of_end(employment, sums)
    claims = [one for one in sums.set_offs if run.first <= one.day <= run.until]
    recoveries = [one for one in sums.recoveries if run.first <= one.day <= run.until]
    found["claims"] = (
        *(Claim(one.title, one.cents) for one in claims),
        *_recovered(session, employer_id, employment.id, recoveries, root_id),
    )
    found["advances"] = tuple(
        Advance(one.cents, one.paid) for one in sums.advances if run.first <= one.day <= run.until
    )
    found["missed_rests"] = tuple(
        MissedRest(one.day, one.cents, one.agreed) for one in sums.missed_rests if run.first <= one.day <= run.until
    )
    told = [one.dependants for one in (*claims, *recoveries) if one.dependants is not None]
    if sums.notice is not None and sums.notice.dependants is not None and "notice" in found:
        told.append(sums.notice.dependants)
    found["dependants"] = max(told) if told else None
    found["cancelled"] = _cancelled(session, employer_id, employment, run, now)
    return found


def _recovered(
    session: Session, employer_id: int, employment_id: int, noted: Sequence[Recovery], root_id: int | None
) -> list[Claim]:
    """The recoveries that were noted for a run, at most what is still open of each overpaid pay."""
    if not noted:
        return []
    found = []
    claims = overpaid(session, employer_id, employment_id, root_id)
    for one in noted:
        claim = claims.get(one.payslip)
        if claim is None or not claim.open_cents:
            continue
        cents = min(one.cents, claim.open_cents)
        claims[one.payslip] = replace(claim, recovered_cents=claim.recovered_cents + cents)
        found.append(
            Claim(
                "",
                cents,
                payslip=one.payslip,
                whole_cents=claim.cents,
                before_cents=claim.recovered_cents,
                parts=claim.parts,
                paid=claim.payment_day,
                first=claim.first,
                last=claim.last,
                agreed=one.agreed,
            )
        )
    return found


def _of_end(employment: EmploymentFacts, sums: Sums) -> dict[str, Any]:
    terms = effective.at(employment.terms, employment.end) if employment.end is not None else None
    terms = terms or employment.terms[-1]
    varies, agreed = terms.variable_hours is not None, terms.notice
    found: dict[str, Any] = {}
    without_notice = employment.end_reason in NO_NOTICE_PERIOD
    if sums.notice is not None and not without_notice:
        found["notice"] = NoticePay(
            by=sums.notice.by,
            known=sums.notice.known,
            employer_days=None if agreed is None else agreed.employer_days,
            employee_days=None if agreed is None else agreed.employee_days,
            weekly_minutes=sums.notice.weekly if varies else None,
            hours_vary=varies,
            after_death=employment.end_reason == "death_of_employer",
        )
    if sums.loss is not None and not without_notice:
        found["notice_loss"] = NoticeLoss(sums.loss.known, sums.loss.weekly, varies)
    elif sums.loss is None and varies and employment.end_reason in WITH_NOTICE:
        found["notice_loss"] = NoticeLoss(None)
    if sums.waiting is not None:
        found["waiting"] = WaitingPay(
            due=sums.waiting.due,
            paid=sums.waiting.paid,
            disputed=sums.waiting.disputed,
            complained=sums.waiting.complained,
            weekly_minutes=sums.waiting.weekly if varies else None,
            hours_vary=varies,
        )
    return found


def _cancelled(
    session: Session, employer_id: int, employment: EmploymentFacts, run: PayRun, now: Situation
) -> tuple[CancelledShift, ...]:
    """Shifts of a published roster that were cancelled, where the hours vary; the rule is for those alone."""
    if all(terms.variable_hours is None for terms in employment.terms):
        return ()
    found = rosters.cancelled(session, employer_id, employment.id, run.first, run.until, now.known_on)
    return tuple(
        CancelledShift(one.start, one.cancelled_at)
        for one in found
        if one.kind == "work" and varies_on(employment, one.start.date())
    )


def varies_on(employment: EmploymentFacts, day: date) -> bool:
    """Whether the contract fixes no hours on a day."""
    terms = effective.at(employment.terms, day)
    return terms is not None and terms.variable_hours is not None
