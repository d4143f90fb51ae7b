"""The budget as a page shows it: sums, sentences and the picture's shapes, as plain data."""

from employer.forecast.picture.service import Bar, BudgetPage, LinePage, Pace, Shape, budget_page, pace

__all__ = ["Bar", "BudgetPage", "LinePage", "Pace", "Shape", "budget_page", "pace"]
