"""From a finding to its effect: who may do what, what is refused, and what stays to be read."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.access.doorway import NotThere
from goldenthread.access.viewer import VISITOR
from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.policy import MeasuredPoint
from goldenthread.assurance.vocabulary import (
    Direction,
    Effect,
    FindingKind,
    FindingOrigin,
    FindingState,
    Independence,
    MemberFunction,
    Progress,
    ReportKind,
    ReportStage,
    Response,
    ReviewKind,
    SourceKind,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused

pytestmark = pytest.mark.django_db
REPORT = "Bath & North East Somerset peer review, March 2015"
AGENCY_REVIEW = "Learning from a single agency review"


def reported(by, named=REPORT, passage="paragraph 44", about=None, **more):
    whole = {
        "kind": FindingKind.AREA,
        "words": "Tell referrers what came of it.",
        "origin": FindingOrigin.REPORT,
        "named": named,
        "about": {"passage": passage, **(about or {})},
    }
    made = do.draft_finding(by, **whole | more)
    do.agree_finding(by, finding_id=made, version=1)
    return made


def version(by, improvement_id):
    return queries.action(by, improvement_id).version


@pytest.fixture
def action_id(board_manager, manager):
    found = (reported(board_manager), reported(board_manager, AGENCY_REVIEW, kind=FindingKind.LEARNING))
    return do.plan_action(
        board_manager,
        title="Tell every referrer within ten working days",
        owner_id=manager.user_id,
        due_on=moment.today() + timedelta(days=30),
        finding_ids=found,
        you_said="We never hear back.",
    )


def measured(by, action_id, target=None):
    do.set_measure(
        by,
        improvement_id=action_id,
        version=version(by, action_id),
        direction=Direction.UP,
        moves_from=date(2026, 1, 1),
        review_on=date(2026, 7, 1),
        indicator_key="G1",
        figures={"G1", "G2"},
        target=target,
    )


def months(before, since):
    values = [50 + (-1) ** i * 2 for i in range(before)] + [since] * 7
    first = date(2026, 1, 1).toordinal() - 31 * before
    return [MeasuredPoint(f"month {i}", date.fromordinal(first + 31 * i), v) for i, v in enumerate(values)]


def test_one_finding_from_two_sources_is_followed_to_its_effect(action_id, board_manager, manager):
    finding_id = queries.action(manager, action_id).line.findings[0].id
    with pytest.raises(Refused, match="Not yet done"):
        do.embed_finding(board_manager, finding_id=finding_id, version=2)
    measured(manager, action_id, target=Decimal("80"))
    do.note_progress(
        manager, improvement_id=action_id, version=version(manager, action_id), words="The letter is written."
    )
    do.finish_action(
        manager, improvement_id=action_id, version=version(manager, action_id), words="In use since May.",
        evidence="Procedure 4.2",
    )  # fmt: skip
    with pytest.raises(Refused, match="Done is not embedded"):
        do.embed_finding(board_manager, finding_id=finding_id, version=2)
    assert [check.key for check in queries.plan(board_manager).checks] == ["to_judge"]
    assert do.judge_effect(manager, improvement_id=action_id, series=months(12, 50)) is Effect.NOT_MOVED
    assert [check.key for check in queries.plan(board_manager).checks] == ["unmoved"]
    assert do.judge_effect(manager, improvement_id=action_id, series=months(12, 70)) is Effect.MOVED
    with pytest.raises(Refused, match="target"):
        do.embed_finding(board_manager, finding_id=finding_id, version=2)
    assert do.judge_effect(manager, improvement_id=action_id, series=months(12, 85)) is Effect.MOVED
    do.embed_finding(board_manager, finding_id=finding_id, version=2)
    page = queries.finding(board_manager, finding_id)
    assert page.line.state is FindingState.EMBEDDED
    assert {each.source for each in page.actions[0].findings} == {REPORT, AGENCY_REVIEW}
    kept = queries.action(manager, action_id).judgements
    assert [each.effect for each in kept] == [Effect.MOVED, Effect.MOVED, Effect.NOT_MOVED]
    assert kept[0].points[-1] == ("month 18", 85.0)
    assert (kept[0].changed, kept[0].by_chart, bool(kept[0].rules)) == (12, True, True)


def test_only_its_owner_and_who_runs_assurance_move_an_action(
    action_id, board_manager, manager, partner, other_manager
):
    now = version(manager, action_id)
    for somebody in (partner, other_manager):
        with pytest.raises(Refused, match="Somebody else owns"):
            do.note_progress(somebody, improvement_id=action_id, version=now, words="It goes well.")
    with pytest.raises(Refused, match="Say why"):
        do.hand_over(manager, improvement_id=action_id, version=now, owner_id=partner.user_id, words=" ")
    do.hand_over(
        manager,
        improvement_id=action_id,
        version=now,
        owner_id=partner.user_id,
        words="The police run the form.",
    )
    line = queries.action(partner, action_id).line
    assert (line.owner, line.agency) == (partner.name, partner.agency_name)
    assert [each.id for each in queries.my_actions(partner)] == [action_id]
    assert queries.my_actions(manager) == ()
    with pytest.raises(Refused, match="changed this"):
        do.note_progress(partner, improvement_id=action_id, version=now, words="Late page.")
    do.change_action(
        board_manager, improvement_id=action_id, version=now + 1, title="Tell referrers", reason="The form is late.",
        due_on=moment.today() + timedelta(days=60),
    )  # fmt: skip
    with pytest.raises(Refused, match="why it needs longer"):
        do.change_action(
            partner,
            improvement_id=action_id,
            version=now + 2,
            title="Tell",
            due_on=moment.today() + timedelta(days=90),
        )
    do.stop_action(board_manager, improvement_id=action_id, version=now + 2, words="Joined with another.")
    do.reopen_action(board_manager, improvement_id=action_id, version=now + 3, words="It was not.")
    assert queries.action(partner, action_id).steps[0].what == "Opened again"


def test_a_figure_that_goes_the_wrong_way_is_answered_by_an_action_of_its_owner(
    data_officer, board_manager, reviewer
):
    with pytest.raises(Refused, match="no such figure"):
        do.plan_action(data_officer, title="Look into it", asked_by_figure="Z9", figures={"G1"})
    with pytest.raises(Refused, match="due"):
        do.plan_action(data_officer, title="Look into it", asked_by_figure="G1", figures={"G1"})
    made = do.plan_action(
        data_officer, title="Look into it", asked_by_figure="G1", figures={"G1"}, due_on=moment.today(),
        owner_id=board_manager.user_id,
    )  # fmt: skip
    assert queries.action(data_officer, made).line.owner == data_officer.name
    unowned = do.plan_action(board_manager, title="Later")
    with pytest.raises(Refused, match="one person"):
        do.give_owner(
            board_manager, improvement_id=unowned, version=1, owner_id=reviewer.user_id, due_on=moment.today()
        )
    assert {check.key for check in queries.plan(board_manager).checks} == {"no_owner"}
    do.give_owner(
        board_manager, improvement_id=unowned, version=1, owner_id=data_officer.user_id, due_on=moment.today()
    )
    with moment.at(moment.now() + timedelta(days=2)):
        assert [check.count for check in queries.plan(board_manager).checks if check.key == "late"] == [2]


def test_a_person_may_judge_otherwise_with_a_reason(action_id, board_manager, manager):
    do.set_measure(
        manager, improvement_id=action_id, version=1, direction=Direction.UP, moves_from=date(2026, 1, 1),
        review_on=date(2026, 7, 1), measure="Referrers who say they heard", measure_source="Healthwatch survey",
    )  # fmt: skip
    do.add_point(manager, improvement_id=action_id, version=2, on=date(2026, 2, 1), value=Decimal("61.5"))
    do.add_point(manager, improvement_id=action_id, version=3, on=date(2026, 2, 1), value=Decimal("62"))
    assert do.judge_effect(board_manager, improvement_id=action_id) is Effect.TOO_EARLY
    with pytest.raises(Refused, match="what you know"):
        do.differ(manager, improvement_id=action_id, version=5, effect=Effect.MOVED, words="I differ")
    do.differ(
        manager,
        improvement_id=action_id,
        version=5,
        effect=Effect.MOVED,
        words="All twelve referrers we rang had heard.",
    )
    page = queries.action(board_manager, action_id)
    assert page.line.effect is Effect.MOVED
    assert [(each.by_chart, each.effect) for each in page.judgements] == [
        (False, Effect.MOVED),
        (True, Effect.TOO_EARLY),
    ]
    assert page.judgements[1].points == (("1 Feb 2026", 62.0),)


def test_findings_of_a_review_belong_to_its_team_until_it_is_published(board_manager, board_member, cast):
    reviewer = cast[Role.REVIEWER]
    review_id = do.open_review(
        board_manager,
        kind=ReviewKind.PEER_REVIEW,
        title="Peer review",
        scope="Assurance",
        questions=("Who answers?",),
    )
    do.begin_review(board_manager, review_id=review_id, version=1)
    with pytest.raises(NotThere):
        do.draft_finding(reviewer, kind=FindingKind.STRENGTH, words="People care.", review_id=review_id)
    do.add_member(
        board_manager, review_id=review_id, function=MemberFunction.REVIEWER, user_id=reviewer.user_id
    )
    made = do.draft_finding(reviewer, kind=FindingKind.STRENGTH, words="People care.", review_id=review_id)
    with pytest.raises(NotThere):
        queries.finding(board_member, made)
    do.change_finding(
        reviewer, finding_id=made, version=1, kind=FindingKind.STRENGTH, words="People care a lot."
    )
    do.add_source(
        reviewer, finding_id=made, version=2, kind=SourceKind.VOICE, independence=Independence.EXTERNAL,
        origin="Focus group of practitioners",
    )  # fmt: skip
    with pytest.raises(Refused, match="leader or the manager"):
        do.agree_finding(reviewer, finding_id=made, version=3)
    do.agree_finding(board_manager, finding_id=made, version=3)
    page = queries.finding(reviewer, made)
    assert page.steps[2].words == "Before: People care."
    assert "One source" in page.line.shown_by.words
    with pytest.raises(NotThere):
        queries.finding(board_member, made)
    with pytest.raises(Refused):
        queries.plan(reviewer)


def test_recommendations_are_answered_and_followed_up_by_somebody_else(board_manager, manager, other_manager):
    made = do.recommend(
        board_manager, words="Go on with it.", named=REPORT, finding_ids=(reported(board_manager),)
    )
    with pytest.raises(Refused, match="in a sentence why"):
        do.respond_to_recommendation(
            board_manager, recommendation_id=made, version=1, response=Response.NOT, words=""
        )
    do.respond_to_recommendation(
        board_manager, recommendation_id=made, version=1, response=Response.IMPLEMENT
    )
    do.plan_action(
        board_manager, title="Go on", recommendation_id=made, owner_id=manager.user_id, due_on=moment.today()
    )
    with pytest.raises(Refused, match="You own an action"):
        do.follow_up_recommendation(
            manager, recommendation_id=made, progress=Progress.DONE, words="All is well."
        )
    do.follow_up_recommendation(
        other_manager, recommendation_id=made, progress=Progress.PARTLY, words="Two of four teams do it."
    )
    (row,) = queries.recommendations(board_manager)
    assert row.response is Response.IMPLEMENT
    assert [(each.progress, each.by_name) for each in row.follow_ups] == [
        (Progress.PARTLY, other_manager.name)
    ]


def test_a_gap_is_answered_and_the_table_is_kept_compared_and_shared_until_its_link_ends(
    board_manager, board_member
):
    named = "Inspection report of 2010"
    gap = reported(
        board_manager, named, kind=FindingKind.GAP, words="The plan does not say.", about={"issue": "Data quality", "evidence_wanted": "An audit"},
        passage="page 9", origin=FindingOrigin.INSPECTION,
    )  # fmt: skip
    keep = {"kind": ReportKind.GAP_TABLE, "named": named, "council": "Sandgate"}
    first = do.keep_report(board_manager, stage=ReportStage.DRAFT, **keep)
    do.respond_to_gap(board_manager, finding_id=gap, version=2, words="An audit began in May.")
    second = do.keep_report(board_manager, stage=ReportStage.FINAL, **keep)
    _, changes = queries.compared(board_manager, second, first)
    assert any(sign == "+" and "An audit began in May." in line for sign, line in changes)
    assert any(sign == "-" and "None yet" in line for sign, line in changes)
    with pytest.raises(NotThere):
        queries.report(board_member, first)
    assert queries.report(board_member, second).shares == ()
    until = moment.now() + timedelta(days=7)
    token = do.share_report(board_manager, report_id=second, to="The regional lead", until=until)
    row, paper, _ = queries.shared_report(VISITOR, token)
    assert (row.number, paper.title) == (2, f"Gap table: {named}")
    with pytest.raises(NotThere):
        queries.shared_report(VISITOR, token + "x")
    with moment.at(until), pytest.raises(NotThere):
        queries.shared_report(VISITOR, token)
    (share,) = queries.report(board_manager, second).shares
    do.end_share(board_manager, report_id=second, share_id=share.id)
    with pytest.raises(NotThere):
        queries.shared_report(VISITOR, token)


def test_findings_are_set_aside_and_opened_again_with_a_reason(board_manager, manager):
    made = reported(board_manager)
    action = do.plan_action(board_manager, title="Do it", owner_id=manager.user_id, due_on=moment.today())
    do.join_finding(board_manager, improvement_id=action, version=1, finding_id=made)
    assert not queries.plan(manager).findings[0].waits
    do.set_finding_aside(board_manager, finding_id=made, version=2, words="It is another council's.")
    do.reopen_finding(board_manager, finding_id=made, version=3, words="It is ours after all.")
    with pytest.raises(Refused):
        do.set_finding_aside(manager, finding_id=made, version=4, words="No.")
