"""The documents say what the code does: generated ones are compared, commands, files and links that are named exist."""

import itertools
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.access import ACCESS, all_names
from tests.generate_docs import DOCS, DOCUMENTS, written

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
COMMAND = re.compile(r"(?<![\w./])bin/([a-z]+)\b(?!/)")
MANAGE = re.compile(r"manage\.py ([a-z_]+)")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
# A path of the house in backticks: `reports/services.py`, `docs/adr/`, and nothing with a placeholder in it.
PATH = re.compile(r"`((?:[a-z_]+/)+(?:[a-zA-Z0-9_.-]+)?)`")
BUILT = ("var/", "chuishao/")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_generated_document_is_up_to_date(name):
    assert (DOCS / name).read_text() == written(name), "run bin/docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_files_that_a_page_names_exist(page):
    text = page.read_text()
    for name in set(COMMAND.findall(text)):
        assert (ROOT / "bin" / name).stat().st_mode & 0o111, f"bin/{name} cannot be run"
    missing = [name for name in MANAGE.findall(text) if name not in get_commands()]
    assert missing == [], f"manage.py has no {missing}"
    named = {path for path in PATH.findall(text) if not path.startswith(BUILT)}
    gone = [path for path in sorted(named) if not list(ROOT.glob(path.rstrip("/")))]
    assert gone == []
    broken = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    assert broken == []


def test_every_claim_of_the_threat_model_names_a_test_that_exists():
    text = (DOCS / "threat-model.md").read_text()
    named = re.findall(r"`(tests/[a-z_/]+\.py)::(test_\w+)`", text)
    assert len(named) > 30
    gone = [f"{file}::{test}" for file, test in named if f"def {test}(" not in (ROOT / file).read_text()]
    assert gone == []


def test_every_address_stands_in_the_table_of_access():
    assert set(ACCESS) == all_names()


def test_the_two_commands_stand_first_in_both_readmes():
    for name in ("README.md", "README.zh-CN.md"):
        first = re.search(r"```\w*\n(.*?)```", (ROOT / name).read_text(), re.DOTALL)
        assert first is not None
        assert re.findall(r"^bin/\w+", first[1], re.MULTILINE) == ["bin/run", "bin/test"]


def test_every_decision_is_in_the_index_and_says_why():
    adr = DOCS / "adr"
    records = sorted(path.name for path in adr.glob("[0-9]*.md"))
    assert [name[:4] for name in records] == [f"{number:04d}" for number in range(1, len(records) + 1)]
    index = (adr / "README.md").read_text()
    assert LINK.findall(index) == records
    for name in records:
        lines = (adr / name).read_text().splitlines()
        title = re.match(r"# 0*(\d+)\.? ", lines[0])
        assert title is not None, name
        assert int(title[1]) == int(name[:4]), name
        assert {"## Context", "## Decision", "## Consequences"} <= set(lines), name
        assert len(lines) < 100, f"{name} is longer than a page"


def test_the_generator_can_be_run_as_the_page_says():
    done = subprocess.run(
        [ROOT / "bin" / "docs", "--check"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr


# OWASP ASVS 5.0.0: every requirement of the first two levels.
ASVS_LEVEL_1 = """
1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1 3.4.2
3.5.1 3.5.2 3.5.3 4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7
6.2.8 6.3.1 6.3.2 6.4.1 6.4.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1 9.1.1 9.1.2
9.1.3 9.2.1 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 11.3.1 11.3.2 11.4.1 12.1.1 12.2.1 12.2.2 13.4.1 14.2.1
14.3.1 15.1.1 15.2.1 15.3.1
"""
ASVS_LEVEL_2 = """
1.1.1 1.1.2 1.2.6 1.2.7 1.2.8 1.2.9 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 1.3.8 1.3.9 1.3.10 1.3.11 1.4.1 1.4.2
1.4.3 1.5.2 2.1.2 2.1.3 2.2.3 2.3.2 2.3.3 2.3.4 2.4.1 3.3.2 3.3.3 3.3.4 3.4.3 3.4.4 3.4.5 3.4.6 3.5.4
3.5.5 3.7.1 3.7.2 4.1.2 4.1.3 4.2.1 4.3.1 4.3.2 4.4.2 4.4.3 4.4.4 5.1.1 5.2.3 5.4.1 5.4.2 5.4.3 6.1.2
6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3
6.8.1 6.8.2 6.8.3 6.8.4 7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2 8.1.2
8.2.3 8.4.1 9.2.2 9.2.3 9.2.4 10.1.1 10.1.2 10.2.1 10.2.2 10.3.1 10.3.2 10.3.3 10.3.4 10.4.6 10.4.7
10.4.8 10.4.9 10.4.10 10.4.11 10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2 10.7.3
11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 11.3.3 11.4.2 11.4.3 11.4.4 11.5.1 11.6.1 12.1.2 12.1.3 12.3.1 12.3.2
12.3.3 12.3.4 13.1.1 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.3.2 13.4.2 13.4.3 13.4.4 13.4.5 14.1.1
14.1.2 14.2.2 14.2.3 14.2.4 14.3.2 14.3.3 15.1.2 15.1.3 15.2.2 15.2.3 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6
15.3.7 16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1
16.5.2 16.5.3 17.1.1 17.2.1 17.2.2 17.2.3 17.2.4 17.3.1 17.3.2
"""
ANSWERS = ("met", "in part", "not met", "does not apply")


def rows_of(text):
    """Return the cells of each row of the tables in `text`, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row, below in itertools.pairwise([*rows, [""]]) if row[0] != "---" and below[0] != "---"]


def requirements_of(chapters):
    """Return each number of the chapters' tables with its level and its state."""
    rows = [(number, row) for row in rows_of(chapters) for number in row[0].split(", ")]
    assert len(rows) == len({number for number, _row in rows}), "a number stands twice"
    return {number: (row[2], row[3]) for number, row in rows}


def test_every_requirement_of_the_asvs_has_its_answer_and_what_is_open_is_summed_up():
    head, chapters = re.split(r"^(?=## V1 )", (DOCS / "asvs.md").read_text(), maxsplit=1, flags=re.MULTILINE)
    found = requirements_of(chapters)
    wanted = dict.fromkeys(ASVS_LEVEL_1.split(), "1") | dict.fromkeys(ASVS_LEVEL_2.split(), "2")
    assert {number: level for number, (level, _state) in found.items()} == wanted
    counts = Counter(found.values())
    told = {level: dict(zip(ANSWERS, cells, strict=True)) for level, *cells in rows_of(head)[:2]}
    assert told == {level: {state: str(counts[level, state]) for state in ANSWERS} for level in ("1", "2")}
    still_open = {number for number, (_level, state) in found.items() if state in {"in part", "not met"}}
    summed_up = [number for row in rows_of(head)[2:] for number in row[-1].replace("*", "").split(", ")]
    assert sorted(summed_up) == sorted(still_open)


def test_whatever_of_the_asvs_is_met_names_a_place_or_a_test():
    chapters = (DOCS / "asvs.md").read_text().partition("## V1 ")[2]
    met = [row for row in rows_of(chapters) if row[3] == "met"]
    assert [row[0] for row in met if not re.search(r"`\S+[/.]\S+`|\]\(", " ".join(row[4:]))] == []


def test_every_test_that_the_asvs_names_exists():
    named = re.findall(r"`(tests/[a-z_/]+\.py)::(test_\w+)`", (DOCS / "asvs.md").read_text())
    assert len(named) > 100
    gone = [f"{file}::{test}" for file, test in named if f"def {test}(" not in (ROOT / file).read_text()]
    assert gone == []
