"""What becomes of earned holiday besides being taken: saved, moved by an illness, paid in money (162/2005 25–27 §)."""

from employer.leave.ledger.service import choices, days_for, note, open_moves, proposed, standing, take_back

__all__ = ["choices", "days_for", "note", "open_moves", "proposed", "standing", "take_back"]
