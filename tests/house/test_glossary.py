"""One English word per German term: every table's name stands in docs/glossary.md."""

import re

from django.apps import apps
from tests.house import plan


def _rows():
    text = (plan.ROOT / "docs" / "glossary.md").read_text()
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) >= 2 and not set(cells[0]) <= {"-", ":", " "}:
            yield cells


def test_every_model_is_in_the_glossary():
    words = {word for row in _rows() for word in re.findall(r"`(\w+)`", row[1])}
    names = {
        model.__name__ for model in apps.get_models() if model.__module__.startswith("konfluenz.")
    }
    assert sorted(names - words) == []


def test_no_german_term_has_two_lines():
    terms = [row[0] for row in _rows()][1:]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []
