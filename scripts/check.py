"""``make check``: style, types, imports, migrations, generated pages, templates and the lock.

Every step runs, also after one has failed; the last lines say which did. ``--write`` only writes the generated pages.
Names of steps as arguments run those alone: ``make check ARGS="ruff imports"``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
CODE = ("goldenthread", "worlds", "bench", "scripts", "tests")
# The checks look at the code, not at anybody's data.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")},
    "DATABASE_URL": "",
    "GOLDENTHREAD_DEMO": "1",
    "GOLDENTHREAD_DATA": str(ROOT / "build" / "check"),
}


def _run(*command: str) -> bool:
    return subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, env=ENVIRONMENT).returncode == 0


def _house(*arguments: str) -> bool:
    return _run("goldenthread", *arguments)


def lock() -> bool:
    """True when every requirement of pyproject.toml is met by the pinned version of the lock, and every pin has hashes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {"run": project["project"]["dependencies"]}
    wanted["dev"] = wanted["run"] + project["dependency-groups"]["dev"]
    wanted["spark"] = project["dependency-groups"]["spark"]
    good = True
    for name, requirements in wanted.items():
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pins = {
            _plain(pin): Version(version)
            for pin, version in re.findall(r"^([\w.\[\],-]+)==([^\s;]+)", text, re.MULTILINE)
        }
        for line in re.findall(r"^[a-z].*$", text, re.MULTILINE):
            if not line.endswith("\\"):
                print(f"requirements/{name}.txt: {line} has no hash")
                good = False
        if odd := re.findall(r"^(?:-|.*://).*$", text, re.MULTILINE):
            print(f"requirements/{name}.txt: names a place or an option: {odd[0]}")
            good = False
        for requirement in map(Requirement, requirements):
            pin = pins.get(_plain(requirement.name))
            if pin is None or pin not in requirement.specifier:
                print(
                    f"requirements/{name}.txt: {requirement} is not met ({pin or 'not there'}); run: make lock"
                )
                good = False
    return good


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.split("[")[0]).lower()


STEPS: dict[str, Callable[[], bool]] = {
    "lock": lock,
    "format": lambda: _run("ruff", "format", "--quiet", "--check", *CODE),
    "ruff": lambda: _run("ruff", "check", "--quiet", *CODE),
    "imports": lambda: _run("lint-imports", "--no-cache", "--no-logo"),
    "types": lambda: _run("mypy", "goldenthread", "worlds", "scripts", "bench"),
    "templates": lambda: _run("djlint", "--lint", "--quiet", "goldenthread"),
    "system": lambda: _house("check", "--fail-level", "WARNING"),
    "migrations": lambda: _house("makemigrations", "--check", "--dry-run", "--verbosity", "1"),
    "pages": lambda: _house("document", "--check"),
    "requirements": lambda: (
        subprocess.run(
            [sys.executable, "-m", "scripts.requirements_shown"], cwd=ROOT, stdout=subprocess.DEVNULL
        ).returncode
        == 0
    ),
}


def main(arguments: list[str]) -> int:
    """Run the steps. Returns the exit status."""
    if arguments == ["--write"]:
        return 0 if _house("document") else 1
    failed = []
    for name in arguments or STEPS:
        began = time.monotonic()
        passed = STEPS[name]()
        print(f"{'passed' if passed else 'FAILED':7} {name} ({time.monotonic() - began:.1f} s)", flush=True)
        if not passed:
            failed.append(name)
    print(f"check: {'FAILED: ' + ', '.join(failed) if failed else 'all passed'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
