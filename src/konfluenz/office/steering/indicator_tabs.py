"""The pages about figures, one beside the other."""

from typing import Any

from django.utils.translation import gettext_lazy

TEMPLATE = "office/indicators/list.html"
LISTS = (
    ("office:indicators", gettext_lazy("All indicators")),
    ("office:indicator-glance", gettext_lazy("At a glance")),
    ("office:snapshots", gettext_lazy("Frozen figures")),
    ("office:indicator-catalogue", gettext_lazy("From the catalogue")),
)
SHOWN: dict[str, Any] = {"indicator_lists": LISTS}
"""What `office/indicators/tabs.html` wants."""
