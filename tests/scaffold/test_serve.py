"""The supervisor of `bin/run`: nothing is left behind, whoever ends or is killed first."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Serves a program that leaves its session and outlives its parent, beside the one that is given.
SUPERVISOR = """
import signal
import sys
from scaffold.processes import take_charge
from scaffold.serve import serve, take_port
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests themselves may run under nohup
take_charge()
mark, first = sys.argv[1:]
programs = {"first": ["sh", "-c", first], "daemon": ["sh", "-c", f"setsid sleep {mark} & sleep {mark}"]}
with take_port(0) as port:
    port.listen()
    sys.exit(serve(programs, env={"PATH": "/bin:/usr/bin"}, listening=port, ready=print))
"""


def running(mark: str) -> list[int]:
    """Give the processes `sleep <mark>`."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if process.read_bytes() == f"sleep\0{mark}\0".encode():
                found.append(int(process.parent.name))
        except OSError:
            continue
    return found


def wait_until(wish: Callable[[], bool], *, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if wish():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def mark() -> Iterator[str]:
    """Give a number of seconds that no other process sleeps for, and end what still sleeps for it."""
    mark = f"3600.{os.getpid()}{time.monotonic_ns() % 10**9}"
    yield mark
    for left in running(mark):
        os.kill(left, signal.SIGKILL)


def start(mark: str, first: str, said: Path) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "bin")}
    command = [sys.executable, "-c", SUPERVISOR, mark, first]
    with said.open("w") as output:
        return subprocess.Popen(command, env=env, stdout=output, stderr=subprocess.STDOUT)


@pytest.fixture
def supervisor(mark: str, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    program = start(mark, f"exec sleep {mark}", tmp_path / "said")
    assert wait_until(lambda: len(running(mark)) == 3)
    yield program
    program.kill()
    program.wait()


def test_all_end_when_one_ends(mark: str, tmp_path: Path) -> None:
    program = start(mark, "sleep 0.5; exit 3", tmp_path / "said")
    assert program.wait(20) == 1
    said = (tmp_path / "said").read_text()
    assert "The first ended by itself (exit code 3): stopping the rest." in said
    assert running(mark) == []


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_leaves_no_process(
    supervisor: subprocess.Popen[bytes], mark: str, sent: signal.Signals
) -> None:
    supervisor.send_signal(sent)
    assert supervisor.wait(20) == 0
    assert running(mark) == []


def test_background_command_can_be_interrupted_too(mark: str, tmp_path: Path) -> None:
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does for `command &`
    try:
        program = start(mark, f"exec sleep {mark}", tmp_path / "said")
    finally:
        signal.signal(signal.SIGINT, previous)
    assert wait_until(lambda: len(running(mark)) == 3)
    program.send_signal(signal.SIGINT)
    assert program.wait(20) == 0
    assert running(mark) == []


def test_programs_are_told_to_stop_when_the_supervisor_is_killed(
    supervisor: subprocess.Popen[bytes], mark: str
) -> None:
    supervisor.kill()
    supervisor.wait()
    # The two that a shell started are that shell's to stop; our servers stop theirs.
    assert wait_until(lambda: len(running(mark)) == 2)


def test_taken_port_is_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [ROOT / "bin/run", "--port", str(port)], check=False, capture_output=True, text=True, timeout=20
        )
    assert done.returncode == 1
    assert f"Port {port} is already in use." in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_impossible_port_is_a_sentence() -> None:
    done = subprocess.run(
        [ROOT / "bin/run", "--port", "99999"], check=False, capture_output=True, text=True, timeout=20
    )
    assert done.returncode == 1
    assert "There is no port 99999" in done.stderr


def test_the_web_server_names_no_address_of_a_visitor():
    """At a lower level gunicorn writes the address of whoever sends a broken request."""
    from scaffold.run import WEB

    assert "--log-level error" in WEB
    assert "access-log" not in WEB
    unit = (ROOT / "deploy" / "systemd" / "chuishao-web@.service").read_text()
    assert "--log-level error" in unit
    assert "access-log" not in unit
