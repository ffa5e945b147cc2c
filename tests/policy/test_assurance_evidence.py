"""How strong evidence is: every level by a table, and what must hold for any evidence at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assurance.policy import (
    Piece,
    evidence_is_whole,
    independence_for,
    story_may_be_kept,
    strength,
    strength_may_be_set,
)
from goldenthread.assurance.policy.checks import not_behind_too_many
from goldenthread.assurance.vocabulary import EvidenceKind, HowTested, Independence, SourceKind, Strength

TODAY = date(2026, 11, 21)
VOICE, PRACTICE, DATA, PROCESS = SourceKind
OWN, PARTNER, EXTERNAL = Independence
UNTESTED, CHECKED, SAMPLED, REPEATED = HowTested


def piece(sort=PROCESS, independence=OWN, days=30, tested=UNTESTED, **more) -> Piece:
    return Piece(sort, independence, TODAY - timedelta(days=days), tested, **more)


TABLE = [
    ("nothing", [], Strength.NONE),
    ("one own document", [piece()], Strength.REASSURANCE),
    ("one own figure", [piece(DATA)], Strength.REASSURANCE),
    ("three own documents", [piece(), piece(days=40), piece(days=50)], Strength.REASSURANCE),
    ("one own document, sampled", [piece(tested=SAMPLED)], Strength.PARTIAL),
    ("own document and own figure", [piece(), piece(DATA)], Strength.PARTIAL),
    ("one partner's word", [piece(PRACTICE, PARTNER)], Strength.PARTIAL),
    ("two sorts, a partner, nothing tested", [piece(), piece(PRACTICE, PARTNER)], Strength.PARTIAL),
    ("two sorts, tested, nobody from outside", [piece(), piece(DATA, tested=CHECKED)], Strength.PARTIAL),
    (
        "two sorts, a partner, one tested",
        [piece(), piece(PRACTICE, PARTNER, tested=CHECKED)],
        Strength.ASSURANCE,
    ),
    (
        "the same, but two years old",
        [piece(days=700), piece(PRACTICE, PARTNER, 700, CHECKED)],
        Strength.PARTIAL,
    ),
    (
        "the same, but four years old",
        [piece(days=1500), piece(PRACTICE, PARTNER, 1500, CHECKED)],
        Strength.NONE,
    ),
    (
        "three sorts without voice",
        [piece(), piece(DATA, tested=CHECKED), piece(PRACTICE, EXTERNAL, tested=CHECKED)],
        Strength.ASSURANCE,
    ),
    (
        "three sorts with voice, from outside, one tested",
        [piece(VOICE), piece(DATA, tested=CHECKED), piece(PRACTICE, EXTERNAL)],
        Strength.ASSURANCE,
    ),
    (
        "three sorts with voice, from outside, two tested",
        [piece(VOICE), piece(DATA, tested=CHECKED), piece(PRACTICE, EXTERNAL, tested=REPEATED)],
        Strength.STRONG,
    ),
    (
        "the same, with partners only",
        [piece(VOICE), piece(DATA, tested=CHECKED), piece(PRACTICE, PARTNER, tested=REPEATED)],
        Strength.ASSURANCE,
    ),
    (
        "one document under four names",
        [piece(sort, EXTERNAL, tested=CHECKED, origin="one") for sort in SourceKind],
        Strength.PARTIAL,
    ),
    (
        "one own document under two names",
        [piece(origin="one"), piece(DATA, origin="one")],
        Strength.REASSURANCE,
    ),
    (
        "one document under two names beside another of the same two sorts",
        [
            piece(origin="one"),
            piece(PRACTICE, PARTNER, tested=CHECKED, origin="one"),
            piece(PRACTICE, origin="two"),
        ],
        Strength.ASSURANCE,
    ),
    ("expired", [piece(expires_on=TODAY - timedelta(days=1))], Strength.NONE),
    ("expires today", [piece(expires_on=TODAY)], Strength.REASSURANCE),
    ("dated later than today", [piece(days=-1)], Strength.NONE),
    ("a year old to the day", [piece(days=366), piece(PRACTICE, PARTNER, 366, CHECKED)], Strength.ASSURANCE),
]


@pytest.mark.rule("ASR-10")
@pytest.mark.parametrize(("pieces", "wanted"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_each_level(pieces, wanted):
    found = strength(pieces, on=TODAY)
    assert found.strength is wanted
    assert found.reasons
    assert bool(found.stronger) == (wanted is not Strength.STRONG), (
        "what would make it stronger, until nothing would"
    )


def test_one_self_reported_document_reads_as_reassurance_and_says_so():
    found = strength([piece(title="Our strategy")], on=TODAY)
    assert "one piece that the agency says of itself. That is reassurance, not assurance." in found.reasons[0]


def test_what_does_not_count_is_named_with_its_reason():
    found = strength([piece(days=1200, title="Old audit"), piece()], on=TODAY)
    assert found.not_counted == ("“Old audit” is more than three years old.",)


def test_doing_what_it_advises_makes_it_stronger():
    """From one own document to the top, by nothing but the advice."""
    pieces, reached = [piece()], [strength([piece()], on=TODAY).strength]
    steps = [piece(VOICE, EXTERNAL, tested=CHECKED), piece(DATA, tested=SAMPLED)]
    for step in steps:
        pieces.append(step)
        reached.append(strength(pieces, on=TODAY).strength)
    assert reached == [Strength.REASSURANCE, Strength.ASSURANCE, Strength.STRONG]


ORDER = list(Strength)
any_piece = st.builds(
    Piece,
    sort=st.sampled_from(SourceKind),
    independence=st.sampled_from(Independence),
    as_of=st.integers(0, 1500).map(lambda days: TODAY - timedelta(days=days)),
    tested=st.sampled_from(HowTested),
    origin=st.sampled_from(["", "", "one", "two"]),
    expires_on=st.none() | st.integers(-100, 400).map(lambda days: TODAY + timedelta(days=days)),
)
evidence = st.lists(any_piece, max_size=6)


def level(pieces) -> int:
    return ORDER.index(strength(pieces, on=TODAY).strength)


@given(evidence, any_piece)
def test_more_evidence_never_weakens(pieces, more):
    assert level([*pieces, more]) >= level(pieces)


@given(evidence, st.integers(0, 5), st.integers(1, 1500))
def test_age_never_strengthens(pieces, which, days):
    if which < len(pieces):
        older = [*pieces]
        older[which] = replace(older[which], as_of=older[which].as_of - timedelta(days=days))
        assert level(older) <= level(pieces)


@given(evidence, st.integers(1, 400))
def test_nothing_grows_stronger_by_waiting(pieces, days):
    later = strength(pieces, on=TODAY + timedelta(days=days)).strength
    assert ORDER.index(later) <= level(pieces)


@given(evidence, st.integers(0, 5), st.sampled_from(Independence), st.sampled_from(HowTested))
def test_more_independent_and_tested_evidence_never_weakens(pieces, which, independence, tested):
    if which < len(pieces):
        was = pieces[which]
        ranks = list(Independence)
        better = replace(
            was,
            independence=max(was.independence, independence, key=ranks.index),
            tested=was.tested if tested is UNTESTED else tested,
        )
        assert level([*pieces[:which], better, *pieces[which + 1 :]]) >= level(pieces)


@given(evidence, st.randoms())
def test_the_order_does_not_matter(pieces, dice):
    shuffled = [*pieces]
    dice.shuffle(shuffled)
    assert level(shuffled) == level(pieces)


def test_whose_word_it_is_depends_on_who_claims():
    police, council = UUID(int=1), UUID(int=2)
    assert independence_for(made_by=police, claiming=police) is OWN
    assert independence_for(made_by=police, claiming=council) is PARTNER
    assert independence_for(made_by=None, claiming=council) is EXTERNAL


@pytest.mark.rule("ASR-11")
def test_a_story_needs_consent_and_no_name():
    def verdict(consented, anonymised, kind=EvidenceKind.STORY):
        return story_may_be_kept(kind=kind, consented=consented, anonymised=anonymised)

    assert verdict(True, True)
    assert verdict(False, True).reasons[0].field == "consented"
    assert verdict(True, False).reasons[0].field == "anonymised"
    assert verdict(False, False, EvidenceKind.SURVEY)


@pytest.mark.rule("ASR-12")
def test_another_strength_is_set_with_a_reason_in_a_sentence():
    assert strength_may_be_set(reason="Two inspectors saw it.")
    assert not strength_may_be_set(reason="I know")


@pytest.mark.rule("ASR-13")
def test_evidence_holds_what_its_kind_needs():
    def field(kind, **given):
        told = {"has_file": False, "address": "", "indicator": "", "summary": ""} | given
        verdict = evidence_is_whole(kind=kind, **told)
        return "" if verdict else verdict.reasons[0].field

    assert field(EvidenceKind.DOCUMENT) == "file"
    assert field(EvidenceKind.LINK, has_file=True) == "address"
    assert field(EvidenceKind.INDICATOR) == "indicator"
    assert field(EvidenceKind.INTERVIEW) == "shows"
    assert field(EvidenceKind.INTERVIEW, summary="She felt heard.") == ""
    assert field(EvidenceKind.AUDIT, has_file=True) == ""


@pytest.mark.rule("ASR-17")
def test_a_piece_behind_six_claims_is_looked_at_again():
    assert not_behind_too_many(claims=5)
    assert not not_behind_too_many(claims=6)


@given(evidence, any_piece, st.sampled_from(SourceKind))
def test_the_same_thing_under_another_name_adds_no_side(pieces, one, sort):
    """Whoever keeps a document once more, as another sort, gains no more than by calling the first one that."""
    once = replace(one, origin="the same")
    again = replace(once, sort=sort)
    beside = [each for each in pieces if each.origin != "the same"]
    best = max(level([*beside, once]), level([*beside, again]))
    both = level([*beside, once, again])
    assert both >= best
    if not beside:
        assert both <= ORDER.index(Strength.PARTIAL)


def test_what_counts_once_is_said():
    weighed = strength([piece(origin="one"), piece(DATA, origin="one")], on=TODAY)
    assert any("one thing under several names" in each for each in weighed.reasons)
    assert weighed.stronger
