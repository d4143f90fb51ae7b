"""The accessibility statement and what people say about accessibility: received at once, answered within two weeks."""

from employer.feedback.queries import Waiting, waiting
from employer.feedback.service import answer, receive

__all__ = ["Waiting", "answer", "receive", "waiting"]
