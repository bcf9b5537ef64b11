"""The addresses of many records of one kind: looked up once, not for each of hundreds."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse

from konfluenz.ground.models import Record

NOBODY = UUID(int=0)


def of(page: str) -> Callable[[Record], str]:
    """Return what makes the address of ``office:page`` for a record, from its public id."""
    pattern = reverse(f"office:{page}", kwargs={"public_id": NOBODY})
    return lambda record: pattern.replace(str(NOBODY), str(record.public_id))


def of_part(page: str, record: Record) -> Callable[[int], str]:
    """Return what makes the address of ``office:page`` for a part of `record`, from its key."""
    pattern = reverse(f"office:{page}", kwargs={"public_id": record.public_id, "pk": 0})
    before, after = pattern.split("/0/")
    return lambda key: f"{before}/{key}/{after}"
