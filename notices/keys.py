"""Makes a key and a self-signed certificate for papers: for the demonstration, and until an authority has given one."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

from notices.certificates import CERTIFICATE, KEY, place

YEARS = 3  # that a certificate lasts


def has_key() -> bool:
    """Say whether there is a key or a certificate for papers."""
    return place(KEY).exists() or place(CERTIFICATE).exists()


def make_key(name: str) -> None:
    """Write a new key and a certificate in the name of the office to their places. Raises `FileExistsError`."""
    key = generate_private_key(SECP256R1())
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
    now = timezone.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + datetime.timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signs_documents(), critical=True)
        .sign(key, SHA256())
    )
    password = settings.SIGNING_PASSWORD.encode()
    sealed: KeySerializationEncryption = BestAvailableEncryption(password) if password else NoEncryption()
    _write(place(KEY), key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealed), mode=0o600)
    _write(place(CERTIFICATE), certificate.public_bytes(Encoding.PEM), mode=0o644)


def _signs_documents() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write(path: Path, data: bytes, *, mode: int) -> None:
    """Write a file that does not exist yet, readable from its first moment for those who may."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
