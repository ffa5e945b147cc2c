"""Tables of access. No verbs here."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from goldenthread.access.vocabulary import Act, AgencyKind, Relation, Role


class Agency(models.Model):
    """An organisation: the council itself, a partner or a provider."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices())
    email = models.EmailField(blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]


class User(AbstractBaseUser):
    """A person's account. One role, one agency."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=Role.choices())
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="users")
    team = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    # Somebody else gave the password and so knows it: until the owner has chosen their own, nothing else opens to them.
    password_given = models.BooleanField(default=False)
    # Raised to sign the person out everywhere: a session begun under an older number is no longer good.
    session_epoch = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "email"
    objects = BaseUserManager["User"]()

    class Meta:
        ordering = ["name"]


class ApiToken(models.Model):
    """A key of an agency's system. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=120)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class Grant(models.Model):
    """A stated relation of a person or an agency to one record, while it holds."""

    id = models.BigAutoField(primary_key=True)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)
    relation = models.CharField(max_length=20, choices=Relation.choices())
    reason = models.TextField(blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_to_one",
                condition=Q(user__isnull=False, agency__isnull=True)
                | Q(user__isnull=True, agency__isnull=False),
            ),
            models.CheckConstraint(
                name="break_glass_has_reason_and_end",
                condition=~Q(relation=Relation.BREAK_GLASS) | (~Q(reason="") & Q(until_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="break_glass_reviewed_whole",
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_reviews_themselves",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("user")),
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["user", "subject_kind"]),
            models.Index(fields=["agency", "subject_kind"]),
            # Few are emergency openings: those that wait for review are found without reading the rest.
            models.Index(fields=["relation", "reviewed_at"], name="grant_to_review"),
        ]


class TrailRow(models.Model):
    """One act by somebody on one subject. Append-only: the database refuses changes (migration 0002)."""

    id = models.BigAutoField(primary_key=True)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    seq = models.PositiveIntegerField()
    at_us = models.BigIntegerField()
    act = models.CharField(max_length=10, choices=Act.choices())
    deed = models.CharField(max_length=80)
    role = models.CharField(max_length=30)
    actor_id = models.UUIDField()
    agency_id = models.UUIDField()
    detail = models.TextField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "seq"], name="trail_one_row_per_place"
            )
        ]
        indexes = [models.Index(fields=["actor_id", "at_us"]), models.Index(fields=["at_us"])]


class TrailHead(models.Model):
    """How long each subject's chain is and its last hash, so that a cut tail shows."""

    id = models.BigAutoField(primary_key=True)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    length = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="trail_one_head")]


class Tally(models.Model):
    """How often something was tried in a window of time; keys are hashes, never an address or a name."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="tally_one_per_window")]


class HeldForm(models.Model):
    """What somebody typed while their session ended, kept sealed for that person alone and for a short time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    path = models.CharField(max_length=300)
    sealed = models.BinaryField()
    at = models.DateTimeField()


class SentForm(models.Model):
    """A form whose deed is done, by the digest of its token, and where its sender was led."""

    digest = models.CharField(max_length=64, primary_key=True)
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()


class Running(models.Model):
    """The next running number of a series of references."""

    series = models.CharField(max_length=12, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)
