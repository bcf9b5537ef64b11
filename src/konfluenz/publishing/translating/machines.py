"""Machine translation by DeepL or LibreTranslate, whichever the installation names.

Nothing is sent when ``settings.TRANSLATOR`` is empty. Redirects are not followed, and an
answer that is late, too long or no answer to what was asked counts as a failure.
"""

import http.client
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

TIMEOUT = 30
"""Seconds that the translator has to answer."""

LONGEST = 4_000_000
"""Bytes of an answer that are read."""

BATCH = 40
"""Texts in one request; DeepL takes 50."""

DEEPL_CODES = {"en": "EN-GB"}
"""What DeepL calls a language, where that is not our code in capitals."""

NOT_BY_MACHINE = frozenset({"de-simple"})
"""Languages that no machine writes."""


class MachineFailed(Exception):
    """The translator did not do it; the message tells the person why and what to do."""


def available(locale: str) -> bool:
    """Tell whether machine drafts can be had in `locale`."""
    return bool(settings.TRANSLATOR and settings.TRANSLATOR_URL) and locale not in NOT_BY_MACHINE


def translate(
    texts: Sequence[str], locale: str, *, html: bool, terms: Mapping[str, str] | None = None
) -> list[str]:
    """Return the German `texts` in `locale`, in their order.

    `html`: they have tags, which stay. `terms` are wanted words, of which DeepL is told.
    Raises MachineFailed.
    """
    if not available(locale):
        raise MachineFailed(_("No translator is set up for this language."))
    ask = ASK[settings.TRANSLATOR]
    return [
        text
        for first in range(0, len(texts), BATCH)
        for text in ask(texts[first : first + BATCH], locale, html, terms or {})
    ]


def _deepl(texts: Sequence[str], locale: str, html: bool, terms: Mapping[str, str]) -> list[str]:
    asked: dict[str, Any] = {
        "text": list(texts),
        "source_lang": "DE",
        "target_lang": DEEPL_CODES.get(locale, locale.upper()),
        "preserve_formatting": True,
    }
    if html:
        asked["tag_handling"] = "html"
    if terms:
        asked["context"] = "; ".join(f"{word} = {wanted}" for word, wanted in terms.items())
    answer = _post("/v2/translate", asked, {"Authorization": f"DeepL-Auth-Key {_key()}"})
    return _taken(answer, texts, lambda said: [one["text"] for one in said["translations"]])


def _libretranslate(
    texts: Sequence[str], locale: str, html: bool, _terms: Mapping[str, str]
) -> list[str]:
    asked: dict[str, Any] = {
        "q": list(texts),
        "source": "de",
        "target": locale,
        "format": "html" if html else "text",
    }
    if _key():
        asked["api_key"] = _key()
    return _taken(_post("/translate", asked, {}), texts, lambda said: list(said["translatedText"]))


ASK: Mapping[str, Callable[..., list[str]]] = {"deepl": _deepl, "libretranslate": _libretranslate}


def _key() -> str:
    return settings.TRANSLATOR_KEY


def _taken(answer: bytes, texts: Sequence[str], read: Callable[[Any], list[Any]]) -> list[str]:
    """Return what the translator said, one text for each that was asked."""
    try:
        said = read(json.loads(answer))
    except (ValueError, LookupError, TypeError):
        said = []
    if len(said) != len(texts) or not all(isinstance(one, str) for one in said):
        raise MachineFailed(
            _("The translator answered with something that is no translation. Try again later.")
        )
    return said


def _post(path: str, asked: Mapping[str, Any], headers: Mapping[str, str]) -> bytes:
    parts = urlsplit(settings.TRANSLATOR_URL)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    head = {"Content-Type": "application/json", **headers}
    try:
        connection.request("POST", parts.path + path, json.dumps(asked).encode(), head)
        answer = connection.getresponse()
        body = answer.read(LONGEST + 1)
    except (OSError, http.client.HTTPException) as error:
        raise MachineFailed(_("The translator cannot be reached. Try again later.")) from error
    finally:
        connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise MachineFailed(_refusal(answer.status))
    return body


def _refusal(status: int) -> str:
    """Return in words why the translator answered with `status`."""
    said = {
        400: _("The translator does not know this language, or could not read the texts."),
        401: _("The translator does not accept the key. Whoever runs the program can mend it."),
        403: _("The translator does not accept the key. Whoever runs the program can mend it."),
        413: _("A text is too long for the translator. Divide it."),
        429: _("The translator has too much to do at the moment. Try again in a few minutes."),
        456: _("The quota of the translator is used up. It is renewed with the next period."),
    }
    return said.get(status) or _("The translator has a fault (%(status)s). Try again later.") % {
        "status": status
    }
