"""Dozens of tips with marked names, numbers, words and files go every way there is; afterwards no mark is to be found.

The same walk with the seals switched off finds them, so that the search is known to see. `bin/test --full` walks
hundreds.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.conf import settings as house
from django.test import Client
from django.urls import reverse

from accounts.models import Duty
from reports import services as reports
from reports.models import Report
from reports.notices import decline_grounds
from rewards import services as rewards
from rewards.models import Fabrication, Reward
from tests import canaries, factories
from tests.canaries import HEADERS, KEPT_NOWHERE, SEALED, Broker, answers, everywhere, files, mark, payee
from tests.factories import office, person, settle, the
from tests.journeys import public_form
from tests.journeys.desk import Officer
from tests.rewards.sharing import divided, two_reports
from vault.models import CleanCopy
from vault.selectors import files_of
from vault.services import clean_waiting, turn_cleaning_key
from workflow.services import seal_log

pytestmark = pytest.mark.django_db

WAYS = ("paid", "declined", "withdrawn", "merged", "transferred", "closed", "waiting", "lapsed", "unsent")
NAMED = {"paid", "lapsed", "shared"}  # a reward is for who gives a name
DOZENS = 2 * len(WAYS)  # each way with a name and without, with files and without
# Hundreds in slices, each a few minutes long and a test of its own: pytest -k "hundreds and 62" walks one again.
SLICE = 61
HUNDREDS = [range(first, first + SLICE) for first in range(1, 4 * SLICE, SLICE)]


class Reporter:
    """Somebody with a browser of which nothing may be kept."""

    def __init__(self, number: int, way: str) -> None:
        self.number, self.way = number, way
        self.client = Client(**HEADERS)
        self.code = ""

    def file(self) -> Report:
        """Fill in the form, mistype here and there, send it, prove that the code was noted."""
        mode = "confidential" if self.way in NAMED or self.number % 2 else "anonymous"
        told = answers(self.number, mode=mode)
        self.client.post(public_form.page_of("what"), {"kind": mark("words", self.number)})
        public_form.answer_all(self.client, files=files(self.number) if self.number % 2 else [], **told)
        self.client.get(reverse("tips:check"))
        if self.way == "unsent":
            return Report()
        self.code = public_form.send(self.client)
        self.client.get(reverse("tips:statement"))
        self.client.post(reverse("tips:receipt"), {"last_four": self.code[-4:]})
        return Report.objects.latest("pk")

    def open(self) -> str:
        """Look in with the code, after a wrong one; read the page."""
        wrong = self.code[:-2] + "00"
        self.client.post(reverse("tips:track"), {"code": wrong})
        self.client.post(reverse("tips:track"), {"code": self.code})
        return self.client.get(reverse("tips:panels")).content.decode()

    def write(self) -> None:
        """Answer the desk."""
        answered = self.client.post(reverse("tips:message"), {"text": mark("answer", self.number)})
        assert answered.status_code == 302

    def claim(self) -> None:
        """Say where the money goes."""
        answered = self.client.post(reverse("claims:reward"), payee(self.number))
        assert answered.status_code == 302, answered.content.decode()


def handle(tip: Report, reporter: Reporter, desk: Officer) -> None:
    """Let the office work on a tip: read, ask, hear, release, and bring it to its end."""
    assert mark("words", reporter.number) in desk.opened(reverse("reports:words", args=[tip.reference]))
    for file in files_of(tip):
        for name in ("file", "copy"):
            b"".join(desk.client.post(reverse(f"reports:{name}", args=[tip.reference, file.handle])))
    reports.write_to_reporter(tip, actor=the(Duty.DESK), text=mark("question", reporter.number))
    assert mark("question", reporter.number) in reporter.open()
    reporter.write()
    assert mark("answer", reporter.number) in desk.opened(reverse("reports:messages", args=[tip.reference]))
    reports.release_working_text(tip, actor=the(Duty.DESK), text="冲压机没有防护罩，有人死亡。")
    END[reporter.way](tip, reporter, desk)
    settle()
    reporter.open()


def decline(tip: Report, reporter: Reporter, desk: Officer) -> None:
    reports.decline_report(tip, actor=the(Duty.DESK), ground=decline_grounds()[0][0])


def transfer(tip: Report, reporter: Reporter, desk: Officer) -> None:
    reports.transfer_report(tip, actor=the(Duty.DESK), agency=factories.agency("market"))


def merge(tip: Report, reporter: Reporter, desk: Officer) -> None:
    reports.merge_report(tip, actor=the(Duty.DESK), into=factories.report_in("accepted"))


def withdraw(tip: Report, reporter: Reporter, desk: Officer) -> None:
    assert reporter.client.post(reverse("tips:withdraw")).status_code == 302


def read_on_the_team(tip: Report, reporter: Reporter) -> None:
    """Let the head of the team read the original words and files, as the desk has granted."""
    factories.case_in("investigating", report=tip)
    factories.share(tip, the(Duty.INVESTIGATOR))
    member = Officer(the(Duty.INVESTIGATOR))
    assert mark("words", reporter.number) in member.opened(reverse("reports:words", args=[tip.reference]))
    for file in files_of(tip):
        b"".join(member.client.post(reverse("reports:file", args=[tip.reference, file.handle])))


def close(tip: Report, reporter: Reporter, desk: Officer) -> None:
    read_on_the_team(tip, reporter)
    factories.access_in(case=factories.case_in("concluded", report=tip))
    factories.case_in("closed", report=tip)
    tip.refresh_from_db()
    reports.close_report(tip, actor=the(Duty.DESK))


def lapse(tip: Report, reporter: Reporter, desk: Officer) -> None:
    factories.reward_in("lapsed", report=tip)


def contest(reward: Reward, reporter: Reporter) -> None:
    """Contest the intended amount; somebody who did not assess it reads why and upholds it."""
    told = {"text": mark("objection", reporter.number)}
    assert reporter.client.post(reverse("claims:contest"), told).status_code == 302
    read = Officer(the(Duty.REWARDS)).opened(reverse("rewards:objection", args=[reward.reference]))
    assert mark("objection", reporter.number) in read
    reward.refresh_from_db()
    rewards.uphold_reward(reward, actor=the(Duty.REWARDS), note="计算无误。")


def be_heard(reward: Reward, reporter: Reporter) -> None:
    """Answer that the report was not made up; the leader reads it and finds so."""
    factories.fabrication_in("asked", reward=reward)
    told = {"text": mark("defence", reporter.number)}
    assert reporter.client.post(reverse("claims:heard"), told).status_code == 302
    asked = Fabrication.objects.latest("pk")
    read = Officer(the(Duty.LEADER)).opened(reverse("fabrications:read_answer", args=[asked.reference]))
    assert mark("defence", reporter.number) in read
    rewards.clear_fabrication(asked, actor=the(Duty.LEADER), note="属实。")


def pay(tip: Report, reporter: Reporter, desk: Officer) -> None:
    read_on_the_team(tip, reporter)
    reward = factories.reward_in("told", report=tip)
    reporter.open()
    contest(reward, reporter)
    be_heard(reward, reporter)
    factories.grant()
    rewards.propose_reward(reward, actor=person("telling", Duty.REWARDS))
    rewards.approve_reward(reward, actor=the(Duty.FINANCE))
    reporter.open()
    reporter.claim()
    reward.refresh_from_db()
    opened = Officer(the(Duty.CASHIER)).opened(reverse("rewards:payee", args=[reward.reference]))
    assert mark("payee", reporter.number) in opened
    rewards.pay_reward(reward, actor=the(Duty.CASHIER))


def share(number: int) -> dict[str, str]:
    """Have two reporters of one matter paid their shares: no page of either nor of the desk shows the other."""
    reporter, other = Reporter(number, "shared"), Reporter(number + 1, "shared")
    found = divided(two_reports(first=reporter.file(), second=other.file()))
    pair = list(zip(found, (reporter, other), strict=True))
    reporter.open()
    other.open()
    for reward, _person in pair:
        rewards.tell_reward(reward, actor=person("telling", Duty.REWARDS))
    assert reporter.client.post(reverse("claims:agree")).status_code == 302
    contest(found[1], other)
    factories.grant()
    for reward, claimant in pair:
        reward.refresh_from_db()
        rewards.propose_reward(reward, actor=person("telling", Duty.REWARDS))
        rewards.approve_reward(reward, actor=the(Duty.FINANCE))
        claimant.claim()
        rewards.pay_reward(Reward.objects.get(pk=reward.pk), actor=the(Duty.CASHIER))
    settle()
    keep_apart(pair)
    keep_apart(pair[::-1])
    show_nobody(pair)
    return {f"the receipt of tip {claimant.number}": claimant.code for _reward, claimant in pair}


def keep_apart(pair: list[tuple[Reward, Reporter]]) -> None:
    """See that what the first one reads holds nothing of the second: no word, no number, no part, not the whole."""
    (mine, reader), (theirs, stranger) = pair
    papers = [str(item.notice.context) for item in mine.report.mailbox.all() if item.notice]
    page = reader.client.get(reverse("claims:reward")).content.decode()
    read = "".join([reader.open(), page, *papers])
    assert f"{mine.amount:,.2f}" in read
    sums = (theirs.amount, mine.amount + theirs.amount)
    numbers = (stranger.code, theirs.reference, theirs.token, *(f"{one:,.2f}" for one in sums))
    told = [mark(name, stranger.number) for name in SEALED]
    assert not [word for word in (*numbers, *told) if word in read]


def show_nobody(pair: list[tuple[Reward, Reporter]]) -> None:
    """See that no page of the desk shows who they are, neither of the two."""
    urls = [reward.get_absolute_url() for reward, _reporter in pair]
    urls += [pair[0][0].case.get_absolute_url(), f"{urls[0]}find_shares/"]
    read = ""
    for duty in (Duty.REWARDS, Duty.FINANCE, Duty.CASHIER, Duty.INVESTIGATOR):
        read += "".join(factories.browser(the(duty)).get(url).content.decode() for url in urls)
    assert all(reward.token in read for reward, _reporter in pair)
    told = [mark(name, reporter.number) for _reward, reporter in pair for name in SEALED]
    assert not [word for word in (*told, *(reporter.code for _reward, reporter in pair)) if word in read]


END = {
    "paid": pay,
    "declined": decline,
    "withdrawn": withdraw,
    "merged": merge,
    "transferred": transfer,
    "closed": close,
    "waiting": lambda *_nothing: None,
    "lapsed": lapse,
}


def stumble(number: int, settings: Any) -> None:
    """Go wrong in all the ways that a site likes to write down: address, host, token, a fault of our own."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False, **HEADERS)
    word = mark("words", number)
    assert client.get(f"/{word}/", {"q": word}).status_code == 404
    assert client.post(reverse("tips:report"), {"text": word}).status_code == 403
    client.get("/", HTTP_COOKIE=f"sessionid={word.encode().hex()}")
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client.get("/", HTTP_HOST=f"{KEPT_NOWHERE['referrer']}").status_code == 400
    settings.ALLOWED_HOSTS = ["*"]
    # A signing key that is none: a fault in the middle of sending, with all answers at hand.
    broken = Reporter(number, "unsent")
    broken.client.raise_request_exception = False
    broken.file()
    signing, settings.RECEIPT_SIGNING_KEY = settings.RECEIPT_SIGNING_KEY, "no key"
    assert broken.client.post(reverse("tips:send")).status_code == 500
    settings.RECEIPT_SIGNING_KEY = signing


@pytest.fixture
def places(
    request: Any, settings: Any, tmp_path: Any, caplog: Any, django_capture_on_commit_callbacks: Any
) -> Any:
    """Return a function that walks tips of these numbers and returns all that is kept, and their receipt codes."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(
        logging.INFO, logger="PIL"
    )  # it draws the photos that are sent, before anybody sends them

    def walk(numbers: range) -> tuple[dict[str, bytes], dict[str, str]]:
        with Broker(tmp_path / "broker") as broker:
            with django_capture_on_commit_callbacks(execute=True):
                codes = play(numbers, settings)
            return everywhere(broker, lambda: caplog.text), codes

    return walk


def play(numbers: range, settings: Any) -> dict[str, str]:
    office()
    factories.unit(str(public_form.ANSWERS["unit"]["unit_name"]))
    turn_cleaning_key()
    desk, codes = Officer(the(Duty.DESK)), {}
    for number in numbers:
        reporter = Reporter(number, WAYS[(number - 1) % len(WAYS)])
        tip = reporter.file()
        if tip.pk is None:
            continue
        clean_waiting()
        codes[f"the receipt of tip {number}"] = reporter.code
        handle(tip, reporter, desk)
        if number % 2:
            reporter.client.post(reverse("tips:leave"))
    codes |= share(numbers.stop)
    stumble(numbers.stop + 2, settings)
    settle(prints=True)
    seal_log()
    return codes


def seen_to_work(count: int) -> None:
    """Say that the walk was a walk: every way was gone, and clean copies and papers were made."""
    states = set(Report.objects.values_list("state", flat=True))
    assert states >= {"declined", "withdrawn", "merged", "transferred", "closed", "submitted", "answered"}
    assert CleanCopy.objects.filter(state="ready").count() > count // 2
    assert re.search(r"\d", house.SECRET_KEY)


def test_nothing_of_a_reporter_lies_anywhere_in_the_clear(places: Any) -> None:
    found, codes = places(range(1, DOZENS + 1))
    seen_to_work(DOZENS)
    assert all(found[name] for name in ("the database", "the sessions", "the files", "the broker", "the log"))
    assert canaries.search(found, {**SEALED, **KEPT_NOWHERE, **codes}) == []


@pytest.mark.full
@pytest.mark.parametrize("numbers", HUNDREDS, ids=lambda numbers: f"{numbers.start}-{numbers.stop - 1}")
def test_nothing_of_hundreds_of_reporters_lies_anywhere_in_the_clear(places: Any, numbers: range) -> None:
    found, codes = places(numbers)
    seen_to_work(SLICE)
    assert canaries.search(found, {**SEALED, **KEPT_NOWHERE, **codes}) == []


def test_with_the_seals_switched_off_every_canary_is_found(places: Any, settings: Any) -> None:
    settings.VAULT_SEALER = "tests.vault.plain.PlainSealer"
    found, _codes = places(range(1, 2))  # who is paid has said whatever can be said
    lying = canaries.search(found, SEALED)
    for name in SEALED:
        assert any(line.startswith(f"{name} in ") for line in lying), f"{name} was not found: {lying}"
    # What nobody keeps is not there even then.
    assert canaries.search(found, KEPT_NOWHERE) == []


@pytest.mark.parametrize("form", canaries.forms_of("雁栖"))
def test_a_canary_is_seen_in_every_form(form: str) -> None:
    lying = {"a place": b"\x01\x02" + canaries.forms_of("雁栖岭尽头")[form] + b"\x03"}
    assert f"address in a place, {form}" in canaries.search(lying, {"address": "雁栖岭尽头"})


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
@pytest.mark.parametrize("after", ["", "z", "yz"])
def test_base64_is_seen_through_at_every_offset(before: str, after: str) -> None:
    import base64

    data = base64.b64encode(f"{before}{SEALED['words']}{after}".encode())
    assert canaries.search({"it": data}, {"words": SEALED["words"]})
