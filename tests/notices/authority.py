"""An authority of the tests' own: it certifies the office and answers requests for time stamps over HTTP."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from notices.certificates import AUTHORITIES, CERTIFICATE, KEY, place


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Authority:
    """A root, what it certifies, and a clock that signs."""

    def __init__(self) -> None:
        self.key = generate_private_key(65537, 2048)
        self.root = self.certify(self.key, "试验根", is_authority=True)

    def certify(
        self, key: RSAPrivateKey, name: str, *, is_authority: bool = False, stamps: bool = False
    ) -> x509.Certificate:
        now = timezone.now()
        made = (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named("试验根"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(
                    not is_authority, not is_authority, *[False] * 3, *[is_authority] * 2, *[False] * 2
                ),
                critical=True,
            )
        )
        if stamps:
            use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            made = made.add_extension(use, critical=True)
        return made.sign(self.key, SHA256())

    def certify_office(self, name: str) -> None:
        """Put a certificate of this authority, its key and the root where the worker finds them."""
        key = generate_private_key(65537, 2048)
        place(KEY).parent.mkdir(parents=True, exist_ok=True)
        place(KEY).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        root = self.root.public_bytes(Encoding.PEM)
        place(CERTIFICATE).write_bytes(self.certify(key, name).public_bytes(Encoding.PEM) + root)
        place(AUTHORITIES).write_bytes(root)

    @contextmanager
    def stamping(self) -> Iterator[str]:
        """Answer at an address until the end."""
        key = generate_private_key(65537, 2048)
        certificate = self.certify(key, "试验时间", stamps=True)
        private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        store = SimpleCertificateStore()
        store.register(asn1_x509.Certificate.load(self.root.public_bytes(Encoding.DER)))
        stamper = DummyTimeStamper(
            tsa_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
            tsa_key=keys.PrivateKeyInfo.load(private),
            certs_to_embed=store,
        )

        class Clock(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
                answer = stamper.request_tsa_response(asked).dump()
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Clock)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()
