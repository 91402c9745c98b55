"""Receipts: easy to read aloud, hard to guess, and one hash for everything."""

import unicodedata
from typing import Any

import pytest
from argon2.low_level import hash_secret_raw
from hypothesis import given
from hypothesis import strategies as st

from vault import receipts, sealing

bodies = st.text("0123456789", min_size=receipts.CODE_DIGITS - 1, max_size=receipts.CODE_DIGITS - 1)
codes = bodies.map(lambda body: body + receipts.check_digit(body))


@given(code=codes, position=st.integers(0, receipts.CODE_DIGITS - 1), other=st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_caught(code: str, position: int, other: str) -> None:
    wrong = code[:position] + other + code[position + 1 :]
    if wrong == code:
        assert receipts.parse_receipt(wrong).code == code
        return
    with pytest.raises(receipts.ReceiptUnreadable):
        receipts.parse_receipt(wrong)


@given(code=codes, position=st.integers(0, receipts.CODE_DIGITS - 2))
def test_every_swap_of_neighbours_is_caught(code: str, position: int) -> None:
    swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    if swapped != code:
        with pytest.raises(receipts.ReceiptUnreadable):
            receipts.parse_receipt(swapped)


@given(
    code=codes,
    separators=st.lists(
        st.sampled_from(["", " ", "-", "\u3000", "—", "－", "\t", "."]), min_size=24, max_size=24
    ),
    is_wide=st.booleans(),
)
def test_parsing_is_tolerant_of_how_people_type(code: str, separators: list[str], is_wide: bool) -> None:
    digits = "".join(chr(ord(digit) + 0xFEE0) for digit in code) if is_wide else code
    typed = "".join(a + b for a, b in zip(digits, separators, strict=True))
    assert receipts.parse_receipt(f"  {typed} ").code == code


@pytest.mark.parametrize(
    "typed", ["", "  ", "abcd", "1234", "1" * 25, "壹贰叁", "²" * 24, "٣" * 24, "1234 5678 9012 345x"]
)
def test_what_cannot_be_a_receipt_is_answered_with_a_sentence(typed: str) -> None:
    with pytest.raises(receipts.ReceiptUnreadable) as refused:
        receipts.parse_receipt(typed)
    assert str(refused.value.reason)


@given(typed=st.text(max_size=60))
def test_no_input_breaks_the_parser(typed: str) -> None:
    try:
        code = receipts.parse_receipt(typed).code
    except receipts.ReceiptUnreadable:
        return
    assert len(code) == 24
    assert unicodedata.normalize("NFKC", code) == code


def test_a_new_receipt_has_its_strength_beyond_locator_and_check_digit() -> None:
    receipt = receipts.new_receipt()
    assert 10**receipts.SECRET_DIGITS >= 2**53
    assert len(receipt.locator) + len(receipt.secret) + 1 == receipts.CODE_DIGITS
    assert receipts.parse_receipt(receipt.grouped) == receipt
    assert receipt.grouped.endswith(receipt.last_four)
    assert receipts.RECEIPT_COST.meets_owasp


def test_outside_the_tests_a_receipt_costs_what_it_should_and_the_row_says_so(settings: Any) -> None:
    del settings.VAULT_KEY_COST
    _keys, stored = receipts.enrol(receipts.new_receipt())
    assert stored.algorithm == str(receipts.RECEIPT_COST)


def test_a_receipt_never_shows_in_a_traceback_or_a_log() -> None:
    receipt = receipts.new_receipt()
    keys = receipts.derive(receipt, salt=b"0" * 16, algorithm=str(receipts.RECEIPT_COST))
    shown = f"{receipt!r} {receipt} {keys!r}"
    assert receipt.secret not in shown
    assert keys.mailbox_seed.hex() not in shown
    assert repr(keys.mailbox_seed) not in shown


def test_the_right_receipt_is_known_and_reads_its_mailbox() -> None:
    receipt = receipts.new_receipt()
    _keys, stored = receipts.enrol(receipt)
    keys = receipts.verify(receipt, stored)
    assert keys is not None
    letter = receipts.seal_to_mailbox(stored.mailbox_public_key, b"hello")
    assert receipts.open_mailbox(keys.mailbox_seed, letter) == b"hello"
    for kept in (stored.salt, stored.digest, stored.mailbox_public_key):
        with pytest.raises(sealing.CannotOpen):
            receipts.open_mailbox(kept[:32].ljust(32, b"\0"), letter)


def test_a_wrong_and_an_unknown_receipt_are_answered_alike() -> None:
    receipt, other = receipts.new_receipt(), receipts.new_receipt()
    _keys, stored = receipts.enrol(receipt)
    body = receipt.locator + other.secret
    near = receipts.Receipt(code=body + receipts.check_digit(body))
    assert receipts.verify(near, stored) is None
    assert receipts.verify(other, None) is None


def test_wrong_and_unknown_cost_the_same_single_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt, other = receipts.new_receipt(), receipts.new_receipt()
    _keys, stored = receipts.enrol(receipt)
    spent: list[tuple[Any, ...]] = []

    def counting(secret: bytes, salt: bytes, *cost: Any, **options: Any) -> bytes:
        spent.append((len(salt), *cost, *options.values()))
        return hash_secret_raw(secret, salt, *cost, **options)

    monkeypatch.setattr("vault.keys.hash_secret_raw", counting)
    receipts.verify(other, stored)
    receipts.verify(other, None)
    receipts.verify(receipt, stored)
    assert len(spent) == 3
    assert len(set(spent)) == 1
