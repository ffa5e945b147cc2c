"""Findings before submission: which cases stand behind each, and the known error of 2024-25."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.insight.sac import counting
from goldenthread.insight.sac.checks import check, keys_behind
from goldenthread.insight.sac.layout import load
from goldenthread.insight.sac.values import read_return
from goldenthread.insight.sac.year import ReturnYear
from tests.insight.sac_facts import allegation, concern, enquiry, written
from tests.insight.test_sac_golden import FACTS

YEAR = ReturnYear(2025)


def look(folder, facts, *, year=YEAR, before=True):
    files = written(folder, facts)
    layout = load(str(year))
    tally = counting.tally(layout, files, [year, year.before])
    found = read_return(layout, tally)
    return found, files, check(found, files, read_return(layout, tally, year.before) if before else None)


def test_every_mistake_of_the_ten_people_is_found_with_its_cases(tmp_path):
    _, _, findings = look(tmp_path, FACTS)
    of_cases = {finding.code: finding.cases for finding in findings if finding.cases}
    assert of_cases == {
        "SAC-04": (111,),
        "SAC-05": (210,),
        "SAC-06": (203,),
        "SAC-07": (208,),
        "SAC-08": (208,),
        "SAC-09": (201, 206, 208, 209),
        "SAC-10": (203, 204, 205, 208, 210),
        "SAC-11": (204, 205, 208, 210),
    }
    assert {finding.code for finding in findings if not finding.cases} == {"SAC-14", "SAC-17"}
    assert {finding.where for finding in findings if finding.code == "SAC-17"} == {"SG5a", "SG5b"}


def test_dates_that_cannot_be_are_found(tmp_path):
    day = date(2025, 6, 10)
    facts = {
        "concern": [concern(1, 1, day)],
        "enquiry": [
            enquiry(11, 1, day, first_concern_on=None),
            enquiry(12, 1, day, first_concern_on=day + timedelta(days=1)),
            enquiry(13, 1, day, day - timedelta(days=1)),
            enquiry(14, 1, day),
        ],
    }
    _, _, findings = look(tmp_path, facts)
    of_cases = {finding.code: finding.cases for finding in findings if finding.cases}
    assert of_cases["SAC-01"] == (11,)
    assert of_cases["SAC-02"] == (12,)
    assert of_cases["SAC-03"] == (13,)
    more = [finding for finding in findings if finding.code == "SAC-19"]
    assert [finding.words for finding in more] == [
        "There are more enquiries than concerns: 4 and 1. Say why."
    ]
    assert keys_behind(more[0], *look(tmp_path, facts)[:2]) == [11, 12, 13, 14]


def council(*, lacked_now: int, had_now: int, supported: int):
    """Two years of a council in which, the year before, 30 lacked capacity and 60 did not."""
    enquiries = []
    for year, lacked, had, helped in ((2024, 30, 60, 25), (2025, lacked_now, had_now, supported)):
        for at in range(lacked + had):
            answers = {"lacked_capacity": "yes" if at < lacked else "no"}
            answers["supported_by"] = ("advocate" if at < helped else "nobody") if at < lacked else None
            day = date(year, 5, 1)
            enquiries.append(enquiry(year * 1000 + at, at, day, day + timedelta(days=30), **answers))
    risks = [allegation(row["enquiry_key"], row, "physical", "own_home", "relative") for row in enquiries]
    concerns = [concern(row["enquiry_key"], row["person_key"], row["started_on"]) for row in enquiries]
    return {"concern": concerns, "enquiry": enquiries, "allegation": risks}


def test_a_steady_council_has_nothing_to_explain(tmp_path):
    findings = look(tmp_path, council(lacked_now=32, had_now=61, supported=27))[2]
    assert {finding.code for finding in findings} == {"SAC-17"}


def test_transposed_capacity_is_caught(tmp_path):
    """As in 2024-25: the answers of one year the wrong way round. It shows at once, with the cases."""
    found, files, findings = look(tmp_path, council(lacked_now=61, had_now=32, supported=27))
    (told,) = [finding for finding in findings if finding.code == "SAC-16"]
    assert "the other way round" in told.words
    assert told.count == 61 == len(keys_behind(told, found, files))
    assert {finding.code for finding in findings} == {"SAC-14", "SAC-16", "SAC-17"}


def test_concerns_that_somebody_else_may_count_are_named(tmp_path):
    day = date(2025, 5, 1)
    reasons = {1: None, 2: "not_our_area", 3: "duplicate", 4: "already_safe"}
    concerns = [concern(key, key, day, no_action_reason=reason) for key, reason in reasons.items()]
    found, _, findings = look(tmp_path, {"concern": concerns})
    assert [finding.cases for finding in findings if finding.code == "SAC-20"] == [(2, 3)]
    assert sum(cell.value or 0 for a, cell in found.cells.items() if a.table == "SG1f") == 4


def test_a_year_that_is_not_over_says_so(tmp_path):
    findings = look(tmp_path, FACTS, year=ReturnYear(2026), before=False)[2]
    assert "SAC-18" in {finding.code for finding in findings}


def test_what_cannot_be_asked_is_said(tmp_path):
    files = written(tmp_path, FACTS)
    held = {**files.held, "enquiry": files.held["enquiry"] - {"first_concern_on"}}
    files = counting.FactFiles(files.council, files.as_at, files.files, held, files.month_of)
    layout = load("2025-26")
    findings = check(read_return(layout, counting.tally(layout, files, [YEAR])), files, None)
    told = {finding.code: finding.words for finding in findings}
    assert told["SAC-01"] == "Not looked at: the facts do not hold enquiry.first_concern_on."


@pytest.mark.parametrize("share", [5, 6])
def test_much_that_is_not_known_opens_its_cases(tmp_path, share):
    day = date(2025, 5, 1)
    concerns = [concern(at, at, day, gender="not_known" if at <= share else "female") for at in range(1, 101)]
    found, files, findings = look(tmp_path, {"concern": concerns}, before=False)
    told = [finding for finding in findings if finding.code == "SAC-15"]
    assert len(told) == (share == 6)
    for finding in told:
        assert finding.where == "SG1b, Individuals in safeguarding concerns"
        assert keys_behind(finding, found, files) == [1, 2, 3, 4, 5, 6]
