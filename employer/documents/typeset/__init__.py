"""Tagged PDF from Typst code: no network, no system fonts, the same bytes for the same input."""

from employer.documents.typeset.service import DOCUMENTS, FONTS, TypesettingError, not_on_paper, typeset

__all__ = ["DOCUMENTS", "FONTS", "TypesettingError", "not_on_paper", "typeset"]
