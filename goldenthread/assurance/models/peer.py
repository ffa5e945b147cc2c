"""Tables of a peer review on site: its programme, what the team noted, and the papers it asked for."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.assurance.models.reviews import Review
from goldenthread.assurance.vocabulary import (
    Independence,
    NoteLeans,
    PaperState,
    SessionKind,
    SessionState,
    SourceKind,
)

_EMPTY = Q(answer="", progress="", strengths="", improvements="")


class ReviewSession(models.Model):
    """One item of the programme: an interview, a focus group, a visit, reading. Who took part is a role and a number, never a name."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=12, choices=SessionKind.choices())
    title = models.CharField(max_length=150)
    at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    who = models.CharField(max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(null=True, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    question = models.CharField(max_length=300, blank=True)
    # Whose word is heard here: the agency that is looked at, somebody who works with it, or somebody outside both.
    independence = models.CharField(max_length=10, choices=Independence.choices(), default=Independence.OWN)
    # Who arranged it or received the team, to be thanked in the report.
    host = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=SessionState.choices(), default=SessionState.PLANNED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = [models.F("at").asc(nulls_last=True), "id"]


class ReviewNote(models.Model):
    """What a member of the team noted. Only the team reads it; nothing in it says who spoke. Never changed, only withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="notes")
    session = models.ForeignKey(
        ReviewSession, null=True, blank=True, on_delete=models.PROTECT, related_name="notes"
    )
    words = models.TextField()
    leans = models.CharField(max_length=10, choices=NoteLeans.choices(), default=NoteLeans.FACT)
    sort = models.CharField(max_length=10, choices=SourceKind.choices())
    independence = models.CharField(max_length=10, choices=Independence.choices())
    theme = models.CharField(max_length=60, blank=True)
    question = models.CharField(max_length=300, blank=True)
    # The finding it was taken up into, when the team sifted.
    finding_id = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["review", "withdrawn_at"])]


class PaperRequest(models.Model):
    """A document the team asked for before or during the review; with a ``question``, what the council says of itself on it.

    A self-assessment is told in three parts, of which one may be empty; ``answer`` stays empty then.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="papers")
    what = models.CharField(max_length=300)
    # The key question of the review, in the review's words; empty for a document.
    question = models.TextField(blank=True)
    progress = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    improvements = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=PaperState.choices(), default=PaperState.ASKED)
    answer = models.TextField(blank=True)
    evidence_id = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="paper_answered_whole",
                condition=Q(state=PaperState.ASKED, answered_at__isnull=True)
                | (~Q(state=PaperState.ASKED) & Q(answered_at__isnull=False) & ~_EMPTY),
            ),
            models.UniqueConstraint(
                name="question_asked_once", fields=["review", "question"], condition=~Q(question="")
            ),
        ]


class AccuracyComment(models.Model):
    """Something the agency that was looked at says is wrong in the draft report, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="accuracy_comments")
    passage = models.CharField(max_length=120)
    words = models.TextField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    # Empty until it is answered: whether the report was put right, and why or why not.
    taken = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="comment_answered_whole",
                condition=Q(taken__isnull=True, answered_at__isnull=True, answer="")
                | (Q(taken__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
            )
        ]
