"""What issued payslips come to in the files for others: their months, the parts of their deductions, what is overpaid
and came back, who pays and reports it, and the tax that they owe.

Amounts come from what was issued and are never calculated again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from employer import answers, budget, pay
from employer.answers.schemas import YES, asked_about
from employer.exports.incomes_register.content.schemas import codes
from employer.exports.incomes_register.schemas import (
    Payment,
    Recovery,
)
from employer.exports.incomes_register.service import (
    Earned,
)
from employer.exports.queries import payment_file, payment_files
from employer.exports.sepa.service import transfers_of
from employer.pay import recovering
from employer.pay.schemas import Issued
from payroll.inputs import Inputs, from_text
from payroll.payslip import parts_of_other_deductions
from payroll.recovery import recovered_of, repaid_of

COUNTY_REPORTS = "county_reports"
"""The question whether the county has a mandate to report and pay the employer's own part."""
BY_COUNTY, BY_EMPLOYER, ASKED = "county", "employer", "asked"
LONGEST_OWN_REFERENCE, LONGEST_FILE_REFERENCE = 35, 31


def tax_cents(session: Session, employer_id: int, issued: Iterable[Issued], known_on: date) -> int:
    """What the payslips of a month owe the Tax Administration: tax, the health contribution, and the employee's own
    health contribution beside tax at source. Tax that the employee gives back with the pay stays paid.

    Where the county pays the wages itself, it pays the withheld tax; the health contribution stays the employer's
    unless the county pays it too.
    """
    together = tuple(issued)
    owed = 0
    for one in together:
        county = county_part(session, employer_id, one.payment_day, known_on)
        if not county:
            owed += one.totals["withholding"] + deduction_parts(one, together)["health"]
        if county != BY_COUNTY:
            owed += one.totals["employer_health"]
    return owed + sum(one.tax_cents for one in claims_with(session, employer_id, together) if one.gross)


def county_part(session: Session, employer_id: int, pay_day: date, known_on: date) -> str:
    """Who reports and pays the employer's own part of a pay day when the county pays its wages: BY_COUNTY, BY_EMPLOYER,
    or ASKED while nobody has said; empty when the household pays the wages itself.
    """
    if not budget.county_pays_wages(session, employer_id, pay_day, known_on):
        return ""
    said = ASKED
    for given in sorted(answers.answers_known(session, employer_id, known_on), key=lambda answer: answer.day):
        if asked_about(given.question)[0] == COUNTY_REPORTS and given.day <= pay_day:
            said = BY_COUNTY if given.value in YES else BY_EMPLOYER
    return said


def of_month(session: Session, employer_id: int, month: date) -> tuple[Issued, ...]:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return tuple(
        one
        for one in pay.payslips(session, employer_id, first_pay_day=month, last_pay_day=following)
        if one.payment_day < following
    )


def by_employment(issued: Iterable[Issued]) -> dict[str, list[Issued]]:
    found: dict[str, list[Issued]] = defaultdict(list)
    for one in issued:
        found[one.employment].append(one)
    return found


def newest(issued: Iterable[Issued]) -> list[Issued]:
    """The payslips, each in its newest calculation: a correction stands for what it corrects.

    Pay that was added later on a day of its own stands for itself.
    """
    found: dict[int, Issued] = {}
    for one in issued:
        root = one.id if one.own_day else one.corrects or one.id
        if root not in found or one.revision > found[root].revision:
            found[root] = one
    return list(found.values())


def inputs_of(one: Issued) -> Inputs:
    return from_text(one.inputs_text)


def claims_with(session: Session, employer_id: int, issued: Iterable[Issued]) -> list[recovering.Overpaid]:
    """What is overpaid with the payslips of a day or a month, one claim for each payslip with late corrections."""
    roots = {one.corrects or one.id for one in issued if recovering.late(one)}
    employments = {one.employment_id for one in issued if recovering.late(one)}
    return [
        claim
        for employment_id in sorted(employments)
        for claim in recovering.overpaid(session, employer_id, employment_id).values()
        if claim.payslip_id in roots
    ]


@dataclass(frozen=True, slots=True)
class CameBack:
    """Money that came back outside the pay, the overpaid pay, and its payslips."""

    money: recovering.Repaid
    claim: recovering.Overpaid
    chain: tuple[Issued, ...]

    @property
    def name(self) -> str:
        """What tells it apart among what a report tells."""
        return f"{self.money.payslip} +{self.money.before_cents}-{self.money.before_cents + self.money.cents}"

    def lines(self, day: date) -> list[Earned]:
        """The recovered pay before tax; of a pay whose year is taxed its tax is recovered with it."""
        claim, money = self.claim, self.money
        back = Recovery(day, (Payment(claim.payment_day, claim.first, claim.last),))
        return [
            Earned(code, cents, claim.first, claim.last, recovery=back)
            for code, cents in repaid_of(claim.parts, claim.cents, money.before_cents, money.cents)
            if code is not None and cents and codes().income_types[code].recoverable
        ]


def came_back(session: Session, employer_id: int) -> list[CameBack]:
    """What came back outside the pay; not of a pay that a later correction gave back to the employee."""
    found = []
    for one in recovering.repayments(session, employer_id):
        claim = recovering.overpaid(session, employer_id, one.employment_id).get(one.payslip)
        if claim is not None:
            found.append(CameBack(one, claim, pay.chain(session, employer_id, claim.payslip_id)))
    return found


def repaid_names(session: Session, employer_id: int) -> dict[date, list[str]]:
    """The days on which overpaid pay came back outside the pay, with what a report that tells it is known by."""
    found: dict[date, list[str]] = defaultdict(list)
    for one in came_back(session, employer_id):
        found[one.money.day].append(one.name)
    return found


def repaid_by(session: Session, employer_id: int, day: date, told: Collection[str] = ()) -> tuple[int, ...]:
    """The employees whose overpaid pay came back outside the pay on a day, but for what is named in ``told``."""
    found = (one for one in came_back(session, employer_id) if one.money.day == day and one.name not in told)
    return tuple(dict.fromkeys(one.chain[0].employee_id for one in found))


def deduction_parts(one: Issued, issued: Sequence[Issued]) -> dict[str, int]:
    """What the other deductions of a payslip are made of, in cents: ``kela``, ``health``, ``set_off`` (of which
    ``recovered`` is overpaid pay), ``advance``, ``collected``.

    Of a correction the change of each since the payslip before it; of pay that was added later on a day of its own all
    of them. ``issued``: the payslips it is told with.
    """
    now = _parts(one)
    earlier = [
        other
        for other in issued
        if one.revision
        and not one.own_day
        and not other.own_day
        and (other.corrects or other.id) == one.corrects
        and other.revision < one.revision
    ]
    if not earlier:
        return now
    before = _parts(max(earlier, key=lambda other: other.revision))
    return {name: cents - before[name] for name, cents in now.items()}


def claimed(one: Issued, issued: Sequence[Issued]) -> int:
    """By how many cents a correction changes what the employee has to give back of a pay that was out already."""
    root = one.corrects or one.id
    chain = sorted(
        (other for other in issued if (other.corrects or other.id) == root), key=lambda other: other.revision
    )

    def claim(upto: int) -> int:
        found = recovering.overpaid_of([other for other in chain if other.revision <= upto])
        return 0 if found is None else found.cents

    return claim(one.revision) - claim(one.revision - 1) if one.revision else 0


def _parts(one: Issued) -> dict[str, int]:
    back = recovered_of(inputs_of(one), one.trace) if "recovered" in one.trace else ()
    return {**parts_of_other_deductions(one.trace), "recovered": sum(net for _, net, _ in back)}


def paid_already(session: Session, employer_id: int, pay_day: date) -> tuple[dict[str, int], int]:
    """What the kept payment files of a pay day's month hold, cents by own reference; and how many are of the day."""
    kept = [one for one in payment_files(session, employer_id) if f"{one.pay_day:%Y-%m}" == f"{pay_day:%Y-%m}"]
    paid = {
        reference: cents
        for one in kept
        for reference, cents in transfers_of(payment_file(session, employer_id, one.id) or b"")
    }
    return paid, sum(one.pay_day == pay_day for one in kept)


def rest_of(paid: Mapping[str, int], cents: int, *parts: str) -> tuple[int, str]:
    """What is left of a sum after the kept files, in cents, and the first own reference for it that is unused."""
    base, count = "-".join(parts), 1
    while (own := shortened(base if count == 1 else f"{base}-v{count}", LONGEST_OWN_REFERENCE)) in paid:
        cents -= paid[own]
        count += 1
    return cents, own


def shortened(text: str, longest: int) -> str:
    """A text of at most ``longest`` signs; what is longer ends in a fingerprint, so that two are never the same."""
    if len(text) <= longest:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:8].translate(str.maketrans("0123456789", "ghijklmnop"))
    return f"{text[: longest - 9].rstrip('-')}-{digest}"
