"""A synchronous standby of the database that a house runs on, and how it takes over."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from bench.floor.place import Place
from scaffold.processes import Command, run, start
from scaffold.servers import free_port, other_user
from scaffold.steps import CannotGoOn

PATIENCE = 30.0  # seconds until a standby keeps up, or takes over
FOLLOWS = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'"
LEADS = "SELECT (NOT pg_is_in_recovery())::int"


@dataclass(frozen=True)
class Standby:
    """A server that repeats what another one writes."""

    name: str
    folder: Path
    words: list[str]
    url: str


def with_standby(place: Place, name: str) -> Standby:
    """Copy the server while it works, start the copy, and have each commit wait for it."""
    folder, user, port, url = place.folder / name, other_user(), free_port(), urlsplit(place.url)
    folder.mkdir(mode=0o700)
    if user:
        shutil.chown(folder, user)
    programs = Path(place.servers["postgresql"][0][0]).parent
    copy: Command = [
        programs / "pg_basebackup",
        f"--pgdata={folder}",
        "--write-recovery-conf",
        "--checkpoint=fast",
        "--wal-method=stream",
        f"--dbname={place.url}?application_name={name}",
    ]
    run(copy, user=user, sentence="The standby could not be copied.")
    words = [str(programs / "postgres"), "-D", str(folder)]
    settings = (
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "max_connections=60",
        f"port={port}",
    )
    words += [word for setting in settings for word in ("-c", setting)]
    with (place.folder / f"{name}.log").open("w") as log:
        place.running[name] = start(words, user=user, stop_with=signal.SIGINT, output=log.fileno())
    with psycopg.connect(place.url, autocommit=True) as server:
        server.execute(sql.SQL("ALTER SYSTEM SET synchronous_standby_names = {}").format(sql.Literal(name)))
        server.execute("SELECT pg_reload_conf()")
    until(lambda: asked(place.url, FOLLOWS), "The standby does not keep up.")
    return Standby(
        name, folder, words, url._replace(netloc=f"{url.netloc.rpartition(':')[0]}:{port}").geturl()
    )


def data_of(place: Place) -> Path:
    """Return the folder of the database, as its program was told it."""
    words = place.servers["postgresql"][0]
    return Path(words[words.index("-D") + 1])


def promote(place: Place, standby: Standby) -> None:
    """Let the standby take over: it waits for no other any more, and everything started from now on goes to it."""
    with psycopg.connect(standby.url, autocommit=True) as server:
        server.execute("SELECT pg_promote()")
    until(lambda: asked(standby.url, LEADS), "The standby does not take over.")
    with psycopg.connect(standby.url, autocommit=True) as server:
        server.execute("ALTER SYSTEM RESET synchronous_standby_names")
        server.execute("SELECT pg_reload_conf()")
    place.running["postgresql"] = place.running.pop(standby.name)
    place.servers["postgresql"] = standby.words, other_user()
    place.env["DATABASE_URL"] = standby.url


def asked(url: str, question: str) -> bool:
    """Ask a server something; False as long as it does not answer."""
    with suppress(psycopg.Error), psycopg.connect(url, autocommit=True, connect_timeout=2) as server:
        return server.execute(question).fetchone() == (1,)
    return False


def until(holds: Callable[[], bool], sentence: str) -> None:
    """Wait until something holds; raise with the sentence when it does not within the patience."""
    last = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > last:
            raise CannotGoOn(sentence)
        time.sleep(0.1)
