"""What the list of services is narrowed to: all of it stands in the address."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from konfluenz.directory.models import District, Place, Service, Topic
from konfluenz.ground import search
from konfluenz.people import languages
from konfluenz.portal import collation, words
from konfluenz.portal.joining.filters import Option
from konfluenz.portal.joining.words import district_address

YES = "ja"
OPEN = "offen"
LONGEST = 80


@dataclass(frozen=True)
class Narrowed:
    """What somebody looks for; empty is everything. `places` are public ids."""

    words: str = ""
    topic: Topic | None = None
    district: District | None = None
    language: str = ""
    open_now: bool = False
    free: bool = False
    step_free: bool = False
    places: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many filters are set."""
        return sum(1 for value in vars(self).values() if value)

    @property
    def query(self) -> str:
        """The filters as they stand in an address."""
        parts = {
            "q": self.words,
            "thema": words.address(self.topic) if self.topic else "",
            "stadtteil": district_address(self.district) if self.district else "",
            "sprache": self.language,
            "jetzt": OPEN if self.open_now else "",
            "kostenlos": YES if self.free else "",
            "stufenlos": YES if self.step_free else "",
            "ort": self.places,
        }
        return urlencode({name: value for name, value in parts.items() if value}, doseq=True)

    def at(self, places: Iterable[Place]) -> str:
        """Return the same filters for some places, as they stand in an address."""
        return replace(self, places=tuple(str(place.public_id) for place in places)).query


class Choices:
    """All that can be chosen, because there is something of it among `found`."""

    def __init__(self, found: Sequence[Service]) -> None:
        places = [place for one in found for place in one.places.all()]
        self.topics = _once(topic for one in found for topic in one.topics.all())
        self.districts = _once(place.district for place in places if place.district)
        self.spoken = {code for one in found for code in one.languages}
        self.places = {str(place.public_id) for place in places}

    def read(self, asked: QueryDict) -> Narrowed:
        """Return what `asked` narrows to; what is unknown narrows nothing."""
        topic, district = asked.get("thema", ""), asked.get("stadtteil", "")
        spoken = asked.get("sprache", "")
        return Narrowed(
            words=asked.get("q", "").strip()[:LONGEST],
            topic=next((t for t in self.topics if topic in (t.slug, words.address(t))), None),
            district=next((d for d in self.districts if district_address(d) == district), None),
            language=spoken if spoken in self.spoken else "",
            open_now=asked.get("jetzt") == OPEN,
            free=asked.get("kostenlos") == YES,
            step_free=asked.get("stufenlos") == YES,
            places=tuple(key for key in asked.getlist("ort") if key in self.places),
        )

    def options(self, chosen: Narrowed, language: str) -> dict[str, list[Option]]:
        """Return the choices for the template, in the order of the reader's alphabet."""
        topics = sorted(self.topics, key=lambda topic: (topic.order, topic.name))
        districts = collation.ordered(self.districts, lambda one: one.name, "de")
        names = languages.names()
        spoken = collation.ordered(self.spoken, lambda code: names.get(code, code), language)
        return {
            "topics": [
                Option(each.address, each.name, topic == chosen.topic, each.language)
                for topic, each in zip(topics, words.named(topics, language), strict=True)
            ],
            "districts": [
                Option(district_address(one), one.name, one == chosen.district) for one in districts
            ],
            "tongues": [
                Option(code, names.get(code, code), code == chosen.language) for code in spoken
            ],
        }


def narrow(
    found: Sequence[Service],
    to: Narrowed,
    *,
    is_open: Callable[[Service], bool],
    texts: Callable[[Sequence[Service]], Mapping[Any, str]],
) -> list[Service]:
    """Return those of `found` that fit. `texts` returns all that words are looked for in."""
    rows = [one for one in found if _fits(one, to)]
    if to.open_now:
        rows = [one for one in rows if is_open(one)]
    wanted = search.fold(to.words).split()
    if wanted:
        said = texts(rows)
        rows = [one for one in rows if _holds(search.fold(said[one.pk]), wanted)]
    return rows


def _fits(one: Service, to: Narrowed) -> bool:
    places = [place for place in one.places.all() if _there(place, to)]
    return (
        (to.topic is None or to.topic in one.topics.all())
        and (not to.language or to.language in one.languages)
        and (one.free or not to.free)
        and (bool(places) or not (to.district or to.step_free or to.places))
    )


def _there(place: Place, to: Narrowed) -> bool:
    """Return whether one and the same place is all that is asked of it."""
    return (
        (to.district is None or place.district_id == to.district.pk)
        and (bool(place.step_free) or not to.step_free)
        and (not to.places or str(place.public_id) in to.places)
    )


def _holds(text: str, wanted: Sequence[str]) -> bool:
    return all(word in text for word in wanted)


def _once(things: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(things))
