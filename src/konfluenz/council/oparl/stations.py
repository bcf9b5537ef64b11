"""The path of papers as the council's system has it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from konfluenz.council.models import Consultation, ConsultationSource, Paper
from konfluenz.council.oparl import linking
from konfluenz.council.oparl.bodies import Bodies
from konfluenz.council.oparl.shapes import ConsultationObject, PaperObject

Key = tuple[str, str]


def store(found: Sequence[tuple[Paper, PaperObject]], bodies: Bodies) -> None:
    """Give the papers their stations; those entered by people and those with results stay.

    A path that people have entered is left as it is.
    """
    there: dict[int, list[Consultation]] = defaultdict(list)
    keys = [paper.pk for paper, _each in found]
    rows = Consultation.objects.filter(paper__in=keys).order_by("position")
    for station in rows.select_related("oparl", "result", "resolution"):
        there[station.paper_id].append(station)
    new: list[tuple[Consultation, ConsultationSource]] = []
    changed: list[Consultation] = []
    gone: list[int] = []
    for paper, each in found:
        path = there[paper.pk]
        if any(not hasattr(station, "oparl") for station in path):
            continue
        wanted = {(one.uid, one.meeting): one for one in each.stations}
        gone += [station.pk for station in path if _may_go(station, wanted)]
        known = {_key(station): station for station in path}
        changed += _corrected(known, wanted, bodies)
        last = max((station.position for station in path), default=0)
        coming = [one for key, one in wanted.items() if key not in known]
        new += [
            (_station(paper, position, one, bodies), _source(one, closed=each.closed))
            for position, one in enumerate(coming, last + 1)
        ]
    Consultation.objects.filter(pk__in=gone).delete()
    Consultation.objects.bulk_update(changed, ["body", "role"], batch_size=100)
    _create(new)
    linking.link(ConsultationSource.objects.filter(consultation__paper__in=keys), bodies)


def _create(new: Sequence[tuple[Consultation, ConsultationSource]]) -> None:
    made = Consultation.objects.bulk_create([station for station, _source_of in new])
    sources = [source for _station_of, source in new]
    for station, source in zip(made, sources, strict=True):
        source.consultation = station
    ConsultationSource.objects.bulk_create(sources)


def _station(paper: Paper, position: int, one: ConsultationObject, bodies: Bodies) -> Consultation:
    return Consultation(
        paper=paper, position=position, body=bodies.body(one.body), role=one.role, uid=one.uid
    )


def _source(one: ConsultationObject, *, closed: bool) -> ConsultationSource:
    return ConsultationSource(meeting_uid=one.meeting, item_uid=one.item, closed=closed)


def _corrected(
    known: dict[Key, Consultation], wanted: dict[Key, ConsultationObject], bodies: Bodies
) -> Iterable[Consultation]:
    """Yield the stations whose body or role is another now; a body not named stays."""
    for key in known.keys() & wanted.keys():
        station, one = known[key], wanted[key]
        body = bodies.body(one.body) if one.body else station.body
        if (station.body_id, station.role) != (body.pk, one.role):
            station.body, station.role = body, one.role
            yield station


def _may_go(station: Consultation, wanted: dict[Key, ConsultationObject]) -> bool:
    kept = hasattr(station, "result") or hasattr(station, "resolution")
    return _key(station) not in wanted and not kept


def _key(station: Consultation) -> Key:
    source: ConsultationSource = getattr(station, "oparl")  # noqa: B009 - unknown to the types
    return station.uid, source.meeting_uid
