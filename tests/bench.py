"""``make bench``: measures what the project promises and prints one JSON object of medians, on one core.

Times are in milliseconds (``example_s`` in seconds). ``issue_scaling`` is what 10,000 issued payslips cost over what
the first 1,000 cost. A key is null, with the reason on the error stream, when its subject is not there.

What else the machine does makes a call slower, never faster, often for seconds on end. So that runs can be compared,
each subject is measured in several rounds over the whole run, and the median of the least disturbed round is printed;
of the issues, the median of the least disturbed hundred.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy.orm import Session, sessionmaker

from employer import clock, config, contracts, db, documents, pay, sealed
from employer.accounts import NewAccount, NewRelation, create_account, relate
from employer.accounts import service as account_service
from employer.app import create_app, import_models
from employer.effective import Hand
from employer.household.reading.service import read
from employer.household.running.service import run
from employer.household.schemas import Household
from employer.household.service import load
from employer.law.calculators import questions
from employer.pay.schemas import IssuePayslip
from payroll import Inputs, calculate, replay
from payroll.inputs import Absence, Wage
from rules import Period, load_book
from rules.decisions import annual_holiday
from rules.decisions.annual_holiday import ContractPhase, EarningFacts
from tests.payroll import builders

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "employer" / "household" / "demo" / "hameenlinna-childminder.yaml"
HAND = Hand("bench", clock.now())
ROUNDS = 5


def milliseconds(do: Callable[[], object], times: int) -> float:
    """The median time of one call, after two calls to warm up."""
    do(), do()
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        do()
        taken.append((time.perf_counter() - before) * 1000)
    return median(taken)


def ordinary_month() -> Inputs:
    """Twenty shifts in March 2026, one of them on a Sunday, and a week of sickness."""
    shifts = builders.a_month_of_shifts("2026-03-01", "2026-03-31", "mon tue wed thu fri")
    sunday = builders.a_shift("2026-03-08", "12:00", "17:00")
    sick = Period.closed(date(2026, 3, 9), date(2026, 3, 11))
    worked = tuple(one for one in shifts if one.start.date() not in sick)
    would_have = tuple(one for one in shifts if one.start.date() in sick)
    month = builders.inputs(
        period=Period.closed(date(2026, 3, 1), date(2026, 3, 31)),
        payment_day=date(2026, 3, 31),
        known_on=date(2026, 3, 31),
        shifts=tuple(sorted((*worked, sunday), key=lambda one: one.start)),
        weekly_time=(builders.WeeklyTime(date(2026, 1, 12), None, 1200),),
    )
    return replace(month, absences=(Absence("sick", sick.first, sick.last, would_have, sick.first),))


def year_of_payroll() -> Callable[[], None]:
    """A year of one employee: 24 payslips of half a month with increases, sick pay and a holiday, and the year's
    earning of holiday counted after each of them. Nothing is kept from one year to the next but the law book."""
    book = load_book()
    shifts = builders.a_month_of_shifts("2025-12-29", "2027-01-03", "mon tue wed thu sat")
    worked = tuple((one.start.date(), 240) for one in shifts)
    phase = ContractPhase(date(2020, 1, 1), week=((240, 240, 240, 240, 0, 240, 0),))
    halves = []
    for month in range(1, 13):
        first, middle = date(2026, month, 1), date(2026, month, 16)
        after = date(2026 + month // 12, month % 12 + 1, 1)
        halves += [Period(first, middle), Period(middle, after)]

    def payslip(period: Period, paid_cents: int) -> int:
        around = Period(period.first - timedelta(days=7), period.after + timedelta(days=7))
        spell = Absence("sick", date(2026, 3, 9), date(2026, 3, 11), (), date(2026, 3, 9))
        missed = tuple(one for one in shifts if spell.first <= one.start.date() <= spell.last)
        inputs = builders.inputs(
            period=period,
            payment_day=period.last,
            known_on=period.last,
            employment_first=date(2020, 1, 1),
            wages=(Wage(date(2020, 1, 1), None, "hour", Decimal("13.20")),),
            weekly_time=(builders.WeeklyTime(date(2020, 1, 1), None, 1200),),
            shifts=tuple(one for one in shifts if one.start.date() in around and one not in missed),
            absences=(replace(spell, shifts=missed),) if spell.first in period else (),
            year=builders.a_year(gross_cents=paid_cents, all_gross_cents=paid_cents),
        )
        found = calculate(inputs, book).totals["gross"]
        assert found is not None
        return found

    def year() -> None:
        paid = 0
        for period in halves:
            paid += payslip(period, paid)
            known = tuple(one for one in worked if one[0] < period.after)
            for credit in (2025, 2026):
                credit_year = Period.closed(date(credit, 4, 1), date(credit + 1, 3, 31))
                if period.last >= credit_year.first:
                    facts = EarningFacts(credit_year, date(2020, 1, 1), None, period.last, (phase,), worked=known)
                    annual_holiday.earning(facts, book)

    return year


def calculators(settings: config.Settings, folder: Path) -> float:
    """The slowest question's median answer over its JSON address, in process: the example of each."""
    logging.getLogger("employer.requests").disabled = True
    client = create_app(replace(settings, database_url=f"sqlite:///{folder / 'calculators.sqlite3'}")).test_client()
    slowest = 0.0
    for one in questions():
        address, body = f"/api/v1/rules/{one.name}", dict(one.example)
        assert client.post(address, json=body).status_code == 200, address
        slowest = max(slowest, milliseconds(lambda address=address, body=body: client.post(address, json=body), 25))
    return slowest


# Issuing -------------------------------------------------------------------------------------------------------------


def households(example: Household, sessions: sessionmaker[Session]) -> Iterator[int]:
    """Loads the example again and again under other names; gives each employer's id."""
    number = 0
    while True:
        number += 1
        with db.unit_of_work(sessions) as session:
            employer_id = load(session, replace(example, id=f"bench-{number}"), HAND, "fi")
        yield employer_id


def issue_costs(example: Household, folder: Path) -> Iterator[float]:
    """Issues the example's months for one employer after the other; gives the milliseconds of each issue and commit.

    Making the draft and rendering are not counted; both have been done when somebody approves.
    """
    path = folder / "issue.sqlite3"
    engine = db.make_engine(f"sqlite:///{path}")
    db.Base.metadata.create_all(engine)
    sessions = db.make_sessions(engine)
    known_on = clock.today() + timedelta(days=1)
    for employer_id in households(example, sessions):
        with sessions() as session:
            runs = contracts.pay_runs(session, employer_id, known_on)
            (employment,) = contracts.employments(session, employer_id, known_on)
        for one in runs:
            with sessions() as session:
                draft = pay.draft(session, employer_id, employment.id, one, known_on)
            before = time.perf_counter()
            with db.unit_of_work(sessions) as session:
                pay.issue(session, employer_id, IssuePayslip(draft), HAND)
            yield (time.perf_counter() - before) * 1000


# Pages ---------------------------------------------------------------------------------------------------------------


def pages(settings: config.Settings, example: Household, folder: Path) -> dict[str, Callable[[], float] | None]:
    """A round of the front page and of a payslip's page, in process, with the example's year issued."""
    logging.getLogger("employer.requests").disabled = True
    app = create_app(replace(settings, database_url=f"sqlite:///{folder / 'pages.sqlite3'}"))
    db.Base.metadata.create_all(app.extensions["engine"])
    sessions = app.extensions["edge"].sessions
    known_on = clock.today() + timedelta(days=1)
    employer_id = next(households(example, sessions))
    issued = []
    with sessions() as session:
        runs = contracts.pay_runs(session, employer_id, known_on)
        (employment,) = contracts.employments(session, employer_id, known_on)
    for one in runs:
        with db.unit_of_work(sessions) as session:
            draft = pay.draft(session, employer_id, employment.id, one, known_on)
            issued.append(pay.issue(session, employer_id, IssuePayslip(draft), HAND))
    with db.unit_of_work(sessions) as session:
        person = create_account(session, NewAccount("bench@example.invalid", "Aino Esimerkki", "fi", None, demo=True))
        relate(session, employer_id, NewRelation(person, "client", date(2026, 1, 1)))
        reference = account_service.start(session, person)
    client = app.test_client()
    client.set_cookie("session", reference, domain="localhost")

    def opened(path: str) -> None:
        assert client.get(path).status_code == 200, path

    def page(path: str) -> Callable[[], float] | None:
        answer = client.get(path)
        if answer.status_code != 200:
            sys.stderr.write(f"{path} answers {answer.status_code}\n")
            return None
        return lambda: milliseconds(lambda: opened(path), 25)

    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    payslip = rules["pay.payslip_page"]
    address = payslip.replace("<int:employer_id>", str(employer_id))
    address = address[: address.index("<")] + str(issued[-1].id) + address[address.index(">") + 1 :]
    return {"front_page_ms": page(f"/e/{employer_id}/"), "payslip_page_ms": page(address)}


def main(most: int = 10_000) -> None:
    """Measures everything and prints it. ``most`` payslips are issued."""
    settings = config.throwaway()
    sealed.use_keys(settings)
    import_models()
    book = load_book()
    month = ordinary_month()
    trace = calculate(month, book).trace
    sample = json.loads((ROOT / "templates" / "documents" / "payslip" / "sample.json").read_text("utf-8"))
    content = EXAMPLE.read_bytes()
    example = read(content)
    year = year_of_payroll()
    rounds: dict[str, Callable[[], float] | None] = {
        "calculate_ms": lambda: milliseconds(lambda: calculate(month, book), 200),
        "replay_ms": lambda: milliseconds(lambda: replay(trace), 200),
        "year_ms": lambda: milliseconds(year, 11),
        "payslip_pdf_ms": lambda: milliseconds(
            lambda: documents.render("payslip", sample, "fi", date(2026, 3, 31), "bench"), 25
        ),
        "example_s": lambda: milliseconds(lambda: run(read(content)), 3) / 1000,
    }
    found: dict[str, float | None] = {}
    folder = Path(tempfile.mkdtemp(prefix="employer-bench-"))
    try:
        rounds.update(pages(settings, example, folder))
        rounds["calculator_ms"] = lambda: calculators(settings, folder)
        costs: list[float] = []
        issues = issue_costs(example, folder)
        for number in range(1, ROUNDS + 1):
            for key, measure in rounds.items():
                if measure is not None:
                    found[key] = min(measure(), found.get(key) or float("inf"))
            costs += islice(issues, most * number // ROUNDS - len(costs))
    finally:
        shutil.rmtree(folder)
    first = costs[: max(1, most // 10)]
    found["issue_sqlite_ms"] = min(median(first[at : at + 100]) for at in range(0, len(first), 100))
    found["issue_scaling"] = sum(costs) / sum(first)
    order = (
        "calculate_ms", "replay_ms", "year_ms", "issue_sqlite_ms", "issue_scaling", "payslip_pdf_ms", "front_page_ms",
        "payslip_page_ms", "calculator_ms", "example_s",
    )  # fmt: skip
    shown = {key: None if (one := found.get(key)) is None else round(one, 3) for key in order}
    sys.stdout.write(json.dumps(shown) + "\n")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:2]))
