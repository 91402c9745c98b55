"""Ed25519 signatures with the two keys of the installation. Each signature names its algorithm."""

from django.conf import settings
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

ALGORITHM = "ed25519-v1"


def sign_seal(digest: str) -> tuple[str, str]:
    """Sign a seal of the log; return the signature in hex and the name of its algorithm."""
    return sign(digest.encode(), key=settings.LOG_SIGNING_KEY), ALGORITHM


def verify_seal(digest: str, signature: str, *, algorithm: str = ALGORITHM) -> bool:
    """Tell whether a seal of the log was signed by this installation's key."""
    return algorithm == ALGORITHM and verify(
        digest.encode(), signature, public_key=public_key(settings.LOG_SIGNING_KEY)
    )


def sign(data: bytes, *, key: str) -> str:
    """Sign with a key of 32 bytes in hex; return the signature in hex."""
    return SigningKey(bytes.fromhex(key)).sign(data).signature.hex()


def public_key(key: str) -> str:
    """Return the public half, in hex, of a signing key in hex."""
    return bytes(SigningKey(bytes.fromhex(key)).verify_key).hex()


def verify(data: bytes, signature: str, *, public_key: str) -> bool:
    """Tell whether the signature, in hex, is that of the public key over the data."""
    try:
        VerifyKey(bytes.fromhex(public_key)).verify(data, bytes.fromhex(signature))
    except (BadSignatureError, ValueError):
        return False
    return True
