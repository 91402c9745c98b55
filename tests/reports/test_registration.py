"""The registration form: the desk's without the name, the custodian's with it, each in the session that opens it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Duty
from notices.errors import MissingContents
from notices.kinds_sheets import REGISTRATION
from notices.models import Notice
from notices.sheets import draw_sheet
from reports.registration import SEALED, registration_sheet
from statutes.documents import missing_contents
from tests import factories
from tests.factories import IDENTITY, browser, disclosure_in, file_report, the
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db


def read(response: Any) -> str:
    data = b"".join(response.streaming_content)
    assert response["Cache-Control"] == "no-store, private"
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


def moves_of(subject: Any) -> list[str]:
    entries = LogEntry.objects.filter(subject_label=subject.label(), subject_id=subject.pk)
    return list(entries.order_by("pk").values_list("move", flat=True))


def test_the_desk_prints_it_with_the_words_and_the_name_sealed() -> None:
    report = file_report().report
    desk = browser(the(Duty.DESK), has_key=True)
    said = read(desk.post(reverse("reports:print_registration", args=[report.reference])))
    assert "".join(factories.WORDS.split()) in said
    assert report.reference in said
    assert SEALED in said
    assert "应当为举报人保守秘密" in said
    assert not any(value in said for value in IDENTITY.values())
    assert moves_of(report)[-2:] == ["read_words", "print_registration"]
    assert not Notice.objects.exists()


def test_a_custodian_prints_it_with_the_name_while_the_identity_is_open() -> None:
    disclosure = disclosure_in("approved")
    custodian = browser(disclosure.asked_by, has_key=True)
    said = read(custodian.post(reverse("identities:print_registration", args=[disclosure.reference])))
    assert IDENTITY["name"] in said
    assert IDENTITY["phone"] in said
    assert factories.WORDS not in said
    assert moves_of(disclosure)[-3:] == ["open", "look", "print_registration"]


def test_nobody_prints_it_without_a_key_or_before_a_leader_agreed() -> None:
    report = file_report().report
    address = reverse("reports:print_registration", args=[report.reference])
    assert browser(the(Duty.DESK)).post(address).status_code == 403
    assert "print_registration" not in moves_of(report)
    asked = disclosure_in("requested")
    custodian: Client = browser(asked.asked_by, has_key=True)
    assert custodian.post(reverse("identities:print_registration", args=[asked.reference])).status_code == 409


@pytest.mark.parametrize("key", REGISTRATION.required)
def test_every_element_that_the_law_asks_for_is_asked_for(key: str) -> None:
    """Without any one of them nothing is drawn."""
    sheet = registration_sheet(file_report().report, opened_by="某人", words={}, named={})
    assert not missing_contents("tip_registration", REGISTRATION.legal_view(sheet), on=timezone.localdate())
    with pytest.raises(MissingContents):
        draw_sheet(REGISTRATION, {**sheet, key: ""})


def test_nothing_of_it_lies_on_the_disk() -> None:
    report = file_report().report
    before = {path for path in Path(house.MEDIA_ROOT).rglob("*") if path.is_file()}
    browser(the(Duty.DESK), has_key=True).post(reverse("reports:print_registration", args=[report.reference]))
    assert {path for path in Path(house.MEDIA_ROOT).rglob("*") if path.is_file()} == before
