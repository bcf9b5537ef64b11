"""The catalogues of translations: one for each room and language, made with Babel alone.

Texts are English in the source. Every room speaks German; the portal, which the public
reads, speaks all languages, and so do the texts of other rooms that meet the public
(`public_texts`). English needs no catalogue: it is what stands in the source.
"""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from konfluenz.config import public_texts

ROOMS = Path(__file__).resolve().parents[1]
GERMAN = "de"
PUBLIC_ROOMS = frozenset({"portal"})
"""The rooms whose texts, refusals among them, meet the public: complete in every language."""

KEYWORDS: dict = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
MOVING_HEADERS = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By): .*\n', re.MULTILINE
)


def rooms() -> list[Path]:
    """Return the folders of the rooms that have anything to say."""
    return [path for path in sorted(ROOMS.iterdir()) if (path / "__init__.py").is_file()]


def languages(room: Path) -> list[str]:
    """Return the codes of the languages that `room` has a catalogue for."""
    codes = [code for code, _name in settings.LANGUAGES if code != "en"]
    return codes if room.name in {*PUBLIC_ROOMS, *public_texts.PUBLIC_TEXTS} else [GERMAN]


def path(room: Path, code: str) -> Path:
    """Return where the catalogue of `room` in the language `code` lies."""
    return room / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"


def extracted(room: Path, code: str = GERMAN) -> Catalog:
    """Return the texts in the source of `room` that need `code`, in the order of its files.

    German: all of them. Another language: all of a public room, of the others what meets
    the public.
    """
    found = Catalog()
    whole = code == GERMAN or room.name in PUBLIC_ROOMS
    for file in _sources(room):
        for line, text, _comments, context in _texts(file):
            if whole or public_texts.meets(room, file, line):
                found.add(text, locations=[(str(file.relative_to(ROOMS)), 0)], context=context)
    return found


def stored(room: Path, code: str) -> Catalog:
    """Return the catalogue as it lies on disk, an empty one if there is none."""
    file = path(room, code)
    if not file.exists():
        return Catalog(locale=_babel_locale(code))
    with file.open("rb") as source:
        return read_po(source, locale=_babel_locale(code))


def merged(room: Path, code: str) -> Catalog:
    """Return the texts in the source with the translations there are.

    A text that is gone goes; nothing is guessed from a similar one, so nothing is fuzzy.
    What is translated beyond what `code` needs stays.
    """
    old, new = stored(room, code), Catalog(locale=_babel_locale(code))
    needed = extracted(room, code)
    for message in extracted(room):
        known = old.get(message.id, message.context)
        if message.id and (known is not None or needed.get(message.id, message.context)):
            new.add(
                message.id,
                known.string if known is not None and _fits(known, message) else None,
                locations=message.locations,
                context=message.context,
            )
    return new


def write(room: Path, code: str, catalogue: Catalog) -> None:
    """Write the catalogue without what would change each time."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, include_lineno=False, omit_header=False)
    file = path(room, code)
    file.parent.mkdir(parents=True, exist_ok=True)
    body = MOVING_HEADERS.sub("", buffer.getvalue().decode())
    file.write_text(body[body.index('msgid ""') :], encoding="utf-8")


def compile_all() -> int:
    """Compile every catalogue for Django to read; return how many."""
    files = sorted(ROOMS.glob("*/locale/*/LC_MESSAGES/django.po"))
    for file in files:
        with file.open("rb") as source:
            catalogue = read_po(source)
        draft = file.with_suffix(f".{os.getpid()}.draft")
        with draft.open("wb") as target:
            write_mo(target, catalogue)
        draft.replace(file.with_suffix(".mo"))
    return len(files)


def _sources(room: Path) -> Iterator[Path]:
    for file in sorted(room.rglob("*")):
        own = "migrations" not in file.parts and "locale" not in file.parts
        if own and file.suffix in {".py", ".html", ".txt"}:
            yield file


def _texts(file: Path) -> Iterator[tuple]:
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        blanked = templatize(source, origin=str(file))
        source = "\n".join(line.strip() for line in blanked.splitlines())
    return extract(
        "python", io.BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
    )


def _fits(known: Message, message: Message) -> bool:
    plural = isinstance(message.id, list | tuple)
    return not known.fuzzy and isinstance(known.string, list | tuple) == plural


def _babel_locale(code: str) -> str:
    """Return the locale whose plural forms the language has; plain German counts as German does."""
    return to_locale(code).split("_")[0]
