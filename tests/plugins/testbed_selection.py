"""Which tests run on PostgreSQL after all have run on SQLite: those that can differ by database.

The rule: a test differs by database if it asks one. Of the faces, whose pages ask what the rooms
below have asked before, only the files of `ASKING` do: long lists, search, imports and what many
send at once; that each page opens at all is asked by the matrix of rights. `ONCE` holds what
asks a database and proves something else, such as the demo's life, a drawing, or that a large
file comes in whole (small ones come in on both).
"""

import pytest
from testbed_templates import ROOT

FACES = ("office", "portal")
APART = ("house", "setup")
"""The rules of the house and the launcher."""

ASKING = {
    "house/test_permissions.py",
    "setup/test_testbed.py",
    "setup/test_worlds.py",
    *(f"office/test_{name}.py" for name in ("lists", "long_lists", "finding", "query_counts")),
    *(f"office/test_{name}.py" for name in ("imports", "paper_import", "person_pages", "today")),
    *(f"office/test_{name}.py" for name in ("timelines", "trail", "volunteers", "opportunities")),
    *(f"office/test_{name}.py" for name in ("enquiries", "matching", "messages", "setup")),
    *(f"portal/test_{name}.py" for name in ("answers", "joining", "login", "papers")),
    "portal/test_submissions.py",
}
ONCE = {
    "council/test_demo_papers.py",
    "council/test_report_documents.py",
    "enquiries/test_demo_enquiries.py",
    "people/test_demo.py",
    "publishing/test_import_integreat_of_a_region.py",
    "publishing/test_plainly.py",
    "steering/test_charts.py",
    "steering/test_demo.py",
    "steering/test_web_processes.py",
    "test_demo.py",
    "test_demo_seed.py",
    "volunteering/test_demo_town.py",
    "volunteering/test_import_offers_of_hamburg.py",
}
FIXTURES = {"db", "transactional_db", "django_db_setup"}


def differs(item: pytest.Item) -> bool:
    """Tell whether `item` may pass on one database and fail on another."""
    file = item.path.relative_to(ROOT / "tests")
    if not _asks(item) or str(file) in ONCE:
        return False
    return file.parts[0] not in (*FACES, *APART) or str(file) in ASKING


def _asks(item: pytest.Item) -> bool:
    fixtures = FIXTURES & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None
