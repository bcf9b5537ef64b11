"""Read a table out of a text file: its encoding, its delimiter, its rows over several lines."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from konfluenz.ground.imports.tables import MOST_COLUMNS, Asked, Line, Table, TableRefused, checked

MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
ENCODINGS = ("utf-8", "cp1252", "cp850", "mac_roman", "cp1250", "cp1251", "cp1254", "cp1256")
"""What lists come in: UTF-8; Windows, DOS and Mac; Windows for the east, Turkish, Arabic."""

LIKELY = "cp1252"
DELIMITERS = (";", ",", "\t", "|")
SAMPLE_ROWS = 60
SAMPLE_BYTES = 200_000
LONGEST_CELL = 100_000
"""Signs in one cell. A quotation mark that is never closed swallows the rest of the file."""


def read(data: bytes, asked: Asked | None = None) -> Table:
    """Return the table in `data`. Raises TableRefused."""
    asked = asked or Asked()
    encoding = asked.encoding or encoding_of(data)
    text = _decoded(data, encoding)
    delimiter = asked.delimiter or _delimiter(text)
    notes = [] if encoding.startswith("utf") else [_GUESSED() % {"as": encoding.upper()}]
    lines = checked(list(_lines(text, delimiter)))
    if max(len(line.cells) for line in lines) > MOST_COLUMNS:
        raise TableRefused(_("This table has more than 200 columns. Is the delimiter right?"))
    return Table(lines, encoding=encoding, delimiter=delimiter, notes=notes)


def _GUESSED() -> str:  # noqa: N802
    return _(
        "The file does not say how its letters are written (taken for: %(as)s). Look whether"
        " ä, ö, ü and ß are right."
    )


def encoding_of(data: bytes) -> str:
    """Return the encoding: by its mark, by being valid UTF-8, by what its letters say."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return encoding
    if (wide := _wide(data[:4000])) or _is_utf8(data):
        return wide or "utf-8"
    sample = data[:SAMPLE_BYTES]
    best = from_bytes(sample, cp_isolation=list(ENCODINGS[1:])).best()
    if best is None or len(data) <= 200 or str(best) == sample.decode(LIKELY, "replace"):
        return LIKELY
    return best.encoding


def _wide(data: bytes) -> str:
    """Return which UTF-16 without a mark this is: every other byte is zero. "": none."""
    half = len(data) // 2
    if half and data[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    return "utf-16-be" if half and data[::2].count(0) > half * 0.7 else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError as error:  # A file cut off in the middle of a letter is UTF-8 too.
        return error.start >= len(data) - 3
    return True


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding, errors="replace")
    except LookupError:
        raise TableRefused(_("This encoding is not known here: %s.") % encoding) from None
    if "\x00" in text or text.lstrip().startswith(("<html", "<!DOCTYPE", "<?xml")):
        raise TableRefused(_("This is no table. Drop an Excel file (.xlsx) or a text file (.csv)."))
    return text.removeprefix("\ufeff")


def _delimiter(text: str) -> str:
    """Return what divides most rows into equally many cells; a list of one column has none."""
    scored = {delimiter: _agreement(text, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scored[delimiter])
    return best if scored[best] else DELIMITERS[0]


def _agreement(text: str, delimiter: str) -> float:
    """Return how well `delimiter` divides: the share of rows that agree, by more cells better."""
    widths: Counter[int] = Counter()
    try:
        for number, line in enumerate(_lines(text[:SAMPLE_BYTES], delimiter)):
            widths[len(line.cells)] += any(line.cells)
            if number >= SAMPLE_ROWS:
                break
    except TableRefused:
        return 0
    width, agreeing = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
    return agreeing / widths.total() * min(width, 20) if width > 1 else 0


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    """Yield the rows; the last is flawed when its quotation mark is never closed."""
    csv.field_size_limit(LONGEST_CELL)
    physical = list(io.StringIO(text, newline=""))
    reader = csv.reader(physical, delimiter=delimiter)
    number, width = 1, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise TableRefused(_SWALLOWED() % {"line": number}) from None
        tidy = tuple(cell.strip() for cell in cells)
        flaw = ""
        if reader.line_num >= len(physical) and _is_torn(physical[number - 1 :], delimiter):
            flaw = _TORN()
        elif _ends_early(reader, physical) and 1 < len(tidy) < width:
            flaw = _SHORT() % {"has": len(tidy), "of": width}
        width = max(width, len(tidy))
        yield Line(number, tidy, flaw)
        number = reader.line_num + 1


def _ends_early(reader: Any, physical: list[str]) -> bool:
    """Return whether this is the last row and the file ends without ending the line."""
    return reader.line_num >= len(physical) and not physical[-1].endswith(("\n", "\r"))


def _is_torn(rest: list[str], delimiter: str) -> bool:
    """Return whether the last row ends inside quotation marks: the file is cut off."""
    try:
        list(csv.reader(rest, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _TORN() -> str:  # noqa: N802
    return _("A quotation mark is opened and never closed: the file seems to be cut off here.")


def _SHORT() -> str:  # noqa: N802
    return _(
        "This last row has %(has)d of %(of)d columns: the file seems to be cut off here."
        " Save or download it again."
    )


def _SWALLOWED() -> str:  # noqa: N802
    return _(
        "From line %(line)d on no rows can be told apart: a quotation mark is opened and never"
        " closed, or the delimiter is another one."
    )
