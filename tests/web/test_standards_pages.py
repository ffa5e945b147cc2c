"""Pages of standards: reading them, following one line to its figures and to other standards, and adding one's own."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from goldenthread.access.vocabulary import Role
from goldenthread.assurance.instruments import FOLDER, shipped
from goldenthread.assurance.models import InstrumentEdition
from goldenthread.ground.instruments import read_instrument

pytestmark = pytest.mark.django_db


def text_of(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def links(answer):
    return {
        a.get("href"): re.sub(r"\s+", " ", a.text_content()).strip()
        for a in html.fromstring(answer.content).iter("a")
    }


def typed(answer):
    return html.fromstring(answer.content).get_element_by_id("id_text").text_content().removeprefix("\n")


def test_a_reviewer_reads_every_standard_down_to_each_line(cast, client_of):
    client = client_of(cast[Role.REVIEWER])
    said = text_of(client.get("/standards/"))
    for one in shipped().values():
        assert one.title in said
    tool = client.get("/standards/lga-improvement-tool/")
    ids = {each.get("id") for each in html.fromstring(tool.content).iter("li")}
    assert {f"i-{item.key}" for item in shipped()["lga-improvement-tool"].items} <= ids
    assert "edition" not in links(tool)
    assert "/standards/add" not in links(client.get("/standards/"))
    assert client.get("/standards/add").status_code == 403


def test_a_line_shows_source_scale_evidence_figures_and_other_standards(cast, client_of):
    reader = client_of(cast[Role.SCRUTINY])
    answer = reader.get("/standards/case-file-audit/items/B.4")
    said = text_of(answer)
    assert "Learning from a single agency review: learning point 3" in said
    assert "What the concern said, against the three parts of the test" in said
    assert "0 No, 1 In part, 2 Yes" in said
    assert links(answer)["/figures/over-time/C4"] == "No further action, then an enquiry"
    assert "/standards/single-agency-review/items/3" in links(answer)
    assert "/standards/inspection-gap-table/items/I5" in links(answer)
    # A role that sees no figures reads which figure bears on it, and is offered no page that is closed to it.
    partner = client_of(cast[Role.PARTNER]).get("/standards/case-file-audit/items/B.4")
    assert "No further action, then an enquiry" in text_of(partner)
    assert not [href for href in links(partner) if href and href.startswith("/figures")]


def test_words_are_found_in_one_standard_and_in_all(cast, client_of):
    client = client_of(cast[Role.BOARD_MEMBER])
    answer = client.get("/standards/", {"q": "raised hears"})
    assert "/standards/cqc-local-authority/items/3.2.l8" in links(answer)
    inside = client.get("/standards/lga-improvement-tool/", {"q": "restraint"})
    ids = {each.get("id") for each in html.fromstring(inside.content).iter("li")}
    assert {"i-A", "i-2", "i-2.e6"} <= ids
    assert "i-2.e5" not in ids
    assert "No line has “xyzzy”" in text_of(client.get("/standards/", {"q": "xyzzy"}))


def test_what_is_not_there_is_said_alike(cast, client_of):
    client = client_of(cast[Role.BOARD_MEMBER])
    for address in (
        "/standards/none/",
        "/standards/none/file",
        "/standards/none/items/1",
        "/standards/msp-impact/items/99",
        "/standards/msp-impact/?version=0",
    ):
        assert client.get(address).status_code == 404, address


def test_the_file_of_a_standard_is_the_file(cast, client_of):
    answer = client_of(cast[Role.COMMISSIONER]).get("/standards/msp-impact/file")
    assert answer["Content-Disposition"] == 'attachment; filename="msp-impact.toml"'
    assert answer.content == (FOLDER / "msp-impact.toml").read_bytes()


def test_a_framework_is_built_item_after_item_checked_and_saved(board_manager, client_of):
    client = client_of(board_manager)

    def press(do, text="", **fields):
        return client.post("/standards/add", {"do": do, "text": text, **fields})

    short = press("start", title="Our charter")
    assert short.status_code == 422
    assert "Enter its key" in text_of(short)
    begun = press(
        "start", title="Our “charter”", key="our-charter", about="What we promised.", publisher="The board",
        document="Charter",
    )  # fmt: skip
    one = press("add", typed(begun), item_key="1", item_text="People are heard.", item_where="page 1")
    two = press("add", typed(one), item_key="1.1", item_parent="2", item_kind="probe", item_text="Ask them.")
    assert "item 1.1, parent: there is no item “2”" in text_of(two)
    saved = press("save", typed(two))
    assert saved.status_code == 409
    assert "There is a mistake to put right" in text_of(saved)
    assert typed(saved) == typed(two)
    good = typed(two).replace('parent = "2"', 'parent = "1"')
    assert "No mistakes. Our “charter”, version 1, 2 items." in text_of(press("check", good))
    assert not InstrumentEdition.objects.exists()
    assert press("save", good).headers["Location"] == "/standards/our-charter/"
    shown = client.get("/standards/our-charter/")
    assert "Ask them." in text_of(shown)
    assert (
        read_instrument(client.get("/standards/our-charter/file").content.decode(), "").key == "our-charter"
    )


def test_a_file_is_loaded_every_mistake_is_shown_and_a_used_version_keeps_its_words(board_manager, client_of):
    client = client_of(board_manager)
    text = (FOLDER / "msp-impact.toml").read_text(encoding="utf-8")
    text = text.replace('key = "msp-impact"', 'key = "ours"')

    def load(content, name="ours.toml"):
        return client.post("/standards/add", {"do": "load", "file": SimpleUploadedFile(name, content)})

    bad = load(text.replace('scale = "so"', 'scale = "sow"').replace('"D8"', '"D88"').encode())
    assert text_of(bad).count("did you mean “so”?") == 9
    assert 'scale = "sow"' in text_of(bad)
    assert "The file must be UTF-8 text" in text_of(load(b"\xff\xfe"))
    loaded = load(text.encode())
    assert "No mistakes." in text_of(loaded)
    assert client.post("/standards/add", {"do": "save", "text": typed(loaded)}).status_code == 302
    other = text.replace("come out stronger", "come out well")
    refused = client.post("/standards/add", {"do": "save", "text": other})
    assert refused.status_code == 409
    assert "The words of a version never change" in text_of(refused)
    newer = other.replace('version = "2017-11.1"', 'version = "2"')
    assert client.post("/standards/add", {"do": "save", "text": newer}).status_code == 302
    said = text_of(client.get("/standards/ours/"))
    assert "3: Other words." in said
    assert "come out stronger" in said
    assert "This is an earlier version." in text_of(client.get("/standards/ours/", {"version": "2017-11.1"}))
    copied = client.get("/standards/add", {"copy": "ours"})
    assert "come out well" in typed(copied)
    assert "This is a copy." in text_of(copied)


def test_a_version_saved_by_mistake_is_withdrawn_with_a_reason_and_can_be_offered_again(
    board_manager, cast, client_of
):
    client = client_of(board_manager)
    text = (
        (FOLDER / "msp-impact.toml").read_text(encoding="utf-8").replace('key = "msp-impact"', 'key = "ours"')
    )
    client.post("/standards/add", {"do": "save", "text": text})
    shown = client.get("/standards/ours/")
    address = next(href for href, words in links(shown).items() if words == "Withdraw this version")
    assert "Say why it is withdrawn" in text_of(client.post(address))
    assert client.post(address, {"words": "A trial only."}).status_code == 302
    assert "/standards/ours/" not in links(client.get("/standards/"))
    reader = client_of(cast[Role.PARTNER])
    assert "A trial only." in text_of(reader.get("/standards/ours/"))
    assert reader.get(address).status_code == 403
    assert "It was withdrawn on" in text_of(client.get(address))
    assert client.post(address).status_code == 302
    assert "/standards/ours/" in links(client.get("/standards/"))
    assert client.get("/standards/msp-impact/withdraw").status_code == 404


# What each requirement names, and words by which the page must hold it.
EVIDENCE = {
    "1": (
        "Strategies, plans", "Outcome measures are part of performance reports", "Case files", "Reports of the safeguarding adults board",
        "domestic homicide reviews", "mental health inquiries", "coroners' reports", "health and wellbeing board",
        "community safety and local strategic partnerships", "Publicity", "the public reported",
    ),
    "2": (
        "What people said of safeguarding, and what was done about it", "findings of many reviews", "Protocols, strategies, and examples of people being involved",
        "written with respect", "a focus group or a forum of those who use care", "Policies and procedures that bear on safeguarding are in place",
        "restraint and on mental capacity", "Audits of case files", "Management information",
        "Reports on deprivation of liberty", "Mental Capacity Act: training, best interests meetings, referrals to independent advocates",
    ),
    "3": (
        "given out and are carried out", "governance and its reports", "executives of the organisation are responsible", "Interviews",
        "Papers of cabinet and scrutiny, and of the boards of partners",
        "All political parties", "Minutes of community safety partnerships", "leaders are supported and trained",
    ),
    "4": (
        "of the council, of adult social care and of partners", "commissioning and contracting", "Reports of the safeguarding adults board",
        "Policies and procedures", "can tell what the vision is", "joint strategic needs assessment",
    ),
    "5": (
        "Reports and minutes of the board", "Reports and minutes of the council's executive and of scrutiny",
        "the NHS commissioner, NHS trusts, NHS England, the police and other boards",
    ),
    "7": (
        "Policies and procedures, and whether staff know and use them", "Guidance for staff and partners, such as flow charts", "advice for the public", "Audits of case files", "Interviews",
        "Practice that was observed", "Staff surveys", "safeguarding specialists", "safeguarding return, compared with others", "Figures on safeguarding training",
    ),
    "8": (
        "indicators of numbers and of quality that goes to senior and team managers regularly", "Summaries of training", "shown in interviews and in file audits",
        "Safeguarding adults reviews", "scrutiny that show what followed",
    ),
}  # fmt: skip


def test_the_page_of_the_improvement_tool_names_every_type_of_evidence_under_its_element(cast, client_of):
    page = html.fromstring(client_of(cast[Role.PARTNER]).get("/standards/lga-improvement-tool/").content)
    for element, wanted in EVIDENCE.items():
        lines = [
            re.sub(r"\s+", " ", each.text_content())
            for each in page.get_element_by_id(f"i-{element}").iter("li")
            if "st-item--evidence_type" in each.get("class")
        ]
        missing = [words for words in wanted if not any(words in line for line in lines)]
        assert not missing, (element, missing)


@pytest.mark.requirement("R014")
def test_the_earlier_grouping_says_where_commissioning_stood_and_leads_to_the_later_one(cast, client_of):
    client = client_of(cast[Role.BOARD_MEMBER])
    page = html.fromstring(client.get("/standards/lga-standards-earlier/").content)
    leadership = page.get_element_by_id("i-B").text_content()
    assert "Leadership, strategy and commissioning" in leadership
    assert "Here it stands under leadership; the tool of 2015 puts it with delivery." in leadership
    later = html.fromstring(client.get("/standards/lga-improvement-tool/").content)
    assert [later.get_element_by_id(f"i-{key}") is not None for key in (*"ABCD", *"12345678")] == [True] * 12
    assert later.get_element_by_id("i-6") in later.get_element_by_id("i-C").iter()
    item = client.get("/standards/lga-standards-earlier/items/5")
    assert "Asks the same" in text_of(item)
    assert "/standards/lga-improvement-tool/items/6" in links(item)


# Table 1 of the resource of 2017, row 1: what outstanding services do under each question, in words of each example.
GOOD_PRACTICE = {
    "W": ("Managers audit quality", "Relatives are welcome", "work is valued", "open, reflect, and lead the team strongly by values"),
    "C": ("A visible person-centred culture", "ways to communicate that suit each", "notice when something is wrong and deal with it at once"),
    "E": (
        "Supervision is a good experience", "follow what people want", "Staff notice when somebody's health changes",
        "New ways of training",
    ),
    "S": ("think creatively about safety", "Risks to each person were assessed", "handles risk with imagination"),
    "R": ("People know how to raise a concern", "care that fits and does them good", "for each person a way to take part"),
}  # fmt: skip
# Appendix 1 of the resource: for each priority the paragraphs of chapter 14 that stand beside it, and what the programme found helps.
PRIORITIES = {
    "1": ("79 92 13 14", ("outcomes and wellbeing",)),
    "2": ("12 207 52", ("Bring the culture round", "what working for outcomes brings", "responses and procedures personal", "Help commissioners")),
    "3": (
        "11 136 139 12 13 66 37 56 91 97 62",
        ("awareness and prevention", "giving people power", "from an alert to several responses", "manage the risks of their own lives"),
    ),
    "4": ("56 57 202", ("core skills and tools", "supervise and reflect", "having difficult talks")),
    "5": ("157", ("Record and measure outcomes",)),
    "6": (
        "11 10 48 54 77 80 55 61 97 37 56 91 52 92 93",
        ("fewer formal meetings", "guides simple", "Look back on outcomes", "those for mental capacity", "manage risks", "Revise policies"),
    ),
}  # fmt: skip


@pytest.mark.requirement("R273", "R275", "R276", "R281", "R251")
def test_the_frameworks_are_read_with_what_stands_behind_each_line(cast, client_of):
    client = client_of(cast[Role.COMMISSIONER])

    def part(standard, key):
        page = html.fromstring(client.get(f"/standards/{standard}/").content)
        return re.sub(r"\s+", " ", page.get_element_by_id(f"i-{key}").text_content())

    for key, question in {
        "W": "Well led",
        "C": "Caring",
        "E": "Effective",
        "S": "Safe",
        "R": "Responsive",
    }.items():
        said = part("cqc-five-questions-matrix", key)
        assert question in said
        rows = ("Example of good practice", "Evidence", "Sign of a supportive culture")
        assert said.index(rows[0]) < said.index(rows[1]) < said.index(rows[2])
        assert [words for words in GOOD_PRACTICE[key] if words not in said] == []
    for theme in range(1, 10):
        assert f"{theme}.msp" in part("nhs-safeguarding-assurance-tool", theme)
    for priority, (paragraphs, helps) in PRIORITIES.items():
        said = part("msp-priorities-and-guidance", priority)
        assert set(re.findall(r"14\.\d+", said)) == {f"14.{each}" for each in paragraphs.split()}
        for words in helps:
            assert said.index("What helps") < said.index(words)
    wishes = text_of(client.get("/standards/msp-priorities-and-guidance/items/1.e1"))
    assert "follows the adult's wishes or best interests" in wishes
    assert "14.79" in wishes
    for key, framework in {
        "1": "Care Act 2014",
        "2": "Mental Capacity Act 2005",
        "3": "Human Rights Act 1998",
        "4": "Contracts",
        "5": "five questions",
    }.items():
        assert framework in part("existing-frameworks", key)
    advocate = client.get("/standards/existing-frameworks/items/1.9")
    assert "Care Act 2014: s68" in text_of(advocate)
    assert "/standards/msp-eight-steps/items/5.4" in links(advocate)
