"""Questions the rules could not settle: what a person answered, on which evidence, from which day."""

from employer.answers.queries import answer, answers_known
from employer.answers.schemas import Answer
from employer.answers.service import check_answer, record_answer, withdraw_answer

__all__ = ["Answer", "answer", "answers_known", "check_answer", "record_answer", "withdraw_answer"]
