"""What readers can find by typing: an inverted index of all public records, language by language.

Made of what the records say (`publishing/finding`), and made anew from it at any time. The
tables hold public texts alone, save for `SearchMiss`.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfluenz.ground import personal_data
from konfluenz.ground.personal_data import Basis, Retention, Use

LONGEST_WORD = 60
"""A longer run of letters is no word that anybody types."""

ROOM_OF_A_KIND = 40
"""Bits of a key that are the record's own: a million millions of each kind."""

SEE_WHAT_IS_MISSING = Use(
    purpose="Seeing what people look for on the portal and do not find",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(start="last looked for", days=365),
)


class FindingKind(models.IntegerChoices):
    """What can be found. Of two that fit equally well the lower number comes first."""

    PAGE = 1, _("page")
    SERVICE = 2, _("service")
    TOPIC = 3, _("topic")
    EVENT = 4, _("event")
    OPPORTUNITY = 5, _("opportunity")
    PROGRAMME = 6, _("funding programme")
    GOODS = 7, _("goods notice")
    RESOURCE = 8, _("link to another site")


def key_of(kind: int, record_id: int) -> int:
    """Return the key in the index of a record: those of a kind lie together, in its order."""
    return (kind << ROOM_OF_A_KIND) + record_id


def of_key(key: int) -> tuple[FindingKind, int]:
    """Return the kind of a record and its own key."""
    return FindingKind(key >> ROOM_OF_A_KIND), key & ((1 << ROOM_OF_A_KIND) - 1)


def keys_of(kind: int) -> tuple[int, int]:
    """Return the first and the last key that a record of `kind` may have."""
    return key_of(kind, 0), key_of(kind + 1, 0) - 1


@personal_data.declare(subject=None, free="until digest")
class FindingRecord(models.Model):
    """A public record. `until`: the last day on which it is. `digest`: what was read of it.

    `id` says which one it is (`key_of`): a search need not look that up.
    """

    id = models.BigIntegerField(primary_key=True)
    until = models.DateField(null=True)
    digest = models.CharField(max_length=32)

    class Meta:
        indexes = [
            models.Index(
                fields=["until"], condition=Q(until__isnull=False), name="finding_record_until"
            )
        ]


@personal_data.declare(subject=None, free="record locale title summary body")
class FindingText(models.Model):
    """What a record says in one language, as plain text. No row: it is not translated."""

    record = models.ForeignKey(FindingRecord, on_delete=models.CASCADE, related_name="texts")
    locale = models.CharField(max_length=12)
    title = models.TextField()
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "locale"], name="finding_text_once")
        ]
        indexes = [models.Index(fields=["locale"], name="finding_text_locale")]


@personal_data.declare(subject=None, free="locale text")
class FindingTerm(models.Model):
    """The stem of words in one language."""

    locale = models.CharField(max_length=12)
    text = models.CharField(max_length=LONGEST_WORD)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locale", "text"], name="finding_term_once")]


@personal_data.declare(subject=None, free="term record weight")
class FindingUse(models.Model):
    """That a record uses a term; `weight` is the higher the more it is about it."""

    term = models.ForeignKey(FindingTerm, on_delete=models.CASCADE, db_index=False)
    record = models.ForeignKey(FindingRecord, on_delete=models.CASCADE, related_name="uses")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["term", "record", "weight"], name="finding_use")]


@personal_data.declare(subject=None, free="locale word start length shown term")
class FindingWord(models.Model):
    """A word as it is written. `word` is folded, `shown` is not; `start`: its first letters."""

    locale = models.CharField(max_length=12)
    word = models.CharField(max_length=LONGEST_WORD)
    start = models.CharField(max_length=3)
    length = models.PositiveSmallIntegerField()
    shown = models.CharField(max_length=LONGEST_WORD)
    term = models.ForeignKey(FindingTerm, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locale", "word"], name="finding_word_once")]
        indexes = [models.Index(fields=["locale", "start"], name="finding_word_start")]


@personal_data.declare(subject=None, free="locale gram length word")
class FindingGram(models.Model):
    """Three letters of a word, by which slips of the keyboard are found. `length`: the word's."""

    locale = models.CharField(max_length=12)
    gram = models.CharField(max_length=3)
    length = models.PositiveSmallIntegerField()
    word = models.ForeignKey(FindingWord, on_delete=models.CASCADE)

    class Meta:
        indexes = [models.Index(fields=["locale", "gram", "length", "word"], name="finding_gram")]


@personal_data.declare(subject=None, free="part term")
class FindingPart(models.Model):
    """The stem of a word within a German compound: "versicher" of "Krankenversicherung"."""

    part = models.CharField(max_length=LONGEST_WORD)
    term = models.ForeignKey(FindingTerm, on_delete=models.CASCADE, related_name="parts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "term"], name="finding_part_once")]


@personal_data.declare(
    subject=None, holds={"query": SEE_WHAT_IS_MISSING}, free="locale count last_on"
)
class SearchMiss(models.Model):
    """Words that found nothing: how often, and when last. Nobody knows who typed them."""

    query = models.CharField(max_length=60)
    locale = models.CharField(max_length=12)
    count = models.PositiveIntegerField(default=1)
    last_on = models.DateField()

    class Meta:
        ordering = ["-count", "query", "locale"]
        verbose_name = _("search without result")
        constraints = [models.UniqueConstraint(fields=["query", "locale"], name="search_miss_once")]
