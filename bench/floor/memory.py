"""What this process holds, as the system says it."""

from __future__ import annotations

import os
from pathlib import Path

MEGABYTE = 1024 * 1024


def megabytes() -> float:
    """Return the memory that this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE
