"""Reads the house's source: files of a room, their trees and functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "goldenthread"
ROOMS = ("access", "people", "documents", "letters", "concerns", "enquiries", "assurance", "insight")
DOORS = ("web", "api", "jobs")


@cache
def modules(*folders: str) -> tuple[Path, ...]:
    """Python files of these folders of the house (of all when none is named), without migrations."""
    roots = [HOUSE / folder for folder in folders] or [HOUSE]
    return tuple(
        sorted(path for root in roots for path in root.rglob("*.py") if "migrations" not in path.parts)
    )


@cache
def tree_of(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions_of(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions and methods, not those within functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        elif not isinstance(node, ast.Lambda):
            yield from functions_of(node)


def imports_of(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every imported module or name, dotted, with its line; imports within functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def dotted(node: ast.expr) -> str:
    """``a.b.c`` as text; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""
