"""A read-only mapping that is filled from the rule files when it is first looked at."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

V = TypeVar("V")


class LazyMapping(Mapping[str, V]):
    """Look like a dict; read the rulebook on first use, so that importing a module reads no file."""

    def __init__(self, load: Callable[[], Mapping[str, V]]) -> None:
        self._load = load

    @cached_property
    def _items(self) -> Mapping[str, V]:
        return self._load()

    def __getitem__(self, key: str) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)
