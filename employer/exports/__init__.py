"""Files for others: the Incomes Register, the bank and the bookkeeper.

Each writer takes plain data, checks everything the receiver would refuse, and returns bytes: the same input always gives
the same bytes. What is refused is told all at once (``ExportRefused``), with the place, what is wrong and what to do.
"""

from employer.exports.incomes_register.service import cancellation_xml, separate_report_xml, wage_report_xml
from employer.exports.schemas import ExportRefused, Fault, SchemaRefused
from employer.exports.sepa.service import payment_xml

__all__ = [
    "ExportRefused",
    "Fault",
    "SchemaRefused",
    "cancellation_xml",
    "payment_xml",
    "separate_report_xml",
    "wage_report_xml",
]
