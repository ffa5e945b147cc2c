"""The day of the month on which a data report is wanted, kept beside the day it is due next."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import ExtractDay


def as_due_now(apps: Any, schema_editor: Any) -> None:
    """Reports that were set up before are wanted on the day they are due next."""
    del schema_editor
    apps.get_model("insight", "RegularReport").objects.update(wanted_day=ExtractDay("next_due_on"))


class Migration(migrations.Migration):
    dependencies = [("insight", "0007_framework_and_reports")]

    operations = [
        migrations.AddField(
            model_name="regularreport",
            name="wanted_day",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.RunPython(as_due_now, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="regularreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("wanted_day__gte", 1), ("wanted_day__lte", 31)), name="regular_wanted_day"
            ),
        ),
    ]
