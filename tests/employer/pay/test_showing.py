"""How a payslip is shown: its document, its file, and the explanation of every amount."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from employer import contracts, documents, leave, pay, people, texts
from employer.contracts.schemas import Agreement, Wage
from employer.effective import Hand
from employer.leave.schemas import Absence
from employer.pay import queries, sheet
from employer.pay.schemas import Draft, Issued, IssuePayslip
from employer.pay.showing.service import Step, decimal_text, euros, figure_title, hours_text, price_text
from employer.people.schemas import Account, Card
from payroll.figures import results_of, rows_of
from rules import Reason
from tests.employer.conftest import on
from tests.employer.pay.conftest import KNOWN, month_run

Drafts = Callable[..., Draft]
Issue = Callable[..., Issued]


def steps(step: Step) -> Iterator[Step]:
    """A step and everything under it."""
    yield step
    for part in step.parts:
        yield from steps(part)


@pytest.fixture
def busy(session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand) -> tuple[int, int]:
    """A year with sick days, a holiday and an account, paid until June."""
    employee_id = contracts.employment(session, *payer, KNOWN).employee_id
    people.set_employee_account(session, payer[0], employee_id, Account("FI8657810020088880"), hand)
    for kind, first, last in (
        ("sick", date(2026, 2, 5), date(2026, 2, 11)),
        ("annual_holiday", date(2026, 7, 6), date(2026, 7, 9)),
    ):
        leave.add_absence(session, payer[0], Absence(payer[1], kind, first, last), hand)
    for month in range(1, 7):
        pay_month(*payer, month)
    return payer


def test_the_file_has_the_fields_of_the_household_format(session: Session, busy: tuple[int, int]) -> None:
    found = pay.payslip_json(pay.payslips(session, busy[0])[1])
    assert list(found) == [
        "employment",
        "period",
        "pay_day",
        "kind",
        "lines",
        "gross",
        "taxable",
        "withholding",
        "pension_employee",
        "unemployment_employee",
        "garnishment",
        "other_deductions",
        "tax_free",
        "net",
        "paid",
        "employer",
        "employer_cost",
        "rules_edition",
        "replays",
    ]
    assert found["replays"] is True
    assert found["period"] == {"first": "2026-02-01", "last": "2026-02-28"}
    assert found["gross"] == "739.20"
    base, sick = found["lines"]
    assert base == base | {
        "kind": "base_pay",
        "income_type": 201,
        "title": "Peruspalkka",
        "minutes": 2880,
        "quantity": "48.00",
        "unit": "hour",
        "unit_price": "13.20",
        "amount": "633.60",
    }
    assert (sick["kind"], sick["minutes"], sick["unit_price"], sick["amount"]) == ("sick_pay", 960, "6.60", "105.60")
    assert "puolet palkasta" in sick["because"]
    assert sick["sources"]
    assert set(found["employer"]) == {"pension", "unemployment", "health", "accident", "group_life", "total"}
    assert found["employer"]["group_life"] == "0.00"


def test_a_draft_and_what_was_issued_look_the_same(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand
) -> None:
    made = a_draft(1)
    issued = pay.issue(session, payer[0], IssuePayslip(made), hand)
    assert pay.payslip_json(issued) == pay.payslip_json(made)
    assert pay.payslip_data(issued) == pay.as_issued(pay.payslip_data(made))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_document_is_rendered_in_every_language(session: Session, busy: tuple[int, int], language: str) -> None:
    for one in pay.payslips(session, busy[0]):
        data = json.loads(json.dumps(pay.payslip_data(one)))
        html = documents.render_html("payslip", data, language, KNOWN, one.name)
        assert one.name in html
        assert "8880" in html


def test_the_document_says_why_for_a_holiday(session: Session, busy: tuple[int, int], a_draft: Drafts) -> None:
    data = pay.payslip_data(a_draft(7))
    holiday = data["earnings"][-1]
    assert holiday["because"] == "holiday_pay.because_average_weekly"
    assert "Keskipäiväpalkka 52,80\u00a0€ kerrotaan luvuilla 4/5 ja 3,6." in documents.say_line("fi", holiday)
    assert holiday["amount_cents"] == 15206  # 52.80 × 4/5 × 3.6
    assert data["account_last_four"] == "8880"
    assert [row["kind"] for row in data["hours"]] == ["worked", "holiday"]
    assert data["holidays"][0] == {
        "first": "2025-04-01",
        "last": "2026-03-31",
        "earned": "4",
        "taken": "4",
        "left": "0",
        "closed": True,
    }
    assert data["sources"]
    numbers = {number for line in (*data["earnings"], *data["deductions"]) for number in line["sources"]}
    assert numbers <= set(range(1, len(data["sources"]) + 1))


@pytest.mark.parametrize(
    ("kind", "code", "unit", "because"),
    [
        ("public_holiday_off", "independence_day", "hour", "public_holiday_off.because"),
        ("public_holiday_off", "weekday_holiday_off", "hour", "public_holiday_off.because_agreement"),
        ("hindrance_pay", "family_leave_agreement", "hour", "hindrance_pay.because_family_leave"),
        ("hindrance_pay", "family_leave_agreement", "month", "hindrance_pay.because_family_leave_month"),
        ("hindrance_pay", "day_off_agreement", "hour", "hindrance_pay.because_day_off"),
        ("hindrance_pay", "short_shift_agreement", "hour", "hindrance_pay.because_short_shift"),
        ("eve", "eve_agreement", "euro", "eve.because_agreement"),
        ("hindrance_pay", "day_off_agreement", "month", "hindrance_pay.because_day_off_month"),
        ("training_pay", "training_agreement", "hour", "training_pay.because_agreement"),
        ("training_pay", "training", "hour", "training_pay.because"),
        ("cancelled_shift", "cancelled_shift_agreement", "euro", "cancelled_shift.because_agreement"),
    ],
)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_the_agreement_pays_is_told_by_its_own_reason(
    session: Session,
    busy: tuple[int, int],
    a_draft: Drafts,
    kind: str,
    code: str,
    unit: str,
    because: str,
    language: str,
) -> None:
    made = a_draft(2)
    line = next(one for one in made.payslip.lines if one.kind == "base_pay")
    facts = tuple((dict(line.facts) | ({"days": "1", "month_days": "22"} if unit == "month" else {})).items())
    reason = Reason(code, "Heta", "paid by the agreement")
    changed = replace(line, kind=kind, unit=unit, reasons=(reason,), facts=facts, days=Decimal(1))
    lines = (changed, *(one for one in made.payslip.lines if one is not line))
    shown = pay.payslip_data(replace(made, payslip=replace(made.payslip, lines=lines)))["earnings"][0]
    assert shown["because"] == because
    assert "{" not in documents.say_line(language, shown)


@pytest.mark.parametrize(
    ("factor", "days", "kind", "because"),
    [
        ("1/1", "4", "holiday_pay", "holiday_pay.because_average"),
        ("4/5", "4", "holiday_pay", "holiday_pay.because_average_weekly"),
        ("1/1", "3", "holiday_pay", "holiday_pay.because_average_part"),
        ("4/5", "3", "holiday_compensation", "holiday_compensation.because_average_weekly_part"),
    ],
)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_sentence_names_every_number_of_an_average_holiday_pay(
    session: Session,
    busy: tuple[int, int],
    a_draft: Drafts,
    factor: str,
    days: str,
    kind: str,
    because: str,
    language: str,
) -> None:
    made = a_draft(7)
    line = made.payslip.lines[-1]
    facts = tuple((dict(line.facts) | {"factor": factor, "days": days}).items())
    lines = (*made.payslip.lines[:-1], replace(line, facts=facts, kind=kind))
    shown = pay.payslip_data(replace(made, payslip=replace(made.payslip, lines=lines)))["earnings"][-1]
    assert shown["because"] == because
    words = documents.say_line(language, shown)
    assert ("4/5" in words) == (factor == "4/5")
    assert days in words
    if days == "3":
        assert "3/4" in words or language == "selko"


def test_a_section_named_twice_has_one_number(session: Session, busy: tuple[int, int], a_draft: Drafts) -> None:
    sources = pay.payslip_data(a_draft(7))["sources"]
    told = [texts.say_source("fi", f"{one['title']}, {one['clause']}") for one in sources if "162/2005" in one["title"]]
    assert len(told) == len(set(told)) == 3
    assert all(one["link"] for one in sources if one["clause"] == "11 §")


@pytest.mark.parametrize("language", texts.COMPLETE)
def test_no_source_stands_twice(session: Session, busy: tuple[int, int], language: str) -> None:
    for issued in pay.payslips(session, busy[0]):
        told = [
            ", ".join(
                texts.say_source(language, part).removesuffix(" §") for part in (one["title"], one["clause"]) if part
            )
            for one in pay.payslip_data(issued)["sources"]
        ]
        assert len(told) == len(set(told)), told


def test_a_payslip_says_what_decided_its_terms(session: Session, busy: tuple[int, int]) -> None:
    issued = pay.payslips(session, busy[0])[1]
    data = pay.payslip_data(issued)
    assert [(one["name"], one["level"]) for one in data["terms"]] == [
        ("wage", "contract"),
        ("sick_days", "statute"),
        ("sick_percent", "statute"),
        ("pay_day", "contract"),
    ]
    at = {one["name"]: one["sources"] for one in data["terms"]}
    (wage,), (sick_days,) = ([data["sources"][number - 1] for number in at[name]] for name in ("wage", "sick_days"))
    assert wage["clause"] == "wage from 12.1.2026"
    assert texts.say_source("fi", sick_days["title"]) == "työsopimuslaki 55/2001, 2 luku 11 §"
    base = data["earnings"][0]
    assert base["sources"] == at["wage"]
    said = documents.say_term("fi", data["terms"][1])
    assert (said.title, said.holds, said.level, said.because) == (
        "Sairausajan palkka: sairastumispäivän jälkeen", "9 arkipäivää", "laki", "Laki määrää: 9 arkipäivää."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "source"),
    [("fi", "työsopimus, palkka 12.1.2026 alkaen"), ("sv", "arbetsavtalet, lön från 12.1.2026"),
     ("en", "employment contract, wage from 12.1.2026")],
)  # fmt: skip
def test_the_pay_says_from_which_day_its_wage_holds(
    session: Session, busy: tuple[int, int], language: str, source: str
) -> None:
    base, sick = pay.payslip_json(pay.payslips(session, busy[0])[1], language)["lines"]
    assert base["sources"] == [source]
    law = {"fi": "työsopimuslaki 55/2001, 2 luku 11 §", "sv": "arbetsavtalslagen 55/2001, 2 kap. 11 §"}
    assert language not in law or law[language] in sick["sources"]


def test_what_is_shown_survives_being_kept_and_a_payslip_of_before_has_no_terms(
    session: Session, busy: tuple[int, int], a_draft: Drafts
) -> None:
    shown = a_draft(7).shown
    assert shown.terms
    text = queries.shown_text(shown)
    assert queries.shown_of(text) == shown
    plain = json.loads(text)
    del plain["terms"]
    assert queries.shown_of(json.dumps(plain)) == replace(shown, terms=())


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_each_line_explains_the_terms_it_rests_on(session: Session, busy: tuple[int, int], language: str) -> None:
    issued = pay.payslips(session, busy[0])[1]
    (wage,) = sheet.terms_of(issued, "line-0", language)
    days, percent = sheet.terms_of(issued, "line-1", language)
    assert [one.name for one in (wage, days, percent)] == ["wage", "sick_days", "sick_percent"]
    assert "50\xa0%" in percent.because  # under a month of employment
    assert sheet.terms_of(issued, "gross", language) == []
    shown = sheet.sheet(issued, language)["terms"]
    assert [one.name for one in shown] == ["wage", "sick_days", "sick_percent", "pay_day"]
    assert shown[-1].because


def test_the_year_so_far_holds_this_payslip(session: Session, busy: tuple[int, int], a_draft: Drafts) -> None:
    made = a_draft(7)
    before = sum(one.totals["gross"] for one in pay.payslips(session, busy[0]))
    assert pay.payslip_data(made)["year"]["gross_cents"] == before + (made.payslip.totals["gross"] or 0)


@pytest.mark.parametrize(
    ("card", "because", "facts"),
    [
        (None, "withholding.because_no_card", {"percent": "60", "base": 63360}),
        (
            Card("wage", Decimal("12.0"), Decimal("30.0"), Decimal("500.00"), first=date(2026, 1, 1)),
            "withholding.because_split",
            {"percent": "12", "base": 50000, "additional_percent": "30", "additional_base": 13360},
        ),
        (
            Card("source", Decimal("35.0"), deduction=True, first=date(2026, 1, 1)),
            "tax_at_source.because_deduction",
            # begun on 12 January: seventeen euros for each of the twelve days at work
            {"percent": "35", "base": 63360 - 20400, "amount": 20400},
        ),
    ],
)
def test_the_tax_says_how_it_came_about(
    session: Session,
    household: tuple[int, int],
    insured: Callable[..., None],
    hand: Hand,
    card: Card | None,
    because: str,
    facts: dict[str, object],
) -> None:
    insured(household[0])
    contracts.set_agreement(session, *household, Agreement("none", "childminding"), hand)
    if card is not None:
        employee_id = contracts.employment(session, *household, KNOWN).employee_id
        people.add_tax_card(session, household[0], employee_id, card, hand)
    data = pay.payslip_data(pay.draft(session, *household, month_run(1), KNOWN))
    tax = data["deductions"][0]
    assert tax["because"] == because
    assert tax["facts"] == facts
    for language in texts.LANGUAGES:
        assert documents.say_line(language, tax)
        for notice in data["notices"]:
            assert documents.say_notice(language, notice)


def test_a_correction_shows_before_now_and_the_difference(
    session: Session, payer: tuple[int, int], pay_month: Issue, hand: Hand
) -> None:
    january = pay_month(*payer, 1)
    contracts.set_wage(
        session, payer[0], payer[1], Wage("hour", Decimal("14.20"), date(2026, 1, 12)), on(date(2026, 1, 30))
    )
    made = pay.draft_correction(session, payer[0], january.id, date(2026, 1, 30))
    data = pay.payslip_data(made, reason="palkankorotus")
    (row,) = data["corrects"]["differences"]
    assert (row["before_cents"], row["after_cents"], row["difference_cents"]) == (63360, 68160, 4800)
    assert data["corrects"]["number"] == "2026-0001"
    (line,) = data["earnings"]
    assert (line["unit"], line["minutes"], line["quantity"]) == (None, None, None)  # no hours, and yet a sum
    assert documents.say_line("en", line) == "The hours are as they were. An hour now costs 14,20\xa0€."
    assert data["corrects"]["paid_before_cents"] == january.totals["paid"]
    assert data["corrects"]["paid_difference_cents"] == made.payslip.totals["paid"]
    issued = pay.issue(session, payer[0], IssuePayslip(made, reason="palkankorotus"), hand)
    assert pay.payslip_data(issued) == pay.as_issued(data)
    assert pay.payslip_json(issued)["kind"] == "correction"
    for language in texts.LANGUAGES:
        told = documents.render_html("payslip", pay.payslip_data(issued), language, KNOWN, issued.name)
        assert texts.say(language, "payslip.more_to_pay") in told  # not that it was on the account on the pay day


def test_pay_added_on_a_day_of_its_own_tells_what_it_corrects_and_when_it_is_paid(
    session: Session, payer: tuple[int, int], pay_month: Issue
) -> None:
    january = pay_month(*payer, 1)
    contracts.set_wage(
        session, payer[0], payer[1], Wage("hour", Decimal("14.20"), date(2026, 1, 12)), on(date(2026, 3, 1))
    )
    made = pay.draft_correction(session, payer[0], january.id, date(2026, 3, 10))
    data = pay.payslip_data(made, reason="palkankorotus")
    assert (data["pay_day"], data["corrects"]["pay_day"]) == ("2026-03-10", "2026-01-31")
    assert (data["corrects"]["own_day"], data["period"]["first"]) == ("2026-03-10", "2026-01-01")
    tax = next(one for one in data["deductions"] if one["kind"] == "withholding")
    assert (tax["percent"], tax["base_cents"], tax["amount_cents"]) == ("12", 4800, 576)
    issued = pay.issue(session, payer[0], IssuePayslip(made, reason="palkankorotus"), on(date(2026, 3, 10)))
    assert pay.payslip_data(issued) == pay.as_issued(data)
    for language in texts.LANGUAGES:
        html = documents.render_html("payslip", pay.payslip_data(issued), language, KNOWN, issued.name)
        assert documents.render_html("payslip", {**data, "corrects": None}, language, KNOWN, issued.name) != html
        for key, step in pay.explanations(issued.trace, language).items():
            assert step.row == results_of(issued.trace)[key]


def test_every_amount_is_explained_down_to_its_facts(session: Session, busy: tuple[int, int], a_draft: Drafts) -> None:
    trace = a_draft(7).payslip.trace
    for key, step in pay.explanations(trace, "fi").items():
        everything = list(steps(step))
        assert step.row == results_of(trace)[key]
        assert all(not one.parts for one in everything if one.operation in ("given", "law", "decision", "answer"))
        assert all(one.parts for one in everything if one.operation in ("product", "quotient", "less"))
        assert all(one.source for one in everything if one.operation == "law")


def test_every_figure_of_a_payslip_has_words(session: Session, busy: tuple[int, int], a_draft: Drafts) -> None:
    names = {row[1] for one in pay.payslips(session, busy[0]) for row in rows_of(one.trace)}
    names |= {row[1] for row in rows_of(a_draft(7).payslip.trace)}
    for name in names:
        for language in texts.LANGUAGES:
            assert figure_title(language, name) != name.replace("_", " ").replace(".", " "), name


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_draft_with_open_questions_is_shown_with_them(
    session: Session, household: tuple[int, int], language: str
) -> None:
    made = pay.draft(session, *household, month_run(1), KNOWN)
    data = json.loads(json.dumps(pay.payslip_data(made)))
    assert data["totals"]["paid"] is None
    assert {"agreement", "pension"} & {question["topic"] for question in data["questions"]}
    assert documents.render_html("payslip", data, language, KNOWN, "ilona-1-2026-01-31")
    assert pay.payslip_json(made)["paid"] is None


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_supplementary_day_is_said_in_words(
    session: Session, payer: tuple[int, int], a_draft: Drafts, hand: Hand, language: str
) -> None:
    leave.add_absence(
        session, payer[0], Absence(payer[1], "supplementary_days", date(2026, 2, 5), date(2026, 2, 5)), hand
    )
    data = pay.payslip_data(a_draft(2))
    line = next(line for line in data["earnings"] if line["kind"] == "holiday_pay")
    assert line["because"] == "holiday_pay.because_supplementary"
    assert documents.say_line(language, line)


def test_there_is_nothing_to_explain_beyond_the_trace(a_draft: Drafts) -> None:
    trace = a_draft(1).payslip.trace
    with pytest.raises(IndexError):
        pay.explanation(trace, 10_000)


def test_numbers_for_the_eye() -> None:
    assert (euros(-1), euros(63360), euros(None)) == ("-0.01", "633.60", None)
    assert (decimal_text("317/6"), decimal_text("13.20")) == ("52.8333", "13.20")
    assert hours_text(2881) == "48.02"
    assert (price_text("13.2"), price_text("6"), price_text("0.265")) == ("13.20", "6.00", "0.265")
