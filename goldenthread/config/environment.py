"""Settings from the environment, typed; each wrong one is refused with what to do about it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE = Path(__file__).resolve().parents[2]


def text(name: str, default: str | None = None) -> str:
    """A text setting. Raises ImproperlyConfigured when it is missing and has no default."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it in the environment; README.md tells what it is for."
        )
    return value


def flag(name: str) -> bool:
    """A setting that is on with 1, true, yes or on, and off with 0, false, no, off or nothing."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def data_folder() -> Path:
    """Where the embedded database and kept files live: GOLDENTHREAD_DATA, else ``data`` beside the code."""
    return Path(text("GOLDENTHREAD_DATA", str(BASE / "data"))).expanduser().resolve()


def secret_key(*, demo: bool) -> str:
    """The signing key. A demo makes its own and keeps it in the data folder; otherwise it must be set and be long."""
    given = os.environ.get("GOLDENTHREAD_SECRET_KEY", "")
    if given:
        if len(given) < 50 or len(set(given)) < 10:
            raise ImproperlyConfigured(
                "GOLDENTHREAD_SECRET_KEY is too weak: use at least 50 random characters."
            )
        return given
    if not demo:
        raise ImproperlyConfigured(
            "GOLDENTHREAD_SECRET_KEY is not set. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return _demo_key()


def _demo_key() -> str:
    import secrets

    kept = data_folder() / "demo-secret-key"
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Exclusive creation: two processes that start together must not make two keys.
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        found = kept.read_text(encoding="ascii")
        if found:
            return found
        raise ImproperlyConfigured(f"{kept} is empty. Delete it and start again.") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def hosts(*, demo: bool) -> list[str]:
    """Host names served. A demo serves this machine only; ``*`` is refused."""
    given = [host.strip() for host in os.environ.get("GOLDENTHREAD_HOSTS", "").split(",") if host.strip()]
    if "*" in given:
        raise ImproperlyConfigured(
            "GOLDENTHREAD_HOSTS may not be *: name the hosts that this service answers to."
        )
    if not given and not demo:
        raise ImproperlyConfigured("GOLDENTHREAD_HOSTS is not set: name the hosts, separated by commas.")
    return given or ["127.0.0.1", "localhost", "[::1]", "testserver"]


def scanner(address: str) -> str:
    """Where the virus scanner is: ``clamd://host:3310`` or ``unix:///run/clamav/clamd.ctl``; empty for none."""
    try:
        at = urlsplit(address)
        good = (
            not address
            or (at.scheme == "unix" and bool(at.path))
            or (at.scheme == "clamd" and bool(at.hostname) and at.port != 0 and not at.path.strip("/"))
        )
    except ValueError:
        good = False
    if not good:
        raise ImproperlyConfigured(
            "GOLDENTHREAD_SCANNER must be clamd://host:3310 or unix:///run/clamav/clamd.ctl; leave it out where there is no scanner."
        )
    return address


def database(url: str, folder: Path) -> dict[str, object]:
    """Django's database settings for DATABASE_URL, or for SQLite in the data folder when it is empty."""
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        return sqlite(folder / "goldenthread.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "goldenthread.access.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # Pages look up few rows by key. PostgreSQL takes a disk for a spinning one unless told, and then reads whole tables.
            # Prepared questions are planned once and for all values: to plan them takes longer than to answer them.
            "OPTIONS": {
                "options": "-c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan -c jit=off"
            },
        }
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    raise ImproperlyConfigured(
        "DATABASE_URL must begin with postgresql:// (production) or sqlite:/// (embedded); leave it empty for SQLite "
        "in the data folder."
    )


def sqlite(path: Path) -> dict[str, object]:
    """SQLite as this house needs it: write-ahead log, full sync, and writers that say so at the start."""
    return {
        "ENGINE": "goldenthread.access.sqlite3",
        "NAME": str(path),
        # To open the file anew costs as much as a page's questions. A thread keeps its connection, and little cache.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # Pages ask some three hundred different things; what is forgotten has to be planned again.
            "cached_statements": 500,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-8000;",
        },
    }
