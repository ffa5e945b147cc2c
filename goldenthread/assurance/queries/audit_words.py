"""What was read in an audit, in words and without a case: for the sub-group that talks about quality."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.small_numbers import hide_below
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import CaseView, FileAudit, Review
from goldenthread.assurance.queries.audits import settled_of, tool_of
from goldenthread.assurance.vocabulary import AuditState, ReviewKind, SampleKind, ViewOf
from goldenthread.ground.instruments import Instrument, Item


@dataclass(frozen=True)
class Heard:
    """One question with what its readers wrote, and how many graded it good or better; shown only where enough cases stand behind it."""

    item: Item
    words: tuple[str, ...]
    good: int
    answered: int
    before: tuple[int, int] | None


@dataclass(frozen=True)
class AuditWords:
    """What was read, question by question, and what people who were there say. ``too_few``: so few cases that nothing is shown."""

    review_id: UUID
    title: str
    tool: Instrument | None
    cases: int
    too_few: bool
    # The reader is an auditor with cases left to read: they are not told what others wrote.
    blind: bool
    questions: tuple[Heard, ...]
    views: tuple[tuple[ViewOf, str], ...]
    sums: tuple[str, ...]
    before: str


@opening("assurance.open", about="review")
def audit_words(viewer: Viewer, review_id: UUID) -> AuditWords:
    """What was read, without cases, for whoever takes part in the audit. Seven queries. Raises Refused and NotThere.

    Readings are the auditor's alone; what leaves them here are words written to be read by the sub-group, and counts.
    """
    review = find(viewer, Review, review_id, along=("follows",))
    tool = tool_of(viewer, review)
    done = _done(viewer, review) if review.kind == ReviewKind.FILE_AUDIT else []
    earlier = (
        _done(viewer, review.follows)
        if review.follows and review.follows.kind == ReviewKind.FILE_AUDIT
        else []
    )
    drawn = _first(done)
    settled = settled_of(review)
    for row in drawn:
        # What two readers settled on stands for their case.
        row.answers = {**row.answers, **settled.get(row.case_id, {})}
    mine = visible(viewer, FileAudit).filter(review_id=review.pk, auditor_id=viewer.user_id)
    blind = mine.exclude(state=AuditState.DONE).exists()
    too_few = len(drawn) < max(1, hide_below(viewer)) or blind
    views = CaseView.objects.filter(case__review=review).order_by("whose", "at") if not too_few else []
    questions = (
        tuple(_heard(tool, item, done, drawn, _first(earlier)) for item in tool.graded())
        if tool and not too_few
        else ()
    )
    return AuditWords(
        review.pk,
        review.title,
        tool,
        len(drawn),
        too_few,
        blind,
        questions,
        tuple((ViewOf(each.whose), each.words) for each in views),
        tuple(row.summary for row in done if row.summary) if not too_few else (),
        review.follows.title if earlier and review.follows else "",
    )


def good_of(tool: Instrument, item: Item, rows: list[FileAudit]) -> tuple[int, int]:
    """How many of these readings graded the question in the upper half of its scale, of how many that graded it."""
    values = [level.value for level in tool.scale[item.scale].levels]
    grades = [row.answers.get(item.key, {}).get("grade") for row in rows]
    steps = [values.index(grade) + 1 for grade in grades if grade in values]
    half = len(values) / 2 + len(values) % 2 / 2
    return sum(step > half for step in steps), len(steps)


def _done(viewer: Viewer, review: Review) -> list[FileAudit]:
    """Finished readings, in an order that tells nothing of the cases."""
    rows = visible(viewer, FileAudit).filter(review_id=review.pk, state=AuditState.DONE)
    return sorted(rows.select_related("case__sample"), key=lambda row: row.pk.hex)


def _first(rows: list[FileAudit]) -> list[FileAudit]:
    return [row for row in rows if row.slot == 1 and row.case.sample.kind == SampleKind.DRAWN]


def _heard(
    tool: Instrument, item: Item, done: list[FileAudit], drawn: list[FileAudit], earlier: list[FileAudit]
) -> Heard:
    words = (str(row.answers.get(item.key, {}).get("words", "")).strip() for row in done)
    good, answered = good_of(tool, item, drawn)
    before = good_of(tool, item, earlier) if earlier else None
    return Heard(item, tuple(dict.fromkeys(each for each in words if each)), good, answered, before)
