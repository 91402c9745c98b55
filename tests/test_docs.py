"""The documents say what the code does: generated ones are compared, commands, files and links that are named exist."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.access import ACCESS, all_names
from tests.generate_docs import DOCS, DOCUMENTS, written

pytestmark = pytest.mark.once

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
