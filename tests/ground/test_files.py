"""Files: what they are by content, without what they give away, and no broken row ever."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, transaction
from django.utils import timezone
from PIL import Image

from konfluenz.ground import contents, files, pictures
from konfluenz.ground.models import Consumer, Entry, StoredFile

pytestmark = pytest.mark.django_db

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def _own_storages(settings, tmp_path):
    system = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        **{
            name: {"BACKEND": system, "OPTIONS": {"location": tmp_path / name, "base_url": "/m/"}}
            for name in ("default", "private")
        },
    }


@pytest.fixture
def owner():
    return Consumer.objects.create(name="owner")


def _picture(kind="JPEG", size=(40, 20), mode="RGB", **more):
    target = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(target, kind, **more)
    return target.getvalue()


def _archive(**entries):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/"), text)
    return target.getvalue()


def _store(owner, data, name="bild.jpg", *, public=False, **more):
    return files.store(ContentFile(data, name=name), owner=owner, public=public, by=None, **more)


def _bytes(file):
    with files.open(file) as handle:
        return handle.read()


def _lying(public=False):
    return sorted(files._keys(storages["default" if public else "private"], files.ROOT))


def test_a_picture_is_kept_under_a_random_key_with_its_digest(owner):
    first, second = _store(owner, _picture()), _store(owner, _picture())
    data = _bytes(first)
    assert (first.sha256, first.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert (first.content_type, first.width, first.height) == ("image/jpeg", 40, 20)
    assert (first.name, first.key != second.key, first.sha256) == ("bild.jpg", True, second.sha256)
    assert "bild" not in first.key
    assert list(files.of(owner)) == [first, second]
    assert Entry.objects.filter(action="file.stored").count() == 2


def test_public_and_private_lie_apart(owner):
    _store(owner, _picture(), public=True)
    private = _store(owner, _picture())
    assert private.key in _lying()
    assert private.key not in _lying(public=True)


def test_a_picture_gives_nothing_away_and_stands_upright(owner):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    file = _store(owner, _picture(exif=exif, comment=b"SecretComment"))
    data = _bytes(file)
    assert b"Secret" not in data
    picture = Image.open(io.BytesIO(data))
    assert (picture.size, dict(picture.getexif()), picture.info.get("comment")) == (
        (20, 40),
        {},
        None,
    )


@pytest.mark.parametrize(
    ("kind", "mode", "stored"),
    [
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("WEBP", "RGB", "image/webp"),
        ("GIF", "P", "image/png"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
    ],
)
def test_every_kind_of_picture_is_written_anew(owner, kind, mode, stored):
    file = _store(owner, _picture(kind, mode=mode), name="x.exe")
    assert (file.content_type, contents.recognise(_bytes(file))) == (stored, stored)


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (b"", files.IMAGES),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", files.IMAGES),
        (b"<?xml version='1.0'?><svg/>", files.DOCUMENTS | files.IMAGES),
        (b"<html><script>alert(1)</script>", files.DOCUMENTS),
        (b"MZ\x90\x00 program", files.DOCUMENTS | files.IMAGES),
        (b"%PDF-1.7 text", files.IMAGES),
        (b"\xff\xd8\xff not a picture", files.IMAGES),
        (_picture()[:200], files.IMAGES),
        (_picture("BMP"), files.IMAGES),
        (_archive(x="1"), files.DOCUMENTS),
        (_archive(mimetype="application/java"), files.DOCUMENTS),
        (b"PK\x03\x04 broken", files.DOCUMENTS),
        (b"bin\x00ary", files.DOCUMENTS),
    ],
)
def test_the_content_decides_not_the_name(owner, data, kinds):
    with pytest.raises(files.FileRefused) as refusal:
        _store(owner, data, name="harmlos.jpg", kinds=kinds)
    assert str(refusal.value).endswith(".")
    assert (StoredFile.objects.count(), _lying()) == (0, [])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 text", "application/pdf"),
        ("Grüße\n".encode(), "text/plain"),
        (_archive(mimetype=ODT), ODT),
        (_archive(word__document_xml="x").replace(b"document_xml", b"document.xml"), DOCX),
    ],
)
def test_documents_are_kept_as_they_came(owner, data, kind):
    file = _store(owner, data, name="C:\\Ablage\\plan.bin", kinds=files.DOCUMENTS)
    assert (file.content_type, _bytes(file), file.name) == (kind, data, "plan.bin")


def test_size_pixels_and_archives_have_limits(owner, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    with pytest.raises(files.FileRefused):
        _store(owner, _picture())
    monkeypatch.undo()
    monkeypatch.setattr(pictures, "MAX_PIXELS", 40 * 20 - 1)
    with pytest.raises(files.FileRefused):
        _store(owner, _picture())
    monkeypatch.setattr(contents, "MAX_UNPACKED", 10)
    with pytest.raises(files.FileRefused):
        _store(owner, _archive(mimetype=ODT), kinds=files.DOCUMENTS)


def test_a_small_file_that_claims_a_billion_pixels_is_refused_unopened(owner):
    data = bytearray(_picture("PNG"))
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(files.FileRefused):
        _store(owner, bytes(data))


def test_a_crash_before_the_row_leaves_bytes_that_are_swept_a_day_later(owner, monkeypatch):
    kept = _store(owner, _picture())
    with monkeypatch.context() as patch:
        patch.setattr(files.audit, "record", _crash)
        with pytest.raises(DatabaseError), transaction.atomic():
            _store(owner, _picture())
    assert (StoredFile.objects.count(), len(_lying()), files.sweep()) == (1, 2, 0)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert files.sweep() == 1
    assert _lying() == [kept.key]


def _crash(*args, **more):
    raise DatabaseError


def test_erasing_takes_row_and_bytes_and_leaves_the_twin(owner, django_capture_on_commit_callbacks):
    gone, twin = _store(owner, _picture()), _store(owner, _picture())
    with django_capture_on_commit_callbacks(execute=True):
        files.erase(gone, by=None)
    assert (list(files.of(owner)), _lying()) == ([twin], [twin.key])
    assert Entry.objects.latest("pk").action == "file.erased"


def test_an_erasure_that_is_rolled_back_keeps_the_bytes(owner):
    file = _store(owner, _picture())
    with pytest.raises(DatabaseError), transaction.atomic():
        files.erase(file, by=None)
        raise DatabaseError
    assert _bytes(file)


def test_the_sweep_looks_nowhere_else():
    storages["default"].save("pictures/other.txt", ContentFile(b"x"))
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        files.sweep()
    assert storages["default"].exists("pictures/other.txt")
