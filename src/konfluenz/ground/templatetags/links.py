"""``{% link "post" about.public_id %}``: the absolute address of a page, for messages."""

from typing import Any

from django import template

from konfluenz.ground import links

register = template.Library()


@register.simple_tag
def link(purpose: str, *args: Any) -> str:
    """Return the address that ``settings.LINKS`` gives for `purpose`."""
    return links.address(purpose, *args)
