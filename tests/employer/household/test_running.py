"""The main job on the example: every file, the same bytes every time, questions instead of guesses."""

from __future__ import annotations

import copy
import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from employer import texts
from employer.household.reading import read
from employer.household.reading.service import tree
from employer.household.running import Outcome, run, unasked, with_the_rest
from employer.household.schemas import AnswerRow, Household, Unreadable
from payroll import CannotCalculate

EXAMPLE = Path(__file__).resolve().parents[3] / "employer" / "household" / "demo" / "hameenlinna-childminder.yaml"
TREE = tree(EXAMPLE.read_bytes(), [])
PAY_DAYS = [run["pay_day"] for run in TREE["pay_runs"]]


def changed_tree(*changes: tuple[str, Any]) -> dict[str, Any]:
    """The example with values at paths replaced; ``...`` leaves the key out."""
    whole: dict[str, Any] = copy.deepcopy(TREE)
    for path, value in copy.deepcopy(changes):
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        at: Any = whole
        for step in way:
            at = at[step]
        if value is ...:
            del at[last]
        elif isinstance(at, list) and last == len(at):
            at.append(value)
        else:
            at[last] = value
    return whole


def household(*changes: tuple[str, Any]) -> Household:
    """The example with changes, read."""
    return read(json.dumps(changed_tree(*changes)).encode())


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run(household())


def as_json(outcome: Outcome, name: str) -> Any:
    return json.loads(outcome.files[name])


def test_every_file_of_the_page_is_written(outcome: Outcome) -> None:
    names = set(outcome.files)
    assert {"contracts/ilona-1.pdf", "contracts/ilona-1.html"} <= names
    for day in PAY_DAYS:
        assert {f"payslips/ilona-1-{day}.{ending}" for ending in ("pdf", "html", "json")} <= names
        assert f"incomes-register/wage-ilona-{day}.xml" in names
        assert f"payments/{day}.xml" in names
    assert {f"incomes-register/separate-2026-{month:02d}.xml" for month in range(1, 11)} <= names
    assert {"holidays.json", "budget.json", "ledger.csv", "duties.json", "questions.json"} <= names
    assert len(names) == 2 + 30 + 20 + 10 + 5
    assert outcome.questions == 0
    assert not outcome.blocked
    assert as_json(outcome, "questions.json") == []


def test_the_first_payslip_is_the_one_worked_out_by_hand(outcome: Outcome) -> None:
    # 48 hours at 13.20; 12 % tax; pension 7.30 %, unemployment 0.89 % of the employee.
    payslip = as_json(outcome, "payslips/ilona-1-2026-01-30.json")
    assert [(line["kind"], line["minutes"], line["quantity"], line["amount"]) for line in payslip["lines"]] == [
        ("base_pay", 2880, "48.00", "633.60")
    ]
    assert payslip["lines"][0]["unit_price"] == "13.20"
    assert payslip["gross"] == payslip["taxable"] == "633.60"
    assert payslip["withholding"] == "76.03"
    assert payslip["pension_employee"] == "46.25"
    assert payslip["unemployment_employee"] == "5.64"
    assert payslip["net"] == payslip["paid"] == "505.68"
    # 24.85 % is 157.45, less the employee's 46.25.
    assert payslip["employer"]["pension"] == "111.20"
    assert payslip["employer"]["accident"] == "7.60"
    assert payslip["replays"] is True


def test_lines_of_the_special_days(outcome: Outcome) -> None:
    def kinds(day: str) -> dict[str, str]:
        return {line["kind"]: line["amount"] for line in as_json(outcome, f"payslips/ilona-1-{day}.json")["lines"]}

    assert kinds("2026-02-27") == {"base_pay": "633.60", "sick_pay": "105.60"}  # 16 hours at half of 13.20
    assert kinds("2026-03-31") == {"base_pay": "950.40", "additional_hours": "66.00", "sunday": "66.00"}
    assert kinds("2026-05-29")["training_pay"] == "52.80"
    assert kinds("2026-06-30")["base_pay"] == "979.20"  # 72 hours at the new price of 13.60
    assert "holiday_pay" in kinds("2026-07-31")
    assert "child_sick_pay" not in kinds("2026-10-30")


def test_emergency_work_is_a_shift_of_its_own_kind() -> None:
    """A Tuesday's four hours and five of emergency work after them: one hour beyond eight."""
    extra = {"employment": "ilona-1", "start": "2026-02-03T18:30", "end": "2026-02-03T23:30", "kind": "emergency"}
    found = run(household((f"shifts.{len(TREE['shifts'])}", extra)))
    payslip = as_json(found, "payslips/ilona-1-2026-02-27.json")
    lines = {line["kind"]: (line["minutes"], line["amount"]) for line in payslip["lines"]}
    assert lines["base_pay"] == (2880, "633.60")
    assert lines["emergency"] == (300, "66.00")
    assert lines["overtime_50"] == (60, "6.60")
    assert "additional_hours" not in lines
    assert not found.questions
    report = next(data for name, data in found.files.items() if name == "incomes-register/wage-ilona-2026-02-27.xml")
    codes = [one.text for one in etree.fromstring(report).iter("{*}TransactionCode")]
    assert "205" in codes


def test_holidays(outcome: Outcome) -> None:
    first = as_json(outcome, "holidays.json")["ilona-1"][0]
    assert (first["credit_year"], first["rule"], first["days_per_month"]) == ("2025-04-01/2026-03-31", "14_days", "2")
    assert [(month["month"], month["days"], month["full"]) for month in first["months"]] == [
        ("2026-01", 12, False),
        ("2026-02", 16, True),
        ("2026-03", 19, True),
    ]
    assert (first["days_earned"], first["days_taken"], first["days_left"], first["closed"]) == (4, 4, 0, True)
    assert first["pay"]["method"] == "average_daily_pay"
    assert first["pay"]["weekly_days_factor"] == "4/5"
    assert first["pay"]["coefficient"] == "3.6"
    running = as_json(outcome, "holidays.json")["ilona-1"][1]
    assert running["closed"] is False
    assert isinstance(running["days_earned"], str)


def test_holiday_pay_of_days_that_are_left_is_told_beforehand(outcome: Outcome) -> None:
    before = run(household(("absences.1", ...)), until=date(2026, 5, 31))
    told = as_json(before, "holidays.json")["ilona-1"][0]
    paid = as_json(outcome, "holidays.json")["ilona-1"][0]
    assert (told["days_left"], told["pay"]["paid"], paid["pay"]["paid"]) == (4, False, True)
    for key in ("method", "average_daily_pay", "weekly_days_factor", "coefficient", "amount"):
        assert told["pay"][key] == paid["pay"][key]


def test_budget_adds_up(outcome: Outcome) -> None:
    def cents(text: str) -> int:
        return int(text.replace(".", ""))

    budget = as_json(outcome, "budget.json")
    total = budget["total"]
    assert total["granted"] == total["received"] == "14400.00"
    costs = sum(cents(as_json(outcome, f"payslips/ilona-1-{day}.json")["employer_cost"]) for day in PAY_DAYS)
    assert cents(total["spent"]) == costs + 6500 + 1200
    left = cents(total["granted"]) - cents(total["spent"]) - cents(total["accrued"]) - cents(total["committed"])
    assert cents(total["available"]) == left
    assert sum(cents(month["spent"]) for month in budget["months"]) == cents(total["spent"])


def test_payments_hold_net_wages_and_the_month_s_taxes_but_no_identity_code(outcome: Outcome) -> None:
    content = outcome.files["payments/2026-01-30.xml"]
    message = etree.fromstring(content)
    sums = message.xpath("//*[local-name()='InstdAmt']/text()")
    assert sums == ["505.68", "88.13"]  # 76.03 of tax and 12.10 of health contribution
    assert message.xpath("//*[local-name()='ReqdExctnDt']/*/text()") == ["2026-01-30", "2026-02-12"]
    assert b"902L" not in content
    assert b"904V" not in content
    older = run(household(), until=date(2026, 1, 31), pain="03").files["payments/2026-01-30.xml"]
    assert b"pain.001.001.03" in older


def test_ledger_balances_and_ends_on_its_day(outcome: Outcome) -> None:
    text = outcome.files["ledger.csv"].decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert text.splitlines()[0] == "day;voucher;account;account_title;debit;credit;line;cost_centre;about"
    balance: dict[str, int] = {}
    for row in rows:
        change = int(row["debit"].replace(".", "")) - int(row["credit"].replace(".", ""))
        balance[row["voucher"]] = balance.get(row["voucher"], 0) + change
    assert set(balance.values()) == {0}
    assert max(row["day"] for row in rows) <= "2026-10-31"
    assert "902L" not in text


def test_duties_say_what_by_when_and_why(outcome: Outcome) -> None:
    duties = as_json(outcome, "duties.json")
    assert [duty["day"] for duty in duties] == sorted(duty["day"] for duty in duties)
    assert all(set(duty) >= {"day", "what", "why", "done"} for duty in duties)
    reports = [duty["day"] for duty in duties if duty["why"].startswith("53/2018")]
    assert "2026-02-05" in reports
    assert "2026-04-07" in reports  # the 5th is Easter Sunday, the 6th Easter Monday


def test_the_same_input_gives_the_same_bytes(outcome: Outcome) -> None:
    again = run(household())
    assert list(again.files) == list(outcome.files)
    assert [name for name in again.files if again.files[name] != outcome.files[name]] == []


def test_until_leaves_later_pay_runs_out() -> None:
    outcome = run(household(), until=date(2026, 3, 30))
    assert sorted(name for name in outcome.files if name.startswith("payslips/") and name.endswith("json")) == [
        "payslips/ilona-1-2026-01-30.json",
        "payslips/ilona-1-2026-02-27.json",
    ]
    assert as_json(outcome, "budget.json")["as_of"] == "2026-03-30"


# Not known


SHORT = ("pay_runs", TREE["pay_runs"][:2])


def questions(outcome: Outcome) -> dict[str, list[str]]:
    return {row["id"]: row["blocks"] for row in as_json(outcome, "questions.json")}


def test_an_employment_until_further_notice_that_was_ended_is_worked_through_to_its_end() -> None:
    outcome = run(
        household(
            SHORT,
            ("employments.0.end", "2026-02-20"),
            ("employments.0.end_reason", "resignation"),
            ("shifts", []),
            ("absences", []),
            ("trainings", []),
        )
    )
    assert questions(outcome) == {}
    slip = as_json(outcome, "payslips/ilona-1-2026-02-27.json")
    assert slip["kind"] == "final"
    # 12 shifts of four hours; one month counts, two days: 52.80 a day, four fifths of the week, coefficient 1.8
    assert [(line["kind"], line["amount"]) for line in slip["lines"]] == [
        ("base_pay", "633.60"),
        ("holiday_compensation", "76.03"),
    ]
    for day in ("2026-01-30", "2026-02-27"):
        report = etree.fromstring(outcome.files[f"incomes-register/wage-ilona-{day}.xml"])
        assert report.xpath("//*[local-name()='TermCode']/text()") == ["1"]
        told = report.xpath("//*[local-name()='EmploymentEnding']/*[local-name()='Code']/text()")
        assert told == (["1"] if day == "2026-02-27" else [])


def test_what_a_cancelled_contract_leaves_open_is_asked_and_stops_nothing() -> None:
    ended = (SHORT, ("employments.0.end", "2026-02-20"), ("employments.0.end_reason", "cancelled_by_employer"))
    nothing = (("shifts", []), ("absences", []), ("trainings", []))
    outcome = run(household(*ended, *nothing))
    topics = ("breach_known", "cancel_sent", "employee_heard")
    assert questions(outcome) == {f"{topic}:ilona-1:2026-02-20": [] for topic in topics}
    assert not outcome.blocked
    given = dict(zip(topics, ("2026-02-10", "2026-02-19", "kyllä"), strict=True))
    answers = [
        AnswerRow(f"{topic}:ilona-1:2026-02-20", value, "purkuilmoitus", date(2026, 2, 20))
        for topic, value in given.items()
    ]
    outcome = run(household(*ended, *nothing), answers=answers)
    assert questions(outcome) == {}
    report = etree.fromstring(outcome.files["incomes-register/wage-ilona-2026-02-27.xml"])
    assert report.xpath("//*[local-name()='EmploymentEnding']/*[local-name()='Code']/text()") == ["3"]
    late = [replace(answers[0], value="20.2.2026 aamulla"), *answers[1:]]
    with pytest.raises(Unreadable):
        run(household(*ended, *nothing), answers=late)


def test_an_employee_who_never_came_is_paid_nothing() -> None:
    outcome = run(
        household(
            SHORT,
            ("employments.0.end", "2026-01-11"),
            ("employments.0.end_reason", "absence_without_word"),
            ("shifts", []),
            ("absences", []),
            ("trainings", []),
        )
    )
    assert questions(outcome) == {}
    assert [name for name in outcome.files if name.startswith(("payslips/", "incomes-register/", "payments/"))] == []
    assert as_json(outcome, "budget.json")["total"]["committed"] == "0.00"


def test_an_unknown_premium_stops_the_payslips_but_not_the_contract() -> None:
    outcome = run(household(SHORT, ("employer.accident.percent", ...)))
    assert outcome.blocked
    assert "contracts/ilona-1.pdf" in outcome.files
    assert not [name for name in outcome.files if name.startswith("payslips/")]
    assert questions(outcome) == {"accident_percent:ilona-1:2026-01-30": ["ilona-1-2026-01-30", "ilona-1-2026-02-27"]}
    row = as_json(outcome, "questions.json")[0]
    assert all(row[key] for key in ("asks", "why", "where_to_find"))


def test_an_answer_fills_the_gap_and_names_its_document() -> None:
    answer = AnswerRow("accident_percent:ilona-1:2026-01-30", "1.20", "vakuutuskirja TT1002003", date(2026, 1, 1))
    outcome = run(household(SHORT, ("employer.accident.percent", ...)), answers=(answer,))
    assert not outcome.blocked
    assert as_json(outcome, "payslips/ilona-1-2026-01-30.json")["employer"]["accident"] == "7.60"


def test_a_pay_day_in_2027_asks_for_the_figures_of_2027() -> None:
    january = {"from": "2027-01-01", "until": "2027-01-31", "pay_day": "2027-01-29"}
    outcome = run(household(("pay_runs", [TREE["pay_runs"][0], january])))
    assert outcome.blocked
    assert "payslips/ilona-1-2026-01-30.json" in outcome.files
    assert "payslips/ilona-1-2027-01-29.json" not in outcome.files
    found = questions(outcome)
    assert any("pension.employee_percent" in name for name in found)
    assert all(blocks == ["ilona-1-2027-01-29"] for blocks in found.values() if blocks)


def test_what_only_a_report_needs_leaves_the_payslip_alone() -> None:
    outcome = run(household(SHORT, ("employments.0.occupation_code", ...)))
    assert "payslips/ilona-1-2026-01-30.pdf" in outcome.files
    assert "incomes-register/wage-ilona-2026-01-30.xml" not in outcome.files
    assert questions(outcome) == {"occupation_code:ilona-1:2026-01-30": ["ilona-1-2026-01-30", "ilona-1-2026-02-27"]}


def test_what_only_a_payment_needs_leaves_the_rest_alone() -> None:
    outcome = run(household(SHORT, ("employees.0.iban", ...)))
    assert "payslips/ilona-1-2026-01-30.pdf" in outcome.files
    transfers = etree.fromstring(outcome.files["payments/2026-01-30.xml"]).xpath("//*[local-name()='InstdAmt']/text()")
    assert transfers == ["88.13"]
    assert list(questions(outcome)) == ["iban_employee:ilona-1:2026-01-30"]


def test_a_question_that_blocks_nothing_is_listed_all_the_same() -> None:
    outcome = run(household(SHORT, ("budget.unspent", ...)))
    assert not outcome.blocked
    assert questions(outcome) == {"unspent:hameenlinna-childminder:2026-12-31": []}


def test_a_contract_with_open_terms_is_a_draft() -> None:
    outcome = run(household(SHORT, ("employments.0.workplace", ...)))
    assert not outcome.blocked
    assert questions(outcome) == {"workplace:ilona-1:2026-01-12": []}
    assert "contracts/ilona-1.html" in outcome.files


def test_more_holiday_than_earned_is_a_problem_of_the_file() -> None:
    longer = ("absences.1.last", "2026-07-11")
    with pytest.raises(Unreadable) as caught:
        run(household(longer))
    assert [problem.place for problem in caught.value.problems] == ["absences[1].last"]
    assert run(household(SHORT, longer, ("absences.1.agreed_in_writing", "true")))


def refused(*changes: tuple[str, Any]) -> list[str]:
    """The places of everything that is wrong with the example after changes, both stages together."""
    content = json.dumps(changed_tree(*changes)).encode()
    with pytest.raises(Unreadable) as caught:
        run(read(content))
    problems = with_the_rest(content, caught.value).problems
    return [problem.place for problem in problems]


TOO_LONG = ("absences.1.last", "2026-07-11")


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ([("employer.iban", "FI2112345600000786")], ["employer.iban", "absences[1].last"]),
        ([("employer.identity_code", "010190-123A")], ["employer.identity_code", "absences[1].last"]),
        ([("employer.name", ...)], ["employer.name", "absences[1].last"]),
        ([("employer", "me")], ["employer", "absences[1].last"]),
        ([("id", ...), ("format", "household/9")], ["format", "id", "absences[1].last"]),
        ([("colour", "red")], ["absences[1].last", "colour"]),
        ([("employees.0.identity_code", "x")], ["employees[0].identity_code", "absences[1].last"]),
        ([("employees.0.name", ...)], ["employees[0].name", "absences[1].last"]),
        ([("employees.0.tax_cards.0.percent", "x")], ["employees[0].tax_cards[0].percent", "absences[1].last"]),
        ([("budget.lines.0.euros", "x")], ["budget.lines[0].euros", "absences[1].last"]),
        ([("pay_runs.0.until", "x")], ["pay_runs[0].until", "absences[1].last"]),
        # what the holiday depends on cannot be read: nothing is said of the holiday
        ([("employments.0.start", "x")], ["employments[0].start"]),
        ([("employments.0.patterns.0.start", "x")], ["employments[0].patterns[0].start"]),
        ([("shifts.0.start", "x")], ["shifts[0].start"]),
        ([("shifts.0.employment", "other")], ["shifts[0].employment"]),
        ([("absences.0.first", "x")], ["absences[0].first"]),
        ([("shifts", "none")], ["shifts"]),
    ],
)
def test_more_holiday_than_earned_is_told_with_the_faults_of_other_parts(
    changes: list[tuple[str, Any]], places: list[str]
) -> None:
    assert sorted(refused(TOO_LONG, *changes)) == sorted(places)
    assert sorted(refused(*changes)) == sorted(place for place in places if place != "absences[1].last")


def test_a_row_keeps_its_number_in_the_file_when_another_is_at_fault() -> None:
    """Another employment with an unreadable absence before: the rows behind it keep their own numbers."""
    whole = changed_tree(TOO_LONG)
    other = {**copy.deepcopy(whole["employments"][0]), "id": "ilona-2", "patterns": []}
    wrong = {"employment": "ilona-2", "kind": "sick", "first": "x", "last": "2026-03-04"}
    changes = (("employments.1", other), ("absences", [wrong, *whole["absences"]]))
    assert refused(*changes) == ["absences[0].first", "absences[2].last"]


def test_nothing_more_is_said_of_a_text_that_cannot_be_read() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b"format: [")
    assert with_the_rest(b"format: [", caught.value).problems == caught.value.problems


def test_two_employees_have_a_report_each() -> None:
    second = {
        "id": "aino", "name": {"first": "Aino", "last": "Mallikas"}, "born": "1990-05-05", "sex": "2",
        "address": {"street": "Malliraitti 9", "postal_code": "13210", "city": "Hämeenlinna"},
        "iban": "FI8657810020088880",
        "tax_cards": [{"from": "2026-01-01", "kind": "wage", "percent": "10", "additional_percent": "20",
                       "ceiling": "5000"}],
    }  # fmt: skip
    job = {**copy.deepcopy(TREE["employments"][0]), "id": "aino-1", "employee": "aino"}
    job["patterns"][0] |= {"start": "08:00", "end": "12:00"}
    outcome = run(household(SHORT, ("employees.1", second), ("employments.1", job)))
    assert not outcome.blocked
    assert "incomes-register/wage-aino-2026-01-30.xml" in outcome.files
    sums = etree.fromstring(outcome.files["payments/2026-01-30.xml"]).xpath("//*[local-name()='InstdAmt']/text()")
    assert len(sums) == 3


def test_reports_and_taxes_of_a_month_wait_for_every_payslip_of_it() -> None:
    second = {
        "id": "aino", "name": {"first": "Aino", "last": "Mallikas"}, "born": "1990-05-05", "sex": "2",
        "address": {"street": "Malliraitti 9", "postal_code": "13210", "city": "Hämeenlinna"},
        "iban": "FI8657810020088880",
        "tax_cards": [{"from": "2026-01-01", "kind": "source", "percent": "35", "deduction": "true"}],
    }  # fmt: skip
    job = {**copy.deepcopy(TREE["employments"][0]), "id": "aino-1", "employee": "aino", "start": "2026-02-02"}
    job["patterns"][0] |= {"from": "2026-02-02"}
    job["wages"] = {"unit": "hour", "euros": "14.00"}
    two = household(("pay_runs", TREE["pay_runs"][:2]), ("employees.1", second), ("employments.1", job))
    first = run(two)
    assert {topic: one["blocks"] for topic, one in asked(first).items()} == {
        "tax_at_source_health": ["aino-1-2026-02-27"]
    }
    assert {name for name in first.files if "/" in name and not name.endswith((".pdf", ".html", ".json"))} == {
        "incomes-register/wage-ilona-2026-01-30.xml",
        "incomes-register/separate-2026-01.xml",
        "incomes-register/wage-ilona-2026-02-27.xml",
        "payments/2026-01-30.xml",
        "payments/2026-02-27.xml",
    }
    assert payees(first, "2026-01-30") == ["Ilona Rantavirta", "Verohallinto"]
    assert payees(first, "2026-02-27") == ["Ilona Rantavirta"]
    given = answers(first, tax_at_source_health="kyllä")
    second_round = run(two, answers=given)
    assert set(asked(second_round)) == {"home_abroad"}  # a non-resident's report needs the home abroad
    home = answers(second_round, home_abroad="Storgatan 1, 111 22 Stockholm, SE")
    with pytest.raises(Unreadable):
        run(two, answers=[*given, *answers(second_round, home_abroad="Malliraitti 9, 13210 Hämeenlinna")])
    then = run(two, answers=[*given, *home])
    assert not then.blocked
    report = etree.fromstring(then.files["incomes-register/wage-aino-2026-02-27.xml"])
    told = {name: report.findtext(f".//{name}") for name in ("NonResident", "NonResidentCountryCode", "CountryCode")}
    assert told == {"NonResident": "true", "NonResidentCountryCode": "SE", "CountryCode": "SE"}
    assert {"404", "412"} <= {code.text for code in report.iterfind(".//TransactionCode")}
    assert "incomes-register/separate-2026-02.xml" in then.files
    assert payees(then, "2026-02-27") == ["Ilona Rantavirta", "Aino Mallikas", "Verohallinto"]
    posted = [row.split(";") for row in then.files["ledger.csv"].decode().splitlines()[1:]]
    own_health = [(row[0], row[4], row[5]) for row in posted if row[2] == "2926"]
    assert own_health == [("2026-02-27", "0.00", "9.86")]  # 1.10 % of 896.00; paid with the taxes of March
    assert [row for row in posted if row[2] == "2970"] == []


def test_an_employer_in_the_register_reports_the_month_without_wages_too() -> None:
    runs = [TREE["pay_runs"][0], {"from": "2026-02-01", "until": "2026-03-31", "pay_day": "2026-04-02"}]
    regular = household(("pay_runs", runs), ("employer.employer_register", "regular"))
    outcome = run(regular)  # as of 31 March
    separate = sorted(name for name in outcome.files if "separate" in name)
    assert separate == [f"incomes-register/separate-2026-{month:02d}.xml" for month in (1, 2, 3, 4)]
    silent = etree.fromstring(outcome.files["incomes-register/separate-2026-02.xml"])
    assert silent.findtext(".//SummaryTransactionCode") == "101"
    assert silent.find(".//Amount") is None
    duties = as_json(outcome, "duties.json")
    assert [one["day"] for one in duties if "2/2026" in one["what"] and "erillisilmoitus" in one["what"]] == [
        "2026-03-05"
    ]
    casual = run(household(("pay_runs", runs)))
    assert len([name for name in casual.files if "separate" in name]) == 2


def test_an_employee_without_code_and_address_is_asked_for_the_address_of_the_report() -> None:
    nobody = {"id": "ilona", "name": TREE["employees"][0]["name"], "born": "2001-03-14", "sex": "2"}
    change = ("employees.0", {**TREE["employees"][0], "identity_code": None, "address": None, **nobody})
    first = run(household(SHORT, change))
    assert set(asked(first)) == {"employee_address"}
    assert "payslips/ilona-1-2026-01-30.pdf" in first.files
    assert not any("wage-ilona" in name for name in first.files)
    wrong = answers(first, employee_address="Hämeenlinna")
    with pytest.raises(Unreadable) as caught:
        run(household(SHORT, change), answers=wrong)
    assert [problem.fault.code for problem in caught.value.problems] == ["not_address"]
    then = run(household(SHORT, change), answers=answers(first, employee_address="Malliraitti 9, 13210 Hämeenlinna"))
    report = etree.fromstring(then.files["incomes-register/wage-ilona-2026-01-30.xml"])
    assert report.findtext(".//MissingId") == "true"
    assert report.findtext(".//TypedAddress/Street") == "Malliraitti 9"
    assert report.find(".//InternationalData") is None


def payees(outcome: Outcome, pay_day: str) -> list[str]:
    return etree.fromstring(outcome.files[f"payments/{pay_day}.xml"]).xpath(
        "//*[local-name()='Cdtr']/*[local-name()='Nm']/text()"
    )


@pytest.mark.parametrize(
    ("change", "question", "value"),
    [
        (("employer.iban", ...), "iban_employer:ilona-1:2026-01-30", "FI21 1234 5600 0007 85"),
        (("employees.0.iban", ...), "iban_employee:ilona-1:2026-01-30", "FI8657810020088880"),
        (("employer.phone", ...), "contact_phone:ilona-1:2026-01-30", "+358401234567"),
        (("employer.self_assessed_tax", ...), "self_assessed_tax:ilona-1:2026-01-30",
         "99900020260119 FI83 3301 0001 1007 75"),
        (("employer.pension.policy_number", ...), "policy_number:ilona-1:2026-01-30", "46-12345678"),
        (("employments.0.occupation_code", ...), "occupation_code:ilona-1:2026-01-30", "53112"),
        (("employments.0.workplace", ...), "workplace:ilona-1:2026-01-12",
         TREE["employments"][0]["workplace"]),
        (("employments.0.duties", ...), "duties:ilona-1:2026-01-12", "; ".join(TREE["employments"][0]["duties"])),
        (("employments.0.agreement", ...), "agreement:ilona-1:2026-01-12", "none"),
        (("budget.unspent", ...), "unspent:hameenlinna-childminder:2026-12-31", "2027-01-31"),
    ],
)  # fmt: skip
def test_an_answered_fact_takes_its_place(change: tuple[str, Any], question: str, value: str) -> None:
    open_file = household(("pay_runs", TREE["pay_runs"][:1]), change)
    asked = questions(run(open_file))
    assert question in asked
    agreed = TREE["employments"][0]["agreement"]["reason"]
    answer = AnswerRow(question, value, agreed, date(2026, 1, 1))
    answered = run(open_file, answers=(answer,))
    whole = run(household(("pay_runs", TREE["pay_runs"][:1])))
    assert questions(answered) == {}
    assert [name for name in whole.files if whole.files[name] != answered.files.get(name)] == []


def test_an_answer_that_brings_a_new_question_and_the_answer_to_that_are_both_asked() -> None:
    """Which provider and policy is asked only when the kind of pension insurance is known."""
    open_file = household(("pay_runs", TREE["pay_runs"][:1]), ("employer.pension", ...))
    kind = AnswerRow("pension:ilona-1:2026-01-30", "temporary 46", "todistus", date(2026, 1, 1))
    outcome = run(open_file, answers=(kind,))
    (policy,) = outcome.asked
    assert policy.startswith("policy_number:")
    both = (kind, AnswerRow(policy, "46-12345678", "todistus", date(2026, 1, 1)))
    assert unasked(open_file, both, run(open_file, answers=both)) == ()
    wrong = (kind, AnswerRow("policy_nunber:ilona-1:2026-01-30", "46-12345678", "todistus", date(2026, 1, 1)))
    assert unasked(open_file, wrong, run(open_file, answers=wrong)) == ((wrong[1].question, policy),)


def test_an_answer_that_cannot_be_is_a_problem() -> None:
    answer = AnswerRow("iban_employee:ilona-1:2026-01-30", "FI8657810020088881", "sähköposti", date(2026, 1, 1))
    with pytest.raises(Unreadable) as caught:
        run(household(SHORT, ("employees.0.iban", ...)), answers=(answer,))
    assert [(problem.place, problem.fault.code) for problem in caught.value.problems] == [
        ("iban_employee:ilona-1:2026-01-30.value", "iban_check")
    ]


def test_a_policy_that_the_register_refuses_is_a_problem_of_the_pension() -> None:
    with pytest.raises(Unreadable) as caught:
        run(household(SHORT, ("employer.pension.policy_number", "55-12345678")))
    assert {problem.place for problem in caught.value.problems} == {"employer.pension"}


def test_a_work_begun_before_the_law_book_is_asked_about() -> None:
    old = [("employees.0.identity_code", ...), ("employees.0.born", "1930-06-01"), ("employees.0.sex", "1")]
    begun = [("employments.0.start", "1950-01-01"), ("employments.0.wages.0.from", "1950-01-01")]
    outcome = run(household(SHORT, *begun, *old))
    assert outcome.blocked
    assert "contracts/ilona-1.pdf" in outcome.files


def test_a_pay_run_without_pay_is_a_payslip_of_nothing() -> None:
    extra = {"from": "2026-01-01", "until": "2026-01-31", "pay_day": "2026-02-10", "kind": "supplementary"}
    outcome = run(household(("pay_runs", [TREE["pay_runs"][0], extra])))
    assert as_json(outcome, "payslips/ilona-1-2026-02-10.json")["gross"] == "0.00"
    assert "incomes-register/wage-ilona-2026-02-10.xml" not in outcome.files


NOTHING_SAID = (
    ("employer.iban", ...),
    ("employer.self_assessed_tax", ...),
    ("employer.pension", ...),
    ("employer.accident", ...),
    ("employees.0.iban", ...),
    ("employments.0.occupation_code", ...),
    ("employments.0.agreement", ...),
)


def asked(outcome: Outcome) -> dict[str, Any]:
    return {one["id"].split(":")[0]: one for one in as_json(outcome, "questions.json")}


def answers(outcome: Outcome, **values: str) -> list[AnswerRow]:
    return [
        AnswerRow(one["id"], values[one["id"].split(":")[0].split(".")[-1]], "papers", date(2026, 1, 1))
        for one in as_json(outcome, "questions.json")
    ]


def test_what_reports_and_payments_need_is_asked_together_with_what_the_payslips_wait_for() -> None:
    before = run(household(*NOTHING_SAID), until=date(2026, 2, 27))
    found = asked(before)
    assert set(found) == {
        "agreement",
        "pension",
        "pension_total_percent",
        "policy_number",
        "accident",
        "group_life",
        "occupation_code",
        "iban_employer",
        "iban_employee",
        "self_assessed_tax",
    }
    assert found["pension"]["asks"].endswith(texts.say("fi", "household.answer.pension"))
    assert "temporary" not in found["pension_total_percent"]["asks"]
    assert found.pop("pension_total_percent")["blocks"] == []  # a temporary employer needs none
    assert all(one["blocks"] == ["ilona-1-2026-01-30", "ilona-1-2026-02-27"] for one in found.values())
    values = {
        "agreement": "none",
        "pension": "temporary 46",
        "accident": "1,20 %",
        "group_life": "ei",
        "occupation_code": "53112",
        "iban_employer": "FI2112345600000785",
        "iban_employee": "FI8657810020088880",
        "self_assessed_tax": "99900020260119 FI8333010001100775",
        "policy_number": "46-12345678",
        "pension_total_percent": "24,85 %",
    }
    given = [one for one in answers(before, **values) if not one.question.startswith("pension_total_percent")]
    done = run(household(*NOTHING_SAID), answers=given, until=date(2026, 2, 27))
    assert not done.blocked
    assert asked(done) == {}
    payslip = as_json(done, "payslips/ilona-1-2026-01-30.json")
    # 25.85 % of 633.60 is 163.79, less the employee's 46.25; accident 1.20 %
    assert payslip["employer"] | {"total": ""} == {
        "pension": "117.54",
        "unemployment": "1.96",
        "health": "12.10",
        "accident": "7.60",
        "group_life": "0.00",
        "total": "",
    }


def test_figures_of_a_coming_year_are_asked_once_and_the_answers_are_used() -> None:
    begins = ("employments.0.start", "2026-12-01"), ("employments.0.patterns.0.from", "2026-12-01")
    wage = ("employments.0.wages", [{"unit": "hour", "euros": "13.20"}])
    card = ("employees.0.tax_cards.1", {"from": "2027-01-01", "kind": "wage", "percent": "12.0"})
    runs = [
        {"from": f"2027-{month}-01", "until": f"2027-{month}-{last}", "pay_day": f"2027-{month}-26"}
        for month, last in (("01", "31"), ("02", "28"))
    ]
    december = {"from": "2026-12-01", "until": "2026-12-31", "pay_day": "2026-12-31"}
    nothing = [(name, []) for name in ("shifts", "absences", "trainings", "expenses")]
    whole = household(*begins, wage, card, ("pay_runs", [december, *runs]), *nothing)
    before = run(whole)
    found = as_json(before, "questions.json")
    assert len(found) == len(asked(before)) == 6
    assert all(one["blocks"] == ["ilona-1-2027-01-26", "ilona-1-2027-02-26"] for one in found)
    assert "pension.employee_percent" not in " ".join(one["asks"] for one in found)
    values = {"monthly_threshold_euros": "73.00", "employee_percent": "1.00", "employer_percent": "2.00"}
    given = answers(before, yearly_limit_euros="1500", **values)
    payslip = as_json(run(whole, answers=given), "payslips/ilona-1-2027-01-26.json")
    # 60 hours at 13.20; every answered employee's percentage is 1, every employer's 2
    assert (payslip["gross"], payslip["pension_employee"], payslip["unemployment_employee"]) == (
        "792.00",
        "7.92",
        "7.92",
    )
    assert (payslip["employer"]["unemployment"], payslip["employer"]["health"]) == ("15.84", "15.84")


def test_an_answer_that_cannot_be_read_is_refused_at_its_question() -> None:
    answer = AnswerRow("accident:ilona-1:2026-01-30", "Malli Vakuutus", "policy", date(2026, 1, 1))
    with pytest.raises(Unreadable) as refused:
        run(household(("employer.accident", ...)), answers=[answer])
    assert [problem.place for problem in refused.value.problems] == ["accident:ilona-1:2026-01-30.value"]


def test_problems_of_the_answers_come_together_with_those_of_the_household() -> None:
    """More holiday than is earned, an account that cannot be, and a premium that is no number: three problems."""
    long_holiday = ("absences.1.last", "2026-08-09")
    answers = [
        AnswerRow("iban_employee:ilona-1:2026-01-30", "FI8657810020088881", "e-mail", date(2026, 1, 1)),
        AnswerRow("accident:ilona-1:2026-01-30", "Malli Vakuutus", "policy", date(2026, 1, 1)),
    ]
    with pytest.raises(Unreadable) as refused:
        run(household(long_holiday, ("employees.0.iban", ...), ("employer.accident", ...)), answers=answers)
    assert [problem.place for problem in refused.value.problems] == [
        "absences[1].last",
        "iban_employee:ilona-1:2026-01-30.value",
        "accident:ilona-1:2026-01-30.value",
    ]


def test_every_employment_that_cannot_be_calculated_is_told_once_and_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """The calculation refuses both employments in both pay runs: two problems, each at its first pay run."""

    def refuse(session: Any, employer_id: int, employment_id: int, *rest: Any) -> Any:
        raise CannotCalculate("absences[0].last", "", "", code="employment_goes_on")

    monkeypatch.setattr("employer.household.running.service.pay.draft", refuse)
    second = copy.deepcopy(TREE["employments"][0]) | {"id": "ilona-2", "patterns": []}
    with pytest.raises(Unreadable) as refused:
        run(household(SHORT, ("employments.1", second)))
    assert [problem.place for problem in refused.value.problems] == ["pay_runs[0]", "pay_runs[0]"]
    said = [dict(problem.fault.facts)["says"] for problem in refused.value.problems]
    assert [text.partition(",")[0] for text in said] == ["ilona-1", "ilona-2"]


ARRANGED: tuple[tuple[str, Any], ...] = (
    ("employments.0.benefits", [{"kind": "phone", "title": "Puhelin", "from": "2026-02-01", "until": "2026-02-28"}]),
    ("employments.0.kela_parts", [{"from": "2026-02-01", "until": "2026-02-28", "euros": "100.00"}]),
    (
        "employments.0.garnishments",
        [
            {
                "number": "5551/2026",
                "from": "2026-03-01",
                "until": "2026-03-31",
                "protected": "500.00",
                "iban": "FI8657810020088880",
                "reference": "1232",
            }
        ],
    ),
    ("advances", [{"employment": "ilona-1", "day": "2026-02-28", "paid": "2026-02-10", "euros": "50.00"}]),
    (
        "set_offs",
        [{"employment": "ilona-1", "day": "2026-04-30", "title": "Avain", "euros": "20.00", "dependants": "0"}],
    ),
    ("pay_runs", TREE["pay_runs"][:4]),
)
"""A benefit, Kela's part and an advance in February, an order in March, a claim in April."""


def test_arrangements_of_the_file_reach_the_payslip_the_report_and_the_payment() -> None:
    outcome = run(household(*ARRANGED))
    february = as_json(outcome, "payslips/ilona-1-2026-02-27.json")
    # 739.20 in money and 20.00 in kind; tax 12 % of the 659.20 that Kela does not pay
    assert (february["gross"], february["taxable"], february["withholding"]) == ("739.20", "759.20", "79.10")
    assert (february["pension_employee"], february["unemployment_employee"]) == ("55.42", "6.76")
    assert (february["net"], february["other_deductions"], february["paid"]) == ("597.92", "150.00", "447.92")
    march = as_json(outcome, "payslips/ilona-1-2026-03-31.json")
    # net 863.86, of which two thirds of what exceeds 500.00
    assert (march["net"], march["garnishment"], march["paid"]) == ("863.86", "242.57", "621.29")
    april = as_json(outcome, "payslips/ilona-1-2026-04-30.json")
    assert april["other_deductions"] == "0.00"  # the whole net pay is below the protected part of a month, 990.90
    assert "20,00" in outcome.files["payslips/ilona-1-2026-04-30.html"].decode()  # which the employee is told
    told = etree.fromstring(outcome.files["incomes-register/wage-ilona-2026-02-27.xml"])
    lines = {one.findtext("TransactionCode"): one.findtext("Amount") for one in told.iter("TransactionBasic")}
    assert (lines["330"], lines["322"], lines["325"], lines["408"]) == ("20.00", "100.00", "100.00", "50.00")
    assert "Ulosottolaitos" in payees(outcome, "2026-03-31")
    advance = [row for row in outcome.files["ledger.csv"].decode().splitlines() if row.startswith("2026-02-10;E")]
    assert len(advance) == 2


def test_missed_rest_of_the_file_reaches_the_payslip_and_the_report() -> None:
    rest = [{"employment": "ilona-1", "day": "2026-02-09", "euros": "120.00", "agreed": "2026-02-20"}]
    outcome = run(household(("missed_rests", rest), ("pay_runs", TREE["pay_runs"][:4])))
    february = as_json(outcome, "payslips/ilona-1-2026-02-27.json")
    kinds = {one["kind"]: one["amount"] for one in february["lines"]}
    assert kinds["missed_weekly_rest"] == "120.00"
    told = etree.fromstring(outcome.files["incomes-register/wage-ilona-2026-02-27.xml"])
    lines = {one.findtext("TransactionCode"): one.findtext("Amount") for one in told.iter("TransactionBasic")}
    assert lines["232"] == "120.00"
    with pytest.raises(Unreadable) as refused:
        run(household(("missed_rests", [{**rest[0], "day": "2025-12-31"}])))
    assert [one.place for one in refused.value.problems] == ["missed_rests[0].day"]


def test_time_off_of_the_file_is_paid_when_it_is_taken() -> None:
    shifts = [{"employment": "ilona-1", "start": "2026-02-09T08:00", "end": "2026-02-09T19:00"}]
    off = {"employment": "ilona-1", "day": "2026-02-09", "kind": "overtime_50", "minutes": "120"}
    rows = [{**off, "agreed": "2026-02-10"}, {**off, "kind": "overtime_100", "minutes": "60", "agreed": "2026-02-10"}]
    away = [{"employment": "ilona-1", "kind": "time_off", "first": "2026-03-02", "last": "2026-03-02"}]
    changes = (("shifts", shifts), ("absences", away), ("pay_runs", TREE["pay_runs"][:4]))
    outcome = run(household(("time_off", rows), *changes))
    february = as_json(outcome, "payslips/ilona-1-2026-02-27.json")
    assert not {"overtime_50", "overtime_100", "time_off"} & {one["kind"] for one in february["lines"]}
    march = as_json(outcome, "payslips/ilona-1-2026-03-31.json")
    taken = [(one["minutes"], one["amount"]) for one in march["lines"] if one["kind"] == "time_off"]
    assert taken == [(180, "39.60"), (60, "13.20")]  # four hours that would have been worked, at 13.20
    assert {"day": "2026-08-09", "done": False}.items() <= next(
        one for one in json.loads(outcome.files["duties.json"]) if "60" in one["what"] or one["why"] == "872/2019 21 §"
    ).items()
    money = run(household(("absences", []), changes[0], changes[2]))
    paid = [as_json(money, f"payslips/ilona-1-{day}.json")["gross"] for day in ("2026-02-27", "2026-03-31")]
    moved = [february["gross"], march["gross"]]
    # three hours with their increases are 66.00; four of the five hours off took the place of four that were worked
    assert Decimal(paid[0]) - Decimal(moved[0]) == Decimal("66.00")
    assert paid[1] == moved[1]
    with pytest.raises(Unreadable) as refused:
        run(household(("time_off", [{**rows[0], "minutes": "0"}, {**rows[1], "agreed": None}])))
    assert [one.place for one in refused.value.problems] == ["time_off[0].minutes"]
    with pytest.raises(Unreadable) as unagreed:
        run(household(("time_off", [off])))
    assert [one.place for one in unagreed.value.problems] == ["time_off[0].agreed"]


def test_an_averaging_period_of_the_file_holds_the_weekly_overtime_of_its_weeks_back() -> None:
    start = {"employment": "ilona-1", "start": "2026-02-{:02}T08:00", "end": "2026-02-{:02}T16:00"}
    days = [9, 10, 11, 12, 13, 14, 16, 17, 18, 19]  # 48 hours, then 32
    shifts = [{name: text.format(day) for name, text in start.items()} for day in days]
    weeks = [{"from": "2026-02-09", "until": "2026-02-22", "week_minutes": ["2880", "1920"]}]
    changes = (("shifts", shifts), ("absences", []), ("pay_runs", TREE["pay_runs"][:4]))
    plain = as_json(run(household(*changes)), "payslips/ilona-1-2026-02-27.json")
    assert [one["minutes"] for one in plain["lines"] if one["kind"] == "overtime_50"] == [480]
    averaged = run(household(*changes, ("employments.0.averaging", weeks)))
    asked = {one["id"].partition(":")[0]: one for one in json.loads(averaged.files["questions.json"])}
    assert (
        "rostered_as_worked.2026-02-01_2026-02-28" in asked
    )  # daily overtime is what goes beyond the roster, which no file tells
    assert not {"averaging_period", "averaging_plan"} & set(asked)
    unplanned = run(household(*changes, ("employments.0.averaging", [{"from": "2026-02-09"}])))
    asked = {one["id"].partition(":")[0]: one for one in json.loads(unplanned.files["questions.json"])}
    assert {"averaging_period", "averaging_plan"} <= set(asked)
    short = [{**weeks[0], "until": "2026-02-21", "week_minutes": ["2880"]}]
    with pytest.raises(Unreadable) as refused:
        run(household(*changes, ("employments.0.averaging", short)))
    assert [one.place for one in refused.value.problems] == ["employments[0].averaging[0].until"]


def test_an_advance_after_the_last_day_worked_through_is_no_problem() -> None:
    whole = household(*ARRANGED)
    run(whole, until=date(2026, 1, 30))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("employments.0.garnishments.0.protected", ...), "employments[0].garnishments[0].protected"),
        (("employments.0.garnishments.0.reference", "1233"), "employments[0].garnishments[0].reference"),
        (("employments.0.benefits.0.kind", "car"), "employments[0].benefits[0].variant"),
        (("employments.0.kela_parts.0.until", "2026-01-31"), "employments[0].kela_parts[0].until"),
        (("advances.0.day", "2025-12-31"), "advances[0].day"),
        (("advances.0.employment", "nobody-1"), "advances[0].employment"),
        (("set_offs.0.day", "2026-01-11"), "set_offs[0].day"),
        (("set_offs.0.euros", "0.00"), "set_offs[0].euros"),
    ],
)
def test_an_arrangement_that_cannot_be_is_refused_at_its_place(change: tuple[str, Any], place: str) -> None:
    with pytest.raises(Unreadable) as caught:
        run(household(*ARRANGED, change))
    assert place in [problem.place for problem in caught.value.problems]


@pytest.mark.parametrize("part", ["garnishments", "benefits", "kela_parts"])
def test_a_second_row_of_the_same_days_is_refused(part: str) -> None:
    [row] = dict(ARRANGED)[f"employments.0.{part}"]
    with pytest.raises(Unreadable) as caught:
        household(*ARRANGED, (f"employments.0.{part}.1", {**row, "until": None}))
    assert [problem.place for problem in caught.value.problems] == [f"employments[0].{part}[1]"]


def test_two_benefits_go_side_by_side() -> None:
    [row] = dict(ARRANGED)["employments.0.benefits"]
    both = household(*ARRANGED, ("employments.0.benefits.1", {**row, "title": "Toinen puhelin"}))
    assert len(both.employments[0].benefits) == 2


def test_the_services_refuse_in_the_words_of_the_file() -> None:
    [row] = dict(ARRANGED)["employments.0.garnishments"]
    with pytest.raises(Unreadable) as caught:
        run(household(*ARRANGED, ("employments.0.garnishments.0", {**row, "fixed": "10.00"})))
    assert [problem.place for problem in caught.value.problems] == ["employments[0].garnishments[0].protected"]


def test_a_refused_decision_is_one_problem_and_not_one_for_each_cost() -> None:
    with pytest.raises(Unreadable) as refused:
        run(household(SHORT, ("budget.unspent.return_by", "2025-12-31")))
    assert [problem.place for problem in refused.value.problems] == ["budget.unspent.return_by"]


def test_what_bounds_the_hours_and_a_request_for_the_ledger_are_worked_through() -> None:
    longer = {
        "day_minutes": "600", "week_minutes": "2640", "agreed_on": "2026-01-05", "agreed_by": "Ilona Rantavirta",
        "document": "sopimus", "from": "2026-02-01",
    }  # fmt: skip
    given = household(
        ("employments.0.longer_hours", [longer]),
        ("employments.0.schooling", {"kind": "finished"}),
        ("employments.0.late_work", {"agreed": "false"}),
        ("employments.0.ledger_requests", ["2026-02-05T12:34", "2026-12-31T12:00"]),
    )
    asked = [
        row["day"]
        for row in as_json(run(given, until=date(2026, 3, 31)), "duties.json")
        if row["why"].startswith("162/2005 29")
    ]
    assert asked == ["2026-02-05"]  # the later one is not known yet
    with pytest.raises(Unreadable) as refused:
        run(household(("employments.0.longer_hours", [{**longer, "document": None}])))
    assert [one.place for one in refused.value.problems] == ["employments[0].longer_hours[0].document"]
