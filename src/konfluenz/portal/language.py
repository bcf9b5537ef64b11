"""The language of a page lives in its address alone."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

CODES = frozenset(code for code, _name in settings.LANGUAGES)


class LanguageMiddleware:
    """Speak the language that the address begins with, German everywhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the address."""
        first = request.path_info.split("/", 2)[1]
        code = first if first in CODES else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = code
        with translation.override(code):
            return self.get_response(request)
