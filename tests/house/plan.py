"""The plan of the house as the tests read it: the floors stand once, in pyproject.toml."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "konfluenz"


def floors() -> list[list[str]]:
    """Return the rooms floor by floor, top first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return [[room.strip() for room in floor.split("|")] for floor in layers]


def rooms() -> list[str]:
    """Return every room, top first."""
    return [room for floor in floors() for room in floor]


def python_files() -> list[Path]:
    """Return our own Python files, without migrations."""
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
