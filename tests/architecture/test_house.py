"""What the import contracts cannot see: clocks, sizes, names, words left lying about. Each test names every fault it finds."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.reading import (
    DOORS,
    HOUSE,
    ROOMS,
    ROOT,
    dotted,
    functions_of,
    imports_of,
    modules,
    tree_of,
)

FILE_LIMIT, FUNCTION_LIMIT = 400, 60
CLOCK = {"ground/moment.py", "config/logs.py"}
ASKS_THE_MACHINE = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "timezone.now",
    "timezone.localdate",
    "time.time",
)
FACES = (
    "django.http",
    "django.shortcuts",
    "django.forms",
    "django.template",
    "django.urls",
    "ninja",
    "jinja2",
)
TABLES = ("django.db.models", "django.db.transaction", "django.db.connection")
SAYS_NOTHING = {"utils", "helpers", "services", "misc", "common"}
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def templates() -> list[Path]:
    found = sorted(HOUSE.rglob("*.html"))
    assert len(found) > 10
    return found


def without_comments(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_there_is_a_house_to_look_at():
    assert len(modules()) > 60
    assert len(modules(*DOORS)) > 20
    assert len(modules(*ROOMS)) > 20


def test_nobody_asks_the_machine_what_time_it_is():
    faults = []
    for path in modules():
        if name(path) in CLOCK:
            continue
        for node in ast.walk(tree_of(path)):
            called = dotted(node.func) if isinstance(node, ast.Call) else ""
            if called and f".{called}".endswith(tuple(f".{ask}" for ask in ASKS_THE_MACHINE)):
                faults.append(f"{path}:{node.lineno}: {called}()")
        if "auto_now" in path.read_text(encoding="utf-8"):
            faults.append(f"{path}: auto_now asks the machine")
    assert not faults


def test_doors_know_no_tables_and_no_queries():
    faults = []
    for path in modules(*DOORS):
        # The door of time opens and closes connections and streams the trail; it knows no tables either.
        at_time = path.is_relative_to(HOUSE / "jobs")
        for imported, line in imports_of(tree_of(path)):
            of_a_room = imported.startswith("goldenthread.") and "models" in imported.split(".")
            if of_a_room or (not at_time and imported.startswith(TABLES)):
                faults.append(f"{path}:{line}: {imported}")
        text = path.read_text(encoding="utf-8")
        if ".objects." in text or "_default_manager" in text:
            faults.append(f"{path}: a manager")
    assert not faults


def test_rooms_have_no_face():
    faults = [
        f"{path}:{line}: {imported}"
        for path in modules(*ROOMS)
        for imported, line in imports_of(tree_of(path))
        if imported.startswith(FACES)
    ]
    assert not faults


def test_no_file_is_two_rooms_in_one():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    faults = {path: length for path, length in lengths.items() if length > FILE_LIMIT}
    assert not faults, "make each a folder of the same name"


def test_functions_can_be_read_at_one_look():
    faults = []
    for path in modules():
        for function in functions_of(tree_of(path)):
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > FUNCTION_LIMIT:
                faults.append(f"{path}:{function.lineno}: {function.name} has {length} lines")
    assert not faults


def test_names_that_say_nothing_do_not_exist():
    assert not [
        path for path in modules() if SAYS_NOTHING & set(path.relative_to(HOUSE).with_suffix("").parts)
    ]


def test_nothing_is_left_for_later_or_swallowed():
    faults = []
    for path in modules():
        if re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8")):
            faults.append(f"{path}: left for later")
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body):
                faults.append(f"{path}:{node.lineno}: an exception is swallowed")
    assert not faults


def test_templates_run_nothing_and_style_nothing_inline():
    faults = []
    for path in templates():
        text = without_comments(path)
        if re.search(r"<script(?![^>]*\bsrc=)", text):
            faults.append(f"{path}: a script without src, which the content security policy refuses")
        if re.search(r"<style\b|\sstyle=[\"']|\son[a-z]+=[\"']", text):
            faults.append(f"{path}: an inline style or handler")
        if re.search(r"<(script|link|img|iframe)\b[^>]*(src|href)=[\"']https?://", text):
            faults.append(f"{path}: something from another site")
    assert not faults


def test_peoples_words_are_always_escaped():
    # The kit marks its own components as finished; its tests put hostile words through each.
    faults = [
        path
        for path in templates()
        if not path.is_relative_to(HOUSE / "kit")
        and re.search(r"\|\s*safe\b|autoescape|Markup\(", without_comments(path))
    ]
    assert not faults


def test_made_up_worlds_write_through_procedures_only():
    faults = []
    for path in sorted((ROOT / "worlds").rglob("*.py")):
        for node in ast.walk(tree_of(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
            ):
                called = ast.unparse(node.func)
                if ".objects" in called or node.func.attr == "save":
                    faults.append(f"{path}:{node.lineno}: {called}")
    assert not faults


def test_the_repository_names_no_machine():
    wrong = re.compile(r"/(work|tmp/gt|opt/pypi|home/[a-z]+)/")
    suffixes = {".py", ".md", ".toml", ".txt", ".sh", ".html"}
    folders = ("goldenthread", "worlds", "scripts", "docs", "policies", "requirements")
    files = [
        *ROOT.glob("*.*"),
        *(path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in suffixes),
    ]
    assert len(files) > 100
    assert not [
        path
        for path in files
        if path.suffix in suffixes and path.is_file() and wrong.search(path.read_text(encoding="utf-8"))
    ]


def test_the_readme_lists_every_setting_and_no_other():
    code = "".join(
        path.read_text(encoding="utf-8") for path in modules("config", "jobs", "access", "letters", "web")
    )
    used = set(re.findall(r'(?:environ\.get|env\.\w+|text|flag)\(\s*"([A-Z_]+)"', code))
    told = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert len(used) > 8
    assert used == told
