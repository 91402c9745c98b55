"""Every page, and every way in which it can answer with an error, under axe in headless Chromium: no barrier at all.

Pages are drawn by the test client and shown to the browser with their own headers, styles and scripts, so that no
server and no second connection to the database is needed. Language and width meet pairwise: in Chinese on a phone and
in English at a desk, the next page the other way round; `bin/test --full` sees every page in both.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.utils import translation
from playwright.sync_api import Page, Route

from accounts.models import Duty
from notices.models import Notice
from reports.models import Report
from tests import doors
from tests.access import ACCESS, Door
from tests.chromium import DESK, PHONE, chromium, faults_of
from tests.doors import ANYBODY, REPORTER
from tests.journeys.public_form import ANSWERS, answer_all, page_of, photo
from tests.reports.test_entry import save
from vault.receipts import new_receipt

pytestmark = [
    pytest.mark.browser,
    pytest.mark.postgres,
    pytest.mark.django_db,
]

SITE = "http://chuishao.test"
LANGUAGES = {"zh-hans": "zh-CN", "en": "en"}
WRITER = "writer"  # somebody whose answers are all given and not sent
CLERK = "clerk"  # somebody who has filed a call and not read out its receipt yet
WITH_ERRORS = " with errors"
SEVERAL: dict[str, Any] = {"act": "accept", "click": "c1"}
NOTICE = {
    "number": "演示〔2026〕1号",
    "published_on": "2026-11-20",
    "source": "演示",
    "days": "2027-01-01至2027-01-03 放假\n2027-01-09 上班",
}

ROSTER = {"month": "2026-12", "changes_at": "08:30", "lines": "2026-12-01,desk1,leader1"}


# ---- Which pages there are -------------------------------------------------------------------------------------
# Files, fragments, ways to elsewhere.
JOINING = {"carried": "用户名,姓名,单位,职责\nnewcomer,甄新人,,desk\n"}
OTHERS = {"carried": "单位名称,简称,代码\n甄县公安局,甄公安,甄\n"}
NO_PAGE = {
    "field:keeper",
    "genuine:certificate",
    "healthz",
    "hotline:receipt",
    "tips:away",
    "tips:notice",
    "tips:question",
    "tips:receipt",
    "tips:report",
    "tips:checker",
    "tips:opening",
    "tips:proof_key",
    "tips:salt_again",
    "tips:statement",
    "tips:statement_again",
    "desk:begin",
    "desk:people_template",
    "desk:agencies_template",
    "desk:arrival_template",
    "desk:seal_image",
    "dishonest:json",
    "dishonest:good_credit_json",
    "sanctions:handover_csv",
    "sanctions:handover_xlsx",
    "dishonest:csv",
    "dishonest:atom",
    "api:nothing",
    "api:openapi",
    "api:status",
    "api:transfer",
    "api:transfers",
    "notices:download",
    "outreach:sheet",
    "open:data",
    "insights:book",
    "insights:table",
    "insights:brief_file",
    "desk:export_log",
    "reports:file",
    "investigations:picture",
}


@dataclass(frozen=True)
class Shot:
    """A page as somebody comes to it."""

    status: int = 200
    persona: str = ANYBODY
    name: str = ""
    path: str = ""
    data: Mapping[str, Any] | None = None  # what is posted
    how: Mapping[str, Any] = field(default_factory=dict)


def shots() -> dict[str, Shot]:
    """List every page and every error by a name of its own."""
    found = {
        name: Shot(persona=_opener(name), name=name)
        for name, access in ACCESS.items()
        if access.method == "get" and name not in NO_PAGE
    }
    for name in (
        "reports:words",
        "reports:messages",
        "rewards:payee",
        "rewards:objection",
        "fabrications:read_answer",
        "field:papers",
    ):
        found[name] = Shot(persona=_opener(name), name=name, data={})
    found["tips:track"] = Shot(name="tips:track")
    for step in ANSWERS:
        found[f"question {step}"] = Shot(persona=WRITER, path=page_of(step))
        wrong = (
            {"evidence": photo("a.exe")}
            if step == "files"
            else {"claimed_deaths": "x", "happened_on_day": "99"}
        )
        found[f"question {step}{WITH_ERRORS}"] = Shot(400, WRITER, path=page_of(step), data=wrong)
    return found | _moves_with_errors() | _refusals()


def _opener(name: str) -> str:
    access = ACCESS[name]
    if name in {"desk:rulebook", "desk:rule", "desk:holidays", "desk:site"}:
        return Duty.ADMIN.value  # who sees most of it
    if access.door is Door.SIGNED_IN:
        return Duty.DESK.value
    if name in {"tips:check", "tips:danger"}:
        return WRITER
    return next(
        (duty.value for duty in sorted(access.opens)), REPORTER if access.door is Door.RECEIPT else ANYBODY
    )


def _moves_with_errors() -> dict[str, Shot]:
    too_long = {"note": "长" * 5001, "reason": "", "fine": "x", "due_on": "x", "deaths": "-1"}
    pages = {
        "access",
        "beside",
        "accident",
        "case_evidence",
        "detail",
        "disaster",
        "download",
        "evidence",
        "hazard",
        "listing",
        "remittance",
        "systems",
        "interview",
        "exposure",
        "measure",
        "good_credit",
        "handover",
        "handover_csv",
        "handover_xlsx",
        "picture",
        "papers",
    }
    # They ask nothing that can be missing, so that nothing is wrong.
    buttons = {"investigations:sign_report", "alarms:acknowledge", "alarms:hand_on", "partners:hook"}
    return {
        f"{name} with errors": Shot(
            422 if name == "notices:void" else 400, _opener(name), name, data=too_long
        )
        for name, access in ACCESS.items()
        if access.door is Door.FILE
        and access.method == "get"
        and name.split(":")[1] not in pages
        and name not in buttons
    }


def _refusals() -> dict[str, Shot]:
    desk, leader, admin = Duty.DESK.value, Duty.LEADER.value, Duty.ADMIN.value
    return {
        "sent": Shot(persona="sent", name="tips:receipt"),
        "sent with errors": Shot(400, "sent", "tips:receipt", data={"last_four": "x"}),
        **{
            f"hotline:{way} with errors": Shot(400, desk, f"hotline:{way}", data={"kind": "hazard"})
            for way in ("call", "counter", "letter", "transfer_in")
        },
        **{
            f"field:{kind} with errors": Shot(
                400, Duty.INVESTIGATOR.value, f"field:{kind}", data={"case": "x", "question": "?"}
            )
            for kind in ("inspection", "interview")
        },
        "intake:queue with errors": Shot(400, desk, "intake:preview", data={"act": "decline"}),
        "intake preview": Shot(persona=CLERK, name="intake:preview", data=SEVERAL),
        "intake result": Shot(persona=CLERK, name="intake:result"),
        "read out": Shot(persona=CLERK, name="hotline:receipt"),
        "read out with errors": Shot(400, CLERK, "hotline:receipt", data={"last_four": "x"}),
        "no receipt": Shot(410, name="tips:receipt"),
        "tips:track with errors": Shot(400, name="tips:track", data={"code": "12"}),
        "unknown code": Shot(404, name="tips:track", data={"code": new_receipt().code}),
        "tips:panels with errors": Shot(400, REPORTER, "tips:message", data={"text": ""}),
        "tips:retaliation with errors": Shot(400, REPORTER, "tips:retaliation", data={"what": "长" * 20_000}),
        "tips:object with errors": Shot(400, REPORTER, "tips:object", data={"text": ""}),
        "message without the receipt": Shot(409, name="tips:message", data={"text": "我的话"}),
        "claims:reward with errors": Shot(
            400, REPORTER, "claims:reward", data={"way": "bank", "account": "x"}
        ),
        "a reward worked out": Shot(path="/rules/?kind=major&fine=120000&person_fine=5000&is_employee=on"),
        "open:rules with errors": Shot(400, path="/rules/?kind=concealment&fine=x"),
        "desk:rulebook with errors": Shot(400, admin, path="/desk/rulebook/?on=x"),
        "rulebook, nothing found": Shot(persona=admin, path="/desk/rulebook/?q=nothing&place=37"),
        "desk:confirm_rule with errors": Shot(400, admin, "desk:confirm_rule", data={"read_on": "x"}),
        "desk:withdraw_confirmation with errors": Shot(
            400, admin, "desk:withdraw_confirmation", data={"why": ""}
        ),
        "desk:setting with errors": Shot(400, admin, "desk:setting", data={"value": "x"}),
        "outreach:boards with errors": Shot(400, desk, "outreach:boards", data={"unit": "x"}),
        "alarms:import_month with errors": Shot(400, desk, "alarms:import_month", data={"lines": "x"}),
        "a month as read": Shot(persona=desk, name="alarms:import_month", data=ROSTER),
        "alarms:contact with errors": Shot(400, desk, "alarms:contact", data={"phone": "x", "email": "x"}),
        "desk:mail_choice with errors": Shot(400, desk, "desk:mail_choice", data={"way": "x"}),
        "desk:import_holidays with errors": Shot(
            400, admin, "desk:import_holidays", data={"days": "x\n2027-02-30"}
        ),
        "desk:office with errors": Shot(400, admin, "desk:office", data={"name": ""}),
        "desk:add_agency with errors": Shot(400, admin, "desk:add_agency", data={"code": "?", "place": "0"}),
        "desk:add_person with errors": Shot(400, admin, "desk:add_person", data={"username": "a b"}),
        "desk:duties with errors": Shot(400, admin, "desk:duties", data={"duties": ["finance", "cashier"]}),
        "desk:import_people with errors": Shot(400, admin, "desk:import_people", data={"carried": "x"}),
        "desk:import_agencies with errors": Shot(400, admin, "desk:import_agencies", data=OTHERS),
        "people as read": Shot(persona=admin, name="desk:import_people", data=JOINING),
        "invitations": Shot(persona=admin, name="desk:invite", data={}),
        "notice as read": Shot(persona=admin, name="desk:import_holidays", data=NOTICE),
        "desk:withdraw_holidays with errors": Shot(400, admin, "desk:withdraw_holidays", data={"why": ""}),
        "desk:switch_site with errors": Shot(400, admin, "desk:switch_site", data={"why": "x"}),
        "list, nothing found": Shot(path="/lists/dishonest/?q=nothing"),
        "genuine paper": Shot(path="/verify/{code}/"),
        "unknown paper": Shot(404, path="/verify/AAAA-BBBB-CCCC/"),
        "genuine:file with errors": Shot(422, name="genuine:file", data={}),
        "genuine:verify with errors": Shot(422, path="/verify/?code="),
        "not found": Shot(404, path="/nothing/"),
        "forbidden": Shot(403, path="/report/", data={}, how={"enforce_csrf_checks": True}),
        "desk:login with errors": Shot(400, name="desk:login", data={"username": "x", "password": "y"}),
        "no work": Shot(persona=Duty.CHAIR.value, name="desk:home"),
        "search": Shot(persona=leader, path="/desk/search/?q=涪陵"),
        "reports:list with errors": Shot(400, desk, path="/desk/reports/?state=x"),
        "staff: not found": Shot(404, desk, path="/desk/nothing/"),
        "staff: refused": Shot(403, leader, "reports:accept"),
        "staff: stale": Shot(409, desk, "reports:accept", data={"seen": "x"}),
        "staff: forbidden": Shot(403, desk, "reports:accept", data={}, how={"enforce_csrf_checks": True}),
    }


SHOTS = shots()
TEMPLATES = ("400.html", "413.html", "429.html", "500.html")


PAIRS = [("zh-hans", PHONE), ("en", DESK), ("zh-hans", DESK), ("en", PHONE)]


def views() -> list[tuple[str, str, int]]:
    """List what is looked at: each page in one pair of language and width, by turns.

    A page that asks something is looked at with errors on it, which has all that it has without them. `bin/test --full`
    looks at it without, too, and at the other pages in a second pair that shares neither language nor width.
    """
    return [view for view, is_second in _views() if not is_second]


def second_views() -> list[tuple[str, str, int]]:
    """List what is looked at besides when there is time."""
    return [view for view, is_second in _views() if is_second]


def _views() -> Iterator[tuple[tuple[str, str, int], bool]]:
    pages = [name for name in [*SHOTS, *TEMPLATES] if not name.endswith(WITH_ERRORS)]
    for number, name in enumerate(pages):
        other = f"{name}{WITH_ERRORS}"
        first, second = PAIRS[number % 2 * 2 : number % 2 * 2 + 2]
        # Which of the two is seen on a phone changes as well.
        first, second = (first, second) if number % 4 < 2 else (second, first)
        yield (other if other in SHOTS else name, *first), False
        yield (name, *second), True


# ---- Drawing them ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Drawn:
    """A page as it was answered."""

    html: str
    headers: dict[str, str]
    # Why it is not the page that was asked for; its own test says so, and the others are looked at all the same.
    fault: str = ""


@pytest.fixture(scope="module", autouse=True)
def _house(built: doors.House) -> None:
    """Stand in for the fixture of the same name: this house has settings of its own."""


@pytest.fixture(scope="module")
def drawn(request: Any, built: doors.House, django_db_blocker: Any) -> dict[tuple[str, str], Drawn]:
    """Draw all pages that will be looked at before the browser starts, which asks no database."""
    name = test_a_page_has_no_barrier.__name__
    looked_at = [test.callspec.params for test in request.session.items if test.originalname == name]
    wanted = {(view["name"], view["language"], view["width"]) for view in looked_at}
    with django_db_blocker.unblock(), doors.undone():
        return draw(built, sorted(wanted))


@pytest.fixture
def _django_db_helper() -> None:
    """Stand in for pytest-django's own: the pages are drawn, and the tests ask no database."""


def draw(house: doors.House, wanted: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], Drawn]:
    house.cookies["sent"] = house.cookies[REPORTER]
    writer, clerk = Client(), house.browser(Duty.DESK.value)
    answer_all(writer, files=[photo()])
    assert save(clerk, is_danger_now="yes").status_code == 302
    SEVERAL["report"] = [report.reference for report in Report.objects.order_by("-pk")[:3]]
    assert clerk.post("/desk/intake/carry-out/", SEVERAL).status_code == 302
    house.cookies |= {WRITER: writer.cookies, CLERK: clerk.cookies}
    code = Notice.objects.exclude(state="voided").latest("pk").code
    found = {}
    for name, language, _width in wanted:
        with doors.undone(), translation.override(language):
            shot = SHOTS.get(name)
            found[name, language] = _answer(house, name, shot, language, code) if shot else _template(name)
    return found


def _template(name: str) -> Drawn:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return Drawn(render(request, name).content.decode(), {})


def _answer(house: doors.House, name: str, shot: Shot, language: str, code: str) -> Drawn:
    client = house.browser(shot.persona, shot.name, **shot.how)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = LANGUAGES[language]
    url = shot.path.format(code=code) or house.url(shot.name)
    response = client.get(url) if shot.data is None else client.post(url, dict(shot.data))
    if response.status_code != shot.status:
        return Drawn("", {}, f"{name} answers {response.status_code} and not {shot.status}")
    if not response["Content-Type"].startswith("text/html"):
        return Drawn("", {}, f"{name} is a file, and stands in NO_PAGE")
    html = response.content.decode()
    if f'lang="{language}"' not in html[:200]:
        return Drawn("", {}, f"{name} does not name its language")
    policy = response["Content-Security-Policy"]
    return Drawn(html, {"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"})


TOO_WIDE = """width => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > width && !one.closest("thead"))
    .slice(0, 5).map(one => one.outerHTML.slice(0, 200))"""


# ---- Looking at them -------------------------------------------------------------------------------------------
# The one frame of the house shows a paper, which other tests look at; to ask for frames costs a third of the time.
AXE = "axe.run({resultTypes: ['violations'], iframes: false, rules: {'target-size': {enabled: true}}})"


@dataclass
class Screen:
    """A window of one width that shows whatever page is put on it."""

    page: Page
    faults: list[str]
    shown: Drawn | None = None
    turn: int = 0

    def answer(self, route: Route) -> None:
        """Give the browser the page, and the files that belong to it."""
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        if path == "/" and self.shown:
            route.fulfill(body=self.shown.html, headers=self.shown.headers)
            return
        file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if not file:
            route.fulfill(status=404)
            return
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(body=Path(str(file)).read_bytes(), content_type=kind)

    def show(self, drawn: Drawn) -> None:
        """Show a page, in the place of the one before where their headers are the same.

        The window stays and axe with it, which is three times as quick once it is warm. A module runs once in a window:
        each page gets its own by another address.
        """
        before, self.shown = self.shown, drawn
        self.faults.clear()
        if before is None or before.headers != drawn.headers:
            self.page.goto(SITE)
            return
        self.turn += 1
        self.page.set_content(drawn.html.replace("app.js", f"app.js?{self.turn}"))


@pytest.fixture(scope="module")
def screens(drawn: Any) -> Iterator[Mapping[int, Screen]]:
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        found = {}
        for width in (PHONE, DESK):
            page = browser.new_page(viewport={"width": width, "height": 900})
            found[width] = screen = Screen(page, faults_of(page))
            page.add_init_script(AXE_SCRIPT)
            page.route("**/*", screen.answer)
        yield found


@pytest.mark.parametrize(
    ("name", "language", "width"),
    [*views(), *(pytest.param(*view, marks=pytest.mark.full) for view in second_views())],
)
def test_a_page_has_no_barrier(
    drawn: Mapping[tuple[str, str], Drawn],
    screens: Mapping[int, Screen],
    name: str,
    language: str,
    width: int,
) -> None:
    screen, page = screens[width], drawn[name, language]
    assert not page.fault
    screen.show(page)
    found = AxeResults(screen.page.evaluate(AXE))
    assert found.violations_count == 0, found.generate_report()
    assert screen.faults == []
    if screen.page.evaluate("document.documentElement.scrollWidth") > width:
        pytest.fail(f"the page scrolls sideways: {screen.page.evaluate(TOO_WIDE, width)}")
