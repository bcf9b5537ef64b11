"""What readers think of a page: counted by day, without a person."""

from django.db import models

from konfluenz.ground import personal_data


@personal_data.declare(subject=None, free="address locale day helpful unhelpful")
class PageOpinion(models.Model):
    """How often a page was called helpful, and how often not, in one language on one `day`.

    `address` is the page's behind the language, "ratgeber/deutsch-lernen/". Nothing is kept of
    who said so.
    """

    address = models.CharField(max_length=500)
    locale = models.CharField(max_length=12)
    day = models.DateField(db_index=True)
    helpful = models.PositiveIntegerField(default=0)
    unhelpful = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "locale", "day"], name="opinion_once"),
        ]

    def __str__(self) -> str:
        return f"{self.locale}/{self.address} {self.day}"
