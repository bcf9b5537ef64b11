"""Generalised assignment files: read as they are meant, refused with one clear line."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from tests.house import plan

from konfluenz.planning import joint, orlib

SHARED = plan.ROOT.parent / "shared" / "data" / "assignment"
SMALL = "2 3\n 5 7 3\n 4 2 9\n 2 3 1\n 2 2 2\n 4 4\n"
"""Agent 0 takes items 0 and 2 for 8, agent 1 item 1 for 2."""


def bench(*words):
    script = plan.ROOT / "bench" / "assignment.py"
    return subprocess.run(
        [sys.executable, script, *map(str, words)], capture_output=True, text=True, timeout=120
    )


def test_rows_are_costs_then_weights_then_capacities():
    problem = orlib.read(SMALL)
    assert problem.taker.tolist() == [0, 0, 0, 1, 1, 1]
    assert problem.item.tolist() == [0, 1, 2, 0, 1, 2]
    assert problem.gain.tolist() == [-5, -7, -3, -4, -2, -9]
    assert problem.weight.tolist() == [2, 3, 1, 2, 2, 2]
    assert problem.loads.capacity.tolist() == [4, 4]
    found = joint.solve(problem, seconds=5)
    assert (found.status, -found.objective) == ("optimal", 9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must begin"),
        ("5", "must begin"),
        ("0 3", "must begin"),
        ("-2 3 1", "must begin"),
        (SMALL[:20], "2 agents and 3 items need 16 numbers; it has 9"),
        (SMALL + "1", "it has 17"),
        (SMALL.replace("7", "seven"), "seven"),
        (SMALL.replace("7", "7.5"), "7.5"),
        (SMALL.replace("7", "9" * 30), "whole numbers"),
        (SMALL.replace("7", "9" * 12), "between 0 and"),
        (SMALL.replace("7", "-7"), "between 0 and"),
        ("999999999 999999999 1", "it has 3"),
        ("<html>not found</html>", "whole numbers"),
    ],
)
def test_another_file_is_refused(text, words):
    with pytest.raises(orlib.FileRefused, match=words):
        orlib.read(text)


def test_the_bench_prints_a_line_for_each_file(tmp_path):
    good, half, noise = tmp_path / "good", tmp_path / "half", tmp_path / "noise"
    good.write_text(SMALL)
    half.write_text(SMALL[:20])
    noise.write_bytes(bytes(range(256)))
    done = bench("--seconds", 5, half, good, noise, tmp_path / "none")
    assert done.returncode == 1
    assert done.stdout.split()[:4] == ["good", "9", "9", "optimal"]
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["half", "noise", "none"]
    assert bench(good).returncode == 0


def test_the_bench_says_what_cannot_be(tmp_path):
    tight = tmp_path / "tight"
    tight.write_text(SMALL.replace("4 4\n", "1 1\n"))
    done = bench(tight)
    assert done.stdout.split()[:4] == ["tight", "-", "-", "infeasible"]
    assert done.returncode == 0


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_the_bench_needs_a_time(seconds, tmp_path):
    done = bench(f"--seconds={seconds}", tmp_path / "any")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.shared
def test_twenty_real_files_are_proven_optimal():
    if not SHARED.exists():
        pytest.skip("No ../shared/data/assignment beside the checkout.")
    with (SHARED / "optima.csv").open() as rows:
        optima = {Path(row["Path"]).name: int(row["Optimum"]) for row in csv.DictReader(rows)}
    files = sorted(SHARED.glob("gap*"))
    found = {file.name: joint.solve(orlib.read(file.read_text()), seconds=30) for file in files}
    assert len(found) == 20
    assert {name: -one.objective for name, one in found.items()} == {
        name: optima[name] for name in found
    }
    assert {one.status for one in found.values()} == {"optimal"}
