"""Facts: what a table of them may be."""

from dataclasses import replace

import pytest

from goldenthread.ground import facts
from goldenthread.ground.facts import Column, FactTable, Kind, fact_tables, register
from goldenthread.ground.words import Answer

VISIT = FactTable(
    name="test_visit",
    grain="One row per visit.",
    meaning="Visits, for this test.",
    columns=(
        Column("visit_key", Kind.KEY, "The visit."),
        Column("visited_on", Kind.DAY, "When it was."),
        Column("welcome", Kind.WORD, "Whether the visitor was welcome.", words=Answer),
        Column("minutes", Kind.NUMBER, "How long it took.", may_be_missing=True),
    ),
    month_of="visited_on",
)


def test_a_table_is_published_once(monkeypatch):
    monkeypatch.setattr(facts, "_REGISTRY", {})
    register(VISIT)
    assert fact_tables()["test_visit"] is VISIT
    with pytest.raises(ValueError, match="two rooms publish facts called test_visit"):
        register(VISIT)
    with pytest.raises(TypeError):
        fact_tables()["another"] = VISIT


def test_columns_are_found_by_name():
    assert VISIT.by_name["minutes"].may_be_missing
    assert list(VISIT.by_name) == ["visit_key", "visited_on", "welcome", "minutes"]


def _with(number: int, **changes: object) -> FactTable:
    columns = list(VISIT.columns)
    columns[number] = replace(columns[number], **changes)
    return replace(VISIT, columns=tuple(columns))


def test_the_digest_stays_and_tells_every_change_of_the_definition():
    assert VISIT.digest() == replace(VISIT).digest()
    changed = [
        replace(VISIT, name="visits"),
        replace(VISIT, grain="One row per visit and visitor."),
        replace(VISIT, meaning="Visits that were announced."),
        replace(VISIT, columns=VISIT.columns[:-1]),
        replace(VISIT, columns=(VISIT.columns[1], VISIT.columns[0], *VISIT.columns[2:])),
        _with(0, name="key"),
        _with(3, kind=Kind.FLAG),
        _with(3, meaning="How long it took from door to door."),
        _with(2, words=None),
        _with(3, may_be_missing=False),
    ]
    assert len({VISIT.digest(), *(table.digest() for table in changed)}) == len(changed) + 1


@pytest.mark.parametrize(
    ("columns", "month_of", "fault"),
    [
        ((*VISIT.columns, VISIT.columns[0]), "visited_on", "two columns have the same name"),
        (VISIT.columns, "left_on", "there is no column left_on"),
        (VISIT.columns, "minutes", "must be a day that is never missing"),
        ((replace(VISIT.columns[1], may_be_missing=True),), "visited_on", "must be a day"),
    ],
)
def test_a_table_nobody_could_count_is_refused(columns, month_of, fault):
    with pytest.raises(ValueError, match=fault):
        replace(VISIT, columns=columns, month_of=month_of)
