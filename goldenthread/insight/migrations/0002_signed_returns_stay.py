"""The database refuses to change a file of the national return, and an edition that was signed off.

It stops a slip and a careless script. Whoever owns the database can drop the triggers, and is found by the digests: a file is
looked at against its manifest whenever it is given out, and the manifest's digest stands on the edition and on the trail.
A later migration that makes one of these tables anew on SQLite must put the triggers up again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

WORDS = "What was signed off stays as it is: a restatement is another edition."
UP = {
    "sqlite": (
        f"""CREATE TRIGGER return_file_stays BEFORE UPDATE ON insight_returnfile
            BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
        f"""CREATE TRIGGER return_signed_stays BEFORE UPDATE ON insight_returnedition WHEN OLD.state = 'signed'
            BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION return_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $body$""",
        """CREATE TRIGGER return_file_stays BEFORE UPDATE ON insight_returnfile
            FOR EACH ROW EXECUTE FUNCTION return_stays()""",
        """CREATE TRIGGER return_signed_stays BEFORE UPDATE ON insight_returnedition
            FOR EACH ROW WHEN (OLD.state = 'signed') EXECUTE FUNCTION return_stays()""",
    ),
}
DOWN = {
    "sqlite": ("DROP TRIGGER IF EXISTS return_file_stays", "DROP TRIGGER IF EXISTS return_signed_stays"),
    "postgresql": (
        "DROP TRIGGER IF EXISTS return_file_stays ON insight_returnfile",
        "DROP TRIGGER IF EXISTS return_signed_stays ON insight_returnedition",
        "DROP FUNCTION IF EXISTS return_stays()",
    ),
}


def put_up(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, UP)


def take_down(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, DOWN)


def _run(editor: BaseDatabaseSchemaEditor, by_vendor: dict[str, tuple[str, ...]]) -> None:
    with editor.connection.cursor() as cursor:
        for statement in by_vendor[editor.connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_national_return")]
    operations = [migrations.RunPython(put_up, take_down)]
