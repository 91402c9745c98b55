"""The auditor's room: the log narrowed, exported and walked; what a rule marks; never an identity."""

from __future__ import annotations

import datetime
import html
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Duty
from desk.selectors.audit import NIGHT, REWARD, TIE, VIEWS, marked_by, narrowed_log
from enterprises.models import Tie
from reports.models import Disclosure, Report
from tests import factories
from tests.desk.builders import text_of
from tests.factories import IDENTITY
from workflow.models import LogCheck, LogEntry
from workflow.services import record, seal_log
from workflow.services.checks import check_log

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def entry_at(hour: int, subject: Any, word: str, *, actor: Any, days: int = 2) -> LogEntry:
    """Write an entry as if at an hour of a day ago; the log itself never changes."""
    at = timezone.localtime().replace(hour=hour, minute=30) - datetime.timedelta(days=days)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: at)
        return record(subject, word, actor=actor)


def test_night_many_views_and_self_dealing_are_marked_and_nothing_else() -> None:
    factories.office()
    report, desk = factories.report_in("accepted"), factories.the(Duty.DESK)
    by_day = entry_at(14, report, "read_words", actor=desk)
    by_night = entry_at(23, report, "read_words", actor=desk)
    at_five = entry_at(5, report, "open_file", actor=desk)
    written = entry_at(23, report, "write", actor=desk)
    assert set(marked_by(NIGHT)) == {by_night.pk, at_five.pk}
    assert not {by_day.pk, written.pk} & set(marked_by(NIGHT))
    assert marked_by(VIEWS) == []
    many = [entry_at(10, report, "read_messages", actor=desk, days=4).pk for _number in range(21)]
    assert set(marked_by(VIEWS)) == set(many), "twenty are not too many, twenty-one are"
    assert marked_by(TIE) == []
    tie = Tie.objects.create(user=desk, unit=report.unit, why="亲属")
    assert {by_day.pk, *many} <= set(marked_by(TIE))
    Tie.objects.filter(pk=tie.pk).update(ended_at=timezone.now() - datetime.timedelta(days=9))
    assert by_day.pk not in marked_by(TIE)


def test_who_opened_an_identity_and_then_acts_on_its_reward_is_marked() -> None:
    reward = factories.reward_in("approved")
    custodian, other = factories.the(Duty.CUSTODIAN), factories.the(Duty.REWARDS)
    Disclosure.objects.create(
        report=reward.report,
        ground="reward",
        reason="x",
        asked_by=custodian,
        decided_by=factories.the(Duty.LEADER),
        state="expired",
        opened_at=timezone.now(),
    )
    record(reward, "recompute", actor=other)
    theirs = record(reward, "recompute", actor=custodian)
    assert marked_by(REWARD) == [theirs.pk]
    page = text_of(factories.browser(factories.the(Duty.AUDITOR)).get("/desk/log/?what=marked"))
    assert "on the reward of an identity that was opened" in page


def test_the_log_is_narrowed_exported_and_walked_and_no_identity_is_in_it() -> None:
    factories.disclosure_in("opened")
    auditor = factories.browser(factories.the(Duty.AUDITOR))
    user, custodian = factories.the(Duty.AUDITOR), factories.the(Duty.CUSTODIAN)
    everything = narrowed_log(user).count()
    assert 0 < narrowed_log(user, what="openings").count() < everything
    assert {entry.actor for entry in narrowed_log(user, person=custodian.username)} == {custodian}
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert narrowed_log(user, since=tomorrow).count() == 0
    assert narrowed_log(user, until=timezone.localdate()).count() == everything
    assert narrowed_log(user, since=datetime.date.min, until=datetime.date.max).count() == everything
    assert "No entry fits" in text_of(auditor.get("/desk/log/?since=rubbish"))
    room = text_of(auditor.get("/desk/audit/"))
    assert "The log has not been walked yet" in room
    assert Disclosure.objects.get().reference in room
    seal_log()
    check_log()
    assert "Whole" in text_of(auditor.get("/desk/audit/"))
    LogCheck.objects.create(entries=1, seals=1, faults=["reports.report:1 entry 2: its hash does not fit"])
    assert "Broken" in text_of(auditor.get("/desk/audit/"))
    assert auditor.post("/desk/audit/check/").status_code == 302
    sheet = auditor.get("/desk/log/log.csv?what=openings").content.decode("utf-8-sig")
    assert len(sheet.splitlines()) == 1 + narrowed_log(user, what="openings").count()
    assert LogEntry.objects.filter(move="open").get().hash in sheet
    assert auditor.get("/desk/log/log.xlsx").content[:2] == b"PK"
    assert auditor.get("/desk/log/log.doc").status_code == 404
    for secret in IDENTITY.values():
        assert secret not in room + sheet + text_of(auditor.get("/desk/log/"))


def test_what_the_walk_found_is_read_in_either_language_with_the_reference() -> None:
    factories.office()
    report = factories.file_report().report
    seal_log()
    Report.objects.filter(pk=report.pk).update(state="accepted")
    check_log()
    auditor = factories.browser(factories.the(Duty.AUDITOR))
    page = html.unescape(text_of(auditor.get("/desk/audit/")))
    assert f"{report.reference}: its state is 'accepted', its log ends in 'submitted'" in page
    chinese = html.unescape(text_of(auditor.get("/desk/audit/", headers={"accept-language": "zh-hans"})))
    assert f"{report.reference}：状态为“accepted”，日志却止于“submitted”" in chinese
    LogCheck.objects.create(entries=1, seals=1, faults=["seal 3: kept 100% as it was said"])
    assert "seal 3: kept 100% as it was said" in text_of(auditor.get("/desk/audit/"))
