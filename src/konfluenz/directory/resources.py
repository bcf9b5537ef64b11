"""Links to sites of others, with what one finds there (O-24, T-01)."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.directory import entries
from konfluenz.directory.models import ExternalResource, Topic


class ResourceRefused(Exception):
    """A link to another site cannot be as wished; the message says why."""


KIND = entries.Kind("resource", ResourceRefused, ("topics",), ("expects", "url"), harm=1)
PORTS = {"http": 80, "https": 443}
FOLLOWERS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
"""Parts of an address that only tell where a reader comes from."""


@transaction.atomic
def add(
    name: str, url: str, *, by: models.Model | None, topics: Iterable[Topic] = (), **values: Any
) -> ExternalResource:
    """Add a link that nobody sees yet.

    Raises ResourceRefused when the page is listed already, or `url` is no web address.
    """
    address = normalised(url)
    _refuse_double(address)
    resource = ExternalResource(name=name, url=address, **values)
    return entries.create(KIND, resource, by=by, topics=topics)


@transaction.atomic
def correct(
    resource: ExternalResource,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> ExternalResource:
    """Change fields of `resource`; raises ResourceRefused, or Stale."""
    values = dict(values)
    if "url" in values:
        values["url"] = normalised(values["url"])
        _refuse_double(values["url"], but=resource)
    return entries.change(KIND, resource, values, seen=seen, by=by)


@transaction.atomic
def publish(resource: ExternalResource, *, by: models.Model | None) -> ExternalResource:
    """Show `resource` to everybody."""
    return entries.put_published(KIND, resource, published=True, by=by)


@transaction.atomic
def withdraw(resource: ExternalResource, *, by: models.Model | None) -> ExternalResource:
    """Show `resource` to nobody any more."""
    return entries.put_published(KIND, resource, published=False, by=by)


def public() -> models.QuerySet[ExternalResource]:
    """Return what everybody may read."""
    return ExternalResource.objects.filter(published=True)


def normalised(url: str) -> str:
    """Return `url` in the one form in which it is kept.

    Scheme and host in small letters, the host in its ASCII form, no default port, no blanks,
    no parameters that follow readers; "example.org" becomes "https://example.org/". Raises
    ResourceRefused for what is no public web address, or carries a password.
    """
    typed = url.strip()
    parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    try:
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        host, port = "", None
    if parts.scheme.lower() not in PORTS or "." not in host or parts.username or " " in host:
        raise ResourceRefused(
            _("“%(url)s” is no address on the web. Write it like https://example.org/seite.")
            % {"url": typed}
        )
    scheme = parts.scheme.lower()
    shown = host if port in (None, PORTS[scheme]) else f"{host}:{port}"
    return urlunsplit((scheme, shown, parts.path or "/", _kept(parts.query), parts.fragment))


def _kept(query: str) -> str:
    """Return the parts of a query that say which page it is."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not pair[0].lower().startswith(FOLLOWERS)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _refuse_double(url: str, *, but: ExternalResource | None = None) -> None:
    """Refuse what is listed already, with or without "www.", a last slash or encryption."""
    rows = ExternalResource.objects.filter(url__in=_same(url))
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    there = rows.first()
    if there is not None:
        raise ResourceRefused(
            _("This page is listed already as “%(name)s”. Correct that entry instead.")
            % {"name": there}
        )


def _same(url: str) -> list[str]:
    """Return the ways of writing the address of the same page."""
    parts = urlsplit(url)
    host, path = parts.netloc.removeprefix("www."), parts.path.rstrip("/")
    ways = product(PORTS, (host, f"www.{host}"), (path, f"{path}/"))
    return [
        urlunsplit((scheme, name, way, parts.query, parts.fragment)) for scheme, name, way in ways
    ]
