"""The register's delayed web service as a stand-in: https with certificates on both sides, SOAP, signed answers.

It is made from the register's schemas and its WSDL files: it takes only signed messages that are valid against their
schema, at the service and operation of their kind, and answers AckFromIR and StatusResponseFromIR that are valid too.
What it knows of reports is the e-service's stand-in. It can fail in the ways that matter to a sender.
"""

from __future__ import annotations

import copy
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import CanonicalizationMethod
from signxml.signer import XMLSigner

from employer import clock
from employer.config import RegisterInterface
from employer.exports.incomes_register.interface.service import SERVICES, SOAP, STATUS, check_signature
from employer.exports.incomes_register.service import schema
from tests.employer.exports.incomes_register.stand_in import Register

PROVIDER = "1572860-0"
_EXCLUSIVE = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, both PEM."""

    certificate: bytes
    key: bytes


@lru_cache(maxsize=1)
def certificates() -> dict[str, Pair]:
    """An invented authority; certificates of it for the organisation, the server and the answers; and a stranger's."""
    found: dict[str, Pair] = {}
    issuers: dict[str, tuple[x509.Certificate, rsa.RSAPrivateKey]] = {}
    for name, issuer in (
        ("authority", None),
        ("organisation", "authority"),
        ("server", "authority"),
        ("answers", "authority"),
        ("stranger", None),
    ):
        key = rsa.generate_private_key(65537, 2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Invented {name}")])
        signer = issuers[issuer] if issuer else None
        is_authority = name == "authority"
        now = clock.now()
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(signer[0].subject if signer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(True, False, True, False, False, is_authority, is_authority, False, False), critical=True
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key((signer[1] if signer else key).public_key()),
                critical=False,
            )
        )
        if name == "server":
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        made = builder.sign(signer[1] if signer else key, hashes.SHA256())
        issuers[name] = made, key
        found[name] = Pair(
            made.public_bytes(serialization.Encoding.PEM),
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ),
        )
    return found


class RegisterService:
    """The service. ``faults``: what goes wrong with the next calls, one of each; ``calls``: operations in order.

    ``lost``: takes the message and hangs up; ``down``: hangs up before reading it; ``broken``: answers with no SOAP;
    ``fault``: a SOAP fault; ``unsigned``: an answer with a stranger's signature; ``refused``: the certificate is not
    let in; ``late``: takes the message, but knows nothing of it when first asked.
    """

    def __init__(self, folder: Path) -> None:
        self.register = Register()
        self.faults: list[str] = []
        self.calls: list[str] = []
        self.answers: dict[tuple[str, str], bytes] = {}
        self.not_ready = 0
        self.hidden = 0
        self.lock = threading.Lock()
        self.folder = folder
        self.trust = folder / "authority.pem"
        self.trust.write_bytes(certificates()["authority"].certificate)
        self.address = ""

    @property
    def sent(self) -> int:
        """How many times a message was sent."""
        return sum(call.startswith("Send") for call in self.calls)

    def access(self, **changes: Any) -> RegisterInterface:
        """The settings of an organisation that may call."""
        own = certificates()["organisation"]
        (self.folder / "own.pem").write_bytes(own.certificate)
        (self.folder / "own.key").write_bytes(own.key)
        given = {
            "address": self.address,
            "certificate": self.folder / "own.pem",
            "key": self.folder / "own.key",
            "trust": self.trust,
            "provider": PROVIDER,
            "timeout_seconds": 5,
        }
        return RegisterInterface(**{**given, **changes})

    def take(self, path: str, action: str, envelope: bytes) -> tuple[int, bytes] | None:
        """The answer to one call: the HTTP status and the body; None when the line goes dead."""
        with self.lock:
            fault = self.faults.pop(0) if self.faults else ""
            if fault == "down":
                return None
            if fault == "refused":
                return 403, b""
            body = etree.fromstring(envelope).find(f"{{{SOAP}}}Body")
            assert body is not None
            message = etree.fromstring(etree.tostring(body[0], method="c14n", exclusive=True, with_tail=False))
            name = etree.QName(message).localname
            service, operation, schema_name = STATUS if name == "StatusRequestToIR" else SERVICES[name]
            assert (path, action) == (f"/20170526/{service}.svc", f'"{operation}"')
            self.calls.append(operation)
            assert schema(schema_name).validate(message), schema(schema_name).error_log
            assert message[-1].tag == _SIGNATURE
            check_signature(message, self.trust)
            if fault == "fault":
                return 500, _enveloped(_fault("Schema validation failed"))
            answer = self._status(message) if name == "StatusRequestToIR" else self._acknowledge(message)
            if fault == "late":
                self.hidden = 1
            if fault in ("lost", "late"):
                return None
            if fault == "broken":
                return 502, b"<html>Bad gateway</html>"
            return 200, _enveloped(self._signed(answer, "stranger" if fault == "unsigned" else "answers"))

    def _acknowledge(self, message: etree._Element) -> etree._Element:
        data = message.find("DeliveryData")
        assert data is not None
        creator, sender = (data.findtext(f"{name}/Code") for name in ("DeliveryDataCreator", "DeliveryDataSender"))
        assert creator == sender == PROVIDER
        key = data.findtext("DeliveryDataType", ""), data.findtext("DeliveryId", "")
        again = key in self.answers
        bare = copy.deepcopy(message)
        bare.remove(bare[-1])
        answer = etree.fromstring(self.register.take(etree.tostring(bare)))
        if not again:
            self.answers[key] = etree.tostring(answer)
        refused = (
            answer.findtext("StatusResponse/DeliveryDataStatus") == "5" and answer.find(".//DeliveryErrors") is not None
        )
        namespace = "http://www.tulorekisteri.fi/2017/1/AckFromIR"
        root = etree.Element(etree.QName(namespace, "AckFromIR"), nsmap={"ns0": namespace})
        echo, response = answer.find("DeliveryData"), answer.find("StatusResponse")
        assert echo is not None
        assert response is not None
        root.append(copy.deepcopy(echo))
        told = etree.SubElement(root, "AckData")
        for child in ("IRResponseId", "IRResponseTimestamp"):
            etree.SubElement(told, child).text = response.findtext(child)
        etree.SubElement(told, "DeliveryDataStatus").text = "4" if refused else "2"
        if refused:
            told.append(copy.deepcopy(response.find("DeliveryErrors")))
        else:
            etree.SubElement(told, "IRDeliveryId").text = response.findtext("IRDeliveryId")
        return root

    def _status(self, message: etree._Element) -> etree._Element:
        key = message.findtext("DeliveryDataType", ""), message.findtext("DeliveryId", "")
        if key in self.answers and not self.hidden and not self.not_ready:
            answer = etree.fromstring(self.answers[key])
            answer.remove(answer[-1])
            return answer
        status = "2" if key in self.answers and not self.hidden else "0"
        self.hidden, self.not_ready = max(self.hidden - 1, 0), max(self.not_ready - 1, 0)
        namespace = "http://www.tulorekisteri.fi/2017/1/StatusResponseFromIR"
        root = etree.Element(etree.QName(namespace, "StatusResponseFromIR"), nsmap={"ns0": namespace})
        told = etree.SubElement(root, "StatusResponse")
        etree.SubElement(told, "IRResponseId").text = f"{len(self.calls):032d}"
        etree.SubElement(told, "IRResponseTimestamp").text = datetime.now(UTC).isoformat(timespec="seconds")
        etree.SubElement(told, "DeliveryDataStatus").text = status
        return root

    def _signed(self, root: etree._Element, by: str) -> etree._Element:
        pair = certificates()[by]
        signed = XMLSigner(c14n_algorithm=_EXCLUSIVE).sign(
            root, key=pair.key, cert=pair.certificate.decode("ascii"), exclude_c14n_transform_element=True
        )
        name = etree.QName(signed).localname
        assert schema(name).validate(signed), schema(name).error_log
        return signed


def _fault(words: str) -> etree._Element:
    fault = etree.Element(etree.QName(SOAP, "Fault"))
    etree.SubElement(fault, "faultcode").text = "soap:Client"
    etree.SubElement(fault, "faultstring").text = words
    return fault


def _enveloped(element: etree._Element) -> bytes:
    envelope = etree.Element(etree.QName(SOAP, "Envelope"), nsmap={"soap": SOAP})
    etree.SubElement(envelope, etree.QName(SOAP, "Body")).append(element)
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


@contextmanager
def served(folder: Path) -> Iterator[RegisterService]:
    """The stand-in behind https on a free port of this machine; it asks for the caller's certificate."""
    service = RegisterService(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            envelope = self.rfile.read(int(self.headers["Content-Length"]))
            answer = service.take(self.path, self.headers["SOAPAction"], envelope)
            if answer is None:
                self.close_connection = True
                return
            status, body = answer
            self.send_response(status)
            self.send_header("Content-Type", "text/xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    pair = certificates()["server"]
    (folder / "server.pem").write_bytes(pair.certificate)
    (folder / "server.key").write_bytes(pair.key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    context.load_verify_locations(service.trust)
    context.verify_mode = ssl.CERT_REQUIRED
    server.socket = context.wrap_socket(server.socket, server_side=True)
    service.address = f"https://localhost:{server.server_port}/20170526"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
