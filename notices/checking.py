"""Reads the signature of a PDF that somebody brings: `python -m notices.checking CERTIFICATES < FILE`, one JSON line.

A program of its own, which knows nothing of the office: whatever the file is made to do, it does it here, under limits
of time and memory. What it is compared with are the certificates in the PEM file that is named.
"""

from __future__ import annotations

import hashlib
import io
import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature

from notices.signatures import Signature

SECONDS, MEMORY = 20, 1024**3


def read_certificates(armored: bytes) -> list[x509.Certificate]:
    """Read the certificates of a PEM file, in their order."""
    return [x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(armored, multiple=True)]


def read_signature(data: bytes, certificates: bytes) -> Signature:
    """Read the first signature of `data`; `certificates` are the office's own, in PEM, by which it is known.

    The certificate itself is known, so that no chain is built and nothing is fetched. Raises what pyHanko raises on a
    file that is no PDF.
    """
    known = {certificate.sha256 for certificate in read_certificates(certificates)}
    reader = PdfFileReader(io.BytesIO(data))
    if not reader.embedded_regular_signatures:
        return Signature()
    embedded = reader.embedded_regular_signatures[0]
    status = validate_pdf_signature(embedded)
    ends = [one.byte_range[2] + one.byte_range[3] for one in reader.embedded_signatures]
    return Signature(
        is_signed=True,
        is_ours=embedded.signer_cert.sha256 in known,
        is_intact=status.intact and status.valid,
        # Bytes behind the last signature are no part of the paper, unless they are what keeps it checkable.
        is_whole=(max(ends) == len(data) and status.modification_level == ModificationLevel.NONE)
        or (status.modification_level == ModificationLevel.LTA_UPDATES and data.rstrip().endswith(b"%%EOF")),
        at=status.signer_reported_dt.isoformat() if status.signer_reported_dt else "",
        earlier=tuple(hashlib.sha256(data[:end]).hexdigest() for end in ends),
    )


def main() -> int:
    """Read the file from the standard input; anything that is no readable PDF has no signature."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    certificates = Path(sys.argv[1]).read_bytes()
    try:
        found = read_signature(sys.stdin.buffer.read(), certificates)
    except Exception:
        found = Signature()
    sys.stdout.write(json.dumps(asdict(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
