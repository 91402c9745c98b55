"""The rules of the house that a program can check. Each failure names the file, the line and the rule."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
FLOORS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
LONGEST_FILE = 400  # lines
LONGEST_VIEW = 15  # lines of code in the body, without the docstring
DRAWERS = {"utils", "helpers", "common", "core", "misc", "lib", "shared", "base"}
# A view that is longer, and why it may be.
LONG_VIEWS: dict[str, str] = {}
# A file that is longer, and why it is not split.
LONG_FILES: dict[str, str] = {}

FILES = sorted(
    path
    for floor in [*FLOORS, "bench", "bin"]
    for path in (ROOT / floor).rglob("*.py")
    if "migrations" not in path.parts
)
MIGRATIONS = sorted(path for floor in FLOORS for path in (ROOT / floor / "migrations").glob("[0-9]*.py"))
VIEWS = [
    path for path in FILES if path.stem.startswith("views") and path.relative_to(ROOT).parts[0] != "bench"
]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions_of(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def late_imports(source: str) -> list[int]:
    """Return the lines of imports that run when a function is called."""
    return sorted(
        {
            node.lineno
            for function in functions_of(ast.parse(source))
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
    )


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a body, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def views_in(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return what answers a request: its first argument is the request, and other modules may call it."""
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.args.args
        and node.args.args[0].arg == "request"
    ]


@pytest.fixture
def in_the_repository(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_imports_point_one_way(in_the_repository, capsys):
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_import_waits_inside_a_function(path):
    assert late_imports(path.read_text()) == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_can_be_read_in_one_sitting(path):
    length = len(path.read_text().splitlines())
    assert length <= LONGEST_FILE or name_of(path) in LONG_FILES, f"{length} lines: split it by subject"


@pytest.mark.parametrize("path", VIEWS, ids=name_of)
def test_a_view_is_short(path):
    long = {
        f"{name_of(path)}:{view.name}": code_lines(view)
        for view in views_in(ast.parse(path.read_text()))
        if code_lines(view) > LONGEST_VIEW
    }
    assert set(long) <= set(LONG_VIEWS), long


def test_every_exception_is_still_needed():
    views = {
        f"{name_of(path)}:{view.name}": code_lines(view)
        for path in VIEWS
        for view in views_in(ast.parse(path.read_text()))
    }
    assert all(views.get(name, 0) > LONGEST_VIEW for name in LONG_VIEWS)
    assert all(len((ROOT / name).read_text().splitlines()) > LONGEST_FILE for name in LONG_FILES)


def test_there_is_no_drawer_for_odds_and_ends():
    found = [
        name_of(path)
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*")
        if path.stem.lower().strip("_") in DRAWERS and (path.is_dir() or path.suffix == ".py")
    ]
    assert found == []
    assert not [name for name in DRAWERS if (ROOT / name).exists()]


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_a_migration_says_what_it_does(path):
    assert re.fullmatch(r"\d{4}(_[a-z0-9]+)+", path.stem), "number and words"
    assert not re.search(r"_(auto|initial|squashed)(_|$)", path.stem)


def test_an_app_has_the_files_of_the_house_and_anonymous_pages_stand_apart():
    """`login_not_required` is the mark of the anonymous surface: it stands in views_public and nowhere else."""
    marked = {
        name_of(path)
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        if "login_not_required" in path.read_text()
    }
    allowed = re.compile(r".*/views_public(\.py|/.*)$")
    assert {name for name in marked if not allowed.match(name)} <= set(ANONYMOUS_ELSEWHERE)


# Anonymous by nature, and why it stands where it does.
ANONYMOUS_ELSEWHERE = {
    "reports/tracking.py": "the decorators that views_public of several floors put on pages of a receipt",
    "desk/views_sign_in.py": "the sign-in page itself",
}


def test_the_checks_can_fail():
    assert late_imports("def f():\n    import json\n") == [2]
    assert late_imports("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import json\n") == []
    long_view = "def page(request):\n    '''Say it.'''\n" + "    x = 1\n" * 16
    assert [code_lines(view) for view in views_in(ast.parse(long_view))] == [16]
