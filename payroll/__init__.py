"""How much, and how it came about."""
