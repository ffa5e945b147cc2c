"""Two counters that share nothing but the layout agree in every cell, whatever the facts are."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.concerns.vocabulary import AbuseType, Place, SourceRelationship
from goldenthread.enquiries.vocabulary import (
    Achieved,
    AskedOutcomes,
    EnquiryKind,
    LackedCapacity,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.insight.sac import counting, reference
from goldenthread.insight.sac.layout import load
from goldenthread.insight.sac.values import NoSuchFacts, Tally, read_return
from goldenthread.insight.sac.year import ReturnYear
from goldenthread.people.vocabulary import EthnicGroup, Gender, SupportReason
from tests.insight.sac_facts import AS_AT, HELD, allegation, concern, enquiry, written

YEARS = [ReturnYear(2024), ReturnYear(2025)]
KEYS = st.one_of(st.integers(1, 12), st.sampled_from([-(2**63), 2**63 - 1, -1]))
# Days close to the edges of the years are drawn more often than others.
DAYS = st.one_of(
    st.sampled_from(
        [date(2024, 3, 31), date(2024, 4, 1), date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 31)]
    ),
    st.dates(date(2023, 12, 1), date(2026, 7, 1)),
)
AGES = st.one_of(st.none(), st.sampled_from([17, 18, 64, 65, 74, 75, 84, 85, 94, 95]), st.integers(0, 110))


def word(words, *, missing=False):
    return st.sampled_from(words.values()) | st.none() if missing else st.sampled_from(words.values())


PERSON = {
    "gender": word(Gender, missing=True),
    "ethnic_group": word(EthnicGroup, missing=True),
    "support_reason": word(SupportReason, missing=True),
}


@st.composite
def facts(draw):
    people = KEYS | st.none()
    concerns = [
        concern(
            key,
            draw(people),
            draw(DAYS),
            age=draw(AGES),
            **{name: draw(words) for name, words in PERSON.items()},
        )
        for key in draw(st.sets(st.integers(), max_size=25).map(_of_64_bits))
    ]
    enquiries = [
        enquiry(
            key,
            draw(KEYS),
            draw(DAYS),
            draw(DAYS | st.none()),
            kind=draw(word(EnquiryKind)),
            age_at_start=draw(AGES),
            age_at_end=draw(AGES),
            lacked_capacity=draw(word(LackedCapacity)),
            supported_by=draw(word(SupportedBy, missing=True)),
            asked=draw(word(AskedOutcomes)),
            achieved=draw(word(Achieved, missing=True)),
            **{name: draw(words) for name, words in PERSON.items()},
        )
        for key in draw(st.sets(st.integers(), max_size=25).map(_of_64_bits))
    ]
    allegations = [
        allegation(
            key,
            draw(st.sampled_from(enquiries)),
            draw(word(AbuseType)),
            draw(word(Place)),
            draw(word(SourceRelationship)),
            risk_outcome=draw(word(RiskOutcome, missing=True)),
            risk_result=draw(word(RiskResult, missing=True)),
        )
        for key in range(draw(st.integers(0, 25)) if enquiries else 0)
    ]
    return {"concern": concerns, "enquiry": enquiries, "allegation": allegations}


def _of_64_bits(keys):
    return sorted({(key + 2**63) % 2**64 - 2**63 for key in keys})


@given(facts(), st.booleans())
@settings(max_examples=60)
def test_both_counters_agree_in_every_cell(rows, by_year):
    layout = load("2025-26")
    with tempfile.TemporaryDirectory() as folder:
        quick = counting.tally(layout, written(Path(folder), rows, by_year=by_year), YEARS)
    slow = Tally("", AS_AT, HELD, {year: reference.count(layout, rows, HELD, year) for year in YEARS})
    assert quick.counts == slow.counts
    for year in YEARS:
        feet(read_return(layout, slow, year))


def feet(found):
    """Every pair of tables that must agree, does, whatever the facts are."""

    def totals(table, block=0):
        return [total for *_, total in found.sums(found.layout.table(table).blocks[block])]

    def whole(table, block=0):
        return sum(totals(table, block))

    assert totals("SG1a") == totals("SG1b") == totals("SG1c")
    # Once in each different support reason: at least once.
    assert all(once <= often for once, often in zip(totals("SG1a"), totals("SG1d"), strict=True))
    assert all(people <= cases for people, cases in zip(totals("SG1a"), totals("SG1f"), strict=True))
    # By age, both tables count every concluded enquiry once; what is asked of some is of those only.
    assert totals("SG3a") == totals("SG4a")
    for table in ("SG3a", "SG4a"):
        answers, asked_of_some = found.layout.table(table).blocks
        cut, words = asked_of_some.where
        (row,) = (cut.places[word] for word in words)
        for metric, column, part in found.sums(asked_of_some):
            assert part <= found.value(answers.address(metric, row, column))
    # Every risk has a type and a place and a source; an outcome only where it was assessed.
    risks = [totals("SG2a"), totals("SG2b")]
    assert [n > 0 for n in risks[0]] == [n > 0 for n in risks[1]]
    assert (whole("SG2a_b1") > 0) == (whole("SG2a") > 0)
    # A result only where risk was identified: at most three for each source of an enquiry that has one.
    identified, result = found.layout.table("SG2c").blocks[0], found.layout.table("SG2e").blocks[0]
    for metric, column, number in found.sums(result):
        of = sum(found.value(identified.address(metric, row, column)) for row in (0, 1))
        assert number <= 3 * of


def test_what_the_facts_do_not_hold_is_not_supplied(tmp_path):
    rows = {"concern": [concern(1, 1, date(2025, 5, 1))], "enquiry": [enquiry(1, 1, date(2025, 5, 1))]}
    facts = written(tmp_path, rows)
    without = {
        **{t: c for t, c in HELD.items() if t != "allegation"},
        "enquiry": HELD["enquiry"] - {"achieved"},
    }
    told = counting.FactFiles(facts.council, facts.as_at, facts.files, without, facts.month_of)
    found = read_return(load("2025-26"), counting.tally(load("2025-26"), told, [ReturnYear(2025)]))
    for address, cell in found.cells.items():
        waits = address.table.startswith(("SG2", "SG5")) or address.table == "SG1e"
        waits = waits or address.row.startswith("Of outcomes expressed")
        assert (cell.value is None) is waits, address


@pytest.mark.parametrize("column", ["gender", "ethnic_group"])
def test_a_word_of_no_vocabulary_stops_the_count(tmp_path, column):
    rows = {"concern": [concern(1, 1, date(2025, 5, 1), **{column: "Martian"})]}
    for count in (
        lambda: counting.tally(load("2025-26"), written(tmp_path, rows), [ReturnYear(2025)]),
        lambda: reference.count(load("2025-26"), rows, {"concern": HELD["concern"]}, ReturnYear(2025)),
    ):
        with pytest.raises(NoSuchFacts, match=f"concern.{column} holds “Martian”"):
            count()
