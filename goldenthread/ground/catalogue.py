"""Reads TOML catalogues (local policies, tables, frameworks) and says exactly which file and key is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

M = TypeVar("M", bound=BaseModel)


class CatalogueError(Exception):
    """A catalogue cannot be used. The message lists every mistake as ``file: key: what is wrong``."""


class Page(BaseModel):
    """Base of catalogue models: nothing unknown is accepted, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_toml(path: Path) -> dict[str, Any]:
    """The file as plain values. Raises CatalogueError naming file, line and column."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise CatalogueError(f"{path}: there is no such file") from missing
    except UnicodeDecodeError as bad:
        raise CatalogueError(f"{path}: the file must be UTF-8 text (byte {bad.start} is not)") from bad
    except tomllib.TOMLDecodeError as bad:
        raise CatalogueError(f"{path}: {bad}") from bad


def read(path: Path, model: type[M], **parts: BaseModel) -> M:
    """Read and check a catalogue; ``parts`` are keys read from files of their own.

    Raises CatalogueError with one line for each wrong key.
    """
    found, faults = checked(read_toml(path) | parts, model)
    if found is None:
        lines = (f"{path}: {'.'.join(map(str, key)) or '(whole file)'}: {words}" for key, words in faults)
        raise CatalogueError("\n".join(lines))
    return found


def checked(values: Any, model: type[M]) -> tuple[M | None, list[tuple[tuple[str | int, ...], str]]]:
    """The values as this model, or None with every mistake: where it lies, key by key, and what is wrong."""
    try:
        return model.model_validate(values), []
    except ValidationError as bad:
        return None, [(error["loc"], _plainly(error["type"], error["msg"])) for error in bad.errors()]


def _plainly(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "this key is not known here; check its spelling or remove it"
    if kind == "missing":
        return "this key is missing and must be given"
    return message[0].lower() + message[1:]
