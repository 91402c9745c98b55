"""The staff at work while things break: tips are carried over HTTP from the desk to the payment, move after move.

A move counts as told when the answer led back to its file, and no sooner. Where a file stands is read from the
database before each step, as a person would look at the page again after an error.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter, deque
from datetime import datetime
from typing import Any

from bench.floor import clients, witness
from bench.floor.place import Place
from bench.floor.ways import FILES, REPORTER, ROOMS, TIP, ZONE, Step, reference, way_of
from bench.floor.witness_moves import Moved

LOGIN, TRACK, PANELS, REWARD = "/desk/login/", "/track/", "/track/report/", "/track/reward/"
HIDDEN = re.compile(rb'<input type="hidden" name="(\w+)" value="([^"]*)"')
CONDITION = re.compile(rb'name="((?:answer|evidence)_\w+)"')
UNDER_WAY = 4  # tips that a team has in hand at a time
MOST_TRIES = 60


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
        step = None
        try:
            with witness.connected(self.place.url) as database:
                files, done = standing(database, code)
                self._words = self._words or words_of(database)
            step = next((step for step in way_of(files[TIP]) if (step.label, step.move) not in done), None)
            if step is None:
                return True
            self._keep(code)
            if step.label not in files:  # the worker has not opened it yet
                return False
            self._make(step, files[step.label], code)
            self.tips.rotate(1)  # the same tip again: some are to reach their payment
        except Exception as error:
            self._keep(code, tries=1)
            self.note_trouble(
                f"{step.label} {step.move}" if step else "look", error, person=step.person if step else ""
            )
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
            file = f"{ROOMS[step.label]}{reference(step.label, key)}/"
            page = f"{file}{step.move}/"
            browser, hidden, body = self.form_of(page, step.person)
            fields = {**hidden, **self._filled_in(body, step)}
        answer = browser.post(page, fields)
        if (answer.status, answer.location) != (302, file):
            raise clients.BenchBroken(f"answered {answer.status}, to {answer.location!r}")
        self.place.told.moves.append(Moved(step.label, key, step.move))

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


def standing(database: Any, code: str) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """Return the files of a tip, and the moves that their logs hold."""
    query = f"SELECT id FROM reports_report WHERE receipt_locator = '{code[: witness.LOCATOR_DIGITS]}'"  # noqa: S608
    files: dict[str, int] = {TIP: database.execute(query).fetchone()[0]}
    for label, (found_by, query) in FILES.items():
        if found_by in files and (row := database.execute(query.format(files[found_by])).fetchone()):
            files[label] = row[0]
    done = set()
    for label, key in files.items():
        rows = database.execute(
            f"SELECT move FROM workflow_logentry WHERE subject_label = '{label}' AND subject_id = {key}"  # noqa: S608
        )
        done |= {(label, move) for (move,) in rows}
    return files, done


def words_of(database: Any) -> dict[str, str]:
    """Return what forms are filled in with: the keys of people by name, and the day."""
    rows = database.execute("SELECT username, id FROM accounts_user").fetchall()
    return {name: str(key) for name, key in rows} | {"today": datetime.now(ZONE).date().isoformat()}
