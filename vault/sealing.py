"""Seal bytes to people's public keys, and open them with one private key.

The only module that knows which library does the work: age (X25519, ChaCha20-Poly1305) for envelopes,
libsodium for small boxes, password-sealed keys and streams. Nothing here touches the database.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import Protocol

import pyrage
from django.conf import settings
from django.utils.module_loading import import_string
from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

ALGORITHM = "age-x25519-v1"
NESTED_ALGORITHM = "age-x25519-v1-nested"
BOX_ALGORITHM = "sodium-sealedbox-v1"
STREAM_ALGORITHM = "sodium-secretstream-v1"
DEFAULT_SEALER = "vault.sealing.AgeSealer"
KEY_BYTES = 32


class CannotOpen(Exception):
    """The key does not fit, or what was sealed has been changed. Which of the two is never said."""


class StreamPush(Protocol):
    """Seal one frame after another; `header` stands before the first."""

    header: bytes

    def push(self, frame: bytes, *, is_last: bool) -> bytes:
        """Seal one frame."""


class StreamPull(Protocol):
    """Open one frame after another; the second value says whether it was the last."""

    def pull(self, sealed_frame: bytes) -> tuple[bytes, bool]:
        """Open one frame."""


class Sealer(Protocol):
    """What the rest of the vault needs of a cipher suite. Chosen by `settings.VAULT_SEALER`."""

    def seal(self, data: bytes, recipients: Sequence[str]) -> bytes:
        """Seal to several readers."""

    def open(self, sealed: bytes, identity: str) -> bytes:
        """Open with one reader's private key."""

    def seal_box(self, data: bytes, public_key: bytes) -> bytes:
        """Seal to one raw public key."""

    def open_box(self, sealed: bytes, private_seed: bytes) -> bytes:
        """Open with one raw private seed."""

    def seal_secret(self, data: bytes, key: bytes) -> bytes:
        """Seal under a symmetric key."""

    def open_secret(self, sealed: bytes, key: bytes) -> bytes:
        """Open under a symmetric key."""

    def push_stream(self, key: bytes) -> StreamPush:
        """Begin to seal a stream."""

    def pull_stream(self, key: bytes, header: bytes) -> StreamPull:
        """Begin to open a stream."""

    stream_header_bytes: int
    stream_overhead_bytes: int


class _SecretStreamPush:
    def __init__(self, key: bytes) -> None:
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        self.header = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)

    def push(self, frame: bytes, *, is_last: bool) -> bytes:
        """Seal one frame."""
        tag = (
            sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
            if is_last
            else sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
        )
        return bytes(sodium.crypto_secretstream_xchacha20poly1305_push(self._state, frame, tag=tag))


class _SecretStreamPull:
    def __init__(self, key: bytes, header: bytes) -> None:
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(self._state, header, key)

    def pull(self, sealed_frame: bytes) -> tuple[bytes, bool]:
        """Open one frame."""
        try:
            frame, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(self._state, sealed_frame)
        except (CryptoError, ValueError) as error:
            raise CannotOpen from error
        return bytes(frame), tag == sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class AgeSealer:
    """age for several readers, libsodium for boxes and streams."""

    stream_header_bytes: int = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
    stream_overhead_bytes: int = sodium.crypto_secretstream_xchacha20poly1305_ABYTES

    def seal(self, data: bytes, recipients: Sequence[str]) -> bytes:
        """Seal to several readers."""
        return bytes(pyrage.encrypt(data, [_recipient(text) for text in recipients]))

    def open(self, sealed: bytes, identity: str) -> bytes:
        """Open with one reader's private key; after an exchange of keys several stand there, line by line."""
        try:
            identities = [pyrage.x25519.Identity.from_str(line) for line in identity.splitlines()]
            return bytes(pyrage.decrypt(sealed, identities))
        except (pyrage.DecryptError, pyrage.IdentityError) as error:
            raise CannotOpen from error

    def seal_box(self, data: bytes, public_key: bytes) -> bytes:
        """Seal to one raw public key."""
        return bytes(SealedBox(PublicKey(public_key)).encrypt(data))

    def open_box(self, sealed: bytes, private_seed: bytes) -> bytes:
        """Open with one raw private seed."""
        try:
            return bytes(SealedBox(PrivateKey(private_seed)).decrypt(sealed))
        except (CryptoError, ValueError) as error:
            raise CannotOpen from error

    def seal_secret(self, data: bytes, key: bytes) -> bytes:
        """Seal under a symmetric key."""
        return bytes(SecretBox(key).encrypt(data))

    def open_secret(self, sealed: bytes, key: bytes) -> bytes:
        """Open under a symmetric key."""
        try:
            return bytes(SecretBox(key).decrypt(sealed))
        except (CryptoError, ValueError) as error:
            raise CannotOpen from error

    def push_stream(self, key: bytes) -> StreamPush:
        """Begin to seal a stream."""
        return _SecretStreamPush(key)

    def pull_stream(self, key: bytes, header: bytes) -> StreamPull:
        """Begin to open a stream."""
        return _SecretStreamPull(key, header)


def sealer() -> Sealer:
    """Return the cipher suite of this installation."""
    return _load_sealer(getattr(settings, "VAULT_SEALER", DEFAULT_SEALER))


def new_identity() -> tuple[str, str]:
    """Make a key pair: the private identity and the public key that goes with it, both as age text."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def public_key_of(identity: str) -> str:
    """Return the public key of a private identity; of several lines the first is the one in use."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity.partition("\n")[0]).to_public())
    except pyrage.IdentityError as error:
        raise CannotOpen from error


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Seal `data` so that each of the `recipients` (age public keys) can open it alone."""
    if not recipients:
        raise ValueError("Nothing can be sealed to nobody.")
    return sealer().seal(data, recipients)


def open_sealed(sealed: bytes, identity: str) -> bytes:
    """Open what was sealed to this private key; raise `CannotOpen` otherwise."""
    return sealer().open(bytes(sealed), identity)


def seal_nested(data: bytes, *, inner: Sequence[str], outer: Sequence[str]) -> bytes:
    """Seal to `inner`, then seal the result to `outer`: it takes one person of each to read it."""
    return seal(seal(data, inner), outer)


def open_nested(sealed: bytes, *, outer_identity: str, inner_identity: str) -> bytes:
    """Open both layers when both keys are at hand (recovery from escrow, tests)."""
    return open_sealed(open_sealed(sealed, outer_identity), inner_identity)


def seal_box(data: bytes, public_key: bytes) -> bytes:
    """Seal a small piece to one raw X25519 public key of 32 bytes."""
    return sealer().seal_box(data, bytes(public_key))


def open_box(sealed: bytes, private_seed: bytes) -> bytes:
    """Open a box with the private half; raise `CannotOpen` otherwise."""
    return sealer().open_box(bytes(sealed), private_seed)


def box_public_key(private_seed: bytes) -> bytes:
    """Return the raw public key of a 32 byte private seed."""
    return bytes(PrivateKey(private_seed).public_key)


def seal_secret(data: bytes, key: bytes) -> bytes:
    """Seal under one symmetric key of 32 bytes."""
    return sealer().seal_secret(data, key)


def open_secret(sealed: bytes, key: bytes) -> bytes:
    """Open what was sealed under a symmetric key; raise `CannotOpen` otherwise."""
    return sealer().open_secret(bytes(sealed), key)


def new_key() -> bytes:
    """Make a symmetric key of 32 random bytes."""
    return bytes(random_bytes(KEY_BYTES))


def fingerprint(public_key: str) -> str:
    """Return a short name for a public key that two people can compare aloud."""
    digest = blake2b(public_key.encode(), digest_size=8).hexdigest()
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


@cache
def _load_sealer(path: str) -> Sealer:
    made: Sealer = import_string(path)()
    return made


@cache
def _recipient(public_key: str) -> object:
    """Parse a public key once a process: there are a few dozen of them."""
    return pyrage.x25519.Recipient.from_str(public_key)
