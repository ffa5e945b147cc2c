"""The loader of instruments: every mistake at once with line, key and what to do; a digest of meaning; quick for a thousand items."""

from __future__ import annotations

import re
import time

import pytest

from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.instruments import (
    Assessor,
    InstrumentError,
    Relation,
    changes,
    check_indicators,
    check_together,
    crossings,
    read_instrument,
    written,
)

HEAD = """\
key = "ours"
version = "2026.1"
title = "Ours"
about = "What we look at."
publisher = "A council"
published = "2026-11"
licence = "MIT"
source = "Our own."
assessors = ["council", "police"]

[documents.act]
title = "Care Act 2014"
publisher = "Parliament"

[[scales]]
key = "grade"
title = "Grade"
source = "Our own."
levels = [{ value = 1, label = "Poor" }, { value = 4, label = "Good" }]
bands = [{ at_least = 25, label = "Weak" }, { at_least = 63, label = "Strong" }]
"""
ITEMS = """
[[items]]
key = "A"
kind = "theme"
text = "Outcomes"

[[items]]
key = "A.1"
parent = "A"
kind = "statement"
text = "People are safe."
scale = "grade"
sources = ["act: s42"]
indicators = ["F1"]
asks_for = ["Case files"]
assessors = ["nhs"]
crosswalks = [{ to = "theirs/1", relation = "same", because = "Both ask it." }]
"""
GOOD = HEAD + ITEMS


def wrong(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(InstrumentError) as caught:
        read_instrument(text, "ours.toml")
    assert isinstance(caught.value, CatalogueError)
    return [(each.line, each.key, each.words) for each in caught.value.mistakes]


def line_of(text: str, words: str) -> int:
    return 1 + next(n for n, line in enumerate(text.splitlines()) if words in line)


def test_what_was_written_is_read():
    one = read_instrument(GOOD, "ours.toml")
    top, statement = one.items
    assert (one.key, one.version, one.published) == ("ours", "2026.1", "2026-11")
    assert top.assessors == (Assessor.COUNCIL, Assessor.POLICE)
    assert statement.assessors == (Assessor.NHS,)
    assert (statement.sources[0].document, statement.sources[0].where) == ("act", "s42")
    assert statement.crosswalks[0].relation is Relation.SAME
    assert one.above("A.1") == (top,)
    assert one.children["A"] == (statement,)
    assert one.graded() == (statement,)
    assert (
        read_instrument(GOOD.replace('published = "2026-11"', "published = 2026-11-25"), "").published
        == "2026-11-25"
    )


MISTAKES = [
    ('licence = "MIT"\n', "", 1, "licence", "missing and must be given"),
    ('licence = "MIT"', "licence = 7", None, "licence", "must be words in quotes"),
    ('version = "2026.1"', 'version = "2026 1"', None, "version", "no blanks"),
    ('published = "2026-11"', 'published = "Nov 2026"', None, "published", "write a year, a month or a day"),
    (
        'assessors = ["council", "police"]',
        'assessors = ["counsil"]',
        None,
        "assessors",
        "did you mean “council”?",
    ),
    ("value = 4", "value = 1", None, "scales.1.levels", "must rise"),
    ("at_least = 63", "at_least = 20", None, "scales.1.bands", "must rise"),
    ('kind = "statement"', 'kind = "statment"', None, "item A.1, kind", "did you mean “statement”?"),
    ('parent = "A"', 'parent = "B"', None, "item A.1, parent", "there is no item “B”"),
    ('parent = "A"', 'parent = "A.1"', None, "item A.1, parent", "stands under itself"),
    ('parent = "A"', 'parrent = "A"', None, "item A.1, parrent", "did you mean “parent”?"),
    (
        'key = "A.1"',
        'key = "A"',
        28,
        "item A, key",
        "is used already in line 22; give each its own",
    ),
    ('text = "People are safe."', 'text = "  "', None, "item A.1, text", "is empty"),
    (
        'text = "People are safe."',
        'text = "a\\u0000b"',
        None,
        "item A.1, text",
        "cannot be printed; remove it",
    ),
    ('scale = "grade"', 'scale = "grad"', None, "item A.1, scale", "did you mean “grade”?"),
    ('"act: s42"', '"act s42"', None, "item A.1, sources.1", "a colon, a blank and the place"),
    ('"act: s42"', '"acts: s42"', None, "item A.1, sources", "did you mean “act”?"),
    ('["F1"]', '["F1", "F1"]', None, "item A.1, indicators", "named twice"),
    ('relation = "same"', 'relation = "sane"', None, "item A.1, crosswalks.1.relation", "“same”"),
    ("theirs/1", "theirs", None, "item A.1, crosswalks.1.to", "a slash and the key of its item"),
    ("theirs/1", "ours/A", None, "item A.1, crosswalks.1.to", "leads to another"),
    ('assessors = ["nhs"]', 'assessors = ["NHS"]', None, "item A.1, assessors", "there is no assessor “NHS”"),
]


@pytest.mark.parametrize(("right", "slip", "line", "key", "says"), MISTAKES, ids=lambda part: str(part)[:30])
def test_a_mistake_names_its_line_and_key_and_says_what_to_do(right, slip, line, key, says):
    text = GOOD.replace(right, slip)
    assert text != GOOD
    found = wrong(text)
    assert [(at, name) for at, name, _ in found] == [(line or line_of(text, slip.strip()), key)], found
    assert says in found[0][2]


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines():
    text = GOOD
    for right, slip in (
        ('licence = "MIT"', "licence = 7"),
        ("value = 4", "value = 1"),
        ('kind = "theme"', 'kind = "thema"'),
        ('text = "People are safe."', 'text = ""'),
        ('scale = "grade"', 'scale = "grad"'),
        ('"act: s42"', '"acts: s42"'),
        ('parent = "A"', 'parent = "B"'),
    ):
        text = text.replace(right, slip)
    found = wrong(text)
    assert [key for _, key, _ in found] == [
        "licence",
        "scales.1.levels",
        "item A, kind",
        "item A.1, parent",
        "item A.1, text",
        "item A.1, scale",
        "item A.1, sources",
    ]
    assert [line for line, _, _ in found] == sorted(line for line, _, _ in found)


def test_a_misspelt_key_is_told_where_it_stands_and_the_missing_one_at_the_head():
    found = wrong(GOOD.replace('title = "Ours"', 'tittle = "Ours"'))
    assert [(line, key) for line, key, _ in found] == [(1, "title"), (3, "tittle")]
    assert "did you mean “title”?" in found[1][2]
    assert wrong(GOOD.replace("[documents.act]", "[documents.act]\nyear = 2014"))[0][:2] == (
        12,
        "documents.act.year",
    )


def test_lines_are_right_beside_long_words_and_for_items_of_one_line_each():
    long = GOOD.replace('"Outcomes"', '"""\nOut\n[[items]]\nkey = "A.1"\ncomes"""').replace(
        '"F1"', '"F1", "F1"'
    )
    assert wrong(long)[0][0] == line_of(long, '"F1", "F1"')
    inline = HEAD.replace(
        "\n[documents.act]",
        """items = [
  { key = "A", kind = "theme", text = "Outcomes" }, # key = "B"
  { key = "B", kind = "statment", text = "x" },
]

[documents.act]""",
    )
    assert wrong(inline)[0][:2] == (line_of(inline, "statment"), "item B, kind")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('key = "a"\nkey = "b"', "this is not TOML"),
        ("a = " + "[" * 5000, "not TOML|too deep"),
        (HEAD, r"write each under a line \[\[items\]\]"),
        (HEAD + "\n[items]\nkey = 'x'", r"write each under a line \[\[items\]\]"),
        ("x" * 4_000_001, "4 million characters are the most"),
    ],
    ids=["twice", "deep", "none", "table", "long"],
)
def test_what_cannot_be_an_instrument_says_why(text, says):
    assert re.search(says, " ".join(words for *_, words in wrong(text)))


def test_the_digest_is_of_meaning():
    first = read_instrument(GOOD, "a.toml")
    laid_out = GOOD.replace("\n", "\r\n").replace('title = "Ours"', "title   =  'Ours'  # ours")
    assert read_instrument("\ufeff" + laid_out, "b.toml") == first
    for right, other in (
        ('"People are safe."', '"People are safer."'),
        ('"act: s42"', '"act: s43"'),
        ('"F1"', '"F2"'),
        ('version = "2026.1"', 'version = "2026.2"'),
        ('"Good"', '"Fine"'),
        ('relation = "same"', 'relation = "part"'),
    ):
        assert read_instrument(GOOD.replace(right, other), "a.toml").digest != first.digest, right


def test_what_is_written_reads_back_as_the_same():
    odd = GOOD.replace("People are safe.", 'Quote \\" and \\\\ and “curly” — é\\n next')
    one = read_instrument(odd, "a.toml")
    assert read_instrument(written(one), "b.toml").digest == one.digest


def test_totals_have_a_word():
    scale = read_instrument(GOOD, "").scales[0]
    assert [scale.per_cent(each) for each in ((1, 1), (4, 4), (1, 4), (4, 1, 1))] == [25, 100, 63, 50]
    assert [scale.band(each) for each in (24, 25, 62, 63)] == ["", "Weak", "Weak", "Strong"]
    with pytest.raises(ValueError, match="no grades"):
        scale.per_cent(())


def test_indicators_and_other_instruments_are_checked_by_those_who_know_them():
    one = read_instrument(GOOD, "ours.toml")
    theirs = read_instrument(GOOD.replace("ours", "theirs").replace("theirs/1", "ours/A"), "theirs.toml")
    assert not check_indicators(one, {"F1"})
    (unknown,) = check_indicators(one, {"F2"})
    assert (unknown.line, unknown.key) == (line_of(GOOD, '["F1"]'), "item A.1, indicators")
    assert "there is no instrument “theirs”" in check_together(one, {})[0].words
    assert "there is no item of theirs “1”" in check_together(one, {"theirs": theirs})[0].words
    assert not check_together(theirs, {"ours": one})
    (seen,) = crossings(one, [one, theirs])["A"]
    assert (seen.other.key, seen.relation, seen.onward) == ("A.1", Relation.SAME, False)
    both = read_instrument(GOOD.replace("theirs/1", "theirs/A.1"), "ours.toml")
    back = read_instrument(GOOD.replace('"ours"', '"theirs"').replace("theirs/1", "ours/A.1"), "theirs.toml")
    assert [each.other.key for each in crossings(both, [back])["A.1"]] == ["A.1"]
    (told,) = crossings(theirs, [one])["A.1"]
    assert (told.instrument.key, told.other.key, told.onward) == ("ours", "A", True)


def test_what_changed_between_versions_is_known_item_by_item():
    old = read_instrument(GOOD, "")
    new = read_instrument(
        GOOD.replace("People are safe.", "All are safe.")
        .replace('key = "A"', 'key = "B"')
        .replace('parent = "A"', 'parent = "B"'),
        "",
    )
    found = {each.key: each for each in changes(old, new)}
    assert set(found) == {"A", "B", "A.1"}
    assert (found["A"].new, found["B"].old) == (None, None)
    assert found["A.1"].reworded
    assert changes(old, read_instrument("\n" + GOOD, "")) == ()


def test_a_thousand_items_are_read_quickly():
    text = HEAD + "".join(
        f'\n[[items]]\nkey = "i{n}"\nkind = "probe"\ntext = "What to look into {n}"\nsources = ["act: s{n}"]\n'
        + (f'parent = "i{n // 10}"\n' if n else "")
        for n in range(1000)
    )
    began = time.perf_counter()
    one = read_instrument(text, "")
    took = time.perf_counter() - began
    assert len(one.items) == 1000
    # It takes a tenth of a second; the limit only notices what would not grow in step with the items.
    assert took < 2


def test_parents_that_never_end_and_depth_are_told():
    ring = GOOD.replace('key = "A"\n', 'key = "A"\nparent = "A.1"\n')
    assert {(key, words[:23]) for _, key, words in wrong(ring)} == {
        ("item A, parent", "it stands under itself;"),
        ("item A.1, parent", "it stands under itself;"),
    }
    deep = HEAD + "".join(
        f'\n[[items]]\nkey = "i{n}"\nkind = "probe"\ntext = "x"\n' + (f'parent = "i{n - 1}"\n' if n else "")
        for n in range(9)
    )
    assert [key for _, key, _ in wrong(deep)] == ["item i8, parent"]


@pytest.mark.parametrize(
    ("was", "becomes", "key", "says"),
    [
        ("\"An instrument", "“An instrument", "title", "straight quotes"),
        ("An instrument\"", "An instrument", "title", "end with a quote in the same line"),
        ("version = ", "title = \"Twice\"\nversion = ", "title", "stands twice"),
        ("[[items]]", "[[items]", "items", "close it with two"),
        ("[documents.act]", "[documents.act", "documents.act", "close it"),
        ("An instrument\"", "An \"instrument\" of ours\"", "title", "is a quote inside the words"),
        ("version = ", "version ", "(whole file)", "an equals sign"),
        ("version = \"1\"", "version = 1st", "version", "Write words|write words|each key in a line"),
    ],
)  # fmt: skip
def test_what_is_not_toml_is_told_by_line_and_key_with_what_to_do(was, becomes, key, says):
    text = PLAIN.replace(was, becomes, 1)
    assert text != PLAIN
    ((line, told, words),) = wrong(text)
    assert told == key
    assert re.search(says, words), words
    assert becomes.split("\n")[0].split("=")[0].strip("[] ") in text.split("\n")[line - 1]


PLAIN = """key = "plain"
title = "An instrument"
version = "1"

[documents.act]
title = "An act"

[[items]]
key = "1"
"""


def test_a_mistake_in_one_place_is_told_once_and_hides_no_other():
    text = GOOD.replace("value = 1", 'value = "1"', 1)
    assert text != GOOD
    told = wrong(text)
    assert len(told) == 1, "its items name a scale that is there"
    both = GOOD.replace('kind = "statement"', 'kind = "statment"', 1)
    with pytest.raises(InstrumentError) as found:
        read_instrument(both, "a.toml")
    assert found.value.so_far is not None
    assert {item.key for item in found.value.so_far.items} == {
        item.key for item in read_instrument(GOOD, "a.toml").items
    }
