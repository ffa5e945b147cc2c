"""Learning from networks outside, brought in and cited."""

import re
from html import unescape

import pytest

from goldenthread.assurance import procedures as do
from goldenthread.assurance.models import Finding
from goldenthread.assurance.vocabulary import (
    FindingState,
    OutsideBody,
)
from goldenthread.ground import moment
from tests.web.board.acting import day
from tests.web.figures.test_over_time import words

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R230")
def test_learning_from_networks_is_brought_in_and_cited(
    finding, send, board_manager, manager, board_member, client_of
):
    action = do.plan_action(board_manager, title="Three sentences for referrers")
    empty = words(client_of(board_member).get("/board/learning/"))
    for body in ("Regional performance leads", "ADASS", "LGA"):
        assert f"{body} 0 Nothing was learnt from it yet" in empty
    for body, title in (("regional_leads", "Leads' meeting"), ("adass", "Workshop"), ("lga", "Guide")):
        told = {
            "body": body,
            "title": title,
            "passage": "Item 4",
            "learnt": f"What {title} taught",
            **day("on", moment.today()),
        }
        assert send(manager, "/board/learning/add", **told).status_code == 302
    listed = client_of(manager).get("/board/learning/")
    assert words(listed).count("Used nowhere yet") == 3
    cites = re.findall(r'href="(/board/learning/[0-9a-f-]+/cite)"', listed.content.decode())
    assert len(cites) == 3
    nothing = send(manager, cites[0], used_by="finding", words="In our letter")
    assert nothing.status_code == 422
    assert (
        send(
            manager, cites[0], used_by="finding", finding=str(finding), words="It shows what to do"
        ).status_code
        == 302
    )
    assert (
        send(
            manager, cites[1], used_by="action", action=str(action), words="Its words are in our letter"
        ).status_code
        == 302
    )
    told = words(client_of(board_member).get("/board/learning/"))
    newest = f"{moment.today():%-d %B %Y}"
    for body, title, used in (("Regional performance leads", "Leads' meeting", 0), ("ADASS", "Workshop", 1), ("LGA", "Guide", 1)):  # fmt: skip
        assert f"{body} 1 {newest} {used}" in told
        assert f"{body}, {newest}, Item 4. Brought in by {manager.name}. What {title} taught" in unescape(
            told
        )
    assert told.count("Used nowhere yet") == 1
    assert "Its words are in our letter" in told
    on_finding = words(client_of(board_member).get(f"/improvement/findings/{finding}"))
    on_action = words(client_of(board_member).get(f"/improvement/actions/{action}"))
    assert (
        f"Learning from elsewhere that it uses Guide (LGA, {newest}, Item 4): What Guide taught" in on_finding
    )
    assert (
        f"Learning from elsewhere that it uses Workshop (ADASS, {newest}, Item 4): What Workshop taught"
        in on_action
    )
    assert "Workshop" not in on_finding


def test_learning_quotes_no_finding_that_a_reader_may_not_open(
    finding, send, board_manager, partner, client_of
):
    learnt = do.bring_learning(
        board_manager, body=OutsideBody.LGA, title="Guide", learnt="Tell referrers.", on=moment.today()
    )
    do.cite_learning(board_manager, learning_id=learnt, finding_id=finding, words="They lost twelve files")
    assert "They lost twelve files" in words(client_of(partner).get("/board/learning/"))
    Finding.objects.update(state=FindingState.DRAFT, agreed_at=None)
    read = words(client_of(partner).get("/board/learning/"))
    assert "They lost twelve files" not in read
    assert "A finding of a review that is not published yet" in read
    assert "They lost twelve files" in words(client_of(board_manager).get("/board/learning/"))
