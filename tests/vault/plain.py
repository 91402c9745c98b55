"""A cipher suite that does nothing, so that tests which look for leaks can be seen to fail. Tests only."""

from collections.abc import Sequence

from vault.sealing import CannotOpen, StreamPull, StreamPush


class _PlainPush:
    header = b"H" * 4

    def push(self, frame: bytes, *, is_last: bool) -> bytes:
        return (b"1" if is_last else b"0") + frame


class _PlainPull:
    def pull(self, sealed_frame: bytes) -> tuple[bytes, bool]:
        if not sealed_frame:
            raise CannotOpen
        return sealed_frame[1:], sealed_frame[:1] == b"1"


class PlainSealer:
    stream_header_bytes: int = 4
    stream_overhead_bytes: int = 1

    def seal(self, data: bytes, recipients: Sequence[str]) -> bytes:
        return data

    def open(self, sealed: bytes, identity: str) -> bytes:
        return sealed

    def seal_box(self, data: bytes, public_key: bytes) -> bytes:
        return data

    def open_box(self, sealed: bytes, private_seed: bytes) -> bytes:
        return sealed

    def seal_secret(self, data: bytes, key: bytes) -> bytes:
        return data

    def open_secret(self, sealed: bytes, key: bytes) -> bytes:
        return sealed

    def push_stream(self, key: bytes) -> StreamPush:
        return _PlainPush()

    def pull_stream(self, key: bytes, header: bytes) -> StreamPull:
        return _PlainPull()
