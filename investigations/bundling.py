"""Evidence as a bundle for an outsider: originals, the list of them, an extract of the log, the program that checks.

Only what stands in the case's own table of evidence goes in. A reporter's files lie under the report and in no such row
(docs/adr/0022-reporters-files-are-no-evidence.md).
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations import verify_bundle
from investigations.models import Case, Custody, Evidence, EvidenceFile
from investigations.policies_evidence import may_export
from investigations.selectors_evidence import evidence_of
from investigations.services.evidence import refuse_changed
from vault.services import open_file
from vault.signing import public_key, sign_seal
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.selectors import timeline_of
from workflow.services import record
from workflow.verdicts import refuse_unless

README = """证据包

本包由{agency}从案件 {case} 导出，含证据原件、清单（manifest.json）、清单签名（signature.json）和日志摘录（log.json）。
核验方法：在装有 Python 3.9 以上版本的电脑上运行
    python3 verify.py
任何文件有一个字节被改动，程序会指出该文件的名称。清单的 SHA-256 已记入案件日志，可以向导出机关核对。
"""


class _Pipe:
    """What is written to it waits to be taken out: a zip file is made without lying anywhere as a whole."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        """Take bytes."""
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Hold nothing back."""

    def take(self) -> bytes:
        """Give out what has come since."""
        data = bytes(self._waiting)
        self._waiting.clear()
        return data


def export_bundle(case: Case, *, actor: User, identity: str, note: str) -> Iterator[bytes]:
    """Pack the evidence of a case for the reason `note`; refuse, before a byte leaves, what is not what was hashed."""
    refuse_unless(may_export(case, actor))
    found = evidence_of(case).select_related("officer", "second_officer", "holder", "preservation")
    evidence = list(
        found.prefetch_related("files__sealed__envelope", "custodies__giver", "custodies__holder")
    )
    files = [file for one in evidence for file in one.files.all()]
    for file in files:
        _refuse_unlike(file, identity)
    log = _dump([_entry(entry, subject) for subject in _logged(evidence) for entry in timeline_of(subject)])
    manifest = _dump(_manifest(case, evidence, log, actor))
    digest = hashlib.sha256(manifest).hexdigest()
    record(case, "export_evidence", actor=actor, note=f"{note}\nSHA-256 {digest}")
    readme = README.format(agency=case.lead_agency.name, case=case.reference)
    small = {
        verify_bundle.MANIFEST: manifest,
        verify_bundle.SIGNATURE: _dump(_signature(digest)),
        verify_bundle.LOG: log,
        "verify.py": Path(verify_bundle.__file__).read_bytes(),
        "说明.txt": readme.encode(),
    }
    return _zipped(small, files, identity)


def _refuse_unlike(file: EvidenceFile, identity: str) -> None:
    refuse_changed(file)
    digest = hashlib.sha256()
    for chunk in open_file(file.sealed, identity=identity):
        digest.update(chunk)
    if digest.hexdigest() != file.sha256:
        raise MoveRefused(
            _("%(name)s does not have the digest that was noted when it was taken in, and proves nothing.")
            % {"name": file.name}
        )


def _zipped(small: dict[str, bytes], files: Sequence[EvidenceFile], identity: str) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]
        for name, data in small.items():
            archive.writestr(name, data)
            yield pipe.take()
        for file in files:
            with archive.open(_path(file), "w", force_zip64=True) as entry:
                for chunk in open_file(file.sealed, identity=identity):
                    entry.write(chunk)
                    yield pipe.take()
    yield pipe.take()


# ---- What the list says ----------------------------------------------------------------------------------------
def _manifest(case: Case, evidence: Sequence[Evidence], log: bytes, actor: User) -> dict[str, Any]:
    files = [
        {
            "path": _path(file),
            "sha256": file.sha256,
            "size": file.sealed.size,
            "media_type": file.sealed.media_type,
            "evidence": one.reference,
        }
        for one in evidence
        for file in one.files.all()
    ]
    files.append({"path": verify_bundle.LOG, "sha256": hashlib.sha256(log).hexdigest(), "size": len(log)})
    return {
        "case": case.reference,
        "agency": case.lead_agency.name,
        "exported_at": _moment(timezone.now()),
        "exported_by": _person(actor),
        "evidence": [_described(one) for one in evidence],
        "files": files,
    }


def _described(evidence: Evidence) -> dict[str, Any]:
    return {
        "reference": evidence.reference,
        "kind": evidence.kind,
        "title": evidence.title,
        "proves": evidence.proves,
        "provider": evidence.provider,
        "place": evidence.place,
        "taken_at": _moment(evidence.taken_at),
        "taken_by": [_person(evidence.officer), _person(evidence.second_officer)],
        "original_place": evidence.original_place,
        "preservation": evidence.preservation.reference if evidence.preservation else "",
        "custody": [_link(custody) for custody in evidence.custodies.all()],
    }


def _link(custody: Custody) -> dict[str, Any]:
    return {
        "from": _person(custody.giver) if custody.giver else {"name": custody.outsider},
        "to": _person(custody.holder) if custody.holder else {"name": custody.outsider},
        "place": custody.place,
        "condition": custody.condition,
        "given_at": _moment(custody.given_at),
        "received_at": _moment(custody.received_at),
        "called_off_at": _moment(custody.called_off_at),
    }


def _logged(evidence: Iterable[Evidence]) -> list[Any]:
    """Return the files whose log goes with the bundle: each piece, and what it was preserved by."""
    preserved = {one.preservation_id: one.preservation for one in evidence if one.preservation is not None}
    return [*evidence, *preserved.values()]


def _entry(entry: LogEntry, subject: Any) -> dict[str, Any]:
    return {
        "reference": subject.reference,
        "canonical": entry.canonical,
        "hash": entry.hash,
        "person": entry.actor.name if entry.actor else "",
    }


def _signature(digest: str) -> dict[str, str]:
    signature, algorithm = sign_seal(digest)
    return {
        "sha256": digest,
        "signature": signature,
        "algorithm": algorithm,
        "public_key": public_key(settings.LOG_SIGNING_KEY),
    }


def _person(user: User) -> dict[str, str]:
    return {"name": user.name, "certificate_no": user.certificate_no}


def _path(file: EvidenceFile) -> str:
    return f"evidence/{file.name}"


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).isoformat() if moment else ""


def _dump(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()
