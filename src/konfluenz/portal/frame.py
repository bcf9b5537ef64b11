"""What every public page shows around its content."""

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict:
    """PLACEHOLDER."""
    return {}
