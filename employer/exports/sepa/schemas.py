"""What goes into a bank's payment file, and the Finnish identifiers of a payment.

A payment file never holds an identity code or an address: the payee's name, account and sum are enough.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime

from schwifty import BIC, IBAN
from schwifty.exceptions import NationalChecksumNotVerified, SchwiftyException
from stdnum import iso11649

_WEIGHTS = (7, 3, 1)
_LONGEST_BASE, _LONGEST_REFERENCE, _SHORTEST_REFERENCE = 19, 20, 4


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment: to whom, to which account, how many cents, and the payer's own reference that comes back (35 signs).

    ``text`` is the message to the payee, neutral: no reason of leave, no health. ``reference`` is a Finnish reference
    number or an RF reference. One of the two, not both.
    """

    name: str
    iban: str
    cents: int
    own_reference: str
    text: str | None = None
    reference: str | None = None
    bic: str | None = None


@dataclass(frozen=True, slots=True)
class TaxTransfer:
    """The month's self-assessed taxes: withheld tax and the employer's health insurance contribution, in cents.

    ``reference`` and ``iban`` are the payer's own from OmaVero; ``paid_in`` is any day of the wage payments' month.
    """

    iban: str
    cents: int
    reference: str
    own_reference: str
    paid_in: date
    name: str = "Verohallinto"


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """One file to the payer's bank.

    ``reference`` identifies the file for the payer's bank and is the same whenever the same file is made (at most 31
    signs, so that the batches can be told apart). ``made_at`` is the creation time with its zone. ``pay_day`` is the
    wages' day. ``service_id`` is the identifier agreed with the bank, if any.
    """

    reference: str
    made_at: datetime
    payer_name: str
    payer_iban: str
    pay_day: date
    wages: tuple[Transfer, ...]
    tax: TaxTransfer | None = None
    payer_bic: str | None = None
    service_id: str | None = None
    enforcement: tuple[Transfer, ...] = ()  # what was taken from the pay, sent with it


def check_digit(base: str) -> str:
    """The check digit of a Finnish reference number for its base of 3 to 19 digits.

    From right to left the digits are weighted 7, 3, 1, 7, …; the check digit fills the sum up to the next ten.
    Raises ``ValueError`` for anything else than 3 to 19 digits. Source: Finance Finland, reference numbers.
    """
    if not re.fullmatch(r"[0-9]{3,19}", base):
        raise ValueError("the base of a reference number has 3 to 19 digits")
    total = sum(int(digit) * _WEIGHTS[index % 3] for index, digit in enumerate(reversed(base)))
    return str(-total % 10)


def viitenumero(base: str) -> str:
    """The Finnish reference number of a base: the base followed by its check digit. Raises ``ValueError``."""
    return base + check_digit(base)


def is_viitenumero(text: str) -> bool:
    """Whether the text is a Finnish reference number: 4 to 20 digits, spaces and leading zeros aside, check right."""
    digits = compact_reference(text)
    if not re.fullmatch(rf"[0-9]{{{_SHORTEST_REFERENCE},{_LONGEST_REFERENCE}}}", digits):
        return False
    return check_digit(digits[:-1]) == digits[-1]


def rf_reference(national: str) -> str:
    """The RF creditor reference (ISO 11649) of a Finnish reference number. Raises ``ValueError`` when that is wrong."""
    if not is_viitenumero(national):
        raise ValueError("not a Finnish reference number")
    digits = compact_reference(national)
    # R is 27, F is 15 and the check digits start as 00.
    return f"RF{98 - int(digits + '271500') % 97:02d}{digits}"


def is_rf_reference(text: str) -> bool:
    """Whether the text is an RF reference (ISO 11649) with right check digits."""
    compact = compact_reference(text)
    return re.fullmatch(r"RF[0-9]{2}[0-9A-Z]{1,21}", compact) is not None and iso11649.is_valid(compact)


def is_reference_for(iban: str, text: str) -> bool:
    """Whether the text is a reference that the account's bank takes.

    A Finnish account takes a Finnish reference number, or an RF reference that holds one; others take any RF reference.
    """
    compact = compact_reference(text)
    if not compact.startswith("RF"):
        return is_viitenumero(compact)
    finnish = "".join(iban.split()).upper().startswith("FI")
    return is_rf_reference(compact) and (not finnish or is_viitenumero(compact[4:]))


def compact_reference(text: str) -> str:
    """A reference without the spaces of its printed form, in capitals; a national one without leading zeros."""
    compact = "".join(text.split()).upper()
    return compact if compact.startswith("RF") else compact.lstrip("0")


def iban_fault(text: str) -> str | None:
    """What is wrong with an account number (``iban_wrong``, ``iban_domestic``, ``iban_area``), or None.

    The ISO check alone passes accounts whose Finnish check digit is wrong, so the domestic one is checked as well.
    """
    try:
        iban = IBAN(text, allow_invalid=True)
        iban.validate()
    except SchwiftyException:
        return "iban_wrong"
    with warnings.catch_warnings():
        # Where no national check digits are known, none is wrong.
        warnings.simplefilter("ignore", NationalChecksumNotVerified)
        try:
            iban.validate(validate_bban=True)
        except SchwiftyException:
            return "iban_domestic"
    return None if iban.in_sepa_zone else "iban_area"


def is_bic(text: str) -> bool:
    """Whether the text is a well-formed bank identifier."""
    try:
        BIC(text)
    except SchwiftyException:
        return False
    return True


def bic_of(iban: str) -> str | None:
    """The bank identifier of a right account number when its bank code is known, else None."""
    bic = IBAN(iban).bic
    return None if bic is None else str(bic)
