"""What shows each line of a standard: for the four perspectives what success means, how it is delivered, how it is measured."""

from __future__ import annotations

import re

import pytest

from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import LineShown
from goldenthread.assurance.vocabulary import EvidenceAudience, EvidenceKind, ReviewKind, SourceKind
from tests.factories import assurance as make
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder
from tests.web.test_self_assessment import text_of

pytestmark = pytest.mark.django_db
FOUR = shipped()["four-perspectives"]
AT = "/standards/four-perspectives/shown"
PERSPECTIVES = ("Individuals", "Staff", "Service", "Relatives and friends")


def sections(told: str) -> dict[str, str]:
    """The page, perspective by perspective."""
    body = told[told.index("lines have nothing that shows them") :]
    places = [
        body.rindex(f" {title} ", 0, body.index(FOUR.by_key[f"{n}.s1"].text))
        for n, title in enumerate(PERSPECTIVES, 1)
    ]
    return {
        title: body[start:end]
        for title, start, end in zip(PERSPECTIVES, places, [*places[1:], len(body)], strict=True)
    }


@pytest.fixture
def answered(board_manager, provider_manager, other_provider_manager, commissioner, client_of):
    """Two services answer the statements in a round; both say, and a commissioner says, what else shows a line."""
    review_id = do.open_review(
        board_manager, kind=ReviewKind.SELF_ASSESSMENT, title="What success means", scope="All four",
        instrument=(FOUR.key, FOUR.version),
    )  # fmt: skip
    for who in (provider_manager, other_provider_manager):
        do.assign_part(board_manager, review_id=review_id, agency_id=who.agency_id, lead_id=who.user_id)
    do.begin_review(
        board_manager, review_id=review_id, version=queries.review(board_manager, review_id).version
    )
    for who, grade in ((provider_manager, 4), (other_provider_manager, 2)):
        at = f"/reviews/{review_id}/agencies/{make.part_of(review_id, who)}/checklist"
        typed = {"submit": "on"}
        for number in range(1, 5):
            typed |= {
                f"grade-{number}.s1": str(grade),
                f"claim-{number}.s1": f"Side {number}: asked in June.",
                f"at-{number}.s1": "0",
            }
        sent = client_of(who).post(at, typed)
        assert sent.status_code == 302, text_of(sent)
    return review_id


def say(client, item: str, words: str, evidence: object = "") -> None:
    sent = client.post(
        f"/standards/four-perspectives/items/{item}/say", {"words": words, "evidence": str(evidence)}
    )
    assert sent.status_code == 302, text_of(sent)


@pytest.mark.requirement("R296")
def test_what_success_means_stands_for_each_of_four_perspectives_with_what_is_said_and_counted(
    answered, counted, board_manager, provider_manager, other_provider_manager, client_of
):
    found = sections(text_of(client_of(board_manager).get(AT)))
    for number, title in enumerate(PERSPECTIVES, 1):
        part = found[title]
        means = [item for item in FOUR.children[str(number)] if item.kind == "success"]
        assert len(means) >= 5
        assert all(item.text in part for item in means), title
        assert f"{provider_manager.agency_name} Fully Side {number}: asked in June." in part
        assert f"{other_provider_manager.agency_name} Not much Side {number}: asked in June." in part
        assert "What success means" in part, "which round it was said in"
    # The person's own answer is a live figure: whether they feel safer.
    assert re.search(r"What the figure says D7 .{5,200} As at \d+ \w+ 20\d\d", found["Individuals"]), found[
        "Individuals"
    ][:800]


@pytest.mark.requirement("R297")
def test_how_success_is_delivered_stands_for_each_perspective_with_evidence(
    answered, board_manager, provider_manager, commissioner, client_of
):
    mine = client_of(provider_manager)
    piece = make.evidence(provider_manager, title="Our charter", audience=EvidenceAudience.PARTNERSHIP)
    wanted = {  # tools, meetings, charter, supervision, audits, accreditation
        "1.d1": "What matters to me is on one page.", "1.d2": "Talks in May led to twelve sentences.",
        "2.d3": "Each of us promises it at handover.", "3.d3": "Asked in every supervision.",
        "4.d1": "Relatives take part in the yearly audit.", "3.d6": "We signed up to Making It Real.",
    }  # fmt: skip
    page = text_of(mine.get(AT))
    assert "Say what shows it here" in page
    for item, words in wanted.items():
        say(mine, item, words, piece if item == "2.d3" else "")
    found = sections(text_of(client_of(board_manager).get(AT)))
    for number, title in enumerate(PERSPECTIVES, 1):
        lines = [item for item in FOUR.children[str(number)] if item.kind == "delivery"]
        assert all(item.text in found[title] for item in lines), title
        for item, words in wanted.items():
            if item.startswith(str(number)):
                assert f"{provider_manager.agency_name} {words}" in found[title]
    assert "Each of us promises it at handover. Our charter" in found["Staff"]
    # It may be taken back, and stays on the record.
    line = LineShown.objects.get(item_key="4.d1")
    assert client_of(commissioner).post(f"/standards/said/{line.pk}/back").status_code == 409
    assert mine.post(f"/standards/said/{line.pk}/back").status_code == 302
    assert "Relatives take part" not in text_of(client_of(board_manager).get(AT))
    assert LineShown.objects.count() == len(wanted)


@pytest.mark.requirement("R298")
def test_how_success_is_measured_stands_for_each_perspective_with_figure_evidence_and_rounds(
    answered, counted, board_manager, provider_manager, commissioner, partner, client_of
):
    mine = client_of(provider_manager)
    survey = make.evidence(
        provider_manager, title="Survey of June", kind=EvidenceKind.SURVEY, sort=SourceKind.VOICE, summary="34 of 38.", file=None
    )  # fmt: skip
    audit = make.evidence(
        commissioner, title="Audit of October", kind=EvidenceKind.AUDIT, sort=SourceKind.PRACTICE, summary="All plans.", file=None
    )  # fmt: skip
    measured = {  # satisfaction, I statements, reviews, training refresh, relatives' satisfaction and audit
        "1.m1": ("34 of 38 would stay.", survey), "1.m5": ("31 of 38 have agreed their sentences.", ""),
        "1.m6": ("Reviews of all 38: nine plans changed.", ""), "2.m5": ("46 of 48 refreshed within the year.", ""),
        "4.m1": ("19 of 22 are kept informed.", survey),
    }  # fmt: skip
    for item, (words, piece) in measured.items():
        say(mine, item, words, piece)
    say(client_of(commissioner), "3.m4", "We read the yearly audit of each home.", audit)
    found = sections(text_of(client_of(board_manager).get(AT)))
    for number, title in enumerate(PERSPECTIVES, 1):
        lines = [item for item in FOUR.children[str(number)] if item.kind == "measure"]
        assert all(item.text in found[title] for item in lines), title
        for item, (words, piece) in measured.items():
            if item.startswith(str(number)):
                assert words + (" Survey of June" if piece else "") in found[title]
        for item in lines:
            for key in item.indicators:
                assert re.search(rf"What the figure says {key} ", found[title]), f"{title}: {key}"
    # How many concerns there are, who feels safer and what people wish are live figures, with the day they were counted.
    for key, title in (("A1", "Individuals"), ("D7", "Individuals"), ("D2", "Service")):
        assert re.search(rf"What the figure says {key} .{{5,250}} As at \d+ \w+ 20\d\d", found[title]), key
    assert "Audit of October" in found["Service"]
    # A partner reads the same page; figures are for those who see figures.
    told = text_of(client_of(partner).get(AT))
    assert "46 of 48 refreshed within the year." in told
    assert "Your role does not open figures" in told


def test_words_are_needed_and_a_line_that_is_not_there_is_not(provider_manager, client_of, scrutiny):
    mine = client_of(provider_manager)
    assert mine.post("/standards/four-perspectives/items/1.d1/say", {"words": ""}).status_code == 422
    assert mine.get("/standards/four-perspectives/items/9.d1/say").status_code == 404
    assert mine.get("/standards/none-such/shown").status_code == 404
    assert client_of(scrutiny).get("/standards/four-perspectives/items/1.d1/say").status_code == 403
