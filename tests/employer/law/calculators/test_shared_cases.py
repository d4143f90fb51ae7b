"""Every worked case of the law, asked over the JSON interface by one who knows the description alone.

``shared_cases.yaml`` holds for each case the requests, and where the answers have what the case expects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from employer import config
from employer.app import create_app
from employer.law.openapi import description
from rules import load_book
from tests.employer.law.openapi.test_service import fits, fits_part
from tests.yaml_files import read_yaml

CASES_FOLDER = Path(__file__).parents[3] / "cases"
FILES = ("annual-holidays", "employment-law", "heta-tes", "payroll-rules")
CASES: dict[str, dict[str, Any]] = {
    case["id"]: {**(case.get("expect") or {}), **(case.get("euros") or {})}
    for name in FILES
    for case in read_yaml(CASES_FOLDER / f"{name}.yaml")
}
TABLE: dict[str, Any] = read_yaml(Path(__file__).parent / "shared_cases.yaml")
TOLD = description("en")
NO_QUESTION: dict[str, str] = {
    "HETA-S-049": "a recommendation of about 2019 that binds nobody: the book asks before it uses it",
    **dict.fromkeys(
        (
            "dv-benefits-2026",
            "dv-notice-not-observed-2026",
            "dv-notice-kept-by-nobody-2026",
            "dv-waiting-2026",
            "dv-set-off-2026",
            "dv-cancelled-shift-2026",
            "dv-averaging-2026",
        ),
        "a whole payslip of an employment with its records, made for the payroll alone",
    ),
}
"""Cases that no question answers, with the reason."""


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A program without an account, of an application without a single table."""
    app = create_app(config.throwaway(f"sqlite:///{tmp_path_factory.mktemp('cases') / 'nothing.sqlite3'}"))
    app.testing = True
    yield app.test_client()
    app.extensions["engine"].dispose()


def parts_of(path: str) -> list[str]:
    return re.findall(r"\[[^\]]*\]|[^.\[\]]+", path)


def look_up(node: Any, path: str) -> list[Any]:
    """What a path leads to; ``name[column=value]`` leads to every row that has the value in the column,
    ``name.*`` to every row."""
    found = [node]
    for part in parts_of(path):
        if part.startswith("["):
            column, _, value = part[1:-1].partition("=")
            found = [row for rows in found for row in rows if str(row[column]).lower() == value]
        elif part == "*":
            found = [row for rows in found for row in rows]
        elif part.isdecimal() and isinstance(found[0], list):
            found = [one[int(part)] for one in found]
        else:
            found = [one[part] for one in found]
    return found


def expected(case: Any, path: str) -> Any:
    """A value of a case by its name in it; ``name[2]`` is the third of a list, ``name.key`` one of a mapping."""
    if path in case:
        return case[path]
    name, _, rest = path.partition("[") if path.endswith("]") else path.rpartition(".")
    if path.endswith("]"):
        return expected(case, name)[int(rest[:-1])]
    return expected(case, name)[rest]


def plain(value: Any) -> Any:
    """Numbers of any writing as one; everything else as it is."""
    if isinstance(value, bool) or value is None:
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value


def ask(client: FlaskClient, step: dict[str, Any]) -> dict[str, Any]:
    """Asks as the description says: a body that the described schema allows, and an answer as it is described."""
    operation = TOLD["paths"][f"/api/v1/rules/{step['ask']}"]["post"]
    schema_name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schema = TOLD["components"]["schemas"][schema_name]
    body = step["with"]
    assert set(schema["required"]) <= set(body) <= set(schema["properties"]), step
    for name, value in body.items():
        assert fits(value, schema["properties"][name]), (step["ask"], name, value)
        assert schema["properties"][name]["title"]
    response = client.post(f"/api/v1/rules/{step['ask']}", json=body, headers={"Accept-Language": "en"})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json or {}
    parts = TOLD["components"]["schemas"][f"{schema_name}Outcome"]["properties"]
    for name, value in (answer["outcome"] or {}).items():
        assert fits_part(value, parts[name]), (step["ask"], name, value)
    assert answer["edition"] == load_book().edition
    assert answer["reasons"] or answer["outcome"] is None, step
    assert all(one["section"] and one["words"] for one in answer["reasons"])
    assert all(one["source"] and one["link"].startswith("http") for one in answer["values"])
    return answer


def check(case: dict[str, Any], name: str, where: Any, answer: dict[str, Any]) -> None:
    spec = {"at": where} if isinstance(where, str) else where
    if "none" in spec:
        assert spec["none"]
        return
    if "absent" in spec:
        assert spec["absent"] not in answer["outcome"]
        assert expected(case, name) is None
        return
    path = spec["at"]
    top = parts_of(path)[0]
    found = look_up(answer if top in ("outcome", "questions", "says", "values") else answer["outcome"], path)
    value = found if spec.get("all") else found[0]
    if spec.get("hours"):
        value = Decimal(value) / 60
    if "has" in spec:
        assert spec["has"] in value, (name, value)
        return
    wanted = spec["is"] if "is" in spec else expected(case, name)
    assert plain(value) == plain(wanted), (name, path, value, wanted)


@pytest.mark.parametrize("case", TABLE)
def test_a_stranger_finds_what_the_case_says(stranger: FlaskClient, case: str) -> None:
    for step in TABLE[case]:
        answer = ask(stranger, step)
        for name, where in step["found"].items():
            check(CASES[case], name, where, answer)


@pytest.mark.parametrize("case", TABLE)
def test_nothing_that_the_case_expects_is_left_out(case: str) -> None:
    asked = {name for step in TABLE[case] for name in step["found"]}
    for name, value in CASES[case].items():
        if isinstance(value, list) and name not in asked:
            assert {f"{name}[{number}]" for number in range(len(value))} <= asked, name
        elif isinstance(value, dict) and name not in asked:
            assert {f"{name}.{key}" for key in value} <= {one.partition("[")[0] for one in asked}, name
        else:
            assert name in asked, name


def test_every_case_has_its_requests_or_a_reason_to_have_none() -> None:
    assert sorted(set(CASES) - set(TABLE) - set(NO_QUESTION)) == []
    assert set(TABLE) <= set(CASES)
    assert set(NO_QUESTION) <= set(CASES) - set(TABLE)
    assert all(NO_QUESTION.values())
