"""What those who offer an opportunity are told about it."""

from collections.abc import Mapping
from typing import Any

from konfluenz.ground import outbox
from konfluenz.volunteering import sides
from konfluenz.volunteering.models import Opportunity

TEMPLATES: Mapping[str, str] = {
    "received": "volunteering/mail/opportunity_received",
    "published": "volunteering/mail/opportunity_published",
    "refused": "volunteering/mail/opportunity_refused",
}


def tell(opportunity: Opportunity, what: str, **context: Any) -> None:
    """Write to who sent `opportunity` in that it was received, published or refused."""
    template = TEMPLATES[what]
    outbox.send(template, to=sides.recipient(opportunity), about=opportunity, context=context)
