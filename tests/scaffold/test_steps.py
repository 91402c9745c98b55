"""Steps are done once, and again only when what they read has changed."""

import threading
from pathlib import Path

import pytest

from scaffold.steps import CannotGoOn, Stamp, explain, fingerprint, side_by_side, step


def test_stamp_is_fresh_until_an_input_changes(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_text("one")
    Stamp(tmp_path / "stamp", fingerprint([source])).set()
    assert Stamp(tmp_path / "stamp", fingerprint([source])).is_fresh()
    (source / "a.txt").write_text("two")
    assert not Stamp(tmp_path / "stamp", fingerprint([source])).is_fresh()


def test_new_name_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    before = fingerprint([tmp_path])
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert fingerprint([tmp_path]) != before


def test_step_says_what_came_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    with step("Something") as line:
        line.skip("it stands")
    with step("Something else"):
        pass
    said = capsys.readouterr().out.splitlines()
    assert "Something" in said[0]
    assert "skipped, it stands (0.0 s)" in said[0]
    assert "done (0.0 s)" in said[1]


def test_failed_step_says_so_and_stops(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CannotGoOn), step("Something"):
        raise CannotGoOn("It cannot be done.")
    assert "failed" in capsys.readouterr().out


def test_steps_side_by_side_print_a_whole_line_each_and_the_failure_comes_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    begun = threading.Barrier(2, timeout=10)

    def good() -> None:
        with step("Good"):
            begun.wait()

    def bad() -> None:
        with step("Bad"):
            begun.wait()
            raise CannotGoOn("It cannot be done.")

    with pytest.raises(CannotGoOn, match="cannot be done"):
        side_by_side(good, bad)
    said = sorted(capsys.readouterr().out.splitlines())
    assert [line.split()[:2] for line in said] == [["Bad", "failed"], ["Good", "done"]]


def test_reason_stands_last(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(CannotGoOn("It cannot be done.", output="what the program said")) == 1
    assert capsys.readouterr().err.splitlines() == ["what the program said", "", "It cannot be done."]
