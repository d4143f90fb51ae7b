"""The employment contract as the plain data of its document."""

from employer.contracts.document.service import ContractDocument, contract_document

__all__ = ["ContractDocument", "contract_document"]
