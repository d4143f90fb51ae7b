"""A payslip as a page shows it, and the names by which each of its amounts can be asked to explain itself."""

from employer.pay.sheet.service import explained, sheet, tells_of_absence, terms_of

__all__ = ["explained", "sheet", "tells_of_absence", "terms_of"]
