"""The clients of the benchmarks: a small browser over http.client, and many of them at once, each a process."""

from __future__ import annotations

import http.client
import multiprocessing
import re
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from urllib3.filepost import encode_multipart_formdata

from scaffold.steps import CannotGoOn

START = "/report/"
CHECK = "/report/check/"
SEND = "/report/send/"
RECEIPT = "/report/receipt/"
DONE = "/report/done/"
ANSWERS: dict[str, dict[str, str]] = {
    START: {"kind": "hazard", "is_danger_now": "no"},
    "/report/details/": {"since": "大约两个月", "who_knows": "managers"},
    "/report/place/": {"division": "500102006", "address": "试验路7号，厂房东侧"},
    "/report/unit/": {"unit_name": "涪陵试验第7机械厂（虚构）", "sector": "machinery"},
    "/report/words/": {"text": "冲压机的防护罩拆了三个月，没有人管。" * 6, "how_known": "saw"},
    "/report/files/": {},
    "/report/you/": {
        "mode": "confidential",
        "name": "甄举报",
        "phone": "19900000000",
        "reach": "晚上七点以后",
    },
}
BARE = {
    name: ANSWERS[path][name]
    for path, name in (
        (START, "kind"),
        ("/report/you/", "mode"),
        ("/report/place/", "division"),
        ("/report/unit/", "unit_name"),
        ("/report/unit/", "sector"),
    )
}
CODE = re.compile(rb'cs-receipt__code">(.*?)</p>', re.DOTALL)
LONGEST_WAY = 40  # requests after which a journey is lost


class BenchBroken(CannotGoOn):
    """Something answered otherwise than it should; the sentence says what."""


@dataclass
class Page:
    """An answer."""

    status: int
    location: str
    body: bytes


class Browser:
    """One visitor: a connection that is kept open, and cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.requests = 0

    def get(self, path: str) -> Page:
        """Ask for a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: dict[str, str]) -> Page:
        """Send a form."""
        told = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        return self._ask("POST", path, told, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_file(self, path: str, fields: dict[str, str], *, name: str, file: tuple[str, bytes]) -> Page:
        """Send a form with one file, given as its name and what it holds."""
        told: dict[str, Any] = {
            **fields,
            "csrfmiddlewaretoken": self.cookies.get("csrftoken", ""),
            name: file,
        }
        body, media_type = encode_multipart_formdata(told)
        return self._ask("POST", path, body, {"Content-Type": media_type})

    def _ask(self, method: str, path: str, body: str | bytes | None, headers: dict[str, str]) -> Page:
        self.requests += 1
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server closed an idle connection; nothing of this request was taken.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        text = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if answer.status >= 400:
            raise BenchBroken(
                f"{method} {path} answered {answer.status}: {text[-600:].decode(errors='replace')}"
            )
        return Page(answer.status, answer.headers.get("Location", "").split("?")[0], text)


@dataclass
class Tally:
    """What one client did: seconds for each filing, and how long it was at it."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    requests: int = 0
    cpu: float = 0.0
    failure: str = ""


@dataclass(frozen=True)
class Load:
    """What all clients did together. Times in seconds, `rate` in filings a second."""

    count: int
    rate: float
    p50: float
    p95: float
    requests: int
    client_cpu: float  # share of all processors that the clients took themselves
    server_cpu: float = 0.0  # seconds of processor time that the server spent on each filing

    @classmethod
    def of(cls, tallies: Sequence[Tally]) -> Load:
        """Sum up clients that ran at the same time."""
        latencies = sorted(latency for tally in tallies for latency in tally.latencies)
        if not latencies:
            raise BenchBroken("Nothing was filed in the time that there was. Give it more --seconds.")
        longest = max(tally.seconds for tally in tallies)
        return cls(
            count=len(latencies),
            rate=sum(len(tally.latencies) / tally.seconds for tally in tallies if tally.seconds),
            p50=_share(latencies, 0.50),
            p95=_share(latencies, 0.95),
            requests=sum(tally.requests for tally in tallies),
            client_cpu=sum(tally.cpu for tally in tallies) / longest / multiprocessing.cpu_count(),
        )

    @classmethod
    def together(cls, rounds: Sequence[Load]) -> Load:
        """Sum up rounds that ran one after another: the mean of what was measured, weighted by filings."""
        count = sum(one.count for one in rounds)

        def mean(name: str) -> float:
            return float(sum(getattr(one, name) * one.count for one in rounds)) / count

        seconds = sum(one.count / one.rate for one in rounds)
        return cls(
            count=count,
            rate=count / seconds,
            p50=mean("p50"),
            p95=mean("p95"),
            requests=sum(one.requests for one in rounds),
            client_cpu=mean("client_cpu"),
            server_cpu=mean("server_cpu"),
        )


def _share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def answers(port: int) -> bool:
    """Tell whether a server takes connections on this port and answers them."""
    try:
        Browser(port).connection.connect()
        with socket.create_connection(("127.0.0.1", port), timeout=1) as knock:
            knock.sendall(b"GET /nothing-here HTTP/1.0\r\n\r\n")
            return bool(knock.recv(1))
    except OSError:
        return False


def walk_once(browser: Browser) -> None:
    """File one report as a browser does: every page, every redirect, the receipt, the page after it."""
    path, page = START, browser.get(START)
    for _request in range(LONGEST_WAY):
        if path in ANSWERS:
            path = browser.post(path, ANSWERS[path]).location
        elif path == CHECK:
            path = browser.post(SEND, {}).location
        elif path == RECEIPT:
            path = browser.post(RECEIPT, {"last_four": last_four(page.body)}).location
        elif path == DONE:
            return
        else:
            raise BenchBroken(f"The way led to {path!r}, which is no page of a filing.")
        page = browser.get(path)
    raise BenchBroken("The way does not end.")


def last_four(body: bytes) -> str:
    """Read the last four digits of the code off the receipt."""
    found = CODE.search(body)
    if found is None:
        raise BenchBroken("The page shows no receipt.")
    return re.sub(rb"<[^>]*>|\s", b"", found[1]).decode()[-4:]


def walk(port: int, seconds: float) -> Tally:
    """File reports one after another for so many seconds, each as a new visitor."""
    tally, until = Tally(), time.monotonic() + seconds
    while time.monotonic() < until:
        browser, started = Browser(port), time.monotonic()
        walk_once(browser)
        tally.latencies.append(time.monotonic() - started)
        tally.requests += browser.requests
        browser.connection.close()
    return tally


def draft(port: int) -> Browser:
    """Return a visitor who has answered everything and not sent it yet."""
    browser = Browser(port)
    browser.get(START)
    for path, fields in ANSWERS.items():
        browser.post(path, fields)
    browser.get(CHECK)
    return browser


def send_drafts(port: int, jars: Sequence[dict[str, str]]) -> Tally:
    """Send drafts that are ready, one after another."""
    tally, browser = Tally(), Browser(port)
    for jar in jars:
        browser.cookies, started = dict(jar), time.monotonic()
        page = browser.post(SEND, {})
        tally.latencies.append(time.monotonic() - started)
        if page.location != RECEIPT:
            raise BenchBroken(f"Sending led to {page.location!r}.")
    tally.requests = browser.requests
    return tally


def file_bare(port: int, seconds: float) -> Tally:
    """File at the bare view for so many seconds."""
    tally, browser, until = Tally(), Browser(port), time.monotonic() + seconds
    while time.monotonic() < until:
        started = time.monotonic()
        browser.post("/file/", BARE)
        tally.latencies.append(time.monotonic() - started)
    tally.requests = browser.requests
    return tally


def prepare_drafts(port: int, count: int, *, clients: int) -> list[list[dict[str, str]]]:
    """Prepare drafts, as many for each client; the cookies are all that a client needs."""
    share = -(-count // clients)
    pool = multiprocessing.get_context("fork").Pool(min(clients, 4))
    jars = pool.map(_prepare_one, [port] * (share * clients))
    pool.close()
    pool.join()
    return [jars[number * share : (number + 1) * share] for number in range(clients)]


def _prepare_one(port: int) -> dict[str, str]:
    browser = draft(port)
    browser.connection.close()
    return browser.cookies


def at_once(task: Callable[[int, Any], Tally], port: int, shares: Sequence[Any]) -> Load:
    """Run one client for each share, all starting together; raise when one of them failed."""
    fork = multiprocessing.get_context("fork")
    barrier, done = fork.Barrier(len(shares)), fork.Queue()
    clients = [fork.Process(target=_client, args=(task, port, share, barrier, done)) for share in shares]
    for client in clients:
        client.start()
    tallies: list[Tally] = [done.get() for _client in clients]
    for client in clients:
        client.join()
    if failures := [tally.failure for tally in tallies if tally.failure]:
        raise BenchBroken(failures[0])
    return Load.of(tallies)


def _client(task: Callable[[int, Any], Tally], port: int, share: Any, barrier: Any, done: Any) -> None:
    try:
        barrier.wait(timeout=60)
        started, busy = time.monotonic(), time.process_time()
        tally = task(port, share)
        tally.seconds, tally.cpu = time.monotonic() - started, time.process_time() - busy
    except Exception as error:  # a client must always report, or everybody waits for it
        tally = Tally(failure=f"{type(error).__name__}: {error}")
    done.put(tally)
