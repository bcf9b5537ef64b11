"""Opportunities on the page of an organisation, which knows nothing of them.

The pages of the directory stand below these, so they ask by a tag; `settings.TEMPLATES` names it.
"""

from typing import Any

from django import template
from django.template.context import RequestContext

from konfluenz.directory.models import Organization
from konfluenz.office.volunteering import trusted

register = template.Library()


@register.inclusion_tag("office/opportunities/of_organisation.html", takes_context=True)
def opportunities_of(context: RequestContext, organisation: Organization) -> dict[str, Any]:
    """Show what `organisation` offers, and whether it publishes without release."""
    return trusted.of(context["request"], organisation)
