"""Drawings of figures, made by the worker so that no web process carries the engine."""

from django.db import models

from konfluenz.ground import personal_data


@personal_data.declare(subject=None, free="name language width digest svg drawn_at")
class Chart(models.Model):
    """One drawing as SVG. `digest` is the SHA-256 of the specification it was drawn from.

    `width` is in CSS pixels: text must stay readable on a phone, so each chart is drawn
    once for 340 and once for 720.
    """

    name = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    width = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    svg = models.TextField()
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "language", "width"]
        constraints = [
            models.UniqueConstraint(fields=["name", "language", "width"], name="chart_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language}, {self.width} px)"
