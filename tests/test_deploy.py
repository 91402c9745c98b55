"""What an office copies out of deploy/ is right: units, compose file, proxy, and what a watcher is told."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml
from django.core.management import get_commands
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from config import watching
from scaffold.run import SCHEDULER, WEB, WORKER
from tests import factories

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
# The keys of the compose specification that we use; another one is a slip, or belongs here.
OF_A_SERVICE = {
    "cap_drop",
    "command",
    "depends_on",
    "env_file",
    "environment",
    "healthcheck",
    "image",
    "networks",
    "ports",
    "read_only",
    "restart",
    "secrets",
    "security_opt",
    "tmpfs",
    "volumes",
}
# What a version that still runs cannot bear: such a step comes a release after the code let go.
NOT_WHILE_RUNNING = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.DeleteModel,
    migrations.AlterModelTable,
)
# A step of that kind that is right: migration and reason.
LET_GO: dict[str, str] = {
    "notices.0002_photos_of_service_are_sealed": "before any office ran it: a photo lay plain, and must not stay",
}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_one_that_systemd_takes(unit: Path, tmp_path: Path) -> None:
    text = unit.read_text()
    sections = re.findall(r"^\[(\w+)\]$", text, re.MULTILINE)
    assert set(sections) <= {"Unit", "Service", "Timer", "Install"}
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", "["))]
    assert all(re.fullmatch(r"[A-Z]\w+=.+", line) for line in lines)
    if not shutil.which("systemd-analyze"):
        return
    # The programs are not installed here: something that is stands in their place.
    for other in UNITS:
        stands = re.sub(r"=/opt/chuishao/\.venv/bin/\w+", "=/bin/true", other.read_text())
        (tmp_path / other.name).write_text(stands)
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / unit.name.replace("@", "@one")],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "chuishao" in line]
    assert ours == [], done.stderr


def test_units_and_containers_start_what_bin_run_starts() -> None:
    for ours in (
        " ".join(
            (DEPLOY / "systemd" / f"chuishao-{name}.service").read_text()
            for name in ("web@", "worker@", "scheduler")
        ),
        " ".join(str(one.get("command")) for one in COMPOSE["services"].values()),
    ):
        for command in (WEB, WORKER, SCHEDULER):
            wanted = command.replace("--graceful-timeout 5 ", "").split()
            assert [word for word in wanted if word not in ours] == []
    named = re.findall(
        r"manage\.py (\w+)", "".join(path.read_text() for path in DEPLOY.rglob("*") if path.is_file())
    )
    assert set(named) <= set(get_commands())


def test_the_compose_file_names_only_what_it_has() -> None:
    assert set(COMPOSE) <= {"name", "services", "networks", "volumes", "secrets", "x-program", "x-web"}
    for name, service in COMPOSE["services"].items():
        assert set(service) <= OF_A_SERVICE, name
        assert set(service.get("depends_on", ())) <= set(COMPOSE["services"])
        assert set(service.get("networks", ())) <= set(COMPOSE["networks"])
        assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])
        volumes = [volume.partition(":")[0] for volume in service.get("volumes", ())]
        assert {volume for volume in volumes if not volume.startswith(".")} <= set(COMPOSE["volumes"])
    # Nothing but the proxy is reached from outside, and the public site does not reach out.
    assert [name for name, one in COMPOSE["services"].items() if "ports" in one] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_both_proxies_are_the_same_but_for_names() -> None:
    def shape(name: str) -> list[str]:
        text = (DEPLOY / name).read_text()
        text = re.sub(r"http://\S+|/etc/ssl/\S+|^#.*$", "", text, flags=re.MULTILINE)
        return text.split()

    assert shape("nginx.conf") == shape("nginx-compose.conf")
    assert shape("nginx.conf").count("proxy_request_buffering") == 2


@pytest.mark.django_db
def test_the_figures_are_counts_and_name_nobody() -> None:
    factories.file_report()
    text = watching.exposition()
    told = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r'chuishao_\w+(\{part="\w+"\})? -?[\d.e+]+', line) for line in told), text
    assert 'chuishao_up{part="database"} 1' in told
    waiting = next(line for line in told if line.startswith("chuishao_deliveries_waiting"))
    assert int(waiting.split()[-1]) > 0


@pytest.mark.django_db
def test_a_part_that_does_not_answer_is_named(settings: Any, tmp_path: Path) -> None:
    assert watching.readiness()["disk"]
    settings.DATA_DIR = tmp_path / "gone"
    settings.BROKER_URL = "redis://127.0.0.1:1/0"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}
    found = watching.readiness()
    assert (found["database"], found["disk"], found["broker"]) == (True, False, False)


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "is_right"), [(0, True), (1, False), (-1, False)])
def test_a_clock_that_differs_from_the_databases_is_named(hours: int, is_right: bool) -> None:
    factories.file_report()
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert watching.readiness()["clock"] is is_right


@pytest.mark.django_db
def test_an_entry_from_a_time_that_has_not_come_is_named() -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        factories.file_report()
    assert not watching.readiness()["clock"]


@pytest.mark.django_db
def test_no_migration_takes_away_what_a_running_version_reads() -> None:
    ours = {path.parents[1].name for path in DEPLOY.parent.glob("*/migrations/__init__.py")}
    found = [
        f"{app}.{name}"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if app in ours and any(isinstance(step, NOT_WHILE_RUNNING) for step in migration.operations)
    ]
    assert sorted(set(found) - set(LET_GO)) == []
