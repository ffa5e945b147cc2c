"""A wrong catalogue names the file, the key and what to do; nothing is half read."""

import pytest

from goldenthread.ground.catalogue import CatalogueError, Page, read, read_toml


class Inner(Page):
    days: int


class Whole(Page):
    name: str
    clock: Inner


@pytest.fixture
def write(tmp_path):
    def _write(text):
        path = tmp_path / "catalogue.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return _write


def test_a_good_one_is_read(write):
    whole = read(write('name = "a"\n[clock]\ndays = 3\n'), Whole)
    assert whole == Whole(name="a", clock=Inner(days=3))


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ('name = "a"\n[clock]\n', "clock.days", "missing and must be given"),
        ('name = "a"\n[clock]\ndays = 1\ndayz = 2\n', "clock.dayz", "not known here"),
        ('name = "a"\n[clock]\ndays = "three"\n', "clock.days", "integer"),
        ('nome = "a"\n[clock]\ndays = 1\n', "nome", "not known here"),
    ],
)
def test_every_mistake_names_file_and_key(write, text, key, says):
    path = write(text)
    with pytest.raises(CatalogueError) as caught:
        read(path, Whole)
    lines = str(caught.value).splitlines()
    assert any(line.startswith(f"{path}: {key}: ") and says in line for line in lines), lines


def test_all_mistakes_are_told_at_once(write):
    with pytest.raises(CatalogueError) as caught:
        read(write('nome = "a"\n[clock]\ndays = "x"\n'), Whole)
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize("text", ["name = ", "name = 'a'\nname = 'b'\n", b"\xff\xfe"])
def test_what_is_no_toml_names_the_file(write, text):
    path = write(text)
    with pytest.raises(CatalogueError, match=str(path)):
        read_toml(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CatalogueError, match="there is no such file"):
        read_toml(tmp_path / "none.toml")


def test_pages_do_not_change_after_reading(write):
    whole = read(write('name = "a"\n[clock]\ndays = 3\n'), Whole)
    with pytest.raises(ValueError, match="frozen"):
        whole.name = "b"
