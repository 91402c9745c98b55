"""Sealing to public keys: the right key opens, every other thing does not."""

import pytest
from django.core.checks.registry import registry

from vault import keys, sealing, streams
from vault.checks import check_sealing

TEXT = "三号矿井瞒报两人死亡".encode()


def found_at_start() -> set[str | None]:
    assert "vault.checks" in {check.__module__ for check in registry.get_checks()}
    return {found.id for found in check_sealing(None)}


def test_each_recipient_opens_alone_and_a_stranger_does_not() -> None:
    (first, first_public), (second, second_public) = sealing.new_identity(), sealing.new_identity()
    stranger, _ = sealing.new_identity()
    sealed = sealing.seal(TEXT, [first_public, second_public])
    assert TEXT not in sealed
    assert sealing.open_sealed(sealed, first) == sealing.open_sealed(sealed, second) == TEXT
    with pytest.raises(sealing.CannotOpen):
        sealing.open_sealed(sealed, stranger)


def test_nothing_is_sealed_to_nobody() -> None:
    with pytest.raises(ValueError, match="nobody"):
        sealing.seal(TEXT, [])


def test_nested_needs_both_keys_in_their_order() -> None:
    (inner, inner_public), (outer, outer_public) = sealing.new_identity(), sealing.new_identity()
    sealed = sealing.seal_nested(TEXT, inner=[inner_public], outer=[outer_public])
    assert sealing.open_nested(sealed, outer_identity=outer, inner_identity=inner) == TEXT
    for alone in (inner, outer):
        with pytest.raises(sealing.CannotOpen):
            sealing.open_nested(sealed, outer_identity=alone, inner_identity=alone)
    with pytest.raises(sealing.CannotOpen):
        sealing.open_nested(sealed, outer_identity=inner, inner_identity=outer)


@pytest.mark.parametrize("bit", range(8))
def test_a_flipped_bit_anywhere_is_refused(bit: int) -> None:
    identity, public_key = sealing.new_identity()
    sealed = sealing.seal(TEXT, [public_key])
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1 << bit
        with pytest.raises(sealing.CannotOpen):
            sealing.open_sealed(bytes(changed), identity)


def test_what_is_no_key_at_all_cannot_open() -> None:
    _, public_key = sealing.new_identity()
    with pytest.raises(sealing.CannotOpen):
        sealing.open_sealed(sealing.seal(TEXT, [public_key]), "AGE-SECRET-KEY-NONSENSE")
    with pytest.raises(sealing.CannotOpen):
        sealing.public_key_of("AGE-SECRET-KEY-NONSENSE")


def test_boxes_and_secrets_refuse_another_key_and_a_changed_byte() -> None:
    seed, other = sealing.new_key(), sealing.new_key()
    box = sealing.seal_box(TEXT, sealing.box_public_key(seed))
    secret = sealing.seal_secret(TEXT, seed)
    assert sealing.open_box(box, seed) == sealing.open_secret(secret, seed) == TEXT
    for opener, sealed in ((sealing.open_box, box), (sealing.open_secret, secret)):
        with pytest.raises(sealing.CannotOpen):
            opener(sealed, other)
        with pytest.raises(sealing.CannotOpen):
            opener(sealed[:-1] + bytes([sealed[-1] ^ 1]), seed)
        with pytest.raises(sealing.CannotOpen):
            opener(b"", seed)


def test_a_private_key_opens_with_its_password_alone() -> None:
    sealed = keys.make_identity("right password")
    identity = keys.unwrap_identity(sealed, password="right password")
    assert sealing.public_key_of(identity) == sealed.public_key
    assert identity.encode() not in sealed.sealed_private_key
    with pytest.raises(sealing.CannotOpen):
        keys.unwrap_identity(sealed, password="wrong password")


def test_the_cost_of_a_password_meets_owasp_and_a_lower_one_is_refused_at_start(settings: object) -> None:
    assert keys.PASSWORD_COST.meets_owasp
    assert keys.KeyCost.parse(str(keys.PASSWORD_COST)) == keys.PASSWORD_COST
    assert "vault.E002" in found_at_start()


def test_a_suite_that_seals_nothing_is_refused_at_start(settings: object) -> None:
    assert "vault.E001" not in found_at_start()
    settings.VAULT_SEALER = "tests.vault.plain.PlainSealer"  # type: ignore[attr-defined]
    assert "vault.E001" in found_at_start()


@pytest.mark.parametrize(
    "size", [1, streams.FRAME_BYTES - 1, streams.FRAME_BYTES, streams.FRAME_BYTES + 1, 200_000]
)
def test_a_sealed_file_opens_to_what_went_in(size: int, tmp_path: object) -> None:
    content, key = (TEXT * (size // len(TEXT) + 1))[:size], sealing.new_key()
    path = tmp_path / "a" / "file"  # type: ignore[operator]
    done = streams.seal_file([content[:100], content[100:]], path, key=key)
    assert (done.size, done.sealed_size) == (size, path.stat().st_size)
    assert path.stat().st_mode & 0o777 == 0o600
    assert TEXT not in path.read_bytes()
    assert b"".join(streams.open_file(path, key=key)) == content


def test_a_file_cut_short_lengthened_or_changed_is_refused(tmp_path: object) -> None:
    key, path = sealing.new_key(), tmp_path / "file"  # type: ignore[operator]
    streams.seal_file([TEXT * 8000], path, key=key)
    whole = path.read_bytes()
    frame = streams.FRAME_BYTES + 17
    at_frame = whole[: len(streams.MAGIC) + 24 + frame]
    changed = whole[:100] + bytes([whole[100] ^ 1]) + whole[101:]
    for broken in (whole[:-1], at_frame, whole + b"x", changed, b"", whole[:30]):
        path.write_bytes(broken)
        with pytest.raises(sealing.CannotOpen):
            b"".join(streams.open_file(path, key=key))
    streams.seal_file([b"x" * streams.FRAME_BYTES], tmp_path / "full", key=key)  # type: ignore[operator]
    path.write_bytes((tmp_path / "full").read_bytes() + b"x")  # type: ignore[operator]
    with pytest.raises(sealing.CannotOpen):
        b"".join(streams.open_file(path, key=key))
    path.write_bytes(whole)
    with pytest.raises(sealing.CannotOpen):
        b"".join(streams.open_file(path, key=sealing.new_key()))


def test_a_stream_that_breaks_leaves_nothing_behind(tmp_path: object) -> None:
    def broken() -> object:
        yield TEXT
        raise ConnectionError

    path = tmp_path / "file"  # type: ignore[operator]
    with pytest.raises(ConnectionError):
        streams.seal_file(broken(), path, key=sealing.new_key())  # type: ignore[arg-type]
    assert not path.exists()
