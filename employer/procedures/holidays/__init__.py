"""The papers of annual holiday: the ledger, the calculation of holiday pay and the notice of a holiday."""

from employer.procedures.holidays.service import ledger, ledger_data, notice, overview, statement

__all__ = ["ledger", "ledger_data", "notice", "overview", "statement"]
