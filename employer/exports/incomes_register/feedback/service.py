"""Reads the Incomes Register's answers.

The answer's signature is not verified here: a file that a person brings comes from the e-service, over the person's own
signed-in connection, and one that came over the interface was checked there. Nothing in an answer changes money; it
only says what became of a report.
"""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from employer.clock import HELSINKI
from employer.exports.incomes_register.schemas import Feedback, FeedbackItem, RegisterError
from employer.exports.incomes_register.service import schema
from employer.exports.schemas import ExportRefused, Fault

_LARGEST_BYTES = 5_000_000
_ANSWER, _ACKNOWLEDGEMENT = ("StatusResponseFromIR", "StatusResponse"), ("AckFromIR", "AckData")


def read_feedback(file: bytes) -> Feedback:
    """The register's answer (StatusResponseFromIR), or its acknowledgement (AckFromIR), from its bytes.

    Error codes, messages and details are given as the register wrote them. Raises ``ExportRefused`` when the file is
    not such an answer: too large, not XML, with a document type, or not valid against the register's schema.
    """
    if len(file) > _LARGEST_BYTES:
        raise ExportRefused((Fault("file", "feedback_large"),))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(file, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ExportRefused((Fault("file", "feedback_not_xml"),)) from error
    named, told = _ACKNOWLEDGEMENT if etree.QName(root).localname == _ACKNOWLEDGEMENT[0] else _ANSWER
    if root.getroottree().docinfo.internalDTD is not None or not schema(named).validate(root):
        raise ExportRefused((Fault("file", "feedback_not_answer"),))
    response = root.find(told)
    answered_at = _moment(root.findtext(f"{told}/IRResponseTimestamp", ""))
    if response is None or answered_at is None:
        raise ExportRefused((Fault("file", "feedback_not_answer"),))
    production = root.findtext("DeliveryData/ProductionEnvironment")
    data_type = root.findtext("DeliveryData/DeliveryDataType")
    return Feedback(
        status=int(response.findtext("DeliveryDataStatus", "0")),
        answered_at=answered_at,
        response_id=response.findtext("IRResponseId", ""),
        data_type=None if data_type is None else int(data_type),
        delivery_reference=root.findtext("DeliveryData/DeliveryId"),
        register_delivery_id=response.findtext("IRDeliveryId"),
        production=None if production is None else production == "true",
        valid=tuple(_item(item) for item in response.iterfind("ValidItems/Item")),
        invalid=tuple(_item(item) for item in response.iterfind("InvalidItems/Item")),
        errors=tuple(
            _error(info)
            for group in ("MessageErrors", "DeliveryErrors")
            for info in response.iterfind(f"{group}/ErrorInfo")
        ),
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    # The schema allows a moment without its zone; the register's clock is the Finnish one.
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=HELSINKI)


def _item(item: etree._Element) -> FeedbackItem:
    version = item.findtext("ItemVersion")
    return FeedbackItem(
        item.findtext("ItemId"),
        item.findtext("IRItemId"),
        None if version is None else int(version),
        tuple(_error(info) for info in item.iterfind("ItemErrors/ErrorInfo")),
    )


def _error(info: etree._Element) -> RegisterError:
    return RegisterError(
        info.findtext("ErrorCode", ""), info.findtext("ErrorMessage", ""), info.findtext("ErrorDetails")
    )
