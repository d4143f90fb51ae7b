"""Files for others: the Incomes Register, the bank and the bookkeeper.

Each writer takes plain data, checks everything that the receiver would refuse, and returns bytes: the same input always
gives the same bytes. What is refused is told all at once (``ExportRefused``): the place, what is wrong, what to do.
"""

from employer.exports.incomes_register.service import cancellation_xml, separate_report_xml, wage_report_xml
from employer.exports.ledger.service import ledger_csv
from employer.exports.queries import payment_file, payment_files, receipts, report, report_file, reports
from employer.exports.schemas import ExportRefused, Fault, SchemaRefused
from employer.exports.sepa.service import payment_xml
from employer.exports.service import keep_payment_file, keep_report, record_feedback

__all__ = [
    "ExportRefused",
    "Fault",
    "SchemaRefused",
    "cancellation_xml",
    "keep_payment_file",
    "keep_report",
    "ledger_csv",
    "payment_file",
    "payment_files",
    "payment_xml",
    "receipts",
    "record_feedback",
    "report",
    "report_file",
    "reports",
    "separate_report_xml",
    "wage_report_xml",
]
