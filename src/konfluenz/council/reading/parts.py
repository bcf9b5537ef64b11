"""Parts of a paper: sections, numbered points, the list of tasks; their sentences."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from konfluenz.council.reading import head, sentences
from konfluenz.council.reading.findings import Findings
from konfluenz.council.reading.lines import Line
from konfluenz.council.reading.shape import Part, ReadSentence

MOST_SENTENCES = 4000
"""More than this is no paper: what follows stays in the file; one such paragraph stays whole."""

LONGEST_HEADING = 200
SECTIONS = {
    "unterrichtung": "text",
    "stellungnahme": "text",
    "stellungnahme der verwaltung": "text",
    "sachverhalt": "text",
    "sachstand": "text",
    "hintergrund": "background",
    "begründung": "background",
    "finanzielle auswirkungen": "financial",
    "finanzielle auswirkung": "financial",
    "beschlussempfehlung": "recommendation",
    "beschlussempfehlung der verwaltung": "recommendation",
    "beschlussvorschlag": "recommendation",
    "beschlussentwurf": "recommendation",
}
_POINT = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,2})[.)]\s(.+)")
_RECOMMENDED = {
    "not_follow": re.compile(r"nicht zu folgen|nicht zuzustimmen|abzulehnen|Ablehnung"),
    "settled": re.compile(r"erledigt"),
    "refer": re.compile(r"(?:ver|über)w(?:ei|ie)sen|(?:Ver|Über)weisung"),
    "partly": re.compile(r"teilweise|in Teilen|zum Teil"),
    "follow": re.compile(r"zu folgen|zuzustimmen|Zustimmung|anzunehmen|stattzugeben"),
}
"""What the words of a recommendation mean; the first that fits counts."""


def recommendation(text: str) -> str:
    """Return the code of what the administration recommends, or nothing."""
    return next((code for code, pattern in _RECOMMENDED.items() if pattern.search(text)), "")


def head_zone(lines: Sequence[Line]) -> int:
    """Return how many lines may be the head: all before the first section or long line."""
    for at, line in enumerate(lines[: head.MAX_LINES]):
        if len(line.text) > head.MAX_LINE or (_opens(line) and not _is_title(line)):
            return at
    return min(len(lines), head.MAX_LINES)


def _is_title(line: Line) -> bool:
    """Whether a marked heading is the title or a field rather than a section."""
    return line.heading and not _section(line.text)[0] and not _POINT.match(line.text)


def divide(lines: Sequence[Line], findings: Findings) -> list[Part]:
    """Return the parts of the body; no word of it gets lost."""
    parts: list[Part] = []
    count = 0
    for paragraph in _paragraphs(lines):
        if count > MOST_SENTENCES:
            findings.too_long(paragraph[0].number)
            break
        count += _put(paragraph, parts, findings)
    return parts


def _put(paragraph: list[Line], parts: list[Part], findings: Findings) -> int:
    """Put a paragraph into the last part or a new one; return how many sentences it has."""
    first = paragraph[0]
    if opened := _open(first):
        parts.append(opened[0])
        texts = [opened[1], *(line.text for line in paragraph[1:])]
    else:
        texts = [line.text for line in paragraph]
    text = " ".join(filter(None, texts))
    if text and not any(char.isalnum() for char in text):
        findings.note(_("Only punctuation stands here: “%s”.") % text[:20], first.number)
        return 0
    if _lists_tasks(text) and not first.bullet and not opened:
        parts.append(Part("tasks", heading=text.removesuffix(":")))
        return 1
    if not text:
        return 1
    return _append(_part_for(first, parts), text, bullet=first.bullet)


def _part_for(first: Line, parts: list[Part]) -> Part:
    """Return the part that a paragraph belongs to: a list of tasks ends with its list."""
    ended = bool(parts) and parts[-1].kind == "tasks" and parts[-1].sentences and not first.bullet
    if not parts or ended:
        parts.append(Part())
    return parts[-1]


def _append(part: Part, text: str, *, bullet: bool) -> int:
    paragraph = part.sentences[-1].paragraph + 1 if part.sentences else 1
    split = sentences.split(text)
    if len(split) > MOST_SENTENCES:
        split = [" ".join(split)]
    part.sentences.extend(ReadSentence(each, paragraph, bullet) for each in split)
    return len(split)


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines between blank ones; headings and bullets begin their own."""
    run: list[Line] = []
    for line in lines:
        if run and (not line.text or line.bullet or _opens(line) or _stands_alone(run[-1])):
            yield run
            run = []
        if line.text:
            run.append(line)
    if run:
        yield run


def _stands_alone(line: Line) -> bool:
    """Whether a line is a heading, so that what follows is no part of it."""
    return line.heading or line.bold or _section(line.text) == (line.text.rstrip(": "), "")


def _opens(line: Line) -> bool:
    return _open(line) is not None


def _open(line: Line) -> tuple[Part, str] | None:
    """Return the part that a line opens, and what of the line is already its text."""
    if line.bullet:
        return None
    heading, rest = _section(line.text)
    if heading:
        return Part(SECTIONS[heading.lower()], heading=heading), rest
    if not (line.heading or line.bold) or len(line.text) > LONGEST_HEADING:
        return None
    if point := _POINT.fullmatch(line.text):
        return Part("point", point[1], point[2].rstrip(": ")), ""
    return (Part(heading=line.text.rstrip(": ")), "") if line.heading else None


def _section(text: str) -> tuple[str, str]:
    """Return the heading and what follows it on its line: "Finanzielle Auswirkungen: keine"."""
    label, colon, _rest = text[:LONGEST_HEADING].partition(":")
    if label.strip().lower() not in SECTIONS or not colon:
        return "", ""
    return label.strip(), text[len(label) + 1 :].strip()


def _lists_tasks(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and text.endswith(":") and "aufgaben" in text.lower()
