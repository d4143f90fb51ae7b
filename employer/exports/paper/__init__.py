"""A month on paper in large type: the pay, the hours to sign, what to pay to whom, what is left, what to report."""

from employer.exports.paper.service import empty_sheet, month_pack

__all__ = ["empty_sheet", "month_pack"]
