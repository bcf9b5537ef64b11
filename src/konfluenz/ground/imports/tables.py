"""Read a table out of a file as it comes: Excel, or text of any encoding and delimiter.

Every cell becomes text. Each row keeps the number it has in the file: the line where it begins
in a text file, the row in a sheet. What is wrong with a single row stands on the row (`flaw`);
:class:`TableRefused` is for files out of which nobody can read a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konfluenz.ground import contents

MOST_ROWS = 100_000
MOST_COLUMNS = 200

FORMS = ("sheet", "text", "cards", "mail", "calendar")
"""What a file may be: a workbook, delimited text, address cards (vCard), a mailbox, a calendar."""

LISTS = frozenset({"sheet", "text"})

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old Excel file begins, and every Office file with a password."""


class TableRefused(Exception):
    """Nobody can read a table out of this file; the message says how to get one."""


@dataclass(frozen=True)
class Line:
    """One row of the file. `flaw` says what is wrong with it; "" nothing."""

    number: int
    cells: tuple[str, ...]
    flaw: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


@dataclass(frozen=True)
class Asked:
    """What a person said about the file; "" and 0 are left to the program.

    `heading` is the number of the row with the names of the columns; -1: there is none.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    heading: int = 0


@dataclass(frozen=True)
class Table:
    """What stands in the file, and how it was read.

    `form` is what the file is (`FORMS`). `heading` is the number of the row with the names of
    the columns where the form itself knows it, else None.
    """

    lines: list[Line]
    form: str = "text"
    heading: int | None = None
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)

    def line(self, number: int) -> Line | None:
        """Return the row with this number."""
        return next((line for line in self.lines if line.number == number), None)


def kind_of(data: bytes) -> str:
    """Return "sheet" or "text". Raises TableRefused for what is neither, saying what to do.

    What is one of the other `FORMS` is told apart before (`reading`).
    """
    if not data.strip():
        raise TableRefused(_("This file is empty."))
    kind = contents.recognise(data)
    if kind == XLSX:
        return "sheet"
    if data.startswith(OLE):
        raise TableRefused(
            _(
                "This is an old Excel file (.xls), or one with a password. Open it, save it as"
                " “Excel workbook (.xlsx)” without a password, and drop that file."
            )
        )
    if data.startswith(b"PK\x03\x04"):
        raise TableRefused(_zipped(kind))
    if kind not in ("text/plain", contents.UNKNOWN) or data.startswith(b"{\\rtf"):
        raise TableRefused(_NOT_A_TABLE())
    return "text"


def _zipped(kind: str) -> str:
    if kind == contents.UNKNOWN:
        return _(
            "This file is damaged or incomplete: it cannot be opened. Save or download it again,"
            " then drop it once more."
        )
    return _NOT_A_TABLE()


def _NOT_A_TABLE() -> str:  # noqa: N802
    return _("This is no table. Drop an Excel file (.xlsx) or a text file (.csv).")


def checked(lines: Sequence[Line]) -> list[Line]:
    """Return the rows in which something stands. Raises TableRefused for none or too many."""
    found = [line for line in lines if not line.empty or line.flaw]
    if not found:
        raise TableRefused(_("Nothing stands in this table."))
    refuse_too_many(len(found))
    return found


def refuse_too_many(rows: int) -> None:
    """Raise TableRefused when a file has more rows than are read at once."""
    if rows > MOST_ROWS:
        raise TableRefused(
            _("This table has more than 100,000 rows. Divide it into several files.")
        )
