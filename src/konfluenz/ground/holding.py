"""Whether a message may leave at all, before anything asks which server would take it.

``settings.OUTBOX_GATE`` names a function ``(channel, address) -> str``: why the message is held
back, in words for people; "" lets it pass. Upper rooms know such reasons, the ground does not.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from konfluenz.ground.models.outbox import Message


def reason(message: Message) -> str:
    """Return why `message` is to be held back now; "" when nothing holds it."""
    gate = settings.OUTBOX_GATE
    return import_string(gate)(message.channel, message.address) if gate else ""
