"""A page as a file is the old one or the new one, in all encodings, whatever dies meanwhile."""

import gzip
import shutil
from pathlib import Path

import brotli
import pytest

from konfluenz.publishing.baking import files
from konfluenz.publishing.baking.files import Page

OLD = Page(b"<p>alt</p>" * 40, {"Content-Language": "de"})
NEW = Page(b"<p>neu</p>" * 40, {"Content-Language": "de"}, until=1_900_000_000)
ADDRESS = "/de/themen/arbeit/"


def seen(root: Path) -> set[bytes]:
    """Return what readers of the three encodings get; one text if all is well."""
    place = Path(files.folder(str(root), ADDRESS), files.LINK)
    plain = (place / "index.html").read_bytes()
    packed = gzip.decompress((place / "index.html.gz").read_bytes())
    return {plain, packed, brotli.decompress((place / "index.html.br").read_bytes())}


def test_all_encodings_of_a_page_say_the_same(tmp_path):
    assert files.write(tmp_path, ADDRESS, OLD) is True
    assert files.write(tmp_path, ADDRESS, OLD) is False
    assert seen(tmp_path) == {OLD.body}
    assert files.read(tmp_path, ADDRESS) == OLD.body
    files.polish(tmp_path, ADDRESS)
    assert seen(tmp_path) == {OLD.body}
    assert files.write(tmp_path, ADDRESS, NEW) is True
    assert seen(tmp_path) == {NEW.body}
    inside = sorted(each.name for each in tmp_path.joinpath(*ADDRESS.split("/")).iterdir())
    assert inside == [NEW.version, ".page"]


def test_readers_see_the_old_or_the_new_page_at_each_step(tmp_path, monkeypatch):
    files.write(tmp_path, ADDRESS, OLD)
    steps = []

    def watched(act):
        def step(*args, **kwargs):
            steps.append(seen(tmp_path))
            done = act(*args, **kwargs)
            steps.append(seen(tmp_path))
            return done

        return step

    for owner, name in [
        (files, "_put"),
        (Path, "rename"),
        (Path, "replace"),
        (Path, "symlink_to"),
        (shutil, "rmtree"),
    ]:
        monkeypatch.setattr(owner, name, watched(getattr(owner, name)))
    files.write(tmp_path, ADDRESS, NEW)
    assert len(steps) == 16
    assert all(step in ({OLD.body}, {NEW.body}) for step in steps)


@pytest.mark.parametrize("survives", range(4))
def test_a_baker_that_dies_while_writing_leaves_the_old_page(tmp_path, monkeypatch, survives):
    files.write(tmp_path, ADDRESS, OLD)
    put, written = files._put, []

    def die(file, content):
        if len(written) == survives:
            raise OSError(28, "No space left on device")
        written.append(file)
        put(file, content)

    monkeypatch.setattr(files, "_put", die)
    with pytest.raises(OSError, match="No space"):
        files.write(tmp_path, ADDRESS, NEW)
    assert seen(tmp_path) == {OLD.body}
    monkeypatch.undo()
    assert files.write(tmp_path, ADDRESS, NEW) is True
    assert seen(tmp_path) == {NEW.body}


def test_what_a_killed_baker_left_half_written_is_never_served(tmp_path):
    """Kill -9 leaves a folder of its own name; the link still leads to the old page."""
    files.write(tmp_path, ADDRESS, OLD)
    half = tmp_path.joinpath(*ADDRESS.split("/"), ".new-0123456789abcdef")
    half.mkdir()
    (half / "index.html").write_bytes(b"<p>ne")
    assert seen(tmp_path) == {OLD.body}
    assert files.write(tmp_path, ADDRESS, NEW) is True


def test_a_removed_page_leaves_nothing_but_its_neighbours(tmp_path):
    files.write(tmp_path, ADDRESS, OLD)
    files.write(tmp_path, "/de/themen/", OLD)
    assert files.remove(tmp_path, ADDRESS) is True
    assert files.remove(tmp_path, ADDRESS) is False
    assert not (tmp_path / "de/themen/arbeit").exists()
    assert files.read(tmp_path, "/de/themen/") == OLD.body
    assert files.remove(tmp_path, "/de/themen/") is True
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "de/",
        "/de",
        "//",
        "/de//arbeit/",
        "/../etc/",
        "/de/../../etc/",
        "/de/.page/",
        "/.stamp/",
        "/de/a\x00b/",
        "/de/a\nb/",
        "/de/..\\..\\etc/",
        "/" + "a" * 1000 + "/",
    ],
)
def test_no_address_leads_out_of_the_folder(tmp_path, address):
    assert files.folder(str(tmp_path), address) == ""
    with pytest.raises(ValueError, match="cannot be the address"):
        files.write(tmp_path, address, OLD)
    assert files.remove(tmp_path, address) is False


def test_other_scripts_may_stand_in_an_address(tmp_path):
    files.write(tmp_path, "/uk/теми/робота/", OLD)
    assert files.read(tmp_path, "/uk/теми/робота/") == OLD.body


def test_the_time_of_a_file_follows_from_its_text(tmp_path):
    """Nginx makes its ETag of time and length: two pages of one second and length must differ."""
    files.write(tmp_path, ADDRESS, OLD)
    place = Path(files.folder(str(tmp_path), ADDRESS), files.LINK, "index.html")
    first = int(place.stat().st_mtime)
    files.write(tmp_path, ADDRESS, NEW)
    assert (first, int(place.stat().st_mtime)) == (OLD.moment, NEW.moment)
    assert OLD.moment != NEW.moment
