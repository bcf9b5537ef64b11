"""What the list of opportunities is narrowed to: all of it stands in the address."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from konfluenz.directory.models import District, Topic
from konfluenz.people import languages
from konfluenz.portal import words
from konfluenz.portal.joining import words as said
from konfluenz.volunteering.models import Opportunity, OpportunityLanguage, OpportunityTime

HOURS: Mapping[str, tuple[dt.time, dt.time]] = {
    "vormittag": (dt.time(0), dt.time(12)),
    "nachmittag": (dt.time(12), dt.time(17)),
    "abend": (dt.time(17), dt.time.max),
}
MIDNIGHT = dt.time(0)
WEEKEND = Q(weekday__in=(5, 6)) | Q(date__week_day__in=(1, 7))
"""Saturday and Sunday; the database counts dates from Sunday, which is 1."""


@dataclass(frozen=True)
class Option:
    """A choice of a filter. `language`: of the name, empty if it is the page's own."""

    value: str
    name: str
    chosen: bool
    language: str = ""


@dataclass(frozen=True)
class Narrowed:
    """What somebody looks for; empty is everything."""

    topic: Topic | None = None
    district: District | None = None
    time: str = ""
    language: str = ""
    little_german: bool = False
    from_home: bool = False

    @property
    def count(self) -> int:
        """How many filters are set."""
        return sum(1 for value in vars(self).values() if value)

    @property
    def query(self) -> str:
        """The filters as they stand in an address."""
        return urlencode(self._parts())

    def in_district(self, district: District) -> str:
        """Return the same filters for one district, as they stand in an address."""
        return urlencode(self._parts() | {"stadtteil": said.district_address(district)})

    def _parts(self) -> dict[str, str]:
        parts = {
            "thema": words.address(self.topic) if self.topic else "",
            "stadtteil": said.district_address(self.district) if self.district else "",
            "zeit": self.time,
            "sprache": self.language,
            "deutsch": "wenig" if self.little_german else "",
            "zuhause": "ja" if self.from_home else "",
        }
        return {name: value for name, value in parts.items() if value}


@dataclass(frozen=True)
class Choices:
    """All that can be chosen, because there is something of it."""

    topics: list[Topic]
    districts: list[District]
    spoken: list[str]

    @classmethod
    def of(cls, found: QuerySet[Opportunity]) -> "Choices":
        """Return what is there in `found`."""
        spoken = OpportunityLanguage.objects.filter(opportunity__in=found.values("pk"))
        return cls(
            list(Topic.objects.filter(pk__in=found.order_by().values("topic"))),
            list(District.objects.filter(pk__in=found.order_by().values("district"))),
            sorted(set(spoken.order_by().values_list("language", flat=True))),
        )

    def read(self, asked: Mapping[str, str]) -> Narrowed:
        """Return what `asked` (an address) narrows to; what is unknown narrows nothing."""
        topic, district = asked.get("thema", ""), asked.get("stadtteil", "")
        time, spoken = asked.get("zeit", ""), asked.get("sprache", "")
        return Narrowed(
            next((one for one in self.topics if topic in (one.slug, words.address(one))), None),
            next((one for one in self.districts if said.district_address(one) == district), None),
            time if time in (*HOURS, said.WEEKEND) else "",
            spoken if spoken in self.spoken else "",
            asked.get("deutsch") == "wenig",
            asked.get("zuhause") == "ja",
        )

    def topic_options(self, chosen: Narrowed, language: str) -> list[Option]:
        """Return the topics in the reader's language."""
        return [
            Option(each.address, each.name, topic == chosen.topic, each.language)
            for topic, each in zip(self.topics, words.named(self.topics, language), strict=True)
        ]

    def district_options(self, chosen: Narrowed) -> list[Option]:
        """Return the districts: names, the same in every language."""
        return [
            Option(said.district_address(each), each.name, each == chosen.district)
            for each in self.districts
        ]

    def language_options(self, chosen: Narrowed) -> list[Option]:
        """Return the languages that help somewhere, in the order of their names."""
        names = languages.names()
        return [
            Option(code, name, code == chosen.language)
            for code, name in names.items()
            if code in self.spoken
        ]


def time_options(chosen: Narrowed) -> list[Option]:
    """Return the parts of the week."""
    return [Option(key, word, key == chosen.time) for key, word in said.times().items()]


def narrow(found: QuerySet[Opportunity], to: Narrowed) -> QuerySet[Opportunity]:
    """Return those of `found` that fit; a time that is to be agreed fits every part of the week."""
    if to.topic is not None:
        found = found.filter(topic=to.topic)
    if to.district is not None:
        found = found.filter(district=to.district)
    if to.time:
        found = found.filter(_at(to.time))
    if to.language:
        spoken = OpportunityLanguage.objects.filter(opportunity=OuterRef("pk"))
        found = found.filter(Exists(spoken.filter(language=to.language)))
    if to.little_german:
        found = found.filter(without_german=True)
    if to.from_home:
        found = found.filter(from_home=True)
    return found


def _at(part: str) -> Q:
    times = OpportunityTime.objects.filter(opportunity=OuterRef("pk"))
    if part == said.WEEKEND:
        fits = WEEKEND
    else:
        begins, ends = HOURS[part]
        fits = Q(starts_at__lt=ends) & (Q(ends_at__gt=begins) | Q(ends_at=MIDNIGHT))
    return Q(Exists(times.filter(fits))) | ~Q(Exists(times))
