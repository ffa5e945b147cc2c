"""A commissioner's matrix of a service: what to look for under the five questions, with upload and rating."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.access.vocabulary import Role
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import Evidence, Judgement, Review
from goldenthread.assurance.policy.matrix import looked_for
from goldenthread.assurance.vocabulary import EvidenceAudience, ReviewState
from goldenthread.ground import moment
from tests.factories import access
from tests.web.test_self_assessment import day, text_of

pytestmark = pytest.mark.django_db
MATRIX = shipped()["cqc-five-questions-matrix"]


@pytest.fixture
def at(commissioner, provider_manager, client_of):
    """The address of a matrix that a commissioner has begun of the cast's care service."""
    begun = client_of(commissioner).post("/matrix/begin", {"service": str(provider_manager.agency_id)})
    assert begun.status_code == 302, text_of(begun)
    return begun["Location"]


def rated(version: int = 0, **changes) -> dict[str, object]:
    """A rating without evidence."""
    return {
        "version": version,
        "grade": "1",
        "saw": "The manager told us so.",
        **day("as_of", moment.today()),
        **changes,
    }


@pytest.mark.requirement("R274")
def test_every_line_a_commissioner_looks_for_is_rated_with_upload_and_the_five_stand_side_by_side(
    at, commissioner, board_manager, provider_manager, client_of
):
    """The whole of table 1's second row: shown by question, rated one by one, with a file behind what was seen; then finished."""
    mine = client_of(commissioner)
    page = text_of(mine.get(at))
    for title in ("Well led", "Caring", "Effective", "Safe", "Responsive"):
        assert title in page
    lines = looked_for(MATRIX)
    assert len(lines) >= 15
    assert all(item.text in page for item in lines), "what to look for is on the page, in the tool's words"
    assert f"0 of {len(lines)} lines rated" in page
    first, *others = lines
    seen = rated(
        grade="3", saw="The survey of June stands in the plan of July.", title="Survey and plan", sort="voice", whose="service",
        file=SimpleUploadedFile("survey.txt", b"Ninety people answered."),
    )  # fmt: skip
    assert mine.post(f"{at}/lines/{first.key}", seen).status_code == 302
    page = text_of(mine.get(at))
    assert "Seen throughout" in page
    assert "Survey and plan" in page
    assert "Reassurance" in page, "the service's own word alone, and the page says so"
    piece = Evidence.objects.get()
    assert (piece.audience, piece.made_by_id) == (EvidenceAudience.AGENCY, provider_manager.agency_id)
    kept = mine.get(f"/evidence/{piece.pk}/file/1")
    assert kept.content == b"Ninety people answered."
    # It is not finished before every line is rated, and what was seen has evidence behind it.
    review = Review.objects.get()
    early = mine.post(f"{at}/finish", {"version": review.version})
    assert early.status_code == 409
    assert f"{len(others)} lines are not rated yet" in text_of(early)
    for item in others[:-1]:
        assert mine.post(f"{at}/lines/{item.key}", rated()).status_code == 302
    assert mine.post(f"{at}/lines/{others[-1].key}", rated(grade="2")).status_code == 302
    bare = mine.post(f"{at}/finish", {"version": review.version})
    assert f"You rated {others[-1].key} as seen, and nothing shows it" in text_of(bare)
    watched = rated(2, grade="2", title="Lunch on the ward", sort="practice", whose="ours")
    assert mine.post(f"{at}/lines/{others[-1].key}", watched).status_code == 302
    assert mine.post(f"{at}/finish", {"version": review.version}).status_code == 302
    review.refresh_from_db()
    assert review.state == ReviewState.REPORTING
    page = text_of(client_of(board_manager).get(at))
    assert f"{len(lines)} of {len(lines)} lines rated" in page
    assert re.search(r"Well led .{0,60}3 of 3 lines rated, the lowest “Told of it”", page), page
    assert "finished: ratings do not change" in text_of(mine.get(f"{at}/lines/{first.key}"))
    assert mine.post(f"{at}/lines/{first.key}", rated(3)).status_code == 409


def test_what_is_seen_needs_words_and_evidence_needs_a_name(at, commissioner, client_of):
    mine = client_of(commissioner)
    line = f"{at}/lines/W.e1"
    empty = mine.post(line, {"version": 0, "grade": "", "saw": ""})
    assert empty.status_code == 422
    half = mine.post(line, rated(file=SimpleUploadedFile("a.txt", b"x")))
    assert half.status_code == 422
    for words in ("Give the evidence a name", "Choose what it is made of", "Choose whose word it is"):
        assert words in text_of(half)
    assert "The manager told us so." in half.content.decode()
    assert mine.post(line, rated(grade="9")).status_code == 422
    assert not Judgement.objects.exists()


def test_two_commissioners_rate_one_line_and_neither_is_overwritten(provider_manager, cast, client_of):
    first = cast[Role.COMMISSIONER]
    second = access.viewer(role=Role.COMMISSIONER, agency_id=first.agency_id)
    at = client_of(first).post("/matrix/begin", {"service": str(provider_manager.agency_id)})["Location"]
    assert client_of(first).post(f"{at}/lines/W.e1", rated()).status_code == 302
    stale = client_of(second).post(f"{at}/lines/W.e1", rated(saw="I saw it myself."))
    assert stale.status_code == 409
    assert "I saw it myself." in stale.content.decode()
    assert Judgement.objects.get().claim == "The manager told us so."


def test_the_service_does_not_see_it_and_a_second_begin_opens_the_first(
    at, commissioner, provider_manager, partner, manager, client_of
):
    again = client_of(commissioner).post("/matrix/begin", {"service": str(provider_manager.agency_id)})
    assert again["Location"] == at
    for who in (provider_manager, partner, manager):
        assert client_of(who).get(at).status_code == 403
        assert client_of(who).get(at.replace("/matrix/", "/reviews/") + "/").status_code == 404
    assert (
        client_of(commissioner).post("/matrix/begin", {"service": str(partner.agency_id)}).status_code == 422
    )
