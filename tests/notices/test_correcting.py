"""An issued paper is corrected: its free text alone, by a second person, as a new version; the old one stays."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import Duty
from notices.errors import PaperRefused, RevealsReport, UnknownContents
from notices.models import Notice
from notices.previewing import preview_html
from notices.selectors import notices_of
from notices.services import correct_notice
from notices.states import NoticeState
from tests.factories import browser, penalty_in, the
from workflow.errors import MoveRefused
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db
MENDED = "经查，你单位于2026年3月2日未按规定检测，事实清楚。"


@pytest.fixture
def paper() -> Notice:
    return notices_of(penalty_in("notified")).filter(kind="penalty_prior_notice").get()


def correct(client: Client, paper: Notice, **given: str):
    address = reverse("notices:correct", args=[paper.reference])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    return client.post(address, {**typed, "note": "笔误。", **given})


def test_a_new_version_takes_its_place_and_the_old_one_stays(paper: Notice) -> None:
    """In one walk: shown first, issued with a number of its own; the old number answers as superseded."""
    leader = browser(the(Duty.LEADER))
    shown = correct(leader, paper, text_facts=MENDED, rehearse="1")
    assert MENDED in shown.content.decode()
    assert "更正并代替" in shown.content.decode()
    assert Notice.objects.filter(kind=paper.kind).count() == 1
    assert correct(leader, paper, text_facts=MENDED).status_code == 302
    old, new = Notice.objects.filter(kind=paper.kind).order_by("pk")
    assert (old.state, old.corrected_by) == (NoticeState.SUPERSEDED, the(Duty.LEADER))
    assert (new.context["facts"], new.context["reasons"]) == (MENDED, old.context["reasons"])
    assert new.context["replaces"] == {"number": old.number, "issued_on": old.issued_on.isoformat()}
    assert new.serial == old.serial + 1
    assert f"更正并代替{old.number}" in preview_html(new.kind, new.context)
    entry = LogEntry.objects.get(subject_label=Notice.label(), subject_id=old.pk, move="correct")
    assert (entry.actor, entry.note.text) == (the(Duty.LEADER), "笔误。")
    public = Client(headers={"accept-language": "en"})
    assert "has been superseded" in public.get(f"/verify/{old.code}/").content.decode()
    assert "This paper is genuine" in public.get(f"/verify/{new.code}/").content.decode()
    assert new.number in leader.get(old.get_absolute_url()).content.decode()


def test_nothing_else_changes_and_nothing_is_given_away(paper: Notice) -> None:
    leader = the(Duty.LEADER)
    with pytest.raises(PaperRefused):
        correct_notice(paper, actor=leader, note="笔误。", facts=paper.context["facts"])
    with pytest.raises(UnknownContents):
        correct_notice(paper, actor=leader, note="笔误。", party_name="别的公司")
    with pytest.raises(RevealsReport):
        correct_notice(paper, actor=leader, note="笔误。", facts="根据群众举报查明。")
    refused = correct(browser(leader), paper, text_facts="根据群众举报查明。")
    assert refused.status_code == 400
    paper.refresh_from_db()
    assert paper.state in (NoticeState.ISSUED, NoticeState.RENDERED)
    assert not Notice.objects.filter(supersedes=paper).exists()


def test_whoever_issued_it_cannot_correct_it(paper: Notice) -> None:
    Notice.objects.filter(pk=paper.pk).update(issued_by=the(Duty.LEADER))
    paper.refresh_from_db()
    with pytest.raises(MoveRefused) as refusal:
        correct_notice(paper, actor=the(Duty.LEADER), note="笔误。", facts=MENDED)
    assert "second person" in str(refusal.value.reason)


def test_the_database_too_keeps_whoever_issued_it_from_correcting_it(paper: Notice) -> None:
    leader = the(Duty.LEADER)
    Notice.objects.filter(pk=paper.pk).update(issued_by=leader)
    with pytest.raises(IntegrityError, match="notices_corrected_by_a_second_person"):
        Notice.objects.filter(pk=paper.pk).update(corrected_by=leader)
