"""The whole public site as files that open from any web server, below any path.

Links between pages, to styles, scripts and pictures become relative. What needs the program
(forms, filters, search, feeds) leads to the live portal at ``settings.BASE_URL``.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import normpath, relpath
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone

from konfluenz.publishing.baking import bakers, files, rendering, sites, stamps
from konfluenz.publishing.models import BakedAddress

MARK = "konfluenz-site.txt"
"""Lies in what was exported: only such a directory is replaced by the next export."""

REST_SECONDS = 0.2
SHEETS = ("stadt.css",)
_ATTRIBUTE = re.compile(r'(?P<name>\s(?:href|src|action|poster|data-[a-z-]+))="(?P<to>/[^"]*)"')
_SET = re.compile(r'(?P<name>\ssrcset)="(?P<to>[^"]*)"')
_IN_SHEET = re.compile(r"""url\(["']?(?P<to>[^"')]+)["']?\)""")


class ExportRefused(Exception):
    """The site cannot be written there; the message says what to do."""


@dataclass
class Site:
    """What is being written. `pages`: the addresses of all of them; `wanted`: other files."""

    target: Path
    pages: frozenset[str]
    wanted: set[str] = field(default_factory=set)
    written: int = 0


def export(target: Path) -> Site:
    """Write the site to `target`, which is missing, empty or an earlier export.

    What is due is baked first, and the new site takes the place of the old in the end. Raises
    ExportRefused.
    """
    _require_ours(target)
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    site = Site(fresh, frozenset(_ready()))
    for address in sorted(site.pages):
        _write_page(site, address)
    _write_files(site)
    _write_door(site)
    (fresh / MARK).write_text("Written by konfluenz export-site. Will be replaced as a whole.\n")
    if target.exists():
        shutil.rmtree(target)
    fresh.rename(target)
    return site


def _require_ours(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise ExportRefused(f"{target} is a file. Name a directory.")
    if target.exists() and any(target.iterdir()) and not (target / MARK).exists():
        raise ExportRefused(f"{target} holds other files. Name a new or an empty directory.")


def _ready() -> Iterator[str]:
    """Bake what is due, wait for what other bakers have in hand, and yield all pages."""
    stamps.begin()
    while BakedAddress.objects.filter(due_at__lte=timezone.now(), failures=0).exists():
        if not bakers.bake_due():
            time.sleep(REST_SECONDS)
    yield from BakedAddress.objects.exclude(digest="").values_list("address", flat=True)


def _write_page(site: Site, address: str) -> None:
    body = files.read(bakers.root(), address)
    if body is None:
        return
    place = site.target.joinpath(*address.split("/"))
    if files.ending(address) == files.DATA:
        _write(place, body)
    else:
        _write(place / "index.html", _relinked(site, address, body.decode()).encode())
    site.written += 1


def _relinked(site: Site, address: str, text: str) -> str:
    """Return the page with links that hold wherever it lies."""

    def one(found: re.Match[str]) -> str:
        form = found["name"].strip() == "action"
        return f'{found["name"]}="{_link(site, address, found["to"], live=form)}"'

    def several(found: re.Match[str]) -> str:
        parts = [each.strip().partition(" ") for each in found["to"].split(",")]
        said = [f"{_link(site, address, to)}{space}{size}" for to, space, size in parts]
        return f'{found["name"]}="{", ".join(said)}"'

    return _SET.sub(several, _ATTRIBUTE.sub(one, text))


def _link(site: Site, address: str, to: str, *, live: bool = False) -> str:
    parts = urlsplit(to)
    path = unquote(parts.path.removeprefix(settings.BASE_PATH))
    if not to.startswith("/") or to.startswith("//"):
        return to
    end = f"#{parts.fragment}" if parts.fragment else ""
    if path in site.pages and not parts.query and not live:
        slash = "" if files.ending(path) == files.DATA else "/"
        return f"{_from(address, path)}{slash}{end}"
    if _is_file(path) and not live:
        site.wanted.add(path)
        return _from(address, path) + end
    return settings.BASE_URL + to.removeprefix(settings.BASE_PATH)


def _from(address: str, path: str) -> str:
    return quote(relpath(path, address))


def _is_file(path: str) -> bool:
    below = (settings.STATIC_URL, settings.MEDIA_URL)
    beneath = tuple(each.removeprefix(settings.BASE_PATH) for each in below)
    return path.startswith(beneath) or path.lstrip("/") in SHEETS


def _write_files(site: Site) -> None:
    """Write what the pages show, and what their style sheets show in turn."""
    done: set[str] = set()
    while missing := site.wanted - done:
        for path in sorted(missing):
            done.add(path)
            content = _content(path)
            if content is not None:
                _write(site.target / path.lstrip("/"), content)
                site.wanted.update(_shown_by(path, content))


def _content(path: str) -> bytes | None:
    static = settings.STATIC_URL.removeprefix(settings.BASE_PATH)
    if not path.startswith(static):
        answer = rendering.render(path)
        return answer.body if answer.status == 200 else None
    name = path.removeprefix(static)
    for found in (Path(settings.STATIC_ROOT) / name, finders.find(name)):
        if found and Path(found).is_file() and ".." not in name.split("/"):
            return Path(found).read_bytes()
    return None


def _shown_by(path: str, content: bytes) -> Iterator[str]:
    if not path.endswith(".css"):
        return
    for found in _IN_SHEET.finditer(content.decode()):
        to = urlsplit(found["to"])
        if not to.scheme and to.path:
            yield unquote(normpath(os.path.join(os.path.dirname(path), to.path)))  # noqa: PTH118, PTH120, an address


def _write_door(site: Site) -> None:
    """Write the first page: it leads on to German, and names the languages for whoever waits."""
    codes = sites.the().languages()
    links = "".join(f'<li><a href="{code}/" hreflang="{code}">{code}</a></li>' for code in codes)
    first = codes[0]
    _write(
        site.target / "index.html",
        f'<!doctype html><html lang="{first}"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={first}/"><title>Konfluenz</title></head>'
        f"<body><ul>{links}</ul></body></html>\n".encode(),
    )


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
