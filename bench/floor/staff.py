"""The staff at work while things break: tips are carried over HTTP from the desk to the payment, move after move.

A move counts as told when the answer led back to its file, and no sooner. Where a file stands is read from the
database before each step, as a person would look at the page again after an error. A move that a way holds twice is
done when the logs hold it twice.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bench.floor import clients, witness
from bench.floor.place import Place
from bench.floor.told import Moved
from bench.floor.ways import (
    ANNUL,
    BANK,
    FILES,
    HOUSE,
    REPORTER,
    ROOMS,
    TIP,
    ZONE,
    Step,
    next_step,
    reference,
)

LOGIN, TRACK, PANELS, REWARD = "/desk/login/", "/track/", "/track/report/", "/track/reward/"
HIDDEN = re.compile(rb'<input type="hidden" name="(\w+)" value="([^"]*)"')
CONDITION = re.compile(rb'name="((?:answer|evidence)_\w+)"')
UNDER_WAY = 4  # tips that a team has in hand at a time
MOST_TRIES = 60  # of one step


class People:
    """Who is signed in; their browsers stay so from round to round."""

    def __init__(self, place: Place) -> None:
        """Begin with nobody signed in."""
        self.place = place
        self.troubles: Counter[str] = Counter()
        self._browsers: dict[str, clients.Browser] = {}

    def work(self, ended: threading.Event) -> None:
        """Work until the end of the round."""
        raise NotImplementedError

    def form_of(self, page: str, person: str) -> tuple[clients.Browser, dict[str, str], bytes]:
        """Open the page of a move; return who looks at it, its hidden fields and the page."""
        browser = self._signed_in(person)
        form = browser.get(page)
        if form.location == LOGIN:  # the session has ended
            del self._browsers[person]
        hidden = {name.decode(): value.decode() for name, value in HIDDEN.findall(form.body)}
        return browser, hidden, form.body

    def note_trouble(self, what: str, error: Exception, *, person: str) -> None:
        """Count what went wrong, and let the person connect anew."""
        if person in self._browsers:
            self._browsers[person].connection.close()
        self.troubles[f"{what}: {error}"[:160]] += 1

    def _signed_in(self, person: str) -> clients.Browser:
        if person not in self._browsers:
            browser = clients.Browser(self.place.port)
            browser.get(LOGIN)
            answer = browser.post(LOGIN, {"username": person, "password": self.place.password})
            if answer.status != 302:
                raise clients.BenchBroken(f"signing in answered {answer.status}")
            self._browsers[person] = browser
        return self._browsers[person]


class Team(People):
    """People who carry tips on their ways."""

    def __init__(self, place: Place, waiting: deque[str]) -> None:
        """Begin with nothing in hand. `waiting` are the codes of tips that nobody has taken."""
        super().__init__(place)
        self.waiting = waiting
        self.tips: deque[str] = deque()
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
        step, person = None, ""
        try:
            with witness.connected(self.place.url) as database:
                found = standing(database, code)
                self._words = self._words or words_of(database)
            step = next_step(self.place.told.way_of(found.files[TIP]), found.done)
            if step is None:
                return True
            self._keep(code)
            # The worker has not opened the file yet, or it is not the staff's turn.
            if step.label not in found.files or step.person in (HOUSE, BANK):
                return False
            person = step.second if step.move == ANNUL and step.label in found.proposed else step.person
            self._make(step, person, found, code)
            del self._tries[code]
            self.tips.rotate(1)  # the same tip again: some are to reach their payment
        except Exception as error:
            self._keep(code, tries=1)
            self.note_trouble(f"{step.label} {step.move}" if step else "look", error, person=person)
            time.sleep(0.2)
            return False
        return True

    def _keep(self, code: str, *, tries: int = 0) -> None:
        """Go on with a tip later, unless it has been tried too often."""
        self._tries[code] += tries
        if self._tries[code] < MOST_TRIES and code not in self.tips:
            self.tips.append(code)

    def _make(self, step: Step, person: str, found: Standing, code: str) -> None:
        key, told = found.files[step.label], self.place.told
        if person == REPORTER:
            browser, file, page = self._reporter(code), REWARD, REWARD + step.page
            fields = dict(step.answers)
        else:
            file = f"{ROOMS[step.label]}{reference(step.label, key)}/"
            page = f"{file}{step.move}/"
            browser, hidden, body = self.form_of(page, person)
            fields = {**hidden, **self._filled_in(body, step)}
        answer = browser.post(page, fields)
        if (answer.status, answer.location) != (302, file):
            raise clients.BenchBroken(f"answered {answer.status}, to {answer.location!r}")
        if step.move == ANNUL and person == step.person:
            told.proposals.append((step.label, key))
        else:
            told.moves.append(Moved(step.label, key, step.move))

    def _filled_in(self, body: bytes, step: Step) -> dict[str, str]:
        """Fill in the form of a move as its page asks for it."""
        asked = {name.decode() for name in CONDITION.findall(body)}
        found = {name: "yes" if name.startswith("answer") else "已核对案卷。" for name in asked}
        return {**found, **{name: value.format(**self._words) for name, value in step.answers.items()}}

    def _reporter(self, code: str) -> clients.Browser:
        browser = clients.Browser(self.place.port)
        browser.get(TRACK)
        if browser.post(TRACK, {"code": code}).location != PANELS:
            raise clients.BenchBroken("the receipt opened nothing")
        browser.get(REWARD)
        return browser


@dataclass
class Standing:
    """Where a tip stands: its files that go on, what the logs of all hold, which wait for a second person."""

    files: dict[str, int]
    done: Counter[tuple[str, str]] = field(default_factory=Counter)
    proposed: set[str] = field(default_factory=set)


def standing(database: Any, code: str) -> Standing:
    """Return where a tip stands by the database; of several files of a kind the last that was not cancelled goes on."""
    query = f"SELECT id FROM reports_report WHERE receipt_locator = '{code[: witness.LOCATOR_DIGITS]}'"  # noqa: S608
    found = Standing({TIP: database.execute(query).fetchone()[0]})
    _look_at(database, found, TIP, found.files[TIP])
    for label, (found_by, table, column) in FILES.items():
        if found_by not in found.files:
            continue
        query = f"SELECT id, state FROM {table} WHERE {column} = {found.files[found_by]} ORDER BY id"  # noqa: S608
        for key, state in database.execute(query).fetchall():
            if state != "cancelled":
                found.files[label] = key
            _look_at(database, found, label, key)
    return found


def _look_at(database: Any, found: Standing, label: str, key: int) -> None:
    """Add what the log of one file holds."""
    about = f"e.subject_label = '{label}' AND e.subject_id = {key}"
    rows = database.execute(f"SELECT e.move FROM workflow_logentry e WHERE {about}").fetchall()  # noqa: S608
    found.done.update((label, move) for (move,) in rows)
    row = database.execute(
        "SELECT count(*) FROM workflow_annulment a JOIN workflow_logentry e ON e.id = a.entry_id "  # noqa: S608
        f"WHERE a.confirmed_at IS NULL AND {about}"
    ).fetchone()
    if row != (0,):
        found.proposed.add(label)


def words_of(database: Any) -> dict[str, str]:
    """Return what forms are filled in with: the keys of people by name, and days."""
    rows = database.execute("SELECT username, id FROM accounts_user").fetchall()
    today = datetime.now(ZONE).date()
    days = {"today": today.isoformat(), "in_two_weeks": (today + timedelta(days=14)).isoformat()}
    return {name: str(key) for name, key in rows} | days
