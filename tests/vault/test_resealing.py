"""Joining, leaving, exchanging a key: envelopes are sealed anew, in batches, while filings go on."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Duty, User
from tests.vault.conftest import PASSWORD, Staff, Tip
from vault import rings, selectors, services
from vault.models import Envelope, PersonKey, Purpose
from vault.sealing import CannotOpen
from vault.services import resealing
from vault.states import KeyState
from workflow.errors import MoveRefused
from workflow.models import LogEntry

pytestmark = [pytest.mark.django_db, pytest.mark.twice]

WORDS = {"text": "三号井上月死了两个人"}


def words(tip: Any, number: int = 1, **options: Any) -> list[Envelope]:
    payloads = [(Purpose.WORDS, WORDS)] * number
    return services.store_envelopes(services.prepare_envelopes(payloads, **options), subject=tip)


def opens(envelope: Envelope, identity: str) -> bool:
    envelope.refresh_from_db()
    try:
        return services.open_envelope(envelope, identity=identity) == WORDS
    except CannotOpen:
        return False


# ---- Joining and leaving ---------------------------------------------------------------------------------------
def test_a_colleague_lets_a_newcomer_in_with_one_run(tip: Any, desk: Staff, hire: Any) -> None:
    sealed = words(tip, 3)
    newcomer = hire("newcomer", Duty.DESK)
    (waiting,) = services.stale_for(desk.user)
    assert (waiting.total, waiting.due.people() - waiting.present.people()) == (3, {newcomer.user.pk})
    assert not services.stale_for(newcomer.user)
    run = services.reseal_waiting(actor=desk.user, identity=desk.identity)
    assert (run.done, run.is_complete) == (3, True)
    assert all(opens(each, person.identity) for each in sealed for person in (desk, newcomer))
    assert not services.stale_for(desk.user)
    entry = LogEntry.objects.about(PersonKey.objects.get(user=desk.user)).last()
    assert entry is not None
    assert (entry.move, entry.actor, entry.note.text) == ("reseal", desk.user, "3")


def test_who_leaves_is_left_out_and_has_no_access_from_that_moment(tip: Any, desk: Staff, hire: Any) -> None:
    leaver, admin = hire("leaver", Duty.DESK), hire("admin", Duty.ADMIN)
    (sealed,) = words(tip)
    services.let_go(leaver.user, actor=admin.user)
    leaver.user.refresh_from_db()
    assert not leaver.user.has_duty(Duty.DESK)
    assert not leaver.user.check_password(PASSWORD)
    assert not any(bytes(key.sealed_private_key) for key in PersonKey.objects.filter(user=leaver.user))
    (later,) = words(tip)
    assert not opens(later, leaver.identity)
    assert services.reseal_waiting(actor=desk.user, identity=desk.identity).done == 1
    assert not opens(sealed, leaver.identity)
    assert opens(sealed, desk.identity)


def test_who_hands_a_duty_on_reads_no_more_though_the_key_stays(tip: Any, desk: Staff, hire: Any) -> None:
    former = hire("former", Duty.DESK)
    (sealed,) = words(tip)
    former.user.duty_assignments.all().delete()
    services.reseal_waiting(actor=desk.user, identity=desk.identity)
    assert not opens(sealed, former.identity)


def test_a_tie_to_the_case_outlives_sealing_anew(tip: Any, desk: Staff, hire: Any) -> None:
    tied = hire("tied", Duty.DESK)
    (sealed,) = words(tip, exclude=[tied.user])
    hire("newcomer", Duty.DESK)
    assert services.reseal_waiting(actor=desk.user, identity=desk.identity).done == 1
    assert not opens(sealed, tied.identity)
    assert not rings.stale_rings()


def test_who_stands_aside_later_is_left_out_and_a_newcomer_with_a_tie_is_never_let_in(
    tip: Any, desk: Staff, hire: Any
) -> None:
    aside = hire("aside", Duty.DESK)
    (sealed,) = words(tip)
    newcomer = hire("newcomer", Duty.DESK)
    services.keep_out(tip, [aside.user, newcomer.user])
    services.keep_out(tip, [aside.user])
    assert services.reseal_waiting(actor=desk.user, identity=desk.identity).done == 1
    assert opens(sealed, desk.identity)
    assert not opens(sealed, aside.identity)
    assert not opens(sealed, newcomer.identity)
    assert not rings.stale_rings()
    (later,) = words(Tip(pk=2))
    assert opens(later, aside.identity), "what concerns another file is not touched"


def test_a_reader_who_was_added_stays_when_others_come(tip: Any, desk: Staff, hire: Any) -> None:
    guest = hire("guest")
    (sealed,) = words(tip)
    services.reseal_envelope(sealed, identity=desk.identity, readers=[guest.user])
    assert opens(sealed, guest.identity)
    hire("newcomer", Duty.DESK)
    assert services.reseal_waiting(actor=desk.user, identity=desk.identity).done == 1
    assert opens(sealed, guest.identity)


def test_what_supervision_reads_stays_with_supervision(tip: Any, desk: Staff, hire: Any) -> None:
    first = hire("first", Duty.SUPERVISION)
    (sealed,) = words(tip, duty=Duty.SUPERVISION)
    second = hire("second", Duty.SUPERVISION)
    assert not services.stale_for(desk.user)
    services.reseal_waiting(actor=first.user, identity=first.identity)
    assert opens(sealed, second.identity)
    assert not opens(sealed, desk.identity)


def test_a_leader_exchanges_the_outer_layer_without_seeing_inside(
    tip: Any, custodian: Staff, leader: Staff, hire: Any
) -> None:
    identity = services.store_envelope(
        services.prepare_envelope(Purpose.IDENTITY, {"name": "甄举报"}), subject=tip
    )
    second = hire("second", Duty.LEADER)
    assert not services.stale_for(custodian.user)
    assert services.reseal_waiting(actor=leader.user, identity=leader.identity).done == 1
    identity.refresh_from_db()
    inner = services.peel_envelope(identity, identity=second.identity)
    assert services.open_peeled(identity, inner, identity=custodian.identity) == {"name": "甄举报"}
    assert not rings.stale_rings()


# ---- Runs ------------------------------------------------------------------------------------------------------
def test_a_run_that_stops_is_continued_where_it_stopped(
    tip: Any, desk: Staff, hire: Any, monkeypatch: Any
) -> None:
    words(tip, 7)
    hire("newcomer", Duty.DESK)
    monkeypatch.setattr(resealing, "BATCH", 3)
    clock = count()
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    first = services.reseal_waiting(actor=desk.user, identity=desk.identity, seconds=1)
    assert (first.done, first.is_complete) == (3, False)
    assert services.stale_for(desk.user)[0].total == 4
    second = services.reseal_waiting(actor=desk.user, identity=desk.identity, seconds=100)
    assert (second.done, second.is_complete) == (4, True)


def test_an_envelope_that_nobody_can_open_stops_no_run(tip: Any, desk: Staff, hire: Any) -> None:
    broken, sound = words(tip, 2)
    Envelope.objects.filter(pk=broken.pk).update(ciphertext=b"age-encryption.org/v1\nrubbish")
    hire("newcomer", Duty.DESK)
    run = services.reseal_waiting(actor=desk.user, identity=desk.identity)
    assert (run.done, run.unreadable, run.is_complete) == (1, 1, True)
    assert opens(sound, desk.identity)


def test_a_destroyed_envelope_is_left_alone(tip: Any, desk: Staff, hire: Any) -> None:
    services.destroy_envelope(words(tip)[0])
    hire("newcomer", Duty.DESK)
    assert not rings.stale_rings()


def test_the_question_who_waits_costs_the_same_however_many_rings_there_are(
    tip: Any, desk: Staff, hire: Any, django_assert_num_queries: Any
) -> None:
    words(tip)
    words(tip, exclude=[hire("tied", Duty.DESK).user])
    hire("newcomer", Duty.DESK)
    with django_assert_num_queries(7):
        assert len(rings.stale_rings()) == 2


# ---- Exchanging one's own key ----------------------------------------------------------------------------------
def test_a_key_is_exchanged_while_filings_go_on(tip: Any, desk: Staff) -> None:
    (before,) = words(tip)
    services.exchange_key(desk.user, password=PASSWORD)
    (during,) = words(tip)
    identity = services.unlock_key(desk.user, password=PASSWORD)
    assert opens(before, identity), "nothing is out of reach between the exchange and the sealing anew"
    assert opens(during, identity)
    assert not opens(during, desk.identity)
    assert selectors.can_open(before, desk.user)
    assert services.reseal_waiting(actor=desk.user, identity=identity).done == 1
    assert not opens(before, desk.identity)
    alone = services.unlock_key(desk.user, password=PASSWORD)
    assert "\n" not in alone
    assert opens(before, alone)


def test_two_exchanges_in_a_row_lose_nothing(tip: Any, desk: Staff) -> None:
    (first,) = words(tip)
    services.exchange_key(desk.user, password=PASSWORD)
    (second,) = words(tip)
    services.exchange_key(desk.user, password=PASSWORD)
    identity = services.unlock_key(desk.user, password=PASSWORD)
    assert opens(first, identity)
    assert opens(second, identity)
    services.change_password(desk.user, old_password=PASSWORD, new_password="a new long password")
    assert opens(first, services.unlock_key(desk.user, password="a new long password"))


def test_an_exchange_needs_the_password(desk: Staff) -> None:
    with pytest.raises(CannotOpen):
        services.exchange_key(desk.user, password="wrong")
    assert PersonKey.objects.get().state == KeyState.ACTIVE


# ---- Whose key it is -------------------------------------------------------------------------------------------
@pytest.fixture
def ceremony(hire: Any) -> None:
    services.hold_ceremony(holders=[hire(name).user for name in ("jia", "yi", "bing")], actor=None)


def test_after_the_ceremony_nothing_is_sealed_to_a_key_that_nobody_confirmed(
    tip: Any, desk: Staff, ceremony: None, hire: Any
) -> None:
    newcomer = hire("newcomer", Duty.DESK)
    (sealed,) = words(tip)
    assert not opens(sealed, newcomer.identity)
    assert not services.stale_for(desk.user)
    key = selectors.keys_to_confirm().get()
    services.confirm_key(key, actor=desk.user)
    services.reseal_waiting(actor=desk.user, identity=desk.identity)
    assert opens(sealed, newcomer.identity)


def test_an_administrator_who_sets_a_password_anew_reads_nothing_with_it(
    tip: Any, desk: Staff, ceremony: None, hire: Any
) -> None:
    admin, victim = hire("admin", Duty.ADMIN), hire("victim", Duty.DESK)
    services.confirm_key(PersonKey.objects.get(user=victim.user), actor=desk.user)
    (before,) = words(tip)
    victim.user.set_password("as the administrator likes")
    victim.user.save()
    key = services.replace_lost_key(victim.user, password="as the administrator likes")
    stolen = services.unlock_key(victim.user, password="as the administrator likes")
    (after,) = words(tip)
    services.reseal_waiting(actor=desk.user, identity=desk.identity)
    assert not opens(before, stolen)
    assert not opens(after, stolen)
    for nobody in (admin.user, victim.user, hire("other", Duty.INVESTIGATOR).user):
        with pytest.raises(MoveRefused):
            services.confirm_key(key, actor=nobody)


def test_nobody_confirms_their_own_key_and_no_administrator_anybodys(
    desk: Staff, ceremony: None, hire: Any
) -> None:
    newcomer, both = hire("newcomer", Duty.DESK), hire("both", Duty.DESK, Duty.ADMIN)
    PersonKey.objects.filter(user=both.user).update(state=KeyState.ACTIVE)
    key = PersonKey.objects.get(user=newcomer.user)
    for person, said in ((newcomer.user, "Nobody confirms"), (both.user, "not by an administrator")):
        with pytest.raises(MoveRefused) as refusal:
            services.confirm_key(key, actor=person)
        assert said in str(refusal.value.reason)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonKey.objects.filter(pk=key.pk).update(confirmed_by=newcomer.user)
    services.confirm_key(key, actor=desk.user)


def test_who_waits_for_a_colleague_confirms_nobody(desk: Staff, ceremony: None, hire: Any) -> None:
    first, second = hire("first", Duty.DESK), hire("second", Duty.DESK)
    with pytest.raises(MoveRefused):
        services.confirm_key(PersonKey.objects.get(user=second.user), actor=first.user)


def test_what_a_stolen_key_could_open_is_known(
    tip: Any, desk: Staff, custodian: Staff, leader: Staff
) -> None:
    words(tip, 2)
    services.store_envelope(services.prepare_envelope(Purpose.IDENTITY, {"name": "x"}), subject=tip)
    keys = PersonKey.objects.filter(user=desk.user)
    assert selectors.envelopes_open_to(keys).count() == 2
    services.shut_out(desk.user, actor=None)
    assert selectors.envelopes_open_to(keys).count() == 2
    assert not User.objects.get(pk=desk.user.pk).has_usable_password()
