"""Every write goes through the doorway, and every look at a sensitive record too."""

from __future__ import annotations

import ast
import importlib
import inspect
from functools import cache
from pathlib import Path

import pytest

from goldenthread.access.doorway import OPENINGS, PROCEDURES
from goldenthread.access.policy import PERMISSIONS, ROLE_MAY
from goldenthread.access.vocabulary import Role
from goldenthread.config.documents import load_shelves
from tests.architecture.reading import HOUSE as HOUSE_FOLDER
from tests.architecture.reading import ROOMS, ROOT, functions_of, imports_of, modules, tree_of

load_shelves()
HOUSE = [name for name in PROCEDURES if not name.startswith("architecture.")]


def procedure_files() -> list[Path]:
    """Files of the shelf where deeds lie."""
    return [path for room in ROOMS for path in modules(room) if "procedures" in path.with_suffix("").parts]


def test_there_are_deeds_to_look_at():
    assert len(HOUSE) > 10
    assert procedure_files()


@pytest.mark.parametrize("path", procedure_files(), ids=lambda path: "/".join(path.parts[-3:]))
def test_every_function_that_a_procedures_shelf_gives_out_is_a_procedure(path):
    """A helper of the shelf is for the deeds of that shelf alone: nobody else may import it, and so write past the doorway."""
    room = path.relative_to(HOUSE_FOLDER).parts[0]
    shelf = f"goldenthread.{room}.procedures"
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for function in functions_of(tree_of(path)):
        decorators = {
            d.func.id
            for d in function.decorator_list
            if isinstance(d, ast.Call) and isinstance(d.func, ast.Name)
        }
        if function.name.startswith("_") or "procedure" in decorators:
            continue
        for name in (f"{module}.{function.name}", f"{shelf}.{function.name}"):
            outside = [each for each in importers().get(name, ()) if not each.startswith(f"{shelf}.")]
            assert not outside, (
                f"{module}.{function.name} writes without the doorway and is used by {outside}"
            )


@cache
def importers() -> dict[str, set[str]]:
    """Which modules import each name."""
    found: dict[str, set[str]] = {}
    for path in [*modules(), *(ROOT / "worlds").rglob("*.py")]:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for name, _ in imports_of(tree_of(path)):
            found.setdefault(name, set()).add(module)
    return found


@pytest.mark.parametrize("name", HOUSE)
def test_every_procedure_has_a_permission_that_somebody_holds(name):
    permission = PROCEDURES[name].permission
    assert permission in PERMISSIONS
    assert any(permission in allowed for allowed in ROLE_MAY.values()), f"nobody may {permission}"


@pytest.mark.parametrize("name", sorted({*HOUSE, *OPENINGS}))
def test_every_deed_and_opening_says_what_it_does(name):
    entry = PROCEDURES.get(name) or OPENINGS[name]
    assert inspect.getdoc(entry.function), f"{name} has no docstring"


@pytest.mark.parametrize("name", HOUSE)
def test_a_procedure_takes_by_first_and_the_rest_by_name(name):
    by, *rest = inspect.signature(PROCEDURES[name].function).parameters.values()
    assert by.name == "by"
    assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in rest), name


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_every_permission_is_used_somewhere(permission):
    files = [*HOUSE_FOLDER.rglob("*.py"), *(ROOT / "worlds").rglob("*.py")]
    used = [path for path in files if f'"{permission}"' in path.read_text(encoding="utf-8")]
    assert len(used) > 1, f"{permission} is in the table and nothing asks for it"


def test_roles_of_no_person_hold_no_account_and_every_role_is_in_the_table():
    assert set(ROLE_MAY) == set(Role)
    for allowed in ROLE_MAY.values():
        assert allowed <= set(PERMISSIONS)


def test_models_have_no_verbs():
    """Tables and constraints only: a method that saves would be a way past the doorway."""
    for room in ROOMS:
        for path in modules(room):
            if "models" not in path.with_suffix("").parts or "migrations" in path.parts:
                continue
            for function in functions_of(tree_of(path)):
                assert function.name.startswith("__") or _is_property(function), f"{path}: {function.name}"


def _is_property(function: ast.FunctionDef) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "property" for d in function.decorator_list)


def test_every_event_is_wired_on_one_page():
    callers = [
        path
        for path in HOUSE_FOLDER.rglob("*.py")
        if any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "listen"
            for node in ast.walk(tree_of(path))
        )
    ]
    assert [path.relative_to(HOUSE_FOLDER).as_posix() for path in callers] == ["config/wiring.py"]


def test_every_job_can_be_loaded():
    from goldenthread.jobs.clockwork import JOBS

    for job in JOBS:
        assert callable(job.load()), job
        assert job.seconds > 0
    assert importlib.import_module("goldenthread.jobs.clockwork")
