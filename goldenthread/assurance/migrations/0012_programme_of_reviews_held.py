"""Reviews that were opened before there was a programme get their row in it."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from goldenthread.access.numbers import next_references


def enter(apps: Any, schema_editor: Any) -> None:
    """One row for each review without one. Its days are those of the review, or the day it was opened."""
    review_model = apps.get_model("assurance", "Review")
    entry_model = apps.get_model("assurance", "ProgrammeEntry")
    held = list(
        review_model.objects.filter(programme_entry__isnull=True)
        .select_related("owner")
        .order_by("opened_at", "id")
    )
    if not held:
        return
    references = next_references("LOOK", len(held))
    entry_model.objects.bulk_create(
        entry_model(
            reference=reference,
            review=review,
            kind=review.kind,
            title=review.title,
            instrument_key=review.instrument_key,
            by_agency_id=review.owner.agency_id,
            about_id=review.agency_id,
            begins_on=(begins := review.begins_on or review.opened_at.date()),
            ends_on=max(review.due_on or begins, begins),
            planned_at=review.opened_at,
            by_id=review.owner_id,
            by_name=review.owner.name,
        )
        for reference, review in zip(references, held, strict=True)
    )


class Migration(migrations.Migration):
    dependencies = [("assurance", "0011_programme_lines_statements"), ("access", "0001_initial")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
