"""Receipts: the only key that an anonymous reporter holds.

A receipt is 24 digits, written in six groups of four:

    LLLL LLLS SSSS SSSS SSSS SSSC      L locator, S secret, C check digit

- The locator (7 digits, random) finds the row; it is stored in the clear and says nothing of time or order.
- The secret (16 digits, 53.15 bits) is stored nowhere. One Argon2id call turns it into 64 bytes: the first
  half is the verifier, of which the SHA-256 is stored; the second half is the private key of the reporter's
  mailbox, of which only the public half is stored.
- The check digit (Damm) catches every single wrong digit and every swap of neighbours, before any hash.

Sixteen digits in all would leave 8 for the secret (26.6 bits): with the table in hand one machine goes
through those in days. For 53.15 bits at OWASP's minimum cost see docs/adr/0005.
"""

import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from hashlib import blake2b, sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vault import sealing
from vault.keys import KeyCost, cost_for_tests, derive_raw

LOCATOR_DIGITS = 7
SECRET_DIGITS = 16
CODE_DIGITS = LOCATOR_DIGITS + SECRET_DIGITS + 1
GROUP = 4
SALT_BYTES = 16
# OWASP Password Storage Cheat Sheet, Argon2id minimum: the secret is random, its length is the strength.
RECEIPT_COST = KeyCost(memory_kib=19456, passes=2, lanes=1)

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_SEPARATORS = re.compile(r"[\s\-_.·/\u2010-\u2015\u2212]+")


class ReceiptUnreadable(Exception):
    """What was typed cannot be a receipt. `reason` is for the form and says nothing of what is stored."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Receipt:
    """A receipt in memory. It is shown once and never logged: `repr` hides it."""

    code: str = field(repr=False)

    @property
    def locator(self) -> str:
        """The part that finds the row."""
        return self.code[:LOCATOR_DIGITS]

    @property
    def secret(self) -> str:
        """The part that proves it, stored nowhere."""
        return self.code[LOCATOR_DIGITS:-1]

    @property
    def grouped(self) -> str:
        """The six groups of four that a page shows."""
        return " ".join(self.code[start : start + GROUP] for start in range(0, CODE_DIGITS, GROUP))

    @property
    def last_four(self) -> str:
        """What the reporter types again before leaving."""
        return self.code[-GROUP:]

    def __str__(self) -> str:
        return "Receipt(hidden)"


@dataclass(frozen=True)
class ReceiptKeys:
    """What one Argon2id call makes of a receipt."""

    verifier: bytes = field(repr=False)
    mailbox_seed: bytes = field(repr=False)

    @property
    def digest(self) -> bytes:
        """What is stored of the verifier."""
        return sha256(self.verifier).digest()

    @property
    def mailbox_public_key(self) -> bytes:
        """What is stored of the mailbox."""
        return sealing.box_public_key(self.mailbox_seed)

    @property
    def commitment_salt(self) -> bytes:
        """What opens the reporter's proof of filing; the receipt makes it again, and nothing else does."""
        return commitment_salt(self.mailbox_seed)


@dataclass(frozen=True)
class StoredReceipt:
    """What a table holds of a receipt: enough to check it, not enough to make it."""

    locator: str
    salt: bytes
    digest: bytes
    mailbox_public_key: bytes
    # How the digest was made, so that the cost can rise without losing old receipts.
    algorithm: str


def receipt_algorithm() -> str:
    """Name how new receipts are hashed."""
    return str(cost_for_tests() or RECEIPT_COST)


def _nobody() -> StoredReceipt:
    """Stand in for an unknown locator, so that it costs the same hash. No verifier hashes to zeros."""
    return StoredReceipt("", bytes(SALT_BYTES), bytes(32), b"", receipt_algorithm())


def new_receipt() -> Receipt:
    """Make a receipt from the system's randomness. The caller makes another when the locator is taken."""
    locator = f"{secrets.randbelow(10**LOCATOR_DIGITS):0{LOCATOR_DIGITS}d}"
    secret = f"{secrets.randbelow(10**SECRET_DIGITS):0{SECRET_DIGITS}d}"
    body = locator + secret
    return Receipt(code=body + check_digit(body))


def check_digit(digits: str) -> str:
    """Return the Damm check digit of a string of ASCII digits."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return str(state)


def parse_receipt(text: str) -> Receipt:
    """Read what a person typed: spaces, dashes and full-width digits are all right."""
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if not digits:
        raise ReceiptUnreadable(_("Enter the receipt code."))
    if not (digits.isascii() and digits.isdigit()):
        raise ReceiptUnreadable(_("A receipt code has digits only."))
    if len(digits) != CODE_DIGITS:
        raise ReceiptUnreadable(_("A receipt code has 24 digits. Count them again."))
    if check_digit(digits) != "0":
        raise ReceiptUnreadable(
            _("One of the digits is mistyped, or two have changed places. Check them again.")
        )
    return Receipt(code=digits)


def derive(receipt: Receipt, *, salt: bytes, algorithm: str) -> ReceiptKeys:
    """Spend one Argon2id call on a receipt: verifier and mailbox key together."""
    raw = derive_raw(receipt.secret.encode(), salt=salt, cost=KeyCost.parse(algorithm), length=64)
    return ReceiptKeys(verifier=raw[:32], mailbox_seed=raw[32:])


def enrol(receipt: Receipt) -> tuple[ReceiptKeys, StoredReceipt]:
    """Make the keys of a new receipt and what a table keeps. Costs one hash: call it outside any transaction."""
    salt, algorithm = secrets.token_bytes(SALT_BYTES), receipt_algorithm()
    keys = derive(receipt, salt=salt, algorithm=algorithm)
    return keys, StoredReceipt(receipt.locator, salt, keys.digest, keys.mailbox_public_key, algorithm)


def verify(receipt: Receipt, stored: StoredReceipt | None) -> ReceiptKeys | None:
    """Return the receipt's keys when it is the one stored; None when it is wrong or nothing is stored.

    Wrong and unknown cost the same hash and the same comparison.
    """
    against = stored or _nobody()
    keys = derive(receipt, salt=against.salt, algorithm=against.algorithm)
    is_right = hmac.compare_digest(keys.digest, bytes(against.digest))
    return keys if is_right and stored is not None else None


def commitment_salt(seed: bytes) -> bytes:
    """Make the salt of a proof of filing from the mailbox seed of its receipt."""
    return blake2b(key=seed, person=b"commitment", digest_size=SALT_BYTES * 2).digest()


def claim_digest(seed: bytes, password: str, *, algorithm: str) -> bytes:
    """Make what is stored of a password that goes with a receipt: Argon2id under a salt that only the receipt gives.

    People choose weak passwords. Without the receipt not even a copy of the table is enough to try one.
    """
    salt = blake2b(key=seed, person=b"claim", digest_size=SALT_BYTES).digest()
    typed = unicodedata.normalize("NFKC", password).strip()
    return derive_raw(typed.encode(), salt=salt, cost=KeyCost.parse(algorithm), length=32)


def opens_mailbox(seed: bytes, public_key: bytes) -> bool:
    """Tell whether a seed still belongs to this mailbox: that of an exchanged receipt does not."""
    return hmac.compare_digest(sealing.box_public_key(seed), public_key)


def seal_to_mailbox(public_key: bytes, data: bytes) -> bytes:
    """Seal a message that only the holder of the receipt can read."""
    return sealing.seal_box(data, public_key)


def open_mailbox(seed: bytes, data: bytes) -> bytes:
    """Open a message with the mailbox seed of the receipt; raise `CannotOpen` otherwise."""
    return sealing.open_box(data, seed)
