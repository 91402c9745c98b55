"""A lost password, two of three sheets, and an escrow key that leaves no trace of its private half."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Duty, User
from tests.vault.conftest import Staff
from vault import rings, sealing, selectors, services, shares
from vault.models import EscrowBox, EscrowKey, EscrowShare, PersonKey, Purpose
from vault.states import KeyState
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db

WORDS = {"text": "三号井上月死了两个人"}


def envelope_of(purpose: str, tip: Any, payload: Any = WORDS) -> Any:
    return services.store_envelope(services.prepare_envelope(purpose, payload), subject=tip)


@pytest.fixture
def ceremony(hire: Any) -> services.Ceremony:
    return services.hold_ceremony(holders=[hire(name).user for name in ("jia", "yi", "bing")], actor=None)


def recover(ceremony: services.Ceremony, *numbers: int, **how: Any) -> services.Run:
    first, second = (ceremony.shares[number - 1] for number in numbers)
    return services.recover(first, second, **{"actor": User.objects.first(), "seconds": 60, **how})


# ---- The codes -------------------------------------------------------------------------------------------------
def test_a_code_is_read_back_however_it_is_typed_and_every_slip_is_found_in_its_group() -> None:
    share = shares.new_share(2)
    assert share.number == 2
    assert share.code not in repr(share)
    for typed in (" ".join(share.groups), "-".join(share.groups), share.code.translate(_FULL_WIDTH)):
        assert shares.parse_share(typed) == share
    for position in range(48):
        slip = share.code[:position] + str((int(share.code[position]) + 1) % 10) + share.code[position + 1 :]
        with pytest.raises(shares.ShareUnreadable, match=str(position // 6 + 1)):
            shares.parse_share(slip)
    for nonsense in ("", "abc", share.code[:-1], share.code + "1", "9" * 48):
        with pytest.raises(shares.ShareUnreadable):
            shares.parse_share(nonsense)


_FULL_WIDTH = {ord(str(digit)): chr(ord("\uff10") + digit) for digit in range(10)}


# ---- The ceremony ----------------------------------------------------------------------------------------------
def test_any_two_sheets_open_and_one_alone_opens_nothing(tip: Any, ceremony: Any, hire: Any) -> None:
    stranger = services.hold_ceremony(holders=list(User.objects.all()[:3]), actor=None)
    for pair in ((1, 2), (3, 1), (2, 3)):
        recover(ceremony, *pair)
    mixed = (ceremony.shares[0], stranger.shares[1])
    for first, second in ((ceremony.shares[0], ceremony.shares[0]), mixed):
        with pytest.raises(sealing.CannotOpen):
            services.recover(first, second, actor=User.objects.first(), seconds=60)
    for box in EscrowBox.objects.filter(escrow=ceremony.escrow):
        for share in ceremony.shares:
            with pytest.raises(sealing.CannotOpen):
                services.escrow._open_box(box, share, share)


def test_three_different_people_keep_the_sheets(ceremony: Any) -> None:
    jia = User.objects.get(username="jia")
    with pytest.raises(ValueError, match="three different"):
        services.hold_ceremony(holders=[jia, jia, User.objects.get(username="yi")], actor=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        EscrowShare.objects.filter(number=2).update(holder=jia)


def test_neither_the_codes_nor_the_private_half_are_stored_anywhere(tip: Any, ceremony: Any) -> None:
    recover(ceremony, 1, 2)
    low, high = ceremony.shares[:2]
    box = EscrowBox.objects.get(first=1, second=2)
    identity = services.escrow._open_box(box, low, high)
    marks = [identity.encode(), *(share.code.encode() for share in ceremony.shares)]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            content = b"|".join(_bytes(value) for row in cursor.fetchall() for value in row)
            assert not any(mark in content for mark in marks), table


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


# ---- A lost password -------------------------------------------------------------------------------------------
def test_a_lost_password_is_recovered_by_two_sheets(tip: Any, ceremony: Any, hire: Any) -> None:
    person = hire("wang", Duty.DESK)
    services.confirm_key(
        PersonKey.objects.get(user=person.user), actor=hire_confirmed(hire, "old", Duty.DESK)
    )
    words = envelope_of(Purpose.WORDS, tip)
    person.user.set_password("set by an administrator")
    person.user.save()
    with pytest.raises(sealing.CannotOpen):
        services.unlock_key(person.user, password="set by an administrator")
    key = services.replace_lost_key(person.user, password="set by an administrator")
    identity = services.unlock_key(person.user, password="set by an administrator")
    assert key.state == KeyState.WAITING
    assert not selectors.can_open(words, person.user)
    run = recover(ceremony, 1, 3, confirmed=[key])
    words.refresh_from_db()
    assert (run.done, run.is_complete) == (1, True)
    assert services.open_envelope(words, identity=identity) == WORDS
    with pytest.raises(sealing.CannotOpen):
        services.open_envelope(words, identity=person.identity)
    entry = LogEntry.objects.about(ceremony.escrow).last()
    assert entry is not None
    assert (entry.move, entry.note.text) == ("recover", "1+3: 1")


def hire_confirmed(hire: Any, name: str, *duties: str) -> User:
    """Hire somebody whose key counts already: they were here before the ceremony."""
    staff: Staff = hire(name, *duties)
    PersonKey.objects.filter(user=staff.user).update(state=KeyState.ACTIVE)
    return staff.user


def test_the_sheets_let_a_new_custodian_into_old_identities(
    tip: Any, custodian: Staff, leader: Staff, ceremony: Any, hire: Any
) -> None:
    identity = envelope_of(Purpose.IDENTITY, tip, {"name": "甄举报"})
    newcomer = hire("new", Duty.CUSTODIAN)
    key = PersonKey.objects.get(user=newcomer.user)
    assert not services.stale_for(custodian.user), (
        "a custodian alone opens no identity, to seal it anew either"
    )
    assert recover(ceremony, 2, 3, confirmed=[key]).done == 1
    identity.refresh_from_db()
    inner = services.peel_envelope(identity, identity=leader.identity)
    for person in (newcomer, custodian):
        assert services.open_peeled(identity, inner, identity=person.identity) == {"name": "甄举报"}


# ---- A new escrow key ------------------------------------------------------------------------------------------
def test_the_escrow_key_is_exchanged_while_filings_go_on(tip: Any, desk: Staff, ceremony: Any) -> None:
    before = envelope_of(Purpose.WORDS, tip)
    newer = services.hold_ceremony(holders=list(User.objects.all()[:3]), actor=None)
    during = envelope_of(Purpose.WORDS, tip)
    assert EscrowKey.objects.filter(retired_at=None).get() == newer.escrow
    assert [stale.total for stale in rings.stale_rings()] == [1], (
        "what arrives meanwhile has the new key at once"
    )
    assert services.reseal_waiting(actor=desk.user, identity=desk.identity).done == 1
    assert not rings.stale_rings()
    for envelope in (before, during):
        envelope.refresh_from_db()
        assert services.open_envelope(envelope, identity=desk.identity) == WORDS
    first, second = newer.shares[0], newer.shares[1]
    escrow, identity = services.escrow._open_escrow(first, second)
    assert escrow == newer.escrow
    assert services.open_envelope(before, identity=identity) == WORDS


def test_the_old_sheets_still_open_what_is_not_sealed_anew_yet(tip: Any, desk: Staff, ceremony: Any) -> None:
    envelope_of(Purpose.WORDS, tip)
    services.hold_ceremony(holders=list(User.objects.all()[:3]), actor=None)
    services.retire_key(desk.user)
    assert recover(ceremony, 1, 2).done == 1
    assert not rings.stale_rings()
