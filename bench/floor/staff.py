"""The staff at work while things break: tips are carried over HTTP from the desk to the payment, move after move.

A move counts as told when the answer led back to its file, and no sooner. Where a file stands is read from the
database before each step, as a person would look at the page again after an error.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bench.floor import clients, witness
from bench.floor.place import Place
from bench.floor.witness_moves import Moved

LOGIN, TRACK, PANELS, REWARD = "/desk/login/", "/track/", "/track/report/", "/track/reward/"
HIDDEN = re.compile(rb'<input type="hidden" name="(\w+)" value="([^"]*)"')
CONDITION = re.compile(rb'name="((?:answer|evidence)_\w+)"')
UNDER_WAY = 4  # tips that a team has in hand at a time
MOST_TRIES = 60
DECLINED = 5  # one tip of so many is not accepted
REPORTER = ""
ZONE = ZoneInfo("Asia/Shanghai")
TIP, CASE, MONEY = "reports.report", "investigations.case", "rewards.reward"
ROOMS = {TIP: "/desk/reports/", CASE: "/desk/cases/", MONEY: "/desk/rewards/"}
PREFIXES = {TIP: "JB", CASE: "AJ", MONEY: "JL"}
FILES = {
    TIP: "SELECT id FROM reports_report WHERE receipt_locator = '{}'",
    CASE: "SELECT id FROM investigations_case WHERE report_id = {}",
    MONEY: "SELECT id FROM rewards_reward WHERE report_id = {}",
}


@dataclass(frozen=True)
class Step:
    """A move: whose log keeps it, who makes it, what is said in its form. `page` where it is not named as the move."""

    label: str
    move: str
    person: str
    answers: dict[str, str] = field(default_factory=dict)
    page: str = ""


LAW = "《中华人民共和国安全生产法》第三十六条第一款"
FINDINGS = {
    "conclusion": "substantiated",
    "inspected_on": "{today}",
    "facts": "经查，冲压机未安装安全防护装置，发生一人死亡事故后未按规定上报。",
    "violations": LAW,
    "is_concealed": "on",
    "deaths": "1",
    "concealed_deaths": "1",
    "serious_injuries": "0",
    "loss": "800000",
    "proposal": "责令停业整顿。",
}
PAYEE = {"way": "bank", "name": "甄收款", "bank": "试验银行涪陵支行", "account": "9999999900000000"}
WAY = (
    Step(TIP, "accept", "desk"),
    Step(CASE, "form_team", "leader", {"head": "{investigator}", "members": "{investigator2}"}),
    Step(CASE, "submit_findings", "investigator", FINDINGS),
    Step(CASE, "review_findings", "investigator2"),
    Step(CASE, "approve_findings", "leader"),
    Step(MONEY, "find_conditions", "rewards"),
    Step(MONEY, "agree_conditions", "rewards2", {"agrees": "yes"}),
    Step(MONEY, "tell", "rewards"),
    Step(MONEY, "agree", REPORTER, page="agree/"),
    Step(MONEY, "propose", "rewards"),
    Step(MONEY, "review", "rewards2"),
    Step(MONEY, "approve", "finance"),
    Step(MONEY, "claim", REPORTER, PAYEE),
    Step(MONEY, "pay", "cashier"),
)
NO_WAY = (Step(TIP, "decline", "desk2", {"ground": "no_clear_target_or_facts"}),)


class Team:
    """People who carry tips; their browsers stay signed in from round to round."""

    def __init__(self, place: Place, waiting: deque[str]) -> None:
        """Begin with nothing in hand. `waiting` are the codes of tips that nobody has taken."""
        self.place, self.waiting = place, waiting
        self.tips: deque[str] = deque()
        self.troubles: Counter[str] = Counter()
        self._browsers: dict[str, clients.Browser] = {}
        self._tries: Counter[str] = Counter()
        self._words: dict[str, str] = {}

    def work(self, ended: threading.Event) -> None:
        """Make one move after another until the end of the round."""
        while not ended.is_set():
            while self.waiting and len(self.tips) < UNDER_WAY:
                self.tips.append(self.waiting.popleft())
            if not self.tips or not self._go_on_with(self.tips.popleft()):
                time.sleep(0.1)

    def _go_on_with(self, code: str) -> bool:
        """Take the next step with one tip; tell whether it was taken."""
        step = None
        try:
            with witness.connected(self.place.url) as database:
                files, done = standing(database, code)
                self._words = self._words or words_of(database)
            way = NO_WAY if files[TIP] % DECLINED == 0 else WAY
            step = next((step for step in way if (step.label, step.move) not in done), None)
            if step is None:
                return True
            self._keep(code)
            if step.label not in files:  # the worker has not opened it yet
                return False
            self._make(step, files[step.label], code)
            self.tips.rotate(1)  # the same tip again: some are to reach their payment
        except Exception as error:
            self._keep(code, tries=1)
            if step and step.person in self._browsers:
                self._browsers[step.person].connection.close()
            self.troubles[f"{step.move if step else 'look'}: {error}"[:160]] += 1
            time.sleep(0.2)
            return False
        return True

    def _keep(self, code: str, *, tries: int = 0) -> None:
        """Go on with a tip later, unless it has been tried too often."""
        self._tries[code] += tries
        if self._tries[code] < MOST_TRIES and code not in self.tips:
            self.tips.append(code)

    def _make(self, step: Step, key: int, code: str) -> None:
        if step.person == REPORTER:
            browser, file, page = self._reporter(code), REWARD, REWARD + step.page
            fields = dict(step.answers)
        else:
            browser, file = self._signed_in(step.person), f"{ROOMS[step.label]}{reference(step.label, key)}/"
            page = f"{file}{step.move}/"
            form = browser.get(page)
            if form.location == LOGIN:  # the session has ended
                del self._browsers[step.person]
            fields = self._filled_in(form.body, step)
        answer = browser.post(page, fields)
        if (answer.status, answer.location) != (302, file):
            raise clients.BenchBroken(f"answered {answer.status}, to {answer.location!r}")
        self.place.told.moves.append(Moved(step.label, key, step.move))

    def _filled_in(self, body: bytes, step: Step) -> dict[str, str]:
        """Fill in the form of a move as its page asks for it."""
        hidden = {name.decode(): value.decode() for name, value in HIDDEN.findall(body)}
        said = {name: value.format(**self._words) for name, value in step.answers.items()}
        asked = {name.decode() for name in CONDITION.findall(body)}
        found = {name: "yes" if name.startswith("answer") else "已核对案卷。" for name in asked}
        return {**hidden, **found, **said}

    def _signed_in(self, person: str) -> clients.Browser:
        if person not in self._browsers:
            browser = clients.Browser(self.place.port)
            browser.get(LOGIN)
            answer = browser.post(LOGIN, {"username": person, "password": self.place.password})
            if answer.status != 302:
                raise clients.BenchBroken(f"signing in answered {answer.status}")
            self._browsers[person] = browser
        return self._browsers[person]

    def _reporter(self, code: str) -> clients.Browser:
        browser = clients.Browser(self.place.port)
        browser.get(TRACK)
        if browser.post(TRACK, {"code": code}).location != PANELS:
            raise clients.BenchBroken("the receipt opened nothing")
        browser.get(REWARD)
        return browser


def standing(database: Any, code: str) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """Return the files of a tip, and the moves that their logs hold."""
    (tip,) = database.execute(FILES[TIP].format(code[: witness.LOCATOR_DIGITS])).fetchone()
    files = {TIP: tip}
    for label in (CASE, MONEY):
        if row := database.execute(FILES[label].format(tip)).fetchone():
            files[label] = row[0]
    done = set()
    for label, key in files.items():
        rows = database.execute(
            f"SELECT move FROM workflow_logentry WHERE subject_label = '{label}' AND subject_id = {key}"  # noqa: S608
        )
        done |= {(label, move) for (move,) in rows}
    return files, done


def reference(label: str, key: int) -> str:
    """Return what people call a file."""
    return f"{PREFIXES[label]}-{datetime.now(ZONE).year}-{key:06d}"


def words_of(database: Any) -> dict[str, str]:
    """Return what forms are filled in with: the keys of people by name, and the day."""
    rows = database.execute("SELECT username, id FROM accounts_user").fetchall()
    return {name: str(key) for name, key in rows} | {"today": datetime.now(ZONE).date().isoformat()}
