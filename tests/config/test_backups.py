"""A backup taken under load holds every filing that was acknowledged before; a changed archive is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils.module_loading import import_string

from config.backups import archive as archives
from config.backups.restoring import boxes_of
from tests.installation import CHEAP, FOUND, Installation, dropped, installed
from vault.sealing import CannotOpen
from vault.services import open_escrow
from vault.shares import Share

pytestmark = pytest.mark.twice

# Files one report after another and says each when it is committed.
FILE_ON = """
from tests import factories
for number in range(400):
    print("filed", factories.file_report(mode="anonymous").report.reference, flush=True)
"""
RESTORE = """
tried("restore", "{archive}")
tried("verify_log")
from reports.models import Report
from vault.models import SealedFile
from vault.services import is_unchanged
print("unchanged", all(is_unchanged(file) for file in SealedFile.objects.all()), SealedFile.objects.count())
for report in Report.objects.all(): print("holds", report.reference)
"""
SPOIL = """
from django.db import connection
from workflow.models import LogEntry
sealed = next(Path("{media}").glob("sealed/??/*"))
sealed.rename("{lost}-aside")
tried("backup", "--to", "{lost}")
Path("{lost}-aside").rename(sealed)
trigger = {{"sqlite": "workflow_logentry_no_update"}}
trigger["postgresql"] = "workflow_logentry_append_only ON workflow_logentry"
with connection.cursor() as cursor:
    cursor.execute(f"DROP TRIGGER {{trigger[connection.vendor]}}")
LogEntry.objects.filter(pk=LogEntry.objects.order_by("pk").first().pk).update(move="something_else")
tried("backup", "--to", "{broken}")
"""


@dataclass(frozen=True)
class Kept:
    """A backup that was taken while reports were filed, and what was acknowledged before it began."""

    working: Installation
    archive: Path
    codes: list[str]
    acknowledged: set[str]

    def typed(self, first: int = 0, second: int = 2) -> str:
        return f"{self.codes[first]}\n{self.codes[second]}\n"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Kept]:
    """Take a backup under load."""
    folder = tmp_path_factory.mktemp("backups")
    with django_db_blocker.unblock():
        working = installed(folder, "working")
    codes = said_after("code", working.python(FOUND))
    load = working.start(["-c", CHEAP + FILE_ON])
    assert load.stdout
    acknowledged = set(said_after("filed", [load.stdout.readline().strip() for _line in range(8)]))
    assert acknowledged
    code, said = working.manage("backup", "--to", str(folder / "kept"))
    was_busy = load.poll() is None
    load.terminate()
    load.communicate()
    assert code == 0, said
    assert was_busy, "the load ended before the backup"
    yield Kept(working, next(iter((folder / "kept").glob("chuishao-*"))), codes, acknowledged)
    with django_db_blocker.unblock():
        dropped(working)


@pytest.fixture
def empty(tmp_path: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Installation]:
    """An installation that is migrated and holds nothing."""
    with django_db_blocker.unblock():
        made = installed(tmp_path, "empty")
        yield made
        dropped(made)


def said_after(word: str, lines: list[str]) -> list[str]:
    return [line.removeprefix(f"{word} ") for line in lines if line.startswith(f"{word} ")]


def test_a_backup_under_load_holds_every_acknowledged_filing(kept: Kept, empty: Installation) -> None:
    script = "settings.LANGUAGE_CODE = 'en'\n" + RESTORE.format(archive=kept.archive)
    said = empty.python(
        script + FILE_ON.replace("400", "1") + f'tried("verify_log")\ntried("restore", "{kept.archive}")\n',
        text=kept.typed() * 2,
    )
    assert said_after("done", said) == ["restore", "verify_log", "verify_log"], said
    assert said_after("unchanged", said) == ["True 1"]
    held = set(said_after("holds", said))
    assert kept.acknowledged <= held
    assert set(said_after("filed", said)).isdisjoint(held)
    # Nothing is ever written over.
    assert "not empty" in said_after("refused:", said)[-1]


def test_a_lost_file_or_a_broken_log_is_not_restored(kept: Kept, empty: Installation, tmp_path: Path) -> None:
    lost, broken = tmp_path / "lost", tmp_path / "broken"
    media = kept.working.folder / "media"
    said = kept.working.python(SPOIL.format(media=media, lost=lost, broken=broken))
    assert said_after("done", said) == ["backup", "backup"], said
    archives = [next(iter(folder.glob("chuishao-*"))) for folder in (lost, broken)]
    script = "".join(f'tried("restore", "{archive}")\n' for archive in archives)
    count = "from reports.models import Report\nprint('held', Report.objects.count())\n"
    said = empty.python(script + count, text=kept.typed() * 2)
    first, second = said_after("refused:", said)
    assert "missing or changed" in first
    assert "log in the archive is not whole" in second
    assert said_after("held", said) == ["0"]


@pytest.mark.parametrize(("name", "place"), [("body.sealed", 5000), ("head.json", 60)])
def test_a_changed_archive_is_refused(kept: Kept, tmp_path: Path, name: str, place: int) -> None:
    changed = copied(kept, tmp_path)
    data = bytearray((changed / name).read_bytes())
    data[place] ^= 1
    (changed / name).write_bytes(data)
    with pytest.raises(archives.ArchiveRefused):
        archives.read_head(changed)


def test_a_change_that_the_office_signed_does_not_open_either(kept: Kept, tmp_path: Path) -> None:
    changed = copied(kept, tmp_path)
    body = (changed / "body.sealed").read_bytes()
    (changed / "body.sealed").write_bytes(body[:-40])
    digest = archives.digest_of(changed)
    signature, algorithm = import_string("vault.signing.sign_seal")(digest)
    told = {"digest": digest, "signature": signature, "algorithm": algorithm}
    (changed / "signature.json").write_text(json.dumps(told))
    head = archives.read_head(changed)
    identity = open_escrow(boxes_of(head), Share(kept.codes[0]), Share(kept.codes[1]))
    with pytest.raises(archives.ArchiveRefused):
        list(archives.read_parts(changed, head, identity=identity))


def test_an_archive_of_somebody_else_is_refused(kept: Kept, tmp_path: Path) -> None:
    forged = copied(kept, tmp_path)
    told = json.loads((forged / "signature.json").read_text())
    (forged / "signature.json").write_text(json.dumps({**told, "signature": "00" * 64}))
    with pytest.raises(archives.ArchiveRefused, match="not made by this office"):
        archives.read_head(forged)


def test_one_sheet_opens_nothing_and_nothing_is_plain(kept: Kept) -> None:
    everything = b"".join(path.read_bytes() for path in kept.archive.iterdir())
    assert not [word for word in (b"SQLite format", b"workflow_logentry", b"JB-20") if word in everything]
    with pytest.raises(CannotOpen):
        open_escrow(boxes_of(archives.read_head(kept.archive)), Share(kept.codes[0]), Share(kept.codes[0]))


def test_without_an_escrow_key_there_is_no_backup(empty: Installation, tmp_path: Path) -> None:
    code, said = empty.manage("backup", "--to", str(tmp_path / "kept"))
    assert code != 0
    assert "ceremony" in said
    assert not (tmp_path / "kept").exists()


def copied(kept: Kept, folder: Path) -> Path:
    return Path(shutil.copytree(kept.archive, folder / "copied"))
