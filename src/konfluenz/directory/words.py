"""Words that differ by Land or by city (domain.md, end of section 6).

They stand alone, in a menu, a heading or a label, never inside a sentence: German inflects.
In German the city's own word is shown, else the usual one of its Land; in every other
language the translation of the general term.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import Municipality


@dataclass(frozen=True)
class Word:
    """A term in general, and what the Länder say instead, by the code of the Land."""

    term: str | Promise
    german: str
    by_land: Mapping[str, str] = field(default_factory=dict)


WORDS: dict[str, Word] = {
    "council": Word(
        _("Council"),
        "Stadtrat",
        {
            "NW": "Rat",
            "NI": "Rat",
            "BW": "Gemeinderat",
            "SL": "Stadtrat",
            "HE": "Stadtverordnetenversammlung",
            "BB": "Stadtverordnetenversammlung",
            "HB": "Bürgerschaft",
            "HH": "Bürgerschaft",
            "MV": "Bürgerschaft",
        },
    ),
    "information_paper": Word(
        _("Information paper"),
        "Unterrichtungsvorlage",
        {
            "NW": "Mitteilungsvorlage",
            "NI": "Mitteilungsvorlage",
            "SN": "Informationsvorlage",
            "TH": "Informationsvorlage",
            "BW": "Informationsvorlage",
            "SH": "Berichtsvorlage",
        },
    ),
    "consultation_path": Word(
        _("Consultation path"),
        "Gremienweg",
        {
            "NW": "Beratungsfolge",
            "NI": "Beratungsfolge",
            "SN": "Beratungsfolge",
            "BW": "Beratungsfolge",
        },
    ),
    "executive_board": Word(
        _("Executive board"),
        "Stadtvorstand",
        {
            "HE": "Magistrat",
            "HB": "Magistrat",
            "NW": "Verwaltungsvorstand",
            "NI": "Verwaltungsvorstand",
        },
    ),
    "advisory_council": Word(
        _("Advisory council for migration"),
        "Beirat für Migration und Integration",
        {"NW": "Integrationsrat", "HE": "Ausländerbeirat", "BY": "Integrationsbeirat"},
    ),
    "integration_office": Word(
        _("Integration office"),
        "Leitstelle für Integration",
        {
            "NW": "Kommunales Integrationszentrum",
            "BW": "Stabsstelle Integration",
            "HE": "Integrationsbüro",
            "BY": "Fachstelle Integration",
        },
    ),
    "interpreter": Word(
        _("Community interpreter"),
        "Sprachmittler:in",
        {"HE": "Sprachlots:in", "BY": "Kulturmittler:in"},
    ),
    "meetup": Word(_("Meetup"), "Stammtisch", {"NW": "Austauschtreffen"}),
    "honour_pin": Word(_("Honour pin"), "Integrationsehrennadel", {"NW": "Integrationspreis"}),
}


def word(key: str, city: Municipality) -> str:
    """Return what `city` calls the thing `key`, for the language now active."""
    found = WORDS[key]
    if (get_language() or "de").startswith("de"):
        return german(key, city)
    return str(found.term)


def german(key: str, city: Municipality) -> str:
    """Return the German word: the city's own, else the usual one of its Land."""
    return city.words.get(key) or WORDS[key].by_land.get(city.land, WORDS[key].german)
