"""The working-time register of one employee (872/2019 32 §): as rows, as CSV and as a document."""

from employer.rosters.register.service import PAID_COLUMNS, as_csv, as_document, paid_columns, register

__all__ = ["PAID_COLUMNS", "as_csv", "as_document", "paid_columns", "register"]
