"""A stand-in of the Incomes Register: takes a message as the register would, and writes its answer.

It knows what the register checks before anything else: the schema, the environment, a reference used before, and which
reports there are to replace or cancel. Its answers follow the register's own schema, signature element included.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from lxml import etree

from employer.exports.incomes_register.service import schema

SIGNATURE = """<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
<ds:Reference URI=""><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
<ds:DigestValue>AAAA</ds:DigestValue></ds:Reference></ds:SignedInfo>
<ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>"""


class Register:
    """The test environment of the register."""

    def __init__(self) -> None:
        self.deliveries: set[tuple[str, str]] = set()
        self.versions: dict[str, int] = {}
        self.cancelled: set[str] = set()
        self.answers = 0

    def take(self, file: bytes) -> bytes:
        """The answer to a message."""
        root = etree.fromstring(file)
        name = etree.QName(root).localname
        kind = "WageReportsToIR" if name.startswith("Wage") else "PayerSummaryReportsToIR"
        kind = "InvalidationsToIR" if name.startswith("Invalidation") else kind
        assert schema(kind).validate(root), schema(kind).error_log
        data = root.find("DeliveryData")
        assert data is not None
        key = data.findtext("DeliveryDataType", ""), data.findtext("DeliveryId", "")
        if data.findtext("ProductionEnvironment") == "true":
            return self._answer(data, 5, message_error=("SEC0010", "Production data in the test environment"))
        if key in self.deliveries:
            return self._answer(data, 5, delivery_error=("DD0080", "DeliveryId has been used"))
        self.deliveries.add(key)
        if kind == "InvalidationsToIR":
            items = [item.findtext("ItemId", "") for item in data.iterfind("Items/Item")]
            wrong = [item for item in items if item not in self.versions or item in self.cancelled]
            self.cancelled |= set(items)
            return self._answer(data, 5 if wrong else 3, [item for item in items if item not in wrong], wrong)
        valid, invalid = [], []
        for report in data.iterfind("Reports/Report/ReportData"):
            reference = report.findtext("ReportId", "")
            known = reference in self.versions and reference not in self.cancelled
            replaces = report.findtext("ActionCode") == "2"
            (valid if known == replaces and reference not in self.cancelled else invalid).append(reference)
        for reference in valid:
            self.versions[reference] = self.versions.get(reference, 0) + 1
        return self._answer(data, 3 if valid else 5, valid, invalid)

    def _answer(
        self,
        data: etree._Element,
        status: int,
        valid: list[str] | None = None,
        invalid: list[str] | None = None,
        message_error: tuple[str, str] | None = None,
        delivery_error: tuple[str, str] | None = None,
    ) -> bytes:
        self.answers += 1
        at = datetime(2026, 1, 31, 12, tzinfo=UTC) + timedelta(minutes=5 * self.answers)
        namespace = "http://www.tulorekisteri.fi/2017/1/StatusResponseFromIR"
        root = etree.Element(etree.QName(namespace, "StatusResponseFromIR"), nsmap={"srfir": namespace})
        echo = etree.SubElement(root, "DeliveryData")
        for child in data:
            if child.tag in (
                "Timestamp",
                "Source",
                "DeliveryDataType",
                "DeliveryId",
                "FaultyControl",
                "ProductionEnvironment",
            ) or child.tag.startswith("DeliveryData"):
                echo.append(etree.fromstring(etree.tostring(child)))
        response = etree.SubElement(root, "StatusResponse")
        etree.SubElement(response, "IRResponseId").text = f"{self.answers:032d}"
        etree.SubElement(response, "IRResponseTimestamp").text = at.isoformat()
        etree.SubElement(response, "DeliveryDataStatus").text = str(status)
        etree.SubElement(response, "IRDeliveryId").text = "d" * 32
        for group, references in (("ValidItems", valid), ("InvalidItems", invalid)):
            if references:
                items = etree.SubElement(response, group)
                for reference in references:
                    item = etree.SubElement(items, "Item")
                    etree.SubElement(item, "ItemId").text = reference
                    etree.SubElement(item, "IRItemId").text = hashlib.md5(  # noqa: S324 - an invented identifier
                        reference.encode()
                    ).hexdigest()
                    etree.SubElement(item, "ItemVersion").text = str(self.versions.get(reference, 1))
                    if group == "InvalidItems":
                        _error(etree.SubElement(item, "ItemErrors"), ("RD0050", "Report not found or made already"))
        if message_error:
            _error(etree.SubElement(response, "MessageErrors"), message_error)
        if delivery_error:
            _error(etree.SubElement(response, "DeliveryErrors"), delivery_error)
        root.append(etree.fromstring(SIGNATURE))
        assert schema("StatusResponseFromIR").validate(root), schema("StatusResponseFromIR").error_log
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _error(parent: etree._Element, error: tuple[str, str]) -> None:
    info = etree.SubElement(parent, "ErrorInfo")
    etree.SubElement(info, "ErrorCode").text = error[0]
    etree.SubElement(info, "ErrorMessage").text = error[1]
    etree.SubElement(info, "ErrorDetails").text = "details as received"
