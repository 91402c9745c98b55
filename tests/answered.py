"""Counts what the tests' browsers and callers are answered, in all workers: `python -m pytest -p tests.answered`."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler

OURS = 500  # from here on it is our fault
answers = Counter[int]()
_answer = BaseHandler.get_response


def _counting(handler: Any, request: Any) -> Any:
    response = _answer(handler, request)
    answers[response.status_code] += 1
    return response


def pytest_configure() -> None:
    """Count from the beginning."""
    BaseHandler.get_response = _counting  # type: ignore[method-assign,assignment]


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
