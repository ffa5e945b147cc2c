"""Danger that was not in the report has a place of its own, leads the work list, and holds a decision back.

A generated column cannot be altered: the order of the work list is taken away with its indexes and made anew.
"""

import django.db.models.deletion
from django.db import migrations, models

_IN_DANGER = models.Q(immediate_danger="yes") | models.Q(danger_found_at__isnull=False)
_QUEUE = models.Case(
    models.When(status="decided", then=models.Value(9)),
    models.When(_IN_DANGER & models.Q(made_safe_at__isnull=True), then=models.Value(0)),
    default=models.Value(1),
)
_INDEXES = {
    "concern_queue": ["queue", "due_at", "id"],
    "concern_queue_of_worker": ["allocated_to", "queue", "due_at", "id"],
    "concern_queue_of_team": ["team", "queue", "due_at", "id"],
    "concern_stands_still": ["queue", "moved_at"],
}


class Migration(migrations.Migration):
    dependencies = [("concerns", "0001_initial")]

    operations = [
        migrations.AddField("concern", "danger_found_at", models.DateTimeField(blank=True, null=True)),
        *(migrations.RemoveIndex("concern", name) for name in _INDEXES),
        migrations.RemoveField("concern", "queue"),
        migrations.AddField(
            "concern",
            "queue",
            models.GeneratedField(
                expression=_QUEUE, output_field=models.SmallIntegerField(), db_persist=True
            ),
        ),
        *(
            migrations.AddIndex("concern", models.Index(fields=fields, name=name))
            for name, fields in _INDEXES.items()
        ),
        migrations.AddConstraint(
            "concern",
            models.CheckConstraint(
                name="made_safe_before_decided",
                condition=~models.Q(status="decided") | models.Q(made_safe_at__isnull=False) | ~_IN_DANGER,
            ),
        ),
        migrations.AddConstraint(
            "concern",
            models.CheckConstraint(
                name="made_safe_after_danger_found",
                condition=models.Q(made_safe_at__isnull=True)
                | models.Q(danger_found_at__isnull=True)
                | models.Q(made_safe_at__gte=models.F("danger_found_at")),
            ),
        ),
        migrations.CreateModel(
            name="DangerRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("words", models.TextField()),
                ("said_by", models.CharField(max_length=200)),
                ("doing", models.TextField()),
                ("by_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="danger_rows",
                        to="concerns.concern",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "dangerrow",
            models.CheckConstraint(
                name="danger_says_who_and_what",
                condition=~models.Q(words="") & ~models.Q(said_by="") & ~models.Q(doing=""),
            ),
        ),
    ]
