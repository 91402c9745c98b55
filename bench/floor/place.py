"""An installation of its own for the faults: servers and programs over a small disk, each of which starts again."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.floor.told import Told
from scaffold import servers
from scaffold.places import ASSETS, FONTS, PYTHON, STATIC, environment, make_folders
from scaffold.processes import Program, children_of, clear_away, run, start, stop
from scaffold.run import SCHEDULER, WEB, WORKER
from scaffold.steps import CannotGoOn

PATIENCE = 90.0  # seconds until a program runs again, or what was left behind is done
DISK = 1024  # MB of the small disk: the papers of a hundred rounds


@dataclass
class Place:
    """Everything that runs, and how each of it is started again."""

    folder: Path
    env: dict[str, str]
    port: int
    is_small: bool
    password: str  # of everybody in the office
    servers: dict[str, tuple[list[str], str | None]] = field(default_factory=dict)
    running: dict[str, Program] = field(default_factory=dict)
    told: Told = field(default_factory=Told)
    is_out_of_time: bool = False

    @property
    def url(self) -> str:
        """The address of the database."""
        return self.env["DATABASE_URL"]

    @property
    def is_postgresql(self) -> bool:
        """Whether there are servers beside the programs; the embedded default is SQLite and a folder."""
        return bool(self.servers)

    def start(self, name: str, *, wrong_by: int = 0) -> None:
        """Start a program again, on a clock that is wrong by so many seconds."""
        python = [str(PYTHON), "-m", *(["bench.floor.wrong_clock", str(wrong_by)] if wrong_by else [])]
        command: dict[str, tuple[list[str], str | None]] = {
            **self.servers,
            "web": ([*python, *WEB.split(), f"--bind=127.0.0.1:{self.port}"], None),
            "worker": ([*python, *WORKER.split()], None),
            "beat": ([*python, *SCHEDULER.split()], None),
        }
        words, user = command[name]
        with (self.folder / f"{name}.log").open("a") as log:
            self.running[name] = start(
                words,
                env=None if name in self.servers else self.env,
                user=user,
                output=log.fileno(),
                stop_with=signal.SIGTERM,
            )

    def kill(self, name: str) -> None:
        """Kill a program and all that it started, at once."""
        program = self.running[name]
        for pid in [program.pid, *descendants(program.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        program.wait()

    def mend(self) -> None:
        """Start whatever does not run, until all of it does."""
        for name in (*self.servers, "web", "worker", "beat"):
            until = time.monotonic() + PATIENCE
            while name not in self.running or self.running[name].poll() is not None:
                if time.monotonic() > until:
                    raise CannotGoOn(f"{name} does not start again.")
                self.start(name)
                time.sleep(1.5 if name == "postgresql" else 0.3)

    def set_clocks_right(self) -> None:
        """Start worker and scheduler again where their clock was wrong."""
        if self.is_out_of_time:
            for name in ("worker", "beat"):
                self.kill(name)
            self.is_out_of_time = False
            self.mend()


def descendants(pid: int) -> list[int]:
    """Return the processes under one."""
    return [each for child in children_of(pid) for each in (child, *descendants(child))]


@contextmanager
def house(database: str) -> Iterator[Place]:
    """Start programs, and servers where the database is PostgreSQL, over a small disk of their own."""
    folder = Path(tempfile.mkdtemp(prefix="chuishao-faults-"))
    folder.chmod(0o711)
    small, programs = folder / "small", dict[str, Program]()
    small.mkdir()
    is_small = not run_quietly(["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", small])
    try:
        for made in (FONTS, ASSETS, STATIC):
            if made.exists():
                (small / made.name).symlink_to(made)
        make_folders(small)
        urls = {"DATABASE_URL": f"sqlite:///{small / 'faults.sqlite3'}", "BROKER_URL": "filesystem://"}
        if database == "postgresql":
            urls = start_servers(folder, programs)
        env = environment(
            DATA_DIR=str(small),
            PROOF_OF_WORK_BITS="0",
            LOG_LEVEL="ERROR",
            DELIVERY_LEASE_SECONDS="5",
            PYTHONWARNINGS="ignore",
            **urls,
        )
        sentence = "The database could not be prepared."
        password = run([PYTHON, "-m", "bench.floor.office"], env=env, sentence=sentence).split()[-1]
        again = {name: started_as(name, program) for name, program in programs.items()}
        place = Place(folder, env, servers.free_port(), is_small, password, servers=again, running=programs)
        place.mend()
        yield place
    finally:
        stop(list(programs.values()))
        clear_away()
        if is_small:
            run_quietly(["umount", "--lazy", small])
        shutil.rmtree(folder, ignore_errors=True)


def start_servers(folder: Path, programs: dict[str, Program]) -> dict[str, str]:
    """Start PostgreSQL and Redis; return their addresses."""
    binaries = servers.postgresql_programs(folder)
    programs["postgresql"], url = servers.start_postgresql(folder, binaries, is_durable=True)
    programs["redis"], broker_url = servers.start_redis(folder)
    return {"DATABASE_URL": url, "BROKER_URL": broker_url}


def started_as(name: str, program: Any) -> tuple[list[str], str | None]:
    """Return the words that a server was started with, and by whom."""
    return [str(word) for word in program.args], servers.other_user() if name == "postgresql" else None


def run_quietly(command: list[Any]) -> int:
    """Run a command; its exit code, and 1 where there is no such command."""
    try:
        return start(command).wait()
    except OSError:
        return 1
