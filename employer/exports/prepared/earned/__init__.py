"""What a report to the Incomes Register tells of a payslip."""
