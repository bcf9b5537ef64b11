"""Texts for translators outside, as XLIFF 1.2 (OASIS 2008): one file, a part for each record."""

from collections.abc import Collection, Iterator
from typing import Any
from xml.etree import ElementTree as ET

from konfluenz.ground import xml
from konfluenz.publishing.translating import texts
from konfluenz.publishing.translating.kinds import SOURCE, Kind
from konfluenz.publishing.translating.standings import State
from konfluenz.publishing.translating.texts import Text

SPACE = "urn:oasis:names:tc:xliff:document:1.2"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
STATES = {
    State.MISSING: "new",
    State.OUTDATED: "needs-adaptation",
    State.MACHINE: "needs-review-translation",
    State.DRAFT: "translated",
    State.CHECKED: "final",
}
"""What XLIFF calls how a translation stands."""

TOOL = "Konfluenz"


def written(
    records: Collection[tuple[Kind, Any]], locale: str, *, only_open: bool = False
) -> bytes:
    """Return the texts of `records` with their translations into `locale`, with a query a kind.

    `only_open`: those alone that are missing or outdated.
    """
    root = ET.Element(_name("xliff"), {"version": "1.2"})
    for kind, record, found in _all(records, locale):
        open_ = [text for text in found if not only_open or text.state in _OPEN]
        if open_:
            _file(root, kind, record, locale, open_)
    return (xml.HEAD + xml.write(root, SPACE)).encode()


_OPEN = (State.MISSING, State.OUTDATED)


def _all(
    records: Collection[tuple[Kind, Any]], locale: str
) -> Iterator[tuple[Kind, Any, list[Text]]]:
    of_kind: dict[str, list[Any]] = {}
    kinds = {kind.slug: kind for kind, _record in records}
    for kind, record in records:
        of_kind.setdefault(kind.slug, []).append(record)
    for slug, those in of_kind.items():
        found = texts.of_all(kinds[slug], those, [locale])
        for record in those:
            yield kinds[slug], record, found[record.pk, locale]


def _file(root: ET.Element, kind: Kind, record: Any, locale: str, found: list[Text]) -> None:
    original = f"{kind.slug}/{kind.key(record)}"
    head = {"original": original, "source-language": SOURCE, "target-language": locale}
    file = ET.SubElement(root, _name("file"), {**head, "datatype": "plaintext"})
    header = ET.SubElement(file, _name("header"))
    ET.SubElement(header, _name("note")).text = f"{kind.label}: {_clean(str(record))}"
    body = ET.SubElement(file, _name("body"))
    for text in found:
        _unit(body, kind, text)


def _unit(body: ET.Element, kind: Kind, text: Text) -> None:
    segment = text.segment
    head = {"id": segment.key, "resname": kind.called(segment), PRESERVE: "preserve"}
    if segment.html:
        head["datatype"] = "html"
    unit = ET.SubElement(body, _name("trans-unit"), {**head, "extradata": text.seen})
    ET.SubElement(unit, _name("source")).text = _clean(segment.text)
    target = ET.SubElement(unit, _name("target"), {"state": STATES[text.state]})
    target.text = _clean(text.text)


def _name(tag: str) -> str:
    return f"{{{SPACE}}}{tag}"


def _clean(text: str) -> str:
    """Return `text` without the characters that XML 1.0 has no way to write."""
    return "".join(char for char in text if char in "\t\n" or " " <= char < "\ufffe")
