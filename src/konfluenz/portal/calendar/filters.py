"""What the calendar is narrowed to: all of it stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from konfluenz.directory.models import District, Topic
from konfluenz.events.models import Event
from konfluenz.people import languages
from konfluenz.portal import words
from konfluenz.portal.calendar import words as said
from konfluenz.portal.joining.filters import Option
from konfluenz.portal.joining.words import district_address


@dataclass(frozen=True)
class Narrowed:
    """What somebody looks for; empty is everything."""

    topic: Topic | None = None
    language: str = ""
    kind: str = ""
    district: District | None = None
    free: bool = False
    childcare: bool = False

    @property
    def count(self) -> int:
        """How many filters are set."""
        return sum(1 for value in vars(self).values() if value)

    @property
    def query(self) -> str:
        """The filters as they stand in an address."""
        return urlencode(self.parts)

    @property
    def parts(self) -> dict[str, str]:
        """The filters by the names that they have in an address."""
        parts = {
            "thema": words.address(self.topic) if self.topic else "",
            "sprache": self.language,
            "art": self.kind,
            "stadtteil": district_address(self.district) if self.district else "",
            "kostenlos": "ja" if self.free else "",
            "betreuung": "ja" if self.childcare else "",
        }
        return {name: value for name, value in parts.items() if value}

    def fits(self, event: Event) -> bool:
        """Return whether `event`, with its parts, is what somebody looks for."""
        spoken = {*event.languages, *event.interpreting.split()}
        return all(
            (
                self.topic is None or self.topic in event.topics.all(),
                not self.language or self.language in spoken,
                not self.kind or event.kind == self.kind,
                self.district is None or _district(event) == self.district,
                event.free or not self.free,
                event.childcare or not self.childcare,
            )
        )


@dataclass(frozen=True)
class Choices:
    """All that can be chosen, because there is something of it."""

    topics: list[Topic]
    spoken: list[str]
    kinds: list[str]
    districts: list[District]

    @classmethod
    def of(cls, found: Sequence[Event]) -> "Choices":
        """Return what is there in `found`, events with their parts."""
        topics = {topic for event in found for topic in event.topics.all()}
        districts = {district for event in found if (district := _district(event))}
        spoken = {
            code for event in found for code in (*event.languages, *event.interpreting.split())
        }
        kinds = {event.kind for event in found}
        return cls(
            sorted(topics, key=lambda topic: topic.order),
            [code for code in languages.names() if code in spoken],
            [kind for kind in said.KINDS if kind in kinds],
            sorted(districts, key=lambda district: district.name),
        )

    def read(self, asked: Mapping[str, str]) -> Narrowed:
        """Return what `asked` (an address) narrows to; what is unknown narrows nothing."""
        topic, district = asked.get("thema", ""), asked.get("stadtteil", "")
        spoken, kind = asked.get("sprache", ""), asked.get("art", "")
        return Narrowed(
            next((one for one in self.topics if topic in (one.slug, words.address(one))), None),
            spoken if spoken in self.spoken else "",
            kind if kind in self.kinds else "",
            next((one for one in self.districts if district_address(one) == district), None),
            asked.get("kostenlos") == "ja",
            asked.get("betreuung") == "ja",
        )

    def options(self, chosen: Narrowed, language: str) -> dict[str, list[Option]]:
        """Return what the fields offer, in the reader's language."""
        named = zip(self.topics, words.named(self.topics, language), strict=True)
        return {
            "topics": [
                Option(each.address, each.name, topic == chosen.topic, each.language)
                for topic, each in named
            ],
            "tongues": [
                Option(code, languages.name(code), code == chosen.language) for code in self.spoken
            ],
            "kinds": [
                Option(kind, str(said.KINDS[kind]), kind == chosen.kind) for kind in self.kinds
            ],
            "districts": [
                Option(district_address(each), each.name, each == chosen.district)
                for each in self.districts
            ],
        }


def _district(event: Event) -> District | None:
    """Return in which district it is; a confidential place is in none."""
    place = event.place
    return place.district if place is not None and not place.confidential else None
