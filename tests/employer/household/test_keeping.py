"""An export brings everything that was issued back into an empty installation, and a damaged one is refused."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from employer import answers, arrangements, budget, contracts, db, documents, hours, leave, pay, rosters
from employer.answers.schemas import Answer
from employer.app import import_models
from employer.arrangements import averaging, final_pay, longer, time_off, travel
from employer.arrangements.averaging.schemas import AveragingTyped
from employer.arrangements.schemas import Benefit, Garnishment, KelaPart
from employer.arrangements.time_off import TimeOff
from employer.arrangements.travel.schemas import Trip
from employer.budget.schemas import Received
from employer.clock import HELSINKI
from employer.contracts.schemas import LateWork, Schooling
from employer.effective import NOT_SAID, Hand
from employer.hours.months.schemas import DayTyped, ShiftTyped
from employer.household import carrying, queries, service
from employer.household.keeping import keep
from employer.household.keeping.service import TABLES
from employer.household.reading import EXPORT_MARK, read
from employer.household.schemas import Unreadable
from employer.household.writing import text_of, tree_of
from employer.household.writing.service import as_yaml
from employer.leave import requesting, wishing
from employer.leave.balances.schemas import HolidayTyped
from employer.leave.wishing.schemas import Answer as WishAnswer
from employer.pay.schemas import IssuePayslip
from employer.rosters import Publish, changing

EXAMPLE = Path(__file__).resolve().parents[3] / "employer" / "household" / "demo" / "hameenlinna-childminder.yaml"
HAND = Hand("Salla Aallonkoski", datetime(2026, 3, 1, 9, 30, tzinfo=HELSINKI))
TODAY = date(2026, 3, 1)
ADVANCE = final_pay.Advance(5000, date(2026, 3, 1), date(2026, 3, 31))
REST = final_pay.MissedRest(12000, date(2026, 1, 26), date(2026, 1, 30))


SCHOOL = (
    Schooling("term", (360, 360, 300, 0, 0, 0, 0), date(2026, 1, 12)),
    Schooling("finished", None, date(2026, 6, 1)),
)
OFF = (
    TimeOff(date(2026, 2, 9), "overtime_50", 60, date(2026, 2, 10), increase_only=True, by=date(2026, 12, 31)),
    TimeOff(date(2026, 2, 15), "weekly_rest", 90),
)
ASKED = tuple(datetime(2026, 2, 5, 12, 34, second, tzinfo=HELSINKI) for second in (0, 56))


def issue_two(session: Session) -> int:
    """The example with January and February issued, an answer given and hours approved."""
    employer_id = service.load(session, read(EXAMPLE.read_bytes()), HAND)
    [employment] = contracts.employments(session, employer_id, TODAY)
    for run in contracts.pay_runs(session, employer_id, TODAY)[:2]:
        draft = pay.draft(session, employer_id, employment.id, run, TODAY)
        rendered = documents.render("payslip", pay.as_issued(pay.payslip_data(draft)), "fi", TODAY, "koe")
        pay.issue(session, employer_id, IssuePayslip(draft, (rendered,)), HAND)
    answer = Answer("standby_pay:ilona-1:2026-01-30", "6.60", "työsopimus", date(2026, 1, 1))
    answers.record_answer(session, employer_id, answer, HAND)
    hours.approve_hours(session, employer_id, employment.id, date(2026, 1, 12), date(2026, 1, 31), 2880, HAND)
    order = Garnishment("5551/2026", date(2026, 3, 1), protected_cents=80000, iban=None, reference=None)
    arrangements.set_garnishment(session, employer_id, employment.id, order, HAND)
    phone = Benefit("other", "Puhelin", 2000, date(2026, 6, 1))
    arrangements.set_benefit(session, employer_id, employment.id, phone, HAND)
    arrangements.set_kela_part(session, employer_id, employment.id, KelaPart(10000, date(2026, 6, 1)), HAND)
    final_pay.note_advance(session, employer_id, employment.id, ADVANCE, HAND)
    claim = final_pay.SetOff("Avain", 3000, date(2026, 4, 30), 1)
    final_pay.note_set_off(session, employer_id, employment.id, claim, HAND)
    final_pay.note_missed_rest(session, employer_id, employment.id, REST, HAND)
    for one in OFF:
        time_off.note_time_off(session, employer_id, employment.id, one, HAND)
    weeks = AveragingTyped(date(2026, 5, 4), date(2026, 5, 17), "20 12:30")
    averaging.note_averaging(session, employer_id, employment.id, weeks, HAND)
    trip = Trip(date(2026, 5, 4), "Tampere", False, Decimal("120.5"), 1, 30 * 60, Decimal(60), Decimal(55))
    travel.claim(session, employer_id, employment.id, trip, HAND)
    rosters.publish(session, employer_id, employment.id, date(2026, 4, 1), Publish(), HAND)
    told = DayTyped(date(2026, 4, 21), agreed="consent")
    changing.alter(session, employer_id, employment.id, "cancel", told, HAND, by_employee=False)
    asked = ShiftTyped(date(2026, 4, 23), time(12), time(16), agreed="ask")
    changing.alter(session, employer_id, employment.id, "shift", asked, HAND, by_employee=False)
    [change] = rosters.waiting(session, employer_id, employment.id, HAND)
    changing.answer(session, employer_id, change.id, "decline", HAND)
    wish = wishing.wish(session, employer_id, employment.id, HolidayTyped(date(2026, 6, 1), date(2026, 6, 6)), HAND)
    wishing.answer(session, employer_id, wish, WishAnswer("Elokuu sopii"), HAND, accepted=False)
    agreed = longer.LongerTime(600, 2640, date(2026, 1, 5), "Ilona Rantavirta", "sopimus", date(2026, 4, 1))
    longer.note_longer(session, employer_id, employment.id, agreed, HAND)
    for school in SCHOOL:
        contracts.set_schooling(session, employer_id, employment.id, school, HAND)
    consent = LateWork(True, "Iltatoimet", date(2026, 2, 1), date(2026, 2, 28), in_home=True)
    contracts.set_late_work(session, employer_id, employment.id, consent, HAND)
    for at in ASKED:
        requesting.request_ledger(session, employer_id, employment.id, Hand("Ilona Rantavirta", at))
    return employer_id


@pytest.fixture(scope="module")
def exported() -> Iterator[tuple[str, dict[str, Any]]]:
    """The text of an export, and what it kept."""
    import_models()
    engine = db.make_engine("sqlite://")
    db.Base.metadata.create_all(engine)
    with db.unit_of_work(db.make_sessions(engine)) as session:
        employer_id = issue_two(session)
        household = queries.household(session, employer_id, TODAY, with_kept=True)
        yield EXPORT_MARK + text_of(household), dict(household.kept)
    engine.dispose()


def test_the_same_state_comes_back(exported: tuple[str, dict[str, Any]], session: Session) -> None:
    text, kept = exported
    household = read(text.encode())
    employer_id = service.import_file(session, household)
    assert keep(session, employer_id, TODAY) == kept
    again = queries.household(session, employer_id, TODAY, with_kept=True)
    assert EXPORT_MARK + text_of(again) == text
    payslips = pay.payslips(session, employer_id)
    assert [one.number for one in payslips] == ["2026-0001", "2026-0002"]
    assert all(compared.agrees for compared in pay.replay_issued(session, employer_id))
    [stored] = documents.kept(session, employer_id, "payslip", "2026-0001")
    assert stored.pdf.startswith(b"%PDF")
    [employment] = contracts.employments(session, employer_id, TODAY)
    [approval] = hours.approvals(session, employer_id, employment.id, date(2026, 1, 1), date(2026, 3, 1), TODAY)
    assert approval.holds
    april = date(2026, 4, 1), date(2026, 4, 30)
    changes = rosters.changes(session, employer_id, employment.id, *april, TODAY)
    assert [(one.state, one.allowed_by) for one in changes] == [("done", "consent"), ("declined", None)]
    assert len(rosters.publications(session, employer_id, employment.id, *april, TODAY)) == 2
    assert [one.answer for one in leave.wishes(session, employer_id, None, TODAY)] == ["Elokuu sopii"]
    found = arrangements.of_employment(session, employer_id, employment.id, TODAY)
    assert [one.number for one in found.garnishments] == ["5551/2026"]
    assert [one.title for one in found.benefits] == ["Puhelin"]
    assert [one.cents for one in found.kela_parts] == [10000]
    [agreed] = longer.longer_of(session, employer_id, employment.id, TODAY)
    assert (agreed.day_minutes, agreed.week_minutes, agreed.document) == (600, 2640, "sopimus")
    assert [(one.kind, one.school_minutes) for one in employment.schooling] == [
        (one.kind, one.school_minutes) for one in SCHOOL
    ]
    assert [(one.agreed, one.reason, one.in_home) for one in employment.late_work] == [(True, "Iltatoimet", True)]
    asked = requesting.ledger_requests(session, employer_id, employment.id, TODAY)
    assert asked == tuple((at.date(), at) for at in ASKED)
    sums = final_pay.sums_of(session, employer_id, employment.id, TODAY)
    assert [(one.cents, one.paid, one.day) for one in sums.advances] == [(5000, ADVANCE.paid, ADVANCE.day)]
    assert [(one.title, one.cents, one.dependants) for one in sums.set_offs] == [("Avain", 3000, 1)]
    assert [(one.cents, one.day, one.agreed) for one in sums.missed_rests] == [(12000, REST.day, REST.agreed)]
    kept_off = time_off.time_off_of(session, employer_id, employment.id, TODAY)
    assert [replace(one, id=0) for one in kept_off] == list(OFF)
    [weeks] = averaging.averaging_of(session, employer_id, employment.id, TODAY)
    assert (weeks.first, weeks.until, weeks.plan) == (date(2026, 5, 4), date(2026, 5, 17), (1200, 750))
    trips = [one for one in budget.expenses(session, employer_id, TODAY) if one.number is not None]
    assert [(one.kind, one.number, one.per_diem, one.passengers, one.vehicle) for one in trips] == [
        ("mileage", Decimal("120.5"), None, 1, "car"),
        ("per_diem", Decimal(1), "full", 0, None),
        ("per_diem", Decimal(1), "partial", 0, None),
    ]


def test_what_has_fields_of_its_own_is_plain_in_the_file_and_not_kept_twice(
    exported: tuple[str, dict[str, Any]],
) -> None:
    text, kept = exported
    assert not {"garnishment_order", "fringe_benefit", "kela_part", "pay_item"} & set(kept)
    assert not {"averaging_period", "longer_time", "time_off", "schooling", "ledger_request"} & set(kept)
    tree = tree_of(read(text.encode()))
    [employment] = tree["employments"]
    assert employment["garnishments"] == [{"number": "5551/2026", "from": "2026-03-01", "protected": "800.00"}]
    assert employment["benefits"] == [{"kind": "other", "title": "Puhelin", "from": "2026-06-01", "euros": "20.00"}]
    assert employment["kela_parts"] == [{"euros": "100.00", "from": "2026-06-01"}]
    assert employment["longer_hours"] == [
        {"day_minutes": 600, "week_minutes": 2640, "agreed_on": "2026-01-05", "agreed_by": "Ilona Rantavirta",
         "document": "sopimus", "from": "2026-04-01"},
    ]  # fmt: skip
    assert employment["schooling"] == [
        {"kind": "term", "school_minutes": {"mon": 360, "tue": 360, "wed": 300}, "from": "2026-01-12"},
        {"kind": "finished", "from": "2026-06-01"},
    ]
    assert employment["late_work"] == [
        {"agreed": True, "reason": "Iltatoimet", "in_home": True, "from": "2026-02-01", "until": "2026-02-28"},
    ]
    assert employment["ledger_requests"] == ["2026-02-05T12:34", "2026-02-05T12:34:56"]
    assert tree["advances"] == [{"employment": "ilona-1", "day": "2026-03-31", "paid": "2026-03-01", "euros": "50.00"}]
    rest = {"employment": "ilona-1", "day": "2026-01-26", "euros": "120.00", "agreed": "2026-01-30"}
    assert tree["missed_rests"] == [rest]
    assert tree["time_off"] == [
        {
            "employment": "ilona-1",
            "day": "2026-02-09",
            "kind": "overtime_50",
            "minutes": 60,
            "agreed": "2026-02-10",
            "increase_only": True,
            "by": "2026-12-31",
        },
        {"employment": "ilona-1", "day": "2026-02-15", "kind": "weekly_rest", "minutes": 90},
    ]
    plan = {"from": "2026-05-04", "until": "2026-05-17", "week_minutes": [1200, 750]}
    assert employment["averaging"] == [plan]


def test_an_export_of_before_the_fields_still_comes_in(exported: tuple[str, dict[str, Any]], session: Session) -> None:
    tree = copy.deepcopy(tree_of(read(exported[0].encode())))
    for key in (
        *("garnishments", "benefits", "kela_parts", "averaging", "longer_hours", "schooling", "late_work"),
        "ledger_requests",
    ):
        del tree["employments"][0][key]
    for key in ("advances", "set_offs"):
        del tree[key]
    noted = {"employment_id": "ilona-1", "recorded_at": HAND.at.isoformat(), "recorded_by": HAND.by}
    noted |= {"recorded_on": "2026-03-01", "left_out": ""}
    order = {"number": "5551/2026", "protected": "80000", "valid_from": "2026-03-01", "withdrawn": "false", **noted}
    advance = {"kind": "advance", "day": "2026-03-31", "cents": "5000", "paid": "2026-03-01", **noted}
    tree["kept"]["garnishment_order"] = [order]
    tree["kept"]["pay_item"] = [{"withdrawn": "false", **advance}]
    dated = {"valid_from": "2026-03-01", "withdrawn": "false", **noted}
    agreed = {"day_minutes": "600", "week_minutes": "2640", "agreed_on": "2026-01-05", "agreed_by": "Ilona Rantavirta"}
    tree["kept"]["longer_time"] = [{**agreed, "document": "sopimus", **dated}]
    weeks = {"first": "2026-05-04", "until": "2026-05-10", "plan": "1200", "withdrawn": "false", **noted}
    tree["kept"]["averaging_period"] = [weeks]
    tree["kept"]["schooling"] = [{"kind": "finished", **dated}]
    tree["kept"]["ledger_request"] = [{"asked_on": "2026-02-05", "withdrawn": "false", **noted}]
    employer_id = service.import_file(session, read((EXPORT_MARK + as_yaml(tree)).encode()))
    [employment] = contracts.employments(session, employer_id, TODAY)
    assert [one.kind for one in employment.schooling] == ["finished"]
    assert [one.week_minutes for one in longer.longer_of(session, employer_id, employment.id, TODAY)] == [2640]
    assert [one.plan for one in averaging.averaging_of(session, employer_id, employment.id, TODAY)] == [(1200,)]
    asked = requesting.ledger_requests(session, employer_id, employment.id, TODAY)
    assert asked == ((date(2026, 2, 5), HAND.at),)
    found = arrangements.of_employment(session, employer_id, employment.id, TODAY)
    assert [(one.number, one.protected_cents) for one in found.garnishments] == [("5551/2026", 80000)]
    sums = final_pay.sums_of(session, employer_id, employment.id, TODAY)
    assert [one.cents for one in sums.advances] == [5000]


OF_THE_FILE = {
    *("absence", "agreement_term", "budget_decision", "budget_line", "budget_received", "budget_returned"),
    *("contract_terms", "delegate"),
    *("employee", "employee_iban", "employer", "employer_accident", "employer_iban", "employer_pension", "employment"),
    *(
        "employment_end",
        "expense",
        "gate",
        "holiday_entry",
        "holiday_term",
        "late_work",
        "opening",
        "opening_holiday",
        "opening_kind",
        "pay_run",
    ),
    *("pay_run_employment", "shift", "tax_card", "training", "wage", "weekly_time", "work_pattern"),
}
OF_THE_INSTALLATION = {
    *(
        "person",
        "relation",
        "sign_in",
        "failed_sign_in",
        "break_glass",
        "county_supervisor",
        "kept_form",
        "feedback",
    ),  # who signs in, and what anybody says about accessibility
    *("change", "event", "chain_head"),  # its logs
    "sending_mandate",  # given to the organisation that runs it
    *("approval", "money_form"),  # a payslip that waits for a second person, a form that waits to be sent again
}


def test_every_table_is_in_the_file_kept_or_the_installations_own() -> None:
    import_models()
    named = [*OF_THE_FILE, *TABLES, *OF_THE_INSTALLATION]
    assert sorted(named) == sorted(db.Base.metadata.tables)


def test_what_comes_next_is_calculated_alike(exported: tuple[str, dict[str, Any]], session: Session) -> None:
    employer_id = service.import_file(session, read(exported[0].encode()))
    [employment] = contracts.employments(session, employer_id, TODAY)
    march = contracts.pay_runs(session, employer_id, TODAY)[2]
    draft = pay.draft(session, employer_id, employment.id, march, date(2026, 3, 31))
    assert draft.payslip.totals["gross"] == 108240
    assert dict(draft.shown.year)["gross"] == 63360 + 73920 + 108240


def first_trip(tree: Any, **facts: str) -> None:
    next(iter(tree["kept"]["trips"].values())).update(facts)


def set_at(tree: Any, *way: Any, value: Any) -> None:
    for step in way[:-1]:
        tree = tree[step]
    tree[way[-1]] = value


def remove_row(tree: dict[str, Any]) -> None:
    tree["kept"]["issued_payslip"].pop()


DAMAGE: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda tree: set_at(tree, "kept", "issued_payslip", 0, "net", value="50569"), "kept.issued_payslip[0].trace"),
    (
        lambda tree: set_at(tree, "kept", "issued_payslip", 0, "trace_sha256", value="0" * 64),
        "kept.issued_payslip[0].trace",
    ),
    (
        lambda tree: set_at(tree, "kept", "issued_payslip", 1, "inputs", value={"text": "bm90IHppcHBlZA=="}),
        "kept.issued_payslip[1].inputs",
    ),
    (lambda tree: set_at(tree, "kept", "trips", value="far"), "kept.trips"),
    (lambda tree: first_trip(tree, number="far"), "kept.trips.1"),
    (lambda tree: first_trip(tree, vehicle="horse"), "kept.trips.1"),
    (lambda tree: set_at(tree, "kept", "issued_payslip", 0, "gross", value="much"), "kept.issued_payslip[0].gross"),
    (lambda tree: set_at(tree, "kept", "issued_payslip", value="many"), "kept.issued_payslip"),
    (lambda tree: set_at(tree, "kept", "issued_payslip", 0, value="one"), "kept.issued_payslip[0]"),
    (lambda tree: set_at(tree, "kept", "issued_payslip", 0, "id", value="7"), "kept.issued_payslip[0]"),
    (
        lambda tree: set_at(tree, "kept", "issued_line", 0, "employment_id", value="nobody-1"),
        "kept.issued_line[0].employment_id",
    ),
    (remove_row, "kept.issued_line[1].payslip_id"),
    (lambda tree: set_at(tree, "kept", "person", value=[]), "kept.person"),
    (lambda tree: set_at(tree, "kept", "since", value="yesterday"), "kept.since"),
]


@pytest.mark.parametrize(("damage", "named"), DAMAGE, ids=[named for _, named in DAMAGE])
def test_a_damaged_export_is_refused(
    exported: tuple[str, dict[str, Any]], session: Session, damage: Callable[[dict[str, Any]], Any], named: str
) -> None:
    tree = copy.deepcopy(tree_of(read(exported[0].encode())))
    damage(tree)
    household = read(as_yaml(tree).encode())
    with pytest.raises(Unreadable) as caught:
        service.import_file(session, household)
    assert caught.value.problems[0].place == named


def test_a_file_somebody_wrote_stays_small(exported: tuple[str, dict[str, Any]]) -> None:
    long = exported[0] + "#" * 2_000_000
    assert read(long.encode(), most_bytes=64_000_000).id == "hameenlinna-childminder"
    with pytest.raises(Unreadable):
        read(long.removeprefix(EXPORT_MARK).encode(), most_bytes=64_000_000)


def test_decisions_before_the_one_in_force_come_back_with_their_money(session: Session) -> None:
    """A household takes its old decision along, and money that came for a line of it."""
    text = EXAMPLE.read_text(encoding="utf-8")
    employer_id = service.load(session, read(text.encode()), HAND)
    (now,) = budget.decisions(session, employer_id, TODAY)
    lines = tuple(replace(line, code=f"old-{line.code}", id=0) for line in now.lines)
    days = {"first": date(2025, 1, 1), "until": date(2025, 12, 31), "unspent": NOT_SAID}
    old = replace(now, number="HB-2025-0009", lines=lines, id=0, **days)
    budget.record_decision(session, employer_id, old, HAND)
    budget.record_received(session, employer_id, Received(date(2025, 2, 3), 900_00, "old-other"), HAND)
    exported = text_of(queries.household(session, employer_id, TODAY, with_kept=True)).replace(
        "id: hameenlinna-childminder", "id: another"
    )
    again = service.import_file(session, read((EXPORT_MARK + exported).encode()))
    known = date(2100, 1, 1)
    plain = [replace(one, id=0, lines=()) for one in budget.decisions(session, employer_id, known)]
    assert [one.number for one in plain] == ["HB-2025-0009", "HB-2026-0117"]
    assert [replace(one, id=0, lines=()) for one in budget.decisions(session, again, known)] == plain
    assert [[line.code for line in one.lines] for one in budget.decisions(session, again, known)] == [
        ["old-wages", "old-other"],
        ["wages", "other"],
    ]
    assert budget.received(session, again, known)[0].line == "old-other"
    facts = carrying.take_out(session, employer_id, TODAY, with_kept=False)
    assert read(facts.encode()).budget == read(text.encode()).budget
    damaged = exported.replace("number: HB-2025-0009", "number: ''").replace("id: another", "id: third")
    with pytest.raises(Unreadable) as refused:
        service.import_file(session, read((EXPORT_MARK + damaged).encode()))
    assert [one.place for one in refused.value.problems] == ["kept.decisions[0]"]


def test_the_sums_of_the_end_are_plain_in_the_file_and_come_back(session: Session) -> None:
    employer_id = service.load(session, read(EXAMPLE.read_bytes()), HAND)
    [employment] = contracts.employments(session, employer_id, TODAY)
    end = contracts.schemas.Ending(date(2026, 12, 31), None, "notice_by_employer")
    contracts.end_employment(session, employer_id, employment.id, end, HAND)
    known = date(2026, 12, 20)
    final_pay.note_notice(session, employer_id, employment.id, final_pay.NoticePay("employer", known, None, 2), HAND)
    final_pay.note_loss(session, employer_id, employment.id, final_pay.NoticeLoss(known, 1200), HAND)
    late = final_pay.WaitingPay(date(2026, 12, 31), date(2027, 1, 3), True, date(2027, 1, 1), None)
    final_pay.note_waiting(session, employer_id, employment.id, late, HAND)
    whole = queries.household(session, employer_id, TODAY, with_kept=True)
    assert "pay_item" not in whole.kept
    tree = tree_of(whole)
    assert tree["notice_pay"] == [
        {"employment": "ilona-1", "by": "employer", "known": "2026-12-20", "dependants": 2},
    ]
    assert tree["notice_loss"] == [{"employment": "ilona-1", "known": "2026-12-20", "weekly": 1200}]
    [waiting] = tree["waiting_pay"]
    assert waiting["paid"] == "2027-01-03"
    before = final_pay.sums_of(session, employer_id, employment.id, TODAY)
    engine = db.make_engine("sqlite://")
    db.Base.metadata.create_all(engine)
    with db.unit_of_work(db.make_sessions(engine)) as other:
        again = service.import_file(other, read((EXPORT_MARK + text_of(whole)).encode()))
        [ended] = contracts.employments(other, again, TODAY)
        after = final_pay.sums_of(other, again, ended.id, TODAY)
    engine.dispose()

    def told(sums: final_pay.Sums) -> list[Any]:
        return [None if one is None else replace(one, id=0) for one in (sums.notice, sums.loss, sums.waiting)]

    assert None not in told(before)
    assert told(after) == told(before)
