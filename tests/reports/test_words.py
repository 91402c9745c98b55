"""The original words and files on a grant: the desk lets somebody of the team read, and it ends with the seat."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Duty
from enterprises.services import declare_tie
from investigations import services as cases
from reports import services as reports
from reports.models import Report
from reports.selectors import words_of
from tests import factories
from tests.factories import annul, browser, case_in, held_file, identity_of, person, share, the
from tests.journeys.desk import Officer
from vault.models import CleanCopy
from vault.sealing import CannotOpen
from vault.selectors import can_open, files_of
from vault.services import open_envelope, open_file, reseal_waiting
from vault.services.envelopes import seal_like, store_beside
from workflow.errors import MoveRefused
from workflow.models import LogEntry, Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db: None) -> Report:
    """A tip with a file whose case two investigators work on; nobody was granted anything yet."""
    found = factories.file_report(files=[held_file(b"a photo")]).report
    case_in("investigating", report=found)
    found.refresh_from_db()
    return found


def address(name: str, report: Report, *more: Any) -> str:
    return reverse(f"reports:{name}", args=[report.reference, *more])


def reads(user: Any, report: Report) -> bool:
    """Say whether somebody comes to the words on the page and with the key; both together or neither."""
    page = browser(user, has_key=True).post(address("words", report)).status_code == 200
    try:
        key = bool(open_envelope(words_of(report), identity=identity_of(user))["text"])
    except CannotOpen:
        key = False
    assert page == key
    return page


def seal_anew() -> None:
    reseal_waiting(actor=the(Duty.DESK), identity=identity_of(the(Duty.DESK)))


def test_the_desk_grants_the_words_and_files_to_one_of_the_team_with_a_reason(report: Report) -> None:
    desk, reader, other = Officer(the(Duty.DESK)), the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)
    assert not reads(reader, report)
    desk.press(report, "reports:share_words", readers=[reader.username], note="须核对原话中的地点。")
    member, file = Officer(reader), files_of(report).get()
    assert factories.WORDS in member.opened(address("words", report))
    assert f'href="{address("file", report, file.handle)}"' in member.look(report.get_absolute_url())
    assert b"".join(member.client.post(address("file", report, file.handle))) == b"a photo"
    assert not reads(other, report)
    for move in ("read_words", "open_file"):
        assert LogEntry.objects.about(report).filter(move=move, actor=reader).exists()
    entry = LogEntry.objects.about(report).get(move="share_words")
    assert entry.actor == the(Duty.DESK)
    assert Note.objects.get(entry=entry).text == f"+ {reader.name}\n须核对原话中的地点。"


def test_both_pages_say_who_was_granted_the_words(report: Report) -> None:
    reader = the(Duty.INVESTIGATOR)
    share(report, reader)
    for user, page in (
        (the(Duty.DESK), report.get_absolute_url()),
        (the(Duty.INVESTIGATOR, 2), report.cases.get().get_absolute_url()),
    ):
        shown = Officer(user).look(page)
        assert f"{reader.name} · {reader.agency.name}" in shown
        assert f"granted by {the(Duty.DESK).name}" in shown
    case_page = report.cases.get().get_absolute_url()
    link = f'href="{report.get_absolute_url()}#words"'
    assert link in Officer(reader).look(case_page)
    assert link not in Officer(the(Duty.INVESTIGATOR, 2)).look(case_page)


def test_who_reads_writes_nothing_to_the_reporter_and_opens_no_message(report: Report) -> None:
    reader = the(Duty.INVESTIGATOR)
    share(report, reader)
    member = Officer(reader)
    page = member.opened(address("words", report))
    assert "Release the working text" not in page
    for name in ("messages", "release", "write", "share_words"):
        assert member.client.post(address(name, report)).status_code == 403


@pytest.mark.parametrize(
    "way", ["leaves", "stands aside", "stands aside from the report", "is tied", "closed"]
)
def test_the_grant_ends_with_the_seat_a_conflict_or_the_case(report: Report, way: str) -> None:
    reader, case = the(Duty.INVESTIGATOR), report.cases.get()
    share(report, reader)
    if way == "leaves":
        cases.remove_member(case, reader)
    elif way == "stands aside":
        cases.stand_aside(case, actor=reader, note="亲属在该厂上班")
    elif way == "stands aside from the report":
        reports.stand_aside(report, actor=reader, note="亲属在该厂上班")
    elif way == "is tied":
        declare_tie(report.unit, actor=reader, why="股东")
        reports.keep_tied_out(report.unit, person=reader)
    else:
        case_in("closed", report=report)
    assert browser(reader, has_key=True).post(address("words", report)).status_code in {403, 404}
    assert not report.words_grants.filter(ended_at=None).exists()
    assert LogEntry.objects.about(report).filter(move="end_words").exists()
    seal_anew()
    assert not reads(reader, report)
    with pytest.raises(CannotOpen):
        open_file(files_of(report).get(), identity=identity_of(reader))
    assert reads(the(Duty.DESK), report)


def test_an_annulled_team_loses_the_words(report: Report) -> None:
    share(report, the(Duty.INVESTIGATOR))
    annul(report.cases.get(), "leader1", "investigator1")
    seal_anew()
    assert not reads(the(Duty.INVESTIGATOR), report)


def test_the_desk_ends_it_at_once_and_can_grant_again(report: Report) -> None:
    reader, other = the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)
    share(report, reader)
    share(report, other)
    assert not reads(reader, report)
    assert reads(other, report)
    share(report, reader, other)
    assert reads(reader, report)


def test_a_released_copy_stays_with_the_team_when_the_words_are_taken_back(report: Report) -> None:
    reader, desk, file = the(Duty.INVESTIGATOR), the(Duty.DESK), files_of(report).get()
    CleanCopy.objects.filter(
        file=file
    ).update(  # as the worker leaves it; what is in it is another test's matter
        state=CleanCopy.State.READY,
        sealed_key=b"",
        envelope=store_beside(seal_like(file.envelope, {"key": "00" * 32}), file),
    )
    reports.release_file(report, file.handle, actor=desk, identity=identity_of(desk))
    share(report, reader)
    cases.remove_member(report.cases.get(), reader)
    seal_anew()
    envelope = CleanCopy.objects.get(file=file).envelope
    assert can_open(envelope, reader)


def test_nobody_is_granted_the_words_from_outside_the_team_in_a_conflict_or_without_a_key(
    report: Report,
) -> None:
    outside, desk = person("outside", Duty.INVESTIGATOR), the(Duty.DESK)
    keyless = person("keyless", Duty.INVESTIGATOR, has_key=False)
    cases.add_member(report.cases.get(), keyless, role="member")
    tied = the(Duty.INVESTIGATOR, 2)
    declare_tie(report.unit, actor=tied, why="股东")
    for reader in (outside, tied, keyless):
        with pytest.raises(MoveRefused):
            share(report, reader)
        assert not reads(reader, report) if reader != keyless else True
    page = browser(desk, has_key=True).get(address("share_words", report)).content.decode()
    assert keyless.name in page
    assert outside.name not in page
    assert tied.name not in page


def test_a_locked_session_grants_nothing_and_says_so(report: Report) -> None:
    answer = browser(the(Duty.DESK)).post(
        address("share_words", report), {"readers": [the(Duty.INVESTIGATOR).username], "note": "核对"}
    )
    assert "Your key is not unlocked in this session." in answer.content.decode()
    assert not report.words_grants.exists()


def test_whoever_is_desk_and_investigator_does_not_grant_themselves(report: Report) -> None:
    both = person("both", Duty.DESK, Duty.INVESTIGATOR)
    cases.add_member(report.cases.get(), both, role="member")
    with pytest.raises(MoveRefused):
        reports.share_words(report, actor=both, identity=identity_of(both), readers=[both], note="自己看")
