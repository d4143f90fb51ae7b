"""Whether a planned holiday is at a time that the employer may decide: season, winter, agreement, family leave, notice
time."""

from employer.leave.placing.service import in_family_leave, in_notice_time, own_family_leaves, placed, split, told_by

__all__ = ["in_family_leave", "in_notice_time", "own_family_leaves", "placed", "split", "told_by"]
