"""Figures that agencies supply, and answers for the strategy: what a declared figure must say, and who answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.figures.funnel import Standing
from goldenthread.insight.framework import FILE, read_framework
from goldenthread.insight.policy import supplied as policy
from goldenthread.insight.policy.signals import unlike_its_size
from goldenthread.insight.policy.supplied import Told
from goldenthread.insight.queries.supplied_rows import BadFile, read_rows
from goldenthread.insight.vocabulary.signals import SignalCause
from goldenthread.insight.vocabulary.supplied import Basis, StrategyDeed

TODAY = date(2026, 11, 21)
MEASURES = read_framework({"B7"})
SAID = Told("", 9, 15, Basis.SYSTEM, "Training records")


@pytest.mark.rule("FRW-01")
@pytest.mark.parametrize(
    ("own", "keeps", "may"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_an_agency_speaks_for_itself(own, keeps, may):
    assert policy.may_supply(own=own, keeps=keeps).allowed is may


@pytest.mark.rule("FRW-02")
@pytest.mark.parametrize(
    ("measure", "kind", "period", "changed", "field"),
    [
        ("T2", "police", "2026-27 Q2", {}, None),
        ("T2", "police", "2026-27 Q2", {"numerator": 0, "denominator": 0}, None),
        ("T2", "police", "2026-27 Q3", {}, "period"),
        ("T2", "police", "2025-26", {}, "period"),
        ("T2", "police", "last quarter", {}, "period"),
        ("T2", "fire", "2026-27 Q2", {}, "agency"),
        ("R1", "police", "2026-27 Q2", {}, "agency"),
        ("T2", "police", "2026-27 Q2", {"part": "staff"}, "part"),
        ("T1", "police", "2026-27 Q2", {"part": "staff"}, None),
        ("T2", "police", "2026-27 Q2", {"numerator": 16}, "numerator"),
        ("T2", "police", "2026-27 Q2", {"numerator": None}, "numerator"),
        ("T2", "police", "2026-27 Q2", {"denominator": None}, "denominator"),
        ("P1", "provider", "2025-26", {}, "denominator"),
        ("P1", "provider", "2025-26", {"denominator": None}, None),
    ],
)
def test_a_figure_fits_the_definition_that_all_share(measure, kind, period, changed, field):
    found = policy.fits(replace(SAID, **changed), MEASURES[measure], kind=kind, period=period, today=TODAY)
    assert found.allowed is (field is None)
    assert field is None or found.reasons[0].field == field


@pytest.mark.rule("FRW-03")
@pytest.mark.parametrize(
    ("changed", "corrects", "field"),
    [
        ({}, False, None),
        ({"source": "Records"}, False, "source"),
        ({"basis": None}, False, "basis"),
        ({}, True, "reason"),
        ({"reason": "One was forgotten."}, True, None),
    ],
)
def test_a_declared_figure_says_where_it_comes_from_and_how_sure_it_is(changed, corrects, field):
    found = policy.declared(replace(SAID, **changed), corrects=corrects)
    assert [each.field for each in found.reasons] == ([field] if field else [])


@pytest.mark.rule("FRW-04")
def test_the_service_answers_for_itself():
    assert policy.answers_for(agency="Sandgate Police", service="Sandgate Police")
    assert not policy.answers_for(agency="Sandgate Council", service="Sandgate Police")


@pytest.mark.rule("FRW-05")
def test_an_answer_is_looked_at_by_somebody_else():
    one, other = uuid4(), uuid4()
    accepted, again = StrategyDeed.ACCEPTED, StrategyDeed.ASKED_AGAIN
    assert policy.looked_at_by_another(by=one, answered_by=other, deed=accepted, words="")
    assert not policy.looked_at_by_another(by=one, answered_by=one, deed=accepted, words="")
    assert not policy.looked_at_by_another(by=None, answered_by=other, deed=accepted, words="")
    assert not policy.looked_at_by_another(by=one, answered_by=None, deed=accepted, words="")
    assert not policy.looked_at_by_another(by=one, answered_by=other, deed=again, words="No.")
    assert policy.looked_at_by_another(by=one, answered_by=other, deed=again, words="Who pays for it?")


def test_late_is_what_was_due():
    last = date(2026, 9, 30)
    assert not policy.late(last=last, due_days=30, today=date(2026, 10, 30))
    assert policy.late(last=last, due_days=30, today=date(2026, 10, 31))
    assert not policy.late(last=last, due_days=None, today=TODAY)


@pytest.mark.rule("SIG-07")
@pytest.mark.parametrize(
    ("where", "cause"),
    [
        (Standing.WITHIN, None),
        (Standing.ABOVE, SignalCause.OVER),
        (Standing.FAR_ABOVE, SignalCause.OVER),
        (Standing.BELOW, SignalCause.UNDER),
        (Standing.FAR_BELOW, SignalCause.UNDER),
    ],
)
def test_too_much_and_too_little_for_its_size_are_both_asked_about(where, cause):
    assert unlike_its_size(where) is cause


HEAD = "measure,agency,period,part,count,out_of,basis,source"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "There is nothing in it."),
        ("measure,agency\nT2,A", "Missing: period, part, count, out_of, basis, source."),
        (HEAD, "no figures below them"),
        ("\n".join([HEAD, *["T2,A,2025,,1,2,system,A register"] * 2_001]), "At most 2,000 lines"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text, told):
    with pytest.raises(BadFile, match=told):
        read_rows(text)


def test_each_line_that_cannot_be_read_says_why():
    good, bad = read_rows(
        f"\ufeff{HEAD}\nt2,A,2025-26 Q1,,9,15,system,A register\n\nT2,A,2025-26 Q1,,nine,-1,guessed,A register"
    )
    assert (good.measure, good.told.numerator, good.told.basis, good.wrong) == ("T2", 9, Basis.SYSTEM, "")
    assert bad.line == 4
    assert "“nine” is not a whole number of 9 digits at most (count)." in bad.wrong
    assert "“-1” is not a whole number of 9 digits at most (out_of)." in bad.wrong
    assert "basis: write one of system, checked, by_hand, estimated." in bad.wrong


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('key = "T2"\ncounted = "Z9"', "T2: there is no indicator Z9"),
        ('key = "T1"', "two measures have the same key"),
        ('key = "T2"\nspelt = "wrong"', "spelt: this key is not known here"),
    ],
)
def test_a_wrong_framework_is_refused_with_what_to_put_right(tmp_path, wrong, told):
    file = tmp_path / "framework.toml"
    file.write_text(FILE.read_text().replace('key = "T2"', wrong))
    with pytest.raises(CatalogueError, match=told):
        read_framework({"B7"}, file)


def test_another_definition_is_another_version(tmp_path):
    file = tmp_path / "framework.toml"
    file.write_text(
        FILE.read_text().replace(
            "by the last day of the period, divided by all who do so", "in the period, divided by all"
        )
    )
    changed = read_framework({"B7"}, file)
    assert changed["T2"].version != MEASURES["T2"].version
    assert changed["T1"].version == MEASURES["T1"].version
