"""How long the records of a household employer are kept, and when they are removed.

Act on Assessment Procedure for Self-Assessed Taxes 768/2016 27 and 28 §, Working Time Act 872/2019 40 §, Annual
Holidays Act 162/2005 29 and 34 §, Employment Contracts Act 55/2001 6:7 and 13:9, Aliens Act 301/2004 82 §, act 109/2026
9 § (receipts of the household credit), Act on Privacy in Working Life 759/2004 5 and 17 §.

Covered: until which day each record is kept, or at the latest removed or looked at again. Not covered: what a county
keeps of its clients; the extract of a criminal record, which is never kept (``contract.criminal_extract_notes``).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta

from rules.book import Book
from rules.decisions import contract, duties, ending, working_time
from rules.decisions.grounds import Grounds
from rules.values import Decision

CREDIT_ACT = "109/2026"
CREDIT_LINK = "https://www.finlex.fi/fi/laki/ajantasa/2026/20260109"
PRIVACY_ACT = "759/2004"
PRIVACY_LINK = "https://www.finlex.fi/fi/laki/ajantasa/2004/20040759"
HOLIDAYS_ACT = "162/2005"
HOLIDAYS_LINK = "https://www.finlex.fi/fi/laki/ajantasa/2005/20050162"

KINDS: Final = (
    "wage_records",
    "working_time_record",
    "holiday_record",
    "pay_basis",
    "certificate_data",
    "right_to_work_data",
    "household_credit_receipts",
    "camera_recording",
    "health_data",
)
"""The records: wage notes and vouchers, the working-time register and rosters, the holiday ledger, contracts and
payslips as the basis of pay, what a certificate of employment needs, data on the right to work, receipts of the
household credit, recordings, health data."""
AFTER_THE_END: Final = ("certificate_data", "right_to_work_data")
"""Records whose time runs from the end of the employment."""


def kept_until(kind: str, day: date, employment_end: date | None, book: Book) -> Decision[date]:
    """The last day on which a record is kept; of a recording the last on which it may be, of health data the one by
    which its need is looked at again.

    ``kind``: one of ``KINDS``. ``day``: of the payment, the work, the receipt, the recording or the note. Raises
    ``ValueError`` for another kind, and for one of ``AFTER_THE_END`` without an end.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of record")
    if kind == "wage_records":
        return duties.keep_wage_records_until(book, day)
    if kind == "working_time_record":
        return working_time.record_kept_until(day, employment_end, book)
    if kind == "holiday_record":
        return _holiday_record(day, employment_end, book)
    if kind == "pay_basis":
        return _pay_basis(day, employment_end, book)
    if kind == "household_credit_receipts":
        return _receipts(day, book)
    if kind in ("camera_recording", "health_data"):
        return _private(kind, day, book)
    if employment_end is None:
        raise ValueError(f"the time of {kind} runs from the end of the employment")
    if kind == "certificate_data":
        return ending.certificate_until(employment_end, book, with_assessment=False)
    return contract.right_to_work_data_until(employment_end, book)


def _holiday_record(day: date, employment_end: date | None, book: Book) -> Decision[date]:
    """162/2005 29 and 34 §: two years from the end of the calendar year, and after the employment from its end."""
    g = Grounds(HOLIDAYS_ACT, HOLIDAYS_LINK, book)
    years = g.whole("retention.holiday_years", payment_day=day)
    begin = date(day.year, 12, 31)
    if employment_end is not None and employment_end <= begin + relativedelta(years=years):
        begin = employment_end
    until = begin + relativedelta(years=years)
    g.because("retention.holiday_record", "34", f"{years} years from {begin}: until {until}", until=until)
    return g.decide(until)


def _pay_basis(day: date, employment_end: date | None, book: Book) -> Decision[date]:
    """55/2001 13:9: while pay can be claimed, and never a shorter time than wage notes are kept for tax."""
    g = Grounds(ending.ACT, ending.LINK, book)
    claim = g.include(ending.pay_claim_by(day, employment_end, book))
    return g.decide(max(claim, g.include(duties.keep_wage_records_until(book, day))))


def _receipts(day: date, book: Book) -> Decision[date]:
    """109/2026 9 §: three years from the beginning of the year after the tax year, which is that of ``day``."""
    g = Grounds(CREDIT_ACT, CREDIT_LINK, book)
    until = date(day.year + g.whole("retention.household_credit_years", payment_day=day), 12, 31)
    g.because("retention.household_credit", "9", f"kept until {until}", until=until)
    return g.decide(until)


def _private(kind: str, day: date, book: Book) -> Decision[date]:
    """759/2004 17 §: a recording is kept a year at most; 5 §: the need of health data is looked at every five years."""
    g = Grounds(PRIVACY_ACT, PRIVACY_LINK, book)
    camera = kind == "camera_recording"
    name = "retention.camera_years" if camera else "retention.health_data_review_years"
    by = day + relativedelta(years=g.whole(name, payment_day=day))
    if camera:
        g.because("retention.camera", "17", f"removed by {by}", by=by)
    else:
        g.because("retention.health_data", "5", f"looked at again by {by}, removed at once without a ground", by=by)
    return g.decide(by)
