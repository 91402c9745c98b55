"""What a file may cost, and the words in which the cleaner refuses one."""

import resource
from dataclasses import dataclass
from typing import Final

# The exit codes of the program; the states of a clean copy know them by name.
CODES: Final = {"broken": 65, "bomb": 66, "locked": 67, "embedded": 68, "tool": 69, "kind": 70}


class Unclean(Exception):
    """No clean copy can be made; `code` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Limits:
    """The most that one file may take: points of a picture, bytes of the result, seconds of work."""

    pixels: int
    size: int
    seconds: int

    @property
    def memory(self) -> int:
        """Bytes of memory: a picture at its limit, twice; the file and the result; the programs themselves."""
        return self.pixels * 8 + self.size * 4 + 600 * 1024 * 1024

    def apply(self) -> None:
        """Let the system hold this process, and what it starts, to the limits."""
        resource.setrlimit(resource.RLIMIT_AS, (self.memory, self.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.size, self.size))
