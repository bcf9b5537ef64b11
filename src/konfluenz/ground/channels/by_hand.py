"""Letters and calls: everything is prepared, a person does the rest."""

import io

from django.core.files.base import ContentFile
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from konfluenz.ground import files
from konfluenz.ground.channels.outcomes import ForAPerson
from konfluenz.ground.channels.senders import Sender
from konfluenz.ground.models.outbox import Message


class PersonSender(Sender):
    """Prepares what a person needs. A call needs its text only, and that stands on the row."""

    def hand_over(self, message: Message) -> None:  # noqa: ARG002
        """Raise ForAPerson once all is prepared."""
        raise ForAPerson("")


class LetterSender(PersonSender):
    """Makes the letter as a PDF, a private file that belongs to the message."""

    def hand_over(self, message: Message) -> None:
        """Raise ForAPerson once the PDF is there; one made before is kept."""
        if not files.of(message).exists():
            pdf = ContentFile(print_letter(message.html), name=f"{message.public_id}.pdf")
            files.store(pdf, owner=message, public=False, by=None, kinds=files.PDF)
        super().hand_over(message)


def print_letter(html: str) -> bytes:
    """Return `html` as a PDF. Whatever it refers to outside of itself is not fetched."""
    target = io.BytesIO()
    HTML(string=html, url_fetcher=NothingFromOutside()).write_pdf(target, pdf_variant="pdf/ua-1")
    return target.getvalue()


class NothingFromOutside(URLFetcher):
    """Refuses every address but data in the document itself."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return inline data; raises FatalURLFetchingError for all else."""
        if not url.startswith("data:"):
            raise FatalURLFetchingError(f"A letter fetches nothing: {url}")
        return super().fetch(url, headers)
