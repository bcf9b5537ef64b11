"""From bytes to text: which encoding, and what is no text at all.

The encodings are those in which papers come from German offices: UTF-8 with and without its
mark, UTF-16, Windows-1252. Nothing here raises.
"""

import codecs

from django.utils.translation import gettext as _

from konfluenz.council.reading.findings import Findings
from konfluenz.ground import contents

MAX_BYTES = 2_000_000
"""How much of a file is read: about 700 pages. A paper has a few."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LAYOUT_CONTROLS = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85")
_SAMPLE = 4096
_CONTROL_SHARE = 0.05
"""More control characters than this, and it is no text."""


def decode(data: bytes, findings: Findings) -> str:
    """Return the text of `data`; empty where it is none, and why in `findings`."""
    if not data.strip(b"\0 \t\r\n"):
        findings.error(_("The file is empty: there is nothing to read."))
        return ""
    if refusal := _no_text(data):
        findings.error(refusal)
        return ""
    if len(data) > MAX_BYTES:
        findings.error(
            _("The file has %(size)d MB; only its first 2 MB were read. A paper has a few pages:"
              " is this the right file? The file itself is kept whole.")
            % {"size": len(data) // 1_000_000}
        )  # fmt: skip
    return _clean(_text(data[:MAX_BYTES], findings), findings)


def _no_text(data: bytes) -> str:
    """Return what to do with a file that is no text, or nothing."""
    kind = contents.recognise(data[:_SAMPLE])
    if kind == "application/pdf":
        return _("This is a PDF. Its text cannot be read here. Open it, copy the text into a text"
                 " file (.txt) and take that in.")  # fmt: skip
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _("This is an office document or an archive. Open it and save it as plain text"
                 " (.txt), then take that in.")  # fmt: skip
    if kind in contents.PICTURE_TYPES or data[:4] in (b"II*\0", b"MM\0*"):
        return _("This is a picture. Take in the text of the paper as a text file (.txt).")
    if b"\0" in data[:_SAMPLE] and not _wide(data[:_SAMPLE]) and not _marked(data):
        return _("This is no text, or it is damaged: nothing of it could be read. The file itself"
                 " is kept. Save the paper as plain text (.txt) and take that in.")  # fmt: skip
    if data.startswith(b"{\\rtf"):
        return _("This is an RTF document. Open it and save it as plain text (.txt), then take"
                 " that in.")  # fmt: skip
    return ""


def _marked(data: bytes) -> bool:
    return data.startswith(tuple(mark for mark, _encoding in _MARKS))


def _text(data: bytes, findings: Findings) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if encoding := _wide(data[:_SAMPLE]):
        return data.decode(encoding, errors="replace")
    decoder = codecs.getincrementaldecoder("utf-8")()
    cut = len(data) == MAX_BYTES
    try:
        text = decoder.decode(data, final=not cut)
    except UnicodeDecodeError:
        return _not_utf8(data, findings)
    return _unmangled(text, findings)


def _wide(sample: bytes) -> str:
    """Return the UTF-16 without a mark that this is: every other byte is zero."""
    half = len(sample) // 2
    if half and sample[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    if half and sample[::2].count(0) > 0.7 * half:
        return "utf-16-be"
    return ""


def _not_utf8(data: bytes, findings: Findings) -> str:
    """Read Windows-1252, or UTF-8 with some broken characters."""
    broken = data.decode("utf-8", errors="replace")
    whole = sum(char > "\x7f" for char in broken) - broken.count("\ufffd")
    if whole > 2 * broken.count("\ufffd"):
        findings.warn(
            _("Some characters of the file are broken; they are shown as “\ufffd”. Please mend"
              " the words around them.")
        )  # fmt: skip
        return broken
    findings.note(_("The file is in the older encoding Windows-1252; it was read as such."))
    return data.decode("cp1252", errors="replace")


def _unmangled(text: str, findings: Findings) -> str:
    """Undo UTF-8 that somebody took for Windows-1252 and encoded again ("fÃ¼r")."""
    if "Ã" not in text:
        return text
    try:
        mended = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
    findings.warn(_("The umlauts in the file were garbled; they were put right. Please check."))
    return mended


def _clean(text: str, findings: Findings) -> str:
    """Take out control characters; too many of them, and it is no text."""
    strange = {char for char in set(text) if char < " " or "\x7f" <= char < "\xa0"}
    strange -= _LAYOUT_CONTROLS
    count = sum(map(text.count, strange))
    if count > _CONTROL_SHARE * len(text):
        findings.error(
            _("This is no text, or it is damaged: nothing of it could be read. The file itself"
              " is kept. Save the paper as plain text (.txt) and take that in.")
        )  # fmt: skip
        return ""
    if count:
        findings.note(_("%d invisible control characters were taken out.") % count)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return text.translate(dict.fromkeys(map(ord, strange), " "))
