"""Finds where protected tables are read without asking need-to-know, and the exemptions that are written down for it."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from goldenthread.ground import moment
from goldenthread.ground.catalogue import Page, read

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_name("past_the_gate.toml")
WRITES = {"create", "bulk_create"}


class Exemption(Page):
    """``reads`` reads in ``file`` that may pass the gate, why, and until when somebody must have looked at them again."""

    file: str
    reads: Annotated[int, Field(ge=1)]
    why: Annotated[str, Field(min_length=20)]
    until: date


class Exemptions(Page):
    """All of them."""

    past: tuple[Exemption, ...]


def readings(models: set[str]) -> dict[str, int]:
    """How often each file of the rooms and doors reaches for the manager of a protected model other than to add a row."""
    found: Counter[str] = Counter()
    for path in sorted((ROOT / "goldenthread").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        added = {
            id(node.func.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITES
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in {"objects", "_default_manager", "_base_manager"}
                and isinstance(node.value, ast.Name)
                and node.value.id in models
                and id(node) not in added
            ):
                found[str(path.relative_to(ROOT))] += 1
    return dict(found)


def exemptions() -> dict[str, int]:
    """Reads allowed in each file today; one whose day is past allows nothing."""
    allowed: Counter[str] = Counter()
    for each in read(FILE, Exemptions).past:
        if each.until >= moment.today():
            allowed[each.file] += each.reads
    return dict(allowed)
