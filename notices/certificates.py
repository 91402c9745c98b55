"""The certificates with which this office signs its papers: published, so that anybody can check a file without us."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Final

from django.conf import settings

from interface.programs import bare_environment
from notices.signatures import Signature

# The files of the signing folder, in PEM: the certificate with its chain, those of before, the key, and whom to trust
# when a time stamp is put in. The public site has the first two alone.
CERTIFICATE, FORMER, KEY, AUTHORITIES = "certificate.pem", "former.pem", "key.pem", "authorities.pem"
SECONDS: Final = 40  # of the clock; the program holds itself to fewer of the processor
# One file at a time: what costs a moment of the processor must not cost a site.
_TURN: Final = threading.BoundedSemaphore(1)
PATIENCE: Final = 10  # seconds


class Busy(Exception):
    """Other files are being read; nothing was looked at."""


def place(name: str) -> Path:
    """Return where a file of the signing folder lies."""
    return Path(settings.SIGNING_DIR) / name


def own_certificates() -> bytes:
    """Return the office's certificates in PEM, the present one first, then former ones; nothing without one."""
    places = (place(CERTIFICATE), place(FORMER))
    return b"\n".join(path.read_bytes().strip() for path in places if path.is_file())


def signature_of(data: bytes) -> Signature:
    """Read whose signature a file carries and what became of it since.

    The file is read by a program of its own, under limits: a file that is made to take for ever is unsigned. Raises
    `Busy`.
    """
    certificates = own_certificates()
    if not certificates:
        return Signature()
    if not _TURN.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return _read(data, certificates)
    finally:
        _TURN.release()


def _read(data: bytes, certificates: bytes) -> Signature:
    with tempfile.NamedTemporaryFile(suffix=".pem") as known:
        known.write(certificates)
        known.flush()
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                [sys.executable, "-m", "notices.checking", known.name],
                cwd=settings.BASE_DIR,
                env=bare_environment(),
                input=data,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Signature()
    if done.returncode:
        return Signature()
    found = json.loads(done.stdout)
    return Signature(**{**found, "earlier": tuple(found["earlier"])})
