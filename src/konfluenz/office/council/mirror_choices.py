"""Which records a sentence may be linked to, and what can be read of each today."""

from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from konfluenz.council import claims, values
from konfluenz.council.claims.kinds import Kind
from konfluenz.ground import references

MOST = 30


def kinds() -> list[tuple[str, str]]:
    """Return label and name of every kind, in the order of their names."""
    named = [(label, kind.name) for label, kind in claims.KINDS.items()]
    return sorted(named, key=lambda pair: pair[1].lower())


def kind(label: str) -> Kind | None:
    """Return the kind of that label, if there is one."""
    return claims.KINDS.get(label)


def found(label: str, query: str) -> dict[str, Any]:
    """Return the records of a kind that match `query`, and whether there are more."""
    one = claims.KINDS[label]
    wanted = Q()
    for field in one.search:
        wanted |= Q(**{f"{field}__icontains": query})
    rows = one.rows().filter(wanted) if query else one.rows()
    shown = list(rows.distinct()[: MOST + 1])
    return {
        "records": [(row.public_id, one.title(row)) for row in shown[:MOST]],
        "more": len(shown) > MOST,
    }


def one(label: str, public_id: UUID) -> Model | None:
    """Return the record with all that is read of it, if it is there."""
    its = kind(label)
    return its.rows().filter(public_id=public_id).first() if its else None


def title(record: Model) -> str:
    """Return how the record is named, with its kind."""
    its = claims.KINDS[references.to(record).label]
    return f"{its.name}: {its.title(record)}"


def readings(record: Model) -> list[tuple[str, str, str]]:
    """Return slug, label and present reading of all that can be read of the record."""
    reference = references.to(record)
    its = claims.KINDS[reference.label]
    wanted = [(reference, attribute.slug) for attribute in its.attributes]
    said = claims.read(wanted, {reference: record})
    return [
        (one.slug, str(one.label), values.show(said[reference, one.slug].value))
        for one in its.attributes
    ]
