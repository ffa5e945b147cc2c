"""The real command in a process of its own, killed at any moment and run again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from tests.insight.test_snapshots import told, written
from tests.promises.house import BY_ITSELF, ROOT, House

pytestmark = BY_ITSELF


def test_killed_at_any_moment_and_run_again_it_is_whole(tmp_path):
    house = House(tmp_path / "data").make()
    house.run("build_demo", "--adults", "300")
    folder, fresh = tmp_path / "facts", tmp_path / "fresh"
    house.run("snapshot", "--out", str(fresh))
    command = [sys.executable, "-m", "goldenthread.config.cli", "snapshot", "--anew", "--out", str(folder)]
    killed = 0
    for files in (1, 40, 80):
        process = subprocess.Popen(command, env=house.environment, cwd=ROOT, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            if len(list(folder.rglob("month=*"))) >= files:
                break
            time.sleep(0.005)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        assert "goldenthread snapshot --out" in told(folder) or written(folder) == written(fresh)
    assert killed >= 2
    house.run("snapshot", "--out", str(folder))
    assert written(folder) == written(fresh)
    assert not list(folder.rglob("*.unfinished"))
