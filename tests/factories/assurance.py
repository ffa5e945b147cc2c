"""Self-assessments, answers and evidence, made through the procedures."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.assurance import procedures as do
from goldenthread.assurance.models import Judgement, Review
from goldenthread.assurance.procedures import EvidenceTold, SentFile
from goldenthread.assurance.vocabulary import EvidenceAudience, EvidenceKind, ReviewKind, SourceKind
from goldenthread.ground import moment

STANDARDS = ("lga-improvement-tool", "2015-03.1")
TEXT = SentFile("Our strategy.txt", b"What we want to reach by 2027.")


def round_begun(
    by: Viewer, *agencies: Viewer, follows: UUID | None = None, title: str = "Round of 2026"
) -> UUID:
    """A self-assessment that has begun, in which the agencies of these people answer; each leads for theirs."""
    review_id = do.open_review(
        by,
        kind=ReviewKind.SELF_ASSESSMENT,
        title=title,
        scope="All of it",
        instrument=STANDARDS,
        follows_id=follows,
    )
    for each in agencies:
        assert each.agency_id
        do.assign_part(by, review_id=review_id, agency_id=each.agency_id, lead_id=each.user_id)
    do.begin_review(by, review_id=review_id, version=Review.objects.get(pk=review_id).version)
    return review_id


def part_of(review_id: UUID, who: Viewer) -> int:
    """The part of somebody's agency."""
    return Review.objects.get(pk=review_id).parts.get(agency_id=who.agency_id).pk


def begun(by: Viewer, review_id: UUID, item: str = "1.1") -> UUID:
    """An answer begun by somebody for their own agency."""
    return do.begin_answer(by, review_id=review_id, part_id=part_of(review_id, by), item_key=item)


def version_of(answer_id: UUID) -> int:
    """The version an answer stands at."""
    return Judgement.objects.values_list("version", flat=True).get(pk=answer_id)


def answered(
    by: Viewer, review_id: UUID, item: str = "1.1", *, grade: int = 2, claim: str = "", submit: bool = True
) -> UUID:
    """An answer written by somebody for their own agency, and submitted unless told otherwise."""
    answer_id = begun(by, review_id, item)
    do.write_answer(
        by, answer_id=answer_id, version=version_of(answer_id), claim=claim or f"{by.agency_name} does this.",
        grade=grade, reasoning="Seen in our records.",
    )  # fmt: skip
    if submit:
        do.submit_answer(by, answer_id=answer_id, version=version_of(answer_id))
    return answer_id


def evidence(by: Viewer, *, file: SentFile | None = TEXT, **told: object) -> UUID:
    """A piece of evidence in the library of somebody's agency: their own document of last month unless told otherwise."""
    given: dict[str, object] = {
        "kind": EvidenceKind.DOCUMENT,
        "sort": SourceKind.PROCESS,
        "title": "Our strategy",
        "as_of": moment.today() - timedelta(days=30),
        "audience": EvidenceAudience.PARTNERSHIP,
        "made_by": by.agency_id,
    }
    whole = given | told
    if file is TEXT:
        # Two pieces of one file are one thing under two names, and weigh as one.
        file = SentFile(TEXT.name, TEXT.content + f"\n{whole['title']}".encode())
    return do.add_evidence(by, told=EvidenceTold(**whole), file=file)  # type: ignore[arg-type]
