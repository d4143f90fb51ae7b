"""The questions that wait for an answer, gathered from contracts, the next payslips and the latest reports."""

from employer.duties.asking.service import OpenQuestion, open_question, open_questions

__all__ = ["OpenQuestion", "open_question", "open_questions"]
