"""What issued payslips post to the ledger."""
