"""Accounts: signing in and out, slowing down, rights that follow the calendar, the pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from employer import access, accounts, audit, clock
from employer.accounts import queries, schemas, service
from employer.accounts.models import FailedSignIn, Person, SignIn
from employer.accounts.queries import Limits
from employer.accounts.schemas import Credentials
from employer.app import Application
from employer.errors import NotFound, Refused
from tests.conftest import Demo, Signer
from tests.pages import send, visit

PASSWORD = "yhdeksän hevosta laitumella"
LIMITS = Limits(idle_minutes=30, staff_idle_minutes=15, absolute_minutes=720)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Sets the clock."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_clock(NOW)
    return set_clock


def account(session: Session, email: str = "aino@example.invalid") -> int:
    return accounts.create_account(session, accounts.NewAccount(email, "Aino Esimerkki", "fi", PASSWORD))


# Making accounts


@pytest.mark.slow_passwords
def test_an_account_keeps_only_an_argon2_hash(session: Session) -> None:
    person = session.get_one(Person, account(session))
    assert person.password_hash is not None
    assert person.password_hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in person.password_hash


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("lyhyt 1234", "12–128"),
        ("x" * 129, "12–128"),
        ("aaaaaaaaaaaaaaa", "arvata"),
        ("012345678901", "arvata"),
        ("salasana1234", "arvata"),
        ("AinoEsimerkki1", "arvata"),
        ("tyonantajaaino", "arvata"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(session: Session, password: str, words: str) -> None:
    new = accounts.NewAccount("aino@example.invalid", "Aino Esimerkki", "fi", password)
    with pytest.raises(Refused) as refused:
        accounts.create_account(session, new)
    (problem,) = refused.value.problems
    assert problem.field == "password"
    assert words in problem.what.say("fi")  # type: ignore[attr-defined]


@pytest.mark.parametrize("password", ["kissa istuu aidalla", "x7#Kq!pl0Zw9", "Ä" * 4 + "öljymäki9"])
def test_a_password_needs_no_special_signs(session: Session, password: str) -> None:
    assert accounts.create_account(session, accounts.NewAccount("a@example.invalid", "Bo Ek", "sv", password)) > 0


def test_all_problems_of_a_new_account_come_together(session: Session) -> None:
    account(session)
    with pytest.raises(Refused) as refused:
        accounts.create_account(session, accounts.NewAccount(" AINO@example.invalid ", " ", "de", None))
    assert {problem.field for problem in refused.value.problems} == {"name", "email", "language", "password"}


# Signing in


def test_the_right_password_signs_in_however_the_address_is_written(session: Session) -> None:
    person = account(session)
    found, reference = service.sign_in(session, Credentials("AINO@Example.invalid", PASSWORD), "192.0.2.1")
    assert found == person
    assert len(reference) == 43
    kept = session.scalars(select(SignIn)).one()
    assert reference not in (kept.reference_hash, str(kept.id))


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(session: Session) -> None:
    account(session)
    said = set()
    for email in ("aino@example.invalid", "nobody@example.invalid"):
        with pytest.raises(service.SignInRefused) as refused:
            service.sign_in(session, Credentials(email, "wrong password"), "192.0.2.1")
        said.add(str(refused.value))
    assert len(said) == 1


def test_failures_slow_down_and_never_lock_out(session: Session, clock_at) -> None:  # type: ignore[no-untyped-def]
    account(session)
    for _ in range(service.FREE_FAILURES):
        with pytest.raises(service.SignInRefused, match="do not match"):
            service.sign_in(session, Credentials("aino@example.invalid", "wrong password"), "192.0.2.1")
    with pytest.raises(service.SignInRefused, match="Wait 1 min"):
        service.sign_in(session, Credentials("aino@example.invalid", PASSWORD), "192.0.2.2")
    clock_at(NOW + timedelta(minutes=1))
    assert service.sign_in(session, Credentials("aino@example.invalid", PASSWORD), "192.0.2.2")[1]
    assert session.scalars(select(FailedSignIn)).one().failures == service.FREE_FAILURES  # the address still remembers


def test_the_address_slows_down_too(session: Session, clock_at) -> None:  # type: ignore[no-untyped-def]
    account(session)
    for number in range(service.FREE_FAILURES):
        with pytest.raises(service.SignInRefused):
            service.sign_in(session, Credentials(f"guess-{number}@example.invalid", "wrong password"), "192.0.2.1")
    with pytest.raises(service.SignInRefused, match="Wait"):
        service.sign_in(session, Credentials("aino@example.invalid", PASSWORD), "192.0.2.1")


def test_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [service.wait_after(failures) for failures in (0, 2, 3, 4, 5, 6, 7, 100)]
    assert waits == [timedelta(minutes=minutes) for minutes in (0, 0, 1, 2, 4, 8, 15, 15)]


def test_failures_keep_neither_address_nor_account_in_the_clear(session: Session) -> None:
    with pytest.raises(service.SignInRefused):
        service.sign_in(session, Credentials("aino@example.invalid", "wrong password"), "192.0.2.1")
    for failed in session.scalars(select(FailedSignIn)):
        assert "aino" not in failed.subject.lower()
        assert "192" not in failed.subject[:3] or len(failed.subject) == 64


def test_a_closed_account_neither_signs_in_nor_stays(session: Session) -> None:
    person = account(session)
    _, reference = service.sign_in(session, Credentials("aino@example.invalid", PASSWORD), "192.0.2.1")
    accounts.close_account(session, person)
    assert session.scalars(select(SignIn)).all() == []
    with pytest.raises(service.SignInRefused):
        service.sign_in(session, Credentials("aino@example.invalid", PASSWORD), "192.0.2.1")
    assert reference


def test_only_a_demo_person_signs_in_with_one_click(session: Session) -> None:
    with pytest.raises(NotFound):
        service.sign_in_to_demo(session, account(session))


# Sessions


@pytest.mark.parametrize(
    ("used_ago", "started_ago", "valid"),
    [
        (timedelta(minutes=29, seconds=59), timedelta(hours=1), True),
        (timedelta(minutes=30), timedelta(hours=1), False),
        (timedelta(minutes=1), timedelta(hours=11, minutes=59), True),
        (timedelta(minutes=1), timedelta(hours=12), False),
    ],
)
def test_a_sign_in_ends_after_half_an_hour_unused_and_after_twelve_hours(
    session: Session, used_ago: timedelta, started_ago: timedelta, valid: bool
) -> None:
    person = account(session)
    session.add(
        SignIn(
            person_id=person, reference_hash="h", started_at=NOW - started_ago, used_at=NOW - used_ago, acting_for=None
        )
    )
    session.flush()
    assert (queries.visitor(session, "h", NOW, LIMITS) is not None) == valid


@pytest.mark.parametrize(("minutes", "valid"), [(14, True), (15, False)])
def test_county_staff_are_signed_out_sooner(session: Session, minutes: int, valid: bool) -> None:
    person = account(session)
    accounts.relate(
        session, 5, accounts.NewRelation(person, "helper", date(2026, 1, 1), None, frozenset({"supervise"}))
    )
    session.add(SignIn(person_id=person, reference_hash="h", started_at=NOW, used_at=NOW, acting_for=None))
    session.flush()
    assert (queries.visitor(session, "h", NOW + timedelta(minutes=minutes), LIMITS) is not None) == valid


def test_use_prolongs_a_sign_in(session: Session) -> None:
    person = account(session)
    session.add(SignIn(person_id=person, reference_hash="h", started_at=NOW, used_at=NOW, acting_for=None))
    session.flush()
    for minutes in (20, 40, 60):
        assert queries.visitor(session, "h", NOW + timedelta(minutes=minutes), LIMITS) is not None
    assert queries.visitor(session, "h", NOW + timedelta(minutes=90), LIMITS) is None


# Relations


def test_a_relation_holds_from_its_first_to_its_last_day(session: Session) -> None:
    person = account(session)
    new = accounts.NewRelation(person, "carer", date(2026, 3, 1), date(2026, 3, 31), frozenset({"prepare"}))
    accounts.relate(session, 5, new)
    valid = [
        bool(queries.rights(session, person, day))
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert valid == [False, True, True, False]


def test_a_relation_ends_only_for_its_own_employer_and_is_recorded(session: Session) -> None:
    person = account(session)
    relation = accounts.relate(session, 5, accounts.NewRelation(person, "client", date(2026, 1, 1)))
    with pytest.raises(NotFound):
        accounts.end_relation(session, 6, relation, date(2026, 2, 1), actor="Aino Esimerkki")
    accounts.end_relation(session, 5, relation, date(2026, 2, 1), actor="Aino Esimerkki")
    session.flush()
    assert queries.rights(session, person, date(2026, 2, 2)) == ()
    assert [(change.what, change.after.get("until")) for change in audit.changes(session, 5)] == [
        ("accounts.change.relation_given", None),
        ("accounts.change.relation_ended", "2026-02-01"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "owner"},
        {"role": "carer", "mandates": frozenset({"everything"})},
        {"role": "employee"},
        {"role": "client", "employee_id": 3},
        {"role": "client", "last": date(2025, 12, 31)},
    ],
)
def test_an_impossible_relation_is_refused(session: Session, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"role|employee|end"):
        accounts.relate(session, 5, accounts.NewRelation(1, first=date(2026, 1, 1), **wrong))  # type: ignore[arg-type]


# Pages


def test_the_demo_offers_its_persons_by_one_click(app: Application, signer: Signer, client: FlaskClient) -> None:
    salla = signer.person("Salla Esimerkki")
    signer.relate(salla, 1, "client")
    signer.relate(salla, 2, "client")
    assert "Jatka: Salla Esimerkki, työnantaja" in visit(client, "/sign-in").words()
    page = send(client, "/sign-in/demo", {"person": str(salla)}, on="/sign-in")
    assert "Olet Salla Esimerkki." in page.words()
    assert "Kenen asioita hoidat?" in page.words()


def test_a_person_with_one_employer_goes_straight_to_it(signer: Signer) -> None:
    salla = signer.person()
    signer.relate(salla, 4, "client")
    assert signer.client(salla).get("/").headers["Location"] == "/e/4/"


def test_signing_in_by_password_gives_a_new_session_and_goes_on(app: Application, client: FlaskClient) -> None:
    with app.extensions["edge"].sessions() as session, session.begin():
        account(session)
    page = visit(client, "/sign-in?next=/act-for")
    assert page.all("input", name="next")[0].get("value") == "/act-for"
    data = {"form_token": page.token(), "email": "aino@example.invalid", "password": PASSWORD, "next": "/act-for"}
    answer = client.post("/sign-in", data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/act-for")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "ei ole vielä avattu" in visit(client, "/").words()


def test_a_failed_sign_in_keeps_the_address_and_is_counted(app: Application, client: FlaskClient) -> None:
    for _ in range(3):
        page = send(client, "/sign-in", {"email": "aino@example.invalid", "password": "wrong password"}, status=422)
        assert page.all("input", id="email")[0].get("value") == "aino@example.invalid"
        assert page.all("input", id="password")[0].get("value") == ""
        assert "Tarkista molemmat" in page.words()
    page = send(client, "/sign-in", {"email": "aino@example.invalid", "password": "wrong password"}, status=422)
    assert "Odota 1 min" in page.words()


def test_an_empty_sign_in_says_what_to_write(client: FlaskClient) -> None:
    page = send(client, "/sign-in", {}, status=422)
    summary = page.all("div", id="error-summary")[0]
    assert [link.get("href") for link in summary.iter("a")] == ["#email", "#password"]


def test_a_page_for_signed_in_people_asks_to_sign_in_and_comes_back(client: FlaskClient) -> None:
    assert client.get("/act-for?next=/e/1/").headers["Location"] == "/sign-in?next=/act-for?next%3D/e/1/"


def test_signing_out_ends_the_session_at_once(app: Application, signer: Signer) -> None:
    person = signer.person()
    reference = signer.reference(person)
    client = app.test_client()
    client.set_cookie("session", reference, domain="localhost")
    answer = client.post("/sign-out", data={"form_token": visit(client, "/act-for").token()})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    other = app.test_client()
    other.set_cookie("session", reference, domain="localhost")
    assert other.get("/act-for").headers["Location"].startswith("/sign-in")


def test_acting_changes_the_reference_shows_a_banner_and_stops(app: Application, signer: Signer) -> None:
    onni = signer.person("Onni Esimerkki")
    signer.relate(onni, 9, "carer", "prepare")
    client = signer.client(onni)
    before = client.get_cookie("session").value  # type: ignore[union-attr]
    client.post("/act-for", data={"form_token": visit(client, "/act-for").token(), "employer": "9"})
    between = client.get_cookie("session").value  # type: ignore[union-attr]
    assert between != before
    client.post("/act-for/stop", data={"form_token": visit(client, "/act-for").token()})
    assert client.get_cookie("session").value not in (before, between)  # type: ignore[union-attr]
    old = app.test_client()
    old.set_cookie("session", before, domain="localhost")
    assert old.get("/act-for").status_code == 303


@pytest.mark.demo
def test_county_staff_say_why_before_they_open_a_client_and_the_client_reads_it(signer: Signer, demo: Demo) -> None:
    helper, employer = signer.client(demo.people["helper"]), str(demo.employer_id)
    asked = send(helper, "/act-for", {"employer": employer}, on="/clients")
    assert [one.get("value") for one in asked.all("input", name="purpose")] == list(schemas.PURPOSES)
    refused = send(helper, "/act-for", {"employer": employer, "asked": "1"}, on="/clients", status=422)
    assert "Valitse, miksi avaat tiedot." in refused.words()
    assert helper.get(f"/e/{employer}/").status_code == 303  # not opened yet
    opened = send(helper, "/act-for", {"employer": employer, "asked": "1", "purpose": "budget"}, on="/clients")
    assert "Hoidat henkilön Salla Aallonkoski asioita" in opened.words()
    words = visit(signer.client(demo.people["client"]), f"/e/{employer}/log").words()
    assert "Alkoi hoitaa asioitasi. Syy: Seuraan budjetin käyttöä." in words
    assert "Katsoi tietojasi: etusivu. Syy: Seuraan budjetin käyttöä." in words
    assert "Henkilölle annettiin oikeus: Ilona Rantavirta." in words


@pytest.mark.demo
def test_an_employee_reads_who_looked_at_pages_with_the_employees_data(signer: Signer, demo: Demo) -> None:
    with signer.unit() as session:
        for route in ("/e/<int:employer_id>/hours", "/e/<int:employer_id>/budget"):
            audit.note(session, "viewed_by_county", demo.employer_id, person_id=demo.people["helper"], route=route)
    employee = signer.client(demo.people["employee"])
    page = visit(employee, f"/e/{demo.employer_id}/log")
    assert "Leena Vartti. Katsoi tietojasi: työtunnit." in page.words()
    assert "budjetti" not in page.words()
    assert f"/e/{demo.employer_id}/log" in [
        one.get("href") for one in visit(employee, f"/e/{demo.employer_id}/").all("a")
    ]


def test_every_page_of_a_household_has_words_in_the_log(app: Application) -> None:
    """A new page that county staff may open must be named for the client's log."""
    unnamed = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "employer_id" in rule.arguments
        and {"helper", *access.MANDATES} & set(access.policy_of(app, rule.endpoint))
        and not queries.area_of(rule.rule)
    }
    assert unnamed == set()


def test_nobody_acts_for_an_employer_without_a_relation(signer: Signer) -> None:
    onni = signer.person()
    signer.relate(onni, 9, "carer", "prepare", last=date(2026, 1, 31))
    client = signer.client(onni)
    for employer in ("9", "10", "x"):
        answer = client.post("/act-for", data={"form_token": visit(client, "/act-for").token(), "employer": employer})
        assert answer.status_code == 404


@pytest.mark.parametrize(("language", "lang", "words"), [
    ("sv", "sv", "Vems ärenden sköter du?"), ("en", "en", "Whose matters"), ("selko", "fi", "Kenen asioita"),
])  # fmt: skip
def test_the_language_is_kept_with_the_person(
    app: Application, signer: Signer, language: str, lang: str, words: str
) -> None:
    person = signer.person()
    client = signer.client(person)
    send(client, "/language", {"language": language, "back": "/act-for"}, on="/act-for")
    page = visit(signer.client(person), "/act-for")
    assert page.tree.get("lang") == lang
    assert words in page.words()


def test_a_visitor_keeps_a_language_too(client: FlaskClient) -> None:
    page = send(client, "/language", {"language": "sv", "back": "/sign-in"}, on="/sign-in")
    assert page.tree.get("lang") == "sv"
    assert visit(client, "/sign-in").tree.get("lang") == "sv"


def test_the_browser_language_is_used_until_one_is_chosen(client: FlaskClient) -> None:
    answers = {
        wish: client.get("/sign-in", headers={"Accept-Language": wish}).text.partition('<html lang="')[2][:2]
        for wish in ("sv-FI,sv;q=0.9", "en-GB", "de", "fi")
    }
    assert answers == {"sv-FI,sv;q=0.9": "sv", "en-GB": "en", "de": "fi", "fi": "fi"}


def test_outside_a_demo_there_are_no_one_click_sign_ins(tmp_path, fresh_sqlite_url: str) -> None:  # type: ignore[no-untyped-def]
    from employer.app import create_app
    from tests.conftest import settings_for_tests

    app = create_app(settings_for_tests(tmp_path, fresh_sqlite_url, demo=False, https=True))
    signer = Signer(app)
    person = signer.person("Salla Esimerkki", demo=True)
    signer.relate(person, 1, "client")
    client = app.test_client()
    page = client.get("/sign-in", base_url="https://localhost")
    assert "Salla" not in page.text
    token = page.text.partition('name="form_token" value="')[2][:64]
    answer = client.post(
        "/sign-in/demo", data={"form_token": token, "person": str(person)}, base_url="https://localhost"
    )
    assert answer.status_code == 404
    app.extensions["engine"].dispose()
