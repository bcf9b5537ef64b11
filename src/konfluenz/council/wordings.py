"""What came of a consultation, as the sentence that minutes would have (`domain.md` 3.2)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.council.models import ConsultationResult, Outcome
from konfluenz.ground import dates
from konfluenz.steering.models import Vote


def sentence(result: ConsultationResult) -> str:
    """Return the result in words: "mehrheitlich beschlossen bei 3 Gegenstimmen"."""
    words = _voted(result) + _counted(result)
    return ", ".join([words, *_asides(result)])


def by_group(result: ConsultationResult) -> str:
    """Return the votes by group: "dafür: 9 (2 Demo-Fraktion A, 7 Demo-Fraktion B); …".

    Empty where none are on record. Reads `group_votes` and their `faction`.
    """
    columns = (
        (_("for: %(n)s (%(groups)s)"), "votes_for"),
        (_("against: %(n)s (%(groups)s)"), "votes_against"),
        (_("abstained: %(n)s (%(groups)s)"), "abstentions"),
    )
    return "; ".join(
        words % {"n": getattr(result, name), "groups": groups}
        for words, name in columns
        if (groups := named(result, name))
    )


def named(result: ConsultationResult, name: str) -> str:
    """Return the groups that cast the votes called `name`, each with how many."""
    rows = sorted(result.group_votes.all(), key=lambda row: row.pk)
    return ", ".join(f"{n} {row.faction}" for row in rows if (n := getattr(row, name)))


def _voted(result: ConsultationResult) -> str:
    outcome = {"outcome": _came_of_it(result)}
    if result.vote == Vote.UNANIMOUS:
        return _("unanimously %(outcome)s") % outcome
    if result.vote == Vote.BY_MAJORITY:
        return _("%(outcome)s by majority") % outcome
    return outcome["outcome"]


def _came_of_it(result: ConsultationResult) -> str:
    if result.outcome == Outcome.REFERRED:
        return _("referred to: %(body)s") % {"body": result.referred_to}
    if result.outcome == Outcome.ADJOURNED and result.adjourned_to:
        return _("adjourned to %(day)s") % {"day": dates.show(result.adjourned_to)}
    if result.outcome == Outcome.ADJOURNED:
        return _("adjourned to the next meeting")
    return str(result.get_outcome_display())


def _counted(result: ConsultationResult) -> str:
    words = ""
    if n := result.votes_for:
        words += " " + ngettext("with one vote in favour", "with %(n)d votes in favour", n) % {
            "n": n
        }
    match list(_others(result)):
        case [one, other]:
            counts = _("%(one)s and %(other)s") % {"one": one, "other": other}
        case found:
            counts = "".join(found)
    return words + (" " + _("at %(counts)s") % {"counts": counts} if counts else "")


def _others(result: ConsultationResult) -> Iterator[str]:
    if n := result.votes_against:
        yield ngettext("one vote against", "%(n)d votes against", n) % {"n": n}
    if n := result.abstentions:
        yield ngettext("one abstention", "%(n)d abstentions", n) % {"n": n}


def _asides(result: ConsultationResult) -> Iterator[str]:
    if result.amended:
        yield _("in amended form")
    if n := result.excluded:
        yield ngettext("one member excluded for bias", "%(n)d members excluded for bias", n) % {
            "n": n
        }
    if n := result.present:
        yield ngettext("one member present", "%(n)d members present", n) % {"n": n}
