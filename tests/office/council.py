"""Papers, bodies and a file to be read, for the tests of the pages about the council."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.office import city

from konfluenz.council import consultations, papers
from konfluenz.council.papers import PartText, SentenceText

DAY = dt.date(2024, 3, 13)

PAPER = """Unterrichtungsvorlage

Vorlage: UV/0007/2024\t\tDatum: 23.02.2024\t
Dezernat 2\t\t\t
Verfasser:\t31-Ordnungsamt\tAz.: 31.20.01/Xy
Betreff:\t\t\t
Demo-Bericht\t\t\t
Gremienweg:\t\t\t
13.03.2024\tDemo-Ausschuss TOP öffentlich\t einstimmig  abgelehnt  verwiesen  Enthaltungen

Unterrichtung:

Der Demo-Bericht liegt vor. Die Verwaltung wird ein Konzept vorlegen.

Hintergrund:

Im Jahr 2007 hatten 9,1 % der Bevölkerung keine deutsche Staatsangehörigkeit.

Finanzielle Auswirkungen: keine.
"""
"""A paper in our own words, in the layout of an information paper."""


def body(name="Demo-Rat", kind="council"):
    return city.association(name, kind=kind)


def paper(reference="UV/0001/2024", *, parts=(), **more):
    values = {
        "paper_type": "information",
        "reference": reference,
        "date": dt.date(2024, 2, 23),
        "subject": f"Demo-Papier {reference}",
    }
    return papers.add(values | more, parts=parts, by=None)


def text(*sentences, kind="", heading="Unterrichtung"):
    """A part whose sentences are each a paragraph."""
    texts = [SentenceText(words, n, kind=kind) for n, words in enumerate(sentences, 1)]
    return PartText(heading=heading, sentences=texts)


def station(of, where=None, date=DAY, **more):
    return consultations.add(of, where or body(f"Gremium {of.pk}"), date=date, by=None, **more)


def file(content=PAPER, name="vorlage.txt"):
    data = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile(name, data, content_type="text/plain")


def directory():
    """What the paper names: its department, its office, its committee."""
    city.office("2", "Dezernat 2", kind="department")
    city.office("31", "Ordnungsamt")
    return body("Demo-Ausschuss", "committee")
