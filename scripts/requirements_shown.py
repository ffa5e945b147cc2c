"""Prints which tests show which requirements and hold which promises; refuses numbers that do not exist.

Reads the marks from the test files themselves, so it needs neither database nor browser. ``--all`` lists also what no test
shows yet. Exit status 1 when a mark names an unknown number.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("requirement", "promise", "rule")


def requirements() -> dict[str, str]:
    """Every requirement: number and text."""
    text = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^- (R\d{3}) \| \w+ \| \w+ \| (.+?) \| [^|]+$", text, re.MULTILINE))


def promises() -> dict[str, str]:
    """Every promise: id and text."""
    text = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([A-Z]\d+) \| (.+?) \|", text, re.MULTILINE))


def marks() -> dict[str, dict[str, list[str]]]:
    """kind → code → the tests that bear the mark, as pytest names them."""
    found: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in KINDS}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        where = path.relative_to(ROOT).as_posix()
        for name, kind, code in _marks_in(tree, where):
            if name not in found[kind][code]:
                found[kind][code].append(name)
    return found


def _marks_in(node: ast.AST, where: str) -> Iterator[tuple[str, str, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and (kind := _kind(child.func)):
            for value in child.args:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield where, kind, value.value
        inside = where
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inside = f"{where}::{child.name}"
        yield from _marks_in(child, inside)


def _kind(function: ast.expr) -> str:
    if (
        isinstance(function, ast.Attribute)
        and function.attr in KINDS
        and isinstance(function.value, ast.Attribute)
        and function.value.attr == "mark"
    ):
        return function.attr
    return ""


def main() -> int:
    """Print the list. Returns the exit status."""
    found = marks()
    wrong = 0
    for kind, known in (("requirement", requirements()), ("promise", promises())):
        shown = found[kind]
        for code in sorted(set(shown) - set(known)):
            print(f"there is no {kind} {code}: {', '.join(shown[code])}", file=sys.stderr)
            wrong = 1
        for code, text in known.items():
            if shown.get(code):
                print(f"{code}  {text}")
                for test in shown[code]:
                    print(f"        {test}")
            elif "--all" in sys.argv:
                print(f"{code}  {text}\n        not shown yet")
        print(f"\n{kind}s with a test: {sum(bool(shown.get(code)) for code in known)} of {len(known)}\n")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
