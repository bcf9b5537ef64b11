"""What the words of a result mean, where they are sure (`domain.md` 3.2).

"mehrheitlich beschlossen bei 3 Gegenstimmen" is taken apart word by word; one word that is
not known, and the whole stays text. So does what a state rule would refuse: an approval of
which nobody says how the vote was, a referral to a body that is not on record.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from konfluenz.council.models import ConsultationRole, Outcome
from konfluenz.ground.folding import fold
from konfluenz.steering.models import Vote

_AGAINST = "gegenstimmen?|nein stimmen?|neinstimmen?|nein|dagegen"
_BEFORE = (
    ("votes_for", r"(\d{1,3}) (?:ja stimmen?|jastimmen?|ja|dafur)"),
    ("votes_against", rf"(\d{{1,3}}|eine|einer) (?:{_AGAINST})"),
    ("abstentions", r"(\d{1,3}|eine|einer) (?:stimm)?enthaltung(?:en)?"),
    ("excluded", r"(\d{1,3}) befangen(?:e|heit|heiten)?"),
)
_BEHIND = (
    ("votes_for", r"(?:ja stimmen|ja|dafur) (\d{1,3})"),
    ("votes_against", rf"(?:{_AGAINST}) (\d{{1,3}})"),
    ("abstentions", r"(?:stimm)?enthaltung(?:en)? (\d{1,3})"),
    ("excluded", r"befangen(?:heit)? (\d{1,3})"),
)
"""Heads before their word ("3 Gegenstimmen") or behind it ("Nein: 3"), never mixed."""

_MODES = {
    "einstimmig": Vote.UNANIMOUS,
    "mehrheitlich": Vote.BY_MAJORITY,
    "stimmenmehrheit": Vote.BY_MAJORITY,
}
_OUTCOMES: dict[str, Outcome] = {
    "zugestimmt": Outcome.ADOPTED,
    "zustimmung": Outcome.ADOPTED,
    "beschlossen": Outcome.ADOPTED,
    "angenommen": Outcome.ADOPTED,
    "genehmigt": Outcome.ADOPTED,
    "empfohlen": Outcome.RECOMMENDED,
    "empfehlung": Outcome.RECOMMENDED,
    "abgelehnt": Outcome.REJECTED,
    "ablehnung": Outcome.REJECTED,
    "kenntnisnahme": Outcome.NOTED,
    "vertagt": Outcome.ADJOURNED,
    "vertagung": Outcome.ADJOURNED,
    "zuruckgestellt": Outcome.ADJOURNED,
    "abgesetzt": Outcome.WITHDRAWN,
    "absetzung": Outcome.WITHDRAWN,
}
_PHRASES = (
    (r"(?:zur )?kenntnis genommen", "kenntnisnahme"),
    (r"von der tagesordnung abgesetzt", "abgesetzt"),
    (r"ohne beschlussempfehlung", "ohnebe"),
    (r"(?:mit|zu|in) geanderte[mrn] (?:beschlusstext|beschlussfassung|fassung|form)", "geandert"),
    (r"(?:mit anderungen|geandert)", "geandert"),
    (r"ungeandert", ""),
)
_AMENDED = "geandert"
_REFERRED = re.compile(r"^verwiesen (?:in|an) (?:den |die |das )?(.+)$")
_FILLERS = frozenset(
    ("mit", "bei", "und", "in", "der", "zu", "zur", "vorlage", "wurde", "dem", "antrag", "so")
)
_ADVISES = frozenset({ConsultationRole.PRELIMINARY, ConsultationRole.HEARING})
_VOTED = frozenset({Outcome.ADOPTED, Outcome.RECOMMENDED, Outcome.REJECTED})


@dataclass(frozen=True)
class Said:
    """A result that is sure. `target`: the name of the body that it was referred to, as said."""

    outcome: Outcome
    vote: str = ""
    amended: bool = False
    target: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    excluded: int | None = None


def read(text: str, role: str = "") -> Said | None:
    """Return what `text` says for sure of a body with this `role`, or None.

    What a body that only advises agrees to, it recommends.
    """
    said = fold(text)
    referred = _REFERRED.match(said)
    if referred:
        return Said(Outcome.REFERRED, target=referred.group(1))
    for pattern, word in _PHRASES:
        said = re.sub(rf"\b{pattern}\b", word, said)
    for patterns in (_BEFORE, _BEHIND):
        counts, rest = _counted(said, patterns)
        words = [word for word in rest.split() if word not in _FILLERS]
        if found := _put_together(words, counts, role):
            return found
    return None


def _counted(said: str, patterns: tuple[tuple[str, str], ...]) -> tuple[dict[str, int], str]:
    """Return the heads counted in `said`, and the words that are left."""
    counts: dict[str, int] = {}
    for name, pattern in patterns:
        found = re.search(rf"\b{pattern}\b", said)
        if found:
            number = found.group(1)
            counts[name] = int(number) if number.isdecimal() else 1
            said = said[: found.start()] + said[found.end() :]
    return counts, said


def _put_together(words: list[str], counts: dict[str, int], role: str) -> Said | None:
    """Return the result that exactly these `words` make, none left over, or None."""
    modes = {_MODES[word] for word in words if word in _MODES}
    outcomes = {_OUTCOMES[word] for word in words if word in _OUTCOMES}
    known = {*_MODES, *_OUTCOMES, _AMENDED}
    if words == ["ohnebe"] and not counts:
        return Said(Outcome.NO_RECOMMENDATION)
    if len(outcomes) != 1 or len(modes) > 1 or not known.issuperset(words):
        return None
    outcome, vote = outcomes.pop(), modes.pop() if modes else ""
    if outcome == Outcome.ADOPTED and role in _ADVISES:
        outcome = Outcome.RECOMMENDED
    given: dict[str, Any] = dict(counts)
    said = replace(Said(outcome, vote, _AMENDED in words), **given)
    return said if _holds(said, counts) else None


def _holds(said: Said, counts: dict[str, int]) -> bool:
    """Return whether the state rules of 3.2 let the result stand."""
    if (said.outcome in _VOTED) != bool(said.vote):
        return False
    if counts and not said.vote:
        return False
    if said.amended and said.outcome not in (Outcome.ADOPTED, Outcome.RECOMMENDED):
        return False
    return not (said.vote == Vote.UNANIMOUS and said.votes_against)
