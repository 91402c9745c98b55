"""Signatures of log seals and receipts."""

from typing import Any

from vault import signing


def test_a_seal_verifies_and_a_changed_one_does_not(settings: Any) -> None:
    settings.LOG_SIGNING_KEY = "a7" * 32
    signature, algorithm = signing.sign_seal("digest")
    assert algorithm == "ed25519-v1"
    assert signing.verify_seal("digest", signature, algorithm=algorithm)
    assert not signing.verify_seal("another", signature, algorithm=algorithm)
    assert not signing.verify_seal("digest", signature[:-2] + "00", algorithm=algorithm)
    assert not signing.verify_seal("digest", "no hex", algorithm=algorithm)
    assert not signing.verify_seal("digest", signature, algorithm="sm2-v1")


def test_a_third_party_checks_with_the_public_half_alone() -> None:
    key = "b3" * 32
    signature = signing.sign(b"filed", key=key)
    assert signing.verify(b"filed", signature, public_key=signing.public_key(key))
    assert not signing.verify(b"filed", signature, public_key=signing.public_key("c4" * 32))
