"""The second factor: six digits from a telephone (RFC 6238), each once, and ten recovery codes, each once."""

from __future__ import annotations

import base64
import hmac
import logging
import secrets
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP

from accounts.models import User
from desk.models import RecoveryCode, SecondFactor
from desk.services.sessions import end_other_sessions
from vault import sealing
from vault.selectors import active_key
from workflow.services import record

security = logging.getLogger("security")

SEED_BYTES: Final = 20
STEP_SECONDS: Final = 30
DIGITS: Final = 6
# A telephone's clock may be one step early or late.
TOLERANCE: Final = 1
RECOVERY_CODES: Final = 10
# 112 bits: what nobody guesses even from the digests and the key over them (OWASP ASVS 6.5.2).
RECOVERY_BYTES: Final = 14
ISSUER: Final = "Chuishao"


def needs_factor(user: User) -> bool:
    """Tell whether this person must set up a second factor before anything else."""
    is_asked = user.has_duty(*settings.SECOND_FACTOR_DUTIES) if settings.SECOND_FACTOR_DUTIES else False
    return is_asked and not SecondFactor.objects.filter(user=user).exists()


def new_seed() -> str:
    """Make a seed that is not in use yet, sealed for the session that shows it."""
    return base64.b64encode(sealing.seal_secret(secrets.token_bytes(SEED_BYTES), _key())).decode()


def open_seed(sealed: str) -> bytes:
    """Open a seed that `new_seed` made; raise `CannotOpen`."""
    return sealing.open_secret(base64.b64decode(sealed), _key())


def uri_of(user: User, seed: bytes) -> str:
    """Return the address that a telephone reads from the QR code."""
    secret = base64.b32encode(seed).decode().rstrip("=")
    return f"otpauth://totp/{ISSUER}:{quote(user.get_username())}?secret={secret}&issuer={ISSUER}"


@transaction.atomic
def confirm_factor(user: User, seed: bytes, code: str, *, keep: str | None = None) -> list[str]:
    """Put a seed in use once its first code is right; return the recovery codes, or nothing when it is wrong.

    Of the person's sessions only `keep` goes on.
    """
    step = _step_of(seed, code, after=0)
    if step is None:
        return []
    SecondFactor.objects.filter(user=user).delete()
    sealed = sealing.seal_secret(seed, _key())
    factor = SecondFactor.objects.create(user=user, sealed_seed=sealed, last_step=step)
    codes = [secrets.token_hex(RECOVERY_BYTES) for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, digest=_digest(code)) for code in codes)
    end_other_sessions(user, keep=keep)
    security.info("second factor set up: person %s", user.pk)
    return codes


def check_code(user: User, code: str) -> bool:
    """Tell whether a code of the telephone, or a recovery code, is right and unused; use it up."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user).first()
        if factor is None:
            return True
        typed = code.replace(" ", "").replace("-", "").lower()
        seed = sealing.open_secret(bytes(factor.sealed_seed), _key())
        step = _step_of(seed, typed, after=factor.last_step)
        if step is not None:
            newer = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
            return bool(newer.update(last_step=step))
        return bool(factor.recovery_codes.filter(digest=_digest(typed)).delete()[0])


@transaction.atomic
def turn_off_factor(user: User, *, keep: str | None) -> None:
    """Turn one's own second factor off; of the sessions only `keep` goes on."""
    SecondFactor.objects.filter(user=user).delete()
    end_other_sessions(user, keep=keep)
    security.warning("second factor turned off: person %s", user.pk)


def reset_factor(user: User, *, actor: User) -> None:
    """Take a colleague's second factor away, end their sessions, and write it to the log of their key."""
    SecondFactor.objects.filter(user=user).delete()
    end_other_sessions(user, keep=None)
    security.warning("second factor taken away: person %s by person %s", user.pk, actor.pk)
    if (key := active_key(user)) is not None:
        record(key, "reset_factor", actor=actor)


def _step_of(seed: bytes, code: str, *, after: int) -> int | None:
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    totp = TOTP(seed, step=STEP_SECONDS, digits=DIGITS)
    is_right = totp.verify(int(code), tolerance=TOLERANCE, min_t=after + 1)
    return int(totp.t()) if is_right else None


def _key() -> bytes:
    """The key of the staff's site over all seeds: a stolen database alone makes no codes."""
    return bytes(salted_hmac("desk.second_factor", "seeds", algorithm="sha256").digest())


def _digest(code: str) -> str:
    return hmac.new(_key(), code.encode(), sha256).hexdigest()
