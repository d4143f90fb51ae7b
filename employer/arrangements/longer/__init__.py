"""Agreements on longer regular hours (872/2019 11 §): what rosters and overtime are held against while they last."""

from employer.arrangements.longer.queries import longer, longer_of
from employer.arrangements.longer.schemas import LongerTime
from employer.arrangements.longer.service import note_longer, take_back

__all__ = ["LongerTime", "longer", "longer_of", "note_longer", "take_back"]
