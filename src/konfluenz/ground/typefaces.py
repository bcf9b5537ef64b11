"""The fonts that the set-up built, for what is pressed on paper."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

SCRIPTS = {
    "Fira Sans": "latin",
    "Fira Sans Cyrillic": "cyrillic",
    "Noto Sans Arabic": "arabic",
}
WEIGHTS = (400, 600)


def rules() -> SafeString:
    """Return the style rules that name the fonts; "" where the set-up built none."""
    found = [
        f'@font-face{{font-family:"{family}";font-weight:{weight};src:url("{file.as_uri()}")}}'
        for family, script in SCRIPTS.items()
        for weight in WEIGHTS
        if (file := _file(script, weight)) is not None
    ]
    return mark_safe("\n".join(found))  # noqa: S308, our own names and places


def folders() -> list[Path]:
    """Return where the fonts lie: the press reads files below folders it is given alone."""
    font = _file("latin", 400)
    return [font.parent] if font else []


def _file(script: str, weight: int) -> Path | None:
    found = finders.find(f"fonts/portal-{script}-{weight}.woff2")
    return Path(found) if found else None
