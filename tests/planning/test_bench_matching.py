"""The bench runs, in small; its figures are measured by hand."""

import subprocess
import sys

from tests.house import plan


def test_the_bench_prints_every_figure():
    done = subprocess.run(
        [sys.executable, plan.ROOT / "bench" / "matching.py", "300", "60", "--arrays"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert [line[:44].strip() for line in done.stdout.splitlines()[2:]] == [
        "suggestions shown",
        "suggestions with reasons for all, s",
        "memory at most until then, MiB",
        "one opportunity, ms",
        "eligible pairs",
        "capacities alone: scoring and proof, s",
        "score, proven optimal",
        "to first come, first served, ratio",
        "times and weekly hours: s",
        "score",
        "bound: flow, capacities alone",
        "gap, %",
        "bound: flow, with what excludes each other",
        "gap, %",
        "bound: bundles at the best prices",
        "gap, %",
        "to first come, first served, ratio",
        "memory at most in the end, MiB",
    ]
