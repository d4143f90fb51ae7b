"""What of a household file can be read when other parts of it are at fault."""

from employer.household.reading.readable.schemas import Readable
from employer.household.reading.readable.service import of_the_file, readable

__all__ = ["Readable", "of_the_file", "readable"]
