"""People with keys, a subject to seal about, and a vault folder of the test's own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from accounts.models import Agency, Duty, DutyAssignment, User
from vault import services


@dataclass
class Tip:
    """Stands for any subject of a higher floor: the vault asks its label and key only."""

    pk: int = 1

    def label(self) -> str:
        return "reports.report"


@dataclass
class Staff:
    user: User
    identity: str


Hire = Callable[..., Staff]
PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _own_vault(settings: Any, tmp_path: Any) -> None:
    settings.VAULT_DIR = tmp_path / "sealed"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.VAULT_KEY_COST = "argon2id:m=8,t=1,p=1"
    settings.FILE_UPLOAD_HANDLERS = ["vault.uploads.SealedUploadHandler"]


@pytest.fixture
def tip() -> Any:
    return Tip()


@pytest.fixture
def hire(db: None) -> Hire:
    """Return a function that hires a person for duties and gives them a key."""
    agency = Agency.objects.create(code="office", name="Office", short_name="O", place="500102")

    def make(username: str, *duties: str) -> Staff:
        user = User(username=username, name=username, agency=agency)
        user.set_password(PASSWORD)
        user.save()
        for duty in duties:
            DutyAssignment.objects.create(user=user, duty=duty)
        services.create_key(user, password=PASSWORD)
        return Staff(user=user, identity=services.unlock_key(user, password=PASSWORD))

    return make


@pytest.fixture
def desk(hire: Hire) -> Staff:
    return hire("desk", Duty.DESK)


@pytest.fixture
def custodian(hire: Hire) -> Staff:
    return hire("custodian", Duty.CUSTODIAN)


@pytest.fixture
def leader(hire: Hire) -> Staff:
    return hire("leader", Duty.LEADER)
