"""`bin/test` itself: a gate that fails, cannot run or skips something has not passed."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scaffold.gates import Gate, run_gate, run_gates
from scaffold.places import ROOT, environment
from scaffold.processes import children_of

PASSES = "def test_it(): pass\n"
FAILS = "def test_it(): assert False\n"
BREAKS = "import nothing_of_that_name\n"
SKIPS = "import pytest\ndef test_it(): pass\n@pytest.mark.skip\ndef test_other(): pass\n"


def pytest_gate(folder: Path, source: str) -> Gate:
    (folder / "test_sample.py").write_text(source)
    report = folder / "report.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        "/dev/null",
        "-p",
        "no:cacheprovider",
    ]
    bare = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    return Gate("sample", [*command, str(folder), f"--junit-xml={report}"], bare, report)


@pytest.mark.parametrize(
    ("source", "has_passed", "figures"),
    [
        (PASSES, True, (1, 0, 0)),
        (FAILS, False, (0, 1, 0)),
        (BREAKS, False, (0, 1, 0)),
        (SKIPS, False, (1, 0, 1)),
    ],
)
def test_tests_are_counted(
    tmp_path: Path, source: str, has_passed: bool, figures: tuple[int, int, int]
) -> None:
    ended = run_gate(pytest_gate(tmp_path, source), data=tmp_path)
    assert bool(ended.reason) is not has_passed
    assert (ended.count.passed, ended.count.failed, ended.count.skipped) == figures


def test_gate_that_ends_well_passes(tmp_path: Path) -> None:
    assert not run_gate(Gate("sample", ["true"]), data=tmp_path).reason


@pytest.mark.parametrize("command", [["false"], ["no-such-program"]])
def test_gate_that_fails_or_cannot_run_does_not_pass(tmp_path: Path, command: list[str]) -> None:
    assert run_gate(Gate("sample", command), data=tmp_path).reason == "failed"


def test_gate_without_a_report_could_not_run(tmp_path: Path) -> None:
    ended = run_gate(Gate("sample", ["true"], report=tmp_path / "absent.xml"), data=tmp_path)
    assert ended.reason == "could not run"


def test_what_a_failed_gate_said_is_shown_and_the_others_run_on(capsys: pytest.CaptureFixture[str]) -> None:
    failing = Gate("one", ["sh", "-c", "echo the reason; exit 1"])
    ended = run_gates([failing, Gate("other", ["true"]), Gate("third", ["true"])])
    assert {one.gate.name for one in ended if not one.reason} == {"other", "third"}
    assert "the reason" in capsys.readouterr().out


def test_gates_abreast_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """Each makes a file and waits for the other's."""
    first, second = tmp_path / "first", tmp_path / "second"
    command = "touch {}; for i in $(seq 200); do test -e {} && exit 0; sleep 0.05; done; exit 1"
    gates = [
        Gate("one", ["sh", "-c", command.format(first, second)]),
        Gate("other", ["sh", "-c", command.format(second, first)]),
    ]
    assert not any(one.reason for one in run_gates(gates))


def test_gates_of_one_run_share_no_folder() -> None:
    gate = Gate("sample", ["sh", "-c", 'echo "$DATA_DIR"; exit 1'])
    first, second = run_gates([gate, gate])
    assert first.said != second.said


def test_stopped_in_the_middle_no_gate_runs_on(tmp_path: Path) -> None:
    """Each gate is started by a thread of its own, and found all the same."""
    run = (
        "import scaffold.gates as g, scaffold.processes as p\n"
        "def work():\n g.run_gates([g.Gate(str(n), ['sleep', '300']) for n in range(2)])\n return 0\n"
        "raise SystemExit(p.in_charge(work))"
    )
    program = subprocess.Popen([sys.executable, "-c", run], env=environment(PYTHONPATH=str(ROOT / "bin")))
    until = time.monotonic() + 30
    while len(started := children_of(program.pid)) < 2:
        assert time.monotonic() < until
        time.sleep(0.05)
    program.send_signal(signal.SIGTERM)
    assert program.wait(20) == 130
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
