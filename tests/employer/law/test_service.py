"""What a change of the law does to the sample months."""

from __future__ import annotations

from datetime import date

from employer.law import changes_from, effects_on
from employer.law.service import samples
from payroll import calculate
from rules import load_book

BOOK = load_book()


def test_the_sample_months_calculate_without_questions_that_stop():
    found = samples()
    assert len(found) >= 4
    for name, inputs in found:
        if name != "assistant-aged-55":
            assert calculate(inputs, BOOK.pinned_on(date(2026, 6, 1))).totals["net"] is not None, name


def test_changes_are_listed_from_the_day_on():
    changes = {(change.name, change.day): change for change in changes_from(BOOK, date(2026, 1, 1))}
    rise = changes["unemployment.employee_percent", date(2026, 1, 1)]
    assert (rise.before, rise.after) == ("0.59", "0.89")
    end = changes["unemployment.employee_percent", date(2027, 1, 1)]
    assert (end.before, end.after) == ("0.89", None)
    assert all(change.day >= date(2026, 1, 1) for change in changes.values())


def test_the_effect_of_the_new_year_by_hand():
    """633.60 euros: pension 7.15 % 45.30 and 7.30 % 46.25; unemployment 0.59 % 3.74 and 0.89 % 5.64."""
    found = {(one.sample, one.what): one for one in effects_on(BOOK, date(2026, 1, 1))}
    pension = found["childminder-afternoons", "pension_employee"]
    unemployment = found["childminder-afternoons", "unemployment_employee"]
    net = found["childminder-afternoons", "net"]
    assert (pension.before_cents, pension.after_cents) == (4530, 4625)
    assert (unemployment.before_cents, unemployment.after_cents) == (374, 564)
    assert net.after_cents - net.before_cents == -(95 + 190)
    assert ("childminder-afternoons", "gross") not in found


def test_a_year_without_figures_is_asked_first():
    found = {(one.sample, one.what): one for one in effects_on(BOOK, date(2027, 1, 1))}
    net = found["childminder-afternoons", "net"]
    assert net.before_cents is not None
    assert net.after_cents is None


def test_a_day_on_which_nothing_changes_has_no_effect():
    assert effects_on(BOOK, date(2026, 3, 10)) == ()
