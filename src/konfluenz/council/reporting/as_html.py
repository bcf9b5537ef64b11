"""A report as HTML, for the screen and for the press; each number leads to where it comes from."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from konfluenz.council.reporting import documents
from konfluenz.council.reporting.documents import Document
from konfluenz.council.reporting.formulas import LANGUAGE
from konfluenz.ground import typefaces

Parts = list[dict[str, Any]]


def context(document: Document, *, seal: str = "") -> dict[str, Any]:
    """Return what the templates show: the parts with their sections, and each number's origin."""
    return {
        "document": document,
        "parts": parts(document),
        "origins": origins(document),
        "seal": seal,
        "sealed": documents.sealed(document, seal),
        "language": LANGUAGE,
    }


def body(document: Document, *, seal: str = "") -> str:
    """Return the report without a page around it, safe to show."""
    with translation.override(LANGUAGE):
        return render_to_string("council/report/body.html", context(document, seal=seal))


def page(document: Document, *, seal: str, attachment: str = "") -> str:
    """Return a whole page for the press; `attachment` is the address of the data to carry."""
    with translation.override(LANGUAGE):
        more = context(document, seal=seal) | {
            "attachment": attachment,
            "faces": typefaces.rules(),
        }
        return render_to_string("council/report/page.html", more)


def parts(document: Document) -> Parts:
    """Return the sections by the part of the paper that they stand in, texts with their numbers."""
    found: Parts = []
    for section in document["sections"]:
        if not found or found[-1]["heading"] != section["part"]:
            found.append({"heading": section["part"], "sections": []})
        shown = {**section, "blocks": [_block(document, one) for one in section["blocks"]]}
        shown["alone"] = section["heading"] == section["part"]
        found[-1]["sections"].append(shown)
    return found


def origins(document: Document) -> list[dict[str, Any]]:
    """Return each number with the facts it comes from, in the order of their first use.

    What was not collected comes from nowhere.
    """
    facts = document["facts"]
    return [
        {
            "name": name,
            "text": number["text"],
            "formula": number["formula"],
            "facts": [facts[key] for key in number["facts"]],
        }
        for name, number in document["numbers"].items()
        if _comes_from_somewhere(document, name)
    ]


def _comes_from_somewhere(document: Document, name: str) -> bool:
    facts = [document["facts"][key] for key in document["numbers"][name]["facts"]]
    return any(fact["value"] is not None or fact["hidden"] for fact in facts)


def _block(document: Document, block: dict[str, Any]) -> dict[str, Any]:
    kind = block["kind"]
    if kind == "text":
        return {**block, "spans": _spans(document, block["spans"])}
    if kind == "list":
        return {**block, "rows": [_spans(document, row) for row in block["items"]]}
    if kind == "table":
        rows = [[_spans(document, cell) for cell in row] for row in block["rows"]]
        return {**block, "rows": rows}
    return block


def _spans(document: Document, spans: list[Any]) -> list[dict[str, str]]:
    return [
        {"text": span} if isinstance(span, str) else _number(document, span["number"])
        for span in spans
    ]


def _number(document: Document, name: str) -> dict[str, str]:
    text = document["numbers"][name]["text"]
    return {"text": text, "number": name if _comes_from_somewhere(document, name) else ""}
