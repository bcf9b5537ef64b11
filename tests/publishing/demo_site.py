"""The demo's pages and services in all languages, without its people, and the index of them."""

from testbed_worlds import remembered

from konfluenz.directory import organizations
from konfluenz.directory.demo import bodies, city, content, sources
from konfluenz.publishing import demo as pages
from konfluenz.publishing.finding import indexing


@remembered
def build() -> int:
    """Build them and return how many records can be found."""
    city.build(None)
    bodies.build(None)
    for row in sources.rows("associations.csv"):
        organizations.add(row["name"], kind=row["kind"], by=None)
    content._services(content.Book(), None)
    pages.build()
    return indexing.rebuild()
