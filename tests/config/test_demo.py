"""The demonstration district: complete, made by the services, loaded into an empty database only."""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import override_settings

from accounts.models import Agency, Duty, User
from accounts.selectors import people_with_duty
from config.demonstration import loading
from config.demonstration.people import PASSWORD
from enterprises.models import Unit
from investigations.models import (
    Accident,
    Case,
    Disaster,
    FieldRecord,
    RectificationOrder,
    Referral,
    Signature,
    Supervision,
)
from notices.models import Notice
from notices.states import NoticeState
from reports.models import Report
from reports.selectors import get_report_by_receipt
from rewards.models import PaymentFile, Reward
from sanctions.models import Exposure, Handover, Interview, Listing, Penalty, Remittance
from statutes.codes import HOME, is_valid_uscc
from vault.receipts import parse_receipt
from vault.selectors import READERS, active_key
from vault.services import unlock_key
from workflow.integrity import walk_log
from workflow.models import Clock, Delivery

CHEAP = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "VAULT_KEY_COST": "argon2id:m=8,t=1,p=1",
    "LANGUAGE_CODE": "en",
}
# Two people wherever one alone would not do: to propose and to confirm, to inspect together, to stand in.
IN_PAIRS = (
    Duty.DESK,
    Duty.INVESTIGATOR,
    Duty.REVIEWER,
    Duty.LEADER,
    Duty.REWARDS,
    Duty.FINANCE,
    Duty.CASHIER,
    Duty.CUSTODIAN,
)


@pytest.fixture(scope="module")
def district(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The district, loaded once for this module; its data folder."""
    folder = tmp_path_factory.mktemp("data")
    with (
        override_settings(**CHEAP, DATA_DIR=folder, STATE_DIR=folder, VAULT_DIR=folder / "sealed"),
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        transaction.atomic(),
    ):
        call_command("demo", verbosity=0)
        yield folder
        transaction.set_rollback(True)


def told(*, print_accounts: bool = False) -> str:
    """Return what the command says."""
    out = io.StringIO()
    call_command("demo", print_accounts=print_accounts, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("district")
def test_a_second_call_says_so_and_loads_nothing() -> None:
    before = Report.objects.count()
    assert "not empty" in told()
    assert Report.objects.count() == before


@pytest.mark.usefixtures("district")
def test_eight_agencies_and_twelve_units_with_three_responsible_persons_each() -> None:
    assert Agency.objects.count() == 8
    assert Agency.objects.filter(is_office=True).count() == 1
    units = Unit.objects.all()
    assert len(units) == 12
    assert len({unit.division for unit in units}) == 12
    for unit in units:
        assert unit.responsible_persons.filter(until=None).values("side").distinct().count() == 3
        assert unit.division.startswith(HOME)


@pytest.mark.usefixtures("district")
def test_a_credit_code_passes_the_check_and_belongs_to_nobody() -> None:
    for uscc in Unit.objects.values_list("uscc", flat=True):
        assert is_valid_uscc(uscc)
        assert uscc[2:8] == "999999"


@pytest.mark.usefixtures("district")
def test_every_duty_has_its_person_and_two_where_the_law_wants_two() -> None:
    for duty in Duty:
        assert people_with_duty(duty).count() >= (2 if duty in IN_PAIRS else 1), duty
        assert User.objects.get(username=duty.value).has_duty(duty)
    assert len(set(people_with_duty(Duty.INVESTIGATOR).values_list("agency", flat=True))) > 1


@pytest.mark.usefixtures("district")
def test_whoever_reads_what_is_sealed_has_a_key_under_the_password() -> None:
    readers = {duty for layers in READERS.values() for duty in layers.values()}
    for duty in readers:
        assert all(active_key(user) for user in people_with_duty(duty)), duty
    assert unlock_key(User.objects.get(username="desk"), password=PASSWORD)


@pytest.mark.usefixtures("district")
def test_cases_stand_at_every_stage() -> None:
    assert states(Report) >= {"submitted", "declined", "transferred", "merged", "withdrawn"}
    assert states(Report) >= {"accepted", "answered", "closed"}
    assert states(Case) >= {"opened", "investigating", "found", "concluded", "closed"}
    assert states(RectificationOrder) >= {"ordered", "reported", "passed"}
    assert states(Penalty) >= {
        "proposed",
        "filed",
        "notified",
        "heard",
        "reviewed",
        "decided",
        "served",
        "paid",
        "closed",
    }
    assert states(Accident) >= {"submitted"}
    assert states(Disaster) >= {"assessed"}
    assert states(Supervision) >= {"listed"}
    assert states(Referral) >= {"handed_over"}
    assert states(FieldRecord) >= {"signed"}
    assert Signature.objects.exclude(dissent="").count() == 1
    assert states(Listing) >= {"candidate", "notified", "listed"}
    assert states(Reward) >= {
        "assessed",
        "told",
        "reexamined",
        "proposed",
        "approved",
        "claimed",
        "paid",
    }
    assert (states(Interview), states(Exposure)) == ({"closed", "failed"}, {"published"})
    assert (states(Handover), states(Remittance), states(PaymentFile)) == (
        {"answered"},
        {"booked"},
        {"drawn"},
    )
    assert Penalty.objects.get(parts_paid=1).next_part


def states(model: type) -> set[str]:
    """Return the states in which files of a kind stand."""
    return set(model._default_manager.values_list("state", flat=True))  # type: ignore[attr-defined]


@pytest.mark.usefixtures("district")
def test_nothing_failed_and_only_what_leaves_the_house_is_left_to_the_worker() -> None:
    waiting = Delivery.objects.filter(done_at=None)
    assert not waiting.exclude(failure="").exists()
    paper, calls = "notices.tasks.print_issued", "alarms.tasks.send_calls"
    volumes = {f"{floor}.tasks.put_away" for floor in ("reports", "investigations", "sanctions")}
    assert set(waiting.values_list("subscriber", flat=True)) == {paper, calls, *volumes}
    assert (
        waiting.filter(subscriber=paper).count()
        == Notice.objects.filter(state=NoticeState.ISSUED).count()
        > 0
    )


@pytest.mark.usefixtures("district")
def test_the_log_is_whole_and_some_deadlines_are_near() -> None:
    assert not list(walk_log())
    assert Clock.objects.filter(rule_id="tip.accept", outcome=Clock.Outcome.RUNNING).count() > 1


@pytest.mark.usefixtures("district")
def test_the_accounts_and_receipts_are_printed_and_the_receipts_open() -> None:
    text = told(print_accounts=True)
    assert PASSWORD in text
    assert all(duty.value in text for duty in Duty)
    receipts = loading.read_receipts()
    assert len(receipts) == 5
    for receipt in receipts:
        assert receipt["code"] in text
        found = get_report_by_receipt(parse_receipt(receipt["code"]))
        assert found is not None
        assert found[0].reference == receipt["reference"]


def test_the_receipts_lie_outside_the_database_for_their_owner_alone(district: Path) -> None:
    assert stat.S_IMODE((district / "demonstration.json").stat().st_mode) == 0o600


@pytest.mark.django_db
def test_an_empty_database_has_no_accounts_to_print(tmp_path: Path, settings: object) -> None:
    settings.STATE_DIR = tmp_path  # type: ignore[attr-defined]
    assert "no demonstration" in told(print_accounts=True)


def test_production_loads_no_demonstration(settings: object) -> None:
    settings.IS_PRODUCTION = True  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="production"):
        told()
