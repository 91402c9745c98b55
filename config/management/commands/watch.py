"""`manage.py watch`: readiness and figures for a watcher on this machine, apart from both sites."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.watching import serve

PORT = 9110


class Command(BaseCommand):
    """Answer /readyz and /metrics on the loopback address until it is stopped."""

    help = "Answer /readyz and /metrics on the loopback address, for Prometheus or another watcher."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=PORT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve."""
        with serve(options["port"]) as server:
            server.serve_forever()
