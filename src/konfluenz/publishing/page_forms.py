"""The form of a page in Wagtail's admin: two editors at once, one wins, the other is told."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

ROOT = "root"


class PageForm(WagtailAdminPageForm):
    """Refuses to save over what somebody else has saved since the form was opened.

    Nothing is lost: the form comes back as it was filled in, and tells. Whoever has compared
    both saves once more, and it counts.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            kinds = self.fields["kind"]
            kinds.choices = [(slug, label) for slug, label in kinds.choices if slug != ROOT]

    def clean(self) -> dict[str, Any]:
        """Compare the version the form began with to the one there is now."""
        cleaned: dict[str, Any] = super().clean()
        if self._outdated():
            raise ValidationError(
                _(
                    "Somebody else has saved this page since you opened it. Your text is still"
                    " here. Look at the history of the page, take over what you need, then save"
                    " again."
                )
            )
        return cleaned

    def _outdated(self) -> bool:
        if "loaded_revision_id" not in self.data or self.data.get("overwrite_revision_id"):
            return False
        began = self.data["loaded_revision_id"]
        return began != str(self.instance.latest_revision_id or "")
