"""The way of a paper through the bodies, what came of it there, and what was resolved.

The eleven boxes of the printed path (D-14) are `outcome`, `vote`, `amended` and two counts;
the state rules of `domain.md` 3.2 are constraints of the table.
"""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from konfluenz.council.models.meetings import MeetingItem
from konfluenz.council.models.papers import Paper
from konfluenz.directory.models import Organization, OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.steering.models import Concept, Vote


class ConsultationRole(models.TextChoices):
    """What a body does with a paper (OParl)."""

    HEARING = "hearing", _("Hearing")
    PRELIMINARY = "preliminary", _("Preliminary debate")
    DECISION = "decision", _("Decision")
    NOTING = "noting", _("For information")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at paper position body date agenda_item open_session role"
    " meeting_item uid",
)
class Consultation(Record):
    """A station on the path of a paper, from 1. No result row: no result yet.

    `agenda_item` is the TOP as printed, empty where no number is given. No date: it stands
    on the path and has no day yet. `meeting_item` is the point of the session that it was,
    when the council's system was read; `uid` its address there.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="consultations")
    position = models.PositiveSmallIntegerField()
    body = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="consultations",
        verbose_name=_("body"),
    )
    date = models.DateField(_("date"), null=True, blank=True)
    agenda_item = models.CharField(_("agenda item"), max_length=20, blank=True)
    open_session = models.BooleanField(_("public session"), default=True)
    role = models.CharField(_("role"), max_length=12, choices=ConsultationRole, blank=True)
    meeting_item = models.ForeignKey(
        MeetingItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="consultations",
    )
    uid = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["paper", "position"]
        verbose_name = _("consultation")
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="consultation_position"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.date:%d.%m.%Y}" if self.date else str(self.body)


class Outcome(models.TextChoices):
    """What happened to a paper in a body."""

    ADOPTED = "adopted", _("adopted")
    RECOMMENDED = "recommended", _("recommended")
    REJECTED = "rejected", _("rejected")
    NOTED = "noted", _("noted")
    REFERRED = "referred", _("referred")
    ADJOURNED = "adjourned", _("adjourned")
    WITHDRAWN = "withdrawn", _("taken off the agenda")
    NO_RECOMMENDATION = "no_recommendation", _("without recommendation")


VOTED = (Outcome.ADOPTED, Outcome.RECOMMENDED, Outcome.REJECTED)
"""Outcomes that need to say how the vote was."""

AMENDABLE = (Outcome.ADOPTED, Outcome.RECOMMENDED)
COUNTS = ("votes_for", "votes_against", "abstentions", "excluded", "present")
_NO_COUNTS = Q(**{f"{name}__isnull": True for name in COUNTS})
_VOTES = sum(
    (Coalesce(F(name), Value(0)) for name in ("votes_against", "abstentions")),
    start=Coalesce(F("votes_for"), Value(0)),
)


@personal_data.declare(
    subject=None,
    free="consultation outcome vote amended votes_for votes_against abstentions excluded present"
    " referred_to adjourned_to text source entered_at",
)
class ConsultationResult(models.Model):
    """What came of a consultation. Counts are heads; None: not documented.

    `excluded` are those who had to leave the vote because of bias. `text` is the wording
    resolved, needed when it was amended. `adjourned_to` is None for "the next meeting".
    """

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, related_name="result"
    )
    outcome = models.CharField(_("outcome"), max_length=17, choices=Outcome)
    vote = models.CharField(_("vote"), max_length=12, choices=Vote, blank=True)
    amended = models.BooleanField(_("amended"), default=False)
    votes_for = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    excluded = models.PositiveSmallIntegerField(_("excluded for bias"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("present"), null=True, blank=True)
    referred_to = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
        verbose_name=_("referred to"),
    )
    adjourned_to = models.DateField(_("adjourned to"), null=True, blank=True)
    text = models.TextField(_("wording resolved"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("result")
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=VOTED) | ~Q(vote=""),
                name="result_says_how_the_vote_was",
                violation_error_message=_("Say how the vote was: unanimous or by majority."),
            ),
            models.CheckConstraint(
                condition=~Q(vote="") | _NO_COUNTS,
                name="result_counts_need_a_vote",
                violation_error_message=_("Votes are counted only where a vote took place."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFERRED) | Q(referred_to__isnull=False),
                name="result_referred_needs_target",
                violation_error_message=_("Say to which body the paper was referred."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFERRED) | Q(referred_to__isnull=True),
                name="result_target_only_when_referred",
                violation_error_message=_("A target body belongs to “referred” alone."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ADJOURNED) | Q(adjourned_to__isnull=True),
                name="result_new_day_only_when_adjourned",
                violation_error_message=_("A new day belongs to “adjourned” alone."),
            ),
            models.CheckConstraint(
                condition=Q(amended=False) | (Q(outcome__in=AMENDABLE) & ~Q(text="")),
                name="result_amended_needs_text",
                violation_error_message=_(
                    "“Amended” belongs to adopted or recommended, with the amended wording."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(vote=Vote.UNANIMOUS)
                | Q(votes_against__isnull=True)
                | Q(votes_against=0),
                name="result_unanimous_without_against",
                violation_error_message=_("A unanimous vote has no votes against."),
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__gte=_VOTES),
                name="result_heads_were_present",
                violation_error_message=_("More votes were counted than members were present."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


@personal_data.declare(subject=None, free="result faction votes_for votes_against abstentions")
class GroupVote(models.Model):
    """How a Fraktion voted, where the minutes say so. None: not documented."""

    result = models.ForeignKey(
        ConsultationResult, on_delete=models.CASCADE, related_name="group_votes"
    )
    faction = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="group_votes",
        verbose_name=_("parliamentary group"),
    )
    votes_for = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)

    class Meta:
        ordering = ["result", "id"]
        verbose_name = _("vote of a parliamentary group")
        constraints = [
            models.UniqueConstraint(fields=["result", "faction"], name="group_vote_once")
        ]

    def __str__(self) -> str:
        return str(self.faction)


@personal_data.declare(
    subject=None,
    free="public_id revision created_at body date text vote consultation paper concept unit"
    " source public",
)
class Resolution(Record):
    """What a body resolved. It points down to what came of it: a concept, a unit.

    A council resolves on a paper in a consultation; the executive board without either.
    """

    body = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="resolutions",
        verbose_name=_("resolved by"),
    )
    date = models.DateField(_("on"))
    text = models.TextField(_("wording"))
    vote = models.CharField(_("vote"), max_length=12, choices=Vote, blank=True)
    consultation = models.OneToOneField(
        Consultation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="resolution",
    )
    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, null=True, blank=True, related_name="resolutions"
    )
    concept = models.ForeignKey(
        Concept, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions"
    )
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions"
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["-date", "id"]
        verbose_name = _("resolution")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="resolution_has_text",
                violation_error_message=_("A resolution needs its wording."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
