"""Which other council placed the adult in this area: it hears back once the concern is decided."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0003_sentform"), ("concerns", "0002_danger_found_while_screening")]

    operations = [
        migrations.AddField(
            "concern",
            "placed_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.agency",
            ),
        ),
    ]
