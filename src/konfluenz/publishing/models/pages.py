"""Pages of the portal. The tree is German; other languages are texts of its segments.

Slugs are German words in every language. A page has an owner who vouches for it
(`directory/reviews.py`) and topics under which readers find it.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from konfluenz.directory.models import Organization, OrgUnit, Topic
from konfluenz.ground import links, personal_data
from konfluenz.ground.models import Record
from konfluenz.publishing import segments
from konfluenz.publishing.blocks import BodyBlock
from konfluenz.publishing.page_forms import PageForm

INHERITED = (
    "path depth numchild translation_key locale latest_revision live has_unpublished_changes"
    " first_published_at last_published_at live_revision go_live_at expire_at expired locked"
    " locked_at locked_by title draft_title slug content_type url_path owner seo_title"
    " show_in_menus search_description latest_revision_created_at alias_of"
)
"""Fields of Wagtail's page."""


@personal_data.declare(subject=None, free="public_id revision created_at slug name order")
class Situation(Record):
    """A life situation that readers come with: "just arrived", "an appointment at an office"."""

    TEXTS = ("name",)

    slug = models.SlugField(_("words in the address"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("life situation")

    def __str__(self) -> str:
        return self.name


class PageKind(models.TextChoices):
    """What a page is. The root carries the tree and is never shown."""

    ROOT = "root", _("root of the portal")
    GUIDE = "guide", _("guide")
    QUESTION = "question", _("question and answer")


class Careful(models.TextChoices):
    """Where a mistake in a translation harms: no machine draft is shown unread."""

    LEGAL = "legal", _("legal")
    HEALTH = "health", _("health")


@personal_data.declare(
    subject=None,
    free=f"kind summary body topics situations unit organization review_days careful"
    f" imported_from imported_texts {INHERITED}",
)
class PortalPage(Page):
    """A page of the portal.

    Who answers for it is `unit` or `organization`, asked every `review_days` whether it still
    holds; neither: the unit that looks after the portal. `imported_from` is the address an
    imported page came from, `imported_texts` what it said then: locale → digest
    (`publishing/importing`). `TEXTS` are those that lists show; all
    are in `segments`.
    """

    TEXTS = ("title", "summary")

    kind = models.CharField(_("kind"), max_length=10, choices=PageKind, default=PageKind.GUIDE)
    summary = models.CharField(_("in one or two sentences"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("content"))
    topics = ParentalManyToManyField(
        Topic, blank=True, related_name="pages", verbose_name=_("topics")
    )
    situations = ParentalManyToManyField(
        Situation, blank=True, related_name="pages", verbose_name=_("life situations")
    )
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pages",
        verbose_name=_("unit that answers for it"),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pages",
        verbose_name=_("organisation that answers for it"),
    )
    review_days = models.PositiveSmallIntegerField(_("checked every … days"), default=180)
    careful = models.CharField(
        _("to be handled with care"), max_length=10, choices=Careful, blank=True
    )
    imported_from = models.CharField(max_length=500, blank=True, editable=False)
    imported_texts = models.JSONField(default=dict, blank=True, editable=False)

    url_path_before: str = ""
    """Where it stood before it is saved (`publishing/wagtail_feed.py`)."""

    objects: ClassVar[PageManager] = PageManager()
    base_form_class = PageForm
    exclude_fields_in_copy: ClassVar[list[str]] = ["imported_from", "imported_texts"]
    parent_page_types: ClassVar[list[str]] = ["publishing.PortalPage"]
    subpage_types: ClassVar[list[str]] = ["publishing.PortalPage"]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        "summary",
        "body",
        MultiFieldPanel(
            [
                "kind",
                FieldPanel("topics", widget=CheckboxSelectMultiple),
                FieldPanel("situations", widget=CheckboxSelectMultiple),
            ],
            heading=_("Where readers find it"),
        ),
    ]
    promote_panels: ClassVar[list[Any]] = ["slug", "search_description"]
    settings_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            ["unit", "organization", "review_days", "careful"], heading=_("Who answers for it")
        ),
        PublishingPanel(),
    ]

    class Meta:
        verbose_name = _("page")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=True) | models.Q(organization__isnull=True),
                name="page_one_owner",
                violation_error_message=_("Name a unit or an organisation, not both."),
            ),
        ]

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The languages a page can be previewed in."""
        return list(settings.LANGUAGES)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """Show the page as its readers will see it in the language `mode_name`."""
        return import_string(settings.PAGE_PREVIEW)(request, self, mode_name)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:  # noqa: ARG002
        """Return where the public reads the German page; the start page for the root."""
        _root, _slash, path = self.url_path.strip("/").partition("/")
        purpose, parts = ("page-public", [path]) if path else ("start-public", [])
        address = links.address(purpose, settings.LANGUAGE_CODE, *parts)
        return (0, settings.BASE_URL, address.removeprefix(settings.BASE_URL))

    def segments(self) -> list[segments.Segment]:
        """Return what is to be translated, in reading order: title, summary, texts of blocks."""
        return segments.of_page(self)

    def source_texts(self) -> dict[str, str]:
        """Return the German texts by the keys of their segments."""
        return {segment.key: segment.text for segment in self.segments()}


@personal_data.declare(
    subject=None, free="public_id revision created_at page locale title summary body"
)
class OwnVersion(Record):
    """A page that is built differently in one language: its whole text there, not by segments.

    Imported pages come so when their languages do not run in parallel. It stands before
    translations of segments.
    """

    page = models.ForeignKey(PortalPage, on_delete=models.CASCADE, related_name="own_versions")
    locale = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=255)
    summary = models.CharField(_("in one or two sentences"), max_length=300, blank=True)
    body: Any = StreamField(BodyBlock(), blank=True, verbose_name=_("content"))

    class Meta:
        ordering = ["page_id", "locale"]
        verbose_name = _("version of its own")
        constraints = [
            models.UniqueConstraint(fields=["page", "locale"], name="own_version_once"),
        ]
