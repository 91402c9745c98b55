"""Every subscription names something that happens, and every consequence bears being delivered a second time."""

import ast
import functools
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from accounts.models import Duty
from config.urls import urlpatterns
from partners.services import set_hook
from reports import services as reports
from rewards import services as rewards
from sanctions import services as sanctions
from tests import factories
from tests.partners.builders import file_tip, offer_in, partner
from tests.sanctions import builders
from workflow.events import all_events, subscribers_of, withdrawals_of
from workflow.models import Delivery, LogEntry, Subject
from workflow.selectors import state_field
from workflow.services import record

ROOT = Path(__file__).resolve().parent.parent
assert urlpatterns  # the pages are loaded: whatever subscribes anywhere has done so
SUBJECTS = {model.label(): model for model in apps.get_models() if issubclass(model, Subject)}
# The floors that keep something; sessions and permissions of Django itself are no consequence of a move.
FLOORS = {
    *("accounts", "alarms", "enterprises", "investigations", "notices", "outreach", "partners", "reports"),
    *("rewards", "sanctions", "statutes", "vault", "workflow"),
}
# What a test's own worker listens to.
OF_TESTS = re.compile(r"^tests\.")


def moves_of(model: type[Subject]) -> set[str]:
    return {move.name for move in state_field(model).get_all_transitions(model)}


@functools.cache
def recorded_words() -> set[str]:
    """Return the words that services write into the log besides the moves: record(...) and begin(...)."""
    words = set()
    for path in ROOT.glob("[a-z]*/**/*.py"):
        if path.relative_to(ROOT).parts[0] in {"tests", "var", "bench", "node_modules"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
                "record",
                "begin",
                "write_entry",
            }:
                told = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "move")]
                words |= {
                    arg.value for arg in told if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    return words


@pytest.mark.parametrize("event", sorted(all_events()))
def test_an_event_is_a_move_of_its_machine_or_a_word_of_its_services(event):
    label, _, word = event.rpartition(".")
    assert label in SUBJECTS, f"nothing is called {label}"
    assert word in moves_of(SUBJECTS[label]) | recorded_words(), f"{label} has no move {word}"


@pytest.mark.parametrize("event", sorted(all_events()))
def test_a_subscriber_stands_on_a_floor_that_may_know_the_event(event):
    """Nothing is delivered upwards to a floor by name: the module that listens lies on the event's floor or above."""
    floors = [app.label for app in apps.get_app_configs()]  # from the roof down
    listening = [one.name.split(".")[0] for one in subscribers_of(event)]
    listening += [handler.__module__.split(".")[0] for handler in withdrawals_of(event)]
    floor = event.split(".")[0]
    assert all(floors.index(name) <= floors.index(floor) for name in listening if not OF_TESTS.match(name))


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the house as it stands."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label in FLOORS
    }


def play_a_whole_chain() -> None:
    """From a tip to a paid reward, with an order, a listing, and the tip and case closed."""
    report = factories.file_report().report
    reports.accept_report(report, actor=factories.the(Duty.DESK))
    factories.settle()
    case = factories.case_in("investigating", report=report)
    factories.order_in("passed", case=case)
    case = _conclude(case)
    factories.penalty_in("closed", case=case)
    listing = factories.listing_in("listed", penalty=case.penalties.get())
    sanctions.remove_listing(listing, actor=None)
    reward = case.rewards.get()
    reward = factories.settle_amount(reward)
    rewards.propose_reward(reward, actor=factories.the(Duty.REWARDS))
    approver = factories.agree(reward)
    reward = type(reward).objects.get(pk=reward.pk)
    rewards.approve_reward(reward, actor=approver)
    factories.settle()
    reports.open_paper(report, report.mailbox.exclude(notice=None).first().notice)
    rewards.claim_reward(report, payee=factories.PAYEE)
    reward.refresh_from_db()
    rewards.pay_reward(reward, actor=factories.the(Duty.CASHIER))
    factories.settle()


def _conclude(case):
    for stage in ("found", "reviewed", "concluded"):
        told = {"proposes_penalty": True, "is_concealed": True, "deaths": 1, "concealed_deaths": 1}
        factories._step_case(case, stage, told)
        factories.settle()
    return type(case).objects.get(pk=case.pk)


def play_the_other_ends() -> None:
    """The ends that the long chain does not reach: a dropped penalty, a tip that is declined, and so on."""
    factories.retaliation_in("answered")
    factories.penalty_in("dropped")
    factories.penalty_in("revoked")
    factories.penalty_in("in_court")
    sanctions.note_warnings(factories.accident_in(deaths=10).case)
    for state in ("declined", "transferred", "merged", "withdrawn"):
        factories.report_in(state)
    _hand_over_and_take_back()
    record(factories.reward_in("approved"), "recompute", actor=None)  # as after a holiday notice
    factories.payment_file_in("discarded")
    rewards.take_payment_back(
        factories.reward_in("paid"), actor=factories.the(Duty.CASHIER), note="账户已销户。"
    )
    record(factories.reward_in().report, "find_first", actor=None)  # as after a finding who was first
    factories.settle()


def play_further_measures() -> None:
    """What brings further measures up, and what lets them fall."""
    today, head = timezone.localdate(), factories.the(Duty.INVESTIGATOR)
    builders.measure_in("in_force")
    penalty = builders.measure_in(kind="daily_penalty").rests_on.get()
    sanctions.serve_penalty(penalty, actor=head, served_on=today)
    sanctions.open_review(penalty, actor=head, opened_on=today)
    sanctions.reduce_penalty(penalty, actor=head, closed_on=today, fine=Decimal(20000), note="变更。")
    factories.accident_in("replied", deaths=10)
    factories.referral_in("judged")
    factories.interview_in("failed")
    factories.settle()


def _hand_over_and_take_back() -> None:
    """A transfer is handed to a department whose program is called, and the transfer is annulled."""
    of, admin = partner("市场监管局系统（虚构）", "department", agency="market"), factories.the(Duty.ADMIN)
    set_hook(of, address="https://example.com/calls", actor=admin)
    factories.annul(offer_in().report, "desk1", "leader1")
    reports.accept_report(file_tip(of, "GD1"), actor=factories.the(Duty.DESK))


@pytest.mark.postgres  # the stricter one: there a row that is refused ends the transaction
@pytest.mark.django_db
@pytest.mark.parametrize("play", [play_a_whole_chain, play_the_other_ends, play_further_measures])
def test_delivered_a_second_time_nothing_changes(play):
    play()
    every = Delivery.objects.select_related("entry").exclude(subscriber__in=factories.PRINTERS).order_by("pk")
    assert every
    assert all(delivery.done_at for delivery in every), "the first time did not end"
    # What wakes whom is tried once: by its newest entry.
    deliveries = {(delivery.entry.event, delivery.subscriber): delivery for delivery in every}.values()
    changed = []
    before = everything()
    for delivery in deliveries:
        entry = LogEntry.objects.get(pk=delivery.entry_id)
        subscriber = next(one for one in subscribers_of(entry.event) if one.name == delivery.subscriber)
        with transaction.atomic():
            subscriber.handler(entry)
        after = everything()
        changed += [
            (delivery.subscriber, entry.event, label) for label in before if before[label] != after[label]
        ]
        before = after
    assert changed == []


@pytest.mark.django_db
def test_the_chains_wake_every_atomic_subscriber():
    play_a_whole_chain()
    play_the_other_ends()
    play_further_measures()
    woken = set(Delivery.objects.values_list("subscriber", flat=True))
    wanted = {
        one.name
        for event in all_events()
        for one in subscribers_of(event)
        if one.is_atomic and not OF_TESTS.match(one.name)
    }
    assert wanted <= woken, (
        "a chain above must set it off, or nobody knows whether it bears a second delivery"
    )


@pytest.mark.django_db
def test_what_was_annulled_and_done_again_sets_off_its_consequences_again():
    penalty = factories.penalty_in("decided", is_concealed=True, deaths=1, concealed_deaths=1)
    factories.annul(penalty, "leader1", "investigator1")
    sanctions.decide_penalty(penalty, actor=factories.the(Duty.LEADER))
    factories.settle()
    states = list(penalty.listings.order_by("pk").values_list("state", flat=True))
    assert sorted(states) == sorted(["cancelled", "candidate"] * (len(states) // 2))
    assert "candidate" in states
