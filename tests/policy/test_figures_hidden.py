"""Small numbers stay hidden: the official way, and the way that stops working back."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground.figures.suppression import (
    HIDDEN,
    LIMIT,
    NOT_SUPPLIED,
    TOTAL,
    Status,
    official,
    plain,
    protect,
    protect_table,
)

COUNTS = st.one_of(st.integers(0, 9), st.integers(0, 300))


@pytest.mark.parametrize(
    ("count", "text"), [(None, "[x]"), (0, "[c]"), (4, "[c]"), (5, "5"), (7, "5"), (8, "10"), (1233, "1,235")]
)
def test_the_official_way(count, text):
    assert str(official(count)) == text


def test_one_small_count_takes_another_with_it():
    shown = protect({"a": 3, "b": 12, "c": 40})
    assert [str(shown[key]) for key in "abc"] == ["[c]", "[c]", "40"]


def test_a_count_that_was_not_supplied_stays_so():
    assert protect({"a": None, "b": 9}) == {"a": NOT_SUPPLIED, "b": plain(9)}


def test_without_a_total_only_small_counts_are_hidden():
    shown = protect({"a": 3, "b": 12}, total_shown=False)
    assert shown == {"a": HIDDEN, "b": plain(12)}


@given(st.dictionaries(st.integers(0, 20), COUNTS, min_size=1, max_size=8))
def test_no_hidden_count_comes_back_from_the_total(counts):
    shown = protect(counts)
    hidden = [counts[key] for key, cell in shown.items() if cell.status is Status.HIDDEN]
    assert all(cell.value == counts[key] for key, cell in shown.items() if cell.status is Status.SUPPLIED)
    assert all(cell.value is None or cell.value >= LIMIT for cell in shown.values())
    if hidden:
        assert sum(counts.values()) < LIMIT or (len(hidden) >= 2 and sum(hidden) >= LIMIT)


def test_a_table_worked_by_hand():
    # 2 is small. Row a and column x would give it back, so 9 and 8 go too; then 20 would be given back by neither: the four
    # corners 2, 9, 8, 20 close a circle only with 20 hidden.
    cells = {("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 20}
    shown = protect_table(cells)
    assert [str(shown[key]) for key in cells] == ["[c]"] * 4
    assert str(shown["a", TOTAL]) == "11"
    assert str(shown[TOTAL, TOTAL]) == "39"


def test_no_more_is_hidden_than_closes_the_circle():
    # The 5 far away is the smallest that is left, and hiding it would help nobody.
    rows = {"a": (2, 9, 30), "b": (8, 20, 40), "c": (100, 200, 5)}
    cells = {
        (row, column): n for row, counts in rows.items() for column, n in zip("xyz", counts, strict=True)
    }
    hidden = {key for key, cell in protect_table(cells).items() if cell == HIDDEN}
    assert hidden == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_hidden_cells_of_a_line_are_not_told_small_by_its_total():
    # The two of row a make 3, which its total would tell: so the total goes too, or a third cell.
    cells = {("a", "x"): 1, ("a", "y"): 2, ("a", "z"): 50, ("b", "x"): 3, ("b", "y"): 4, ("b", "z"): 60}
    shown = protect_table(cells)
    assert [str(shown["a", column]) for column in "xyz"] == ["[c]"] * 3
    assert str(shown["a", TOTAL]) == "53"


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=5)
    )
)
def test_no_hidden_cell_of_a_table_can_be_worked_out(rows):
    cells = {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    shown = protect_table(cells)
    hidden = sorted((key for key, cell in shown.items() if cell.status is Status.HIDDEN), key=str)
    assert all(cell.value is None or cell.value >= LIMIT for cell in shown.values())
    if len(hidden) == len(shown):
        return
    for at, name in {(at, key[at]) for key in hidden for at in (0, 1) if key[at] is not TOTAL}:
        inner = [cells[key] for key in hidden if key[at] == name and TOTAL not in key]
        end = (name, TOTAL) if at == 0 else (TOTAL, name)
        assert not inner or end in hidden or sum(inner) >= LIMIT
    # Every line with its total is one equation; a cell is given away when the equations fix it (it adds no rank).
    lines = {(at, key[at]) for key in shown for at in (0, 1)}
    equations = numpy.array(
        [
            [
                (0 if key[at] != name else (-1 if key[1 - at] is TOTAL else 1))
                * (-1 if key[at] is TOTAL else 1)
                for key in hidden
            ]
            for at, name in sorted(lines, key=str)
        ]
    ).reshape(len(lines), len(hidden))
    rank = numpy.linalg.matrix_rank(equations) if hidden else 0
    for place in range(len(hidden)):
        alone = numpy.zeros(len(hidden))
        alone[place] = 1
        assert numpy.linalg.matrix_rank(numpy.vstack([equations, alone])) == rank + 1
