"""Where the texts of the rule files were read. A row names keys; a person who confirms it needs the words."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from statutes.lazy import LazyMapping
from statutes.wording import Words

SOURCES_FILE = Path(__file__).resolve().parent / "sources.toml"


def _load() -> Mapping[str, Words]:
    rows = tomllib.loads(SOURCES_FILE.read_text(encoding="utf-8"))
    return {key: (row, row) if isinstance(row, str) else (row["zh"], row["en"]) for key, row in rows.items()}


SOURCES = LazyMapping(_load)


def read_in(source: str) -> tuple[Words, ...]:
    """Say in Chinese and English where a row was read; `source` holds keys of `sources.toml`, with spaces between."""
    return tuple(SOURCES[key] for key in source.split())
