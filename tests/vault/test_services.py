"""Keys, envelopes and files through the services."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from accounts.models import Duty
from tests.vault.conftest import PASSWORD, Staff, Tip
from vault import selectors, services, sessions
from vault.errors import KeyExists, NoKey, NoReaders
from vault.models import Envelope, EscrowKey, KeyRing, PersonKey, Purpose, SealedFile
from vault.sealing import CannotOpen, new_identity
from vault.selectors import Layer

WORDS = {"text": "三号井上月死了两个人", "when": "2026-10-01"}

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def escrow_key() -> tuple[EscrowKey, str]:
    identity, public_key = new_identity()
    return EscrowKey.objects.create(public_key=public_key), identity


def sealed_words(tip: Any, **options: Any) -> Envelope:
    return services.store_envelope(services.prepare_envelope(Purpose.WORDS, WORDS, **options), subject=tip)


def test_a_person_has_one_key_and_the_password_opens_it(hire: Any) -> None:
    person = hire("wang")
    with pytest.raises(KeyExists):
        services.create_key(person.user, password=PASSWORD)
    with pytest.raises(CannotOpen):
        services.unlock_key(person.user, password="wrong")
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonKey.objects.create(user=person.user, public_key="x", sealed_private_key=b"", salt=b"", kdf="")


def test_changing_the_password_keeps_every_envelope_open(tip: Any, desk: Staff) -> None:
    envelope = sealed_words(tip)
    services.change_password(desk.user, old_password=PASSWORD, new_password="a new long password")
    with pytest.raises(CannotOpen):
        services.unlock_key(desk.user, password=PASSWORD)
    identity = services.unlock_key(desk.user, password="a new long password")
    assert services.open_envelope(envelope, identity=identity) == WORDS
    desk.user.refresh_from_db()
    assert desk.user.check_password("a new long password")


def test_a_wrong_old_password_changes_nothing(desk: Staff) -> None:
    with pytest.raises(CannotOpen):
        services.change_password(desk.user, old_password="wrong", new_password="a new long password")
    assert services.unlock_key(desk.user, password=PASSWORD) == desk.identity


def test_the_first_sign_in_makes_the_key_and_opens_the_session(hire: Any) -> None:
    person = hire("wang")
    PersonKey.objects.all().delete()
    request = RequestFactory().get("/")
    request.session = SessionStore()
    services.begin_session(request, user=person.user, password=PASSWORD)
    assert sessions.session_key(request) == services.unlock_key(person.user, password=PASSWORD)
    sessions.forget_key(request)
    assert sessions.session_key(request) is None


def test_without_a_key_the_old_password_is_still_asked_for(hire: Any) -> None:
    person = hire("wang")
    PersonKey.objects.all().delete()
    with pytest.raises(CannotOpen):
        services.change_password(person.user, old_password="wrong", new_password="a new long password")
    assert not PersonKey.objects.exists()


def test_words_open_for_the_desk_alone(tip: Any, desk: Staff, leader: Staff, custodian: Staff) -> None:
    envelope = sealed_words(tip)
    assert "三号井".encode() not in bytes(envelope.ciphertext)
    assert services.open_envelope(envelope, identity=desk.identity) == WORDS
    assert selectors.can_open(envelope, desk.user)
    assert list(selectors.readers_of(envelope)) == [desk.user]
    for other in (leader, custodian):
        assert not selectors.can_open(envelope, other.user)
        with pytest.raises(CannotOpen):
            services.open_envelope(envelope, identity=other.identity)


def test_an_excluded_person_gets_no_key(tip: Any, desk: Staff, hire: Any) -> None:
    tied = hire("tied", Duty.DESK)
    envelope = sealed_words(tip, exclude=[tied.user])
    assert services.open_envelope(envelope, identity=desk.identity) == WORDS
    with pytest.raises(CannotOpen):
        services.open_envelope(envelope, identity=tied.identity)


def test_a_tip_against_the_office_goes_to_supervision(tip: Any, desk: Staff, hire: Any) -> None:
    supervisor = hire("supervisor", Duty.SUPERVISION)
    envelope = sealed_words(tip, duty=Duty.SUPERVISION)
    assert services.open_envelope(envelope, identity=supervisor.identity) == WORDS
    with pytest.raises(CannotOpen):
        services.open_envelope(envelope, identity=desk.identity)


def test_identity_takes_an_approver_and_a_custodian(tip: Any, custodian: Staff, leader: Staff) -> None:
    envelope = services.store_envelope(
        services.prepare_envelope(Purpose.IDENTITY, {"name": "张三"}), subject=tip
    )
    for alone in (custodian, leader):
        with pytest.raises(CannotOpen):
            services.open_envelope(envelope, identity=alone.identity)
    with pytest.raises(CannotOpen):
        services.peel_envelope(envelope, identity=custodian.identity)
    inner = services.peel_envelope(envelope, identity=leader.identity)
    with pytest.raises(CannotOpen):
        services.open_peeled(envelope, inner, identity=leader.identity)
    assert services.open_peeled(envelope, inner, identity=custodian.identity) == {"name": "张三"}


def test_who_holds_both_duties_still_cannot_open_an_identity_alone(
    tip: Any, leader: Staff, hire: Any
) -> None:
    both = hire("both", Duty.CUSTODIAN, Duty.LEADER)
    envelope = services.store_envelope(
        services.prepare_envelope(Purpose.IDENTITY, {"name": "张三"}), subject=tip
    )
    with pytest.raises(CannotOpen):
        services.peel_envelope(envelope, identity=both.identity)
    assert list(selectors.readers_of(envelope, layer=Layer.OUTER)) == [leader.user]


def test_nothing_is_taken_in_that_nobody_could_ever_open(tip: Any, hire: Any) -> None:
    hire("both", Duty.CUSTODIAN, Duty.LEADER)
    for purpose in (Purpose.WORDS, Purpose.IDENTITY):
        with pytest.raises(NoReaders) as refused:
            services.prepare_envelope(purpose, {})
        assert str(refused.value.reason)


def test_escrow_opens_what_no_person_can(tip: Any, desk: Staff) -> None:
    _row, identity = escrow_key()
    services.retire_key(desk.user)
    envelope = sealed_words(tip)
    assert services.open_envelope(envelope, identity=identity) == WORDS
    with pytest.raises(CannotOpen):
        services.open_envelope(envelope, identity=desk.identity)
    with pytest.raises(NoKey):
        services.unlock_key(desk.user, password=PASSWORD)
    assert not any("SECRET" in str(value) for value in EscrowKey.objects.values_list().get())


def test_two_envelopes_cannot_be_exchanged_unnoticed(tip: Any, desk: Staff) -> None:
    first, second = sealed_words(tip), sealed_words(tip)
    first.ciphertext = second.ciphertext
    with pytest.raises(CannotOpen):
        services.open_envelope(first, identity=desk.identity)


def test_lengths_do_not_tell_whether_a_name_was_given(
    desk: Staff, custodian: Staff, leader: Staff, settings: Any
) -> None:
    settings.VAULT_SEALER = "tests.vault.plain.PlainSealer"  # age adds a decoy of random length of its own
    empty = services.prepare_envelope(Purpose.IDENTITY, {"name": ""})
    given = services.prepare_envelope(Purpose.IDENTITY, {"name": "欧阳某某", "telephone": "00000000000"})
    assert len(empty.ciphertext) == len(given.ciphertext)


def test_filing_seals_with_a_fixed_number_of_queries(
    tip: Any,
    desk: Staff,
    custodian: Staff,
    leader: Staff,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    payloads = [(Purpose.IDENTITY, {"name": "a"}), (Purpose.WORDS, WORDS)]
    services.prepare_envelopes(payloads)
    with django_assert_num_queries(3):
        prepared = services.prepare_envelopes(payloads)
    with django_assert_num_queries(1):
        services.store_envelopes(prepared, subject=tip)
    assert KeyRing.objects.count() == 2


def test_who_joins_waits_for_a_key_until_a_colleague_seals_anew(tip: Any, desk: Staff, hire: Any) -> None:
    envelope = sealed_words(tip)
    newcomer = hire("newcomer", Duty.DESK)
    waiting = selectors.envelopes_waiting_for(newcomer.user, purposes=[Purpose.WORDS])
    assert list(waiting) == [envelope]
    assert not selectors.can_open(envelope, newcomer.user)
    resealed = services.reseal_envelope(envelope, identity=desk.identity, readers=[newcomer.user])
    for person in (newcomer, desk):
        assert services.open_envelope(resealed, identity=person.identity) == WORDS
    assert not waiting.all().exists()
    assert list(selectors.envelopes_of(tip, purpose=Purpose.WORDS)) == [envelope]


def test_a_stranger_cannot_seal_anew(tip: Any, desk: Staff, hire: Any) -> None:
    envelope, stranger = sealed_words(tip), hire("stranger")
    with pytest.raises(CannotOpen):
        services.reseal_envelope(envelope, identity=stranger.identity, readers=[stranger.user])


def test_a_destroyed_envelope_leaves_a_stub(tip: Any, desk: Staff) -> None:
    envelope = sealed_words(tip)
    services.destroy_envelope(envelope)
    envelope.refresh_from_db()
    assert bytes(envelope.ciphertext) == b""
    assert envelope.destroyed_at is not None
    with pytest.raises(CannotOpen):
        services.open_envelope(envelope, identity=desk.identity)
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.filter(pk=envelope.pk).update(destroyed_at=None)


def test_sealing_switched_off_is_seen_in_the_table(tip: Any, desk: Staff, settings: Any) -> None:
    settings.VAULT_SEALER = "tests.vault.plain.PlainSealer"
    assert "三号井".encode() in bytes(sealed_words(tip).ciphertext)


def test_a_tip_is_its_own_subject(tip: Any, desk: Staff) -> None:
    sealed_words(tip)
    assert not selectors.envelopes_of(Tip(pk=2)).exists()  # type: ignore[arg-type]
    assert not SealedFile.objects.exists()
    assert services.discard_unclaimed_files(older_than=timedelta(0)) == 0
