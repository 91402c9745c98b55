"""What every test stands on: a migrated database, cheap hashes, English pages, files in a folder of the test's own."""

import gc
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

from statutes import office
from tests import remembered
from tests.doors import House
from tests.furnished import furnished
from tests.migrated import copied
from tests.remembered import trail

# A busy machine is no fault: no test of ours fails by the time it takes.
hypothesis.settings.register_profile(
    "patient",
    hypothesis.settings(),
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("patient")

# What takes longest begins first, so that the workers end together; the others follow by their names.
# The first one builds the furnished house, and the second does without.
LONGEST = (
    "test_bad_input.py",
    "test_canary.py",
    "test_accessibility.py",
    "test_access.py",
    "test_worker.py",
    "test_insiders_on_pages.py",
    "test_replay_tables.py",
    "test_replay.py",
    "test_in_a_browser.py",
    "test_work.py",
    "test_for_everyone.py",
    "test_clock_table.py",
    "test_events.py",
    "test_work_in_a_browser.py",
    "test_insiders.py",
    "test_tip_to_payout.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


def pytest_collection_finish() -> None:
    """Take thousands of tests and all that was imported out of the garbage collector's rounds."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> Iterator[None]:
    """Begin with a copy of the migrated database; to migrate each worker's own takes long."""
    with django_db_blocker.unblock(), copied():
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """Lend a whole file of tests the furnished house, with settings and a database of its own."""
    with django_db_blocker.unblock(), furnished(tmp_path_factory.mktemp("lent")) as house:
        office.keep(None)
        house.office = office.Office(choices=office.office().choices)
        yield house


@pytest.fixture(autouse=True)
def _house(settings: Any, tmp_path: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.VAULT_KEY_COST = "argon2id:m=8,t=1,p=1"
    settings.VAULT_DIR = tmp_path / "sealed"
    settings.CLEANING_KEYS_DIR = tmp_path / "cleaning"
    # Papers are not signed until a test makes a key.
    settings.SIGNING_DIR = tmp_path / "signing"
    settings.PROOF_OF_WORK_BITS = 0
    settings.LANGUAGE_CODE = "en"
    settings.MEDIA_ROOT = tmp_path / "media"
    # WhiteNoise reads the whole folder for every new client: an empty one is read at once.
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _remembering(request: Any) -> Iterator[None]:
    """Let the factories bring back what they built in another test; not where a test commits, or has a house lent."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (
        marker is not None and marker.kwargs.get("transaction", False)
    )
    if not commits and (marker or "db" in request.fixturenames) and "built" not in request.fixturenames:
        with trail.begun():
            yield
        return
    yield
    if commits:
        remembered.forget()


@pytest.fixture(autouse=True)
def _office(request: Any, settings: Any) -> None:
    """Begin with an office that chose nothing, or what the furnished house did: reading it would count as queries."""
    settings.OFFICE_RECORDS_SECONDS = 24 * 3600
    is_furnished = "built" in request.fixturenames
    office.keep(request.getfixturevalue("built").office if is_furnished else office.Office())
