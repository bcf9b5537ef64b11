"""The index keeps up with what changes (a consumer of the change feed, `ground/feed.py`)."""

from collections import defaultdict
from collections.abc import Sequence

from konfluenz.ground.models import Entry
from konfluenz.publishing.finding import indexing
from konfluenz.publishing.finding.kinds import BY_LABEL
from konfluenz.publishing.models import FindingKind


def on_entries(entries: Sequence[Entry]) -> None:
    """Index anew what `entries` are about."""
    found: dict[FindingKind, set[int]] = defaultdict(set)
    for entry in entries:
        for mention in entry.mentions.all():
            if mention.label in BY_LABEL:
                found[BY_LABEL[mention.label]].add(int(mention.record_id))
    for kind, ids in sorted(found.items()):
        indexing.refresh(kind, ids)
