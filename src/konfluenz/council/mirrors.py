"""The Auftragsspiegel: each sentence of a paper, and whether what is stored answers it today.

Nothing of it is stored. A fact needs records that read as its quotes say, a promise the
Aufgabe that keeps it, a task live records of an activity; a screen alone counts for nothing.
"""

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from konfluenz.council import proofs
from konfluenz.council.models import Evidence, Paper, PaperPart, Sentence
from konfluenz.council.proofs import Answer, Proof


@dataclass(frozen=True)
class Line:
    """A sentence with its `number`, from 1 through the whole paper, and how it stands."""

    number: int
    sentence: Sentence
    state: Answer
    proofs: tuple[Proof, ...] = ()

    @property
    def sorted(self) -> bool:
        """Whether somebody has said what the sentence does."""
        return bool(self.sentence.kind)


@dataclass(frozen=True)
class MirrorPart:
    """A part of the paper with its sentences in order."""

    part: PaperPart
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Mirror:
    """A paper held against what is stored. `counts` has all three answers, also at nought."""

    paper: Paper
    parts: tuple[MirrorPart, ...]
    counts: Counter[Answer]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All sentences in reading order."""
        return tuple(line for part in self.parts for line in part.lines)

    def line(self, number: int) -> Line | None:
        """Return the sentence of that number, if there is one."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else None

    def next_open(self, number: int) -> Line | None:
        """Return the next open sentence after `number`, if there is one."""
        later = (line for line in self.lines if line.number > number)
        return next((line for line in later if line.state == Answer.OPEN), None)

    def previous_open(self, number: int) -> Line | None:
        """Return the last open sentence before `number`, if there is one."""
        earlier = (line for line in reversed(self.lines) if line.number < number)
        return next((line for line in earlier if line.state == Answer.OPEN), None)


def of(paper: Paper, day: dt.date | None = None) -> Mirror:
    """Return the mirror of `paper` as of `day`, today if None."""
    return of_all([paper], day)[0]


def of_all(papers: Iterable[Paper], day: dt.date | None = None) -> list[Mirror]:
    """Return the mirrors of `papers` in their order; as many queries for many as for one."""
    papers = list(papers)
    rows = PaperPart.objects.filter(paper__in=papers).order_by("position")
    parts: dict[int, list[PaperPart]] = defaultdict(list)
    for part in rows.prefetch_related("sentences"):
        parts[part.paper_id].append(part)
    sentences = [one for part in itertools.chain(*parts.values()) for one in part.sentences.all()]
    stands = _stands(sentences, day)
    return [_mirror(paper, parts[paper.pk], stands) for paper in papers]


def counts(papers: Iterable[Paper], day: dt.date | None = None) -> dict[int, Counter[Answer]]:
    """Return how many sentences of each of `papers` stand how, by primary key."""
    keys = [paper.pk for paper in papers]
    sentences = Sentence.objects.filter(part__paper__in=keys).select_related("part")
    stands = _stands(sentences, day)
    answers: dict[int, list[Answer]] = {key: [] for key in keys}
    for sentence in sentences:
        answers[sentence.part.paper_id].append(proofs.together(stands.get(sentence.pk, ())))
    return {key: _count(found) for key, found in answers.items()}


def _mirror(paper: Paper, parts: list[PaperPart], stands: dict[int, tuple[Proof, ...]]) -> Mirror:
    numbers = itertools.count(1)
    shown = tuple(
        MirrorPart(part, tuple(_line(one, next(numbers), stands) for one in part.sentences.all()))
        for part in parts
    )
    return Mirror(paper, shown, _count(line.state for part in shown for line in part.lines))


def _stands(sentences: Iterable[Sentence], day: dt.date | None) -> dict[int, tuple[Proof, ...]]:
    """Return the proofs of each sentence that has any, in the order they were linked."""
    by_key = {sentence.pk: sentence for sentence in sentences}
    links = list(Evidence.objects.filter(sentence__in=by_key).order_by("id"))
    for link in links:
        link.sentence = by_key[link.sentence_id]
    said = proofs.of(links, day)
    found: dict[int, tuple[Proof, ...]] = defaultdict(tuple)
    for link in links:
        found[link.sentence_id] += (said[link.pk],)
    return found


def _line(sentence: Sentence, number: int, stands: dict[int, tuple[Proof, ...]]) -> Line:
    mine = stands.get(sentence.pk, ())
    return Line(number, sentence, proofs.together(mine), mine)


def _count(answers: Iterable[Answer]) -> Counter[Answer]:
    found = Counter(answers)
    return Counter({answer: found[answer] for answer in Answer})
