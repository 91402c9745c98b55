"""The address at which the first administrator founds the office of an empty installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from desk.services.founding import issue_first_code


class Command(BaseCommand):
    """Print the address once; whoever opens it first founds the office. Run it again for another one."""

    help = "Print the address at which the office of an empty installation is founded, once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Issue a code and print where it leads; refuse where there are people already."""
        try:
            code = issue_first_code()
        except ValidationError as refused:
            raise CommandError("; ".join(refused.messages)) from refused
        self.stdout.write(f"{settings.DESK_BASE_URL.rstrip('/')}{reverse('desk:begin', args=[code])}")
