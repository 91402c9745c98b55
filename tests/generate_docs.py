"""Write the documents that are made from the code: `bin/docs`. With `--check` only tell which have fallen behind."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils import translation

from accounts.models import Duty
from config.urls import urlpatterns
from partners.describing import operations
from partners.problems import KINDS
from tests.access import ACCESS, Access, Door
from tests.insiders import OTHERS, REMARKS, SECRETS, TOGETHER, TOGETHER_INTERNAL, mark
from workflow.events import subscribers_of, withdrawals_of
from workflow.models import Subject
from workflow.selectors import state_field

DOCS = Path(__file__).resolve().parent.parent / "docs"
assert urlpatterns  # the pages are loaded: whatever the interface offers has been declared
WRITTEN_BY = "Written by `bin/docs` from the code; a test compares. Change the code, then run it again."


def machines() -> list[type[Subject]]:
    """List every model with a machine, from the cellar to the roof."""
    floors = [config.label for config in reversed(list(apps.get_app_configs()))]
    found = [model for model in apps.get_models() if issubclass(model, Subject)]
    return sorted(found, key=lambda model: floors.index(model._meta.app_label))


def state_machines() -> str:
    """Draw every machine, and list its moves with who makes them and what they set off."""
    parts = [
        "# State machines",
        WRITTEN_BY,
        "A move with a gear (⚙) has no button at the desk: the system makes it, or the reporter with the receipt, "
        "or it is part of another step. *Policy* says whom the policy lets through. *Apart* names a duty that "
        "nobody takes on together with another duty of the same group on the same file (four eyes). *Back* says "
        "whether two people can annul it. What a move sets off is delivered by the worker after the move is "
        "committed, to each subscriber once.",
    ]
    for model in machines():
        parts += _machine(model)
    return "\n\n".join(parts) + "\n"


def _machine(model: type[Subject]) -> Iterator[str]:
    field = state_field(model)
    transitions = sorted(
        field.get_all_transitions(model),
        key=lambda move: (_order(field, move.source), _order(field, move.target or move.source)),
    )
    yield f"## {str(model._meta.verbose_name).capitalize()} `{model.label()}` ({model.PREFIX})"
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state}: {title}" for state, title in field.choices]
    lines.append(f"    [*] --> {field.default}")
    lines += [f"    {move.source} --> {move.target or move.source}: {_label(move)}" for move in transitions]
    leading_on = {move.source for move in transitions if move.target not in (None, move.source)}
    ends = [state for state, _title in field.choices if state not in leading_on]
    lines += [f"    {state} --> [*]" for state in ends]
    yield "\n".join([*lines, "```"])
    moves = {move.name: move for move in transitions}
    yield _table(
        ["move", "button", "policy", "apart", "back", "sets off"],
        [[f"`{name}`", _label(move), *_facts(model, move)] for name, move in moves.items()],
    )


def _order(field: Any, state: str) -> int:
    return [value for value, _title in field.choices].index(state)


def _label(move: Any) -> str:
    return f"{'⚙ ' if move.custom.get('is_automatic') else ''}{move.custom['label']}"


def _facts(model: type[Subject], move: Any) -> Iterator[str]:
    event = f"{model.label()}.{move.name}"
    said = (getattr(move.permission, "__doc__", None) or "").strip().splitlines()
    yield said[0] if said else "Nobody was asked."
    yield " / ".join(move.custom.get("act", ()))
    yield "yes" if move.custom.get("is_reversible", True) else "no"
    set_off = [subscriber.name for subscriber in subscribers_of(event)]
    taken_back = [f"{handler.__module__}.{handler.__qualname__}" for handler in withdrawals_of(event)]
    lines = [f"`{name}`" for name in sorted(set_off)] + [f"annulled: `{name}`" for name in sorted(taken_back)]
    yield "<br>".join(lines)


def access_matrix() -> str:
    """Lay out who may open which page."""
    parts = [
        "# Who may open which page",
        WRITTEN_BY,
        "The table behind this page is `tests/access.py`; a test asks every address over HTTP as every duty. What "
        "somebody may not see answers 404, as if it did not exist. A superuser without a duty is a stranger.",
        "## Without signing in",
        _table(
            ["page", "who"],
            [
                [f"`{name}`", entry.note or ("a partner's key" if entry.door is Door.KEY else "everybody")]
                for name, entry in _of(Door.PUBLIC, Door.RECEIPT, Door.KEY)
            ],
        ),
        "## Staff",
        "● opens it. ○ sees the file and is told why this step is not theirs (403). An investigator stands for one "
        "of the case's own team. *On* is the file on which the line is tested; who sees a file sees its papers.",
        _table(
            ["page", "on", *[str(duty.value) for duty in Duty]],
            [
                [f"`{name}`", entry.built, *_marks(entry)]
                for name, entry in _of(Door.SIGNED_IN, Door.DUTY, Door.FILE)
            ],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def insiders() -> str:
    """Lay out what each insider can learn of a reporter."""
    pairs = {**TOGETHER, **TOGETHER_INTERNAL}
    parts = [
        "# What an insider can learn of a reporter",
        WRITTEN_BY,
        "The table behind this page is `tests/insiders.py`. `tests/test_insiders.py` tries it: it files a marked tip, "
        "then opens every envelope and every file with each person's own private key and the whole database, with the "
        "keys of every two duties; it also searches every table for the marks in plain, hexadecimal, base64 and "
        "UTF-16, and fails when sealing is switched off. `tests/test_insiders_on_pages.py` walks through every page of "
        "each duty.",
        "## One person",
        "● with the own key, on pages and with a copy of the database. ○ the same, for tips against the office itself. "
        "◐ on pages only, and only with another person's consent.",
        _table(
            ["duty", *SECRETS.values(), "what else there is to say"],
            [[str(duty.label), *(mark(duty, secret) for secret in SECRETS), REMARKS[duty]] for duty in Duty],
        ),
        "## Two people who put their keys together",
        _table(
            ["who", "learn besides"],
            [
                [" and ".join(sorted(str(Duty(duty).label) for duty in pair)), SECRETS[secret]]
                for pair, found in pairs.items()
                for secret in sorted(found)
            ],
        ),
        "The second pair holds for tips against the office itself. Every other two learn what each learns alone.",
        "## Others",
        _table(["who", "learns"], [[who, what] for who, what in OTHERS.items()]),
    ]
    return "\n\n".join(parts) + "\n"


def interface() -> str:
    """List the operations of the interface for partner channels, and what can go wrong."""
    parts = [
        "# Operations of the interface",
        WRITTEN_BY,
        "How keys, repeated requests and calls work stands in [partners](partners.md). The same description for "
        "programs, in the reader's language: `/api/v1/openapi.json`; as a page: `/api/v1/`.",
    ]
    for one in operations():
        answered = "; ".join(f"{status} {meaning}" for status, meaning in one.answers)
        parts += [f"## {one.summary}", f"`{one.method} {one.path}`", one.description]
        for title, fields in (("sent", one.sent), ("answered", one.answered)):
            rows = [
                [f"`{field.name}`{' *' if field.is_required else ''}", field.shape, field.description]
                for field in fields
            ]
            parts += [_table([title, "shape", ""], rows)] if rows else []
        parts.append(f"Answers: {answered}.")
    kinds = [[str(kind.status), f"`{kind.name}`", str(kind.title), str(kind.remedy)] for kind in KINDS]
    parts += ["## Problems", _table(["status", "name", "what", "what to do"], kinds)]
    return "\n\n".join(parts) + "\n"


def _of(*doors: Door) -> Iterator[tuple[str, Access]]:
    return ((name, entry) for name, entry in ACCESS.items() if entry.door in doors)


def _marks(entry: Access) -> Iterator[str]:
    for duty in Duty:
        is_open = entry.door == Door.SIGNED_IN or duty in entry.opens
        yield "●" if is_open else "○" if duty in entry.refused else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    return "\n".join([*lines, *(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)])


DOCUMENTS = {
    "state-machines.md": state_machines,
    "access-matrix.md": access_matrix,
    "insiders.md": insiders,
    "api.md": interface,
}


def written(name: str) -> str:
    """Return a document as the code has it now, in English."""
    with translation.override("en"):
        return DOCUMENTS[name]()


def main() -> int:
    """Write every document, or say which have fallen behind; the exit code."""
    parser = argparse.ArgumentParser(prog="bin/docs", description="Write the documents made from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when one has fallen behind")
    wanted = parser.parse_args()
    behind = [
        name for name in DOCUMENTS if not (DOCS / name).exists() or (DOCS / name).read_text() != written(name)
    ]
    for name in behind:
        if not wanted.check:
            (DOCS / name).write_text(written(name))
        sys.stdout.write(f"docs/{name}: {'has fallen behind' if wanted.check else 'written'}\n")
    return 1 if behind and wanted.check else 0
