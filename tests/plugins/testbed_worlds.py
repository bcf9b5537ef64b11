"""A world that many tests begin with is built once in each process; afterwards its rows are copied.

Building goes through the domain functions and costs half a second; putting the same rows back
costs a few hundredths. Each test still has its own: rows and objects are copies, and the
transaction of the test takes them away again.
"""

import datetime as dt
import pickle
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

Given = ParamSpec("Given")
Made = TypeVar("Made")
Rows = set[tuple[Any, ...]]


class NotRepeatable(Exception):
    """The world changed rows that came with the migrations; it is built each time."""


@dataclass
class Memory:
    """What a world added, and the pickled result of building it."""

    result: bytes
    added: dict[type[models.Model], list[tuple[Any, ...]]] = field(default_factory=dict)


def remembered(build: Callable[Given, Made]) -> Callable[Given, Made]:
    """Let `build` work once a day for the same arguments; then put its rows back, copy its result.

    Only in a transaction whose trail is still empty: who did something before, or commits,
    gets it built. Arguments that cannot be hashed are built each time too.
    """
    memories: dict[Any, Memory | None] = {}

    @wraps(build)
    def world(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        key = (connection.vendor, timezone.localdate(), args, tuple(sorted(kwargs.items())))
        if not _begins(key):
            return build(*args, **kwargs)
        if key not in memories:
            before = _all_rows()
            made = build(*args, **kwargs)
            memories[key] = None
            with suppress(NotRepeatable):
                memories[key] = Memory(pickle.dumps(made), dict(_added(before)))
            return made
        memory = memories[key]
        return build(*args, **kwargs) if memory is None else _again(memory)

    return world


def _begins(key: Any) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    trail = apps.get_model("ground", "Entry")
    return connection.in_atomic_block and not trail.objects.exists()


def _again(memory: Memory) -> Any:
    with connection.cursor() as cursor:
        for model, rows in memory.added.items():
            cursor.executemany(_insert(model), rows)
        if connection.vendor == "postgresql":
            for model in memory.added:
                cursor.execute(*_count_on(model))
    return pickle.loads(memory.result)


def _added(before: dict[type[models.Model], Rows]) -> Iterator[tuple[Any, list[tuple[Any, ...]]]]:
    """Yield the rows that were not there before; raises NotRepeatable when others have gone."""
    for model, rows in _all_rows().items():
        if before[model] - rows:
            raise NotRepeatable(model)
        if new := rows - before[model]:
            yield model, sorted(map(_bindable, new), key=lambda row: str(row[0]))


def _bindable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row as SQLite takes it, which gives times of the day but does not take them."""
    return tuple(str(value) if isinstance(value, dt.time) else value for value in row)


def _all_rows() -> dict[type[models.Model], Rows]:
    return {model: _rows(model) for model in _tables()}


def _rows(model: type[models.Model]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(model)} FROM {_name(model)}")
        return set(cursor.fetchall())


def _tables() -> list[type[models.Model]]:
    known = apps.get_models(include_auto_created=True)
    return [model for model in known if model._meta.managed and not model._meta.proxy]


def _insert(model: type[models.Model]) -> str:
    places = ", ".join("%s" for _column in model._meta.local_concrete_fields)
    return f"INSERT INTO {_name(model)} ({_columns(model)}) VALUES ({places})"


def _count_on(model: type[models.Model]) -> tuple[str, list[str]]:
    """Let PostgreSQL count on behind the rows put back; a key without a sequence has no next."""
    key = model._meta.pk.column
    text = f"SELECT setval(pg_get_serial_sequence(%s, %s), max({_quoted(key)})) FROM {_name(model)}"
    if model._meta.pk.get_internal_type() not in ("AutoField", "BigAutoField"):
        text = "SELECT %s, %s"
    return text, [_name(model), key]


def _columns(model: type[models.Model]) -> str:
    return ", ".join(_quoted(column.column) for column in model._meta.local_concrete_fields)


def _name(model: type[models.Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
