"""The employment contract as the plain data of its document."""

from employer.contracts.document.service import ContractDocument, contract_document, tells_protected

__all__ = ["ContractDocument", "contract_document", "tells_protected"]
