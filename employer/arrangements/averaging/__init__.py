"""Averaging periods of the working time, with the written plan of their weeks."""

from employer.arrangements.averaging.queries import averaging, averaging_of
from employer.arrangements.averaging.schemas import Averaging
from employer.arrangements.averaging.service import note_averaging, take_back

__all__ = ["Averaging", "averaging", "averaging_of", "note_averaging", "take_back"]
