"""The register of risks in services, seen from several sides."""

from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.access.vocabulary import AgencyKind
from goldenthread.ground import moment
from tests.factories import access
from tests.web.board.acting import day
from tests.web.figures.test_over_time import AS_AT, cube_of, words
from tests.web.figures.test_own_and_quality import reported

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R060")
def test_a_service_in_the_register_is_shown_from_several_sides(
    send, commissioner, manager, board_manager, board_member, scrutiny, provider_manager, partner, client_of,
    tmp_path, settings,
):  # fmt: skip
    cube_of(tmp_path, settings, reported, AS_AT)
    service = access.agency(kind=AgencyKind.PROVIDER, name="Tidewell Care")
    june = datetime(2026, 6, 15, 12, tzinfo=UTC)
    with moment.at(june):
        review = day("review_on", june.date() + timedelta(days=30))
        told = {"service": str(service), "risk": "Falls at night", "level": "high", "doing": "A visit each week",
                "owner_id": str(commissioner.user_id), **review}  # fmt: skip
        assert send(commissioner, "/board/risks/add", **told, reason="").status_code == 422
        opened = send(commissioner, "/board/risks/add", **told, reason="Three falls in a week")
        assert opened.status_code == 302
        one = opened["Location"]
        again = send(commissioner, "/board/risks/add", **told, reason="Once more")
        assert again.status_code == 409
        assert "Nothing shows it yet" in words(client_of(commissioner).get(one))
        kinds = ("staff_feedback", "service_review", "regulator", "whistleblowing", "concerns")
        for kind in kinds:
            shows = {"kind": kind, "shows": f"Shown by {kind}", **day("as_of", june.date())}
            assert send(commissioner, f"{one}source", **shows).status_code == 302
        for reader in (commissioner, manager, board_manager):
            page = words(client_of(reader).get(one))
            for kind in kinds:
                assert f"Shown by {kind}" in page
            assert "Kinds of source that show it 5." in page
            assert "Triangulated" in page
            assert "Why this level Three falls in a week" in page
            assert "What is being done A visit each week" in page
            assert f"Owner {commissioner.name}" in page
            assert "Looked at again 15 July 2026" in page
            # The count of concerns is read from nameless facts: now, and as it was when the source was added.
            counted = "8 concerns about it, 0 of 8 raised by itself where that is known."
            assert f"Counted now: {counted}" in page
            assert f"Counted then: {counted}" in page
            listed = words(client_of(reader).get("/board/risks/"))
            assert "Tidewell Care High Falls at night" in listed
        # The board and scrutiny see that there is one at most, and not which; nobody else sees the register.
        for reader in (board_member, scrutiny):
            listed = words(client_of(reader).get("/board/risks/"))
            assert "Tidewell" not in listed
            assert "Falls at night" not in listed
            assert "High risk [c]" in listed
            assert client_of(reader).get(one).status_code == 403
        for stranger in (provider_manager, partner):
            assert client_of(stranger).get("/board/risks/").status_code == 403
            assert client_of(stranger).get(one).status_code == 403
        worse = {
            "risk": "Falls at night",
            "level": "low",
            "reason": "None since May",
            "doing": "Watched",
            "owner_id": str(manager.user_id),
            **review,
        }
        assert send(manager, f"{one}change", **worse).status_code == 302
        history = words(client_of(manager).get(one))
        assert "Low instead of high" in history
        # What it said before stays in its history.
        assert "Before. Why: Three falls in a week" in history
        assert "Before. What was being done: A visit each week" in history
        assert f"Before. Owner: {commissioner.name}" in history
        assert send(manager, f"{one}close", words="").status_code == 422
        assert send(manager, f"{one}close", words="Two quarters without a fall.").status_code == 302
        assert client_of(board_manager).post(f"{one}close", {"words": "x"}).status_code == 403
