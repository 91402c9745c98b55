"""Several files at once: looked at first, done one by one, said line by line, taken back by two people."""

import threading

import pytest
from django.db import connections
from django.urls import reverse

from accounts.models import Duty
from desk.models import BulkAct, LineState
from desk.selectors.sources import SOURCES
from desk.services import begin_bulk, go_on
from desk.several import KINDS
from reports.states import State
from tests.factories import browser, grant, report_in, reward_in, the
from workflow.models import Annulment, LogEntry

pytestmark = pytest.mark.django_db


def begun(client, key, files, **more):
    data = {"file": [file.reference for file in files], "click": "a-click", "note": "", **more}
    answer = client.post(reverse("desk:begin_bulk", args=[key]), data)
    assert answer.status_code == 302, answer.content.decode()
    return BulkAct.objects.get(), answer["Location"]


def test_every_kind_belongs_to_a_queue_and_the_queue_says_so():
    assert set(KINDS) <= {source.key for source in SOURCES}
    reports = [report_in("answered"), report_in("answered")]
    page = browser(the(Duty.DESK)).get(reverse("desk:home")).content.decode()
    url = reverse("desk:several", args=["close_report"])
    assert f'href="{url}"' in page
    page = browser(the(Duty.DESK)).get(url).content.decode()
    assert all(report.reference in page for report in reports)


def test_what_would_be_done_is_shown_before_anything_is():
    near, far = report_in("answered"), report_in("answered")
    url = reverse("desk:preview_several", args=["close_report"])
    answer = browser(the(Duty.DESK)).post(url, {"file": [near.reference]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert near.reference in page
    assert far.reference not in page
    near.refresh_from_db()
    assert near.state == State.ANSWERED
    assert not BulkAct.objects.exists()


def test_each_is_done_by_itself_and_what_moved_on_is_said():
    done, gone = report_in("answered"), report_in("answered")
    client = browser(the(Duty.DESK))
    act, _url = begun(client, "close_report", [done, gone], note="seen on paper")
    report_in_other_hands = type(gone).objects.filter(pk=gone.pk)
    report_in_other_hands.update(state=State.OBJECTED)
    page = client.post(reverse("desk:go_on_bulk", args=[act.handle]), follow=True).content.decode()
    done.refresh_from_db()
    assert done.state == State.CLOSED
    entry = LogEntry.objects.about(done).latest("pk")
    assert (entry.actor, entry.note.text) == (the(Duty.DESK), "seen on paper")
    states = dict(act.lines.values_list("reference", "state"))
    assert states == {done.reference: LineState.DONE, gone.reference: LineState.REFUSED}
    assert "It has moved on" in page
    assert "2 of 2 files" in page


def test_a_second_click_finds_the_same_act_and_does_nothing_twice():
    report = report_in("answered")
    client = browser(the(Duty.DESK))
    act, url = begun(client, "close_report", [report])
    on = reverse("desk:go_on_bulk", args=[act.handle])
    client.post(on)
    client.post(on)
    assert begun(client, "close_report", [report])[1] == url
    assert LogEntry.objects.about(report).filter(move="close").count() == 1


def test_scripts_get_the_bar_alone_and_it_asks_until_nothing_waits():
    report = report_in("answered")
    client = browser(the(Duty.DESK))
    act, url = begun(client, "close_report", [report])
    assert 'hx-trigger="load' in client.get(url).content.decode()
    answer = client.post(reverse("desk:go_on_bulk", args=[act.handle]), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="bulk"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "hx-trigger" not in answer.content.decode()


def test_all_of_it_is_taken_back_by_a_second_person_or_says_why_not():
    first, second = report_in("answered"), report_in("answered")
    client = browser(the(Duty.DESK))
    act, _url = begun(client, "close_report", [first, second])
    client.post(reverse("desk:go_on_bulk", args=[act.handle]))
    undo = reverse("desk:undo_bulk", args=[act.handle])
    assert client.post(undo, {"reason": ""}).status_code == 400
    assert client.post(undo, {"reason": "the wrong list"}).status_code == 302
    assert set(act.lines.values_list("state", flat=True)) == {LineState.UNDOING}
    assert set(Annulment.objects.values_list("reason", flat=True)) == {"the wrong list"}
    first.refresh_from_db()
    assert first.state == State.CLOSED


def test_nothing_ticked_and_strange_files_and_strange_acts_are_refused():
    client = browser(the(Duty.DESK))
    url = reverse("desk:begin_bulk", args=["close_report"])
    for files in ([], ["JB-2026-999999"], [report_in("submitted").reference]):
        assert client.post(url, {"file": files}).status_code == 400
    assert client.get(reverse("desk:several", args=["nothing"])).status_code == 404
    act = begin_bulk(key="close_report", subjects=[], note="", click="x", actor=the(Duty.DESK))
    assert browser(the(Duty.LEADER)).get(reverse("desk:bulk", args=[act.handle])).status_code == 404


def test_amounts_are_agreed_to_by_whoever_may_and_by_nobody_twice():
    grant()
    reward = reward_in("proposed")
    client = browser(the(Duty.FINANCE))
    rows = client.get(reverse("desk:several", args=["approve"])).content.decode()
    assert reward.reference in rows
    act, _url = begun(client, "approve", [reward])
    client.post(reverse("desk:go_on_bulk", args=[act.handle]))
    line = act.lines.get()
    assert line.state == LineState.DONE, line.reason
    assert line.entry.actor == the(Duty.FINANCE)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_once_do_each_file_once():
    reports = [report_in("answered") for _ in range(4)]
    act = begin_bulk(key="close_report", subjects=reports, note="", click="x", actor=the(Duty.DESK))

    def press():
        try:
            go_on(act, actor=the(Duty.DESK))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(act.lines.values_list("state", flat=True)) == {LineState.DONE}
    for report in reports:
        assert LogEntry.objects.about(report).filter(move="close").count() == 1
