"""Every line of the acceptance list names its test, or says what of it is open.

The list (`acceptance.csv`) holds the IDs of the two founding papers: units and bodies (O),
roles (R), concepts and documents (D), figures (F), tasks (T), processes (PR), problems and
demands (N).
"""

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest
from tests.house import plan

LENGTHS = {"O": 25, "R": 17, "D": 36, "F": 12, "T": 22, "PR": 14, "N": 17}
SHARED = plan.ROOT.parent / "shared" / "design" / "domain.md"


def _rows(name: str = "acceptance.csv") -> list[dict[str, str]]:
    with (plan.ROOT / "tests" / "house" / name).open() as file:
        return list(csv.DictReader(file))


def _exists(node: str) -> bool:
    path, _, name = node.partition("::")
    return name in _functions(plan.ROOT / path)


@cache
def _functions(file: Path) -> set[str]:
    if not file.exists():
        return set()
    parts = ast.walk(ast.parse(file.read_text()))
    return {part.name for part in parts if isinstance(part, ast.FunctionDef)}


def test_every_id_stands_once():
    wanted = [f"{kind}-{n:02}" for kind, length in LENGTHS.items() for n in range(1, length + 1)]
    assert [row["id"] for row in _rows()] == wanted


def test_every_line_names_a_test_that_exists_or_says_what_is_open():
    wrong = [
        (row["id"], node) for row in _rows() for node in row["test"].split() if not _exists(node)
    ]
    assert wrong == []
    assert [row["id"] for row in _rows() if not row["test"] and not row["open"]] == []


def test_each_part_of_the_replay_names_its_tests_or_is_open():
    """The replay of the two papers (`domain.md` 1.8) has five parts."""
    rows = _rows("replay.csv")
    assert [row["part"] for row in rows] == list("abcde")
    assert [node for row in rows for node in row["test"].split() if not _exists(node)] == []
    assert [row["part"] for row in rows if not row["test"] and not row["open"]] == []


@pytest.mark.shared
def test_the_list_is_that_of_the_domain_study():
    if not SHARED.exists():
        pytest.skip("the domain study does not lie beside this checkout")
    section = SHARED.read_text().split("# 2 What is known", 1)[0]
    named = set(re.findall(r"^(?:\| |### )((?:O|R|D|F|T|PR|N)-\d\d)\b", section, re.MULTILINE))
    assert named == {row["id"] for row in _rows()}
