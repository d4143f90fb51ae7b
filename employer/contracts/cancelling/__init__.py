"""What the law looks at when a contract is cancelled at once, or treated as ended by an absence without word."""

from employer.contracts.cancelling.service import Looked, looks, unsaid

__all__ = ["Looked", "looks", "unsaid"]
