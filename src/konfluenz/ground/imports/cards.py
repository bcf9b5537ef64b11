"""Read address cards (vCard 2.1, 3.0, 4.0; RFC 6350) as the table that Excel would give.

Each card is a row, numbered by the line of its BEGIN. The columns have names of their own, so
that they are guessed, remembered and chosen like those of any list; a column that no card
fills is left out. Each line says how its letters are written, so bytes are read, not text.
Pictures, sounds and keys are passed over.
"""

import quopri
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konfluenz.ground.imports import texts
from konfluenz.ground.imports.tables import (
    Asked,
    Line,
    Table,
    TableRefused,
    checked,
    refuse_too_many,
)

BEGIN, END = b"BEGIN:VCARD", b"END:VCARD"
STARTS = re.compile(rb"\s*BEGIN:VCARD[ \t]*\r?\n", re.IGNORECASE)
PROPERTY = re.compile(
    rb"(?:[\w-]+\.)?([A-Za-z][\w-]*)((?:;(?:\"[^\"]*\"|[^\":])*)?):(.*)", re.DOTALL
)
PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*)')
UNWANTED = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "BEGIN", "END", "PRODID", "REV"})
NO_VOICE = frozenset({"FAX", "PAGER", "MODEM", "BBS"})
NOT_PEOPLE = frozenset({"GROUP", "ORG", "LOCATION", "DEVICE", "APPLICATION", "COMPANY"})
NO_YEAR = "1604"
"""The year that Apple writes where a birthday has none."""


@dataclass(frozen=True)
class Property:
    """One line of a card: `value` is still escaped, `marks` are its types and bare words."""

    name: str
    marks: frozenset[str]
    value: str
    is_text: bool
    """Backslashes escape; in version 2.1 only the semicolon."""


@dataclass
class Card:
    """One card. `flaw` says why nobody can be read out of it."""

    number: int
    found: list[Property] = field(default_factory=list)
    flaw: str = ""

    def all(self, name: str) -> list[Property]:
        """Return the properties called `name`, the preferred first."""
        named = [one for one in self.found if one.name == name and one.value.strip(" ;")]
        return sorted(named, key=lambda one: "PREF" not in one.marks)

    def text(self, name: str) -> str:
        """Return the first value of `name` as people write it."""
        return next((_plain(one) for one in self.all(name)), "")


def begin(data: bytes) -> bool:
    """Return whether `data` is a file of address cards, in any encoding."""
    return STARTS.match(_narrow(data[:400]).removeprefix(b"\xef\xbb\xbf")) is not None


def read(data: bytes, asked: Asked | None = None) -> Table:
    """Return the cards as rows below their headings, row 0. Raises TableRefused."""
    asked = asked or Asked()
    data = _narrow(data).removeprefix(b"\xef\xbb\xbf")
    encoding = asked.encoding or texts.encoding_of(data)
    refuse_too_many(sum(1 for _card in STARTS.finditer(data)))
    cards = list(_cards(data, encoding))
    columns = _all_columns()
    cells = [[column(card) for _name, column in columns] for card in cards]
    filled = [at for at in range(len(columns)) if not at or any(row[at] for row in cells)]
    rows = [
        Line(card.number, tuple(row[at] for at in filled), card.flaw)
        for card, row in zip(cards, cells, strict=True)
    ]
    heading = Line(0, tuple(columns[at][0] for at in filled))
    return Table([heading, *checked(rows)], form="cards", encoding=encoding, heading=0)


def _narrow(data: bytes) -> bytes:
    """Return UTF-16 as UTF-8; all else as it is."""
    encoding = next((texts.MARKS[mark] for mark in texts.MARKS if data.startswith(mark)), "utf-8")
    return data if encoding.startswith("utf-8") else data.decode(encoding, "replace").encode()


def _all_columns() -> list[tuple[str, Callable[[Card], str]]]:
    """Return the columns there may be; those that no card fills are left out, save the name."""
    return [
        (_("Name"), _name),
        (_("E-mail"), lambda card: _several(card, "EMAIL")),
        (_("Phone"), _phones),
        (_("Street"), _street),
        (_("Postcode"), lambda card: _of_address(card, 5)),
        (_("Town"), lambda card: _of_address(card, 3)),
        (_("Birthday"), _birthday),
        (_("Languages"), lambda card: ", ".join(_plain(one) for one in card.all("LANG"))),
        (_("Organisation"), _organisation),
        (_("Function"), lambda card: card.text("TITLE") or card.text("ROLE")),
        (_("Categories"), _categories),
        (_("Remark"), lambda card: "\n".join(_plain(one) for one in card.all("NOTE"))),
        (_("Identifier"), lambda card: card.text("UID")),
    ]


def _name(card: Card) -> str:
    """Return the name as it is shown, else put together from its parts."""
    return card.text("FN") or " ".join(filter(None, _parts_of_name(card)))


def _parts_of_name(card: Card) -> list[str]:
    """Return prefix, given names and family name."""
    family, given, more, prefix = [*_parts(card, "N"), "", "", "", ""][:4]
    return [prefix, given, more, family]


def _several(card: Card, name: str) -> str:
    return "\n".join(dict.fromkeys(_plain(one) for one in card.all(name)))


def _phones(card: Card) -> str:
    """Return the numbers at which somebody answers, one a line."""
    voices = [one for one in card.all("TEL") if not one.marks & NO_VOICE]
    numbers = (_plain(one).removeprefix("tel:").partition(";")[0] for one in voices)
    return "\n".join(dict.fromkeys(numbers))


def _street(card: Card) -> str:
    """Return street and number, else the box."""
    box, _more, street = [*_parts(card, "ADR"), "", "", ""][:3]
    return " ".join(street.split()) or box


def _of_address(card: Card, at: int) -> str:
    parts = _parts(card, "ADR")
    return " ".join(parts[at].split()) if at < len(parts) else ""


def _birthday(card: Card) -> str:
    """Return the birthday; nothing where it has no year."""
    text = card.text("BDAY")
    day = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text)
    if text.startswith(("--", NO_YEAR)):
        return ""
    return "-".join(day.groups()) if day else text


def _organisation(card: Card) -> str:
    return ", ".join(filter(None, _parts(card, "ORG")))


def _categories(card: Card) -> str:
    listed = [_split(one.value, ",") for one in card.all("CATEGORIES")]
    return ", ".join(_unescaped(text) for texts in listed for text in texts if text.strip())


def _parts(card: Card, name: str) -> list[str]:
    """Return the parts of the first property `name`, at home before at work."""
    found = sorted(card.all(name), key=lambda one: "WORK" in one.marks)
    return [_unescaped(part).strip() for part in _split(found[0].value, ";")] if found else []


def _split(value: str, sign: str) -> list[str]:
    """Divide at `sign` where no backslash stands before it."""
    return re.split(rf"(?<!\\){sign}", value)


def _plain(one: Property) -> str:
    return _unescaped(one.value).strip() if one.is_text else one.value.replace("\\;", ";").strip()


def _unescaped(text: str) -> str:
    lines = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda sign: lines.get(sign[1], sign[1]), text)


def _cards(data: bytes, encoding: str) -> Iterator[Card]:
    """Yield the cards; one that has no end is flawed. Cards within cards are passed over."""
    held: list[bytes] = []
    number, inside = 0, 0
    for at, line in enumerate(data.splitlines(), 1):
        word = line.strip().upper()
        inside += word == BEGIN and bool(held) and _is_agent(held[-1])
        if inside:
            inside -= word == END
        elif word in (BEGIN, END):
            if held:
                yield _whole(number, held, encoding, torn=word == BEGIN)
            held, number = ([line], at) if word == BEGIN else ([], 0)
        elif held:
            held.append(line)
    if held:
        yield _whole(number, held, encoding, torn=True)


def _is_agent(line: bytes) -> bool:
    return line.strip().upper().startswith(b"AGENT")


def _whole(number: int, lines: list[bytes], encoding: str, *, torn: bool) -> Card:
    early = any(line.strip().upper() == b"VERSION:2.1" for line in lines)
    card = Card(number)
    for line in _unfolded(lines, early):
        if (one := _property(line, encoding, early)) is not None:
            card.found.append(one)
    if torn:
        card.flaw = _("This card has no end: the file seems to be cut off here.")
    elif not _name(card):
        card.flaw = _("There is no name on this card.")
    elif _stands_for_no_person(card):
        card.flaw = _("This card stands for a group or an organisation, not for a person.")
    return card


def _unfolded(lines: list[bytes], early: bool) -> Iterator[bytes]:
    """Yield whole lines. What begins like no property belongs to the line before it."""
    held: list[bytes] = []
    soft = False
    for line in lines:
        if held and soft:
            held.append(line)
        elif held and line[:1] in (b" ", b"\t"):
            held.append(line if early else line[1:])
        elif held and line and not PROPERTY.match(line):
            held.append(b"\n" + line)
        else:
            if held:
                yield b"".join(held)
            held = [line]
        soft = line.endswith(b"=") and b"QUOTED-PRINTABLE" in held[0].upper()
        if soft:
            held[-1] = held[-1][:-1]
    if held:
        yield b"".join(held)


def _property(line: bytes, encoding: str, early: bool) -> Property | None:
    """Return what a line says; None for what is not wanted or cannot be told."""
    found = PROPERTY.match(line)
    if found is None or (name := found[1].decode("ascii", "replace").upper()) in UNWANTED:
        return None
    values = _parameters(found[2].decode("ascii", "replace"))
    marks = frozenset(word for words in values.values() for word in words)
    value = found[3]
    if marks & {"B", "BASE64"}:
        return None
    if "QUOTED-PRINTABLE" in marks:
        value = quopri.decodestring(value)
    text = _decoded(value, next(iter(values.get("CHARSET", [])), ""), encoding)
    return Property(name, marks, text, is_text=not early)


def _parameters(text: str) -> dict[str, list[str]]:
    """Return {name: values} in capitals; bare words, as version 2.1 has them, under ""."""
    found: dict[str, list[str]] = {}
    for parameter in PARAMETER.findall(text.upper()):
        name, is_named, value = parameter.partition("=")
        words = value.replace('"', "").split(",") if is_named else [name]
        name = name.strip() if is_named else ""
        found.setdefault(name, []).extend("PREF" if name == "PREF" else one for one in words)
    return found


def _decoded(value: bytes, charset: str, encoding: str) -> str:
    """Return the letters of `value`: as the line says, as UTF-8, as the file is written."""
    for name in filter(None, (charset, "utf-8")):
        with suppress(LookupError, UnicodeDecodeError):
            return value.decode(name)
    try:
        return value.decode(encoding, "replace")
    except LookupError:
        raise TableRefused(_("This encoding is not known here: %s.") % encoding) from None


def _stands_for_no_person(card: Card) -> bool:
    kinds = ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS")
    if any(card.text(name).upper() in NOT_PEOPLE for name in kinds):
        return True
    firm = _organisation(card)
    return bool(firm) and not any(_parts_of_name(card)) and card.text("FN") in ("", firm)
