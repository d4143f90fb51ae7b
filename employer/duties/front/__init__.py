"""The front page: what to do now, what is coming, how much money is left; and the employee's own view."""

from employer.duties.front.service import EmployeePage, FrontPage, NextShift, employee_page, front_page

__all__ = ["EmployeePage", "FrontPage", "NextShift", "employee_page", "front_page"]
