"""A report as OpenDocument text (ODT)."""

import io
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from odfdo import Document as File
from odfdo import Element, Header, List, ListItem, Paragraph, Row, Table

from konfluenz.council.reporting import documents
from konfluenz.council.reporting.documents import Document
from konfluenz.council.reporting.formulas import LANGUAGE


def made(document: Document, *, seal: str = "") -> bytes:
    """Return the ODT."""
    with translation.override(LANGUAGE):
        file = File("text")
        file.body.clear()
        file.meta.title = document["title"]
        for element in _elements(document, seal):
            file.body.append(element)
        out = io.BytesIO()
        file.save(out)
        return out.getvalue()


def _elements(document: Document, seal: str) -> list[Element]:
    found: list[Element] = [Paragraph(document["city"]), Header(1, _("Information paper"))]
    if document["demo"]:
        found.append(Paragraph(_("Demo: people, associations and texts are invented.")))
    found.append(_table("head", [], [[one["label"], one["text"]] for one in document["head"]]))
    if document["path"]:
        found.append(Header(2, _("Path through the bodies")))
        found.append(_table("path", [_("Date"), _("Body"), _("Result")], _stations(document)))
    part = ""
    for section in document["sections"]:
        if section["part"] != part:
            part = section["part"]
            found.append(Header(2, part))
        if section["heading"] != part:
            found.append(Header(3, section["heading"]))
        found += [one for block in section["blocks"] for one in _block(document, block)]
    return [*found, Paragraph(seal)] if seal else found


def _block(document: Document, block: dict[str, Any]) -> list[Element]:
    if block["kind"] == "heading":
        return [Header(4, block["text"])]
    if block["kind"] == "text":
        return [Paragraph(documents.plain(document, block["spans"]))]
    if block["kind"] == "list":
        return [List([ListItem(documents.plain(document, row)) for row in block["items"]])]
    rows = [[documents.plain(document, cell) for cell in row] for row in block["rows"]]
    return [Paragraph(block["caption"]), _table(block["caption"], block["head"], rows)]


def _stations(document: Document) -> list[list[str]]:
    return [
        [
            station["date"],
            f"{station['body']}, {station['item']}",
            ", ".join(f"☐ {box}" for box in station["boxes"]),
        ]
        for station in document["path"]
    ]


def _table(name: str, head: list[str], rows: list[list[str]]) -> Table:
    table = Table("".join(letter for letter in name if letter.isalnum()) or "table")
    for values in [head, *rows] if head else rows:
        row = Row()
        row.set_values(values)
        table.append_row(row)
    return table
