"""What a person should know about a reading, collected while it is made."""

from django.utils.translation import gettext as _

from konfluenz.council.reading.shape import Finding, Level

MOST = 60
"""More findings than this help nobody; the rest are counted."""


class Findings:
    """Collects findings; beyond the most, only counts them."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._more = 0

    def error(self, message: str, line: int | None = None) -> None:
        """Add what must be mended."""
        self._add(Finding(Level.ERROR, line, message))

    def warn(self, message: str, line: int | None = None) -> None:
        """Add what should be looked at."""
        self._add(Finding(Level.WARNING, line, message))

    def note(self, message: str, line: int | None = None) -> None:
        """Add what is good to know."""
        self._add(Finding(Level.NOTE, line, message))

    def too_long(self, line: int) -> None:
        """Say that nothing was read from `line` on."""
        self.error(
            _("The text is too long for a paper: from this line on nothing was read. The file"
              " itself is kept whole."), line
        )  # fmt: skip

    def all(self) -> list[Finding]:
        """Return the findings by line, those about the whole file first."""
        ordered = sorted(self._kept, key=lambda finding: finding.line or 0)
        if self._more:
            text = _("%d more findings of this kind were left out.") % self._more
            ordered.append(Finding(Level.NOTE, None, text))
        return ordered

    def _add(self, finding: Finding) -> None:
        if finding.level == Level.ERROR or len(self._kept) < MOST:
            self._kept.append(finding)
        else:
            self._more += 1
