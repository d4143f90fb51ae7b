"""One call to the register for one row of the outbox, and what it came to.

The call is made outside every unit of work: the row was claimed before it, and its outcome is recorded after it. A
sender that stops in between leaves the claim, and the next one asks before it sends.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from employer.effective import Hand
from employer.exports import outbox, paydays, queries, service
from employer.exports.incomes_register.feedback.service import read_feedback
from employer.exports.incomes_register.interface.schemas import Caller, NotArrived, TurnedAway, Unsure
from employer.exports.incomes_register.interface.service import ask, send
from employer.exports.incomes_register.schemas import Feedback
from employer.exports.outbox.schemas import ANSWERED, FAILED, SENDING, SENT, UNSURE, WAITING, Item, Outcome
from employer.exports.schemas import ExportRefused, KeptReport, SchemaRefused

NOT_KNOWN, IN_PROCESS = 0, 2
"""Statuses of a message in the register: it does not know it; it has it and is not ready. The others are final."""
NOT_THERE, REJECTED = "not_there", "rejected"
_LONGEST = 2000


def call(line: Caller, item: Item, report: KeptReport, file: bytes, now: datetime) -> tuple[Outcome, bytes | None]:
    """Sends a claimed row's report or asks about it; gives the outcome, and the register's answer when it is final."""
    sending = item.state == SENDING
    try:
        answer = send(line, file) if sending else ask(line, file, item.register_delivery, now)
        feedback = read_feedback(answer)
        if not _about(feedback, report):
            raise Unsure("answer")
    except NotArrived as error:
        return (Outcome(WAITING, error.problem) if sending else _as_before(item, error.problem)), None
    except (Unsure, ExportRefused) as error:
        problem = error.problem if isinstance(error, Unsure) else "answer"
        return (Outcome(UNSURE, problem) if sending else _as_before(item, problem)), None
    except TurnedAway as error:
        return (Outcome(FAILED, error.problem, error.detail) if sending else _as_before(item, error.problem)), None
    except SchemaRefused as error:
        return Outcome(FAILED, "schema", str(error)[:_LONGEST]), None
    outcome = _acknowledged(item, feedback) if sending else _told(item, feedback)
    return outcome, answer if outcome.state == ANSWERED else None


def finish(session: Session, employer_id: int, item: Item, outcome: Outcome, answer: bytes | None, hand: Hand) -> bool:
    """Records what a call came to, with the register's answer as a receipt. False when the row has moved on since."""
    if not outbox.record(session, employer_id, item, outcome, hand):
        return False
    if answer is not None:
        service.record_feedback(session, employer_id, answer, hand, asked_about=item.report_id)
    if outcome.state in (SENT, ANSWERED, FAILED):
        paydays.note_answered(session, employer_id, (item.report_id,), hand)
    return True


def to_send(session: Session, employer_id: int, item: Item) -> tuple[KeptReport, bytes]:
    """A row's report and its file as it was made. Raises ``LookupError`` when it is not the employer's."""
    report = queries.report(session, employer_id, item.report_id)
    file = queries.report_file(session, employer_id, item.report_id)
    if report is None or file is None:
        raise LookupError(f"employer {employer_id} has no report {item.report_id}")
    return report, file


def _about(feedback: Feedback, report: KeptReport) -> bool:
    return (
        feedback.delivery_reference in (None, report.delivery)
        and feedback.data_type in (None, report.data_type)
        and feedback.production in (None, report.production)
    )


def _as_before(item: Item, problem: str) -> Outcome:
    """The question came to nothing: the row is where it was, and is asked about again."""
    if item.problem == REJECTED:
        return Outcome(UNSURE, REJECTED, item.detail)
    return Outcome(UNSURE if item.sent_at is None else SENT, problem)


def _acknowledged(item: Item, feedback: Feedback) -> Outcome:
    if feedback.status not in (4, 5):
        return Outcome(SENT, register_delivery=feedback.register_delivery_id)
    if item.problem != NOT_THERE:
        return Outcome(ANSWERED)
    # It may have been refused because the first sending did arrive after all: that one's fate counts.
    errors = "; ".join(f"{error.code}: {error.message}" for error in feedback.errors)
    return Outcome(UNSURE, REJECTED, errors[:_LONGEST])


def _told(item: Item, feedback: Feedback) -> Outcome:
    if feedback.status == IN_PROCESS:
        return Outcome(SENT, register_delivery=feedback.register_delivery_id)
    if feedback.status != NOT_KNOWN:
        return Outcome(ANSWERED, register_delivery=feedback.register_delivery_id)
    if item.problem == REJECTED:
        return Outcome(FAILED, REJECTED, item.detail)
    return _as_before(item, NOT_THERE) if item.sent_at is not None else Outcome(WAITING, NOT_THERE)
