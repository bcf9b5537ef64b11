"""The week as bits: bit 0 is Monday 0:00 to 0:30, bit 335 Sunday 23:30 to 24:00.

Six 64-bit words hold the 336 half hours. They are times on the clock of the city's wall, the
same in summer and in winter. After Sunday comes Monday: a week is a ring.
"""

from collections.abc import Iterable

import numpy as np

from konfluenz.planning.problem import Bits, Flags, Integers

DAYS, HALVES = 7, 48
WEEK = DAYS * HALVES
WORDS = 6
LONGEST = HALVES
"""So many half hours in a row are looked for; a visit that takes longer counts as one day."""

_SPARE = WORDS * 64 - WEEK


def bits(spans: Iterable[tuple[int, int, int]], *, outward: bool = False) -> Bits:
    """Return the half hours of `spans`: weekday (Monday is 0), first minute, last minute.

    A span that ends past 1440 runs on into the next day. Half hours begun do not count, for
    when somebody can; with `outward` they do, for what takes somebody's time.
    """
    found = np.zeros(WEEK, np.uint8)
    for day, begin, end in spans:
        first = begin // 30 if outward else -(-begin // 30)
        last = -(-end // 30) if outward else end // 30
        found[(day * HALVES + np.arange(first, last)) % WEEK] = 1
    return _packed(found)


def weeks(count: int, row: Integers, first: Integers, last: Integers) -> Bits:
    """Return `count` weeks at once: span i is in week ``row[i]``, in minutes since Monday 0:00.

    As in :func:`bits`, half hours begun do not count; no span runs over Sunday night.
    """
    edges = np.zeros((count, WORDS * 64 + 1), np.int16)
    first, last = -(-first // 30), last // 30
    whole = first < last
    np.add.at(edges, (row[whole], first[whole]), 1)
    np.add.at(edges, (row[whole], last[whole]), -1)
    can = np.cumsum(edges[:, :-1], axis=1) > 0
    return np.packbits(can, axis=1, bitorder="little").view("<u8").astype(np.uint64)


def days(week: Bits) -> list[int]:
    """Return the weekdays on which there is any time."""
    return np.flatnonzero(_unpacked(week).reshape(DAYS, HALVES).any(axis=1)).tolist()


def moved(week: Bits, day: int, to: int) -> Bits:
    """Return the week with the hours of weekday `day` on weekday `to` instead."""
    table = _unpacked(week).reshape(DAYS, HALVES).copy()
    table[to] |= table[day]
    table[day] = 0
    return _packed(table.ravel())


def shortened(weeks: Bits) -> Bits:
    """Return the weeks with the last half hour of every run taken away."""
    return weeks & _later(_ring(weeks), 1)


def has_run(weeks: Bits, length: Integers) -> Flags:
    """Return for each row whether it has `length` half hours in a row, over Sunday night too."""
    ring = _ring(weeks)
    found = np.ones(len(weeks), dtype=bool)
    for each in np.unique(length[length > 0]):
        rows = np.flatnonzero(length == each)
        found[rows] = _runs(ring[rows], min(int(each), LONGEST)).any(axis=1)
    return found


def _ring(weeks: Bits) -> Bits:
    """Return the weeks with Monday once more behind Sunday."""
    ring = weeks.copy()
    ring[:, -1] |= weeks[:, 0] << np.uint64(64 - _SPARE)
    return ring


def _runs(weeks: Bits, length: int) -> Bits:
    """Return the bits at which a run of `length` begins, by doubling what is known."""
    known = 1
    while known < length:
        step = min(known, length - known)
        weeks = weeks & _later(weeks, step)
        known += step
    return weeks


def _later(weeks: Bits, step: int) -> Bits:
    """Return the weeks `step` bits earlier, 1 to 63: each bit tells of the one `step` later."""
    found = weeks >> np.uint64(step)
    found[:, :-1] |= weeks[:, 1:] << np.uint64(64 - step)
    return found


def _unpacked(week: Bits) -> np.typing.NDArray[np.uint8]:
    return np.unpackbits(week.astype("<u8").view(np.uint8), bitorder="little")[:WEEK]


def _packed(found: np.typing.NDArray[np.uint8]) -> Bits:
    padded = np.concatenate([found, np.zeros(_SPARE, np.uint8)])
    return np.packbits(padded, bitorder="little").view("<u8").astype(np.uint64)
