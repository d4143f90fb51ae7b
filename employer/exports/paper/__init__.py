"""A month on paper in large type: the pay, the hours to sign, what to pay to whom, what is left, what to report."""

from employer.exports.paper.service import by_hand, empty_sheet, month_pack

__all__ = ["by_hand", "empty_sheet", "month_pack"]
