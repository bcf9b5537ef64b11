"""An XLIFF 1.2 file read into units, or refused. Files come from anywhere: no entities, no DTD."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID
from xml.etree import ElementTree as ET
from xml.parsers import expat

from django.utils.translation import gettext as _

from konfluenz.publishing.translating.kinds import LOCALES, SOURCE
from konfluenz.publishing.translating.xliff import SPACE

LARGEST = 8_000_000
"""Bytes of a file: all texts of four hundred pages have less than two million."""

MOST_UNITS = 20_000


class XliffRefused(Exception):
    """The file cannot be read in; the message says why and what to do."""


@dataclass(frozen=True)
class Unit:
    """A translated text of the file. `key` is None where the file names none of our records."""

    kind: str
    key: UUID | None
    locale: str
    field: str
    source: str
    target: str
    seen: str = ""


def units(content: bytes) -> list[Unit]:
    """Return the units of the file in its order; raises XliffRefused."""
    if len(content) > LARGEST:
        raise XliffRefused(
            _("The file is larger than %(most)s MB. Export fewer texts at once.")
            % {"most": LARGEST // 1_000_000}
        )
    root = _parsed(content)
    if root.tag != f"{{{SPACE}}}xliff":
        raise XliffRefused(_("This is no XLIFF file of version 1.2. Export it as XLIFF 1.2."))
    found = [unit for file in root.iter(_name("file")) for unit in _of_file(file)]
    if not found:
        raise XliffRefused(_("The file holds no texts. Choose the one that was exported here."))
    if len(found) > MOST_UNITS:
        raise XliffRefused(_("The file holds too many texts. Export fewer texts at once."))
    return found


def _parsed(content: bytes) -> ET.Element:
    """Return the root; a document type is refused before anything that it names is read."""
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda tag, given: builder.start(
        _braced(tag), {_braced(name): value for name, value in given.items()}
    )
    parser.EndElementHandler = lambda tag: builder.end(_braced(tag))
    parser.CharacterDataHandler = builder.data
    parser.buffer_text = True
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no keyword
        return builder.close()
    except (expat.ExpatError, AssertionError, LookupError, ValueError) as error:
        raise XliffRefused(
            _("The file is broken or no XLIFF file. Export it anew and try again.")
        ) from error


def _refuse_doctype(*_declared: object) -> NoReturn:
    raise XliffRefused(
        _("The file declares a document type of its own. That is not read; export it without.")
    )


def _of_file(file: ET.Element) -> Iterator[Unit]:
    locale, spoken = file.get("target-language", ""), file.get("source-language", "")
    if spoken != SOURCE or locale not in LOCALES:
        raise XliffRefused(
            _("The file translates from “%(source)s” into “%(target)s”; that is not done here.")
            % {"source": spoken, "target": locale}
        )
    kind, key = _original(file.get("original", ""))
    for unit in file.iter(_name("trans-unit")):
        target = _text(unit.find(_name("target")))
        source = _text(unit.find(_name("source")))
        seen = unit.get("extradata", "")
        yield Unit(kind, key, locale, unit.get("id", ""), source, target, seen)


def _original(name: str) -> tuple[str, UUID | None]:
    kind, _slash, key = name.partition("/")
    try:
        return kind, UUID(key)
    except ValueError:
        return kind, None


def _text(element: ET.Element | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _name(tag: str) -> str:
    return f"{{{SPACE}}}{tag}"


def _braced(name: str) -> str:
    return f"{{{name}" if "}" in name else name
