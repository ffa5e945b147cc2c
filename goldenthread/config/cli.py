"""The command ``goldenthread``: every verb of the house from one place."""

from __future__ import annotations

import os
import sys

from django.core.exceptions import ImproperlyConfigured


def main() -> None:
    """Run ``goldenthread VERB …``; a wrong setting is one plain line and exit status 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    from django.core.management import execute_from_command_line

    from goldenthread.ground.catalogue import CatalogueError

    try:
        execute_from_command_line(["goldenthread", *sys.argv[1:]])
    except (ImproperlyConfigured, CatalogueError) as wrong:
        sys.stderr.write(f"goldenthread: {wrong}\n")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
