"""An absence held against the limits of its leave by law. The employment works from Monday to Thursday."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from employer import contracts
from employer.leave.limits import beyond, notice
from employer.leave.schemas import Absence
from rules import load_book

Given = tuple[str, str]


def away(kind: str, days: Given, child_born: date | None = None) -> Absence:
    return Absence(1, kind, date.fromisoformat(days[0]), date.fromisoformat(days[1]), child_born=child_born)


BORN = date(2016, 6, 10)
BABY = date(2025, 12, 1)
CASES: tuple[tuple[str, tuple[Given, ...], date | None, list[str]], ...] = (
    ("child_sick", (("2026-06-01", "2026-06-07"),), BORN, []),  # four working days
    ("child_sick", (("2026-06-01", "2026-06-08"),), BORN, ["family_leave.sick_child"]),  # five
    ("child_sick", (("2026-06-09", "2026-06-09"),), BORN, []),  # the day before the tenth birthday
    ("child_sick", (("2026-06-10", "2026-06-10"),), BORN, ["family_leave.child_too_old"]),
    ("carer", (("2026-03-02", "2026-03-05"), ("2026-06-01", "2026-06-01")), None, []),  # five in the year
    ("carer", (("2026-03-02", "2026-03-05"), ("2026-06-01", "2026-06-02")), None, ["family_leave.carer"]),
    ("carer", (("2026-03-02", "2026-03-05"), ("2027-01-04", "2027-01-11")), None, []),  # another year
    ("carer", (("2026-12-28", "2027-01-12"),), None, []),  # four in 2026, five in 2027 without Epiphany
    ("carer", (("2026-12-28", "2027-01-13"),), None, ["family_leave.carer"]),  # a sixth in 2027
    ("carer", (("2026-03-02", "2026-03-05"), ("2026-03-05", "2026-03-09")), None, []),  # parts of one day are one day
    ("child_sick", (("2026-06-01", "2026-06-03"), ("2026-06-04", "2026-06-04")), BORN, []),
    ("child_sick", (("2026-06-01", "2026-06-03"), ("2026-06-04", "2026-06-08")), BORN, ["family_leave.sick_child"]),
    ("child_sick", (("2026-05-11", "2026-05-18"),), BORN, []),  # Ascension Day is free
    ("parental", (("2026-06-01", "2026-06-13"),), BABY, []),  # twelve weekdays
    ("parental", (("2026-06-01", "2026-06-12"),), BABY, ["family_leave.short_period"]),
    (
        "parental",
        tuple((f"2026-{month:02}-01", f"2026-{month:02}-20") for month in (2, 3, 7, 8, 9)),
        BABY,
        ["family_leave.too_many_periods", "family_leave.too_many_starts"],
    ),
    ("childcare", (("2026-06-01", "2026-06-30"),), BABY, []),
    ("childcare", (("2026-06-01", "2026-06-29"),), BABY, ["family_leave.childcare_does_not_fit"]),
    ("partial_childcare", (("2026-07-11", "2026-09-30"),), BABY, ["family_leave.partial_too_new"]),
    ("partial_childcare", (("2026-07-12", "2026-09-30"),), BABY, []),  # six months of service
    ("study", (("2026-05-04", "2026-05-08"),), None, []),  # five days after three months
    ("study", (("2026-05-04", "2026-05-09"),), None, ["family_leave.short_study"]),
    ("hindrance_strike", (("2026-05-04", "2026-05-10"),), None, []),
    ("hindrance_strike", (("2026-05-04", "2026-05-11"),), None, ["contract.hindrance_strike"]),
    ("unpaid", (("2026-05-04", "2026-09-11"),), None, []),
)


def test_what_goes_beyond_the_law_is_told(session: Session, household: tuple[int, int]) -> None:
    employment = contracts.employment(session, *household, date(2026, 12, 31))
    for kind, days, born, codes in CASES:
        noted = [away(kind, one, born) for one in days]
        found = beyond(noted[-1], noted, employment, load_book())
        assert [one.code for one in found] == codes, (kind, days)


def test_prevented_work_that_lasted_over_the_days_between_its_notes_is_one_time(
    session: Session, household: tuple[int, int]
) -> None:
    """A strike of 4 to 7 May goes on from Monday the 11th: its seven days are over on the 10th."""
    employment = contracts.employment(session, *household, date(2026, 12, 31))
    noted = [away("hindrance_strike", one) for one in (("2026-05-04", "2026-05-07"), ("2026-05-11", "2026-05-12"))]
    assert beyond(noted[-1], noted, employment, load_book()) == ()
    found = beyond(noted[-1], noted, employment, load_book(), [date(2026, 5, 8)])
    assert [one.code for one in found] == ["contract.hindrance_strike"]


def test_a_day_before_the_law_book_is_not_judged(session: Session, household: tuple[int, int]) -> None:
    employment = contracts.employment(session, *household, date(2026, 12, 31))
    old = away("carer", ("1990-01-01", "1990-03-01"))
    assert beyond(old, [old], employment, load_book()) == ()


TOLD = {
    "pregnancy": [("family_leave.notice", "2026-04-01")],
    "parental": [("family_leave.notice", "2026-05-01")],  # twelve weekdays: a month
    "partial_childcare": [("family_leave.notice", "2026-04-01")],
    "partial_parental": [("family_leave.by_agreement", None)],
    "child_sick": [("family_leave.notice_at_once", None)],
    "carer": [("family_leave.notice_at_once", None)],
    "old_parental": [],
    "prenatal_check": [],
    "sick": [],
    "study": [],
}


def test_by_when_the_employee_tells_of_a_leave() -> None:
    for kind, told in TOLD.items():
        found = notice(away(kind, ("2026-06-01", "2026-06-13")), load_book())
        assert [(one.code, dict(one.facts).get("by")) for one in found] == told, kind
    assert notice(away("pregnancy", ("1990-01-01", "1990-03-01")), load_book()) == ()
