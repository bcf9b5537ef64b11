"""A report as OpenDocument text (ODT)."""

import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.utils import translation
from django.utils.translation import gettext as _
from odfdo import Document as File
from odfdo import Element

from konfluenz.council.reporting import documents, widths
from konfluenz.council.reporting.documents import Document
from konfluenz.council.reporting.formulas import LANGUAGE

STYLES = (
    '<style:style style:name="K_Text" style:family="paragraph">'
    '<style:paragraph-properties fo:margin-bottom="0.2cm"/></style:style>',
    '<style:style style:name="K_Strong" style:family="paragraph">'
    '<style:text-properties fo:font-weight="bold"/></style:style>',
    '<style:style style:name="K_Inside" style:family="paragraph">'
    '<style:text-properties fo:font-size="10pt"/></style:style>',
    '<style:style style:name="K_Above" style:family="paragraph">'
    '<style:text-properties fo:font-size="10pt" fo:font-weight="bold"/></style:style>',
    '<style:style style:name="K_Caption" style:family="paragraph">'
    '<style:paragraph-properties fo:margin-top="0.2cm" fo:margin-bottom="0.1cm"'
    ' fo:keep-with-next="always"/><style:text-properties fo:font-weight="bold"/></style:style>',
    '<style:style style:name="K_Table" style:family="table">'
    '<style:table-properties table:align="margins" style:rel-width="100%"'
    ' fo:margin-bottom="0.4cm"/></style:style>',
    '<style:style style:name="K_Row" style:family="table-row">'
    '<style:table-row-properties fo:keep-together="always"/></style:style>',
    '<style:style style:name="K_Cell" style:family="table-cell"><style:table-cell-properties'
    ' fo:border="0.5pt solid #555555" fo:padding="0.1cm"/></style:style>',
    '<text:list-style style:name="K_List"><text:list-level-style-bullet text:level="1"'
    ' text:bullet-char="•"><style:list-level-properties'
    ' text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab"'
    ' fo:text-indent="-0.5cm" fo:margin-left="0.7cm"/></style:list-level-properties>'
    "</text:list-level-style-bullet></text:list-style>",
)
COLUMN = "K_Column_"


def made(document: Document, *, seal: str = "") -> bytes:
    """Return the ODT."""
    with translation.override(LANGUAGE):
        file = File("text")
        file.body.clear()
        file.meta.title = document["title"]
        _dress(file)
        for xml in _elements(document, seal):
            file.body.append(Element.from_tag(xml))
        columns = file.body.get_elements("//table:table-column")
        for name in sorted({column.get_attribute("table:style-name") for column in columns}):
            _add_style(file, _column(name))
        out = io.BytesIO()
        file.save(out)
        return out.getvalue()


def _dress(file: File) -> None:
    """Add our styles; headings go without numbers, the text says that it is German."""
    for xml in STYLES:
        _add_style(file, xml)
    outline = file.styles.get_element("//text:outline-style")
    if outline is not None:
        outline.delete()
    for properties in file.styles.get_elements("//style:default-style/style:text-properties"):
        properties.set_attribute("fo:language", "de")
        properties.set_attribute("fo:country", "DE")


def _add_style(file: File, xml: str) -> None:
    file.content.get_element("//office:automatic-styles").append(Element.from_tag(xml))


def _elements(document: Document, seal: str) -> Iterator[str]:
    """Yield the text piece by piece, each as the XML of one element."""
    yield _paragraph(document["city"])
    yield _heading(1, _("Information paper"))
    if document["demo"]:
        yield _paragraph(_("Demo: people, associations and texts are invented."), "K_Strong")
    yield _table("head", [], [[one["label"], one["text"]] for one in document["head"]])
    if document["path"]:
        yield _heading(2, _("Path through the bodies"))
        yield _table("path", [_("Date"), _("Body"), _("Result")], _stations(document))
    part = ""
    for section in document["sections"]:
        if section["part"] != part:
            part = section["part"]
            yield _heading(2, part)
        if section["heading"] != part:
            yield _heading(3, section["heading"])
        for block in section["blocks"]:
            yield from _block(document, block)
    if seal:
        yield _paragraph(documents.sealed(document, seal))


def _block(document: Document, block: dict[str, Any]) -> Iterator[str]:
    if block["kind"] == "heading":
        yield _heading(4, block["text"])
    elif block["kind"] == "text":
        yield _paragraph(documents.plain(document, block["spans"]))
    elif block["kind"] == "list":
        items = (_paragraph(documents.plain(document, row)) for row in block["items"])
        entries = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
        yield f'<text:list text:style-name="K_List">{entries}</text:list>'
    else:
        rows = [[documents.plain(document, cell) for cell in row] for row in block["rows"]]
        yield _paragraph(block["caption"], "K_Caption")
        yield _table(block["caption"], block["head"], rows)


def _stations(document: Document) -> list[list[str]]:
    return [
        [
            station["date"],
            f"{station['body']}\n{station['item']}",
            documents.box_line(station["boxes"]),
        ]
        for station in document["path"]
    ]


def _heading(level: int, text: str) -> str:
    return (
        f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">'
        f"{_text(text)}</text:h>"
    )


def _paragraph(text: str, style: str = "K_Text") -> str:
    return f'<text:p text:style-name="{style}">{_text(text)}</text:p>'


def _text(text: str) -> str:
    return escape(text).replace("\n", "<text:line-break/>")


def _column(name: str) -> str:
    """Return the style of columns called `name`, as `_columns` calls them."""
    width = name.removeprefix(COLUMN)
    return (
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:rel-column-width="{width}*"/></style:style>'
    )


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the columns of a table; their styles are named by their thousandths of its width."""
    return "".join(
        f'<table:table-column table:style-name="{COLUMN}{share * 1000:.0f}"/>'
        for share in widths.shares(head, rows)
    )


def _table(name: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose head is repeated on each page; rows stay whole."""
    called = "".join(letter for letter in name if letter.isalnum()) or "table"
    above = _row(head, "K_Above") if head else ""
    above = f"<table:table-header-rows>{above}</table:table-header-rows>" if above else ""
    below = "".join(_row(row, "K_Inside") for row in rows)
    return (
        f'<table:table table:name="{escape(called)}" table:style-name="K_Table">'
        f"{_columns(head, rows)}{above}{below}</table:table>"
    )


def _row(texts: Sequence[str], style: str) -> str:
    cells = "".join(
        '<table:table-cell table:style-name="K_Cell" office:value-type="string">'
        f"{_paragraph(text, style)}</table:table-cell>"
        for text in texts
    )
    return f'<table:table-row table:style-name="K_Row">{cells}</table:table-row>'
