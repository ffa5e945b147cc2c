"""Tables of case-file audits: the sample, who reads which case, what they judged, and what others say of the same case."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.assurance.models.reviews import Review
from goldenthread.assurance.vocabulary import AuditState, Population, SampleKind, ViewOf


class AuditSample(models.Model):
    """A sample of cases of one audit, with everything needed to draw it again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="samples")
    kind = models.CharField(max_length=10, choices=SampleKind.choices())
    drawn_at = models.DateTimeField()
    # Populations and how many were wanted of each; since when; the seed. Empty for cases chosen to criteria.
    wanted = models.JSONField(default=dict)
    since = models.DateTimeField(null=True, blank=True)
    by_team = models.BooleanField(default=False)
    twice_in_100 = models.PositiveSmallIntegerField(default=20)
    seed = models.CharField(max_length=60, blank=True)
    # What could have been drawn: {population: {group: cases}}, and restricted cases that could not.
    listed = models.JSONField(default=dict)
    left_out = models.PositiveIntegerField(default=0)
    criteria = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["drawn_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="sample_can_be_drawn_again",
                condition=(Q(kind=SampleKind.DRAWN) & ~Q(seed=""))
                | (Q(kind=SampleKind.TRACKED) & ~Q(criteria="")),
            )
        ]


class SampledCase(models.Model):
    """A case of a sample. It holds the reference and no name: whoever reads the case reads it in its own room."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sample = models.ForeignKey(AuditSample, on_delete=models.PROTECT, related_name="cases")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="cases")
    case_kind = models.CharField(max_length=10)
    case_id = models.UUIDField()
    reference = models.CharField(max_length=30)
    population = models.CharField(max_length=20, choices=Population.choices(), blank=True)
    group = models.CharField(max_length=60, blank=True)
    order = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    taken = models.PositiveIntegerField()
    twice = models.BooleanField(default=False)

    class Meta:
        ordering = ["sample", "order"]
        constraints = [models.UniqueConstraint(fields=["review", "case_id"], name="case_once_an_audit")]


class FileAudit(models.Model):
    """One auditor's reading of one case. ``answers`` are {question: {"grade": 3, "words": ""}}, on the tool's scale; -1: does not apply."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="audits")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="audits")
    slot = models.PositiveSmallIntegerField()
    auditor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=AuditState.choices(), default=AuditState.GIVEN)
    answers = models.JSONField(default=dict)
    summary = models.TextField(blank=True)
    given_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["case__order", "slot"]
        constraints = [
            models.UniqueConstraint(fields=["case", "slot"], name="one_audit_a_slot"),
            models.UniqueConstraint(fields=["case", "auditor"], name="two_readers_are_two_people"),
            models.CheckConstraint(name="audit_slot", condition=Q(slot__in=[1, 2])),
            models.CheckConstraint(
                name="audit_done_dated",
                condition=Q(state=AuditState.DONE, done_at__isnull=False)
                | (~Q(state=AuditState.DONE) & Q(done_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["auditor", "state"])]


class CaseView(models.Model):
    """What somebody who was there says of the same case: the practitioner, the adult, or who speaks for them. Never changed."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="views")
    whose = models.CharField(max_length=15, choices=ViewOf.choices())
    words = models.TextField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)


class SettledAnswer(models.Model):
    """Where two readers of a case differed and what they settled on together. Their own answers stay as each judged alone."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="settled")
    item_key = models.CharField(max_length=40)
    # On the tool's scale; -1: the question does not apply to this case.
    grade = models.SmallIntegerField()
    words = models.TextField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["case", "item_key"]
        constraints = [
            models.UniqueConstraint(fields=["case", "item_key"], name="settled_once"),
            models.CheckConstraint(name="settled_with_words", condition=~Q(words="")),
        ]
