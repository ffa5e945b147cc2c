"""What the import contracts cannot see: clocks, sizes, names, words left lying about."""

from __future__ import annotations

import ast
import re

import pytest

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


def name(path):
    return path.relative_to(HOUSE).as_posix()


def test_there_is_a_house_to_look_at():
    assert len(modules()) > 60


@pytest.mark.parametrize("path", modules(), ids=name)
def test_nobody_asks_the_machine_what_time_it_is(path):
    if name(path) in CLOCK:
        return
    asks = {
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "date.today",
        "timezone.now",
        "timezone.localdate",
        "time.time",
    }
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            called = dotted(node.func)
            assert not any(called == ask or called.endswith(f".{ask}") for ask in asks), (
                f"{path}:{node.lineno}: {called}()"
            )
    assert "auto_now" not in path.read_text(encoding="utf-8"), f"{path}: auto_now asks the machine"


@pytest.mark.parametrize("path", modules(*DOORS), ids=name)
def test_doors_know_no_tables_and_no_queries(path):
    for imported, line in imports_of(tree_of(path)):
        assert ".models" not in f".{imported}" or not imported.startswith("goldenthread."), (
            f"{path}:{line}: {imported}"
        )
        if path.is_relative_to(HOUSE / "jobs"):
            continue  # The door of time opens and closes connections and streams the trail.
        assert not imported.startswith(
            ("django.db.models", "django.db.transaction", "django.db.connection")
        ), f"{path}:{line}: {imported}"
    if not path.is_relative_to(HOUSE / "jobs"):
        text = path.read_text(encoding="utf-8")
        assert ".objects." not in text, f"{path}: a manager"
        assert "_default_manager" not in text, f"{path}: a manager"


@pytest.mark.parametrize("path", modules(*ROOMS), ids=name)
def test_rooms_have_no_face(path):
    faces = (
        "django.http",
        "django.shortcuts",
        "django.forms",
        "django.template",
        "django.urls",
        "ninja",
        "jinja2",
    )
    for imported, line in imports_of(tree_of(path)):
        assert not imported.startswith(faces), f"{path}:{line}: {imported}"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_no_file_is_two_rooms_in_one(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_LIMIT, f"{lines} lines; make it a folder of the same name"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_functions_can_be_read_at_one_look(path):
    for function in functions_of(tree_of(path)):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= FUNCTION_LIMIT, f"{path}:{function.lineno}: {function.name} has {length} lines"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_names_that_say_nothing_do_not_exist(path):
    assert not {"utils", "helpers", "services", "misc", "common"} & set(path.with_suffix("").parts)


@pytest.mark.parametrize("path", modules(), ids=name)
def test_nothing_is_left_for_later_or_swallowed(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", text), path
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ExceptHandler):
            only_pass = all(isinstance(line, ast.Pass) for line in node.body)
            assert not only_pass, f"{path}:{node.lineno}: an exception is swallowed"


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.html")), ids=name)
def test_templates_run_nothing_and_style_nothing_inline(path):
    text = path.read_text(encoding="utf-8")
    bare = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    assert not re.search(r"<script(?![^>]*\bsrc=)", bare), (
        "a script without src is refused by the content security policy"
    )
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+\s*=", bare), "inline style or handler"
    assert not re.search(r"(src|href)=[\"']https?://", bare.replace('href="https://www.', "")), (
        "something from another site"
    )


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.html")), ids=name)
def test_peoples_words_are_always_escaped(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    if path.is_relative_to(HOUSE / "kit"):
        return  # The kit marks its own components as finished; its tests put hostile words through each.
    assert "|safe" not in re.sub(r"\s", "", text)
    assert "autoescape" not in text


@pytest.mark.parametrize("path", sorted((ROOT / "worlds").rglob("*.py")), ids=lambda path: path.name)
def test_made_up_worlds_write_through_procedures_only(path):
    writes = {
        "save",
        "create",
        "update",
        "delete",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
    }
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writes:
            called = ast.unparse(node.func)
            assert ".objects" not in called, f"{path}:{node.lineno}: {called}"
            assert node.func.attr != "save", f"{path}:{node.lineno}: {called}"


def test_the_repository_names_no_machine():
    wrong = re.compile(r"/(work|tmp/gt|opt/pypi|home/[a-z]+)/")
    for folder in ("goldenthread", "worlds", "scripts", "docs", "policies", "requirements"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".md", ".toml", ".txt", ".sh", ".html"}:
                assert not wrong.search(path.read_text(encoding="utf-8")), path


def test_the_readme_lists_every_setting_and_no_other():
    code = "".join(
        path.read_text(encoding="utf-8") for path in modules("config", "jobs", "access", "letters", "web")
    )
    used = set(re.findall(r'(?:environ\.get|env\.\w+|text|flag)\(\s*"([A-Z_]+)"', code)) - {
        "DJANGO_SETTINGS_MODULE"
    }
    told = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert len(used) > 8
    assert used == told
