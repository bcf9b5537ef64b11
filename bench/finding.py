"""The portal's search over generated records in three languages: p95 against 30 ms.

Usage: ``./konfluenz bench finding [DOCUMENTS] [QUERIES]``. A document is a record in one
language; there are three of each, one of them German. Words follow Zipf's law from a generated
vocabulary, German ones with compounds. Queries are of one to three words: as they stand, begun,
with a slip, and compounds that stand nowhere; as many were asked before, as of a server that is
up for a while. It works in a home of its own; with KONFLUENZ_DATABASE_URL set it fills that
database, which must be empty, and vacuums it as PostgreSQL does by itself some minutes later.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from stage import homes

LIMIT_MS = 30
LOCALES = ("de", "en", "uk")
VOCABULARY = 12_000
WORDS = 90
SMALL = 50
SYLLABLES = {
    "de": "ab be der er fen ge hal ing kra lich mel nung ober pfle ren schul ter um ver wohn zei",
    "en": "al ber con den est for ger hap ing ject ly ment ness over pre ret stan tion und ver",
    "uk": "ба ве го ді же за ки лі мо на ор пра ро ста тер уч фе хо час ши",
}


def main() -> None:
    """Fill, ask, print."""
    given = [int(word) for word in sys.argv[1:]]
    documents, asked = (given + [45_000, 400][len(given) :])[:2]
    with tempfile.TemporaryDirectory() as home:
        homes.prepare(Path(home))
        chance = random.Random(2015)
        words = {locale: _vocabulary(locale, chance) for locale in LOCALES}
        took = _fill(documents // len(LOCALES), words, chance)
        print(f"{documents} documents indexed in {took:.0f} s")
        _warm_up(asked, words)
        _ask(asked, words, chance)


def _vocabulary(locale: str, chance: random.Random) -> list[str]:
    syllables = SYLLABLES[locale].split()
    plain = {
        "".join(chance.choices(syllables, k=chance.choice((2, 3, 3, 4)))) for _ in range(VOCABULARY)
    }
    found = sorted(plain)
    chance.shuffle(found)
    if locale == "de":
        found[::3] = [one + chance.choice(found[:500]) for one in found[::3]]
    return found


def _text(words: list[str], count: int, chance: random.Random) -> str:
    """Return so many words, the n-th of the vocabulary n times rarer than the first."""
    places = (int(len(words) ** chance.random()) - 1 for _ in range(count))
    return " ".join(words[place] for place in places)


def _fill(records: int, words: dict[str, list[str]], chance: random.Random) -> float:
    """Index made-up topics, which are the plainest of records; return the seconds."""
    from django.db import connection

    from konfluenz.directory.models import Topic
    from konfluenz.publishing.finding import indexing, vocabulary
    from konfluenz.publishing.finding.contents import Document, Said
    from konfluenz.publishing.models import FindingKind

    begin = time.perf_counter()
    Topic.objects.bulk_create(
        (Topic(slug=f"topic-{number}", name=f"Topic {number}") for number in range(records)),
        batch_size=1000,
    )
    keys = Topic.objects.filter(slug__startswith="topic-").values_list("pk", flat=True)
    for some in vocabulary.portions(keys, 500):
        indexing.write(
            [
                Document(
                    FindingKind.TOPIC,
                    key,
                    None,
                    {
                        locale: Said(
                            _text(words[locale], 4, chance),
                            _text(words[locale], 15, chance),
                            "",
                            _text(words[locale], WORDS, chance),
                        )
                        for locale in LOCALES
                    },
                )
                for key in some
            ]
        )
    vocabulary.take_apart()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return time.perf_counter() - begin


def _warm_up(count: int, words: dict[str, list[str]]) -> None:
    """Search for other words than will be asked for."""
    from konfluenz.publishing.finding import results

    chance = random.Random(2007)
    for number in range(count):
        locale = chance.choice(LOCALES)
        results.find((_plain, _begun, _slipped)[number % 3](words[locale], chance), locale)


def _ask(count: int, words: dict[str, list[str]], chance: random.Random) -> None:
    from django.db import connection

    from konfluenz.publishing.finding import results

    ways = {"as it stands": _plain, "begun": _begun, "with a slip": _slipped, "compound": _joined}
    every: list[float] = []
    print(f"{connection.vendor}; processor time is that of this process alone")
    print(f"{'':14} {'median':>8} {'p95':>8} {'p95 cpu':>8}  ms")
    for name, way in ways.items():
        walls, cpus = [], []
        for _ in range(count // len(ways)):
            locale = chance.choice(LOCALES)
            query = way(words[locale if way is not _joined else "de"], chance)
            began, cpu = time.perf_counter(), time.process_time()
            results.find(query, locale)
            walls.append((time.perf_counter() - began) * 1000)
            cpus.append((time.process_time() - cpu) * 1000)
        every += walls
        print(f"{name:14} {_at(walls, 0.5):8.1f} {_at(walls, 0.95):8.1f} {_at(cpus, 0.95):8.1f}")
    p95 = _at(every, 0.95)
    print(f"{'all':14} {_at(every, 0.5):8.1f} {p95:8.1f}")
    print(f"p95 / {LIMIT_MS} ms = {p95 / LIMIT_MS:.2f}; load {os.getloadavg()[0]:.1f}")


def _some(words: list[str], chance: random.Random) -> list[str]:
    """Return one to three words, none of the fifty that stand everywhere, as "the" does."""
    words = words[SMALL:]
    return [
        words[int(len(words) ** chance.random()) - 1] for _ in range(chance.choice((1, 1, 2, 3)))
    ]


def _plain(words: list[str], chance: random.Random) -> str:
    return " ".join(_some(words, chance))


def _begun(words: list[str], chance: random.Random) -> str:
    *before, last = _some(words, chance)
    return " ".join([*before, last[: max(4, len(last) - 3)]])


def _slipped(words: list[str], chance: random.Random) -> str:
    *before, last = _some(words, chance)
    place = chance.randrange(1, len(last) - 1)
    return " ".join([*before, last[:place] + last[place + 1 :]])


def _joined(words: list[str], chance: random.Random) -> str:
    return chance.choice(words[1:900]) + "s" + chance.choice(words[1:900])


def _at(values: list[Any], share: float) -> float:
    ordered = sorted(values)
    return float(ordered[min(int(len(ordered) * share), len(ordered) - 1)])


if __name__ == "__main__":
    main()
