"""Pages as files: one folder for each address, in it whole versions, one of which counts.

::

    baked/de/themen/arbeit/.page -> .4f2a91c07d3be856-0
    baked/de/themen/arbeit/.4f2a91c07d3be856-0/index.html, .html.gz, .html.br, headers.json

A version is written beside the present one and takes its place by one rename of the link: at
any moment each reader gets the old page or the new, in all encodings, never half. Its name says
the digest of the text and the moment until which the page is true (seconds since 1970, 0 for
ever). A page with headers of its own is called ``own.html``, so that a web server that sends
one set of headers for all leaves it to the program.

An address that ends in ".json" is a file for programs: it lies in a folder of that name as
``index.json``, so that nothing takes it for a page.

No Django in here: the shim before it reads the same files.
"""

import gzip
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import brotli

LINK = ".page"
PLAIN, OWN, HEADERS = "index", "own", "headers.json"
PAGE, DATA = ".html", ".json"
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""What readers accept → the ending of the file, the smallest first."""

QUICK, SMALLEST = 5, 11
"""Brotli's quality: 1 ms a page, and 60 ms."""

LARGE = 200_000
"""Bytes; brotli packs them in half a second as small as can be."""

LONGEST = 1000
_ADDRESS = re.compile(r"(?:/[^/.\\\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]*)+(?:(?<!\.json)/|(?<=\.json))")
_VERSION = re.compile(r"\.[0-9a-f]{16}-[0-9]+")


@dataclass(frozen=True)
class Page:
    """What is written: the HTML or data, its headers, and whether those are its own."""

    body: bytes
    headers: Mapping[str, str]
    own_headers: bool = False
    until: int = 0

    @property
    def digest(self) -> str:
        """Tell one text with its headers from another."""
        said = json.dumps(dict(self.headers), sort_keys=True).encode()
        return hashlib.sha256(said + b"\0" + self.body).hexdigest()[:16]

    @property
    def moment(self) -> int:
        """The time of its files: made from the digest, because nginx makes its ETag from it."""
        return 1_000_000_000 + int(self.digest[:7], 16)

    @property
    def version(self) -> str:
        """The name of its folder."""
        return f".{self.digest}-{self.until}"


def folder(root: str, address: str) -> str:
    """Return the folder of `address`, "/de/themen/" or "/de/alle.json"; "" when it can have none.

    No part may begin with a dot or hold a backslash or a control sign: nothing leads out.
    """
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address):
        return ""
    return root + address


def ending(address: str) -> str:
    """Return the ending of the file at `address`; of the folder of one, as well."""
    return DATA if address.endswith(DATA) else PAGE


def write(root: Path, address: str, page: Page) -> bool:
    """Put `page` in its place, in all encodings at once; False: it lies there already.

    Raises OSError when the disk does not take it, and then the old one still counts.
    """
    there = Path(folder(str(root), address) or _refuse(address))
    if present(there) == page.version:
        return False
    there.mkdir(parents=True, exist_ok=True)
    if not (there / page.version).is_dir():
        _write_version(there, page, ending(address))
    _point(there, page.version)
    _drop_others(there, page.version)
    return True


def remove(root: Path, address: str) -> bool:
    """Take the page away; whether there was one."""
    place = folder(str(root), address)
    there = Path(place)
    if not place or not there.is_dir():
        return False
    found = present(there) != ""
    (there / LINK).unlink(missing_ok=True)
    _drop_others(there, "")
    _prune(there, root)
    return found


def present(there: Path) -> str:
    """Return the name of the version that counts in a folder, "" for none."""
    try:
        return str((there / LINK).readlink())
    except OSError:
        return ""


def read(root: Path, address: str) -> bytes | None:
    """Return the HTML or data at `address`, None where none lies ready."""
    place = folder(str(root), address)
    for name in (PLAIN, OWN):
        with suppress(OSError):
            there = Path(place) / LINK / f"{name}{ending(address)}"
            return there.read_bytes() if place else None
    return None


def polish(root: Path, address: str) -> None:
    """Compress the page again, as small as can be. One that went meanwhile is left.

    So is a large file: it would keep the baker from what is due.
    """
    with suppress(FileNotFoundError):
        there = Path(folder(str(root), address), LINK).resolve(strict=True)
        plain, own = (f"{name}{ending(address)}" for name in (PLAIN, OWN))
        name = own if (there / own).exists() else plain
        body = (there / name).read_bytes()
        if len(body) > LARGE:
            return
        small = brotli.compress(body, quality=SMALLEST)
        fresh = there / f"{secrets.token_hex(8)}.new"
        _put(fresh, small)
        fresh.replace(there / f"{name}.br")


def _write_version(there: Path, page: Page, ending: str) -> None:
    fresh = there / f".new-{secrets.token_hex(8)}"
    fresh.mkdir(mode=0o755)
    try:
        name = f"{OWN if page.own_headers else PLAIN}{ending}"
        _put(fresh / f"{name}.br", brotli.compress(page.body, quality=QUICK))
        _put(fresh / f"{name}.gz", gzip.compress(page.body, 6, mtime=0))
        _put(fresh / HEADERS, json.dumps(dict(page.headers)).encode())
        _put(fresh / name, page.body)
        for file in fresh.iterdir():
            os.utime(file, (page.moment, page.moment))
        fresh.rename(there / page.version)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _point(there: Path, version: str) -> None:
    fresh = there / f".new-{secrets.token_hex(8)}"
    fresh.symlink_to(version)
    fresh.replace(there / LINK)


def _drop_others(there: Path, version: str) -> None:
    """Take away the versions that do not count; what another baker is writing stays."""
    for other in os.scandir(there):
        if _VERSION.fullmatch(other.name) and other.name != version:
            shutil.rmtree(other.path, ignore_errors=True)


def _prune(there: Path, root: Path) -> None:
    """Take away the folder, and those above it, while they are empty."""
    with suppress(OSError):
        while there != root:
            there.rmdir()
            there = there.parent


def _put(file: Path, content: bytes) -> None:
    with file.open("xb") as handle:
        handle.write(content)


def _refuse(address: str) -> str:
    raise ValueError(f"{address} cannot be the address of a file.")
