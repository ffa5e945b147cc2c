"""Opening a record in an emergency: possible, brief, with a reason, and always read by somebody else afterwards."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.models import Grant
from goldenthread.access.need_to_know import protected, references_of, subject_of
from goldenthread.access.policy import emergency_reason_given, reviewed_by_another
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Relation
from goldenthread.ground import moment, nhs_number, references
from goldenthread.ground.verdicts import Refused, insist, refused

# Long enough to deal with an emergency, too short to work on a case.
OPEN_FOR = timedelta(hours=2)
KINDS = ("concern", "enquiry", "person")


def record_named(text: str, *, whole_person: bool) -> Subject | None:
    """The record that an emergency opening asks for, whoever may see it; None when there is none.

    ``text`` is a reference, or an NHS number, which names a person. ``whole_person``: the record of the adult whom the
    concern or enquiry with this reference is about, rather than that concern or enquiry alone.
    """
    models = {kind: model for model, kind in protected().items()}
    number = nhs_number.tidy(text)
    if nhs_number.is_valid(number):
        # Where two records bear one number, the one that needs a reason to open.
        rows = (
            models["person"]._default_manager.filter(nhs_number=number).order_by("-restricted", "created_at")
        )
        found = rows.values_list("pk", flat=True).first()
        return Subject("person", found) if found else None
    subject = subject_of(references.tidy(text))
    if subject is None or subject.kind not in KINDS:
        return None
    if not whole_person:
        return subject
    about = models[subject.kind]._default_manager.values_list("person_id", flat=True).get(pk=subject.id)
    return Subject("person", about) if about else None


def records_in_words(kind: str, ids: set[UUID]) -> dict[UUID, str]:
    """How a reviewer tells opened records apart: by reference; a person, who has none, by NHS number or the record's age."""
    if kind != "person":
        return references_of(kind, ids)
    (model,) = (model for model, known in protected().items() if known == kind)
    rows = model._default_manager.filter(pk__in=ids).values_list("pk", "nhs_number", "created_at")
    return {
        id: f"NHS number {number[:3]} {number[3:6]} {number[6:]}"
        if number
        else f"without an NHS number, begun {moment.london(begun):%-d %B %Y}"
        for id, number, begun in rows
    }


@procedure("access.break_glass")
def break_glass(by: Viewer, *, kind: str, id: UUID, reason: str) -> Done[UUID]:
    """Open a record in an emergency for two hours. It waits for review by another manager from that moment.

    Raises Refused without a reason (ACC-01) and NotThere for a record nobody holds. Doing it again while it holds starts a
    new period with its own reason and its own review.
    """
    insist(emergency_reason_given(reason))
    models = {known: model for model, known in protected().items()}
    if kind not in KINDS or kind not in models or not models[kind]._default_manager.filter(pk=id).exists():
        raise NotThere(Subject(kind, id))
    now = moment.now()
    made = Grant.objects.create(
        subject_kind=kind,
        subject_id=id,
        user_id=by.user_id,
        relation=Relation.BREAK_GLASS,
        reason=reason.strip(),
        from_at=now,
        until_at=now + OPEN_FOR,
    )
    return Done(id, Subject(kind, id), {"until": int(made.until_at.timestamp()) if made.until_at else 0})


@procedure("access.review_break_glass")
def review_break_glass(by: Viewer, *, grant_id: int, words: str) -> Done[None]:
    """Say whether an emergency opening was right. Never one's own (ACC-02). Reviewing it twice changes nothing.

    Raises Refused without words, and NotThere when there is no such opening.
    """
    row = Grant.objects.select_for_update().filter(pk=grant_id, relation=Relation.BREAK_GLASS).first()
    if row is None or row.user_id is None:
        raise NotThere(Subject("account", NOBODY))
    insist(reviewed_by_another(reviewer=by.user_id, opened_by=row.user_id))
    if not words.strip():
        raise Refused(
            refused("WORDS", "Say whether it was right to open the record, and what follows.", field="words")
        )
    if row.reviewed_at is None:
        row.reviewed_by_id, row.reviewed_at, row.review_words = by.user_id, moment.now(), words.strip()
        row.save(update_fields=["reviewed_by", "reviewed_at", "review_words"])
    return Done(None, Subject(row.subject_kind, row.subject_id), {"opened_by": row.user_id.hex})
