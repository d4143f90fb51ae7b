"""Reports to the Incomes Register."""
