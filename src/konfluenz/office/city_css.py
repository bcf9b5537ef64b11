"""The city's accent colour as a stylesheet of its own, because no page carries inline styles.

The colour adorns (the band over the header, the mark of the current page). In the dark it is
lightened until it stands out from a black page as far as WCAG 2.2 (1.4.11) asks for.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from konfluenz.directory import colours, municipality
from konfluenz.office.access import public

FALLBACK = "#14508c"
MOST_TO_WHITE = 4.66
"""A colour with no more contrast to white than this has at least 4.5 to 1 to black."""

SHEET = """\
:root{{--k-accent:{light};--k-on-accent:#ffffff}}
@media (prefers-color-scheme:dark){{:root{{--k-accent:{dark};--k-on-accent:#000000}}}}
[data-kern-theme=light]{{--k-accent:{light};--k-on-accent:#ffffff}}
[data-kern-theme=dark]{{--k-accent:{dark};--k-on-accent:#000000}}
"""


def _etag(_request: HttpRequest) -> str:
    return f'"{_accent().lstrip("#")}"'


@public
@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=_etag)
def stylesheet(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer with the colours of the city, for both faces."""
    return HttpResponse(sheet(_accent()), content_type="text/css; charset=utf-8")


def sheet(accent: str) -> str:
    """Return the stylesheet for the colour `accent` (#rrggbb)."""
    return SHEET.format(light=accent, dark=lightened(accent))


def lightened(colour: str) -> str:
    """Return the colour, made lighter in small steps until it stands out from black."""
    while colours.contrast_to_white(colour) > MOST_TO_WHITE:
        channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        colour = "#{:02x}{:02x}{:02x}".format(*(part + (255 - part) // 24 + 1 for part in channels))
    return colour


def _accent() -> str:
    return municipality.current().accent or FALLBACK
