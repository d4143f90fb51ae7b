"""Makes the papers of annual holiday (162/2005): the ledger of 29 §, the calculation of 28 § and the notice of 23 §."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from employer import contracts, documents, formats, leave, pay, people, texts
from employer.documents import Rendered
from employer.leave import placing
from employer.leave.ledger import standing
from employer.leave.schemas import Absence, Entry
from employer.procedures.holidays.schemas import HolidayRow, Overview, PaidRow
from rules import Period, calendar, load_book

KINDS = ("annual_holiday", "saved_holiday", "supplementary_days")
LINES = ("holiday_pay", "holiday_compensation", "holiday_bonus")


def overview(session: Session, employer_id: int, employment_id: int, known_on: date) -> Overview:
    """The holidays and what was paid for them. Raises ``LookupError``."""
    contracts.employment(session, employer_id, employment_id, known_on)
    found = []
    for one in _holidays(session, employer_id, employment_id, known_on):
        told = placing.told_by(one, load_book()).outcome
        days = calendar.holiday_days(Period.closed(one.first, one.last))
        found.append(HolidayRow(one.id, one.kind, one.first, one.last, days, told.by_main_rule, told.at_latest))
    paid = [
        PaidRow(issued.id, issued.number, issued.payment_day, sum(line.amount_cents for line in lines))
        for issued in pay.payslips(session, employer_id)
        if issued.employment_id == employment_id and (lines := [one for one in issued.lines if one.kind in LINES])
    ]
    return Overview(tuple(reversed(found)), tuple(reversed(paid)))


def ledger_data(
    session: Session,
    employer_id: int,
    employment_id: int,
    known_on: date,
    language: str,
    trainings: Iterable[tuple[date, int]] = (),
    *,
    reasons: bool,
) -> dict[str, Any]:
    """29 §, as the data of its paper: dates and lengths of holidays, saved leave and supplementary days, what was
    saved, moved or is paid in money and on what ground, what was paid and how it was worked out.

    ``reasons``: whether the reader may know which incapacity moved a holiday. Raises ``LookupError``.
    """
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    years = leave.holiday_account(session, employer_id, employment_id, known_on, known_on=known_on, trainings=trainings)
    holidays = _holidays(session, employer_id, employment_id, known_on)
    say = _sayer(language)
    parts = [
        _part(
            say("years"),
            [
                [
                    formats.days(one.credit_year.first, one.credit_year.last),
                    formats.number(one.entitlement),
                    str(one.days_taken),
                    str(one.days_planned),
                    formats.number(one.days_free),
                    "?" if one.supplementary_days is None else str(one.supplementary_days),
                ]
                for one in years
            ],
            [say("year"), say("earned"), say("taken"), say("planned"), say("left"), say("supplementary")],
            [1, 2, 3, 4, 5],
            say("none"),
        ),
        _part(
            say("holidays"),
            [
                [
                    formats.days(one.first, one.last),
                    texts.say(language, f"hours.away.{one.kind}"),
                    str(calendar.holiday_days(Period.closed(one.first, one.last))),
                ]
                for one in holidays
            ],
            [say("when"), say("kind"), say("days")],
            [2],
            say("none"),
        ),
        _part(
            say("entries"),
            [
                [
                    formats.day(one.day),
                    texts.say(language, f"leave.ledger.kind.{one.kind}"),
                    str(one.days),
                    _ground(one, language, reasons=reasons),
                ]
                for one in standing(session, employer_id, employment_id, known_on).entries
            ],
            [say("when"), say("kind"), say("days"), say("ground")],
            [2],
            say("none"),
            style="grounds",
        ),
        *_paid_parts(session, employer_id, employment_id, language),
    ]
    facts = _parties(session, employer_id, employment_id, known_on, language)
    facts.append(
        [
            say("employment"),
            formats.days(employment.start, employment.end) if employment.end else formats.day(employment.start),
        ]
    )
    return _record(say("ledger"), [say("ledger.about")], facts, parts)


def ledger(
    session: Session,
    employer_id: int,
    employment_id: int,
    known_on: date,
    language: str,
    trainings: Iterable[tuple[date, int]] = (),
    *,
    reasons: bool,
) -> Rendered:
    """The holiday ledger of 29 § as a page and a PDF; ``reasons`` as in ``ledger_data``. Raises ``LookupError``."""
    data = ledger_data(session, employer_id, employment_id, known_on, language, trainings, reasons=reasons)
    code = contracts.employment(session, employer_id, employment_id, known_on).code
    return documents.render("record", data, language, known_on, code)


def statement(session: Session, employer_id: int, payslip_id: int, language: str, made_on: date) -> Rendered:
    """28 §: the calculation of the holiday pay or compensation of one payslip. Raises ``LookupError``, also when it
    paid none."""
    issued = pay.payslip(session, employer_id, payslip_id)
    say = _sayer(language)
    lines = _holiday_lines(pay.payslip_data(issued))
    if not lines:
        raise LookupError(f"payslip {issued.number} paid no holiday")
    parts = [_line_part(line, language) for line in lines]
    facts = _parties(session, employer_id, issued.employment_id, made_on, language)
    facts += [
        [say("payslip"), issued.number],
        [say("pay_day"), formats.day(issued.payment_day)],
        [say("together"), formats.money(sum(line["amount_cents"] for line in lines))],
    ]
    data = _record(say("statement"), [say("statement.about")], facts, parts)
    return documents.render("record", data, language, made_on, issued.name)


def notice(session: Session, employer_id: int, absence_id: int, language: str, made_on: date) -> Rendered:
    """23 §: the notice of when a holiday begins, in writing. Raises ``LookupError``, also for what is no holiday."""
    absence = leave.absence(session, employer_id, absence_id, made_on)
    if absence.kind not in KINDS:
        raise LookupError(f"absence {absence_id} is no holiday")
    employment = contracts.employment(session, employer_id, absence.employment_id, made_on)
    told = placing.told_by(absence, load_book()).outcome
    say = _sayer(language)
    facts = _parties(session, employer_id, absence.employment_id, made_on, language)
    facts += [
        [say("kind"), texts.say(language, f"hours.away.{absence.kind}")],
        [say("when"), formats.days(absence.first, absence.last)],
        [say("days"), str(calendar.holiday_days(Period.closed(absence.first, absence.last)))],
        [say("told"), formats.day(made_on)],
        [say("told_by"), formats.day(told.by_main_rule)],
    ]
    lead = [say("notice.about")]
    if made_on > told.by_main_rule:
        lead.append(
            say("notice.short" if made_on <= told.at_latest else "notice.late", day=formats.day(told.at_latest))
        )
    data = _record(say("notice"), lead, facts, [], [facts[0][1], facts[1][1]])
    return documents.render("record", data, language, made_on, employment.code)


# -- parts -------------------------------------------------------------------------------------------------------------


def _holidays(session: Session, employer_id: int, employment_id: int, known_on: date) -> list[Absence]:
    found = leave.absences(session, employer_id, employment_id, known_on)
    return sorted((one for one in found if one.kind in KINDS), key=lambda one: one.first)


def _ground(entry: Entry, language: str, *, reasons: bool) -> str:
    """Why holiday was saved, moved or is paid; which incapacity moved it tells about health and is for those who may
    know the reasons of absences."""
    say = _sayer(language)
    words = []
    if entry.ground is not None and (reasons or entry.kind != "moved"):
        words.append(texts.say(language, f"leave.ledger.ground.{entry.ground}"))
    if entry.kind == "moved":
        words.append(say("ground.moved"))
    if entry.moved_from is not None:
        words.append(say("ground.paid_moved", day=formats.day(entry.moved_from)))
    if entry.asked_by:
        words.append(texts.say(language, "leave.ledger.asked_by_told", name=entry.asked_by))
    elif entry.asked is not None:
        words.append(texts.say(language, "leave.ledger.asked_told", day=formats.day(entry.asked)))
    return ". ".join(one.rstrip(".") for one in words) + "."


def _sayer(language: str) -> Any:
    def say(key: str, **facts: object) -> str:
        return texts.say(language, f"procedures.paper.{key}", **facts)

    return say


def _parties(session: Session, employer_id: int, employment_id: int, known_on: date, language: str) -> list[list[str]]:
    employment = contracts.employment(session, employer_id, employment_id, known_on)
    employee = people.employee(session, employer_id, employment.employee_id, known_on)
    employer = people.employer_facts(session, employer_id, known_on, known_on)
    say = _sayer(language)
    return [[say("employer"), employer.details.name.full], [say("employee"), employee.details.name.full]]


def _holiday_lines(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [line for line in data["earnings"] if line["kind"] in LINES and line["amount_cents"]]


def _paid_parts(session: Session, employer_id: int, employment_id: int, language: str) -> list[dict[str, Any]]:
    """What each payslip paid for holidays, with the basis of its calculation in words."""
    parts = []
    for issued in pay.payslips(session, employer_id):
        if issued.employment_id != employment_id or not any(line.kind in LINES for line in issued.lines):
            continue
        lines = _holiday_lines(pay.payslip_data(issued))
        if lines:
            heading = _sayer(language)("paid", number=issued.number, day=formats.day(issued.payment_day))
            text = [
                f"{documents.say_title(language, line)}: {formats.money(line['amount_cents'])}. "
                f"{documents.say_line(language, line)}"
                for line in lines
            ]
            parts.append({"heading": heading, "text": text, "facts": [], "columns": [], "numbers": [], "rows": []})
    return parts


def _line_part(line: Mapping[str, Any], language: str) -> dict[str, Any]:
    say = _sayer(language)
    facts = [[say("amount"), formats.money(line["amount_cents"])]]
    if line["quantity"] is not None and line["unit"] == "day":
        facts.append([say("days"), formats.number(line["quantity"])])
    return {
        "heading": documents.say_title(language, line),
        "text": [documents.say_line(language, line)],
        "facts": facts,
        "columns": [],
        "numbers": [],
        "rows": [],
    }


def _part(
    heading: str, rows: list[list[str]], columns: list[str], numbers: list[int], none: str, **look: str
) -> dict[str, Any]:
    text = [] if rows else [none]
    return {"heading": heading, "text": text, "facts": [], "columns": columns, "numbers": numbers, "rows": rows, **look}


def _record(
    heading: str,
    lead: list[str],
    facts: list[list[str]],
    parts: list[dict[str, Any]],
    signatures: Iterable[str] = (),
) -> dict[str, Any]:
    return {
        "draft": False,
        "heading": heading,
        "lead": lead,
        "facts": facts,
        "parts": parts,
        "signatures": list(signatures),
    }
