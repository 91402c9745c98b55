"""What a program of ours that reads a stranger's file may know of this machine: where programs lie, and no secret."""

from __future__ import annotations

import os
from typing import Final

_KNOWN: Final = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")


def bare_environment() -> dict[str, str]:
    """Return the environment in which such a program is started: no key, no address of a database."""
    return {name: os.environ[name] for name in _KNOWN if name in os.environ}
