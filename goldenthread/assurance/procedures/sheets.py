"""A sheet that was filled in elsewhere comes back: what changed is taken, what clashes is shown, nothing is overwritten unseen."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.lifecycle import JUDGEMENT
from goldenthread.assurance.models import Judgement, Review, ReviewPart, SheetReturn
from goldenthread.assurance.policy import may_write_for, plain_words
from goldenthread.assurance.policy.judgements import MOST_CHARACTERS
from goldenthread.assurance.policy.parts import items_of_part
from goldenthread.assurance.procedures.judgements import begin_answer, write_answer
from goldenthread.assurance.procedures.rows import author, subject
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.vocabulary import JudgementState, SheetOutcome
from goldenthread.ground.instruments import Instrument
from goldenthread.ground.verdicts import Refused, insist, refused


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet as it came back. ``version`` is that of the answer it was written from; 0: there was none yet."""

    item: str
    version: int
    claim: str
    grade: str
    reasoning: str
    changed: str


@dataclass(frozen=True)
class SheetResult:
    """What became of a row, and why."""

    row: SheetRow
    outcome: SheetOutcome
    why: str = ""
    answer_id: str = ""


@procedure("assurance.answer", about="review")
def bring_back(
    by: Viewer, *, review_id: UUID, part_id: int, file_name: str, rows: tuple[SheetRow, ...]
) -> Done[UUID]:
    """Take a sheet back into a part. Each row is judged by itself; the words of a row that clashes are kept with the result.

    Raises Refused when the part is not this viewer's or the sheet has no row of it; NotThere.
    """
    review = find(by, Review, review_id)
    part = review.parts.select_for_update().filter(pk=part_id, ended_at__isnull=True).first()
    if part is None:
        raise NotThere(subject(review))
    insist(may_write_for(own_agency=part.agency_id == by.agency_id, runs_assurance=by.may("assurance.run")))
    instrument = standards_of(review.instrument_key, review.instrument_version)
    asked = {item.key for item in items_of_part(instrument, part.items)} if instrument else set()
    if instrument is None or not asked & {row.item for row in rows}:
        raise Refused(
            refused(
                "SHEET",
                "This sheet has no statement of this part. Was it sent out from another round?",
                field="file",
            )
        )
    results = _each(by, review, part, instrument, asked, rows)
    kept = SheetReturn.objects.create(
        part=part,
        file_name=file_name[:120],
        rows=[
            {**asdict(each.row), "outcome": each.outcome, "why": each.why, "answer_id": each.answer_id}
            for each in results
        ],
        **author(by),
    )
    taken = sum(each.outcome is SheetOutcome.TAKEN for each in results)
    return Done(kept.pk, subject(review), {"taken": taken, "rows": len(results)})


def _each(
    by: Viewer,
    review: Review,
    part: ReviewPart,
    instrument: Instrument,
    asked: set[str],
    rows: tuple[SheetRow, ...],
) -> list[SheetResult]:
    held = {each.item_key: each for each in review.judgements.filter(agency_id=part.agency_id)}
    results: list[SheetResult] = []
    seen: set[str] = set()
    for row in map(_plain, rows):
        if row.item not in asked:
            results.append(SheetResult(row, SheetOutcome.REFUSED, "It is no statement of this part."))
        elif row.item in seen:
            results.append(
                SheetResult(row, SheetOutcome.REFUSED, "It stands in the sheet twice; the first was taken.")
            )
        else:
            results.append(_one(by, review, part, instrument, row, held.get(row.item)))
        seen.add(row.item)
    return results


def _one(
    by: Viewer,
    review: Review,
    part: ReviewPart,
    instrument: Instrument,
    row: SheetRow,
    held: Judgement | None,
) -> SheetResult:
    grade, wrong = _grade(instrument, row)
    known = str(held.pk) if held else ""
    if wrong:
        return SheetResult(row, SheetOutcome.REFUSED, wrong, known)
    if any(len(words) > MOST_CHARACTERS for words in (row.claim, row.reasoning, row.changed)):
        why = f"An answer has at most {MOST_CHARACTERS:,} characters. Put the rest into the evidence library."
        return SheetResult(row, SheetOutcome.REFUSED, why, known)
    if _same(row, grade, held):
        return SheetResult(row, SheetOutcome.SAME, answer_id=known)
    if held is not None:
        if not JUDGEMENT.verdict(JudgementState(held.state), "write_answer"):
            why = f"The answer is “{JudgementState(held.state).label}” and cannot be written now."
            return SheetResult(row, SheetOutcome.REFUSED, why, known)
        if row.version != held.version:
            why = f"{held.written_by} changed the answer after this sheet was sent out. Your words are kept here."
            return SheetResult(row, SheetOutcome.CLASH, why, known)
    try:
        answer_id = (
            held.pk if held else begin_answer(by, review_id=review.pk, part_id=part.pk, item_key=row.item)
        )
        write_answer(
            by,
            answer_id=answer_id,
            version=held.version if held else 1,
            claim=row.claim,
            grade=grade,
            reasoning=row.reasoning,
            changed=row.changed,
        )
    except Refused as no:
        return SheetResult(row, SheetOutcome.REFUSED, no.verdict.words, known)
    return SheetResult(row, SheetOutcome.TAKEN, answer_id=str(answer_id))


def _plain(row: SheetRow) -> SheetRow:
    return replace(
        row,
        claim=plain_words(row.claim),
        reasoning=plain_words(row.reasoning),
        changed=plain_words(row.changed),
    )


def _same(row: SheetRow, grade: int | None, held: Judgement | None) -> bool:
    if held is None:
        return not any((row.claim, row.reasoning, row.changed)) and grade is None
    return (row.claim, grade, row.reasoning, row.changed) == (
        held.claim,
        held.grade,
        held.reasoning,
        held.changed,
    )


def _grade(instrument: Instrument, row: SheetRow) -> tuple[int | None, str]:
    """The grade as a value of the item's scale: its number, its words, or both as the sheet offers them."""
    item = instrument.by_key[row.item]
    text = row.grade.strip()
    if not text:
        return None, ""
    if not item.scale:
        return None, "This statement is not graded."
    levels = instrument.scale[item.scale].levels
    for level in levels:
        if text.lower() in (str(level.value), level.label.lower(), f"{level.value} {level.label}".lower()):
            return level.value, ""
    offered = ", ".join(f"{level.value} {level.label}" for level in levels)
    return None, f"“{text[:60]}” is no grade of this scale. It is one of: {offered}."
