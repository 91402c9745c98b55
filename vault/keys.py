"""Key pairs under a password. Pure: nothing here touches the database."""

import secrets
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings

from vault import sealing

SALT_BYTES = 16


@dataclass(frozen=True)
class KeyCost:
    """The price of one guess: memory in KiB, passes, lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def __str__(self) -> str:
        return f"argon2id:m={self.memory_kib},t={self.passes},p={self.lanes}"

    @classmethod
    def parse(cls, text: str) -> "KeyCost":
        """Read the form that `str` writes, as it stands beside each sealed key."""
        name, _, rest = text.partition(":")
        if name != "argon2id":
            raise ValueError(f"Unknown key derivation {name!r}.")
        values = dict(part.split("=", 1) for part in rest.split(","))
        return cls(memory_kib=int(values["m"]), passes=int(values["t"]), lanes=int(values["p"]))

    @property
    def meets_owasp(self) -> bool:
        """Tell whether it reaches one row of OWASP's Password Storage Cheat Sheet for Argon2id."""
        return any(
            self.memory_kib >= memory and self.passes >= passes
            for memory, passes in ((47104, 1), (19456, 2), (12288, 3), (9216, 4), (7168, 5))
        )


# A password is guessable, a receipt is not: the password's cost is six times OWASP's minimum.
PASSWORD_COST = KeyCost(memory_kib=65536, passes=3, lanes=1)


@dataclass(frozen=True)
class SealedIdentity:
    """A private key as it may lie in a table."""

    public_key: str
    sealed_private_key: bytes
    salt: bytes
    kdf: str


def password_cost() -> KeyCost:
    """Return the cost for new keys."""
    return cost_for_tests() or PASSWORD_COST


def cost_for_tests() -> KeyCost | None:
    """Return what `settings.VAULT_KEY_COST` lowers every cost to, in tests alone; a check says so elsewhere."""
    text = getattr(settings, "VAULT_KEY_COST", "")
    return KeyCost.parse(text) if text else None


def derive_raw(secret: bytes, *, salt: bytes, cost: KeyCost, length: int) -> bytes:
    """Run Argon2id once and return `length` raw bytes."""
    return hash_secret_raw(
        secret, bytes(salt), cost.passes, cost.memory_kib, cost.lanes, hash_len=length, type=Type.ID
    )


def make_identity(password: str) -> SealedIdentity:
    """Make a key pair whose private half is sealed under the password."""
    identity, _ = sealing.new_identity()
    return wrap_identity(identity, password=password)


def wrap_identity(identity: str, *, password: str) -> SealedIdentity:
    """Seal a private key under a password, with a fresh salt."""
    salt = secrets.token_bytes(SALT_BYTES)
    cost = password_cost()
    key = derive_raw(password.encode(), salt=salt, cost=cost, length=sealing.KEY_BYTES)
    return SealedIdentity(
        public_key=sealing.public_key_of(identity),
        sealed_private_key=sealing.seal_secret(identity.encode(), key),
        salt=salt,
        kdf=str(cost),
    )


def unwrap_identity(sealed: SealedIdentity, *, password: str) -> str:
    """Return the private key; raise `CannotOpen` when the password is wrong."""
    cost = KeyCost.parse(sealed.kdf)
    key = derive_raw(password.encode(), salt=sealed.salt, cost=cost, length=sealing.KEY_BYTES)
    return sealing.open_secret(sealed.sealed_private_key, key).decode()
