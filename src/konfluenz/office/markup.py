"""Text as HTML, where so much of it is made that a template would take too long."""

from html import escape
from typing import Any


def text(value: Any) -> str:
    """Return `value` as HTML, escaped unless it is HTML already."""
    return str(value.__html__()) if hasattr(value, "__html__") else escape(str(value))
