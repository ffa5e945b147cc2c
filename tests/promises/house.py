"""A house of its own for tests that need real processes: data folder, settings in the environment, commands, a server."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class House:
    """Settings of one installation. ``database`` is a DATABASE_URL; empty means SQLite in ``data``."""

    data: Path
    database: str = ""
    demo: bool = True

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes, with nothing of the test run's own settings."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GOLDENTHREAD_", "DJANGO_", "DATABASE_URL"))
        }
        kept |= {
            "GOLDENTHREAD_DATA": str(self.data),
            "GOLDENTHREAD_DEMO": "1" if self.demo else "0",
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        return kept

    def run(self, *words: str, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        """``goldenthread WORDS``; with ``check``, fails the test when the exit status is not 0."""
        found = subprocess.run(
            [sys.executable, "-m", "goldenthread.config.cli", *words],
            env=self.environment | more,
            cwd=ROOT,
            text=True,
            capture_output=True,
            timeout=300,
        )
        if check:
            assert found.returncode == 0, f"goldenthread {' '.join(words)}: {found.stdout}\n{found.stderr}"
        return found

    def script(self, file: Path, *words: str) -> subprocess.Popen[str]:
        """Start a Python file in this house, with pipes to it."""
        return subprocess.Popen(
            [sys.executable, str(file), *words],
            env=self.environment,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
