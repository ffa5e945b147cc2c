"""The database refuses UPDATE, DELETE, REPLACE and TRUNCATE on the trail."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from goldenthread.access import trail_guard


def put_up(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    trail_guard.put_up(editor.connection)


def take_down(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    trail_guard.take_down(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
