"""Papers taken in, for tests of what becomes of them."""

from django.core.files.base import ContentFile

from konfluenz.council import imports
from konfluenz.council.models import Paper, PaperImport
from konfluenz.ground.models import StoredFile

BODY = "Fachausschuss der Ämter 31 und 37"


def take(text, name="papier.txt"):
    data = text if isinstance(text, bytes) else text.encode()
    return imports.take(ContentFile(data, name=name), by=None)


def messages(findings):
    return [finding.message for finding in findings]


def counts():
    return (PaperImport.objects.count(), Paper.objects.count(), StoredFile.objects.count())
