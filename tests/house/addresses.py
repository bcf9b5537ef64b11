"""Every address of the program, read from the URLconf."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

from konfluenz.publishing.editing import urls as wagtail_admin


class Address(NamedTuple):
    """A named address: "office:person", the names of its arguments, the view behind it."""

    name: str
    arguments: tuple[str, ...]
    view: object


def every() -> Iterator[Address]:
    """Yield all addresses; the same name twice gives two.

    Wagtail's admin counts as one door, which `tests/publishing/test_editing.py` tries.
    """
    yield from _below(get_resolver(), "", ())


def _below(resolver: URLResolver, space: str, arguments: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        inner = (*arguments, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver) and pattern.urlconf_name is wagtail_admin:
            continue
        if isinstance(pattern, URLResolver):
            own = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _below(pattern, own, inner)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name or '?'}", inner, pattern.callback)
