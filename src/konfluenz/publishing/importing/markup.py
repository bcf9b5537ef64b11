"""HTML as found in the wild becomes blocks of a page. Not one visible letter is lost.

The reader takes tags as they come, closed or not, and writes its own: nothing of the source's
markup passes through but bold, italic and links whose address `lead` has judged.
"""

import html
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

LISTS = {"ul": "bullets", "menu": "bullets", "ol": "steps"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BOLD, ITALIC = {"b", "strong"}, {"i", "em"}
SILENT = {"script", "style"}
"""Their content is never shown."""
FOREIGN = {"iframe", "object", "embed", "video", "audio", "svg", "form", "script"}
"""They cannot stand on a page of ours; the words in them stay."""
APART = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
    *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "header", "hr", "main"),
    *("nav", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead"),
}
"""Where one begins or ends, a paragraph ends."""
CELLS = {"td", "th"}
HEADING_LENGTH = 160
SMALL = 32
"""A picture up to this width in pixels is a sign before a line, no picture."""
SPACE = re.compile(r"[ \t\r\n\f]+")
UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")
WIDTH = re.compile(r"(?:^|;)\s*width:\s*(\d+)px")

Lead = Callable[[str], str]
"""Returns the attributes of a link by its address in the source; "": it leads nowhere."""


@dataclass
class Block:
    """A block: its kind and its items, markup of running text; a heading's item is plain.

    A picture's items are its address and what it shows.
    """

    kind: str
    items: list[str] = field(default_factory=list)


class Seen(NamedTuple):
    """A picture in the source. `small`: a sign before a line."""

    source: str
    alt: str
    small: bool


@dataclass
class Reading:
    """What was read: blocks, the pictures met, and what could not be taken over."""

    blocks: list[Block] = field(default_factory=list)
    pictures: list[Seen] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


class Run(NamedTuple):
    """Words in one form. `text` None: a line ends."""

    text: str | None
    bold: bool = False
    italic: bool = False
    lead: str = ""


def read(source: str, lead: Lead, kept: Collection[str] = ()) -> Reading:
    """Return what `source` says. `kept`: addresses of pictures that become blocks.

    Of every other picture the words that describe it stay.
    """
    reader = _Reader(lead, kept)
    reader.feed(source)
    reader.close()
    reader.end()
    return reader.found


def letters(text: str) -> str:
    """Return `text` without anything that cannot be seen, for comparison."""
    return UNSEEN.sub("", text)


def visible(source: str, kept: Collection[str] = ()) -> str:
    """Return the letters that a reader of `source` sees, and the words for its pictures."""
    reader = _Letters(kept)
    reader.feed(source)
    reader.close()
    return letters("".join(reader.found))


def said(blocks: Iterable[Block]) -> str:
    """Return the letters in `blocks`; words for pictures that are blocks do not count."""
    return letters("".join(_said(block) for block in blocks if block.kind != "picture"))


def _said(block: Block) -> str:
    if block.kind == "heading":
        return block.items[0]
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", item)) for item in block.items)


def _seen(attributes: dict[str, str | None]) -> Seen:
    """Return the picture that an ``img`` shows."""
    style = WIDTH.search(attributes.get("style") or "")
    width = style[1] if style else (attributes.get("width") or "")
    small = width.isdigit() and int(width) <= SMALL
    return Seen((attributes.get("src") or "").strip(), attributes.get("alt") or "", small)


class _Letters(HTMLParser):
    """Collects what can be read, knowing nothing of blocks."""

    def __init__(self, kept: Collection[str]) -> None:
        super().__init__()
        self.found: list[str] = []
        self.kept, self.silent = kept, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent = tag
        elif tag == "img" and (seen := _seen(dict(attrs))).source not in self.kept:
            self.found.append(seen.alt)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


class _Reader(HTMLParser):
    """Makes blocks of tags as they come."""

    def __init__(self, lead: Lead, kept: Collection[str]) -> None:
        super().__init__()
        self.found, self._lead, self._kept = Reading(), lead, kept
        self._runs: list[Run] = []
        self._lists: list[str] = []
        self._list: Block | None = None
        self._item_open = self._heading = False
        self._bold = self._italic = self._row = 0
        self._link = self._href = self._silent = ""
        self._linked = self._head = False
        self._waiting: list[Block] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in FOREIGN:
            self.found.dropped.append(f"{tag} {attributes.get('src') or ''}".strip())
        if tag in SILENT:
            self._silent = tag
        elif tag == "a":
            self._href, self._linked = (attributes.get("href") or "").strip(), False
            self._link = self._lead(self._href)
        elif tag == "img":
            self._picture(_seen(attributes))
        else:
            self._form(tag, 1)
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag == "a":
            self._end_link()
        else:
            self._finish(tag)
            self._form(tag, -1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._put(data)

    def end(self) -> None:
        """Close whatever is open."""
        self._row = 0
        self._flush()
        self.found.blocks += self._waiting

    def _put(self, text: str) -> None:
        self._linked = self._linked or bool(text.strip())
        bold = self._bold > 0 or self._head
        self._runs.append(Run(text, bold, self._italic > 0, self._link))

    def _end_link(self) -> None:
        """End a link; one without a word cannot be followed any more."""
        if self._href and not self._linked:
            self.found.dropped.append(f"a {self._href}")
        self._link = self._href = ""

    def _form(self, tag: str, step: int) -> None:
        if tag in BOLD:
            self._bold = max(0, self._bold + step)
        elif tag in ITALIC:
            self._italic = max(0, self._italic + step)

    def _begin(self, tag: str) -> None:
        if tag == "br":
            self._runs.append(Run(None))
        elif tag in LISTS:
            self._flush()
            self._lists.append(LISTS[tag])
            self._item_open = False
        elif tag == "li":
            self._flush()
            self._item_open = False
        elif tag == "tr":
            self._row = 0
            self._flush()
            self._row, self._head = 1, False
        elif tag in HEADINGS:
            self._part()
            self._heading = True
        elif tag in CELLS:
            self._part()
            self._head = tag == "th"
        elif tag in APART:
            self._part()

    def _finish(self, tag: str) -> None:
        if tag in LISTS and self._lists:
            self._flush()
            self._lists.pop()
            self._item_open = False
            self._list = self._list if self._lists else None
        elif tag in ("tr", "table"):
            self._row, self._head = 0, False
            self._flush()
        elif tag in HEADINGS:
            self._part()
            self._heading = False
        elif tag in APART or tag in CELLS or tag == "li":
            self._part()

    def _part(self) -> None:
        """End a paragraph; within a row of a table only the line."""
        if self._row and self._runs and self._runs[-1].text is not None:
            self._runs.append(Run(None))
        elif not self._row:
            self._flush()

    def _picture(self, seen: Seen) -> None:
        self.found.pictures.append(seen)
        self._linked = self._linked or seen.source == self._href
        if seen.source in self._kept:
            self._waiting.append(Block("picture", [seen.source, seen.alt.strip()]))
        elif seen.alt.strip():
            self._linked = True
            lead = self._link or ("" if seen.small else self._lead(seen.source))
            self._runs += [Run(" "), Run(seen.alt, lead=lead), Run(" ")]

    def _flush(self) -> None:
        paragraphs, self._runs = _paragraphs(self._runs), []
        if not paragraphs:
            return
        if self._lists:
            self._item(paragraphs)
        else:
            self.found.blocks += self._waiting
            self._waiting = []
            self._list = None
            self.found.blocks.append(self._block(paragraphs))

    def _block(self, paragraphs: list[list[Run]]) -> Block:
        runs = [run for paragraph in paragraphs for run in [*paragraph, Run(None)]]
        plain = SPACE.sub(" ", "".join(run.text or " " for run in runs)).strip()
        linked = any(run.lead for run in runs)
        if self._heading and len(plain) <= HEADING_LENGTH and not linked:
            return Block("heading", [plain])
        return Block("text", [self._markup(paragraphs)])

    def _item(self, paragraphs: list[list[Run]]) -> None:
        if self._list is None:
            self._list = Block(self._lists[0])
            self.found.blocks.append(self._list)
        if self._item_open:
            self._list.items[-1] += self._markup(paragraphs)
        else:
            self._list.items.append(self._markup(paragraphs))
        self._item_open = True

    def _markup(self, paragraphs: list[list[Run]]) -> str:
        if self._heading:
            paragraphs = [[run._replace(bold=True) for run in some] for some in paragraphs]
        return "".join(f"<p>{_written(paragraph)}</p>" for paragraph in paragraphs)


def _paragraphs(runs: list[Run]) -> list[list[Run]]:
    """Return `runs` as paragraphs of lines; an empty line parts two of them."""
    paragraphs: list[list[Run]] = [[]]
    for line in _lines(runs):
        if not line:
            paragraphs.append([])
        elif paragraphs[-1]:
            paragraphs[-1] += [Run(None), *line]
        else:
            paragraphs[-1] += line
    return [paragraph for paragraph in paragraphs if paragraph]


def _lines(runs: list[Run]) -> Iterable[list[Run]]:
    for ends, group in groupby(runs, key=lambda run: run.text is None):
        found = list(group)
        if ends:
            yield from ([] for _more in found[1:])
        else:
            yield _tidy(found)


def _tidy(line: list[Run]) -> list[Run]:
    """Return `line` with single spaces, none at its ends; [] when nothing can be seen."""
    if not letters("".join(run.text or "" for run in line)):
        return []
    tidy: list[Run] = []
    for run in line:
        text = SPACE.sub(" ", run.text or "")
        if not tidy or (tidy[-1].text or "").endswith(" "):
            text = text.lstrip(" " if tidy else None)
        if text:
            tidy.append(run._replace(text=text))
    return _without_end(tidy)


def _without_end(line: list[Run]) -> list[Run]:
    while line and not (line[-1].text or "").strip():
        line.pop()
    line[-1] = line[-1]._replace(text=(line[-1].text or "").rstrip())
    return line


def _written(runs: list[Run]) -> str:
    """Return the markup of a paragraph."""
    written = ""
    for lead, same in groupby(runs, key=lambda run: run.lead):
        inner = "".join(map(_marked, same))
        written += f"<a {lead}>{inner}</a>" if lead and letters(inner) else inner
    return written.replace("</b><b>", "").replace("</i><i>", "")


def _marked(run: Run) -> str:
    if run.text is None:
        return "<br/>"
    words = html.escape(run.text, quote=False)
    if not words.strip():
        return words
    words = f"<i>{words}</i>" if run.italic else words
    return f"<b>{words}</b>" if run.bold else words
