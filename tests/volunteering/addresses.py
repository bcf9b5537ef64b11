"""Addresses that stand in for the faces while mails are rendered."""

from django.urls import path


def _page(request, key):
    raise NotImplementedError


NAMES = (
    *("volunteer-confirm", "opportunity-submit", "opportunity-public", "opportunity"),
    *("volunteer",),
    *("proposal-answer", "proposal-contact", "check-in-answer", "hours-answer"),
)
urlpatterns = [path(f"{name}/<str:key>/", _page, name=f"x-{name}") for name in NAMES]
LINKS = {name: f"x-{name}" for name in NAMES}
