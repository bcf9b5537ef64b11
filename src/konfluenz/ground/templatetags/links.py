"""``{% link "post" about.public_id %}``: the absolute address of a page, for messages.

``{% secret code %}`` writes what only its recipient may read. Such words, and links by which
whoever holds them can act (``settings.PERSONAL_LINKS``), are noted in the list `secrets` of the
context: the office shows the message without them.
"""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context

from konfluenz.ground import links

register = template.Library()


@register.simple_tag(takes_context=True)
def link(context: Context, purpose: str, *args: Any) -> str:
    """Return the address that ``settings.LINKS`` gives for `purpose`."""
    address = links.address(purpose, *args)
    return secret(context, address) if purpose in settings.PERSONAL_LINKS else address


@register.simple_tag(takes_context=True)
def secret(context: Context, words: Any) -> str:
    """Return `words` as they are, noted as something for the recipient alone."""
    said, noted = str(words), context.get("secrets")
    if noted is not None:
        noted.append(said)
    return said
