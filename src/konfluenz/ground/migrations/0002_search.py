"""The trigram index over what can be found: pg_trgm on PostgreSQL, FTS5 on SQLite."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

POSTGRESQL = [
    "CREATE INDEX search_trigrams ON ground_findable USING gin (body gin_trgm_ops)",
]

SQLITE = [
    """CREATE VIRTUAL TABLE ground_findable_words USING fts5(
        body, content='ground_findable', content_rowid='id', tokenize='trigram'
    )""",
    """CREATE TRIGGER ground_findable_added AFTER INSERT ON ground_findable BEGIN
        INSERT INTO ground_findable_words(rowid, body) VALUES (new.id, new.body);
    END""",
    """CREATE TRIGGER ground_findable_removed AFTER DELETE ON ground_findable BEGIN
        INSERT INTO ground_findable_words(ground_findable_words, rowid, body)
        VALUES ('delete', old.id, old.body);
    END""",
    """CREATE TRIGGER ground_findable_changed AFTER UPDATE OF body ON ground_findable
    WHEN old.body <> new.body BEGIN
        INSERT INTO ground_findable_words(ground_findable_words, rowid, body)
        VALUES ('delete', old.id, old.body);
        INSERT INTO ground_findable_words(rowid, body) VALUES (new.id, new.body);
    END""",
    "INSERT INTO ground_findable_words(ground_findable_words) VALUES ('rebuild')",
]

UNDO = {
    "postgresql": ["DROP INDEX search_trigrams"],
    "sqlite": [
        "DROP TRIGGER ground_findable_changed",
        "DROP TRIGGER ground_findable_removed",
        "DROP TRIGGER ground_findable_added",
        "DROP TABLE ground_findable_words",
    ],
}


def build(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_initial")]

    operations = [TrigramExtension(), migrations.RunPython(build, remove)]
