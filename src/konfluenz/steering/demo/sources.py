"""How the data files of the demo write days."""

import datetime as dt


def day(text: str) -> tuple[dt.date, str]:
    """Return "2015", "2015-09" or "2015-09-14" as its first day and its precision."""
    year, *rest = (int(part) for part in text.split("-"))
    month, number = [*rest, 1, 1][:2]
    return dt.date(year, month, number), ("year", "month", "day")[len(rest)]
