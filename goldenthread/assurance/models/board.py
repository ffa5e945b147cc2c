"""Tables of the board's own work: meetings, their agenda, challenges and their answers, and chains of assurance."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.assurance.vocabulary import (
    AgendaKind,
    AssuranceLevel,
    Assured,
    ChallengeAbout,
    ChallengeState,
    MeetingState,
    Satisfied,
)


class Meeting(models.Model):
    """A meeting at one level of assurance, planned ahead."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    level = models.CharField(max_length=10, choices=AssuranceLevel.choices())
    title = models.CharField(max_length=150)
    on = models.DateField()
    state = models.CharField(max_length=10, choices=MeetingState.choices(), default=MeetingState.PLANNED)
    # Where its minutes can be read.
    minutes = models.CharField(max_length=300, blank=True)
    planned_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["level", "on"])]


class AssuranceChain(models.Model):
    """Something that is assured upwards, level by level: an annual report, or one question."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.CharField(max_length=150)
    about = models.TextField(blank=True)
    # By when every level should have heard it.
    due_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "id"]


class AgendaItem(models.Model):
    """One item of a meeting: a person's story, or a report by which somebody gives assurance."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=AgendaKind.choices())
    title = models.CharField(max_length=200)
    # Who brings it: a role or a body. Never the person whose story it is.
    given_by = models.CharField(max_length=120, blank=True)
    chain = models.ForeignKey(
        AssuranceChain, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    # The review of a process that a story speaks to.
    review = models.ForeignKey(
        "assurance.Review", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    report = models.ForeignKey(
        "assurance.Report", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.ManyToManyField("assurance.Evidence", blank=True, related_name="+")
    # What the meeting decided because of it, and what follows.
    decided = models.TextField(blank=True)
    assured = models.CharField(max_length=10, choices=Assured.choices(), blank=True)
    action = models.ForeignKey(
        "assurance.ImprovementAction", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.CheckConstraint(
                name="agenda_recorded_whole",
                condition=Q(recorded_at__isnull=True, decided="", assured="")
                | (Q(recorded_at__isnull=False) & ~Q(decided="")),
            ),
            models.CheckConstraint(
                name="agenda_reports_are_judged",
                condition=Q(recorded_at__isnull=True)
                | Q(kind=AgendaKind.STORY, assured="")
                | (Q(kind=AgendaKind.REPORT) & ~Q(assured="")),
            ),
        ]


class MeetingStep(models.Model):
    """A state row of a meeting. Never changed."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "-id"]


class Challenge(models.Model):
    """A question that one member put to another: about what, in which meeting, by when, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="challenges")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="challenges"
    )
    asker = models.CharField(max_length=120)
    asker_agency = models.ForeignKey(
        "access.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=ChallengeAbout.choices())
    about_words = models.CharField(max_length=300)
    figure_key = models.CharField(max_length=20, blank=True)
    finding = models.ForeignKey(
        "assurance.Finding", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    judgement = models.ForeignKey(
        "assurance.Judgement", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    report = models.ForeignKey(
        "assurance.Report", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.TextField()
    # The question of the bank it was made of: instrument, version and line.
    prompt = models.CharField(max_length=120, blank=True)
    prompt_theme = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ChallengeState.choices(), default=ChallengeState.ASKED)
    satisfied = models.CharField(max_length=10, choices=Satisfied.choices(), blank=True)
    # What happened because of it.
    result = models.TextField(blank=True)
    action = models.ForeignKey(
        "assurance.ImprovementAction", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="challenge_settled_whole",
                condition=~Q(state=ChallengeState.SETTLED)
                | (
                    Q(settled_at__isnull=False, satisfied__in=[Satisfied.YES, Satisfied.PARTLY])
                    & ~Q(result="")
                ),
            ),
            models.CheckConstraint(
                name="challenge_about_something",
                condition=(~Q(about=ChallengeAbout.FIGURE) | ~Q(figure_key=""))
                & (~Q(about=ChallengeAbout.FINDING) | Q(finding__isnull=False))
                & (~Q(about=ChallengeAbout.JUDGEMENT) | Q(judgement__isnull=False))
                & ~Q(about_words=""),
            ),
        ]
        indexes = [models.Index(fields=["asked_agency", "state"]), models.Index(fields=["state", "due_on"])]


class ChallengeAnswer(models.Model):
    """What the member who was asked answered. Never changed; another may follow."""

    id = models.BigAutoField(primary_key=True)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField()
    evidence = models.ForeignKey(
        "assurance.Evidence", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["at", "id"]


class ChallengeStep(models.Model):
    """A state row of a challenge. Never changed."""

    id = models.BigAutoField(primary_key=True)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "-id"]
