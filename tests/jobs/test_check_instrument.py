"""``goldenthread check_instrument``: every mistake with line and key, and a status that a script can use."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from goldenthread.assurance.instruments import FOLDER


def run(*files: object) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("check_instrument", *map(str, files), stdout=out)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def framework(tmp_path):
    """A framework of a board, made from one file and no code."""
    path = tmp_path / "ours.toml"
    text = (FOLDER / "msp-impact.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('key = "msp-impact"', 'key = "our-checklist"'), encoding="utf-8")
    return path


def test_a_good_file_is_told_with_what_it_holds(framework):
    status, said = run(framework)
    assert status == 0
    assert "9 items: statement 9. Digest" in said


def test_every_mistake_is_told_with_line_and_key(framework):
    text = framework.read_text(encoding="utf-8")
    for right, slip in (
        ('key = "4"', 'key = "3"'),
        ('"G6"', '"G66"'),
        ('"D8"', '"D88"'),
        ("msp-eight-steps/7", "msp-eight-step/7"),
    ):
        text = text.replace(right, slip)
    framework.write_text(text, encoding="utf-8")
    status, said = run(framework)
    assert status == 1
    again = 1 + [n for n, line in enumerate(text.splitlines()) if line == 'key = "3"'][1]
    assert f"{framework}:{again}: item 3, key: the key “3” is used already" in said
    framework.write_text(text.replace('key = "3"', 'key = "4"', 1), encoding="utf-8")
    status, said = run(framework)
    assert status == 1
    assert "there is no indicator “D88”; did you mean “D8”?" in said
    assert "there is no instrument “msp-eight-step”; did you mean “msp-eight-steps”?" in said
    assert said.splitlines()[-1] == "Not to be used yet: 2 mistakes."


def test_other_words_under_a_version_that_comes_with_the_house_are_refused(tmp_path):
    path = tmp_path / "msp-impact.toml"
    text = (FOLDER / "msp-impact.toml").read_text(encoding="utf-8")
    path.write_text(text.replace("come out stronger", "come out well"), encoding="utf-8")
    status, said = run(path)
    assert status == 1
    assert "give yours another version" in said
    path.write_text(path.read_text(encoding="utf-8").replace("2017-11.1", "2017-11.2"), encoding="utf-8")
    assert run(path)[0] == 0


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_opened_is_named(tmp_path, content):
    path = tmp_path / "x.toml"
    if content:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=r"x\.toml") as caught:
        run(path)
    assert caught.value.returncode == 2


def test_a_mistake_in_a_line_does_not_hide_those_of_other_ends(tmp_path):
    text = (FOLDER / "msp-impact.toml").read_text(encoding="utf-8")
    for was, becomes in (
        ('kind = "statement"', 'kind = "statment"'),
        ('indicators = ["D1",', 'indicators = ["D99",'),
        ("six-principles/1", "six-principles/99"),
        ('"nhs"', '"hospital"'),
    ):
        assert was in text
        text = text.replace(was, becomes, 1)
    file = tmp_path / "ours.toml"
    file.write_text(text.replace('"2017-11.1"', '"2"'), encoding="utf-8")
    _, told = run(file)
    for words in ("statment", "D99", "no item of six-principles “99”", "no assessor “hospital”"):
        assert words in told, words
    assert "4 mistakes" in told


def test_a_file_in_another_writing_says_which_line(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_bytes('key = "ours"\ntitle = "Ours – and theirs"\n'.encode("cp1252"))
    with pytest.raises(CommandError, match=r"ours\.toml:2: .*choose UTF-8 as its encoding"):
        run(file)
