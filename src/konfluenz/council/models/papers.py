"""Papers of the council: head, parts, sentences (`domain.md` 3.1; names after OParl)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Organization, OrgUnit
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.ground.personal_data import Basis, Retention, Use

SERVE_THE_COUNCIL = Use(
    purpose="Papers of the council as they were presented",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="paper erased", days=None),
)


class PaperType(models.TextChoices):
    """What a paper is (3.1)."""

    MOTION = "motion", _("Motion")
    ENQUIRY = "enquiry", _("Council enquiry")
    STATEMENT = "statement", _("Statement of the administration")
    INFORMATION = "information", _("Information paper")
    DECISION = "decision", _("Decision paper")
    AMENDMENT = "amendment", _("Amendment")
    MINUTES = "minutes", _("Minutes")


class Recommendation(models.TextChoices):
    """What the administration recommends to do with a motion (D-10)."""

    FOLLOW = "follow", _("follow the motion")
    PARTLY = "partly", _("follow the motion in part")
    NOT_FOLLOW = "not_follow", _("do not follow the motion")
    REFER = "refer", _("refer it")
    SETTLED = "settled", _("consider it settled")


@personal_data.declare(
    subject=None,
    holds={"file_reference author": SERVE_THE_COUNCIL},
    free="public_id revision created_at slug reference paper_type date subject department"
    " author_unit applicants answers recommendation recommendation_text financial_impact"
    " note answer_due uid public mirror_public",
)
class Paper(Record):
    """A paper. `reference` is its number as the council's system gives it ("UV/0050/2024").

    Empty where the source prints none: a statement often bears its motion's number, which
    `answers` points to. `author` is the author as printed, with a sign where one stands
    there; `file_reference` the Aktenzeichen. `applicants` are the groups that brought a
    motion. `note` says what kind of text this is ("in our own words"). `slug` stands in
    public addresses. `answer_due`: by when an enquiry is to be answered. `uid`: its address in
    the council's system (OParl id). `mirror_public`: the Auftragsspiegel may be read by all.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    reference = models.CharField(_("number"), max_length=40, blank=True)
    paper_type = models.CharField(_("kind"), max_length=12, choices=PaperType)
    date = models.DateField(_("date"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=400)
    department = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers_directed",
        verbose_name=_("department"),
    )
    author_unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers_written",
        verbose_name=_("author unit"),
    )
    author = models.CharField(_("author as printed"), max_length=120, blank=True)
    file_reference = models.CharField(_("file reference"), max_length=60, blank=True)
    applicants = models.ManyToManyField(
        Organization, blank=True, related_name="papers_brought", verbose_name=_("applicants")
    )
    answers = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
        verbose_name=_("answers the paper"),
    )
    recommendation = models.CharField(
        _("recommendation"), max_length=12, choices=Recommendation, blank=True
    )
    recommendation_text = models.TextField(_("wording of the recommendation"), blank=True)
    financial_impact = models.CharField(_("financial effects"), max_length=400, blank=True)
    note = models.CharField(_("note on the text"), max_length=300, blank=True)
    answer_due = models.DateField(_("answer due"), null=True, blank=True)
    uid = models.CharField(max_length=300, blank=True, editable=False)
    public = models.BooleanField(_("public"), default=False)
    mirror_public = models.BooleanField(_("mirror public"), default=False)

    class Meta:
        ordering = ["-date", "reference", "id"]
        verbose_name = _("paper")
        indexes = [
            models.Index(fields=["paper_type", "-date"], name="paper_list"),
            models.Index(fields=["-date", "reference", "id"], name="paper_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="paper_reference_once",
                violation_error_message=_("A paper with this number is here already."),
            ),
            models.UniqueConstraint(
                fields=["uid"], condition=~Q(uid=""), name="paper_imported_once"
            ),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | ~Q(answers=F("id")),
                name="paper_does_not_answer_itself",
            ),
            models.CheckConstraint(
                condition=Q(mirror_public=False) | Q(public=True),
                name="paper_mirror_only_of_public",
                violation_error_message=_("The mirror of a paper that is not public stays inside."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.subject}" if self.reference else self.subject


class PartKind(models.TextChoices):
    """The parts that papers have."""

    TEXT = "text", _("Text")
    POINT = "point", _("Numbered point")
    TASKS = "tasks", _("Tasks")
    BACKGROUND = "background", _("Background")
    RECOMMENDATION = "recommendation", _("Recommendation")
    FINANCIAL = "financial", _("Financial effects")
    RESOLUTION = "resolution", _("Wording to be resolved")
    REASONS = "reasons", _("Reasons")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer to a question")
    CLIMATE = "climate", _("Effects on climate protection")
    INVOLVED = "involved", _("Bodies involved")
    ALTERNATIVES = "alternatives", _("Alternatives")


@personal_data.declare(
    subject=None, holds={"heading": SERVE_THE_COUNCIL}, free="paper position kind number"
)
class PaperPart(models.Model):
    """A part of a paper in its order, from 1. `number` is the printed number of a point."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=PartKind, default=PartKind.TEXT)
    number = models.CharField(max_length=10, blank=True)
    heading = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["paper", "position"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="part_position_once")
        ]

    def __str__(self) -> str:
        return self.heading


@personal_data.declare(subject=None, free="paper position title url media_type main")
class PaperLink(models.Model):
    """A file of a paper where the council's system keeps it. `main`: the paper itself."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500)
    media_type = models.CharField(max_length=100, blank=True)
    main = models.BooleanField(default=False)

    class Meta:
        ordering = ["paper", "position"]
        verbose_name = _("file of a paper")
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="paper_link_position")
        ]

    def __str__(self) -> str:
        return self.title


@personal_data.declare(subject=None, free="paper_type prefix digits year last")
class NumberRange(models.Model):
    """The numbers that are given here to papers of a kind: "UV" and 4 digits, UV/0050/2024.

    `last` is the last one given in `year`; another year begins at 1.
    """

    paper_type = models.CharField(_("kind"), max_length=12, choices=PaperType, unique=True)
    prefix = models.CharField(_("begins with"), max_length=10)
    digits = models.PositiveSmallIntegerField(_("digits"), default=4)
    year = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["paper_type"]
        verbose_name = _("number range")

    def __str__(self) -> str:
        return f"{self.prefix}/{'0' * self.digits}"


class SentenceKind(models.TextChoices):
    """What a sentence does. Empty: nobody has said so yet."""

    FACT = "fact", _("Fact")
    TASK = "task", _("Task")
    PROMISE = "promise", _("Promise")


@personal_data.declare(
    subject=None,
    holds={"text": SERVE_THE_COUNCIL},
    free="part position paragraph bullet kind",
)
class Sentence(models.Model):
    """A sentence of a paper. `position` counts from 1 through the whole part.

    `paragraph` counts the paragraphs of the part from 1; `bullet`: an item of a list.
    """

    part = models.ForeignKey(PaperPart, on_delete=models.CASCADE, related_name="sentences")
    position = models.PositiveSmallIntegerField()
    paragraph = models.PositiveSmallIntegerField(default=1)
    bullet = models.BooleanField(default=False)
    text = models.TextField()
    kind = models.CharField(_("kind"), max_length=8, choices=SentenceKind, blank=True)

    class Meta:
        ordering = ["part__position", "position"]
        verbose_name = _("sentence")
        constraints = [
            models.UniqueConstraint(fields=["part", "position"], name="sentence_position_once")
        ]

    def __str__(self) -> str:
        return self.text
