"""Builds the templates of a whole run ahead of it, beside the checks that need none.

``./konfluenz test`` starts it as a process of its own: migrating keeps one core busy for a
minute or two, and style and types the other. A test that needs a template earlier waits for it.
"""

import os

import testbed_city
import testbed_database
import testbed_postgres


def main() -> None:
    """Build what is not there yet, in the order in which it is needed."""
    for name in [name for name in os.environ if name.startswith("KONFLUENZ_")]:
        del os.environ[name]
    testbed_database.sqlite_template()
    testbed_postgres.template()
    testbed_city.template()


if __name__ == "__main__":
    main()
