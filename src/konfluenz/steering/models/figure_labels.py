"""What words in the tables of others mean here: remembered for the next table."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import District
from konfluenz.ground import personal_data
from konfluenz.ground.models import Record
from konfluenz.steering.models.indicators import Indicator


class LabelKind(models.TextChoices):
    """What a word names: the figure that a row counts, or the place that it counts it for."""

    ROW = "row", _("row of a table")
    PLACE = "place", _("place in a table")


class LabelMeaning(models.TextChoices):
    """What a word stands for. Without a meaning its rows are refused, never dropped silently."""

    INDICATOR = "indicator", _("indicator")
    DISTRICT = "district", _("district")
    CITY = "city", _("the whole city")
    ELSEWHERE = "elsewhere", _("another city")
    SKIPPED = "skipped", _("left out")


@personal_data.declare(
    subject=None,
    free="public_id revision created_at kind text key meaning indicator category district"
    " elsewhere",
)
class FigureLabel(Record):
    """What `text` in a table of figures means. `key` is the text as it is compared.

    A row means a part (`category`) of an `indicator`; a place a `district`, the city itself,
    or the city named in `elsewhere`.
    """

    kind = models.CharField(max_length=5, choices=LabelKind)
    text = models.CharField(_("in the file"), max_length=300)
    key = models.CharField(max_length=300, editable=False)
    meaning = models.CharField(max_length=9, choices=LabelMeaning)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, null=True, blank=True, related_name="labels"
    )
    category = models.CharField(_("part"), max_length=80, blank=True)
    district = models.ForeignKey(
        District, on_delete=models.CASCADE, null=True, blank=True, related_name="figure_labels"
    )
    elsewhere = models.CharField(_("another city"), max_length=80, blank=True)

    class Meta:
        ordering = ["kind", "text"]
        verbose_name = _("words in a table")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="figure_label_once"),
            models.CheckConstraint(
                condition=Q(meaning="indicator", indicator__isnull=False)
                | (~Q(meaning="indicator") & Q(indicator__isnull=True)),
                name="figure_label_names_indicator",
            ),
            models.CheckConstraint(
                condition=Q(meaning="district", district__isnull=False)
                | (~Q(meaning="district") & Q(district__isnull=True)),
                name="figure_label_names_district",
            ),
            models.CheckConstraint(
                condition=(Q(meaning="elsewhere") & ~Q(elsewhere=""))
                | (~Q(meaning="elsewhere") & Q(elsewhere="")),
                name="figure_label_names_city",
            ),
        ]

    def __str__(self) -> str:
        return self.text
