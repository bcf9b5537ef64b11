"""What every public page shows around its content."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.files.storage import storages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from konfluenz.directory import municipality
from konfluenz.portal import qr
from konfluenz.portal.language import LANGUAGES, SOURCE, Language


@dataclass(frozen=True)
class Choice:
    """An entry of the language switch: this page in `language`."""

    language: Language
    url: str
    current: bool


class Frame:
    """The frame of one public page; each part is worked out when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def language(self) -> Language:
        """The language of the page."""
        return LANGUAGES.get(get_language() or SOURCE, LANGUAGES[SOURCE])

    @property
    def home(self) -> str:
        """The address of the start page in this language."""
        return reverse("portal:start", args=[self.language.code])

    @cached_property
    def rest(self) -> str:
        """The address of this page behind the language; "" for one not everybody may open."""
        return self.request.path.removeprefix(self.home) if self.bakeable else ""

    @property
    def origin(self) -> str:
        """The scheme and host of the portal, for full addresses."""
        return settings.BASE_URL.removesuffix(settings.BASE_PATH)

    @property
    def worker(self) -> str:
        """The address of the service worker on pages it may keep, else ""."""
        return reverse("portal:worker") if self.bakeable else ""

    @property
    def qr(self) -> SafeString:
        """The address of this page as a QR code to print."""
        return qr.svg(self.address)

    @property
    def address(self) -> str:
        """The full address of this page, without a question to it."""
        return self.origin + self.request.path

    @property
    def bakeable(self) -> bool:
        """Whether this page is the same for everybody."""
        return hasattr(getattr(self.request.resolver_match, "func", None), "bakeable")

    @property
    def machine_made(self) -> bool:
        """Whether the texts were drafted by a machine and no native speaker has checked them."""
        return self.language.code != SOURCE

    @property
    def german(self) -> str:
        """The address of this page in German."""
        return self._url(SOURCE)

    @cached_property
    def choices(self) -> list[Choice]:
        """The languages the municipality switched on, in its order; what is asked for stays."""
        asked = f"?{question}" if (question := self.request.GET.urlencode()) else ""
        return [
            Choice(LANGUAGES[code], self._url(code) + asked, code == self.language.code)
            for code in offered()
        ]

    @property
    def absolute(self) -> list[tuple[str, str]]:
        """The languages of this page with full addresses, for search engines."""
        return [(code, self.origin + self._url(code)) for code in offered()]

    def _url(self, code: str) -> str:
        match = self.request.resolver_match
        if match is None or "language" not in match.kwargs:
            return reverse("portal:start", args=[code])
        return reverse(match.view_name, kwargs={**match.kwargs, "language": code})


def offered() -> list[str]:
    """Return the codes of the languages that the municipality switched on; German is always."""
    codes = [code for code in municipality.current().languages if code in LANGUAGES]
    return codes if SOURCE in codes else [SOURCE, *codes]


def frame(request: HttpRequest) -> dict:
    """Offer the frame to templates; nothing is read until a template shows it."""
    return {
        "portal": Frame(request),
        "city": SimpleLazyObject(municipality.current),
        "city_logo": SimpleLazyObject(_logo),
        "demo": settings.DEMO,
    }


def _logo() -> str:
    logo = municipality.current().logo
    return storages["default"].url(logo.key) if logo else ""
