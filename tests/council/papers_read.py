"""The demo's papers and the originals, for tests that read them."""

import os
import re
from pathlib import Path

import pytest
from tests.house import plan

from konfluenz.council import demo
from konfluenz.council.reading import read

ORIGINALS = Path(os.environ.get("SHARED_SOURCES", plan.ROOT.parent / "shared" / "sources"))
"""Where the original papers lie: beside the checkout, or where the environment says."""

STATEMENT = (demo.HERE / demo.STATEMENT).read_text(encoding="utf-8")
INFORMATION = (demo.HERE / demo.INFORMATION).read_text(encoding="utf-8")
ORIGINAL_OF = {
    demo.STATEMENT: "AT-0045-2015-Stellungnahme.txt",
    demo.INFORMATION: "UV-0050-2024-Unterrichtung.txt",
}


def original(name):
    """Return the text of an original paper; skips where the folder is absent."""
    if not ORIGINALS.is_dir():
        pytest.skip(f"the original papers do not lie in {ORIGINALS.name}/ beside this checkout")
    return (ORIGINALS / name).read_text(encoding="utf-8")


def reading(text):
    return read(text.encode())


def messages(made):
    return [finding.message for finding in made.findings]


def sentences(made):
    return [each for part in made.parts for each in part.sentences]


def words(text):
    """Return the words of a text without its markup."""
    bare = re.sub(r"<input\b[^<>]{0,200}>|\[[xX ]?\]", " ", text.replace("**", ""), flags=re.I)
    return re.findall(r"[^\W_]+", bare)


def words_read(made):
    """Return every word that a reading holds: in head, headings, sentences."""
    said = [*made.printed]
    for part in made.parts:
        said += [part.number, part.heading, *(each.text for each in part.sentences)]
    return words(" ".join(said))
