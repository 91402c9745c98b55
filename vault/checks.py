"""System checks: the seals are on, and as dear as they should be."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from vault import sealing
from vault.keys import password_cost


def check_sealing(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to start with another cipher suite than the real one, or with a cost below OWASP's minimum."""
    found: list[CheckMessage] = []
    if getattr(settings, "VAULT_SEALER", sealing.DEFAULT_SEALER) != sealing.DEFAULT_SEALER:
        found.append(
            Error("VAULT_SEALER is not the real cipher suite: nothing would be secret.", id="vault.E001")
        )
    if not password_cost().meets_owasp:
        found.append(Error("VAULT_KEY_COST is below OWASP's minimum for Argon2id.", id="vault.E002"))
    return found
