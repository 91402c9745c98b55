"""Writes of people's keys: make, confirm, unlock, seal under a new password, exchange, take out of use."""

import contextlib

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accounts.models import User
from accounts.services import dismiss_person, set_password_anew, take_password
from vault import keys, sealing, sessions
from vault.errors import KeyExists, NoKey
from vault.models import PersonKey
from vault.selectors import active_key, escrow_in_use
from vault.states import STANDING, KeyState
from workflow.models import LogEntry
from workflow.services import advance, begin, record


def create_key(user: User, *, password: str) -> PersonKey:
    """Make the person's key pair, its private half sealed under the password. Costs one hash.

    Before the escrow ceremony the first sign-in is trusted; after it a colleague must confirm the key, because whoever
    sets a password anew could sign in with it.
    """
    if active_key(user) is not None:
        raise KeyExists
    made = keys.make_identity(password)
    state = KeyState.ACTIVE if escrow_in_use() is None else KeyState.WAITING
    try:
        return _store_key(user, made, state=state, move="create")
    except IntegrityError as error:  # two first sign-ins at once
        raise KeyExists from error


def confirm_key(key: PersonKey, *, actor: User) -> LogEntry:
    """Say, after comparing fingerprints with the person, that the key is theirs."""
    return advance(key, "confirm", actor=actor, by=actor)


def unlock_key(user: User, *, password: str) -> str:
    """Return the person's private key; raise `NoKey`, or `CannotOpen` when the password is wrong.

    Keys that were exchanged stand in further lines for as long as something is sealed to them.
    """
    key = active_key(user)
    if key is None:
        raise NoKey
    identity = keys.unwrap_identity(_sealed_identity(key), password=password)
    return "\n".join([identity, *_earlier_identities(key, identity)])


@transaction.atomic
def rewrap_key(user: User, *, old_password: str, new_password: str) -> PersonKey:
    """Seal the private half under a new password; the key pair, and so every envelope, stays as it is."""
    standing = PersonKey.objects.select_for_update().filter(user=user, state__in=STANDING)
    key: PersonKey | None = standing.first()
    if key is None:
        raise NoKey
    identity = keys.unwrap_identity(_sealed_identity(key), password=old_password)
    made = keys.wrap_identity(identity, password=new_password)
    key.sealed_private_key, key.salt, key.kdf = made.sealed_private_key, made.salt, made.kdf
    key.save(update_fields=["sealed_private_key", "salt", "kdf"])
    record(key, "rewrap", actor=user)
    return key


@transaction.atomic
def change_password(user: User, *, old_password: str, new_password: str) -> None:
    """Change password and key together; raise `CannotOpen` when the old password is wrong.

    A key that is locked (the password was set anew by somebody else) stays as it is.
    """
    if not user.check_password(old_password):
        raise sealing.CannotOpen
    _ensure_key(user, password=old_password)
    with contextlib.suppress(sealing.CannotOpen):
        rewrap_key(user, old_password=old_password, new_password=new_password)
    user.set_password(new_password)
    user.save(update_fields=["password"])


@transaction.atomic
def exchange_key(user: User, *, password: str) -> PersonKey:
    """Make a new key in place of one that is unlocked; raise `CannotOpen` when the password is wrong.

    The new key seals from now on; the old one lies sealed to it until nothing is sealed to the old one any more.
    """
    old = active_key(user)
    if old is None:
        raise NoKey
    identity, was = keys.unwrap_identity(_sealed_identity(old), password=password), old.state
    made = keys.make_identity(password)
    advance(old, "retire", actor=user)
    new = _store_key(user, made, state=was, move="exchange")
    sealed = sealing.seal(identity.encode(), [made.public_key])
    PersonKey.objects.filter(pk=old.pk).update(
        successor=new, sealed_private_key=sealed, salt=b"", kdf=sealing.ALGORITHM
    )
    return new


@transaction.atomic
def replace_lost_key(user: User, *, password: str) -> PersonKey:
    """Make a new key in place of one whose password is lost, and erase that one; it must be confirmed again."""
    if not user.check_password(password):
        raise sealing.CannotOpen
    retire_key(user, actor=user)
    return create_key(user, password=password)


@transaction.atomic
def retire_key(user: User, *, actor: User | None = None) -> None:
    """Take the person's key out of use and erase its private half. What was sealed to it needs sealing anew."""
    key = active_key(user)
    if key is not None:
        advance(key, "retire", actor=actor)
    PersonKey.objects.filter(user=user).update(sealed_private_key=b"", salt=b"")


@transaction.atomic
def reset_password(user: User, *, actor: User) -> str:
    """Set a password anew for somebody who lost theirs, and return it, to be shown once. The key stays locked."""
    key = active_key(user)
    if key is not None:
        record(key, "reset_password", actor=actor)
    return set_password_anew(user)


@transaction.atomic
def let_go(user: User, *, actor: User) -> None:
    """Let a person go: duties and sessions end now, the key goes out of use."""
    retire_key(user, actor=actor)
    dismiss_person(user)


@transaction.atomic
def shut_out(user: User, *, actor: User | None) -> None:
    """Shut out whoever may hold a person's password or key: sessions end, the password and the key are void."""
    retire_key(user, actor=actor)
    take_password(user)


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


def _store_key(user: User, made: keys.SealedIdentity, *, state: str, move: str) -> PersonKey:
    key = PersonKey(
        user=user,
        state=state,
        public_key=made.public_key,
        sealed_private_key=made.sealed_private_key,
        salt=made.salt,
        kdf=made.kdf,
    )
    with transaction.atomic():
        begin(key, move=move, actor=user)
    return key


def _earlier_identities(key: PersonKey, identity: str) -> list[str]:
    """Open the keys that this one took the place of, one by the other."""
    found: list[str] = []
    for old in PersonKey.objects.filter(successor=key).exclude(sealed_private_key=b""):
        earlier = sealing.open_sealed(bytes(old.sealed_private_key), identity).decode()
        found += [earlier, *_earlier_identities(old, earlier)]
    return found


def _sealed_identity(key: PersonKey) -> keys.SealedIdentity:
    return keys.SealedIdentity(
        public_key=key.public_key,
        sealed_private_key=bytes(key.sealed_private_key),
        salt=bytes(key.salt),
        kdf=key.kdf,
    )
