"""`bin/test` itself: a gate that fails, cannot run or skips something has not passed."""

import sys
from pathlib import Path

import pytest

from scaffold.gates import Gate, run_gate

pytestmark = pytest.mark.once

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
        "-p",
        "no:django",
    ]
    return Gate("sample", [*command, str(folder), f"--junit-xml={report}"], report=report)


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
    passed, count = run_gate(pytest_gate(tmp_path, source), data=tmp_path)
    assert passed is has_passed
    assert (count.passed, count.failed, count.skipped) == figures


def test_gate_that_ends_well_passes(tmp_path: Path) -> None:
    assert run_gate(Gate("sample", ["true"]), data=tmp_path)[0]


@pytest.mark.parametrize("command", [["false"], ["no-such-program"]])
def test_gate_that_fails_or_cannot_run_does_not_pass(tmp_path: Path, command: list[str]) -> None:
    assert not run_gate(Gate("sample", command), data=tmp_path)[0]


def test_what_a_failed_gate_said_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_gate(Gate("sample", ["sh", "-c", "echo the reason; exit 1"]), data=tmp_path)
    assert "the reason" in capsys.readouterr().out


def test_gate_without_a_report_could_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not run_gate(Gate("sample", ["true"], report=tmp_path / "absent.xml"), data=tmp_path)[0]
    assert "could not run" in capsys.readouterr().out
