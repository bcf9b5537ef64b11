"""The database itself refuses to change what stands in the consent log.

Only the person may change, when two persons are merged. A later migration that alters the
table makes SQLite build it anew and lose the trigger: create it again there; a test tells.
"""

from django.db import migrations

COLUMNS = "purpose, given, wording, language, channel, at"

SQLITE = f"""
CREATE TRIGGER people_consent_stays BEFORE UPDATE OF {COLUMNS} ON people_consent
BEGIN SELECT RAISE(ABORT, 'A consent is never changed.'); END
"""
POSTGRESQL = f"""
CREATE FUNCTION people_consent_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'A consent is never changed.' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER people_consent_stays BEFORE UPDATE OF {COLUMNS} ON people_consent
FOR EACH ROW EXECUTE FUNCTION people_consent_stays();
"""


def forwards(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER people_consent_stays")
    else:
        schema_editor.execute("DROP TRIGGER people_consent_stays ON people_consent")
        schema_editor.execute("DROP FUNCTION people_consent_stays()")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
