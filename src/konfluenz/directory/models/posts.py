"""Posts, the steps in which they came or went, and who held them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models.periods import PERIOD_FIELDS, Period, Stage
from konfluenz.directory.models.units import OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Ending, Retention, Use

HOLD_POSTS = Use(
    purpose="Who holds which post of the municipality, so that work finds its place",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="holding ended", days=3650, ending=Ending.MINIMISE),
)
WHOLE = 100


class PostStageKind(models.TextChoices):
    """The steps of a post (PR-03). "undocumented": no source says how it went on."""

    JUSTIFIED = "justified", _("justified")
    SUPPORTED = "supported", _("supported by the administration")
    DECIDED = "decided", _("decided")
    ESTABLISHED = "established", _("established")
    DROPPED = "dropped", _("dropped")
    UNDOCUMENTED = "undocumented", _("not documented")


@personal_data.declare(
    subject=None, free="public_id revision created_at unit title role purpose share"
)
class Post(Record):
    """A post of the staffing plan. Work belongs to it, whoever holds it.

    `role` is the slug of the role in `people` that its holder gets; empty: none.
    `share` is its size in percent of a full post.
    """

    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="posts", verbose_name=_("unit")
    )
    title = models.CharField(_("title"), max_length=160)
    role = models.CharField(_("role"), max_length=40, blank=True)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    share = models.PositiveSmallIntegerField(
        _("size in percent"),
        default=WHOLE,
        validators=[MinValueValidator(1), MaxValueValidator(WHOLE)],
    )

    class Meta:
        ordering = ["unit__number", "title", "id"]
        verbose_name = _("post")
        constraints = [
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=WHOLE), name="post_share")
        ]

    def __str__(self) -> str:
        return self.title


@personal_data.declare(subject=None, free="post stage date precision source body")
class PostStage(Stage):
    """A step in the history of a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=12, choices=PostStageKind)


@personal_data.declare(
    subject="person",
    holds={f"person share {PERIOD_FIELDS}": HOLD_POSTS},
    free="post source",
)
class Holding(Period):
    """Who held a post. No person: it was held, the name is not recorded.

    `share` is the percent of the post that is held: two may share one.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="holdings")
    person = models.ForeignKey(
        "people.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="holdings",
    )
    share = models.PositiveSmallIntegerField(default=WHOLE)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta(Period.Meta):
        ordering = ["valid_from", "id"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=WHOLE), name="holding_share"
            ),
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(valid_until__isnull=True, share=WHOLE),
                name="holding_one_whole",
            ),
        ]
