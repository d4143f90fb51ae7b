"""The working-time register of one employee (872/2019 32 §): as rows, as CSV and as a document."""

from employer.rosters.register.service import as_csv, as_document, register

__all__ = ["as_csv", "as_document", "register"]
