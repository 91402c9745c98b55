"""The same request twice: done once, answered alike. The answer holds a receipt, so it is kept sealed to the caller."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from typing import Any

from django.utils import timezone

from partners import problems
from partners.models import Answer
from partners.problems import Problem
from partners.services.keys import Caller
from vault import sealing

# A caller whose line broke asks again within minutes; after a day nobody needs the code from here any more.
KEPT_FOR = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that a partner means to do: its Idempotency-Key, and what was sent with it."""

    caller: Caller
    key: str = field(repr=False)
    path: str
    body: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """What the intention is called in our tables, where it says nothing."""
        return sha256(f"{self.caller.partner.pk}:{self.key}".encode()).hexdigest()

    @property
    def body_digest(self) -> str:
        """What was sent, and where to."""
        return sha256(self.path.encode() + b"\0" + self.body).hexdigest()

    @property
    def box_key(self) -> bytes:
        """The key of the sealed answer: it takes the partner's key and the Idempotency-Key to make it."""
        return blake2b(
            self.key.encode(), key=self.caller.secret, person=b"answer", digest_size=sealing.KEY_BYTES
        ).digest()


def recall(intent: Intent) -> dict[str, Any] | None:
    """Return what was answered to the same request before, or None where there was none.

    Raises a `Problem` where the key was used for something else, and where the answer was made under another key.
    """
    answer = Answer.objects.filter(name=intent.name).first()
    if answer is None:
        return None
    if answer.body_digest != intent.body_digest:
        raise Problem(problems.OTHER_BODY)
    try:
        told: dict[str, Any] = json.loads(sealing.open_secret(bytes(answer.sealed), intent.box_key))
    except sealing.CannotOpen as error:
        raise Problem(problems.ANSWERED_BEFORE) from error
    return told


def keep(intent: Intent, told: dict[str, Any], *, status: int) -> None:
    """Keep an answer, in the transaction of what it tells of."""
    data = json.dumps(told, ensure_ascii=False).encode()
    Answer.objects.create(
        partner=intent.caller.partner,
        name=intent.name,
        body_digest=intent.body_digest,
        status=status,
        sealed=sealing.seal_secret(data, intent.box_key),
    )


def forget_answers() -> int:
    """Drop the answers that nobody asks for any more. What was done under their keys stays done once."""
    return Answer.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
