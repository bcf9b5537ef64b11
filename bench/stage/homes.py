"""A home of its own for a benchmark that needs the database."""

import os
import sys
from pathlib import Path


def prepare(home: Path) -> None:
    """Make an empty database in `home`; Django may be imported only after this.

    With KONFLUENZ_DATABASE_URL set it is that database, which must be empty.
    """
    os.environ |= {"KONFLUENZ_HOME": str(home), "KONFLUENZ_DEMO": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "konfluenz.config.settings"
    (home / "keys").mkdir()
    (home / "keys" / "secret").write_text("a secret for one measurement")

    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from konfluenz.ground import keyring

    if connection.introspection.table_names():
        sys.exit("The database is not empty. Create a new one: it will be filled.")
    keyring.create(home / "keys" / "keyring.json")
    call_command("migrate", verbosity=0)
