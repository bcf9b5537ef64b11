"""Pages for tests: a root, and a guide with one block of each kind of text."""

from typing import Any

from konfluenz.publishing import pages
from konfluenz.publishing.models import PortalPage

HEADING, TEXT, LIST, FIRST, SECOND, WORDS, WORD = (
    f"{number}0000000-0000-4000-8000-000000000000" for number in range(1, 8)
)


def body(link: str = "") -> list[dict[str, Any]]:
    """Return a stored body; `link` is markup that stands in its text."""
    return [
        {"type": "heading", "id": HEADING, "value": "Kurse"},
        {"type": "text", "id": TEXT, "value": f'<p data-block-key="x1">Es gibt Kurse.{link}</p>'},
        {
            "type": "bullets",
            "id": LIST,
            "value": [
                {"type": "item", "id": FIRST, "value": "<p>Am Abend</p>"},
                {"type": "item", "id": SECOND, "value": "<p>Am Morgen</p>"},
            ],
        },
        {
            "type": "words",
            "id": WORDS,
            "value": [
                {
                    "type": "item",
                    "id": WORD,
                    "value": {"word": "Kursträger", "explanation": "wer den Kurs anbietet"},
                }
            ],
        },
    ]


def stored(link: str = "") -> Any:
    """Return `body` as a page holds it."""
    return PortalPage.body.field.to_python(body(link))


def guide(title: str = "Deutsch lernen", *, below: PortalPage | None = None, **values: Any) -> Any:
    """Add a guide with a body, under the root or `below` another page."""
    parent = PortalPage.objects.get(pk=(below or pages.root()).pk)
    values.setdefault("body", stored())
    page = pages.add(parent, title, by=None, **values)
    return PortalPage.objects.get(pk=page.pk)
