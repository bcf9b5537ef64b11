"""The form with which figures are frozen."""

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konfluenz.office import forms


class SnapshotForm(forms.Form):
    """Which period, and what the figures are called."""

    title = django_forms.CharField(label=_("Title"), max_length=160)
    since = forms.DayField(label=_("From"))
    cut_off = forms.DayField(
        label=_("Cut-off date"), help_text=_("The last day that counts: today or earlier.")
    )


def last_year(today: dt.date) -> dict[str, Any]:
    """Return the year before `today` as what is usually frozen."""
    year = today.year - 1
    return {
        "title": gettext("Annual report %(year)s") % {"year": year},
        "since": dt.date(year, 1, 1),
        "cut_off": dt.date(year, 12, 31),
    }
