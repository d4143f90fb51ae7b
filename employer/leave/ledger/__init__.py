"""What becomes of earned holiday besides being taken: saved, moved, paid in money (162/2005 19 and 25–27 §)."""

from employer.leave.ledger.service import choices, days_for, note, open_moves, payable, proposed, standing, take_back

__all__ = ["choices", "days_for", "note", "open_moves", "payable", "proposed", "standing", "take_back"]
