"""A5: thresholds of the national return are right. Each rule is broken in every small way; the tests of the rules must notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from goldenthread.ground import rules
from goldenthread.insight.policy import returns
from goldenthread.insight.sac import policy
from tests.policy import test_returns_rules, test_sac_rules

OTHER = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip
LEAST, KILLED = 60, 0.9


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """What can be broken: comparisons, joins, choices, refusals and numbers, in functions and in thresholds above them."""
    for top in tree.body:
        if isinstance(top, ast.FunctionDef):
            # What a rule says of itself is no part of what it decides.
            top.decorator_list, parts = list(top.decorator_list), top.body
        elif isinstance(top, ast.Assign):
            parts = [top]
        else:
            continue
        for part in parts:
            for node in ast.walk(part):
                if isinstance(node, ast.FormattedValue | ast.JoinedStr):
                    continue
                yield from ((node, how) for how in _ways(node))


def _ways(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare):
        yield from (f"compare {at}" for at, op in enumerate(node.ops) if type(op) in OTHER)
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in OTHER:
        yield "operator"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not"
    elif isinstance(node, ast.IfExp | ast.If):
        yield "choice"
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield "number"


def broken(source: str, number: int) -> tuple[ast.Module, str] | None:
    """The module with its ``number``th place broken; None when there are no more."""
    tree = ast.parse(source)
    found = list(places(tree))
    if number >= len(found):
        return None
    node, how = found[number]
    was = ast.unparse(node).splitlines()[0]
    if how.startswith("compare"):
        at = int(how.split()[1])
        node.ops[at] = OTHER[type(node.ops[at])]()
    elif how == "operator":
        node.op = OTHER[type(node.op)]()
    elif how == "not":
        node.op = ast.UAdd()
        node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
    elif how == "choice":
        node.test = ast.UnaryOp(ast.Not(), copy.copy(node.test))
    else:
        node.value += 1
    return ast.fix_missing_locations(tree), f"line {node.lineno}: {how} in {was}"


def mutants(module: ModuleType, monkeypatch) -> Iterator[tuple[ModuleType, str]]:
    """The module, broken in one place each time."""
    source = Path(module.__file__).read_text(encoding="utf-8")
    number = 0
    while made := broken(source, number):
        number += 1
        mutant = ModuleType(module.__name__)
        monkeypatch.setattr(rules, "RULEBOOK", {})
        exec(compile(made[0], module.__file__, "exec"), vars(mutant))
        yield mutant, made[1]


def is_noticed(tests: ModuleType) -> bool:
    """Whether a test of the rules fails, as it stands, in any of its cases."""
    for test in _tests(tests):
        for values in _cases(test):
            try:
                test(**values)
            except Exception:
                return True
    return False


def _tests(tests: ModuleType) -> Iterator[Callable[..., None]]:
    for name, found in vars(tests).items():
        if name.startswith("test_"):
            yield found
        elif name.startswith("Test"):
            yield from (getattr(found(), each) for each in dir(found) if each.startswith("test_"))


def _cases(test) -> Iterator[dict[str, object]]:
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    if not marks:
        yield {}
        return
    names = marks[0].args[0] if isinstance(marks[0].args[0], tuple | list) else marks[0].args[0].split(",")
    for values in marks[0].args[1]:
        yield dict(zip(names, values if len(names) > 1 else [values], strict=True))


@pytest.mark.promise("A5")
def test_rules_of_the_return_that_are_broken_are_noticed(monkeypatch):
    told: dict[bool, list[str]] = {True: [], False: []}
    for module, tests in ((policy, test_sac_rules), (returns, test_returns_rules)):
        assert not is_noticed(tests), "the tests fail without anything broken"
        for mutant, how in mutants(module, monkeypatch):
            monkeypatch.setattr(tests, "policy", mutant)
            told[is_noticed(tests)].append(f"{module.__name__} {how}")
        monkeypatch.setattr(tests, "policy", module)
    made = len(told[True]) + len(told[False])
    print(f"A5: {made} rules of the return broken, {len(told[True])} noticed. Not noticed: {told[False]}")
    assert made >= LEAST
    assert len(told[True]) >= KILLED * made, "\n".join(told[False])
