"""``goldenthread document``: write the pages that come from the code."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from goldenthread.config.documents import pages


class Command(BaseCommand):
    """Writes docs/words.md, rules.md, lifecycles.md, procedures.md, roles.md and facts.md, or says which is out of step."""

    help = "Write the pages of docs/ that come from the code."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Only look, or write."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail when a page is out of step"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or check. Raises CommandError naming the pages that are out of step."""
        behind = []
        for name, text in pages().items():
            path = settings.BASE / "docs" / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                behind.append(path.relative_to(settings.BASE).as_posix())
                if not options["check"]:
                    path.write_text(text, encoding="utf-8")
        if behind and options["check"]:
            raise CommandError(f"Out of step with the code: {', '.join(behind)}. Run: make format")
        self.stdout.write(
            f"Written: {', '.join(behind)}" if behind else "Every page is in step with the code."
        )
