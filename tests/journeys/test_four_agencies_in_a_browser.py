"""A joint crackdown of four agencies in headless Chromium: each records its own result, none reads over the fence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from accounts.models import Duty, User
from investigations.models import Case, Target
from tests import factories
from tests.chromium import DESK, chromium, window
from tests.factories import FINDINGS, PASSWORD, office, person, the, unit
from tests.journeys.test_in_a_browser import fill

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]

AGENCIES = ("office", "police", "market", "gas")
WHAT_THEY_FOUND = ("ordered", "referred", "penalty", "shut")


@pytest.fixture
def browser(monkeypatch: Any) -> Iterator[Browser]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as started:
        yield started
        connections.close_all()


def test_four_agencies_carry_a_crackdown_to_its_end(
    live_server: Any, browser: Browser, tmp_path: Path
) -> None:
    office()
    target = unit("涪陵非法加油点（虚构）")
    people = [person(f"officer{code}", Duty.INVESTIGATOR, agency_code=code) for code in AGENCIES]
    shared: dict[str, Any] = {"base_url": live_server.url, "pictures": tmp_path}
    with ExitStack() as desks:

        def sit_down(user: User) -> Page:
            page = desks.enter_context(window(browser, width=DESK, **shared))
            page.goto(reverse("desk:home"))
            fill(page, {"username": user.username, "password": PASSWORD})
            page.click("main form button[type=submit]:not([formtarget])")
            page.wait_for_url(f"**{reverse('desk:home')}")
            return page

        leader = sit_down(the(Duty.LEADER))
        case = open_crackdown(leader)
        name_team(leader, case, people)
        pages = [sit_down(user) for user in people]
        visit(pages, case, target.uscc, people)
        conclude(leader, pages, case)
        leader.goto(case.get_absolute_url())
        said = leader.inner_text("main")
    assert all(agency.name in said for agency in {user.agency for user in people} if agency)
    assert Case.objects.get().state == "closed"
    assert set(Target.objects.values_list("result", flat=True)) == set(WHAT_THEY_FOUND)


def open_crackdown(leader: Page) -> Case:
    """Open the case on its page."""
    leader.goto(reverse("investigations:open_case"))
    fill(leader, {"kind": "crackdown", "title": "打击非法加油联合行动", "note": "四部门联合。"})
    leader.click("main form button[type=submit]:not([formtarget])")
    leader.wait_for_load_state()
    case: Case = Case.objects.get()
    return case


def name_team(leader: Page, case: Case, people: list[User]) -> None:
    """Name the team of four agencies."""
    leader.goto(reverse("investigations:form_team", args=[case.reference]))
    fill(leader, {"head": str(people[0].pk)})
    for member in people[1:]:
        fill(leader, {"members": str(member.pk)})
    send(leader, case)


def visit(pages: list[Page], case: Case, uscc: str, people: list[User]) -> None:
    """Plan a visit by every agency; each records its own, and finds no button on the others'."""
    head, today = pages[0], timezone.localdate().isoformat()
    head.goto(reverse("investigations:add_targets", args=[case.reference]))
    fill(head, {"unit": uscc, "planned_on": today})
    for user in people:
        fill(head, {"agencies": str(user.agency_id)})
    send(head, case)
    for page, user, outcome in zip(pages, people, WHAT_THEY_FOUND, strict=True):
        own = Target.objects.get(agency=user.agency)
        page.goto(case.get_absolute_url())
        buttons = page.locator('a[href*="/targets/"][href$="/visit/"]:not([aria-disabled])').count()
        assert buttons >= 1
        page.goto(reverse("investigations:visit_target", args=[own.reference]))
        fill(page, {"visited_on": today, "outcome": outcome, "found": "当场查明。"})
        send(page, case)


def conclude(leader: Page, pages: list[Page], case: Case) -> None:
    """Draft, review by another agency, approve, close."""
    pages[0].goto(reverse("investigations:submit_findings", args=[case.reference]))
    told = {name: FINDINGS[name] for name in ("conclusion", "facts", "proposal")}
    fill(pages[0], {**told, "inspected_on": timezone.localdate().isoformat()})
    send(pages[0], case)
    for page, move in ((pages[1], "review_findings"), (leader, "approve_findings"), (leader, "close")):
        page.goto(reverse(f"investigations:{move}", args=[case.reference]))
        send(page, case)
    factories.settle()


def send(page: Page, case: Case) -> None:
    """Press the button of a move, and land on the page of the case."""
    page.click("main form button[type=submit]:not([formtarget])")
    page.wait_for_url(f"**{case.get_absolute_url()}*")
