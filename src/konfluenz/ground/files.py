"""Files that belong to a record: bytes in a storage under a random key, a row that knows them.

The bytes are written first, the row after: a crash between the two leaves bytes without a
row, which `sweep` deletes a day later, never a row without bytes. In the same way a file is
erased row first.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, contents, pictures, references
from konfluenz.ground.models import StoredFile

MAX_BYTES = 25 * 1024 * 1024
ROOT = "stored"
"""The folder of both storages that is ours alone; `sweep` looks nowhere else."""

ORPHAN_AFTER = timedelta(days=1)

IMAGES = frozenset(contents.PICTURE_TYPES)
PDF = frozenset({"application/pdf"})
DOCUMENTS = contents.DOCUMENT_TYPES

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
}


class FileRefused(Exception):
    """A file cannot be taken; the text tells a person why."""


@dataclass(frozen=True)
class Held:
    """Raw input whose bytes lie in the private storage and belong to no record yet."""

    key: str
    name: str
    data: bytes
    sha256: str


@dataclass(frozen=True)
class Checked:
    """Bytes that may be stored, with what is known about them."""

    data: bytes
    content_type: str
    width: int | None = None
    height: int | None = None


def store(
    upload: File,
    *,
    owner: models.Model,
    public: bool,
    by: models.Model | None,
    kinds: frozenset[str] = IMAGES,
) -> StoredFile:
    """Keep `upload` for `owner` and return its row; pictures are written anew without metadata.

    `kinds` are the content types allowed. Raises FileRefused for a file that is empty, too
    large, damaged or of another kind, whatever its name says. Call it outside a transaction:
    writing the bytes takes its time.
    """
    checked = check(upload, kinds)
    storage = _storage(public)
    token = secrets.token_hex(16)
    name = f"{ROOT}/{token[:2]}/{token}{SUFFIXES.get(checked.content_type, '')}"
    key = storage.save(name, ContentFile(checked.data))
    _flush(storage, key)
    return _note(key, checked, name=upload.name or "", owner=owner, public=public, by=by)


def hold(upload: File) -> Held:
    """Put raw input of any kind into the private storage, exactly as it came.

    The first of two steps, so that nothing reads it before it is safe: `keep` gives it to a
    record; what nobody keeps, `sweep` deletes a day later. Raises FileRefused for a file that
    is empty or too large. Call it outside a transaction.
    """
    _refuse_size(upload)
    upload.seek(0)
    data = upload.read()
    storage = _storage(public=False)
    token = secrets.token_hex(16)
    key = storage.save(f"{ROOT}/{token[:2]}/{token}", ContentFile(data))
    _flush(storage, key)
    return Held(key, upload.name or "", data, hashlib.sha256(data).hexdigest())


def keep(held: Held, *, owner: models.Model, by: models.Model | None) -> StoredFile:
    """Give what `hold` put away to `owner` and return its row."""
    checked = Checked(held.data, contents.recognise(held.data))
    return _note(held.key, checked, name=held.name, owner=owner, public=False, by=by)


def put(
    made: File, *, owner: models.Model, name: str, content_type: str, by: models.Model | None
) -> StoredFile:
    """Keep what the program itself has made, as large as it may be; private, piece by piece.

    Call it outside a transaction.
    """
    storage, token = _storage(public=False), secrets.token_hex(16)
    made.seek(0)
    digest = hashlib.sha256()
    for chunk in made.chunks():
        digest.update(chunk)
    size = made.tell()
    made.seek(0)
    key = storage.save(f"{ROOT}/{token[:2]}/{token}", made)
    _flush(storage, key)
    return _row(
        owner,
        by,
        key=key,
        name=name,
        sha256=digest.hexdigest(),
        size=size,
        content_type=content_type,
        public=False,
    )


def let_go(held: Held) -> None:
    """Delete the bytes that `hold` put away and nobody kept."""
    _storage(public=False).delete(held.key)


def check(upload: File, kinds: frozenset[str]) -> Checked:
    """Return what may be stored of `upload`; raises FileRefused."""
    _refuse_size(upload)
    upload.seek(0)
    data = upload.read()
    kind = contents.recognise(data)
    if kind not in kinds:
        raise FileRefused(_("This kind of file cannot be taken here."))
    if kind not in IMAGES:
        return Checked(data, kind)
    try:
        picture = pictures.write_anew(data, kind)
    except pictures.PictureRefused as refusal:
        raise FileRefused(str(refusal)) from None
    return Checked(picture.data, picture.content_type, picture.width, picture.height)


def open(file: StoredFile) -> File:  # noqa: A001 - read as files.open
    """Return the bytes of `file`, open for reading; raises FileNotFoundError."""
    return _storage(file.public).open(file.key)


def of(owner: models.Model) -> models.QuerySet[StoredFile]:
    """Return the files of `owner`, oldest first."""
    label, record_id = references.to(owner)
    return StoredFile.objects.filter(owner_label=label, owner_id=record_id).order_by("pk")


@transaction.atomic
def erase(file: StoredFile, *, by: models.Model | None) -> None:
    """Delete the row, and the bytes once the transaction stands."""
    owner = references.resolve(file.owner)
    audit.record("file.erased", about=file, by=by, also=[owner] if owner else [])
    StoredFile.objects.filter(pk=file.pk).delete()
    storage, key = _storage(file.public), file.key
    transaction.on_commit(lambda: storage.delete(key), robust=True)


def sweep() -> int:
    """Delete the bytes that have belonged to no row for a day; return how many files."""
    return sum(_sweep(_storage(public)) for public in (True, False))


def _refuse_size(upload: File) -> None:
    if not upload.size:
        raise FileRefused(_("This file is empty."))
    if upload.size > MAX_BYTES:
        raise FileRefused(_("This file is larger than %d MB.") % (MAX_BYTES // 1024**2))


def _note(
    key: str,
    checked: Checked,
    *,
    name: str,
    owner: models.Model,
    public: bool,
    by: models.Model | None,
) -> StoredFile:
    return _row(
        owner,
        by,
        key=key,
        sha256=hashlib.sha256(checked.data).hexdigest(),
        size=len(checked.data),
        content_type=checked.content_type,
        width=checked.width,
        height=checked.height,
        name=PurePath(name.replace("\\", "/")).name[:200],
        public=public,
    )


@transaction.atomic
def _row(owner: models.Model, by: models.Model | None, **values: Any) -> StoredFile:
    label, record_id = references.to(owner)
    file = StoredFile.objects.create(owner_label=label, owner_id=record_id, **values)
    audit.record("file.stored", about=file, by=by, also=[owner])
    return file


def _sweep(storage: Storage) -> int:
    before = timezone.now() - ORPHAN_AFTER
    old = [key for key in _keys(storage, ROOT) if storage.get_modified_time(key) < before]
    kept = {
        key
        for start in range(0, len(old), 500)
        for key in StoredFile.objects.filter(key__in=old[start : start + 500]).values_list(
            "key", flat=True
        )
    }
    orphans = [key for key in old if key not in kept]
    for key in orphans:
        storage.delete(key)
    return len(orphans)


def _keys(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
    for inner in folders:
        yield from _keys(storage, f"{folder}/{inner}")


def _storage(public: bool) -> Storage:
    return storages["default" if public else "private"]


def _flush(storage: Storage, key: str) -> None:
    """See to it that the bytes are on the disk before the row says they are."""
    with suppress(NotImplementedError):  # A storage that is no file system has its own promise.
        handle = os.open(storage.path(key), os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
