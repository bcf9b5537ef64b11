"""The roles that one can try in the demo, by their German names: the city's people know those."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation

from konfluenz.people.models.accounts import STAFF
from konfluenz.people.models.roles import Role


def groups() -> dict[str, dict[str, str]]:
    """Return heading → role → name; nothing where there is no demo."""
    if not settings.DEMO:
        return {}
    return {
        "Office": _names(role for role in Role if role in STAFF),
        "Volunteers and partners": _names(role for role in Role if role not in STAFF),
    }


def _names(roles: Iterable[Role]) -> dict[str, str]:
    with translation.override("de"):
        return {str(role.value): str(role.label) for role in roles}
