"""The calculators' pages and JSON addresses: what they answer, and that nothing makes them fail."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from employer import config, texts
from employer.app import Application, create_app
from employer.law.calculators import Question, question, questions
from employer.law.calculators.telling import service
from employer.law.openapi import description
from rules import load_book
from tests.employer.law.calculators.facts import JUNK, facts
from tests.employer.law.openapi.test_service import fits_part
from tests.pages import look, visit

NAMES = [one.name for one in questions()]
JUNK_CASES, FITTING_CASES = 25, 12  # of each question: over 5,000 bodies in all


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A visitor of an application without a single table: nothing of a calculator may read the database."""
    path: Path = tmp_path_factory.mktemp("law") / "nothing.sqlite3"
    app = create_app(config.throwaway(f"sqlite:///{path}"))
    app.testing = True
    yield app.test_client()
    app.extensions["engine"].dispose()


def in_address(given_facts: dict[str, Any]) -> dict[str, Any]:
    """An example's facts as a form sends them."""
    words = {True: "yes", False: "no"}
    return {
        name: words[value] if isinstance(value, bool) else "\n".join(value) if name in ("shifts", "periods") else value
        for name, value in given_facts.items()
    }


def post(client: FlaskClient, name: str, body: Any, language: str = "en") -> Any:
    return client.post(f"/api/v1/rules/{name}", json=body, headers={"Accept-Language": language})


# Every question -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_answered_in_every_language(shared: FlaskClient, name: str) -> None:
    answers = {language: post(shared, name, dict(question(name).example), language) for language in ("fi", "sv", "en")}
    for language, answer in answers.items():
        assert answer.status_code == 200, (language, answer.text)
    told = [answer.json for answer in answers.values()]
    as_described(told[0])
    assert told[0]["outcome"] == told[1]["outcome"] is not None or told[0]["questions"]
    words = [one["says"] or [asked["asks"] for asked in one["questions"]] for one in told]
    assert words[0] != words[1] != words[2]
    assert told[0]["edition"] == load_book().edition
    assert all(one["section"] and one["words"] for one in told[0]["reasons"])
    # one old page of the agreement's publisher is not on https
    assert all(one["since"] and one["source"] and one["link"].startswith("http") for one in told[0]["values"])


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_right_empty_answered_and_refused(shared: FlaskClient, name: str) -> None:
    visit(shared, f"/calculators/{name}")
    answered = shared.get(f"/calculators/{name}", query_string=in_address(dict(question(name).example)))
    assert answered.status_code == 200
    page = visit(shared, answered.request.full_path)
    told = post(shared, name, dict(question(name).example), "fi").json
    assert all(" ".join(words.split()) in page.words() for words in told["says"])
    refused = visit(shared, f"/calculators/{name}?first_thing=1", status=422)
    assert refused.all("div", id="error-summary")


@pytest.mark.parametrize("name", NAMES)
def test_no_facts_at_all_are_refused_field_by_field(shared: FlaskClient, name: str) -> None:
    answer = post(shared, name, {})
    assert answer.status_code == 422
    required = {field for field, one in question(name).schema().fields.items() if one.required}
    assert {one["field"] for one in answer.json["problems"]} == required
    assert all(one["what"] and one["what_to_do"] for one in answer.json["problems"])


FUZZ: dict[str, Any] = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}


TOLD = description("en")


def as_described(answer: Any) -> None:
    """The outcome has no part that the description does not tell, and every part is what it tells."""
    for name, schema in TOLD["components"]["schemas"].items():
        if name == f"{question(answer['question']).schema.__name__}Outcome":
            for part, value in (answer["outcome"] or {}).items():
                assert fits_part(value, schema["properties"][part]), (answer["question"], part, value)
            return
    raise AssertionError("the outcome is not described")


def sound(answer: Any) -> None:
    """An answer, or problems that say what to do."""
    assert answer.status_code in (200, 422), answer.text
    if answer.status_code == 422:
        assert answer.json["problems"]
        assert all(one["what"] and one["what_to_do"] for one in answer.json["problems"])
    else:
        assert answer.json["outcome"] is not None or answer.json["questions"] or answer.json["reasons"]
        as_described(answer.json)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=JUNK_CASES, **FUZZ)
@given(data=st.data())
def test_no_junk_makes_an_address_fail(shared: FlaskClient, name: str, data: st.DataObject) -> None:
    body = data.draw(facts(question(name), junk=True))
    sound(shared.post(f"/api/v1/rules/{name}", data=json.dumps(body), content_type="application/json"))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=FITTING_CASES, **FUZZ)
@given(data=st.data())
def test_facts_that_fit_are_answered_in_the_readers_language(
    shared: FlaskClient, name: str, data: st.DataObject
) -> None:
    body = data.draw(facts(question(name), junk=False))
    answer = post(shared, name, body, "fi")
    sound(answer)
    if answer.status_code == 200:
        english = post(shared, name, body, "en").json
        for told, other in zip(answer.json["reasons"], english["reasons"], strict=True):
            assert told["words"] != other["words"]
        for told, other in zip(answer.json["questions"], english["questions"], strict=True):
            assert told["asks"] != other["asks"]
        page = shared.get(f"/calculators/{name}", query_string=in_address(body))
        assert page.status_code in (200, 422), page.text


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(body=st.binary(max_size=60) | JUNK.map(lambda one: json.dumps(one).encode()))
def test_no_body_makes_an_address_fail(shared: FlaskClient, body: bytes) -> None:
    answer = shared.post("/api/v1/rules/notice-period", data=body, content_type="application/json")
    assert answer.status_code in (400, 422)  # no JSON object, or one that does not fit
    assert answer.json["problems"]


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(query=st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8), min_size=1, max_size=3))
def test_no_address_makes_a_page_fail(shared: FlaskClient, query: dict[str, str]) -> None:
    assert shared.get("/calculators/roster-check", query_string=query).status_code == 422


# What is refused ------------------------------------------------------------------------------------------------------


def problems(client: FlaskClient, name: str, body: Any) -> dict[str, str]:
    answer = post(client, name, body)
    assert answer.status_code == 422, answer.text
    return {one["field"]: one["what"] for one in answer.json["problems"]}


def test_an_end_before_the_start_is_refused_with_the_way_out(shared: FlaskClient) -> None:
    answer = post(shared, "holiday-used", {"first": "2026-07-12", "last": "2026-07-06"})
    assert answer.json["problems"] == [
        {
            "field": "last",
            "code": "order",
            "what": "The day is too early.",
            "what_to_do": "Write 12.7.2026 or a later day.",
        }
    ]


@pytest.mark.parametrize(
    ("name", "changes", "field"),
    [
        ("overtime", {"worked": "25:00"}, "worked"),
        ("overtime", {"worked": "7:61"}, "worked"),
        ("shift-cost", {"break_minutes": 240}, "break_minutes"),
        ("shift-cost", {"month_wages": "9000.01"}, "month_wages"),
        ("shift-cost", {"wage": "13.20 dollars"}, "wage"),
        ("shift-cost", {"group_life": "yes"}, "group_life_percent"),
        ("withholding", {"card_percent": None}, "card_percent"),
        ("withholding", {"card_percent": "101"}, "card_percent"),
        ("holiday-pay", {"days_taken": 25}, "days_taken"),
        ("holiday-pay", {"work_days": None}, "work_days"),
        ("holiday-days", {"year": 2020}, "year"),
        ("holiday-days", {"daily_hours": "0"}, "daily_hours"),
        ("holiday-days", {"absence_kind": "sick"}, "absence_first"),
        ("weekly-overtime", {"monday": "2026-12-01"}, "monday"),
        ("roster-check", {"shifts": ["2026-11-30 8-16", "2026-11-30 15-20"]}, "shifts"),
        ("roster-check", {"shifts": "tomorrow 8-16"}, "shifts"),
        ("roster-check", {"shifts": []}, "shifts"),
        ("young-worker", {"end": "15:00"}, "end"),
        ("young-worker", {"week_hours": "2"}, "week_hours"),
        ("sick-pay", {"earlier_last": "2026-11-02"}, "earlier_last"),
        ("sick-pay", {"daily_hours": None}, "daily_hours"),
        ("notice-period", {"agreed_amount": 14}, "agreed_unit"),
        ("notice-period", {"known": "2021-12-01"}, "known"),
        ("notice-period", {"known": "2026-02-30"}, "known"),
        ("notice-period", {"known": 20261201}, "known"),
        ("notice-period", {"by": True}, "by"),
        ("notice-period", {"salary": "1"}, "salary"),
        ("fixed-term", {"earlier": "ended"}, "earlier_end"),
        ("waiting-pay", {"disputed": True}, "employment_end"),
        ("household-credit", {"wages": None}, "wages"),
        ("set-off", {"dependants": 1.5}, "dependants"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    shared: FlaskClient, name: str, changes: dict[str, Any], field: str
) -> None:
    assert field in problems(shared, name, {**question(name).example, **changes}) or field == "salary"


def test_an_unknown_field_is_refused(shared: FlaskClient) -> None:
    found = problems(shared, "notice-period", {**question("notice-period").example, "salary": "1"})
    assert found == {"salary": "The question has no such detail."}


@pytest.mark.parametrize("body", ["[]", "1", '"text"', "{", "", "null", "[" * 60_000, '{"a":' * 9_000])
def test_a_body_that_is_no_object_is_refused(shared: FlaskClient, body: str) -> None:
    answer = shared.post("/api/v1/rules/insured", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json["problems"][0]["what"]


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"employment_start": ""}, "employment_start", "in quotation marks"),
        ({"agreed_unit": " "}, "agreed_unit", "Choose one"),
        ({"known": 20261201}, "known", "in quotation marks"),
        ({"agreed_amount": 3}, "agreed_unit", "leave the fields that belong"),
    ],
)
def test_a_program_is_told_what_its_value_should_be(
    shared: FlaskClient, facts: dict[str, Any], field: str, words: str
) -> None:
    answer = post(shared, "notice-period", {**question("notice-period").example, **facts})
    assert answer.status_code == 422
    (problem,) = answer.json["problems"]
    assert problem["field"] == field
    assert words in problem["what_to_do"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_problem_has_a_name_that_no_language_changes(shared: FlaskClient, language: str) -> None:
    whole = dict(question("notice-period").example)
    bodies: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
        ("notice-period", {**whole, "shoe": 44}, [("shoe", "unknown")]),
        ("notice-period", {**whole, "known": 20261201}, [("known", "no_text")]),
        ("notice-period", {**whole, "known": "2026-13-01"}, [("known", "no_such_day")]),
        ("notice-period", {**whole, "known": None}, [("known", "missing")]),
        ("notice-period", {**whole, "agreed_amount": 3}, [("agreed_unit", "together")]),
        ("holiday-used", {"first": "2026-07-12", "last": "2026-07-06"}, [("last", "order")]),
        ("overtime", {**question("overtime").example, "worked": "25:00"}, [("worked", "duration_range")]),
        ("withholding", {**question("withholding").example, "card_percent": None}, [("card_percent", "needed_by")]),
    ]
    for name, body, expected in bodies:
        answer = shared.post(f"/api/v1/rules/{name}", json=body, headers={"Accept-Language": language})
        assert [(one["field"], one["code"]) for one in answer.json["problems"]] == expected


def test_null_is_not_told_and_a_point_begins_decimals(shared: FlaskClient) -> None:
    example = {**question("notice-period").example, "agreed_amount": None}
    assert post(shared, "notice-period", example).json["outcome"] is not None
    raise_of = {"day": "2026-12-01", "wage": "16.005"}
    assert post(shared, "heta-raise", raise_of).status_code == 200
    twice = '{"by": "employer", "by": "employee"}'
    refused = shared.post("/api/v1/rules/notice-period", data=twice, content_type="application/json")
    assert (refused.status_code, refused.json["problems"][0]["field"]) == (400, "")


def test_what_another_answer_makes_necessary_names_that_answer(shared: FlaskClient) -> None:
    answer = post(shared, "holiday-pay", {"method": "monthly_pay", "year": 2026})
    assert answer.status_code == 422
    told = {one["field"]: one["what"] for one in answer.json["problems"]}
    assert told["monthly_pay"] == "This is needed, because you answered: Method – Pay goes on in the holiday."
    page = shared.get("/calculators/holiday-pay?method=monthly_pay&year=2026", headers={"Accept-Language": "fi"})
    assert "koska vastasit: Laskutapa" in page.text


def test_an_answer_lists_its_sources_once(shared: FlaskClient) -> None:
    told = post(shared, "notice-period", dict(question("notice-period").example)).json
    places = [tuple(one.values()) for one in told["sources"]]
    assert len(set(places)) == len(places)
    assert {one["link"] for one in [*told["reasons"], *told["values"]]} == {link for *_, link in places}


def test_other_types_methods_sizes_and_names_are_told_in_json(shared: FlaskClient) -> None:
    form = shared.post("/api/v1/rules/insured", data={"born": "2000-01-01"})
    read = shared.get("/api/v1/rules/insured")
    large = shared.post("/api/v1/rules/insured", data=b" " * 70_000, content_type="application/json")
    unknown = post(shared, "no-such-question", {})
    assert [one.status_code for one in (form, read, large, unknown)] == [415, 405, 413, 404]
    for answer in (form, read, large, unknown):
        assert answer.mimetype == "application/json"
        assert all(one["what"] and one["what_to_do"] for one in answer.json["problems"])
    assert "POST" in read.headers["Allow"]
    assert "GET" not in read.headers["Allow"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_a_program_did_wrong_is_told_in_the_language_it_asked_for(shared: FlaskClient, language: str) -> None:
    told = {"Accept-Language": language}
    address = "/api/v1/rules/insured"
    answers = [
        shared.post(address, data="{", content_type="application/json", headers=told),
        shared.post(address, data=b" " * 70_000, content_type="application/json", headers=told),
        shared.post(address, data="born=1", headers=told),
        shared.delete(address, headers=told),
        shared.post("/api/v1/rules/none", json={}, headers=told),
        shared.post(address, json={"born": "2000-01-01", "payment_day": "2026-11-30", "shoe": 44}, headers=told),
    ]
    words = ("no_object", "too_large", "not_json", None, "no_such_question", "unknown")
    for answer, code in zip(answers, words, strict=True):
        (problem,) = answer.json["problems"]
        assert problem["code"] == (code or "wrong_method")
        expected = f"law.wrong.{code}" if code else "errors.program.wrong_method"
        assert problem["what"] == texts.say(language, f"{expected}.what")
        assert problem["what_to_do"] == texts.say(language, f"{expected}.do", most=64, methods="POST")
    assert answers[-1].json["problems"][0]["field"] == "shoe"


@pytest.mark.parametrize(
    ("changes", "opened"),
    [
        ({"agreement": "none"}, []),
        ({"agreement": "none", "pay_group": "A"}, ["agreement"]),
        ({"agreement": "heta"}, ["agreement"]),
        ({"agreement": "none", "experience_months": "many"}, ["agreement"]),
        ({"agreement": "none", "group_life": "yes"}, ["insurance"]),
        ({"agreement": "heta", "accident_percent": "0,7"}, ["agreement", "insurance"]),
    ],
)
def test_fields_that_few_need_are_behind_a_heading_and_open_where_they_matter(
    client: FlaskClient, changes: dict[str, str], opened: list[str]
) -> None:
    schema = question("shift-cost").schema
    folded = {name for part in schema.parts for name in part.fields}
    plain = {name: value for name, value in question("shift-cost").example.items() if name not in folded}
    page = client.get("/calculators/shift-cost", query_string={**plain, **changes}, headers={"Accept-Language": "en"})
    parts = re.findall(r"<details( open)?>\s*<summary>([^<]*)</summary>", page.text)
    for part in schema.parts:
        words = escape(texts.say("en", f"law.fields.{part.name}"))
        assert [bool(state) for state, summary in parts if summary == str(words)] == [part.name in opened]
    first = client.get("/calculators/shift-cost").text
    assert "<details open>" not in first


@pytest.mark.parametrize(
    ("name", "typed", "opened"),
    [
        ("holiday-pay", {"method": "monthly_pay"}, "monthly"),
        ("holiday-pay", {"method": "percentage", "weekdays": "mon"}, "monthly"),
        ("holiday-pay", {"method": "percentage", "first_month": "6"}, "monthly"),
        ("holiday-pay", {"method": "average_daily_pay"}, "average"),
        ("holiday-days", {"changed_from": "2026-01-01"}, "changed"),
        ("holiday-days", {"absence_first_day": "1", "absence_first_month": "2"}, "absence"),
    ],
)
def test_a_day_or_a_choice_of_several_opens_its_part_too(
    client: FlaskClient, name: str, typed: dict[str, str], opened: str
) -> None:
    page = client.get(f"/calculators/{name}", query_string=typed, headers={"Accept-Language": "en"})
    parts = re.findall(r"<details open>\s*<summary>([^<]*)</summary>", page.text)
    assert parts == [str(escape(texts.say("en", f"law.fields.{opened}")))]


def test_a_part_holds_fields_side_by_side_and_none_that_is_required() -> None:
    for one in questions():
        names = list(one.schema().fields)
        for part in one.schema.parts:
            assert names[names.index(part.fields[0]) :][: len(part.fields)] == list(part.fields)
            assert not any(one.schema().fields[name].required for name in part.fields)


def test_a_page_of_no_question_is_not_found(client: FlaskClient) -> None:
    visit(client, "/calculators/no-such-question", status=404)


# Words and ways -------------------------------------------------------------------------------------------------------


def test_the_index_names_every_question_and_the_description(shared: FlaskClient) -> None:
    page = visit(shared, "/calculators")
    links = {one.get("href") for one in page.all("a")}
    assert {f"/calculators/{name}" for name in NAMES} <= links
    assert "/api/v1/openapi.json" in links


def test_the_sign_in_page_and_every_footer_lead_to_the_calculators(client: FlaskClient) -> None:
    page = visit(client, "/sign-in")
    main, footer = next(page.tree.iter("main")), next(page.tree.iter("footer"))
    for part in (main, footer):
        assert any(one.get("href") == "/calculators" for one in part.iter("a"))


def test_the_facts_stay_in_the_form_and_can_be_shared(shared: FlaskClient) -> None:
    address = "/calculators/holiday-used?first=2026-06-15&last=2026-07-12"
    page = visit(shared, address)
    values = {one.get("name"): one.get("value") for one in page.all("input")}
    assert (values["first_day"], values["first_month"], values["first_year"]) == ("15", "6", "2026")
    assert "kuluttaa 22 lomapäivää" in page.words()


def test_three_part_days_and_finnish_ways_of_writing_are_understood(shared: FlaskClient) -> None:
    query = "worked=10,5&day_day=2&day_month=joulukuu&day_year=2026&wage=13,20+€"
    page = shared.get(f"/calculators/overtime?{query.replace('+€', '')}")
    assert page.status_code == 200
    assert "Ylityötä on 2\xa0tuntia 30\xa0minuuttia." in page.text


def test_an_unknown_value_becomes_a_question_in_plain_words_and_no_number(shared: FlaskClient) -> None:
    body = {"pay_group": "A", "region": "muu_suomi", "day": "2026-11-02", "experience_months": 0}
    answer = post(shared, "heta-wage", body, "fi").json
    assert answer["outcome"] is None
    assert answer["says"] == []
    (asked,) = answer["questions"]
    assert "työehtosopimuksen pienin tuntipalkka 2.11.2026" in asked["asks"]
    page = visit(shared, "/calculators/heta-wage?pay_group=A&region=muu_suomi&day=2026-11-02&experience_months=0")
    assert "Tämä pitää selvittää ensin" in page.words()


def test_every_label_choice_and_outcome_has_words() -> None:
    for one in questions():
        key = one.name.replace("-", "_")
        assert texts.has(f"law.{key}.title")
        assert texts.has(f"law.{key}.intro")
        for name, field in one.schema().fields.items():
            assert texts.has(f"law.{key}.field.{name}") or texts.has(f"law.field.{name}"), (one.name, name)
            for choice in getattr(field, "choices", ()):
                assert service.choice_word(key, choice, "sv"), choice


def test_the_description_and_the_addresses_name_the_same_questions(shared: FlaskClient) -> None:
    told = shared.get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).json
    assert told == json.loads(json.dumps(description("en")))
    assert list(told["paths"]) == [f"/api/v1/rules/{name}" for name in NAMES]


def test_the_list_is_searched_and_says_when_nothing_fits(shared: FlaskClient) -> None:
    page = visit(shared, "/calculators?search=irtisanomisaika")
    assert "Sopivat laskurit" in page.words()
    assert visit(shared, "/calculators").words().count("Kysytyimmät") == 1
    assert "ei löytynyt laskuria" in visit(shared, "/calculators?search=xyzzy").words()
    long = visit(shared, f"/calculators?search={'x' * 101}")
    assert "Sopivat laskurit" not in long.words()


# In the browser -------------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fi", "sv"])  # empty, in every language: tests/employer/test_every_page.py
def test_the_pages_are_accessible_at_every_width(open_page: Callable[..., Any], language: str) -> None:
    page = open_page()
    page.goto("/calculators")
    if language != "fi":
        page.locator(f"button.language[value={language}]").click()
    look(page)
    look(page, "/calculators?search=loma")
    names = ("shift-cost", "holiday-days", "roster-check", "heta-wage", "which-terms", "parental-leave", "dismissal",
             "net-pay", "public-holidays", "holiday-absence", "heta-experience")  # fmt: skip
    for name in names:
        one: Question = question(name)
        query = "&".join(
            f"{field}={single}"
            for field, value in in_address(dict(one.example)).items()
            for single in (value if isinstance(value, list) else [str(value).replace("\n", "%0A")])
        )
        look(page, f"/calculators/{name}?{query}")
    look(page, "/calculators/shift-cost?wage=x")


@pytest.mark.browser
def test_a_question_is_asked_with_the_keyboard_and_without_scripts(open_page: Callable[..., Any]) -> None:
    page = open_page(scripts=False, width=320)
    page.goto("/calculators/weekday-holidays")
    page.locator("#year").focus()
    page.keyboard.type("2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calculators/weekday-holidays?year=2026")
    assert "9 palkallista arkipyhää" in page.locator("main").inner_text()


def test_nothing_of_a_visit_is_kept(app: Application, client: FlaskClient) -> None:
    answer = client.post("/api/v1/rules/weekday-holidays", json={"year": 2026})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
