"""Sends a kept report over the register's technical interface and asks what became of it.

The delayed web service: the kept file goes as it is, signed, in a SOAP 1.1 envelope; the register acknowledges it
(AckFromIR), and its answer is asked for later (StatusRequestToIR, StatusResponseFromIR). The services, operations and
document style are the register's WSDL files of 2022. The signature is as in the register's own message examples of
2022: enveloped, over the whole message, exclusive canonicalisation, RSA with SHA-256, the certificate inside. Which of
this is a document's word and which is assumed: docs/sending.md.
"""

from __future__ import annotations

import copy
import http.client
import ssl
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature as BrokenSignature
from cryptography.x509 import BasicConstraints
from cryptography.x509.verification import Criticality, ExtensionPolicy, VerificationError
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, XMLVerifier

from employer.config import RegisterInterface
from employer.exports.incomes_register.interface.schemas import Caller, Identity, NotArrived, TurnedAway, Unsure
from employer.exports.incomes_register.service import schema
from employer.exports.schemas import SchemaRefused, schema_errors

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SERVICES = {
    "WageReportsRequestToIR": ("WageReportService", "SendWageReports", "WageReportsToIR"),
    "PayerSummaryReportsRequestToIR": (
        "PayerSummaryReportService",
        "SendPayerSummaryReports",
        "PayerSummaryReportsToIR",
    ),
    "InvalidationsRequestToIR": ("InvalidationService", "SendInvalidations", "InvalidationsToIR"),
}
"""By a message's root element: the service, its operation, and the schema."""
STATUS = ("StatusService", "GetDeliveryDataStatus", "StatusRequestToIR")

_STATUS_NAMESPACE = "http://www.tulorekisteri.fi/2017/1/StatusRequestToIR"
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_EXCLUSIVE = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
_LARGEST_ANSWER = 5_000_000
_LONGEST_DETAIL = 500


def caller(access: RegisterInterface) -> Caller:
    """The organisation's line to the register. Raises ``NotArrived`` when its certificate or key cannot be used."""
    try:
        identity = Identity(access.certificate.read_bytes(), access.key.read_bytes(), access.trust)
        context = ssl.create_default_context()
        context.load_verify_locations(access.trust)
        context.load_cert_chain(access.certificate, access.key)
    except (OSError, ValueError) as error:  # an ssl.SSLError is an OSError
        raise NotArrived("certificate") from error
    address = urlsplit(access.address)

    def post(service: str, operation: str, envelope: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPSConnection(
            address.hostname or "", address.port, timeout=access.timeout_seconds, context=context
        )
        try:
            try:
                connection.connect()
            except (OSError, http.client.HTTPException) as error:
                raise NotArrived("connection") from error
            try:
                connection.request(
                    "POST",
                    f"{address.path}/{service}.svc",
                    envelope,
                    {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{operation}"'},
                )
                answer = connection.getresponse()
                return answer.status, answer.read(_LARGEST_ANSWER + 1)
            except (OSError, http.client.HTTPException) as error:
                raise Unsure("no_answer") from error
        finally:
            connection.close()

    return Caller(identity, post)


def send(line: Caller, file: bytes) -> bytes:
    """Sends a kept report's file and gives the acknowledgement (AckFromIR) as bytes, its signature checked.

    Raises ``NotArrived``, ``Unsure`` and ``TurnedAway``.
    """
    root = _read(file)
    service, operation, schema_name = SERVICES[etree.QName(root).localname]
    return _call(line, service, operation, _signed(root, line.identity, schema_name))


def ask(line: Caller, file: bytes, register_delivery: str | None, now: datetime) -> bytes:
    """Asks what became of a message, by its own reference and the register's if there is one; gives the answer
    (StatusResponseFromIR) as bytes, its signature checked.

    Raises ``NotArrived``, ``Unsure`` and ``TurnedAway``.
    """
    data = _read(file).find("DeliveryData")
    if data is None:
        raise ValueError("the message has no DeliveryData")
    root = etree.Element(etree.QName(_STATUS_NAMESPACE, "StatusRequestToIR"), nsmap={"ir": _STATUS_NAMESPACE})
    etree.SubElement(root, "Timestamp").text = now.isoformat(timespec="seconds")
    for name in ("DeliveryDataType", "DeliveryId"):
        etree.SubElement(root, name).text = data.findtext(name)
    if register_delivery is not None:
        etree.SubElement(root, "IRDeliveryId").text = register_delivery
    etree.SubElement(root, "ProductionEnvironment").text = data.findtext("ProductionEnvironment")
    for name in ("DeliveryDataOwner", "DeliveryDataCreator", "DeliveryDataSender"):
        root.append(copy.deepcopy(data.find(name)))
    service, operation, schema_name = STATUS
    return _call(line, service, operation, _signed(root, line.identity, schema_name))


def check_signature(root: etree._Element, trust: Path) -> None:
    """Checks that an answer is whole and signed by a certificate that is trusted. Raises ``Unsure`` otherwise."""
    # an authority's own certificates are not held to the rules for web sites
    issuer = ExtensionPolicy.permit_all().require_present(BasicConstraints, Criticality.AGNOSTIC, None)
    expected = SignatureConfiguration(
        location="./",
        signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
        digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
        default_reference_c14n_method=_EXCLUSIVE,
    )
    try:
        found = XMLVerifier().verify(
            etree.tostring(root), ca_pem_file=str(trust), expect_config=expected, ca_policy=issuer
        )
    except (SignXMLException, BrokenSignature, VerificationError, ValueError) as error:
        raise Unsure("signature") from error
    bare = copy.deepcopy(root)
    for signature in bare.findall(_SIGNATURE):
        bare.remove(signature)
    whole = [one for one in (found if isinstance(found, list) else [found]) if one.signed_xml is not None]
    if not any(_canonical(one.signed_xml) == _canonical(bare) for one in whole):
        raise Unsure("signature")  # it signs something else than what would be read


def _signed(root: etree._Element, identity: Identity, schema_name: str) -> etree._Element:
    signer = XMLSigner(
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=_EXCLUSIVE,
    )
    signed = signer.sign(
        root,
        key=identity.key,
        cert=identity.certificate.decode("ascii"),
        exclude_c14n_transform_element=True,  # the register's examples name the enveloped transform alone
    )
    checked = schema(schema_name)
    if not checked.validate(signed):
        raise SchemaRefused(schema_errors(checked))
    return signed


def _call(line: Caller, service: str, operation: str, message: etree._Element) -> bytes:
    envelope = etree.Element(etree.QName(SOAP, "Envelope"), nsmap={"soap": SOAP})
    etree.SubElement(envelope, etree.QName(SOAP, "Body")).append(message)
    status, answer = line.post(service, operation, etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))
    if status in (401, 403):
        raise NotArrived("certificate")
    if status in (301, 302, 303, 307, 308, 404):
        raise NotArrived("address")
    if len(answer) > _LARGEST_ANSWER:
        raise Unsure("answer")
    try:
        body = _read(answer).find(f"{{{SOAP}}}Body")
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unsure("answer") from error
    if body is None or not len(body):
        raise Unsure("answer")
    if body[0].tag == f"{{{SOAP}}}Fault":
        raise TurnedAway((body[0].findtext("faultstring") or "")[:_LONGEST_DETAIL])
    if status != 200:
        raise Unsure("answer")
    document = etree.fromstring(_canonical(body[0]))  # on its own, without the envelope's namespaces
    check_signature(document, line.identity.trust)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")


def _read(file: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(file, parser)


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
