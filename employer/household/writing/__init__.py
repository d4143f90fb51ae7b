"""Writes a household as the text of a household file."""

from employer.household.writing.service import part_of, text_of, tree_of

__all__ = ["part_of", "text_of", "tree_of"]
