"""The web server and, beside it, the clockwork."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

from django.db import connections
from gunicorn.app.base import BaseApplication

from goldenthread.jobs.clockwork import loop

_PAUSE_SECONDS = 5


class House(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings and nothing from files or the environment."""

    def __init__(self, application: Any, settings: dict[str, Any]) -> None:
        self.house_settings = settings
        self.application = application
        super().__init__()

    def load_config(self) -> None:
        """Hand the settings to gunicorn."""
        for name, value in self.house_settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application, loaded once before the workers are made."""
        return self.application


def serve(application: Any, *, bind: str, workers: int, threads: int, clockwork: bool) -> None:
    """Serve until told to stop. Raises SystemExit with gunicorn's exit status."""
    settle_memory()
    # A connection must not be shared with the processes made below.
    connections.close_all()
    keeper = _fork(_keep_clockwork) if clockwork else None

    def stop_keeper(_server: Any) -> None:
        if keeper is not None:
            try:
                os.kill(keeper, signal.SIGTERM)
            except ProcessLookupError:
                return  # It has ended by itself, which is what was wanted.

    ram = Path("/dev/shm")  # noqa: S108 - gunicorn's heartbeat files belong in memory
    House(
        application,
        {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "control_socket_disable": True,
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": 5,
            "loglevel": "warning",
            "worker_tmp_dir": str(ram) if os.access(ram, os.W_OK) else None,
            "on_exit": stop_keeper,
        },
    ).run()


def settle_memory() -> None:
    """What is loaded by now stays until the end: the collector need not look through it while somebody waits for a page.

    Nor so often through what a page makes and drops. Memory stays shared with the processes forked after this.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _fork(work: Any) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work(parent)
        status = 0
    finally:
        # Leave without running the parent's exit handlers.
        os._exit(status)


def _keep_clockwork(parent: int) -> None:
    """Keep one clockwork process alive: start it again when it dies, end with the server."""
    stop = _stop_on_signal()
    while not stop.is_set() and os.getppid() == parent:
        child = _fork(_clockwork)
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            if stop.wait(0.5) or os.getppid() != parent:
                os.kill(child, signal.SIGTERM)
                os.waitpid(child, 0)
                return
        time.sleep(_PAUSE_SECONDS)


def _clockwork(parent: int) -> None:
    loop(_stop_on_signal(), parent=parent)


def _stop_on_signal() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
