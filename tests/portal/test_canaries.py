"""Nothing internal reaches the public: canaries in every inner field, then every page read.

Each canary is a word of its own that stands nowhere else. First it is proven to be stored,
then every address of the portal is fetched, in German and in Arabic, and none may sing.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.house import addresses
from tests.portal import shelf
from tests.portal.shelf import Shelf

from konfluenz.actions import tasks
from konfluenz.council import (
    consultations,
    imports,
    links,
    papers,
    promises,
    resolutions,
    results,
    sentences,
)
from konfluenz.council.papers import PartText, SentenceText
from konfluenz.directory import groups, organizations, posts, units
from konfluenz.enquiries import enquiries
from konfluenz.ground.models import StoredFile
from konfluenz.people import accounts, contacts, persons
from konfluenz.steering import areas, concepts, goals
from konfluenz.steering.measuring import indicators, observations
from konfluenz.volunteering import opportunities, volunteers
from konfluenz.volunteering.models import Opportunity

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PAST = dt.date(2024, 4, 1)
SOUGHT = "Lesepatin gesucht"
SKIPPED = {"portal:file", "portal:withdraw", "portal:own_area"}
"""A file has its own right; the other two are behind the login."""


class Flock:
    """Hands out canaries and remembers where each was put."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.words: dict[str, str] = {}

    def __call__(self, where: str) -> str:
        """Return a new word that stands for `where`."""
        word = f"Kanarienvogel{next(self._numbers):03}x"
        self.words[word] = where
        return word

    def mail(self, where: str) -> str:
        """Return a new address for `where`."""
        return f"{self(where).lower()}@example.org"

    def heard(self, text: str) -> list[str]:
        """Return where the canaries that sing in `text` were put."""
        lower = text.lower()
        return [where for word, where in self.words.items() if word.lower() in lower]


def _plant(made: Shelf) -> Flock:
    bird = Flock()
    holder = _people(made, bird)
    _work(made, bird)
    _inside(made, bird)
    _closed(made, bird)
    _imported(bird)
    _bodies(made, bird)
    _helping(bird)
    posts.appoint(
        made.post, holder, valid_from=TODAY, source=bird("Herkunft der Besetzung"), by=None
    )
    return bird


def _people(made: Shelf, bird: Flock) -> Any:
    holder = persons.add(bird("Name auf einer Stelle"), by=None, notes=bird("Notiz zur Person"))
    contacts.add(holder, "mail", bird.mail("Adresse der Person"), by=None)
    accounts.open(holder, bird.mail("Anmeldung"), by=None)
    posts.stage(made.post, "established", TODAY, by=None, source="UV/0050/2024")
    return holder


def _work(made: Shelf, bird: Flock) -> None:
    """Link a sentence to a record of the office of each kind that can be linked."""
    unit = units.add(
        "Amt", kind="office", number="77", by=None, mail=bird.mail("Postfach des Amts")
    )
    text = [SentenceText(f"Satz {n}, 9,1 %.", n) for n in range(1, 7)]
    paper = papers.add(
        {"paper_type": "statement", "subject": "Mit Arbeit", "author_unit": unit},
        parts=[PartText(sentences=text)],
        by=None,
    )
    papers.publish(paper, mirror=True, by=None)
    rows = list(paper.parts.get().sentences.all())
    due = {"unit": unit, "due_date": TODAY + dt.timedelta(days=9), "by": None}
    open_task = tasks.add(bird("Titel der Aufgabe"), details=bird("Einzelheiten"), **due)
    done = tasks.add(bird("Titel, erledigt"), details=bird("Einzelheiten, erledigt"), **due)
    links.add_task(rows[0], open_task, by=None)
    links.add_task(rows[1], done, by=None)
    tasks.finish(done, bird("Ergebnis der Aufgabe"), by=None)
    gone = tasks.add(bird("Titel, verworfen"), **due)
    links.add_task(rows[2], gone, by=None)
    tasks.reject(gone, bird("Grund der Ablehnung"), by=None)
    promises.take(rows[3], bird("Titel der Zusage"), unit=unit, due_date=due["due_date"], by=None)
    links.add(rows[4], _figure(bird).observations.get(), "value", "9,1 %", by=None)
    sentences.sort(rows[5], "task", by=None)


def _figure(bird: Flock) -> Any:
    hidden = indicators.add(
        "innen",
        bird("Name der inneren Kennzahl"),
        definition=bird("Definition"),
        unit="percent",
        numerator=bird("Zähler"),
        denominator=bird("Nenner"),
        source=bird("Quelle der Kennzahl"),
        method=bird("Methode der Kennzahl"),
        by=None,
    )
    observations.add(
        hidden, "9.1", PAST, source=bird("Quelle des Werts"), method=bird("Methode"), by=None
    )
    return hidden


def _inside(made: Shelf, bird: Flock) -> None:
    """Add a concept and a paper that are not public, tied to those that are."""
    draft = concepts.add(
        bird("Titel des Entwurfs"),
        "entwurf",
        predecessor=made.concept,
        participation=bird("Beteiligung"),
        source=bird("Quelle des Entwurfs"),
        by=None,
    )
    area = areas.add(
        draft,
        1,
        name=bird("Feld des Entwurfs"),
        summary=bird("Inhalt des Felds"),
        source=bird("Quelle des Felds"),
        posts=[made.post],
        by=None,
    )
    goal = goals.add(area, bird("Ziel des Entwurfs"), source=bird("Quelle des Ziels"), by=None)
    goals.note(
        goal,
        "in_progress",
        bird("Grund des Stands"),
        unit=made.office,
        date=PAST,
        source=bird("Quelle des Stands"),
        by=None,
    )
    inner = papers.add(
        {
            "paper_type": "statement",
            "reference": bird("Nummer des inneren Papiers"),
            "subject": bird("Betreff des inneren Papiers"),
            "author": bird("Verfasser"),
            "file_reference": bird("Aktenzeichen"),
            "financial_impact": bird("Kosten"),
            "recommendation_text": bird("Empfehlung"),
            "note": bird("Vermerk"),
            "answers": made.paper,
        },
        parts=[PartText(heading=bird("Überschrift"), sentences=[SentenceText(bird("Satz"))])],
        by=None,
    )
    resolutions.add(
        made.council,
        PAST,
        bird("Beschluss, nicht öffentlich"),
        source=bird("Quelle des Beschlusses"),
        paper=made.paper,
        concept=made.concept,
        by=None,
    )
    links.add(made.sentences[3], draft, "title", "Menschen", by=None)
    links.add(made.sentences[3], inner, "subject", "gewinnen", by=None)
    links.add(made.sentences[3], goal, "text", "Menschen gewinnen", by=None)


def _closed(made: Shelf, bird: Flock) -> None:
    """Let the public paper be debated behind closed doors too."""
    closed = consultations.add(
        made.paper,
        made.council,
        date=PAST,
        agenda_item=bird("TOP")[:20],
        open_session=False,
        by=None,
    )
    results.enter(
        closed,
        "adopted",
        vote="unanimous",
        text=bird("Wortlaut hinter geschlossenen Türen"),
        source=bird("Quelle des Ergebnisses"),
        by=None,
    )
    results.correct(closed, {"vote": "by_majority"}, reason=bird("Grund einer Korrektur"), by=None)


def _imported(bird: Flock) -> None:
    text = f"Unterrichtungsvorlage\n\nVorlage: UV/0777/2024\nBetreff:\n{bird('Gelesenes')}\n"
    imports.take(ContentFile(text.encode(), name=f"{bird('Dateiname')}.txt"), by=None)


def _bodies(made: Shelf, bird: Flock) -> None:
    closed = organizations.add(
        bird("Verein, der nicht genannt werden will"),
        kind="association",
        notes=bird("Notiz zum Verein"),
        mail=bird.mail("Adresse des Vereins"),
        by=None,
    )
    organizations.correct(made.council, {"notes": bird("Notiz zum Rat")}, by=None)
    circle = groups.add(
        "working_group",
        name=bird("Kreis ohne öffentliches Feld"),
        purpose=bird("Zweck"),
        by=None,
    )
    member = persons.add(bird("Name im Arbeitskreis"), by=None)
    groups.join(made.area.group, person=member, function=bird("Funktion"), by=None)
    links.add(made.sentences[2], closed, "name", "Schulungen", by=None)
    links.add(made.sentences[2], circle, "name", "anbieten", by=None)


def _helping(bird: Flock) -> None:
    """Somebody asks, somebody offers, an association seeks: in public stands only what it seeks."""
    club = organizations.add("Demo-Verein Lesebrücke", kind="association", by=None)
    terms = {
        "organization": club,
        "expires_on": TODAY + dt.timedelta(days=60),
        "timing": "flexible",
        "insured_by": "organisation",
        "by": None,
    }
    opportunities.add(
        SOUGHT,
        "Vorlesen und zuhören",
        contact_name=bird("Ansprechperson des Vereins"),
        contact_mail=bird.mail("Adresse der Ansprechperson"),
        **terms,
    )
    opportunities.add(bird("Titel, wartet"), bird("Text, wartet"), state="submitted", **terms)
    closed = opportunities.add("Vergeben", "Ist besetzt", **terms)
    opportunities.close(closed, "unfilled", reason=bird("Grund, unbesetzt"), by=None)
    volunteers.add(persons.add(bird("Name einer Ehrenamtlichen"), by=None), by=None)
    enquiries.receive(
        bird("Betreff des Anliegens"),
        bird("Text des Anliegens"),
        way="phone",
        name=bird("Wer gefragt hat"),
        reply_to=bird.mail("Wohin die Antwort geht"),
        by=None,
    )


def _everything_stored() -> Iterator[str]:
    """Yield every value of every row, decrypted."""
    for model in apps.get_models():
        if not model.__module__.startswith("konfluenz.") or not model._meta.managed:
            continue
        for row in model._base_manager.all():
            yield from (str(getattr(row, name.attname)) for name in _columns(model))


def _columns(model: type[models.Model]) -> list[Any]:
    return [column for column in model._meta.concrete_fields if not column.is_relation]


def _pages() -> Iterator[str]:
    """Yield every public address in German and Arabic, and whatever those link to."""
    for code in ("de", "ar"):
        for address in addresses.every():
            if address.name.startswith("portal:") and address.name not in SKIPPED:
                yield from _reversed(address, code)
        yield f"/{code}/gibt-es-nicht/"
        yield f"/{code}/suche/?q=Kanarienvogel"


def _reversed(address: addresses.Address, code: str) -> Iterator[str]:
    sought = Opportunity.objects.filter(title=SOUGHT).first()
    key = sought.public_id if sought else uuid4()
    given = {
        "language": code,
        "address": "beratung",
        "slug": "uv-0050-2024",
        "token": key if address.name == "portal:opportunity" else "von-niemandem",
        "public_id": key,
    }
    for label in ("2022", "2007", "entwurf"):
        for number in (1, 2, 3, 4):
            values = given | {"label": label, "number": number}
            named = {name: values.get(name, "deutsch-lernen") for name in address.arguments}
            yield reverse(address.name, kwargs=named)


def _walk(first: Iterator[str]) -> dict[str, str]:
    """Return every page that can be reached without logging in, by address."""
    client, found, waiting = Client(), {}, list(dict.fromkeys(first))
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address)
        found[address] = response.content.decode(errors="replace")
        inner = re.findall(r'href="(/(?:de|ar)/[^"#?]*)', found[address])
        waiting += [link for link in inner if link not in found]
    return found


def test_no_canary_sings_on_any_public_page():
    made = shelf.build()
    bird = _plant(made)
    stored = "\n".join(_everything_stored())
    missing = [where for word, where in bird.words.items() if word.lower() not in stored.lower()]
    file = StoredFile.objects.get(public=False)
    assert file.size > 0
    assert missing == []
    assert len(bird.words) >= 50
    pages = _walk(_pages())
    assert {address: bird.heard(text) for address, text in pages.items() if bird.heard(text)} == {}
    assert len(pages) > 60
    assert any(SOUGHT in text for text in pages.values())


def test_a_canary_would_be_heard():
    made = shelf.build()
    bird = Flock()
    papers.correct(made.paper, {"subject": bird("Betreff, öffentlich")}, by=None)
    pages = _walk(_pages())
    assert any(bird.heard(text) for text in pages.values())
