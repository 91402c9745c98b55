"""What a file says of its signature: read by a program of its own, told to the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose signature a file carries, and what became of it since."""

    is_signed: bool = False
    is_ours: bool = False
    is_intact: bool = False
    is_whole: bool = False  # nothing was added after signing but what keeps a signature checkable
    at: str = ""
    # The SHA-256 of the file as it was at each signature: what was added later can be told from what was issued.
    earlier: tuple[str, ...] = ()
