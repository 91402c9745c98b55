"""What a count may tell: the smallest that is said."""

from __future__ import annotations

# Counts below five are not said: in a district one can guess who is behind a single report, and five is the smallest
# cell that statistical offices commonly release. Zero tells of nobody and is said.
SMALLEST_CELL = 5


def suppressed(count: int) -> int | None:
    """Return the count, or None where it is small enough to point to a person."""
    return None if 0 < count < SMALLEST_CELL else count
