"""Public pages as rows of the database, for who reads all of them at once.

Wagtail's page has forty columns and five objects around it: 400 pages cost 75 ms before anybody
has read a word. A bare page has what readers see.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db import models
from django.db.models.functions import Cast

from konfluenz.publishing import pages, segments
from konfluenz.publishing.models import PortalPage
from konfluenz.publishing.segments import Block, Cut, Segment

COLUMNS = (
    "pk",
    "translation_key",
    "path",
    "url_path",
    "kind",
    "careful",
    "title",
    "summary",
)


@dataclass
class BarePage:
    """A public page. `key` is the same for ever; `path` is its place in the tree (treebeard).

    `stored`: its body as the database has it.
    """

    pk: int
    key: UUID
    path: str
    url_path: str
    kind: str
    careful: str
    title: str
    summary: str
    stored: str

    @cached_property
    def body(self) -> list[Block]:
        """Its blocks, those of kinds that there are still."""
        found = json.loads(self.stored or "[]")
        if not isinstance(found, list):
            found = list(PortalPage.body.field.to_python(found).raw_data)
        return [block for block in found if block["type"] in segments.READERS]

    @cached_property
    def cut(self) -> list[Cut]:
        """Its blocks, each with its segments."""
        return segments.cut(self.body)

    @cached_property
    def pieces(self) -> list[Segment]:
        """What is to be translated, in reading order, as `segments.of_page` gives it."""
        found = [*segments.head(self), *(each for _block, some in self.cut for each in some)]
        return [segment for segment in found if segment.text.strip()]

    def segments(self) -> list[Segment]:
        """Return what is to be translated, as a page does."""
        return self.pieces


def public() -> list[BarePage]:
    """Return all public pages in the order of the tree, in one query."""
    rows = pages.public().values_list(*COLUMNS, Cast("body", models.TextField()))
    return [BarePage(*row) for row in rows]
