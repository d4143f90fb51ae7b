"""Money is right once: several approvers at once, and a process that is killed in the middle of its commits."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.orm import Session, sessionmaker

from employer import audit, budget, chain, clock, contracts, pay
from employer.accounts import NewAccount, create_account
from employer.db import Base, do_whole, make_engine, make_sessions, unit_of_work
from employer.effective import Hand
from employer.errors import Conflict, Refused
from employer.household.reading.service import read
from employer.household.service import DEMO, load
from employer.pay import queries
from employer.pay.schemas import IssuePayslip
from employer.people import approving

RUNS = int(os.environ.get("CAMPAIGN_RUNS", "50"))
KILLS = int(os.environ.get("CAMPAIGN_KILLS", "15"))
APPROVERS = 4
HAND = Hand("Salla Esimerkki (1)", clock.now())
KNOWN = clock.today() + timedelta(days=1)


@pytest.fixture
def own(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of this test's own, where several connections commit; on PostgreSQL a schema."""
    if database == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path}/at-once.sqlite3")
        Base.metadata.create_all(made)
        yield made
        made.dispose()
        return
    url = make_url(request.getfixturevalue("empty_postgresql_url"))
    server = make_engine(url.render_as_string(hide_password=False))
    with server.begin() as connection:
        connection.execute(text("CREATE SCHEMA at_once"))
    with_schema = url.update_query_dict({"options": "-csearch_path=at_once"})
    made = make_engine(with_schema.render_as_string(hide_password=False))
    Base.metadata.create_all(made)
    yield made
    made.dispose()
    with server.begin() as connection:
        connection.execute(text("DROP SCHEMA at_once CASCADE"))
    server.dispose()


def households(sessions: sessionmaker[Session], count: int) -> list[int]:
    example = read(DEMO.read_bytes())
    found = []
    for number in range(count):
        with unit_of_work(sessions) as session:
            found.append(load(session, replace(example, id=f"at-once-{number}"), HAND, "fi"))
    return found


def together(count: int, do: Callable[[int], str]) -> Counter[str]:
    """Does something in several threads that begin at the same moment; counts what came of it."""
    gate, outcomes = threading.Barrier(count), Counter[str]()

    def one(number: int) -> None:
        gate.wait()
        outcomes[do(number)] += 1

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def whole(session: Session, employer_ids: list[int]) -> int:
    """Checks that everything that belongs to each payslip is there, once; gives the number of payslips."""
    assert chain.verify(session) == ()
    count = 0
    for employer_id in employer_ids:
        issued = pay.payslips(session, employer_id)
        count += len(issued)
        assert all(one.agrees for one in pay.replay_issued(session, employer_id))
        assert queries.running_totals(session, employer_id) == queries.totals_from_payslips(session, employer_id)
        assert budget.out_of_balance(session, employer_id) == ()
        posted = {entry.belongs_to for entry in budget.entries(session, employer_id, KNOWN)}
        assert posted == {f"payslip {one.number}" for one in issued if one.totals["employer_cost"]}
        logged = Counter(
            change.after["payslip"]
            for change in audit.changes(session, employer_id)
            if change.what in ("pay.change.issued", "pay.change.corrected")
        )
        assert logged == Counter(one.number for one in issued)
        numbers = sorted(int(one.number.partition("-")[2]) for one in issued)
        assert numbers == list(range(1, len(issued) + 1))
        last = session.scalar(
            text("SELECT max(last) FROM payslip_counter WHERE employer_id = :id"), {"id": employer_id}
        )
        assert (last or 0) == len(issued)
    return count


def test_four_approvers_at_once_give_one_payslip(own: Engine) -> None:
    sessions = make_sessions(own)
    employer_ids = households(sessions, -(-RUNS // 10))
    for number in range(RUNS):
        employer_id = employer_ids[number // 10]
        with sessions() as session:
            run = contracts.pay_runs(session, employer_id, KNOWN)[number % 10]
            (employment,) = contracts.employments(session, employer_id, KNOWN)
            draft = pay.draft(session, employer_id, employment.id, run, KNOWN)

        order = IssuePayslip(draft)

        def approve(_: int, employer_id: int = employer_id, order: IssuePayslip = order) -> str:
            try:
                do_whole(sessions, lambda session: pay.issue(session, employer_id, order, HAND))
            except (Refused, Conflict):
                return "refused"
            return "issued"

        assert together(APPROVERS, approve) == {"issued": 1, "refused": APPROVERS - 1}
    with sessions() as session:
        assert whole(session, employer_ids) == RUNS


def test_the_same_key_at_once_gives_every_sender_the_same_payslip(own: Engine) -> None:
    sessions = make_sessions(own)
    (employer_id,) = households(sessions, 1)
    with sessions() as session:
        run = contracts.pay_runs(session, employer_id, KNOWN)[0]
        (employment,) = contracts.employments(session, employer_id, KNOWN)
        order = IssuePayslip(pay.draft(session, employer_id, employment.id, run, KNOWN), request_key="one form")
    found = together(
        APPROVERS, lambda _: do_whole(sessions, lambda session: pay.issue(session, employer_id, order, HAND)).number
    )
    assert list(found.values()) == [APPROVERS]


def test_a_pay_run_moves_once_when_four_move_it(own: Engine) -> None:
    sessions = make_sessions(own)
    (employer_id,) = households(sessions, 1)
    with unit_of_work(sessions) as session:
        run = contracts.pay_runs(session, employer_id, KNOWN)[0]
        seen = pay.open_run(session, employer_id, run.id, HAND)

    def move(_: int) -> str:
        try:
            do_whole(sessions, lambda session: pay.move_run(session, employer_id, seen, "calculated", HAND))
        except Conflict:
            return "conflict"
        return "moved"

    assert together(APPROVERS, move) == {"moved": 1, "conflict": APPROVERS - 1}


# Killed in the middle -----------------------------------------------------------------------------------------------


def issue_for_ever(url: str, employer_ids: list[int], told: int) -> None:
    """In a process of its own: gives payslip after payslip and writes each number once it is committed."""
    engine = make_engine(url)
    sessions = make_sessions(engine)
    for employer_id in employer_ids:
        with sessions() as session:
            (employment,) = contracts.employments(session, employer_id, KNOWN)
            runs = contracts.pay_runs(session, employer_id, KNOWN)
            paid = len([one for one in pay.payslips(session, employer_id) if not one.revision])
        for run in runs[paid:]:
            with sessions() as session:
                order = IssuePayslip(pay.draft(session, employer_id, employment.id, run, KNOWN))
            issued = do_whole(
                sessions,
                lambda session, at=employer_id, order=order: pay.issue(session, at, order, HAND),  # type: ignore[misc]
            )
            os.write(told, f"{employer_id} {issued.number}\n".encode("ascii"))


def test_a_killed_process_leaves_nothing_half_done(own: Engine) -> None:
    luck = random.Random(20260322)
    sessions = make_sessions(own)
    employer_ids = households(sessions, 2)
    known: set[str] = set()
    url = own.url.render_as_string(hide_password=False)
    for _ in range(KILLS):
        own.dispose()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                issue_for_ever(url, employer_ids, writing)
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as lines:
            # Killed a moment after some payslip was acknowledged, so that a slow machine is hit in the middle too.
            known |= {line.strip() for _, line in zip(range(luck.randint(0, 3)), lines, strict=False)}
            time.sleep(luck.uniform(0, 0.02))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            known |= {line.strip() for line in lines if line.endswith("\n")}
        with sessions() as session:
            whole(session, employer_ids)
            kept = {f"{at} {one.number}" for at in employer_ids for one in pay.payslips(session, at)}
        assert known <= kept, "a payslip that was acknowledged is lost"
        if len(kept) == 20:
            employer_ids += [_another(sessions, len(employer_ids))]
    assert known


def _another(sessions: sessionmaker[Session], number: int) -> int:
    with unit_of_work(sessions) as session:
        return load(session, replace(read(DEMO.read_bytes()), id=f"more-{number}"), HAND, "fi")


# Two persons --------------------------------------------------------------------------------------------------------


def test_two_different_persons_are_needed_where_the_household_wants_it(own: Engine) -> None:
    sessions = make_sessions(own)
    (employer_id,) = households(sessions, 1)
    with unit_of_work(sessions) as session:
        first, second = (
            create_account(session, NewAccount(f"{name}@example.invalid", name, "fi", None, demo=True))
            for name in ("aino", "onni")
        )
        approving.require_two(session, employer_id, HAND)
        run = contracts.pay_runs(session, employer_id, KNOWN)[0]
        (employment,) = contracts.employments(session, employer_id, KNOWN)
        draft = pay.draft(session, employer_id, employment.id, run, KNOWN)

    def acting(person: int | None, do: Callable[[Session], object]) -> object:
        with unit_of_work(sessions) as session:
            audit.acting(session, person, "client")
            return do(session)

    def issue(session: Session) -> object:
        return pay.issue(session, employer_id, IssuePayslip(draft), HAND)

    with pytest.raises(Refused):
        acting(first, issue)
    assert not acting(first, lambda session: pay.service.approve(session, employer_id, draft, HAND))
    assert not acting(first, lambda session: pay.service.approve(session, employer_id, draft, HAND))
    with pytest.raises(Refused):  # the same person in another session
        acting(first, issue)
    with pytest.raises(Refused):  # a command is nobody
        acting(None, issue)
    assert not acting(first, lambda session: approving.stop_requiring_two(session, employer_id, HAND))
    with pytest.raises(Refused):
        acting(first, issue)
    assert acting(second, lambda session: pay.service.approve(session, employer_id, draft, HAND))
    assert acting(second, issue)


def test_going_back_to_one_takes_two_and_an_old_approval_does_not_count_again(own: Engine) -> None:
    sessions = make_sessions(own)
    (employer_id,) = households(sessions, 1)
    later = replace(HAND, at=HAND.at + timedelta(days=1))

    def acting(person: int, do: Callable[[Session], object]) -> object:
        with unit_of_work(sessions) as session:
            audit.acting(session, person, "client")
            return do(session)

    acting(1, lambda session: approving.require_two(session, employer_id, HAND))
    assert not acting(1, lambda session: approving.stop_requiring_two(session, employer_id, HAND))
    assert acting(2, lambda session: approving.stop_requiring_two(session, employer_id, HAND))
    acting(1, lambda session: approving.require_two(session, employer_id, later))
    assert not acting(2, lambda session: approving.stop_requiring_two(session, employer_id, later))
    with sessions() as session:
        assert approving.two_needed(session, employer_id)
        kinds = [one.kind for one in audit.events(session, employer_id) if one.kind.startswith("two_person")]
    assert kinds == ["two_person_on", "two_person_off", "two_person_on"]
