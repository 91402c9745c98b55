"""The embedded default's broker, a folder: kombu's, but a message that was cut off does not end the worker.

A full disk leaves messages without a word, and a reader may be faster than the writer. Such a message is dropped: the
clock hands out again what it stood for.
"""

from __future__ import annotations

from typing import Any

from kombu.transport import filesystem


class Channel(filesystem.Channel):
    """Reads on past what cannot be read."""

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        while True:
            try:
                return super()._get(queue)
            except ValueError:  # it has been taken out of the folder already
                continue


class Transport(filesystem.Transport):
    """Kombu's, with our channel."""

    Channel = Channel
