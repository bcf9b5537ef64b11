"""Machine drafts of what is missing or outdated, as a run of the worker.

What a person wrote stays: a draft takes the place of nothing but an older machine draft. Each
record is saved by itself, so that what was done stays when the translator stops in the middle.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from konfluenz.ground import references, runs
from konfluenz.ground.models import Run
from konfluenz.ground.references import Reference
from konfluenz.ground.runs import Progress, RunRefused
from konfluenz.publishing.models import Term
from konfluenz.publishing.translating import kinds, machines, terms, texts
from konfluenz.publishing.translating.kinds import Kind
from konfluenz.publishing.translating.machines import MachineFailed
from konfluenz.publishing.translating.markup import MarkupRefused
from konfluenz.publishing.translating.standings import State
from konfluenz.publishing.translating.texts import Text, Written

KIND = "machine-drafts"
MOST = 500
"""Records and languages that one run takes on."""

Wanted = tuple[str, UUID, str]
"""A kind, the public name of its record, a locale."""


class DraftsRefused(Exception):
    """No machine drafts can be made; the message says why."""


def start(wanted: Iterable[Wanted], *, by: models.Model | None) -> Run:
    """Put drafts of `wanted` into the worker's queue; raises DraftsRefused."""
    chosen = [(kind, str(key), locale) for kind, key, locale in wanted]
    if not settings.TRANSLATOR:
        raise DraftsRefused(
            _("No translator is set up. Whoever runs the program can name DeepL or LibreTranslate.")
        )
    able = [one for one in chosen if machines.available(one[2])]
    if not able:
        raise DraftsRefused(_("Choose at least one text in a language that machines can write."))
    if len(able) > MOST:
        raise DraftsRefused(
            _("These are %(n)s texts. Choose at most %(most)s at once, by topic or language.")
            % {"n": len(able), "most": MOST}
        )
    return runs.start(KIND, {"wanted": able}, by=by, title=_("Machine drafts"))


def run(started: Run, progress: Progress) -> dict[str, Any]:
    """Make the drafts; raises RunRefused where the translator stops, what was done stays."""
    with translation.override(settings.LANGUAGE_CODE):
        wanted = started.values["wanted"]
        by = references.resolve(Reference(started.by_label, started.by_id))
        known: dict[str, list[Term]] = {}
        made = left = 0
        for done, (kind, key, locale) in enumerate(wanted):
            progress(done, len(wanted))
            glossary = known.setdefault(locale, terms.of(locale))
            try:
                new, refused = _record(kind, UUID(key), locale, glossary, by)
            except MachineFailed as failure:
                raise RunRefused(_stopped(str(failure), made)) from failure
            made, left = made + new, left + refused
        progress(len(wanted), len(wanted))
        return {"made": made, "left": left}


def _stopped(why: str, made: int) -> str:
    return why + " " + _("%(made)s texts were drafted before; they are saved.") % {"made": made}


def _record(
    kind: str, key: UUID, locale: str, glossary: list[Term], by: models.Model | None
) -> tuple[int, int]:
    """Draft one record in one language; return how many texts were drafted, and how many not."""
    if (found := kinds.find(kind, key)) is None:
        return 0, 0
    of, record = found
    open_ = [text for text in texts.of(of, record, locale) if _may_draft(text)]
    said = {
        text.segment.key: (text, draft)
        for html in (False, True)
        for text, draft in _asked(
            [one for one in open_ if one.segment.html == html], locale, glossary
        )
    }
    whole = {name: pair for name, pair in said.items() if _is_whole(*pair)}
    return _saved(of, record, locale, whole, by), len(said) - len(whole)


def _may_draft(text: Text) -> bool:
    """Tell whether a machine may write: nothing is there, or an older draft of a machine."""
    return text.state == State.MISSING or (text.state == State.OUTDATED and text.machine)


def _asked(open_: list[Text], locale: str, glossary: list[Term]) -> Iterable[tuple[Text, str]]:
    if not open_:
        return ()
    sources = [text.segment.text for text in open_]
    wanted = {term.german: term.translation for term in terms.within(glossary, "\n".join(sources))}
    html = open_[0].segment.html
    return zip(open_, machines.translate(sources, locale, html=html, terms=wanted), strict=True)


def _is_whole(text: Text, draft: str) -> bool:
    """Tell whether the draft says something and has all links of its source."""
    try:
        return bool(texts.plain(text.segment, draft))
    except MarkupRefused:
        return False


def _saved(
    kind: Kind,
    record: Any,
    locale: str,
    said: Mapping[str, tuple[Text, str]],
    by: models.Model | None,
) -> int:
    """Save what the machine said where nobody has written in the meantime; return how many."""
    written = {
        name: Written(draft, checked=False, seen=text.seen) for name, (text, draft) in said.items()
    }
    clashing = texts.save(kind, record, locale, written, by=by, machine=True)
    return len(written) - len(clashing)
