"""Small things that templates of the office say."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from django import template
from django.contrib.messages import constants
from django.core.paginator import Page
from django.db import models
from django.template.context import RequestContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_tables2 import Table

from konfluenz.ground import dates
from konfluenz.office import cells

register = template.Library()

NEIGHBOURS = 2
KINDS = {
    constants.SUCCESS: "success",
    constants.WARNING: "warning",
    constants.ERROR: "danger",
}


@register.simple_tag
def notice_parts(message: Any) -> dict[str, str]:
    """Return the kind of a notice and, where it can be taken back, the address and the token."""
    try:
        more = json.loads(message.extra_tags or "{}")
    except ValueError:
        more = {}
    return {"kind": KINDS.get(message.level, "info"), **more}


@register.filter
def page_numbers(page: Page) -> list[int]:
    """Return the pages to link to: first, last and those around this one; 0 stands for a gap."""
    last = page.paginator.num_pages
    near = range(page.number - NEIGHBOURS, page.number + NEIGHBOURS + 1)
    numbers = sorted({1, last} | {number for number in near if 1 <= number <= last})
    shown: list[int] = []
    for number in numbers:
        if shown and number - shown[-1] > 1:
            shown.append(0)
        shown.append(number)
    return shown


@register.filter
def rows(table: Table) -> Iterator[cells.Row]:
    """Return the rows of a table, made for the template."""
    return cells.rows(table)


@register.simple_tag(takes_context=True)
def without(context: RequestContext, name: str) -> str:
    """Return this page's address without the parameter `name`, from its first page on."""
    kept = context["request"].GET.copy()
    for gone in (name, "page"):
        kept.pop(gone, None)
    return f"{context['request'].path}?{kept.urlencode()}"


@register.simple_tag(takes_context=True)
def tab_link(context: RequestContext, slug: str) -> str:
    """Return the address of this record's tab `slug`; the first tab has none of its own."""
    path = context["request"].path
    return f"{path}?tab={slug}" if slug else path


@register.filter
def day(
    value: dt.date | dt.datetime | None, precision: str = dates.Precision.DAY
) -> SafeString | str:
    """Return a day as exactly as it is known, marked up for machines; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localdate(value)
    iso = value.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]
    return format_html('<time datetime="{}">{}</time>', iso, dates.show(value, precision))


@register.filter
def moment(value: dt.datetime | None) -> SafeString | str:
    """Return a moment in the city's time, "22.11.2026, 08:30"; nothing for None."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    text = _("%(day)s, %(time)s") % {"day": dates.show(local.date()), "time": f"{local:%H:%M}"}
    return format_html('<time datetime="{}">{}</time>', value.isoformat(timespec="seconds"), text)


@register.filter
def mail(value: str) -> SafeString | str:
    """Return a link that writes to the address."""
    return (
        format_html('<a class="k-link" href="mailto:{0}" dir="ltr">{0}</a>', value) if value else ""
    )


@register.filter
def phone(value: str) -> SafeString | str:
    """Return a link that dials the number."""
    digits = "".join(sign for sign in value or "" if sign.isdigit() or sign == "+")
    return (
        format_html('<a class="k-link k-nowrap" href="tel:{}" dir="ltr">{}</a>', digits, value)
        if digits
        else ""
    )


@register.simple_tag
def record_link(record: models.Model | None, page: str, text: str = "") -> SafeString | str:
    """Return a link to the page of `record`, or nothing when there is none."""
    if record is None:
        return ""
    address = reverse(f"office:{page}", kwargs={"public_id": record.public_id})  # type: ignore[attr-defined]
    return format_html('<a class="k-link" href="{}"><bdi>{}</bdi></a>', address, text or record)
