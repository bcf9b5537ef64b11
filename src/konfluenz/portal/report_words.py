"""What the key figures of a report are called in every language of the portal."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

KEY_FIGURES: dict[str, Promise] = {
    "share_non_german": gettext_lazy("People without German citizenship"),
    "share_migration_background": gettext_lazy("People with a family history of migration"),
    "arrivals": gettext_lazy("People who moved here from abroad"),
    "active_volunteers": gettext_lazy("Active volunteers"),
    "new_volunteers": gettext_lazy("New volunteers"),
    "volunteer_hours": gettext_lazy("Hours given by volunteers"),
    "meetups_held": gettext_lazy("Meetups of volunteers"),
    "unmet_needs": gettext_lazy("Opportunities for which nobody was found"),
}
"""By slug (`council.reporting.short`)."""
