"""Reads the data files of the demo."""

import csv
import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def table(name: str) -> dict[str, Any]:
    """Return the content of a TOML file."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a head line."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def day(text: str) -> tuple[dt.date, str]:
    """Return "2015", "2015-09" or "2015-09-14" as its first day and its precision."""
    year, *rest = (int(part) for part in text.split("-"))
    month, number = [*rest, 1, 1][:2]
    return dt.date(year, month, number), ("year", "month", "day")[len(rest)]
