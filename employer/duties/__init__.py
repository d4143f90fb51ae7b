"""What an employer has to do next, and by when."""

from employer.duties.queries import duties
from employer.duties.schemas import Duty, facts_told

__all__ = ["Duty", "duties", "facts_told"]
