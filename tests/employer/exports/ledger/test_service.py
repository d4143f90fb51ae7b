"""The ledger: every voucher balances, amounts go where they belong, nothing personal."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from employer.exports import ExportRefused, ledger_csv
from employer.exports.ledger.schemas import (
    IssuedPay,
    PaidEnforcement,
    PaidExpense,
    PaidLine,
    PaidTaxes,
    PaidWages,
    ReceivedMoney,
    chart,
)
from tests.employer.exports.builders import ILONA, changed

GOLDEN = Path(__file__).parent.parent / "golden"
TOTALS = {
    "gross": 76960,
    "taxable": 76960,
    "withholding": 9235,
    "pension_employee": 5618,
    "unemployment_employee": 685,
    "garnishment": 1000,
    "other_deductions": 0,
    "tax_free": 590,
    "net": 61422,
    "paid": 61012,
    "employer_pension": 13507,
    "employer_unemployment": 238,
    "employer_health": 1470,
    "employer_accident": 924,
    "employer_group_life": 0,
    "employer_total": 16139,
    "employer_cost": 93099,
}
PAY = IssuedPay(
    "ilona-1-2026-01-30",
    date(2026, 1, 30),
    "ilona-1",
    date(2026, 1, 1),
    date(2026, 1, 31),
    (
        PaidLine("base_pay", 63360),
        PaidLine("sunday", 6600),
        PaidLine("sick_pay", 5000),
        PaidLine("holiday_pay", 2000),
        PaidLine("mileage", 590, line="other"),
    ),
    TOTALS,
    wages_line="wages",
    contributions_line="wages",
    accident_line="insurance",
    cost_centre="1234",
)
ENTRIES = (
    PaidTaxes("tax-2026-01", date(2026, 2, 12), date(2026, 1, 1), 9235, 1470),
    PAY,
    PaidWages("pay-2026-01-30", date(2026, 1, 30), "ilona-1", date(2026, 1, 1), date(2026, 1, 31), 61012),
    ReceivedMoney("received-1", date(2026, 1, 2), 360000),
    PaidExpense("expense-1", date(2026, 1, 9), "Rikostaustaote", 1200, "other"),
)


def rows(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8")), delimiter=";"))


def balances(file: bytes) -> dict[str, Decimal]:
    """Account number to debit less credit."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows(file):
        sums[row["account"]] += Decimal(row["debit"]) - Decimal(row["credit"])
    return dict(sums)


def test_a_known_ledger_byte_for_byte() -> None:
    assert ledger_csv(ENTRIES) == (GOLDEN / "ledger.csv").read_bytes()


def test_columns_order_and_form() -> None:
    file = ledger_csv(ENTRIES)
    assert file.splitlines()[0].decode() == "day;voucher;account;account_title;debit;credit;line;cost_centre;about"
    read = rows(file)
    assert [row["day"] for row in read] == sorted(row["day"] for row in read)
    for row in read:
        amounts = Decimal(row["debit"]), Decimal(row["credit"])
        assert min(amounts) == 0
        assert max(amounts) > 0
        assert all(text.partition(".")[2].isdigit() for text in (row["debit"], row["credit"]))


def test_every_voucher_balances() -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows(ledger_csv(ENTRIES)):
        sums[row["voucher"]] += Decimal(row["debit"]) - Decimal(row["credit"])
    assert len(sums) == 5
    assert set(sums.values()) == {Decimal(0)}


def test_amounts_are_where_they_belong() -> None:
    assert balances(ledger_csv(ENTRIES)) == {
        "1910": Decimal("2870.83"),  # 3600.00 - 12.00 - 610.12 - 92.35 - 14.70
        "2910": Decimal("0.00"),
        "2920": Decimal("0.00"),
        "2925": Decimal("0.00"),
        "2930": Decimal("-191.25"),
        "2940": Decimal("-9.23"),
        "2950": Decimal("-9.24"),
        "2960": Decimal("-10.00"),
        "3000": Decimal("-3600.00"),
        "5000": Decimal("699.60"),
        "5100": Decimal("50.00"),
        "5200": Decimal("20.00"),
        "6100": Decimal("135.07"),
        "6110": Decimal("2.38"),
        "6120": Decimal("14.70"),
        "6130": Decimal("9.24"),
        "7000": Decimal("5.90"),
        "7100": Decimal("12.00"),
    }


def test_costs_carry_their_budget_lines_and_debts_none() -> None:
    by_account = {row["account"]: row["line"] for row in rows(ledger_csv([PAY]))}
    assert (by_account["5000"], by_account["6100"], by_account["6130"]) == ("wages", "wages", "insurance")
    assert by_account["7000"] == "other"
    assert by_account["2910"] == by_account["2930"] == ""
    assert {row["cost_centre"] for row in rows(ledger_csv([PAY]))} == {"1234"}


def test_a_correction_downwards_turns_the_sides() -> None:
    totals = dict.fromkeys(TOTALS, 0) | {"paid": -800, "withholding": -200, "employer_pension": -170}
    fix = changed(changed(PAY, "lines", (PaidLine("base_pay", -1000),)), "totals", totals)
    by_account = {row["account"]: (row["debit"], row["credit"]) for row in rows(ledger_csv([fix]))}
    assert by_account["5000"] == ("0.00", "10.00")
    assert by_account["2910"] == ("8.00", "0.00")
    assert by_account["2930"] == ("1.70", "0.00")


def test_what_was_taken_for_enforcement_leaves_the_account() -> None:
    paid = PaidEnforcement("U1", date(2026, 1, 30), "ilona-1", date(2026, 1, 1), date(2026, 1, 31), 1000, "1234")
    before, after = balances(ledger_csv(ENTRIES)), balances(ledger_csv((*ENTRIES, paid)))
    assert (before["2960"], after["2960"]) == (Decimal("-10.00"), Decimal("0.00"))
    assert before["1910"] - after["1910"] == Decimal("10.00")
    assert {key: sum_ for key, sum_ in after.items() if key not in ("1910", "2960")} == {
        key: sum_ for key, sum_ in before.items() if key not in ("1910", "2960")
    }
    debt, bank = rows(ledger_csv([paid]))
    assert (debt["day"], debt["voucher"], debt["line"], debt["cost_centre"]) == ("2026-01-30", "U1", "", "1234")
    assert bank["about"] == "Ulosoton maksu ilona-1 2026-01-01/2026-01-31"


def test_enforcement_that_a_correction_took_back_comes_back_to_the_account() -> None:
    back = PaidEnforcement("U2", date(2026, 2, 27), "ilona-1", date(2026, 1, 1), date(2026, 1, 31), -1000)
    assert balances(ledger_csv([back])) == {"2960": Decimal("-10.00"), "1910": Decimal("10.00")}


def test_the_employees_health_contribution_beside_tax_at_source_is_owed_and_paid_with_the_taxes() -> None:
    totals = TOTALS | {"other_deductions": 1524, "paid": TOTALS["paid"] - 1524}
    pay = changed(changed(PAY, "totals", totals), "employee_health_cents", 1524)
    taxes = PaidTaxes("V", date(2026, 2, 12), date(2026, 1, 1), 9235, 1470, employee_health_cents=1524)
    owed, paid = balances(ledger_csv([pay])), balances(ledger_csv([pay, taxes]))
    assert (owed["2926"], paid["2926"], "2970" in owed) == (Decimal("-15.24"), Decimal(0), False)
    assert paid["1910"] == Decimal("-122.29")  # 92.35 + 14.70 + 15.24


def test_a_fringe_benefit_is_pay_but_not_money() -> None:
    lines = (*PAY.lines, PaidLine("fringe_benefit", 2000, cash=False))
    sums = balances(ledger_csv([changed(PAY, "lines", lines)]))
    assert (sums["5500"], sums["5590"]) == (Decimal(20), Decimal(-20))


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        ("lines.0.cents", 63361, "voucher_unbalanced"),
        ("totals", TOTALS | {"paid": 61011}, "voucher_unbalanced"),
        ("cost_centre", ILONA, "holds_identity_code"),
        ("voucher", f"palkka {ILONA}", "holds_identity_code"),
        ("wages_line", ILONA, "holds_identity_code"),
        ("employment", ILONA, "holds_identity_code"),
    ],
)
def test_what_is_refused(path: str, value: Any, rule: str) -> None:
    with pytest.raises(ExportRefused) as refused:
        ledger_csv([changed(PAY, path, value)])
    assert {fault.rule for fault in refused.value.faults} == {rule}
    assert ILONA not in str(refused.value)


def test_an_expense_never_holds_an_identity_code() -> None:
    with pytest.raises(ExportRefused):
        ledger_csv([PaidExpense("e", date(2026, 1, 9), f"Ote {ILONA}", 1200)])


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_text_is_never_a_formula(start: str) -> None:
    (row, _) = rows(ledger_csv([PaidExpense("e", date(2026, 1, 9), f"{start}SUM(A1)\n;x", 1200)]))
    assert row["about"] == f"'{start}SUM(A1) ;x"


def test_languages() -> None:
    for language, title in (("fi", "Pankkitili"), ("selko", "Pankkitili"), ("sv", "Bankkonto"), ("en", "Bank account")):
        assert rows(ledger_csv(ENTRIES, language))[0]["account_title"] == title


def test_another_chart(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "accounts:\n"
        "- {use: bank, number: '01700', title: {fi: Pankki}}\n"
        "- {use: received, number: '3', title: {fi: Tuki}}\n"
    )
    assert {row["account"] for row in rows(ledger_csv(ENTRIES[3:4], accounts=chart(own)))} == {"01700", "3"}
    with pytest.raises(ExportRefused) as refused:
        ledger_csv(ENTRIES[4:], accounts=chart(own))
    assert [dict(fault.facts)["use"] for fault in refused.value.faults] == ["expenses"]
    own.write_text("accounts:\n- {use: a, number: '1', title: {}}\n- {use: a, number: '2', title: {}}\n")
    chart.cache_clear()
    with pytest.raises(ValueError, match="twice"):
        chart(own)


def test_no_entries_give_the_header_only() -> None:
    assert rows(ledger_csv([])) == []


def test_every_line_kind_has_an_account() -> None:
    kinds = chart().use_of_kind
    assert kinds["holiday_compensation"] == "holiday_pay"
    assert "base_pay" not in kinds
    assert set(kinds.values()) <= set(chart().accounts)
