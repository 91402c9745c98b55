"""Signs a drawn paper with the office's certificate (PAdES), the last thing that happens to a file.

Without a certificate papers are not signed: an office may print them and put its seal on by hand. Loaded in the worker
alone, which holds the key; what is published of it lies in `notices.certificates`.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from notices.certificates import AUTHORITIES, CERTIFICATE, KEY, own_certificates, place
from notices.checking import read_certificates
from notices.errors import PaperRefused

FIELD, DIGEST = "OfficeSignature", "sha256"


class OfficeSigner(signers.SimpleSigner):
    """Signs with a key that is read once: reading an RSA key checks it, which takes longer than signing."""

    def __init__(self, certificate: Path, key: Path, password: bytes | None) -> None:
        try:
            self.private_key = load_pem_private_key(key.read_bytes(), password)
            own, *chain = read_certificates(certificate.read_bytes())
        except (OSError, ValueError, TypeError) as error:
            raise PaperRefused(_("The key and the certificate of the papers cannot be read.")) from error
        known = SimpleCertificateStore.from_certs(chain)  # type: ignore[no-untyped-call]
        plain = self.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        super().__init__(own, PrivateKeyInfo.load(plain), known)

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """Return the signature of `data`."""
        if isinstance(self.private_key, RSAPrivateKey):
            return self.private_key.sign(data, PKCS1v15(), SHA256())
        signed: bytes = super().sign_raw(data, digest_algorithm)
        return signed


def sign_pdf(data: bytes) -> bytes:
    """Return `data` with the office's signature, after which nothing may be changed; as it is without a certificate.

    Where an authority for time stamps is named, the stamp and what a later check needs go in (PAdES-LTA). Raises
    `PaperRefused`, and what pyHanko raises when the authority does not answer: the paper is printed again later.
    """
    if not own_certificates():
        return data
    is_stamped = (
        settings.TIMESTAMP_URL and not settings.IS_TRAINING
    )  # an authority outside is not asked in training
    stamper = HTTPTimeStamper(settings.TIMESTAMP_URL) if is_stamped else None
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        embed_validation_info=stamper is not None,
        use_pades_lta=stamper is not None,
        validation_context=_validation() if stamper else None,
    )
    into = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    signers.PdfSigner(about, signer=_signer(), timestamper=stamper).sign_pdf(writer, output=into)
    return into.getvalue()


def _signer() -> OfficeSigner:
    certificate, key = place(CERTIFICATE), place(KEY)
    return _signer_of(certificate, key, certificate.stat().st_mtime_ns)


@cache
def _signer_of(certificate: Path, key: Path, _changed: int) -> OfficeSigner:
    """Read the key once for each certificate: a renewed one is taken without a restart."""
    return OfficeSigner(certificate, key, settings.SIGNING_PASSWORD.encode() or None)


def _validation() -> ValidationContext:
    """Say whom to trust when the chain is put into the file: the authorities that the office names."""
    roots = read_certificates(place(AUTHORITIES).read_bytes())
    return ValidationContext(trust_roots=roots, allow_fetching=True)
