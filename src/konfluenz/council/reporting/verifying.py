"""Checks a sealed report offline: every number is computed again from the facts it names.

It needs nothing but the file: no database, no network.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from konfluenz.council.reporting import documents, formulas
from konfluenz.council.reporting.formulas import FormulaUnknown

BLANKS = r"[\s\u00ad]*"
NO_DIGIT_BEFORE, NO_DIGIT_AFTER = r"(?<!\d)(?<!\d[.,])", r"(?!\d)(?![.,]\d)"
ANY_NUMBER = r"(\S(?:.|\n){0,39}?)"


@dataclass(frozen=True)
class Finding:
    """Something in a file that is not as it was sealed. `where` names the number or the part."""

    where: str
    says: str


def check(document: Mapping[str, Any], seal: str, printed: str | None = None) -> list[Finding]:
    """Return what differs in `document` from what was sealed; nothing: it is as it was.

    `printed` is the text of the pages that people read: each line with a number must stand in
    it as computed. None: there are no pages.
    """
    found = [] if documents.seal(document) == seal else [_broken(seal)]
    found += _numbers(document)
    if printed is not None:
        found += _pages(document, printed)
    return found


def _broken(seal: str) -> Finding:
    return Finding(
        _("Seal"), _("The data in the file is not what the seal %(seal)s closed.") % {"seal": seal}
    )


def _numbers(document: Mapping[str, Any]) -> Iterator[Finding]:
    for name, number in document["numbers"].items():
        computed = _computed(document, number)
        if computed is None:
            yield Finding(name, _("It cannot be computed: a fact or its formula is missing."))
        elif computed != number["text"]:
            yield Finding(
                _called(document, name),
                _("It says “%(said)s”, its facts give “%(computed)s”.")
                % {"said": number["text"], "computed": computed},
            )


def _computed(document: Mapping[str, Any], number: Mapping[str, Any]) -> str | None:
    try:
        facts = [document["facts"][key] for key in number["facts"]]
        return formulas.text(number["formula"], facts)
    except (KeyError, ValueError, ArithmeticError, FormulaUnknown):
        return None


def _pages(document: Mapping[str, Any], printed: str) -> Iterator[Finding]:
    """Yield the numbers that stand otherwise on the pages than in the data.

    A line that is part of others must stand there as often as in the data.
    """
    lines = [spans for _slug, spans in documents.lines(document)]
    whole = "\n".join(documents.plain(document, spans) for spans in lines)
    for spans in lines:
        if not any(isinstance(span, dict) for span in spans):
            continue
        line = _pattern(spans, [_spaced(text) for text in _right(document, spans)])
        if len(line.findall(printed)) < len(line.findall(whole)):
            yield from _other(document, spans, printed)


def _right(document: Mapping[str, Any], spans: list[Any]) -> list[str]:
    """Return the texts of the numbers in a line, as the data have them."""
    return [document["numbers"][span["number"]]["text"] for span in spans if isinstance(span, dict)]


def _pattern(spans: list[Any], numbers: list[str]) -> re.Pattern[str]:
    """Return what finds a line on the pages, with a pattern for each of its numbers.

    Blanks do not count, for lines break anywhere; but a number ends where its digits end: what
    says 57 does not say 5.
    """
    given = iter(numbers)
    parts = (
        _spaced(span)
        if isinstance(span, str)
        else f"{NO_DIGIT_BEFORE}{next(given)}{NO_DIGIT_AFTER}"
        for span in spans
    )
    return re.compile(BLANKS.join(part for part in parts if part))


def _spaced(text: str) -> str:
    """Return a pattern for `text` with blanks between any of its letters, or none."""
    return BLANKS.join(map(re.escape, _even(text)))


def _other(document: Mapping[str, Any], spans: list[Any], text: str) -> Iterator[Finding]:
    """Name the numbers of a line that is not on the pages as it should be."""
    names = [span["number"] for span in spans if isinstance(span, dict)]
    for name, on_page in zip(names, _on_page(document, spans, text), strict=True):
        expected = document["numbers"][name]["text"]
        if on_page != _even(expected):
            yield Finding(
                _called(document, name),
                _("The page says “%(said)s”, the data “%(expected)s”.")
                % {"said": on_page or _("something else"), "expected": expected},
            )


def _on_page(document: Mapping[str, Any], spans: list[Any], text: str) -> list[str]:
    """Return what stands on the pages for each number of a line; "" where the line is not found."""
    right = [_even(number) for number in _right(document, spans)]
    line = _pattern(spans, [ANY_NUMBER] * len(right))
    found = [[_even(said) for said in match.groups()] for match in line.finditer(text)]
    wrong = [said for said in found if said != right]
    return wrong[0] if wrong else [""] * len(right)


def _called(document: Mapping[str, Any], name: str) -> str:
    """Return what the number `name` is of, in words."""
    facts = document["facts"]
    named = [facts[key]["name"] for key in document["numbers"][name]["facts"] if key in facts]
    return f"{name}: {', '.join(dict.fromkeys(named))}"


def _even(text: str) -> str:
    """Return `text` without any blanks: where lines break on a page says nothing."""
    return re.sub(r"[\s\u00ad]+", "", text)
