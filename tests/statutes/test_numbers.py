"""No number of the law stands in the code of this floor."""

import ast
from pathlib import Path

import pytest

import statutes

pytestmark = pytest.mark.once

ROOT = Path(statutes.__file__).parent
# 0, 1 and 2 are arithmetic; the others with their reasons.
ARITHMETIC = {0, 1, 2}
REASONS = {("calendar.py", 12): "months in a year", ("rewards/sheet.py", 100): "percent"}


def test_the_code_holds_no_number_of_the_law() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), node.value)
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and type(node.value) in (int, float)
        and node.value not in ARITHMETIC
    }
    assert found == set(REASONS)
