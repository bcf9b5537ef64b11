"""How a page describes itself to whoever is asked whether it still holds."""

from django.conf import settings

from konfluenz.directory.described import Described, fact
from konfluenz.ground import links
from konfluenz.publishing import pages
from konfluenz.publishing.models import PortalPage


def page(one: PortalPage) -> Described | None:
    """Describe a public page by its summary: nobody reads a whole guide in a mail."""
    if not one.live:
        return None
    address = links.address("page-public", settings.LANGUAGE_CODE, pages.path(one))
    return Described(one.title, (fact(one, "summary", long=True),), address)
