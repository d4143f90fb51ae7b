"""The description of the rules' JSON addresses, made from the questions' own schemas."""

from employer.law.openapi.service import description

__all__ = ["description"]
