"""Reports sent through the outbox to a stand-in of the register: whatever goes wrong, there is one report of each."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from employer import clock, config, people
from employer.cli import main
from employer.config import Settings
from employer.db import make_sessions, unit_of_work
from employer.effective import Hand
from employer.exports import commands as sending
from employer.exports import keep_report, outbox, receipts, wage_report_xml
from employer.exports.incomes_register.interface.schemas import Caller
from employer.exports.incomes_register.interface.service import caller
from employer.exports.incomes_register.schemas import REPLACEMENT, Identifier
from employer.exports.outbox import Item
from employer.exports.schemas import NewReport
from employer.people.schemas import Address, EmployerDetails, Name
from tests.employer.exports.builders import changed, wage_message
from tests.employer.exports.incomes_register.service_stand_in import PROVIDER, RegisterService, served
from tests.employer.pay.test_at_once import own, together  # noqa: F401 - the fixture

REFERENCE = "wage-ilona-2026-01-30"
BY_PROVIDER = changed(wage_message(), "delivery.provider", Identifier(1, PROVIDER))
FILE = wage_report_xml(BY_PROVIDER)
NEW = NewReport("wage", "new", REFERENCE, REFERENCE, "ilona", date(2026, 1, 30), FILE, False, ("1001",), PROVIDER)
REPLACED = replace(
    NEW,
    action="replacement",
    delivery="v2",
    file=wage_report_xml(
        changed(changed(BY_PROVIDER, "reports.0.action", REPLACEMENT), "delivery.reference", "v2"), replaces=FILE
    ),
)
MINUTE = timedelta(minutes=1)


def again(reference: str) -> NewReport:
    """The same report under another reference."""
    message = changed(changed(BY_PROVIDER, "delivery.reference", reference), "reports.0.reference", reference)
    return replace(NEW, reference=reference, delivery=reference, file=wage_report_xml(message))


class Trial:
    """A household in a database of its own, a stand-in of the register, and a clock that the test turns."""

    def __init__(self, engine: Engine, register: RegisterService, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sessions: sessionmaker[Session] = make_sessions(engine)
        self.register = register
        self.now = datetime(2026, 2, 1, 12, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: self.now)
        details = EmployerDetails(
            code="lahettaja",
            name=Name("Salla", "Aallonkoski"),
            identity_code="020586-902L",
            address=Address("Esimerkkikatu 4 A 2", "13100", "Hämeenlinna"),
        )
        with unit_of_work(self.sessions) as session:
            self.employer_id = people.new_employer(session, details, Hand.of("Salla"))
        self.line: Caller = caller(register.access())

    def keep(self, report: NewReport = NEW) -> int:
        with unit_of_work(self.sessions) as session:
            return keep_report(session, self.employer_id, report, Hand.of("Salla"))

    def row(self, report_id: int) -> Item:
        with unit_of_work(self.sessions) as session:
            found = outbox.of_report(session, self.employer_id, report_id)
        assert found is not None
        return found

    def answers(self) -> list[str]:
        with unit_of_work(self.sessions) as session:
            return [one.state for one in receipts(session, self.employer_id)]

    def work(self, after: timedelta = timedelta()) -> dict[str, int]:
        self.now += after
        return dict(sending.work_through(self.sessions, self.line))


@pytest.fixture
def trial(own: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:  # noqa: F811
    with served(tmp_path) as register:
        yield Trial(own, register, monkeypatch)


def test_a_report_is_sent_and_its_answer_fetched(trial: Trial) -> None:
    trial.register.not_ready = 1
    report_id = trial.keep()
    assert trial.work() == {"sent": 1}
    assert trial.work() == {}  # not yet time to ask
    assert trial.work(5 * MINUTE) == {"sent": 1}  # still in process
    assert trial.work(5 * MINUTE) == {"answered": 1}
    assert trial.answers() == ["accepted"]
    assert trial.row(report_id).register_delivery == "d" * 32
    assert trial.work(timedelta(days=1)) == {}
    assert trial.register.calls == ["SendWageReports", "GetDeliveryDataStatus", "GetDeliveryDataStatus"]


CASES = (
    ("down", ["unsure", "waiting", "sent", "answered"], 1),  # it never arrived: asked, then sent
    ("lost", ["unsure", "answered"], 1),  # it arrived: asked, never sent again
    ("broken", ["unsure", "answered"], 1),
    ("unsigned", ["unsure", "answered"], 1),
    ("refused", ["waiting", "sent", "answered"], 1),
    ("lost down unsigned", ["unsure", "unsure", "unsure", "answered"], 1),
    # the register knows nothing of it yet, is sent it again, refuses the reference, and the first one stands
    ("late", ["unsure", "waiting", "unsure", "answered"], 2),
)


def test_whatever_goes_wrong_there_is_one_report(trial: Trial) -> None:
    for number, (faults, states, sent) in enumerate(CASES, 1):
        trial.register.faults, trial.register.calls = faults.split(), []
        reference = f"wage-ilona-2026-02-0{number}"
        report_id = trial.keep(again(reference))
        came_to = []
        for _ in states:
            trial.work(10 * MINUTE)
            came_to.append(trial.row(report_id).state)
        assert (faults, came_to) == (faults, states)
        assert (faults, trial.register.sent) == (faults, sent)
        assert trial.register.register.versions[reference] == 1
        assert trial.answers() == ["accepted"] * number


def test_a_sender_that_is_killed_before_it_records_leaves_one_report(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_id = trial.keep()
    with monkeypatch.context() as killed:

        def dies(*_: object, **__: object) -> bool:
            raise KeyboardInterrupt

        killed.setattr(sending, "finish", dies)
        with pytest.raises(KeyboardInterrupt):
            trial.work()
    assert trial.row(report_id).state == "sending"
    assert trial.work(9 * MINUTE) == {}  # the claim still holds
    assert trial.work(2 * MINUTE) == {"answered": 1}
    assert trial.register.calls == ["SendWageReports", "GetDeliveryDataStatus"]
    assert trial.answers() == ["accepted"]


def test_a_sender_that_is_killed_before_it_sends_loses_no_report(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    trial.keep()
    with monkeypatch.context() as killed:

        def dies(*_: object) -> bool:
            raise KeyboardInterrupt

        killed.setattr(sending, "call", dies)
        with pytest.raises(KeyboardInterrupt):
            trial.work()
    came_to = [trial.work(11 * MINUTE) for _ in range(3)]
    assert came_to == [{"waiting": 1}, {"sent": 1}, {"answered": 1}]
    assert trial.register.calls == ["GetDeliveryDataStatus", "SendWageReports", "GetDeliveryDataStatus"]


def test_four_senders_at_once_send_each_report_once(trial: Trial) -> None:
    for day in range(1, 6):
        trial.keep(again(f"wage-ilona-2026-01-0{day}"))
    found: Counter[str] = Counter()
    lock = threading.Lock()

    def one(_: int) -> str:
        came_to = sending.work_through(trial.sessions, trial.line)
        with lock:
            found.update(came_to)
        return "done"

    assert together(4, one) == {"done": 4}
    assert found == {"sent": 5}
    assert trial.register.calls == ["SendWageReports"] * 5
    assert set(trial.register.register.versions.values()) == {1}


def test_what_the_register_refuses_at_reception_is_answered(trial: Trial) -> None:
    trial.register.register.deliveries.add(("100", REFERENCE))  # somebody has used the message's reference
    trial.keep()
    assert trial.work() == {"answered": 1}
    assert trial.answers() == ["rejected"]


def test_a_refused_report_is_answered_with_the_registers_words(trial: Trial) -> None:
    trial.register.register.versions[REFERENCE] = 1  # somebody has made the report
    trial.keep()
    assert [trial.work(5 * MINUTE) for _ in range(2)] == [{"sent": 1}, {"answered": 1}]
    with unit_of_work(trial.sessions) as session:
        (receipt,) = receipts(session, trial.employer_id)
    assert (receipt.state, [code for code, _, _ in receipt.errors]) == ("rejected", ["RD0050"])


def test_a_replacement_goes_after_the_answer_to_the_first(trial: Trial) -> None:
    trial.keep()
    second = trial.keep(REPLACED)
    assert trial.work() == {"sent": 1}
    assert trial.work(5 * MINUTE) == {"answered": 1}
    assert trial.row(second).state == "waiting"
    assert [trial.work(5 * MINUTE) for _ in range(2)] == [{"sent": 1}, {"answered": 1}]
    assert trial.register.register.versions == {REFERENCE: 2}


def test_a_fault_stops_until_a_person_puts_it_right(trial: Trial) -> None:
    trial.register.faults = ["fault"]
    report_id = trial.keep()
    assert trial.work() == {"failed": 1}
    assert (trial.row(report_id).problem, trial.row(report_id).detail) == ("fault", "Schema validation failed")
    assert trial.work(timedelta(days=1)) == {}
    with unit_of_work(trial.sessions) as session:
        outbox.try_again(session, trial.employer_id, report_id, Hand.of("Tuki"))
    assert [trial.work(10 * MINUTE) for _ in range(3)] == [{"waiting": 1}, {"sent": 1}, {"answered": 1}]


def test_a_report_that_a_person_carries_is_never_sent(trial: Trial) -> None:
    trial.keep(replace(NEW, provider=None))
    assert trial.work(timedelta(days=1)) == {}
    assert trial.register.calls == []


# The command line


@pytest.fixture
def command(
    trial: Trial,
    own: Engine,  # noqa: F811
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., tuple[int, str]]:
    url = own.url.render_as_string(hide_password=False)
    installed = replace(settings, database_url=url, register=trial.register.access())
    monkeypatch.setattr(config, "load", lambda: installed)

    def run(*words: str, **changes: object) -> tuple[int, str]:
        monkeypatch.setattr(config, "load", lambda: replace(installed, **changes))  # type: ignore[arg-type]
        done = CliRunner().invoke(main, ["reports", *words])
        return done.exit_code, done.output

    return run


def test_the_commands_send_show_try_again_and_say_who_sends(
    trial: Trial, command: Callable[..., tuple[int, str]]
) -> None:
    assert command("send") == (0, "Nothing to send or to ask.\n")
    trial.register.faults = ["fault"]
    report_id = trial.keep()
    code, words = command("send")
    assert (code, words.splitlines()[0]) == (1, "failed: 1")
    code, words = command("outbox")
    assert code == 0
    assert words == (
        f"lahettaja  report {report_id}  failed  calls 1  fault  Schema validation failed\n1 on their way.\n"
    )
    assert command("again", "999") == (2, "There is no failed report 999.\n")
    assert command("again", str(report_id))[0] == 0
    for expected in ("waiting: 1\n", "sent: 1\n", "answered: 1\n"):
        trial.now += 10 * MINUTE
        assert command("send") == (0, expected)
    assert command("outbox") == (0, "0 on their way.\n")
    trial.register.not_ready = 99  # from here on the register says nothing final
    trial.keep(again("wage-ilona-2026-02-01"))
    assert command("send") == (0, "sent: 1\n")
    trial.now += timedelta(hours=2)
    assert command("send") == (0, "sent: 1\n")
    trial.now += MINUTE
    assert command("send")[0] == 1
    assert "ask the register for help" in command("outbox")[1]
    code, words = command("send", register=None)
    assert code == 1
    assert "people take the report files to the e-service themselves" in words
