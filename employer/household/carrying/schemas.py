"""What comes in when a household is brought in from a file or taken out as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from employer.forms import Choice, FormSchema

OWN, CLIENTS = "own", "client"
EVERYTHING, FACTS = "everything", "facts"


@dataclass(frozen=True, slots=True)
class Brought:
    """Whose household a file holds: the person's own, or a client's whom the person helps."""

    whose: str


class BroughtSchema(FormSchema):
    """The form beside the file."""

    command: ClassVar[type] = Brought
    whose = Choice((OWN, CLIENTS), required=True, metadata={"missing": "choice"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file is to hold: everything that was issued too, or the facts alone."""

    what: str


class WantedSchema(FormSchema):
    """The form of taking a household out."""

    command: ClassVar[type] = Wanted
    what = Choice((EVERYTHING, FACTS), required=True, metadata={"missing": "choice"})
