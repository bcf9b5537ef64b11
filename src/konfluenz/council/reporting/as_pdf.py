"""A sealed report as a tagged PDF that carries its own data; and the data read back from one."""

import io
import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from konfluenz.council.reporting import as_html, documents
from konfluenz.council.reporting.documents import Document
from konfluenz.ground import papers, typefaces

ATTACHMENT = "konfluenz-report.json"
PAGE = re.compile(r"\d+ / \d+\s*$|^\s*\d+ / \d+")
"""The number of a page, at the end of what is drawn on it."""


class NotAReport(Exception):
    """A file is no report of this program; the message says what is wrong with it."""


def made(document: Document, seal: str) -> bytes:
    """Return the PDF. Raises PressBusy and PressFailed of `ground.papers`."""
    folder = Path(settings.HOME) / "papers" / "reports" / seal
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = folder / ATTACHMENT
    data.write_bytes(documents.canonical({"document": document, "seal": seal}))
    return papers.pdf(
        as_html.page(document, seal=seal, attachment=data.as_uri()), [folder, *typefaces.folders()]
    )


def carried(content: bytes) -> tuple[dict[str, Any], str, str]:
    """Return the document in a PDF, its seal, and the text of its pages. Raises NotAReport."""
    try:
        reader = PdfReader(io.BytesIO(content))
        files = reader.attachments
        text = "\n".join(PAGE.sub("", page.extract_text()) for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise NotAReport(_("This is no PDF that can be read: %(why)s") % {"why": problem}) from None
    if ATTACHMENT not in files:
        raise NotAReport(_("This PDF carries no data: it is no report, or was printed anew."))
    try:
        data = json.loads(files[ATTACHMENT][0])
        document, seal = data["document"], data["seal"]
        if (document["form"], document["version"]) != (documents.FORM, documents.VERSION):
            raise KeyError(document["form"])
    except (ValueError, KeyError, TypeError, IndexError):
        raise NotAReport(_("The data in this PDF is damaged.")) from None
    return document, seal, text
