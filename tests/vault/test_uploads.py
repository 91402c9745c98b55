"""Uploads: sealed on arrival, judged by content, refused in words."""

import io
import os
import resource
import stat
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from tests.vault import pages
from tests.vault.conftest import Staff
from vault import services, streams
from vault.models import Envelope
from vault.sealing import CannotOpen
from vault.uploads import HeldFile, SealedUpload

pytestmark = pytest.mark.django_db

MARK = b"EXIF-OF-ZHANG-SAN"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + MARK + b"\x00" * 300
PDF = b"%PDF-1.7\n" + MARK
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
EXE = b"MZ\x90\x00" + b"\x00" * 300


def office(part: str, *more: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", part, *more):
            archive.writestr(name, MARK)
    return made.getvalue()


def container(brand: bytes) -> bytes:
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x02\x00" + brand + b"isom" + b"\x00" * 300


GOOD = {
    "photo.jpg": JPEG,
    "PHOTO.JPEG": JPEG,
    "shot.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 300,
    "photo.webp": b"RIFF\x00\x00\x00\x00WEBPVP8 " + b"\x00" * 300,
    "photo.heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 300,
    "film.mp4": container(b"isom"),
    "film.mov": container(b"qt  "),
    "memo.m4a": container(b"M4A "),
    "memo2.m4a": container(b"mp42"),
    "memo.mp3": b"ID3\x03\x00" + b"\x00" * 300,
    "memo.wav": b"RIFF\x00\x00\x00\x00WAVEfmt " + b"\x00" * 300,
    "letter.pdf": PDF,
    "letter.docx": office("word/document.xml"),
    "table.xlsx": office("xl/workbook.xml"),
    "全角。名字.ＪＰＧ": JPEG,
}
BAD = {
    "empty.jpg": b"",
    "page.html": HTML,
    "drawing.svg": SVG,
    "setup.exe": EXE,
    "page.jpg": HTML,
    "drawing.png": SVG,
    "setup.pdf": EXE,
    "photo.png": JPEG,
    "photo.pdf": JPEG,
    "letter.jpg": PDF,
    "archive.zip": office("a.txt"),
    "archive.docx": office("a.txt"),
    "macro.docx": office("word/document.xml", "word/vbaProject.bin"),
    "table.docx": office("xl/workbook.xml"),
    "broken.docx": office("word/document.xml")[:-30],
    "noextension": JPEG,
    ".jpg": JPEG,
    "photo.jpg.exe": JPEG,
}


@pytest.fixture(autouse=True)
def _pages(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = "tests.vault.pages"
    settings.MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
    settings.FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
    settings.SECURE_SSL_REDIRECT = False
    pages.kept.clear()
    yield
    pages.kept.clear()


def send(*files: tuple[str, bytes], title: str = "keep") -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return Client().post("/send/", {"title": title, "papers": uploads})


def on_disk(settings: Any) -> list[Path]:
    return [path for path in Path(settings.VAULT_DIR).rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", GOOD)
def test_allowed_files_arrive_sealed_and_nameless(name: str, settings: Any) -> None:
    assert send((name, GOOD[name])).status_code == 200
    (held,) = pages.kept
    assert isinstance(held, HeldFile)
    (path,) = on_disk(settings)
    assert MARK not in path.read_bytes()
    assert name.rpartition(".")[0] not in repr(held)
    assert b"".join(held.chunks()) == GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_other_files_are_refused_in_words_and_leave_nothing(name: str, settings: Any) -> None:
    answer = send((name, BAD[name]))
    assert answer.status_code == 422
    assert len(answer.content) > 20
    assert b"keep" in answer.content  # what was typed in the other field is not lost
    assert on_disk(settings) == []


def test_a_file_too_large_is_refused_and_one_at_the_limit_is_not(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 200_000
    assert send(("a.jpg", JPEG.ljust(200_000, b"\0"))).status_code == 200
    assert send(("a.jpg", JPEG.ljust(200_001, b"\0"))).status_code == 422
    assert len(on_disk(settings)) == 1


def test_too_many_files_are_refused_and_leave_nothing(settings: Any) -> None:
    settings.UPLOAD_MAX_FILES = 2
    assert send(("a.jpg", JPEG), ("b.jpg", JPEG), ("c.jpg", JPEG)).status_code == 422
    assert on_disk(settings) == []
    assert send(("a.jpg", JPEG), ("b.jpg", JPEG)).status_code == 200


def test_a_bomb_in_an_office_file_is_refused(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 100_000
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"x")
        archive.writestr("word/document.xml", b"\0" * 1_000_000)
    assert send(("bomb.docx", made.getvalue())).status_code == 422


def test_a_file_that_nobody_kept_goes_with_the_request(settings: Any) -> None:
    assert send(("a.jpg", JPEG), title="only looked at").status_code == 200
    assert on_disk(settings) == []


def test_a_disk_that_is_full_is_a_sentence(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.VAULT_DIR = tmp_path / "file"
    answer = send(("a.jpg", JPEG))
    assert answer.status_code == 422
    assert len(answer.content) > 20


def test_a_page_that_must_read_a_table_can() -> None:
    request = RequestFactory().post("/", {"table": SimpleUploadedFile("a.csv", b"one,two\n1,2\n")})
    upload = request.FILES["table"]
    assert isinstance(upload, SealedUpload)
    assert io.TextIOWrapper(upload, "utf-8").read() == "one,two\n1,2\n"
    with pytest.raises(ValueError, match="closed"):
        upload.read()


def test_the_desk_opens_the_file_and_destroying_the_key_destroys_it(
    tip: Any, desk: Staff, leader: Staff, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    send(("a.jpg", JPEG), ("b.pdf", PDF))
    draft = [held.as_dict() for held in pages.kept]  # type: ignore[attr-defined]
    files = services.store_files(
        services.prepare_files([HeldFile.from_dict(values) for values in draft]), subject=tip
    )
    assert [b"".join(services.open_file(file, identity=desk.identity)) for file in files] == [JPEG, PDF]
    assert [file.media_type for file in files] == ["image/jpeg", "application/pdf"]
    with pytest.raises(CannotOpen):
        services.open_file(files[0], identity=leader.identity)
    assert services.discard_unclaimed_files(older_than=timedelta(0)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        services.destroy_envelope(Envelope.objects.get(file=files[0]))
    assert len(on_disk(settings)) == 1


def test_files_of_drafts_given_up_are_cleared_away(settings: Any) -> None:
    send(("a.jpg", JPEG))
    assert services.discard_unclaimed_files(older_than=timedelta(hours=1)) == 0
    assert services.discard_unclaimed_files(older_than=timedelta(seconds=-1)) == 1
    assert on_disk(settings) == []


class Film(io.RawIOBase):
    """A multipart body of many megabytes that is never in memory as a whole."""

    def __init__(self, megabytes: int) -> None:
        self.parts = self._make(megabytes)
        self.rest = b""

    def _make(self, megabytes: int) -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="papers"; filename="a.mp4"\r\n\r\n'
        yield container(b"isom")
        for _ in range(megabytes * 16):
            yield b"\x5a" * 65536
        yield b"\r\n--b--\r\n"

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size:
            part = next(self.parts, None)
            if part is None:
                break
            self.rest += part
        out, self.rest = self.rest[:size], self.rest[size:]
        return out


def test_a_film_of_nearly_a_hundred_megabytes_passes_with_flat_memory(settings: Any) -> None:
    length = str(100 * 1024 * 1024)
    request = RequestFactory(CONTENT_TYPE="multipart/form-data; boundary=b").request(
        REQUEST_METHOD="POST", CONTENT_LENGTH=length, **{"wsgi.input": Film(99)}
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    try:
        upload = request.FILES["papers"]
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert isinstance(upload, SealedUpload)
    assert upload.refusal is None
    assert upload.size is not None
    assert upload.size > 99 * 1024 * 1024 - 1
    assert peak < 4 * 1024 * 1024
    assert grown < 20 * 1024  # KiB
    upload.close()


# ---- A crash a moment later --------------------------------------------------------------------------------------
class Disk:
    """Notes what has been waited for: size of each file, entries of each folder, at the last fsync."""

    def __init__(self) -> None:
        self.files: dict[int, int] = {}
        self.folders: dict[int, set[str]] = {}

    def fsync(self, descriptor: int) -> None:
        os.fsync_for_real(descriptor)  # type: ignore[attr-defined]
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            self.folders[found.st_ino] = set(os.listdir(descriptor))
        else:
            self.files[found.st_ino] = found.st_size

    def would_survive(self, path: Path, *, below: Path) -> bool:
        """Tell whether a power cut now leaves the file whole, and a way of folders down to it."""
        whole = self.files.get(path.stat().st_ino) == path.stat().st_size
        entries = [
            (parent, child) for child, parent in zip([path, *path.parents], path.parents, strict=False)
        ]
        way = [(parent, child) for parent, child in entries if parent == below or below in parent.parents]
        return whole and all(
            child.name in self.folders.get(parent.stat().st_ino, set()) for parent, child in way
        )


def test_a_file_would_survive_a_power_cut_before_anybody_is_told_that_it_arrived(
    settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    disk = Disk()
    monkeypatch.setattr(os, "fsync_for_real", os.fsync, raising=False)
    monkeypatch.setattr(os, "fsync", disk.fsync)
    assert send(("a.jpg", JPEG.ljust(300_000, b"\0")), ("b.pdf", PDF)).status_code == 200
    arrived = on_disk(settings)
    assert len(arrived) == 2
    assert all(disk.would_survive(path, below=tmp_path) for path in arrived)


SEND_AND_DIE = """
import os, signal
import django; django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.vault import pages
upload = SimpleUploadedFile("a.jpg", b"\\xff\\xd8\\xff\\xe0" + bytes(500_000))
Client().post("/send/", {"title": "keep", "papers": [upload]})
print(pages.kept[0].path, pages.kept[0].key, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_that_is_killed_after_its_answer_has_lost_nothing(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "dying.py").write_text(
        "from config.settings import *\n"
        f"VAULT_DIR = {str(tmp_path / 'sealed')!r}\n"
        "ROOT_URLCONF, SECURE_SSL_REDIRECT = 'tests.vault.pages', False\n"
        "MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware']\n"
    )
    paths = f"{tmp_path}{os.pathsep}{Path(__file__).resolve().parents[2]}"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "dying", "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", SEND_AND_DIE], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == -9, done.stderr
    path, key = done.stdout.split()
    settings.VAULT_DIR = tmp_path / "sealed"
    found = b"".join(streams.open_file(streams.sealed_path(path), key=bytes.fromhex(key)))
    assert found == b"\xff\xd8\xff\xe0" + bytes(500_000)
