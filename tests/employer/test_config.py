"""Settings: a missing or weak secret stops the start; the demo makes its own keys."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from employer import config
from employer.config import ConfigError

FORM, FIELD, SEARCH = (base64.b64encode(bytes(range(start, start + 32))).decode() for start in (1, 60, 120))


def production(**changes: str | None) -> dict[str, str]:
    given = {
        "EMPLOYER_DATABASE_URL": "postgresql+psycopg://employer@localhost/employer",
        "EMPLOYER_TRUSTED_HOSTS": "service.example.invalid, other.example.invalid",
        "EMPLOYER_FORM_KEY": FORM,
        "EMPLOYER_FIELD_KEYS": f"k1:{FIELD}",
        "EMPLOYER_SEARCH_KEY": SEARCH,
        **changes,
    }
    return {name: value for name, value in given.items() if value is not None}


def test_a_whole_set_of_settings_is_read() -> None:
    settings = config.load(production(EMPLOYER_IDLE_MINUTES="15"))
    assert settings.https
    assert not settings.demo
    assert settings.trusted_hosts == ("service.example.invalid", "other.example.invalid")
    assert settings.idle_minutes == 15
    assert settings.field_keys["k1"] == base64.b64decode(FIELD)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"EMPLOYER_DATABASE_URL": None}, "EMPLOYER_DATABASE_URL"),
        ({"EMPLOYER_TRUSTED_HOSTS": None}, "EMPLOYER_TRUSTED_HOSTS"),
        ({"EMPLOYER_FORM_KEY": None}, "EMPLOYER_FORM_KEY"),
        ({"EMPLOYER_SEARCH_KEY": None}, "EMPLOYER_SEARCH_KEY"),
        ({"EMPLOYER_FIELD_KEYS": None}, "EMPLOYER_FIELD_KEYS"),
        ({"EMPLOYER_FORM_KEY": base64.b64encode(bytes(range(31))).decode()}, "too short"),
        ({"EMPLOYER_FORM_KEY": base64.b64encode(b"a" * 32).decode()}, "default or a pattern"),
        ({"EMPLOYER_FORM_KEY": base64.b64encode(b"please-change-me-0123456789-abcdef").decode()}, "default"),
        ({"EMPLOYER_FORM_KEY": "not base64!"}, "not base64"),
        ({"EMPLOYER_FORM_KEY": None, "EMPLOYER_FORM_KEY_FILE": "/nowhere/at/all"}, "EMPLOYER_FORM_KEY_FILE"),
        ({"EMPLOYER_FIELD_KEYS": FIELD}, "k1:base64"),
        ({"EMPLOYER_FIELD_KEYS": f"k2:{FIELD}"}, "no key called 'k1'"),
        ({"EMPLOYER_FIELD_KEYS": f"k1:{base64.b64encode(bytes(range(33))).decode()}"}, "exactly 32"),
        ({"EMPLOYER_SEARCH_KEY": FIELD}, "key of its own"),
        ({"EMPLOYER_HTTPS": "0"}, "only in the demo"),
        ({"EMPLOYER_HTTPS": "maybe"}, "EMPLOYER_HTTPS"),
        ({"EMPLOYER_PORT": "eighty"}, "EMPLOYER_PORT"),
    ],
)
def test_a_missing_or_weak_setting_stops_the_start_and_is_named(changes: dict[str, str | None], named: str) -> None:
    with pytest.raises(ConfigError, match=named) as error:
        config.load(production(**changes))
    for secret in (FORM, FIELD, SEARCH):
        assert secret not in str(error.value)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(FORM + "\n", "ascii")
    settings = config.load(production(EMPLOYER_FORM_KEY=None, EMPLOYER_FORM_KEY_FILE=str(path)))
    assert settings.form_key == base64.b64decode(FORM)


def test_several_field_keys_and_the_one_that_writes() -> None:
    settings = config.load(production(EMPLOYER_FIELD_KEYS=f"k1:{FIELD},\nk2:{FORM}", EMPLOYER_FIELD_KEY="k2"))
    assert set(settings.field_keys) == {"k1", "k2"}
    assert settings.field_key == "k2"


def test_the_demo_makes_keys_that_only_its_owner_reads_and_keeps_them(tmp_path: Path) -> None:
    environment = {"EMPLOYER_DEMO": "1", "EMPLOYER_INSTANCE": str(tmp_path / "instance")}
    first, second = config.load(environment), config.load(environment)
    assert first == second
    assert first.database_url.startswith("sqlite:///")
    keys = sorted((tmp_path / "instance" / "keys").iterdir())
    assert [path.name for path in keys] == ["field_keys", "form_key", "search_key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys} == {0o600}
    assert len({first.form_key, first.search_key, *first.field_keys.values()}) == 3


def test_outside_the_demo_no_keys_are_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        config.load(production(EMPLOYER_FORM_KEY=None, EMPLOYER_INSTANCE=str(tmp_path)))
    assert list(tmp_path.iterdir()) == []


def test_throwaway_settings_have_keys_of_their_own() -> None:
    assert config.throwaway().form_key != config.throwaway().form_key


def test_an_installed_package_keeps_its_files_where_it_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.load(production()).instance == config.ROOT / "instance"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "ROOT", tmp_path / "site-packages")
    assert config.load(production()).instance == tmp_path / "instance"
    assert config.load(production(EMPLOYER_INSTANCE="/srv/service")).instance == Path("/srv/service")


REGISTER = ("ADDRESS", "CERTIFICATE", "KEY", "TRUST", "PROVIDER")


def register(folder: Path, **changes: str | None) -> dict[str, str]:
    """Settings of the register's interface, whole unless changed."""
    for name in ("own.pem", "own.key", "trust.pem"):
        (folder / name).touch()
    given = {
        "ADDRESS": "https://ws.example.invalid/20170526/",
        "CERTIFICATE": str(folder / "own.pem"),
        "KEY": str(folder / "own.key"),
        "TRUST": str(folder / "trust.pem"),
        "PROVIDER": "1572860-0",
        **changes,
    }
    return production(**{f"EMPLOYER_REGISTER_{name}": value for name, value in given.items()})


def test_the_registers_interface_is_told_whole_or_not_at_all(tmp_path: Path) -> None:
    assert config.load(production()).register is None
    found = config.load(register(tmp_path)).register
    assert found is not None
    assert (found.address, found.provider) == ("https://ws.example.invalid/20170526", "1572860-0")
    for name in REGISTER:
        with pytest.raises(ConfigError, match=f"EMPLOYER_REGISTER_{name}"):
            config.load(register(tmp_path, **{name: None}))
    for name, wrong in (
        ("ADDRESS", "http://ws.example.invalid"),
        ("PROVIDER", "1572860-1"),
        ("CERTIFICATE", str(tmp_path / "missing.pem")),
        ("TRUST", str(tmp_path)),
    ):
        with pytest.raises(ConfigError, match=f"EMPLOYER_REGISTER_{name}"):
            config.load(register(tmp_path, **{name: wrong}))
