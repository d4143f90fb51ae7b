"""Pay that turned out to be too much: what is claimed back, what has been recovered, and from which pay."""

from employer.pay.recovering.queries import late, open_claim, overpaid, overpaid_of
from employer.pay.recovering.schemas import Overpaid
from employer.pay.recovering.service import note, runs_to_come

__all__ = ["Overpaid", "late", "note", "open_claim", "overpaid", "overpaid_of", "runs_to_come"]
