"""The functions that a city takes on itself (D-20), as lists of slugs on concepts and goals."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from konfluenz.steering.models import MunicipalFunction


def checked(slugs: Iterable[str], refusal: type[Exception]) -> list[str]:
    """Return `slugs` once each in the order of MunicipalFunction; raises `refusal` for others."""
    wanted = list(slugs)
    if set(wanted) - set(MunicipalFunction.values):
        raise refusal(_("A city coordinates, shapes or provides services. Choose among these."))
    return [value for value in MunicipalFunction.values if value in wanted]


def labels(slugs: Iterable[str]) -> list[str]:
    """Return what the functions are called in the active language."""
    return [str(MunicipalFunction(slug).label) for slug in slugs]
