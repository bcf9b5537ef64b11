"""Words of the council's papers in every language of the portal: kinds, results, boxes, states."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from konfluenz.actions.models import State
from konfluenz.council import wordings
from konfluenz.council.models import (
    ConsultationResult,
    ConsultationRole,
    FollowUpKind,
    Outcome,
    PaperType,
    PartKind,
    Recommendation,
    SentenceKind,
)
from konfluenz.ground import dates
from konfluenz.steering.models import Vote

Words = dict[str, str | Promise]

PAPER_TYPES: Words = {
    PaperType.MOTION: gettext_lazy("Motion"),
    PaperType.ENQUIRY: gettext_lazy("Council enquiry"),
    PaperType.STATEMENT: gettext_lazy("Statement of the administration"),
    PaperType.INFORMATION: gettext_lazy("Information paper"),
    PaperType.DECISION: gettext_lazy("Decision paper"),
    PaperType.AMENDMENT: gettext_lazy("Amendment"),
    PaperType.MINUTES: gettext_lazy("Minutes"),
}
RECOMMENDATIONS: Words = {
    Recommendation.FOLLOW: gettext_lazy("The administration recommends to follow the motion."),
    Recommendation.PARTLY: gettext_lazy(
        "The administration recommends to follow the motion in part."
    ),
    Recommendation.NOT_FOLLOW: gettext_lazy(
        "The administration recommends not to follow the motion."
    ),
    Recommendation.REFER: gettext_lazy("The administration recommends to refer the motion."),
    Recommendation.SETTLED: gettext_lazy("The administration considers the motion settled."),
}
PARTS: Words = {
    PartKind.TASKS: gettext_lazy("Tasks"),
    PartKind.BACKGROUND: gettext_lazy("Background"),
    PartKind.RECOMMENDATION: gettext_lazy("Recommendation"),
    PartKind.FINANCIAL: gettext_lazy("Financial effects"),
    PartKind.RESOLUTION: gettext_lazy("What is to be resolved"),
    PartKind.REASONS: gettext_lazy("Reasons"),
    PartKind.QUESTION: gettext_lazy("Question"),
    PartKind.ANSWER: gettext_lazy("Answer to the question"),
    PartKind.CLIMATE: gettext_lazy("Effects on climate protection"),
    PartKind.INVOLVED: gettext_lazy("Who was involved"),
    PartKind.ALTERNATIVES: gettext_lazy("Alternatives"),
}
"""What a part is called where the paper prints no heading; plain text needs none."""

ROLES: Words = {
    ConsultationRole.HEARING: gettext_lazy("Hearing"),
    ConsultationRole.PRELIMINARY: gettext_lazy("Preliminary debate"),
    ConsultationRole.DECISION: gettext_lazy("Decision"),
    ConsultationRole.NOTING: gettext_lazy("For information"),
}
KINDS: Words = {
    SentenceKind.FACT: gettext_lazy("Fact"),
    SentenceKind.TASK: gettext_lazy("Task"),
    SentenceKind.PROMISE: gettext_lazy("Promise"),
}
VOTES: Words = {
    Vote.UNANIMOUS: gettext_lazy("unanimously"),
    Vote.BY_MAJORITY: gettext_lazy("by a majority"),
}
BOXES: Words = {
    "unanimous": gettext_lazy("unanimous"),
    "by_majority": gettext_lazy("majority"),
    "rejected": gettext_lazy("rejected"),
    "noted": gettext_lazy("note taken"),
    "withdrawn": gettext_lazy("taken off the agenda"),
    "referred": gettext_lazy("referred"),
    "adjourned": gettext_lazy("adjourned"),
    "amended": gettext_lazy("amended"),
    "abstentions": gettext_lazy("Abstentions"),
    "votes_against": gettext_lazy("Votes against"),
}
"""The printed boxes, but for one."""

AS_PRINTED = "ohne BE"
"""Stays as it is printed in every language: no source says what it means (`domain.md` 11)."""

FOLLOW_UPS: Words = {
    State.OPEN: gettext_lazy("not started"),
    State.IN_PROGRESS: gettext_lazy("in progress"),
    State.DONE: gettext_lazy("done"),
    State.OVERTAKEN: gettext_lazy("no longer needed"),
    State.REJECTED: gettext_lazy("will not be done"),
}
"""How far a line of the Beschlusskontrolle is (3.4)."""

FOLLOW_UP_KINDS: Words = {
    FollowUpKind.RESOLUTION: gettext_lazy("Resolution"),
    FollowUpKind.PROMISE: gettext_lazy("Promise"),
    FollowUpKind.RECOMMENDATION: gettext_lazy("Recommendation"),
    FollowUpKind.REQUEST: gettext_lazy("Request in a session"),
}
_VOTED: dict[tuple[str, str], str | Promise] = {
    (Outcome.ADOPTED, Vote.UNANIMOUS): gettext_lazy("adopted unanimously"),
    (Outcome.ADOPTED, Vote.BY_MAJORITY): gettext_lazy("adopted by a majority"),
    (Outcome.RECOMMENDED, Vote.UNANIMOUS): gettext_lazy("recommended unanimously"),
    (Outcome.RECOMMENDED, Vote.BY_MAJORITY): gettext_lazy("recommended by a majority"),
    (Outcome.REJECTED, Vote.UNANIMOUS): gettext_lazy("rejected unanimously"),
    (Outcome.REJECTED, Vote.BY_MAJORITY): gettext_lazy("rejected by a majority"),
}
_OUTCOMES: Words = {
    Outcome.NOTED: gettext_lazy("noted"),
    Outcome.REFERRED: gettext_lazy("referred"),
    Outcome.ADJOURNED: gettext_lazy("adjourned"),
    Outcome.WITHDRAWN: gettext_lazy("taken off the agenda"),
    Outcome.NO_RECOMMENDATION: gettext_lazy("without recommendation"),
}


def result(found: ConsultationResult) -> str:
    """Return the sentence of a result, from what happened and how the vote was (3.2)."""
    return ", ".join([_with_counts(found, _what_happened(found)), *_additions(found)])


def _what_happened(found: ConsultationResult) -> str:
    voted = _VOTED.get((found.outcome, found.vote))
    said = str(voted or _OUTCOMES.get(found.outcome, ""))
    return f"{said}: {found.referred_to}" if found.referred_to else said


def _with_counts(found: ConsultationResult, said: str) -> str:
    counts = list(_counts(found))
    if not counts:
        return said
    return _("%(result)s with %(counts)s") % {"result": said, "counts": _listed(counts)}


def _listed(counts: list[str]) -> str:
    *others, last = counts
    if not others:
        return last
    return _("%(first)s and %(second)s") % {"first": ", ".join(others), "second": last}


def _counts(found: ConsultationResult) -> Iterable[str]:
    if favour := found.votes_for:
        said = ngettext("%(count)s vote in favour", "%(count)s votes in favour", favour)
        yield said % {"count": favour}
    if against := found.votes_against:
        said = ngettext("%(count)s vote against", "%(count)s votes against", against)
        yield said % {"count": against}
    if abstained := found.abstentions:
        said = ngettext("%(count)s abstention", "%(count)s abstentions", abstained)
        yield said % {"count": abstained}


def _additions(found: ConsultationResult) -> Iterable[str]:
    if found.amended:
        yield _("in an amended version")
    if found.adjourned_to:
        yield _("to %(date)s") % {"date": dates.show(found.adjourned_to)}


def by_group(found: ConsultationResult) -> str:
    """Return the votes by group; empty where none are on record."""
    columns = (
        (_("for: %(n)s (%(groups)s)"), "votes_for"),
        (_("against: %(n)s (%(groups)s)"), "votes_against"),
        (_("abstained: %(n)s (%(groups)s)"), "abstentions"),
    )
    return "; ".join(
        words % {"n": getattr(found, name), "groups": _left_to_right(groups)}
        for words, name in columns
        if (groups := wordings.named(found, name))
    )


def _left_to_right(german: str) -> str:
    """Keep German text in its order inside a sentence that runs from right to left (UAX 9)."""
    return f"\u2066{german}\u2069" if get_language_bidi() else german
