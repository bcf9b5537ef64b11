"""What matching keeps, read when a web process begins, so that nobody waits for it later."""

import logging
from threading import Thread

from django.db import DatabaseError, connection
from django.utils import timezone

from konfluenz.volunteering import kept_columns, kept_items
from konfluenz.volunteering.models import Volunteer

logger = logging.getLogger(__name__)


def read_aside() -> None:
    """Begin to read beside what the process does."""
    Thread(target=_read_aside, name="kept-columns", daemon=True).start()


def read() -> None:
    """Read all volunteers and all open opportunities; without tables nothing is read."""
    try:
        if Volunteer._meta.db_table in connection.introspection.table_names():
            kept_columns.here(timezone.localdate())
            kept_items.open_on(timezone.localdate())
    except DatabaseError as error:  # the first question reads it, or says what is wrong
        logger.info("Volunteers were not read ahead: %s", type(error).__name__)


def _read_aside() -> None:
    try:
        read()
    finally:
        connection.close()
