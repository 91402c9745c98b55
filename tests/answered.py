"""Counts what the tests' browsers are answered, over all workers: `python -m pytest -p tests.answered ...`."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.test.client import ClientHandler

OURS = 500  # from here on it is our fault
answers = Counter[int]()
_call = ClientHandler.__call__


def _counting(handler: Any, environ: Any) -> Any:
    response = _call(handler, environ)
    answers[response.status_code] += 1
    return response


def pytest_configure() -> None:
    """Count from the beginning."""
    ClientHandler.__call__ = _counting  # type: ignore[assignment]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the count of a worker to whoever started it."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["answered"] = dict(answers)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take in the count of a worker."""
    answers.update(getattr(node, "workeroutput", {}).get("answered", {}))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many requests were answered, and how many of them by a fault of ours."""
    faults = sum(count for status, count in answers.items() if status >= OURS)
    by_status = ", ".join(f"{count:,} with {status}" for status, count in sorted(answers.items()))
    terminalreporter.write_line(
        f"{sum(answers.values()):,} requests answered, {faults} by a fault of ours ({by_status})"
    )
