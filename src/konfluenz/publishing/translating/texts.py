"""The texts of one record in one language, as a translator sees them, and their saving.

Two people may translate one record at once. A form says of each text what its writer saw;
what somebody else has changed since is left as it is, and the writer is told.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from konfluenz.ground import translations
from konfluenz.ground.models import Translation
from konfluenz.ground.models.translations import TranslationState
from konfluenz.publishing.segments import Segment
from konfluenz.publishing.translating import markup, plainly
from konfluenz.publishing.translating.kinds import Kind
from konfluenz.publishing.translating.markup import MarkupRefused
from konfluenz.publishing.translating.standings import Row, State, text_state


@dataclass(frozen=True)
class Text:
    """A text with its translation. `was`: the German that the translation was made from."""

    segment: Segment
    state: State
    text: str = ""
    was: str = ""
    machine: bool = False

    @property
    def checked(self) -> bool:
        """Whether the translation holds for the German text as it is now."""
        return self.state == State.CHECKED

    @property
    def seen(self) -> str:
        """What a form says its writer saw: the translation, the German text, the tick."""
        return _short(self.text) + _short(self.segment.text) + ("1" if self.checked else "0")


@dataclass(frozen=True)
class Written:
    """What a translator typed; `seen` is the token of the text that stood there.

    `left`: the text stands as it stood before their eyes; at most the tick is another.
    """

    text: str
    checked: bool
    seen: str
    left: bool = False


class TextsRefused(Exception):
    """Some of the texts cannot be saved, so none was; `reasons` says why by segment."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = reasons


def of(kind: Kind, record: Any, locale: str) -> list[Text]:
    """Return the texts of `record` in reading order, with one query."""
    return of_all(kind, [record], [locale])[record.pk, locale]


def of_all(
    kind: Kind, records: Collection[Any], locales: Collection[str]
) -> dict[tuple[Any, str], list[Text]]:
    """Return the texts of `records` by key and locale, with one query."""
    keys = [str(record.pk) for record in records]
    asked = Translation.objects.filter(label=kind.name, locale__in=locales, record_id__in=keys)
    rows = {(row.record_id, row.locale, row.field): row for row in asked}
    return {
        (record.pk, locale): [
            _text(segment, rows.get((str(record.pk), locale, segment.key)))
            for segment in kind.segments(record)
        ]
        for record in records
        for locale in locales
    }


@transaction.atomic
def save(
    kind: Kind,
    record: Any,
    locale: str,
    written: Mapping[str, Written],
    *,
    by: models.Model | None,
    machine: bool = False,
    plain_words: bool = False,
) -> dict[str, Text]:
    """Save what was written, by segment; return those that somebody else has changed meanwhile.

    Those are not saved; all others are. What was not touched stays as it is. `plain_words`:
    running text is typed without tags (`plainly`). Raises TextsRefused, and saves nothing, when
    a link was lost or invented.
    """
    current = locked(kind, record)
    there = {text.segment.key: text for text in of(kind, current, locale)}
    touched = {name: one for name, one in written.items() if name in there and _touched(one)}
    clashing = {name: there[name] for name, one in touched.items() if _clashes(one, there[name])}
    wanted = {name: one for name, one in touched.items() if name not in clashing}
    texts = _cleaned(
        {name: (there[name], one) for name, one in wanted.items()}, plain_words=plain_words
    )
    for checked in (True, False):
        put = {
            name: {locale: texts[name]}
            for name, one in wanted.items()
            if (one.checked and bool(texts[name])) == checked
        }
        if put:
            translations.put_fields(current, put, by=by, checked=checked, machine=machine)
    return clashing


def locked(kind: Kind, record: Any) -> Any:
    """Return `record` read again, locked until the end of the transaction."""
    rows = kind.model._base_manager.select_for_update(no_key=True)
    return rows.prefetch_related(*kind.with_parts).get(pk=record.pk)


def _cleaned(written: Mapping[str, tuple[Text, Written]], *, plain_words: bool) -> dict[str, str]:
    texts: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for name, (there, one) in written.items():
        segment = there.segment
        try:
            as_typed = plain_words and segment.html and not one.left
            text = plainly.html(one.text, segment.text) if as_typed else one.text
            texts[name] = plain(segment, there.text if one.left else text)
        except MarkupRefused as refusal:
            reasons[name] = str(refusal)
    if reasons:
        raise TextsRefused(reasons)
    return texts


def plain(segment: Segment, text: str) -> str:
    """Return `text` as it is stored for `segment`; raises MarkupRefused for a broken link."""
    said = _even(text)
    return markup.cleaned(segment.text, said) if segment.html and said else said


def _touched(one: Written) -> bool:
    """Tell whether its writer changed what stood before their eyes, or the tick beside it."""
    changed = not one.left and _short(one.text) != one.seen[:SHORT]
    return changed or one.checked != one.seen.endswith("1")


def _clashes(one: Written, there: Text) -> bool:
    """Tell whether somebody else has changed the translation or the German text meanwhile."""
    same = not one.left and _short(one.text) == _short(there.text)
    return one.seen[:-1] != there.seen[:-1] and not same


def _text(segment: Segment, row: Translation | None) -> Text:
    if row is None:
        return Text(segment, State.MISSING)
    known = Row(row.source_hash, TranslationState(row.state), row.machine)
    return Text(segment, text_state(known, segment.text), row.text, row.source, row.machine)


SHORT = 16


def _short(text: str) -> str:
    return hashlib.sha256(_even(text).encode()).hexdigest()[:SHORT]


def _even(text: str) -> str:
    """Return `text` as every browser sends it back: without blanks around, one kind of line end."""
    return text.replace("\r\n", "\n").strip()
