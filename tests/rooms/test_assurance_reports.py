"""Kept reports: versions of one report stand together, and no other report comes between them."""

import pytest

from goldenthread.access.doorway import NotThere
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.vocabulary import (
    FindingKind,
    FindingOrigin,
    Independence,
    ReportKind,
    ReportStage,
    ReviewKind,
    SourceKind,
)
from goldenthread.ground.papers import lines

pytestmark = pytest.mark.django_db
TITLE = "Challenge of the answers"


def gap(by, words, *, review_id=None, named=""):
    made = do.draft_finding(
        by, kind=FindingKind.GAP, words=words, review_id=review_id, named=named,
        origin=FindingOrigin.REVIEW if review_id else FindingOrigin.INSPECTION, about={"issue": "Raised", "passage": "page 1"},
    )  # fmt: skip
    do.add_source(
        by,
        finding_id=made,
        version=1,
        kind=SourceKind.PROCESS,
        independence=Independence.EXTERNAL,
        origin="Plan",
    )
    do.agree_finding(by, finding_id=made, version=2)


def kept(by, **about):
    held = do.keep_report(by, kind=ReportKind.GAP_TABLE, stage=ReportStage.FINAL, council="Sandgate", **about)
    return queries.report(by, held)


def test_gap_tables_of_two_reviews_of_one_title_do_not_mix(board_manager, board_member):
    first, second = (
        do.open_review(board_manager, kind=ReviewKind.CHALLENGE, title=TITLE, scope="All", questions=())
        for _ in range(2)
    )
    gap(board_manager, "No owner is named.", review_id=first)
    gap(board_manager, "No day is named.", review_id=second)
    gap(board_manager, "From outside.", named=TITLE)
    told = {name: kept(board_manager, **of) for name, of in (
        ("first", {"review_id": first}), ("second", {"review_id": second}), ("outside", {"named": TITLE}))}  # fmt: skip
    for name, words in (("first", "No owner"), ("second", "No day"), ("outside", "From outside")):
        page = "\n".join(lines(told[name].paper))
        assert words in page
        assert "1 of 1 gap is answered" in page or "0 of 1 gap is answered" in page, (
            "one gap, of this source only"
        )
        assert told[name].row.number == 1, "a version of its own report"
        assert len(told[name].versions) == 1
    assert kept(board_manager, review_id=first).row.number == 2
    with pytest.raises(NotThere):
        queries.report(board_member, told["first"].row.id)
    assert queries.report(board_member, told["outside"].row.id)


def test_sources_whose_long_names_begin_alike_are_two_reports(board_manager):
    names = [f"Inspection of safeguarding adults services and of the board, part {part}" for part in "ab"]
    for named in names:
        gap(board_manager, "Missing.", named=named)
    assert [kept(board_manager, named=named).row.number for named in names] == [1, 1]
    assert kept(board_manager, named=names[0]).row.number == 2, "and each goes on as it began"
