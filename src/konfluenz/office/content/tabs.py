"""The lists of the internet presence, one beside the other."""

from typing import Any

from django.utils.translation import gettext_lazy

TEMPLATE = "office/content/list.html"
LISTS = (
    ("office:content-board", gettext_lazy("What is due")),
    ("office:pages", gettext_lazy("Pages")),
    ("office:services", gettext_lazy("Services")),
    ("office:events", gettext_lazy("Events")),
    ("office:programmes", gettext_lazy("Funding programmes")),
    ("office:goods", gettext_lazy("Donations of goods")),
    ("office:resources", gettext_lazy("Links")),
    ("office:checklist", gettext_lazy("Checklist")),
    ("office:translations", gettext_lazy("Translations")),
    ("office:content-links", gettext_lazy("Link check")),
    ("office:content-gaps", gettext_lazy("What is missing")),
    ("office:opinions", gettext_lazy("Was this helpful?")),
)
SHOWN: dict[str, Any] = {"content_lists": LISTS}
"""What `TEMPLATE` wants: the `extra` of a `Listing`."""
