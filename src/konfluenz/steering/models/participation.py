"""What citizens say when a concept is written or revised, and what becomes of it (T-19)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Retention, Use
from konfluenz.steering.models.concepts import Concept
from konfluenz.steering.models.goals import PriorityArea

HEAR_CITIZENS = Use(
    purpose="What citizens say to the concept, and what became of it",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="round closed", days=1825),
)


@personal_data.declare(
    subject=None,
    free="public_id revision created_at slug concept title call opens_on closes_on participants"
    " summary source public",
)
class ParticipationRound(Record):
    """A round of citizens' participation in a concept (T-19). Open from `opens_on` to `closes_on`.

    `call` is what citizens are asked; `summary` what came of the round as a whole.
    `participants`: heads, where somebody counted.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    concept = models.ForeignKey(
        Concept, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("concept")
    )
    title = models.CharField(_("title"), max_length=200)
    call = models.TextField(_("what citizens are asked"))
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("closes"))
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    summary = models.TextField(_("what came of it"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["-opens_on", "-id"]
        verbose_name = _("round of participation")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="round_closes_after_opening",
                violation_error_message=_("The round closes after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CommentOutcome(models.TextChoices):
    """What became of a comment. Empty: nobody has said so yet."""

    TAKEN_UP = "taken_up", _("taken up")
    PARTLY = "partly", _("taken up in part")
    NOT_TAKEN_UP = "not_taken", _("not taken up")
    ELSEWHERE = "elsewhere", _("concerns something else, handed on")


@personal_data.declare(
    subject=None,
    holds={"text answer": HEAR_CITIZENS},
    free="public_id revision created_at round area received_on outcome answered_on public",
)
class ParticipationComment(Record):
    """What somebody said in a round, without who. It is read before it is `public`.

    `answer` says what became of it and why, in words for the public.
    """

    round = models.ForeignKey(ParticipationRound, on_delete=models.CASCADE, related_name="comments")
    area = models.ForeignKey(
        PriorityArea,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("field of action"),
    )
    text = models.TextField(_("comment"))
    received_on = models.DateField(_("received on"))
    outcome = models.CharField(_("outcome"), max_length=9, choices=CommentOutcome, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["received_on", "id"]
        verbose_name = _("comment")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(answer=""),
                name="comment_outcome_is_answered",
                violation_error_message=_("Say why: whoever wrote it wants to know."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
