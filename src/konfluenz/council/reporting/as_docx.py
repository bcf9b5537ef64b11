"""A report as DOCX in the city's template, which staff may edit in any word processor.

Places in the template are written `{{ subject }}`; `{{ body }}` stands alone in a paragraph and
becomes path and text. Its styles are used where the template has them.
"""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

import docx
from django.utils import translation
from django.utils.translation import gettext as _
from docx.document import Document as File
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import Environment, Template, TemplateError, TemplateSyntaxError, nodes

from konfluenz.council.reporting import documents, widths
from konfluenz.council.reporting.documents import Document
from konfluenz.council.reporting.formulas import LANGUAGE
from konfluenz.ground import dates

BODY = "⁂"
"""Stands where the body goes while the template is being filled."""

PLACES = (
    "city",
    "title",
    "cut_off",
    "seal",
    "paper",
    "date",
    "department",
    "author",
    "file_reference",
    "subject",
    "body",
)
AIR, SMALL = Pt(8), Pt(9)
HEAD = ("paper", "date", "department", "author", "file_reference", "subject")
"""The fields of a document's head, in their order."""

ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
"""What a template is made of: text and places. Loops, tests and calls are nobody's business."""

DAMAGED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OSError,
    NotImplementedError,
    BadZipFile,
    SyntaxError,
    PythonDocxError,
    OpcError,
)
"""What the readers of DOCX raise at a file that is damaged or made to harm."""


class TemplateRefused(Exception):
    """A template cannot be used; the message says why and how to mend it."""


class _Places(Environment):
    """Fills places and does nothing else: a template comes from outside and may not compute."""

    def parse(
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> nodes.Template:
        """Return what `source` says. Raises TemplateSyntaxError for more than places."""
        parsed = super().parse(source, name, filename)
        for node in (parsed, *parsed.find_all(nodes.Node)):
            if not isinstance(node, ALLOWED):
                raise TemplateSyntaxError(_("only a name stands in braces"), 1)
        return parsed

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """Return a template that fills its places. Raises TemplateSyntaxError as `parse` does."""
        self.parse(source)
        return super().from_string(source, *args, **kwargs)


def made(document: Document, *, seal: str = "", template: bytes | None = None) -> bytes:
    """Return the DOCX in `template`, or in our own. Raises TemplateRefused."""
    with translation.override(LANGUAGE):
        try:
            return _made(document, seal, template or own())
        except TemplateError as problem:
            raise _wrongly_written(problem) from None
        except DAMAGED:
            raise TemplateRefused(_("This is no DOCX file that can be read.")) from None


def check(template: bytes) -> None:
    """Raise TemplateRefused for a template with unknown places, or without `{{ body }}`."""
    try:
        named = DocxTemplate(io.BytesIO(template)).get_undeclared_template_variables(_Places())
    except TemplateError as problem:
        raise _wrongly_written(problem) from None
    except DAMAGED:
        raise TemplateRefused(_("This is no DOCX file that can be read.")) from None
    if unknown := sorted(named - set(PLACES)):
        raise TemplateRefused(
            _("The template asks for %(unknown)s. A report has: %(known)s.")
            % {"unknown": ", ".join(unknown), "known": ", ".join(PLACES)}
        )
    if "body" not in named:
        raise TemplateRefused(_("The template has no place {{ body }} for the text."))


def own() -> bytes:
    """Return our own template, to be used as it is or edited."""
    with translation.override(LANGUAGE):
        file = docx.Document()
        _speak_german(file)
        file.add_paragraph("{{ city }}")
        file.add_heading(_("Information paper"), level=0)
        labels = [_("Paper number"), _("Date"), _("Department"), _("Author"), _("File ref.")]
        table = file.add_table(rows=0, cols=2)
        for label, name in zip([*labels, _("Subject")], HEAD, strict=True):
            row = table.add_row()
            row.cells[0].text, row.cells[1].text = label, f"{{{{ {name} }}}}"
        file.add_paragraph("{{ body }}")
        file.add_paragraph("{{ seal }}")
        return _bytes(file)


def _made(document: Document, seal: str, template: bytes) -> bytes:
    file = docx.Document(io.BytesIO(_filled(document, seal, template)))
    place = next((one for one in file.paragraphs if one.text.strip() == BODY), None)
    if place is None:
        raise TemplateRefused(_("{{ body }} must stand alone in a paragraph of the template."))
    _Writer(file, place).write(document)
    place._element.getparent().remove(place._element)
    return _bytes(file)


def _wrongly_written(problem: TemplateError) -> TemplateRefused:
    said = _("A place in the template is not written as it must be: %(why)s")
    return TemplateRefused(said % {"why": problem})


def _filled(document: Document, seal: str, template: bytes) -> bytes:
    check(template)
    head = {name: field["text"] for name, field in zip(HEAD, document["head"], strict=True)}
    values = {"city": document["city"], "title": document["title"], "body": BODY}
    values["seal"] = documents.sealed(document, seal)
    values["cut_off"] = dates.show(dt.date.fromisoformat(document["cut_off"]))
    filled = DocxTemplate(io.BytesIO(template))
    filled.render(head | values, _Places(), autoescape=True)
    out = io.BytesIO()
    filled.save(out)
    return out.getvalue()


class _Writer:
    """Writes blocks before a paragraph of a file."""

    def __init__(self, file: File, place: Paragraph) -> None:
        self.file, self.place = file, place
        self.styles = {style.name for style in file.styles}
        self.below_table = False

    def write(self, document: Document) -> None:
        """Write path and sections."""
        if document["demo"]:
            self.paragraph(_("Demo: people, associations and texts are invented."))
        if document["path"]:
            self.paragraph(_("Path through the bodies"), "Heading 1")
            self.table("", [_("Date"), _("Body"), _("Result")], list(_stations(document)))
        part = ""
        for section in document["sections"]:
            if section["part"] != part:
                part = section["part"]
                self.paragraph(part, "Heading 1")
            if section["heading"] != part:
                self.paragraph(section["heading"], "Heading 2")
            for block in section["blocks"]:
                self.block(document, block)

    def block(self, document: Document, block: dict[str, Any]) -> None:
        """Write one block."""
        if block["kind"] == "heading":
            self.paragraph(block["text"], "Heading 3")
        elif block["kind"] == "text":
            self.paragraph(documents.plain(document, block["spans"]))
        elif block["kind"] == "list":
            for row in block["items"]:
                self.paragraph(documents.plain(document, row), "List Bullet")
        else:
            rows = [[documents.plain(document, cell) for cell in row] for row in block["rows"]]
            self.table(block["caption"], block["head"], rows)

    def paragraph(self, text: str, style: str = "Normal") -> None:
        """Write a paragraph in `style` where the template has it, with air below a table."""
        made = self.place.insert_paragraph_before(text, style if style in self.styles else None)
        made.paragraph_format.keep_with_next = style == "Caption" or style.startswith("Heading")
        if self.below_table and style == "Normal":
            made.paragraph_format.space_before = AIR
        self.below_table = False

    def table(self, caption: str, head: list[str], rows: list[list[str]]) -> None:
        """Write a table as wide as the text; its first row is repeated, and rows stay whole."""
        if caption:
            self.paragraph(caption, "Caption")
        table = self.file.add_table(rows=1, cols=len(head))
        if "Table Grid" in self.styles:
            table.style = "Table Grid"
        _fill(table.rows[0].cells, head, bold=True)
        for row in rows:
            _fill(table.add_row().cells, row)
        _mark(table.rows[0], "w:tblHeader")
        for row in table.rows:
            _mark(row, "w:cantSplit")
        self._widen(table, widths.shares(head, rows))
        self.place._element.addprevious(table._element)
        self.below_table = True

    def _widen(self, table: Table, shares: list[float]) -> None:
        """Give the columns their widths, to each cell too: word processors ask one or the other."""
        section = self.file.sections[0]
        width = section.page_width - section.left_margin - section.right_margin
        table.autofit = False
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Emu(int(width * share))
            for cell in column.cells:
                cell.width = column.width


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(row._tr.makeelement(qn(name), {qn("w:val"): "true"}))


def _stations(document: Document) -> Iterator[list[str]]:
    for station in document["path"]:
        boxes = documents.box_line(station["boxes"])
        yield [station["date"], f"{station['body']}\n{station['item']}", boxes]


def _fill(cells: Any, texts: list[str], *, bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text
        for run in cell.paragraphs[0].runs:
            run.font.size, run.font.bold = SMALL, bold or None


def _speak_german(file: File) -> None:
    """Say that the text is German, for screen readers and the spelling check."""
    properties = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    language = properties.find(qn("w:rPr")).find(qn("w:lang"))
    if language is not None:
        language.set(qn("w:val"), "de-DE")


def _bytes(file: File) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
