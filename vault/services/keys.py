"""Writes of people's keys: make, unlock, seal under a new password, take out of use."""

import contextlib

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from vault import keys, sealing, sessions
from vault.errors import KeyExists, NoKey
from vault.models import EscrowKey, PersonKey
from vault.selectors import active_key


def create_key(user: User, *, password: str) -> PersonKey:
    """Make the person's key pair, its private half sealed under the password. Costs one hash."""
    if active_key(user) is not None:
        raise KeyExists
    made = keys.make_identity(password)
    try:
        with transaction.atomic():
            return PersonKey.objects.create(
                user=user,
                public_key=made.public_key,
                sealed_private_key=made.sealed_private_key,
                salt=made.salt,
                kdf=made.kdf,
            )
    except IntegrityError as error:  # two first sign-ins at once
        raise KeyExists from error


def unlock_key(user: User, *, password: str) -> str:
    """Return the person's private key; raise `NoKey`, or `CannotOpen` when the password is wrong."""
    key = active_key(user)
    if key is None:
        raise NoKey
    return keys.unwrap_identity(_sealed_identity(key), password=password)


@transaction.atomic
def rewrap_key(user: User, *, old_password: str, new_password: str) -> PersonKey:
    """Seal the private half under a new password; the key pair, and so every envelope, stays as it is."""
    key = PersonKey.objects.select_for_update().filter(user=user, retired_at=None).first()
    if key is None:
        raise NoKey
    identity = keys.unwrap_identity(_sealed_identity(key), password=old_password)
    made = keys.wrap_identity(identity, password=new_password)
    key.sealed_private_key, key.salt, key.kdf = made.sealed_private_key, made.salt, made.kdf
    key.save(update_fields=["sealed_private_key", "salt", "kdf"])
    return key


@transaction.atomic
def change_password(user: User, *, old_password: str, new_password: str) -> None:
    """Change password and key together; raise `CannotOpen` when the old password is wrong."""
    if not user.check_password(old_password):
        raise sealing.CannotOpen
    _ensure_key(user, password=old_password)
    rewrap_key(user, old_password=old_password, new_password=new_password)
    user.set_password(new_password)
    user.save(update_fields=["password"])


def retire_key(user: User) -> None:
    """Take the person's key out of use: nothing is sealed to it any more. What was, needs sealing anew."""
    PersonKey.objects.filter(user=user, retired_at=None).update(retired_at=timezone.now())


def create_escrow() -> tuple[EscrowKey, str]:
    """Make an escrow key; return its row and the private half, printed in shares and stored nowhere."""
    identity, public_key = sealing.new_identity()
    return EscrowKey.objects.create(public_key=public_key), identity


def begin_session(request: HttpRequest, *, user: User, password: str) -> None:
    """Unlock the person's key for this session; make it at the first sign-in. Call it after `login()`.

    Raises `CannotOpen` when the password was set anew by somebody else: the key then needs its escrow.
    """
    _ensure_key(user, password=password)
    sessions.remember_key(request, unlock_key(user, password=password), name=sessions.STAFF)


def _ensure_key(user: User, *, password: str) -> None:
    if active_key(user) is None:
        with contextlib.suppress(KeyExists):
            create_key(user, password=password)


def _sealed_identity(key: PersonKey) -> keys.SealedIdentity:
    return keys.SealedIdentity(
        public_key=key.public_key,
        sealed_private_key=bytes(key.sealed_private_key),
        salt=bytes(key.salt),
        kdf=key.kdf,
    )
