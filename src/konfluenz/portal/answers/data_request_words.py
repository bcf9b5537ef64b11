"""What an indicator counts, in the portal's languages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.steering.models import Unit

UNITS: Mapping[str, str | Promise] = {
    Unit.PERCENT: gettext_lazy("percent"),
    Unit.PERSONS: gettext_lazy("persons"),
    Unit.BALANCE: gettext_lazy("persons, more or less"),
    Unit.COUNT: gettext_lazy("count"),
    Unit.RATIO: gettext_lazy("ratio"),
    Unit.INDEX: gettext_lazy("index from 0 to 1"),
    Unit.HOURS: gettext_lazy("hours (time)"),
    Unit.MINUTES: gettext_lazy("minutes (time)"),
    Unit.DAYS: gettext_lazy("days (time)"),
    Unit.WORKDAYS: gettext_lazy("working days (time)"),
    Unit.WEEKS: gettext_lazy("weeks (time)"),
    Unit.AREA: gettext_lazy("square metres"),
    Unit.SCORE: gettext_lazy("score"),
}
