"""The language of a page lives in its address alone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


@dataclass(frozen=True)
class Language:
    """A language of the portal: its code (BCP 47), its name in itself, its direction."""

    code: str
    name: str
    direction: str = "ltr"


LANGUAGES = {
    language.code: language
    for language in (
        Language("de", "Deutsch"),
        Language("de-simple", "Einfache Sprache"),
        Language("en", "English"),
        Language("uk", "Українська"),
        Language("ar", "العربية", "rtl"),
        Language("fa", "فارسی", "rtl"),
        Language("tr", "Türkçe"),
        Language("ru", "Русский"),
        Language("fr", "Français"),
    )
}
SOURCE = settings.LANGUAGE_CODE
"""The language that all texts are written in first."""

LANG_INFO["de-simple"] = {
    "bidi": False,
    "code": "de-simple",
    "name": "Plain German",
    "name_local": LANGUAGES["de-simple"].name,
}


class LanguageMiddleware:
    """Speak the language that the address begins with, German everywhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the address."""
        first = request.path_info.split("/", 2)[1]
        code = first if first in LANGUAGES else SOURCE
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response


class LanguageConverter:
    """The part of an address that names a language."""

    regex = "|".join(sorted(LANGUAGES, key=len, reverse=True))

    def to_python(self, value: str) -> str:
        """Return the code."""
        return value

    def to_url(self, value: str) -> str:
        """Return the code."""
        return value


def preferred(header: str, offered: list[str]) -> str:
    """Return the first of `offered` that an Accept-Language header asks for, else German.

    "uk-UA" asks for Ukrainian, "prs" (Dari) for Persian, which its readers share.
    """
    for wanted, _quality in parse_accept_lang_header(header):
        short = {"prs": "fa", "pes": "fa"}.get(wanted.split("-")[0], wanted.split("-")[0])
        for code in (wanted, short):
            if code in offered:
                return code
    return SOURCE
