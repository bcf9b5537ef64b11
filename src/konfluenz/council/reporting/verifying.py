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
    text = _even(printed)
    lines = [
        (spans, _even(documents.plain(document, spans)))
        for _slug, spans in documents.lines(document)
    ]
    whole = "\n".join(line for _spans, line in lines)
    for spans, line in lines:
        with_number = any(isinstance(span, dict) for span in spans)
        if with_number and text.count(line) < whole.count(line):
            yield from _other(document, spans, text)


def _other(document: Mapping[str, Any], spans: list[Any], text: str) -> Iterator[Finding]:
    """Name the numbers of a line that is not on the pages as it should be."""
    names = [span["number"] for span in spans if isinstance(span, dict)]
    for name, on_page in zip(names, _on_page(document, names, spans, text), strict=True):
        expected = document["numbers"][name]["text"]
        if on_page != _even(expected):
            yield Finding(
                _called(document, name),
                _("The page says “%(said)s”, the data “%(expected)s”.")
                % {"said": on_page or _("something else"), "expected": expected},
            )


def _on_page(
    document: Mapping[str, Any], names: list[str], spans: list[Any], text: str
) -> list[str]:
    """Return what stands on the pages for each number of a line; "" where the line is not found."""
    pattern = "".join(
        re.escape(_even(span)) if isinstance(span, str) else "(.{1,40}?)" for span in spans
    )
    right = [_even(document["numbers"][name]["text"]) for name in names]
    found = [list(match.groups()) for match in re.finditer(pattern, text)]
    wrong = [said for said in found if said != right]
    return wrong[0] if wrong else [""] * len(names)


def _called(document: Mapping[str, Any], name: str) -> str:
    """Return what the number `name` is of, in words."""
    facts = document["facts"]
    named = [facts[key]["name"] for key in document["numbers"][name]["facts"] if key in facts]
    return f"{name}: {', '.join(dict.fromkeys(named))}"


def _even(text: str) -> str:
    """Return `text` without any blanks: where lines break on a page says nothing."""
    return re.sub(r"[\s\u00ad]+", "", text)
