"""Guides through the life of a contract: dates, steps and warnings. They help; they decide nothing."""

from employer.procedures.ending.service import GUIDES, answer, certificate, hours_to_review, record, to_note

__all__ = ["GUIDES", "answer", "certificate", "hours_to_review", "record", "to_note"]
