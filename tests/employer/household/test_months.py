"""Households of several months with absences and persons of every kind, each cent worked out by hand."""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest

from employer.household.reading import read_answers
from employer.household.running import Outcome, run
from tests.employer.household.test_running import as_json, household

ONE = "ilona-1"
FIVE_DAYS = ["mon", "tue", "wed", "thu", "fri"]


def months(first: str, last: str) -> list[dict[str, str]]:
    """A pay run of each calendar month, paid on its last Monday to Friday."""
    year, month = (int(part) for part in first.split("-"))
    found: list[dict[str, str]] = []
    while f"{year}-{month:02}" <= last:
        end = date(year, month, monthrange(year, month)[1])
        paid = end - timedelta(days=max(0, end.weekday() - 4))
        found.append({"from": end.replace(day=1).isoformat(), "until": end.isoformat(), "pay_day": paid.isoformat()})
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def work(start: str, wage: str, unit: str = "hour", hours: tuple[str, str] = ("09:00", "14:00")) -> dict[str, Any]:
    """The terms of work from Monday to Friday."""
    minutes = (int(hours[1][:2]) - int(hours[0][:2])) * 60 + int(hours[1][3:]) - int(hours[0][3:])
    return {
        "start": start,
        "weekly_minutes": str(5 * minutes),
        "wages": [{"from": start, "unit": unit, "euros": wage}],
        "patterns": [
            {
                "from": start,
                "until": None,
                "weekdays": FIVE_DAYS,
                "start": hours[0],
                "end": hours[1],
                "break_minutes": 0,
                "skip": "public_holidays",
            }
        ],
    }


def paid(
    terms: dict[str, Any],
    runs: list[dict[str, str]],
    *changes: tuple[str, Any],
    absences: list[dict[str, Any]] | None = None,
    answers: dict[str, str] | None = None,
) -> Outcome:
    """What comes of a household with one employment on these terms; ``changes`` as in ``household``."""
    whole = household(
        ("shifts", []),
        ("trainings", []),
        ("expenses", []),
        ("pay_runs", runs),
        ("absences", [{"employment": ONE, **one} for one in absences or []]),
        *((f"employments.0.{name}", value) for name, value in terms.items()),
        *changes,
    )
    given = {
        key: {"value": value, "document": "note", "day": runs[0]["pay_day"]} for key, value in (answers or {}).items()
    }
    return run(whole, answers=read_answers(json.dumps(given).encode(), "fi"))


def slip(outcome: Outcome, day: str) -> dict[str, Any]:
    """The payslip of a pay day."""
    found: dict[str, Any] = as_json(outcome, f"payslips/{ONE}-{day}.json")
    return found


def lines(outcome: Outcome, day: str) -> list[tuple[str, str | None, str]]:
    """The lines of the payslip of a pay day: kind, quantity and euros."""
    return [(one["kind"], one["quantity"], one["amount"]) for one in slip(outcome, day)["lines"]]


def asked(outcome: Outcome) -> list[str]:
    """The topics of the open questions."""
    return [one["id"].partition(":")[0] for one in as_json(outcome, "questions.json")]


AT_SOURCE = [{"from": "2026-01-01", "kind": "source", "percent": "35.0", "deduction": "true"}]


def test_the_planned_year_decides_the_daily_allowance_contribution_beside_tax_at_source() -> None:
    """37.5 hours a week at 15.00 to the end of the year are over 17 255: 1.10 and 0.88 % of the pay, not 1.10."""
    terms = work("2026-01-12", "15.00", hours=("08:00", "15:30"))
    answers = {f"tax_at_source_health:{ONE}:2026-01-30": "yes"}
    runs = months("2026-01", "2026-02")
    long = paid(terms, runs, ("employees.0.tax_cards", AT_SOURCE), answers=answers)
    february = slip(long, "2026-02-27")
    assert february["gross"] == "2250.00"  # 20 days of 7.5 hours
    assert february["withholding"] == "609.00"  # 35 % of 2 250 less the month's 510
    assert february["other_deductions"] == "44.55"  # 1.98 % of 2 250
    ends = {**terms, "end": "2026-05-29", "fixed_term_ground": "sijaisuus"}
    short = paid(ends, runs, ("employees.0.tax_cards", AT_SOURCE), answers=answers)
    assert slip(short, "2026-02-27")["other_deductions"] == "24.75"  # 1.10 %: under the limit with its end


RECORDS = {
    "employment": ONE,
    "day": "2026-02-16",
    "year_so_far": {"gross": "1600.00", "withholding": "192.00"},
    "card_used": "1600.00",
}
HALVES = [
    {"from": "2026-02-16", "until": "2026-02-28", "pay_day": "2026-02-27"},
    {"from": "2026-03-01", "until": "2026-03-15", "pay_day": "2026-03-13"},
]


def test_pay_of_the_month_before_the_records_is_asked_where_the_pension_limit_depends_on_it() -> None:
    """An hour a week at 14.00, twice a month: 28.00 with 43.71 before is under 71.72, with 43.72 it reaches it."""
    terms = {
        **work("2025-10-06", "14.00", hours=("09:00", "10:00")),
        "holiday": {"accrual": "by_law", "bonus_percent": None},
        "pay": {"rhythm": "twice_a_month", "pay_day": ["15", "last"]},
    }
    terms |= {"weekly_minutes": "60", "patterns": [{**terms["patterns"][0], "weekdays": ["mon"]}]}
    before: tuple[str, Any] = ("opening", [RECORDS])
    assert asked(paid(terms, HALVES, before)) == ["opening_month"]
    topic = f"opening_month:{ONE}:2026-02-27"
    under = paid(terms, HALVES, before, answers={topic: "43.71"})
    assert [slip(under, day)["pension_employee"] for day in ("2026-02-27", "2026-03-13")] == ["0.00", "0.00"]
    reached = paid(terms, HALVES, before, answers={topic: "43.72"})
    # 7.30 % of 28.00; how the share of the earlier 43.72 is collected is asked; March is a month of its own
    assert [slip(reached, day)["pension_employee"] for day in ("2026-02-27", "2026-03-13")] == ["2.04", "0.00"]
    assert slip(reached, "2026-02-27")["employer"]["pension"] == "4.92"  # 24.85 % of 28.00 less 2.04
    assert asked(reached) == ["monthly_threshold"]
    monthly = {**terms, "pay": {"rhythm": "monthly", "pay_day": "last"}}
    whole = [{"from": "2026-02-01", "until": "2026-02-28", "pay_day": "2026-02-27"}]
    assert asked(paid(monthly, whole, ("opening", [{**RECORDS, "day": "2026-02-01"}]))) == []


YEAR = "2025-04-01/2026-03-31"
OLDER = {
    "employment": ONE,
    "day": "2026-06-01",
    "card_used": "7000.00",
    "year_so_far": {"gross": "7000.00", "withholding": "840.00"},
    "holiday": [
        {"credit_year": YEAR, "days": "30", "pay_base": "17570.00", "work_days": "251", "minutes": "75300"},
        {"credit_year": "2026-04-01/2027-03-31", "days": "5", "pay_base": "2800.00", "work_days": "40"},
    ],
}


def moved(days: int, day: str) -> tuple[str, Any]:
    """Holiday that an illness moved."""
    return (
        "holiday_entries",
        [
            {
                "employment": ONE,
                "kind": "moved",
                "credit_year": YEAR,
                "days": days,
                "day": day,
                "ground": "sick",
                "asked": day,
            }
        ],
    )


def test_an_illness_before_a_holiday_moves_its_days_and_is_paid_as_illness() -> None:
    """25 hours a week at 14.00, 30 days earned: 70.00 × 27.8 = 1 946.00; ill from Friday 3 to Thursday 9 July."""
    found = paid(
        work("2024-04-01", "14.00"),
        months("2026-06", "2026-08"),
        ("opening", [OLDER]),
        moved(4, "2026-07-06"),
        absences=[
            {"kind": "sick", "first": "2026-07-03", "last": "2026-07-09"},
            {"kind": "annual_holiday", "first": "2026-07-10", "last": "2026-07-18"},
            {"kind": "annual_holiday", "first": "2026-08-10", "last": "2026-08-13", "moved_from": "2026-07-06"},
        ],
    )
    # eight days are paid before they begin: 1 946.00 × 8 ÷ 30; the four that moved on their own pay day
    assert lines(found, "2026-06-30")[1] == ("holiday_pay", "8", "518.93")
    assert lines(found, "2026-07-31") == [("base_pay", "60.00", "840.00"), ("sick_pay", "25.00", "350.00")]
    assert lines(found, "2026-08-31")[1] == ("holiday_pay", "4", "259.47")


def test_of_an_illness_in_a_holiday_six_days_stay_holiday_and_the_window_runs_from_its_first_day() -> None:
    """Ill from Monday 13 to Saturday 25 July: six days stay holiday, six move; pay to the ninth weekday, 23 July."""
    found = paid(
        work("2024-04-01", "14.00"),
        months("2026-06", "2026-08"),
        ("opening", [OLDER]),
        moved(6, "2026-07-20"),
        absences=[
            {"kind": "annual_holiday", "first": "2026-07-06", "last": "2026-07-18", "own_risk_days": 6},
            {"kind": "sick", "first": "2026-07-20", "last": "2026-07-25", "ill_since": "2026-07-13"},
            {"kind": "annual_holiday", "first": "2026-07-27", "last": "2026-08-01"},
        ],
    )
    assert lines(found, "2026-06-30")[1] == ("holiday_pay", "12", "778.40")
    assert lines(found, "2026-07-31") == [
        ("base_pay", "15.00", "210.00"),
        ("sick_pay", "20.00", "280.00"),  # 20 to 23 July
        ("holiday_pay", "5", "324.33"),
    ]
    assert lines(found, "2026-08-31")[1] == ("holiday_pay", "1", "64.87")
    assert any("6 " in one["what"] and one["day"] == "2026-09-30" for one in as_json(found, "duties.json"))


@pytest.mark.parametrize(
    ("born", "contributions"),
    [
        # pension, unemployment and the employer's health contribution of March and of April, ten hours a week at 10.00:
        # March has nine days of five hours, April eight
        ("2010-03-01", [("0.00", "0.00", "0.00"), ("0.00", "0.00", "7.64")]),  # 16 on 1 March
        ("2009-03-15", [("0.00", "0.00", "8.60"), ("29.20", "0.00", "7.64")]),  # 17
        ("2008-03-31", [("32.85", "0.00", "8.60"), ("29.20", "3.56", "7.64")]),  # 18
        ("1961-03-15", [("32.85", "4.01", "8.60"), ("29.20", "0.00", "7.64")]),  # 65
        ("1958-03-31", [("32.85", "0.00", "8.60"), ("29.20", "0.00", "0.00")]),  # 68, pension insurance to 69
        ("1957-03-15", [("0.00", "0.00", "0.00"), ("0.00", "0.00", "0.00")]),  # 69
    ],
)
def test_contributions_begin_and_end_after_the_month_of_the_birthday(
    born: str, contributions: list[tuple[str, str, str]]
) -> None:
    terms = work("2026-01-12", "10.00", hours=("10:00", "15:00"))
    terms |= {
        "weekly_minutes": "600",
        "holiday": {"accrual": "35_hours", "bonus_percent": None},
        "patterns": [{**terms["patterns"][0], "weekdays": ["mon", "wed"]}],
        "schooling": [{"from": "2026-01-12", "kind": "finished"}],
    }
    person: list[tuple[str, Any]] = [
        ("employees.0.identity_code", ...),
        ("employees.0.born", born),
        ("employees.0.sex", "2"),
        ("employees.0.tax_cards", [{"from": "2026-01-01", "kind": "wage", "percent": "12.0"}]),
    ]
    found = paid(terms, months("2026-01", "2026-04"), *person)
    slips = [slip(found, day) for day in ("2026-03-31", "2026-04-30")]
    assert [one["gross"] for one in slips] == ["450.00", "400.00"]
    assert contributions == [
        (one["pension_employee"], one["unemployment_employee"], one["employer"]["health"]) for one in slips
    ]
    assert not [one for one in asked(found) if one.startswith("young_worker.education")]


def test_pay_in_place_of_notice_and_of_waiting_with_an_illness_in_the_notice_period() -> None:
    """25 hours a week at 16.00: a day of the week is 57.1429. Notice known on 5 March, 14 days to the 19th."""
    terms = work("2026-01-12", "16.00")
    runs = months("2026-01", "2026-02")
    early = paid(
        {**terms, "end": "2026-03-06", "end_reason": "notice_by_employer"},
        [*runs, *months("2026-03", "2026-03")],
        ("notice_pay", [{"employment": ONE, "by": "employer", "known": "2026-03-05"}]),
    )
    assert lines(early, "2026-03-31") == [
        ("base_pay", "25.00", "400.00"),
        ("holiday_compensation", "4", "288.00"),  # 80.00 × 3.6
        ("notice_pay", "13", "742.86"),
    ]
    assert slip(early, "2026-03-31")["pension_employee"] == "50.22"  # 7.30 % of 688.00: notice pay is not insured
    ill = paid(
        {**terms, "end": "2026-03-19", "end_reason": "notice_by_employer"},
        [*runs, {"from": "2026-03-01", "until": "2026-03-31", "pay_day": "2026-03-23", "kind": "final"}],
        ("waiting_pay", [{"employment": ONE, "due": "2026-03-19", "paid": "2026-03-23"}]),
        absences=[{"kind": "sick", "first": "2026-03-09", "last": "2026-03-19"}],
    )
    assert lines(ill, "2026-03-23") == [
        ("base_pay", "25.00", "400.00"),
        ("sick_pay", "45.00", "720.00"),  # the ninth weekday is the last day of work
        ("holiday_compensation", "6", "432.00"),  # 80.00 × 5.4
        ("waiting_pay", "4", "228.57"),
    ]


def test_half_sick_pay_becomes_full_only_as_a_person_decides() -> None:
    """The employment reaches a month on 14 October, in an illness from the 12th to the 20th; five hours at 14.00."""
    terms, runs = work("2026-09-14", "14.00"), months("2026-09", "2026-10")
    absences = [{"kind": "sick", "first": "2026-10-12", "last": "2026-10-20"}]
    half = paid(terms, runs, absences=absences)
    assert lines(half, "2026-10-30")[1:] == [("sick_pay", "35.00", "245.00")]
    (topic,) = (one["id"] for one in as_json(half, "questions.json") if one["id"].startswith("sick_leave"))
    full = paid(terms, runs, absences=absences, answers={topic: "yes"})
    assert lines(full, "2026-10-30")[1:] == [("sick_pay", "10.00", "70.00"), ("sick_pay", "25.00", "350.00")]


@pytest.mark.parametrize(("back", "hours"), [("2026-12-21", "5.00"), ("2026-12-22", "10.00")])
def test_an_illness_that_returns_within_thirty_days_of_paid_allowance_is_paid_for_one_day(
    back: str, hours: str
) -> None:
    """Kela's last paid weekday of the first illness is Saturday 21 November: the 30th day after it is 21 December."""
    found = paid(
        work("2026-09-01", "14.00"),
        months("2026-09", "2026-12"),
        absences=[
            {"kind": "sick", "first": "2026-11-02", "last": "2026-11-22"},
            {"kind": "sick", "first": back, "last": "2026-12-23", "same_illness_as": "2026-11-02"},
        ],
    )
    assert lines(found, "2026-11-30")[1] == ("sick_pay", "45.00", "630.00")  # 2 to 12 November
    assert lines(found, "2026-12-31")[1][1] == hours


def test_a_partial_leave_has_the_wage_of_its_hours_and_the_holiday_that_of_the_credit_year() -> None:
    """A monthly wage of 2 400.00 that is 1 440.00 in partial child-care leave from August to 15 September."""
    terms = work("2024-04-01", "2400.00", "month", ("09:00", "16:30"))
    rows = [("2024-04-01", "2026-07-31", "2400.00", "16:30", "2250"), ("2026-08-01", "2026-09-15", "1440.00", "13:30",
            "1350"), ("2026-09-16", None, "2400.00", "16:30", "2250")]  # fmt: skip
    terms |= {
        "wages": [{"from": one, "until": last, "unit": "month", "euros": wage} for one, last, wage, _, _ in rows],
        "weekly_minutes": [{"from": one, "minutes": minutes} for one, _, _, _, minutes in rows],
        "patterns": [{**terms["patterns"][0], "from": one, "until": last, "end": end} for one, last, _, end, _ in rows],
    }
    found = paid(
        terms,
        months("2026-08", "2026-09"),
        ("opening", [{**OLDER, "day": "2026-08-01"}]),
        absences=[
            {"kind": "partial_childcare", "first": "2026-08-03", "last": "2026-09-15", "child_born": "2021-05-05"},
            {"kind": "sick", "first": "2026-08-10", "last": "2026-08-12"},
            {"kind": "annual_holiday", "first": "2026-08-24", "last": "2026-08-29"},
        ],
        answers={f"holiday_hours_temporary.2026-08-01:{ONE}:2026-08-31": "yes"},
    )
    assert [(kind, euros) for kind, _, euros in lines(found, "2026-08-31")] == [
        ("base_pay", "891.43"),  # 1 440.00 × 13 ÷ 21
        ("sick_pay", "205.71"),  # × 3 ÷ 21
        ("holiday_pay", "571.43"),  # 2 400.00 × 5 ÷ 21
    ]
    assert [euros for _, _, euros in lines(found, "2026-09-30")] == ["720.00", "1200.00"]  # 11 of 22 days each


def test_the_year_so_far_leaves_out_what_nobody_told_of_the_pay_before_the_records() -> None:
    """7 000.00 was paid before June; its pension contribution, unemployment contribution and net are not known."""
    terms, runs = work("2024-04-01", "14.00"), months("2026-06", "2026-06")
    document = paid(terms, runs, ("opening", [OLDER])).files[f"payslips/{ONE}-2026-06-30.html"].decode()
    year = document[document.index("Vuosi 2026 tähän mennessä") :].partition("</table>")[0].replace("\xa0", " ")
    assert "8 470,00 €" in year  # 7 000.00 and 105 hours at 14.00
    assert "1 016,40 €" in year  # 840.00 and 12 %
    assert year.count("<tr>") == 3  # the heads, the gross pay and the tax


@pytest.mark.parametrize("followed", [True, False])
def test_a_relative_whose_hours_are_noted_has_the_increases_of_the_act(followed: bool) -> None:
    """Eleven hours on a Sunday: 176.00, as much again, and half of two hours and the whole of one."""
    terms = work("2026-01-12", "16.00")
    family = {"same_household": True, "hours_fixed": followed, "hours_supervised": False}
    sunday = {"employment": ONE, "start": "2026-02-08T10:00", "end": "2026-02-08T21:00"}
    found = paid({**terms, "patterns": [], "family_member": family}, months("2026-01", "2026-02"), ("shifts", [sunday]))
    assert [(kind, euros) for kind, _, euros in lines(found, "2026-02-27")] == [
        ("base_pay", "176.00"),
        ("overtime_50", "16.00"),
        ("overtime_100", "16.00"),
        ("sunday", "176.00"),
    ]
    document = found.files[f"payslips/{ONE}-2026-02-27.html"].decode()
    assert ("kukaan ei määrää eikä seuraa" in document) is not followed


def test_the_garnishment_of_holiday_pay_before_its_days_is_asked_in_both_months() -> None:
    """A holiday of twelve days in July is paid in June: of neither pay is it known what enforcement leaves."""
    terms = work("2024-04-01", "14.00")
    terms["garnishments"] = [
        {
            "number": "U1",
            "from": "2026-01-01",
            "periodic": "true",
            "protected": "990.90",
            "iban": "FI5810171000000122",
            "reference": "99900020260119",
        }
    ]
    holiday = [{"kind": "annual_holiday", "first": "2026-07-06", "last": "2026-07-18"}]
    runs, before = months("2026-06", "2026-08"), ("opening", [OLDER])
    days = ("2026-06-30", "2026-07-31")
    topics = [f"garnishment_holiday.{day}" for day in days]
    open_ones = paid(terms, runs, before, absences=holiday)
    assert [one for one in asked(open_ones) if one.startswith("garnish")] == topics
    answers = dict(zip((f"{topic}:{ONE}:{day}" for topic, day in zip(topics, days, strict=True)),
                       ("1200.00", "781.80"), strict=True))  # fmt: skip
    told = paid(terms, runs, before, absences=holiday, answers=answers)
    june, july, august = (slip(told, day) for day in (*days, "2026-08-31"))
    # June 1 470.00 + 778.40, net 1 794.45: two thirds of what is over 1 200.00; July 65 hours, net 726.27: nothing
    assert (june["net"], june["garnishment"]) == ("1794.45", "396.30")
    assert (july["net"], july["garnishment"]) == ("726.27", "0.00")
    assert (august["net"], august["garnishment"]) == ("1173.21", "121.54")


def test_pregnancy_and_parental_leave_of_one_child_earn_holiday_for_160_days_together() -> None:
    """40 weekdays of pregnancy leave to 26 February, the child is born in them; 120 of parental leave to 22 July."""
    opening = {"employment": ONE, "day": "2026-01-01", "year_so_far": {"gross": "0.00", "withholding": "0.00"}}
    found = paid(
        work("2024-09-02", "16.00"),
        months("2026-01", "2026-10"),
        ("opening", [opening]),
        absences=[
            {"kind": "pregnancy", "first": "2026-01-12", "last": "2026-02-26", "due": "2026-02-16"},
            {"kind": "parental", "first": "2026-02-27", "last": "2026-09-10", "child_born": "2026-02-18"},
        ],
    )
    year = as_json(found, "holidays.json")[ONE][-1]
    days = {one["month"]: (one["days"], one["full"]) for one in year["months"]}
    assert days["2026-06"] == (21, True)
    assert days["2026-07"] == (16, True)
    assert days["2026-08"] == (0, False)
    assert days["2026-09"] == (14, True)  # at work from the 11th on
    assert year["days_earned"] == "15"


@pytest.mark.parametrize(("answer", "august"), [(None, 0), ("yes", 0), ("no", 21)])
def test_the_answer_whether_family_leaves_belong_to_one_birth_is_used(answer: str | None, august: int) -> None:
    """120 weekdays of the second leave are full on 22 July; when it belongs to another birth, 160 in September."""
    opening = {"employment": ONE, "day": "2026-01-01", "year_so_far": {"gross": "0.00", "withholding": "0.00"}}
    topic = f"annual_holiday.birth:{ONE}:2026-09-30"
    found = paid(
        work("2024-09-02", "16.00"),
        months("2026-01", "2026-09"),
        ("opening", [opening]),
        absences=[
            {"kind": "pregnancy", "first": "2026-01-12", "last": "2026-02-26", "due": "2026-02-16"},
            {"kind": "parental", "first": "2026-02-27", "last": "2026-09-10"},
        ],
        answers={} if answer is None else {topic: answer},
    )
    year = as_json(found, "holidays.json")[ONE][-1]
    assert {one["month"]: one["days"] for one in year["months"]}["2026-08"] == august


@pytest.mark.parametrize(("second_child", "july"), [("2025-03-01", 16), ("2026-07-01", 23)])
def test_one_birth_is_no_answer_where_several_children_are_known(second_child: str, july: int) -> None:
    """119 weekdays of a leave of which no child is told: with those of the next leave 160 are full on 22 July."""
    opening = {"employment": ONE, "day": "2026-01-01", "year_so_far": {"gross": "0.00", "withholding": "0.00"}}
    topic = f"annual_holiday.birth:{ONE}:2026-10-31"
    found = paid(
        work("2024-09-02", "16.00"),
        months("2026-01", "2026-10"),
        ("opening", [opening]),
        absences=[
            {"kind": "parental", "first": "2026-01-12", "last": "2026-05-30"},
            {"kind": "parental", "first": "2026-06-01", "last": "2026-07-31", "child_born": "2025-03-01"},
            {"kind": "parental", "first": "2026-08-01", "last": "2026-09-30", "child_born": second_child},
        ],
        answers={topic: "yes"},
    )
    year = as_json(found, "holidays.json")[ONE][-1]
    assert {one["month"]: one["days"] for one in year["months"]}["2026-07"] == july
