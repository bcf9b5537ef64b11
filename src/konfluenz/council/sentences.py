"""What the sentences of papers do: state a fact, set a task, make a promise."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.council.models import Sentence, SentenceKind
from konfluenz.ground import audit


class SentenceRefused(Exception):
    """A sentence cannot be sorted as wished; the message says why."""


@transaction.atomic
def sort(sentence: Sentence, kind: str, *, by: models.Model | None) -> Sentence:
    """Say what `sentence` does; "": nothing that could be answered. What is linked stays.

    Raises SentenceRefused for a kind that there is not.
    """
    if kind and kind not in SentenceKind.values:
        raise SentenceRefused(_("A sentence is a fact, a task or a promise."))
    rows = Sentence.objects.select_for_update(no_key=True, of=("self",))
    current = rows.select_related("part__paper").get(pk=sentence.pk)
    changes = audit.apply(current, {"kind": kind})
    if changes:
        current.save()
        audit.record(
            "sentence.sorted",
            about=current,
            by=by,
            changes=changes,
            also=[current.part.paper],
        )
    return current
