"""S5: what is taken away is away with the next request, in sessions that are open, links that are out and tokens in use."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.access import procedures as access_do
from goldenthread.access.models import ApiToken, User
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.models import ReportShare, ReviewMember
from goldenthread.assurance.vocabulary import MemberFunction, ReportKind, ReportStage, ReviewKind
from goldenthread.ground import moment
from goldenthread.web.routes import opens, table
from tests.factories import access
from tests.plugins.web import HttpsClient
from tests.promises.addresses import fill, names

pytestmark = [pytest.mark.promise("S5"), pytest.mark.django_db]
OPENS = 200


def peer_review(board_manager, reviewer):
    """A peer review that the visiting reviewer leads, with their conflicts declared."""
    made = do.open_review(
        board_manager,
        kind=ReviewKind.PEER_REVIEW,
        title="How do we know?",
        scope="Assurance",
        questions=("Who answers?",),
    )
    do.begin_review(board_manager, review_id=made, version=queries.review(board_manager, made).version)
    do.add_member(board_manager, review_id=made, function=MemberFunction.LEADER, user_id=reviewer.user_id)
    do.declare_conflicts(reviewer, review_id=made, words="None")
    return made


@pytest.fixture
def review_id(board_manager, reviewer):
    return peer_review(board_manager, reviewer)


def pages_of(review_id) -> list[str]:
    """Every page about a review that a visiting reviewer may open because they take part."""
    found = [
        fill(pattern, {"review_id": review_id})
        for name, _, pattern in names()
        if (row := table().routes.get(name))
        and row.record == "review"
        and "GET" in row.methods
        and pattern.count("<") == 1
        and opens(name, Role.REVIEWER)
    ]
    assert len(found) >= 12, found
    return found


def leave(board_manager, reviewer, review_id):
    member = ReviewMember.objects.get(review_id=review_id, user_id=reviewer.user_id)
    do.end_member(board_manager, review_id=review_id, member_id=member.pk)


def changed(reviewer, **told):
    row = User.objects.get(pk=reviewer.user_id)
    kept = {
        "name": row.name,
        "role": Role(row.role),
        "agency_id": row.agency_id,
        "team": row.team,
        "active": True,
    }
    access_do.change_account(operator(), account_id=row.pk, version=row.version, **(kept | told))


def close_account(board_manager, reviewer, review_id):
    changed(reviewer, active=False)


def close_agency(board_manager, reviewer, review_id):
    access_do.set_agency_open(operator(), agency_id=reviewer.agency_id, active=False)


def change_role(board_manager, reviewer, review_id):
    changed(reviewer, role=Role.PARTNER)


def new_password(board_manager, reviewer, review_id):
    access_do.give_new_password(operator(), account_id=reviewer.user_id)


@pytest.mark.parametrize("withdraw", [leave, close_account, close_agency, change_role, new_password])
def test_a_visiting_reviewer_with_an_open_session(withdraw, review_id, board_manager, reviewer, client_of):
    client = client_of(reviewer)
    open_before = [page for page in pages_of(review_id) if client.get(page).status_code == OPENS]
    assert len(open_before) >= 8
    withdraw(board_manager, reviewer, review_id)
    assert [page for page in open_before if client.get(page).status_code == OPENS] == []
    sent = client.post(f"/on-site/{review_id}/notes/add", {"words": "After the end.", "leans": "fact"})
    assert sent.status_code != OPENS
    assert (
        "After the end." not in client_of(board_manager).get(f"/on-site/{review_id}/notes").content.decode()
    )


@pytest.fixture
def link(board_manager):
    """A link to a kept report, and what ends it."""
    report = do.keep_report(board_manager, kind=ReportKind.PLAN, stage=ReportStage.FINAL, council="Sandgate")
    token = do.share_report(
        board_manager, report_id=report, to="The region", until=moment.now() + timedelta(days=2)
    )
    return report, f"/reports/shared/{token}"


def test_a_link_that_is_out(link, board_manager):
    report, address = link
    visitor = HttpsClient()
    channels = [address, *(f"{address}/{form}" for form in ("word", "pdf"))]
    assert [visitor.get(each).status_code for each in channels] == [OPENS] * 3
    with moment.at(moment.now() + timedelta(days=3)):
        assert OPENS not in [visitor.get(each).status_code for each in channels]
    do.end_share(board_manager, report_id=report, share_id=ReportShare.objects.get().pk)
    assert OPENS not in [visitor.get(each).status_code for each in channels]


@pytest.mark.parametrize("ending", ["token", "agency"])
def test_a_token_in_use(ending, partner):
    token, _ = access.agency_system(agency_id=partner.agency_id)
    client = HttpsClient()
    told = {
        "external_ref": "A-1",
        "raised_at": "2026-03-01T10:00:00Z",
        "narrative": "Cold and alone.",
        "adult_family_name": "Bell",
    }

    def sent() -> int:
        return client.post(
            "/api/v1/concerns",
            told,
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"},
        ).status_code

    assert sent() == 201
    if ending == "token":
        access_do.revoke_token(operator(), token_id=ApiToken.objects.get().pk)
    else:
        access_do.set_agency_open(operator(), agency_id=partner.agency_id, active=False)
    assert sent() == 401
