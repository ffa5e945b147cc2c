"""The instruments that come with the house: complete against the documents they follow, and each line with its place."""

from __future__ import annotations

from collections import Counter

import pytest

from goldenthread.assurance.instruments import FOLDER, shipped
from goldenthread.ground.instruments import ItemKind, Relation, crossings, written

EVERY = shipped()
# Counted by hand in the document, cell by cell: statements, probes, evidence types of each element.
TOOL = {
    "1": (4, 7, 10), "2": (4, 10, 10), "3": (2, 8, 8), "4": (2, 6, 6),
    "5": (2, 12, 3), "6": (2, 9, 6), "7": (4, 16, 10), "8": (1, 10, 5),
}  # fmt: skip
# Appendix 1 of the resource: priority and the paragraphs that stand behind it.
PARAGRAPHS = {
    "1": "14.13 14.14 14.79 14.92",
    "2": "14.12 14.52 14.207",
    "3": "14.11 14.12 14.13 14.37 14.56 14.62 14.66 14.91 14.97 14.136 14.139",
    "4": "14.56 14.57 14.202",
    "5": "14.157",
    "6": "14.10 14.11 14.37 14.48 14.52 14.54 14.55–14.61 14.56 14.77 14.80 14.91 14.92 14.93 14.97",
}


def kinds(key: str, parent: str) -> Counter[str]:
    return Counter(str(item.kind) for item in EVERY[key].children[parent])


@pytest.mark.parametrize("element", TOOL)
def test_the_improvement_tool_has_every_statement_probe_and_evidence_type(element):
    found = kinds("lga-improvement-tool", element)
    assert (found["statement"], found["probe"], found["evidence_type"]) == TOOL[element]
    statements = [
        item.key for item in EVERY["lga-improvement-tool"].children[element] if item.kind == "statement"
    ]
    assert statements == [f"{element}.{n + 1}" for n in range(TOOL[element][0])]


def test_the_earlier_grouping_has_the_same_elements_under_other_themes():
    tool, earlier = EVERY["lga-improvement-tool"], EVERY["lga-standards-earlier"]
    assert {theme.key: [e.key for e in tool.children[theme.key]] for theme in tool.children[""]} == {
        "A": ["1", "2"],
        "B": ["3", "4", "5"],
        "C": ["6", "7"],
        "D": ["8"],
    }
    # By the words of the tool: commissioning (6) stands under leadership, performance (8) with delivery, the board (5) alone.
    told = {
        theme.key: [item.crosswalks[0].item for item in earlier.children[theme.key]]
        for theme in earlier.children[""]
        if theme.key != "Q"
    }
    assert told == {"A": ["1", "2"], "B": ["3", "4", "6"], "C": ["7", "8"], "D": ["5"]}
    same = {c.relation for item in earlier.items if item.kind == ItemKind.ELEMENT for c in item.crosswalks}
    assert same == {Relation.SAME}


@pytest.mark.parametrize("priority", PARAGRAPHS)
def test_every_priority_has_its_paragraphs_of_the_statutory_guidance(priority):
    expected = EVERY["msp-priorities-and-guidance"].children[priority]
    found = {
        each.where
        for item in expected
        if item.kind == ItemKind.EXPECTATION
        for each in item.sources
        if each.document == "guidance"
    }
    assert found == set(PARAGRAPHS[priority].split())
    assert any(item.kind == ItemKind.SUPPORT for item in expected)


def test_the_nhs_tool_asks_of_personal_safeguarding_in_each_of_nine_themes():
    nhs = EVERY["nhs-safeguarding-assurance-tool"]
    assert len(nhs.children[""]) == 9
    for theme in nhs.children[""]:
        assert [item.key for item in nhs.children[theme.key] if item.key.endswith(".msp")] == [
            f"{theme.key}.msp"
        ]


def test_the_matrix_has_three_rows_under_five_questions():
    rows = {
        q.key: tuple(
            kinds("cqc-five-questions-matrix", q.key)[k] for k in ("example", "evidence_type", "culture_sign")
        )
        for q in EVERY["cqc-five-questions-matrix"].children[""]
    }
    assert rows == {"W": (4, 3, 4), "C": (2, 4, 2), "E": (4, 5, 4), "S": (3, 3, 3), "R": (3, 2, 3)}


def test_success_is_told_from_four_perspectives():
    rows = {
        p.key: tuple(kinds("four-perspectives", p.key)[k] for k in ("success", "delivery", "measure"))
        for p in EVERY["four-perspectives"].children[""]
    }
    assert rows == {"1": (8, 5, 8), "2": (6, 5, 5), "3": (7, 6, 7), "4": (5, 5, 7)}


@pytest.mark.parametrize(
    ("key", "kind", "many"),
    [
        ("six-principles", ItemKind.PRINCIPLE, 6),
        ("six-principles", ItemKind.I_STATEMENT, 6),
        ("msp-eight-steps", ItemKind.STEP, 8),
        ("msp-impact", ItemKind.STATEMENT, 9),
        ("sar-quality-markers", ItemKind.QUALITY_MARKER, 15),
        ("cqc-local-authority", ItemKind.STATEMENT, 9),
        ("cqc-local-authority", ItemKind.EVIDENCE_CATEGORY, 6),
        ("single-agency-review", ItemKind.LEARNING_POINT, 8),
        ("inspection-gap-table", ItemKind.CHALLENGE, 29),
        ("inspection-gap-table", ItemKind.ISSUE, 18),
        ("inspection-gap-table", ItemKind.GAP, 18),
        ("existing-frameworks", ItemKind.FRAMEWORK, 6),
    ],
)
def test_the_others_are_whole(key, kind, many):
    assert sum(item.kind == kind for item in EVERY[key].items) == many


@pytest.mark.parametrize(
    ("grades", "per_cent", "word"),
    [
        ((1,) * 9, 25, "Inadequate"),
        ((1, 1, 1, 1, 2, 2, 2, 2, 2), 39, "Requires improvement"),
        ((2,) * 5 + (3,) * 4, 61, "Requires improvement"),
        ((2,) * 4 + (3,) * 5, 64, "Good"),
        ((3,) * 9, 75, "Good"),
        ((4,) * 5 + (3,) * 4, 89, "Outstanding"),
    ],
)
def test_a_councils_nine_scores_have_the_regulators_word(grades, per_cent, word):
    (scale,) = EVERY["cqc-local-authority"].scales
    assert (scale.per_cent(grades), scale.band(scale.per_cent(grades))) == (per_cent, word)


def test_the_audit_looks_for_what_was_wrongly_screened_out_and_for_low_expectations():
    audit = EVERY["case-file-audit"]
    assert "screened out" in audit.by_key["B.4"].text
    assert "expect enough" in audit.by_key["A.4"].text
    assert audit.items[0].title == "The person's voice and outcomes"
    assert {item.scale for item in audit.children["P"]} == {"grade"}


def test_feedback_to_referrers_can_be_followed_across_the_documents():
    found = crossings(EVERY["single-agency-review"], EVERY.values())
    ends = {(each.instrument.key, each.other.key) for key in ("2", "2.q") for each in found[key]}
    assert ends >= {
        ("lga-standards-earlier", "Q2"),
        ("cqc-local-authority", "3.2.l8"),
        ("case-file-audit", "H"),
        ("case-file-audit", "H.2"),
    }
    assert "G1" in EVERY["single-agency-review"].by_key["2"].indicators


def test_every_line_says_where_it_comes_from_and_every_file_is_written_the_same_way():
    assert len(EVERY) >= 15
    for key, one in EVERY.items():
        assert [item.key for item in one.items if not item.sources] == [], key
        assert len(one.licence) > 5
        assert (FOLDER / f"{key}.toml").read_text(encoding="utf-8") == written(one), key
