"""The paper beside the form of the move that issues it: looked at as often as one likes, and nothing is kept."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse

from accounts.models import Duty
from notices.kinds import KINDS
from notices.models import Notice, NumberSeries
from notices.previewing import preview_html
from sanctions.models import Penalty
from tests.factories import browser, penalty_in, the
from tests.notices.papers import PAPERS, frozen_example
from workflow.models import LogEntry

EVIL = "<script>alert(1)</script><img onerror=alert(1)>"


@pytest.mark.django_db
def test_a_paper_is_shown_as_it_will_be_and_nothing_is_kept():
    penalty = penalty_in("proposed")
    leader = browser(the(Duty.LEADER))
    address = reverse("sanctions:file", args=[penalty.reference])
    form = leader.get(address)
    assert b'formtarget="paper"' in form.content
    assert "frame-src 'self'" in form.headers["Content-Security-Policy"]
    kept = (LogEntry.objects.count(), Notice.objects.count(), NumberSeries.objects.count())
    for _time in range(2):
        shown = leader.post(address, {"rehearse": "1", "seen": penalty.state, "click": "once"})
        page = shown.content.decode()
        assert shown.status_code == 200
        assert "立案审批表" in page
        assert "〔" in page
        assert "1号" in page
        assert f"<mark>{penalty.case.finding.facts}</mark>" in page
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = shown.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert (LogEntry.objects.count(), Notice.objects.count(), NumberSeries.objects.count()) == kept
    assert Penalty.objects.get(pk=penalty.pk).state == "proposed"
    assert leader.post(address, {"seen": penalty.state, "click": "once"}).status_code == 302
    assert Penalty.objects.get(pk=penalty.pk).state == "filed"
    # Whoever may not make the move is not shown its paper either.
    stranger = browser(the(Duty.INVESTIGATOR)).post(address, {"rehearse": "1", "seen": "proposed"})
    assert stranger.status_code in {403, 409}


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_is_text_of_ours_marked_where_it_is_free_and_loads_nothing(kind):
    free = [key for key in KINDS[kind].free if isinstance(PAPERS[kind].get(key), str)]
    assert set(KINDS[kind].free) <= KINDS[kind].keys
    page = preview_html(kind, frozen_example(kind, **dict.fromkeys(free, EVIL)))
    assert "<script" not in page
    assert "<img onerror" not in page
    assert page.count("<mark>") >= len(free)
    for loaded in ("<link", "@import", "url("):
        assert loaded not in page
    assert page.count("src=") == page.count('src="data:')


def test_a_preview_is_there_at_once():
    context = frozen_example("penalty_decision")
    preview_html("penalty_decision", context)
    began = time.process_time()
    preview_html("penalty_decision", context)
    assert time.process_time() - began < 0.3
