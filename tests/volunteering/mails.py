"""What stands in the outbox, as it would be read."""

from konfluenz.ground import rendering
from konfluenz.ground.models import Message


def latest():
    return Message.objects.order_by("-pk").first()


def written():
    """Render the latest message."""
    return rendering.render(latest())


def confirm_token():
    return latest().context["token"]
