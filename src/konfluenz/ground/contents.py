"""What a file is, by its content: a name says what somebody calls it, not what it is."""

import io
import zipfile
from collections.abc import Mapping

PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")

_STARTS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": "application/pdf",
}
_OFFICE: Mapping[str, str] = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ),
}
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
}
DOCUMENT_TYPES = frozenset({"application/pdf", "text/plain", *_OFFICE.values(), *_OPEN_DOCUMENTS})

MAX_ENTRIES = 10_000
MAX_UNPACKED = 500 * 1024 * 1024
"""Limits of an office document, which is an archive: entries, and bytes once unpacked."""

UNKNOWN = "application/octet-stream"


def recognise(data: bytes) -> str:
    """Return the content type of `data`, or "application/octet-stream"."""
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"PK\x03\x04"):
        return _recognise_archive(data)
    return "text/plain" if _is_text(data) else UNKNOWN


def _recognise_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_UNPACKED:
                return UNKNOWN
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                said = archive.read("mimetype").decode("ascii", errors="replace")
                return said if said in _OPEN_DOCUMENTS else UNKNOWN
            return next((kind for name, kind in _OFFICE.items() if name in names), UNKNOWN)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return UNKNOWN


def _is_text(data: bytes) -> bool:
    """Return whether this is plain text in UTF-8; markup, which a browser would run, is not."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    controls = {char for char in text if char < " "} - {"\t", "\n", "\r", "\f"}
    return bool(text.strip()) and not controls and not text.lstrip("\ufeff \t\r\n").startswith("<")
