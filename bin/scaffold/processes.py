"""Start programs so that none outlives us, whoever is killed first (Linux)."""

import ctypes
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType

from scaffold.places import ROOT, environment
from scaffold.steps import CannotGoOn, explain

SET_PARENT_DEATH_SIGNAL, SET_CHILD_SUBREAPER = 1, 36  # <linux/prctl.h>
PATIENCE = 10.0  # seconds between asking a program to stop and stopping it
libc = ctypes.CDLL(None)

Program = subprocess.Popen[str]
Command = Sequence[str | Path]


def in_charge(work: Callable[[], int]) -> int:
    """Do the work of a command and leave no process behind; its exit code. A sentence says why it cannot go on."""
    take_charge()
    try:
        return work()
    except CannotGoOn as error:
        return explain(error)
    except KeyboardInterrupt:
        return 130
    finally:
        clear_away()


def _stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def take_charge() -> None:
    """Turn SIGTERM and SIGHUP into Ctrl-C, and become the parent of every orphan among our descendants."""
    signal.signal(signal.SIGINT, _stop)  # a shell starts a background command with SIGINT ignored
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup means what it says
        signal.signal(signal.SIGHUP, _stop)
    libc.prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def start(
    command: Command,
    *,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    stop_with: signal.Signals = signal.SIGTERM,
    output: int | None = None,
    pass_fds: Sequence[int] = (),
) -> Program:
    """Start a program in a session of its own, which is told to stop should we die without telling it."""
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT if user is None else "/",
        env=environment() if env is None else env,
        user=user,
        group=user and "nogroup",
        extra_groups=[] if user else None,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        text=True,
        start_new_session=True,
        pass_fds=pass_fds,
        preexec_fn=partial(libc.prctl, SET_PARENT_DEATH_SIGNAL, int(stop_with), 0, 0, 0),
    )


def run(
    command: Command,
    *,
    sentence: str,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
) -> str:
    """Run a program to its end and give its output; on failure stop with the sentence and the output."""
    code, output = outcome(command, env=env, user=user)
    if code:
        raise CannotGoOn(sentence, output=output)
    return output


def outcome(
    command: Command,
    *,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    limit: float | None = None,
) -> tuple[int, str]:
    """Run a program to its end, or to the limit in seconds, and give its exit code and output."""
    # A file and not a pipe: a stray grandchild that holds a pipe open would keep us waiting for ever.
    with tempfile.TemporaryFile("w+") as said:
        try:
            program = start(command, env=env, user=user, output=said.fileno())
        except (FileNotFoundError, PermissionError) as error:
            return 127, str(error)
        try:
            code = program.wait(limit)
        except subprocess.TimeoutExpired:
            code = 124
            said.write(f"\nStopped: it had not ended after {limit:.0f} seconds.\n")
        finally:
            stop([program])
        said.seek(0)
        return code, said.read()


def stop(programs: Sequence[Program], *, stop_with: signal.Signals = signal.SIGTERM) -> None:
    """Ask programs to stop, wait, then stop them and all that they started."""
    for program in programs:
        if program.poll() is None:
            program.send_signal(stop_with)
    until = time.monotonic() + PATIENCE
    try:
        while any(program.poll() is None for program in programs) and time.monotonic() < until:
            time.sleep(0.05)
    finally:  # a second Ctrl-C while waiting cuts the patience short
        for program in programs:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()


def clear_away(*, keep: Collection[Program] = ()) -> None:
    """Kill what our programs left behind; as their subreaper we have become its parent."""
    kept = {program.pid for program in keep}
    for _ in range(100):  # each round may orphan a next generation
        left = [pid for pid in children_of(os.getpid()) if pid not in kept]
        if not left:
            return
        for pid in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def children_of(pid: int) -> list[int]:
    """Return the processes that any thread of a process has started, or has become the parent of."""
    found = list[int]()
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended
            found += [int(child) for child in listed.read_text().split()]
    return found
