"""Writes the bank's payment file, pain.001.001.09 or .03.

Wages are a batch of their own with the category SALA, never mixed with anything else; what was taken from them for
enforcement goes on the same day in a batch of its own, and the Tax Administration's transfer is another with its own
day. There are no postal addresses: payments inside the EEA do not need the payee's, and unstructured ones are refused
from November 2026. Charges are shared (SLEV).

Banking days: Monday to Friday without public holidays, Midsummer Eve and Christmas Eve (``rules.calendar``). Every
closing day of the euro payment systems (1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December) is among the
days left out, so a chosen day is open both in Finland and between banks.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from importlib.resources import files

from lxml import etree
from schwifty import IBAN
from text_unidecode import unidecode

from employer.exports.schemas import ExportRefused, Fault, Faults, SchemaRefused, holds_identity_code, schema_errors
from employer.exports.sepa.schemas import (
    PaymentFile,
    TaxTransfer,
    Transfer,
    bic_of,
    compact_reference,
    iban_fault,
    is_bic,
    is_reference_for,
)
from rules import calendar

VERSIONS = ("09", "03")
TAX_DAY = 12
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_ID = 70, 140, 35
_LONGEST_FILE_ID = _LONGEST_ID - len("-wag")
_HIGHEST_CENTS = 99_999_999_999  # the schemes' own limit, 999 999 999,99 euros
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z+.,()?:' -]*")
_PLAIN = re.compile(r"[0-9A-Za-zÅÄÖåäö/?:().,'+ -]*")
_LETTERS = str.maketrans(
    {"&": "+"}
    | {"ø": "ö", "Ø": "Ö", "æ": "ä", "Æ": "Ä", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L"}
    | {"ß": "ss", "þ": "th", "Þ": "Th", "œ": "oe", "Œ": "Oe", "ı": "i", "ŋ": "n", "Ŋ": "N", "ŧ": "t", "Ŧ": "T"}
    | dict.fromkeys("’‘ʼ´`", "'")
    | dict.fromkeys("–—−‐‑", "-")
)


def tax_day(paid_in: date) -> date:
    """The day on which a month's self-assessed taxes are paid: the 12th of the next month or the next banking day.

    ``paid_in``: any day of the month in which the wages were paid. Source: Tax Administration, self-assessed taxes.
    """
    following = date(paid_in.year + paid_in.month // 12, paid_in.month % 12 + 1, TAX_DAY)
    return calendar.next_business_day(following)


def wage_day(pay_day: date) -> date:
    """The banking day on which wages leave for a pay day: the day itself or the banking day before it.

    A pay day that is not a banking day is paid on the one before it (Employment Contracts Act 55/2001 2:15).
    """
    return calendar.previous_business_day(pay_day)


def payment_xml(file: PaymentFile, version: str = "09") -> bytes:
    """A payment file as UTF-8 bytes: batches of wages, of enforcement's part of them, and of the tax transfer.

    ``version``: "09" for pain.001.001.09 or "03" for pain.001.001.03. Amounts are cents. The same input gives the same
    bytes. Raises ``ExportRefused`` when an account number (its Finnish check digit too) or a reference is wrong, an
    amount is not positive, a name cannot be written with a bank's letters, or a text holds an identity code; and
    ``SchemaRefused`` if the result were not valid against the ISO 20022 schema. Raises ``ValueError`` for an unknown
    version. Source: ISO 20022 pain.001, SEPA credit transfer, Finance Finland's guides.
    """
    if version not in VERSIONS:
        raise ValueError(f"{version!r} is not one of {VERSIONS}")
    faults = payment_faults(file)
    if faults:
        raise ExportRefused(faults)
    address = f"urn:iso:std:iso:20022:tech:xsd:pain.001.001.{version}"
    root = etree.Element(f"{{{address}}}Document", None, {None: address})
    message = _under(root, "CstmrCdtTrfInitn")
    tax = () if file.tax is None else (_as_transfer(file.tax),)
    header = _under(message, "GrpHdr")
    _add(header, "MsgId", file.reference)
    _add(header, "CreDtTm", file.made_at.isoformat(timespec="seconds"))
    _sums(header, (*file.wages, *file.enforcement, *tax))
    _add(_under(header, "InitgPty"), "Nm", bank_text(file.payer_name))
    if file.wages:
        _batch(message, file, "wag", wage_day(file.pay_day), file.wages, version, category="SALA")
    if file.enforcement:
        _batch(message, file, "enf", wage_day(file.pay_day), file.enforcement, version)
    if file.tax is not None:
        _batch(message, file, "tax", tax_day(file.tax.paid_in), tax, version)
    checked = schema(version)
    if not checked.validate(root):
        raise SchemaRefused(schema_errors(checked))
    # No indentation: the inner tags of a structured reference count towards its 140 characters.
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def transfers_of(file: bytes) -> tuple[tuple[str, int], ...]:
    """The payments of a payment file that was made here: the payer's own reference and the cents of each."""
    return tuple(
        (one.findtext("{*}PmtId/{*}EndToEndId", ""), int(one.findtext("{*}Amt/{*}InstdAmt", "").replace(".", "")))
        for one in etree.fromstring(file).iter("{*}CdtTrfTxInf")
    )


def bank_text(text: str) -> str:
    """A name or message in the letters that every bank takes: basic Latin with å, ä and ö.

    Other accents are left out, other scripts are spelled in Latin letters, and what no bank takes becomes a space.
    """
    written = []
    for letter in unicodedata.normalize("NFC", text).translate(_LETTERS):
        if letter in "ÅÄÖåäö":
            written.append(letter)
        else:
            parts = unicodedata.normalize("NFKD", letter)
            plain = "".join(part for part in parts if not unicodedata.combining(part))
            written.append("".join(one if _PLAIN.fullmatch(one) else " " for one in unidecode(plain)))
    return " ".join("".join(written).split())


def bank_name(name: str) -> str:
    """A person's name as banks take it: their letters, and cut where it is longer than a payment carries."""
    return bank_text(name)[:_LONGEST_NAME].rstrip()


@lru_cache(maxsize=2)
def schema(version: str) -> etree.XMLSchema:
    """The ISO 20022 schema of a version, from the package that carries it; compiled once."""
    path = files("sepaxml").joinpath("schemas", f"pain.001.001.{version}.xsd")
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    return etree.XMLSchema(etree.fromstring(path.read_bytes(), parser))


# --- checks ---------------------------------------------------------------------------------------------------------


def payment_faults(file: PaymentFile) -> tuple[Fault, ...]:
    """Everything in a payment file that a bank would refuse, in the order of the data."""
    faults = Faults()
    _own_id(faults, "reference", file.reference, _LONGEST_FILE_ID)
    _account(faults, "payer_iban", file.payer_iban)
    _bic(faults, "payer_bic", file.payer_bic)
    _plain(faults, "payer_name", file.payer_name, _LONGEST_NAME)
    if file.service_id is not None:
        _plain(faults, "service_id", file.service_id, _LONGEST_ID)
    if not file.wages and not file.enforcement and file.tax is None:
        faults.add("wages", "payments_missing")
    seen: set[str] = set()
    for index, transfer in enumerate(file.wages):
        _transfer(faults, f"wages[{index}]", transfer, seen)
    for index, transfer in enumerate(file.enforcement):
        _transfer(faults, f"enforcement[{index}]", transfer, seen)
    if file.tax is not None:
        _transfer(faults, "tax", _as_transfer(file.tax), seen)
    return tuple(faults.found)


def _as_transfer(tax: TaxTransfer) -> Transfer:
    return Transfer(tax.name, tax.iban, tax.cents, tax.own_reference, reference=tax.reference)


def _transfer(faults: Faults, place: str, transfer: Transfer, seen: set[str]) -> None:
    _own_id(faults, f"{place}.own_reference", transfer.own_reference, _LONGEST_ID)
    if transfer.own_reference in seen:
        faults.add(f"{place}.own_reference", "payment_repeated")
    seen.add(transfer.own_reference)
    _account(faults, f"{place}.iban", transfer.iban)
    _bic(faults, f"{place}.bic", transfer.bic)
    _plain(faults, f"{place}.name", transfer.name, _LONGEST_NAME)
    if not 0 < transfer.cents <= _HIGHEST_CENTS:
        faults.add(f"{place}.cents", "amount_not_positive")
    if transfer.text is not None and transfer.reference is not None:
        faults.add(place, "text_and_reference")
    if transfer.text is not None:
        _plain(faults, f"{place}.text", transfer.text, _LONGEST_TEXT)
    if transfer.reference is not None and not is_reference_for(transfer.iban, transfer.reference):
        faults.add(f"{place}.reference", "payment_reference_wrong")


def _own_id(faults: Faults, place: str, text: str, longest: int) -> None:
    if not _ID.fullmatch(text) or len(text) > longest:
        faults.add(place, "payment_id_form", limit=longest)
    elif holds_identity_code(text):
        faults.add(place, "holds_identity_code")


def _account(faults: Faults, place: str, iban: str) -> None:
    fault = iban_fault(iban)
    if fault is not None:
        faults.add(place, fault)


def _bic(faults: Faults, place: str, bic: str | None) -> None:
    if bic is not None and not is_bic(bic):
        faults.add(place, "bic_wrong")


def _plain(faults: Faults, place: str, text: str, limit: int) -> None:
    written = bank_text(text)
    if not written:
        faults.add(place, "text_empty")
    elif not _PLAIN.fullmatch(written) or written.startswith("/") or "//" in written:
        faults.add(place, "bank_letters")
    elif len(written) > limit:
        faults.add(place, "text_long", limit=limit)
    elif holds_identity_code(written):
        faults.add(place, "holds_identity_code")


# --- elements -------------------------------------------------------------------------------------------------------


def _under(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name))


def _add(parent: etree._Element, name: str, text: str) -> None:
    _under(parent, name).text = text


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _sums(element: etree._Element, transfers: tuple[Transfer, ...]) -> None:
    _add(element, "NbOfTxs", str(len(transfers)))
    _add(element, "CtrlSum", _euros(sum(transfer.cents for transfer in transfers)))


def _batch(
    message: etree._Element,
    file: PaymentFile,
    suffix: str,
    day: date,
    transfers: tuple[Transfer, ...],
    version: str,
    category: str | None = None,
) -> None:
    batch = _under(message, "PmtInf")
    _add(batch, "PmtInfId", f"{file.reference}-{suffix}")
    _add(batch, "PmtMtd", "TRF")
    # One debit for the whole batch keeps each employee's wage out of the payer's statement lines.
    _add(batch, "BtchBookg", "true")
    _sums(batch, transfers)
    kind = _under(batch, "PmtTpInf")
    _add(_under(kind, "SvcLvl"), "Cd", "SEPA")
    if category is not None:
        _add(_under(kind, "CtgyPurp"), "Cd", category)
    if version == "03":
        _add(batch, "ReqdExctnDt", day.isoformat())
    else:
        _add(_under(batch, "ReqdExctnDt"), "Dt", day.isoformat())
    debtor = _under(batch, "Dbtr")
    _add(debtor, "Nm", bank_text(file.payer_name))
    if file.service_id is not None:
        other = _under(_under(_under(debtor, "Id"), "OrgId"), "Othr")
        _add(other, "Id", bank_text(file.service_id))
        _add(_under(other, "SchmeNm"), "Cd", "BANK")
    _iban(batch, "DbtrAcct", file.payer_iban)
    _agent(batch, "DbtrAgt", file.payer_bic or bic_of(file.payer_iban), version)
    _add(batch, "ChrgBr", "SLEV")
    for transfer in transfers:
        _transaction(batch, transfer, version)


def _transaction(batch: etree._Element, transfer: Transfer, version: str) -> None:
    element = _under(batch, "CdtTrfTxInf")
    identity = _under(element, "PmtId")
    _add(identity, "InstrId", transfer.own_reference)
    _add(identity, "EndToEndId", transfer.own_reference)
    amount = _under(_under(element, "Amt"), "InstdAmt")
    amount.set("Ccy", "EUR")
    amount.text = _euros(transfer.cents)
    if transfer.bic is not None:
        _agent(element, "CdtrAgt", transfer.bic, version)
    _add(_under(element, "Cdtr"), "Nm", bank_text(transfer.name))
    _iban(element, "CdtrAcct", transfer.iban)
    if transfer.reference is not None:
        reference = compact_reference(transfer.reference)
        structured = _under(_under(_under(element, "RmtInf"), "Strd"), "CdtrRefInf")
        kind = _under(structured, "Tp")
        _add(_under(kind, "CdOrPrtry"), "Cd", "SCOR")
        if reference.startswith("RF"):
            _add(kind, "Issr", "ISO")
        _add(structured, "Ref", reference)
    elif transfer.text is not None:
        _add(_under(element, "RmtInf"), "Ustrd", bank_text(transfer.text))


def _iban(parent: etree._Element, name: str, iban: str) -> None:
    _add(_under(_under(parent, name), "Id"), "IBAN", str(IBAN(iban)))


def _agent(parent: etree._Element, name: str, bic: str | None, version: str) -> None:
    institution = _under(_under(parent, name), "FinInstnId")
    if bic is None:
        _add(_under(institution, "Othr"), "Id", "NOTPROVIDED")
    else:
        _add(institution, "BIC" if version == "03" else "BICFI", bic)
