"""The engine that draws takes 90 MB and more: no process that answers requests loads it."""

import subprocess
import sys

LOADS = """
import sys
from importlib import import_module
import_module("konfluenz.config.wsgi")
from django.urls import get_resolver
def walk(patterns):
    for one in patterns:
        walk(getattr(one, "url_patterns", []))
walk(get_resolver().url_patterns)
print("urls" if "konfluenz.portal.urls" in sys.modules else "no urls")
print(sorted(name for name in sys.modules if name.startswith("vl_convert")))
"""


def test_no_web_process_loads_what_draws():
    ran = subprocess.run(
        [sys.executable, "-c", LOADS], capture_output=True, text=True, timeout=120, check=False
    )
    assert (ran.returncode, ran.stdout.split("\n")[:2]) == (0, ["urls", "[]"]), ran.stderr
