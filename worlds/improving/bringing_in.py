"""Brings published reviews in as a board manager does who reads them: as reviews with their findings, in our own words.

The peer review has a file of its own; the challenge and the single-agency review are the instruments that come with the house, whose
lines already say, with their passages, what was found.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.assurance import procedures as do
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.vocabulary import (
    FindingKind,
    FindingOrigin,
    Independence,
    MemberFunction,
    ReviewKind,
    SourceKind,
)
from goldenthread.ground.instruments import Instrument, Item
from worlds.improving.files import Published, Recommended

Found = dict[tuple[str, str], UUID]
_TOOK_FROM = "Brought in from its published report"


def peer_review(by: Viewer, told: Published, found: Found) -> dict[str, UUID]:
    """The peer review. Adds its findings to ``found`` under ("bath", passage); returns its recommendations by passage."""
    review = do.open_review(
        by,
        kind=ReviewKind.PEER_REVIEW,
        title=told.title,
        scope=told.scope,
        questions=told.questions,
        instrument=_pinned(shipped()[told.instrument]),
        requested_by=told.requested_by,
        begins_on=told.begins_on,
        due_on=told.due_on,
    )
    for each in told.team:
        do.add_member(
            by,
            review_id=review,
            function=each.function,
            name=each.role,
            role=each.role,
            employer=each.employer,
        )
    do.begin_review(by, review_id=review, version=1)
    for part in told.part:
        for kind, lines in ((FindingKind.STRENGTH, part.strengths), (FindingKind.AREA, part.areas)):
            for passage, words in lines:
                made = _finding(
                    by, review, told.title, kind, words,
                    do.About(theme=part.theme, question=part.question, statements=part.statements, passage=passage),
                )  # fmt: skip
                if kind is FindingKind.AREA or ("bath", passage) not in found:
                    found["bath", passage] = made
    recommended = {each.passage: _recommended(by, review, each, found) for each in told.recommendations}
    do.end_looking(by, review_id=review, version=2)
    do.publish_review(
        by, review_id=review, version=3, where=told.published_where, methods_used=told.methods_used,
        methods_not_used=told.methods_not_used,
    )  # fmt: skip
    return recommended


def challenge(by: Viewer, found: Found) -> None:
    """The challenge of Wirral, 2011: every challenge, and every row of its gap table. Adds them under ("wirral", passage)."""
    form = shipped()["inspection-gap-table"]
    title = "Peer challenge of Wirral, December 2011"
    review = _opened(
        by, ReviewKind.CHALLENGE, title, form, date(2011, 11, 28), date(2011, 12, 14),
        "What was achieved since an inspection of September 2010, and what the plan still lacks.",
        MemberFunction.LEADER, "Peer challenger",
    )  # fmt: skip
    by_key = form.by_key
    for item in form.items:
        passage = _passage(item)
        if item.kind == "challenge":
            made = _finding(
                by, review, title, FindingKind.AREA, item.text,
                do.About(theme=by_key[item.parent].text, statements=(item.key,), passage=passage),
            )  # fmt: skip
            found["wirral", passage] = made
        if item.kind == "issue":
            gap, wanted = by_key[f"{item.key}.g"], by_key[f"{item.key}.e"]
            made = _finding(
                by, review, title, FindingKind.GAP, gap.text,
                do.About(
                    theme=item.title, statements=(item.key,), passage=passage, issue=item.text, evidence_wanted=wanted.text
                ),
            )  # fmt: skip
            found["wirral", passage] = made
    _published(by, review, "Its table says what evidence the self-evaluation must bring")


def agency_review(by: Viewer, found: Found) -> None:
    """The review of a single agency: eight learning points. Adds them under ("single", "learning point 1") and so on."""
    form = shipped()["single-agency-review"]
    title = "Learning from a single agency review"
    review = _opened(
        by, ReviewKind.AGENCY_REVIEW, title, form, None, None,
        "Concerns about one adult over four years: what one agency learnt from looking back.",
        MemberFunction.LEADER, "Author of the review",
    )  # fmt: skip
    for item in form.items:
        if item.kind == "learning_point":
            made = _finding(
                by, review, title, FindingKind.LEARNING, item.text,
                do.About(theme=item.title, statements=(item.key,), passage=f"learning point {item.key}"),
            )  # fmt: skip
            found["single", f"learning point {item.key}"] = made
            for action in form.items:
                if action.parent == item.key and action.kind == "action":
                    do.recommend(
                        by, words=action.text, review_id=review, passage=f"learning point {item.key}, actions", finding_ids=(made,)
                    )  # fmt: skip
    _published(by, review, "")


def our_own(by: Viewer, found: Found) -> None:
    """What Sandgate found itself: two sources of different kind, so that it is triangulated."""
    passage = "Report of 10 months ago, page 2"
    made = do.draft_finding(
        by,
        kind=FindingKind.GAP,
        words="Police and hospitals seldom hear what came of what they report, and nobody counts how often they do.",
        origin=FindingOrigin.VOICE,
        named="Partners' morning of the board",
        about=do.About(
            theme="Feedback to referrers",
            passage=passage,
            board_priority="Nobody is left without an answer",
            issue="Partners say that they hear nothing.",
            evidence_wanted="How many of those who report get an answer, and when.",
        ),
    )
    do.add_source(
        by, finding_id=made, version=1, kind=SourceKind.VOICE, independence=Independence.PARTNER,
        origin="Focus group of those who report most", shows="Eleven of fourteen had heard nothing in the last quarter.",
    )  # fmt: skip
    do.add_source(
        by, finding_id=made, version=2, kind=SourceKind.PRACTICE, independence=Independence.OWN,
        origin="Sample of thirty decided concerns", shows="An answer was on record in eighteen.",
    )  # fmt: skip
    do.agree_finding(by, finding_id=made, version=3)
    found["own", passage] = made


def _opened(
    by: Viewer, kind: ReviewKind, title: str, form: Instrument, begins: date | None, due: date | None, scope: str,
    function: MemberFunction, role: str,
) -> UUID:  # fmt: skip
    review = do.open_review(
        by, kind=kind, title=title, scope=scope, instrument=_pinned(form), begins_on=begins, due_on=due
    )
    do.add_member(by, review_id=review, function=function, name=role, role=role)
    do.begin_review(by, review_id=review, version=1)
    return review


def _published(by: Viewer, review: UUID, where: str) -> None:
    do.end_looking(by, review_id=review, version=2)
    do.publish_review(
        by, review_id=review, version=3, where=where, methods_used=(_TOOK_FROM,),
        methods_not_used="The report does not say how each finding was reached.",
    )  # fmt: skip


def _finding(by: Viewer, review: UUID, named: str, kind: FindingKind, words: str, about: do.About) -> UUID:
    made = do.draft_finding(by, kind=kind, words=words, review_id=review, named=named, about=about)
    do.agree_finding(by, finding_id=made, version=1)
    return made


def _recommended(by: Viewer, review: UUID, told: Recommended, found: Found) -> UUID:
    return do.recommend(
        by,
        words=told.words,
        review_id=review,
        passage=told.passage,
        finding_ids=tuple(found["bath", passage] for passage in told.rests_on),
    )


def _pinned(form: Instrument) -> tuple[str, str]:
    return form.key, form.version


def _passage(item: Item) -> str:
    """Where it stands in the challenge, without the words that every line shares."""
    return item.sources[0].where.removeprefix("gap table, ")
