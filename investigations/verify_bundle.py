"""Check a bundle of evidence 证据包. Needs Python 3.9 or later and nothing else: python3 verify.py [bundle.zip].

It goes with every bundle, so that whoever gets one can check it without this system and without a connection:
each file against the list, the list against its signature, and the extract of the log against itself.
Ends with 0 when everything fits and with 1 when anything does not; what does not is named.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

MANIFEST, SIGNATURE, LOG = "manifest.json", "signature.json", "log.json"
UNLISTED = {MANIFEST, SIGNATURE, "verify.py", "说明.txt"}
# Ed25519 (RFC 8032, section 5.1).
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
CHUNK = 1024 * 1024
Point = tuple[int, int, int, int]


class Bundle:
    """The zip file, or the folder into which it was unpacked."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path) if path.is_file() else None
        self.folder = path

    def names(self) -> set[str]:
        """Name every file."""
        if self.zip is not None:
            return {name for name in self.zip.namelist() if not name.endswith("/")}
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix() for path in files}

    def open(self, name: str) -> Any:
        """Open a file for reading."""
        return self.zip.open(name) if self.zip is not None else (self.folder / name).open("rb")

    def read(self, name: str) -> bytes:
        """Return a small file."""
        with self.open(name) as file:
            data: bytes = file.read()
            return data

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file, in hex; a damaged one has none."""
        found = hashlib.sha256()
        try:
            with self.open(name) as file:
                while chunk := file.read(CHUNK):
                    found.update(chunk)
        except (zipfile.BadZipFile, OSError, EOFError):
            return ""
        return found.hexdigest()


def faults_of_files(bundle: Bundle, manifest: dict[str, Any]) -> list[str]:
    """Name every file that is missing, was changed, or was added."""
    listed = {file["path"]: file["sha256"] for file in manifest["files"]}
    present = bundle.names()
    faults = [f"缺少文件 missing: {path}" for path in sorted(listed.keys() - present)]
    faults += [f"多出文件 not on the list: {path}" for path in sorted(present - listed.keys() - UNLISTED)]
    for path in sorted(listed.keys() & present):
        if bundle.digest(path) != listed[path]:
            faults.append(f"文件已被改动 changed: {path}")
    return faults


def faults_of_log(log: list[dict[str, Any]]) -> list[str]:
    """Name every entry of the log that does not follow from the one before it."""
    faults, heads = [], {}  # type: ignore[var-annotated]
    for entry in log:
        told = json.loads(entry["canonical"])
        subject, number = told["subject"], told["sequence"]
        previous, expected = heads.get(subject, ("", 0))
        digest = hashlib.sha256(f"{previous}\n{entry['canonical']}".encode()).hexdigest()
        if number != expected + 1 or digest != entry["hash"]:
            faults.append(f"日志不连续 log broken: {entry['reference']} #{number}")
        heads[subject] = (entry["hash"], number)
    return faults


def faults_of_signature(signed: bytes, signature: dict[str, Any], key: str) -> list[str]:
    """Say whether the list was signed with the key, the one given where one is given."""
    public = bytes.fromhex(key or signature["public_key"])
    digest = hashlib.sha256(signed).hexdigest()
    if digest != signature["sha256"]:
        return [f"清单已被改动 changed: {MANIFEST}"]
    if not is_signed(digest.encode(), bytes.fromhex(signature["signature"]), public):
        return [f"签名不符 signature does not fit: {SIGNATURE}"]
    return []


# ---- Ed25519 ---------------------------------------------------------------------------------------------------
def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    """Tell whether an Ed25519 signature is that of the key over the message."""
    if len(signature) != 64 or len(public) != 32:
        return False
    key, commitment = unpack(public), unpack(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= ORDER:
        return False
    challenge = hashlib.sha512(signature[:32] + public + message).digest()
    left = times(scalar, BASE)
    right = plus(commitment, times(int.from_bytes(challenge, "little") % ORDER, key))
    x1, y1, z1, _ = left
    x2, y2, z2, _ = right
    return (x1 * z2 - x2 * z1) % P == 0 and (y1 * z2 - y2 * z1) % P == 0


def plus(one: Point, other: Point) -> Point:
    """Add two points."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point: Point) -> Point:
    """Multiply a point."""
    found: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = plus(found, point)
        point, scalar = plus(point, point), scalar >> 1
    return found


def unpack(data: bytes) -> Point | None:
    """Read a point."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (not x and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE: Any = unpack((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


# ---- The program -----------------------------------------------------------------------------------------------
def check(path: Path, key: str) -> list[str]:
    """Return what is wrong with a bundle, in words."""
    try:
        bundle = Bundle(path)
        signed = bundle.read(MANIFEST)
        signature = json.loads(bundle.read(SIGNATURE))
        manifest = json.loads(signed)
        faults = faults_of_signature(signed, signature, key) + faults_of_files(bundle, manifest)
        return faults + faults_of_log(json.loads(bundle.read(LOG)))
    except (KeyError, OSError, ValueError, zipfile.BadZipFile) as error:
        return [f"证据包无法读取 cannot be read: {error}"]


def main() -> int:
    """Check the bundle that was named, or the one in whose folder this file lies."""
    asked = argparse.ArgumentParser(description="核验证据包 Check a bundle of evidence.")
    asked.add_argument("bundle", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    asked.add_argument(
        "--key", default="", help="发件机关公布的公钥 the public key that the office published"
    )
    given = asked.parse_args()
    faults = check(given.bundle, given.key)
    for fault in faults:
        print(f"✗ {fault}")  # noqa: T201 - this is a program
    if not faults:
        key = json.loads(Bundle(given.bundle).read(SIGNATURE))["public_key"]
        print("✓ 全部文件、清单签名和日志摘录相符 everything fits")  # noqa: T201
        print(f"  公钥 public key: {key}")  # noqa: T201
        print("  请与发件机关公布的公钥核对。 Compare it with the one that the office published.")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
