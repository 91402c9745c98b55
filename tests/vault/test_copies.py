"""Clean copies: made by the worker without any person's key, once, in a cage; refused with a reason."""

import io
import os
import time
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.db.models.functions import Now
from django.utils import timezone
from PIL import Image

from tests.vault import samples
from tests.vault.conftest import Hire, Staff
from tests.vault.samples import MARK
from vault import sealing, services, streams, uploads
from vault.models import CleanCopy, CleaningKey, Envelope, SealedFile
from vault.sealing import CannotOpen

pytestmark = pytest.mark.django_db
JPEG = "image/jpeg"


@pytest.fixture(autouse=True)
def _key(desk: Staff, hire: Hire) -> None:
    services.turn_cleaning_key()


def arrive(tip: Any, data: bytes, media_type: str = JPEG, extension: str = "jpg") -> SealedFile:
    """Let a file arrive as the upload handler and the filing do it."""
    handle, key = uuid.uuid4().hex, sealing.new_key()
    done = streams.seal_file([data], streams.sealed_path(f"{handle[:2]}/{handle}"), key=key)
    held = uploads.HeldFile(
        handle=handle,
        path=f"{handle[:2]}/{handle}",
        size=done.size,
        sealed_size=done.sealed_size,
        sha256_plain=done.sha256_plain,
        sha256_sealed=done.sha256_sealed,
        media_type=media_type,
        extension=extension,
        key=key.hex(),
    )
    (file,) = services.store_files(services.prepare_files([held]), subject=tip)
    return file


def copy_of(file: SealedFile) -> CleanCopy:
    return CleanCopy.objects.get(file=file)


def cleaned(tip: Any, desk: Staff, *what: Any) -> bytes:
    """Let a file arrive and be cleaned; return the clean bytes as the desk opens them."""
    file = arrive(tip, *what)
    assert services.clean_waiting() == 1
    copy = copy_of(file)
    assert copy.state == "ready", copy.reason
    return b"".join(services.open_copy(copy, identity=desk.identity))


def refusal(tip: Any, *what: Any) -> str:
    file = arrive(tip, *what)
    services.clean_waiting()
    copy = copy_of(file)
    assert copy.state == "refused"
    assert bytes(copy.sealed_key) == b""
    return copy.reason


@pytest.mark.parametrize(
    ("kind", "media_type", "written_as", "size"),
    [
        ("JPEG", JPEG, "JPEG", (20, 40)),
        ("PNG", "image/png", "PNG", (20, 40)),
        ("WEBP", "image/webp", "PNG", (20, 40)),
        ("HEIF", "image/heic", "JPEG", (40, 20)),  # turned by a box of its own, never by EXIF
    ],
)
def test_a_photo_is_drawn_upright_without_its_past(
    tip: Any, desk: Staff, kind: str, media_type: str, written_as: str, size: tuple[int, int]
) -> None:
    before = samples.photo(kind)
    assert MARK.encode() in before
    after = cleaned(tip, desk, before, media_type)
    picture = Image.open(io.BytesIO(after))
    assert (picture.format, picture.size) == (written_as, size)
    assert not picture.getexif()
    assert MARK.encode() not in after
    assert b"script" not in after


def test_a_paper_keeps_its_pages_and_nothing_else(tip: Any, desk: Staff) -> None:
    before, after = samples.paper(), cleaned(tip, desk, samples.paper(), "application/pdf", "pdf")
    assert MARK.encode() in samples.everything_in(before)
    found = samples.everything_in(after)
    for trace in (MARK, "JavaScript", "Metadata", "EmbeddedFile", "PieceInfo", "script", "Exif", "Producer"):
        assert trace.encode() not in found, trace
    with pikepdf.open(io.BytesIO(after)) as pdf:
        (picture,) = pdf.pages[0].get_images().values()
        assert pikepdf.PdfImage(picture).as_pil_image().size == (40, 20)


def test_a_stamp_on_a_paper_stays_visible(tip: Any, desk: Staff) -> None:
    with pikepdf.open(io.BytesIO(samples.paper())) as pdf:
        look = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=[0, 0, 9, 9],
            AP=pikepdf.Dictionary(N=look),
            F=4,
        )
        pdf.pages[0].obj.Annots = pdf.make_indirect([stamp])
        out = io.BytesIO()
        pdf.save(out)
    found = samples.everything_in(cleaned(tip, desk, out.getvalue(), "application/pdf", "pdf"))
    assert b"1 0 0 rg 0 0 9 9 re f" in found
    assert b"/Annots" not in found


def test_a_letter_keeps_its_words_and_loses_its_authors(tip: Any, desk: Staff) -> None:
    found = samples.everything_in(cleaned(tip, desk, samples.letter(), samples.DOCX, "docx"))
    assert MARK.encode() in samples.everything_in(samples.letter())
    for kept in ("正文", "补充", "批注", "信箱"):
        assert kept.encode() in found
    for trace in (MARK, "docProps", "people", "rsid", "mailto", "2026-03-14", "rId9", "rId2"):
        assert trace.encode() not in found, trace


@pytest.mark.parametrize(
    ("extension", "media_type"),
    [
        ("mp4", "video/mp4"),
        ("mov", "video/quicktime"),
        ("m4a", "audio/mp4"),
        ("mp3", "audio/mpeg"),
        ("wav", "audio/wav"),
    ],
)
def test_a_film_is_copied_without_title_and_place(
    tip: Any, desk: Staff, tmp_path: Path, monkeypatch: Any, extension: str, media_type: str
) -> None:
    monkeypatch.setenv("PATH", samples.ffmpeg_on(tmp_path / "bin"))
    before = samples.film(tmp_path, extension)
    assert MARK.encode() in before
    after = cleaned(tip, desk, before, media_type, extension)
    assert MARK.encode() not in after
    assert len(after) > len(before) // 2
    assert uploads.sniff(after[: uploads.HEAD_BYTES]) in {media_type, "video/mp4", "audio/mpeg"}


def test_without_ffmpeg_a_film_has_its_original_only(tip: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert refusal(tip, b"\x00\x00\x00\x18ftypisom", "video/mp4", "mp4") == "tool"


def test_a_playlist_in_disguise_reads_no_other_file(tip: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("PATH", samples.ffmpeg_on(tmp_path / "bin"))
    (tmp_path / "secret.mp3").write_bytes(samples.film(tmp_path, "mp3"))
    playlist = f"#EXTM3U\n#EXTINF:1,\nfile://{tmp_path}/secret.mp3\n#EXT-X-ENDLIST\n".encode()
    assert refusal(tip, playlist, "video/mp4", "mp4") == "broken"


def test_what_unpacks_to_too_much_is_refused(tip: Any, settings: Any) -> None:
    settings.CLEANING_PIXELS, settings.CLEANING_BYTES = 1_000_000, 20_000_000
    assert refusal(tip, samples.photo("PNG", size=(1001, 1000)), "image/png") == "bomb"
    assert refusal(tip, samples.table_bomb(), samples.XLSX, "xlsx") == "bomb"
    entities = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaa">]><Types>&a;</Types>'
    parts: dict[str, str | bytes] = {"[Content_Types].xml": entities, "word/document.xml": "<a/>"}
    assert refusal(tip, samples.zipped(parts), samples.DOCX, "docx") == "bomb"


@pytest.mark.parametrize(
    ("data", "media_type", "reason"),
    [
        (b"\xff\xd8\xff\xe0 no photo at all", JPEG, "broken"),
        (samples.photo("PNG"), JPEG, "broken"),
        (b"%PDF-1.7 nothing", "application/pdf", "broken"),
        (samples.locked_paper(), "application/pdf", "locked"),
        (b"PK\x03\x04 nothing", samples.DOCX, "broken"),
        (samples.letter(**{"word/embeddings/a.docx": b"x"}), samples.DOCX, "embedded"),
        (samples.letter(**{"word/inner.zip": b"x"}), samples.DOCX, "embedded"),
        (b"<svg><script/></svg>", "image/svg+xml", "kind"),
        (b"<script>alert(1)</script>", "text/html", "kind"),
    ],
)
def test_what_cannot_be_cleaned_has_its_reason(tip: Any, data: bytes, media_type: str, reason: str) -> None:
    assert refusal(tip, data, media_type) == reason


def test_the_cleaner_knows_no_secret_and_ends_in_time(
    tip: Any, desk: Staff, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin" / "ffmpeg"
    tool.write_text(f"#!/bin/sh\nenv > {tmp_path}/env\nexec sleep 60\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SECRET_KEY", MARK)
    settings.CLEANING_SECONDS = 1
    file = arrive(tip, b"\x00\x00\x00\x18ftypisom", "video/mp4", "mp4")
    begun = time.monotonic()
    services.clean_waiting()
    assert time.monotonic() - begun < 10
    assert MARK not in (tmp_path / "env").read_text()
    assert copy_of(file).state == "waiting"  # it broke off: tried again, three times in all
    for _ in range(2):
        CleanCopy.objects.update(lease_until=Now())
        services.clean_waiting()
    assert (copy_of(file).state, copy_of(file).reason) == ("failed", "crashed")


def test_it_is_made_once_however_often_the_worker_is_asked(tip: Any, settings: Any) -> None:
    file = arrive(tip, samples.photo())
    assert services.clean_waiting() == 1
    assert services.clean_waiting() == 0
    assert Envelope.objects.filter(copy__file=file).count() == 1
    assert len([path for path in Path(settings.VAULT_DIR).rglob("*") if path.is_file()]) == 2
    assert services.discard_unclaimed_files(older_than=timedelta(seconds=-1)) == 0


def test_the_second_envelope_opens_with_the_workers_key_alone_and_is_erased(tip: Any, desk: Staff) -> None:
    file = arrive(tip, samples.photo())
    sealed = bytes(copy_of(file).sealed_key)
    with pytest.raises(CannotOpen):
        sealing.open_sealed(sealed, desk.identity)
    services.clean_waiting()
    assert bytes(copy_of(file).sealed_key) == b""


def test_the_worker_changes_its_key_each_hour_and_keeps_no_old_one(tip: Any, settings: Any) -> None:
    halves = Path(settings.CLEANING_KEYS_DIR)
    arrive(tip, samples.photo())
    CleaningKey.objects.update(created_at=timezone.now() - timedelta(hours=2))
    services.turn_cleaning_key()
    assert len(list(halves.iterdir())) == 2  # one file still waits for the old one
    assert services.clean_waiting() == 1
    services.turn_cleaning_key()
    assert len(list(halves.iterdir())) == 1
    assert [path.stat().st_mode & 0o777 for path in halves.iterdir()] == [0o600]


def test_a_key_that_has_gone_is_said_and_a_session_that_opens_the_file_asks_anew(
    tip: Any, desk: Staff, leader: Staff, settings: Any
) -> None:
    file = arrive(tip, samples.photo())
    for path in Path(settings.CLEANING_KEYS_DIR).iterdir():
        path.unlink()
    services.clean_waiting()
    assert (copy_of(file).state, copy_of(file).reason) == ("failed", "key")
    services.turn_cleaning_key()
    with pytest.raises(CannotOpen):
        services.clean_again(copy_of(file), identity=leader.identity)
    services.clean_again(copy_of(file), identity=desk.identity)
    assert services.clean_waiting() == 1
    assert copy_of(file).state == "ready"


def test_before_the_worker_has_a_key_files_arrive_and_wait(tip: Any) -> None:
    CleaningKey.objects.update(retired_at=timezone.now())
    file = arrive(tip, samples.photo())
    assert services.clean_waiting() == 0
    assert copy_of(file).may_be_tried_again


def test_a_copy_is_opened_by_who_reads_the_original_and_by_investigators_once_released(
    tip: Any, desk: Staff, leader: Staff, hire: Hire
) -> None:
    investigator = hire("investigator", "investigator")
    file = arrive(tip, samples.photo())
    services.clean_waiting()
    for stranger in (leader, investigator):
        with pytest.raises(CannotOpen):
            services.open_copy(copy_of(file), identity=stranger.identity)
    services.release_copy(copy_of(file), identity=desk.identity, readers=[investigator.user])
    assert b"".join(services.open_copy(copy_of(file), identity=investigator.identity))
    with pytest.raises(CannotOpen):
        services.open_file(file, identity=investigator.identity)


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_worker_whose_clock_is_wrong_neither_leaves_a_file_nor_takes_one_that_is_taken(
    tip: Any, hours: int
) -> None:
    free, taken = arrive(tip, samples.photo()), arrive(tip, samples.photo("PNG"), "image/png")
    CleanCopy.objects.filter(file=taken).update(lease_until=Now() + timedelta(hours=1))
    # From noon, lest it be yesterday there, when nobody had a duty yet.
    noon = timezone.localtime().replace(hour=12)
    with time_machine.travel(noon + timedelta(hours=hours)):
        services.clean_waiting()
    assert [copy_of(file).state for file in (free, taken)] == ["ready", "waiting"]


def test_a_file_taken_while_the_databases_clock_was_a_day_ahead_does_not_wait_for_a_day(tip: Any) -> None:
    file = arrive(tip, samples.photo())
    CleanCopy.objects.filter(file=file).update(lease_until=Now() + timedelta(days=1))
    services.clean_waiting()
    assert copy_of(file).state == "ready"


def test_destroying_the_original_destroys_its_copy_and_what_waits(
    tip: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    made, waiting = arrive(tip, samples.photo()), arrive(tip, samples.photo("PNG"), "image/png")
    CleanCopy.objects.filter(file=waiting).update(lease_until=Now() + timedelta(hours=1))
    services.clean_waiting()
    with django_capture_on_commit_callbacks(execute=True):
        for file in (made, waiting):
            services.destroy_envelope(file.envelope)
    assert [path for path in Path(settings.VAULT_DIR).rglob("*") if path.is_file()] == []
    assert not Envelope.objects.exclude(ciphertext=b"").exists()
    assert not CleanCopy.objects.exclude(sealed_key=b"").exists()
