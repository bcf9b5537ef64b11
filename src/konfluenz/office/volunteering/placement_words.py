"""Placements, check-ins and hours in the words and colours of the office."""

from django.utils.translation import gettext as _

from konfluenz.volunteering.models import CheckInState, HoursState, PlacementState

KINDS = {
    PlacementState.TRIAL: "info",
    PlacementState.RUNNING: "success",
    PlacementState.ENDED: "",
}
CHECK_IN_KINDS = {
    CheckInState.DUE: "",
    CheckInState.FINE: "success",
    CheckInState.TALK: "warning",
    CheckInState.NOT_HAPPENED: "warning",
    CheckInState.MISSED: "warning",
}
HOURS_KINDS = {
    HoursState.REPORTED: "info",
    HoursState.CONFIRMED: "success",
    HoursState.DISPUTED: "warning",
}
"""The colours of the badges; the words carry the meaning."""


def lasting(minutes: int) -> str:
    """Return a length of time: "1:30 hours"."""
    return _("%(time)s hours") % {"time": f"{minutes // 60}:{minutes % 60:02}"}
