"""The outbox: made with the report, moved only from a known state, worked on when it is time, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from employer import audit
from employer.effective import Hand
from employer.errors import Conflict
from employer.exports import keep_report, outbox, record_feedback
from employer.exports.outbox.schemas import ASKING, CLAIM, FAILED, SENDING, SENT, UNSURE, WAITING, Item, Outcome
from tests.employer.exports.incomes_register.service_stand_in import PROVIDER
from tests.employer.exports.incomes_register.stand_in import Register
from tests.employer.exports.test_service import NEW, REPLACED
from tests.employer.exports.test_service import SENT as FILE

MINUTE = timedelta(minutes=1)


@pytest.fixture
def employer_id(an_employer: Callable[..., int]) -> int:
    return an_employer()


def later(hand: Hand, wait: timedelta) -> Hand:
    return replace(hand, at=hand.at + wait)


def row(session: Session, employer_id: int, report_id: int) -> Item:
    found = outbox.of_report(session, employer_id, report_id)
    assert found is not None
    return found


def claimed(session: Session, employer_id: int, hand: Hand) -> Item:
    (item,) = outbox.due(session, employer_id, hand.at)
    taken = outbox.claim(session, employer_id, item, hand)
    assert taken is not None
    return taken


def test_a_report_without_a_provider_is_for_a_person_to_carry(session: Session, employer_id: int, hand: Hand) -> None:
    report_id = keep_report(session, employer_id, NEW, hand)
    assert (row(session, employer_id, report_id).channel, row(session, employer_id, report_id).state) == (
        "hand",
        "carry",
    )
    assert outbox.due(session, employer_id, hand.at + CLAIM) == ()  # no sender ever takes it
    outbox.carried(session, employer_id, report_id, later(hand, MINUTE))
    item = row(session, employer_id, report_id)
    assert (item.state, item.sent_at, item.changed_by) == ("carried", hand.at + MINUTE, hand.by)
    assert [change.what for change in audit.changes(session, employer_id)][-1] == "changes.report_carried"
    with pytest.raises(Conflict):
        outbox.carried(session, employer_id, report_id, hand)
    record_feedback(session, employer_id, Register().take(FILE), hand)
    assert row(session, employer_id, report_id).state == "answered"


def test_keeping_a_report_again_makes_no_second_row(session: Session, employer_id: int, hand: Hand) -> None:
    for _ in range(2):
        keep_report(session, employer_id, NEW, hand)
    assert len(outbox.on_its_way(session, employer_id)) == 1


def test_an_answer_that_is_not_final_leaves_the_report_under_way(
    session: Session, employer_id: int, hand: Hand
) -> None:
    report_id = keep_report(session, employer_id, NEW, hand)
    processing = Register().take(FILE).replace(b"<DeliveryDataStatus>3<", b"<DeliveryDataStatus>2<")
    record_feedback(session, employer_id, processing, hand)
    assert row(session, employer_id, report_id).state == "carry"


def test_only_one_claim_of_a_row_succeeds(session: Session, employer_id: int, hand: Hand) -> None:
    keep_report(session, employer_id, replace(NEW, provider=PROVIDER), hand)
    (item,) = outbox.due(session, employer_id, hand.at)
    assert item.state == WAITING
    first = outbox.claim(session, employer_id, item, hand)
    assert first is not None
    assert (first.state, first.attempts, first.next_try) == (SENDING, 1, hand.at + CLAIM)
    assert outbox.claim(session, employer_id, item, hand) is None
    assert outbox.due(session, employer_id, hand.at + CLAIM - MINUTE) == ()


def test_what_a_stopped_sender_left_is_asked_about_and_its_late_outcome_is_dropped(
    session: Session, employer_id: int, hand: Hand
) -> None:
    keep_report(session, employer_id, replace(NEW, provider=PROVIDER), hand)
    left = claimed(session, employer_id, hand)
    second = claimed(session, employer_id, later(hand, CLAIM))
    assert (second.state, second.attempts) == (ASKING, 2)
    assert not outbox.record(session, employer_id, left, Outcome(SENT), later(hand, CLAIM))
    assert outbox.record(session, employer_id, second, Outcome(SENT), later(hand, CLAIM))


def test_tries_that_do_not_arrive_come_less_and_less_often(session: Session, employer_id: int, hand: Hand) -> None:
    report_id = keep_report(session, employer_id, replace(NEW, provider=PROVIDER), hand)
    now, waits = hand, []
    for _ in range(6):
        item = claimed(session, employer_id, now)
        outbox.record(session, employer_id, item, Outcome(WAITING, "connection"), now)
        after = row(session, employer_id, report_id)
        assert after.problem == "connection"
        assert after.next_try is not None
        waits.append((after.next_try - now.at) // MINUTE)
        now = replace(now, at=after.next_try)
    assert waits == [5, 10, 20, 40, 80, 80]


def test_the_answer_is_asked_for_every_five_minutes_and_after_two_hours_every_hour(
    session: Session, employer_id: int, hand: Hand
) -> None:
    report_id = keep_report(session, employer_id, replace(NEW, provider=PROVIDER), hand)
    outbox.record(session, employer_id, claimed(session, employer_id, hand), Outcome(SENT), hand)
    assert row(session, employer_id, report_id).next_try == hand.at + 5 * MINUTE
    for minutes, wait in ((119, 5), (120, 60)):
        now = later(hand, minutes * MINUTE)
        item = row(session, employer_id, report_id)
        taken = outbox.claim(session, employer_id, item, now)
        assert taken is not None
        outbox.record(session, employer_id, taken, Outcome(SENT), now)
        after = row(session, employer_id, report_id)
        assert (after.next_try, after.sent_at) == (now.at + wait * MINUTE, hand.at)
        assert not after.overdue(now.at)
    assert row(session, employer_id, report_id).overdue(hand.at + 121 * MINUTE)


def test_a_replacement_waits_for_the_answer_to_what_it_replaces(session: Session, employer_id: int, hand: Hand) -> None:
    first = keep_report(session, employer_id, replace(NEW, provider=PROVIDER), hand)
    second = keep_report(session, employer_id, replace(REPLACED, provider=PROVIDER), hand)
    assert [item.report_id for item in outbox.due(session, employer_id, hand.at)] == [first]
    record_feedback(session, employer_id, Register().take(FILE), hand)
    assert [item.report_id for item in outbox.due(session, employer_id, hand.at)] == [second]


def test_a_failed_report_is_sent_again_only_when_a_person_says_so(
    session: Session, employer_id: int, hand: Hand
) -> None:
    report_id = keep_report(session, employer_id, replace(NEW, provider=PROVIDER), hand)
    with pytest.raises(Conflict):
        outbox.try_again(session, employer_id, report_id, hand)
    failed = Outcome(FAILED, "fault", "what the register said")
    outbox.record(session, employer_id, claimed(session, employer_id, hand), failed, hand)
    assert outbox.due(session, employer_id, later(hand, timedelta(days=9)).at) == ()
    assert row(session, employer_id, report_id).detail == "what the register said"
    assert [change.what for change in audit.changes(session, employer_id)][-1] == "changes.report_failed"
    outbox.try_again(session, employer_id, report_id, hand)
    assert [item.state for item in outbox.due(session, employer_id, hand.at)] == [UNSURE]


def test_the_service_sends_only_when_the_employer_has_let_it(
    session: Session, employer_id: int, hand: Hand, an_employer: Callable[..., int]
) -> None:
    other = an_employer(code="toinen", identity_code="010594Y9032")
    assert not outbox.sends_for(session, employer_id)
    for given in (True, True, False):
        outbox.choose_sending(session, employer_id, given, hand)
        assert outbox.sends_for(session, employer_id) == given
        assert not outbox.sends_for(session, other)
    said = [change.what for change in audit.changes(session, employer_id)].count("changes.sending_mandate")
    assert said == 2  # saying it again is no change


def test_another_employers_report_is_not_found(
    session: Session, employer_id: int, hand: Hand, an_employer: Callable[..., int]
) -> None:
    other = an_employer(code="toinen", identity_code="010594Y9032")
    report_id = keep_report(session, employer_id, NEW, hand)
    assert outbox.of_report(session, other, report_id) is None
    for refused in (outbox.carried, outbox.try_again):
        with pytest.raises(LookupError):
            refused(session, other, report_id, hand)
    assert row(session, employer_id, report_id).state == "carry"
