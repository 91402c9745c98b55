"""Django's own migrate, without the search for moves in the tables of former days."""

from typing import Any

import django_fsm
from django.core.management.commands import migrate
from django.db.models.signals import class_prepared
from django.dispatch import Signal


class Deaf(Signal):
    """A signal to which nobody listens."""

    def connect(self, *args: Any, **kwargs: Any) -> None:
        """Forget who wants to listen."""


class Command(migrate.Command):
    """Bring the database up to date."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate while no machine's field listens to new classes.

        Migrations make thousands of classes of former models, which have no moves. Each of their fields listened to
        all that came after it: two thirds of the time went there.
        """
        django_fsm.class_prepared = Deaf()  # type: ignore[attr-defined]
        try:
            super().handle(*args, **options)
        finally:
            django_fsm.class_prepared = class_prepared  # type: ignore[attr-defined]
