"""Read a mailbox as rows: each message is one, in the order in which they were written.

A mailbox is a ``.mbox`` file, a single ``.eml`` message, or a ZIP archive of either. The one
cell of a row holds the message as it came, byte for byte, as Latin-1: who reads the row makes
sense of it. The number of a row is its place by time, not in the file.
"""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext as _

from konfluenz.ground.imports.tables import Asked, Line, Table, TableRefused, checked

FROM_LINE = re.compile(rb"From [^\r\n]*\r?\n(?=[!-9;-~]+:)")
"""Where a message begins in a mailbox: the line, and below it a header (RFC 4155)."""

AT_START = re.compile(rb"\s*" + FROM_LINE.pattern)
BETWEEN = re.compile(rb"(?:(?<=\n\n)|(?<=\n\r\n))" + FROM_LINE.pattern)
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
HEADER = re.compile(rb"[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
TELLING = re.compile(
    rb"(?:From|To|Date|Subject|Message-ID|Received|Return-Path|Delivered-To|MIME-Version):",
    re.IGNORECASE,
)
DATE = re.compile(rb"^Date:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.IGNORECASE | re.MULTILINE)
FEWEST = 3
"""Headers a file must begin with to be taken for a message."""

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
)
"""What reading an archive raises that is broken, or closed with a password."""

MOST_FILES = 10_000
MOST_UNPACKED = 100 * 1024 * 1024
LONGEST_HEAD = 100_000


def begin(data: bytes) -> bool:
    """Return whether `data` is a mailbox, a message, or an archive of messages."""
    if data.startswith(b"PK\x03\x04"):
        return any(_is_message_name(name) for name in _names(data))
    data = data[:LONGEST_HEAD].removeprefix(b"\xef\xbb\xbf")
    return AT_START.match(data) is not None or _is_message(data)


def read(data: bytes, _asked: Asked | None = None) -> Table:
    """Return the messages, one a row, below their heading, row 0. Raises TableRefused."""
    packed = data.startswith(b"PK\x03\x04")
    found = [one for part in (_unpacked(data) if packed else [data]) for one in _messages(part)]
    ordered = _ordered(found)
    rows = [Line(at, (raw.decode("latin-1"),)) for at, raw in enumerate(ordered, 1)]
    return Table([Line(0, ("message",)), *checked(rows)], form="mail", heading=0)


def _messages(data: bytes) -> Iterator[bytes]:
    """Yield the messages of one file without the lines that divide them."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    first = FROM_LINE.match(data)
    if first is None:
        if data:
            yield data
        return
    starts = [first, *BETWEEN.finditer(data, first.end())]
    ends = [one.start() for one in starts[1:]] + [len(data)]
    for start, end in zip(starts, ends, strict=True):
        yield QUOTED.sub(rb"\1", data[start.end() : end].rstrip(b"\r\n") + b"\n")


def _ordered(found: list[bytes]) -> list[bytes]:
    """Return the messages by their time; one without follows the message before it."""
    moments: list[dt.datetime] = []
    last = dt.datetime.min.replace(tzinfo=dt.UTC)
    for raw in found:
        last = _written_at(raw) or last
        moments.append(last)
    return [
        raw for _moment, raw in sorted(zip(moments, found, strict=True), key=lambda one: one[0])
    ]


def _written_at(raw: bytes) -> dt.datetime | None:
    head = re.split(rb"\r?\n\r?\n", raw[:LONGEST_HEAD], maxsplit=1)[0]
    found = DATE.search(head)
    try:
        moment = parsedate_to_datetime(found[1].decode("latin-1")) if found else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC) if moment else None


def _is_message(data: bytes) -> bool:
    """Return whether `data` begins with headers of which three belong to a message."""
    at, told = 0, 0
    data = data.lstrip()
    while (header := HEADER.match(data, at)) is not None:
        told += TELLING.match(header[0]) is not None
        at = header.end()
    return told >= FEWEST


def _unpacked(data: bytes) -> Iterator[bytes]:
    """Yield the files of an archive that hold messages. Raises TableRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if _is_message_name(one.filename)]
            size = sum(one.file_size for one in entries)
            if len(entries) > MOST_FILES or size > MOST_UNPACKED:
                raise TableRefused(
                    _("This archive holds more than 10,000 files or 100 MB. Divide it.")
                )
            for one in entries:
                yield archive.read(one)
    except DAMAGED:
        raise TableRefused(
            _("This archive cannot be opened. Pack the messages anew, without a password.")
        ) from None


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()[: MOST_FILES + 1]
    except DAMAGED:
        return []


def _is_message_name(name: str) -> bool:
    hidden = name.startswith("__MACOSX/")
    return not hidden and name.lower().endswith((".eml", ".mbox", "/mbox"))
