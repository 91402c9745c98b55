"""Counts put together so that no cell of a table is small, and none follows from the sum and the others."""

from __future__ import annotations

from collections.abc import Mapping

from interface.figures import SMALLEST_CELL

Group = tuple[str, ...]


def partition(counts: Mapping[str, int], smallest: int = SMALLEST_CELL) -> list[Group]:
    """Put the keys of a table into groups of at least `smallest`, the largest first; empty where all are too few.

    What is small becomes one group, which takes in the next smallest until it is large enough. What is said is a
    partition of everything: whatever is added up or subtracted within the table is made of whole groups.
    """
    ordered = sorted(
        ((key, count) for key, count in counts.items() if count), key=lambda one: (-one[1], one[0])
    )
    rest: list[tuple[str, int]] = []
    while ordered and (ordered[-1][1] < smallest or 0 < _sum(rest) < smallest):
        rest.append(ordered.pop())
    groups: list[Group] = [(key,) for key, _count in ordered]
    return [*groups, tuple(key for key, _count in rest)] if _sum(rest) >= smallest else groups


def are_sayable(*parts: int, smallest: int = SMALLEST_CELL) -> bool:
    """Tell whether the parts of a whole may be said beside it: none of them is small."""
    return all(part == 0 or part >= smallest for part in parts)


def _sum(counted: list[tuple[str, int]]) -> int:
    return sum(count for _key, count in counted)
