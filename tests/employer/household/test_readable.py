"""What of a household file can be read without its faulty parts, and where its rows stood in the file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from employer.household.reading import read
from employer.household.reading.readable import Readable, of_the_file, readable
from employer.household.schemas import Fault, Problem, Unreadable
from tests.employer.household.test_running import changed_tree

FAULT = Fault("service", (("says", "x"),))


def rest(*changes: tuple[str, Any]) -> Readable | None:
    content = json.dumps(changed_tree(*changes)).encode()
    with pytest.raises(Unreadable) as caught:
        read(content)
    return readable(content, caught.value.problems)


def test_a_faulty_row_is_left_out_and_the_rows_behind_it_keep_their_places() -> None:
    whole = changed_tree()
    found = rest(("absences.0.first", "x"))
    assert found is not None
    assert found.left_out == {"absences[0].first", "absences[0]"}
    assert len(found.household.absences) == len(whole["absences"]) - 1
    assert found.was["absences[0]"] == "absences[1]"
    of_run = of_the_file(found, Problem("pay_runs[1].until", FAULT))
    assert of_run is not None
    assert of_run.place == "pay_runs[1].until"
    assert of_the_file(found, Problem("absences[0].last", FAULT)) is None  # the employment has an unreadable absence


def test_a_fault_of_the_employer_leaves_the_work_and_says_nothing_more_of_the_employer() -> None:
    found = rest(("employer.identity_code", "x"))
    assert found is not None
    of_holiday = of_the_file(found, Problem("absences[1].last", FAULT))
    assert of_holiday is not None
    assert of_holiday.place == "absences[1].last"
    assert of_the_file(found, Problem("employer.name", FAULT)) is None


def test_an_employer_who_is_no_list_of_facts_and_a_file_without_work() -> None:
    assert rest(("employer", "me")) is not None
    assert rest(("employments", "none"), ("employees", "none")) is None
    assert readable(b"[]", [Problem("", Fault("not_mapping"))]) is None
