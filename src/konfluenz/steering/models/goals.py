"""Priority areas of a concept, their goals, and how the goals stand."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Group, OrgUnit, Post
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.steering.models.concepts import Concept

_NAMELESS = _("Name not documented")


class AreaLevel(models.TextChoices):
    """Priority areas, and the further fields that the integration officer covers (D-07)."""

    PRIORITY = "priority", _("Priority area")
    FURTHER = "further", _("Further field of action")


class GoalState(models.TextChoices):
    """How a goal stands. That it cannot be worked is a state of its own (T-17)."""

    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    REACHED = "reached", _("reached")
    NOT_WORKABLE = "not_workable", _("cannot be worked satisfactorily")
    DROPPED = "dropped", _("given up")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at concept level number name summary group posts source",
)
class PriorityArea(Record):
    """A Handlungsfeld of a concept (D-04 to D-07). No name: no source says what it is called.

    `group` is its Arbeitskreis. `posts` are those without which it cannot be worked.
    """

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="areas")
    level = models.CharField(
        _("level"), max_length=10, choices=AreaLevel, default=AreaLevel.PRIORITY
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=160, blank=True)
    summary = models.TextField(_("what it is about"), blank=True)
    group = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="areas",
        verbose_name=_("working group"),
    )
    posts = models.ManyToManyField(
        Post,
        blank=True,
        related_name="areas",
        verbose_name=_("posts without which it cannot be worked"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["concept", "level", "number", "id"]
        verbose_name = _("field of action")
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "level", "number"],
                name="area_number_once",
                violation_error_message=_("This number is taken by another field."),
            ),
            models.UniqueConstraint(
                fields=["concept", "name"],
                condition=~Q(name=""),
                name="area_name_once",
                violation_error_message=_("The concept has a field of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_NAMELESS)


@personal_data.declare(
    subject=None, free="public_id revision created_at area number text functions source"
)
class Goal(Record):
    """What an area wants to reach. `functions` are slugs of MunicipalFunction."""

    area = models.ForeignKey(PriorityArea, on_delete=models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(_("goal"), max_length=400)
    functions = models.JSONField(_("functions of the city"), default=list, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["area", "number", "id"]
        verbose_name = _("goal")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "number"],
                name="goal_number_once",
                violation_error_message=_("This number is taken by another goal."),
            )
        ]

    def __str__(self) -> str:
        return self.text


@personal_data.declare(subject=None, free="goal date state reason unit post source created_at")
class GoalStatus(models.Model):
    """How a goal stood on a day, said by a unit with a reason. Rows are added, never changed.

    `post` is what a status rests on: "cannot be worked" holds while that post is unstaffed.
    `reason` is public with the concept and names no person.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="statuses")
    date = models.DateField(_("on"))
    state = models.CharField(_("state"), max_length=12, choices=GoalState)
    reason = models.CharField(_("reason"), max_length=400)
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        related_name="goal_statuses",
        verbose_name=_("said by"),
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goal_statuses",
        verbose_name=_("rests on the post"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["date", "id"]
        verbose_name = _("status")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="goal_status_has_reason",
                violation_error_message=_("A status needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.date:%d.%m.%Y})"
