"""How somebody else graded the same areas: put beside the round."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import OutsideView, Review
from goldenthread.assurance.policy import grade_on_scale
from goldenthread.assurance.procedures.rows import keep_review_step, subject
from goldenthread.assurance.queries.outside import areas_of
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.vocabulary import OutsideKind
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.run", about="review")
def record_outside_view(
    by: Viewer, *, review_id: UUID, who: str, kind: OutsideKind, on: date, grades: dict[str, int]
) -> Done[int]:
    """Record how an inspection, a peer team or another board graded the areas. Raises Refused (no name, no grade, ASR-16)."""
    review = find(by, Review, review_id, lock=True)
    instrument = standards_of(review.instrument_key, review.instrument_version)
    levels = (
        {area.key: [value for value, _ in area.levels] for area in areas_of(instrument)} if instrument else {}
    )
    if not who.strip():
        raise Refused(refused("WHO", "Say who graded it.", field="who"))
    if on > moment.today():
        raise Refused(refused("ORDER", "The day cannot be later than today.", field="on"))
    if not grades or set(grades) - set(levels):
        raise Refused(refused("GRADES", "Give at least one area the grade they gave it.", field="who"))
    for key, grade in grades.items():
        insist(grade_on_scale(grade=grade, levels=levels[key]))
    row = OutsideView.objects.create(
        review=review,
        who=who.strip(),
        kind=kind,
        on=on,
        grades=grades,
        added_at=moment.now(),
        by_name=by.name,
    )
    keep_review_step(review, by, "record_outside_view", f"Beside it now: {who.strip()}, {kind.label.lower()}")
    return Done(row.pk, subject(review), {"kind": kind.value})
