"""Tables of the national return: its editions, what was counted for them, what people said, and the files that were signed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.insight.vocabulary.returns import CountState, ReturnState


class ReturnEdition(models.Model):
    """The return of one year, once: the first, or a restatement with its reason. A signed one never changes again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    year = models.CharField(max_length=7)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ReturnState.choices(), default=ReturnState.DRAFT)
    reason = models.TextField(blank=True)
    started_at = models.DateTimeField()
    started_by_id = models.UUIDField()
    started_by = models.CharField(max_length=120)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by_id = models.UUIDField(null=True, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)
    # Of the manifest of the files that were made when it was sent for sign-off.
    digest = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="return_edition_once"),
            models.UniqueConstraint(
                fields=["year"], name="return_one_open", condition=Q(state__in=["draft", "checked"])
            ),
            models.CheckConstraint(
                name="return_signed_whole",
                condition=Q(state="signed", signed_at__isnull=False, signed_by_id__isnull=False)
                & ~Q(digest="")
                | Q(signed_at__isnull=True, signed_by_id__isnull=True) & ~Q(state="signed"),
            ),
            models.CheckConstraint(
                name="return_not_signed_by_starter",
                condition=Q(signed_by_id__isnull=True) | ~Q(signed_by_id=models.F("started_by_id")),
            ),
            models.CheckConstraint(name="return_restated_with_reason", condition=Q(number=1) | ~Q(reason="")),
        ]


class ReturnCount(models.Model):
    """One counting of an edition, asked for by a person and done by the clockwork. Once it is done it stays as it is.

    ``content`` is the return as counted, ``behind`` which cases stand behind each cell, by keys that name nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    edition = models.ForeignKey(ReturnEdition, on_delete=models.PROTECT, related_name="counts")
    state = models.CharField(max_length=10, choices=CountState.choices(), default=CountState.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    begun_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    as_at = models.DateTimeField(null=True, blank=True)
    rule_version = models.CharField(max_length=60, blank=True)
    trouble = models.CharField(max_length=500, blank=True)
    content = models.BinaryField(default=b"")
    behind = models.BinaryField(default=b"")

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], name="return_one_count", condition=Q(state__in=["waiting", "counting"])
            ),
            models.CheckConstraint(
                name="return_count_whole",
                condition=Q(state__in=["waiting", "counting"], done_at__isnull=True)
                | Q(state="failed", done_at__isnull=False) & ~Q(trouble="")
                | Q(state="counted", done_at__isnull=False, as_at__isnull=False) & ~Q(rule_version=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], name="return_to_count", condition=Q(state__in=["waiting", "counting"])
            ),
        ]


class ReturnComment(models.Model):
    """Words on a check that is not met, as it stood when they were written. Never changed: the newest holds."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(ReturnEdition, on_delete=models.PROTECT, related_name="comments")
    code = models.CharField(max_length=10)
    where = models.CharField(max_length=300)
    # How many stood behind it: a comment on another number is asked for again.
    count = models.PositiveIntegerField()
    words = models.TextField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["edition", "code"])]
        constraints = [models.CheckConstraint(name="return_comment_said", condition=~Q(words=""))]


class ReturnEntry(models.Model):
    """A number entered by hand, in a cell that the facts cannot feed. Never changed: the newest holds; None takes it away."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(ReturnEdition, on_delete=models.PROTECT, related_name="entries")
    table = models.CharField(max_length=10)
    metric = models.CharField(max_length=200)
    row = models.CharField(max_length=200)
    column = models.CharField(max_length=200)
    value = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)


class ReturnFile(models.Model):
    """A file of an edition as it was made for sign-off; of a signed edition the database refuses changes (migration).

    ``round``: which sending it was made for; one that was sent back keeps the files it had.
    """

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(ReturnEdition, on_delete=models.PROTECT, related_name="files")
    round = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "round", "name"], name="return_file_once")]


class ReturnStep(models.Model):
    """A state row: what was done with an edition, by whom, when, why. Never changed."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(ReturnEdition, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["edition", "at"])]
