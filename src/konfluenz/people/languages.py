"""The languages people speak."""

from functools import lru_cache

from babel import Locale
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfluenz.ground import audit
from konfluenz.people.models import Person, SpokenLanguage
from konfluenz.people.models.languages import Level

_LIST = """
am ar az be bg bn bs ckb cs da de el en es et fa fi fr gsg ha he hi hr hu hy id ig it ja
ka kk kmr ko ky lt lv mk mn ms my ne nl no om pa pl prs ps pt ro rom ru si sk sl so sq sr
sv sw ta tg th ti tk tl tr uk ur uz vi wo yo zh
"""

CODES = tuple(_LIST.split())
"""Languages on offer, by ISO 639 code (639-1 where there is one, else 639-3)."""


class LanguageRefused(Exception):
    """A language cannot be noted; the message says why."""


@transaction.atomic
def put(person: Person, language: str, level: str, *, by: models.Model | None) -> SpokenLanguage:
    """Note that `person` speaks `language` at `level`, instead of any level noted before.

    Raises LanguageRefused for a language or level that is not on the list.
    """
    if language not in CODES or level not in Level.values:
        raise LanguageRefused(_("Choose a language and a level of the list."))
    person.hold()
    before = person.languages.filter(language=language).first()
    if before is not None and before.level == level:
        return before
    spoken = before or SpokenLanguage(person=person, language=language)
    changes = {f"language {language}": (spoken.level, level)}
    spoken.level = level
    spoken.save()
    audit.record("language.noted", about=person, by=by, changes=changes)
    return spoken


@transaction.atomic
def remove(person: Person, language: str, *, by: models.Model | None) -> None:
    """Forget that `person` speaks `language`; what was not noted needs no forgetting."""
    gone, _rows = person.languages.filter(language=language).delete()
    if gone:
        audit.record(
            "language.removed", about=person, by=by, changes={f"language {language}": ("", "")}
        )


def name(code: str) -> str:
    """Return what `code` is called in the language being spoken just now."""
    return names().get(code, code)


def names() -> dict[str, str]:
    """Return the languages on offer with their names, in the order of the names."""
    own = {
        "ckb": _("Kurdish (Sorani)"),
        "kmr": _("Kurdish (Kurmanji)"),
        "gsg": _("German Sign Language"),
    }
    named = _common_names(_babel_code(get_language() or "de")) | own
    return dict(sorted(named.items(), key=lambda item: item[1].casefold()))


@lru_cache
def _common_names(locale: str) -> dict[str, str]:
    known = Locale.parse(locale).languages
    return {code: known.get("fa_AF" if code == "prs" else code, code) for code in CODES}


def _babel_code(code: str) -> str:
    return code.split("-")[0]
