"""``goldenthread check_health``: may this house be relied on, as it is set up here?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from goldenthread.access.durability import durability
from goldenthread.ground.verdicts import Verdict, refused


class Command(BaseCommand):
    """Looks at the running database. Exit status 0 when all is well, 1 when not."""

    help = (
        "Check that the database answers, is up to date, and keeps what it acknowledges through a power cut."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every fault with what to do. Raises SystemExit(1) when there is one."""
        verdict = durability()
        if "DATABASE" not in verdict.codes:
            verdict = verdict.and_(up_to_date())
        for reason in verdict.reasons:
            self.stderr.write(f"{reason.code}: {reason.words}")
        if not verdict:
            raise SystemExit(1)
        self.stdout.write(
            f"Well: {connection.vendor} answers, is up to date, and keeps what it acknowledges."
        )


def up_to_date() -> Verdict:
    """Whether every migration has been run."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return refused("MIGRATIONS", "The database is not up to date. Run: goldenthread migrate")
    return Verdict(True)
