"""What only the system's own package manager can bring: Pango, PostgreSQL, Chromium."""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from provision import steps
from provision.problems import Problem

APT = {"DEBIAN_FRONTEND": "noninteractive"}


@dataclass(frozen=True)
class Need:
    """Something of the system; `packages` are Debian's names."""

    name: str
    what_for: str
    is_there: Callable[[], bool]
    packages: tuple[str, ...]

    def sentence(self) -> str:
        """Return what is missing and what to type."""
        return (
            f"{self.name} is missing, which {self.what_for} needs."
            f" Type: sudo apt install {' '.join(self.packages)}"
        )


PANGO_LIBRARIES = {
    "linux": (
        "libgobject-2.0.so.0",
        "libpango-1.0.so.0",
        "libharfbuzz.so.0",
        "libharfbuzz-subset.so.0",
        "libfontconfig.so.1",
        "libpangoft2-1.0.so.0",
    )
}
"""What WeasyPrint loads, by `sys.platform`; elsewhere it looks for itself."""


def _has_pango() -> bool:
    for name in PANGO_LIBRARIES.get(sys.platform, ()):
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
    return True


def _has_postgresql() -> bool:
    debian = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return any(debian) or shutil.which("postgres") is not None


def _has_chromium() -> bool:
    return shutil.which("chromium") is not None


PANGO = Need(
    "Pango",
    "the printing of PDF files",
    _has_pango,
    ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
)
POSTGRESQL = Need("PostgreSQL", "one half of the tests", _has_postgresql, ("postgresql",))
CHROMIUM = Need("Chromium", "the tests in a real browser", _has_chromium, ("chromium",))
FOR_TESTS = (PANGO, POSTGRESQL, CHROMIUM)


def require(need: Need) -> None:
    """Raise Problem unless `need` is met."""
    if not need.is_there():
        raise Problem(need.sentence())


def install(needs: tuple[Need, ...]) -> list[str]:
    """Install what is missing where we may; return a sentence for each thing still missing."""
    missing = [need for need in needs if not need.is_there()]
    if missing and (apt := _apt_get()):
        packages = [package for need in missing for package in need.packages]
        with steps.announced(f"apt: {' '.join(packages)}"):
            steps.attempt([*apt, "update"], APT)
            steps.attempt([*apt, "install", "-y", "--no-install-recommends", *packages], APT)
    return [need.sentence() for need in missing if not need.is_there()]


def _apt_get() -> list[str]:
    """Return how to call apt-get without a question asked; empty where that cannot be."""
    if shutil.which("apt-get") is None:
        return []
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") and steps.attempt(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n", "apt-get"]
    return []
