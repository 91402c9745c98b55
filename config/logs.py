"""What a log line may say: which kind of fault, where in our code. Never a word, a path or a value of a visitor."""

from __future__ import annotations

import datetime
import json
import logging
import re
import traceback
from types import TracebackType
from typing import Any

Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class KindAndPlace(logging.Formatter):
    """Write a fault as its kind and the places it came through: its own words could hold what somebody typed."""

    def formatException(self, ei: Fault) -> str:  # noqa: N802 - the name is logging's
        """Name kind and places, from the cause to the fault."""
        lines: list[str] = []
        fault, seen = ei[1], set[int]()
        while fault is not None and id(fault) not in seen:
            seen.add(id(fault))
            frames = traceback.extract_tb(fault.__traceback__)
            places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
            lines[:0] = [type(fault).__qualname__, *places]
            fault = fault.__cause__ or fault.__context__
        return "\n".join(lines)

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - the name is logging's
        """Write no stack: its lines are code, but a line of a template can hold a value."""
        return ""


class WithoutTheVisitor(logging.Filter):
    """Say of a request only which page it asked for; of a task only that it failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite what names a path, an argument or a result."""
        request = getattr(record, "request", None)
        if request is not None:
            status = getattr(record, "status_code", "-")
            record.msg, record.args = "status %s at %s", (status, _page_of(request))
            record.request = None
        elif record.name.startswith("celery.") and record.exc_info:
            record.msg, record.args = "a task failed", ()
        return True


def _page_of(request: Any) -> str:
    """Name the page by its view: an address can hold what somebody typed."""
    match = getattr(request, "resolver_match", None)
    return match.view_name if match is not None else "an address that is none of ours"


# What could be somebody: a number as long as a telephone's, an address of a network or of mail, Chinese words.
PERSONAL = re.compile(
    r"\d[\d\s-]{5,}\d[0-9Xx]?|[\w.+-]+@[\w-]+\.[\w.]+|\b\d{1,3}(?:\.\d{1,3}){3}\b"
    r"|(?:[0-9a-fA-F]{0,4}:){3,}[0-9a-fA-F]{0,4}|[\u3400-\u9fff]+"
)


def scrubbed(text: str) -> str:
    """Take out of a line what could tell of somebody."""
    return PERSONAL.sub("…", text)


class JsonLines(KindAndPlace):
    """Write a line of JSON for a collector: kind and places of a fault, and a message that names nobody."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one object."""
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        told: dict[str, Any] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            # Of the staff the security log names who it was; that is what it is for (docs/adr/0007).
            "message": record.getMessage() if record.name == "security" else scrubbed(record.getMessage()),
        }
        if record.exc_info:
            told["fault"] = self.formatException(record.exc_info).splitlines()
        return json.dumps(told, ensure_ascii=False)
