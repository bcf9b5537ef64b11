"""The way out ("Alles wieder heraus"): all that the city has written, as one XLSX.

Rows go from the database into the file in pieces. A cell holds text, a number or a day and
never a formula. What Excel cannot hold goes on: a kind with too many rows in a further sheet,
a text that is too long, whole, in the sheet for long texts.
"""

import datetime as dt
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from konfluenz.directory import municipality
from konfluenz.ground import audit, files, runs
from konfluenz.ground.models import Run, StoredFile
from konfluenz.ground.runs import Progress
from konfluenz.office import exports
from konfluenz.office.setup import takeout_sheets
from konfluenz.people.models import Account

KIND = "takeout"
CHUNK = 1_000
MOST_ROWS = 1_048_576
"""Rows of a sheet, its heading among them (Excel's limit)."""

MOST_LETTERS = 32_000
"""Letters of a cell; Excel stops at 32,767."""

FIRST_DAY = dt.date(1900, 3, 1)
"""Days before it are written as text: Excel counts them wrongly or not at all."""

KEPT = dt.timedelta(days=1)
"""So long the file lies here once it is made."""

PLAIN = (str, bool, int, float, Decimal, dt.time)
"""What goes into a cell as it is."""

Tell = Callable[[int, int], None]


@dataclass
class _Book:
    """The file that is being written."""

    tell: Tell
    total: int
    done: int = 0
    book: Workbook = field(default_factory=lambda: Workbook(write_only=True))

    def __post_init__(self) -> None:
        self.contents = self.sheet(_("Contents"), [_("Sheet"), _("Rows"), _("Remark")])
        self.long: Any = None

    def sheet(self, title: str, headings: list[str]) -> Any:
        """Begin a sheet."""
        made = self.book.create_sheet(_sheet_name(title, self.book.sheetnames))
        made.append([exports.cell(made, text) for text in headings])
        made.freeze_panes = "A2"
        return made

    def cut(self, text: str, where: tuple[str, Any, str]) -> str:
        """Return what a cell holds of a text; all of it goes to the sheet for long texts."""
        if self.long is None:
            headings = [_("Sheet"), "Nr.", _("Column"), _("Part"), _("Text")]
            self.long = self.sheet(_("Long texts"), headings)
        starts = range(0, len(text), MOST_LETTERS)
        for part, start in enumerate(starts, start=1):
            row = [*where, part, text[start : start + MOST_LETTERS]]
            self.long.append([exports.cell(self.long, value) for value in row])
        return text[:MOST_LETTERS] + " […]"


@transaction.atomic
def note(by: Account) -> None:
    """Write into the trail that `by` takes everything out, before the first byte leaves."""
    audit.record("municipality.taken_out", about=municipality.current(), by=by)


def start(by: Account) -> Run:
    """Let the worker make the file."""
    return runs.start(KIND, {}, by=by, title=_("Take everything out"), purpose="takeout")


def count() -> int:
    """Return how many rows the file will have."""
    return sum(takeout_sheets.rows(model).count() for model in takeout_sheets.chosen())


def make(tell: Tell = lambda _done, _total: None) -> IO[bytes]:
    """Return the whole file, open at its beginning; `tell` hears how many rows are written."""
    book = _Book(tell, count())
    for model in takeout_sheets.chosen():
        _write(book, model)
    for model in takeout_sheets.kinds():
        if reason := takeout_sheets.LEFT_OUT.get(model._meta.label_lower):
            _index(book, str(model._meta.verbose_name), None, _("not in this file: %s") % reason)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    book.book.save(file)
    file.seek(0)
    return file


def run(run: Run, progress: Progress) -> dict[str, Any]:
    """Make the file in the worker and keep it, for a day, as a private file of the run."""
    for old in files.of(run):  # of an attempt that was broken off
        files.erase(old, by=None)
    with make(progress) as made:
        files.put(File(made), owner=run, name=filename(), content_type=exports.XLSX, by=None)
    return {}


def file_of(run: Run) -> StoredFile | None:
    """Return the file of a run; None when it is erased already, or not there yet."""
    return files.of(run).last()


def sweep() -> int:
    """Erase the files that were made more than a day ago; return how many."""
    old = Run.objects.filter(kind=KIND, ended_at__lte=timezone.now() - KEPT)
    found = [file for run in old for file in files.of(run)]
    for file in found:
        files.erase(file, by=None)
    return len(found)


def filename() -> str:
    """Return what the file is called on the disk of whoever takes it."""
    return f"konfluenz-alles-{timezone.localdate():%Y-%m-%d}.xlsx"


def _write(book: _Book, model: type[models.Model]) -> None:
    """Write all records of one kind."""
    title, rows = takeout_sheets.title(model), 0
    columns, many = takeout_sheets.columns(model), takeout_sheets.many(model)
    headings = [*(column.heading for column in columns), *(column.heading for column in many)]
    sheet = book.sheet(title, headings)
    for row in _rows(model, columns, many):
        rows += 1
        if rows % (MOST_ROWS - 1) == 0:
            sheet = book.sheet(title, headings)
        cells = (_value(value) for value in row)
        pairs = zip(headings, cells, strict=True)
        fit = [_fitting(book, value, (title, row[0], heading)) for heading, value in pairs]
        sheet.append([exports.cell(sheet, value) for value in fit])
        book.done += 1
        if book.done % CHUNK == 0:
            book.tell(book.done, book.total)
    _index(book, title, rows, "")


def _rows(
    model: type[models.Model],
    columns: list[takeout_sheets.Column],
    many: list[takeout_sheets.Many],
) -> Iterator[list[Any]]:
    """Yield the records piece by piece, with a few queries for each piece."""
    lookups = [column.lookup for column in columns]
    found = takeout_sheets.rows(model).values_list("pk", *lookups).iterator(chunk_size=CHUNK)
    while piece := list(islice(found, CHUNK)):
        named = [_named(one, [key for key, *_rest in piece]) for one in many]
        for key, *values in piece:
            said = [
                column.words.get(value, value) if column.words else value
                for column, value in zip(columns, values, strict=True)
            ]
            yield [*said, *("; ".join(names[key]) for names in named)]


def _named(one: takeout_sheets.Many, keys: list[Any]) -> dict[Any, list[str]]:
    """Return the names of the records that those with `keys` point at."""
    through: Any = one.field.remote_field.through
    source, target = one.field.m2m_field_name(), one.field.m2m_reverse_field_name()
    pairs = through._default_manager.filter(**{f"{source}__in": keys}).order_by("pk")
    found: dict[Any, list[str]] = defaultdict(list)
    for key, name in pairs.values_list(f"{source}_id", f"{target}__{one.name}"):
        found[key].append(str(name))
    return found


def _index(book: _Book, title: str, rows: int | None, remark: str) -> None:
    row = [title, rows, remark]
    book.contents.append([exports.cell(book.contents, value) for value in row])


def _value(value: Any) -> Any:
    """Return a stored value as a cell holds it."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, dt.date):
        return value if value >= FIRST_DAY else value.isoformat()
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value if value is None or isinstance(value, PLAIN) else str(value)


def _fitting(book: _Book, value: Any, where: tuple[str, Any, str]) -> Any:
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
    return text if len(text) <= MOST_LETTERS else book.cut(text, where)


def _sheet_name(title: str, taken: list[str]) -> str:
    """Return `title` as Excel allows it: 31 letters, none that it forbids, each once."""
    plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in title)[:31].strip()
    number, name = 1, plain
    while name.casefold() in {one.casefold() for one in taken}:
        number += 1
        name = f"{plain[:26]} ({number})"
    return name
