"""Access to the file of a case by whoever may ask for it: all but the sealed volume, and a register."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from investigations.models import Case, FileAccess
from investigations.showing import documents_of, shown_of
from notices.models import Notice
from tests import factories
from tests.factories import access_in, browser, case_in, file_report, penalty_in, the
from tests.journeys.desk import Officer
from workflow.errors import MoveRefused
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db
TYPED = {
    "seeker": "lawyer",
    "name": "甄律师",
    "credential": "渝律函〔2026〕3号",
    "ground": "《中华人民共和国律师法》第三十五条",
    "manner": "copied",
}


@pytest.fixture
def case(db: None) -> Case:
    """A case that began by a tip and went as far as a penalty, a listing and a reward."""
    tip = file_report(files=[factories.held_file(b"a photo")]).report
    reported = case_in("investigating", report=tip)
    factories.order_in(case=reported)
    factories.preservation_in(case=reported)
    factories.share(tip, the(Duty.INVESTIGATOR))
    found: Case = case_in(
        "concluded", report=tip, proposes_penalty=True, is_concealed=True, deaths=1, concealed_deaths=1
    )
    factories.listing_in("listed", penalty=penalty_in("decided", case=found))
    found.refresh_from_db()
    return found


def titles(case: Case) -> list[str]:
    return [document.title for document in shown_of(case)]


def test_a_partys_copy_of_the_whole_file_says_nothing_of_a_tip(case: Case) -> None:
    assert Notice.objects.filter(audience="reporter").exists()
    assert {
        "行政处罚告知书",
        "行政处罚决定书",
        "责令限期整改指令书",
        "安全生产严重失信主体名单列入决定书",
    } <= set(titles(case))
    access = access_in(case=case)
    page = browser(the(Duty.INVESTIGATOR)).get(access.get_absolute_url())
    papers = Notice.objects.filter(pk__in=[int(one["key"][8:]) for one in access.shown if one["number"]])
    copy = [_main(page.content.decode()), json.dumps(access.shown, ensure_ascii=False)]
    copy += [json.dumps(paper.context, ensure_ascii=False, default=str) for paper in papers]
    tip = case.report
    marks = [
        tip.reference,
        *("举报", "检举", "匿名", "Report", "reporter", "奖励"),
        *(f"{prefix}-{tip.created_at:%Y}-" for prefix in ("JB", "JL")),  # a group of a code may end in JB
        *(str(tip.get_channel_display()), str(tip.get_mode_display()), str(tip.get_kind_display())),
        str(case.get_kind_display()),
        factories.WORDS,
        *factories.IDENTITY.values(),
    ]
    for text in copy:
        assert [mark for mark in marks if mark in text] == []


def _main(page: str) -> str:
    """Return what is printed of a page of the desk: the matter, without navigation and moves."""
    start, end = page.index("<main"), page.index("</main>")
    aside = page.find("<aside", start)
    return page[start : aside if start < aside < end else end]


def test_a_document_that_gives_a_tip_away_stays_in_the_sealed_volume(db: None) -> None:
    case = case_in("concluded", facts="根据群众举报，经查3台冲压机未安装防护装置。")
    assert [one.title for one in documents_of(case) if one.is_sealed] == ["调查认定"]
    assert titles(case) == []
    with pytest.raises(MoveRefused, match="Choose what was shown"):
        access_in(case=case, documents=["finding"])


def test_a_lawyer_is_shown_the_file_and_the_register_says_what_and_when(case: Case) -> None:
    officer = Officer(the(Duty.INVESTIGATOR))
    keys = [one.key for one in shown_of(case)][:2]
    url = reverse("investigations:show_file", args=[case.reference])
    assert f'href="{url}"' in officer.look(case.get_absolute_url())
    typed = {**TYPED, "seen_on": timezone.localdate().isoformat(), "documents": keys}
    assert officer.client.post(url, typed).status_code == 302
    access = FileAccess.objects.get()
    assert [one["key"] for one in access.shown] == keys
    assert LogEntry.objects.about(access).get(move="record").actor == the(Duty.INVESTIGATOR)
    register = Officer(the(Duty.LEADER)).look(reverse("investigations:accesses"))
    for text in (access.reference, case.reference, "甄律师"):
        assert text in register
    assert access.reference in officer.look(case.get_absolute_url())


def test_what_was_shown_stays_as_it_was(case: Case) -> None:
    access = access_in(case=case)
    access.refresh_from_db()
    before = list(access.shown)
    factories.order_in(case=case)
    access.refresh_from_db()
    assert access.shown == before
    assert len(shown_of(case)) == len(before) + 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"credential": ""}, "credential"),
        ({"name": ""}, "name"),
        ({"seeker": "neighbour"}, "seeker"),
        ({"seen_on": "2999-01-01"}, "seen_on"),
        ({"documents": ["JB-2026-000001"]}, "documents"),
        ({"documents": []}, "documents"),
    ],
)
def test_an_entry_that_lacks_something_comes_back_with_a_sentence(
    case: Case, changed: dict[str, Any], field: str
) -> None:
    client = browser(the(Duty.INVESTIGATOR))
    typed = {**TYPED, "seen_on": timezone.localdate().isoformat(), "documents": ["finding"], **changed}
    answer = client.post(reverse("investigations:show_file", args=[case.reference]), typed)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert not FileAccess.objects.exists()


def test_a_file_on_which_nobody_has_worked_yet_is_not_shown(db: None) -> None:
    with pytest.raises(MoveRefused):
        cases.show_file(
            case_in("opened"),
            actor=the(Duty.LEADER),
            **TYPED,
            seen_on=timezone.localdate(),
            documents=["finding"],
        )


def test_a_mistaken_entry_is_voided_and_stays_in_the_register(case: Case) -> None:
    access = access_in("voided", case=case)
    assert access.state == "voided"
    assert access.reference in Officer(the(Duty.LEADER)).look(reverse("investigations:accesses"))


def test_the_register_shows_only_the_files_that_one_may_see(case: Case) -> None:
    access, stranger = access_in(case=case), factories.person("stranger", Duty.INVESTIGATOR)
    assert access.reference not in Officer(stranger).look(reverse("investigations:accesses"))
    assert browser(stranger).get(access.get_absolute_url()).status_code == 404
