"""The catalogue of the city's open data as a graph: DCAT-AP.de 3.0.

Every node has an address of its own, none is blank: the same data give the same bytes.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD
from rdflib.term import Node

from konfluenz.council.open_data import Moments
from konfluenz.directory import municipality
from konfluenz.directory.models import Municipality
from konfluenz.exchange.open_data import figures, work
from konfluenz.exchange.open_data.tables import Table
from konfluenz.exchange.open_data.work import absolute

DCATAP = Namespace("http://data.europa.eu/r5r/")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = Namespace("http://publications.europa.eu/resource/authority/")
GEOCODING = Namespace("http://dcat-ap.de/def/politicalGeocoding/")

LICENCE = URIRef("http://dcat-ap.de/def/licenses/dl-by-de/2.0")
"""Datenlizenz Deutschland, Namensnennung 2.0: whoever takes the data names the city."""

LICENCE_TEXT = URIRef("https://www.govdata.de/dl-de/by-2-0")
AVAILABLE = EU["planned-availability/AVAILABLE"]
Said = tuple[URIRef, Node | None]
"""A predicate, and what is said by it."""

TABLES: Mapping[str, Table] = {
    table.slug: table
    for table in (figures.TABLE, figures.DEFINITIONS, work.GOALS, work.FOLLOW_UPS, work.SERVICES)
}


@dataclass(frozen=True)
class _Catalogue:
    """The graph with what stands in it more than once."""

    graph: Graph
    city: Municipality
    root: URIRef

    def part(self, name: str) -> URIRef:
        """Return the address of a node that has no page."""
        return URIRef(f"{self.root}#{name}")

    def put(self, subject: URIRef, pairs: Iterable[Said]) -> None:
        """Add what is known of `subject`; what is None is left out."""
        for predicate, value in pairs:
            if value is not None:
                self.graph.add((subject, predicate, value))


def graph(moments: Mapping[str, Moments]) -> Graph:
    """Return the catalogue; `moments` say when each set of data changed. Five queries."""
    made = Graph(bind_namespaces="none")
    for prefix, space in _PREFIXES.items():
        made.bind(prefix, space)
    root = URIRef(absolute(reverse("exchange:catalogue")))
    whole = _Catalogue(made, municipality.current(), root)
    _publisher(whole)
    _contact(whole)
    _catalogue(whole, moments)
    for table in TABLES.values():
        _dataset(whole, table, moments[table.slug])
    return made


_PREFIXES = {
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dcatde": DCATDE,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "rdf": RDF,
    "vcard": VCARD,
    "xsd": XSD,
}


def attribution() -> str:
    """Return the name that whoever takes the data has to give."""
    return str(municipality.current()) or settings.WAGTAIL_SITE_NAME


def _publisher(whole: _Catalogue) -> None:
    whole.put(
        whole.part("herausgeber"),
        [
            (RDF.type, FOAF.Agent),
            (FOAF.name, _german(attribution())),
            (FOAF.homepage, _address(whole.city.website)),
            (DCTERMS.type, URIRef("http://purl.org/adms/publishertype/LocalAuthority")),
        ],
    )


def _contact(whole: _Catalogue) -> None:
    """Add whom to ask: by mail, else by the form of the portal."""
    mail = whole.city.mail
    page = absolute(reverse("portal:ask", args=[settings.LANGUAGE_CODE]))
    whole.put(
        whole.part("kontakt"),
        [
            (RDF.type, VCARD.Kind),
            (VCARD.fn, _german(attribution())),
            (VCARD.hasEmail, URIRef(f"mailto:{mail}") if mail else None),
            (VCARD.hasURL, URIRef(page)),
        ],
    )


def _catalogue(whole: _Catalogue, moments: Mapping[str, Moments]) -> None:
    name = attribution()
    page = absolute(reverse("portal:open-data", args=[settings.LANGUAGE_CODE]))
    firsts = [each.first for each in moments.values() if each.first]
    lasts = [each.last for each in moments.values() if each.last]
    whole.put(
        whole.root,
        [
            (RDF.type, DCAT.Catalog),
            (DCTERMS.title, _german(f"Offene Daten zur Integrationsarbeit: {name}")),
            (
                DCTERMS.description,
                _german("Kennzahlen, Ziele, Beschlusskontrolle und Angebote als Tabellen."),
            ),
            (DCTERMS.publisher, whole.part("herausgeber")),
            (DCTERMS.language, EU["language/DEU"]),
            (DCTERMS.license, LICENCE),
            (FOAF.homepage, URIRef(page)),
            (DCAT.themeTaxonomy, EU["data-theme"]),
            (DCATAP.availability, AVAILABLE),
            (DCTERMS.issued, _moment(min(firsts, default=None))),
            (DCTERMS.modified, _moment(max(lasts, default=None))),
            *((DCAT.dataset, _dataset_of(table)) for table in TABLES.values()),
        ],
    )


def _dataset_of(table: Table) -> URIRef:
    return URIRef(absolute(reverse("exchange:table", args=[table.slug])) + "#datensatz")


def _dataset(whole: _Catalogue, table: Table, moments: Moments) -> None:
    one = _dataset_of(table)
    distribution = URIRef(str(one).replace("#datensatz", "#csv"))
    whole.put(
        one,
        [
            (RDF.type, DCAT.Dataset),
            (DCTERMS.title, _german(table.title)),
            (DCTERMS.description, _german(table.description)),
            (DCTERMS.identifier, Literal(str(one))),
            (DCTERMS.publisher, whole.part("herausgeber")),
            (DCAT.contactPoint, whole.part("kontakt")),
            *((DCAT.keyword, _german(word)) for word in table.keywords),
            *((DCAT.theme, EU[f"data-theme/{theme}"]) for theme in table.themes),
            (DCATAP.availability, AVAILABLE),
            (DCTERMS.accessRights, EU["access-right/PUBLIC"]),
            (DCTERMS.accrualPeriodicity, EU["frequency/IRREG"]),
            (DCTERMS.language, EU["language/DEU"]),
            (DCTERMS.issued, _moment(moments.first)),
            (DCTERMS.modified, _moment(moments.last)),
            (DCTERMS.temporal, _period(whole, table)),
            (DCAT.distribution, distribution),
            *_place(),
        ],
    )
    _distribution(whole, table, distribution, moments)


def _place() -> Iterable[Said]:
    """Return where the data are about, and who passes them on to GovData, as far as it is set."""
    yield DCATDE.politicalGeocodingLevelURI, GEOCODING["Level/municipality"]
    if settings.MUNICIPALITY_KEY:
        place = GEOCODING[f"municipalityKey/{settings.MUNICIPALITY_KEY}"]
        yield DCATDE.politicalGeocodingURI, place
        yield DCTERMS.spatial, place
    if settings.OPEN_DATA_CONTRIBUTOR:
        yield DCATDE.contributorID, URIRef(settings.OPEN_DATA_CONTRIBUTOR)


def _period(whole: _Catalogue, table: Table) -> URIRef | None:
    first, last = table.period()
    if first is None or last is None:
        return None
    node = whole.part(f"zeitraum-{table.slug}")
    whole.put(
        node,
        [
            (RDF.type, DCTERMS.PeriodOfTime),
            (DCAT.startDate, Literal(first.isoformat(), datatype=XSD.date)),
            (DCAT.endDate, Literal(last.isoformat(), datatype=XSD.date)),
        ],
    )
    return node


def _distribution(whole: _Catalogue, table: Table, one: URIRef, moments: Moments) -> None:
    """Add the CSV; what its columns mean is its documentation, `page`."""
    file = URIRef(absolute(reverse("exchange:table", args=[table.slug])))
    columns = URIRef(absolute(reverse("exchange:columns", args=[table.slug])))
    whole.put(columns, [(RDF.type, FOAF.Document)])
    whole.put(
        one,
        [
            (RDF.type, DCAT.Distribution),
            (DCTERMS.title, _german(f"{table.title} (CSV)")),
            (DCAT.accessURL, file),
            (DCAT.downloadURL, file),
            (DCTERMS.license, LICENCE),
            (DCATDE.licenseAttributionByText, _german(attribution())),
            (DCTERMS["format"], EU["file-type/CSV"]),
            (DCAT.mediaType, URIRef("https://www.iana.org/assignments/media-types/text/csv")),
            (DCATAP.availability, AVAILABLE),
            (DCTERMS.language, EU["language/DEU"]),
            (FOAF.page, columns),
            (DCTERMS.modified, _moment(moments.last)),
        ],
    )


def _german(text: object) -> Literal:
    return Literal(str(text), lang="de")


def _address(url: str) -> URIRef | None:
    return URIRef(url) if url else None


def _moment(at: dt.datetime | None) -> Literal | None:
    if at is None:
        return None
    text = at.astimezone(dt.UTC).replace(microsecond=0).isoformat()
    return Literal(text, datatype=XSD.dateTime)
