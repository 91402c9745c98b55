"""The answer of a policy: yes, or no with a sentence for the person who asked."""

from dataclasses import dataclass

from django.utils.functional import Promise

from workflow.errors import MoveRefused


@dataclass(frozen=True, slots=True)
class Verdict:
    """A policy's answer. It is truthy when the move is allowed."""

    is_allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.is_allowed


ALLOWED = Verdict(is_allowed=True)


def refused(reason: str | Promise) -> Verdict:
    """Return a refusal that carries `reason`, a full sentence shown to the person."""
    return Verdict(is_allowed=False, reason=reason)


def refuse_unless(verdict: Verdict) -> None:
    """Raise `MoveRefused` with the policy's sentence when it said no."""
    if not verdict:
        raise MoveRefused(verdict.reason)
