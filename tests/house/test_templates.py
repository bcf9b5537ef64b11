"""No template lies about unused, and none is asked for that is not there."""

import re
from pathlib import Path

import allauth
from tests.house import plan

TEMPLATES = {
    str(path.relative_to(folder)): path
    for folder in plan.SOURCE.glob("*/templates")
    for path in folder.rglob("*")
    if path.is_file()
}
SOURCES = "\n".join(p.read_text() for p in [*plan.python_files(), *TEMPLATES.values()])
DJANGO_ASKS_FOR = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def _asked_for_by_allauth() -> set[str]:
    folder = Path(allauth.__file__).parent / "templates"
    code = "\n".join(p.read_text() for p in Path(allauth.__file__).parent.rglob("*.py"))
    shipped = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    return shipped | set(re.findall(r"[\"']((?:account|mfa|allauth)/[\w/]+)", code))


PUT_TOGETHER = [
    re.compile("[a-z_]+".join(map(re.escape, re.split(r"{.*?}", name))))
    for name in re.findall(r"f\"([\w/]+{[^\"]*}\.html)\"", SOURCES)
]
"""Names that a view puts together from a fixed folder and a tab: f"office/units/{tab}.html"."""


def _is_used(name: str) -> bool:
    stem = name.rsplit(".", 1)[0]
    whole = f'"{name}"' in SOURCES or f"'{name}'" in SOURCES or f'"{stem}"' in SOURCES
    return whole or any(pattern.fullmatch(name) for pattern in PUT_TOGETHER)


def test_no_unused_template():
    known = _asked_for_by_allauth() | DJANGO_ASKS_FOR
    assert sorted(name for name in TEMPLATES if not _is_used(name) and name not in known) == []


def test_every_included_or_extended_template_is_there():
    asked = set(re.findall(r"{%-?\s*(?:include|extends)\s+[\"']([^\"']+)[\"']", SOURCES))
    missing = {name for name in asked if name.split("/")[0] in plan.rooms()} - set(TEMPLATES)
    assert missing == set()


PRESSED = frozenset({"council/report/page.html", "portal/foot/paper.html"})
"""What becomes a PDF: no browser reads it."""


def test_no_inline_style_or_script():
    for name, path in TEMPLATES.items():
        if "/mail/" in name or "/letter" in name or not name.endswith(".html") or name in PRESSED:
            continue
        text = path.read_text()
        assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=\"", text), name
        assert not re.search(r"<script(?![^>]*(\bsrc=|\"application/ld\+json\"))", text), name
