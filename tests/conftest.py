"""What every test stands on: cheap hashes, English pages, files in a folder of the test's own."""

from typing import Any

import pytest

from statutes import office


@pytest.fixture(autouse=True)
def _house(settings: Any, tmp_path: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.VAULT_KEY_COST = "argon2id:m=1024,t=1,p=1"
    settings.VAULT_DIR = tmp_path / "sealed"
    settings.CLEANING_KEYS_DIR = tmp_path / "cleaning"
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
def _office(settings: Any) -> None:
    """Begin with an office that has added nothing, as its tables are: reading them would count as queries."""
    settings.OFFICE_RECORDS_SECONDS = 24 * 3600
    office.keep(office.Office())
