"""Encrypted text columns: identity codes, bank accounts, tax card data and free text about a person.

Kept as ``v1|key id|nonce|ciphertext`` (AES-256-GCM, 96-bit nonce, the last two parts in base64). The associated data
is the column's own name, so that a value moved to another column does not open. Where a row can be named before it is
written, callers of ``seal`` add it (``table.column#row``).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from employer.config import Settings, fresh_bytes

_VERSION = "v1"
_NONCE_BYTES = 12


class SealError(Exception):
    """A kept value cannot be opened: wrong key, wrong place, or changed by somebody. Never says the value."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """``current`` names the key that writes; every key in ``keys`` (32 bytes each) can read."""

    current: str
    keys: Mapping[str, bytes]
    search_key: bytes


_keys: Keys | None = None


def use_keys(keys: Keys | Settings) -> None:
    """Sets the process's keys; called once at the start by the application and the commands."""
    global _keys
    if isinstance(keys, Settings):
        keys = Keys(keys.field_key, dict(keys.field_keys), keys.search_key)
    _keys = keys


def _in_use() -> Keys:
    if _keys is None:
        raise SealError("no keys are in use: call sealed.use_keys at the start")
    return _keys


def seal(text: str, associated: str) -> str:
    """``text`` encrypted for the place that ``associated`` names."""
    keys = _in_use()
    nonce = fresh_bytes(_NONCE_BYTES)
    hidden = AESGCM(keys.keys[keys.current]).encrypt(nonce, text.encode("utf-8"), associated.encode("utf-8"))
    return "|".join((_VERSION, keys.current, base64.b64encode(nonce).decode(), base64.b64encode(hidden).decode()))


def unseal(kept: str, associated: str) -> str:
    """The text that was sealed for the same place. Raises ``SealError``."""
    keys = _in_use()
    parts = kept.split("|")
    if len(parts) != 4 or parts[0] != _VERSION:
        raise SealError(f"a kept value of {associated} does not have the form {_VERSION}|key|nonce|text")
    if parts[1] not in keys.keys:
        raise SealError(f"a kept value of {associated} needs the key {parts[1]!r}, which is not in use")
    try:
        nonce, hidden = (base64.b64decode(part, validate=True) for part in parts[2:])
        return AESGCM(keys.keys[parts[1]]).decrypt(nonce, hidden, associated.encode("utf-8")).decode("utf-8")
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise SealError(f"a kept value of {associated} cannot be opened") from error


def seal_bytes(content: bytes, associated: str) -> bytes:
    """``content`` encrypted for the place that ``associated`` names."""
    keys = _in_use()
    nonce = fresh_bytes(_NONCE_BYTES)
    hidden = AESGCM(keys.keys[keys.current]).encrypt(nonce, content, associated.encode("utf-8"))
    return b"|".join((_VERSION.encode(), keys.current.encode(), nonce + hidden))


def unseal_bytes(kept: bytes, associated: str) -> bytes:
    """The bytes that were sealed for the same place. Raises ``SealError``."""
    keys = _in_use()
    parts = kept.split(b"|", 2)
    if len(parts) != 3 or parts[0] != _VERSION.encode():
        raise SealError(f"kept bytes of {associated} do not have the form {_VERSION}|key|nonce and content")
    key_id = parts[1].decode("ascii", "replace")
    if key_id not in keys.keys:
        raise SealError(f"kept bytes of {associated} need the key {key_id!r}, which is not in use")
    nonce, hidden = parts[2][:_NONCE_BYTES], parts[2][_NONCE_BYTES:]
    try:
        return AESGCM(keys.keys[key_id]).decrypt(nonce, hidden, associated.encode("utf-8"))
    except (InvalidTag, ValueError) as error:
        raise SealError(f"kept bytes of {associated} cannot be opened") from error


def key_of(kept: str) -> str:
    """The id of the key that a kept value was written with: what key rotation looks for."""
    return kept.split("|", 2)[1]


def normal_form(value: str) -> str:
    """The form in which equal values compare equal: capital letters, no spaces. Separators stay: they have meaning."""
    return "".join(unicodedata.normalize("NFC", value).upper().split())


def search_key(value: str) -> str:
    """HMAC-SHA-256 of the value's normal form, in hex: for a column that is searched by equality."""
    return hmac.new(_in_use().search_key, normal_form(value).encode("utf-8"), hashlib.sha256).hexdigest()


class SealedText(TypeDecorator[str]):
    """A text column kept encrypted: ``SealedText(associated="employee.identity_code")``.

    ``once_plain``: the column was not encrypted before; rows of then, which nobody may change, are read as they are.
    """

    impl = Text
    cache_ok = True

    def __init__(self, associated: str, *, once_plain: bool = False) -> None:
        super().__init__()
        if associated.count(".") != 1:
            raise ValueError(f"name the place as table.column, not {associated!r}")
        self.associated = associated
        self.once_plain = once_plain

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else seal(value, self.associated)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        if value is None or (self.once_plain and not value.startswith(f"{_VERSION}|")):
            return value
        return unseal(value, self.associated)


class SealedBytes(TypeDecorator[bytes]):
    """A column of bytes kept encrypted: ``v1|key id|``, the nonce and the ciphertext as they are."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, associated: str) -> None:
        super().__init__()
        if associated.count(".") != 1:
            raise ValueError(f"name the place as table.column, not {associated!r}")
        self.associated = associated

    def process_bind_param(self, value: bytes | None, dialect: Any) -> bytes | None:
        return None if value is None else seal_bytes(value, self.associated)

    def process_result_value(self, value: bytes | None, dialect: Any) -> bytes | None:
        return None if value is None else unseal_bytes(bytes(value), self.associated)
