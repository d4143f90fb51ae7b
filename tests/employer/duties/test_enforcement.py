"""What was taken from a pay for enforcement is a duty of its pay day, seen only by those who may see money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from employer import arrangements, pay, people
from employer.arrangements import Garnishment
from employer.duties.front.service import front_page
from employer.duties.queries import duties
from employer.effective import Hand
from employer.exports import prepared
from employer.exports.service import keep_payment_file
from employer.people.schemas import Account
from tests.employer.pay.conftest import KNOWN, insured, pay_month, payer

__all__ = ["insured", "pay_month", "payer"]

ORDER = Garnishment("1", date(2026, 1, 1), fixed_cents=5000)
PAY_DAY = date(2026, 1, 31)


def of_enforcement(session: Session, employer_id: int) -> list[tuple[date, bool, dict[str, str]]]:
    found = duties(session, employer_id, PAY_DAY, KNOWN)
    return [(one.day, one.done, dict(one.facts)) for one in found if one.code == "pay_enforcement"]


def test_a_pay_without_garnishment_has_no_such_duty(
    session: Session, payer: tuple[int, int], pay_month: Callable[..., pay.Issued]
) -> None:
    pay_month(*payer, 1)
    assert of_enforcement(session, payer[0]) == []


def test_the_duty_is_done_when_the_payment_goes_with_the_wages(
    session: Session, payer: tuple[int, int], hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    people.set_employer_account(session, payer[0], Account("FI2112345600000785"), hand)
    arrangements.set_garnishment(session, *payer, ORDER, hand)
    issued = pay_month(*payer, 1)
    ((day, done, facts),) = of_enforcement(session, payer[0])
    assert (day, done, facts["euros"].replace("\xa0", " ")) == (issued.payment_day, False, "50,00 €")
    sent = replace(ORDER, iban="FI2112345600000785", reference="1232")
    arrangements.set_garnishment(session, *payer, sent, hand)
    made = prepared.payment(
        session, payer[0], issued.payment_day, datetime(2026, 1, 31, 10, tzinfo=UTC), KNOWN, with_tax=False
    )
    assert made.file is not None
    keep_payment_file(session, payer[0], made.file, hand)
    assert [one[1] for one in of_enforcement(session, payer[0])] == [True]


def test_only_those_who_may_see_money_learn_of_it(
    session: Session, payer: tuple[int, int], hand: Hand, pay_month: Callable[..., pay.Issued]
) -> None:
    arrangements.set_garnishment(session, *payer, ORDER, hand)
    pay_month(*payer, 1)

    def codes(*, with_money: bool) -> set[str]:
        page = front_page(session, payer[0], PAY_DAY, with_money=with_money, with_absence_reasons=True)
        return {one.code for one in (*page.now, *page.more, *page.coming, *page.check)}

    assert "pay_enforcement" in codes(with_money=True)
    assert "pay_enforcement" not in codes(with_money=False)
