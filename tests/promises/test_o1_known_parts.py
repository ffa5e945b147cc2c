"""O1: known parts only, and secrets stay secret. What needs the network (an advisory check) is not done here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest

from scripts.check import lock

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.promise("O1")

GOOD = {
    "GOLDENTHREAD_SECRET_KEY": "q7Zk2mVx9LpR4tYw8sBn3cHd6fJg5aXe1uQi0oTzKMWPbNvC-3dR",
    "GOLDENTHREAD_HOSTS": "safeguarding.council.example",
    "GOLDENTHREAD_DEMO": "",
    "DATABASE_URL": "",
}


def start(tmp_path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator would, with nothing of this process's settings."""
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("GOLDENTHREAD_", "DJANGO_"))
    }
    settings = {**GOOD, "GOLDENTHREAD_DATA": str(tmp_path), **environment}
    command = [sys.executable, "-m", "goldenthread.config.cli", *(arguments or ("check",))]
    return subprocess.run(command, cwd=ROOT, env={**plain, **settings}, capture_output=True, text=True)


def test_good_settings_start_and_the_deployment_check_has_nothing_to_say(tmp_path):
    done = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"GOLDENTHREAD_SECRET_KEY": ""}, "GOLDENTHREAD_SECRET_KEY is not set"),
        ({"GOLDENTHREAD_SECRET_KEY": "short"}, "too weak"),
        ({"GOLDENTHREAD_SECRET_KEY": "a" * 60}, "too weak"),
        ({"GOLDENTHREAD_HOSTS": ""}, "GOLDENTHREAD_HOSTS is not set"),
        ({"GOLDENTHREAD_HOSTS": "a.example,*"}, "may not be *"),
        ({"GOLDENTHREAD_DEMO": "maybe"}, "must be 1 or 0"),
        ({"DATABASE_URL": "mysql://root@localhost/x"}, "DATABASE_URL must begin with"),
        ({"GOLDENTHREAD_POLICY": "/nowhere"}, "no policy file"),
    ],
)
def test_a_weak_or_wrong_setting_is_refused_with_one_plain_sentence(tmp_path, wrong, says):
    done = start(tmp_path, **wrong)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_debug_cannot_be_switched_on_from_outside(tmp_path):
    code = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'goldenthread.config.settings'; from django.conf import settings; print(settings.DEBUG)"
    plain = {
        **GOOD,
        "GOLDENTHREAD_DATA": str(tmp_path),
        "DEBUG": "1",
        "DJANGO_DEBUG": "1",
        "GOLDENTHREAD_DEBUG": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **plain},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "False", done.stderr


def test_the_demo_keeps_a_key_of_its_own_for_its_owner_only(tmp_path):
    for _ in range(2):
        done = start(tmp_path, GOLDENTHREAD_DEMO="1", GOLDENTHREAD_SECRET_KEY="", GOLDENTHREAD_HOSTS="")
        assert done.returncode == 0, done.stderr
    key = tmp_path / "demo-secret-key"
    assert len(key.read_text()) >= 60
    assert key.stat().st_mode & 0o077 == 0


def test_parts_are_few_bounded_locked_and_hashed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    direct = project["project"]["dependencies"]
    assert 0 < len(direct) <= 15
    assert all("<" in requirement for requirement in [*direct, *project["dependency-groups"]["dev"]])
    assert lock()
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pins = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
        assert len(pins) > 25
        assert all(pin.count("--hash=sha256:") >= 1 and "==" in pin.splitlines()[0] for pin in pins)


def test_every_part_that_runs_has_a_licence_we_may_use():
    wrong = []
    for name in re.findall(
        r"^([a-z][\w.-]*)", (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"), re.MULTILINE
    ):
        if name == "colorama" or name == "tzdata":
            continue  # Windows only: locked, not installed here.
        found = distribution(name).metadata
        licence = " ".join(
            [
                found.get("License-Expression") or "",
                (found.get("License") or "")[:80],
                *found.get_all("Classifier", []),
            ]
        )
        if (
            re.search(r"Affero|AGPL|BUSL|(?<!L)GPL-3|General Public License v3(?! \(LGPL)", licence)
            and "Lesser" not in licence
        ):
            wrong.append(f"{name}: {licence}")
    assert not wrong


def test_no_secret_lies_in_the_repository():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    secret = re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bgt_[A-Za-z0-9_-]{43}\b|xox[bp]-\d"
    )
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert len(files) > 200
    wrong = []
    for path in files:
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        if secret.search(text):
            wrong.append(path)
    assert not wrong
    assert not [
        path for path in files if path.suffix in {".sqlite3", ".pem", ".key"} or path.name.startswith(".env")
    ]
