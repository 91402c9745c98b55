"""The table of tests/insiders.py, tried: every envelope with every key and pair of keys.

tests/test_insiders_on_pages.py opens the pages.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import Duty, User
from investigations.services import form_team
from reports.models import Report
from reports.services import (
    Tip,
    accept_report,
    release_working_text,
    share_words,
    submit_report,
    write_to_desk,
)
from tests import factories
from tests.factories import the
from tests.insiders import (
    ALONE,
    ALONE_INTERNAL,
    FILES,
    GRANTED,
    MESSAGES,
    NAME,
    PAYEE,
    SECRETS,
    TOGETHER,
    TOGETHER_INTERNAL,
    WORDS,
)
from vault import sealing
from vault.models import Envelope, EscrowBox, Purpose, SealedFile
from vault.services import escrow, hold_ceremony, prepare_envelope, store_envelope
from vault.streams import open_file

pytestmark = pytest.mark.django_db

MARKS = {
    NAME: "甄内探一九九",
    WORDS: "第七号回风巷的瓦斯探头被纸糊住",
    FILES: "照片里的第九号支架",
    MESSAGES: "昨夜班长又把探头拆下来了",
    PAYEE: "9999990000000777",
}


# ---- Keys ------------------------------------------------------------------------------------------------------
@pytest.fixture
def matter(request: pytest.FixtureRequest) -> bool:
    """File a marked tip, with a file, a message and a payee; return whether it accuses the office itself."""
    is_internal: bool = request.param
    factories.office()
    told = {"kind": "inaction", "accused_agency": factories.agency()} if is_internal else {}
    filing = submit_report(
        Tip(
            **{
                "kind": "hazard",
                "mode": "confidential",
                "division": factories.DIVISION,
                "unit_name": "涪陵内探试验厂（虚构）",
                "words": {"text": MARKS[WORDS]},
                "identity": {"name": MARKS[NAME], "phone": "19900000199"},
                **told,
            }
        ),
        files=[factories.held_file(MARKS[FILES].encode())],
    )
    assert filing.report.is_internal is is_internal
    write_to_desk(filing.report, text=MARKS[MESSAGES])
    store_envelope(prepare_envelope(Purpose.PAYEE, {"account": MARKS[PAYEE]}), subject=filing.report)
    return is_internal


def learned(*people: User) -> set[str]:
    """Try every envelope and every file with these people's keys, layer by layer; return the secrets that come out."""
    return learned_with([factories.identity_of(user) for user in people])


def learned_with(keys: list[str]) -> set[str]:
    """Do the same with private keys as they are."""
    opened = b""
    for envelope in Envelope.objects.all():
        inside = _peeled(bytes(envelope.ciphertext), keys)
        opened += inside
        found = re.search(rb'"key": "([0-9a-f]{64})"', inside)
        for file in SealedFile.objects.filter(envelope=envelope) if found else ():
            opened += b"".join(open_file(file.absolute_path, key=bytes.fromhex(found[1].decode())))  # type: ignore[index]
    return {secret for secret, words in MARKS.items() if words.encode() in opened}


def _peeled(sealed: bytes, keys: list[str]) -> bytes:
    for key in keys:
        try:
            inside = sealing.open_sealed(sealed, key)
        except sealing.CannotOpen:
            continue
        return inside + _peeled(inside, keys)
    return b""


BOTH = pytest.mark.parametrize("matter", [False, True], indirect=True, ids=["usual", "internal"])


@BOTH
def test_each_duty_learns_with_its_key_and_the_database_what_the_table_says(matter: bool) -> None:
    table = ALONE_INTERNAL if matter else ALONE
    assert {duty: learned(the(duty)) for duty in Duty} == {duty: set(table[duty]) for duty in Duty}


@BOTH
def test_two_duties_learn_together_what_the_table_says(matter: bool) -> None:
    alone, together = (ALONE_INTERNAL, TOGETHER_INTERNAL) if matter else (ALONE, TOGETHER)
    for pair in itertools.combinations(Duty, 2):
        wanted = alone[pair[0]] | alone[pair[1]] | together.get(frozenset(pair), frozenset())
        assert learned(*(the(duty) for duty in pair)) == wanted, pair


@BOTH
def test_two_people_of_one_duty_learn_no_more_than_one(matter: bool) -> None:
    table = ALONE_INTERNAL if matter else ALONE
    for duty in Duty:
        assert learned(the(duty), the(duty, 2)) <= table[duty], duty


@BOTH
def test_the_table_can_be_wrong(matter: bool) -> None:
    """All keys together open everything: what is not found above is sealed, and not lost."""
    assert learned(*(the(duty) for duty in Duty)) == set(SECRETS)


@BOTH
def test_the_whole_database_without_a_key_tells_nothing(matter: bool) -> None:
    dump = _dump()
    for words in MARKS.values():
        for form in _forms(words):
            assert form not in dump, words


def test_the_search_for_marks_finds_them_where_sealing_is_off(settings: Any, request: Any) -> None:
    settings.VAULT_SEALER = "tests.vault.plain.PlainSealer"
    factories.office()
    store_envelope(
        prepare_envelope(Purpose.WORDS, {"text": MARKS[WORDS]}), subject=factories.file_report().report
    )
    assert any(form in _dump() for form in _forms(MARKS[WORDS]))


def _forms(words: str) -> list[bytes]:
    plain = words.encode()
    return [
        plain,
        plain.hex().encode(),
        words.encode("utf-16-le"),
        json.dumps(words)[1:-1].encode(),
        *_base64(plain),
    ]


def _base64(plain: bytes) -> list[bytes]:
    """Return what base64 makes of a text at each of the three places where it can begin."""
    return [base64.b64encode(b" " * shift + plain)[4 if shift else 0 : -4] for shift in range(3)]


def _dump() -> bytes:
    with connection.cursor() as cursor:
        rows: list[Any] = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names are the database's own
            rows += cursor.fetchall()
    return b"|".join(_bytes(value) for row in rows for value in row)


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


@BOTH
def test_whoever_of_the_team_was_granted_the_words_learns_those_and_nobody_else_anything(
    matter: bool,
) -> None:
    report, reader, other = Report.objects.get(), the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)
    desk, leader = (the(Duty.SUPERVISION),) * 2 if matter else (the(Duty.DESK), the(Duty.LEADER))
    accept_report(report, actor=desk)
    factories.settle()
    form_team(report.cases.get(), actor=leader, head=reader, members=[other])
    share_words(
        report, actor=desk, identity=factories.identity_of(desk), readers=[reader], note="须核对原话。"
    )
    assert learned(reader) == GRANTED
    assert learned(other) == set()
    share_words(report, actor=desk, identity=factories.identity_of(desk), readers=[], note="已核对。")
    assert learned(reader) == set()
    assert learned(desk) == GRANTED | {MESSAGES}


# ---- The escrow key --------------------------------------------------------------------------------------------
def test_one_sheet_opens_nothing_and_two_open_everything() -> None:
    holders = [the(duty) for duty in (Duty.AUDITOR, Duty.CHAIR, Duty.REVIEWER)]
    sheets = hold_ceremony(holders=holders, actor=None).shares
    for box in EscrowBox.objects.all():
        for share in sheets:
            with pytest.raises(sealing.CannotOpen):
                escrow._open_box(box, share, share)
    _held, identity = escrow._open_escrow(sheets[0], sheets[2])
    envelope = prepare_envelope(Purpose.PAYEE, {"account": MARKS[PAYEE]})
    store_envelope(envelope, subject=factories.file_report().report)
    assert learned_with([identity]) == {PAYEE}


# ---- Before the desk releases a text -------------------------------------------------------------------------
def test_until_the_desk_releases_a_text_investigators_see_the_structured_answers_alone() -> None:
    case = factories.case_in("investigating")
    investigator = factories.browser(the(Duty.INVESTIGATOR), has_key=True)
    report, page = case.report, ""
    for url in (report.get_absolute_url(), case.get_absolute_url(), reverse("investigations:list")):
        page += investigator.get(url).content.decode()
    assert report.unit_name in page
    assert report.get_kind_display() in page
    assert "The desk has not released a working text yet." in page
    assert factories.WORDS not in page
    assert report.get_mode_display() not in page
    for opener in ("words", "messages"):
        answer = investigator.post(reverse(f"reports:{opener}", args=[report.reference]))
        assert answer.status_code == 403
    release_working_text(report, actor=the(Duty.DESK), text="冲压机没有防护装置。")
    assert "冲压机没有防护装置。" in investigator.get(report.get_absolute_url()).content.decode()
