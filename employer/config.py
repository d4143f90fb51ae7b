"""Every setting of the installation. Together with ``clock`` the only reader of the outside world's state.

Settings come from environment variables named ``EMPLOYER_…``; a secret may come from a file instead
(``EMPLOYER_FORM_KEY_FILE``). A missing, short or well-known secret stops the start.
In demo mode (``EMPLOYER_DEMO=1``) the installation makes its own secrets into ``instance/keys``.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stdnum.fi import ytunnus

ROOT = Path(__file__).resolve().parent.parent
KEY_BYTES = 32
_SHORTEST_SECRET = 32


class ConfigError(Exception):
    """A setting is missing or unusable; the text says which one and what to do."""


@dataclass(frozen=True, slots=True)
class RegisterInterface:
    """How this installation's organisation reaches the Incomes Register's technical interface.

    ``address``: the service's address up to its version, with https. ``certificate`` and ``key``: PEM files of the
    organisation's certificate and its key (no password). ``trust``: a PEM file of the certificates that sign the
    register's answers. ``provider``: the organisation's Business ID, which must have the register's permission to
    report for others. ``timeout_seconds``: how long one call may take.
    """

    address: str
    certificate: Path
    key: Path
    trust: Path
    provider: str
    timeout_seconds: int = 60

    def __post_init__(self) -> None:
        if not self.address.startswith("https://"):
            raise ConfigError("EMPLOYER_REGISTER_ADDRESS must begin with https://.")
        if not ytunnus.is_valid(self.provider):
            raise ConfigError("EMPLOYER_REGISTER_PROVIDER is not a Business ID. The form is 1234567-8.")
        for name in ("certificate", "key", "trust"):
            if not getattr(self, name).is_file():
                raise ConfigError(f"EMPLOYER_REGISTER_{name.upper()} names no file. Give the path of a PEM file.")


def fresh_bytes(count: int) -> bytes:
    """``count`` unpredictable bytes: for references, nonces and keys. The only source of chance."""
    return secrets.token_bytes(count)


@dataclass(frozen=True, slots=True)
class Settings:
    """What one installation is told.

    ``instance``: folder of the database and, in the demo, of the keys.
    ``database_url``: SQLAlchemy address.
    ``demo``: invented persons, one-click sign-in, own keys; never with real people.
    ``https``: pages are reached by https; then the cookie is ``__Host-`` and Secure. Only a demo may say no.
    ``trusted_hosts``: host names that requests may name.
    ``trusted_proxies``: how many proxies in front may set ``X-Forwarded-…``; 0 trusts none.
    ``form_key``: 32 bytes or more, signs the token of every form.
    ``field_keys``: key id to 32-byte key of encrypted fields; ``field_key`` is the id that writes.
    ``search_key``: 32 bytes or more, makes the search index of encrypted fields.
    ``idle_minutes``, ``staff_idle_minutes`` (county helpers), ``absolute_minutes``: when a sign-in ends.
    ``max_body_bytes``, ``max_form_parts``: the largest request and form accepted.
    ``host``, ``port``: where the server listens.
    ``register_production``: reports to the Incomes Register are marked for its production environment; never in a demo.
    ``register``: the register's technical interface; without it people carry the report files to the e-service.
    ``service_phone``, ``service_email``: shown under "Tarvitsetko apua?"; empty when there is none.
    """

    instance: Path
    database_url: str
    demo: bool
    https: bool
    trusted_hosts: tuple[str, ...]
    trusted_proxies: int
    form_key: bytes
    field_keys: Mapping[str, bytes]
    field_key: str
    search_key: bytes
    idle_minutes: int = 30
    staff_idle_minutes: int = 15
    absolute_minutes: int = 720
    max_body_bytes: int = 2_500_000
    max_form_parts: int = 2_000
    host: str = "127.0.0.1"
    port: int = 8000
    register_production: bool = False
    register: RegisterInterface | None = None
    service_phone: str = ""
    service_email: str = ""

    def __post_init__(self) -> None:
        for name in ("form_key", "search_key"):
            _check_secret(f"EMPLOYER_{name.upper()}", getattr(self, name))
        if self.field_key not in self.field_keys:
            raise ConfigError(
                f"EMPLOYER_FIELD_KEYS has no key called {self.field_key!r}. Add it or correct EMPLOYER_FIELD_KEY."
            )
        for key_id, key in self.field_keys.items():
            _check_secret(f"EMPLOYER_FIELD_KEYS ({key_id})", key)
            if len(key) != KEY_BYTES:
                raise ConfigError(f"EMPLOYER_FIELD_KEYS ({key_id}) must be exactly {KEY_BYTES} bytes, in base64.")
        if self.search_key in (*self.field_keys.values(), self.form_key):
            raise ConfigError("EMPLOYER_SEARCH_KEY must be a key of its own. Make a new one.")
        if self.register_production and self.demo:
            raise ConfigError("EMPLOYER_REGISTER_PRODUCTION=1 is not allowed in the demo: its people are invented.")
        if not self.https and not self.demo:
            raise ConfigError("EMPLOYER_HTTPS=0 is allowed only in the demo. Put the service behind https.")


def _check_secret(name: str, secret: bytes) -> None:
    if len(secret) < _SHORTEST_SECRET:
        raise ConfigError(f"{name} is too short: give at least {_SHORTEST_SECRET} bytes in base64, from chance.")
    if len(set(secret)) < 8 or b"change" in secret.lower() or b"secret" in secret.lower():
        raise ConfigError(f"{name} looks like a default or a pattern. Make a new one from chance.")


def _usual_instance() -> Path:
    """Beside the program in a checkout; an installed package keeps nothing in its own folder but where it is run."""
    return (ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()) / "instance"


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process.

    ``environment`` is given by tests; otherwise it is the process's own. Raises ``ConfigError``.
    """
    environment = os.environ if environment is None else environment
    demo = _flag(environment, "EMPLOYER_DEMO", default=False)
    instance = Path(environment.get("EMPLOYER_INSTANCE") or _usual_instance())
    https = _flag(environment, "EMPLOYER_HTTPS", default=not demo)
    database = environment.get("EMPLOYER_DATABASE_URL", "")
    if demo:
        instance.mkdir(parents=True, exist_ok=True)
        database = database or f"sqlite:///{instance / 'employer.sqlite3'}"
    if not database:
        raise ConfigError(
            "EMPLOYER_DATABASE_URL is missing. Give the database's address, "
            "for example postgresql+psycopg://employer@localhost/employer."
        )
    hosts = tuple(host.strip() for host in environment.get("EMPLOYER_TRUSTED_HOSTS", "").split(",") if host.strip())
    if not hosts:
        if not demo:
            raise ConfigError("EMPLOYER_TRUSTED_HOSTS is missing. Give the service's host names, with commas between.")
        hosts = ("127.0.0.1", "localhost")
    return Settings(
        instance=instance,
        database_url=database,
        demo=demo,
        https=https,
        trusted_hosts=hosts,
        trusted_proxies=_whole(environment, "EMPLOYER_TRUSTED_PROXIES", 0),
        form_key=_secret(environment, "EMPLOYER_FORM_KEY", instance if demo else None),
        field_keys=_field_keys(environment, instance if demo else None),
        field_key=environment.get("EMPLOYER_FIELD_KEY", "k1"),
        search_key=_secret(environment, "EMPLOYER_SEARCH_KEY", instance if demo else None),
        idle_minutes=_whole(environment, "EMPLOYER_IDLE_MINUTES", 30),
        staff_idle_minutes=_whole(environment, "EMPLOYER_STAFF_IDLE_MINUTES", 15),
        absolute_minutes=_whole(environment, "EMPLOYER_ABSOLUTE_MINUTES", 720),
        host=environment.get("EMPLOYER_HOST", "127.0.0.1"),
        port=_whole(environment, "EMPLOYER_PORT", 8000),
        register_production=_flag(environment, "EMPLOYER_REGISTER_PRODUCTION", default=False),
        register=_register(environment),
        service_phone=environment.get("EMPLOYER_SERVICE_PHONE", ""),
        service_email=environment.get("EMPLOYER_SERVICE_EMAIL", ""),
    )


def _register(environment: Mapping[str, str]) -> RegisterInterface | None:
    """All settings of the register's interface, or none of them."""
    names = ("address", "certificate", "key", "trust", "provider")
    given = {name: environment.get(f"EMPLOYER_REGISTER_{name.upper()}", "").strip() for name in names}
    missing = [f"EMPLOYER_REGISTER_{name.upper()}" for name in names if not given[name]]
    if len(missing) == len(names):
        return None
    if missing:
        raise ConfigError(f"Sending to the Incomes Register also needs {', '.join(missing)}. Give all of them or none.")
    return RegisterInterface(
        given["address"].rstrip("/"),
        Path(given["certificate"]),
        Path(given["key"]),
        Path(given["trust"]),
        given["provider"],
    )


def throwaway(database_url: str = "sqlite://") -> Settings:
    """Settings with keys that live as long as the process: for runs that keep nothing, such as a household run."""
    return Settings(
        instance=_usual_instance(),
        database_url=database_url,
        demo=True,
        https=False,
        trusted_hosts=("127.0.0.1", "localhost"),
        trusted_proxies=0,
        form_key=fresh_bytes(KEY_BYTES),
        field_keys={"k1": fresh_bytes(KEY_BYTES)},
        field_key="k1",
        search_key=fresh_bytes(KEY_BYTES),
    )


def _flag(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environment.get(name, "").strip().lower()
    if text in ("", "0", "1", "yes", "no", "true", "false"):
        return text in ("1", "yes", "true") if text else default
    raise ConfigError(f"{name} is {text!r}: write 1 or 0.")


def _whole(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal():
        raise ConfigError(f"{name} is {text!r}: write a whole number.")
    return int(text)


def _text(environment: Mapping[str, str], name: str, demo_keys: Path | None, fresh: str) -> str:
    if environment.get(name):
        return environment[name]
    file = environment.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text("ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{name}_FILE cannot be read: {type(error).__name__}.") from error
    if demo_keys is None:
        raise ConfigError(
            f"{name} is missing. Give it in the environment, or the name of its file in {name}_FILE. "
            'Make one with: python3 -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"'
        )
    return _kept(demo_keys / "keys" / name.removeprefix("EMPLOYER_").lower(), fresh)


def _kept(path: Path, fresh: str) -> str:
    """The text of the demo's own key file, made with 0600 when it is not there yet."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(fresh)
    return fresh


def _fresh_text() -> str:
    return base64.b64encode(fresh_bytes(KEY_BYTES)).decode("ascii")


def _decoded(name: str, text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ConfigError(f"{name} is not base64. Make a new key or copy it again.") from error


def _secret(environment: Mapping[str, str], name: str, demo_keys: Path | None) -> bytes:
    return _decoded(name, _text(environment, name, demo_keys, _fresh_text()))


def _field_keys(environment: Mapping[str, str], demo_keys: Path | None) -> dict[str, bytes]:
    """Lines or comma-separated parts of the form ``id:base64``."""
    text = _text(environment, "EMPLOYER_FIELD_KEYS", demo_keys, f"k1:{_fresh_text()}")
    keys: dict[str, bytes] = {}
    for part in text.replace(",", "\n").split("\n"):
        if not part.strip():
            continue
        key_id, colon, key = part.strip().partition(":")
        if not colon or not key_id.isalnum():
            raise ConfigError("EMPLOYER_FIELD_KEYS must look like k1:base64, one key a line.")
        keys[key_id] = _decoded(f"EMPLOYER_FIELD_KEYS ({key_id})", key)
    return keys
