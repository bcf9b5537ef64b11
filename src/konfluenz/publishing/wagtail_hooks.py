"""What Wagtail's admin shows beside its own: the way back to the office, the way to translations.

Wagtail finds this file by its name.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from konfluenz.ground import links
from konfluenz.people import roles
from konfluenz.people.roles import Right
from konfluenz.publishing.editing import inner_links
from konfluenz.publishing.models import PageKind, PortalPage

FIRST, LAST = 10, 1_000
UNWANTED = frozenset({"help"})
"""What tells of Wagtail itself, in English."""
PAGES = "seiten"
"""The kind of `publishing/translating` that pages are."""


class OfficeItem(MenuItem):
    """The way back to the office, for those whom it is open to."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the account may see what the link leads to."""
        return _reads_content(request.user)


@hooks.register("register_admin_menu_item")
def door_to_the_office() -> MenuItem:
    """Put the door to the office first."""
    return OfficeItem(
        gettext_lazy("Back to the office"),
        links.address("content-board").removeprefix(_origin()),
        name="office",
        icon_name="arrow-left",
        order=FIRST,
    )


@hooks.register("construct_main_menu")
def without_what_is_not_ours(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out the menu about Wagtail's own news."""
    items[:] = [item for item in items if item.name not in UNWANTED]


@hooks.register("construct_page_action_menu")
def publish_first(items: list[Any], _request: HttpRequest, context: dict[str, Any]) -> None:
    """Let the first button of a page that is public publish what was changed.

    Of a new page it stays a draft that is saved.
    """
    page = context.get("page")
    if page is not None and page.live:
        items.sort(key=lambda item: item.name != "action-publish")


@hooks.register("register_page_header_buttons")
def door_to_the_translations(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer the list of how far each language of `page` is."""
    del view_name, next_url
    ours = isinstance(page.specific, PortalPage) and page.specific.kind != PageKind.ROOT
    if page.live and ours and _reads_content(user):
        address = links.address("translations").removeprefix(_origin())
        query = urlencode({"kind": PAGES, "q": page.title})
        yield Button(_("Translations"), f"{address}?{query}", icon_name="globe", priority=5)


@hooks.register("register_rich_text_features", order=LAST)
def keep_inner_links(features: FeatureRegistry) -> None:
    """Have links to our own records outlive an editor's saving."""
    inner_links.register(features)


def _reads_content(user: Any) -> bool:
    return Right.READ_CONTENT in roles.rights(user)


def _origin() -> str:
    return settings.BASE_URL.removesuffix(settings.BASE_PATH)
