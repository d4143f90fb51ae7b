"""The outbox: how each report goes to the Incomes Register, and whose turn it is.

A row is made in the transaction that keeps the report. By hand: ``carry`` (a person takes the file to the e-service),
``carried``, ``answered``. Over the interface: ``waiting``, ``sending`` (claimed by a sender), ``sent`` (acknowledged),
``asking`` (claimed to ask what became of it), ``answered``; ``unsure`` when nobody knows whether it arrived, ``failed``
when the register did not take the call. Each step is an update from the state it was in, of exactly one row. What may
have arrived is asked about before it is sent again, always under the same delivery reference.
"""

from employer.exports.outbox.queries import due, left_to_people, of_report, on_its_way, sends_for
from employer.exports.outbox.schemas import Item, Outcome
from employer.exports.outbox.service import answered, carried, choose_sending, claim, put, record, try_again

__all__ = [
    "Item",
    "Outcome",
    "answered",
    "carried",
    "choose_sending",
    "claim",
    "due",
    "left_to_people",
    "of_report",
    "on_its_way",
    "put",
    "record",
    "sends_for",
    "try_again",
]
