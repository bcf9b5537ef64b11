"""Messages as the office reads them: without the codes and links that are their recipient's alone.

Whoever holds such a link can act for its recipient, and a code opens something. The rest of the
message may be read: colleagues know what somebody was told. In the demo, where one person plays
everybody and nobody is real, nothing is left out of those messages.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from konfluenz.ground.models.outbox import Message


def is_sealed(message: Message) -> bool:
    """Return whether nothing of it can be shown: what is secret in it is not known apart."""
    return message.confidential and not message.secrets


def is_bare() -> bool:
    """Return whether secrets are shown: in the demo, where one person plays everybody."""
    return bool(settings.DEMO)


def subject(message: Message) -> str:
    """Return the subject of a message that is not sealed."""
    return _shown(message.subject, message)


def text(message: Message) -> str:
    """Return the text of a message that is not sealed."""
    return _shown(message.text, message)


def forget(messages: Iterable[Message]) -> None:
    """Leave in confidential `messages` that went only what can be told; not what is sealed."""
    for message in messages:
        if not is_sealed(message):
            message.subject = _without(message.subject, message.secrets)
            message.text = _without(message.text, message.secrets)
            message.html, message.context, message.secrets = "", {}, []
            message.confidential = False
            message.save(
                update_fields=["subject", "text", "html", "context", "secrets", "confidential"]
            )


def _shown(words: str, message: Message) -> str:
    return words if is_bare() else _without(words, message.secrets)


def _without(words: str, secrets: Iterable[str]) -> str:
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        words = words.replace(secret, _("[personal: only the recipient reads this]"))
    return words
