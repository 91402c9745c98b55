"""The vault: what only its readers may read."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from vault import checks


class VaultConfig(AppConfig):
    """Register the checks that keep the seals switched on."""

    name = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let `manage.py check` ask whether sealing is real."""
        register(checks.check_sealing, Tags.security)
