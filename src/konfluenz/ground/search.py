"""Find records by words, however they are spelt. The rooms above feed the index.

A word matches where it begins, or anywhere inside if it has three letters or more. The same
query gives the same hits in the same order on SQLite and PostgreSQL: the databases only
choose candidates, by patterns on folded words (`ground/folding.py`).
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Length

from konfluenz.ground import references
from konfluenz.ground.folding import fold as fold
from konfluenz.ground.folding import likeness, plain_words, umlauts_folded
from konfluenz.ground.models.search import Findable
from konfluenz.ground.references import Reference

AnyModel = TypeVar("AnyModel", bound=models.Model)

CHUNK = 500
CANDIDATES = 300
MOST_WORDS = 8
LIKE_ENOUGH = 0.3
"""Words this much alike are taken for a slip of the keyboard (the default of pg_trgm)."""


class Item(NamedTuple):
    """What is to be found of one record: the title as shown, and further texts."""

    record: models.Model
    title: str
    texts: Iterable[str] = ()


class Hit(NamedTuple):
    """A record that was found."""

    reference: Reference
    title: str


def index(record: models.Model, *, title: str, texts: Iterable[str] = ()) -> None:
    """Make `record` findable by `title` and `texts`, in the transaction that saves it."""
    index_many([Item(record, title, texts)])


def index_many(items: Iterable[Item]) -> int:
    """Index `items` in batches of 500 and return how many records that were."""
    rest, count = iter(items), 0
    while chunk := {references.to(item.record): item for item in islice(rest, CHUNK)}:
        Findable.objects.bulk_create(
            [_row(reference, item) for reference, item in chunk.items()],
            update_conflicts=True,
            unique_fields=["label", "record_id"],
            update_fields=["title", "heading", "body"],
        )
        count += len(chunk)
    return count


def forget(record: models.Model | Reference) -> None:
    """Take a record out of the index, in the transaction that erases it."""
    label, record_id = record if isinstance(record, Reference) else references.to(record)
    Findable.objects.filter(label=label, record_id=record_id).delete()


def forget_many(records: Iterable[models.Model]) -> None:
    """Take records of one kind out of the index, in the transaction that erases them."""
    there = [references.to(record) for record in records]
    if there:
        ids = [reference.id for reference in there]
        Findable.objects.filter(label=there[0].label, record_id__in=ids).delete()


def matching(
    queryset: models.QuerySet[AnyModel], query: str, *, common: bool = False
) -> models.QuerySet[AnyModel]:
    """Return those of `queryset` in whose texts every word of `query` occurs; all for no words.

    With `common` each record of `queryset` is looked up for itself, in its order, instead of
    all hits being gathered first: the same hits, and the first of many sooner.
    """
    words = _words(query)
    if not words:
        return queryset
    label = references.label(queryset.model)
    if common:
        own = Cast(models.OuterRef("pk"), models.CharField())
        rows = _containing(words).filter(label=label, record_id=own)
        return queryset.filter(models.Exists(rows))
    rows = _holding(words, [label])
    keys = rows.annotate(key=Cast("record_id", models.BigIntegerField())).values("key")
    return queryset.filter(pk__in=keys)


def count(model: type[models.Model], query: str, most: int) -> int:
    """Return how many records of `model` `matching` would return, up to `most`, by the index."""
    words = _words(query)
    rows: models.QuerySet[Any] = model._default_manager.all()
    return (_holding(words, [references.label(model)]) if words else rows)[:most].count()


def find(query: str, labels: Collection[str], limit: int = 20) -> list[Hit]:
    """Return the best hits for `query` among records of `labels` ("people.person").

    Whole words first, then beginnings, then parts; in the title before elsewhere; short
    titles before long. Only when nothing matches: words that are much alike. Who may read
    which record is the caller's matter: ask only for labels that are open to the reader.
    """
    words = _words(query)
    if not words:
        return []
    rows = _ranked(words, labels) or _alike(words, labels)
    return [Hit(Reference(row.label, row.record_id), row.title) for row in rows[:limit]]


def _words(query: str) -> list[str]:
    return list(dict.fromkeys(fold(query).split()))[:MOST_WORDS]


def _row(reference: Reference, item: Item) -> Findable:
    return Findable(
        label=reference.label,
        record_id=reference.id,
        title=item.title,
        heading=_spread([item.title]),
        body=_spread([item.title, *item.texts]),
    )


def _spread(texts: Iterable[str]) -> str:
    """Return each word once, folded and, where that differs, with its "ae", "oe", "ue".

    Both, because "eröffnung" is in "neueroeffnung" but not in "neuroffnung".
    """
    plain = [word for text in texts for word in plain_words(text)]
    words = dict.fromkeys([*map(umlauts_folded, plain), *plain])
    return "".join(f"  {word}" for word in words) + "  "


def _needle(word: str) -> str:
    return word if len(word) > 2 else f"  {word}"


class _Unindexed(models.Func):
    """A column by which rows are left out, but never looked up (SQLite's unary plus)."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **more)


def _holding(words: Sequence[str], labels: Collection[str]) -> models.QuerySet[Findable]:
    """Return the rows of `labels` that hold all of `words`, by the index of the database at hand.

    SQLite knows nothing of its index of words and would go through all rows of a label.
    """
    if connection.vendor == "sqlite":
        rows = _by_trigrams(" AND ".join(f'"{_needle(word)}"' for word in words))
    else:
        rows = _containing(words)
    return _of(rows, labels)


def _of(rows: models.QuerySet[Findable], labels: Collection[str]) -> models.QuerySet[Findable]:
    return rows.alias(kind=_Unindexed("label")).filter(kind__in=labels)


def _containing(words: Sequence[str]) -> models.QuerySet[Findable]:
    """Return the rows that hold all of `words`, by what is written in each."""
    rows = Findable.objects.all()
    for word in words:
        rows = rows.filter(body__contains=_needle(word))
    return rows


def _by_trigrams(expression: str) -> models.QuerySet[Findable]:
    return Findable.objects.filter(
        pk__in=RawSQL(
            "SELECT rowid FROM ground_findable_words WHERE ground_findable_words MATCH %s",
            [expression],
        )
    )


def _ranked(words: Sequence[str], labels: Collection[str]) -> list[Findable]:
    rank = sum((_rank(word) for word in words), start=models.Value(0))
    rows = _holding(words, labels)
    rows = rows.annotate(rank=rank, length=Length("heading"))
    best = rows.order_by("rank", "length", "pk").defer("body")[:CANDIDATES]
    return sorted(best, key=attrgetter("rank", "length", "heading", "pk"))


def _rank(word: str) -> models.Case:
    patterns = [f" {word} ", f" {word}", word]
    steps = [(field, pattern) for pattern in patterns for field in ("heading", "body")]
    return models.Case(
        *(
            models.When(**{f"{field}__contains": pattern}, then=models.Value(number))
            for number, (field, pattern) in enumerate(steps)
        ),
        default=models.Value(len(steps)),
    )


def _alike(words: Sequence[str], labels: Collection[str]) -> list[Findable]:
    """Return the rows with words like all of `words`: most alike first, titles before texts."""
    scored = []
    for row in _sharing(words, labels):
        best = _likenesses(words, row.body)
        if min(best) >= LIKE_ENOUGH:
            in_title = sum(_likenesses(words, row.heading))
            scored.append((-sum(best), -in_title, len(row.heading), row.heading, row.pk, row))
    return [row for *_, row in sorted(scored)]


def _likenesses(words: Sequence[str], text: str) -> list[float]:
    """Return for each of `words` how alike the most alike word of `text` is."""
    there = text.split()
    return [max((likeness(word, other) for other in there), default=0.0) for word in words]


def _sharing(words: Sequence[str], labels: Collection[str]) -> Iterable[Findable]:
    """Return the rows that share most trigrams with `words`, at most 300."""
    parts = sorted({part for word in words for part in _parts(word)})
    if connection.vendor == "sqlite":
        rows = _by_trigrams(" OR ".join(f'"{part}"' for part in parts))
    else:
        anywhere = models.Q()
        for part in parts:
            anywhere |= models.Q(body__contains=part)
        rows = Findable.objects.filter(anywhere)
    shared = sum((_holds(part) for part in parts), start=models.Value(0))
    rows = _of(rows, labels).annotate(shared=shared)
    return rows.order_by("-shared", "pk")[:CANDIDATES]


def _parts(word: str) -> list[str]:
    padded = f" {word}" if len(word) > 1 else f"  {word}"
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


def _holds(part: str) -> models.Case:
    return models.Case(
        models.When(body__contains=part, then=models.Value(1)), default=models.Value(0)
    )
