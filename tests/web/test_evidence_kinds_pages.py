"""Types of evidence that an assessor expects, and the systems of quality: what is there and what is not yet."""

import html as escaped
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.vocabulary import Direction, QualitySystem
from goldenthread.ground import moment
from tests.factories import assurance as make
from tests.web.test_standards_pages import EVIDENCE

pytestmark = pytest.mark.django_db
TOOL = "lga-improvement-tool"
# A statement of each element, and in which form the library holds a piece of each type: a file unless told otherwise.
STATEMENT = {"1": "1.1", "2": "2.1", "3": "3.1", "4": "4.1", "5": "5.1", "7": "7.1", "8": "8.1"}
FORMS = {
    "Interviews.": "interview", "Practice that was observed": "observation", "Staff surveys": "survey", "Audits of case files": "audit",
    "Case files": "audit", "Figures on safeguarding training": "indicator", "indicators of numbers": "indicator",
    "can tell what the vision is": "focus_group", "advice for the public": "link", "safeguarding specialists": "survey",
    "Management information": "indicator",
}  # fmt: skip


def words_of(element) -> str:
    return re.sub(r"\s+", " ", escaped.unescape(element.text_content()))


def day(on, name):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def expected(client, key) -> dict[str, str]:
    """What the page of a statement says of each type of evidence: its words, and whether it is there."""
    page = html.fromstring(client.get(f"/standards/{TOOL}/items/{key}").content)
    section = page.xpath("//section[@aria-labelledby='kinds']")[0]
    return {
        words_of(each.xpath(".//a")[0]): words_of(each.xpath(".//strong")[0]).strip()
        for each in section.iter("li")
    }


def piece_of(text: str) -> dict[str, object]:
    """What the form is sent for a piece of this type."""
    form = next((form for words, form in FORMS.items() if words in text), "document")
    today = moment.today()
    sent = {
        "kind": form, "title": f"Piece: {text}"[:150], "shows": "What it shows.", "sort": "process", "whose": "own",
        "tested": "not_tested", "audience": "partnership", **day(today - timedelta(days=20), "as_of"),
        "address": "https://sandgate.example/advice" if form == "link" else "",
        "indicator": "D1" if form == "indicator" else "",
    }  # fmt: skip
    return sent | ({"file": SimpleUploadedFile("piece.txt", text.encode())} if form == "document" else {})


@pytest.mark.parametrize(
    "element",
    [
        pytest.param("1", marks=pytest.mark.requirement("R085")),
        pytest.param("2", marks=pytest.mark.requirement("R100")),
        pytest.param("3", marks=pytest.mark.requirement("R108")),
        pytest.param("4", marks=pytest.mark.requirement("R116")),
        pytest.param("5", marks=pytest.mark.requirement("R130")),
        pytest.param("7", marks=pytest.mark.requirement("R161")),
        pytest.param("8", marks=pytest.mark.requirement("R173")),
    ],
)
def test_each_type_of_evidence_can_be_held_and_the_statement_says_which_are_there(
    element, board_manager, cast, client_of
):
    client, reader = client_of(board_manager), client_of(cast[Role.PARTNER])
    before = expected(reader, STATEMENT[element])
    assert set(before.values()) == {"Not yet"}
    for wanted in EVIDENCE[element]:
        assert any(wanted in text for text in before), (element, wanted)
    page = html.fromstring(client.get(f"/standards/{TOOL}/items/{STATEMENT[element]}").content)
    adds = {
        re.sub(r"^Add it: ", "", words_of(each)).strip(): each.get("href")
        for each in page.xpath("//section[@aria-labelledby='kinds']//a[starts-with(@href, '/evidence/add')]")
    }
    assert set(adds) == set(before)
    for number, (text, address) in enumerate(adds.items(), 1):
        sent = client.post(address, piece_of(text))
        assert sent.status_code == 302, (text, sent.content.decode()[-3000:])
        held = words_of(html.fromstring(client.get(sent["Location"]).content))
        assert f"Piece: {text}"[:100] in held
        now = expected(reader, STATEMENT[element])
        assert list(now.values()).count("There") == number
        assert now[text] == "There"
    assert queries.evidence_list(board_manager).total == len(before)


def test_a_piece_is_named_as_another_type_expires_and_is_taken_off(board_manager, cast, client_of):
    client, reader = client_of(board_manager), client_of(cast[Role.PARTNER])
    piece = make.evidence(board_manager, title="Minutes of March")
    at = f"/evidence/kinds/{TOOL}/3.e7"
    name = f"{at}/name"
    assert "Minutes of March" in words_of(html.fromstring(client.get(f"{at}?q=march").content))
    assert client.post(name, {"evidence": "x"}).status_code == 302
    for _ in range(2):
        assert client.post(name, {"evidence": str(piece)}).status_code == 302
    minutes = "Minutes of community safety partnerships."
    assert expected(reader, "3.1")[minutes] == "There"
    assert minutes in words_of(html.fromstring(reader.get(f"/evidence/{piece}/").content))
    with moment.at(moment.now() + timedelta(days=400)):
        assert expected(client_of(cast[Role.PARTNER]), "3.1")[minutes] == "There"
    assert client.post(name, {"evidence": str(piece), "deed": "off"}).status_code == 302
    assert expected(reader, "3.1")[minutes] == "Not yet"
    old = make.evidence(board_manager, title="Old minutes", expires_on=moment.today() + timedelta(days=2))
    client.post(name, {"evidence": str(old)})
    with moment.at(moment.now() + timedelta(days=5)):
        assert expected(client_of(cast[Role.PARTNER]), "3.1")[minutes] == "Expired"
    assert client.get(f"/evidence/kinds/{TOOL}/3.1").status_code == 404, "a statement is no type of evidence"
    others = client_of(cast[Role.PARTNER]).post(name, {"evidence": str(piece)}, follow=True)
    assert expected(reader, "3.1")[minutes] == "There"
    assert "Minutes of March" not in words_of(html.fromstring(others.content)), "it is the board's to name"


def test_an_answer_says_which_types_stand_behind_it(board_manager, manager, client_of):
    review = make.round_begun(board_manager, manager)
    answer = make.answered(manager, review, "3.1", submit=False)
    pieces = [make.evidence(manager, title=title) for title in ("Duties", "Panel papers")]
    for piece, item in zip(pieces, ("3.e1", "3.e4"), strict=True):
        do.name_kind(manager, evidence_id=piece, instrument_key=TOOL, item_key=item)
    do.link_evidence(manager, answer_id=answer, evidence_id=pieces[0])
    page = html.fromstring(client_of(manager).get(f"/reviews/{review}/answers/{answer}").content)
    said = words_of(page)
    assert "Behind this answer Leadership duties are given out" in said
    assert "In the library Papers of cabinet and scrutiny" in said
    assert "Not yet Minutes of community safety partnerships." in said


@pytest.mark.requirement("R169")
def test_one_page_shows_which_quality_systems_exist_when_they_last_ran_and_what_came_of_it(
    board_manager, manager, cast, client_of
):
    client, reader = client_of(board_manager), client_of(cast[Role.SCRUTINY])
    today = moment.today()

    def section(system):
        page = html.fromstring(reader.get("/evidence/systems").content)
        return words_of(page.xpath(f"//section[@aria-labelledby='s-{system}']")[0])

    named = {
        "assurance": "Quality assurance", "performance": "Performance reporting", "file_audit": "Case-file audits",
        "practice": "Practice audits", "feedback": "Customer feedback", "forum": "Practice forums", "shopping": "Mystery shopping",
    }  # fmt: skip
    assert {each.value for each in QualitySystem} == set(named)
    for system, title in named.items():
        said = section(system)
        for words in (title, "Nobody has said", "It has not run yet"):
            assert words in said
    arranged = {
        "in_use": "yes",
        "run_by": "Quality group",
        "every_months": "2",
        "words": "Twelve calls by people who use care.",
    }
    for system in named:
        address = f"/evidence/systems/{system}/arrange"
        assert client.post(address, {**arranged, "version": "0", "run_by": ""}).status_code == 422
        assert client.post(address, {**arranged, "version": "0"}).status_code == 302
        assert "Should have run by now" in section(system)
    stale = client.post(
        "/evidence/systems/shopping/arrange", {**arranged, "words": "Other words", "version": "0"}
    )
    assert stale.status_code == 409
    assert "Other words" in words_of(html.fromstring(stale.content))
    assert (
        client.post(
            "/evidence/systems/shopping/arrange",
            {"in_use": "no", "words": "Nobody calls yet.", "version": "1"},
        ).status_code
        == 302
    )
    none = section("shopping")
    assert "There is none" in none
    assert "Nobody calls yet." in none
    # What was said before is kept, with who said it.
    assert f"Before, by {board_manager.name}" in none
    assert "Run by Quality group, every 2 months: Twelve calls by people who use care." in none

    action = do.plan_action(
        board_manager, title="A card with a name", owner_id=manager.user_id, due_on=today + timedelta(days=9)
    )
    do.set_measure(
        board_manager, improvement_id=action, version=1, direction=Direction.UP, measure="Calls returned",
        moves_from=today, review_on=today + timedelta(days=9), indicator_key="", figures=(), measure_source="Log",
        baseline=None, baseline_of="", target=None,
    )  # fmt: skip
    runs = client_of(manager)
    for system in named:
        run = {
            "title": f"Run of {named[system]}", "showed": "Two of nine were rung back.", "led_to": "A list was begun.", "size": "9",
            "improvement_id": str(action), **day(today - timedelta(days=5), "on"),
        }  # fmt: skip
        address = f"/evidence/systems/{system}/runs/add"
        assert runs.post(address, run | {"showed": ""}).status_code == 422
        assert runs.post(address, run).status_code == 302
        said = section(system)
        for words in (
            f"Last run: {today - timedelta(days=5):%-d %B %Y}", "Two of nine were rung back.", "A list was begun.", "A card with a name",
        ):  # fmt: skip
            assert words in said
        assert "Should have run by now" not in said
    with moment.at(moment.now() + timedelta(days=90)):
        page = html.fromstring(client_of(cast[Role.SCRUTINY]).get("/evidence/systems").content)
        assert "Should have run by now" in words_of(page.xpath("//section[@aria-labelledby='s-forum']")[0])
    (forum,) = queries.quality_system(board_manager, QualitySystem.FORUM).runs
    withdrawn = {"run": str(forum.id)}
    assert runs.post("/evidence/systems/withdraw-run", withdrawn).status_code == 302
    assert "It has not run yet" not in section("forum")
    assert (
        runs.post("/evidence/systems/withdraw-run", withdrawn | {"words": "Told twice."}).status_code == 302
    )
    said = section("forum")
    assert "It has not run yet" in said
    assert f"Withdrawn: Run of Practice forums by {manager.name}" in said
    assert "Told twice." in said


def test_a_round_and_a_kept_plan_are_runs_too_and_a_report_from_elsewhere_is_none(
    board_manager, manager, client_of
):
    from goldenthread.assurance.vocabulary import ReportKind, ReportStage, ReviewKind

    make.round_begun(board_manager, manager, title="Round of the year")
    old = do.open_review(
        board_manager, kind=ReviewKind.PEER_REVIEW, title="Review of elsewhere, 2015", scope="All", questions=("Who?",),
        begins_on=moment.today() - timedelta(days=4000), due_on=moment.today() - timedelta(days=3990),
    )  # fmt: skip
    do.begin_review(board_manager, review_id=old, version=1)
    do.keep_report(
        board_manager, kind=ReportKind.PLAN, stage=ReportStage.FINAL, council="Sandgate", note="For May"
    )
    page = words_of(html.fromstring(client_of(board_manager).get("/evidence/systems").content))
    assert "Round of the year" in page
    assert "Improvement plan, version 1" in page
    assert "Review of elsewhere" not in page


def test_the_rhythm_is_kept_by_the_council_and_no_reader_learns_of_a_review_that_is_not_theirs(
    board_manager, manager, partner, cast, client_of
):
    today = moment.today()
    for system in (QualitySystem.FORUM, QualitySystem.ASSURANCE):
        do.arrange_quality(
            board_manager, system=system, version=0, in_use=True, words="Each quarter.", run_by="Quality group", every_months=3,
        )  # fmt: skip

    def section(who, system):
        page = html.fromstring(client_of(who).get("/evidence/systems").content)
        return words_of(page.xpath(f"//section[@aria-labelledby='s-{system}']")[0])

    ran = {"system": QualitySystem.FORUM, "on": today - timedelta(days=5)}
    do.log_quality_run(partner, title="Forum on the wards", showed="Nurses do not know whom to ring.", **ran)
    said = section(board_manager, "forum")
    assert "Forum on the wards" in said
    assert "The council and the board have not run it yet; partners have" in said
    assert "Should have run by now" in said
    do.log_quality_run(
        manager, title="Forum on self-neglect", showed="Teams draw the line differently.", **ran
    )
    assert "Should have run by now" not in section(board_manager, "forum")

    make.round_begun(board_manager, manager, title="Round of the year")
    assert "Round of the year" in section(manager, "assurance")
    assert "Should have run by now" not in section(manager, "assurance")
    for outside in (partner, cast[Role.SCRUTINY]):
        said = section(outside, "assurance")
        assert "Self-assessment" not in said
        assert f"{today:%-d %B %Y}" not in said
        assert "Reviews you take no part in are shown here once they are published." in said
