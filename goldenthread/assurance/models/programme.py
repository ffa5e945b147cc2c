"""Tables of the programme: every look that is planned or done, by whichever agency, so that nobody looks twice unawares."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from goldenthread.assurance.models.evidence import Evidence
from goldenthread.assurance.models.reviews import Review
from goldenthread.assurance.vocabulary import EntryState, ReviewKind


class ProgrammeEntry(models.Model):
    """One look. What is run here as a review keeps its name, days and state there; this row says that it is in the programme."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    review = models.OneToOneField(
        Review, null=True, blank=True, on_delete=models.PROTECT, related_name="programme_entry"
    )
    kind = models.CharField(max_length=20, choices=ReviewKind.choices())
    title = models.CharField(max_length=150)
    theme = models.CharField(max_length=120, blank=True)
    instrument_key = models.CharField(max_length=60, blank=True)
    # Who looks, and the service or agency that is looked at; no agency: the whole partnership.
    by_agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(
        "access.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    begins_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=8, choices=EntryState.choices(), default=EntryState.PLANNED)
    result = models.TextField(blank=True)
    result_on = models.DateField(null=True, blank=True)
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The newest earlier look at the same thing, and every one's reference: as they were when this was planned.
    earlier = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="later")
    overlaps = models.JSONField(default=list, blank=True)
    # Why it is taken although somebody looked; or why it is not held.
    reason = models.TextField(blank=True)
    planned_at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["begins_on", "id"]
        constraints = [
            models.CheckConstraint(name="entry_ends_after_begun", condition=Q(ends_on__gte=F("begins_on"))),
            models.CheckConstraint(
                name="entry_repeated_with_reason",
                condition=Q(earlier__isnull=True) | Q(state=EntryState.REUSED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="entry_reused_names_earlier",
                condition=~Q(state=EntryState.REUSED) | Q(earlier__isnull=False),
            ),
            models.CheckConstraint(
                name="entry_done_says_what_was_found",
                condition=~Q(state=EntryState.DONE) | (~Q(result="") & Q(result_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["begins_on", "ends_on"])]
