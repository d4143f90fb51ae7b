"""The papers of leaves: the reasons of a refusal."""

from employer.procedures.leaves.service import refusal

__all__ = ["refusal"]
