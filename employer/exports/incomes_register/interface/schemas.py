"""What a call to the register's interface can come to when no answer is had, and who calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


class NotArrived(Exception):
    """The call certainly did not reach the register: it may be made again. ``problem`` says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Unsure(Exception):
    """Nobody knows whether the call reached the register: its status is asked before anything is sent again."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class TurnedAway(Exception):
    """The register read the call and did not take it (a SOAP fault). ``detail`` is what it said."""

    def __init__(self, detail: str) -> None:
        super().__init__("fault")
        self.problem, self.detail = "fault", detail


@dataclass(frozen=True, slots=True)
class Identity:
    """The organisation's certificate and key, and the file of the certificates that sign the answers; all PEM."""

    certificate: bytes
    key: bytes = field(repr=False)
    trust: Path


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and over which line: ``post`` takes the service, the operation and the envelope, gives the HTTP status
    and the body, and raises ``NotArrived`` or ``Unsure``.
    """

    identity: Identity
    post: Callable[[str, str, bytes], tuple[int, bytes]]
