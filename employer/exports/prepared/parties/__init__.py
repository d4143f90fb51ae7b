"""Who a report to the Incomes Register is about."""
