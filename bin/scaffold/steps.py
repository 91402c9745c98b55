"""Say what each step does and how long it took, and do it only when what it reads has changed."""

import fcntl
import hashlib
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from scaffold.places import DATA_DIR, ROOT


class CannotGoOn(Exception):
    """Stop with a sentence for the person at the keyboard, and the output of what failed."""

    def __init__(self, sentence: str, *, output: str = "") -> None:
        super().__init__(sentence)
        self.output = output


class Step:
    """One printed line: the work, then what came of it."""

    outcome = "done"

    def skip(self, reason: str) -> None:
        """Say that nothing was to be done."""
        self.outcome = f"skipped, {reason}"


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Print the title before the work and the outcome with its seconds after it; beside others all of it after."""
    head = f"  {title:<52} "
    if is_alone := threading.current_thread() is threading.main_thread():
        print(head, end="", flush=True)
    started = time.monotonic()
    line = Step()
    try:
        yield line
    except BaseException:
        line.outcome = "failed"
        raise
    finally:
        told = f"{line.outcome} ({time.monotonic() - started:.1f} s)"
        print(told if is_alone else head + told, flush=True)


def side_by_side(*works: Callable[[], object]) -> None:
    """Do works that do not need one another at once, and raise what the first of them raised when all have ended."""
    threads = ThreadPoolExecutor(len(works))
    try:
        done = [threads.submit(work) for work in works]
        wait(done)
        for one in done:
            one.result()
    finally:  # after Ctrl-C the command ends at once; whoever called clears away what still runs
        threads.shutdown(wait=False, cancel_futures=True)


def fingerprint(inputs: Iterable[Path], *, also: str = "") -> str:
    """Digest the names and contents of files, and of all files below folders."""
    digest = hashlib.sha256(also.encode())
    for top in inputs:
        files = sorted(path for path in top.rglob("*") if path.is_file()) if top.is_dir() else [top]
        for path in files:
            digest.update(str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).encode() + b"\0")
            digest.update(path.read_bytes() if path.exists() else b"absent")
    return digest.hexdigest()


class Stamp:
    """Remember, beside the result, what the result was made from."""

    def __init__(self, path: Path, print_of_inputs: str) -> None:
        self.path = path
        self.wanted = print_of_inputs

    def is_fresh(self) -> bool:
        """Tell whether the result was made from these very inputs."""
        return self.path.exists() and self.path.read_text() == self.wanted

    def set(self) -> None:
        """Record that the result is made."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.wanted)


@contextmanager
def only_one_sets_up() -> Iterator[None]:
    """Let a second command in the same clone wait until the first has set up."""
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (DATA_DIR / "set-up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  Another command is setting up this clone; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def explain(error: CannotGoOn) -> int:
    """Print why the command stops, last and in words; the exit code of a failure."""
    if error.output.strip():
        print(error.output.rstrip(), file=sys.stderr)
    print(f"\n{error}", file=sys.stderr, flush=True)
    return 1
