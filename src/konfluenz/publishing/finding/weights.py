"""How much a text is about a word: in the title, the summary, a heading, or the text."""

from collections import Counter
from typing import NamedTuple

from konfluenz.publishing.finding import tokens
from konfluenz.publishing.finding.contents import Said
from konfluenz.publishing.finding.tokens import Token

TITLE = 600
SHORT_TITLE = 900
"""What a title of one word adds; one of three words adds a third."""

SUMMARY = 320
HEADING = 220
TEXT = 260
SLOW = 1.2
"""How slowly more of the same word in the text counts (k1 of BM25)."""

TYPICAL = 220
"""Words of a text of ordinary length; in a longer one a single word says less."""


class Weighed(NamedTuple):
    """What a text is about: stem → weight; and its words as they are written, by folded form."""

    stems: dict[str, int]
    words: dict[str, Token]


def weigh(said: Said, locale: str, worth: int = 100) -> Weighed:
    """Return what `said` in `locale` is about; `worth` hundredths of the usual weights."""
    title, summary, headings, body = (
        list(tokens.read(text, locale))
        for text in (said.title, said.summary, said.headings, said.body)
    )
    stems: Counter[str] = Counter()
    for one in {token.stem for token in title}:
        stems[one] += TITLE + SHORT_TITLE // len(title)
    for one in {token.stem for token in summary}:
        stems[one] += SUMMARY
    for one in {token.stem for token in headings}:
        stems[one] += HEADING
    for one, weight in _in_text(body).items():
        stems[one] += weight
    words = {token.word: token for token in [*body, *headings, *summary, *title]}
    return Weighed({one: max(weight * worth // 100, 1) for one, weight in stems.items()}, words)


def _in_text(body: list[Token]) -> dict[str, int]:
    slow = SLOW * (0.4 + 0.6 * len(body) / TYPICAL)
    counts = Counter(token.stem for token in body)
    return {one: int(TEXT * count / (count + slow)) for one, count in counts.items()}
