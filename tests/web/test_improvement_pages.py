"""Pages of the improvement plan and of reports, through the door."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from decimal import Decimal

import pikepdf
import pytest
from docx import Document
from lxml import html

from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.vocabulary import (
    Direction,
    FindingKind,
    FindingOrigin,
    ReportKind,
    ReportStage,
)
from goldenthread.ground import moment
from goldenthread.kit.display import day as in_words
from tests.plugins.web import HttpsClient

pytestmark = pytest.mark.django_db
HOSTILE = '<img src=x onerror=alert(1)> #eval("1") $x$ {{7*7}}'


def text_of(answer):
    assert answer.status_code in (200, 409, 410, 422), answer.status_code
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def found(by, words="Tell referrers what came of it.", named="Peer review of 2015", kind=FindingKind.AREA):
    made = do.draft_finding(
        by, kind=kind, words=words, origin=FindingOrigin.REPORT, named=named,
        about={"passage": "paragraph 44", "theme": "Assurance", "issue": "What became of it"},
    )  # fmt: skip
    do.agree_finding(by, finding_id=made, version=1)
    return made


def day(name, value):
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def test_from_a_finding_to_an_action_that_is_judged(board_manager, manager, client_of):
    finding = found(board_manager)
    client = client_of(board_manager)
    assert "1 finding that no action answers" in text_of(client.get("/improvement/"))
    said = text_of(client.get(f"/improvement/findings/{finding}"))
    assert "No action answers it yet." in said
    assert "Not triangulated" in said
    asked = client.get(f"/improvement/actions/add?finding_id={finding}")
    assert str(finding) in asked.content.decode()
    today = moment.today()
    made = client.post(
        "/improvement/actions/add",
        {
            "title": "Tell every referrer",
            "finding_id": finding,
            "owner_id": manager.user_id,
            **day("due_on", today),
        },
    )
    assert made.status_code == 302
    page = made["Location"]
    owner = client_of(manager)
    assert "Your actions (1)" in text_of(owner.get("/improvement/"))
    for here in ("/desk/", "/account/"):
        assert "Your actions in the improvement plan Tell every referrer" in text_of(owner.get(here))
    version = queries.plan(manager).actions[0]
    held = queries.action(manager, version.id).version
    measure = {
        "version": held, "measure": "Referrers who heard", "measure_source": "Healthwatch", "direction": "up", "target": "eighty",
        **day("moves_from", today - timedelta(days=100)), **day("review_on", today),
    }  # fmt: skip
    wrong = owner.post(f"{page}/measure", measure)
    assert "write a number, like 62.5" in text_of(wrong)
    assert owner.post(f"{page}/measure", measure | {"target": "80"}).status_code == 302
    stale = owner.post(f"{page}/progress", {"version": held, "words": "It goes well."})
    assert stale.status_code == 409
    assert "It goes well." in text_of(stale)
    value = {"version": held + 1, "value": "75.5", **day("on", today - timedelta(days=9))}
    assert owner.post(f"{page}/value", value).status_code == 302
    assert owner.post(f"{page}/judge").status_code == 302
    said = text_of(owner.get(page))
    assert "Too early to tell" in said
    assert "1 point so far" in said
    assert "What it answers Area for consideration" in said


@pytest.mark.requirement("R171", "R198")
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FindingKind.LEARNING, "Referrers are not told."),
        (FindingKind.PRACTICE, "One team rings every referrer on the day."),
    ],
)
def test_a_learning_point_is_closed_only_when_what_it_led_to_helped(
    kind, words, board_manager, manager, client_of
):
    """Learning of a review, and good practice, alike: not when nothing was done, nor when it was done and nothing moved."""
    point = found(board_manager, words, "Learning from a review", kind)
    runs, owns = client_of(board_manager), client_of(manager)
    today = moment.today()
    offered = f'href="/improvement/actions/add?finding_id={point}"'
    assert offered in runs.get(f"/improvement/findings/{point}").content.decode()
    # Good practice waits for nobody; a learning point does.
    waits = kind is FindingKind.LEARNING
    assert ("1 finding that no action answers" in text_of(runs.get("/improvement/"))) is waits
    assert ("Not now, and why" in text_of(runs.get(f"/improvement/findings/{point}"))) is waits
    asked = {"title": "Tell them", "finding_id": point, "owner_id": manager.user_id, **day("due_on", today)}
    here = runs.post("/improvement/actions/add", asked)["Location"]
    (line,) = queries.plan(manager).actions

    def held():
        return {"version": queries.action(manager, line.id).version}

    def closing():
        version = {"version": queries.finding(board_manager, point).version}
        return runs.post(f"/improvement/findings/{point}/embed", version, follow=True)

    measure = {
        "measure": "Referrers who heard", "measure_source": "Healthwatch", "direction": "up", "target": "80",
        **day("moves_from", today - timedelta(days=7 * 30)), **day("review_on", today),
    }  # fmt: skip
    assert owns.post(f"{here}/measure", measure | held()).status_code == 302
    for back in range(19, 0, -1):
        on = today - timedelta(days=30 * back)
        do.add_point(manager, improvement_id=line.id, on=on, value=Decimal(50 + back % 2), **held())
    assert "Not yet done" in text_of(closing())
    assert owns.post(f"{here}/done", {"words": "A letter is sent.", **held()}).status_code == 302
    # What is done is no improvement yet: the measure stands where it stood.
    assert owns.post(f"{here}/judge").status_code == 302
    assert "It moved" not in text_of(owns.get(here))
    assert "Done is not embedded" in text_of(closing())
    assert "Embedded" not in text_of(runs.get(f"/improvement/findings/{point}"))
    for back in range(7, 0, -1):
        on = today - timedelta(days=30 * back)
        do.add_point(manager, improvement_id=line.id, on=on, value=Decimal(85), **held())
    assert owns.post(f"{here}/judge").status_code == 302
    said = text_of(owns.get(here))
    assert "lie on the better side, by more than chance" in said
    assert manager.name in said
    assert closing().status_code == 200
    said = text_of(runs.get(f"/improvement/findings/{point}"))
    assert kind.label in said
    assert "Embedded" in said
    assert "Tell them" in said


@pytest.mark.requirement("R013")
def test_a_recommendation_is_answered_acted_on_and_followed_up_by_somebody_else(
    board_manager, manager, other_manager, client_of
):
    made = do.recommend(
        board_manager,
        words="Go on with it.",
        named="Peer review of 2015",
        finding_ids=(found(board_manager),),
    )
    do.plan_action(
        board_manager, title="Go on", recommendation_id=made, owner_id=manager.user_id, due_on=moment.today()
    )
    here = f"/improvement/recommendations/{made}"
    runs = client_of(board_manager)
    assert "Go on with it." in text_of(runs.get("/improvement/recommendations"))
    silent = runs.post(f"{here}/answer", {"version": 1, "response": "not", "words": ""})
    assert "in a sentence why" in text_of(silent)
    assert (
        runs.post(f"{here}/answer", {"version": 1, "response": "implement", "words": ""}).status_code == 302
    )
    assert "Go on" in text_of(runs.get("/improvement/"))
    seen = {"progress": "partly", "words": "Two of four teams do it."}
    assert "You own an action" in text_of(client_of(manager).post(f"{here}/follow-up", seen))
    assert client_of(other_manager).post(f"{here}/follow-up", seen).status_code == 302
    said = text_of(runs.get("/improvement/recommendations"))
    assert "Two of four teams do it." in said
    assert other_manager.name in said


@pytest.mark.requirement("R200")
def test_a_gap_of_an_inspection_is_answered_with_its_day(board_manager, client_of):
    gap = do.draft_finding(
        board_manager, kind=FindingKind.GAP, words="The plan does not say.", origin=FindingOrigin.INSPECTION, named="Inspection of 2010",
        about={"passage": "page 9", "issue": "Data quality", "evidence_wanted": "An audit"},
    )  # fmt: skip
    do.agree_finding(board_manager, finding_id=gap, version=1)
    # Neither the day it was raised nor the day it is read: the day of the answer.
    answer_day = moment.now() + timedelta(days=40)
    with moment.at(answer_day):
        answered = client_of(board_manager).post(
            f"/improvement/findings/{gap}/response", {"version": 2, "words": "An audit began in May."}
        )
        assert answered.status_code == 302
    with moment.at(answer_day + timedelta(days=30)):
        client = client_of(board_manager)
        said = text_of(client.get(f"/improvement/findings/{gap}"))
        kept = client.post(
            "/reports/", {"what": "gap_table:Inspection of 2010", "stage": "final", "note": ""}
        )
        table = text_of(client.get(kept["Location"]))
    day_of_answer = f"{moment.london(answer_day):%-d %B %Y}"
    for words in ("Data quality", "page 9", "The plan does not say.", "An audit began in May."):
        assert words in said
        assert words in table
    assert f"Answered on {day_of_answer}" in said
    assert f"An audit began in May. ({day_of_answer})" in table


@pytest.mark.requirement("R200")
def test_a_gap_without_the_issue_it_leaves_open_is_not_kept(board_manager, client_of):
    client = client_of(board_manager)
    told = {
        "kind": "gap", "words": "The plan names nobody.", "origin": "inspection", "named": "Inspection of 2026", "passage": "page 4"
    }  # fmt: skip
    refused = client.post("/improvement/findings/add", told)
    assert refused.status_code == 409
    assert "Say which issue was raised" in text_of(refused)
    assert client.post("/improvement/findings/add", told | {"issue": "Alerts"}).status_code == 302
    (gap,) = queries.plan(board_manager, drafts=True).findings
    changed = told | {"version": 1, "issue": " "}
    assert "Say which issue was raised" in text_of(
        client.post(f"/improvement/findings/{gap.id}/change", changed)
    )


def test_what_others_own_is_read_and_not_changed(
    board_manager, manager, board_member, scrutiny, partner, client_of
):
    finding = found(board_manager)
    made = do.plan_action(
        board_manager, title="Tell them", owner_id=manager.user_id, due_on=moment.today(), finding_ids=(finding,),
        you_said="We never hear back.",
    )  # fmt: skip
    for somebody in (board_member, scrutiny, partner):
        client = client_of(somebody)
        said = text_of(client.get(f"/improvement/actions/{made}"))
        assert f"{manager.name} owns this action" in said
        assert "We never hear back." in text_of(client.get("/improvement/you-said"))
    refused = client_of(partner).post(
        f"/improvement/actions/{made}/progress", {"version": 1, "words": "Mine now."}
    )
    assert "Somebody else owns this action" in text_of(refused)
    assert "No action fits." in text_of(client_of(partner).get("/improvement/?show=late"))


def test_months_of_a_figure_are_for_staff_of_the_council(board_manager, manager, board_member, client_of):
    from goldenthread.assurance.policy import MeasuredPoint

    made = do.plan_action(board_manager, title="Tell them", owner_id=manager.user_id, due_on=moment.today())
    today = moment.today()
    do.set_measure(
        manager, improvement_id=made, version=1, direction=Direction.UP, moves_from=today, review_on=today,
        indicator_key="G1", figures={"G1"}, target=Decimal(90),
    )  # fmt: skip
    series = [MeasuredPoint(f"month {i}", today - timedelta(days=30 * (13 - i)), 88.25) for i in range(14)]
    do.judge_effect(manager, improvement_id=made, series=series)
    inside = client_of(manager).get(f"/improvement/actions/{made}")
    assert "month 13: 88.2" in text_of(inside)
    assert "<svg" in inside.content.decode()
    outside = client_of(board_member).get(f"/improvement/actions/{made}")
    assert "88.2" not in outside.content.decode()
    assert "Months are shown to staff of the council only" in text_of(outside)


def test_a_report_is_kept_read_in_three_forms_and_shared_by_a_link_that_ends(
    board_manager, board_member, client_of
):
    found(board_manager, words=HOSTILE)
    client = client_of(board_manager)
    sent = client.post("/reports/", {"what": "plan", "stage": "final", "note": "First"})
    here = sent["Location"]
    assert HOSTILE in text_of(client.get(here))
    document = Document(io.BytesIO(client.get(f"{here}/file/word").content))
    assert document.core_properties.title == "Improvement plan"
    assert any(HOSTILE in cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert any(paragraph.style.name == "Heading 1" for paragraph in document.paragraphs)
    with pikepdf.open(io.BytesIO(client.get(f"{here}/file/pdf").content)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Title"]) == "Improvement plan"
        told = pdf.open_metadata()
        assert (told["pdfuaid:part"], told["pdfaid:part"], told["pdfaid:conformance"]) == ("1", "2", "A")
    assert client_of(board_member).get(f"{here}/file/pdf").status_code == 200
    assert client_of(board_member).get(f"{here}/share").status_code == 403
    late = client.post(
        f"{here}/share", {"to": "The region", **day("until", moment.today() + timedelta(days=91))}
    )
    assert "within 90 days" in text_of(late)
    given = client.post(
        f"{here}/share", {"to": "The region", **day("until", moment.today() + timedelta(days=7))}
    )
    (link,) = re.findall(r"https://[^<]*/reports/shared/[\w-]+", given.content.decode())
    outside = HttpsClient()
    address = link[link.index("/reports/") :]
    answer = outside.get(address)
    assert HOSTILE in text_of(answer)
    assert outside.get(f"{address}/pdf").content.startswith(b"%PDF")
    assert outside.post(address).status_code == 405
    unknown = outside.get(f"{address}x")
    assert unknown.status_code == 404
    assert unknown.content == outside.get("/reports/shared/nothing").content, "a guess is told nothing"
    share = queries.report(board_manager, queries.reports(board_manager)[0].id).shares[0]
    last = in_words(moment.london(share.until - timedelta(seconds=1)))
    with moment.at(share.until):
        for form in ("", "/pdf", "/word"):
            late = outside.get(f"{address}{form}")
            assert late.status_code == 410
            assert f"It worked until the end of {last}." in text_of(late)
            assert "ask whoever sent you the link" in text_of(late)
            assert HOSTILE not in text_of(late), "what it led to is not told"
            assert "Improvement plan" not in text_of(late)
        assert outside.get(f"{address}x").status_code == 404
    assert client.post(f"{here}/end-share", {"share_id": share.id}).status_code == 302
    ended = outside.get(address)
    assert ended.status_code == 410
    assert f"It was ended on {in_words(moment.today())}." in text_of(ended)
    with moment.at(share.until + timedelta(days=9)):
        assert f"It was ended on {in_words(share.given_at)}." in text_of(outside.get(address)), (
            "not the day it would have"
        )


def test_versions_are_compared(board_manager, client_of):
    named = "Inspection of 2010"
    gap = found(board_manager, words="The plan does not say.", named=named, kind=FindingKind.GAP)
    keep = {"kind": ReportKind.GAP_TABLE, "named": named, "council": "Sandgate"}
    do.keep_report(board_manager, stage=ReportStage.DRAFT, **keep)
    do.respond_to_gap(board_manager, finding_id=gap, version=2, words="An audit began.")
    second = do.keep_report(board_manager, stage=ReportStage.ACCURACY, **keep)
    said = text_of(client_of(board_manager).get(f"/reports/{second}/changes"))
    assert "Since version 1" in said
    assert "An audit began." in said


def test_one_thing_is_found_by_its_words_whatever_its_source_calls_it(board_manager, board_member, client_of):
    found(board_manager, words="Tell referrers better what came of their alert.", named="Review of 2015")
    found(board_manager, words="Give feedback to every referrer.", named="Challenge of 2011")
    found(board_manager, words="Train councillors.", named="Review of 2015")
    reads = client_of(board_member)
    said = text_of(reads.get("/improvement/findings?words=feedback+to+referrers"))
    assert "2 findings" in said
    assert said.index("Give feedback to every referrer.") < said.index("Tell referrers better")
    assert "Train councillors." not in said
    assert "No finding fits." in text_of(reads.get("/improvement/findings?words=helicopters"))
    assert "3 findings" in text_of(reads.get("/improvement/findings?words="))
    do.plan_action(board_manager, title="Ring every referrer back")
    do.plan_action(board_manager, title="Mend the roof")
    listed = text_of(reads.get("/improvement/?words=referrers"))
    assert "Ring every referrer back" in listed
    assert "Mend the roof" not in listed


def test_findings_that_may_say_the_same_are_offered_first_to_an_action(board_manager, client_of):
    found(board_manager, words="Train councillors.")
    same = found(board_manager, words="Referrers hear nothing.", named="Audit of winter")
    action = do.plan_action(board_manager, title="Ring every referrer back")
    page = client_of(board_manager).get(f"/improvement/actions/{action}/run/join").content.decode()
    assert page.index("Referrers hear nothing.") < page.index("Train councillors.")
    assert str(same) in page
