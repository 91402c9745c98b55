"""Run one of these modules in a process of its own, over a database of its own, and read its figures."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from scaffold.places import ASSETS, FONTS, PYTHON, ROOT, STATIC, environment, make_folders
from scaffold.processes import Command, run


def figures_of(module: str, *arguments: object, database: str = "sqlite", sentence: str) -> dict[str, Any]:
    """Return what `bench.floor.<module>` printed last, as JSON. Raises `CannotGoOn` with `sentence` when it failed."""
    data = Path(tempfile.mkdtemp(prefix="chuishao-bench-"))
    try:
        for made in (FONTS, ASSETS, STATIC):
            (data / made.name).symlink_to(made)
        make_folders(data)
        env = environment(
            DATA_DIR=str(data),
            DATABASE_URL=_own_database()
            if database == "postgresql"
            else f"sqlite:///{data / 'bench.sqlite3'}",
            BROKER_URL="filesystem://",
            LOG_LEVEL="ERROR",
            PYTHONPATH=f"{ROOT / 'bin'}:{ROOT}",
        )
        command: Command = [PYTHON, "-m", f"bench.floor.{module}", *map(str, arguments)]
        said = run(command, env=env, sentence=sentence)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    figures: dict[str, Any] = json.loads(said.splitlines()[-1])
    return figures


def _own_database() -> str:
    """Make a database on the server of this run, and return its address."""
    server = os.environ["POSTGRES_URL"]
    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlsplit(server)._replace(path=f"/{name}").geturl()
