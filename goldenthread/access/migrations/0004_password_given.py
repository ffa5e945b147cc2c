"""A password that somebody else gave is marked until its owner has chosen their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0003_sentform")]

    operations = [migrations.AddField("user", "password_given", models.BooleanField(default=False))]
