"""Emergency openings that wait for review are found without reading every relation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0004_password_given")]

    operations = [
        migrations.AddIndex("grant", models.Index(fields=["relation", "reviewed_at"], name="grant_to_review"))
    ]
