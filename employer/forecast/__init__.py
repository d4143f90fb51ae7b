"""Planned months to the decision's end against the budget."""

from employer.forecast.schemas import BudgetForecast, LineForecast, MonthForecast, Sums
from employer.forecast.service import budget_forecast
from employer.forecast.showing.service import budget_json

__all__ = ["BudgetForecast", "LineForecast", "MonthForecast", "Sums", "budget_forecast", "budget_json"]
