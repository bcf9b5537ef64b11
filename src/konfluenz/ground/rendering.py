"""Make the text of a message: once, at its first hand-over, in the language of its recipient.

A template ``<room>/mail/<name>.txt`` begins with the subject; after the first empty line
comes the text::

    {% load i18n %}{% translate "Please check this post" %}

    {% blocktranslate with title=about.title %}The post {{ title }} …{% endblocktranslate %}
    {% link "post" about.public_id %}

It sees `to`, `about` (records, None for a bare address) and the values of the message's
`context`. Beside it may stand ``<name>.html`` (a mail's other half, extends
"ground/mail/base.html") and ``<name>.letter.html``; without them the house's own frame is
put around the text. `link` and `secret` need no ``{% load %}``.
"""

import logging
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.template import Context, Engine, Template, TemplateDoesNotExist
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from konfluenz.ground import references
from konfluenz.ground.models.outbox import Channel, Message

log = logging.getLogger(__name__)


class RenderingFailed(Exception):
    """A message has no text: its record is gone, or its template is broken."""


@dataclass(frozen=True)
class Rendered:
    """What stands on the row from now on. `html` is empty for text messages and calls.

    `secrets`: the codes and personal links in it, as they stand there.
    """

    subject: str
    text: str
    html: str
    secrets: tuple[str, ...]


def render(message: Message) -> Rendered:
    """Return the text of `message`; raises RenderingFailed, and lets database errors through."""
    language = shown_language(message.language)
    with translation.override(language), timezone.override(settings.TIME_ZONE):
        values = {**_values(message), **_frame(language), "secrets": []}
        try:
            return _render(message, values)
        except DatabaseError:
            raise
        except Exception as error:  # A template may raise anything.
            log.error("%s: %s cannot be rendered.", message.template, type(error).__name__)
            raise RenderingFailed(f"{type(error).__name__}: {error}") from error


def shown_language(language: str) -> str:
    """Return `language` if there are texts in it, else the language of the house."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _render(message: Message, values: dict[str, Any]) -> Rendered:
    text = _template(f"{message.template}.txt").render(Context(values, autoescape=False))
    subject, _gap, body = re.sub(r"[ \t]+\n", "\n", text).strip().partition("\n\n")
    subject, body = " ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"
    subject, plain = (
        (f"[Demo] {subject}", _marked(body, values)) if settings.DEMO else (subject, body)
    )
    wrapper = _wrapper(message)
    whole = Context({**values, "subject": subject, "body": body})
    html = wrapper.render(whole) if wrapper else ""
    return Rendered(subject, plain, html, tuple(dict.fromkeys(values["secrets"])))


def _marked(body: str, values: dict[str, Any]) -> str:
    return f"[Demo] {values['demo_note']}\n\n{body}"


def _wrapper(message: Message) -> Template | None:
    if message.channel == Channel.MAIL:
        return _first(f"{message.template}.html", "ground/mail/base.html")
    if message.channel == Channel.LETTER:
        return _first(f"{message.template}.letter.html", "ground/mail/letter.html")
    return None


def _template(name: str) -> Template:
    return Engine.get_default().get_template(name)


def _first(*names: str) -> Template:
    *special, house = names
    for name in special:
        try:
            return _template(name)
        except TemplateDoesNotExist:
            continue
    return _template(house)


def _values(message: Message) -> dict[str, Any]:
    wanted = {name: ref for name in ("to", "about") if (ref := getattr(message, name))}
    found = references.resolve_all(wanted.values())
    gone = [str(ref) for ref in wanted.values() if ref not in found]
    if gone:
        raise RenderingFailed(
            _("The record is gone that this message is about or goes to: %(record)s")
            % {"record": ", ".join(gone)}
        )
    records = {
        name: found.get(wanted[name]) if name in wanted else None for name in ("to", "about")
    }
    return {**(message.context or {}), **records, "address": message.address}


def _frame(language: str) -> dict[str, Any]:
    """Return what stands around every text: who writes, in which direction, and the demo's mark."""
    source = getattr(settings, "MAIL_FRAME", "")
    house = import_string(source)() if source else {"name": settings.WAGTAIL_SITE_NAME}
    return {
        "house": house,
        "house_url": settings.BASE_URL,
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "demo": settings.DEMO,
        "demo_note": _("This message comes from a demonstration: the people in it are invented."),
        "sent_date": timezone.localdate(),
    }
