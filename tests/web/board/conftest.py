"""What tests of the board's pages share: sending a form from its page, a meeting, a member, a finding."""

import re

import pytest

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance.models import Finding, Meeting
from goldenthread.assurance.vocabulary import (
    FindingKind,
    FindingOrigin,
    FindingState,
)
from goldenthread.ground import moment
from tests.factories import access
from tests.web.board.acting import day


@pytest.fixture
def send(client_of):
    """Send a form as somebody, from the page as it stands; returns the answer."""

    def sent(by, address, /, **told):
        client = client_of(by)
        page = client.get(address).content.decode()
        version = re.search(r'name="version" value="(\d+)"', page)
        return client.post(address, {"version": version[1] if version else "", **told})

    return sent


@pytest.fixture
def meeting(send, board_manager):
    """A meeting of the board, today."""
    plan = {"level": "board", "title": "Board", "count": 1, "weeks": 1, **day("first_on", moment.today())}
    assert send(board_manager, "/board/meetings/plan", **plan).status_code == 302
    return Meeting.objects.get()


@pytest.fixture
def chief_nurse(db):
    """A member of the board for the hospitals."""
    return access.viewer(
        role=Role.BOARD_MEMBER, agency_id=access.agency(kind=AgencyKind.NHS, name="Sandgate Trust")
    )


@pytest.fixture
def finding(board_manager):
    made = do.draft_finding(
        board_manager, kind=FindingKind.AREA, words="Tell referrers what came of it.", origin=FindingOrigin.REPORT,
        named="A peer review", about={"passage": "44"},
    )  # fmt: skip
    Finding.objects.filter(pk=made).update(state=FindingState.AGREED, agreed_at=moment.now())
    return made
