"""What is told of a leave: when, the expected day of birth, why its dates change, a study leave that is postponed."""

from employer.leave.told.schemas import TELLABLE, ToldSchema, ToldTyped
from employer.leave.told.service import carried, change_is_open, note, warnings

__all__ = ["TELLABLE", "ToldSchema", "ToldTyped", "carried", "change_is_open", "note", "warnings"]
