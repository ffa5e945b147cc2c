"""``goldenthread serve``: the pages, the API and the clockwork."""

from __future__ import annotations

import argparse
import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from goldenthread.access.durability import durability
from goldenthread.jobs.server import serve


class Command(BaseCommand):
    """Serves the house with gunicorn: 2 processes of 4 threads, and one process for the clockwork."""

    help = "Serve the pages and the API, and run the clockwork beside them."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Address, port and sizes."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="port (PORT, else 8000)"
        )
        parser.add_argument("--workers", type=int, default=2, help="web processes (2)")
        parser.add_argument("--threads", type=int, default=4, help="threads in each (4)")
        parser.add_argument(
            "--without-clockwork",
            action="store_true",
            help="pages only; run `goldenthread clockwork` elsewhere",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until stopped. Raises CommandError when the database is not ready, or would lose what it acknowledges."""
        verdict = durability()
        if not verdict:
            raise CommandError(verdict.words)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is not up to date. Run: goldenthread migrate")
        address = f"http://{options['host']}:{options['port']}"
        self.stdout.write(f"Golden Thread: {address}  (stop with Ctrl+C)")
        if settings.DEMO:
            self.stdout.write(f"Made-up council. Choose whom to be: {address}/account/personas")
        self.stdout.flush()
        serve(
            get_wsgi_application(),
            bind=f"{options['host']}:{options['port']}",
            workers=options["workers"],
            threads=options["threads"],
            clockwork=not options["without_clockwork"],
        )
