"""The field of forms in which a district is chosen."""

from typing import Any

from django.db.models import F
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import District
from konfluenz.ground import dates


class DistrictChoice(ModelChoiceField):
    """A district by name; one that was split stands last and says until when it was there.

    It stays in the list, because records may still lie in it.
    """

    def __init__(self, **kwargs: Any) -> None:
        rows = District.objects.order_by(F("valid_until").desc(nulls_first=True), "name")
        kwargs.setdefault("label", gettext_lazy("District"))
        super().__init__(rows, required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, and the end where there is one."""
        if obj.valid_until is None:
            return str(obj.name)
        day = dates.show(obj.valid_until, obj.valid_until_precision)
        return _("%(name)s (split on %(day)s)") % {"name": obj.name, "day": day}
