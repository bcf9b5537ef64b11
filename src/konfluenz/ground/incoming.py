"""Read a mail that came in: who wrote it, when, what, and whether a person did.

Nothing that is sent here makes it fail, save the limits of the house: 25 MB, parts within parts
to a depth of 20, 50 parts. Letters in a broken charset are shown as they can be read.
"""

import binascii
import datetime as dt
import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from konfluenz.ground.imports import cells
from konfluenz.ground.typed import plain

MOST_BYTES = 25 * 1024 * 1024
DEEPEST = 20
MOST_PARTS = 50
LONGEST_HTML = 2_000_000
ID = re.compile(r"<([^<>\s]+)>")
ADDRESS = re.compile(r"[^\s<>\"',;:()]+@[^\s<>\"',;:()]+")
RESPONDERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply")
LISTED = ("List-Id", "List-Unsubscribe", "List-Post")
REPLIED = 0x2
"""The mark of X-Mozilla-Status that says: answered."""


class MailRefused(Exception):
    """A mail cannot be read within the limits; the message says which one it breaks."""


class Origin(StrEnum):
    """Who writes, by the headers: a person, or a machine and which (RFC 3834, RFC 3464)."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    LIST = "list"
    SPAM = "spam"


@dataclass(frozen=True)
class Incoming:
    """A mail as a person would read it. Addresses are in lower case; `at` is None if untold.

    `reply_to` is where an answer is wanted, if not at the sender's. `references` are the ids
    of the mails before it in its thread, oldest first. `answered`: the mail program marked it
    so.
    """

    id: str
    references: tuple[str, ...]
    origin: Origin
    sender: str
    sender_name: str
    reply_to: str
    others: tuple[str, ...]
    at: dt.datetime | None
    subject: str
    text: str
    attachments: tuple[str, ...]
    answered: bool


def read(raw: bytes) -> Incoming:
    """Return what `raw` says. Raises MailRefused."""
    if len(raw) > MOST_BYTES:
        raise MailRefused(_("This mail is larger than 25 MB."))
    try:
        mail = email.message_from_bytes(raw, policy=email.policy.compat32)
        parts = _counted(mail)
        text = _text(mail).strip()
    except RecursionError:
        raise MailRefused(_("This mail holds parts within parts too deep to be read.")) from None
    sender_name, sender = _sender(mail)
    return Incoming(
        id=next(iter(_ids(mail, "Message-ID")), ""),
        references=_references(mail),
        origin=_origin(mail),
        sender=sender,
        sender_name=sender_name,
        reply_to=next((one for _name, one in _people(mail, "Reply-To") if one != sender), ""),
        others=tuple(address for _name, address in _people(mail, "To", "Cc")),
        at=_moment(mail),
        subject=_header(mail, "Subject"),
        text=text,
        attachments=tuple(_name_of(part) for part in parts if _is_attachment(part)),
        answered=_is_answered(mail),
    )


def head(raw: bytes) -> str:
    """Return the subject of a mail whose parts nobody can read."""
    top = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    return _header(email.message_from_bytes(top, policy=email.policy.compat32), "Subject")


def _counted(mail: Message) -> list[Message]:
    """Return all parts; raises MailRefused for too many, or too deep."""
    found: list[Message] = []
    for part, depth in _walk(mail, 0):
        found.append(part)
        if depth > DEEPEST:
            raise MailRefused(_("This mail holds parts within parts too deep to be read."))
        if len(found) > MOST_PARTS:
            raise MailRefused(_("This mail has more than 50 parts."))
    return found


def _walk(part: Message, depth: int) -> Iterator[tuple[Message, int]]:
    yield part, depth
    for inner in _inner(part):
        yield from _walk(inner, depth + 1)


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _text(part: Message) -> str:
    """Return the words of `part`: of alternatives the plain one, of parts each."""
    kind = part.get_content_type()
    if _is_attachment(part) or kind == "message/rfc822":
        return ""
    inner = _inner(part)
    if kind == "multipart/alternative":
        ranked = sorted(inner, key=lambda one: one.get_content_type() != "text/plain")
        return next((text for one in ranked if (text := _text(one)).strip()), "")
    if inner:
        return "\n\n".join(text for one in inner if (text := _text(one).strip()))
    text = _letters(part)
    return plain(cells.plain(text[:LONGEST_HTML]) if kind == "text/html" else text)


def _letters(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return _readable(data, part.get_content_charset() or "")


def _readable(data: bytes, charset: str = "") -> str:
    """Return bytes as text: in the charset named, else UTF-8, else Windows."""
    for name in filter(None, (charset, "utf-8")):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _is_attachment(part: Message) -> bool:
    if part.is_multipart():
        return part.get_content_type() == "message/rfc822"
    if part.get_content_disposition() == "attachment":
        return True
    return part.get_content_maintype() not in ("text", "multipart")


def _name_of(part: Message) -> str:
    """Return what an attachment is called, else what it is."""
    try:
        name = part.get_filename("")
    except (LookupError, ValueError, TypeError):
        name = ""
    return plain(_decoded(name), one_line=True)[:200] or part.get_content_type()


def _header(mail: Message, name: str) -> str:
    """Return the first header `name` in one line, its letters as they can be read."""
    return plain(_decoded(_raw(mail, name)), one_line=True)


def _raw(mail: Message, name: str) -> str:
    """Return the first header `name` as it is written, its bytes made letters again."""
    lower = name.lower()
    found = (value for key, value in mail.raw_items() if key.lower() == lower)
    value = str(next(found, ""))
    value = _readable(value.encode("utf-8", "surrogateescape"))
    return re.sub(r"\r?\n[ \t]*", " ", value)


def _decoded(text: str) -> str:
    """Return a header without its encoded words (RFC 2047)."""
    try:
        chunks = decode_header(text)
    except (HeaderParseError, binascii.Error, ValueError):
        return text
    return "".join(
        chunk if isinstance(chunk, str) else _readable(chunk, charset or "raw-unicode-escape")
        for chunk, charset in chunks
    )


def _people(mail: Message, *names: str) -> list[tuple[str, str]]:
    """Return (name, address) of all that stand in the headers, each address once."""
    found: dict[str, str] = {}
    for header in names:
        raw = _raw(mail, header)
        pairs = [one for one in getaddresses([raw]) if ADDRESS.fullmatch(one[1])]
        for name, address in pairs or [("", one) for one in ADDRESS.findall(raw)]:
            found.setdefault(address.lower()[:254], plain(_decoded(name), one_line=True)[:200])
    return [(name, address) for address, name in found.items()]


def _sender(mail: Message) -> tuple[str, str]:
    """Return (name, address) of who wrote."""
    return next(iter(_people(mail, "From") or _people(mail, "Sender")), ("", ""))


def _ids(mail: Message, name: str) -> list[str]:
    return [one[:500] for one in ID.findall(_raw(mail, name))]


def _references(mail: Message) -> tuple[str, ...]:
    """Return the mails it follows, oldest first (RFC 5322, 3.6.4)."""
    ids = [*_ids(mail, "References"), *_ids(mail, "In-Reply-To")]
    return tuple(dict.fromkeys(ids))[-100:]


def _moment(mail: Message) -> dt.datetime | None:
    """Return when it was written, else when the last server took it."""
    received = _raw(mail, "Received").rpartition(";")[2]
    for text in (_raw(mail, "Date"), received):
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.year > 1980:
            return moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC)
    return None


def _origin(mail: Message) -> Origin:
    """Return who wrote, as the headers tell."""
    if _is_bounce(mail):
        return Origin.BOUNCE
    said = _raw(mail, "Auto-Submitted").strip().lower()
    precedence = _raw(mail, "Precedence").strip().lower()
    automatic = precedence == "auto_reply" or any(_raw(mail, name) for name in RESPONDERS)
    if automatic or said.partition(";")[0].strip() not in ("", "no") or _is_report(mail):
        return Origin.AUTOMATIC
    if precedence in ("bulk", "junk", "list") or any(_raw(mail, name) for name in LISTED):
        return Origin.LIST
    flagged = _raw(mail, "X-Spam-Flag").strip().lower() == "yes"
    return Origin.SPAM if flagged else Origin.PERSON


def _is_bounce(mail: Message) -> bool:
    """Return whether it says that a mail could not be delivered: sent by nobody, as such."""
    if _raw(mail, "Return-Path").strip() == "<>" and not _raw(mail, "Auto-Submitted"):
        return True
    delivery = _is_report(mail) and "delivery-status" in _raw(mail, "Content-Type").lower()
    return delivery or _sender(mail)[1].startswith("mailer-daemon@")


def _is_report(mail: Message) -> bool:
    return mail.get_content_type() == "multipart/report"


def _is_answered(mail: Message) -> bool:
    """Return whether the mail program marked it as answered."""
    mark = _raw(mail, "X-Mozilla-Status").strip()
    by_mozilla = re.fullmatch(r"[0-9a-fA-F]{4}", mark) is not None and int(mark, 16) & REPLIED
    return bool(by_mozilla) or "A" in _raw(mail, "X-Status")
