"""Who is doing what only one may do at a time."""

from django.db import models

from konfluenz.ground import personal_data


@personal_data.declare(subject=None, free="name holder until")
class Lease(models.Model):
    """The right to do `name`, held by one process until it gives it back or time runs out."""

    name = models.CharField(max_length=80, unique=True)
    holder = models.UUIDField()
    until = models.DateTimeField()
