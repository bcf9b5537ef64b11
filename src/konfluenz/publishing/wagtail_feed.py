"""What editors do in Wagtail's admin, in the audit trail. Third-party code writes without us.

Wagtail's own signals and Django's for the library are the only ones listened to. The change
feed carries it on: to the baker, the search, the link register.
"""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from konfluenz.ground import audit
from konfluenz.publishing import moves, pages, reviewing
from konfluenz.publishing.models import Attachment, Picture, PortalPage


@receiver(page_published, sender=PortalPage)
def published(instance: PortalPage, **more: Any) -> None:
    """Record that a page, or its new version, is public; ask its owner from now on."""
    by = _actor() or getattr(more.get("revision"), "user", None)
    audit.record("page.published", about=instance, by=by)
    reviewing.ask_for(instance, by=by)


@receiver(page_unpublished, sender=PortalPage)
def unpublished(instance: PortalPage, **_more: Any) -> None:
    """Record that a page is not public any more."""
    audit.record("page.unpublished", about=instance, by=_actor())
    reviewing.ask_no_more(instance)


@receiver(pre_save, sender=PortalPage)
def about_to_be_saved(instance: PortalPage, **_more: Any) -> None:
    """Remember where the page stands. Wagtail tells of a new slug only after the commit."""
    before = PortalPage.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
    instance.url_path_before = before or instance.url_path


@receiver(post_save, sender=PortalPage)
def saved(instance: PortalPage, **_more: Any) -> None:
    """Let the old address lead to the new one, in every language."""
    before = instance.url_path_before
    if before and before != instance.url_path:
        _moved(instance, before.removeprefix(f"/{pages.ROOT_SLUG}/").strip("/"))


@receiver(post_page_move, sender=PortalPage)
def moved(instance: Page, url_path_before: str, url_path_after: str, **_more: Any) -> None:
    """Let the old address of a page moved within the tree lead to the new one."""
    if url_path_before != url_path_after:
        page = PortalPage.objects.get(pk=instance.pk)
        _moved(page, url_path_before.removeprefix(f"/{pages.ROOT_SLUG}/").strip("/"))


@receiver(post_delete, sender=PortalPage)
def deleted(instance: PortalPage, **_more: Any) -> None:
    """Record that a page is gone."""
    audit.record("page.deleted", about=instance, by=_actor())
    reviewing.ask_no_more(instance)


@receiver([post_save, post_delete], sender=Picture)
@receiver([post_save, post_delete], sender=Attachment)
def library_changed(instance: models.Model, **_more: Any) -> None:
    """Record a change in the library: pages show it."""
    audit.record("library.changed", about=instance, by=_actor())


def _moved(page: PortalPage, old_path: str) -> None:
    moves.note(page, old_path)
    changes = {"path": (old_path, pages.path(page))}
    audit.record("page.moved", about=page, by=_actor(), changes=changes)


def _actor() -> models.Model | None:
    """Return who works in Wagtail's admin at the moment; nobody: a schedule."""
    return get_active_log_context().user or audit.SYSTEM
