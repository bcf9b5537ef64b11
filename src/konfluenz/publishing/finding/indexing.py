"""The index written: what public records say goes in, what is public no more goes out."""

from collections.abc import Collection, Sequence

from django.db import transaction

from konfluenz.publishing.finding import contents, vocabulary, weights
from konfluenz.publishing.finding.contents import Document
from konfluenz.publishing.finding.kinds import KINDS
from konfluenz.publishing.finding.weights import Weighed
from konfluenz.publishing.models import (
    FindingKind,
    FindingRecord,
    FindingTerm,
    FindingText,
    FindingUse,
)
from konfluenz.publishing.models.finding import key_of, keys_of

PORTION = 100
"""So many records are read and written in one transaction."""


def rebuild() -> int:
    """Index all that is public anew, and return how many records that are.

    Readers go on searching meanwhile. Words that nothing uses any more are forgotten.
    """
    total = 0
    for kind in KINDS:
        ids = list(KINDS[kind].public().order_by("pk").values_list("pk", flat=True))
        there = FindingRecord.objects.filter(pk__range=keys_of(kind))
        public = {key_of(kind, pk) for pk in ids}
        _remove(sorted(set(there.values_list("pk", flat=True)) - public))
        for some in vocabulary.portions(ids, PORTION):
            total += _index(kind, some, anew=True)[0]
    FindingTerm.objects.exclude(pk__in=FindingUse.objects.values("term")).delete()
    vocabulary.take_apart()
    return total


def refresh(kind: FindingKind, ids: Collection[int]) -> int:
    """Index the records of `kind` as they are now, and return how many of them are public.

    What has not changed is left alone.
    """
    count, fresh = _index(kind, ids)
    vocabulary.take_apart(fresh)
    return count


@transaction.atomic
def write(documents: Sequence[Document]) -> set[str]:
    """Write `documents`, in place of what was there of the same records.

    Return the new German words, which are to be taken apart (`vocabulary.take_apart`).
    """
    if not documents:
        return set()
    _records(documents)
    weighed = [
        (_key(document), locale, _weigh(document, locale))
        for document in documents
        for locale in document.texts
    ]
    terms = vocabulary.terms({(at, one) for _pk, at, said in weighed for one in said.stems})
    uses = (
        (terms[locale, one], record, weight)
        for record, locale, said in weighed
        for one, weight in said.stems.items()
    )
    vocabulary.insert(FindingUse, ("term_id", "record_id", "weight"), uses)
    words = {
        (locale, word): token for _pk, locale, said in weighed for word, token in said.words.items()
    }
    return vocabulary.learn(words, terms)


@transaction.atomic
def _index(kind: FindingKind, ids: Collection[int], *, anew: bool = False) -> tuple[int, set[str]]:
    """Return how many of `ids` are public, and the new German words in them."""
    documents = contents.read(kind, ids)
    keys = [key_of(kind, pk) for pk in ids]
    rows = FindingRecord.objects.select_for_update().filter(pk__in=keys)
    known = {row.pk: row for row in rows.order_by("pk")}
    _remove(sorted(known.keys() - {_key(one) for one in documents}))
    changed = [one for one in documents if anew or not _is_same(one, known.get(_key(one)))]
    return len(documents), write(changed)


def _is_same(document: Document, known: FindingRecord | None) -> bool:
    return known is not None and known.digest == document.digest


def _records(documents: Sequence[Document]) -> None:
    """Write the records and their texts without their words."""
    FindingRecord.objects.bulk_create(
        [FindingRecord(id=_key(one), until=one.until, digest=one.digest) for one in documents],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["until", "digest"],
    )
    _clear([_key(one) for one in documents])
    texts = [
        FindingText(
            record_id=_key(one),
            locale=locale,
            title=said.title,
            summary=said.summary,
            body=said.body,
        )
        for one in documents
        for locale, said in one.texts.items()
    ]
    FindingText.objects.bulk_create(texts, batch_size=100)


def _key(document: Document) -> int:
    return key_of(document.kind, document.record_id)


def _weigh(document: Document, locale: str) -> Weighed:
    return weights.weigh(document.texts[locale], locale, KINDS[document.kind].worth)


def _remove(keys: Sequence[int]) -> None:
    for some in vocabulary.portions(keys):
        _clear(some)
        FindingRecord.objects.filter(pk__in=some).delete()


def _clear(keys: Sequence[int]) -> None:
    FindingUse.objects.filter(record__in=keys).delete()
    FindingText.objects.filter(record__in=keys).delete()
