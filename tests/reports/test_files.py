"""Files of a tip at the desk: the clean copy by default, the original after a warning, nothing that a browser runs."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import Duty
from reports.models import Report
from tests import factories
from tests.factories import office, settle, the
from tests.journeys import public_form
from tests.journeys.desk import Officer
from tests.vault import samples
from tests.vault.samples import MARK
from vault.models import CleanCopy, SealedFile
from vault.selectors import files_of
from vault.services import clean_waiting, turn_cleaning_key
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def tip(db: None) -> Report:
    """A tip with a photo and a film that came through the form, cleaned by the worker."""
    office()
    turn_cleaning_key()
    public = Client(headers={"accept-language": "en"})
    film = SimpleUploadedFile("film.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(300))
    public_form.answer_all(public, files=[SimpleUploadedFile("a.jpg", samples.photo()), film])
    public_form.send(public)
    clean_waiting()
    return Report.objects.get()


def url(name: str, tip: Report, number: int = 0) -> str:
    return reverse(f"reports:{name}", args=[tip.reference, files_of(tip)[number].handle])


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_the_desk_opens_the_clean_copy_from_the_page_of_the_tip(tip: Report) -> None:
    desk = Officer(the(Duty.DESK))
    page = desk.look(tip.get_absolute_url())
    assert f'action="{url("copy", tip)}"' in page
    assert "There is no clean copy." in page  # the film
    answer = desk.client.post(url("copy", tip))
    data = body(answer)
    assert Image.open(io.BytesIO(data)).size == (20, 40)
    assert MARK.encode() not in data
    assert LogEntry.objects.about(tip).filter(move="open_copy", actor=the(Duty.DESK)).exists()


def test_the_original_comes_after_a_warning_and_is_written_to_the_log(tip: Report) -> None:
    desk = Officer(the(Duty.DESK))
    assert "can name the person who made it" in desk.look(url("file", tip))
    assert not LogEntry.objects.about(tip).filter(move="open_file").exists()
    assert body(desk.client.post(url("file", tip))) == samples.photo()
    assert LogEntry.objects.about(tip).filter(move="open_file").count() == 1


@pytest.mark.parametrize("name", ["file", "copy"])
def test_a_file_is_handed_out_as_what_no_browser_runs(tip: Report, name: str) -> None:
    answer = Officer(the(Duty.DESK)).client.post(url(name, tip))
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{tip.reference}-')
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    body(answer)


def test_investigators_get_the_copy_once_the_desk_has_released_it_and_never_the_original(tip: Report) -> None:
    desk = Officer(the(Duty.DESK))
    desk.press(tip, "reports:accept")
    settle()
    factories.case_in("investigating", report=tip)
    member = Officer(the(Duty.INVESTIGATOR))
    assert url("copy", tip) not in member.look(tip.get_absolute_url())
    assert member.client.post(url("copy", tip)).status_code == 404
    assert member.client.post(url("release_copy", tip)).status_code == 403
    assert desk.client.post(url("release_copy", tip)).status_code == 302
    page = member.look(tip.get_absolute_url())
    assert url("copy", tip) in page
    assert f'href="{url("file", tip)}"' not in page
    assert body(member.client.post(url("copy", tip)))
    assert member.client.post(url("file", tip)).status_code == 403
    assert member.client.post(url("copy", tip, 1)).status_code == 404


def test_a_copy_that_could_not_be_made_is_asked_for_again(
    tip: Report, tmp_path: Any, monkeypatch: Any
) -> None:
    desk = Officer(the(Duty.DESK))
    assert "ffmpeg" in desk.look(tip.get_absolute_url())
    monkeypatch.setenv("PATH", samples.ffmpeg_on(tmp_path / "bin"))
    assert desk.client.post(url("clean", tip, 1)).status_code == 302
    assert "The clean copy is being made." in desk.look(tip.get_absolute_url())
    clean_waiting()
    assert CleanCopy.objects.get(file=files_of(tip)[1]).reason == "broken"


def test_a_file_of_another_tip_is_not_there(tip: Report) -> None:
    other, desk = factories.file_report().report, Officer(the(Duty.DESK))
    handle = files_of(tip)[0].handle
    for name in ("file", "copy", "release_copy", "clean"):
        address = reverse(f"reports:{name}", args=[other.reference, handle])
        assert desk.client.post(address).status_code == 404


def test_the_page_asks_the_same_number_of_queries_however_many_files(
    tip: Report, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    desk = Officer(the(Duty.DESK))
    desk.look(tip.get_absolute_url())
    with django_assert_max_num_queries(100) as few:
        desk.look(tip.get_absolute_url())
    SealedFile.objects.filter(pk=files_of(tip)[1].pk).update(erased_at="2026-01-01T00:00:00Z")
    with django_assert_num_queries(len(few)):
        desk.look(tip.get_absolute_url())
