"""Runs the cleaning program on one sealed file: decrypted into a pipe, cleaned in a cage, sealed as it comes out."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from django.conf import settings

from interface.programs import bare_environment
from vault import streams
from vault.cleaning.limits import CODES
from vault.sealing import CannotOpen

_NAMES: Final = {code: name for name, code in CODES.items()}
_ROOT: Final = Path(__file__).resolve().parent.parent


class NotCleaned(Exception):
    """The file got no clean copy; `code` says why, "crashed" for a cleaner that broke off."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def cleaned(chunks: Iterable[bytes], media_type: str) -> Iterator[bytes]:
    """Yield the clean file; raise `NotCleaned`. Neither the plain file nor the clean one touches the disk."""
    limits = (settings.CLEANING_PIXELS, settings.CLEANING_BYTES, settings.CLEANING_SECONDS)
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "vault.cleaning", media_type, *(str(limit) for limit in limits)],
        cwd=_ROOT,
        env=bare_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as program:
        # Processor time is limited inside; a program that only sleeps is ended here.
        clock = threading.Timer(2 * settings.CLEANING_SECONDS, _end, [program])
        clock.start()
        try:
            yield from _through(program, chunks)
        finally:
            clock.cancel()
            _end(program)
    if program.returncode:
        raise NotCleaned(_NAMES.get(program.returncode, "crashed"))


def _through(program: "subprocess.Popen[bytes]", chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Feed the program, then read it: it answers only when it has read everything."""
    into, out = _pipe(program.stdin), _pipe(program.stdout)
    with suppress(BrokenPipeError):  # its exit code says why it did not want the rest
        for chunk in chunks:
            into.write(chunk)
    with suppress(BrokenPipeError):
        into.close()
    while chunk := out.read(streams.FRAME_BYTES):
        yield chunk
    program.wait()


def _end(program: "subprocess.Popen[bytes]") -> None:
    """End the program and what it started."""
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise CannotOpen
    return pipe
