"""Reads a paper: from bytes to head, path, parts, sentences, proposals and findings."""

from django.utils.translation import gettext as _

from konfluenz.council.reading import decoding, figures, head, lines, parts, path, proposals
from konfluenz.council.reading.findings import Findings
from konfluenz.council.reading.lines import Line
from konfluenz.council.reading.shape import Layout, Pointer, Reading

MOST_FIGURES = 100
LONGEST_SENTENCE = 2000
"""In a longer "sentence" nothing is looked for: it is none."""


def read(data: bytes) -> Reading:
    """Return what could be read of a file with the content `data`; never raises.

    Every word of a text is afterwards in `printed`, a heading or a sentence, or `findings`
    say from which line on nothing was read.
    """
    findings = Findings()
    text = decoding.decode(data, findings)
    if lines.is_web_page(text):
        text = lines.without_tags(text)
        findings.warn(_("This is a web page; only its text was read. Please check every field."))
    if text.count("\n") >= lines.MOST:
        findings.too_long(lines.MOST + 1)
    reading = Reading()
    if text.strip():
        reading = _read(lines.split(text), findings)
    elif not findings.all():
        findings.error(_("The file is empty: there is nothing to read."))
    reading.findings = findings.all()
    return reading


def _read(all_lines: list[Line], findings: Findings) -> Reading:
    zone = parts.head_zone(all_lines)
    printed = head.collect(all_lines[:zone])
    reading = Reading(head=head.understand(printed, findings))
    reading.printed = [
        lines.unmarked(line.raw).lstrip("# ") for line in all_lines[: printed.last] if line.text
    ]
    reading.note = printed.value("note")
    reading.path = [path.from_sentence(line, findings) for line in printed.debates]
    reading.path += path.from_table(printed.rows, findings)
    reading.parts = parts.divide(all_lines[printed.last :], findings)
    reading.layout = _layout(reading)
    _understand_parts(reading)
    _propose(reading, findings)
    _tell_what_is_missing(reading, findings)
    return reading


def _layout(reading: Reading) -> str:
    known = {"statement": Layout.STATEMENT, "information": Layout.INFORMATION}
    return known.get(reading.head.paper_type, Layout.UNKNOWN)


def _understand_parts(reading: Reading) -> None:
    """Draw recommendation and financial effects out of their parts."""
    for part in reading.parts:
        text = " ".join(sentence.text for sentence in part.sentences)
        if part.kind == "recommendation" and not reading.recommendation_text:
            reading.recommendation_text = text
            reading.recommendation = parts.recommendation(text)
        if part.kind == "financial" and not reading.financial_impact:
            reading.financial_impact = text.rstrip(".")


def _propose(reading: Reading, findings: Findings) -> None:
    """Propose the kind of each sentence, and find figures and promises."""
    for at, part in enumerate(reading.parts):
        for number, sentence in enumerate(part.sentences):
            if len(sentence.text) > LONGEST_SENTENCE:
                continue
            sentence.kind = proposals.kind(sentence.text, part.kind)
            if part.kind in ("recommendation", "financial"):
                continue
            if named := proposals.person(sentence.text):
                findings.warn(
                    _("The text names a person (“%s”). Think of that before you publish it.")
                    % named
                )
            if words := proposals.promise(sentence.text):
                reading.promises.append(Pointer(at, number, words))
            if len(reading.figures) < MOST_FIGURES:
                _add_figures(reading, at, number)


def _add_figures(reading: Reading, part: int, number: int) -> None:
    text = reading.parts[part].sentences[number].text
    for figure in figures.find(text, reading.head.date):
        figure.part, figure.sentence = part, number
        reading.figures.append(figure)


def _tell_what_is_missing(reading: Reading, findings: Findings) -> None:
    if reading.layout == Layout.UNKNOWN:
        findings.warn(
            _("This is no statement and no information paper as they are laid out here. What"
              " looked like a field was read; all the rest stands in the text. Please check.")
        )  # fmt: skip
    missing = [label for label, value in _wanted(reading) if not value]
    if missing:
        findings.warn(_("Not found, please add: %s.") % ", ".join(missing))
    if not reading.path:
        findings.note(_("No path through the bodies stands in the paper."))
    _tell_of_values(reading, findings)


def _wanted(reading: Reading) -> list[tuple[str, object]]:
    found = reading.head
    wanted: list[tuple[str, object]] = [
        (_("kind of paper"), found.paper_type),
        (_("subject"), found.subject),
        (_("text"), reading.parts),
    ]
    if reading.layout == Layout.STATEMENT:
        wanted += [
            (_("number of the motion"), found.answers),
            (_("recommendation"), reading.recommendation),
        ]
    if reading.layout == Layout.INFORMATION:
        wanted += [
            (_("number"), found.reference),
            (_("date"), found.date),
            (_("author"), found.author),
            (_("file reference"), found.file_reference),
            (_("financial effects"), reading.financial_impact),
        ]
    return wanted


def _tell_of_values(reading: Reading, findings: Findings) -> None:
    for figure in reading.figures:
        if float(figure.value) > 100:
            findings.warn(
                _("“%s” cannot be a share of a whole: not proposed as a figure.") % figure.quote
            )
    reading.figures = [each for each in reading.figures if float(each.value) <= 100]
