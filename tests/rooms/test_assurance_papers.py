"""What reports say of a review: its findings by theme and question, or what each agency stands by."""

from itertools import pairwise

import pytest

from goldenthread.assurance import drafts, queries
from goldenthread.assurance import procedures as do
from goldenthread.assurance.vocabulary import (
    FindingKind,
    Independence,
    MemberFunction,
    ReportKind,
    ReportStage,
    ReviewKind,
    SourceKind,
)
from goldenthread.ground.papers import Bars, Grid, Heading, as_values, digest, from_values, lines
from goldenthread.ground.verdicts import Refused
from tests.factories import assurance as make

pytestmark = pytest.mark.django_db


def said(by, kind=ReportKind.REVIEW, **of):
    return list(lines(drafts.paper_of(by, kind, council="Sandgate", standing="Version 1", **of)))


def test_a_self_assessment_says_what_agencies_stand_by_and_where_they_differ(
    board_manager, partner, other_partner
):
    round_id = make.round_begun(board_manager, partner, other_partner)
    make.answered(partner, round_id, grade=2, claim="We hear everybody.")
    make.answered(other_partner, round_id, grade=4, claim="So do we.")
    make.answered(partner, round_id, "1.2", claim="Not sent yet.", submit=False)
    told = said(board_manager, review_id=round_id)
    assert any("We hear everybody. | 2 |" in line for line in told)
    assert any("So do we. | 4 |" in line for line in told)
    assert "The agencies differ: from 2 to 4." in told
    assert not any("Not sent yet." in line for line in told)
    assert any(line.startswith("No agency stands by an answer to: 1.2") for line in told)


def test_a_peer_review_is_written_up_published_and_leads_to_the_plan(board_manager, board_member, manager):
    review_id = do.open_review(
        board_manager, kind=ReviewKind.PEER_REVIEW, title="Peer review of 2026", scope="Accountability",
        questions=("Who answers for what?",),
    )  # fmt: skip
    do.add_member(
        board_manager, review_id=review_id, function=MemberFunction.LEADER, name="A director", role="A director",
        employer="Another council",
    )  # fmt: skip
    do.begin_review(board_manager, review_id=review_id, version=1)
    about = do.About(theme="Leadership", question="Who answers for what?", passage="")
    strong = do.draft_finding(
        board_manager, kind=FindingKind.STRENGTH, words="Roles are clear.", review_id=review_id, about=about
    )
    for number, kind, whose, origin in (
        (1, SourceKind.VOICE, Independence.EXTERNAL, "Focus group"),
        (2, SourceKind.PROCESS, Independence.OWN, "Board minutes"),
    ):
        do.add_source(
            board_manager, finding_id=strong, version=number, kind=kind, independence=whose, origin=origin
        )
    weak = do.draft_finding(
        board_manager, kind=FindingKind.AREA, words="Say who answers.", review_id=review_id, about=about
    )
    asked = do.recommend(board_manager, words="Write it down.", review_id=review_id, finding_ids=(weak,))
    told = said(board_manager, review_id=review_id)
    assert "• Roles are clear." in told
    assert "• Say who answers. [not triangulated]" in told
    assert "• A director, Another council" in told
    assert told.count("• Roles are clear.") == 2, "by theme and by question"
    assert any(line.startswith("1 of 2 are shown by two or more") for line in told)
    assert any("Write it down. | Not answered yet" in line for line in told)
    draft = do.keep_report(
        board_manager,
        kind=ReportKind.REVIEW,
        stage=ReportStage.ACCURACY,
        council="Sandgate",
        review_id=review_id,
    )
    assert queries.reports(board_member) == ()
    do.end_looking(board_manager, review_id=review_id, version=2)
    do.publish_review(board_manager, review_id=review_id, version=3, where="The council's website")
    do.plan_action(
        board_manager, title="Write down who answers", recommendation_id=asked, finding_ids=(weak,)
    )
    page = queries.review(board_member, review_id)
    assert page.published_where == "The council's website"
    kept = queries.report(board_manager, draft)
    assert digest(kept.paper) == kept.digest
    assert from_values(as_values(kept.paper)) == kept.paper
    assert any("Write down who answers" in line for line in said(board_member, ReportKind.PLAN))


def test_a_report_needs_something_to_report(board_manager):
    with pytest.raises(Refused, match="review"):
        said(board_manager)
    with pytest.raises(Refused, match="no gap"):
        said(board_manager, ReportKind.GAP_TABLE, named="Nothing")
    empty = drafts.paper_of(board_manager, ReportKind.PLAN, council="Sandgate", standing="Version 1")
    assert not any(isinstance(block, Bars) for block in empty.blocks)


def test_no_chapter_of_a_report_is_empty_and_nothing_is_a_chart_of_nothing(board_manager, partner):
    about = {
        "a review that has just begun": do.open_review(
            board_manager, kind=ReviewKind.PEER_REVIEW, title="Peer review", scope="", questions=()
        ),
        "a round without an answer": make.round_begun(board_manager, partner),
    }
    papers = {name: (ReportKind.REVIEW, {"review_id": review_id}) for name, review_id in about.items()}
    papers["a plan without anything"] = (ReportKind.PLAN, {})
    for name, (kind, of) in papers.items():
        paper = drafts.paper_of(board_manager, kind, council="Sandgate", standing="Version 1", **of)
        for block, after in pairwise((*paper.blocks, Heading("The end"))):
            assert not (
                isinstance(block, Heading) and isinstance(after, Heading) and after.level <= block.level
            ), (name, block)
            assert not (isinstance(block, Bars) and not block.rows), (name, block)
            assert not (isinstance(block, Grid) and not block.rows), (name, block)
