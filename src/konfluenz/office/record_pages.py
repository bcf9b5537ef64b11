"""On which page of the office a record stands, by its kind."""

from django.db import models
from django.urls import reverse

from konfluenz.ground import references

PAGES = {
    "people.person": "person",
    "directory.organization": "organisation",
    "directory.orgunit": "unit",
    "directory.post": "post",
    "actions.task": "task",
    "ground.message": "message",
}


def address(record: models.Model | None) -> str:
    """Return the address of the page of `record`; "" where it has none, or the record is gone."""
    if record is None:
        return ""
    if references.to(record).label == "directory.municipality":
        return reverse("office:settings")
    page = PAGES.get(references.to(record).label)
    if page is None:
        return ""
    return reverse(f"office:{page}", kwargs={"public_id": record.public_id})  # type: ignore[attr-defined]
