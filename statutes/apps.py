"""The app's entry: the rule files are read and checked when the site starts."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from statutes.documents import check_documents
from statutes.rewards.checking import check_schedules
from statutes.rules import RuleFileError, load_rulebook


def check_rule_files(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Load every rule file; a fault is a start-up error that names the file and the row."""
    try:
        load_rulebook()
        check_schedules()
        check_documents()
    except RuleFileError as fault:
        return [Error(str(fault), id="statutes.E001")]
    return []


class StatutesConfig(AppConfig):
    """Rules, calendar, amounts and codes; below every other floor."""

    name = "statutes"
    verbose_name = "Law as data"

    def ready(self) -> None:
        """Have the rule files checked with the system checks."""
        register(check_rule_files)
