"""What the edge does for every form: late ones are kept, repeated ones are answered once, transactions that met are
done again, and a county's supervisor opens a household only for an hour and for everybody to see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import redirect
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from employer import access, accounts, audit, clock, forms
from employer.access import moves_money, policy
from employer.accounts import service
from employer.accounts.queries import Logged, log
from employer.app import Application
from tests.conftest import Signer
from tests.pages import send, visit

pytestmark = pytest.mark.own_app


class Note(forms.FormSchema):
    note = forms.Text(200, required=True)


@pytest.fixture
def with_form(app: Application) -> list[str]:
    """A page with a form that moves money; the list holds what was done."""
    done: list[str] = []

    @policy("prepare")
    def page(employer_id: int) -> str:
        form = forms.Form({"note": "as it is"})
        return (
            f"<!doctype html><p>{form.value('note')}</p><input name=form_token value={access.form_token()}>"
            f"<input name=form_key value={access.form_key()}>"
        )

    @policy("prepare")
    @moves_money
    def send_it(employer_id: int):  # type: ignore[no-untyped-def]
        from flask import request

        form = forms.read(Note, request)
        if form.command is None:
            return "wrong", 422
        done.append(form.command["note"])
        audit.record(access.session(), employer_id, access.actor(), "trial", None, {"note": "done"})
        return redirect(f"/e/{employer_id}/done/{len(done)}", 303)

    app.add_url_rule("/e/<int:employer_id>/form", "form", page)
    app.add_url_rule("/e/<int:employer_id>/form", "send_it", send_it, methods=["POST"])
    return done


def person(signer: Signer) -> tuple[int, FlaskClient]:
    made = signer.person("Aino Esimerkki")
    signer.relate(made, 1, "client")
    return made, signer.client(made)


def field(page: str, name: str) -> str:
    return page.partition(f"name={name} value=")[2].partition(">")[0]


def filled(client: FlaskClient, note: str = "kirjoitettu") -> dict[str, str]:
    page = client.get("/e/1/form").text
    return {"form_token": field(page, "form_token"), "form_key": field(page, "form_key"), "note": note}


# The same form twice


def test_the_same_form_sent_again_gets_the_first_answer_and_does_nothing(with_form: list[str], signer: Signer) -> None:
    _, client = person(signer)
    data = filled(client)
    answers = [client.post("/e/1/form", data=data).headers["Location"] for _ in range(3)]
    assert answers == ["/e/1/done/1"] * 3
    assert with_form == ["kirjoitettu"]


def test_the_same_key_with_other_content_is_refused(with_form: list[str], signer: Signer) -> None:
    _, client = person(signer)
    data = filled(client)
    client.post("/e/1/form", data=data)
    assert client.post("/e/1/form", data={**data, "note": "muuta"}).status_code == 409
    assert with_form == ["kirjoitettu"]


def test_somebody_else_cannot_use_the_key(with_form: list[str], signer: Signer) -> None:
    _, client = person(signer)
    data = filled(client)
    client.post("/e/1/form", data=data)
    _, other = person(signer)
    theirs = filled(other) | {"form_key": data["form_key"]}
    assert other.post("/e/1/form", data=theirs).status_code == 409
    assert with_form == ["kirjoitettu"]


def test_a_refused_form_gives_its_key_back(with_form: list[str], signer: Signer) -> None:
    _, client = person(signer)
    data = filled(client)
    assert client.post("/e/1/form", data={**data, "note": ""}).status_code == 422
    assert client.post("/e/1/form", data=data).status_code == 303


def test_a_form_that_moves_money_needs_a_key(with_form: list[str], signer: Signer) -> None:
    _, client = person(signer)
    data = filled(client)
    del data["form_key"]
    assert client.post("/e/1/form", data=data).status_code == 400
    assert client.post("/e/1/form", data={**data, "form_key": "x" * 65}).status_code == 400
    assert with_form == []


# A form that comes too late


def end_sign_ins(signer: Signer, minutes: int = 31) -> None:
    with signer.unit() as session:
        used = clock.now() - timedelta(minutes=minutes)
        session.execute(text("UPDATE sign_in SET used_at = :used"), {"used": used.strftime("%Y-%m-%d %H:%M:%S.%f")})


def test_a_form_is_kept_when_the_sign_in_has_ended_and_is_there_again(with_form: list[str], signer: Signer) -> None:
    who, client = person(signer)
    data = filled(client, "pitkä teksti")
    end_sign_ins(signer)
    answer = client.post("/e/1/form", data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/e/1/form&why=kept")
    assert "Kirjoittamasi tiedot ovat tallessa" in visit(client, answer.headers["Location"]).words()
    assert with_form == []
    sign_in = {"form_token": visit(client, "/sign-in").token(), "person": str(who), "next": "/e/1/form"}
    assert client.post("/sign-in/demo", data=sign_in).headers["Location"] == "/e/1/form"
    assert "pitkä teksti" in client.get("/e/1/form").text
    again = filled(client, "pitkä teksti")
    assert client.post("/e/1/form", data=again).status_code == 303
    assert "pitkä teksti" not in client.get("/e/1/form").text
    assert with_form == ["pitkä teksti"]


def test_another_person_does_not_see_a_kept_form(with_form: list[str], signer: Signer) -> None:
    _, client = person(signer)
    data = filled(client, "pitkä teksti")
    end_sign_ins(signer)
    client.post("/e/1/form", data=data)
    _, other = person(signer)
    assert "pitkä teksti" not in other.get("/e/1/form").text


@pytest.mark.parametrize("how", ["wrong token", "signed out"])
def test_a_form_that_is_not_surely_the_persons_is_not_kept(with_form: list[str], signer: Signer, how: str) -> None:
    who, client = person(signer)
    data = filled(client)
    if how == "signed out":
        client.post("/sign-out", data={"form_token": data["form_token"]})
        client.set_cookie("session", "x" * 43, domain="localhost")
    else:
        end_sign_ins(signer)
        data["form_token"] = "0" * 64
    assert "why=kept" not in client.post("/e/1/form", data=data).headers["Location"]
    with signer.unit() as session:
        assert session.execute(text("SELECT count(*) FROM kept_form")).scalar_one() == 0
    assert who


def test_a_page_asked_for_after_the_sign_in_ended_says_why(with_form: list[str], signer: Signer) -> None:
    _, client = person(signer)
    end_sign_ins(signer)
    address = client.get("/e/1/form").headers["Location"]
    assert address == "/sign-in?next=/e/1/form&why=ended"
    assert "koska et käyttänyt palvelua hetkeen" in visit(client, address).words()


# Transactions that met


class _Met(Exception):
    sqlstate = "40001"


@pytest.mark.parametrize(("times", "status"), [(1, 200), (4, 200), (5, 503)])
def test_a_request_that_met_another_is_done_again_whole_five_times_at_most(
    app: Application, signer: Signer, times: int, status: int
) -> None:
    tries = []

    @policy("prepare")
    def meets(employer_id: int) -> str:
        tries.append(1)
        audit.record(access.session(), employer_id, access.actor(), "trial", None, None)
        if len(tries) <= times:
            raise OperationalError("update", {}, _Met())
        return "done"

    app.add_url_rule("/e/<int:employer_id>/meets", "meets", meets, methods=["POST"])
    app.testing = False
    _, client = person(signer)
    token = visit(client, "/act-for").token()
    assert client.post("/e/1/meets", data={"form_token": token}).status_code == status
    assert len(tries) == min(times + 1, 5)
    with signer.unit() as session:
        written = [one for one in audit.changes(session, 1) if one.what == "trial"]
    assert len(written) == (1 if status == 200 else 0)


def test_changes_name_the_person_and_the_role_that_acted(with_form: list[str], signer: Signer) -> None:
    carer = signer.person("Onni Esimerkki")
    signer.relate(carer, 1, "carer", "prepare")
    client = signer.client(carer, acting_for=1)
    client.post("/e/1/form", data=filled(client))
    with signer.unit() as session:
        (change,) = [one for one in audit.changes(session, 1) if one.what == "trial"]
    assert (change.person_id, change.role) == (carer, "carer")


# Break-glass


COUNTY = "Kanta-Hämeen hyvinvointialue"
REASON = "Asiakas soitti, eikä hänen auttajaansa tavoiteta."


@pytest.fixture
def supervisor(app: Application, signer: Signer) -> tuple[int, FlaskClient]:
    """A supervisor of the county that helps employer 1; employer 2 is another county's."""
    made, helper = signer.person("Varpu Esimerkki"), signer.person("Leena Esimerkki")
    with signer.unit() as session:
        for employer, county in ((1, COUNTY), (2, "Toinen hyvinvointialue")):
            new = accounts.NewRelation(
                helper, "helper", clock.today(), None, frozenset({"supervise"}), organisation=county
            )
            accounts.relate(session, employer, new)
        service.appoint_supervisor(session, made, COUNTY, clock.today(), None)

    @policy("read")
    def looked_at(employer_id: int) -> str:
        return "opened"

    app.add_url_rule("/e/<int:employer_id>/looked-at", "looked_at", looked_at)
    return made, signer.client(made)


def break_it(client: FlaskClient, employer: int = 1, reason: str = REASON) -> int:
    token = visit(client, "/break-glass").token()
    data = {"form_token": token, "employer": str(employer), "reason": reason}
    return client.post("/break-glass", data=data).status_code


def test_a_supervisor_opens_a_household_for_an_hour_and_the_client_sees_it(
    supervisor: tuple[int, FlaskClient], signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, client = supervisor
    assert client.get("/e/1/looked-at").status_code == 404
    assert break_it(client) == 303
    assert client.get("/e/1/looked-at").text == "opened"
    _, owner = person(signer)
    words = visit(owner, "/e/1/log").words()
    assert "Varpu Esimerkki" in words
    assert REASON in words
    assert "Katsoi tietojasi" in words
    with signer.unit() as session:
        rows = log(session, 1)
    assert any(row == Logged(row.at, "Varpu Esimerkki", "helper", "viewed_by_county", REASON) for row in rows)
    assert who
    later = clock.now() + timedelta(minutes=60)
    with signer.unit() as session:
        from employer.accounts import queries

        assert queries.rights(session, who, clock.today(), later - timedelta(seconds=2)) != ()
        assert queries.rights(session, who, clock.today(), later) == ()


def test_break_glass_needs_a_reason_and_stays_in_the_county(supervisor: tuple[int, FlaskClient]) -> None:
    _, client = supervisor
    assert break_it(client, reason="kiire") == 422
    assert break_it(client, employer=2) == 404
    assert client.get("/e/1/looked-at").status_code == 404


def test_nobody_else_has_the_page(app: Application, signer: Signer) -> None:
    _, client = person(signer)
    assert client.get("/break-glass").status_code == 404


def test_signing_in_and_out_and_failing_are_logged(app: Application, signer: Signer, client: FlaskClient) -> None:
    who = signer.person()
    signer.relate(who, 1, "client")
    signer.relate(who, 2, "client")
    send(client, "/sign-in", {"email": "x@example.invalid", "password": "wrong password"}, status=422)
    send(client, "/sign-in/demo", {"person": str(who)}, on="/sign-in")
    client.post("/sign-out", data={"form_token": visit(client, "/act-for").token()})
    with signer.unit() as session:
        kinds = [(one.kind, one.person_id) for one in audit.events(session, audit.NOBODYS)]
    assert kinds[-3:] == [("sign_in_failed", None), ("signed_in", who), ("signed_out", who)]
