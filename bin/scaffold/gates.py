"""`bin/test`: set up for the tests and run every gate; a gate that cannot run has failed."""

import argparse
import secrets
import shutil
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scaffold.packages import find_browser
from scaffold.places import ASSETS, FONTS, MIGRATED, PYTHON, STATIC, TESTS, environment, make_folders
from scaffold.processes import clear_away, outcome, take_charge
from scaffold.servers import Servers, throw_away_servers
from scaffold.set_up import set_up
from scaffold.steps import CannotGoOn, explain, only_one_sets_up

LIMIT = 2400.0  # seconds after which a gate is stopped and has failed
SLOWEST = 10  # test files that a gate names
# So many gates run side by side: where one waits for a database or for its last file, another works on.
ABREAST = 3
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"
# What every run asks of PostgreSQL, and what it asks of SQLite alone.
BOTH = "(postgres or twice) and not full"
OTHERS = "not postgres and not twice and not sqlite and not full"
# A file stays on one worker, which builds its fixtures once; the longest files come first (tests/conftest.py).
WORKERS = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
# A single file is shared between them.
SHARED = ["-n", "2", "--dist", "load"]


@dataclass(frozen=True)
class Gate:
    """A name, a command that must end with 0, and what its environment has beyond the common one."""

    name: str
    command: list[str]
    env: Mapping[str, str] = field(default_factory=dict)
    report: Path | None = None  # where pytest writes what came of each test


@dataclass
class Count:
    """What came of the tests of all runs together."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Count") -> None:
        """Take in the figures of one run."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def all_gates(servers: Servers, folder: Path, *, is_full: bool) -> list[list[Gate]]:
    """List the gates in groups that run one after another: those of every run first, the quick ones before the longest.

    Those of the full run have the servers to themselves, one by one.
    """
    python = [str(PYTHON), "-m"]
    manage = [str(PYTHON), "manage.py"]
    real = {"DATABASE_URL": servers.database_url, "BROKER_URL": servers.broker_url}
    production = {
        **real,
        "CHUISHAO_MODE": "production",
        "STORAGE_URL": f"file://{folder / 'storage'}",
        "ALLOWED_HOSTS": "jubao.example.gov.cn",
        "PUBLIC_BASE_URL": "https://jubao.example.gov.cn",
        "SECRET_KEY": secrets.token_hex(32),
    }
    # Each site holds only the secret it works with.
    public = {**production, "SITE": "public", "RECEIPT_SIGNING_KEY": secrets.token_hex(32)}
    sealing = {"LOG_SIGNING_KEY": secrets.token_hex(32), "HOOK_SEALING_KEY": secrets.token_hex(32)}
    staff = {**production, "SITE": "desk", **sealing}
    deploy = [*manage, "check", "--deploy", "--fail-level", "WARNING"]
    gates = [
        Gate("format", [*python, "ruff", "format", "--check", "."]),
        Gate("lint", [*python, "ruff", "check", "--output-format", "concise", "."]),
        Gate("imports", [str(PYTHON), "-c", LINT_IMPORTS]),
        Gate("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        Gate("deployment of the public site", deploy, public),
        Gate("deployment of the staff's site", deploy, staff),
        Gate("translations", [*manage, "messages", "--check"]),
        Gate("types", [*python, "mypy", "--strict"]),
        _tests("tests on SQLite", "not postgres and not full", folder),
        _tests("tests on PostgreSQL and Redis", BOTH, folder, files=marked("postgres", "twice"), env=real),
    ]
    others = list[Gate]()
    if is_full:
        # A slice each, so that one can be run again alone: bin/test --full --only test_canary
        others.append(_tests("the others on PostgreSQL", OTHERS, folder, env=real))
        others += [
            _tests(f"long tests of {path.stem}", "full", folder, files=[path], workers=SHARED, env=real)
            for path in marked("full")
        ]
    return [gates, *([gate] for gate in others)]


def marked(*marks: str) -> list[Path]:
    """List the test files in which one of these marks stands; the others need not be read."""
    words = [f"pytest.mark.{mark}" for mark in marks]
    return [
        path for path in sorted(TESTS.rglob("test_*.py")) if any(word in path.read_text() for word in words)
    ]


def _tests(
    name: str,
    markers: str,
    folder: Path,
    *,
    files: Sequence[Path] = (),
    workers: Sequence[str] = WORKERS,
    env: Mapping[str, str] | None = None,
) -> Gate:
    report = folder / f"{name.replace(' ', '-')}.xml"
    chosen = [*workers, "-m", markers, *map(str, files)]
    command = [str(PYTHON), "-m", "pytest", "-q", *chosen, "-rfsE", f"--junit-xml={report}"]
    return Gate(name, command, env or {}, report)


@dataclass(frozen=True)
class Outcome:
    """What came of a gate: why it did not pass (empty if it did), what it said, its tests, its seconds."""

    gate: Gate
    reason: str
    said: str
    count: Count
    seconds: float


def run_gates(gates: Sequence[Gate]) -> list[Outcome]:
    """Run gates, some side by side, and tell of each as it ends."""
    ended = list[Outcome]()
    threads = ThreadPoolExecutor(ABREAST)
    try:
        for future in as_completed([threads.submit(_run_apart, gate) for gate in gates]):
            ended.append(future.result())
            tell(ended[-1])
    finally:  # after Ctrl-C the others are not begun; whoever called clears away what still runs
        threads.shutdown(wait=False, cancel_futures=True)
    return ended


def _run_apart(gate: Gate) -> Outcome:
    with data_of_this_run() as data:
        return run_gate(gate, data=data)


def run_gate(gate: Gate, *, data: Path) -> Outcome:
    """Run one gate with a data folder of its own."""
    started = time.monotonic()
    env = environment(DATA_DIR=str(data), CHROMIUM=find_browser() or "", **gate.env)
    code, output = outcome(gate.command, env=env, limit=LIMIT)
    count = _count(gate.report)
    reason = "" if code == 0 else "failed"
    if gate.report and not gate.report.exists():
        reason = "could not run"
    elif code == 0 and count.skipped:
        reason = "failed: a skipped test is a test that could not run"
    return Outcome(gate, reason, output, count, time.monotonic() - started)


def tell(ended: Outcome) -> None:
    """Print the line of a gate, what it said if it failed, and its slowest files."""
    report, count = ended.gate.report, ended.count
    tests = f", {count.passed} passed, {count.failed} failed, {count.skipped} skipped" if report else ""
    print(f"  {ended.gate.name:<40} {ended.reason or 'passed'}{tests} ({ended.seconds:.1f} s)")
    if ended.reason:
        print(ended.said.rstrip())
    for file, seconds in _slowest(report):
        print(f"    {file:<60} {seconds:6.1f} s")
    sys.stdout.flush()


def _slowest(report: Path | None) -> list[tuple[str, float]]:
    """Name the test files that took longest, with their seconds."""
    seconds = defaultdict[str, float](float)
    if report and report.exists():
        for case in ET.parse(report).iter("testcase"):
            seconds[case.get("classname", "")] += float(case.get("time", 0))
    return sorted(seconds.items(), key=lambda one: -one[1])[:SLOWEST]


def _count(report: Path | None) -> Count:
    """Read how many tests passed, failed or were skipped; a test that broke down counts as failed."""
    count = Count()
    if report and report.exists():
        for suite in ET.parse(report).iter("testsuite"):
            failed, skipped = (
                int(suite.get("failures", 0)) + int(suite.get("errors", 0)),
                int(suite.get("skipped", 0)),
            )
            count.add(Count(int(suite.get("tests", 0)) - failed - skipped, failed, skipped))
    return count


@contextmanager
def data_of_this_run() -> Iterator[Path]:
    """Give the tests a data folder of their own, with the fonts, pages and databases that are made once."""
    folder = Path(tempfile.mkdtemp(prefix="chuishao-tests-"))
    try:
        MIGRATED.mkdir(exist_ok=True)
        for made in (FONTS, ASSETS, STATIC, MIGRATED):
            (folder / made.name).symlink_to(made)
        make_folders(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Read the arguments, set up, run the gates and sum up; the exit code."""
    started = time.monotonic()
    parser = argparse.ArgumentParser(prog="bin/test", description="Run every gate of Chuishao.")
    parser.add_argument("--full", action="store_true", help="run the long tests, too")
    parser.add_argument("--only", metavar="GATE", help="run only the gates whose name has this in it")
    wanted = parser.parse_args()
    take_charge()
    try:
        print("Setting up for the tests", flush=True)
        with only_one_sets_up():
            set_up(for_tests=True)
        with throw_away_servers() as servers, tempfile.TemporaryDirectory() as reports:
            groups = all_gates(servers, Path(reports), is_full=wanted.full)
            chosen = [[gate for gate in group if (wanted.only or "") in gate.name] for group in groups]
            if not any(chosen):
                names = ", ".join(gate.name for group in groups for gate in group)
                raise CannotGoOn(f"No gate is called {wanted.only}. There are: {names}.")
            print("\nGates, each as it ends", flush=True)
            ended = list[Outcome]()
            for group in chosen:
                ended += run_gates(group)
                clear_away(keep=servers.programs)
    except CannotGoOn as error:
        return explain(error)
    except KeyboardInterrupt:
        print("\nStopped before the end: nothing is shown by this run.", flush=True)
        return 130
    finally:
        clear_away()
    return sum_up(ended, seconds=time.monotonic() - started)


def sum_up(ended: Sequence[Outcome], *, seconds: float) -> int:
    """Say how many gates and tests passed; the exit code."""
    total, failed = Count(), [one.gate.name for one in ended if one.reason]
    for one in ended:
        total.add(one.count)
    print(f"\n{len(ended) - len(failed)} of {len(ended)} gates passed in {seconds:.0f} s.")
    if failed:
        print(f"Failed: {', '.join(failed)}.")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
