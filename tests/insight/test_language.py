"""The language is closed: every word is checked, and every mistake is told at once, with its line, in plain English."""

from __future__ import annotations

import pytest

from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.facts import fact_tables
from goldenthread.insight.language import conditions as c
from goldenthread.insight.language.reading import FOLDER, in_order, read_indicator, read_indicators

HEAD = """key = "D1"
name = "Asked"
why = "Because it is their life."
direction = "up"
definition = "Ended and asked, of those that ended."
exclusions = "None."
author = "Somebody"
next_review = 2027-04-01
source = "House rule"
national_twin = "SG4a"
"""
SHARE = """measure = "share"
breakdowns = ["kind", { by = "age_at_end", bands = "age" }]

[numerator]
where = { one_of = { asked = ["expressed", "none_expressed"] } }

[denominator]
table = "enquiry"
day = "ended_on"

[words]
of = ["enquiry", "enquiries"]
did = "in {n} they were asked"
"""


def write(folder, text, name="D1"):
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder, text):
    path = write(folder, text)
    with pytest.raises(CatalogueError) as refused:
        read_indicator(path, fact_tables())
    return str(refused.value).replace(f"{path}:", "")


def test_a_share_is_read(tmp_path):
    found = read_indicator(write(tmp_path, HEAD + SHARE), fact_tables())
    assert found.counting.numerator.where == c.OneOf("asked", ("expressed", "none_expressed"))
    assert found.counting.denominator.where == c.EVERY_ROW
    assert [b.by for b in found.counting.breakdowns] == ["kind", "age_at_end"]


def test_the_version_changes_with_what_is_counted_and_not_with_how_it_is_told(tmp_path):
    first = read_indicator(write(tmp_path, HEAD + SHARE), fact_tables()).version
    told = read_indicator(write(tmp_path, "# Why.\n" + HEAD.replace("Because", "As") + SHARE), fact_tables())
    assert told.version == first
    other = SHARE.replace('["expressed", "none_expressed"]', '["expressed"]')
    assert read_indicator(write(tmp_path, HEAD + other), fact_tables()).version != first


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (
            "asked = [",
            "askd = [",
            "there is no column in the facts “enquiry” called “askd”; did you mean “asked”?",
        ),
        (
            '"expressed",',
            '"expresed",',
            "there is no word in “Whether the adult or their representative was asked what they want (SG4a)” “expresed”; did you mean “expressed”?",
        ),
        ("one_of = { asked", "not = { asked", "there is no “not” in this language: say what is counted"),
        ("one_of = { asked", "onof = { asked", "there is no condition “onof”; did you mean “one_of”?"),
        (
            'one_of = { asked = ["expressed", "none_expressed"] }',
            "is = { extended = 1 }",
            "extended is compared with true or false",
        ),
        (
            'one_of = { asked = ["expressed", "none_expressed"] }',
            "is = { started_on = 1 }",
            "started_on is a day; is and one_of ask for a word, a number or yes and no",
        ),
        (
            'one_of = { asked = ["expressed", "none_expressed"] }',
            'known = "kind"',
            "kind is never missing, so this says nothing",
        ),
        (
            'one_of = { asked = ["expressed", "none_expressed"] }',
            'within = { from = "started_on", to = "kind", days = 3 }',
            "kind is a word; here must be a day",
        ),
        (
            'one_of = { asked = ["expressed", "none_expressed"] }',
            'within = { from = "started_on", to = "ended_on", days = -3 }',
            "days is a whole number from 0",
        ),
        (
            'one_of = { asked = ["expressed", "none_expressed"] }',
            'all = [{ known = "ended_on" }]',
            "give a list of two conditions or more",
        ),
        (
            'one_of = { asked = ["expressed", "none_expressed"] }',
            "one_of = { asked = [] }",
            "give a list of different values",
        ),
        (
            'one_of = { asked = ["expressed", "none_expressed"] }',
            'known = "ended_on", missing = "due_on"',
            "a condition has exactly one word",
        ),
        (
            'table = "enquiry"',
            'table = "enqiry"',
            "there is no table of facts “enqiry”; did you mean “enquiry”?",
        ),
        ('day = "ended_on"', 'day = "kind"', "kind is a word; here must be a day"),
        ('day = "ended_on"', "", "say either day (what happened in the period) or opened and closed"),
        (
            '"kind",',
            '"person_key",',
            "person_key stands for one record; a figure is never split by single people or cases",
        ),
        ('"kind",', '"started_on",', "started_on is a day; a figure is split by words"),
        ('"kind",', '"days_open",', "days_open is a number: say which bands"),
        ('bands = "age"', 'bands = "shoes"', "there are no bands called “shoes”; there are age and level"),
        ('bands = "age"', 'codes = "SAC"', "not every word of age_at_end has a code of SAC"),
        ('measure = "share"', 'measure = "guess"', "input should be 'count', 'share', 'rate' or 'days'"),
        ('did = "in {n} they', 'did = "they', "did must hold {n} once, where the number goes"),
        ('measure = "share"', 'measure = "count"', "a count has no [denominator]"),
        ('"kind",', '"kind", "kind",', "kind is named twice"),
        ("[words]", "[wrds]", "this key is not known here; check its spelling or remove it"),
        ('why = "Because it is their life."', "", "this key is missing and must be given"),
        ('source = "House rule"', 'source = "House rule"\nwaits_for = "better days"', "say one of four"),
        ('day = "ended_on"', 'population = "cats"', "there is no population “cats”"),
        ("[numerator]", '[numerator]\nday = "started_on"', "the numerator of a share only says where"),
    ],
)
def test_each_mistake_is_told_in_plain_english(tmp_path, was, becomes, said):
    text = (HEAD + SHARE).replace(was, becomes, 1)
    assert text != HEAD + SHARE
    assert said in faults(tmp_path, text)


def test_every_mistake_is_told_at_once_with_its_line(tmp_path):
    text = (
        (HEAD + SHARE)
        .replace('"kind"', '"knd"')
        .replace("asked = [", "askd = [")
        .replace("age_at_end", "gender")
    )
    told = faults(tmp_path, text).splitlines()
    assert [line.split(":")[0] for line in told] == ["15", "12", "12"]
    assert "numerator.where.one_of" in told[0]


def test_a_file_that_is_not_toml_names_its_line(tmp_path):
    assert "line 2" in faults(tmp_path, 'key = "D1"\nname = \n')


def test_days_and_what_stands_at_the_end(tmp_path):
    text = HEAD + (
        'measure = "days"\n[numerator]\ntable = "enquiry"\nopened = "started_on"\nclosed = "ended_on"\n'
        '[days]\nstart = "started_on"\nend = "the_end"\n[words]\nof = ["enquiry", "enquiries"]\n'
    )
    assert read_indicator(write(tmp_path, text), fact_tables()).counting.numerator.at_the_end
    in_a_period = text.replace('opened = "started_on"\nclosed = "ended_on"', 'day = "ended_on"')
    assert "the_end measures what stands at the end of a period" in faults(tmp_path, in_a_period)
    during = text.replace('closed = "ended_on"', 'closed = "ended_on"\nwhere = { during = "started_on" }')
    assert "during has no place in what stands at the end of a period" in faults(tmp_path, during)
    different = text.replace('closed = "ended_on"', 'closed = "ended_on"\ndifferent = "person_key"')
    assert "days are measured of every row" in faults(tmp_path, different)


def test_every_file_of_a_folder_is_told_of(tmp_path):
    write(tmp_path, HEAD.replace('"D1"', '"D2"') + SHARE, "D1")
    write(tmp_path, HEAD.replace('"D1"', '"D3"') + 'made_of = ["D9"]\n', "D3")
    write(tmp_path, "key = 3", "D4")
    with pytest.raises(CatalogueError) as refused:
        read_indicators(fact_tables(), tmp_path)
    told = str(refused.value)
    assert "the file of “D2” must be called D2.toml" in told
    assert "made_of: there is no indicator “D9”" in told
    assert f"{tmp_path / 'D4.toml'}:1: key" in told


def test_an_empty_folder_is_a_mistake(tmp_path):
    with pytest.raises(CatalogueError, match="no indicator"):
        read_indicators(fact_tables(), tmp_path)


def test_all_indicators_of_the_house_are_there_and_say_what_they_wait_for():
    found = read_indicators(fact_tables())
    numbers = {"A": 11, "B": 9, "C": 6, "D": 10, "E": 8, "F": 8, "G": 11, "H": 9, "I": 4}
    assert {key for key in found if "-" not in key} == {
        f"{letter}{number}" for letter, last in numbers.items() for number in range(1, last + 1)
    }
    assert list(found) == sorted(found, key=in_order)
    assert len(list(FOLDER.glob("*.toml"))) == len(found)
    waiting = [each for each in found.values() if each.waits_for]
    assert all(len(each.waits_for) > 10 for each in waiting)
    assert len(found) - len(waiting) >= 50
