"""Tables of self-assessment: who answers which part, and each answer with all its versions."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.assurance.vocabulary import JudgementState, Strength


class ReviewPart(models.Model):
    """An agency's part in a review: which items it answers, and who leads."""

    id = models.BigAutoField(primary_key=True)
    review = models.ForeignKey("assurance.Review", on_delete=models.PROTECT, related_name="parts")
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Keys of items above which everything is theirs; empty: every item that is answered.
    items = models.JSONField(default=list, blank=True)
    due_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "agency"], name="review_part_once", condition=Q(ended_at__isnull=True)
            )
        ]


class Judgement(models.Model):
    """One answer by one agency to one item of the review's standards."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey("assurance.Review", on_delete=models.PROTECT, related_name="judgements")
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    item_key = models.CharField(max_length=60)
    claim = models.TextField(blank=True)
    # A value of the item's scale; None while no grade is given.
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    reasoning = models.TextField(blank=True)
    # What is different from the round before.
    changed = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=JudgementState.choices(), default=JudgementState.DRAFT)
    # Somebody's own view of the strength, where they disagree with rule ASR-10.
    strength_set = models.CharField(max_length=12, choices=Strength.choices(), blank=True)
    strength_reason = models.TextField(blank=True)
    strength_by = models.CharField(max_length=120, blank=True)
    # The answer of the round before, from which this one was carried forward.
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "agency", "item_key"], name="judgement_once"),
            models.CheckConstraint(
                name="judgement_set_strength_reasoned",
                condition=Q(strength_set="") | ~Q(strength_reason=""),
            ),
            models.CheckConstraint(
                name="judgement_sent_says_something",
                condition=Q(state__in=[JudgementState.DRAFT, JudgementState.SENT_BACK]) | ~Q(claim=""),
            ),
        ]


class JudgementVersion(models.Model):
    """The words of an answer as somebody once saved them. Never changed, so nobody's words are lost."""

    id = models.BigAutoField(primary_key=True)
    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    claim = models.TextField(blank=True)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    reasoning = models.TextField(blank=True)
    changed = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["judgement", "number"], name="judgement_version_once")]


class JudgementStep(models.Model):
    """A state row of an answer. Never changed."""

    id = models.BigAutoField(primary_key=True)
    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-id"]


class JudgementEvidence(models.Model):
    """That a piece of evidence stands behind an answer."""

    id = models.BigAutoField(primary_key=True)
    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="links")
    evidence = models.ForeignKey("assurance.Evidence", on_delete=models.PROTECT, related_name="links")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=120)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judgement", "evidence"],
                name="judgement_evidence_once",
                condition=Q(removed_at__isnull=True),
            )
        ]


class SheetReturn(models.Model):
    """A sheet that was filled in elsewhere and brought back: what of it was taken, what clashed, what was refused."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    part = models.ForeignKey(ReviewPart, on_delete=models.PROTECT, related_name="returns")
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    file_name = models.CharField(max_length=120)
    # One entry a row: item, what became of it, the words that came.
    rows = models.JSONField(default=list)


class OutsideView(models.Model):
    """How somebody else graded the same items: the last inspection, a peer review, another board."""

    id = models.BigAutoField(primary_key=True)
    review = models.ForeignKey("assurance.Review", on_delete=models.PROTECT, related_name="outside_views")
    who = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    on = models.DateField()
    # Item key → grade on the item's scale.
    grades = models.JSONField(default=dict)
    added_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["on", "id"]
