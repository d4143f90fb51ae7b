"""Papers of an employment that are kept as they were made: certificates, guides that were answered, holiday papers."""

from employer.procedures.papers.service import KINDS, find, keep, kept

__all__ = ["KINDS", "find", "keep", "kept"]
