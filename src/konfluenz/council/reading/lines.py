"""Lines without their markup: Markdown as scanners write it, checkboxes, web pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,6})\s+")
_BULLET = re.compile(r"[-–—•*·▪◦]\s+")
_CHECKBOX = re.compile(r"<input\b([^<>]{0,200})>", re.IGNORECASE)
_TICKED = re.compile(r"\bchecked\b", re.IGNORECASE)
_SILENT = ("script", "style")
_WEB_STARTS = ("<!doctype html", "<html", "<head", "<body")

MOST = 20_000
"""More lines than this no paper has."""

EMPTY, TICKED = "☐", "☒"
_OTHER_BOXES = {"[ ]": EMPTY, "[]": EMPTY, "□": EMPTY, "[x]": TICKED, "[X]": TICKED,
                "☑": TICKED, "🗹": TICKED, "🗷": TICKED, "☓": TICKED, "✅": TICKED}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of the file. `raw` is as it stood, `text` without markup and outer blanks.

    `heading`: it was marked as one. `bold`: all of it was. `cells` are what tabs divide.
    """

    number: int
    raw: str
    text: str
    heading: bool = False
    bold: bool = False
    bullet: bool = False

    @property
    def cells(self) -> list[str]:
        """Return the cells of a table row; a plain line is one cell."""
        return [" ".join(cell.split()) for cell in unmarked(self.raw).split("\t")]

    @property
    def is_row(self) -> bool:
        """Whether a table row or boxes stand here."""
        return "\t" in self.raw.strip(" ") or EMPTY in self.text or TICKED in self.text


def split(text: str) -> list[Line]:
    """Return the lines of `text`, numbered from 1; after the most, none."""
    return [_line(number, raw) for number, raw in enumerate(text.split("\n", MOST)[:MOST], 1)]


def unmarked(raw: str) -> str:
    """Return `raw` without bold marks, every checkbox as ☐ or ☒."""
    text = raw.replace("**", "")
    if "<" in text:
        text = _CHECKBOX.sub(_box, text)
    for written, box in _OTHER_BOXES.items():
        text = text.replace(written, box)
    return text


def is_web_page(text: str) -> bool:
    """Whether this is HTML rather than text."""
    return text[:200].lstrip().lower().startswith(_WEB_STARTS)


def without_tags(text: str) -> str:
    """Return the text of a web page, one line for each run of text; checkboxes stay."""
    return "\n".join(run for run in _runs(text) if run.strip())


def _runs(text: str) -> Iterator[str]:
    silent = ""
    before, *chunks = text.split("<")
    yield before
    for chunk in chunks:
        tag, closed, rest = chunk.partition(">")
        name = tag.split(None, 1)[0].lower() if tag.strip() else ""
        if silent:
            silent = "" if name == f"/{silent}" else silent
        elif name in _SILENT:
            silent = name
        elif not closed:
            yield chunk
        else:
            yield f"<{tag}>{rest}" if name == "input" else rest


def _box(match: re.Match[str]) -> str:
    return TICKED if _TICKED.search(match[1]) else EMPTY


def _line(number: int, raw: str) -> Line:
    stripped = raw.strip()
    marked = _HEADING.match(stripped)
    inner = stripped[marked.end() :].strip() if marked else stripped
    bold = len(inner) > 4 and inner.startswith("**") and inner.endswith("**")
    bullet = None if marked or bold else _BULLET.match(inner)
    text = " ".join(unmarked(inner[bullet.end() :] if bullet else inner).split())
    return Line(number, raw.rstrip(), text, bool(marked), bold, bool(bullet))
