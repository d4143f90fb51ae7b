"""Every decision of the law as a question that anybody may ask: plain facts in, a cited answer out. Nothing is kept."""

from employer.law.calculators.gathering.service import answer
from employer.law.calculators.queries import question, questions
from employer.law.calculators.schemas import Answer, Question
from employer.law.calculators.telling.service import reads, told

__all__ = ["Answer", "Question", "answer", "question", "questions", "reads", "told"]
