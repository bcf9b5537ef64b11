"""Message catalogues: ``*.po`` compiled to ``*.mo`` by Babel."""

from pathlib import Path

from provision import stamps, steps
from provision.places import BUILD, PYTHON, SOURCE

STAMP = BUILD / "stamps" / "catalogues"

COMPILE = """
import sys
from pathlib import Path
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
for name in sys.argv[1:]:
    with open(name, "rb") as source:
        catalogue = read_po(source, domain="django")
    draft = Path(name).with_suffix(".mo.draft")
    with draft.open("wb") as target:
        write_mo(target, catalogue)
    draft.replace(Path(name).with_suffix(".mo"))
"""
"""Runs in the virtual environment, once for all files: Babel is not in the standard library."""


def set_up() -> None:
    """Compile all catalogues if one of them changed or has not been compiled."""
    sources = sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/*.po"))
    present = stamps.digest(sources)
    if stamps.is_current(STAMP, present) and all(_compiled(file).exists() for file in sources):
        return
    with steps.announced("Message catalogues"):
        steps.run("Compiling the messages", [PYTHON, "-c", COMPILE, *sources])
    stamps.write(STAMP, present)


def _compiled(source: Path) -> Path:
    return source.with_suffix(".mo")
